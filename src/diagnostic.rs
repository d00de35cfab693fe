//! What the program has to say about its input: what is wrong, where, and what to do.

use std::ops::Range;
use std::sync::Arc;

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
            message: message.into(),
            place: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
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
        self.help = Some(help.into());
        self
    }

    /// Names another place that belongs to it.
    #[must_use]
    pub fn related(mut self, file: &Arc<SourceFile>, span: Range<usize>, shows: impl Into<String>) -> Diagnostic {
        self.related.push((Place { file: Arc::clone(file), span }, shows.into()));
        self
    }
}

impl Place {
    /// The line and the column, both counted from 1, the column in code points.
    pub fn line_column(&self) -> (usize, usize) {
        let text = &self.file.text;
        let mut start = self.span.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}
