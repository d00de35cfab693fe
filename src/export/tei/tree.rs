//! The parts of an edition as a tree, as one of its languages has them.

use crate::edition::{Cell, Edition, Part, Row};
use crate::text::{Group, GroupKind, Inline, Role};

/// A row, or a group with what it holds.
pub(super) enum Piece<'e> {
    Row(&'e Row),
    Group(&'e Group, Vec<Piece<'e>>),
}

impl<'e> Piece<'e> {
    /// The row, if it is one.
    pub(super) fn row(&self) -> Option<&'e Row> {
        match self {
            Piece::Row(row) => Some(row),
            Piece::Group(..) => None,
        }
    }

    /// What the row is, if it is one.
    pub(super) fn role(&self) -> Option<Role> {
        self.row().map(|row| row.role)
    }

    /// What the group is, if it is one.
    pub(super) fn kind(&self) -> Option<GroupKind> {
        match self {
            Piece::Row(_) => None,
            Piece::Group(group, _) => Some(group.kind),
        }
    }
}

/// The rows of an edition that are units of its text.
pub(super) fn rows(edition: &Edition) -> impl Iterator<Item = &Row> {
    edition.parts.iter().filter_map(|part| match part {
        Part::Row(row) if !row.made => Some(row),
        _ => None,
    })
}

/// Whether a language has anything to write for a row. A cell of a table keeps its place if it is empty, and a picture is
/// the same in all languages.
pub(super) fn is_written(row: &Row, cell: &Cell) -> bool {
    matches!(row.role, Role::Cell(_)) || row.picture.is_some() || says_something(&cell.content)
}

fn says_something(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(text) => !text.text.trim_ascii().is_empty(),
        Inline::Element(element) => says_something(&element.content),
        Inline::NoteMark(_) => true,
        Inline::Break(_) | Inline::Milestone(_) => false,
    })
}

/// A group that is open, none for the whole text, with what it holds so far.
type Open<'e> = (Option<&'e Group>, Vec<Piece<'e>>);

/// What the edition has in one of its columns; groups that hold nothing are left out.
pub(super) fn pieces(edition: &Edition, column: usize) -> Vec<Piece<'_>> {
    let mut open: Vec<Open<'_>> = vec![(None, Vec::new())];
    for part in &edition.parts {
        match part {
            Part::Open(group) => open.push((Some(group), Vec::new())),
            Part::Close => close(&mut open),
            Part::Row(row) => {
                let is_there = !row.made && row.cells.get(column).is_some_and(|cell| is_written(row, cell));
                if let Some((_, pieces)) = open.last_mut().filter(|_| is_there) {
                    pieces.push(Piece::Row(row));
                }
            }
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|(_, pieces)| pieces).unwrap_or_default()
}

/// Ends the innermost group.
fn close<'e>(open: &mut Vec<Open<'e>>) {
    if open.len() > 1
        && let Some((Some(group), pieces)) = open.pop()
        && !pieces.is_empty()
        && let Some((_, outer)) = open.last_mut()
    {
        outer.push(Piece::Group(group, pieces));
    }
}
