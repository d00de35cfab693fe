//! Sets the units of a document beside their messages, row by row.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::citation::Cited;
use super::parallel::{self, Slot};
use super::telling::{self, Telling};
use super::{
    Cell, Edition, Part, Pictures, Row, Status, check, colophon, metadata, overlay, pending, quotation, rename,
    speaker, tags, title_block, translator,
};
use crate::catalog::interface::{Interface, Labels, Progress};
use crate::catalog::{Catalog, Formatted, identifier};
use crate::diagnostic::{self, Diagnostic, SourceFile};
use crate::tei::{self, Document, Gap, ParallelText};
use crate::text::{Break, Inline, Lang, Role, Text, Unit, plain};

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
    let needs_ids = columns.iter().any(|column| column.text.is_none());
    let mut diagnostics = if needs_ids { tei::missing_ids(document) } else { Vec::new() };
    diagnostics.extend(columns.iter().filter_map(|column| no_catalog(column, name, options)));
    diagnostics.extend(columns.iter().filter_map(|column| column.catalog).flat_map(|it| check::orphans(document, it)));

    let is_wanted = |text: usize| columns.iter().any(|column| column.text.unwrap_or(0) == text);
    let wanted: Vec<bool> = (0..=texts(document).len()).map(is_wanted).collect();
    let (slots, crossing) = parallel::slots(document, &wanted);
    diagnostics.extend(crossing);
    let context = Context {
        document,
        name,
        options,
        ambiguous: check::ambiguous(document),
        quotations: quotation::Quotations::of(document),
    };
    let aligned: Vec<(Part, Vec<Diagnostic>, Vec<usize>)> = slots
        .into_par_iter()
        .map(|slot| match slot {
            Slot::Open(group) => (Part::Open(group), Vec::new(), Vec::new()),
            Slot::Close => (Part::Close, Vec::new(), Vec::new()),
            Slot::Row(units) => {
                let mut found = Vec::new();
                let cells = columns.iter().map(|column| context.cells(&units, column, &mut found)).collect();
                let places = units.iter().flatten().map(|unit| unit.at).collect();
                (Part::Row(row(&units, &wanted, cells)), found, places)
            }
        })
        .collect();
    let mut parts = Vec::with_capacity(aligned.len());
    let mut places = Vec::with_capacity(aligned.len());
    for (part, found, at) in aligned {
        parts.push(part);
        places.push(at);
        diagnostics.extend(found);
    }
    number_notes(&mut parts);
    if !needs_ids || document.parallel.is_some() {
        name_notes(&places, &mut parts);
    }
    rename::rename(document, &places, &mut parts);
    diagnostic::sort(&mut diagnostics);

    let own: Vec<colophon::Column<'_>> =
        columns.iter().map(|column| colophon::Column { lang: column.lang, interface: &column.interface }).collect();
    let mut parts = speaker::name(document, &own, &places, parts);
    title_block::complete(document, &own, &mut parts);
    let labels: Vec<Labels> =
        columns.iter().enumerate().map(|(at, column)| column.interface.labels(progress(&parts, at))).collect();
    let (named, metadata) = (titles(document, name, &columns, &parts), metadata::of(document, langs));
    let cited = Cited { titles: &named, metadata: &metadata, parts: &parts };
    let edition = Edition {
        name: name.to_owned(),
        langs: langs.to_vec(),
        source: document.lang.clone(),
        header: document.header.clone(),
        colophon: colophon::rows(document, &own, &cited),
        titles: named.into_iter().map(|(title, _)| title).collect(),
        metadata,
        pictures: Pictures::new(),
        pending: pending::rows(document, langs, &labels, &parts),
        parts: translator::lift(parts, langs, &labels),
        labels,
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
        Inline::Break(_) | Inline::Milestone(_) => false,
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
    /// Which of the document's texts it is, 0 for the source; none if it comes from messages.
    text: Option<usize>,
    catalog: Option<&'a Catalog>,
    interface: Cow<'a, Interface>,
}

impl<'a> Column<'a> {
    fn new(input: &Input<'a>, lang: &'a Lang) -> Column<'a> {
        let of_document = || texts(input.document).iter().position(|text| text.lang == *lang).map(|at| at + 1);
        let text = if *lang == input.document.lang { Some(0) } else { of_document() };
        let interface = match input.interfaces.iter().find(|interface| interface.lang() == lang) {
            Some(interface) => Cow::Borrowed(interface),
            None => Cow::Owned(Interface::read(lang, None).0),
        };
        let catalog = input.catalogs.iter().find(|catalog| catalog.lang() == lang && text.is_none());
        Column { lang, text, catalog, interface }
    }
}

fn no_catalog(column: &Column<'_>, name: &str, options: Options) -> Option<Diagnostic> {
    let none = column.text.is_none() && !options.draft && column.catalog.is_none_or(|catalog| catalog.file().is_none());
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
    quotations: quotation::Quotations,
}

impl Context<'_> {
    /// The cell of a row in a column: what its units say, one below the other; blank if there are none.
    fn cells(&self, units: &[Vec<&Unit>], column: &Column<'_>, found: &mut Vec<Diagnostic>) -> Cell {
        let source = units[0].first().copied();
        let own = &units[column.text.unwrap_or(0)];
        let mut cells = own.iter().map(|unit| {
            let mut cell = match column.text {
                Some(text) if text > 0 => self.parallel(unit, source, column, found),
                _ => self.cell(unit, column, found),
            };
            self.quotations.mark(unit, &mut cell);
            cell
        });
        let Some(mut cell) = cells.next() else {
            return match source.filter(|unit| is_from_header(unit)) {
                Some(unit) => self.without_id(unit, column),
                None => Cell {
                    status: Status::Source,
                    lang: column.lang.clone(),
                    content: Arc::default(),
                    file: Arc::clone(&self.document.file),
                },
            };
        };
        for next in cells {
            let content = Arc::<Vec<Inline>>::make_mut(&mut cell.content);
            content.push(Inline::Break(Break::Block));
            content.extend(next.content.iter().cloned());
            if next.status.is_stand_in() {
                cell.status = next.status;
            }
        }
        cell
    }

    /// A unit of a text that stands beside the source.
    fn parallel(&self, unit: &Unit, source: Option<&Unit>, column: &Column<'_>, found: &mut Vec<Diagnostic>) -> Cell {
        let gap = self.document.parallel.as_ref().and_then(|parallel| parallel.gaps.get(&unit.at));
        let Some(gap) = gap else { return self.source(unit, Status::Translated) };
        let (status, code, what) = match gap {
            Gap::Untranslated => (Status::Untranslated, "missing-message", "is not translated"),
            Gap::Outdated => (Status::Outdated, "outdated-message", "has a translation that is outdated"),
        };
        if !self.options.draft {
            let id = source.and_then(|unit| unit.id.as_deref()).or(unit.id.as_deref()).unwrap_or_default();
            let message = format!("`{id}` {what} in `{}`: a gap stands in its place", column.lang);
            let help = "write the translation, or use --draft to set the source's text in its place";
            let place = check::start_tag(&self.document.file.text, unit.at);
            found.push(Diagnostic::error(code, message).at(&self.document.file, place).help(help));
        }
        self.source(source.unwrap_or(unit), status)
    }

    fn cell(&self, unit: &Unit, column: &Column<'_>, found: &mut Vec<Diagnostic>) -> Cell {
        if column.text.is_some() {
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
                let content = self.translated(unit, id, column.lang, &formatted, file, found);
                Cell {
                    status: Status::Translated,
                    lang: column.lang.clone(),
                    content: content.into(),
                    file: Arc::clone(file),
                }
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
            content: Arc::clone(&unit.content),
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
                content: vec![Inline::Text(Text { text: title.text.clone(), at: unit.at })].into(),
                file: Arc::clone(&self.document.file),
            },
            _ => self.source(unit, Status::Source),
        }
    }

    fn translated(
        &self,
        unit: &Unit,
        id: &str,
        lang: &Lang,
        formatted: &Formatted,
        file: &Arc<SourceFile>,
        found: &mut Vec<Diagnostic>,
    ) -> Vec<Inline> {
        found.extend(check::barred(id, lang, formatted, file));
        let text = check::readable(&formatted.text);
        match tei::fragment(&text) {
            Ok(mut content) => {
                let source = &self.document.file;
                let telling = Telling::new(&unit.content, &source.text, &content, &text);
                if !self.ambiguous.contains(id) {
                    found.extend(tags::compare(unit, source, id, &content, formatted, file, &telling));
                    found.extend(telling::wrong(unit, source, id, &content, formatted, file, &telling));
                }
                if let Some(Ok(pointing)) = overlay::pointing(&unit.content, &content, &text, &telling) {
                    content = pointing;
                }
                overlay::overlay(&unit.content, &mut content, &telling);
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

/// The texts of a document besides the source.
pub(super) fn texts(document: &Document) -> &[ParallelText] {
    document.parallel.as_ref().map_or(&[], |parallel| &parallel.texts)
}

/// A row of the units of each text, without its number. What it is, the first text says that is wanted and has it.
fn row(units: &[Vec<&Unit>], wanted: &[bool], cells: Vec<Cell>) -> Row {
    let is_wanted = |text: usize| wanted.get(text).copied().unwrap_or(false);
    let texts = units.iter().enumerate().filter(|(_, units)| !units.is_empty());
    let lead = texts.clone().find(|(text, _)| is_wanted(*text)).or_else(|| texts.clone().next());
    let lead = lead.map_or(&[][..], |(_, units)| units.as_slice());
    let Some(first) = lead.first() else {
        return Row::new(Role::Block, cells);
    };
    // A heading and its paragraph in one are a paragraph.
    let is_same = lead.iter().all(|unit| std::mem::discriminant(&unit.role) == std::mem::discriminant(&first.role));
    let other = lead.iter().find(|unit| !matches!(unit.role, Role::Head { .. } | Role::Subhead | Role::Title));
    let unit = other.filter(|_| !is_same).unwrap_or(first);
    let (id, label) = (first.id.clone(), first.label.clone());
    Row { id, role: unit.role, rend: unit.rend, label, number: None, picture: unit.picture.clone(), made: false, cells }
}

/// Numbers the notes that marks point to, in document order. What the source calls by a sign uses up no number, and no
/// number is given that is the sign of a note.
fn number_notes(parts: &mut [Part]) {
    let taken: FxHashSet<u32> = rows(parts).filter_map(Row::taken_number).collect();
    let mut last = 0;
    for part in parts {
        if let Part::Row(row @ Row { role: Role::Note { anchored: true }, label: None, .. }) = part {
            last = next_number(last, &taken);
            row.number = Some(last);
        }
    }
}

/// The number after another one that no note has as its sign.
pub(crate) fn next_number(last: u32, taken: &FxHashSet<u32>) -> u32 {
    (last.saturating_add(1)..).find(|number| !taken.contains(number)).unwrap_or(last)
}

/// Gives notes without an id a name, so that their marks find them. No `xml:id` can have a colon. `places` are those of the
/// units of each part.
fn name_notes(places: &[Vec<usize>], parts: &mut [Part]) {
    let mut names = BTreeMap::new();
    for (places, part) in places.iter().zip(&mut *parts) {
        if let Part::Row(row) = part
            && let (Some(first), Some(_)) = (places.first(), row.mark())
        {
            let name = row.number.map_or_else(|| format!("note:at:{first}"), |number| format!("note:{number}"));
            let name = row.id.get_or_insert(name);
            names.extend(places.iter().map(|at| (*at, name.clone())));
        }
    }
    if names.is_empty() {
        return;
    }
    for part in parts {
        if let Part::Row(row) = part {
            let cells = row.cells.iter_mut().filter(|cell| has_nameless_mark(&cell.content));
            cells.for_each(|cell| name_marks(Arc::<Vec<Inline>>::make_mut(&mut cell.content), &names));
        }
    }
}

fn has_nameless_mark(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Element(element) => has_nameless_mark(&element.content),
        Inline::NoteMark(mark) => mark.id.is_none(),
        _ => false,
    })
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

/// The document's title for each language, and the language that it is in: the title of the title block, or else of the
/// header, or else the document's name. It stands by itself elsewhere, without the mark that leads on to a subtitle.
fn titles(document: &Document, name: &str, columns: &[Column<'_>], parts: &[Part]) -> Vec<(String, Lang)> {
    let row = rows(parts).find(|row| row.role == Role::Title);
    let header = |lang: Option<&Lang>| {
        let mut titles = document.header.titles.iter();
        titles.find(|title| !title.sub && lang.is_none_or(|lang| title.lang.as_ref() == Some(lang)))
    };
    let title = |(at, column): (usize, &Column<'_>)| {
        let cell = row.and_then(|row| row.cells.get(at));
        let cell = cell.map(|cell| {
            let title = plain(&cell.content);
            (title.trim_end_matches([' ', ':', ';', ',']).trim().to_owned(), cell.lang.clone())
        });
        let header = || {
            let title = header(Some(column.lang)).or_else(|| header(None))?;
            Some((title.text.clone(), title.lang.as_ref().unwrap_or_else(|| metadata::home(document)).clone()))
        };
        let name = || (name.to_owned(), column.lang.clone());
        cell.filter(|(title, _)| !title.is_empty()).or_else(header).unwrap_or_else(name)
    };
    columns.iter().enumerate().map(title).collect()
}
