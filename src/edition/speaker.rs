//! Who speaks, before utterances whose source says it by an attribute only.

use super::colophon::{Column, row};
use super::{Part, Row};
use crate::tei::{Document, Speaker};
use crate::text::{Inline, Lang, Role, Text};

/// Sets the names before the rows of the utterances. `places` are those of the units of each part.
pub(super) fn name(document: &Document, columns: &[Column<'_>], places: &[Vec<usize>], parts: Vec<Part>) -> Vec<Part> {
    if document.speakers.is_empty() {
        return parts;
    }
    let mut named = Vec::with_capacity(parts.len() + document.speakers.len());
    for (places, part) in places.iter().zip(parts) {
        if let Some((at, speakers)) = places.iter().find_map(|at| Some((*at, document.speakers.get(at)?))) {
            let cells = columns.iter().map(|column| (column.lang, content(document, speakers, column.lang, at)));
            // A file that is written from the edition has the name in its text.
            let row = Row { made: false, ..row(document, Role::Speaker, cells) };
            named.push(Part::Row(row));
        }
        named.push(part);
    }
    named
}

/// What those are called in a language who speak together.
fn content(document: &Document, speakers: &[Speaker], lang: &Lang, at: usize) -> Vec<Inline> {
    let names: Vec<&str> = speakers.iter().filter_map(|speaker| in_lang(document, speaker, lang)).collect();
    vec![Inline::Text(Text { text: names.join(", "), at })]
}

/// The name in a language, or else that of the document, or else the first.
fn in_lang<'s>(document: &Document, speaker: &'s Speaker, lang: &Lang) -> Option<&'s str> {
    let of = |wanted: &Lang| {
        speaker.iter().find(|(own, _)| own.as_ref().unwrap_or(&document.lang).primary() == wanted.primary())
    };
    of(lang).or_else(|| of(&document.lang)).or_else(|| speaker.first()).map(|(_, name)| name.as_str())
}
