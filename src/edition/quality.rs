//! Compares the words of messages with those of their units.

use std::ops::Range;

use rayon::prelude::*;

use super::telling::Telling;
use super::{align, check, overlay, translator};
use crate::catalog::quality::{self, Finding, Form, Pair};
use crate::catalog::{Catalog, Formatted};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rule;
use crate::tei::{self, Document};
use crate::text::{Inline, Kind, Lang, Node, Role, Unit};

/// Finds what is wrong with the words of a translation: numbers that differ from the source, agreed terms that are absent,
/// and the other faults of [`quality`]. What cannot be read is reported elsewhere.
pub fn quality(document: &Document, catalog: &Catalog) -> Vec<Diagnostic> {
    let ambiguous = check::ambiguous(document);
    let found: Vec<Vec<Diagnostic>> = document
        .nodes
        .par_iter()
        .map(|node| match node {
            Node::Unit(unit) if align::has_text(&unit.content) => match unit.id.as_deref() {
                Some(id) if !ambiguous.contains(id) => examine(document, unit, id, catalog),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        })
        .collect();
    found.into_iter().flatten().collect()
}

fn examine(document: &Document, unit: &Unit, id: &str, catalog: &Catalog) -> Vec<Diagnostic> {
    if catalog.is_faulty(id) {
        return Vec::new();
    }
    let (Some(formatted), Some(file)) = (catalog.format(id), catalog.file()) else { return Vec::new() };
    let readable = check::readable(&formatted.text);
    let Ok(mut content) = tei::fragment(&readable) else { return Vec::new() };
    let telling = Telling::new(&unit.content, &document.file.text, &content, &readable);
    if let Some(Ok(pointing)) = overlay::pointing(&unit.content, &content, &readable, &telling) {
        content = pointing;
    }
    // What is in another language is known from the source.
    overlay::overlay(&unit.content, &mut content, &telling);
    let source_lang = unit.lang.as_ref().unwrap_or(&document.lang);
    let source = Flat::new(&unit.content, None, source_lang);
    let text = Flat::new(&content, Some(&formatted), catalog.lang());
    let pair = Pair {
        source_lang,
        source: &source.text,
        lang: catalog.lang(),
        text: &text.text,
        form: form(unit.role),
        terms: catalog.agreed(),
    };
    let start = check::start_tag(&document.file.text, unit.at);
    let tell = |finding: Finding, span: Option<Range<usize>>, compared: bool| {
        let place = span.map_or(formatted.id_span.clone(), |span| formatted.place(span));
        let severity = rule::find(finding.code).map(|rule| rule.level);
        let diagnostic = Diagnostic::warning(finding.code, format!("`{id}`: {}", finding.message)).at(file, place);
        let diagnostic = Diagnostic { severity: severity.unwrap_or(diagnostic.severity), ..diagnostic };
        let diagnostic = if compared {
            diagnostic.related(&document.file, start.clone(), "the unit in the source")
        } else {
            diagnostic
        };
        diagnostic.help(finding.help)
    };
    let compared = quality::examine(&pair).into_iter().filter_map(|finding| {
        let span = finding.span.clone().map(|span| text.written(span));
        // What a variable stands for is the source's own number, even where its words do not say all of it.
        if finding.code == "number" && span.as_ref().is_some_and(|span| formatted.is_filled_in(span)) {
            return None;
        }
        let with_source = matches!(finding.code, "number" | "term" | "identical" | "end-punctuation");
        Some(tell(finding, span, with_source))
    });
    let written = quality::characters(catalog.lang(), &formatted.text).into_iter().map(|finding| {
        let span = finding.span.clone();
        tell(finding, span, false)
    });
    let is_korean = catalog.lang().primary() == "ko";
    let particles = if is_korean { quality::particles(&formatted) } else { Vec::new() };
    let agreed = particles.into_iter().map(|finding| {
        let span = finding.span.clone();
        tell(finding, span, false)
    });
    compared.chain(written).chain(agreed).collect()
}

fn form(role: Role) -> Form {
    match role {
        Role::VerseLine(_) => Form::Verse,
        Role::Listing => Form::Code,
        Role::Title
        | Role::Subtitle
        | Role::Author
        | Role::Byline
        | Role::Occasion
        | Role::Head { .. }
        | Role::Subhead
        | Role::Cell(_)
        | Role::Speaker
        | Role::Label
        | Role::Dateline
        | Role::Signed
        | Role::Citation
        | Role::Entry => Form::Heading,
        _ => Form::Prose,
    }
}

/// A content without its markup, and where its characters stand in the formatted message.
struct Flat {
    text: String,
    /// Places in `text` and those in the message, both in order.
    places: Vec<(usize, usize)>,
}

impl Flat {
    /// `formatted`: the message that the positions of `content` refer to, if they are to be found again. Words in a
    /// language other than `lang` and code are left blank, as nobody translates them.
    fn new(content: &[Inline], formatted: Option<&Formatted>, lang: &Lang) -> Flat {
        let mut flat = Flat { text: String::new(), places: Vec::new() };
        flat.push(content, formatted, lang, false);
        flat
    }

    fn push(&mut self, content: &[Inline], formatted: Option<&Formatted>, lang: &Lang, blank: bool) {
        for inline in content.iter().filter(|inline| !translator::is_note(inline)) {
            match inline {
                Inline::Text(text) => {
                    if let Some(formatted) = formatted {
                        self.locate(&text.text, text.at, &formatted.text);
                    }
                    if blank {
                        let hide = |c: char| if c.is_alphanumeric() || is_mark(c) { ' ' } else { c };
                        for c in text.text.chars() {
                            let shown = hide(c);
                            self.text.extend(std::iter::repeat_n(shown, if shown == c { 1 } else { c.len_utf8() }));
                        }
                    } else {
                        self.text.push_str(&text.text);
                    }
                }
                Inline::Element(element) => {
                    let own = element.attributes.lang.as_ref();
                    let is_other = own.is_some_and(|own| own.primary() != lang.primary());
                    let hides = matches!(element.kind, Kind::Foreign | Kind::Code) || is_other;
                    self.push(&element.content, formatted, lang, blank || hides);
                }
                Inline::Break(_) => self.text.push(' '),
                Inline::NoteMark(_) | Inline::Milestone(_) => {}
            }
        }
    }

    /// Notes where a text stands that was read from `written` at a place: white space was folded, references resolved.
    fn locate(&mut self, text: &str, at: usize, written: &str) {
        let mut from = at;
        for (offset, c) in text.char_indices() {
            self.places.push((self.text.len() + offset, from));
            let rest = written.get(from..).unwrap_or_default();
            from += match c {
                ' ' => rest.len() - rest.trim_start_matches([' ', '\n', '\r', '\t']).len(),
                _ if rest.starts_with(c) => c.len_utf8(),
                _ => rest.find(';').map_or(0, |end| end + 1),
            };
        }
    }

    /// Where a part of the text stands in the formatted message.
    fn written(&self, span: Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let after = self.places.partition_point(|(flat, _)| *flat <= at);
            after.checked_sub(1).and_then(|index| self.places.get(index)).map_or(0, |(_, written)| *written)
        };
        let last = self.text[span.clone()].chars().next_back().map_or(0, char::len_utf8);
        let start = place(span.start);
        start..(place(span.end.saturating_sub(last).max(span.start)) + last).max(start)
    }
}

/// Quotation marks, which belong to the words in another language that stand between them.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '«' | '»'
            | '‹'
            | '›'
            | '„'
            | '‚'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '「'
            | '」'
            | '『'
            | '』'
            | '《'
            | '》'
            | '"'
    )
}
