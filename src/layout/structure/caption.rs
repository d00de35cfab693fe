//! Captions stand in what they are captions of (ISO 32000-1, table 337), and there first or last (ISO 14289-2, section
//! 8.2.5.27).

use super::{Event, Step, Tag};
use crate::text::{GroupKind, Role};

/// Moves the caption that stands over a table into it; the notes of the caption follow the table.
pub(super) fn into_tables(events: impl IntoIterator<Item = Event>) -> Vec<Event> {
    let mut out: Vec<Event> = Vec::new();
    // For each group that is open, what follows it.
    let mut open: Vec<Vec<Event>> = Vec::new();
    for event in events {
        match event {
            Event::Open(kind) => {
                let caption = if kind == GroupKind::Table { take_caption(&mut out) } else { Vec::new() };
                let mut caption = caption.into_iter();
                out.push(event);
                out.extend(caption.next());
                open.push(caption.collect());
            }
            Event::Close => {
                out.push(event);
                out.extend(open.pop().unwrap_or_default());
            }
            _ => out.push(event),
        }
    }
    out.extend(open.into_iter().rev().flatten());
    out
}

/// Takes the caption that stands last, with its notes; nothing if there is none.
fn take_caption(out: &mut Vec<Event>) -> Vec<Event> {
    let is_note = |event: &&Event| matches!(event, Event::Row(_, Role::Note { anchored: true }, _));
    let notes = out.iter().rev().take_while(is_note).count();
    let at = out.len().checked_sub(notes + 1);
    match at.filter(|&at| matches!(out[at], Event::Row(_, Role::Caption, _))) {
        Some(at) => out.split_off(at),
        None => Vec::new(),
    }
}

/// Makes paragraphs of the captions that stand between others, in all but tables.
pub(super) fn outermost(steps: &mut [Step]) {
    // For each element that is open: whether it is a table, and its children, each with the step of its caption if it is one.
    let mut open: Vec<(bool, Vec<Option<usize>>)> = Vec::new();
    let mut inner = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        match step {
            Step::Open(tag) => {
                if let Some((_, children)) = open.last_mut() {
                    children.push(None);
                }
                open.push((*tag == Tag::Table, Vec::new()));
            }
            Step::Close => {
                if let Some((false, children)) = open.pop() {
                    let last = children.len().saturating_sub(1);
                    inner.extend(children.get(1..last).into_iter().flatten().flatten().copied());
                }
            }
            Step::Text(_, tag) => {
                if let Some((_, children)) = open.last_mut() {
                    children.push((*tag == Tag::Caption).then_some(at));
                }
            }
            Step::Label(_) => {}
        }
    }
    for at in inner {
        if let Step::Text(_, tag) = &mut steps[at] {
            *tag = Tag::Paragraph;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_over_a_table_stands_in_it() {
        let note = Role::Note { anchored: true };
        let (open, table) = (Event::Open(GroupKind::Section), Event::Open(GroupKind::Table));
        let row = |number: u32, role: Role| Event::Row(number, role, false);
        let told = |events: Vec<Event>| -> String {
            let letter = |event: Event| match event {
                Event::Open(GroupKind::Table) => '(',
                Event::Close => ')',
                Event::Row(number, ..) => char::from_digit(number, 10).unwrap_or_default(),
                _ => '[',
            };
            into_tables(events).into_iter().map(letter).collect()
        };
        let (caption, cell) = (row(1, Role::Caption), row(3, Role::Block));
        assert_eq!(told(vec![open, caption, table, cell, Event::Close, Event::Close]), "[(13))");
        assert_eq!(told(vec![open, caption, row(2, note), table, cell, Event::Close, row(4, note)]), "[(13)24");
        assert_eq!(told(vec![caption, open, table, cell, Event::Close]), "1[(3)");
        assert_eq!(told(vec![row(1, Role::Block), table, cell]), "1(3");
    }

    #[test]
    fn a_caption_in_the_middle_is_a_paragraph() {
        let figure = |inner: &[Tag]| {
            let texts = inner.iter().zip(0..).map(|(tag, row)| Step::Text(row, *tag));
            let mut steps: Vec<Step> =
                [Step::Open(Tag::Section)].into_iter().chain(texts).chain([Step::Close]).collect();
            outermost(&mut steps);
            let kept = steps.iter().filter(|step| matches!(step, Step::Text(_, Tag::Caption)));
            kept.count()
        };
        let (picture, caption, text) = (Tag::Figure, Tag::Caption, Tag::Paragraph);
        assert_eq!(figure(&[picture, caption]), 1);
        assert_eq!(figure(&[caption, picture]), 1);
        assert_eq!(figure(&[picture, caption, text]), 0);
        assert_eq!(figure(&[caption]), 1);
        assert_eq!(figure(&[caption, picture, caption]), 2);
    }
}
