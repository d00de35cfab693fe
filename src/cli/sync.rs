//! `enface sync`: brings the files of messages in step with their sources.

use std::sync::Arc;

use super::args::{Global, Sync};
use super::report::{self, Report, plural};
use super::translation::{Source, Translation, languages, lock_text, only_messages, source, translation};
use super::{Status, diff, select};
use crate::catalog::identifier;
use crate::catalog::state::State;
use crate::catalog::sync::{self, Kind, Likeness};
use crate::diagnostic::{self, Diagnostic, SourceFile};
use crate::edition;
use crate::project::{Project, Result};
use crate::text::Lang;

pub(super) fn run(command: &Sync, global: &Global, report: &Report) -> Result<Status> {
    let project = Project::open(global.folder())?;
    let documents = select(&project, &command.documents)?;
    let _alone = (!command.dry_run).then(|| project.exclusive());
    let mut run = Run { project: &project, report, dry_run: command.dry_run, diagnostics: Vec::new() };
    for document in documents {
        // What is wrong with one does not stop the others.
        if let Err(diagnostic) = run.document(document, &command.langs) {
            run.diagnostics.push(*diagnostic);
        }
    }
    let mut diagnostics = run.diagnostics;
    diagnostic::sort(&mut diagnostics);
    report.complain(&diagnostics);
    Ok(report::status(&diagnostics))
}

struct Run<'a> {
    project: &'a Project,
    report: &'a Report,
    dry_run: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Run<'_> {
    fn document(&mut self, document: &str, wanted: &[Lang]) -> Result<()> {
        let Some(source) = source(self.project, document, &mut self.diagnostics)? else { return Ok(()) };
        only_messages(&source, wanted)?;
        if let Err(diagnostic) = self.reference(document, &source) {
            // If the source's language is wrong, its own text would be taken for a translation.
            let is_in_doubt = diagnostic.code == "not-derived";
            self.diagnostics.push(*diagnostic);
            if is_in_doubt {
                return Ok(());
            }
        }
        for lang in languages(self.project, document, &source, wanted)? {
            if let Err(diagnostic) = self.translation(document, &lang, &source) {
                self.diagnostics.push(*diagnostic);
            }
        }
        Ok(())
    }

    /// Mends the file of messages in the source's own language.
    fn reference(&self, document: &str, source: &Source) -> Result<()> {
        let lang = &source.document.lang;
        let old = translation(self.project, document, lang, source)?;
        let new = sync::reference(&source.units, &old.catalog, edition::agrees)?;
        let name = self.project.translation_name(lang, document, "ftl");
        self.put(&name, old.messages.as_ref(), new.messages)?;
        self.say(&name, &[(new.changed, "message")]);
        Ok(())
    }

    /// Adds stubs to a translation, and records what it was made from.
    fn translation(&mut self, document: &str, lang: &Lang, source: &Source) -> Result<()> {
        let old = translation(self.project, document, lang, source)?;
        if let Some(file) = old.messages.as_ref().filter(|_| sync::is_derived(&old.catalog)) {
            return Err(Box::new(sync::no_translation(file)));
        }
        let new = sync::sync(&source.units, &old.catalog);
        let name = |extension| self.project.translation_name(lang, document, extension);
        let (messages, lock) = (name("ftl"), name("lock"));
        let mut last = old.lock.clone();
        if !self.dry_run {
            last = self.put(&lock, last.as_ref(), lock_text(&new.before))?;
        }
        self.put(&messages, old.messages.as_ref(), new.messages)?;
        self.put(&lock, last.as_ref(), lock_text(&new.after))?;
        self.say(&messages, &[(new.added.len(), "new stub"), (new.renewed.len(), "renewed stub")]);
        self.say(&lock, &[(new.recorded, "translation")]);
        self.diagnostics.extend(lost(document, lang, source, &old));
        Ok(())
    }

    /// Writes a file if it is to change, or shows what would change. Gives the file as it is then.
    fn put(&self, name: &str, old: Option<&Arc<SourceFile>>, new: String) -> Result<Option<Arc<SourceFile>>> {
        let before = old.map_or("", |file| file.text.as_str());
        if before == new {
            return Ok(old.cloned());
        }
        if self.dry_run {
            self.report.out(&diff::unified(name, before, &new));
            return Ok(old.cloned());
        }
        self.project.update(name, old.map(AsRef::as_ref), new).map(Some)
    }

    fn say(&self, name: &str, counts: &[(usize, &str)]) {
        let counts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| plural(*count, what)).collect();
        if !counts.is_empty() && !self.dry_run {
            self.report.say(&format!("{name}   {}", counts.join("   ")));
        }
    }
}

/// Names the messages whose unit is gone, and the units that a message probably belongs to.
fn lost(document: &str, lang: &Lang, source: &Source, translation: &Translation) -> Vec<Diagnostic> {
    let (catalog, Some(file)) = (&translation.catalog, &translation.messages) else { return Vec::new() };
    let likenesses = sync::likenesses(&source.units, catalog);
    let known = source.units.list.iter().map(|unit| unit.id.as_str()).collect();
    let place = |id: &str| catalog.ids().find(|(other, _)| other == id).map_or(0..0, |(_, span)| span);
    let mut found = Vec::new();
    for Likeness { old, new, kind, per_cent } in &likenesses {
        // All that one command carries over.
        let all = likenesses.iter().filter(|other| other.new == *new && other.kind == Kind::Joined);
        let (from, to) = (identifier::encode(old), identifier::encode(new));
        let is_other = |other: &&Likeness| (&other.old, &other.new) == (new, old) && old < new;
        if likenesses.iter().any(|other| is_other(&other)) {
            // One command exchanges both.
            continue;
        }
        let stands = source.units.find(new).map(|unit| catalog.state(&unit.id, &unit.text));
        let does = match stands {
            None | Some(State::Missing) => "carries it over",
            _ => "exchanges it with the one that stands there; then run `enface sync` again",
        };
        let carry = format!("`enface accept {document} --lang {lang} --from {from} {to}` {does}");
        let (message, help) = match kind {
            Kind::Moved => (
                format!("the message `{from}` probably belongs to `{to}`: {per_cent} % of their source is the same"),
                carry,
            ),
            Kind::Split => (
                format!(
                    "a part of the message `{from}` probably belongs to `{to}`: it holds {per_cent} % of its source"
                ),
                format!("{carry}; then leave in each what belongs to it"),
            ),
            Kind::Joined => {
                let froms: String = all.map(|other| format!("--from {} ", identifier::encode(&other.old))).collect();
                (
                    format!(
                        "the message `{from}` probably belongs into `{to}`, which is new and holds {per_cent} % of its source"
                    ),
                    format!("`enface accept {document} --lang {lang} {froms}{to}` carries over all that belongs there"),
                )
            }
            Kind::Merged => (
                format!(
                    "the message `{from}` probably belongs into `{to}`, which now holds {per_cent} % of its source"
                ),
                format!(
                    "add its words to `{to}`, delete it, and confirm with `enface accept {document} --lang {lang} {to}`"
                ),
            ),
        };
        found.push(Diagnostic::note("probable-match", message).at(file, place(old)).help(help));
    }
    for (id, span) in catalog.orphans(&known) {
        if catalog.is_empty(&id) {
            found.push(edition::orphaned_stub(&id, &source.units.path).at(file, span));
            continue;
        }
        let message = format!("the message `{id}` has no unit in {}", source.units.path);
        let help = match likenesses.iter().any(|likeness| likeness.old == id) {
            true => "it probably belongs to another unit, see there",
            false => "give it the id of its unit, or delete it: the program deletes no translation",
        };
        found.push(Diagnostic::warning("orphan-message", message).at(file, span).help(help));
    }
    found
}
