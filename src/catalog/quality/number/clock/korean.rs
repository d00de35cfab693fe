//! 오후 3시 15분, 저녁 일곱 시 반, 정오.

use super::{Clock, Half, Reader};

const HALVES: [(&str, Half); 9] = [
    ("오전", Half::Morning),
    ("오후", Half::Afternoon),
    ("새벽", Half::Morning),
    ("아침", Half::Morning),
    ("대낮", Half::Afternoon),
    ("낮", Half::Afternoon),
    ("저녁", Half::Afternoon),
    ("한밤", Half::Night),
    ("밤", Half::Night),
];

/// What may follow 시 and 반 without a space: 세 시에 is a time, 세 시간 and 세 시인 are not.
const ENDINGS: [&str; 26] = [
    "에", "부터", "까지", "의", "경", "쯤", "를", "는", "이다", "이었", "였", "께", "정각", "로", "와", "이며", "이고",
    "라", "면", "이후", "이전", "무렵", "전", "을", "은", "입",
];

pub(super) fn find(reader: &Reader<'_>) -> Vec<Clock> {
    let mut clocks: Vec<Clock> = Vec::new();
    for start in reader.starts() {
        if clocks.last().is_none_or(|clock| !clock.span.contains(&start)) {
            clocks.extend(at(reader, start));
        }
    }
    for (word, hour) in [("정오", 12), ("자정", 0)] {
        for (start, _) in reader.text.match_indices(word) {
            let end = start + word.len();
            if is_end(reader, end) && !reader.text[..start].ends_with(char::is_alphanumeric) {
                clocks.extend(Clock::new(start..end, hour, 0, Half::Whole));
            }
        }
    }
    clocks
}

fn at(reader: &Reader<'_>, start: usize) -> Option<Clock> {
    let (hour, end) = reader.number(start)?;
    let before = reader.text[..start].trim_end();
    let half = HALVES.iter().find(|(word, _)| before.ends_with(word));
    let from = half.map_or(start, |(word, _)| before.len() - word.len());
    let half = half.map_or(Half::Unsaid, |(_, half)| *half);
    if let Some((minute, end)) = reader.minutes(end, &[':']) {
        return Clock::new(from..end, hour, minute, half);
    }
    let hours = reader.skip(end);
    let mut end = hours + reader.text[hours..].strip_prefix('시').map(|_| '시'.len_utf8())?;
    let rest = reader.skip(end);
    if reader.text[rest..].starts_with('반') && is_end(reader, rest + '반'.len_utf8()) {
        return Clock::new(from..rest + '반'.len_utf8(), hour, 30, half);
    }
    if let Some((minute, after)) = reader.number(rest).or_else(|| reader.plain_digits(rest, 1)) {
        let unit = reader.skip(after);
        if reader.text[unit..].starts_with('분') {
            end = unit + '분'.len_utf8();
            let clock = Clock::new(from..end, hour, minute, half)?;
            let ago = reader.skip(end);
            // 3시 15분 전 is 2:45, but may be some time before 3:15.
            if reader.text[ago..].starts_with('전') && is_end(reader, ago + '전'.len_utf8()) {
                let earlier = Clock::new(from..end, hour, 0, half)?.earlier(minute);
                return Some(Clock { minutes: [clock.minutes, earlier.minutes].concat(), ..clock });
            }
            return Some(clock);
        }
    }
    Clock::new(from..end, hour, 0, half).filter(|_| is_end(reader, end))
}

/// Whether a word ends at a place, or goes on with an ending.
fn is_end(reader: &Reader<'_>, at: usize) -> bool {
    let rest = &reader.text[at..];
    !rest.starts_with(char::is_alphanumeric) || ENDINGS.iter().any(|ending| rest.starts_with(ending))
}
