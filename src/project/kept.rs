//! A project that is not on disk: files that were kept somewhere else, such as in an edition, each under its name.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Project, SHARED, same_name};
use crate::text::Lang;

/// The files of a project by their names.
pub(super) type Kept = BTreeMap<String, Vec<u8>>;

impl Project {
    /// A project of files that are at hand: each its path in the project, with `/` between the parts, and its bytes. What
    /// has no place in a project is never read, and nothing can be written.
    pub fn kept(files: Vec<(String, Vec<u8>)>) -> Project {
        let kept: Kept = files.into_iter().collect();
        let source = |name: &String| {
            let name = name.strip_prefix("sources/")?.strip_suffix(".xml")?;
            (!name.is_empty() && !SHARED.contains(&name)).then(|| name.to_owned())
        };
        let mut languages: Vec<(Lang, String)> = Vec::new();
        for name in kept.keys() {
            let folder = name.strip_prefix("translations/").and_then(|name| name.split_once('/'));
            if let Some((folder, _)) = folder
                && let Some(lang) = Lang::parse(folder)
                && languages.iter().all(|(known, _)| *known != lang)
            {
                languages.push((lang, folder.to_owned()));
            }
        }
        languages.sort();
        let documents = kept.keys().filter_map(source).collect();
        Project { root: PathBuf::new(), documents, languages, strays: Vec::new(), kept: Some(kept) }
    }
}

/// The name of a kept file that is the same to a reader.
pub(super) fn spelled(kept: &Kept, path: String) -> String {
    if kept.contains_key(&path) {
        return path;
    }
    kept.keys().find(|name| same_name(name, &path)).cloned().unwrap_or(path)
}
