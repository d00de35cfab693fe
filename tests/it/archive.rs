//! Bags: complete, repeatable, good for making the edition again, and refused when a byte of them was changed.

use std::fs;
use std::path::Path;

use proptest::prelude::{any, prop_assert};
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

use sha2::{Digest, Sha256, Sha512};

use crate::support::{Run, copy, count, enface, enface_with, files};

/// Makes a bag of a case beside the project.
fn archive(project: &Path, bag: &Path, more: &[&str]) -> Run {
    let document = fs::read_dir(project.join("sources")).unwrap().next().unwrap().unwrap().path();
    let document = document.file_stem().unwrap().to_str().unwrap().to_owned();
    enface(project, &[&["archive", &document, "--out", bag.to_str().unwrap()], more].concat())
}

fn verify(bag: &Path) -> Run {
    enface(bag, &["verify", "."])
}

fn inventory(bag: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(bag.join("data/inventory.json")).unwrap()).unwrap()
}

/// The very command that an inventory names, whatever the options, the settings and the date were.
#[cfg(unix)]
#[test]
fn the_command_of_a_bag_makes_the_same_bytes() {
    let settings = "[pdf]\nversion = \"2.0\"\n[columns]\narrangement = \"facing\"\n";
    let dated = [("SOURCE_DATE_EPOCH", "1000000000")];
    /// A case, options, the settings of the project, and the environment.
    type Archived<'a> = (&'a str, &'a [&'a str], &'a str, &'a [(&'a str, &'a str)]);
    let cases: [Archived<'_>; 9] = [
        ("clean", &[], "", &[]),
        ("clean", &["--layout", "columns"], "", &[]),
        ("clean", &["--langs", "ko,en"], "", &[]),
        ("clean", &["--print", "--reading", "rows"], "", &[]),
        ("clean", &["--langs", "ko", "--layout", "stacked", "--pdf", "2.0"], "", &dated),
        ("clean", &["--layout", "stacked", "--pdf", "1.7"], settings, &[]),
        ("clean", &[], settings, &dated),
        ("pictures", &["--layout", "facing"], "", &dated),
        ("group", &["--pdf", "1.7"], settings, &dated),
    ];
    let directory = Path::new(env!("CARGO_BIN_EXE_enface")).parent().unwrap().to_str().unwrap();
    let path = format!("{directory}:{}", std::env::var("PATH").unwrap_or_default());
    for (case, options, settings, environment) in cases {
        let (project, place) = (copy(case), tempfile::tempdir().unwrap());
        if !settings.is_empty() {
            fs::write(project.path().join("enface.toml"), settings).unwrap();
        }
        let document = files(&project.path().join("sources")).remove(0).0;
        let source = project.path().join("sources").join(&document);
        let (text, date) = (fs::read_to_string(&source).unwrap(), "<date when=\"2026-11-");
        let (before, after) = text.split_once(date).unwrap();
        // Without a date of its own.
        fs::write(&source, format!("{before}{}", after.split_once("/>").unwrap().1)).unwrap();
        let bag = place.path().join("bag");
        let line = [&["archive", document.trim_end_matches(".xml"), "--out", bag.to_str().unwrap()], options].concat();
        let made = enface_with(project.path(), &line, environment);
        assert_eq!(made.status, 0, "{case} {options:?}: {made:?}");
        let kept = files(&bag.join("data/out"));
        fs::remove_dir_all(bag.join("data/out")).unwrap();
        let command = inventory(&bag)["command"].as_str().unwrap().to_owned();
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &command]).current_dir(bag.join("data")).env("PATH", &path).env_remove("SOURCE_DATE_EPOCH");
        let run = shell.output().unwrap();
        assert!(run.status.success(), "{command}: {run:?}");
        let again = files(&bag.join("data/out"));
        let names = ["pdf", "html"].map(|kind| kept.iter().find(|(name, _)| name.ends_with(kind)).unwrap());
        for (name, bytes) in names {
            assert!(
                again.contains(&(name.clone(), bytes.clone())),
                "{case} {options:?}: `{command}` makes another {name}"
            );
        }
    }
}

/// Makes all manifests of a bag anew, and the counts, as who forges one would.
fn seal(bag: &Path) {
    for (name, _) in files(bag).iter().filter(|(name, _)| name.contains("manifest-")) {
        fs::remove_file(bag.join(name)).unwrap();
    }
    let payload: Vec<_> = files(bag).into_iter().filter(|(name, _)| name.starts_with("data/")).collect();
    let bytes: usize = payload.iter().map(|(_, bytes)| bytes.len()).sum();
    let info = fs::read_to_string(bag.join("bag-info.txt")).unwrap();
    let info = info.split_once("Payload-Oxum").unwrap().0;
    fs::write(bag.join("bag-info.txt"), format!("{info}Payload-Oxum: {bytes}.{}\n", payload.len())).unwrap();
    let lines = |files: &[(String, Vec<u8>)], sum: fn(&[u8]) -> String| {
        files.iter().map(|(name, bytes)| format!("{}  {name}\n", sum(bytes))).collect::<String>()
    };
    type Sum = fn(&[u8]) -> String;
    let sums: [(&str, Sum); 2] = [("sha256", hex::<Sha256>), ("sha512", hex::<Sha512>)];
    sums.iter()
        .for_each(|(name, sum)| fs::write(bag.join(format!("manifest-{name}.txt")), lines(&payload, *sum)).unwrap());
    let tags: Vec<_> = files(bag).into_iter().filter(|(name, _)| !name.starts_with("data/")).collect();
    sums.iter()
        .for_each(|(name, sum)| fs::write(bag.join(format!("tagmanifest-{name}.txt")), lines(&tags, *sum)).unwrap());
}

fn hex<D: Digest>(bytes: &[u8]) -> String {
    D::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Changes a file of a bag.
fn edit(bag: &Path, name: &str, from: &str, to: &str) {
    let text = fs::read_to_string(bag.join(name)).unwrap();
    assert!(text.contains(from), "{name}: {text}");
    fs::write(bag.join(name), text.replacen(from, to, 1)).unwrap();
}

/// Makes an inventory agree with the files that it names, and no others, in the layout that the program writes.
fn take_stock(bag: &Path) {
    let text = fs::read_to_string(bag.join("data/inventory.json")).unwrap();
    let item = |item: &serde_json::Value| {
        let path = item["path"].as_str().unwrap();
        let bytes = fs::read(bag.join("data").join(path)).ok()?;
        let (kind, count, sum) = (&item["kind"], bytes.len(), hex::<Sha256>(&bytes));
        let path = format!("      \"path\": \"{path}\",\n      \"kind\": {kind},\n");
        Some(format!("    {{\n{path}      \"bytes\": {count},\n      \"sha256\": \"{sum}\"\n    }}"))
    };
    let items: Vec<String> = inventory(bag)["files"].as_array().unwrap().iter().filter_map(item).collect();
    let (before, _) = text.split_once("\"files\": [").unwrap();
    let text = format!("{before}\"files\": [\n{}\n  ]\n}}\n", items.join(",\n"));
    fs::write(bag.join("data/inventory.json"), text).unwrap();
}

/// A bag with right manifests has its inventory against it, and with a right inventory its sources.
#[test]
fn a_forged_bag_is_refused() {
    let (project, other, place) = (copy("clean"), copy("clean"), tempfile::tempdir().unwrap());
    let source = other.path().join("sources/letter.xml");
    fs::write(&source, fs::read_to_string(&source).unwrap().replacen("</p>", "!</p>", 1)).unwrap();
    assert_eq!(enface(other.path(), &["build", "--draft"]).status, 0);
    type Forge<'a> = &'a dyn Fn(&Path);
    let source = "data/sources/letter.xml";
    let (pdf, html) = ("data/out/letter.en-ko.pdf", "data/out/letter.en-ko.html");
    let forged = fs::read(other.path().join("out/letter.en-ko.pdf")).unwrap();
    let swap = |bag: &Path| fs::write(bag.join(pdf), &forged).unwrap();
    let forgeries: [(Forge<'_>, bool, &str); 15] = [
        (&|_| (), false, ""),
        (&|_| (), true, ""),
        (&|bag| edit(bag, source, "</p>", " And more.</p>"), false, source),
        (&swap, false, pdf),
        (&|bag| fs::remove_file(bag.join("data/inventory.json")).unwrap(), false, "data/inventory.json"),
        (&|bag| fs::write(bag.join("data/inventory.json"), "{}").unwrap(), false, "data/inventory.json"),
        (&|bag| fs::remove_dir_all(bag.join("data/out")).unwrap(), false, pdf),
        (&|bag| fs::write(bag.join("data/new.txt"), "new").unwrap(), false, "data/new.txt"),
        (
            &|bag| edit(bag, "bag-info.txt", "External-Description: ", "External-Description: Not "),
            false,
            "bag-info.txt",
        ),
        // What an archive adds is its own.
        (&|bag| edit(bag, "bag-info.txt", "Bagging-Date", "Contact-Name: A. Keeper\nBagging-Date"), false, ""),
        // With an inventory that agrees.
        (&|bag| edit(bag, "data/translations/ko/letter.ftl", " = ", " = x"), true, pdf),
        (&swap, true, pdf),
        (&|bag| edit(bag, html, "</p>", " And more.</p>"), true, html),
        (&|bag| edit(bag, "data/inventory.json", "build letter", "build letter --rm"), true, "data/inventory.json"),
        (&|bag| fs::remove_dir_all(bag.join("data/out")).unwrap(), true, pdf),
    ];
    for (at, (forge, agrees, wrong)) in forgeries.into_iter().enumerate() {
        let bag = place.path().join(format!("bag{at}"));
        assert_eq!(archive(project.path(), &bag, &["--layout", "facing"]).status, 0);
        forge(&bag);
        if agrees {
            take_stock(&bag);
        }
        seal(&bag);
        let run = enface(place.path(), &["verify", &format!("bag{at}"), "--format", "json"]);
        let verdict: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let faults = verdict["faults"].as_array().unwrap();
        if wrong.is_empty() {
            assert_eq!((run.status, verdict["editions"].as_str()), (0, Some("genuine")), "{verdict}");
        } else {
            assert_eq!((run.status, verdict["valid"].as_bool()), (1, Some(false)), "{at}: {verdict}");
            assert!(faults.iter().any(|fault| fault["path"] == wrong), "{at}: {verdict}");
        }
    }
    // What another version has made, that version alone can judge: the bag is whole, and no more is said.
    let bag = place.path().join("bag0");
    let version = env!("CARGO_PKG_VERSION");
    let other = format!("{}9", &version[..version.len() - 1]);
    let named = |version: &str| format!("\"version\": \"{version}\"");
    edit(&bag, "data/inventory.json", &named(version), &named(&other));
    let sealed = || {
        take_stock(&bag);
        seal(&bag);
        enface(place.path(), &["verify", "bag0"])
    };
    // But the PDF says which version has made it, and carries its sources.
    let run = sealed();
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stderr.contains("`data/inventory.json` names Enface"), "{run:?}");
    let made_by = |version: &str| format!("<enface:version>{version}<").into_bytes();
    let mut bytes = fs::read(bag.join(pdf)).unwrap();
    let old = made_by(version);
    let at = bytes.windows(old.len()).position(|window| window == old).unwrap();
    bytes.splice(at..at + old.len(), made_by(&other));
    fs::write(bag.join(pdf), bytes).unwrap();
    let run = sealed();
    assert_eq!(run.status, 2, "{run:?}");
    let said = format!("whether the editions are what the sources make, Enface {other} alone");
    assert!(run.stdout.contains(&said), "{run:?}");
    edit(&bag, source, "</p>", " And more.</p>");
    let run = sealed();
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stderr.contains(&format!("`{source}` is not the file that `out/letter.en-ko.pdf` carries")), "{run:?}");
}

#[test]
fn a_bag_makes_its_edition_again() {
    let (project, place) = (copy("clean"), tempfile::tempdir().unwrap());
    fs::write(project.path().join("enface.toml"), "[check]\nnumber = \"note\"\n").unwrap();
    let bag = place.path().join("deep/bag");
    assert_eq!(archive(project.path(), &bag, &[]).status, 0);
    assert_eq!(verify(&bag).status, 0);
    let kept = files(&bag);
    let has = |name: &str| kept.iter().any(|(path, _)| path == name);
    for name in [
        "bag-info.txt",
        "data/enface.toml",
        "data/inventory.json",
        "data/out/letter.en-ko.html",
        "data/out/letter.en-ko.pdf",
        "data/program/fonts/noto-serif-kr/OFL.txt",
        "data/sources/letter.xml",
        "data/translations/ko/letter.ftl",
        "data/translations/ko/letter.lock",
        "tagmanifest-sha512.txt",
    ] {
        assert!(has(name), "{name}");
    }
    let again = place.path().join("again");
    let built = enface(&bag.join("data"), &["build", "--out", again.to_str().unwrap()]);
    assert_eq!(built.status, 0, "{built:#?}");
    for (name, bytes) in files(&again).iter().filter(|(name, _)| name != "index.html") {
        assert!(kept.iter().any(|(path, kept)| *path == format!("data/out/{name}") && kept == bytes), "{name}");
    }
    let inventory = inventory(&bag);
    assert_eq!(inventory["command"], "enface build letter --langs=en,ko");
    // Every file of the payload but the inventory itself.
    let payload = kept.iter().filter(|(path, _)| path.starts_with("data/")).count();
    assert_eq!(inventory["files"].as_array().unwrap().len(), payload - 1);
}

#[test]
fn one_project_gives_one_bag() {
    let place = tempfile::tempdir().unwrap();
    let bags = ["a", "b"].map(|name| {
        let project = copy("clean");
        let bag = place.path().join(name);
        let threads = if name == "a" { "1" } else { "4" };
        assert_eq!(archive(project.path(), &bag, &["-j", threads]).status, 0);
        files(&bag)
    });
    assert!(bags[0] == bags[1]);
    let dated = place.path().join("dated");
    let arguments = ["archive", "letter", "--out", dated.to_str().unwrap()];
    enface_with(copy("clean").path(), &arguments, &[("SOURCE_DATE_EPOCH", "951782400")]);
    let information = fs::read_to_string(dated.join("bag-info.txt")).unwrap();
    assert!(information.contains("\nBagging-Date: 2000-02-29\n"), "{information}");
}

#[test]
fn a_changed_bag_is_refused() {
    let (project, place) = (copy("clean"), tempfile::tempdir().unwrap());
    let bag = place.path().join("bag");
    assert_eq!(archive(project.path(), &bag, &[]).status, 0);
    let kept = files(&bag);
    for (name, bytes) in kept.iter().filter(|(_, bytes)| !bytes.is_empty()) {
        let mut changed = bytes.clone();
        let at = changed.len() / 2;
        changed[at] ^= 1;
        fs::write(bag.join(name), &changed).unwrap();
        let run = verify(&bag);
        assert_eq!(run.status, 1, "{name}: {run:#?}");
        fs::write(bag.join(name), bytes).unwrap();
    }
    fs::write(bag.join("data/new"), "").unwrap();
    let run = enface(place.path(), &["verify", "bag", "--format", "json"]);
    let verdict: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.status, &verdict["valid"]), (1, &serde_json::Value::Bool(false)));
    let faults = verdict["faults"].as_array().unwrap();
    assert!(faults.iter().any(|fault| fault["path"] == "data/new"), "{verdict}");
    fs::remove_file(bag.join("data/new")).unwrap();
    fs::remove_file(bag.join("data/sources/letter.xml")).unwrap();
    let run = verify(&bag);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("`data/sources/letter.xml` is missing"), "{run:#?}");
}

/// The same for places that nobody has chosen, in every file alike.
#[test]
fn a_changed_byte_is_refused_at_random_places() {
    let (project, place) = (copy("clean"), tempfile::tempdir().unwrap());
    let bag = place.path().join("bag");
    assert_eq!(archive(project.path(), &bag, &[]).status, 0);
    assert_eq!(verify(&bag).status, 0);
    let kept: Vec<(String, Vec<u8>)> = files(&bag).into_iter().filter(|(_, bytes)| !bytes.is_empty()).collect();
    let mut runner = TestRunner::new(Config { cases: count(40), failure_persistence: None, ..Config::default() });
    let refused = |(file, at, change): (Index, Index, u8)| {
        let (name, bytes) = &kept[file.index(kept.len())];
        let at = at.index(bytes.len());
        let mut changed = bytes.clone();
        changed[at] ^= change;
        fs::write(bag.join(name), &changed).unwrap();
        let run = verify(&bag);
        fs::write(bag.join(name), bytes).unwrap();
        prop_assert!(run.status == 1, "{}, byte {}: {:?}", name, at, run);
        Ok(())
    };
    runner.run(&(any::<Index>(), any::<Index>(), 1..=u8::MAX), refused).unwrap();
    assert_eq!(verify(&bag).status, 0);
}

#[cfg(unix)]
/// As after a way over a system that decomposes the letters of names (RFC 8493, section 6.1).
#[cfg(unix)]
#[test]
fn a_bag_whose_names_are_decomposed_is_valid() {
    let project = copy("clean");
    let name = "\u{D55C}\u{AE00}";
    for (folder, extension) in [("sources", "xml"), ("translations/ko", "ftl")] {
        let folder = project.path().join(folder);
        fs::rename(folder.join(format!("letter.{extension}")), folder.join(format!("{name}.{extension}"))).unwrap();
    }
    let place = tempfile::tempdir().unwrap();
    let bag = place.path().join("bag");
    assert_eq!(archive(project.path(), &bag, &[]).status, 0);
    let decompose = |name: &str| {
        name.replace('\u{D55C}', "\u{1112}\u{1161}\u{11AB}").replace('\u{AE00}', "\u{1100}\u{1173}\u{11AF}")
    };
    let mut renamed = 0;
    for (path, _) in files(&bag).into_iter().filter(|(path, _)| *path != decompose(path)) {
        fs::rename(bag.join(&path), bag.join(decompose(&path))).unwrap();
        renamed += 1;
    }
    assert!(renamed >= 5, "{renamed}");
    let run = verify(&bag);
    assert!(run.status == 0 && run.stdout.contains("byte for byte"), "{run:?}");
    // What is changed is still found.
    edit(&bag, &format!("data/sources/{}.xml", decompose(name)), "<p", "<p ");
    assert_eq!(verify(&bag).status, 1);
}

/// No checksum that the program knows vouches for the files: it can tell neither.
#[test]
fn a_bag_with_other_checksums_alone_cannot_be_told() {
    let bag = tempfile::tempdir().unwrap();
    fs::create_dir(bag.path().join("data")).unwrap();
    fs::write(bag.path().join("data/a"), "x").unwrap();
    fs::write(bag.path().join("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n").unwrap();
    fs::write(bag.path().join("manifest-md5.txt"), "9dd4e461268c8034f5c8564e155c67a6  data/a\n").unwrap();
    let run = verify(bag.path());
    assert!(run.status == 2 && run.stdout.contains("not those of manifest-md5.txt"), "{run:?}");
    let run = enface(bag.path(), &["verify", ".", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.status, &json["valid"]), (2, &serde_json::Value::Null), "{run:?}");
    // What is not there is missing, whatever its checksum.
    fs::remove_file(bag.path().join("data/a")).unwrap();
    assert_eq!(verify(bag.path()).status, 1);
}

#[test]
fn a_folder_that_is_no_bag_is_told() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("a.txt"), "hello").unwrap();
    let run = verify(place.path());
    assert!(run.status == 2 && run.stderr.contains("is no bag"), "{run:?}");
    let run = enface(place.path(), &["verify", ".", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.status, &json["valid"]), (2, &false.into()), "{run:?}");
}

/// What RFC 8493 writes as `%25`, other programs take for a name.
#[test]
fn a_name_that_is_not_read_alike_has_no_place_in_a_bag() {
    let (project, place) = (copy("clean"), tempfile::tempdir().unwrap());
    for (folder, name) in
        [("sources", "letter.xml"), ("translations/ko", "letter.ftl"), ("translations/ko", "letter.lock")]
    {
        let folder = project.path().join(folder);
        fs::rename(folder.join(name), folder.join(name.replace("letter", "100%"))).unwrap();
    }
    let bag = place.path().join("bag");
    let run = archive(project.path(), &bag, &[]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.stderr.contains("100%") && run.stderr.contains("without `%`") && !bag.exists(), "{run:?}");
}

#[test]
fn a_link_has_no_place_in_a_bag() {
    let (project, place) = (copy("clean"), tempfile::tempdir().unwrap());
    let bag = place.path().join("bag");
    assert_eq!(archive(project.path(), &bag, &[]).status, 0);
    let name = bag.join("data/sources/letter.xml");
    let outside = place.path().join("outside.xml");
    fs::rename(&name, &outside).unwrap();
    std::os::unix::fs::symlink(&outside, &name).unwrap();
    assert_eq!(verify(&bag).status, 1);
}

#[test]
fn nothing_is_overwritten_and_nothing_half_made() {
    let (project, place) = (copy("clean"), tempfile::tempdir().unwrap());
    let bag = place.path().join("bag");
    fs::create_dir(&bag).unwrap();
    fs::write(bag.join("mine"), "mine").unwrap();
    assert_eq!(archive(project.path(), &bag, &[]).status, 2);
    assert_eq!(files(&bag), [("mine".to_owned(), b"mine".to_vec())]);
    fs::remove_file(bag.join("mine")).unwrap();
    assert_eq!(archive(project.path(), &bag, &[]).status, 0, "an empty folder may be there");
    let broken = copy("missing-message");
    let none = place.path().join("none");
    assert_eq!(archive(broken.path(), &none, &[]).status, 1);
    assert!(!none.exists());
    assert_eq!(files(place.path()).iter().filter(|(name, _)| !name.starts_with("bag/")).count(), 0);
    assert_eq!(verify(project.path()).status, 2, "a folder that is no bag");
}
