//! Entities: those that a DOCTYPE declares, those that it leaves to other files, and those that do harm.

use super::{dump, file, list, read_ok, with_body};
use crate::diagnostic::Severity;
use crate::tei::{new_ids, read};

/// A file whose DOCTYPE has a subset.
fn with_subset(subset: &str, body: &str) -> String {
    format!("<!DOCTYPE TEI [{subset}]>\n{}", with_body(body))
}

/// What the body becomes, of a file of which nothing is to be said.
fn set(subset: &str, body: &str) -> String {
    let (document, diagnostics) = read_ok(&with_subset(subset, body));
    assert_eq!(list(&diagnostics), "");
    dump(&document).strip_prefix("TitleBlock\n").unwrap().to_owned()
}

/// What is said of a file, from a place in its second line on.
fn said(subset: &str, body: &str) -> String {
    list(&read(&file(&with_subset(subset, body))).1)
}

#[test]
fn characters() {
    let subset = "<!-- <!ENTITY a 'no'> --><!ENTITY a \"é &#38;#38; &lt; > ]\"><!ENTITY a 'two'><?x <!ENTITY b 'no'>?>";
    assert_eq!(set(subset, "<p>&a;</p>"), "Paragraph “é & < > ]”\n");
    // A number is resolved in the declaration, all else in the text.
    assert_eq!(set("<!ENTITY a '&#38;#60;p>&#x26;amp;'>", "<p>&a;</p>"), "Paragraph “<p>&”\n");
    assert_eq!(set("<!ENTITY a '&b; &b;'><!ENTITY b 'c&d;'><!ENTITY d '&#233;'>", "<p>&a;</p>"), "Paragraph “cé cé”\n");
    assert_eq!(set("<!ENTITY a '&#38;#10;'>", "<p>x&a;y</p>"), "Paragraph “x y”\n");
}

#[test]
fn markup() {
    let subset = "<!ENTITY a '<p xml:id=\"a\" rend=\"italic\">To <hi>&b;</hi></p>'><!ENTITY b 'the <q>Queen</q> &c;'><!ENTITY c '&#60;lb/>of'>";
    assert_eq!(
        set(subset, "<div><head>x</head>&a;<p>&b; it</p></div>"),
        "Section\n  Head { level: 1 } “x”\n  Paragraph #a italic “To <hi=Emphasis>the <q>Queen</>⏎of</>”\n  Paragraph “the <q>Queen</>⏎of it”\n",
    );
    assert_eq!(set("<!ENTITY a '<![CDATA[<&]]><!-- & --><?x?>'>", "<p>&a;</p>"), "Paragraph “<&”\n");
    // Prefixes are those of the place where the reference stands.
    let (document, diagnostics) = read_ok(
        "<!DOCTYPE t:text [<!ENTITY a '<t:p>x<u:q xmlns:u=\"http://www.tei-c.org/ns/1.0\">y</u:q></t:p>'>]>\
         <t:text xmlns:t='http://www.tei-c.org/ns/1.0' xml:lang='en'>&a;<t:p>z</t:p></t:text>",
    );
    assert_eq!(list(&diagnostics), "");
    assert!(dump(&document).ends_with("Paragraph “z”\n"));
}

#[test]
fn attributes() {
    let subset = "<!ENTITY a 'b&#10;c&d;'><!ENTITY d '&#38;lt;&quot;'>";
    let (document, diagnostics) = read_ok(&with_subset(subset, "<p>x<ref target='&a;'>y</ref></p>"));
    assert_eq!(list(&diagnostics), "");
    assert!(dump(&document).contains("<ref b c<\">y</>"), "{}", dump(&document));
    for (subset, expected) in [
        (
            "<!ENTITY a '<b/>'>",
            "the entity “a” holds “<”, which cannot stand in an attribute (1:16 it is declared here)",
        ),
        ("<!ENTITY a '&b;'><!ENTITY b '&#60;'>", "the entity “b” holds “<”, which"),
        ("<!ENTITY a '&#38; b'>", "in the entity “a”, “&” stands alone"),
        ("<!ENTITY a '&a;'>", "the entity “a” holds itself"),
        ("<!ENTITY a SYSTEM 'b'>", "the entity “a” is left out: it is another file, “b”"),
        ("", "the entity “a” is not declared"),
    ] {
        let said = said(subset, "<p n='&a;'>x</p>");
        assert!(said.starts_with(&format!("2:86 xml-syntax {expected}")), "{said}");
    }
}

#[test]
fn parameter_entities() {
    let subset = "<!ENTITY % a \"<!ENTITY x 'one'><!ENTITY &#37; c '<!ENTITY y \\\"&#38;#233;\\\">'>&#37;c;\">\n%a;";
    assert_eq!(set(&subset.replace('\\', ""), "<p>&x;</p>"), "Paragraph “one”\n");
    assert_eq!(
        set("<!ENTITY % a '<!ENTITY x \"<q>one</q>\">'> %a; %b; % <!ENTITY y 'z'>", "<p>&x;&y;</p>"),
        "Paragraph “<q>one</>z”\n"
    );
    assert!(
        said("<!ENTITY % a '&#37;b;'><!ENTITY % b '&#37;a;'>%a;", "<p>x</p>")
            .contains("xml-syntax the parameter entity “a” holds itself")
    );
    let bomb: String =
        (1..12).map(|n| format!("<!ENTITY % l{n} '{}'>", format!("&#37;l{};", n - 1).repeat(10))).collect();
    let said = said(&format!("<!ENTITY % l0 ''>{bomb}%l11;"), "<p>x</p>");
    assert!(said.contains("xml-syntax the parameter entities of this file stand for more than"), "{said}");
}

#[test]
fn other_files_are_left_out() {
    let subset = "<!ENTITY a SYSTEM 'a.xml'><!ENTITY b PUBLIC '-//x' \"http://b\"><!ENTITY c SYSTEM 'c.png' NDATA PNG><!ENTITY d '<hi>&a;</hi>'>";
    let (document, diagnostics) = read_ok(&with_subset(subset, "<p>x &a;y &b;z&d;</p>"));
    assert_eq!(dump(&document), "TitleBlock\nParagraph “x y z<hi=Emphasis></>”\n");
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Warning));
    let help = "put the file’s text in place of the reference";
    assert_eq!(
        list(&diagnostics),
        format!(
            "2:85 not-fetched the entity “a” is left out: it is another file, “a.xml”, and other files are never fetched (1:16 it is declared here) | {help}
2:90 not-fetched the entity “b” is left out: it is another file, “http://b”, and other files are never fetched (1:42 it is declared here) | {help}
"
        )
    );
    assert!(said(subset, "<p>&c;</p>").starts_with("2:83 xml-syntax the entity “c” is no text"));
}

#[test]
fn names_of_characters_are_known_where_a_dtd_may_declare_them() {
    let body = with_body("<p n='&agr;'>caf&eacute; &mdash; &lsquo;x&rsquo; &Aacgr; &fflig; &half; &acy;</p>");
    for doctype in [
        "<!DOCTYPE TEI.2 SYSTEM 'tei2.dtd'>",
        "<!DOCTYPE TEI.2 PUBLIC \"-//TEI P4//DTD Main Document Type//EN\" \"http://www.tei-c.org/tei2.dtd\" [<!ENTITY x 'y'>]>",
        "<!DOCTYPE TEI.2 [<!ENTITY % ISOlat1 PUBLIC 'ISO 8879' 'iso-lat1.ent'> %ISOlat1;]>",
    ] {
        let (document, diagnostics) = read_ok(&format!("{doctype}{body}"));
        assert_eq!(dump(&document), "TitleBlock\nParagraph “café — ‘x’ Ά ﬀ ½ а”\n");
        assert_eq!((diagnostics.len(), diagnostics[0].severity), (1, Severity::Note), "{}", list(&diagnostics));
        assert!(list(&diagnostics).contains("not-fetched the "), "{}", list(&diagnostics));
    }
    let (document, diagnostics) =
        read_ok(&format!("<!DOCTYPE TEI.2 SYSTEM 'tei2.dtd'>{}", with_body("<p>a&logo;b</p>")));
    assert_eq!(dump(&document), "TitleBlock\nParagraph “ab”\n");
    assert!(list(&diagnostics).contains("not-fetched the entity “logo” is left out: the file does not declare it"));
    let said = list(&read(&file(&with_body("<p>&mdash;&shy;&nonsense;</p>"))).1);
    assert!(said.contains("“mdash” is not declared | write — itself, or &#8212;\n"), "{said}");
    assert!(said.contains("“shy” is not declared | write &#173;\n"), "{said}");
    assert!(said.contains("“nonsense” is not declared | write the characters themselves"), "{said}");
}

#[test]
fn an_entity_is_well_formed_by_itself() {
    for (subset, expected) in [
        (
            "<!ENTITY a '</p>'>",
            "in the text of the entity “a”, “</p>” closes no open element (1:16 it is declared here)",
        ),
        ("<!ENTITY a '<hi>b'>", "in the text of the entity “a”, “hi” is not closed before the end"),
        ("<!ENTITY a '<hi'>", "in the text of the entity “a”, this tag is not closed"),
        ("<!ENTITY a '<x:hi/>'>", "in the text of the entity “a”, the namespace prefix “x” is not declared"),
        ("<!ENTITY a ']]>'>", "in the text of the entity “a”, “]]>” stands in the text"),
        ("<!ENTITY a '&#38;b'>", "in the text of the entity “a”, “&” stands alone"),
        ("<!ENTITY a '&b;'><!ENTITY b '<hi></b>'>", "in the text of the entity “b”, “</b>” closes no open"),
        ("<!ENTITY a '<!DOCTYPE b>'>", "in the text of the entity “a”, a DOCTYPE cannot stand here"),
        ("<!ENTITY a '&a;'>", "in the text of the entity “a”, the entity “a” holds itself"),
        ("<!ENTITY a 'x&b;'><!ENTITY b 'y&a;'>", "in the text of the entity “b”, the entity “a” holds itself"),
    ] {
        let said = said(subset, "<p>&a;</p>");
        assert!(said.starts_with(&format!("2:83 xml-syntax {expected}")), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn they_do_not_grow_without_bounds() {
    let large = format!("<!ENTITY a '{}'>", "x".repeat(100_000));
    assert!(said(&large, &"<p>&a;</p>".repeat(1000)).contains("the entities of this file stand for more than"));
    for first in ["", "lol", "<lb/>"] {
        let laughs: String =
            (1..12).map(|n| format!("<!ENTITY l{n} '{}'>", format!("&l{};", n - 1).repeat(10))).collect();
        let subset = format!("<!ENTITY l0 '{first}'>{laughs}");
        for body in ["<p>&l11;</p>", "<p n='&l11;'>x</p>"] {
            let said = said(&subset, body);
            assert!(
                said.lines().any(|line| line.contains("stand for more than") || line.contains("holds “<”")),
                "{said}"
            );
            assert_eq!(said.lines().count(), 1, "{said}");
        }
    }
    let chain: String = (1..40).map(|n| format!("<!ENTITY l{n} '&l{};'>", n - 1)).collect();
    assert!(said(&chain, "<p>&l39;</p>").contains("entities stand in each other more than 16 deep, down to “l23”"));
    let deep = format!("<!ENTITY a '{}'>", "<hi>".repeat(2000));
    assert!(said(&deep, "<p>&a;</p>").contains("elements stand in each other more than 1000 deep"));
}

#[test]
fn no_identifier_is_inserted_into_a_reference() {
    let text = with_subset("<!ENTITY a '<p>x</p>'>", "<p>one</p>&a;<p>two</p>");
    let (document, _) = read_ok(&text);
    let (insertions, loose) = new_ids(&document, []);
    let mut after = text.clone();
    for (at, attribute) in insertions.iter().rev() {
        after.insert_str(*at, attribute);
    }
    assert!(
        after.ends_with("<p xml:id=\"text-p1\">one</p>&a;<p xml:id=\"text-p3\">two</p></body></text></TEI>"),
        "{after}"
    );
    assert_eq!(
        list(&loose),
        "2:90 missing-id this text stands in an entity, where no xml:id can be inserted | write xml:id=\"text-p2\" in the DOCTYPE, or the text in place of the reference\n"
    );
}
