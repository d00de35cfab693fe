//! Headers as archives have them, and what is read of each.

use super::{list, read_ok};
use crate::tei::{Header, Phrase, Task};

fn header(inner: &str) -> Header {
    let text = format!("<TEI xml:lang='en'><teiHeader>{inner}</teiHeader><text><body><p>x</p></body></text></TEI>");
    let (document, diagnostics) = read_ok(&text);
    assert_eq!(list(&diagnostics), "");
    document.header
}

fn said(phrases: &[Phrase]) -> Vec<String> {
    let lang = |phrase: &Phrase| phrase.lang.as_ref().map(|lang| format!("{lang}: ")).unwrap_or_default();
    phrases.iter().map(|phrase| format!("{}{}", lang(phrase), phrase.text)).collect()
}

#[test]
fn responsibilities() {
    let header = header(
        "<fileDesc><titleStmt><title>T</title><author>A. Author</author><author role='translator'>B. Both</author>\
         <editor>C. Editor</editor><editor role='illustrator'>D. Draws</editor>\
         <editor role='translator' xml:lang='ko'><persName>김옮김</persName></editor>\
         <respStmt xml:lang='de'><resp>Übersetzung</resp><name>E. Deutsch</name><persName>F. Zweite</persName></respStmt>\
         <respStmt><name>G. Types</name><resp ref='http://id.loc.gov/vocabulary/relators/mrk'>encoding</resp></respStmt>\
         <respStmt><resp key='trl'/><orgName>H. Office</orgName></respStmt>\
         <respStmt><resp>Korean translation</resp><name>J. Both</name></respStmt><respStmt>only words</respStmt><respStmt/>\
         <sponsor>S</sponsor><funder>F</funder><principal>P</principal></titleStmt>\
         <editionStmt><edition>Second</edition><respStmt><resp>proofs</resp><name>I. Reads</name></respStmt></editionStmt>\
         </fileDesc>",
    );
    let all: Vec<String> = header
        .responsibilities
        .iter()
        .map(|it| {
            let lang = it.lang.as_ref().map(|lang| format!(" {lang}")).unwrap_or_default();
            format!("{:?}{lang} “{}” {}", it.task, it.words, it.names.join(" + "))
        })
        .collect();
    assert_eq!(
        all,
        [
            "Translator “” B. Both",
            "Editor “” C. Editor",
            "Other “illustrator” D. Draws",
            "Translator ko “” 김옮김",
            "Translator de “Übersetzung” E. Deutsch + F. Zweite",
            "Other “encoding” G. Types",
            "Translator “” H. Office",
            "Other “Korean translation” J. Both",
            "Other “only words” ",
            "Other “proofs” I. Reads",
            "Principal “” P",
            "Sponsor “” S",
            "Funder “” F",
        ]
    );
    assert_eq!(header.authors, ["A. Author"]);
    assert_eq!(said(&header.edition), ["Second"]);
    assert!(header.responsibilities.iter().any(|it| it.task == Task::Funder));
}

#[test]
fn publication_rights_and_identifiers() {
    let header = header(
        "<fileDesc><publicationStmt><distributor><orgName>D</orgName><ref target='https://example.org'>example.org</ref></distributor><publisher xml:lang='ko'>출판사</publisher><pubPlace>Seoul</pubPlace>\
         <address><addrLine>1 Main Street</addrLine><addrLine>Seoul</addrLine></address>\
         <date notBefore='1850' notAfter='1860' cert='low'/><idno type='DOI'>10.1000/182</idno><idno/><idno>MS 1</idno>\
         <availability status='free'><licence target='https://example.org/by'><p>CC BY</p></licence><p xml:lang='ko'>자유 이용</p>\
         <licence target='https://example.org/0'/></availability></publicationStmt>\
         <publicationStmt><availability>Loose words</availability></publicationStmt>\
         <seriesStmt><title>A Series</title><biblScope unit='volume'>3</biblScope></seriesStmt></fileDesc>",
    );
    assert_eq!(said(&header.publishers), ["ko: 출판사", "D"]);
    assert_eq!(said(&header.publication), ["Seoul", "1 Main Street, Seoul"]);
    let date = &header.dates[0];
    assert_eq!((date.not_before.as_str(), date.not_after.as_str(), date.is_vague()), ("1850", "1860", true));
    let identifiers: Vec<_> = header.identifiers.iter().map(|it| (it.kind.as_str(), it.value.as_str())).collect();
    assert_eq!(identifiers, [("DOI", "10.1000/182"), ("", "MS 1")]);
    let rights: Vec<_> =
        header.rights.iter().map(|it| (said(std::slice::from_ref(&it.phrase))[0].clone(), it.target.clone())).collect();
    let url = |url: &str| Some(url.to_owned());
    assert_eq!(
        rights,
        [
            ("CC BY".to_owned(), url("https://example.org/by")),
            ("ko: 자유 이용".to_owned(), None),
            (String::new(), url("https://example.org/0")),
            ("Loose words".to_owned(), None),
        ]
    );
    assert_eq!(said(&header.series), ["A Series, 3"]);
}

#[test]
fn sources_are_sentences() {
    let sources = |inner: &str| said(&header(&format!("<fileDesc><sourceDesc>{inner}</sourceDesc></fileDesc>")).source);
    assert_eq!(sources("<p>No <hi>source</hi>:\n born digital.</p>"), ["No source: born digital."]);
    assert_eq!(
        sources("<bibl><author>A</author>, <title>T</title>.<note>A note.</note></bibl><p xml:lang='ko'>원본</p>"),
        ["A, T.", "A note.", "ko: 원본"]
    );
    assert_eq!(sources("<bibl><author>A</author><title>T</title>\n<date>1851</date></bibl>"), ["A, T, 1851"]);
    assert_eq!(
        sources(
            "<bibl><publisher>PG</publisher><relatedItem><bibl><title>T</title><author>A</author></bibl></relatedItem></bibl>"
        ),
        ["PG, T, A"]
    );
    assert_eq!(
        sources(
            "<biblStruct><analytic><author>A. B.</author><title>T?</title></analytic><monogr><title>M</title><imprint>\
             <pubPlace>Paris</pubPlace><publisher>P</publisher><date>1851</date></imprint></monogr></biblStruct>"
        ),
        ["A. B. T? M, Paris, P, 1851"]
    );
    assert_eq!(
        sources(
            "<msDesc><msIdentifier><country>France</country><settlement>Paris</settlement><idno>MS 12</idno></msIdentifier>\
             <msContents><p>Letters.</p></msContents><physDesc><p>On paper</p></physDesc></msDesc>"
        ),
        ["France, Paris, MS 12. Letters. On paper"]
    );
    assert_eq!(sources("Loose words"), ["Loose words"]);
    let deep = format!("{}x{}", "<msItem>".repeat(500), "</msItem>".repeat(500));
    assert_eq!(sources(&format!("<msDesc>{deep}</msDesc>")), ["x"]);
}

#[test]
fn revisions_of_both_guidelines() {
    let revisions = |inner: &str| -> Vec<String> {
        let statement = "<fileDesc><titleStmt><respStmt xml:id='LB'><resp>encoding</resp><name>L. Burn</name></respStmt></titleStmt></fileDesc>";
        let header = header(&format!("{statement}<revisionDesc>{inner}</revisionDesc>"));
        header.revisions.iter().map(|it| format!("{} | {} | {}", it.when, it.who.join(", "), it.phrase.text)).collect()
    };
    assert_eq!(
        revisions(
            "<change when='2026-11-23' who='#LB #X'>Proofs <gi>p</gi> read</change><change>Begun</change><change/>"
        ),
        ["2026-11-23 | L. Burn, X | Proofs p read", " |  | Begun"]
    );
    assert_eq!(revisions("<listChange><change when='2001'>A</change></listChange>"), ["2001 |  | A"]);
    assert_eq!(revisions("<list><item when='2002'>B</item><item>C</item></list>"), ["2002 |  | B", " |  | C"]);
    assert_eq!(
        revisions(
            "<change><date value='1999-05-01'>May 1999</date><respStmt><name>JB</name><resp>ed.</resp></respStmt><item>Tagged</item>\
             <item>Read</item></change>"
        ),
        ["May 1999 | JB | Tagged; Read"]
    );
}

#[test]
fn profile_and_nothing() {
    let header = header(
        "<profileDesc><abstract xml:lang='ko'><p>요약</p></abstract><creation>In <date when='1851-09-12' precision='low'>autumn</date>\
         </creation><textClass><keywords><term>a</term></keywords><keywords><list><item>b</item></list></keywords></textClass></profileDesc>",
    );
    assert_eq!(said(&header.summary), ["ko: 요약"]);
    let created = &header.created[0];
    assert_eq!((created.text.as_str(), created.when(), created.is_vague()), ("autumn", "1851-09-12", true));
    assert_eq!(header.keywords, ["a", "b"]);
    let (document, _) = read_ok("<text xml:lang='en'><body><p>x</p></body></text>");
    assert_eq!(document.header, Header::default());
}

#[test]
fn the_header_of_a_corpus_speaks_for_its_texts() {
    let (document, _) = read_ok(
        "<teiCorpus xml:lang='en'><teiHeader><fileDesc><titleStmt><title>Corpus</title></titleStmt></fileDesc></teiHeader>\
         <TEI><teiHeader><fileDesc><titleStmt><title>One</title></titleStmt></fileDesc></teiHeader><text><body><p>x</p></body></text></TEI>\
         </teiCorpus>",
    );
    assert_eq!(document.header.titles.len(), 1);
    assert_eq!(document.header.titles[0].text, "Corpus");
}
