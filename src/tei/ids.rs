//! Units without an `xml:id`, and identifiers for them.
//!
//! An identifier is made of the name of the unit's section, of what the unit is, and of a number: `challenges-p2`,
//! `challenges-head`. It is a Fluent identifier, too. The section is called by the first of these that there is:
//!
//! 1. its own `xml:id`;
//! 2. what the identifiers of its units begin with, so that it keeps its name when its head is rewritten;
//! 3. the first words of its head, in ASCII letters (`Défis à relever` is `defis-a-relever`);
//! 4. the name of the section that it stands in;
//! 5. `section1`, `section2`, …; what stands in no section is called `text`.
//!
//! Text beside blocks, such as what follows a list in a paragraph, is known by the element around it, which gets an
//! identifier if it has none: `challenges-p2.2` is the second part of `challenges-p2`.
//!
//! A number is higher than all that the file or its translations have in such identifiers, and is not that of a unit that
//! was deleted from between others.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization as _;

use self::numbers::{Numbers, kind};
use super::Document;
use super::tree::place;
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::text::{GroupKind, Node, Role, Unit, plain};

mod numbers;

/// How long a name made from a head may get, and one that is taken over from an identifier.
const MAX_SLUG: usize = 24;
const MAX_NAME: usize = 64;

/// The units that cannot be translated because they have no `xml:id`, each with one that is free.
///
/// Titles and authors that stand in the header only do not count, nor does what holds no text.
pub fn missing_ids(document: &Document) -> Vec<Diagnostic> {
    proposals(document, &document.nodes, []).iter().map(|proposal| proposal.diagnostic(document)).collect()
}

/// What to insert into a file so that each of the [`missing_ids`] is there, and those of texts in parallel: places of its text, in their order, each with
/// an attribute that begins with a space. The diagnostics name the text that is in no element to which it could be given.
/// No identifier is one of those `reserved`.
pub fn new_ids(
    document: &Document,
    reserved: impl IntoIterator<Item = String>,
) -> (Vec<(usize, String)>, Vec<Diagnostic>) {
    let mut insertions = Vec::new();
    let mut loose = Vec::new();
    for proposal in proposals(document, &document.all_nodes(), reserved) {
        match proposal.tag {
            Some(tag) => insertions.push((tag.end, format!(" {}=\"{}\"", document.id_attribute, proposal.id))),
            None => loose.push(proposal.diagnostic(document)),
        }
    }
    // A title page comes first wherever it stands, and a note after its paragraph.
    insertions.sort_unstable();
    (insertions, loose)
}

/// An identifier for a unit that has none.
struct Proposal {
    id: String,
    at: usize,
    /// The beginning of the unit's start tag, if its text stands in an element of its own.
    tag: Option<Range<usize>>,
}

impl Proposal {
    fn diagnostic(&self, document: &Document) -> Diagnostic {
        let file: &Arc<SourceFile> = &document.file;
        let (id, attribute) = (&self.id, document.id_attribute);
        let (message, help) = match &self.tag {
            Some(tag) => (
                format!("“{}” has no {attribute}, so it cannot be translated", &file.text[tag.start + 1..tag.end]),
                format!("add {attribute}=\"{id}\""),
            ),
            None if file.text[self.at..].starts_with('&') => (
                format!("this text stands in an entity, where no {attribute} can be inserted"),
                format!("write {attribute}=\"{id}\" in the DOCTYPE, or the text in place of the reference"),
            ),
            None => (
                "this text stands in no unit of its own, so it cannot be translated".to_owned(),
                format!("put it into an element with an id, such as <p {attribute}=\"{id}\">"),
            ),
        };
        Diagnostic::error("missing-id", message).at(file, place(&file.text, self.at)).help(help)
    }
}

fn proposals(document: &Document, nodes: &[Node], reserved: impl IntoIterator<Item = String>) -> Vec<Proposal> {
    let is_missing = |unit: &Unit| unit.id.is_none() && !unit.content.is_empty() && !is_from_header(document, unit);
    if !nodes.iter().any(|node| matches!(node, Node::Unit(unit) if is_missing(unit))) {
        return Vec::new();
    }
    let names = names(nodes);
    let mut numbers = Numbers::new(taken(&document.file.text).map(str::to_owned).chain(reserved));
    let mut proposals = Vec::new();
    walk(nodes, |section, unit| {
        let id = numbers.next(section, &names[section], unit.role, is_missing(unit));
        proposals.extend(id.map(|id| {
            let text = &document.file.text;
            let loose = document.loose.binary_search_by_key(&unit.at, |(at, _)| *at).ok();
            // Text beside blocks is known by the element that it stands in.
            let element = loose.map_or(Some(unit.at), |index| document.loose[index].1);
            let tag = element.filter(|&at| text.as_bytes().get(at) == Some(&b'<')).map(|at| place(text, at));
            // What has an identifier, which another unit in it may be known by, is not given a second one.
            let tag = tag.filter(|tag| !has_attribute(&text[tag.end..], document.id_attribute));
            Proposal { id, at: unit.at, tag }
        }));
    });
    // Several texts in one element need one identifier.
    let mut given = FxHashSet::default();
    proposals.retain(|proposal| proposal.tag.as_ref().is_none_or(|tag| given.insert(tag.start)));
    proposals
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

/// Gives each unit with the number of its section: sections are numbered as they open, from 1, and 0 is the rest.
fn walk<'n>(nodes: &'n [Node], mut each: impl FnMut(usize, &'n Unit)) {
    let mut open = vec![0];
    let mut sections = 0;
    for node in nodes {
        let section = open.last().copied().unwrap_or(0);
        match node {
            Node::Open(group) if group.kind == GroupKind::Section => {
                sections += 1;
                open.push(sections);
            }
            Node::Open(_) => open.push(section),
            Node::Close => {
                open.pop();
            }
            Node::Unit(unit) => each(section, unit),
        }
    }
}

/// The name of each section, by its number.
fn names(nodes: &[Node]) -> Vec<String> {
    #[derive(Clone, Default)]
    struct Section {
        parent: usize,
        own: Option<String>,
        prefix: Option<String>,
        head: Option<String>,
    }
    let mut sections = vec![Section::default()];
    let mut open = vec![0];
    for node in nodes {
        let inner = open.last().copied().unwrap_or(0);
        match node {
            Node::Open(group) if group.kind == GroupKind::Section => {
                let own = group.id.clone().filter(|id| is_name(id));
                open.push(sections.len());
                sections.push(Section { parent: inner, own, ..Section::default() });
            }
            Node::Open(_) => open.push(inner),
            Node::Close => {
                open.pop();
            }
            Node::Unit(unit) => {
                let section = &mut sections[inner];
                if section.prefix.is_none() {
                    section.prefix = unit.id.as_deref().and_then(|id| prefix(id, unit.role));
                }
                if section.head.is_none() && matches!(unit.role, Role::Head { .. }) {
                    section.head = slug(&plain(&unit.content));
                }
            }
        }
    }
    let used: FxHashSet<String> = sections.iter().filter_map(|section| section.prefix.clone()).collect();
    let mut nameless = 0;
    let mut names: Vec<String> = Vec::with_capacity(sections.len());
    for (i, section) in sections.into_iter().enumerate() {
        let known = section.own.or(section.prefix).or(section.head);
        names.push(match known {
            Some(name) => name,
            None if i == 0 => "text".to_owned(),
            None if section.parent != 0 => names[section.parent].clone(),
            None => loop {
                nameless += 1;
                let name = format!("section{nameless}");
                if !used.contains(&name) {
                    break name;
                }
            },
        });
    }
    names
}

/// Whether an identifier can begin others: it is short, and a message has it as it stands (`_x` begins an escape there).
fn is_name(id: &str) -> bool {
    id.len() <= MAX_NAME
        && !id.contains("_x")
        && id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// What stands before the kind and the number of an identifier that is made as they are here.
fn prefix(id: &str, role: Role) -> Option<String> {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let name = stem.strip_suffix(kind(role).0)?.strip_suffix('-')?;
    is_name(name).then(|| name.to_owned())
}

/// A name for a section from its head: its first words, if there is one that begins with a Latin letter.
fn slug(head: &str) -> Option<String> {
    let mut ascii = String::with_capacity(head.len());
    for c in head.nfkd() {
        match c {
            'ß' | 'ẞ' => ascii.push_str("ss"),
            'æ' | 'Æ' => ascii.push_str("ae"),
            'œ' | 'Œ' => ascii.push_str("oe"),
            'ø' | 'Ø' => ascii.push('o'),
            'þ' | 'Þ' => ascii.push_str("th"),
            'đ' | 'Đ' | 'ð' | 'Ð' => ascii.push('d'),
            'ł' | 'Ł' => ascii.push('l'),
            'ħ' | 'Ħ' => ascii.push('h'),
            'ı' => ascii.push('i'),
            // An apostrophe, an accent and a soft hyphen are inside a word.
            '\'' | '’' | '\u{300}'..='\u{36f}' | '\u{ad}' => {}
            _ if c.is_ascii_alphanumeric() => ascii.push(c.to_ascii_lowercase()),
            _ => ascii.push(' '),
        }
    }
    let words = ascii.split_ascii_whitespace().skip_while(|word| !word.starts_with(|c: char| c.is_ascii_alphabetic()));
    let mut slug = String::new();
    for word in words {
        if slug.is_empty() {
            slug.push_str(&word[..word.len().min(MAX_NAME)]);
        } else if slug.len() + word.len() > MAX_SLUG {
            break;
        } else {
            slug.push('-');
            slug.push_str(word);
        }
    }
    (!slug.is_empty()).then_some(slug)
}

/// Whether a start tag has an attribute; `rest` is what stands after its name.
fn has_attribute(rest: &str, name: &str) -> bool {
    let is_name = |rest: &str| rest.strip_prefix(name).is_some_and(|rest| rest.trim_ascii_start().starts_with('='));
    let mut quote = None;
    let mut before = ' ';
    for (i, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return false,
            (None, '"' | '\'') => quote = Some(c),
            (None, _) if before.is_ascii_whitespace() && is_name(&rest[i..]) => return true,
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
        before = c;
    }
    false
}

/// Every identifier of a file, also those of elements that make no unit.
fn taken(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("id").filter_map(|(i, _)| {
        let value = text[i + 2..].trim_ascii_start().strip_prefix('=')?.trim_ascii_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let end = value[1..].find([quote, '<'])?;
        Some(value[1..=end].trim_ascii())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_called_after_its_head() {
        for (head, name) in [
            ("Challenges", "challenges"),
            ("Défis à relever", "defis-a-relever"),
            ("1. The President’s Straße", "the-presidents-strasse"),
            ("Ære, Łódź & Þórr", "aere-lodz-thorr"),
            ("ﬁrst ２nd", "first-2nd"),
            ("The Future of the Alliance between Two Nations", "the-future-of-the"),
            ("서론 (Introduction)", "introduction"),
            ("Đ", "d"),
        ] {
            assert_eq!(slug(head).as_deref(), Some(name), "{head}");
        }
        for head in ["", "서론", "1950", "Глава", "…"] {
            assert_eq!(slug(head), None, "{head}");
        }
        assert_eq!(slug(&"x".repeat(500)).unwrap().len(), MAX_NAME);
    }

    #[test]
    fn what_identifiers_begin_with_is_known() {
        assert_eq!(prefix("challenges-p12", Role::Paragraph).as_deref(), Some("challenges"));
        assert_eq!(prefix("a-b-head", Role::Head { level: 1 }).as_deref(), Some("a-b"));
        for id in ["p12", "-p1", "1-p1", "서-p1", "map1", "a-p1x", "a-q1"] {
            assert_eq!(prefix(id, Role::Paragraph), None, "{id}");
        }
    }

    #[test]
    fn numbers_are_never_given_twice() {
        let role = Role::Paragraph;
        let taken = ["a-p3", "a-p999999999", "a-p1000000000", "a-p1000000002", "b-p007", "b-p", "c-head"];
        let mut numbers = Numbers::new(taken.iter().map(|id| (*id).to_owned()));
        let mut next = |section, name, role| numbers.next(section, name, role, true).unwrap();
        assert_eq!(next(1, "a", role), "a-p1000000001");
        assert_eq!(next(1, "a", role), "a-p1000000003");
        assert_eq!(next(2, "b", role), "b-p8");
        assert_eq!(next(3, "c", Role::Head { level: 1 }), "c-head2");
        // Another section of the same name.
        assert_eq!(next(4, "b", role), "b-p9");
        assert_eq!(next(4, "b", Role::Head { level: 1 }), "b-head");
    }

    #[test]
    fn an_attribute_is_found_in_its_tag_only() {
        for (rest, has) in [
            (" n='1' xml:id = 'a'>", true),
            ("\nxml:id=\"a\">", true),
            (" n='>' xml:id='a'/>", true),
            (" n=' xml:id='>", false),
            (" id='a'>", false),
            ("> xml:id='a'", false),
            (" n='", false),
        ] {
            assert_eq!(has_attribute(rest, "xml:id"), has, "{rest}");
        }
    }

    #[test]
    fn all_identifiers_are_seen() {
        let text = "<a xml:id='b' id = \"c\"><!-- id=\"d\" --> id=e id=\"f<g id=\" h \"/>";
        assert_eq!(taken(text).collect::<Vec<_>>(), ["b", "c", "d", "f", "h"]);
    }
}
