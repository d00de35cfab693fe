//! Notes and what calls them refer to each other (ISO 32000-2, table 355, `Ref`; ISO 14289-2, section 8.2.5.14). Each is
//! written when the other is known.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId};

use crate::layout::page::Part;
use crate::pdf::destination::Anchors;
use crate::pdf::file::File;

use super::{Sources, in_language};

/// Elements that wait for those that they refer to.
#[derive(Default)]
pub(super) struct Ties {
    /// Links and references to places in the file.
    pub(super) marks: Vec<(Part, ObjectId, Dictionary)>,
    /// The entries of lists of contents, which refer to the headings that they name (ISO 14289-2, section 8.2.5.8).
    pub(super) entries: Vec<(Part, ObjectId, Dictionary)>,
    /// Notes, by their texts.
    pub(super) notes: HashMap<u32, Note>,
    /// The texts of the notes in their order.
    pub(super) order: Vec<u32>,
}

/// A note that waits.
pub(super) struct Note {
    pub(super) id: ObjectId,
    pub(super) dictionary: Dictionary,
    /// The elements that call it.
    pub(super) calls: Vec<Object>,
}

impl Ties {
    /// Adds a note.
    pub(super) fn note(&mut self, text: u32, id: ObjectId, dictionary: Dictionary) {
        self.order.push(text);
        self.notes.insert(text, Note { id, dictionary, calls: Vec::new() });
    }

    /// Writes what was held back. A mark calls the note in its own language, if there is one.
    pub(super) fn write(
        mut self,
        sources: &Sources<'_>,
        anchors: &Anchors,
        written: &HashMap<Part, ObjectId>,
        langs: u32,
        file: &mut File,
    ) {
        for (part, id, mut dictionary) in self.entries {
            let target = sources.links(part.text).iter().find_map(|link| anchors.get(link.target.as_deref()?)?.part);
            let own = target.map(|target| Part { text: in_language(target.text, part.text, langs), ..target });
            if let Some(heading) = own.and_then(|own| written.get(&own)) {
                dictionary.set("Ref", vec![(*heading).into()]);
            }
            file.put(id, &dictionary.into());
        }
        for (part, id, mut dictionary) in self.marks {
            let link = sources.links(part.text).iter().find(|link| link.part == part);
            let target = link.and_then(|link| anchors.get(link.target.as_deref()?)?.part);
            let text = target.map(|target| target.text);
            let own = text.map(|text| in_language(text, part.text, langs)).filter(|own| self.notes.contains_key(own));
            if let Some(note) = own.or(text).and_then(|text| self.notes.get_mut(&text)) {
                dictionary.set("Ref", vec![note.id.into()]);
                note.calls.push(id.into());
            }
            file.put(id, &dictionary.into());
        }
        for text in self.order {
            let Some(Note { id, mut dictionary, calls }) = self.notes.remove(&text) else { continue };
            if !calls.is_empty() {
                dictionary.set("Ref", calls);
            }
            file.put(id, &dictionary.into());
        }
    }
}
