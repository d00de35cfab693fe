//! The head of a page: what browsers, catalogues and search engines read.

use serde_json::{Value, json};

use super::datetime::is_datetime;
use super::tree::{Element, block, inline};
use super::{GENERATOR, digest};
use crate::edition::Edition;
use crate::text::Lang;

/// What every page has in its head. `more` stands between what is about the page and its style.
///
/// The policy admits nothing but this very style and this very data, by their digests.
pub(super) fn head(title: &str, description: &str, data: Option<String>, more: Vec<Element>, style: String) -> Element {
    let script = data.as_deref().map_or_else(|| "'none'".to_owned(), digest::source);
    let policy = format!(
        "default-src 'none'; script-src {script}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        digest::source(&style)
    );
    block("head")
        .child(inline("meta").attr("charset", "utf-8"))
        .child(inline("meta").attr("http-equiv", "Content-Security-Policy").attr("content", policy))
        .child(meta("viewport", "width=device-width, initial-scale=1"))
        .child(inline("title").text(title))
        .child(meta("description", description))
        .child(meta("generator", GENERATOR))
        .child(meta("color-scheme", "light dark"))
        .extend(more)
        .extend(data.map(|json| inline("script").attr("type", "application/ld+json").text(json)))
        .child(inline("style").text(style))
}

/// A `meta` element with a name.
pub(super) fn meta(name: &str, content: &str) -> Element {
    inline("meta").attr("name", name).attr("content", content)
}

/// The titles, each once, one after the other.
pub(super) fn joined(titles: &[String], between: &str) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for title in titles.iter().map(|title| title.trim()) {
        if !title.is_empty() && !seen.contains(&title) {
            seen.push(title);
        }
    }
    seen.join(between)
}

/// What catalogues ask for: authors, keywords, and the citation.
pub(super) fn catalogue(edition: &Edition) -> Vec<Element> {
    let metadata = &edition.metadata;
    let mut out: Vec<Element> = metadata.authors.iter().map(|author| meta("author", author)).collect();
    if !metadata.keywords.is_empty() {
        out.push(meta("keywords", &metadata.keywords.join(", ")));
    }
    out.push(meta("citation_title", &source_title(edition)));
    out.extend(metadata.authors.iter().map(|author| meta("citation_author", author)));
    out.extend(metadata.date.iter().map(|date| meta("citation_publication_date", &date.replace('-', "/"))));
    out.extend(metadata.publisher.iter().map(|publisher| meta("citation_publisher", publisher)));
    out.extend(edition.langs.iter().map(|lang| meta("citation_language", lang.as_str())));
    out
}

fn source_title(edition: &Edition) -> String {
    let at = edition.langs.iter().position(|lang| *lang == edition.source).unwrap_or(0);
    edition.titles.get(at).cloned().unwrap_or_else(|| edition.name.clone())
}

/// The edition in the words of schema.org: the work, and each translation of it.
pub(super) fn linked_data(edition: &Edition) -> String {
    let metadata = &edition.metadata;
    let person = |name: &String| json!({ "@type": "Person", "name": name });
    let authors: Vec<Value> = metadata.authors.iter().map(person).collect();
    let work = "#work";
    let translation = |(lang, title): (&Lang, &String)| {
        json!({
            "@type": "CreativeWork",
            "name": title,
            "inLanguage": lang.as_str(),
            "translationOfWork": { "@id": work },
        })
    };
    let columns = edition.langs.iter().zip(&edition.titles);
    let translations: Vec<Value> = columns.filter(|(lang, _)| **lang != edition.source).map(translation).collect();
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": work,
        "name": source_title(edition),
        "inLanguage": edition.source.as_str(),
    });
    if let Value::Object(map) = &mut value {
        if !authors.is_empty() {
            map.insert("author".to_owned(), Value::Array(authors));
        }
        if !metadata.keywords.is_empty() {
            map.insert("keywords".to_owned(), json!(metadata.keywords));
        }
        if let Some(publisher) = &metadata.publisher {
            map.insert("publisher".to_owned(), json!({ "@type": "Organization", "name": publisher }));
        }
        if let Some(date) = metadata.date.as_ref().filter(|date| is_datetime(date)) {
            map.insert("datePublished".to_owned(), json!(date));
        }
        if !translations.is_empty() {
            map.insert("workTranslation".to_owned(), Value::Array(translations));
        }
    }
    // Inside `script`, only JSON's own escapes keep text from closing the element.
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
