//! The contents of a page: printpdf's operators, taken out of a document of that one page.

use std::collections::BTreeMap;

use lopdf::Object;
use printpdf::{
    Color, DictItem, FontId, Greyscale, Mm, Op, PaintMode, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point,
    Pt, Rect, Rgb,
};

use crate::image::{Image, Kind};
use crate::layout::page::{Furniture, Owner, Part, Picture, StretchId};
use crate::layout::style::Ink;
use crate::layout::{Glyph, GlyphRun, Item, Page, Rule};

use super::file::{compress, utf16};
use super::font::{Fonts, Spelled, Used, clusters, meaning};
use super::picture::Pictures;
use super::{Error, Standard};

/// The contents of a page.
pub(super) struct Content {
    /// The operators, compressed.
    pub(super) bytes: Vec<u8>,
    /// The parts of the text by the numbers of their marked contents.
    pub(super) parts: Vec<Part>,
}

/// The contents of a page whose glyphs `fonts` has noted, and whose pictures `pictures`.
pub(super) fn stream(
    page: &Page,
    fonts: &Fonts<'_>,
    pictures: &Pictures,
    standard: Standard,
) -> Result<Content, Error> {
    let mut writer = Writer::new(page, fonts, standard);
    for item in &page.items {
        if let Item::Picture(picture) = item {
            writer.picture(picture, pictures);
        }
    }
    let runs: Vec<&GlyphRun> =
        page.items.iter().filter_map(|item| if let Item::Run(run) = item { Some(run) } else { None }).collect();
    for (index, run) in runs.iter().enumerate() {
        writer.run(run, ends_line(run, runs.get(index + 1).copied()));
    }
    writer.rules(page.items.iter().filter_map(|item| if let Item::Rule(rule) = item { Some(rule) } else { None }));
    let (bytes, parts) = writer.finish().ok_or(Error::Content { page: page.number })?;
    Ok(Content { bytes: compress(&bytes), parts })
}

/// How many operators are handed to printpdf at a time: few enough to be at hand for the processor with all that they are made
/// of, and so many that the document that they are handed over in counts for nothing.
const HANDFUL: usize = 64;

/// Hands operators to printpdf and takes them back as a part of a content stream.
fn encode(ops: Vec<Op>) -> Option<Vec<u8>> {
    let mut document = PdfDocument::new("");
    document.pages.push(PdfPage::new(Mm(0.0), Mm(0.0), ops));
    // `secure` would drop the operators that printpdf has no name for.
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    let mut document = document.to_lopdf_document(&options, &mut Vec::new());
    let page = document.page_iter().next()?;
    let contents = document.get_dictionary(page).ok()?.get(b"Contents").ok()?.as_reference().ok()?;
    match document.objects.remove(&contents)? {
        Object::Stream(stream) => Some(stream.content),
        _ => None,
    }
}

/// Whether a run is the last of its line: the next is of another one, or it stands somewhere else.
fn ends_line(run: &GlyphRun, next: Option<&GlyphRun>) -> bool {
    let text = |run: &GlyphRun| if let Owner::Text(part) = run.owner { Some((part.text, run.line)) } else { None };
    next.is_none_or(|next| {
        // Where it is known what they are, the places do not count, as lines may run in both directions.
        if let (Some(this), Some(next)) = (text(run), text(next)) {
            return this != next;
        }
        let last = run.glyphs.last().map_or(0.0, |glyph| glyph.x);
        (next.y - run.y).abs() > 0.01 || next.x < run.x + last || next.x > run.x + last + 3.0 * run.size
    })
}

/// The operators of a page, and the graphics state that they have led to.
struct Writer<'a> {
    fonts: &'a Fonts<'a>,
    standard: Standard,
    /// The operators that are still to be encoded.
    ops: Vec<Op>,
    /// Those before them, encoded; nothing if printpdf has failed.
    bytes: Option<Vec<u8>>,
    height: f64,
    /// Whether a text object is open.
    text: bool,
    /// The start of the line in an open text object, in thousandths of a point.
    line: (i64, i64),
    /// The index of the font, the number of its naming, and its size in thousandths of a point.
    font: Option<(usize, usize, i64)>,
    /// The ink, in thousandths of red, green and blue.
    ink: [i64; 3],
    rise: i64,
    /// The letter spacing, in thousandths of a point.
    spacing: i64,
    /// What the open marked content belongs to.
    owner: Option<Owner>,
    /// The parts of the text that were marked.
    parts: Vec<Part>,
    show: Show,
    /// The codes of the glyphs of a cluster.
    codes: Vec<Spelled>,
}

/// A string and adjustments for `TJ` that are still to be shown. Made once a page: a page has some thousand strings, and what
/// is handed over has the room that it needs, and no more.
#[derive(Default)]
struct Show {
    items: Vec<DictItem>,
    string: Vec<u8>,
}

impl<'a> Writer<'a> {
    fn new(page: &Page, fonts: &'a Fonts<'a>, standard: Standard) -> Writer<'a> {
        Writer {
            fonts,
            standard,
            ops: Vec::new(),
            bytes: Some(Vec::new()),
            height: f64::from(page.height),
            text: false,
            line: (0, 0),
            font: None,
            ink: [0; 3],
            rise: 0,
            spacing: 0,
            owner: None,
            parts: Vec::new(),
            show: Show::default(),
            codes: Vec::new(),
        }
    }

    fn finish(mut self) -> Option<(Vec<u8>, Vec<Part>)> {
        self.end_text();
        self.encode();
        Some((self.bytes?, self.parts))
    }

    /// Encodes the operators that there are.
    fn encode(&mut self) {
        let ops = std::mem::replace(&mut self.ops, Vec::with_capacity(HANDFUL));
        if let (Some(bytes), Some(more)) = (&mut self.bytes, encode(ops)) {
            if !bytes.is_empty() && !more.is_empty() {
                bytes.push(b'\n');
            }
            bytes.extend_from_slice(&more);
        } else {
            self.bytes = None;
        }
    }

    /// Marks what follows as belonging to something.
    fn mark(&mut self, owner: Owner) {
        if self.owner == Some(owner) {
            return;
        }
        self.end_mark();
        self.owner = Some(owner);
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let subtype = match owner {
            Owner::Page(Furniture::Margin) => {
                return self.ops.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() });
            }
            Owner::Page(Furniture::Header) => "Header",
            Owner::Page(Furniture::Footer) => "Footer",
            Owner::Text(part) => {
                return self.begin_part(if part.stretch == StretchId::LABEL { "Lbl" } else { "P" }, part);
            }
        };
        let map = [("Type".to_owned(), name("Pagination")), ("Subtype".to_owned(), name(subtype))].into();
        self.begin("Artifact", map);
    }

    fn begin_part(&mut self, tag: &str, part: Part) {
        let map = [("MCID".to_owned(), DictItem::Int(self.parts.len() as i64))].into();
        self.parts.push(part);
        self.begin(tag, map);
    }

    /// Draws a picture, which belongs to the first of the texts that it stands for. To each other it belongs as its outline,
    /// which shows nothing, so that it is found there, too.
    fn picture(&mut self, picture: &Picture, pictures: &Pictures) {
        self.end_text();
        let bottom = self.height - f64::from(picture.y) - f64::from(picture.height);
        let (x, y) = (picture.x, bottom as f32);
        let (width, height) = (picture.width, picture.height);
        let operator = |key: &str, numbers: &[f32]| {
            let value = numbers.iter().map(|&number| DictItem::Real(units(thousandths(number)))).collect();
            Op::Unknown { key: key.to_owned(), value }
        };
        let matrix = operator("cm", &placed(&picture.image, [x, y, width, height]));
        let outline = [operator("re", &[x, y, width, height]), operator("n", &[])];
        for (index, alternative) in picture.alternatives.iter().enumerate() {
            self.begin_part("Figure", alternative.part);
            if index == 0 {
                let name = vec![DictItem::Name(pictures.name(&picture.image).into_bytes())];
                self.ops.extend([Op::SaveGraphicsState, matrix.clone()]);
                self.ops.extend([Op::Unknown { key: "Do".to_owned(), value: name }, Op::RestoreGraphicsState]);
            } else {
                self.ops.extend(outline.clone());
            }
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn begin(&mut self, tag: &str, map: BTreeMap<String, DictItem>) {
        let properties = DictItem::Dict { map };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
    }

    fn end_mark(&mut self) {
        if self.owner.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn begin_text(&mut self) {
        if !self.text {
            self.ops.push(Op::StartTextSection);
            self.text = true;
            self.line = (0, 0);
        }
    }

    fn end_text(&mut self) {
        if self.text {
            self.end_mark();
            self.ops.push(Op::EndTextSection);
            self.text = false;
        }
    }

    fn set_ink(&mut self, ink: Ink) {
        let ink = ink.0.map(|part| thousandths(part.clamp(0.0, 1.0)));
        if ink != self.ink {
            let [r, g, b] = ink.map(units);
            let col = if r == g && g == b {
                Color::Greyscale(Greyscale { percent: r, icc_profile: None })
            } else {
                Color::Rgb(Rgb { r, g, b, icc_profile: None })
            };
            self.ops.push(Op::SetFillColor { col });
            self.ink = ink;
        }
    }

    fn rules<'r>(&mut self, rules: impl Iterator<Item = &'r Rule>) {
        self.end_text();
        for rule in rules {
            self.mark(Owner::Page(Furniture::Margin));
            self.rule(rule);
        }
        self.end_mark();
    }

    fn rule(&mut self, rule: &Rule) {
        self.set_ink(rule.ink);
        let bottom = self.height - f64::from(rule.y) - f64::from(rule.height);
        let rectangle = Rect {
            x: point(rule.x),
            y: Pt(units((bottom * 1000.0).round() as i64)),
            width: point(rule.width),
            height: point(rule.height),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn run(&mut self, run: &GlyphRun, ends_line: bool) {
        let Some(used) = self.fonts.get(run.font) else { return };
        if run.glyphs.is_empty() || run.size <= 0.0 {
            return;
        }
        self.begin_text();
        self.mark(run.owner);
        if run.silent {
            // An empty text in its stead keeps the number of a line out of what is copied from it.
            self.begin_span("");
        }
        self.set_ink(run.ink);
        self.set_font(used, run, 0);
        if let Some(spacing) = spacing(run, used).filter(|spacing| *spacing != self.spacing) {
            self.ops.push(Op::SetCharacterSpacing { multiplier: units(spacing) });
            self.spacing = spacing;
        }
        let start = (thousandths(run.x), ((self.height - f64::from(run.y)) * 1000.0).round() as i64);
        let (dx, dy) = (start.0 - self.line.0, start.1 - self.line.1);
        self.ops.push(Op::SetTextCursor { pos: Point { x: Pt(units(dx)), y: Pt(units(dy)) } });
        self.line = start;

        // Where the next glyph would stand, in thousandths of the em.
        let mut pen = 0.0;
        let mut codes = std::mem::take(&mut self.codes);
        for (range, text) in clusters(run) {
            let last = range.end == run.glyphs.len();
            let glyphs = &run.glyphs[range];
            if last && text == "\u{AD}" {
                // The hyphen that breaking a word put in is no part of the text.
                self.flush();
                self.mark(Owner::Page(Furniture::Margin));
            }
            let is_told = used.spell(glyphs, meaning(text, last), &mut codes);
            let glyphs = || glyphs.iter().zip(codes.iter().copied());
            match actual_text(is_told, text, last, ends_line, self.standard).filter(|_| !run.silent) {
                None => self.show(used, run, glyphs(), &mut pen),
                Some(actual) => {
                    self.flush();
                    self.begin_span(&actual);
                    self.show(used, run, glyphs(), &mut pen);
                    self.flush();
                    self.ops.push(Op::EndMarkedContent);
                    // Poppler takes the end of a span within marked content for the end of that, and drops what follows.
                    self.end_mark();
                    if !last {
                        self.mark(run.owner);
                    }
                }
            }
        }
        self.codes = codes;
        self.flush();
        if run.silent {
            self.ops.push(Op::EndMarkedContent);
        }
        if self.ops.len() >= HANDFUL {
            self.encode();
        }
    }

    fn set_font(&mut self, used: &Used<'_>, run: &GlyphRun, naming: usize) {
        let size = thousandths(run.size);
        if self.font != Some((used.index, naming, size)) {
            let font = PdfFontHandle::External(FontId(used.name(naming)));
            self.ops.push(Op::SetFont { font, size: Pt(units(size)) });
            self.font = Some((used.index, naming, size));
        }
    }

    /// Begins glyphs that stand for a text.
    fn begin_span(&mut self, text: &str) {
        let map = [("ActualText".to_owned(), DictItem::String { data: utf16(text), literal: true })].into();
        self.begin("Span", map);
    }

    fn show<'g>(
        &mut self,
        used: &Used<'_>,
        run: &GlyphRun,
        glyphs: impl Iterator<Item = (&'g Glyph, Spelled)>,
        pen: &mut f64,
    ) {
        for (glyph, (code, naming)) in glyphs {
            if self.font.is_none_or(|(_, set, _)| set != naming) {
                self.flush();
                self.set_font(used, run, naming);
            }
            let rise = thousandths(glyph.rise);
            if rise != self.rise {
                self.flush();
                self.ops.push(Op::SetLineOffset { multiplier: units(rise) });
                self.rise = rise;
            }
            let x = f64::from(glyph.x) / f64::from(run.size) * 1000.0;
            let ahead = x - *pen;
            // Measured from the start of the run, so that what is left over does not add up.
            if ahead.abs() > NEAR {
                let ahead = ahead.round();
                self.show.adjust(-ahead as i64);
                *pen += ahead;
            }
            self.show.string.extend_from_slice(&code.to_be_bytes());
            *pen += used.width(glyph.id) as f64 + self.spacing as f64 / f64::from(run.size);
        }
    }

    fn flush(&mut self) {
        self.show.end_string();
        if !self.show.items.is_empty() {
            let items = self.show.items.drain(..).collect();
            self.ops.push(Op::Unknown { key: "TJ".to_owned(), value: vec![DictItem::Array(items)] });
        }
    }
}

impl Show {
    fn adjust(&mut self, by: i64) {
        self.end_string();
        self.items.push(DictItem::Int(by));
    }

    fn end_string(&mut self) {
        if !self.string.is_empty() {
            self.items.push(DictItem::String { data: self.string.as_slice().into(), literal: true });
            self.string.clear();
        }
    }
}

/// How far a glyph may stand from its place, in thousandths of the em: at 10 points, a sixth of what a printer of 1,200 dots
/// to the inch can show.
const NEAR: f64 = 1.0;
/// How many letters must be moved apart alike for a spacing of their own.
const ALIKE: usize = 4;

/// How far most letters of a run are moved apart, in thousandths of a point; none if there is no telling. Set once, it takes
/// the place of a number after every letter, which would be a quarter of the page's bytes.
fn spacing(run: &GlyphRun, used: &Used<'_>) -> Option<i64> {
    let size = f64::from(run.size);
    let place = |glyph: &Glyph| f64::from(glyph.x) / size * 1000.0;
    let pairs = run.glyphs.windows(2);
    let gaps: Vec<f64> = pairs.map(|pair| place(&pair[1]) - place(&pair[0]) - used.width(pair[0].id) as f64).collect();
    let mut rounded: Vec<i64> = gaps.iter().map(|gap| gap.round() as i64).collect();
    rounded.sort_unstable();
    let most = rounded.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?.first()?;
    let alike = || gaps.iter().filter(|&gap| (gap - *most as f64).abs() <= NEAR);
    let count = alike().count();
    let mean = alike().sum::<f64>() / count as f64;
    (count >= ALIKE).then(|| (mean * size).round() as i64)
}

/// The text of a cluster, if the codes of its glyphs do not tell it by themselves.
///
/// A hyphen that breaking a word put in stands for `-`, which is what programs that take text out of a file look for at
/// a line's end to put the word together again. So a hyphen of the text itself must be something else there, or it would
/// be lost: it is followed by U+200B, the invisible sign for a place where a line may be broken, as are other marks after
/// which a line ends without a space.
fn actual_text(is_told: bool, text: &str, last: bool, ends_line: bool, standard: Standard) -> Option<String> {
    if last && ends_line && matches!(text, "-" | "·" | "–" | "—" | "/" | "⸗") {
        return Some(format!("{text}\u{200B}"));
    }
    // What a code for private use stands for, only a text beside the glyph says (ISO 19005-3, 6.2.11.7.3). Since PDF 2.0 that
    // must not be such a code itself (ISO 19005-4, 6.2.10.8; ISO 14289-2, 8.4.3): it says that there is a sign.
    let is_private = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
    match (text.contains(is_private), standard) {
        (false, _) if is_told => None,
        (true, Standard::Pdf20) => Some(meaning(text, last).replace(is_private, "\u{FFFD}")),
        _ => Some(meaning(text, last).to_owned()),
    }
}

/// The matrix that brings a picture, which is a square of 1 by itself, to a rectangle (left, lower edge, width, height), and
/// turns it as it is to be shown.
fn placed(image: &Image, [x, y, w, h]: [f32; 4]) -> [f32; 6] {
    let orientation = if let Kind::Jpeg(jpeg) = &image.kind { jpeg.orientation } else { 1 };
    match orientation {
        2 => [-w, 0.0, 0.0, h, x + w, y],
        3 => [-w, 0.0, 0.0, -h, x + w, y + h],
        4 => [w, 0.0, 0.0, -h, x, y + h],
        5 => [0.0, -h, -w, 0.0, x + w, y + h],
        6 => [0.0, -h, w, 0.0, x, y + h],
        7 => [0.0, h, w, 0.0, x, y],
        8 => [0.0, h, -w, 0.0, x + w, y],
        _ => [w, 0.0, 0.0, h, x, y],
    }
}

fn thousandths(value: f32) -> i64 {
    (f64::from(value) * 1000.0).round() as i64
}

/// A number of three decimals: one that, as the shortest number that rounds to it, is printed with three at most.
fn units(thousandths: i64) -> f32 {
    (thousandths as f64 / 1000.0) as f32
}

fn point(value: f32) -> Pt {
    Pt(units(thousandths(value)))
}
