//! Strands: what is set side by side, on one page or parted between pages together.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{SetText, Setting, frame_of, stacked};
use crate::layout::note::Call;
use crate::layout::page::{Numerals, PageKind, Part, StretchId};
use crate::layout::picture::SetPicture;
use crate::layout::plan::PlannedRow;
use crate::layout::style::{self, Arrangement, Ink};
use crate::text::Role;

/// What the pages are that a strand stands on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Segment {
    pub(crate) kind: PageKind,
    pub(crate) numerals: Numerals,
    /// Whether the languages share one column there, in an arrangement in which they stand side by side elsewhere.
    pub(crate) single: bool,
}

/// Where a strand starts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Start {
    /// Below the one before it.
    #[default]
    RunOn,
    /// On a new page.
    Page,
    /// On a new right-hand page.
    RightHand,
}

/// A heading.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Heading {
    /// 1 for the outermost.
    pub(crate) level: u8,
    /// Its words in each language.
    pub(crate) words: Vec<String>,
}

/// Lines that are set side by side: a row, or one language of it where languages stand one below the other; or a row of a
/// table.
pub(crate) struct Strand {
    /// The lines of each frame that it takes part in; several for a frame in tables and beside labels.
    pub(crate) cells: Vec<SetCell>,
    pub(crate) rules: Vec<StrandRule>,
    /// The pictures that it shows; its cells are empty then.
    pub(crate) pictures: Vec<SetPicture>,
    /// Between its baselines, in points.
    pub(crate) leading: f32,
    /// Empty lines of the grid above it.
    pub(crate) above: u16,
    pub(crate) keep_with_next: bool,
    /// Whether it is split only if it takes more than a third of a page: what is read across, as the rows of a table.
    pub(crate) whole: bool,
    /// The units and groups that begin with it, each with the line where it does, and with the text.
    pub(crate) ids: Vec<(usize, Part, String)>,
    /// The heading that it is.
    pub(crate) heading: Option<Heading>,
    /// Whether the list of contents names it.
    pub(crate) is_listed: bool,
    pub(crate) segment: Segment,
    pub(crate) start: Start,
    /// The numbers of what begins with it, to cite it by, each with the line where it does.
    pub(crate) counts: Vec<(usize, u32)>,
    /// Whether its lines are among those of the text that are counted.
    pub(crate) is_counted: bool,
    pub(crate) title_block: bool,
    pub(crate) rule_below: bool,
    /// The head of the table that it belongs to, which is shown again on every page on which it goes on.
    pub(crate) table_head: Option<Arc<Strand>>,
    /// The notes that it calls, in the order of its lines.
    pub(crate) calls: Vec<Call>,
    /// What the end of a page before it costs: 0 where one is as good as none, as between paragraphs.
    pub(crate) break_cost: u16,
}

/// A strand that nothing is told of but its cells.
pub(crate) fn strand(cells: Vec<SetCell>) -> Strand {
    Strand {
        ids: places(&cells),
        cells,
        rules: Vec::new(),
        pictures: Vec::new(),
        leading: 0.0,
        above: 0,
        keep_with_next: false,
        whole: false,
        heading: None,
        is_listed: false,
        segment: Segment::default(),
        start: Start::RunOn,
        counts: Vec::new(),
        is_counted: false,
        title_block: false,
        rule_below: false,
        table_head: None,
        calls: Vec::new(),
        break_cost: 0,
    }
}

/// The lines of one cell.
pub(crate) struct SetCell {
    /// The index of its language in the edition.
    pub(crate) lang: usize,
    /// Its left edge from that of the column, in points.
    pub(crate) x: f32,
    /// The line of the strand on which it begins.
    pub(crate) top: usize,
    pub(crate) text: SetText,
    pub(crate) ink: Ink,
    pub(crate) untranslated: bool,
    /// Whether it is no part of the text: the number of a line.
    pub(crate) aside: bool,
    /// Whether it stands across all columns.
    pub(crate) across: bool,
}

/// A rule across a part of a column.
pub(crate) struct StrandRule {
    /// The index of the language in the edition.
    pub(crate) lang: usize,
    /// The left edge from that of the column, in points.
    pub(crate) x: f32,
    pub(crate) width: f32,
    /// The number of lines of the strand above it.
    pub(crate) below: usize,
    /// How thick it is, in points.
    pub(crate) weight: f32,
    pub(crate) ink: Ink,
}

/// The places in cells that links lead to, each with its line, its text and its identifier: in the first language that has
/// it.
pub(crate) fn places(cells: &[SetCell]) -> Vec<(usize, Part, String)> {
    let mut found: Vec<(usize, Part, String)> = Vec::new();
    let mut known = FxHashSet::default();
    for cell in cells {
        let Some(source) = &cell.text.source else { continue };
        for mark in &cell.text.marks {
            if let Some(id) = mark.id.as_ref().filter(|id| known.insert(*id)) {
                let part = Part { stretch: StretchId::NONE, ..source.part };
                found.push((cell.top + mark.line, part, id.clone()));
            }
        }
    }
    found
}

/// What the end of a page between the languages of a row costs that stand one below the other: more if they are so short
/// that they are taken in at one glance, and most for single lines.
const BETWEEN_LANGUAGES: u16 = 30;
const BETWEEN_SHORT: u16 = 300;
const BETWEEN_LINES: u16 = 2_500;
/// So many lines are short.
const SHORT: usize = 4;

/// The strands of a row whose cells are set, those of each language together.
pub(super) fn strands_of(
    planned: &PlannedRow<'_>,
    label: Option<&PlannedRow<'_>>,
    cells: Vec<Vec<SetCell>>,
    setting: &Setting<'_>,
) -> Vec<Strand> {
    let row = &planned.row;
    let heading = match row.role {
        Role::Head { level } => {
            let words = row.cells.iter().map(|cell| crate::text::plain(&cell.content)).collect();
            Some(Heading { level, words })
        }
        _ => None,
    };
    let first = label.unwrap_or(planned);
    let ids = label.into_iter().chain([planned]).flat_map(PlannedRow::ids).map(|(part, id)| (0, part, id.to_owned()));
    let longest = cells.iter().flatten().map(|cell| cell.text.lines.len()).max().unwrap_or(0);
    let strand = |cells: Vec<SetCell>| Strand {
        rules: if row.role == Role::Description { frame_rules(planned, &cells, setting) } else { Vec::new() },
        leading: planned.style.leading,
        above: between(planned, setting),
        keep_with_next: planned.style.keep_with_next,
        // What a picture or a table is called is read at a glance, and a line of verse is one line however it turns.
        whole: matches!(row.role, Role::Caption | Role::VerseLine(_)),
        title_block: planned.title_block,
        is_counted: planned.is_counted,
        segment: planned.segment,
        break_cost: match longest {
            0 | 1 => BETWEEN_LINES,
            2..=SHORT => BETWEEN_SHORT,
            _ => BETWEEN_LANGUAGES,
        },
        ..strand(cells)
    };
    let mut strands: Vec<Strand> = if stacked(planned, setting) {
        // A language that says nothing of it has no place among the others.
        let says = |cells: &Vec<SetCell>| cells.iter().any(|cell| !cell.text.lines.is_empty());
        let all_silent = !cells.iter().any(says);
        cells.into_iter().filter(|cells| all_silent || says(cells)).map(strand).collect()
    } else {
        vec![strand(cells.into_iter().flatten().collect())]
    };
    for index in 1..strands.len() {
        let (before, rest) = strands.split_at_mut(index);
        rest[0].ids.retain(|(.., id)| before.iter().flat_map(|strand| &strand.ids).all(|(.., known)| known != id));
    }
    if let [above, .., below] = strands.as_mut_slice() {
        above.rules.retain(|rule| rule.below == 0);
        below.rules.retain(|rule| rule.below > 0);
    }
    if let Some(strand) = strands.first_mut() {
        // Rows without a line between them are told apart by the half line that does not part their languages.
        let least = u16::from(is_tight(first, setting));
        strand.above = (first.style.above * setting.style.steps()).max(least);
        strand.break_cost = first.break_cost;
        strand.start = first.start;
        strand.is_listed = planned.is_listed;
        strand.ids.splice(0..0, ids);
        strand.heading = heading;
        strand.counts = first.count.or(planned.count).map(|count| (0, count)).into_iter().collect();
    }
    if let Some(strand) = strands.last_mut() {
        strand.rule_below = planned.rule_below;
    }
    strands
}

/// The lines of the grid between the languages of a row that stand one below the other: half a line of the body, where the
/// grid has half lines, and nothing for rows that follow each other closely.
fn between(planned: &PlannedRow<'_>, setting: &Setting<'_>) -> u16 {
    // The first line of a stanza and the first item of a list stand as the others do.
    let follows_others = matches!(planned.row.role, Role::VerseLine(_) | Role::Item);
    let is_stacked = setting.style.arrangement == Arrangement::Stacked;
    // A paragraph that follows the name of its speaker stands as those after it do.
    let is_parted = planned.row.role == Role::Paragraph && style::block(Role::Paragraph, &setting.style).above > 0;
    if is_tight(planned, setting) && !is_parted || is_stacked && follows_others || planned.segment.single {
        return 0;
    }
    setting.style.steps() - 1 + u16::from(setting.style.arrangement == Arrangement::Facing)
}

/// Whether a row follows the one before it closely, and its languages each other.
fn is_tight(planned: &PlannedRow<'_>, setting: &Setting<'_>) -> bool {
    let follows = planned.style.above == 0 && !planned.title_block || planned.entry.is_some();
    // The first of a list, with space above it, is as the others.
    let is_of_many = matches!(planned.row.role, Role::Item | Role::Citation | Role::Entry | Role::VerseLine(_));
    setting.style.arrangement == Arrangement::Stacked && (follows || is_of_many)
}

/// Fine rules above and below words that stand for a picture.
fn frame_rules(planned: &PlannedRow<'_>, cells: &[SetCell], setting: &Setting<'_>) -> Vec<StrandRule> {
    let lines = cells.iter().map(|cell| cell.text.lines.len()).max().unwrap_or(0);
    let cells = cells.iter().filter(|cell| !cell.text.lines.is_empty());
    let rule = |cell: &SetCell, below| StrandRule {
        lang: cell.lang,
        x: 0.0,
        width: frame_of(planned, cell.lang, setting).width,
        below,
        weight: 0.3,
        ink: Ink::grey(0.5),
    };
    cells.flat_map(|cell| [rule(cell, 0), rule(cell, lines)]).collect()
}
