//! The settings of how an edition looks: the name of each, what it takes, and what it changes in a style.
//!
//! `docs/style.md` is written from this table; a test holds the one to the other.

use crate::layout::style::{
    Alignment, Arrangement, ColophonPlace, Figures, Folio, Ink, KoreanBreaks, NoteNumbering, NotePlace, NoteRestart,
    Numbers, PageStyle, Paragraphs, Placement, RunningHeads, SectionStart, ShowContents, TitlePlace,
};

mod takes;

/// A setting.
pub struct Setting {
    /// The table that it stands in.
    pub table: &'static str,
    /// Its name in the table.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// What it takes.
    pub takes: Takes,
}

/// What a setting takes, how it is read from a style, and how it is put there.
pub enum Takes {
    /// A length with its unit, in some bounds, in points.
    Length(f32, f32, fn(&PageStyle) -> f32, fn(&mut PageStyle, f32)),
    /// A number in some bounds.
    Number(f32, f32, fn(&PageStyle) -> f32, fn(&mut PageStyle, f32)),
    /// A whole number in some bounds.
    Count(u16, u16, fn(&PageStyle) -> u16, fn(&mut PageStyle, u16)),
    /// `true` or `false`.
    Flag(fn(&PageStyle) -> bool, fn(&mut PageStyle, bool)),
    /// One of some words, by its index.
    Word(&'static [&'static str], fn(&PageStyle) -> usize, fn(&mut PageStyle, usize)),
    /// A colour.
    Color(fn(&PageStyle) -> Ink, fn(&mut PageStyle, Ink)),
    /// The size of the page.
    Paper,
    /// The widths of the columns.
    Widths,
}

/// The sizes of paper that have names, upright, in millimetres (ISO 216 and ANSI/ASME Y14.1).
pub const PAPERS: [(&str, f32, f32); 7] = [
    ("A3", 297.0, 420.0),
    ("A4", 210.0, 297.0),
    ("A5", 148.0, 210.0),
    ("A6", 105.0, 148.0),
    ("B5", 176.0, 250.0),
    ("Letter", 215.9, 279.4),
    ("Legal", 215.9, 355.6),
];

/// The least and the most that a side of the page can be, in points.
pub(super) const SIDES: (f32, f32) = (180.0, 3400.0);

/// Points in a millimetre.
pub const MILLIMETRE: f32 = 72.0 / 25.4;

const ALIGNMENTS: [Alignment; 2] = [Alignment::Balanced, Alignment::Centered];
const ARRANGEMENTS: [Arrangement; 3] = [Arrangement::Columns, Arrangement::Facing, Arrangement::Stacked];
const PARAGRAPHS: [Paragraphs; 2] = [Paragraphs::Space, Paragraphs::Indent];
const KOREAN: [KoreanBreaks; 2] = [KoreanBreaks::BetweenWords, KoreanBreaks::BreakAll];
const FIGURES: [Figures; 4] = [Figures::Default, Figures::Lining, Figures::OldStyle, Figures::Tabular];
const HEADS: [RunningHeads; 3] = [RunningHeads::None, RunningHeads::Title, RunningHeads::Section];
const TITLES: [TitlePlace; 2] = [TitlePlace::Text, TitlePlace::Page];
const CONTENTS: [ShowContents; 3] = [ShowContents::Auto, ShowContents::Always, ShowContents::Never];
const STARTS: [SectionStart; 3] = [SectionStart::RunOn, SectionStart::Page, SectionStart::RightHand];
const NOTES: [NotePlace; 3] = [NotePlace::Foot, NotePlace::Section, NotePlace::End];
const NUMBERINGS: [NoteNumbering; 2] = [NoteNumbering::Common, NoteNumbering::BySide];
const RESTARTS: [NoteRestart; 3] = [NoteRestart::Edition, NoteRestart::Section, NoteRestart::Page];
const COLOPHONS: [ColophonPlace; 3] = [ColophonPlace::End, ColophonPlace::Verso, ColophonPlace::None];
const PLACEMENTS: [Placement; 2] = [Placement::Across, Placement::Columns];
const NUMBERS: [Numbers; 4] = [Numbers::None, Numbers::Paragraphs, Numbers::Units, Numbers::Lines];
const FOLIOS: [Folio; 3] = [Folio::None, Folio::Outer, Folio::Center];

fn index<T: PartialEq>(of: &[T], value: &T) -> usize {
    of.iter().position(|other| other == value).unwrap_or_default()
}

/// All settings of a style, in the order in which they are put there: what a setting is in proportion to comes before it.
pub const SETTINGS: [Setting; 45] = [
    Setting {
        table: "page",
        name: "size",
        about: "The paper; margins that are not set keep their proportion to it.",
        takes: Takes::Paper,
    },
    Setting {
        table: "page",
        name: "top",
        about: "From the upper edge to the text.",
        takes: Takes::Length(20.0, 400.0, |style| style.top, |style, to| style.top = to),
    },
    Setting {
        table: "page",
        name: "bottom",
        about: "From the text to the lower edge.",
        takes: Takes::Length(20.0, 400.0, |style| style.bottom, |style, to| style.bottom = to),
    },
    Setting {
        table: "page",
        name: "inner",
        about: "The margin at the spine; on a screen both margins are as wide as half of the two.",
        takes: Takes::Length(12.0, 400.0, |style| style.inner, |style, to| style.inner = to),
    },
    Setting {
        table: "page",
        name: "outer",
        about: "The margin at the outer edge.",
        takes: Takes::Length(12.0, 400.0, |style| style.outer, |style, to| style.outer = to),
    },
    Setting {
        table: "page",
        name: "bleed",
        about: "How far the sheet goes beyond the page, for `--print`.",
        takes: Takes::Length(0.0, 60.0, |style| style.bleed, |style, to| style.bleed = to),
    },
    Setting {
        table: "page",
        name: "signature",
        about: "What the number of pages is a multiple of, by blank pages at the end, for `--print`.",
        takes: Takes::Count(1, 64, |style| style.signature, |style, to| style.signature = to),
    },
    Setting {
        table: "text",
        name: "size",
        about: "The size of the text, in proportion to which all other text is set.",
        takes: Takes::Length(5.0, 30.0, |style| style.size, |style, to| style.size = to),
    },
    Setting {
        table: "text",
        name: "leading",
        about: "From one line to the next; if it is not set, in proportion to the size.",
        takes: Takes::Length(
            6.0,
            60.0,
            |style| style.leading,
            |style, to| {
                style.leading = to;
                style.grid = to;
            },
        ),
    },
    Setting {
        table: "text",
        name: "measure",
        about: "The widest that a column may be that stands alone.",
        takes: Takes::Length(100.0, 900.0, |style| style.measure, |style, to| style.measure = to),
    },
    Setting {
        table: "text",
        name: "paragraphs",
        about: "How paragraphs are told apart: by an empty line, or by an indent.",
        takes: Takes::Word(
            &["space", "indent"],
            |style| index(&PARAGRAPHS, &style.paragraphs),
            |style, to| style.paragraphs = PARAGRAPHS[to],
        ),
    },
    Setting {
        table: "text",
        name: "justify",
        about: "Whether lines are flush on both sides.",
        takes: Takes::Flag(|style| style.justify, |style, to| style.justify = to),
    },
    Setting {
        table: "text",
        name: "hyphenate",
        about: "Whether words may be hyphenated.",
        takes: Takes::Flag(|style| style.hyphenate, |style, to| style.hyphenate = to),
    },
    Setting {
        table: "text",
        name: "hanging",
        about: "Whether stops and hyphens at the edge of a column hang a little outside of it.",
        takes: Takes::Flag(|style| style.line.hanging, |style, to| style.line.hanging = to),
    },
    Setting {
        table: "text",
        name: "korean",
        about: "Where Korean lines may end: between words, or also inside them.",
        takes: Takes::Word(
            &["keep-all", "break-all"],
            |style| index(&KOREAN, &style.line.korean),
            |style, to| style.line.korean = KOREAN[to],
        ),
    },
    Setting {
        table: "text",
        name: "figures",
        about: "The figures of Latin text.",
        takes: Takes::Word(
            &["default", "lining", "old-style", "tabular"],
            |style| index(&FIGURES, &style.line.figures),
            |style, to| style.line.figures = FIGURES[to],
        ),
    },
    Setting {
        table: "columns",
        name: "arrangement",
        about: "How the languages stand to each other; `--layout` goes before it.",
        takes: Takes::Word(
            &["columns", "facing", "stacked"],
            |style| index(&ARRANGEMENTS, &style.arrangement),
            |style, to| *style = style.clone().arranged(ARRANGEMENTS[to]),
        ),
    },
    Setting {
        table: "columns",
        name: "widths",
        about: "The widths of columns: the shortest edition, all alike, or the share of the first in hundredths.",
        takes: Takes::Widths,
    },
    Setting {
        table: "columns",
        name: "gutter",
        about: "Between two columns.",
        takes: Takes::Length(6.0, 120.0, |style| style.gutter, |style, to| style.gutter = to),
    },
    Setting {
        table: "columns",
        name: "hairline",
        about: "How thick the line in the middle of the gutter is; `0pt` for none.",
        takes: Takes::Length(0.0, 3.0, |style| style.hairline, |style, to| style.hairline = to),
    },
    Setting {
        table: "columns",
        name: "numbers",
        about: "What has numbers to cite it by, in the gutter or else in the margin: paragraphs, all units, every fifth line.",
        takes: Takes::Word(
            &["none", "paragraphs", "units", "lines"],
            |style| index(&NUMBERS, &style.numbers),
            |style, to| style.numbers = NUMBERS[to],
        ),
    },
    Setting {
        table: "columns",
        name: "pictures",
        about: "Where a picture stands: once across all columns, or in each; on facing pages it stands on both.",
        takes: Takes::Word(
            &["across", "each"],
            |style| index(&PLACEMENTS, &style.pictures),
            |style, to| style.pictures = PLACEMENTS[to],
        ),
    },
    Setting {
        table: "columns",
        name: "alone",
        about: "Where a text stands that only one language has: across all columns, or in its own, beside a blank.",
        takes: Takes::Word(
            &["across", "column"],
            |style| index(&PLACEMENTS, &style.alone),
            |style, to| style.alone = PLACEMENTS[to],
        ),
    },
    Setting {
        table: "title",
        name: "place",
        about: "Where the title block stands: above the text, or on a page of its own.",
        takes: Takes::Word(
            &["text", "page"],
            |style| index(&TITLES, &style.title.place),
            |style, to| style.title.place = TITLES[to],
        ),
    },
    Setting {
        table: "title",
        name: "scale",
        about: "The size of the title, in that of the text.",
        takes: Takes::Number(0.5, 5.0, |style| style.title.scale, |style, to| style.title.scale = to),
    },
    Setting {
        table: "title",
        name: "align",
        about: "How the lines of the title block stand.",
        takes: Takes::Word(
            &["start", "center"],
            |style| index(&ALIGNMENTS, &style.title.alignment),
            |style, to| style.title.alignment = ALIGNMENTS[to],
        ),
    },
    Setting {
        table: "title",
        name: "color",
        about: "The colour of the title.",
        takes: Takes::Color(|style| style.title.ink, |style, to| style.title.ink = to),
    },
    Setting {
        table: "title",
        name: "rule",
        about: "Whether a rule stands below the title block.",
        takes: Takes::Flag(|style| style.title.rule, |style, to| style.title.rule = to),
    },
    Setting {
        table: "contents",
        name: "show",
        about: "Whether there is a list of contents; by itself, from three headings and nine pages on.",
        takes: Takes::Word(
            &["auto", "always", "never"],
            |style| index(&CONTENTS, &style.contents.show),
            |style, to| style.contents.show = CONTENTS[to],
        ),
    },
    Setting {
        table: "contents",
        name: "depth",
        about: "How many levels of headings it names, from the outermost.",
        takes: Takes::Count(1, 6, |style| style.contents.depth.into(), |style, to| style.contents.depth = to as u8),
    },
    Setting {
        table: "heads",
        name: "scale",
        about: "The size of the outermost headings, in that of the text; inner ones come down to 1.",
        takes: Takes::Number(
            0.5,
            4.0,
            |style| style.heads.scales[0],
            |style, to| {
                style.heads.scales = [to, 1.0 + (to - 1.0) * 0.16, 1.0];
            },
        ),
    },
    Setting {
        table: "heads",
        name: "bold",
        about: "Whether headings are bold.",
        takes: Takes::Flag(|style| style.heads.bold, |style, to| style.heads.bold = to),
    },
    Setting {
        table: "heads",
        name: "align",
        about: "How the lines of headings stand.",
        takes: Takes::Word(
            &["start", "center"],
            |style| index(&ALIGNMENTS, &style.heads.alignment),
            |style, to| style.heads.alignment = ALIGNMENTS[to],
        ),
    },
    Setting {
        table: "heads",
        name: "numbers",
        about: "Whether sections are numbered in front of their headings, also in the HTML: 1, 1.1, 1.2 … Prefaces and what else stands in `front` are not.",
        takes: Takes::Flag(|style| style.heads.numbers, |style, to| style.heads.numbers = to),
    },
    Setting {
        table: "heads",
        name: "color",
        about: "The colour of headings.",
        takes: Takes::Color(|style| style.heads.ink, |style, to| style.heads.ink = to),
    },
    Setting {
        table: "heads",
        name: "start",
        about: "Where the outermost sections start: below the one before, on a new page, or on a new right-hand page.",
        takes: Takes::Word(
            &["run-on", "page", "right"],
            |style| index(&STARTS, &style.heads.start),
            |style, to| style.heads.start = STARTS[to],
        ),
    },
    Setting {
        table: "notes",
        name: "place",
        about: "Where notes stand that a mark calls: at the foot of their column, behind the section, or behind the text.",
        takes: Takes::Word(
            &["foot", "section", "end"],
            |style| index(&NOTES, &style.notes.place),
            |style, to| style.notes.place = NOTES[to],
        ),
    },
    Setting {
        table: "notes",
        name: "numbering",
        about: "Whether a note has one number in all languages, or each language counts its own.",
        takes: Takes::Word(
            &["common", "side"],
            |style| index(&NUMBERINGS, &style.notes.numbering),
            |style, to| style.notes.numbering = NUMBERINGS[to],
        ),
    },
    Setting {
        table: "notes",
        name: "restart",
        about: "Where the numbers of notes begin anew. On pages each language counts its own.",
        takes: Takes::Word(
            &["edition", "section", "page"],
            |style| index(&RESTARTS, &style.notes.restart),
            |style, to| style.notes.restart = RESTARTS[to],
        ),
    },
    Setting {
        table: "notes",
        name: "scale",
        about: "The size of notes, in that of the text.",
        takes: Takes::Number(0.5, 1.5, |style| style.notes.scale, |style, to| style.notes.scale = to),
    },
    Setting {
        table: "colophon",
        name: "place",
        about: "Where the edition says what it is made from: at the end, behind the page of the title, or nowhere.",
        takes: Takes::Word(
            &["end", "verso", "none"],
            |style| index(&COLOPHONS, &style.colophon),
            |style, to| style.colophon = COLOPHONS[to],
        ),
    },
    Setting {
        table: "rules",
        name: "color",
        about: "The colour of rules.",
        takes: Takes::Color(|style| style.rules, |style, to| style.rules = to),
    },
    Setting {
        table: "running",
        name: "heads",
        about: "What running heads say: nothing, the title, or the title and the section.",
        takes: Takes::Word(
            &["none", "title", "section"],
            |style| index(&HEADS, &style.furniture.heads),
            |style, to| style.furniture.heads = HEADS[to],
        ),
    },
    Setting {
        table: "running",
        name: "folio",
        about: "Where page numbers stand.",
        takes: Takes::Word(
            &["none", "outer", "center"],
            |style| index(&FOLIOS, &style.furniture.folio),
            |style, to| style.furniture.folio = FOLIOS[to],
        ),
    },
    Setting {
        table: "running",
        name: "color",
        about: "The colour of running heads and page numbers.",
        takes: Takes::Color(|style| style.furniture.ink, |style, to| style.furniture.ink = to),
    },
];
