//! Dates of a header, for the readers of one language.

use super::{Writer, said, text};
use crate::catalog::Value;
use crate::edition::metadata::home;
use crate::tei::Date;
use crate::text::{Inline, Lang};

impl Writer<'_> {
    /// A date in the words of the source; or else as its attributes give it, in those of the column's language.
    pub(in crate::edition) fn date(&self, dates: &[Date]) -> Vec<Inline> {
        let Some(date) = self.chosen(dates, |date| date.lang.as_ref()).first().copied() else { return Vec::new() };
        let home = date.lang.as_ref().unwrap_or_else(|| home(self.document));
        let numbers = self.numbers(date);
        let other = home.primary() != self.column.lang.primary() && !numbers.is_empty();
        let is_iso = date.text.trim() == date.when();
        // Digits alone do not say that they are not sure, nor does the day in words.
        let is_bare = date.text.chars().all(|c| !c.is_alphabetic() && c != '?');
        if date.text.is_empty() || is_iso || other || date.is_vague() && is_bare && !numbers.is_empty() {
            return numbers;
        }
        if date.is_vague() && is_spoken(date, home) {
            return self.around("date-about", &date.text, home);
        }
        self.in_lang(vec![text(date.text.clone(), date.at)], date.lang.as_ref())
    }

    fn numbers(&self, date: &Date) -> Vec<Inline> {
        let words = |label: &str, n: &str| said(&self.column.interface.words(label, n), self.column.lang);
        let own = |words: String| vec![text(words, date.at)];
        // What is not sure is so however it is given; `after` and `before` say it themselves.
        let sure = |words_of: String| if date.is_vague() { words("date-about", &words_of) } else { own(words_of) };
        // A language without labels of its own has the digits that all know.
        let is_known = self.column.interface.words("date-about", "").lang.primary() == self.column.lang.primary();
        let spoken = |day: &str| {
            let words = if is_known { Value::spoken(day, self.column.lang) } else { None };
            words.unwrap_or_else(|| day.to_owned())
        };
        let span = |first: &str, last: &str| match (first, last) {
            ("", "") => Vec::new(),
            (first, "") => words("date-after", &spoken(first)),
            ("", last) => words("date-before", &spoken(last)),
            (first, last) if is_year(first) && is_year(last) => {
                let last = if date.is_vague() { spoken(last) } else { last.to_owned() };
                sure(format!("{first}–{last}"))
            }
            (first, last) => sure(format!("{} – {}", spoken(first), spoken(last))),
        };
        let between = span(&date.not_before, &date.not_after);
        match date.when() {
            "" if between.is_empty() => span(&date.from, &date.to),
            "" => between,
            when => sure(if is_year(when) && !date.is_vague() { when.to_owned() } else { spoken(when) }),
        }
    }
}

/// Whether a date is a year, which has the same digits in all languages.
fn is_year(date: &str) -> bool {
    date.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the words of a date are those that a language has for the day that its attributes give, in any order.
fn is_spoken(date: &Date, lang: &Lang) -> bool {
    let words = |said: &str| -> Vec<String> {
        let words = said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let spoken = Value::spoken(date.when(), lang).map(|spoken| words(&spoken)).unwrap_or_default();
    !date.text.contains('?') && words(&date.text).iter().all(|word| spoken.contains(word))
}
