//! The pictures of an edition: which are shown, and the words that stand for them to who does not see them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::texts;
use super::check::start_tag;
use super::{Edition, Part, Pictures, Row};
use crate::diagnostic::Diagnostic;
use crate::image::Image;
use crate::tei::Document;
use crate::text::{GroupKind, Inline, Lang, Node, Picture, Role, Unit, plain};

/// What stands for a picture in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// The language that it is in.
    pub lang: Lang,
    /// The words.
    pub text: String,
    /// Where the language changes, in bytes of the words, and which it is from there on.
    pub changes: Vec<(usize, Lang)>,
}

impl Alternative {
    /// Appends words with their languages, as they stand in a text.
    fn push(&mut self, content: &[Inline], lang: &Lang) {
        for inline in content {
            let Inline::Element(element) = inline else {
                self.text.push_str(&plain(std::slice::from_ref(inline)));
                continue;
            };
            let inner = element.attributes.lang.as_ref().unwrap_or(lang);
            if inner != lang {
                self.changes.push((self.text.len(), inner.clone()));
            }
            self.push(&element.content, inner);
            if inner != lang {
                self.changes.push((self.text.len(), lang.clone()));
            }
        }
    }
}

/// The pictures of an edition that are shown.
#[derive(Debug, Default)]
pub struct Illustrations {
    /// For each picture, by the index of its part: what stands for it in each language.
    alternatives: FxHashMap<usize, Arc<[Alternative]>>,
    /// The rows that are not set, because a picture is shown in their place; by the indices of their parts.
    unset: FxHashSet<usize>,
}

/// A figure that is open.
#[derive(Default)]
struct Figure {
    pictures: Vec<usize>,
    descriptions: Vec<usize>,
    captions: Vec<usize>,
}

impl Illustrations {
    /// Finds the pictures of an edition. For those of a figure stands what the figure says of them, or else its caption, or
    /// else that it is a picture.
    pub fn new(edition: &Edition) -> Illustrations {
        let mut found = Illustrations::default();
        let mut open: Vec<Option<Figure>> = Vec::new();
        for (index, part) in edition.parts.iter().enumerate() {
            match part {
                Part::Open(group) => open.push((group.kind == GroupKind::Figure).then(Figure::default)),
                Part::Close => {
                    if let Some(Some(figure)) = open.pop() {
                        found.add(figure, edition);
                    }
                }
                Part::Row(row) => {
                    let is_shown = edition.image(row).is_some();
                    match (open.last_mut(), row.role) {
                        (Some(Some(figure)), Role::Picture) if is_shown => figure.pictures.push(index),
                        (Some(Some(figure)), Role::Description) => figure.descriptions.push(index),
                        (Some(Some(figure)), Role::Caption) => figure.captions.push(index),
                        (_, Role::Picture) if is_shown => {
                            found.add(Figure { pictures: vec![index], ..Figure::default() }, edition);
                        }
                        (_, Role::Picture) => drop(found.unset.insert(index)),
                        _ => {}
                    }
                }
            }
        }
        found
    }

    fn add(&mut self, figure: Figure, edition: &Edition) {
        if figure.pictures.is_empty() {
            return;
        }
        let rows = |indices: &[usize]| -> Vec<&Row> {
            indices
                .iter()
                .filter_map(|&index| if let Part::Row(row) = &edition.parts[index] { Some(row) } else { None })
                .collect()
        };
        let (descriptions, captions) = (rows(&figure.descriptions), rows(&figure.captions));
        let alternatives = edition.labels.iter().enumerate().map(|(at, labels)| {
            let words = |rows: &[&Row]| {
                let cells: Vec<_> = rows.iter().map(|row| &row.cells[at]).collect();
                let lang = cells.first()?.lang.clone();
                let mut said = Alternative { lang, text: String::new(), changes: Vec::new() };
                for cell in cells.iter().filter(|cell| !plain(&cell.content).trim().is_empty()) {
                    if !said.text.is_empty() {
                        said.text.push(' ');
                    }
                    said.push(&cell.content, &cell.lang);
                }
                Some(said).filter(|said| !said.text.is_empty())
            };
            let label = || {
                let (lang, text) = (labels.picture.lang.clone(), labels.picture.text.clone());
                Alternative { lang, text, changes: Vec::new() }
            };
            words(&descriptions).or_else(|| words(&captions)).unwrap_or_else(label)
        });
        let alternatives: Arc<[Alternative]> = alternatives.collect();
        self.alternatives.extend(figure.pictures.into_iter().map(|picture| (picture, Arc::clone(&alternatives))));
        self.unset.extend(figure.descriptions);
    }

    /// What stands for the picture that is a part of the edition, in each language; none if it is not shown.
    pub fn alternatives(&self, part: usize) -> Option<&Arc<[Alternative]>> {
        self.alternatives.get(&part)
    }

    /// Whether the row that is a part of the edition is to be set: a picture that is not shown is not, nor are the words
    /// that stand for one that is.
    pub fn is_set(&self, part: usize) -> bool {
        !self.unset.contains(&part)
    }
}

impl Edition {
    /// The picture that a row shows.
    pub fn image(&self, row: &Row) -> Option<&Arc<Image>> {
        self.pictures.get(&row.picture.as_ref()?.url)
    }
}

/// Where links lead whose target is not set, by its identifier: to the figure that it stands in, or else to its picture;
/// nowhere if neither has a name.
pub fn unset_targets(edition: &Edition) -> BTreeMap<&str, Option<&str>> {
    let illustrations = Illustrations::new(edition);
    let mut found: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    // For each group that is open: the name of its figure, that of its picture, and what is not set in it.
    let mut open: Vec<(Option<&str>, Option<&str>, Vec<&str>)> = vec![(None, None, Vec::new())];
    for (index, part) in edition.parts.iter().enumerate() {
        match part {
            Part::Open(group) => {
                let own = group.id.as_deref().filter(|_| group.kind == GroupKind::Figure);
                open.push((own, None, Vec::new()));
            }
            Part::Row(row) => {
                if let (Some((_, picture, unset)), Some(id)) = (open.last_mut(), row.id.as_deref()) {
                    if !illustrations.is_set(index) {
                        unset.push(id);
                    } else if row.role == Role::Picture {
                        picture.get_or_insert(id);
                    }
                }
            }
            Part::Close => {
                let (figure, picture, unset) = open.pop().unwrap_or_default();
                found.extend(unset.into_iter().map(|id| (id, figure.or(picture))));
            }
        }
    }
    found.extend(open.into_iter().flat_map(|(_, _, unset)| unset).map(|id| (id, None)));
    found
}

/// Reads the pictures of a document, each once, and finds what is wrong with them. `read` gives the picture of an address,
/// or why there is none.
pub fn pictures(
    document: &Document,
    mut read: impl FnMut(&str) -> Result<Image, Box<Diagnostic>>,
) -> (Pictures, Vec<Diagnostic>) {
    let mut pictures = Pictures::new();
    let mut found = Vec::new();
    let mut tried: FxHashSet<&str> = FxHashSet::default();
    for node in document.nodes.iter().chain(texts(document).iter().flat_map(|text| &text.nodes)) {
        let Node::Unit(Unit { picture: Some(Picture { url, at, .. }), .. }) = node else { continue };
        if !tried.insert(url) {
            continue;
        }
        match read(url) {
            Ok(image) => drop(pictures.insert(url.clone(), Arc::new(image))),
            Err(diagnostic) => found.push(diagnostic.at(&document.file, start_tag(&document.file.text, *at))),
        }
    }
    found.extend(undescribed(document, &pictures));
    (pictures, found)
}

/// Warnings of pictures that are shown and that no words stand for.
fn undescribed(document: &Document, pictures: &Pictures) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // For each group that is open: the first picture in it, and whether it is described.
    let mut open: Vec<(Option<usize>, bool)> = vec![(None, false)];
    let mut close = |group: Option<(Option<usize>, bool)>| {
        if let Some((Some(at), false)) = group {
            let message = "no words stand for this picture, so that who does not see it learns nothing of it";
            let help = "say in a “figDesc” beside it what it shows";
            let span = start_tag(&document.file.text, at);
            found.push(Diagnostic::warning("no-description", message).at(&document.file, span).help(help));
        }
    };
    for node in &document.nodes {
        match (node, open.last_mut()) {
            (Node::Open(_), _) => open.push((None, false)),
            (Node::Close, _) => close(open.pop()),
            (Node::Unit(unit), Some((first, described))) => {
                let is_shown = unit.picture.as_ref().is_some_and(|picture| pictures.contains_key(&picture.url));
                *first = first.or(Some(unit.at).filter(|_| is_shown));
                *described |= unit.role == Role::Description;
            }
            (Node::Unit(_), None) => {}
        }
    }
    close(open.pop());
    found
}
