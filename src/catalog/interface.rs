//! The words that an edition itself says: labels, built in as Fluent messages, which a project can override one by one.

use std::sync::{Arc, LazyLock};

use fluent::FluentArgs;

use super::{Catalog, read_with, reason};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::text::Lang;

/// Words that an edition itself says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The words; empty if nothing is to be said.
    pub text: String,
    /// The language that they are in: where no labels of the language that is asked for are built in, and the project gives
    /// none, English.
    pub lang: Lang,
}

impl Default for Label {
    /// Nothing is said.
    fn default() -> Label {
        Label { text: String::new(), lang: Lang::new("und") }
    }
}

/// The words that an edition itself says, to the readers of one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// The language's own name, such as “한국어”.
    pub language: String,
    /// The heading over the notes.
    pub notes: Label,
    /// The mark of a cell that is not translated.
    pub untranslated: Label,
    /// The mark of a cell whose source has changed since it was translated.
    pub outdated: Label,
    /// For a draft: how many units are not translated, or have an outdated translation. Empty when all are done.
    pub draft: Label,
    /// The heading over the list of these units.
    pub pending: Label,
    /// What a link to a unit says to somebody who hears it.
    pub permalink: Label,
    /// The name of the choice of languages.
    pub languages: Label,
    /// The name of the list of contents.
    pub contents: Label,
    /// In the colophon, before the hashes of the sources.
    pub digest: Label,
    /// What a note begins with that the translator has added.
    pub translator_note: Label,
    /// What a link from a note back to its mark says.
    pub back: Label,
    /// The name of the list of editions.
    pub editions: Label,
    /// The link that passes over what stands in front of the text.
    pub skip: Label,
    /// The name of a table.
    pub table: Label,
    /// What stands for a picture that nothing is said of.
    pub picture: Label,
    /// The name of lines of code.
    pub listing: Label,
    /// Where a page of the original begins, with U+FFFC for its number; see [`Labels::page_name`].
    pub page: Label,
}

impl Labels {
    /// What is said where a page of the original begins: its name, which is at least its number.
    pub fn page_name(&self, n: &str) -> String {
        if self.page.text.contains(NUMBER) { self.page.text.replace(NUMBER, n) } else { n.to_owned() }
    }
}

/// Stands for a number that is known only when the label is used. No text holds it: U+FFFC is for objects.
pub const NUMBER: &str = "\u{fffc}";

/// How far a translation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many units are not translated.
    pub untranslated: u32,
    /// How many have a translation that is outdated.
    pub outdated: u32,
    /// How many there are.
    pub total: u32,
}

/// Where the labels of one language come from.
#[derive(Clone, Debug)]
pub struct Interface {
    lang: Lang,
    /// The project's own labels.
    own: Option<Arc<Catalog>>,
    /// The labels that are built in for the language, or else the English ones.
    built_in: &'static Catalog,
    /// The language of what is built in.
    built_in_lang: Lang,
}

/// The variables that labels may use.
const VARIABLES: [&str; 4] = ["untranslated", "outdated", "total", "n"];

/// The languages whose labels are built in, with the messages: some of those whose letters the fonts have that come along.
const BUILT_IN: [(&str, &str); 5] = [
    ("en", include_str!("../interface/en.ftl")),
    ("ko", include_str!("../interface/ko.ftl")),
    ("de", include_str!("../interface/de.ftl")),
    ("es", include_str!("../interface/es.ftl")),
    ("fr", include_str!("../interface/fr.ftl")),
];

static CATALOGS: LazyLock<Vec<Catalog>> =
    LazyLock::new(|| BUILT_IN.iter().map(|(lang, text)| built_in(lang, lang, text)).collect());
static ENGLISH: LazyLock<&Catalog> = LazyLock::new(|| &CATALOGS[0]);
static NAMES: LazyLock<Catalog> =
    LazyLock::new(|| built_in("languages", "en", include_str!("../interface/languages.ftl")));

fn built_in(name: &str, lang: &str, text: &str) -> Catalog {
    let file = Arc::new(SourceFile { name: format!("src/interface/{name}.ftl"), text: text.to_owned() });
    read_with(&Lang::new(lang), Some(&file), None, &VARIABLES).0
}

/// The labels that are built in for a language, or else the English ones.
fn labels_for(lang: &Lang) -> &'static Catalog {
    CATALOGS.iter().find(|catalog| catalog.lang().primary() == lang.primary()).unwrap_or(&ENGLISH)
}

impl Interface {
    /// Takes the labels that are built in for a language, and `file`, the labels that a project puts in their place.
    pub fn read(lang: &Lang, file: Option<&Arc<SourceFile>>) -> (Interface, Vec<Diagnostic>) {
        let built_in = labels_for(lang);
        let is_own = built_in.lang().primary() == lang.primary();
        let built_in_lang = if is_own { lang.clone() } else { built_in.lang().clone() };
        let Some(file) = file else {
            return (Interface { lang: lang.clone(), own: None, built_in, built_in_lang }, Vec::new());
        };
        let (own, mut diagnostics) = read_with(lang, Some(file), None, &VARIABLES);
        for (id, span) in own.ids() {
            if id != "language" && !ENGLISH.has(&id) && !own.is_referenced(&id) {
                let known: Vec<String> = ENGLISH.ids().map(|(id, _)| format!("`{id}`")).collect();
                diagnostics.push(
                    Diagnostic::warning("unknown-label", format!("there is no label `{id}`"))
                        .at(file, span)
                        .help(format!("the labels are `language`, {}", known.join(", "))),
                );
            } else if diagnostics.is_empty() && own.has(&id) {
                let mut errors = Vec::new();
                own.format_with(&id, Some(&arguments(Progress::default())), &mut errors);
                if let Some(error) = errors.first() {
                    let message = format!("this label cannot be resolved: {}", reason(error));
                    diagnostics.push(Diagnostic::error("unknown-reference", message).at(file, span));
                }
            }
        }
        (Interface { lang: lang.clone(), own: Some(Arc::new(own)), built_in, built_in_lang }, diagnostics)
    }

    /// Its language.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// The labels for an edition.
    pub fn labels(&self, progress: Progress) -> Labels {
        let label = |id: &str| self.label(id, progress);
        Labels {
            language: self.own("language", progress).unwrap_or_else(|| own_name(&self.lang)),
            notes: label("notes"),
            untranslated: label("untranslated"),
            outdated: label("outdated"),
            draft: if progress.untranslated + progress.outdated == 0 { Label::default() } else { label("draft") },
            pending: label("pending"),
            permalink: label("permalink"),
            languages: label("languages"),
            contents: label("contents"),
            digest: label("colophon-digest"),
            translator_note: label("translator-note"),
            back: label("back"),
            editions: label("editions"),
            skip: label("skip"),
            table: label("table"),
            picture: label("picture"),
            listing: label("listing"),
            page: label("page"),
        }
    }

    /// The label `id` with `n` in the place of `$n`; nothing if there is no such label.
    pub fn words(&self, id: &str, n: &str) -> Label {
        let mut arguments = arguments(Progress::default());
        arguments.set(VARIABLES[3], n);
        let own = self.own.as_ref().and_then(|own| format_with(own, id, &arguments));
        self.said(own, || format_with(self.built_in, id, &arguments))
    }

    fn label(&self, id: &str, progress: Progress) -> Label {
        self.said(self.own(id, progress), || format(self.built_in, id, progress))
    }

    /// What the project says, or else what is built in.
    fn said(&self, own: Option<String>, built_in: impl FnOnce() -> Option<String>) -> Label {
        match own {
            Some(text) => Label { text, lang: self.lang.clone() },
            None => Label { text: built_in().unwrap_or_default(), lang: self.built_in_lang.clone() },
        }
    }

    fn own(&self, id: &str, progress: Progress) -> Option<String> {
        self.own.as_ref().and_then(|own| format(own, id, progress))
    }
}

/// The labels of a language in one call; see [`Interface`].
pub fn labels(lang: &Lang, file: Option<&Arc<SourceFile>>, progress: Progress) -> (Labels, Vec<Diagnostic>) {
    let (interface, diagnostics) = Interface::read(lang, file);
    (interface.labels(progress), diagnostics)
}

fn format(catalog: &Catalog, id: &str, progress: Progress) -> Option<String> {
    format_with(catalog, id, &arguments(progress))
}

fn format_with(catalog: &Catalog, id: &str, arguments: &FluentArgs<'_>) -> Option<String> {
    let text = catalog.format_with(id, Some(arguments), &mut Vec::new())?.text;
    // A label is set in one line.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn arguments(progress: Progress) -> FluentArgs<'static> {
    let mut arguments = FluentArgs::new();
    arguments.set(VARIABLES[0], progress.untranslated);
    arguments.set(VARIABLES[1], progress.outdated);
    arguments.set(VARIABLES[2], progress.total);
    arguments.set(VARIABLES[3], NUMBER);
    arguments
}

/// A language's own name: that of the whole tag, of the tag without what comes last, and so on; or else the tag.
fn own_name(lang: &Lang) -> String {
    let mut tag = lang.as_str();
    loop {
        if let Some(name) = NAMES.format(tag) {
            return name.text;
        }
        match tag.rsplit_once('-') {
            Some((shorter, _)) => tag = shorter,
            None => return lang.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lang: &str, own: &str) -> (Interface, Vec<String>) {
        let file = Arc::new(SourceFile { name: "interface.ftl".to_owned(), text: own.to_owned() });
        let (interface, diagnostics) = Interface::read(&Lang::new(lang), (!own.is_empty()).then_some(&file));
        (interface, diagnostics.into_iter().map(|found| format!("{} {}", found.code, found.message)).collect())
    }

    #[test]
    fn built_in_labels_are_whole_and_sound() {
        for (lang, text) in BUILT_IN.into_iter().chain([("en", include_str!("../interface/languages.ftl"))]) {
            let file = Arc::new(SourceFile { name: "built-in.ftl".to_owned(), text: text.to_owned() });
            let (_, diagnostics) = read_with(&Lang::new(lang), Some(&file), None, &VARIABLES);
            assert_eq!(diagnostics, []);
        }
        let ids = |catalog: &Catalog| catalog.ids().map(|(id, _)| id).collect::<Vec<_>>();
        for catalog in CATALOGS.iter() {
            assert_eq!(ids(&ENGLISH), ids(catalog), "{}", catalog.lang());
        }
    }

    #[test]
    fn languages_and_plurals() {
        let both = |untranslated, outdated| Progress { untranslated, outdated, total: 16 };
        let progress = |untranslated| both(untranslated, 0);
        let (english, _) = read("en-GB", "");
        assert_eq!(english.labels(progress(0)).draft.text, "");
        assert_eq!(english.labels(progress(1)).draft.text, "Draft: 1 of 16 passages is not translated");
        assert_eq!(english.labels(progress(3)).draft.text, "Draft: 3 of 16 passages are not translated");
        assert_eq!(english.labels(both(2, 1)).draft.text, "Draft: of 16 passages, 2 not translated and 1 outdated");
        assert_eq!(english.labels(both(0, 1)).draft.text, "Draft: the translation of 1 of 16 passages is outdated");
        assert_eq!(english.labels(both(0, 2)).draft.text, "Draft: the translations of 2 of 16 passages are outdated");
        assert_eq!(english.labels(progress(0)).language, "English");
        let korean = read("ko-KR", "").0.labels(progress(3));
        assert_eq!(
            (korean.page_name("12"), english.labels(progress(0)).page_name("iv")),
            ("원본 12쪽".into(), "Page iv".into())
        );
        assert_eq!(Labels::default().page_name("12"), "12");
        assert_eq!(korean.draft.text, "초고: 전체 16개 대목 중 3개가 번역되지 않음");
        let draft = |progress| read("ko", "").0.labels(progress).draft.text;
        assert_eq!(draft(both(0, 2)), "초고: 전체 16개 대목 중 2개가 번역 후 원문이 바뀜");
        assert_eq!(draft(both(3, 2)), "초고: 전체 16개 대목 중 3개가 번역되지 않았고, 2개가 번역 후 원문이 바뀜");
        assert_eq!(
            (korean.language.as_str(), korean.contents.text.as_str(), korean.notes.text.as_str()),
            ("한국어", "차례", "주")
        );
        let german = read("de-Latn-AT", "").0.labels(progress(1));
        assert_eq!((german.language.as_str(), german.notes.text.as_str()), ("Deutsch", "Anmerkungen"));
        let of = |lang| read(lang, "").0.labels(progress(1)).notes.lang.to_string();
        assert_eq!(["de-Latn-AT", "he", "en-GB", "ko-KR"].map(of), ["de-Latn-AT", "en", "en-GB", "ko-KR"]);
        assert_eq!(read("tlh", "").0.labels(progress(0)).language, "tlh");
        assert_eq!(read("zh-Hant-HK", "").0.labels(progress(0)).language, "繁體中文");
    }

    #[test]
    fn a_project_overrides_labels_one_by_one() {
        let own = "notes = Noten\nlanguage = Nederlands (België)\ndraft = Ontwerp:\n    nog { $untranslated }\nback = { \"\" }\n";
        let (interface, diagnostics) = read("nl", own);
        assert_eq!(diagnostics, [""; 0]);
        let labels = interface.labels(Progress { untranslated: 2, outdated: 0, total: 3 });
        let langs = [&labels.notes, &labels.draft, &labels.back, &labels.contents].map(|label| label.lang.as_str());
        assert_eq!(langs, ["nl", "nl", "en", "en"]);
        assert_eq!((labels.notes.text.as_str(), labels.draft.text.as_str()), ("Noten", "Ontwerp: nog 2"));
        assert_eq!((labels.language.as_str(), labels.back.text.as_str()), ("Nederlands (België)", "Back to the text"));
        assert_eq!(labels.contents.text, "Contents");
        let (interface, diagnostics) = read("nl", "nots = x\ndraft = { $count }\n");
        assert_eq!(
            diagnostics,
            ["unknown-reference unknown variable `$count`", "unknown-label there is no label `nots`"]
        );
        assert_eq!(interface.labels(Progress::default()).notes.text, "Notes");
    }
}
