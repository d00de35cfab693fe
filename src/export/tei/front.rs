//! The title page (TEI P5, section 4.6).

use super::text::TextWriter;
use super::tree::Piece;
use crate::text::{GroupKind, Role};

impl<'e> TextWriter<'e, '_> {
    /// Writes the title block.
    pub(super) fn front(&mut self, pieces: &[Piece<'e>]) {
        self.xml.open("front", &Vec::new());
        self.xml.line();
        self.xml.open("titlePage", &Vec::new());
        self.xml.line();
        self.title_page(pieces);
        self.xml.close_line();
        self.xml.close_line();
    }

    fn title_page(&mut self, pieces: &[Piece<'e>]) {
        for piece in pieces {
            match piece {
                Piece::Group(group, inner) if group.kind == GroupKind::Epigraph => self.epigraph(group, inner),
                Piece::Group(group, inner) if group.kind == GroupKind::Figure => self.figure(group, inner),
                // Nothing else may stand here.
                Piece::Group(_, inner) => self.title_page(inner),
                Piece::Row(row) if self.is_called(row) => {}
                Piece::Row(row) if row.role == Role::Picture => self.picture(row),
                Piece::Row(row) => {
                    let (name, kind) = match row.role {
                        Role::Title => ("titlePart", Some("main")),
                        Role::Author => ("docAuthor", None),
                        Role::Byline => ("byline", None),
                        Role::Occasion => ("docDate", None),
                        Role::Note { .. } => ("note", None),
                        _ => ("titlePart", Some("sub")),
                    };
                    let kind: Vec<(&str, String)> = kind.map(|kind| ("type", kind.to_owned())).into_iter().collect();
                    self.unit(name, row, &kind);
                }
            }
        }
    }
}
