//! The notes that marks point to, at the end of the text.

use super::inline::{saying, with_lang};
use super::row::{Rows, column};
use super::tree::{Element, block};
use crate::edition::{Edition, Row};

/// The notes under a heading, if there are any.
pub(super) fn end_notes(edition: &Edition, notes: &[&Row], rows: &mut Rows<'_>) -> Option<Element> {
    if notes.is_empty() {
        return None;
    }
    let columns = edition.langs.iter().zip(&edition.labels).enumerate();
    let words = columns.map(|(i, (lang, labels))| saying(with_lang(column("span", i), lang), &labels.notes, lang));
    let heading = block("h2").attr("class", "cells").extend(words);
    let list = notes.iter().map(|row| rows.note(row, &row.mark().unwrap_or_default()));
    let list = block("ol").extend(list.collect::<Vec<_>>());
    let id = rows.inlines.ids.fresh("notes");
    let section = block("section").attr("class", "notes").attr("role", "doc-endnotes").attr("id", id);
    Some(section.child(block("div").attr("class", "row head").child(heading)).child(list))
}
