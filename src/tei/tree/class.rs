//! The class of an element where more than its name decides.

use super::Key;
use super::read::Builder;
use crate::diagnostic::Diagnostic;
use crate::tei::elements::{self, Class};
use crate::tei::xml::{Scanner, tag_span};
use crate::text::{Kind, Role};

/// What says of a quotation that it is a block.
const BLOCK: &[&str] =
    &["block", "blockquote", "block-quote", "block-quotation", "blockquotation", "display", "displayed"];

/// What says of a quotation that it has no marks.
const WITHOUT_MARKS: &[&str] = &["none", "nomarks", "no-marks", "noquotes", "no-quotes", "unmarked"];

impl<'a> Builder<'a, '_> {
    /// The class of an element where it depends on its parent or on the attributes from `first`.
    pub(super) fn class_by_attributes(
        &self,
        class: Class,
        name: &str,
        parent: Option<(&str, Class)>,
        first: usize,
    ) -> Class {
        let says = |keys: &[Key], words: &[&str]| {
            let mut values = self.tree.attributes[first..].iter().filter(|(key, _)| keys.contains(key));
            values.any(|(_, value)| value.split([' ', '#', ':', ';']).any(|word| words.contains(&word)))
        };
        let says_look = |words: &[&str]| says(&[Key::Rend, Key::Rendition, Key::Type], words);
        let says_any = |key: Key| self.tree.attributes[first..].iter().any(|(other, _)| *other == key);
        match class {
            _ if parent.is_some_and(|(_, class)| class == Class::RunningList) => {
                elements::class_in_running_list(name).unwrap_or(class)
            }
            // The apparatus stands there in place of the text.
            Class::Choice if name == "app" && parent.is_some_and(|(name, _)| name == "listApp") => {
                Class::Unit(Role::Block)
            }
            Class::List if says(&[Key::Type, Key::Rend, Key::Rendition], &["inline", "run-in", "runon", "run-on"]) => {
                Class::RunningList
            }
            // Who speaks stands before the speech, as the heading of it.
            Class::Note
                if says(&[Key::Type], &["speaker"]) && parent.is_some_and(|(_, class)| class == Class::Section) =>
            {
                Class::Unit(Role::Speaker)
            }
            // In the report of a debate, notes say what happens in it.
            Class::Note
                if says_any(Key::Type)
                    && !says_any(Key::Place)
                    && self.open.iter().any(|&i| matches!(self.tree.element(i), Some(("u", _)))) =>
            {
                Class::Soft(Role::Stage, Kind::Stage)
            }
            // What a document was printed from is told below its heading, and is none of its words.
            Class::Note if says(&[Key::Type], &["source"]) && parent.is_some_and(|(name, _)| name == "head") => class,
            Class::Note if says(&[Key::Place, Key::Rend], &["inline", "interlinear"]) => Class::InlineNote,
            // In a list of readings, a remark stands with them.
            Class::Note if matches!(parent, Some(("app", Class::Unit(_)))) => Class::InlineNote,
            Class::Quotation | Class::Inline(Kind::Quotation)
                if name != "gloss" && name != "soCalled" && says_look(BLOCK) =>
            {
                Class::BlockQuotation
            }
            // It says itself that it is to have no marks.
            Class::Inline(Kind::Quotation) if says(&[Key::Rend, Key::Rendition], WITHOUT_MARKS) => {
                Class::Inline(Kind::Plain)
            }
            // A list in a record is a part of it.
            Class::Inset
                if self
                    .open
                    .iter()
                    .any(|&i| matches!(self.tree.element(i), Some((_, Class::Record(_) | Class::Parts(_))))) =>
            {
                Class::Through
            }
            // What shows nothing is no picture, and a formula runs on in its line.
            Class::Graphic
                if parent.is_some_and(|(name, _)| name == "formula")
                    || !self.tree.attributes[first..].iter().any(|(key, _)| *key == Key::Url) =>
            {
                Class::Plain
            }
            _ => class,
        }
    }

    /// The class of an element of another namespace.
    pub(super) fn foreign(
        &mut self,
        scanner: &Scanner<'a>,
        name: &str,
        parent: Option<(&str, Class)>,
        at: usize,
    ) -> Class {
        match (name, parent) {
            ("egXML", _) => Class::Listing,
            (_, Some(("formula", _) | (_, Class::Figure | Class::Drawn))) => elements::class_in_drawing(name),
            ("fallback", _) => Class::Through,
            ("include", _) => {
                let href = scanner.attributes.iter().find(|attribute| attribute.local == "href");
                let href = href.map_or("another part of this file", |attribute| attribute.value.as_ref());
                let message = format!("“{href}” is not included, because Enface fetches nothing");
                let help = "put the files together before, for example with `xmllint --xinclude`";
                let span = tag_span(&self.file.text, at);
                self.diagnostics.push(Diagnostic::warning("not-fetched", message).at(self.file, span).help(help));
                Class::Through
            }
            _ => Class::Unknown,
        }
    }
}
