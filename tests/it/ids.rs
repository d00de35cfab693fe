//! `enface ids`: what it inserts, and that it changes nothing else, in any encoding.
//!
//! A case with a file `expected.ids` says there what `enface ids --dry-run` prints; `ENFACE_BLESS=1` writes it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use enface::diagnostic::SourceFile;
use enface::tei;
use proptest::prelude::*;

use crate::support::{case_names, cases, copy, count, enface, files};

/// A project of sources.
fn project(sources: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    for (name, bytes) in sources {
        fs::write(folder.path().join("sources").join(name), bytes).unwrap();
    }
    folder
}

fn source(folder: &Path, name: &str) -> Vec<u8> {
    fs::read(folder.join("sources").join(name)).unwrap()
}

fn text(folder: &Path, name: &str) -> String {
    String::from_utf8(source(folder, name)).unwrap()
}

fn with_body(body: &str) -> String {
    format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text xml:lang=\"en\"><body>{body}</body></text></TEI>")
}

/// The values of the attributes `id` and `xml:id`, in order.
fn ids(text: &str) -> Vec<String> {
    let value = |rest: &str| rest.split('"').next().unwrap_or_default().to_owned();
    text.match_indices("id=\"").map(|(at, found)| value(&text[at + found.len()..])).collect()
}

/// Takes the attributes that only `after` has away, in the bytes that an encoding gives them.
fn without_new(before: &str, after: &str, bytes: &[u8], encode: &dyn Fn(&str) -> Vec<u8>) -> Vec<u8> {
    let old: BTreeSet<String> = ids(before).into_iter().collect();
    let mut bytes = bytes.to_vec();
    for id in ids(after).into_iter().filter(|id| !old.contains(id)) {
        assert!(id.starts_with(|c: char| c.is_ascii_alphabetic()), "{id}");
        assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'), "{id}");
        let attribute = ["xml:id", "id"]
            .iter()
            .map(|name| encode(&format!(" {name}=\"{id}\"")))
            .find(|attribute| bytes.windows(attribute.len()).any(|window| window == attribute))
            .unwrap_or_else(|| panic!("no attribute {id}"));
        let at = bytes.windows(attribute.len()).position(|window| window == attribute).unwrap();
        bytes.drain(at..at + attribute.len());
    }
    bytes
}

#[test]
fn cases_get_the_expected_ids() {
    let mut seen = 0;
    for case in case_names() {
        let folder = cases().join(&case);
        let path = folder.join("expected.ids");
        if path.exists() {
            seen += 1;
            let run = enface(&folder, &["ids", "--dry-run"]);
            let said = format!("{}{}", run.stdout, run.stderr);
            if std::env::var_os("ENFACE_BLESS").is_some() {
                fs::write(&path, &said).unwrap();
            }
            assert_eq!(said, fs::read_to_string(&path).unwrap(), "{case}");
        }
    }
    assert!(seen > 0);
}

#[test]
fn every_case_keeps_all_other_bytes_and_needs_no_second_run() {
    for case in case_names() {
        let folder = copy(&case);
        let before = files(folder.path());
        let dry = enface(folder.path(), &["ids", "--dry-run"]);
        assert_eq!(files(folder.path()), before, "{case}: a dry run changes nothing");
        let first = enface(folder.path(), &["ids"]);
        assert_eq!(first.status, dry.status, "{case}");
        let after = files(folder.path());
        for ((name, old), (same, new)) in before.iter().zip(&after) {
            assert_eq!(name, same);
            let (Ok(old_text), Ok(new_text)) = (std::str::from_utf8(old), std::str::from_utf8(new)) else {
                assert!(name.starts_with("sources/") || old == new);
                continue;
            };
            let stripped = without_new(old_text, new_text, new, &|text| text.as_bytes().to_vec());
            assert!(stripped == *old, "{case}: {name}");
        }
        let second = enface(folder.path(), &["ids"]);
        assert_eq!((second.status, &second.stderr), (first.status, &first.stderr), "{case}");
        assert!(second.stdout.lines().all(|line| line.ends_with("   0 ids")), "{case}: {}", second.stdout);
        assert_eq!(files(folder.path()), after, "{case}");
        assert_eq!(enface(folder.path(), &["ids", "--dry-run"]).stdout, "", "{case}");
    }
}

/// Encodes by a label of the Encoding Standard, or as one of the forms of UTF-16 that it does not write.
fn encode(label: &str, text: &str) -> Vec<u8> {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
    match label {
        "UTF-16LE" => utf16(u16::to_le_bytes),
        "UTF-16BE" => utf16(u16::to_be_bytes),
        _ => {
            let (bytes, _, lossy) = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text);
            assert!(!lossy, "{label} cannot write {text}");
            bytes.into_owned()
        }
    }
}

fn decode(label: &str, bytes: &[u8]) -> String {
    encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().decode_without_bom_handling(bytes).0.into_owned()
}

/// The encodings of the Encoding Standard that have one byte for each character.
const SINGLE_BYTE: [&str; 28] = [
    "IBM866",
    "ISO-8859-1",
    "ISO-8859-2",
    "ISO-8859-3",
    "ISO-8859-4",
    "ISO-8859-5",
    "ISO-8859-6",
    "ISO-8859-7",
    "ISO-8859-8",
    "ISO-8859-8-I",
    "ISO-8859-9",
    "ISO-8859-10",
    "ISO-8859-11",
    "ISO-8859-13",
    "ISO-8859-14",
    "ISO-8859-15",
    "ISO-8859-16",
    "KOI8-R",
    "KOI8-U",
    "macintosh",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "x-mac-cyrillic",
];

#[test]
fn taking_the_attributes_away_gives_the_original_in_every_encoding() {
    // A label, and letters that it has.
    let encodings = [
        ("UTF-8", "é 가 𝄞"),
        ("UTF-16LE", "é 가 𝄞"),
        ("UTF-16BE", "é 가 𝄞"),
        ("EUC-KR", "가 똠 힣"),
        ("Shift_JIS", "ソ 表 ｱ"),
        ("EUC-JP", "ソ 表"),
        ("ISO-2022-JP", "ソ 表"),
        ("GB18030", "中 €"),
        ("Big5", "中 功"),
    ];
    // All that the upper half of the other encodings has.
    let upper: Vec<u8> = (0x80..=0xff).collect();
    let single = SINGLE_BYTE.map(|label| (label, decode(label, &upper).replace('\u{fffd}', "")));
    let encodings = encodings.map(|(label, letters)| (label, letters.to_owned())).into_iter().chain(single);
    let mut sources = Vec::new();
    for (label, letters) in encodings {
        for (kind, mark, declares) in [("plain", "", true), ("mark", "\u{feff}", true), ("bare", "\u{feff}", false)] {
            let unicode = label.starts_with("UTF");
            if !unicode && kind != "plain" {
                continue;
            }
            for (ends, end) in [("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r")] {
                let declaration =
                    if declares { format!("<?xml version=\"1.0\" encoding=\"{label}\"?>\n") } else { String::new() };
                let text = format!(
                    "{declaration}<!DOCTYPE TEI [<!ENTITY e \"{letters}\">]>
<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\"><text><body><!-- {letters} <p> -->
<div n='{letters}'><head>Head {letters} &#xAC00;&#x1D11E;&#8212;</head><p>{letters}</p><p\trend = 'italic'\n  >{letters} &e;<note>{letters}</note></p>
<p xml:id=\"head-p7\">{letters}</p><![CDATA[ ]]><?x {letters} <p>?><p >{letters}</p><l/></div></body></text></TEI>"
                );
                let text = text.replace('\n', end);
                let bytes = encode(label, &format!("{mark}{text}"));
                sources.push((format!("{label}-{kind}-{ends}.xml"), label, format!("{mark}{text}"), bytes));
            }
        }
    }
    let written: Vec<(&str, &[u8])> = sources.iter().map(|(name, _, _, bytes)| (&**name, &**bytes)).collect();
    let folder = project(&written);
    let run = enface(folder.path(), &["ids"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(run.stdout.lines().count(), sources.len());
    assert!(run.stdout.lines().all(|line| line.ends_with("   5 ids")), "{}", run.stdout);
    let after = files(folder.path());
    for (name, label, before, bytes) in &sources {
        let new = source(folder.path(), name);
        let text = decode(label, &new);
        assert!(text.contains("<p xml:id=\"head"), "{name}: {text}");
        assert!(without_new(before, &text, &new, &|text| encode(label, text)) == *bytes, "{name}");
    }
    assert_eq!(enface(folder.path(), &["ids", "-q"]).stdout, "");
    assert_eq!(files(folder.path()), after);
}

#[test]
fn ids_stay_when_paragraphs_come_and_go() {
    let folder = project(&[("a.xml", with_body("<p>One</p><p>Two</p><p>Three</p>").as_bytes())]);
    let run = enface(folder.path(), &["ids", "a"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "sources/a.xml   3 ids\n"));
    let path = folder.path().join("sources/a.xml");
    let minted = text(folder.path(), "a.xml");
    assert_eq!(ids(&minted), ["text-p1", "text-p2", "text-p3"]);
    // Another before, one in between, one that is gone: its number is not given again.
    let edited = minted.replace("<p xml:id=\"text-p1\"", "<p>Zero</p><p xml:id=\"text-p1\"");
    let edited = edited.replace("<p xml:id=\"text-p2\">Two</p>", "<p>One and a half</p>");
    fs::write(&path, edited).unwrap();
    enface(folder.path(), &["ids"]);
    assert_eq!(ids(&text(folder.path(), "a.xml")), ["text-p4", "text-p1", "text-p5", "text-p3"]);
    // The last one is gone, but a translation of it is still there.
    fs::create_dir_all(folder.path().join("translations/ko")).unwrap();
    fs::write(folder.path().join("translations/ko/a.ftl"), "text-p1 = 하나\ntext-p6 = { broken\n").unwrap();
    fs::write(&path, with_body("<p xml:id=\"text-p1\">One</p><p>New</p>")).unwrap();
    enface(folder.path(), &["ids"]);
    assert_eq!(ids(&text(folder.path(), "a.xml")), ["text-p1", "text-p7"]);
}

#[test]
fn what_is_wrong_is_left_alone_and_does_not_stop_the_rest() {
    let broken = [
        ("duplicate.xml", with_body("<p xml:id='a'>1</p><p xml:id='a'>2</p><p>3</p>"), "error[duplicate-id]"),
        ("encoding.xml", "<?xml version='1.0' encoding='none'?><p>x</p>".to_owned(), "error[encoding]"),
        ("ill-formed.xml", with_body("<p>1</q><p>2</p>"), "error[xml-syntax]"),
        ("bad-id.xml", with_body("<p xml:id='1'>1</p><p>2</p>"), "error[bad-id]"),
        ("no-text.xml", "<TEI/>".to_owned(), "error[no-text]"),
    ];
    let good = with_body("<p>1</p>");
    let mut sources: Vec<(&str, &[u8])> = broken.iter().map(|(name, text, _)| (*name, text.as_bytes())).collect();
    sources.push(("good.xml", good.as_bytes()));
    let folder = project(&sources);
    let run = enface(folder.path(), &["ids"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, "sources/good.xml         1 id\n"));
    for (name, text, code) in broken {
        assert!(run.stderr.contains(code), "{name}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("--> sources/{name}:")), "{name}: {}", run.stderr);
        assert_eq!(source(folder.path(), name), text.as_bytes());
    }
}

#[test]
fn text_beside_blocks_is_known_by_the_element_around_it() {
    let text = with_body("<div>loose<p>x <list><item>y</item></list> tail</p></div>");
    let folder = project(&[("a.xml", text.as_bytes())]);
    let run = enface(folder.path(), &["ids"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "sources/a.xml   3 ids\n"), "{}", run.stderr);
    let again = enface(folder.path(), &["ids"]);
    assert_eq!((again.status, again.stdout.as_str()), (0, "sources/a.xml   0 ids\n"), "{}", again.stderr);
    // All of it can be translated.
    let run = enface(folder.path(), &["sync", "--langs", "ko"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let catalog = fs::read_to_string(folder.path().join("translations/ko/a.ftl")).unwrap();
    assert_eq!(catalog.matches("= { \"\" }").count(), 4, "{catalog}");
    let filled = catalog.replace("{ \"\" }", "번역");
    fs::write(folder.path().join("translations/ko/a.ftl"), filled).unwrap();
    let run = enface(folder.path(), &["build", "--langs", "en,ko"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = enface(folder.path(), &["ids", "nowhere"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("there is `a`"), "{}", run.stderr);
}

#[test]
fn nothing_is_inserted_into_references() {
    let body = with_body("<p>one</p>&a;<p>&b;</p>&b;<p>two</p>");
    let text = format!("<!DOCTYPE TEI [<!ENTITY a '<p>x</p><p xml:id=\"y\">y</p>'><!ENTITY b '<hi>z</hi>'>]>{body}");
    let folder = project(&[("a.xml", text.as_bytes())]);
    let run = enface(folder.path(), &["ids"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, "sources/a.xml   4 ids\n"));
    assert_eq!(run.stderr.matches("error[missing-id]: this text stands in an entity").count(), 1, "{}", run.stderr);
    let after = source(folder.path(), "a.xml");
    let as_utf8 = |text: &str| text.as_bytes().to_vec();
    assert!(without_new(&text, std::str::from_utf8(&after).unwrap(), &after, &as_utf8) == text.as_bytes());
    let again = enface(folder.path(), &["ids"]);
    assert_eq!((again.stdout.as_str(), again.stderr), ("sources/a.xml   0 ids\n", run.stderr));
    // In the declaration it has one.
    let text = text.replace("'<p>x", "'<p xml:id=\"x\">x").replace("</p>&b;<p>", "</p><p>");
    fs::write(folder.path().join("sources/a.xml"), text).unwrap();
    assert_eq!(enface(folder.path(), &["ids"]).status, 0);
}

#[test]
#[cfg(unix)]
fn a_file_that_may_not_be_written_stays() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = project(&[("a.xml", with_body("<p>x</p>").as_bytes())]);
    let before = files(folder.path());
    let path = folder.path().join("sources/a.xml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let run = enface(folder.path(), &["ids"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("`sources/a.xml` cannot be written: it is read-only"), "{}", run.stderr);
    assert_eq!(files(folder.path()), before);
}

/// Elements and texts in each other as no schema allows them.
fn content() -> impl Strategy<Value = String> {
    const NAMES: [&str; 28] = [
        "div",
        "div",
        "head",
        "p",
        "p",
        "ab",
        "seg",
        "list",
        "item",
        "label",
        "table",
        "row",
        "cell",
        "note",
        "note",
        "lg",
        "l",
        "sp",
        "speaker",
        "stage",
        "quote",
        "cit",
        "figure",
        "byline",
        "opener",
        "hi",
        "nonsense",
        "titlePage",
    ];
    let leaf = prop_oneof![
        Just("text ".to_owned()),
        Just(" ".to_owned()),
        Just("<lb/>".to_owned()),
        Just("<![CDATA[<p>]]>".to_owned()),
        Just("<!-- <p> -->".to_owned()),
        Just("&amp;".to_owned()),
    ];
    leaf.prop_recursive(6, 60, 5, |inner| {
        (0..NAMES.len(), any::<bool>(), proptest::collection::vec(inner, 0..5)).prop_map(|(name, named, content)| {
            // A mark that becomes an id, which no two elements share.
            let id = if named { " xml:id=\"@\"" } else { "" };
            format!("<{0}{id}>{1}</{0}>", NAMES[name], content.concat())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: count(256), ..ProptestConfig::default() })]

    #[test]
    fn one_run_is_enough_whatever_the_structure(body in proptest::collection::vec(content(), 1..6)) {
        let mut text = with_body(&body.concat());
        let mut number = 0;
        while text.contains('@') {
            number += 1;
            let id = if number % 3 == 0 { format!("text-p{number}") } else { format!("id.{number}") };
            text = text.replacen('@', &id, 1);
        }
        let read = |text: &str| {
            let file = Arc::new(SourceFile { name: "sources/a.xml".to_owned(), text: text.to_owned() });
            tei::read(&file).0
        };
        let Some(document) = read(&text) else { return Ok(()) };
        let (insertions, loose) = tei::new_ids(&document, []);
        prop_assert_eq!(tei::missing_ids(&document).len(), insertions.len() + loose.len());
        let mut after = text.clone();
        for (at, attribute) in insertions.iter().rev() {
            after.insert_str(*at, attribute);
        }
        let new = ids(&after);
        prop_assert_eq!(new.iter().collect::<BTreeSet<_>>().len(), new.len(), "{}", after);
        let stripped = without_new(&text, &after, after.as_bytes(), &|text| text.as_bytes().to_vec());
        prop_assert_eq!(String::from_utf8(stripped).unwrap(), text);
        let (again, still_loose) = tei::new_ids(&read(&after).unwrap(), []);
        prop_assert_eq!(again, vec![], "{}", after);
        prop_assert_eq!(still_loose.len(), loose.len(), "{}", after);
    }
}
