//! SARIF 2.1.0, the form that code hosts and editors take findings in.

use std::collections::BTreeSet;

use serde::Serialize;

use super::position::Positions;
use super::{Diagnostic, Place, json, rule};

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    #[serde(flatten)]
    described: Option<Described>,
}

/// What is known of a rule (section 3.49).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Described {
    short_description: Message<'static>,
    help: Message<'static>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

impl Rule {
    fn new(id: &'static str) -> Rule {
        let described = rule::find(id).map(|rule| Described {
            short_description: Message { text: format!("{}.", rule.finds).into() },
            help: Message { text: format!("{}.", rule.help).into() },
            default_configuration: Configuration { level: json::severity(rule.level) },
        });
        Rule { id, described }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
}

#[derive(Serialize)]
struct Message<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

pub(super) fn render(diagnostics: &[Diagnostic], positions: &mut Positions, base: &str) -> String {
    let codes: Vec<&'static str> =
        diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<BTreeSet<_>>().into_iter().collect();
    let results = diagnostics
        .iter()
        .map(|diagnostic| Outcome {
            rule_id: diagnostic.code,
            rule_index: codes.partition_point(|code| *code < diagnostic.code),
            level: json::severity(diagnostic.severity),
            message: Message {
                text: match &diagnostic.help {
                    Some(help) => format!("{}\nhelp: {help}", diagnostic.message).into(),
                    None => diagnostic.message.as_str().into(),
                },
            },
            locations: diagnostic.place.iter().map(|place| location(place, None, positions, base)).collect(),
            related_locations: diagnostic
                .related
                .iter()
                .map(|(place, shows)| location(place, Some(shows), positions, base))
                .collect(),
        })
        .collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "enface",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: codes.into_iter().map(Rule::new).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    super::to_json(&log) + "\n"
}

fn location<'a>(place: &Place, shows: Option<&'a str>, positions: &mut Positions, base: &str) -> Location<'a> {
    let located = positions.locate(place);
    Location {
        physical_location: Physical {
            artifact_location: Artifact { uri: uri(base) + &uri(&place.file.name) },
            region: Region {
                start_line: located.start.line,
                start_column: located.start.column,
                end_line: located.end.line,
                end_column: located.end.column,
            },
        },
        message: shows.map(|text| Message { text: text.into() }),
    }
}

/// A path as a URI, relative unless it begins at the root: what RFC 3986 does not let stand in a path is written as `%XX`.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 7);
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
