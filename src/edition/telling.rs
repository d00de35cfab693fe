//! Which elements of the source the tags of a message mean by what they tell of them: `<ref target="#a1">` is the one that
//! leads there, wherever it stands.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{binding, check, overlay};
use crate::catalog::Formatted;
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::tei::{self, ForeignAttribute};
use crate::text::{Element, Inline, Unit};

/// The attributes that a stub shows where they tell elements of one name from each other: those that change what an edition
/// does with them.
const SHOWN: [&str; 8] = ["target", "rend", "rendition", "style", "level", "when", "value", "quantity"];

/// How many values a finding names.
const MOST_NAMED: usize = 12;

/// An attribute and its value.
type Told = (String, String);

/// Which elements of the source the tags of a message can mean that have attributes.
#[derive(Debug, Default)]
pub(super) struct Telling {
    /// By the place of a tag, its number in `meant`.
    tags: FxHashMap<usize, usize>,
    /// The places of the elements that have all that a tag tells, in their order; tags that tell the same have one list.
    meant: Vec<Vec<usize>>,
}

/// The attributes of the elements of a unit.
struct Namesakes<'a> {
    /// What each element has, by its place.
    told: FxHashMap<usize, Vec<Told>>,
    /// The places of the elements of a name that have a value of an attribute, in their order, by name, attribute and value.
    places: FxHashMap<(&'a str, String), BTreeMap<String, Vec<usize>>>,
}

impl<'a> Namesakes<'a> {
    fn new(source: &'a [Inline], file: &str) -> Namesakes<'a> {
        let mut namesakes = Namesakes { told: FxHashMap::default(), places: FxHashMap::default() };
        for element in gathered(source) {
            let told = tei::told_attributes(file, element.at);
            for (name, value) in told.iter().cloned() {
                let values = namesakes.places.entry((&element.name, name)).or_default();
                values.entry(value).or_default().push(element.at);
            }
            namesakes.told.insert(element.at, told);
        }
        namesakes
    }

    /// The values that elements of a name have of an attribute.
    fn values(&self, element: &'a str, name: &str) -> Option<&BTreeMap<String, Vec<usize>>> {
        self.places.get(&(element, name.to_owned()))
    }

    /// The elements of a name that have all of these attributes.
    fn meant(&self, element: &'a str, told: &[Told]) -> Vec<usize> {
        let have = |(name, value): &Told| self.values(element, name).and_then(|values| values.get(value));
        let Some(Some(fewest)) = told.iter().map(have).min_by_key(|places| places.map_or(0, Vec::len)) else {
            return Vec::new();
        };
        let has_all = |at: &&usize| told.iter().all(|told| self.told[*at].contains(told));
        fewest.iter().filter(has_all).copied().collect()
    }
}

impl Telling {
    /// What the tags of a message tell. `file` is the text of the source's file, `text` that of the message, to which the
    /// positions of each belong.
    pub(super) fn new(source: &[Inline], file: &str, message: &[Inline], text: &str) -> Telling {
        let mut telling = Telling::default();
        // Most messages have none, or ids and languages alone.
        if tei::foreign_attributes(text).is_empty() {
            return telling;
        }
        let namesakes = Namesakes::new(source, file);
        let mut known: FxHashMap<(&str, Vec<Told>), usize> = FxHashMap::default();
        for tag in gathered(message).into_iter().filter(|tag| tag.attributes.id.is_none()) {
            let told = telling_attributes(text, tag);
            if told.is_empty() {
                continue;
            }
            let meant = *known.entry((&tag.name, told)).or_insert_with_key(|(name, told)| {
                telling.meant.push(namesakes.meant(name, told));
                telling.meant.len() - 1
            });
            telling.tags.insert(tag.at, meant);
        }
        telling
    }

    /// Whether no tag tells anything.
    pub(super) fn is_silent(&self) -> bool {
        self.tags.is_empty()
    }

    /// The number of what a tag tells, and the places of the elements that it can mean, in their order.
    pub(super) fn of(&self, tag: &Element) -> Option<(usize, &[usize])> {
        let meant = *self.tags.get(&tag.at)?;
        Some((meant, &self.meant[meant]))
    }
}

fn gathered(content: &[Inline]) -> Vec<&Element> {
    let (mut elements, mut marks) = (Vec::new(), Vec::new());
    overlay::gather(content, &mut elements, &mut marks);
    elements
}

/// What a tag of a message tells: its id and its language are its own.
fn telling_attributes(text: &str, tag: &Element) -> Vec<Told> {
    let mut told = tei::told_attributes(text, tag.at);
    told.retain(|(name, _)| !matches!(name.as_str(), "xml:id" | "xml:lang"));
    told
}

/// Reports the attributes of a message's tags that no element of the source of their name has, and the tags that mean one
/// that another tag means already. `file` is the source's, `in_file` the message's.
pub(super) fn wrong(
    unit: &Unit,
    file: &Arc<SourceFile>,
    id: &str,
    message: &[Inline],
    formatted: &Formatted,
    in_file: &Arc<SourceFile>,
    telling: &Telling,
) -> Vec<Diagnostic> {
    let text = check::readable(&formatted.text);
    let attributes = tei::foreign_attributes(&text);
    if attributes.is_empty() {
        return Vec::new();
    }
    let namesakes = Namesakes::new(&unit.content, &file.text);
    let tags: FxHashMap<usize, &Element> = gathered(message).into_iter().map(|tag| (tag.at, tag)).collect();
    let error = |message: String, place: Range<usize>| {
        let source = check::start_tag(&file.text, unit.at);
        let error = Diagnostic::error("tag-mismatch", message).at(in_file, place);
        error.related(file, source, "the unit in the source")
    };
    let mut found = Vec::new();
    for ForeignAttribute { name, element, tag, span, value } in &attributes {
        let is_named = tags.get(tag).is_none_or(|tag| tag.attributes.id.is_some());
        match namesakes.values(element, name).filter(|_| !is_named) {
            None => {
                let message = format!("`<{element}>` of `{id}` has the attribute `{name}`");
                let warning = Diagnostic::warning("tag-attribute", message).at(in_file, formatted.place(span.clone()));
                found.push(warning.help("take it away: attributes come from the source"));
            }
            Some(values) if !values.contains_key(value) => {
                let mut named: Vec<String> = values.keys().take(MOST_NAMED).map(|it| format!("“{it}”")).collect();
                named.extend((values.len() > MOST_NAMED).then(|| "…".to_owned()));
                let message = format!("no `<{element}>` of the source of `{id}` has the {name} “{value}”");
                let help = format!("take it away, or write that of one in the source: {}", named.join(", "));
                found.push(error(message, formatted.place(span.clone())).help(help));
            }
            Some(_) => {}
        }
    }
    let mut used = vec![0usize; telling.meant.len()];
    for tag in gathered(message) {
        let Some((number, meant)) = telling.of(tag) else { continue };
        let told = telling_attributes(&text, tag);
        let is_had =
            |(name, value): &Told| namesakes.values(&tag.name, name).is_some_and(|values| values.contains_key(value));
        used[number] += 1;
        let may_part = binding::is_divisible(&tag.name) || binding::is_free(&tag.name);
        let said = || told.iter().map(|(name, value)| format!("{name}=\"{value}\"")).collect::<Vec<_>>().join(" ");
        // That no element has one of them is told already.
        let (message, help) = if meant.is_empty() && told.iter().all(is_had) {
            let help = "write the attributes of one in the source, or take them away";
            (format!("no `<{}>` of the source of `{id}` has all of {}", tag.name, said()), help)
        } else if !meant.is_empty() && used[number] > meant.len() && !may_part {
            let help = "write the attributes of the one that is meant, or take them away";
            (format!("`<{} {}>` stands in `{id}` more often than in its source", tag.name, said()), help)
        } else {
            continue;
        };
        found.push(error(message, overlay::tag_place(formatted, tag.at)).help(help));
    }
    found
}

/// What a stub shows of each element of a unit besides its name, by the element's place: the attributes that tell it from
/// others of its name which an edition treats otherwise. One with an id is told by that.
pub(super) fn shown(content: &[Inline], file: &str) -> FxHashMap<usize, Vec<Told>> {
    let mut by_name: FxHashMap<&str, Vec<&Element>> = FxHashMap::default();
    for element in gathered(content) {
        if !binding::is_free(&element.name) {
            by_name.entry(&element.name).or_default().push(element);
        }
    }
    let mut shown = FxHashMap::default();
    for namesakes in by_name.into_values() {
        let does = |element: &Element| {
            let own = &element.attributes;
            (element.kind, own.rend, own.target.clone(), own.when.clone(), own.value.clone())
        };
        let first = does(namesakes[0]);
        if namesakes.iter().all(|element| does(element) == first) {
            continue;
        }
        let told: Vec<Vec<Told>> = namesakes.iter().map(|element| tei::told_attributes(file, element.at)).collect();
        let differs = |name: &str| {
            let value = |told: &Vec<Told>| told.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone());
            let first = value(&told[0]);
            told.iter().any(|told| value(told) != first)
        };
        let telling: Vec<&str> = SHOWN.into_iter().filter(|name| differs(name)).collect();
        for (element, told) in namesakes.into_iter().zip(told) {
            if element.attributes.id.is_none() {
                let told = told.into_iter().filter(|(name, _)| telling.contains(&name.as_str()));
                shown.insert(element.at, told.collect());
            }
        }
    }
    shown
}
