//! Checks placed pages: whether they keep what a parallel edition promises.
//!
//! It reads the pages that the writers get, glyph by glyph, and knows nothing of how they came to be: the lines are put
//! together again from the runs, their ends measured by the widths of their glyphs. What could not have been set better,
//! such as a row that is higher than a page, is no finding.
//!
//! | rule | module |
//! | --- | --- |
//! | lines are level, none is lost, none stands over another, none outside its column | `line` |
//! | lines end and begin with what may stand there, and are filled | `filling` |
//! | rows start in step, lines stand on the grid, the order is that of the text | `step` |
//! | no line of a text alone on a page, no heading parted from its text | `ending` |
//! | notes begin on the page of their mark | `note` |
//! | pictures stand on the grid, in their columns, over nothing, with their captions | `picture` |

use std::fmt;

use crate::layout::font::FontBook;
use crate::layout::page::{Page, PageKind};
use crate::layout::structure::{Step, Structure, Tag};
use crate::layout::style::{NotePlace, PageStyle};

mod ending;
mod filling;
mod line;
mod note;
mod picture;
mod step;

use line::Line;
use note::Notes;

/// What a finding breaks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rule {
    /// The languages of a row start on one baseline, on every page.
    Step,
    /// Lines of the body stand on the grid; smaller ones begin on it and have even distances.
    Grid,
    /// No line stands over another.
    Overlap,
    /// Nothing stands outside the type area but punctuation that hangs.
    Area,
    /// No line is longer than its column.
    Overfull,
    /// No line ends with a bracket that opens, nor begins with one that closes or with a mark that belongs to the line before.
    Mark,
    /// No line of a justified text is left short where lines may end at each letter, as in Japanese.
    Short,
    /// No last line of a text stands alone at the top of a page.
    Widow,
    /// No first line of a text stands alone at the foot of a page.
    Orphan,
    /// No heading stands at the foot of a page without the text that follows it.
    Head,
    /// A note begins on the page of its mark.
    Note,
    /// A picture stands on the page of its caption.
    Figure,
    /// Texts stand in the order of the edition, and lines in the order of their text.
    Order,
}

impl Rule {
    /// All rules. `docs/style.md` shows them.
    pub const ALL: [Rule; 13] = [
        Rule::Step,
        Rule::Grid,
        Rule::Overlap,
        Rule::Area,
        Rule::Overfull,
        Rule::Mark,
        Rule::Short,
        Rule::Widow,
        Rule::Orphan,
        Rule::Head,
        Rule::Note,
        Rule::Figure,
        Rule::Order,
    ];
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Rule::Step => "step",
            Rule::Grid => "grid",
            Rule::Overlap => "overlap",
            Rule::Area => "area",
            Rule::Overfull => "overfull",
            Rule::Mark => "mark",
            Rule::Short => "short",
            Rule::Widow => "widow",
            Rule::Orphan => "orphan",
            Rule::Head => "head",
            Rule::Note => "note",
            Rule::Figure => "figure",
            Rule::Order => "order",
        })
    }
}

/// A place where pages break a rule.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The number of the page.
    pub page: u32,
    /// What is there, and by how much it is off.
    pub message: String,
}

/// What was measured, and what was found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Report {
    /// How many pages there are.
    pub pages: u32,
    /// How many rows have a line.
    pub rows: usize,
    /// How many lines of text there are in each language.
    pub lines: Vec<usize>,
    /// How many times the languages of a row, side by side, were held against each other: once a row and page.
    pub starts: usize,
    /// By how much they differ at the most, in points.
    pub out_of_step: f32,
    /// How far a line of the body stands off the grid at the most, in points.
    pub off_grid: f32,
    /// How far punctuation hangs into the margin at the most, in points.
    pub hanging: f32,
    /// How many rows are divided between pages.
    pub divided: usize,
    /// How many headings were seen with the text that follows them.
    pub heads: usize,
    /// How many marks of notes were seen with their notes.
    pub notes: usize,
    /// How many pictures there are.
    pub pictures: usize,
    /// What breaks a rule, page by page.
    pub findings: Vec<Finding>,
}

/// How far two baselines may differ and be one, in points.
pub const TOLERANCE: f32 = 0.1;

/// Checks pages one after another, so that none need be kept.
pub struct Checker<'a> {
    book: &'a FontBook,
    style: &'a PageStyle,
    langs: usize,
    structure: Structure,
    /// What the text of each row is.
    tags: Vec<Option<Tag>>,
    /// The rows that stand beside others: the cells behind the first of a row of a table.
    beside: Vec<u32>,
    lines: Vec<Line>,
    pictures: Vec<picture::Seen>,
    notes: Notes,
    /// The number of the opening that the last page belongs to.
    opening: u32,
    /// The numbers of the openings that hold the title block or the colophon alone, the languages one below the other.
    alone: Vec<u32>,
    report: Report,
}

impl<'a> Checker<'a> {
    /// A checker of the pages of an edition that has a structure and was set in a style.
    pub fn new(structure: &Structure, book: &'a FontBook, style: &'a PageStyle) -> Checker<'a> {
        let langs = (structure.langs as usize).max(1);
        Checker {
            book,
            style,
            langs,
            structure: structure.clone(),
            tags: tags(structure),
            beside: beside(structure),
            lines: Vec::new(),
            pictures: Vec::new(),
            notes: Notes::new(style.notes.place == NotePlace::Foot),
            opening: 0,
            alone: Vec::new(),
            report: Report { lines: vec![0; langs], ..Report::default() },
        }
    }

    /// Whether notes stand at the foot of the page of their mark, and are held to it.
    pub fn notes_at_foot(&mut self, at_foot: bool) {
        self.notes.at_foot = at_foot;
    }

    /// Takes the next page.
    pub fn page(&mut self, page: &Page) {
        self.report.pages += 1;
        // Pages that face each other show the first language once.
        if self.opening == 0 || page.columns.iter().any(|column| column.lang == 0) {
            self.opening += 1;
        }
        let places = || page.columns.iter().map(|column| column.x);
        let one_below_other = places().all(|x| places().next() == Some(x));
        if page.kind == PageKind::Title || page.kind == PageKind::Imprint && one_below_other {
            self.alone.push(self.opening);
        }
        let lines = line::read(page, self.opening, self.langs, self.book);
        line::check(page, &lines, self.style, self.langs, self.book, &mut self.report);
        let pictures = picture::check(page, self.opening, &lines, self.style, self.langs, &mut self.report);
        self.pictures.extend(pictures);
        self.notes.page(page);
        self.lines.extend(lines);
    }

    /// What was measured and found on all pages.
    pub fn finish(mut self) -> Report {
        for line in self.lines.iter().filter(|line| !line.label) {
            self.report.lines[line.lang] += 1;
        }
        filling::check(&self.lines, &mut self.report);
        step::check(&self.lines, &self.tags, &self.beside, self.style, &mut self.report);
        // Notes at the foot of their own column are in step with nothing.
        let (at_foot, tags) = (self.notes.at_foot, &self.tags);
        let rows: Vec<Line> = self.lines.iter().filter(|line| !(at_foot && is_note(tags, line.row))).copied().collect();
        step::rows(&rows, &self.alone, self.style, &mut self.report);
        ending::check(&rows, &self.pictures, &self.alone, tags, self.style, &mut self.report);
        picture::captions(&self.pictures, &self.lines, &self.structure, &mut self.report);
        self.notes.finish(&mut self.report);
        self.report.findings.sort_by_key(|finding| (finding.page, finding.rule));
        self.report
    }
}

/// Checks the pages of an edition.
pub fn check<'p>(
    pages: impl IntoIterator<Item = &'p Page>,
    structure: &Structure,
    book: &FontBook,
    style: &PageStyle,
) -> Report {
    let mut checker = Checker::new(structure, book, style);
    pages.into_iter().for_each(|page| checker.page(page));
    checker.finish()
}

impl Report {
    fn find(&mut self, rule: Rule, page: u32, message: String) {
        self.findings.push(Finding { rule, page, message });
    }
}

/// What the text of each row is: for those in a note, [`Tag::Note`].
fn tags(structure: &Structure) -> Vec<Option<Tag>> {
    let mut tags = Vec::new();
    let mut open = Vec::new();
    // The last rows, if they lead to the next.
    let mut leading: Vec<usize> = Vec::new();
    for step in &structure.steps {
        match *step {
            Step::Open(tag) => open.push(tag),
            Step::Close => {
                // What a section ends with leads nowhere, as an epigraph on a page of its own.
                if open.pop() == Some(Tag::Section) {
                    leading.drain(..).for_each(|row| tags[row] = Some(Tag::Paragraph));
                }
            }
            Step::Label(_) => {}
            Step::Text(row, tag) => {
                let row = row as usize;
                if tags.len() <= row {
                    tags.resize(row + 1, None);
                }
                match tag {
                    Tag::Lead => leading.push(row),
                    _ => leading.clear(),
                }
                tags[row] = Some(if open.contains(&Tag::Note) { Tag::Note } else { tag });
            }
        }
    }
    tags
}

/// The cells behind the first of each row of a table, and all of a row that cells of rows above reach into; in order.
fn beside(structure: &Structure) -> Vec<u32> {
    let mut found = Vec::new();
    let mut depth = 0;
    // The rows that cells reach down from here, this one among them, and from the cells of this one. A row without text is none
    // on the page.
    let (mut reach, mut cells) = (0u16, 0);
    let (mut is_fresh, mut is_first) = (false, false);
    for step in &structure.steps {
        match *step {
            Step::Open(Tag::TableRow) => (depth, is_fresh, cells) = (1, true, 0),
            Step::Open(_) if depth > 0 => depth += 1,
            Step::Close if depth > 0 => depth -= 1,
            _ => {}
        }
        if let Step::Open(Tag::Cell(cell)) | Step::Text(_, Tag::Cell(cell)) = step {
            cells = cells.max(cell.rows);
        }
        if let Step::Text(row, _) = *step
            && depth > 0
        {
            if std::mem::take(&mut is_fresh) {
                reach = reach.saturating_sub(1);
                is_first = reach == 0;
            }
            reach = reach.max(cells);
            if !std::mem::take(&mut is_first) {
                found.push(row);
            }
        }
    }
    found.sort_unstable();
    found
}

/// Whether a row is a note.
fn is_note(tags: &[Option<Tag>], row: u32) -> bool {
    tags.get(row as usize).copied().flatten() == Some(Tag::Note)
}
