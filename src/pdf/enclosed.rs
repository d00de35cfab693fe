//! Takes out of a file what [`write`](super::write) put into it besides the pages: the record of how it was made, and the
//! files that it was made from.
//!
//! What is read may be anything, also a file made to do harm. So no structure of it is followed: what this program writes
//! stands in the file by itself, the metadata in clear and each attached file as a stream with its length, and is looked
//! for as it was written. A file that another program has written anew does not have the bytes that it is to be compared
//! with either.

use std::fmt;
use std::io::Read as _;
use std::ops::Range;

use flate2::read::ZlibDecoder;

use super::record::{self, Record};

/// How many bytes all attached files may have together, so that no small file becomes a very large one.
const MOST: u64 = 256 << 20;

/// What a file encloses.
#[derive(Debug, PartialEq, Eq)]
pub struct Enclosed {
    /// How the file was made.
    pub record: Record,
    /// The bytes of the files that the record names as sources, in its order.
    pub sources: Vec<Vec<u8>>,
}

/// Why nothing can be taken out of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no PDF.
    NoPdf,
    /// It has no record of how it was made.
    NoRecord,
    /// It has a record, but not the attached files that the record names: how many it names, and how many there are.
    Attachments(usize, usize),
    /// An attached file cannot be taken out: its path.
    Damaged(String),
    /// The attached files are larger than any that are read.
    TooLarge,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::NoPdf => f.write_str("it is no PDF"),
            Unreadable::NoRecord => f.write_str("it has no record of how it was made"),
            Unreadable::Attachments(named, found) => write!(
                f,
                "its record names {named} attached files, and {found} are there as this program writes them: it has been \
                 written anew"
            ),
            Unreadable::Damaged(path) => write!(f, "the attached file `{path}` is damaged"),
            Unreadable::TooLarge => write!(f, "its attached files have more than {} MiB", MOST >> 20),
        }
    }
}

impl std::error::Error for Unreadable {}

/// Takes the record and the attached files out of a PDF.
pub fn enclosed(pdf: &[u8]) -> Result<Enclosed, Unreadable> {
    if !pdf.starts_with(b"%PDF-") {
        return Err(Unreadable::NoPdf);
    }
    let record = packet(pdf).and_then(record::read).ok_or(Unreadable::NoRecord)?;
    let streams: Vec<Option<&[u8]>> = streams(pdf).collect();
    if streams.len() != record.sources.len() {
        return Err(Unreadable::Attachments(record.sources.len(), streams.len()));
    }
    let mut left = MOST;
    let mut sources = Vec::with_capacity(streams.len());
    for (source, stream) in record.sources.iter().zip(streams) {
        let damaged = || Unreadable::Damaged(source.path.clone());
        let mut bytes = Vec::new();
        let stream = ZlibDecoder::new(stream.ok_or_else(damaged)?);
        stream.take(left + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        left = left.checked_sub(bytes.len() as u64).ok_or(Unreadable::TooLarge)?;
        sources.push(bytes);
    }
    Ok(Enclosed { record, sources })
}

/// The last packet of XMP, which is the one that counts.
fn packet(pdf: &[u8]) -> Option<&str> {
    let start = rfind(pdf, b"<?xpacket begin=")?;
    let packet = &pdf[start..];
    std::str::from_utf8(&packet[..find(packet, b"<?xpacket end=")?]).ok()
}

/// The compressed bytes of the attached files, in their order; none for one that is cut off.
fn streams(pdf: &[u8]) -> impl Iterator<Item = Option<&[u8]>> {
    let mut rest = pdf;
    std::iter::from_fn(move || {
        let head = b"\n<</Type/EmbeddedFile/";
        rest = &rest[find(rest, head)? + head.len()..];
        let place = stream(rest);
        let stream = place.clone().map(|place| &rest[place]);
        // What is inside of one is no other.
        rest = &rest[place.map_or(0, |place| place.end)..];
        Some(stream)
    })
}

/// Where the bytes of a stream are whose dictionary has begun.
fn stream(rest: &[u8]) -> Option<Range<usize>> {
    let begin = b">>\nstream\n";
    let end = find(rest, begin)?;
    let dictionary = std::str::from_utf8(&rest[..end]).ok()?;
    let (_, length) = dictionary.rsplit_once("/Length ")?;
    let start = end + begin.len();
    let end = start.checked_add(length.parse().ok()?)?;
    rest.get(end..)?.starts_with(b"\nendstream").then_some(start..end)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn rfind(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}
