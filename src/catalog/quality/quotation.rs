//! Quotation marks and brackets: each that is opened is closed, and they are those of the language.

use super::{Finding, Form, Pair};

const BRACKETS: [(char, char); 12] = [
    ('(', ')'),
    ('[', ']'),
    ('（', '）'),
    ('［', '］'),
    ('【', '】'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
    ('«', '»'),
    ('‹', '›'),
];

/// How a language writes quotation marks.
struct Marks {
    /// Opening and closing double and single marks that are looked at.
    pairs: &'static [(char, char)],
    /// Marks of other languages.
    foreign: &'static [char],
    /// What to write instead.
    own: &'static str,
}

fn marks(lang: &str) -> Option<Marks> {
    Some(match lang {
        "en" => Marks {
            pairs: &[('“', '”')],
            foreign: &['„', '‚', '«', '»', '「', '」', '『', '』', '《', '》', '〈', '〉'],
            own: "“ ” and ‘ ’",
        },
        "ko" => Marks {
            pairs: &[('“', '”')], foreign: &['„', '‚', '«', '»', '‹', '›'], own: "“ ” and ‘ ’"
        },
        "de" => Marks {
            pairs: &[('„', '“'), ('‚', '‘')],
            foreign: &['”', '「', '」', '『', '』', '《', '》'],
            own: "„ “ and ‚ ‘",
        },
        "ja" => Marks {
            pairs: &[('“', '”')], foreign: &['„', '‚', '«', '»', '‘', '’'], own: "「 」 and 『 』"
        },
        "zh" => Marks { pairs: &[('“', '”')], foreign: &['„', '‚', '«', '»'], own: "“ ” or 「 」" },
        "ar" => Marks {
            pairs: &[('“', '”')], foreign: &['„', '‚', '「', '」', '『', '』'], own: "« » or “ ”"
        },
        "fr" => Marks { pairs: &[], foreign: &['„', '‚', '「', '」', '『', '』'], own: "« »" },
        _ => return None,
    })
}

pub(super) fn examine(pair: &Pair<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let is_open_ended = unpaired_brackets(pair.source, true).next().is_some();
    if !is_open_ended {
        let german = pair.lang.primary() == "de";
        found.extend(unpaired_brackets(pair.text, !german).map(|(at, c)| unpaired(at, c)));
    }
    let Some(marks) = marks(pair.lang.primary()) else { return found };
    found.extend(foreign(pair, &marks));
    if !has_open_quotation(pair) {
        for (open, close) in marks.pairs {
            // A German closing mark opens in English: whoever has both in one text has the wrong ones already.
            if found.is_empty() {
                found.extend(unpaired_marks(pair.text, *open, *close).map(|at| unpaired(at, *open)));
            }
        }
        found.extend(unpaired_single(pair));
        found.extend(straight(pair));
    }
    found
}

fn unpaired(at: usize, c: char) -> Finding {
    let span = at..at + c.len_utf8();
    Finding::new("unpaired", span, format!("`{c}` has no counterpart"), "open and close each pair")
}

/// Brackets without a counterpart. `guillemets`: whether « opens and » closes.
fn unpaired_brackets(text: &str, guillemets: bool) -> impl Iterator<Item = (usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut alone: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        if matches!(c, '«' | '»' | '‹' | '›') && !guillemets {
            continue;
        }
        if BRACKETS.iter().any(|(start, _)| *start == c) {
            open.push((at, c));
        } else if let Some((start, _)) = BRACKETS.iter().find(|(_, end)| *end == c) {
            match open.iter().rposition(|(_, c)| c == start) {
                Some(place) => drop(open.remove(place)),
                None if c == ')' && is_enumerator(&text[..at]) => {}
                None => alone.push((at, c)),
            }
        }
    }
    alone.extend(open);
    alone.sort_unstable();
    alone.into_iter()
}

/// Whether what stands before a bracket is the number of an item: `a)`, `1)`, `가)`.
fn is_enumerator(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    (1..=3).contains(&word.chars().count()) && word.chars().all(char::is_alphanumeric)
}

/// Where a quotation runs on from or to another paragraph, the source shows it.
fn has_open_quotation(pair: &Pair<'_>) -> bool {
    marks(pair.source_lang.primary()).is_some_and(|marks| {
        marks.pairs.iter().any(|(open, close)| unpaired_marks(pair.source, *open, *close).next().is_some())
    })
}

/// Marks that do not alternate.
fn unpaired_marks(text: &str, open: char, close: char) -> impl Iterator<Item = usize> {
    let mut opened: Option<usize> = None;
    let mut alone = Vec::new();
    for (at, c) in text.char_indices() {
        if c == open {
            alone.extend(opened.replace(at));
        } else if c == close && opened.take().is_none() {
            alone.push(at);
        }
    }
    alone.extend(opened);
    alone.into_iter()
}

/// Single marks, of which the closing one is an apostrophe, too.
fn unpaired_single(pair: &Pair<'_>) -> Option<Finding> {
    if !matches!(pair.lang.primary(), "en" | "ko" | "zh") || pair.form == Form::Verse {
        return None;
    }
    let text = pair.text;
    let count = |text: &str, mark: char| text.matches(mark).count();
    let closing = |text: &str| {
        text.match_indices('’')
            .filter(|(at, _)| {
                let before = text[..*at].chars().next_back();
                let after = text[at + '’'.len_utf8()..].chars().next();
                let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
                // don’t, ’90s; in English the boys’ may close nothing.
                !(latin(before) && latin(after) || after.is_some_and(|c| c.is_ascii_digit()))
            })
            .count()
    };
    if count(pair.source, '‘') > closing(pair.source) {
        return None;
    }
    let open = count(text, '‘');
    if open > closing(text) {
        return text.rfind('‘').map(|at| unpaired(at, '‘'));
    }
    let latin = |at: usize| text[..at].ends_with(|c: char| c.is_ascii_alphabetic());
    let at = text.rfind('’')?;
    (pair.lang.primary() == "ko" && closing(text) > open && !latin(at)).then(|| unpaired(at, '’'))
}

/// Straight marks: an odd one, or those of a typewriter where the source has those of print.
fn straight(pair: &Pair<'_>) -> Option<Finding> {
    let marks: Vec<usize> = pair
        .text
        .match_indices('"')
        .map(|(at, _)| at)
        .filter(|at| !pair.text[..*at].ends_with(|c: char| c.is_ascii_digit()))
        .collect();
    let first = marks.first().copied().or_else(|| straight_single(pair))?;
    if !marks.len().is_multiple_of(2) && pair.source.matches('"').count().is_multiple_of(2) {
        return Some(unpaired(first, '"'));
    }
    let printed = pair.source.contains(['“', '”', '„', '«', '「', '『']);
    let own = self::marks(pair.lang.primary())?.own;
    printed.then(|| {
        let message = "a straight quotation mark, where the source has those of print";
        Finding::new("quotation-style", first..first + 1, message, format!("write {own}"))
    })
}

/// Where a pair of single straight marks opens in Korean, which has no apostrophes but those of years (’88) and of other
/// languages' words.
fn straight_single(pair: &Pair<'_>) -> Option<usize> {
    if pair.lang.primary() != "ko" {
        return None;
    }
    let is_hangul = |c: &char| ('가'..='힣').contains(c);
    let mut opened = pair.text.match_indices('\'').map(|(at, _)| at).filter(|at| {
        let before = pair.text[..*at].chars().next_back();
        let after = pair.text[at + 1..].chars().next();
        before.is_none_or(|c| c.is_whitespace() || c == '(') && after.is_some_and(|c| is_hangul(&c))
    });
    opened.find(|at| pair.text[at + 1..].contains('\''))
}

/// The first mark that belongs to another language.
fn foreign(pair: &Pair<'_>, marks: &Marks) -> Option<Finding> {
    let at = pair.text.find(marks.foreign)?;
    let c = pair.text[at..].chars().next()?;
    // An apostrophe is no quotation mark.
    let before = pair.text[..at].chars().next_back();
    if c == '’' && before.is_some_and(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    // Titles keep the marks that the source sets them in.
    if pair.lang.primary() == "en"
        && pair.source.contains(c)
        && matches!(c, '《' | '》' | '〈' | '〉')
        && pair.source_lang.primary() == "en"
    {
        return None;
    }
    let message = format!("`{c}` is no quotation mark of this language");
    Some(Finding::new("quotation-style", at..at + c.len_utf8(), message, format!("write {}", marks.own)))
}
