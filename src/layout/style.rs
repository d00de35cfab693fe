//! How an edition looks: the page, the grid, and the text of each role.
//!
//! All lengths are points.

use crate::layout::font::FontRole;
use crate::text::Role;

mod block;
mod design;
mod front;
mod language;

pub(crate) use block::{LABEL, SMALLEST, reduced};
pub use block::{LEAST_LEADING, block};
pub use design::Design;
pub use front::{ColophonPlace, ContentsStyle, SectionStart, ShowContents, TitlePlace};
pub use language::{Elasticity, elasticity, optical_size};

/// How the languages of a row stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Arrangement {
    /// Side by side on one page.
    #[default]
    Columns,
    /// The first language on left-hand pages, the others on the right-hand pages facing them.
    Facing,
    /// One below the other.
    Stacked,
}

/// How an edition looks: the page and its grid, and how the text of each role is set. There are no constants beside it:
/// what a project wants otherwise is another value of it.
#[derive(Clone, PartialEq, Debug)]
pub struct PageStyle {
    /// How the languages stand to each other.
    pub arrangement: Arrangement,
    /// The width of the page.
    pub width: f32,
    /// The height of the page.
    pub height: f32,
    /// From the top of the page to the first line of the grid.
    pub top: f32,
    /// From the type area to the foot of the page.
    pub bottom: f32,
    /// The margin at the spine, on the left of odd pages.
    pub inner: f32,
    /// The margin at the outer edge, on the right of odd pages.
    pub outer: f32,
    /// Between two columns.
    pub gutter: f32,
    /// The widest that a column may be that stands alone.
    pub measure: f32,
    /// How wide the columns are that stand side by side.
    pub widths: Widths,
    /// Between two baselines of the body.
    pub leading: f32,
    /// Between two lines of the grid on which all baselines stand: the leading, or a part of it.
    pub grid: f32,
    /// How its lines are made.
    pub line: LineStyle,
    /// The size of the body; that of all other text is in proportion to it.
    pub size: f32,
    /// How paragraphs are told apart.
    pub paragraphs: Paragraphs,
    /// Whether lines are flush on both sides.
    pub justify: bool,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// The title of the document.
    pub title: TitleStyle,
    /// The headings of sections.
    pub heads: HeadStyle,
    /// The list of contents.
    pub contents: ContentsStyle,
    /// Where the edition says of itself what it is made from.
    pub colophon: ColophonPlace,
    /// The text of notes.
    pub notes: NoteStyle,
    /// Running heads and folios.
    pub furniture: FurnitureStyle,
    /// The ink of rules.
    pub rules: Ink,
    /// How thick the line in the middle of each gutter is; 0 for none.
    pub hairline: f32,
    /// What has numbers, in the gutter or, where that is too narrow, in the margin.
    pub numbers: Numbers,
    /// Where the pictures of languages that stand side by side are shown.
    pub pictures: Placement,
    /// Where a text stands, of languages side by side, that only one of them has.
    pub alone: Placement,
    /// How far the sheet goes beyond the page on all sides, to be trimmed.
    pub bleed: f32,
    /// What the number of pages is a multiple of for a printer, who folds so many into one sheet.
    pub signature: u16,
    /// Whether the pages are for a printer: the inner margin at the spine, and a sheet that is trimmed. On a screen both
    /// margins are alike.
    pub print: bool,
}

/// How the width of the type area is divided between columns.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub enum Widths {
    /// As gives the fewest pages, and of equally many the most even rows.
    #[default]
    Auto,
    /// All alike.
    Equal,
    /// The first column has this part of the width, and the others share the rest.
    First(f32),
}

/// Where something stands among columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Placement {
    /// Once, across all columns.
    Across,
    /// In each column that it belongs to.
    Columns,
}

/// What has numbers beside the text, to cite it by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Numbers {
    /// Nothing.
    #[default]
    None,
    /// Each paragraph, from 1.
    Paragraphs,
    /// Each unit, from 1: headings, paragraphs, items, lines of verse, and of a table each row.
    Units,
    /// Every fifth line of each page; those of languages side by side have the same number.
    Lines,
}

/// How lines are made, whatever stands in them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineStyle {
    /// How the ends of lines are chosen.
    pub breaking: Breaking,
    /// Where Korean lines may end.
    pub korean: KoreanBreaks,
    /// Whether stops, quotation marks and hyphens at the edge of a column stand a little outside of it, so that the edge
    /// looks straight.
    pub hanging: bool,
    /// The figures of Latin text.
    pub figures: Figures,
}

/// How the ends of lines are chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Breaking {
    /// Over the whole paragraph at once.
    #[default]
    TotalFit,
    /// Line by line, each as long as it can be: what most programs do, to compare with.
    FirstFit,
}

/// Where Korean lines may end (Requirements for Hangul Text Layout and Typography, “Line breaking rules”).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum KoreanBreaks {
    /// Between words.
    #[default]
    BetweenWords,
    /// Also between two syllables of a word.
    BreakAll,
}

/// The figures of Latin text: `lnum`, `onum`, `pnum` and `tnum` of OpenType, where the font has them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Figures {
    /// As the font has them by itself.
    #[default]
    Default,
    /// As high as capitals, each of its own width.
    Lining,
    /// With ascenders and descenders, as lower case letters have them, each of its own width.
    OldStyle,
    /// As high as capitals and all of one width, to stand in columns.
    Tabular,
}

impl Default for LineStyle {
    fn default() -> LineStyle {
        LineStyle {
            breaking: Breaking::default(),
            korean: KoreanBreaks::default(),
            hanging: true,
            figures: Figures::default(),
        }
    }
}

/// A colour of ink: red, green and blue, each from 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Ink(pub [f32; 3]);

impl Ink {
    /// Black.
    pub const BLACK: Ink = Ink::grey(0.0);

    /// A grey: 0 is black, 1 is white.
    pub const fn grey(grey: f32) -> Ink {
        Ink([grey; 3])
    }

    /// The ink, or a grey in its place if that is lighter.
    pub fn at_least(self, grey: f32) -> Ink {
        let Ink([red, green, blue]) = self;
        if 0.3 * red + 0.59 * green + 0.11 * blue < grey { Ink::grey(grey) } else { self }
    }
}

/// How paragraphs are told apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Paragraphs {
    /// By an empty line.
    #[default]
    Space,
    /// By an indented first line.
    Indent,
}

/// How the title of a document is set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TitleStyle {
    /// Where the title block stands.
    pub place: TitlePlace,
    /// Its size, in that of the body.
    pub scale: f32,
    /// Its ink.
    pub ink: Ink,
    /// How the lines of the title block end.
    pub alignment: Alignment,
    /// Whether a rule stands below the title block.
    pub rule: bool,
}

/// How the headings of sections are set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct HeadStyle {
    /// Their size, in that of the body, from the outermost in.
    pub scales: [f32; 3],
    /// Whether they are bold.
    pub bold: bool,
    /// Their ink.
    pub ink: Ink,
    /// How their lines end.
    pub alignment: Alignment,
    /// Empty lines above the outer ones.
    pub above: u16,
    /// Where the outermost sections start.
    pub start: SectionStart,
    /// Whether sections are numbered in front of them: 1, 1.1 …
    pub numbers: bool,
}

/// Where notes stand that a mark points to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum NotePlace {
    /// At the foot of the column of their language, on the page of their mark; one that is too long runs on to the next.
    #[default]
    Foot,
    /// Behind the outermost section that calls them, row by row, under a heading.
    Section,
    /// Behind the text, row by row, under a heading.
    End,
}

/// How notes are numbered that the source does not give a sign of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum NoteNumbering {
    /// A note has one number in all languages: its place in the source.
    #[default]
    Common,
    /// Each language counts its notes in the order in which its own text calls them.
    BySide,
}

/// Where the numbers of notes begin anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum NoteRestart {
    /// Nowhere.
    #[default]
    Edition,
    /// In each of the outermost sections.
    Section,
    /// On each page. As a row may be divided, and its marks stand on two pages, each language counts its own notes.
    Page,
}

/// How notes are set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct NoteStyle {
    /// Where they stand.
    pub place: NotePlace,
    /// How they are numbered.
    pub numbering: NoteNumbering,
    /// Where their numbers begin anew.
    pub restart: NoteRestart,
    /// The length of the hairline above those at the foot of a column, in the width of the column; 0 sets none. Above a
    /// note that goes on from the page before, it is as wide as the column.
    pub rule: f32,
    /// Their size, in that of the body.
    pub scale: f32,
    /// Between two baselines, in that of the body.
    pub leading: f32,
}

/// How running heads and folios are set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FurnitureStyle {
    /// Their size, in that of the body.
    pub scale: f32,
    /// Their ink.
    pub ink: Ink,
    /// What the running heads say.
    pub heads: RunningHeads,
    /// Where the folios stand.
    pub folio: Folio,
}

/// What running heads say, in each language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum RunningHeads {
    /// Nothing.
    None,
    /// The title.
    #[default]
    Title,
    /// On odd pages the section, on even ones the title.
    Section,
}

/// Where folios stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Folio {
    /// Nowhere.
    None,
    /// At the outer edge.
    #[default]
    Outer,
    /// In the middle.
    Center,
}

/// How the lines of a paragraph end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alignment {
    /// Flush on both sides, the last line on the side where it begins.
    Justified,
    /// Flush on the side where it begins: all lines but the last are full.
    Ragged,
    /// Flush on the side where it begins, and all lines as even as they can be: titles and headings.
    Balanced,
    /// Centred.
    Centered,
    /// Flush on the side where lines end.
    FlushEnd,
}

/// How the text of a role is set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct BlockStyle {
    /// The size of Latin text; other scripts are set in proportion to it.
    pub size: f32,
    /// Between two baselines.
    pub leading: f32,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic, in scripts that have italics.
    pub italic: bool,
    /// What it is to a choice of fonts.
    pub font: FontRole,
    /// Whether it is code: set in letters of one width, with all its spaces, and divided only where it must be.
    pub code: bool,
    /// Its ink.
    pub ink: Ink,
    /// How its lines end.
    pub alignment: Alignment,
    /// Whether its words may be hyphenated.
    pub hyphenate: bool,
    /// How far its lines are indented, in ems.
    pub indent: f32,
    /// How much farther its first line is indented, in ems.
    pub first: f32,
    /// How much farther the lines after the first are indented, in ems.
    pub hang: f32,
    /// How far its lines end before the column does, in ems.
    pub inset: f32,
    /// Empty lines of the grid above it; none are set at the top of a page.
    pub above: u16,
    /// Whether it must stand on one page with the lines that follow it.
    pub keep_with_next: bool,
    /// Whether it may hold paragraphs and lists, one below the other, that are to be told apart to those who listen.
    pub holds_blocks: bool,
}

impl Default for PageStyle {
    fn default() -> PageStyle {
        Design::default().style()
    }
}

impl PageStyle {
    /// A4 with generous margins.
    pub fn a4(arrangement: Arrangement) -> PageStyle {
        let style = PageStyle {
            arrangement,
            width: 595.276,
            height: 841.89,
            top: 66.0,
            bottom: 74.0,
            inner: 55.0,
            outer: 55.0,
            gutter: 23.0,
            // Some 75 characters of the body.
            measure: 356.0,
            widths: Widths::Auto,
            line: LineStyle::default(),
            leading: 14.0,
            grid: 14.0,
            size: 10.0,
            paragraphs: Paragraphs::Space,
            justify: true,
            hyphenate: true,
            title: TitleStyle {
                place: TitlePlace::Text,
                scale: 1.95,
                ink: Ink::BLACK,
                alignment: Alignment::Balanced,
                rule: true,
            },
            heads: HeadStyle {
                scales: [1.25, 1.04, 1.0],
                bold: true,
                ink: Ink::BLACK,
                alignment: Alignment::Balanced,
                above: 2,
                start: SectionStart::RunOn,
                numbers: false,
            },
            contents: ContentsStyle { show: ShowContents::Auto, depth: 2 },
            colophon: ColophonPlace::End,
            notes: NoteStyle {
                place: NotePlace::Foot,
                numbering: NoteNumbering::Common,
                restart: NoteRestart::Edition,
                rule: 0.22,
                scale: 0.84,
                leading: 0.78,
            },
            furniture: FurnitureStyle {
                scale: 0.84,
                ink: Ink::grey(0.3),
                heads: RunningHeads::Title,
                folio: Folio::Outer,
            },
            rules: Ink::grey(0.35),
            hairline: 0.0,
            numbers: Numbers::None,
            pictures: Placement::Across,
            alone: Placement::Columns,
            bleed: 0.0,
            signature: 1,
            print: false,
        };
        style.arranged(arrangement)
    }

    /// The same with the languages arranged otherwise.
    pub fn arranged(mut self, arrangement: Arrangement) -> PageStyle {
        self.arrangement = arrangement;
        // Languages that stand one below the other are told from the next pair by half a line.
        self.grid = if arrangement == Arrangement::Stacked { self.leading / 2.0 } else { self.leading };
        self
    }

    /// The same on another page, with margins in proportion to it.
    pub fn on(mut self, width: f32, height: f32) -> PageStyle {
        let (across, down) = (width / self.width, height / self.height);
        self.inner *= across;
        self.outer *= across;
        self.top *= down;
        self.bottom *= down;
        (self.width, self.height) = (width, height);
        self
    }

    /// How far the type area of a page stands beside its place on an odd page that is bound.
    pub(crate) fn shift(&self, page: u32) -> f32 {
        let apart = self.outer - self.inner;
        match self.print {
            false => apart / 2.0,
            true if page.is_multiple_of(2) => apart,
            true => 0.0,
        }
    }

    /// Whether it matters which pages are on the right: those are blank that keep the others there.
    pub(crate) fn keeps_sides(&self) -> bool {
        self.print || self.arrangement == Arrangement::Facing || self.heads.start == SectionStart::RightHand
    }

    /// The width of the type area.
    pub fn type_width(&self) -> f32 {
        self.width - self.inner - self.outer
    }

    /// The width of one of so many columns, in points, if all are alike.
    pub(crate) fn column_width(&self, languages: usize) -> f32 {
        match self.arrangement {
            Arrangement::Columns if languages > 1 => {
                (self.type_width() - self.gutter * (languages - 1) as f32) / languages as f32
            }
            _ => self.type_width().min(self.measure),
        }
    }

    /// The lines of the grid on a page.
    pub fn lines(&self) -> u16 {
        ((self.height - self.top - self.bottom) / self.grid) as u16
    }

    /// The baseline of a line of the grid, from the top of the page.
    pub fn baseline(&self, line: u16) -> f32 {
        self.top + self.grid * (f32::from(line) + 1.0) - 0.25 * self.leading
    }

    /// How many lines of the grid a line of the body takes.
    pub fn steps(&self) -> u16 {
        (self.leading / self.grid) as u16
    }

    /// Between two baselines of notes, in points.
    pub(crate) fn note_leading(&self) -> f32 {
        (self.notes.leading * self.leading).max(self.notes.scale * self.size * block::NOTE_LEADING)
    }

    /// How text is set that belongs to the page, in some ink, at a size in that of the body.
    pub fn small(&self, scale: f32, ink: Ink) -> BlockStyle {
        BlockStyle { font: FontRole::Running, size: self.size * scale, ink, first: 0.0, ..block(Role::Paragraph, self) }
    }
}
