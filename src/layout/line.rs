//! Breaks paragraphs into lines by total fit: the breaks are chosen over the whole paragraph, after Knuth and Plass,
//! “Breaking Paragraphs into Lines” (1981), so that the looseness of its lines is as even as it can be.

use unicode_bidi::{BidiInfo, Level};

use crate::layout::hanging;
use crate::layout::paragraph::{EndOfLine, Paragraph, Piece, TextBox};
use crate::layout::style::{Alignment, Breaking};
use crate::text::Direction;

/// A line: its pieces from left to right, each with its place.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) pieces: Vec<Placed>,
    /// How far it is wider than its column, in points.
    pub(crate) excess: f32,
    /// Whether it ends because the text does, or asks for a new line.
    pub(crate) forced: bool,
}

impl Line {
    /// Its pieces as they are read: what runs from right to left from its right end on.
    pub(crate) fn in_reading_order(&self) -> Vec<&Placed> {
        let mut pieces: Vec<&Placed> = self.pieces.iter().collect();
        pieces.sort_unstable_by_key(|placed| placed.order);
        pieces
    }
}

/// A piece on a line.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) piece: Piece,
    /// Where it begins, in points from the edge of the column.
    pub(crate) x: f32,
    /// How far its letters are moved apart, in points; negative for together.
    pub(crate) letter_space: f32,
    /// Whether a hyphen that the text does not have ends it.
    pub(crate) hyphen: bool,
    /// Its place among the pieces of the line as they are read.
    pub(crate) order: u32,
}

impl Placed {
    /// How wide it is on its line, in points, its em being `size`.
    pub(crate) fn width(&self, size: f32) -> f32 {
        let (from, to) = self.piece.glyphs;
        let glyphs = (from..to).map(|glyph| {
            self.piece.word.glyphs[usize::from(glyph)].advance * size + self.piece.elastic(glyph) * self.letter_space
        });
        glyphs.sum()
    }
}

/// The shape of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// The width of the column in points.
    pub(crate) measure: f32,
    /// How far all lines are indented.
    pub(crate) indent: f32,
    /// How much farther the first line is indented.
    pub(crate) first: f32,
    /// How much farther the lines after the first are indented.
    pub(crate) hang: f32,
    pub(crate) alignment: Alignment,
    /// Whether each line that the text asks for begins as the first one does.
    pub(crate) every_line: bool,
}

impl Paragraph {
    /// The width of its longest line if lines end only where they must, in points.
    pub(crate) fn natural_width(&self) -> f32 {
        let (mut longest, mut width) = (0.0f32, 0.0);
        for text_box in &self.boxes {
            longest = longest.max(width + text_box.width);
            width += text_box.width + text_box.space;
            if text_box.end_of_line == EndOfLine::Forced {
                width = 0.0;
            }
        }
        longest
    }

    /// The width of the widest stretch that is not divided between lines unless it must be, in points. Words are taken
    /// whole.
    pub(crate) fn least_width(&self) -> f32 {
        self.widest(|end| matches!(end, EndOfLine::Forced | EndOfLine::Allowed(_)))
    }

    /// The same with words in parts, where they may be hyphenated.
    pub(crate) fn least_divided_width(&self) -> f32 {
        self.widest(|end| end != EndOfLine::Never)
    }

    fn widest(&self, ends: impl Fn(EndOfLine) -> bool) -> f32 {
        let (mut widest, mut width) = (0.0f32, 0.0);
        for text_box in &self.boxes {
            let hyphen = if let EndOfLine::Hyphen(hyphen) = text_box.end_of_line { hyphen } else { 0.0 };
            let is_end = ends(text_box.end_of_line);
            widest = widest.max(width + text_box.width + if is_end { hyphen } else { 0.0 });
            width += text_box.width + text_box.space;
            if is_end {
                width = 0.0;
            }
        }
        widest
    }
}

impl Shape {
    /// One line or more of a width, not indented.
    pub(crate) fn line(measure: f32, alignment: Alignment) -> Shape {
        Shape { measure, indent: 0.0, first: 0.0, hang: 0.0, alignment, every_line: false }
    }

    /// The width of the narrowest line.
    pub(crate) fn room(&self) -> f32 {
        self.measure - self.indent - self.hang.max(self.first)
    }

    /// With smaller indents, as far as a word needs that is so wide.
    pub(crate) fn with_room(mut self, need: f32) -> Shape {
        let lack = need - self.room();
        if lack > 0.0 {
            let hang = (self.hang.max(self.first) - lack).max(0.0);
            (self.hang, self.first) = (self.hang.min(hang), self.first.min(hang));
            self.indent = (self.indent - (need - self.room()).max(0.0)).max(0.0);
        }
        self
    }

    /// The width of a line.
    fn width(&self, first: bool) -> f32 {
        self.measure - self.indent(first)
    }

    /// How far a line is indented.
    fn indent(&self, first: bool) -> f32 {
        self.indent + if first { self.first } else { self.hang }
    }

    /// Whether a last line may be as short as it comes, because all others are full.
    fn has_full_lines(&self) -> bool {
        matches!(self.alignment, Alignment::Justified | Alignment::Ragged)
    }

    /// Whether the line from a box on is a first one.
    fn is_first(&self, paragraph: &Paragraph, start: usize) -> bool {
        start == 0 || (self.every_line && paragraph.boxes[start - 1].end_of_line == EndOfLine::Forced)
    }
}

// What lines cost. The cost of a line is the square of its badness, 100 for one that is stretched as far as it should be,
// so costs that are to count stand between ten thousand and a million.

/// What a line costs for being there at all: fewer lines are better.
const LINE: f32 = 10.0;
/// The penalty of a hyphen at a line's end.
const HYPHEN: f32 = 600.0;
/// The cost of a second hyphen right below one.
const HYPHEN_LADDER: f64 = 1.0e7;
/// The cost of a tight line beside a loose one.
const UNEVEN: f64 = 1.0e4;
/// The cost of a last line that is so short that it hardly shows.
const SHORT_LAST: f64 = 1.0e6;
/// The cost of a divided word before the last line, and before one that is short.
const HYPHEN_BEFORE_LAST: f64 = 1.0e5;
const HYPHEN_BEFORE_SHORT_LAST: f64 = 4.0e6;
/// The badness of a line at the most.
const WORST: f32 = 1.0e7;
/// The badness of a line that is left short, at the most: less than it costs to cut a word.
const SHORT_LINE: f32 = 1_200.0;
/// The cost of a line that is wider than the column, for each point that it is too wide.
const OVERFULL: f64 = 1.0e7;

/// Sums over the boxes before a place.
#[derive(Clone, Copy, Default)]
struct Sums {
    width: f64,
    space: f64,
    elastic: f64,
}

/// The best way to a break: one for each class of tightness that its last line can have.
#[derive(Clone, Copy)]
struct Way {
    /// The number of boxes before the break.
    boxes: usize,
    /// The index of the way that it continues.
    from: usize,
    /// What all its lines cost: a line that cannot be filled must not hide what those behind it cost.
    cost: f64,
    class: u8,
    hyphen: bool,
}

/// How a line would fill its measure.
struct Fit {
    /// 0 as it stands, 1 stretched as far as it should be, −1 squeezed as far as it can be.
    ratio: f32,
    /// How far it is too wide even so, in points.
    excess: f32,
    /// How much shorter it is than its measure as it stands, in points.
    missing: f32,
    /// Whether it ends inside an address, behind a mark at which one may end: there it is left short rather than cut elsewhere.
    ends_in_address: bool,
}

/// The ends of the lines of a paragraph, each as the number of boxes before it.
fn breaks(paragraph: &Paragraph, shape: &Shape) -> Vec<usize> {
    let sums = sums(&paragraph.boxes);
    match paragraph.line.breaking {
        Breaking::TotalFit => total_fit(paragraph, shape, &sums),
        Breaking::FirstFit => first_fit(paragraph, shape, &sums),
    }
}

fn sums(boxes: &[TextBox]) -> Vec<Sums> {
    let mut sums = Vec::with_capacity(boxes.len() + 1);
    let mut sum = Sums::default();
    sums.push(sum);
    for text_box in boxes {
        sum.width += f64::from(text_box.width + text_box.space);
        sum.space += f64::from(text_box.space);
        sum.elastic += f64::from(text_box.elastic);
        sums.push(sum);
    }
    sums
}

/// Each line as long as it can be without being squeezed.
fn first_fit(paragraph: &Paragraph, shape: &Shape, sums: &[Sums]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    while start < paragraph.boxes.len() {
        let mut found = None;
        for (index, last) in paragraph.boxes.iter().enumerate().skip(start) {
            if last.end_of_line == EndOfLine::Never {
                continue;
            }
            let fits = fit(paragraph, shape, sums, start, index + 1).missing > -0.01;
            if fits || found.is_none() {
                found = Some(index + 1);
            }
            if !fits || last.end_of_line == EndOfLine::Forced {
                break;
            }
        }
        start = found.unwrap_or(paragraph.boxes.len());
        ends.push(start);
    }
    ends
}

/// The way to the end that costs least.
fn total_fit(paragraph: &Paragraph, shape: &Shape, sums: &[Sums]) -> Vec<usize> {
    let boxes = &paragraph.boxes;
    let mut ways = Vec::with_capacity(2 * boxes.len() + 1);
    ways.push(Way { boxes: 0, from: 0, cost: 0.0, class: 1, hyphen: false });
    let mut active = vec![0];
    for (index, last) in boxes.iter().enumerate() {
        if last.end_of_line == EndOfLine::Never {
            continue;
        }
        let end = index + 1;
        let mut best: [Option<Way>; 4] = [None; 4];
        let mut least_overfull: Option<Way> = None;
        active.retain(|&from| {
            let way = ways[from];
            let fit = fit(paragraph, shape, sums, way.boxes, end);
            if fit.excess > 0.0 {
                let cost = way.cost + OVERFULL * f64::from(fit.excess);
                if least_overfull.is_none_or(|known| cost < known.cost) {
                    least_overfull = Some(Way { boxes: end, from, cost, class: 0, hyphen: false });
                }
                return false;
            }
            let candidate = continued(&way, from, end, last, &fit, shape, end == boxes.len());
            let slot = &mut best[usize::from(candidate.class)];
            if slot.is_none_or(|known| candidate.cost < known.cost) {
                *slot = Some(candidate);
            }
            last.end_of_line != EndOfLine::Forced
        });
        let found = best.iter().any(Option::is_some);
        for way in best.into_iter().flatten().chain(least_overfull.filter(|_| !found && active.is_empty())) {
            ways.push(way);
            active.push(ways.len() - 1);
        }
    }
    let last = active.into_iter().min_by(|&a, &b| ways[a].cost.total_cmp(&ways[b].cost));
    let mut ends = Vec::new();
    let mut at = last.unwrap_or(0);
    while at != 0 {
        ends.push(ways[at].boxes);
        at = ways[at].from;
    }
    ends.reverse();
    ends
}

/// A way continued by the line that ends at `end`.
fn continued(way: &Way, from: usize, end: usize, last: &TextBox, fit: &Fit, shape: &Shape, last_line: bool) -> Way {
    let class: u8 = match fit.ratio {
        ratio if ratio < -0.5 => 0,
        ratio if ratio <= 0.5 => 1,
        ratio if ratio <= 1.0 => 2,
        _ => 3,
    };
    let mut badness = (100.0 * (fit.ratio * fit.ratio * fit.ratio).abs()).min(WORST);
    if fit.ends_in_address {
        badness = badness.min(SHORT_LINE);
    }
    let hyphen = matches!(last.end_of_line, EndOfLine::Hyphen(_));
    let penalty = match last.end_of_line {
        EndOfLine::Hyphen(_) => HYPHEN,
        EndOfLine::Allowed(penalty) => penalty,
        EndOfLine::Never | EndOfLine::Forced => 0.0,
    };
    let squared = |cost: f32| f64::from(cost) * f64::from(cost);
    let mut cost = way.cost + squared(LINE + badness) + squared(penalty);
    if hyphen && way.hyphen {
        cost += HYPHEN_LADDER;
    }
    if way.boxes > 0 && class.abs_diff(way.class) > 1 && !last_line {
        cost += UNEVEN;
    }
    if last_line && way.boxes > 0 && shape.has_full_lines() {
        let missing = fit.missing / shape.width(false);
        if missing > 0.82 {
            cost += SHORT_LAST;
        }
        if way.hyphen {
            cost += if missing > 0.7 { HYPHEN_BEFORE_SHORT_LAST } else { HYPHEN_BEFORE_LAST };
        }
    }
    Way { boxes: end, from, cost, class, hyphen }
}

/// How the boxes from `start` to `end` would fill a line.
fn fit(paragraph: &Paragraph, shape: &Shape, sums: &[Sums], start: usize, end: usize) -> Fit {
    let last = &paragraph.boxes[end - 1];
    let hyphen = if let EndOfLine::Hyphen(width) = last.end_of_line { width } else { 0.0 };
    let width = (sums[end].width - sums[start].width) as f32 - last.space + hyphen;
    let spaces = (sums[end].space - sums[start].space) as f32 - last.space;
    let ends_in_address = spaces < 0.01
        && last.space == 0.0
        && last.end_of_line == EndOfLine::Allowed(0.0)
        && paragraph.pieces[last.end as usize - 1].ends_in_mark();
    let elastic = (sums[end].elastic - sums[start].elastic) as f32 - last.last_elastic;
    let hanging = hanging(paragraph, shape, start, end);
    let missing = shape.width(shape.is_first(paragraph, start)) - width + hanging.0 + hanging.1;
    let elasticity = &paragraph.elasticity;
    if missing < 0.0 {
        let shrink = spaces * elasticity.space_shrink + elastic * elasticity.letter_shrink;
        let justified = shape.alignment == Alignment::Justified;
        let shrink = if justified { shrink } else { 0.0 };
        // A hair over the measure is rounding, not a line too wide.
        let excess = -missing - shrink;
        return if excess > 0.01 {
            Fit { ratio: -1.0, excess, missing, ends_in_address }
        } else {
            Fit { ratio: (missing / shrink.max(0.01)).max(-1.0), excess: 0.0, missing, ends_in_address }
        };
    }
    if last.end_of_line == EndOfLine::Forced && shape.has_full_lines() {
        return Fit { ratio: 0.0, excess: 0.0, missing, ends_in_address };
    }
    let stretch = match shape.alignment {
        Alignment::Justified => spaces * elasticity.space_stretch + elastic * elasticity.letter_stretch,
        // Lines that end where they will are best when they end near each other.
        _ => shape.measure * 0.2,
    };
    Fit { ratio: missing / stretch.max(0.1), excess: 0.0, missing, ends_in_address }
}

/// How far the marks at the beginning and at the end of a line stand out of the column, in points.
fn hanging(paragraph: &Paragraph, shape: &Shape, start: usize, end: usize) -> (f32, f32) {
    let is_justified = shape.alignment == Alignment::Justified;
    if !paragraph.line.hanging || !is_justified || paragraph.direction == Direction::RightToLeft {
        return (0.0, 0.0);
    }
    let last = &paragraph.boxes[end - 1];
    let at_end = if let EndOfLine::Hyphen(width) = last.end_of_line { width * hanging::HYPHEN } else { last.hang.1 };
    (paragraph.boxes[start].hang.0, at_end)
}

/// Sets the lines of a paragraph.
pub(crate) fn set(paragraph: &Paragraph, shape: &Shape) -> Vec<Line> {
    let ends = breaks(paragraph, shape);
    let mut lines = Vec::with_capacity(ends.len());
    let mut start = 0;
    let mut elements = Vec::new();
    for end in ends {
        lines.push(set_line(paragraph, shape, (start, end), &mut elements));
        start = end;
    }
    lines
}

/// Sets a line. `elements` is room for what stands on it, which is made once a paragraph.
fn set_line(
    paragraph: &Paragraph,
    shape: &Shape,
    (start, end): (usize, usize),
    elements: &mut Vec<(Level, Element)>,
) -> Line {
    let boxes = &paragraph.boxes[start..end];
    let last = &boxes[boxes.len() - 1];
    let first_piece = if start == 0 { 0 } else { paragraph.boxes[start - 1].end as usize };
    let pieces = &paragraph.pieces[first_piece..last.end as usize];
    let hyphen = if let EndOfLine::Hyphen(width) = last.end_of_line { width } else { 0.0 };
    let natural = boxes.iter().map(|text_box| text_box.width + text_box.space).sum::<f32>() - last.space + hyphen;
    let first = shape.is_first(paragraph, start);
    let hanging = hanging(paragraph, shape, start, end);
    let available = shape.width(first) + hanging.0 + hanging.1;
    let forced = last.end_of_line == EndOfLine::Forced;
    let justified = shape.alignment == Alignment::Justified && (!forced || natural > available);
    let spaces: f32 = boxes.iter().map(|text_box| text_box.space).sum::<f32>() - last.space;
    let letters = boxes.iter().map(|text_box| text_box.elastic).sum::<f32>() - last.last_elastic;
    let (space_growth, letter_growth) =
        if justified { growth(paragraph, available - natural, spaces, letters) } else { (0.0, 0.0) };
    let elasticity = &paragraph.elasticity;
    let shrink = if justified { spaces * elasticity.space_shrink + letters * elasticity.letter_shrink } else { 0.0 };
    let free = available - natural;
    let indent = shape.indent(first);
    let right_to_left = paragraph.direction == Direction::RightToLeft;
    let mut x = match shape.alignment {
        Alignment::Centered if right_to_left => free / 2.0,
        Alignment::Centered => indent + free / 2.0,
        Alignment::FlushEnd if !right_to_left => indent + free,
        // From right to left, the indent is on the right.
        _ if right_to_left => {
            if justified || shape.alignment == Alignment::FlushEnd {
                0.0
            } else {
                free
            }
        }
        _ => indent - hanging.0,
    };
    // Spaces have a level of their own: one between two directions belongs to the paragraph.
    elements.clear();
    for (index, piece) in pieces.iter().enumerate() {
        elements.push((piece.level, Element::Piece(index)));
        let space = piece.space.filter(|_| index + 1 < pieces.len());
        elements.extend(space.map(|space| (space.level, Element::Space)));
    }
    if elements.iter().any(|(level, _)| level.number() > 0) {
        let levels: Vec<Level> = elements.iter().map(|(level, _)| *level).collect();
        *elements = BidiInfo::reorder_visual(&levels).into_iter().map(|index| elements[index]).collect();
    }
    // A line that is left short although it should be full is left so on the side on which lines end.
    if justified && right_to_left {
        x += (free - space_growth * spaces - letter_growth * letters).max(0.0);
    }
    let mut placed = Vec::with_capacity(pieces.len());
    for &(_, element) in elements.iter() {
        let Element::Piece(index) = element else {
            x += paragraph.space * (1.0 + space_growth);
            continue;
        };
        let piece = &pieces[index];
        let size = paragraph.looks[piece.look as usize].size;
        let letter_space = letter_growth * size;
        let hyphen = index + 1 == pieces.len() && hyphen > 0.0;
        x += piece.before;
        let set = Placed { piece: piece.clone(), x, letter_space, hyphen, order: index as u32 };
        x += set.width(size) + piece.after;
        placed.push(set);
    }
    Line { pieces: placed, excess: (natural - available - shrink).max(0.0), forced }
}

/// What stands on a line.
#[derive(Clone, Copy)]
enum Element {
    /// A piece, by its index.
    Piece(usize),
    Space,
}

/// How much a space grows at the most, in parts of its width: a line with wider ones looks like two.
const WIDEST_SPACE: f32 = 4.0;
/// How far over their bound letters are moved apart in a line that is looser than it should be.
const LETTERS_OVER: f32 = 1.15;

/// How much each space grows, in parts of its width, and each gap between letters, in ems, to fill `missing` points.
fn growth(paragraph: &Paragraph, missing: f32, spaces: f32, letters: f32) -> (f32, f32) {
    let elasticity = &paragraph.elasticity;
    let (space, letter) = if missing < 0.0 {
        (elasticity.space_shrink, elasticity.letter_shrink)
    } else {
        (elasticity.space_stretch, elasticity.letter_stretch)
    };
    let total = spaces * space + letters * letter;
    if total <= 0.0 {
        return (0.0, 0.0);
    }
    let ratio = missing / total;
    if ratio <= 1.0 || spaces <= 0.0 {
        // A line of one word that cannot be filled within bounds is left short.
        let ratio = ratio.clamp(-1.0, 3.0);
        return (ratio * space, ratio * letter);
    }
    // Letters go a little over their bound before the spaces take what is left.
    let letter = letter * ratio.min(LETTERS_OVER);
    (((missing - letters * letter) / spaces).min(WIDEST_SPACE), letter)
}
