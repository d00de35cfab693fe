//! Bags: folders that keep an edition with all that it was made from, for decades, as BagIt 1.0 (RFC 8493) lays them out.
//!
//! [`inventory`] tells what each file of a payload is, [`bag`] makes the files of a bag from its payload, and [`verify`]
//! holds a bag to its manifests, be it made by this program or by another, and to its inventory.

mod inventory;
mod manifest;
mod spelling;
mod verify;

pub use inventory::{Inventory, Kind, Making, inventory};
use manifest::{Algorithm, manifest};
pub use spelling::names;
pub use verify::{Fault, Verdict, is_bag, labels, verify};

/// A file of a bag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path from the folder that it is told of, with `/` between the parts.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The declaration of a bag (RFC 8493, section 2.1.1).
const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The folder of the payload.
const PAYLOAD: &str = "data/";

/// What `Bag-Software-Agent` begins with in the bags of this program.
const AGENT: &str = "Enface";

/// A value as `bag-info.txt` has it: on one line.
pub fn spaced(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The files of a bag, sorted by path, each path from the bag's folder.
///
/// `payload` has paths from the folder `data`. `info` are the labels and values of `bag-info.txt` (RFC 8493, section
/// 2.2.2) in their order; those that have no value are left out, and `Bag-Software-Agent` and `Payload-Oxum` are added.
pub fn bag(payload: Vec<File>, info: &[(&str, String)]) -> Vec<File> {
    let octets: usize = payload.iter().map(|file| file.bytes.len()).sum();
    let oxum = format!("{octets}.{}", payload.len());
    let agent = format!("{AGENT} {}", env!("CARGO_PKG_VERSION"));
    let mut text = String::new();
    for (label, value) in info.iter().chain(&[("Bag-Software-Agent", agent), ("Payload-Oxum", oxum)]) {
        let value = spaced(value);
        if !value.is_empty() {
            text.push_str(&format!("{label}: {value}\n"));
        }
    }
    let mut files: Vec<File> =
        payload.into_iter().map(|file| File { path: format!("{PAYLOAD}{}", file.path), bytes: file.bytes }).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut tags = vec![
        File { path: "bag-info.txt".to_owned(), bytes: text.into_bytes() },
        File { path: "bagit.txt".to_owned(), bytes: DECLARATION.as_bytes().to_vec() },
    ];
    for algorithm in Algorithm::ALL {
        tags.push(manifest(&format!("manifest-{}.txt", algorithm.name()), algorithm, &files));
    }
    let of_tags =
        Algorithm::ALL.map(|algorithm| manifest(&format!("tagmanifest-{}.txt", algorithm.name()), algorithm, &tags));
    files.extend(tags);
    files.extend(of_tags);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

#[cfg(test)]
mod tests;
