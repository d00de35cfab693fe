//! The files that an edition is made from, as it carries them.

use crate::pdf::{Attachment, Relation};
use crate::project::{Project, Result};

/// The name of the settings.
const SETTINGS: &str = "enface.toml";

/// Reads files of a project, each once, to be attached to an edition that was made from them; the settings come last.
pub(in crate::cli) fn attachments(project: &Project, files: &[String]) -> Result<Vec<Attachment>> {
    let mut attachments: Vec<Attachment> = Vec::new();
    for path in files.iter().map(String::as_str).chain([SETTINGS]) {
        if attachments.iter().any(|known| known.path == path) {
            continue;
        }
        let Some(bytes) = project.bytes(path)? else { continue };
        let (mime, description, relation) = kind(path);
        attachments.push(Attachment { path: path.to_owned(), mime, description, relation, bytes });
    }
    Ok(attachments)
}

/// The media type of a file, what it is, and what it is to the edition.
fn kind(path: &str) -> (&'static str, String, Relation) {
    let (folder, name) = path.rsplit_once('/').unwrap_or_default();
    let lang = folder.rsplit_once('/').map_or("", |(_, lang)| lang);
    // RFC 6129; the media type of TOML is registered, that of Fluent is not.
    let (tei, toml, fluent) = ("application/tei+xml", "application/toml", "text/plain");
    match name.rsplit_once('.') {
        Some((_, "xml")) => (tei, "The text in TEI".to_owned(), Relation::Source),
        Some((_, "lock")) => (toml, format!("What the translation into {lang} was made from"), Relation::Data),
        Some(("terms", "ftl")) => (fluent, format!("The terms in {lang}"), Relation::Source),
        Some(("interface", "ftl")) => (fluent, format!("The labels in {lang}"), Relation::Source),
        Some((_, "ftl")) => (fluent, format!("The translation into {lang}"), Relation::Source),
        _ => (toml, "The settings of the project".to_owned(), Relation::Data),
    }
}
