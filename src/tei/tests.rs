//! Small documents and what becomes of them, as text that a person can read.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::fmt::Write;
use std::sync::Arc;

use super::{Document, elements, read};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::text::{Align, Inline, Node, Rend, Role, Shift, TableCell, Verse};

mod conservation;
mod entities;
mod errors;
mod forms;
mod fragments;
mod groups;
mod header;
mod structure;

fn file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile { name: "sources/test.xml".to_owned(), text: text.to_owned() })
}

/// Reads what must be readable.
fn read_ok(text: &str) -> (Document, Vec<Diagnostic>) {
    match read(&file(text)) {
        (Some(document), diagnostics) => (document, diagnostics),
        (None, diagnostics) => panic!("no document: {}\n{text}", list(&diagnostics)),
    }
}

/// A document with a header and a body, in English.
fn with_body(body: &str) -> String {
    format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text xml:lang=\"en\"><body>{body}</body></text></TEI>"
    )
}

/// `line:column code message (line:column related)… | help`
fn list(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let place = |place: &crate::diagnostic::Place| {
            let (line, column) = place.line_column();
            format!("{line}:{column}")
        };
        let at = diagnostic.place.as_ref().map(place).unwrap_or_default();
        write!(out, "{at} {} {}", diagnostic.code, diagnostic.message).unwrap();
        for (at, shows) in &diagnostic.related {
            write!(out, " ({} {shows})", place(at)).unwrap();
        }
        if let Some(help) = &diagnostic.help {
            write!(out, " | {help}").unwrap();
        }
        out.push('\n');
    }
    out
}

/// The nodes of a document, one a line.
fn dump(document: &Document) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for node in &document.nodes {
        if matches!(node, Node::Close) {
            depth -= 1;
            continue;
        }
        out.push_str(&"  ".repeat(depth));
        match node {
            Node::Open(group) => {
                write!(out, "{:?}", group.kind).unwrap();
                if let Some(id) = &group.id {
                    write!(out, " #{id}").unwrap();
                }
                depth += 1;
            }
            Node::Unit(unit) => {
                out.push_str(&role(unit.role));
                if let Some(id) = &unit.id {
                    write!(out, " #{id}").unwrap();
                }
                if let Some(lang) = &unit.lang {
                    write!(out, " ({lang})").unwrap();
                }
                out.push_str(&rend(unit.rend));
                if let Some(label) = &unit.label {
                    write!(out, " [{label}]").unwrap();
                }
                match &unit.picture {
                    Some(picture) => write!(out, " {}", picture.url).unwrap(),
                    None => write!(out, " “{}”", inlines(&unit.content)).unwrap(),
                }
            }
            Node::Close => {}
        }
        out.push('\n');
    }
    assert_eq!(depth, 0, "groups do not match:\n{out}");
    out
}

/// A role in a word, with what is special to it.
fn role(role: Role) -> String {
    match role {
        Role::VerseLine(Verse { indent, continues }) => {
            let indent = if indent > 0 { format!(" +{indent}") } else { String::new() };
            format!("VerseLine{indent}{}", if continues { " …" } else { "" })
        }
        Role::Cell(TableCell { columns, rows, head }) => {
            let span = if (columns, rows) == (1, 1) { String::new() } else { format!(" {columns}×{rows}") };
            format!("{}{span}", if head { "Cell head" } else { "Cell" })
        }
        _ => format!("{role:?}"),
    }
}

fn rend(rend: Rend) -> String {
    let flags = [
        (rend.italic, " italic"),
        (rend.bold, " bold"),
        (rend.small_caps, " sc"),
        (rend.underline, " underline"),
        (rend.strike, " strike"),
        (rend.align == Align::Center, " center"),
        (rend.align == Align::End, " end"),
        (rend.shift == Shift::Superscript, " sup"),
        (rend.shift == Shift::Subscript, " sub"),
    ];
    flags.iter().filter(|(set, _)| *set).map(|(_, name)| *name).collect()
}

fn inlines(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text(text) => out.push_str(&text.text),
            Inline::Break(_) => out.push('⏎'),
            Inline::Milestone(milestone) => write!(out, "|{}|", milestone.n).unwrap(),
            Inline::NoteMark(mark) => write!(out, "^{}^", mark.id.as_deref().unwrap_or("")).unwrap(),
            Inline::Element(element) => {
                let attributes = &element.attributes;
                write!(out, "<{}", element.name).unwrap();
                if element.kind != elements::kind(elements::class(&element.name)) {
                    write!(out, "={:?}", element.kind).unwrap();
                }
                if let Some(label) = &attributes.label {
                    write!(out, " [{label}]").unwrap();
                }
                if let Some(id) = &attributes.id {
                    write!(out, " #{id}").unwrap();
                }
                if let Some(lang) = &attributes.lang {
                    write!(out, " ({lang})").unwrap();
                }
                for value in [&attributes.target, &attributes.when].into_iter().flatten() {
                    write!(out, " {value}").unwrap();
                }
                write!(out, "{}>{}</>", rend(attributes.rend), inlines(&element.content)).unwrap();
            }
        }
    }
    out
}

/// What a body becomes, without the empty title block.
fn body(text: &str) -> String {
    let dump = dump(&read_ok(&with_body(text)).0);
    dump.strip_prefix("TitleBlock\n").unwrap().to_owned()
}
