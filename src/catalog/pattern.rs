//! Finds where the parts of a pattern stand in their file.

use std::ops::Range;

use fluent_syntax::ast::{CallArguments, Expression, InlineExpression, Pattern, PatternElement, VariantKey};

use super::syntax::Source;

/// Where each element of a value stands: text itself, and the braces of a placeable.
pub(super) fn places(source: &Source, pattern: &Pattern<&str>, value: &Range<usize>) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::with_capacity(pattern.elements.len());
    let mut from = value.start;
    for element in &pattern.elements {
        let place = match element {
            PatternElement::TextElement { value } => source.place(value),
            PatternElement::Placeable { expression } => {
                let text = &source.file.text[..value.end];
                let open = text[from..].find('{').map_or(from, |at| from + at);
                let inside = last_of_expression(source, expression).clamp(open, value.end);
                // Between what is named last and the next element stand only the ends of what it is in.
                let rest = &text[inside..];
                let tail =
                    rest.len() - rest.trim_start_matches(|c: char| "})\"]".contains(c) || c.is_whitespace()).len();
                let end = rest[..tail].rfind('}').map_or(inside, |at| inside + at + 1);
                open..end
            }
        };
        from = place.end;
        places.push(place);
    }
    // Text after a placeable may itself begin with what looks like its end.
    for at in 1..places.len() {
        let next = places[at].start;
        let end = places[at - 1].end.min(next).max(places[at - 1].start);
        places[at - 1].end = end;
    }
    places
}

fn last_of_pattern(source: &Source, pattern: &Pattern<&str>) -> usize {
    match pattern.elements.last() {
        Some(PatternElement::TextElement { value }) => source.place(value).end,
        Some(PatternElement::Placeable { expression }) => last_of_expression(source, expression),
        None => 0,
    }
}

fn last_of_expression(source: &Source, expression: &Expression<&str>) -> usize {
    match expression {
        Expression::Inline(inline) => last_of_inline(source, inline),
        Expression::Select { selector, variants } => match variants.last() {
            Some(variant) => {
                let key = match &variant.key {
                    VariantKey::Identifier { name } => name,
                    VariantKey::NumberLiteral { value } => value,
                };
                last_of_pattern(source, &variant.value).max(source.place(key).end)
            }
            None => last_of_inline(source, selector),
        },
    }
}

fn last_of_inline(source: &Source, inline: &InlineExpression<&str>) -> usize {
    match inline {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            source.place(value).end
        }
        InlineExpression::FunctionReference { id, arguments } => {
            last_of_arguments(source, arguments).max(source.place(id.name).end)
        }
        InlineExpression::MessageReference { id, attribute } => {
            source.place(attribute.as_ref().map_or(id.name, |attribute| attribute.name)).end
        }
        InlineExpression::TermReference { id, attribute, arguments } => {
            let name = source.place(attribute.as_ref().map_or(id.name, |attribute| attribute.name)).end;
            arguments.as_ref().map_or(0, |arguments| last_of_arguments(source, arguments)).max(name)
        }
        InlineExpression::VariableReference { id } => source.place(id.name).end,
        InlineExpression::Placeable { expression } => last_of_expression(source, expression),
    }
}

fn last_of_arguments(source: &Source, arguments: &CallArguments<&str>) -> usize {
    let positional = arguments.positional.last().map_or(0, |argument| last_of_inline(source, argument));
    arguments.named.last().map_or(0, |argument| last_of_inline(source, &argument.value)).max(positional)
}
