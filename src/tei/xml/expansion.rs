//! Entities whose text holds markup or references.
//!
//! The text of an entity must be well-formed by itself (XML 1.0, 4.3.2), so a scanner of its own reads it. All that comes
//! of it stands where the reference does.

use std::ops::Range;

use super::{MAX_PROBLEMS, Mode, Problem, Scanner, Token};
use crate::tei::entity::{Entity, check_levels};

/// An entity whose text is being read.
pub(super) struct Expansion<'a> {
    scanner: Scanner<'a>,
    entity: &'a Entity,
    /// Where the reference stands.
    span: Range<usize>,
}

impl<'a> Scanner<'a> {
    /// Reads the text of an entity next.
    pub(super) fn expand(&mut self, entity: &'a Entity, text: &'a str, span: Range<usize>) {
        if let Err(problem) = check_levels(entity, &self.within, &span) {
            self.problems.push(problem);
            return;
        }
        let mut scanner = Scanner::new(text, Mode::Entity, self.entities);
        scanner.within.extend(self.within.iter().copied().chain([entity.name.as_str()]));
        scanner.outer = self.bindings.depth();
        scanner.bindings = std::mem::take(&mut self.bindings);
        self.expansion = Some(Box::new(Expansion { scanner, entity, span }));
    }

    /// The next token of the entity that is being read; none at its end.
    pub(super) fn expanded(&mut self) -> Option<Token<'a>> {
        let Expansion { scanner, span, .. } = &mut **self.expansion.as_mut()?;
        let at = span.start;
        let token = scanner.next().map(|token| match token {
            Token::Start { local, foreign, .. } => Token::Start { local, foreign, at },
            Token::Text { text, .. } => Token::Text { text, at },
            Token::End => Token::End,
        });
        if matches!(token, Some(Token::Start { .. })) {
            std::mem::swap(&mut self.attributes, &mut scanner.attributes);
            for attribute in &mut self.attributes {
                attribute.at = at;
                attribute.span = span.clone();
            }
        }
        if token.is_none() {
            self.leave();
        }
        token
    }

    /// The entity ends.
    fn leave(&mut self) {
        let Some(expansion) = self.expansion.take() else { return };
        let Expansion { scanner, entity, span } = *expansion;
        self.bindings = scanner.bindings;
        self.exhausted |= scanner.exhausted;
        self.done |= scanner.exhausted;
        // One error leads to others.
        if let Some(problem) = scanner.problems.into_iter().next() {
            let problem = match problem.in_entity {
                true => problem,
                false => Problem {
                    message: format!("in the text of the entity “{}”, {}", entity.name, problem.message),
                    related: Some((entity.declared.clone(), "it is declared here".to_owned())),
                    in_entity: true,
                    ..problem
                },
            };
            self.problems.push(Problem { span: span.clone(), ..problem });
        }
        for problem in scanner.unfetched {
            self.leave_out(Problem { span: span.clone(), ..problem });
        }
    }

    /// Notes that the text of another file is left out, once for each.
    pub(super) fn leave_out(&mut self, problem: Problem) {
        let known = self.unfetched.iter().any(|other| other.message == problem.message);
        if !known && self.unfetched.len() < MAX_PROBLEMS {
            self.unfetched.push(problem);
        }
    }
}
