//! Where pages end: no line of a text alone, no heading without its text.

use rustc_hash::FxHashMap;

use super::picture::Seen;
use super::{Report, Rule, TOLERANCE, line::Line};
use crate::layout::structure::Tag;
use crate::layout::style::{Arrangement, PageStyle};

/// What is set together: a row in all its languages, or in one of them where they stand one below the other; in a table,
/// the rows that share lines.
#[derive(Default)]
struct Strand {
    /// Where its lines stand, from top to bottom: opening and baseline.
    places: Vec<(u32, f32)>,
    /// The page of each.
    pages: Vec<u32>,
    /// From where to where each text reaches among them, and its row.
    texts: Vec<(usize, usize, u32)>,
}

pub(super) fn check(
    lines: &[Line],
    pictures: &[Seen],
    alone: &[u32],
    tags: &[Option<Tag>],
    style: &PageStyle,
    report: &mut Report,
) {
    let strands = strands(lines, style.arrangement == Arrangement::Stacked);
    for strand in &strands {
        endings(strand, style, report);
    }
    // The title block may stand alone on pages that are its own.
    let lines: Vec<Line> = lines.iter().filter(|line| !alone.contains(&line.opening)).copied().collect();
    heads(&lines, pictures, &strands, tags, style, report);
}

/// A node of what is set together.
type Node = (u32, usize);

fn node(line: &Line, stacked: bool) -> Node {
    (line.row, if stacked { line.lang } else { 0 })
}

fn strands(lines: &[Line], stacked: bool) -> Vec<Strand> {
    let mut parents: FxHashMap<Node, Node> = FxHashMap::default();
    fn root(parents: &FxHashMap<Node, Node>, mut node: Node) -> Node {
        while let Some(&parent) = parents.get(&node).filter(|&&parent| parent != node) {
            node = parent;
        }
        node
    }
    let mut sorted: Vec<&Line> = lines.iter().collect();
    sorted.sort_by(|a, b| (a.lang, a.opening, a.page).cmp(&(b.lang, b.opening, b.page)).then(a.y.total_cmp(&b.y)));
    for pair in sorted.windows(2) {
        let (one, other) = (root(&parents, node(pair[0], stacked)), root(&parents, node(pair[1], stacked)));
        let level = (pair[0].y - pair[1].y).abs() < TOLERANCE;
        if one != other && level && (pair[0].lang, pair[0].page) == (pair[1].lang, pair[1].page) {
            parents.insert(one.max(other), one.min(other));
        }
    }
    let mut grouped: Vec<(Node, Line)> =
        lines.iter().map(|line| (root(&parents, node(line, stacked)), *line)).collect();
    grouped.sort_by_key(|(root, line)| (*root, line.row, line.lang, line.label, line.index));
    grouped.chunk_by(|a, b| a.0 == b.0).map(|lines| strand(lines.iter().map(|(_, line)| *line))).collect()
}

fn strand(lines: impl Iterator<Item = Line>) -> Strand {
    let lines: Vec<Line> = lines.collect();
    let mut places: Vec<(u32, f32, u32)> = lines.iter().map(|line| (line.opening, line.y, line.page)).collect();
    places.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    places.dedup_by(|a, b| a.0 == b.0 && (a.1 - b.1).abs() < TOLERANCE);
    let at = |line: &Line| {
        places.iter().position(|place| place.0 == line.opening && (place.1 - line.y).abs() < TOLERANCE).unwrap_or(0)
    };
    let same = |a: &Line, b: &Line| (a.row, a.lang, a.label) == (b.row, b.lang, b.label);
    let texts = lines.chunk_by(same).filter(|text| !text[0].label).map(|text| {
        let at: Vec<usize> = text.iter().map(at).collect();
        let (first, last) = at.iter().fold((usize::MAX, 0), |(first, last), &at| (first.min(at), last.max(at)));
        (first, last + 1, text[0].row)
    });
    let texts = texts.collect();
    let pages = places.iter().map(|place| place.2).collect();
    Strand { places: places.into_iter().map(|(opening, y, _)| (opening, y)).collect(), pages, texts }
}

impl Strand {
    /// Between two of its lines, in points.
    fn leading(&self, style: &PageStyle) -> f32 {
        let pairs = self.places.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        pairs.map(|pair| pair[1].1 - pair[0].1).fold(style.leading, f32::max)
    }

    fn height(&self, lines: usize, style: &PageStyle) -> f32 {
        lines as f32 * self.leading(style)
    }

    /// Whether a page that holds the lines from `from` on may end before the line `to`.
    fn may_end(&self, from: usize, to: usize) -> bool {
        self.texts.iter().all(|&text| why_not(text, from, to).is_none())
    }

    /// The first line after `from` before which a page may end.
    fn first_end(&self, from: usize) -> usize {
        (from + 1..self.places.len()).find(|&to| self.may_end(from, to)).unwrap_or(self.places.len())
    }
}

/// The rule against a page that holds the lines from `from` on and ends before `to`, for one text.
fn why_not((first, end, _): (usize, usize, u32), from: usize, to: usize) -> Option<Rule> {
    match () {
        () if to <= first || to >= end || from >= end => None,
        () if to - first.max(from) < 2 => Some(Rule::Orphan),
        () if end - to < 2 => Some(Rule::Widow),
        () => None,
    }
}

fn endings(strand: &Strand, style: &PageStyle, report: &mut Report) {
    let mut from = 0;
    let full = style.grid * f32::from(style.lines());
    for to in 1..strand.places.len() {
        if strand.places[to].0 == strand.places[to - 1].0 {
            continue;
        }
        // A third of the page is left to the head of a table that is shown again.
        let fits = strand.height(strand.places.len(), style) <= full * 2.0 / 3.0;
        let avoidable = fits || strand.first_end(from) < to;
        for &text in &strand.texts {
            if let Some(rule) = why_not(text, from, to).filter(|_| avoidable) {
                let alone = if rule == Rule::Widow { "last" } else { "first" };
                let page = strand.pages[if rule == Rule::Widow { to } else { to - 1 }];
                report.find(rule, page, format!("the {alone} line of row {} stands alone", text.2));
            }
        }
        from = to;
    }
}

/// The first line of each row whose languages stand one below the other across all columns: it follows what stands above
/// it in every language. Nothing for any other row.
fn one_column(lines: &[Line]) -> FxHashMap<u32, Option<&Line>> {
    let mut found: FxHashMap<u32, Option<&Line>> = FxHashMap::default();
    for line in lines {
        let first = found.entry(line.row).or_insert(Some(line));
        *first = first.filter(|first| (first.column - line.column).abs() <= TOLERANCE);
        *first = first.map(|first| if line.lang < first.lang { line } else { first });
    }
    found
}

/// Checks that headings, names of speakers and what opens a letter stand on the page of the text that follows them.
fn heads(
    lines: &[Line],
    pictures: &[Seen],
    strands: &[Strand],
    tags: &[Option<Tag>],
    style: &PageStyle,
    report: &mut Report,
) {
    let tag = |row: u32| tags.get(row as usize).copied().flatten();
    let leads = |row: u32| tag(row) == Some(Tag::Lead);
    let is_head = |row: u32| matches!(tag(row), Some(Tag::Title | Tag::Heading(_) | Tag::Lead));
    let mut of_row: FxHashMap<u32, &Strand> = FxHashMap::default();
    for strand in strands {
        for text in &strand.texts {
            of_row.entry(text.2).or_insert(strand);
        }
    }
    // Where the languages stand one below the other, the text in the first follows the heading in the last.
    let lang = |line: &Line| if style.arrangement == Arrangement::Stacked { 0 } else { line.lang };
    let mut sorted: Vec<&Line> = lines.iter().filter(|line| !line.label).collect();
    sorted.sort_by_key(|line| (lang(line), line.row, line.lang, line.index));
    let texts: Vec<&[&Line]> = sorted.chunk_by(|a, b| (a.lang, a.row) == (b.lang, b.row)).collect();
    let in_columns = style.arrangement == Arrangement::Columns;
    let one_column = if in_columns { one_column(lines) } else { FxHashMap::default() };
    let full = style.grid * f32::from(style.lines());
    for (index, pair) in texts.windows(2).enumerate() {
        let (head, next) = (pair[0], pair[1]);
        if !is_head(head[0].row) || lang(head[0]) != lang(next[0]) {
            continue;
        }
        report.heads += usize::from(!leads(head[0].row));
        let last = head[head.len() - 1];
        let follows = one_column.get(&next[0].row).copied().flatten().unwrap_or(next[0]);
        if last.opening == follows.opening {
            continue;
        }
        // Any number of headings may follow each other: no page could hold them all with their text.
        let is_led = |at: &usize| is_head(texts[*at][0].row) && lang(texts[*at][0]) == lang(head[0]);
        let begin = (0..index).rev().take_while(is_led).last().unwrap_or(index);
        let between = texts[begin][0].row..next[0].row;
        let mut shown: Vec<(u32, f32)> =
            pictures.iter().filter(|it| between.contains(&it.row)).map(|it| (it.row, it.height)).collect();
        shown.dedup_by_key(|(row, _)| *row);
        let mut needed: f32 = shown.iter().map(|(_, height)| height + 2.0 * style.leading).sum();
        for text in &texts[begin..] {
            let Some(strand) = of_row.get(&text[0].row) else { break };
            let all = strand.places.len();
            // Space above, whatever it is.
            needed += 3.0 * style.leading;
            if is_head(text[0].row) {
                needed += strand.height(all, style);
                continue;
            }
            let whole = strand.height(all, style) <= full / 3.0;
            needed += strand.height(if whole { all } else { strand.first_end(0) }, style);
            break;
        }
        if needed <= full {
            let row = head[0].row;
            let message = if leads(row) {
                format!("row {row} leads to a text that it is parted from")
            } else {
                format!("heading {row} is parted from the text that follows it")
            };
            report.find(Rule::Head, last.page, message);
        }
    }
}
