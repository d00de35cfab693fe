//! Notes stand at the foot of their own column, on the page of their mark, whatever their lengths; they go on to the next
//! page and are never lost.

use std::fs;
use std::sync::Arc;

use enface::diagnostic::SourceFile;
use enface::edition::{Cell, Edition, Labels, Metadata, Part, Pictures, Row, Status};
use enface::layout::font::FontBook;
use enface::layout::page::{Owner, StretchId};
use enface::layout::style::{Arrangement, NoteNumbering, NotePlace, PageStyle};
use enface::layout::{GlyphRun, Item, Page, set};
use enface::text::{Inline, Lang, NoteMark, Rend, Role, Text};
use proptest::prelude::*;

use crate::support::{built, copy, enface, main_of, texts};

const LANGS: [&str; 2] = ["en", "ko"];
const WORDS: [&str; 2] = ["ferry", "나룻배"];

fn words(lang: usize, name: &str, count: usize) -> String {
    std::iter::once(name).chain(std::iter::repeat_n(WORDS[lang], count)).collect::<Vec<_>>().join(" ")
}

/// An edition of paragraphs; each has so many words, and then notes of so many words, the last called by the one before it
/// if there are three.
fn edition(paragraphs: &[(usize, Vec<usize>)]) -> Edition {
    let file = Arc::new(SourceFile { name: "made.xml".into(), text: String::new() });
    let langs: Vec<Lang> = LANGS.iter().map(|tag| Lang::new(tag)).collect();
    let row = |id: String, role: Role, number: Option<u32>, count: usize, marks: &[String]| {
        let cells = (0..LANGS.len()).map(|lang| {
            let mut content = vec![Inline::Text(Text { text: words(lang, &id, count), at: 0 })];
            for mark in marks {
                content.push(Inline::NoteMark(NoteMark { id: Some(mark.clone()), at: 0 }));
                content.push(Inline::Text(Text { text: format!(" {}", WORDS[lang]), at: 0 }));
            }
            Cell { status: Status::Source, lang: langs[lang].clone(), content: content.into(), file: Arc::clone(&file) }
        });
        let cells = cells.collect();
        Part::Row(Row {
            id: Some(id),
            role,
            rend: Rend::default(),
            label: None,
            number,
            picture: None,
            made: false,
            cells,
        })
    };
    let mut parts = Vec::new();
    let mut next = 0;
    for (index, (count, notes)) in paragraphs.iter().enumerate() {
        let ids: Vec<String> = (next..).take(notes.len()).map(|number| format!("N{number}")).collect();
        let own = if ids.len() > 2 { 2 } else { ids.len() };
        parts.push(row(format!("P{index}"), Role::Paragraph, None, *count, &ids[..own]));
        for (at, (id, count)) in ids.iter().zip(notes).enumerate() {
            next += 1;
            let nested = if at == 1 { &ids[own..] } else { &[] };
            parts.push(row(id.clone(), Role::Note { anchored: true }, Some(next), *count, nested));
        }
    }
    Edition {
        name: "made".into(),
        source: langs[0].clone(),
        titles: langs.iter().map(|_| "Title".into()).collect(),
        metadata: Metadata::default(),
        header: enface::edition::Header::default(),
        parts,
        colophon: Vec::new(),
        pending: Vec::new(),
        pictures: Pictures::new(),
        labels: langs.iter().map(|_| Labels::default()).collect(),
        langs,
    }
}

fn pages(edition: &Edition, style: &PageStyle) -> Vec<Page> {
    let book = FontBook::new(Vec::new()).expect("the built-in fonts are good");
    set(edition, &book, style).pages.collect()
}

fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    page.items.iter().filter_map(|item| match item {
        Item::Run(run) if run.is_text() => Some(run),
        _ => None,
    })
}

fn page_of(pages: &[Page], name: &str) -> Option<u32> {
    pages.iter().find(|page| page.anchors.iter().any(|anchor| anchor.id == name)).map(|page| page.number)
}

fn note_name(note: usize, lang: usize) -> String {
    if lang == 0 { format!("N{note}") } else { format!("N{note}:{}", LANGS[lang]) }
}

fn count(paragraphs: &[(usize, Vec<usize>)]) -> usize {
    paragraphs.iter().map(|(_, notes)| notes.len()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn each_note_begins_on_the_page_of_its_mark(
        paragraphs in prop::collection::vec((1usize..140, prop::collection::vec(1usize..60, 0..3)), 1..24),
        arrangement in prop::sample::select(vec![Arrangement::Columns, Arrangement::Facing, Arrangement::Stacked]),
    ) {
        let edition = edition(&paragraphs);
        let made = pages(&edition, &PageStyle::a4(arrangement));
        for note in 0..count(&paragraphs) {
            for (lang, tag) in LANGS.iter().enumerate() {
                let mark = page_of(&made, &format!("N{note}:mark:{tag}"));
                prop_assert!(mark.is_some(), "note {} has no mark in {}", note, tag);
                prop_assert_eq!(page_of(&made, &note_name(note, lang)), mark, "note {} in {}", note, tag);
            }
        }
        for page in &made {
            for tag in LANGS {
                // Marks are raised.
                let is_level = |run: &&GlyphRun| {
                    run.lang.as_str() == tag
                        && matches!(run.owner, Owner::Text(part) if part.stretch == StretchId::NONE)
                };
                let mut lines: Vec<f32> = runs(page).filter(is_level).map(|run| run.y).collect();
                lines.sort_by(f32::total_cmp);
                lines.dedup();
                for pair in lines.windows(2) {
                    prop_assert!(pair[1] - pair[0] > 10.0, "lines overlap on page {}: {:?}", page.number, pair);
                }
                let foot = page.height - PageStyle::a4(arrangement).bottom;
                prop_assert!(lines.last().is_none_or(|last| *last <= foot), "a line stands below page {}", page.number);
            }
        }
    }

    #[test]
    fn nothing_is_lost_of_notes(
        paragraphs in prop::collection::vec((1usize..40, prop::collection::vec(1usize..1_500, 0..4)), 1..6),
        place in prop::sample::select(vec![NotePlace::Foot, NotePlace::End]),
    ) {
        let edition = edition(&paragraphs);
        let mut style = PageStyle::a4(Arrangement::Columns);
        style.notes.place = place;
        let made = pages(&edition, &style);
        for note in 0..count(&paragraphs) {
            prop_assert!(page_of(&made, &format!("N{note}")).is_some(), "note {} is lost", note);
        }
        for (lang, word) in WORDS.iter().enumerate() {
            let wanted: usize = edition.parts.iter().map(|part| match part {
                Part::Row(row) => enface::text::plain(&row.cells[lang].content).matches(word).count(),
                _ => 0,
            }).sum();
            let text: String = made.iter().flat_map(runs).map(|run| run.text.replace('\u{ad}', "")).collect();
            prop_assert_eq!(text.matches(word).count(), wanted);
        }
    }
}

#[test]
fn each_side_may_count_its_notes() {
    let mut edition = edition(&[(5, vec![3]), (5, vec![4])]);
    // Korean calls the second note first.
    for part in &mut edition.parts {
        if let Part::Row(row) = part {
            for inline in Arc::make_mut(&mut row.cells[1].content) {
                if let Inline::NoteMark(mark) = inline {
                    mark.id = mark.id.take().map(|id| if id == "N0" { "N1".into() } else { "N0".into() });
                }
            }
        }
    }
    let marks = |numbering: NoteNumbering| -> Vec<(String, String)> {
        let mut style = PageStyle::a4(Arrangement::Columns);
        style.notes.numbering = numbering;
        let made = pages(&edition, &style);
        let links = made.iter().flat_map(|page| &page.links).filter(|link| !link.target.contains("mark"));
        links.map(|link| (link.target.clone(), link.text.clone())).collect()
    };
    let pairs = |pairs: [(&str, &str); 4]| pairs.map(|(target, text)| (target.to_owned(), text.to_owned())).to_vec();
    assert_eq!(marks(NoteNumbering::Common), pairs([("#N0", "1"), ("#N1", "2"), ("#N1:ko", "2"), ("#N0:ko", "1")]));
    assert_eq!(marks(NoteNumbering::BySide), pairs([("#N0", "1"), ("#N1", "2"), ("#N1:ko", "1"), ("#N0:ko", "2")]));
}

#[test]
fn notes_of_the_translator_are_told_apart() {
    let folder = copy("added-notes");
    let run = enface(folder.path(), &["build", "--explain"]);
    assert!(run.status == 0 && run.stdout.contains("no rule is broken"), "{run:#?}");
    let file = crate::read::File::read(&fs::read(folder.path().join("out/memoir.en-ko.pdf")).unwrap());
    let pdf: String = file.runs(0, &file.texts()).into_iter().map(|run| run.text).collect();
    let html = fs::read_to_string(folder.path().join("out/memoir.en-ko.html")).unwrap();
    for said in ["옮긴이 주: 원문의 ‘A-frame’", "옮긴이 주: 동지에서 105일째"] {
        assert_eq!((pdf.matches(said).count(), html.matches(said).count()), (1, 1), "{said}: {pdf}");
    }
    // They have letters, and leave the numbers of the others alone.
    let marks = ["지게a로", "한식날b이면", "때였다.1"];
    assert!(marks.iter().all(|mark| pdf.contains(mark)), "{pdf}");
    let order = ["id=\"n1\"", "id=\"note:ko:1\"", "id=\"note:ko:2\""].map(|id| html.find(id));
    assert!(order.is_sorted() && order[0].is_some(), "{order:?}");

    // They are no tags of the source that a message must have, and a text of no other kind may stand in one.
    let path = folder.path().join("translations/ko/memoir.ftl");
    let messages = fs::read_to_string(&path).unwrap();
    fs::write(&path, messages.replace(" type=\"translator\"", "")).unwrap();
    let run = enface(folder.path(), &["check"]);
    assert!(run.status == 1 && run.stdout.contains("<note type=\"translator\">"), "{run:#?}");
}

#[test]
fn marks_that_touch_are_parted() {
    let folder = built("<p>one<note>a</note><note>b</note><hi><note n=\"*\">c</note></hi> two<note>d</note>.</p>");
    for text in texts(&folder) {
        assert!(text.contains("one1,\u{202F}2,\u{202F}* two3."), "{text}");
    }
}

#[test]
fn notes_at_the_end_bear_the_signs_of_their_references() {
    let body =
        "<p>one<ref target=\"#x\">†</ref> two<note>a</note> three<ptr target=\"#y\"/> four<ptr target=\"#z\"/></p>
        <div><note xml:id=\"x\">b</note><note xml:id=\"y\">c</note><note xml:id=\"z\">d</note></div>";
    for text in texts(&built(body)) {
        // Of the numbers, the note at the foot has the first, so the others have letters.
        assert!(text.contains("one† two1 threea fourb"), "{text}");
        let text = text.replace(' ', "");
        assert!(text.contains("†b") && text.contains("ac") && text.contains("bd"), "{text}");
    }
}

/// To those who listen, what stands in a note or a cell is what it is elsewhere: paragraphs, and lists with their items.
#[test]
fn paragraphs_and_lists_in_notes_and_cells_are_heard_as_such() {
    let blocks = "<p>One.</p><list><item>two</item><item>three <foreign xml:lang=\"de\">vier</foreign></item></list><p>Five.</p>";
    let table = "<table><head>Six</head><row><cell><p>seven</p><p>eight</p></cell><cell>nine</cell></row></table>";
    let folder = built(&format!("<p>a<note>{blocks}</note> b<note>ten</note></p>{table}"));
    let pdf = fs::read(folder.path().join("out/a.en.pdf")).unwrap();
    let heard = crate::read::File::read(&pdf).elements();
    let notes: Vec<&str> = heard.iter().map(String::as_str).skip_while(|element| *element != " Note").collect();
    let inner = ["P", "L", " LI", "  Lbl", "  LBody", " LI", "  Lbl", "  LBody", "   Span de", "P"];
    let note = [" Note", "  Lbl", "   Link", "  Div"].map(str::to_owned).into_iter();
    let note = note.chain(inner.iter().map(|element| format!("   {element}")));
    let plain = [" Note", "  Lbl", "   Link", "  P"].map(str::to_owned);
    let table = [" Table", "  Caption", "  TR", "   TD", "    P", "    P", "   TD"].map(str::to_owned);
    let wanted: Vec<String> = note.chain(plain).chain(table).collect();
    assert_eq!(notes[..wanted.len()], wanted);
}

#[test]
fn lists_and_tables_in_notes_keep_their_forms() {
    let body = "<p>a<note>We have: <list><item>one;</item><item><p>two.</p></item></list> <list rend=\"numbered\"><head>Or</head>
        <item>three</item></list><list type=\"gloss\"><label>four</label><item>five</item></list><table><row><cell>b</cell><cell/><cell><p>c</p></cell></row>
        <row><cell>d</cell><cell>e</cell></row></table><lg><l>f</l><l>g</l></lg></note></p>";
    let folder = built(body);
    assert!(
        main_of(&folder).contains(
            "We have:<br>• one;<br>• two.<br>Or<br>1. three<br><span>four</span> five<br>b | | c<br>d | e<br>f<br>g"
        ),
        "{}",
        main_of(&folder)
    );
    let [_, pdf] = texts(&folder);
    let pdf: String = pdf.split_whitespace().collect();
    assert!(pdf.contains("Wehave:•one;•two.Or1.threefourfiveb||cd|efg"), "{pdf}");
}

#[test]
fn a_note_with_a_sign_uses_up_no_number() {
    let folder = built("<p>one<note>a</note> two<note n=\"*\">b</note> three<note>c</note></p>");
    let html = fs::read_to_string(folder.path().join("out/a.en.html")).unwrap();
    let marks = html.split("<sup class=\"mark\">").skip(1);
    let marks: Vec<&str> = marks.map(|rest| rest.split(['<', '>']).nth(2).unwrap()).collect();
    assert_eq!(marks, ["1", "*", "2"]);
}
