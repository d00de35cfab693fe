//! Follows the references of messages and terms before anything is formatted: what is unknown is reported where it stands,
//! also in variants that are not chosen, and what would never end is not begun.

use std::ops::Range;

use fluent_syntax::ast::{CallArguments, Expression, Identifier, InlineExpression, Pattern, PatternElement};
use rustc_hash::FxHashMap;

use self::costs::costs;
use super::identifier;
use super::syntax::{Entry, Source};
use super::value::{DATE_OPTIONS, NUMBER_OPTIONS, Value, Variables};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::suggest::{distance, nearest};

/// The largest argument that a function takes; `minimumFractionDigits` would fill memory with zeros.
const LARGEST_ARGUMENT: f64 = 100.0;

mod costs;

/// What is known of the references in the files of a catalog. Entries are counted on from one file to the next.
pub(super) struct References {
    /// Whether an entry can be formatted.
    pub(super) safe: Vec<bool>,
    /// Whether another entry refers to an entry.
    pub(super) referenced: Vec<bool>,
    /// Whether something was reported of an entry.
    pub(super) faulty: Vec<bool>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A reference to an entry that is known.
struct Edge {
    to: usize,
    at: Range<usize>,
    /// The names of the arguments that are given.
    given: Vec<String>,
}

#[derive(Default)]
struct Node {
    edges: Vec<Edge>,
    /// The variables that a term, or a message of no unit, shows and that whoever refers to it must give.
    needs: Vec<String>,
    /// The variables that a message has from its unit.
    own: Vec<String>,
}

/// Examines all entries of `sources`; what stands first counts where an id occurs twice. `labels` are variables that can
/// be used anywhere, `variables` those of the units' own messages.
pub(super) fn examine(sources: &[Source], labels: &[&str], variables: &Variables) -> References {
    let names = Names::new(sources);
    let mut diagnostics = Vec::new();
    let mut nodes = Vec::new();
    let mut faulty = Vec::new();
    for source in sources {
        for entry in &source.entries {
            let before = diagnostics.len();
            let id = identifier::decode(source.name(entry)).unwrap_or_default();
            let own = if entry.is_term { &[] } else { variables.of(&id) };
            let node = Node { own: own.iter().map(|(name, _)| name.clone()).collect(), ..Node::default() };
            let any = variables.unknown;
            let mut walk = Walk { names: &names, source, entry, labels, own, any, node, out: &mut diagnostics };
            walk.entry();
            nodes.push(walk.node);
            faulty.push(diagnostics.len() > before);
        }
    }
    let mut references =
        References { safe: vec![true; nodes.len()], referenced: vec![false; nodes.len()], faulty, diagnostics };
    let needs: Vec<_> = nodes.iter_mut().map(|node| std::mem::take(&mut node.needs)).collect();
    for (from, node) in nodes.iter().enumerate() {
        for edge in &node.edges {
            references.referenced[edge.to] |= edge.to != from;
            let (_, referred) = names.entry(edge.to);
            // What is not given to a message comes from whoever refers to it; a term knows what it is given alone.
            let has = |need: &&String| edge.given.contains(need) || (!referred.is_term && node.own.contains(need));
            for need in needs[edge.to].iter().filter(|need| !has(need)) {
                let (source, _) = names.entry(from);
                let name = names.display(edge.to);
                references.faulty[from] = true;
                references.diagnostics.push(
                    Diagnostic::error(
                        "unknown-reference",
                        format!("`{name}` shows `${need}`, which is not given here"),
                    )
                    .at(&source.file, edge.at.clone())
                    .help(format!("give it: `{{ {name}({need}: \"…\") }}`")),
                );
            }
        }
    }
    costs(&names, &nodes, &mut references);
    references
}

/// What the names of messages and terms stand for.
struct Names<'a> {
    sources: &'a [Source],
    /// The first entry of each source.
    firsts: Vec<usize>,
    messages: FxHashMap<&'a str, usize>,
    terms: FxHashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    fn new(sources: &'a [Source]) -> Names<'a> {
        let mut names =
            Names { sources, firsts: Vec::new(), messages: FxHashMap::default(), terms: FxHashMap::default() };
        let mut index = 0;
        for source in sources {
            names.firsts.push(index);
            for entry in &source.entries {
                let map = if entry.is_term { &mut names.terms } else { &mut names.messages };
                map.entry(source.name(entry)).or_insert(index);
                index += 1;
            }
        }
        names
    }

    fn entry(&self, index: usize) -> (&'a Source, &'a Entry) {
        // A source without entries shares its first with the source after it, which is the one that this finds.
        let at = self.firsts.partition_point(|first| *first <= index) - 1;
        (&self.sources[at], &self.sources[at].entries[index - self.firsts[at]])
    }

    fn display(&self, index: usize) -> &'a str {
        let (source, entry) = self.entry(index);
        &source.file.text[entry.name()]
    }

    fn find(&self, name: &str, is_term: bool) -> Option<usize> {
        let map = if is_term { &self.terms } else { &self.messages };
        map.get(name).copied()
    }

    /// Whether a name stands for something that could not be read, which is reported already.
    fn is_broken(&self, name: &str, is_term: bool) -> bool {
        let written = if is_term { format!("-{name}") } else { name.to_owned() };
        self.sources.iter().any(|source| source.broken.contains(&written))
    }

    fn attribute(&self, index: usize, attribute: &str) -> bool {
        let (source, entry) = self.entry(index);
        source.parts(entry).1.iter().any(|known| known.id.name == attribute)
    }

    /// The term whose name differs least from one that is unknown.
    fn similar(&self, name: &str) -> Option<&'a str> {
        let terms = self
            .sources
            .iter()
            .flat_map(|source| source.entries.iter().filter(|entry| entry.is_term).map(|entry| source.name(entry)));
        let most = name.len() / 3;
        terms
            .take(2000)
            .filter(|term| term.len().abs_diff(name.len()) <= most)
            .map(|term| (distance(term, name), term))
            .filter(|(distance, _)| *distance <= most)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, term)| term)
    }
}

/// Walks through an entry. The depth of the calls is bounded, as the parser refuses what is deeper.
struct Walk<'a> {
    names: &'a Names<'a>,
    source: &'a Source,
    entry: &'a Entry,
    labels: &'a [&'a str],
    own: &'a [(String, Value)],
    /// Whether it is not known which variables there are.
    any: bool,
    node: Node,
    out: &'a mut Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn entry(&mut self) {
        let (value, attributes) = self.source.parts(self.entry);
        if let Some(value) = value {
            self.pattern(value);
        }
        for attribute in attributes {
            self.pattern(&attribute.value);
        }
    }

    fn report(&mut self, at: &Range<usize>, message: String, help: String) {
        let diagnostic = Diagnostic::error("unknown-reference", message).at(&self.source.file, at.clone()).help(help);
        self.out.push(diagnostic);
    }

    fn pattern(&mut self, pattern: &'a Pattern<&'a str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &'a Expression<&'a str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline, false),
            Expression::Select { selector, variants } => {
                self.inline(selector, true);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &'a InlineExpression<&'a str>, selects: bool) {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::MessageReference { id, attribute } => {
                self.named(id.name, attribute.as_ref(), None, false);
            }
            InlineExpression::TermReference { id, attribute, arguments } => {
                self.named(id.name, attribute.as_ref(), arguments.as_ref(), true);
                if let Some(arguments) = arguments {
                    self.arguments(arguments);
                }
            }
            InlineExpression::VariableReference { id } => self.variable(id.name, selects),
            InlineExpression::FunctionReference { id, arguments } => {
                self.function(id.name, arguments);
                self.arguments(arguments);
            }
        }
    }

    fn arguments(&mut self, arguments: &'a CallArguments<&'a str>) {
        for argument in &arguments.positional {
            self.inline(argument, false);
        }
    }

    fn variable(&mut self, name: &str, selects: bool) {
        if self.any || self.labels.contains(&name) || self.own.iter().any(|(own, _)| own == name) {
            return;
        }
        if self.entry.is_term {
            if !selects {
                self.node.needs.push(name.to_owned());
            }
            return;
        }
        let at = self.source.place(name);
        let help = match self.labels {
            [] if self.own.is_empty() => {
                "its unit has no number and no date to show: write the text itself, or a term".to_owned()
            }
            [] => {
                let known: Vec<String> = self.own.iter().map(|(name, _)| format!("`${name}`")).collect();
                format!("its unit has {}", known.join(", "))
            }
            known => format!(
                "this label knows {}",
                known.iter().map(|name| format!("`${name}`")).collect::<Vec<_>>().join(", ")
            ),
        };
        self.report(&(at.start - 1..at.end), format!("unknown variable `${name}`"), help);
    }

    fn function(&mut self, name: &str, arguments: &'a CallArguments<&'a str>) {
        let at = self.source.place(name);
        let is_number = |argument: &InlineExpression<&str>| match argument {
            InlineExpression::NumberLiteral { .. } | InlineExpression::VariableReference { .. } => true,
            InlineExpression::FunctionReference { id, .. } => id.name == "NUMBER",
            _ => false,
        };
        let too_large = |argument: &InlineExpression<&str>| match argument {
            InlineExpression::NumberLiteral { value } => {
                value.parse::<f64>().is_ok_and(|value| value > LARGEST_ARGUMENT)
            }
            _ => false,
        };
        let first = arguments.positional.first();
        let is_date = |argument: &InlineExpression<&str>| match argument {
            InlineExpression::VariableReference { id } => {
                self.own.iter().find(|(own, _)| own == id.name).is_none_or(|(_, value)| value.is_date())
            }
            InlineExpression::FunctionReference { id, .. } => id.name == "DATETIME",
            _ => false,
        };
        let is_other = |argument: &InlineExpression<&str>| match argument {
            InlineExpression::VariableReference { id } => {
                self.own.iter().any(|(own, value)| own == id.name && value.is_date())
            }
            _ => false,
        };
        let options: &[(&str, &[&str])] = match name {
            "NUMBER" => &NUMBER_OPTIONS,
            "DATETIME" => &DATE_OPTIONS,
            _ => {
                let help = "the functions that can be used are `NUMBER` and `DATETIME`".to_owned();
                return self.report(&at, format!("unknown function `{name}`"), help);
            }
        };
        if name == "NUMBER" && !first.is_some_and(|first| is_number(first) && !is_other(first)) {
            let help = "write a number, as in `NUMBER(7)`, or the variable of one".to_owned();
            return self.report(&at, "`NUMBER` is not given a number".to_owned(), help);
        }
        if name == "DATETIME" && !first.is_some_and(is_date) {
            let help = "write the variable of a date, as in `DATETIME($date1)`".to_owned();
            return self.report(&at, "`DATETIME` is not given a date".to_owned(), help);
        }
        for argument in &arguments.named {
            let option = argument.name.name;
            let place = self.source.place(option);
            let Some((_, values)) = options.iter().find(|(known, _)| *known == option) else {
                let known: Vec<&str> = options.iter().map(|(known, _)| *known).collect();
                let help = match nearest(option, known.iter().copied()) {
                    Some(near) => format!("there is `{near}`"),
                    None => format!("there is `{}`", known.join("`, `")),
                };
                self.report(&place, format!("`{name}` has no option `{option}`"), help);
                continue;
            };
            let is_value = match &argument.value {
                InlineExpression::StringLiteral { value } => values.contains(value),
                InlineExpression::NumberLiteral { .. } => values.is_empty(),
                _ => false,
            };
            if !is_value {
                let help = match values {
                    [] => format!("write a number, as in `{option}: 2`"),
                    values => format!("write \"{}\"", values.join("\" or \"")),
                };
                self.report(&place, format!("`{option}` of `{name}` cannot be this"), help);
            }
        }
        if arguments.named.iter().any(|argument| too_large(&argument.value)) {
            self.report(&at, "an argument of `NUMBER` is too large".to_owned(), "use at most 100 digits".to_owned());
        }
    }

    fn named(
        &mut self,
        name: &'a str,
        attribute: Option<&Identifier<&str>>,
        arguments: Option<&CallArguments<&str>>,
        is_term: bool,
    ) {
        let sign = if is_term { "-" } else { "" };
        let attribute = attribute.map(|attribute| attribute.name);
        let at = self.source.place(name);
        let at = at.start - sign.len()..attribute.map_or(at.end, |attribute| self.source.place(attribute).end);
        let Some(to) = self.names.find(name, is_term) else {
            if !self.names.is_broken(name, is_term) {
                self.unknown(name, &at, is_term);
            }
            return;
        };
        if !is_term && self.names.terms.contains_key(name) {
            let message = format!("the message `{name}` cannot be referred to, as there is a term of the same name");
            self.report(&at, message, format!("rename the term `-{name}`"));
        }
        if let Some(attribute) = attribute
            && !self.names.attribute(to, attribute)
        {
            let message = format!("`{sign}{name}` has no attribute `{attribute}`");
            self.report(&at, message, format!("add a line `    .{attribute} = …` below `{sign}{name}`"));
        } else if attribute.is_none() {
            let (source, entry) = self.names.entry(to);
            if source.parts(entry).0.is_none() {
                let message = format!("the message `{name}` has no text of its own, only attributes");
                self.report(&at, message, format!("write `{name} = …`, or refer to one of its attributes"));
            }
        }
        let given =
            arguments.iter().flat_map(|arguments| &arguments.named).map(|argument| argument.name.name.to_owned());
        self.node.edges.push(Edge { to, at, given: given.collect() });
    }

    fn unknown(&mut self, name: &str, at: &Range<usize>, is_term: bool) {
        if !is_term {
            let help = match self.names.find(name, true) {
                Some(_) => format!("write `-{name}` to refer to the term"),
                None => "refer to a message of this file, or write the text itself".to_owned(),
            };
            return self.report(at, format!("unknown message `{name}`"), help);
        }
        let help = match self.names.similar(name) {
            Some(similar) => format!("there is a term `-{similar}`"),
            None => format!("add a line `-{name} = …` to terms.ftl"),
        };
        self.report(at, format!("unknown term `-{name}`"), help);
    }
}
