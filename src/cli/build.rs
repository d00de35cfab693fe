//! `enface build`: makes editions.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use super::args::{Build, Format, Global};
use super::assemble::{Assembler, Assembly, Purpose};
use super::report::{self, Report, plural};
use super::{Status, fail, select};
use crate::diagnostic::{self, Diagnostic};
use crate::edition::{Cell, Edition, Part};
use crate::html::{self, IndexEntry};
use crate::layout::style::PageStyle;
use crate::layout::{self, Layout};
use crate::pdf::{self, Properties};
use crate::project::{self, Output, Project, Result};
use crate::text::{self, Lang, Role};

pub(super) fn run(command: &Build, global: &Global, report: &mut Report) -> Result<Status> {
    let project = Project::open(&global.project)?;
    let documents = select(&project, &command.selection.documents)?;
    let purpose = if command.draft { Purpose::Draft } else { Purpose::Edition };
    let mut assembler = Assembler::new(&project, &command.selection, purpose)?;
    report.complain(&assembler.weigh(project.strays().to_vec()));
    let mut press = Press {
        command,
        folder: match &command.out {
            Some(folder) => folder.clone(),
            // As people would write it from where they are.
            None if global.project.as_os_str() == "." => PathBuf::from("out"),
            None => global.project.join("out"),
        },
        now: now()?,
        entries: Vec::new(),
    };
    let mut status = Status::Clean;
    let mut said = BTreeSet::new();
    for document in documents {
        let start = Instant::now();
        let Assembly { edition, mut diagnostics, files } = assembler.assemble(document);
        report.detail(|| format!("read {} in {} ms", files.join(", "), start.elapsed().as_millis()));
        status = status.max(report::status(&diagnostics));
        let flawed = report::status(&diagnostics) != Status::Clean;
        diagnostic::sort(&mut diagnostics);
        diagnostic::limit(&mut diagnostics);
        // What documents share, such as terms, is said once.
        diagnostics.retain(|diagnostic| {
            let place = diagnostic.place.as_ref().map(|place| (place.file.name.clone(), place.span.start));
            said.insert((diagnostic.code, diagnostic.message.clone(), place))
        });
        report.complain(&diagnostics);
        if let Some(edition) = edition.filter(|_| !flawed)
            && let Err(diagnostic) = press.print(&edition, &assembler, report)
        {
            status = status.max(fail(report, *diagnostic));
        }
    }
    if !press.entries.is_empty() {
        press.index(&project, &mut assembler)?;
    }
    Ok(status)
}

/// Makes the files of editions.
struct Press<'a> {
    command: &'a Build,
    /// The folder that they are written to.
    folder: PathBuf,
    /// The date of all editions, where the environment gives one.
    now: Option<String>,
    /// The editions that were made.
    entries: Vec<IndexEntry>,
}

impl Press<'_> {
    /// Makes the files of an edition, and writes them when they are complete.
    fn print(&mut self, edition: &Edition, assembler: &Assembler<'_>, report: &mut Report) -> Result<()> {
        let stem = stem(&edition.name, &edition.langs);
        if !is_plain_name(&stem) {
            return Err(Diagnostic::error("output", format!("`{stem}` cannot be the name of a file"))
                .help("name the document with letters, digits, `-`, `_` and `.`")
                .into());
        }
        let wants = |format| self.command.format.contains(&format);
        let rows = edition.parts.iter().filter(|part| matches!(part, Part::Row(_))).count();
        let untranslated = cells(edition).filter(|cell| cell.status.is_stand_in()).count();
        let mut outputs = Vec::new();
        let mut lines = Vec::new();
        let mut add = |extension: &str, bytes: Vec<u8>, pages: Option<usize>, start: Instant| {
            let path = self.folder.join(format!("{stem}.{extension}"));
            let mut columns = vec![project::display(&path)];
            columns.extend(pages.map(|pages| plural(pages, "page")));
            columns.push(plural(rows, "row"));
            columns.extend((untranslated > 0).then(|| format!("{untranslated} untranslated")));
            columns.push(format!("{} ms", start.elapsed().as_millis()));
            lines.push(columns.join("   "));
            outputs.push(Output { path, bytes });
        };
        if wants(Format::Pdf) {
            let start = Instant::now();
            let progress = report.progress(&format!("{stem}.pdf"), rows);
            let style = PageStyle::a4(self.command.layout.into());
            let mut count = 0;
            let Layout { structure, pages } = layout::set(edition, assembler.fonts(), style);
            let pages = pages.inspect(|page| {
                count += 1;
                progress.advance(page.anchors.len());
            });
            let bytes =
                pdf::write(pages, &structure, assembler.fonts(), &self.properties(edition)).map_err(|error| {
                    Diagnostic::error("pdf", format!("`{stem}.pdf` cannot be made: {error}"))
                        .help("`--format html` makes the HTML alone")
                })?;
            drop(progress);
            add("pdf", bytes, Some(count), start);
        }
        if wants(Format::Html) {
            let start = Instant::now();
            let options = html::Options { pdf: wants(Format::Pdf).then(|| url(&format!("{stem}.pdf"))) };
            let text = html::write(edition, &options);
            add("html", text.into_bytes(), None, start);
        }
        project::write(&outputs)?;
        lines.iter().for_each(|line| report.say(line));
        self.entries.push(IndexEntry::of(edition));
        Ok(())
    }

    /// What a PDF says of itself.
    fn properties(&self, edition: &Edition) -> Properties {
        // The first language's words: what the occasion was, or else the subtitle.
        let words = |wanted: Role| {
            edition.parts.iter().find_map(|part| match part {
                Part::Row(row) if row.role == wanted => row.cells.first().map(|cell| text::plain(&cell.content)),
                _ => None,
            })
        };
        let titles: Vec<&str> = edition.titles.iter().map(String::as_str).filter(|title| !title.is_empty()).collect();
        Properties {
            title: if titles.is_empty() { edition.name.clone() } else { titles.join(" — ") },
            authors: edition.metadata.authors.clone(),
            subject: words(Role::Occasion).or_else(|| words(Role::Subtitle)),
            keywords: edition.metadata.keywords.clone(),
            languages: edition.langs.clone(),
            date: self.now.clone().or_else(|| edition.metadata.date.clone()),
            attachments: Vec::new(),
        }
    }

    /// Writes the list of the editions that are there: those of this run, and others of the project that were made before.
    fn index(&mut self, project: &Project, assembler: &mut Assembler<'_>) -> Result<()> {
        let files: BTreeSet<String> = project::outputs(&self.folder)?.into_iter().collect();
        let mut entries = std::mem::take(&mut self.entries);
        for document in project.documents() {
            let is_new = |langs: &Vec<Lang>| {
                entries.iter().all(|entry: &IndexEntry| entry.name != *document || entry.langs != *langs)
            };
            let stems: Vec<&str> = files
                .iter()
                .filter_map(|file| file.strip_prefix(document.as_str())?.strip_prefix('.'))
                .filter_map(|rest| rest.strip_suffix(".pdf").or_else(|| rest.strip_suffix(".html")))
                .collect();
            if !stems.is_empty() {
                let others = assembler.others(document, |known| {
                    let langs: BTreeSet<Vec<Lang>> = stems.iter().filter_map(|tags| split(tags, known)).collect();
                    langs.into_iter().filter(is_new).collect()
                });
                entries
                    .extend(others.into_iter().flatten().map(|edition| IndexEntry::of(&edition)).collect::<Vec<_>>());
            }
        }
        entries.sort_by(|a, b| {
            let key = |entry: &IndexEntry| (entry.langs.len() == 1, entry.langs.clone());
            a.name.cmp(&b.name).then_with(|| key(a).cmp(&key(b)))
        });
        for entry in &mut entries {
            let stem = stem(&entry.name, &entry.langs);
            let link = |extension: &str| Some(format!("{stem}.{extension}")).filter(|file| files.contains(file));
            (entry.html, entry.pdf) = (link("html").as_deref().map(url), link("pdf").as_deref().map(url));
        }
        let path = self.folder.join("index.html");
        project::write(&[Output { path, bytes: html::index(&entries).into_bytes() }])
    }
}

fn cells(edition: &Edition) -> impl Iterator<Item = &Cell> {
    edition.parts.iter().flat_map(|part| match part {
        Part::Row(row) => row.cells.as_slice(),
        Part::Open(_) | Part::Close => &[],
    })
}

/// The name of an edition's files without extension: `speech.en-ko`.
fn stem(document: &str, langs: &[Lang]) -> String {
    let langs: Vec<&str> = langs.iter().map(Lang::as_str).collect();
    format!("{document}.{}", langs.join("-"))
}

/// Whether a file of that name stands in the folder that it is put into, on any system.
fn is_plain_name(stem: &str) -> bool {
    !stem.starts_with('.') && !stem.contains(|c: char| c.is_control() || matches!(c, '/' | '\\'))
}

/// Takes `en-zh-Hant` apart into languages that are known, the longest tags first, each once.
fn split(tags: &str, known: &[Lang]) -> Option<Vec<Lang>> {
    let mut candidates: Vec<(&Lang, &str)> = known
        .iter()
        .filter_map(|lang| {
            let rest = tags.strip_prefix(lang.as_str())?;
            Some((lang, if rest.is_empty() { rest } else { rest.strip_prefix('-').filter(|rest| !rest.is_empty())? }))
        })
        .collect();
    candidates.sort_by_key(|(_, rest)| rest.len());
    candidates.into_iter().find_map(|(lang, rest)| {
        if rest.is_empty() {
            return Some(vec![lang.clone()]);
        }
        let others: Vec<Lang> = known.iter().filter(|other| *other != lang).cloned().collect();
        let mut langs = split(rest, &others)?;
        langs.insert(0, lang.clone());
        Some(langs)
    })
}

/// A file's name as a relative URL.
fn url(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The date that the environment gives all editions (`SOURCE_DATE_EPOCH`, seconds since 1970), as ISO 8601 writes it.
#[allow(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
fn now() -> Result<Option<String>> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let seconds = value.to_str().and_then(|value| value.parse().ok()).filter(|seconds| *seconds < 253_402_300_800);
    seconds.map(|seconds| Some(date(seconds))).ok_or_else(|| {
        let message = format!("SOURCE_DATE_EPOCH is `{}`, which is no time", value.to_string_lossy());
        Diagnostic::error("usage", message).help("set it to a number of seconds since 1970, or leave it unset").into()
    })
}

/// A number of seconds since 1970 as a date and a time in UTC.
fn date(seconds: u64) -> String {
    let (day, time) = (seconds / 86_400, seconds % 86_400);
    // Days are counted from 1 March of the year 0, so that the leap day ends a year, and years in spans of 400.
    let day = day + 719_468;
    let (era, day) = (day / 146_097, day % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = era * 400 + year + u64::from(month <= 2);
    let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_a_date() {
        assert_eq!(date(0), "1970-01-01T00:00:00Z");
        assert_eq!(date(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(date(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(date(1_795_392_000), "2026-11-23T00:00:00Z");
        assert_eq!(date(253_402_300_799), "9999-12-31T23:59:59Z");
    }

    #[test]
    fn names_of_files_tell_their_languages() {
        let known = ["en", "ko", "zh", "zh-Hant"].map(Lang::new);
        let tags = |name: &str| split(name, &known).map(|langs| langs.iter().map(Lang::to_string).collect::<Vec<_>>());
        assert_eq!(tags("en-ko"), Some(vec!["en".into(), "ko".into()]));
        assert_eq!(tags("ko-zh-Hant-zh"), Some(vec!["ko".into(), "zh-Hant".into(), "zh".into()]));
        for unknown in ["fr", "en-", "en-en", "", "en-ko-fr", "english"] {
            assert_eq!(tags(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn editions_stay_in_their_folder() {
        for good in ["speech.en-ko", "연설.ko", "a b.en", "a.b..en"] {
            assert!(is_plain_name(good), "{good}");
        }
        for bad in ["a.x/../../b", "../a.en", "a\\b.en", ".en", "a\nb.en", "a\0.en"] {
            assert!(!is_plain_name(bad), "{bad}");
        }
    }

    #[test]
    fn names_of_files_are_urls() {
        assert_eq!(url("a b.한.en-ko.pdf"), "a%20b.%ED%95%9C.en-ko.pdf");
    }
}
