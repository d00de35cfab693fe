//! What has changed in a project since an edition was made from it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::verdict::{Against, Change, Fault, Unit};
use crate::cli::args::Build;
use crate::cli::assemble::{Assembler, Assembly, Purpose};
use crate::cli::build::sources;
use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::{Edition, Part, Row, Status};
use crate::pdf::Enclosed;
use crate::project::{Project, Result};
use crate::text::{Inline, Lang};

/// Compares an edition, and the files that it was made from, with what a project has now.
pub(super) fn since(project: &Project, build: &Build, then: &Edition, enclosed: &Enclosed) -> Result<Against> {
    // What is not translated any more is no reason to say nothing.
    let assembler = Assembler::new(project, &build.selection, Purpose::Draft)?;
    let Assembly { edition: now, originals, diagnostics, .. } = assembler.assemble(&then.name);
    // What is left of files that cannot be read is nothing to compare with.
    let why = if now.is_none() { diagnostics.iter().find(is_error) } else { diagnostics.iter().find(is_unreadable) };
    let unreadable = why.map(fault);
    let now = now.filter(|_| unreadable.is_none());
    let now_attached = sources::attachments(&originals);
    let then_attached: Vec<(&str, &[u8])> = enclosed
        .record
        .sources
        .iter()
        .map(|file| file.path.as_str())
        .zip(enclosed.sources.iter().map(Vec::as_slice))
        .collect();
    let now_attached: Vec<(&str, &[u8])> =
        now_attached.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
    let lacks = |files: &[(&str, &[u8])], file: &(&str, &[u8])| !files.contains(file);
    // Where there is no edition, nobody knows which other files it would be made from.
    let is_new = |path: &str| now.is_some() || then_attached.iter().any(|(known, _)| *known == path);
    let is_gone = |path: &str| {
        let is_read = now.is_some() || now_attached.iter().any(|(known, _)| *known == path);
        is_read || project.original(path).is_ok_and(|file| file.is_none())
    };
    let gone = then_attached.iter().filter(|file| lacks(&now_attached, file)).filter(|(path, _)| is_gone(path));
    let new = now_attached.iter().filter(|file| lacks(&then_attached, file)).filter(|(path, _)| is_new(path));
    let differing: BTreeSet<&str> = gone.chain(new).map(|(path, _)| *path).collect();
    let mut files: Vec<String> = differing.into_iter().map(str::to_owned).collect();
    let fonts = enclosed.record.fonts.iter().chain(assembler.project_fonts());
    let is_common = |font: &&_| enclosed.record.fonts.contains(font) && assembler.project_fonts().contains(font);
    files.extend(fonts.filter(|font| !is_common(font)).map(|font| font.path.clone()));
    Ok(Against {
        folder: String::new(),
        current: files.is_empty() && now.is_some(),
        units: now.map(|now| units(then, &now)).unwrap_or_default(),
        unreadable,
        files,
    })
}

fn is_error(diagnostic: &&Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

/// Whether something is wrong with a file as a whole, and not with what it says.
fn is_unreadable(diagnostic: &&Diagnostic) -> bool {
    ["encoding", "fluent-syntax", "input", "lock-syntax"].contains(&diagnostic.code)
}

/// Why the document of the project makes no edition.
fn fault(diagnostic: &Diagnostic) -> Fault {
    let place = diagnostic.place.as_ref();
    Fault {
        message: diagnostic.message.clone(),
        path: place.map(|place| place.file.name.clone()),
        line: place.map(|place| place.line_column().0),
        column: place.map(|place| place.line_column().1),
    }
}

/// The units that do not read the same in two editions in the same languages, in the order of the later one; what is gone
/// comes last.
fn units(then: &Edition, now: &Edition) -> Vec<Unit> {
    let mut changed = Vec::new();
    let mut add = |id: &str, lang: &Lang, change| {
        changed.push(Unit { id: id.to_owned(), lang: lang.to_string(), change });
    };
    let before: BTreeMap<&str, (usize, &Row)> = rows(then).enumerate().map(|(at, (id, row))| (id, (at, row))).collect();
    let after: BTreeSet<&str> = rows(now).map(|(id, _)| id).collect();
    let common: Vec<(&str, usize)> = rows(now).filter_map(|(id, _)| Some((id, before.get(id)?.0))).collect();
    let moved = moved(&common);
    for (id, row) in rows(now) {
        for (at, (lang, cell)) in now.langs.iter().zip(&row.cells).enumerate() {
            let old = before.get(id).map(|(_, row)| row);
            let Some((old_row, old)) = old.and_then(|row| Some((row, row.cells.get(at)?))) else {
                // A unit is new in the source; a text of it in another language may not be there.
                add(id, lang, if cell.status.is_stand_in() { Change::Untranslated } else { Change::Added });
                continue;
            };
            // What a unit is, the source says.
            let is_same = *lang != now.source || form(old_row) == form(row);
            let change = match cell.status {
                Status::Outdated if !old.status.is_stand_in() => Change::Outdated,
                Status::Untranslated if !old.status.is_stand_in() => Change::Untranslated,
                _ if is_same && content(&old.content) == content(&cell.content) => {
                    if moved.contains(id) {
                        add(id, lang, Change::Moved);
                    }
                    continue;
                }
                _ => Change::Changed,
            };
            add(id, lang, change);
        }
    }
    for (id, _) in rows(then).filter(|(id, _)| !after.contains(id)) {
        then.langs.iter().for_each(|lang| add(id, lang, Change::Removed));
    }
    changed
}

fn rows(edition: &Edition) -> impl Iterator<Item = (&str, &Row)> {
    edition.parts.iter().filter_map(|part| match part {
        Part::Row(row) => Some((row.id.as_deref()?, row)),
        Part::Open(_) | Part::Close => None,
    })
}

/// The units that stand elsewhere among the others: all but the most that have kept their order. Each comes with the place
/// that it had.
fn moved<'e>(units: &[(&'e str, usize)]) -> BTreeSet<&'e str> {
    // For each length the unit with which the sequence that ends first has it (patience sorting).
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(units.len());
    for (at, (_, place)) in units.iter().enumerate() {
        let length = ends.partition_point(|&end| units[end].1 < *place);
        previous.push(length.checked_sub(1).map(|before| ends[before]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let kept: BTreeSet<usize> = std::iter::successors(ends.last().copied(), |&at| previous[at]).collect();
    units.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(|(_, (id, _))| *id).collect()
}

/// What a unit is and how it is to look.
fn form(row: &Row) -> impl PartialEq + use<> {
    let picture = row.picture.as_ref();
    let picture = picture.map(|picture| (picture.url.clone(), picture.width, picture.height, picture.scale));
    (row.role, row.rend, picture)
}

/// A text with its markup, wherever it stands in its file.
fn content(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        // Writing into memory does not fail.
        let _ = match inline {
            Inline::Text(text) => write!(out, "{}", text.text),
            Inline::Element(element) => {
                let (name, attributes) = (&element.name, &element.attributes);
                write!(out, "\0<{name} {attributes:?}\0>{}\0</>", self::content(&element.content))
            }
            Inline::Break(_) => write!(out, "\0/"),
            Inline::NoteMark(mark) => write!(out, "\0*{:?}", mark.id),
            Inline::Milestone(milestone) => write!(out, "\0|{:?}{:?}", milestone.unit, milestone.n),
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_moved_is_the_least() {
        let of = |places: &[usize]| {
            let names = ["a", "b", "c", "d", "e"];
            let units: Vec<(&str, usize)> = places.iter().map(|&place| (names[place], place)).collect();
            moved(&units).into_iter().collect::<String>()
        };
        assert_eq!(of(&[]), "");
        assert_eq!(of(&[0, 1, 2, 3, 4]), "");
        assert_eq!(of(&[0, 1, 4, 2, 3]), "e");
        assert_eq!(of(&[1, 2, 3, 4, 0]), "a");
        assert_eq!(of(&[1, 0]).len(), 1);
    }
}
