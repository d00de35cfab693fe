//! More of what the files of large archives have: it is seen in both outputs, and beside a translation.

use std::fs;

use tempfile::TempDir;

use crate::read::File;
use crate::support::{built, built_from, enface, main_of, texts};

/// The words of both outputs, parted by single spaces. In the PDF a line ends without a space.
fn words(folder: &TempDir) -> [String; 2] {
    texts(folder).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A project of one document with its translation into Korean, and what `check` says of it.
fn translated(body: &str, messages: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("sources/a.xml", format!("<TEI><text xml:lang=\"en\"><body>{body}</body></text></TEI>")),
        ("translations/ko/a.ftl", messages.to_owned()),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let said = enface(folder.path(), &["check"]).stdout;
    (folder, said)
}

#[test]
fn a_second_head_is_no_section_of_its_own() {
    let folder = built(
        "<div><head xml:id='a'>[Document 1]</head><pb n='2'/><head xml:id='b'>Telegram<note>From the post.</note></head><p>x</p></div>
        <div><head xml:id='c'>Two</head><byline>By Ann</byline><head type='sub' xml:id='d'>Below</head><p>x</p><head xml:id='e'>Later</head></div>",
    );
    fs::write(folder.path().join("enface.toml"), "[contents]\nshow = \"always\"\n").unwrap();
    assert_eq!(enface(folder.path(), &["build"]).status, 0);
    let page = fs::read_to_string(folder.path().join("out/a.en.html")).unwrap();
    let entries: Vec<&str> = page.split("<li class=\"level-1\">").skip(1).collect();
    assert_eq!(entries.len(), 3, "{page}");
    for (entry, words) in entries.iter().zip(["[Document 1]\u{2003}Telegram<", "Two\u{2003}Below<", "Later<"]) {
        assert!(entry.contains(words), "{words}: {entry}");
    }
    assert_eq!((page.matches("<h2").count(), page.matches("row cells subhead").count()), (4, 2), "{page}");
    let pdf = File::read(&fs::read(folder.path().join("out/a.en.pdf")).unwrap());
    let entries = pdf.document.objects.values().filter_map(|object| object.as_dict().ok());
    let entries = entries.filter(|entry| entry.has(b"Title") && entry.has(b"Parent"));
    let mut outline: Vec<String> = entries.map(|entry| crate::read::words(entry, "Title")).collect();
    outline.sort();
    assert_eq!(outline, ["Contents", "Later", "Two", "[Document 1]"]);
}

#[test]
fn where_lines_end_is_for_the_translation_to_say() {
    let body = "<ab xml:id='s'>To <persName>Ada</persName><lb n='2'/>who<pb n='3'/> rests<milestone unit='side' n='b'/> here<note xml:id='n'>Worn.</note></ab>";
    for message in [
        "여기 <persName>에이다</persName> 잠들다<note/>",
        "<lb/>여기<lb/> <persName>에이다</persName><lb/>잠들다<note/>",
        "여기 <pb/><persName>에이다</persName> 잠들다<note/>",
    ] {
        let (folder, said) = translated(body, &format!("s = {message}\nn = 닳음.\n"));
        assert!(!said.contains("error"), "{message}: {said}");
        assert_eq!(enface(folder.path(), &["build"]).status, 0, "{message}");
    }
    let (_, said) = translated(body, "s = 여기 <persName>에이다</persName> 잠들다\nn = 닳음.\n");
    assert!(said.contains("note-mismatch"), "{said}");
    let (_, said) = translated("<p xml:id='p'>see <ptr target='http://a.org'/></p>", "p = 보라\n");
    assert!(said.contains("tag-mismatch") && said.contains("`<ptr>` missing"), "{said}");
}

#[test]
fn a_quotation_that_says_so_is_a_block() {
    for quotation in
        ["quote rend='block'", "q rend='display'", "quote rendition='simple:block'", "said type='blockquote'"]
    {
        let name = quotation.split(' ').next().unwrap();
        let folder = built(&format!("<p xml:id='p'>before <{quotation} xml:id='q'>quoted words</{name}> after</p>"));
        let page = main_of(&folder);
        let (before, rest) = page.split_once("<blockquote").unwrap();
        let (quoted, after) = rest.split_once("</blockquote>").unwrap();
        assert!(before.contains("before") && quoted.contains(">quoted words<") && after.contains("after"), "{page}");
        assert!(quoted.contains("id=\"q\"") && after.contains("id=\"p.2\""), "{page}");
        let [_, pdf] = words(&folder);
        assert!(!pdf.contains('“') && !page.contains('“'), "{pdf} {page}");
        let file = File::read(&fs::read(folder.path().join("out/a.en.pdf")).unwrap());
        let runs = file.runs(0, &file.texts());
        let x = |word: &str| runs.iter().find(|run| run.text.contains(word)).unwrap().x;
        assert!(x("quoted") > x("before") + 10.0 && x("after") == x("before"), "{runs:?}");
    }
    let (_, said) = translated(
        "<p xml:id='p'>before <quote rend='block' xml:id='q'>quoted words</quote> after</p>",
        "p = 앞\nq = 인용문\np_x2E_2 = 뒤\n",
    );
    assert!(!said.contains("error"), "{said}");
}

#[test]
fn quotations_have_marks_once_or_not_at_all() {
    for (body, said) in [
        ("a <q rend='none'>b</q> c", "a b c"),
        ("a <said rend='no-quotes'>b</said> c", "a b c"),
        ("a “<q>\n b\n </q>” c", "a “ b ” c"),
        ("a <q>b</q> c", "a “b” c"),
    ] {
        for text in words(&built(&format!("<p>{body}</p>"))) {
            assert!(text.starts_with(said), "{body}: {text}");
        }
    }
}

#[test]
fn the_header_tells_its_notes_addresses_and_sources_apart() {
    let folder = built_from(
        "<TEI><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
        <publicationStmt><publisher><orgName>Text House</orgName><email>a@b.org</email><address><addrLine>Lane 2</addrLine><addrLine>Delta</addrLine></address></publisher></publicationStmt>
        <notesStmt><note>Typed from a film.</note><note>Proofread twice.</note></notesStmt>
        <sourceDesc><listWit><witness xml:id='A'>MS A, <idno>Add. 1</idno></witness><witness xml:id='B'>MS B</witness></listWit><scriptStmt><bibl>A script</bibl></scriptStmt></sourceDesc></fileDesc></teiHeader>
        <text xml:lang='en'><body><p>x</p></body></text></TEI>",
    );
    for text in words(&folder) {
        for said in ["Text House, Lane 2, Delta", "Notes Typed from a film.", "Proofread twice.", "Add. 1. MS B"] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
    let page = fs::read_to_string(folder.path().join("out/a.en.html")).unwrap();
    assert!(page.contains("name=\"DC.source\" content=\"MS A, Add. 1. MS B; A script\""), "{page:.6000}");
}

#[test]
fn a_language_is_known_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    let xml = "<TEI.2><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc><profileDesc><langUsage>
        <language id='greek'>Greek</language><language id='GR2'>Latin (classical)</language></langUsage></profileDesc></teiHeader>
        <text lang='greek'><body><p id='p'>α <foreign lang='GR2'>arma</foreign> <foreign lang='Hébreu'>שלום</foreign> <foreign lang='x-korean'>말</foreign> <foreign lang='klingon'>q</foreign></p></body></text></TEI.2>";
    fs::write(folder.path().join("sources/a.xml"), xml).unwrap();
    let said = enface(folder.path(), &["check"]).stdout;
    for (name, tag) in [("greek", "grc"), ("GR2", "la"), ("Hébreu", "he"), ("x-korean", "ko")] {
        assert!(said.contains(&format!("“{name}” is ")) && said.contains(&format!("taken for “{tag}”")), "{said}");
    }
    assert!(said.contains("“klingon” is no language tag\n") && said.matches("bad-language").count() == 5, "{said}");
    assert_eq!(enface(folder.path(), &["build"]).status, 0);
    let page = fs::read_to_string(folder.path().join("out/a.grc.html")).unwrap();
    for part in [
        "<html lang=\"grc\"",
        "lang=\"la\" dir=\"ltr\">arma",
        "lang=\"he\" dir=\"rtl\">שלום",
        "lang=\"ko\" dir=\"ltr\">말",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(folder.path().join("out/a.grc.pdf").is_file());
}

#[test]
fn attributes_that_the_doctype_gives_are_there() {
    let doctype = "<!DOCTYPE TEI [<!ENTITY b 'bo&#108;d'><!-- <!ATTLIST p rend CDATA 'bold'> -->
        <!ATTLIST hi rend CDATA \"&b;\" n NMTOKEN #IMPLIED rend CDATA 'italic'><!ATTLIST hi rend CDATA 'italic'>
        <!ATTLIST note place (inline|foot) 'inline' xml:id ID #IMPLIED><!ATTLIST list rend NMTOKENS #FIXED '  numbered '>
        <!ATTLIST TEI xmlns CDATA #FIXED 'http://www.tei-c.org/ns/1.0' xmlns:x CDATA #FIXED 'urn:x'>
        <!ENTITY e '<hi>five</hi>'>]>";
    let body =
        "<p>one <hi>two</hi> <hi rend='italic'>three</hi> <note>four</note> &e;</p><list><item>six</item></list>";
    let xml = format!("{doctype}\n<TEI><text xml:lang='en'><body>{body}</body></text></TEI>");
    let folder = built_from(&xml);
    let page = main_of(&folder);
    for part in ["one <b>two</b> <i>three</i> four <b>five</b>", "<ol"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    // Identifiers are written into the elements, and nothing else is.
    assert_eq!(enface(folder.path(), &["ids"]).status, 0);
    let after = fs::read_to_string(folder.path().join("sources/a.xml")).unwrap();
    assert_eq!(after.replace(" xml:id=\"text-p1\"", "").replace(" xml:id=\"text-item1\"", ""), xml);
    assert!(after.len() > xml.len(), "{after}");
}
