//! What must hold for any input: on all that was found not to, and on mutations of the cases.
//!
//! `fuzz/` tries the same properties on inputs without end.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use proptest::prelude::*;

use crate::support::{cases, count, files};

#[path = "../../fuzz/properties.rs"]
mod properties;

type Property = fn(&[u8]);

/// The properties, by the names of their targets.
const PROPERTIES: [(&str, Property); 5] = [
    ("tei", properties::tei),
    ("fragment", properties::fragment),
    ("catalog", properties::catalog),
    ("ids", properties::ids),
    ("conservation", properties::conservation),
];

#[test]
fn what_was_found_is_mended() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/regressions");
    let mut tried = 0;
    for (name, property) in PROPERTIES {
        for (found, bytes) in files(&folder.join(name)) {
            assert!(catch_unwind(|| property(&bytes)).is_ok(), "fuzz/regressions/{name}/{found}");
            tried += 1;
        }
    }
    assert_eq!(tried, files(&folder).len(), "a file stands in no folder of a property");
}

/// The targets are built from the versions that are tested: where both files that lock versions name a package, it is the
/// same one, and the program is locked there with all that it depends on.
#[test]
fn the_targets_are_locked_as_the_program_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap().parse::<toml::Table>().unwrap();
    let packages = |path: &str| -> Vec<toml::Table> {
        let lock = read(path);
        lock["package"].as_array().unwrap().iter().map(|package| package.as_table().unwrap().clone()).collect()
    };
    let (ours, theirs) = (packages("Cargo.lock"), packages("fuzz/Cargo.lock"));
    let of = |packages: &[toml::Table], name: &toml::Value| -> Vec<toml::Table> {
        packages.iter().filter(|package| package["name"] == *name).cloned().collect()
    };
    for package in theirs.iter().filter(|package| package["name"].as_str() != Some("enface")) {
        let known = of(&ours, &package["name"]);
        let is_known = known.iter().any(|known| known["version"] == package["version"]);
        assert!(known.is_empty() || is_known, "fuzz/Cargo.lock: {package}");
    }
    let locked: Vec<String> = of(&theirs, &"enface".into())[0]["dependencies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap().split(' ').next().unwrap().to_owned())
        .collect();
    let mut wanted: Vec<String> = read("Cargo.toml")["dependencies"].as_table().unwrap().keys().cloned().collect();
    wanted.sort();
    assert_eq!(locked, wanted, "run `cargo metadata` in fuzz/ and commit fuzz/Cargo.lock");
}

#[test]
fn they_hold_for_the_cases() {
    for (path, bytes) in files(&cases()) {
        for (name, property) in PROPERTIES.iter().filter(|(name, _)| fits(name, &path)) {
            assert!(catch_unwind(|| property(&bytes)).is_ok(), "{name}: {path}");
        }
    }
}

/// Whether a file is input for a property.
fn fits(property: &str, path: &str) -> bool {
    match property {
        "catalog" => path.ends_with(".ftl"),
        "fragment" => path.ends_with(".ftl") || path.ends_with(".xml"),
        _ => path.ends_with(".xml"),
    }
}

/// What is done to a file, at a place that the number chooses.
#[derive(Clone, Debug)]
enum Change {
    /// A piece is taken out.
    Delete(u32, u32),
    /// A piece stands in another place, too.
    Copy(u32, u32, u32),
    /// Something that means something is put in.
    Insert(u32, &'static str),
}

const TOKENS: &[&str] = &[
    "<",
    ">",
    "&",
    "\"",
    "'",
    "/",
    "=",
    ":",
    ";",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x ",
    "?>",
    "&a;",
    "&b;",
    "&#38;",
    "&mdash;",
    "&#0;",
    "%p;",
    "<!DOCTYPE TEI SYSTEM 'a' [<!ENTITY a '<p>x<hi>y</hi></p>'><!ENTITY b 'z &a;'>]>",
    "<!ENTITY a '&#60;p>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<note>",
    "</note>",
    "<table>",
    "<row>",
    "<cell>",
    "<list>",
    "<item>",
    "<head>",
    "<choice>",
    "<lb/>",
    "<pb n='1'/>",
    "<titlePage>",
    "<ptr target='#a'/>",
    "<gap/>",
    "<egXML>",
    "<entry>",
    "<lg>",
    "<l>",
    "<quote>",
    "<figure>",
    " xml:id='a'",
    " xml:lang=''",
    " xmlns='b'",
    " xmlns:b='c'",
    "<b:p>",
    "\u{feff}",
    "\u{0}",
    "\u{301}",
    "\u{202e}",
    "{",
    "}",
    "{ -term }",
    "{ $x }",
    "\n    .a = b",
    "\nx =\n",
    "{ \"",
    "*[a]",
];

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        1 => (any::<u32>(), 0..40u32).prop_map(|(at, length)| Change::Delete(at, length)),
        1 => (any::<u32>(), 0..400u32, any::<u32>()).prop_map(|(at, length, to)| Change::Copy(at, length, to)),
        4 => (any::<u32>(), proptest::sample::select(TOKENS)).prop_map(|(at, token)| Change::Insert(at, token)),
    ]
}

/// A place in a text that is no part of a character; every other one stands after a tag or a line.
fn place(text: &str, at: u32) -> usize {
    let at = at as usize;
    let place = at / 2 % (text.len() + 1);
    let place = if at.is_multiple_of(2) {
        place
    } else {
        text[..floor(text, place)].rfind(['>', '\n']).map_or(place, |i| i + 1)
    };
    floor(text, place)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for change in changes {
        match change {
            Change::Delete(at, length) => {
                let at = place(&text, *at);
                let end = floor(&text, at + *length as usize).max(at);
                text.replace_range(at..end, "");
            }
            Change::Copy(at, length, to) => {
                let (at, to) = (place(&text, *at), place(&text, *to));
                let piece = text[at..floor(&text, at + *length as usize).max(at)].to_owned();
                text.insert_str(to, &piece);
            }
            Change::Insert(at, token) => text.insert_str(place(&text, *at), token),
        }
    }
    text
}

#[test]
fn they_hold_for_mutations_of_the_cases() {
    let seeds: Vec<(String, String)> = files(&cases())
        .into_iter()
        .filter(|(path, _)| fits("fragment", path))
        .filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)))
        .collect();
    let config = ProptestConfig { cases: count(128), failure_persistence: None, ..ProptestConfig::default() };
    let strategy = (0..seeds.len(), prop::collection::vec(change(), 1..6));
    let found = proptest::test_runner::TestRunner::new(config).run(&strategy, |(seed, changes)| {
        let (path, text) = &seeds[seed];
        let text = changed(text, &changes);
        for (name, property) in PROPERTIES.iter().filter(|(name, _)| fits(name, path)) {
            if catch_unwind(AssertUnwindSafe(|| property(text.as_bytes()))).is_err() {
                // Kept for whoever makes it small.
                let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-find"));
                fs::write(&kept, &text).unwrap();
                prop_assert!(false, "{name} does not hold for {}", kept.display());
            }
        }
        Ok(())
    });
    assert!(found.is_ok(), "{}", found.unwrap_err());
}
