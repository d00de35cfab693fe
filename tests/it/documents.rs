//! Projects of many documents, and of documents with odd names.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{copy, enface, files, names};

/// A project of so many documents, each with a translation; some are broken.
fn project(count: usize, broken: &[usize]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    fs::create_dir_all(folder.path().join("translations/ko")).unwrap();
    for i in 0..count {
        let name = format!("paper-{i:03}");
        let (mut body, mut messages) = (String::new(), String::new());
        for paragraph in 0..=i % 7 {
            write!(body, "<p xml:id=\"p{paragraph}\">Paper {i} says {paragraph}.</p>").unwrap();
            writeln!(messages, "p{paragraph} = {i}호 문서의 {paragraph}번 문단.").unwrap();
        }
        let end = if broken.contains(&i) { "" } else { "</text></TEI>" };
        let source = format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\"><teiHeader><fileDesc><titleStmt><title>Paper {i}</title>\
             </titleStmt></fileDesc></teiHeader><text><body>{body}</body>{end}\n"
        );
        fs::write(folder.path().join(format!("sources/{name}.xml")), source).unwrap();
        fs::write(folder.path().join(format!("translations/ko/{name}.ftl")), messages).unwrap();
    }
    folder
}

#[test]
fn one_broken_document_of_a_hundred_does_not_stop_the_others() {
    let folder = project(100, &[42]);
    let run = enface(folder.path(), &["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 198);
    assert!(lines.is_sorted_by_key(|line| line.split('.').next()), "{}", run.stdout);
    let (first, last) = run.stderr.rsplit_once("error[").unwrap();
    assert!(first.contains("sources/paper-042.xml:"), "{}", run.stderr);
    assert!(last.starts_with("not-built]: 1 of 100 documents was not built: `paper-042`"), "{}", run.stderr);
    let out = names(&folder.path().join("out"));
    assert_eq!(out.len(), 199);
    let index = fs::read_to_string(folder.path().join("out/index.html")).unwrap();
    assert_eq!(index.matches(".html\"").count(), 99);
    assert!(!out.iter().any(|name| name.contains("042")) && !index.contains("paper-042"));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut made = Vec::new();
    for jobs in ["-j1", "-j2", "-j5"] {
        let folder = project(12, &[3, 8]);
        let run = enface(folder.path(), &["build", jobs]);
        assert_eq!(run.status, 1);
        let without_times: Vec<String> =
            run.stdout.lines().map(|line| line.rsplit_once("   ").unwrap().0.to_owned()).collect();
        made.push((without_times, run.stderr, files(&folder.path().join("out"))));
    }
    assert!(made[0].1.contains("2 of 12 documents were not built: `paper-003`, `paper-008`"), "{}", made[0].1);
    assert!(made[0] == made[1] && made[0] == made[2], "runs with other threads differ");
}

#[test]
fn what_all_documents_share_is_said_once() {
    let folder = project(9, &[]);
    fs::write(folder.path().join("translations/ko/terms.ftl"), "-broken = {\n").unwrap();
    let run = enface(folder.path(), &["build"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.stderr.matches("error[fluent-syntax]").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("9 of 9 documents were not built"), "{}", run.stderr);
}

fn rename(folder: &Path, from: &str, to: &str) {
    fs::rename(folder.join(from), folder.join(to)).unwrap();
}

#[test]
fn documents_that_would_share_their_files_are_not_built() {
    let folder = project(3, &[]);
    let source = fs::read(folder.path().join("sources/paper-000.xml")).unwrap();
    fs::write(folder.path().join("sources/Paper-000.xml"), source).unwrap();
    if fs::read_dir(folder.path().join("sources")).unwrap().count() < 4 {
        return; // Here these are one file.
    }
    let run = enface(folder.path(), &["build", "--langs", "en"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    let message = "`sources/Paper-000.xml` and `sources/paper-000.xml` would be written to the same files";
    assert_eq!(run.stderr.matches(message).count(), 1, "{}", run.stderr);
    assert_eq!(names(&folder.path().join("out")).len(), 5, "the two others and the list");
    // One alone is no harm.
    assert_eq!(enface(folder.path(), &["build", "--langs", "en", "paper-000"]).status, 0);
}

#[test]
fn names_are_the_same_however_their_letters_are_composed() {
    let (composed, decomposed) = ("caf\u{e9}-한", "cafe\u{301}-\u{1112}\u{1161}\u{11ab}");
    for (source, messages, asked) in [(composed, decomposed, decomposed), (decomposed, composed, composed)] {
        let folder = project(1, &[]);
        rename(folder.path(), "sources/paper-000.xml", &format!("sources/{source}.xml"));
        rename(folder.path(), "translations/ko/paper-000.ftl", &format!("translations/ko/{messages}.ftl"));
        let run = enface(folder.path(), &["check", "--deny-warnings"]);
        assert_eq!(run.status, 0, "{}", run.stdout);
        let run = enface(folder.path(), &["build", asked]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert_eq!(names(&folder.path().join("out")).len(), 3);
        assert_eq!(enface(folder.path(), &["check", &format!("sources/{asked}.xml")]).status, 0);
    }
}

#[test]
#[cfg(unix)]
fn what_never_ends_is_not_read() {
    let folder = copy("clean");
    let pipe = folder.path().join("sources/pipe.xml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("sources/zero.xml")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("sources/socket.xml")).unwrap();
    for command in ["build", "check", "ids"] {
        let run = enface(folder.path(), &[command]);
        assert_eq!(run.status, 2, "{command}: {}", run.stderr);
        let said = run.stdout + &run.stderr;
        for message in [
            "`sources/pipe.xml` cannot be read: it is a pipe, a socket or a device, and no file",
            "`sources/socket.xml` cannot be read: it is a pipe, a socket or a device, and no file",
            "the link `sources/zero.xml` leads out of the project, and is not read",
        ] {
            assert!(said.contains(message), "{command}: {said}");
        }
    }
    assert!(folder.path().join("out/letter.en-ko.pdf").is_file(), "the others are built");
    fs::remove_file(&pipe).unwrap();
    let messages = folder.path().join("translations/ko/letter.ftl");
    fs::remove_file(&messages).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &messages).unwrap();
    let run = enface(folder.path(), &["build", "letter"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("`translations/ko/letter.ftl` cannot be read"), "{}", run.stderr);
}
