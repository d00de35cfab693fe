//! The manual's list of elements is what the program really makes of each.
//!
//! Each element is set twice, where blocks stand and inside a paragraph, and what became of it is read from the HTML and
//! from the placed glyphs.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use enface::catalog::interface::Interface;
use enface::diagnostic::SourceFile;
use enface::edition::{Edition, Input, Options, align};
use enface::layout::font::FontBook;
use enface::layout::style::{Arrangement, Ink, PageStyle};
use enface::layout::{GlyphRun, Item, set};
use enface::{html, tei};

use crate::support::{case_names, cases};

/// A word that stands nowhere else.
const WORD: &str = "qanat";
/// Elements of HTML that hold nothing.
const VOID: [&str; 4] = ["br", "input", "link", "meta"];

/// A text with the word in an element, and whether the reader warned of the element.
fn edition(body: &str) -> (Option<Edition>, bool) {
    let text = format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text xml:lang=\"en\"><body><div><p>Before.</p>{body}</div></body></text></TEI>"
    );
    let (document, found) = tei::read(&Arc::new(SourceFile { name: "made.xml".into(), text }));
    let warned = found.iter().any(|one| one.code == "unknown-element");
    let edition = document.map(|document| {
        let langs = [document.lang.clone()];
        let interfaces = [Interface::read(&langs[0], None).0];
        let input = Input { document: &document, langs: &langs, catalogs: &[], interfaces: &interfaces };
        align(&input, Options { draft: false }).0
    });
    (edition, warned)
}

/// The elements of HTML around the word, from the row that holds it on; none if it is not there.
fn in_html(edition: &Edition) -> Option<String> {
    let page = html::write(edition, &html::Options::default());
    let main = page.split_once("<main").and_then(|(_, rest)| rest.split_once('>'))?.1;
    let before = &main[..main.find(WORD)?];
    let mut open: Vec<(&str, &str)> = Vec::new();
    for tag in before.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name = tag.split_whitespace().next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(_) => drop(open.pop()),
            None if VOID.contains(&name) => {}
            None => open.push((name, tag)),
        }
    }
    let classes = |tag: &str| -> Vec<String> {
        let value = tag.split_once("class=\"").and_then(|(_, rest)| rest.split_once('"'));
        value.map_or(Vec::new(), |(value, _)| value.split(' ').map(str::to_owned).collect())
    };
    let row = open.iter().rposition(|(_, tag)| classes(tag).iter().any(|class| class == "row"))?;
    // What holds rows, other than sections; the row by what it is; what stands in the cell.
    let around = open[..row].iter().filter(|(name, _)| !matches!(*name, "section" | "div" | "tr" | "tbody"));
    let mut path: Vec<String> = around.map(|(name, _)| (*name).to_owned()).collect();
    let plain = ["row", "cells", "cell", "c1"];
    for (name, tag) in &open[row..] {
        let own: Vec<String> = classes(tag).into_iter().filter(|class| !plain.contains(&class.as_str())).collect();
        let is_cell = classes(tag).iter().any(|class| class == "cell");
        if !is_cell || !own.is_empty() {
            path.push([vec![(*name).to_owned()], own].concat().join("."));
        }
    }
    Some(format!("`{}`", path.join(" ")))
}

/// How the word looks on the page; none if it is not there.
fn in_pdf(edition: &Edition, book: &FontBook) -> Option<String> {
    let style = PageStyle::a4(Arrangement::default());
    let pages: Vec<_> = set(edition, book, &style).pages.collect();
    let runs: Vec<&GlyphRun> = pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| if let Item::Run(run) = item { Some(run) } else { None })
        .filter(|run| run.is_text())
        .collect();
    let left = runs.first()?.x;
    let run = runs.iter().find(|run| run.text.contains(WORD))?;
    let face = book.face(run.font);
    let line = |other: &&&GlyphRun| (other.y - run.y).abs() < 0.6 * run.size;
    let first = runs.iter().filter(line).map(|other| other.x).fold(run.x, f32::min);
    let mut words = vec![format!("{} pt", (10.0 * run.size).round() / 10.0)];
    for (is, word) in [
        (face.is_bold(), "bold"),
        (face.is_italic(), "italic"),
        (face.postscript_name().contains("Code"), "monospaced"),
        (run.ink != Ink::BLACK, "grey"),
    ] {
        if is {
            words.push(word.to_owned());
        }
    }
    match first - left {
        indent if indent > 60.0 => words.push("at the far side".to_owned()),
        indent if indent > 1.0 => words.push(format!("indented by {} pt", indent.round())),
        _ => {}
    }
    Some(words.join(", "))
}

/// The first case that holds an element.
fn case_of(name: &str, sources: &[(String, String)]) -> String {
    let holds = |text: &String| {
        text.match_indices(&format!("<{name}")).any(|(at, found)| {
            text[at + found.len()..].starts_with(|next: char| next.is_ascii_whitespace() || matches!(next, '>' | '/'))
        })
    };
    sources.iter().find(|(_, text)| holds(text)).map_or_else(|| "–".to_owned(), |(case, _)| case.clone())
}

#[test]
fn the_manual_has_all_elements() {
    let book = FontBook::new(Vec::new()).unwrap();
    let mut sources = Vec::new();
    for case in case_names() {
        for entry in fs::read_dir(cases().join(&case).join("sources")).unwrap() {
            // A source in another encoding shows no element that no other shows.
            if let Ok(text) = fs::read_to_string(entry.unwrap().path()) {
                sources.push((case.clone(), text));
            }
        }
    }
    let mut table = String::from("| element | is | HTML | PDF | case |\n| --- | --- | --- | --- | --- |\n");
    for (name, is) in tei::elements() {
        let block = edition(&format!("<{name}>{WORD}</{name}>"));
        let inline = edition(&format!("<p>Ante <{name}>{WORD}</{name}> post.</p>"));
        assert!(!block.1 && !inline.1, "{name} is listed, and yet there is a warning of it");
        let both = |of: &dyn Fn(&Edition) -> Option<String>| {
            let [block, inline] = [&block.0, &inline.0].map(|edition| edition.as_ref().and_then(of));
            match (block, inline) {
                (None, None) => "–".to_owned(),
                (Some(one), None) | (None, Some(one)) => one,
                (Some(block), Some(inline)) if block == inline => block,
                (Some(block), Some(inline)) => format!("{block}; in line {inline}"),
            }
        };
        let (html, pdf) = (both(&in_html), both(&|edition| in_pdf(edition, &book)));
        assert_eq!(html == "–", pdf == "–", "{name} is in one of the outputs only");
        let _ = writeln!(table, "| `{name}` | {is} | {html} | {pdf} | {} |", case_of(name, &sources));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/elements.md");
    let manual = fs::read_to_string(&path).unwrap();
    let start = manual.find("| element |").expect("the manual has a table");
    if std::env::var_os("ENFACE_BLESS").is_some() {
        fs::write(&path, format!("{}{table}", &manual[..start])).unwrap();
        return;
    }
    assert_eq!(&manual[start..], table, "ENFACE_BLESS=1 writes the table of docs/elements.md anew");
}

#[test]
fn what_is_not_listed_is_warned_of() {
    for name in ["chapter", "para", "persname", "html"] {
        assert!(tei::elements().all(|(known, _)| known != name));
        let (edition, warned) = edition(&format!("<{name}>{WORD}</{name}>"));
        assert!(warned && in_html(&edition.unwrap()).is_some(), "{name}");
    }
}

#[test]
fn the_schema_has_all_elements() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("sources/enface.rng")).unwrap();
    let schema = roxmltree::Document::parse(&text).unwrap();
    let elements =
        || schema.descendants().filter(|node| node.has_tag_name(("http://relaxng.org/ns/structure/1.0", "element")));
    // The names that an element is given, by an attribute or by a choice that comes first in it.
    let mut names: BTreeSet<&str> = elements().filter_map(|element| element.attribute("name")).collect();
    for choice in elements().filter_map(|element| element.first_element_child()) {
        names.extend(
            choice
                .children()
                .filter(|name| name.has_tag_name((choice.tag_name().namespace().unwrap(), "name")))
                .filter_map(|name| name.text()),
        );
    }
    // TEI P4 is in no namespace, so no schema of TEI P5 holds its roots.
    let known: BTreeSet<&str> = tei::elements().map(|(name, _)| name).filter(|name| !name.ends_with(".2")).collect();
    let differing: Vec<_> = names.symmetric_difference(&known).collect();
    assert!(differing.is_empty(), "in sources/enface.rng or in src/tei/elements.rs only: {differing:?}");
}
