//! The payload of a bag, made again from its sources.

use std::collections::BTreeMap;
use std::path::Path;

use super::verdict::Judgement;
use crate::archive::{Fault, Inventory};
use crate::cli::archive::{self, command};
use crate::cli::report::Report;
use crate::pdf::{self, Enclosed};
use crate::project::{self, Project};

/// The payload of a bag.
pub(super) struct Payload<'a> {
    /// The bag's folder.
    pub(super) folder: &'a Path,
    /// The paths from it that the bag's files have, by those that its manifests give them.
    pub(super) names: &'a BTreeMap<String, String>,
}

impl Payload<'_> {
    /// What a file holds; `path` leads from the folder of the payload.
    fn contents(&self, path: &str) -> Option<Vec<u8>> {
        let path = Inventory::path().replace("inventory.json", path);
        project::contents(self.folder, self.names.get(&path)?).ok()
    }

    /// The labels and values of `bag-info.txt`.
    fn told(&self) -> Vec<(String, String)> {
        let text = project::contents(self.folder, "bag-info.txt").unwrap_or_default();
        crate::archive::labels(&String::from_utf8_lossy(&text))
    }

    /// The project in it, with the names that its files were given.
    fn project(&self, inventory: &Inventory) -> project::Result<Project> {
        if self.names.iter().all(|(name, path)| name == path) {
            return Project::open(&self.folder.join("data"));
        }
        Ok(Project::kept(inventory.paths().filter_map(|path| Some((path.to_owned(), self.contents(path)?))).collect()))
    }
}

/// Whether the editions of a bag, and what else is made from its sources, are what these make, byte for byte; and what is
/// not. The bag is whole.
pub(super) fn judge(payload: &Payload<'_>, inventory: &Inventory, report: &mut Report) -> (Judgement, Vec<Fault>) {
    let altered = |path: &str, what: &str| {
        let path = Inventory::path().replace("inventory.json", path);
        (Judgement::Altered, vec![Fault { path, what: what.to_owned() }])
    };
    if inventory.version() != pdf::VERSION {
        let faults: Vec<Fault> =
            carried(payload, inventory).into_iter().flat_map(|(path, what)| altered(&path, &what).1).collect();
        return (if faults.is_empty() { Judgement::Unproven } else { Judgement::Altered }, faults);
    }
    let Some(command) = command::read(&inventory.command, &inventory.document) else {
        return altered("inventory.json", "names a command that this program has not written");
    };
    let progress = report.progress(&[&inventory.document]);
    let made = payload.project(inventory).and_then(|project| {
        archive::make(&project, &inventory.document, &command.build, command.seconds, &progress, |_| ())
    });
    let Ok(Ok(contents)) = made else {
        return altered("inventory.json", "names a document of which the sources in the bag make no edition");
    };
    let is_same = |path: &str, bytes: &[u8]| payload.contents(path).is_some_and(|kept| kept == bytes);
    let differing = contents.payload.iter().filter(|file| !is_same(&file.path, &file.bytes));
    let mut faults: Vec<Fault> =
        differing.flat_map(|file| altered(&file.path, "is not what the sources in the bag make").1).collect();
    // An archive may add what it knows of the bag to what the bag was given.
    let told = payload.told();
    let is_told = |label: &str, value: &str| told.iter().any(|(name, said)| name == label && said == value);
    for (label, value) in &contents.information {
        let value = crate::archive::spaced(value);
        if !value.is_empty() && !is_told(label, &value) {
            let what = format!("does not say what the sources in the bag do: `{label}: {value}`");
            faults.push(Fault { path: "bag-info.txt".to_owned(), what });
        }
    }
    (if faults.is_empty() { Judgement::Genuine } else { Judgement::Altered }, faults)
}

/// What of a bag is not as its PDFs say, which carry the sources that they were made from; each with what is wrong.
fn carried(payload: &Payload<'_>, inventory: &Inventory) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    for path in inventory.paths().filter(|path| path.starts_with("out/") && path.ends_with(".pdf")) {
        // How another version keeps what it carries, this one need not know.
        let Some(bytes) = payload.contents(path) else { continue };
        let Ok(Enclosed { record, sources }) = pdf::enclosed(&bytes) else { continue };
        if record.version != inventory.version() {
            let what = format!("names Enface {}, but `{path}` was made by {}", inventory.version(), record.version);
            wrong.push(("inventory.json".to_owned(), what));
        }
        for (source, carried) in record.sources.iter().zip(sources) {
            if !source.is(&carried) {
                wrong.push((
                    path.to_owned(),
                    format!("carries `{}` with another hash than its record has", source.path),
                ));
            } else if payload.contents(&source.path).is_none_or(|kept| kept != carried) {
                wrong.push((source.path.clone(), format!("is not the file that `{path}` carries")));
            }
        }
    }
    wrong
}
