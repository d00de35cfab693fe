//! What is wrong with a file.

use std::ops::Range;

/// Something that is ill-formed.
#[derive(Clone, Debug)]
pub(in crate::tei) struct Problem {
    pub(in crate::tei) span: Range<usize>,
    pub(in crate::tei) message: String,
    pub(in crate::tei) help: Option<String>,
    pub(in crate::tei) related: Option<(Range<usize>, String)>,
    /// Whether it is well-formed, but more than can be read.
    pub(in crate::tei) is_too_large: bool,
    /// Whether it says which entity's text it is in.
    pub(super) in_entity: bool,
}

impl Problem {
    pub(in crate::tei) fn new(span: Range<usize>, message: impl Into<String>) -> Problem {
        Problem { span, message: message.into(), help: None, related: None, is_too_large: false, in_entity: false }
    }

    /// Something that is well-formed, but more than can be read.
    pub(in crate::tei) fn too_large(span: Range<usize>, message: impl Into<String>) -> Problem {
        Problem { is_too_large: true, ..Problem::new(span, message) }
    }

    pub(in crate::tei) fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }

    pub(in crate::tei) fn related(mut self, span: Range<usize>, shows: impl Into<String>) -> Problem {
        self.related = Some((span, shows.into()));
        self
    }
}
