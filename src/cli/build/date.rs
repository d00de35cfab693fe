//! The date of a build.

use crate::diagnostic::Diagnostic;
use crate::project::Result;

/// The variable of the environment that gives all editions a date.
pub(in crate::cli) const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// The first second after the year 9999, which no date has.
pub(in crate::cli) const END: u64 = 253_402_300_800;

/// The date that the environment gives all editions, as ISO 8601 writes it.
pub(in crate::cli) fn now() -> Result<Option<String>> {
    Ok(seconds()?.map(date))
}

/// The same in seconds since 1970, as the environment has it.
#[allow(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
pub(in crate::cli) fn seconds() -> Result<Option<u64>> {
    let Some(value) = std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let seconds = value.to_str().and_then(|value| value.parse().ok()).filter(|seconds| *seconds < END);
    seconds.map(Some).ok_or_else(|| {
        let message = format!("{VARIABLE} is `{}`, which is no time", value.to_string_lossy());
        Diagnostic::error("usage", message).help("set it to a number of seconds since 1970, or leave it unset").into()
    })
}

/// A number of seconds since 1970 as a date and a time in UTC.
pub(in crate::cli) fn date(seconds: u64) -> String {
    let (day, time) = (seconds / 86_400, seconds % 86_400);
    // Days are counted from 1 March of the year 0, so that the leap day ends a year, and years in spans of 400.
    let day = day + 719_468;
    let (era, day) = (day / 146_097, day % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = era * 400 + year + u64::from(month <= 2);
    let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_a_date() {
        assert_eq!(date(0), "1970-01-01T00:00:00Z");
        assert_eq!(date(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(date(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(date(1_795_392_000), "2026-11-23T00:00:00Z");
        assert_eq!(date(253_402_300_799), "9999-12-31T23:59:59Z");
    }
}
