//! What catalogues, file properties and search engines are told of an edition.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::tei::{self, Date, Document, Header, Phrase, Task};
use crate::text::{Lang, is_public_url};

/// What catalogues and file properties say of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// The authors' names.
    pub authors: Vec<String>,
    /// The addresses by which they are known, for each or nothing.
    pub author_ids: Vec<Option<String>>,
    /// Other titles of the document.
    pub other_titles: Vec<String>,
    /// The translators' names for each language of the edition, in its order.
    pub translators: Vec<Vec<String>>,
    /// The editors' names.
    pub editors: Vec<String>,
    /// Who sponsored it or gave money for it.
    pub sponsors: Vec<String>,
    /// The names of all others who took part.
    pub contributors: Vec<String>,
    /// What the text is about, each a word or a phrase.
    pub keywords: Vec<String>,
    /// What the text is about, in a few sentences.
    pub summary: Option<String>,
    /// The same in each language of the edition that the header says it in.
    pub summaries: Vec<(Lang, String)>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The date of publication, as ISO 8601 writes it (`2026-11-23`).
    pub date: Option<String>,
    /// The date of the text itself, as ISO 8601 writes it.
    pub created: Option<String>,
    /// Numbers and addresses by which the document is known.
    pub identifiers: Vec<Identifier>,
    /// How it may be used, in words.
    pub rights: Option<String>,
    /// The same in each language of the edition that the header says it in.
    pub all_rights: Vec<(Lang, String)>,
    /// The addresses of its licences; any of them may be chosen.
    pub licences: Vec<String>,
    /// What it was made from.
    pub source: Option<String>,
    /// Names that the header gives in another language besides its own, each with that in its own: those of publishers.
    pub namesakes: Vec<(String, String)>,
}

/// A number or an address by which a document is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Identifier {
    /// What it is, as the source calls it: `DOI`, `ISBN`, `URI`; nothing if it does not say.
    pub kind: String,
    /// The number or address, as the source writes it.
    pub value: String,
    /// Where it leads.
    pub url: Option<String>,
}

impl Metadata {
    /// All who took part besides the authors, each once, whatever their names are in other languages.
    pub fn all_contributors(&self) -> Vec<String> {
        // The first that is said counts.
        let owns: FxHashMap<&String, &String> = self.namesakes.iter().rev().map(|(other, own)| (other, own)).collect();
        let others = self.editors.iter().chain(&self.contributors).chain(&self.sponsors);
        let names = self.translators.iter().flatten().chain(others);
        each_once(names.map(|name| owns.get(name).copied().unwrap_or(name)))
    }
}

impl Identifier {
    /// The number or address with what it is in front: `DOI 10.1000/182`. An address says itself what it is.
    pub fn label(&self) -> String {
        if self.kind.is_empty() || self.url.as_ref() == Some(&self.value) {
            return self.value.clone();
        }
        format!("{} {}", self.kind, self.value)
    }

    /// The number as a URN or URL, if it can be one; or else as it stands.
    pub fn uri(&self) -> String {
        let digits: String = self.value.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        match (&self.url, self.kind.to_lowercase().as_str()) {
            (Some(url), _) => url.clone(),
            (None, "isbn") => format!("urn:isbn:{digits}"),
            (None, "issn") => format!("urn:issn:{}", self.value),
            _ => self.value.clone(),
        }
    }
}

/// Words in the order in which they come first.
fn each_once<'n>(all: impl Iterator<Item = &'n String>) -> Vec<String> {
    let mut known = FxHashSet::default();
    all.filter(|one| known.insert(*one)).cloned().collect()
}

/// What a document's header says for an edition in some languages.
pub(super) fn of(document: &Document, langs: &[Lang]) -> Metadata {
    let header = &document.header;
    let names = |tasks: &[Task]| -> Vec<String> {
        let wanted = header.responsibilities.iter().filter(|it| tasks.contains(&it.task));
        each_once(wanted.flat_map(|it| &it.names))
    };
    let one = |phrases: &[Phrase]| -> Option<String> {
        let chosen = chosen(phrases, |phrase| phrase.lang.as_ref(), langs.first().unwrap_or(&document.lang), document);
        let words: Vec<&str> = chosen.iter().map(|phrase| phrase.text.as_str()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    };
    // What it was made from is named rather than told: what ends without a stop needs something behind it.
    let sources = |phrases: &[Phrase]| -> Option<String> {
        let lang = langs.first().unwrap_or(&document.lang);
        let mut all = String::new();
        for phrase in chosen(phrases, |phrase| phrase.lang.as_ref(), lang, document) {
            if !all.is_empty() {
                all.push_str(if all.ends_with(['.', ',', ';', ':', '!', '?', '。']) { " " } else { "; " });
            }
            all.push_str(&phrase.text);
        }
        (!all.is_empty()).then_some(all)
    };
    let each = |phrases: &[Phrase]| -> Vec<(Lang, String)> {
        let in_lang = |lang: &Lang| {
            let said = said_in(phrases, |phrase| phrase.lang.as_ref(), lang, document);
            let words = said.iter().map(|phrase| phrase.text.as_str()).collect::<Vec<_>>().join(" ");
            (lang.clone(), words)
        };
        langs.iter().map(in_lang).filter(|(_, words)| !words.is_empty()).collect()
    };
    let iso = |dates: &[Date]| dates.iter().map(Date::when).find(|when| !when.is_empty()).map(str::to_owned);
    let rights = header.rights.iter().map(|right| right.phrase.clone());
    let rights: Vec<Phrase> = rights.filter(|phrase| !phrase.text.is_empty()).collect();
    // What programs are told to be an address must be one, and not a script.
    let targets = header.rights.iter().filter_map(|right| right.target.as_ref());
    let licences = each_once(targets.filter(|target| is_public_url(target)));
    Metadata {
        authors: header.authors.clone(),
        author_ids: header.author_ids.clone(),
        other_titles: header.other_titles.iter().map(|title| title.text.clone()).collect(),
        translators: langs.iter().map(|lang| translators(header, lang, document)).collect(),
        editors: names(&[Task::Editor]),
        sponsors: names(&[Task::Sponsor, Task::Funder]),
        contributors: names(&[Task::Principal, Task::Other]),
        keywords: header.keywords.clone(),
        summary: one(&header.summary),
        summaries: each(&header.summary),
        publisher: chosen(&header.publishers, |it| it.lang.as_ref(), langs.first().unwrap_or(&document.lang), document)
            .first()
            .map(|publisher| publisher.text.clone()),
        date: iso(&header.dates),
        created: iso(&header.created),
        identifiers: header.identifiers.iter().map(identifier).collect(),
        rights: one(&rights).filter(|rights| !rights.is_empty()),
        all_rights: each(&rights),
        licences,
        source: sources(&header.source),
        namesakes: namesakes(document),
    }
}

/// The names of publishers in other languages, each with that in the header's own; none where not each of them has one.
pub(super) fn namesakes(document: &Document) -> Vec<(String, String)> {
    let home = home(document);
    let publishers = &document.header.publishers;
    let of = |lang: &Lang| said_in(publishers, |it| it.lang.as_ref(), lang, document);
    let own = of(home);
    let mut others: Vec<&Lang> = publishers.iter().filter_map(|it| it.lang.as_ref()).collect();
    others.retain(|lang| lang.primary() != home.primary());
    let mut found: Vec<(String, String)> = Vec::new();
    for other in others.into_iter().map(of).filter(|other| other.len() == own.len()) {
        found.extend(other.iter().zip(&own).map(|(other, own)| (other.text.clone(), own.text.clone())));
    }
    found
}

/// The names of those who translated the text of a language: of the source's, if the file names no other language.
pub(super) fn translators(header: &Header, lang: &Lang, document: &Document) -> Vec<String> {
    let of_lang = |task_lang: &Option<Lang>| task_lang.as_ref().unwrap_or(&document.lang).primary() == lang.primary();
    let statements = header.responsibilities.iter().filter(|it| it.task == Task::Translator && of_lang(&it.lang));
    statements.flat_map(|it| it.names.iter().cloned()).collect()
}

/// What of a header is for a reader of a language: what is said in it; or else what is said in the header's own
/// language, and if there is nothing either, all.
pub(super) fn chosen<'h, T>(
    said: &'h [T],
    lang_of: impl Fn(&T) -> Option<&Lang>,
    lang: &Lang,
    document: &Document,
) -> Vec<&'h T> {
    for wanted in [lang, home(document)] {
        let found = said_in(said, &lang_of, wanted, document);
        if !found.is_empty() {
            return found;
        }
    }
    said.iter().collect()
}

/// What of a header stands for a reader of a language: what is said in it, and in its place what is said in the header's own
/// language and not in it: who is responsible for what, and what may be done, is nothing that a translation takes away. Two
/// say the same if `is_same` says so, or if each language has as many of a `kind`, unless these are those of the language alone.
pub(super) fn standing<'h, T, K: PartialEq>(
    said: &'h [T],
    lang_of: impl Fn(&T) -> Option<&Lang>,
    kind: impl Fn(&T) -> Option<K>,
    is_same: impl Fn(&T, &T) -> bool,
    lang: &Lang,
    document: &Document,
) -> Vec<&'h T> {
    let own = said_in(said, &lang_of, lang, document);
    let others = said_in(said, &lang_of, home(document), document);
    if own.is_empty() || lang.primary() == home(document).primary() {
        return chosen(said, lang_of, lang, document);
    }
    let count = |all: &[&T], wanted: &K| all.iter().filter(|it| kind(it).as_ref() == Some(wanted)).count();
    let is_said = |it: &T| {
        let as_many = |kind: K| count(&own, &kind) == count(&others, &kind);
        own.iter().any(|own| is_same(own, it)) || kind(it).is_some_and(as_many)
    };
    let is_own = |it: &T| own.iter().any(|own| std::ptr::eq(*own, it));
    let is_other = |it: &T| others.iter().any(|other| std::ptr::eq(*other, it));
    said.iter().filter(|it| is_own(it) || is_other(it) && !is_said(it)).collect()
}

/// What of a header is said in a language.
fn said_in<'h, T>(
    said: &'h [T],
    lang_of: impl Fn(&T) -> Option<&Lang>,
    lang: &Lang,
    document: &Document,
) -> Vec<&'h T> {
    let home = home(document);
    said.iter().filter(|it| lang_of(it).unwrap_or(home).primary() == lang.primary()).collect()
}

/// The language of a header's own words.
pub(super) fn home(document: &Document) -> &Lang {
    document.header.lang.as_ref().unwrap_or(&document.lang)
}

/// An identifier, with where it leads.
pub(super) fn identifier(identifier: &tei::Identifier) -> Identifier {
    let value = identifier.value.as_str();
    let after = |prefix: &str| value.get(..prefix.len()).filter(|start| start.eq_ignore_ascii_case(prefix));
    let is_url = ["http://", "https://"].iter().any(|scheme| after(scheme).is_some());
    let url = if is_url {
        Some(value.to_owned())
    } else if identifier.kind.eq_ignore_ascii_case("doi") || after("doi:").is_some() {
        Some(format!("https://doi.org/{}", value[after("doi:").map_or(0, str::len)..].trim_start()))
    } else {
        None
    };
    Identifier {
        kind: identifier.kind.clone(),
        value: value.to_owned(),
        url: url.filter(|url| !url.contains(char::is_whitespace)),
    }
}

#[cfg(test)]
mod tests {
    use super::identifier;
    use crate::tei::Identifier;

    #[test]
    fn identifiers_lead_somewhere_if_they_can() {
        for (kind, value, label, uri) in [
            ("DOI", "10.1000/182", "DOI 10.1000/182", "https://doi.org/10.1000/182"),
            ("", "doi:10.1000/182", "doi:10.1000/182", "https://doi.org/10.1000/182"),
            ("DOI", "https://doi.org/10.1000/182", "https://doi.org/10.1000/182", "https://doi.org/10.1000/182"),
            ("ISBN", "978-3-16-148410-0", "ISBN 978-3-16-148410-0", "urn:isbn:9783161484100"),
            ("URI", "http://example.org/한글", "http://example.org/한글", "http://example.org/한글"),
            ("shelfmark", "MS 12", "shelfmark MS 12", "MS 12"),
            ("doi", "", "doi ", "https://doi.org/"),
        ] {
            let read = identifier(&Identifier { kind: kind.to_owned(), value: value.to_owned(), at: 0 });
            assert_eq!((read.label().as_str(), read.uri().as_str()), (label, uri));
        }
    }
}
