//! An edition as one TEI file, and back: the same text in every cell.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use enface::catalog::interface::Interface;
use enface::catalog::{self, Catalog};
use enface::diagnostic::{Diagnostic, Severity, SourceFile};
use enface::edition::{self, Edition, Input, Options, Part, Row, align};
use enface::text::{Inline, Lang};
use enface::{export, tei};
use proptest::prelude::*;

use crate::support::{case_names, cases, copy, enface, enface_with, files, is_broken};

mod made;

/// The texts of all cells, each with its row, and the picture that a row is; of the rows that are units of the text.
fn cells(edition: &Edition) -> Vec<Vec<String>> {
    let picture = |row: &Row| {
        let picture = row.picture.as_ref()?;
        Some(format!("{} {:?} {:?} {:?}", picture.url, picture.width, picture.height, picture.scale))
    };
    let row = |part: &Part| match part {
        Part::Row(row) if !row.made => {
            Some(row.cells.iter().map(|cell| shown(&cell.content, edition)).chain(picture(row)).collect())
        }
        _ => None,
    };
    edition.parts.iter().filter_map(row).collect()
}

/// A text with its breaks, the numbers of its notes, and where marked text begins and ends.
fn shown(content: &[Inline], edition: &Edition) -> String {
    let number = |id: &Option<String>| {
        let row = edition.parts.iter().find_map(|part| match part {
            Part::Row(row) if row.id == *id => Some(row),
            _ => None,
        });
        row.and_then(|row| row.number).map_or("?".to_owned(), |number| number.to_string())
    };
    let piece = |inline: &Inline| match inline {
        Inline::Text(text) => text.text.clone(),
        Inline::Element(element) => format!("<{}>", shown(&element.content, edition)),
        Inline::Break(_) => "/".to_owned(),
        Inline::NoteMark(mark) => format!("[{}]", number(&mark.id)),
        Inline::Milestone(milestone) => format!("{{{}}}", milestone.n),
    };
    content.iter().map(piece).collect()
}

/// A file without what the program does not read: the names of elements that TEI does not allow where they stood.
fn plain(written: &str) -> String {
    let mut out = String::new();
    for (at, tag) in written.split('<').enumerate() {
        if at > 0 {
            out.push('<');
        }
        let name = tag.split([' ', '>']).next().unwrap_or_default();
        let tag = match tag.split_once(" type=\"").filter(|_| matches!(name, "seg" | "ab")) {
            Some((before, rest)) => before.to_owned() + rest.split_once('"').map_or("", |(_, rest)| rest),
            None => tag.to_owned(),
        };
        let tag = tag.strip_prefix("ab ").map(|rest| format!("p {rest}")).unwrap_or(tag);
        out += &tag.strip_prefix("/ab>").map(|rest| format!("/p>{rest}")).unwrap_or(tag);
    }
    out
}

/// What a text in TEI and its messages are as an edition.
fn edition(xml: &str, messages: &[(Lang, String)], terms: &str) -> (Edition, Vec<Diagnostic>) {
    let file = |name: &str, text: &str| Arc::new(SourceFile { name: name.to_owned(), text: text.to_owned() });
    let (document, mut found) = tei::read(&file("sources/made.xml", xml));
    let document = document.unwrap_or_else(|| panic!("{found:?}\n{xml}"));
    let mut langs = vec![document.lang.clone()];
    langs.extend(document.parallel_langs().cloned());
    langs.extend(messages.iter().map(|(lang, _)| lang.clone()));
    let read = |(lang, text): &(Lang, String)| -> Catalog {
        let (messages, terms) = (file("made.ftl", text), file("terms.ftl", terms));
        let variables = edition::variables(&document);
        let (catalog, wrong) = catalog::read_for(lang, Some(&messages), Some(&terms), variables);
        assert!(wrong.is_empty(), "{wrong:?}\n{text}");
        catalog
    };
    let catalogs: Vec<Catalog> = messages.iter().map(read).collect();
    let interfaces: Vec<Interface> = langs.iter().map(|lang| Interface::read(lang, None).0).collect();
    let input = Input { document: &document, langs: &langs, catalogs: &catalogs, interfaces: &interfaces };
    let (edition, more) = align(&input, Options::default());
    found.extend(more);
    found.retain(|it| it.severity == Severity::Error || it.code.starts_with("link-"));
    (edition, found)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    /// What is written as TEI and read again has the same text in every cell, and is written as the same bytes.
    #[test]
    fn the_way_back_is_the_same(document in made::document()) {
        let made::Made { xml, messages, terms } = document;
        let (first, found) = edition(&xml, &messages, &terms);
        prop_assert!(found.is_empty(), "{:?}\n{}\n{:?}", found, xml, messages);
        let written = String::from_utf8(export::tei::write(&first)).unwrap();
        let (second, found) = edition(&written, &[], "");
        prop_assert!(found.is_empty(), "{:?}\n{}", found, written);
        prop_assert_eq!(&first.langs, &second.langs);
        prop_assert_eq!(cells(&first), cells(&second), "{}", written);
        let again = String::from_utf8(export::tei::write(&second)).unwrap();
        prop_assert_eq!(plain(&written), plain(&again));
    }
}

/// The texts of a page, each in a line: what stands between the tags of blocks. Checksums of the files are others, and what
/// has a name of its own has a link to itself.
fn lines(page: &str) -> Vec<String> {
    const IN_LINE: &[&str] = &[
        "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "em", "i", "img", "ins", "mark", "q", "rp", "rt", "ruby",
        "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr",
    ];
    let body = page.split_once("<body").expect("a page has a body").1;
    let mut text = String::new();
    for piece in body.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        text.push_str(if IN_LINE.contains(&name) { "" } else { "\n" });
        text.push_str(words);
    }
    let lines = text.lines().map(|line| line.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty() && line != "¶" && !line.contains("SHA-256")).collect()
}

/// The pages of a project, each with its texts.
fn pages(project: &Path) -> Vec<(String, Vec<String>)> {
    let run = enface(project, &["build", "--format", "html", "--out", "pages"]);
    assert_eq!(run.status, 0, "{}: {}", project.display(), run.stderr);
    let pages = files(&project.join("pages")).into_iter().filter(|(name, _)| name.ends_with(".html"));
    pages.map(|(name, bytes)| (name, lines(&String::from_utf8(bytes).unwrap()))).collect()
}

/// The documents of a folder that `export` can write, each with its file.
fn exported(project: &Path, out: &Path) -> Vec<(String, Vec<u8>)> {
    for source in files(&project.join("sources")).into_iter().map(|(name, _)| name) {
        let Some(name) = source.strip_suffix(".xml") else { continue };
        let run = enface(project, &["export", name, "--format", "tei", "--out", out.to_str().unwrap()]);
        assert_eq!(run.status, 0, "{}: {}", project.display(), run.stderr);
    }
    files(out)
}

#[test]
fn every_case_comes_back() {
    let (mut compared, mut seen) = (0, 0);
    let mut wrong = String::new();
    for case in case_names().into_iter().filter(|case| !is_broken(case)) {
        let project = copy(&case);
        let there = exported(project.path(), &project.path().join("tei"));
        let back = tempfile::tempdir().unwrap();
        fs::create_dir(back.path().join("sources")).unwrap();
        for (name, bytes) in &there {
            // `letter.en-ko.xml` is the document `letter`.
            let document = format!("{}.xml", name.split('.').next().unwrap());
            fs::write(back.path().join("sources").join(document), bytes).unwrap();
            let file = Arc::new(SourceFile { name: name.clone(), text: String::from_utf8(bytes.clone()).unwrap() });
            let (document, found) = tei::read(&file);
            assert!(document.is_some_and(|document| document.header.titles.len() < 9), "{case}: {found:?}");
        }
        // The pictures, the style and the labels are the project's.
        for (name, bytes) in files(project.path()) {
            let is_text = name.ends_with(".xml") || name.ends_with(".ftl") && !name.ends_with("interface.ftl");
            if !is_text && !name.starts_with("tei/") {
                let path = back.path().join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        }
        for ((name, first), (other, second)) in pages(project.path()).into_iter().zip(pages(back.path())) {
            seen += 1;
            let differing = first.iter().zip(&second).find(|(a, b)| a != b);
            if name != other || first.len() != second.len() || differing.is_some() {
                wrong += &format!("{case}/{name}: {differing:#?}\n");
            }
        }
        for ((name, first), (_, second)) in there.iter().zip(exported(back.path(), &back.path().join("tei"))) {
            compared += 1;
            let (first, second) = (plain(&String::from_utf8_lossy(first)), plain(&String::from_utf8_lossy(&second)));
            if first != second {
                let differing = first.lines().zip(second.lines()).find(|(a, b)| a != b);
                wrong += &format!("{case}/{name}: {differing:#?}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(compared > 25 && seen > 80, "where are the cases?");
}

/// What is shown is shown again: the pages of an edition that was written as TEI are those of the edition.
#[test]
fn pictures_come_back() {
    let project = copy("pictures");
    let source = fs::read_to_string(project.path().join("sources/lighthouse.xml")).unwrap();
    let bag = enface(project.path(), &["archive", "lighthouse", "--out", "bag"]);
    assert_eq!(bag.status, 0, "{bag:?}");
    let written = exported(project.path(), &project.path().join("tei")).remove(0).1;
    assert_eq!(fs::read(project.path().join("bag/data/out/lighthouse.en-ko.xml")).unwrap(), written);
    let count = source.matches("<graphic ").count();
    assert!(count > 7);
    let text = String::from_utf8(written.clone()).unwrap();
    assert_eq!(text.matches("<graphic ").count(), 2 * count, "one in each text: {text}");
    let back = copy("pictures");
    fs::remove_dir_all(back.path().join("translations")).unwrap();
    fs::write(back.path().join("sources/lighthouse.xml"), written).unwrap();
    let shown = |folder: &Path| {
        let run = enface(folder, &["build", "--format", "html"]);
        assert_eq!(run.status, 0, "{run:?}");
        let page = fs::read_to_string(folder.join("out/lighthouse.en-ko.html")).unwrap();
        let pictures = page.split("<img ").skip(1).map(|img| img.split('>').next().unwrap().to_owned());
        pictures.map(|img| img.split(" id=").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let (first, second) = (shown(project.path()), shown(back.path()));
    assert_eq!(first.len(), count);
    assert_eq!(first, second);
}

#[test]
fn a_draft_does_not_read_back_as_finished() {
    for (case, reason) in [("missing-message", "untranslated"), ("outdated", "outdated")] {
        let project = copy(case);
        let refused = enface(project.path(), &["export", "letter", "--format", "tei"]);
        assert_eq!(refused.status, 1, "{refused:?}");
        let drafted = enface(project.path(), &["export", "letter", "--format", "tei", "--draft", "--out", "tei"]);
        assert_eq!(drafted.status, 0, "{drafted:?}");
        let (_, bytes) = files(&project.path().join("tei")).into_iter().next().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains(&format!("<gap reason=\"{reason}\"/>")), "{text}");
        assert!(text.contains("<revisionDesc status=\"draft\">"), "{text}");
        let back = tempfile::tempdir().unwrap();
        fs::create_dir(back.path().join("sources")).unwrap();
        fs::write(back.path().join("sources/draft.xml"), &text).unwrap();
        let build = enface(back.path(), &["build"]);
        assert_eq!(build.status, 1, "{build:?}");
        assert!(build.stderr.contains("a gap stands in its place"), "{build:?}");
        assert_eq!(enface(back.path(), &["build", "--draft"]).status, 0);
        let again = enface(back.path(), &["export", "draft", "--format", "tei", "--draft"]);
        assert_eq!(again.status, 0, "{again:?}");
        let (_, bytes) = files(&back.path().join("out")).into_iter().find(|(name, _)| name.ends_with(".xml")).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap().matches("<gap reason").count(),
            text.matches("<gap reason").count()
        );
        let status = enface(back.path(), &["status", "--min", "100"]);
        assert_eq!(status.status, 1, "{status:?}");
    }
}

#[test]
fn the_bag_holds_the_texts_in_parallel() {
    let project = copy("forms");
    let run = enface(project.path(), &["archive", "forms", "--out", "bag"]);
    assert_eq!(run.status, 0, "{run:?}");
    let kept = fs::read(project.path().join("bag/data/out/forms.en-ko.xml")).unwrap();
    assert_eq!(exported(project.path(), &project.path().join("tei"))[0].1, kept);
    let inventory = fs::read_to_string(project.path().join("bag/data/inventory.json")).unwrap();
    let place = inventory.find("\"path\": \"out/forms.en-ko.xml\"").expect("the inventory names it");
    assert!(inventory[place..].lines().nth(1).unwrap().contains("\"kind\": \"alignment\""), "{inventory}");
    let verify = enface(project.path(), &["verify", "bag"]);
    assert_eq!(verify.status, 0, "{verify:?}");
}

/// Gives all files below a folder an age.
fn age(folder: &Path, seconds: u64) {
    for (name, _) in files(folder) {
        let file = fs::File::options().write(true).open(folder.join(name)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
    }
}

/// Whoever makes them, wherever, in which zone and language, of files however old, and on however many threads.
#[test]
fn the_same_project_gives_the_same_bytes() {
    let wanted = |folder: &Path, jobs: &str, environment: &[(&str, &str)]| {
        for line in [
            vec!["build", "--out", "made", jobs],
            vec!["export", "forms", "--format", "tei", "--out", "made", jobs],
            vec!["archive", "forms", "--out", "made/bag", jobs],
        ] {
            let run = enface_with(folder, &line, environment);
            assert_eq!(run.status, 0, "{run:?}");
        }
        files(&folder.join("made"))
    };
    let (one, two) = (copy("forms"), copy("forms"));
    age(one.path(), 1_000_000_000);
    age(two.path(), 1_900_000_000);
    let elsewhere = two.path().join("a folder/of another name");
    fs::create_dir_all(elsewhere.parent().unwrap()).unwrap();
    fs::create_dir(&elsewhere).unwrap();
    for kept in ["sources", "translations", "enface.toml"] {
        let from = two.path().join(kept);
        if from.exists() {
            fs::rename(from, elsewhere.join(kept)).unwrap();
        }
    }
    let first = wanted(one.path(), "-j1", &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "C"), ("USER", "one")]);
    assert!(["pdf", "html", "xml"].iter().all(|kind| first.iter().any(|(name, _)| name.ends_with(kind))));
    let there = [("TZ", "America/Adak"), ("LC_ALL", "ko_KR.UTF-8"), ("LANG", "tr_TR.UTF-8"), ("USER", "two")];
    let second = wanted(&elsewhere, "-j3", &there);
    let differ = first.iter().zip(&second).find(|(a, b)| a != b).map(|(a, b)| (&a.0, &b.0));
    assert!(first.len() == second.len() && differ.is_none(), "the bytes differ: {differ:?}");
    assert!(cases().join("forms/builds").exists());
}
