//! The places that links, the outline and names lead to (ISO 32000-1, section 12.3.2). In PDF 2.0 a place is also an element
//! of the structure, so that those who listen are led to it, too (ISO 32000-2, section 12.3.2.3).

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::layout::page::Part;

use super::file::{File, number};
use super::structure::Elements;
use super::{Standard, tree};

/// Names of a leaf of the tree of destinations, and children of a node above, at most.
const NAMES: usize = 64;

/// A place on a page.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) page: ObjectId,
    /// Its height, measured from the foot of the page, in points.
    pub(super) y: f32,
    /// The text that begins there.
    pub(super) part: Option<Part>,
}

impl Place {
    /// The place as a destination.
    pub(super) fn on_page(self) -> Object {
        self.at(self.page)
    }

    /// The same as a destination in the structure.
    fn in_structure(self, elements: &Elements) -> Object {
        self.at(self.part.map_or(elements.document(), |part| elements.of(part)))
    }

    fn at(self, of: ObjectId) -> Object {
        // The reader's left edge and magnification stay as they are.
        Object::Array(vec![of.into(), "XYZ".into(), Object::Null, number(self.y), Object::Null])
    }

    /// The action that leads there, on the page and in the structure.
    pub(super) fn action(self, elements: &Elements) -> Dictionary {
        dictionary! { "S" => "GoTo", "D" => self.on_page(), "SD" => self.in_structure(elements) }
    }

    /// The action that leads to a place by its name, and in the structure to its text in the language of another text.
    pub(super) fn named_action(name: &str, place: Option<Place>, from: Part, elements: &Elements) -> Dictionary {
        let mut action = dictionary! { "S" => "GoTo", "D" => self::name(name) };
        if let Some(place) = place {
            let element = place.part.map_or(elements.document(), |part| elements.beside(part, from.text));
            action.set("SD", place.at(element));
        }
        action
    }
}

/// The places that have names.
#[derive(Default)]
pub(super) struct Anchors {
    places: Vec<(String, Place)>,
    by_name: HashMap<String, usize>,
}

impl Anchors {
    /// Names a place. The first of several with one name stays.
    pub(super) fn add(&mut self, name: String, place: Place) {
        if !self.by_name.contains_key(&name) {
            self.by_name.insert(name.clone(), self.places.len());
            self.places.push((name, place));
        }
    }

    /// The place that has a name.
    pub(super) fn get(&self, name: &str) -> Option<Place> {
        self.by_name.get(name).map(|&index| self.places[index].1)
    }

    /// Writes the places as a tree that is sorted by name; none if there is no place.
    pub(super) fn write(mut self, standard: Standard, elements: &Elements, file: &mut File) -> Option<ObjectId> {
        self.places.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
        let last = self.places.len().checked_sub(1)?;
        let value = |place: Place| match standard {
            Standard::Pdf17 => place.on_page(),
            Standard::Pdf20 => dictionary! { "D" => place.on_page(), "SD" => place.in_structure(elements) }.into(),
        };
        let pairs = |places: &[(String, Place)]| -> Vec<Object> {
            places.iter().flat_map(|(id, place)| [name(id), value(*place)]).collect()
        };
        if last < NAMES {
            return Some(file.add(&dictionary! { "Names" => pairs(&self.places) }.into()));
        }
        let mut leaves = Vec::with_capacity(self.places.len().div_ceil(NAMES));
        for places in self.places.chunks(NAMES) {
            let (first, last) = (name(&places[0].0), name(&places[places.len() - 1].0));
            let node = dictionary! { "Limits" => vec![first.clone(), last.clone()], "Names" => pairs(places) };
            leaves.push((file.add(&node.into()), first, last));
        }
        tree::root(leaves, NAMES, file)
    }
}

/// The name of a destination: the identifier's bytes, compared as such.
pub(super) fn name(id: &str) -> Object {
    Object::string_literal(id)
}
