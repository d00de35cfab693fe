//! `enface verify`: what a PDF carries, and whether it is what that makes.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use proptest::prop_assert;
use proptest::test_runner::{Config, TestRunner};
use rayon::prelude::*;
use tempfile::TempDir;

use crate::support::{case_names, copy, count, enface, enface_with, files, is_broken};

const PDF: &str = "out/letter.en-ko.pdf";

/// The case `clean`, built, and its PDF.
fn built() -> (TempDir, Vec<u8>) {
    built_with(&[])
}

/// The same with more options.
fn built_with(options: &[&str]) -> (TempDir, Vec<u8>) {
    let folder = copy("clean");
    let run = enface(folder.path(), &[&["build", "--format", "pdf"], options].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let pdf = fs::read(folder.path().join(PDF)).unwrap();
    (folder, pdf)
}

/// The options for each version of PDF.
const VERSIONS: [&[&str]; 2] = [&[], &["--pdf", "2.0"]];

/// What is said of a file in a folder that is no project: the exit status, and the verdict with its reason.
fn verdict(pdf: &[u8]) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.pdf"), pdf).unwrap();
    judged(folder.path(), &["verify", "a.pdf"])
}

fn judged(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let run = enface(folder, &[arguments, &["--format", "json"]].concat());
    if run.stdout.is_empty() {
        assert!(run.stderr.starts_with("error["), "{}", run.stderr);
        return (run.status, "error".to_owned());
    }
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let reason = json["reason"].as_str().unwrap_or("-");
    (run.status, format!("{} {reason}", json["verdict"].as_str().unwrap()))
}

fn find(bytes: &[u8], wanted: &str) -> usize {
    bytes.windows(wanted.len()).position(|window| window == wanted.as_bytes()).expect(wanted)
}

/// The same with other bytes of the same length in one place.
fn with(pdf: &[u8], old: &str, new: &str) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let at = find(pdf, old);
    let mut bytes = pdf.to_vec();
    bytes[at..at + new.len()].copy_from_slice(new.as_bytes());
    bytes
}

#[test]
fn an_edition_is_what_its_sources_make() {
    let cases: Vec<String> = case_names().into_iter().filter(|case| !is_broken(case)).collect();
    // It is the longest of the tests, and one of the last.
    cases.par_iter().for_each(|case| {
        let folder = copy(case);
        for options in [
            &[][..],
            &["--layout", "facing", "--draft"],
            &["--layout", "stacked", "--reading", "rows"],
            &["--pdf", "2.0"],
        ] {
            let build = [&["build", "--format", "pdf"], options].concat();
            let environment: &[(&str, &str)] =
                if options.is_empty() { &[("SOURCE_DATE_EPOCH", "1000000000")] } else { &[] };
            assert_eq!(enface_with(folder.path(), &build, environment).status, 0, "{case}");
            for (name, pdf) in files(&folder.path().join("out")).iter().filter(|(name, _)| name.ends_with(".pdf")) {
                assert_eq!(verdict(pdf), (0, "genuine -".to_owned()), "{case} {name} {options:?}");
                let here = judged(folder.path(), &["verify", &format!("out/{name}")]);
                assert_eq!(here, (0, "genuine -".to_owned()), "{case} {name} {options:?}");
            }
        }
    });
}

#[test]
fn an_edition_carries_what_it_was_made_from() {
    let folder = copy("clean");
    fs::write(folder.path().join("enface.toml"), "[check]\nnumber = \"warning\"\n").unwrap();
    fs::write(folder.path().join("translations/ko/interface.ftl"), "contents = 차례\n").unwrap();
    assert_eq!(enface(folder.path(), &["build", "--format", "pdf"]).status, 0);
    let read = crate::read::File::read(&fs::read(folder.path().join(PDF)).unwrap());
    let attached = read.attached();
    let of = |path: &str| {
        let found = attached.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{path}: {attached:#?}"));
        assert_eq!(found.bytes, fs::read(folder.path().join(path)).unwrap(), "{path}");
        assert!(!found.description.is_empty() && found.date.is_some() && found.checksum_agrees, "{path}");
        (found.mime.as_str(), found.relation.as_str())
    };
    assert_eq!(of("sources/letter.xml"), ("application/tei+xml", "Source"));
    assert_eq!(of("translations/ko/letter.ftl"), ("text/plain", "Source"));
    assert_eq!(of("translations/ko/letter.lock"), ("application/toml", "Data"));
    assert_eq!(of("translations/ko/interface.ftl"), ("text/plain", "Source"));
    assert_eq!(of("enface.toml"), ("application/toml", "Data"));
    assert_eq!(attached.len(), 5);
}

#[test]
fn a_changed_byte_is_refused_wherever_it_stands() {
    for options in VERSIONS {
        let (_folder, pdf) = built_with(options);
        // Every part of the file: pages, attachments, metadata, the tables at the end.
        for at in (0..pdf.len()).step_by(pdf.len() / 60).chain([pdf.len() - 1]) {
            let mut bytes = pdf.clone();
            bytes[at] ^= 1;
            let (status, said) = verdict(&bytes);
            assert!(status != 0 && !said.starts_with("genuine"), "byte {at}: {said}");
        }
    }
}

/// The same for places that nobody has chosen, of an edition that carries several files.
#[test]
fn a_changed_byte_is_refused_at_random_places() {
    let folder = copy("clean");
    fs::write(folder.path().join("enface.toml"), "[check]\nnumber = \"warning\"\n").unwrap();
    fs::write(folder.path().join("translations/ko/interface.ftl"), "contents = 차례\n").unwrap();
    assert_eq!(enface(folder.path(), &["build", "--format", "pdf"]).status, 0);
    let pdf = fs::read(folder.path().join(PDF)).unwrap();
    assert_eq!(crate::read::File::read(&pdf).attached().len(), 5);
    assert_eq!(verdict(&pdf), (0, "genuine -".to_owned()));
    let mut runner = TestRunner::new(Config { cases: count(60), failure_persistence: None, ..Config::default() });
    let refused = |(at, change): (usize, u8)| {
        let mut bytes = pdf.clone();
        bytes[at] ^= change;
        let (status, said) = verdict(&bytes);
        prop_assert!(status != 0 && !said.starts_with("genuine"), "byte {}: {}", at, said);
        Ok(())
    };
    runner.run(&(0..pdf.len(), 1..=u8::MAX), refused).unwrap();
}

/// The bytes of the first stream whose dictionary begins after some words.
fn stream(pdf: &[u8], words: &str) -> Range<usize> {
    let start = find(pdf, words);
    let start = start + find(&pdf[start..], "stream\n") + "stream\n".len();
    start..start + find(&pdf[start..], "\nendstream")
}

#[test]
fn every_kind_of_byte_is_held_to_the_sources() {
    for options in VERSIONS {
        let (_folder, pdf) = built_with(options);
        let title = find(&pdf, "<dc:title>");
        let record = find(&pdf, "<enface:version>");
        let end = find(&pdf, "startxref\n");
        for (kind, place) in [
            ("the header", 0..9),
            ("the contents of a page", stream(&pdf, "\n%")),
            ("an attached file", stream(&pdf, "/Type/EmbeddedFile")),
            (
                "what is said of an attached file",
                find(&pdf, "/Type/EmbeddedFile")..find(&pdf, "/Type/EmbeddedFile") + 90,
            ),
            ("structure, outline and the like", stream(&pdf, "/Type/ObjStm")),
            ("the metadata", title..title + 60),
            ("the record", record..record + 200),
            ("the table of objects", stream(&pdf, "/Type/XRef")),
            ("where the table is", end + 10..pdf.len() - 7),
            ("the end", pdf.len() - 6..pdf.len()),
        ] {
            let step = (place.len() / 4).max(1);
            for at in place.clone().step_by(step).chain([place.end - 1]) {
                let mut bytes = pdf.clone();
                bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
                let (status, said) = verdict(&bytes);
                assert!(status != 0 && !said.starts_with("genuine"), "{kind}, byte {at}: {said}");
            }
            // One more, and one less.
            let at = place.start + place.len() / 2;
            let longer = [&pdf[..at], b"x", &pdf[at..]].concat();
            let shorter = [&pdf[..at], &pdf[at + 1..]].concat();
            for bytes in [longer, shorter] {
                let (status, said) = verdict(&bytes);
                assert!(status != 0 && !said.starts_with("genuine"), "{kind}: {said}");
            }
        }
        // What is added below the end, as another program changes a page: at once, and after a copy of the whole.
        let update = format!(
            "4 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\nxref\n4 1\n{:010} 00000 n \ntrailer\n<</Size 5/Root 1 0 R>>\n\
             startxref\n{}\n%%EOF\n",
            pdf.len(),
            pdf.len() + 50
        );
        for added in [update.as_bytes(), b"\n", b" ", &pdf] {
            assert_eq!(verdict(&[&pdf, added].concat()).0, 1);
        }
    }
}

#[test]
fn what_is_attached_is_what_was_read() {
    // In whatever encoding it stands.
    let folder = copy("clean");
    let source = folder.path().join("sources/letter.xml");
    let text = fs::read_to_string(&source).unwrap();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(&source, [&b"\xFF\xFE"[..], &wide].concat()).unwrap();
    let messages = folder.path().join("translations/ko/letter.ftl");
    fs::write(&messages, [&b"\xEF\xBB\xBF"[..], &fs::read(&messages).unwrap()].concat()).unwrap();
    assert_eq!(enface(folder.path(), &["build", "--format", "pdf"]).status, 0);
    for (name, pdf) in files(&folder.path().join("out")).iter().filter(|(name, _)| name.ends_with(".pdf")) {
        for file in crate::read::File::read(pdf).attached() {
            assert_eq!(file.bytes, fs::read(folder.path().join(&file.path)).unwrap(), "{name}");
        }
    }
    // And also while somebody saves it again and again.
    let folder = copy("clean");
    let messages = folder.path().join("translations/ko/letter.ftl");
    let text = fs::read_to_string(&messages).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for count in 0.. {
                let new = messages.with_extension("new");
                fs::write(&new, format!("{text}\n# {count}\n")).unwrap();
                fs::rename(&new, &messages).unwrap();
                if done.load(Ordering::Relaxed) {
                    return;
                }
            }
        });
        let made: Vec<_> = (0..8)
            .map(|_| {
                (
                    enface(folder.path(), &["build", "--format", "pdf"]).status,
                    fs::read(folder.path().join(PDF)).unwrap(),
                )
            })
            .collect();
        done.store(true, Ordering::Relaxed);
        for (status, pdf) in made {
            assert_eq!((status, verdict(&pdf)), (0, (0, "genuine -".to_owned())));
        }
    });
}

#[test]
fn the_version_of_pdf_can_be_a_setting() {
    let folder = copy("clean");
    fs::write(folder.path().join("enface.toml"), "[pdf]\nversion = \"2.0\"\n").unwrap();
    assert_eq!(enface(folder.path(), &["build", "--format", "pdf"]).status, 0);
    let pdf = fs::read(folder.path().join(PDF)).unwrap();
    assert!(pdf.starts_with(b"%PDF-2.0\n"));
    assert_eq!(verdict(&pdf), (0, "genuine -".to_owned()));
    assert_eq!(enface(folder.path(), &["build", "--format", "pdf", "--pdf", "1.7"]).status, 0);
    let pdf = fs::read(folder.path().join(PDF)).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7\n"));
    assert_eq!(verdict(&pdf), (0, "genuine -".to_owned()));
    fs::write(folder.path().join("enface.toml"), "[pdf]\nversion = 2.0\n").unwrap();
    let run = enface(folder.path(), &["build", "--format", "pdf"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("enface.toml:2:11") && run.stderr.contains("with quotation marks"), "{}", run.stderr);
}

#[test]
fn forgeries_are_told_by_what_is_wrong_with_them() {
    VERSIONS.into_iter().for_each(forgeries);
    let (_folder, pdf) = built_with(VERSIONS[1]);
    assert_eq!(verdict(&with(&pdf, "--pdf=2.0", "--pdf=1.7")), (1, "altered bytes".to_owned()));
}

fn forgeries(options: &[&str]) {
    let (_folder, pdf) = built_with(options);
    let refused = |bytes: &[u8], wanted: (i32, &str)| {
        let (status, said) = verdict(bytes);
        assert_eq!((status, said.as_str()), wanted);
    };
    // A record with another hash.
    let at = find(&pdf, "<enface:sources><rdf:Seq><rdf:li>") + "<enface:sources><rdf:Seq><rdf:li>".len();
    let mut bytes = pdf.clone();
    bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
    refused(&bytes, (1, "altered hash"));
    // An attached file that another takes the place of, with its hash left as it was.
    let stream = find(&pdf, "/Type/EmbeddedFile");
    let start = stream + find(&pdf[stream..], "stream\n") + "stream\n".len();
    let mut bytes = pdf.clone();
    bytes[start + 20] ^= 4;
    assert!(["altered hash", "altered attachments"].contains(&verdict(&bytes).1.as_str()));
    // An attached file that another takes the place of, and its hash and checksum, too.
    let (folder, _) = built_with(options);
    let source = folder.path().join("sources/letter.xml");
    fs::write(&source, fs::read_to_string(&source).unwrap().replacen("</p>", "!</p>", 1)).unwrap();
    let run = enface(folder.path(), &[&["build", "--format", "pdf", "--draft"], options].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let other = fs::read(folder.path().join(PDF)).unwrap();
    let attached = |pdf: &[u8]| find(pdf, "/Type/EmbeddedFile")..self::stream(pdf, "/Type/EmbeddedFile").end;
    let mut swapped = [&pdf[..attached(&pdf).start], &other[attached(&other)], &pdf[attached(&pdf).end..]].concat();
    let hash = |pdf: &[u8]| {
        let words = "<enface:sources><rdf:Seq><rdf:li>";
        let at = find(pdf, words) + words.len();
        at..at + 64
    };
    let place = hash(&swapped);
    swapped[place].copy_from_slice(&other[hash(&other)]);
    refused(&swapped, (1, "altered bytes"));
    // More after the end, as a changed page would be added.
    refused(&[&pdf[..], b"\n1 0 obj\n<<>>\nendobj\n"].concat(), (1, "altered bytes"));
    // Other options, another document, another date.
    refused(&with(&pdf, "--langs=en,ko", "--langs=ko,en"), (1, "altered bytes"));
    refused(&with(&pdf, "--langs=en,ko", "--what=en,koo"), (1, "altered options"));
    refused(&with(&pdf, ">letter</enface:document>", ">lettre</enface:document>"), (1, "altered no-edition"));
    // Without attached files, or without a record.
    refused(&with(&pdf, "/Type/EmbeddedFile", "/Type/EmbeddedFilm"), (1, "altered attachments"));
    refused(&with(&pdf, "<enface:version>", "<enface:virsion>"), (2, "unproven no-record"));
    // Another version cannot be judged, but what it carries can.
    let version = env!("CARGO_PKG_VERSION");
    let other = format!("{}9", &version[..version.len() - 1]);
    let made_by = |version: &str| format!("<enface:version>{version}<");
    let other = with(&pdf, &made_by(version), &made_by(&other));
    refused(&other, (2, "unproven other-version"));
    let at = find(&other, "<enface:sources><rdf:Seq><rdf:li>") + "<enface:sources><rdf:Seq><rdf:li>".len();
    let mut forged = other;
    forged[at] = if forged[at] == b'0' { b'1' } else { b'0' };
    refused(&forged, (1, "altered hash"));
}

#[test]
fn nothing_hostile_stops_the_program() {
    let (_folder, pdf) = built();
    for bytes in [&b""[..], b"%PDF-", b"hello", &pdf[..pdf.len() / 2], &pdf[..9]] {
        assert_ne!(verdict(bytes).0, 0);
    }
    let length = find(&pdf[find(&pdf, "/Type/EmbeddedFile")..], "/Length ") + find(&pdf, "/Type/EmbeddedFile") + 8;
    for number in ["9", "99999999999999999999", "18446744073709551615", "-1", ""] {
        let end = length + find(&pdf[length..], ">>");
        let bytes = [&pdf[..length], number.as_bytes(), &pdf[end..]].concat();
        assert_eq!(verdict(&bytes).0, 1, "{number}");
    }
    // Cut off anywhere.
    for at in (0..pdf.len()).step_by(pdf.len() / 40) {
        assert_ne!(verdict(&pdf[..at]).0, 0, "{at}");
    }
}

#[test]
fn what_has_changed_since_is_told_unit_by_unit() {
    let (folder, _) = built();
    let path = folder.path().join("sources/letter.xml");
    let source = fs::read_to_string(&path).unwrap();
    let run = enface(folder.path(), &["verify", PDF]);
    assert!(run.stdout.contains("genuine") && run.stdout.contains("current"), "{}", run.stdout);
    let at = source.find("<p xml:id=\"").unwrap() + "<p xml:id=\"".len();
    let id = &source[at..at + source[at..].find('"').unwrap()];
    let end = at + source[at..].find("</p>").unwrap();
    fs::write(&path, format!("{} And more.{}", &source[..end], &source[end..])).unwrap();
    let run = enface(folder.path(), &["verify", PDF]);
    assert_eq!(run.status, 1);
    for line in ["genuine", "OUT OF DATE", &format!("changed en {id}"), &format!("outdated ko {id}")] {
        assert!(run.stdout.contains(line), "{line}: {}", run.stdout);
    }
    assert_eq!(run.stdout.matches(" en ").count(), 1, "{}", run.stdout);
}

/// The verdict on the PDF of a project after its source was changed, as programs and as people read it.
fn since(folder: &Path, source: &str) -> (serde_json::Value, String) {
    fs::write(folder.join("sources/letter.xml"), source).unwrap();
    let run = enface(folder, &["verify", PDF, "--format", "json"]);
    assert_eq!(run.status, 1, "{run:?}");
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    (json["project"].clone(), enface(folder, &["verify", PDF]).stdout)
}

#[test]
fn a_source_that_cannot_be_read_now_is_named() {
    let (folder, _) = built();
    let source = fs::read_to_string(folder.path().join("sources/letter.xml")).unwrap();
    // Messages in the language of the source are no part of an edition.
    fs::create_dir_all(folder.path().join("translations/en")).unwrap();
    fs::write(folder.path().join("translations/en/letter.ftl"), "greeting = Hello\n").unwrap();
    let (project, text) = since(folder.path(), &format!("{source}<broken"));
    assert_eq!(project["files"], serde_json::json!(["sources/letter.xml"]));
    assert_eq!((&project["current"], &project["units"]), (&false.into(), &serde_json::json!([])));
    let fault = &project["unreadable"];
    assert_eq!(
        (fault["path"].as_str(), fault["line"].as_u64()),
        (Some("sources/letter.xml"), Some(1 + source.lines().count() as u64))
    );
    assert!(text.contains("so that no texts were compared: sources/letter.xml:"), "{text}");
    assert!(!text.contains("no text has changed") && !text.contains("translations/en"), "{text}");
    let (project, _) = since(folder.path(), &source.replacen("</p>", "!</p>", 1));
    assert_eq!(project["unreadable"], serde_json::Value::Null);
    // The same for messages.
    let messages = folder.path().join("translations/ko/letter.ftl");
    fs::write(&messages, fs::read_to_string(&messages).unwrap() + "\nbroken ftl {\n").unwrap();
    let (project, text) = since(folder.path(), &source);
    assert_eq!(project["files"], serde_json::json!(["translations/ko/letter.ftl"]));
    assert_eq!(project["unreadable"]["path"], "translations/ko/letter.ftl");
    assert!(text.contains("makes no edition of it now") && !text.contains("no text has changed"), "{text}");
}

/// A project that is named is asked, whatever it has; one that is not may be any.
#[test]
fn a_document_that_is_gone_is_told() {
    let (folder, _) = built();
    fs::rename(folder.path().join("sources/letter.xml"), folder.path().join("sources/other.xml")).unwrap();
    assert_eq!(enface(folder.path(), &["verify", PDF]).status, 0);
    let run = enface(folder.path(), &["verify", PDF, "-C", "."]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.contains("genuine") && run.stdout.contains("OUT OF DATE"), "{run:?}");
    assert!(run.stdout.contains("it has no document `letter`"), "{run:?}");
    let run = enface(folder.path(), &["verify", PDF, "-C", ".", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.status, &json["verdict"], &json["project"]["current"]), (1, &"genuine".into(), &false.into()));
    assert!(json["project"]["unreadable"]["message"].as_str().unwrap().contains("no document `letter`"), "{json}");
}

#[test]
fn what_has_moved_or_is_marked_otherwise_is_told() {
    let folder = copy("clean");
    let path = folder.path().join("sources/letter.xml");
    let read = fs::read_to_string(&path).unwrap();
    let (before, after) = read.split_once("</body>").unwrap();
    let last =
        "<div><p xml:id=\"z1\">One <emph>more</emph>.</p><p xml:id=\"z2\">Two.</p><p xml:id=\"z3\">Three.</p></div>";
    let source = format!("{before}{last}</body>{after}");
    fs::write(&path, &source).unwrap();
    let messages = folder.path().join("translations/ko/letter.ftl");
    let more = "z1 = 하나 <emph>더</emph>.\nz2 = 둘.\nz3 = 셋.\n";
    fs::write(&messages, fs::read_to_string(&messages).unwrap() + "\n" + more).unwrap();
    assert_eq!(enface(folder.path(), &["build", "--format", "pdf"]).status, 0);
    let units = |source: &str| {
        let (project, text) = since(folder.path(), source);
        let of = |unit: &serde_json::Value| {
            ["change", "lang", "id"].map(|key| unit[key].as_str().unwrap().to_owned()).join(" ")
        };
        (project["units"].as_array().unwrap().iter().map(of).collect::<Vec<_>>(), text)
    };
    let three = "<p xml:id=\"z3\">Three.</p>";
    let moved = source.replace(three, "").replace("<p xml:id=\"z1\">", &format!("{three}<p xml:id=\"z1\">"));
    assert_eq!(units(&moved).0, ["moved en z3", "moved ko z3"]);
    let renamed = source.replace("xml:id=\"z3\"", "xml:id=\"z9\"");
    assert_eq!(units(&renamed).0, ["added en z9", "untranslated ko z9", "removed en z3", "removed ko z3"]);
    let (marked, text) = units(&source.replace("<emph>more</emph>", "<q>more</q>"));
    assert!(marked.contains(&"changed en z1".to_owned()), "{marked:?} {text}");
    assert_eq!(
        units(&source.replace("p xml:id=\"z2\">Two.</p", "p xml:id=\"z2\" rend=\"center\">Two.</p")).0,
        ["changed en z2"]
    );
    assert!(text.contains("differ"), "{text}");
    let (one, text) = units(&source.replace("<p xml:id=\"z2\">Two.</p>", "<p xml:id=\"z2\" rend=\"center\">Two.</p>"));
    assert!(one.len() == 1 && text.contains("1 text differs"), "{text}");
}

#[test]
fn programs_get_json_for_what_is_no_pdf_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.pdf"), "hello").unwrap();
    assert_eq!(judged(folder.path(), &["verify", "a.pdf"]), (2, "unproven no-pdf".to_owned()));
    let run = enface(folder.path(), &["verify", "a.pdf"]);
    assert!(run.status == 2 && run.stderr.contains("`a.pdf` is no PDF"), "{run:?}");
    assert_eq!(judged(folder.path(), &["verify", "none.pdf"]), (2, "unproven unread".to_owned()));
    let run = enface(folder.path(), &["verify", "none.pdf"]);
    assert!(run.status == 2 && run.stderr.contains("`none.pdf` cannot be read"), "{run:?}");
}

#[test]
fn a_font_of_the_project_is_asked_for() {
    let folder = copy("clean");
    fs::create_dir(folder.path().join("fonts")).unwrap();
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/source-code-pro/SourceCodePro-Regular.ttf");
    // A font that is not built in: its last bytes are no part of any table.
    let other = [fs::read(font).unwrap(), vec![0; 4]].concat();
    fs::write(folder.path().join("fonts/own.ttf"), &other).unwrap();
    assert_eq!(enface(folder.path(), &["build", "--format", "pdf"]).status, 0);
    let pdf = fs::read(folder.path().join(PDF)).unwrap();
    assert_eq!(verdict(&pdf), (2, "unproven fonts".to_owned()));
    assert_eq!(judged(folder.path(), &["verify", PDF]), (0, "genuine -".to_owned()));
}

#[test]
fn the_order_in_which_languages_are_read_can_be_chosen() {
    let folder = copy("forms");
    let heard = |order: &str| {
        assert_eq!(enface(folder.path(), &["build", "--format", "pdf", "--reading", order]).status, 0);
        crate::read::File::read(&fs::read(folder.path().join("out/forms.en-ko.pdf")).unwrap()).elements()
    };
    let (languages, rows) = (heard("languages"), heard("rows"));
    assert_eq!(languages[..3], ["Document", " Part en", "  H1"]);
    assert_eq!(
        languages.iter().filter(|element| element.starts_with(" Part")).collect::<Vec<_>>(),
        [" Part en", " Part ko"]
    );
    assert_eq!(rows[..5], ["Document", " H1 en", " H1 ko", " P en", " P ko"]);
    // A list and a table are read as a whole.
    let lists: Vec<&String> = rows.iter().filter(|element| element.trim().starts_with("L ")).collect();
    assert!(lists.len() >= 2 && lists.len().is_multiple_of(2), "{rows:#?}");
    let count = |heard: &[String], name: &str| {
        heard.iter().filter(|element| element.split_whitespace().next() == Some(name)).count()
    };
    for name in ["H1", "H2", "P", "LI", "TD", "TH", "Note", "Link", "Reference"] {
        assert_eq!(count(&languages, name), count(&rows, name), "{name}");
        assert!(name == "TH" || count(&rows, name) > 0, "{name}");
    }
}
