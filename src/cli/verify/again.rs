//! The payload of a bag, made again from its sources.

use std::path::Path;

use super::verdict::Judgement;
use crate::archive::{Fault, Inventory};
use crate::cli::archive::{self, command};
use crate::cli::report::Report;
use crate::pdf;
use crate::project::{self, Project};

/// Whether the editions of a bag, and what else is made from its sources, are what these make, byte for byte; and what is
/// not. `payload` is the folder of the payload, and the bag is whole.
pub(super) fn judge(payload: &Path, inventory: &Inventory, report: &mut Report) -> (Judgement, Vec<Fault>) {
    let altered = |path: &str, what: &str| {
        let path = Inventory::path().replace("inventory.json", path);
        (Judgement::Altered, vec![Fault { path, what: what.to_owned() }])
    };
    if inventory.version() != pdf::VERSION {
        return (Judgement::Unproven, Vec::new());
    }
    let Some(command) = command::read(&inventory.command, &inventory.document) else {
        return altered("inventory.json", "names a command that this program has not written");
    };
    let progress = report.progress(&[&inventory.document]);
    let made = Project::open(payload).and_then(|project| {
        archive::make(&project, &inventory.document, &command.build, command.seconds, &progress, |_| ())
    });
    let Ok(Ok(contents)) = made else {
        return altered("inventory.json", "names a document of which the sources in the bag make no edition");
    };
    let is_same = |path: &str, bytes: &[u8]| project::contents(payload, path).is_ok_and(|kept| kept == bytes);
    let differing = contents.payload.iter().filter(|file| !is_same(&file.path, &file.bytes));
    let faults: Vec<Fault> =
        differing.flat_map(|file| altered(&file.path, "is not what the sources in the bag make").1).collect();
    (if faults.is_empty() { Judgement::Genuine } else { Judgement::Altered }, faults)
}
