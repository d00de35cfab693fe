//! How fast `tei::read` reads sources of 20 MB: prose, text that is annotated word by word, and text whose letters are
//! written as references.
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

fn main() {
    println!("{:>12} {:>9} {:>9} {:>9} {:>9}", "text", "bytes", "units", "ms", "MB/s");
    let forms: [(&str, fn(&str, &mut String)); 3] =
        [("prose", prose), ("word by word", words), ("references", references)];
    for (name, form) in forms {
        let text = source(form);
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
fn source(form: fn(&str, &mut String)) -> String {
    let mut writer = Writer::new(SEED);
    let mut text = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text xml:lang=\"en\"><body>\n".to_owned();
    let mut number = 0;
    while text.len() < BYTES {
        number += 1;
        write!(text, "<p xml:id=\"p{number}\">").expect("a String takes every line");
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
