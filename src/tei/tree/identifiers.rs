//! Identifiers: what is wrong with those of a file.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::ops::Range;

use super::read::Builder;
use crate::diagnostic::Diagnostic;
use crate::tei::tag::is_ncname;
use crate::tei::units::times;

/// How many wrong identifiers are named one by one; the rest is counted.
const MAX_NAMED: usize = 30;

/// How many of the places are shown at which an identifier stands.
const MAX_PLACES: usize = 10;

/// How many characters an identifier may have.
const MAX_ID: usize = 1000;

/// An identifier that an earlier element has.
#[derive(Default)]
pub(super) struct Repeated {
    /// How many elements repeat it.
    count: usize,
    /// The places of the first of them.
    places: Vec<Range<usize>>,
}

impl<'a> Builder<'a, '_> {
    /// Notes an `xml:id`, which must be a name and must be the only one of its kind.
    pub(super) fn id(&mut self, value: Cow<'a, str>, span: Range<usize>) {
        let id = match value {
            Cow::Borrowed(value) => Cow::Borrowed(value.trim_ascii()),
            Cow::Owned(value) => Cow::Owned(value.trim_ascii().to_owned()),
        };
        // What stands in an example identifies nothing here.
        if self.listings > 0 {
            return;
        }
        if id.len() > MAX_ID || !is_ncname(&id) {
            self.wrong_ids.entry(id).or_insert((span, 0)).1 += 1;
            return;
        }
        match self.ids.entry(id) {
            Entry::Vacant(free) => drop(free.insert(span.start)),
            Entry::Occupied(taken) => {
                let repeated = self.repeated.entry(taken.key().clone()).or_default();
                repeated.count += 1;
                if repeated.places.len() < MAX_PLACES {
                    repeated.places.push(span);
                }
            }
        }
    }

    /// Says which identifiers are wrong, each once.
    pub(super) fn tell_ids(&mut self) {
        let mut found: Vec<(usize, Diagnostic)> = Vec::new();
        let wrong = std::mem::take(&mut self.wrong_ids).into_iter();
        found.extend(wrong.map(|(id, (span, count))| {
            let help = "an xml:id begins with a letter or “_” and holds letters, digits, “-”, “_” and “.” only";
            let (message, help) = match &*id {
                "" => ("this xml:id is empty".to_owned(), help),
                id if id.len() > MAX_ID => {
                    (format!("this xml:id has more than {MAX_ID} bytes"), "write a short one, or none")
                }
                id => (format!("“{id}” cannot be an xml:id"), help),
            };
            let message = if count > 1 { format!("{message}; it occurs {}", times(count)) } else { message };
            (span.start, Diagnostic::error("bad-id", message).at(self.file, span).help(help))
        }));
        let repeated = std::mem::take(&mut self.repeated).into_iter();
        found.extend(repeated.filter_map(|(id, Repeated { count, places })| {
            let message = format!("the xml:id “{id}” occurs {}", times(count + 1));
            let mut places = places.into_iter();
            let (Some(second), Some(&first)) = (places.next(), self.ids.get(&id)) else { return None };
            let at = second.start;
            let mut diagnostic = Diagnostic::error("duplicate-id", message)
                .at(self.file, second)
                .related(self.file, first..first + id.len(), "it occurs here first")
                .help(match count {
                    1 => "give one of the two elements another xml:id",
                    _ => "give each element an xml:id of its own",
                });
            for place in places {
                diagnostic = diagnostic.related(self.file, place, "and here");
            }
            Some((at, diagnostic))
        }));
        found.sort_by_key(|(at, _)| *at);
        let more = found.len().saturating_sub(MAX_NAMED);
        self.diagnostics.extend(found.drain(..found.len() - more).map(|(_, diagnostic)| diagnostic));
        if let Some((at, Diagnostic { code, .. })) = found.first() {
            let message = match more {
                1 => "one more xml:id is wrong or occurs more than once; here".to_owned(),
                _ => format!("{more} more xml:ids are wrong or occur more than once; the first of them is here"),
            };
            let help = "mend those that are named and run again";
            self.diagnostics.push(Diagnostic::error(code, message).at(self.file, *at..*at).help(help));
        }
    }
}
