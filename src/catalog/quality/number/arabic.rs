//! Numbers in Arabic words.

use std::ops::Range;

use super::{Figure, ONE, Value, Weight};

/// Number words without vowel signs, their letters folded by [`fold`].
#[rustfmt::skip]
const WORDS: [(&str, Value); 78] = [
    ("واحد", 1), ("واحده", 1), ("احد", 1), ("احدي", 1), ("اول", 1), ("اولي", 1),
    ("اثنان", 2), ("اثنين", 2), ("اثنتان", 2), ("اثنتين", 2), ("اثنا", 2), ("اثني", 2), ("ثاني", 2), ("ثانيه", 2), ("كلا", 2), ("كلتا", 2),
    ("ثلاث", 3), ("ثلاثه", 3), ("ثالث", 3), ("ثالثه", 3), ("اربع", 4), ("اربعه", 4), ("رابع", 4), ("رابعه", 4),
    ("خمس", 5), ("خمسه", 5), ("خامس", 5), ("خامسه", 5), ("ست", 6), ("سته", 6), ("سادس", 6), ("سادسه", 6),
    ("سبع", 7), ("سبعه", 7), ("سابع", 7), ("سابعه", 7), ("ثمان", 8), ("ثماني", 8), ("ثمانيه", 8), ("ثامن", 8), ("ثامنه", 8),
    ("تسع", 9), ("تسعه", 9), ("تاسع", 9), ("تاسعه", 9), ("عشر", 10), ("عشره", 10), ("عاشر", 10), ("عاشره", 10),
    ("عشرون", 20), ("عشرين", 20), ("ثلاثون", 30), ("ثلاثين", 30), ("اربعون", 40), ("اربعين", 40),
    ("خمسون", 50), ("خمسين", 50), ("ستون", 60), ("ستين", 60), ("سبعون", 70), ("سبعين", 70),
    ("ثمانون", 80), ("ثمانين", 80), ("تسعون", 90), ("تسعين", 90),
    ("مئه", 100), ("مائه", 100), ("مئتان", 200), ("مئتين", 200), ("مائتين", 200), ("ثلاثمئه", 300), ("ثلاثمائه", 300),
    ("خمسمئه", 500), ("خمسمائه", 500), ("الفان", 2000), ("الفين", 2000), ("الفي", 2000), ("مليونين", 2_000_000),
];

const SCALES: [(&str, Value); 10] = [
    ("الف", 1_000),
    ("الفا", 1_000),
    ("الاف", 1_000),
    ("مليون", 1_000_000),
    ("مليونا", 1_000_000),
    ("ملايين", 1_000_000),
    ("مليار", 1_000_000_000),
    ("مليارا", 1_000_000_000),
    ("مليارات", 1_000_000_000),
    ("تريليون", 1_000_000_000_000),
];

#[rustfmt::skip]
const HINTS: [(&str, &[Value]); 14] = [
    ("نصف", &[ONE / 2, 50 * ONE, 30 * ONE]), ("ربع", &[ONE / 4, 25 * ONE, 15 * ONE]), ("ثلث", &[ONE / 3, 3 * ONE]),
    ("ثلثا", &[2 * ONE / 3, 2 * ONE, 3 * ONE]), ("ثلثي", &[2 * ONE / 3, 2 * ONE, 3 * ONE]), ("قرن", &[100 * ONE]),
    ("قرنين", &[200 * ONE]), ("عقد", &[10 * ONE]), ("عقدين", &[20 * ONE]), ("كل", &[ONE]), ("اسبوع", &[7 * ONE]),
    ("اسبوعين", &[14 * ONE, 2 * ONE]), ("ثنائيه", &[2 * ONE]), ("ثلاثيه", &[3 * ONE]),
];

#[rustfmt::skip]
const MONTHS: [(&str, Value); 22] = [
    ("يناير", 1), ("فبراير", 2), ("مارس", 3), ("ابريل", 4), ("مايو", 5), ("يونيو", 6), ("يوليو", 7), ("اغسطس", 8),
    ("سبتمبر", 9), ("اكتوبر", 10), ("نوفمبر", 11), ("ديسمبر", 12), ("شباط", 2), ("اذار", 3), ("نيسان", 4), ("ايار", 5),
    ("حزيران", 6), ("تموز", 7), ("اب", 8), ("ايلول", 9), ("جوان", 6), ("جويليه", 7),
];

/// Makes spellings of one word one: without vowel signs and stretched letters.
pub(super) fn fold(word: &str) -> String {
    let letter = |c: char| match c {
        '\u{64B}'..='\u{65F}' | '\u{670}' | 'ـ' => None,
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' => Some('ي'),
        'ة' => Some('ه'),
        other => Some(other),
    };
    word.chars().filter_map(letter).collect()
}

enum Part {
    Below(Value),
    Times(Value),
}

/// What a word is, without the particles and the article that are written in one with it.
fn part(word: &str) -> Option<(Part, bool)> {
    let bare = word.strip_prefix('و').unwrap_or(word);
    let joins = bare.len() < word.len();
    let stems = [word, bare, strip(bare), strip(word)];
    let find = |stem: &&str| {
        let below = WORDS.iter().find(|(name, _)| name == stem).map(|(_, value)| Part::Below(*value));
        below.or_else(|| SCALES.iter().find(|(name, _)| name == stem).map(|(_, factor)| Part::Times(*factor)))
    };
    stems.iter().find_map(find).map(|part| (part, joins))
}

fn strip(word: &str) -> &str {
    ["بال", "لل", "كال", "فال", "ال", "ب", "ل"].iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word)
}

pub(super) fn add(text: &str, figures: &mut Vec<Figure>) {
    let mut number: Option<(Range<usize>, Value, Value)> = None;
    let mut at = 0;
    let flush = |number: &mut Option<(Range<usize>, Value, Value)>, figures: &mut Vec<Figure>| {
        if let Some((span, total, section)) = number.take() {
            let value = total + section;
            let is_round = [100, 1_000, 1_000_000].contains(&value);
            let weight = match value {
                0..=2 => Weight::Hint,
                3..=12 => Weight::Loose,
                _ if is_round => Weight::Loose,
                _ => Weight::Firm,
            };
            let after: String = text[span.end..].trim_start().chars().take(16).collect();
            let decades = fold(&after).starts_with("عقود");
            figures.push(Figure::new(span, value * ONE, weight).or(decades.then_some(value * 10 * ONE)));
        }
    };
    for word in text.split(|c: char| !(c.is_alphanumeric() || ('\u{64B}'..='\u{670}').contains(&c))) {
        let span = at..at + word.len();
        at = span.end + text[span.end..].chars().next().map_or(0, char::len_utf8);
        if word.is_empty() {
            flush(&mut number, figures);
            continue;
        }
        let word = fold(word);
        let hundredth = matches!(word.as_str(), "المئه" | "المائه" | "بالمئه" | "بالمائه");
        if hundredth && (word.starts_with('ب') || text[..span.start].trim_end().ends_with("في")) {
            flush(&mut number, figures);
            continue;
        }
        let bare = strip(word.strip_prefix('و').unwrap_or(&word)).to_owned();
        for (_, values) in HINTS.iter().filter(|(hint, _)| *hint == bare || *hint == word) {
            figures.push(Figure::new(span.clone(), values[0], Weight::Hint).or(values[1..].iter().copied()));
        }
        // The dual counts to two by its ending.
        if word.chars().count() > 4 && (word.ends_with("ين") || word.ends_with("ان") || word.ends_with("تا")) {
            figures.push(Figure::new(span.clone(), 2 * ONE, Weight::Hint));
        }
        if let Some((_, month)) = MONTHS.iter().find(|(month, _)| *month == bare || *month == word) {
            let weight = if *month == 8 && bare == "اب" { Weight::Hint } else { Weight::Loose };
            figures.push(Figure::new(span.clone(), month * ONE, weight));
        }
        match (part(&word), number.as_mut()) {
            (Some((Part::Below(value), _)), None) => number = Some((span, 0, value)),
            (Some((Part::Below(value), joins)), Some((place, _, section))) => {
                let is_sum = joins && ((20..100).contains(&value) && *section < 10 || *section % 100 == 0);
                if value == 10 && *section < 10 || is_sum {
                    *section += value;
                    place.end = span.end;
                } else if value == 100 && (3..10).contains(section) {
                    *section *= 100;
                    place.end = span.end;
                } else {
                    flush(&mut number, figures);
                    number = Some((span, 0, value));
                }
            }
            (Some((Part::Times(factor), _)), Some((place, total, section))) if *section > 0 => {
                *total += section.checked_mul(factor).unwrap_or(0);
                *section = 0;
                place.end = span.end;
            }
            (Some((Part::Times(factor), false)), None) if !follows_digits(text, span.start) => {
                // By itself it is said loosely.
                figures.push(Figure::new(span, factor * ONE, Weight::Hint));
            }
            _ => flush(&mut number, figures),
        }
    }
    flush(&mut number, figures);
}

fn follows_digits(text: &str, at: usize) -> bool {
    text[..at].trim_end().ends_with(|c: char| c.is_numeric())
}
