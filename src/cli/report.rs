//! What is printed: findings, reports, progress.

use std::cell::Cell;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::mpsc;
use std::time::Duration;

use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Status;
use super::args::{Color, Global};
use crate::diagnostic::{self, Diagnostic, Format, Severity};
use crate::project::UNUSABLE;

/// How long a run takes before it shows how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// The two streams, as far as somebody wants to hear of them. A stream that is closed, as by `| head`, is not written to.
pub(super) struct Report {
    quiet: bool,
    verbose: bool,
    color: ColorChoice,
    bar: ProgressBar,
    lost: Cell<bool>,
}

impl Report {
    pub(super) fn new(global: &Global) -> Report {
        Report {
            quiet: global.quiet,
            verbose: global.verbose,
            color: match global.color {
                Color::Auto => ColorChoice::Auto,
                Color::Always => ColorChoice::Always,
                Color::Never => ColorChoice::Never,
            },
            bar: ProgressBar::hidden(),
            lost: Cell::new(false),
        }
    }

    /// A line of the report on standard output.
    pub(super) fn say(&self, line: &str) {
        if !self.quiet {
            self.out(&format!("{line}\n"));
        }
    }

    /// A line on standard error for those who want to know more.
    pub(super) fn detail(&self, line: impl FnOnce() -> String) {
        if self.verbose {
            self.err(&format!("{}\n", line()));
        }
    }

    /// Text on standard output.
    pub(super) fn out(&self, text: &str) {
        let written = self.bar.suspend(|| {
            let mut stream = AutoStream::new(io::stdout(), self.color).lock();
            stream.write_all(text.as_bytes()).and_then(|()| stream.flush())
        });
        if let Err(error) = written
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            self.lost.set(true);
        }
    }

    /// Whether standard output could not take what was to be printed, as on a full disk.
    pub(super) fn is_lost(&self) -> bool {
        self.lost.get()
    }

    /// Findings on standard error.
    pub(super) fn complain(&self, diagnostics: &[Diagnostic]) {
        if !diagnostics.is_empty() {
            self.err(&diagnostic::render(diagnostics, Format::Human, ""));
        }
    }

    fn err(&self, text: &str) {
        self.bar.suspend(|| {
            let _ = AutoStream::new(io::stderr(), self.color).lock().write_all(text.as_bytes());
        });
    }

    /// Shows on a terminal, from a second on, how many of several documents are done, or how many of the rows of a single
    /// one are on pages.
    pub(super) fn progress(&mut self, documents: &[&str]) -> Progress {
        let (done, running) = mpsc::channel();
        if !self.quiet && io::stderr().is_terminal() {
            self.bar = ProgressBar::with_draw_target(Some(documents.len() as u64), ProgressDrawTarget::hidden());
            let unit = if documents.len() == 1 { "rows" } else { "documents" };
            let style = ProgressStyle::with_template(&format!("{{spinner}} {{msg}} {{bar:30}} {{pos}}/{{len}} {unit}"));
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            if let [document] = documents {
                self.bar.set_message((*document).to_owned());
            }
            let bar = self.bar.clone();
            std::thread::spawn(move || {
                // The other end hangs up when the edition is done.
                if running.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(Duration::from_millis(100));
                }
            });
        }
        Progress { bar: self.bar.clone(), counts_rows: documents.len() == 1, _done: done }
    }
}

/// How far a build is.
pub(super) struct Progress {
    bar: ProgressBar,
    counts_rows: bool,
    _done: mpsc::Sender<()>,
}

impl Progress {
    /// Takes note of how many rows a document has.
    pub(super) fn expect(&self, rows: usize) {
        if self.counts_rows {
            self.bar.set_length(rows as u64);
        }
    }

    /// Counts rows that are on a page.
    pub(super) fn advance(&self, rows: usize) {
        if self.counts_rows {
            self.bar.inc(rows as u64);
        }
    }

    /// Counts a document that is done.
    pub(super) fn document(&self) {
        if !self.counts_rows {
            self.bar.inc(1);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// What findings mean for the exit status.
pub(super) fn status(diagnostics: &[Diagnostic]) -> Status {
    let errors = || diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let unusable = |diagnostic: &Diagnostic| diagnostic.code == "usage" || UNUSABLE.contains(&diagnostic.code);
    if errors().any(unusable) {
        Status::Unusable
    } else if errors().next().is_some() {
        Status::Flawed
    } else {
        Status::Clean
    }
}

/// How many findings of each weight there are: “2 errors, 1 warning in 3 files”.
pub(super) fn summary(diagnostics: &[Diagnostic], files: usize) -> String {
    let found = if diagnostics.is_empty() { "nothing wrong".to_owned() } else { findings(diagnostics) };
    format!("{found} in {}", plural(files, "file"))
}

/// How many findings of each weight there are: “2 errors, 1 warning”.
pub(super) fn findings(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let kinds = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let found: Vec<String> = kinds
        .into_iter()
        .map(|(severity, name)| (count(severity), name))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| plural(count, name))
        .collect();
    found.join(", ")
}

/// A count and what is counted.
pub(super) fn plural(count: usize, name: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {name}{ending}")
}
