//! The command line: the only place that knows the terminal, the environment and exit statuses. One file a command.

mod accept;
mod archive;
mod args;
mod assemble;
mod build;
mod check;
mod diff;
mod export;
mod ids;
mod init;
mod pictures;
mod report;
mod status;
mod sync;
mod translation;
mod verify;
mod watch;

use std::error::Error as _;
use std::ffi::OsString;

use clap::Parser as _;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::suggest::distance;
use crate::project::{Project, Result};
use args::{Arguments, Command, Global};
use report::Report;

/// The most threads that are used: more would wait for each other.
const MOST_THREADS: usize = 256;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// All is well: exit status 0.
    Clean,
    /// The content has errors: exit status 1.
    Flawed,
    /// Wrong usage, or an input or output that could not be used: exit status 2.
    Unusable,
}

/// Runs the command that the arguments name; the first argument is the program's own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Status {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and the version, too, come this way. Nobody is left to be told that printing failed.
            let _ = error.print();
            return if error.use_stderr() { Status::Unusable } else { Status::Clean };
        }
    };
    let global = &arguments.global;
    let mut report = Report::new(global);
    let done = start(global).and_then(|()| match &arguments.command {
        Command::Build(command) => build::run(command, global, &mut report),
        Command::Watch(command) => watch::run(command, global, &mut report),
        Command::Check(command) => check::run(command, global, &report),
        Command::Status(command) => status::run(command, global, &report),
        Command::Sync(command) => sync::run(command, global, &report),
        Command::Accept(command) => accept::run(command, global, &report),
        Command::Ids(command) => ids::run(command, global, &report),
        Command::Export(command) => export::run(command, global, &mut report),
        Command::Archive(command) => archive::run(command, global, &mut report),
        Command::Verify(command) => verify::run(command, global, &mut report),
        Command::Init(command) => init::run(command, global, &report),
    });
    let status = done.unwrap_or_else(|diagnostic| fail(&report, *diagnostic));
    if report.is_lost() {
        let lost = Diagnostic::error("output", "standard output cannot be written")
            .help("see that there is room where it leads");
        return fail(&report, lost);
    }
    status
}

/// Starts the threads. Where they are running already, as in a second run in one process, they stay as they are.
fn start(global: &Global) -> Result<()> {
    // None is as many as there are cores.
    let jobs = global.jobs.map_or(0, |jobs| jobs.get().min(MOST_THREADS));
    match rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global() {
        // Only what the system says has a source.
        Err(error) if error.source().is_some() => {
            let message = format!("the threads cannot be started: {error}");
            Err(Diagnostic::error("usage", message).help("use fewer with `-j`").into())
        }
        _ => Ok(()),
    }
}

/// Tells why a run ends here.
fn fail(report: &Report, diagnostic: Diagnostic) -> Status {
    let diagnostics = [diagnostic];
    report.complain(&diagnostics);
    report::status(&diagnostics)
}

/// The documents of a project that somebody names, each once, in the order of the project; all if nobody names any.
fn select<'a>(project: &'a Project, wanted: &[String]) -> Result<Vec<&'a str>> {
    if project.documents().is_empty() {
        return Err(Diagnostic::error("input", "the folder `sources` has no document")
            .help("put a TEI file with the extension `.xml` into it")
            .into());
    }
    let mut found = Vec::new();
    for name in wanted {
        match project.find(name) {
            Some(document) => found.push(document),
            None => {
                let near: Vec<String> =
                    nearest(name, project.documents()).into_iter().map(|name| format!("`{name}`")).collect();
                return Err(Diagnostic::error("usage", format!("there is no document `{name}`"))
                    .help(format!("there is {}", near.join(", ")))
                    .into());
            }
        }
    }
    let all = project.documents().iter().map(String::as_str);
    Ok(all.filter(|document| wanted.is_empty() || found.contains(document)).collect())
}

/// The few names that are spelled most like another.
fn nearest<'a>(name: &str, names: &'a [String]) -> Vec<&'a str> {
    let name = name.rsplit('/').next().unwrap_or(name).trim_end_matches(".xml");
    let mut near: Vec<&str> = names.iter().map(String::as_str).collect();
    near.sort_by_cached_key(|other| distance(name, other));
    near.truncate(5);
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_come_first() {
        assert_eq!(distance("kitten", "sitting"), 3);
        let names = ["constitution", "speech", "treaty"].map(String::from);
        assert_eq!(nearest("sources/speach.xml", &names)[0], "speech");
    }
}
