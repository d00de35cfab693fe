//! Enters and leaves elements where blocks stand.

use super::Walker;
use super::part::{Frame, Part, Within};
use crate::tei::elements::Class;
use crate::tei::tree::{Key, NodeKind};
use crate::text::{Group, GroupKind, Kind, Node, Role, Verse};

impl<'a> Walker<'_, 'a> {
    pub(super) fn run(&mut self, start: usize, end: usize) {
        let tree = self.tree;
        let mut i = start;
        loop {
            while self.frames.last().is_some_and(|(end, _)| *end <= i) {
                self.leave();
            }
            if i >= end {
                break;
            }
            let node = &tree.nodes[i];
            if let NodeKind::Element { name: "front", .. } = node.kind {
                self.front = node.end;
            }
            i = match &node.kind {
                _ if node.skip => node.end,
                NodeKind::Text(text) => {
                    self.words(i, text);
                    i + 1
                }
                NodeKind::Element { name, class, .. } => self.enter(i, name, *class),
            };
        }
        self.flush(false);
    }

    /// Enters the element `i`, and gives the index to go on from.
    pub(super) fn enter(&mut self, i: usize, name: &'a str, class: Class) -> usize {
        let node = &self.tree.nodes[i];
        let (end, has_block, has_running) = (node.end, node.has_block, node.has_running);
        let running = self.part().running || self.content.has_text() || self.is_in_mark();
        if node.is_parted && has_block {
            self.content.joint_of_lines(node.at);
        }
        if node.is_apart && has_block {
            self.content.begin_part(node.stop, class.runs_in(), node.at);
            self.frames.push((end, Frame::Apart(node.stop, node.at)));
        }
        if name == "u" {
            self.flush(false);
            self.speaks(i);
        }
        match class {
            Class::Skip => {
                self.content.pass_over();
                return end;
            }
            Class::Milestone(unit) => {
                self.milestone(i, unit);
                return i + 1;
            }
            Class::Gap | Class::Tilde if has_block && self.is_silent(i) => self.inlines(i, end),
            Class::Note | Class::InlineNote if running => self.inlines(i, end),
            Class::Note | Class::InlineNote => {
                self.flush(false);
                self.note(i, false);
            }
            Class::Graphic => {
                self.flush(false);
                self.picture(i);
                return i + 1;
            }
            Class::TitlePage if self.title_pages.contains(&i) => {}
            Class::TitlePage => {
                let part = Part { within: Within::OtherTitlePage, ..self.plain_part(i) };
                return self.open(i, Frame::Block, part);
            }
            Class::Section => {
                let is_dedication = self.tree.attribute(i, Key::Type) == Some("dedication");
                let within = if is_dedication { Within::Dedication } else { Within::Other };
                self.group(i, GroupKind::Section, Role::Block, within);
                self.depth += 1;
                if let Some((_, frame)) = self.frames.last_mut() {
                    *frame = Frame::Section;
                }
                return i + 1;
            }
            Class::List => return self.list(i),
            Class::RunningList if !running => return self.unit(i, name, Role::Paragraph),
            Class::Stanza => return self.group(i, GroupKind::Stanza, Role::VerseLine(Verse::default()), Within::Inset),
            Class::Speech => return self.group(i, GroupKind::Speech, Role::Paragraph, Within::Inset),
            Class::Table => return self.group(i, GroupKind::Table, Role::Block, Within::Table),
            Class::Row => return self.row(i),
            Class::Figure if has_block || !running => {
                return self.group(i, GroupKind::Figure, Role::Block, Within::Figure);
            }
            Class::Epigraph | Class::BlockQuotation => return self.quotation(i, name, class),
            Class::Quotation if has_block || !running => return self.quotation(i, name, class),
            // Something said that stands by itself, as a paragraph does.
            Class::Inline(Kind::Quotation) if !has_block && self.is_bare(name) => return self.bare(i),
            // Whole paragraphs quoted.
            Class::Inline(Kind::Quotation) if has_block && !running => return self.quotation(i, name, class),
            // An utterance whose parts are paragraphs.
            Class::Unit(_) if name == "u" && has_block && !has_running => {
                let part = self.plain_part(i);
                let next = self.open(i, Frame::Block, part);
                self.place(i);
                return next;
            }
            Class::Unit(role) => return self.unit(i, name, role),
            Class::Letter => {
                let part = Part { is_letter: true, ..self.unit_part(i, Role::Salute) };
                return self.open(i, Frame::Block, part);
            }
            Class::Soft(role, _) | Class::Record(role) if !running || self.is_part_of_letter(role) => {
                return self.soft(i, name, role);
            }
            Class::Wrapper(role) if has_running => return self.unit(i, name, role),
            Class::Enclosed | Class::Inset if has_running && !has_block => return self.unit(i, name, Role::Block),
            Class::Parts(_) if !has_block && !running => return self.unit(i, name, Role::Block),
            Class::Parts(_) if has_block => {
                let Part { role, running, .. } = *self.part();
                let part = Part { role: if running { role } else { Role::Block }, running, ..self.plain_part(i) };
                return self.open(i, Frame::Block, part);
            }
            Class::Unknown if !running => {
                self.count_unknown(i, name);
                if !has_block {
                    return self.unit(i, name, Role::Block);
                }
                let part = Part { id: self.tree.id(i).map(str::to_owned), ..self.plain_part(i) };
                return self.open(i, Frame::Block, part);
            }
            // A text that another one encloses is set off from it.
            Class::Enclosed if name == "floatingText" && i > 0 => {
                return self.group(i, GroupKind::Quotation, Role::Block, Within::Inset);
            }
            Class::Through | Class::Enclosed | Class::Inset | Class::Wrapper(_)
                if has_block || !running || class.is_block() =>
            {
                let within = match (class, self.part().within) {
                    (Class::Inset, _) => Within::Inset,
                    (Class::Wrapper(Role::Argument), _) => Within::Argument,
                    (_, Within::Item) => Within::Other,
                    (_, within) => within,
                };
                let part = Part { within, labels: self.part().labels, ..self.plain_part(i) };
                let next = self.open(i, Frame::Block, part);
                self.place(i);
                return next;
            }
            _ if !has_block => self.inlines(i, end),
            Class::Space => {
                self.content.text(" ", node.at);
                return i + 1;
            }
            Class::Choice if name == "app" => return self.open_apparatus(i),
            Class::Gap if self.is_bracketed(i) => return i + 1,
            Class::Gap => {
                self.begin_gap(i);
                self.frames.push((end, Frame::Gap));
                return i + 1;
            }
            Class::Inline(_) | Class::Part(_) | Class::Soft(..) | Class::Record(_) | Class::Unknown => {
                if class == Class::Unknown {
                    self.count_unknown(i, name);
                }
                let element = self.marked(i, name, class);
                self.content.open_split_element(element);
                self.frames.push((end, Frame::Marked));
                return i + 1;
            }
            _ => {
                self.place(i);
                return i + 1;
            }
        }
        end
    }

    pub(super) fn open(&mut self, i: usize, frame: Frame, part: Part) -> usize {
        self.flush(false);
        self.parts.push(part);
        self.frames.push((self.tree.nodes[i].end, frame));
        i + 1
    }

    pub(super) fn leave(&mut self) {
        let Some((_, frame)) = self.frames.pop() else { return };
        match frame {
            Frame::Marked => return self.content.close_split_element(),
            Frame::Apart(stop, at) => return self.content.end_part(stop, at),
            Frame::Apparatus(app) => return self.close_apparatus(app),
            Frame::Gap => return self.end_gap(self.content.at()),
            _ => {}
        }
        self.flush(false);
        self.leave_part();
        if matches!(frame, Frame::Group | Frame::Section) {
            self.leave_group();
        }
        if matches!(frame, Frame::Section) {
            self.depth -= 1;
        }
    }

    /// Closes the innermost group, if it holds anything.
    pub(super) fn leave_group(&mut self) {
        if self.written == self.groups.len() {
            self.nodes.push(Node::Close);
            self.written -= 1;
        }
        self.groups.pop();
    }

    /// Opens a group; it is written when it holds something.
    pub(super) fn group(&mut self, i: usize, kind: GroupKind, role: Role, within: Within) -> usize {
        let part = Part { role, within, ..self.plain_part(i) };
        let next = self.open(i, Frame::Group, part);
        let id = self.tree.id(i).map(str::to_owned);
        self.groups.push(Some(Group { kind, id, front: i < self.front }));
        next
    }

    pub(super) fn write_groups(&mut self, count: usize) {
        while self.written < count {
            if let Some(group) = self.groups[self.written].take() {
                self.nodes.push(Node::Open(group));
            }
            self.written += 1;
        }
    }
}
