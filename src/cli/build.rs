//! `enface build`: makes editions.
//!
//! Documents are made as many at a time as there are threads, so that a run never holds more of them; what is said of them
//! is said in their order.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use rayon::prelude::*;

use super::args::{Build, Global};
use super::assemble::{Assembler, Assembly, Purpose};
use super::report::{self, Progress, Report, plural};
use super::{Status, select};
use crate::diagnostic::{self, Diagnostic};
use crate::html::IndexEntry;
use crate::project::{Project, Result};

use press::Press;

pub(super) mod date;
mod explain;
mod list;
pub(super) mod names;
pub(super) mod press;
pub(super) mod sources;

pub(super) fn run(command: &Build, global: &Global, report: &mut Report) -> Result<Status> {
    let project = Project::open(global.folder())?;
    let documents = select(&project, &command.selection.documents)?;
    let assembler = Assembler::new(&project, &command.selection, purpose(command))?;
    report.complain(&assembler.weigh(project.strays().to_vec()));
    let mut status = Status::Clean;
    let mut said = BTreeSet::new();
    let mut entries = Vec::new();
    let mut failed = Vec::new();
    let press = press(command, global, &assembler)?;
    let progress = report.progress(&documents);
    make_all(&documents, &assembler, &press, &progress, |document, made| {
        let Made { mut diagnostics, files, millis, lines, entry } = made;
        report.detail(|| format!("read {} in {millis} ms", files.join(", ")));
        status = status.max(report::status(&diagnostics));
        // What documents share, such as terms, is said once.
        diagnostics.retain(|diagnostic| {
            let place = diagnostic.place.as_ref().map(|place| (place.file.name.clone(), place.span.start));
            said.insert((diagnostic.code, diagnostic.message.clone(), place))
        });
        report.complain(&diagnostics);
        lines.iter().for_each(|line| report.say(line));
        if entry.is_none() {
            failed.push(document);
        }
        entries.extend(entry);
    });
    drop(progress);
    if documents.len() > 1 && !failed.is_empty() {
        report.complain(&[not_built(&failed, documents.len())]);
    }
    if !entries.is_empty() {
        write_list(&press, entries, &project, &assembler)?;
    }
    Ok(status)
}

/// What the documents are read for.
pub(super) fn purpose(command: &Build) -> Purpose {
    if command.draft { Purpose::Draft } else { Purpose::Edition }
}

/// What makes the files of the editions that a command wants.
pub(super) fn press<'a>(command: &'a Build, global: &Global, assembler: &'a Assembler<'_>) -> Result<Press<'a>> {
    Ok(Press {
        command,
        fonts: assembler.fonts(),
        project_fonts: assembler.project_fonts(),
        style: assembler.style(),
        standard: assembler.standard(),
        folder: match &command.out {
            Some(folder) => folder.clone(),
            // As people would write it from where they are.
            None if global.folder().as_os_str() == "." => PathBuf::from("out"),
            None => global.folder().join("out"),
        },
        now: date::now()?,
    })
}

/// Makes documents, as many at a time as there are threads, and tells what became of each in their order.
pub(super) fn make_all<'d>(
    documents: &[&'d str],
    assembler: &Assembler<'_>,
    press: &Press<'_>,
    progress: &Progress,
    mut tell: impl FnMut(&'d str, Made),
) {
    let clashes = names::clashes(documents);
    for some in documents.chunks(rayon::current_num_threads()) {
        let made: Vec<Made> =
            some.par_iter().map(|document| make(document, assembler, press, &clashes, progress)).collect();
        some.iter().zip(made).for_each(|(document, made)| tell(document, made));
    }
}

/// Writes the list of the editions that are there: those that were made now, and others that were made before.
pub(super) fn write_list(
    press: &Press<'_>,
    made: Vec<IndexEntry>,
    project: &Project,
    assembler: &Assembler<'_>,
) -> Result<()> {
    list::write(&press.folder, made, project, assembler)
}

/// What became of a document.
pub(super) struct Made {
    /// What is wrong with it.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The files that were read.
    pub(super) files: Vec<String>,
    /// How long that took.
    pub(super) millis: u128,
    /// A line for each file that was written.
    pub(super) lines: Vec<String>,
    /// The edition in the list; none if it was not made.
    pub(super) entry: Option<IndexEntry>,
}

fn make(
    document: &str,
    assembler: &Assembler<'_>,
    press: &Press<'_>,
    clashes: &[Vec<&str>],
    progress: &Progress,
) -> Made {
    let start = Instant::now();
    let Assembly { edition, mut diagnostics, files, originals } = assembler.assemble(document);
    let millis = start.elapsed().as_millis();
    diagnostics.extend(clashes.iter().find(|names| names.contains(&document)).map(|names| same_files(names)));
    diagnostic::sort(&mut diagnostics);
    let is_sound = report::status(&diagnostics) == Status::Clean;
    diagnostic::limit(&mut diagnostics);
    let mut lines = Vec::new();
    let mut entry = None;
    if let Some(edition) = edition.filter(|_| is_sound) {
        match press.print(&edition, sources::attachments(&originals), assembler, progress) {
            Ok((said, findings)) => {
                lines = said;
                entry = Some(IndexEntry::of(&edition)).filter(|_| report::status(&findings) == Status::Clean);
                diagnostics.extend(findings);
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    progress.document();
    Made { diagnostics, files, millis, lines, entry }
}

fn same_files(documents: &[&str]) -> Diagnostic {
    let names: Vec<String> = documents.iter().map(|name| format!("`sources/{name}.xml`")).collect();
    let message = format!("{} would be written to the same files", names.join(" and "));
    Diagnostic::error("output", message)
        .help("give them names that differ in more than their case or the way in which their letters are composed")
}

/// Names at the end of a long report what it is easily lost in.
fn not_built(failed: &[&str], all: usize) -> Diagnostic {
    let names: Vec<String> = failed.iter().map(|name| format!("`{name}`")).collect();
    let was = if failed.len() == 1 { "was" } else { "were" };
    let message = format!("{} of {} {was} not built: {}", failed.len(), plural(all, "document"), names.join(", "));
    Diagnostic::error("not-built", message).help("mend what is said of it above, and run again")
}
