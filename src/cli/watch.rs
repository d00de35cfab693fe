//! `enface watch`: makes editions anew whenever a file changes that they are made from.
//!
//! What is wrong is told once, when it comes; after each change a line says what is left. The fonts are read once.

mod touched;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::args::{Build, Global};
use super::assemble::{self, Assembler, Fonts};
use super::build::{self, Made};
use super::report::{self, Report};
use super::{Status, select};
use crate::diagnostic::Diagnostic;
use crate::html::IndexEntry;
use crate::project::{Change, Project, Result, Watcher};

use touched::Touched;

/// How long nothing more must change before a change is taken to be complete: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(15);

/// How long a change may go on, as when a whole folder is unpacked, before what is there is made.
const LONGEST: Duration = Duration::from_millis(500);

/// What the watch waits for.
enum Signal {
    /// Files have changed.
    Changed(Change),
    /// The watch is to end.
    End,
}

pub(super) fn run(command: &Build, global: &Global, report: &mut Report) -> Result<Status> {
    let (changes, signals) = mpsc::channel();
    let end = changes.clone();
    // If nobody listens any more, the watch is over.
    ctrlc::set_handler(move || drop(end.send(Signal::End))).map_err(|error| {
        Diagnostic::error("input", format!("Ctrl-C cannot be waited for: {error}"))
            .help("run `enface build` after each change instead")
    })?;
    Project::open(global.folder())?;
    // Before the first build, so that no change is missed that comes while it runs.
    let mut watcher = Watcher::new(global.folder(), move |change| drop(changes.send(Signal::Changed(change))))?;
    let mut watch = Watch { command, global, fonts: None, known: BTreeMap::new() };
    watch.make(&Touched::everything(), report)?;
    report.say("watching for changes; Ctrl-C ends it");
    while let Some(found) = wait(&signals) {
        if found.iter().any(Watcher::is_folder) {
            watcher.renew().unwrap_or_else(|diagnostic| report.complain(&[*diagnostic]));
        }
        let touched: Touched = found.iter().collect();
        if touched.is_nothing() {
            continue;
        }
        // What cannot be used now may be mended by the next change.
        watch.make(&touched, report).unwrap_or_else(|diagnostic| report.complain(&[*diagnostic]));
    }
    Ok(Status::Clean)
}

/// Waits for a change and for what belongs to it; none if the watch is to end.
fn wait(signals: &Receiver<Signal>) -> Option<Vec<Change>> {
    let mut found = Vec::new();
    match signals.recv() {
        Ok(Signal::Changed(change)) => found.push(change),
        Ok(Signal::End) | Err(_) => return None,
    }
    let start = Instant::now();
    while start.elapsed() < LONGEST {
        match signals.recv_timeout(QUIET) {
            Ok(Signal::Changed(change)) => found.push(change),
            Err(RecvTimeoutError::Timeout) => break,
            Ok(Signal::End) | Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    Some(found)
}

struct Watch<'a> {
    command: &'a Build,
    global: &'a Global,
    /// As they are now; none if they are to be read.
    fonts: Option<Arc<Fonts>>,
    known: BTreeMap<String, Known>,
}

/// What is known of a document since it was made last.
#[derive(Default)]
struct Known {
    /// The files that it was made from.
    files: Vec<String>,
    /// What was wrong with it.
    findings: Vec<Finding>,
    /// Its edition in the list.
    entry: Option<IndexEntry>,
}

/// A finding as far as it is the same when lines above it come or go: its code, its message and its file.
type Finding = (&'static str, String, Option<String>);

impl Watch<'_> {
    /// Makes the documents that a change touches, and tells what is wrong with them that was not before.
    fn make(&mut self, touched: &Touched, report: &mut Report) -> Result<()> {
        if touched.fonts() {
            self.fonts = None;
        }
        let project = Project::open(self.global.folder())?;
        let fonts = match &self.fonts {
            Some(fonts) => Arc::clone(fonts),
            None => Arc::clone(self.fonts.insert(Arc::new(assemble::fonts(&project)?))),
        };
        let documents = select(&project, &self.command.selection.documents)?;
        self.known.retain(|name, _| name.is_empty() || documents.contains(&name.as_str()));
        let wanted: Vec<&str> = documents
            .into_iter()
            .filter(|document| {
                let known = self.known.get(*document).map(|known| (known.files.as_slice(), known.entry.as_ref()));
                touched.document(document, known)
            })
            .collect();
        let purpose = build::purpose(self.command);
        let assembler = Assembler::with_fonts(&project, &self.command.selection, purpose, fonts)?.with_words();
        let strays = assembler.weigh(project.strays().to_vec());
        report.complain(&self.known.entry(String::new()).or_default().fresh(strays));
        let press = build::press(self.command, self.global, &assembler)?;
        let progress = report.progress(&wanted);
        let mut listed = false;
        build::make_all(&wanted, &assembler, &press, &progress, |document, made| {
            let Made { diagnostics, files, millis, lines, entry } = made;
            report.detail(|| format!("read {} in {millis} ms", files.join(", ")));
            let left = (!diagnostics.is_empty()).then(|| report::findings(&diagnostics));
            let known = self.known.entry(document.to_owned()).or_default();
            known.files = files;
            report.complain(&known.fresh(diagnostics));
            lines.iter().for_each(|line| report.say(line));
            match (left, &entry) {
                (Some(left), Some(_)) => report.say(&format!("{document}   {left}")),
                (Some(left), None) => report.say(&format!("{document}   not built: {left}")),
                (None, _) => {}
            }
            // An edition that cannot be made now stays in the list as it was.
            if entry.is_some() && known.entry != entry {
                known.entry = entry;
                listed = true;
            }
        });
        drop(progress);
        if listed {
            let entries = self.known.values().filter_map(|known| known.entry.clone()).collect();
            build::write_list(&press, entries, &project, &assembler)?;
        }
        Ok(())
    }
}

impl Known {
    /// Takes note of what is wrong now, and gives what was not before.
    fn fresh(&mut self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let finding = |diagnostic: &Diagnostic| {
            let file = diagnostic.place.as_ref().map(|place| place.file.name.clone());
            (diagnostic.code, diagnostic.message.clone(), file)
        };
        let now: Vec<Finding> = diagnostics.iter().map(finding).collect();
        let mut before = std::mem::replace(&mut self.findings, now.clone());
        let is_new = |finding: &Finding| match before.iter().position(|other| other == finding) {
            Some(same) => {
                before.swap_remove(same);
                false
            }
            None => true,
        };
        let is_new: Vec<bool> = now.iter().map(is_new).collect();
        diagnostics.into_iter().zip(is_new).filter_map(|(diagnostic, is_new)| is_new.then_some(diagnostic)).collect()
    }
}
