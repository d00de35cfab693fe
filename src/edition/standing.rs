//! How far a text that stands in a document beside its source is a translation of it.

use rustc_hash::FxHashMap;

use super::align::{has_text, texts};
use super::parallel::{Slot, slots};
use crate::catalog::state::State;
use crate::tei::{Document, Gap};
use crate::text::{Lang, Node, Unit};

/// The state of each unit of a document that holds something to translate, in its order, in the text of a language; and
/// then those units of that text that nothing belongs to. A unit with a partner is fresh, one without is missing; the other
/// states are those that the text tells itself.
pub fn states(document: &Document, lang: &Lang) -> Vec<(String, State)> {
    let Some(text) = texts(document).iter().position(|text| text.lang == *lang).map(|at| at + 1) else {
        return Vec::new();
    };
    let gaps = document.parallel.as_ref().map(|parallel| &parallel.gaps);
    let wanted: Vec<bool> = (0..=texts(document).len()).map(|other| other == 0 || other == text).collect();
    let mut known: FxHashMap<&str, State> = FxHashMap::default();
    let mut orphans = Vec::new();
    for slot in slots(document, &wanted).0 {
        let Slot::Row(units) = slot else { continue };
        let own = &units[text];
        let gap = own.iter().find_map(|unit| gaps?.get(&unit.at));
        let state = match gap {
            Some(Gap::Untranslated) => State::Missing,
            Some(Gap::Outdated) => State::Outdated,
            None if own.is_empty() => State::Missing,
            None => State::Fresh,
        };
        known.extend(units[0].iter().filter_map(|unit| Some((unit.id.as_deref()?, state))));
        if units[0].is_empty() {
            orphans.extend(own.iter().filter_map(|unit| Some((unit.id.clone()?, State::Orphan))));
        }
    }
    let is_to_translate = |unit: &&Unit| has_text(&unit.content);
    let units = document.nodes.iter().filter_map(|node| if let Node::Unit(unit) = node { Some(unit) } else { None });
    let states = units.filter(is_to_translate).filter_map(|unit| {
        let id = unit.id.as_deref()?;
        Some((id.to_owned(), known.get(id).copied().unwrap_or(State::Missing)))
    });
    states.chain(orphans).collect()
}
