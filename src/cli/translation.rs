//! A document and its translations as the commands read them that work on translations.

use std::sync::Arc;

use crate::catalog::lock::Lock;
use crate::catalog::units::Units;
use crate::catalog::{self, Catalog, Variables};
use crate::diagnostic::{Diagnostic, Severity, SourceFile};
use crate::edition;
use crate::project::{Project, Result};
use crate::tei::{self, Document};
use crate::text::Lang;

/// A document whose units are known.
pub(super) struct Source {
    pub(super) document: Document,
    pub(super) units: Units,
    /// The numbers and dates that its messages can show.
    pub(super) variables: Variables,
}

/// Reads a document; none if it has errors or units without id, which are added to the diagnostics: nobody could say what
/// is translated.
pub(super) fn source(project: &Project, document: &str, diagnostics: &mut Vec<Diagnostic>) -> Result<Option<Source>> {
    let (read, found) = tei::read(&project.source(document)?);
    let before = diagnostics.len();
    diagnostics.extend(found.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error));
    let Some(read) = read.filter(|_| diagnostics.len() == before) else { return Ok(None) };
    diagnostics.extend(without_id(&read));
    if diagnostics.len() > before {
        return Ok(None);
    }
    Ok(Some(Source { units: edition::units(&read), variables: edition::variables(&read), document: read }))
}

/// The first unit without id, with how many there are.
pub(super) fn without_id(document: &Document) -> Option<Diagnostic> {
    let found = tei::missing_ids(document);
    let count = found.len();
    let first = found.into_iter().next()?;
    let message = match count {
        1 => first.message.clone(),
        _ => format!("{count} units have no `xml:id`; this is the first"),
    };
    let help = "`enface ids` gives each unit an identifier, and changes nothing else";
    Some(Diagnostic { message, ..first }.help(help))
}

/// A document in one language, with the files that it was read from.
pub(super) struct Translation {
    pub(super) catalog: Catalog,
    pub(super) messages: Option<Arc<SourceFile>>,
    pub(super) lock: Option<Arc<SourceFile>>,
}

/// Reads the messages of a document in a language, and what is known of their sources. What is wrong with single messages
/// is not told: `check` does that.
pub(super) fn translation(project: &Project, document: &str, lang: &Lang, source: &Source) -> Result<Translation> {
    let (messages, terms) = (project.messages(lang, document)?, project.terms(lang)?);
    let lock = project.lock(lang, document)?;
    let known = lock.as_ref().map(Lock::read).transpose()?.unwrap_or_default();
    let read = catalog::read_for(lang, messages.as_ref(), terms.as_ref(), source.variables.clone());
    let catalog = read.0.with_lock(known);
    Ok(Translation { catalog, messages, lock })
}

/// The text of the file of a lock; none for one that knows nothing.
pub(super) fn lock_text(lock: &Lock) -> String {
    if lock.records().is_empty() { String::new() } else { lock.write() }
}

/// Writes a lock if it is to change. Gives the file as it is then.
pub(super) fn put_lock(
    project: &Project,
    name: &str,
    old: Option<&Arc<SourceFile>>,
    lock: &Lock,
) -> Result<Option<Arc<SourceFile>>> {
    let text = lock_text(lock);
    if old.map_or("", |file| file.text.as_str()) == text {
        return Ok(old.cloned());
    }
    project.update(name, old.map(AsRef::as_ref), text).map(Some)
}

/// The languages that a document has messages in, other than those of its own texts: those that are asked for, or all.
pub(super) fn languages(project: &Project, document: &str, source: &Source, wanted: &[Lang]) -> Result<Vec<Lang>> {
    let mut langs = if wanted.is_empty() { project.languages(document)? } else { wanted.to_vec() };
    langs.retain(|lang| *lang != source.document.lang && !source.document.parallel_langs().any(|own| own == lang));
    Ok(langs)
}

/// Refuses to work on the messages of a language in which a document has a text of its own.
pub(super) fn only_messages(source: &Source, langs: &[Lang]) -> Result<()> {
    let Some(lang) = langs.iter().find(|lang| source.document.parallel_langs().any(|own| own == *lang)) else {
        return Ok(());
    };
    let message = format!("`{}` has a text in `{lang}` of its own", source.document.file.name);
    Err(Diagnostic::error("usage", message).help("change it there: no messages are made of it").into())
}
