//! Commands of a GitHub workflow's log: `::error file=…,line=…,col=…,title=…::message`.

use std::fmt::Write as _;

use super::position::Positions;
use super::{Diagnostic, Severity};

pub(super) fn render(diagnostics: &[Diagnostic], positions: &mut Positions, base: &str) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(match diagnostic.severity {
            Severity::Error => "::error ",
            Severity::Warning => "::warning ",
            Severity::Note => "::notice ",
        });
        if let Some(place) = &diagnostic.place {
            let located = positions.locate(place);
            let (start, end) = (located.start, located.end);
            let file = property(&format!("{base}{}", place.file.name));
            let _ = write!(out, "file={file},line={},endLine={},col={}", start.line, end.line, start.column);
            // GitHub takes the column of an end only on the line of the beginning.
            if start.line == end.line {
                let _ = write!(out, ",endColumn={}", end.column);
            }
            out.push(',');
        }
        let _ = write!(out, "title={}::{}", property(diagnostic.code), data(&diagnostic.message));
        if let Some(help) = &diagnostic.help {
            let _ = write!(out, "%0Ahelp: {}", data(help));
        }
        out.push('\n');
    }
    out
}

/// Escapes what follows the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
