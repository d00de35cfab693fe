//! Languages: those that a file names by their tags, by their names or as nobody else does.

use rustc_hash::FxHashSet;

use super::read::Builder;
use super::{Key, NodeKind, Tree};
use crate::diagnostic::Diagnostic;
use crate::text::Lang;

/// How many wrong languages are named one by one.
const MAX_NAMED: usize = 30;

/// How many languages are looked up by their names.
const MAX_LOOKED_UP: usize = 1000;

/// How many characters a name may have.
const MAX_NAME: usize = 100;

/// What an `xml:lang` is.
pub(in crate::tei) const LANGS: &str = "write a language tag such as “ko”, “en-GB” or “zh-Hant”";

impl Tree<'_> {
    /// The language that is meant by a tag, by a name, or by what the header explains.
    pub(in crate::tei) fn known_lang(&self, value: &str) -> Option<Lang> {
        let value = value.trim_ascii();
        let tag = Lang::parse(value).filter(Lang::is_known);
        if tag.as_ref().is_some_and(|tag| !tag.is_private()) {
            return tag;
        }
        self.named_langs.get(value).cloned().or(tag)
    }
}

impl Builder<'_, '_> {
    /// Reads which languages are meant by what is no tag: those that the header names (`language` with `ident`, or `id` in
    /// TEI P4), and those that the text does.
    pub(super) fn name_langs(&mut self) {
        let tree = &self.tree;
        let is_language = |&i: &usize| matches!(tree.element(i), Some(("language", _)));
        let mut found = Vec::new();
        for i in (0..tree.nodes.len()).filter(is_language).take(MAX_LOOKED_UP) {
            let Some(ident) = tree.attribute(i, Key::Ident).or_else(|| tree.id(i)).map(str::trim_ascii) else {
                continue;
            };
            let name: String = tree.nodes[i + 1..tree.nodes[i].end]
                .iter()
                .filter_map(|node| if let NodeKind::Text(text) = &node.kind { Some(text.as_ref()) } else { None })
                .flat_map(str::chars)
                .take(MAX_NAME)
                .collect();
            // What else is said of it stands behind a sign.
            let name = name.split([',', '(', '.', ';']).next().unwrap_or_default();
            let tag = Lang::parse(ident).filter(|tag| tag.is_known() && !tag.is_private());
            let lang = Lang::of_name(name).or_else(|| named(ident)).filter(|_| tag.is_none());
            found.extend(lang.map(|lang| (ident.to_owned(), lang)));
        }
        self.tree.named_langs.extend(found);
        let mut odd: Vec<_> = self.odd_langs.iter().map(|(value, span)| (span.start, value.trim_ascii())).collect();
        odd.sort_unstable();
        for (_, value) in odd.into_iter().take(MAX_LOOKED_UP) {
            if let Some(lang) = named(value) {
                self.tree.named_langs.entry(value.to_owned()).or_insert(lang);
            }
        }
    }

    /// Warns of what is no language, and of languages for private use that the header does not explain (`language` with
    /// this `ident`).
    pub(super) fn tell_langs(&mut self) {
        let mut found: Vec<_> = std::mem::take(&mut self.odd_langs).into_iter().collect();
        let is_private = |value: &str| Lang::parse(value.trim_ascii()).is_some_and(|lang| lang.is_private());
        let mut explained = FxHashSet::default();
        if found.iter().any(|(value, _)| is_private(value)) {
            let idents = self.tree.header_attributes.iter().filter(|(_, name, _)| *name == "ident");
            explained.extend(idents.map(|(.., ident)| ident.to_ascii_lowercase()));
        }
        let is_explained = |value: &str| explained.contains(&value.trim_ascii().to_ascii_lowercase());
        found.retain(|(value, _)| !is_lang(value) || is_private(value) && !is_explained(value));
        found.sort_by_key(|(_, span)| span.start);
        for (value, span) in found.into_iter().take(MAX_NAMED) {
            let lang = self.tree.known_lang(&value).filter(|lang| !lang.is_private());
            let what = if is_lang(&value) {
                format!("“{value:.60}” is a language that only this project knows")
            } else {
                no_lang(&value)
            };
            let (message, help) = match (lang, is_lang(&value)) {
                (Some(lang), _) => (format!("{what}; it is taken for “{lang}”"), format!("write “{lang}”, or another language tag")),
                (None, true) => (what, "write a language tag such as “ko”, or “und” for none that is known; or explain it in the header’s langUsage".to_owned()),
                (None, false) => (what, LANGS.to_owned()),
            };
            self.diagnostics.push(Diagnostic::warning("bad-language", message).at(self.file, span).help(help));
        }
    }
}

/// The language that a name means, also one that is marked as a project’s own (`x-greek`).
fn named(value: &str) -> Option<Lang> {
    Lang::of_name(value.strip_prefix("x-").unwrap_or(value))
}

/// Whether an `xml:lang` says a language, or with nothing that it is not known.
pub(in crate::tei) fn is_lang(value: &str) -> bool {
    let value = value.trim_ascii();
    value.is_empty() || Lang::parse(value).is_some_and(|lang| lang.is_known())
}

/// Says that an `xml:lang` does not.
pub(in crate::tei) fn no_lang(value: &str) -> String {
    format!("“{value:.60}” is no language tag")
}
