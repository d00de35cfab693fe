//! What can be said on the command line.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::builder::TypedValueParser as _;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::layout::style::Arrangement;
use crate::pdf::{Reading, Standard};
use crate::text::Lang;

/// Bilingual editions from TEI XML and Fluent: side-by-side PDF and HTML, rows in step.
#[derive(Debug, Parser)]
#[command(name = "enface", version, propagate_version = true, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// The project's folder
    #[arg(short = 'C', long, global = true, value_name = "DIR")]
    pub(super) project: Option<PathBuf>,
    /// Say nothing but what is wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say what is read and how long each step takes
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// Whether to use colours
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t, hide_default_value = true)]
    pub(super) color: Color,
    /// How many threads to use, 256 at most [default: one for each core]
    #[arg(short = 'j', long = "jobs", global = true, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
}

impl Global {
    /// The project's folder: this one if none is named.
    pub(super) fn folder(&self) -> &Path {
        self.project.as_deref().unwrap_or(Path::new("."))
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal that takes them
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make editions: PDF and HTML
    Build(Build),
    /// Make editions anew whenever a file changes that they are made from, and say what is wrong with the change
    Watch(Build),
    /// Find what is wrong with sources and translations
    Check(Check),
    /// Show how far the translations are: what is missing, outdated or not confirmed
    Status(Status),
    /// Bring the files of messages in step with the sources: new messages come as stubs, nothing is taken away
    Sync(Sync),
    /// Confirm that translations agree with their sources, or carry one over to another unit
    Accept(Accept),
    /// Give an xml:id to each unit of the sources that has none; nothing else in them is changed
    Ids(Ids),
    /// Write an edition as a file that other programs read: TEI, its texts linked
    Export(Export),
    /// Keep an edition with all that it was made from: a bag as archives take it (BagIt 1.0)
    Archive(Archive),
    /// Find out whether a PDF is what its sources make and is up to date, or whether a bag is still what it was
    Verify(Verify),
    /// Make a small bilingual project
    Init(Init),
}

/// Which editions are meant.
#[derive(Debug, Default, Args)]
pub(super) struct Selection {
    /// Documents, by name or by file [default: all of the project]
    #[arg(value_name = "DOC")]
    pub(super) documents: Vec<String>,
    /// The languages, in their order from left to right [default: the source's, then all that have messages]
    #[arg(long, value_name = "LANGS", value_delimiter = ',', value_parser = language())]
    pub(super) langs: Vec<Lang>,
}

#[derive(Debug, Default, Args)]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) selection: Selection,
    /// What to write
    #[arg(long, value_name = "FORMATS", value_enum, value_delimiter = ',', default_values = ["pdf", "html"])]
    pub(super) format: Vec<Format>,
    /// Where to write it [default: `out` in the project's folder]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// How the languages stand to each other on the pages of a PDF [default: what `enface.toml` says, or columns]
    #[arg(long, value_enum)]
    pub(super) layout: Option<Layout>,
    /// Make a PDF for a printer: the inner margin at the spine, and a sheet to be trimmed where there is a bleed
    #[arg(long)]
    pub(super) print: bool,
    /// The order in which a PDF is read to those who listen
    #[arg(long, value_enum, default_value_t)]
    pub(super) reading: ReadingOrder,
    /// The version of PDF: 1.7 with PDF/A-3a and PDF/UA-1, or 2.0 with PDF/A-4f and PDF/UA-2 [default: what `enface.toml`
    /// says, or 1.7]
    #[arg(long, value_name = "VERSION", value_enum)]
    pub(super) pdf: Option<Version>,
    /// Set the source's text, marked, where a translation is missing
    #[arg(long)]
    pub(super) draft: bool,
    /// Print what is measured on the finished pages of a PDF, and where they break a rule of layout
    #[arg(long)]
    pub(super) explain: bool,
}

impl Build {
    /// The options that have a part in a PDF in some languages, as they are written on a command line.
    pub(super) fn options(&self, langs: &[Lang]) -> Vec<String> {
        let langs: Vec<&str> = langs.iter().map(Lang::as_str).collect();
        let mut options = vec![format!("--langs={}", langs.join(","))];
        if let Some(layout) = self.layout.as_ref().and_then(Layout::to_possible_value) {
            options.push(format!("--layout={}", layout.get_name()));
        }
        if let Some(order) = self.reading.to_possible_value().filter(|_| self.reading != ReadingOrder::default()) {
            options.push(format!("--reading={}", order.get_name()));
        }
        if let Some(version) = self.pdf.as_ref().and_then(Version::to_possible_value) {
            options.push(format!("--pdf={}", version.get_name()));
        }
        options.extend(self.print.then(|| "--print".to_owned()));
        options.extend(self.draft.then(|| "--draft".to_owned()));
        options
    }

    /// A build of a document with options that were written down; none if they are not understood.
    pub(super) fn again(document: &str, options: &[String]) -> Option<Build> {
        let words = ["enface", "build"].into_iter().map(str::to_owned).chain(options.iter().cloned());
        match Arguments::try_parse_from(words).ok()?.command {
            Command::Build(mut build) => {
                build.selection.documents = vec![document.to_owned()];
                Some(build)
            }
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum Format {
    /// Pages
    Pdf,
    /// A file for the browser
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Layout {
    /// Side by side on one page
    Columns,
    /// On pages that face each other
    Facing,
    /// One below the other
    Stacked,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ReadingOrder {
    /// The whole text in one language, then in the next
    #[default]
    Languages,
    /// Row by row, each in all languages
    Rows,
}

/// A version of PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Version {
    /// PDF/A-3a and PDF/UA-1
    #[value(name = "1.7")]
    V17,
    /// PDF/A-4f and PDF/UA-2
    #[value(name = "2.0")]
    V20,
}

impl From<Version> for Standard {
    fn from(version: Version) -> Standard {
        match version {
            Version::V17 => Standard::Pdf17,
            Version::V20 => Standard::Pdf20,
        }
    }
}

impl From<ReadingOrder> for Reading {
    fn from(order: ReadingOrder) -> Reading {
        match order {
            ReadingOrder::Languages => Reading::Languages,
            ReadingOrder::Rows => Reading::Rows,
        }
    }
}

impl From<Layout> for Arrangement {
    fn from(layout: Layout) -> Arrangement {
        match layout {
            Layout::Columns => Arrangement::Columns,
            Layout::Facing => Arrangement::Facing,
            Layout::Stacked => Arrangement::Stacked,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) selection: Selection,
    /// How to print what is found
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(super) message_format: MessageFormat,
    /// Exit with status 1 also where there are only warnings
    #[arg(long)]
    pub(super) deny_warnings: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// For people: each with its line and a help
    #[default]
    Human,
    /// One JSON object a line
    Json,
    /// For the log of a GitHub workflow
    Github,
    /// SARIF 2.1.0
    Sarif,
}

#[derive(Debug, Args)]
pub(super) struct Status {
    #[command(flatten)]
    pub(super) selection: Selection,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: StatusFormat,
    /// Exit with status 1 if less than this of the units of a document is translated and up to date, in per cent
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(super) min: Option<u8>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum StatusFormat {
    /// For people: a line for each document and language; with -v what is outdated, and why
    #[default]
    Table,
    /// One JSON object, with the state of each unit
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Sync {
    /// Documents, by name or by file [default: all of the project]
    #[arg(value_name = "DOC")]
    pub(super) documents: Vec<String>,
    /// The languages of the translations; one that has none yet is begun [default: all that have messages]
    #[arg(long, value_name = "LANGS", value_delimiter = ',', value_parser = language())]
    pub(super) langs: Vec<Lang>,
    /// Print what would change, as `diff -u` does, and change nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("choice").required(true).args(["ids", "revised", "all"]))]
pub(super) struct Accept {
    /// The document, by name or by file
    #[arg(value_name = "DOC")]
    pub(super) document: String,
    /// The language of the translation
    #[arg(long, value_name = "LANG", value_parser = language())]
    pub(super) lang: Lang,
    /// The units whose translation agrees with the source as it is now
    #[arg(value_name = "ID")]
    pub(super) ids: Vec<String>,
    /// All units whose source has changed, and whose translation has been revised since
    #[arg(long)]
    pub(super) revised: bool,
    /// All units whose source has changed, be their translation revised or not
    #[arg(long)]
    pub(super) all: bool,
    /// Carry the translation of this message over to the unit ID, which has none; given several times, those of all, one
    /// after the other
    #[arg(long, value_name = "OLD", conflicts_with_all = ["revised", "all"])]
    pub(super) from: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Ids {
    /// Documents, by name or by file [default: all of the project]
    #[arg(value_name = "DOC")]
    pub(super) documents: Vec<String>,
    /// Print what would change, as `diff -u` does, and change nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// The document, by name or by file
    #[arg(value_name = "DOC")]
    pub(super) document: String,
    /// The languages, in their order [default: the source's, then all that there are]
    #[arg(long, value_name = "LANGS", value_delimiter = ',', value_parser = language())]
    pub(super) langs: Vec<Lang>,
    /// What to write
    #[arg(long, value_enum)]
    pub(super) format: ExportFormat,
    /// Where to write it [default: `out` in the project's folder]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Write it also where translations are missing or outdated, each marked as a gap
    #[arg(long)]
    pub(super) draft: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// All languages in one TEI file, with links between what belongs together
    Tei,
}

#[derive(Debug, Args)]
pub(super) struct Archive {
    /// The document, by name or by file
    #[arg(value_name = "DOC")]
    pub(super) document: String,
    /// The languages of the edition, in their order [default: the source's, then all that have messages]
    #[arg(long, value_name = "LANGS", value_delimiter = ',', value_parser = language())]
    pub(super) langs: Vec<Lang>,
    /// The bag's folder: a new one, or an empty one
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// How the languages stand to each other on the pages of the PDF [default: what `enface.toml` says, or columns]
    #[arg(long, value_enum)]
    pub(super) layout: Option<Layout>,
    /// Make the PDF for a printer: the inner margin at the spine, and a sheet to be trimmed where there is a bleed
    #[arg(long)]
    pub(super) print: bool,
    /// The order in which the PDF is read to those who listen
    #[arg(long, value_enum, default_value_t)]
    pub(super) reading: ReadingOrder,
    /// The version of PDF: 1.7 with PDF/A-3a and PDF/UA-1, or 2.0 with PDF/A-4f and PDF/UA-2 [default: what `enface.toml`
    /// says, or 1.7]
    #[arg(long, value_name = "VERSION", value_enum)]
    pub(super) pdf: Option<Version>,
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The PDF of an edition, or the folder of a bag
    #[arg(value_name = "PDF|BAG")]
    pub(super) path: PathBuf,
    /// How to print the verdict
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: VerdictFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum VerdictFormat {
    /// For people: a line for each fault, and the verdict
    #[default]
    Human,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The project's folder: a new one, or an empty one
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

fn language() -> impl clap::builder::TypedValueParser<Value = Lang> {
    clap::builder::NonEmptyStringValueParser::new()
        .try_map(|tag| Lang::parse(&tag).ok_or("a language is a tag such as `ko`, `en-GB` or `zh-Hant`"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn options_that_are_written_down_are_understood() {
        for line in ["--draft --layout facing", "--layout stacked --reading rows", "--pdf 2.0", ""] {
            let line = format!("enface build doc {line}");
            let arguments = Arguments::try_parse_from(line.split_whitespace()).expect("arguments");
            let Command::Build(build) = arguments.command else { panic!("a build was expected") };
            let options = build.options(&[Lang::new("ko"), Lang::new("en")]);
            let again = Build::again("doc", &options).expect("options");
            assert_eq!(again.options(&again.selection.langs), options);
            assert_eq!((again.draft, again.layout), (build.draft, build.layout));
            assert_eq!((again.reading, again.pdf), (build.reading, build.pdf));
        }
        assert!(Build::again("doc", &["--no-such".to_owned()]).is_none());
    }

    #[test]
    fn global_arguments_stand_before_and_after_the_command() {
        for line in ["enface -C x -j2 -q check doc", "enface check doc -q -j 2 -C x"] {
            let arguments = Arguments::try_parse_from(line.split(' ')).expect(line);
            assert_eq!(arguments.global.folder(), Path::new("x"));
            assert_eq!(arguments.global.jobs.map(NonZeroUsize::get), Some(2));
            assert!(arguments.global.quiet);
        }
    }
}
