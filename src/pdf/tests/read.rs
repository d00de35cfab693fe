//! Looks into a file, by lopdf's reader and not by what wrote it.

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};
use md5::Digest as _;

pub(super) struct File {
    pub(super) document: Document,
    pages: Vec<ObjectId>,
}

pub(super) fn name(dictionary: &Dictionary, key: &str) -> String {
    let name = dictionary.get(key.as_bytes()).and_then(Object::as_name).expect(key);
    String::from_utf8(name.to_vec()).expect(key)
}

pub(super) fn string(dictionary: &Dictionary, key: &str) -> String {
    let string = dictionary.get(key.as_bytes()).and_then(Object::as_str).expect(key);
    String::from_utf8(string.to_vec()).expect(key)
}

/// A text, in whichever of the encodings of PDF it is.
pub(super) fn words(dictionary: &Dictionary, key: &str) -> String {
    lopdf::decode_text_string(dictionary.get(key.as_bytes()).expect(key)).expect(key)
}

/// What stands for a figure, without the sequences that tell its languages, each between two escapes.
#[allow(dead_code, reason = "the tests of one module read no figures")]
pub(super) fn said(figure: &Dictionary) -> String {
    words(figure, "Alt").split('\u{1B}').step_by(2).collect()
}

pub(super) fn numbers(dictionary: &Dictionary, key: &str) -> Vec<f32> {
    let numbers = dictionary.get(key.as_bytes()).and_then(Object::as_array).expect(key);
    numbers.iter().map(|number| number.as_float().expect(key)).collect()
}

/// A glyph, and where it is shown.
struct Shown {
    font: String,
    code: u16,
    x: f32,
    y: f32,
    /// Where the next would stand.
    end: f32,
}

/// What the contents of a page do, as far as text is concerned.
enum Event {
    /// A run, where it begins, and the size of its font.
    Begin(f32, f32, f32),
    /// What follows is this part of the text of the page, or none.
    Part(Option<i64>),
    /// What follows stands for this text, until [`Event::Leave`].
    Actual(String),
    /// The end of what stands for a text.
    Leave,
    Glyph(Shown),
}

/// Glyphs that are placed together.
#[derive(Debug)]
#[allow(dead_code, reason = "the proof that nothing is lost looks at the places as well")]
pub(super) struct Run {
    /// The start of its baseline, from the bottom left corner of the page.
    pub(super) x: f32,
    pub(super) y: f32,
    /// Where its last glyph ends.
    pub(super) end: f32,
    /// The size of its font.
    pub(super) size: f32,
    /// What a program that takes text out of the file finds.
    pub(super) text: String,
    /// What its glyphs show, though it says something else or nothing.
    pub(super) shown: String,
    /// The number of the marked content that it stands in; none if it is no part of the text.
    pub(super) part: Option<i64>,
}

/// A file that is attached to the document.
#[derive(Debug)]
#[allow(dead_code, reason = "the tests of whole editions look at what they carry")]
pub(super) struct Attached {
    pub(super) path: String,
    pub(super) mime: String,
    pub(super) relation: String,
    pub(super) description: String,
    pub(super) date: Option<String>,
    /// Whether its MD5 and its size are those of its bytes.
    pub(super) checksum_agrees: bool,
    pub(super) bytes: Vec<u8>,
}

impl File {
    /// The files that are associated with the document as a whole.
    #[allow(dead_code, reason = "the tests of whole editions look at what they carry")]
    pub(super) fn attached(&self) -> Vec<Attached> {
        let all = self.catalog().get(b"AF").and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
        let text = |object: &Object| lopdf::decode_text_string(object).expect("a text");
        let read = |specification: &Object| {
            let specification = self.dictionary(specification);
            let embedded = self.dictionary(specification.get(b"EF").expect("an embedded file"));
            let id = embedded.get(b"F").expect("a stream");
            let stream = self.document.dereference(id).expect("a stream").1.as_stream().expect("a stream");
            let parameters = self.dictionary(stream.dict.get(b"Params").expect("parameters"));
            let bytes = self.stream(id);
            let sum = parameters.get(b"CheckSum").and_then(Object::as_str).expect("a checksum");
            let size = parameters.get(b"Size").and_then(Object::as_i64).expect("a size");
            Attached {
                path: text(specification.get(b"UF").expect("a name")),
                mime: name(&stream.dict, "Subtype"),
                relation: name(specification, "AFRelationship"),
                description: text(specification.get(b"Desc").expect("a description")),
                date: parameters.get(b"ModDate").ok().map(text),
                checksum_agrees: sum == md5::Md5::digest(&bytes).as_slice() && size == bytes.len() as i64,
                bytes,
            }
        };
        all.iter().map(read).collect()
    }

    /// The numbers of the pages as readers see them.
    #[allow(dead_code, reason = "the tests of whole editions look at them")]
    pub(super) fn labels(&self) -> Vec<String> {
        let labels = self.dictionary(self.catalog().get(b"PageLabels").expect("labels"));
        let ranges = labels.get(b"Nums").and_then(Object::as_array).expect("numbers");
        let mut ranges = ranges.chunks(2).map(|range| {
            let labels = self.dictionary(&range[1]);
            let first = labels.get(b"St").and_then(Object::as_i64).expect("a number");
            (range[0].as_i64().expect("a page") as usize, name(labels, "S"), first)
        });
        let mut found = Vec::new();
        let mut next = ranges.next();
        let mut range = (0, String::new(), 1);
        for page in 0..self.page_count() {
            if let Some(begun) = next.take_if(|next| next.0 == page) {
                (range, next) = (begun, ranges.next());
            }
            found.push(format!("{}{}", range.1, range.2 + (page - range.0) as i64));
        }
        found
    }

    /// How many pages stand in front of the text, which have Roman numerals.
    #[allow(dead_code, reason = "the tests of whole editions look at what stands behind them")]
    pub(super) fn front_pages(&self) -> usize {
        self.labels().iter().take_while(|label| label.starts_with('r')).count()
    }

    /// The types of the elements of the structure tree with the languages that they tell, those inside others indented.
    #[allow(dead_code, reason = "the tests of whole editions look at what is heard")]
    pub(super) fn elements(&self) -> Vec<String> {
        let root = self.dictionary(self.catalog().get(b"StructTreeRoot").expect("a tree"));
        let mut found = Vec::new();
        let mut left = vec![(root.get(b"K").expect("elements"), 0)];
        while let Some((object, depth)) = left.pop() {
            match self.document.dereference(object).expect("an object").1 {
                Object::Array(kids) => left.extend(kids.iter().rev().map(|kid| (kid, depth))),
                Object::Dictionary(element) if element.has(b"S") => {
                    let lang =
                        element.get(b"Lang").map(|_| format!(" {}", string(element, "Lang"))).unwrap_or_default();
                    found.push(format!("{}{}{lang}", " ".repeat(depth), name(element, "S")));
                    left.extend(element.get(b"K").map(|kids| (kids, depth + 1)));
                }
                _ => {}
            }
        }
        found
    }

    /// Where each marked content in elements of a type, by its page and number, comes when the structure tree is read aloud.
    #[allow(dead_code, reason = "the proof that nothing is lost reads tables in this order")]
    pub(super) fn order_in(&self, kind: &str) -> HashMap<(usize, i64), usize> {
        let pages: HashMap<ObjectId, usize> = self.pages.iter().enumerate().map(|(at, &page)| (page, at)).collect();
        let root = self.dictionary(self.catalog().get(b"StructTreeRoot").expect("a tree"));
        let mut order = HashMap::new();
        let mut left = vec![(root.get(b"K").expect("elements"), None, false)];
        while let Some((object, page, is_inside)) = left.pop() {
            match self.document.dereference(object).expect("an object").1 {
                Object::Array(kids) => left.extend(kids.iter().rev().map(|kid| (kid, page, is_inside))),
                Object::Dictionary(element) => {
                    let page = element.get(b"Pg").and_then(Object::as_reference).map(|page| pages[&page]).ok().or(page);
                    let is_inside = is_inside || element.has(b"S") && name(element, "S") == kind;
                    let kids = [b"K".as_slice(), b"MCID"].into_iter().filter_map(|key| element.get(key).ok());
                    left.extend(kids.map(|kid| (kid, page, is_inside)));
                }
                Object::Integer(part) if is_inside => {
                    let next = order.len();
                    order.insert((page.expect("a page"), *part), next);
                }
                _ => {}
            }
        }
        order
    }

    /// What stands for the pictures on a page, each with its lower edge, from the top of the page down.
    #[allow(dead_code, reason = "the proof that nothing is lost reads them")]
    pub(super) fn alternatives(&self, page: usize) -> Vec<(f32, String)> {
        let is_figure = |it: &&Dictionary| {
            let on_page = it.get(b"Pg").and_then(Object::as_reference).is_ok_and(|page_of| page_of == self.pages[page]);
            on_page && it.has(b"S") && name(it, "S") == "Figure"
        };
        let elements = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        let mut found: Vec<(f32, String)> = elements
            .filter(is_figure)
            .map(|it| (numbers(self.dictionary(it.get(b"A").expect("a place")), "BBox")[1], said(it)))
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found
    }

    pub(super) fn read(bytes: &[u8]) -> File {
        let document = Document::load_mem(bytes).expect("a file that can be read");
        let pages = document.page_iter().collect();
        File { document, pages }
    }

    pub(super) fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        self.document.dereference(object).and_then(|(_, object)| object.as_dict()).expect("a dictionary")
    }

    pub(super) fn stream(&self, object: &Object) -> Vec<u8> {
        let (_, object) = self.document.dereference(object).expect("an object");
        let stream = object.as_stream().expect("a stream");
        stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())
    }

    pub(super) fn catalog(&self) -> &Dictionary {
        self.document.catalog().expect("a catalog")
    }

    fn page(&self, index: usize) -> &Dictionary {
        self.document.get_dictionary(self.pages[index]).expect("a page")
    }

    fn operations(&self, page: usize) -> Vec<Operation> {
        let contents = self.stream(self.page(page).get(b"Contents").expect("contents"));
        Content::decode(&contents).expect("contents that can be read").operations
    }

    pub(super) fn content(&self, page: usize) -> String {
        String::from_utf8_lossy(&self.stream(self.page(page).get(b"Contents").expect("contents"))).into_owned()
    }

    pub(super) fn annotations(&self, page: usize) -> Vec<&Dictionary> {
        let annotations = self.page(page).get(b"Annots").and_then(Object::as_array);
        annotations.into_iter().flatten().map(|annotation| self.dictionary(annotation)).collect()
    }

    #[allow(dead_code, reason = "the proof that nothing is lost reads all pages")]
    pub(super) fn page_count(&self) -> usize {
        self.pages.len()
    }

    fn fonts(&self) -> &Dictionary {
        let resources = self.dictionary(self.page(0).get(b"Resources").expect("resources"));
        self.dictionary(resources.get(b"Font").expect("fonts"))
    }

    pub(super) fn font(&self, name: &str) -> &Dictionary {
        self.dictionary(self.fonts().get(name.as_bytes()).expect("a font"))
    }

    pub(super) fn descendant(&self, name: &str) -> &Dictionary {
        let descendants = self.font(name).get(b"DescendantFonts").and_then(Object::as_array).expect("descendants");
        self.dictionary(&descendants[0])
    }

    /// The text of each code from 1; empty where there is none.
    pub(super) fn to_unicode(&self, name: &str) -> Vec<String> {
        let map = String::from_utf8(self.stream(self.font(name).get(b"ToUnicode").expect("a map"))).expect("ASCII");
        let pairs = map.split("beginbfchar\n").skip(1).flat_map(|part| part.split("endbfchar").next().map(str::lines));
        let mut texts = Vec::new();
        for pair in pairs.flatten() {
            let (code, text) = pair.split_once("> <").expect("a pair");
            let code = usize::from_str_radix(&code[1..], 16).expect("a code");
            assert!(code > texts.len(), "the codes are in order");
            texts.resize(code, String::new());
            let text = text.trim_end_matches('>');
            let unit = |at: usize| u16::from_str_radix(&text[at..at + 4], 16).expect("a code unit");
            texts[code - 1] =
                String::from_utf16(&(0..text.len()).step_by(4).map(unit).collect::<Vec<_>>()).expect("UTF-16");
        }
        texts
    }

    fn width(&self, name: &str, code: u16) -> f32 {
        let font = self.descendant(name);
        let widths = font.get(b"W").and_then(Object::as_array).expect("widths");
        for pair in widths.chunks(2) {
            let first = pair[0].as_i64().expect("a code") as usize;
            let widths = pair[1].as_array().expect("widths");
            if let Some(width) = usize::from(code).checked_sub(first).and_then(|index| widths.get(index)) {
                return width.as_float().expect("a width");
            }
        }
        font.get(b"DW").and_then(Object::as_float).expect("a width")
    }

    /// What the contents of a page do. All pages have the same fonts.
    fn events(&self, page: usize) -> Vec<Event> {
        let mut events = Vec::new();
        let (mut font, mut size) = (String::new(), 0.0);
        let (mut line, mut x) = ((0.0f32, 0.0f32), 0.0f32);
        let mut spacing = 0.0;
        // Whether each marked part that is open stands for a text.
        let mut marked = Vec::new();
        for Operation { operator, operands } in self.operations(page) {
            let number = |index: usize| operands[index].as_float().expect("a number");
            match operator.as_str() {
                "BT" => line = (0.0, 0.0),
                "Tf" => {
                    font = String::from_utf8(operands[0].as_name().expect("a name").to_vec()).expect("ASCII");
                    size = number(1);
                }
                "Td" => {
                    line = (line.0 + number(0), line.1 + number(1));
                    x = 0.0;
                    events.push(Event::Begin(line.0, line.1, size));
                }
                "BMC" => {
                    marked.push(false);
                    events.push(Event::Part(None));
                }
                "BDC" => {
                    let part = operands[1].as_dict().ok().and_then(|properties| properties.get(b"MCID").ok());
                    let is_artifact = operands[0].as_name().is_ok_and(|name| name == b"Artifact");
                    if part.is_some() || is_artifact {
                        events.push(Event::Part(part.map(|part| part.as_i64().expect("a number"))));
                    }
                    let text = operands[1].as_dict().ok().and_then(|properties| properties.get(b"ActualText").ok());
                    marked.push(text.is_some());
                    let text = text.map(|text| lopdf::decode_text_string(text).expect("UTF-16"));
                    events.extend(text.map(Event::Actual));
                }
                "EMC" => {
                    let is_text = marked.pop().expect("marked contents that begin");
                    events.extend(is_text.then_some(Event::Leave));
                }
                "Tc" => spacing = number(0),
                "TJ" => {
                    for item in operands[0].as_array().expect("an array") {
                        let Ok(codes) = item.as_str() else {
                            x -= item.as_float().expect("an adjustment") * size / 1000.0;
                            continue;
                        };
                        for code in codes.chunks(2) {
                            let code = u16::from_be_bytes([code[0], code[1]]);
                            let start = line.0 + x;
                            x += self.width(&font, code) * size / 1000.0;
                            let end = line.0 + x;
                            x += spacing;
                            events.push(Event::Glyph(Shown { font: font.clone(), code, x: start, y: line.1, end }));
                        }
                    }
                }
                _ => {}
            }
        }
        events
    }

    /// The text of each code of each font.
    pub(super) fn texts(&self) -> HashMap<String, Vec<String>> {
        let names = self.fonts().iter().map(|(name, _)| String::from_utf8(name.clone()).expect("ASCII"));
        names.map(|name| (name.clone(), self.to_unicode(&name))).collect()
    }

    /// The runs of a page, the fonts' codes having these texts.
    pub(super) fn runs(&self, page: usize, texts: &HashMap<String, Vec<String>>) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut hidden = false;
        let mut part = None;
        for event in self.events(page) {
            if let (Event::Glyph(shown), Some(run)) = (&event, runs.last_mut()) {
                run.end = run.end.max(shown.end);
            }
            let said = match event {
                Event::Begin(x, y, size) => {
                    runs.push(Run { x, y, end: x, size, text: String::new(), shown: String::new(), part });
                    continue;
                }
                Event::Part(begun) => {
                    part = begun;
                    continue;
                }
                Event::Actual(text) => {
                    hidden = true;
                    text
                }
                Event::Leave => {
                    hidden = false;
                    continue;
                }
                Event::Glyph(glyph) => {
                    let text = &texts[&glyph.font][usize::from(glyph.code) - 1];
                    if let Some(run) = runs.last_mut() {
                        run.shown.push_str(text);
                    }
                    if hidden {
                        continue;
                    }
                    text.clone()
                }
            };
            runs.last_mut().expect("text that has a place").text.push_str(&said);
        }
        runs
    }

    /// The text of each run of a page.
    pub(super) fn lines(&self, page: usize) -> Vec<String> {
        self.runs(page, &self.texts()).into_iter().map(|run| run.text).collect()
    }

    /// Where the glyphs of a page stand.
    pub(super) fn positions(&self, page: usize) -> Vec<(f32, f32)> {
        let place = |event| if let Event::Glyph(shown) = event { Some((shown.x, shown.y)) } else { None };
        self.events(page).into_iter().filter_map(place).collect()
    }

    /// The outline: a line for each entry with its count and height, indented, and the count of the whole.
    pub(super) fn outline(&self) -> Vec<String> {
        let root = self.catalog().get(b"Outlines").expect("an outline");
        let mut lines = Vec::new();
        self.entries(root, 0, &mut lines);
        let count = self.dictionary(root).get(b"Count").and_then(Object::as_i64).expect("a count");
        lines.push(format!("= {count}"));
        lines
    }

    fn entries(&self, parent: &Object, depth: usize, lines: &mut Vec<String>) {
        let mut next = self.dictionary(parent).get(b"First").ok();
        let mut previous: Option<&Object> = None;
        while let Some(id) = next {
            let entry = self.dictionary(id);
            assert_eq!(entry.get(b"Parent").ok(), Some(parent));
            assert_eq!(entry.get(b"Prev").ok(), previous);
            let title = lopdf::decode_text_string(entry.get(b"Title").expect("a title")).expect("a title");
            let count = entry.get(b"Count").and_then(Object::as_i64).unwrap_or(0);
            let destination = entry.get(b"Dest").and_then(Object::as_array).expect("a destination");
            assert_eq!(destination[0].as_reference().ok(), Some(self.pages[0]));
            let height = destination[3].as_float().expect("a height");
            lines.push(format!("{}{title} {count} @{height}", " ".repeat(depth)));
            self.entries(id, depth + 1, lines);
            previous = Some(id);
            next = entry.get(b"Next").ok();
        }
        assert_eq!(self.dictionary(parent).get(b"Last").ok(), previous);
    }

    /// The names of all destinations, in the order of the tree.
    pub(super) fn destinations(&self) -> Vec<String> {
        let names = self.dictionary(self.catalog().get(b"Names").expect("names"));
        let mut found = Vec::new();
        self.names(self.dictionary(names.get(b"Dests").expect("destinations")), &mut found);
        found
    }

    fn names(&self, node: &Dictionary, found: &mut Vec<String>) {
        let before = found.len();
        let text = |object: &Object| String::from_utf8(object.as_str().expect("a name").to_vec()).expect("UTF-8");
        for pair in node.get(b"Names").and_then(Object::as_array).map_or(&[][..], Vec::as_slice).chunks(2) {
            assert_eq!(pair[1].as_array().expect("a destination").len(), 5);
            found.push(text(&pair[0]));
        }
        for kid in node.get(b"Kids").and_then(Object::as_array).map_or(&[][..], Vec::as_slice) {
            self.names(self.dictionary(kid), found);
        }
        if let Ok(limits) = node.get(b"Limits").and_then(Object::as_array) {
            assert_eq!(
                limits.iter().map(text).collect::<Vec<_>>(),
                [&found[before], &found[found.len() - 1]].map(Clone::clone)
            );
        }
    }
}
