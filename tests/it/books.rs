//! What a book leaves blank: paragraphs follow each other closely, and what is no paragraph of the text stands apart.

use std::collections::BTreeMap;
use std::sync::Arc;

use enface::catalog::interface::Interface;
use enface::diagnostic::SourceFile;
use enface::edition::{Input, Options, align};
use enface::layout::font::FontBook;
use enface::layout::{Item, set};
use enface::{settings, tei};

/// How many lines below the line above it each word stands that no other line has, in the design for books.
fn lines(body: &str) -> BTreeMap<String, f32> {
    let text = format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text xml:lang=\"en\"><body><div>{body}</div></body></text></TEI>"
    );
    let document = tei::read(&Arc::new(SourceFile { name: "made.xml".into(), text })).0.unwrap();
    let langs = [document.lang.clone()];
    let interfaces = [Interface::read(&langs[0], None).0];
    let input = Input { document: &document, langs: &langs, catalogs: &[], interfaces: &interfaces };
    let edition = align(&input, Options { draft: false }).0;
    let file = SourceFile { name: "enface.toml".into(), text: "design = \"book\"".to_owned() };
    let style = settings::read(&Arc::new(file)).0.style;
    let book = FontBook::new(Vec::new()).unwrap();
    let mut found = BTreeMap::new();
    for page in set(&edition, &book, &style).pages {
        let mut last: Option<f32> = None;
        for item in &page.items {
            let Item::Run(run) = item else { continue };
            if last.is_none_or(|last| (last - run.y).abs() > 1.0) {
                let below = last.map_or(0.0, |last| (last - run.y).abs() / style.leading);
                found.entry(run.text.to_string()).or_insert(below);
                last = Some(run.y);
            }
        }
    }
    found
}

#[test]
fn what_is_quoted_and_what_follows_it_stand_apart() {
    let lines = lines("<p>one</p><p>two</p><quote><p>three</p><p>four</p></quote><p>five</p><p>six</p>");
    let blank: Vec<bool> = ["two", "three", "four", "five", "six"].iter().map(|word| lines[*word] > 1.5).collect();
    assert_eq!(blank, [false, true, false, true, false], "{lines:?}");
}

#[test]
fn what_is_said_follows_the_name_of_the_speaker() {
    let lines = lines(
        "<p>one</p><sp><speaker>Two</speaker><p>three</p><p>four</p></sp><sp><speaker>Five</speaker><l>six</l></sp>",
    );
    let blank: Vec<bool> = ["Two", "three", "four", "Five", "six"].iter().map(|word| lines[*word] > 1.5).collect();
    assert_eq!(blank, [true, false, false, true, false], "{lines:?}");
}
