//! References: to characters, to the five entities that XML has, to those that a DOCTYPE declares, and to the characters
//! that ISO 8879 has names for.
//!
//! Files of the time before Unicode write `&eacute;` and `&mdash;`, and leave it to a DTD beside them to say what that is.
//! No such file is fetched; these names mean the same everywhere, so they are known here.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

use quick_xml::escape::resolve_xml_entity;
use rustc_hash::FxHashMap;

use super::tag::is_name;
use super::xml::{MAX_PROBLEMS, Mode, Problem};

mod attributes;
mod declarations;
mod greek;

/// How many bytes all references to declared entities of a file may add up to.
const MAX_EXPANSION: usize = 8 << 20;

/// How deep entities may stand in each other.
pub(super) const MAX_LEVELS: usize = 16;

/// An entity that the DOCTYPE declares.
pub(super) struct Entity {
    /// Its name.
    pub(super) name: String,
    /// Where it is declared.
    pub(super) declared: Range<usize>,
    value: Value,
}

enum Value {
    /// Its replacement text, and whether that is characters alone.
    Internal { text: String, is_plain: bool },
    /// It stands in another file.
    External { file: String },
    /// It is no text, but a picture or the like.
    Unparsed,
}

/// The entities of a file.
#[derive(Default)]
pub(super) struct Entities {
    declared: FxHashMap<String, Entity>,
    /// Whether the DOCTYPE points to other files, which may declare more.
    is_partial: bool,
    /// What is wrong with the declarations.
    pub(super) problems: Vec<Problem>,
    /// What the declarations say that stands in other files.
    pub(super) unfetched: Vec<Problem>,
    expanded: Cell<usize>,
    /// The values that it gives attributes.
    defaults: attributes::Defaults,
    /// How many bytes elements were given so far.
    given: Cell<usize>,
}

/// What a reference stands for.
pub(super) enum Replacement<'a> {
    /// Characters.
    Text(Cow<'a, str>),
    /// Text to be read as if it stood there.
    Content(&'a Entity, &'a str),
    /// Text of another file, which is left out.
    Unfetched(Problem),
}

/// A reference that cannot be resolved.
pub(super) struct Unresolved {
    pub(super) problem: Problem,
    /// Whether reading on is pointless.
    pub(super) fatal: bool,
    /// If it is no reference at all: after how many bytes to read on.
    pub(super) resume: Option<usize>,
}

impl Entities {
    /// What `&name;` stands for.
    pub(super) fn resolve<'a>(
        &'a self,
        name: &str,
        span: Range<usize>,
        mode: Mode,
    ) -> Result<Replacement<'a>, Box<Unresolved>> {
        let plain = |problem| Box::new(Unresolved { problem, fatal: false, resume: None });
        if let Some(number) = name.strip_prefix('#') {
            return match character(number) {
                Some(c) => Ok(Replacement::Text(Cow::Owned(c.to_string()))),
                None => Err(plain(
                    Problem::new(span, format!("“&{name};” is no character"))
                        .help("write &#…; with a decimal number or &#x…; with a hexadecimal one"),
                )),
            };
        }
        if let Some(text) = resolve_xml_entity(name) {
            return Ok(Replacement::Text(Cow::Borrowed(text)));
        }
        if !is_name(name) {
            return Err(Box::new(Unresolved {
                problem: Problem::new(span.start..span.start + 1, "“&” stands alone")
                    .help("write &amp; where “&” itself is meant"),
                fatal: false,
                resume: Some(1),
            }));
        }
        let Some(entity) = self.declared.get(name) else {
            return match named(name) {
                Some(text) if self.is_partial => Ok(Replacement::Text(Cow::Borrowed(text))),
                _ if self.is_partial => Ok(Replacement::Unfetched(
                    Problem::new(
                        span,
                        format!(
                            "the entity “{name}” is left out: the file does not declare it, and the DTD that may is \
                             never fetched"
                        ),
                    )
                    .help(format!("declare it in the DOCTYPE: <!ENTITY {name} \"…\">")),
                )),
                text => Err(plain(undeclared(name, text, span, mode))),
            };
        };
        match &entity.value {
            Value::Internal { text, is_plain } => {
                self.count(text, &span)?;
                Ok(match is_plain {
                    true => Replacement::Text(Cow::Borrowed(text)),
                    false => Replacement::Content(entity, text),
                })
            }
            Value::External { file } => Ok(Replacement::Unfetched(
                Problem::new(
                    span,
                    format!(
                        "the entity “{name}” is left out: it is another file, “{file}”, and other files are never fetched"
                    ),
                )
                .related(entity.declared.clone(), "it is declared here")
                .help("put the file’s text in place of the reference"),
            )),
            Value::Unparsed => Err(plain(
                Problem::new(span, format!("the entity “{name}” is no text"))
                    .related(entity.declared.clone(), "it is declared here")
                    .help("name it in an attribute, as “figure” does, without “&” and “;”"),
            )),
        }
    }

    /// Counts what references add to the file.
    fn count(&self, text: &str, span: &Range<usize>) -> Result<(), Box<Unresolved>> {
        self.expanded.set(self.expanded.get().saturating_add(text.len()));
        if self.expanded.get() <= MAX_EXPANSION {
            return Ok(());
        }
        let message = format!("the entities of this file stand for more than {MAX_EXPANSION} bytes");
        let problem = Problem::new(span.clone(), message).help("write the characters themselves");
        Err(Box::new(Unresolved { problem, fatal: true, resume: None }))
    }

    /// The value of an attribute: references resolved, each white space character made a space.
    pub(super) fn attribute_value<'a>(
        &self,
        value: &'a str,
        at: usize,
        mode: Mode,
        problems: &mut Vec<Problem>,
    ) -> Cow<'a, str> {
        if !value.bytes().any(|b| matches!(b, b'&' | b'\t' | b'\n' | b'\r')) {
            return Cow::Borrowed(value);
        }
        let mut out = String::with_capacity(value.len());
        let mut rest = value;
        while let Some(i) = rest.find(['&', '\t', '\n', '\r']) {
            // The scanner goes no further either.
            if problems.len() >= MAX_PROBLEMS {
                break;
            }
            out.push_str(&rest[..i]);
            let here = at + (value.len() - rest.len()) + i;
            rest = &rest[i..];
            if !rest.starts_with('&') {
                out.push(' ');
                rest = rest.strip_prefix("\r\n").unwrap_or(&rest[1..]);
                continue;
            }
            // A reference has no other “&” in it, and none is longer than an identifier.
            let end = rest[1..].find([';', '&', ' ']).filter(|&end| rest[1 + end..].starts_with(';'));
            match end {
                None => {
                    let help = "write &amp; where “&” itself is meant";
                    problems.push(Problem::new(here..here + 1, "“&” stands alone").help(help));
                    out.push('&');
                    rest = &rest[1..];
                }
                Some(end) => {
                    let span = here..here + end + 2;
                    if let Err(problem) = self.push_value(&rest[1..=end], &span, mode, &mut Vec::new(), &mut out) {
                        problems.push(problem);
                    }
                    rest = &rest[end + 2..];
                }
            }
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    /// Adds what a reference in an attribute stands for. `within` are the entities whose text is being read.
    fn push_value<'a>(
        &'a self,
        name: &str,
        span: &Range<usize>,
        mode: Mode,
        within: &mut Vec<&'a str>,
        out: &mut String,
    ) -> Result<(), Problem> {
        let (entity, text) = match self.resolve(name, span.clone(), mode) {
            // White space that is written as a number stays what it is.
            Ok(Replacement::Text(text)) if name.starts_with('#') => {
                out.push_str(&text);
                return Ok(());
            }
            Ok(Replacement::Text(text)) => {
                out.extend(text.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }));
                return Ok(());
            }
            Ok(Replacement::Content(entity, text)) => (entity, text),
            Ok(Replacement::Unfetched(problem)) => return Err(problem),
            Err(unresolved) => return Err(unresolved.problem),
        };
        let wrong = |message: String, help: &str| {
            let problem = Problem::new(span.clone(), message).help(help);
            Err(problem.related(entity.declared.clone(), "it is declared here"))
        };
        check_levels(entity, within, span)?;
        within.push(&entity.name);
        let mut rest = text;
        while let Some(i) = rest.find(['&', '<', '\t', '\n', '\r']) {
            out.push_str(&rest[..i]);
            rest = &rest[i..];
            if rest.starts_with('<') {
                let message = format!("the entity “{name}” holds “<”, which cannot stand in an attribute");
                return wrong(message, "write what is meant without markup");
            } else if let Some(reference) = rest.strip_prefix('&') {
                let Some((inner, after)) = reference.split_once(';') else {
                    return wrong(format!("in the entity “{name}”, “&” stands alone"), "write &#38;#38; there");
                };
                self.push_value(inner, span, mode, within, out)?;
                rest = after;
            } else {
                out.push(' ');
                rest = &rest[1..];
            }
        }
        out.push_str(rest);
        within.pop();
        Ok(())
    }
}

/// Sees that entities do not stand in each other without end.
pub(super) fn check_levels(entity: &Entity, within: &[&str], span: &Range<usize>) -> Result<(), Problem> {
    let name = &entity.name;
    let message = if within.contains(&name.as_str()) {
        format!("the entity “{name}” holds itself")
    } else if within.len() >= MAX_LEVELS {
        format!("entities stand in each other more than {MAX_LEVELS} deep, down to “{name}”")
    } else {
        return Ok(());
    };
    let problem = Problem::new(span.clone(), message).related(entity.declared.clone(), "it is declared here");
    Err(problem.help("write the text itself"))
}

/// The characters that a name of ISO 8879 or HTML stands for.
fn named(name: &str) -> Option<&'static str> {
    let text = htmlize::ENTITIES.get(format!("&{name};").as_bytes());
    text.and_then(|text| std::str::from_utf8(text).ok()).or_else(|| greek::letter(name))
}

/// Says that an entity is declared nowhere. `text` is what it means elsewhere.
fn undeclared(name: &str, text: Option<&str>, span: Range<usize>, mode: Mode) -> Problem {
    let problem = Problem::new(span, format!("the entity “{name}” is not declared"));
    match (text, mode) {
        (Some(text), _) => {
            let unseen = |c: char| {
                c.is_whitespace() || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}')
            };
            let number: String = text.chars().map(|c| format!("&#{};", u32::from(c))).collect();
            let itself = if text.contains(unseen) { String::new() } else { format!("{text} itself, or ") };
            problem.help(format!("write {itself}{number}"))
        }
        (None, Mode::Fragment) => problem.help("write the characters themselves, or &amp; for “&”"),
        (None, _) => problem.help("write the characters themselves, or &amp; for “&”, or declare it in the DOCTYPE"),
    }
}

/// The character of a reference by number, without `&#` and `;`.
fn character(number: &str) -> Option<char> {
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |hex| (hex, 16));
    if digits.starts_with('+') {
        return None;
    }
    let c = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
    let known = !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    known.then_some(c)
}
