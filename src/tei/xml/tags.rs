//! Start tags and end tags.

use super::{Mode, Open, Problem, Scanner, Token, tag_span};
use crate::tei::tag::{self, Attribute, is_qualified_name};
use std::ops::Range;

/// How deep elements may stand in each other in a document, and in the text of a message.
const DOCUMENT_DEPTH: usize = 1000;
const FRAGMENT_DEPTH: usize = 100;

impl<'a> Scanner<'a> {
    pub(super) fn start_tag(&mut self, start: usize, end: usize) -> Option<Token<'a>> {
        let text = self.text;
        let tag = tag::read(text, start, end, self.entities, self.mode, &mut self.attributes, &mut self.problems);
        let name = tag.name;
        if tag.too_large {
            self.done = true;
            return None;
        }
        if let Some(resume) = tag.resume {
            self.restart(resume);
        } else if let Err(problem) = self.entities.give(name, start, &mut self.attributes) {
            self.stop(problem);
            return None;
        }
        let span = start..start + 1 + name.len();
        if self.is_outside() {
            match &self.root {
                Some(root) => self.problems.push(
                    Problem::new(span.clone(), format!("there is a second root element, “{name}”"))
                        .related(tag_span(text, root.at), format!("the first root element, “{}”, is here", root.name))
                        .help("put both into one element, such as “teiCorpus”"),
                ),
                None => self.root = Some(Open { name, at: start }),
            }
        }
        let first = self.open.is_empty();
        self.open.push(Open { name, at: start });
        let limit = if self.mode == Mode::Fragment { FRAGMENT_DEPTH } else { DOCUMENT_DEPTH };
        if self.outer + self.open.len() > limit {
            self.stop(
                Problem::new(span, format!("elements stand in each other more than {limit} deep"))
                    .help("no text needs that; a program may have written end tags as start tags"),
            );
            return None;
        }
        let declared = self.bindings.enter(&mut self.attributes, &mut self.problems);
        if !declared {
            self.done = true;
        }
        if !is_qualified_name(name) {
            let message = format!("“{name}” cannot be the name of an element");
            self.problems.push(Problem::new(span.clone(), message).help(tag::NAMES));
        }
        let (prefix, local) = tag::split(name);
        if first && self.mode == Mode::Document {
            self.bindings.set_home(prefix);
        }
        let foreign = match self.bindings.is_foreign(prefix) {
            Some(foreign) => foreign,
            // Where there are too many declarations, this one may be among those that were not read.
            None if declared => {
                self.undeclared(prefix, span);
                false
            }
            None => false,
        };
        let strange = |a: &&Attribute<'a>| {
            declared && !matches!(a.prefix, "" | "xml") && self.bindings.is_foreign(a.prefix).is_none()
        };
        let strange: Vec<_> = self.attributes.iter().filter(strange).map(|a| (a.prefix, a.at)).collect();
        for (prefix, at) in strange {
            self.undeclared(prefix, at..at + prefix.len());
        }
        if tag.empty {
            self.open.pop();
            self.close();
        }
        Some(Token::Start { local, foreign, at: start })
    }

    fn undeclared(&mut self, prefix: &str, span: Range<usize>) {
        let problem = Problem::new(span, format!("the namespace prefix “{prefix}” is not declared"));
        self.problems.push(match self.mode {
            Mode::Document | Mode::Entity => {
                problem.help(format!("declare it on the root element: xmlns:{prefix}=\"…\""))
            }
            Mode::Fragment => problem.help("tags in messages have no prefix"),
        });
    }

    pub(super) fn end_tag(&mut self, start: usize, end: usize) -> Option<Token<'a>> {
        let text = self.text;
        let raw = &text[start + 2..end - 1];
        let name_len = raw.find(|c: char| c.is_ascii_whitespace() || c == '<').unwrap_or(raw.len());
        let (name, rest) = raw.split_at(name_len);
        if let Some(at) = rest.find('<') {
            self.problems.push(
                Problem::new(start..start + 2 + name_len, format!("the end tag of “{name}” is not closed"))
                    .help(format!("write </{name}>")),
            );
            self.restart(start + 2 + name_len + at);
        } else if !rest.trim_ascii().is_empty() {
            self.problems.push(
                Problem::new(start..end, format!("the end tag of “{name}” holds more than its name"))
                    .help("attributes stand in the start tag"),
            );
        }
        let span = start..end;
        if self.open.last().is_some_and(|open| open.name == name) {
            self.open.pop();
        } else if let Some(depth) = self.open.iter().rposition(|open| open.name == name) {
            // The innermost is the one that lacks its end tag.
            let innermost = self.open.last().map(|open| (open.name, open.at));
            self.open.truncate(depth);
            if let Some((inner, at)) = innermost {
                self.problems.push(
                    Problem::new(span, format!("“</{name}>” stands where “</{inner}>” is expected"))
                        .related(tag_span(text, at), format!("“{inner}” starts here and is not closed"))
                        .help(format!("write </{inner}> before </{name}>")),
                );
            }
        } else if let Some(open) = self.open.last() {
            let (open_name, at) = (open.name, open.at);
            let problem = Problem::new(span, format!("“</{name}>” closes no open element"))
                .related(tag_span(text, at), format!("the open element, “{open_name}”, starts here"));
            if looks_like(open_name, name) {
                self.problems.push(problem.help(format!("write </{open_name}>")));
                self.open.pop();
            } else {
                self.problems.push(problem.help(format!("write <{name}> where it begins, or delete this end tag")));
            }
        } else {
            let problem = Problem::new(span, format!("“</{name}>” closes no open element"));
            self.problems.push(problem.help(format!("write <{name}> where it begins, or delete this end tag")));
        }
        self.close();
        None
    }

    /// Gives out the end tokens of the start tokens whose elements are no longer open.
    pub(super) fn close(&mut self) {
        self.closing = self.bindings.depth() - self.outer - self.open.len();
    }
}

/// Whether `found` is likely to be a slip for `expected`.
fn looks_like(expected: &str, found: &str) -> bool {
    expected.eq_ignore_ascii_case(found)
        || (expected.len().abs_diff(found.len()) <= 1 && expected.len() > 2 && expected.get(..2) == found.get(..2))
}
