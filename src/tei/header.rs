//! What an edition takes from a `teiHeader`.

use super::tree::{Key, Tree};
use super::units::{Walker, some_words};
use super::{Header, HeaderTitle};
use crate::text::{Lang, Role};

/// Reads the header that is the element `i`.
pub(super) fn read(tree: &Tree<'_>, i: usize) -> Header {
    let statement = tree.find(i, &["fileDesc", "titleStmt"]);
    let titles = statement.into_iter().flat_map(|s| tree.children_named(s, "title"));
    let titles = titles.filter_map(|title| {
        Some(HeaderTitle { sub: is_sub(tree, title), lang: tree.lang(title), text: some_words(tree, title)? })
    });
    let authors = statement.into_iter().flat_map(|s| tree.children_named(s, "author"));
    let publication = tree.find(i, &["fileDesc", "publicationStmt"]);
    let publisher = publication.and_then(|p| {
        ["publisher", "authority", "distributor"].iter().find_map(|name| some_words(tree, tree.find(p, &[name])?))
    });
    let date = publication.and_then(|p| {
        let date = tree.find(p, &["date"]).or_else(|| tree.find(p, &["publisher", "date"]))?;
        tree.attribute(date, Key::When).map(str::to_owned)
    });
    let mut keywords = Vec::new();
    for class in tree.find(i, &["profileDesc"]).into_iter().flat_map(|p| tree.children_named(p, "textClass")) {
        for list in tree.children_named(class, "keywords") {
            // `term`s, or `item`s of a `list`.
            let is_keyword = |&k: &usize| matches!(tree.element(k), Some(("term" | "item", _)));
            let mut k = list + 1;
            while k < tree.nodes[list].end {
                if is_keyword(&k) {
                    keywords.extend(some_words(tree, k));
                    k = tree.nodes[k].end;
                } else {
                    k += 1;
                }
            }
        }
    }
    Header {
        titles: titles.collect(),
        authors: authors.filter_map(|author| some_words(tree, name_of(tree, author))).collect(),
        publisher,
        date,
        keywords,
    }
}

/// The element that names an author: the name in it, or else itself.
fn name_of(tree: &Tree<'_>, author: usize) -> usize {
    tree.find(author, &["persName"]).or_else(|| tree.find(author, &["name"])).unwrap_or(author)
}

fn is_sub(tree: &Tree<'_>, title: usize) -> bool {
    matches!(tree.attribute(title, Key::Type), Some("sub" | "subtitle" | "subordinate" | "desc"))
}

/// The language of a header's text, if it names one language only.
pub(super) fn only_language(tree: &Tree<'_>, header: usize) -> Option<Lang> {
    let usage = tree.find(header, &["profileDesc", "langUsage"])?;
    let mut languages = tree.children_named(usage, "language");
    match (languages.next(), languages.next()) {
        (Some(language), None) => tree.attribute(language, Key::Ident).map(str::trim_ascii).and_then(Lang::parse),
        _ => None,
    }
}

/// Which units of the title block a walker is to take from a header.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    /// The title only.
    Title,
    /// Title, subtitles and authors.
    All,
}

/// Sets the title block's units that the `titleStmt` gives.
pub(super) fn titles(tree: &Tree<'_>, header: usize, lang: &Lang, parts: Parts, walker: &mut Walker<'_, '_>) {
    let Some(statement) = tree.find(header, &["fileDesc", "titleStmt"]) else { return };
    let in_lang = |&title: &usize| tree.lang(title).is_none_or(|own| own.primary() == lang.primary());
    let of = |sub: bool| tree.children_named(statement, "title").filter(move |&title| is_sub(tree, title) == sub);
    let main = of(false).find(in_lang).or_else(|| of(false).next());
    let subs = of(true).filter(in_lang).map(|sub| (sub, Role::Subtitle));
    let subs = subs.filter(|_| parts == Parts::All);
    for (title, role) in main.map(|main| (main, Role::Title)).into_iter().chain(subs) {
        walker.header_unit(title, role, title + 1, tree.nodes[title].end);
    }
    if parts == Parts::All {
        for author in tree.children_named(statement, "author") {
            let name = name_of(tree, author);
            let start = if name == author { author + 1 } else { name };
            walker.header_unit(author, Role::Author, start, tree.nodes[name].end);
        }
    }
}

/// Sets the occasion: what `settingDesc` tells in an element with an `xml:id`.
pub(super) fn occasion(tree: &Tree<'_>, header: usize, walker: &mut Walker<'_, '_>) {
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
