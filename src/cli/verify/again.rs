//! The payload of a bag, made again from its sources.

use std::path::Path;

use super::verdict::Judgement;
use crate::archive::{Fault, Inventory};
use crate::cli::archive::{self, command};
use crate::cli::report::Report;
use crate::pdf::{self, Enclosed};
use crate::project::{self, Project};

/// Whether the editions of a bag, and what else is made from its sources, are what these make, byte for byte; and what is
/// not. `payload` is the folder of the payload, and the bag is whole.
pub(super) fn judge(payload: &Path, inventory: &Inventory, report: &mut Report) -> (Judgement, Vec<Fault>) {
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

/// What of a bag is not as its PDFs say, which carry the sources that they were made from; each with what is wrong.
fn carried(payload: &Path, inventory: &Inventory) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    for path in inventory.paths().filter(|path| path.starts_with("out/") && path.ends_with(".pdf")) {
        // How another version keeps what it carries, this one need not know.
        let Ok(bytes) = project::contents(payload, path) else { continue };
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
            } else if !project::contents(payload, &source.path).is_ok_and(|kept| kept == carried) {
                wrong.push((source.path.clone(), format!("is not the file that `{path}` carries")));
            }
        }
    }
    wrong
}
