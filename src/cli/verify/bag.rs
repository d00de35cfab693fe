//! A bag: whether what was kept is still what it was.

use serde::Serialize;

use super::again::{self, Payload};
use super::verdict::Judgement;
use crate::archive::{self, Fault, Inventory, Verdict};
use crate::cli::Status;
use crate::cli::args::{VerdictFormat, Verify};
use crate::cli::report::{Report, plural};
use crate::diagnostic::Diagnostic;
use crate::project::{self, Result};

/// The verdict on a bag, as programs read it.
#[derive(Serialize)]
struct Json<'a> {
    kind: &'a str,
    path: &'a str,
    /// None if no checksum that this program knows vouches for the files.
    valid: Option<bool>,
    files: usize,
    bytes: u64,
    /// The version of the program that made it, if this program has.
    version: Option<&'a str>,
    /// Whether its editions are what its sources make; none if the bag is of another program or not whole.
    editions: Option<Judgement>,
    faults: Vec<JsonFault<'a>>,
}

#[derive(Serialize)]
struct JsonFault<'a> {
    path: &'a str,
    message: &'a str,
}

pub(super) fn run(command: &Verify, report: &mut Report) -> Result<Status> {
    let folder = &command.path;
    let shown = project::display(folder);
    let mut verdict = Verdict::default();
    let mut paths = Vec::new();
    for entry in project::entries(folder)? {
        if entry.is_file {
            paths.push(entry.path);
        } else {
            verdict.faults.push(Fault { path: entry.path, what: "is no plain file".to_owned() });
        }
    }
    let is_bag = archive::is_bag(&paths);
    if !is_bag && command.format == VerdictFormat::Human {
        return Err(Diagnostic::error("input", format!("`{shown}` is no bag"))
            .help("name the folder of a bag, or the PDF of an edition")
            .into());
    }
    let names = archive::names(&paths, |path| String::from_utf8(project::contents(folder, path).ok()?).ok());
    let paths: Vec<String> = names.keys().cloned().collect();
    let found = archive::verify(&paths, |path| {
        project::contents(folder, &names[path]).map_err(|error| format!("cannot be read: {error}"))
    });
    verdict = Verdict { faults: [verdict.faults, found.faults].concat(), ..found };
    let inventory = verdict.inventory.take();
    let editions = inventory.as_ref().filter(|_| verdict.faults.is_empty()).map(|inventory| {
        let (judgement, faults) = again::judge(&Payload { folder, names: &names }, inventory, report);
        verdict.faults.extend(faults);
        judgement
    });
    verdict.faults.sort();
    let version = inventory.as_ref().map(Inventory::version);
    // What is checked by no checksum is neither valid nor not.
    let valid = (verdict.unknown.is_empty() || !verdict.faults.is_empty()).then_some(verdict.faults.is_empty());
    match command.format {
        VerdictFormat::Json => {
            let faults = verdict.faults.iter().map(|fault| JsonFault { path: &fault.path, message: &fault.what });
            let json = Json {
                kind: "bag",
                path: &shown,
                valid,
                files: verdict.files,
                bytes: verdict.bytes,
                version,
                editions,
                faults: faults.collect(),
            };
            let text = serde_json::to_string(&json)
                .map_err(|error| Diagnostic::error("output", format!("the verdict cannot be written: {error}")))?;
            report.out(&format!("{text}\n"));
        }
        VerdictFormat::Human => {
            let told: Vec<Diagnostic> = verdict
                .faults
                .iter()
                .map(|Fault { path, what }| {
                    Diagnostic::error("not-valid", format!("`{path}` {what}"))
                        .help("take the bag from another copy; do not mend it by hand")
                })
                .collect();
            report.complain(&told);
            let files = plural(verdict.files, "file");
            match verdict.faults.len() {
                0 if valid.is_none() => report.say(&format!(
                    "{shown} has {files}, as its manifests say; whether they are what they were, this program cannot tell: \
                     it knows the checksums of SHA-256 and SHA-512, and not those of {}",
                    verdict.unknown.join(", ")
                )),
                0 => {
                    let editions = match (editions, version) {
                        (Some(Judgement::Genuine), _) => {
                            "; the editions are what the sources make, byte for byte".to_owned()
                        }
                        (Some(_), Some(version)) => {
                            format!("; whether the editions are what the sources make, Enface {version} alone can tell")
                        }
                        _ => String::new(),
                    };
                    let bytes = verdict.bytes;
                    report
                        .say(&format!("{shown} is whole: {files}, {bytes} bytes, each as the manifests say{editions}"));
                }
                count => report.say(&format!("{shown} is not what it was: {}", plural(count, "fault"))),
            }
        }
    }
    Ok(match editions {
        _ if !is_bag => Status::Unusable,
        _ if valid == Some(false) => Status::Flawed,
        _ if valid.is_none() => Status::Unusable,
        Some(Judgement::Unproven) => Status::Unusable,
        _ => Status::Clean,
    })
}
