//! What holds for every page, whatever the text: nothing lost, rows in step, all lines on one grid, nothing outside the
//! columns, no line alone, the same pages whatever the number of threads.

use std::collections::BTreeMap;
use std::sync::Arc;

use enface::diagnostic::SourceFile;
use enface::edition::{Cell, Edition, Labels, Metadata, Part, Pictures, Row, Status};
use enface::layout::font::FontBook;
use enface::layout::page::Numerals;
use enface::layout::style::{Arrangement, PageStyle};
use enface::layout::{Glyph, GlyphRun, Item, Layout, Page, set};
use enface::text::{Inline, Lang, Rend, Role, Text, Verse};
use proptest::prelude::*;

use crate::placed;

/// An edition of rows of plain text.
fn edition(langs: &[&str], rows: &[(Role, Vec<String>)]) -> Edition {
    let file = Arc::new(SourceFile { name: "made.xml".into(), text: String::new() });
    let langs: Vec<Lang> = langs.iter().map(|tag| Lang::new(tag)).collect();
    let parts = rows.iter().enumerate().map(|(index, (role, texts))| {
        let cells = langs.iter().zip(texts).map(|(lang, text)| Cell {
            status: Status::Source,
            lang: lang.clone(),
            content: vec![Inline::Text(Text { text: text.clone(), at: 0 })].into(),
            file: Arc::clone(&file),
        });
        Part::Row(Row {
            id: Some(format!("r{index}")),
            role: *role,
            rend: Rend::default(),
            label: None,
            number: None,
            picture: None,
            made: false,
            cells: cells.collect(),
        })
    });
    Edition {
        name: "made".into(),
        source: langs[0].clone(),
        titles: langs.iter().map(|_| "Title".into()).collect(),
        metadata: Metadata::default(),
        header: enface::edition::Header::default(),
        parts: parts.collect(),
        pending: Vec::new(),
        pictures: Pictures::new(),
        colophon: Vec::new(),
        labels: langs.iter().map(|_| Labels::default()).collect(),
        langs,
    }
}

/// The runs of the text proper: no running heads, no folios.
fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    page.items.iter().filter_map(|item| match item {
        Item::Run(run) if run.is_text() => Some(run),
        _ => None,
    })
}

/// The text of a language over all pages, divided words joined, white space left out.
fn text_of(pages: &[Page], lang: &Lang) -> String {
    let text: String =
        pages.iter().flat_map(runs).filter(|run| run.lang == *lang).map(|run| run.text.as_str()).collect();
    text.chars().filter(|character| !character.is_whitespace() && *character != '\u{ad}').collect()
}

/// The baselines of each language on each page, from top to bottom.
fn baselines<'a>(page: &'a Page, lang: &'a Lang) -> Vec<f32> {
    let mut found: Vec<f32> = runs(page).filter(|run| run.lang == *lang).map(|run| run.y).collect();
    found.dedup();
    found
}

/// Where the glyphs of a run begin and end that may not stand outside of a column: no spaces, and of marks that hang at its
/// edges the part that does not.
fn extent(run: &GlyphRun, book: &FontBook) -> (f32, f32) {
    let face = book.face(run.font);
    let text = |glyph: &Glyph| &run.text[glyph.start as usize..(glyph.start + glyph.len) as usize];
    let advance = |glyph: &Glyph| face.advance(glyph.id) / face.units_per_em() * run.size;
    let visible = || run.glyphs.iter().filter(|glyph| !text(glyph).trim().is_empty());
    let hangs = |glyph: &Glyph, marks: &[char]| if text(glyph).starts_with(marks) { 0.6 * advance(glyph) } else { 0.0 };
    let start = |glyph: &Glyph| glyph.x + hangs(glyph, &['“', '‘', '(']);
    let closing = ['.', ',', ';', ':', '!', '?', '’', '”', ')', '-', '\u{ad}'];
    let end = |glyph: &Glyph| glyph.x + advance(glyph) - hangs(glyph, &closing);
    (run.x + visible().map(start).fold(f32::MAX, f32::min), run.x + visible().map(end).fold(f32::MIN, f32::max))
}

/// A row that goes on to another page leaves two lines of each of its cells on either page, or none.
fn no_line_alone(pages: &[Page], lang: &Lang) -> Result<(), TestCaseError> {
    let mut lines: BTreeMap<(String, u32), BTreeMap<String, ()>> = BTreeMap::new();
    let mut row = String::new();
    for page in pages {
        for run in runs(page).filter(|run| run.lang == *lang) {
            if let Some(begun) =
                run.text.split_whitespace().next().filter(|word| word.len() > 1 && word.starts_with('R'))
            {
                row = begun.to_owned();
            }
            lines.entry((row.clone(), page.number)).or_default().insert(format!("{:.2}", run.y), ());
        }
    }
    for ((row, page), found) in &lines {
        let elsewhere = lines.keys().any(|(other, number)| other == row && number != page);
        prop_assert!(!elsewhere || found.len() >= 2, "a line of row {row} stands alone on page {page}");
    }
    Ok(())
}

fn check(edition: &Edition, style: &PageStyle) -> Result<(), TestCaseError> {
    let book = FontBook::new(Vec::new()).expect("the built-in fonts are good");
    let Layout { structure, pages, columns: places, .. } = set(edition, &book, style);
    let made: Vec<Page> = pages.collect();
    prop_assert_eq!(placed::found(&made, &structure, &book, style), Vec::<String>::new());
    // The contents say again what the headings say.
    let made: Vec<Page> = made.into_iter().filter(|page| page.label.numerals == Numerals::Arabic).collect();
    let columns = style.arrangement == Arrangement::Columns;
    for (index, lang) in edition.langs.iter().enumerate() {
        let wanted: String = edition
            .parts
            .iter()
            .filter_map(|part| if let Part::Row(row) = part { Some(&row.cells[index]) } else { None })
            .map(|cell| enface::text::plain(&cell.content))
            .collect();
        let is_seen = |character: &char| !character.is_whitespace() && *character != '\u{ad}';
        let wanted: String = wanted.chars().filter(is_seen).collect();
        prop_assert_eq!(text_of(&made, lang), wanted, "text of {}", lang);
        for page in &made {
            let lines = baselines(page, lang);
            for pair in lines.windows(2) {
                prop_assert!(pair[1] >= pair[0] + style.leading - 0.1, "lines overlap on page {}", page.number);
            }
            for y in &lines {
                let line = (y - style.top + 0.25 * style.leading) / style.grid - 1.0;
                prop_assert!((line - line.round()).abs() < 0.001, "{y} is off the grid on page {}", page.number);
                prop_assert!(line >= -0.01 && line < f32::from(style.lines()), "{y} is outside the type area");
            }
        }
    }
    let mut rows: BTreeMap<String, Vec<(u32, f32)>> = BTreeMap::new();
    for page in &made {
        for run in runs(page) {
            let index = edition.langs.iter().position(|lang| *lang == run.lang).unwrap_or_default();
            let (left, right) = match places[index] {
                place if columns => (place.x, place.x + place.width),
                _ => (style.inner, style.width - style.inner),
            };
            let (start, end) = extent(run, &book);
            prop_assert!(start > left - 0.1, "“{}” begins {} pt left of its column", run.text, left - start);
            prop_assert!(end < right + 0.1, "“{}” ends {} pt right of its column", run.text, end - right);
            for word in run.text.split_whitespace().filter(|word| word.len() > 1 && word.starts_with('R')) {
                rows.entry(word.to_owned()).or_default().push((page.number, run.y));
            }
        }
    }
    for lang in &edition.langs {
        no_line_alone(&made, lang)?;
    }
    for (index, part) in edition.parts.iter().enumerate() {
        let is_head = |part: &Part| matches!(part, Part::Row(row) if matches!(row.role, Role::Head { .. }));
        // No page could hold any number of headings; the last of many stand with their text.
        let following = edition.parts[index + 1..].iter().take_while(|part| is_head(part)).count();
        if is_head(part)
            && following < 4
            && let (Some(head), Some(next)) = (rows.get(&format!("R{index}")), rows.get(&format!("R{}", index + 1)))
        {
            let stacked = style.arrangement == Arrangement::Stacked;
            let parted = if stacked {
                head[head.len() - 1].0 != next[0].0
            } else {
                head.iter().zip(next).any(|(head, next)| head.0 != next.0)
            };
            prop_assert!(!parted, "heading {index} is parted from its text");
        }
    }
    for (row, places) in &rows {
        prop_assert_eq!(places.len(), edition.langs.len(), "row {} begins once in each language", row);
        if columns {
            prop_assert!(places.iter().all(|place| *place == places[0]), "row {row} is out of step: {places:?}");
        }
    }
    Ok(())
}

fn english() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[a-z]{1,9}",
        2 => Just("representatives".to_owned()),
        1 => Just("Korea-U.S.".to_owned()),
        1 => Just("“internationalization,”".to_owned()),
        1 => Just("difficult office".to_owned()),
        1 => Just("inter\u{ad}na\u{ad}tional\u{ad}ization".to_owned()),
        1 => Just(["joined"; 14].join("\u{a0}")),
        1 => Just("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".to_owned()),
        1 => Just("x".repeat(120)),
    ];
    prop::collection::vec(word, 1..120).prop_map(|words| words.join(" "))
}

fn korean() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[가-힣]{1,6}",
        1 => Just("“균형자”로서".to_owned()),
        1 => Just("한미투자협정(BIT)을".to_owned()),
        1 => Just("정치·경제·사회·문화".to_owned()),
        1 => Just("1950년".to_owned()),
        1 => Just("국제\u{ad}관계\u{ad}연구소의".to_owned()),
        1 => Just("가나다라마바사".repeat(9)),
        1 => Just("앞의john.smithson.of.the.university.department.of.letters@example.ac.uk§".to_owned()),
        1 => Just("大韓民國(대한민국)이라는".to_owned()),
    ];
    prop::collection::vec(word, 1..90).prop_map(|words| words.join(" "))
}

fn rows() -> impl Strategy<Value = Vec<(Role, Vec<String>)>> {
    let role = prop_oneof![5 => Just(Role::Paragraph), 1 => Just(Role::Head { level: 1 }), 1 => Just(Role::Item)];
    prop::collection::vec((role, english(), korean()), 1..24).prop_map(|rows| {
        let marked = rows.into_iter().enumerate().map(|(index, (role, english, korean))| {
            // A heading has a few words; no page could hold one that is longer than a page with its text.
            let (most, longest) = if matches!(role, Role::Head { .. }) { (6, 16) } else { (usize::MAX, usize::MAX) };
            let fits = |word: &&str| word.chars().count() <= longest;
            let cut = |text: String| text.split(' ').filter(fits).take(most).collect::<Vec<_>>().join(" ");
            (role, vec![format!("R{index} {}", cut(english)), format!("R{index} {}", cut(korean))])
        });
        marked.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_stay_in_step_and_nothing_is_lost(rows in rows()) {
        let edition = edition(&["en", "ko"], &rows);
        for arrangement in [Arrangement::Columns, Arrangement::Facing, Arrangement::Stacked] {
            check(&edition, &PageStyle::a4(arrangement))?;
        }
    }
}

#[test]
fn korean_lines_end_between_words() {
    let text = "국제연합(UN)의 세계무역기구(WTO)에서 ‘균형자’로서 大韓民國(대한민국)이라는 Papers(1788)와 “말”이라고 "
        .repeat(12);
    for shift in 0..12 {
        let text = format!("{}{}", "그러면 ".repeat(shift), text.trim());
        let edition = edition(&["en", "ko"], &[(Role::Paragraph, vec!["One.".to_owned(), text])]);
        let book = FontBook::new(Vec::new()).expect("the built-in fonts are good");
        let made: Vec<Page> = set(&edition, &book, &PageStyle::a4(Arrangement::Columns)).pages.collect();
        let mut lines: BTreeMap<(u32, u32), String> = BTreeMap::new();
        for page in &made {
            for run in runs(page).filter(|run| run.lang.as_str() == "ko") {
                lines.entry((page.number, run.y.to_bits())).or_default().push_str(&run.text);
            }
        }
        let lines: Vec<String> = lines.into_values().collect();
        assert!(lines.len() > 12);
        for line in &lines[..lines.len() - 1] {
            assert!(line.ends_with(' '), "“{line}” ends inside a word");
        }
    }
}

#[test]
fn pages_do_not_depend_on_the_number_of_threads() {
    let text = |words: &str| words.repeat(9);
    let rows: Vec<_> = (0..700)
        .map(|index| {
            let english = format!("R{index} {}", text("diplomatic representatives exchanged views "));
            let korean = format!("R{index} {}", text("외교 대표들이 의견을 교환하였습니다 "));
            (Role::Paragraph, vec![english.trim().to_owned(), korean.trim().to_owned()])
        })
        .collect();
    let edition = edition(&["en", "ko"], &rows);
    let book = FontBook::new(Vec::new()).expect("the built-in fonts are good");
    let made = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| set(&edition, &book, &PageStyle::a4(Arrangement::Columns)).pages.collect::<Vec<Page>>())
    };
    assert_eq!(made(1), made(3));
}

#[test]
fn a_speaker_and_what_the_speaker_does_stand_with_the_verse() {
    let book = FontBook::new(Vec::new()).expect("the built-in fonts are good");
    let langs = ["en"];
    let verse = Role::VerseLine(Verse { indent: 0, continues: false });
    for before in 30..60 {
        let mut rows = vec![(verse, vec!["Up goes the wind".to_owned()]); before];
        rows.push((Role::Speaker, vec!["Orla".to_owned()]));
        rows.push((Role::Stage, vec!["softly".to_owned()]));
        rows.push((Role::Stage, vec!["aside".to_owned()]));
        rows.extend(vec![(verse, vec!["Down comes the heron".to_owned()]); 3]);
        let edition = edition(&langs, &rows);
        let pages: Vec<Page> = set(&edition, &book, &PageStyle::a4(Arrangement::Columns)).pages.collect();
        let page_of = |word: &str| pages.iter().position(|page| runs(page).any(|run| run.text.contains(word))).unwrap();
        let places = ["Orla", "softly", "aside", "Down"].map(page_of);
        assert!(places.iter().all(|place| *place == places[3]), "{before}: {places:?}");
    }
}
