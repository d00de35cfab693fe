//! `enface sync`, `status` and `accept`: a translation's life, and that nothing of it is lost however a run ends.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Run, enface, files};

pub(crate) const LETTER: &str = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\">
  <teiHeader><fileDesc><titleStmt><title>Letter</title></titleStmt>
    <publicationStmt><p>None</p></publicationStmt><sourceDesc><p>None</p></sourceDesc></fileDesc></teiHeader>
  <text><body>
    <head>A Letter</head>
    <p>Dear reader, we meet <emph>here</emph>.</p>
    <p>We thank you for your long letter.<note>It had nine pages.</note></p>
    <p>Yours</p>
  </body></text>
</TEI>
";

pub(crate) fn project(source: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    fs::write(folder.path().join("sources/letter.xml"), source).unwrap();
    folder
}

/// Runs a command that is to end well.
pub(crate) fn well(folder: &Path, line: &str) -> String {
    let run = enface(folder, &line.split(' ').collect::<Vec<_>>());
    assert_eq!(run.status, 0, "{line}: {run:#?}");
    run.stdout
}

pub(crate) fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Changes a part of a file that occurs once, as a person would.
pub(crate) fn edit(folder: &Path, name: &str, from: &str, to: &str) {
    let text = read(folder, name);
    assert_eq!(text.matches(from).count(), 1, "{from} in {text}");
    fs::write(folder.join(name), text.replace(from, to)).unwrap();
}

/// The states that `status` tells of the first language of the first document.
pub(crate) fn states(folder: &Path) -> Vec<String> {
    let status: Value = serde_json::from_str(&well(folder, "status --format json")).unwrap();
    let language = &status["documents"][0]["languages"][0];
    let units = language["units"].as_array().unwrap();
    let count = |name: &str| units.iter().filter(|unit| unit["state"] == name).count() as u64;
    for name in ["fresh", "outdated", "revised", "missing", "orphan"] {
        assert_eq!(language[name].as_u64(), Some(count(name)), "{status}");
    }
    let one = |unit: &Value| format!("{} {}", unit["id"].as_str().unwrap(), unit["state"].as_str().unwrap());
    units.iter().map(one).collect()
}

/// The files that differ between two looks at a folder.
pub(crate) fn changed(before: &[(String, Vec<u8>)], after: &[(String, Vec<u8>)]) -> Vec<String> {
    let mut names: Vec<&String> = before.iter().chain(after).map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    let find = |list: &[(String, Vec<u8>)], name: &String| list.iter().find(|(other, _)| other == name).cloned();
    names.into_iter().filter(|name| find(before, name) != find(after, name)).cloned().collect()
}

#[test]
fn the_life_of_a_translation() {
    let project = project(LETTER);
    let folder = project.path();
    const KO: &str = "translations/ko/letter.ftl";
    let mut before = files(folder);
    // Does what a line of the story says, and names the files that it changed.
    let mut step = |line: &str| {
        let run = enface(folder, &line.split(' ').collect::<Vec<_>>());
        let after = files(folder);
        let names: Vec<String> =
            changed(&before, &after).into_iter().filter(|name| !name.starts_with("out/")).collect();
        before = after;
        (run, names)
    };

    // Without ids nothing can be translated, and sync says so.
    let (run, names) = step("sync --langs ko");
    assert!(run.stderr.contains("error[missing-id]") && run.stderr.contains("enface ids"), "{}", run.stderr);
    assert_eq!((run.status, names), (1, vec![]));
    let (run, names) = step("ids");
    assert_eq!((run.status, names), (0, vec!["sources/letter.xml".to_owned()]));

    let (run, names) = step("sync --langs ko");
    assert_eq!(run.status, 0, "{run:#?}");
    assert_eq!(names, ["translations/en/letter.ftl", KO, "translations/ko/letter.lock"]);
    let ids = ["a-letter-head", "a-letter-p1", "a-letter-p2", "a-letter-n1", "a-letter-p3"];
    let text = read(folder, KO);
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let expected = [
        "# A Letter",
        "a-letter-head = { \"\" }",
        "# Dear reader, we meet <emph>here</emph>.",
        "a-letter-p1 = { \"\" }",
        "# We thank you for your long letter.<note xml:id=\"a-letter-n1\"/>",
        "a-letter-p2 = { \"\" }",
        "# It had nine pages.",
        "a-letter-n1 = { \"\" }",
        "# Yours",
        "a-letter-p3 = { \"\" }",
    ];
    assert_eq!(lines, expected, "{ids:?}");
    let (run, names) = step("sync");
    assert_eq!((run.status, run.stdout.as_str(), names), (0, "", vec![]), "a second run has nothing to do");

    // Half of it is translated.
    edit(folder, KO, "a-letter-head = { \"\" }", "a-letter-head = 편지");
    edit(
        folder,
        KO,
        "a-letter-p1 = { \"\" }",
        "# 맺음말을 볼 것\na-letter-p1 = 독자께, <emph>여기서</emph>\n    만납니다.",
    );
    before = files(folder);
    let mut step = |line: &str| {
        let run = enface(folder, &line.split(' ').collect::<Vec<_>>());
        let after = files(folder);
        let names: Vec<String> =
            changed(&before, &after).into_iter().filter(|name| !name.starts_with("out/")).collect();
        before = after;
        (run, names)
    };
    let (run, names) = step("status");
    assert_eq!((run.status, names), (0, vec![]));
    let line: Vec<&str> = run.stdout.lines().last().unwrap().split_whitespace().collect();
    assert_eq!(line, ["letter", "ko", "2", "0", "0", "3", "0", "40%", "36%"], "{}", run.stdout);
    assert_eq!(enface(folder, &["status", "--min", "40"]).status, 0);
    assert_eq!(enface(folder, &["status", "--min", "41"]).status, 1);
    let (run, _) = step("build");
    assert_eq!(run.status, 1);
    let told: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(!folder.join("out").exists());
    let (run, _) = step("build --draft");
    assert!(run.stdout.contains("3 untranslated"), "{}", run.stdout);
    let draft = read(folder, "out/letter.en-ko.html");
    assert_eq!(draft.matches("class=\"badge\"").count(), 3);
    assert_eq!(draft.matches(">번역되지 않음</span>").count(), 3);
    // The list at the end leads to each of them.
    let list = &draft[draft.find("class=\"pending\"").unwrap()..];
    for id in &ids[2..] {
        assert!(list.contains(&format!("href=\"#{id}\"")), "{list}");
    }
    assert!(!list.contains(&format!("href=\"#{}\"", ids[1])), "{list}");

    // The rest is translated.
    edit(folder, KO, "a-letter-p2 = { \"\" }", "a-letter-p2 = 긴 편지에 감사드립니다.<note xml:id=\"a-letter-n1\"/>");
    edit(folder, KO, "a-letter-n1 = { \"\" }", "a-letter-n1 = 아홉 쪽이었다.");
    edit(folder, KO, "a-letter-p3 = { \"\" }", "a-letter-p3 = 드림");
    let text = read(folder, KO);
    well(folder, "build");
    assert_eq!(well(folder, "sync"), "translations/ko/letter.lock   5 translations\n");
    assert_eq!(well(folder, "check"), "nothing wrong in 4 files\n");
    assert_eq!(read(folder, KO), text, "no byte of the translation has changed");
    let edition = read(folder, "out/letter.en-ko.html");

    // A sentence of the source changes.
    edit(folder, "sources/letter.xml", "your long letter", "your short letter");
    assert_eq!(well(folder, "sync"), "translations/en/letter.ftl   1 message\n");
    assert_eq!(read(folder, KO), text);
    let Run { status, stdout, .. } = enface(folder, &["check"]);
    let difference = "We thank you for your [-long-]{+short+} letter.<note xml:id=\"a-letter-n1\"/>";
    let told = format!(
        "error[outdated-message]: the source of `a-letter-p2` has changed since it was translated: {difference}"
    );
    assert!(stdout.starts_with(&told), "{stdout}");
    assert!(stdout.contains(&format!("{KO}:")) && stdout.ends_with("1 error in 4 files\n"), "{stdout}");
    assert_eq!(status, 1);
    assert!(states(folder).contains(&"a-letter-p2 outdated".to_owned()));
    assert_eq!(states(folder).iter().filter(|state| !state.ends_with(" fresh")).count(), 1);
    let in_full = well(folder, "status -v");
    assert!(in_full.contains(&format!("    outdated a-letter-p2\n        {difference}\n")), "{in_full}");
    assert_eq!(enface(folder, &["build"]).status, 1);
    assert_eq!(read(folder, "out/letter.en-ko.html"), edition, "the edition stays as it was");
    let said = well(folder, "build --draft --out draft");
    assert!(said.contains("1 outdated") && !said.contains("untranslated"), "{said}");
    let draft = read(folder, "draft/letter.en-ko.html");
    assert_eq!(draft.matches("class=\"badge\"").count(), 1);
    assert!(draft.contains(">번역 후 원문이 바뀜</span>"), "the mark says that it is outdated");
    assert!(draft.contains("초고: 전체 5개 대목 중 1개가 번역 후 원문이 바뀜"), "and so does the title page");

    // The translator revises, and confirms.
    edit(folder, KO, "긴 편지에", "짧은 편지에");
    let text = read(folder, KO);
    assert!(states(folder).contains(&"a-letter-p2 revised".to_owned()));
    let run = enface(folder, &["build"]);
    assert!(run.status == 1 && run.stderr.contains("error[revised-message]"), "{}", run.stderr);
    // The lock knows what the source has become, as long as nobody has confirmed that the translation says it.
    let other = read(folder, "translations/ko/letter.lock");
    let seen = "seen = ['We thank you for your short letter.<note xml:id=\"a-letter-n1\"/>']\n";
    assert_eq!(other.matches(seen).count(), 1, "{other}");
    let other = other.replace(seen, "");
    assert_eq!(well(folder, "accept letter --lang ko a-letter-p2"), "a-letter-p2   accepted\n");
    // The comment above shows the source that the translation is of; nothing else is another.
    assert_eq!(read(folder, KO), text.replace("# We thank you for your long", "# We thank you for your short"));
    let lock = read(folder, "translations/ko/letter.lock");
    let lines: Vec<(&str, &str)> = other.lines().zip(lock.lines()).filter(|(old, new)| old != new).collect();
    assert_eq!((lines.len(), other.lines().count()), (2, lock.lines().count()), "{lines:?}");
    assert_eq!(well(folder, "status --min 100").lines().last().unwrap().split_whitespace().nth(2), Some("5"));
    well(folder, "build");
    assert!(read(folder, "out/letter.en-ko.html").contains("짧은 편지에"));
    assert_eq!((well(folder, "sync").as_str(), well(folder, "check").as_str()), ("", "nothing wrong in 4 files\n"));
}

#[test]
fn a_unit_that_is_renamed_keeps_its_translation() {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    well(folder, "sync --langs ko");
    const KO: &str = "translations/ko/letter.ftl";
    edit(folder, KO, "a-letter-p1 = { \"\" }", "a-letter-p1 = 독자께, <emph>여기서</emph> 만납니다.");
    well(folder, "sync");
    let text = read(folder, KO);
    edit(folder, "sources/letter.xml", "xml:id=\"a-letter-p1\"", "xml:id=\"opening\"");
    let run = enface(folder, &["sync"]);
    assert!(
        run.stderr.contains("note[probable-match]: the message `a-letter-p1` probably belongs to `opening`: 100 %"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("`enface accept letter --lang ko --from a-letter-p1 opening`"), "{}", run.stderr);
    assert!(run.stderr.contains("warning[orphan-message]"), "{}", run.stderr);
    assert!(states(folder).contains(&"a-letter-p1 orphan".to_owned()));
    well(folder, "accept letter --lang ko --from a-letter-p1 opening");
    assert_eq!(read(folder, KO), text.replace("a-letter-p1 =", "opening ="));
    assert!(states(folder).contains(&"opening fresh".to_owned()));
    let run = enface(folder, &["sync"]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
}

#[test]
fn paragraphs_that_became_one_keep_their_translations() {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    well(folder, "sync --langs ko");
    const KO: &str = "translations/ko/letter.ftl";
    edit(folder, KO, "a-letter-p1 = { \"\" }", "a-letter-p1 = 독자께, <emph>여기서</emph> 만납니다.");
    edit(folder, KO, "a-letter-p2 = { \"\" }", "a-letter-p2 = 긴 편지에 감사드립니다.<note xml:id=\"a-letter-n1\"/>");
    well(folder, "sync");
    edit(folder, "sources/letter.xml", "xml:id=\"a-letter-p1\"", "xml:id=\"opening\"");
    edit(folder, "sources/letter.xml", ".</p>\n    <p xml:id=\"a-letter-p2\">", ". ");
    let run = enface(folder, &["sync"]);
    for id in ["a-letter-p1", "a-letter-p2"] {
        let told = format!("note[probable-match]: the message `{id}` probably belongs into `opening`");
        assert!(run.stderr.contains(&told), "{}", run.stderr);
    }
    let command = "accept letter --lang ko --from a-letter-p1 --from a-letter-p2 opening";
    assert!(run.stderr.contains(&format!("`enface {command}`")), "{}", run.stderr);
    well(folder, command);
    let text = read(folder, KO);
    let joined =
        "opening = 독자께, <emph>여기서</emph> 만납니다.\n    긴 편지에 감사드립니다.<note xml:id=\"a-letter-n1\"/>\n";
    assert!(text.contains(joined) && !text.contains("a-letter-p1") && !text.contains("a-letter-p2"), "{text}");
    let run = enface(folder, &command.split(' ').collect::<Vec<_>>());
    assert!(run.status == 2 && run.stderr.contains("there is no translation `a-letter-p1`"), "{}", run.stderr);
}

#[test]
fn an_empty_message_without_unit_stops_nothing() {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    well(folder, "sync --langs ko");
    edit(folder, "sources/letter.xml", "    <p xml:id=\"a-letter-p3\">Yours</p>\n", "");
    let before = files(folder);
    for line in ["sync", "check", "build --draft"] {
        let run = enface(folder, &line.split(' ').collect::<Vec<_>>());
        let said = format!("{}{}", run.stdout, run.stderr);
        assert!(said.contains("note[orphan-stub]: the message `a-letter-p3` is empty"), "{line}: {said}");
        assert!(!said.contains("orphan-message"), "{line}: {said}");
        assert_eq!(run.status, i32::from(line == "check"), "{line}: {said}");
    }
    assert!(changed(&before, &files(folder)).iter().all(|name| name != "translations/ko/letter.ftl"));
}

#[test]
fn a_language_that_was_not_begun_is_shown() {
    let project = project(LETTER);
    let folder = project.path();
    fs::write(folder.join("sources/other.xml"), LETTER.replace("xml:lang=\"en\"", "xml:lang=\"ko\"")).unwrap();
    fs::write(folder.join("sources/third.xml"), LETTER).unwrap();
    well(folder, "ids");
    well(folder, "sync letter --langs ko");
    well(folder, "sync third --langs de");
    let status: Value = serde_json::from_str(&well(folder, "status --format json")).unwrap();
    let langs: Vec<String> = status["documents"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|document| {
            let one = move |language: &Value| {
                format!(
                    "{} {} {}",
                    document["doc"].as_str().unwrap(),
                    language["lang"].as_str().unwrap(),
                    language["missing"]
                )
            };
            document["languages"].as_array().unwrap().iter().map(one).collect::<Vec<_>>()
        })
        .collect();
    // The reference file of one document begins no translation of another.
    assert_eq!(langs, ["letter de 5", "letter ko 5", "other de 5", "third de 5", "third ko 5"]);
}

#[test]
fn a_file_with_two_marks_is_synced() {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    fs::create_dir_all(folder.join("translations/ko")).unwrap();
    let path = folder.join("translations/ko/letter.ftl");
    fs::write(&path, "\u{feff}\u{feff}a-letter-head = 편지\n").unwrap();
    enface(folder, &["sync"]);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("\u{feff}\u{feff}a-letter-head = 편지\n\n# Dear reader"), "{text:?}");
}

#[test]
fn a_dry_run_shows_what_would_change_and_changes_nothing() {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    let before = files(folder);
    let shown = well(folder, "sync --langs ko --dry-run");
    assert!(shown.contains("+++ b/translations/ko/letter.ftl") && shown.contains("+a-letter-p1 = { \"\" }"), "{shown}");
    assert_eq!(files(folder), before);
}

#[test]
fn marks_and_line_ends_of_a_file_stay() {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    fs::create_dir_all(folder.join("translations/ko")).unwrap();
    let path = folder.join("translations/ko/letter.ftl");
    let old = "\u{feff}# 머리\r\n\r\na-letter-head = 편지  \r\n\r\n\r\njunk junk\r\na-letter-p3 =\r\n    드림";
    fs::write(&path, old).unwrap();
    well(folder, "sync");
    let new = fs::read_to_string(&path).unwrap();
    assert!(
        new.starts_with("\u{feff}# 머리\r\n\r\na-letter-head = 편지  \r\n\r\n\r\njunk junk\r\n\r\n# Dear reader"),
        "{new:?}"
    );
    assert!(new.ends_with("a-letter-n1 = { \"\" }\r\na-letter-p3 =\r\n    드림"), "{new:?}");
    assert_eq!(new.matches('\n').count(), new.matches("\r\n").count());
    assert_eq!(new.matches('\u{feff}').count(), 1);
}

#[test]
fn what_cannot_be_synced_is_said_and_left_alone() {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    well(folder, "sync --langs ko");
    // A broken lock would let what is outdated pass.
    let lock = folder.join("translations/ko/letter.lock");
    let whole = fs::read_to_string(&lock).unwrap();
    fs::write(&lock, whole.replace("version", "<<<<<<< HEAD\nversion")).unwrap();
    let before = files(folder);
    for line in ["sync", "check", "build", "status", "accept letter --lang ko --all"] {
        let Run { status, stdout, stderr } = enface(folder, &line.split(' ').collect::<Vec<_>>());
        assert_eq!(status, 1, "{line}: {stderr}");
        let said = format!("{stdout}{stderr}");
        assert!(said.contains("error[lock-syntax]") && said.contains("translations/ko/letter.lock:2:"), "{said}");
    }
    assert_eq!(files(folder), before);
    fs::write(&lock, whole).unwrap();
    // A document whose language is wrong does not turn a translation into its reference.
    edit(folder, "translations/ko/letter.ftl", "a-letter-p3 = { \"\" }", "a-letter-p3 = 드림");
    edit(folder, "sources/letter.xml", "xml:lang=\"en\"", "xml:lang=\"ko\"");
    let before = files(folder);
    let run = enface(folder, &["sync"]);
    assert!(run.status == 1 && run.stderr.contains("error[not-derived]"), "{}", run.stderr);
    assert_eq!(changed(&before, &files(folder)), [""; 0]);
}

#[test]
fn what_a_person_wrote_is_never_taken_for_the_reference() {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    well(folder, "sync");
    let reference = read(folder, "translations/en/letter.ftl");
    fs::create_dir_all(folder.join("translations/ko")).unwrap();
    let translated = reference
        .replace("A Letter", "편지")
        .replace("Dear reader, we meet <emph>here</emph>.", "독자께, <emph>여기서</emph> 만납니다.")
        .replace("We thank you for your long letter.", "긴 편지에 감사드립니다.");
    let own = translated.lines().filter(|line| !line.starts_with("###")).collect::<Vec<_>>().join("\n");
    // By hand, without a lock, with what is the same in both languages; a single message; a copy of the reference.
    for messages in [own.as_str(), "a-letter-p3 = 드림\n", "# 내가 쓸 것\n", &translated] {
        fs::write(folder.join("translations/ko/letter.ftl"), messages).unwrap();
        edit(folder, "sources/letter.xml", "xml:lang=\"en\"", "xml:lang=\"ko\"");
        let before = files(folder);
        for line in ["sync", "sync --langs en", "sync letter --langs ko,en"] {
            let run = enface(folder, &line.split(' ').collect::<Vec<_>>());
            assert_eq!(run.status, 1, "{}", run.stderr);
            assert_eq!(run.stderr.matches("error[not-derived]: translations/ko/letter.ftl is to hold").count(), 1);
            assert_eq!(changed(&before, &files(folder)), [""; 0]);
        }
        edit(folder, "sources/letter.xml", "xml:lang=\"ko\"", "xml:lang=\"en\"");
    }
    // A copy is no translation as long as it says that it is none: its messages are the source's.
    let before = files(folder);
    let run = enface(folder, &["sync"]);
    assert!(run.status == 1 && run.stderr.contains("but says that it holds the source's own text"), "{}", run.stderr);
    assert!(run.stderr.contains("translations/ko/letter.ftl:2:1"), "{}", run.stderr);
    assert_eq!(changed(&before, &files(folder)), [""; 0]);
    // And so is the reference in a folder that was given the name of another language.
    fs::remove_dir_all(folder.join("translations/ko")).unwrap();
    fs::rename(folder.join("translations/en"), folder.join("translations/ko")).unwrap();
    enface(folder, &["sync"]);
    assert_eq!(read(folder, "translations/ko/letter.ftl"), reference);
    assert!(!folder.join("translations/ko/letter.lock").exists());
    // A translation that stands where the reference is to stand, and one that lost the name of its language.
    fs::write(folder.join("translations/en/letter.ftl"), &own).unwrap();
    let run = enface(folder, &["sync"]);
    assert!(run.stderr.contains("error[not-derived]: translations/en/letter.ftl is to hold"), "{}", run.stderr);
    assert_eq!(read(folder, "translations/en/letter.ftl"), own);
}

#[test]
fn the_text_of_a_source_asks_for_nothing_in_a_comment() {
    let project = project(&LETTER.replace("Yours", "check: number off, in 2004"));
    let folder = project.path();
    well(folder, "ids");
    well(folder, "sync --langs ko");
    edit(folder, "translations/ko/letter.ftl", "a-letter-p3 = { \"\" }", "a-letter-p3 = 확인: 숫자 끔, 2005년");
    let said = enface(folder, &["check"]).stdout;
    assert!(said.contains("warning[number]") && !said.contains("unknown-check"), "{said}");
    well(folder, "sync");
    assert!(states(folder).contains(&"a-letter-p3 fresh".to_owned()));
}

#[test]
fn ids_that_were_exchanged_lose_no_translation() {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    well(folder, "sync --langs ko");
    const KO: &str = "translations/ko/letter.ftl";
    edit(folder, KO, "a-letter-p1 = { \"\" }", "a-letter-p1 = 독자께, <emph>여기서</emph> 만납니다.");
    edit(folder, KO, "a-letter-p3 = { \"\" }", "a-letter-p3 = 드림");
    well(folder, "sync");
    let text = read(folder, KO);
    let exchanged = |text: &str, sign: &str| {
        let (one, two) = (format!("a-letter-p1{sign}"), format!("a-letter-p3{sign}"));
        text.replace(&one, "other").replace(&two, &one).replace("other", &two)
    };
    let source = read(folder, "sources/letter.xml");
    fs::write(folder.join("sources/letter.xml"), exchanged(&source, "\"")).unwrap();
    let run = enface(folder, &["sync"]);
    let command = "accept letter --lang ko --from a-letter-p3 a-letter-p1";
    assert_eq!(run.stderr.matches("note[probable-match]").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains(&format!("`enface {command}` exchanges it with the one")), "{}", run.stderr);
    well(folder, command);
    assert_eq!(read(folder, KO), exchanged(&text, " ="));
    let states = states(folder);
    assert!(states.contains(&"a-letter-p1 fresh".to_owned()) && states.contains(&"a-letter-p3 fresh".to_owned()));
    let run = enface(folder, &command.split(' ').collect::<Vec<_>>());
    assert!(run.status == 2 && run.stderr.contains("has a translation already"), "{}", run.stderr);
}

#[test]
fn a_unit_that_is_renamed_leaves_no_trace_in_the_file() {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    fs::create_dir_all(folder.join("translations/ko")).unwrap();
    let path = folder.join("translations/ko/letter.ftl");
    let rest = "a-letter-head = 편지\r\na-letter-p2 = 감사\r\na-letter-n1 = 쪽\r\na-letter-p3 = 드림\r\n";
    for junk in ["junk junk\r\n", "", "\r\n", "\r\n\r\njunk\r\n\r\n", "# 머리\r\n\r\n"] {
        for text in [
            format!("\u{feff}a-letter-p1 = 독자께\r\n    .title = 인사\r\n{junk}{rest}"),
            format!("{rest}a-letter-p1 = 독자께\r\n{junk}"),
        ] {
            fs::write(&path, &text).unwrap();
            enface(folder, &["sync"]);
            edit(folder, "sources/letter.xml", "xml:id=\"a-letter-p1\"", "xml:id=\"opening\"");
            enface(folder, &["sync"]);
            enface(folder, &["accept", "letter", "--lang", "ko", "--from", "a-letter-p1", "opening"]);
            assert_eq!(fs::read_to_string(&path).unwrap(), text.replace("a-letter-p1", "opening"));
            edit(folder, "sources/letter.xml", "xml:id=\"opening\"", "xml:id=\"a-letter-p1\"");
            fs::remove_file(folder.join("translations/ko/letter.lock")).unwrap();
        }
    }
}

#[test]
fn a_stub_that_is_filled_below_an_older_source_is_outdated() {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    well(folder, "sync --langs ko");
    const KO: &str = "translations/ko/letter.ftl";
    // Somebody has the file open, or works on a branch, while the source changes and the stub with it.
    let open = read(folder, KO).replace("a-letter-p2 = { \"\" }", "a-letter-p2 = 긴 편지에 감사드립니다.");
    edit(folder, "sources/letter.xml", "your long letter", "your short letter");
    assert!(well(folder, "sync").contains("1 renewed stub"));
    fs::write(folder.join(KO), &open).unwrap();
    for _ in 0..2 {
        assert!(states(folder).contains(&"a-letter-p2 outdated".to_owned()));
        well(folder, "sync");
        assert!(
            read(folder, KO)
                .contains("# We thank you for your long letter.<note xml:id=\"a-letter-n1\"/>\na-letter-p2 = 긴")
        );
    }
    let said = enface(folder, &["check"]).stdout;
    assert!(said.contains("error[outdated-message]") && said.contains("your [-long-]{+short+} letter"), "{said}");
    well(folder, "accept letter --lang ko a-letter-p2");
    assert!(states(folder).contains(&"a-letter-p2 fresh".to_owned()));
    assert!(read(folder, KO).contains("# We thank you for your short letter."));
}

#[test]
fn a_translation_that_was_away_is_outdated_when_it_is_back() {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    well(folder, "sync --langs ko");
    const KO: &str = "translations/ko/letter.ftl";
    edit(folder, KO, "a-letter-p2 = { \"\" }", "a-letter-p2 = 긴 편지에 감사드립니다.<note xml:id=\"a-letter-n1\"/>");
    edit(folder, KO, "a-letter-p3 = { \"\" }", "a-letter-p3 = 드림");
    well(folder, "sync");
    let text = read(folder, KO);
    fs::remove_file(folder.join(KO)).unwrap();
    edit(folder, "sources/letter.xml", "your long letter", "your short letter");
    well(folder, "sync --langs ko");
    assert!(
        read(folder, KO)
            .contains("# We thank you for your short letter.<note xml:id=\"a-letter-n1\"/>\na-letter-p2 = { \"\" }")
    );
    fs::write(folder.join(KO), &text).unwrap();
    for _ in 0..2 {
        let states = states(folder);
        assert!(states.contains(&"a-letter-p2 outdated".to_owned()), "{states:?}");
        assert!(states.contains(&"a-letter-p3 fresh".to_owned()), "{states:?}");
        assert_eq!(enface(folder, &["build"]).status, 1);
        enface(folder, &["sync"]);
    }
    assert!(read(folder, KO).contains("긴 편지에 감사드립니다."));
}

#[test]
fn a_revision_that_nobody_confirmed_stays_one() {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    well(folder, "sync --langs ko");
    const KO: &str = "translations/ko/letter.ftl";
    edit(folder, KO, "a-letter-p3 = { \"\" }", "a-letter-p3 = 드림");
    well(folder, "sync");
    edit(folder, "sources/letter.xml", "Yours", "Sincerely yours");
    well(folder, "sync");
    edit(folder, KO, "드림", "삼가 드림");
    edit(folder, "sources/letter.xml", "Sincerely yours", "Yours");
    for _ in 0..2 {
        assert!(states(folder).contains(&"a-letter-p3 revised".to_owned()));
        assert!(enface(folder, &["check"]).stdout.contains("not confirmed: [-Sincerely yours-]{+Yours+}"));
        well(folder, "sync");
    }
    edit(folder, KO, "삼가 드림", "드림");
    assert!(states(folder).contains(&"a-letter-p3 fresh".to_owned()));
}

/// A paragraph with two links, of which the second comes first in Korean.
const LINKS: &str = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\">
  <teiHeader><fileDesc><titleStmt><title>Letter</title></titleStmt>
    <publicationStmt><p>None</p></publicationStmt><sourceDesc><p>None</p></sourceDesc></fileDesc></teiHeader>
  <text><body>
    <p xml:id=\"a1\">Above.</p>
    <p xml:id=\"a2\">See <ref target=\"#a1\">above</ref> and <ref target=\"http://x.org\">web</ref>.</p>
  </body></text>
</TEI>
";

#[test]
fn links_lead_where_they_led_in_any_order_of_words() {
    let project = project(LINKS);
    let folder = project.path();
    const KO: &str = "translations/ko/letter.ftl";
    well(folder, "sync --langs ko");
    let shown = "See <ref target=\"#a1\">above</ref> and <ref target=\"http://x.org\">web</ref>.";
    assert!(read(folder, KO).contains(&format!("# {shown}\na2 = {{ \"\" }}\n")));
    assert!(read(folder, "translations/en/letter.ftl").contains(&format!("a2 = {shown}\n")));
    // What tells them is no part of what the translation is made from.
    assert!(read(folder, "translations/ko/letter.lock").contains("See <ref>above</ref> and <ref>web</ref>."));
    let ftl = read(folder, KO).replacen("{ \"\" }", "위.", 1);
    let message = "<ref target=\"http://x.org\">웹</ref>과 <ref>위</ref>를 보라.";
    fs::write(folder.join(KO), ftl.replacen("{ \"\" }", message, 1)).unwrap();
    well(folder, "sync");
    assert_eq!(states(folder), ["a1 fresh", "a2 fresh"]);
    assert!(!enface(folder, &["check"]).stdout.contains("[tag-"));
    well(folder, "build --format html");
    let led = |html: &str| {
        let links = html.split("<a href=\"").skip(1).filter_map(|link| {
            let (target, rest) = link.split_once("\">")?;
            let words = rest.split_once("</a>")?.0;
            ["위", "웹"].contains(&words).then(|| format!("{words} {target}"))
        });
        links.collect::<Vec<_>>()
    };
    assert_eq!(led(&read(folder, "out/letter.en-ko.html")), ["웹 http://x.org", "위 #a1"]);
    // One TEI file of both, and the edition that is made of it.
    well(folder, "export letter --format tei");
    let tei = read(folder, "out/letter.en-ko.xml");
    assert!(tei.contains("<ref target=\"http://x.org\">웹</ref>과 <ref target=\"#a1.ko\">위</ref>를 보라."), "{tei}");
    let again = self::project(&tei);
    well(again.path(), "build --format html");
    assert_eq!(led(&read(again.path(), "out/letter.en-ko.html")), ["웹 http://x.org", "위 #a1"]);
    // A new address is nothing that words were made from; what still names the old one is told.
    edit(folder, "sources/letter.xml", "http://x.org", "http://y.org");
    well(folder, "sync");
    assert_eq!(states(folder), ["a1 fresh", "a2 fresh"]);
    assert!(read(folder, "translations/en/letter.ftl").contains("http://y.org"));
    let run = enface(folder, &["check"]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("“#a1”, “http://y.org”"), "{}", run.stdout);
}

#[test]
fn comments_show_the_source_with_and_without_what_tells_tags() {
    let project = project(LINKS);
    let folder = project.path();
    const KO: &str = "translations/ko/letter.ftl";
    well(folder, "sync --langs ko");
    // As it was written before, and by hand.
    let told = read(folder, KO);
    let bare = told.replace(" target=\"#a1\"", "").replace(" target=\"http://x.org\"", "");
    for comment in [&told, &bare] {
        fs::write(folder.join(KO), comment).unwrap();
        well(folder, "sync");
        assert_eq!(&read(folder, KO), comment);
        // A stub shows what the source becomes.
        edit(folder, "sources/letter.xml", "See <", "Now see <");
        well(folder, "sync");
        assert!(read(folder, KO).contains("# Now see <ref target=\"#a1\">above</ref>"), "{}", read(folder, KO));
        edit(folder, "sources/letter.xml", "Now see <", "See <");
        well(folder, "sync");
    }
}
