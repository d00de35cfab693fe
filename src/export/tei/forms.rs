//! Tables, verse, speeches and listings.

use super::body::{Flow, label};
use super::text::{TextWriter, rend};
use super::tree::Piece;
use crate::edition::Row;
use crate::text::{Group, GroupKind, Inline, Role, TableCell, Verse};

impl<'e> TextWriter<'e, '_> {
    pub(super) fn table(&mut self, group: &'e Group, inner: &[Piece<'e>], caption: Option<&'e Row>) {
        let attributes = self.group(group.id.as_deref());
        self.xml.open("table", &attributes);
        self.xml.line();
        if let Some(caption) = caption {
            self.unit("head", caption, &[]);
        }
        let first = inner.iter().position(|piece| piece.kind() == Some(GroupKind::TableRow)).unwrap_or(0);
        for (at, piece) in inner.iter().enumerate() {
            match piece {
                Piece::Row(row) if self.is_called(row) => {}
                Piece::Row(row) if matches!(row.role, Role::Caption | Role::Head { .. }) && at < first => {
                    self.unit("head", row, &[]);
                }
                Piece::Row(row) if matches!(row.role, Role::Note { .. }) => self.unit("note", row, &label(row)),
                Piece::Row(row) if row.role == Role::Picture => self.picture_alone(row),
                Piece::Group(group, inner) if group.kind == GroupKind::Figure => self.figure(group, inner),
                Piece::Group(group, cells) if group.kind == GroupKind::TableRow => self.row(Some(group), cells),
                Piece::Group(_, cells) => self.row(None, cells),
                Piece::Row(_) => self.row(None, std::slice::from_ref(piece)),
            }
        }
        self.xml.close_line();
    }

    /// A row outside of any table: TEI has none.
    pub(super) fn row_alone(&mut self, group: &'e Group, cells: &[Piece<'e>]) {
        self.xml.open("table", &Vec::new());
        self.xml.line();
        self.row(Some(group), cells);
        self.xml.close_line();
    }

    fn row(&mut self, group: Option<&'e Group>, pieces: &[Piece<'e>]) {
        let attributes = self.group(group.and_then(|group| group.id.as_deref()));
        self.xml.open("row", &attributes);
        self.xml.line();
        self.cells(pieces);
        self.xml.close_line();
        self.pictures(pieces);
    }

    /// The pictures of a row, in which nothing but cells may stand.
    fn pictures(&mut self, pieces: &[Piece<'e>]) {
        for piece in pieces {
            match piece {
                Piece::Row(row) if row.role == Role::Picture => self.picture_alone(row),
                Piece::Row(_) => {}
                Piece::Group(_, inner) => self.pictures(inner),
            }
        }
    }

    /// Cells; whatever else stands in a row is one, too.
    fn cells(&mut self, pieces: &[Piece<'e>]) {
        for piece in pieces {
            match piece {
                Piece::Row(row) if self.is_called(row) => {}
                // It stands after the row.
                Piece::Row(row) if row.role == Role::Picture => {}
                Piece::Row(row) => {
                    let shape = if let Role::Cell(cell) = row.role { cell } else { TableCell::default() };
                    let mut attributes = Vec::new();
                    attributes.extend(shape.head.then(|| ("role", "label".to_owned())));
                    attributes.extend((shape.columns > 1).then(|| ("cols", shape.columns.to_string())));
                    attributes.extend((shape.rows > 1).then(|| ("rows", shape.rows.to_string())));
                    self.unit("cell", row, &attributes);
                }
                Piece::Group(_, inner) => self.cells(inner),
            }
        }
    }

    pub(super) fn stanza(&mut self, group: &'e Group, inner: &[Piece<'e>]) {
        let attributes = self.group(group.id.as_deref());
        self.xml.open("lg", &attributes);
        self.xml.line();
        self.lines(inner);
        self.xml.close_line();
    }

    /// Lines of verse, and what else may stand among them; all else is a line, too.
    fn lines(&mut self, pieces: &[Piece<'e>]) {
        let is_head = |piece: &Piece<'_>| matches!(piece.role(), Some(Role::Head { .. } | Role::Subhead));
        let mut heads = pieces.iter().take_while(|piece| is_head(piece)).count();
        let is_line = |piece: &Piece<'_>| match piece {
            Piece::Row(row) => !matches!(row.role, Role::Note { .. } | Role::Picture),
            Piece::Group(..) => true,
        };
        if !pieces.iter().skip(heads).any(is_line) {
            heads = 0;
        }
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Row(row) if self.is_called(row) => {}
                Piece::Row(row) => match row.role {
                    Role::Head { .. } | Role::Subhead if at < heads => self.unit("head", row, &[]),
                    Role::Stage => self.unit("stage", row, &[]),
                    Role::Note { .. } => self.unit("note", row, &label(row)),
                    Role::VerseLine(verse) => self.verse(row, verse),
                    Role::Picture => self.picture_alone(row),
                    _ => self.verse(row, Verse::default()),
                },
                Piece::Group(group, inner) => match group.kind {
                    GroupKind::Stanza => self.stanza(group, inner),
                    // These may stand in a line, but not beside one.
                    GroupKind::List(_) | GroupKind::Table | GroupKind::Quotation => {
                        self.xml.open("l", &Vec::new());
                        self.xml.line();
                        self.block(group, inner, None, Flow::Mixed);
                        self.xml.close_line();
                    }
                    _ => self.lines(inner),
                },
            }
        }
    }

    /// A line of verse, with its number and its indentation.
    pub(super) fn verse(&mut self, row: &'e Row, verse: Verse) {
        let mut attributes = label(row);
        attributes.extend(verse.continues.then(|| ("part", "F".to_owned())));
        attributes.extend((verse.indent > 0).then(|| ("rend", format!("indent{}", verse.indent))));
        self.unit("l", row, &attributes);
    }

    pub(super) fn speech(&mut self, group: &'e Group, inner: &[Piece<'e>]) {
        let attributes = self.group(group.id.as_deref());
        self.xml.open("sp", &attributes);
        self.xml.line();
        let (speaker, rest) = match inner.split_first() {
            Some((Piece::Row(row), rest)) if row.role == Role::Speaker => (Some(row), rest),
            _ => (None, inner),
        };
        if let Some(speaker) = speaker {
            self.unit("speaker", speaker, &[]);
        }
        self.flow(rest, Flow::Speech);
        let is_speech = |piece: &Piece<'_>| match piece {
            Piece::Row(row) => !matches!(row.role, Role::Note { .. } | Role::Picture),
            Piece::Group(group, _) => group.kind != GroupKind::Figure,
        };
        if !rest.iter().any(is_speech) {
            self.xml.empty("p", &Vec::new());
        }
        self.xml.close_line();
    }

    /// Whether a row holds nothing but characters and ends of lines.
    pub(super) fn is_plain(&self, row: &'e Row) -> bool {
        let cell = self.cell(row);
        !cell.status.is_stand_in()
            && rend(row.rend).is_none()
            && cell.content.iter().all(|inline| matches!(inline, Inline::Text(_) | Inline::Break(_)))
    }

    /// A listing, its lines as they stand.
    pub(super) fn listing(&mut self, row: &'e Row) {
        let attributes = self.attributes(row);
        self.xml.open("eg", &attributes);
        for inline in self.cell(row).content.iter() {
            match inline {
                Inline::Text(text) => self.xml.text(&text.text),
                _ => self.xml.line(),
            }
        }
        self.xml.close_line();
    }
}
