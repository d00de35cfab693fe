//! `enface check` on the cases: whole small projects, each with what is expected beside it in `expected.check`.
//!
//! `ENFACE_BLESS=1 cargo test --test it` writes what the program says now; look at the difference before you commit it.

use serde_json::Value;

use crate::support::{Run, case_names, cases, copy, enface, expected, is_broken, names};

#[test]
fn each_case_is_told_as_expected() {
    let mut wrong = String::new();
    for case in case_names() {
        let Run { status, stdout, stderr } = enface(&cases().join(&case), &["check"]);
        assert_eq!(stderr, "", "{case}");
        assert_eq!(status, i32::from(is_broken(&case)), "{case}:\n{stdout}");
        if stdout != expected(&case) {
            wrong += &format!("== {case}\n-- expected\n{}\n-- said\n{stdout}\n", expected(&case));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_must_be_found_is_found_in_its_place() {
    for (case, code, place) in [
        ("missing-message", "missing-message", "sources/letter.xml:13:7"),
        ("unknown-message", "orphan-message", "translations/ko/letter.ftl:4:1"),
        ("inline-tags", "tag-mismatch", "translations/ko/letter.ftl:2:30"),
        ("fluent-syntax", "fluent-syntax", "translations/ko/letter.ftl:2:8"),
        ("duplicate-id", "duplicate-id", "sources/letter.xml:13:18"),
        ("no-id", "missing-id", "sources/letter.xml:13:7"),
        ("ill-formed", "xml-syntax", "sources/mismatched-tags.xml:13:41"),
        ("encoding", "encoding", "sources/latin-1.xml:12:36"),
        ("no-glyph", "no-glyph", "translations/ko/letter.ftl:2:25"),
    ] {
        let said = expected(case);
        let (first, second) = (format!("error[{code}]: "), format!("--> {place}"));
        let found = said.split("\n\n").any(|one| one.contains(&first) && one.contains(&second));
        assert!(found, "{case}: no {code} at {place} in\n{said}");
        assert!(said.contains("= help: "), "{case}: no help in\n{said}");
    }
}

#[test]
fn all_errors_of_a_run_are_told() {
    let said = expected("many-errors");
    let codes: std::collections::BTreeSet<&str> = said
        .lines()
        .filter_map(|line| line.strip_prefix("error[").and_then(|rest| rest.split_once(']')))
        .map(|(code, _)| code)
        .collect();
    assert!(codes.len() >= 4, "{codes:?} in\n{said}");
}

#[test]
fn the_machine_forms_hold_the_same_findings() {
    for case in case_names() {
        let folder = cases().join(&case);
        let json = enface(&folder, &["check", "--message-format", "json"]);
        let lines: Vec<Value> = json.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let sarif = enface(&folder, &["check", "--message-format=sarif"]);
        let log: Value = serde_json::from_str(&sarif.stdout).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
        let github = enface(&folder, &["check", "--message-format=github"]);
        let commands: Vec<&str> = github.stdout.lines().filter(|line| line.starts_with("::")).collect();

        assert_eq!((lines.len(), lines.len()), (results.len(), commands.len()), "{case}");
        let human = expected(&case).lines().filter(|line| line.starts_with("error[")).count();
        assert_eq!(lines.iter().filter(|line| line["severity"] == "error").count(), human, "{case}");
        for ((line, result), command) in lines.iter().zip(results).zip(commands) {
            assert_eq!(line["code"], result["ruleId"]);
            assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
            assert_eq!(line["severity"], result["level"]);
            assert!(result["message"]["text"].as_str().unwrap().starts_with(line["message"].as_str().unwrap()));
            if line["file"].is_string() {
                let place = &result["locations"][0]["physicalLocation"];
                assert_eq!(line["file"], place["artifactLocation"]["uri"]);
                assert_eq!(line["line"], place["region"]["startLine"]);
                assert_eq!(line["column"], place["region"]["startColumn"]);
                let start = format!("file={},line={},", line["file"].as_str().unwrap(), line["line"]);
                assert!(command.contains(&start), "{command}");
            }
        }
        for run in [json, sarif, github] {
            assert_eq!((run.status, run.stderr.as_str()), (i32::from(is_broken(&case)), ""), "{case}");
        }
    }
}

#[test]
fn findings_name_their_files_from_here_for_programs_elsewhere() {
    let run = enface(&cases(), &["check", "-C", "no-id", "--message-format", "github"]);
    assert!(run.stdout.starts_with("::error file=no-id/sources/letter.xml,line=13,"), "{}", run.stdout);
    let run = enface(&cases(), &["-C", "no-id", "check"]);
    assert_eq!((run.status, run.stdout), (1, expected("no-id")));
}

#[test]
fn warnings_can_be_denied() {
    let folder = cases().join("warning");
    assert!(expected("warning").contains("warning["), "{}", expected("warning"));
    assert_eq!(enface(&folder, &["check"]).status, 0);
    assert_eq!(enface(&folder, &["check", "--deny-warnings"]).status, 1);
    assert_eq!(enface(&cases().join("clean"), &["check", "--deny-warnings"]).status, 0);
}

#[test]
fn a_language_without_messages_is_an_error_that_says_what_to_do() {
    let run = enface(&cases().join("clean"), &["check", "--langs", "en,fr"]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("error[missing-catalog]"), "{}", run.stdout);
    assert!(run.stdout.contains("translations/fr/letter.ftl"), "{}", run.stdout);
    assert!(run.stdout.contains("`en`, `ko`"), "{}", run.stdout);
}

#[test]
fn one_language_needs_no_translations() {
    // What is wrong with the translation does not matter to who leaves it out.
    let run = enface(&cases().join("missing-message"), &["check", "--langs", "en"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "nothing wrong in 1 file\n"));
}

#[test]
fn colours_are_there_when_they_are_wanted() {
    let folder = cases().join("no-id");
    assert!(enface(&folder, &["check", "--color", "always"]).stdout.contains("\u{1b}["));
    assert!(!enface(&folder, &["check", "--color", "auto"]).stdout.contains('\u{1b}'));
}

#[test]
fn quiet_leaves_the_findings_alone() {
    assert_eq!(enface(&cases().join("clean"), &["check", "-q"]).stdout, "");
    let run = enface(&cases().join("no-id"), &["-q", "check"]);
    assert!(run.stdout.starts_with("error[") && !run.stdout.contains(" in 2 files"), "{}", run.stdout);
}

#[test]
fn checking_writes_nothing() {
    let folder = copy("clean");
    let before = names(folder.path());
    assert_eq!(enface(folder.path(), &["check"]).status, 0);
    assert_eq!(names(folder.path()), before);
}
