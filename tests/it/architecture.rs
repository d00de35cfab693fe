//! Which module may import which, and which crate belongs to whom.
//!
//! Data flows one way: `text`, `diagnostic` ← `tei`, `catalog` ← `edition` ← `layout`, `html`, `export`; `layout` ← `pdf`. TEI and
//! Fluent do not know each other, HTML knows no pages, and the PDF writer sees neither TEI, Fluent nor editions.

use std::fs;
use std::path::Path;

/// What each module may take from other modules of this crate.
const MODULES: [(&str, &[&str]); 14] = [
    ("image", &[]),
    ("text", &[]),
    ("diagnostic", &[]),
    ("tei", &["text", "diagnostic"]),
    ("catalog", &["text", "diagnostic"]),
    ("edition", &["tei", "catalog", "image", "text", "diagnostic"]),
    ("layout", &["edition", "image", "text", "diagnostic"]),
    ("html", &["edition", "image", "text", "diagnostic"]),
    ("export", &["edition", "text"]),
    ("pdf", &["image", "layout", "text"]),
    ("archive", &[]),
    ("project", &["text", "diagnostic"]),
    ("settings", &["diagnostic", "layout", "pdf", "text"]),
    (
        "cli",
        &[
            "archive",
            "catalog",
            "diagnostic",
            "edition",
            "export",
            "html",
            "image",
            "layout",
            "pdf",
            "project",
            "settings",
            "tei",
            "text",
        ],
    ),
];

/// The crates that only some modules may use.
const CRATES: [(&str, &[&str]); 32] = [
    ("png", &["image"]),
    ("usvg", &["image"]),
    ("quick_xml", &["export", "tei"]),
    ("htmlize", &["tei"]),
    ("fluent", &["catalog"]),
    ("fluent_bundle", &["catalog"]),
    ("fluent_syntax", &["catalog"]),
    ("unic_langid", &["catalog"]),
    ("printpdf", &["pdf"]),
    ("lopdf", &["pdf"]),
    ("subsetter", &["pdf"]),
    ("flate2", &["pdf"]),
    ("harfrust", &["layout"]),
    ("read_fonts", &["layout", "pdf"]),
    ("icu_segmenter", &["layout"]),
    ("icu_datetime", &["catalog"]),
    ("icu_decimal", &["catalog"]),
    ("hypher", &["layout"]),
    ("unicode_bidi", &["layout"]),
    ("unicode_script", &["layout"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("annotate_snippets", &["diagnostic"]),
    ("anstream", &["cli", "diagnostic"]),
    ("tempfile", &["project"]),
    ("notify", &["project"]),
    ("ctrlc", &["cli"]),
    ("encoding_rs", &["project"]),
    ("toml", &["catalog", "settings"]),
    ("sha2", &["archive", "catalog", "cli", "pdf"]),
    ("similar", &["catalog", "cli"]),
    ("unicode_segmentation", &["catalog"]),
];

/// What a source file imports against the rule. `path` is its path from `src`, without extension.
fn violations(path: &str, text: &str) -> Vec<String> {
    let module = path.split('/').next().unwrap_or(path);
    let Some((_, allowed)) = MODULES.iter().find(|(name, _)| *name == module) else {
        return vec![format!("{path}: a module that the rule does not name")];
    };
    let code = code(text);
    let mut found = Vec::new();
    let root = "super::".repeat(path.split('/').count());
    for start in ["crate::", root.as_str()] {
        for at in starts(&code, start) {
            for name in heads(&code[at + start.len()..]) {
                if MODULES.iter().any(|(known, _)| *known == name) && name != module && !allowed.contains(&name) {
                    found.push(format!("{path}: `{module}` must not import `{name}`"));
                }
            }
        }
    }
    // Under another name this crate's modules could be had unseen.
    for name in ["crate", "super", "self"] {
        if has_words(&code, &format!("use {name} as ")) || has_words(&code, &format!("{name}::{{self as ")) {
            found.push(format!("{path}: `{name}` must not have another name"));
        }
    }
    for (name, users) in CRATES {
        let renamed = |words: &str| {
            has_words(&code, &format!("{words} {name};")) || has_words(&code, &format!("{words} {name} as "))
        };
        let used = !starts(&code, &format!("{name}::")).is_empty() || renamed("use") || renamed("extern crate");
        if !users.contains(&module) && used {
            found.push(format!("{path}: `{module}` must not use the crate `{name}`"));
        }
    }
    found
}

/// The code that is shipped: without comments and without the tests at its end.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    text.lines().map(|line| line.split("//").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// Where a path begins with certain words.
fn starts(code: &str, words: &str) -> Vec<usize> {
    let part_of_path = |before: char| before.is_alphanumeric() || before == '_' || before == ':' || before == '$';
    code.match_indices(words).map(|(at, _)| at).filter(|&at| !code[..at].ends_with(part_of_path)).collect()
}

/// Whether words stand somewhere, with whatever white space between them.
fn has_words(code: &str, words: &str) -> bool {
    let folded = format!(" {} ", code.split_whitespace().collect::<Vec<_>>().join(" "));
    folded.match_indices(words).any(|(at, _)| !folded[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// The names that a path continues with: one, or those of a group in braces.
fn heads(rest: &str) -> Vec<&str> {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let name = |text: &'_ str| text.find(|character| !is_name(character)).unwrap_or(text.len());
    if !rest.starts_with('{') {
        return vec![&rest[..name(rest)]];
    }
    let mut found = Vec::new();
    let (mut depth, mut fresh) = (0, false);
    for (at, character) in rest.char_indices() {
        match character {
            '{' => (depth, fresh) = (depth + 1, depth == 0),
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            ',' => fresh = depth == 1,
            _ if fresh && is_name(character) => {
                found.push(&rest[at..at + name(&rest[at..])]);
                fresh = false;
            }
            _ => {}
        }
    }
    found
}

fn check(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).collect();
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let name = entry.file_name().into_string().unwrap();
        let path = entry.path();
        if path.is_dir() {
            check(&path, &format!("{prefix}{name}/"), found);
        } else if let Some(stem) = name.strip_suffix(".rs") {
            // `lib` names the modules, `main` calls `cli`; tests may take what they like.
            if !(prefix.is_empty() && ["lib", "main"].contains(&stem)) && stem != "tests" && !prefix.contains("/tests/")
            {
                found.extend(violations(&format!("{prefix}{stem}"), &fs::read_to_string(&path).unwrap()));
            }
        }
    }
}

#[test]
fn modules_import_only_what_they_may() {
    let mut found = Vec::new();
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_forbidden_import_is_found() {
    for (path, text) in [
        ("tei", "use crate::catalog::Catalog;"),
        ("catalog/syntax", "use crate::{diagnostic::{Place, Severity}, tei::Document};"),
        ("html", "fn pages() -> crate::layout::Page {}"),
        ("html/page", "use super::super::layout::Page;"),
        ("pdf", "use super::tei;"),
        ("pdf/write", "use crate::edition::Edition;"),
        ("text", "use crate::diagnostic::Place;"),
        ("html", "use quick_xml::Writer;"),
        ("layout/line", "let x = lopdf::Object::Null;"),
        ("tei", "use fluent::FluentBundle;"),
        ("html", "use quick_xml as q;"),
        ("html", "pub(crate)  use\n    quick_xml   as q;"),
        ("html", "use quick_xml;"),
        ("html", "extern crate quick_xml;"),
        ("tei", "use crate as c;"),
        ("tei", "use crate::{self as c};"),
        ("tei/read", "use super as s;"),
        ("serve", ""),
    ] {
        assert_eq!(violations(path, text).len(), 1, "{path}: {text}");
    }
    for (path, text) in [
        ("edition", "use crate::{catalog::{Catalog, tei}, tei};\nuse crate::text::Lang;"),
        ("tei", "//! See [`catalog`](crate::catalog).\nuse crate::text; // crate::catalog"),
        ("tei/read", "use super::Document;\nuse quick_xml::Reader;"),
        ("tei", "use crate::text;\n#[cfg(test)]\nmod tests {\n    use crate::catalog;\n}"),
        ("pdf", "use crate::layout::{Page, font::FontBook};"),
    ] {
        assert_eq!(violations(path, text), [""; 0], "{path}: {text}");
    }
}
