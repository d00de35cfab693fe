//! What stands in front of the text: the page of the title, the colophon behind it, the list of contents.

use super::Planner;
use crate::edition::{Edition, Part};
use crate::layout::page::{Numerals, PageKind};
use crate::layout::row::{Segment, Start};
use crate::layout::style::{Arrangement, ColophonPlace, PageStyle, TitlePlace};
use crate::text::GroupKind;

/// What stands in front of the text of an edition.
#[derive(Clone, Copy, Default)]
pub(super) struct Front {
    /// Whether the title block has a page of its own.
    title_page: bool,
    /// Whether the colophon stands behind it.
    pub(super) imprint: bool,
    /// Whether there is anything in front that is numbered by itself.
    is_numbered: bool,
    facing: bool,
}

impl Front {
    pub(super) fn of(edition: &Edition, page: &PageStyle, has_contents: bool) -> Front {
        let facing = page.arrangement == Arrangement::Facing && edition.langs.len() > 1;
        let has_title = matches!(edition.parts.first(), Some(Part::Open(group)) if group.kind == GroupKind::TitleBlock);
        let own_page = page.title.place == TitlePlace::Page;
        let title_page = has_title && (own_page || facing);
        let imprint = title_page && page.colophon == ColophonPlace::Verso && !edition.colophon.is_empty();
        let is_numbered = has_contents || imprint || has_title && own_page;
        Front { title_page, imprint, is_numbered, facing }
    }

    fn numerals(self) -> Numerals {
        if self.is_numbered { Numerals::Roman } else { Numerals::Arabic }
    }

    /// Where the title block stands.
    fn title(self) -> Segment {
        let kind = if self.title_page { PageKind::Title } else { PageKind::Text };
        Segment { kind, numerals: self.numerals(), single: self.title_page }
    }
}

impl Planner<'_, '_> {
    /// Begins an edition; what stands in front of the text comes at once, if no title block goes before it.
    pub(super) fn begin(&mut self) {
        let begins_with_title =
            matches!(self.edition.parts.first(), Some(Part::Open(group)) if group.kind == GroupKind::TitleBlock);
        if begins_with_title {
            self.segment = self.front.title();
            self.start = if self.front.title_page { Start::Page } else { Start::RunOn };
        } else {
            self.front_matter();
        }
    }

    /// Plans what stands between the title block and the text.
    pub(super) fn front_matter(&mut self) {
        let front = self.front;
        if front.imprint {
            self.segment = Segment { kind: PageKind::Imprint, numerals: front.numerals(), single: front.facing };
            self.start = Start::Page;
            self.own_section("colophon", &self.edition.colophon);
        }
        if !self.headings.is_empty() {
            self.segment = Segment { numerals: front.numerals(), ..Segment::default() };
            self.start = if front.title_page { Start::RightHand } else { Start::RunOn };
            self.contents(self.headings);
        }
        self.segment = Segment::default();
        self.start = if front.is_numbered || front.title_page { Start::Page } else { Start::RunOn };
        self.in_text = true;
    }

    /// Comes to something that no group holds: prefaces and the like are still in front of the text.
    pub(super) fn enter(&mut self, in_front: bool) {
        if !self.in_text || self.in_body || !self.open.is_empty() || !self.front.is_numbered {
            return;
        }
        self.in_body = !in_front;
        let numerals = if in_front { Numerals::Roman } else { Numerals::Arabic };
        if numerals != self.segment.numerals {
            self.segment = Segment { numerals, ..Segment::default() };
            self.start = if self.section_start() == Start::RightHand { Start::RightHand } else { Start::Page };
        }
    }
}
