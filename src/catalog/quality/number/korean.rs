//! Numbers in Korean words: native ones (스물다섯), Sino-Korean ones (이십오), and words that hold a number (보름, 양국).

use std::ops::Range;

use super::days::day;
use super::{Figure, ONE, Value, Weight, covers, is_edge};

/// Native tens and ones, the longest forms first.
const NATIVE_TENS: [(&str, Value); 10] = [
    ("스물", 20),
    ("스무", 20),
    ("서른", 30),
    ("마흔", 40),
    ("예순", 60),
    ("일흔", 70),
    ("여든", 80),
    ("아흔", 90),
    ("쉰", 50),
    ("열", 10),
];
const NATIVE_ONES: [(&str, Value); 20] = [
    ("다섯", 5),
    ("여섯", 6),
    ("일곱", 7),
    ("여덟", 8),
    ("아홉", 9),
    ("하나", 1),
    ("한", 1),
    ("둘", 2),
    ("두", 2),
    ("셋", 3),
    ("세", 3),
    ("석", 3),
    ("넷", 4),
    ("네", 4),
    ("넉", 4),
    ("첫", 1),
    ("닷", 5),
    ("엿", 6),
    ("다서", 5),
    ("여서", 6),
];

/// What is counted. A number word stands in front of one, with or without a space.
#[rustfmt::skip]
const COUNTERS: [&str; 94] = [
    "가지", "갈래", "개", "걸음", "겹", "곳", "군데", "권", "그루", "근", "끼", "나라", "남매", "년", "단계", "달", "달러",
    "대", "도시", "돌", "마디", "마리", "마을", "명", "모금", "모서리", "문장", "미터", "배", "번", "벌", "부", "분기", "사람", "살",
    "선생", "세기", "손가락", "송이", "시", "시간", "시기", "식구", "아들", "아이", "여인", "요소", "원", "원칙", "유형", "음절", "이웃",
    "자", "자루", "자매", "잔", "장", "정부", "정상", "젊은이", "조각", "조항", "주", "주년", "줄", "쪽", "째", "차례", "채", "척", "층",
    "칸", "켤레", "킬로", "톤", "통", "퍼센트", "편", "푼", "학교", "해", "형제", "호", "회", "획", "후보", "장관", "당사국",
    "개월", "거인", "기둥", "다리", "방향", "세대",
];

/// What is counted as well, but begins other words, too: these count only where the word ends (구십구 세, and not 세계).
const WHOLE_COUNTERS: [&str; 14] =
    ["세", "점", "건", "인", "분", "초", "일", "리", "도", "평", "석", "위", "그램", "개국"];

/// Words that hold a number without being one.
#[rustfmt::skip]
const HINTS: [(&str, &[Value]); 60] = [
    ("양국", &[2 * ONE]), ("양측", &[2 * ONE]), ("양자", &[2 * ONE]), ("양쪽", &[2 * ONE]), ("쌍방", &[2 * ONE]),
    ("양당", &[2 * ONE]), ("양군", &[2 * ONE]), ("쌍", &[2 * ONE]), ("한미", &[2 * ONE]), ("부부", &[2 * ONE]),
    ("이중", &[2 * ONE]), ("두세", &[2 * ONE, 3 * ONE]), ("두어", &[2 * ONE, 3 * ONE]), ("두서너", &[2 * ONE, 3 * ONE, 4 * ONE]),
    ("서너", &[3 * ONE, 4 * ONE]), ("너댓", &[4 * ONE, 5 * ONE]), ("네댓", &[4 * ONE, 5 * ONE]),
    ("대여섯", &[5 * ONE, 6 * ONE]), ("예닐곱", &[6 * ONE, 7 * ONE]), ("일고여덟", &[7 * ONE, 8 * ONE]),
    ("삼국", &[3 * ONE]), ("삼각", &[3 * ONE]), ("삼자", &[3 * ONE]), ("삼권", &[3 * ONE]), ("삼면", &[3 * ONE]),
    ("삼부작", &[3 * ONE]), ("삼중", &[3 * ONE]), ("삼대", &[3 * ONE]), ("사계절", &[4 * ONE]), ("사방", &[4 * ONE]),
    ("사분기", &[4 * ONE]), ("오감", &[5 * ONE]), ("십대", &[10 * ONE]), ("반세기", &[50 * ONE, ONE / 2]),
    ("사반세기", &[25 * ONE, ONE / 4]), ("세기", &[100 * ONE]), ("절반", &[ONE / 2, 50 * ONE]), ("반", &[ONE / 2, 30 * ONE]),
    ("삼일절", &[3 * ONE, ONE]), ("일월", &[ONE]), ("이월", &[2 * ONE]), ("삼월", &[3 * ONE]), ("사월", &[4 * ONE]),
    ("오월", &[5 * ONE]), ("유월", &[6 * ONE]), ("칠월", &[7 * ONE]), ("팔월", &[8 * ONE]), ("구월", &[9 * ONE]),
    ("시월", &[10 * ONE]), ("십일월", &[11 * ONE]), ("십이월", &[12 * ONE]), ("정오", &[12 * ONE]),
    ("자정", &[0, 12 * ONE, 24 * ONE]), ("일주일", &[ONE, 7 * ONE]), ("두 배", &[2 * ONE]), ("분기", &[4 * ONE]),
    ("백만장자", &[1_000_000 * ONE]), ("절반가량", &[ONE / 2]), ("반만년", &[5000 * ONE]), ("원년", &[ONE]),
];

const SINO: [(char, Value); 13] = [
    ('일', 1),
    ('이', 2),
    ('삼', 3),
    ('사', 4),
    ('오', 5),
    ('육', 6),
    ('륙', 6),
    ('칠', 7),
    ('팔', 8),
    ('구', 9),
    ('영', 0),
    ('공', 0),
    ('유', 6),
];

pub(super) fn add(text: &str, figures: &mut Vec<Figure>) {
    adorn(text, figures);
    let digits: Vec<Range<usize>> = figures.iter().map(|figure| figure.span.clone()).collect();
    let is_free = |at: usize| !covers(&digits, |span| span, at);
    let mut taken = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        // A word may begin after what makes it an ordinal or a rough number.
        let begins =
            is_edge(before) || (matches!(before, Some('제' | '약' | '총' | '매' | '단' | '각')) && at >= taken);
        let is_vague = matches!(before, Some('수' | '몇'));
        before = Some(c);
        if at < taken || !is_free(at) || !('가'..='힣').contains(&c) {
            continue;
        }
        if is_vague {
            taken = at + sino_run(&text[at..]).len();
            continue;
        }
        if !begins {
            continue;
        }
        for (word, values) in HINTS.iter().filter(|(word, _)| text[at..].starts_with(word)) {
            figures.push(Figure::new(at..at + word.len(), values[0], Weight::Hint).or(values[1..].iter().copied()));
        }
        // After a number, 세 counts years and is no three.
        if text[at..].starts_with('세') && ends(&text[at + '세'.len_utf8()..]) && follows_number(text, at, figures) {
            continue;
        }
        if let Some(figure) = day(text, at).or_else(|| native(text, at)).or_else(|| sino(text, at)) {
            taken = figure.span.end;
            figures.push(figure);
        }
    }
    months(text, figures);
}

/// Whether a number stands before a place.
fn follows_number(text: &str, at: usize, figures: &[Figure]) -> bool {
    let end = text[..at].trim_end_matches(' ').len();
    figures.iter().any(|figure| figure.span.end == end && figure.value() >= Some(13 * ONE))
}

/// What Korean puts around digits: 3분의 2, 3년 반, 2할, 오후 7시, 6·25.
fn adorn(text: &str, figures: &mut Vec<Figure>) {
    let mut at = 0;
    while at < figures.len() {
        let rest = &text[figures[at].span.end..];
        let next = figures.get(at + 1).cloned();
        let value = figures[at].value();
        if let (Some(after), Some(next), Some(parts)) = (rest.strip_prefix("분의"), &next, value)
            && after.trim_start().len() == text.len() - next.span.start
            && let (Some(count), true) = (next.value(), parts > 0)
        {
            let share = count * ONE / parts;
            let figure = &mut figures[at];
            figure.span.end = next.span.end;
            figure.readings = vec![vec![count, parts], vec![share], vec![share * 100]];
            figures.remove(at + 1);
        } else if let (true, Some(next)) = (rest.starts_with('·'), &next)
            && next.span.start == figures[at].span.end + '·'.len_utf8()
        {
            // The days that events are named for.
            figures[at].weight = Weight::Hint;
            figures[at + 1].weight = Weight::Hint;
        } else if let Some(value) = value {
            let figure = &mut figures[at];
            if rest.starts_with('할') {
                figure.readings = vec![vec![value * 10], vec![value / 10], vec![value]];
            }
            if rest.strip_prefix('박').is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
            {
                // Nights, beside the days.
                figure.weight = Weight::Hint;
            }
            if rest.starts_with("반세기") {
                // So many parts of a hundred years.
                figure.readings = vec![vec![100 * ONE * ONE / value.max(ONE)], vec![ONE * ONE / value.max(ONE)]];
            }
            if rest.starts_with('일') && value % (7 * ONE) == 0 {
                figure.readings.push(vec![value / 7]);
            }
            periods(rest, figure);
            let word: String = rest.trim_start().chars().take(8).collect();
            let unit_end = word.find([' ', '만']).map_or("", |space| &word[space..]).trim_start();
            if unit_end.starts_with('반') {
                figure.readings.push(vec![value + ONE / 2]);
            }
            let before = &text[..figure.span.start];
            let late = ["오후 ", "저녁 ", "밤 ", "오후"].iter().any(|word| before.ends_with(word));
            if late && value < 12 * ONE && rest.starts_with('시') {
                figure.readings.push(vec![value + 12 * ONE]);
            }
        }
        at += 1;
    }
}

/// 1년 6개월 is eighteen months.
fn months(text: &str, figures: &mut [Figure]) {
    for at in 1..figures.len() {
        let (before, after) = figures.split_at_mut(at);
        let (years, months) = (&mut before[at - 1], &mut after[0]);
        if text.get(years.span.end..months.span.start).is_some_and(|between| between.trim() == "년")
            && text[months.span.end..].trim_start().starts_with("개월")
            && let (Some(year), Some(month)) = (years.value(), months.value())
        {
            years.readings.push(vec![12 * year + month]);
            months.readings.push(vec![12 * year + month]);
        }
    }
}

fn native(text: &str, at: usize) -> Option<Figure> {
    let rest = &text[at..];
    let tens = NATIVE_TENS.iter().find(|(word, _)| rest.starts_with(word));
    let after_tens = tens.map_or(rest, |(word, _)| &rest[word.len()..]);
    let ones = NATIVE_ONES.iter().find(|(word, _)| after_tens.starts_with(word));
    let value = tens.map_or(0, |(_, value)| *value) + ones.map_or(0, |(_, value)| *value);
    if value == 0 {
        return None;
    }
    let length = tens.map_or(0, |(word, _)| word.len()) + ones.map_or(0, |(word, _)| word.len());
    let after = &rest[length..];
    let is_unmistakable = matches!(ones, Some(("다섯" | "여섯" | "일곱" | "여덟" | "아홉" | "둘" | "셋" | "넷", _)))
        || (tens.is_some() && ones.is_some() && value > 10);
    let weight = match value {
        1 => Weight::Hint,
        _ if counts(after) => Weight::Loose,
        _ if is_unmistakable && (is_edge(after.chars().next()) || particle(after)) => Weight::Loose,
        _ => Weight::Hint,
    };
    let mut figure = Figure::new(at..at + length, value * ONE, weight);
    periods(after, &mut figure);
    Some(figure)
}

/// The Sino-Korean number words that a text begins with.
fn sino_run(text: &str) -> &str {
    let is_part = |c: char| SINO.iter().any(|(digit, _)| *digit == c && c != '유') || scale(c).is_some();
    &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())]
}

fn scale(c: char) -> Option<Value> {
    Some(match c {
        '십' => 10,
        '백' => 100,
        '천' => 1_000,
        '만' => 10_000,
        '억' => 100_000_000,
        '조' => 1_000_000_000_000,
        _ => return None,
    })
}

/// The number words of a text as far as they belong together with spaces between them: 만 오천, 사천 팔백만. What follows
/// a space must be less than what the words before it count.
fn spaced_run(text: &str) -> &str {
    let mut run = sino_run(text);
    loop {
        let least = run.chars().next_back().and_then(scale);
        let Some(next) = text[run.len()..].strip_prefix(' ').map(sino_run) else { return run };
        let after = &text[run.len() + 1 + next.len()..];
        let is_part = next.chars().find_map(scale).zip(least).is_some_and(|(next, least)| next < least)
            && (counts(after.trim_start_matches('여')) || (next.chars().count() > 1 && ends(after)));
        if !is_part {
            return run;
        }
        run = &text[..run.len() + 1 + next.len()];
    }
}

fn sino(text: &str, at: usize) -> Option<Figure> {
    let rest = &text[at..];
    let whole = spaced_run(rest);
    let mut run = whole;
    // The last letter may be the particle 이 or 만, or begin the word that is counted (오 일, 백만 이상).
    while !run.is_empty() && !counts(&rest[run.len()..]) && run.ends_with(['이', '만', '일', '조', '사', '오', '구'])
    {
        let shorter = &run[..run.len() - run.chars().next_back().map_or(0, char::len_utf8)];
        if shorter.is_empty() {
            break;
        }
        run = shorter;
    }
    let letters = run.chars().count();
    if letters == 0 {
        return None;
    }
    let value = parse(run)?;
    let after = &rest[run.len()..];
    let ordinal = text[..at].ends_with('제');
    let has_scale = run.chars().any(|c| scale(c).is_some());
    let is_common = matches!(
        run,
        "이" | "일" | "사" | "구" | "만" | "조" | "오" | "영" | "공" | "천" | "백" | "만일" | "천만" | "구조"
    );
    // 사람 is no four.
    if !has_scale && !ordinal && !counts(after) {
        return None;
    }
    let weight = match letters {
        _ if value < 2 => Weight::Hint,
        _ if is_common && !ordinal => Weight::Hint,
        1 if counts(after) || ordinal => Weight::Loose,
        2.. if has_scale && counts(after) => Weight::Loose,
        _ => Weight::Hint,
    };
    let mut figure = Figure::new(at..at + run.len(), value * ONE, weight);
    if run.len() < whole.len() {
        // Or it is a part of the number.
        figure = figure.or(parse(whole).map(|value| value * ONE));
    }
    periods(after, &mut figure);
    if after.trim_start().starts_with("년대") {
        figure = figure.or([(1900 + value) * ONE]);
    }
    Some(figure)
}

fn parse(run: &str) -> Option<Value> {
    let (mut total, mut section, mut digit): (Value, Value, Option<Value>) = (0, 0, None);
    let is_positional = run.chars().all(|c| scale(c).is_none());
    for c in run.chars().filter(|c| *c != ' ') {
        if let Some(factor) = scale(c) {
            if factor < 10_000 {
                section += digit.take().unwrap_or(1) * factor;
            } else {
                section += digit.take().unwrap_or(0);
                total += section.max(1).checked_mul(factor)?;
                section = 0;
            }
        } else {
            let value = SINO.iter().find(|(letter, _)| *letter == c)?.1;
            if is_positional {
                total = total.checked_mul(10)?.checked_add(value)?;
            } else {
                digit = Some(value);
            }
        }
    }
    Some(total + section + digit.unwrap_or(0))
}

/// Three centuries are three hundred years, a week is seven days.
fn periods(after: &str, figure: &mut Figure) {
    let Some(value) = figure.value() else { return };
    let after = after.trim_start();
    if after.starts_with("주년") || after.starts_with("년대") {
        return;
    }
    let factor = [("세기", 100), ("주", 7), ("해", 12), ("년", 12), ("시간", 60)];
    if let Some((rest, factor)) = factor.iter().find_map(|(unit, factor)| Some((after.strip_prefix(unit)?, factor))) {
        figure.readings.push(vec![value * factor]);
        // A year and a half are eighteen months.
        if rest.trim_start().strip_prefix('반').is_some_and(ends_loosely) {
            figure.readings.extend([vec![value * factor + factor * ONE / 2], vec![value + ONE / 2]]);
        }
    }
}

/// Whether a word ends where a text begins, or goes on with what is said of a time.
fn ends_loosely(after: &str) -> bool {
    ends(after) || after.starts_with("간") || after.starts_with("동안") || after.starts_with("만에")
}

/// Whether what follows a number word is something that is counted.
fn counts(after: &str) -> bool {
    let space = after.starts_with(' ');
    let word = after.trim_start_matches(' ');
    if !space && !after.starts_with(|c: char| c.is_alphabetic()) {
        return false;
    }
    let whole = WHOLE_COUNTERS.iter().filter_map(|counter| word.strip_prefix(counter));
    COUNTERS.iter().any(|counter| word.starts_with(counter)) || whole.into_iter().any(ends)
}

/// Whether a word ends where a text begins, or goes on with a particle or with what is said of amounts.
fn ends(after: &str) -> bool {
    const AMOUNTS: [&str; 14] =
        ["이상", "이하", "미만", "까지", "부터", "에서", "짜리", "쯤", "가량", "씩", "밖에", "이며", "이고", "이었"];
    is_edge(after.chars().next()) || particle(after) || AMOUNTS.iter().any(|amount| after.starts_with(amount))
}

/// Whether a particle follows that only a noun has.
fn particle(after: &str) -> bool {
    ["은", "는", "이", "가", "을", "를", "의", "에", "로", "으로", "과", "와", "도", "만", "째", "뿐", "이다", "입"]
        .iter()
        .any(|particle| after.starts_with(particle))
}
