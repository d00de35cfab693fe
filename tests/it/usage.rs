//! Wrong usage: exit status 2, and a word about what would be right.

use std::fs;

use crate::support::{cases, enface};

#[test]
fn wrong_usage_is_told_and_ends_with_2() {
    for (arguments, says) in [
        (&["frobnicate"][..], "unrecognized subcommand"),
        (&[], "Usage: enface"),
        (&["build", "--format", "epub"], "possible values: pdf, html"),
        (&["build", "--langs", "english please"], "such as `ko`"),
        (&["build", "--langs", "en,en"], "named twice"),
        (&["check", "-j", "0"], "-j"),
        (&["check", "-q", "-v"], "cannot be used with"),
        (&["check", "--message-format", "xml"], "possible values"),
        (&["check", "lettre"], "there is `letter`"),
        (&["build", "sources/lettre.xml"], "there is `letter`"),
        (&["init"], "<DIR>"),
        // Not built yet, and so not there.
        (&["serve"], "unrecognized subcommand"),
        (&["serve"], "unrecognized subcommand"),
    ] {
        let run = enface(&cases().join("clean"), arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(run.stderr.contains(says), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn a_folder_that_is_no_project_is_told() {
    let empty = tempfile::tempdir().unwrap();
    for arguments in [&["build"][..], &["check"], &["check", "-C", "nowhere"], &["build", "--message-format=json"]] {
        let run = enface(empty.path(), arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{arguments:?}");
    }
    assert!(enface(empty.path(), &["build"]).stderr.contains("= help: `enface init DIR`"));
    fs::create_dir(empty.path().join("sources")).unwrap();
    let run = enface(empty.path(), &["check"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("has no document"), "{}", run.stderr);
}

#[test]
fn a_document_has_many_names() {
    let folder = cases().join("clean");
    for name in ["letter", "letter.xml", "sources/letter.xml", "./sources/letter.xml"] {
        assert_eq!(enface(&folder, &["check", name]).status, 0, "{name}");
    }
    assert_eq!(enface(&cases(), &["check", "-C", "clean", "clean/sources/letter.xml"]).status, 0);
    assert_eq!(enface(&cases(), &["check", "-C", "clean", "sources/letter.xml"]).status, 0);
}

#[test]
fn a_font_that_is_none_is_told() {
    let folder = crate::support::copy("clean");
    fs::create_dir(folder.path().join("fonts")).unwrap();
    fs::write(folder.path().join("fonts/bad.ttf"), "no font").unwrap();
    let run = enface(folder.path(), &["build"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("`fonts/bad.ttf` is no font"), "{}", run.stderr);
}

#[test]
fn help_and_version_are_no_errors() {
    for arguments in [&["--help"][..], &["build", "--help"], &["--version"], &["help", "check"]] {
        let run = enface(&cases(), arguments);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn findings_that_cannot_be_printed_are_no_success() {
    let run = |stdout: std::process::Stdio| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_enface"));
        let folder = cases().join("clean");
        command.args(["check", "--message-format", "sarif"]).current_dir(folder).stdout(stdout).output().unwrap()
    };
    let output = run(fs::OpenOptions::new().write(true).open("/dev/full").unwrap().into());
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("standard output cannot be written"));
    // Who stops reading, as `head` does, wants no more.
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    assert_eq!(run(writer.into()).status.code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn threads_are_as_many_as_there_can_be() {
    assert_eq!(enface(&cases().join("clean"), &["check", "-j", "3000"]).status, 0);
    let program = env!("CARGO_BIN_EXE_enface");
    // Room for any program, but not for one stack of this size: so there is always memory left in which to say so.
    let script = format!("ulimit -v 8000000; exec '{program}' check -j 3000");
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &script]).current_dir(cases().join("clean")).env("RUST_MIN_STACK", "68719476736");
    let output = shell.output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.starts_with("error[usage]: the threads cannot be started"), "{stderr}");
}
