//! One start tag: its name, its attributes, and the namespaces that it declares.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::entity::Entities;
use super::xml::{MAX_PROBLEMS, Mode, Problem};

/// What a name is.
pub(super) const NAMES: &str = "a name begins with a letter or “_” and holds letters, digits, “-”, “_” and “.” only";

/// The namespace of TEI P5.
const TEI: &str = "http://www.tei-c.org/ns/1.0";

/// How many attributes a tag may have, and how many namespace declarations may be in force.
const MAX_ATTRIBUTES: usize = 1000;
const MAX_BINDINGS: usize = 128;

/// How many bytes the value of an attribute may have, and how many a name: a picture that is written into an attribute is
/// larger, but no text needs that.
const MAX_VALUE: usize = 1 << 20;
const MAX_NAME: usize = 1000;

/// An attribute with its value, white space and references resolved.
#[derive(Clone, Debug)]
pub(super) struct Attribute<'a> {
    pub(super) prefix: &'a str,
    pub(super) local: &'a str,
    pub(super) value: Cow<'a, str>,
    /// Where its name begins.
    pub(super) at: usize,
    /// Where its value stands, without the quotation marks.
    pub(super) span: Range<usize>,
}

/// What a tag turned out to be.
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) empty: bool,
    /// Where to read on, if the tag broke off before its `>`.
    pub(super) resume: Option<usize>,
    /// Whether something in it is so large that reading on is pointless; that was told.
    pub(super) too_large: bool,
}

/// Whether a name may begin with `c` (`:` is for namespaces).
pub(super) fn is_name_start(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '_' | ':'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c) || matches!(c, '0'..='9' | '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Whether `name` is a Name of XML.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(is_name_start) && name.chars().all(is_name_char)
}

/// Whether `name` is a name without a colon, as `xml:id` asks for.
pub(super) fn is_ncname(name: &str) -> bool {
    is_name(name) && !name.contains(':')
}

/// The prefix of a name, if it has one, and the rest.
pub(super) fn split(name: &str) -> (&str, &str) {
    match name.bytes().position(|b| b == b':') {
        Some(colon) => (&name[..colon], &name[colon + 1..]),
        None => ("", name),
    }
}

/// Whether `name` is a name with at most one colon inside it.
pub(super) fn is_qualified_name(name: &str) -> bool {
    if name.bytes().all(|b| b.is_ascii_alphabetic()) {
        return !name.is_empty();
    }
    match name.split_once(':') {
        None => is_ncname(name),
        Some((prefix, local)) => is_ncname(prefix) && is_ncname(local),
    }
}

/// Reads the tag in `start..end`, which begins with `<` and a character that begins a name.
/// It may lack its `>`, at the end of the text.
pub(super) fn read<'a>(
    text: &'a str,
    start: usize,
    end: usize,
    entities: &Entities,
    mode: Mode,
    attributes: &mut Vec<Attribute<'a>>,
    problems: &mut Vec<Problem>,
) -> Tag<'a> {
    attributes.clear();
    let (limit, empty) = match &text[start..end] {
        raw if raw.ends_with("/>") => (end - 2, true),
        raw if raw.ends_with('>') => (end - 1, false),
        _ => (end, false),
    };
    let bytes = &text.as_bytes()[..limit];
    let mut at = stop(bytes, start + 1, |b| b.is_ascii_whitespace() || b == b'<');
    let name = &text[start + 1..at];
    let mut tag = Tag { name, empty, resume: None, too_large: false };
    let is_named = |span: Range<usize>, problems: &mut Vec<Problem>| {
        let fits = span.len() <= MAX_NAME;
        if !fits {
            let message = format!("a name has more than {MAX_NAME} bytes; the file was not read beyond here");
            let help = "no text needs that; a program may have left out the end of the name";
            problems.push(Problem::too_large(start..start + 1, message).help(help));
        }
        fits
    };
    if !is_named(start + 1..at, problems) {
        return Tag { name: "", too_large: true, ..tag };
    }
    while at < limit && problems.len() < MAX_PROBLEMS {
        let space = stop(bytes, at, |b| !b.is_ascii_whitespace());
        let spaced = space > at;
        at = space;
        if at == limit {
            break;
        }
        if bytes[at] == b'<' {
            let message = format!("the tag of “{name}” is not closed before the next one");
            problems.push(Problem::new(start..start + 1 + name.len(), message).help("write > at its end"));
            tag.resume = Some(at);
            tag.empty = false;
            break;
        }
        let name_at = at;
        at = stop(bytes, at, |b| b.is_ascii_whitespace() || matches!(b, b'=' | b'<' | b'"' | b'\'' | b'/'));
        let attribute = &text[name_at..at];
        if attribute.is_empty() {
            let c = text[at..].chars().next().unwrap_or_default();
            problems.push(
                Problem::new(at..at + c.len_utf8(), format!("“{c}” is not expected in the tag of “{name}”"))
                    .help("a tag holds a name and attributes, each written name=\"value\""),
            );
            break;
        }
        if !is_named(name_at..at, problems) {
            tag.too_large = true;
            break;
        }
        if !spaced {
            let message = format!("there is no space before the attribute “{attribute}”");
            problems.push(Problem::new(name_at..at, message).help("put a space between attributes"));
        }
        // A file may break off in it, which is told below.
        if !is_qualified_name(attribute) && at < limit {
            let message = format!("“{attribute}” cannot be the name of an attribute");
            problems.push(Problem::new(name_at..at, message).help(NAMES));
        }
        let equals = stop(bytes, at, |b| !b.is_ascii_whitespace());
        if equals == limit || bytes[equals] != b'=' {
            let message = format!("the attribute “{attribute}” has no value");
            problems.push(Problem::new(name_at..at, message).help(format!("write {attribute}=\"…\"")));
            continue;
        }
        at = stop(bytes, equals + 1, |b| !b.is_ascii_whitespace());
        if at == limit || !matches!(bytes[at], b'"' | b'\'') {
            let value_end = stop(bytes, at, |b| b.is_ascii_whitespace() || b == b'<');
            problems.push(
                Problem::new(
                    at..value_end,
                    format!("the value of the attribute “{attribute}” is not in quotation marks"),
                )
                .help(format!("write {attribute}=\"{}\"", &text[at..value_end])),
            );
            at = value_end;
            continue;
        }
        let quote = bytes[at];
        let value_at = at + 1;
        let first = stop(bytes, value_at, |b| b == quote || b == b'<');
        let less = Some(first).filter(|&first| bytes.get(first) == Some(&b'<'));
        let value_end = less.map_or(first, |less| stop(bytes, less, |b| b == quote));
        let value = &text[value_at..value_end];
        if let Some(less) = less {
            // Nearly always a quotation mark was forgotten, and here begins the next tag.
            let is_tag = text[less + 1..].starts_with(|c: char| is_name_start(c) || matches!(c, '/' | '!' | '?'));
            problems.push(
                Problem::new(less..less + 1, format!("“<” stands in the value of the attribute “{attribute}”"))
                    .help("close the value with a quotation mark, or write &lt; where “<” itself is meant"),
            );
            if is_tag {
                tag.resume = Some(less);
                tag.empty = false;
                break;
            }
        } else if value_end == limit {
            problems.push(
                Problem::new(value_at - 1..value_at, format!("the value of the attribute “{attribute}” is not closed"))
                    .help(format!("write {} at its end", char::from(quote))),
            );
            break;
        }
        if value.len() > MAX_VALUE {
            let message = format!(
                "the attribute “{attribute}” of “{name}” has {} bytes, and more than {MAX_VALUE} are not read; the file was \
                 not read beyond here",
                value.len()
            );
            let help = "no text needs that; a program may have left out a quotation mark, or have put a file into it";
            problems.push(Problem::too_large(name_at..at - 1, message).help(help));
            tag.too_large = true;
            break;
        }
        let (prefix, local) = split(attribute);
        let value = entities.attribute_value(value, value_at, mode, problems);
        attributes.push(Attribute { prefix, local, value, at: name_at, span: value_at..value_end });
        if attributes.len() > MAX_ATTRIBUTES {
            let message = format!("“{name}” has more than {MAX_ATTRIBUTES} attributes; the rest is not read");
            let help = "no text needs that; a program may have left out the end of the tag";
            problems.push(Problem::new(start..start + 1 + name.len(), message).help(help));
            break;
        }
        at = value_end + 1;
    }
    check_duplicates(name, attributes, problems);
    tag
}

/// Where the first byte stands that ends something, from a place on.
fn stop(bytes: &[u8], from: usize, ends: impl Fn(u8) -> bool) -> usize {
    bytes[from..].iter().position(|&b| ends(b)).map_or(bytes.len(), |length| from + length)
}

fn check_duplicates(element: &str, attributes: &[Attribute<'_>], problems: &mut Vec<Problem>) {
    let mut report = |attribute: &Attribute<'_>| {
        if problems.len() >= MAX_PROBLEMS {
            return;
        }
        let colon = if attribute.prefix.is_empty() { "" } else { ":" };
        let name = format!("{}{colon}{}", attribute.prefix, attribute.local);
        let span = attribute.at..attribute.at + name.len();
        let message = format!("“{element}” has the attribute “{name}” twice");
        problems.push(Problem::new(span, message).help("delete one of them"));
    };
    if attributes.len() <= 16 {
        for (i, attribute) in attributes.iter().enumerate() {
            if attributes[..i].iter().any(|a| a.local == attribute.local && a.prefix == attribute.prefix) {
                report(attribute);
            }
        }
    } else {
        let mut seen = FxHashSet::default();
        for attribute in attributes {
            if !seen.insert((attribute.prefix, attribute.local)) {
                report(attribute);
            }
        }
    }
}

/// A namespace declaration in force.
struct Binding<'a> {
    prefix: &'a str,
    uri: Cow<'a, str>,
    foreign: bool,
}

/// The namespace declarations in force.
#[derive(Default)]
pub(super) struct Bindings<'a> {
    bindings: Vec<Binding<'a>>,
    /// How many of them each open element found.
    before: Vec<usize>,
    /// The namespace of the root element, whatever it is.
    home: String,
}

impl<'a> Bindings<'a> {
    /// An element begins: takes the declarations out of its attributes. False if there are too many.
    pub(super) fn enter(&mut self, attributes: &mut Vec<Attribute<'a>>, problems: &mut Vec<Problem>) -> bool {
        self.before.push(self.bindings.len());
        if !attributes.iter().any(|a| a.prefix == "xmlns" || (a.prefix.is_empty() && a.local == "xmlns")) {
            return true;
        }
        let mut fits = true;
        attributes.retain(|a| {
            let prefix = match (a.prefix, a.local) {
                ("xmlns", prefix) => prefix,
                ("", "xmlns") => "",
                _ => return true,
            };
            if self.bindings.len() >= MAX_BINDINGS {
                if fits {
                    let message = format!("more than {MAX_BINDINGS} namespace declarations are in force");
                    let help = "declare each namespace once, on the root element";
                    problems.push(Problem::new(a.at..a.span.end, message).help(help));
                }
                fits = false;
            } else if a.value.is_empty() && !prefix.is_empty() {
                let message = format!("the namespace prefix “{prefix}” is declared as nothing");
                problems.push(Problem::new(a.at..a.span.end, message).help("give the name of the namespace"));
            }
            if fits {
                let foreign = is_foreign(&a.value, &self.home);
                self.bindings.push(Binding { prefix, uri: a.value.clone(), foreign });
            }
            false
        });
        fits
    }

    /// The innermost element ends.
    pub(super) fn leave(&mut self) {
        if let Some(before) = self.before.pop() {
            self.bindings.truncate(before);
        }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.before.len()
    }

    /// The root element begins: its namespace and TEI's are at home here, others are foreign.
    pub(super) fn set_home(&mut self, prefix: &str) {
        let uri = self.bindings.iter().rev().find(|b| b.prefix == prefix).map(|b| b.uri.to_string());
        self.home = uri.unwrap_or_default();
        for binding in &mut self.bindings {
            binding.foreign = is_foreign(&binding.uri, &self.home);
        }
    }

    /// Whether the elements of a prefix (none: "") are foreign; none if the prefix is not declared.
    pub(super) fn is_foreign(&self, prefix: &str) -> Option<bool> {
        match self.bindings.iter().rev().find(|b| b.prefix == prefix) {
            Some(binding) => Some(binding.foreign),
            None => prefix.is_empty().then_some(false),
        }
    }
}

fn is_foreign(uri: &str, home: &str) -> bool {
    !uri.is_empty() && uri != home && uri != TEI
}
