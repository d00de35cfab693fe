//! Flattens marked text: into one string, and the look of each stretch of it.

use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_script::{Script, UnicodeScript};

use crate::layout::font::{FontBook, Variant};
use crate::layout::page::{Mark, MarkId, MarkKind};
use crate::layout::style::{self, BlockStyle};
use crate::text::{Element, Inline, Kind, Lang, Rend, Shift};

/// How a piece looks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Look {
    /// The size of the em in points.
    pub(crate) size: f32,
    /// How far the baseline is raised, in points.
    pub(crate) rise: f32,
    pub(crate) variant: Variant,
    pub(crate) small_caps: bool,
    pub(crate) underline: bool,
    pub(crate) strike: bool,
    pub(crate) lang: Lang,
    /// The language whose fonts are tried first.
    pub(crate) fonts: Lang,
    /// Where it leads.
    pub(crate) link: Option<Arc<str>>,
    /// The marked stretch that it is in.
    pub(crate) mark: MarkId,
}

/// The text of one look.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    pub(crate) end: usize,
    pub(crate) look: u16,
    /// Whether no line may end before it.
    pub(crate) glued: bool,
}

/// What a builder needs to know of a cell besides its text.
pub(crate) struct Context<'a> {
    pub(crate) book: &'a FontBook,
    pub(crate) style: BlockStyle,
    pub(crate) lang: &'a Lang,
    pub(crate) rend: Rend,
    /// The number of the note that a mark calls.
    pub(crate) note_number: &'a dyn Fn(Option<&str>) -> Option<u32>,
}

impl Context<'_> {
    pub(crate) fn look(&self) -> Look {
        let mut look = Look {
            size: self.style.size * style::optical_size(self.lang),
            rise: 0.0,
            variant: Variant { bold: self.style.bold, italic: self.style.italic },
            small_caps: false,
            underline: false,
            strike: false,
            lang: self.lang.clone(),
            fonts: self.lang.clone(),
            link: None,
            mark: MarkId::NONE,
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
    look.underline |= rend.underline;
    look.strike |= rend.strike;
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
    pub(crate) marks: Vec<Mark>,
    context: &'a Context<'a>,
}

impl<'a> Flat<'a> {
    /// Flattens a content that begins in a look.
    pub(crate) fn new(content: &[Inline], base: &Look, context: &'a Context<'a>) -> Flat<'a> {
        let mut flat = Flat { text: String::new(), spans: Vec::new(), looks: Vec::new(), marks: Vec::new(), context };
        flat.push(content, base);
        flat
    }

    fn push(&mut self, content: &[Inline], look: &Look) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.push_text(&text.text, look),
                Inline::Break => self.push_text("\u{2028}", look),
                Inline::Milestone(_) => {}
                Inline::NoteMark(mark) => {
                    if let Some(number) = (self.context.note_number)(mark.id.as_deref()) {
                        let mut raised = look.clone();
                        raised.link = mark.id.as_ref().map(|id| format!("#{id}").into());
                        raised.variant = Variant::default();
                        raised.mark = self.mark(MarkKind::Reference, look.mark, None);
                        if raised.link.is_some() {
                            raised.mark = self.mark(MarkKind::Link, raised.mark, None);
                        }
                        apply(&mut raised, Rend { shift: Shift::Superscript, ..Rend::default() });
                        self.push_text(&number.to_string(), &raised);
                        // No line begins with the mark.
                        if let Some(span) = self.spans.last_mut() {
                            span.glued = true;
                        }
                    }
                }
                Inline::Element(element) => {
                    let mut inner = look.clone();
                    inner.mark = self.marked(element, look);
                    if let Some(lang) = &element.attributes.lang
                        && *lang != inner.lang
                    {
                        let upright = style::optical_size(&inner.lang);
                        inner.size *= style::optical_size(lang) / upright;
                        inner.lang = lang.clone();
                        inner.fonts = lang.clone();
                    }
                    let squares = matches!(inner.lang.primary(), "ko" | "ja" | "zh");
                    match element.kind {
                        // Scripts without italics show stress by weight.
                        Kind::Emphasis if squares => inner.variant.bold = true,
                        Kind::Emphasis => inner.variant.italic = !inner.variant.italic,
                        Kind::Title | Kind::Foreign if !squares => inner.variant.italic = !inner.variant.italic,
                        Kind::Reference => inner.link = element.attributes.target.as_deref().map(Arc::from),
                        _ => {}
                    }
                    apply(&mut inner, element.attributes.rend);
                    self.push(&element.content, &inner);
                }
            }
        }
    }

    /// The stretch for an element, if readers who do not see it are to be told of it.
    fn marked(&mut self, element: &Element, look: &Look) -> MarkId {
        let lang = element.attributes.lang.as_ref().filter(|lang| **lang != look.lang);
        let kind = match element.kind {
            Kind::Quotation => MarkKind::Quote,
            Kind::Code => MarkKind::Code,
            Kind::Reference if element.attributes.target.is_some() => MarkKind::Link,
            _ if lang.is_some() => MarkKind::Span,
            _ => return look.mark,
        };
        self.mark(kind, look.mark, lang.cloned())
    }

    fn mark(&mut self, kind: MarkKind, within: MarkId, lang: Option<Lang>) -> MarkId {
        // More than a text can name are left unmarked.
        match u16::try_from(self.marks.len()) {
            Ok(next) if MarkId(next) < MarkId::LABEL => {
                self.marks.push(Mark { kind, within, lang });
                MarkId(next)
            }
            _ => within,
        }
    }

    /// Appends text. Among characters that fill their square, Latin letters and figures take the Latin fonts, so that a
    /// page has one Latin; they are set in their own size.
    ///
    /// The text is set in NFC, so that each cluster of glyphs has one spelling.
    fn push_text(&mut self, text: &str, look: &Look) {
        if is_nfc_quick(text.chars()) != IsNormalized::Yes {
            return self.push_stretches(&text.nfc().collect::<String>(), look);
        }
        self.push_stretches(text, look);
    }

    fn push_stretches(&mut self, text: &str, look: &Look) {
        let scale = style::optical_size(&look.fonts);
        if scale == 1.0 {
            return self.push_span(text, look);
        }
        // The squares beside them have no italics.
        let variant = Variant { italic: false, ..look.variant };
        let latin = Look { size: look.size / scale, fonts: Lang::new("und-Latn"), variant, ..look.clone() };
        let mut start = 0;
        for (end, is_latin) in stretches(text) {
            self.push_span(&text[start..end], if is_latin { &latin } else { look });
            start = end;
        }
    }

    fn push_span(&mut self, text: &str, look: &Look) {
        if text.is_empty() {
            return;
        }
        let index = match self.looks.iter().rposition(|known| known == look) {
            Some(index) => index,
            None => {
                self.looks.push(look.clone());
                self.looks.len() - 1
            }
        } as u16;
        self.text.push_str(text);
        match self.spans.last_mut() {
            Some(last) if last.look == index && !last.glued => last.end = self.text.len(),
            _ => self.spans.push(Span { end: self.text.len(), look: index, glued: false }),
        }
    }
}

/// Cuts text into stretches of Latin letters and figures, with what stands between two of them, and of all other
/// characters: where each ends, and whether it is Latin.
fn stretches(text: &str) -> Vec<(usize, bool)> {
    let is_latin = |character: char| character.is_ascii_digit() || character.script() == Script::Latin;
    let joins = |character: char| {
        matches!(
            character,
            '.' | ',' | '\'' | '’' | '&' | '-' | '/' | ':' | '@' | '_' | '+' | '=' | '~' | '#' | '?' | '%'
        )
    };
    let mut found: Vec<(usize, bool)> = Vec::new();
    let mut characters = text.char_indices().peekable();
    let mut previous = false;
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().is_some_and(|(_, next)| is_latin(*next));
        let latin = is_latin(character) || (previous && joins(character) && next);
        let end = at + character.len_utf8();
        match found.last_mut() {
            Some(last) if last.1 == latin => last.0 = end,
            _ => found.push((end, latin)),
        }
        previous = latin;
    }
    found
}
