//! Text that runs from right to left: it stands in the file as it is read, whatever stands in it, and wherever its glyphs are.

use std::fs;

use crate::read::File;
use crate::support::{copy, enface};

/// Without what lines may add or take away at their ends.
fn joined(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && *character != '\u{200B}').collect()
}

/// The texts of the units of the case, each in the parts that the marks of its notes leave.
fn units(xml: &str) -> Vec<Vec<String>> {
    let document = roxmltree::Document::parse(xml).unwrap();
    let xml_id = ("http://www.w3.org/XML/1998/namespace", "id");
    let is_note = |node: &roxmltree::Node<'_, '_>| node.tag_name().name() == "note";
    let parts = |unit: roxmltree::Node<'_, '_>| {
        let mut parts = vec![String::new()];
        for node in unit.descendants() {
            let in_note = node.ancestors().take_while(|around| *around != unit).any(|around| is_note(&around));
            match node.text().filter(|_| node.is_text() && !in_note) {
                Some(text) => parts.last_mut().unwrap().push_str(&joined(text)),
                None if node != unit && is_note(&node) => parts.push(String::new()),
                None => {}
            }
        }
        parts
    };
    document.descendants().filter(|node| node.has_attribute(xml_id)).map(parts).collect()
}

#[test]
fn lines_stand_in_the_file_as_they_are_read() {
    for options in [&[][..], &["--pdf", "2.0"], &["--layout", "stacked"], &["--layout", "facing"]] {
        let folder = copy("scroll");
        assert_eq!(enface(folder.path(), &[&["build", "--format", "pdf"], options].concat()).status, 0);
        let file = File::read(&fs::read(folder.path().join("out/scroll.he-en.pdf")).unwrap());
        let texts = file.texts();
        let runs = (0..file.page_count()).flat_map(|page| file.runs(page, &texts));
        let shown: String = runs.map(|run| joined(&run.text)).collect();
        let units = units(&fs::read_to_string(folder.path().join("sources/scroll.xml")).unwrap());
        assert_eq!(units.len(), 6);
        for part in units.iter().flatten() {
            assert!(shown.contains(part), "{options:?}: {part}\n{shown}");
        }
    }
}

#[test]
fn glyphs_of_such_lines_stand_from_right_to_left() {
    let folder = copy("scroll");
    assert_eq!(enface(folder.path(), &["build", "--format", "pdf", "--langs", "he"]).status, 0);
    let file = File::read(&fs::read(folder.path().join("out/scroll.he.pdf")).unwrap());
    let places = file.positions(0);
    let leftwards = places.windows(2).filter(|pair| pair[0].1 == pair[1].1 && pair[1].0 < pair[0].0).count();
    assert!(leftwards * 2 > places.len(), "{leftwards} of {}", places.len());
}

/// What a column says in another language stands in its line as one word of the column does: a label at the right of what
/// it labels where lines run from the right, and a title at the left of the stop after it where they run from the left.
#[test]
fn words_of_other_languages_are_one_in_their_line() {
    let folder = copy("scroll");
    assert_eq!(enface(folder.path(), &["build", "--format", "pdf"]).status, 0);
    let file = File::read(&fs::read(folder.path().join("out/scroll.he-en.pdf")).unwrap());
    let runs = file.runs(0, &file.texts());
    let (hebrew, english): (Vec<_>, Vec<_>) = runs.iter().partition(|run| run.x < 280.0);
    let titles = "המגדלור והים";
    for (label, said) in [
        ("Source", "Written for this project."),
        ("Published", "2026"),
        ("Cite as", titles),
        ("SHA-256 of the sources", "sources/scroll.xml"),
        ("Set with", "Enface 0.1.0"),
    ] {
        for (column, is_hebrew) in [(&hebrew, true), (&english, false)] {
            let said = if is_hebrew { said } else { said.trim_start_matches("sources/scroll.xml") };
            let said = if label == "Published" && !is_hebrew { "November" } else { said };
            let label = column.iter().find(|run| run.text.trim() == label).unwrap_or_else(|| panic!("{label}"));
            let of_line = column.iter().filter(|run| run.y == label.y && run.x != label.x);
            let said = of_line.clone().find(|run| run.text.starts_with(said)).unwrap_or_else(|| panic!("{said}"));
            if is_hebrew {
                assert!(said.end <= label.x, "{label:?} {said:?}");
            } else {
                assert!(label.end <= said.x, "{label:?} {said:?}");
            }
            if said.text == titles && !is_hebrew {
                let stop = of_line.clone().find(|run| run.text.starts_with(". 2026")).expect("what follows the title");
                assert!(said.end <= stop.x, "{said:?} {stop:?}");
            }
        }
    }
    // The text itself has no characters for that, and says what is in English.
    assert!(runs.iter().all(|run| !run.text.contains(['\u{2066}', '\u{2067}', '\u{2069}'])));
    let heard = file.elements();
    let labels = heard.iter().filter(|element| element.trim_start() == "Span en").count();
    // In the column in Hebrew: the heading, five labels, the source, and two names in the text.
    assert_eq!(labels, 9, "{heard:#?}");
}

/// In a cell of a table, the translation stands below its own text and not at the far edge.
#[test]
fn the_languages_of_a_cell_stand_on_one_side() {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        (
            "sources/a.xml",
            "<TEI><text xml:lang='he'><body><table><row><cell xml:id='c'>שורה</cell></row></table></body></text></TEI>",
        ),
        ("translations/en/a.ftl", "c = Line\n"),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let cell = |langs: &str, file: &str| {
        assert_eq!(enface(folder.path(), &["build", "--langs", langs, "--format", "html"]).status, 0);
        let page = fs::read_to_string(folder.path().join(file)).unwrap();
        for rule in ["[dir=rtl]:not([colspan]) > .cell { text-align: right }", "> .cell[dir=rtl] { text-align: left }"]
        {
            assert!(page.contains(rule), "the languages of a cell stand apart: {rule}");
        }
        page.split_once("<td class=\"row").unwrap().1.split('>').next().unwrap().to_owned()
    };
    assert!(cell("he,en", "out/a.he-en.html").contains("dir=\"rtl\""));
    assert!(!cell("en,he", "out/a.en-he.html").contains("dir="));
}
