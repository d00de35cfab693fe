//! 午後3時15分, 午前九時半, 下午3点15分, 正午.

use super::{Clock, Half, Reader};

const HALVES: [(&str, Half); 20] = [
    ("午前", Half::Morning),
    ("午後", Half::Afternoon),
    ("早朝", Half::Morning),
    ("朝", Half::Morning),
    ("夕方", Half::Afternoon),
    ("夕刻", Half::Afternoon),
    ("深夜", Half::Night),
    ("今夜", Half::Afternoon),
    ("夜", Half::Night),
    ("昼", Half::Afternoon),
    ("上午", Half::Morning),
    ("下午", Half::Afternoon),
    ("早上", Half::Morning),
    ("早晨", Half::Morning),
    ("清晨", Half::Morning),
    ("凌晨", Half::Morning),
    ("中午", Half::Afternoon),
    ("傍晚", Half::Afternoon),
    ("晚上", Half::Night),
    ("夜里", Half::Night),
];

pub(super) fn find(reader: &Reader<'_>) -> Vec<Clock> {
    let mut clocks: Vec<Clock> = Vec::new();
    for start in reader.starts() {
        if clocks.iter().all(|clock| !clock.span.contains(&start)) {
            clocks.extend(at(reader, start));
        }
    }
    for (word, hour) in [("正午", 12), ("午夜", 0)] {
        for (start, _) in reader.text.match_indices(word) {
            clocks.extend(Clock::new(start..start + word.len(), hour, 0, Half::Whole));
        }
    }
    clocks
}

fn at(reader: &Reader<'_>, start: usize) -> Option<Clock> {
    let (hour, end) = reader.number(start)?;
    let before = reader.text[..start].trim_end();
    let before = before.strip_suffix('の').unwrap_or(before);
    let half = HALVES.iter().find(|(word, _)| before.ends_with(word));
    let from = half.map_or(start, |(word, _)| before.len() - word.len());
    let said = half.map_or(Half::Unsaid, |(_, half)| *half);
    if let Some((minute, end)) = reader.minutes(end, &[':', '：']) {
        return Clock::new(from..end, hour, minute, said);
    }
    let unit = reader.text[end..].chars().next().filter(|c| matches!(c, '時' | '时' | '点' | '點'))?;
    let mut end = end + unit.len_utf8();
    let rest = &reader.text[end..];
    if rest.starts_with(['間', '间', '代', '期', '点', '計', '刻']) && matches!(unit, '時' | '时') {
        return None;
    }
    // 点 stands in decimals and scores, too.
    let mut is_time = matches!(unit, '時' | '时') || half.is_some();
    let mut minute = 0;
    if let Some((word, value)) =
        [("半", 30), ("一刻", 15), ("三刻", 45)].iter().find(|(word, _)| rest.starts_with(word))
    {
        (minute, is_time) = (*value, true);
        end += word.len();
    } else if let Some((value, after)) = reader.number(end).or_else(|| reader.plain_digits(end, 1))
        && reader.text[after..].starts_with('分')
    {
        (minute, is_time) = (value, true);
        end = after + '分'.len_utf8();
    } else if rest.starts_with(['钟', '鐘', '整']) {
        is_time = true;
    }
    Clock::new(from..end, hour, minute, said).filter(|_| is_time)
}
