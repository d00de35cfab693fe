//! Reads the values of settings, and says what is wrong with them.

use toml::Spanned;
use toml::de::DeValue;

use super::style::{MILLIMETRE, PAPERS, SIDES, Setting, Takes};
use crate::diagnostic::suggest;
use crate::layout::style::{Ink, PageStyle, Widths};

/// Why a value does not do, and what would.
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) help: String,
}

/// Puts a value into a style.
pub(super) fn apply(setting: &Setting, value: &Spanned<DeValue<'_>>, style: &mut PageStyle) -> Result<(), Wrong> {
    let value = value.get_ref();
    let name = format!("{}.{}", setting.table, setting.name);
    let wrong = |help: String| Wrong { message: format!("`{name}` cannot be this"), help };
    match &setting.takes {
        Takes::Length(least, most, _, set) => set(style, bounded(length(value, &name)?, *least, *most, "pt", &name)?),
        Takes::Number(least, most, _, set) => {
            let number = number(value).ok_or_else(|| wrong("write a number, as in `1.25`".to_owned()))?;
            set(style, bounded(number, *least, *most, "", &name)?);
        }
        Takes::Count(least, most, _, set) => {
            let number = number(value).filter(|number| number.fract() == 0.0);
            let number = number.ok_or_else(|| wrong("write a whole number, as in `2`".to_owned()))?;
            set(style, bounded(number, (*least).into(), (*most).into(), "", &name)? as u16);
        }
        Takes::Flag(_, set) => match value {
            DeValue::Boolean(flag) => set(style, *flag),
            _ => return Err(wrong("write `true` or `false`, without quotation marks".to_owned())),
        },
        Takes::Word(words, _, set) => {
            let said = string(value).unwrap_or_default();
            let found = words.iter().position(|word| *word == said);
            set(style, found.ok_or_else(|| wrong(one_of(said, words)))?);
        }
        Takes::Color(_, set) => {
            let ink = string(value).and_then(color);
            set(style, ink.ok_or_else(|| wrong("write red, green and blue, as in `\"#1f3a5f\"`".to_owned()))?);
        }
        Takes::Paper => {
            let said = string(value).unwrap_or_default();
            let (width, height) = match PAPERS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(said)) {
                Some((_, width, height)) => (width * MILLIMETRE, height * MILLIMETRE),
                None => {
                    let names: Vec<&str> = PAPERS.iter().map(|(name, ..)| *name).collect();
                    let both = said
                        .split_once(['x', '×'])
                        .and_then(|(width, height)| Some((points(width.trim()).ok()?, points(height.trim()).ok()?)));
                    let help = format!("{}; or write `\"170mm x 240mm\"`", one_of(said, &names));
                    both.ok_or_else(|| wrong(help))?
                }
            };
            let (least, most) = SIDES;
            let width = bounded(width, least, most, "pt", "page.size")?;
            *style = style.clone().on(width, bounded(height, least, most, "pt", "page.size")?);
        }
        Takes::Widths => {
            style.widths = match (string(value), number(value)) {
                (Some("auto"), _) => Widths::Auto,
                (Some("equal"), _) => Widths::Equal,
                (_, Some(part)) => Widths::First(bounded(part, 20.0, 80.0, "", &name)? / 100.0),
                _ => {
                    let help = "write `\"auto\"`, `\"equal\"`, or the share of the first column, as in `45`";
                    return Err(wrong(help.to_owned()));
                }
            }
        }
    }
    Ok(())
}

/// Names the word that was probably meant, or else all that there are.
pub(super) fn one_of(said: &str, words: &[&str]) -> String {
    match suggest::nearest(said, words.iter().copied()) {
        Some(near) => format!("there is `\"{near}\"`"),
        None => format!("there is {}", words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ")),
    }
}

pub(super) fn string<'v>(value: &'v DeValue<'_>) -> Option<&'v str> {
    if let DeValue::String(said) = value { Some(said) } else { None }
}

fn number(value: &DeValue<'_>) -> Option<f32> {
    match value {
        DeValue::Integer(number) => number.as_str().parse().ok(),
        DeValue::Float(number) => number.as_str().parse().ok(),
        _ => None,
    }
    .filter(|number: &f32| number.is_finite())
}

fn bounded(value: f32, least: f32, most: f32, unit: &str, name: &str) -> Result<f32, Wrong> {
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    let name = name.trim_matches('`');
    let message = format!("`{name}` is out of bounds: {}{unit}", (value * 100.0).round() / 100.0);
    Err(Wrong { message, help: format!("write something from {least}{unit} to {most}{unit}") })
}

fn length(value: &DeValue<'_>, name: &str) -> Result<f32, Wrong> {
    let said = string(value).unwrap_or_default();
    if let Some(number) = number(value).or_else(|| said.trim().parse().ok().filter(|number: &f32| number.is_finite())) {
        let message = format!("`{name}` has no unit");
        return Err(Wrong { message, help: format!("write it with one, as in `\"{number}pt\"` or `\"{number}mm\"`") });
    }
    points(said)
}

/// The units of lengths, in points.
const UNITS: [(&str, f32); 4] = [("pt", 1.0), ("mm", MILLIMETRE), ("cm", 10.0 * MILLIMETRE), ("in", 72.0)];

/// A length with its unit, in points.
fn points(said: &str) -> Result<f32, Wrong> {
    let end = said.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(said.len());
    let (number, unit) = (&said[..end], said[end..].trim());
    let Ok(number) = number.parse::<f32>() else {
        let message = format!("`{said}` is no length");
        return Err(Wrong { message, help: "write a number and its unit, as in `\"12pt\"` or `\"4.5mm\"`".to_owned() });
    };
    match UNITS.iter().find(|(name, _)| *name == unit) {
        Some((_, points)) => Ok(number * points),
        None => {
            let message = format!("there is no unit `{unit}`");
            let units: Vec<String> = UNITS.iter().map(|(name, _)| format!("`{name}`")).collect();
            Err(Wrong { message, help: format!("the units are {}", units.join(", ")) })
        }
    }
}

/// A colour as HTML writes it: `#1f3a5f`.
fn color(said: &str) -> Option<Ink> {
    let digits = said.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok().map(|part| f32::from(part) / 255.0);
    Some(Ink([part(0)?, part(2)?, part(4)?]))
}
