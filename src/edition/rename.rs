//! Texts in parallel name their own elements; in an edition, what belongs together has one name.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::align::texts;
use super::{Part, Row};
use crate::tei::Document;
use crate::text::{Inline, Node, Unit};

/// Lets the references and the marks of notes in each text lead to the rows of an edition. `places` are those of the units
/// of each part.
pub(super) fn rename(document: &Document, places: &[Vec<usize>], parts: &mut [Part]) {
    if document.parallel.is_none() {
        return;
    }
    let nodes = document.nodes.iter().chain(texts(document).iter().flat_map(|text| &text.nodes));
    let units: FxHashMap<usize, &Unit> =
        nodes.filter_map(|node| if let Node::Unit(unit) = node { Some((unit.at, unit)) } else { None }).collect();
    let mut names: FxHashMap<&str, String> = FxHashMap::default();
    for (places, part) in places.iter().zip(&*parts) {
        let Part::Row(Row { id: Some(name), .. }) = part else { continue };
        let ids = places.iter().filter_map(|at| units.get(at)?.id.as_deref());
        names.extend(ids.filter(|id| id != name).map(|id| (id, name.clone())));
    }
    for part in parts {
        if let Part::Row(row) = part {
            row.cells.iter_mut().for_each(|cell| apply(Arc::<Vec<Inline>>::make_mut(&mut cell.content), &names));
        }
    }
}

fn apply(content: &mut [Inline], names: &FxHashMap<&str, String>) {
    for inline in content {
        match inline {
            Inline::NoteMark(mark) => {
                if let Some(name) = mark.id.as_deref().and_then(|id| names.get(id)) {
                    mark.id = Some(name.clone());
                }
            }
            Inline::Element(element) => {
                let target =
                    element.attributes.target.as_deref().and_then(|target| target.trim_ascii().strip_prefix('#'));
                if let Some(name) = target.and_then(|id| names.get(id)) {
                    Arc::make_mut(&mut element.attributes).target = Some(format!("#{name}"));
                }
                apply(&mut element.content, names);
            }
            Inline::Text(_) | Inline::Break(_) | Inline::Milestone(_) => {}
        }
    }
}
