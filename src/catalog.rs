//! Reads Fluent: from the text of files to the messages of one language, with positions.
//!
//! A catalog is read whole: every error of syntax and every reference that leads nowhere is found and reported then, so that
//! formatting a message later only gives text. What cannot be read is left out, and the rest is used.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentError, FluentResource};
use fluent_syntax::ast::{Pattern, PatternElement};
use rustc_hash::FxHashMap;
use unic_langid::LanguageIdentifier;

use crate::diagnostic::rule::Exception;
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::text::Lang;

pub mod accept;
mod comment;
mod explain;
mod formatted;
pub mod identifier;
pub mod interface;
mod likeness;
pub mod lock;
mod patch;
mod pattern;
pub mod quality;
mod references;
pub mod state;
pub mod sync;
mod syntax;
#[cfg(test)]
mod tests;
pub mod units;
mod value;
pub mod words;
pub mod write;

pub use comment::Agreed;
pub use formatted::Formatted;
use formatted::Segment;
use lock::Lock;
use syntax::{Entry, Source};
pub use value::{Value, Variables};

/// All messages of one language for one document.
pub struct Catalog {
    lang: Lang,
    file: Option<Arc<SourceFile>>,
    bundle: FluentBundle<Arc<FluentResource>>,
    /// The files: the document's first, if there is one, then the one of terms.
    sources: Vec<Source>,
    /// The messages of the document's file in its order; where an id occurs twice, the first.
    messages: Vec<Message>,
    /// By the message's id.
    index: FxHashMap<Box<str>, usize>,
    /// Which source text each translation was made from, as far as it is known.
    lock: Lock,
    variables: Variables,
    agreed: Vec<Agreed>,
    exceptions: Vec<Exception>,
}

struct Message {
    /// Its place among the entries of the document's file.
    entry: usize,
    /// Whether it can be formatted.
    safe: bool,
    /// Whether something was reported of its references.
    faulty: bool,
    /// Whether another message refers to it.
    referenced: bool,
}

/// Reads the messages of a document in one language, and the terms that they use.
pub fn read(
    lang: &Lang,
    messages: Option<&Arc<SourceFile>>,
    terms: Option<&Arc<SourceFile>>,
) -> (Catalog, Vec<Diagnostic>) {
    read_for(lang, messages, terms, Variables::default())
}

/// The same for a document whose numbers and dates its messages may show.
pub fn read_for(
    lang: &Lang,
    messages: Option<&Arc<SourceFile>>,
    terms: Option<&Arc<SourceFile>>,
    variables: Variables,
) -> (Catalog, Vec<Diagnostic>) {
    read_all(lang, messages, terms, &[], variables)
}

/// The same for messages that are formatted with variables.
fn read_with(
    lang: &Lang,
    messages: Option<&Arc<SourceFile>>,
    terms: Option<&Arc<SourceFile>>,
    labels: &[&str],
) -> (Catalog, Vec<Diagnostic>) {
    read_all(lang, messages, terms, labels, Variables::default())
}

fn read_all(
    lang: &Lang,
    messages: Option<&Arc<SourceFile>>,
    terms: Option<&Arc<SourceFile>>,
    labels: &[&str],
    variables: Variables,
) -> (Catalog, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut sources = Vec::new();
    for file in messages.iter().chain(&terms) {
        let (source, found) = Source::read(file);
        diagnostics.extend(found);
        sources.push(source);
    }
    duplicates(&sources, &mut diagnostics);
    let references = references::examine(&sources, labels, &variables);
    diagnostics.extend(references.diagnostics);
    let mut catalog = Catalog {
        lang: lang.clone(),
        file: messages.cloned(),
        bundle: bundle(lang, &sources),
        sources,
        messages: Vec::new(),
        index: FxHashMap::default(),
        lock: Lock::default(),
        variables,
        agreed: Vec::new(),
        exceptions: Vec::new(),
    };
    catalog.agreed = comment::agreed(&catalog.sources);
    if let Some(source) = catalog.document() {
        let (exceptions, found) = comment::exceptions(source);
        catalog.exceptions = exceptions;
        diagnostics.extend(found);
    }
    if let Some(source) = catalog.document() {
        let mut listed = Vec::new();
        let mut index: FxHashMap<Box<str>, usize> = FxHashMap::default();
        for (at, entry) in source.entries.iter().enumerate().filter(|(_, entry)| !entry.is_term) {
            if !index.contains_key(source.name(entry)) {
                index.insert(source.name(entry).into(), listed.len());
                listed.push(Message {
                    entry: at,
                    safe: references.safe[at],
                    faulty: references.faulty[at],
                    referenced: references.referenced[at],
                });
            }
        }
        (catalog.messages, catalog.index) = (listed, index);
    }
    if labels.is_empty() {
        catalog.try_out(&references.faulty, &mut diagnostics);
    }
    (catalog, diagnostics)
}

impl Catalog {
    /// Its language.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// The file of its messages; none if there is none.
    pub fn file(&self) -> Option<&Arc<SourceFile>> {
        self.file.as_ref()
    }

    /// The `xml:id`s of its messages in the order of the file, each with where the message's id stands. Of a message whose
    /// id no `xml:id` can have, the id itself.
    pub fn ids(&self) -> impl Iterator<Item = (String, Range<usize>)> + '_ {
        self.document().into_iter().flat_map(|source| {
            self.messages.iter().map(|message| {
                let entry = &source.entries[message.entry];
                let name = source.name(entry);
                (identifier::decode(name).map_or_else(|| name.to_owned(), String::from), entry.id.clone())
            })
        })
    }

    /// The terms whose comments say what they stand for in the source.
    pub fn agreed(&self) -> &[Agreed] {
        &self.agreed
    }

    /// What the comments above messages say of findings in them.
    pub fn exceptions(&self) -> &[Exception] {
        &self.exceptions
    }

    /// Whether there is a message for a unit, be it without text.
    pub fn has(&self, id: &str) -> bool {
        self.message(id).is_some()
    }

    /// Whether the message for a unit is not translated yet: there is one, but it holds nothing or only white space.
    pub fn is_empty(&self, id: &str) -> bool {
        self.has(id) && !self.is_broken(id) && self.format(id).is_none_or(|formatted| formatted.text.trim().is_empty())
    }

    /// Whether the message for a unit is there but cannot be used, for a reason that was reported when the catalog was read.
    pub fn is_broken(&self, id: &str) -> bool {
        match self.message(id) {
            Some((_, message)) => !message.safe,
            None => self.document().is_some_and(|source| source.broken.contains(&*identifier::encode(id))),
        }
    }

    /// Whether a reference of the message for a unit was reported, so that its text lacks something.
    pub fn is_faulty(&self, id: &str) -> bool {
        self.message(id).is_some_and(|(_, message)| message.faulty)
    }

    /// Whether another message refers to the message for a unit.
    pub fn is_referenced(&self, id: &str) -> bool {
        self.message(id).is_some_and(|(_, message)| message.referenced)
    }

    /// The message for a unit, if there is one with text.
    pub fn format(&self, id: &str) -> Option<Formatted> {
        let arguments = self.arguments(id);
        self.format_with(id, arguments.as_ref(), &mut Vec::new())
    }

    /// The numbers and dates of the source for a unit's message; none if there are none.
    fn arguments(&self, id: &str) -> Option<FluentArgs<'_>> {
        let variables = self.variables.of(id);
        (!variables.is_empty()).then(|| value::arguments(variables, &locale(&self.lang)))
    }

    fn format_with(&self, id: &str, args: Option<&FluentArgs<'_>>, errors: &mut Vec<FluentError>) -> Option<Formatted> {
        let (entry, message) = self.message(id)?;
        let source = self.document()?;
        let value = source.parts(entry).0.filter(|_| message.safe)?;
        let mut text = String::new();
        let mut segments = Vec::with_capacity(value.elements.len());
        for (element, source) in value.elements.iter().zip(pattern::places(source, value, &entry.value)) {
            let start = text.len();
            let verbatim = match element {
                PatternElement::TextElement { value } => {
                    text.push_str(value);
                    true
                }
                // Each by itself, so that what it gives can be told from the text around it.
                PatternElement::Placeable { .. } => {
                    let alone = Pattern { elements: vec![element.clone()] };
                    text.push_str(&self.bundle.format_pattern(&alone, args, errors));
                    false
                }
            };
            segments.push(Segment { start, source, verbatim });
        }
        Some(Formatted {
            text,
            id_span: entry.id.clone(),
            span: entry.span.clone(),
            value_span: entry.value.clone(),
            segments,
        })
    }

    fn message(&self, id: &str) -> Option<(&Entry, &Message)> {
        let message = self.messages.get(*self.index.get(&*identifier::encode(id))?)?;
        Some((self.document()?.entries.get(message.entry)?, message))
    }

    /// The document's own file.
    fn document(&self) -> Option<&Source> {
        self.file.as_ref().and_then(|_| self.sources.first())
    }

    /// Formats what holds references once, to find what only shows then.
    fn try_out(&self, faulty: &[bool], diagnostics: &mut Vec<Diagnostic>) {
        let Some(source) = self.document() else { return };
        for message in self.messages.iter().filter(|message| message.safe && !faulty[message.entry]) {
            let entry = &source.entries[message.entry];
            let Some(value) = source.parts(entry).0 else { continue };
            let mut errors = Vec::new();
            let id = identifier::decode(source.name(entry)).unwrap_or_default();
            // What others show with their variables cannot be tried by itself.
            if message.referenced && self.variables.of(&id).is_empty() {
                continue;
            }
            let arguments = self.arguments(&id);
            for (element, at) in value.elements.iter().zip(pattern::places(source, value, &entry.value)) {
                if let PatternElement::Placeable { .. } = element {
                    let alone = Pattern { elements: vec![element.clone()] };
                    self.bundle.format_pattern(&alone, arguments.as_ref(), &mut errors);
                    if let Some(error) = errors.drain(..).find(|error| !self.is_reported(error)) {
                        diagnostics.push(
                            Diagnostic::error(
                                "unknown-reference",
                                format!("this cannot be resolved: {}", reason(&error)),
                            )
                            .at(&source.file, at)
                            .help("look at the terms that it refers to"),
                        );
                    }
                }
            }
        }
    }

    /// Whether an error comes from an entry that is known to be wrong: then it was reported there.
    fn is_reported(&self, error: &FluentError) -> bool {
        use fluent::resolver::ResolverError;
        use fluent::resolver::errors::ReferenceKind;
        match error {
            FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { .. })) => false,
            FluentError::ResolverError(ResolverError::Reference(_) | ResolverError::NoValue(_)) => true,
            _ => false,
        }
    }
}

impl fmt::Debug for Catalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<_> = self.ids().map(|(id, _)| id).collect();
        f.debug_struct("Catalog").field("lang", &self.lang).field("ids", &ids).finish_non_exhaustive()
    }
}

/// Gathers the entries under their names. Fluent keeps messages and terms under the same names; where a message is called
/// like a term, the term is the one that others refer to.
fn bundle(lang: &Lang, sources: &[Source]) -> FluentBundle<Arc<FluentResource>> {
    let mut bundle = FluentBundle::new_concurrent(vec![locale(lang)]);
    bundle.set_use_isolating(false);
    // Names that are there already are reported elsewhere.
    let _ = bundle.add_builtins();
    let _ = bundle.add_function("DATETIME", value::datetime);
    bundle.set_formatter(Some(value::format));
    let messages: FxHashMap<&str, ()> = sources
        .iter()
        .flat_map(|source| source.entries.iter().filter(|entry| !entry.is_term).map(|entry| (source.name(entry), ())))
        .collect();
    let mut shadowed = String::new();
    for source in sources {
        for entry in source.entries.iter().filter(|entry| entry.is_term && messages.contains_key(source.name(entry))) {
            shadowed.push_str(&source.file.text[entry.span.clone()]);
            shadowed.push('\n');
        }
    }
    if !shadowed.is_empty() {
        let terms = FluentResource::try_new(shadowed).unwrap_or_else(|(resource, _)| resource);
        let _ = bundle.add_resource(Arc::new(terms));
    }
    for source in sources {
        let _ = bundle.add_resource(Arc::clone(&source.resource));
    }
    bundle
}

/// The locale for plurals: the language's own, or that of its first subtag where Fluent cannot read the tag.
fn locale(lang: &Lang) -> LanguageIdentifier {
    lang.as_str().parse().or_else(|_| lang.primary().parse()).unwrap_or_default()
}

/// Reports ids that occur twice: in the document's file, in the file of terms, and terms that are in both.
fn duplicates(sources: &[Source], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: FxHashMap<&str, (usize, &Entry)> = FxHashMap::default();
    for (at, source) in sources.iter().enumerate() {
        for entry in &source.entries {
            let name = &source.file.text[entry.name()];
            let Some((first_at, first)) = seen.get(name) else {
                seen.insert(name, (at, entry));
                continue;
            };
            if *first_at != at && !entry.is_term {
                continue;
            }
            let kind = if entry.is_term { "term" } else { "message" };
            diagnostics.push(
                Diagnostic::error("duplicate-message", format!("there are two {kind}s `{name}`"))
                    .at(&source.file, entry.name())
                    .related(&sources[*first_at].file, first.name(), "the first one, which is used")
                    .help("delete one of them, or give it another id"),
            );
        }
    }
}

fn reason(error: &FluentError) -> String {
    let text = error.to_string();
    let text = text.strip_prefix("Resolver error: ").unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
}
