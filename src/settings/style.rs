//! The settings of how an edition looks: the name of each, what it takes, and what it changes in a style.
//!
//! `docs/style.md` is written from this table; a test holds the one to the other.

use crate::layout::style::{
    Alignment, Arrangement, Figures, Folio, Ink, KoreanBreaks, PageStyle, Paragraphs, PicturePlace, RunningHeads,
    Widths,
};

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

/// Points in a millimetre.
pub const MILLIMETRE: f32 = 72.0 / 25.4;

const ALIGNMENTS: [Alignment; 2] = [Alignment::Ragged, Alignment::Centered];
const ARRANGEMENTS: [Arrangement; 3] = [Arrangement::Columns, Arrangement::Facing, Arrangement::Stacked];
const PARAGRAPHS: [Paragraphs; 2] = [Paragraphs::Space, Paragraphs::Indent];
const KOREAN: [KoreanBreaks; 2] = [KoreanBreaks::BetweenWords, KoreanBreaks::BreakAll];
const FIGURES: [Figures; 4] = [Figures::Default, Figures::Lining, Figures::OldStyle, Figures::Tabular];
const HEADS: [RunningHeads; 3] = [RunningHeads::None, RunningHeads::Title, RunningHeads::Section];
const PICTURES: [PicturePlace; 2] = [PicturePlace::Across, PicturePlace::Each];
const FOLIOS: [Folio; 3] = [Folio::None, Folio::Outer, Folio::Center];

fn index<T: PartialEq>(of: &[T], value: &T) -> usize {
    of.iter().position(|other| other == value).unwrap_or_default()
}

/// All settings of a style, in the order in which they are put there: what a setting is in proportion to comes before it.
pub const SETTINGS: [Setting; 35] = [
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
        table: "text",
        name: "size",
        about: "The size of the text, in proportion to which all other text is set.",
        takes: Takes::Length(5.0, 30.0, |style| style.size, |style, to| style.size = to),
    },
    Setting {
        table: "text",
        name: "leading",
        about: "From one line to the next.",
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
        about: "Whether paragraphs are numbered, in the gutter or else in the margin.",
        takes: Takes::Flag(|style| style.numbers, |style, to| style.numbers = to),
    },
    Setting {
        table: "columns",
        name: "pictures",
        about: "Where a picture stands: once across all columns, or in each; on facing pages it stands on both.",
        takes: Takes::Word(
            &["across", "each"],
            |style| index(&PICTURES, &style.pictures),
            |style, to| style.pictures = PICTURES[to],
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
        about: "Whether sections are numbered in front of their headings, also in the HTML: 1, 1.1, 1.2 …",
        takes: Takes::Flag(|style| style.heads.numbers, |style, to| style.heads.numbers = to),
    },
    Setting {
        table: "heads",
        name: "color",
        about: "The colour of headings.",
        takes: Takes::Color(|style| style.heads.ink, |style, to| style.heads.ink = to),
    },
    Setting {
        table: "notes",
        name: "scale",
        about: "The size of notes, in that of the text.",
        takes: Takes::Number(0.5, 1.5, |style| style.notes.scale, |style, to| style.notes.scale = to),
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

impl Takes {
    /// What it takes, in words, as the manual has them.
    pub fn words(&self) -> String {
        let quoted = |words: &[&str]| words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ");
        match self {
            Takes::Length(least, most, ..) => format!("a length, {least}–{most} pt"),
            Takes::Number(least, most, ..) => format!("a number, {least}–{most}"),
            Takes::Flag(..) => "`true`, `false`".to_owned(),
            Takes::Word(words, ..) => quoted(words),
            Takes::Color(..) => "a colour: `\"#1f3a5f\"`".to_owned(),
            Takes::Paper => format!("{}, `\"170mm x 240mm\"`", quoted(&PAPERS.map(|(name, ..)| name))),
            Takes::Widths => "`\"auto\"`, `\"equal\"`, a number, 20–80".to_owned(),
        }
    }

    /// What a style has, as it would be written.
    pub fn value(&self, style: &PageStyle) -> String {
        match self {
            Takes::Length(.., get, _) => format!("{}pt", hundredths(get(style))),
            Takes::Number(.., get, _) => hundredths(get(style)),
            Takes::Flag(get, _) => get(style).to_string(),
            Takes::Word(words, get, _) => words[get(style)].to_owned(),
            Takes::Color(get, _) => {
                let [red, green, blue] = get(style).0.map(|part| (part * 255.0).round() as u8);
                format!("#{red:02x}{green:02x}{blue:02x}")
            }
            Takes::Paper => {
                let (width, height) = (style.width / MILLIMETRE, style.height / MILLIMETRE);
                let near = |paper: &&(&str, f32, f32)| (paper.1 - width).abs() < 0.2 && (paper.2 - height).abs() < 0.2;
                let named = PAPERS.iter().find(near).map(|paper| paper.0.to_owned());
                named.unwrap_or_else(|| format!("{}mm x {}mm", hundredths(width), hundredths(height)))
            }
            Takes::Widths => match style.widths {
                Widths::Auto => "auto".to_owned(),
                Widths::Equal => "equal".to_owned(),
                Widths::First(part) => hundredths(part * 100.0),
            },
        }
    }

    /// The same as it stands in a file.
    pub fn written(&self, style: &PageStyle) -> String {
        let value = self.value(style);
        match self {
            Takes::Number(..) | Takes::Flag(..) => value,
            Takes::Widths if matches!(style.widths, Widths::First(_)) => value,
            _ => format!("\"{value}\""),
        }
    }
}

/// A number of at most two decimals.
fn hundredths(value: f32) -> String {
    ((f64::from(value) * 100.0).round() / 100.0).to_string()
}
