//! What has changed in a project since an edition was made from it.

use std::collections::{BTreeMap, BTreeSet};

use super::verdict::{Against, Change, Unit};
use crate::cli::args::Build;
use crate::cli::assemble::{Assembler, Assembly, Purpose};
use crate::cli::build::sources;
use crate::edition::{Cell, Edition, Part, Row, Status};
use crate::pdf::Enclosed;
use crate::project::{Project, Result};
use crate::text::{self, Lang};

/// Compares an edition, and the files that it was made from, with what a project has now.
pub(super) fn since(project: &Project, build: &Build, then: &Edition, enclosed: &Enclosed) -> Result<Against> {
    // What is not translated any more is no reason to say nothing.
    let assembler = Assembler::new(project, &build.selection, Purpose::Draft)?;
    let Assembly { edition: now, originals, .. } = assembler.assemble(&then.name);
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
    let differing: BTreeSet<&str> = (then_attached.iter().filter(|file| lacks(&now_attached, file)))
        .chain(now_attached.iter().filter(|file| lacks(&then_attached, file)))
        .map(|(path, _)| *path)
        .collect();
    let mut files: Vec<String> = differing.into_iter().map(str::to_owned).collect();
    let fonts = enclosed.record.fonts.iter().chain(assembler.project_fonts());
    let is_common = |font: &&_| enclosed.record.fonts.contains(font) && assembler.project_fonts().contains(font);
    files.extend(fonts.filter(|font| !is_common(font)).map(|font| font.path.clone()));
    Ok(Against {
        folder: String::new(),
        current: files.is_empty(),
        units: now.map(|now| units(then, &now)).unwrap_or_default(),
        files,
    })
}

/// The units whose text is not the same in two editions in the same languages, in the order of the later one; what is gone
/// comes last.
fn units(then: &Edition, now: &Edition) -> Vec<Unit> {
    let mut changed = Vec::new();
    let mut add = |id: &str, lang: &Lang, change| {
        changed.push(Unit { id: id.to_owned(), lang: lang.to_string(), change });
    };
    let before: BTreeMap<&str, &Row> = rows(then).collect();
    let after: BTreeSet<&str> = rows(now).map(|(id, _)| id).collect();
    for (id, row) in rows(now) {
        for (at, (lang, cell)) in now.langs.iter().zip(&row.cells).enumerate() {
            let old = before.get(id).and_then(|row| row.cells.get(at));
            let change = match (old, cell.status) {
                (Some(old), Status::Outdated) if !old.status.is_stand_in() => Change::Outdated,
                (Some(old), Status::Untranslated) if !old.status.is_stand_in() => Change::Untranslated,
                (Some(old), _) if words(old) == words(cell) => continue,
                (Some(_), _) => Change::Changed,
                (None, _) => Change::Added,
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

fn words(cell: &Cell) -> String {
    text::plain(&cell.content)
}
