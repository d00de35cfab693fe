//! What must hold for any input. A property that does not hold panics.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use enface::catalog::interface::Interface;
use enface::diagnostic::{Diagnostic, Format, Severity, SourceFile, render};
use enface::edition::{Input, Options, align};
use enface::layout::font::FontBook;
use enface::layout::style::{Arrangement, PageStyle};
use enface::layout::{self, Item};
use enface::tei::Document;
use enface::text::{Inline, Lang, Node, plain};
use enface::{catalog, html, tei};

fn file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile { name: "sources/a.xml".to_owned(), text: text.to_owned() })
}

/// All that is said of a file can be shown, and errors say what to do.
fn show(diagnostics: &[Diagnostic]) {
    for format in [Format::Human, Format::Json, Format::Github, Format::Sarif] {
        assert_eq!(render(diagnostics, format, "").is_empty(), diagnostics.is_empty() && format != Format::Sarif);
    }
    for diagnostic in diagnostics {
        let places = diagnostic.place.iter().chain(diagnostic.related.iter().map(|(place, _)| place));
        for place in places {
            is_place(&place.file.text, &place.span);
        }
    }
}

fn is_place(text: &str, span: &Range<usize>) {
    assert!(text.get(span.clone()).is_some(), "{span:?} is no place in {} bytes", text.len());
}

fn read(text: &str) -> (Option<Document>, Vec<Diagnostic>) {
    let (document, diagnostics) = tei::read(&file(text));
    assert!(document.is_some() || diagnostics.iter().any(|one| one.severity == Severity::Error));
    (document, diagnostics)
}

/// A source is read, or there is an error.
pub(crate) fn tei(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (document, diagnostics) = read(text);
    show(&diagnostics);
    let Some(document) = document else { return };
    let mut open = 0;
    for node in &document.nodes {
        match node {
            Node::Open(_) => open += 1,
            Node::Close => {
                assert!(open > 0);
                open -= 1;
            }
            Node::Unit(unit) => assert!(unit.at < text.len()),
        }
    }
    assert_eq!(open, 0);
    show(&tei::missing_ids(&document));
}

/// The text of a message is read or refused, and what is escaped is text.
pub(crate) fn fragment(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match tei::fragment(text) {
        Ok(_) => tei::foreign_attributes(text).iter().for_each(|found| is_place(text, &found.span)),
        Err(error) => is_place(text, &error.span),
    }
    let is_character = |c: char| c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{FEFF}');
    let words = text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if words.chars().all(is_character) {
        let read = tei::fragment(&tei::escape(&words)).expect("escaped text is text");
        assert!(read.iter().all(|inline| matches!(inline, Inline::Text(_))));
        assert_eq!(plain(&read), words);
    }
}

/// A file of messages is read, and each message can be formatted.
pub(crate) fn catalog(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let file = file(text);
    let (read, diagnostics) = catalog::read(&Lang::new("ko"), Some(&file), None);
    show(&diagnostics);
    for (id, span) in read.ids() {
        is_place(text, &span);
        let Some(formatted) = read.format(&id) else { continue };
        is_place(text, &formatted.span);
        is_place(text, &formatted.value_span);
        let ends = formatted.text.char_indices().map(|(at, c)| at..at + c.len_utf8());
        ends.for_each(|part| is_place(text, &formatted.place(part)));
    }
    // The same file as labels of the program.
    show(&Interface::read(&Lang::new("ko"), Some(&file)).1);
}

/// Identifiers go into start tags, taking them away gives the file again, and a second run adds none.
pub(crate) fn ids(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (Some(document), before) = read(text) else { return };
    if before.iter().any(|one| one.severity == Severity::Error) {
        return;
    }
    let (insertions, loose) = tei::new_ids(&document, []);
    let mut after = String::new();
    let mut from = 0;
    for (at, attribute) in &insertions {
        after.push_str(&text[from..*at]);
        after.push_str(attribute);
        from = *at;
    }
    after.push_str(&text[from..]);
    let (again, diagnostics) = read(&after);
    assert_eq!(diagnostics.len(), before.len(), "{}", render(&diagnostics, Format::Human, ""));
    let again = again.expect("a document is one still");
    let texts = |document: &Document| units(document).map(plain).collect::<Vec<_>>();
    assert_eq!(texts(&again), texts(&document));
    let (more, still_loose) = tei::new_ids(&again, []);
    assert!(more.is_empty(), "{more:?} in {after}");
    assert_eq!(still_loose.len(), loose.len());
}

fn units(document: &Document) -> impl Iterator<Item = &[Inline]> {
    document.nodes.iter().filter_map(|node| match node {
        Node::Unit(unit) => Some(unit.content.as_slice()),
        _ => None,
    })
}

/// Every letter of a source is in its HTML and on its pages.
pub(crate) fn conservation(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (Some(document), diagnostics) = read(text) else { return };
    if diagnostics.iter().any(|one| one.severity == Severity::Error || one.code == "not-fetched") {
        return;
    }
    let langs = [document.lang.clone()];
    let interfaces = [Interface::read(&langs[0], None).0];
    let input = Input { document: &document, langs: &langs, catalogs: &[], interfaces: &interfaces };
    let (edition, diagnostics) = align(&input, Options { draft: false });
    show(&diagnostics);
    let page = html::write(&edition, &html::Options::default());
    let set = letters(&characters(&page));
    let read = letters(&units(&document).map(plain).collect::<String>());
    holds(&set, &read);
    static BOOK: LazyLock<FontBook> = LazyLock::new(|| FontBook::new(Vec::new()).expect("the built-in fonts are good"));
    let pages = layout::set(&edition, &BOOK, &PageStyle::a4(Arrangement::default())).pages;
    let runs = pages.flat_map(|page| page.items).filter_map(|item| match item {
        Item::Run(run) => Some(run.text),
        _ => None,
    });
    holds(&letters(&runs.collect::<String>()), &read);
    if let Some(source) = source_letters(text) {
        holds(&read, &source);
    }
}

fn holds(all: &BTreeMap<char, usize>, wanted: &BTreeMap<char, usize>) {
    for (c, count) in wanted {
        assert!(all.get(c).unwrap_or(&0) >= count, "“{c}” is lost: {count} of them, and {:?} are left", all.get(c));
    }
}

fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut letters = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        *letters.entry(c).or_insert(0) += 1;
    }
    letters
}

/// The characters of an HTML page, without its tags.
fn characters(page: &str) -> String {
    let mut text = String::new();
    for piece in page.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
    }
    for (escape, c) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&amp;", "&")] {
        text = text.replace(escape, c);
    }
    text
}

/// The letters in the text of a source, by another parser; none if it holds what is not set in line.
fn source_letters(xml: &str) -> Option<BTreeMap<char, usize>> {
    /// Elements of which something may be left out, by the rules in `src/tei.rs`.
    const RULES: [&str; 9] =
        ["choice", "app", "index", "fw", "teiHeader", "facsimile", "sourceDoc", "standOff", "fsdDecl"];
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let document = roxmltree::Document::parse_with_options(xml.trim_start_matches('\u{feff}'), options).ok()?;
    let root = document.root_element();
    let ruled = root.descendants().any(|node| RULES.contains(&node.tag_name().name()));
    let texts: Vec<_> = root.descendants().filter(|node| node.tag_name().name() == "text").collect();
    let [text] = texts.as_slice() else { return None };
    let words = text.descendants().filter(|node| node.is_text()).filter_map(|node| node.text());
    (!ruled).then(|| letters(&words.collect::<String>()))
}
