//! A PDF: its sources are taken out of it and held to their hashes, and the edition is made again from them.

use std::path::PathBuf;

use super::changes;
use super::verdict::{Against, Font, Judgement, Reason, Source, Verdict};
use crate::cli::Status;
use crate::cli::args::{Build, Global, VerdictFormat, Verify};
use crate::cli::assemble::{Assembler, Assembly, Purpose};
use crate::cli::build::press::Press;
use crate::cli::build::sources;
use crate::cli::report::{self, Report};
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::pdf::{self, Enclosed, Record, Unreadable};
use crate::project::{self, Project, Result};

pub(super) fn run(bytes: &[u8], command: &Verify, global: &Global, report: &Report) -> Result<Status> {
    let file = project::display(&command.path);
    let enclosed = match pdf::enclosed(bytes) {
        Ok(enclosed) => enclosed,
        Err(Unreadable::NoPdf) if command.format == VerdictFormat::Human => {
            return Err(Diagnostic::error("input", format!("`{file}` is no PDF"))
                .help("name the PDF of an edition")
                .into());
        }
        Err(unreadable) => {
            let reason = match &unreadable {
                Unreadable::NoPdf => Reason::NoPdf,
                Unreadable::NoRecord => Reason::NoRecord,
                _ => Reason::Attachments,
            };
            return Ok(say(&Verdict::without_record(file, reason, unreadable.to_string()), command, report));
        }
    };
    let project = project(global, &enclosed.record)?;
    let mut verdict = Verdict::of(file, &enclosed.record);
    let again = judge(bytes, &enclosed, project.as_ref(), &mut verdict)?;
    let document = &enclosed.record.document;
    let against = match (&project, again) {
        (Some(project), _) if !project.documents().contains(document) => Some(Against::without(document)),
        (Some(project), Some((build, edition))) => Some(changes::since(project, &build, &edition, &enclosed)?),
        _ => None,
    };
    verdict.project = against.map(|against| Against { folder: project::display(global.folder()), ..against });
    Ok(say(&verdict, command, report))
}

/// Tells of a file that cannot be read; programs hear that, too.
pub(super) fn unread(why: Box<Diagnostic>, command: &Verify, report: &Report) -> Result<Status> {
    match command.format {
        VerdictFormat::Human => Err(why),
        VerdictFormat::Json => {
            let file = project::display(&command.path);
            Ok(say(&Verdict::without_record(file, Reason::Unread, why.message), command, report))
        }
    }
}

/// The project that a file is compared with: the one that is named, or that of this folder if it has the document.
fn project(global: &Global, record: &Record) -> Result<Option<Project>> {
    let named = global.project.is_some();
    match Project::open(global.folder()) {
        Ok(project) if named || project.documents().contains(&record.document) => Ok(Some(project)),
        Err(diagnostic) if named => Err(diagnostic),
        _ => Ok(None),
    }
}

fn say(verdict: &Verdict, command: &Verify, report: &Report) -> Status {
    match command.format {
        VerdictFormat::Json => report.out(&format!("{}\n", verdict.json())),
        // Who wants to hear only what is wrong hears it.
        VerdictFormat::Human if verdict.status() == Status::Clean => {
            report.say(verdict.text().trim_end());
        }
        VerdictFormat::Human => report.out(&verdict.text()),
    }
    verdict.status()
}

/// Judges a file. Gives what its sources make, if they make an edition.
fn judge(
    bytes: &[u8],
    enclosed: &Enclosed,
    project: Option<&Project>,
    verdict: &mut Verdict,
) -> Result<Option<(Build, Edition)>> {
    let Enclosed { record, sources: kept } = enclosed;
    let mut refuse = |judgement, reason, message: String| {
        // The first reason is the one that counts.
        if verdict.reason.is_none() {
            (verdict.judgement, verdict.reason, verdict.message) = (judgement, Some(reason), message);
        }
    };
    let sources = record.sources.iter().zip(kept);
    verdict.sources = sources
        .clone()
        .map(|(source, bytes)| Source { file: source.clone().into(), intact: source.is(bytes) })
        .collect();
    if let Some((wrong, _)) = sources.clone().find(|(source, bytes)| !source.is(bytes)) {
        refuse(
            Judgement::Altered,
            Reason::Hash,
            format!("the attached file `{}` has not the hash of the record", wrong.path),
        );
        return Ok(None);
    }
    if record.version != pdf::VERSION {
        let message = format!(
            "it was made by Enface {}, and this is {}: the attached files have the hashes of the record, but whether the \
             pages are what they make can be told by that version alone",
            record.version,
            pdf::VERSION
        );
        refuse(Judgement::Unproven, Reason::OtherVersion, message);
    }
    let mut files: Vec<(String, Vec<u8>)> =
        sources.map(|(source, bytes)| (source.path.clone(), bytes.clone())).collect();
    let fonts = project.filter(|_| !record.fonts.is_empty()).map(Project::fonts).transpose()?.unwrap_or_default();
    for font in &record.fonts {
        let found = fonts.iter().find(|(_, bytes)| font.is(bytes));
        files.extend(found.map(|(_, bytes)| (font.path.clone(), bytes.clone())));
        verdict.fonts.push(Font { file: font.clone().into(), found: found.is_some() });
    }
    if let Some(font) = verdict.fonts.iter().find(|font| !font.found) {
        let message = format!(
            "it was made with the font `{}` of its project, which is not attached: name the project that has it by `-C`",
            font.file.path
        );
        refuse(Judgement::Unproven, Reason::Fonts, message);
    }
    let Some(build) = Build::again(&record.document, &record.options) else {
        refuse(Judgement::Altered, Reason::Options, "its record has options that there are not".to_owned());
        return Ok(None);
    };
    let origin = Project::kept(files);
    let purpose = if build.draft { Purpose::Draft } else { Purpose::Edition };
    let none = || "the attached files make no edition".to_owned();
    let Ok(assembler) = Assembler::new(&origin, &build.selection, purpose) else {
        refuse(Judgement::Altered, Reason::NoEdition, none());
        return Ok(None);
    };
    let Assembly { edition, diagnostics, originals, .. } = assembler.assemble(&record.document);
    let Some(edition) = edition.filter(|_| report::status(&diagnostics) == Status::Clean) else {
        refuse(Judgement::Altered, Reason::NoEdition, none());
        return Ok(None);
    };
    let press = Press {
        command: &build,
        fonts: assembler.fonts(),
        project_fonts: assembler.project_fonts(),
        style: assembler.style(),
        standard: assembler.standard(),
        folder: PathBuf::new(),
        now: record.date.clone(),
    };
    match press.pdf(&edition, sources::attachments(&originals), |_| ()) {
        Ok(made) if made.bytes == bytes => {}
        Ok(made) => {
            let at = made.bytes.iter().zip(bytes).take_while(|(a, b)| a == b).count();
            let message =
                format!("it is not the file that the attached sources make; the first byte that differs is {at}");
            refuse(Judgement::Altered, Reason::Bytes, message);
        }
        Err(_) => refuse(Judgement::Altered, Reason::NoEdition, none()),
    }
    Ok(Some((build, edition)))
}
