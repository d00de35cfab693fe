//! The list of the editions that are there.

use std::collections::BTreeSet;
use std::path::Path;

use super::names::{split, stem, url};
use crate::cli::assemble::Assembler;
use crate::html::{self, IndexEntry};
use crate::project::{self, Output, Project, Result};
use crate::text::Lang;

/// Writes the list of the editions in a folder: those that were made now, and others of the project that were made before.
pub(super) fn write(folder: &Path, made: Vec<IndexEntry>, project: &Project, assembler: &Assembler<'_>) -> Result<()> {
    let files: BTreeSet<String> = project::outputs(folder)?.into_iter().collect();
    let known: BTreeSet<String> = made.iter().map(|entry| stem(&entry.name, &entry.langs)).collect();
    let mut entries = made;
    for document in project.documents() {
        let before: Vec<&str> = files
            .iter()
            .filter_map(|file| file.strip_suffix(".pdf").or_else(|| file.strip_suffix(".html")))
            .filter(|stem| !known.contains(*stem))
            .filter_map(|stem| stem.strip_prefix(document.as_str())?.strip_prefix('.'))
            .collect();
        if !before.is_empty() {
            let others = assembler.others(document, |known| {
                let langs: BTreeSet<Vec<Lang>> = before.iter().filter_map(|tags| split(tags, known)).collect();
                langs.into_iter().collect()
            });
            entries.extend(others.into_iter().flatten().map(|edition| IndexEntry::of(&edition)));
        }
    }
    entries.sort_by(|a, b| {
        let key = |entry: &IndexEntry| (entry.langs.len() == 1, entry.langs.clone());
        a.name.cmp(&b.name).then_with(|| key(a).cmp(&key(b)))
    });
    for entry in &mut entries {
        let stem = stem(&entry.name, &entry.langs);
        let link = |extension: &str| Some(format!("{stem}.{extension}")).filter(|file| files.contains(file));
        (entry.html, entry.pdf) = (link("html").as_deref().map(url), link("pdf").as_deref().map(url));
    }
    let path = folder.join("index.html");
    project::write(&[Output { path, bytes: html::index(&entries).into_bytes() }])
}
