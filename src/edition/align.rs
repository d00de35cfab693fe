//! Sets the units of a document beside their messages, row by row.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{
    Cell, Edition, Part, Pictures, Row, Status, check, colophon, metadata, overlay, pending, tags, title_block,
};
use crate::catalog::interface::{Interface, Labels, Progress};
use crate::catalog::{Catalog, Formatted, identifier};
use crate::diagnostic::{self, Diagnostic, SourceFile};
use crate::tei::{self, Document};
use crate::text::{Inline, Lang, Node, Role, Text, Unit, plain};

/// What an edition is made from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The document.
    pub document: &'a Document,
    /// The languages of the edition in their order.
    pub langs: &'a [Lang],
    /// The catalogs of the languages other than the source's, in any order. A language without one has no messages.
    pub catalogs: &'a [Catalog],
    /// The interfaces of the languages, in any order. A language without one has the labels that are built in.
    pub interfaces: &'a [Interface],
}

/// How an edition is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether units may be without translation, or have one that is outdated: the source's text stands in their place,
    /// marked.
    pub draft: bool,
}

/// Makes the edition. If a diagnostic is an error, the edition is not fit to be published.
pub fn align(input: &Input<'_>, options: Options) -> (Edition, Vec<Diagnostic>) {
    let Input { document, langs, .. } = input;
    let name = document_name(&document.file.name);
    let columns: Vec<Column<'_>> = langs.iter().map(|lang| Column::new(input, lang)).collect();
    let needs_ids = columns.iter().any(|column| !column.is_source);
    let mut diagnostics = if needs_ids { tei::missing_ids(document) } else { Vec::new() };
    diagnostics.extend(columns.iter().filter_map(|column| no_catalog(column, name, options)));
    diagnostics.extend(columns.iter().filter_map(|column| column.catalog).flat_map(|it| check::orphans(document, it)));

    let context = Context { document, name, options, ambiguous: check::ambiguous(document) };
    let aligned: Vec<(Part, Vec<Diagnostic>)> = document
        .nodes
        .par_iter()
        .map(|node| match node {
            Node::Open(group) => (Part::Open(group.clone()), Vec::new()),
            Node::Close => (Part::Close, Vec::new()),
            Node::Unit(unit) => {
                let mut found = Vec::new();
                let cells = columns.iter().map(|column| context.cell(unit, column, &mut found)).collect();
                (Part::Row(row(unit, cells)), found)
            }
        })
        .collect();
    let mut parts = Vec::with_capacity(aligned.len());
    for (part, found) in aligned {
        parts.push(part);
        diagnostics.extend(found);
    }
    number_notes(&mut parts);
    if !needs_ids {
        name_notes(document, &mut parts);
    }
    diagnostic::sort(&mut diagnostics);

    let own: Vec<colophon::Column<'_>> =
        columns.iter().map(|column| colophon::Column { lang: column.lang, interface: &column.interface }).collect();
    title_block::complete(document, &own, &mut parts);
    let labels: Vec<Labels> =
        columns.iter().enumerate().map(|(at, column)| column.interface.labels(progress(&parts, at))).collect();
    let edition = Edition {
        name: name.to_owned(),
        langs: langs.to_vec(),
        source: document.lang.clone(),
        titles: titles(document, name, &columns, &parts),
        metadata: metadata::of(document, langs),
        colophon: colophon::rows(document, &own),
        pictures: Pictures::new(),
        pending: pending::rows(document, langs, &labels, &parts),
        labels,
        parts,
    };
    (edition, diagnostics)
}

/// The name of a document: that of its file without folder and ending.
pub(super) fn document_name(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".xml").unwrap_or(file)
}

/// The path of the messages of a document in a language.
pub(super) fn messages_path(lang: &Lang, name: &str) -> String {
    format!("translations/{lang}/{name}.ftl")
}

/// Whether a unit holds anything to translate.
pub(super) fn has_text(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(text) => !text.text.trim().is_empty(),
        Inline::Element(element) => has_text(&element.content),
        Inline::Break | Inline::Milestone(_) => false,
        Inline::NoteMark(_) => true,
    })
}

/// Whether a unit without id was made from the header, which gives its titles and names no ids.
pub(super) fn is_from_header(unit: &Unit) -> bool {
    unit.id.is_none()
        && matches!(unit.role, Role::Title | Role::Subtitle | Role::Author | Role::Byline | Role::Occasion)
}

/// One language of an edition.
struct Column<'a> {
    lang: &'a Lang,
    is_source: bool,
    catalog: Option<&'a Catalog>,
    interface: Cow<'a, Interface>,
}

impl<'a> Column<'a> {
    fn new(input: &Input<'a>, lang: &'a Lang) -> Column<'a> {
        let is_source = *lang == input.document.lang;
        let interface = match input.interfaces.iter().find(|interface| interface.lang() == lang) {
            Some(interface) => Cow::Borrowed(interface),
            None => Cow::Owned(Interface::read(lang, None).0),
        };
        let catalog = input.catalogs.iter().find(|catalog| catalog.lang() == lang && !is_source);
        Column { lang, is_source, catalog, interface }
    }
}

fn no_catalog(column: &Column<'_>, name: &str, options: Options) -> Option<Diagnostic> {
    let none = !column.is_source && !options.draft && column.catalog.is_none_or(|catalog| catalog.file().is_none());
    none.then(|| {
        let path = messages_path(column.lang, name);
        Diagnostic::error("missing-message", format!("`{name}` has no messages in `{}`", column.lang))
            .help(format!("write them into {path}, or use --draft to set the source's text in their place"))
    })
}

struct Context<'a> {
    document: &'a Document,
    name: &'a str,
    options: Options,
    /// The ids of several units. What is set beside them is not compared: nobody knows which of them it is meant for.
    ambiguous: FxHashSet<&'a str>,
}

impl Context<'_> {
    fn cell(&self, unit: &Unit, column: &Column<'_>, found: &mut Vec<Diagnostic>) -> Cell {
        if column.is_source {
            return self.source(unit, Status::Source);
        }
        let Some(id) = &unit.id else {
            return self.without_id(unit, column);
        };
        if !has_text(&unit.content) {
            return Cell { lang: column.lang.clone(), ..self.source(unit, Status::Translated) };
        }
        let Some((catalog, file)) = column.catalog.and_then(|catalog| Some((catalog, catalog.file()?))) else {
            return self.source(unit, Status::Untranslated);
        };
        match catalog.format(id) {
            Some(formatted) if !formatted.text.trim().is_empty() => {
                if let Some(stale) = check::stale(unit, id, self.document, catalog, &formatted) {
                    if self.options.draft {
                        return self.source(unit, Status::Outdated);
                    }
                    found.push(stale);
                }
                let content = self.translated(unit, id, &formatted, file, found);
                Cell { status: Status::Translated, lang: column.lang.clone(), content, file: Arc::clone(file) }
            }
            formatted => {
                if !self.options.draft && !catalog.is_broken(id) {
                    found.push(self.missing(unit, id, column.lang, file, catalog, formatted.as_ref()));
                }
                self.source(unit, Status::Untranslated)
            }
        }
    }

    fn source(&self, unit: &Unit, status: Status) -> Cell {
        Cell {
            status,
            lang: unit.lang.as_ref().unwrap_or(&self.document.lang).clone(),
            content: unit.content.clone(),
            file: Arc::clone(&self.document.file),
        }
    }

    /// A unit that no message can be found for. What comes from the header may stand there in other languages too; names
    /// are the same in each.
    fn without_id(&self, unit: &Unit, column: &Column<'_>) -> Cell {
        if !is_from_header(unit) {
            let status = if has_text(&unit.content) { Status::Untranslated } else { Status::Source };
            return self.source(unit, status);
        }
        let sub = unit.role == Role::Subtitle;
        let mut titles = self.document.header.titles.iter();
        match titles.find(|title| title.sub == sub && title.lang.as_ref() == Some(column.lang)) {
            Some(title) if matches!(unit.role, Role::Title | Role::Subtitle) => Cell {
                status: Status::Translated,
                lang: column.lang.clone(),
                content: vec![Inline::Text(Text { text: title.text.clone(), at: unit.at })],
                file: Arc::clone(&self.document.file),
            },
            _ => self.source(unit, Status::Source),
        }
    }

    fn translated(
        &self,
        unit: &Unit,
        id: &str,
        formatted: &Formatted,
        file: &Arc<SourceFile>,
        found: &mut Vec<Diagnostic>,
    ) -> Vec<Inline> {
        match tei::fragment(&formatted.text) {
            Ok(mut content) => {
                if !self.ambiguous.contains(id) {
                    found.extend(tags::compare(unit, &self.document.file, id, &content, formatted, file));
                }
                found.extend(tags::foreign_attributes(id, formatted, file));
                overlay::overlay(&unit.content, &mut content);
                overlay::move_positions(&mut content, &|at| formatted.position(at));
                content
            }
            Err(error) => {
                found.push(check::bad_markup(id, error, formatted, file));
                vec![Inline::Text(Text { text: formatted.text.clone(), at: formatted.position(0) })]
            }
        }
    }

    fn missing(
        &self,
        unit: &Unit,
        id: &str,
        lang: &Lang,
        file: &Arc<SourceFile>,
        catalog: &Catalog,
        formatted: Option<&Formatted>,
    ) -> Diagnostic {
        let draft = "or use --draft to set the source's text in its place";
        let source = check::start_tag(&self.document.file.text, unit.at);
        let message_id = identifier::encode(id);
        if let Some(formatted) = formatted {
            return Diagnostic::error("missing-message", format!("the message `{message_id}` is empty"))
                .at(file, formatted.span.clone())
                .related(&self.document.file, source, "the unit that it is to translate")
                .help(format!("write its text, {draft}"));
        }
        let what = if catalog.has(id) { "has only attributes, no text," } else { "is missing" };
        Diagnostic::error("missing-message", format!("the message `{message_id}` {what} in `{lang}`"))
            .at(&self.document.file, source)
            .help(format!("add a line `{message_id} = …` to {}, {draft}", messages_path(lang, self.name)))
    }
}

fn row(unit: &Unit, cells: Vec<Cell>) -> Row {
    Row {
        id: unit.id.clone(),
        role: unit.role,
        rend: unit.rend,
        label: unit.label.clone(),
        number: None,
        picture: unit.picture.clone(),
        cells,
    }
}

/// Numbers the notes that marks point to, in document order.
fn number_notes(parts: &mut [Part]) {
    let mut last = 0;
    for part in parts {
        if let Part::Row(row @ Row { role: Role::Note { anchored: true }, .. }) = part {
            last += 1;
            row.number = Some(last);
        }
    }
}

/// Gives notes without an id a name, so that their marks find them. No `xml:id` can have a colon.
fn name_notes(document: &Document, parts: &mut [Part]) {
    let mut names = BTreeMap::new();
    for (node, part) in document.nodes.iter().zip(&mut *parts) {
        if let (Node::Unit(unit), Part::Row(row)) = (node, part)
            && let (None, Some(_)) = (&row.id, row.mark())
        {
            let name = row.number.map_or_else(|| format!("note:at:{}", unit.at), |number| format!("note:{number}"));
            row.id = Some(name.clone());
            names.insert(unit.at, name);
        }
    }
    if names.is_empty() {
        return;
    }
    for part in parts {
        if let Part::Row(row) = part {
            row.cells.iter_mut().for_each(|cell| name_marks(&mut cell.content, &names));
        }
    }
}

fn name_marks(content: &mut [Inline], names: &BTreeMap<usize, String>) {
    for inline in content {
        match inline {
            Inline::Element(element) => name_marks(&mut element.content, names),
            Inline::NoteMark(mark) if mark.id.is_none() => mark.id = names.get(&mark.at).cloned(),
            _ => {}
        }
    }
}

pub(super) fn rows(parts: &[Part]) -> impl Iterator<Item = &Row> {
    parts.iter().filter_map(|part| if let Part::Row(row) = part { Some(row) } else { None })
}

fn progress(parts: &[Part], column: usize) -> Progress {
    let mut progress = Progress::default();
    for cell in rows(parts).filter_map(|row| row.cells.get(column)) {
        progress.untranslated += u32::from(cell.status == Status::Untranslated);
        progress.outdated += u32::from(cell.status == Status::Outdated);
        progress.total += u32::from(cell.status != Status::Source && has_text(&cell.content));
    }
    progress
}

/// The document's title in each language: that of the title block, or else of the header, or else its name.
fn titles(document: &Document, name: &str, columns: &[Column<'_>], parts: &[Part]) -> Vec<String> {
    let row = rows(parts).find(|row| row.role == Role::Title);
    let header = |lang: Option<&Lang>| {
        let mut titles = document.header.titles.iter();
        titles.find(|title| !title.sub && lang.is_none_or(|lang| title.lang.as_ref() == Some(lang)))
    };
    let title = |(at, column): (usize, &Column<'_>)| {
        let cell = row.and_then(|row| row.cells.get(at)).map(|cell| plain(&cell.content).trim().to_owned());
        let header = || header(Some(column.lang)).or_else(|| header(None)).map(|title| title.text.clone());
        cell.filter(|title| !title.is_empty()).or_else(header).unwrap_or_else(|| name.to_owned())
    };
    columns.iter().enumerate().map(title).collect()
}
