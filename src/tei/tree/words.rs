//! White space between the parts of a word, and between words and their signs, which a file has only to be read more easily.

use super::read::Builder;
use super::{Key, NodeKind, is_blank};
use crate::tei::content::opens;
use crate::tei::elements::Class;

/// The elements of MathML whose white space is none of their words (MathML 3, section 2.1.7), but for tables.
const IN_MATH: &[&str] = &[
    "math",
    "mrow",
    "mfrac",
    "msqrt",
    "mroot",
    "mstyle",
    "mpadded",
    "mphantom",
    "mfenced",
    "menclose",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mmultiscripts",
    "maction",
    "semantics",
    "mtd",
];

/// What is known of the signs beside words (`pc`) while a file is read.
#[derive(Default)]
pub(super) struct Signs {
    /// The first of the texts that part a sign, which is being read, from the element before it.
    before: Option<usize>,
    /// The index after a sign that leans on what follows it.
    leans_forward: Option<usize>,
    /// A straight quotation mark that has opened, and the element that it stands in.
    quotation: Option<(Option<usize>, String)>,
}

impl Builder<'_, '_> {
    /// Leaves the white space between the elements of what holds elements only, as TEI has it: it stands within a word. In
    /// an expansion or an abbreviation, which may be of several words, that is so where lines of the file end.
    /// Says whether it is one word.
    pub(super) fn close_up(&mut self, i: usize) -> bool {
        let by_lines = match self.tree.element(i) {
            Some(("subst" | "ruby" | "w", _)) => false,
            Some(("expan" | "abbr" | "mod", _)) => true,
            Some((name, Class::Drawn)) if IN_MATH.contains(&name) => false,
            _ => return false,
        };
        let children: Vec<usize> = self.tree.children(i).collect();
        // Several words in one are not one word.
        if children.iter().any(|&child| matches!(self.tree.element(child), Some(("w" | "expan", _)))) {
            return false;
        }
        let is_element = |at: Option<usize>| {
            at.and_then(|at| children.get(at)).is_none_or(|&child| self.tree.element(child).is_some())
        };
        let is_space = |child: usize| match &self.tree.nodes[child].kind {
            NodeKind::Text(text) => is_blank(text) && (!by_lines || has_line_end(text)),
            NodeKind::Element { .. } => false,
        };
        let between = |at: &usize| is_space(children[*at]) && is_element(at.checked_sub(1)) && is_element(Some(at + 1));
        let spaces: Vec<usize> = (0..children.len()).filter(between).map(|at| children[at]).collect();
        for space in spaces {
            self.tree.nodes[space].skip = true;
        }
        true
    }

    /// An element is to begin: one behind a sign that leans on it touches that, and a sign may lean on what stands before it.
    pub(super) fn begin_sign(&mut self, name: &str) {
        let end = self.tree.nodes.len();
        if let Some(sign) = self.signs.leans_forward.take() {
            self.leave_lines(sign, end);
        }
        if name == "pc" {
            self.signs.before = self.neighbour().map(|before| self.tree.nodes[before].end);
        }
    }

    /// Ends a sign: where it stands on a line of its own in the file, it is written on to the word before it, or, if it opens
    /// something, to the word behind it.
    pub(super) fn end_sign(&mut self, i: usize) {
        let before = self.signs.before.take();
        // It says itself what it is written on to.
        if self.tree.attribute(i, Key::Join).is_some() {
            return;
        }
        let mut sign = String::new();
        for node in &self.tree.nodes[i + 1..] {
            if let NodeKind::Text(text) = &node.kind {
                sign.push_str(text.trim_ascii());
            }
        }
        let parent = self.open.last().copied();
        let is_straight = matches!(sign.as_str(), "\"" | "'");
        let opens_here = match self.tree.attribute(i, Key::Pre) {
            Some("true" | "1") => true,
            Some("false" | "0") => false,
            _ if is_straight => self.signs.quotation.take_if(|open| *open == (parent, sign.clone())).is_none(),
            _ => sign.chars().all(|c| opens(c) || matches!(c, '¿' | '¡' | '„' | '‚')),
        };
        if opens_here {
            self.signs.quotation = is_straight.then_some((parent, sign));
            self.signs.leans_forward = Some(self.tree.nodes.len());
        } else if let Some(before) = before.filter(|_| !sign.chars().all(is_dash)) {
            self.leave_lines(before, i);
        }
    }

    /// Leaves white space out in which a line of the file ends.
    fn leave_lines(&mut self, from: usize, to: usize) {
        let text = |k: usize| match &self.tree.nodes[k].kind {
            NodeKind::Text(text) if is_blank(text) => Some(has_line_end(text)),
            _ => None,
        };
        if (from..to).all(|k| text(k).is_some()) && (from..to).any(|k| text(k) == Some(true)) {
            self.tree.nodes[from..to].iter_mut().for_each(|node| node.skip = true);
        }
    }
}

fn has_line_end(text: &str) -> bool {
    text.contains(['\n', '\r'])
}

/// Whether a sign stands between two words and is written on to neither of them, or to both: that cannot be told.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '―' | '/' | '&' | '+' | '=' | '*')
}
