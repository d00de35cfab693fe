//! A document as the units that its catalogs translate, each with its text as a message writes it.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use super::{align, check, telling};
use crate::catalog::units::{Unit, Units};
use crate::tei::{self, Document};
use crate::text::{GroupKind, Inline, Node, Role, plain};

/// The units of a document, with their sections and their texts.
pub fn units(document: &Document) -> Units {
    let mut units = Units { path: document.file.name.clone(), title: title(document), ..Units::default() };
    // The headings of the sections that are open; what is in none has no heading.
    let mut open: Vec<Option<String>> = Vec::new();
    // Whether a section has begun or ended since the last unit.
    let mut moved = true;
    for (at, node) in document.nodes.iter().enumerate() {
        match node {
            Node::Open(group) => {
                let heading = match group.kind {
                    GroupKind::TitleBlock => Some("Title page".to_owned()),
                    GroupKind::Section => Some(heading(&document.nodes[at + 1..])),
                    _ => None,
                };
                moved |= heading.is_some();
                open.push(heading);
            }
            Node::Close => moved |= open.pop().flatten().is_some(),
            Node::Unit(unit) => {
                let Some(id) = unit.id.clone() else { continue };
                if moved {
                    let heading = open.iter().rev().flatten().next();
                    units.sections.push(heading.cloned().unwrap_or_default());
                    moved = false;
                }
                let has_text = align::has_text(&unit.content);
                let text = if has_text { message(&unit.content) } else { String::new() };
                let told = telling::shown(&unit.content, &document.file.text);
                let shown = (!told.is_empty()).then(|| written(&unit.content, &told));
                units.list.push(Unit { id, text, shown, section: units.sections.len() - 1 });
            }
        }
    }
    units
}

/// Whether the text of a message says the same as that which a stub of a unit shows. Its tags may be without their
/// attributes.
pub fn agrees(unit: &str, message: &str) -> bool {
    let markup = |text: &str| tei::fragment(text).map(|content| check::markup(&content)).ok();
    let told = |text: &str| {
        let told = tei::foreign_attributes(text).into_iter();
        told.map(|it| (it.element, it.name, it.value)).collect::<Vec<_>>()
    };
    let is_told = || {
        let said = told(message);
        said.is_empty() || said == told(unit)
    };
    unit == message || markup(message).is_some_and(|said| markup(unit) == Some(said)) && is_told()
}

/// The title of a document, with its subtitle.
fn title(document: &Document) -> String {
    let wanted = |role: Role| {
        document.nodes.iter().find_map(|node| match node {
            Node::Unit(unit) if unit.role == role => Some(plain(&unit.content)),
            _ => None,
        })
    };
    [wanted(Role::Title), wanted(Role::Subtitle)].into_iter().flatten().collect::<Vec<_>>().join(": ")
}

/// The heading of a section: the first one in it that stands in no other section.
fn heading(nodes: &[Node]) -> String {
    let mut depth = 0usize;
    for node in nodes {
        match node {
            Node::Unit(unit) if matches!(unit.role, Role::Head { .. }) => return plain(&unit.content),
            Node::Open(group) if group.kind == GroupKind::Section => break,
            Node::Open(_) => depth += 1,
            Node::Close if depth == 0 => break,
            Node::Close => depth -= 1,
            Node::Unit(_) => {}
        }
    }
    String::new()
}

/// A content as a message has it once Fluent is read: tags without the attributes that the source gives. A tag has its
/// `xml:id` where a translator may have to tell it from others of its name.
pub(super) fn message(content: &[Inline]) -> String {
    written(content, &FxHashMap::default())
}

/// The same with the attributes that are told of each element, by its place.
fn written(content: &[Inline], told: &FxHashMap<usize, Vec<(String, String)>>) -> String {
    fn count<'a>(content: &'a [Inline], names: &mut FxHashMap<&'a str, usize>) {
        for inline in content {
            if let Inline::Element(element) = inline {
                *names.entry(&element.name).or_default() += 1;
                count(&element.content, names);
            }
        }
    }
    fn push(
        content: &[Inline],
        names: &FxHashMap<&str, usize>,
        told: &FxHashMap<usize, Vec<(String, String)>>,
        out: &mut String,
    ) {
        // Fluent's own braces would part a value.
        let escape = |value: &str| {
            let value = tei::escape(value).replace('"', "&quot;");
            value.replace('{', "&#123;").replace('}', "&#125;")
        };
        let attribute = |name: &str, value: &str| format!(" {name}=\"{}\"", escape(value));
        let id = |id: &Option<String>| id.as_deref().map(|id| attribute("xml:id", id)).unwrap_or_default();
        // Text may be cut where a reference stood in the source; it is escaped as a whole.
        let mut texts = String::new();
        // Where a page of the original begins is nothing that a message could say.
        let said: Vec<&Inline> = content.iter().filter(|inline| !matches!(inline, Inline::Milestone(_))).collect();
        for (at, inline) in said.iter().enumerate() {
            if let Inline::Text(text) = inline {
                texts.push_str(&text.text);
                if !matches!(said.get(at + 1), Some(Inline::Text(_))) {
                    out.push_str(&tei::escape(&texts));
                    texts.clear();
                }
            }
            // Writing to a string cannot fail.
            let _ = match inline {
                Inline::Text(_) | Inline::Milestone(_) => continue,
                Inline::Break(_) => write!(out, "<lb/>"),
                Inline::NoteMark(mark) => write!(out, "<note{}/>", id(&mark.id)),
                Inline::Element(element) => {
                    let id = if names[&*element.name] > 1 { id(&element.attributes.id) } else { String::new() };
                    let _ = write!(out, "<{}{id}", element.name);
                    let own = told.get(&element.at).into_iter().flatten();
                    out.extend(own.map(|(name, value)| attribute(name, value)));
                    if element.content.is_empty() {
                        write!(out, "/>")
                    } else {
                        out.push('>');
                        push(&element.content, names, told, out);
                        write!(out, "</{}>", element.name)
                    }
                }
            };
        }
    }
    let mut names = FxHashMap::default();
    count(content, &mut names);
    let mut out = String::new();
    push(content, &names, told, &mut out);
    out
}
