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
    let folder = built("<p>He said <quote xml:lang=\"he\">שלום (עולם)</quote>, a <soCalled>greeting</soCalled>.</p>");
    let page = main_of(&folder);
    assert!(page.contains("“<span lang=\"he\" dir=\"rtl\">שלום (עולם)</span>”</span>, a "), "{page}");
    let file = File::read(&fs::read(folder.path().join("out/a.en.pdf")).unwrap());
    let runs = file.runs(0, &file.texts());
    let left_of = |c: char| runs.iter().find(|run| run.text.contains(c)).unwrap().x;
    assert!(left_of('“') < left_of('ש') && left_of('ש') < left_of('”'), "{runs:?}");
    assert!(texts(&folder)[1].contains("“greeting”"));
}

#[test]
fn the_header_declares_looks_for_elements_of_a_name() {
    let looks = "<rendition selector=\"term, name\" scheme=\"css\">font-style: italic</rendition>";
    let header = format!("<teiHeader><encodingDesc><tagsDecl>{looks}</tagsDecl></encodingDesc></teiHeader>");
    let text = "<text xml:lang=\"en\"><body><p>a <term>weir</term>, <hi rend=\"larger\">plain</hi></p></body></text>";
    let folder = built_from(&format!("<TEI>{header}{text}</TEI>"));
    let page = main_of(&folder);
    assert!(page.contains("<span class=\"term\"><i>weir</i></span>") && page.contains("<span>plain</span>"), "{page}");
}

#[test]
fn lines_capitals_and_spacing_are_shown() {
    let folder = built(
        "<p>a <hi rend=\"overline\">x̄</hi> <hi rend=\"gesperrt\">weit</hi> <hi rend=\"allcaps\">big</hi> weit</p>",
    );
    let page = main_of(&folder);
    for span in
        ["<span class=\"overline\">", "<span class=\"spaced\">weit</span>", "<span class=\"small-caps\">big</span>"]
    {
        assert!(page.contains(span), "{span} {page}");
    }
    let width = |body: &str| {
        let file = File::read(&fs::read(built(body).path().join("out/a.en.pdf")).unwrap());
        let runs = file.runs(0, &file.texts());
        runs[0].end - runs[0].x
    };
    let [spaced, plain] = ["<p><hi rend=\"gesperrt\">weit</hi></p>", "<p>weit</p>"].map(width);
    assert!(spaced > plain + 2.0, "{spaced} {plain}");
}

#[test]
fn small_capitals_are_not_lost_where_text_is_slanted() {
    let folder = built("<note><hi rend=\"smallcaps\">secret</hi> note</note><p>secret</p>");
    let file = File::read(&fs::read(folder.path().join("out/a.en.pdf")).unwrap());
    let runs = file.runs(0, &file.texts());
    let widths: Vec<f32> =
        runs.iter().filter(|run| run.text.trim() == "secret").map(|run| (run.end - run.x) / run.size).collect();
    assert!(widths.len() == 2 && widths[0] > 1.1 * widths[1], "{runs:?}");
}

#[test]
fn the_parts_of_dimensions_are_multiplied() {
    let folder = built(
        "<msDesc><physDesc><objectDesc><supportDesc><extent>2 leaves <dimensions unit=\"mm\"><height>270</height><width>210</width></dimensions></extent></supportDesc></objectDesc></physDesc></msDesc>",
    );
    for text in texts(&folder) {
        assert!(text.replace("&nbsp;", "\u{a0}").contains("270 × 210\u{a0}mm"), "{text}");
    }
}

#[test]
fn dates_of_the_header_are_told_though_they_have_no_words() {
    let source = "<sourceDesc><biblStruct><monogr><title>Printed</title><imprint><date notBefore=\"1880\" notAfter=\"1890\" cert=\"low\"/></imprint></monogr></biblStruct></sourceDesc>";
    let changes = "<revisionDesc><change notBefore=\"2021\">Second</change></revisionDesc>";
    let header = format!("<teiHeader><fileDesc>{source}</fileDesc>{changes}</teiHeader>");
    let folder = built_from(&format!("<TEI>{header}<text xml:lang=\"en\"><body><p>a</p></body></text></TEI>"));
    let html = fs::read_to_string(folder.path().join("out/a.en.html")).unwrap();
    assert!(html.contains("Printed, 1880–1890?") && html.contains("2021–: Second"), "{html}");
}

/// The runs of the first page of the PDF.
fn first_page(folder: &tempfile::TempDir) -> Vec<crate::read::Run> {
    let file = File::read(&fs::read(folder.path().join("out/a.en.pdf")).unwrap());
    file.runs(0, &file.texts())
}

/// How far below a word another one stands, in points.
fn below(folder: &tempfile::TempDir, above: &str, word: &str) -> f32 {
    let runs = first_page(folder);
    let y = |word: &str| runs.iter().find(|run| run.text.contains(word)).unwrap_or_else(|| panic!("{word}")).y;
    y(above) - y(word)
}

#[test]
fn an_item_goes_on_behind_a_list_in_it() {
    let folder = built(
        "<list type=\"ordered\"><label>(a)</label><item>one</item><label>(b)</label><item>that <list rend=\"simple\"><item>oil</item></list> be paid</item></list>",
    );
    let page = main_of(&folder);
    assert!(!page.contains("3.") && page.matches("<li>").count() == 3, "{page}");
}

#[test]
fn a_list_tells_its_numerals() {
    let item = "<item>a</item>";
    let lists = ["numbered", "lettered", "upper-alpha", "roman", "upper-roman"];
    let body: String = lists.iter().map(|look| format!("<list rend=\"{look}\">{item}</list><p>b</p>")).collect();
    let pdf = Document::load_mem(&fs::read(built(&body).path().join("out/a.en.pdf")).unwrap()).unwrap();
    let dictionaries = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    let told = |dictionary: &Dictionary| -> Option<String> {
        let attributes = dictionary.get(b"A").ok()?.as_dict().ok()?;
        Some(String::from_utf8_lossy(attributes.get(b"ListNumbering").ok()?.as_name().ok()?).into_owned())
    };
    let mut told: Vec<String> = dictionaries.filter_map(told).collect();
    told.sort();
    assert_eq!(told, ["Decimal", "LowerAlpha", "LowerRoman", "UpperAlpha", "UpperRoman"]);
}

#[test]
fn titles_of_articles_are_quoted_and_those_of_books_are_not() {
    let folder = built(
        "<p>See <title level=\"a\">Of Oil</title>, <title level=\"a\" rend=\"italic\">Of Fat</title>, “<title level=\"u\">Of Tar</title>” in <title level=\"j\">Wick</title> and <title>Wax</title>.</p>",
    );
    for text in texts(&folder) {
        assert!(text.contains("See “Of Oil”, Of Fat, “Of Tar” in Wick and Wax."), "{text}");
    }
    let page = main_of(&folder);
    assert!(page.contains("<cite>Wick</cite>") && !page.contains("<cite>“"), "{page}");
}

#[test]
fn a_break_without_a_name_leaves_blank_lines() {
    let between = |milestone: &str| format!("<p>before</p>{milestone}<p>after</p>");
    let [plain, named, parted] = ["", "<milestone unit=\"part\" n=\"2\"/>", "<milestone unit=\"section\"/>"]
        .map(|milestone| below(&built(&between(milestone)), "before", "after"));
    assert!(parted > plain + 20.0 && (named - plain).abs() < 0.1, "{plain} {named} {parted}");
    assert!(main_of(&built(&between("<milestone unit=\"section\"/>"))).contains("paragraph apart\""));
    assert!(!main_of(&built("<p>in <milestone unit=\"section\"/>line</p><p>after</p>")).contains("apart"));
}

#[test]
fn the_words_that_end_a_letter_stand_together() {
    let folder = built(
        "<p>text</p><closer><salute>With respect,</salute><salute>your servant,</salute><signed>Kim</signed><signed>Lee</signed><dateline>Chemulpo</dateline></closer>",
    );
    let line = below(&folder, "With", "your");
    assert!(below(&folder, "text", "With") > 1.5 * line, "a line is free above them");
    for (above, word) in [("your", "Kim"), ("Kim", "Lee"), ("Lee", "Chemulpo")] {
        assert!((below(&folder, above, word) - line).abs() < 0.1, "{above} {word}");
    }
}

#[test]
fn heads_of_one_section_stand_together() {
    let folder = built("<div><head>Chapter</head><head>Flood</head><p>text</p></div><div><head>Next</head></div>");
    assert!(below(&folder, "Chapter", "Flood") < below(&folder, "Flood", "text"));
}

#[test]
fn an_empty_part_has_no_stop() {
    let folder = built("<p>See <biblStruct><author/><title>Wax</title><date>1900</date></biblStruct>.</p>");
    for text in texts(&folder) {
        assert!(text.contains("See Wax; 1900."), "{text}");
    }
}

#[test]
fn bars_stand_outside_of_what_is_marked_in_a_cell() {
    let row = |cells: &str| format!("<note>N <table><row>{cells}</row></table><q>end</q></note>");
    let body = [
        "<cell>a</cell><cell><supplied>b</supplied></cell><cell><q> c</q></cell>",
        "<cell/><cell><supplied>d</supplied></cell>",
        "<cell>e</cell><cell/>",
    ];
    let folder = built(&format!("<p>x{}</p>", body.map(row).concat()));
    for text in texts(&folder) {
        let text: String = text.split_whitespace().collect();
        for line in ["Na|[b]|“c”“end”", "N|[d]“end”", "Ne“end”"] {
            assert!(text.contains(line), "{line} {text}");
        }
    }
}

#[test]
fn a_reading_of_nothing_is_text_as_any_other() {
    let size = |body: &str, word: &str| -> f32 {
        first_page(&built(body)).iter().find(|run| run.text.contains(word)).unwrap().size
    };
    let alone = "<p>one</p><p><rt>two</rt></p>";
    assert_eq!(size(alone, "one"), size(alone, "two"));
    let above = "<p><ruby><rb>base</rb><rt>two</rt></ruby></p>";
    assert!(size(above, "two") < 0.6 * size(above, "base"));
}
