//! Where the texts of a file begin that stand beside each other.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Said;
use crate::tei::tree::{Key, Tree};
use crate::text::Lang;

/// The languages of the texts and the text of each node, if `is_edge` says where they begin; nothing if no link leads from
/// one language to another.
pub(super) fn sides_at(
    tree: &Tree<'_>,
    said: &[Said],
    is_edge: &dyn Fn(usize) -> bool,
) -> Option<(Vec<Lang>, Vec<usize>)> {
    let count = tree.nodes.len();
    // For each node the innermost edge around it that says a language, and the language around.
    let mut around: Vec<(usize, Option<Lang>)> = Vec::new();
    let mut edges: Vec<Option<usize>> = Vec::with_capacity(count);
    let mut langs: FxHashMap<usize, Lang> = FxHashMap::default();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for i in 0..count {
        while around.last().is_some_and(|(end, _)| *end <= i) {
            around.pop();
        }
        while open.last().is_some_and(|(end, _)| *end <= i) {
            open.pop();
        }
        let own = tree.lang(i);
        let inherited = || around.last().and_then(|(_, lang)| lang.clone());
        let is_text = tree.element(i).is_some_and(|(name, _)| name == "text");
        if let Some(lang) = own.clone().or_else(|| inherited().filter(|_| is_text)).filter(|_| is_edge(i)) {
            langs.insert(i, lang);
            open.push((tree.nodes[i].end, i));
        }
        if own.is_some() {
            around.push((tree.nodes[i].end, own));
        }
        edges.push(open.last().map(|(_, edge)| *edge));
    }
    // The languages between which links lead.
    let mut linked: FxHashSet<&Lang> = FxHashSet::default();
    for link in said {
        let mut ends: Vec<&Lang> = link.ends.iter().filter_map(|end| langs.get(&edges[end.0]?)).collect();
        ends.sort_unstable();
        ends.dedup();
        if ends.len() > 1 {
            linked.extend(ends);
        }
    }
    if linked.is_empty() {
        return None;
    }
    let is_translation = |i: &usize| tree.attribute(*i, Key::Type) == Some("translation");
    let mut starts: Vec<usize> = langs.keys().copied().filter(|edge| linked.contains(&langs[edge])).collect();
    starts.sort_unstable();
    let source = starts.iter().find(|edge| !is_translation(edge)).or(starts.first()).map(|edge| langs[edge].clone())?;
    let mut order = vec![source.clone()];
    let mut known: FxHashMap<Lang, usize> = FxHashMap::from_iter([(source, 0)]);
    for edge in starts {
        let lang = &langs[&edge];
        if !known.contains_key(lang) {
            known.insert(lang.clone(), order.len());
            order.push(lang.clone());
        }
    }
    let numbers: FxHashMap<usize, usize> =
        langs.iter().filter_map(|(edge, lang)| Some((*edge, *known.get(lang)?))).collect();
    // Words of a third language stand in the text around them.
    let mut of = vec![0; count];
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (i, side) in of.iter_mut().enumerate() {
        while open.last().is_some_and(|(end, _)| *end <= i) {
            open.pop();
        }
        open.extend(numbers.get(&i).map(|number| (tree.nodes[i].end, *number)));
        *side = open.last().map_or(0, |(_, number)| *number);
    }
    Some((order, of))
}
