//! How even the lines of an edition of 1,000 paragraph pairs are, beside those of a breaker that fills one line after the
//! other, and what the widths of the columns save.
//!
//! `cargo bench --bench lines` sets the same text in both ways and measures the placed glyphs: nothing that the breaker
//! knows is asked for. Other sizes may be given as an argument. Headings and the last lines of paragraphs are left out of
//! the spaces, as they are not filled.
#![allow(clippy::print_stdout, reason = "the table is the result")]

#[allow(dead_code, reason = "other benches use more")]
mod prose;

use std::collections::BTreeMap;
use std::env;
use std::sync::Arc;

use enface::diagnostic::SourceFile;
use enface::edition::{Cell, Edition, Labels, Metadata, Part, Pictures, Row, Status};
use enface::layout::font::FontBook;
use enface::layout::page::Owner;
use enface::layout::style::{Arrangement, Breaking, PageStyle, Widths};
use enface::layout::{GlyphRun, Item, Page, set};
use enface::text::{Inline, Lang, Rend, Role, Text};
use prose::Writer;

const PARAGRAPHS_IN_SECTION: usize = 25;
const SEED: u64 = 20_040_923;
/// A line whose spaces are wider than this on average has holes, in ems.
const LOOSE: f64 = 0.5;

fn main() {
    let pairs = env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1_000);
    let edition = edition(pairs);
    let book = FontBook::new(Vec::new()).expect("the built-in fonts are good");
    let plain = PageStyle::a4(Arrangement::Columns);
    let with = |breaking, widths| {
        let mut style = plain.clone();
        (style.line.breaking, style.widths) = (breaking, widths);
        style
    };
    println!("{pairs} pairs");
    println!(
        "{:>10} {:>5} {:>6} {:>7} {:>8} {:>9} {:>7} {:>7} {:>6} {:>8} {:>9} {:>8} {:>9}",
        "breaker",
        "lang",
        "width",
        "lines",
        "space em",
        "variance",
        "loose",
        "hyphens",
        "ladder",
        "in word",
        "at a dot",
        "too wide",
        "short end"
    );
    let mut variances: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (name, breaking) in [("first fit", Breaking::FirstFit), ("total fit", Breaking::TotalFit)] {
        let layout = set(&edition, &book, &with(breaking, Widths::Auto));
        let columns = layout.columns.clone();
        let pages: Vec<Page> = layout.pages.collect();
        for (lang, column) in edition.langs.iter().zip(&columns) {
            let lines = lines(&pages, lang, column.x, &book);
            let measured = Measured::new(&lines, f64::from(column.width));
            measured.print(name, lang, column.width);
            variances.entry(if lang.as_str() == "en" { "en" } else { "ko" }).or_default().push(measured.variance);
        }
    }
    for (lang, found) in variances {
        println!("{lang}: the variance is {:.1} % below that of first fit", 100.0 * (1.0 - found[1] / found[0]));
    }
    for (name, widths) in [("equal", Widths::Equal), ("auto", Widths::Auto)] {
        let layout = set(&edition, &book, &with(Breaking::TotalFit, widths));
        let shares: Vec<String> = layout.columns.iter().map(|column| format!("{:.1}", column.width)).collect();
        println!("widths {name}: {} pt, {} pages", shares.join(" and "), layout.pages.count());
    }
}

/// An edition of so many paragraph pairs, in sections.
fn edition(pairs: usize) -> Edition {
    let file = Arc::new(SourceFile { name: "made.xml".into(), text: String::new() });
    let langs = ["en", "ko"].map(Lang::new);
    let row = |id: String, role, texts: [String; 2]| {
        let cells = langs.iter().zip(texts).map(|(lang, text)| Cell {
            status: Status::Source,
            lang: lang.clone(),
            content: vec![Inline::Text(Text { text, at: 0 })].into(),
            file: Arc::clone(&file),
        });
        Part::Row(Row {
            id: Some(id),
            role,
            rend: Rend::default(),
            label: None,
            number: None,
            picture: None,
            made: false,
            cells: cells.collect(),
        })
    };
    let mut writer = Writer::new(SEED);
    let mut parts = Vec::new();
    for n in 0..pairs {
        if n.is_multiple_of(PARAGRAPHS_IN_SECTION) {
            let head = writer.head();
            parts.push(row(format!("h{n}"), Role::Head { level: 1 }, [head.en, head.ko]));
        }
        let text = writer.paragraph();
        parts.push(row(format!("p{n}"), Role::Paragraph, [text.en, text.ko]));
    }
    Edition {
        name: "made".into(),
        source: langs[0].clone(),
        titles: langs.iter().map(|_| "Title".into()).collect(),
        metadata: Metadata::default(),
        header: enface::edition::Header::default(),
        parts,
        pending: Vec::new(),
        pictures: Pictures::new(),
        colophon: Vec::new(),
        labels: langs.iter().map(|_| Labels::default()).collect(),
        langs: langs.to_vec(),
    }
}

/// A line as it stands on a page.
struct Line {
    text: String,
    /// Where its last glyph ends, in points from the left edge of the column.
    end: f64,
    /// The width of each of its spaces, in ems.
    spaces: Vec<f64>,
    /// Whether it ends a paragraph.
    last: bool,
}

/// The lines of the paragraphs of a language, in order.
fn lines(pages: &[Page], lang: &Lang, left: f32, book: &FontBook) -> Vec<Line> {
    // The glyphs of each line, which stands in a text, on a page, at a height.
    let mut found: BTreeMap<(u32, u32, u32), Vec<&GlyphRun>> = BTreeMap::new();
    for page in pages {
        for item in &page.items {
            let Item::Run(run) = item else { continue };
            let Owner::Text(part) = run.owner else { continue };
            // Headings are bold.
            if run.lang == *lang && !book.face(run.font).is_bold() {
                found.entry((part.text, page.number, run.y.to_bits())).or_default().push(run);
            }
        }
    }
    let keys: Vec<_> = found.keys().copied().collect();
    let is_last = |index: usize| keys.get(index + 1).is_none_or(|next| next.0 != keys[index].0);
    found.values().enumerate().map(|(index, runs)| line(runs, left, book, is_last(index))).collect()
}

fn line(runs: &[&GlyphRun], left: f32, book: &FontBook, last: bool) -> Line {
    let mut line = Line { text: String::new(), end: 0.0, spaces: Vec::new(), last };
    let em = runs.iter().map(|run| run.size).fold(0.0, f32::max);
    // Where a space began that no glyph has followed yet.
    let mut space: Option<f32> = None;
    for run in runs {
        for glyph in &run.glyphs {
            let text = &run.text[glyph.start as usize..(glyph.start + glyph.len) as usize];
            let x = run.x + glyph.x;
            line.text.push_str(text);
            if matches!(text, " " | "\u{a0}") {
                space = Some(x);
                continue;
            }
            line.spaces.extend(space.take().map(|start| f64::from((x - start) / em)));
            let face = book.face(run.font);
            line.end = f64::from(x - left + face.advance(glyph.id) / face.units_per_em() * run.size);
        }
    }
    line
}

/// What is measured of the lines of a language.
struct Measured {
    lines: usize,
    /// The average of the average space of each line, in ems, and how much these vary.
    mean: f64,
    variance: f64,
    loose: usize,
    hyphens: f64,
    ladders: usize,
    in_word: usize,
    at_dot: usize,
    too_wide: usize,
    short_ends: usize,
}

impl Measured {
    fn new(lines: &[Line], width: f64) -> Measured {
        let filled: Vec<&Line> = lines.iter().filter(|line| !line.last).collect();
        let average = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let spaces: Vec<f64> =
            filled.iter().filter(|line| !line.spaces.is_empty()).map(|line| average(&line.spaces)).collect();
        let mean = average(&spaces);
        let variance = average(&spaces.iter().map(|space| (space - mean) * (space - mean)).collect::<Vec<_>>());
        let is_divided = |line: &Line| line.text.ends_with('\u{ad}');
        let ends_in_word = |line: &&&Line| !line.text.ends_with([' ', '·']);
        // What hangs out of a column is less than this.
        let hanging = 8.0;
        Measured {
            lines: lines.len(),
            mean,
            variance,
            loose: spaces.iter().filter(|space| **space > LOOSE).count(),
            hyphens: lines.iter().filter(|line| is_divided(line)).count() as f64 / lines.len() as f64,
            ladders: lines.windows(2).filter(|pair| pair.iter().all(is_divided)).count(),
            in_word: filled.iter().filter(ends_in_word).count(),
            at_dot: filled.iter().filter(|line| line.text.ends_with('·')).count(),
            too_wide: lines.iter().filter(|line| line.end > width + hanging).count(),
            short_ends: lines.iter().filter(|line| line.last && line.end < 0.12 * width).count(),
        }
    }

    fn print(&self, breaker: &str, lang: &Lang, width: f32) {
        println!(
            "{breaker:>10} {:>5} {width:>6.1} {:>7} {:>8.3} {:>9.5} {:>7} {:>6.1}% {:>6} {:>8} {:>9} {:>8} {:>9}",
            lang.as_str(),
            self.lines,
            self.mean,
            self.variance,
            self.loose,
            100.0 * self.hyphens,
            self.ladders,
            if lang.as_str() == "ko" { self.in_word.to_string() } else { "-".to_owned() },
            self.at_dot,
            self.too_wide,
            self.short_ends,
        );
    }
}
