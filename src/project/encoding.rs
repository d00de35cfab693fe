//! From the bytes of a file to its text, and from a place in the text back to its byte.
//!
//! XML says in its first bytes what it is encoded in (XML 1.0, appendix F): by a byte order mark, or else by the bytes
//! that its declaration begins with, or else by the encoding that the declaration names, or else it is UTF-8. Names of
//! encodings are read as the WHATWG's Encoding Standard reads them: `ISO-8859-1` stands for windows-1252, which differs
//! from it where text has no characters, and `KS_C_5601-1987` for EUC-KR with all of Hangul.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Result;
use crate::diagnostic::{Diagnostic, SourceFile};

/// How far into a file its XML declaration can reach.
const DECLARATION: usize = 1024;

/// How many bytes are shown of what follows a place that is wrong.
const SHOWN: usize = 200;

const SAVE: &str = "save the file as UTF-8";

/// How a text is written in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scheme {
    encoding: &'static Encoding,
    /// How many bytes the byte order mark takes.
    mark: usize,
}

/// Reads a file that must be UTF-8. A byte order mark is dropped.
pub(super) fn utf8(name: &str, bytes: Vec<u8>) -> Result<String> {
    let wide = unreadable_family(&bytes).or_else(|| family(&bytes).map(|_| "UTF-16"));
    match wide {
        Some(family) => {
            Err(refuse(name, String::new(), 0..0, format!("the file is {family}, not UTF-8 (byte 0)"), SAVE))
        }
        None => decode(name, bytes, "UTF-8", UTF_8, SAVE).map(|(text, _)| text),
    }
}

/// Reads an XML file in whatever encoding it is.
pub(super) fn xml(name: &str, bytes: Vec<u8>) -> Result<(String, Scheme)> {
    if let Some(family) = unreadable_family(&bytes) {
        return Err(refuse(
            name,
            String::new(),
            0..0,
            format!("the file is {family}, which is not read (byte 0)"),
            SAVE,
        ));
    }
    if let Some(encoding) = family(&bytes) {
        return decode(name, bytes, encoding.name(), encoding, "the file is damaged; save it anew, best as UTF-8");
    }
    let Some(span) = declared(&bytes).filter(|_| mark(&bytes, UTF_8) == 0) else {
        let help = "save the file as UTF-8, or name its encoding in the XML declaration: <?xml version=\"1.0\" encoding=\"…\"?>";
        return decode(name, bytes, "UTF-8", UTF_8, help);
    };
    let label = String::from_utf8_lossy(&bytes[span.clone()]).into_owned();
    let wrong = |message: String, help: &str| {
        refuse(name, lossy(&bytes[..bytes.len().min(span.end + SHOWN)], UTF_8), span.clone(), message, help)
    };
    match Encoding::for_label_no_replacement(label.as_bytes()) {
        None => {
            let message =
                format!("the XML declaration names the encoding “{label}”, which is not known (byte {})", span.start);
            Err(wrong(message, "save the file as UTF-8, and write encoding=\"UTF-8\" in its declaration"))
        }
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
            let message = format!("the XML declaration says “{label}”, but the file is not (byte {})", span.start);
            Err(wrong(message, "write the encoding that the file has: most likely encoding=\"UTF-8\""))
        }
        Some(encoding) => {
            let help =
                format!("the file is not “{label}”, or it is damaged; save it as UTF-8, and say so in its declaration");
            decode(name, bytes, &label, encoding, &help)
        }
    }
}

impl Scheme {
    /// Inserts ASCII into the bytes of a text. Each insertion is a place in the text, which stands after an ASCII
    /// character, and what is put there; they are sorted by place.
    pub(super) fn insert(self, mut bytes: Vec<u8>, text: &str, insertions: &[(usize, String)]) -> Vec<u8> {
        let places = self.places(&bytes, text, insertions.iter().map(|(at, _)| *at));
        let width = if self.is_wide() { 2 } else { 1 };
        let mut from = bytes.len();
        let added: usize = insertions.iter().map(|(_, new)| new.len() * width).sum();
        let mut to = from + added;
        bytes.reserve_exact(added);
        bytes.resize(to, 0);
        // From the end, so that no byte is in the way of another.
        for ((_, new), place) in insertions.iter().zip(places).rev() {
            to -= from - place;
            bytes.copy_within(place..from, to);
            from = place;
            to -= new.len() * width;
            for (i, ascii) in new.bytes().enumerate() {
                // The other byte of UTF-16 is zero, and may hold what was moved away.
                let unit = &mut bytes[to + i * width..to + (i + 1) * width];
                unit.fill(0);
                unit[usize::from(self.encoding == UTF_16BE)] = ascii;
            }
        }
        bytes
    }

    fn is_wide(self) -> bool {
        self.encoding == UTF_16LE || self.encoding == UTF_16BE
    }

    /// The bytes at which places of the text stand.
    fn places(self, bytes: &[u8], text: &str, at: impl Iterator<Item = usize>) -> Vec<usize> {
        if self.encoding == UTF_8 {
            return at.map(|at| self.mark + at).collect();
        }
        let (mut read, mut written) = (self.mark, 0);
        if self.is_wide() || self.encoding.is_single_byte() {
            let wide = self.is_wide();
            return at
                .map(|at| {
                    let piece = &text[written..at];
                    read += if wide { 2 * piece.encode_utf16().count() } else { piece.chars().count() };
                    written = at;
                    read
                })
                .collect();
        }
        // How many bytes a character takes is known to the decoder alone.
        let mut decoder = self.encoding.new_decoder_without_bom_handling();
        let mut out = [0; 32];
        at.map(|at| {
            while written < at && read < bytes.len() {
                let (_, _, more) = decoder.decode_to_utf8_without_replacement(&bytes[read..=read], &mut out, false);
                read += 1;
                written += more;
            }
            read
        })
        .collect()
    }
}

/// What a file is in that is neither read nor like anything that is.
fn unreadable_family(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [b'<', 0, 0, 0, ..] | [0, 0, 0, b'<', ..] => Some("UTF-32"),
        [0x4c, 0x6f, 0xa7, 0x94, ..] => Some("EBCDIC"),
        _ => None,
    }
}

/// UTF-16, if the first bytes of a file are so.
fn family(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] | [b'<', 0, _, 0, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] | [0, b'<', 0, _, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// How many bytes a byte order mark takes.
fn mark(bytes: &[u8], encoding: &'static Encoding) -> usize {
    match Encoding::for_bom(bytes) {
        Some((marked, length)) if marked == encoding => length,
        _ => 0,
    }
}

/// Where the XML declaration names the encoding.
fn declared(bytes: &[u8]) -> Option<Range<usize>> {
    let head = &bytes[..bytes.len().min(DECLARATION)];
    let end = head.starts_with(b"<?xml").then(|| head.windows(2).position(|two| two == b"?>"))??;
    let word = b"encoding";
    let mut at = head[..end].windows(word.len()).position(|piece| piece == word)? + word.len();
    let space = |at: usize| head[at..end].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    at += space(at);
    at += head[at..end].starts_with(b"=").then_some(1)?;
    at += space(at);
    let quote = *head[at..end].first().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let length = head[at + 1..end].iter().position(|&byte| byte == quote)?;
    Some(at + 1..at + 1 + length)
}

/// The text of a file. `known_as` is what its encoding is called.
fn decode(
    name: &str,
    bytes: Vec<u8>,
    known_as: &str,
    encoding: &'static Encoding,
    help: &str,
) -> Result<(String, Scheme)> {
    let scheme = Scheme { encoding, mark: mark(&bytes, encoding) };
    let bytes = if encoding == UTF_8 {
        match String::from_utf8(bytes) {
            Ok(mut text) => {
                text.drain(..scheme.mark);
                return Ok((text, scheme));
            }
            Err(error) => error.into_bytes(),
        }
    } else {
        let content = &bytes[scheme.mark..];
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(content).map(Cow::into_owned) {
            return Ok((text, scheme));
        }
        bytes
    };
    let (good, bad) = good(&bytes[scheme.mark..], encoding);
    let at = scheme.mark + good;
    let shown: String = bytes[at..(at + bad).min(bytes.len())].iter().map(|byte| format!("{byte:02X}")).collect();
    // Up to the bad bytes the text is what it is, so the place is right in what is shown; little more is needed.
    let mut text = lossy(&bytes[scheme.mark..at], encoding);
    let before = text.len();
    text.push_str(&lossy(&bytes[at..bytes.len().min(at + SHOWN)], encoding));
    let message = format!("byte {at} (0x{shown}) is not {known_as}");
    Err(refuse(name, text, before..before + '\u{fffd}'.len_utf8(), message, help))
}

/// How many bytes can be decoded before those that cannot, and how many those are.
fn good(bytes: &[u8], encoding: &'static Encoding) -> (usize, usize) {
    if encoding == UTF_8 {
        // One byte is named, as the others may belong to what follows.
        return (std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len), 1);
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut out = vec![0; 1 << 16];
    let mut read = 0;
    loop {
        let (result, more, _) = decoder.decode_to_utf8_without_replacement(&bytes[read..], &mut out, true);
        read += more;
        match result {
            DecoderResult::OutputFull => {}
            DecoderResult::InputEmpty => return (read, 0),
            DecoderResult::Malformed(bad, after) => {
                return (read - usize::from(bad) - usize::from(after), usize::from(bad));
            }
        }
    }
}

fn lossy(bytes: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn refuse(name: &str, text: String, span: Range<usize>, message: String, help: &str) -> Box<Diagnostic> {
    let file = Arc::new(SourceFile { name: name.to_owned(), text });
    Diagnostic::error("encoding", message).at(&file, span).help(help).into()
}

#[cfg(test)]
mod tests;
