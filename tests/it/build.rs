//! `enface build` and `enface init`: which files are written, when, and when not.

use std::fs;

use crate::support::{case_names, cases, copy, enface, enface_with, files, is_broken, names};

const EDITION: [&str; 3] = ["index.html", "letter.en-ko.html", "letter.en-ko.pdf"];

#[test]
fn what_is_broken_is_not_built_and_leaves_no_file() {
    for case in case_names().into_iter().filter(|case| is_broken(case)) {
        let folder = copy(&case);
        let before = names(folder.path());
        let run = enface(folder.path(), &["build"]);
        assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{case}: {}", run.stderr);
        assert!(run.stderr.contains("error["), "{case}: {}", run.stderr);
        assert_eq!(names(folder.path()), before, "{case}");
    }
}

#[test]
fn what_is_whole_is_built() {
    let whole: Vec<String> =
        case_names().into_iter().filter(|case| cases().join(case).join("builds").exists()).collect();
    assert!(whole.len() > 1, "which cases are to be built? {whole:?}");
    for case in whole {
        assert!(!is_broken(&case), "{case}");
        let folder = copy(&case);
        let run = enface(folder.path(), &["build"]);
        assert_eq!(run.status, 0, "{case}: {}", run.stderr);
        for line in run.stdout.lines() {
            let (path, rest) = line.split_once("   ").unwrap();
            assert!(folder.path().join(path).is_file(), "{case}: {line}");
            assert!(rest.contains(" row") && rest.ends_with(" ms"), "{case}: {line}");
        }
        assert!(folder.path().join("out/index.html").is_file(), "{case}");
    }
}

#[test]
fn an_edition_is_a_pdf_a_html_and_a_place_in_the_list() {
    let folder = copy("clean");
    let run = enface(folder.path(), &["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("out/letter.en-ko.pdf   1 page   "), "{}", run.stdout);
    let out = files(&folder.path().join("out"));
    assert_eq!(out.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), EDITION);
    assert!(out[2].1.starts_with(b"%PDF-") && out[2].1.ends_with(b"%%EOF\n"));
    let index = String::from_utf8(out[0].1.clone()).unwrap();
    assert!(index.contains("href=\"letter.en-ko.html\"") && index.contains("href=\"letter.en-ko.pdf\""), "{index}");
}

#[test]
fn the_list_holds_what_was_made_before() {
    let folder = copy("clean");
    assert_eq!(enface(folder.path(), &["build"]).status, 0);
    assert_eq!(enface(folder.path(), &["build", "--langs", "ko", "--format", "html"]).status, 0);
    assert_eq!(enface(folder.path(), &["build", "--langs", "ko,en", "--format", "html"]).status, 0);
    let index = fs::read_to_string(folder.path().join("out/index.html")).unwrap();
    for name in ["letter.en-ko.html", "letter.en-ko.pdf", "letter.ko.html", "letter.ko-en.html"] {
        assert!(index.contains(&format!("href=\"{name}\"")), "{name} in {index}");
    }
    assert!(!index.contains("letter.ko.pdf"), "{index}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let mut made = Vec::new();
    for jobs in ["-j1", "-j2", "-j7"] {
        let folder = copy("clean");
        let run = enface(folder.path(), &["build", jobs]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        made.push(files(&folder.path().join("out")));
    }
    assert!(made[0] == made[1] && made[0] == made[2], "the bytes differ");
    assert_eq!(made[0].len(), 3);
}

#[test]
fn the_environment_can_date_an_edition() {
    let made = |environment: &[(&str, &str)]| {
        let folder = copy("clean");
        let run = enface_with(folder.path(), &["build"], environment);
        (run.status, files(&folder.path().join("out")))
    };
    let (status, dated) = made(&[("SOURCE_DATE_EPOCH", "1000000000")]);
    assert_eq!(status, 0);
    assert!(dated != made(&[]).1, "the date is not used");
    let (status, out) = made(&[("SOURCE_DATE_EPOCH", "yesterday")]);
    assert_eq!((status, out.len()), (2, 0));
}

#[test]
fn a_failed_build_keeps_the_old_files() {
    let folder = copy("clean");
    assert_eq!(enface(folder.path(), &["build"]).status, 0);
    let before = files(&folder.path().join("out"));
    fs::write(folder.path().join("translations/ko/letter.ftl"), "greeting = <hi>\n").unwrap();
    assert_eq!(enface(folder.path(), &["build"]).status, 1);
    assert!(files(&folder.path().join("out")) == before);
}

#[test]
fn errors_in_one_document_do_not_stop_the_others() {
    let folder = copy("clean");
    fs::write(folder.path().join("sources/broken.xml"), "<TEI").unwrap();
    let run = enface(folder.path(), &["build"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("sources/broken.xml"), "{}", run.stderr);
    assert_eq!(names(&folder.path().join("out")), EDITION);
    let run = enface(folder.path(), &["build", "letter"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
}

#[test]
fn a_draft_shows_the_source_where_a_translation_is_missing() {
    let folder = copy("missing-message");
    let run = enface(folder.path(), &["build", "--draft"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("   1 untranslated   "), "{}", run.stdout);
    assert_eq!(names(&folder.path().join("out")), EDITION);
    // What else is wrong stays wrong.
    assert_eq!(enface(copy("inline-tags").path(), &["build", "--draft"]).status, 1);
}

#[test]
fn the_folder_and_the_formats_can_be_chosen() {
    let folder = copy("clean");
    let here = tempfile::tempdir().unwrap();
    let project = folder.path().to_str().unwrap();
    let run = enface(here.path(), &["-C", project, "build", "letter.xml", "--out", "a/b", "--format", "html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("a/b/letter.en-ko.html   "), "{}", run.stdout);
    assert_eq!(names(here.path()), ["a/b/index.html", "a/b/letter.en-ko.html"]);
    assert!(!folder.path().join("out").exists());

    let run = enface(here.path(), &["build", "--project", project, "--langs=ko,en", "--format=pdf"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(names(&folder.path().join("out")), ["index.html", "letter.ko-en.pdf"]);
}

#[test]
fn every_layout_gives_a_pdf() {
    for (layout, pages) in [("columns", 1), ("facing", 3), ("stacked", 1)] {
        let folder = copy("clean");
        let run = enface(folder.path(), &["build", "--format", "pdf", "--layout", layout]);
        assert_eq!(run.status, 0, "{layout}: {}", run.stderr);
        let pdf = lopdf::Document::load(folder.path().join("out/letter.en-ko.pdf")).unwrap();
        assert_eq!(pdf.get_pages().len(), pages, "{layout}");
        assert!(run.stdout.contains(&format!("   {pages} page")), "{layout}: {}", run.stdout);
        assert_eq!(destinations(&pdf), ["colophon", "greeting", "thanks"], "{layout}");
    }
}

/// The names of the destinations of a PDF, sorted as they stand there.
fn destinations(pdf: &lopdf::Document) -> Vec<String> {
    let get = |dictionary: &lopdf::Dictionary, key: &[u8]| {
        dictionary.get(key).and_then(|object| pdf.dereference(object)).map(|(_, object)| object.clone())
    };
    let mut names = Vec::new();
    let root = get(pdf.catalog().unwrap(), b"Names").unwrap();
    let mut waiting = vec![get(root.as_dict().unwrap(), b"Dests").unwrap()];
    while let Some(node) = waiting.pop() {
        let node = node.as_dict().unwrap();
        if let Ok(kids) = get(node, b"Kids") {
            let kids = kids.as_array().unwrap().iter().rev();
            waiting.extend(kids.map(|kid| pdf.dereference(kid).unwrap().1.clone()));
        }
        if let Ok(pairs) = get(node, b"Names") {
            let pairs = pairs.as_array().unwrap().chunks(2);
            names.extend(pairs.map(|pair| String::from_utf8(pair[0].as_str().unwrap().to_vec()).unwrap()));
        }
    }
    names
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_nothing_is_left() {
    let folder = copy("clean");
    fs::write(folder.path().join("file"), "not a folder").unwrap();
    let before = names(folder.path());
    let run = enface(folder.path(), &["build", "--out", "file/out"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("error[output]: `file/out/letter.en-ko.pdf`"), "{}", run.stderr);
    assert_eq!(names(folder.path()), before);
}

#[test]
fn no_file_is_written_outside_of_the_folder() {
    let here = tempfile::tempdir().unwrap();
    let source = fs::read_to_string(cases().join("clean/sources/letter.xml")).unwrap();
    for lang in ["x/../../../victim", "/victim", "..", "a\\b"] {
        let folder = here.path().join("project");
        fs::create_dir_all(folder.join("sources")).unwrap();
        fs::create_dir_all(folder.join("out/letter.x")).unwrap();
        let source = source.replacen("xml:lang=\"en\"", &format!("xml:lang=\"{lang}\""), 1);
        fs::write(folder.join("sources/letter.xml"), source).unwrap();
        let run = enface(&folder, &["build"]);
        assert_eq!(run.status, 0, "{lang}: {}", run.stderr);
        let place = "sources/letter.xml:2:52";
        assert!(run.stderr.contains("warning[bad-language]") && run.stderr.contains(place), "{}", run.stderr);
        let inside = ["project/out/index.html", "project/out/letter.en", "project/sources/letter.xml"];
        let names = names(here.path());
        assert!(names.iter().all(|name| inside.iter().any(|inside| name.starts_with(inside))), "{lang}: {names:?}");
    }
}

#[test]
fn quiet_says_nothing_where_all_is_well() {
    let run = enface(copy("clean").path(), &["build", "-q"]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
}

#[test]
fn a_new_project_builds_at_once() {
    let here = tempfile::tempdir().unwrap();
    let run = enface(here.path(), &["init", "new/hello"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("enface -C new/hello build"), "{}", run.stdout);
    let run = enface(here.path(), &["-C", "new/hello", "sync"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "its files are in step");
    let run = enface(here.path(), &["-C", "new/hello", "check", "--deny-warnings"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "nothing wrong in 5 files\n"));
    let run = enface(here.path(), &["-C", "new/hello", "build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("new/hello/out/hello.en-ko.pdf   "), "{}", run.stdout);

    let before = files(here.path());
    let run = enface(here.path(), &["init", "new/hello"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("not empty"), "{}", run.stderr);
    assert!(files(here.path()) == before);
}
