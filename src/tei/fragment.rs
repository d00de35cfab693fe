//! The text of a message: characters, references and inline elements of TEI.

use std::ops::Range;

use super::content::{Content, element};
use super::elements::{self, Class, class};
use super::entity::Entities;
use super::rend;
use super::tag::{self, Attribute};
use super::tree::{LANGS, is_lang, no_lang};
use super::xml::{Mode, Problem, Scanner, Token};
use crate::text::{Attributes, Break, Inline, Kind, Lang, Milestone, NoteMark};

/// What is wrong with the markup inside a message.
#[derive(Clone, Debug, PartialEq)]
pub struct FragmentError {
    /// The code of such errors.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where, in bytes of the fragment.
    pub span: Range<usize>,
    /// What to do.
    pub help: Option<String>,
}

/// An attribute of a message's tag that is the source's to give, or tells which element of the source is meant.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignAttribute {
    /// Its name.
    pub name: String,
    /// The name of the element that has it.
    pub element: String,
    /// Where its tag begins, in bytes of the fragment.
    pub tag: usize,
    /// Its value.
    pub value: String,
    /// Where it stands, in bytes of the fragment.
    pub span: Range<usize>,
}

/// The attributes of the start tag at a position of a file or of a message, with their values as they are read, white space
/// at the ends left out; none if no start tag stands there, as where an entity holds it. Declarations of namespaces are none.
pub fn told_attributes(text: &str, at: usize) -> Vec<(String, String)> {
    let rest = text.get(at..).unwrap_or_default();
    let mut quote = None;
    let end = rest.bytes().position(|b| match (quote, b) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(b);
            false
        }
        (Some(open), _) => {
            quote = Some(open).filter(|open| *open != b);
            false
        }
        (None, _) => false,
    });
    let Some(end) = end.filter(|&end| rest.starts_with('<') && rest[..end].contains('=')) else { return Vec::new() };
    let (mut attributes, mut problems) = (Vec::new(), Vec::new());
    tag::read(text, at, at + end + 1, &Entities::default(), Mode::Fragment, &mut attributes, &mut problems);
    let told = attributes.into_iter().filter(|it| it.prefix != "xmlns" && (it.prefix, it.local) != ("", "xmlns"));
    told.map(|it| (qualified(it.prefix, it.local), it.value.trim_ascii().to_owned())).collect()
}

/// The name of an attribute as its tag has it.
fn qualified(prefix: &str, local: &str) -> String {
    if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }
}

/// The attributes in a message that is well-formed, but for those that say which element is meant by its id and in which
/// language it is, and for those of notes.
pub fn foreign_attributes(text: &str) -> Vec<ForeignAttribute> {
    let mut found = Vec::new();
    if !text.contains('=') {
        return found;
    }
    let entities = Entities::default();
    let mut scanner = Scanner::new(text, Mode::Fragment, &entities);
    while let Some(token) = scanner.next() {
        let Token::Start { local, at: tag, .. } = token else { continue };
        if class(local) == Class::Note {
            continue;
        }
        for Attribute { prefix, local: name, value, at, span } in &scanner.attributes {
            if matches!((*prefix, *name), ("xml", "id" | "lang") | ("xmlns", _) | ("", "xmlns")) {
                continue;
            }
            let name = qualified(prefix, name);
            let (element, value) = (local.to_owned(), value.trim_ascii().to_owned());
            found.push(ForeignAttribute { name, element, tag, value, span: *at..span.end + 1 });
        }
    }
    found
}

/// Reads the text of a message: characters, references and inline elements of TEI, with the same meaning as in a source.
/// An element that the program does not know is [`Kind::Plain`](crate::text::Kind::Plain).
///
/// Positions are offsets in `text`. The first error is given.
pub fn fragment(text: &str) -> Result<Vec<Inline>, FragmentError> {
    fragment_pointing(text, &|_| None)
}

/// As [`fragment`], where empty elements hold what they point to: `words` gives it by the element's position. It takes part
/// in the folding of white space, as if it stood in the text.
pub fn fragment_pointing<'w>(
    text: &str,
    words: &dyn Fn(usize) -> Option<&'w str>,
) -> Result<Vec<Inline>, FragmentError> {
    let entities = Entities::default();
    let mut scanner = Scanner::new(text, Mode::Fragment, &entities);
    let mut content = Content::new();
    // For each open element, whether it is written; and whether it is a note, whose text has no place in a message.
    let mut open = Vec::new();
    while let Some(token) = scanner.next() {
        match token {
            Token::Start { local, at, .. } => {
                let class = class(local);
                let wrong = |attribute: &&Attribute<'_>| {
                    (attribute.prefix, attribute.local) == ("xml", "lang") && !is_lang(&attribute.value)
                };
                if scanner.problems.is_empty()
                    && let Some(wrong) = scanner.attributes.iter().find(wrong)
                {
                    return Err(FragmentError {
                        code: "tag-language",
                        message: no_lang(&wrong.value),
                        span: wrong.span.clone(),
                        help: Some(LANGS.to_owned()),
                    });
                }
                let attributes = attributes(local, &scanner.attributes);
                let written = match class {
                    Class::Note if is_of_translator(&scanner.attributes) => {
                        content.open(element(local, Kind::TranslatorNote, attributes, at));
                        true
                    }
                    Class::Note => {
                        content.mark(NoteMark { id: attributes.id, at });
                        false
                    }
                    Class::Break => {
                        content.line_break(Break::Line);
                        false
                    }
                    Class::Milestone(unit) => {
                        content.milestone(Milestone { unit, n: String::new(), id: None, at });
                        false
                    }
                    _ => {
                        content.open(element(local, elements::kind(class), attributes, at));
                        if let Some(words) = words(at) {
                            content.text(words, at);
                        }
                        true
                    }
                };
                open.push((written, local));
            }
            Token::End => {
                if let Some((true, _)) = open.pop() {
                    content.close();
                }
            }
            Token::Text { text, at } => {
                if let Some((false, name)) = open.last()
                    && scanner.problems.is_empty()
                {
                    return Err(FragmentError {
                        code: "tag-syntax",
                        message: format!("“{name}” holds text in a message"),
                        span: at..at + text.len(),
                        help: Some(match *name {
                            "note" => "write <note xml:id=\"…\"/> here, and the note’s text as a message of that id; a note of your own is <note type=\"translator\">…</note>"
                                .to_owned(),
                            name => format!("write <{name}/>"),
                        }),
                    });
                }
                content.text(&text, at);
            }
        }
        if !scanner.problems.is_empty() {
            break;
        }
    }
    match scanner.problems.into_iter().next() {
        Some(problem) => {
            let Problem { message, span, help, .. } = problem;
            Err(FragmentError { code: "tag-syntax", message, span, help })
        }
        None => Ok(content.take()),
    }
}

/// Whether a note is one that the translator adds.
fn is_of_translator(attributes: &[Attribute<'_>]) -> bool {
    attributes.iter().any(|it| (it.prefix, it.local, &*it.value) == ("", "type", "translator"))
}

fn attributes(name: &str, attributes: &[Attribute<'_>]) -> Attributes {
    let mut out = Attributes { rend: rend::own_rend(name), ..Attributes::default() };
    for attribute in attributes {
        let value = attribute.value.trim_ascii();
        match (attribute.prefix, attribute.local) {
            ("xml", "id") if !value.is_empty() => out.id = Some(value.to_owned()),
            ("xml", "lang") if !value.is_empty() => out.lang = Lang::parse(value),
            ("", "rend" | "rendition" | "style") => rend::add_rend(&mut out.rend, value),
            ("", "target") => out.target = Some(value.to_owned()),
            ("", "when") => out.when = Some(value.to_owned()),
            ("", "value" | "quantity") => out.value = Some(value.to_owned()),
            _ => {}
        }
    }
    out
}

/// Writes text so that [`fragment`] reads it as text.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(i) = rest.find(['&', '<']) {
        out.push_str(&rest[..i]);
        out.push_str(if rest[i..].starts_with('&') { "&amp;" } else { "&lt;" });
        rest = &rest[i + 1..];
    }
    out.push_str(rest);
    // “]]>” cannot stand in text.
    if out.contains("]]>") { out.replace("]]>", "]]&gt;") } else { out }
}
