//! `enface status`: how far the translations are.

use serde::Serialize;

use super::args::{Global, Status as Arguments, StatusFormat};
use super::report::{self, Report};
use super::translation::{Source, languages, source, translation};
use super::{Status, select};
use crate::catalog::state::State;
use crate::catalog::{identifier, words};
use crate::diagnostic::{self, Diagnostic};
use crate::edition;
use crate::project::{Project, Result};
use crate::text::Lang;

/// What is printed as JSON.
#[derive(Serialize)]
struct Overview {
    documents: Vec<Document>,
}

#[derive(Serialize)]
struct Document {
    doc: String,
    languages: Vec<Language>,
}

/// A document in one language.
#[derive(Serialize)]
struct Language {
    lang: String,
    fresh: usize,
    outdated: usize,
    revised: usize,
    missing: usize,
    orphan: usize,
    units: Vec<Unit>,
    /// How much is fresh of the units, and of the words of their sources, each with how much there is.
    #[serde(skip)]
    done: [(usize, usize); 2],
}

#[derive(Serialize)]
struct Unit {
    id: String,
    state: State,
    /// What has changed in its source.
    #[serde(skip)]
    difference: Option<String>,
}

pub(super) fn run(command: &Arguments, global: &Global, report: &Report) -> Result<Status> {
    let project = Project::open(global.folder())?;
    let mut diagnostics = Vec::new();
    let mut overview = Overview { documents: Vec::new() };
    let mut sources = Vec::new();
    for name in select(&project, &command.selection.documents)? {
        // What is wrong with one does not stop the others.
        match source(&project, name, &mut diagnostics) {
            Ok(Some(source)) => sources.push((name, source)),
            Ok(None) => {}
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    // A language that was begun for one document is to be seen of the others, too.
    let mut wanted = command.selection.langs.clone();
    for (name, source) in sources.iter().filter(|_| command.selection.langs.is_empty()) {
        let begun = languages(&project, name, source, &[]);
        wanted.extend(begun.unwrap_or_else(|diagnostic| {
            diagnostics.push(*diagnostic);
            Vec::new()
        }));
    }
    if command.selection.langs.is_empty() {
        wanted.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        wanted.dedup();
    }
    for (name, source) in &sources {
        overview.documents.push(document(&project, name, source, &command.selection.langs, &wanted, &mut diagnostics));
    }
    match command.format {
        StatusFormat::Json => report.out(&format!("{}\n", json(&overview))),
        StatusFormat::Table => report.out(&table(&overview, global.verbose)),
    }
    diagnostic::sort(&mut diagnostics);
    report.complain(&diagnostics);
    let languages = || overview.documents.iter().flat_map(|document| &document.languages);
    let is_less = |(done, all): (usize, usize)| 100 * done < usize::from(command.min.unwrap_or(0)) * all;
    let less = languages().any(|language| is_less(language.done[0]));
    Ok(report::status(&diagnostics).max(if less { Status::Flawed } else { Status::Clean }))
}

fn document(
    project: &Project,
    name: &str,
    source: &Source,
    asked: &[Lang],
    wanted: &[Lang],
    diagnostics: &mut Vec<Diagnostic>,
) -> Document {
    let mut document = Document { doc: name.to_owned(), languages: Vec::new() };
    let own: Vec<&Lang> = source.document.parallel_langs().collect();
    for &lang in own.iter().filter(|lang| asked.is_empty() || asked.contains(lang)) {
        document.languages.push(in_document(source, lang));
    }
    let is_message = |lang: &&Lang| **lang != source.document.lang && !own.contains(lang);
    for lang in wanted.iter().filter(is_message) {
        match language(project, name, lang, source) {
            Ok(language) => document.languages.push(language),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    document
}

fn language(project: &Project, document: &str, lang: &Lang, source: &Source) -> Result<Language> {
    let catalog = translation(project, document, lang, source)?.catalog;
    Ok(counted(lang, source, catalog.states(&source.units), |id, text| catalog.source_difference(id, text)))
}

/// A language in which the document has a text of its own: what is linked is fresh, what has no partner is missing there or
/// an orphan here.
fn in_document(source: &Source, lang: &Lang) -> Language {
    counted(lang, source, edition::states(&source.document, lang), |_, _| None)
}

fn counted(
    lang: &Lang,
    source: &Source,
    states: Vec<(String, State)>,
    difference: impl Fn(&str, &str) -> Option<String>,
) -> Language {
    let count = |wanted| states.iter().filter(|(_, state)| *state == wanted).count();
    // The units come first, in their order.
    let translated = || source.units.to_translate().zip(&states);
    let words = |fresh_only: bool| -> usize {
        let wanted = translated().filter(|(_, (_, state))| !fresh_only || *state == State::Fresh);
        wanted.map(|(unit, _)| words::words(&unit.text).count()).sum()
    };
    let units: Vec<Unit> = translated()
        .map(|(unit, (id, state))| {
            let is_stale = matches!(state, State::Outdated | State::Revised);
            let difference = difference(id, &unit.text).filter(|_| is_stale);
            Unit { id: id.clone(), state: *state, difference }
        })
        .collect();
    let done = [(count(State::Fresh), units.len()), (words(true), words(false))];
    let orphans = states.iter().skip(units.len());
    let orphans = orphans.map(|(id, state)| Unit { id: id.clone(), state: *state, difference: None });
    Language {
        lang: lang.to_string(),
        fresh: count(State::Fresh),
        outdated: count(State::Outdated),
        revised: count(State::Revised),
        missing: count(State::Missing),
        orphan: count(State::Orphan),
        units: units.into_iter().chain(orphans).collect(),
        done,
    }
}

fn json(overview: &Overview) -> String {
    serde_json::to_string(overview).expect("strings, numbers and lists are always JSON")
}

/// One line for each document and language; in full, below it what is not fresh.
fn table(overview: &Overview, in_full: bool) -> String {
    let mut lines = vec![
        ["document", "lang", "fresh", "outdated", "revised", "missing", "orphan", "units", "words"].map(str::to_owned),
    ];
    let mut details = vec![String::new()];
    for document in &overview.documents {
        for language in &document.languages {
            let counts = [language.fresh, language.outdated, language.revised, language.missing, language.orphan];
            let mut line = [const { String::new() }; 9];
            (line[0], line[1]) = (document.doc.clone(), language.lang.clone());
            line[2..7].clone_from_slice(&counts.map(|count| count.to_string()));
            line[7..].clone_from_slice(&language.done.map(per_cent));
            lines.push(line);
            details.push(if in_full { detail(language) } else { String::new() });
        }
    }
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; 9] = std::array::from_fn(width);
    let mut out = String::new();
    for (line, detail) in lines.iter().zip(details) {
        let cell = |(at, text): (usize, &String)| match at {
            0 | 1 => format!("{text:width$}", width = widths[at]),
            _ => format!("{text:>width$}", width = widths[at]),
        };
        out += &line.iter().enumerate().map(cell).collect::<Vec<_>>().join("  ");
        out.push('\n');
        out += &detail;
    }
    out
}

/// The units that are not fresh, each with what has changed in its source.
fn detail(language: &Language) -> String {
    let mut out = String::new();
    for Unit { id, state, difference } in language.units.iter().filter(|unit| unit.state != State::Fresh) {
        let id = identifier::encode(id);
        out += &format!("    {} {id}\n", state.name());
        if let Some(difference) = difference {
            out += &format!("        {difference}\n");
        }
    }
    out
}

/// A share in whole per cent: 100 only for all.
fn per_cent((done, all): (usize, usize)) -> String {
    (100 * done).checked_div(all).map_or_else(|| "-".to_owned(), |share| format!("{share}%"))
}
