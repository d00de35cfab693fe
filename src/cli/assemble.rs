//! From the files of a project to an edition and all that is wrong with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::args::Selection;
use crate::catalog::interface::Interface;
use crate::catalog::{self, Catalog};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::edition::{self, Edition};
use crate::layout;
use crate::layout::font::FontBook;
use crate::project::{Project, Result};
use crate::tei;
use crate::text::Lang;

/// Reads the documents of a project, each in the languages that are asked for.
pub(super) struct Assembler<'a> {
    project: &'a Project,
    /// The languages that are asked for; none for all that there are.
    langs: &'a [Lang],
    fonts: FontBook,
    /// What the documents of a language share, read once.
    shared: BTreeMap<Lang, Shared>,
}

#[derive(Clone, Default)]
struct Shared {
    terms: Option<Arc<SourceFile>>,
    interface: Option<Arc<SourceFile>>,
}

/// A document as far as it could be read.
#[derive(Default)]
pub(super) struct Assembly {
    /// The edition; none if the document or a catalog is not there or could not be read at all.
    pub(super) edition: Option<Edition>,
    /// What is wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The names of the files that were read.
    pub(super) files: Vec<String>,
}

impl<'a> Assembler<'a> {
    /// Prepares to read documents in the languages of a selection.
    pub(super) fn new(project: &'a Project, selection: &'a Selection) -> Result<Assembler<'a>> {
        let langs = selection.langs.as_slice();
        if let Some((_, twice)) = langs.iter().enumerate().find(|(index, lang)| langs[..*index].contains(lang)) {
            let message = format!("the language `{twice}` is named twice");
            return Err(Diagnostic::error("usage", message).help("name each language once in `--langs`").into());
        }
        Ok(Assembler { project, langs, fonts: fonts(project)?, shared: BTreeMap::new() })
    }

    /// The fonts of the project and the built-in ones.
    pub(super) fn fonts(&self) -> &FontBook {
        &self.fonts
    }

    /// Reads a document and its catalogs, sets them side by side, and finds what is wrong with them.
    pub(super) fn assemble(&mut self, document: &str) -> Assembly {
        let mut assembly = Assembly::default();
        if let Err(diagnostic) = self.fill(document, &mut assembly) {
            assembly.diagnostics.push(*diagnostic);
        }
        assembly
    }

    fn fill(&mut self, document: &str, assembly: &mut Assembly) -> Result<()> {
        assembly.files.push(format!("sources/{document}.xml"));
        let (source, found) = tei::read(&self.project.source(document)?);
        assembly.diagnostics.extend(found);
        let translated = self.project.languages(document);
        let langs = self.languages(document, source.as_ref().map(|source| &source.lang), &translated, assembly);

        let mut catalogs = Vec::new();
        let mut interfaces = Vec::new();
        let mut complete = langs.is_some();
        let langs = langs.unwrap_or(translated);
        for lang in &langs {
            match self.language(document, lang, assembly) {
                Ok((catalog, interface)) => {
                    catalogs.push(catalog);
                    interfaces.push(interface);
                }
                // The others are read all the same, so that one run tells everything.
                Err(diagnostic) => {
                    assembly.diagnostics.push(*diagnostic);
                    complete = false;
                }
            }
        }
        if let Some(source) = source.filter(|_| complete) {
            let (edition, found) = edition::align(document, &source, &catalogs, &interfaces);
            assembly.diagnostics.extend(found);
            assembly.diagnostics.extend(layout::missing_glyphs(&edition, &self.fonts));
            assembly.edition = Some(edition);
        }
        Ok(())
    }

    /// The languages of an edition; none if one that is asked for has no messages.
    fn languages(
        &self,
        document: &str,
        source: Option<&Lang>,
        translated: &[Lang],
        assembly: &mut Assembly,
    ) -> Option<Vec<Lang>> {
        let source = source?;
        if self.langs.is_empty() {
            let others = translated.iter().filter(|lang| *lang != source);
            return Some(std::iter::once(source).chain(others).cloned().collect());
        }
        let missing: Vec<&Lang> =
            self.langs.iter().filter(|lang| *lang != source && !translated.contains(lang)).collect();
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
        missing.is_empty().then(|| self.langs.to_vec())
    }

    /// The catalog and the labels of a language.
    fn language(&mut self, document: &str, lang: &Lang, assembly: &mut Assembly) -> Result<(Catalog, Interface)> {
        let messages = self.project.messages(lang, document)?;
        let shared = match self.shared.get(lang) {
            Some(shared) => shared.clone(),
            None => {
                let shared =
                    Shared { terms: self.project.terms(lang)?, interface: self.project.interface(lang)? };
                self.shared.insert(lang.clone(), shared.clone());
                shared
            }
        };
        let files = [&messages, &shared.terms, &shared.interface];
        assembly.files.extend(files.into_iter().flatten().map(|file| file.name.clone()));
        let (catalog, found) = catalog::read(lang, messages.as_ref(), shared.terms.as_ref());
        assembly.diagnostics.extend(found);
        let (interface, found) = Interface::read(lang, shared.interface.as_ref());
        assembly.diagnostics.extend(found);
        Ok((catalog, interface))
    }
}

fn fonts(project: &Project) -> Result<FontBook> {
    let (names, bytes): (Vec<String>, Vec<Vec<u8>>) = project.fonts()?.into_iter().unzip();
    FontBook::new(bytes).map_err(|index| {
        Diagnostic::error("input", format!("`{}` is no font that can be set", names[index]))
            .help("put a TrueType or OpenType font there, or take the file away")
            .into()
    })
}
