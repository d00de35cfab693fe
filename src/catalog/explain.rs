//! Says in plain words what is wrong with the syntax of a Fluent file, and what to do.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use fluent_syntax::parser::ErrorKind;

use super::identifier;
use crate::diagnostic::{Diagnostic, SourceFile};

/// The name that a line begins with, a term's with its `-`.
pub(super) fn name_at(text: &str, start: usize) -> Option<&str> {
    let line = text.get(start..)?;
    let name = &line[..name_length(line)];
    let bare = name.strip_prefix('-').unwrap_or(name);
    bare.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(name)
}

/// Whether a line begins an entry: a name and `=`.
pub(super) fn is_entry(text: &str, start: usize) -> bool {
    name_at(text, start).is_some_and(|name| text[start + name.len()..].trim_start_matches(' ').starts_with('='))
}

/// The message id of a unit whose `xml:id` begins a line in its place: Fluent cannot take it as it is.
pub(super) fn escaped(text: &str, start: usize) -> Option<Cow<'_, str>> {
    let (id, _) = text.get(start..)?.lines().next()?.split_once('=')?;
    let id = id.trim_end();
    let is_name = id.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    Some(identifier::encode(id)).filter(|escaped| is_name && escaped != id)
}

/// A line that begins with an id that Fluent cannot take.
pub(super) fn bad_id(file: &Arc<SourceFile>, start: usize) -> Option<Diagnostic> {
    let escaped = escaped(&file.text, start)?;
    let id = file.text[start..].split('=').next()?.trim_end();
    let error = Diagnostic::error("fluent-syntax", format!("`{id}` cannot be the id of a message"));
    let help = format!("write it as `{escaped}`: an id has letters from a to z, digits, `-` and `_` only");
    Some(error.at(file, start..start + id.len()).help(help))
}

fn name_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(text.len())
}

/// Explains an error at `at`, found while reading the entry that begins where `junk` does. `before` is the name of the
/// entry before it.
pub(super) fn explain(
    file: &Arc<SourceFile>,
    kind: &ErrorKind,
    at: usize,
    junk: &Range<usize>,
    before: Option<&str>,
) -> Diagnostic {
    let text = &file.text;
    let at = floor(text, at);
    let rest = &text[at..];
    let here = at..at + rest.chars().next().filter(|c| !matches!(c, '\n' | '\r')).map_or(0, char::len_utf8);
    let found = match rest.chars().next() {
        None => "the end of the file".to_owned(),
        Some('\n' | '\r') => "the end of the line".to_owned(),
        Some(c) => format!("`{c}`"),
    };
    let line_starts = at == junk.start;
    let error = |message: String, span: Range<usize>| Diagnostic::error("fluent-syntax", message).at(file, span);
    let continues = |instead: &str| match before {
        Some(before) => format!("put a space before the line if it continues `{before}`; {instead}"),
        None => instead.to_owned(),
    };
    if let Some(found) =
        bad_id(file, junk.start).filter(|found| found.place.as_ref().is_some_and(|id| at <= id.span.end))
    {
        let help = found.help.as_deref().map(continues).unwrap_or_default();
        return found.help(help);
    }
    match kind {
        ErrorKind::ExpectedCharRange { range } if range == "a-zA-Z" && line_starts => {
            let lead = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            let first = rest[lead..].chars().next().unwrap_or(' ');
            let span = at + lead..at + lead + first.len_utf8().min(rest.len() - lead);
            match first {
                _ if rest.starts_with('\t') || rest[..lead].contains('\t') => {
                    error("a line is indented with a tab, which is none of Fluent's spaces".to_owned(), at..at + lead)
                        .help("indent the line with spaces")
                }
                '}' => error("this `}` closes nothing".to_owned(), span)
                    .help("remove it, or write `{ \"}\" }` for a brace in the text"),
                '[' | '*' => error(format!("a line of text cannot begin with `{first}`"), span)
                    .help(format!("write `{{ \"{first}\" }}` in its place")),
                '.' => error("a full stop begins an attribute, and this one cannot be read".to_owned(), span)
                    .help("write `.name = text`, or `{ \".\" }` to begin a line of text with a full stop"),
                _ => error("this line is neither a message nor a comment".to_owned(), span).help(continues(
                    "a message is written `id = text`, with an id of letters from a to z, digits, `-` and `_`",
                )),
            }
        }
        ErrorKind::ExpectedCharRange { range } if range == "a-zA-Z" => {
            error(format!("expected a name, which begins with a letter from a to z, but found {found}"), here)
                .help("use letters from a to z, digits, `-` and `_` in names")
        }
        ErrorKind::ExpectedCharRange { range } if range == "0-9" => {
            error(format!("expected a digit, but found {found}"), here).help("write a number like `7` or `0.5`")
        }
        ErrorKind::ExpectedCharRange { .. } => {
            error(format!("expected a new line after `->`, but found {found}"), here)
                .help("begin each variant, such as `[one]` or `*[other]`, on a line of its own")
        }
        ErrorKind::ExpectedToken('=') => {
            let name = text[junk.start..at].trim();
            error(format!("expected `=` after `{name}`, but found {found}"), here)
                .help(continues(&format!("a message is written `{name} = text`")))
        }
        ErrorKind::ExpectedToken('}') | ErrorKind::ExpectedInlineExpression => {
            placeable(file, kind, at, here, junk, &found)
        }
        ErrorKind::ExpectedToken('"') | ErrorKind::UnterminatedStringLiteral => {
            let quote = text[junk.start..at].rfind('"').map_or(at, |quote| junk.start + quote);
            error("this quoted text is not closed".to_owned(), quote..at.max(quote))
                .help("put `\"` at its end, on the same line")
        }
        ErrorKind::ExpectedToken(' ') => {
            error(format!("expected a space after `#`, but found {found}"), here).help("write a comment as `# comment`")
        }
        ErrorKind::ExpectedToken(token) => {
            error(format!("expected `{token}`, but found {found}"), here).help(format!("put `{token}` here"))
        }
        ErrorKind::ExpectedMessageField { entry_id } => {
            error(format!("the message `{entry_id}` has no text"), junk.start..junk.start + entry_id.len())
                .help(format!("write its text after `=`, or `{entry_id} = {{ \"\" }}` to leave it for later"))
        }
        ErrorKind::ExpectedTermField { entry_id } => {
            error(format!("the term `-{entry_id}` has no text"), junk.start..junk.start + entry_id.len() + 1)
                .help("write its text after `=`, or delete it")
        }
        ErrorKind::MissingValue => error("text is missing here".to_owned(), line_before(text, at))
            .help("write the text after `=` or `]`; where there is to be none, write `{ \"\" }`"),
        ErrorKind::MissingDefaultVariant => error("none of the variants is the default".to_owned(), here)
            .help("put `*` before the variant that is taken when no other fits, such as `*[other]`"),
        ErrorKind::MultipleDefaultVariants => error("more than one of the variants is the default".to_owned(), here)
            .help("leave `*` before one of them only"),
        ErrorKind::ForbiddenCallee => {
            let call = text[junk.start..at].rfind('(').map_or(at, |open| junk.start + open);
            let start = text[..call].rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
            let start = start.map_or(0, |before| before + 1).max(junk.start);
            error(format!("`{}` is no function", &text[start..call]), start..call)
                .help("functions are written in capitals, such as `NUMBER(…)`; a term is written `-term(…)`")
        }
        ErrorKind::MessageReferenceAsSelector | ErrorKind::TermReferenceAsSelector => {
            error("the text of a message or a term cannot choose between variants".to_owned(), here)
                .help("choose by a variable (`$case`), a function or the attribute of a term (`-term.attribute`)")
        }
        ErrorKind::MessageAttributeAsSelector | ErrorKind::ExpectedSimpleExpressionAsSelector => {
            error("this cannot choose between variants".to_owned(), here)
                .help("choose by a variable (`$case`), a function or the attribute of a term (`-term.attribute`)")
        }
        ErrorKind::TermAttributeAsPlaceable => {
            error("the attribute of a term cannot be shown, it can only choose between variants".to_owned(), here)
                .help("refer to the term itself, or make a term of its own for this form")
        }
        ErrorKind::PositionalArgumentFollowsNamed => {
            error("an argument without a name follows one with a name".to_owned(), here)
                .help("put the arguments without names first")
        }
        ErrorKind::DuplicatedNamedArgument(name) => {
            error(format!("the argument `{name}` is given twice"), here).help("remove one of them")
        }
        ErrorKind::UnknownEscapeSequence(_) | ErrorKind::InvalidUnicodeEscapeSequence(_) => {
            let start = text[junk.start..(at + 1).min(text.len())].rfind('\\').map_or(at, |slash| junk.start + slash);
            let length: usize = text[start..].chars().take(2).map(char::len_utf8).sum();
            error(
                format!("`{}` is no escape that can be read here", &text[start..start + length]),
                start..start + length,
            )
            .help(r#"in quoted text stand `\"`, `\\`, `\u` with four hexadecimal digits and `\U` with six"#)
        }
        ErrorKind::UnbalancedClosingBrace => error("this `}` closes nothing".to_owned(), here)
            .help("remove it, or write `{ \"}\" }` for a brace in the text"),
        ErrorKind::ExpectedLiteral => error(format!("expected quoted text or a number, but found {found}"), here)
            .help("write an argument as `name: \"text\"` or `name: 7`"),
    }
}

/// The innermost brace of a part of a text that is not closed there.
pub(super) fn open_brace(text: &str, part: Range<usize>) -> Option<usize> {
    let mut open = Vec::new();
    for (offset, c) in text.get(part.clone())?.char_indices() {
        match c {
            '{' => open.push(part.start + offset),
            '}' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// A brace is not closed before the text ends that it can stand in.
pub(super) fn unclosed(file: &Arc<SourceFile>, brace: usize) -> Diagnostic {
    Diagnostic::error("fluent-syntax", "this `{` is not closed")
        .at(file, brace..brace + 1)
        .help("put `}` at its end, or write `{ \"{\" }` for a brace in the text")
}

/// What is wrong between `{` and `}`.
fn placeable(
    file: &Arc<SourceFile>,
    kind: &ErrorKind,
    at: usize,
    here: Range<usize>,
    junk: &Range<usize>,
    found: &str,
) -> Diagnostic {
    let text = &file.text;
    let brace = open_brace(text, junk.start..at);
    let line_ended = brace.is_some_and(|brace| text[brace..at].contains('\n')) || here.is_empty();
    match brace {
        Some(brace) if line_ended => unclosed(file, brace),
        _ if *kind == ErrorKind::ExpectedToken('}') => {
            Diagnostic::error("fluent-syntax", format!("expected `}}`, but found {found}"))
                .at(file, here)
                .help("one pair of braces holds one reference, such as `{ -term }`; write text outside of it")
        }
        _ => Diagnostic::error("fluent-syntax", format!("expected a reference inside the braces, but found {found}"))
            .at(file, here)
            .help("write a term as `{ -term }`, quoted text as `{ \"text\" }`, a brace as `{ \"{\" }`"),
    }
}

/// The last line before `at` that holds anything, without the space around it.
fn line_before(text: &str, at: usize) -> Range<usize> {
    let before = text[..at].trim_end();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let lead = before[start..].len() - before[start..].trim_start().len();
    start + lead..before.len()
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
