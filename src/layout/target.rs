//! Where links inside an edition lead: to the row or the group of an identifier, to the row that holds an element of it, or
//! to a place in it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::edition::{Edition, Part, Row, unset_targets};
use crate::text::{Inline, is_public_url};

/// The places that links lead to, by the identifiers that texts know them by.
pub(crate) struct Targets<'a> {
    places: FxHashMap<&'a str, &'a str>,
}

impl<'a> Targets<'a> {
    pub(crate) fn new(edition: &'a Edition) -> Targets<'a> {
        let mut targets = Targets { places: FxHashMap::default() };
        // What has a place of its own comes before what stands in it.
        for part in &edition.parts {
            let id = match part {
                Part::Row(row) => row.id.as_deref(),
                Part::Open(group) => group.id.as_deref(),
                Part::Close => None,
            };
            targets.places.extend(id.map(|id| (id, id)));
        }
        let rows = edition.parts.iter().filter_map(|part| if let Part::Row(row) = part { Some(row) } else { None });
        rows.for_each(|row| targets.inside(row));
        for (id, place) in unset_targets(edition) {
            match place {
                Some(place) => drop(targets.places.insert(id, place)),
                None => drop(targets.places.remove(id)),
            }
        }
        for (name, rows) in [("pending", &edition.pending), ("colophon", &edition.colophon)] {
            if !rows.is_empty() {
                targets.places.entry(name).or_insert(name);
            }
        }
        targets
    }

    /// Where a target leads: `#id` to a place of that name, or an address that a reader can follow; nowhere if
    /// there is no such place.
    pub(crate) fn of(&self, target: &str) -> Option<Arc<str>> {
        match target.strip_prefix('#') {
            // No `xml:id` has a colon: a name with one is a place that the edition itself has made.
            Some(id) if id.contains(':') => Some(target.into()),
            Some(id) => self.places.get(id).map(|place| format!("#{place}").into()),
            None => is_public_url(target).then(|| target.into()),
        }
    }

    fn inside(&mut self, row: &'a Row) {
        let mut found = Vec::new();
        row.cells.iter().for_each(|cell| places(&cell.content, &mut found));
        for id in found {
            self.places.entry(id).or_insert(id);
        }
        let Some(place) = row.id.as_deref() else { return };
        let mut found = Vec::new();
        row.cells.iter().for_each(|cell| ids(&cell.content, &mut found));
        for id in found {
            self.places.entry(id).or_insert(place);
        }
    }
}

/// The identifiers of the elements in a text.
fn ids<'a>(content: &'a [Inline], found: &mut Vec<&'a str>) {
    for inline in content {
        if let Inline::Element(element) = inline {
            found.extend(element.attributes.id.as_deref());
            ids(&element.content, found);
        }
    }
}

/// The identifiers of the places in a text that links lead to by themselves.
fn places<'a>(content: &'a [Inline], found: &mut Vec<&'a str>) {
    for inline in content {
        match inline {
            Inline::Milestone(milestone) => found.extend(milestone.id.as_deref()),
            Inline::Element(element) => places(&element.content, found),
            Inline::Text(_) | Inline::Break(_) | Inline::NoteMark(_) => {}
        }
    }
}
