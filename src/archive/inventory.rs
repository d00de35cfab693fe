//! The inventory of a bag: what each file is, and what is needed to make the editions again.

use serde::Serialize;

use super::File;
use super::manifest::Algorithm;

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
struct Inventory<'a> {
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
    let program = Program { name: "Enface", version: env!("CARGO_PKG_VERSION") };
    let inventory = Inventory { program, making, files: files.collect() };
    // A structure of texts and numbers has no value that JSON cannot write.
    let text = serde_json::to_string_pretty(&inventory).unwrap_or_default() + "\n";
    File { path: "inventory.json".to_owned(), bytes: text.into_bytes() }
}
