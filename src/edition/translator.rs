//! Notes that a translator has added: `<note type="translator">…</note>` in a message.
//!
//! Each becomes a note of the edition that only its language has. It is told apart from the notes of the source: its sign is
//! a letter, which each language counts by itself, and it begins with a word that says whose it is.

use std::sync::Arc;

use super::colophon::said;
use super::{Cell, Part, Row, Status};
use crate::catalog::interface::Labels;
use crate::text::{Inline, Kind, Lang, NoteMark, Role, Text};

/// Whether an inline is such a note. It is no counterpart of anything in the source.
pub(super) fn is_note(inline: &Inline) -> bool {
    matches!(inline, Inline::Element(element) if element.kind == Kind::TranslatorNote)
}

/// Puts marks in the place of all such notes, and the notes behind the rows that call them and the notes of the source
/// that stand there.
pub(super) fn lift(parts: Vec<Part>, langs: &[Lang], labels: &[Labels]) -> Vec<Part> {
    let mut counts = vec![0; langs.len()];
    let mut lifted = Vec::with_capacity(parts.len());
    let mut called: Vec<Row> = Vec::new();
    for part in parts {
        let Part::Row(mut row) = part else {
            lifted.extend(called.drain(..).map(Part::Row));
            lifted.push(part);
            continue;
        };
        if row.role != (Role::Note { anchored: true }) {
            lifted.extend(called.drain(..).map(Part::Row));
        }
        for (column, cell) in row.cells.iter_mut().enumerate().filter(|(_, cell)| holds_note(&cell.content)) {
            let mut notes = Vec::new();
            take(Arc::<Vec<Inline>>::make_mut(&mut cell.content), &langs[column], &mut counts[column], &mut notes);
            called.extend(notes.into_iter().map(|note| row_of(note, column, cell, langs, labels)));
        }
        lifted.push(Part::Row(row));
    }
    lifted.extend(called.into_iter().map(Part::Row));
    lifted
}

fn holds_note(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Element(element) => element.kind == Kind::TranslatorNote || holds_note(&element.content),
        _ => false,
    })
}

/// A note that was taken out of a text: its name, its number among those of its language, and what it says.
struct Taken {
    name: String,
    number: usize,
    at: usize,
    content: Vec<Inline>,
}

fn take(content: &mut [Inline], lang: &Lang, count: &mut usize, taken: &mut Vec<Taken>) {
    for inline in content {
        let Inline::Element(element) = inline else { continue };
        if element.kind != Kind::TranslatorNote {
            take(&mut element.content, lang, count, taken);
            continue;
        }
        *count += 1;
        let number = *count;
        // No `xml:id` has a colon.
        let (name, at) = (format!("note:{lang}:{number}"), element.at);
        let mut content = std::mem::take(&mut element.content);
        // A note may call another.
        let mut inner = Vec::new();
        take(&mut content, lang, count, &mut inner);
        taken.push(Taken { name: name.clone(), number, at, content });
        taken.append(&mut inner);
        *inline = Inline::NoteMark(NoteMark { id: Some(name), at });
    }
}

/// The row of a note, with its text in one column.
fn row_of(note: Taken, column: usize, caller: &Cell, langs: &[Lang], labels: &[Labels]) -> Row {
    let Taken { name, number, at, mut content } = note;
    if let Some(Labels { translator_note, .. }) = labels.get(column).filter(|it| !it.translator_note.text.is_empty()) {
        let between = Inline::Text(Text { text: " ".to_owned(), at });
        content.splice(0..0, said(translator_note, &langs[column]).into_iter().chain([between]));
    }
    let mut content = Some(Arc::new(content));
    let cell = |(index, lang): (usize, &Lang)| {
        let content = content.take_if(|_| index == column);
        let status = if content.is_some() { Status::Translated } else { Status::Source };
        Cell { status, lang: lang.clone(), content: content.unwrap_or_default(), file: Arc::clone(&caller.file) }
    };
    let cells = langs.iter().enumerate().map(cell).collect();
    Row { id: Some(name), label: Some(sign(number)), ..Row::new(Role::Note { anchored: true }, cells) }
}

/// The sign of a note by its number: a, b, … z, aa, ab …
fn sign(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn signs_are_letters() {
        assert_eq!([1, 2, 26, 27, 52, 53, 702, 703].map(sign), ["a", "b", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}
