//! Sections, lists, tables, verse, plays: what TEI allows where (TEI P5, chapters 3, 4, 6 and 7).

use super::text::TextWriter;
use super::tree::Piece;
use crate::edition::Row;
use crate::text::{Group, GroupKind, ListStyle, Numerals, Role};

/// How far the content of a section has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Heads and the like may stand here.
    Top,
    /// Paragraphs and their like.
    Middle,
    /// Sections; only what ends a text may follow.
    Sections,
}

/// Where blocks stand that are neither in a section nor in something that says more of what it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// A section.
    Section,
    /// A figure or an epigraph: blocks alone.
    Blocks,
    /// A quotation, an item or a cell, where text may stand straight: what could be text in line is written as a block.
    Mixed,
    /// A speech.
    Speech,
}

impl<'e> TextWriter<'e, '_> {
    /// Writes what a `div` or a `body` holds. A head after text or after another head, and text after a section, need a
    /// `div` of their own.
    pub(super) fn division(&mut self, pieces: &[Piece<'e>]) {
        let mut stage = Stage::Top;
        let (mut is_within, mut is_headed) = (false, false);
        for (at, piece) in pieces.iter().enumerate() {
            if piece.row().is_some_and(|row| self.is_called(row)) {
                continue;
            }
            if let Piece::Group(group, inner) = piece
                && matches!(group.kind, GroupKind::Section | GroupKind::TitleBlock)
            {
                self.end_within(&mut is_within, stage);
                let attributes = self.group(group.id.as_deref());
                self.xml.open("div", &attributes);
                self.xml.line();
                self.division(inner);
                self.xml.close_line();
                stage = Stage::Sections;
                continue;
            }
            let is_head = matches!(piece.role(), Some(Role::Head { .. }));
            if stage == Stage::Sections && !is_within || is_head && (stage != Stage::Top || is_headed) {
                self.end_within(&mut is_within, stage);
                self.xml.open("div", &Vec::new());
                self.xml.line();
                (is_within, stage) = (true, Stage::Top);
            }
            is_headed |= is_head;
            // A caption stands over the list or the table that follows.
            if piece.role() == Some(Role::Caption) && is_captioned(&pieces[at + 1..]) {
                continue;
            }
            stage = match piece {
                Piece::Row(row) => self.in_section(row, stage, &pieces[at + 1..]),
                Piece::Group(group, inner) if group.kind == GroupKind::Epigraph && stage == Stage::Top => {
                    self.epigraph(group, inner);
                    Stage::Top
                }
                Piece::Group(group, inner) => {
                    self.block(group, inner, caption(&pieces[..at]), Flow::Section);
                    Stage::Middle
                }
            };
        }
        if is_within {
            self.end_within(&mut is_within, stage);
        } else if stage == Stage::Top {
            self.xml.empty("p", &Vec::new());
            self.xml.line();
        }
    }

    fn end_within(&mut self, is_within: &mut bool, stage: Stage) {
        if std::mem::take(is_within) {
            if stage == Stage::Top {
                self.xml.empty("p", &Vec::new());
                self.xml.line();
            }
            self.xml.close_line();
        }
    }

    /// Writes a row of a section, and says how far that has come.
    fn in_section(&mut self, row: &'e Row, stage: Stage, rest: &[Piece<'e>]) -> Stage {
        let may_end = |piece: &Piece<'_>| {
            matches!(
                piece.role(),
                Some(Role::Byline | Role::Dateline | Role::Salute | Role::Signed | Role::Trailer | Role::Note { .. })
            )
        };
        let is_top = stage == Stage::Top;
        let is_end = || rest.iter().all(may_end);
        match row.role {
            Role::Head { .. } if is_top => self.unit("head", row, &[]),
            Role::Subhead if is_top => self.unit("head", row, &[("type", "sub".to_owned())]),
            Role::Byline if is_top || is_end() => self.unit("byline", row, &[]),
            Role::Dateline if is_top || is_end() => self.unit("dateline", row, &[]),
            Role::Salute if is_top || is_end() => self.unit("salute", row, &[]),
            Role::Signed if is_top || is_end() => self.unit("signed", row, &[]),
            Role::Trailer if !is_top && is_end() => self.unit("trailer", row, &[]),
            Role::Argument if is_top => {
                self.xml.open("argument", &Vec::new());
                self.unit("p", row, &[]);
                self.xml.close_line();
            }
            Role::Note { .. } => self.unit("note", row, &label(row)),
            _ => {
                self.flow_row(row, Flow::Section);
                return Stage::Middle;
            }
        }
        stage
    }

    /// Writes blocks that stand in something other than a section.
    pub(super) fn flow(&mut self, pieces: &[Piece<'e>], flow: Flow) {
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Row(row) if self.is_called(row) => {}
                Piece::Row(row) if row.role == Role::Caption && is_captioned(&pieces[at + 1..]) => {}
                Piece::Row(row) => self.flow_row(row, flow),
                Piece::Group(group, inner) => self.block(group, inner, caption(&pieces[..at]), flow),
            }
        }
    }

    /// Writes a row as an element that may stand where blocks do.
    fn flow_row(&mut self, row: &'e Row, flow: Flow) {
        let kind = |kind: &str| [("type", kind.to_owned())];
        let (is_mixed, is_speech) = (flow == Flow::Mixed, flow == Flow::Speech);
        let is_text = is_mixed || is_speech;
        match row.role {
            Role::Paragraph | Role::Item => self.unit("p", row, &[]),
            Role::Picture => self.picture_alone(row),
            Role::VerseLine(verse) => self.verse(row, verse),
            Role::Stage if !is_mixed => self.unit("stage", row, &[]),
            Role::Label if !is_text => self.unit("label", row, &[]),
            Role::Citation if !is_text && self.fits_bibl(row) => self.unit("bibl", row, &[]),
            Role::Entry if !is_text => self.unit("entryFree", row, &[]),
            Role::Listing if !is_text && self.is_plain(row) => self.listing(row),
            Role::Note { .. } if !is_mixed => self.unit("note", row, &label(row)),
            role => self.unit("ab", row, &kind(name(role))),
        }
    }

    /// Writes a group where blocks stand; what may not stand there is left out, but for what it holds.
    pub(super) fn block(&mut self, group: &'e Group, inner: &[Piece<'e>], caption: Option<&'e Row>, flow: Flow) {
        let is_speech = flow == Flow::Speech;
        let is_a = |role: fn(Role) -> bool| inner.iter().any(|piece| piece.role().is_some_and(role));
        match group.kind {
            GroupKind::List(style) if is_a(|role| matches!(role, Role::Item | Role::Label)) => {
                return self.list(group, style, inner, caption);
            }
            GroupKind::Table if inner.iter().any(|piece| piece.kind() == Some(GroupKind::TableRow)) => {
                return self.table(group, inner, caption);
            }
            _ => {}
        }
        // What stands over anything else is written already.
        if let Some(caption) = caption.filter(|_| matches!(group.kind, GroupKind::List(_) | GroupKind::Table)) {
            self.flow_row(caption, flow);
        }
        match group.kind {
            GroupKind::Quotation | GroupKind::Epigraph => {
                let attributes = self.group(group.id.as_deref());
                self.xml.open("quote", &attributes);
                self.xml.line();
                let is_block = |piece: &Piece<'_>| match piece {
                    Piece::Row(row) => matches!(row.role, Role::Paragraph | Role::VerseLine(_) | Role::Block),
                    Piece::Group(group, _) => group.kind == GroupKind::Stanza,
                };
                // Beside a block, what could be text in line is none.
                let flow = if inner.iter().any(is_block) { Flow::Blocks } else { Flow::Mixed };
                self.quotation(inner, flow);
                self.xml.close_line();
            }
            GroupKind::Stanza => self.stanza(group, inner),
            GroupKind::Speech if !is_speech => self.speech(group, inner),
            GroupKind::Figure => self.figure(group, inner),
            GroupKind::TableRow => self.row_alone(group, inner),
            _ => self.flow(inner, flow),
        }
    }

    /// What a quotation holds: an entry of a dictionary may not stand in it.
    fn quotation(&mut self, pieces: &[Piece<'e>], flow: Flow) {
        for (at, piece) in pieces.iter().enumerate() {
            let one = std::slice::from_ref(piece);
            match piece.role() {
                Some(Role::Entry) => self.flow(one, Flow::Mixed),
                Some(Role::Caption) if is_captioned(&pieces[at + 1..]) => {}
                Some(_) => self.flow(one, flow),
                None => {
                    if let Piece::Group(group, inner) = piece {
                        self.block(group, inner, caption(&pieces[..at]), flow);
                    }
                }
            }
        }
    }

    pub(super) fn epigraph(&mut self, group: &'e Group, inner: &[Piece<'e>]) {
        let attributes = self.group(group.id.as_deref());
        self.xml.open("epigraph", &attributes);
        self.xml.line();
        self.flow(inner, Flow::Blocks);
        self.xml.close_line();
    }

    pub(super) fn figure(&mut self, group: &'e Group, inner: &[Piece<'e>]) {
        let attributes = self.group(group.id.as_deref());
        self.xml.open("figure", &attributes);
        self.xml.line();
        for (at, piece) in inner.iter().enumerate() {
            match piece {
                Piece::Row(row) if matches!(row.role, Role::Caption | Role::Head { .. }) => {
                    if !is_captioned(&inner[at + 1..]) {
                        self.unit("head", row, &[]);
                    }
                }
                Piece::Row(row) if row.role == Role::Picture => self.picture(row),
                Piece::Row(row) if row.role == Role::Description && self.fits_description(row) => {
                    self.unit("figDesc", row, &[]);
                }
                Piece::Group(group, pieces) => self.block(group, pieces, caption(&inner[..at]), Flow::Blocks),
                Piece::Row(_) => self.flow(std::slice::from_ref(piece), Flow::Blocks),
            }
        }
        self.xml.close_line();
    }

    fn list(&mut self, group: &'e Group, style: ListStyle, inner: &[Piece<'e>], caption: Option<&'e Row>) {
        let look = match style {
            ListStyle::Plain => ("rend", "simple"),
            ListStyle::Bulleted => ("rend", "bulleted"),
            ListStyle::Numbered(Numerals::Arabic) => ("rend", "numbered"),
            ListStyle::Numbered(Numerals::Letters { capital: false }) => ("rend", "lower-alpha"),
            ListStyle::Numbered(Numerals::Letters { capital: true }) => ("rend", "upper-alpha"),
            ListStyle::Numbered(Numerals::Roman { capital: false }) => ("rend", "lower-roman"),
            ListStyle::Numbered(Numerals::Roman { capital: true }) => ("rend", "upper-roman"),
            ListStyle::Gloss => ("type", "gloss"),
        };
        let mut attributes = self.group(group.id.as_deref());
        attributes.push((look.0, look.1.to_owned()));
        self.xml.open("list", &attributes);
        self.xml.line();
        if let Some(caption) = caption {
            self.unit("head", caption, &[]);
        }
        let is_paired = is_paired(inner);
        let mut is_open = false;
        for (at, piece) in inner.iter().enumerate() {
            let Piece::Row(row) = piece else {
                let Piece::Group(group, pieces) = piece else { continue };
                self.open_item(&mut is_open);
                self.block(group, pieces, super::body::caption(&inner[..at]), Flow::Mixed);
                continue;
            };
            match row.role {
                _ if self.is_called(row) => {}
                Role::Caption if is_captioned(&inner[at + 1..]) => {}
                Role::Label if is_paired => {
                    self.close_item(&mut is_open);
                    self.unit("label", row, &label(row));
                }
                Role::Note { .. } => {
                    self.close_item(&mut is_open);
                    self.unit("note", row, &label(row));
                }
                Role::Picture => {
                    self.open_item(&mut is_open);
                    self.picture_alone(row);
                }
                _ if style == ListStyle::Plain || begins_item(row, style, is_open) => {
                    self.close_item(&mut is_open);
                    self.open_unit("item", row, &item_number(row, style));
                    is_open = true;
                }
                _ => {
                    self.open_item(&mut is_open);
                    self.flow_row(row, Flow::Mixed);
                }
            }
        }
        self.close_item(&mut is_open);
        self.xml.close_line();
    }

    fn open_item(&mut self, is_open: &mut bool) {
        if !std::mem::replace(is_open, true) {
            self.xml.open("item", &Vec::new());
        }
    }

    fn close_item(&mut self, is_open: &mut bool) {
        if std::mem::take(is_open) {
            self.xml.close_line();
        }
    }
}

/// Whether a list is made of labels, each with one item.
fn is_paired(pieces: &[Piece<'_>]) -> bool {
    let roles = pieces.iter().filter_map(Piece::role).filter(|role| matches!(role, Role::Label | Role::Item));
    let roles: Vec<Role> = roles.collect();
    let is_pair = |pair: &[Role]| matches!(pair, [Role::Label, Role::Item]);
    // What stands before the first label would need an item.
    let first = pieces.iter().find(|piece| !matches!(piece.role(), Some(Role::Note { .. })));
    !roles.is_empty()
        && roles.chunks(2).all(is_pair)
        && first.and_then(Piece::role) == Some(Role::Label)
        && !pieces.windows(2).any(|two| two[0].role() == Some(Role::Label) && two[1].role() != Some(Role::Item))
}

/// Whether a list or a table follows, be it after notes.
pub(super) fn is_captioned(rest: &[Piece<'_>]) -> bool {
    let next = rest.iter().find(|piece| !matches!(piece.role(), Some(Role::Note { anchored: true })));
    next.is_some_and(|piece| matches!(piece.kind(), Some(GroupKind::List(_) | GroupKind::Table)))
}

/// The caption that stands last, but for notes.
pub(super) fn caption<'e>(before: &[Piece<'e>]) -> Option<&'e Row> {
    let last = before.iter().rev().find(|piece| !matches!(piece.role(), Some(Role::Note { anchored: true })));
    last.and_then(Piece::row).filter(|row| row.role == Role::Caption)
}

/// A label beside a row, as `n` has it.
pub(super) fn label(row: &Row) -> Vec<(&'static str, String)> {
    row.label.iter().map(|label| ("n", label.clone())).collect()
}

/// Whether a row begins an item; what has no label in a list that gives each item one goes on with the item before.
fn begins_item(row: &Row, style: ListStyle, is_open: bool) -> bool {
    let is_labelled = matches!(style, ListStyle::Bulleted | ListStyle::Numbered(_));
    matches!(row.role, Role::Item | Role::Label) && (!is_open || row.label.is_some() || !is_labelled)
}

/// The number of an item, where it is not what its list gives it.
fn item_number(row: &Row, style: ListStyle) -> Vec<(&'static str, String)> {
    match (row.label.as_deref(), style) {
        (None, _) | (Some("•"), ListStyle::Bulleted) => Vec::new(),
        (Some(label), ListStyle::Numbered(_)) => {
            let number = label.strip_suffix('.').filter(|number| number.ends_with(char::is_alphanumeric));
            vec![("n", number.unwrap_or(label).to_owned())]
        }
        (Some(label), _) => vec![("n", label.to_owned())],
    }
}

/// What a row is, for a block that has no element of its own where it stands.
fn name(role: Role) -> &'static str {
    match role {
        Role::Title => "title",
        Role::Subtitle => "subtitle",
        Role::Author => "author",
        Role::Byline => "byline",
        Role::Occasion => "occasion",
        Role::Head { .. } => "head",
        Role::Subhead => "subhead",
        Role::Label => "label",
        Role::Cell(_) => "cell",
        Role::Note { .. } => "note",
        Role::Speaker => "speaker",
        Role::Stage => "stage",
        Role::Dateline => "dateline",
        Role::Salute => "salute",
        Role::Signed => "signed",
        Role::Trailer => "trailer",
        Role::Argument => "argument",
        Role::Citation => "citation",
        Role::Caption => "caption",
        Role::Description => "description",
        Role::Picture => "picture",
        Role::Entry => "entry",
        Role::Listing => "listing",
        Role::Paragraph | Role::VerseLine(_) | Role::Item | Role::Block => "block",
    }
}
