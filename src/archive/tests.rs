//! A bag is as RFC 8493 wants it, and none is taken for whole that is not.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn sample() -> Vec<File> {
    let file = |path: &str, text: &str| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
    let payload = vec![file("sources/100%.xml", "<TEI/>"), file("enface.toml", ""), file("odd\nname", "x")];
    let kinds: Vec<(Kind, File)> = payload.iter().map(|file| (Kind::Source, file.clone())).collect();
    let making = Making {
        document: "100%".to_owned(),
        titles: Vec::new(),
        languages: Vec::new(),
        date: None,
        command: "enface build".to_owned(),
    };
    bag(
        payload.into_iter().chain([inventory(&making, &kinds)]).collect(),
        &[("External-Description", "A letter\n of thanks".to_owned()), ("Source-Organization", String::new())],
    )
}

fn held(files: &[File]) -> Verdict {
    let by_path: BTreeMap<&str, &[u8]> = files.iter().map(|file| (&*file.path, &*file.bytes)).collect();
    let paths: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
    verify(&paths, |path| Ok(by_path[path].to_vec()))
}

fn text<'a>(files: &'a [File], path: &str) -> &'a str {
    std::str::from_utf8(&files.iter().find(|file| file.path == path).unwrap().bytes).unwrap()
}

#[test]
fn a_bag_has_the_files_of_the_standard() {
    let files = sample();
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "bag-info.txt",
            "bagit.txt",
            "data/enface.toml",
            "data/inventory.json",
            "data/odd\nname",
            "data/sources/100%.xml",
            "manifest-sha256.txt",
            "manifest-sha512.txt",
            "tagmanifest-sha256.txt",
            "tagmanifest-sha512.txt"
        ]
    );
    let bytes = 7 + text(&files, "data/inventory.json").len();
    let info = format!(
        "External-Description: A letter of thanks\nBag-Software-Agent: Enface {}\nPayload-Oxum: {bytes}.4\n",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(text(&files, "bag-info.txt"), info);
    let paths: Vec<&str> =
        text(&files, "manifest-sha256.txt").lines().map(|line| line.split_once("  ").unwrap().1).collect();
    assert_eq!(paths, ["data/enface.toml", "data/inventory.json", "data/odd%0Aname", "data/sources/100%25.xml"]);
    let verdict = held(&files);
    assert_eq!((verdict.files, verdict.bytes, verdict.faults), (4, bytes as u64, Vec::new()));
}

#[test]
fn what_is_wrong_is_named() {
    type Change = fn(&mut Vec<File>);
    let cases: [(&str, Change, &str); 19] = [
        ("a file is gone", |files| files.retain(|file| file.path != "data/enface.toml"), "data/enface.toml is missing"),
        (
            "a file was added",
            |files| files.push(File { path: "data/new".into(), bytes: Vec::new() }),
            "data/new is not named in `manifest-sha256.txt`",
        ),
        (
            "a tag file was added",
            |files| files.push(File { path: "new.txt".into(), bytes: Vec::new() }),
            "new.txt is not named in `tagmanifest-sha256.txt`",
        ),
        ("a file was changed", |files| files[5].bytes[0] = b'(', "data/sources/100%.xml is not what it was"),
        ("the declaration is gone", |files| drop(files.remove(1)), "bagit.txt is missing: this folder is no bag"),
        ("a manifest is gone", |files| drop(files.remove(6)), "manifest-sha256.txt is missing"),
        (
            "a path leads out",
            |files| files[6].bytes.extend(b"00  data/../../x\n"),
            "manifest-sha256.txt cannot be read in line 5: the path `data/../../x` may lead out of the bag",
        ),
        (
            "a path begins at the root",
            |files| files[6].bytes.extend(b"00  /etc/passwd\n"),
            "manifest-sha256.txt cannot be read in line 5: the path `/etc/passwd` may lead out of the bag",
        ),
        (
            "a path begins at somebody's home",
            |files| files[6].bytes.extend(b"00  ~/data/x\n"),
            "manifest-sha256.txt cannot be read in line 5: the path `~/data/x` may lead out of the bag",
        ),
        (
            "a path is one of another system",
            |files| files[6].bytes.extend(b"00  data\\..\\x\n"),
            "manifest-sha256.txt cannot be read in line 5: the path `data\\..\\x` may lead out of the bag",
        ),
        (
            "a path leads out after it is read",
            |files| files[6].bytes.extend(b"00  data/x%0A/../../y\n"),
            "manifest-sha256.txt cannot be read in line 5: the path `data/x\n/../../y` may lead out of the bag",
        ),
        (
            "what is no escape is none",
            |files| files[6].bytes.extend(b"00  data/%2E%2E/x\n"),
            "data/%2E%2E/x is missing, though `manifest-sha256.txt` names it",
        ),
        (
            "a payload file is named outside of the payload",
            |files| files[6].bytes.extend(b"00  bagit.txt\n"),
            "manifest-sha256.txt names `bagit.txt` in line 5, which is not in `data`",
        ),
        (
            "another algorithm names what is not there",
            |files| files.push(File { path: "manifest-md5.txt".into(), bytes: b"00  data/gone\n".to_vec() }),
            "data/gone is missing, though `manifest-md5.txt` names it",
        ),
        (
            "files are to be fetched",
            |files| files.push(File { path: "fetch.txt".into(), bytes: b"http://localhost/x - data/x\n".to_vec() }),
            "fetch.txt is not named in `tagmanifest-sha256.txt`",
        ),
        (
            "a line is no line",
            |files| files[6].bytes.extend(b"what\n"),
            "manifest-sha256.txt cannot be read in line 5: it is no checksum and path",
        ),
        ("the inventory is gone", |files| drop(files.remove(3)), "data/inventory.json is missing"),
        (
            "the inventory is none",
            |files| files[3].bytes = b"{}".to_vec(),
            "data/inventory.json is no inventory that this program writes",
        ),
        (
            "the counts are wrong",
            |files| files[0].bytes = b"Payload-Oxum: 8.3\n".to_vec(),
            "bag-info.txt says that the payload is 8.3 (bytes and files), but it is ",
        ),
    ];
    for (name, change, expected) in cases {
        let mut files = sample();
        change(&mut files);
        let faults: Vec<String> =
            held(&files).faults.into_iter().map(|fault| format!("{} {}", fault.path, fault.what)).collect();
        assert!(faults.iter().any(|fault| fault.starts_with(expected)), "{name}: {faults:#?}");
    }
}

/// Whoever makes the manifests anew has the inventory against them.
#[test]
fn a_bag_is_what_its_inventory_says() {
    type Change = fn(&mut Vec<File>);
    let cases: [(Change, &str); 4] = [
        (|_| (), ""),
        (|files| files[2].bytes = b"(TEI/>".to_vec(), "data/sources/100%.xml is not the file that stands in"),
        (|files| drop(files.remove(0)), "data/enface.toml is missing, though it stands in"),
        (|files| files.push(File { path: "x".into(), bytes: Vec::new() }), "data/x does not stand in"),
    ];
    for (change, expected) in cases {
        let files =
            sample().into_iter().filter_map(|file| Some((file.path.strip_prefix(PAYLOAD)?.to_owned(), file.bytes)));
        let mut payload: Vec<File> = files.map(|(path, bytes)| File { path, bytes }).collect();
        payload.sort_by_key(|file| (file.path.starts_with("sources"), file.path.clone()));
        payload.swap(1, 2);
        payload.swap(2, 3);
        change(&mut payload);
        let faults: Vec<String> =
            held(&bag(payload, &[])).faults.into_iter().map(|it| it.path + " " + &it.what).collect();
        match expected {
            "" => assert_eq!(faults, [""; 0]),
            expected => assert!(faults.len() == 1 && faults[0].starts_with(expected), "{faults:?}"),
        }
    }
}

#[test]
fn bags_of_others_are_read() {
    let file = |path: &str, text: &str| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
    // With an upper-case checksum, the mark of binary files, CRLF, and a manifest that is not known beside it.
    let checksum = Algorithm::Sha256.checksum(b"x").to_uppercase();
    let files = [
        file("bagit.txt", "BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-8\r\n"),
        file("data/a", "x"),
        file("manifest-md5.txt", "9dd4e461268c8034f5c8564e155c67a6  data/a\r\n"),
        file("manifest-sha256.txt", &format!("{checksum} *data/a\r\n")),
    ];
    assert_eq!(held(&files).faults, Vec::new());
    let unknown_only = [files[0].clone(), files[1].clone(), files[2].clone()];
    let verdict = held(&unknown_only);
    assert_eq!((verdict.faults, verdict.unknown), (Vec::new(), vec!["manifest-md5.txt".to_owned()]));
    // A count that goes on in the next line, and a backslash in a name.
    let sum = Algorithm::Sha256.checksum(b"x");
    let of_payload = file("manifest-sha256.txt", &format!("{sum}  data/back\\slash.txt\n"));
    let payload = file("data/back\\slash.txt", "x");
    let held_with =
        |info: &str| held(&[files[0].clone(), payload.clone(), of_payload.clone(), file("bag-info.txt", info)]).faults;
    assert_eq!(held_with("Contact-Name: A\n B\nPayload-Oxum:\n  1.1\n"), Vec::new());
    assert_eq!(held_with("Payload-Oxum:\n  1.2\n").len(), 1);
}

/// Some file systems decompose the letters of names, and others compose them.
#[test]
fn files_are_known_by_the_names_of_the_manifests() {
    let (composed, decomposed) = ("data/\u{E9}", "data/e\u{301}");
    let names = |manifest: &'static str, there: &[&str]| {
        let paths: Vec<String> = there.iter().copied().chain(["manifest-md5.txt"]).map(str::to_owned).collect();
        let mut names = names(&paths, |_| Some(format!("00  {manifest}\n")));
        names.remove("manifest-md5.txt");
        names.into_iter().collect::<Vec<_>>()
    };
    let pair = |name: &str, path: &str| (name.to_owned(), path.to_owned());
    assert_eq!(names(composed, &[decomposed]), [pair(composed, decomposed)]);
    assert_eq!(names(decomposed, &[composed]), [pair(decomposed, composed)]);
    // Two files are two, and only one of them is named.
    let both = [pair(decomposed, decomposed), pair(composed, composed)];
    assert_eq!(names(composed, &[composed, decomposed]), both);
}

proptest! {
    #[test]
    fn one_changed_byte_is_found(file in 0usize..10, at in any::<prop::sample::Index>(), bits in 1u8..=255) {
        let mut files = sample();
        let bytes = &mut files[file].bytes;
        prop_assume!(!bytes.is_empty());
        let at = at.index(bytes.len());
        bytes[at] ^= bits;
        prop_assert!(!held(&files).faults.is_empty(), "{} at {at}: {bits:08b}", files[file].path);
    }
}
