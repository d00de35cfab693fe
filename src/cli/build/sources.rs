//! The files that an edition is made from, as it carries them.

use std::sync::Arc;

use crate::pdf::{Attachment, Relation};
use crate::project::Original;

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
    match name.rsplit_once('.') {
        Some((_, "xml")) => (tei, "The text in TEI".to_owned(), Relation::Source),
        Some((_, "lock")) => (toml, format!("What the translation into {lang} was made from"), Relation::Data),
        Some(("terms", "ftl")) => (fluent, format!("The terms in {lang}"), Relation::Source),
        Some(("interface", "ftl")) => (fluent, format!("The labels in {lang}"), Relation::Source),
        Some((_, "ftl")) => (fluent, format!("The translation into {lang}"), Relation::Source),
        _ => (toml, "The settings of the project".to_owned(), Relation::Data),
    }
}
