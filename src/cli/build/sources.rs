//! The files that an edition is made from, as it carries them.

use std::sync::Arc;

use crate::pdf::{Attachment, Relation};
use crate::project::{Original, SETTINGS};

/// The files that an edition was made from, in the order in which they were read, as attachments.
pub(in crate::cli) fn attachments(files: &[Original]) -> Vec<Attachment> {
    let attachment = |Original { file, bytes }: &Original| {
        let (mime, description, relation) = kind(&file.name);
        Attachment { path: file.name.clone(), mime, description, relation, bytes: Arc::clone(bytes) }
    };
    files.iter().map(attachment).collect()
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
