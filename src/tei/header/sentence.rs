//! What the elements of a header say, in words that can be read in line.

use crate::tei::tree::{NodeKind, Tree, is_blank};
use crate::tei::units::some_words;

/// Records within records beyond this depth are read as running text.
const DEEPEST: usize = 12;

/// Elements that hold one statement after another.
const STATEMENTS: [&str; 12] = [
    "additional",
    "biblFull",
    "biblStruct",
    "fileDesc",
    "history",
    "listBibl",
    "msContents",
    "msDesc",
    "notesStmt",
    "physDesc",
    "recordingStmt",
    "sourceDesc",
];

/// Elements that hold the parts of one statement.
const PARTS: [&str; 21] = [
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

/// What an element says: running text as it stands, and of a record its parts with commas and stops between them, as a
/// bibliography has them.
pub(super) fn sentence(tree: &Tree<'_>, i: usize) -> String {
    nested(tree, i, 0)
}

/// A date that is given by attributes only (TEI P5, att.datable), in signs that all languages know.
pub(super) fn date(tree: &Tree<'_>, i: usize) -> String {
    let value = |name: &str| tree.header_attribute(i, name).unwrap_or_default().trim();
    let span = |first: &str, last: &str| match (value(first), value(last)) {
        ("", "") => String::new(),
        (first, last) => format!("{first}–{last}"),
    };
    let spans = [value("when").to_owned(), span("notBefore", "notAfter"), span("from", "to")];
    let date = spans.into_iter().find(|date| !date.is_empty()).unwrap_or_default();
    let is_vague = ["cert", "precision"].iter().any(|name| matches!(value(name), "low" | "medium"));
    if is_vague && !date.is_empty() { format!("{date}?") } else { date }
}

fn nested(tree: &Tree<'_>, i: usize, depth: usize) -> String {
    let name = tree.element(i).map_or("", |(name, _)| name);
    let between = match () {
        () if depth == DEEPEST => return words(tree, i),
        () if STATEMENTS.contains(&name) => ". ",
        () if PARTS.contains(&name) => ", ",
        () if name == "date" => {
            return Some(words(tree, i)).filter(|it| !it.is_empty()).unwrap_or_else(|| date(tree, i));
        }
        () => return words(tree, i),
    };
    let is_text = |k: usize| matches!(&tree.nodes[k].kind, NodeKind::Text(text) if !is_blank(text));
    if tree.children(i).any(is_text) {
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
