//! Chooses where pages end: not page by page, but over a whole stretch of text at once, so that the sum of what all page
//! ends cost is the least.
//!
//! It is to pages what total fit is to lines: from each place where a page may begin, all places where it may end are
//! tried, and for each place the cheapest way that leads there is kept. How many lines of the notes have been set is a part
//! of the place.

use std::sync::Arc;

use crate::layout::row::{SetCell, Strand};
use crate::layout::style::PageStyle;

/// What the end of a page costs.
mod cost {
    /// For each line that a page lacks, squared: a page that lacks five is as bad as a page that breaks a stanza.
    pub(super) const SHORT: u64 = 4;
    /// Of so many lines that a page lacks before a picture that has no room in them, all beyond cost less: to share out what is
    /// lost among the pages before would only leave all of them short.
    pub(super) const BEFORE_PICTURE: u64 = 4;
    /// Inside a row.
    pub(super) const ROW: u64 = 10;
    /// Where one language of a row has ended, so that the page begins with a blank beside the other.
    pub(super) const BLANK: u64 = 40;
    /// Inside a word.
    pub(super) const WORD: u64 = 300;
    /// Inside what is read across, as the row of a table: while it is no more than a third of a page, and beyond.
    pub(super) const ACROSS: u64 = 5_000;
    pub(super) const ACROSS_HIGH: u64 = 60;
    /// With a line that stands alone, on either side, in any language.
    pub(super) const ALONE: u64 = 20_000;
    /// Between a heading and its text.
    pub(super) const HEADING: u64 = 40_000;
    /// Between a heading and another: where no page holds them all with their text, the last at least stands with it.
    pub(super) const HEADINGS: u64 = 30_000;
    /// Between the title block and the text: with the largest hole that it leaves, less than a line that stands alone.
    pub(super) const TITLE: u64 = 8_000;
    /// With notes that go on to the next page, and for each of their lines.
    pub(super) const NOTE: u64 = 60;
    pub(super) const NOTE_LINE: u64 = 10;
    /// A page that holds nothing but notes.
    pub(super) const TEXTLESS: u64 = 500;
    /// For each note that begins on a later page than its mark, or has but one line there.
    pub(super) const NOTE_ASTRAY: u64 = 100_000;
    /// A last page that holds next to nothing.
    pub(super) const LAST: u64 = 200;
    /// How much more than the cheapest end of a page another may cost if it is still to be considered.
    pub(super) const CONSIDERED: u64 = 2_500;
}

/// The ways to one place that are kept, which differ in how much of the notes is set.
const WAYS: usize = 4;

/// A line of a strand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct At {
    /// The index of the strand.
    pub(crate) strand: usize,
    /// The index of the line.
    pub(crate) line: usize,
}

/// A page: from where to where it goes.
pub(crate) struct PageRange {
    pub(crate) from: At,
    /// The line before which it ends.
    pub(crate) to: At,
    /// For each foot, the lines of its notes that stand on the page.
    pub(crate) notes: Vec<(u32, u32)>,
}

/// The notes that go to the foot of one column.
#[derive(Default)]
pub(crate) struct Foot {
    /// The notes in the order in which they are called.
    pub(crate) notes: Vec<Arc<Strand>>,
    /// How many lines all notes before each have, and all together.
    pub(crate) ends: Vec<u32>,
    /// How many lines have been set before.
    start: u32,
    /// The line that calls each note; for those that pages before have left, the first.
    callers: Vec<At>,
}

impl Foot {
    /// A foot with notes that pages before have left, the first of them from a line on.
    pub(crate) fn new(rest: Vec<Arc<Strand>>, start: usize) -> Foot {
        let mut foot = Foot { ends: vec![0], start: start as u32, ..Foot::default() };
        rest.into_iter().for_each(|note| foot.push(note, At { strand: 0, line: 0 }));
        foot
    }

    fn push(&mut self, note: Arc<Strand>, caller: At) {
        self.callers.push(caller);
        self.ends.push(self.ends[self.notes.len()] + note.line_count() as u32);
        self.notes.push(note);
    }

    /// How many lines are set on a page that has set some and has room for others: of a note that goes on to the next page
    /// two at least stand there, and two remain here or none.
    fn last_line(&self, set: u32, room: u32) -> u32 {
        let note = self.note_at(room);
        let (start, end) = (self.ends[note].max(set), self.ends[note + 1]);
        match room.saturating_sub(start) {
            0 | 1 => start.min(room),
            _ if end - room >= 2 => room,
            2 if self.ends[note] >= set => start,
            _ => end.saturating_sub(2).clamp(start, room),
        }
    }

    /// How many of the notes before one are called on a page that begins at a place and do not begin on it, if it ends with
    /// some line of them.
    fn astray(&self, from: At, called: usize, to: u32) -> usize {
        let is_here = |note: &usize| {
            let (start, end) = (self.ends[*note], self.ends[note + 1]);
            to >= end.min(start + 2)
        };
        (0..called).rev().take_while(|&note| self.callers[note] >= from).filter(|note| !is_here(note)).count()
    }

    /// The note that holds a line, and one past the last if none does.
    pub(crate) fn note_at(&self, line: u32) -> usize {
        self.ends[1..].partition_point(|&end| end <= line)
    }
}

/// A stretch of text that is to be cut into pages.
pub(crate) struct Flow<'a> {
    style: &'a PageStyle,
    strands: &'a [Arc<Strand>],
    /// The line of the first strand that it begins with.
    from: usize,
    pub(crate) feet: Vec<Foot>,
    /// Which foot the notes of a language go to.
    foot_of: &'a dyn Fn(usize) -> usize,
    /// The number of places before each strand.
    places: Vec<usize>,
}

/// A way to a place.
struct Way {
    at: At,
    cost: u64,
    /// The way to the place where the page before began.
    previous: Option<usize>,
    /// How many lines of the notes of each foot are set.
    notes: Vec<u32>,
}

/// Where lines of a strand stand on a page.
#[derive(Clone, Copy)]
pub(crate) struct Fragment {
    pub(crate) strand: usize,
    pub(crate) from: usize,
    /// The line of the grid of its first line.
    pub(crate) grid_line: u16,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(
        style: &'a PageStyle,
        strands: &'a [Arc<Strand>],
        from: usize,
        mut feet: Vec<Foot>,
        foot_of: &'a dyn Fn(usize) -> usize,
    ) -> Flow<'a> {
        let mut places = Vec::with_capacity(strands.len() + 1);
        let mut count = 0;
        for (index, strand) in strands.iter().enumerate() {
            places.push(count);
            count += strand.line_count().max(1);
            let first = if index == 0 { from } else { 0 };
            for call in strand.calls.iter().filter(|call| call.line >= first) {
                feet[foot_of(call.lang)].push(Arc::clone(&call.note), At { strand: index, line: call.line });
            }
        }
        places.push(count);
        Flow { style, strands, from, feet, foot_of, places }
    }

    /// The pages that cost the least in all.
    pub(crate) fn pages(&self) -> Vec<PageRange> {
        let count = self.places[self.strands.len()] + 1;
        let mut ways: Vec<Way> = vec![Way {
            at: At { strand: 0, line: self.from },
            cost: 0,
            previous: None,
            notes: self.feet.iter().map(|foot| foot.start).collect(),
        }];
        let mut at: Vec<Vec<usize>> = vec![Vec::new(); count];
        if self.strands.is_empty() {
            return Vec::new();
        }
        at[self.place(ways[0].at)].push(0);
        let breaks = self.breaks();
        let mut found = Vec::new();
        for place in 0..count - 1 {
            // A page of notes alone leads to where it began, with more of them set.
            while !at[place].is_empty() {
                let way = at[place].remove(0);
                found.clear();
                self.ends(&ways[way], &breaks, &mut found);
                let least = found.iter().map(|end| end.cost).min().unwrap_or(0);
                // A note that is astray here may be so wherever the page before it ends.
                let is_considered = |end: &End| end.cost - end.astray <= least + cost::CONSIDERED;
                for End { at: end, cost, notes, .. } in found.drain(..).filter(is_considered) {
                    let notes = notes.unwrap_or_else(|| ways[way].notes.clone());
                    let next = Way { at: end, cost: ways[way].cost + cost, previous: Some(way), notes };
                    keep(&mut ways, &mut at[self.place(end)], next);
                }
            }
        }
        let last = at[count - 1].iter().copied().min_by_key(|&way| (ways[way].cost, way));
        let mut pages = Vec::new();
        let mut way = last;
        while let Some((to, from)) = way.and_then(|way| Some((&ways[way], ways[way].previous?))) {
            let notes = ways[from].notes.iter().copied().zip(to.notes.iter().copied()).collect();
            pages.push(PageRange { from: ways[from].at, to: to.at, notes });
            way = Some(from);
        }
        pages.reverse();
        pages
    }

    /// The lines of the grid that the text of a page takes.
    pub(crate) fn end(&self, page: &PageRange) -> u16 {
        let fragments = self.fragments(page.from).take_while(|fragment| fragment.strand <= page.to.strand);
        let ends = fragments.map(|fragment| {
            let strand = &self.strands[fragment.strand];
            let to = if fragment.strand == page.to.strand { page.to.line } else { strand.line_count() };
            fragment.grid_line + self.height(strand, fragment.from, to.max(fragment.from))
        });
        ends.fold(0, u16::max)
    }

    fn place(&self, at: At) -> usize {
        self.places[at.strand] + at.line
    }

    /// How many notes of a foot are called before a place.
    pub(crate) fn called(&self, foot: usize, at: At) -> usize {
        self.feet[foot].callers.partition_point(|caller| *caller < at)
    }

    /// What the end of a page before each place costs, whatever else the page holds.
    fn breaks(&self) -> Vec<u64> {
        let mut costs = Vec::with_capacity(self.places[self.strands.len()] + 1);
        let mut keep = 0;
        for strand in self.strands {
            let leads_on = strand.keep_with_next && keep == cost::HEADING;
            costs.push(u64::from(strand.break_cost) + if leads_on { cost::HEADINGS } else { keep });
            let total = strand.line_count();
            costs.extend((1..total).map(|line| self.inside(strand, line)));
            keep = match strand.keep_with_next {
                true if strand.rule_below => cost::TITLE,
                true => cost::HEADING,
                false => 0,
            };
        }
        costs.push(0);
        costs
    }

    /// If a strand is a picture, or stands with one that follows it, the lines of the grid that all take that stand together.
    fn height_to_picture(&self, strand: usize) -> Option<u16> {
        let with_next = self.strands[strand..].iter().take_while(|strand| strand.keep_with_next).count();
        let together = &self.strands[strand..(strand + with_next + 1).min(self.strands.len())];
        let last = together.iter().rposition(|strand| !strand.pictures.is_empty())?;
        // What follows the picture is its caption.
        let height = |strand: &Arc<Strand>| strand.above.saturating_add(self.height(strand, 0, strand.line_count()));
        Some(together.iter().take(last + 2).map(height).fold(0, u16::saturating_add))
    }

    /// What it costs to split a strand before a line.
    fn inside(&self, strand: &Strand, line: usize) -> u64 {
        let mut cost = cost::ROW;
        for cell in strand.cells.iter().filter(|cell| !cell.aside) {
            let lines = &cell.text.lines;
            let (above, below) = (line.saturating_sub(cell.top), (cell.top + lines.len()).saturating_sub(line));
            match (above, below) {
                (0, _) => {}
                (_, 0) => cost += if lines.len() > 1 { cost::BLANK } else { 0 },
                (above, below) => {
                    if above.min(below) < 2 {
                        cost += cost::ALONE;
                    }
                    if lines[above - 1].pieces.iter().any(|piece| piece.hyphen) {
                        cost += cost::WORD;
                    }
                }
            }
        }
        if strand.keep_with_next {
            cost += cost::HEADING;
        }
        if strand.whole {
            let is_high = 3 * self.height(strand, 0, strand.line_count()) > self.style.lines();
            cost += if is_high { cost::ACROSS_HIGH } else { cost::ACROSS };
        }
        cost
    }

    /// All ends of a page that begins where a way leads.
    fn ends(&self, way: &Way, breaks: &[u64], found: &mut Vec<End>) {
        let full = self.style.lines();
        found.extend(self.textless(way));
        let without_text = found.len();
        let mut above: Vec<Fragment> = Vec::new();
        let head = self.repeated_head(way.at).map_or(0, |head| self.height(head, 0, head.line_count()));
        for fragment in self.fragments(way.at) {
            above.push(fragment);
            let strand = &self.strands[fragment.strand];
            let total = strand.line_count();
            for line in (fragment.from + 1).min(total)..=total {
                let used = fragment.grid_line + self.height(strand, fragment.from, line);
                if used > full && found.len() > without_text {
                    return;
                }
                let to = match line == total {
                    true => At { strand: fragment.strand + 1, line: 0 },
                    false => At { strand: fragment.strand, line },
                };
                let mut end = self.notes(way, &above, to, used, head);
                if to.strand == self.strands.len() {
                    // The last page may be as short as it is.
                    let is_scant = used < SCANT * self.style.steps() && way.previous.is_some();
                    end.cost = end.lack + if is_scant { cost::LAST } else { 0 };
                } else {
                    let lack = (end.cost / cost::SHORT).isqrt();
                    let room = lack * u64::from(self.style.steps());
                    if to.line == 0 && self.height_to_picture(to.strand).is_some_and(|height| u64::from(height) > room)
                    {
                        let (few, more) = (lack.min(cost::BEFORE_PICTURE), lack.saturating_sub(cost::BEFORE_PICTURE));
                        end.cost = cost::SHORT * few * few + 4 * cost::SHORT * more + more * more / (2 * cost::SHORT);
                    }
                    end.cost += end.lack + breaks[self.place(to)];
                    // A row that fills more than a page leaves no line alone between its ends.
                    if to.line > 0 && to.strand == way.at.strand && way.at.line > 0 && line - fragment.from < 2 {
                        end.cost += cost::ALONE;
                    }
                }
                found.push(End { at: to, cost: end.cost, astray: end.astray, notes: end.notes });
            }
        }
    }

    /// The end of a page that holds nothing but notes which pages before have left, if there are any.
    fn textless(&self, way: &Way) -> Option<End> {
        let room = self.room(0).max(1);
        let mut notes = way.notes.clone();
        let (mut left, mut most) = (0, 0);
        for (index, foot) in self.feet.iter().enumerate() {
            let (set, called) = (way.notes[index], foot.ends[self.called(index, way.at)]);
            let to = if called - set <= room { called } else { foot.last_line(set, set + room) };
            notes[index] = to;
            left += u64::from(called - to);
            most = most.max(to - set);
        }
        let lines = u64::from(self.limit(most) / self.style.steps());
        let lack = if left > 0 { cost::NOTE + cost::NOTE_LINE * left } else { 0 };
        let cost = cost::TEXTLESS + cost::SHORT * lines * lines + lack;
        (most > 0).then_some(End { at: way.at, cost, astray: 0, notes: Some(notes) })
    }

    /// What the notes of a page make of one that ends at a place, where its text takes `used` lines of the grid.
    fn notes(&self, way: &Way, above: &[Fragment], to: At, used: u16, head: u16) -> Filled {
        let full = self.style.lines();
        let mut free = full.saturating_sub(used);
        let (mut lack, mut astray) = (0, 0);
        let mut notes = None;
        for (index, foot) in self.feet.iter().enumerate() {
            let set = way.notes[index];
            let called = self.called(index, to);
            let wanted = foot.ends[called] - set;
            if wanted == 0 {
                continue;
            }
            let notes = notes.get_or_insert_with(|| way.notes.clone());
            let bottom = self.bottom(above, to, index, head);
            let room = self.room(bottom);
            if wanted <= room {
                notes[index] = foot.ends[called];
                free = free.min(self.limit(wanted).saturating_sub(bottom));
                continue;
            }
            free = 0;
            let next = foot.last_line(set, set + room);
            notes[index] = next;
            astray += cost::NOTE_ASTRAY * foot.astray(way.at, called, next) as u64;
            lack += cost::NOTE + cost::NOTE_LINE * u64::from(foot.ends[called] - next);
        }
        let lines = u64::from(free / self.style.steps());
        Filled { cost: cost::SHORT * lines * lines, lack: lack + astray, astray, notes }
    }

    /// The lines of the grid that the lines above one foot take.
    fn bottom(&self, above: &[Fragment], to: At, foot: usize, head: u16) -> u16 {
        for fragment in above.iter().rev() {
            let strand = &self.strands[fragment.strand];
            let end = if fragment.strand == to.strand { to.line } else { strand.line_count() };
            // What stands across the columns stands above the notes of all.
            let is_across = strand.cells.iter().any(|cell| cell.across);
            let stands = |lang: usize| is_across || (self.foot_of)(lang) == foot;
            let is_mine = |cell: &&SetCell| stands(cell.lang) && cell.top < end;
            let lines = strand.cells.iter().filter(is_mine).map(|cell| (cell.top + cell.text.lines.len()).min(end));
            // The rule below the row of a table stands below its longest cell.
            let rules = strand.rules.iter().filter(|rule| stands(rule.lang) && rule.below <= end);
            let last = lines.chain(rules.map(|rule| rule.below)).max();
            if let Some(last) = last.filter(|&last| last > fragment.from) {
                return fragment.grid_line + self.height(strand, fragment.from, last);
            }
        }
        head
    }

    /// How many lines of notes a foot has room for, below text that takes some lines of the grid.
    pub(crate) fn room(&self, bottom: u16) -> u32 {
        let style = self.style;
        let foot = style.baseline(style.lines() - 1);
        let first = match bottom.checked_sub(1) {
            Some(last) => style.baseline(last) + CLEARANCE * style.leading,
            None => style.top + style.note_leading(),
        };
        ((foot - first) / style.note_leading() + 1.001).max(0.0) as u32
    }

    /// How many lines of the grid are free for text above some lines of notes.
    fn limit(&self, notes: u32) -> u16 {
        let style = self.style;
        let foot = style.baseline(style.lines() - 1);
        let last = foot - (notes as f32 - 1.0) * style.note_leading() - CLEARANCE * style.leading;
        ((last - style.baseline(0)) / style.grid + 1.001).max(0.0) as u16
    }

    /// Where the strands of a page stand that begins at a place: as many as there are, whether they have room or not.
    pub(crate) fn fragments(&self, start: At) -> impl Iterator<Item = Fragment> + '_ {
        let mut cursor = self.repeated_head(start).map_or(0, |head| self.height(head, 0, head.line_count()));
        let strands = self.strands.iter().enumerate().skip(start.strand);
        strands.scan(start.line, move |line, (index, strand)| {
            let from = std::mem::take(line);
            let above = if from == 0 && cursor > 0 { strand.above } else { 0 };
            let grid_line = cursor.saturating_add(above);
            let rule = if strand.rule_below { RULE_LINES * self.style.steps() } else { 0 };
            cursor = grid_line.saturating_add(self.height(strand, from, strand.line_count())).saturating_add(rule);
            Some(Fragment { strand: index, from, grid_line })
        })
    }

    /// The head of a table that goes on where a page begins, unless it would take a third of the page.
    pub(crate) fn repeated_head(&self, start: At) -> Option<&Arc<Strand>> {
        let head = self.strands.get(start.strand)?.table_head.as_ref()?;
        (3 * self.height(head, 0, head.line_count()) <= self.style.lines()).then_some(head)
    }

    /// The lines of the grid that some lines of a strand take.
    fn height(&self, strand: &Strand, from: usize, to: usize) -> u16 {
        let grid = self.style.grid;
        let lines = to.saturating_sub(from) as f32;
        // A hair of tolerance, so that rounding does not cost a line.
        let height = if strand.leading >= grid {
            lines * (strand.leading / grid - 0.001).ceil()
        } else {
            ((lines - 1.0) * strand.leading / grid - 0.001).ceil() + 1.0
        };
        height.max(0.0) as u16
    }
}

/// An end of a page.
struct End {
    at: At,
    cost: u64,
    /// The part of it that notes cost which begin on a later page.
    astray: u64,
    /// How many lines of the notes of each foot are set, if that has changed.
    notes: Option<Vec<u32>>,
}

/// What a page is filled with.
struct Filled {
    /// What the lines that it lacks cost.
    cost: u64,
    /// What notes that go on cost.
    lack: u64,
    /// The part of that for notes that begin on a later page.
    astray: u64,
    /// How many lines of the notes of each foot are set, if that has changed.
    notes: Option<Vec<u32>>,
}

/// A last page of fewer lines holds next to nothing.
const SCANT: u16 = 5;
/// The lines of the body that the rule below the title block takes.
const RULE_LINES: u16 = 1;
/// From the last baseline of the text to the first of the notes at the least, in parts of the leading of the body.
const CLEARANCE: f32 = 1.55;

/// Keeps a way to a place if it is among the cheapest.
fn keep(ways: &mut Vec<Way>, at: &mut Vec<usize>, next: Way) {
    if let Some(same) = at.iter().position(|&way| ways[way].notes == next.notes) {
        if ways[at[same]].cost <= next.cost {
            return;
        }
        at.remove(same);
    }
    let rank = at.partition_point(|&way| ways[way].cost <= next.cost);
    if rank < WAYS {
        at.insert(rank, ways.len());
        at.truncate(WAYS);
        ways.push(next);
    }
}
