//! What settings take, in words, and what a style has, as it would be written.

use super::{MILLIMETRE, PAPERS, SIDES, Takes};
use crate::layout::style::{PageStyle, Widths};

impl Takes {
    /// What it takes, in words, as the manual has them.
    pub fn words(&self) -> String {
        let quoted = |words: &[&str]| words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ");
        match self {
            Takes::Length(least, most, ..) => format!("a length, {least}–{most} pt"),
            Takes::Number(least, most, ..) => format!("a number, {least}–{most}"),
            Takes::Count(least, most, ..) => format!("a whole number, {least}–{most}"),
            Takes::Flag(..) => "`true`, `false`".to_owned(),
            Takes::Word(words, ..) => quoted(words),
            Takes::Color(..) => "a colour: `\"#1f3a5f\"`".to_owned(),
            Takes::Paper => {
                let names = quoted(&PAPERS.map(|(name, ..)| name));
                let (least, most) = SIDES;
                format!("{names}, or both sides, as in `\"170mm x 240mm\"`, each {least}–{most} pt")
            }
            Takes::Widths => "`\"auto\"`, `\"equal\"`, a number, 20–80".to_owned(),
        }
    }

    /// What a style has, as it would be written.
    pub fn value(&self, style: &PageStyle) -> String {
        match self {
            Takes::Length(.., get, _) => format!("{}pt", hundredths(get(style))),
            Takes::Number(.., get, _) => hundredths(get(style)),
            Takes::Count(.., get, _) => get(style).to_string(),
            Takes::Flag(get, _) => get(style).to_string(),
            Takes::Word(words, get, _) => words[get(style)].to_owned(),
            Takes::Color(get, _) => {
                let [red, green, blue] = get(style).0.map(|part| (part * 255.0).round() as u8);
                format!("#{red:02x}{green:02x}{blue:02x}")
            }
            Takes::Paper => {
                let (width, height) = (style.width / MILLIMETRE, style.height / MILLIMETRE);
                let near = |paper: &&(&str, f32, f32)| (paper.1 - width).abs() < 0.2 && (paper.2 - height).abs() < 0.2;
                let named = PAPERS.iter().find(near).map(|paper| paper.0.to_owned());
                named.unwrap_or_else(|| format!("{}mm x {}mm", hundredths(width), hundredths(height)))
            }
            Takes::Widths => match style.widths {
                Widths::Auto => "auto".to_owned(),
                Widths::Equal => "equal".to_owned(),
                Widths::First(part) => hundredths(part * 100.0),
            },
        }
    }

    /// The same as it stands in a file.
    pub fn written(&self, style: &PageStyle) -> String {
        let value = self.value(style);
        match self {
            Takes::Number(..) | Takes::Count(..) | Takes::Flag(..) => value,
            Takes::Widths if matches!(style.widths, Widths::First(_)) => value,
            _ => format!("\"{value}\""),
        }
    }
}

/// A number of at most two decimals.
fn hundredths(value: f32) -> String {
    ((f64::from(value) * 100.0).round() / 100.0).to_string()
}
