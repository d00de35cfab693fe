//! What an edition says of itself: in its title block and at its end.

use super::*;
use crate::text::{Element, GroupKind};

/// The edition of a document with a header.
fn edition(header: &str, tags: &[&str]) -> Edition {
    let text = format!(
        "<TEI xml:lang=\"en\"><teiHeader>{header}</teiHeader><text><body><p xml:id=\"p\">One</p></body></text></TEI>\n"
    );
    let document = tei::read(&file("sources/doc.xml", &text)).0.expect("a document");
    let langs = langs(tags);
    let catalog = catalog::read(&Lang::new("ko"), Some(&file("doc.ftl", "p = 하나\n")), None).0;
    let input = Input { document: &document, langs: &langs, catalogs: &[catalog], interfaces: &[] };
    align(&input, Options::default()).0
}

/// A cell as text: bold in asterisks, other languages and links in brackets, lines parted by a slash.
fn show(content: &[Inline]) -> String {
    content.iter().fold(String::new(), |out, inline| {
        let piece = match inline {
            Inline::Text(text) => text.text.clone(),
            Inline::Element(element) => {
                let Element { attributes, content, .. } = &**element;
                let inner = show(content);
                match (&attributes.lang, &attributes.target) {
                    _ if attributes.rend.bold => format!("*{inner}*"),
                    (Some(lang), _) => format!("[{lang}: {inner}]"),
                    (_, Some(target)) => format!("[{inner} → {target}]"),
                    _ => inner,
                }
            }
            Inline::Break(_) => " / ".to_owned(),
            _ => String::new(),
        };
        out + &piece
    })
}

fn show_row(row: &Row) -> String {
    row.cells.iter().map(|cell| show(&cell.content)).collect::<Vec<_>>().join(" | ")
}

fn colophon(header: &str, tags: &[&str]) -> Vec<String> {
    edition(header, tags).colophon.iter().map(show_row).collect()
}

fn title_block(header: &str, tags: &[&str]) -> Vec<String> {
    let parts = edition(header, tags).parts;
    let block = parts.iter().take_while(|part| !matches!(part, Part::Close));
    assert!(matches!(&parts[0], Part::Open(group) if group.kind == GroupKind::TitleBlock));
    block
        .filter_map(
            |part| if let Part::Row(row) = part { Some(format!("{:?}: {}", row.role, show_row(row))) } else { None },
        )
        .collect()
}

#[test]
fn a_header_that_says_nothing_has_no_colophon() {
    let titles = "<fileDesc><titleStmt><title>T</title><author>A</author></titleStmt><publicationStmt><p/></publicationStmt></fileDesc>";
    assert_eq!(colophon(titles, &["en", "ko"]), [""; 0]);
}

#[test]
fn each_language_has_its_labels_and_what_is_said_in_it() {
    let header = "<fileDesc><titleStmt><title>T</title><editor>E. Ditor</editor>\
        <respStmt><resp>Encoding</resp><name>X</name></respStmt>\
        <respStmt xml:lang=\"ko\"><resp>번역</resp><name>김옮김</name></respStmt></titleStmt>\
        <publicationStmt><publisher>P</publisher><pubPlace>Seoul</pubPlace><date when=\"2026\">in 2026</date>\
        <idno type=\"DOI\">10.1000/182</idno>\
        <availability><licence target=\"https://example.org/by\">Free</licence></availability></publicationStmt>\
        <sourceDesc><p>A letter.</p><p xml:lang=\"ko\">편지.</p></sourceDesc></fileDesc>\
        <revisionDesc><change when=\"2026-01-02\" who=\"#Y\">Read</change></revisionDesc>";
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        colophon(header, &["en", "ko"]),
        [
            "Colophon | 판권".to_owned(),
            "*Source* A letter. | *저본* 편지.".to_owned(),
            "*Published* P, Seoul, in 2026 | *발행* [en: P], [en: Seoul], 2026".to_owned(),
            "*Responsibility* Editor: E. Ditor / Encoding: X | *만든 이* 엮은이: [en: E. Ditor] / [en: Encoding: X] / 번역: 김옮김"
                .to_owned(),
            "*Identifiers* [DOI 10.1000/182 → https://doi.org/10.1000/182] | \
             *식별자* [DOI 10.1000/182 → https://doi.org/10.1000/182]"
                .to_owned(),
            "*Rights* [Free → https://example.org/by] | *이용 조건* [[en: Free] → https://example.org/by]".to_owned(),
            "*Revisions* 2026-01-02, Y: Read | *수정 이력* 2026-01-02, Y: [en: Read]".to_owned(),
            "*Cite as* T. Edited by E. Ditor. P, 2026. https://doi.org/10.1000/182. | \
             *인용* 『[en: T]』, 김옮김 옮김, E. Ditor 엮음, [en: P], 2026, https://doi.org/10.1000/182."
                .to_owned(),
            format!("*Set with* Enface {version} | *조판* Enface {version}"),
        ]
    );
    assert_eq!(colophon(header, &["ko"])[1], "*저본* 편지.");
}

#[test]
fn who_did_what_and_what_may_be_done_stands_in_each_language() {
    let told = |statements: &str, availability: &str, langs: &[&str]| {
        let header = format!(
            "<fileDesc><titleStmt><title>T</title>{statements}</titleStmt><publicationStmt><publisher>P</publisher>\
             <publisher xml:lang=\"ko\">피</publisher><availability>{availability}</availability></publicationStmt></fileDesc>"
        );
        let rows = colophon(&header, langs);
        let said = |label: &str| rows.iter().find_map(|row| row.strip_prefix(label)).unwrap_or_default().to_owned();
        said("*만든 이* ") + &said("*이용 조건* ")
    };
    let only = |statements: &str| told(statements, "", &["ko"]);
    // Who translated the text takes nobody's place.
    let all = "<editor>E</editor><respStmt><resp>Encoding</resp><name>X</name></respStmt><funder>F</funder>\
        <editor role=\"translator\">C</editor>";
    let rest = "엮은이: [en: E] / 옮긴이: [en: C] / ";
    let korean = "<respStmt xml:lang=\"ko\"><resp>옮긴이</resp><name>김보</name></respStmt>";
    assert_eq!(only(&format!("{all}{korean}")), format!("{rest}[en: Encoding: X] / 옮긴이: 김보 / 지원: [en: F]"));
    // The same task, said in the language of the column.
    for (other, said) in [
        ("<editor xml:lang=\"ko\">이</editor>", "엮은이: 이"),
        ("<editor xml:lang=\"ko\">E</editor><editor xml:lang=\"ko\">이</editor>", "엮은이: E / 엮은이: 이"),
    ] {
        assert_eq!(only(&format!("<editor>E</editor>{other}")), said);
    }
    assert_eq!(
        only("<editor>E</editor><editor>D</editor><editor xml:lang=\"ko\">E</editor>"),
        "엮은이: [en: D] / 엮은이: E"
    );
    let publisher = "<respStmt><resp>Print</resp><name>P</name></respStmt><respStmt><resp>Ink</resp><name>I</name></respStmt>\
        <respStmt xml:lang=\"ko\"><resp>인쇄</resp><name>피</name></respStmt>";
    assert_eq!(only(publisher), "[en: Ink: I] / 인쇄: 피");
    // A licence is none that a sentence in one language takes away.
    let licences = |more: &str| {
        let licence =
            "<licence target=\"https://a.org/1\">One</licence><licence target=\"https://a.org/2\">Two</licence>";
        told("", &format!("{licence}{more}"), &["ko"])
    };
    assert_eq!(
        licences("<p xml:lang=\"ko\">조건</p>"),
        "[[en: One] → https://a.org/1] / [[en: Two] → https://a.org/2] / 조건"
    );
    assert_eq!(
        licences("<licence xml:lang=\"ko\" target=\"https://a.org/2\">둘</licence>"),
        "[[en: One] → https://a.org/1] / [둘 → https://a.org/2]"
    );
    assert_eq!(told("", "<p>Free.</p><p xml:lang=\"ko\">자유.</p>", &["ko"]), "자유.");
}

#[test]
fn what_a_header_lists_is_read_in_line() {
    let header = "<fileDesc><seriesStmt><title>S</title><biblScope>3</biblScope><idno type=\"ISSN\">1234-5678</idno>\
        <idno type=\"ISSN\">ISSN 2</idno><idno type=\"shelf\">9</idno></seriesStmt></fileDesc><revisionDesc>\
        <change when-iso=\"2021-05\">Mended <list><item>a word</item><item>a date.</item><item n=\"7\">a name</item></list></change>\
        <change>Done: <list rend=\"numbered\"><item>x</item><item>y</item></list></change></revisionDesc>";
    let told = colophon(header, &["en"]);
    assert_eq!(told[1], "*Series* S, 3, ISSN\u{a0}1234-5678, ISSN 2, 9");
    assert_eq!(told[2], "*Revisions* 2021-05: Mended: a word; a date. 7 a name / Done: 1. x; 2. y");
}

#[test]
fn of_many_revisions_the_latest_are_told() {
    let changes = |years: &[u32]| -> String {
        years.iter().map(|year| format!("<change when=\"{year}\">c{year}</change>")).collect()
    };
    let told =
        |years: &[u32]| colophon(&format!("<revisionDesc>{}</revisionDesc>", changes(years)), &["en"])[1].clone();
    assert_eq!(told(&[2002, 2001]), "*Revisions* 2002: c2002 / 2001: c2001");
    assert_eq!(
        told(&[2001, 2002, 2003, 2004, 2005, 2006, 2007]),
        "*Revisions* 2007: c2007 / 2006: c2006 / 2005: c2005 / 2004: c2004 / 2003: c2003 / Earlier revisions: 2"
    );
}

#[test]
fn translators_stand_in_the_column_of_their_language() {
    let header = |statement: &str| {
        format!("<fileDesc><titleStmt><title>T</title><author>A</author>{statement}</titleStmt></fileDesc>")
    };
    let korean = header(
        "<respStmt xml:lang=\"ko\"><resp key=\"trl\">번역</resp><name>김옮김</name><name>이옮김</name></respStmt>",
    );
    assert_eq!(
        title_block(&korean, &["en", "ko"]),
        ["Title: T | T", "Author: A | A", "Byline:  | 옮긴이 김옮김, 이옮김"]
    );
    assert_eq!(title_block(&korean, &["en"]), ["Title: T", "Author: A"]);
    // Who translated the text that the file itself holds is named in its language where no other translator is.
    let source = header("<editor role=\"translator\">C. Garnett</editor>");
    assert_eq!(
        title_block(&source, &["ko", "en"])[2],
        "Byline: [en: Translated by C. Garnett] | Translated by C. Garnett"
    );
    let cited = colophon(&source, &["ko"]);
    assert!(cited.iter().any(|line| line.contains("Translated by C. Garnett")), "{cited:?}");
    let translators = edition(&korean, &["ko", "en"]).metadata.translators;
    assert_eq!(translators, [vec!["김옮김", "이옮김"], vec![]]);
}

#[test]
fn a_date_is_as_sure_as_the_header_says() {
    let date = |date: &str, tags: &[&str]| {
        let header = format!("<profileDesc><creation>{date}</creation></profileDesc>");
        title_block(&header, tags).pop().unwrap_or_default()
    };
    for (given, shown) in [
        ("<date when=\"1851-09-12\">Michaelmas</date>", "Michaelmas | 1851년 9월 12일"),
        ("<date>the year of the <hi>comet</hi></date>", "the year of the comet | [en: the year of the comet]"),
        ("<date when=\"1851\" cert=\"low\"/>", "about 1851 | 1851년경"),
        ("<date notBefore=\"1850\" notAfter=\"1860\"/>", "1850–1860 | 1850–1860"),
        ("<date notBefore=\"1883\" notAfter=\"1885\" cert=\"medium\">c. 1884</date>", "c. 1884 | 1883–1885년경"),
        ("<date when=\"1884\" cert=\"low\">1884</date>", "about 1884 | 1884년경"),
        ("<date when=\"2021-05-03\" cert=\"low\">3 May 2021</date>", "about 3 May 2021 | 2021년 5월 3일경"),
        ("<date when=\"2021-05\" cert=\"low\">perhaps May 2021</date>", "perhaps May 2021 | 2021년 5월경"),
        ("<date when-iso=\"1851-09\"/>", "September 1851 | 1851년 9월"),
        ("<date from-iso=\"1850\" to-iso=\"1852\"/>", "1850–1852 | 1850–1852"),
        ("<date notBefore=\"1850\"/>", "after 1850 | 1850년 이후"),
        ("<date notAfter=\"1860\"/>", "before 1860 | 1860년 이전"),
        ("<date from=\"1850\" to=\"1852\"/>", "1850–1852 | 1850–1852"),
        ("<date/>", ""),
    ] {
        let shown = if shown.is_empty() { String::new() } else { format!("Occasion: {shown}") };
        assert_eq!(date(given, &["en", "ko"]), shown, "{given}");
    }
    // Where the title block tells it already, it is not told twice.
    let header = "<profileDesc><creation><date>1851</date></creation><settingDesc><p xml:id=\"o\">Bath</p></settingDesc></profileDesc>";
    assert_eq!(title_block(header, &["en"]), ["Occasion: Bath"]);
}

#[test]
fn metadata_of_all_kinds() {
    let header = "<fileDesc><titleStmt><title>T</title><editor>E</editor><sponsor>S</sponsor>\
        <respStmt><resp>encoding</resp><name>X</name><name>E</name></respStmt>\
        <respStmt xml:lang=\"ko\"><resp>번역</resp><name>김</name></respStmt></titleStmt>\
        <publicationStmt><publisher>P</publisher><date when=\"2026-11-23\"/><idno type=\"ISBN\">978-3</idno><availability>\
        <licence target=\"https://example.org/b\">B.</licence><licence target=\"https://example.org/a\">A.</licence>\
        <licence target=\"javascript:alert(1)\"/><licence target=\"#rights\"/>\
        </availability></publicationStmt><sourceDesc><p>A letter.</p></sourceDesc></fileDesc>\
        <profileDesc><creation><date when=\"1851\"/></creation><abstract><p>Short.</p></abstract></profileDesc>";
    let metadata = edition(header, &["en", "ko"]).metadata;
    assert_eq!(metadata.all_contributors(), ["김", "E", "X", "S"]);
    assert_eq!((metadata.publisher.as_deref(), metadata.date.as_deref()), (Some("P"), Some("2026-11-23")));
    assert_eq!((metadata.created.as_deref(), metadata.summary.as_deref()), (Some("1851"), Some("Short.")));
    assert_eq!((metadata.rights.as_deref(), metadata.source.as_deref()), (Some("B. A."), Some("A letter.")));
    assert_eq!(metadata.licences, ["https://example.org/b", "https://example.org/a"]);
    assert_eq!(metadata.identifiers[0].uri(), "urn:isbn:9783");
}

#[test]
fn who_has_a_name_in_each_language_is_one() {
    let header = |more: &str| {
        format!(
            "<fileDesc><titleStmt><title>T</title><respStmt><resp>encoding</resp><orgName>A project</orgName></respStmt>\
             <respStmt xml:lang=\"ko\"><resp>번역</resp><orgName>한 프로젝트</orgName><name>김</name></respStmt></titleStmt>\
             <publicationStmt><publisher>A project</publisher>{more}<availability><p>Free.</p>\
             <p xml:lang=\"ko\">자유.</p></availability></publicationStmt></fileDesc>"
        )
    };
    let metadata = edition(&header("<publisher xml:lang=\"ko\">한 프로젝트</publisher>"), &["en", "ko"]).metadata;
    assert_eq!(metadata.all_contributors(), ["A project", "김"]);
    let rights = metadata.all_rights.iter().map(|(lang, words)| format!("{lang} {words}"));
    assert_eq!(rights.collect::<Vec<_>>(), ["en Free.", "ko 자유."]);
    // Nobody says that they are the same.
    let metadata = edition(&header(""), &["en", "ko"]).metadata;
    assert_eq!(metadata.all_contributors(), ["한 프로젝트", "김", "A project"]);
}
