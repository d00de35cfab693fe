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
fn what_runs_in_leans_on_the_words_beside_it() {
    for (body, said) in [
        ("<label>N.B.</label>—Seasonable", "N.B.—Seasonable"),
        ("<dateline>Monday 15.</dateline>—At daylight", "Monday 15.—At daylight"),
        ("<dateline>Boston, May 5.—</dateline>The king", "Boston, May 5.—The king"),
        ("<stage>(aside)</stage>–what", "(aside)–what"),
        ("<bibl>Log</bibl>— p. 3", "Log— p. 3"),
        ("<label>A</label>-b", "A-b"),
        ("<label>A</label>/<label>b</label>", "A/ b"),
        ("<label>x</label>% <label>y</label>°", "x% y°"),
        ("\"<label>x</label>\" z", "\"x\" z"),
        ("<bibl>x</bibl>'s", "x's"),
        ("<stage>(aside)</stage>\"Who", "(aside) \"Who"),
        ("a<stage>b</stage>c", "a b c"),
        ("<bibl>x</bibl><hi rend='sup'>1</hi>", "x1"),
        ("それは<stage>立つ</stage>に", "それは立つに"),
        ("はい<stage>（立つ）</stage>そう", "はい（立つ）そう"),
        ("나<stage>가다</stage>는", "나 가다 는"),
    ] {
        for text in words(&built(&format!("<p>z {body} z</p>"))) {
            assert!(text.contains(&format!("z {said} z")), "{body}: {text}");
        }
    }
    // The parts of an entry are parted: the hyphen is that of an ending.
    for text in words(&built("<entry><form><orth>walk</orth></form><form>-ed</form></entry>")) {
        assert!(text.contains("walk -ed"), "{text}");
    }
}

#[test]
fn the_parts_of_a_citation_are_parted_wherever_it_stands() {
    let house = [
        "<title>The Old House</title>",
        "<author>Trollope</author>",
        "<publisher>Bentley</publisher>",
        "<date>1840</date>",
    ];
    let art = [
        "<author>Ann Lee</author>",
        "<title level='a'>Art</title>",
        "<title level='j'>J</title>",
        "<biblScope>3</biblScope>",
        "<date>1900</date>",
    ];
    for between in ["", "\n  "] {
        let [house, art] =
            [house.join(between), art.join(between)].map(|it| format!("<bibl>{between}{it}{between}</bibl>"));
        let folder = built(&format!(
            "<p>See {house}, and ({art}).<note>{house}.</note></p><listBibl>{house}{art}</listBibl><p>In <bibl><hi>Lev.</hi><hi>3</hi></bibl> and <bibl><author>Lee</author>: <title>T</title><date>1</date></bibl></p>"
        ));
        for text in words(&folder) {
            assert_eq!(text.matches("The Old House, Trollope, Bentley, 1840").count(), 3, "{text}");
            assert_eq!(text.matches("Ann Lee, “Art”, J, 3, 1900").count(), 2, "{text}");
            assert!(
                text.contains("See The Old") && text.contains("1840, and (Ann") && text.contains("1900)."),
                "{text}"
            );
            assert!(text.contains("In Lev.3 and Lee: T1"), "{text}");
        }
    }
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

#[test]
fn bare_blocks_in_a_paragraph_are_units_of_their_own() {
    for name in ["closer", "opener", "argument", "postscript", "listBibl", "docImprint", "imprimatur", "floatingText"] {
        for (body, outer) in [
            (format!("<p xml:id='p'>one <{name} xml:id='b'>two</{name}> three</p>"), "p"),
            (format!("<div xml:id='d'>one <{name} xml:id='b'>two</{name}> three <p xml:id='x'>x</p></div>"), "d"),
        ] {
            let page = main_of(&built(&body));
            let cells: Vec<&str> = page.split("<p class=\"cell c1\"").skip(1).collect();
            for (cell, said) in cells.iter().zip([">one<", ">two<", ">three<"]) {
                assert!(cell.contains(said), "{body}: {page}");
            }
            // Each is translated by a message of its own.
            let messages = match outer {
                "p" => "p = 하나\nb = 둘\np_x2E_2 = 셋\n",
                _ => "d_x2E_2 = 하나\nb = 둘\nd_x2E_3 = 셋\nx = 엑스\n",
            };
            let (_, said) = translated(&body, messages);
            assert!(!said.contains("error"), "{body}: {said}");
        }
    }
    let [_, pdf] = words(&built("<p>See <listBibl><bibl>One, 1.</bibl><bibl>Two, 2.</bibl></listBibl> there.</p>"));
    assert!(pdf.starts_with("See") && pdf.contains("One, 1.") && pdf.contains("Two, 2."), "{pdf}");
}

#[test]
fn passages_that_were_deleted_or_added_are_marked() {
    let folder = built(
        "<p>kept <delSpan spanTo='#e'/>one <hi rend='bold'>two</hi></p><lg><l>three</l></lg><p>four<anchor xml:id='e'/> kept <addSpan spanTo='#f'/>five</p><anchor xml:id='f'/><p>kept</p>",
    );
    let page = main_of(&folder);
    for part in
        ["kept <del>one </del><b><del>two</del></b>", "<del>three</del>", "<del>four</del> kept <ins>five</ins>"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert_eq!((page.matches("<del>").count(), page.matches("<ins>").count()), (4, 1), "{page}");
    let (_, said) = translated("<p xml:id='p'>a <delSpan spanTo='#nowhere'/> b</p>", "p = 가 나\n");
    assert!(said.contains("dangling-pointer") && said.contains("“#nowhere”"), "{said}");
}

#[test]
fn signs_gaps_and_ladders_are_read() {
    let header = "<teiHeader><encodingDesc><charDecl><glyph xml:id='h'><mapping>\u{E001}</mapping><mapping type='Unicode'> ❦ </mapping></glyph></charDecl></encodingDesc></teiHeader>";
    let body = "<p xml:id='p'>a <g ref='#h'/> b <gap><desc>\n lost </desc></gap> <hi rend='font-style(italic)'>c</hi> <hi rend='slant(italic)weight(bold)'>d</hi></p>";
    let folder = built_from(&format!("<TEI>{header}<text xml:lang='en'><body>{body}</body></text></TEI>"));
    for text in words(&folder) {
        assert!(text.starts_with("a ❦ b [lost] c d"), "{text}");
    }
    let page = main_of(&folder);
    assert!(page.contains("<i>c</i> <b><i>d</i></b>"), "{page}");
    let signs = "<p xml:id='p'>x <g type='hedera'/> y <g type='hedera'/> <g ref='#leaf'/> <g>z</g> fou<g ref='char:EOLhyphen'/>de</p>";
    let (_, said) = translated(signs, "p = 엑스\n");
    assert_eq!(said.matches("warning[unshown-sign]").count(), 2, "{said}");
}

#[test]
fn homographs_in_a_group_are_numbered() {
    let entry = |n: &str| format!("<entry n='{n}'><form><orth>bow</orth></form> <def>sense {n}</def></entry>");
    let body = format!(
        "<superEntry n='14'><form><orth>bow</orth></form>{}{}</superEntry>{}",
        entry("1"),
        entry("2"),
        entry("3")
    );
    for text in words(&built(&body)) {
        assert!(text.contains("1 bow sense 1") && text.contains("2 bow sense 2"), "{text}");
        assert!(!text.contains("14") && !text.contains("3 bow"), "{text}");
    }
}

#[test]
fn findings_name_things_as_they_stand_and_in_short() {
    let long = "x".repeat(5_000);
    let xml = format!(
        "<TEI xmlns:cb='urn:cb'><text xml:lang='{long}'><body><cb:div xml:id='a'>b</cb:div><p xml:id='p'>see <ref target='#{long}'>c</ref> <graphic width='{long}' url='{long}'/></p></body></text></TEI>"
    );
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    fs::write(folder.path().join("sources/a.xml"), xml).unwrap();
    let said = enface(folder.path(), &["check", "--message-format", "json"]).stdout;
    assert!(said.contains("the element “cb:div” is not known"), "{said:.3000}");
    for line in said.lines() {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        let words = |key: &str| found[key].as_str().unwrap_or_default().len();
        assert!(words("message") < 400 && words("help") < 400, "{line:.3000}");
    }
    assert!(said.lines().count() > 3, "{said:.3000}");
}
