//! From the files of a project to an edition and all that is wrong with it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::args::Selection;
use super::{pictures, translation};
use crate::catalog::interface::Interface;
use crate::catalog::lock::Lock;
use crate::catalog::{self, Catalog, Variables, quality};
use crate::diagnostic::rule::Exception;
use crate::diagnostic::{Diagnostic, Severity, SourceFile, suggest};
use crate::edition::{self, Digest, Edition, Input, Options};
use crate::layout;
use crate::layout::font::{FontBook, FontChoice, is_built_in};
use crate::layout::style::PageStyle;
use crate::pdf::{Hashed, Standard};
use crate::project::{Original, Project, Result, SETTINGS};
use crate::settings::{self, Settings};
use crate::tei::{self, Document};
use crate::text::Lang;

/// What documents are read for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To find all that is wrong.
    Check,
    /// To publish them.
    Edition,
    /// To show how far they are: units need no translation.
    Draft,
}

/// Reads the documents of a project, each in the languages that are asked for.
pub(super) struct Assembler<'a> {
    project: &'a Project,
    /// The languages that are asked for; none for all that there are.
    langs: &'a [Lang],
    purpose: Purpose,
    fonts: Arc<Fonts>,
    /// The same fonts as the settings want them.
    book: FontBook,
    /// Whether the words of translations are looked at in any case.
    words: bool,
    settings: Settings,
    /// The file that they stand in.
    settings_file: Option<Original>,
    /// What is wrong with the settings.
    settings_found: Vec<Diagnostic>,
    /// What the documents of a language share, read once.
    shared: Mutex<BTreeMap<Lang, Shared>>,
}

/// The fonts of a project.
pub(super) struct Fonts {
    /// With the built-in ones.
    book: FontBook,
    /// Those that are not built in, in the order in which they are tried.
    own: Vec<Hashed>,
}

/// What is read of a language.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    /// The document's messages with the terms, and the labels.
    Messages,
    /// The labels alone.
    Labels,
}

#[derive(Clone, Default)]
struct Shared {
    terms: Option<Original>,
    interface: Option<Original>,
}

/// A document as far as it could be read.
#[derive(Default)]
pub(super) struct Assembly {
    /// The edition; none if the document or a catalog is not there or could not be read at all.
    pub(super) edition: Option<Edition>,
    /// What is wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The names of the files that were read for it, also of those that could not be.
    pub(super) files: Vec<String>,
    /// The files that it was made from, each once; the settings come last.
    pub(super) originals: Vec<Original>,
}

impl Assembly {
    /// Takes note of a file that was read.
    fn note(&mut self, file: &Original) {
        if self.originals.iter().all(|known| known.file.name != file.file.name) {
            self.files.push(file.file.name.clone());
            self.originals.push(file.clone());
        }
    }
}

impl<'a> Assembler<'a> {
    /// Prepares to read documents in the languages of a selection.
    pub(super) fn new(project: &'a Project, selection: &'a Selection, purpose: Purpose) -> Result<Assembler<'a>> {
        Assembler::with_fonts(project, selection, purpose, Arc::new(fonts(project)?))
    }

    /// The same with fonts that were read before.
    pub(super) fn with_fonts(
        project: &'a Project,
        selection: &'a Selection,
        purpose: Purpose,
        fonts: Arc<Fonts>,
    ) -> Result<Assembler<'a>> {
        let langs = selection.langs.as_slice();
        if let Some((_, twice)) = langs.iter().enumerate().find(|(index, lang)| langs[..*index].contains(lang)) {
            let message = format!("the language `{twice}` is named twice");
            return Err(Diagnostic::error("usage", message).help("name each language once in `--langs`").into());
        }
        let settings_file = project.original(SETTINGS)?;
        let read = settings_file.as_ref().map(|settings| settings::read(&settings.file));
        let (settings, mut settings_found) = read.unwrap_or_default();
        if let Some(settings_file) = &settings_file {
            settings_found.extend(unknown_families(&settings, &settings_file.file, &fonts.book));
        }
        let choices: Vec<FontChoice> = settings.fonts.iter().map(|(choice, _)| choice.clone()).collect();
        let replacement = settings.replacement.as_ref().map(|(sign, _)| *sign);
        let book = fonts.book.choosing(&choices).replacing(replacement);
        Ok(Assembler {
            project,
            langs,
            purpose,
            fonts,
            book,
            words: false,
            settings,
            settings_file,
            settings_found,
            shared: Mutex::default(),
        })
    }

    /// Looks at the words of translations, too, whatever documents are read for.
    pub(super) fn with_words(self) -> Assembler<'a> {
        Assembler { words: true, ..self }
    }

    /// The fonts of the project and the built-in ones.
    pub(super) fn fonts(&self) -> &FontBook {
        &self.book
    }

    /// The fonts of the project that are not built in, in the order in which they are tried.
    pub(super) fn project_fonts(&self) -> &[Hashed] {
        &self.fonts.own
    }

    /// How editions look.
    pub(super) fn style(&self) -> &PageStyle {
        &self.settings.style
    }

    /// The version of PDF that the project wants.
    pub(super) fn standard(&self) -> Standard {
        self.settings.standard
    }

    /// Reads a document and its catalogs, sets them side by side, and finds what is wrong with them.
    pub(super) fn assemble(&self, document: &str) -> Assembly {
        let mut assembly = Assembly { diagnostics: self.settings_found.clone(), ..Assembly::default() };
        let mut exceptions = Vec::new();
        if let Err(diagnostic) = self.fill(document, &mut assembly, &mut exceptions) {
            assembly.diagnostics.push(*diagnostic);
        }
        if let Some(settings) = &self.settings_file {
            assembly.originals.push(settings.clone());
        }
        self.settings.levels.apply(&mut assembly.diagnostics, &exceptions);
        assembly
    }

    /// Gives findings that belong to no document the weight that the project wants.
    pub(super) fn weigh(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        self.settings.levels.apply(&mut diagnostics, &[]);
        diagnostics
    }

    /// Whether the words of translations are to be looked at: not for an edition, unless it is to be refused for them.
    fn looks_at_words(&self) -> bool {
        match self.purpose {
            _ if self.words => true,
            Purpose::Check => true,
            Purpose::Edition => quality::CODES.iter().any(|code| self.settings.levels.is_error(code)),
            Purpose::Draft => false,
        }
    }

    fn fill(&self, document: &str, assembly: &mut Assembly, exceptions: &mut Vec<Exception>) -> Result<()> {
        assembly.files.push(format!("sources/{document}.xml"));
        let original = self.project.original_source(document)?;
        assembly.originals.push(original.clone());
        let (source, found) = tei::read(&original.file);
        assembly.diagnostics.extend(found);
        let mut translated = self.project.languages(document)?;
        for lang in source.iter().flat_map(Document::parallel_langs) {
            if translated.contains(lang) {
                assembly.diagnostics.push(self.not_read(document, lang)?);
            } else {
                translated.push(lang.clone());
            }
        }
        // Where the document cannot be read, its translations are, so that one run tells everything.
        let langs = match &source {
            Some(source) => self.languages(document, &source.lang, &translated, assembly),
            None => translated.clone(),
        };
        let is_source = |lang: &Lang| source.as_ref().is_some_and(|source| source.lang == *lang);
        // What the document says itself needs no messages.
        let is_told = |lang: &Lang| source.iter().flat_map(Document::parallel_langs).any(|told| told == lang);
        // All languages of the edition, and those that could be read: these are compared whatever ails the others.
        let mut complete = self.langs.is_empty() || langs.len() == self.langs.len();
        let mut readable = Vec::new();
        let mut catalogs = Vec::new();
        let mut reference = None;
        let mut interfaces = Vec::new();
        let variables = match &source {
            Some(source) => edition::variables(source),
            None => Variables { unknown: true, ..Variables::default() },
        };
        for lang in &langs {
            let labels_only = is_source(lang) && self.purpose != Purpose::Check || is_told(lang);
            let wants = if labels_only { Wants::Labels } else { Wants::Messages };
            match self.language(document, lang, wants, &variables, assembly) {
                Ok((catalog, interface)) => {
                    readable.push(lang.clone());
                    interfaces.push(interface);
                    if is_source(lang) {
                        reference = catalog;
                    } else {
                        catalogs.extend(catalog);
                    }
                }
                Err(diagnostic) => {
                    assembly.diagnostics.push(*diagnostic);
                    complete = false;
                }
            }
        }
        exceptions.extend(catalogs.iter().chain(&reference).flat_map(Catalog::exceptions).cloned());
        let Some(source) = &source else {
            assembly.diagnostics.extend(catalogs.iter().flat_map(edition::markup_errors));
            return Ok(());
        };
        let input = Input { document: source, langs: &readable, catalogs: &catalogs, interfaces: &interfaces };
        let (mut edition, found) = edition::align(&input, Options { draft: self.purpose == Purpose::Draft });
        assembly.diagnostics.extend(found);
        let (pictures, found, files) = pictures::read(source, self.project);
        pictures::originals(&pictures).iter().for_each(|picture| assembly.note(picture));
        edition.pictures = pictures;
        assembly.diagnostics.extend(found);
        let missing = files.into_iter().filter(|file| !assembly.files.contains(file)).collect::<Vec<_>>();
        assembly.files.extend(missing);
        if self.settings.style.heads.numbers {
            edition::number_heads(&mut edition);
        }
        stamp(&mut edition, &assembly.originals);
        if readable.iter().all(&is_source) {
            assembly.diagnostics.extend(self.missing_ids(source, &langs, &translated));
        }
        if self.looks_at_words() {
            assembly.diagnostics.extend(catalogs.iter().flat_map(|catalog| edition::quality(source, catalog)));
        }
        if self.purpose == Purpose::Check {
            assembly.diagnostics.extend(catalogs.iter().filter_map(|catalog| edition::unrecorded(source, catalog)));
        }
        if let Some(reference) = &reference {
            assembly.diagnostics.extend(edition::differences(source, reference));
        }
        assembly.diagnostics.extend(layout::missing_glyphs(&edition, &self.book));
        assembly.edition = Some(edition).filter(|_| complete);
        Ok(())
    }

    /// Says that messages are not read, as the document has a text of their language.
    fn not_read(&self, document: &str, lang: &Lang) -> Result<Diagnostic> {
        let message = format!("these messages are not read: the document has a text in `{lang}` of its own");
        let found = Diagnostic::warning("stray-file", message);
        let found = match &self.project.messages(lang, document)? {
            Some(file) => found.at(file, 0..0),
            None => found,
        };
        Ok(found.help("take the file away, or the text out of the document"))
    }

    /// Units without id, where nothing could be set beside them: an error for each if a translation is there that could not
    /// be read; or else one warning for who may want to translate the document one day.
    fn missing_ids(&self, source: &Document, langs: &[Lang], translated: &[Lang]) -> Vec<Diagnostic> {
        let is_other = |lang: &Lang| *lang != source.lang;
        if langs.iter().any(is_other) {
            return tei::missing_ids(source);
        }
        if self.purpose != Purpose::Check || translated.iter().any(is_other) {
            return Vec::new();
        }
        let first = translation::without_id(source);
        first.map(|first| Diagnostic { severity: Severity::Warning, ..first }).into_iter().collect()
    }

    /// Editions of a document in languages that are chosen among those that it has; none if it cannot be read. What is
    /// wrong with it is not told.
    pub(super) fn others(
        &self,
        document: &str,
        choose: impl FnOnce(&[Lang]) -> Vec<Vec<Lang>>,
    ) -> Result<Vec<Edition>> {
        let (Some(source), _) = tei::read(&self.project.source(document)?) else { return Ok(Vec::new()) };
        let mut known = self.project.languages(document)?;
        for lang in std::iter::once(&source.lang).chain(source.parallel_langs()) {
            if !known.contains(lang) {
                known.push(lang.clone());
            }
        }
        let mut editions = Vec::new();
        let variables = edition::variables(&source);
        for langs in choose(&known) {
            let (mut catalogs, mut interfaces) = (Vec::new(), Vec::new());
            for lang in &langs {
                let (catalog, interface) =
                    self.language(document, lang, Wants::Messages, &variables, &mut Assembly::default())?;
                catalogs.extend(catalog);
                interfaces.push(interface);
            }
            let input = Input { document: &source, langs: &langs, catalogs: &catalogs, interfaces: &interfaces };
            editions.push(edition::align(&input, Options { draft: true }).0);
        }
        Ok(editions)
    }

    /// The languages of an edition, without those that are asked for and have no messages.
    fn languages(&self, document: &str, source: &Lang, translated: &[Lang], assembly: &mut Assembly) -> Vec<Lang> {
        if self.langs.is_empty() {
            let others = translated.iter().filter(|lang| *lang != source);
            return std::iter::once(source).chain(others).cloned().collect();
        }
        let is_missing = |lang: &&Lang| *lang != source && !translated.contains(lang);
        let missing: Vec<&Lang> =
            self.langs.iter().filter(is_missing).filter(|_| self.purpose != Purpose::Draft).collect();
        for lang in &missing {
            let has: Vec<String> = std::iter::once(source)
                .chain(translated.iter().filter(|lang| *lang != source))
                .map(|lang| format!("`{lang}`"))
                .collect();
            let help = format!(
                "put its messages into `translations/{lang}/{document}.ftl`, or choose from the languages that the document has: {}",
                has.join(", ")
            );
            let message = format!("the document `{document}` has no messages in the language `{lang}`");
            assembly.diagnostics.push(Diagnostic::error("missing-catalog", message).help(help));
        }
        self.langs.iter().filter(|lang| !missing.contains(lang)).cloned().collect()
    }

    /// What the documents of a language share.
    fn shared(&self, lang: &Lang) -> Result<Shared> {
        let mut known = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shared) = known.get(lang) {
            return Ok(shared.clone());
        }
        let file = |name: &str| self.project.original(&self.project.translation_name(lang, name, "ftl"));
        let shared = Shared { terms: file("terms")?, interface: file("interface")? };
        known.insert(lang.clone(), shared.clone());
        Ok(shared)
    }

    /// The catalog of a language, if it is wanted and there is one, and the language's labels.
    fn language(
        &self,
        document: &str,
        lang: &Lang,
        wants: Wants,
        variables: &Variables,
        assembly: &mut Assembly,
    ) -> Result<(Option<Catalog>, Interface)> {
        let shared = self.shared(lang)?;
        let mut catalog = None;
        if wants == Wants::Messages
            && let Some(messages) = self.project.original(&self.project.translation_name(lang, document, "ftl"))?
        {
            assembly.note(&messages);
            shared.terms.iter().for_each(|terms| assembly.note(terms));
            let terms = shared.terms.as_ref().map(|terms| &terms.file);
            let (read, found) = catalog::read_for(lang, Some(&messages.file), terms, variables.clone());
            assembly.diagnostics.extend(found);
            let lock = self.project.original(&self.project.translation_name(lang, document, "lock"))?;
            lock.iter().for_each(|lock| assembly.note(lock));
            let lock = lock.map(|lock| Lock::read(&lock.file)).transpose()?.unwrap_or_default();
            catalog = Some(read.with_lock(lock));
        }
        shared.interface.iter().for_each(|interface| assembly.note(interface));
        let (interface, found) = Interface::read(lang, shared.interface.as_ref().map(|interface| &interface.file));
        assembly.diagnostics.extend(found);
        Ok((catalog, interface))
    }
}

/// Reads the fonts of a project.
pub(super) fn fonts(project: &Project) -> Result<Fonts> {
    let fonts = project.fonts()?;
    let own = fonts.iter().filter(|(_, bytes)| !is_built_in(bytes));
    let own = own.map(|(name, bytes)| Hashed::new(name, bytes)).collect();
    let (names, bytes): (Vec<String>, Vec<Vec<u8>>) = fonts.into_iter().unzip();
    let book = FontBook::new(bytes).map_err(|index| {
        Diagnostic::error("input", format!("`{}` is no font that can be set", names[index]))
            .help("put a TrueType or OpenType font there, or take the file away")
    })?;
    Ok(Fonts { book, own })
}

/// The families that the settings want and that there are none of.
fn unknown_families(settings: &Settings, file: &Arc<SourceFile>, book: &FontBook) -> Vec<Diagnostic> {
    let unknown = settings.fonts.iter().filter(|(choice, _)| book.families().all(|family| family != choice.family));
    let tell = |(choice, span): &(FontChoice, Range<usize>)| {
        let names = book.families().collect::<Vec<_>>().join("`, `");
        let help = match suggest::nearest(&choice.family, book.families()) {
            Some(near) => format!("there is `{near}`"),
            None => format!("put its files into `fonts/`; there is `{names}`"),
        };
        Diagnostic::error("settings", format!("there is no font `{}`", choice.family)).at(file, span.clone()).help(help)
    };
    let undrawn = settings.replacement.iter().filter(|(sign, _)| !book.covers(*sign)).map(|(sign, span)| {
        let message = format!("no font has the sign “{sign}”, which is to be drawn for what no font has");
        Diagnostic::error("settings", message).at(file, span.clone()).help("write another one, as in `\"□\"`")
    });
    unknown.map(tell).chain(undrawn).collect()
}

/// Says in an edition's colophon by what hashes its sources are known.
fn stamp(edition: &mut Edition, originals: &[Original]) {
    let hashed: Vec<Hashed> = originals.iter().map(|read| Hashed::new(&read.file.name, &read.bytes)).collect();
    let digests = hashed.iter().map(|file| Digest { path: &file.path, sha256: &file.sha256 });
    edition::stamp(edition, &digests.collect::<Vec<_>>());
}
