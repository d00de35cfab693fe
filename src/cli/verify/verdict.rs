//! What is found out about an edition, for people and for programs.

use std::fmt::Write as _;

use serde::Serialize;

use crate::cli::Status;
use crate::pdf::{Hashed, Record};

/// What is found out about a file.
#[derive(Serialize)]
pub(super) struct Verdict {
    /// `pdf`, as there are bags, too.
    kind: &'static str,
    #[serde(rename = "path")]
    pub(super) file: String,
    #[serde(rename = "verdict")]
    pub(super) judgement: Judgement,
    pub(super) reason: Option<Reason>,
    pub(super) message: String,
    /// The version of the program that made it.
    pub(super) version: Option<String>,
    pub(super) document: Option<String>,
    pub(super) options: Vec<String>,
    pub(super) sources: Vec<Source>,
    pub(super) fonts: Vec<Font>,
    pub(super) project: Option<Against>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Judgement {
    /// It is, byte for byte, what its sources make.
    Genuine,
    /// It is not.
    Altered,
    /// It cannot be told.
    Unproven,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Reason {
    /// It is not there, or cannot be read.
    Unread,
    /// It is no PDF.
    NoPdf,
    /// There is no record of how it was made.
    NoRecord,
    /// Attached files are not there, or damaged.
    Attachments,
    /// An attached file has another hash than the record says.
    Hash,
    /// It was made by another version of the program.
    OtherVersion,
    /// It was made with fonts that are not at hand.
    Fonts,
    /// Its options are not known.
    Options,
    /// The attached files make no edition.
    NoEdition,
    /// The attached files make other bytes.
    Bytes,
}

/// A file as its record knows it.
#[derive(Serialize)]
pub(super) struct Named {
    pub(super) path: String,
    pub(super) sha256: String,
}

impl From<Hashed> for Named {
    fn from(Hashed { path, sha256 }: Hashed) -> Named {
        Named { path, sha256 }
    }
}

/// An attached file.
#[derive(Serialize)]
pub(super) struct Source {
    #[serde(flatten)]
    pub(super) file: Named,
    /// Whether it has the hash of the record.
    pub(super) intact: bool,
}

/// A font of the project.
#[derive(Serialize)]
pub(super) struct Font {
    #[serde(flatten)]
    pub(super) file: Named,
    /// Whether the project at hand has it.
    pub(super) found: bool,
}

/// A comparison with a project.
#[derive(Serialize)]
pub(super) struct Against {
    pub(super) folder: String,
    /// Whether the project has the files that the edition was made from, and makes it of no others.
    pub(super) current: bool,
    /// The files that differ.
    pub(super) files: Vec<String>,
    /// Why the project makes no edition now, so that no units could be compared.
    pub(super) unreadable: Option<Fault>,
    /// The units that have changed since.
    pub(super) units: Vec<Unit>,
}

/// What is wrong with a document, and where.
#[derive(Serialize)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) path: Option<String>,
    pub(super) line: Option<usize>,
    pub(super) column: Option<usize>,
}

#[derive(Serialize)]
pub(super) struct Unit {
    pub(super) id: String,
    pub(super) lang: String,
    pub(super) change: Change,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Change {
    /// It has another text, or is marked otherwise.
    Changed,
    /// It stands elsewhere among the others.
    Moved,
    /// It was not there.
    Added,
    /// It is not there any more.
    Removed,
    /// Its source has another text, and the translation is not confirmed.
    Outdated,
    /// It has no translation, or none any more.
    Untranslated,
}

impl Against {
    /// The comparison with a project that has the document no more.
    pub(super) fn without(document: &str) -> Against {
        let message = format!("it has no document `{document}`");
        let fault = Fault { message, path: None, line: None, column: None };
        Against { folder: String::new(), current: false, files: Vec::new(), unreadable: Some(fault), units: Vec::new() }
    }
}

impl Change {
    fn name(self) -> &'static str {
        match self {
            Change::Changed => "changed",
            Change::Moved => "moved",
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Outdated => "outdated",
            Change::Untranslated => "untranslated",
        }
    }
}

impl Verdict {
    /// What is to be found out about a file with a record: nothing speaks against it yet.
    pub(super) fn of(file: String, record: &Record) -> Verdict {
        Verdict {
            kind: "pdf",
            file,
            judgement: Judgement::Genuine,
            reason: None,
            message: format!("it is what Enface {} makes of the attached sources, byte for byte", record.version),
            version: Some(record.version.clone()),
            document: Some(record.document.clone()),
            options: record.options.clone(),
            sources: Vec::new(),
            fonts: Vec::new(),
            project: None,
        }
    }

    /// The verdict on a file that is no PDF or without a record, or without the files that it names.
    pub(super) fn without_record(file: String, reason: Reason, message: String) -> Verdict {
        let is_told = !matches!(reason, Reason::Unread | Reason::NoPdf | Reason::NoRecord);
        let judgement = if is_told { Judgement::Altered } else { Judgement::Unproven };
        let record = Record::default();
        let nobody = Verdict::of(file, &record);
        Verdict { judgement, reason: Some(reason), message, version: None, document: None, ..nobody }
    }

    /// 0 for a file that is genuine and, where there is a project, current; 1 for one that is not; 2 where it cannot be
    /// told.
    pub(super) fn status(&self) -> Status {
        let current = self.project.as_ref().is_none_or(|project| project.current);
        match self.judgement {
            Judgement::Unproven => Status::Unusable,
            Judgement::Genuine if current => Status::Clean,
            Judgement::Genuine | Judgement::Altered => Status::Flawed,
        }
    }

    pub(super) fn json(&self) -> String {
        serde_json::to_string(self).expect("strings, numbers and lists are always JSON")
    }

    pub(super) fn text(&self) -> String {
        let judgement = match self.judgement {
            Judgement::Genuine => "genuine",
            Judgement::Altered => "ALTERED",
            Judgement::Unproven => "unproven",
        };
        let mut out = format!("{}: {judgement}: {}\n", self.file, self.message);
        let mut line = |text: std::fmt::Arguments<'_>| {
            // Writing into memory does not fail.
            let _ = writeln!(out, "  {text}");
        };
        for Source { file, intact } in &self.sources {
            line(format_args!("{} {}  {}", if *intact { "intact " } else { "ALTERED" }, file.sha256, file.path));
        }
        for Font { file, found } in &self.fonts {
            line(format_args!("{} {}  {}", if *found { "font   " } else { "absent " }, file.sha256, file.path));
        }
        if let Some(Against { folder, current, files, unreadable, units }) = &self.project {
            let other = match files.as_slice() {
                [] => String::new(),
                files => format!("; other files: {}", files.join(", ")),
            };
            match (unreadable, units.len()) {
                _ if *current => line(format_args!("current: the project `{folder}` has the same files")),
                (Some(Fault { message, path, line: at, column }), _) => {
                    let place = match (path, at, column) {
                        (Some(path), Some(line), Some(column)) => format!("{path}:{line}:{column}: "),
                        _ => String::new(),
                    };
                    line(format_args!(
                        "OUT OF DATE: the project `{folder}` makes no edition of it now, so that no texts were compared: \
                         {place}{message}{other}"
                    ));
                }
                (None, 0) => line(format_args!("OUT OF DATE: in the project `{folder}` no text has changed{other}")),
                (None, 1) => line(format_args!("OUT OF DATE: in the project `{folder}` 1 text differs{other}")),
                (None, count) => {
                    line(format_args!("OUT OF DATE: in the project `{folder}` {count} texts differ{other}"));
                }
            }
            for Unit { id, lang, change } in units {
                line(format_args!("  {} {lang} {id}", change.name()));
            }
        }
        out
    }
}
