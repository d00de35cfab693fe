//! How an edition looks: the page, the grid, and the text of each role.
//!
//! All lengths are points.

use crate::text::{Lang, Role};

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

/// The page and its grid.
#[derive(Clone, Copy, PartialEq, Debug)]
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
    /// The left and right margins.
    pub side: f32,
    /// Between two columns.
    pub gutter: f32,
    /// Between two baselines of the body.
    pub leading: f32,
    /// Between two lines of the grid on which all baselines stand: the leading, or a part of it.
    pub grid: f32,
    /// How wide the columns are.
    pub widths: Widths,
    /// How its lines are made.
    pub line: LineStyle,
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

/// The figures of Latin text: `lnum`, `onum` and `tnum` of OpenType, where the font has them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Figures {
    /// As the font has them by itself.
    #[default]
    Default,
    /// As high as capitals.
    Lining,
    /// With ascenders and descenders, as lower case letters have them.
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

/// How the lines of a paragraph end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alignment {
    /// Flush on both sides, the last line on the side where it begins.
    Justified,
    /// Flush on the side where it begins.
    Ragged,
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
    /// Whether it is code: set in letters of one width, with all its spaces, and divided only where it must be.
    pub code: bool,
    /// 0 is black, 1 is white.
    pub grey: f32,
    /// How its lines end.
    pub alignment: Alignment,
    /// Whether its words may be hyphenated.
    pub hyphenate: bool,
    /// How far its lines are indented, in ems.
    pub indent: f32,
    /// How much farther the lines after the first are indented, in ems.
    pub hang: f32,
    /// How far its lines end before the column does, in ems.
    pub inset: f32,
    /// Empty lines of the grid above it; none are set at the top of a page.
    pub above: u16,
    /// Whether it must stand on one page with the lines that follow it.
    pub keep_with_next: bool,
}

impl PageStyle {
    /// A4 with generous margins.
    pub fn a4(arrangement: Arrangement) -> PageStyle {
        PageStyle {
            arrangement,
            width: 595.276,
            height: 841.89,
            top: 66.0,
            bottom: 74.0,
            side: 55.0,
            gutter: 23.0,
            leading: LEADING,
            // Languages that stand one below the other are told from the next pair by half a line.
            grid: if arrangement == Arrangement::Stacked { LEADING / 2.0 } else { LEADING },
            widths: Widths::default(),
            line: LineStyle::default(),
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
}

/// The room for the label of an item, in ems.
pub(crate) const LABEL: f32 = 1.6;
/// The size of the text of tables, and the least size at which one that is too wide for its column is set.
const TABLE: f32 = 9.0;
pub(crate) const SMALLEST: f32 = 7.0;

/// Between two baselines of the body of an A4 page.
const LEADING: f32 = 14.0;

/// The style of a role.
pub fn block(role: Role, page: &PageStyle) -> BlockStyle {
    let body = BlockStyle {
        size: 10.0,
        leading: page.leading,
        bold: false,
        italic: false,
        code: false,
        grey: 0.0,
        alignment: Alignment::Justified,
        hyphenate: true,
        indent: 0.0,
        hang: 0.0,
        inset: 0.0,
        above: 1,
        keep_with_next: false,
    };
    let display = BlockStyle { alignment: Alignment::Ragged, hyphenate: false, above: 0, keep_with_next: true, ..body };
    let ragged = BlockStyle { alignment: Alignment::Ragged, hyphenate: false, ..body };
    match role {
        Role::Title => BlockStyle { size: 19.5, leading: 2.0 * page.leading, ..display },
        Role::Subtitle => BlockStyle { size: 12.5, italic: true, above: 1, ..display },
        Role::Author => BlockStyle { size: 11.0, bold: true, above: 1, ..display },
        Role::Byline => display,
        Role::Occasion => BlockStyle { size: 9.2, grey: 0.25, above: 1, ..display },
        Role::Head { level: 1 } => BlockStyle { size: 12.5, bold: true, above: 2, ..display },
        Role::Head { level: 2 } => BlockStyle { size: 10.4, bold: true, above: 2, ..display },
        Role::Head { .. } => BlockStyle { bold: true, italic: true, above: 1, ..display },
        Role::Paragraph | Role::Block => body,
        Role::Citation => BlockStyle { hang: 1.6, above: 0, ..body },
        Role::Entry => BlockStyle { hang: 1.2, above: 0, ..body },
        Role::Dateline => BlockStyle { alignment: Alignment::FlushEnd, keep_with_next: true, ..ragged },
        Role::Signed => BlockStyle { alignment: Alignment::FlushEnd, indent: 3.0, ..ragged },
        Role::Salute => ragged,
        Role::Caption => BlockStyle { size: 9.2, ..ragged },
        Role::Description => BlockStyle { size: 9.0, italic: true, grey: 0.3, indent: 0.8, inset: 0.8, ..ragged },
        Role::Listing => BlockStyle { size: 8.0, code: true, hang: 2.0, ..ragged },
        Role::Trailer => BlockStyle { alignment: Alignment::Centered, above: 2, ..ragged },
        Role::Argument => BlockStyle { size: 9.4, italic: true, indent: 1.6, inset: 1.6, ..body },
        Role::Cell(_) => BlockStyle { size: TABLE, above: 0, ..ragged },
        Role::VerseLine(_) => BlockStyle { indent: 1.6, hang: 2.4, above: 0, ..ragged },
        Role::Item => BlockStyle { indent: LABEL, above: 0, ..body },
        Role::Label => BlockStyle { bold: true, ..display },
        Role::Note { anchored: false } => BlockStyle { size: 9.0, italic: true, grey: 0.15, above: 2, ..ragged },
        Role::Note { anchored: true } => {
            BlockStyle { size: 8.8, leading: 0.8 * page.leading, indent: 1.8, above: 0, ..body }
        }
        Role::Speaker => BlockStyle { bold: true, above: 1, ..display },
        Role::Stage => BlockStyle { italic: true, ..ragged },
    }
}

/// How large the text of a language is set beside Latin text of size 1: characters that fill their square look larger
/// than lower case letters of the same size.
pub fn optical_size(lang: &Lang) -> f32 {
    match lang.primary() {
        "ko" => 0.95,
        "ja" | "zh" => 0.94,
        _ => 1.0,
    }
}

/// How much the spaces of a line may be stretched and squeezed, and the letters of scripts that take it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Elasticity {
    /// How far a space may grow, in parts of its width, before a line counts as loose.
    pub space_stretch: f32,
    /// How far a space may shrink, in parts of its width, at the most.
    pub space_shrink: f32,
    /// How far two letters may be moved apart, in ems.
    pub letter_stretch: f32,
    /// How far two letters may be moved together, in ems.
    pub letter_shrink: f32,
}

/// The elasticity of the lines of a language.
pub fn elasticity(lang: &Lang) -> Elasticity {
    match lang.primary() {
        // Korean words are long and are not divided, so the letters take a share that the eye does not see.
        "ko" => Elasticity { space_stretch: 0.5, space_shrink: 0.3, letter_stretch: 0.05, letter_shrink: 0.03 },
        "ja" | "zh" => Elasticity { space_stretch: 0.5, space_shrink: 0.3, letter_stretch: 0.06, letter_shrink: 0.01 },
        // Latin letters give so little that nobody sees it, and yet it evens out the spaces.
        _ => Elasticity { space_stretch: 0.5, space_shrink: 0.27, letter_stretch: 0.012, letter_shrink: 0.008 },
    }
}
