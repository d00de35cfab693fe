//! The pages of editions as those find them who hear them, look for them and keep them: seen without a browser.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use sha2::{Digest as _, Sha256};

use crate::support::{case_names, copy, enface, files, is_broken};

/// An element of a page.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    /// The element around it.
    parent: Option<usize>,
    /// The text in it, that of the elements in it included.
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// A page, read as our own serializer writes it: every element but the empty ones is closed.
struct Page {
    elements: Vec<Element>,
}

impl Page {
    fn read(html: &str) -> Page {
        let mut rest = html.strip_prefix("<!DOCTYPE html>").expect("a doctype");
        let mut elements: Vec<Element> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        while !rest.is_empty() {
            let Some(tag) = rest.strip_prefix('<') else {
                let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
                open.iter().for_each(|&at| elements[at].text.push_str(text));
                rest = after;
                continue;
            };
            let (tag, after) = tag.split_once('>').expect("tags end");
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(elements[open.pop().expect("an open element")].name, name);
                continue;
            }
            let (name, written) = tag.split_once(' ').unwrap_or((tag, ""));
            let at = elements.len();
            let attributes = attributes(written);
            elements.push(Element { name: name.into(), attributes, parent: open.last().copied(), text: String::new() });
            if ["br", "hr", "img", "input", "link", "meta", "wbr", "col"].contains(&name) {
                continue;
            }
            open.push(at);
            if ["script", "style"].contains(&name) {
                let (text, after) = rest.split_at(rest.find(&format!("</{name}>")).expect("its end"));
                elements[at].text = text.to_owned();
                rest = after;
            }
        }
        assert!(open.is_empty());
        Page { elements }
    }

    fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    fn around<'a>(&'a self, element: &'a Element) -> impl Iterator<Item = &'a Element> {
        std::iter::successors(Some(element), |element| element.parent.map(|parent| &self.elements[parent])).skip(1)
    }

    fn ids(&self) -> BTreeSet<&str> {
        self.elements.iter().filter_map(|element| element.get("id")).collect()
    }

    /// The contents of the `meta` elements of a name.
    fn meta<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        self.named("meta")
            .filter(|meta| meta.get("name") == Some(name))
            .filter_map(|meta| meta.get("content"))
            .collect()
    }
}

fn attributes(written: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut rest = written.trim_start();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let value;
        (value, rest) = match after.strip_prefix("=\"") {
            Some(after) => after.split_once('"').expect("a value ends"),
            None => ("", after),
        };
        let value = value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assert!(found.insert(name.to_owned(), value).is_none(), "{written}");
        rest = rest.trim_start();
    }
    found
}

/// What is wrong with a page.
fn faults(html: &str) -> Vec<String> {
    let page = Page::read(html);
    let mut wrong = Vec::new();
    let mut must = |holds: bool, what: String| wrong.extend((!holds).then_some(what));
    // Names.
    let ids: Vec<&str> = page.elements.iter().filter_map(|element| element.get("id")).collect();
    let known = page.ids();
    must(ids.len() == known.len(), "an id twice".into());
    for element in &page.elements {
        for name in ["for", "aria-labelledby", "aria-describedby", "headers"] {
            for id in element.get(name).into_iter().flat_map(|ids| ids.split(' ')) {
                must(known.contains(id), format!("{name}: no element is {id}"));
            }
        }
        if let Some(id) = element.get("href").and_then(|href| href.strip_prefix('#')) {
            must(known.contains(id), format!("a link to no element: {id}"));
        }
    }
    // Landmarks, and the way past what stands before the text.
    for (name, count) in [("main", 1), ("h1", 1), ("title", 1)] {
        must(page.named(name).count() == count, format!("not one {name}"));
    }
    let main = page.named("main").next().and_then(|main| main.get("id"));
    if main.is_some() {
        let first = page.named("a").next().expect("a link");
        let skips = first.get("class") == Some("skip") && first.get("href").and_then(|it| it.strip_prefix('#')) == main;
        must(skips && !first.text.trim().is_empty(), "the first link does not lead to the text".into());
        must(page.named("footer").count() == 1 && page.named("header").count() >= 1, "no header or footer".into());
    }
    for nav in page.named("nav") {
        must(nav.get("aria-label").is_some_and(|label| !label.is_empty()), "a nav without a name".into());
    }
    headings(&page, &mut must);
    languages(&page, &mut must);
    security(&page, &mut must);
    wrong
}

/// Headings follow each other in each language, none below one of more than one level above it.
fn headings(page: &Page, must: &mut impl FnMut(bool, String)) {
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for (at, heading) in page.elements.iter().enumerate() {
        let Some(level) = heading.name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok()) else { continue };
        must(!heading.text.trim().is_empty(), "a heading without words".into());
        let is_cell = |cell: &&Element| cell.parent == Some(at) && cell.get("lang").is_some();
        let mut cells: Vec<&Element> = page.elements.iter().filter(is_cell).collect();
        if cells.is_empty() {
            cells.push(heading);
        }
        for cell in cells.into_iter().filter(|cell| !cell.text.trim().is_empty()) {
            let lang = cell.get("lang").or_else(|| page.around(cell).find_map(|outer| outer.get("lang")));
            let lang = lang.expect("the page has a language");
            // A language may begin later than another.
            let before = last.get(lang).copied().unwrap_or_else(|| last.values().copied().max().unwrap_or(0));
            must(level <= before + 1, format!("h{level} after h{before}: {}", cell.text.trim()));
            last.insert(lang, level);
        }
    }
}

/// Whatever has a language has its direction, and a link to an edition in one language names that.
fn languages(page: &Page, must: &mut impl FnMut(bool, String)) {
    must(page.elements[0].name == "html" && page.elements[0].get("lang").is_some(), "a page without a language".into());
    for element in &page.elements {
        let is_meta = ["meta", "link"].contains(&element.name.as_str());
        if let Some(lang) = element.get("lang").filter(|_| !is_meta) {
            let main = lang.split('-').next().unwrap_or_default();
            let to_the_left = ["ar", "fa", "he", "syr", "ur", "yi"].contains(&main) && !lang.contains("-Latn");
            let wanted = if to_the_left { "rtl" } else { "ltr" };
            // What has a language for its name only is arranged as the page is, and all words in it say their own.
            if element.get("dir").is_none() && ["aria-label", "title"].iter().any(|name| element.get(name).is_some()) {
                let says_none = |words: &&Element| {
                    let mut around = std::iter::once(*words).chain(page.around(words));
                    let lang = around.find(|outer| outer.get("lang").is_some());
                    words.text.contains(char::is_alphanumeric)
                        && lang.is_some_and(|outer| std::ptr::eq(outer, element))
                        && !page.elements.iter().any(|inner| is_in(page, inner, words))
                };
                let silent = page.elements.iter().find(says_none);
                must(silent.is_none(), format!("words without a language: {silent:?}"));
                continue;
            }
            must(element.get("dir") == Some(wanted), format!("{lang} is not {wanted}: {element:?}"));
        }
        if element.get("class").is_some_and(|class| class.split(' ').any(|class| class == "cell")) {
            must(element.get("lang").is_some(), format!("a cell without a language: {element:?}"));
        }
        let href = element.get("href").filter(|href| !href.contains("://")).unwrap_or_default();
        // `doc.en.html` is in one language; `hreflang` has no way to name two.
        let langs = href.strip_suffix(".html").and_then(|name| name.rsplit('.').next()).unwrap_or_default();
        if !langs.is_empty() {
            let wanted = Some(langs).filter(|langs| !langs.contains('-'));
            must(element.get("hreflang") == wanted, format!("hreflang is not {wanted:?}: {element:?}"));
        }
    }
}

/// Whether an element stands in another one.
fn is_in(page: &Page, element: &Element, outer: &Element) -> bool {
    page.around(element).any(|around| std::ptr::eq(around, outer))
}

/// Nothing is asked of anybody, and nothing runs or styles but what the policy names by its hash.
fn security(page: &Page, must: &mut impl FnMut(bool, String)) {
    let mut policies = page.named("meta").filter(|meta| meta.get("http-equiv") == Some("Content-Security-Policy"));
    let policy = policies.next().and_then(|meta| meta.get("content")).unwrap_or_default();
    let sources: BTreeMap<&str, Vec<&str>> = policy
        .split(';')
        .filter_map(|part| part.trim().split_once(' '))
        .map(|(name, values)| (name, values.split(' ').collect()))
        .collect();
    let admits = |name: &str| sources.get(name).cloned().unwrap_or_default();
    for name in ["default-src", "base-uri", "form-action"] {
        must(admits(name) == ["'none'"], format!("{name} is not closed: {policy}"));
    }
    must(["'none'", "data:"].contains(&admits("img-src").join(" ").as_str()), format!("img-src: {policy}"));
    for (element, directive) in [("script", "script-src"), ("style", "style-src")] {
        let hashes: Vec<String> = page.named(element).map(|it| format!("'sha256-{}'", digest(&it.text))).collect();
        let wanted = if hashes.is_empty() { vec!["'none'".to_owned()] } else { hashes };
        must(admits(directive) == wanted, format!("{directive}: {policy}, and not {wanted:?}"));
    }
    for element in &page.elements {
        for (name, value) in &element.attributes {
            must(!name.starts_with("on") && name != "style", format!("{name} in {}", element.name));
            let is_loaded = ["src", "srcset", "poster", "data", "background"].contains(&name.as_str());
            must(!is_loaded || value.starts_with("data:"), format!("{} asks for {value}", element.name));
        }
        // What these lead to is named and not loaded.
        let is_named = matches!(element.get("rel"), Some("alternate" | "schema.DC" | "schema.DCTERMS" | "license"));
        must(element.name != "link" || is_named, format!("it may be loaded: {element:?}"));
        must(!["iframe", "object", "embed", "base"].contains(&element.name.as_str()), element.name.clone());
        let asks = element.name == "style" && (element.text.contains("@import") || element.text.contains("url("));
        must(!asks, "a style that asks for more".into());
    }
}

/// The SHA-256 of a text in Base64.
fn digest(text: &str) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in Sha256::digest(text.as_bytes()).chunks(3) {
        let bytes = [chunk[0], *chunk.get(1).unwrap_or(&0), *chunk.get(2).unwrap_or(&0)];
        let bits = u32::from_be_bytes([0, bytes[0], bytes[1], bytes[2]]);
        let letters = (0..4).map(|at| char::from(alphabet[(bits >> (18 - 6 * at)) as usize & 63]));
        out.extend(letters.take(chunk.len() + 1));
        out.extend(std::iter::repeat_n('=', 3 - chunk.len()));
    }
    out
}

/// The linked data of an edition name its translations and the work that they translate, and catalogues find its title.
fn catalogued(html: &str, langs: &[&str]) {
    let page = Page::read(html);
    let data: Vec<&Element> =
        page.named("script").filter(|script| script.get("type") == Some("application/ld+json")).collect();
    assert_eq!(data.len(), page.named("script").count(), "nothing runs");
    let data: serde_json::Value = serde_json::from_str(&data[0].text).expect("JSON");
    assert_eq!(data["@context"], "https://schema.org");
    let source = data["inLanguage"].as_str().expect("a language");
    let translations = data["workTranslation"].as_array().cloned().unwrap_or_default();
    let mut told: Vec<&str> = translations.iter().map(|it| it["inLanguage"].as_str().expect("a language")).collect();
    told.sort_unstable();
    let mut wanted: Vec<&str> = langs.iter().copied().filter(|lang| *lang != source).collect();
    wanted.sort_unstable();
    assert_eq!(told, wanted);
    for translation in &translations {
        assert_eq!(translation["translationOfWork"]["@id"], data["@id"]);
        assert!(translation["name"].as_str().is_some_and(|name| !name.is_empty()));
    }
    assert_eq!(page.meta("citation_title").len(), 1);
    assert_eq!(page.meta("citation_language"), langs);
    assert_eq!(page.meta("DC.language"), langs);
    let authors = match &data["author"] {
        serde_json::Value::Array(authors) => authors.len(),
        _ => 0,
    };
    assert_eq!(page.meta("citation_author").len(), authors);
}

#[test]
fn every_page_can_be_heard_found_and_kept() {
    let mut wrong = String::new();
    let (mut pages, mut parallel) = (0, 0);
    let cases = case_names().into_iter().filter(|case| !is_broken(case)).map(|case| (case, &["build"][..]));
    for (case, arguments) in cases.chain([("outdated".to_owned(), &["build", "--draft"][..])]) {
        let folder = copy(&case);
        let run = enface(folder.path(), &[arguments, &["--format", "html"]].concat());
        assert_eq!(run.status, 0, "{case}: {}", run.stderr);
        for (name, bytes) in files(&folder.path().join("out")) {
            if !name.ends_with(".html") {
                continue;
            }
            let html = String::from_utf8(bytes).unwrap();
            faults(&html).iter().for_each(|fault| wrong += &format!("{case}/{name}: {fault}\n"));
            pages += 1;
            if name != "index.html" {
                let langs: Vec<&str> = name.rsplit('.').nth(1).unwrap().split('-').collect();
                parallel += usize::from(langs.len() > 1);
                catalogued(&html, &langs);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(pages > 60 && parallel > 8, "where are the pages? {pages} {parallel}");
}

#[test]
fn a_fault_of_a_page_is_found() {
    let folder = copy("forms");
    assert_eq!(enface(folder.path(), &["build", "--format", "html"]).status, 0);
    let html = fs::read_to_string(folder.path().join("out/forms.en-ko.html")).unwrap();
    assert_eq!(faults(&html), Vec::<String>::new());
    let second = html.match_indices("<h3").next().expect("a heading below another").0;
    let end = second + html[second..].find("</h3>").unwrap();
    let deeper = format!("{}<h5{}</h5>{}", &html[..second], &html[second + 3..end], &html[end + 5..]);
    assert!(faults(&deeper).iter().any(|fault| fault.starts_with("h5 after")), "{:?}", faults(&deeper));
    for (old, new, fault) in [
        ("<main id=\"text\">", "<main id=\"texts\">", "a link to no element: text"),
        ("href=\"#text\"", "href=\"#notes\"", "the first link"),
        ("<main id=\"text\">", "<main id=\"text\"><p id=\"text\"></p>", "an id twice"),
        ("lang=\"ko\" dir=\"ltr\"", "lang=\"ko\"", "ko is not ltr"),
        ("<style>", "<style> ", "style-src"),
        ("{\"@context\"", " {\"@context\"", "script-src"),
        ("default-src 'none'", "default-src 'self'", "default-src is not closed"),
        ("</main>", "<img src=\"https://example.org/a.png\" alt=\"\"></main>", "img asks for"),
        ("</main>", "</main><main></main>", "not one main"),
        ("<body", "<body onload=\"x()\"", "onload in body"),
    ] {
        let bad = html.replacen(old, new, 1);
        assert_ne!(bad, html, "{old}");
        assert!(faults(&bad).iter().any(|found| found.starts_with(fault)), "{fault}: {:?}", faults(&bad));
    }
}

/// The labels of the edition, wherever they stand, are in the language that they are marked with, beside a text that runs
/// from right to left, too.
#[test]
fn labels_say_their_own_language() {
    let folder = copy("scroll");
    fs::create_dir(folder.path().join("translations/fa")).unwrap();
    fs::write(folder.path().join("translations/fa/scroll.ftl"), "head = فانوس دریایی\n").unwrap();
    fs::write(folder.path().join("translations/fa/interface.ftl"), "notes = یادداشت‌ها\n").unwrap();
    let run = enface(folder.path(), &["build", "--draft", "--langs", "he,fa", "--format", "html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let html = fs::read_to_string(folder.path().join("out/scroll.he-fa.html")).unwrap();
    assert_eq!(faults(&html), Vec::<String>::new());
    let page = Page::read(&html);
    let said = |element: &Element| {
        let mut all = std::iter::once(element).chain(page.around(element));
        let lang = all.find(|outer| outer.get("lang").is_some()).expect("the page has a language");
        (lang.get("lang").unwrap().to_owned(), lang.get("dir").unwrap_or_default().to_owned())
    };
    let has_own = |element: &&Element, words: &str| {
        let is_inside = |inner: &&Element| std::ptr::eq(page.around(inner).next().unwrap_or(inner), *element);
        element.text == words && !page.elements.iter().any(|inner| is_inside(&inner) && inner.text == words)
    };
    let english = ("en".to_owned(), "ltr".to_owned());
    for (words, count) in [
        ("Skip to the text", 1),
        ("Languages", 1),
        ("Notes", 1),
        ("Not translated", 5),
        ("Still to be translated", 2),
        ("Colophon", 2),
        ("Source", 2),
        ("Cite as", 2),
        ("Set with", 2),
    ] {
        let found: Vec<&Element> = page.elements.iter().filter(|element| has_own(element, words)).collect();
        assert!(found.len() >= count, "{words}: {}", found.len());
        found.iter().for_each(|element| assert_eq!(said(element), english, "{words}: {element:?}"));
    }
    let own = page.elements.iter().find(|element| has_own(element, "یادداشت‌ها")).expect("the heading in Persian");
    assert_eq!(said(own), ("fa".to_owned(), "rtl".to_owned()));
    let named: Vec<&Element> = page.elements.iter().filter(|element| element.get("aria-label").is_some()).collect();
    assert!(named.iter().filter(|element| element.get("class") == Some("permalink")).count() >= 5);
    named.iter().for_each(|element| assert_eq!(said(element).0, "en", "{element:?}"));
    // A title in another language than its column says so, and code is not turned.
    let cited: Vec<String> =
        page.named("cite").filter(|cite| cite.text.contains("המגדלור")).map(|cite| cite.text.clone()).collect();
    assert_eq!(cited.len(), 2);
    let title = page.elements.iter().filter(|element| has_own(element, "המגדלור והים"));
    assert!(title.clone().count() >= 3);
    title.for_each(|element| assert_eq!(said(element), ("he".to_owned(), "rtl".to_owned()), "{element:?}"));
    assert!(page.named("code").count() > 0);
    page.named("code").for_each(|code| assert_eq!(code.get("dir"), Some("ltr")));
}
