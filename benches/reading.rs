//! How fast `tei::read` reads sources of 20 MB: prose, text with notes, names and dates as archives have it, with identifiers
//! and without, text that is annotated word by word, and text whose letters are written as references.
//!
//! `cargo bench --bench reading` prints the best of five runs.
#![allow(clippy::disallowed_methods, reason = "a bench looks at the clock")]
#![allow(clippy::print_stdout, reason = "the table is the result")]

#[allow(dead_code, reason = "the bench of editions uses more")]
mod prose;

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use enface::diagnostic::SourceFile;
use enface::tei;
use prose::Writer;

const BYTES: usize = 20_000_000;
const RUNS: usize = 5;
const SEED: u64 = 20_040_923;

/// Writes a sentence in one way of encoding it.
type Form = fn(&str, &mut String);

/// The start tag of a paragraph by its number.
type Start = fn(usize) -> String;

fn main() {
    println!("{:>12} {:>9} {:>9} {:>9} {:>9}", "text", "bytes", "units", "ms", "MB/s");
    let named: Start = |number| format!("<p xml:id=\"p{number}\">");
    let forms: [(&str, Start, Form); 5] = [
        ("prose", named, prose),
        ("notes", named, notes),
        ("no ids", |_| "<p>".to_owned(), |paragraph, out| out.push_str(&without_ids(paragraph))),
        ("word by word", named, words),
        ("references", named, references),
    ];
    for (name, start, form) in forms {
        let text = source(start, form);
        let bytes = text.len();
        let file = Arc::new(SourceFile { name: format!("sources/{name}.xml"), text });
        let (mut best, mut units) = (Duration::MAX, 0);
        for _ in 0..RUNS {
            let start = Instant::now();
            let (document, _) = tei::read(&file);
            best = best.min(start.elapsed());
            units = document.expect("the source is read").nodes.len();
        }
        let speed = bytes as f64 / 1e6 / best.as_secs_f64();
        println!("{name:>12} {bytes:>9} {units:>9} {:>9.0} {speed:>9.0}", best.as_secs_f64() * 1e3);
    }
}

/// A source of so many bytes, its paragraphs in a form.
fn source(start: Start, form: Form) -> String {
    let mut writer = Writer::new(SEED);
    let mut text = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text xml:lang=\"en\"><body>\n".to_owned();
    let mut number = 0;
    while text.len() < BYTES {
        number += 1;
        text.push_str(&start(number));
        form(&writer.paragraph().en, &mut text);
        text.push_str("</p>\n");
    }
    text.push_str("</body></text></TEI>\n");
    text
}

/// Every eighth word is marked, and a line has about a hundred letters.
fn prose(paragraph: &str, out: &mut String) {
    for (i, word) in paragraph.split_whitespace().enumerate() {
        match i % 16 {
            3 => write!(out, "<persName ref=\"#p{i}\">{word}</persName> "),
            11 => write!(out, "<hi rend=\"italic\">{word}</hi>\n    "),
            _ => write!(out, "{word} "),
        }
        .expect("a String takes every line");
    }
}

/// Names, dates and words that are set off, each in a sentence of its own, and two notes in which there are more.
fn notes(paragraph: &str, out: &mut String) {
    // No two notes stand at the same place.
    let at = out.len();
    for (i, word) in paragraph.split_whitespace().enumerate() {
        match i % 20 {
            2 => write!(out, "<persName ref=\"#p1\"><forename>{word}</forename> <surname>Smith</surname></persName> "),
            7 => write!(out, "<hi rend=\"italic\">{word} <date when=\"1950-06-25\">June 25</date></hi> "),
            12 => write!(out, "<placeName corresp=\"#p1\">{word}</placeName>\n    "),
            17 => write!(
                out,
                "<note n=\"{i}\" xml:id=\"n{at}.{i}\">See <title level=\"m\">{word}</title>, <hi rend=\"italic\">ibid.</hi>, \
                 p. <ref target=\"#p1\">{i}</ref>.</note> "
            ),
            _ => write!(out, "{word} "),
        }
        .expect("a String takes every line");
    }
}

/// The same without identifiers.
fn without_ids(paragraph: &str) -> String {
    let mut out = String::new();
    notes(paragraph, &mut out);
    let mut kept = String::with_capacity(out.len());
    for (i, piece) in out.split(" xml:id=\"").enumerate() {
        kept.push_str(if i == 0 { piece } else { piece.split_once('"').map_or("", |(_, rest)| rest) });
    }
    kept
}

fn words(paragraph: &str, out: &mut String) {
    for word in paragraph.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        write!(out, "<w lemma=\"{word}\" pos=\"NN\">{word}</w> ").expect("a String takes every line");
    }
}

fn references(paragraph: &str, out: &mut String) {
    for c in paragraph.chars() {
        match c {
            ' ' => out.push(' '),
            _ => write!(out, "&#x{:X};", u32::from(c)).expect("a String takes every line"),
        }
    }
}
