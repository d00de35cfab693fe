//! Numbers and dates of the source as variables of its messages, and the forms that each language gives them (CLDR).
//!
//! A `num` with a `value` gives its unit's message the variable `$num1`, the next one `$num2`; a `measure` with a
//! `quantity` gives `$measure1`, a `date` or `time` with `when` `$date1`. One with an `xml:id` has that for its name as
//! well. `NUMBER` and `DATETIME` set them with options.

use std::borrow::Cow;

use fluent::types::{FluentNumber, FluentType};
use fluent::{FluentArgs, FluentValue};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::builder::{DateFields, FieldSetBuilder};
use icu_datetime::input::{Date, DateTime, Time};
use icu_datetime::options::{Length, TimePrecision};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale_core::Locale;
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use rustc_hash::FxHashMap;
use unic_langid::LanguageIdentifier;

use crate::text::Lang;

/// The options of `NUMBER` and the values that they take; none for a number of digits.
pub(super) const NUMBER_OPTIONS: [(&str, &[&str]); 5] = [
    ("useGrouping", &["true", "false"]),
    ("minimumIntegerDigits", &[]),
    ("minimumFractionDigits", &[]),
    ("maximumFractionDigits", &[]),
    ("type", &["cardinal", "ordinal"]),
];

/// The options of `DATETIME` and the values that they take.
pub(super) const DATE_OPTIONS: [(&str, &[&str]); 6] = [
    ("dateStyle", &["full", "long", "medium", "short"]),
    ("timeStyle", &["medium", "short"]),
    ("weekday", &["long", "short"]),
    ("year", &["numeric"]),
    ("month", &["long", "short", "numeric"]),
    ("day", &["numeric"]),
];

/// What a variable stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number as XML Schema writes it: `3500000`, `-1.50`.
    Number(String),
    /// A date or a time as ISO 8601 writes it, maybe in part: `2004-09-23`, `2004-09`, `--09-23`, `2004-09-23T19:30`.
    Date(String),
}

/// The variables of the messages of a document.
#[derive(Clone, Debug, Default)]
pub struct Variables {
    /// By the id of the unit: names without `$`, and what they stand for. A message that no unit has, and that others
    /// refer to, may show those of whoever does.
    pub units: FxHashMap<String, Vec<(String, Value)>>,
    /// Whether it is not known which there are, as the source cannot be read: then none is reported as unknown.
    pub unknown: bool,
}

impl Variables {
    /// The variables of a unit's message.
    pub(super) fn of(&self, id: &str) -> &[(String, Value)] {
        self.units.get(id).map_or(&[], Vec::as_slice)
    }
}

impl Value {
    /// A number, if it is one that can be formatted.
    pub fn number(said: &str) -> Option<Value> {
        let is_number = Decimal::try_from_str(said.trim()).is_ok() && said.len() <= 40;
        is_number.then(|| Value::Number(said.trim().to_owned()))
    }

    /// A date or time, if it is one.
    pub fn date(said: &str) -> Option<Value> {
        Moment::parse(said.trim()).map(|_| Value::Date(said.trim().to_owned()))
    }

    /// A day, a month or a year in the words of a language (CLDR): `1850-01-01` is `1850년 1월 1일`. None if it is no date of
    /// ISO 8601, or one before the year 1.
    pub fn spoken(said: &str, lang: &Lang) -> Option<String> {
        let moment = Moment::parse(said.trim()).filter(|moment| moment.year.is_some_and(|year| year > 0))?;
        let lang = lang.as_str().parse().ok()?;
        Shown { moment: Moment { time: None, ..moment }, form: Form::default(), lang }.text()
    }

    pub(super) fn is_date(&self) -> bool {
        matches!(self, Value::Date(_))
    }
}

/// The variables as Fluent takes them, for messages in a language.
pub(super) fn arguments<'a>(variables: &'a [(String, Value)], lang: &LanguageIdentifier) -> FluentArgs<'a> {
    let mut arguments = FluentArgs::new();
    for (name, value) in variables {
        let value = match value {
            Value::Number(said) => FluentValue::try_number(said.as_str()),
            Value::Date(said) => match Moment::parse(said) {
                Some(moment) => {
                    FluentValue::Custom(Box::new(Shown { moment, form: Form::default(), lang: lang.clone() }))
                }
                None => FluentValue::Error,
            },
        };
        arguments.set(name.as_str(), value);
    }
    arguments
}

/// `DATETIME`.
pub(super) fn datetime<'a>(positional: &[FluentValue<'a>], named: &FluentArgs<'_>) -> FluentValue<'a> {
    match positional.first() {
        Some(FluentValue::Custom(value)) => match value.as_any().downcast_ref::<Shown>() {
            Some(shown) => FluentValue::Custom(Box::new(Shown { form: Form::new(named), ..shown.clone() })),
            None => FluentValue::Error,
        },
        _ => FluentValue::Error,
    }
}

/// Sets numbers as their language does; everything else is left to Fluent.
pub(super) fn format(value: &FluentValue<'_>, forms: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    forms.with_try_get::<Numbers, _, _>((number.options.use_grouping,), |numbers| numbers.format(number)).ok()?
}

/// How a language writes numbers. What ICU4X makes of it is not shared between threads, and is quickly made.
struct Numbers {
    locale: Locale,
    grouping: GroupingStrategy,
}

impl Memoizable for Numbers {
    type Args = (bool,);
    type Error = ();

    fn construct(lang: LanguageIdentifier, (grouping,): (bool,)) -> Result<Numbers, ()> {
        let grouping = if grouping { GroupingStrategy::Auto } else { GroupingStrategy::Never };
        Ok(Numbers { locale: locale(&lang), grouping })
    }
}

impl Numbers {
    fn format(&self, number: &FluentNumber) -> Option<String> {
        let mut decimal = Decimal::try_from_str(&number.value.to_string()).ok()?;
        let digits = |count: usize| i16::try_from(count).unwrap_or(i16::MAX);
        let most = number.options.maximum_fraction_digits;
        if let Some(most) = most {
            // Halves are rounded away from zero, as readers expect and ECMA-402 has it.
            let place = -digits(most);
            let is_up = decimal.absolute.digit_at(place - 1) >= 5;
            if is_up { decimal.expand(place) } else { decimal.trunc(place) }
        }
        if let Some(least) = number.options.minimum_fraction_digits {
            // Fluent takes the digits that are written for the least.
            decimal.pad_end(-digits(most.map_or(least, |most| least.min(most))));
        }
        if let Some(least) = number.options.minimum_integer_digits {
            decimal.pad_start(digits(least));
        }
        let mut options = DecimalFormatterOptions::default();
        options.grouping_strategy = Some(self.grouping);
        let formatter = DecimalFormatter::try_new(self.locale.clone().into(), options).ok()?;
        Some(formatter.format(&decimal).to_string())
    }
}

fn locale(lang: &LanguageIdentifier) -> Locale {
    Locale::try_from_str(&lang.to_string()).unwrap_or(Locale::UNKNOWN)
}

/// A date or a time, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Moment {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    time: Option<(u8, u8)>,
}

impl Moment {
    fn parse(said: &str) -> Option<Moment> {
        let (date, time) = match said.split_once('T') {
            Some((date, time)) => (date, Some(time)),
            None if said.contains(':') => ("", Some(said)),
            None => (said, None),
        };
        let time = match time {
            Some(time) => {
                let mut parts = time.split(':').map(|part| part.get(..2)?.parse::<u8>().ok());
                let (hour, minute) = (parts.next()??, parts.next()??);
                Some(Some((hour, minute)).filter(|_| hour < 24 && minute < 60)?)
            }
            None => None,
        };
        let mut moment = Moment { year: None, month: None, day: None, time };
        let number = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() == 2);
        if let Some(rest) = date.strip_prefix("--") {
            let (month, day) = rest.split_once('-').map_or((rest, None), |(month, day)| (month, Some(day)));
            moment.month = Some(number(month)?);
            if let Some(day) = day {
                moment.day = Some(number(day)?);
            }
        } else if !date.is_empty() {
            let (sign, rest) = date.strip_prefix('-').map_or((1, date), |rest| (-1, rest));
            let mut parts = rest.split('-');
            let year = parts.next().filter(|year| year.len() == 4)?;
            moment.year = Some(sign * year.parse::<i32>().ok()?);
            if let Some(month) = parts.next() {
                moment.month = Some(number(month)?);
            }
            if let Some(day) = parts.next() {
                moment.day = Some(number(day)?);
            }
            if parts.next().is_some() {
                return None;
            }
        }
        // There must be such a day.
        let (year, month, day) = moment.whole();
        Date::try_new_iso(year, month, day).ok()?;
        Some(moment)
    }

    /// Year, month and day, with others in place of those that are not known: in a leap year February has all its days.
    fn whole(&self) -> (i32, u8, u8) {
        (self.year.unwrap_or(2000), self.month.unwrap_or(1), self.day.unwrap_or(1))
    }
}

/// How a date is to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Form {
    length: Option<Length>,
    weekday: bool,
    /// Whether single fields were asked for, and which.
    fields: Option<[bool; 3]>,
    time: bool,
}

impl Form {
    fn new(named: &FluentArgs<'_>) -> Form {
        let said = |name: &'static str| string(named, name);
        let length = |value: &str| match value {
            "full" | "long" => Length::Long,
            "medium" => Length::Medium,
            _ => Length::Short,
        };
        let style = said("dateStyle");
        let fields = ["year", "month", "day"].map(|name| said(name).is_some());
        let month = said("month").map(|value| match value {
            "long" => Length::Long,
            "short" => Length::Medium,
            _ => Length::Short,
        });
        Form {
            length: style.map(length).or(month).or_else(|| said("weekday").map(length)),
            weekday: style == Some("full") || said("weekday").is_some(),
            fields: (fields.contains(&true) || said("weekday").is_some()).then_some(fields).filter(|_| style.is_none()),
            time: said("timeStyle").is_some(),
        }
    }
}

fn string<'a>(named: &'a FluentArgs<'_>, name: &'static str) -> Option<&'a str> {
    match named.get(name) {
        Some(FluentValue::String(value)) => Some(value.as_ref()),
        _ => None,
    }
}

/// A date with how it is to be shown and in which language.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    moment: Moment,
    form: Form,
    lang: LanguageIdentifier,
}

impl Shown {
    fn text(&self) -> Option<String> {
        let Moment { year, month, day, time } = self.moment;
        let wanted = |at: usize| self.form.fields.is_none_or(|fields| fields[at]);
        let weekday = self.form.weekday && day.is_some() && year.is_some();
        let (year, month, day) =
            (year.is_some() && wanted(0), month.is_some() && wanted(1), day.is_some() && wanted(2));
        let fields = match (year, month, day, weekday) {
            (true, true, true, false) => Some(DateFields::YMD),
            (true, true, true, true) => Some(DateFields::YMDE),
            (false, true, true, false) => Some(DateFields::MD),
            (false, true, true, true) => Some(DateFields::MDE),
            (_, false, true, false) => Some(DateFields::D),
            (_, false, true, true) => Some(DateFields::DE),
            (_, _, false, true) => Some(DateFields::E),
            (true, true, false, false) => Some(DateFields::YM),
            (true, false, false, false) => Some(DateFields::Y),
            (false, true, false, false) => Some(DateFields::M),
            (false, false, false, false) => None,
        };
        // A year or a month goes with no time of day.
        let clock = time
            .filter(|_| self.form.time || fields.is_none())
            .filter(|_| !matches!(fields, Some(DateFields::Y | DateFields::YM | DateFields::M)));
        let mut builder = FieldSetBuilder::new();
        builder.length = fields.map(|_| self.form.length.unwrap_or(Length::Long)).or(clock.map(|_| Length::Short));
        builder.date_fields = fields;
        builder.time_precision = clock.map(|_| TimePrecision::Minute);
        let fields = builder.build_composite_datetime().ok()?;
        let formatter = DateTimeFormatter::try_new(locale(&self.lang).into(), fields).ok()?;
        let (hour, minute) = time.unwrap_or((0, 0));
        let (year, month, day) = self.moment.whole();
        let moment =
            DateTime { date: Date::try_new_iso(year, month, day).ok()?, time: Time::try_new(hour, minute, 0, 0).ok()? };
        Some(formatter.format(&moment).to_string())
    }
}

impl FluentType for Shown {
    fn duplicate(&self) -> Box<dyn FluentType + Send> {
        Box::new(self.clone())
    }

    fn as_string(&self, _: &intl_memoizer::IntlLangMemoizer) -> Cow<'static, str> {
        Cow::Owned(self.text().unwrap_or_default())
    }

    fn as_string_threadsafe(&self, _: &IntlLangMemoizer) -> Cow<'static, str> {
        Cow::Owned(self.text().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read() {
        for (said, year, month, day, time) in [
            ("2004-09-23", Some(2004), Some(9), Some(23), None),
            ("2004-09", Some(2004), Some(9), None, None),
            ("2004", Some(2004), None, None, None),
            ("-0044-03-15", Some(-44), Some(3), Some(15), None),
            ("--09-23", None, Some(9), Some(23), None),
            ("--09", None, Some(9), None, None),
            ("2004-09-23T19:30:00Z", Some(2004), Some(9), Some(23), Some((19, 30))),
            ("19:30", None, None, None, Some((19, 30))),
        ] {
            assert_eq!(Moment::parse(said), Some(Moment { year, month, day, time }), "{said}");
        }
        for none in
            ["", "long ago", "2004-13", "2004-02-30", "2004-9-3", "24:00", "2004-09-23-01", "--", "---15", "1:2"]
        {
            assert_eq!(Moment::parse(none).filter(|_| !none.is_empty()), None, "{none}");
        }
    }
}
