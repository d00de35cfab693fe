//! References: to characters, to the five entities that XML has, and to those that a DOCTYPE declares.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::tag::is_name;
use super::xml::{MAX_PROBLEMS, Mode, Problem};

/// How many bytes all references to declared entities of a file may add up to.
const MAX_EXPANSION: usize = 8 << 20;

/// An entity that the DOCTYPE declares.
enum Entity {
    /// Characters.
    Text(String),
    /// Something that is not read, with the reason.
    Unread(&'static str),
}

/// The entities of a file.
#[derive(Default)]
pub(super) struct Entities<'a> {
    declared: FxHashMap<&'a str, Entity>,
    /// Whether there is a DOCTYPE that points to another file, which may declare more.
    external: bool,
    expanded: Cell<usize>,
}

/// A reference that cannot be resolved.
pub(super) struct Unresolved {
    pub(super) problem: Problem,
    /// Whether reading on is pointless.
    pub(super) fatal: bool,
    /// If it is no reference at all: after how many bytes to read on.
    pub(super) resume: Option<usize>,
}

/// Names from HTML that people write and XML does not know.
const FROM_HTML: &[(&str, &str)] = &[
    ("nbsp", "&#160;"),
    ("shy", "&#173;"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("copy", "©"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("szlig", "ß"),
    ("times", "×"),
    ("middot", "·"),
];

impl<'a> Entities<'a> {
    /// What `&name;` stands for.
    pub(super) fn resolve(&self, name: &str, span: Range<usize>, mode: Mode) -> Result<Cow<'a, str>, Box<Unresolved>> {
        let plain = |problem| Box::new(Unresolved { problem, fatal: false, resume: None });
        if let Some(number) = name.strip_prefix('#') {
            return match character(number) {
                Some(c) => Ok(Cow::Owned(c.to_string())),
                None => Err(plain(
                    Problem::new(span, format!("“&{name};” is no character"))
                        .help("write &#…; with a decimal number or &#x…; with a hexadecimal one"),
                )),
            };
        }
        if let Some(text) = predefined(name) {
            return Ok(Cow::Borrowed(text));
        }
        if !is_name(name) {
            return Err(Box::new(Unresolved {
                problem: Problem::new(span.start..span.start + 1, "“&” stands alone")
                    .help("write &amp; where “&” itself is meant"),
                fatal: false,
                resume: Some(1),
            }));
        }
        let message = match self.declared.get(name) {
            Some(Entity::Text(text)) => {
                self.expanded.set(self.expanded.get() + text.len());
                if self.expanded.get() > MAX_EXPANSION {
                    let message = format!("the entities of this file stand for more than {MAX_EXPANSION} bytes");
                    return Err(Box::new(Unresolved {
                        problem: Problem::new(span, message).help("write the characters themselves"),
                        fatal: true,
                        resume: None,
                    }));
                }
                return Ok(Cow::Owned(text.clone()));
            }
            Some(Entity::Unread(reason)) => format!("the entity “{name}” {reason}"),
            None if self.external => {
                format!("the entity “{name}” is not declared in this file, and the DTD that it names is never fetched")
            }
            None => format!("the entity “{name}” is not declared"),
        };
        let help = match FROM_HTML.iter().find(|(html, _)| *html == name) {
            Some((_, text)) => format!("write {text} itself; “&{name};” is known to HTML only"),
            None if mode == Mode::Fragment => "write the characters themselves, or &amp; for “&”".to_owned(),
            None => "write the characters themselves, or &amp; for “&”, or declare it in the DOCTYPE".to_owned(),
        };
        Err(plain(Problem::new(span, message).help(help)))
    }

    /// The value of an attribute: references resolved, each white space character made a space.
    pub(super) fn attribute_value(
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
                    match self.resolve(&rest[1..=end], here..here + end + 2, mode) {
                        Ok(text) => out.push_str(&text),
                        Err(unresolved) => problems.push(unresolved.problem),
                    }
                    rest = &rest[end + 2..];
                }
            }
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    /// Takes the general entities that a DOCTYPE declares. The first declaration of a name counts.
    pub(super) fn declare(&mut self, doctype: &'a str) {
        let subset = doctype.find('[').map_or(doctype.len(), |i| i + 1);
        self.external = ["SYSTEM", "PUBLIC"].iter().any(|word| doctype[..subset].contains(word));
        let mut rest = &doctype[subset..];
        while let Some(i) = rest.find(['<', '%']) {
            rest = &rest[i..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            } else if let Some(instruction) = rest.strip_prefix("<?") {
                rest = instruction.find("?>").map_or("", |end| &instruction[end + 2..]);
            } else if let Some(reference) = rest.strip_prefix('%') {
                self.external = true;
                rest = reference;
            } else {
                let end = declaration_end(rest);
                if let Some(entity) = rest[..end].strip_prefix("<!ENTITY") {
                    self.declare_one(entity.trim_ascii());
                }
                rest = &rest[end..];
            }
        }
    }

    fn declare_one(&mut self, declaration: &'a str) {
        let Some((name, definition)) = declaration.split_once(|c: char| c.is_ascii_whitespace()) else { return };
        let definition = definition.trim_ascii_start();
        let entity = match definition.chars().next() {
            _ if name == "%" => return,
            Some(quote @ ('"' | '\'')) => {
                let value = &definition[1..];
                let value = &value[..value.find(quote).unwrap_or(value.len())];
                entity(value)
            }
            _ => Entity::Unread("is another file, and other files are never fetched"),
        };
        self.declared.entry(name).or_insert(entity);
    }
}

/// An entity's value, if it is made of characters. References by number are resolved when the entity is declared, all
/// others when it is used, so `"&#38;lt;"` stands for `<`.
fn entity(value: &str) -> Entity {
    let declared = replace_references(value, |name| match name.strip_prefix('#') {
        Some(number) => character(number).map(|c| c.to_string()),
        None => Some(format!("&{name};")),
    });
    let text = declared.filter(|text| !text.contains('<')).and_then(|text| {
        replace_references(&text, |name| match name.strip_prefix('#') {
            Some(number) => character(number).map(|c| c.to_string()),
            None => predefined(name).map(str::to_owned),
        })
    });
    text.map_or(Entity::Unread("holds markup or other entities, which is not read yet"), Entity::Text)
}

/// None if a reference cannot be replaced.
fn replace_references(text: &str, replace: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(i) = rest.find('&') {
        out.push_str(&rest[..i]);
        let (name, after) = rest[i + 1..].split_once(';')?;
        out.push_str(&replace(name)?);
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// Where a markup declaration ends, after its `>`; quoted ones do not count.
fn declaration_end(text: &str) -> usize {
    let mut quote = None;
    for (i, b) in text.bytes().enumerate() {
        match (quote, b) {
            (None, b'"' | b'\'') => quote = Some(b),
            (None, b'>') => return i + 1,
            (Some(open), b) if open == b => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
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
