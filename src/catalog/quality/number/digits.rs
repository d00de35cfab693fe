//! Numbers that are written in digits, of whichever script, with the scale that follows them.

use std::ops::Range;

use super::{Figure, ONE, Value, Weight};
use crate::text::Lang;

/// How a language writes numbers.
pub(super) struct Style {
    /// Whether a comma stands before the decimals.
    decimal_comma: bool,
    /// Whether its number words are known.
    pub(super) knows_words: bool,
    /// Words that multiply the digits before them, the longest first.
    scales: &'static [(&'static str, Value)],
    /// Scales of ten thousand, within which others are added up: 3만 5천.
    myriads: bool,
    /// Words for a percentage.
    percent: &'static [&'static str],
}

const ENGLISH: Style = Style {
    decimal_comma: false,
    knows_words: true,
    scales: &[
        ("hundred", 100),
        ("thousand", 1_000),
        ("million", 1_000_000),
        ("billion", 1_000_000_000),
        ("trillion", 1_000_000_000_000),
        ("dozen", 12),
        ("bn", 1_000_000_000),
        ("tn", 1_000_000_000_000),
    ],
    myriads: false,
    percent: &["percent", "per cent", "pct", "percentage point"],
};
const KOREAN: Style = Style {
    decimal_comma: false,
    knows_words: true,
    scales: &[("십", 10), ("백", 100), ("천", 1_000), ("만", 10_000), ("억", 100_000_000), ("조", 1_000_000_000_000)],
    myriads: true,
    percent: &["퍼센트", "프로", "%p"],
};
const HAN: Style = Style {
    decimal_comma: false,
    knows_words: true,
    scales: &[
        ("十", 10),
        ("百", 100),
        ("千", 1_000),
        ("万", 10_000),
        ("萬", 10_000),
        ("億", 100_000_000),
        ("亿", 100_000_000),
        ("兆", 1_000_000_000_000),
    ],
    myriads: true,
    percent: &["パーセント", "百分点"],
};
const GERMAN: Style = Style {
    decimal_comma: true,
    knows_words: true,
    scales: &[
        ("hundert", 100),
        ("tausend", 1_000),
        ("million", 1_000_000),
        ("mio", 1_000_000),
        ("milliarde", 1_000_000_000),
        ("mrd", 1_000_000_000),
        ("billion", 1_000_000_000_000),
    ],
    myriads: false,
    percent: &["prozent", "v. h."],
};
const ARABIC: Style = Style {
    decimal_comma: false,
    knows_words: true,
    scales: &[
        ("آلاف", 1_000),
        ("ألف", 1_000),
        ("مليون", 1_000_000),
        ("ملايين", 1_000_000),
        ("مليار", 1_000_000_000),
        ("بليون", 1_000_000_000),
        ("تريليون", 1_000_000_000_000),
    ],
    myriads: false,
    percent: &["في المئة", "في المائة", "بالمئة", "بالمائة"],
};
const COMMA: Style = Style { decimal_comma: true, knows_words: false, scales: &[], myriads: false, percent: &[] };
const POINT: Style = Style { decimal_comma: false, knows_words: false, scales: &[], myriads: false, percent: &[] };

impl Style {
    pub(super) fn of(lang: &Lang) -> Style {
        match lang.primary() {
            "en" => ENGLISH,
            "ko" => KOREAN,
            "ja" | "zh" => HAN,
            "de" => GERMAN,
            "ar" => ARABIC,
            "fr" | "es" | "it" | "pt" | "nl" | "ru" | "uk" | "pl" | "cs" | "sk" | "sv" | "da" | "nb" | "no" | "fi"
            | "tr" | "el" | "hu" | "ro" | "bg" | "vi" | "id" | "ca" | "hr" | "sr" | "sl" => COMMA,
            _ => POINT,
        }
    }
}

/// The value of a digit in the scripts that texts are written in.
pub(super) fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        '\u{966}'..='\u{96F}' => '\u{966}',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}

pub(super) fn figures(text: &str, style: &Style) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c| digit(c).is_some()) {
        let token = Token::read(text, at + offset);
        at = token.span.end;
        for (span, readings) in token.numbers(style) {
            if let Some(figure) = figure(text, span, readings, style, found.last()) {
                at = at.max(figure.span.end);
                found.push(figure);
            }
        }
    }
    found
}

/// Digits, with the separators between them.
struct Token {
    span: Range<usize>,
    groups: Vec<(Range<usize>, String)>,
    separators: Vec<char>,
}

impl Token {
    fn read(text: &str, start: usize) -> Token {
        let mut token = Token { span: start..start, groups: Vec::new(), separators: Vec::new() };
        let mut at = start;
        loop {
            let mut digits = String::new();
            let group = at;
            while let Some(c) = text[at..].chars().next()
                && let Some(value) = digit(c)
            {
                digits.extend(char::from_digit(value, 10));
                at += c.len_utf8();
            }
            token.groups.push((group..at, digits));
            token.span.end = at;
            let mut rest = text[at..].chars();
            let (separator, next) = (rest.next(), rest.next());
            let separates = |c: char| {
                let is_space = matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}');
                let three = text[at + c.len_utf8()..].chars().take_while(|c| digit(*c).is_some()).count() == 3;
                matches!(c, ',' | '.' | '，' | '．' | '\u{66b}' | '\u{66c}' | '\'') || (is_space && three)
            };
            match separator.filter(|c| separates(*c) && next.is_some_and(|c| digit(c).is_some())) {
                Some(c) => {
                    token.separators.push(c);
                    at += c.len_utf8();
                }
                None => return token,
            }
        }
    }

    /// The numbers that it stands for, each with its readings.
    fn numbers(&self, style: &Style) -> Vec<(Range<usize>, Vec<Vec<Value>>)> {
        let (decimal, grouping) = if style.decimal_comma { (',', '.') } else { ('.', ',') };
        let kind = |c: char| match c {
            '，' => ',',
            '．' => '.',
            '\u{66b}' => decimal,
            '\u{66c}' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' => grouping,
            other => other,
        };
        let separators: Vec<char> = self.separators.iter().map(|c| kind(*c)).collect();
        let decimals = separators.iter().filter(|c| **c == decimal).count();
        let last = separators.last() == Some(&decimal);
        let whole = if last { self.groups.len() - 1 } else { self.groups.len() };
        let grouped = self.groups[1..whole].iter().all(|(_, digits)| digits.len() == 3)
            && (whole == 1 || self.groups[0].1.len() <= 3);
        let is_number = grouped && (decimals == 0 || (decimals == 1 && last));
        let parts: Vec<Option<Value>> = self.groups.iter().map(|(_, digits)| integer(digits)).collect();
        if is_number {
            let digits: String = self.groups[..whole].iter().map(|(_, digits)| digits.as_str()).collect();
            let fraction = if last { self.groups[whole].1.as_str() } else { "" };
            let Some(value) = integer(&digits).and_then(|value| value.checked_add(millionths(fraction))) else {
                return Vec::new();
            };
            let mut readings = vec![vec![value]];
            // A day and a month, or a list without spaces.
            if self.groups.len() > 1 {
                readings.extend(parts.into_iter().collect::<Option<Vec<_>>>());
            }
            return vec![(self.span.clone(), readings)];
        }
        let groups = self.groups.iter().zip(parts);
        groups.filter_map(|((span, _), value)| Some((span.clone(), vec![vec![value?]]))).collect()
    }
}

fn integer(digits: &str) -> Option<Value> {
    // Longer ones are no quantities.
    (digits.len() <= 18).then(|| digits.parse::<Value>().ok()).flatten().map(|value| value * ONE)
}

fn millionths(decimals: &str) -> Value {
    let padded: String = decimals.chars().chain("000000".chars()).take(6).collect();
    padded.parse().unwrap_or_default()
}

/// A number with what stands around it.
fn figure(
    text: &str,
    span: Range<usize>,
    readings: Vec<Vec<Value>>,
    style: &Style,
    before: Option<&Figure>,
) -> Option<Figure> {
    let mut figure = Figure { span, readings, weight: Weight::Firm, percent: false, scale: ONE };
    let length = text[figure.span.clone()].chars().count();
    let left = text[..figure.span.start].chars().next_back();
    let value = figure.value()?;
    if value == 0 || is_part_of_code(&text[..figure.span.start], length) {
        figure.weight = Weight::Hint;
    }
    // Years that are cut short: 1997–98, ’88.
    if length == 2 {
        let year = before.and_then(|before| before.value().filter(|_| touches(text, before, &figure)));
        match left {
            Some('\'' | '’' | '‘') => figure = figure.or([value + 1900 * ONE, value + 2000 * ONE]),
            _ => figure = figure.or(year.map(|year| value + year / (100 * ONE) * (100 * ONE))),
        }
    }
    let article = text[..figure.span.start].ends_with('제') || text[..figure.span.start].ends_with('第');
    if style.myriads && !article {
        myriads(text, &mut figure, style);
    } else if !style.myriads {
        scale(text, &mut figure, style);
    }
    let rest = text[figure.span.end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    figure.percent = is_percent(rest, style);
    if figure.percent {
        // No day and month, and no list.
        figure.readings.truncate(1);
    }
    // Around the clock.
    if (value == 24 * ONE && rest.starts_with("/7")) || (value == 7 * ONE && text[..figure.span.start].ends_with("24/"))
    {
        figure.weight = Weight::Hint;
    }
    decades(text, &mut figure, value);
    Some(figure)
}

/// Whether a sign or a word of a percentage follows a number.
pub(super) fn is_percent(after: &str, style: &Style) -> bool {
    let rest = after.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']);
    let lower: String = rest.chars().take(20).flat_map(char::to_lowercase).collect();
    // 프로젝트 and 프로그램 are none.
    let is_word =
        |rest: &str, word: &str| word != "프로" || !rest.starts_with(['젝', '그', '필', '토', '세', '축', '모', '듀']);
    let is_named = |word: &&&str| lower.strip_prefix(**word).is_some_and(|rest| is_word(rest, word));
    rest.starts_with(['%', '％', '٪', '﹪']) || style.percent.iter().any(|word| is_named(&word))
}

/// Whether digits are part of a name: COVID-19, F-16, H2O. A year never is.
fn is_part_of_code(before: &str, length: usize) -> bool {
    let stem = before.strip_suffix(['-', '‑']).unwrap_or(before);
    let word = stem.len() - stem.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let word = &stem[stem.len() - word..];
    let is_prefix = ["mid", "pre", "post", "early", "late", "sub", "non", "anti", "age"];
    !word.is_empty() && length < 4 && !is_prefix.contains(&word.to_ascii_lowercase().as_str())
}

fn touches(text: &str, before: &Figure, figure: &Figure) -> bool {
    let between = &text[before.span.end.min(figure.span.start)..figure.span.start];
    let is_year = before.value().is_some_and(|year| (1000 * ONE..2100 * ONE).contains(&year));
    is_year && matches!(between, "-" | "–" | "/" | "~" | "～" | "‑")
}

/// “1990s”, 1990년대, 90年代: the nineties.
fn decades(text: &str, figure: &mut Figure, value: Value) {
    let rest = &text[figure.span.end..];
    if rest.starts_with("s")
        || rest.starts_with("’s")
        || rest.starts_with("년대")
        || rest.starts_with("年代")
        || rest.starts_with("er")
    {
        let short = value % (100 * ONE);
        figure.readings.push(vec![short]);
        if value < 100 * ONE {
            figure.readings.extend([1900, 2000, 1800].map(|century| vec![short + century * ONE]));
        }
    }
}

/// Multiplies by the word after the number.
fn scale(text: &str, figure: &mut Figure, style: &Style) {
    let rest = &text[figure.span.end..];
    let lead = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']).len();
    let word: String = rest[lead..].chars().take_while(|c| c.is_alphabetic()).collect();
    let lower = word.to_lowercase();
    let inflected = |scale: &str| match lower.strip_prefix(scale) {
        Some(ending) => ["", "s", "en", "n", "e", "ا"].contains(&ending),
        None => false,
    };
    if let Some((_, factor)) = style.scales.iter().find(|(scale, _)| inflected(scale)) {
        figure.readings = multiplied(&figure.readings, *factor);
        figure.scale = factor * ONE;
        figure.span.end += lead + word.len();
    }
}

fn multiplied(readings: &[Vec<Value>], factor: Value) -> Vec<Vec<Value>> {
    let product = |reading: &Vec<Value>| reading.iter().map(|value| value.checked_mul(factor)).collect();
    readings.iter().filter_map(product).collect()
}

/// Adds up 3만 5천, 1조 2,000억, 12億3456万.
fn myriads(text: &str, figure: &mut Figure, style: &Style) {
    let small = |c: char| style.scales.iter().find(|(scale, factor)| *factor < 10_000 && scale.starts_with(c));
    let large = |c: char| style.scales.iter().find(|(scale, factor)| *factor >= 10_000 && scale.starts_with(c));
    let Some(mut number) = figure.value() else { return };
    let mut plain = Some(number);
    let (mut total, mut section, mut limit) = (0, 0, Value::MAX);
    let mut at = figure.span.end;
    let mut parts = Vec::new();
    loop {
        // Within a section: 3천5백.
        while let Some((scale, factor)) = text[at..].chars().next().and_then(small) {
            let Some(product) = number.checked_mul(*factor) else { return };
            section += product;
            at += scale.len();
            figure.scale = factor * ONE;
            plain = None;
            // With a space, what follows is less than one of the scale: 4천 8백만.
            let space = usize::from(text[at..].starts_with(' '));
            let least = if space > 0 { factor * ONE } else { product };
            let next = Token::read(text, at + space);
            number = 0;
            if text[at + space..].starts_with(|c| digit(c).is_some())
                && let [(_, readings)] = next.numbers(style).as_slice()
                && let [value, ..] = readings[0].as_slice()
                && *value < least
            {
                number = *value;
                at = next.span.end;
            } else {
                break;
            }
        }
        section += number;
        let scale = text[at..].chars().next().and_then(large);
        let factor = scale.map_or(1, |(_, factor)| *factor);
        if factor >= limit {
            break;
        }
        let Some(product) = section.checked_mul(factor) else { return };
        parts.push(product);
        total += product;
        let Some((scale, _)) = scale else {
            figure.span.end = at;
            break;
        };
        // An article of a law and a trillion are written alike.
        plain = plain.filter(|_| *scale == "조" || *scale == "兆");
        at += scale.len();
        figure.span.end = at;
        figure.scale = factor * ONE;
        limit = factor;
        section = 0;
        let rest = &text[at..];
        let lead = rest.len() - rest.trim_start_matches(' ').len();
        if lead > 1 || !rest[lead..].starts_with(|c| digit(c).is_some()) {
            break;
        }
        let next = Token::read(text, at + lead);
        let Some(value) = next.numbers(style).first().map(|(_, readings)| readings[0][0]) else { break };
        if value >= factor * ONE {
            break;
        }
        number = value;
        at = next.span.end;
    }
    if total == 0 || (parts.len() == 1 && figure.scale == ONE) {
        return;
    }
    figure.readings = vec![vec![total]];
    if parts.len() > 1 {
        figure.readings.push(parts);
    }
    figure.readings.extend(plain.map(|value| vec![value]));
}
