//! A document as its catalogs see it.

use proptest::prelude::*;

use super::*;
use crate::catalog::write::pattern;
use crate::edition::telling::Telling;
use crate::edition::{overlay, source};
use crate::text::{Node, Unit};

fn unit<'a>(document: &'a Document, id: &str) -> &'a Unit {
    let mut units =
        document.nodes.iter().filter_map(|node| if let Node::Unit(unit) = node { Some(unit) } else { None });
    units.find(|unit| unit.id.as_deref() == Some(id)).expect("a unit")
}

#[test]
fn units_have_sections_and_texts() {
    let body = "<div><head xml:id=\"h\">One</head><p xml:id=\"a\">A <term xml:id=\"t1\">b</term> <term>c</term> &amp; <hi xml:id=\"i\">{d}</hi><lb/>e\
        <note xml:id=\"n\">Note</note></p><div><head xml:id=\"h2\">Two</head><p xml:id=\"b\">B</p></div><p xml:id=\"c\"><ptr target=\"#a\"/></p></div>\
        <note xml:id=\"end\" place=\"end\"/><p xml:id=\"last\">Last</p>";
    let units = source::units(&document(body));
    let list: Vec<String> =
        units.list.iter().map(|unit| format!("{}/{} {}", units.sections[unit.section], unit.id, unit.text)).collect();
    assert_eq!(
        list,
        [
            "One/h One",
            "One/a A <term xml:id=\"t1\">b</term> <term>c</term> &amp; <hi>{d}</hi><lb/>e<note xml:id=\"n\"/>",
            "One/n Note",
            "Two/h2 Two",
            "Two/b B",
            "One/c <ptr>A b c &amp; {d} …</ptr>",
            "/last Last",
        ]
    );
    assert_eq!((units.title.as_str(), units.path.as_str()), ("A Title", "sources/doc.xml"));
}

#[test]
fn stubs_show_what_tells_tags_from_each_other() {
    let shown = |text: &str| {
        let units = units(&document(&format!("<p xml:id=\"p\">{text}</p>")));
        let unit = units.find("p").expect("a unit");
        // What a translation is made from is without it.
        assert_eq!(unit.shown.is_some(), unit.shown() != unit.text, "{unit:?}");
        unit.shown().to_owned()
    };
    for (text, wanted) in [
        (
            "<ref target=\"#a\" n=\"1\">a</ref> <ref target=\"http://x/{b}\">b</ref>",
            "<ref target=\"#a\">a</ref> <ref target=\"http://x/&#123;b&#125;\">b</ref>",
        ),
        (
            "<hi rend=\"bold\">a</hi> <hi rend=\"i\">b</hi> <hi>c</hi>",
            "<hi rend=\"bold\">a</hi> <hi rend=\"i\">b</hi> <hi>c</hi>",
        ),
        (
            "<title level=\"a\">a</title> <title level=\"j\">b</title>",
            "<title level=\"a\">a</title> <title level=\"j\">b</title>",
        ),
        (
            "<ref target=\"#a\" xml:id=\"r\">a</ref> <ref target=\"#b\">b</ref>",
            "<ref xml:id=\"r\">a</ref> <ref target=\"#b\">b</ref>",
        ),
        // One alone, those that do the same, those that say what no edition shows, and what needs not be kept.
        ("<ref target=\"#a\">a</ref> <hi rend=\"bold\">b</hi>", "<ref>a</ref> <hi>b</hi>"),
        ("<ref target=\"#a\">a</ref> <ref target=\"#a\">b</ref>", "<ref>a</ref> <ref>b</ref>"),
        (
            "<persName key=\"a\">a</persName> <persName key=\"b\">b</persName>",
            "<persName>a</persName> <persName>b</persName>",
        ),
        ("<del rend=\"bold\">a</del> <del>b</del>", "<del>a</del> <del>b</del>"),
    ] {
        assert_eq!(shown(text), wanted);
    }
}

#[test]
fn texts_agree_whatever_attributes_they_have() {
    for (unit, message, same) in [
        ("a <q>b</q>", "a <q>b</q>", true),
        ("a <q>b</q>", "a  <q xml:id=\"x\">b</q>", true),
        ("a <q>b</q>", "a <emph>b</emph>", false),
        ("<note xml:id=\"n\"/>", "<note xml:id=\"m\"/>", false),
        ("a", "<q>", false),
    ] {
        assert_eq!(source::agrees(unit, message), same, "{unit} {message}");
    }
}

#[test]
fn what_is_outdated_is_told_and_no_edition() {
    let (document, langs) =
        (document("<p xml:id=\"a\">One</p><p xml:id=\"b\">Two</p><p xml:id=\"c\">Three</p>"), langs(&["en", "ko"]));
    let lock = "version = 1\n[[unit]]\nid = \"a\"\nsource = \"Once\"\ntranslation = \"0\"\n[[unit]]\nid = \"b\"\nsource = \"Twice\"\n\
                [[unit]]\nid = \"c\"\nsource = \"Three\"\n";
    let lock = catalog::lock::Lock::read(&file("translations/ko/doc.lock", lock)).expect("a lock");
    let catalogs = [korean("a = 하나\nb = 둘\nc = 셋\n").with_lock(lock)];
    let input = Input { document: &document, langs: &langs, catalogs: &catalogs, interfaces: &[] };
    let told: Vec<String> = said(&align(&input, Options { draft: false }).1);
    assert_eq!(
        told,
        [
            "revised-message doc.ftl:1:1 “a”: the translation of `a` was revised after its source changed, but not confirmed: [-Once-]{+One+} \
             → if it says what the source says now, confirm it with `enface accept doc --lang ko a`",
            "outdated-message doc.ftl:2:1 “b”: the source of `b` has changed since it was translated: [-Twice-]{+Two+} \
             → revise the translation and confirm it with `enface accept doc --lang ko b`; if it is still right, confirm it as it is",
        ]
    );
    let (edition, told) = align(&input, Options { draft: true });
    assert_eq!(said(&told), NONE);
    let shown = dump(&edition);
    for row in [
        "a Paragraph | Source en: One | Outdated en: One",
        "b Paragraph | Source en: Two | Outdated en: Two",
        "c Paragraph | Source en: Three | Translated ko: 셋",
    ] {
        assert!(shown.contains(row), "{shown}");
    }
    assert_eq!(edition.labels[1].draft.text, "초고: 전체 4개 대목 중 2개가 번역 후 원문이 바뀜");
    let pending: Vec<String> =
        edition.pending.iter().flat_map(|row| &row.cells).map(|cell| crate::text::plain(&cell.content)).collect();
    let list = [
        "Still to be translated",
        "번역·수정이 필요한 대목",
        "One",
        "번역 후 원문이 바뀜",
        "Two",
        "번역 후 원문이 바뀜",
    ];
    assert_eq!(pending, list);
}

/// The markup of a unit. `@` stands for a number that no other element has.
fn inline() -> impl Strategy<Value = String> {
    let text = "([a-z]{1,3}|[ \n]|[{}.*#=\\[\\]\"“’가-]|&amp;|&lt;|\\]\\]&gt;|&#160;|&#x85;|&#9;|&#13;){1,6}";
    let leaf = prop_oneof![
        8 => proptest::string::string_regex(text).expect("an expression"),
        1 => Just("<lb/>".to_owned()),
        1 => Just("<note xml:id=\"n@\">Note</note>".to_owned()),
        1 => Just("<ptr target=\"#x\"/>".to_owned()),
        1 => Just("<gap/>".to_owned()),
        1 => Just("<choice><sic>a</sic><corr>b</corr></choice>".to_owned()),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let tags = [
            "emph",
            "hi rend=\"italic\"",
            "q",
            "foreign xml:lang=\"fr\"",
            "term xml:id=\"t@\"",
            "date when=\"2004\"",
            "ref target=\"#y\"",
            "term",
        ];
        (proptest::sample::select(tags.to_vec()).prop_map(str::to_owned), proptest::collection::vec(inner, 1..4))
            .prop_map(|(tag, inner)| {
                let name = tag.split(' ').next().unwrap_or_default().to_owned();
                format!("<{tag}>{}</{name}>", inner.concat())
            })
    })
}

proptest! {
    /// A message of what a unit holds says, laid over the unit, the same.
    #[test]
    fn a_unit_is_read_again_from_its_message(parts in proptest::collection::vec(inline(), 1..5)) {
        let mut body = String::new();
        for (at, part) in parts.concat().split('@').enumerate() {
            body += &if at == 0 { part.to_owned() } else { format!("{at}{part}") };
        }
        let document = document(&format!("<p xml:id=\"p\">word {body}</p>"));
        let unit = unit(&document, "p");
        let text = source::message(&unit.content);
        let (catalog, diagnostics) =
            catalog::read(&Lang::new("en"), Some(&file("en.ftl", &format!("p = {}\n", pattern(&text)))), None);
        prop_assert_eq!(diagnostics, []);
        let formatted = catalog.format("p").expect("a message").text;
        prop_assert_eq!(&formatted, &text);
        let mut content = tei::fragment(&formatted).expect("markup");
        overlay::overlay(&unit.content, &mut content, &Telling::default());
        prop_assert_eq!(markup(&content), markup(&unit.content));
    }
}
