//! What an edition takes from a `teiHeader`.
//!
//! | step | module |
//! | --- | --- |
//! | from elements to records, by serde | `deserialize`, `record` |
//! | what a record says in a sentence | `sentence` |
//! | from records to a [`Header`] | here |
//! | the units of the title block | `title_block` |

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer};

use self::record::{Change, CorrespDesc, Idno, Person, Publisher, RespStmt, TeiHeader};
use self::title_block::is_sub;
use super::tree::{Key, Tree};
use super::units::some_words;
use crate::text::Lang;

mod deserialize;
mod record;
mod said;
mod sentence;
mod title_block;

pub use self::said::{
    Date, Header, HeaderTitle, Identifier, LetterAction, Phrase, Responsibility, Revision, Right, Task,
};
pub(super) use title_block::{Parts, heading, occasion, titles};

/// Reads the header that is the element `i`.
pub(super) fn read(tree: &Tree<'_>, i: usize) -> Header {
    let TeiHeader { file_desc: file, profile_desc: profile, revision_desc: revisions } = deserialize::record(tree, i);
    let (statement, publication) = (file.title_stmt, file.publication_stmt);
    let titles = statement.title.into_iter().filter(|title| !title.text.is_empty());
    let (other_titles, titles): (Vec<_>, Vec<_>) = titles.partition(|title| title.kind.starts_with("alt"));
    let other_titles =
        other_titles.into_iter().map(|title| Phrase { text: title.text, lang: title.lang, at: title.at }).collect();
    let titles = titles.into_iter();
    let titles = titles.map(|title| HeaderTitle { sub: is_sub(&title.kind), lang: title.lang, text: title.text });
    let (translators, authors): (Vec<_>, Vec<_>) =
        statement.author.into_iter().partition(|author| is_translator(&author.role));
    let mut responsibilities: Vec<Responsibility> = translators.into_iter().map(Person::responsibility).collect();
    responsibilities.extend(statement.editor.into_iter().map(Person::responsibility));
    let lang = tree.lang(i).or_else(|| tree.lang(0));
    let statements = statement.resp_stmt.into_iter().chain(file.edition_stmt.resp_stmt);
    responsibilities.extend(statements.map(|statement| statement.read(lang.as_ref())));
    for (task, phrases) in
        [(Task::Principal, statement.principal), (Task::Sponsor, statement.sponsor), (Task::Funder, statement.funder)]
    {
        responsibilities.extend(phrases.into_iter().map(|Phrase { text, lang, at }| Responsibility {
            task,
            words: String::new(),
            names: vec![text],
            lang,
            at,
        }));
    }
    responsibilities.iter_mut().for_each(|one| one.names.retain(|name| !name.is_empty()));
    responsibilities.retain(|one| !one.names.is_empty() || !one.words.is_empty());

    let publishers = [publication.publisher, publication.authority, publication.distributor];
    let publishers: Vec<Publisher> = publishers.into_iter().flatten().collect();
    let inner = publishers.iter().flat_map(|publisher| publisher.date.clone());
    let dates: Vec<Date> =
        publication.date.into_iter().chain(inner).map(Date::without_time).filter(Date::says_something).collect();
    let identifiers = publication.idno.into_iter().flat_map(Idno::each).filter(|idno| !idno.text.is_empty());
    let source = file.source_desc.into_iter().flat_map(|source| {
        let whole = Phrase { text: source.text, lang: source.lang, at: source.at };
        let parts = source
            .parts
            .into_iter()
            .flat_map(|part| [Phrase { text: part.text, lang: part.lang, at: part.at }].into_iter().chain(part.notes));
        // Text straight in it has no place there, but where it stands it is read.
        let parts: Vec<Phrase> = parts.collect();
        if parts.is_empty() { vec![whole] } else { parts }
    });
    let rights = publication.availability.into_iter().flat_map(|availability| {
        let whole = Phrase { text: availability.text, lang: availability.lang, at: availability.at };
        let parts = availability.parts.into_iter().map(|right| Right {
            phrase: Phrase { text: right.text, lang: right.lang, at: right.at },
            target: Some(right.target).filter(|target| !target.is_empty()),
        });
        let parts: Vec<Right> = parts.collect();
        if parts.is_empty() { vec![Right { phrase: whole, target: None }] } else { parts }
    });
    let authors = authors.into_iter().map(|author| (author.address(), author.name()));
    let authors: Vec<(String, Option<String>)> =
        authors.filter(|(_, name)| !name.is_empty()).map(|(id, name)| (name, id)).collect();
    let names = Names::of(tree, i);
    let changes = revisions.change.into_iter().chain(revisions.list_change.change).chain(revisions.list.item);
    let said = |phrases: Vec<Phrase>| phrases.into_iter().filter(|phrase| !phrase.text.is_empty()).collect();
    let edition = file.edition_stmt.edition.into_iter().chain(file.edition_stmt.p).chain(file.edition_stmt.ab);
    let addresses = publishers.iter().map(|it| Phrase { text: it.address.clone(), lang: it.lang.clone(), at: it.at });
    let places: Vec<Phrase> = addresses.chain(publication.pub_place).chain(publication.address).collect();
    let keywords = profile.text_class.keywords;
    let marks = tree.find(i, &["encodingDesc", "editorialDecl", "quotation"]);
    let has_quotation_marks = marks.and_then(|marks| tree.header_attribute(marks, "marks")) == Some("all");
    Header {
        has_quotation_marks,
        lang,
        titles: titles.collect(),
        author_ids: authors.iter().map(|(_, id)| id.clone()).collect(),
        authors: authors.into_iter().map(|(name, _)| name).collect(),
        other_titles,
        letter: profile.corresp_desc.into_iter().flat_map(CorrespDesc::actions).collect(),
        responsibilities,
        edition: said(edition.collect()),
        series: said(file.series_stmt),
        publishers: said(publishers.into_iter().map(|it| Phrase { text: it.text, lang: it.lang, at: it.at }).collect()),
        publication: said(places.into_iter().chain(publication.p).chain(publication.ab).collect()),
        dates,
        created: profile.creation.date.into_iter().map(Date::without_time).filter(Date::says_something).collect(),
        identifiers: identifiers.map(|it| Identifier { kind: it.kind, value: it.text, at: it.at }).collect(),
        rights: rights.filter(|right| !right.phrase.text.is_empty() || right.target.is_some()).collect(),
        source: said(source.collect()),
        notes: said(file.notes_stmt.note.into_iter().chain(file.notes_stmt.related_item).collect()),
        revisions: changes.map(|change| change.read(&names)).filter(|it| !it.phrase.text.is_empty()).collect(),
        summary: said(profile.summary),
        keywords: keywords.term.into_iter().chain(keywords.list.item).filter(|word| !word.is_empty()).collect(),
    }
}

impl Date {
    /// The day of what names the second: programs write it so.
    fn without_time(mut self) -> Date {
        let day = |said: &str| {
            let (day, time) = said.trim().split_once('T')?;
            let is_day = day.len() == 10 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            (is_day && time.starts_with(|c: char| c.is_ascii_digit())).then(|| day.to_owned())
        };
        for said in [&mut self.text, &mut self.when, &mut self.value, &mut self.not_before, &mut self.not_after] {
            if let Some(day) = day(said) {
                *said = day;
            }
        }
        let is_day = self.text.len() == 10 && self.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if is_day && self.when().is_empty() {
            self.when = self.text.clone();
        }
        self
    }

    fn says_something(&self) -> bool {
        let attributes = [self.when(), &self.not_before, &self.not_after, &self.from, &self.to];
        !self.text.is_empty() || attributes.iter().any(|value| !value.is_empty())
    }
}

impl CorrespDesc {
    /// What is told of sending and receiving it.
    fn actions(self) -> impl Iterator<Item = LetterAction> {
        let told = self.corresp_action.into_iter().filter(|action| matches!(action.kind.as_str(), "sent" | "received"));
        told.map(|action| {
            let of =
                |phrases: Vec<Vec<Phrase>>| phrases.into_iter().flatten().filter(|it| !it.text.is_empty()).collect();
            LetterAction {
                is_sent: action.kind == "sent",
                names: of(vec![action.pers_name, action.org_name, action.name, action.rs]),
                places: of(vec![action.place_name, action.settlement]),
                dates: action.date.into_iter().map(Date::without_time).filter(Date::says_something).collect(),
            }
        })
    }
}

impl Person {
    /// Where it is told who this is: the address of an ORCID, or of another list of people.
    fn address(&self) -> Option<String> {
        let id =
            self.idno.iter().find(|idno| idno.kind.eq_ignore_ascii_case("ORCID") || idno.text.starts_with("http"))?;
        let value = id.text.trim();
        Some(if value.starts_with("http") { value.to_owned() } else { format!("https://orcid.org/{value}") })
    }

    /// The name in it, or else all that it says.
    fn name(self) -> String {
        self.pers_name.into_iter().chain(self.name).next().map_or(self.text, |name| name.text)
    }

    fn responsibility(self) -> Responsibility {
        let (task, words) = match self.role.as_str() {
            role if is_translator(role) => (Task::Translator, String::new()),
            role if is_editor(role) => (Task::Editor, String::new()),
            role => (Task::Other, role.to_owned()),
        };
        let (lang, at) = (self.lang.clone(), self.at);
        Responsibility { task, words, names: vec![self.name()], lang, at }
    }
}

impl RespStmt {
    /// A statement in a header of a language.
    ///
    /// “Korean translation”, said in English, is not by who translated the English text, but “Translated by” is; said in
    /// another language than the header's, both mean a translation into it.
    fn read(self, home: Option<&Lang>) -> Responsibility {
        let lang = self.lang.or_else(|| self.resp.iter().find_map(|resp| resp.lang.clone()));
        let is_foreign = lang.is_some() && lang.as_ref() != home;
        let is_translator = self.resp.iter().any(|resp| {
            let begins = || TRANSLATION.iter().any(|word| resp.text.to_lowercase().starts_with(word));
            is_translator(&resp.reference)
                || is_translator(&resp.key)
                || begins()
                || is_foreign && is_translator(&resp.text)
        });
        let names = self.name.into_iter().chain(self.pers_name).chain(self.org_name);
        let mut names: Vec<(usize, String)> = names.map(|name| (name.at, name.text)).collect();
        names.sort();
        let said: Vec<&str> = self.resp.iter().map(|resp| resp.text.as_str()).filter(|text| !text.is_empty()).collect();
        let mut words = said.join(", ");
        if names.is_empty() && words.is_empty() {
            words = self.text;
        }
        Responsibility {
            task: if is_translator { Task::Translator } else { Task::Other },
            words,
            names: names.into_iter().map(|(_, name)| name).collect(),
            lang,
            at: self.at,
        }
    }
}

impl Change {
    fn read(self, names: &Names<'_, '_>) -> Revision {
        let Change { when, who, text, lang, at, resp_stmt, date, item } = self;
        if item.is_empty() {
            return Revision { phrase: Phrase { text, lang, at }, when, who: names.of_all(&who) };
        }
        // P4 says when, who and what in elements of their own.
        let all = |words: Vec<String>| words.join("; ");
        let when = date
            .first()
            .map_or(when, |date| if date.text.is_empty() { date.when().to_owned() } else { date.text.clone() });
        let who = resp_stmt.into_iter().flat_map(|statement| statement.read(None).names).collect();
        let text = all(item.into_iter().map(|item| item.text).collect());
        Revision { phrase: Phrase { text, lang, at }, when, who }
    }
}

/// The names that a header gives identifiers to.
struct Names<'t, 'a> {
    tree: &'t Tree<'a>,
    by_id: FxHashMap<&'t str, usize>,
}

impl<'t, 'a> Names<'t, 'a> {
    fn of(tree: &'t Tree<'a>, header: usize) -> Names<'t, 'a> {
        let elements = header + 1..tree.nodes[header].end;
        Names { tree, by_id: elements.filter_map(|i| Some((tree.id(i)?, i))).collect() }
    }

    /// The names that pointers lead to, such as `#LB #MJD`; what leads elsewhere is shown as it stands.
    fn of_all(&self, pointers: &str) -> Vec<String> {
        let name = |pointer: &str| {
            let &element = self.by_id.get(pointer.strip_prefix('#')?)?;
            let named = ["persName", "orgName", "name"].iter().find_map(|name| self.tree.find(element, &[name]));
            some_words(self.tree, named.unwrap_or(element))
        };
        pointers
            .split_ascii_whitespace()
            .map(|pointer| name(pointer).unwrap_or_else(|| pointer.trim_start_matches('#').to_owned()))
            .collect()
    }
}

/// How a task is named that is a translator's: `trl`, the code of the Library of Congress, or a word that holds one of the
/// others, in lower case.
const TRANSLATION: [&str; 14] = [
    "translat",
    "traduc",
    "traduzi",
    "traduz",
    "tradui",
    "übersetz",
    "vertal",
    "tłumacz",
    "перев",
    "översätt",
    "번역",
    "옮긴",
    "翻訳",
    "翻译",
];

/// Whether a role, a pointer or the words for a task mean a translator.
fn is_translator(task: &str) -> bool {
    let task = task.to_lowercase();
    let code = task.rsplit(['/', ':', '#']).next().unwrap_or_default();
    code == "trl" || TRANSLATION.iter().any(|word| task.contains(word))
}

/// Words of roles that editors share among them.
const EDITORS: &[&str] = &[
    "editor",
    "edt",
    "primary",
    "main",
    "principal",
    "chief",
    "general",
    "volume",
    "series",
    "managing",
    "executive",
    "associate",
    "assistant",
    "lead",
    "senior",
];

/// Whether the role of an editor is to edit.
fn is_editor(role: &str) -> bool {
    let mut words = role.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    role.is_empty() || words.any(|word| EDITORS.contains(&word.to_lowercase().as_str()))
}

/// A language tag that is one already.
fn language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Lang>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.as_deref().and_then(Lang::parse))
}

/// The language of a header's text, if it names one language only.
pub(super) fn only_language(tree: &Tree<'_>, header: usize) -> Option<Lang> {
    let usage = tree.find(header, &["profileDesc", "langUsage"])?;
    let mut languages = tree.children_named(usage, "language");
    match (languages.next(), languages.next()) {
        // P4 has `id` for `ident`.
        (Some(language), None) => {
            let ident = tree.attribute(language, Key::Ident).or_else(|| tree.id(language));
            ident.and_then(|ident| tree.known_lang(ident))
        }
        _ => None,
    }
}
