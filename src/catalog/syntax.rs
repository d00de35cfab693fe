//! Reads the syntax of a Fluent file, and finds again where everything stands: the tree of `fluent-syntax` has no
//! positions, but the slices that it holds point into the text it was read from.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use fluent::FluentResource;
use fluent_syntax::ast;
use fluent_syntax::parser::{ErrorKind, ParserError};
use rustc_hash::FxHashSet;

use super::explain;
use crate::diagnostic::{Diagnostic, SourceFile};

/// Braces and parentheses within one another beyond this are refused: the parser calls itself for each of them.
const DEEPEST: usize = 200;

/// How often a file is parsed again for what an error took with it.
const MOST_PASSES: usize = 8;

/// A Fluent file that was read.
pub(super) struct Source {
    pub(super) file: Arc<SourceFile>,
    pub(super) resource: Arc<FluentResource>,
    /// The bytes of a byte order mark, which the resource lacks.
    base: usize,
    /// Messages and terms in the order of the file, also those whose id was used before.
    pub(super) entries: Vec<Entry>,
    /// The names of messages and terms (these with their `-`) that could not be read.
    pub(super) broken: FxHashSet<String>,
}

/// Where a message or a term stands.
pub(super) struct Entry {
    /// Its place in the resource.
    pub(super) index: usize,
    pub(super) is_term: bool,
    /// The id, without a term's `-`.
    pub(super) id: Range<usize>,
    /// From the id (or a term's `-`) to the end of the last line, without its line end.
    pub(super) span: Range<usize>,
    /// The value, from its first character to its last.
    pub(super) value: Range<usize>,
}

/// The value and the attributes of a message or a term.
pub(super) type Parts<'a> = (Option<&'a ast::Pattern<&'a str>>, &'a [ast::Attribute<&'a str>]);

impl Source {
    /// Reads a file. What cannot be read is left out and reported.
    pub(super) fn read(file: &Arc<SourceFile>) -> (Source, Vec<Diagnostic>) {
        let base = if file.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let Parsed { resource, errors, too_deep, unclosed } = parse(&file.text[base..]);
        let mut source = Source {
            file: Arc::clone(file),
            resource: Arc::new(resource),
            base,
            entries: Vec::new(),
            broken: FxHashSet::default(),
        };
        source.entries = source.find_entries();
        let mut diagnostics = Vec::with_capacity(errors.len());
        // Where such a brace led to no error, it was quoted: the text is not what it should be.
        let quoted =
            |at: &&usize| !errors.iter().any(|error| error.slice.as_ref().is_some_and(|junk| junk.contains(at)));
        if let Some(at) = too_deep.iter().find(quoted) {
            diagnostics.push(deep_error(file, at + base));
        }
        for error in errors {
            let junk = error.slice.clone().unwrap_or(error.pos.clone());
            let junk = junk.start + base..junk.end + base;
            let at = error.pos.start + base;
            let name = explain::name_at(&file.text, junk.start).map(Cow::Borrowed);
            let names = name.into_iter().chain(explain::escaped(&file.text, junk.start));
            source.broken.extend(names.map(Cow::into_owned));
            diagnostics.push(if too_deep.binary_search(&error.pos.start).is_ok() {
                deep_error(file, at)
            } else if unclosed.contains(&error.pos.start) {
                explain::unclosed(file, at)
            } else {
                let before = source.entries.partition_point(|entry| entry.span.start < junk.start);
                let before = before.checked_sub(1).and_then(|index| source.entries.get(index));
                explain::explain(file, &error.kind, at, &junk, before.map(|entry| &file.text[entry.name()]))
            });
            // Lines that begin with such ids are taken for part of what stands before them.
            for line in file.text[junk.clone()].match_indices('\n').map(|(at, _)| junk.start + at + 1) {
                if line < junk.end
                    && let Some(found) = explain::bad_id(file, line)
                {
                    source.broken.extend(explain::escaped(&file.text, line).map(Cow::into_owned));
                    diagnostics.push(found);
                }
            }
        }
        (source, diagnostics)
    }

    /// The name of an entry, without a term's `-`.
    pub(super) fn name(&self, entry: &Entry) -> &str {
        &self.file.text[entry.id.clone()]
    }

    /// The value and the attributes of an entry.
    pub(super) fn parts(&self, entry: &Entry) -> Parts<'_> {
        match self.resource.get_entry(entry.index) {
            Some(ast::Entry::Message(message)) => (message.value.as_ref(), &message.attributes),
            Some(ast::Entry::Term(term)) => (Some(&term.value), &term.attributes),
            _ => (None, &[]),
        }
    }

    /// Where a slice of the resource stands in the file.
    pub(super) fn place(&self, slice: &str) -> Range<usize> {
        let start = (slice.as_ptr() as usize).wrapping_sub(self.resource.source().as_ptr() as usize);
        let start = start.min(self.resource.source().len()) + self.base;
        start..(start + slice.len()).min(self.file.text.len())
    }

    fn find_entries(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut starts = Vec::new();
        for (index, entry) in self.resource.entries().enumerate() {
            let (is_term, id) = match entry {
                ast::Entry::Message(message) => (false, self.place(message.id.name)),
                ast::Entry::Term(term) => (true, self.place(term.id.name)),
                ast::Entry::Junk { content } => {
                    starts.push(self.place(content).start);
                    continue;
                }
                _ => continue,
            };
            let start = id.start - usize::from(is_term);
            starts.push(start);
            entries.push(Entry { index, is_term, id, span: start..start, value: 0..0 });
        }
        let mut next = 0;
        for entry in &mut entries {
            while starts.get(next).is_some_and(|start| *start <= entry.span.start) {
                next += 1;
            }
            let limit = starts.get(next).copied().unwrap_or(self.file.text.len());
            entry.span.end = last_line(&self.file.text, entry.span.start, limit);
            let (_, attributes) = self.parts(entry);
            let end = match attributes.first() {
                Some(attribute) => self.place(attribute.id.name).start.saturating_sub(1),
                None => entry.span.end,
            };
            let text = &self.file.text[entry.id.end..end.max(entry.id.end)];
            let after = text.find('=').map_or(0, |at| at + 1);
            let lead = text[after..].len() - text[after..].trim_start_matches(is_blank).len();
            let value = text[after..].trim_matches(is_blank).len();
            entry.value = entry.id.end + after + lead..entry.id.end + after + lead + value;
        }
        entries
    }
}

impl Entry {
    /// The name as a reference writes it: a term's with its `-`.
    pub(super) fn name(&self) -> Range<usize> {
        self.id.start - usize::from(self.is_term)..self.id.end
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\r')
}

/// The end of an entry that starts at `start` and ends before `limit`: blank lines and comments after it are not part of
/// it. No line of an entry begins with `#`.
fn last_line(text: &str, start: usize, limit: usize) -> usize {
    let mut end = limit;
    loop {
        end = start + text[start..end].trim_end_matches(is_blank).len();
        match text[start..end].rfind('\n') {
            Some(newline) if text[start + newline + 1..].starts_with('#') => end = start + newline,
            _ => return end,
        }
    }
}

/// What a text was parsed to.
struct Parsed {
    resource: FluentResource,
    errors: Vec<ParserError>,
    /// Braces that stand too deep in others.
    too_deep: Vec<usize>,
    /// Braces that are not closed before the next entry.
    unclosed: Vec<usize>,
}

/// Parses what the parser can bear. It panics where an escape that is cut short is followed by a character of more than one
/// byte, overflows the stack where thousands of braces stand within one another, and loses the entry after a brace that is
/// not closed. Such characters are overwritten, byte by byte, with others that are as wrong at the same place.
fn parse(text: &str) -> Parsed {
    let too_deep = deep(text);
    let cut = cut_escapes(text);
    let mut masks: Vec<(usize, u8)> = too_deep.iter().map(|at| (*at, b'}')).collect();
    masks.extend(cut.iter().map(|at| (at + 1, b'.')));
    let (mut resource, mut errors) = try_new(mask(text, &masks));
    if !cut.is_empty() {
        // Outside of quoted text, `\u` is no escape, and stays as it is.
        let wrong: FxHashSet<usize> = errors
            .iter()
            .filter(|error| matches!(error.kind, ErrorKind::UnknownEscapeSequence(_)))
            .map(|error| error.pos.start)
            .collect();
        masks.retain(|(at, byte)| *byte != b'.' || wrong.contains(&(at - 1)));
        (resource, errors) = try_new(mask(text, &masks));
    }
    let mut unclosed = Vec::new();
    for _ in 0..MOST_PASSES {
        let found: Vec<usize> = errors.iter().filter_map(|error| lost_entry(text, error)).collect();
        if found.is_empty() {
            break;
        }
        masks.extend(found.iter().map(|at| (*at, b'}')));
        unclosed.extend(found);
        (resource, errors) = try_new(mask(text, &masks));
    }
    Parsed { resource, errors, too_deep, unclosed }
}

/// The brace that is not closed before an entry that an error therefore takes with it.
fn lost_entry(text: &str, error: &ParserError) -> Option<usize> {
    let junk = error.slice.as_ref()?;
    let brace = explain::open_brace(text, junk.start..error.pos.start)?;
    let within = text.get(brace..junk.end)?;
    let mut lines = within.match_indices('\n').map(|(at, _)| brace + at + 1);
    lines.any(|line| line < error.pos.start && explain::is_entry(text, line)).then_some(brace)
}

fn try_new(text: String) -> (FluentResource, Vec<ParserError>) {
    match FluentResource::try_new(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    }
}

/// Overwrites ASCII characters with others.
fn mask(text: &str, masks: &[(usize, u8)]) -> String {
    let mut out = text.to_owned();
    for (at, byte) in masks {
        out.replace_range(*at..at + 1, char::from(*byte).encode_utf8(&mut [0; 4]));
    }
    out
}

fn deep_error(file: &Arc<SourceFile>, at: usize) -> Diagnostic {
    Diagnostic::error("fluent-syntax", format!("more than {DEEPEST} braces stand within one another"))
        .at(file, at..at + 1)
        .help("give parts of the message names of their own, and refer to them")
}

/// The braces and parentheses that stand too deep within others.
fn deep(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut braces, mut parentheses) = (0usize, 0usize);
    let mut line_start = true;
    for (at, byte) in text.bytes().enumerate() {
        if line_start && (byte.is_ascii_alphabetic() || byte == b'-' || byte == b'#') {
            (braces, parentheses) = (0, 0);
        }
        match byte {
            b'{' => braces += 1,
            b'}' => braces = braces.saturating_sub(1),
            b'(' if braces > 0 => parentheses += 1,
            b')' => parentheses = parentheses.saturating_sub(1),
            _ => {}
        }
        if braces == 0 {
            parentheses = 0;
        }
        if matches!(byte, b'{' | b'(') && braces + parentheses > DEEPEST {
            found.push(at);
        }
        line_start = byte == b'\n';
    }
    found
}

/// The escapes `\u` and `\U` that lack digits before a character that is not ASCII.
fn cut_escapes(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let escapes = text.match_indices("\\u").chain(text.match_indices("\\U"));
    let mut found: Vec<usize> = escapes
        .map(|(at, _)| at)
        .filter(|at| {
            let wanted = if bytes[at + 1] == b'u' { 4 } else { 6 };
            let digits = bytes[at + 2..].iter().take(wanted).take_while(|byte| byte.is_ascii_hexdigit()).count();
            digits < wanted && bytes.get(at + 2 + digits).is_some_and(|byte| !byte.is_ascii())
        })
        .collect();
    found.sort_unstable();
    found
}
