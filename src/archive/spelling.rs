//! The names of files as the manifests of a bag spell them.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;

use super::{manifest, verify};

/// The paths of the files of a bag as its manifests spell them, each with the path that the file has: some file systems
/// compose the letters of a name in another way than the one that it was given (RFC 8493, section 6.1). A file that no
/// manifest names has the name that it has.
///
/// `paths` are the files of the bag, from its folder; `read` gives the text of one.
pub fn names(paths: &[String], read: impl Fn(&str) -> Option<String>) -> BTreeMap<String, String> {
    if paths.iter().all(|path| path.is_ascii()) {
        return paths.iter().map(|path| (path.clone(), path.clone())).collect();
    }
    let there: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
    let composed = |path: &str| path.nfc().collect::<String>();
    // What stands there by its own name is not meant by another one.
    let mut named: BTreeMap<String, String> = paths
        .iter()
        .filter(|path| verify::is_manifest(path))
        .filter_map(|path| read(path))
        .flat_map(|text| manifest::read(&text))
        .filter_map(|line| Some(line.ok()?.path))
        .filter(|name| !there.contains(name.as_str()))
        .map(|name| (composed(&name), name))
        .collect();
    let name = |path: &String| (named.remove(&composed(path)).unwrap_or_else(|| path.clone()), path.clone());
    paths.iter().map(name).collect()
}
