//! What stands in front of the text and behind it: the page of the title, the contents and their numbers, the colophon; on
//! which pages sections start; how notes are numbered.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use enface::layout::page::{Numerals, PageLabel};
use lopdf::{Dictionary, Document, Object};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::read::File;
use crate::support::{copy, enface};

/// The case with other settings, each a table and what it holds.
fn case(settings: &[(&str, &str)]) -> TempDir {
    let folder = copy("front");
    let path = folder.path().join("enface.toml");
    let mut text = fs::read_to_string(&path).unwrap();
    for (table, lines) in settings {
        let head = format!("[{table}]\n");
        text = match text.find(&head) {
            Some(at) => {
                let end = text[at..].find("\n\n").map_or(text.len(), |end| at + end + 1);
                format!("{}{head}{lines}\n{}", &text[..at], &text[end..])
            }
            None => format!("{text}\n{head}{lines}\n"),
        };
    }
    fs::write(path, text).unwrap();
    folder
}

/// Builds the PDF of a project, whose pages must break no rule, and gives its bytes.
fn pdf(folder: &Path, options: &[&str]) -> Vec<u8> {
    let mut arguments = vec!["build", "--format", "pdf", "--explain"];
    arguments.extend(options);
    let run = enface(folder, &arguments);
    assert_eq!(run.status, 0, "{run:#?}");
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(said.contains("no rule is broken"), "{said}");
    fs::read(folder.join("out/crossing.en-ko.pdf")).unwrap()
}

/// The page of each named destination.
fn places(document: &Document) -> HashMap<Vec<u8>, usize> {
    let pages: HashMap<_, _> = document.get_pages().into_iter().map(|(number, id)| (id, number as usize - 1)).collect();
    let get = |object: &Object| document.dereference(object).unwrap().1.as_dict().unwrap().clone();
    let names = get(document.catalog().unwrap().get(b"Names").unwrap());
    let mut left: Vec<Dictionary> = vec![get(names.get(b"Dests").unwrap())];
    let mut found = HashMap::new();
    while let Some(node) = left.pop() {
        left.extend(node.get(b"Kids").and_then(Object::as_array).into_iter().flatten().map(get));
        for pair in node.get(b"Names").and_then(Object::as_array).into_iter().flatten().collect::<Vec<_>>().chunks(2) {
            let page = pair[1].as_array().unwrap()[0].as_reference().unwrap();
            found.insert(pair[0].as_str().unwrap().to_vec(), pages[&page]);
        }
    }
    found
}

/// A label as readers see it, from that of [`File::labels`].
fn shown(label: &str) -> String {
    let (numerals, number) = label.split_at(1);
    let numerals = if numerals == "r" { Numerals::Roman } else { Numerals::Arabic };
    PageLabel { numerals, number: number.parse().unwrap() }.to_string()
}

/// The labels of the pages whose numbers the contents give, each held to the page that it leads to.
fn contents(bytes: &[u8]) -> Vec<String> {
    let file = File::read(bytes);
    let (labels, places) = (file.labels(), places(&file.document));
    let mut numbers = Vec::new();
    for page in 0..file.front_pages() {
        for link in file.annotations(page) {
            let said = lopdf::decode_text_string(link.get(b"Contents").unwrap()).unwrap();
            let Ok(name) = link.get(b"Dest").and_then(Object::as_str) else { continue };
            // The number is the last that a line of the contents says, whose words and number are one link.
            let number = said.rsplit(' ').next().unwrap_or_default();
            if number.chars().all(|character| character.is_ascii_digit() || "ivxl".contains(character)) {
                let label = &labels[places[name]];
                assert_eq!(number, shown(label), "{}", String::from_utf8_lossy(name));
                numbers.push(label.clone());
            }
        }
    }
    numbers
}

#[test]
fn the_contents_give_the_pages_of_the_headings() {
    let folder = case(&[]);
    let columns = contents(&pdf(folder.path(), &[]));
    assert_eq!(columns.len(), 16, "eight headings in two languages: {columns:?}");
    assert_eq!(columns, contents(&pdf(folder.path(), &["--print"])), "a printer gets the same numbers");
    let facing = contents(&pdf(folder.path(), &["--layout", "facing"]));
    let even = facing.iter().filter(|number| number[1..].parse::<u32>().unwrap() % 2 == 0).count();
    assert_eq!((facing.len(), even), (16, 8), "each language has the number of its own page: {facing:?}");
    assert_eq!(contents(&pdf(folder.path(), &["--layout", "stacked"])).len(), 16);
    let outermost = case(&[("contents", "show = \"always\"\ndepth = 1"), ("heads", "start = \"run-on\"")]);
    assert_eq!(contents(&pdf(outermost.path(), &[])).len(), 12);
    // The contents fill several pages themselves.
    let long = case(&[("text", "size = \"14pt\"\nleading = \"60pt\"")]);
    assert_eq!(contents(&pdf(long.path(), &[])).len(), 16);
}

#[test]
fn a_speech_of_a_few_pages_has_neither_contents_nor_a_page_for_its_title() {
    let folder = copy("styled");
    fs::remove_file(folder.path().join("enface.toml")).unwrap();
    assert_eq!(enface(folder.path(), &["build", "--format", "pdf"]).status, 0);
    let file = File::read(&fs::read(folder.path().join("out/korea-us-relationship.en-ko.pdf")).unwrap());
    assert_eq!(file.labels()[0], "D1");
    assert!(!file.elements().iter().any(|element| element.contains("TOC")));
}

#[test]
fn the_text_begins_on_the_right_with_one() {
    let folder = case(&[]);
    for options in [&[][..], &["--print"], &["--layout", "facing"], &["--layout", "stacked"]] {
        let file = File::read(&pdf(folder.path(), options));
        let labels = file.labels();
        assert_eq!(labels[0], "r1");
        let first = file.front_pages();
        assert_eq!((labels[first].as_str(), first % 2), ("D1", 0), "{options:?}: {labels:?}");
    }
    let screen = case(&[("heads", "start = \"page\"")]);
    assert_eq!(File::read(&pdf(screen.path(), &[])).labels()[2..5], ["r3", "r4", "D1"], "no blank page on a screen");
    assert_eq!(File::read(&pdf(screen.path(), &["--print"])).labels()[2..5], ["r3", "r4", "D1"]);
    // A preface stands in front of the text.
    let file = pdf(folder.path(), &[]);
    let (places, file) = (places(&Document::load_mem(&file).unwrap()), File::read(&file));
    let label = |id: &str| file.labels()[places[id.as_bytes()]].clone();
    assert_eq!((label("preface-head").as_str(), label("river-head").as_str()), ("r5", "D1"));
}

#[test]
fn sections_start_where_they_are_told_to() {
    let starts = |start: &str, options: &[&str]| -> Vec<String> {
        let folder = case(&[("heads", &format!("start = \"{start}\""))]);
        let bytes = pdf(folder.path(), options);
        let file = File::read(&bytes);
        let (labels, places) = (file.labels(), places(&file.document));
        let chapters = ["preface-head", "river-head", "boats-head", "winter-head", "bridge-head", "after-head"];
        chapters.map(|chapter| labels[places[chapter.as_bytes()]].clone()).to_vec()
    };
    let right = starts("right", &[]);
    assert!(right.iter().all(|label| label[1..].parse::<u32>().unwrap() % 2 == 1), "{right:?}");
    let mut pages = starts("page", &[]);
    pages.dedup();
    assert_eq!(pages.len(), 6, "each on a page of its own");
    let run_on = starts("run-on", &[]);
    let last = |labels: &[String]| labels[5][1..].parse::<u32>().unwrap();
    assert!(last(&run_on) < last(&pages), "{run_on:?} {pages:?}");
    let facing = starts("right", &["--layout", "facing"]);
    assert!(facing.iter().all(|label| label[1..].parse::<u32>().unwrap() % 2 == 0), "{facing:?}");
}

#[test]
fn blank_pages_hold_nothing_and_fill_the_last_sheet() {
    let folder = case(&[]);
    let file = File::read(&pdf(folder.path(), &["--print"]));
    let texts = file.texts();
    let blank: Vec<usize> = (0..file.page_count()).filter(|&page| file.runs(page, &texts).is_empty()).collect();
    assert!(blank.len() > 3, "{blank:?}");
    assert!(blank.iter().all(|&page| !file.content(page).contains("BDC")));
    assert_eq!(file.page_count() % 4, 0);
}

#[test]
fn the_colophon_has_the_hashes_of_the_sources() {
    let folder = case(&[]);
    let bytes = pdf(folder.path(), &[]);
    let file = File::read(&bytes);
    let imprint = file.lines(1).join("");
    for path in ["sources/crossing.xml", "translations/ko/crossing.ftl"] {
        let hash = Sha256::digest(fs::read(folder.path().join(path)).unwrap());
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(imprint.replace(' ', "").contains(&hash), "{path}: {imprint}");
    }
    let verified = enface(folder.path(), &["verify", "out/crossing.en-ko.pdf"]);
    assert_eq!(verified.status, 0, "{verified:#?}");
    let text = |settings: &[(&str, &str)]| -> Vec<String> {
        let folder = case(settings);
        let file = File::read(&pdf(folder.path(), &[]));
        (0..file.page_count()).map(|page| file.lines(page).join(" ")).collect()
    };
    let end = text(&[("colophon", "place = \"end\"")]);
    assert!(end[end.len() - 1].contains("Colophon") && !end[1].contains("Colophon"));
    let none = text(&[("colophon", "place = \"none\"")]);
    assert!(!none.iter().any(|page| page.contains("Colophon")));
    let together = text(&[("title", "place = \"text\"")]);
    assert!(together[0].contains("The Ferry Years") && together[0].contains("Contents"), "{}", together[0]);
    assert!(together[together.len() - 1].contains("Colophon"), "without a page for the title it stands at the end");
}

/// The labels in front of the notes in the first language, in the order in which they stand.
fn numbers(folder: &Path, options: &[&str]) -> Vec<String> {
    let file = File::read(&pdf(folder, options));
    let texts = file.texts();
    let mut found = Vec::new();
    for page in 0..file.page_count() {
        let runs = file.runs(page, &texts);
        let notes =
            runs.iter().filter(|run| run.x < 60.0 && run.text.trim().parse::<u32>().is_ok_and(|number| number < 100));
        found.extend(notes.filter(|run| run.y > 60.0).map(|run| run.text.trim().to_owned()));
    }
    found
}

#[test]
fn notes_are_numbered_as_they_are_told_to() {
    let run_on = ("heads", "start = \"run-on\"");
    for (notes, expected) in [
        ("restart = \"edition\"", ["1", "2", "3", "4", "5"]),
        ("restart = \"section\"", ["1", "1", "2", "3", "1"]),
        ("restart = \"section\"\nplace = \"section\"", ["1", "1", "2", "3", "1"]),
        ("place = \"end\"", ["1", "2", "3", "4", "5"]),
    ] {
        let folder = case(&[("notes", notes), run_on]);
        assert_eq!(numbers(folder.path(), &[]), expected, "{notes}");
    }
    let by_page = case(&[("notes", "restart = \"page\""), run_on]);
    let found = numbers(by_page.path(), &[]);
    assert!(found.len() == 5 && found[0] == "1" && found.contains(&"2".to_owned()), "{found:?}");
    assert_ne!(found, ["1", "2", "3", "4", "5"]);
}

#[test]
fn pages_keep_the_rules_whatever_stands_in_front() {
    for (settings, layout) in [
        (&[("notes", "place = \"section\""), ("heads", "start = \"page\"")][..], "columns"),
        (&[("notes", "place = \"end\""), ("title", "place = \"text\"")], "facing"),
        (&[("notes", "restart = \"page\""), ("contents", "show = \"never\"")], "stacked"),
        (&[("colophon", "place = \"end\""), ("running", "heads = \"title\"\nfolio = \"outer\"")], "facing"),
        (&[("title", "place = \"text\""), ("heads", "start = \"run-on\"")], "stacked"),
    ] {
        let folder = case(settings);
        pdf(folder.path(), &["--layout", layout, "--print"]);
    }
}
