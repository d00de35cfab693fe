//! Files that hold their translations themselves: texts in parallel with links between them.

use std::fs;
use std::sync::Arc;

use enface::catalog::interface::Interface;
use enface::diagnostic::SourceFile;
use enface::edition::{Edition, Input, Options, Part, align};
use enface::tei;
use enface::text::{Inline, plain};

use crate::support::{copy, enface, files};

/// An edition of all languages of a file, and the codes of what is wrong with it.
fn edition(xml: &str) -> (Edition, Vec<&'static str>) {
    let file = Arc::new(SourceFile { name: "sources/made.xml".into(), text: xml.to_owned() });
    let (document, mut found) = tei::read(&file);
    let document = document.unwrap_or_else(|| panic!("{found:?}"));
    let mut langs = vec![document.lang.clone()];
    langs.extend(document.parallel_langs().cloned());
    let interfaces: Vec<Interface> = langs.iter().map(|lang| Interface::read(lang, None).0).collect();
    let input = Input { document: &document, langs: &langs, catalogs: &[], interfaces: &interfaces };
    let (edition, more) = align(&input, Options::default());
    found.extend(more);
    (edition, found.into_iter().map(|it| it.code).collect())
}

fn shown(content: &[Inline]) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Break(_) => "/".to_owned(),
        other => plain(std::slice::from_ref(other)),
    };
    content.iter().map(piece).collect()
}

/// The rows, their cells parted by bars; a break inside a cell is a slash.
fn rows(edition: &Edition) -> Vec<String> {
    let row = |part: &Part| match part {
        Part::Row(row) if !row.made => {
            let cells: Vec<String> = row.cells.iter().map(|cell| shown(&cell.content)).collect();
            Some(cells.join(" | "))
        }
        _ => None,
    };
    edition.parts.iter().filter_map(row).collect()
}

const HEADER: &str = "<teiHeader><fileDesc><titleStmt><title/></titleStmt></fileDesc></teiHeader>";

fn group(texts: &[(&str, &str)], links: &str) -> String {
    let text = |(lang, body): &(&str, &str)| format!("<text xml:lang=\"{lang}\"><body>{body}</body></text>");
    let texts: String = texts.iter().map(text).collect();
    format!("<TEI>{HEADER}<standOff>{links}</standOff><text><group>{texts}</group></text></TEI>")
}

fn paragraphs(ids: &[&str]) -> String {
    ids.iter().map(|id| format!("<p xml:id=\"{id}\">{}</p>", id.to_uppercase())).collect()
}

fn links(targets: &[&str]) -> String {
    let links: String = targets.iter().map(|target| format!("<link target=\"{target}\"/>")).collect();
    format!("<linkGrp type=\"translation\">{links}</linkGrp>")
}

#[track_caller]
fn says(xml: &str, expected: &[&str], codes: &[&str]) {
    let (edition, found) = edition(xml);
    assert_eq!(
        (rows(&edition), found),
        (expected.iter().map(|row| (*row).to_owned()).collect(), codes.to_vec()),
        "{xml}"
    );
}

#[test]
fn one_to_one_many_to_many_and_ragged() {
    let (en, ko) = (paragraphs(&["a1", "a2", "a3", "a4", "a5"]), paragraphs(&["b1", "b2", "b3", "b4"]));
    let xml = group(&[("en", &en), ("ko", &ko)], &links(&["#a1 #b1", "#a2 #a3 #b2", "#a5 #b4"]));
    says(&xml, &["A1 | B1", "A2/A3 | B2", "A4 | ", " | B3", "A5 | B4"], &[]);
    let xml = group(&[("en", &en), ("ko", &ko)], &links(&["#a1 #a2 #b1 #b2 #b3", "#range(a4, a5) #b4"]));
    says(&xml, &["A1/A2 | B1/B2/B3", "A3 | ", "A4/A5 | B4"], &[]);
}

#[test]
fn pairs_that_have_a_side_in_common_are_one_row() {
    let (en, fr) = (paragraphs(&["p1", "p2", "p3"]), paragraphs(&["q1", "q2", "q3"]));
    let texts = [("en", en.as_str()), ("fr", fr.as_str())];
    let expected = ["P1/P2 | Q1/Q2", "P3 | Q3"];
    says(&group(&texts, &links(&["#p1 #q1", "#p1 #q2", "#p2 #q2", "#p3 #q3"])), &expected, &[]);
    says(&group(&texts, &links(&["#p1 #p2 #q1 #q2", "#p3 #q3"])), &expected, &[]);
    // Sentences, where the texts have their paragraphs elsewhere.
    let sentences = |name: &str, parts: &[&[usize]]| -> String {
        let sentence = |n: &usize| format!("<s xml:id=\"{name}{n}\">{}{n}</s>", name.to_uppercase());
        parts.iter().map(|part| format!("<p>{}</p>", part.iter().map(sentence).collect::<String>())).collect()
    };
    let (en, fr) = (sentences("s", &[&[1, 2], &[3], &[4]]), sentences("t", &[&[1], &[2, 3], &[4]]));
    let texts = [("en", en.as_str()), ("fr", fr.as_str())];
    let pairs = links(&["#s1 #t1", "#s2 #t2", "#s3 #t3", "#s4 #t4"]);
    says(&group(&texts, &pairs), &["S1S2/S3 | T1/T2T3", "S4 | T4"], &[]);
}

#[test]
fn a_pointer_may_name_its_own_file() {
    let (en, fr) = (paragraphs(&["p1", "p2"]), paragraphs(&["q1", "q2"]));
    let texts = [("en", en.as_str()), ("fr", fr.as_str())];
    let expected = ["P1 | Q1", "P2 | Q2"];
    says(&group(&texts, &links(&["made.xml#p1 ./made.xml#q1", "#p2 made.xml#q2"])), &expected, &[]);
    let based = group(&texts, &links(&["https://example.org/t.xml#p1 #q1", "#p2 #q2"]));
    says(&based.replace("<TEI>", "<TEI xml:base=\"https://example.org/t.xml\">"), &expected, &[]);
    let elsewhere = group(&texts, &links(&["other.xml#p1 #q1", "#p2 #q2"]));
    says(&elsewhere, &["P1 | ", " | Q1", "P2 | Q2"], &["link-target"]);
}

#[test]
fn links_stand_anywhere_and_other_links_say_nothing() {
    let (en, ko) = (paragraphs(&["a1", "a2"]), paragraphs(&["b1", "b2"]));
    let group = |links: &str| {
        format!(
            "<group><text xml:lang=\"en\"><body>{en}</body></text><text xml:lang=\"ko\"><body>{ko}</body></text></group>{links}"
        )
    };
    let pairs = links(&["#a1 #b1", "#a2 #b2"]);
    let syntax = "<linkGrp type=\"syntax\"><link target=\"#a1 #b2\"/><link target=\"#a1 #nowhere\"/></linkGrp>";
    let expected = ["A1 | B1", "A2 | B2"];
    for xml in [
        format!("<TEI>{HEADER}<text>{}</text></TEI>", group(&format!("<back>{pairs}{syntax}</back>"))),
        format!("<TEI>{HEADER}<text>{}</text></TEI>", group(&format!("{pairs}{syntax}"))),
        format!("<TEI>{HEADER}<text>{}</text><standOff>{syntax}{pairs}</standOff></TEI>", group("")),
    ] {
        says(&xml, &expected, &[]);
    }
    // A corpus; sections; blocks in turn.
    let corpus = format!(
        "<teiCorpus><TEI xml:lang=\"en\">{HEADER}<text><body>{en}</body></text></TEI>\
         <TEI xml:lang=\"ko\">{HEADER}<text><body>{ko}</body>{pairs}</text></TEI></teiCorpus>"
    );
    says(&corpus, &expected, &[]);
    let sections = format!(
        "<TEI>{HEADER}<text><body><div xml:lang=\"en\">{en}</div><div xml:lang=\"ko\">{ko}</div>{pairs}</body></text></TEI>"
    );
    says(&sections, &expected, &[]);
    let turns = "<p xml:lang=\"en\" xml:id=\"a1\">A1</p><p xml:lang=\"ko\" corresp=\"#a1\">B1</p>\
                 <p xml:lang=\"en\" xml:id=\"a2\">A2</p><p xml:lang=\"ko\" corresp=\"#a2\">B2</p>";
    says(&format!("<TEI>{HEADER}<text><body><div>{turns}</div></body></text></TEI>"), &expected, &[]);
}

#[test]
fn corresp_alone_is_enough() {
    let (en, ko) = (paragraphs(&["a1", "a2", "a3"]), "<p corresp=\"#a1\">B1</p><p corresp=\"#a2 #a3\">B2</p>");
    says(&group(&[("en", &en), ("ko", ko)], ""), &["A1 | B1", "A2/A3 | B2"], &[]);
    // Two that each name the same two.
    let en =
        "<p xml:id=\"a1\" corresp=\"#b1 #b2\">A1</p><p xml:id=\"a2\" corresp=\"#b1 #b2\">A2</p><p xml:id=\"a3\">A3</p>";
    says(&group(&[("en", en), ("ko", &paragraphs(&["b1", "b2"]))], ""), &["A1/A2 | B1/B2", "A3 | "], &[]);
}

#[test]
fn three_languages_are_laid_side_by_side() {
    let texts = [paragraphs(&["a1", "a2"]), paragraphs(&["b1", "b2"]), paragraphs(&["c1", "c2", "c3"])];
    let texts = [("en", texts[0].as_str()), ("ko", texts[1].as_str()), ("fr", texts[2].as_str())];
    let expected = ["A1 | B1 | C1", " |  | C2", "A2 | B2 | C3"];
    says(&group(&texts, &links(&["#a1 #b1 #c1", "#a2 #b2 #c3"])), &expected, &[]);
    // The second is linked to the first by way of the third alone.
    says(&group(&texts, &links(&["#a1 #c1", "#c1 #b1", "#b2 #c3", "#c3 #a2"])), &expected, &[]);
}

#[test]
fn what_is_linked_may_be_part_of_a_unit_or_hold_several() {
    let en = "<p>See <s xml:id=\"a1\">A1.</s> <s xml:id=\"a2\">A2.</s></p><lg xml:id=\"la\"><l>L1</l><l>L2</l></lg>";
    let ko = "<p><s xml:id=\"b1\">B1.</s></p><lg xml:id=\"lb\"><l>M1</l><l>M2</l></lg>";
    let xml = group(&[("en", en), ("ko", ko)], &links(&["#a1 #a2 #b1", "#la #lb"]));
    says(&xml, &["See A1. A2. | B1.", "L1 | M1", "L2 | M2"], &[]);
    let ko = ko.replace("<l>M2</l>", "<l>M2</l><l>M3</l>");
    let xml = group(&[("en", en), ("ko", &ko)], &links(&["#a1 #b1", "#la #lb"]));
    says(&xml, &["See A1. A2. | B1.", "L1/L2 | M1/M2/M3"], &[]);
}

#[test]
fn sections_with_other_parts_are_never_left_in_silence() {
    let section = |id: &str, more: &str, head: &str, inner: &str| {
        format!("<div xml:id=\"{id}\"{more}><head>{head}</head>{inner}</div>")
    };
    let two = |en: &str, de: &str| {
        let (en, de) = (section("e", " corresp=\"#d\"", "H", en), section("d", " corresp=\"#e\"", "K", de));
        group(&[("en", &en), ("de", &de)], "")
    };
    let (a, b) = (paragraphs(&["a1", "a2"]), paragraphs(&["b1", "b2", "b3"]));
    says(&two(&a, &b), &["H | K", "A1/A2 | B1/B2/B3"], &[]);
    // What links of paragraphs say, the link of the section leaves as it is.
    let linked = b.replace("\"b2\"", "\"b2\" corresp=\"#a1\"");
    says(&two(&a, &linked), &["H | K", " | B1", "A1 | B2", " | B3", "A2 | "], &[]);
    let list =
        |ids: &[&str]| format!("<list>{}</list>", paragraphs(ids).replace("<p ", "<item ").replace("</p", "</item"));
    let (edition, codes) = edition(&two(&list(&["a1", "a2"]), &list(&["b1", "b2", "b3"])));
    assert_eq!(rows(&edition)[0], "H | K");
    assert!(!codes.is_empty() && codes.iter().all(|code| *code == "link-parts"), "{codes:?}");
}

#[test]
fn notes_are_beside_each_other_wherever_they_are_called() {
    let note = |id: &str| format!("<note xml:id=\"{id}\">{}</note>", id.to_uppercase());
    let en = format!("<p xml:id=\"a1\">A{}B{}</p><p xml:id=\"a2\">C</p>", note("n1"), note("n2"));
    let ko = format!("<p xml:id=\"b1\">D{}</p><p xml:id=\"b2\">E{}{}</p>", note("m2"), note("m1"), note("m3"));
    let xml = group(&[("en", &en), ("ko", &ko)], &links(&["#a1 #b1", "#a2 #b2", "#n1 #m1", "#n2 #m2"]));
    says(&xml, &["AB | D", "N1 | M1", "N2 | M2", "C | E", " | M3"], &[]);
    let (edition, _) = edition(&xml);
    let marks = format!("{:?}", edition.parts);
    assert!(!marks.contains("\"m1\"") && !marks.contains("\"m2\""), "the marks of both languages lead to one row");
}

#[test]
fn links_that_cannot_be_followed_are_told() {
    let (en, ko) = (paragraphs(&["a1", "a2", "a3"]), paragraphs(&["b1", "b2", "b3"]));
    let texts = [("en", en.as_str()), ("ko", ko.as_str())];
    says(
        &group(&texts, &links(&["#a1 #b1", "#a2 #nowhere"])),
        &["A1 | B1", "A2 | ", "A3 | ", " | B2", " | B3"],
        &["link-target"],
    );
    says(
        &group(&texts, &links(&["#a1 #b1", "#a2 #a3", "#a3 #b3"])),
        &["A1 | B1", "A2 | ", " | B2", "A3 | B3"],
        &["link-language"],
    );
    says(
        &group(&texts, &links(&["#a1 #b1", "#a2 #b3", "#a2 #b3", "#a3 #b2"])),
        &["A1 | B1", " | B2", "A2 | B3", "A3 | "],
        &["link-order"],
    );
}

#[test]
fn a_file_without_links_is_one_text() {
    let xml = group(&[("en", &paragraphs(&["a1"])), ("ko", &paragraphs(&["b1"]))], "");
    says(&xml, &["A1", "B1"], &[]);
}

#[test]
fn groups_of_both_texts_are_one_where_they_are_linked() {
    let en = "<div xml:id=\"da\"><head xml:id=\"ha\">A</head><list><item xml:id=\"a1\">A1</item><item xml:id=\"a2\">A2</item></list></div>";
    let ko = "<div><head xml:id=\"hb\">B</head><list><item xml:id=\"b1\">B1</item><item xml:id=\"b3\">B3</item></list></div>";
    let xml = group(&[("en", en), ("ko", ko)], &links(&["#ha #hb", "#a1 #b1"]));
    let (edition, _) = edition(&xml);
    assert_eq!(rows(&edition), ["A | B", "A1 | B1", " | B3", "A2 | "]);
    let opened = edition.parts.iter().filter(|part| matches!(part, Part::Open(_))).count();
    assert_eq!(opened, 2, "a section and a list: {:?}", edition.parts);
}

/// The way of such a file through the commands.
#[test]
fn the_commands_know_what_a_file_holds_itself() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    let (en, ko) = (paragraphs(&["a1", "a2"]), paragraphs(&["b1", "b2"]));
    let ko = ko.replace("<p xml:id=\"b2\">B2</p>", "<p>B2</p>");
    let xml = group(&[("en", &en), ("ko", &ko)], &links(&["#a1 #b1"]))
        .replace("<TEI>", "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">");
    fs::write(folder.path().join("sources/pair.xml"), &xml).unwrap();
    let build = enface(folder.path(), &["build"]);
    assert_eq!(build.status, 0, "{build:?}");
    assert!(folder.path().join("out/pair.en-ko.pdf").exists(), "{build:?}");
    assert_eq!(enface(folder.path(), &["build", "--langs", "ko"]).status, 0);
    assert_eq!(enface(folder.path(), &["build", "--langs", "fr"]).status, 1);
    let verify = enface(folder.path(), &["verify", "out/pair.en-ko.pdf"]);
    assert_eq!(verify.status, 0, "{verify:?}");
    let status = enface(folder.path(), &["status", "--format", "json"]);
    assert!(
        status.stdout.contains("\"lang\":\"ko\",\"fresh\":1,") && status.stdout.contains("\"missing\":1"),
        "{status:?}"
    );
    assert_eq!(enface(folder.path(), &["sync", "--langs", "ko"]).status, 2);
    assert!(files(&folder.path().join("translations")).is_empty());
    // The text of the document can be translated into more languages.
    assert_eq!(enface(folder.path(), &["sync", "--langs", "fr"]).status, 0);
    let messages = fs::read_to_string(folder.path().join("translations/fr/pair.ftl")).unwrap();
    assert!(messages.contains("a1 = ") && !messages.contains("b1"), "{messages}");
    fs::write(folder.path().join("translations/fr/pair.ftl"), "a1 = F1\na2 = F2\n").unwrap();
    let build = enface(folder.path(), &["build", "--langs", "en,ko,fr", "--format", "html"]);
    assert_eq!(build.status, 0, "{build:?}");
    let html = fs::read_to_string(folder.path().join("out/pair.en-ko-fr.html")).unwrap();
    assert!(["A1", "B1", "F1", "A2", "B2", "F2"].iter().all(|text| html.contains(text)), "{html}");
    // Messages in a language that the document has itself are not read.
    fs::create_dir_all(folder.path().join("translations/ko")).unwrap();
    fs::write(folder.path().join("translations/ko/pair.ftl"), "a1 = X\n").unwrap();
    let check = enface(folder.path(), &["check"]);
    assert!(check.stdout.contains("these messages are not read"), "{check:?}");
    // The units of all its texts get identifiers.
    let ids = enface(folder.path(), &["ids"]);
    assert_eq!(ids.status, 0, "{ids:?}");
    let after = fs::read_to_string(folder.path().join("sources/pair.xml")).unwrap();
    assert!(!after.contains("<p>B2</p>"), "{after}");
}

#[test]
fn every_text_is_kept() {
    // Of every choice of links between small texts, whatever they are, each text stands whole and in its order.
    let (en, ko) = (["a1", "a2", "a3"], ["b1", "b2", "b3"]);
    let pairs: Vec<String> = en.iter().flat_map(|a| ko.iter().map(move |b| format!("#{a} #{b}"))).collect();
    for choice in 1u32..1 << pairs.len() {
        let chosen: Vec<&str> =
            pairs.iter().enumerate().filter(|(at, _)| choice & (1 << at) != 0).map(|(_, pair)| pair.as_str()).collect();
        let xml = group(&[("en", &paragraphs(&en)), ("ko", &paragraphs(&ko))], &links(&chosen));
        let (edition, found) = edition(&xml);
        // What crosses nothing is followed: whatever is linked stands in one row.
        let linked: Vec<(usize, usize)> =
            (0..9).filter(|at| choice & (1 << at) != 0).map(|at| (at / 3, at % 3)).collect();
        let crosses = linked.iter().any(|one| linked.iter().any(|two| one.0 < two.0 && one.1 > two.1));
        if !crosses {
            assert_eq!(found, [""; 0], "{chosen:?}");
            let rows = rows(&edition);
            for (a, b) in linked {
                let is_of_both =
                    |row: &String| row.contains(&en[a].to_uppercase()) && row.contains(&ko[b].to_uppercase());
                assert!(rows.iter().any(is_of_both), "{chosen:?}: {rows:?}");
            }
        }
        for (column, text) in ["A1 A2 A3", "B1 B2 B3"].iter().enumerate() {
            let cells = edition.parts.iter().filter_map(|part| match part {
                Part::Row(row) => Some(plain(&row.cells[column].content)),
                _ => None,
            });
            let words: Vec<String> =
                cells.flat_map(|cell| cell.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
            assert_eq!(words.join(" "), *text, "{chosen:?}");
        }
    }
}

#[test]
fn what_one_language_alone_has_stands_across_the_columns_by_choice() {
    let folder = copy("alone");
    let places = |placement: &str| {
        let settings = format!("design = \"study\"\n[columns]\nalone = \"{placement}\"\n");
        fs::write(folder.path().join("enface.toml"), settings).unwrap();
        let run = enface(folder.path(), &["build", "--explain"]);
        assert!(run.status == 0 && run.stdout.contains("no rule is broken"), "{run:#?}");
        let file = crate::read::File::read(&fs::read(folder.path().join("out/lighthouse.en-ko.pdf")).unwrap());
        // Where words stand of a paragraph that is alone, and of two beside each other.
        let runs = file.runs(0, &file.texts());
        let of = |word: &str| runs.iter().filter(|run| run.text.contains(word)).map(|run| run.x).fold(0.0, f32::max);
        let html = fs::read_to_string(folder.path().join("out/lighthouse.en-ko.html")).unwrap();
        (of("옮긴이의"), of("저는"), of("I took"), html.contains("class=\"parallel across\""))
    };
    let (alone, beside, first, html) = places("across");
    assert!((alone - first).abs() < 0.1 && beside > first + 100.0 && html, "{alone} {beside} {first}");
    let (alone, beside, first, html) = places("column");
    assert!((alone - beside).abs() < 12.0 && beside > first + 100.0 && !html, "{alone} {beside} {first}");
}
