//! Lists and tables in running text, such as that of a note: each item stands on a line of its own behind its bullet, its
//! number or its label, and the cells of a row stand on one line, parted by a bar.

use super::{Labels, Walker};
use crate::text::Role;

/// The lists and rows that are open.
#[derive(Default)]
pub(super) struct Inlaid {
    open: Vec<Open>,
}

struct Open {
    /// The node after its last one.
    end: usize,
    what: What,
}

enum What {
    List { labels: Labels, after_label: bool, has_items: bool },
    Row { has_cells: bool },
}

/// How something begins.
pub(super) enum Begins {
    /// On a line of its own, behind its label.
    Line(Option<String>),
    /// Behind a mark that parts it from what goes before, and its label; whether it is the first of its list.
    Clause(Option<String>, bool),
    /// On the line of the label before it.
    OnLine,
    /// Behind a bar.
    Barred,
}

impl Inlaid {
    /// Leaves what ends before the node `i`. Says whether a row is among it.
    pub(super) fn leave(&mut self, i: usize) -> bool {
        let mut has_row = false;
        while let Some(open) = self.open.pop_if(|open| open.end <= i) {
            has_row |= matches!(open.what, What::Row { .. });
        }
        has_row
    }

    /// Enters a row of a table.
    pub(super) fn row(&mut self, end: usize) {
        self.open.push(Open { end, what: What::Row { has_cells: false } });
    }
}

impl Walker<'_, '_> {
    /// Enters a list in running text.
    pub(super) fn inlaid_list(&self, i: usize, inlaid: &mut Inlaid) {
        let (_, labels) = self.labels_of(i);
        inlaid.open.push(Open {
            end: self.tree.nodes[i].end,
            what: What::List { labels, after_label: false, has_items: false },
        });
    }

    /// How an item, the label of one, or a cell begins where it stands; nothing for what is no part of a list or a row.
    pub(super) fn inlaid_part(&self, i: usize, role: Role, inlaid: &mut Inlaid) -> Option<Begins> {
        match (role, &mut inlaid.open.last_mut()?.what) {
            (Role::Label, What::List { after_label, .. }) => {
                *after_label = true;
                Some(Begins::Line(None))
            }
            (Role::Item, What::List { labels, after_label, has_items }) => {
                let is_first = !std::mem::replace(has_items, true);
                if std::mem::take(after_label) {
                    return Some(Begins::OnLine);
                }
                let label = labels.next(self.tree.n(i));
                // What a header tells is read in line.
                Some(if self.in_header { Begins::Clause(label, is_first) } else { Begins::Line(label) })
            }
            (Role::Cell(_), What::Row { has_cells }) => {
                let is_first = !std::mem::replace(has_cells, true);
                Some(if is_first { Begins::Line(None) } else { Begins::Barred })
            }
            _ => None,
        }
    }
}
