//! Files are written, read back with lopdf, and looked into.

mod read;
mod sample;

use crate::layout::page::{Furniture, Owner};
use crate::layout::style::Ink;
use crate::layout::{Anchor, Glyph, GlyphRun, Heading, Item, Link, Rule};

use super::*;
use read::File;
use sample::{At, column, fonts, line, page};

const LEFT: At = At { x: 60.0, y: 100.0, size: 10.5 };
const RIGHT: At = At { x: 320.0, ..LEFT };

fn properties() -> Properties {
    Properties {
        title: "Relationship 관계".to_owned(),
        titles: vec![(Lang::new("en"), "Relationship".to_owned()), (Lang::new("ko"), "관계".to_owned())],
        contributors: vec!["A Translator".to_owned()],
        publisher: Some("Press & Sons".to_owned()),
        published: Some("2026-11-23".to_owned()),
        identifier: Some("https://doi.org/10.1000/182".to_owned()),
        rights: Some("Free for all.".to_owned()),
        all_rights: vec![(Lang::new("en"), "Free for all.".to_owned()), (Lang::new("ko"), "자유.".to_owned())],
        subjects: Vec::new(),
        licence: Some("https://example.org/licence".to_owned()),
        source: Some("A typescript".to_owned()),
        authors: vec!["Ban Ki-moon".to_owned(), "반기문".to_owned()],
        subject: Some("A speech & its <translation>".to_owned()),
        keywords: vec!["Korea".to_owned(), "United States".to_owned()],
        languages: vec![Lang::new("en"), Lang::new("ko")],
        date: Some("2026-11-23T10:00:00+09:00".to_owned()),
        attachments: Vec::new(),
        record: None,
        reading: Reading::default(),
        standard: Standard::default(),
    }
}

fn file(pages: Vec<Page>) -> File {
    File::read(
        &write(pages.into_iter(), &Structure::default(), &fonts(), &properties()).expect("pages that can be written"),
    )
}

fn bilingual() -> Vec<Item> {
    let fonts = fonts();
    let english = [
        "The office of the partners evolved the rela\u{AD}",
        "tionship (in full) and the talks of Six-",
        "Party and more e\u{300}, well-meant \\ words — caf\u{E9} q\u{301}.",
    ];
    let korean = ["한미 관계는 더욱 성숙한 동반자 관계로", "발전하고 있습니다. 6자회담은 계속됩니다."];
    let mut items = column(&fonts, "en", LEFT, &english);
    items.extend(column(&fonts, "ko", RIGHT, &korean));
    items
}

fn run(item: &mut Item) -> &mut GlyphRun {
    match item {
        Item::Run(run) => run,
        Item::Rule(_) | Item::Picture(_) => panic!("a run was expected"),
    }
}

#[test]
fn text_can_be_taken_out() {
    let file = file(vec![page(1, bilingual())]);
    assert_eq!(
        file.lines(0),
        [
            "The office of the partners evolved the rela-",
            "tionship (in full) and the talks of Six-\u{200B}",
            "Party and more e\u{300}, well-meant \\ words — caf\u{E9} q\u{301}.",
            "한미 관계는 더욱 성숙한 동반자 관계로",
            "발전하고 있습니다. 6자회담은 계속됩니다.",
        ]
    );
    // The only place where the glyphs do not tell their text by themselves.
    assert_eq!(file.content(0).matches("/ActualText").count(), 1);
}

#[test]
fn a_hyphen_within_a_line_is_a_hyphen() {
    let fonts = fonts();
    let first = line(&fonts, "en", LEFT, "the Six-");
    let mut second = line(&fonts, "en", LEFT, "Party talks");
    run(&mut second).x = 60.0 + 50.0;
    let file = file(vec![page(1, vec![first, second])]);
    assert_eq!(file.lines(0), ["the Six-", "Party talks"]);
}

#[test]
fn a_glyph_with_two_texts_has_a_font_for_each() {
    let fonts = fonts();
    let items = || {
        let mut item = line(&fonts, "en", LEFT, "a b\u{A0}c");
        let run = run(&mut item);
        let space = run.glyphs[1].id;
        run.glyphs[3].id = space;
        vec![item]
    };
    let file = file(vec![page(1, items())]);
    assert_eq!(file.lines(0), ["a b\u{A0}c"]);
    assert!(!file.content(0).contains("/ActualText"));
    assert_eq!(file.to_unicode("F0"), ["a", " ", "b", "c"]);
    assert_eq!(file.to_unicode("F0v1"), ["", "\u{A0}"]);
    let parts = |name| file.font(name).get(b"DescendantFonts").expect("descendants");
    assert_eq!(parts("F0"), parts("F0v1"));
}

#[test]
fn clusters_of_several_glyphs_tell_their_text_once() {
    let fonts = fonts();
    let file = |text: &str| {
        let mut item = line(&fonts, "en", LEFT, "abc");
        let run = run(&mut item);
        run.text = format!("{text}c");
        let end = text.len() as u32;
        for (glyph, (start, len)) in run.glyphs.iter_mut().zip([(0, end), (0, 0), (end, 1)]) {
            (glyph.start, glyph.len) = (start, len);
        }
        file(vec![page(1, vec![item])])
    };
    // As many characters as glyphs, or more, are told by the codes in their order.
    for (text, codes) in [("가나", ["가", "나", "c"]), ("가나다", ["가나", "다", "c"])] {
        let file = file(text);
        assert_eq!(file.lines(0), [format!("{text}c")]);
        assert_eq!(file.to_unicode("F0"), codes);
        assert!(!file.content(0).contains("/ActualText"));
    }
    // Fewer are told where they stand. Even so each code has a text.
    let file = file("가");
    assert_eq!(file.lines(0), ["가c"]);
    assert_eq!(file.to_unicode("F0"), ["a", "b", "c"]);
    assert_eq!(file.content(0).matches("/ActualText").count(), 1);
}

#[test]
fn fonts_are_complete() {
    let file = file(vec![page(1, bilingual())]);
    for (name, subtype, program) in [("F0", "CIDFontType2", "FontFile2"), ("F14", "CIDFontType0", "FontFile3")] {
        let font = file.font(name);
        let descendant = file.descendant(name);
        let descriptor = file.dictionary(descendant.get(b"FontDescriptor").expect("a descriptor"));
        assert_eq!(read::name(font, "Subtype"), "Type0");
        assert_eq!(read::name(font, "Encoding"), "Identity-H");
        assert_eq!(read::name(descendant, "Subtype"), subtype);
        let base_font = read::name(font, "BaseFont");
        assert_eq!(read::name(descendant, "BaseFont"), base_font);
        assert_eq!(read::name(descriptor, "FontName"), base_font);
        let (tag, _) = base_font.split_once('+').expect("a tag");
        assert!(tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()), "{tag}");
        assert_eq!(descendant.has(b"CIDToGIDMap"), subtype == "CIDFontType2");
        assert!(!file.stream(descriptor.get(program.as_bytes()).expect("a font file")).is_empty());
        for key in ["Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"] {
            assert!(descriptor.has(key.as_bytes()), "{key}");
        }
        assert!(file.to_unicode(name).iter().all(|text| !text.is_empty() && !text.contains('\0')));
    }
    assert!(file.to_unicode("F0").iter().any(|text| text == "ffi" || text == "ff"), "a ligature");
}

#[test]
fn glyphs_stand_where_they_were_put() {
    let mut items = bilingual();
    // Justified: every space a little wider, by a number that no width rounds to.
    for item in &mut items {
        let run = run(item);
        let mut shift = 0.0;
        for glyph in &mut run.glyphs {
            glyph.x += shift;
            shift += if run.text[glyph.start as usize..].starts_with(' ') { 0.7371 } else { 0.0 };
        }
    }
    let expected: Vec<(f32, f32)> = items
        .iter_mut()
        .map(run)
        .flat_map(|run| run.glyphs.iter().map(|glyph| (run.x + glyph.x, 841.89 - run.y)).collect::<Vec<_>>())
        .collect();
    let file = file(vec![page(1, items)]);
    let found = file.positions(0);
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        // Half a thousandth of the em, and what rounding the start of a run costs.
        assert!((found.0 - expected.0).abs() < 0.0065, "{found:?} {expected:?}");
        assert!((found.1 - expected.1).abs() < 0.001, "{found:?} {expected:?}");
    }
}

#[test]
fn rises_greys_and_rules() {
    let fonts = fonts();
    let mut item = line(&fonts, "en", LEFT, "ab");
    run(&mut item).glyphs[1].rise = 3.5;
    let mut grey = line(&fonts, "en", At { y: 120.0, ..LEFT }, "c");
    run(&mut grey).ink = Ink::grey(0.25);
    let rule = Item::Rule(Rule { x: 60.0, y: 110.0, width: 100.0, height: 0.5, ink: Ink::BLACK });
    let file = file(vec![page(1, vec![item, grey, rule])]);
    let content = file.content(0).replace('\n', " ");
    assert!(content.contains("3.5 Ts"), "{content}");
    assert!(content.contains("0 Ts"), "{content}");
    assert!(content.contains("0.25 g"), "{content}");
    assert!(content.contains("ET /Artifact BMC 0 g 60 731.39 100 0.5 re f"), "{content}");
}

#[test]
fn the_bytes_depend_on_the_input_alone() {
    let pages = || (1..=70).map(|number| page(number, bilingual()));
    let book = fonts();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| write(pages(), &Structure::default(), &book, &properties()).expect("pages that can be written"))
    };
    let first = with(1);
    assert!(first == with(2), "two threads");
    assert!(first == with(1), "once more");
    assert!(
        first != write(pages(), &Structure::default(), &book, &Properties::default()).expect("a file"),
        "other properties"
    );
}

#[test]
fn the_outline_is_nested() {
    let heading = |level, title: &str| Heading { level, title: title.to_owned(), y: 90.0, part: None };
    let mut first = page(1, bilingual());
    first.headings = vec![
        heading(1, "One 하나"),
        heading(2, "One (a)"),
        heading(4, "deep"),
        heading(2, "One (b)"),
        heading(1, "Two"),
    ];
    assert_eq!(
        file(vec![first.clone()]).outline(),
        ["One 하나 3 @751.89", " One (a) 1 @751.89", "  deep 0 @751.89", " One (b) 0 @751.89", "Two 0 @751.89", "= 5",]
    );
    first.headings = first.headings.iter().cycle().take(70).cloned().collect();
    let folded = file(vec![first]).outline();
    assert_eq!(folded[..2], ["One 하나 -2 @751.89", " One (a) -1 @751.89"]);
    assert_eq!(folded.last().map(String::as_str), Some("= 28"));
}

#[test]
fn every_anchor_can_be_found() {
    for count in [1usize, 64, 65, 5000] {
        let mut only = page(1, bilingual());
        only.anchors = (0..count)
            .rev()
            .map(|n| Anchor { id: format!("절-{n}"), x: 60.0, y: n as f32 / 10.0, part: None })
            .collect();
        only.anchors.push(Anchor { id: "절-0".to_owned(), x: 0.0, y: 800.0, part: None });
        let file = file(vec![only]);
        let names = file.destinations();
        assert_eq!(names.len(), count);
        assert!(names.is_sorted());
        assert!(names.contains(&format!("절-{}", count - 1)));
        let root = file
            .dictionary(file.dictionary(file.catalog().get(b"Names").expect("names")).get(b"Dests").expect("a tree"));
        assert!(!root.has(b"Limits"));
    }
}

#[test]
fn links_lead_to_names_and_addresses() {
    let mut only = page(1, bilingual());
    let link = |target: &str| Link {
        x: 60.0,
        y: 90.0,
        width: 100.0,
        height: 14.0,
        target: target.to_owned(),
        text: "링크".to_owned(),
        owner: Owner::Page(Furniture::Margin),
    };
    only.links = vec![link("#p2"), link("https://example.org/한 (1)")];
    let file = file(vec![only]);
    let links = file.annotations(0);
    assert_eq!(read::string(links[0], "Dest"), "p2");
    let action = file.dictionary(links[1].get(b"A").expect("an action"));
    assert_eq!(read::string(action, "URI"), "https://example.org/%ED%95%9C%20(1)");
    for link in links {
        assert_eq!(link.get(b"F").and_then(lopdf::Object::as_i64).ok(), Some(4));
        assert_eq!(lopdf::decode_text_string(link.get(b"Contents").expect("contents")).ok().as_deref(), Some("링크"));
        let corners: Vec<f32> = read::numbers(link, "Rect");
        assert_eq!(corners, [60.0, 737.89, 160.0, 751.89]);
    }
}

#[test]
fn many_pages_stand_in_a_tree() {
    let mut pages: Vec<Page> = (1..=1100).map(|number| page(number, Vec::new())).collect();
    pages[1000].label.number = 5;
    let file = file(pages);
    assert_eq!(file.document.get_pages().len(), 1100);
    let root = file.dictionary(file.catalog().get(b"Pages").expect("pages"));
    assert_eq!(root.get(b"Count").and_then(lopdf::Object::as_i64).ok(), Some(1100));
    assert!(root.get(b"Kids").and_then(lopdf::Object::as_array).is_ok_and(|kids| kids.len() == 2));
    let labels = file.dictionary(file.catalog().get(b"PageLabels").expect("labels"));
    let starts: Vec<i64> = labels
        .get(b"Nums")
        .and_then(lopdf::Object::as_array)
        .expect("numbers")
        .iter()
        .filter_map(|label| label.as_i64().ok())
        .collect();
    assert_eq!(starts, [0, 1000, 1001]);
}

#[test]
fn the_file_says_what_it_is() {
    let file = file(vec![page(1, bilingual())]);
    assert_eq!(file.document.version, "1.7");
    assert_eq!(read::string(file.catalog(), "Lang"), "en");
    let info = file.dictionary(file.document.trailer.get(b"Info").expect("information"));
    let text = |key: &str| lopdf::decode_text_string(info.get(key.as_bytes()).expect(key)).expect(key);
    assert_eq!(text("Title"), "Relationship 관계");
    assert_eq!(text("Author"), "Ban Ki-moon; 반기문");
    assert_eq!(text("CreationDate"), "D:20261123100000+09'00'");
    let xmp = String::from_utf8(file.stream(file.catalog().get(b"Metadata").expect("XMP"))).expect("UTF-8");
    assert!(xmp.contains("<rdf:li>반기문</rdf:li>"));
    assert!(xmp.contains("A speech &amp; its &lt;translation&gt;"));
    for (name, value) in [
        (
            "dc:title",
            "<rdf:Alt><rdf:li xml:lang=\"x-default\">Relationship 관계</rdf:li><rdf:li xml:lang=\"en\">Relationship</rdf:li>\
             <rdf:li xml:lang=\"ko\">관계</rdf:li></rdf:Alt>",
        ),
        ("dc:contributor", "<rdf:Bag><rdf:li>A Translator</rdf:li></rdf:Bag>"),
        ("dc:publisher", "<rdf:Bag><rdf:li>Press &amp; Sons</rdf:li></rdf:Bag>"),
        ("dc:date", "<rdf:Seq><rdf:li>2026-11-23</rdf:li></rdf:Seq>"),
        ("dc:identifier", "https://doi.org/10.1000/182"),
        ("dc:source", "A typescript"),
        (
            "dc:rights",
            "<rdf:Alt><rdf:li xml:lang=\"x-default\">Free for all.</rdf:li><rdf:li xml:lang=\"en\">Free for all.</rdf:li>\
             <rdf:li xml:lang=\"ko\">자유.</rdf:li></rdf:Alt>",
        ),
        ("xmpRights:WebStatement", "https://example.org/licence"),
    ] {
        assert!(xmp.contains(&format!("<{name}>{value}</{name}>")), "{name} in {xmp}");
    }
    assert!(xmp.contains("<xmp:CreateDate>2026-11-23T10:00:00+09:00</xmp:CreateDate>"));
    assert!(xmp.contains("<rdf:Bag><rdf:li>en</rdf:li><rdf:li>ko</rdf:li></rdf:Bag>"));
}

#[test]
fn what_cannot_be_written_is_said() {
    let book = fonts();
    assert_eq!(write(std::iter::empty(), &Structure::default(), &book, &properties()), Err(Error::Empty));
    let mut item = line(&book, "en", LEFT, "abc");
    run(&mut item).glyphs.push(Glyph { id: 0, x: 20.0, rise: 0.0, start: 3, len: 0 });
    let error = write(std::iter::once(page(7, vec![item])), &Structure::default(), &book, &properties());
    assert_eq!(error, Err(Error::MissingGlyph { page: 7, text: "abc".to_owned() }));
}
