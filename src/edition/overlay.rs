//! Lays what a translator wrote over what the source says: tags come from the message, what else they need from the source.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::{Attributes, Element, Inline, NoteMark, Rend};

/// Gives each element and note mark of a message the attributes of its counterpart in the source: the element of the same
/// name that has the `xml:id` that the tag names, or else the next one of that name that no tag names. An attribute that
/// the message gives stays.
pub(super) fn overlay(source: &[Inline], message: &mut [Inline]) {
    let mut elements = Vec::new();
    let mut marks = Vec::new();
    gather(source, &mut elements, &mut marks);
    if elements.is_empty() && marks.is_empty() {
        return;
    }
    let (mut tags, mut tag_marks) = (Vec::new(), Vec::new());
    gather(message, &mut tags, &mut tag_marks);
    let by_id: FxHashMap<_, usize> =
        elements.iter().enumerate().rev().filter_map(|(at, element)| Some((key(element)?, at))).collect();
    // What a tag names by its id is not there for others.
    let named: FxHashSet<usize> = tags.iter().filter_map(|tag| by_id.get(&key(tag)?).copied()).collect();
    let mut unnamed: FxHashMap<&str, VecDeque<usize>> = FxHashMap::default();
    for (at, element) in elements.iter().enumerate().filter(|(at, _)| !named.contains(at)) {
        unnamed.entry(&element.name).or_default().push_back(at);
    }
    let named_marks: FxHashSet<&str> = tag_marks.iter().filter_map(|tag| tag.id.as_deref()).collect();
    let marks = marks.into_iter().filter(|mark| mark.id.as_deref().is_none_or(|id| !named_marks.contains(id)));
    Overlay { elements: &elements, by_id: &by_id, unnamed, marks: marks.collect() }.apply(message);
}

/// What tells an element with an id from others.
fn key(element: &Element) -> Option<(&str, &str)> {
    Some((element.name.as_str(), element.attributes.id.as_deref()?))
}

/// Replaces positions in a formatted text by positions in its file.
pub(super) fn move_positions(content: &mut [Inline], position: &impl Fn(usize) -> usize) {
    for inline in content {
        match inline {
            Inline::Text(text) => text.at = position(text.at),
            Inline::NoteMark(mark) => mark.at = position(mark.at),
            Inline::Element(element) => {
                element.at = position(element.at);
                move_positions(&mut element.content, position);
            }
            Inline::Break => {}
        }
    }
}

/// The elements and the note marks of a content, in the order in which they begin.
pub(super) fn gather<'a>(content: &'a [Inline], elements: &mut Vec<&'a Element>, marks: &mut Vec<&'a NoteMark>) {
    for inline in content {
        match inline {
            Inline::Element(element) => {
                elements.push(element);
                gather(&element.content, elements, marks);
            }
            Inline::NoteMark(mark) => marks.push(mark),
            Inline::Text(_) | Inline::Break => {}
        }
    }
}

/// What the tags of a message take from, and what they have not taken yet.
struct Overlay<'a> {
    elements: &'a [&'a Element],
    by_id: &'a FxHashMap<(&'a str, &'a str), usize>,
    unnamed: FxHashMap<&'a str, VecDeque<usize>>,
    marks: VecDeque<&'a NoteMark>,
}

impl Overlay<'_> {
    fn apply(&mut self, message: &mut [Inline]) {
        for inline in message {
            match inline {
                Inline::Element(tag) => {
                    let named = key(tag).and_then(|key| self.by_id.get(&key).copied());
                    let next = || self.unnamed.get_mut(tag.name.as_str()).and_then(VecDeque::pop_front);
                    if let Some(at) = named.or_else(next) {
                        tag.kind = self.elements[at].kind;
                        merge(tag, &self.elements[at].attributes);
                    }
                    self.apply(&mut tag.content);
                }
                Inline::NoteMark(tag) if tag.id.is_none() => {
                    tag.id = self.marks.pop_front().and_then(|mark| mark.id.clone());
                }
                Inline::NoteMark(_) | Inline::Text(_) | Inline::Break => {}
            }
        }
    }
}

fn merge(tag: &mut Element, source: &Attributes) {
    let own = &mut tag.attributes;
    let Attributes { id, lang, rend, target, when } = source;
    own.id = own.id.take().or_else(|| id.clone());
    own.lang = own.lang.take().or_else(|| lang.clone());
    own.target = own.target.take().or_else(|| target.clone());
    own.when = own.when.take().or_else(|| when.clone());
    // What is deleted is struck through without being told so.
    if own.rend == (Rend { strike: tag.name == "del", ..Rend::default() }) {
        own.rend = *rend;
    }
}
