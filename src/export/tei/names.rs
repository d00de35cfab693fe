//! Identifiers, one for each element of each text.

use rustc_hash::{FxHashMap, FxHashSet};

use super::tree::{is_written, rows};
use crate::edition::{Edition, Part, Row};
use crate::text::{Inline, Lang};

/// The identifiers of a file.
pub(super) struct Names<'e> {
    /// Those of rows whose own cannot be an `xml:id`, or that have none, by the address of the row.
    made: FxHashMap<*const Row, String>,
    /// What the identifiers of each language end in; nothing for that of the source.
    suffixes: Vec<String>,
    /// What can be pointed to.
    known: FxHashSet<&'e str>,
    /// The rows of names that are no `xml:id`.
    renamed: FxHashMap<&'e str, String>,
}

impl<'e> Names<'e> {
    pub(super) fn new(edition: &'e Edition) -> Names<'e> {
        let plain = edition.langs.iter().position(|lang| *lang == edition.source).unwrap_or(0);
        // What can be pointed to, and what of it the text has whose identifiers stay as they are.
        let (mut known, mut own) = (FxHashSet::default(), FxHashSet::default());
        for part in &edition.parts {
            match part {
                Part::Open(group) => {
                    known.extend(group.id.as_deref());
                    own.extend(group.id.as_deref());
                }
                Part::Row(row) => {
                    known.extend(row.id.as_deref());
                    row.cells.iter().for_each(|cell| inline_ids(&cell.content, &mut known));
                    if let Some(cell) = row.cells.get(plain).filter(|cell| is_written(row, cell)) {
                        own.extend(row.id.as_deref());
                        inline_ids(&cell.content, &mut own);
                    }
                }
                Part::Close => {}
            }
        }
        let (mut made, mut renamed, mut last) = (FxHashMap::default(), FxHashMap::default(), 0);
        for row in rows(edition) {
            if row.id.as_deref().is_some_and(is_name) {
                continue;
            }
            let name = loop {
                last += 1;
                let name = format!("unit{last}");
                if !known.contains(name.as_str()) {
                    break name;
                }
            };
            renamed.extend(row.id.as_deref().map(|id| (id, name.clone())));
            made.insert(std::ptr::from_ref(row), name);
        }
        let suffix = |(column, lang): (usize, &Lang)| {
            let mut suffix = String::new();
            if column != plain {
                suffix = format!(".{lang}");
                while own.iter().any(|id| id.ends_with(&suffix)) {
                    suffix.insert(0, '.');
                }
            }
            suffix
        };
        let suffixes = edition.langs.iter().enumerate().map(suffix).collect();
        Names { made, suffixes, known, renamed }
    }

    /// The identifier of a row in a column.
    pub(super) fn unit(&self, row: &Row, column: usize) -> String {
        let own = self.made.get(&std::ptr::from_ref(row)).map(String::as_str).or(row.id.as_deref());
        self.of(own.unwrap_or_default(), column)
    }

    /// An identifier of the edition as a column has it. What came from a file in which it ended so already stays.
    pub(super) fn of(&self, id: &str, column: usize) -> String {
        let id = self.renamed.get(id).map_or(id, String::as_str);
        let suffix = self.suffixes.get(column).map_or("", String::as_str);
        if id.ends_with(suffix) { id.to_owned() } else { format!("{id}{suffix}") }
    }

    /// Whether something of the edition is called so.
    pub(super) fn is_known(&self, id: &str) -> bool {
        self.known.contains(id)
    }

    /// The identifiers of a row in the languages that have it, in their order.
    pub(super) fn of_row(&self, row: &Row) -> Vec<String> {
        let there = row.cells.iter().enumerate().filter(|(_, cell)| is_written(row, cell));
        there.map(|(column, _)| self.unit(row, column)).collect()
    }
}

fn inline_ids<'e>(content: &'e [Inline], ids: &mut FxHashSet<&'e str>) {
    for inline in content {
        match inline {
            Inline::Element(element) => {
                ids.extend(element.attributes.id.as_deref());
                inline_ids(&element.content, ids);
            }
            Inline::Milestone(milestone) => ids.extend(milestone.id.as_deref()),
            Inline::Text(_) | Inline::Break(_) | Inline::NoteMark(_) => {}
        }
    }
}

/// Whether something can be an `xml:id`: a name without colon (Namespaces in XML 1.0, section 4). What comes from one need
/// only be told from what the program has named, such as `note:1`.
pub(super) fn is_name(id: &str) -> bool {
    !id.is_empty() && !id.contains(|c: char| c == ':' || c.is_whitespace())
}
