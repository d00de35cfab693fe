//! Files that are made to do harm, and files that something went wrong with: each ends in diagnostics or in an edition, with
//! an exit status of the program's own, and never in half a file.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::support::{Run, enface, enface_within, files};

/// What is expected of a file.
#[derive(Clone, Copy)]
enum Outcome {
    /// Errors of certain kinds, and no edition.
    Refused(&'static str),
    /// An edition, perhaps with warnings.
    Set,
    /// One or the other.
    Told,
}
use Outcome::{Refused, Set, Told};

/// No command reads more of a file than there is.
const SECRET: &str = "tell-nobody";

fn with_body(body: &str) -> String {
    format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text xml:lang=\"en\"><body>{body}</body></text></TEI>")
}

fn with_doctype(subset: &str, body: &str) -> String {
    format!("<!DOCTYPE TEI {subset}>{}", with_body(body))
}

/// Two texts of so many paragraphs, and as many links of all of them.
fn with_links(count: usize) -> String {
    let text = |lang: &str| {
        let paragraphs: String = (0..count).map(|n| format!("<p xml:id='{lang}{n}'>x</p>")).collect();
        format!("<div xml:lang='{lang}'>{paragraphs}</div>")
    };
    let last = count - 1;
    let link = format!("<link target='#range(en0,en{last}) #range(ko0,ko{last})'/>");
    let links = format!("<linkGrp type='translation'>{}</linkGrp>", link.repeat(count));
    with_body(&format!("{}{}{links}", text("en"), text("ko")))
}

/// Numbers that are the same in every run.
fn noise(seed: u64) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(seed), |x| Some(x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1)))
        .map(|x| x >> 33)
        .skip(1)
}

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

    let Run { status, stdout, stderr } = enface_within(folder.path(), &["check", "a", "--message-format", "json"]);
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
        let run = enface_within(folder.path(), &[command, "a"]);
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

#[test]
fn small_files_that_stand_for_much() {
    let laughs: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let quadratic = format!("[<!ENTITY a \"{}\">]", "x".repeat(100_000));
    for (name, text, outcome) in [
        (
            "billion laughs",
            with_doctype(&format!("[<!ENTITY l0 \"lol\">{laughs}]"), "<p>&l9;</p>"),
            Refused("xml-syntax"),
        ),
        (
            "billion laughs in an attribute",
            with_doctype(&format!("[<!ENTITY l0 \"lol\">{laughs}]"), "<p n=\"&l9;\">x</p>"),
            Refused("xml-syntax"),
        ),
        (
            "an entity of itself",
            with_doctype("[<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]", "<p>&a;</p>"),
            Refused("xml-syntax"),
        ),
        ("quadratic", with_doctype(&quadratic, &format!("<p>{}</p>", "&a;".repeat(10_000))), Refused("xml-syntax")),
        (
            "quadratic in attributes",
            with_doctype(&quadratic, &"<p n=\"&a;&a;&a;&a;&a;&a;\">x</p>".repeat(1000)),
            Refused("xml-syntax"),
        ),
        (
            "parameter entities",
            with_doctype(
                "[<!ENTITY % a \"<!ENTITY b 'c'>\"><!ENTITY % d \"&#37;d;&#37;d;\">%a;%d;<!ENTITY % e SYSTEM \"secret.dtd\">%e;]",
                "<p>x</p>",
            ),
            Refused("xml-syntax"),
        ),
        ("many entities", with_doctype(&format!("[{}]", "<!ENTITY a \"b\">".repeat(100_000)), "<p>&a;</p>"), Set),
        (
            "large values that a DOCTYPE gives",
            with_doctype(
                &format!("[<!ATTLIST hi rend CDATA \"{}\">]", "bold ".repeat(20_000)),
                &format!("<p>{}</p>", "<hi>x</hi>".repeat(50_000)),
            ),
            Refused("too-large"),
        ),
        (
            "many values that a DOCTYPE gives",
            with_doctype(
                &format!("[<!ATTLIST hi {}>]", (0..100_000).map(|n| format!("a{n} CDATA 'x' ")).collect::<String>()),
                "<p><hi>x</hi></p>",
            ),
            Refused("xml-syntax"),
        ),
        (
            "an attribute list that does not end",
            with_doctype("[<!ATTLIST hi rend CDATA \"x><!ATTLIST", "<p><hi>x</hi></p>"),
            Refused("xml-syntax"),
        ),
        ("an entity that does not end", with_doctype("[<!ENTITY a \"b", "<p>&a;</p>"), Refused("xml-syntax")),
    ] {
        run(name, text.as_bytes(), outcome, &["ids", "build"]);
    }
}

#[test]
fn nothing_is_fetched() {
    for (name, text, outcome) in [
        ("external entity", with_doctype("[<!ENTITY a SYSTEM \"secret.txt\">]", "<p>x &a;</p>"), Set),
        ("external entity above", with_doctype("[<!ENTITY a SYSTEM \"../secret.txt\">]", "<p>x &a;</p>"), Set),
        ("external entity by URL", with_doctype("[<!ENTITY a SYSTEM \"file:///etc/passwd\">]", "<p>x &a;</p>"), Set),
        (
            "public entity",
            with_doctype("[<!ENTITY a PUBLIC \"-//A//B\" \"http://127.0.0.1:9/\">]", "<p>x &a;</p>"),
            Set,
        ),
        ("entity of an external DTD", with_doctype("SYSTEM \"secret.dtd\"", "<p>x &secret;</p>"), Set),
        ("external DTD", with_doctype("SYSTEM \"secret.dtd\"", "<p>x</p>"), Set),
        (
            "external DTD by URL",
            with_doctype("PUBLIC \"-//TEI P4//DTD\" \"http://127.0.0.1:9/a.dtd\"", "<p>x</p>"),
            Set,
        ),
        (
            "XInclude",
            with_body(
                "<p>x</p><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"secret.txt\" parse=\"text\"/>\
                 <xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"secret.xml\"/>",
            ),
            Told,
        ),
        ("style sheet", format!("<?xml-stylesheet href=\"secret.xml\"?>{}", with_body("<p>x</p>")), Set),
        ("graphic", with_body("<p>x <graphic url=\"../secret.txt\"/></p>"), Set),
    ] {
        run(name, text.as_bytes(), outcome, &["ids", "build"]);
    }
}

#[test]
fn too_much_of_something() {
    for (name, text, outcome) in [
        (
            "levels",
            with_body(&format!("{}x{}", "<div>".repeat(100_000), "</div>".repeat(100_000))),
            Refused("xml-syntax"),
        ),
        ("levels that do not end", "<a>".repeat(100_000), Refused("xml-syntax")),
        ("ends without a beginning", with_body(&"</a>".repeat(100_000)), Refused("xml-syntax")),
        ("duplicate ids", with_body(&"<p xml:id=\"a\">x</p>".repeat(150_000)), Refused("duplicate-id")),
        ("wrong ids", with_body(&"<p xml:id=\"1\">x</p>".repeat(150_000)), Refused("bad-id")),
        ("empty paragraphs", with_body(&"<p/>".repeat(150_000)), Refused("no-text")),
        ("ampersands", with_body(&format!("<p>{}</p>", "&".repeat(200_000))), Refused("xml-syntax")),
        (
            "ampersands in an attribute",
            with_body(&format!("<p n=\"{}\">x</p>", "&".repeat(200_000))),
            Refused("xml-syntax"),
        ),
        ("less-than signs", with_body(&"<".repeat(200_000)), Refused("xml-syntax")),
        (
            "names that are not known",
            with_body(&(0..20_000).map(|n| format!("<x{n}>a</x{n}>")).collect::<String>()),
            Set,
        ),
        (
            "names that are not known, wrong",
            with_body(&(0..20_000).map(|n| format!("<{n}/>")).collect::<String>()),
            Refused("xml-syntax"),
        ),
        (
            "references to other files",
            with_doctype(
                &format!("[{}]", (0..20_000).map(|n| format!("<!ENTITY a{n} SYSTEM 'b'>")).collect::<String>()),
                &format!("<p>x{}</p>", (0..20_000).map(|n| format!("&a{n};")).collect::<String>()),
            ),
            Set,
        ),
        ("attributes without a value", with_body(&format!("<p{}>x</p>", " a".repeat(200_000))), Refused("xml-syntax")),
        ("the same attribute", with_body(&format!("<p{}>x</p>", " a='b'".repeat(200_000))), Refused("xml-syntax")),
        (
            "namespaces",
            with_body(&format!("<p{}>x</p>", (0..50_000).map(|n| format!(" xmlns:a{n}='b'")).collect::<String>())),
            Refused("xml-syntax"),
        ),
        ("quotation marks", with_body(&format!("<p n={}>x</p>", "\"".repeat(99_999))), Refused("xml-syntax")),
        ("comments that do not end", with_body(&"<!--".repeat(50_000)), Refused("xml-syntax")),
    ] {
        run(name, text.as_bytes(), outcome, &["ids", "build"]);
    }
}

#[test]
fn much_of_one_thing() {
    for (name, text, outcome) in [
        ("notes", with_body(&format!("<p>x{}</p>", "<note>y</note>".repeat(100_000))), Refused("too-large")),
        ("marked text", with_body(&format!("<p>{}x{}</p>", "<hi>".repeat(900), "</hi>".repeat(900))), Set),
        ("words one by one", with_body(&format!("<p>{}</p>", "<w>word</w> ".repeat(40_000))), Set),
        (
            "words one by one, without space",
            with_body(&format!("<p>{}</p>", "<w>word</w>".repeat(40_000))),
            Refused("too-large"),
        ),
        ("empty marked text", with_body(&format!("<p>x{}</p>", "<hi/>".repeat(1_900_000))), Refused("too-large")),
        ("comments", with_body(&format!("<p>x{}</p>", "<!---->".repeat(200_000))), Set),
        ("white space", with_body(&format!("<p>x{}</p>", " \n".repeat(1_000_000))), Set),
        ("references", with_body(&format!("<p>{}</p>", "&#xAC00;".repeat(500_000))), Refused("too-large")),
        (
            "entities without text",
            with_doctype("[<!ENTITY a \"\">]", &format!("<p>x{}</p>", "&a;".repeat(300_000))),
            Set,
        ),
        (
            "entities that hold elements",
            with_doctype("[<!ENTITY a \"<hi>x<lb/></hi>\">]", &format!("<p>{}</p>", "&a;".repeat(100_000))),
            Set,
        ),
        (
            "pointers to where they stand",
            with_body(&format!("<p xml:id=\"a\">x{}</p>", "<ptr target=\"#a\"/>".repeat(100_000))),
            Refused("too-large"),
        ),
        (
            "cells that say that they are large",
            with_body(&format!(
                "<table>{}</table>",
                "<row><cell cols=\"1000000000\" rows=\"1000000000\">x</cell></row>".repeat(200)
            )),
            Set,
        ),
        ("links of everything, again and again", with_links(3_000), Refused("too-large")),
        ("a long id", with_body(&format!("<p xml:id=\"{}\">x</p>", "a".repeat(1_000_000))), Refused("bad-id")),
    ] {
        run(name, text.as_bytes(), outcome, &["ids"]);
    }
}

#[test]
fn too_large() {
    let large = with_body(&format!("<p n=\"{}\">x</p>", "y".repeat(100_000_000)));
    run("an attribute of a hundred megabytes", large.as_bytes(), Refused("too-large"), &["ids", "build"]);
    for (name, text) in [
        ("an id", with_body(&format!("<p xml:id=\"{}\">x</p>", "y".repeat(60_000_000)))),
        ("a name", with_body(&format!("<{0}>x</{0}>", "y".repeat(30_000_000)))),
        ("blocks", with_body(&"<p>x</p>".repeat(300_000))),
        ("notes", with_body(&format!("<p>x{}</p>", "<note>y</note>".repeat(300_000)))),
        ("cells", with_body(&format!("<table><row>{}</row></table>", "<cell/>".repeat(300_000)))),
        ("texts", with_body(&format!("<p>{}</p>", "a&amp;".repeat(1_100_000)))),
        ("lines", with_body(&format!("<eg>{}</eg>", "x\n".repeat(2_100_000)))),
        ("blocks of entities", with_doctype("[<!ENTITY a \"<p>x</p>\">]", &"&a;".repeat(300_000))),
    ] {
        run(name, text.as_bytes(), Refused("too-large"), &["ids"]);
    }
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
        let run = enface(folder.path(), &["check", "--message-format", "json"]);
        assert_eq!((run.status, run.stderr.as_str()), (1, ""), "{name}: {:.2000}", run.stdout);
        assert!(run.stdout.lines().count() <= 2_000, "{name}: {} findings", run.stdout.lines().count());
        let run = enface(folder.path(), &["build"]);
        assert!(run.status == 1 && !folder.path().join("out").exists(), "{name}: {run:.2000?}");
    }
}

#[test]
fn bytes_that_are_no_text() {
    let text = |bytes: &[u8]| [b"<TEI><text xml:lang='en'><p>", bytes, b"</p></text></TEI>"].concat();
    let random = |seed: u64, length: usize, from: &[u8]| -> Vec<u8> {
        noise(seed).take(length).map(|x| from[usize::try_from(x).unwrap() % from.len()]).collect()
    };
    let all: Vec<u8> = (0..=255).collect();
    for (name, bytes, outcome) in [
        ("nothing", Vec::new(), Refused("xml-syntax")),
        ("a mark alone", b"\xef\xbb\xbf".to_vec(), Refused("xml-syntax")),
        ("half a mark", b"\xff\xfe".to_vec(), Refused("xml-syntax")),
        ("invalid UTF-8", text(b"\xff"), Refused("encoding")),
        ("overlong UTF-8", text(b"\xc0\xbc"), Refused("encoding")),
        ("a surrogate in UTF-8", text(b"\xed\xa0\x80"), Refused("encoding")),
        ("a megabyte of invalid UTF-8", text(&[0x80; 1 << 20]), Refused("encoding")),
        ("NUL", text(b"\0"), Refused("xml-syntax")),
        ("zeros", vec![0; 1 << 20], Refused("xml-syntax")),
        ("half a unit of UTF-16", b"\xff\xfe<\0a\0>".to_vec(), Refused("encoding")),
        ("no character", text("\u{fffe}\u{ffff}".as_bytes()), Refused("xml-syntax")),
        ("no character by number", text(b"&#0;&#xD800;&#x110000;&#99999999999;"), Refused("xml-syntax")),
    ] {
        run(name, &bytes, outcome, &["ids", "build"]);
    }
    for seed in 0..8 {
        run("random bytes", &random(seed, 10_000, &all), Told, &["ids", "build"]);
        run("random text", &random(seed, 2_000, b"ab \n"), Refused("xml-syntax"), &["ids"]);
        run("random markup", &text(&random(seed, 2_000, b"<>/=\"'&;! -[]?pab:# \n")), Told, &["ids", "build"]);
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
