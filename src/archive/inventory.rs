//! The inventory of a bag: what each file is, and what is needed to make the editions again.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::manifest::Algorithm;
use super::{Fault, File, PAYLOAD};

/// The path of an inventory in a payload.
const NAME: &str = "inventory.json";

/// The name of the program whose inventories these are.
const PROGRAM: &str = "Enface";

/// What a file of the payload is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The text, in TEI.
    Source,
    /// A picture that the text shows.
    Graphic,
    /// The messages of a language.
    Messages,
    /// Which text each translation was made from.
    Lock,
    /// The terms of a language.
    Terms,
    /// The labels of a language.
    Interface,
    /// The settings of the project.
    Settings,
    /// A font.
    Font,
    /// The licence of fonts, and where they come from.
    Licence,
    /// An edition.
    Edition,
    /// The texts and which parts of them belong together, as one TEI file.
    Alignment,
}

/// What an inventory tells besides the files.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Making {
    /// The name of the document.
    pub document: String,
    /// The titles in the languages of the edition.
    pub titles: Vec<String>,
    /// The tags of the languages, in the order of the edition.
    pub languages: Vec<String>,
    /// The date of the files, as ISO 8601 writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The command that makes the editions again, byte for byte, in the folder of the payload or a copy of it.
    pub command: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    program: Program,
    #[serde(flatten)]
    making: &'a Making,
    files: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Program {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Item<'a> {
    path: &'a str,
    kind: Kind,
    bytes: usize,
    sha256: String,
}

/// The inventory of the files of a payload, as JSON; `files` are told in the order in which they come.
pub fn inventory(making: &Making, files: &[(Kind, File)]) -> File {
    let files = files.iter().map(|(kind, file)| Item {
        path: &file.path,
        kind: *kind,
        bytes: file.bytes.len(),
        sha256: Algorithm::Sha256.checksum(&file.bytes),
    });
    let program = Program { name: PROGRAM, version: env!("CARGO_PKG_VERSION") };
    let inventory = Written { program, making, files: files.collect() };
    // A structure of texts and numbers has no value that JSON cannot write.
    let text = serde_json::to_string_pretty(&inventory).unwrap_or_default() + "\n";
    File { path: NAME.to_owned(), bytes: text.into_bytes() }
}

/// An inventory of this program, as far as a bag is held to it.
#[derive(Clone, Debug, Deserialize)]
pub struct Inventory {
    program: KeptProgram,
    /// The name of the document.
    pub document: String,
    /// The command that made the editions.
    pub command: String,
    files: Vec<KeptItem>,
}

#[derive(Clone, Debug, Deserialize)]
struct KeptProgram {
    name: String,
    version: String,
}

#[derive(Clone, Debug, Deserialize)]
struct KeptItem {
    path: String,
    bytes: u64,
    sha256: String,
}

impl Inventory {
    /// Reads an inventory; none if it is none of this program's.
    pub(super) fn read(bytes: &[u8]) -> Option<Inventory> {
        serde_json::from_slice::<Inventory>(bytes).ok().filter(|inventory| inventory.program.name == PROGRAM)
    }

    /// Its path from the bag's folder.
    pub fn path() -> String {
        format!("{PAYLOAD}{NAME}")
    }

    /// The paths of the files that it names, from the folder of the payload.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|item| item.path.as_str())
    }

    /// The version of the program that wrote it.
    pub fn version(&self) -> &str {
        &self.program.version
    }

    /// What is not as it says. `paths` are the files of the bag, from its folder; `file` gives how many bytes one has and
    /// their SHA-256.
    pub(super) fn faults<'a>(&self, paths: &[String], file: impl Fn(&str) -> Option<(u64, &'a str)>) -> Vec<Fault> {
        let own = Inventory::path();
        let mut faults = Vec::new();
        let mut fault = |path: &str, what: &str| {
            faults.push(Fault { path: path.to_owned(), what: format!("{what} `{own}`") });
        };
        let mut named = BTreeSet::from([own.clone()]);
        for KeptItem { path, bytes, sha256 } in &self.files {
            let path = format!("{PAYLOAD}{path}");
            match file(&path) {
                None => fault(&path, "is missing, though it stands in"),
                Some(there) if there != (*bytes, sha256.as_str()) => fault(&path, "is not the file that stands in"),
                Some(_) => {}
            }
            if !named.insert(path.clone()) {
                fault(&path, "stands twice in");
            }
        }
        for path in paths.iter().filter(|path| path.starts_with(PAYLOAD) && !named.contains(*path)) {
            fault(path, "does not stand in");
        }
        faults
    }
}
