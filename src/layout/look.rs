//! Flattens marked text: into one string, and the look of each stretch of it.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use unicode_normalization::{IsNormalized, is_nfc_quick};
use unicode_script::{Script, UnicodeScript};

use crate::edition::between_marks;
use crate::layout::font::{FontBook, FontRole, LATIN, Variant, has_squares};
use crate::layout::inner::{self, Block};
use crate::layout::opportunity::is_line_end;
use crate::layout::page::{Stretch, StretchId, StretchKind};
use crate::layout::ruby;
use crate::layout::style::{self, BlockStyle, LineStyle};
use crate::layout::target::Targets;
use crate::text::{
    Break, Direction, Element, Inline, Kind, Lang, Milestone, MilestoneUnit, NoteMark, Rend, Shift, composed,
};

/// How a piece looks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Look {
    /// The size of the em in points.
    pub(crate) size: f32,
    /// How far the baseline is raised, in points.
    pub(crate) rise: f32,
    pub(crate) variant: Variant,
    pub(crate) small_caps: bool,
    pub(crate) underline: Underline,
    pub(crate) overline: bool,
    pub(crate) strike: bool,
    /// Whether its letters are parted a little.
    pub(crate) spaced: bool,
    /// Whether it is the reading of the characters before it, to be set above them.
    pub(crate) reading: bool,
    pub(crate) lang: Lang,
    /// The language whose fonts are tried first.
    pub(crate) fonts: Lang,
    /// Where it leads.
    pub(crate) link: Option<Arc<str>>,
    /// The marked stretch that it is in.
    pub(crate) stretch: StretchId,
}

/// What is drawn under a piece.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Underline {
    None,
    /// A line as the source asks for it.
    Solid,
    /// A fine line: words that a later hand has added.
    Fine,
    /// Dots: words that are hard to read.
    Dotted,
}

/// A place in a text that the margin or a link refers to.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// The number of bytes before it.
    pub(crate) at: usize,
    /// What the margin says there; nothing for a place that links lead to.
    pub(crate) n: Option<String>,
    /// By which identifier links lead there.
    pub(crate) id: Option<String>,
}

/// How many of the last looks are tried before another is made.
const RECENT: usize = 16;

/// The text of one look.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    pub(crate) end: usize,
    pub(crate) look: u32,
    /// Whether no line may end before it.
    pub(crate) glued: bool,
}

/// An edge of words that stand in their line as one, as if it were a letter of the text around them (UAX #9, “Explicit
/// Directional Isolates”).
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Isolate {
    /// Words begin that run in this direction.
    Open(Direction),
    Close,
}

/// What a builder needs to know of a cell besides its text.
pub(crate) struct Context<'a> {
    pub(crate) book: &'a FontBook,
    pub(crate) style: BlockStyle,
    pub(crate) line: LineStyle,
    pub(crate) lang: &'a Lang,
    pub(crate) rend: Rend,
    /// What the mark of each note shows, by the note's identifier.
    pub(crate) notes: &'a FxHashMap<&'a str, Cow<'a, str>>,
    /// Where links lead.
    pub(crate) targets: &'a Targets<'a>,
}

impl Context<'_> {
    pub(crate) fn look(&self) -> Look {
        let mut look = Look {
            size: self.style.size * style::optical_size(self.lang),
            rise: 0.0,
            variant: Variant { bold: self.style.bold, italic: self.style.italic, role: self.style.font },
            small_caps: false,
            underline: Underline::None,
            overline: false,
            strike: false,
            spaced: false,
            reading: false,
            lang: self.lang.clone(),
            fonts: self.lang.clone(),
            link: None,
            stretch: StretchId::NONE,
        };
        apply(&mut look, self.rend);
        look
    }
}

/// Adds what a `rend` asks for.
fn apply(look: &mut Look, rend: Rend) {
    look.variant.italic |= rend.italic;
    look.variant.bold |= rend.bold;
    look.small_caps |= rend.small_caps;
    if rend.underline {
        look.underline = Underline::Solid;
    }
    look.overline |= rend.overline;
    look.strike |= rend.strike;
    look.spaced |= rend.spaced;
    // No slanted letters have small capitals.
    look.variant.italic &= !look.small_caps;
    let (rise, scale) = match rend.shift {
        Shift::None => return,
        Shift::Superscript => (0.36, 0.66),
        Shift::Subscript => (-0.16, 0.66),
    };
    look.rise += look.size * rise;
    look.size *= scale;
}

/// A cell's text in one string, with the looks of its spans.
pub(crate) struct Flat<'a> {
    pub(crate) text: String,
    pub(crate) spans: Vec<Span>,
    pub(crate) looks: Vec<Look>,
    /// What is marked in the text.
    pub(crate) stretches: Vec<Stretch>,
    /// What stands in the margin, and beside which place.
    pub(crate) marks: Vec<Mark>,
    /// Where a wide gap parts what goes before from what follows.
    pub(crate) gaps: Vec<usize>,
    /// Characters with their readings, which are not parted; of those that run on, nothing.
    pub(crate) rubies: Vec<Range<usize>>,
    /// Which of them run on over lines, their readings in brackets after the characters.
    run_on: &'a [usize],
    /// Whether a reading that comes is of those; nothing outside of such characters, where it is text as any other.
    runs_on: Option<bool>,
    /// Where words begin and end that run in a direction of their own, whatever stands around them, in the text's order.
    pub(crate) isolates: Vec<(usize, Isolate)>,
    /// Whether the next text begins a span even if it looks like the one before it.
    cut: bool,
    /// Whether no line may end before the next text.
    glue: bool,
    /// Where the last mark of a note ends.
    after_mark: Option<usize>,
    context: &'a Context<'a>,
}

/// How large code is set beside text, so that its lower case letters are as high.
const CODE: f32 = 0.95;
/// How large it is set in brackets after them.
const READING_IN_LINE: f32 = 0.85;

impl<'a> Flat<'a> {
    /// Flattens a content that begins in a look. Some readings, told by their places in `rubies`, run on in brackets.
    pub(crate) fn new(content: &[Inline], base: &Look, context: &'a Context<'a>, run_on: &'a [usize]) -> Flat<'a> {
        let mut flat = Flat {
            text: String::new(),
            spans: Vec::new(),
            looks: Vec::new(),
            stretches: Vec::new(),
            marks: Vec::new(),
            gaps: Vec::new(),
            rubies: Vec::new(),
            run_on,
            runs_on: None,
            isolates: Vec::new(),
            cut: false,
            glue: false,
            after_mark: None,
            context,
        };
        let blocks = if context.style.holds_blocks { inner::blocks(content) } else { Vec::new() };
        if blocks.is_empty() {
            flat.push(content, base);
        } else {
            flat.push_blocks(content, &blocks, base);
        }
        flat
    }

    /// Appends a text of several blocks, each a stretch of its own.
    fn push_blocks(&mut self, content: &[Inline], blocks: &[Block], base: &Look) {
        let mut list = base.stretch;
        for (at, Block { range, kind }) in blocks.iter().enumerate() {
            if at > 0 {
                self.push(&[Inline::Break(Break::Block)], base);
                // It is seen where a paragraph begins.
                if *kind == inner::Kind::Paragraph {
                    self.gaps.push(self.text.len());
                }
            }
            let mut content = &content[range.clone()];
            let mut said = None;
            let stretch = match kind {
                inner::Kind::Empty => base.stretch,
                inner::Kind::Paragraph => self.stretch(StretchKind::Paragraph, base.stretch, None),
                inner::Kind::Item { list: style } => {
                    if let Some(style) = style {
                        list = self.stretch(StretchKind::List(*style), base.stretch, None);
                    }
                    let item = self.stretch(StretchKind::Item, list, None);
                    if let [Inline::Text(first), rest @ ..] = content
                        && let Some((label, begins)) = inner::parted(&first.text)
                    {
                        let stretch = self.stretch(StretchKind::ItemLabel, item, None);
                        self.push_text(label, &Look { stretch, ..base.clone() });
                        (content, said) = (rest, Some(begins));
                    }
                    self.stretch(StretchKind::ItemBody, item, None)
                }
            };
            let look = Look { stretch, ..base.clone() };
            if let Some(said) = said {
                self.push_text(said, &look);
            }
            self.push(content, &look);
        }
    }

    fn push(&mut self, content: &[Inline], look: &Look) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.push_text(&text.text, look),
                Inline::Break(_) => self.push_text("\u{2028}", look),
                Inline::Milestone(milestone) => {
                    let Milestone { unit, n, id, .. } = &**milestone;
                    let n = (*unit != MilestoneUnit::Place).then(|| n.clone());
                    self.marks.push(Mark { at: self.text.len(), n, id: id.clone() });
                }
                Inline::NoteMark(mark) => {
                    let shown = mark.id.as_deref().and_then(|id| self.context.notes.get(id));
                    if let Some(shown) = shown.filter(|shown| !shown.is_empty()) {
                        let mut raised = look.clone();
                        raised.link = mark.id.as_ref().map(|id| format!("#{id}").into());
                        raised.variant = Variant { role: look.variant.role, ..Variant::default() };
                        raised.stretch = self.stretch(StretchKind::Reference, look.stretch, None);
                        if raised.link.is_some() {
                            raised.stretch = self.stretch(StretchKind::Link, raised.stretch, None);
                        }
                        // A star stands high by itself.
                        if !shown.starts_with('*') {
                            apply(&mut raised, Rend { shift: Shift::Superscript, ..Rend::default() });
                        }
                        self.cut = true;
                        if self.after_mark == Some(self.text.len()) {
                            let mut between = look.clone();
                            apply(&mut between, Rend { shift: Shift::Superscript, ..Rend::default() });
                            self.push_text(NoteMark::BETWEEN, &between);
                            if let Some(span) = self.spans.last_mut() {
                                span.glued = true;
                            }
                            self.cut = true;
                        }
                        self.push_text(shown, &raised);
                        self.after_mark = Some(self.text.len());
                        // No line begins with the mark.
                        if let Some(span) = self.spans.last_mut() {
                            span.glued = true;
                        }
                    }
                }
                Inline::Element(element) => self.push_element(element, look),
            }
        }
    }

    /// The stretch of an element, if those who do not see it are to be told of it.
    fn stretch_of(&mut self, element: &Element, look: &Look) -> StretchId {
        let lang = element.attributes.lang.as_ref().filter(|lang| **lang != look.lang);
        let kind = match element.kind {
            Kind::Quotation => StretchKind::Quote,
            Kind::Code => StretchKind::Code,
            Kind::Reference if self.link(element).is_some() => StretchKind::Link,
            _ if lang.is_some() => StretchKind::Span,
            _ => return look.stretch,
        };
        self.stretch(kind, look.stretch, lang.cloned())
    }

    /// Where an element leads.
    fn link(&self, element: &Element) -> Option<Arc<str>> {
        self.context.targets.of(element.attributes.target.as_deref()?)
    }

    fn stretch(&mut self, kind: StretchKind, within: StretchId, lang: Option<Lang>) -> StretchId {
        // More than a text can name are left unmarked.
        match u16::try_from(self.stretches.len()) {
            Ok(next) if StretchId(next) < StretchId::LABEL => {
                self.stretches.push(Stretch { kind, within, lang });
                StretchId(next)
            }
            _ => within,
        }
    }

    fn push_element(&mut self, element: &Element, look: &Look) {
        let mut inner = look.clone();
        inner.stretch = self.stretch_of(element, look);
        if let Some(lang) = &element.attributes.lang
            && *lang != inner.lang
        {
            let upright = style::optical_size(&inner.lang);
            inner.size *= style::optical_size(lang) / upright;
            inner.lang = lang.clone();
            inner.fonts = lang.clone();
        }
        let squares = has_squares(&inner.lang);
        match element.kind {
            // Scripts without italics show stress by weight.
            Kind::Emphasis if squares => inner.variant.bold = true,
            Kind::Emphasis => inner.variant.italic = !inner.variant.italic,
            Kind::Title | Kind::Foreign | Kind::Stage | Kind::Grammar | Kind::Example if !squares => {
                inner.variant.italic = !inner.variant.italic;
            }
            Kind::Label | Kind::Headword => inner.variant.bold = true,
            Kind::Reference => inner.link = self.link(element),
            Kind::Unclear => inner.underline = Underline::Dotted,
            Kind::Addition => inner.underline = Underline::Fine,
            Kind::Code if inner.variant.role != FontRole::Code => {
                inner.variant = Variant { role: FontRole::Code, ..Variant::default() };
                inner.size *= CODE;
            }
            Kind::RubyText if self.runs_on == Some(true) => inner.size *= READING_IN_LINE,
            Kind::RubyText if self.runs_on.is_some() => {
                let to_line_above = self.context.style.leading - inner.rise;
                let (rise, size) = ruby::raised(inner.size, squares, to_line_above);
                (inner.rise, inner.size) = (inner.rise + rise, size);
                inner.reading = true;
                inner.underline = Underline::None;
            }
            Kind::Caesura => {
                self.gaps.push(self.text.len());
                self.cut = true;
            }
            _ => {}
        }
        apply(&mut inner, element.attributes.rend);
        // What the edition adds to a quotation in another language belongs to the text around it.
        let is_apart = element.kind == Kind::Quotation && inner.lang != look.lang;
        let (before, inside, behind) =
            if is_apart { between_marks(element) } else { (&[][..], element.content.as_slice(), &[][..]) };
        let around = || Look { stretch: inner.stretch, ..look.clone() };
        if !before.is_empty() {
            self.push(before, &around());
        }
        let start = self.text.len();
        // As HTML does with what has a direction of its own. Code runs from left to right in all languages.
        let is_code = inner.variant.role == FontRole::Code && look.variant.role != FontRole::Code;
        let isolate = match (is_code, inner.lang != look.lang) {
            (true, _) => Some(Direction::LeftToRight),
            (false, true) => Some(inner.lang.direction()),
            (false, false) => None,
        };
        self.isolates.extend(isolate.map(|direction| (start, Isolate::Open(direction))));
        match element.kind {
            Kind::Ruby => {
                let index = self.rubies.len();
                self.rubies.push(start..start);
                let runs_on = self.run_on.contains(&index);
                let outer = self.runs_on.replace(runs_on);
                self.cut = true;
                self.push(&element.content, &inner);
                self.cut = true;
                self.runs_on = outer;
                // What has lines of its own runs on, too.
                if !runs_on && !self.text[start..].contains(is_line_end) {
                    self.rubies[index].end = self.text.len();
                }
            }
            Kind::RubyText if self.runs_on == Some(true) => {
                self.push_text("(", look);
                self.push(&element.content, &inner);
                self.push_text(")", look);
            }
            Kind::Supplied => {
                self.push_text("[", &inner);
                self.push(&element.content, &inner);
                self.push_text("]", &inner);
            }
            Kind::Sense => {
                if let Some(label) = element.attributes.label.as_deref().filter(|label| !label.is_empty()) {
                    let variant = Variant { bold: true, ..inner.variant };
                    self.push_text(label, &Look { variant, ..inner.clone() });
                    self.push_text(" ", &inner);
                    // The number stands with the words that it counts.
                    (self.cut, self.glue) = (true, true);
                }
                self.push(&element.content, &inner);
            }
            _ => self.push(inside, &inner),
        }
        self.isolates.extend(isolate.map(|_| (self.text.len(), Isolate::Close)));
        if !behind.is_empty() {
            self.push(behind, &around());
        }
    }

    /// Appends text. Among characters that fill their square, Latin letters and figures take the Latin fonts, so that a
    /// page has one Latin; they are set in their own size.
    ///
    /// Letters are composed with the marks that follow them, so that each cluster of glyphs has one spelling.
    fn push_text(&mut self, text: &str, look: &Look) {
        if is_nfc_quick(text.chars()) != IsNormalized::Yes {
            return self.push_stretches(&composed(text), look);
        }
        if self.context.style.code && text.contains('\t') {
            return self.push_stretches(&self.without_tabs(text), look);
        }
        self.push_stretches(text, look);
    }

    /// A part of a listing, its tabs replaced by the spaces to the next of the stops, which stand four apart.
    fn without_tabs(&self, text: &str) -> String {
        let line = self.text.rsplit(is_line_end).next().unwrap_or_default();
        let mut column = line.chars().count();
        let mut out = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '\t' => {
                    let spaces = 4 - column % 4;
                    out.extend(std::iter::repeat_n(' ', spaces));
                    column += spaces;
                    continue;
                }
                _ if is_line_end(character) => column = 0,
                _ => column += 1,
            }
            out.push(character);
        }
        out
    }

    fn push_stretches(&mut self, text: &str, look: &Look) {
        let scale = style::optical_size(&look.fonts);
        if scale == 1.0 {
            return self.push_span(text, look);
        }
        // The squares beside them have no italics.
        let variant = Variant { italic: false, ..look.variant };
        let latin = Look { size: look.size / scale, fonts: Lang::new(LATIN), variant, ..look.clone() };
        let mut start = 0;
        let follows_latin = self.spans.last().is_some_and(|span| self.looks[span.look as usize].fonts == latin.fonts);
        for (end, is_latin) in stretches(text, follows_latin) {
            self.push_span(&text[start..end], if is_latin { &latin } else { look });
            start = end;
        }
    }

    fn push_span(&mut self, text: &str, look: &Look) {
        if text.is_empty() {
            return;
        }
        // A link is a look of its own, and a paragraph may have thousands: the last ones and the plain one are enough.
        let known = self.looks.iter().enumerate().rev().take(RECENT).chain(self.looks.iter().enumerate().take(1));
        let index = match known.into_iter().find(|(_, known)| *known == look) {
            Some((index, _)) => index,
            None => {
                self.looks.push(look.clone());
                self.looks.len() - 1
            }
        } as u32;
        self.text.push_str(text);
        match self.spans.last_mut() {
            Some(last) if last.look == index && !last.glued && !self.cut => last.end = self.text.len(),
            _ => self.spans.push(Span { end: self.text.len(), look: index, glued: self.glue }),
        }
        (self.cut, self.glue) = (false, false);
    }
}

/// Cuts text into stretches of Latin letters and figures, with what stands between two of them or above one, and of all other
/// characters: where each ends, and whether it is Latin. `previous` is whether Latin stands before the text.
fn stretches(text: &str, mut previous: bool) -> Vec<(usize, bool)> {
    let is_latin = |character: char| character.is_ascii_digit() || character.script() == Script::Latin;
    let joins = |character: char| {
        matches!(
            character,
            '.' | ',' | '\'' | '’' | '&' | '-' | '/' | ':' | '@' | '_' | '+' | '=' | '~' | '#' | '?' | '%'
        )
    };
    let mut found: Vec<(usize, bool)> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().is_some_and(|(_, next)| is_latin(*next));
        let is_above = character.script() == Script::Inherited;
        let latin = is_latin(character) || (previous && (is_above || joins(character) && next));
        let end = at + character.len_utf8();
        match found.last_mut() {
            Some(last) if last.1 == latin => last.0 = end,
            _ => found.push((end, latin)),
        }
        previous = latin;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::stretches;

    #[test]
    fn marks_above_latin_letters_are_latin() {
        assert_eq!(stretches("x\u{302}\u{308}하늘", false), [(5, true), (11, false)]);
        // A letter and its mark may stand in two texts, as where the mark is written as a reference.
        assert_eq!(stretches("\u{301}a", true), [(3, true)]);
        assert_eq!(stretches("하\u{302}", false), [(5, false)]);
    }
}
