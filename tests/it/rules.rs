//! The list of findings is the code's and the manual's.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use enface::diagnostic::Severity;
use enface::diagnostic::rule::RULES;

use crate::support::files;

/// What stands before the code of a finding.
const STARTS: [&str; 8] = [
    "Diagnostic::error(",
    "Diagnostic::warning(",
    "Diagnostic::note(",
    "Finding::new(",
    "Finding::of_whole(",
    "whole(",
    "code: ",
    "=> (",
];

/// The codes that a source file gives to findings.
fn codes(text: &str) -> Vec<String> {
    let shipped = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Vec::new();
    for start in STARTS {
        for (at, _) in shipped.match_indices(start) {
            let rest = shipped[at + start.len()..].trim_start();
            let name = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()).unwrap_or_default();
            // What a choice begins with may be anything; codes of that kind have two words.
            let is_code = start != "=> (" || name.contains('-');
            if is_code && !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
                found.push(name.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_finding_has_a_rule() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let is_shipped = |name: &str| name.ends_with(".rs") && !name.ends_with("tests.rs") && !name.contains("tests/");
    let shipped: Vec<String> = files(&root)
        .into_iter()
        .filter(|(name, _)| is_shipped(name) && name != "diagnostic/rule.rs")
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    let said: BTreeSet<String> = shipped.iter().flat_map(|text| codes(text)).collect();
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.code.to_owned()).collect();
    let unlisted: Vec<_> = said.difference(&rules).collect();
    assert!(unlisted.is_empty(), "findings without a rule in src/diagnostic/rule.rs: {unlisted:?}");
    let is_named = |code: &String| shipped.iter().any(|text| text.contains(&format!("\"{code}\"")));
    let never: Vec<_> = rules.iter().filter(|code| !is_named(code)).collect();
    assert!(never.is_empty(), "rules that nothing finds: {never:?}");
}

#[test]
fn the_manual_has_all_rules() {
    let mut table = String::from("| code | level | finds | and |\n| --- | --- | --- | --- |\n");
    for rule in RULES {
        let level = match rule.level {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let level = if rule.adjustable { level.to_owned() } else { format!("{level}, always") };
        let _ = writeln!(table, "| `{}` | {level} | {} | {} |", rule.code, rule.finds, rule.help);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    let manual = fs::read_to_string(&path).unwrap();
    let start = manual.find("| code |").expect("the manual has a table");
    let end = manual[start..].find("\n\n").map_or(manual.len(), |end| start + end + 1);
    if std::env::var_os("ENFACE_BLESS").is_some() {
        fs::write(&path, format!("{}{table}{}", &manual[..start], &manual[end..])).unwrap();
        return;
    }
    assert_eq!(&manual[start..end], table, "ENFACE_BLESS=1 writes the table of docs/checks.md anew");
}
