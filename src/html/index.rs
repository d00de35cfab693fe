//! The list of editions.

use super::inline::{saying, with_lang};
use super::metadata::{head, joined};
use super::tree::{Element, block, inline};
use super::{GENERATOR, STYLE, serialize};
use crate::edition::{Edition, Label};
use crate::text::Lang;

/// One edition in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// The document's name; editions of one document stand together.
    pub name: String,
    /// The edition's languages.
    pub langs: Vec<Lang>,
    /// Each language's own name.
    pub languages: Vec<String>,
    /// The title in each language.
    pub titles: Vec<String>,
    /// The authors' names.
    pub authors: Vec<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The name of the list of editions, in the first language.
    pub heading: Label,
    /// Where the HTML file is found, as a URL from the list.
    pub html: Option<String>,
    /// Where the PDF file is found, as a URL from the list.
    pub pdf: Option<String>,
}

impl IndexEntry {
    /// The entry for an edition; the files are added by who writes them.
    pub fn of(edition: &Edition) -> IndexEntry {
        IndexEntry {
            name: edition.name.clone(),
            langs: edition.langs.clone(),
            languages: edition.labels.iter().map(|labels| labels.language.clone()).collect(),
            titles: edition.titles.clone(),
            authors: edition.metadata.authors.clone(),
            publisher: edition.metadata.publisher.clone(),
            heading: edition.labels.first().map(|labels| labels.editions.clone()).unwrap_or_default(),
            html: None,
            pdf: None,
        }
    }
}

/// Writes the list of editions as one HTML file, grouped by document in the order in which each appears first.
///
/// It is headed by the publisher, if all editions have the same, or else by the name of the list.
pub fn index(editions: &[IndexEntry]) -> String {
    let publisher = editions.first().and_then(|entry| entry.publisher.clone());
    let shared = publisher.filter(|name| editions.iter().all(|entry| entry.publisher.as_ref() == Some(name)));
    let list = editions.first().map(|entry| entry.heading.clone()).unwrap_or_default();
    let lang = editions.first().and_then(|entry| entry.langs.first()).cloned().unwrap_or_else(|| Lang::new("en"));
    let heading = shared.map_or_else(|| list.clone(), |text| Label { text, lang: lang.clone() });
    let title = joined(&[heading.text.clone(), list.text], " — ");

    let mut groups: Vec<(&str, Vec<&IndexEntry>)> = Vec::new();
    for entry in editions {
        match groups.iter_mut().find(|(name, _)| *name == entry.name) {
            Some((_, entries)) => entries.push(entry),
            None => groups.push((&entry.name, vec![entry])),
        }
    }
    let titles: Vec<String> = editions.iter().flat_map(|entry| entry.titles.first().cloned()).collect();
    let mut main = block("main");
    let mut count = 0;
    for (name, entries) in groups {
        main.push(document(name, &entries, &mut count));
    }
    let description = joined(&[heading.text.clone(), joined(&titles, ", ")], ": ");
    let head = head(&title, &description, None, Vec::new(), STYLE.trim_end().to_owned());
    let body = block("body")
        .attr("class", "index")
        .child(block("header").child(saying(inline("h1"), &heading, &lang)))
        .child(main)
        .child(block("footer").child(inline("p").text(GENERATOR)));
    serialize::document(&with_lang(block("html"), &lang).child(head).child(body))
}

fn document(name: &str, entries: &[&IndexEntry], count: &mut usize) -> Element {
    // Each language's title once, whichever editions have it.
    let mut titles: Vec<(&Lang, &str)> = Vec::new();
    for (lang, title) in entries.iter().flat_map(|entry| entry.langs.iter().zip(&entry.titles)) {
        if !title.is_empty() && titles.iter().all(|(known, text)| *known != lang && *text != title) {
            titles.push((lang, title));
        }
    }
    let mut heading = block("h2");
    for (lang, title) in &titles {
        heading.push(with_lang(inline("span"), lang).text(*title));
    }
    if titles.is_empty() {
        heading.push(inline("span").text(name));
    }
    let mut section = block("section").child(heading);
    if let Some(entry) = entries.iter().find(|entry| !entry.authors.is_empty()) {
        section.push(inline("p").attr("class", "author").text(entry.authors.join(", ")));
    }
    let mut list = block("ul");
    for entry in entries {
        *count += 1;
        list.push(edition(entry, *count));
    }
    section.child(list)
}

/// One edition: its languages lead to the HTML, and beside them stands the PDF.
fn edition(entry: &IndexEntry, count: usize) -> Element {
    let id = format!("edition-{count}");
    let mut names = match &entry.html {
        Some(html) => inline("a").attr("id", id.clone()).attr("href", html.clone()),
        None => inline("span").attr("id", id.clone()),
    };
    for (i, lang) in entry.langs.iter().enumerate() {
        let own = entry.languages.get(i).map(String::as_str).filter(|name| !name.is_empty());
        if i > 0 {
            names = names.text(" · ");
        }
        names = names.child(with_lang(inline("span"), lang).text(own.unwrap_or(lang.as_str())));
    }
    if let ([lang], Some(_)) = (entry.langs.as_slice(), &entry.html) {
        names = names.attr("hreflang", lang.as_str());
    }
    let item = inline("li").child(names);
    match &entry.pdf {
        None => item,
        Some(pdf) => {
            let own = format!("edition-{count}-pdf");
            let link = inline("a").attr("id", own.clone()).attr("href", pdf.clone()).attr("type", "application/pdf");
            item.text(" ").child(link.attr("aria-labelledby", format!("{id} {own}")).text("PDF"))
        }
    }
}
