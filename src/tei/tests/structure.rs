//! Units, groups, and the text in them.
#![allow(clippy::disallowed_methods, reason = "tests read files of the project")]

use super::{body, dump, file, inlines, list, read_ok, with_body};
use crate::tei::{missing_ids, read};
use crate::text::{Inline, Lang, Node, Role};

#[track_caller]
pub(super) fn check(text: &str, expected: &str) {
    let found = body(text);
    let expected: String = expected
        .lines()
        .map(|line| line.strip_prefix("        ").unwrap_or(line))
        .fold(String::new(), |out, line| if line.is_empty() { out } else { out + line + "\n" });
    assert_eq!(found, expected, "\nfound:\n{found}");
}

#[test]
fn sections_and_heads() {
    check(
        "<div xml:id='a'><head xml:id='ah'>One</head><div><head>Two</head><p xml:id='p1'>Text</p></div></div>
         <div1><div2><head>Deep</head></div2></div1>",
        "
        Section #a
          Head { level: 1 } #ah “One”
          Section
            Head { level: 2 } “Two”
            Paragraph #p1 “Text”
        Section
          Section
            Head { level: 2 } “Deep”
        ",
    );
}

#[test]
fn white_space_is_folded_across_the_edges_of_elements() {
    check(
        "<p>\n  one \t two<hi> three </hi> four <hi>five </hi></p><p>a<hi> </hi>b</p><p>x <lb/> y<lb break='no'/>z <lb/></p>
         <p>a\u{A0} \u{3000}b&#32; c</p><p> <lb/> first</p>",
        "
        Paragraph “one two<hi=Emphasis> three </>four <hi=Emphasis>five</>”
        Paragraph “a<hi=Emphasis> </>b”
        Paragraph “x⏎yz”
        Paragraph “a\u{A0} \u{3000}b c”
        Paragraph “first”
        ",
    );
}

#[test]
fn comments_instructions_and_cdata_do_not_cut_words() {
    check(
        "<p>wo<!-- c -->r<?pi x?>d<![CDATA[s & <co>]]> &amp; &#x2014;&#65;</p>",
        "
        Paragraph “words & <co> & —A”
        ",
    );
}

#[test]
fn positions_are_those_of_the_first_character_kept() {
    let text = with_body("<p>\n  ab &amp; cd<hi>  e</hi></p>");
    let (document, _) = read_ok(&text);
    let Some(Node::Unit(unit)) = document.nodes.last() else { panic!("no unit") };
    assert_eq!(unit.at, text.find("<p>").unwrap());
    let mut places = Vec::new();
    for inline in unit.content.iter() {
        match inline {
            Inline::Text(t) => places.push((t.text.as_str(), &text[t.at..t.at + 1])),
            Inline::Element(e) => {
                assert_eq!(e.at, text.find("<hi>").unwrap());
                let Inline::Text(t) = &e.content[0] else { panic!("no text") };
                places.push((t.text.as_str(), &text[t.at..t.at + 1]));
            }
            _ => {}
        }
    }
    assert_eq!(places, [("ab ", "a"), ("&", "&"), (" cd", " "), (" e", " ")]);
}

#[test]
fn inline_elements() {
    check(
        "<p><emph rend='bold'>a</emph> <hi rend='italic sc' rendition='#sup'>b</hi> <foreign xml:lang='fr'>c</foreign>
         <ref target='#x'>d</ref> <date when='2004-09-23'>e</date> <w>f</w><pc>.</pc> <persName xml:id='i'>g</persName>
         <del>h</del><pb n='3'/>i <ptr target='http://x.y/'/> <gap/> <gap><desc>lost</desc></gap> j<space/>k
         <formula>E=mc</formula><hi rend='font-weight: bold; text-align:center'>l</hi></p>",
        "
        Paragraph “<emph bold>a</> <hi italic sc sup>b</> <foreign (fr)>c</> <ref #x>d</> <date 2004-09-23>e</> f. \
         <persName #i>g</> <del strike>h</>|3|i <ptr http://x.y/>http://x.y/</> […] [<desc>lost</>] j k \
         <formula>E=mc</><hi bold center>l</>”
        ",
    );
}

#[test]
fn choices() {
    check(
        "<p>a<choice>\n<sic>x</sic>\n<corr>y</corr>\n</choice>b <choice><expan>e</expan><abbr>f</abbr></choice>
         <choice><orig>g</orig><reg>h</reg></choice> <choice><seg>i</seg><seg>j</seg></choice>
         <app><rdg>k</rdg><lem>l</lem></app></p>",
        "
        Paragraph “a<corr>y</>b <abbr>f</> <reg>h</> <seg>i</> l^^”
        Note { anchored: true } “l] k”
        ",
    );
}

#[test]
fn unknown_elements_are_set_and_reported_once() {
    let text = with_body(
        "<p>a <zz>b</zz> c</p>\n<zz xml:id='z'>d <yy>e</yy></zz><zz><p>f</p>g</zz><p>h<zz>i<p>j</p></zz></p><m:x xmlns:m='m'>k</m:x>",
    );
    let (document, diagnostics) = read_ok(&text);
    assert_eq!(
        dump(&document),
        "TitleBlock\nParagraph “a <zz>b</> c”\nBlock #z “d <yy>e</>”\nParagraph “f”\nBlock “g”\nParagraph “h<zz>i</>”\n\
         Paragraph “<zz>j</>”\nBlock “k”\n"
    );
    assert_eq!(
        list(&diagnostics),
        "1:85 unknown-element the element “zz” is not known; it occurs 4 times, and its text is set as it stands | check its spelling, or use an element that is known\n\
         2:18 unknown-element the element “yy” is not known; it occurs once, and its text is set as it stands | check its spelling, or use an element that is known\n\
         2:77 unknown-element the element “m:x” is not known; it occurs once, and its text is set as it stands | check its spelling, or use an element that is known\n"
    );
}

#[test]
fn a_title_page_makes_the_title_block() {
    let text = "<TEI><teiHeader><fileDesc><titleStmt><title>Header’s</title></titleStmt></fileDesc>\
        <profileDesc><settingDesc><p xml:id='o'>There</p><p>no</p></settingDesc></profileDesc></teiHeader>\
        <text xml:lang='en'><front><p>before</p><titlePage><docTitle><titlePart xml:id='t'>T</titlePart>\
        <titlePart type='sub'>S</titlePart></docTitle><byline>by <docAuthor>A</docAuthor></byline>\
        <byline><docAuthor xml:id='a'>B</docAuthor></byline><docDate>D</docDate><docImprint>I</docImprint></titlePage></front>\
        <body><p>x</p><titlePage><titlePart>other</titlePart></titlePage></body></text></TEI>";
    assert_eq!(
        dump(&read_ok(text).0),
        "TitleBlock\n  Title #t “T”\n  Subtitle “S”\n  Byline “by <docAuthor>A</>”\n  Author #a “B”\n  Occasion “D”\n  \
         Block “I”\n  Occasion #o “There”\nParagraph “before”\nParagraph “x”\nHead { level: 1 } “other”\n"
    );
}

#[test]
fn a_header_makes_the_title_block_where_there_is_no_title_page() {
    let text = "<TEI><teiHeader><fileDesc><titleStmt><title xml:lang='ko'>제목</title><title xml:id='t'>Main <hi>T</hi></title>\
        <title type='sub'>Sub</title><author><persName>A B</persName><roleName>Minister</roleName></author></titleStmt>\
        <publicationStmt><publisher>P</publisher><date when='2026-11-23'/></publicationStmt></fileDesc>\
        <profileDesc><langUsage><language ident='en-GB'/></langUsage><textClass><keywords><term>k1</term><list><item>k2</item>\
        </list></keywords></textClass></profileDesc></teiHeader><text><body><p>x</p></body></text></TEI>";
    let (document, diagnostics) = read_ok(text);
    assert_eq!(
        dump(&document),
        "TitleBlock\n  Title #t “Main <hi=Emphasis>T</>”\n  Subtitle “Sub”\n  Author “<persName>A B</>”\nParagraph “x”\n"
    );
    assert_eq!(list(&diagnostics), "");
    assert_eq!(document.lang, Lang::new("en-GB"));
    let header = &document.header;
    assert_eq!(
        header.titles.iter().map(|t| (t.text.as_str(), t.sub)).collect::<Vec<_>>(),
        [("제목", false), ("Main T", false), ("Sub", true)]
    );
    assert_eq!(header.authors, ["A B"]);
    assert_eq!(header.publishers[0].text, "P");
    assert_eq!(header.dates[0].when(), "2026-11-23");
    assert_eq!(header.keywords, ["k1", "k2"]);
}

#[test]
fn roots() {
    for text in [
        "<text xml:lang='en'><body><p>x</p></body></text>",
        "\u{FEFF}<t:TEI xmlns:t='http://www.tei-c.org/ns/1.0' xml:lang='en'><t:text><t:body><t:p>x</t:p></t:body></t:text></t:TEI>",
        "<TEI.2 lang='en'><text><body><p>x</p></body></text></TEI.2>",
        "<TEI xmlns='http://example.org/other' xml:lang='en'><text><body><p>x</p></body></text></TEI>",
        "<teiCorpus xml:lang='en'><TEI><text><p>x</p></text></TEI></teiCorpus>",
        "<div xml:lang='en'><p>x</p></div>",
    ] {
        let (document, diagnostics) = read_ok(text);
        assert_eq!(list(&diagnostics), "", "{text}");
        assert!(dump(&document).ends_with("Paragraph “x”\n"), "{text}");
    }
    // A piece of TEI P4 is known by the names of its attributes.
    for text in [
        "<TEI.2><text lang='de'><body><p id='p1'>x</p></body></text></TEI.2>",
        "<teiCorpus.2><TEI.2><text lang='de'><body><p id='p1'>x</p></body></text></TEI.2></teiCorpus.2>",
        "<text lang='de'><body><p id='p1'>x</p></body></text>",
        "<div lang='de'><p\nid='p1'>x</p></div>",
    ] {
        let (p4, diagnostics) = read_ok(text);
        assert_eq!(list(&diagnostics), "", "{text}");
        assert_eq!(p4.lang, Lang::new("de"), "{text}");
        assert!(dump(&p4).contains("#p1"), "{text}");
        assert_eq!(p4.id_attribute, "id", "{text}");
    }
    let p5 = read_ok("<text xml:lang='de'><body><p id='p1'>x</p></body></text>").0;
    assert_eq!((p5.id_attribute, dump(&p5).contains("#p1")), ("xml:id", false));
}

#[test]
fn p4_points_without_a_sign() {
    let text = "<text lang='en'><body><p id='p1'>See <ptr target='N1'/>, <ref target='p2'>this</ref>.</p><p id='p2'>x</p>\
        <note id='N1' n='7' target='p2'>y</note></body></text>";
    let dump = dump(&read_ok(text).0);
    assert!(dump.contains("#p1 “See ^N1^, <ref #p2>this</>.”"), "{dump}");
    assert!(dump.contains("#p2 “x^N1^”"), "{dump}");
}

#[test]
fn what_is_not_set_is_not_called() {
    let text = "<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'><standOff><note xml:id='n' target='#a'>x</note></standOff>\
        <text><body><p xml:id='a'>b <ptr target='#n'/></p></body></text></TEI>";
    let dump = dump(&read_ok(text).0);
    assert!(dump.contains("Paragraph #a “b <ptr #n>#n</>”"), "{dump}");
}

#[test]
fn a_page_begins_at_a_note_that_stands_there() {
    let found = body("<p>a</p><pb n='1'/><div><note type='source'>b</note><head>c</head><p>d<note>e</note></p></div>");
    assert!(found.contains("“|1|b”") && found.contains("“c”"), "{found}");
}

#[test]
fn parts_of_an_element_are_called_by_it() {
    let found = body(
        "<div xml:id='d'>a<p xml:id='p1'>b <list><item xml:id='i'>c<list><item>d</item></list>e</item></list> f\
         <table><row><cell>g</cell></row></table> h</p><p xml:id='p1.3'>i</p>j<p>k <list><item>l</item></list> m</p></div>",
    );
    let said = |wanted: &str| assert!(found.contains(wanted), "{wanted}: {found}");
    said("Block #d.2 “a”");
    said("Paragraph #p1 “b”");
    said("Item #i [•] “c”");
    said("#i.2 “e”");
    // The second is an identifier of the file.
    said("#p1.2 “f”");
    said("#p1.4 “h”");
    said("Block #d.3 “j”");
    said("Paragraph “m”");
}

#[test]
fn missing_ids_get_proposals_that_are_free() {
    let text = with_body(
        "<div xml:id='challenges'><head>Challenges</head><p xml:id='challenges-p1'>a</p><p xml:id='challenges-p3'>b</p>
<p>c <list><item>d</item></list> e</p></div><div><head xml:id='h'>The Future, of it</head><p>f</p></div><table><row><cell/></row></table>",
    );
    let (document, _) = read_ok(&text);
    assert_eq!(
        list(&missing_ids(&document)),
        "1:105 missing-id “head” has no xml:id, so it cannot be translated | add xml:id=\"challenges-head\"
2:1 missing-id “p” has no xml:id, so it cannot be translated | add xml:id=\"challenges-p4\"
2:12 missing-id “item” has no xml:id, so it cannot be translated | add xml:id=\"challenges-item1\"
2:91 missing-id “p” has no xml:id, so it cannot be translated | add xml:id=\"the-future-of-it-p1\"
"
    );
}

#[test]
fn an_item_keeps_its_id_until_a_paragraph_has_text_for_it() {
    let text = with_body(
        "<list><item xml:id='a'><p><hi> </hi></p>x</item><item xml:id='b'><p>y</p>z</item><item><p/>v</item></list>",
    );
    let (document, _) = read_ok(&text);
    let dump = dump(&document);
    for unit in ["Item #a [•] “x”", "Item #b [•] “y”", "Item #b.2 “z”"] {
        assert!(dump.contains(unit), "{dump}");
    }
    let missing = list(&missing_ids(&document));
    // Nothing that has an identifier is to be given another.
    assert_eq!(missing.lines().count(), 1, "{missing}");
    assert!(missing.contains("“item” has no xml:id"), "{missing}");
}

#[test]
fn the_first_edition() {
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/sources/korea-us-relationship.xml")).unwrap();
    let (document, diagnostics) = read(&file(&text));
    let document = document.unwrap();
    assert_eq!(list(&diagnostics), "");
    assert_eq!(list(&missing_ids(&document)), "");
    let units: Vec<_> = document
        .nodes
        .iter()
        .filter_map(|node| match node {
            Node::Unit(unit) => Some(unit),
            _ => None,
        })
        .collect();
    let ids: Vec<_> = units.iter().filter_map(|unit| unit.id.as_deref()).collect();
    assert_eq!(
        ids,
        [
            "title",
            "subtitle",
            "speaker",
            "role",
            "occasion",
            "significance-head",
            "significance-p1",
            "significance-p2",
            "challenges-head",
            "challenges-p1",
            "challenges-p2",
            "challenges-p3",
            "future-head",
            "future-p1",
            "future-p2",
            "future-p3",
            "future-p4",
            "closing-note",
        ]
    );
    assert_eq!(units[4].role, Role::Occasion);
    assert_eq!(
        inlines(&units[4].content),
        "Dinner hosted by the <orgName>Korea Society</>, <placeName>New York</>, <date 2004-09-23>23 September [2004]</>"
    );
    assert!(inlines(&units[12].content) == "The Future of Korea-U.S. relations");
    assert_eq!(document.header.authors, ["Ban Ki-moon"]);
    assert_eq!(document.header.keywords.len(), 6);
}

#[test]
fn dedications() {
    check(
        "<div type='dedication'><head>To</head><p>a</p><p rend='right'>b</p><lg><l>c</l></lg></div><div type='letter'><p>d</p></div>",
        "
        Section
          Head { level: 1 } “To”
          Block center “a”
          Block end “b”
          Stanza
            VerseLine “c”
        Section
          Paragraph “d”
        ",
    );
}
