//! The links of a file that may lead from a text to its translation (`link`, `corresp`).

use rustc_hash::FxHashMap;

use super::Said;
use crate::tei::tree::{Key, Tree};

/// What links a file has, and what leads nowhere.
pub(super) fn links(tree: &Tree<'_>, ids: &FxHashMap<&str, usize>) -> (Vec<Said>, Vec<(usize, String)>) {
    let (mut said, mut lost) = (Vec::new(), Vec::new());
    let mut groups: Vec<(usize, Option<String>)> = Vec::new();
    let mut header = 0;
    for i in 0..tree.nodes.len() {
        let Some((name, _)) = tree.element(i) else { continue };
        let kind = || tree.attribute(i, Key::Type).map(str::to_lowercase);
        match name {
            "teiHeader" => header = header.max(tree.nodes[i].end),
            "linkGrp" => groups.push((tree.nodes[i].end, kind())),
            _ => {}
        }
        let (pointers, is_sure, own) = if name == "link" {
            groups.retain(|(end, _)| *end > i);
            let kind = kind().or_else(|| groups.last().and_then(|(_, kind)| kind.clone()));
            let is_sure = kind.as_deref().is_some_and(is_about_translation);
            if kind.is_some() && !is_sure {
                continue;
            }
            (tree.attribute(i, Key::Target), is_sure, None)
        } else if i >= header {
            (tree.attribute(i, Key::Corresp), false, Some((i, i)))
        } else {
            continue;
        };
        let Some(pointers) = pointers else { continue };
        let mut ends: Vec<(usize, usize)> = own.into_iter().collect();
        for pointer in split(pointers) {
            match find(tree, pointer, ids) {
                Some(end) => ends.push(end),
                // A pointer to another file is none of a text to its translation here.
                None if is_sure || pointer.starts_with('#') => lost.push((i, pointer.to_owned())),
                None => {}
            }
        }
        if ends.len() > 1 {
            said.push(Said { at: i, ends, is_sure });
        }
    }
    (said, lost)
}

fn is_about_translation(kind: &str) -> bool {
    ["translat", "align", "parallel"].iter().any(|word| kind.contains(word))
}

/// The pointers of an attribute; there may be white space in `#range(a, b)`.
fn split(pointers: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, c) in pointers.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if c.is_whitespace() && depth == 0 => {
                found.push(&pointers[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(&pointers[start..]);
    found.retain(|pointer| !pointer.is_empty());
    found
}

/// The first and the last element that a pointer leads to.
fn find(tree: &Tree<'_>, pointer: &str, ids: &FxHashMap<&str, usize>) -> Option<(usize, usize)> {
    let id = match pointer.strip_prefix('#') {
        Some(id) => id,
        None if tree.id_attribute() == "id" => pointer,
        None => return None,
    };
    if let Some(range) = id.strip_prefix("range(").and_then(|range| range.strip_suffix(')')) {
        let (first, last) = range.split_once(',')?;
        let element = |id: &str| ids.get(id.trim().trim_start_matches('#')).copied();
        let (first, last) = (element(first)?, element(last)?);
        return Some((first.min(last), first.max(last)));
    }
    ids.get(id).map(|&element| (element, element))
}
