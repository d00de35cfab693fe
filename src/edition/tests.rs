mod source;

use std::fmt::Write;
use std::sync::Arc;

use super::*;
use crate::catalog::{self, Catalog};
use crate::diagnostic::{Diagnostic, Severity};
use crate::tei::{self, Document};
use crate::text::{Direction, TableCell};

mod colophon;

/// All that is wrong with a document, its messages, and its reference file.
fn check(input: &Input<'_>, reference: Option<&Catalog>) -> Vec<Diagnostic> {
    let (_, mut found) = align(input, Options { draft: false });
    found.extend(reference.into_iter().flat_map(|reference| differences(input.document, reference)));
    crate::diagnostic::sort(&mut found);
    found
}

fn file(name: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile { name: name.to_owned(), text: text.to_owned() })
}

/// A document with `body` in its body.
fn document(body: &str) -> Document {
    let header = "<teiHeader><fileDesc><titleStmt><title>A Title</title><title xml:lang=\"ko\">제목</title>\
        <author>A. Author</author></titleStmt></fileDesc></teiHeader>";
    let text = format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\">{header}\n<text><body>\n{body}\n</body></text></TEI>\n"
    );
    let (document, diagnostics) = tei::read(&file("sources/doc.xml", &text));
    // Pointers need lead nowhere here.
    let wrong: Vec<_> = diagnostics.into_iter().filter(|one| one.code != "dangling-pointer").collect();
    assert_eq!(wrong, []);
    document.expect("a document")
}

fn korean(messages: &str) -> Catalog {
    let terms = file("translations/ko/terms.ftl", "-korea = 한국\n-marked = <term>용어</term>\n-half = <term>반\n");
    let (catalog, diagnostics) =
        catalog::read(&Lang::new("ko"), Some(&file("translations/ko/doc.ftl", messages)), Some(&terms));
    assert!(diagnostics.is_empty() || messages.contains("broken"), "{diagnostics:#?}");
    catalog
}

fn langs(tags: &[&str]) -> Vec<Lang> {
    tags.iter().map(|tag| Lang::new(tag)).collect()
}

fn said(diagnostics: &[Diagnostic]) -> Vec<String> {
    let one = |found: &Diagnostic| {
        let place = found.place.as_ref().map_or(String::new(), |place| {
            let (line, column) = place.line_column();
            let file = place.file.name.rsplit('/').next().unwrap_or_default();
            format!(" {file}:{line}:{column} “{}”", &place.file.text[place.span.clone()])
        });
        let sign = if found.severity == Severity::Error { "" } else { "(warning) " };
        format!("{sign}{}{place}: {} → {}", found.code, found.message, found.help.as_deref().unwrap_or("-"))
    };
    diagnostics.iter().map(one).collect()
}

/// Aligns a body with Korean messages: the edition as text, and what was said.
fn bilingual(body: &str, messages: &str, draft: bool) -> (String, Vec<String>) {
    let (document, catalog, langs) = (document(body), korean(messages), langs(&["en", "ko"]));
    let input = Input { document: &document, langs: &langs, catalogs: &[catalog], interfaces: &[] };
    let (edition, diagnostics) = align(&input, Options { draft });
    (dump(&edition), said(&diagnostics))
}

/// The second column of the rows that have an id.
fn cells(body: &str, messages: &str) -> (Vec<String>, Vec<String>) {
    let (document, catalog, langs) = (document(body), korean(messages), langs(&["en", "ko"]));
    let input = Input { document: &document, langs: &langs, catalogs: &[catalog], interfaces: &[] };
    let (edition, diagnostics) = align(&input, Options::default());
    let rows = edition.parts.iter().filter_map(|part| if let Part::Row(row) = part { Some(row) } else { None });
    (rows.filter(|row| row.id.is_some()).map(|row| markup(&row.cells[1].content)).collect(), said(&diagnostics))
}

fn dump(edition: &Edition) -> String {
    let mut out = String::new();
    for part in &edition.parts {
        match part {
            Part::Open(group) => writeln!(out, "({:?} {}", group.kind, group.id.as_deref().unwrap_or("-")),
            Part::Close => writeln!(out, ")"),
            Part::Row(row) => {
                let number = row.number.map_or(String::new(), |number| format!(" #{number}"));
                let cells: Vec<String> = row
                    .cells
                    .iter()
                    .map(|cell| format!("{:?} {}: {}", cell.status, cell.lang, markup(&cell.content)))
                    .collect();
                writeln!(out, "{} {}{number} | {}", row.id.as_deref().unwrap_or("-"), role(row.role), cells.join(" | "))
            }
        }
        .expect("a string can be written to");
    }
    out
}

/// A role in a word, with what is special to it.
fn role(role: Role) -> String {
    match role {
        Role::Cell(TableCell { columns: 1, rows: 1, head }) => if head { "Cell head" } else { "Cell" }.to_owned(),
        _ => format!("{role:?}"),
    }
}

fn markup(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text(text) => out.push_str(&text.text),
            Inline::Break(_) => out.push_str("<lb/>"),
            Inline::Milestone(milestone) => write!(out, "<pb {}/>", milestone.n).expect("written"),
            Inline::NoteMark(mark) => write!(out, "<note {}/>", mark.id.as_deref().unwrap_or("-")).expect("written"),
            Inline::Element(element) => {
                let given = &element.attributes;
                write!(out, "<{}", element.name).expect("written");
                let lang = given.lang.as_ref().map(Lang::as_str);
                for (name, value) in [
                    ("id", given.id.as_deref()),
                    ("lang", lang),
                    ("target", given.target.as_deref()),
                    ("when", given.when.as_deref()),
                ] {
                    if let Some(value) = value {
                        write!(out, " {name}={value}").expect("written");
                    }
                }
                let rend = [("italic", given.rend.italic), ("bold", given.rend.bold)];
                rend.iter().filter(|(_, is)| *is).for_each(|(name, _)| write!(out, " {name}").expect("written"));
                write!(out, ">{}</{}>", markup(&element.content), element.name).expect("written");
            }
        }
    }
    out
}

const NONE: [&str; 0] = [];

#[test]
fn rows_groups_notes_and_titles() {
    let body = "<div xml:id=\"s\"><head xml:id=\"h\">Head</head>\n<p xml:id=\"p1\">One<note xml:id=\"n1\">First</note> two\
        <note xml:id=\"n2\">Second</note></p>\n<table><row><cell xml:id=\"i\"/><cell xml:id=\"j\">7</cell></row></table><p xml:id=\"p2\" xml:lang=\"fr\">Deux</p></div>";
    let messages = "h = 머리\np1 = <note xml:id=\"n2\"/>둘 <note xml:id=\"n1\"/>{ -korea }\nn1 = 첫째\nn2 = 둘째\nj = 일곱\np2 = 둘\n";
    let (edition, said) = bilingual(body, messages, false);
    assert_eq!(said, NONE);
    assert_eq!(
        edition,
        "(TitleBlock -\n- Title | Source en: A Title | Translated ko: 제목\n- Author | Source en: A. Author | Source en: A. Author\n)\n\
         (Section s\nh Head { level: 1 } | Source en: Head | Translated ko: 머리\n\
         p1 Paragraph | Source en: One<note n1/> two<note n2/> | Translated ko: <note n2/>둘 <note n1/>한국\n\
         n1 Note { anchored: true } #1 | Source en: First | Translated ko: 첫째\n\
         n2 Note { anchored: true } #2 | Source en: Second | Translated ko: 둘째\n\
         (Table -\n(TableRow -\ni Cell | Source en:  | Translated ko: \nj Cell | Source en: 7 | Translated ko: 일곱\n)\n)\n\
         p2 Paragraph | Source fr: Deux | Translated ko: 둘\n)\n"
    );
}

#[test]
fn metadata_titles_and_labels() {
    let (document, catalog) = (document("<p xml:id=\"p\">One</p>"), korean("p = 하나\n"));
    let langs = langs(&["ko", "en", "de"]);
    let input = Input { document: &document, langs: &langs, catalogs: &[catalog], interfaces: &[] };
    let (edition, _) = align(&input, Options { draft: true });
    assert_eq!((edition.name.as_str(), edition.source.as_str()), ("doc", "en"));
    assert_eq!(edition.titles, ["제목", "A Title", "A Title"]);
    assert_eq!(edition.metadata.authors, ["A. Author"]);
    let labels: Vec<_> =
        edition.labels.iter().map(|labels| (labels.language.as_str(), labels.draft.text.as_str())).collect();
    let draft = "Entwurf: 1 von 1 Textstellen ist nicht übersetzt";
    assert_eq!(labels, [("한국어", ""), ("English", ""), ("Deutsch", draft)]);
    assert_eq!(edition.langs[0].direction(), Direction::LeftToRight);
}

#[test]
fn one_language_needs_no_ids_and_no_messages() {
    let document = document("<p>One</p><p xml:id=\"b\">Two</p>");
    let langs = langs(&["en"]);
    let input = Input { document: &document, langs: &langs, catalogs: &[], interfaces: &[] };
    let (edition, diagnostics) = align(&input, Options::default());
    assert_eq!(said(&diagnostics), NONE);
    assert!(dump(&edition).contains("- Paragraph | Source en: One\n"));
    assert_eq!(said(&check(&input, None)), NONE);
}

#[test]
fn attributes_come_from_the_source() {
    let body = "<p xml:id=\"p\"><date when=\"2004\">a</date> <date when=\"2005\">b</date> <ref xml:id=\"r1\" target=\"#x\">c</ref> \
        <ref xml:id=\"r2\" target=\"#y\">d</ref> <foreign xml:lang=\"la\">e</foreign> <hi rend=\"italic\">f</hi></p>";
    let (found, said) = cells(
        body,
        "p = <foreign>라</foreign> <hi rend=\"bold\">마</hi> <ref xml:id=\"r2\">다</ref> <ref>나</ref> <date>가</date> <date when=\"2006\">나</date>\n",
    );
    assert_eq!(
        said,
        [
            "tag-mismatch doc.ftl:1:30 “rend=\"bold\"”: no `<hi>` of the source of `p` has the rend “bold” → take it away, or write that of one in the source: “italic”",
            "tag-mismatch doc.ftl:1:108 “when=\"2006\"”: no `<date>` of the source of `p` has the when “2006” → take it away, or write that of one in the source: “2004”, “2005”",
        ]
    );
    assert_eq!(
        found,
        ["<foreign lang=la>라</foreign> <hi bold>마</hi> <ref id=r2 target=#y>다</ref> <ref id=r1 target=#x>나</ref> \
          <date when=2004>가</date> <date when=2006>나</date>"]
    );
    // In another order without ids, the attributes stay in the source's order.
    let (found, _) =
        cells("<p xml:id=\"p\"><term><date when=\"1\">a</date></term></p>", "p = <date><term>가</term></date>\n");
    assert_eq!(found, ["<date when=1><term>가</term></date>"]);
}

#[test]
fn tags_are_those_whose_attributes_they_have() {
    let body = "<p xml:id=\"p\"><ref target=\"#a1\" n=\"1\">above</ref>, <ref target='http://x.org/?a&amp;b'>web</ref>, \
        <ref target=\"#a1\" n=\"2\">again</ref>, <hi rend=\"italic\">i</hi> <hi rend=\"bold\">b</hi> \
        <persName key=\"kim\">Kim</persName> <title level=\"a\">Art</title> in <title level=\"j\">J</title></p>";
    let rest = "<persName>김</persName> <title level=\"j\">지</title>의 <title>글</title>";
    let shown = |message: &str| cells(body, &format!("p = {message} {rest}\n"));
    let rest = "<persName>김</persName> <title>지</title>의 <title>“글”</title>";
    let bold_first = "<hi bold>굵</hi><hi italic>기</hi>";
    // In any order, those without attributes in that of the source among what is left.
    let (found, said) = shown(
        "<ref target=\"http://x.org/?a&amp;b\">웹</ref> <ref n=\"2\">또</ref> <ref>위</ref> <hi rend=\"bold\">굵</hi><hi>기</hi>",
    );
    assert_eq!(said, NONE);
    let web = "<ref target=http://x.org/?a&b>웹</ref>";
    assert_eq!(found, [format!("{web} <ref target=#a1>또</ref> <ref target=#a1>위</ref> {bold_first} {rest}")]);
    // What may be parted is the same one twice.
    let (found, said) = shown(
        "<ref>위</ref> <ref>웹</ref> <ref>또</ref> <hi rend=\"bold\">굵</hi><hi rend=\"italic\">기</hi><hi rend=\"bold\">게</hi>",
    );
    assert_eq!(said, NONE);
    assert!(found[0].contains("<hi bold>굵</hi><hi italic>기</hi><hi bold>게</hi>"), "{found:?}");
    // What no element has, what no element has together, and what one element alone has.
    let both = "<hi>기</hi><hi>굵</hi>";
    let (_, said) = shown(&format!(
        "<ref target=\"#b\">위</ref> <ref target=\"#a1\" n=\"3\">웹</ref> <ref type=\"x\">또</ref> {both}"
    ));
    let values = "take it away, or write that of one in the source";
    assert_eq!(
        said,
        [
            format!("tag-mismatch doc.ftl:1:10 “target=\"#b\"”: no `<ref>` of the source of `p` has the target “#b” → {values}: “#a1”, “http://x.org/?a&b”"),
            format!("tag-mismatch doc.ftl:1:48 “n=\"3\"”: no `<ref>` of the source of `p` has the n “3” → {values}: “1”, “2”"),
            "(warning) tag-attribute doc.ftl:1:67 “type=\"x\"”: `<ref>` of `p` has the attribute `type` → take it away: attributes come from the source".to_owned(),
        ]
    );
    let (_, said) = shown(&format!(
        "<ref n=\"1\">위</ref> <ref n=\"1\">웹</ref> <ref target=\"http://x.org/?a&amp;b\" n=\"2\">또</ref> {both}"
    ));
    assert_eq!(
        said,
        [
            "tag-mismatch doc.ftl:1:24 “<ref n=\"1\">”: `<ref n=\"1\">` stands in `p` more often than in its source → write the attributes of the one that is meant, or take them away",
            "tag-mismatch doc.ftl:1:43 “<ref target=\"http://x.org/?a&amp;b\" n=\"2\">”: no `<ref>` of the source of `p` has all of target=\"http://x.org/?a&b\" n=\"2\" → write the attributes of one in the source, or take them away",
        ]
    );
}

#[test]
fn marks_without_id_are_those_that_are_left() {
    let body =
        "<p xml:id=\"p\">a<note xml:id=\"n1\">A</note>b<note xml:id=\"n2\">B</note>c<note xml:id=\"n3\">C</note></p>";
    let notes = "n1 = 가\nn2 = 나\nn3 = 다\n";
    let (found, said) = cells(body, &format!("p = <note xml:id=\"n2\"/>가<note/>나<note/>\n{notes}"));
    assert_eq!(said, NONE);
    assert_eq!(found[0], "<note n2/>가<note n1/>나<note n3/>");
}

#[test]
fn missing_and_empty_messages() {
    let body =
        "<p xml:id=\"a\">One</p>\n<p xml:id=\"b.1\">Two</p>\n<p xml:id=\"c\">Three</p>\n<p xml:id=\"d\">Four</p>";
    let messages = "a = 하나\nc = { \"\" }\nd =\n    .title = 넷\n";
    let (_, said) = bilingual(body, messages, false);
    let draft = "or use --draft to set the source's text in its place";
    assert_eq!(
        said,
        [
            format!(
                "missing-message doc.xml:4:1 “<p xml:id=\"b.1\">”: the message `b_x2E_1` is missing in `ko` → add a line `b_x2E_1 = …` to translations/ko/doc.ftl, {draft}"
            ),
            format!(
                "missing-message doc.xml:6:1 “<p xml:id=\"d\">”: the message `d` has only attributes, no text, in `ko` → add a line `d = …` to translations/ko/doc.ftl, {draft}"
            ),
            format!("missing-message doc.ftl:2:1 “c = {{ \"\" }}”: the message `c` is empty → write its text, {draft}"),
        ]
    );
    let (edition, said) = bilingual(body, messages, true);
    assert_eq!(said, NONE);
    assert!(edition.contains("b.1 Paragraph | Source en: Two | Untranslated en: Two\n"), "{edition}");
    assert!(edition.contains("c Paragraph | Source en: Three | Untranslated en: Three\n"), "{edition}");
}

#[test]
fn a_language_without_a_file_is_one_error() {
    let document = document("<p xml:id=\"a\">One</p>\n<p xml:id=\"b\">Two</p>");
    let langs = langs(&["en", "de"]);
    let input = Input { document: &document, langs: &langs, catalogs: &[], interfaces: &[] };
    let expected = "missing-message: `doc` has no messages in `de` → write them into translations/de/doc.ftl, or use --draft to set the source's text in their place";
    assert_eq!(said(&check(&input, None)), [expected]);
    assert_eq!(said(&align(&input, Options { draft: true }).1), NONE);
}

#[test]
fn what_cannot_be_read_is_not_missing_too() {
    let (_, said) = bilingual("<p xml:id=\"a\">One</p><p xml:id=\"b\">Two</p>", "a = { broken\nb = 둘\n", false);
    assert_eq!(said, NONE);
}

#[test]
fn units_without_id() {
    let (_, said) = bilingual("<p>One</p>\n<p xml:id=\"b\">Two</p>", "b = 둘\n", false);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("missing-id doc.xml:3:1 “<p"), "{said:?}");
}

#[test]
fn messages_without_unit() {
    let (_, said) = bilingual("<p xml:id=\"a\">One</p>", "a = 하나 { part }\npart = 조각\nold = 옛말\n", false);
    assert_eq!(
        said,
        [
            "orphan-message doc.ftl:3:1 “old”: the message `old` has no unit in sources/doc.xml → give a unit the `xml:id` “old”, give the message the id of its unit, or delete it"
        ]
    );
}

#[test]
fn tags_that_differ() {
    let body = "<p xml:id=\"a\"><term>One</term> and <q>two</q><lb/>three <term>four</term></p>";
    let tags = |message: &str| bilingual(body, &format!("a = {message}\n"), false).1;
    assert_eq!(tags("<q><term>하나</term></q><lb/> { -marked }"), NONE);
    // Where lines end is for each language to say.
    assert_eq!(tags("<term>하나</term><lb/> <q>둘</q><lb/>{ -marked }<lb/>끝"), NONE);
    assert_eq!(tags("<term>하나</term> <q>둘</q> { -marked }"), NONE);
    let what = "the tags of `a` are not those of its source:";
    assert_eq!(
        tags("<term>하나</term> <q>둘</q>"),
        [format!(
            "tag-mismatch doc.ftl:1:1 “a”: {what} `<term>` missing → mark the words that the source marks with `<term>`"
        )]
    );
    assert_eq!(
        tags("<term>하나</term> <q>둘</q><lb/><term>셋</term> 그리고 <emph>넷</emph> <term>다섯</term>"),
        [format!(
            "tag-mismatch doc.ftl:1:53 “<emph>”: {what} `<emph>`, `<term>` too many → take `<emph>` away, the source has none"
        )]
    );
    assert_eq!(
        tags("<term>하나</term> <q>둘</q><lb/>{ -marked }{ -marked }"),
        [format!(
            "tag-mismatch doc.ftl:1:45 “{{ -marked }}”: {what} `<term>` too many → take `<term>` away, the source has only 2"
        )]
    );
    assert_eq!(
        tags("<name>하나</name> <q>둘</q><lb/>셋"),
        [format!(
            "tag-mismatch doc.ftl:1:5 “<name>”: {what} `<term>` (2 times) missing; `<name>` too many → use the tags of the source, each as often as there"
        )]
    );
}

#[test]
fn spaces_stand_beside_pointers_as_in_the_message() {
    let body = "<p xml:id=\"a\">word <ptr target=\"https://e.org/x\"/> word</p>";
    let shown = |message: &str| bilingual(body, &format!("a = {message}\n"), false).0;
    let pointer = "<ptr target=https://e.org/x>https://e.org/x</ptr>";
    for (message, wanted) in [
        ("말 <ptr/> 말", format!("말 {pointer} 말")),
        ("<emph>보라</emph> <ptr/> 및 <ptr/>", format!("<emph>보라</emph> {pointer} 및<ptr></ptr>")),
        ("<ref>보라</ref> <ptr/>", format!("<ref>보라</ref> {pointer}")),
        ("<ptr/> 말", format!("{pointer} 말")),
        ("말<ptr/>말", format!("말{pointer}말")),
    ] {
        assert!(shown(message).contains(&wanted), "{wanted}\n{}", shown(message));
    }
    // Several, each with its own address, and one that has none.
    let body = "<p xml:id=\"a\">a <ptr target=\"x\"/> <ptr target=\"y\"/> <ref target=\"z\"/> b <ptr/> c</p>";
    let shown = bilingual(body, "a = 가 <ptr/> <ptr/> <ref/> 나 <ptr/> 다\n", false).0;
    let pointers = "<ptr target=x>x</ptr> <ptr target=y>y</ptr> <ref target=z></ref>";
    assert!(shown.contains(&format!("가 {pointers}나 <ptr></ptr>다")), "{shown}");
}

#[test]
fn ids_of_tags() {
    let body = "<p xml:id=\"a\"><term xml:id=\"t1\">One</term>, <term xml:id=\"t2\">two</term>, <q>three</q>, <ptr target=\"#b\"/></p>";
    let tags = |message: &str| bilingual(body, &format!("a = {message}\n"), false);
    let (edition, said) =
        tags("<term xml:id=\"t2\">둘</term>, <term xml:id=\"t1\">하나</term>, <q xml:lang=\"en\">셋</q>,<ptr/>");
    assert_eq!(said, NONE);
    // A pointer shows its target.
    assert!(edition.contains("<q lang=en>“셋”</q>,<ptr target=#b>#b</ptr>"), "{edition}");
    assert_eq!(
        tags("<term xml:id=\"t9\">둘</term>, <term xml:id=\"t1\">하나</term>, <q xml:id=\"t1\">셋</q>, <ptr xml:id=\"b\"/>").1,
        [
            "tag-mismatch doc.ftl:1:5 “<term xml:id=\"t9\">”: `<term>` has the xml:id “t9”, which no element of the unit has, in `a` → take it away, or write that of a `<term>` of the unit: “t1”, “t2”",
            "tag-mismatch doc.ftl:1:62 “<q xml:id=\"t1\">”: `<q>` has the xml:id “t1”, which is that of a `<term>`, in `a` → write `<term xml:id=\"t1\">`, or take the xml:id away",
            "tag-mismatch doc.ftl:1:84 “<ptr xml:id=\"b\"/>”: `<ptr>` has the xml:id “b”, which no element of the unit has, in `a` → take the xml:id away",
        ]
    );
    assert_eq!(
        tags("<term xml:id=\"t1\">둘</term>, <term xml:id=\"t1\">하나</term>, <q>셋</q>, <ptr/>").1,
        [
            "tag-mismatch doc.ftl:1:33 “<term xml:id=\"t1\">”: the xml:id “t1” occurs twice in `a` → give each tag the xml:id that it has in the source"
        ]
    );
    assert_eq!(
        tags("<term>하나</term>, <term>둘</term>, 셋<q/>, <ptr/>").1,
        [
            "tag-mismatch doc.ftl:1:39 “<q/>”: `<q>` of `a` is empty, and that of its source is not → put the words into it that the source marks with it"
        ]
    );
}

#[test]
fn what_has_the_id_of_another_is_not_compared() {
    let text = "<TEI xml:lang=\"en\"><text><p xml:id=\"a\"><q>One</q></p><p xml:id=\"a\">Two</p></text></TEI>";
    let (document, found) = tei::read(&file("sources/doc.xml", text));
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["duplicate-id"]);
    let (document, catalog, langs) = (document.expect("a document"), korean("a = <q>하나</q>\n"), langs(&["en", "ko"]));
    let (reference, _) = catalog::read(&Lang::new("en"), Some(&file("translations/en/doc.ftl", "a = Two\n")), None);
    let input = Input { document: &document, langs: &langs, catalogs: &[catalog], interfaces: &[] };
    assert_eq!(said(&check(&input, Some(&reference))), NONE);
}

#[test]
fn tags_that_cannot_be_read() {
    for (message, place) in [
        ("하나 <q>둘", "1:12 “”"),
        ("하나 <q>둘</p>", "1:12 “</p>”"),
        ("하나 & 둘", "1:8 “&"),
        ("하나 { -half } 둘", "1:19 “”"),
    ] {
        let (edition, said) = bilingual("<p xml:id=\"a\"><q>One</q></p>", &format!("a = {message}\n"), false);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with(&format!("tag-syntax doc.ftl:{place}")), "{said:?}");
        assert!(edition.contains("Translated ko"));
    }
}

#[test]
fn notes_that_differ() {
    let body = "<p xml:id=\"a\">One<note xml:id=\"n1\">x</note><note xml:id=\"n2\">y</note></p>";
    let notes = |message: &str| bilingual(body, &format!("a = {message}\nn1 = 가\nn2 = 나\n"), false).1;
    let what = "the notes of `a` are not those of its source:";
    assert_eq!(
        notes("하나<note xml:id=\"n2\"/>"),
        [format!(
            "note-mismatch doc.ftl:1:1 “a”: {what} `<note xml:id=\"n1\"/>` missing → put `<note xml:id=\"n1\"/>` where the note is to be called"
        )]
    );
    assert_eq!(
        notes("하나<note xml:id=\"n2\"/><note/><note xml:id=\"n3\"/><note/>"),
        [format!("note-mismatch doc.ftl:1:33 “<note xml:id=\"n3\"/>”: {what} `<note xml:id=\"n3\"/>`, `<note/>` too many → take the mark away, or give it the xml:id of a note of this unit")
            .replace("`<note xml:id=\"n3\"/>`, `<note/>`", "`<note/>`, `<note xml:id=\"n3\"/>`")]
    );
}

#[test]
fn the_reference_file_is_compared() {
    let document = document(
        "<p xml:id=\"a\">One <q>two</q></p>\n<p xml:id=\"b\">Three</p>\n<p xml:id=\"c\">Four</p>\n<p xml:id=\"d\">A long sentence that goes on</p>",
    );
    let reference = file(
        "translations/en/doc.ftl",
        "a = One <term>two</term>\nb =   Three\nd = A long sentence which goes on\ne = Five\n",
    );
    let (reference, _) = catalog::read(&Lang::new("en"), Some(&reference), None);
    let langs = langs(&["en"]);
    let input = Input { document: &document, langs: &langs, catalogs: &[], interfaces: &[] };
    let authority = "sources/doc.xml is the authority: write into translations/en/doc.ftl what it says";
    assert_eq!(
        said(&check(&input, Some(&reference))),
        [
            "(warning) reference-differs doc.xml:5:1 “<p xml:id=\"c\">”: the message `c` is missing from translations/en/doc.ftl → add a line `c = …` to translations/en/doc.ftl with the text of the unit".to_owned(),
            format!("(warning) reference-differs doc.ftl:1:1 “a”: `a` differs from the source: there “One <q>two</q>”, here “One <term>two</term>” → {authority}"),
            format!("(warning) reference-differs doc.ftl:3:1 “d”: `d` differs from the source: there “…sentence that goes on”, here “…sentence which goes on” → {authority}"),
            "(warning) reference-differs doc.ftl:4:1 “e”: the message `e` has no unit in sources/doc.xml → delete it: sources/doc.xml is the authority".to_owned(),
        ]
    );
}

#[test]
fn positions_of_a_translation_lie_in_its_file() {
    let document = document("<p xml:id=\"a\">One <q>two</q></p>");
    let messages = "# note\na = { -korea } 하나\n    <q>둘</q>\n";
    let (catalog, langs) = (korean(messages), langs(&["ko"]));
    let input = Input { document: &document, langs: &langs, catalogs: &[catalog], interfaces: &[] };
    let (edition, _) = align(&input, Options::default());
    let Some(Part::Row(row)) = edition.parts.iter().find(|part| matches!(part, Part::Row(row) if row.id.is_some()))
    else {
        panic!("there is a row")
    };
    let Inline::Element(element) = &row.cells[0].content[1] else { panic!("there is an element") };
    assert_eq!(row.cells[0].file.name, "translations/ko/doc.ftl");
    assert!(messages[element.at..].starts_with("<q>"));
    // Its quotation mark comes from the edition.
    assert!(matches!(&element.content[1], Inline::Text(text) if messages[text.at..].starts_with("둘")));
}

#[test]
fn the_speech_is_whole() {
    let source = file("sources/korea-us-relationship.xml", include_str!("../../sources/korea-us-relationship.xml"));
    let (document, diagnostics) = tei::read(&source);
    assert_eq!(said(&diagnostics), NONE);
    let document = document.expect("a document");
    let read = |lang: &str, messages: &str, terms: Option<&str>| {
        let messages = file(&format!("translations/{lang}/korea-us-relationship.ftl"), messages);
        let terms = terms.map(|terms| file(&format!("translations/{lang}/terms.ftl"), terms));
        let (catalog, diagnostics) = catalog::read(&Lang::new(lang), Some(&messages), terms.as_ref());
        assert_eq!(said(&diagnostics), NONE);
        catalog
    };
    let terms = include_str!("../../translations/ko/terms.ftl");
    let korean = read("ko", include_str!("../../translations/ko/korea-us-relationship.ftl"), Some(terms));
    let english = read("en", include_str!("../../translations/en/korea-us-relationship.ftl"), None);
    let langs = langs(&["en", "ko"]);
    let input = Input { document: &document, langs: &langs, catalogs: &[korean], interfaces: &[] };
    assert_eq!(said(&check(&input, Some(&english))), NONE);
    let (edition, _) = align(&input, Options::default());
    assert_eq!(edition.titles, ["Korea-U.S. Relationship", "한미 관계"]);
    let dump = dump(&edition);
    assert_eq!(dump.lines().filter(|line| line.contains("| Translated ko: ")).count(), 18, "{dump}");
    assert!(dump.contains("<orgName>코리아 소사이어티</orgName> 주최 만찬, <placeName>뉴욕</placeName>, <date when=2004-09-23>[2004년] 9월 23일</date>"));
}

#[test]
fn pages_of_the_original_and_pauses_are_the_languages_own() {
    let body =
        "<p xml:id=\"a\">One<pb n=\"2\"/> two<cb n=\"b\"/><pb n=\"3\"/> three</p><l xml:id=\"b\">x<caesura/>y</l>";
    let (cells, said) = cells(body, "a = 하나 둘<pb/> 셋<pb/><pb/>\nb = 엑스\n");
    assert_eq!(said, NONE);
    assert_eq!(cells, ["하나 둘<pb 2/> 셋<pb 3/>", "엑스"]);
}

#[test]
fn a_note_that_stands_elsewhere_is_called_by_what_the_source_calls_it() {
    let body = "<p xml:id=\"a\">One<ptr target=\"#n\"/></p><div><note xml:id=\"n\" n=\"†\">Note</note></div>";
    let (document, langs) = (document(body), langs(&["en"]));
    let input = Input { document: &document, langs: &langs, catalogs: &[], interfaces: &[] };
    let (edition, _) = align(&input, Options::default());
    let rows = edition.parts.iter().filter_map(|part| if let Part::Row(row) = part { Some(row) } else { None });
    let marks: Vec<_> = rows.filter_map(|row| Some((row.id.clone()?, row.mark()?.into_owned()))).collect();
    assert_eq!(marks, [("n".to_owned(), "†".to_owned())]);
}
