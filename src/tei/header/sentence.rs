//! What the elements of a header say, in words that can be read in line.

use crate::tei::tree::{NodeKind, Tree, is_blank};
use crate::tei::units::some_words;

/// Records within records beyond this depth are read as running text.
const DEEPEST: usize = 12;

/// Elements that hold one statement after another.
const STATEMENTS: [&str; 15] = [
    "additional",
    "biblFull",
    "biblStruct",
    "fileDesc",
    "history",
    "listBibl",
    "listObject",
    "listWit",
    "msContents",
    "msDesc",
    "notesStmt",
    "physDesc",
    "recordingStmt",
    "scriptStmt",
    "sourceDesc",
];

/// Elements that hold the parts of one statement.
const PARTS: [&str; 22] = [
    "address",
    "altIdentifier",
    "analytic",
    "bibl",
    "broadcast",
    "editionStmt",
    "idno",
    "imprint",
    "monogr",
    "msIdentifier",
    "msItem",
    "msItemStruct",
    "objectDesc",
    "origin",
    "publicationStmt",
    "recording",
    "relatedItem",
    "series",
    "seriesStmt",
    "supportDesc",
    "titleStmt",
    "witness",
];

/// The words of an element, white space folded, without its notes.
pub(super) fn words(tree: &Tree<'_>, i: usize) -> String {
    some_words(tree, i).unwrap_or_default()
}

/// Elements that name somebody; where several stand side by side, each is a name of its own.
const NAMES: [&str; 5] = ["persName", "orgName", "name", "placeName", "rs"];

/// Elements that tell more of who is named.
const BESIDE_NAMES: [&str; 9] = ["email", "address", "idno", "ptr", "ref", "date", "note", "affiliation", "roleName"];

/// The names that an element is made of, parted by commas, without addresses and the like; or else all that it says, of which
/// notes are read where there is nothing else.
pub(super) fn names(tree: &Tree<'_>, i: usize) -> String {
    let of = |wanted: &dyn Fn(&str) -> bool| {
        let words = named(tree, i).filter(|(_, name)| wanted(name)).map(|(k, _)| words(tree, k));
        words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
    };
    if is_made_of_names(tree, i) {
        return of(&|name| NAMES.contains(&name));
    }
    Some(words(tree, i)).filter(|words| !words.is_empty()).unwrap_or_else(|| of(&|name| name == "note"))
}

/// The addresses that stand beside the names that an element is made of: their lines parted by commas.
pub(super) fn address(tree: &Tree<'_>, i: usize) -> String {
    let is_address = |(_, name): &(usize, &str)| *name == "address";
    let addresses = named(tree, i).filter(|it| is_made_of_names(tree, i) && is_address(it));
    addresses.map(|(k, _)| sentence(tree, k)).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The elements straight in an element, each with its name.
fn named<'t>(tree: &'t Tree<'_>, i: usize) -> impl Iterator<Item = (usize, &'t str)> {
    tree.children(i).filter_map(|child| Some((child, tree.element(child)?.0)))
}

fn is_made_of_names(tree: &Tree<'_>, i: usize) -> bool {
    named(tree, i).any(|(_, name)| NAMES.contains(&name))
        && named(tree, i).all(|(_, name)| NAMES.contains(&name) || BESIDE_NAMES.contains(&name))
        && !has_text(tree, i)
}

/// What an element says: running text as it stands, and of a record its parts with commas and stops between them, as a
/// bibliography has them.
pub(super) fn sentence(tree: &Tree<'_>, i: usize) -> String {
    nested(tree, i, 0)
}

fn nested(tree: &Tree<'_>, i: usize, depth: usize) -> String {
    let name = tree.element(i).map_or("", |(name, _)| name);
    let between = match () {
        () if depth == DEEPEST => return words(tree, i),
        () if STATEMENTS.contains(&name) => ". ",
        () if name == "idno" && has_text(tree, i) => return number(tree, i),
        () if PARTS.contains(&name) => ", ",
        () if name == "date" => {
            return Some(words(tree, i)).filter(|it| !it.is_empty()).unwrap_or_else(|| tree.date(i));
        }
        () => return words(tree, i),
    };
    if has_text(tree, i) {
        return words(tree, i);
    }
    let mut out = String::new();
    for child in tree.children(i).filter(|&child| tree.element(child).is_some_and(|(name, _)| name != "note")) {
        let part = nested(tree, child, depth + 1);
        if part.is_empty() {
            continue;
        }
        if out.ends_with(['.', ',', ';', ':', '!', '?', '。']) {
            out.push(' ');
        } else if !out.is_empty() {
            out.push_str(between);
        }
        out.push_str(&part);
    }
    out
}

/// The number of a book or a series, with what it is where that is known by capitals: `ISSN 1234-5678`.
fn number(tree: &Tree<'_>, i: usize) -> String {
    let number = words(tree, i);
    let kind = tree.header_attribute(i, "type").unwrap_or_default().trim();
    let is_known = (2..=5).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_uppercase());
    let says_it = number.contains("://") || number.to_ascii_uppercase().contains(kind);
    if is_known && !says_it { format!("{kind}\u{a0}{number}") } else { number }
}

/// Whether text stands straight in an element.
fn has_text(tree: &Tree<'_>, i: usize) -> bool {
    let is_text = |k: usize| matches!(&tree.nodes[k].kind, NodeKind::Text(text) if !is_blank(text));
    tree.children(i).any(is_text)
}
