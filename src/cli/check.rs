//! `enface check`: finds what is wrong with sources and translations.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::args::{Check, Global, MessageFormat};
use super::assemble::{Assembler, Assembly, Purpose};
use super::report::{self, Report};
use super::{Status, select};
use crate::diagnostic::{self, Format, Severity};
use crate::project::{self, Project, Result};

pub(super) fn run(command: &Check, global: &Global, report: &Report) -> Result<Status> {
    let project = Project::open(global.folder())?;
    let documents = select(&project, &command.selection.documents)?;
    let assembler = Assembler::new(&project, &command.selection, Purpose::Check)?;
    let mut diagnostics = assembler.weigh(project.strays().to_vec());
    let mut files = BTreeSet::new();
    let read = |document: &&str| {
        let Assembly { files, diagnostics, .. } = assembler.assemble(document);
        (files, diagnostics)
    };
    let found: Vec<_> = documents.par_iter().map(read).collect();
    for (read, found) in found {
        for file in read {
            if files.insert(file.clone()) {
                report.detail(|| format!("read {file}"));
            }
        }
        diagnostics.extend(found);
    }
    diagnostic::sort(&mut diagnostics);
    diagnostic::limit(&mut diagnostics);

    let format = match command.message_format {
        MessageFormat::Human => Format::Human,
        MessageFormat::Json => Format::Json,
        MessageFormat::Github => Format::Github,
        MessageFormat::Sarif => Format::Sarif,
    };
    report.out(&diagnostic::render(&diagnostics, format, &base(global)));
    if matches!(format, Format::Human | Format::Github) {
        report.say(&report::summary(&diagnostics, files.len()));
    }
    let denied = command.deny_warnings && diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Warning);
    Ok(report::status(&diagnostics).max(if denied { Status::Flawed } else { Status::Clean }))
}

/// What leads from this folder to the project, for programs that look for its files from here.
fn base(global: &Global) -> String {
    let folder = project::display(global.folder());
    let folder = folder.strip_prefix("./").unwrap_or(&folder).trim_end_matches('/');
    if folder == "." || folder.is_empty() { String::new() } else { format!("{folder}/") }
}
