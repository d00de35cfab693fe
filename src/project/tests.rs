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
        ("translations/deu/b.ftl", b"a = b"),
        ("translations/not a language/b.ftl", b""),
        ("fonts/z/A.OTF", b"1"),
        ("fonts/b.ttf", b"2"),
        ("fonts/OFL.txt", b""),
    ]);
    assert_eq!(project.documents(), ["a.b", "b"]);
    let [ko, hant] = ["ko", "zh-Hant"].map(Lang::new);
    assert_eq!(project.languages("b").unwrap(), [Lang::new("de"), ko.clone(), hant.clone()]);
    assert_eq!(project.messages(&Lang::new("ger"), "b").unwrap().unwrap().name, "translations/deu/b.ftl");
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
fn sources_are_in_any_encoding_and_messages_in_utf8() {
    let (_folder, project) = project(&[
        ("sources/bom.xml", "\u{feff}<a/>".as_bytes()),
        ("sources/latin.xml", b"<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xe9</a>"),
        ("sources/wide.xml", b"\xff\xfe<\0a\0"),
        ("translations/ko/latin.ftl", b"a =\n  caf\xe9"),
    ]);
    assert_eq!(project.source("bom").unwrap().text, "<a/>");
    assert!(project.source("latin").unwrap().text.ends_with("<a>café</a>"));
    assert_eq!(project.source("wide").unwrap().text, "<a");
    let latin = project.messages(&Lang::new("kor"), "latin").unwrap_err();
    assert_eq!((latin.code, latin.message.as_str()), ("encoding", "byte 9 (0xE9) is not UTF-8"));
    assert_eq!(latin.place.unwrap().line_column(), (2, 6));
}

#[test]
fn insertions_leave_everything_else_as_it_is() {
    let (folder, project) = project(&[("sources/a.xml", "\u{feff}<a>\r\né<b/></a>".as_bytes())]);
    let path = folder.path().join("sources/a.xml");
    let source = project.source("a").unwrap();
    project.insert(&source, &[(2, " x".to_owned()), (9, " y".to_owned())]).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "\u{feff}<a x>\r\né<b y/></a>");
    // What was read is no longer what is there.
    let error = project.insert(&source, &[(2, " z".to_owned())]).unwrap_err();
    assert_eq!(error.code, "output");
    assert!(error.message.contains("changed by somebody else"), "{}", error.message);
    assert_eq!(fs::read_to_string(&path).unwrap(), "\u{feff}<a x>\r\né<b y/></a>");
    // What nobody may write is not written.
    let source = project.source("a").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let error = project.insert(&source, &[(2, " z".to_owned())]).unwrap_err();
    assert!(error.message.contains("read-only"), "{}", error.message);
    assert_eq!(outputs(&folder.path().join("sources")).unwrap(), ["a.xml"]);
}

#[test]
fn a_translation_that_somebody_edits_meanwhile_stays() {
    let (folder, project) =
        project(&[("sources/a.xml", b""), ("translations/ko_KR/a.ftl", "\u{feff}a = 하나\r\n".as_bytes())]);
    let (ko, de) = (Lang::new("ko-KR"), Lang::new("de"));
    let name = project.translation_name(&ko, "a", "ftl");
    let path = folder.path().join(&name);
    let read = project.messages(&ko, "a").unwrap().unwrap();
    let written = project.update(&name, Some(&read), read.text.clone() + "b = 둘\r\n").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "\u{feff}a = 하나\r\nb = 둘\r\n");
    // Between reading and writing a person saves the file, deletes it, or makes one that was not there.
    let refused = |read: Option<&SourceFile>, name: &str| {
        let error = project.update(name, read, "c = 셋".to_owned()).unwrap_err();
        assert!(error.code == "output" && error.message.contains("changed by somebody else"), "{}", error.message);
    };
    fs::write(&path, "a = 1\n").unwrap();
    refused(Some(&written), &name);
    assert_eq!(fs::read_to_string(&path).unwrap(), "a = 1\n");
    refused(None, &name);
    assert_eq!(fs::read_to_string(&path).unwrap(), "a = 1\n");
    fs::remove_file(&path).unwrap();
    refused(Some(&written), &name);
    assert!(!path.exists());
    // A language that is new gets its folder, and nothing is left over.
    project.update(&project.translation_name(&de, "a", "ftl"), None, "a = eins\n".to_owned()).unwrap();
    assert_eq!(outputs(&folder.path().join("translations/de")).unwrap(), ["a.ftl"]);
    assert_eq!(outputs(&folder.path().join("translations/ko_KR")).unwrap(), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_link_its_target() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, project) = project(&[("archive/a.xml", b"<a/>")]);
    let (link, file) = (folder.path().join("sources/a.xml"), folder.path().join("archive/a.xml"));
    std::os::unix::fs::symlink("../archive/a.xml", &link).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    project.insert(&project.source("a").unwrap(), &[(2, " x".to_owned())]).unwrap();
    assert_eq!(fs::read(&file).unwrap(), b"<a x/>");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
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
