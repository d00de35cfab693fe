//! The text of an edition.

use enface::layout::style::PageStyle;
use unicode_normalization::UnicodeNormalization;

use super::compare::OPENING;
use super::{Gap, is_joint, is_space};
use crate::read::{File, Run};

/// The characters of an edition, each with what stands before it.
#[derive(Default)]
pub(super) struct Out {
    pub(super) chars: Vec<(Gap, char)>,
    gap: Option<Gap>,
}

/// The headings of the colophon, of the list of contents and of the notes in the languages of the cases, without spaces.
pub(super) const COLOPHON: &[&str] = &["Colophon", "판권", "Impressum", "Colofón"];
pub(super) const CONTENTS: &[&str] = &["Contents", "차례", "Inhalt", "Tabledesmatières", "Índice"];
pub(super) const NOTES: &[&str] = &["Notes", "Anmerkungen", "Notas"];

impl Out {
    pub(super) fn text(&mut self, text: &str) {
        for c in text.nfc().filter(|c| !is_joint(*c)) {
            if is_space(c) {
                self.gap = self.gap.max(Some(Gap::Space));
            } else {
                self.chars.push((self.gap.take().unwrap_or(Gap::None), c));
            }
        }
    }

    pub(super) fn edge(&mut self) {
        self.gap = Some(Gap::Edge);
    }

    /// What stands for a picture.
    fn alternative(&mut self, words: &str) {
        self.edge();
        self.text(words);
        self.edge();
    }

    /// Takes away what the edition says of itself at its end, from the last line on that is nothing but its heading.
    fn without_colophon(&mut self) {
        let last = self.headings(COLOPHON).last();
        self.chars.truncate(last.unwrap_or(self.chars.len()));
    }

    /// Takes away what stands between the title and the text: the colophon and the list of contents.
    fn without_contents(&mut self) {
        let first = self.headings(COLOPHON).chain(self.headings(CONTENTS)).min();
        // Of the list of contents only the heading is left here; a preface may follow it.
        let heading = CONTENTS.iter().find(|heading| self.headings(std::slice::from_ref(heading)).next().is_some());
        let end = heading
            .and_then(|heading| Some(self.headings(std::slice::from_ref(heading)).next()? + heading.chars().count()));
        self.chars.drain(first.unwrap_or(self.chars.len())..end.unwrap_or(self.chars.len()));
    }

    /// Where lines begin that are nothing but one of some headings.
    pub(super) fn headings(&self, headings: &'static [&'static str]) -> impl Iterator<Item = usize> {
        let is_heading = |at: usize, heading: &str| {
            let end = at + heading.chars().count();
            let same = self.chars[at..].iter().zip(heading.chars()).all(|((_, c), wanted)| *c == wanted);
            let is_edge = |at: usize| self.chars.get(at).is_some_and(|(gap, _)| *gap == Gap::Edge);
            same && is_edge(at) && is_edge(end)
        };
        (0..self.chars.len()).filter(move |&at| headings.iter().any(|heading| is_heading(at, heading)))
    }

    /// Appends what stands behind an edge.
    pub(super) fn append(&mut self, other: Out) {
        self.edge();
        let gap = self.gap.take().unwrap_or(Gap::Edge);
        let chars = other.chars.into_iter().enumerate();
        self.chars.extend(chars.map(|(at, (found, c))| (if at == 0 { gap } else { found }, c)));
        self.edge();
    }
}

/// What the page says by itself.
const OWN: &[&str] = &["tools", "skip", "contents", "label", "permalink", "back", "badge", "generator", "draft"];

/// The text of an HTML file. It is read as our own serializer writes it: every element but the empty ones is closed.
pub(super) fn html(html: &str) -> Out {
    struct Open<'a> {
        name: &'a str,
        hidden: bool,
        in_line: bool,
        notes: bool,
    }
    let mut out = Out::default();
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut rest = html.strip_prefix("<!DOCTYPE html>").expect("a doctype");
    while !rest.is_empty() {
        let Some(tag) = rest.strip_prefix('<') else {
            let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            if open.last().is_some_and(|element| !element.hidden) {
                out.text(&unescape(text));
            }
            rest = after;
            continue;
        };
        let (tag, after) = tag.split_once('>').expect("tags end, and “>” is escaped elsewhere");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let element = open.pop().expect("an element that is open");
            assert_eq!(element.name, name, "elements end in the order in which they began");
            if !element.in_line && !element.hidden {
                out.edge();
            }
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let class = attributes.split_once("class=\"").and_then(|(_, rest)| rest.split_once('"')).unwrap_or_default().0;
        let has = |wanted: &str| class.split(' ').any(|one| one == wanted);
        let parent = open.last();
        let hidden = parent.is_some_and(|parent| parent.hidden || parent.notes && has("head"))
            || ["head", "script", "style", "footer", "nav", "legend", "rp"].contains(&name)
            || OWN.iter().any(|own| has(own));
        let in_line = [
            "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "rp", "rt", "ruby", "s", "small", "span",
            "strong", "sub", "sup", "time", "u", "wbr",
        ]
        .contains(&name);
        if !in_line && !hidden {
            out.edge();
        }
        if name == "img" && !hidden {
            let words = attributes.split_once("alt=\"").and_then(|(_, rest)| rest.split_once('"')).expect("words").0;
            out.alternative(&unescape(words));
        }
        if ["br", "hr", "img", "input", "link", "meta", "wbr"].contains(&name) {
            continue;
        }
        if ["script", "style"].contains(&name) {
            rest = rest.split_at(rest.find(&format!("</{name}>")).expect("its end")).1;
        }
        open.push(Open { name, hidden, in_line, notes: name == "section" && has("notes") });
    }
    assert!(open.is_empty(), "every element ends");
    out
}

fn unescape(text: &str) -> String {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').expect("a reference");
        out.push_str(match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "nbsp" => "\u{A0}",
            _ => panic!("the reference “{name}”"),
        });
        out.push_str(rest);
    }
    out
}

/// A run of text, or what stands for a picture.
struct Said {
    page: usize,
    run: Run,
    is_picture: bool,
    /// When it, or the cell of a table before it, is heard.
    rank: usize,
}

/// The text of a PDF file, its tables as the structure tree has them read, without running heads and folios, words that were
/// divided joined, and the notes at the feet of its pages behind the rest. `style` is how its pages were to look.
pub(super) fn pdf(bytes: &[u8], style: &PageStyle) -> Out {
    let area = style.bottom..style.height - style.top;
    let file = File::read(bytes);
    let texts = file.texts();
    let order = file.order_in("Table");
    let contents = file.order_in("TOC");
    // What a note holds may go on on the next page with a listing, or with a mark above the line.
    let is_note =
        |size: f32| [1.0, 0.95, 0.66].iter().any(|scale| (size - style.size * style.notes.scale * scale).abs() < 0.01);
    let (mut front, mut body, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    let text_from = file.front_pages();
    let (mut rank, mut highest) = (0, 0);
    for page in 0..file.page_count() {
        let above = if page < text_from { &mut front } else { &mut body };
        let runs: Vec<_> = file.runs(page, &texts).into_iter().filter(|run| area.contains(&run.y)).collect();
        let foot = runs.iter().position(|run| is_note(run.size)).unwrap_or(runs.len());
        let mut pictures = file.alternatives(page).into_iter().peekable();
        let picture = |(y, text), rank| {
            let run = Run { x: 0.0, y, end: 0.0, size: 0.0, text, shown: String::new(), part: None };
            Said { page, run, is_picture: true, rank }
        };
        for (index, run) in runs.into_iter().enumerate() {
            while let Some(found) = pictures.next_if(|(y, _)| index >= foot || *y > run.y) {
                above.push(picture(found, rank));
            }
            if run.part.is_some_and(|part| contents.contains_key(&(page, part))) {
                continue;
            }
            let out = if index < foot { &mut *above } else { &mut notes };
            // What stands in no table comes after what is before it, also after cells that end on the page before.
            let known = run.part.and_then(|part| order.get(&(page, part)).copied());
            highest = highest.max(known.unwrap_or(0));
            rank = known.unwrap_or(highest);
            out.push(Said { page, run, is_picture: false, rank });
        }
        above.extend(pictures.map(|found| picture(found, rank)));
    }
    // The cells of a row of a table may go on side by side on the next page.
    front.sort_by_key(|said| said.rank);
    body.sort_by_key(|said| said.rank);
    let (mut front, mut body, mut notes) = (in_order(&front), in_order(&body), in_order(&notes));
    // It may be set in the size of notes.
    body.without_colophon();
    notes.without_colophon();
    front.without_contents();
    front.append(body);
    front.append(notes);
    front
}

/// The text of runs that come one after another.
fn in_order(said: &[Said]) -> Out {
    let mut out = Out::default();
    for (index, Said { page, run, is_picture, .. }) in said.iter().enumerate() {
        if *is_picture {
            out.alternative(&run.text);
            continue;
        }
        let next = said.get(index + 1);
        let ends_line = next.is_none_or(|next| next.page != *page || (next.run.y - run.y).abs() > 0.01);
        // A hyphen of the text itself is followed by U+200B there.
        let divided = run.text.strip_suffix('-').filter(|_| ends_line);
        out.text(divided.unwrap_or(&run.text));
        // What stands in columns of its own on the line, or apart from what goes before, as an item from its label; but an
        // opening mark belongs to what follows, even where a caesura comes between them.
        let opens = OPENING.iter().any(|mark| run.text.ends_with(mark));
        let is_apart = |next: &Run| next.x > run.end + 0.2 * run.size && !opens;
        let after = next.is_some_and(|next| next.run.x < run.x || is_apart(&next.run));
        if divided.is_none() && (ends_line || after) {
            out.edge();
        }
    }
    out
}
