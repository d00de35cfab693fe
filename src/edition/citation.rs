//! How an edition is cited, in each of its languages by the practice of that language: in English as *Title. Translated by
//! N. Publisher, year.*, in Korean as 저자, 『제목』, 옮긴이 옮김, 펴낸 곳, 연도. What differs stands in the labels; the order
//! is the same.

use super::colophon::{Column, Writer, joined, marked, said, text};
use super::metadata;
use super::{Metadata, Part};
use crate::tei::Document;
use crate::text::{Attributes, GroupKind, Inline, Kind, Lang, Role, plain};

/// What all languages of an edition cite.
#[derive(Clone, Copy)]
pub(super) struct Cited<'a> {
    /// The title for each language, and the language that it is in.
    pub(super) titles: &'a [(String, Lang)],
    pub(super) metadata: &'a Metadata,
    pub(super) parts: &'a [Part],
}

/// The citation for the column of this index.
pub(super) fn citation(document: &Document, column: &Column<'_>, index: usize, cited: &Cited<'_>) -> Vec<Inline> {
    let writer = Writer { document, column: *column };
    let title =
        cited.titles.get(index).map(|(title, lang)| writer.around("cite-title", title, lang)).unwrap_or_default();
    let title = marked(Kind::Title, Attributes::default(), title);
    let by = |label: &str, names: &[String]| {
        let names = names.join(", ");
        if names.is_empty() { Vec::new() } else { said(&column.interface.words(label, &names), column.lang) }
    };
    let mut published = writer.publisher().map(|name| vec![name]).unwrap_or_default();
    let year = cited.metadata.date.as_deref().and_then(|date| date.split('-').next()).unwrap_or_default();
    if !year.is_empty() {
        published.push(vec![text(year.to_owned(), 0)]);
    }
    let address = document.header.identifiers.first().map(metadata::identifier);
    let address = address.map(|found| vec![text(found.url.clone().unwrap_or_else(|| found.label()), 0)]);
    let pieces = [
        authors(&writer, index, cited.parts),
        vec![title],
        writer.translated_by("cite-translator"),
        by("cite-editor", &cited.metadata.editors),
        joined(published, ", "),
        address.unwrap_or_default(),
    ];
    let between = column.interface.words("cite-between", "").text;
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

/// What parts names: a semicolon where a comma stands in one of them.
fn between(mut names: impl Iterator<Item = String>) -> &'static str {
    if names.any(|name| name.contains(',')) { "; " } else { ", " }
}

/// The authors' names as the title block has them in a language, or else as the header does.
fn authors(writer: &Writer<'_>, index: usize, parts: &[Part]) -> Vec<Inline> {
    let block = parts.iter().take_while(|part| !matches!(part, Part::Close));
    let in_block = matches!(parts.first(), Some(Part::Open(group)) if group.kind == GroupKind::TitleBlock);
    let name = |name: String, lang| (!name.is_empty()).then(|| writer.in_lang(vec![text(name, 0)], lang));
    let names: Vec<Vec<Inline>> = block
        .filter_map(|part| match part {
            Part::Row(row) if in_block && row.role == Role::Author => row.cells.get(index),
            _ => None,
        })
        .filter_map(|cell| name(plain(&cell.content), Some(&cell.lang)))
        .collect();
    if !names.is_empty() {
        let between = between(names.iter().map(|name| plain(name)));
        return joined(names, between);
    }
    let names = &writer.document.header.authors;
    vec![text(names.join(between(names.iter().cloned())), 0)]
}
