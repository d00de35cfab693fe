//! The page of an edition: what stands around its text.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::body::{Body, Heading, Parts};
use super::colophon::{footer, pending};
use super::ids::Ids;
use super::inline::{Inlines, named, saying, with_lang};
use super::metadata::{catalogue, head, joined, linked_data};
use super::row::column;
use super::tree::{Element, block, inline};
use super::{Options, STYLE, serialize};
use crate::edition::{Edition, Part};
use crate::text::{self, Lang};

/// Writes an edition as one HTML file that needs nothing else.
pub fn write(edition: &Edition, options: &Options) -> String {
    let mut ids = Ids::of(edition);
    let mut notes = HashMap::new();
    for part in &edition.parts {
        if let Part::Row(row) = part
            && let (Some(mark), Some(id)) = (row.mark(), &row.id)
        {
            notes.entry(id.as_str()).or_insert(mark);
        }
    }
    let text = ids.fresh("text");
    let tools = tools(edition, options, &mut ids);
    let mut body = Body::new(edition, Inlines::new(ids, notes, &edition.labels));
    for (index, part) in edition.parts.iter().enumerate() {
        match part {
            Part::Open(group) => body.open(group),
            Part::Close => body.close(),
            Part::Row(row) => body.row(index, row),
        }
    }
    let Parts { mut title, text: content, headings, mut inlines } = body.finish();
    title.children.extend(draft(edition).map(super::tree::Node::Element));

    let titles = joined(&edition.titles, " — ");
    let name = if titles.is_empty() { edition.name.clone() } else { titles };
    // The first control is the choice of languages; who reads by keyboard can pass it by.
    let lang = edition.langs.first().unwrap_or(&edition.source);
    let mut skip = inline("a").attr("class", "skip").attr("href", format!("#{text}"));
    if let Some(labels) = edition.labels.first() {
        skip = saying(skip, &labels.skip, lang);
    }
    let page = block("body")
        .attr(
            "class",
            match edition.langs.len() {
                1 => "single",
                _ if options.alone_across => "parallel across",
                _ => "parallel",
            },
        )
        .child(block("header").child(skip).extend(tools).child(title).extend(contents(edition, options, &headings)))
        .child(block("main").attr("id", text).nodes(content).extend(pending(edition, &mut inlines)))
        .child(footer(edition, options, &mut inlines));
    let pdf = options
        .pdf
        .as_deref()
        .map(|href| inline("link").attr("rel", "alternate").attr("type", "application/pdf").attr("href", href));
    let more = catalogue(edition).into_iter().chain(pdf).collect();
    let data = Some(linked_data(edition));
    let head = head(&name, &description(edition), data, more, style(edition.langs.len()));
    serialize::document(&with_lang(block("html"), lang).child(head).child(page))
}

/// The style of a page, with one rule for each language that hides its column.
fn style(columns: usize) -> String {
    let mut out = STYLE.trim_end().to_owned();
    for i in (1..=columns).filter(|_| columns > 1) {
        let hidden = format!(".languages input:nth-of-type({i}):not(:checked)");
        let _ = write!(out, "\n:root:has({hidden}):has(.languages :checked) .c{i} {{ display: none }}");
    }
    out
}

/// The choice of languages and the link to the PDF.
fn tools(edition: &Edition, options: &Options, ids: &mut Ids) -> Option<Element> {
    let mut tools = block("div").attr("class", "tools");
    if edition.langs.len() > 1 {
        let mut legend = inline("legend");
        if let (Some(lang), Some(labels)) = (edition.langs.first(), edition.labels.first()) {
            legend = saying(legend, &labels.languages, lang);
        }
        let mut choice = block("fieldset").attr("class", "languages").child(legend);
        for (i, lang) in edition.langs.iter().enumerate() {
            let id = ids.fresh(&format!("show-{lang}"));
            let label = with_lang(inline("label").attr("for", id.clone()), lang).text(language_name(edition, i, lang));
            choice.push(inline("input").attr("type", "checkbox").attr("id", id).flag("checked"));
            choice.push(label);
        }
        tools.push(choice);
    }
    if let Some(pdf) = &options.pdf {
        tools.push(inline("a").attr("href", pdf.clone()).attr("type", "application/pdf").text("PDF"));
    }
    (!tools.children.is_empty()).then_some(tools)
}

fn language_name(edition: &Edition, i: usize, lang: &Lang) -> String {
    let name = edition.labels.get(i).map(|labels| labels.language.as_str()).filter(|name| !name.is_empty());
    name.unwrap_or(lang.as_str()).to_owned()
}

/// For a draft: what is missing, in each language.
fn draft(edition: &Edition) -> Option<Element> {
    if edition.labels.iter().all(|labels| labels.draft.text.is_empty()) {
        return None;
    }
    let columns = edition.langs.iter().zip(&edition.labels).enumerate();
    let cells = columns.map(|(i, (lang, labels))| saying(with_lang(column("p", i), lang), &labels.draft, lang));
    Some(block("div").attr("class", "row cells draft").extend(cells))
}

/// The list of contents, which opens on demand.
fn contents(edition: &Edition, options: &Options, headings: &[Heading<'_>]) -> Option<Element> {
    let outermost = headings.iter().map(|heading| heading.level).min()?;
    if options.contents_from.is_none_or(|fewest| headings.len() < fewest) {
        return None;
    }
    let mut summary = inline("summary");
    let columns = edition.langs.iter().zip(&edition.labels).enumerate();
    for (i, (lang, labels)) in columns {
        summary = summary.child(saying(with_lang(column("span", i), lang), &labels.contents, lang)).text(" ");
    }
    let mut list = block("ol");
    let is_named = |heading: &&Heading<'_>| heading.level - outermost < options.contents_depth;
    for Heading { level, id, rows } in headings.iter().filter(is_named) {
        let mut link = block("a").attr("class", "cells").attr("href", format!("#{id}"));
        for (i, cell) in rows.first().map_or(&[][..], |row| &row.cells).iter().enumerate() {
            let words: Vec<String> = rows.iter().map(|row| text::plain(&row.cells[i].content)).collect();
            link.push(with_lang(column("span", i), &cell.lang).text(words.join("\u{2003}")));
        }
        list.push(inline("li").attr("class", format!("level-{}", (*level).min(6))).child(link));
    }
    let mut nav = block("nav").attr("class", "contents");
    if let (Some(lang), Some(labels)) = (edition.langs.first(), edition.labels.first()) {
        nav = named(nav, "aria-label", labels.contents.text.clone(), &labels.contents, lang);
    }
    Some(nav.child(block("details").child(summary).child(list)))
}

/// A line about the edition: its titles, its authors and its languages.
fn description(edition: &Edition) -> String {
    let languages: Vec<String> =
        edition.langs.iter().enumerate().map(|(i, lang)| language_name(edition, i, lang)).collect();
    let parts = [joined(&edition.titles, " — "), edition.metadata.authors.join(", "), languages.join(", ")];
    joined(&parts, " · ")
}
