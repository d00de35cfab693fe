//! Notes that marks point to: which row calls each, and what they are set as at the foot of their column.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::edition::{Edition, Part, Row, next_number};
use crate::layout::look::Look;
use crate::layout::page::{Stretch, StretchKind};
use crate::layout::plan::PlannedRow;
use crate::layout::row::{self, SetCell, SetText, Setter, Setting, Strand};
use crate::layout::style::{NoteNumbering, NotePlace, NoteRestart, NoteStyle};
use crate::text::{GroupKind, Inline, Lang, Role};

/// The notes of an edition.
pub(crate) struct Notes<'a> {
    style: NoteStyle,
    langs: Vec<Lang>,
    /// The notes by their identifiers.
    rows: FxHashMap<&'a str, &'a Row>,
    /// The notes that each part of the edition is the first to call, each with the index of the language in which it is.
    calls: FxHashMap<usize, Vec<(usize, &'a str)>>,
    /// The index of the part that is the note.
    parts: FxHashMap<&'a str, usize>,
    /// Which notes have a mark, in each language.
    marked: Vec<FxHashSet<&'a str>>,
    /// What the mark of each note shows, in each language.
    shown: Vec<FxHashMap<&'a str, Cow<'a, str>>>,
    /// The notes in the order in which they are numbered where they have one number in all languages, and in which each
    /// language calls them, each with the outermost section that calls it first.
    in_order: Vec<(&'a str, usize)>,
    called: Vec<Vec<(&'a str, usize)>>,
}

impl<'a> Notes<'a> {
    pub(crate) fn new(edition: &'a Edition, style: NoteStyle) -> Notes<'a> {
        let langs = edition.langs.len();
        let mut notes = Notes {
            style,
            langs: edition.langs.clone(),
            rows: FxHashMap::default(),
            calls: FxHashMap::default(),
            parts: FxHashMap::default(),
            marked: vec![FxHashSet::default(); langs],
            shown: vec![FxHashMap::default(); langs],
            in_order: Vec::new(),
            called: vec![Vec::new(); langs],
        };
        let rows = || edition.parts.iter().enumerate().filter_map(|(index, part)| Some((index, as_row(part)?)));
        for (index, row) in rows() {
            if let (Some(id), Some(_), true) = (row.id.as_deref(), row.mark(), is_called(row)) {
                notes.rows.entry(id).or_insert(row);
                notes.parts.entry(id).or_insert(index);
            }
        }
        // What the text calls itself is not called by a note.
        let mut called_in: Vec<FxHashMap<&str, usize>> = vec![FxHashMap::default(); langs];
        let mut order: Vec<(usize, usize, &str)> = Vec::new();
        for in_notes in [false, true] {
            for (index, row) in rows().filter(|(_, row)| is_called(row) == in_notes) {
                for (lang, cell) in row.cells.iter().enumerate() {
                    marks(&cell.content, &mut |id| {
                        if !notes.rows.contains_key(id) {
                            return;
                        }
                        notes.marked[lang].insert(id);
                        if !called_in[lang].contains_key(id) {
                            called_in[lang].insert(id, index);
                            order.push((index, lang, id));
                        }
                    });
                }
            }
        }
        for &(index, lang, id) in &order {
            notes.calls.entry(index).or_default().push((lang, id));
            // A language that has lost the mark has the note where the first that has one calls it.
            let is_first = called_in[..lang].iter().all(|called| !called.contains_key(id));
            for other in (0..langs).filter(|&other| is_first && !called_in[other].contains_key(id)) {
                notes.calls.entry(index).or_default().push((other, id));
            }
        }
        let sections = sections(edition);
        let mut first: FxHashMap<&str, usize> = FxHashMap::default();
        for &(index, lang, id) in &order {
            notes.called[lang].push((id, sections[index]));
            let section = first.entry(id).or_insert(sections[index]);
            *section = sections[index].min(*section);
        }
        for (index, row) in rows() {
            let Some(id) =
                row.id.as_deref().filter(|id| notes.rows.get(id).is_some_and(|note| std::ptr::eq(*note, row)))
            else {
                continue;
            };
            notes.in_order.push((id, first.get(id).copied().unwrap_or(sections[index])));
        }
        let shown = |row: &'a Row| row.id.as_deref().zip(row.mark());
        for known in &mut notes.shown {
            known.extend(rows().filter_map(|(_, row)| shown(row)));
        }
        if style.restart != NoteRestart::Edition {
            notes.number_sections();
        } else if style.numbering == NoteNumbering::BySide {
            notes.number(|_| 0);
        }
        notes
    }

    /// The numbers that are signs of notes.
    fn taken(&self) -> FxHashSet<u32> {
        self.rows.values().filter_map(|row| row.taken_number()).collect()
    }

    /// Numbers the notes anew in each section.
    pub(crate) fn number_sections(&mut self) {
        self.number(|section| section);
    }

    /// Numbers the notes that the source does not give a sign of their own, and begins anew wherever `part` of the section
    /// changes.
    fn number(&mut self, part: impl Fn(usize) -> usize) {
        let by_side = self.style.numbering == NoteNumbering::BySide;
        for lang in 0..self.langs.len() {
            let taken = self.taken();
            let mut counts: FxHashMap<usize, u32> = FxHashMap::default();
            let order = if by_side { &self.called[lang] } else { &self.in_order };
            for (id, section) in order.iter().filter(|(id, _)| self.rows[id].label.is_none()) {
                let count = counts.entry(part(*section)).or_default();
                *count = next_number(*count, &taken);
                self.shown[lang].insert(id, Cow::Owned(count.to_string()));
            }
        }
    }

    /// Numbers the notes that begin on each page, whose names are given in their order. Tells whether that has changed
    /// anything.
    pub(crate) fn number_pages(&mut self, pages: &[Vec<(usize, String)>]) -> bool {
        let names: FxHashMap<String, (usize, &'a str)> = (0..self.langs.len())
            .flat_map(|lang| self.rows.keys().map(move |id| (lang, *id)))
            .map(|(lang, id)| (self.name(id, lang), (lang, id)))
            .collect();
        let taken = self.taken();
        let mut changed = false;
        for page in pages {
            let mut counts = vec![0; self.langs.len()];
            for (lang, name) in page {
                let Some(&(_, id)) = names.get(name).filter(|(_, id)| self.rows[id].label.is_none()) else { continue };
                counts[*lang] = next_number(counts[*lang], &taken);
                let number: Cow<'a, str> = Cow::Owned(counts[*lang].to_string());
                changed |= self.shown[*lang].insert(id, number.clone()) != Some(number);
            }
        }
        changed
    }

    /// The notes that the parts in a range call, each once, in the order of their marks.
    pub(crate) fn within(&self, parts: std::ops::Range<usize>) -> Vec<&'a Row> {
        let (mut found, mut seen, mut known) = (Vec::new(), FxHashSet::default(), FxHashSet::default());
        for part in parts {
            self.collect(part, None, &mut seen, &mut found);
        }
        found.retain(|(_, note, _)| known.insert(note.id.as_deref()));
        found.into_iter().map(|(_, note, _)| note).collect()
    }

    /// What the mark of each note shows in a language.
    pub(crate) fn shown(&self, lang: usize) -> &FxHashMap<&'a str, Cow<'a, str>> {
        &self.shown[lang.min(self.shown.len() - 1)]
    }

    /// The notes that stand with a part of the edition, in their order, each with its language and whether it is called
    /// by the note before it and not by the part.
    pub(crate) fn of(&self, part: usize) -> Vec<(usize, &'a Row, bool)> {
        let mut found = Vec::new();
        let mut seen = FxHashSet::default();
        if self.style.place == NotePlace::Foot {
            self.collect(part, None, &mut seen, &mut found);
        }
        found
    }

    fn collect(
        &self,
        part: usize,
        wanted: Option<usize>,
        seen: &mut FxHashSet<(usize, &'a str)>,
        found: &mut Vec<(usize, &'a Row, bool)>,
    ) {
        // From the last on, so that what a note calls follows it.
        let mut open: Vec<(usize, usize, &'a str, bool)> = Vec::new();
        let push = |open: &mut Vec<_>, part: usize, wanted: Option<usize>, nested: bool| {
            let calls = self.calls.get(&part).into_iter().flatten().rev();
            let mine = calls.filter(|(lang, _)| wanted.is_none_or(|wanted| wanted == *lang));
            open.extend(mine.map(|&(lang, id)| (part, lang, id, nested)));
        };
        push(&mut open, part, wanted, false);
        while let Some((_, lang, id, nested)) = open.pop() {
            if !seen.insert((lang, id)) {
                continue;
            }
            found.push((lang, self.rows[id], nested));
            push(&mut open, self.parts[id], Some(lang), true);
        }
    }

    /// The name of the place of a note in a language.
    pub(crate) fn name(&self, id: &str, lang: usize) -> String {
        // At the foot of the columns, each language has its own.
        if lang == 0 || self.style.place != NotePlace::Foot || !self.rows.contains_key(id) {
            return id.to_owned();
        }
        format!("{id}:{}", self.langs[lang])
    }

    /// The name of the place of the mark of a note in a language, if it has one. No `xml:id` has a colon.
    pub(crate) fn mark_name(&self, id: &str, lang: usize) -> Option<String> {
        let is_marked = self.marked.get(lang).is_some_and(|marked| marked.contains(id));
        is_marked.then(|| format!("{id}:mark:{}", self.langs[lang]))
    }
}

/// A note and the line of its strand that calls it.
pub(crate) struct Call {
    /// The index of the line.
    pub(crate) line: usize,
    /// The index of the language.
    pub(crate) lang: usize,
    /// The note, set.
    pub(crate) note: Arc<Strand>,
}

/// A note that a row calls.
#[derive(Clone)]
pub(crate) struct PlannedNote<'a> {
    /// The index of the language.
    pub(crate) lang: usize,
    /// Whether the note before it calls it.
    pub(crate) nested: bool,
    pub(crate) row: PlannedRow<'a>,
}

/// Sets the notes that rows call, for the cells of one strand.
pub(crate) fn set(
    rows: &[&PlannedRow<'_>],
    cells: &[SetCell],
    setter: &mut Setter,
    setting: &Setting<'_>,
) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    for planned in rows {
        for PlannedNote { lang, nested, row: note } in &planned.notes {
            let number = planned.number * planned.row.cells.len() as u32 + *lang as u32;
            let is_caller =
                |cell: &&SetCell| cell.text.source.as_ref().is_some_and(|source| source.part.text == number);
            let callers = || cells.iter().filter(is_caller);
            if callers().next().is_none() || note.row.cells[*lang].content.is_empty() {
                continue;
            }
            let id = note.row.id.as_deref().unwrap_or_default();
            let at = callers().find_map(|cell| Some(cell.top + line_of(&cell.text, id)?));
            let last = || callers().map(|cell| (cell.top + cell.text.lines.len()).saturating_sub(1)).max();
            let before = calls.last().filter(|_| *nested).map(|call| call.line);
            let line = before.or(at).or_else(last).unwrap_or(0);
            let note = Arc::new(setter.note(note, *lang, setting));
            calls.push(Call { line, lang: *lang, note });
        }
    }
    calls.sort_by_key(|call| call.line);
    calls
}

impl Setter {
    /// Sets a note in one language.
    fn note(&mut self, planned: &PlannedRow<'_>, lang: usize, setting: &Setting<'_>) -> Strand {
        let cells = self.plain_cell(planned, lang, setting);
        let id = planned.row.id.as_deref().map(|id| (0, planned.part(lang), setting.notes.name(id, lang)));
        let strand = row::strand(cells);
        // At the foot of the columns each language has its own note.
        let places = strand.ids.iter().filter(|_| lang == 0).cloned();
        Strand {
            ids: id.into_iter().chain(places).collect(),
            leading: planned.style.leading,
            title_block: planned.title_block,
            segment: planned.segment,
            ..strand
        }
    }
}

/// The line on which the mark of a note stands.
fn line_of(text: &SetText, id: &str) -> Option<usize> {
    let looks: Vec<bool> = text.looks.iter().map(|look| mark_of(look, &text.stretches) == Some(id)).collect();
    if !looks.contains(&true) {
        return None;
    }
    text.lines.iter().position(|line| line.pieces.iter().any(|placed| looks[placed.piece.look as usize]))
}

/// The note whose mark a look is.
pub(crate) fn mark_of<'l>(look: &'l Look, stretches: &[Stretch]) -> Option<&'l str> {
    let target = look.link.as_deref()?.strip_prefix('#')?;
    let mut stretch = look.stretch;
    while let Some(Stretch { kind, within, .. }) = stretches.get(usize::from(stretch.0)) {
        if *kind == StretchKind::Reference {
            return Some(target);
        }
        stretch = *within;
    }
    None
}

/// The outermost section that each part of an edition stands in, by its number; what stands before one counts to it.
fn sections(edition: &Edition) -> Vec<usize> {
    let (mut depth, mut count) = (0, 0);
    let mut open = Vec::new();
    let section = |part: &Part| {
        match part {
            Part::Open(group) => {
                depth += usize::from(group.kind == GroupKind::Section);
                open.push(group.kind);
            }
            Part::Close => {
                if open.pop() == Some(GroupKind::Section) {
                    depth -= 1;
                    count += usize::from(depth == 0);
                }
            }
            Part::Row(_) => {}
        }
        count
    };
    edition.parts.iter().map(section).collect()
}

fn as_row(part: &Part) -> Option<&Row> {
    if let Part::Row(row) = part { Some(row) } else { None }
}

fn is_called(row: &Row) -> bool {
    row.role == (Role::Note { anchored: true })
}

fn marks<'a>(content: &'a [Inline], call: &mut impl FnMut(&'a str)) {
    for inline in content {
        match inline {
            Inline::NoteMark(mark) => mark.id.as_deref().into_iter().for_each(&mut *call),
            Inline::Element(element) => marks(&element.content, call),
            Inline::Text(_) | Inline::Break(_) | Inline::Milestone(_) => {}
        }
    }
}
