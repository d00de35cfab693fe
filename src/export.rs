//! An edition as one file that other programs read.
//!
//! [`tei`] writes TEI P5: a header, the text of each language in `group`, and in `standOff` which parts of them belong
//! together. It is valid against `tei_all`, and the program itself reads it back as the same edition.

pub mod tei;
mod xml;
