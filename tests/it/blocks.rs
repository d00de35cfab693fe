//! What holds for tables, verse, readings and margins, whatever their text: nothing lost, rows in step on the grid, nothing
//! over anything else.

use std::collections::BTreeMap;
use std::sync::Arc;

use enface::diagnostic::SourceFile;
use enface::edition::{Cell, Edition, Header, Labels, Metadata, Part, Pictures, Row, Status};
use enface::layout::font::FontBook;
use enface::layout::page::Owner;
use enface::layout::style::{Arrangement, Design, PageStyle};
use enface::layout::{self, GlyphRun, Item, Layout, Page};
use enface::text::{
    Attributes, Break, Element, Extent, Group, GroupKind, Inline, Kind, Lang, Milestone, MilestoneUnit, Picture, Rend,
    Role, TableCell, Text, Verse,
};
use proptest::prelude::*;

use crate::placed;

pub(crate) fn text(text: &str) -> Inline {
    Inline::Text(Text { text: text.to_owned(), at: 0 })
}

fn element(kind: Kind, content: Vec<Inline>) -> Inline {
    Inline::Element(Box::new(Element {
        name: "x".into(),
        kind,
        attributes: Attributes::default().shared(),
        content,
        at: 0,
    }))
}

fn milestone(n: &str) -> Inline {
    Inline::Milestone(Box::new(Milestone { unit: MilestoneUnit::Page, n: n.to_owned(), id: None, at: 0 }))
}

pub(crate) fn open(kind: GroupKind) -> Part {
    Part::Open(Group { kind, id: None, front: false })
}

/// A row in English and in Korean.
pub(crate) fn row(role: Role, label: Option<&str>, contents: [Vec<Inline>; 2]) -> Part {
    let file = Arc::new(SourceFile { name: "made.xml".into(), text: String::new() });
    let cells = ["en", "ko"].into_iter().zip(contents).map(|(lang, content)| Cell {
        status: Status::Source,
        lang: Lang::new(lang),
        content: content.into(),
        file: Arc::clone(&file),
    });
    let label = label.map(str::to_owned);
    Part::Row(Row {
        id: None,
        role,
        rend: Rend::default(),
        label,
        number: None,
        picture: None,
        made: false,
        cells: cells.collect(),
    })
}

/// An edition in English and in Korean.
pub(crate) fn made_of(parts: Vec<Part>) -> Edition {
    let langs = vec![Lang::new("en"), Lang::new("ko")];
    Edition {
        name: "made".into(),
        source: langs[0].clone(),
        titles: vec!["Title".into(), "제목".into()],
        metadata: Metadata::default(),
        header: Header::default(),
        parts,
        pending: Vec::new(),
        pictures: Pictures::new(),
        colophon: Vec::new(),
        labels: langs.iter().map(|_| Labels::default()).collect(),
        langs,
    }
}

/// The pages of an edition, which the checker has nothing against.
fn set(parts: Vec<Part>, style: &PageStyle, book: &FontBook) -> Vec<Page> {
    let edition = made_of(parts);
    let Layout { structure, pages, .. } = layout::set(&edition, book, style);
    let pages: Vec<Page> = pages.collect();
    assert_eq!(placed::found(&pages, &structure, book, style), Vec::<String>::new());
    pages
}

pub(crate) fn book() -> FontBook {
    FontBook::new(Vec::new()).expect("the built-in fonts are good")
}

fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    page.items.iter().filter_map(|item| if let Item::Run(run) = item { Some(run) } else { None })
}

/// The text proper of a language over all pages, white space and the hyphens of divided words left out.
fn text_of(pages: &[Page], lang: &str) -> String {
    let runs = pages.iter().flat_map(runs).filter(|run| run.is_text() && run.lang.as_str() == lang);
    runs.flat_map(|run| run.text.chars()).filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}

/// Where the last glyph of a run ends that is not a space.
fn end_of(run: &GlyphRun, book: &FontBook) -> f32 {
    let face = book.face(run.font);
    let is_seen = |start: u32, len: u32| !run.text[start as usize..(start + len) as usize].trim().is_empty();
    let seen = run.glyphs.iter().filter(|glyph| glyph.len == 0 || is_seen(glyph.start, glyph.len));
    run.x + seen.map(|glyph| glyph.x + face.advance(glyph.id) / face.units_per_em() * run.size).fold(0.0, f32::max)
}

/// No two runs on one baseline stand over each other.
fn no_overlap(pages: &[Page], book: &FontBook) -> Result<(), TestCaseError> {
    for page in pages {
        let mut lines: BTreeMap<i64, Vec<(f32, f32, &str)>> = BTreeMap::new();
        for run in runs(page) {
            let line = lines.entry((run.y * 100.0).round() as i64).or_default();
            line.push((run.x, end_of(run, book), &run.text));
        }
        for line in lines.values_mut() {
            line.sort_by(|a, b| a.0.total_cmp(&b.0));
            for pair in line.windows(2) {
                prop_assert!(pair[0].1 <= pair[1].0 + 0.1, "{pair:?} on page {}", page.number);
            }
        }
    }
    Ok(())
}

/// All lines of text stand on the grid and inside the type area.
fn on_grid(pages: &[Page], style: &PageStyle, book: &FontBook) -> Result<(), TestCaseError> {
    for run in pages.iter().flat_map(runs).filter(|run| run.is_text()) {
        let line = (run.y - style.top + 0.25 * style.leading) / style.grid - 1.0;
        prop_assert!((line - line.round()).abs() < 0.001, "“{}” is off the grid", run.text);
        prop_assert!(line > -0.01 && line < f32::from(style.lines()), "“{}” is outside the type area", run.text);
        let end = end_of(run, book);
        prop_assert!(
            run.x > style.inner - 0.1 && end < style.width - style.inner + 0.1,
            "“{}” ends at {end}",
            run.text
        );
    }
    Ok(())
}

#[derive(Clone, Debug)]
struct TestCell {
    cell: TableCell,
    english: String,
    korean: String,
}

fn table() -> impl Strategy<Value = Vec<Vec<TestCell>>> {
    let words = |word: &'static str| prop::collection::vec(word, 0..9).prop_map(|words| words.join(" "));
    let number = prop_oneof![3 => Just(None), 1 => "[0-9]{1,5}(\\.[0-9]{2})?".prop_map(Some)];
    let span = || prop_oneof![6 => Just(1u16), 1 => Just(2), 1 => Just(3), 1 => Just(1000)];
    let cell = (span(), span(), any::<bool>(), words("[a-z]{1,12}"), words("[가-힣]{1,6}"), number).prop_map(
        |(columns, rows, head, english, korean, number)| {
            let cell = TableCell { columns, rows, head };
            let number = number.as_deref();
            TestCell {
                cell,
                english: number.unwrap_or(&english).to_owned(),
                korean: number.unwrap_or(&korean).to_owned(),
            }
        },
    );
    prop::collection::vec(prop::collection::vec(cell, 0..5), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tables_stay_in_step(table in table()) {
        let book = book();
        for arrangement in [Arrangement::Columns, Arrangement::Facing, Arrangement::Stacked] {
            let style = PageStyle::a4(arrangement);
            let mut parts = vec![open(GroupKind::Table)];
            let (mut english, mut korean) = (String::new(), String::new());
            for (index, cells) in table.iter().enumerate() {
                parts.push(open(GroupKind::TableRow));
                for (column, cell) in cells.iter().enumerate() {
                    let mark = format!("R{index}C{column}");
                    let contents = [format!("{mark} {}", cell.english), format!("{mark} {}", cell.korean)];
                    english += &contents[0];
                    korean += &contents[1];
                    parts.push(row(Role::Cell(cell.cell), None, contents.map(|words| vec![text(words.trim_end())])));
                }
                parts.push(Part::Close);
            }
            parts.push(Part::Close);
            let made = set(parts, &style, &book);
            // A row that takes two pages is read on one and then on the other, so the order of its cells' lines is not theirs.
            let sorted = |text: &str| {
                let mut seen: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
                seen.sort_unstable();
                seen
            };
            prop_assert_eq!(sorted(&text_of(&made, "en")), sorted(&english));
            prop_assert_eq!(sorted(&text_of(&made, "ko")), sorted(&korean));
            no_overlap(&made, &book)?;
            on_grid(&made, &style, &book)?;
            if arrangement != Arrangement::Columns {
                continue;
            }
            // Where each cell begins, in both languages.
            let mut cells: BTreeMap<&str, Vec<(u32, f32)>> = BTreeMap::new();
            for page in &made {
                // A table that has no room in a column stands across both, in one language after the other.
                let is_across = |run: &&GlyphRun| matches!(run.owner, Owner::Text(part) if page.across.contains(&part.text));
                for run in runs(page).filter(|run| run.is_text() && !is_across(run)) {
                    // What is divided in need has no whole mark.
                    let is_mark = |word: &&str| word.starts_with('R') && word.rsplit_once('C').is_some_and(|(_, n)| !n.is_empty());
                    for mark in run.text.split_whitespace().filter(is_mark) {
                        cells.entry(mark).or_default().push((page.number, run.y));
                    }
                }
            }
            for (cell, places) in cells {
                prop_assert!(places.iter().all(|place| *place == places[0]), "{cell} is out of step: {places:?}");
            }
        }
    }

    #[test]
    fn verse_goes_on_where_it_ended(
        lines in prop::collection::vec(("[a-z]{1,9}( [a-z]{1,9}){0,9}", "[가-힣]{1,5}( [가-힣]{1,5}){0,6}", 0u8..4, any::<bool>(), any::<bool>()), 1..30),
    ) {
        let book = book();
        let style = PageStyle::a4(Arrangement::Facing);
        let mut parts = vec![open(GroupKind::Stanza)];
        for (index, (english, korean, indent, continues, numbered)) in lines.iter().enumerate() {
            let number = index.to_string();
            let label = numbered.then_some(number.as_str());
            let role = Role::VerseLine(Verse { indent: *indent, continues: *continues });
            let contents = [english, korean].map(|words| vec![text(&format!("L{index}")), text(" "), text(words)]);
            parts.push(row(role, label, contents));
        }
        parts.push(Part::Close);
        let made = set(parts, &style, &book);
        no_overlap(&made, &book)?;
        on_grid(&made, &style, &book)?;
        for lang in ["en", "ko"] {
            // The lines as they stand: the verse that begins with each, its beginning and its end.
            let mut found: Vec<(Option<usize>, f32, f32)> = Vec::new();
            let mut at = (0, 0.0);
            for page in &made {
                for run in runs(page).filter(|run| run.is_text() && run.lang.as_str() == lang) {
                    let end = end_of(run, &book);
                    if at == (page.number, run.y)
                        && let Some(last) = found.last_mut()
                    {
                        last.2 = last.2.max(end);
                        continue;
                    }
                    at = (page.number, run.y);
                    let mark = run.text.strip_prefix('L').and_then(|rest| rest.split(' ').next());
                    found.push((mark.and_then(|mark| mark.parse().ok()), run.x, end));
                }
            }
            prop_assert_eq!(found.iter().filter(|line| line.0.is_some()).count(), lines.len());
            let right = found.iter().map(|line| line.2).fold(0.0, f32::max);
            for (place, &(mark, start, end)) in found.iter().enumerate().skip(1) {
                let continues = mark.is_some_and(|index| index > 0 && lines[index].3);
                let turns_over = found.get(place + 1).is_some_and(|next| next.0.is_none());
                // What has no room there ends where the column does, or turns over.
                let width = end - start;
                if continues && !turns_over && found[place - 1].2 + width + 30.0 < right {
                    prop_assert!(start > found[place - 1].2, "{mark:?} begins left of where the verse had ended");
                }
            }
        }
    }

    #[test]
    fn readings_stand_above_their_characters(
        words in prop::collection::vec(("[가-힣]{1,4}", "[大韓民國憲法山川]{1,3}", "[가-힣]{1,7}"), 1..40),
    ) {
        let book = book();
        let style = PageStyle::a4(Arrangement::Columns);
        let mut content = Vec::new();
        let mut wanted = String::new();
        for (word, base, reading) in &words {
            let base_and_reading = vec![
                element(Kind::RubyBase, vec![text(base)]),
                element(Kind::RubyText, vec![text(reading)]),
            ];
            content.extend([text(word), text(" "), element(Kind::Ruby, base_and_reading), text("의 ")]);
            wanted += &format!("{word}{base}{reading}의");
        }
        let made = set(vec![row(Role::Paragraph, None, [vec![text("One.")], content])], &style, &book);
        prop_assert_eq!(text_of(&made, "ko"), wanted);
        no_overlap(&made, &book)?;
        for page in &made {
            let runs: Vec<&GlyphRun> = runs(page).filter(|run| run.is_text() && run.lang.as_str() == "ko").collect();
            let body = runs.iter().map(|run| run.size).fold(0.0, f32::max);
            for pair in runs.windows(2).filter(|pair| pair[1].size < 0.6 * body) {
                let (base, reading) = (pair[0], pair[1]);
                let middle = |run: &GlyphRun| (run.x + end_of(run, &book)) / 2.0;
                let rise = base.y - reading.y;
                prop_assert!(rise > 0.5 * body && rise < style.leading, "“{}” stands {rise} above", reading.text);
                prop_assert!((middle(base) - middle(reading)).abs() < 0.1, "“{}” is beside its base", reading.text);
            }
        }
    }
}

#[test]
fn cells_stand_side_by_side() {
    let book = book();
    let style = PageStyle::a4(Arrangement::Columns);
    let cell = |columns, rows, words: &str| {
        let role = Role::Cell(TableCell { columns, rows, head: false });
        row(role, None, [vec![text(words)], vec![text(words)]])
    };
    let parts = vec![
        open(GroupKind::Table),
        open(GroupKind::TableRow),
        cell(1, 2, "A"),
        cell(2, 1, "B"),
        Part::Close,
        open(GroupKind::TableRow),
        cell(1, 1, "1"),
        cell(1, 1, "10"),
        Part::Close,
        open(GroupKind::TableRow),
        cell(1, 1, "C"),
        cell(1, 1, "222"),
        cell(1, 1, "3"),
        Part::Close,
        Part::Close,
    ];
    let made = set(parts, &style, &book);
    let english: Vec<&GlyphRun> = runs(&made[0]).filter(|run| run.lang.as_str() == "en").collect();
    let [a, b, one, ten, c, hundreds, three] = english.as_slice() else { panic!("{english:?}") };
    assert_eq!((a.y, one.y, c.y), (b.y, ten.y, three.y));
    assert_eq!((one.y, c.y), (a.y + style.leading, a.y + 2.0 * style.leading));
    assert!(a.x == c.x && b.x < one.x && (b.x - hundreds.x).abs() < 0.1);
    // Numbers end where their column does.
    let ends = [one, hundreds, ten, three].map(|run| (end_of(run, &book) * 10.0).round());
    assert_eq!((ends[0], ends[2]), (ends[1], ends[3]));
}

#[test]
fn numbers_in_the_margin_are_no_text() {
    let book = book();
    let style = PageStyle::a4(Arrangement::Columns);
    let words =
        vec![milestone("23"), text("One inter"), milestone("a name that no margin has room for"), text("national")];
    let numbered = row(Role::VerseLine(Verse::default()), Some("5"), [words.clone(), words]);
    let made = set(vec![numbered, row(Role::Paragraph, None, [vec![milestone("24")], Vec::new()])], &style, &book);
    assert_eq!(text_of(&made, "en"), "Oneinternational");
    assert_eq!(text_of(&made, "ko"), "Oneinternational");
    no_overlap(&made, &book).expect("numbers stand beside each other");
    let beside: Vec<&GlyphRun> = made.iter().flat_map(runs).filter(|run| run.silent).collect();
    assert_eq!(beside.iter().filter(|run| run.text == "5").count(), 2);
    assert_eq!(beside.iter().filter(|run| run.text.starts_with("23, a name")).count(), 2);
    assert_eq!(beside.iter().filter(|run| run.text == "24").count(), 1);
    assert!(beside.iter().all(|run| !run.is_text() && run.x > 0.0 && end_of(run, &book) < style.width));
}

#[test]
fn the_head_of_a_table_is_shown_on_every_page() {
    let book = book();
    let style = PageStyle::a4(Arrangement::Columns);
    let mut parts = vec![open(GroupKind::Table)];
    for index in 0..150 {
        let words = if index == 0 { "Head".to_owned() } else { format!("Row{index}") };
        let role = Role::Cell(TableCell { head: index == 0, ..TableCell::default() });
        parts.extend([
            open(GroupKind::TableRow),
            row(role, None, [vec![text(&words)], vec![text(&words)]]),
            Part::Close,
        ]);
    }
    parts.push(Part::Close);
    let made = set(parts, &style, &book);
    assert!(made.len() > 2);
    for page in &made {
        let heads: Vec<&GlyphRun> = runs(page).filter(|run| run.text == "Head").collect();
        assert_eq!(heads.len(), 2);
        assert!(heads.iter().all(|run| run.silent == (page.number > 1)));
    }
    no_overlap(&made, &book).expect("rows stand below the head");
}

#[test]
fn a_table_that_has_no_room_for_its_columns_goes_on_below_itself() {
    let book = book();
    for (arrangement, columns) in [(Arrangement::Columns, 31), (Arrangement::Facing, 40), (Arrangement::Stacked, 31)] {
        let style = PageStyle::a4(arrangement);
        let mut parts = vec![open(GroupKind::Table)];
        let mut all = String::new();
        for line in 0..5 {
            parts.push(open(GroupKind::TableRow));
            for column in 0..columns {
                let words = if column == 0 { format!("Town{line}") } else { format!("{line}.{column:02}") };
                let role = Role::Cell(TableCell { head: line == 0, ..TableCell::default() });
                parts.push(row(role, None, [vec![text(&words)], vec![text(&words)]]));
                all += &words;
            }
            parts.push(Part::Close);
        }
        parts.push(Part::Close);
        let made = set(parts, &style, &book);
        no_overlap(&made, &book).expect("the parts stand below each other");
        let sorted = |text: &str| {
            let mut seen: Vec<char> = text.chars().collect();
            seen.sort_unstable();
            seen
        };
        for lang in ["en", "ko"] {
            // Nothing is said twice.
            assert_eq!(sorted(&text_of(&made, lang)), sorted(&all));
            let found: Vec<(u32, i64, &str)> = made
                .iter()
                .flat_map(|page| runs(page).map(move |run| (page.number, (run.y * 10.0).round() as i64, run)))
                .filter(|(.., run)| run.lang.as_str() == lang)
                .map(|(page, y, run)| (page, y, run.text.trim()))
                .collect();
            // Each cell stands beside the name of its row.
            for (page, y, words) in &found {
                let Some((line, _)) = words.split_once('.').filter(|(line, _)| line.len() == 1) else { continue };
                let name = format!("Town{line}");
                assert!(found.contains(&(*page, *y, name.as_str())), "{words} is beside another row");
            }
            assert!(found.iter().filter(|(.., words)| *words == "Town3").count() > 1);
        }
    }
}

#[test]
fn what_is_done_and_said_follows_the_speaker_closely() {
    let book = book();
    let style = PageStyle::a4(Arrangement::Columns);
    let said = |role, words: &str| row(role, None, [vec![text(words)], vec![text(words)]]);
    let parts = vec![
        open(GroupKind::Speech),
        said(Role::Speaker, "Pilot"),
        said(Role::Stage, "at the wheel"),
        said(Role::Paragraph, "Hold on."),
        said(Role::Stage, "He turns."),
        said(Role::Paragraph, "There."),
        Part::Close,
    ];
    let made = set(parts, &style, &book);
    let mut baselines: Vec<f32> = made.iter().flat_map(runs).filter(|run| run.is_text()).map(|run| run.y).collect();
    baselines.sort_by(f32::total_cmp);
    baselines.dedup_by(|a, b| (*a - *b).abs() < 0.1);
    let steps: Vec<u32> =
        baselines.windows(2).map(|pair| ((pair[1] - pair[0]) / style.leading).round() as u32).collect();
    assert_eq!(steps, [1, 1, 2, 2]);
}

#[test]
fn a_line_is_no_paragraph() {
    let book = book();
    let style = PageStyle::a4(Arrangement::Columns);
    for role in [Role::Note { anchored: false }, Role::Cell(TableCell::default())] {
        let lines = |words: [&str; 3]| -> Vec<Inline> {
            let [first, line, block] = words.map(text);
            vec![first, Inline::Break(Break::Line), line, Inline::Break(Break::Block), block]
        };
        let contents = [lines(["Name", "and rank", "Another"]), lines(["이름과", "계급", "다른 사람"])];
        let made = set(vec![row(role, None, contents)], &style, &book);
        let starts = |lang: &str| -> Vec<f32> {
            let runs = made.iter().flat_map(runs).filter(|run| run.is_text() && run.lang.as_str() == lang);
            let mut lines: Vec<(u32, f32)> = runs.map(|run| (run.line, run.x)).collect();
            lines.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            lines.dedup_by_key(|line| line.0);
            lines.into_iter().map(|(_, x)| x).collect()
        };
        for lang in ["en", "ko"] {
            let [first, line, block] = starts(lang)[..] else { panic!("{role:?}: not three lines") };
            assert!((line - first).abs() < 0.1 && block > first + 3.0, "{role:?}: {first} {line} {block}");
        }
    }
}

#[test]
fn what_stands_between_a_heading_and_its_text_is_parted_from_neither() {
    let book = book();
    let said = |role, words: &str| row(role, None, [vec![text(words)], vec![text(words)]]);
    let paragraph = || said(Role::Paragraph, &"The lamps were lit along the mole, and no one came. ".repeat(4));
    let style = Design::Book.style();
    for count in 0..24 {
        let mut parts = vec![open(GroupKind::Section), said(Role::Head { level: 1 }, "The Papers")];
        parts.push(open(GroupKind::Section));
        parts.push(said(Role::Head { level: 1 }, "The First of Them"));
        parts.extend((0..count).map(|_| said(Role::Paragraph, "One line.")));
        parts.extend((0..5).map(|_| paragraph()));
        parts.extend([open(GroupKind::Section), said(Role::Head { level: 2 }, "A Letter")]);
        parts.extend([said(Role::Subhead, "[Translation]"), said(Role::Note { anchored: false }, "Source: a chest.")]);
        parts.extend([paragraph(), Part::Close, Part::Close, Part::Close]);
        let edition = made_of(parts);
        let Layout { structure, pages, .. } = layout::set(&edition, &book, &style);
        let pages: Vec<Page> = pages.collect();
        assert_eq!(placed::found(&pages, &structure, &book, &style), Vec::<String>::new());
        let page_of = |words: &str| pages.iter().position(|page| runs(page).any(|run| run.text.contains(words)));
        assert_eq!(page_of("Papers"), page_of("First"), "{count}");
        assert_eq!(page_of("A Letter"), page_of("Source"), "{count}");
        let source = page_of("Source").expect("it is set");
        let below = runs(&pages[source]).filter(|run| run.is_text()).map(|run| run.y).fold(0.0, f32::max);
        let own = runs(&pages[source]).find(|run| run.text.contains("Source")).map_or(0.0, |run| run.y);
        assert!(below > own + 1.5 * style.leading, "{count}: the source is parted from its letter");
    }
}

#[test]
fn pages_before_a_picture_without_room_are_full() {
    let book = book();
    let style = PageStyle::a4(Arrangement::Columns);
    let words =
        "The harbour was quiet in those years, and nobody asked for whom the lamps were lit along the mole. ".repeat(3);
    let paragraph = || row(Role::Paragraph, None, [vec![text(&words)], vec![text(&words)]]);
    let svg =
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="190"><rect width="100" height="190"/></svg>"#;
    let image = enface::image::read("tower.svg", svg.as_bytes().to_vec()).expect("it is an image");
    for count in 20..26 {
        let mut parts: Vec<Part> = (0..count).map(|_| paragraph()).collect();
        parts.push(row(Role::Head { level: 2 }, None, [vec![text("The tower")], vec![text("탑")]]));
        let Part::Row(mut picture) = row(Role::Picture, None, [vec![text("A tower")], vec![text("탑")]]) else {
            continue;
        };
        let height = Some(Extent::Points(f32::from(style.lines()) * style.leading - 60.0));
        picture.picture = Some(Picture { url: "tower.svg".to_owned(), width: None, height, scale: None, at: 0 });
        parts.extend([open(GroupKind::Figure), Part::Row(picture), Part::Close, paragraph()]);
        let mut edition = made_of(parts);
        edition.pictures.insert("tower.svg".to_owned(), Arc::new(image.clone()));
        let Layout { structure, pages, .. } = layout::set(&edition, &book, &style);
        let pages: Vec<Page> = pages.collect();
        assert_eq!(placed::found(&pages, &structure, &book, &style), Vec::<String>::new());
        let has_picture = |page: &Page| page.items.iter().any(|item| matches!(item, Item::Picture(_)));
        let shown = pages.iter().position(has_picture).expect("the picture is shown");
        let lowest = |page: &Page| runs(page).filter(|run| run.is_text()).map(|run| run.y).fold(0.0, f32::max);
        let last = style.baseline(style.lines() - 1);
        // All but the one before it.
        for page in &pages[..shown - 1] {
            assert!(lowest(page) > last - 4.5 * style.leading, "page {} of {count} ends early", page.number);
        }
    }
}
