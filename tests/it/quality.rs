//! What `check` says of translations: pairs of texts in `tests/quality`, each a unit of a generated project.
#![allow(clippy::print_stdout, reason = "the figures are shown")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::support::enface;

/// A file of `tests/quality`.
#[derive(Deserialize)]
struct Pairs {
    pair: Vec<Pair>,
}

/// A text and its translation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    /// The languages, as in `en-ko`.
    langs: String,
    /// The content of a TEI paragraph.
    source: String,
    /// The message.
    text: String,
    /// The code that must be raised.
    code: Option<String>,
    /// Agreed terms: `source = translation`. A message calls them `-term-0` and on.
    #[serde(default)]
    terms: Vec<String>,
    /// Messages of notes.
    #[serde(default)]
    notes: Vec<String>,
    /// Whether it is a heading.
    #[serde(default)]
    head: bool,
}

fn read(name: &str) -> Vec<Pair> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quality").join(name);
    let pairs: Pairs = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    pairs.pair
}

/// What `check` says of each pair: the codes, and all in words. Fonts are another matter.
fn examine(pairs: &[Pair]) -> Vec<(BTreeSet<String>, String)> {
    let folder = tempfile::tempdir().unwrap();
    let mut documents: BTreeMap<&str, (Vec<String>, Vec<String>)> = BTreeMap::new();
    let mut terms: BTreeMap<&str, String> = BTreeMap::new();
    // Which pair stands in which line of which file.
    let mut lines: BTreeMap<(String, usize), usize> = BTreeMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        let (_, to) = pair.langs.split_once('-').unwrap();
        let mut text = pair.text.clone();
        for (number, term) in pair.terms.iter().enumerate() {
            let (source, form) = term.split_once(" = ").unwrap();
            let name = format!("-pair{at}-term{number}");
            let _ = write!(terms.entry(to).or_default(), "# source: {source}\n{name} = {form}\n");
            text = text.replace(&format!("-term-{number} "), &format!("{name} "));
        }
        let (units, messages) = documents.entry(&pair.langs).or_default();
        let element = if pair.head { "head" } else { "p" };
        let open = if pair.head { "<div>" } else { "" };
        let close = if pair.head { "<p xml:id=\"after\"/></div>" } else { "" };
        let close = close.replace("after", &format!("after{at}"));
        units.push(format!("{open}<{element} xml:id=\"pair{at}\">{}</{element}>{close}", pair.source));
        for message in std::iter::once(format!("pair{at} = {text}")).chain(pair.notes.iter().cloned()) {
            messages.push(message);
            let (source, ftl) =
                (format!("sources/{}.xml", pair.langs), format!("translations/{to}/{}.ftl", pair.langs));
            lines.insert((source, units.len() + 6), at);
            lines.insert((ftl, messages.len()), at);
        }
    }
    let write = |name: String, text: String| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for (langs, (units, messages)) in &documents {
        let (from, to) = langs.split_once('-').unwrap();
        let head = format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"{from}\">\n<teiHeader><fileDesc>\n\
             <titleStmt><title>Pairs</title></titleStmt>\n<publicationStmt><p/></publicationStmt>\n\
             <sourceDesc><p/></sourceDesc></fileDesc></teiHeader>\n<text><body>\n"
        );
        write(format!("sources/{langs}.xml"), format!("{head}{}\n</body></text></TEI>\n", units.join("\n")));
        write(format!("translations/{to}/{langs}.ftl"), messages.join("\n") + "\n");
    }
    for (lang, terms) in terms {
        write(format!("translations/{lang}/terms.ftl"), terms);
    }
    // There is no lock, and no need of one; and pointers lead out of their pairs.
    let off = "[check]\nnot-recorded = \"off\"\ndangling-pointer = \"off\"\n";
    write("enface.toml".to_owned(), off.to_owned());
    let run = enface(folder.path(), &["check", "--message-format", "json"]);
    let mut said = vec![(BTreeSet::new(), String::new()); pairs.len()];
    for line in run.stdout.lines() {
        let finding: Value = serde_json::from_str(line).unwrap();
        let (code, file) = (finding["code"].as_str().unwrap(), finding["file"].as_str().unwrap_or_default());
        // The built-in fonts have no simplified characters of Japan and China.
        if code == "no-glyph" {
            continue;
        }
        let place = (file.to_owned(), finding["line"].as_u64().unwrap_or_default() as usize);
        let at = *lines.get(&place).unwrap_or_else(|| panic!("a finding about no pair: {line}"));
        said[at].0.insert(code.to_owned());
        let _ = writeln!(said[at].1, "    {code}: {} → {}", finding["message"], finding["help"]);
    }
    said
}

/// A pair and what was said of it.
fn show(pair: &Pair, said: &str) -> String {
    format!("{}\n  {}\n  {}\n{said}", pair.langs, pair.source, pair.text)
}

#[test]
fn every_fault_is_found_and_nothing_else() {
    let pairs = read("faulty.toml");
    let mut wrong = String::new();
    let (mut found, mut alarms) = (0, 0);
    for (pair, (codes, said)) in pairs.iter().zip(examine(&pairs)) {
        let code = pair.code.as_deref().expect("a fault has a code");
        found += usize::from(codes.contains(code));
        alarms += codes.iter().filter(|other| *other != code).count();
        if codes.len() != 1 || !codes.contains(code) {
            let _ = writeln!(wrong, "{code} {}", show(pair, &said));
        }
    }
    println!("faults: {}, found: {found}, missed: {}, other alarms: {alarms}", pairs.len(), pairs.len() - found);
    assert!(pairs.len() >= 60 && wrong.is_empty(), "{wrong}");
}

#[test]
fn nothing_is_said_of_what_is_right() {
    for name in ["correct.toml", "unseen.toml"] {
        let pairs = read(name);
        let mut wrong = String::new();
        let mut alarms = 0;
        for (pair, (codes, said)) in pairs.iter().zip(examine(&pairs)) {
            assert_eq!(pair.code, None);
            alarms += codes.len();
            if !codes.is_empty() {
                let _ = writeln!(wrong, "{}", show(pair, &said));
            }
        }
        println!("{name}: {}, false alarms: {alarms}", pairs.len());
        assert!(pairs.len() >= 60 && wrong.is_empty(), "{wrong}");
    }
}

#[test]
fn faults_are_told_from_what_is_right() {
    for name in ["fresh.toml", "times.toml", "ministry.toml"] {
        tell_apart(name);
    }
}

/// Holds pairs of one file, some with a fault and some without.
fn tell_apart(name: &str) {
    let pairs = read(name);
    let (mut wrong, mut missed, mut alarms) = (String::new(), 0, 0);
    for (pair, (codes, said)) in pairs.iter().zip(examine(&pairs)) {
        missed += usize::from(pair.code.as_ref().is_some_and(|code| !codes.contains(code)));
        alarms += codes.iter().filter(|code| pair.code.as_ref() != Some(code)).count();
        if !codes.iter().eq(pair.code.as_ref()) {
            let _ = writeln!(wrong, "{:?} {}", pair.code, show(pair, &said));
        }
    }
    let faults = pairs.iter().filter(|pair| pair.code.is_some()).count();
    let right = pairs.len() - faults;
    println!("{name}: faults: {faults}, missed: {missed}; right: {right}; false alarms: {alarms}");
    assert!(faults >= 28 && right >= 28 && wrong.is_empty(), "{wrong}");
}
