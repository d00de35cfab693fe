//! What identifiers end in: what a unit is, and its number.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::Role;

/// How long an identifier may be for it to be in the way of one that is made here.
const MAX_TAKEN: usize = 256;
const MAX_DIGITS: usize = 9;

/// What units of a role are called in identifiers, and whether the first goes without a number.
pub(super) fn kind(role: Role) -> (&'static str, bool) {
    match role {
        Role::Title => ("title", true),
        Role::Subtitle => ("subtitle", true),
        Role::Author => ("author", true),
        Role::Byline => ("byline", true),
        Role::Occasion => ("occasion", true),
        Role::Head { .. } | Role::Subhead => ("head", true),
        Role::Paragraph => ("p", false),
        Role::VerseLine(_) => ("l", false),
        Role::Item => ("item", false),
        Role::Label => ("label", false),
        Role::Cell(_) => ("cell", false),
        Role::Note { .. } => ("n", false),
        Role::Speaker => ("speaker", false),
        Role::Stage => ("stage", false),
        Role::Dateline => ("dateline", false),
        Role::Salute => ("salute", false),
        Role::Signed => ("signed", false),
        Role::Trailer => ("trailer", false),
        Role::Argument => ("argument", false),
        Role::Citation => ("bibl", false),
        Role::Caption => ("caption", false),
        Role::Description => ("desc", false),
        Role::Picture => ("picture", false),
        Role::Entry => ("entry", false),
        Role::Listing => ("listing", false),
        Role::Block => ("block", false),
    }
}

/// The numbers that identifiers end in.
pub(super) struct Numbers {
    /// What stands before the numbers, such as `challenges-p`, with its place in `used`.
    stems: FxHashMap<String, usize>,
    /// The same by section and kind.
    sections: FxHashMap<(usize, &'static str), usize>,
    /// The highest number that is taken, and how many units there were.
    used: Vec<(u64, u64)>,
    /// What is taken and ends in so many digits that nobody should count on from there.
    odd: FxHashSet<String>,
}

impl Numbers {
    pub(super) fn new(taken: impl Iterator<Item = String>) -> Numbers {
        let mut numbers = Numbers {
            stems: FxHashMap::default(),
            sections: FxHashMap::default(),
            used: Vec::new(),
            odd: FxHashSet::default(),
        };
        for id in taken.filter(|id| id.len() <= MAX_TAKEN) {
            let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
            let digits = &id[stem.len()..];
            if digits.len() > MAX_DIGITS {
                numbers.odd.insert(id);
                continue;
            }
            // Without a number it is the first.
            let number = digits.parse().unwrap_or(1);
            let stem = numbers.of(stem);
            numbers.used[stem].0 = numbers.used[stem].0.max(number);
        }
        numbers
    }

    fn of(&mut self, stem: &str) -> usize {
        if let Some(&known) = self.stems.get(stem) {
            return known;
        }
        self.stems.insert(stem.to_owned(), self.used.len());
        self.used.push((0, 0));
        self.used.len() - 1
    }

    /// An identifier for the next unit of a section, if it is wanted.
    pub(super) fn next(&mut self, section: usize, name: &str, role: Role, wanted: bool) -> Option<String> {
        let (kind, alone) = kind(role);
        let stem = match self.sections.get(&(section, kind)) {
            Some(&known) => known,
            None => {
                let stem = self.of(&format!("{name}-{kind}"));
                self.sections.insert((section, kind), stem);
                stem
            }
        };
        let (highest, count) = &mut self.used[stem];
        *count += 1;
        if !wanted {
            return None;
        }
        *highest = (*highest + 1).max(*count);
        loop {
            let id = match *highest {
                1 if alone => format!("{name}-{kind}"),
                number => format!("{name}-{kind}{number}"),
            };
            if !self.odd.contains(&id) {
                return Some(id);
            }
            *highest += 1;
        }
    }
}
