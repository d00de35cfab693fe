//! Dates and times as HTML writes them (the standard, section 2.3.5).

/// Whether HTML knows the date or time: a year, month, day, time, or day with time. A day of any year is left out, which
/// checkers of HTML do not all know as the standard has it.
pub(super) fn is_datetime(text: &str) -> bool {
    match text.split_once('T') {
        Some((date, time)) => date.matches('-').count() == 2 && is_date(date) && is_time(time, Zone::Allowed),
        None => is_date(text) || is_time(text, Zone::Refused),
    }
}

fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let year = parts.next().and_then(|year| number(year, 4)).filter(|year| *year > 0);
    match (year, parts.next(), parts.next()) {
        (None, ..) => false,
        (Some(_), None, _) => true,
        (year, Some(month), day) => is_day(year, month, day),
    }
}

fn is_day(year: Option<u32>, month: &str, day: Option<&str>) -> bool {
    let leap = year.is_none_or(|year| year % 4 == 0 && year % 100 != 0 || year % 400 == 0);
    let days = match number(month, 2) {
        Some(2) if leap => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        Some(1..=12) => 31,
        _ => return false,
    };
    day.is_none_or(|day| number(day, 2).is_some_and(|day| (1..=days).contains(&day)))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Zone {
    Allowed,
    Refused,
}

fn is_time(text: &str, zone: Zone) -> bool {
    let clock = match zone {
        Zone::Refused => text,
        Zone::Allowed => match text.find(['Z', '+', '-']) {
            None => text,
            Some(at) if &text[at..] == "Z" => &text[..at],
            Some(at) => match text[at + 1..].split_once(':') {
                Some((hour, minute)) if is_clock(hour, 23) && is_clock(minute, 59) => &text[..at],
                _ => return false,
            },
        },
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = clock.splitn(3, ':');
    let (hour, minute, second) = (parts.next(), parts.next(), parts.next());
    let has_second = second.is_some() || !text.contains('.');
    hour.is_some_and(|hour| is_clock(hour, 23))
        && minute.is_some_and(|minute| is_clock(minute, 59))
        && second.is_none_or(|second| is_clock(second, 59))
        && has_second
        && (1..=3).contains(&fraction.len())
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_clock(text: &str, most: u32) -> bool {
    number(text, 2).is_some_and(|value| value <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_that_html_knows() {
        for good in ["2004", "2004-09", "2004-02-29", "13:30", "13:30:59", "2004-09-23T13:30:59.5+09:00"] {
            assert!(is_datetime(good), "{good}");
        }
        for bad in [
            "",
            "04",
            "0000",
            "-0044-03-15",
            "2004-13",
            "2003-02-29",
            "2004-9-1",
            "24:00",
            "--09-23",
            "2004-09T13:30",
            "x",
        ] {
            assert!(!is_datetime(bad), "{bad}");
        }
    }
}
