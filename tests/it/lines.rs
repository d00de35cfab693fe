//! What a project can ask of lines, and what is said of lines that cannot be had.

use std::collections::BTreeMap;
use std::sync::Arc;

use enface::diagnostic::{Severity, SourceFile};
use enface::edition::{Cell, Edition, Labels, Metadata, Part, Pictures, Row, Status};
use enface::layout::font::FontBook;
use enface::layout::style::{Arrangement, Figures, KoreanBreaks, LineStyle, PageStyle};
use enface::layout::{Item, Layout, Page, set};
use enface::text::{Attributes, Element, Inline, Kind, Lang, Rend, Role, Text};

use crate::support::{copy, enface};

/// An edition of one paragraph.
fn paragraph(lang: &str, content: Vec<Inline>, file: &str) -> Edition {
    let lang = Lang::new(lang);
    let file = Arc::new(SourceFile { name: "made.xml".into(), text: file.to_owned() });
    let cell = Cell { status: Status::Source, lang: lang.clone(), content: content.into(), file };
    let row = Row {
        id: Some("p1".into()),
        role: Role::Paragraph,
        rend: Rend::default(),
        label: None,
        number: None,
        picture: None,
        made: false,
        cells: vec![cell],
    };
    Edition {
        name: "made".into(),
        source: lang.clone(),
        titles: vec!["Title".into()],
        metadata: Metadata::default(),
        header: enface::edition::Header::default(),
        parts: vec![Part::Row(row)],
        colophon: Vec::new(),
        pending: Vec::new(),
        pictures: Pictures::new(),
        labels: vec![Labels::default()],
        langs: vec![lang],
    }
}

fn text(text: &str, at: usize) -> Vec<Inline> {
    vec![Inline::Text(Text { text: text.to_owned(), at })]
}

/// The pages of an edition, and the left and right edge of its column.
fn pages(edition: &Edition, line: LineStyle) -> (Vec<Page>, f32, f32) {
    let book = FontBook::new(Vec::new()).expect("the built-in fonts are good");
    let style = PageStyle { line, ..PageStyle::a4(Arrangement::Columns) };
    let Layout { pages, columns, .. } = set(edition, &book, &style);
    (pages.collect(), columns[0].x, columns[0].x + columns[0].width)
}

/// The text of each line.
fn lines(pages: &[Page]) -> Vec<String> {
    let mut lines: BTreeMap<(u32, u32), String> = BTreeMap::new();
    for page in pages {
        for item in &page.items {
            if let Item::Run(run) = item
                && run.is_text()
            {
                lines.entry((page.number, run.y.to_bits())).or_default().push_str(&run.text);
            }
        }
    }
    lines.into_values().collect()
}

#[test]
fn korean_lines_end_between_syllables_where_that_is_asked_for() {
    let words = "국제연합(UN)의 ‘균형자’로서 《세계무역기구》라는 「말」이라고, 정치·경제·사회를 ".repeat(20);
    let edition = paragraph("ko", text(words.trim(), 0), "");
    let broken = |korean| lines(&pages(&edition, LineStyle { korean, ..LineStyle::default() }).0);
    let in_word = |lines: &[String]| lines[..lines.len() - 1].iter().filter(|line| !line.ends_with([' ', '·'])).count();
    assert_eq!(in_word(&broken(KoreanBreaks::BetweenWords)), 0);
    let lines = broken(KoreanBreaks::BreakAll);
    assert!(in_word(&lines) > 3, "{lines:#?}");
    for line in &lines {
        assert!(!line.starts_with([')', '’', '》', '」', ',', '·']), "“{line}” begins with what closes");
        assert!(!line.trim_end().ends_with(['(', '‘', '《', '「']), "“{line}” ends with what opens");
    }
    assert_eq!(lines.concat(), words.trim(), "nothing is lost");
}

/// What is not seen takes no word to another font, whether or not the word's own font knows it.
#[test]
fn a_character_that_is_not_seen_leaves_a_word_in_its_font() {
    for (lang, word) in [("de", "Auf\u{200C}lage"), ("en", "a\u{200D}b"), ("en", "D\u{2060}e"), ("ko", "한\u{200C}글")]
    {
        let (pages, ..) = pages(&paragraph(lang, text(&format!("x {word} x"), 0), ""), LineStyle::default());
        let runs = pages.iter().flat_map(|page| &page.items);
        let runs: Vec<_> = runs.filter_map(|item| if let Item::Run(run) = item { Some(run) } else { None }).collect();
        let fonts: Vec<_> = runs.iter().filter(|run| run.is_text()).map(|run| run.font).collect();
        assert!(fonts.windows(2).all(|pair| pair[0] == pair[1]) || lang == "ko", "{word}: {fonts:?}");
        assert!(runs.iter().any(|run| run.text.contains(word)), "{word}: {runs:#?}");
    }
}

#[test]
fn marks_hang_out_of_the_column_where_that_is_asked_for() {
    let words = "“Yes,” said he, “no,” said she, and so, “on,” and “on.” ".repeat(30);
    let edition = paragraph("en", text(words.trim(), 0), "");
    let book = FontBook::new(Vec::new()).expect("the built-in fonts are good");
    let hanging = |hanging| {
        let (pages, left, right) = pages(&edition, LineStyle { hanging, ..LineStyle::default() });
        let runs = pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
            Item::Run(run) if run.is_text() => Some(run),
            _ => None,
        });
        let is_out = |run: &&enface::layout::GlyphRun| {
            let face = book.face(run.font);
            let end = run.glyphs.iter().filter(|glyph| !run.text[glyph.start as usize..].starts_with(' '));
            let end = end.map(|glyph| glyph.x + face.advance(glyph.id) / face.units_per_em() * run.size);
            run.x < left - 0.5 || run.x + end.fold(0.0, f32::max) > right + 0.5
        };
        runs.filter(is_out).count()
    };
    assert!(hanging(true) > 5);
    assert_eq!(hanging(false), 0);
}

#[test]
fn figures_and_small_capitals_are_those_of_the_font() {
    let glyphs = |content: Vec<Inline>, figures| {
        let (pages, ..) = pages(&paragraph("en", content, ""), LineStyle { figures, ..LineStyle::default() });
        let runs = pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
            Item::Run(run) if run.is_text() => Some((run.text.clone(), run.glyphs.iter().map(|glyph| glyph.id))),
            _ => None,
        });
        runs.map(|(text, glyphs)| (text, glyphs.collect::<Vec<_>>())).collect::<Vec<_>>()
    };
    let figures = [Figures::Lining, Figures::OldStyle, Figures::Tabular];
    let forms = figures.map(|figures| glyphs(text("0123456789", 0), figures));
    assert!(forms[0] != forms[1] && forms[1] != forms[2] && forms[0] != forms[2], "{forms:?}");
    assert!(forms.iter().all(|form| form[0].0 == "0123456789"));
    let small = Element {
        name: "hi".into(),
        kind: Kind::Highlight,
        attributes: Attributes { rend: Rend { small_caps: true, ..Rend::default() }, ..Attributes::default() }.shared(),
        content: text("unesco", 0),
        at: 0,
    };
    let small = glyphs(vec![Inline::Element(Box::new(small))], Figures::Default);
    assert_eq!(small[0].0, "unesco");
    assert_ne!(small[0].1, glyphs(text("unesco", 0), Figures::Default)[0].1);
    assert_ne!(small[0].1, glyphs(text("UNESCO", 0), Figures::Default)[0].1);
}

#[test]
fn a_line_that_is_too_wide_is_told_with_its_place() {
    // Letters that join are not parted, and nothing else divides the word.
    let word = "ببببببببببببببببببببببببببببببببببب".repeat(12);
    let file = format!("<p>قال {word} ثم</p>");
    let (pages, ..) = pages(&paragraph("ar", text(&file[3..file.len() - 4], 3), &file), LineStyle::default());
    let found: Vec<_> = pages.iter().flat_map(|page| &page.findings).collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].code, found[0].severity), ("overfull", Severity::Warning));
    let place = found[0].place.as_ref().unwrap();
    assert_eq!(&place.file.text[place.span.clone()], word);
    // A word that can be divided is.
    let divided = word.chars().map(|letter| format!("{letter}\u{200b}")).collect::<String>();
    let (fitting, ..) = self::pages(&paragraph("ar", text(&divided, 0), &divided), LineStyle::default());
    assert!(fitting.iter().all(|page| page.findings.is_empty()));
}

#[test]
fn a_reading_of_a_phrase_runs_on_over_lines() {
    let folder = copy("gloss");
    for langs in ["ja", "ja,en"] {
        let run = enface(folder.path(), &["build", "--draft", "--langs", langs]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert!(!run.stdout.contains("overfull"), "{}", run.stdout);
    }
}

#[test]
fn a_range_of_numbers_stays_in_one_line() {
    let said = "In the years 1996–1997, 1998–99 and 2001–2004 the council sat on 12–14 days of each month, ".repeat(12);
    let (pages, ..) = pages(&paragraph("en", text(&said, 0), &said), LineStyle::default());
    let lines = lines(&pages);
    assert!(lines.len() > 8);
    let is_torn = |line: &&String| line.trim_end().ends_with('–');
    assert_eq!(lines.iter().filter(is_torn).count(), 0, "{lines:#?}");
}

#[test]
fn an_address_ends_a_line_behind_a_mark() {
    let said = "https://example.org/ministry/of/foreign/affairs/speeches?menuId=971&sectionIdx=4#section-4.2/annexes/of/the/treaty";
    let words = format!("The text stands at {said} and nowhere else. ").repeat(3);
    let edition = paragraph("en", text(&words, 0), &words);
    let book = FontBook::new(Vec::new()).expect("the built-in fonts are good");
    for outer in [300.0, 330.0, 350.0] {
        let style = PageStyle { outer, inner: 60.0, ..PageStyle::a4(Arrangement::Columns) };
        let pages: Vec<Page> = set(&edition, &book, &style).pages.collect();
        for line in lines(&pages) {
            let line = line.trim_end();
            let end = line.chars().next_back().expect("it has text");
            assert!(!end.is_ascii_digit(), "“{line}” ends inside a number");
        }
    }
}
