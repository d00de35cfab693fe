//! What an edition says of itself at its end.
//!
//! The labels are each language's own; what a header says stays in the language that it is said in, and where it says it in
//! several, each column has its own.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::align::messages_path;
use super::citation::{Cited, citation};
use super::metadata::{self, chosen, home, translators};
use super::{Cell, Edition, Label, Row, Status};
use crate::catalog::interface::{Interface, NUMBER};
use crate::tei::{self, Document, LetterAction, Phrase, Responsibility, Task};
use crate::text::{Attributes, Break, Element, Inline, Kind, Lang, Rend, Role, Text};

mod date;

/// How many revisions are told; of those before them only the number.
const REVISIONS: usize = 5;

const PROGRAM: &str = concat!("Enface ", env!("CARGO_PKG_VERSION"));

/// One language of an edition.
#[derive(Clone, Copy)]
pub(super) struct Column<'a> {
    pub(super) lang: &'a Lang,
    pub(super) interface: &'a Interface,
}

/// The rows of the colophon, the first of them its heading; none if the header has nothing to tell.
pub(super) fn rows(document: &Document, columns: &[Column<'_>], cited: &Cited<'_>) -> Vec<Row> {
    let written: Vec<Vec<Vec<Inline>>> =
        columns.iter().map(|column| Writer { document, column: *column }.fields()).collect();
    let fields = written.first().map_or(0, Vec::len);
    let told = |row: &Row| row.cells.iter().any(|cell| !cell.content.is_empty());
    let field = |field: usize| {
        let cells = columns.iter().zip(&written).map(|(column, fields)| (column.lang, fields[field].clone()));
        row(document, Role::Block, cells)
    };
    let told: Vec<Row> = (0..fields).map(field).filter(told).collect();
    if told.is_empty() {
        return told;
    }
    let heading = |column: &Column<'_>| said(&column.interface.words("colophon", ""), column.lang);
    let heading = row(document, Role::Head { level: 1 }, columns.iter().map(|column| (column.lang, heading(column))));
    let citation = columns.iter().enumerate().map(|(index, column)| {
        let writer = Writer { document, column: *column };
        (column.lang, writer.field("colophon-citation", vec![citation(document, column, index, cited)]))
    });
    let citation = row(document, Role::Block, citation);
    let program = |column: &Column<'_>| {
        let writer = Writer { document, column: *column };
        writer.field("colophon-program", vec![vec![text(PROGRAM.to_owned(), 0)]])
    };
    let program = row(document, Role::Block, columns.iter().map(|column| (column.lang, program(column))));
    [heading].into_iter().chain(told).chain([citation, program]).collect()
}

/// The hash of a file that an edition was made from.
#[derive(Clone, Copy, Debug)]
pub struct Digest<'a> {
    /// The path of the file in its project.
    pub path: &'a str,
    /// The SHA-256 of its bytes in hexadecimal digits.
    pub sha256: &'a str,
}

/// Adds to a colophon the hashes of the files that hold the text of the edition: in each column that of its own language.
/// They are set in groups, so that two can be held against each other.
pub fn stamp(edition: &mut Edition, digests: &[Digest<'_>]) {
    let Some(at) = edition.colophon.len().checked_sub(1) else { return };
    let find = |path: String| digests.iter().find(move |digest| digest.path == path);
    let source = || find(format!("sources/{}.xml", edition.name));
    let has_source = edition.langs.contains(&edition.source);
    let columns = edition.langs.iter().zip(&edition.labels).enumerate();
    let cells = columns.map(|(index, (lang, labels))| {
        let own = if *lang == edition.source { None } else { find(messages_path(lang, &edition.name)) };
        let shown_here = if has_source { *lang == edition.source } else { index == 0 };
        let found = source().filter(|_| shown_here).into_iter().chain(own);
        let lines = found.flat_map(|digest| [vec![text(digest.path.to_owned(), 0)], vec![grouped(digest.sha256)]]);
        (lang.clone(), labelled(&labels.digest, lang, lines))
    });
    let mut row = edition.colophon[at].clone();
    for (cell, (lang, content)) in row.cells.iter_mut().zip(cells.collect::<Vec<_>>()) {
        (cell.lang, cell.content) = (lang, content.into());
    }
    if row.cells.iter().any(|cell| !cell.content.is_empty()) {
        edition.colophon.insert(at, row);
    }
}

/// Digits in groups of eight.
fn grouped(digits: &str) -> Inline {
    let groups: Vec<&str> = (0..digits.len()).step_by(8).filter_map(|at| digits.get(at..at + 8)).collect();
    marked(Kind::Code, Attributes::default(), vec![text(groups.join(" "), 0)])
}

/// A row of the edition's own.
pub(super) fn row<'l>(document: &Document, role: Role, cells: impl Iterator<Item = (&'l Lang, Vec<Inline>)>) -> Row {
    let cells = cells.map(|(lang, content)| Cell {
        status: Status::Source,
        lang: lang.clone(),
        content: content.into(),
        file: Arc::clone(&document.file),
    });
    Row { made: true, ..Row::new(role, cells.collect()) }
}

/// Writes what a header says for the readers of one language.
pub(super) struct Writer<'a> {
    pub(super) document: &'a Document,
    pub(super) column: Column<'a>,
}

impl Writer<'_> {
    /// All that there may be, in order, each with its label; nothing where the header says nothing.
    fn fields(&self) -> Vec<Vec<Inline>> {
        let header = &self.document.header;
        let phrases = |said: &[Phrase]| -> Vec<Vec<Inline>> {
            self.chosen(said, |phrase| phrase.lang.as_ref()).iter().map(|phrase| self.phrase(phrase)).collect()
        };
        vec![
            self.field("colophon-title", phrases(&header.other_titles)),
            self.field("colophon-sent", self.letter(true)),
            self.field("colophon-received", self.letter(false)),
            self.field("colophon-source", phrases(&header.source)),
            self.field("colophon-notes", phrases(&header.notes)),
            self.field("colophon-edition", phrases(&header.edition)),
            self.field("colophon-series", phrases(&header.series)),
            self.field("colophon-publication", self.publication()),
            self.field("colophon-responsibility", self.responsibilities()),
            self.field("colophon-identifier", self.identifiers()),
            self.field("colophon-rights", self.rights()),
            self.field("colophon-revision", self.revisions()),
        ]
    }

    fn chosen<'h, T>(&self, said: &'h [T], lang_of: impl Fn(&T) -> Option<&Lang>) -> Vec<&'h T> {
        chosen(said, lang_of, self.column.lang, self.document)
    }

    /// A label and what stands behind it, each piece on a line of its own.
    fn field(&self, label: &str, values: Vec<Vec<Inline>>) -> Vec<Inline> {
        labelled(&self.column.interface.words(label, ""), self.column.lang, values)
    }

    /// The publisher, by the name that is said in the column's language.
    pub(super) fn publisher(&self) -> Option<Vec<Inline>> {
        let publishers = self.chosen(&self.document.header.publishers, |phrase| phrase.lang.as_ref());
        publishers.first().map(|phrase| self.phrase(phrase))
    }

    /// Who translated the text of the column's language, in the words of a label; or else who translated the text that the
    /// file holds, which its own language says then, so that nobody takes it for the other.
    pub(super) fn translated_by(&self, label: &str) -> Vec<Inline> {
        let names = |lang: &Lang| translators(&self.document.header, lang, self.document).join(", ");
        let (own, source) = (names(self.column.lang), names(&self.document.lang));
        if !own.is_empty() {
            said(&self.column.interface.words(label, &own), self.column.lang)
        } else if source.is_empty() {
            Vec::new()
        } else {
            said(&Interface::read(&self.document.lang, None).0.words(label, &source), self.column.lang)
        }
    }

    /// Words of the header, marked with their language if it is not that of the column.
    pub(super) fn in_lang(&self, content: Vec<Inline>, lang: Option<&Lang>) -> Vec<Inline> {
        in_lang(content, lang.unwrap_or_else(|| home(self.document)), self.column.lang)
    }

    /// The label `id` with words in a language in the place of `$n`.
    pub(super) fn around(&self, id: &str, n: &str, lang: &Lang) -> Vec<Inline> {
        let label = self.column.interface.words(id, NUMBER);
        let Some((before, after)) = label.text.split_once(NUMBER) else { return said(&label, self.column.lang) };
        let words = |words: &str| (!words.is_empty()).then(|| text(words.to_owned(), 0));
        if before.is_empty() && after.is_empty() {
            return in_lang(vec![text(n.to_owned(), 0)], lang, self.column.lang);
        }
        let n = in_lang(vec![text(n.to_owned(), 0)], lang, &label.lang);
        let all = words(before).into_iter().chain(n).chain(words(after)).collect();
        in_lang(all, &label.lang, self.column.lang)
    }

    fn phrase(&self, phrase: &Phrase) -> Vec<Inline> {
        self.in_lang(vec![text(phrase.text.clone(), phrase.at)], phrase.lang.as_ref())
    }

    /// By whom, where and when a letter was sent or received, in one line for each time.
    fn letter(&self, is_sent: bool) -> Vec<Vec<Inline>> {
        let actions = self.document.header.letter.iter().filter(|action| action.is_sent == is_sent);
        let line = |action: &LetterAction| {
            let said = |said: &[Phrase]| -> Vec<Vec<Inline>> {
                self.chosen(said, |phrase| phrase.lang.as_ref()).iter().map(|phrase| self.phrase(phrase)).collect()
            };
            joined([said(&action.names), said(&action.places), vec![self.date(&action.dates)]].concat(), ", ")
        };
        actions.map(line).collect()
    }

    /// Who published it, where and when, in one line; and what else is said of that.
    fn publication(&self) -> Vec<Vec<Inline>> {
        let header = &self.document.header;
        let said = |phrases: &[Phrase]| -> Vec<Vec<Inline>> {
            self.chosen(phrases, |phrase| phrase.lang.as_ref()).iter().map(|phrase| self.phrase(phrase)).collect()
        };
        let publishers = self.chosen(&header.publishers, |phrase| phrase.lang.as_ref());
        // The address of a publisher stands behind its name.
        let (addresses, other): (Vec<_>, Vec<_>) =
            header.publication.iter().cloned().partition(|said| publishers.iter().any(|it| it.at == said.at));
        let mut line = Vec::new();
        for publisher in publishers {
            let address = addresses.iter().filter(|it| it.at == publisher.at);
            line.extend([publisher].into_iter().chain(address).map(|phrase| self.phrase(phrase)));
        }
        let other = said(&other);
        let date = Some(self.date(&header.dates)).filter(|date| !date.is_empty());
        if line.is_empty() {
            return other.into_iter().chain(date).collect();
        }
        line.extend(other);
        line.extend(date);
        vec![joined(line, ", ")]
    }

    fn responsibilities(&self) -> Vec<Vec<Inline>> {
        let all = &self.document.header.responsibilities;
        let statement = |it: &&Responsibility| {
            let label = match it.task {
                Task::Editor => "editor",
                Task::Translator => "translator",
                Task::Sponsor => "sponsor",
                Task::Funder => "funder",
                Task::Principal => "principal",
                Task::Other => "",
            };
            let names = it.names.join(", ");
            let has_words = !it.words.is_empty();
            let between = if names.is_empty() || !has_words { "" } else { ": " };
            let said = self.in_lang(vec![text(format!("{}{between}{names}", it.words), it.at)], it.lang.as_ref());
            if has_words || label.is_empty() {
                return said;
            }
            let label = self::said(&self.column.interface.words(label, ""), self.column.lang);
            [label, vec![text(": ".to_owned(), it.at)], said].concat()
        };
        let namesakes: FxHashMap<String, String> = metadata::namesakes(self.document).into_iter().collect();
        let names = |it: &Responsibility| -> Vec<String> {
            it.names.iter().map(|name| namesakes.get(name).unwrap_or(name).clone()).collect()
        };
        // Who translated the text that the file holds is another than who translated that.
        let task = |it: &Responsibility| Some(it.task).filter(|task| *task != Task::Translator);
        let is_same = |a: &Responsibility, b: &Responsibility| a.task == b.task && names(a) == names(b);
        let standing = metadata::standing(all, |it| it.lang.as_ref(), task, is_same, self.column.lang, self.document);
        standing.iter().map(statement).collect()
    }

    fn identifiers(&self) -> Vec<Vec<Inline>> {
        let line = |identifier: &tei::Identifier| {
            let read = metadata::identifier(identifier);
            link(vec![text(read.label(), identifier.at)], read.url)
        };
        self.document.header.identifiers.iter().map(line).collect()
    }

    fn rights(&self) -> Vec<Vec<Inline>> {
        let all = &self.document.header.rights;
        let is_same = |a: &tei::Right, b: &tei::Right| a.target.is_some() && a.target == b.target;
        let has_target = |right: &tei::Right| Some(right.target.is_some());
        let (lang, document) = (self.column.lang, self.document);
        let standing = metadata::standing(all, |right| right.phrase.lang.as_ref(), has_target, is_same, lang, document);
        let line = |right: &&tei::Right| {
            let words = match (&right.target, right.phrase.text.is_empty()) {
                // A licence without words is its address.
                (Some(target), true) => vec![text(target.clone(), right.phrase.at)],
                _ => self.phrase(&right.phrase),
            };
            link(words, right.target.clone())
        };
        standing.iter().map(line).collect()
    }

    /// The latest revisions: those at the end that has the later date, which files keep at the top or at the bottom.
    fn revisions(&self) -> Vec<Vec<Inline>> {
        let mut all = self.chosen(&self.document.header.revisions, |revision| revision.phrase.lang.as_ref());
        if let (Some(first), Some(last)) = (all.first(), all.last())
            && first.when < last.when
        {
            all.reverse();
        }
        let earlier = all.len().saturating_sub(REVISIONS);
        let mut lines: Vec<Vec<Inline>> = Vec::new();
        for revision in all.iter().take(REVISIONS) {
            let said = std::iter::once(&revision.when).chain(&revision.who).map(String::as_str);
            let said: Vec<&str> = said.filter(|it| !it.is_empty()).collect();
            let mut line = self.phrase(&revision.phrase);
            if !said.is_empty() {
                line.insert(0, text(format!("{}: ", said.join(", ")), revision.phrase.at));
            }
            lines.push(line);
        }
        if earlier > 0 {
            lines.push(said(&self.column.interface.words("colophon-earlier", &earlier.to_string()), self.column.lang));
        }
        lines
    }
}

/// A label and what stands behind it, each piece on a line of its own; nothing if nothing does.
fn labelled(label: &Label, around: &Lang, values: impl IntoIterator<Item = Vec<Inline>>) -> Vec<Inline> {
    let mut out = Vec::new();
    for value in values.into_iter().filter(|value| !value.is_empty()) {
        out.push(if out.is_empty() { text(" ".to_owned(), 0) } else { Inline::Break(Break::Block) });
        out.extend(value);
    }
    if !out.is_empty() {
        let rend = Rend { bold: true, ..Rend::default() };
        let lang = (label.lang != *around).then(|| label.lang.clone());
        let attributes = Attributes { rend, lang, ..Attributes::default() };
        out.insert(0, marked(Kind::Highlight, attributes, vec![text(label.text.clone(), 0)]));
    }
    out
}

/// What the edition itself says in a text of a language, marked with its language if that is another.
pub(crate) fn said(label: &Label, around: &Lang) -> Vec<Inline> {
    let words = vec![text(label.text.clone(), 0)];
    if label.text.is_empty() { words } else { in_lang(words, &label.lang, around) }
}

/// Words in a text of a language, marked with their language if that is another.
fn in_lang(content: Vec<Inline>, lang: &Lang, around: &Lang) -> Vec<Inline> {
    if lang == around || content.is_empty() {
        return content;
    }
    vec![marked(Kind::Plain, Attributes { lang: Some(lang.clone()), ..Attributes::default() }, content)]
}

pub(super) fn text(text: String, at: usize) -> Inline {
    Inline::Text(Text { text, at })
}

pub(super) fn marked(kind: Kind, attributes: Attributes, content: Vec<Inline>) -> Inline {
    Inline::Element(Box::new(Element { name: "seg".into(), kind, attributes: attributes.shared(), content, at: 0 }))
}

fn link(content: Vec<Inline>, target: Option<String>) -> Vec<Inline> {
    match target {
        Some(_) => vec![marked(Kind::Reference, Attributes { target, ..Attributes::default() }, content)],
        None => content,
    }
}

/// Pieces of a line with something between them.
pub(super) fn joined(pieces: Vec<Vec<Inline>>, between: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
        if !out.is_empty() {
            out.push(text(between.to_owned(), 0));
        }
        out.extend(piece);
    }
    out
}
