//! What the program has to say about its input: what is wrong, where, and what to do.

mod github;
mod human;
mod json;
mod position;
pub mod rule;
mod sarif;
pub(crate) mod suggest;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use position::Positions;

/// A file that was read, kept so that a diagnostic can show the line it speaks of.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path from the project's folder, with `/` between the parts.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// How much a diagnostic weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Worth knowing; never changes the exit status.
    Note,
    /// Probably wrong; an edition can be made all the same.
    Warning,
    /// Wrong; no edition is made.
    Error,
}

/// Where in a file something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Bytes from the start of the file.
    pub span: Range<usize>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// A stable name for findings of its kind, such as `missing-message`.
    pub code: &'static str,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// Other places that belong to it, each with what it shows.
    pub related: Vec<(Place, String)>,
    /// What to do, in one line without a full stop.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            message: shortened(message.into()),
            place: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    /// A note without a place yet.
    pub fn note(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Note, ..Diagnostic::error(code, message) }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, file: &Arc<SourceFile>, span: Range<usize>) -> Diagnostic {
        self.place = Some(Place { file: Arc::clone(file), span });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(shortened(help.into()));
        self
    }

    /// Names another place that belongs to it.
    #[must_use]
    pub fn related(mut self, file: &Arc<SourceFile>, span: Range<usize>, shows: impl Into<String>) -> Diagnostic {
        self.related.push((Place { file: Arc::clone(file), span }, shortened(shows.into())));
        self
    }
}

/// What encloses what a user wrote, and how many characters of that a finding repeats: of texts less than of the paths of
/// files.
const QUOTED: [(char, char, usize); 2] = [('“', '”', 80), ('`', '`', 255)];

/// Words with what they quote cut where it is long: a value can have a million characters, and a finding is to be read.
fn shortened(words: String) -> String {
    if words.len() <= 80 {
        return words;
    }
    let mut out = String::new();
    let mut rest = words.as_str();
    while let Some(at) = rest.find(QUOTED.map(|(open, ..)| open)) {
        let open = rest[at..].chars().next().unwrap_or_default();
        let (_, close, most) = QUOTED.into_iter().find(|(other, ..)| *other == open).unwrap_or(QUOTED[0]);
        let (before, quoted) = rest.split_at(at + open.len_utf8());
        out.push_str(before);
        let end = quoted.find(close).unwrap_or(quoted.len());
        let cut = quoted[..end].char_indices().nth(most).map_or(end, |(at, _)| at);
        out.push_str(&quoted[..cut]);
        out.push_str(if cut < end { "…" } else { "" });
        // The closing mark is no opening one.
        let after = (end + close.len_utf8()).min(quoted.len());
        out.push_str(&quoted[end..after]);
        rest = &quoted[after..];
    }
    out.push_str(rest);
    out
}

impl Place {
    /// The line and the column, both counted from 1, the column in code points.
    pub fn line_column(&self) -> (usize, usize) {
        let start = Positions::default().locate(self).start;
        (start.line, start.column)
    }
}

/// The forms that diagnostics are printed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// For people: the line with a caret, in the colours of a terminal (ANSI escapes; whoever prints it strips them where
    /// they are not wanted).
    #[default]
    Human,
    /// For programs: one JSON object a line.
    Json,
    /// For the log of a GitHub workflow, which shows them beside the lines.
    Github,
    /// SARIF 2.1.0, one document.
    Sarif,
}

/// Writes diagnostics in a form. `base` stands in front of the names of files where a program outside the project has to
/// find them (GitHub, SARIF): empty, or a path that ends in `/`.
pub fn render(diagnostics: &[Diagnostic], format: Format, base: &str) -> String {
    let mut positions = Positions::default();
    match format {
        Format::Human => human::render(diagnostics, &mut positions),
        Format::Json => json::render(diagnostics, &mut positions),
        Format::Github => github::render(diagnostics, &mut positions, base),
        Format::Sarif => sarif::render(diagnostics, &mut positions, base),
    }
}

/// JSON without line breaks.
fn to_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("strings, numbers and lists are always JSON")
}

/// Puts diagnostics in the order of files and places, those without a place first, and leaves out what is said twice. What
/// is said of one place stays in its order.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    fn at(diagnostic: &Diagnostic) -> Option<(&str, usize)> {
        diagnostic.place.as_ref().map(|place| (place.file.name.as_str(), place.span.start))
    }
    diagnostics.sort_by(|a, b| at(a).cmp(&at(b)));
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics.drain(..) {
        let mut same_place = kept.iter().rev().take_while(|other| at(other) == at(&diagnostic));
        if !same_place.any(|other| other.code == diagnostic.code && other.message == diagnostic.message) {
            kept.push(diagnostic);
        }
    }
    *diagnostics = kept;
}

/// After so many findings of a kind in a file, the others are counted only.
const MOST: usize = 1000;

/// Shortens sorted diagnostics to what somebody can read: of more than a thousand of a kind in a file, the last one says
/// how many there are.
pub fn limit(diagnostics: &mut Vec<Diagnostic>) {
    let kind = |diagnostic: &Diagnostic| {
        let file = diagnostic.place.as_ref().map(|place| place.file.name.clone()).unwrap_or_default();
        (file, diagnostic.code, diagnostic.severity)
    };
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for diagnostic in diagnostics.iter() {
        *counts.entry(kind(diagnostic)).or_default() += 1;
    }
    counts.retain(|_, count| *count > MOST);
    if counts.is_empty() {
        return;
    }
    let mut seen = BTreeMap::new();
    diagnostics.retain_mut(|diagnostic| {
        let kind = kind(diagnostic);
        let Some(count) = counts.get(&kind) else { return true };
        let seen: &mut usize = seen.entry(kind).or_default();
        *seen += 1;
        if *seen == MOST {
            let more = count - MOST;
            diagnostic.message.push_str(&format!(" ({more} more like it in this file are not told)"));
        }
        *seen <= MOST
    });
}

#[cfg(test)]
mod tests;
