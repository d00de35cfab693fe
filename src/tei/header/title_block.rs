//! The title block as far as a header gives it.

use crate::tei::tree::{Key, Tree};
use crate::tei::units::Walker;
use crate::text::{Lang, Role};

/// Which units of the title block a walker is to take from a header.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::tei) enum Parts {
    /// The title only.
    Title,
    /// Title, subtitles and authors.
    All,
}

/// Whether a title of this type stands below another.
pub(super) fn is_sub(kind: &str) -> bool {
    matches!(kind, "sub" | "subtitle" | "subordinate" | "desc")
}

/// Sets the title block's units that the `titleStmt` gives.
pub(in crate::tei) fn titles(tree: &Tree<'_>, header: usize, lang: &Lang, parts: Parts, walker: &mut Walker<'_, '_>) {
    let Some(statement) = tree.find(header, &["fileDesc", "titleStmt"]) else { return };
    let in_lang = |&title: &usize| tree.lang(title).is_none_or(|own| own.primary() == lang.primary());
    let is_sub = |title: usize| is_sub(tree.attribute(title, Key::Type).unwrap_or_default());
    let is_other = |title: usize| tree.attribute(title, Key::Type).is_some_and(|kind| kind.starts_with("alt"));
    let of = |sub: bool| {
        tree.children_named(statement, "title").filter(move |&title| is_sub(title) == sub && !is_other(title))
    };
    let main = of(false).find(in_lang).or_else(|| of(false).next());
    let subs = of(true).filter(in_lang).map(|sub| (sub, Role::Subtitle));
    let subs = subs.filter(|_| parts == Parts::All);
    for (title, role) in main.map(|main| (main, Role::Title)).into_iter().chain(subs) {
        walker.header_unit(title, role, title + 1, tree.nodes[title].end);
    }
    if parts == Parts::All {
        let is_author =
            |&author: &usize| !super::is_translator(tree.header_attribute(author, "role").unwrap_or_default());
        for author in tree.children_named(statement, "author").filter(is_author) {
            let name = ["persName", "name"].iter().find_map(|name| tree.find(author, &[name]));
            let start = name.unwrap_or(author + 1);
            walker.header_unit(author, Role::Author, start, tree.nodes[name.unwrap_or(author)].end);
        }
    }
}

/// Sets the heading of a document of a corpus: its title, its subtitles and its authors.
pub(in crate::tei) fn heading(tree: &Tree<'_>, header: usize, lang: Option<&Lang>, walker: &mut Walker<'_, '_>) {
    let Some(statement) = tree.find(header, &["fileDesc", "titleStmt"]) else { return };
    let in_lang = |&title: &usize| match (tree.lang(title), lang) {
        (Some(own), Some(lang)) => own.primary() == lang.primary(),
        _ => true,
    };
    let is_sub = |title: usize| is_sub(tree.attribute(title, Key::Type).unwrap_or_default());
    let is_other = |title: usize| tree.attribute(title, Key::Type).is_some_and(|kind| kind.starts_with("alt"));
    let of = |sub: bool| {
        tree.children_named(statement, "title").filter(move |&title| is_sub(title) == sub && !is_other(title))
    };
    let level = walker.level();
    let main = of(false).find(in_lang).or_else(|| of(false).next()).map(|title| (title, Role::Head { level }));
    let subs = of(true).filter(in_lang).map(|sub| (sub, Role::Block));
    let authors = tree.children_named(statement, "author").map(|author| (author, Role::Byline));
    for (i, role) in main.into_iter().chain(subs).chain(authors) {
        walker.header_unit(i, role, i + 1, tree.nodes[i].end);
    }
}

/// Sets the occasion: what `settingDesc` tells in an element with an `xml:id`.
pub(in crate::tei) fn occasion(tree: &Tree<'_>, header: usize, walker: &mut Walker<'_, '_>) {
    let Some(description) = tree.find(header, &["profileDesc", "settingDesc"]) else { return };
    let mut i = description + 1;
    while i < tree.nodes[description].end {
        let end = tree.nodes[i].end;
        if matches!(tree.element(i), Some(("p" | "setting", _))) && tree.id(i).is_some() {
            walker.header_unit(i, Role::Occasion, i + 1, end);
            i = end;
        } else {
            i += 1;
        }
    }
}
