//! The header: what the source's header says, and what made the file (TEI P5, chapter 2).

use super::inline::is_date;
use super::names::Names;
use super::tree;
use crate::edition::{Date, Edition, LetterAction, Phrase, Responsibility, Revision, Status, Task};
use crate::export::xml::{Attributes, Xml};
use crate::text::{Lang, Role};

/// What the file says of itself.
const PRACTICE: &str = "The texts stand in parallel. Each identifier of a translation is that of the source with the tag \
    of its language at its end. A link, and corresp on both sides, tells what belongs together. A gap with the reason \
    “untranslated” or “outdated” stands where there is no valid translation. Quotation marks are part of the texts.";

pub(super) fn write<'e>(xml: &mut Xml, edition: &'e Edition, names: &Names<'e>) {
    let header = &edition.header;
    begin(xml, "teiHeader", &Vec::new());
    begin(xml, "fileDesc", &Vec::new());
    title_statement(xml, edition);
    if !header.edition.is_empty() {
        begin(xml, "editionStmt", &Vec::new());
        phrases(xml, "p", &header.edition);
        xml.close_line();
    }
    publication_statement(xml, edition);
    for series in &header.series {
        begin(xml, "seriesStmt", &Vec::new());
        phrases(xml, "p", std::slice::from_ref(series));
        xml.close_line();
    }
    if !header.notes.is_empty() {
        begin(xml, "notesStmt", &Vec::new());
        phrases(xml, "note", &header.notes);
        xml.close_line();
    }
    begin(xml, "sourceDesc", &Vec::new());
    phrases(xml, "p", &header.source);
    if header.source.is_empty() {
        xml.empty("p", &Vec::new());
        xml.line();
    }
    xml.close_line();
    xml.close_line();
    encoding(xml);
    let people = people(edition, names);
    profile(xml, edition, &people);
    revisions(xml, edition, &people);
    xml.close_line();
}

fn begin(xml: &mut Xml, name: &str, attributes: &Attributes) {
    xml.open(name, attributes);
    xml.line();
}

fn lang(lang: Option<&Lang>) -> Attributes {
    lang.map(|lang| ("xml:lang", lang.to_string())).into_iter().collect()
}

fn phrases(xml: &mut Xml, name: &str, phrases: &[Phrase]) {
    for phrase in phrases {
        xml.leaf(name, &lang(phrase.lang.as_ref()), &phrase.text);
    }
}

fn title_statement(xml: &mut Xml, edition: &Edition) {
    let header = &edition.header;
    begin(xml, "titleStmt", &Vec::new());
    // What the title page does not have would be set from here.
    let has_title = tree::rows(edition).any(|row| row.role == Role::Title);
    let titles = header.titles.iter().filter(|_| has_title);
    let mut any = false;
    for title in titles {
        let mut attributes = lang(title.lang.as_ref());
        attributes.insert(0, ("type", if title.sub { "sub" } else { "main" }.to_owned()));
        xml.leaf("title", &attributes, &title.text);
        any = true;
    }
    if !any {
        xml.empty("title", &Vec::new());
        xml.line();
    }
    for other in &header.other_titles {
        let mut attributes = lang(other.lang.as_ref());
        attributes.insert(0, ("type", "alt".to_owned()));
        xml.leaf("title", &attributes, &other.text);
    }
    for (at, author) in header.authors.iter().enumerate() {
        match header.author_ids.get(at) {
            Some(Some(address)) => {
                begin(xml, "author", &Vec::new());
                xml.leaf("name", &Vec::new(), author);
                xml.leaf("idno", &vec![("type", "URI".to_owned())], address);
                xml.close_line();
            }
            _ => xml.leaf("author", &Vec::new(), author),
        }
    }
    for one in &header.responsibilities {
        responsibility(xml, one);
    }
    xml.close_line();
}

fn responsibility(xml: &mut Xml, one: &Responsibility) {
    let plain = match one.task {
        Task::Editor => Some(("editor", None)),
        Task::Translator => Some(("editor", Some("translator"))),
        Task::Sponsor => Some(("sponsor", None)),
        Task::Funder => Some(("funder", None)),
        Task::Principal => Some(("principal", None)),
        Task::Other => None,
    };
    if let Some((name, role)) = plain.filter(|_| one.words.is_empty()) {
        for person in &one.names {
            let mut attributes = lang(one.lang.as_ref());
            attributes.extend(role.map(|role| ("role", role.to_owned())));
            xml.leaf(name, &attributes, person);
        }
        return;
    }
    begin(xml, "respStmt", &lang(one.lang.as_ref()));
    let relator = "http://id.loc.gov/vocabulary/relators/trl".to_owned();
    let reference = (one.task == Task::Translator).then_some(("ref", relator));
    xml.leaf("resp", &reference.into_iter().collect(), &one.words);
    for person in &one.names {
        xml.leaf("name", &Vec::new(), person);
    }
    if one.names.is_empty() {
        xml.empty("name", &Vec::new());
        xml.line();
    }
    xml.close_line();
}

fn publication_statement(xml: &mut Xml, edition: &Edition) {
    let header = &edition.header;
    begin(xml, "publicationStmt", &Vec::new());
    phrases(xml, "publisher", &header.publishers);
    if header.publishers.is_empty() {
        xml.empty("publisher", &Vec::new());
        xml.line();
    }
    phrases(xml, "pubPlace", &header.publication);
    dates(xml, &header.dates);
    for identifier in &header.identifiers {
        let is_word = |kind: &&String| !kind.is_empty() && !kind.contains(char::is_whitespace);
        let kind = Some(&identifier.kind).filter(is_word).map(|kind| ("type", kind.clone()));
        xml.leaf("idno", &kind.into_iter().collect(), &identifier.value);
    }
    if !header.rights.is_empty() {
        begin(xml, "availability", &Vec::new());
        let is_licence = header.rights.iter().any(|right| right.target.is_some());
        for right in &header.rights {
            let mut attributes = lang(right.phrase.lang.as_ref());
            let target = right.target.clone().filter(|target| !target.contains(char::is_whitespace));
            attributes.extend(target.map(|target| ("target", target)));
            xml.leaf(if is_licence { "licence" } else { "p" }, &attributes, &right.phrase.text);
        }
        xml.close_line();
    }
    xml.close_line();
}

fn dates(xml: &mut Xml, dates: &[Date]) {
    for date in dates {
        let mut attributes = lang(date.lang.as_ref());
        let points = [
            ("when", date.when()),
            ("notBefore", &date.not_before),
            ("notAfter", &date.not_after),
            ("from", &date.from),
            ("to", &date.to),
        ];
        attributes.extend(points.into_iter().filter(|(_, value)| is_date(value)).map(|(key, it)| (key, it.to_owned())));
        attributes.extend(date.is_vague().then(|| ("cert", "medium".to_owned())));
        xml.leaf("date", &attributes, &date.text);
    }
}

/// What made the file, and by which rules (TEI P5, section 2.3).
fn encoding(xml: &mut Xml) {
    begin(xml, "encodingDesc", &Vec::new());
    begin(xml, "editorialDecl", &lang(Some(&Lang::new("en"))));
    xml.leaf("p", &Vec::new(), PRACTICE);
    // A quotation that several blocks cut has a mark at either end alone, which no element of a block could tell.
    xml.empty("quotation", &vec![("marks", "all".to_owned())]);
    xml.line();
    xml.close_line();
    begin(xml, "appInfo", &Vec::new());
    let version = env!("CARGO_PKG_VERSION").to_owned();
    begin(xml, "application", &vec![("ident", "Enface".to_owned()), ("version", version)]);
    xml.leaf("label", &Vec::new(), "Enface");
    for _ in 0..3 {
        xml.close_line();
    }
}

fn profile(xml: &mut Xml, edition: &Edition, people: &[(&str, String)]) {
    let header = &edition.header;
    begin(xml, "profileDesc", &Vec::new());
    if !header.created.is_empty() {
        begin(xml, "creation", &Vec::new());
        dates(xml, &header.created);
        xml.close_line();
    }
    letter(xml, &header.letter);
    begin(xml, "langUsage", &Vec::new());
    for lang in &edition.langs {
        xml.empty("language", &vec![("ident", lang.to_string())]);
        xml.line();
    }
    xml.close_line();
    if !people.is_empty() {
        begin(xml, "particDesc", &Vec::new());
        begin(xml, "listPerson", &Vec::new());
        for (name, id) in people {
            begin(xml, "person", &vec![("xml:id", id.clone())]);
            xml.leaf("persName", &Vec::new(), name);
            xml.close_line();
        }
        xml.close_line();
        xml.close_line();
    }
    for summary in &header.summary {
        begin(xml, "abstract", &lang(summary.lang.as_ref()));
        xml.leaf("p", &Vec::new(), &summary.text);
        xml.close_line();
    }
    if !header.keywords.is_empty() {
        begin(xml, "textClass", &Vec::new());
        begin(xml, "keywords", &Vec::new());
        for word in &header.keywords {
            xml.leaf("term", &Vec::new(), word);
        }
        xml.close_line();
        xml.close_line();
    }
    xml.close_line();
}

/// Who sent a letter, and to whom.
fn letter(xml: &mut Xml, actions: &[LetterAction]) {
    if actions.is_empty() {
        return;
    }
    begin(xml, "correspDesc", &Vec::new());
    for action in actions {
        let kind = if action.is_sent { "sent" } else { "received" };
        begin(xml, "correspAction", &vec![("type", kind.to_owned())]);
        phrases(xml, "name", &action.names);
        phrases(xml, "placeName", &action.places);
        dates(xml, &action.dates);
        xml.close_line();
    }
    xml.close_line();
}

/// Whether a revision tells in words when it was made, since that is no date.
fn is_said(revision: &Revision) -> bool {
    !revision.when.is_empty() && !is_date(&revision.when)
}

/// Who made revisions, each with a pointer, in the order of the file.
fn people<'e>(edition: &'e Edition, names: &Names<'e>) -> Vec<(&'e str, String)> {
    let revisions = edition.header.revisions.iter().filter(|revision| !is_said(revision));
    let mut people: Vec<(&str, String)> = Vec::new();
    let mut last = 0;
    for name in revisions.flat_map(|revision| &revision.who) {
        if people.iter().any(|(known, _)| known == name) {
            continue;
        }
        let id = loop {
            last += 1;
            let id = format!("reviser{last}");
            if !names.is_known(&id) {
                break id;
            }
        };
        people.push((name, id));
    }
    people
}

/// What was changed in the document; and how many passages of a draft have no valid translation.
fn revisions(xml: &mut Xml, edition: &Edition, people: &[(&str, String)]) {
    let count =
        |status: Status| tree::rows(edition).flat_map(|row| &row.cells).filter(|it| it.status == status).count();
    let (untranslated, outdated) = (count(Status::Untranslated), count(Status::Outdated));
    let is_draft = untranslated + outdated > 0;
    let revisions = &edition.header.revisions;
    if revisions.is_empty() && !is_draft {
        return;
    }
    let status = is_draft.then(|| ("status", "draft".to_owned()));
    begin(xml, "revisionDesc", &status.clone().into_iter().collect());
    if is_draft {
        let words = format!("{untranslated} untranslated, {outdated} outdated");
        let mut attributes = lang(Some(&Lang::new("en")));
        attributes.extend(status);
        xml.leaf("change", &attributes, &words);
    }
    for revision in revisions {
        let mut attributes = lang(revision.phrase.lang.as_ref());
        let is_day = is_date(&revision.when);
        attributes.extend(is_day.then(|| ("when", revision.when.clone())));
        let mut before = String::new();
        if is_said(revision) {
            let said: Vec<&str> = std::iter::once(&revision.when).chain(&revision.who).map(String::as_str).collect();
            before = format!("{}: ", said.join(", "));
        } else {
            let who: Vec<String> = revision
                .who
                .iter()
                .filter_map(|name| people.iter().find(|(known, _)| known == name))
                .map(|(_, id)| format!("#{id}"))
                .collect();
            attributes.extend((!who.is_empty()).then(|| ("who", who.join(" "))));
        }
        xml.leaf("change", &attributes, &format!("{before}{}", revision.phrase.text));
    }
    xml.close_line();
}
