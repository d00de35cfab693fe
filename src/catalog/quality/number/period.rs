//! What numbers count: 50 years are not 50 days, and five million dollars not five million won.

use std::collections::BTreeSet;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Figure, ONE, Value};
use crate::text::Lang;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Period {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Dollar,
    Won,
    Yen,
    Euro,
    Ton,
    Kilogram,
    Kilometre,
}

use Period::{Day, Dollar, Euro, Hour, Kilogram, Kilometre, Minute, Month, Second, Ton, Week, Won, Year, Yen};

/// The words behind a number, the longest of those that begin alike first. Where one may be something else (분 is a
/// person, too), it only counts where the other side has a period for the same number.
#[rustfmt::skip]
const ENGLISH: [(&str, Period); 16] = [
    ("second", Second), ("minute", Minute), ("hour", Hour), ("day", Day), ("week", Week), ("month", Month), ("year", Year),
    ("dollar", Dollar), ("won", Won), ("yen", Yen), ("euro", Euro), ("tonne", Ton), ("ton", Ton), ("kilogram", Kilogram),
    ("kilometer", Kilometre), ("kilometre", Kilometre),
];
#[rustfmt::skip]
const GERMAN: [(&str, Period); 12] = [
    ("sekunde", Second), ("minute", Minute), ("minütig", Minute), ("stunde", Hour), ("stündig", Hour), ("tag", Day), ("tägig", Day),
    ("woche", Week), ("wöchig", Week), ("monat", Month), ("jahr", Year), ("jährig", Year),
];
#[rustfmt::skip]
const KOREAN: [(&str, Period); 16] = [
    ("달러", Dollar), ("원", Won), ("엔", Yen), ("유로", Euro), ("톤", Ton), ("킬로그램", Kilogram), ("킬로미터", Kilometre),
    ("시간", Hour), ("개월", Month), ("주년", Year), ("개년", Year), ("주", Week), ("년", Year), ("일", Day), ("분", Minute), ("초", Second),
];
#[rustfmt::skip]
const HAN: [(&str, Period); 20] = [
    ("時間", Hour), ("小时", Hour), ("小時", Hour), ("个小时", Hour), ("週間", Week), ("周年", Year), ("周", Week), ("个星期", Week),
    ("カ月", Month), ("か月", Month), ("ヶ月", Month), ("ヵ月", Month), ("箇月", Month), ("个月", Month), ("個月", Month),
    ("年", Year), ("日", Day), ("天", Day), ("分", Minute), ("秒", Second),
];
#[rustfmt::skip]
const ARABIC: [(&str, Period); 20] = [
    ("ثانيه", Second), ("ثوان", Second), ("دقيقه", Minute), ("دقائق", Minute), ("ساعه", Hour), ("ساعات", Hour), ("يوما", Day),
    ("يوم", Day), ("ايام", Day), ("اسبوعا", Week), ("اسبوع", Week), ("اسابيع", Week), ("شهرا", Month), ("شهر", Month),
    ("اشهر", Month), ("سنه", Year), ("سنوات", Year), ("عاما", Year), ("عام", Year), ("اعوام", Year),
];

/// The figures that count one period in the source and another here, each with its period.
pub(super) fn compare(
    ((source_lang, source), from): ((&Lang, &str), &[Figure]),
    ((lang, text), to): ((&Lang, &str), &[Figure]),
) -> Vec<(Range<usize>, Range<usize>)> {
    let (theirs, ours) = (by_value(from), by_value(to));
    let mut found = Vec::new();
    for figure in from {
        let Some(value) = figure.value().filter(|value| *value > ONE) else { continue };
        let Some((wanted, end)) = period(source_lang, source, figure.span.end) else { continue };
        // A number that stands there again may be another one.
        if theirs.get(&value).is_some_and(|figures| figures.len() > 1) {
            continue;
        }
        if let Some([other]) = ours.get(&value).map(Vec::as_slice)
            && let Some((period, last)) = period(lang, text, other.span.end)
            && period != wanted
            && other.value() == Some(value)
        {
            found.push((figure.span.start..end, other.span.start..last));
        }
    }
    found
}

/// The figures that may stand for each value.
fn by_value(figures: &[Figure]) -> FxHashMap<Value, Vec<&Figure>> {
    let mut found: FxHashMap<Value, Vec<&Figure>> = FxHashMap::default();
    for figure in figures {
        for value in figure.readings.iter().flatten().collect::<BTreeSet<_>>() {
            found.entry(*value).or_default().push(figure);
        }
    }
    found
}

/// The period that a number counts which ends at a place, and where its word ends.
fn period(lang: &Lang, text: &str, at: usize) -> Option<(Period, usize)> {
    let rest = text[at..].trim_start_matches([' ', '\u{a0}', '\u{202f}', '-', '‑']);
    let from = text.len() - rest.len();
    let word = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
    let lower = word.to_lowercase();
    let listed = |list: &[(&str, Period)], fits: &dyn Fn(&str) -> bool| {
        list.iter().find(|(name, _)| fits(name)).map(|(name, period)| (*period, name.len()))
    };
    let (period, length) = match lang.primary() {
        "en" => (
            listed(&ENGLISH, &|name| lower.strip_prefix(name).is_some_and(|end| matches!(end, "" | "s")))?.0,
            word.len(),
        ),
        "de" => (listed(&GERMAN, &|name| lower.starts_with(name))?.0, word.len()),
        "ko" => listed(&KOREAN, &|name| word.starts_with(name))?,
        "ja" | "zh" => listed(&HAN, &|name| rest.starts_with(name))?,
        "ar" => {
            let folded = super::fold_arabic(word);
            (listed(&ARABIC, &|name| folded == name)?.0, word.len())
        }
        _ => return None,
    };
    Some((period, from + length))
}
