//! Quotation marks, where the source leaves them to the edition.
//!
//! TEI lets a source write its quotation marks or leave them to `q`, `said`, `quote` and `soCalled`. An edition shows each
//! quotation in a line with marks exactly once, the PDF as the HTML. Marks are added at both ends, unless
//! - the header says that the text has them all (`quotation` with `marks="all"`);
//! - the text has them: at both ends of the quotation, just inside or just outside of it, or at one end where a quotation
//!   runs on; a dash at its beginning is such a mark, too;
//! - it is said that the words are not spoken as they stand (`direct="false"`);
//! - the quotation is to be set off by its look (`rend="italic"` and the like).
//!
//! The marks are those of the language around the quotation, in that language's own edition: the first pair, and inside of
//! another quotation, or where the text has the first pair inside, the second. A quotation that blocks cut has its opening mark in its first piece and its closing mark
//! in the last one, and so it is with one that says that it goes on in another element (`next`, `prev`, `part`). Quotations that
//! are blocks have no marks.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Cell;
use crate::tei::{self, Document};
use crate::text::{Element, GroupKind, Inline, Kind, Lang, Node, Rend, Role, Text, Unit};

/// An opening and a closing mark.
type Marks = (&'static str, &'static str);

/// The marks of a language: those of a quotation, and those of a quotation in it.
fn marks(lang: &Lang) -> [Marks; 2] {
    let has = |part: &str| lang.as_str().split('-').skip(1).any(|other| other == part);
    match lang.primary() {
        "de" | "fr" | "it" | "rm" if has("CH") || has("LI") => [("«", "»"), ("‹", "›")],
        "de" | "bg" | "cs" | "is" | "lt" | "sk" | "sl" => [("„", "“"), ("‚", "‘")],
        // Narrow no-break spaces stand inside.
        "fr" => [("«\u{202F}", "\u{202F}»"), ("“", "”")],
        "es" | "ca" | "gl" | "it" | "el" | "ar" => [("«", "»"), ("“", "”")],
        "pt" if has("PT") => [("«", "»"), ("“", "”")],
        "ru" | "uk" | "be" => [("«", "»"), ("„", "“")],
        "fa" => [("«", "»"), ("‹", "›")],
        "nb" | "nn" | "no" => [("«", "»"), ("‘", "’")],
        "da" => [("»", "«"), ("›", "‹")],
        "pl" | "ro" => [("„", "”"), ("«", "»")],
        "hu" => [("„", "”"), ("»", "«")],
        "sv" | "fi" | "he" | "yi" => [("”", "”"), ("’", "’")],
        "ja" => [("「", "」"), ("『", "』")],
        "zh" if has("Hant") || has("TW") || has("HK") || has("MO") => [("「", "」"), ("『", "』")],
        _ => [("“", "”"), ("‘", "’")],
    }
}

const OPENING: &str = "“‘„‚«‹「『《〈\"'”’»›";
const CLOSING: &str = "”’“‘»›」』》〉\"'«‹";
/// Those of which one opens and the other closes, whatever stands between them.
const PAIRS: [(char, char); 8] =
    [('“', '”'), ('„', '“'), ('„', '”'), ('«', '»'), ('‹', '›'), ('「', '」'), ('『', '』'), ('《', '》')];
const DASHES: &str = "—–―";

/// What may stand between the last word and the closing mark, or behind it.
const STOPS: &str = ".,;:!?…。、，！？";

/// Which ends of a quotation are in a unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Ends {
    begins: bool,
    ends: bool,
    /// Whether another piece of it has marks already.
    is_marked: bool,
}

const WHOLE: Ends = Ends { begins: true, ends: true, is_marked: false };

/// What is to be known of a document to give its quotations their marks.
#[derive(Default)]
pub(super) struct Quotations {
    /// Whether the text has all its marks.
    are_marked: bool,
    /// The quotations that blocks cut, by where they begin: their first and last units, and whether they have marks.
    cut: FxHashMap<usize, (usize, usize, bool)>,
    /// The quotations that go on in another element (`next`, `prev`, `part`): whether it goes before, and whether it follows.
    linked: FxHashMap<usize, (bool, bool)>,
    /// The units that stand in a quotation or an epigraph that is set off.
    set_off: FxHashSet<usize>,
}

impl Quotations {
    /// Reads it.
    pub(super) fn of(document: &Document) -> Quotations {
        let mut quotations = Quotations { are_marked: document.header.has_quotation_marks, ..Quotations::default() };
        if !quotations.are_marked {
            let file = &document.file.text;
            quotations.read(&document.nodes, file);
            let texts = document.parallel.iter().flat_map(|parallel| &parallel.texts);
            texts.for_each(|text| quotations.read(&text.nodes, file));
            quotations.cut.retain(|_, (first, last, _)| first != last);
        }
        quotations
    }

    fn read(&mut self, nodes: &[Node], file: &str) {
        let mut open: Vec<bool> = Vec::new();
        for node in nodes {
            let unit = match node {
                Node::Open(group) => {
                    open.push(matches!(group.kind, GroupKind::Quotation | GroupKind::Epigraph));
                    continue;
                }
                Node::Close => {
                    open.pop();
                    continue;
                }
                Node::Unit(unit) if has_quotation(&unit.content) => unit,
                Node::Unit(_) => continue,
            };
            if open.contains(&true) {
                self.set_off.insert(unit.at);
            }
            let flat = Flat::new(&unit.content);
            for found in &flat.found {
                let is_marked = flat.is_marked(found);
                let entry = self.cut.entry(found.at).or_insert((unit.at, unit.at, is_marked));
                entry.1 = unit.at;
                entry.2 |= is_marked;
                let told = tei::told_attributes(file, found.at);
                let said = |name: &str| told.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
                let part = said("part");
                let before = said("prev").is_some() || matches!(part, Some("M" | "F"));
                let behind = said("next").is_some() || matches!(part, Some("I" | "M"));
                if before || behind {
                    self.linked.insert(found.at, (before, behind));
                }
            }
        }
    }

    /// Adds the marks that are missing from a unit in one language.
    pub(super) fn mark(&self, unit: &Unit, cell: &mut Cell) {
        if !self.are_marked && unit.role != Role::Listing && has_quotation(&unit.content) {
            let ends = self.ends(unit);
            let Cell { content, lang, .. } = cell;
            add(content, lang, &ends);
        }
    }

    /// Which ends of its quotations a unit has that are to have marks, in their order.
    fn ends(&self, unit: &Unit) -> Vec<Ends> {
        let flat = Flat::new(&unit.content);
        let length = flat.characters.len();
        let is_set_off = self.set_off.contains(&unit.at);
        let whole = |found: &Found| match self.cut.get(&found.at) {
            // The block is the quotation.
            None if is_set_off && found.start == 0 && found.end == length => {
                Ends { begins: false, ends: false, is_marked: false }
            }
            Some((first, last, is_marked)) => {
                Ends { begins: *first == unit.at, ends: *last == unit.at, is_marked: *is_marked }
            }
            None => WHOLE,
        };
        let ends = |found: &Found| {
            let Ends { begins, ends, is_marked } = whole(found);
            let (before, behind) = self.linked.get(&found.at).copied().unwrap_or_default();
            Ends { begins: begins && !before, ends: ends && !behind, is_marked }
        };
        flat.found.iter().map(ends).collect()
    }
}

/// Whether anything in a text is a quotation that may need marks.
fn has_quotation(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Element(element) => is_quotation(element) || has_quotation(&element.content),
        _ => false,
    })
}

fn is_quotation(element: &Element) -> bool {
    element.kind == Kind::Quotation && element.name != "cit"
}

/// Adds the marks that are missing from a text in a language. `ends` says what of its quotations is in it, if it has as
/// many.
fn add(content: &mut Arc<Vec<Inline>>, lang: &Lang, ends: &[Ends]) {
    let flat = Flat::new(content);
    let mut planned: Vec<(Option<&'static str>, Option<&'static str>)> = Vec::with_capacity(flat.found.len());
    let is_open = flat.open_before();
    let mut shown: Vec<bool> = Vec::with_capacity(flat.found.len());
    for (index, found) in flat.found.iter().enumerate() {
        let Ends { begins, ends, is_marked } = if ends.len() == flat.found.len() { ends[index] } else { WHOLE };
        let has_own = is_marked || flat.is_marked(found);
        let is_added = !has_own && !found.has_look && found.start < found.end;
        shown.push(has_own || is_added && (begins || ends));
        let depth = found.around.iter().filter(|outer| shown[**outer]).count() + usize::from(is_open[index]);
        let pairs = marks(found.lang.as_ref().unwrap_or(lang));
        let inside = &flat.characters[found.start..found.end];
        // What the text has inside is not repeated around it.
        let is_inside = |pair: Marks| inside.iter().any(|c| pair.0.trim_matches('\u{202F}').contains(*c));
        let depth = if is_inside(pairs[depth % 2]) && !is_inside(pairs[(depth + 1) % 2]) { depth + 1 } else { depth };
        let (open, close) = pairs[depth % 2];
        planned.push((Some(open).filter(|_| is_added && begins), Some(close).filter(|_| is_added && ends)));
    }
    if planned.iter().any(|(open, close)| open.is_some() || close.is_some()) {
        let mut planned = planned.into_iter();
        write(Arc::<Vec<Inline>>::make_mut(content), &mut planned);
    }
}

/// Whether a piece of a quotation is a mark that was added: it has the place of the quotation's tag, where no text can be.
fn is_added(quotation: &Element, piece: &Inline) -> bool {
    is_quotation(quotation) && matches!(piece, Inline::Text(text) if text.at == quotation.at)
}

/// The content of an element in three parts: up to the mark that was added at its beginning, from that at its end on, and
/// what stands between them. The marks belong to the text around a quotation, whatever language it is in.
pub(crate) fn between_marks(element: &Element) -> (&[Inline], &[Inline], &[Inline]) {
    let content = element.content.as_slice();
    let is_mark = |piece: &Inline| is_added(element, piece);
    let is_edge = |piece: &Inline| match piece {
        Inline::Text(text) => text.text.trim().is_empty(),
        Inline::Break(_) => true,
        Inline::Element(_) | Inline::NoteMark(_) | Inline::Milestone(_) => false,
    };
    let first = content.iter().position(is_mark).filter(|&at| content[..at].iter().all(is_edge));
    let start = first.map_or(0, |at| at + 1);
    let end = content[start..].iter().rposition(is_mark).map_or(content.len(), |at| start + at);
    (&content[..start], &content[start..end], &content[end..])
}

fn write(content: &mut [Inline], planned: &mut impl Iterator<Item = (Option<&'static str>, Option<&'static str>)>) {
    for inline in content {
        let Inline::Element(element) = inline else { continue };
        let (open, close) = if is_quotation(element) { planned.next().unwrap_or_default() } else { (None, None) };
        write(&mut element.content, planned);
        let mark = |mark: &str, at: usize| Inline::Text(Text { text: mark.to_owned(), at });
        // White space and line breaks at the edges stay outside.
        if let Some(open) = open {
            let mut edge = Vec::new();
            leave_leading(&mut element.content, &mut edge);
            element.content.splice(0..0, edge.into_iter().chain([mark(open, element.at)]));
        }
        if let Some(close) = close {
            let mut edge = Vec::new();
            leave_trailing(&mut element.content, &mut edge);
            element.content.push(mark(close, element.at));
            element.content.extend(edge.into_iter().rev());
        }
    }
}

/// Moves the space and the line breaks that a text begins with out of it, however deep they stand. Says whether nothing
/// else is in the text.
fn leave_leading(content: &mut Vec<Inline>, edge: &mut Vec<Inline>) -> bool {
    let mut rest = std::mem::take(content).into_iter();
    let mut is_edge = true;
    while is_edge && let Some(mut inline) = rest.next() {
        is_edge = match &mut inline {
            Inline::Text(text) if text.text.starts_with(' ') => {
                edge.push(Inline::Text(Text { text: text.text.remove(0).to_string(), at: text.at }));
                text.at += 1;
                text.text.is_empty()
            }
            Inline::Text(text) => text.text.is_empty(),
            Inline::Element(element) => leave_leading(&mut element.content, edge),
            Inline::Break(_) | Inline::Milestone(_) => true,
            Inline::NoteMark(_) => false,
        };
        if let Inline::Break(_) = inline { edge.push(inline) } else { content.push(inline) }
    }
    content.extend(rest);
    is_edge
}

/// The same at the end of a text, from the end on.
fn leave_trailing(content: &mut Vec<Inline>, edge: &mut Vec<Inline>) -> bool {
    let mut behind = Vec::new();
    let mut is_edge = true;
    while is_edge && let Some(mut inline) = content.pop() {
        is_edge = match &mut inline {
            Inline::Text(text) if text.text.ends_with(' ') => {
                text.text.pop();
                edge.push(Inline::Text(Text { text: " ".to_owned(), at: text.at + text.text.len() }));
                text.text.is_empty()
            }
            Inline::Text(text) => text.text.is_empty(),
            Inline::Element(element) => leave_trailing(&mut element.content, edge),
            Inline::Break(_) | Inline::Milestone(_) => true,
            Inline::NoteMark(_) => false,
        };
        if let Inline::Break(_) = inline { edge.push(inline) } else { behind.push(inline) }
    }
    content.extend(behind.into_iter().rev());
    is_edge
}

/// A quotation in a text.
struct Found {
    /// Where its tag stands in its file.
    at: usize,
    /// Its first character, and that behind its last, without white space at its ends.
    start: usize,
    end: usize,
    /// The same with that white space.
    outer: Range<usize>,
    has_look: bool,
    /// The language around it, where that is not the text's.
    lang: Option<Lang>,
    /// The quotations around it.
    around: Vec<usize>,
}

/// The characters of a text, and its quotations in the order in which they begin.
struct Flat {
    characters: Vec<char>,
    found: Vec<Found>,
}

impl Flat {
    fn new(content: &[Inline]) -> Flat {
        let mut flat = Flat { characters: Vec::new(), found: Vec::new() };
        flat.push(content, None, &mut Vec::new());
        flat
    }

    fn push(&mut self, content: &[Inline], lang: Option<&Lang>, around: &mut Vec<usize>) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.characters.extend(text.text.chars()),
                Inline::Break(_) => self.characters.push(' '),
                Inline::NoteMark(_) | Inline::Milestone(_) => {}
                Inline::Element(element) => {
                    let inner = element.attributes.lang.as_ref().or(lang);
                    if !is_quotation(element) {
                        self.push(&element.content, inner, around);
                        continue;
                    }
                    let index = self.found.len();
                    let start = self.characters.len();
                    self.found.push(Found {
                        at: element.at,
                        start,
                        end: start,
                        outer: start..start,
                        has_look: element.attributes.rend != Rend::default(),
                        lang: lang.cloned(),
                        around: around.clone(),
                    });
                    around.push(index);
                    self.push(&element.content, inner, around);
                    around.pop();
                    let is_space = |c: &&char| c.is_whitespace();
                    let inside = &self.characters[start..];
                    let before = inside.iter().take_while(is_space).count();
                    let behind = inside[before..].iter().rev().take_while(is_space).count();
                    let end = self.characters.len();
                    let found = &mut self.found[index];
                    (found.start, found.end, found.outer) = (start + before, end - behind, start..end);
                }
            }
        }
    }

    /// Whether a quotation has marks in the text.
    fn is_marked(&self, found: &Found) -> bool {
        let inside = &self.characters[found.start..found.end];
        let Some(&first) = inside.first() else { return false };
        if DASHES.contains(first) {
            return true;
        }
        let without_stops = |characters: &[char]| {
            let stops = characters.iter().rev().take_while(|c| STOPS.contains(**c)).count();
            characters.len() - stops
        };
        let inner_end = without_stops(inside);
        // Just outside, the stop of the sentence on either side of the closing mark.
        let is_space = |at: &usize| self.characters[*at].is_whitespace();
        let before = (0..found.start).rev().find(|at| !is_space(at));
        let behind =
            (found.end..self.characters.len()).find(|at| !is_space(at) && !STOPS.contains(self.characters[*at]));
        if let (Some(before), Some(behind)) = (before, behind) {
            let (open, close) = (self.characters[before], self.characters[behind]);
            // White space may part them; where it stands outside, they must be a pair.
            let is_parted = before + 1 < found.outer.start || (found.outer.end..behind).any(|at| is_space(&at));
            let is_pair = !is_parted || PAIRS.contains(&(open, close));
            if OPENING.contains(open) && CLOSING.contains(close) && is_pair && !is_apostrophe(&self.characters, before)
            {
                return true;
            }
        }
        // Just inside, unless the first mark is closed in the middle, or the last one opened there.
        let last = inside[..inner_end].last();
        let is_open = OPENING.contains(first) && partner_at(inside, 0).is_none_or(|at| at + 1 >= inner_end);
        let is_closed = matches!(last, Some('”' | '“' | '»' | '«' | '」' | '』' | '"'))
            && !opens_inside(&inside[..inner_end - 1], last.copied().unwrap_or_default());
        // Words such as “he said” may stand between: the text has the marks of all that is said, then.
        let spans = last.is_some_and(|last| closers(first).contains(last)) && inner_end > 1;
        is_open || is_closed || spans
    }

    /// For each quotation, whether a mark of the text itself is open where it begins.
    fn open_before(&self) -> Vec<bool> {
        let (mut count, mut at) = ([0_usize; 7], 0);
        let mut is_open = |found: &Found| {
            for c in &self.characters[at..found.start.max(at)] {
                if let Some(mark) = ['“', '”', '„', '「', '」', '«', '»'].iter().position(|mark| mark == c) {
                    count[mark] += 1;
                }
            }
            at = at.max(found.start);
            // Where one mark both opens and closes, as in German, nobody can tell.
            count[0] > count[1] && count[2] == 0 || count[3] > count[4] || count[5] > count[6]
        };
        self.found.iter().map(&mut is_open).collect()
    }
}

/// Whether the mark at a place stands for a letter that is left out.
fn is_apostrophe(characters: &[char], at: usize) -> bool {
    matches!(characters[at], '’' | '\'' | '”' | '»' | '›') && at > 0 && !characters[at - 1].is_whitespace()
}

/// The marks that close what a mark opens; none for one that may be an apostrophe.
fn closers(open: char) -> &'static [char] {
    match open {
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '「' => &['」'],
        '『' => &['』'],
        '《' => &['》'],
        '"' => &['"'],
        _ => &[],
    }
}

/// Where the mark that opens at a place is closed.
fn partner_at(characters: &[char], at: usize) -> Option<usize> {
    let open = characters[at];
    let closers = closers(open);
    let mut depth = 0_usize;
    for (index, c) in characters.iter().enumerate().skip(at + 1) {
        if closers.contains(c) {
            if depth == 0 {
                return Some(index);
            }
            depth -= 1;
        } else if *c == open {
            depth += 1;
        }
    }
    None
}

/// Whether the mark that closes a text is opened in it.
fn opens_inside(characters: &[char], close: char) -> bool {
    let opener = match close {
        '”' => ['“', '„'],
        '“' => ['„', '„'],
        '»' => ['«', '«'],
        '«' => ['»', '»'],
        '」' => ['「', '「'],
        '』' => ['『', '『'],
        _ => ['"', '"'],
    };
    let opened = characters.iter().filter(|c| opener.contains(c)).count();
    opened > characters.iter().filter(|c| **c == close && !opener.contains(c)).count()
}

#[cfg(test)]
mod tests;
