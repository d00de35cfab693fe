//! `enface export`: writes an edition as a file that other programs read.

use std::path::PathBuf;
use std::time::Instant;

use super::args::{Export, ExportFormat, Global, Selection};
use super::assemble::{Assembler, Assembly, Purpose};
use super::build::names::{is_plain_name, stem};
use super::report::{self, Report, plural};
use super::{Status, select};
use crate::diagnostic::{self, Diagnostic};
use crate::edition::{Edition, Part};
use crate::export;
use crate::project::{self, Output, Project, Result};

pub(super) fn run(command: &Export, global: &Global, report: &mut Report) -> Result<Status> {
    let project = Project::open(global.folder())?;
    let documents = select(&project, std::slice::from_ref(&command.document))?;
    let selection = Selection { documents: Vec::new(), langs: command.langs.clone() };
    let purpose = if command.draft { Purpose::Draft } else { Purpose::Edition };
    let assembler = Assembler::new(&project, &selection, purpose)?;
    let folder = match &command.out {
        Some(folder) => folder.clone(),
        // As people would write it from where they are.
        None if global.folder().as_os_str() == "." => PathBuf::from("out"),
        None => global.folder().join("out"),
    };
    for document in documents {
        let start = Instant::now();
        let Assembly { edition, mut diagnostics, .. } = assembler.assemble(document);
        diagnostic::sort(&mut diagnostics);
        let status = report::status(&diagnostics);
        diagnostic::limit(&mut diagnostics);
        report.complain(&diagnostics);
        let Some(edition) = edition.filter(|_| status == Status::Clean) else { return Ok(status) };
        let output = match command.format {
            ExportFormat::Tei => {
                Output { path: folder.join(file_name(&edition)?), bytes: export::tei::write(&edition) }
            }
        };
        project::write(std::slice::from_ref(&output))?;
        let rows = edition.parts.iter().filter(|part| matches!(part, Part::Row(_))).count();
        let (shown, millis) = (project::display(&output.path), start.elapsed().as_millis());
        report.say(&format!("{shown}   {}   {millis} ms", plural(rows, "row")));
    }
    Ok(Status::Clean)
}

/// The name of the TEI file of an edition.
pub(super) fn file_name(edition: &Edition) -> Result<String> {
    let name = format!("{}.xml", stem(&edition.name, &edition.langs));
    if is_plain_name(&name) {
        return Ok(name);
    }
    Err(Diagnostic::error("output", format!("`{name}` cannot be the name of a file"))
        .help("name the document with letters, digits, `-`, `_` and `.`")
        .into())
}
