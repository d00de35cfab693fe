//! Forms of text that readers know: what a source means by them is seen in both outputs.

use std::fs;

use lopdf::{Dictionary, Document, Object};

use crate::read::File;
use crate::support::{built, built_from, main_of, texts};

/// The links of the PDF, and the names of places.
fn links(pdf: &[u8]) -> (usize, usize) {
    let document = Document::load_mem(pdf).unwrap();
    let is_link =
        |dictionary: &&Dictionary| dictionary.get(b"Subtype").is_ok_and(|name| *name == Object::Name(b"Link".to_vec()));
    let dictionaries = || document.objects.values().filter_map(|object| object.as_dict().ok());
    let names = |dictionary: &Dictionary| {
        dictionary.get(b"Names").and_then(Object::as_array).map_or(0, |names| names.len() / 2)
    };
    (dictionaries().filter(is_link).count(), dictionaries().map(names).max().unwrap())
}

#[test]
fn a_reference_leads_to_whatever_has_the_identifier() {
    let targets = [
        ("pb", "<p>a <pb n=\"2\" xml:id=\"x\"/>b</p>"),
        ("pb between blocks", "<pb xml:id=\"x\"/><p>a</p>"),
        ("pb in a cell", "<table><row><cell>a</cell><cell>b <pb n=\"4\" xml:id=\"x\"/>c</cell></row></table>"),
        ("anchor", "<p>a <anchor xml:id=\"x\"/>b</p>"),
        ("word", "<p>a <w xml:id=\"x\">b</w></p>"),
        ("line", "<p>a <lb xml:id=\"x\"/>b</p>"),
        ("name", "<p xml:id=\"p\">a <name xml:id=\"x\">b</name></p>"),
        ("text", "<floatingText xml:id=\"x\"><body><p>a</p></body></floatingText>"),
        ("group", "<listBibl xml:id=\"x\"><bibl>a</bibl></listBibl>"),
        ("section", "<div xml:id=\"x\"><p>a</p></div>"),
    ];
    let before = links(&fs::read(built("<p>see 2</p>").path().join("out/a.en.pdf")).unwrap()).0;
    for (name, target) in targets {
        let folder = built(&format!("<p>see <ref target=\"#x\">2</ref></p>{target}"));
        let page = main_of(&folder);
        assert!(page.contains("<a href=\"#x\">2</a>") && page.contains(" id=\"x\""), "{name}: {page}");
        let (links, names) = links(&fs::read(folder.path().join("out/a.en.pdf")).unwrap());
        assert!(links == before + 1 && names > 0, "{name}: {links} links, {names} names");
    }
}

#[test]
fn the_label_of_an_item_is_its_number() {
    let folder = built("<list type=\"ordered\"><label>(a)</label><item>one</item><label>(b)</label><item>two</item></list>
        <list rend=\"lettered\"><item>three</item></list><list type=\"ordered\" rend=\"upper-roman\"><item>four</item><item>five</item></list>");
    for text in texts(&folder) {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(text.contains("(a)one(b)twoa.threeI.fourII.five"), "{text}");
    }
    assert!(main_of(&folder).contains("<span class=\"marker\">(a)</span> one"));
}

#[test]
fn the_parts_of_an_utterance_are_paragraphs() {
    let folder = built(
        "<u><seg xml:id=\"a\">one</seg> <note type=\"comment\">[noise]</note> <seg xml:id=\"b\">two <note type=\"comment\">bell</note></seg></u>",
    );
    let page = main_of(&folder);
    for row in [
        "<div class=\"row cells paragraph\" id=\"a\">",
        "<div class=\"row cells stage\">",
        "<div class=\"row cells paragraph\" id=\"b\">",
        "<span class=\"direction\">bell</span>",
    ] {
        assert!(page.contains(row), "{row} {page}");
    }
    assert!(!page.contains("doc-noteref"), "{page}");
}

#[test]
fn a_corpus_has_its_own_title() {
    let document = |name: &str| {
        format!(
            "<TEI><teiHeader><fileDesc><titleStmt><title>{name}</title></titleStmt></fileDesc></teiHeader><text><front><titlePage><titlePart>Page {name}</titlePart></titlePage></front><body><p>{name}</p></body></text></TEI>"
        )
    };
    let header = "<teiHeader><fileDesc><titleStmt><title>All of it</title></titleStmt></fileDesc></teiHeader>";
    let folder =
        built_from(&format!("<teiCorpus xml:lang=\"en\">{header}{}{}</teiCorpus>", document("one"), document("two")));
    let html = fs::read_to_string(folder.path().join("out/a.en.html")).unwrap();
    assert!(html.contains("<title>All of it</title>") && html.matches("<h1").count() == 1, "{html}");
    assert_eq!(main_of(&folder).matches("<h2 class").count(), 2, "each document has a heading");
}

#[test]
fn an_enclosed_text_is_set_off() {
    let page = main_of(&built(
        "<p>before</p><floatingText><body><head>In</head><p>inside</p></body></floatingText><p>after</p>",
    ));
    let (before, rest) = page.split_once("<blockquote>").unwrap();
    let (inside, after) = rest.split_once("</blockquote>").unwrap();
    assert!(before.contains("before") && inside.contains("inside") && after.contains("after"), "{page}");
}

#[test]
fn members_of_a_group_of_a_cast_stand_below_its_head() {
    let page = main_of(&built(
        "<castList><castItem>King</castItem><castGroup><head>Lords</head><castItem>A</castItem></castGroup><castItem>Fool</castItem></castList>",
    ));
    let group = page.split("<div class=\"list\">").nth(2).unwrap().split("</ul>").next().unwrap();
    assert!(group.contains('A') && !group.contains("Fool") && !group.contains("King"), "{page}");
}

#[test]
fn added_marks_belong_to_the_text_around_a_quotation() {
    let folder = built("<p>He said <quote xml:lang=\"he\">שלום (עולם)</quote>, a <gloss>greeting</gloss>.</p>");
    let page = main_of(&folder);
    assert!(page.contains("“<span lang=\"he\" dir=\"rtl\">שלום (עולם)</span>”</span>, a "), "{page}");
    let file = File::read(&fs::read(folder.path().join("out/a.en.pdf")).unwrap());
    let runs = file.runs(0, &file.texts());
    let left_of = |c: char| runs.iter().find(|run| run.text.contains(c)).unwrap().x;
    assert!(left_of('“') < left_of('ש') && left_of('ש') < left_of('”'), "{runs:?}");
    assert!(texts(&folder)[1].contains("“greeting”"));
}
