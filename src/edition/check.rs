//! What is wrong with a document and its messages, apart from what shows when they are set side by side.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{align, source};
use crate::catalog::state::State;
use crate::catalog::{Catalog, Formatted, identifier, quality};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::tei::{self, Document, FragmentError};
use crate::text::{Inline, Lang, Node, Unit};

fn units(document: &Document) -> impl Iterator<Item = &Unit> {
    document.nodes.iter().filter_map(|node| if let Node::Unit(unit) = node { Some(unit) } else { None })
}

/// The ids that more than one unit has.
pub(super) fn ambiguous(document: &Document) -> FxHashSet<&str> {
    let mut seen = FxHashSet::default();
    units(document).filter_map(|unit| unit.id.as_deref()).filter(|id| !seen.insert(*id)).collect()
}

/// The start tag at a position of a TEI file.
pub(super) fn start_tag(text: &str, at: usize) -> Range<usize> {
    let length = text.get(at..).and_then(|tag| tag.find(['>', '\n'])).map_or(0, |end| end + 1);
    let tag = text.get(at..at + length).unwrap_or_default().trim_end();
    at..at + tag.len()
}

/// Reports messages without a unit, whose text would be missing from every edition.
pub(super) fn orphans(document: &Document, catalog: &Catalog) -> Vec<Diagnostic> {
    let known: FxHashSet<&str> = units(document).filter_map(|unit| unit.id.as_deref()).collect();
    let mut found = Vec::new();
    for (id, span) in catalog.orphans(&known) {
        let Some(file) = catalog.file() else { continue };
        if catalog.is_empty(&id) {
            found.push(orphaned_stub(&id, &document.file.name).at(file, span));
            continue;
        }
        found.push(
            Diagnostic::error("orphan-message", format!("the message `{id}` has no unit in {}", document.file.name))
                .at(file, span)
                .help(match holder(document, &id) {
                    Some(unit) => format!(
                        "the element “{id}” is a part of the unit `{unit}`: write its text into that message, and delete this one"
                    ),
                    None => format!("give a unit the `xml:id` “{id}”, give the message the id of its unit, or delete it"),
                }),
        );
    }
    found
}

/// The unit in which an element stands that is none itself, such as a paragraph of a cell.
fn holder<'d>(document: &'d Document, id: &str) -> Option<&'d str> {
    let text = document.file.text.as_str();
    let said = ['"', '\''].map(|quote| format!("{}={quote}{id}{quote}", document.id_attribute));
    let at = said.iter().find_map(|said| text.find(said.as_str()))?;
    let before = units(document).filter(|unit| unit.at < at && unit.id.is_some());
    before.max_by_key(|unit| unit.at)?.id.as_deref()
}

/// Says that a message without text has no unit: nothing would be missing from an edition. `path` is the source's.
pub fn orphaned_stub(id: &str, path: &str) -> Diagnostic {
    Diagnostic::note("orphan-stub", format!("the message `{id}` is empty and has no unit in {path}"))
        .help("delete it: nothing is translated in it, and no edition lacks it")
}

/// Reports messages whose markup cannot be read, where there is no document that they could be set beside.
pub fn markup_errors(catalog: &Catalog) -> Vec<Diagnostic> {
    let Some(file) = catalog.file() else { return Vec::new() };
    // What others refer to need be no whole, and what is broken is told already.
    let whole = catalog.ids().filter(|(id, _)| !catalog.is_referenced(id) && !catalog.is_broken(id));
    let error = |(id, _): (String, Range<usize>)| {
        let formatted = catalog.format(&id)?;
        let error = tei::fragment(&readable(&formatted.text)).err()?;
        Some(bad_markup(&id, error, &formatted, file))
    };
    whole.filter_map(error).collect()
}

/// Whether a character cannot stand in XML (section 2.2), and so in no edition and in no markup.
fn is_barred(c: char) -> bool {
    c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The text of a message with spaces in place of characters that cannot stand in XML: all else stays where it is.
pub(super) fn readable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_barred) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if is_barred(c) { " ".repeat(c.len_utf8()) } else { c.to_string() }).collect()
}

/// Reports such characters.
pub(super) fn barred(id: &str, lang: &Lang, formatted: &Formatted, file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    if !formatted.text.contains(is_barred) {
        return Vec::new();
    }
    let found = quality::characters(lang, &formatted.text).into_iter().filter_map(|finding| {
        let span = finding.span.filter(|span| formatted.text[span.clone()].contains(is_barred))?;
        let error = Diagnostic::error("control-character", format!("`{id}`: {}", finding.message));
        Some(error.at(file, formatted.place(span)).help(finding.help))
    });
    found.collect()
}

/// Says what is wrong with the markup of a message.
pub(super) fn bad_markup(id: &str, error: FragmentError, formatted: &Formatted, file: &Arc<SourceFile>) -> Diagnostic {
    let help = "close each tag that is opened, in the reverse order; write `&lt;` for `<` and `&amp;` for `&`";
    Diagnostic::error(error.code, format!("the markup of `{id}` cannot be read: {}", error.message))
        .at(file, formatted.place(error.span))
        .help(error.help.unwrap_or_else(|| help.to_owned()))
}

/// Reports where `reference`, the file of messages in the source's own language, differs from the document.
pub fn differences(document: &Document, reference: &Catalog) -> Vec<Diagnostic> {
    let Some(file) = reference.file() else { return Vec::new() };
    let warning = |message: String| Diagnostic::warning("reference-differs", message);
    let authority = format!("{} is the authority: write into {} what it says", document.file.name, file.name);
    let mut found = Vec::new();
    let ambiguous = ambiguous(document);
    let mut by_id: FxHashMap<&str, &Unit> = FxHashMap::default();
    for unit in units(document) {
        let Some(id) = unit.id.as_deref() else { continue };
        by_id.entry(id).or_insert(unit);
        if align::has_text(&unit.content) && !reference.has(id) && !reference.is_broken(id) {
            let message_id = identifier::encode(id);
            found.push(
                warning(format!("the message `{message_id}` is missing from {}", file.name))
                    .at(&document.file, start_tag(&document.file.text, unit.at))
                    .help(format!("add a line `{message_id} = …` to {} with the text of the unit", file.name)),
            );
        }
    }
    for (id, span) in reference.ids() {
        let Some(unit) = by_id.get(id.as_str()) else {
            if !reference.is_referenced(&id) {
                found.push(
                    warning(format!("the message `{id}` has no unit in {}", document.file.name))
                        .at(file, span)
                        .help(format!("delete it: {} is the authority", document.file.name)),
                );
            }
            continue;
        };
        if reference.is_broken(&id) || ambiguous.contains(id.as_str()) {
            continue;
        }
        let Some(formatted) = reference.format(&id) else {
            found.push(warning(format!("`{id}` has no text")).at(file, span).help(authority.clone()));
            continue;
        };
        let source = markup(&unit.content);
        let said = tei::fragment(&formatted.text).map(|content| markup(&content));
        if said.as_ref() != Ok(&source) {
            let message = match said {
                Ok(said) => format!("`{id}` differs from the source: {}", first_difference(&source, &said)),
                Err(error) => format!("`{id}` differs from the source: {}", error.message),
            };
            found.push(
                warning(message)
                    .at(file, formatted.id_span.clone())
                    .related(&document.file, start_tag(&document.file.text, unit.at), "the unit in the source")
                    .help(authority.clone()),
            );
        }
    }
    found
}

/// Says that a translation is not known to agree with its source, with what has changed in it.
pub(super) fn stale(
    unit: &Unit,
    id: &str,
    document: &Document,
    catalog: &Catalog,
    formatted: &Formatted,
) -> Option<Diagnostic> {
    // Most translations have a record, most records are of the source as it is.
    catalog.lock().get(id)?;
    let source = source::message(&unit.content);
    let difference = catalog.source_difference(id, &source)?;
    let name = align::document_name(&document.file.name);
    let accept = format!("`enface accept {name} --lang {} {}`", catalog.lang(), identifier::encode(id));
    let (code, message, help) = match catalog.state(id, &source) {
        State::Outdated => (
            "outdated-message",
            format!("the source of `{id}` has changed since it was translated: {difference}"),
            format!("revise the translation and confirm it with {accept}; if it is still right, confirm it as it is"),
        ),
        State::Revised => (
            "revised-message",
            format!("the translation of `{id}` was revised after its source changed, but not confirmed: {difference}"),
            format!("if it says what the source says now, confirm it with {accept}"),
        ),
        State::Fresh | State::Missing | State::Orphan => return None,
    };
    Some(
        Diagnostic::error(code, message)
            .at(catalog.file()?, formatted.id_span.clone())
            .related(&document.file, start_tag(&document.file.text, unit.at), "the unit in the source")
            .help(help),
    )
}

/// Notes that translations of a document are not in the lock yet, so that nobody is told if their source changes.
pub fn unrecorded(document: &Document, catalog: &Catalog) -> Option<Diagnostic> {
    let file = catalog.file()?;
    let known: FxHashSet<&str> = units(document).filter_map(|unit| unit.id.as_deref()).collect();
    let mut ids = catalog.ids().filter(|(id, _)| known.contains(id.as_str()) && catalog.is_unrecorded(id));
    let (id, span) = ids.next()?;
    let message = match ids.count() {
        0 => format!("the lock does not know the translation of `{id}` yet"),
        more => format!("the lock does not know {} translations yet; the first is that of `{id}`", more + 1),
    };
    let help = "`enface sync` records the source that they were made from, so that a change of it will be noticed";
    Some(Diagnostic::note("not-recorded", message).at(file, span).help(help))
}

/// A content as a message writes it, without attributes.
pub(super) fn markup(content: &[Inline]) -> String {
    fn push(content: &[Inline], out: &mut String) {
        for inline in content {
            match inline {
                Inline::Text(text) => out.push_str(&text.text),
                Inline::Element(element) => {
                    out.extend(["<", &element.name, ">"]);
                    push(&element.content, out);
                    out.extend(["</", &element.name, ">"]);
                }
                Inline::Break(_) => out.push_str("<lb/>"),
                Inline::NoteMark(mark) => {
                    out.extend(["<note xml:id=\"", mark.id.as_deref().unwrap_or_default(), "\"/>"]);
                }
                // Where a page of the original begins is nothing that a message says.
                Inline::Milestone(_) => {}
            }
        }
    }
    let mut out = String::new();
    push(content, &mut out);
    out
}

/// Shows the words around the place where two texts part.
fn first_difference(source: &str, said: &str) -> String {
    let same: usize = source.chars().zip(said.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let excerpt = |text: &str| {
        let start = text[..same].char_indices().rev().take(12).last().map_or(same, |(at, _)| at);
        let word = text[start..same].find(' ').filter(|_| start > 0);
        let start = word.map_or(start, |space| start + space + 1);
        let length: usize = text[start..].chars().take(32).map(char::len_utf8).sum();
        let lead = if start > 0 { "…" } else { "" };
        let tail = if start + length < text.len() { "…" } else { "" };
        format!("“{lead}{}{tail}”", &text[start..start + length])
    };
    format!("there {}, here {}", excerpt(source), excerpt(said))
}
