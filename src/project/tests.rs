#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use super::*;

fn project(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let project = Project::open(folder.path()).unwrap();
    (folder, project)
}

#[test]
fn what_stands_where_is_found_and_sorted() {
    let (_folder, project) = project(&[
        ("sources/b.xml", b""),
        ("sources/a.b.xml", b""),
        ("sources/.hidden.xml", b""),
        ("sources/readme.txt", b""),
        ("translations/zh-hant/b.ftl", b"a = b"),
        ("translations/ko/b.ftl", b"a = b"),
        ("translations/ko/terms.ftl", b"-a = b"),
        ("translations/en/other.ftl", b""),
        ("translations/not a language/b.ftl", b""),
        ("fonts/z/A.OTF", b"1"),
        ("fonts/b.ttf", b"2"),
        ("fonts/OFL.txt", b""),
    ]);
    assert_eq!(project.documents(), ["a.b", "b"]);
    let [ko, hant] = ["ko", "zh-Hant"].map(Lang::new);
    assert_eq!(project.languages("b").unwrap(), [ko.clone(), hant.clone()]);
    assert!(project.languages("a.b").unwrap().is_empty());
    assert_eq!(project.messages(&hant, "b").unwrap().unwrap().name, "translations/zh-hant/b.ftl");
    assert_eq!(project.terms(&ko).unwrap().unwrap().text, "-a = b");
    assert!(project.interface(&ko).unwrap().is_none());
    let fonts: Vec<_> = project.fonts().unwrap().into_iter().map(|(name, _)| name).collect();
    assert_eq!(fonts, ["fonts/b.ttf", "fonts/z/A.OTF"]);
}

#[test]
fn a_document_has_many_names() {
    let (folder, project) = project(&[("sources/a.b.xml", b"")]);
    let path = folder.path().join("sources/a.b.xml");
    for name in ["a.b", "a.b.xml", "sources/a.b.xml", "./sources/../sources/a.b.xml", path.to_str().unwrap()] {
        assert_eq!(project.find(name), Some("a.b"), "{name}");
    }
    for name in ["a", "b", "", ".", "sources", "/"] {
        assert_eq!(project.find(name), None, "{name}");
    }
}

#[test]
fn only_utf8_is_read() {
    let (_folder, project) = project(&[
        ("sources/bom.xml", "\u{feff}<a/>".as_bytes()),
        ("sources/latin.xml", b"<a>\n caf\xe9</a>"),
        ("sources/wide.xml", b"\xff\xfe<\0a\0"),
    ]);
    assert_eq!(project.source("bom").unwrap().text, "<a/>");
    let latin = project.source("latin").unwrap_err();
    assert_eq!((latin.code, latin.message.as_str()), ("encoding", "byte 8 (0xE9) is not UTF-8"));
    assert_eq!(latin.place.unwrap().line_column(), (2, 5));
    let wide = project.source("wide").unwrap_err();
    assert_eq!((wide.code, wide.message.as_str()), ("encoding", "the file is UTF-16, not UTF-8 (byte 0)"));
}

#[test]
fn a_folder_without_sources_is_no_project() {
    let folder = tempfile::tempdir().unwrap();
    let error = Project::open(folder.path()).unwrap_err();
    assert_eq!(error.code, "input");
    assert!(error.help.unwrap().contains("enface init"));
}

#[test]
fn all_is_written_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join("new/out").join(name);
    let output = |name: &str, text: &str| Output { path: at(name), bytes: text.into() };
    write(&[output("a", "1"), output("b", "1")]).unwrap();
    fs::create_dir(at("folder")).unwrap();
    let error = write(&[output("a", "2"), output("folder", "2")]).unwrap_err();
    assert_eq!(error.code, "output");
    assert_eq!(fs::read(at("a")).unwrap(), b"1");
    assert_eq!(outputs(&folder.path().join("new/out")).unwrap(), ["a", "b"]);
    write(&[output("a", "3")]).unwrap();
    assert_eq!(fs::read(at("a")).unwrap(), b"3");
}

#[test]
fn a_project_is_made_in_an_empty_folder_only() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path(), &[("a/b", "1"), ("c", "2")]).unwrap();
    assert_eq!(fs::read(folder.path().join("a/b")).unwrap(), b"1");
    let error = create(folder.path(), &[("d", "3")]).unwrap_err();
    assert_eq!(error.code, "output");
    assert!(!folder.path().join("d").exists());
}
