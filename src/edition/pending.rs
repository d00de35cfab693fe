//! The list at the end of a draft: which units are still to be translated.

use super::align::rows as all_rows;
use super::colophon::{row, said, text};
use super::{Cell, Labels, Part, Row};
use crate::tei::Document;
use crate::text::{Attributes, Element, Inline, Kind, Lang, Role, plain};

/// How many characters of a unit are shown, so that it is known by them.
const SHOWN: usize = 72;

/// The rows of the list, the first of them its heading; none if nothing is to be translated. Each has a link to its unit:
/// where a language lacks it, what is the matter; elsewhere how the unit begins.
pub(super) fn rows(document: &Document, langs: &[Lang], labels: &[Labels], parts: &[Part]) -> Vec<Row> {
    let has_text = langs.contains(&document.lang);
    let entry = |unit: &Row| {
        let id = unit.id.as_deref().filter(|_| unit.cells.iter().any(|cell| cell.status.is_stand_in()))?;
        let cells = unit.cells.iter().zip(labels).zip(langs).map(|((cell, labels), lang)| {
            let begins = link(id, vec![text(beginning(cell), 0)], &cell.lang);
            let content = match cell.mark(labels) {
                // The text stands beside it.
                Some(mark) if has_text => vec![link(id, vec![text(mark.text.clone(), 0)], &mark.lang)],
                Some(mark) => [said(mark, lang), vec![text(": ".to_owned(), 0), begins]].concat(),
                None => vec![begins],
            };
            (lang, content)
        });
        Some(row(document, Role::Block, cells))
    };
    let entries: Vec<Row> = all_rows(parts).filter_map(entry).collect();
    if entries.is_empty() {
        return entries;
    }
    let heading = langs.iter().zip(labels).map(|(lang, labels)| (lang, said(&labels.pending, lang)));
    let heading = row(document, Role::Head { level: 1 }, heading);
    std::iter::once(heading).chain(entries).collect()
}

/// How the text of a cell begins, to the end of a word.
fn beginning(cell: &Cell) -> String {
    let all = plain(&cell.content);
    let words = all.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = words.char_indices().nth(SHOWN) else { return words };
    let end = words[..end].rfind(' ').unwrap_or(end);
    format!("{}…", words[..end].trim_end_matches(|c: char| !c.is_alphanumeric()))
}

fn link(id: &str, content: Vec<Inline>, lang: &Lang) -> Inline {
    let attributes = Attributes { target: Some(format!("#{id}")), lang: Some(lang.clone()), ..Attributes::default() };
    let attributes = attributes.shared();
    Inline::Element(Box::new(Element { name: "ref".into(), kind: Kind::Reference, attributes, content, at: 0 }))
}
