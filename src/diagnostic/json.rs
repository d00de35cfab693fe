//! One JSON object a line.

use serde::Serialize;

use super::position::Positions;
use super::{Diagnostic, Place, Severity};

#[derive(Serialize)]
struct Line<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Option<At<'a>>,
    help: Option<&'a str>,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: At<'a>,
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end: End,
}

#[derive(Serialize)]
struct End {
    line: usize,
    column: usize,
}

pub(super) fn render(diagnostics: &[Diagnostic], positions: &mut Positions) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let line = Line {
            severity: severity(diagnostic.severity),
            code: diagnostic.code,
            message: &diagnostic.message,
            place: diagnostic.place.as_ref().map(|place| at(place, positions)),
            help: diagnostic.help.as_deref(),
            related: diagnostic
                .related
                .iter()
                .map(|(place, message)| Related { message, place: at(place, positions) })
                .collect(),
        };
        out.push_str(&super::to_json(&line));
        out.push('\n');
    }
    out
}

fn at<'a>(place: &'a Place, positions: &mut Positions) -> At<'a> {
    let located = positions.locate(place);
    At {
        file: &place.file.name,
        line: located.start.line,
        column: located.start.column,
        end: End { line: located.end.line, column: located.end.column },
    }
}

pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
