//! Writes values and comments so that Fluent reads the text again that they were made from.

use std::borrow::Cow;
use std::ops::Range;

/// A value of text: what follows `id =`, without the space between. Its lines are indented by four spaces.
pub fn pattern(text: &str) -> String {
    if text.is_empty() {
        return EMPTY.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for (at, line) in text.split('\n').enumerate() {
        let continued = at > 0;
        if continued {
            out.push('\n');
        }
        if continued && !line.is_empty() {
            out.push_str("    ");
        }
        // A space at the beginning would be taken for the indent, and such characters for syntax.
        if line.starts_with(' ') || (line.is_empty() && !continued) || (continued && line.starts_with(['[', '*', '.']))
        {
            out.push_str(EMPTY);
        }
        for c in line.chars() {
            match c {
                '{' => out.push_str("{\"{\"}"),
                '}' => out.push_str("{\"}\"}"),
                '\r' => out.push_str("{\"\\u000D\"}"),
                c => out.push(c),
            }
        }
    }
    // White space at the end would be cut off.
    if text.ends_with([' ', '\n']) {
        if text.ends_with('\n') {
            out.push_str("    ");
        }
        out.push_str(EMPTY);
    }
    out
}

/// The value of a message that is to be translated.
pub(super) const EMPTY: &str = "{ \"\" }";

/// The comment of a message that shows its source as a value would write it. What would ask for something there, such as
/// `check:`, is not at the beginning of a line.
pub(super) fn comment(source: &str) -> String {
    let line = |line: &str| {
        let (indent, text) = line.split_at(line.len() - line.trim_start().len());
        let guard = if ["check:", "source:"].iter().any(|asks| text.starts_with(asks)) { EMPTY } else { "" };
        format!("# {indent}{guard}{text}").trim_end().to_owned() + "\n"
    };
    pattern(source).lines().map(line).collect()
}

/// Whether the lines of a comment are, or have among them, those that show a source.
pub(super) fn shows(above: &str, source: &str) -> bool {
    place(above, &comment(source)).is_some()
}

/// Where whole lines stand within a text, whatever attributes tags have there.
pub(super) fn place(text: &str, lines: &str) -> Option<Range<usize>> {
    if lines.is_empty() {
        return None;
    }
    let mut places = text.match_indices(lines).filter(|(at, _)| *at == 0 || text[..*at].ends_with('\n'));
    if let Some((at, _)) = places.next() {
        return Some(at..at + lines.len());
    }
    let count = lines.matches('\n').count();
    let window = |at: usize| {
        let length = text[at..].split_inclusive('\n').take(count).map(str::len).sum::<usize>();
        (bare(&text[at..at + length]) == lines).then_some(at..at + length)
    };
    if !text.contains("=\"") {
        return None;
    }
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).find_map(window)
}

/// A text without the attributes of its tags, but for their `xml:id`.
pub(super) fn bare(text: &str) -> Cow<'_, str> {
    if !text.contains("=\"") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
        let name = start + 1 + rest[start + 1..].find(|c| !is_name(c)).unwrap_or(rest.len() - start - 1);
        out.push_str(&rest[..name]);
        rest = &rest[name..];
        while let Some(attribute) = attribute(rest) {
            if attribute.starts_with(" xml:id=") {
                out.push_str(attribute);
            }
            rest = &rest[attribute.len()..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The attribute that a text begins with, and the space before it, as a stub has them.
fn attribute(text: &str) -> Option<&str> {
    let name = text.strip_prefix(' ')?.find("=\"").filter(|&length| {
        text[1..=length].chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
    })?;
    let value = name + 3;
    let end = text[value..].find(['"', '\n']).filter(|end| text[value + end..].starts_with('"'))?;
    Some(&text[..value + end + 1])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::catalog::read;
    use crate::diagnostic::SourceFile;
    use crate::text::Lang;

    fn read_again(text: &str, end: &str) -> String {
        let messages = format!("{}a = {}\n\n# b\nb = c\n", comment(text), pattern(text)).replace('\n', end);
        let file = Arc::new(SourceFile { name: "a.ftl".to_owned(), text: messages });
        let (catalog, diagnostics) = read(&Lang::new("en"), Some(&file), None);
        assert_eq!(diagnostics, [], "{}", file.text);
        assert_eq!(catalog.ids().count(), 2, "{}", file.text);
        catalog.format("a").expect("a message").text
    }

    #[test]
    fn plain_text_is_written_as_it_is() {
        for text in ["Word", "<q>“a”</q> &amp; b", ".5 [a] * b", "# no comment", "a = b"] {
            assert_eq!(pattern(text), text);
        }
        assert_eq!(pattern("{a}"), "{\"{\"}a{\"}\"}");
        assert_eq!(pattern(" a\n.b\n\nc "), "{ \"\" } a\n    { \"\" }.b\n\n    c { \"\" }");
        assert_eq!(comment("a\n\nb"), "# a\n#\n#     b\n");
        assert_eq!(comment("check: a\nsource: b"), "# { \"\" }check: a\n#     { \"\" }source: b\n");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(text in "([a-c]|[ \n\r\t{}.*\\[\\]\"\\\\#=<&-]|가|\u{85}|\u{2028}){0,24}") {
            prop_assert_eq!(read_again(&text, "\n"), text.clone());
            prop_assert_eq!(read_again(&text, "\r\n"), text);
        }
    }
}
