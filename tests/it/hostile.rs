//! Files that are made to do harm, and files that something went wrong with: each ends in diagnostics or in an edition, with
//! an exit status of the program's own, and never in half a file.

mod inputs;

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use self::inputs::Outcome::{Refused, Set, Told};
use self::inputs::{Input, Outcome, noise, with_body, within};
use crate::cost::enface_within;
use crate::support::{Run, enface, files};

/// No command reads more of a file than there is.
const SECRET: &str = "tell-nobody";

/// Runs the commands on a file, and sees that nothing is left behind that should not be there.
fn run(name: &str, bytes: &[u8], outcome: Outcome, commands: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("sources/a.xml");
    fs::create_dir(folder.path().join("sources")).unwrap();
    for secret in ["secret.txt", "sources/secret.txt", "sources/secret.xml", "sources/secret.dtd"] {
        let text = if secret.ends_with("dtd") { format!("<!ENTITY secret \"{SECRET}\">") } else { SECRET.to_owned() };
        fs::write(folder.path().join(secret), text).unwrap();
    }
    fs::write(&source, bytes).unwrap();

    let Run { status, stdout, stderr } =
        enface_within(name, folder.path(), &["check", "a", "--message-format", "json"]);
    assert_eq!(stderr, "", "{name}");
    let found: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let errors: Vec<&Value> = found.iter().filter(|one| one["severity"] == "error").collect();
    let codes: BTreeSet<&str> = errors.iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(status, i32::from(!errors.is_empty()), "{name}: {stdout:.2000}");
    assert!(found.len() <= 110, "{name}: {} findings", found.len());
    assert!(stdout.len() < 100_000, "{name}: {} bytes of findings", stdout.len());
    match outcome {
        Refused(expected) => {
            assert!(codes.iter().copied().eq(expected.split(' ')), "{name}: {stdout:.2000}");
        }
        Set => assert!(codes.is_empty(), "{name}: {stdout:.2000}"),
        Told => {}
    }
    for one in &found {
        assert!(one["help"].is_string() || one["severity"] != "error", "{name}: no help in {one}");
    }

    for command in commands {
        let run = enface_within(name, folder.path(), &[command, "a"]);
        assert!((0..=2).contains(&run.status), "{name}: {command}: {run:.2000?}");
        let after = files(folder.path());
        assert!(!after.iter().any(|(name, _)| name.contains(".enface-")), "{name}: {command} leaves temporary files");
        let made: Vec<_> = after.iter().filter(|(name, _)| name.starts_with("out/")).collect();
        assert!(!made.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(SECRET)), "{name}: {command}");
        assert!(!run.stdout.contains(SECRET) && !run.stderr.contains(SECRET), "{name}: {command}");
        match (*command, errors.is_empty()) {
            ("build", true) => assert!(run.status == 0 && made.len() == 3, "{name}: {run:.2000?}"),
            ("build", false) => assert!(run.status == 1 && made.is_empty(), "{name}: {run:.2000?}"),
            ("ids", false) => {
                assert_eq!(run.status, 1, "{name}");
                assert!(fs::read(&source).unwrap() == bytes, "{name}: a file with errors was changed");
            }
            _ => {}
        }
    }
}

fn run_all(inputs: Vec<Input>, commands: &[&str]) {
    for Input { name, bytes, outcome } in inputs {
        run(name, &bytes(), outcome, commands);
    }
}

#[test]
fn small_files_that_stand_for_much() {
    run_all(inputs::small_files_that_stand_for_much(), &["ids", "build"]);
}

#[test]
fn nothing_is_fetched() {
    run_all(inputs::other_files(), &["ids", "build"]);
}

#[test]
fn too_much_of_something() {
    run_all(inputs::too_much_of_something(), &["ids", "build"]);
}

#[test]
fn many_lines_that_change_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    let body = "<p>x</p>\n".repeat(40_000);
    let text =
        format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text xml:lang=\"en\"><body>{body}</body></text></TEI>");
    fs::write(folder.path().join("sources/a.xml"), text).unwrap();
    let run = enface_within("many lines that change", folder.path(), &["ids", "a", "--dry-run"]);
    assert_eq!((run.status, run.stdout.lines().filter(|line| line.starts_with("+<")).count()), (0, 40_000));
}

#[test]
fn much_of_one_thing() {
    run_all(inputs::much_of_one_thing(), &["ids"]);
}

#[test]
fn what_could_grow_faster_than_its_file() {
    run_all(inputs::what_could_grow(), &["build"]);
    run_all(inputs::levels_of_each_kind(), &[]);
}

#[test]
fn too_large() {
    run_all(inputs::too_large(), &["ids"]);
}

#[test]
fn messages_that_are_too_much() {
    let count = 100_000;
    let chain: String = (0..count).map(|n| format!("m{n} = {{ m{} }}\n", n + 1)).collect();
    let bomb: String = (1..20).map(|n| format!("m{n} = {}\n", format!("{{ m{} }}", n - 1).repeat(10))).collect();
    for (name, messages) in [
        ("braces", format!("a = {}", "{".repeat(count))),
        ("braces that end", format!("a = {}x{}", "{".repeat(count), "}".repeat(count))),
        ("calls", format!("a = {{ {}1{} }}", "NUMBER(".repeat(count), ")".repeat(count))),
        ("variants", format!("a = {}x{}", "{ 1 ->\n *[b] ".repeat(count / 10), "}".repeat(count / 10))),
        ("a chain", format!("{chain}a = {{ m0 }}\n")),
        ("a bomb", format!("m0 = x\n{bomb}a = {{ m19 }}\n")),
        ("a circle", "a = { b }\nb = { a }\n".to_owned()),
        ("messages of no unit", (0..count).map(|n| format!("m{n} = x\n")).collect()),
        ("checks of no unit", (0..count).map(|n| format!("# check: number off\nm{n} = x\n")).collect()),
        ("the same message", "a = x\n".repeat(count)),
        ("no messages", "!\n".repeat(count)),
        ("tags", format!("a = {}", "<hi>".repeat(count))),
        ("notes", format!("a = {}", "<note xml:id=\"n\"/>".repeat(count))),
        ("less-than signs", format!("a = {}", "<".repeat(count))),
        ("ampersands", format!("a = {}", "&".repeat(count))),
        ("terms", format!("a = {}", "{ -t }".repeat(count))),
        ("NUL", "a = \0\n".to_owned()),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("translations/ko")).unwrap();
        fs::create_dir(folder.path().join("sources")).unwrap();
        fs::write(folder.path().join("sources/a.xml"), with_body("<p xml:id=\"a\">x</p>")).unwrap();
        fs::write(folder.path().join("translations/ko/a.ftl"), messages).unwrap();
        let run = enface_within(name, folder.path(), &["check", "--message-format", "json"]);
        assert_eq!((run.status, run.stderr.as_str()), (1, ""), "{name}: {:.2000}", run.stdout);
        assert!(run.stdout.lines().count() <= 2_000, "{name}: {} findings", run.stdout.lines().count());
        let run = enface_within(name, folder.path(), &["build"]);
        assert!(run.status == 1 && !folder.path().join("out").exists(), "{name}: {run:.2000?}");
    }
}

#[test]
fn units_full_of_numbers() {
    type Said = fn(usize) -> String;
    let kinds: [(&str, Said, Said); 5] = [
        ("the same numbers", |n| format!("{} ", n + 100), |n| format!("{} ", n + 100)),
        ("other numbers", |n| format!("{n} "), |n| format!("{} ", n * 7)),
        ("months", |n| format!("in May {}, ", n % 1000 + 1000), |n| format!("{}년 5월, ", n % 1000 + 1000)),
        ("times", |n| format!("{}:{:02}, ", n % 24, n % 60), |n| format!("{}시 {}분, ", n % 24, n % 60)),
        ("days", |n| format!("{} days, ", n + 100), |n| format!("{}일, ", n + 100)),
    ];
    for (name, source, message) in kinds {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("translations/ko")).unwrap();
        fs::create_dir(folder.path().join("sources")).unwrap();
        let words = |said: Said| (0..20_000).map(said).collect::<String>();
        let body = format!("<p xml:id=\"a\">{}</p>", words(source));
        fs::write(folder.path().join("sources/a.xml"), with_body(&body)).unwrap();
        fs::write(folder.path().join("translations/ko/a.ftl"), format!("a = {}\n", words(message))).unwrap();
        let run = enface_within(name, folder.path(), &["check", "--message-format", "json"]);
        let numbers = run.stdout.matches(r#""code":"number""#).count();
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{name}: {:.2000}", run.stdout);
        assert_eq!(numbers > 0, name == "other numbers", "{name}: {:.2000}", run.stdout);
    }
}

#[test]
fn bytes_that_are_no_text() {
    run_all(inputs::no_text(), &["ids", "build"]);
    let random = |seed: u64, length: usize, from: &[u8]| -> Vec<u8> {
        noise(seed).take(length).map(|x| from[usize::try_from(x).unwrap() % from.len()]).collect()
    };
    let all: Vec<u8> = (0..=255).collect();
    for seed in 0..8 {
        run("random bytes", &random(seed, 10_000, &all), Told, &["ids", "build"]);
        run("random text", &random(seed, 2_000, b"ab \n"), Refused("xml-syntax"), &["ids"]);
        run("random markup", &within(&random(seed, 2_000, b"<>/=\"'&;! -[]?pab:# \n")), Told, &["ids", "build"]);
    }
}

#[test]
fn a_file_that_breaks_off() {
    let sample = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/sources/korea-us-relationship.xml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    let end = sample.trim_ascii_end().len();
    let mut names = Vec::new();
    for at in (0..end).step_by(50) {
        let name = format!("sources/{at:06}.xml");
        fs::write(folder.path().join(&name), &sample[..at]).unwrap();
        names.push(name);
    }
    let run = enface(folder.path(), &["check", "--message-format", "json"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    let mut told = BTreeSet::new();
    for line in run.stdout.lines() {
        let one: Value = serde_json::from_str(line).unwrap();
        if one["severity"] == "error" {
            assert!(["xml-syntax", "encoding"].contains(&one["code"].as_str().unwrap()), "{one}");
            let file = one["file"].as_str().unwrap().to_owned();
            assert!(told.insert(file), "a second error for one cause: {one}");
        }
    }
    assert!(told.iter().eq(&names), "each is told, and no other");
    let before = files(folder.path());
    for command in ["ids", "build"] {
        let run = enface(folder.path(), &[command]);
        assert_eq!((run.status, run.stdout.lines().filter(|line| line.starts_with("sources/")).count()), (1, 0));
        assert!(files(folder.path()) == before, "{command} leaves everything as it is");
    }
}
