//! Makes the files of editions.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::explain;
use super::names::{is_plain_name, stem, url};
use crate::cli::args::{Build, Format};
use crate::cli::assemble::Assembler;
use crate::cli::report::{self, Progress, plural};
use crate::diagnostic::Diagnostic;
use crate::edition::{Cell, Edition, Identifier, Part, Status};
use crate::html;
use crate::layout::check::{Checker, Report};
use crate::layout::font::{FontBook, FontId};
use crate::layout::style::{ColophonPlace, PageStyle, Placement, ShowContents};
use crate::layout::{self, Item, Layout, Page, Saved};
use crate::pdf::{self, Attachment, Hashed, Properties, Record, Standard};
use crate::project::{self, Output, Result};
use crate::text::{self, Role};

/// What all editions of a build share.
pub(in crate::cli) struct Press<'a> {
    pub(in crate::cli) command: &'a Build,
    pub(in crate::cli) fonts: &'a FontBook,
    /// The fonts of the project.
    pub(in crate::cli) project_fonts: &'a [Hashed],
    /// How the project wants its editions to look.
    pub(in crate::cli) style: &'a PageStyle,
    /// The version of PDF that the project wants.
    pub(in crate::cli) standard: Standard,
    /// The folder that the files are written to.
    pub(in crate::cli) folder: PathBuf,
    /// The date of all editions, where the environment gives one.
    pub(in crate::cli) now: Option<String>,
}

/// The files of an edition, not written yet.
pub(in crate::cli) struct Printed {
    pub(in crate::cli) outputs: Vec<Output>,
    /// A line of the report for each.
    pub(in crate::cli) lines: Vec<String>,
    /// The fonts on its pages.
    pub(in crate::cli) fonts: BTreeSet<FontId>,
    /// What is wrong with its lines.
    pub(in crate::cli) findings: Vec<Diagnostic>,
}

/// A PDF that was made.
pub(in crate::cli) struct Pdf {
    pub(in crate::cli) bytes: Vec<u8>,
    /// How many pages it has.
    pub(in crate::cli) pages: usize,
    /// How many pages the widths of its columns save.
    saved: Saved,
    /// What the checker says of them, if it was asked.
    explained: Option<Report>,
}

impl Press<'_> {
    /// Makes the files of an edition, and writes them when they are complete. Gives a line of the report for each, and what
    /// is wrong with the lines of text; if that is to refuse the edition, nothing is written.
    pub(super) fn print(
        &self,
        edition: &Edition,
        sources: Vec<Attachment>,
        assembler: &Assembler<'_>,
        progress: &Progress,
    ) -> Result<(Vec<String>, Vec<Diagnostic>)> {
        let Printed { outputs, lines, findings, .. } = self.make(edition, sources, progress)?;
        let findings = assembler.weigh(findings);
        if report::status(&findings) != crate::cli::Status::Clean {
            return Ok((Vec::new(), findings));
        }
        project::write(&outputs)?;
        Ok((lines, findings))
    }

    /// Makes the files of an edition. `sources` are what it was made from.
    pub(in crate::cli) fn make(
        &self,
        edition: &Edition,
        sources: Vec<Attachment>,
        progress: &Progress,
    ) -> Result<Printed> {
        let stem = stem(&edition.name, &edition.langs);
        if !is_plain_name(&stem) {
            return Err(Diagnostic::error("output", format!("`{stem}` cannot be the name of a file"))
                .help("name the document with letters, digits, `-`, `_` and `.`")
                .into());
        }
        let wants = |format| self.command.format.contains(&format);
        let rows = edition.parts.iter().filter(|part| matches!(part, Part::Row(_))).count();
        let stand_ins: Vec<String> = [(Status::Untranslated, "untranslated"), (Status::Outdated, "outdated")]
            .into_iter()
            .map(|(status, name)| (cells(edition).filter(|cell| cell.status == status).count(), name))
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count} {name}"))
            .collect();
        let mut outputs = Vec::new();
        let mut lines = Vec::new();
        let mut fonts = BTreeSet::new();
        let mut explained = None;
        let mut findings = Vec::new();
        let mut add = |extension: &str, bytes: Vec<u8>, pages: Option<(usize, Saved)>, took: Duration| {
            let path = self.folder.join(format!("{stem}.{extension}"));
            let mut columns = vec![project::display(&path)];
            columns.extend(pages.map(|(pages, _)| plural(pages, "page")));
            columns.extend(pages.and_then(|(_, saved)| match saved {
                Saved::Counted(0) | Saved::Expected(0) => None,
                Saved::Counted(saved) => Some(format!("{} saved by the widths of the columns", plural(saved, "page"))),
                Saved::Expected(saved) => {
                    Some(format!("about {} saved by the widths of the columns", plural(saved, "page")))
                }
            }));
            columns.push(plural(rows, "row"));
            columns.extend(stand_ins.iter().cloned());
            columns.push(format!("{} ms", took.as_millis()));
            lines.push(columns.join("   "));
            outputs.push(Output { path, bytes });
        };
        // The page first: its tree is gone when the pages of the PDF take their room.
        let page = wants(Format::Html).then(|| {
            let start = Instant::now();
            let options = self.html(wants(Format::Pdf).then(|| url(&format!("{stem}.pdf"))));
            (html::write(edition, &options), start.elapsed())
        });
        if wants(Format::Pdf) {
            let start = Instant::now();
            progress.expect(rows);
            let made = self.pdf(edition, sources, |page| {
                findings.extend(page.findings.iter().cloned());
                progress.advance(page.anchors.len());
                fonts.extend(page.items.iter().filter_map(|item| match item {
                    Item::Run(run) => Some(run.font),
                    Item::Rule(_) | Item::Picture(_) => None,
                }));
            })?;
            explained = made.explained;
            add("pdf", made.bytes, Some((made.pages, made.saved)), start.elapsed());
        }
        if let Some((text, took)) = page {
            add("html", text.into_bytes(), None, took);
        }
        lines.extend(explained.iter().flat_map(|report| explain::lines(report, &edition.langs)));
        Ok(Printed { outputs, lines, fonts, findings })
    }

    /// How the pages look: as the project has it, but for what the command line says.
    fn style(&self) -> PageStyle {
        let arrangement = self.command.layout.map_or(self.style.arrangement, Into::into);
        PageStyle { print: self.command.print, ..self.style.clone().arranged(arrangement) }
    }

    /// How an edition looks in HTML, as far as the project says.
    fn html(&self, pdf: Option<String>) -> html::Options {
        html::Options {
            pdf,
            contents_from: match self.style.contents.show {
                ShowContents::Auto => Some(html::FEWEST_HEADINGS),
                ShowContents::Always => Some(1),
                ShowContents::Never => None,
            },
            contents_depth: self.style.contents.depth.into(),
            colophon: self.style.colophon != ColophonPlace::None,
            alone_across: self.style.alone == Placement::Across,
        }
    }

    /// The version of PDF: the project's, but for what the command line says.
    pub(in crate::cli) fn standard(&self) -> Standard {
        self.command.pdf.map_or(self.standard, Into::into)
    }

    /// Makes the PDF of an edition with what it was made from. `look` is shown each page.
    pub(in crate::cli) fn pdf(
        &self,
        edition: &Edition,
        sources: Vec<Attachment>,
        mut look: impl FnMut(&Page),
    ) -> Result<Pdf> {
        let style = self.style();
        let mut count = 0;
        let Layout { structure, pages, saved, .. } = layout::set(edition, self.fonts, &style);
        let mut checker = self.command.explain.then(|| Checker::new(&structure, self.fonts, &style));
        let pages = pages.inspect(|page| {
            count += 1;
            look(page);
            if let Some(checker) = &mut checker {
                checker.page(page);
            }
        });
        let bytes = pdf::write(pages, &structure, self.fonts, &self.properties(edition, sources));
        let bytes = bytes.map_err(|error| {
            let stem = stem(&edition.name, &edition.langs);
            Diagnostic::error("pdf", format!("`{stem}.pdf` cannot be made: {error}"))
                .help("`--format html` makes the HTML alone")
        })?;
        Ok(Pdf { bytes, pages: count, saved, explained: checker.map(Checker::finish) })
    }

    /// What a PDF says of itself.
    fn properties(&self, edition: &Edition, sources: Vec<Attachment>) -> Properties {
        // What the occasion was, or else the subtitle.
        let words = |wanted: Role| {
            let row = edition.parts.iter().find_map(|part| match part {
                Part::Row(row) if row.role == wanted => Some(row),
                _ => None,
            })?;
            let words = row.cells.iter().map(|cell| (cell.lang.clone(), text::plain(&cell.content)));
            Some(words.collect::<Vec<_>>()).filter(|words| !words.is_empty())
        };
        let metadata = &edition.metadata;
        let (subject, mut subjects) = match &metadata.summary {
            Some(summary) => (Some(summary.clone()), metadata.summaries.clone()),
            None => {
                let words = words(Role::Occasion).or_else(|| words(Role::Subtitle)).unwrap_or_default();
                (words.first().map(|(_, words)| words.clone()), words)
            }
        };
        // Where a translation is missing, the source's words stand in its place.
        let mut said = BTreeSet::new();
        subjects.retain(|(lang, words)| !words.trim().is_empty() && said.insert(lang.clone()));
        let titles: Vec<&str> = edition.titles.iter().map(String::as_str).filter(|title| !title.is_empty()).collect();
        Properties {
            title: if titles.is_empty() { edition.name.clone() } else { titles.join(" — ") },
            titles: edition.langs.iter().cloned().zip(edition.titles.iter().cloned()).collect(),
            authors: metadata.authors.clone(),
            contributors: metadata.all_contributors(),
            publisher: metadata.publisher.clone(),
            published: metadata.date.clone(),
            identifier: metadata.identifiers.first().map(Identifier::uri),
            rights: metadata.rights.clone(),
            all_rights: metadata.all_rights.clone(),
            licence: metadata.licences.first().cloned(),
            source: metadata.source.clone(),
            subject,
            subjects,
            keywords: metadata.keywords.clone(),
            languages: edition.langs.clone(),
            reading: self.command.reading.into(),
            standard: self.standard(),
            record: Some(Record {
                version: pdf::VERSION.to_owned(),
                document: edition.name.clone(),
                options: self.command.options(&edition.langs),
                date: self.now.clone(),
                sources: sources.iter().map(|source| Hashed::new(&source.path, &source.bytes)).collect(),
                fonts: self.project_fonts.to_vec(),
            }),
            attachments: sources,
            date: self.now.clone().or_else(|| metadata.date.clone()),
        }
    }
}

fn cells(edition: &Edition) -> impl Iterator<Item = &Cell> {
    edition.parts.iter().flat_map(|part| match part {
        Part::Row(row) => row.cells.as_slice(),
        Part::Open(_) | Part::Close => &[],
    })
}
