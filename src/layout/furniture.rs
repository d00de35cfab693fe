//! What a page has besides its text: running heads and folios.

use crate::layout::font::FontRole;
use crate::layout::line::Shape;
use crate::layout::page::{Furniture, Page, PageKind};
use crate::layout::paginate::Opening;
use crate::layout::render::{Pen, Stance};
use crate::layout::row::{Frame, Segment, Setter, Setting, Start, Voice};
use crate::layout::style::{Alignment, Arrangement, BlockStyle, Folio, RunningHeads};
use crate::text::{Inline, Lang, Rend, Text};

/// Words in one line.
pub(crate) struct Words<'a> {
    pub(crate) words: &'a str,
    pub(crate) lang: &'a Lang,
    pub(crate) style: BlockStyle,
    pub(crate) alignment: Alignment,
    pub(crate) stance: Stance,
}

/// Sets words in one line of a frame: as many of them as have room.
pub(crate) fn set(page: &mut Page, said: Words<'_>, frame: Frame, y: f32, setting: &Setting<'_>, setter: &mut Setter) {
    let shape = Shape::line(frame.width, said.alignment);
    let voice = Voice { lang: said.lang, column: 0 };
    let mut of = |words: String| {
        let content = [Inline::Text(Text { text: words, at: 0 })];
        setter.text(&content, voice, said.style, Rend::default(), shape, setting)
    };
    let mut text = of(said.words.to_owned());
    let mut rest = said.words;
    // What has no room is left out from the end on, word by word, and a sign says so.
    while text.lines.len() > 1
        && let Some((shorter, _)) = rest.rsplit_once(' ')
    {
        rest = shorter.trim_end_matches(|character: char| !character.is_alphanumeric());
        text = of(format!("{rest}…"));
    }
    if !text.lines.is_empty() {
        Pen { page, setting, ink: said.style.ink, stance: said.stance }.line(&text, 0, frame.x, y);
    }
}

/// Sets the title once more, alone on a page, in each language.
pub(crate) fn half_title(page: &mut Page, setting: &Setting<'_>, setter: &mut Setter) {
    let style = &setting.style;
    let said =
        BlockStyle { font: FontRole::Title, ..style.small(1.0 + (style.title.scale - 1.0) / 3.0, style.title.ink) };
    let frame = setting.frame(Segment { single: true, ..Segment::default() }, 0);
    let shape = Shape::line(frame.width, Alignment::Centered);
    let stance = Stance::Furniture(Furniture::Header);
    let mut y = style.baseline(style.lines() * 3 / 10);
    let titles = &setting.edition.titles;
    // A title that is the same in several languages stands there once.
    let said_before = |index: &usize| titles[..*index].contains(&titles[*index]);
    for index in (0..titles.len()).filter(|index| !said_before(index)) {
        let (title, lang) = (&titles[index], &setting.edition.langs[index]);
        let content = [Inline::Text(Text { text: title.clone(), at: 0 })];
        let said = BlockStyle { alignment: Alignment::Centered, hyphenate: false, ..said };
        let text = setter.text(&content, Voice { lang, column: 0 }, said, Rend::default(), shape, setting);
        for line in 0..text.lines.len() {
            Pen { page, setting, ink: said.ink, stance }.line(&text, line, frame.x, y);
            y += style.leading * 1.5;
        }
        y += style.leading / 2.0;
    }
}

/// Adds the running head and the folio to a page of an opening, the first or the second.
pub(crate) fn furnish(
    page: &mut Page,
    index: usize,
    opening: &Opening,
    section: Option<&[String]>,
    setting: &Setting<'_>,
    setter: &mut Setter,
) {
    let style = &setting.style;
    let furniture = style.furniture;
    let small = style.small(furniture.scale, furniture.ink);
    if opening.segment.kind != PageKind::Text {
        return;
    }
    let is_even = page.label.number.is_multiple_of(2);
    let words = match furniture.heads {
        RunningHeads::None => None,
        // On pages that face each other each language has only one of them.
        RunningHeads::Section if !is_even || index == 1 || style.arrangement == Arrangement::Facing => section,
        RunningHeads::Title | RunningHeads::Section => None,
    };
    let words = words.unwrap_or(&setting.edition.titles);
    // Where the text or a chapter begins, its own heading says what it is.
    let begins = page.label.number == 1 || opening.start != Start::RunOn;
    if !begins && furniture.heads != RunningHeads::None {
        let y = style.top - (1.9 * style.leading).min(0.6 * style.top);
        for (lang, frame) in setting.frames.iter().enumerate().filter(|(_, frame)| frame.page == index) {
            let alignment = Alignment::Ragged;
            let lang_of = &setting.edition.langs[lang];
            let stance = Stance::Furniture(Furniture::Header);
            let said = Words { words: &words[lang], lang: lang_of, style: small, alignment, stance };
            set(page, said, *frame, y, setting, setter);
            if style.arrangement == Arrangement::Stacked {
                break;
            }
        }
    }
    let on_page = || setting.frames.iter().filter(|frame| frame.page == index);
    let first = on_page().next().copied().unwrap_or(setting.frames[0]);
    let last = on_page().next_back().copied().unwrap_or(first);
    let (frame, alignment) = match furniture.folio {
        Folio::None => return,
        // On the right of odd pages, on the left of even ones.
        Folio::Outer if is_even => (first, Alignment::Ragged),
        Folio::Outer => (last, Alignment::FlushEnd),
        Folio::Center => (Frame { width: last.x + last.width - first.x, ..first }, Alignment::Centered),
    };
    let y = style.height - style.bottom + (2.2 * style.leading).min(0.65 * style.bottom);
    let (words, lang) = (page.label.to_string(), Lang::new("und"));
    let stance = Stance::Furniture(Furniture::Footer);
    let said = Words { words: &words, lang: &lang, style: small, alignment, stance };
    set(page, said, frame, y, setting, setter);
}
