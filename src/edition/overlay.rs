//! Lays what a translator wrote over what the source says: tags come from the message, what else they need from the source.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::telling::Telling;
use super::{binding, translator};
use crate::catalog::Formatted;
use crate::tei::{self, FragmentError};
use crate::text::{Attributes, Break, Element, Inline, Milestone, NoteMark, Rend, plain};

/// Reads a message again whose text `message` was read from, with what its pointers point to, so that the spaces beside them
/// are folded as in the source; none if it has no such pointers.
pub(super) fn pointing(
    source: &[Inline],
    message: &[Inline],
    text: &str,
    telling: &Telling,
) -> Option<Result<Vec<Inline>, FragmentError>> {
    let (mut elements, mut tags, mut marks) = (Vec::new(), Vec::new(), Vec::new());
    gather(message, &mut tags, &mut marks);
    if !tags.iter().any(|tag| is_pointer(tag) && tag.content.is_empty()) {
        return None;
    }
    gather(source, &mut elements, &mut marks);
    let pairs = tags.iter().zip(counterparts(&elements, &tags, telling));
    let words: FxHashMap<usize, String> = pairs
        .filter(|(tag, _)| is_pointer(tag) && tag.content.is_empty())
        .filter_map(|(tag, source)| Some((tag.at, plain(&source?.content))))
        .collect();
    Some(tei::fragment_pointing(text, &|at| words.get(&at).map(String::as_str)))
}

/// Gives each element and note mark of a message the attributes of its counterpart in the source: the element of the same
/// name that has the `xml:id` or the other attributes that the tag names, or else the next one of that name that no tag
/// names. An attribute that the message gives stays.
///
/// So it is with the beginnings of pages of the original, in their order; those that the source does not have are taken
/// away.
pub(super) fn overlay(source: &[Inline], message: &mut Vec<Inline>, telling: &Telling) {
    let mut beginnings = Vec::new();
    gather_milestones(source, &mut beginnings);
    overlay_milestones(&mut beginnings, message);
    overlay_breaks(source, message);
    let mut elements = Vec::new();
    let mut marks = Vec::new();
    gather(source, &mut elements, &mut marks);
    if elements.is_empty() && marks.is_empty() {
        return;
    }
    let (mut tags, mut tag_marks) = (Vec::new(), Vec::new());
    gather(message, &mut tags, &mut tag_marks);
    let matched: VecDeque<Option<&Element>> = counterparts(&elements, &tags, telling).into();
    let named_marks: FxHashSet<&str> = tag_marks.iter().filter_map(|tag| tag.id.as_deref()).collect();
    let marks = marks.into_iter().filter(|mark| mark.id.as_deref().is_none_or(|id| !named_marks.contains(id)));
    Overlay { matched, marks: marks.collect(), identified: FxHashSet::default() }.apply(message);
}

/// For each tag of a message the element of the source that it stands for.
pub(super) fn counterparts<'a>(
    elements: &[&'a Element],
    tags: &[&Element],
    telling: &Telling,
) -> Vec<Option<&'a Element>> {
    let by_id: FxHashMap<_, usize> =
        elements.iter().enumerate().rev().filter_map(|(at, element)| Some((key(element)?, at))).collect();
    let mut matched: Vec<Option<usize>> =
        tags.iter().map(|tag| key(tag).and_then(|key| by_id.get(&key).copied())).collect();
    // What a tag names by its id, or else by what it tells of it, is not there for others.
    let mut named: FxHashSet<usize> = matched.iter().flatten().copied().collect();
    let mut by_place: FxHashMap<usize, usize> = FxHashMap::default();
    if !telling.is_silent() {
        by_place.extend(elements.iter().enumerate().rev().map(|(at, element)| (element.at, at)));
    }
    // How many of those that a tag can mean are taken.
    let mut taken: FxHashMap<usize, usize> = FxHashMap::default();
    for (tag, matched) in tags.iter().zip(&mut matched).filter(|(_, matched)| matched.is_none()) {
        let Some((number, places)) = telling.of(tag) else { continue };
        let meant = |place: &usize| by_place.get(place).copied();
        let taken = taken.entry(number).or_default();
        while places.get(*taken).and_then(meant).is_some_and(|at| named.contains(&at)) {
            *taken += 1;
        }
        let again = || places.first().and_then(meant).filter(|_| binding::is_divisible(&tag.name));
        *matched = places.get(*taken).and_then(meant).or_else(again);
        named.extend(*matched);
    }
    let mut unnamed: FxHashMap<&str, VecDeque<usize>> = FxHashMap::default();
    for (at, element) in elements.iter().enumerate().filter(|(at, _)| !named.contains(at)) {
        unnamed.entry(&element.name).or_default().push_back(at);
    }
    let mut last: FxHashMap<&str, usize> = FxHashMap::default();
    let mut counterpart = |(tag, matched): (&&Element, Option<usize>)| {
        let next = || unnamed.get_mut(&*tag.name).and_then(VecDeque::pop_front);
        // Another part of what stands in one piece in the source.
        let again = || last.get(&*tag.name).copied().filter(|_| binding::is_divisible(&tag.name));
        let at = matched.or_else(next).or_else(again)?;
        last.insert(&elements[at].name, at);
        Some(elements[at])
    };
    tags.iter().zip(matched).map(&mut counterpart).collect()
}

/// Whether an element's text is not its own, but what it points to: a message may leave it empty.
pub(super) fn is_pointer(element: &Element) -> bool {
    matches!(&*element.name, "ptr" | "xptr")
}

/// What tells an element with an id from others.
fn key(element: &Element) -> Option<(&str, &str)> {
    Some((&*element.name, element.attributes.id.as_deref()?))
}

/// Replaces positions in a formatted text by positions in its file.
pub(super) fn move_positions(content: &mut [Inline], position: &impl Fn(usize) -> usize) {
    for inline in content {
        match inline {
            Inline::Text(text) => text.at = position(text.at),
            Inline::NoteMark(mark) => mark.at = position(mark.at),
            Inline::Milestone(milestone) => milestone.at = position(milestone.at),
            Inline::Element(element) => {
                element.at = position(element.at);
                move_positions(&mut element.content, position);
            }
            Inline::Break(_) => {}
        }
    }
}

/// The whole tag that begins at an offset of the formatted text.
pub(super) fn tag_place(formatted: &Formatted, at: usize) -> Range<usize> {
    let length = formatted.text.get(at..).and_then(|tag| tag.find('>')).map_or(1, |end| end + 1);
    formatted.place(at..at + length)
}

/// The elements and the note marks of a content, in the order in which they begin.
pub(super) fn gather<'a>(content: &'a [Inline], elements: &mut Vec<&'a Element>, marks: &mut Vec<&'a NoteMark>) {
    for inline in content.iter().filter(|inline| !translator::is_note(inline)) {
        match inline {
            Inline::Element(element) => {
                elements.push(element);
                gather(&element.content, elements, marks);
            }
            Inline::NoteMark(mark) => marks.push(mark),
            Inline::Text(_) | Inline::Break(_) | Inline::Milestone(_) => {}
        }
    }
}

fn gather_milestones<'a>(content: &'a [Inline], found: &mut Vec<&'a Milestone>) {
    for inline in content {
        match inline {
            Inline::Element(element) => gather_milestones(&element.content, found),
            Inline::Milestone(milestone) => found.push(milestone),
            Inline::Text(_) | Inline::Break(_) | Inline::NoteMark(_) => {}
        }
    }
}

/// Gives each milestone of a message the number of the next one of its kind in `source`.
fn overlay_milestones(source: &mut Vec<&Milestone>, message: &mut Vec<Inline>) {
    message.retain_mut(|inline| match inline {
        Inline::Element(element) => {
            overlay_milestones(source, &mut element.content);
            true
        }
        Inline::Milestone(tag) => {
            let Some(next) = source.iter().position(|milestone| milestone.unit == tag.unit) else { return false };
            let next = source.remove(next);
            tag.n.clone_from(&next.n);
            tag.id.clone_from(&next.id);
            true
        }
        Inline::Text(_) | Inline::Break(_) | Inline::NoteMark(_) => true,
    });
}

/// Gives each line break of a message the kind of its counterpart in `source`. If the two have not the same number, all begin
/// blocks if any in `source` does.
fn overlay_breaks(source: &[Inline], message: &mut [Inline]) {
    fn gather(content: &[Inline], kinds: &mut Vec<Break>) {
        for inline in content {
            match inline {
                Inline::Break(kind) => kinds.push(*kind),
                Inline::Element(element) => gather(&element.content, kinds),
                Inline::Text(_) | Inline::NoteMark(_) | Inline::Milestone(_) => {}
            }
        }
    }
    fn set(content: &mut [Inline], kinds: &mut impl Iterator<Item = Break>) {
        for inline in content {
            match inline {
                Inline::Break(kind) => *kind = kinds.next().unwrap_or(*kind),
                Inline::Element(element) => set(&mut element.content, kinds),
                Inline::Text(_) | Inline::NoteMark(_) | Inline::Milestone(_) => {}
            }
        }
    }
    let (mut kinds, mut own) = (Vec::new(), Vec::new());
    gather(source, &mut kinds);
    gather(message, &mut own);
    if kinds.contains(&Break::Block) {
        if kinds.len() != own.len() {
            kinds = vec![Break::Block; own.len()];
        }
        set(message, &mut kinds.into_iter());
    }
}

/// What the tags of a message take from, and what they have not taken yet.
struct Overlay<'a> {
    /// The counterparts of the tags that are still to come, in their order.
    matched: VecDeque<Option<&'a Element>>,
    marks: VecDeque<&'a NoteMark>,
    /// The identifiers that tags have: only the first part of an element has that of the element.
    identified: FxHashSet<&'a str>,
}

impl<'a> Overlay<'a> {
    fn apply(&mut self, message: &mut [Inline]) {
        for inline in message.iter_mut().filter(|inline| !translator::is_note(inline)) {
            match inline {
                Inline::Element(tag) => {
                    if let Some(source) = self.matched.pop_front().flatten() {
                        tag.kind = source.kind;
                        if tag.attributes != source.attributes {
                            let id: Option<&'a str> = source.attributes.id.as_deref();
                            if id.is_none_or(|id| self.identified.insert(id)) {
                                merge(tag, &source.attributes);
                            } else {
                                merge(tag, &Attributes { id: None, ..(*source.attributes).clone() });
                            }
                        }
                    }
                    self.apply(&mut tag.content);
                }
                Inline::NoteMark(tag) if tag.id.is_none() => {
                    tag.id = self.marks.pop_front().and_then(|mark| mark.id.clone());
                }
                Inline::NoteMark(_) | Inline::Text(_) | Inline::Break(_) | Inline::Milestone(_) => {}
            }
        }
    }
}

fn merge(tag: &mut Element, source: &Attributes) {
    let own = Arc::make_mut(&mut tag.attributes);
    let Attributes { id, lang, rend, target, when, value, label } = source;
    own.id = own.id.take().or_else(|| id.clone());
    own.lang = own.lang.take().or_else(|| lang.clone());
    own.target = own.target.take().or_else(|| target.clone());
    own.when = own.when.take().or_else(|| when.clone());
    own.value = own.value.take().or_else(|| value.clone());
    own.label = own.label.take().or_else(|| label.clone());
    // What is deleted is struck through without being told so.
    if own.rend == (Rend { strike: tag.name == "del", ..Rend::default() }) {
        own.rend = *rend;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn line_breaks_are_those_of_the_source() {
        let words = || Inline::Text(Text { text: "words".into(), at: 0 });
        let content = |kinds: &[Break]| -> Vec<Inline> {
            let lines = kinds.iter().flat_map(|kind| [Inline::Break(*kind), words()]);
            [words()].into_iter().chain(lines).collect()
        };
        let (line, block) = (Break::Line, Break::Block);
        let overlaid = |source: &[Break], count: usize| {
            let mut message = content(&vec![line; count]);
            overlay(&content(source), &mut message, &Telling::default());
            message
        };
        assert_eq!(overlaid(&[line, block], 2), content(&[line, block]));
        assert_eq!(overlaid(&[line, block], 3), content(&[block; 3]));
        assert_eq!(overlaid(&[line], 2), content(&[line; 2]));
        assert_eq!(overlaid(&[], 1), content(&[line]));
    }
}
