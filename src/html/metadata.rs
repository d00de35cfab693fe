//! The head of a page: what browsers, catalogues and search engines read.

use serde_json::{Map, Value, json};

use super::datetime::is_datetime;
use super::tree::{Element, block, inline};
use super::{GENERATOR, digest};
use crate::edition::{Edition, Identifier};
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

/// What catalogues ask for: Dublin Core, and the citation.
pub(super) fn catalogue(edition: &Edition) -> Vec<Element> {
    let metadata = &edition.metadata;
    let mut out: Vec<Element> = metadata.authors.iter().map(|author| meta("author", author)).collect();
    if !metadata.keywords.is_empty() {
        out.push(meta("keywords", &metadata.keywords.join(", ")));
    }
    out.extend(dublin_core(edition));
    out.push(meta("citation_title", &source_title(edition)));
    out.extend(metadata.authors.iter().map(|author| meta("citation_author", author)));
    out.extend(metadata.date.iter().map(|date| meta("citation_publication_date", &date.replace('-', "/"))));
    out.extend(metadata.publisher.iter().map(|publisher| meta("citation_publisher", publisher)));
    for identifier in &metadata.identifiers {
        let name = match identifier.kind.to_lowercase().as_str() {
            "doi" => "citation_doi",
            "isbn" => "citation_isbn",
            "issn" => "citation_issn",
            _ => continue,
        };
        let value = identifier.value.trim_start_matches("https://doi.org/").trim_start_matches("doi:");
        out.push(meta(name, value));
    }
    out.extend(edition.langs.iter().map(|lang| meta("citation_language", lang.as_str())));
    out
}

/// The elements of Dublin Core (ISO 15836), as RFC 2731 writes them in HTML.
fn dublin_core(edition: &Edition) -> Vec<Element> {
    let metadata = &edition.metadata;
    let mut out = vec![inline("link").attr("rel", "schema.DC").attr("href", "http://purl.org/dc/elements/1.1/")];
    let titles = edition.langs.iter().zip(&edition.titles).filter(|(_, title)| !title.is_empty());
    out.extend(titles.map(|(lang, title)| meta("DC.title", title).attr("lang", lang.as_str())));
    out.extend(in_languages("DC.description", &metadata.summary, &metadata.summaries));
    out.extend(in_languages("DC.rights", &metadata.rights, &metadata.all_rights));
    let mut all = |name: &str, values: &mut dyn Iterator<Item = &String>| {
        out.extend(values.map(|value| meta(name, value)));
    };
    all("DC.creator", &mut metadata.authors.iter());
    all("DC.contributor", &mut metadata.all_contributors().iter());
    all("DC.publisher", &mut metadata.publisher.iter());
    all("DC.date", &mut metadata.date.iter());
    all("DC.subject", &mut metadata.keywords.iter());
    all("DC.identifier", &mut metadata.identifiers.iter().map(Identifier::uri).collect::<Vec<_>>().iter());
    all("DC.source", &mut metadata.source.iter());
    all("DC.rights", &mut metadata.licences.iter());
    out.extend(edition.langs.iter().map(|lang| meta("DC.language", lang.as_str())));
    out
}

/// What is said in several languages, or else in one that is none of the edition's.
fn in_languages(name: &str, said: &Option<String>, all: &[(Lang, String)]) -> Vec<Element> {
    if all.is_empty() {
        return said.iter().map(|said| meta(name, said)).collect();
    }
    all.iter().map(|(lang, said)| meta(name, said).attr("lang", lang.as_str())).collect()
}

fn source_title(edition: &Edition) -> String {
    let at = edition.langs.iter().position(|lang| *lang == edition.source).unwrap_or(0);
    edition.titles.get(at).cloned().unwrap_or_else(|| edition.name.clone())
}

/// The edition in the words of schema.org: the work, and each translation of it.
pub(super) fn linked_data(edition: &Edition) -> String {
    let metadata = &edition.metadata;
    let work = "#work";
    let columns = edition.langs.iter().zip(&edition.titles).enumerate();
    let translators = |i: usize| named(metadata.translators.get(i).map(Vec::as_slice).unwrap_or_default());
    let mut translations = Vec::new();
    let mut value = Map::new();
    let mut set = |name: &str, found: Value| {
        let is_empty = found.is_null() || found.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            value.insert(name.to_owned(), found);
        }
    };
    set("@context", json!("https://schema.org"));
    set("@type", json!("CreativeWork"));
    set("@id", json!(work));
    set("name", json!(source_title(edition)));
    set("inLanguage", json!(edition.source.as_str()));
    for (i, (lang, title)) in columns {
        if *lang == edition.source {
            set("translator", translators(i));
            continue;
        }
        let mut translation = json!({
            "@type": "CreativeWork",
            "name": title,
            "inLanguage": lang.as_str(),
            "translationOfWork": { "@id": work },
        });
        if let (Value::Object(map), Value::Array(people)) = (&mut translation, translators(i))
            && !people.is_empty()
        {
            map.insert("translator".to_owned(), Value::Array(people));
        }
        translations.push(translation);
    }
    let date = |date: &Option<String>| json!(date.as_ref().filter(|date| is_datetime(date)));
    let typed = |kind: &str, name: &Option<String>| match name {
        Some(name) => json!({ "@type": kind, "name": name }),
        None => Value::Null,
    };
    let identifiers: Vec<String> = metadata.identifiers.iter().map(Identifier::uri).collect();
    set("workTranslation", Value::Array(translations));
    set("author", people(&metadata.authors, &metadata.author_ids));
    set("alternateName", json!(metadata.other_titles));
    set("editor", people(&metadata.editors, &[]));
    set("contributor", named(&metadata.contributors));
    set("sponsor", named(&metadata.sponsors));
    set("keywords", json!(metadata.keywords));
    set("abstract", json!(metadata.summary));
    set("publisher", typed("Organization", &metadata.publisher));
    set("datePublished", date(&metadata.date));
    set("dateCreated", date(&metadata.created));
    set("identifier", json!(identifiers));
    set("license", json!(metadata.licences));
    set("isBasedOn", typed("CreativeWork", &metadata.source));
    // Inside `script`, only JSON's own escapes keep text from closing the element.
    Value::Object(value).to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn people(names: &[String], ids: &[Option<String>]) -> Value {
    let person = |(at, name): (usize, &String)| match ids.get(at) {
        Some(Some(id)) => json!({ "@type": "Person", "name": name, "@id": id }),
        _ => json!({ "@type": "Person", "name": name }),
    };
    names.iter().enumerate().map(person).collect()
}

/// Those of whom it is not known whether they are persons or organizations.
fn named(names: &[String]) -> Value {
    names.iter().map(|name| json!({ "name": name })).collect()
}
