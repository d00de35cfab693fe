//! What stands between the parts of a record, such as a citation or what is known of a person, where its text has
//! nothing: without it, a name would run into an office, and a title into the next.

use super::edge::Between;
use super::{Content, Piece};
use crate::tei::elements::Stop;
use crate::text::Text;

/// A place behind a part, where a stop may be needed.
pub(super) struct Place {
    piece: Behind,
    /// Where the part ends in its file.
    at: usize,
    /// What is to stand there, once another part has begun beside it.
    stop: Option<Stop>,
}

#[derive(Clone, Copy)]
enum Behind {
    /// It is to be this piece, which holds nothing yet.
    Piece(usize),
    /// It is to go before the space at the end of this piece.
    Text(usize),
    /// It is to be the second piece, and the space at the end of the first one, which stands in marked text that has ended,
    /// behind it.
    Outside(usize, usize),
}

impl Content {
    /// What is parted from the text beside it begins at `at`; it is a part of a record if it has a stop, and otherwise it may
    /// run in with the text.
    pub(in crate::tei) fn begin_part(&mut self, stop: Option<Stop>, runs_in: bool, at: usize) {
        let between = if runs_in && stop.is_none() { Between::Running } else { Between::Parts };
        self.joint_within(between, at);
        self.parts.push((false, between));
        // The outermost part that begins is the one beside that which has ended.
        if let (Some(place), Some(stop)) = (&mut self.ended, stop) {
            place.stop.get_or_insert(stop);
        }
    }

    /// It has ended there.
    pub(in crate::tei) fn end_part(&mut self, stop: Option<Stop>, at: usize) {
        // What holds nothing parts nothing.
        let (has_words, between) = self.parts.pop().unwrap_or((true, Between::Parts));
        if let Some((outer, _)) = self.parts.last_mut() {
            *outer |= has_words;
        }
        if stop.is_some() && has_words && self.has_text && self.breaks.is_empty() && !self.edge {
            let behind = match (self.after_space, self.space, &self.ended) {
                (false, ..) => {
                    self.pieces.push(Piece::Nothing);
                    Some(Behind::Piece(self.pieces.len() - 1))
                }
                (true, _, Some(place)) => Some(place.piece),
                (true, Some(space), None) if matches!(self.pieces.get(space + 1), Some(Piece::Close)) => {
                    self.pieces.push(Piece::Nothing);
                    Some(Behind::Outside(space, self.pieces.len() - 1))
                }
                (true, Some(space), None) => Some(Behind::Text(space)),
                (true, None, None) => None,
            };
            self.ended = behind.map(|piece| Place { piece, at, stop: None });
        }
        self.joint_within(between, at);
    }

    /// Sets the stop that is needed before a text.
    pub(super) fn settle_stop(&mut self, next: &str) {
        let Some(Place { piece, at, stop: Some(stop) }) = self.ended.take() else { return };
        let first = next.chars().find(|c| !c.is_whitespace());
        let ends = self.last.is_alphanumeric() || matches!(self.last, ')' | ']');
        let Some(first) = first.filter(|c| ends && (c.is_alphanumeric() || matches!(c, '“' | '‘' | '«' | '„')))
        else {
            return;
        };
        let mark = match stop {
            Stop::Comma => ",",
            Stop::Times => " ×",
            Stop::Full if first.is_lowercase() || first.is_numeric() => ";",
            Stop::Full => ".",
        };
        match piece {
            Behind::Piece(piece) => self.pieces[piece] = Piece::Text(Text { text: mark.to_owned(), at }),
            Behind::Outside(space, piece) => {
                if let Piece::Text(Text { text, .. }) = &mut self.pieces[space]
                    && text.ends_with(' ')
                {
                    text.pop();
                    self.pieces[piece] = Piece::Text(Text { text: format!("{mark} "), at });
                }
            }
            Behind::Text(piece) => {
                if let Piece::Text(Text { text, .. }) = &mut self.pieces[piece] {
                    // A mark may have taken the space.
                    text.insert_str(text.trim_end_matches(' ').len(), mark);
                }
            }
        }
    }
}
