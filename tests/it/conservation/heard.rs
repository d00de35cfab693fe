//! The text of an edition as it is heard: along the tree of its structure, and not along its pages.

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object, ObjectId};

use super::output::{COLOPHON, CONTENTS, Out};
use crate::read::{File, name, said};

/// The elements that stand in a line of others (ISO 32000-1, table 338); a note is read where it is called.
const IN_LINE: &[&str] = &["Span", "Quote", "Code", "Link", "Reference", "Em", "Strong", "Sub", "Ruby", "RB", "RT"];

/// The text of a PDF file, each element of its structure read once and in its order: what is not in the tree is not heard.
pub(super) fn pdf(bytes: &[u8]) -> Out {
    let file = File::read(bytes);
    let texts = file.texts();
    let pages = file.document.page_iter();
    let marked = pages.flat_map(|page| marked(&file, page, &texts)).collect();
    let mut listener = Listener { file: &file, marked, out: Out::default(), notes: Out::default() };
    let root = file.dictionary(file.catalog().get(b"StructTreeRoot").expect("a tree"));
    listener.kids(root, None);
    assert!(listener.marked.is_empty(), "no element holds {:?}", listener.marked);
    let mut out = listener.out;
    out.append(listener.notes);
    out
}

/// A marked content: its page and its number there.
type Place = (ObjectId, i64);

struct Listener<'a> {
    file: &'a File,
    /// The marked contents that have not been heard.
    marked: HashMap<Place, String>,
    out: Out,
    /// The notes, which are heard after what calls them, and compared at the end.
    notes: Out,
}

impl Listener<'_> {
    fn kids(&mut self, element: &Dictionary, page: Option<ObjectId>) {
        let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.iter().for_each(|kid| self.kid(kid, page)),
            Ok(kid) => self.kid(kid, page),
            Err(_) => {}
        }
    }

    fn kid(&mut self, kid: &Object, page: Option<ObjectId>) {
        if let Ok(number) = kid.as_i64() {
            return self.content(page, number);
        }
        let kid = self.file.dictionary(kid);
        if let Ok(number) = kid.get(b"MCID").and_then(Object::as_i64) {
            self.content(kid.get(b"Pg").and_then(Object::as_reference).ok().or(page), number);
        } else if kid.has(b"S") {
            self.element(kid, page);
        }
    }

    fn element(&mut self, element: &Dictionary, page: Option<ObjectId>) {
        let name = name(element, "S");
        assert!(!element.has(b"ActualText"), "what an element says stands in its contents");
        if !IN_LINE.contains(&name.as_str()) {
            self.out.edge();
        }
        let before = self.out.chars.len();
        let text = (name == "Note").then(|| std::mem::take(&mut self.out));
        self.kids(element, page);
        if let Some(text) = text {
            let note = std::mem::replace(&mut self.out, text);
            // One that leads back to no mark stands where it is heard.
            if self.is_called(element) { self.notes.append(note) } else { self.out.append(note) }
        }
        // What the edition says of itself, and its list of contents, which repeats what stands elsewhere.
        let is_colophon = self.out.headings(COLOPHON).any(|at| at == before);
        let heard: String = self.out.chars[before..].iter().map(|(_, c)| c).collect();
        let is_contents = CONTENTS.contains(&heard.as_str());
        if name == "TOC" || name == "Sect" && (is_colophon || is_contents) {
            self.out.chars.truncate(before);
        }
        if name == "Figure" {
            self.out.text(&said(element));
        }
        if !IN_LINE.contains(&name.as_str()) {
            self.out.edge();
        }
    }

    /// Whether the number of a note leads back to its mark.
    fn is_called(&self, note: &Dictionary) -> bool {
        let named = |element: &Dictionary, wanted: &str| {
            let kids = match element.get(b"K") {
                Ok(Object::Array(kids)) => kids.as_slice(),
                Ok(kid) => std::slice::from_ref(kid),
                Err(_) => &[],
            };
            let kids = kids.iter().filter_map(|kid| self.file.document.dereference(kid).ok()?.1.as_dict().ok());
            kids.filter(|kid| kid.has(b"S") && name(kid, "S") == wanted).cloned().collect::<Vec<_>>()
        };
        named(note, "Lbl").iter().any(|number| !named(number, "Link").is_empty())
    }

    /// What is marked is heard once.
    fn content(&mut self, page: Option<ObjectId>, number: i64) {
        let text = self.marked.remove(&(page.expect("a page"), number)).expect("marked content that is new");
        self.out.text(&text);
    }
}

/// The texts of the marked contents of a page.
fn marked(file: &File, page: ObjectId, texts: &HashMap<String, Vec<String>>) -> Vec<(Place, String)> {
    let contents = file.document.get_dictionary(page).and_then(|page| page.get(b"Contents")).expect("contents");
    let operations = Content::decode(&file.stream(contents)).expect("contents that can be read").operations;
    let mut found: Vec<(Place, String)> = Vec::new();
    let mut font = &Vec::new();
    // For each marked part that is open: whether it belongs to the structure, and whether something else is said for it.
    let mut open: Vec<(bool, bool)> = Vec::new();
    for Operation { operator, operands } in &operations {
        match operator.as_str() {
            "Tf" => font = &texts[str::from_utf8(operands[0].as_name().expect("a name")).expect("ASCII")],
            "BMC" => open.push((false, false)),
            "BDC" => {
                let properties = operands[1].as_dict().expect("properties");
                let number = properties.get(b"MCID").and_then(Object::as_i64).ok();
                let (is_heard, is_hidden) = open.last().copied().unwrap_or_default();
                assert!(!(is_heard && number.is_some()), "one marked content in another");
                found.extend(number.map(|number| ((page, number), String::new())));
                let is_heard = is_heard || number.is_some();
                let said = properties.get(b"ActualText").ok();
                if let Some(said) = said.filter(|_| is_heard && !is_hidden) {
                    found.last_mut().expect("a content").1 += &lopdf::decode_text_string(said).expect("UTF-16");
                }
                open.push((is_heard, is_hidden || said.is_some()));
            }
            "EMC" => drop(open.pop().expect("marked content that begins")),
            "TJ" if open.last() == Some(&(true, false)) => {
                for code in operands[0].as_array().expect("an array").iter().filter_map(|item| item.as_str().ok()) {
                    let codes = code.chunks(2).map(|code| u16::from_be_bytes([code[0], code[1]]));
                    let heard = &mut found.last_mut().expect("a content").1;
                    codes.for_each(|code| heard.push_str(&font[usize::from(code) - 1]));
                }
            }
            _ => {}
        }
    }
    found
}
