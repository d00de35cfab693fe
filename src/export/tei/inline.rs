//! Running text, with notes where they are called.

use super::super::xml::Attributes;
use super::names::is_name;
use super::text::{TextWriter, rend};
use crate::edition::{Cell, Row, Status, between_marks};
use crate::text::{Element, Inline, Kind, MilestoneUnit, NoteMark, Rend};

/// The elements of running text that TEI allows in each other wherever text stands, and that are read as they are written.
/// What is not among them is a `seg` with its name as `type`.
const FREE: &[&str] = &[
    "emph",
    "hi",
    "q",
    "soCalled",
    "foreign",
    "distinct",
    "title",
    "term",
    "mentioned",
    "abbr",
    "persName",
    "placeName",
    "orgName",
    "geogName",
    "objectName",
    "name",
    "rs",
    "date",
    "time",
    "ref",
    "seg",
    "num",
    "measure",
    "unit",
    "del",
    "add",
    "corr",
    "sic",
    "orig",
    "reg",
    "unclear",
    "supplied",
    "surplus",
    "damage",
    "gloss",
    "expan",
    "s",
    "cl",
    "phr",
    "addName",
    "forename",
    "surname",
    "roleName",
];

/// Those that may hold characters alone.
const PLAIN: &[&str] = &["code", "ex", "c"];

/// Those that may stand in a description of a figure, which takes no editor's marks.
const DESCRIBING: &[&str] = &[
    "emph",
    "hi",
    "q",
    "soCalled",
    "foreign",
    "distinct",
    "title",
    "term",
    "mentioned",
    "abbr",
    "persName",
    "placeName",
    "orgName",
    "geogName",
    "objectName",
    "name",
    "rs",
    "date",
    "time",
    "ref",
    "num",
    "measure",
    "gloss",
    "expan",
];

impl<'e> TextWriter<'e, '_> {
    /// Writes running text. Few elements hold no direct speech: there, quotations are `q`.
    pub(super) fn inlines(&mut self, content: &'e [Inline], is_narrow: bool) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.xml.text(&text.text),
                Inline::Element(element) => self.element(element, is_narrow),
                Inline::Break(_) => self.xml.empty("lb", &Vec::new()),
                Inline::NoteMark(mark) => self.mark(mark),
                Inline::Milestone(milestone) => {
                    let mut attributes = self.group(milestone.id.as_deref());
                    if milestone.unit == MilestoneUnit::Place {
                        if !attributes.is_empty() {
                            self.xml.empty("anchor", &attributes);
                        }
                        continue;
                    }
                    attributes.push(("n", milestone.n.clone()));
                    let name = match milestone.unit {
                        MilestoneUnit::Page => "pb",
                        MilestoneUnit::Column => "cb",
                        MilestoneUnit::Place => "anchor",
                        MilestoneUnit::Other => {
                            attributes.insert(0, ("unit", "unspecified".to_owned()));
                            "milestone"
                        }
                    };
                    self.xml.empty(name, &attributes);
                }
            }
        }
    }

    fn element(&mut self, element: &'e Element, is_narrow: bool) {
        let is_plain = element.content.iter().all(|inline| matches!(inline, Inline::Text(_)));
        if element.kind == Kind::Caesura {
            return self.xml.empty("caesura", &Vec::new());
        }
        let name = match &*element.name {
            "ptr" | "xptr" | "xref" => "ref",
            "quote" | "said" if element.kind == Kind::Quotation => {
                if is_narrow || element.name == "quote" {
                    "q"
                } else {
                    "said"
                }
            }
            _ if element.kind == Kind::Code && is_plain => "code",
            name if FREE.contains(&name) => name,
            name if PLAIN.contains(&name) && is_plain => name,
            "ruby" if is_ruby(element) => "ruby",
            _ => "seg",
        };
        let mut attributes = self.inline_attributes(element, name);
        if name == "seg" {
            // What was read from a `seg` is told by what it means.
            let kind = match (&*element.name, element.kind) {
                ("seg", Kind::Sense) => Some("sense"),
                ("seg", Kind::Headword) => Some("orth"),
                ("seg", Kind::Grammar) => Some("gram"),
                ("seg", Kind::Label) => Some("label"),
                ("seg", Kind::Plain) if element.attributes.label.is_some() => Some("item"),
                ("seg", _) => None,
                (other, _) => Some(other).filter(|other| is_name(other)),
            };
            attributes.extend(kind.map(|kind| ("type", kind.to_owned())));
        }
        // Marks belong to the text around a quotation, whatever language it is in.
        let is_foreign = element.attributes.lang.as_ref().is_some_and(|lang| lang != self.around);
        let (before, inside, behind) =
            if is_foreign { between_marks(element) } else { (&[][..], element.content.as_slice(), &[][..]) };
        self.inlines(before, is_narrow);
        self.xml.open(name, &attributes);
        let was_narrow = is_narrow;
        let is_narrow = is_narrow || matches!(name, "date" | "time");
        let around = self.around;
        self.around = element.attributes.lang.as_ref().unwrap_or(around);
        if name == "ruby" {
            for part in &element.content {
                if let Inline::Element(part) = part {
                    self.xml.open(&part.name, &Vec::new());
                    self.inlines(&part.content, is_narrow);
                    self.xml.close();
                }
            }
        } else {
            self.inlines(inside, is_narrow);
        }
        self.around = around;
        self.xml.close();
        self.inlines(behind, was_narrow);
    }

    fn inline_attributes(&mut self, element: &'e Element, name: &str) -> Attributes {
        let own = &element.attributes;
        let mut attributes = self.group(own.id.as_deref());
        attributes.extend(own.lang.iter().map(|lang| ("xml:lang", lang.to_string())));
        // What is deleted is struck through without being told so.
        let look = Rend { strike: own.rend.strike && name != "del", ..own.rend };
        attributes.extend(rend(look).map(|rend| ("rend", rend)));
        if name == "ref" {
            attributes.extend(own.target.as_deref().and_then(|target| self.target(target)).map(|it| ("target", it)));
        }
        if matches!(name, "date" | "time") {
            attributes.extend(own.when.clone().filter(|when| is_date(when)).map(|when| ("when", when)));
        }
        let number = own.value.clone().filter(|value| is_number(value));
        match name {
            "num" => attributes.extend(number.map(|value| ("value", value))),
            "measure" => attributes.extend(number.map(|value| ("quantity", value))),
            _ => {}
        }
        if name != "ref" && name != "code" {
            attributes.extend(own.label.iter().map(|label| ("n", label.clone())));
        }
        attributes
    }

    /// Where a reference of this text leads: to the same language.
    fn target(&self, target: &str) -> Option<String> {
        let target = target.trim_ascii();
        if target.is_empty() || target.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return None;
        }
        match target.strip_prefix('#') {
            Some(id) if self.names.is_known(id) => Some(format!("#{}", self.names.of(id, self.column))),
            _ => Some(target.to_owned()),
        }
    }

    /// Writes the note that a mark calls, or where it stands a reference to it.
    fn mark(&mut self, mark: &'e NoteMark) {
        let Some(id) = mark.id.as_deref() else { return };
        if let Some(&note) = self.notes.get(id) {
            return self.note(note);
        }
        if self.names.is_known(id) {
            let target = format!("#{}", self.names.of(id, self.column));
            self.xml.empty("ref", &vec![("target", target)]);
        }
    }

    /// Writes a note that has not been written yet.
    pub(super) fn note(&mut self, row: &'e Row) {
        if let Some(id) = row.id.as_deref() {
            self.notes.remove(id);
        }
        self.open_unit("note", row, &super::body::label(row));
        self.xml.close();
    }

    /// Whether the text of a row can be the description of a figure.
    pub(super) fn fits_description(&self, row: &'e Row) -> bool {
        let fits = |element: &Element| DESCRIBING.contains(&&*element.name);
        let cell = self.cell(row);
        fits_in(cell, &|inline| match inline {
            Inline::Text(_) => true,
            Inline::Element(element) => fits(element),
            _ => false,
        })
    }

    /// Whether the text of a row can be a citation.
    pub(super) fn fits_bibl(&self, row: &'e Row) -> bool {
        let fits = |element: &Element| element.name != "ruby" && element.kind != Kind::Caesura;
        fits_in(self.cell(row), &|inline| !matches!(inline, Inline::Element(element) if !fits(element)))
    }
}

/// Whether all of a cell is of some kind; one that is to be marked as missing is not.
fn fits_in(cell: &Cell, fits: &impl Fn(&Inline) -> bool) -> bool {
    fn all(content: &[Inline], fits: &impl Fn(&Inline) -> bool) -> bool {
        content.iter().all(|inline| {
            fits(inline) && if let Inline::Element(element) = inline { all(&element.content, fits) } else { true }
        })
    }
    matches!(cell.status, Status::Source | Status::Translated) && all(&cell.content, fits)
}

/// Whether characters and their reading stand in it as TEI has them (TEI P5, section 3.4.2).
fn is_ruby(element: &Element) -> bool {
    let name = |inline: &Inline| match inline {
        Inline::Element(part) if part.kind == Kind::RubyBase && part.name == "rb" => Some("rb"),
        Inline::Element(part) if part.kind == Kind::RubyText && part.name == "rt" => Some("rt"),
        _ => None,
    };
    let names: Option<Vec<&str>> = element.content.iter().map(name).collect();
    names.is_some_and(|names| {
        names.first() == Some(&"rb") && names.len() > 1 && names[1..].iter().all(|name| *name == "rt")
    })
}

/// Whether something is a date or time as `when` takes it: a day, a month, a year, a time, or a day with a time.
pub(super) fn is_date(value: &str) -> bool {
    let number = |text: &str, digits: usize, range: std::ops::RangeInclusive<u32>| {
        text.len() == digits
            && text.bytes().all(|b| b.is_ascii_digit())
            && text.parse().is_ok_and(|number| range.contains(&number))
    };
    let is_day = |value: &str| {
        let parts: Vec<&str> = value.split('-').collect();
        let days = |month: &str| match month {
            "02" => 28,
            "04" | "06" | "09" | "11" => 30,
            _ => 31,
        };
        match parts.as_slice() {
            [year] => number(year, 4, 1..=9999),
            [year, month] => number(year, 4, 1..=9999) && number(month, 2, 1..=12),
            [year, month, day] => {
                number(year, 4, 1..=9999) && number(month, 2, 1..=12) && number(day, 2, 1..=days(month))
            }
            _ => false,
        }
    };
    let is_time = |value: &str| {
        let value = value.strip_suffix('Z').unwrap_or(value);
        let parts: Vec<&str> = value.split(':').collect();
        matches!(parts.as_slice(), [hour, minute, second]
            if number(hour, 2, 0..=23) && number(minute, 2, 0..=59) && number(second, 2, 0..=59))
    };
    match value.split_once('T') {
        Some((day, time)) => day.len() == 10 && is_day(day) && is_time(time),
        None => is_day(value) || is_time(value),
    }
}

/// Whether something is a number as `value` and `quantity` take it.
fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_digits(whole) && is_digits(part)
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_number};

    #[test]
    fn dates_are_those_of_the_schema() {
        for date in ["2026", "2026-11", "2026-11-30", "12:30:00", "2026-11-30T12:30:00Z"] {
            assert!(is_date(date), "{date}");
        }
        for date in ["", "26", "2026-13", "2026-11-31", "2026-02-29x", "12:30", "0000", "2026-11T12:30:00", "--11-30"] {
            assert!(!is_date(date), "{date}");
        }
    }

    #[test]
    fn numbers_are_those_of_the_schema() {
        assert!(["1", "-1", "1.5", "35000"].iter().all(|number| is_number(number)));
        assert!(!["", "-", "1.", ".5", "1,5", "1e5", "five"].iter().any(|number| is_number(number)));
    }
}
