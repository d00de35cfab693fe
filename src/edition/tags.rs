//! Compares the markup of a message with that of its unit.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::telling::Telling;
use super::{align, binding, check, overlay, translator};
use crate::catalog::Formatted;
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::text::{Element, Inline, Kind, Unit};

/// Reports tags and note marks that only the unit or only the message has. The positions of `message` are those of the
/// formatted text.
pub(super) fn compare(
    unit: &Unit,
    document: &Arc<SourceFile>,
    id: &str,
    message: &[Inline],
    formatted: &Formatted,
    file: &Arc<SourceFile>,
    telling: &Telling,
) -> Vec<Diagnostic> {
    let source = Markup::new(&unit.content);
    let message_content = message;
    let message = Markup::new(message);
    let mut found = Vec::new();
    let mut tags = Difference::new(&source.tags, &message.tags);
    binding::bound(&source.tags, &mut tags.missing, &mut tags.extra);
    let tag = |name: &str| format!("`<{name}>`");
    let place = |at: Option<usize>| at.map_or(formatted.id_span.clone(), |at| overlay::tag_place(formatted, at));
    let unit_place = || check::start_tag(&document.text, unit.at);
    if let Some(message) = tags.say(&format!("the tags of `{id}` are not those of its source"), tag) {
        let help = match (tags.missing.first(), tags.extra.first()) {
            (Some((name, _)), None) => format!("mark the words that the source marks with {}", tag(name)),
            (None, Some((name, _))) => format!("take {} away, the source has {}", tag(name), count(&source.tags, name)),
            _ => "use the tags of the source, each as often as there".to_owned(),
        };
        found.push(
            Diagnostic::error("tag-mismatch", message)
                .at(file, place(tags.extra.first().and_then(|(_, at)| *at)))
                .related(document, unit_place(), "the unit in the source")
                .help(help),
        );
    }
    if tags.missing.is_empty() && tags.extra.is_empty() {
        found.extend(empty_tags(&source.elements, &message.elements, telling).map(|(tag, at)| {
            Diagnostic::error("tag-mismatch", format!("`<{tag}>` of `{id}` is empty, and that of its source is not"))
                .at(file, overlay::tag_place(formatted, at))
                .related(document, unit_place(), "the unit in the source")
                .help("put the words into it that the source marks with it")
        }));
    }
    if tags.missing.is_empty() && tags.extra.is_empty() {
        found.extend(misnested(&unit.content, message_content, telling).into_iter().map(|(tag, at, outer)| {
            Diagnostic::warning("tag-nesting", format!("`<{tag}>` of `{id}` is inside of `<{outer}>` in the source"))
                .at(file, overlay::tag_place(formatted, at))
                .related(document, unit_place(), "the unit in the source")
                .help(format!("put it into `<{outer}>` as the source does"))
        }));
    }
    found.extend(wrong_ids(&source.elements, &message.elements).into_iter().map(|(problem, at, help)| {
        Diagnostic::error("tag-mismatch", format!("{problem} in `{id}`"))
            .at(file, overlay::tag_place(formatted, at))
            .related(document, unit_place(), "the unit in the source")
            .help(help)
    }));
    found.extend(empty_notes(message_content).into_iter().map(|at| {
        Diagnostic::error("note-mismatch", format!("the translator’s note in `{id}` is empty"))
            .at(file, overlay::tag_place(formatted, at))
            .help("write the note, or take it away")
    }));
    // A mark without id stands for whichever mark is not named.
    let mut notes = Difference::new(&source.named_notes(), &message.named_notes());
    let mut unnamed: Vec<_> = message.notes.iter().filter(|(id, _)| id.is_empty()).copied().collect();
    let unnamed_in_source = source.notes.len() - source.named_notes().len();
    let stand_in = unnamed.len().min(notes.missing.len());
    notes.missing.drain(..stand_in);
    unnamed.drain(..(stand_in + unnamed_in_source).min(unnamed.len()));
    notes.extra.extend(unnamed);
    let mark = |id: &str| if id.is_empty() { "`<note/>`".to_owned() } else { format!("`<note xml:id=\"{id}\"/>`") };
    if let Some(message) = notes.say(&format!("the notes of `{id}` are not those of its source"), mark) {
        let help = match notes.missing.first() {
            Some((note, _)) => format!("put {} where the note is to be called", mark(note)),
            None => "take the mark away, or give it the xml:id of a note of this unit".to_owned(),
        };
        found.push(
            Diagnostic::error("note-mismatch", message)
                .at(file, place(notes.extra.first().and_then(|(_, at)| *at)))
                .related(document, unit_place(), "the unit in the source")
                .help(help),
        );
    }
    found
}

/// The markup of a content, as far as a message must repeat it: names, or ids of notes, with their positions.
struct Markup<'a> {
    elements: Vec<&'a Element>,
    tags: Vec<(&'a str, Option<usize>)>,
    notes: Vec<(&'a str, Option<usize>)>,
}

impl<'a> Markup<'a> {
    fn new(content: &'a [Inline]) -> Markup<'a> {
        let (mut elements, mut marks) = (Vec::new(), Vec::new());
        overlay::gather(content, &mut elements, &mut marks);
        // Where a line pauses or ends is for each language to say: the lines and pages of an original bind no translation.
        let bound = elements.iter().filter(|element| element.kind != Kind::Caesura);
        let tags = bound.map(|element| (&*element.name, Some(element.at))).collect();
        let notes = marks.iter().map(|mark| (mark.id.as_deref().unwrap_or_default(), Some(mark.at))).collect();
        Markup { elements, tags, notes }
    }

    fn named_notes(&self) -> Vec<(&'a str, Option<usize>)> {
        self.notes.iter().filter(|(id, _)| !id.is_empty()).copied().collect()
    }
}

/// Where the notes of translators stand that say nothing.
fn empty_notes(content: &[Inline]) -> Vec<usize> {
    let in_one = |inline: &Inline| match inline {
        Inline::Element(element) if translator::is_note(inline) => {
            if align::has_text(&element.content) {
                Vec::new()
            } else {
                vec![element.at]
            }
        }
        Inline::Element(element) => empty_notes(&element.content),
        _ => Vec::new(),
    };
    content.iter().flat_map(in_one).collect()
}

/// The tags of a message that hold nothing where their counterparts in the source hold text.
fn empty_tags<'a>(
    source: &[&Element],
    message: &[&'a Element],
    telling: &Telling,
) -> impl Iterator<Item = (&'a str, usize)> {
    let matched = overlay::counterparts(source, message, telling);
    let is_empty = |(tag, element): &(&Element, Option<&Element>)| {
        let lost = |element: &Element| align::has_text(&element.content) && !overlay::is_pointer(element);
        !align::has_text(&tag.content) && element.is_some_and(lost)
    };
    let pairs: Vec<_> = message.iter().copied().zip(matched).filter(is_empty).collect();
    pairs.into_iter().map(|(tag, _)| (&*tag.name, tag.at))
}

/// The tags of a message that are not inside of the tag that their counterparts in the source are in: each with its place
/// and the name of that tag. A tag may stand inside of more than in the source, as words move.
fn misnested<'a>(source: &'a [Inline], message: &'a [Inline], telling: &Telling) -> Vec<(&'a str, usize, &'a str)> {
    let (mut elements, mut tags) = (Vec::new(), Vec::new());
    nest(source, &[], &mut elements);
    nest(message, &[], &mut tags);
    let plain = |nested: &[(&'a Element, Vec<&'a str>)]| nested.iter().map(|(tag, _)| *tag).collect::<Vec<_>>();
    let matched = overlay::counterparts(&plain(&elements), &plain(&tags), telling);
    let wrong = tags.iter().zip(matched).filter_map(|((tag, outer), element)| {
        let element = element?;
        let (_, wanted) = elements.iter().find(|(other, _)| std::ptr::eq(*other, element))?;
        let wanted = wanted.last().filter(|wanted| !outer.contains(wanted))?;
        Some((&*tag.name, tag.at, *wanted))
    });
    wrong.collect()
}

/// The elements of a content in the order in which they begin, each with the names of those around it.
fn nest<'a>(content: &'a [Inline], around: &[&'a str], out: &mut Vec<(&'a Element, Vec<&'a str>)>) {
    for inline in content.iter().filter(|inline| !translator::is_note(inline)) {
        if let Inline::Element(element) = inline {
            out.push((element, around.to_vec()));
            // What need not be there holds nothing that must.
            let own = Some(&*element.name).filter(|name| !binding::is_free(name));
            let inside: Vec<&str> = around.iter().copied().chain(own).collect();
            nest(&element.content, &inside, out);
        }
    }
}

/// The ids of a message's tags that name no element of the unit, or one that is named already: what is wrong, where, and
/// what to do.
fn wrong_ids(source: &[&Element], message: &[&Element]) -> Vec<(String, usize, String)> {
    let known: FxHashMap<&str, &str> =
        source.iter().filter_map(|element| Some((element.attributes.id.as_deref()?, &*element.name))).collect();
    let mut named = FxHashSet::default();
    let mut found = Vec::new();
    for tag in message {
        let (Some(id), name) = (tag.attributes.id.as_deref(), &tag.name) else { continue };
        let (problem, help) = match known.get(id) {
            None => {
                let ids: Vec<String> = known_ids(source, name).map(|id| format!("“{id}”")).collect();
                let help = match ids.as_slice() {
                    [] => "take the xml:id away".to_owned(),
                    ids => format!("take it away, or write that of a `<{name}>` of the unit: {}", ids.join(", ")),
                };
                (format!("`<{name}>` has the xml:id “{id}”, which no element of the unit has,"), help)
            }
            Some(other) if other != name => (
                format!("`<{name}>` has the xml:id “{id}”, which is that of a `<{other}>`,"),
                format!("write `<{other} xml:id=\"{id}\">`, or take the xml:id away"),
            ),
            Some(_) if !named.insert(id) => (
                format!("the xml:id “{id}” occurs twice"),
                "give each tag the xml:id that it has in the source".to_owned(),
            ),
            Some(_) => continue,
        };
        found.push((problem, tag.at, help));
    }
    found
}

fn known_ids<'a>(source: &[&'a Element], name: &str) -> impl Iterator<Item = &'a str> {
    source.iter().filter(move |element| element.name == name).filter_map(|element| element.attributes.id.as_deref())
}

/// What only one of two lists holds, each in its order. Of several that are alike, the first ones have a counterpart.
struct Difference<'a> {
    missing: Vec<(&'a str, Option<usize>)>,
    extra: Vec<(&'a str, Option<usize>)>,
}

impl<'a> Difference<'a> {
    fn new(source: &[(&'a str, Option<usize>)], message: &[(&'a str, Option<usize>)]) -> Difference<'a> {
        let mut left: FxHashMap<&str, usize> = FxHashMap::default();
        for (name, _) in source {
            *left.entry(name).or_default() += 1;
        }
        let mut take = |name: &str| left.get_mut(name).filter(|left| **left > 0).map(|left| *left -= 1).is_some();
        let extra = message.iter().filter(|(name, _)| !take(name)).copied().collect();
        let mut missing: Vec<_> = source.iter().rev().filter(|(name, _)| take(name)).copied().collect();
        missing.reverse();
        Difference { missing, extra }
    }

    /// The difference in words, if there is one.
    fn say(&self, what: &str, show: impl Fn(&str) -> String) -> Option<String> {
        let list = |tags: &[(&str, Option<usize>)]| {
            let mut names: Vec<&str> = tags.iter().map(|(name, _)| *name).collect();
            names.sort_unstable();
            let counted = names.chunk_by(|a, b| a == b).map(|same| match same.len() {
                1 => show(same[0]),
                many => format!("{} ({many} times)", show(same[0])),
            });
            counted.collect::<Vec<_>>().join(", ")
        };
        let missing = (!self.missing.is_empty()).then(|| format!("{} missing", list(&self.missing)));
        let extra = (!self.extra.is_empty()).then(|| format!("{} too many", list(&self.extra)));
        let both = [missing, extra].into_iter().flatten().collect::<Vec<_>>().join("; ");
        (!both.is_empty()).then(|| format!("{what}: {both}"))
    }
}

fn count(tags: &[(&str, Option<usize>)], name: &str) -> String {
    match tags.iter().filter(|(other, _)| *other == name).count() {
        0 => "none".to_owned(),
        1 => "only one".to_owned(),
        many => format!("only {many}"),
    }
}
