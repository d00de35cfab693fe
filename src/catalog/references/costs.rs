//! References that lead back to where they started, and messages that take more than Fluent resolves.

use fluent_syntax::ast::{CallArguments, Expression, InlineExpression, Pattern, PatternElement};

use super::{Edge, Names, Node, References};
use crate::diagnostic::Diagnostic;

/// How many placeables Fluent resolves for one placeable of a message.
const MOST: u64 = 100;
/// More than this is not counted.
const PLENTY: u64 = 1_000_000;
/// The cost of what never ends.
const ENDLESS: u64 = u64::MAX;

/// Finds references that lead back to where they started, and messages that take more placeables than Fluent resolves.
pub(super) fn costs(names: &Names<'_>, nodes: &[Node], references: &mut References) {
    let mut costs: Vec<Option<u64>> = vec![None; nodes.len()];
    let mut on_path = vec![false; nodes.len()];
    for first in 0..nodes.len() {
        let mut path = if costs[first].is_none() { vec![(first, 0)] } else { Vec::new() };
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            on_path[node] = true;
            if let Some(edge) = nodes[node].edges.get(*next) {
                *next += 1;
                if on_path[edge.to] {
                    let start = path.iter().position(|(on, _)| *on == edge.to).unwrap_or_default();
                    references.diagnostics.push(circle(names, path[start..].iter().map(|(on, _)| *on), edge));
                    references.faulty[node] = true;
                } else if costs[edge.to].is_none() {
                    path.push((edge.to, 0));
                }
                continue;
            }
            path.pop();
            on_path[node] = false;
            let (source, entry) = names.entry(node);
            // An entry of the path that has no cost yet leads back here.
            let known = Costs { names, costs: &costs };
            let (value, attributes) = source.parts(entry);
            let placeables: Vec<u64> =
                value.iter().flat_map(|value| &value.elements).map(|part| known.element(part)).collect();
            let attributes = attributes.iter().map(|attribute| known.pattern(&attribute.value)).max().unwrap_or(0);
            let most = placeables.iter().copied().max().unwrap_or(0);
            let all = placeables.iter().fold(0, |sum: u64, cost| sum.saturating_add(*cost)).max(attributes);
            costs[node] = Some(if all == ENDLESS { all } else { all.min(PLENTY) });
            references.safe[node] = most <= MOST;
            if !entry.is_term && most > MOST && most < ENDLESS {
                references.faulty[node] = true;
                references.diagnostics.push(
                    Diagnostic::error("unknown-reference", "a reference leads to more than 100 others")
                        .at(&source.file, entry.id.clone())
                        .help("refer to fewer terms, or write the text itself"),
                );
            }
        }
    }
}

fn circle(names: &Names<'_>, path: impl Iterator<Item = usize>, edge: &Edge) -> Diagnostic {
    let path: Vec<usize> = path.collect();
    let from = path.last().copied().unwrap_or(edge.to);
    let mut shown: Vec<&str> = path.iter().map(|node| names.display(*node)).collect();
    if shown.len() > 6 {
        shown.splice(3..shown.len() - 2, ["…"]);
    }
    shown.push(names.display(edge.to));
    let (source, _) = names.entry(from);
    let way = shown.iter().map(|name| if *name == "…" { "…".to_owned() } else { format!("`{name}`") });
    Diagnostic::error(
        "unknown-reference",
        format!("the reference leads back to where it started: {}", way.collect::<Vec<_>>().join(" → ")),
    )
    .at(&source.file, edge.at.clone())
    .help("write the text itself in one of them")
}

/// How many placeables are resolved for a part of a pattern, at most.
struct Costs<'a> {
    names: &'a Names<'a>,
    costs: &'a [Option<u64>],
}

impl Costs<'_> {
    fn pattern(&self, pattern: &Pattern<&str>) -> u64 {
        pattern.elements.iter().fold(0, |sum, element| sum.saturating_add(self.element(element)))
    }

    fn element(&self, element: &PatternElement<&str>) -> u64 {
        match element {
            PatternElement::TextElement { .. } => 0,
            PatternElement::Placeable { expression } => self.expression(expression).saturating_add(1),
        }
    }

    fn expression(&self, expression: &Expression<&str>) -> u64 {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                let most = variants.iter().map(|variant| self.pattern(&variant.value)).max().unwrap_or(0);
                self.inline(selector).saturating_add(most)
            }
        }
    }

    fn inline(&self, inline: &InlineExpression<&str>) -> u64 {
        let reference = |name: &str, is_term| match self.names.find(name, is_term) {
            Some(to) => self.costs[to].unwrap_or(ENDLESS),
            None => 0,
        };
        match inline {
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::MessageReference { id, .. } => reference(id.name, false),
            InlineExpression::TermReference { id, arguments, .. } => {
                let arguments = arguments.as_ref().map_or(0, |arguments| self.arguments(arguments));
                reference(id.name, true).saturating_add(arguments)
            }
            InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            _ => 0,
        }
    }

    fn arguments(&self, arguments: &CallArguments<&str>) -> u64 {
        arguments.positional.iter().fold(0, |sum, argument| sum.saturating_add(self.inline(argument)))
    }
}
