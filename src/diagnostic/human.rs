//! Diagnostics as compilers print them: what is wrong, where, the line with a caret, and what to do.

use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::position::{Located, Positions};
use super::{Diagnostic, Place, Severity};

/// How many characters of a long line are shown before a place and after its beginning.
const BEFORE: usize = 40;
const AFTER: usize = 60;

pub(super) fn render(diagnostics: &[Diagnostic], positions: &mut Positions) -> String {
    // The lines are cut before they get here; the renderer need not cut them again.
    let renderer = Renderer::styled().term_width(4 * (BEFORE + AFTER));
    let mut out = String::new();
    for diagnostic in diagnostics {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut group = level.primary_title(&diagnostic.message).id(diagnostic.code).elements([] as [Element<'_>; 0]);
        if let Some(place) = &diagnostic.place {
            let [origin, snippet] = show(place, None, positions);
            group = group.element(origin).element(snippet);
        }
        for (place, label) in &diagnostic.related {
            let [origin, snippet] = show(place, Some(label), positions);
            group = group.element(origin).element(snippet);
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(help));
        }
        // The renderer marks a snippet as one of another file where its path is given by itself: an empty mark.
        for line in renderer.render(&[group]).lines() {
            if anstream::adapter::strip_str(line).to_string().trim() != ":::" {
                out.push_str(line);
                out.push('\n');
            }
        }
        out.push('\n');
    }
    out
}

/// Where a place is, and its line with what it covers underlined; a place with a label is a secondary one.
fn show<'a>(place: &'a Place, label: Option<&'a str>, positions: &mut Positions) -> [Element<'a>; 2] {
    let located = positions.locate(place);
    let origin = Origin::path(&place.file.name).line(located.start.line).char_column(located.start.column);
    let (text, from, to) = excerpt(&located);
    let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    let mut annotation: Annotation<'a> = kind.span(from..to);
    if let Some(label) = label {
        annotation = annotation.label(label);
    }
    let snippet = Snippet::source(text).line_start(located.start.line).annotation(annotation);
    [origin.into(), snippet.into()]
}

/// The part of a line around a place, and where in it the place begins and ends.
fn excerpt(located: &Located<'_>) -> (String, usize, usize) {
    let Located { text, from, to, .. } = *located;
    let start = text[..from].char_indices().rev().take(BEFORE + 1).last().map_or(0, |(at, _)| at);
    // A line that is only a little longer is shown from its beginning.
    let start = if text[..start].chars().nth(BEFORE / 2).is_none() { 0 } else { start };
    let end = text[from..].char_indices().nth(AFTER).map_or(text.len(), |(at, _)| from + at);
    let end = if text[end..].chars().nth(AFTER / 3).is_none() { text.len() } else { end };
    let (before, after) = (if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
    let shown = format!("{before}{}{after}", &text[start..end]);
    let from = before.len() + from - start;
    (shown, from, (before.len() + to.min(end)).saturating_sub(start).max(from))
}
