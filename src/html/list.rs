//! Lists: entries of an `ol` or `ul`, or the terms and explanations of a `dl`.

use super::tree::{Element, Node, block, inline};
use crate::text::ListStyle;

/// A list so far.
pub(super) struct List {
    style: ListStyle,
    /// What stands over it.
    heads: Vec<Node>,
    entries: Vec<Entry>,
    /// Whether the next item belongs to the entry that a label has begun.
    labelled: bool,
    /// How many items it has had.
    items: usize,
    /// Whether any of them had a label, of its own or before it.
    has_labels: bool,
}

/// An entry: what it explains, for a `dl`, and what stands in it.
#[derive(Default)]
struct Entry {
    terms: Vec<Element>,
    content: Vec<Element>,
}

impl Entry {
    fn explains(&self) -> bool {
        !self.terms.is_empty()
    }
}

/// A cell of a row.
fn cell(node: Node) -> Option<Element> {
    let is_cell = |element: &Element| {
        element
            .attributes
            .iter()
            .any(|(name, value)| *name == "class" && value.as_deref().is_some_and(|value| value.starts_with("cell")))
    };
    if let Node::Element(element) = node { Some(element).filter(is_cell) } else { None }
}

/// What a row is to a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The label of an item.
    Label,
    /// An item.
    Item,
    /// Something else, which goes on with the entry before it.
    Other,
}

impl List {
    /// An empty list.
    pub(super) fn new(style: ListStyle) -> List {
        List { style, heads: Vec::new(), entries: Vec::new(), labelled: false, items: 0, has_labels: false }
    }

    /// Whether it has no entries yet.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds what stands over the list.
    pub(super) fn head(&mut self, element: Element) {
        self.heads.push(Node::Element(element));
    }

    /// Announces an item: the label that stands before it, its own or that of its place in a numbered list.
    pub(super) fn label(&mut self, part: Part, own: Option<&str>) -> Option<String> {
        if part != Part::Item || self.goes_on(part, own) {
            return own.map(str::to_owned);
        }
        self.items += 1;
        // A list that is neither numbered nor bulleted has no labels.
        let counted =
            || (matches!(self.style, ListStyle::Numbered(_)) && !self.labelled).then(|| format!("{}.", self.items));
        own.map(str::to_owned).or_else(counted)
    }

    /// Adds a row; `own` is the label that the source gives it.
    pub(super) fn row(&mut self, part: Part, own: Option<&str>, element: Element) {
        let goes_on = self.goes_on(part, own);
        self.has_labels |= part == Part::Label || part == Part::Item && own.is_some();
        let labelled = std::mem::replace(&mut self.labelled, part == Part::Label);
        if self.style == ListStyle::Gloss && part == Part::Label {
            match self.entries.last_mut() {
                // Two terms with one explanation.
                Some(entry) if entry.content.is_empty() => entry.terms.push(element),
                _ => self.entries.push(Entry { terms: vec![element], content: Vec::new() }),
            }
        } else if labelled && part == Part::Item {
            self.stand_before(element);
        } else if labelled || goes_on || part == Part::Other || self.entries.last().is_some_and(Entry::explains) {
            self.push(element);
        } else {
            self.entries.push(Entry { terms: Vec::new(), content: vec![element] });
        }
    }

    /// Adds an item to the label that has begun its entry: both stand on one line in each language.
    fn stand_before(&mut self, mut item: Element) {
        let label = self.entries.last_mut().and_then(|entry| entry.content.pop());
        let Some(label) = label else { return self.push(item) };
        let id = label.attributes.iter().find(|(name, _)| *name == "id").and_then(|(_, id)| id.clone());
        let mut labels = label.children.into_iter().filter_map(cell);
        let mut id = id;
        for child in &mut item.children {
            let Node::Element(into) = child else { continue };
            let Some(of) = labels.next().filter(|of| of.name == into.name) else { break };
            let marker = inline("span").attr("class", "marker").attr_opt("id", id.take()).nodes(of.children);
            into.children.splice(0..0, [Node::Element(marker), Node::Text(" ".to_owned())]);
        }
        self.push(item);
    }

    /// Adds something to the last entry.
    pub(super) fn push(&mut self, element: Element) {
        match self.entries.last_mut() {
            Some(entry) => entry.content.push(element),
            None => self.entries.push(Entry { terms: Vec::new(), content: vec![element] }),
        }
    }

    /// Where items are labelled, what has no label goes on with the item before it.
    fn goes_on(&self, part: Part, own: Option<&str>) -> bool {
        part == Part::Item && own.is_none() && self.has_labels
    }

    /// Puts the list into the element of its group.
    pub(super) fn finish(self, group: Element) -> Element {
        let group = group.nodes(self.heads);
        if self.entries.is_empty() {
            return group;
        }
        // An explanation of nothing has no place in a `dl`.
        if self.style == ListStyle::Gloss && self.entries.iter().all(Entry::explains) {
            let entries = self.entries.into_iter().map(|Entry { terms, content }| {
                let terms = terms.into_iter().map(|term| block("dt").child(term));
                block("div").attr("class", "gloss").extend(terms).child(block("dd").extend(content))
            });
            return group.child(block("dl").extend(entries));
        }
        let name = if matches!(self.style, ListStyle::Numbered(_)) { "ol" } else { "ul" };
        let entries = self.entries.into_iter().map(|entry| block("li").extend(entry.terms).extend(entry.content));
        group.child(block(name).extend(entries))
    }
}
