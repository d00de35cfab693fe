//! What the DOCTYPE says of attributes: the values that they have in an element that does not give them (XML 1.0, 3.3.2).
//! A program that reads no other files owes its user those of the internal subset (5.1).

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::declarations::{literal, word};
use super::{Entities, MAX_EXPANSION};
use crate::tei::tag::Attribute;
use crate::tei::xml::{Mode, Problem};

/// How many attributes may be declared, and how many values one kind of element may be given.
const MAX_DECLARED: usize = 100_000;
const MAX_GIVEN: usize = 100;

/// The values that elements are given, by their names.
#[derive(Default)]
pub(super) struct Defaults {
    of: FxHashMap<String, Vec<Given>>,
    /// The elements and attributes that are declared: the first time counts.
    declared: FxHashSet<(String, String)>,
}

/// A value that an element is given.
struct Given {
    prefix: String,
    local: String,
    value: String,
    /// Where it is declared.
    declared: Range<usize>,
}

impl Entities {
    /// Takes one declaration, without `<!ATTLIST` and `>`. An error is that there are too many.
    pub(super) fn declare_attributes(&mut self, declaration: &str, declared: &Range<usize>) -> Result<(), String> {
        let next = |text: &mut &str| -> String {
            *text = text.trim_ascii_start();
            let (first, rest) = text.split_at(word(text));
            *text = rest.trim_ascii_start();
            first.to_owned()
        };
        let mut rest = declaration;
        let element = next(&mut rest);
        while !rest.is_empty() {
            let attribute = next(&mut rest);
            let is_enumerated = |rest: &str| rest.starts_with('(');
            let kind = if is_enumerated(rest) { String::new() } else { next(&mut rest) };
            if is_enumerated(rest) {
                rest = rest.split_once(')').map_or("", |(_, rest)| rest).trim_ascii_start();
            }
            let fixed = rest.starts_with('#').then(|| next(&mut rest));
            let may_follow = fixed.as_deref().is_none_or(|word| word == "#FIXED");
            let value = literal(rest).filter(|_| may_follow);
            if let Some((_, after)) = value {
                rest = after.trim_ascii_start();
            } else if fixed.is_none() {
                // What cannot be read has no end that can be told.
                return Ok(());
            }
            if self.defaults.declared.len() >= MAX_DECLARED {
                return Err(format!("more than {MAX_DECLARED} attributes are declared"));
            }
            let is_new = self.defaults.declared.insert((element.clone(), attribute.clone()));
            let (prefix, local) = attribute.split_once(':').unwrap_or(("", &attribute));
            // No two elements may have one identifier.
            let Some((value, _)) = value.filter(|_| is_new && local != "id") else { continue };
            let mut problems = Vec::new();
            let value = self.attribute_value(value, declared.start, Mode::Document, &mut problems).into_owned();
            for mut problem in problems {
                problem.span = declared.clone();
                self.problems.push(problem);
            }
            // All but texts are words, parted by single spaces.
            let value = if kind == "CDATA" {
                value
            } else {
                value.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
            };
            let all = self.defaults.of.entry(element.clone()).or_default();
            if all.len() >= MAX_GIVEN {
                return Err(format!("“{element:.80}” is given more than {MAX_GIVEN} attributes"));
            }
            all.push(Given { prefix: prefix.to_owned(), local: local.to_owned(), value, declared: declared.clone() });
        }
        Ok(())
    }

    /// Gives an element that begins the attributes that it has not. An error is that all that elements were given is too
    /// much.
    pub(in crate::tei) fn give<'a>(
        &'a self,
        element: &str,
        at: usize,
        attributes: &mut Vec<Attribute<'a>>,
    ) -> Result<(), Problem> {
        for Given { prefix, local, value, declared } in self.defaults.of.get(element).into_iter().flatten() {
            if attributes.iter().any(|own| own.prefix == prefix && own.local == local) {
                continue;
            }
            self.given.set(self.given.get().saturating_add(value.len()));
            if self.given.get() > MAX_EXPANSION {
                let message =
                    format!("the attributes that the DOCTYPE gives elements are more than {MAX_EXPANSION} bytes");
                let problem = Problem::too_large(at..at + 1 + element.len(), message);
                return Err(problem.help("write them in the elements themselves"));
            }
            let value = Cow::Borrowed(value.as_str());
            attributes.push(Attribute { prefix, local, value, at: declared.start, span: declared.clone() });
        }
        Ok(())
    }
}
