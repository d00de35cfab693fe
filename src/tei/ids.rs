//! Units without an `xml:id`, and identifiers for them.

use std::collections::{HashMap, HashSet};

use super::Document;
use super::tree::place;
use crate::diagnostic::Diagnostic;
use crate::text::{GroupKind, Node, Role, Unit, plain};

/// The units that cannot be translated because they have no `xml:id`, each with one that is free.
///
/// Titles and authors that stand in the header only do not count, nor does what holds no text.
pub fn missing_ids(document: &Document) -> Vec<Diagnostic> {
    let is_missing = |unit: &Unit| unit.id.is_none() && !unit.content.is_empty() && !is_from_header(document, unit);
    if !document.nodes.iter().any(|node| matches!(node, Node::Unit(unit) if is_missing(unit))) {
        return Vec::new();
    }
    let mut proposals = Proposals { taken: taken(&document.file.text), counts: HashMap::new() };
    let mut sections = vec!["text".to_owned()];
    let mut groups = Vec::new();
    let mut diagnostics = Vec::new();
    for (i, node) in document.nodes.iter().enumerate() {
        match node {
            Node::Open(group) => {
                let named = group.kind == GroupKind::Section;
                if named {
                    sections.push(group.id.clone().unwrap_or_else(|| head_slug(&document.nodes[i + 1..])));
                }
                groups.push(named);
            }
            Node::Close => {
                if groups.pop() == Some(true) {
                    sections.pop();
                }
            }
            Node::Unit(unit) => {
                let section = sections.last().map_or("text", String::as_str);
                let proposal = proposals.next(section, unit.role, unit.id.is_some());
                if !is_missing(unit) {
                    continue;
                }
                let text = &document.file.text;
                let in_tag = text[unit.at..].starts_with('<');
                let (message, help) = if in_tag {
                    let name = text[place(text, unit.at)].trim_start_matches('<').to_owned();
                    (
                        format!("“{name}” has no xml:id, so it cannot be translated"),
                        format!("add xml:id=\"{proposal}\""),
                    )
                } else {
                    (
                        "this text stands in no unit of its own, so it cannot be translated".to_owned(),
                        format!("put it into an element with an id, such as <p xml:id=\"{proposal}\">"),
                    )
                };
                let diagnostic = Diagnostic::error("missing-id", message);
                diagnostics.push(diagnostic.at(&document.file, place(text, unit.at)).help(help));
            }
        }
    }
    diagnostics
}

/// Whether a unit of the title block was made from the header's `titleStmt`.
fn is_from_header(document: &Document, unit: &Unit) -> bool {
    let tag = &document.file.text[place(&document.file.text, unit.at)];
    let name = tag.trim_start_matches('<');
    let name = name.split_once(':').map_or(name, |(_, local)| local);
    match unit.role {
        Role::Title | Role::Subtitle => name == "title",
        Role::Author => name == "author",
        _ => false,
    }
}

struct Proposals {
    taken: HashSet<String>,
    /// How many units of a kind a section held so far.
    counts: HashMap<String, usize>,
}

impl Proposals {
    /// An identifier for a unit that is the next of its kind in its section.
    fn next(&mut self, section: &str, role: Role, has_id: bool) -> String {
        let (kind, alone) = kind(role);
        let stem = format!("{section}-{kind}");
        let count = self.counts.entry(stem.clone()).or_insert(0);
        *count += 1;
        if has_id {
            return String::new();
        }
        let mut number = *count;
        loop {
            let id = if alone && number == 1 { stem.clone() } else { format!("{stem}{number}") };
            if self.taken.insert(id.clone()) {
                return id;
            }
            number += 1;
        }
    }
}

/// What units of a role are called in identifiers, and whether the first goes without a number.
fn kind(role: Role) -> (&'static str, bool) {
    match role {
        Role::Title => ("title", true),
        Role::Subtitle => ("subtitle", true),
        Role::Author => ("author", true),
        Role::Byline => ("byline", true),
        Role::Occasion => ("occasion", true),
        Role::Head { .. } => ("head", true),
        Role::Paragraph => ("p", false),
        Role::VerseLine => ("l", false),
        Role::Item => ("item", false),
        Role::Label => ("label", false),
        Role::Cell => ("cell", false),
        Role::Note { .. } => ("n", false),
        Role::Speaker => ("speaker", false),
        Role::Stage => ("stage", false),
        Role::Block => ("block", false),
    }
}

/// A name for a section, from its head.
fn head_slug(nodes: &[Node]) -> String {
    let head = nodes.iter().find_map(|node| match node {
        Node::Unit(unit) => Some(unit),
        _ => None,
    });
    let words = match head {
        Some(unit) if matches!(unit.role, Role::Head { .. }) => plain(&unit.content),
        _ => String::new(),
    };
    let mut slug = String::new();
    for word in words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.len() + word.len() > 24 && !slug.is_empty() {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word.to_ascii_lowercase());
    }
    if slug.starts_with(|c: char| c.is_ascii_alphabetic()) { slug } else { "section".to_owned() }
}

/// Every identifier of a file, also those of elements that make no unit.
fn taken(text: &str) -> HashSet<String> {
    let mut ids = HashSet::new();
    for (i, _) in text.match_indices("id") {
        let Some(value) = text[i + 2..].trim_ascii_start().strip_prefix('=') else { continue };
        let value = value.trim_ascii_start();
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        if let Some(end) = value[1..].find([quote, '<']) {
            ids.insert(value[1..=end].trim_ascii().to_owned());
        }
    }
    ids
}
