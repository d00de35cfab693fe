//! What surrounds the pages: their tree, links, and the catalog that holds all.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::layout::page::{Numerals, Owner, PageLabel, Part};
use crate::layout::{Item, Link, Page, Structure};

use super::content::Content;
use super::destination::{Anchors, Place};
use super::file::{File, number, text};
use super::font::Fonts;
use super::outline::Heading;
use super::picture::Pictures;
use super::structure::{Contents, Says, Tree};
use super::{Error, Properties, Standard, attachment, color, destination, metadata, outline};

/// Children of a node of the page tree, at most.
const PAGES: usize = 32;

/// A document whose pages are being written.
pub(super) struct Document {
    file: File,
    resources: ObjectId,
    pages: Vec<ObjectId>,
    /// The nodes of the page tree that hold pages.
    leaves: Vec<ObjectId>,
    /// Where page numbers do not simply go on: the index of a page, and its number.
    labels: Vec<(usize, PageLabel)>,
    last_label: Option<PageLabel>,
    headings: Vec<Heading>,
    anchors: Anchors,
    /// The actions of links to names, each with the name and with the text that it stands in, in a file of PDF 2.0.
    actions: Vec<(ObjectId, String, Part)>,
    contents: Contents,
    standard: Standard,
}

impl Document {
    pub(super) fn new(standard: Standard) -> Document {
        let mut file = File::new(standard);
        let resources = file.reserve();
        Document {
            file,
            resources,
            pages: Vec::new(),
            leaves: Vec::new(),
            labels: Vec::new(),
            last_label: None,
            headings: Vec::new(),
            anchors: Anchors::default(),
            actions: Vec::new(),
            contents: Contents::default(),
            standard,
        }
    }

    /// Writes a page with its compressed contents.
    pub(super) fn page(&mut self, page: Page, content: &Content) {
        if self.pages.len().is_multiple_of(PAGES) {
            let leaf = self.file.reserve();
            self.leaves.push(leaf);
        }
        let parent = self.leaves[self.leaves.len() - 1];
        let goes_on = |last: PageLabel| page.label == PageLabel { number: last.number.saturating_add(1), ..last };
        if !self.last_label.is_some_and(goes_on) {
            self.labels.push((self.pages.len(), page.label));
        }
        self.last_label = Some(page.label);

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

        let place = |y: f32, part| Place { page: id, y: page.height - y, part };
        for anchor in page.anchors {
            self.anchors.add(anchor.id, place(anchor.y, anchor.part));
        }
        self.headings.extend(page.headings.into_iter().map(|heading| Heading {
            level: heading.level,
            title: heading.title,
            place: place(heading.y, heading.part),
        }));
    }

    /// Writes a link on a page.
    fn link(&mut self, link: &Link, height: f32, page: ObjectId) -> ObjectId {
        let id = self.file.reserve();
        let mut annotation = annotation(link, height);
        let name = link.target.strip_prefix('#');
        if let Owner::Text(part) = link.owner {
            annotation.set("StructParent", i64::from(self.contents.link(page, id, part, name)));
        }
        match (name, self.standard, link.owner) {
            (Some(name), Standard::Pdf20, Owner::Text(part)) => {
                let action = self.file.reserve();
                self.actions.push((action, name.to_owned(), part));
                annotation.set("A", action);
            }
            (Some(name), ..) => annotation.set("Dest", destination::name(name)),
            (None, ..) => {
                let action = dictionary! { "S" => "URI", "URI" => Object::string_literal(ascii(&link.target)) };
                annotation.set("A", action);
            }
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
        let Properties { languages: langs, reading, .. } = properties;
        let says = Says { langs, reading: *reading, standard: self.standard };
        let Tree { root: tree, elements } = contents.write(structure, &says, &self.anchors, &mut self.file);
        for (id, name, from) in std::mem::take(&mut self.actions) {
            let action = Place::named_action(&name, self.anchors.get(&name), from, &elements);
            self.file.put(id, &action.into());
        }
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
        if let Some(outline) = outline::write(&self.headings, self.standard, &elements, &mut self.file) {
            catalog.set("Outlines", outline);
            catalog.set("PageMode", "UseOutlines");
        }
        let mut names = Dictionary::new();
        let anchors = std::mem::take(&mut self.anchors);
        if let Some(destinations) = anchors.write(self.standard, &elements, &mut self.file) {
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
        let info = match self.standard {
            Standard::Pdf17 => Some(self.file.add(&metadata::info(properties).into())),
            // All of it stands in the metadata (ISO 19005-4, section 6.1.3).
            Standard::Pdf20 => None,
        };
        let catalog = self.file.add(&catalog.into());
        Ok(self.file.finish(catalog, info))
    }

    fn labels(&self) -> Vec<Object> {
        let range = |&(index, PageLabel { numerals, number }): &(usize, PageLabel)| {
            let numerals = match numerals {
                Numerals::Roman => "r",
                Numerals::Arabic => "D",
            };
            [Object::Integer(index as i64), dictionary! { "S" => numerals, "St" => i64::from(number.max(1)) }.into()]
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
}

fn annotation(link: &Link, height: f32) -> Dictionary {
    dictionary! {
        "Type" => "Annot", "Subtype" => "Link",
        "Rect" => vec![
            number(link.x), number(height - link.y - link.height),
            number(link.x + link.width), number(height - link.y),
        ],
        "Border" => vec![0.into(), 0.into(), 0.into()],
        // Printed with the page, not hidden.
        "F" => 4,
        "Contents" => text(&link.text),
    }
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
