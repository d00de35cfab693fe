//! Sets an edition on pages: from rows of text to placed glyphs.

pub mod font;
pub mod page;

pub use page::{Anchor, Glyph, GlyphRun, Heading, Item, Link, Page, Rule};
