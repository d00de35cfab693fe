//! Numbers in Chinese characters, in Japanese and Chinese texts: 二十五, 二〇〇四年, 第四回, 三つ.

use super::{Figure, ONE, Value, Weight, covers};

/// What is counted.
#[rustfmt::skip]
const COUNTERS: [&str; 40] = [
    "年", "月", "日", "人", "個", "回", "度", "次", "章", "条", "項", "つ", "時", "秒", "歳", "才", "世紀", "代", "番目",
    "カ", "ヶ", "か", "ヵ", "箇", "隻", "頭", "匹", "冊", "枚", "階", "円", "点", "割", "名", "種", "週", "周年", "倍", "个", "位",
];

/// Words that hold a number.
#[rustfmt::skip]
const HINTS: [(&str, &[Value]); 22] = [
    ("両", &[2 * ONE]), ("双", &[2 * ONE]), ("两", &[2 * ONE]), ("ひと", &[ONE]), ("ふたつ", &[2 * ONE]), ("ふたり", &[2 * ONE]),
    ("みっつ", &[3 * ONE]), ("三つ", &[3 * ONE]), ("半世紀", &[50 * ONE, ONE / 2]), ("四半世紀", &[25 * ONE]), ("四半期", &[4 * ONE]),
    ("半分", &[ONE / 2, 50 * ONE]), ("半数", &[ONE / 2]), ("半", &[ONE / 2, 30 * ONE]), ("正午", &[12 * ONE]),
    ("世紀", &[100 * ONE]), ("季度", &[4 * ONE]), ("一昨", &[2 * ONE]), ("ダース", &[12 * ONE]), ("一週間", &[ONE, 7 * ONE]),
    ("毎", &[ONE]), ("每", &[ONE]),
];

/// Japanese eras and the year before their first.
const ERAS: [(&str, Value); 5] = [("明治", 1867), ("大正", 1911), ("昭和", 1925), ("平成", 1988), ("令和", 2018)];

fn numeral(c: char) -> Option<Value> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn scale(c: char) -> Option<Value> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' | '萬' => 10_000,
        '億' | '亿' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}

pub(super) fn add(text: &str, figures: &mut Vec<Figure>) {
    for figure in figures.iter_mut() {
        let before = text[..figure.span.start].trim_end();
        let era = ERAS.iter().find(|(era, _)| before.ends_with(era));
        if let (Some((_, start)), Some(value)) = (era, figure.value()) {
            figure.readings.push(vec![start * ONE + value]);
        }
        let late = ["午後", "下午", "晚上"].iter().any(|word| before.ends_with(word));
        if let Some(value) = figure.value().filter(|value| late && *value < 12 * ONE) {
            figure.readings.push(vec![value + 12 * ONE]);
        }
        let after = &text[figure.span.end..];
        if let Some(value) = figure.value().filter(|_| after.starts_with('割')) {
            figure.readings = vec![vec![value * 10], vec![value / 10]];
        }
    }
    parts(text, figures);
    let digits: Vec<_> = figures.iter().map(|figure| figure.span.clone()).collect();
    let mut taken = 0;
    for (at, c) in text.char_indices() {
        for (word, values) in HINTS.iter().filter(|(word, _)| text[at..].starts_with(word)) {
            figures.push(Figure::new(at..at + word.len(), values[0], Weight::Hint).or(values[1..].iter().copied()));
        }
        let is_part = |c: char| numeral(c).is_some() || scale(c).is_some();
        if at < taken || !is_part(c) || covers(&digits, |span| span, at) {
            continue;
        }
        let rest = &text[at..];
        let run = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        taken = at + run.len();
        let after = &rest[run.len()..];
        let before = text[..at].chars().next_back();
        // Tens of thousands, some ten.
        if matches!(before, Some('数' | '數' | '何' | '几' | '幾')) || after.starts_with(['数', '數', '余', '餘'])
        {
            continue;
        }
        let Some(value) = parse(run) else { continue };
        let counted = COUNTERS.iter().any(|counter| after.starts_with(counter));
        let weight = match run.chars().count() {
            _ if value < 2 => Weight::Hint,
            3.. if run.chars().all(|c| numeral(c).is_some()) => Weight::Firm,
            _ if counted || before == Some('第') => Weight::Loose,
            _ => Weight::Hint,
        };
        let mut figure = Figure::new(at..taken, value * ONE, weight);
        if let Some((_, start)) = ERAS.iter().find(|(era, _)| text[..at].ends_with(era)) {
            figure = figure.or([(start + value) * ONE]);
        }
        if after.starts_with("世紀") || after.starts_with("世纪") {
            figure = figure.or([value * 100 * ONE]);
        } else if after.starts_with("週") || after.starts_with('周') {
            figure = figure.or([value * 7 * ONE]);
        }
        figures.push(figure);
    }
    parts(text, figures);
}

/// 三分の二, 3分の2: one figure.
fn parts(text: &str, figures: &mut Vec<Figure>) {
    figures.sort_by_key(|figure| figure.span.start);
    let mut at = 0;
    while at + 1 < figures.len() {
        let between = text.get(figures[at].span.end..figures[at + 1].span.start).unwrap_or_default();
        let values = (figures[at].value(), figures[at + 1].value());
        if let ("分の" | "分之", (Some(whole), Some(count))) = (between, values)
            && whole > 0
        {
            let share = count * ONE / whole;
            let end = figures.remove(at + 1).span.end;
            figures[at].span.end = end;
            figures[at].readings = vec![vec![count, whole], vec![share], vec![share * 100]];
        }
        at += 1;
    }
}

fn parse(run: &str) -> Option<Value> {
    let (mut total, mut section, mut digit): (Value, Value, Option<Value>) = (0, 0, None);
    let is_positional = run.chars().all(|c| numeral(c).is_some());
    for c in run.chars() {
        match scale(c) {
            Some(factor) if factor < 10_000 => section += digit.take().unwrap_or(1) * factor,
            Some(factor) => {
                section += digit.take().unwrap_or(0);
                total += section.max(1).checked_mul(factor)?;
                section = 0;
            }
            None if is_positional => total = total.checked_mul(10)?.checked_add(numeral(c)?)?,
            None => digit = numeral(c),
        }
    }
    Some(total + section + digit.unwrap_or(0))
}
