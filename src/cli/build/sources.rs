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
    let picture = |mime| (mime, "A picture that the text shows".to_owned(), Relation::Source);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    match (stem, extension.to_ascii_lowercase().as_str()) {
        (_, "xml") => (tei, "The text in TEI".to_owned(), Relation::Source),
        (_, "lock") => (toml, format!("What the translation into {lang} was made from"), Relation::Data),
        ("terms", "ftl") => (fluent, format!("The terms in {lang}"), Relation::Source),
        ("interface", "ftl") => (fluent, format!("The labels in {lang}"), Relation::Source),
        (_, "ftl") => (fluent, format!("The translation into {lang}"), Relation::Source),
        (_, "png") => picture("image/png"),
        (_, "jpg" | "jpeg") => picture("image/jpeg"),
        (_, "svg") => picture("image/svg+xml"),
        _ if path != SETTINGS => picture("application/octet-stream"),
        _ => (toml, "The settings of the project".to_owned(), Relation::Data),
    }
}
