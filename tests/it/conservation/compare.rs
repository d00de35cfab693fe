//! Reads an edition along its source.

use std::collections::BTreeSet;

use super::output::{NOTES, Out};
use super::source::Piece;
use super::{Gap, is_space};

/// How strictly the ends of words, and the order of notes, are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// Lines end only where the text says so.
    AsSaid,
    /// The same, but notes come as their marks do.
    AsHeard,
    /// Lines may end within words: at a hyphen, a dash or in an address.
    Anywhere,
}

/// What has been compared so far: how many characters of the edition, and the notes that are to come at the end.
type State<'a> = (usize, Vec<Note<'a>>);

/// A note: its text, and what the source calls it.
type Note<'a> = (&'a [Piece], &'a str);

/// Compares a source with an edition; says where they part.
pub(super) struct Comparison<'a> {
    out: &'a [(Gap, char)],
    lines: Lines,
    /// As far as anything has been found, and what should have come there.
    farthest: usize,
    wanted: String,
}

/// The marks that an edition gives to quotations that have none.
pub(super) const OPENING: &[&str] = &["“", "‘", "„", "‚", "«", "«\u{202F}", "»", "‹", "›", "”", "’", "「", "『"];
const CLOSING: &[&str] = &["”", "’", "“", "‘", "»", "\u{202F}»", "«", "›", "‹", "」", "』"];

/// There are several ways to read an edition only where a note has the words that follow it; they are few.
const MAX_STATES: usize = 5000;

impl<'a> Comparison<'a> {
    pub(super) fn same(source: &'a [Piece], out: &'a Out, lines: Lines) -> Result<(), String> {
        let mut comparison = Comparison { out: &out.chars, lines, farthest: 0, wanted: String::new() };
        let headings: Vec<Vec<char>> = NOTES.iter().map(|heading| heading.chars().collect()).collect();
        let mut states = BTreeSet::new();
        for (at, notes) in comparison.all(source, [(0, Vec::new())].into()) {
            for heading in &headings {
                states.extend(comparison.own(at, heading).map(|at| (at, notes.clone())));
            }
            states.insert((at, notes));
        }
        // The notes at the end; those in a note come after it.
        let mut ends = BTreeSet::new();
        while let Some((at, notes)) = states.pop_first() {
            if notes.is_empty() {
                ends.insert(at);
                continue;
            }
            // At the feet of pages and when they are heard they come as their marks do, and a mark may stand before the note that it leads to.
            let candidates = if lines == Lines::AsSaid { 1 } else { notes.len() };
            for index in 0..candidates {
                let mut rest = notes.clone();
                let note = rest.remove(index);
                let next = comparison.note(note, [(at, Vec::new())].into());
                states.extend(next.into_iter().map(|(at, inner)| (at, [inner, rest.clone()].concat())));
            }
        }
        if ends.contains(&out.chars.len()) {
            return Ok(());
        }
        // All of the source is there, and something else comes after it.
        if let Some(&end) = ends.last() {
            let rest: String = out.chars[end..].iter().map(|(_, c)| c).collect();
            return Err(format!("at the end stands {rest:?}"));
        }
        let from = comparison.farthest.saturating_sub(60);
        let show = |range: std::ops::Range<usize>| -> String {
            let chars = out.chars.get(range).unwrap_or_default().iter();
            chars.flat_map(|(gap, c)| [if *gap == Gap::None { None } else { Some(' ') }, Some(*c)]).flatten().collect()
        };
        let to = (comparison.farthest + 60).min(out.chars.len());
        Err(format!(
            "after {:?}\nstands {:?}\nand not {:?}",
            show(from..comparison.farthest),
            show(comparison.farthest..to),
            comparison.wanted
        ))
    }

    fn all(&mut self, pieces: &'a [Piece], mut states: BTreeSet<State<'a>>) -> BTreeSet<State<'a>> {
        for (index, piece) in pieces.iter().enumerate() {
            let mut next = BTreeSet::new();
            for (at, notes) in states {
                match piece {
                    Piece::Char(gap, c) => match self.out.get(at) {
                        Some((found, d)) if c == d && self.fits(*gap, *found) => {
                            next.insert((at + 1, notes));
                        }
                        _ => self.miss(at, &pieces[index..]),
                    },
                    Piece::Quoted(gap, count, c) => {
                        let ends = self.quoted(at, *gap, *count, *c);
                        if ends.is_empty() {
                            self.miss(at, &pieces[index..]);
                        }
                        next.extend(ends.into_iter().map(|at| (at, notes.clone())));
                    }
                    Piece::Opening(count) => {
                        let mut ends = vec![at];
                        for _ in 0..*count {
                            let Some(&end) = ends.last() else { break };
                            ends.extend(self.opening(end));
                        }
                        next.extend(ends.into_iter().map(|at| (at, notes.clone())));
                    }
                    Piece::Unquoted => {
                        for mark in CLOSING {
                            let mark: Vec<char> = mark.chars().collect();
                            next.extend(self.own(at, &mark).map(|at| (at, notes.clone())));
                        }
                        next.insert((at, notes));
                    }
                    Piece::Own(words) => {
                        for word in words.iter().filter(|word| !word.is_empty()) {
                            let word: Vec<char> = word.chars().filter(|c| !is_space(*c)).collect();
                            next.extend(self.own(at, &word).map(|at| (at, notes.clone())));
                        }
                        next.extend(self.number(at).into_iter().map(|at| (at, notes.clone())));
                        next.insert((at, notes));
                    }
                    Piece::Header(words) => {
                        let words: Vec<char> = words.chars().collect();
                        next.extend(self.own(at, &words).map(|at| (at, notes.clone())));
                        next.insert((at, notes));
                    }
                    Piece::Note(note, label) => {
                        let mut later = notes.clone();
                        later.push((note.as_slice(), label.as_str()));
                        // What stands at the end must be called where it is missing.
                        next.extend(self.mark(at, label).into_iter().map(|at| (at, later.clone())));
                        next.extend(self.note((note, label), [(at, notes)].into()));
                    }
                    Piece::Mark(label) => {
                        let mut ends = self.mark(at, label);
                        ends.extend(self.own(at, &['*']));
                        next.extend(ends.into_iter().map(|at| (at, notes.clone())));
                    }
                }
            }
            assert!(next.len() < MAX_STATES, "too many ways to read it");
            states = next;
            if states.is_empty() {
                break;
            }
        }
        states
    }

    /// A note where it stands, with its number.
    fn note(&mut self, note: Note<'a>, states: BTreeSet<State<'a>>) -> BTreeSet<State<'a>> {
        let (note, label) = note;
        let number = |(at, notes): State<'a>| {
            let numbers = self.mark(at, label).into_iter().chain([at]);
            numbers.map(|at| (at, notes.clone())).collect::<Vec<_>>()
        };
        let states = states.into_iter().flat_map(number).collect();
        self.all(note, states)
    }

    /// The ends of a character with none or some of the marks before it that begin quotations: the first mark stands where
    /// the character would, and nothing parts it from them.
    fn quoted(&self, at: usize, gap: Gap, count: usize, c: char) -> Vec<usize> {
        if self.out.get(at).is_none_or(|(first, _)| !self.fits(gap, *first)) {
            return Vec::new();
        }
        // In a line that runs from right to left, the places of the runs do not tell whether they touch.
        let touches = |found: Gap| found == Gap::None || found == Gap::Edge && self.lines == Lines::Anywhere;
        let mut ends = Vec::new();
        let mut next = at;
        for marks in 0..=count {
            match self.out.get(next) {
                Some((found, d)) if c == *d && (marks == 0 || touches(*found)) => ends.push(next + 1),
                _ => {}
            }
            let Some(end) = self.opening(next) else { break };
            next = end;
        }
        ends
    }

    /// The end of the mark that begins a quotation at a place.
    fn opening(&self, at: usize) -> Option<usize> {
        OPENING.iter().filter_map(|mark| self.own(at, &mark.chars().collect::<Vec<_>>())).max()
    }

    fn fits(&self, source: Gap, found: Gap) -> bool {
        match (source, found) {
            (Gap::Space, Gap::None) | (Gap::None | Gap::Note, Gap::Space) => false,
            (Gap::None, Gap::Edge) => self.lines == Lines::Anywhere,
            _ => true,
        }
    }

    /// The end of words of the edition's own.
    fn own(&self, at: usize, words: &[char]) -> Option<usize> {
        let found = self.out.get(at..at + words.len())?;
        let same = found.iter().zip(words).all(|((_, found), wanted)| found == wanted);
        (same && !words.is_empty()).then_some(at + words.len())
    }

    /// The ends of the mark of a note: its number, or what the source calls it. A comma may part it from the mark before.
    fn mark(&self, at: usize, label: &str) -> Vec<usize> {
        let mut ends = self.mark_alone(at, label);
        let after = self.own(at, &[',', '\u{202F}']);
        ends.extend(after.into_iter().flat_map(|at| self.mark_alone(at, label)));
        ends
    }

    fn mark_alone(&self, at: usize, label: &str) -> Vec<usize> {
        let label: Vec<char> = label.chars().filter(|c| !is_space(*c)).collect();
        let mut ends = self.number(at);
        ends.extend(self.own(at, &label));
        ends
    }

    /// The ends of a number with or without a stop.
    fn number(&self, at: usize) -> Vec<usize> {
        let digits = self.out[at..].iter().take_while(|(_, c)| c.is_ascii_digit()).count();
        let mut ends: Vec<usize> = (1..=digits).map(|count| at + count).collect();
        ends.extend(self.own(at + digits, &['.']).filter(|_| digits > 0));
        ends
    }

    fn miss(&mut self, at: usize, rest: &[Piece]) {
        if at >= self.farthest {
            self.farthest = at;
            let text = rest.iter().filter_map(|piece| match piece {
                Piece::Char(gap, c) => Some([if *gap == Gap::None { None } else { Some(' ') }, Some(*c)]),
                _ => None,
            });
            self.wanted = text.take(60).flatten().flatten().collect();
        }
    }
}
