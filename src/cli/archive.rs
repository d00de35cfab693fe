//! `enface archive`: keeps an edition with all that it was made from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::args::{Archive, Build, Format, Global, Selection};
use super::assemble::{Assembler, Assembly, Purpose};
use super::build::date;
use super::build::press::{Press, Printed};
use super::build::sources;
use super::report::{self, Progress, Report, plural};
use super::{Status, select};
use crate::archive::{self, File, Kind, Making};
use crate::diagnostic::{self, Diagnostic};
use crate::edition::{Edition, Identifier};
use crate::export;
use crate::image::Image;
use crate::layout::font;
use crate::project::{self, Original, Project, Result, SETTINGS};
use crate::text::Lang;

pub(super) mod command;

pub(super) fn run(command: &Archive, global: &Global, report: &mut Report) -> Result<Status> {
    let project = Project::open(global.folder())?;
    let documents = select(&project, std::slice::from_ref(&command.document))?;
    let build = Build {
        selection: Selection { documents: Vec::new(), langs: command.langs.clone() },
        format: vec![Format::Pdf, Format::Html],
        layout: command.layout,
        print: command.print,
        reading: command.reading,
        pdf: command.pdf,
        ..Build::default()
    };
    let seconds = date::seconds()?;
    let progress = report.progress(&documents);
    for document in documents {
        let contents = match make(&project, document, &build, seconds, &progress, |found| report.complain(found))? {
            Ok(contents) => contents,
            Err(status) => return Ok(status),
        };
        if let Some(file) = contents.payload.iter().find(|file| file.path.contains('%')) {
            return Err(ambiguous(&file.path));
        }
        let bag = archive::bag(contents.payload, &contents.information);
        let files: Vec<(&str, &[u8])> = bag.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
        project::create_whole(&command.out, &files)?;
        let bytes: usize = bag.iter().map(|file| file.bytes.len()).sum();
        let shown = project::display(&command.out);
        report.say(&format!("{shown}   {}   {bytes} bytes", plural(bag.len(), "file")));
    }
    Ok(Status::Clean)
}

/// Why a name cannot stand in a bag: `%` is `%25` in a manifest (RFC 8493, section 2.1.3), but widespread programs take that
/// for the name itself, and `%` for what RFC 8493 forbids.
fn ambiguous(path: &str) -> Box<Diagnostic> {
    let message = format!("`{path}` has a `%` in its name, which programs that read bags do not read alike");
    Diagnostic::error("input", message).help("give the file a name without `%`").into()
}

/// What a bag holds.
pub(super) struct Contents {
    /// The files of its payload.
    pub(super) payload: Vec<File>,
    /// What `bag-info.txt` tells.
    pub(super) information: Vec<(&'static str, String)>,
}

/// Makes what the bag of a document holds; `seconds` are the date of the environment. What is wrong is told; if that is to
/// refuse the edition, there is only what it means for the exit status.
pub(super) fn make(
    project: &Project,
    document: &str,
    build: &Build,
    seconds: Option<u64>,
    progress: &Progress,
    tell: impl Fn(&[Diagnostic]),
) -> Result<std::result::Result<Contents, Status>> {
    let assembler = Assembler::new(project, &build.selection, Purpose::Edition)?;
    let Assembly { edition, mut diagnostics, originals, .. } = assembler.assemble(document);
    diagnostic::sort(&mut diagnostics);
    let status = report::status(&diagnostics);
    diagnostic::limit(&mut diagnostics);
    tell(&diagnostics);
    let Some(edition) = edition.filter(|_| status == Status::Clean) else { return Ok(Err(status)) };
    let now = seconds.map(date::date);
    let press = Press {
        command: build,
        fonts: assembler.fonts(),
        project_fonts: assembler.project_fonts(),
        style: assembler.style(),
        standard: assembler.standard(),
        folder: PathBuf::from("out"),
        now: now.clone(),
    };
    let printed = press.make(&edition, sources::attachments(&originals), progress)?;
    tell(&assembler.weigh(printed.findings.clone()));
    let making = Making {
        document: document.to_owned(),
        titles: edition.titles.clone(),
        languages: edition.langs.iter().map(Lang::to_string).collect(),
        date: now.or_else(|| edition.metadata.date.clone()),
        command: command::again(document, &build.options(&edition.langs), seconds),
    };
    let payload = payload(project, &edition, &originals, &assembler, printed, &making)?;
    Ok(Ok(Contents { payload, information: information(&edition, &making) }))
}

/// The files of the payload: a project that makes the editions again, and what else belongs to it.
fn payload(
    project: &Project,
    edition: &Edition,
    read: &[Original],
    assembler: &Assembler<'_>,
    printed: Printed,
    making: &Making,
) -> Result<Vec<File>> {
    let mut files: Vec<(Kind, File)> = Vec::new();
    let mut add = |kind: Kind, path: String, bytes: Vec<u8>| files.push((kind, File { path, bytes }));
    for (path, bytes) in project.originals(&edition.name, &edition.langs)? {
        // What the editions were made from is kept as it was then.
        let then = read.iter().find(|read| read.file.name == path).map(|read| read.bytes.to_vec());
        add(kind(&path), path, then.unwrap_or(bytes));
    }
    // One file may be shown under several addresses.
    let pictures: BTreeMap<&str, &Image> =
        edition.pictures.values().map(|image| (image.path.as_str(), image.as_ref())).collect();
    pictures.into_iter().for_each(|(path, image)| add(Kind::Graphic, path.to_owned(), image.bytes.to_vec()));
    let fonts = project.fonts()?;
    // Not among the fonts of the project, which are tried before those of the program; none that is there anyway.
    let of_program = font::built_in(assembler.fonts(), |id| printed.fonts.contains(&id));
    let is_new = |file: &font::BuiltIn| fonts.iter().all(|(_, bytes)| bytes.as_slice() != file.bytes);
    for font::BuiltIn { path, bytes } in of_program.into_iter().filter(is_new) {
        let kind = if path.ends_with(".txt") { Kind::Licence } else { Kind::Font };
        add(kind, format!("program/fonts/{path}"), bytes.to_vec());
    }
    for (path, bytes) in fonts {
        add(Kind::Font, path, bytes);
    }
    for (path, bytes) in project.font_licences()? {
        add(Kind::Licence, path, bytes);
    }
    let alignment = format!("out/{}", super::export::file_name(edition)?);
    add(Kind::Alignment, alignment, export::tei::write(edition));
    for output in printed.outputs {
        add(Kind::Edition, project::display(&output.path), output.bytes);
    }
    files.sort_by(|(_, a), (_, b)| a.path.cmp(&b.path));
    let inventory = archive::inventory(making, &files);
    Ok(files.into_iter().map(|(_, file)| file).chain([inventory]).collect())
}

/// What a file of a project is, by its name.
fn kind(path: &str) -> Kind {
    match (path.split('/').next(), path.rsplit('/').next().unwrap_or(path)) {
        (Some("sources"), _) => Kind::Source,
        (_, SETTINGS) => Kind::Settings,
        (_, "terms.ftl") => Kind::Terms,
        (_, "interface.ftl") => Kind::Interface,
        (_, name) if Path::new(name).extension().is_some_and(|extension| extension == "lock") => Kind::Lock,
        _ => Kind::Messages,
    }
}

/// What `bag-info.txt` tells (RFC 8493, section 2.2.2).
fn information(edition: &Edition, making: &Making) -> Vec<(&'static str, String)> {
    let metadata = &edition.metadata;
    let titles: Vec<&str> = edition.titles.iter().map(String::as_str).filter(|title| !title.is_empty()).collect();
    let mut information = vec![
        ("Source-Organization", metadata.publisher.clone().unwrap_or_default()),
        ("External-Description", format!("{}. {}", metadata.authors.join(", "), titles.join(" — "))),
    ];
    if metadata.authors.is_empty() {
        information[1].1 = titles.join(" — ");
    }
    let identifiers =
        metadata.identifiers.iter().map(|identifier| ("External-Identifier", Identifier::uri(identifier)));
    information.extend(identifiers);
    information.push(("Internal-Sender-Identifier", edition.name.clone()));
    // A day, whatever else the date of the edition tells.
    let day = making.date.as_deref().and_then(|date| date.get(..10)).unwrap_or_default();
    information.push(("Bagging-Date", day.to_owned()));
    information
}
