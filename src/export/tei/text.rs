//! The text of one language.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::xml::{Attributes, Xml};
use super::names::{Names, is_name};
use super::tree::{self, Piece};
use crate::edition::{Cell, Edition, Row, Status};
use crate::text::{Align, GroupKind, Lang, Rend, Role, Shift};

/// Writes a text.
pub(super) struct TextWriter<'e, 'x> {
    pub(super) xml: &'x mut Xml,
    pub(super) edition: &'e Edition,
    pub(super) names: &'x Names<'e>,
    pub(super) column: usize,
    /// The notes that marks call, by identifier, that have not been written yet.
    pub(super) notes: FxHashMap<&'e str, &'e Row>,
    /// The identifiers of inline elements and groups that have been written: each stands once in a file.
    pub(super) used: FxHashSet<String>,
    /// The language of what is around.
    pub(super) around: &'e Lang,
}

impl<'e, 'x> TextWriter<'e, 'x> {
    pub(super) fn new(
        edition: &'e Edition,
        names: &'x Names<'e>,
        column: usize,
        xml: &'x mut Xml,
    ) -> TextWriter<'e, 'x> {
        let is_called = |row: &&Row| row.role == Role::Note { anchored: true };
        let has_text = |row: &&Row| row.cells.get(column).is_some_and(|cell| tree::is_written(row, cell));
        let notes = tree::rows(edition).filter(is_called).filter(has_text);
        let notes = notes.filter_map(|row| Some((row.id.as_deref()?, row))).collect();
        let around = &edition.langs[column];
        TextWriter { xml, edition, names, column, notes, used: FxHashSet::default(), around }
    }

    /// Writes the text.
    pub(super) fn write(mut self) {
        let lang = self.lang().clone();
        let kind = if lang == self.edition.source { "source" } else { "translation" };
        self.xml.open("text", &vec![("xml:lang", lang.to_string()), ("type", kind.to_owned())]);
        self.xml.line();
        let mut pieces = tree::pieces(self.edition, self.column);
        if pieces.first().is_some_and(|piece| piece.kind() == Some(GroupKind::TitleBlock))
            && let Piece::Group(_, block) = pieces.remove(0)
        {
            self.front(&block);
        }
        self.xml.open("body", &Vec::new());
        self.xml.line();
        self.division(&pieces);
        self.uncalled_notes();
        self.xml.close_line();
        self.xml.close_line();
    }

    /// The notes that no mark of this text calls, at its end.
    fn uncalled_notes(&mut self) {
        let edition = self.edition;
        for row in tree::rows(edition) {
            if row.id.as_deref().is_some_and(|id| self.notes.contains_key(id)) {
                self.note(row);
                self.xml.line();
            }
        }
    }

    /// The language of the text.
    pub(super) fn lang(&self) -> &'e Lang {
        &self.edition.langs[self.column]
    }

    /// The cell of a row; every row has one for each language.
    pub(super) fn cell(&self, row: &'e Row) -> &'e Cell {
        &row.cells[self.column]
    }

    /// Whether a note is written where its mark stands, and so not where its row does.
    pub(super) fn is_called(&self, row: &Row) -> bool {
        row.role == Role::Note { anchored: true } && row.id.is_some()
    }

    /// The attributes of a row's element: its name, its counterparts, its language and look.
    pub(super) fn attributes(&self, row: &'e Row) -> Attributes {
        let id = self.names.unit(row, self.column);
        let others: Vec<String> =
            self.names.of_row(row).into_iter().filter(|other| *other != id).map(|other| format!("#{other}")).collect();
        let mut attributes = Vec::new();
        if is_name(&id) {
            attributes.push(("xml:id", id));
        }
        if !others.is_empty() {
            attributes.push(("corresp", others.join(" ")));
        }
        let cell = self.cell(row);
        if cell.lang != *self.around && !cell.status.is_stand_in() {
            attributes.push(("xml:lang", cell.lang.to_string()));
        }
        attributes.extend(rend(row.rend).map(|rend| ("rend", rend)));
        attributes
    }

    /// The attributes of a group, whose identifier stands once.
    pub(super) fn group(&mut self, id: Option<&'e str>) -> Attributes {
        let id = id.filter(|id| is_name(id)).map(|id| self.names.of(id, self.column));
        id.filter(|id| self.used.insert(id.clone())).map(|id| ("xml:id", id)).into_iter().collect()
    }

    /// Writes an element that holds the text of a row.
    pub(super) fn unit(&mut self, name: &str, row: &'e Row, more: &[(&'static str, String)]) {
        self.open_unit(name, row, more);
        self.xml.close_line();
    }

    /// Begins an element with the text of a row.
    pub(super) fn open_unit(&mut self, name: &str, row: &'e Row, more: &[(&'static str, String)]) {
        let mut attributes = self.attributes(row);
        for (key, value) in more {
            match attributes.iter_mut().find(|(known, _)| known == key) {
                Some((_, known)) => *known = format!("{known} {value}"),
                None => attributes.push((key, value.clone())),
            }
        }
        self.xml.open(name, &attributes);
        self.content(row, name);
    }

    /// Writes the text of a row, or that it is missing.
    pub(super) fn content(&mut self, row: &'e Row, name: &str) {
        let cell = self.cell(row);
        let reason = match cell.status {
            Status::Source | Status::Translated => {
                let around = std::mem::replace(&mut self.around, &cell.lang);
                self.inlines(&cell.content, matches!(name, "byline" | "dateline" | "docDate" | "bibl"));
                self.around = around;
                return;
            }
            Status::Untranslated => "untranslated",
            Status::Outdated => "outdated",
        };
        self.xml.empty("gap", &vec![("reason", reason.to_owned())]);
    }
}

/// An appearance as words of `rend`; none if there is nothing special to it.
pub(super) fn rend(rend: Rend) -> Option<String> {
    let words = [
        (rend.italic, "italic"),
        (rend.bold, "bold"),
        (rend.small_caps, "small-caps"),
        (rend.underline, "underline"),
        (rend.overline, "overline"),
        (rend.strike, "strikethrough"),
        (rend.spaced, "spaced"),
        (rend.shift == Shift::Superscript, "superscript"),
        (rend.shift == Shift::Subscript, "subscript"),
        (rend.align == Align::Center, "center"),
        (rend.align == Align::End, "right"),
    ];
    let words: Vec<&str> = words.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
    (!words.is_empty()).then(|| words.join(" "))
}
