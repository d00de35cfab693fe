//! The checker of placed pages finds nothing on the pages that are made, whatever stands on them, and finds each thing that
//! is broken on purpose.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use enface::edition::{Edition, Part, Row};
use enface::image;
use enface::layout::check::{self, Report, Rule};
use enface::layout::font::FontBook;
use enface::layout::page::{
    Anchor, Link, MarkedText, Owner, Part as TextPart, Picture as Shown, Stretch, StretchId, StretchKind,
};
use enface::layout::style::{Arrangement, Design, PageStyle, Placement};
use enface::layout::{self, GlyphRun, Item, Layout, Page, Structure};
use enface::text::{GroupKind, Inline, Lang, ListStyle, NoteMark, Picture, Role, TableCell, Verse};
use proptest::prelude::*;
use rayon::prelude::*;

use crate::blocks::{book, made_of, open, row, text};
use crate::support::{case_names, cases, copy, enface, is_broken};

const ARRANGEMENTS: [Arrangement; 3] = [Arrangement::Columns, Arrangement::Facing, Arrangement::Stacked];

/// What the checker says of pages that were just made.
pub(crate) fn found(pages: &[Page], structure: &Structure, book: &FontBook, style: &PageStyle) -> Vec<String> {
    said(&check::check(pages, structure, book, style))
}

fn said(report: &Report) -> Vec<String> {
    let line = |found: &check::Finding| format!("page {}: {}: {}", found.page, found.rule, found.message);
    report.findings.iter().map(line).collect()
}

#[test]
fn every_case_keeps_the_rules() {
    let builds: Vec<(String, &str)> = case_names()
        .into_iter()
        .filter(|case| !is_broken(case))
        .flat_map(|case| ["columns", "facing", "stacked"].map(|layout| (case.clone(), layout)))
        .collect();
    let wrong: Vec<String> = builds
        .par_iter()
        .filter_map(|(case, layout)| {
            let out = tempfile::tempdir().unwrap();
            let out = out.path().to_str().unwrap();
            let run = enface(
                &cases().join(case),
                &["build", "--format", "pdf", "--explain", "--layout", layout, "--out", out],
            );
            let editions = run.stdout.lines().filter(|line| line.contains(".pdf ")).count();
            let sound = run.stdout.lines().filter(|line| line.trim() == "no rule is broken").count();
            (editions == 0 || editions != sound).then(|| format!("{case}, {layout}: {}{}", run.stdout, run.stderr))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(builds.len() > 30);
}

#[test]
fn notes_of_one_language_have_a_place_wherever_notes_stand() {
    let folder = copy("added-notes");
    for place in ["foot", "section", "end"] {
        fs::write(folder.path().join("enface.toml"), format!("[notes]\nplace = \"{place}\"\n")).unwrap();
        for layout in ["columns", "facing", "stacked"] {
            let run = enface(folder.path(), &["build", "--format", "pdf", "--explain", "--layout", layout]);
            assert!(run.stdout.contains("no rule is broken"), "{place}, {layout}: {}", run.stdout);
        }
    }
}

/// A row of words, with the marks of its notes at its end.
fn words(role: Role, label: Option<&str>, number: usize, english: &str, korean: &str, notes: &[String]) -> Part {
    let content = |words: &str| {
        let marks = notes.iter().map(|id| Inline::NoteMark(NoteMark { id: Some(id.clone()), at: 0 }));
        [text(&format!("R{number} {words}"))].into_iter().chain(marks).collect::<Vec<_>>()
    };
    row(role, label, [content(english), content(korean)])
}

/// Something of a generated document.
#[derive(Clone, Debug)]
enum Piece {
    /// A title block whose title has at most so many words, with an author or without.
    Title(usize, bool),
    Head(u8),
    Paragraph(bool),
    List(usize),
    Table(usize, usize),
    Verse(usize),
    Quotation(usize),
    /// A figure: its scale in tenths, the words of its caption, and whether that stands above it.
    Figure(u16, usize, bool),
    /// A heading with an epigraph and its source.
    Epigraph,
    /// A letter of so many paragraphs.
    Letter(usize),
    /// A quotation and its source.
    Cited,
    /// A speech of so many paragraphs, and whether a stage direction stands before it.
    Speech(usize, bool),
    /// A paragraph with two notes at its end, of which the second is so many times as long as the first.
    Notes(usize),
}

/// The lines of a page that a rule goes through, where none is struck through.
fn struck(page: &Page) -> Vec<String> {
    let runs = || page.items.iter().filter_map(|item| if let Item::Run(run) = item { Some(run) } else { None });
    let rules = page.items.iter().filter_map(|item| if let Item::Rule(rule) = item { Some(rule) } else { None });
    let flat = rules.filter(|rule| rule.width > 20.0 && rule.height < 2.0);
    let hits = flat.flat_map(|rule| {
        let through = move |run: &&GlyphRun| {
            let beside = run.x > rule.x + rule.width || run.x < rule.x - 1.0;
            !beside && (run.y - 0.62 * run.size..run.y + 0.05 * run.size).contains(&rule.y)
        };
        runs().filter(through).map(|run| format!("page {}: a rule goes through “{}”", page.number, run.text))
    });
    hits.collect()
}

/// A picture at a scale.
fn picture(number: usize, tenths: u16) -> Part {
    let row = row(Role::Picture, None, [Vec::new(), Vec::new()]);
    let Part::Row(row) = row else { panic!("a row") };
    let scale = Some(f32::from(tenths) / 10.0);
    let picture = Picture { url: "harbour.png".into(), width: None, height: None, scale, at: 0 };
    Part::Row(Row { id: Some(format!("picture{number}")), picture: Some(picture), ..row })
}

/// An edition of these parts in which pictures are shown.
fn with_pictures(parts: Vec<Part>) -> Edition {
    let bytes = include_bytes!("../cases/pictures/sources/pictures/harbour.png");
    let image = image::read("sources/harbour.png", bytes.to_vec()).unwrap();
    Edition { pictures: [("harbour.png".to_owned(), Arc::new(image))].into(), ..made_of(parts) }
}

/// A document of pieces whose texts are taken from a heap of words, one after another.
fn document(pieces: &[Piece], lengths: &[(usize, usize)]) -> Vec<Part> {
    let english =
        "the ministers of both countries exchanged views on representatives and internationalization ".repeat(12);
    let korean = "양국의 장관들이 대표단과 국제화에 관하여 폭넓은 의견을 서로 교환하였다 ".repeat(12);
    let cut = |text: &str, count: usize| text.split(' ').take(count).collect::<Vec<_>>().join(" ");
    let mut parts = Vec::new();
    let (mut number, mut notes) = (0, 0);
    // A row of at most so many words, and the notes that it calls, each of them so many times as long.
    let mut add = |parts: &mut Vec<Part>, role: Role, label: Option<&str>, most: usize, called: &[usize]| {
        let (long, short) = lengths[number % lengths.len()];
        let (long, short) = (cut(&english, 1 + long % most), cut(&korean, 1 + short % most));
        let ids: Vec<String> = (notes..notes + called.len()).map(|note| format!("n{note}")).collect();
        parts.push(words(role, label, number, &long, &short, &ids));
        number += 1;
        for (id, times) in ids.into_iter().zip(called) {
            notes += 1;
            let (long, short) = (long.repeat(*times), short.repeat(*times));
            let mut part = words(Role::Note { anchored: true }, None, number, &long, &short, &[]);
            if let Part::Row(row) = &mut part {
                (row.id, row.number) = (Some(id), Some(notes as u32));
            }
            parts.push(part);
            number += 1;
        }
    };
    for piece in pieces {
        match *piece {
            Piece::Title(most, authored) => {
                parts.push(open(GroupKind::TitleBlock));
                add(&mut parts, Role::Title, None, most, &[]);
                if authored {
                    add(&mut parts, Role::Author, None, 4, &[]);
                }
                parts.push(Part::Close);
            }
            Piece::Epigraph => {
                add(&mut parts, Role::Head { level: 1 }, None, 6, &[]);
                parts.push(open(GroupKind::Epigraph));
                add(&mut parts, Role::Paragraph, None, 20, &[]);
                add(&mut parts, Role::Citation, None, 4, &[]);
                parts.push(Part::Close);
            }
            Piece::Letter(paragraphs) => {
                parts.push(open(GroupKind::Section));
                add(&mut parts, Role::Dateline, None, 3, &[]);
                add(&mut parts, Role::Salute, None, 4, &[]);
                (0..paragraphs).for_each(|_| add(&mut parts, Role::Paragraph, None, 80, &[]));
                add(&mut parts, Role::Salute, None, 4, &[]);
                add(&mut parts, Role::Signed, None, 3, &[]);
                parts.push(Part::Close);
            }
            Piece::Cited => {
                parts.push(open(GroupKind::Quotation));
                add(&mut parts, Role::Paragraph, None, 60, &[]);
                add(&mut parts, Role::Citation, None, 4, &[]);
                parts.push(Part::Close);
            }
            Piece::Speech(paragraphs, directed) => {
                parts.push(open(GroupKind::Speech));
                add(&mut parts, Role::Speaker, None, 3, &[]);
                if directed {
                    add(&mut parts, Role::Stage, None, 6, &[]);
                }
                (0..paragraphs).for_each(|_| add(&mut parts, Role::Paragraph, None, 50, &[]));
                parts.push(Part::Close);
            }
            Piece::Notes(times) => add(&mut parts, Role::Paragraph, None, 30, &[1, times]),
            Piece::Head(level) => add(&mut parts, Role::Head { level }, None, 6, &[]),
            Piece::Paragraph(note) => add(&mut parts, Role::Paragraph, None, 140, if note { &[1] } else { &[] }),
            Piece::List(items) => {
                parts.push(open(GroupKind::List(ListStyle::Bulleted)));
                (0..items).for_each(|_| add(&mut parts, Role::Item, Some("•"), 40, &[]));
                parts.push(Part::Close);
            }
            Piece::Table(rows, columns) => {
                parts.push(open(GroupKind::Table));
                for index in 0..rows {
                    parts.push(open(GroupKind::TableRow));
                    let cell = TableCell { head: index == 0, ..TableCell::default() };
                    for column in 0..columns {
                        let notes: &[usize] = if index % 4 == 3 && column == 0 { &[1] } else { &[] };
                        add(&mut parts, Role::Cell(cell), None, 12, notes);
                    }
                    parts.push(Part::Close);
                }
                parts.push(Part::Close);
            }
            Piece::Verse(lines) => {
                parts.push(open(GroupKind::Stanza));
                (0..lines).for_each(|_| add(&mut parts, Role::VerseLine(Verse::default()), None, 14, &[]));
                parts.push(Part::Close);
            }
            Piece::Quotation(paragraphs) => {
                parts.push(open(GroupKind::Quotation));
                (0..paragraphs).for_each(|_| add(&mut parts, Role::Paragraph, None, 60, &[]));
                parts.push(Part::Close);
            }
            Piece::Figure(tenths, most, above) => {
                parts.push(open(GroupKind::Figure));
                let (before, after) = if above { (most, 0) } else { (0, most) };
                if before > 0 {
                    add(&mut parts, Role::Caption, None, before, &[1]);
                }
                parts.push(picture(parts.len(), tenths));
                if after > 0 {
                    add(&mut parts, Role::Caption, None, after, &[1]);
                }
                parts.push(Part::Close);
            }
        }
    }
    parts
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let piece = prop_oneof![
        3 => (1u8..4).prop_map(Piece::Head),
        6 => prop::bool::weighted(0.3).prop_map(Piece::Paragraph),
        1 => (1usize..9).prop_map(Piece::List),
        1 => (1usize..14, 1usize..10).prop_map(|(rows, columns)| Piece::Table(rows, columns)),
        1 => (1usize..16).prop_map(Piece::Verse),
        1 => (1usize..3).prop_map(Piece::Quotation),
        1 => Just(Piece::Epigraph),
        1 => (1usize..4).prop_map(Piece::Letter),
        1 => Just(Piece::Cited),
        1 => (1usize..4, any::<bool>()).prop_map(|(paragraphs, directed)| Piece::Speech(paragraphs, directed)),
        1 => (1usize..12).prop_map(Piece::Notes),
        1 => (1u16..80, 0usize..60, any::<bool>()).prop_map(|(scale, words, above)| Piece::Figure(scale, words, above)),
    ];
    prop::collection::vec(piece, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_documents_keep_the_rules(
        title in prop::option::of((1usize..40, any::<bool>())),
        pieces in pieces(),
        lengths in prop::collection::vec((0usize..1000, 0usize..1000), 1..60),
    ) {
        let book = book();
        let title = title.map(|(most, authored)| Piece::Title(most, authored));
        let pieces: Vec<Piece> = title.into_iter().chain(pieces).collect();
        let edition = with_pictures(document(&pieces, &lengths));
        let each = PageStyle { pictures: Placement::Columns, ..PageStyle::a4(Arrangement::Columns) };
        let small = Design::Book.style().on(419.53, 595.28);
        for style in ARRANGEMENTS.map(PageStyle::a4).into_iter().chain([each, small, Design::Study.style()]) {
            let arrangement = style.arrangement;
            let Layout { structure, pages, .. } = layout::set(&edition, &book, &style);
            let pages: Vec<Page> = pages.collect();
            prop_assert_eq!(found(&pages, &structure, &book, &style), Vec::<String>::new(), "{:?}", arrangement);
            prop_assert_eq!(pages.iter().flat_map(struck).collect::<Vec<_>>(), Vec::<String>::new(), "{:?}", arrangement);
        }
    }
}

/// Pages with a heading, a row that is divided, and a note.
struct Sample {
    pages: Vec<Page>,
    structure: Structure,
    book: FontBook,
    style: PageStyle,
}

fn sample() -> Sample {
    sample_of(&[(128, 128), (115, 118), (139, 139)])
}

/// A sample of rows that are long enough for one to be divided between two pages.
fn divided() -> Sample {
    sample_of(&[(228, 228), (115, 118), (239, 239)])
}

fn sample_of(lengths: &[(usize, usize)]) -> Sample {
    let pieces: Vec<Piece> = (0..14).flat_map(|_| [Piece::Head(1), Piece::Paragraph(false)]).collect();
    sample_with(&pieces, lengths)
}

fn sample_with(pieces: &[Piece], lengths: &[(usize, usize)]) -> Sample {
    let (book, style) = (book(), PageStyle::a4(Arrangement::Columns));
    let edition = made_of(document(pieces, lengths));
    let Layout { structure, pages, .. } = layout::set(&edition, &book, &style);
    let pages = pages.collect();
    Sample { pages, structure, book, style }
}

impl Sample {
    fn report(&self) -> Report {
        check::check(&self.pages, &self.structure, &self.book, &self.style)
    }

    /// The rules that are broken once something is done to the runs of the text.
    fn broken(mut self, mut change: impl FnMut(&mut Page)) -> Vec<Rule> {
        assert_eq!(said(&self.report()), Vec::<String>::new(), "before it is broken");
        self.pages.iter_mut().for_each(&mut change);
        let mut rules: Vec<Rule> = self.report().findings.into_iter().map(|found| found.rule).collect();
        rules.dedup();
        rules
    }
}

fn runs(page: &mut Page) -> impl Iterator<Item = &mut GlyphRun> {
    page.items.iter_mut().filter_map(|item| match item {
        Item::Run(run) if run.is_text() => Some(run),
        _ => None,
    })
}

/// The row of a run, and the index of its language.
fn row_of(run: &GlyphRun) -> (u32, u32) {
    match run.owner {
        Owner::Text(part) => (part.text / 2, part.text % 2),
        Owner::Page(_) => (u32::MAX, 0),
    }
}

#[test]
fn the_manual_has_each_rule() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/style.md");
    let manual = fs::read_to_string(path).unwrap();
    let start = manual.find("## What `--explain` says").unwrap();
    let end = start + manual[start..].find("\n## Fonts").unwrap();
    let rows: Vec<&str> = manual[start..end].lines().filter_map(|line| line.strip_prefix("| `")).collect();
    let named: Vec<&str> = rows.iter().filter_map(|row| row.split('`').next()).collect();
    assert_eq!(named, Rule::ALL.map(|rule| rule.to_string()));
}

#[test]
fn what_was_measured_is_told() {
    let report = divided().report();
    assert_eq!((report.pages > 2, report.rows, report.heads), (true, 28, 28));
    assert!(report.divided > 0 && report.starts > report.rows, "{report:?}");
    assert!(report.out_of_step < 0.01 && report.off_grid < 0.01);
}

#[test]
fn a_side_that_starts_late_is_found() {
    for (by, expected) in [(0.2, vec![Rule::Step, Rule::Grid]), (0.05, vec![])] {
        let rules = sample().broken(|page| {
            runs(page).filter(|run| row_of(run) == (3, 1)).for_each(|run| run.y += by);
        });
        assert!(expected.iter().all(|rule| rules.contains(rule)) && (by > 0.1 || rules.is_empty()), "{by}: {rules:?}");
    }
}

#[test]
fn a_line_off_the_grid_is_found() {
    let rules = sample().broken(|page| {
        runs(page).filter(|run| row_of(run).0 == 3 && run.line == 2).for_each(|run| run.y += 0.2);
    });
    assert_eq!(rules, [Rule::Grid]);
    let rules = sample().broken(|page| {
        let run = runs(page).find(|run| run.line == 2 && row_of(run).0 == 3);
        run.into_iter().for_each(|run| run.rise += 5.0);
    });
    assert!(rules.contains(&Rule::Grid), "{rules:?}");
}

#[test]
fn a_line_over_another_is_found() {
    let rules = sample().broken(|page| {
        runs(page).filter(|run| row_of(run).0 == 3 && run.line == 2).for_each(|run| run.y -= 14.0);
    });
    assert!(rules.contains(&Rule::Overlap), "{rules:?}");
}

#[test]
fn what_stands_outside_is_found() {
    let right = |run: &GlyphRun| run.line == 1 && row_of(run) == (3, 1);
    let rules = sample().broken(|page| runs(page).filter(|run| right(run)).for_each(|run| run.x += 3.0));
    assert_eq!(rules, [Rule::Overfull]);
    let left = |run: &GlyphRun| run.line == 1 && row_of(run) == (3, 0);
    let rules = sample().broken(|page| runs(page).filter(|run| left(run)).for_each(|run| run.x -= 3.0));
    assert_eq!(rules, [Rule::Area]);
    let rules = sample().broken(|page| page.columns.clear());
    assert!(rules.contains(&Rule::Area), "{rules:?}");
}

#[test]
fn a_mark_on_the_wrong_line_is_found() {
    let marked = |at_end: bool, mark: &str| {
        sample().broken(|page| {
            let lines = || |run: &&mut GlyphRun| row_of(run) == (3, 0) && !run.forced && run.line > 0;
            let run = if at_end { runs(page).filter(lines()).last() } else { runs(page).find(lines()) };
            if let Some(run) = run {
                let at = if at_end { run.text.trim_end().len() - 1 } else { 0 };
                run.text.replace_range(at..at + 1, mark);
            }
        })
    };
    assert_eq!(marked(true, "("), [Rule::Mark]);
    assert_eq!(marked(false, ")"), [Rule::Mark]);
    assert_eq!(marked(false, "("), []);
}

#[test]
fn a_line_that_is_left_short_is_found() {
    let japanese = "いろはにほへとちりぬるを".repeat(20);
    let cut = |forced: bool| {
        let (book, style) = (book(), PageStyle::a4(Arrangement::Columns));
        let mut edition = made_of(vec![row(Role::Paragraph, None, [vec![text(&japanese)], vec![text("가나다")]])]);
        edition.langs[0] = Lang::new("ja");
        if let Part::Row(row) = &mut edition.parts[0] {
            row.cells[0].lang = Lang::new("ja");
        }
        let Layout { structure, pages, .. } = layout::set(&edition, &book, &style);
        let pages = pages.collect();
        Sample { pages, structure, book, style }.broken(|page| {
            for run in runs(page).filter(|run| row_of(run) == (0, 0) && run.line == 1) {
                run.glyphs.truncate(run.glyphs.len() / 2);
                run.forced |= forced;
            }
        })
    };
    assert_eq!(cut(false), [Rule::Short]);
    // What the text asks for is not.
    assert_eq!(cut(true), []);
}

#[test]
fn texts_out_of_order_are_found() {
    let rules = sample().broken(|page| page.items.reverse());
    assert!(rules.contains(&Rule::Order), "{rules:?}");
    let rules = sample().broken(|page| {
        runs(page).filter(|run| row_of(run) == (3, 0) && run.line < 2).for_each(|run| run.line = 1 - run.line);
    });
    assert!(rules.contains(&Rule::Order), "{rules:?}");
    let rules = sample().broken(|page| {
        for run in runs(page).filter(|run| [3, 5].contains(&row_of(run).0)) {
            if let Owner::Text(part) = &mut run.owner {
                part.text = if part.text / 2 == 3 { part.text + 4 } else { part.text - 4 };
            }
        }
    });
    assert!(rules.contains(&Rule::Order), "{rules:?}");
}

/// Moves lines of the row that is divided first from one page to another, where free lines of the grid are, and gives what
/// is found.
fn moved(to_next: bool) -> Vec<Rule> {
    let sample = divided();
    let pages = &sample.pages;
    let on = |page: &Page, row: u32| {
        page.items.iter().any(|item| matches!(item, Item::Run(run) if run.is_text() && row_of(run).0 == row))
    };
    let (at, row) = (0..pages.len() - 1)
        .find_map(|at| (0..28).find(|&row| on(&pages[at], row) && on(&pages[at + 1], row)).map(|row| (at, row)))
        .expect("a row is divided");
    let step = sample.style.leading;
    let book = book();
    let Sample { mut pages, structure, style, .. } = sample;
    let (first, second) = pages.split_at_mut(at + 1);
    let (from, to) = (&mut first[at], &mut second[0]);
    let lines: Vec<u32> = {
        let page = if to_next { &mut *from } else { &mut *to };
        let mut lines: Vec<u32> = runs(page).filter(|run| row_of(run).0 == row).map(|run| run.line).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    };
    // All but the first, or but the last: one line is left alone.
    let keep = if to_next { lines[0] } else { lines[lines.len() - 1] };
    let moves =
        |item: &Item| matches!(item, Item::Run(run) if run.is_text() && row_of(run).0 == row && run.line != keep);
    let (source, target) = if to_next { (from, to) } else { (to, from) };
    let (taken, left): (Vec<Item>, Vec<Item>) = source.items.drain(..).partition(moves);
    source.items = left;
    let count = (lines.len() - 1) as f32;
    // On the page that they come to, everything makes room.
    let shift = if to_next { count * step } else { -count * step };
    for run in runs(target) {
        run.y += shift;
    }
    if !to_next {
        // The last line goes to the top of its page by itself already.
        runs(source).filter(|run| row_of(run).0 == row).for_each(|run| run.y -= count * step);
    }
    let first_line = if to_next { style.baseline(0) } else { style.baseline(style.lines() - count as u16) };
    for item in taken {
        if let Item::Run(mut run) = item {
            run.y = first_line + step * (run.line - lines[usize::from(to_next)]) as f32;
            target.items.insert(0, Item::Run(run));
        }
    }
    check::check(&pages, &structure, &book, &style).findings.into_iter().map(|found| found.rule).collect()
}

#[test]
fn a_line_that_stands_alone_is_found() {
    let rules = moved(true);
    assert!(rules.contains(&Rule::Orphan) && !rules.contains(&Rule::Widow), "{rules:?}");
    let rules = moved(false);
    assert!(rules.contains(&Rule::Widow) && !rules.contains(&Rule::Orphan), "{rules:?}");
}

#[test]
fn a_heading_without_its_text_is_found() {
    assert!(parted(sample()).contains(&Rule::Head));
}

#[test]
fn a_speaker_without_what_is_said_is_found() {
    let speeches: Vec<Piece> = (0..60).map(|_| Piece::Speech(1, false)).collect();
    assert!(parted(sample_with(&speeches, &[(2, 2), (28, 28), (1, 1), (39, 39)])).contains(&Rule::Head));
}

/// The rules that are broken if the last heading of the first page, which is an even row, is parted from its text.
fn parted(sample: Sample) -> Vec<Rule> {
    let starts = |page: &Page| {
        page.items
            .iter()
            .filter_map(|item| match item {
                Item::Run(run) if run.is_text() && run.line == 0 => Some(row_of(run).0),
                _ => None,
            })
            .min()
    };
    // The last heading of the first page, whose text is taken to the next.
    let next = starts(&sample.pages[1]).expect("a row begins");
    let head = (0..next).rev().find(|row| row % 2 == 0).expect("a heading");
    let mut carried = Vec::new();
    sample.broken(|page| {
        let is_carried = |item: &Item| matches!(item, Item::Run(run) if run.is_text() && row_of(run).0 == head + 1);
        if page.number == 1 {
            let (taken, left) = page.items.drain(..).partition(is_carried);
            (carried, page.items) = (taken, left);
        } else if page.number == 2 {
            page.items.append(&mut carried);
        }
    })
}

#[test]
fn a_picture_out_of_its_place_is_found() {
    let broken = |change: fn(&mut Shown)| {
        let pieces = [Piece::Paragraph(false), Piece::Figure(20, 30, false), Piece::Paragraph(false)];
        let (book, style) = (book(), PageStyle::a4(Arrangement::Columns));
        let edition = with_pictures(document(&pieces, &[(40, 40)]));
        let Layout { structure, pages, .. } = layout::set(&edition, &book, &style);
        Sample { pages: pages.collect(), structure, book, style }.broken(|page| {
            for item in &mut page.items {
                if let Item::Picture(picture) = item {
                    change(picture);
                }
            }
        })
    };
    assert_eq!(broken(|_| ()), []);
    assert_eq!(broken(|picture| picture.y -= 0.2), [Rule::Grid]);
    assert_eq!(broken(|picture| picture.x -= 60.0), [Rule::Area]);
    assert_eq!(broken(|picture| picture.width += 300.0), [Rule::Area]);
    assert!(broken(|picture| picture.y += 56.0).contains(&Rule::Overlap));
    assert!(broken(|picture| picture.y -= 56.0).contains(&Rule::Overlap));
}

#[test]
fn a_picture_without_its_caption_is_found() {
    let pieces = [Piece::Paragraph(false), Piece::Figure(20, 30, false), Piece::Paragraph(false)];
    let (book, style) = (book(), PageStyle::a4(Arrangement::Columns));
    let edition = with_pictures(document(&pieces, &[(40, 40)]));
    let Layout { structure, pages, .. } = layout::set(&edition, &book, &style);
    let mut pages: Vec<Page> = pages.collect();
    let is_picture = |item: &Item| matches!(item, Item::Picture(_));
    let (taken, left) = pages[0].items.drain(..).partition(is_picture);
    let next = Page { number: 2, items: left, ..pages[0].clone() };
    pages[0].items = taken;
    pages.insert(1, next);
    let rules: Vec<Rule> = check::check(&pages, &structure, &book, &style).findings.iter().map(|it| it.rule).collect();
    assert!(rules.contains(&Rule::Figure), "{rules:?}");
}

#[test]
fn a_note_away_from_its_mark_is_found() {
    let mark = TextPart { text: 0, stretch: StretchId(0) };
    let with_note = |on: u32, target: &'static str, at_foot: bool| {
        let Sample { mut pages, structure, book, style } = sample();
        pages[0].texts.push(MarkedText {
            text: 0,
            lang: None,
            stretches: vec![Stretch { kind: StretchKind::Reference, within: StretchId::NONE, lang: None }],
        });
        let (x, y, width, height) = (60.0, 80.0, 4.0, 6.0);
        let owner = Owner::Text(mark);
        pages[0].links.push(Link { x, y, width, height, target: format!("#{target}"), text: "1".into(), owner });
        // The mark has a name of its own, which a note at the foot leads back to.
        pages[0].anchors.push(Anchor { id: "n1:mark:en".into(), x, y, part: None });
        pages[on as usize - 1].anchors.push(Anchor { id: "n1".into(), x, y: 700.0, part: None });
        let mut checker = check::Checker::new(&structure, &book, &style);
        checker.notes_at_foot(at_foot);
        pages.iter().for_each(|page| checker.page(page));
        checker.finish().findings.into_iter().map(|found| found.rule).collect::<Vec<_>>()
    };
    assert_eq!(with_note(1, "n1", true), []);
    assert_eq!(with_note(2, "n1", true), [Rule::Note]);
    assert_eq!(with_note(2, "n1", false), []);
    assert_eq!(with_note(1, "n2", false), [Rule::Note]);
}
