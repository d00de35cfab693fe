//! `enface check` on the cases: whole small projects, each with what is expected beside it in `expected.check`.
//!
//! `ENFACE_BLESS=1 cargo test --test it` writes what the program says now; look at the difference before you commit it.

use std::fs;

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

#[test]
fn what_is_never_read_is_told() {
    let folder = copy("clean");
    let at = |name: &str| folder.path().join("translations").join(name);
    fs::create_dir_all(at("korean language")).unwrap();
    fs::create_dir_all(at(".cache")).unwrap();
    for name in ["letter.ftl", "README.md", ".ftl", "ko/nope.ftl", "ko/letter.ftl~", "ko/interface.ftl"] {
        fs::write(at(name), "").unwrap();
    }
    let run = enface(folder.path(), &["check"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    let said: Vec<&str> = run.stdout.lines().filter(|line| !["", " |"].contains(line)).collect();
    assert_eq!(
        said,
        [
            "warning[stray-file]: the file `translations/ko/nope.ftl` is not read: there is no `sources/nope.xml`",
            " = help: give it the name of its document, or take it away",
            "warning[stray-file]: the folder `translations/korean language` is not read: its name is no language tag",
            " = help: name it as the tag of its language, such as `ko`, `en-GB` or `zh-Hant`",
            "warning[stray-file]: the file `translations/letter.ftl` is not read: it stands in no folder of a language",
            " = help: put it into the folder of its language, such as `translations/ko`",
            "3 warnings in 5 files",
        ]
    );
    let build = enface(folder.path(), &["build"]);
    assert_eq!((build.status, build.stderr.matches("warning[stray-file]").count()), (0, 3), "{}", build.stderr);
}

#[test]
#[cfg(unix)]
fn languages_are_found_through_links() {
    use std::os::unix::fs::symlink;
    let folder = copy("clean");
    let translations = folder.path().join("translations");
    fs::rename(translations.join("ko"), folder.path().join("elsewhere")).unwrap();
    symlink("../elsewhere", translations.join("ko")).unwrap();
    symlink("nowhere", translations.join("fr")).unwrap();
    let run = enface(folder.path(), &["check"]);
    assert!(run.stdout.contains("the link `translations/fr` is not read"), "{}", run.stdout);
    assert!(run.stdout.ends_with("1 warning in 4 files\n"), "{}", run.stdout);
    // What is there and cannot be read is not taken for missing.
    fs::remove_file(folder.path().join("elsewhere/letter.ftl")).unwrap();
    for target in ["letter.ftl", "nowhere"] {
        symlink(target, folder.path().join("elsewhere/letter.ftl")).unwrap();
        for command in ["check", "build"] {
            let Run { status, stdout, stderr } = enface(folder.path(), &[command]);
            let said = format!("{stdout}{stderr}");
            assert_eq!(status, 2, "{said}");
            assert!(said.contains("error[input]: `translations/ko/letter.ftl` cannot be read"), "{said}");
        }
        fs::remove_file(folder.path().join("elsewhere/letter.ftl")).unwrap();
    }
}

#[test]
fn a_language_may_be_written_with_an_underscore() {
    let folder = copy("clean");
    let translations = folder.path().join("translations");
    fs::rename(translations.join("ko"), translations.join("ko_KR")).unwrap();
    let run = enface(folder.path(), &["check", "--langs", "en,ko_KR"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "nothing wrong in 4 files\n"));
}

#[test]
fn a_document_is_not_named_as_a_file_that_all_share() {
    for name in ["terms", "interface"] {
        let folder = copy("clean");
        let sources = folder.path().join("sources");
        fs::rename(sources.join("letter.xml"), sources.join(format!("{name}.xml"))).unwrap();
        let run = enface(folder.path(), &["check"]);
        assert_eq!(run.status, 2);
        let said = format!("error[input]: `sources/{name}.xml` has the name of a file that all documents share");
        assert!(run.stderr.starts_with(&said), "{}", run.stderr);
    }
}

#[test]
fn units_without_id_are_told_also_where_nothing_is_translated() {
    let folder = copy("no-id");
    fs::remove_dir_all(folder.path().join("translations")).unwrap();
    let run = enface(folder.path(), &["check"]);
    assert_eq!(run.status, 0);
    assert!(run.stdout.starts_with("warning[missing-id]: “p” has no xml:id"), "{}", run.stdout);
    assert_eq!(enface(folder.path(), &["build", "-q"]).stderr, "");
    // Who leaves the translation out does not want to hear of it.
    assert_eq!(enface(&cases().join("no-id"), &["check", "--langs", "en"]).status, 0);
}

#[test]
fn a_file_that_cannot_be_read_hides_nothing_in_the_others() {
    let folder = copy("missing-message");
    let german = folder.path().join("translations/de");
    fs::create_dir(&german).unwrap();
    fs::write(german.join("letter.ftl"), b"greeting = Gr\xfc\xdfe\n").unwrap();
    for command in ["check", "build"] {
        let Run { status, stdout, stderr } = enface(folder.path(), &[command]);
        let said = format!("{stdout}{stderr}");
        assert_eq!(status, 1, "{said}");
        assert!(said.contains("error[encoding]") && said.contains("error[missing-message]"), "{said}");
        assert!(!folder.path().join("out").exists());
    }
    // A language that is not there does not hide what is wrong with the others either.
    let run = enface(&cases().join("missing-message"), &["check", "--langs", "en,ko,fr"]);
    assert!(run.stdout.contains("[missing-catalog]") && run.stdout.contains("[missing-message]"), "{}", run.stdout);
    // Units without id are an error where a translation is there, whatever is wrong with it.
    let folder = copy("no-id");
    fs::write(folder.path().join("translations/ko/letter.ftl"), b"\xff\n").unwrap();
    let run = enface(folder.path(), &["check"]);
    assert!(run.stdout.contains("error[encoding]") && run.stdout.contains("error[missing-id]"), "{}", run.stdout);
}

#[test]
fn messages_are_read_although_their_document_is_not() {
    let folder = copy("ill-formed");
    let path = folder.path().join("translations/ko");
    fs::create_dir_all(&path).unwrap();
    fs::write(path.join("mismatched-tags.ftl"), "thanks = <hi>책\npart = <q>\nwhole = { part }말</q>\n").unwrap();
    let run = enface(folder.path(), &["check", "mismatched-tags"]);
    assert!(run.stdout.contains("error[xml-syntax]"), "{}", run.stdout);
    assert_eq!(run.stdout.matches("error[tag-syntax]: the markup of `thanks`").count(), 1, "{}", run.stdout);
    assert_eq!(run.stdout.matches("error[tag-syntax]").count(), 1, "{}", run.stdout);
}

#[test]
fn a_project_weighs_its_findings() {
    let folder = copy("weighed");
    let settings = folder.path().join("enface.toml");
    // What is an error refuses the edition; comments above messages count more than settings.
    fs::write(&settings, "[check]\nnumber = \"error\"\n").unwrap();
    let run = enface(folder.path(), &["build", "--format", "html"]);
    assert_eq!((run.status, run.stderr.matches("error[number]").count()), (1, 1), "{}", run.stderr);
    assert_eq!(run.stderr.matches("warning[number]").count(), 1, "{}", run.stderr);
    // Else an edition does not look at words.
    fs::write(&settings, "[check]\nnumber = \"off\"\n").unwrap();
    let run = enface(folder.path(), &["build", "--format", "html"]);
    assert_eq!((run.status, run.stderr.matches("[number]").count()), (0, 0), "{}", run.stderr);
    let run = enface(folder.path(), &["check"]);
    assert_eq!((run.status, run.stdout.matches("[number]").count()), (0, 1), "{}", run.stdout);
    assert!(run.stdout.contains("warning[doubled-space]"), "{}", run.stdout);
    for wrong in ["[check\n", "[chek]\n"] {
        fs::write(&settings, wrong).unwrap();
        for command in ["check", "build"] {
            let run = enface(folder.path(), &[command]);
            let said = run.stdout + &run.stderr;
            assert_eq!((run.status, said.matches("error[settings]").count()), (1, 1), "{said}");
        }
    }
}

#[test]
fn numbers_and_dates_are_written_as_the_language_writes_them() {
    let folder = copy("figures");
    let run = enface(folder.path(), &["build", "--format", "html"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let page = fs::read_to_string(folder.path().join("out/report.en-de-ko.html")).unwrap();
    for shown in ["2004년 9월 23일", "3,500,000", "12.50", "1998년 4월", "오전 7:30", "10월 3일", "일요일"]
    {
        assert!(page.contains(shown), "{shown} in Korean");
    }
    for shown in ["23. September 2004", "3.500.000", "12,5", "April 1998", "1250", "3. Oktober", "Sonntag"] {
        assert!(page.contains(shown), "{shown} in German");
    }
}
