//! What the files of large archives have, each in its own way: it is seen in both outputs.

use crate::support::{built, built_from, main_of, texts};

/// The words of both outputs, parted by single spaces. In the PDF a line ends without a space.
fn words(body: &str) -> [String; 2] {
    texts(&built(body)).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn a_break_within_a_word_does_not_part_it() {
    for (body, whole) in [
        ("Lu\n<lb n='2' break='no'/>cius", "Lucius"),
        ("con<lb break='no'/>\nsul", "consul"),
        ("fi\n<pb n='2' break='no'/>\n<lb break='no'/>\nnis", "finis"),
        ("<w>par\n<cb n='b' break='no'/>tes</w>", "partes"),
        ("<hi rend='bold'>us </hi><milestone unit='x' n='y' break='no'/> que", "usque"),
        ("o<note>n</note> <gb break='no'/> mnis", "o1mnis"),
    ] {
        for text in words(&format!("<p>a {body} z</p>")) {
            assert!(text.contains(&format!("a {whole} z")), "{body}: {text}");
        }
    }
    assert!(words("<p>a <lb break='maybe'/> b <pb n='2'/> c</p>")[0].contains("b c"));
}

#[test]
fn indentation_is_no_text() {
    let name = "<persName>\n  <forename>Ann</forename>\n  <surname>Lee</surname>\n</persName>";
    for (body, said) in [
        ("<cit>\n <quote>q</quote>\n <bibl>\n  <title>b</title>\n </bibl>\n</cit>. A", "“q” b. A"),
        ("<address>\n <street>S</street>\n <settlement>T</settlement>\n</address>. A", "S, T. A"),
        ("<list rend='inline'>\n <item>a,</item>\n <item>b</item>\n</list>. A", "a, b. A"),
        (&format!("({name}, {name}) {name}s {name}은"), "(Ann Lee, Ann Lee) Ann Lees Ann Lee은"),
        ("(<persName>\n<surname>Doe</surname>, <forename>T</forename>\n</persName>)", "(Doe, T)"),
        ("x<w>\n <m>un</m>\n <m>do</m>\n</w>y", "xundoy"),
        ("<w>\n <w>can</w>\n <w>not</w>\n</w>.", "can not."),
        ("a<incident>\r\n<desc>coughs</desc>\r\n</incident>, then", "a coughs, then"),
        // What stands side by side is two things.
        (&format!("{name}{name}<hi>x</hi> {name}<pb/>."), "Ann Lee Ann Lee x Ann Lee."),
        ("<s>\n<w>a</w>\n<!-- c -->\n</s><s><!-- c -->\n<w>b</w>\n</s>", "a b"),
        ("<seg><s>\n<w>a</w>\n</s></seg><seg><w>b</w></seg>", "a b"),
        // White space that is no indentation is text.
        ("a<hi> <hi>b</hi> </hi>c<hi>\nd\n</hi>e", "a b c d e"),
    ] {
        for text in words(&format!("<p>z {body} z</p>")) {
            assert!(text.contains(&format!("z {said} z")), "{body}: {text}");
        }
    }
    let entry = "<entry><form>\n<orth>a</orth>\n<gramGrp>\n<pos>n</pos>\n</gramGrp>\n</form>, <def>d</def></entry>";
    for text in words(entry) {
        assert!(text.contains("a n, d"), "{text}");
    }
}

#[test]
fn what_is_set_off_without_a_reason_is_italic() {
    let folder = built(
        "<p>one <hi>two</hi> <hi rend='bold'>three <hi>four</hi></hi> <emph>five <hi>six</hi></emph> <hi rend='larger'>seven</hi></p>",
    );
    let page = main_of(&folder);
    assert!(page.contains("<em>two</em>") && page.contains("<em>five <em>six</em></em>"), "{page}");
    assert!(page.contains("<b>three <em>four</em></b>") && page.contains("<span>seven</span>"), "{page}");
    let declared = "<TEI><teiHeader><encodingDesc><tagsDecl><rendition selector='hi'>font-weight: bold</rendition></tagsDecl></encodingDesc></teiHeader><text xml:lang='en'><body><p>a <hi>b</hi></p></body></text></TEI>";
    assert!(main_of(&built_from(declared)).contains("a <b>b</b>"));
}

#[test]
fn a_gloss_has_marks_beside_what_it_explains_only() {
    for (body, said) in [
        ("<mentioned>falu</mentioned> <gloss>pale</gloss>", "falu “pale”"),
        ("<foreign xml:lang='la'>us<hi rend='b'>que</hi></foreign><gloss>up to</gloss>", "usque“up to”"),
        ("<gloss target='#ROK'>ROK</gloss> and <gloss type='to'>Dept</gloss>", "ROK and Dept"),
        ("<term xml:id='v'>view</term> as <gloss target='#v'>the relation</gloss>", "view as the relation"),
        ("<term>view</term> <gloss target='#v'>relation</gloss>", "view relation"),
    ] {
        for text in words(&format!("<p>see {body}.</p>")) {
            assert!(text.contains(&format!("see {said}.")), "{body}: {text}");
        }
    }
}

#[test]
fn no_note_is_given_the_number_of_another() {
    let notes = "<p>a<note n='1'>one</note> b<note n='(2)'>two</note> c<note>three</note> d<note n='4'>four</note> e<note>five</note></p>";
    let folder = built(notes);
    let marks: Vec<String> = main_of(&folder)
        .split("role=\"doc-noteref\">")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect();
    assert_eq!(marks, ["1", "(2)", "3", "4", "5"]);
    for settings in ["", "[notes]\nrestart = \"page\"\n", "[notes]\nrestart = \"section\"\n"] {
        std::fs::write(folder.path().join("enface.toml"), settings).unwrap();
        assert_eq!(crate::support::enface(folder.path(), &["build"]).status, 0);
        let [_, pdf] = texts(&folder);
        for called in ["a1", "b(2)", "c3", "d4", "e5"] {
            assert!(pdf.contains(called), "{settings} {called}: {pdf}");
        }
    }
    let apart = "<p>a<ptr target='#x'/> <note n='1'>one</note></p><note xml:id='x'>two</note>";
    for text in words(apart) {
        assert!(text.starts_with("a2, 1"), "{text}");
    }
}

#[test]
fn a_note_stands_in_line_where_its_look_says_so() {
    for text in words("<p>a <note rend='inline'>[Received at noon.]</note> b<note>c</note></p>") {
        assert!(text.starts_with("a [Received at noon.] b1"), "{text}");
    }
}

#[test]
fn the_header_names_each_by_itself() {
    let folder = built_from(
        "<TEI><teiHeader><fileDesc><titleStmt><title>T</title><author><persName><surname>Mann</surname> <forename>Thomas</forename></persName></author>
        <author><persName><surname>홍</surname><forename>길동</forename></persName></author>
        <editor role='primary'>Ada Glen</editor><editor role='General Editor'>Bo Hill</editor><editor role='illustrator'>Cy Inn</editor>
        <respStmt><orgName>Archive</orgName><resp><note>Keeps the <hi>files</hi></note></resp></respStmt></titleStmt>
        <publicationStmt><publisher><email>a@b.org</email><orgName>Text House</orgName><orgName>The <hi>Old</hi> Academy</orgName><address><addrLine>Lane 2</addrLine></address></publisher><publisher>One <hi>Press</hi></publisher><date when='1999'/></publicationStmt>
        <sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader><text xml:lang='en'><body><p>x</p></body></text></TEI>",
    );
    let page = std::fs::read_to_string(folder.path().join("out/a.en.html")).unwrap();
    assert!(page.contains("content=\"Mann, Thomas\"") && page.contains("content=\"홍길동\""), "{page:.6000}");
    assert!(!page.contains("a@b.org"), "{page}");
    for text in texts(&folder).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")) {
        for said in [
            "Mann, Thomas",
            "Edited by Ada Glen, Bo Hill",
            "illustrator: Cy Inn",
            "Keeps the files: Archive",
            "Text House, The Old Academy, Lane 2, One Press, 1999",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
}

#[test]
fn an_address_is_apart_from_what_it_touches() {
    let bibl = "<bibl><ptr target='http://a.org/1'/><citedRange>12</citedRange></bibl>";
    for text in words(&format!("<p>Cf. {bibl}; (<ptr target='https://b.org'/>)see<ptr target='mailto:c@d.org'/>.</p>"))
    {
        assert!(text.contains("Cf. http://a.org/1 12; (https://b.org)see mailto:c@d.org."), "{text}");
    }
}

#[test]
fn homographs_are_numbered_and_translations_parted() {
    let trans = |word: &str| format!("<cit type='translation'><quote>{word}</quote></cit>");
    let folder = built(&format!(
        "<superEntry><entry n='1' type='hom'><form><orth>bow</orth></form><def>knot</def></entry>
        <entry n='2' type='hom'><form><orth>bow</orth></form><def>ship</def></entry></superEntry>
        <entry n='bow-3'><form><orth>set</orth></form><hom n='1'><pos>v</pos></hom><hom n='2'><pos>n</pos></hom>
        <sense>{}{} <cit type='example'><quote>Das Haus brennt</quote>{}</cit></sense></entry>",
        trans("house"),
        trans("home"),
        trans("The house burns"),
    ));
    for text in texts(&folder).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")) {
        for said in ["1 bow knot", "2 bow ship", "set 1 v 2 n house, home Das Haus brennt The house burns"] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
    let page = main_of(&folder);
    assert!(page.contains("class=\"example\">Das Haus brennt<") && !page.contains("class=\"example\">house"), "{page}");
}

#[test]
fn the_words_of_an_example_are_no_headword() {
    let page = main_of(&built(
        "<entry><form><orth>gale</orth></form> <sense><cit type='translationEquivalent'><form><orth>vent</orth></form></cit></sense> \
         <etym><cit type='etymon'><form><orth>gala</orth></form></cit></etym></entry>",
    ));
    let headword = |word: &str| {
        page.contains(&format!("<b class=\"headword\">{word}</b>")) || page.contains(&format!("<dfn>{word}</dfn>"))
    };
    assert!(headword("gale") && !headword("vent") && !headword("gala"), "{page}");
    assert!(page.contains("<i>gala</i>"), "{page}");
}

#[test]
fn brackets_of_the_source_are_not_doubled() {
    for (body, said) in [
        ("<gap><desc>[3 lines lost]</desc></gap>", "[3 lines lost]"),
        ("<gap><desc>3 lines lost</desc></gap>", "[3 lines lost]"),
        ("<gap><desc>[a] to [b] lost</desc></gap>", "[[a] to [b] lost]"),
        ("<supplied>[le <hi>fleuve]</hi><note>n</note></supplied>", "[le fleuve]1"),
        ("<supplied>le [fleuve]</supplied>", "[le [fleuve]]"),
    ] {
        for text in words(&format!("<p>a {body} z</p>")) {
            assert!(text.contains(&format!("a {said} z")), "{body}: {text}");
        }
    }
}

#[test]
fn lists_that_books_set_without_bullets_have_none() {
    for kind in ["index", "toc", "participants", "subject", "to", "from", "simple"] {
        for text in words(&format!("<list type='{kind}'><item>one</item></list>")) {
            assert!(!text.contains('•') && text.contains("one"), "{kind}: {text}");
        }
    }
    assert!(words("<list type='things'><item>one</item></list>")[1].contains('•'));
}

#[test]
fn the_source_of_a_document_is_no_part_of_its_heading() {
    let page = main_of(&built(
        "<div><head>Telegram<note type='source' rend='inline'>Source: R.O. 9.</note></head><p>a</p></div>",
    ));
    let head = page.split_once("<h2").and_then(|(_, rest)| rest.split_once("</h2>")).unwrap().0;
    assert!(head.contains("doc-noteref") && !head.contains("Source"), "{page}");
}

#[test]
fn remarks_on_readings_stand_with_them() {
    let body = "<listApp><app loc='c4'><note>with E for H.</note></app><app loc='a4'><lem>passus</lem><rdg wit='#B'>passim</rdg><note>A crack.</note></app></listApp>";
    for text in words(body) {
        assert!(text.contains("c4 with E for H.") && text.contains("a4 passus] passim B. A crack."), "{text}");
    }
}

#[test]
fn years_on_both_sides_of_a_dash_touch_it() {
    for text in words("<person><persName>Bramble</persName> (<birth>1731</birth>–<death>1799</death>)</person>") {
        assert!(text.contains("(1731–1799)"), "{text}");
    }
}

#[test]
fn indirect_speech_has_no_marks() {
    for text in words("<p>a <said direct='false'>he thought</said> <said direct='true'>he said</said> z</p>") {
        assert!(text.contains("a he thought “he said” z"), "{text}");
    }
}

#[test]
fn a_title_stands_without_the_mark_before_its_subtitle() {
    let text = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text xml:lang=\"en\"><front><titlePage><docTitle><titlePart>THE WEIR:</titlePart><titlePart type=\"sub\">A Play</titlePart></docTitle></titlePage></front><body><p>a</p></body></text></TEI>";
    let folder = built_from(text);
    let page = std::fs::read_to_string(folder.path().join("out/a.en.html")).unwrap();
    assert!(page.contains("<title>THE WEIR</title>") && page.contains("THE WEIR:</span>"), "{page}");
}

#[test]
fn who_speaks_in_a_debate_is_a_speaker() {
    let page = main_of(&built(
        "<div><note type='speaker'>Ms Ada:</note><u><seg>Yes.</seg></u><note type='time'>Noon.</note></div>",
    ));
    assert!(page.contains("row cells speaker") && page.contains("Ms Ada:"), "{page}");
}

#[test]
fn what_holds_elements_only_does_not_part_a_word() {
    for (body, whole) in [
        ("D<subst>\n <del>d</del>\n <add>D</add>\n </subst>as", "DdDas"),
        ("kan<ruby>\n<rb>漢</rb>\n<rt>x</rt>\n</ruby>字", "kan漢"),
        ("a<subst>b <add>c</add> d</subst>", "ab c d"),
    ] {
        for text in words(&format!("<p>z {body} z</p>")) {
            assert!(text.contains(&format!("z {whole}")), "{body}: {text}");
        }
    }
    assert!(main_of(&built("<p>kan<ruby> <rb>漢</rb> <rt>x</rt> </ruby>字</p>")).contains("</ruby>字"));
}

#[test]
fn a_reference_to_a_note_in_its_place_is_words() {
    let page = main_of(&built(
        "<p>a<note xml:id='f1' n='1'>one</note> see note <ref target='#f1'>1</ref>, in <ref target='#b'>n. 7</ref>, b<ref target='#b'>7</ref></p><note xml:id='b'>seven</note>",
    ));
    for said in ["see note <a href=\"#f1\">1</a>", "in <a href=\"#b\">n. 7</a>", "b<a href=\"#b\"><sup>7</sup></a>"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains(">n. 7</span>"), "{page}");
}

#[test]
fn what_is_raised_is_raised_once() {
    let page = main_of(&built(
        "<p>a<hi rend='sup'><ref target='#b'>5</ref></hi>, c<ref target='#b'><hi rend='sup'>6</hi></ref>, d<ref target='#b' rend='sup'><hi rend='sup'>7</hi></ref>, e<hi rend='sup'><ref target='#b' rend='superscript'>8</ref></hi></p><note xml:id='b' n='5'>five</note>",
    ));
    assert_eq!(page.matches("<sup>").count(), 4, "{page}");
    for said in ["a<sup><a href=\"#b\">5</a></sup>", "c<a href=\"#b\"><sup>6</sup></a>"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("<sup><sup") && !page.contains("<sup><a href=\"#b\"><sup"), "{page}");
}

#[test]
fn only_the_mark_of_a_note_is_raised() {
    let mut body = String::new();
    let mut said = Vec::new();
    for words in ["5", "123", "(5)", "[12]", "a", "12a", "*", "††", "§", "iv"] {
        for before in ["word", "1880", "end.", "“said”", "<hi>so</hi>", "here,", "a<note>n</note>", "in Korea—"] {
            said.push((format!("{before}<ref target='#b'>{words}</ref> after"), format!("<sup>{words}</sup>")));
        }
    }
    for (before, words) in [
        ("say", "see"),
        ("a", "note"),
        ("b", "Lee"),
        ("c", "1880"),
        ("漢", "主"),
        ("see footnote ", "5"),
        ("각주 ", "5"),
        ("각주", "5"),
        ("n.", "5"),
        ("Siehe Anm. ", "5"),
        ("note\u{A0}", "5"),
        ("note<lb/>", "5"),
        ("notes 5,", "6"),
        ("notes 5–", "6"),
        ("a (", "5"),
        ("", "5"),
        ("x ", "*"),
    ] {
        said.push((format!("{before}<ref target='#b'>{words}</ref> after"), words.to_owned()));
    }
    for (text, _) in &said {
        body += &format!("<p>{text}</p>");
    }
    let page = main_of(&built(&format!("{body}<note xml:id='b'>five</note>")));
    let links: Vec<&str> =
        page.split("<a href=\"#b\">").skip(1).filter_map(|it| Some(it.split_once("</a>")?.0)).collect();
    assert_eq!(links.len(), said.len(), "{page}");
    for (link, (text, words)) in links.iter().zip(&said) {
        assert_eq!(link, words, "{text}");
    }
    // What is no mark is not what its note is called.
    let page = main_of(&built("<p>x <ref target='#b'>see</ref></p><note xml:id='b'>five</note>"));
    assert_eq!(page.matches("see").count(), 1, "{page}");
}

#[test]
fn a_block_with_bare_text_in_a_paragraph_is_parted() {
    for name in ["closer", "opener", "argument", "postscript", "listBibl", "docImprint", "imprimatur", "floatingText"] {
        let block = format!("text<{name}>Yours, X</{name}>more");
        for body in [format!("<p>{block}</p>"), format!("<div>{block}</div>")] {
            let text = main_of(&built(&body));
            let text: String = text.split('<').filter_map(|rest| rest.split_once('>')).map(|(_, text)| text).collect();
            assert!(!text.contains("textYours") && !text.contains("Xmore"), "{body}: {text}");
        }
    }
}

#[test]
fn every_language_in_hebrew_or_arabic_letters_runs_from_right_to_left() {
    for lang in ["hbo", "arb", "ota", "jrb", "phn"] {
        let page = main_of(&built(&format!("<p>a <foreign xml:lang='{lang}'>שלום.</foreign></p>")));
        assert!(page.contains(&format!("lang=\"{lang}\" dir=\"rtl\"")), "{page}");
    }
}
