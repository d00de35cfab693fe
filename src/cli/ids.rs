//! `enface ids`: gives an `xml:id` to each unit of the sources that has none. The only command that changes a source.

use super::args::{Global, Ids};
use super::report::{self, Report, plural};
use super::{Status, diff, select};
use crate::catalog::identifier;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::project::{Project, Result};
use crate::tei;

pub(super) fn run(command: &Ids, global: &Global, report: &Report) -> Result<Status> {
    let project = Project::open(global.folder())?;
    let documents = select(&project, &command.documents)?;
    let _alone = (!command.dry_run).then(|| project.exclusive());
    let width = documents.iter().map(|document| source_name(document).chars().count()).max().unwrap_or_default();
    let mut diagnostics = Vec::new();
    for document in documents {
        // What is wrong with one does not stop the others.
        match one(&project, document, command.dry_run, &mut diagnostics) {
            Ok(Some(Done::Inserted(count))) => {
                report.say(&format!("{:width$}   {}", source_name(document), plural(count, "id")));
            }
            Ok(Some(Done::Shown(diff))) => report.out(&diff),
            Ok(None) => {}
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    diagnostic::sort(&mut diagnostics);
    diagnostic::limit(&mut diagnostics);
    report.complain(&diagnostics);
    Ok(report::status(&diagnostics))
}

/// What was done to a source.
enum Done {
    /// So many identifiers were inserted.
    Inserted(usize),
    /// They would be inserted so.
    Shown(String),
}

/// Gives identifiers to the units of a document; nothing is done if it has errors.
fn one(project: &Project, document: &str, dry_run: bool, diagnostics: &mut Vec<Diagnostic>) -> Result<Option<Done>> {
    let source = project.source(document)?;
    let (read, found) = tei::read(&source);
    let errors = found.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let before = diagnostics.len();
    diagnostics.extend(errors);
    let Some(read) = read.filter(|_| diagnostics.len() == before) else { return Ok(None) };
    // The identifier of a unit that was deleted: its translation must not fall to another unit.
    let mut translated = Vec::new();
    for lang in project.languages(document)? {
        if let Some(messages) = project.messages(&lang, document)? {
            translated.extend(identifier::defined(&messages.text).map(str::to_owned));
        }
    }
    let (insertions, mut loose) = tei::new_ids(&read, translated);
    if dry_run {
        diagnostics.append(&mut loose);
        return Ok(Some(Done::Shown(diff::insertions(&source.name, &source.text, &insertions))));
    }
    if !insertions.is_empty() {
        project.insert(&source, &insertions)?;
        // What is left is to be shown as it stands now.
        if !loose.is_empty() {
            let (read, _) = tei::read(&project.source(document)?);
            loose = read.map_or(loose, |read| tei::new_ids(&read, []).1);
        }
    }
    diagnostics.append(&mut loose);
    Ok(Some(Done::Inserted(insertions.len())))
}

fn source_name(document: &str) -> String {
    format!("sources/{document}.xml")
}
