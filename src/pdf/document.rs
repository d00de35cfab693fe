//! What surrounds the pages: their tree, the outline, named destinations, links, and the catalog that holds all.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::layout::page::Owner;
use crate::layout::{Item, Link, Page, Structure};

use super::content::Content;
use super::file::{File, number, text};
use super::font::Fonts;
use super::picture::Pictures;
use super::structure::Contents;
use super::{Error, Properties, attachment, color, metadata, tree};

/// Children of a node of the page tree, at most.
const PAGES: usize = 32;
/// Names of a leaf of the tree of destinations, and children of a node above, at most.
const NAMES: usize = 64;
/// An outline of more entries than this is shown folded.
const UNFOLDED: usize = 64;

/// A document whose pages are being written.
pub(super) struct Document {
    file: File,
    resources: ObjectId,
    pages: Vec<ObjectId>,
    /// The nodes of the page tree that hold pages.
    leaves: Vec<ObjectId>,
    /// Where page numbers do not simply go on: the index of a page, and its number.
    labels: Vec<(usize, u32)>,
    last_number: Option<u32>,
    headings: Vec<Heading>,
    anchors: Vec<(String, Place)>,
    contents: Contents,
}

/// A place on a page, its height measured from the foot.
#[derive(Clone, Copy)]
struct Place {
    page: ObjectId,
    y: f32,
}

struct Heading {
    level: u8,
    title: String,
    place: Place,
}

impl Place {
    fn destination(self) -> Object {
        // The reader's left edge and magnification stay as they are.
        Object::Array(vec![self.page.into(), "XYZ".into(), Object::Null, number(self.y), Object::Null])
    }
}

impl Document {
    pub(super) fn new() -> Document {
        let mut file = File::new();
        let resources = file.reserve();
        Document {
            file,
            resources,
            pages: Vec::new(),
            leaves: Vec::new(),
            labels: Vec::new(),
            last_number: None,
            headings: Vec::new(),
            anchors: Vec::new(),
            contents: Contents::default(),
        }
    }

    /// Writes a page with its compressed contents.
    pub(super) fn page(&mut self, page: Page, content: &Content) {
        if self.pages.len().is_multiple_of(PAGES) {
            let leaf = self.file.reserve();
            self.leaves.push(leaf);
        }
        let parent = self.leaves[self.leaves.len() - 1];
        if self.last_number.is_none_or(|last| page.number != last.saturating_add(1)) {
            self.labels.push((self.pages.len(), page.number));
        }
        self.last_number = Some(page.number);

        let id = self.file.reserve();
        self.pages.push(id);
        let contents = self.file.reserve();
        self.file.put_stream(contents, dictionary! { "Filter" => "FlateDecode" }, &content.bytes);
        let key = self.contents.page(id, &content.parts, page.texts);
        let pictures =
            page.items.iter().filter_map(|item| if let Item::Picture(picture) = item { Some(picture) } else { None });
        pictures.for_each(|picture| self.contents.picture(picture, page.height));
        let mut dictionary = dictionary! {
            "Type" => "Page", "Parent" => parent,
            "MediaBox" => vec![0.into(), 0.into(), number(page.width), number(page.height)],
            "Resources" => self.resources, "Contents" => contents, "StructParents" => i64::from(key), "Tabs" => "S",
        };
        if let Some(bleed) = page.bleed {
            // The page is what is left of the sheet when it is trimmed (ISO 32000-1, section 14.11.2).
            let [left, right, top] = [-bleed, page.width + bleed, page.height + bleed].map(number);
            let sheet = vec![left.clone(), left, right, top];
            dictionary.set("TrimBox", vec![0.into(), 0.into(), number(page.width), number(page.height)]);
            dictionary.set("BleedBox", sheet.clone());
            dictionary.set("MediaBox", sheet);
        }
        if !page.links.is_empty() {
            let links: Vec<Object> = page.links.iter().map(|link| self.link(link, page.height, id).into()).collect();
            dictionary.set("Annots", links);
        }
        self.file.put(id, &dictionary.into());

        let place = |y: f32| Place { page: id, y: page.height - y };
        self.anchors.extend(page.anchors.into_iter().map(|anchor| (anchor.id, place(anchor.y))));
        self.headings.extend(page.headings.into_iter().map(|heading| Heading {
            level: heading.level,
            title: heading.title,
            place: place(heading.y),
        }));
    }

    /// Writes a link on a page.
    fn link(&mut self, link: &Link, height: f32, page: ObjectId) -> ObjectId {
        let id = self.file.reserve();
        let mut annotation = annotation(link, height);
        if let Owner::Text(part) = link.owner {
            annotation.set("StructParent", i64::from(self.contents.link(page, id, part)));
        }
        self.file.put(id, &annotation.into());
        id
    }

    /// Writes all the rest, and returns the bytes of the file.
    pub(super) fn finish(
        mut self,
        structure: &Structure,
        fonts: &Fonts<'_>,
        pictures: &Pictures,
        properties: &Properties,
    ) -> Result<Vec<u8>, Error> {
        if self.pages.is_empty() {
            return Err(Error::Empty);
        }
        let pages = self.page_tree();
        let contents = std::mem::take(&mut self.contents);
        let tree = contents.write(structure, &properties.languages, properties.reading, &mut self.file);
        let fonts = fonts.write(&mut self.file)?;
        let mut resources = dictionary! { "Font" => fonts };
        if let Some(pictures) = pictures.write(&mut self.file) {
            resources.set("XObject", pictures);
        }
        self.file.put(self.resources, &resources.into());

        let mut catalog = dictionary! {
            "Type" => "Catalog", "Pages" => pages,
            "MarkInfo" => dictionary! { "Marked" => true }, "StructTreeRoot" => tree,
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
            "PageLabels" => dictionary! { "Nums" => self.labels() },
        };
        if let Some(lang) = properties.languages.first() {
            catalog.set("Lang", text(lang.as_str()));
        }
        if let Some(outline) = self.outline() {
            catalog.set("Outlines", outline);
            catalog.set("PageMode", "UseOutlines");
        }
        let mut names = Dictionary::new();
        if let Some(destinations) = self.destinations() {
            names.set("Dests", destinations);
        }
        let attached = attachment::write(&properties.attachments, properties.date.as_deref(), &mut self.file);
        if let Some((tree, all)) = attached {
            names.set("EmbeddedFiles", tree);
            catalog.set("AF", all);
        }
        if !names.is_empty() {
            catalog.set("Names", names);
        }
        let xmp = self.file.reserve();
        // Not compressed, so that programs that know no PDF can read it.
        let dictionary = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        self.file.put_stream(xmp, dictionary, metadata::xmp(properties).as_bytes());
        catalog.set("Metadata", xmp);
        let intents = color::output_intents(&mut self.file);
        catalog.set("OutputIntents", intents);
        let info = self.file.add(&metadata::info(properties).into());
        let catalog = self.file.add(&catalog.into());
        Ok(self.file.finish(catalog, info))
    }

    fn labels(&self) -> Vec<Object> {
        let range = |&(index, number): &(usize, u32)| {
            [Object::Integer(index as i64), dictionary! { "S" => "D", "St" => i64::from(number.max(1)) }.into()]
        };
        self.labels.iter().flat_map(range).collect()
    }

    /// Writes the nodes that hold pages and the nodes above them, and returns the root.
    fn page_tree(&mut self) -> ObjectId {
        // Each node with its children and the pages below it.
        let mut nodes: Vec<(ObjectId, Vec<Object>, usize)> = std::mem::take(&mut self.leaves)
            .into_iter()
            .zip(self.pages.chunks(PAGES))
            .map(|(id, pages)| (id, pages.iter().map(|&page| page.into()).collect(), pages.len()))
            .collect();
        while nodes.len() > 1 {
            let mut above = Vec::with_capacity(nodes.len().div_ceil(PAGES));
            for children in nodes.chunks_mut(PAGES) {
                let id = self.file.reserve();
                for (child, kids, count) in children.iter_mut() {
                    let node = dictionary! {
                        "Type" => "Pages", "Parent" => id, "Kids" => std::mem::take(kids), "Count" => *count as i64,
                    };
                    self.file.put(*child, &node.into());
                }
                let kids = children.iter().map(|&(child, ..)| child.into()).collect();
                above.push((id, kids, children.iter().map(|&(.., count)| count).sum()));
            }
            nodes = above;
        }
        let (root, kids, count) = nodes.swap_remove(0);
        self.file.put(root, &dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count as i64 }.into());
        root
    }

    /// Writes the outline, each heading under the last one before it that is above it in rank.
    fn outline(&mut self) -> Option<ObjectId> {
        let headings = std::mem::take(&mut self.headings);
        if headings.is_empty() {
            return None;
        }
        let root = self.file.reserve();
        let ids: Vec<ObjectId> = headings.iter().map(|_| self.file.reserve()).collect();
        // Index 0 is the root; a heading has its index and 1.
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); headings.len() + 1];
        let mut parents = Vec::with_capacity(headings.len());
        let mut open: Vec<usize> = Vec::new();
        for (index, heading) in headings.iter().enumerate() {
            while open.last().is_some_and(|&last| headings[last].level >= heading.level) {
                open.pop();
            }
            let parent = open.last().map_or(0, |&last| last + 1);
            parents.push(parent);
            children[parent].push(index);
            open.push(index);
        }
        // A parent comes before its children, so from the end all below a heading is counted before itself.
        let mut below = vec![0; headings.len() + 1];
        for (index, &parent) in parents.iter().enumerate().rev() {
            below[parent] += 1 + below[index + 1];
        }
        let folded = headings.len() > UNFOLDED;
        for (index, heading) in headings.iter().enumerate() {
            let siblings = &children[parents[index]];
            let place = siblings.binary_search(&index).unwrap_or_default();
            let parent = parents[index].checked_sub(1).map_or(root, |parent| ids[parent]);
            let mut item = dictionary! {
                "Title" => text(&heading.title), "Parent" => parent, "Dest" => heading.place.destination(),
            };
            if let Some(&previous) = place.checked_sub(1).and_then(|place| siblings.get(place)) {
                item.set("Prev", ids[previous]);
            }
            if let Some(&next) = siblings.get(place + 1) {
                item.set("Next", ids[next]);
            }
            if let [first, .., last] | [first @ last] = children[index + 1].as_slice() {
                item.set("First", ids[*first]);
                item.set("Last", ids[*last]);
                // What would be seen if it were unfolded counts as less than nothing.
                let count = if folded { -(children[index + 1].len() as i64) } else { below[index + 1] };
                item.set("Count", count);
            }
            self.file.put(ids[index], &item.into());
        }
        let top = &children[0];
        let item = dictionary! {
            "Type" => "Outlines", "First" => ids[top[0]], "Last" => ids[top[top.len() - 1]],
            "Count" => if folded { top.len() as i64 } else { below[0] },
        };
        self.file.put(root, &item.into());
        Some(root)
    }

    /// Writes the named destinations as a tree that is sorted by name. The first of several with one name stays.
    fn destinations(&mut self) -> Option<ObjectId> {
        let mut anchors = std::mem::take(&mut self.anchors);
        anchors.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
        anchors.dedup_by(|later, first| later.0 == first.0);
        let last = anchors.len().checked_sub(1)?;
        let pairs = |first: usize, last: usize| -> Vec<Object> {
            anchors[first..=last].iter().flat_map(|(id, place)| [name(id), place.destination()]).collect()
        };
        if last < NAMES {
            return Some(self.file.add(&dictionary! { "Names" => pairs(0, last) }.into()));
        }
        let mut leaves = Vec::with_capacity(anchors.len().div_ceil(NAMES));
        for start in (0..=last).step_by(NAMES) {
            let end = last.min(start + NAMES - 1);
            let (first, last) = (name(&anchors[start].0), name(&anchors[end].0));
            let node = dictionary! { "Limits" => vec![first.clone(), last.clone()], "Names" => pairs(start, end) };
            leaves.push((self.file.add(&node.into()), first, last));
        }
        tree::root(leaves, NAMES, &mut self.file)
    }
}

/// The name of a destination: the identifier's bytes, compared as such.
fn name(id: &str) -> Object {
    Object::string_literal(id)
}

fn annotation(link: &Link, height: f32) -> Dictionary {
    let mut annotation = dictionary! {
        "Type" => "Annot", "Subtype" => "Link",
        "Rect" => vec![
            number(link.x), number(height - link.y - link.height),
            number(link.x + link.width), number(height - link.y),
        ],
        "Border" => vec![0.into(), 0.into(), 0.into()],
        // Printed with the page, not hidden.
        "F" => 4,
        "Contents" => text(&link.text),
    };
    match link.target.strip_prefix('#') {
        Some(id) => annotation.set("Dest", name(id)),
        None => {
            let action = dictionary! { "S" => "URI", "URI" => Object::string_literal(ascii(&link.target)) };
            annotation.set("A", action);
        }
    }
    annotation
}

/// A URI in ASCII: what is not is written by its UTF-8 bytes, as RFC 3987, section 3.1, has it.
fn ascii(uri: &str) -> String {
    let mut out = String::with_capacity(uri.len());
    for byte in uri.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
