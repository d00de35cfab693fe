//! Reads the lines of a page back from its glyphs, and checks those of one page.

use rustc_hash::FxHashMap;
use unicode_script::{Script, UnicodeScript};

use super::{Report, Rule, TOLERANCE};
use crate::layout::font::FontBook;
use crate::layout::page::{Column, GlyphRun, Item, Owner, Page, StretchId};
use crate::layout::style::PageStyle;
use crate::text::Direction;

/// A line of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The row, and the index of its language.
    pub(super) row: u32,
    pub(super) lang: usize,
    /// Whether it is of the label in front of the text.
    pub(super) label: bool,
    /// Its number among the lines of its text, from 0.
    pub(super) index: u32,
    pub(super) page: u32,
    /// The number of the page, or of the two pages that face each other, among all of them.
    pub(super) opening: u32,
    /// The baseline.
    pub(super) y: f32,
    /// The size of its largest letters.
    pub(super) size: f32,
    /// Where its column begins.
    pub(super) column: f32,
    /// From where to where its letters reach.
    pub(super) left: f32,
    pub(super) right: f32,
    /// Where its first word ends.
    pub(super) word_end: f32,
    /// Whether it begins with a letter before which lines may end, as those of Chinese and Japanese.
    pub(super) by_letters: bool,
    /// Its first character and its last.
    pub(super) first: char,
    pub(super) last: char,
    /// Whether it ends because the text does, or asks for a new line.
    pub(super) forced: bool,
    /// Whether it runs from left to right as a whole.
    pub(super) left_to_right: bool,
}

/// The height of letters above the baseline, and below it, in parts of the em.
const ASCENT: f32 = 0.72;
const DESCENT: f32 = 0.22;

/// The lines of a page, in the order in which they stand in it.
pub(super) fn read(page: &Page, opening: u32, langs: usize, book: &FontBook) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    // Whether the first word of each goes on.
    let mut words: Vec<bool> = Vec::new();
    let mut known: FxHashMap<(u32, bool, u32), usize> = FxHashMap::default();
    for run in runs(page) {
        let (Some((left, right)), Some((text, label))) = (extent(run, book), text_of(run)) else { continue };
        let lang = text as usize % langs;
        let index = *known.entry((text, label, run.line)).or_insert_with(|| {
            lines.push(Line {
                row: text / langs as u32,
                lang,
                label,
                index: run.line,
                page: page.number,
                opening,
                y: run.y + run.rise,
                size: 0.0,
                column: column_of(page, text, langs).map_or(0.0, |column| column.x),
                left,
                right,
                word_end: left,
                by_letters: run.lang.primary() != "ko" && run.text.trim_start().starts_with(is_square),
                first: run.text.trim_start().chars().next().unwrap_or(' '),
                last: ' ',
                forced: run.forced,
                left_to_right: true,
            });
            words.push(true);
            lines.len() - 1
        });
        let line = &mut lines[index];
        line.last = run.text.trim_end().chars().next_back().unwrap_or(line.last);
        line.left_to_right &= run.lang.direction() == Direction::LeftToRight;
        if words[index] {
            (line.word_end, words[index]) = first_word(run, book);
        }
        line.size = line.size.max(run.size);
        (line.left, line.right) = (line.left.min(left), line.right.max(right));
    }
    lines
}

/// Checks the lines of a page by themselves.
pub(super) fn check(
    page: &Page,
    lines: &[Line],
    style: &PageStyle,
    langs: usize,
    book: &FontBook,
    report: &mut Report,
) {
    let baselines: FxHashMap<(u32, bool, u32), f32> = lines
        .iter()
        .map(|line| ((line.row * langs as u32 + line.lang as u32, line.label, line.index), line.y))
        .collect();
    let mut boxes = Vec::new();
    for run in runs(page) {
        let Some((left, right)) = extent(run, book) else { continue };
        let key = text_of(run).map(|(text, label)| (text, label, run.line));
        if let Some(baseline) = key.and_then(|key| baselines.get(&key)) {
            let off = (run.y + run.rise - baseline).abs();
            if off > TOLERANCE || run.rise.abs() > 2.0 * baseline_size(lines, key, langs) {
                report.find(Rule::Grid, page.number, format!("“{}” is {off:.2} pt off its line", shown(&run.text)));
            }
        }
        match key {
            Some((text, ..)) => area(page, run, column_of(page, text, langs), style, book, report),
            None if left < -TOLERANCE || right > page.width + TOLERANCE || run.y > page.height => {
                report.find(Rule::Area, page.number, format!("“{}” stands off the page", shown(&run.text)));
            }
            None => {}
        }
        let (top, bottom) = (run.y - ASCENT * run.size, run.y + DESCENT * run.size);
        let stretches = stretches(run, book).into_iter();
        boxes.extend(stretches.map(|(left, right)| Box { left, right, top, bottom, key, run }));
    }
    overlaps(page, &mut boxes, report);
    order(page, langs, report);
}

fn baseline_size(lines: &[Line], key: Option<(u32, bool, u32)>, langs: usize) -> f32 {
    let of = |line: &Line| Some((line.row * langs as u32 + line.lang as u32, line.label, line.index));
    lines.iter().find(|line| of(line) == key).map_or(0.0, |line| line.size)
}

/// A stretch of a run and the room that it takes.
struct Box<'a> {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    /// The text, whether it is the label, and the line.
    key: Option<(u32, bool, u32)>,
    run: &'a GlyphRun,
}

fn overlaps(page: &Page, boxes: &mut [Box<'_>], report: &mut Report) {
    boxes.sort_by(|a, b| a.top.total_cmp(&b.top));
    for (index, one) in boxes.iter().enumerate() {
        for other in boxes[index + 1..].iter().take_while(|other| other.top < one.bottom - TOLERANCE) {
            let same_line = one.key.is_some() && one.key == other.key;
            // Letters that were moved together end before their widths say so.
            let room = if same_line { 0.05 * one.run.size + TOLERANCE } else { TOLERANCE };
            let shared = one.right.min(other.right) - one.left.max(other.left);
            let level = (one.run.y - other.run.y).abs() < TOLERANCE;
            if shared > room && (level || !same_line) {
                let message = format!("“{}” stands over “{}”", shown(&one.run.text), shown(&other.run.text));
                report.find(Rule::Overlap, page.number, message);
            }
        }
    }
}

/// Checks that a run stands in its column; only punctuation may hang out of it.
fn area(page: &Page, run: &GlyphRun, column: Option<Column>, style: &PageStyle, book: &FontBook, report: &mut Report) {
    let bottom = page.height - style.bottom;
    if run.y > bottom + TOLERANCE || run.y + run.rise - ASCENT * run.size < style.top - TOLERANCE {
        let message = format!("“{}” stands above or below the type area, at {:.2} pt", shown(&run.text), run.y);
        report.find(Rule::Area, page.number, message);
    }
    let Some(column) = column else {
        let message = format!("“{}” stands on a page that has no column for it", shown(&run.text));
        return report.find(Rule::Area, page.number, message);
    };
    let (left, right) = (column.x, column.x + column.width);
    let face = book.face(run.font);
    for (index, glyph) in run.glyphs.iter().enumerate() {
        // All glyphs of a cluster stand for the text of its first.
        let cluster = run.glyphs[..=index].iter().rev().find(|glyph| glyph.len > 0).unwrap_or(glyph);
        let text = text(run, cluster.start, cluster.len);
        if text.trim().is_empty() {
            continue;
        }
        let from = run.x + glyph.x;
        let to = from + face.advance(glyph.id) / face.units_per_em() * run.size;
        let out = (left - from).max(to - right);
        let hangs = text.chars().all(|character| !character.is_alphanumeric()) && out < run.size;
        if out > TOLERANCE && !hangs {
            let at_end = (to > right) == (run.lang.direction() == crate::text::Direction::LeftToRight);
            let rule = if at_end { Rule::Overfull } else { Rule::Area };
            let message = format!("“{}” stands {out:.2} pt outside of its column", shown(&run.text));
            return report.find(rule, page.number, message);
        }
        if hangs {
            report.hanging = report.hanging.max(out);
        }
    }
}

/// Checks that what takes the text out of a page gets one language after the other where they stand side by side.
fn order(page: &Page, langs: usize, report: &mut Report) {
    let mut last = 0;
    for run in runs(page) {
        let Some((text, _)) = text_of(run) else { continue };
        let lang = text as usize % langs;
        let apart = || column(page, lang).map(|column| column.x) != column(page, last).map(|column| column.x);
        if lang < last && apart() {
            let message = format!("“{}” comes after the text of a later column", shown(&run.text));
            return report.find(Rule::Order, page.number, message);
        }
        last = lang;
    }
}

pub(super) fn column(page: &Page, lang: usize) -> Option<&Column> {
    page.columns.iter().find(|column| column.lang == lang)
}

/// The column that a text stands in, which is all of them for one that stands across them.
fn column_of(page: &Page, text: u32, langs: usize) -> Option<Column> {
    let column = *column(page, text as usize % langs)?;
    if !page.across.contains(&text) {
        return Some(column);
    }
    let left = page.columns.iter().map(|column| column.x).fold(column.x, f32::min);
    let right = page.columns.iter().map(|column| column.x + column.width).fold(0.0, f32::max);
    Some(Column { x: left, width: right - left, ..column })
}

fn runs(page: &Page) -> impl Iterator<Item = &GlyphRun> {
    page.items.iter().filter_map(|item| if let Item::Run(run) = item { Some(run) } else { None })
}

/// The text that a run belongs to, and whether it is of its label.
fn text_of(run: &GlyphRun) -> Option<(u32, bool)> {
    match run.owner {
        Owner::Text(part) if !run.silent => Some((part.text, part.stretch == StretchId::LABEL)),
        _ => None,
    }
}

fn text(run: &GlyphRun, start: u32, len: u32) -> &str {
    run.text.get(start as usize..(start + len) as usize).unwrap_or_default()
}

fn is_square(letter: char) -> bool {
    matches!(letter.script(), Script::Han | Script::Hiragana | Script::Katakana)
}

/// Where the first word of a run ends, and whether it may go on behind the run.
fn first_word(run: &GlyphRun, book: &FontBook) -> (f32, bool) {
    let face = book.face(run.font);
    let mut end = run.x;
    for glyph in &run.glyphs {
        let text = text(run, glyph.start, glyph.len);
        if text.starts_with(' ') {
            return (end, false);
        }
        end = run.x + glyph.x + face.advance(glyph.id) / face.units_per_em() * run.size;
    }
    (end, true)
}

/// From where to where the glyphs of a run reach that are no spaces; nothing if all are.
fn extent(run: &GlyphRun, book: &FontBook) -> Option<(f32, f32)> {
    stretches(run, book).into_iter().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// The same, for each stretch by itself: where directions meet, a run leaps over what stands between.
fn stretches(run: &GlyphRun, book: &FontBook) -> Vec<(f32, f32)> {
    let face = book.face(run.font);
    let mut stretches: Vec<(f32, f32)> = Vec::new();
    for glyph in &run.glyphs {
        let text = text(run, glyph.start, glyph.len);
        // A character that is not seen has the glyph of a space, and no room.
        if glyph.id == face.space().0 || glyph.len > 0 && text.trim().is_empty() {
            continue;
        }
        let advance = face.advance(glyph.id) / face.units_per_em() * run.size;
        let (before, after) = blank(text);
        let from = run.x + glyph.x;
        let (left, right) = (from + before * advance, from + (1.0 - after) * advance);
        match stretches.last_mut() {
            Some(last) if left <= last.1 + run.size && right >= last.0 - run.size => {
                *last = (last.0.min(left), last.1.max(right));
            }
            _ => stretches.push((left, right)),
        }
    }
    stretches
}

/// The parts of a bracket's width that are blank before and after it: those that are made for squares stand in one half,
/// and the other may lie over the space beside them (Requirements for Hangul Text Layout and Typography, “Spacing of
/// punctuation marks”).
fn blank(text: &str) -> (f32, f32) {
    match text.chars().next() {
        Some('「' | '『' | '《' | '〈' | '【' | '〔' | '（' | '［' | '｛') => (0.5, 0.0),
        Some('」' | '』' | '》' | '〉' | '】' | '〕' | '）' | '］' | '｝') => (0.0, 0.5),
        _ => (0.0, 0.0),
    }
}

/// The first words of a text.
pub(super) fn shown(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
