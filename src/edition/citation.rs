//! How an edition is cited, in each of its languages by the practice of that language: in English as *Title. Translated by
//! N. Publisher, year.*, in Korean as 저자, 『제목』, 옮긴이 옮김, 펴낸 곳, 연도. What differs stands in the labels; the order
//! is the same.

use super::colophon::{Column, Writer, joined, marked, text};
use super::metadata::{self, translators};
use super::{Metadata, Part};
use crate::tei::Document;
use crate::text::{Attributes, GroupKind, Inline, Kind, Role, plain};

/// What all languages of an edition cite.
#[derive(Clone, Copy)]
pub(super) struct Cited<'a> {
    /// The title in each language.
    pub(super) titles: &'a [String],
    pub(super) metadata: &'a Metadata,
    pub(super) parts: &'a [Part],
}

/// The citation for the column of this index.
pub(super) fn citation(document: &Document, column: &Column<'_>, index: usize, cited: &Cited<'_>) -> Vec<Inline> {
    let words = |label: &str, n: &str| column.interface.words(label, n);
    let writer = Writer { document, column: *column };
    let title = cited.titles.get(index).map(|title| words("cite-title", title)).unwrap_or_default();
    let title = marked(Kind::Title, Attributes::default(), vec![text(title, 0)]);
    let by = |label: &str, names: &[String]| {
        let names = names.join(", ");
        if names.is_empty() { Vec::new() } else { vec![text(words(label, &names), 0)] }
    };
    let mut published = writer.publisher().map(|name| vec![name]).unwrap_or_default();
    let year = cited.metadata.date.as_deref().and_then(|date| date.split('-').next()).unwrap_or_default();
    if !year.is_empty() {
        published.push(vec![text(year.to_owned(), 0)]);
    }
    let address = document.header.identifiers.first().map(metadata::identifier);
    let address = address.map(|found| vec![text(found.url.clone().unwrap_or_else(|| found.label()), 0)]);
    let pieces = [
        vec![text(authors(document, index, cited.parts).join(", "), 0)],
        vec![title],
        by("cite-translator", &translators(&document.header, column.lang, document)),
        by("cite-editor", &cited.metadata.editors),
        joined(published, ", "),
        address.unwrap_or_default(),
    ];
    let between = words("cite-between", "");
    let mut out: Vec<Inline> = Vec::new();
    let mut last = String::new();
    for piece in pieces.into_iter().filter(|piece| !plain(piece).is_empty()) {
        if !out.is_empty() {
            out.push(text(format!("{} ", after(&last, &between)), 0));
        }
        last = plain(&piece);
        out.extend(piece);
    }
    out.push(text(after(&last, ".").to_owned(), 0));
    out
}

/// A mark to be set after words, unless they end in one that serves as well.
fn after<'m>(words: &str, mark: &'m str) -> &'m str {
    let ends = |marks: &[char]| words.trim_end_matches(['”', '’', '"', '\'']).ends_with(marks);
    if mark == "." && ends(&['.', '?', '!', '…']) { "" } else { mark }
}

/// The authors' names as the title block has them in a language, or else as the header does.
fn authors(document: &Document, index: usize, parts: &[Part]) -> Vec<String> {
    let block = parts.iter().take_while(|part| !matches!(part, Part::Close));
    let in_block = matches!(parts.first(), Some(Part::Open(group)) if group.kind == GroupKind::TitleBlock);
    let names: Vec<String> = block
        .filter_map(|part| match part {
            Part::Row(row) if in_block && row.role == Role::Author => {
                row.cells.get(index).map(|cell| plain(&cell.content))
            }
            _ => None,
        })
        .filter(|name| !name.is_empty())
        .collect();
    if names.is_empty() { document.header.authors.clone() } else { names }
}
