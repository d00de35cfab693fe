//! What the comments above messages and terms ask for: `# source: Six-Party Talks` says what a term stands for in the
//! source, `# check: number off` how much a finding weighs in a message.

use std::sync::Arc;

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};

use super::syntax::{Entry, Source};
use crate::diagnostic::rule::{self, Exception, Level, RULES};
use crate::diagnostic::{Diagnostic, SourceFile, suggest};
use crate::text::Lang;

/// How many forms of one term are looked for.
const MOST_FORMS: usize = 64;

/// A term whose translation is agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// Its name without `-`.
    pub name: String,
    /// What the source says for it.
    pub sources: Vec<String>,
    /// What the translation says for it: one form, or one for each case that it has.
    pub forms: Vec<String>,
}

/// The terms whose comments say what they stand for.
pub(super) fn agreed(sources: &[Source]) -> Vec<Agreed> {
    let terms = sources.iter().flat_map(|source| source.entries.iter().map(move |entry| (source, entry)));
    let agreed = terms.filter(|(_, entry)| entry.is_term).filter_map(|(source, entry)| {
        let said: Vec<String> = lines(source, entry)
            .filter_map(|line| line.strip_prefix("source:"))
            .map(|said| said.trim().to_owned())
            .collect();
        let forms = forms(sources, source.parts(entry).0?, 0);
        let forms: Vec<String> = forms.into_iter().filter(|form| !form.trim().is_empty()).collect();
        let is_whole = !said.is_empty() && !forms.is_empty();
        is_whole.then(|| Agreed { name: source.name(entry).to_owned(), sources: said, forms })
    });
    agreed.collect()
}

/// All texts that a pattern can give. What depends on more than variants gives none.
fn forms(sources: &[Source], pattern: &Pattern<&str>, depth: usize) -> Vec<String> {
    // A term may refer to itself; that is reported elsewhere.
    if depth > 8 {
        return Vec::new();
    }
    let mut all = vec![String::new()];
    for element in &pattern.elements {
        let next = match element {
            PatternElement::TextElement { value } => vec![(*value).to_owned()],
            PatternElement::Placeable { expression } => expression_forms(sources, expression, depth),
        };
        all =
            all.iter().flat_map(|start| next.iter().map(move |end| format!("{start}{end}"))).take(MOST_FORMS).collect();
    }
    all
}

fn expression_forms(sources: &[Source], expression: &Expression<&str>, depth: usize) -> Vec<String> {
    match expression {
        Expression::Select { variants, .. } => {
            variants.iter().flat_map(|variant| forms(sources, &variant.value, depth + 1)).collect()
        }
        Expression::Inline(InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value }) => {
            vec![(*value).to_owned()]
        }
        Expression::Inline(InlineExpression::Placeable { expression }) => {
            expression_forms(sources, expression, depth + 1)
        }
        Expression::Inline(InlineExpression::TermReference { id, .. }) => {
            let entries = sources.iter().flat_map(|source| source.entries.iter().map(move |entry| (source, entry)));
            let mut named = entries.filter(|(source, entry)| entry.is_term && source.name(entry) == id.name);
            let value = named.next().and_then(|(source, entry)| source.parts(entry).0);
            value.map_or_else(Vec::new, |value| forms(sources, value, depth + 1))
        }
        Expression::Inline(_) => Vec::new(),
    }
}

/// What the comments of a file's messages say of findings in them.
pub(super) fn exceptions(source: &Source) -> (Vec<Exception>, Vec<Diagnostic>) {
    let (mut exceptions, mut found) = (Vec::new(), Vec::new());
    for entry in &source.entries {
        for line in lines(source, entry) {
            let Some(said) = line.strip_prefix("check:") else { continue };
            let mut codes: Vec<&'static str> = Vec::new();
            let mut level = None;
            let mut unknown = None;
            for word in said.split([' ', ',', '=']).filter(|word| !word.is_empty()) {
                if let Some(rule) = rule::find(word).filter(|rule| rule.adjustable) {
                    codes.push(rule.code);
                } else {
                    // What follows the level is the reason.
                    level = Level::parse(word);
                    unknown = Some(word);
                    break;
                }
            }
            let Some(level) = level.filter(|_| !codes.is_empty()) else {
                let (message, help) = match unknown {
                    Some(word) => {
                        let names = RULES.iter().filter(|rule| rule.adjustable).map(|rule| rule.code);
                        let near = suggest::nearest(word, names.chain(Level::NAMES));
                        let help = near.map(|near| format!("did you mean `{near}`?"));
                        (format!("`{word}` is no check and no level"), help)
                    }
                    None => ("this says no level".to_owned(), None),
                };
                let help = help.unwrap_or_else(|| "write `# check: number off`, and a reason if you like".to_owned());
                let start = line.as_ptr() as usize - source.file.text.as_ptr() as usize;
                let at = start..start + line.len();
                found.push(Diagnostic::warning("unknown-check", message).at(&source.file, at).help(help));
                continue;
            };
            exceptions.extend(codes.into_iter().map(|code| Exception {
                file: Arc::clone(&source.file),
                span: entry.span.start..entry.span.end + 1,
                code,
                level,
            }));
        }
    }
    (exceptions, found)
}

/// The comment above an entry, with `\n` for line ends.
pub(super) fn above(source: &Source, entry: &Entry) -> String {
    let above = &source.file.text[..entry.span.start];
    let is_comment = |line: &&str| line.starts_with("# ") || *line == "#";
    let lines: Vec<&str> = above.lines().rev().take_while(is_comment).collect();
    lines.into_iter().rev().flat_map(|line| [line, "\n"]).collect()
}

/// The text that a comment shows, if it can be a value.
pub(super) fn shown(above: &str) -> Option<String> {
    let lines: Vec<&str> = above.lines().map(|line| line.get(2..).unwrap_or_default()).collect();
    let file = SourceFile { name: String::new(), text: format!("a = {}\n", lines.join("\n")) };
    let (catalog, found) = super::read(&Lang::new("und"), Some(&Arc::new(file)), None);
    catalog.format("a").filter(|_| found.is_empty()).map(|formatted| formatted.text)
}

/// The lines of the comment above an entry, without `#` and spaces. The tree of Fluent's runtime has no comments.
fn lines<'a>(source: &'a Source, entry: &Entry) -> impl Iterator<Item = &'a str> {
    let above = &source.file.text[..entry.span.start];
    let comment = above.lines().rev().map_while(|line| match line.strip_prefix('#') {
        Some("") => Some(""),
        Some(rest) => rest.strip_prefix(' ').map(str::trim),
        None => None,
    });
    comment.collect::<Vec<_>>().into_iter().rev()
}
