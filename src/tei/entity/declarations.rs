//! The DOCTYPE: what its internal subset declares, and which other files it names.

use std::ops::Range;

use quick_xml::events::Event;
use rustc_hash::FxHashMap;

use super::{Entities, Entity, MAX_LEVELS, Value, character};
use crate::tei::xml::{self, Problem};

/// How many bytes all references to parameter entities may add up to, and how many entities may be declared.
const MAX_PARAMETERS: usize = 1 << 20;
const MAX_DECLARED: usize = 100_000;

impl Entities {
    /// Reads the DOCTYPE of a file, if there is one before the root element.
    pub(in crate::tei) fn read(text: &str) -> Entities {
        let mut subset =
            Subset { entities: Entities::default(), parameters: FxHashMap::default(), expanded: 0, is_full: false };
        if let Some(doctype) = doctype(text) {
            subset.doctype(&text[doctype.clone()], doctype.start);
        }
        subset.entities
    }
}

/// Where the DOCTYPE stands.
fn doctype(text: &str) -> Option<Range<usize>> {
    let (mut reader, base) = xml::reader(text);
    let position = |at: u64| base + usize::try_from(at).unwrap_or_default();
    loop {
        let start = position(reader.buffer_position());
        match reader.read_event() {
            Ok(Event::DocType(_)) => return Some(start..position(reader.buffer_position())),
            Ok(Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::Text(_)) => {}
            _ => return None,
        }
    }
}

/// A parameter entity.
enum Parameter {
    /// Declarations.
    Internal(String),
    /// They stand in another file.
    External,
}

/// Reads the internal subset.
struct Subset {
    entities: Entities,
    parameters: FxHashMap<String, Parameter>,
    /// How many bytes of parameter entities were read.
    expanded: usize,
    /// Whether a limit was reached.
    is_full: bool,
}

impl Subset {
    fn doctype(&mut self, doctype: &str, at: usize) {
        let head = doctype.find(['[', '>']).unwrap_or(doctype.len());
        if let Some(file) = external(&doctype[..head]) {
            self.elsewhere(at..at + head, format!("the DTD “{file}” is not read: other files are never fetched"));
        }
        if doctype[head..].starts_with('[') {
            self.declarations(&doctype[head + 1..], &|i| at + head + 1 + i, &mut Vec::new());
        }
    }

    fn elsewhere(&mut self, span: Range<usize>, message: String) {
        self.entities.is_partial = true;
        let help = "nothing need be done: the names of characters that ISO 8879 and HTML have are known";
        self.entities.unfetched.push(Problem::new(span, message).help(help));
    }

    /// Reads declarations. `place` tells where a byte of them stands in the file, and `within` are the parameter entities
    /// that they are the text of.
    fn declarations(&mut self, text: &str, place: &dyn Fn(usize) -> usize, within: &mut Vec<String>) {
        let mut at = 0;
        while let Some(i) = text[at..].find(['<', '%']).filter(|_| !self.is_full) {
            at += i;
            let rest = &text[at..];
            let after = |start: usize, end: &str| rest[start..].find(end).map_or(rest.len(), |i| start + i + end.len());
            let length = if rest.starts_with("<!--") {
                after(4, "-->")
            } else if rest.starts_with("<?") {
                after(2, "?>")
            } else if let Some(reference) = rest.strip_prefix('%') {
                match reference.find(|c: char| c == ';' || c.is_ascii_whitespace() || c == '<') {
                    Some(end) if reference[end..].starts_with(';') => {
                        self.parameter(&reference[..end], place(at)..place(at + end + 2), within);
                        end + 2
                    }
                    _ => 1,
                }
            } else {
                let end = declaration_end(rest);
                if let Some(declaration) = rest[..end].strip_prefix("<!ENTITY") {
                    self.declare(declaration.trim_end_matches('>'), place(at)..place(at + end));
                } else if let Some(declaration) = rest[..end].strip_prefix("<!ATTLIST") {
                    let declared = place(at)..place(at + end);
                    if let Err(message) = self.entities.declare_attributes(declaration.trim_end_matches('>'), &declared)
                    {
                        self.full(declared, message);
                    }
                }
                end
            };
            at += length;
        }
    }

    /// Reads what `%name;` stands for.
    fn parameter(&mut self, name: &str, span: Range<usize>, within: &mut Vec<String>) {
        let text = match self.parameters.get(name) {
            None => return,
            Some(Parameter::External) => {
                let message = format!("the declarations “%{name};” are not read: other files are never fetched");
                return self.elsewhere(span, message);
            }
            Some(Parameter::Internal(text)) => text.clone(),
        };
        let message = if within.iter().any(|outer| outer == name) {
            format!("the parameter entity “{name}” holds itself")
        } else if within.len() >= MAX_LEVELS {
            format!("parameter entities stand in each other more than {MAX_LEVELS} deep, down to “{name}”")
        } else if self.expanded + text.len() > MAX_PARAMETERS {
            format!("the parameter entities of this file stand for more than {MAX_PARAMETERS} bytes")
        } else {
            self.expanded += text.len();
            within.push(name.to_owned());
            self.declarations(&text, &|_| span.start, within);
            within.pop();
            return;
        };
        self.full(span, message);
    }

    fn full(&mut self, span: Range<usize>, message: String) {
        self.is_full = true;
        self.entities.problems.push(Problem::new(span, message).help("declare no more than the text needs"));
    }

    /// Takes one declaration, without `<!ENTITY` and `>`. The first declaration of a name counts.
    fn declare(&mut self, declaration: &str, declared: Range<usize>) {
        let declaration = declaration.trim_ascii();
        let parameter =
            declaration.strip_prefix('%').filter(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace()));
        let declaration = parameter.unwrap_or(declaration).trim_ascii();
        let (name, definition) = declaration.split_at(word(declaration));
        let definition = definition.trim_ascii_start();
        let internal = literal(definition).map(|(value, _)| with_characters(value));
        if parameter.is_some() {
            let parameter = internal.map_or(Parameter::External, Parameter::Internal);
            self.parameters.entry(name.to_owned()).or_insert(parameter);
            return;
        }
        if self.entities.declared.contains_key(name) {
            return;
        }
        if self.entities.declared.len() >= MAX_DECLARED {
            return self.full(declared, format!("more than {MAX_DECLARED} entities are declared"));
        }
        let value = match internal {
            Some(text) => Value::Internal { is_plain: !text.contains(['<', '&', ']']), text },
            None if definition.contains("NDATA") => Value::Unparsed,
            None => Value::External { file: external(definition).unwrap_or_default().to_owned() },
        };
        let entity = Entity { name: name.to_owned(), declared, value };
        self.entities.declared.insert(name.to_owned(), entity);
    }
}

/// The file that an external identifier names.
fn external(text: &str) -> Option<&str> {
    let at = ["SYSTEM", "PUBLIC"].iter().filter_map(|word| text.find(word)).min()?;
    let rest = text[at + 6..].trim_ascii_start();
    let (first, after) = literal(rest)?;
    if text[at..].starts_with("SYSTEM") {
        return Some(first);
    }
    // A public identifier may stand alone in SGML.
    Some(literal(after.trim_ascii_start()).map_or(first, |(second, _)| second))
}

/// Where the first word of a text ends.
pub(super) fn word(text: &str) -> usize {
    text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len())
}

/// A text in quotation marks, and what follows.
pub(super) fn literal(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(text[1..].split_once(quote).unwrap_or((&text[1..], "")))
}

/// An entity's value with the characters that are written as numbers; all other references are resolved when the entity
/// is used, so that `"&#38;lt;"` stands for `<`, and `"&#60;p>"` begins an element.
fn with_characters(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(i) = rest.find("&#") {
        out.push_str(&rest[..i]);
        rest = &rest[i..];
        // No number is longer, but for zeros.
        let end = rest.bytes().take(20).position(|b| b == b';');
        let known = end.and_then(|end| Some((character(&rest[2..end])?, end + 1)));
        let (c, length) = known.unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
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
