//! Holds a bag to its manifests and to its inventory.

use std::collections::{BTreeMap, BTreeSet};

use super::manifest::{self, Algorithm, Entry};
use super::{AGENT, Inventory, PAYLOAD};

/// What became of the examination of a bag.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// How many files the payload has.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
    /// What is wrong, sorted by path; nothing if the bag is complete and valid.
    pub faults: Vec<Fault>,
    /// What the bag says of how it was made, if this program has made it.
    pub inventory: Option<Inventory>,
    /// The manifests that vouch for the payload by checksums that are not known here, if no other does.
    pub unknown: Vec<String>,
}

/// Something that is wrong with a bag.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file that it concerns, as a path from the bag's folder.
    pub path: String,
    /// What is wrong with it, as the end of a sentence.
    pub what: String,
}

/// What a file of the bag was found to be.
struct Seen {
    bytes: u64,
    /// In the order of [`Algorithm::ALL`], SHA-256 first.
    checksums: [String; Algorithm::ALL.len()],
}

/// Examines a bag: its declaration, that each file has the checksums that the manifests give it, and that none is missing
/// and none is there that no manifest names (RFC 8493, section 3). A bag of this program is what its inventory says, too.
///
/// `paths` are the files of the bag, from its folder; `read` gives what one holds, or why it cannot be read.
pub fn verify(paths: &[String], mut read: impl FnMut(&str) -> Result<Vec<u8>, String>) -> Verdict {
    let mut verdict = Verdict::default();
    let mut tags = BTreeMap::new();
    let mut seen = BTreeMap::new();
    for path in paths {
        let bytes = match read(path) {
            Ok(bytes) => bytes,
            Err(why) => {
                verdict.fault(path, why);
                continue;
            }
        };
        let checksums = Algorithm::ALL.map(|algorithm| algorithm.checksum(&bytes));
        seen.insert(path.as_str(), Seen { bytes: bytes.len() as u64, checksums });
        if *path == Inventory::path() {
            verdict.inventory = Inventory::read(&bytes);
        }
        if path.starts_with(PAYLOAD) {
            verdict.files += 1;
            verdict.bytes += bytes.len() as u64;
        } else if !path.contains('/') {
            match String::from_utf8(bytes) {
                Ok(text) => drop(tags.insert(path.as_str(), text)),
                Err(_) if is_manifest(path) || ["bagit.txt", "bag-info.txt"].contains(&path.as_str()) => {
                    verdict.fault(path, "is not UTF-8");
                }
                Err(_) => {}
            }
        }
    }
    verdict.declaration(tags.get("bagit.txt").map(String::as_str));
    let info = tags.get("bag-info.txt").map(|text| labels(text)).unwrap_or_default();
    verdict.payload_oxum(&info);
    let is_ours = info.iter().any(|(label, value)| label == "Bag-Software-Agent" && value.starts_with(AGENT));
    let mut manifests = 0;
    for (&name, text) in &tags {
        if !is_manifest(name) {
            continue;
        }
        let of_payload = name.starts_with("manifest-");
        let entries = verdict.entries(name, text);
        // One whose checksums are not known still names the files; another may vouch for them.
        let index = Algorithm::ALL.iter().position(|algorithm| name.ends_with(&format!("-{}.txt", algorithm.name())));
        match index {
            Some(_) if of_payload => manifests += 1,
            None if of_payload => verdict.unknown.push(name.to_owned()),
            _ => {}
        }
        if is_ours && index.is_none() {
            verdict.fault(name, "is none of the manifests that this program writes");
        }
        if is_ours && entries.iter().map(|it| manifest::line(&it.checksum, &it.path)).collect::<String>() != *text {
            verdict.fault(name, "is not as it was written");
        }
        verdict.checksums(name, index, &entries, &seen);
        let named: BTreeSet<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
        // A manifest of tags need not name all of them, but those of this program do.
        let must_name = |path: &&str| match of_payload {
            true => path.starts_with(PAYLOAD),
            false => is_ours && !path.starts_with(PAYLOAD) && !path.starts_with("tagmanifest-"),
        };
        for path in paths.iter().map(String::as_str).filter(must_name).filter(|path| !named.contains(path)) {
            verdict.fault(path, format!("is not named in `{name}`"));
        }
    }
    if manifests > 0 {
        verdict.unknown.clear();
    } else if verdict.unknown.is_empty() {
        verdict.fault(
            "manifest-sha256.txt",
            "is missing: no manifest of SHA-256 or SHA-512 checksums vouches for the files",
        );
    }
    for algorithm in Algorithm::ALL {
        for kind in ["manifest", "tagmanifest"] {
            let name = format!("{kind}-{}.txt", algorithm.name());
            if is_ours && !tags.contains_key(name.as_str()) {
                verdict.fault(&name, "is missing");
            }
        }
    }
    match &verdict.inventory {
        Some(inventory) => {
            let file = |path: &str| seen.get(path).map(|seen| (seen.bytes, seen.checksums[0].as_str()));
            let faults = inventory.faults(paths, file);
            verdict.faults.extend(faults);
        }
        None if is_ours && seen.contains_key(Inventory::path().as_str()) => {
            verdict.fault(&Inventory::path(), "is no inventory that this program writes");
        }
        None if is_ours => verdict.fault(&Inventory::path(), "is missing"),
        None => {}
    }
    verdict.faults.sort();
    verdict.faults.dedup();
    verdict
}

impl Verdict {
    fn fault(&mut self, path: &str, what: impl Into<String>) {
        self.faults.push(Fault { path: path.to_owned(), what: what.into() });
    }

    fn declaration(&mut self, text: Option<&str>) {
        let Some(text) = text else { return self.fault("bagit.txt", "is missing: this folder is no bag") };
        let lines: Vec<&str> = text.lines().collect();
        let version = lines.first().and_then(|line| line.strip_prefix("BagIt-Version: "));
        match version {
            Some("0.97" | "1.0") => {}
            Some(other) => {
                self.fault("bagit.txt", format!("says that the bag is of version {other}, which is not known"))
            }
            None => self.fault("bagit.txt", "does not begin with the version of BagIt"),
        }
        if lines.get(1).is_none_or(|line| *line != "Tag-File-Character-Encoding: UTF-8") || lines.len() != 2 {
            self.fault("bagit.txt", "does not say that the tag files are UTF-8");
        }
    }

    fn payload_oxum(&mut self, info: &[(String, String)]) {
        let is = format!("{}.{}", self.bytes, self.files);
        for (_, says) in info.iter().filter(|(label, says)| label == "Payload-Oxum" && says != &is) {
            let what = format!("says that the payload is {says} (bytes and files), but it is {is}");
            self.fault("bag-info.txt", what);
        }
    }

    /// The lines of a manifest that can be read, each path once.
    fn entries(&mut self, name: &str, text: &str) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut named = BTreeSet::new();
        for line in manifest::read(text) {
            match line {
                Ok(entry) if name.starts_with("manifest-") && !entry.path.starts_with(PAYLOAD) => {
                    self.fault(name, format!("names `{}` in line {}, which is not in `data`", entry.path, entry.line));
                }
                Ok(entry) => {
                    if !named.insert(entry.path.clone()) {
                        self.fault(name, format!("names `{}` twice", entry.path));
                    }
                    entries.push(entry);
                }
                Err((line, why)) => self.fault(name, format!("cannot be read in line {line}: {why}")),
            }
        }
        entries
    }

    /// Holds the files to what a manifest says of them; `index` is that of its algorithm, if it is known.
    fn checksums(&mut self, name: &str, index: Option<usize>, entries: &[Entry], seen: &BTreeMap<&str, Seen>) {
        for Entry { checksum, path, .. } in entries {
            match seen.get(path.as_str()) {
                None => self.fault(path, format!("is missing, though `{name}` names it")),
                Some(seen) if index.is_some_and(|index| seen.checksums[index] != *checksum) => {
                    let what =
                        format!("is not what it was: its {} bytes have another checksum than in `{name}`", seen.bytes);
                    self.fault(path, what);
                }
                Some(_) => {}
            }
        }
    }
}

/// Whether a folder with such files may be a bag: one that has lost its declaration still has a manifest or a payload.
pub fn is_bag(paths: &[String]) -> bool {
    paths.iter().any(|path| path == "bagit.txt" || path.starts_with(PAYLOAD) || is_manifest(path))
}

pub(super) fn is_manifest(path: &str) -> bool {
    (path.starts_with("manifest-") || path.starts_with("tagmanifest-")) && path.ends_with(".txt")
}

/// The labels and values of a `bag-info.txt`, of which one may go on in lines that are indented (RFC 8493, section 2.2.2).
pub fn labels(text: &str) -> Vec<(String, String)> {
    let mut labels: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some((_, value)) = labels.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            let joint = if value.is_empty() { "" } else { " " };
            *value += &format!("{joint}{}", line.trim());
        } else if let Some((label, value)) = line.split_once(':') {
            labels.push((label.trim().to_owned(), value.trim().to_owned()));
        }
    }
    labels
}
