//! The file itself: objects as they come, small ones gathered and compressed, and where each of them stands.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

use super::Standard;

/// Objects of an object stream, at most. More would compress little better and make a reader unpack more for one object.
const GATHERED: usize = 200;

/// A PDF file that is being written.
pub(super) struct File {
    bytes: Vec<u8>,
    /// Where each object stands, by its number.
    entries: Vec<Entry>,
    /// The objects that the next object stream will hold.
    gathered: Gathered,
}

#[derive(Clone, Copy)]
enum Entry {
    /// The number is given out, the object not yet written; or it is free, as number 0 always is.
    Free,
    /// Bytes from the start of the file.
    At(u64),
    /// The number of the object stream, and the place in it.
    In(u32, u32),
}

#[derive(Default)]
struct Gathered {
    numbers: Vec<u32>,
    offsets: Vec<usize>,
    bytes: Vec<u8>,
}

impl File {
    /// A file with its header.
    pub(super) fn new(standard: Standard) -> File {
        let header = match standard {
            Standard::Pdf17 => b"%PDF-1.7\n",
            Standard::Pdf20 => b"%PDF-2.0\n",
        };
        // The four bytes above 127 tell programs that pass files on that this one is binary.
        File {
            bytes: [&header[..], b"%\xE2\xE3\xCF\xD3\n"].concat(),
            entries: vec![Entry::Free],
            gathered: Gathered::default(),
        }
    }

    /// A number for an object that is written later.
    pub(super) fn reserve(&mut self) -> ObjectId {
        self.entries.push(Entry::Free);
        ((self.entries.len() - 1) as u32, 0)
    }

    /// Writes an object that is no stream.
    pub(super) fn put(&mut self, id: ObjectId, object: &Object) {
        self.gathered.numbers.push(id.0);
        self.gathered.offsets.push(self.gathered.bytes.len());
        write_object(&mut self.gathered.bytes, object);
        self.gathered.bytes.push(b'\n');
        if self.gathered.numbers.len() >= GATHERED {
            self.put_gathered();
        }
    }

    /// Writes an object that is no stream, and gives it a number.
    pub(super) fn add(&mut self, object: &Object) -> ObjectId {
        let id = self.reserve();
        self.put(id, object);
        id
    }

    /// Writes a stream: its bytes as they stand, compressed already if `dictionary` says so.
    pub(super) fn put_stream(&mut self, id: ObjectId, mut dictionary: Dictionary, bytes: &[u8]) {
        self.entries[id.0 as usize] = Entry::At(self.bytes.len() as u64);
        dictionary.set("Length", bytes.len() as i64);
        push(&mut self.bytes, format_args!("{} 0 obj\n", id.0));
        write_dictionary(&mut self.bytes, &dictionary);
        self.bytes.extend_from_slice(b"\nstream\n");
        self.bytes.extend_from_slice(bytes);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    fn put_gathered(&mut self) {
        let Gathered { numbers, offsets, bytes } = std::mem::take(&mut self.gathered);
        if numbers.is_empty() {
            return;
        }
        let id = self.reserve();
        let mut head = Vec::new();
        for (index, (&number, offset)) in numbers.iter().zip(&offsets).enumerate() {
            self.entries[number as usize] = Entry::In(id.0, index as u32);
            push(&mut head, format_args!("{number} {offset} "));
        }
        let first = head.len();
        head.extend_from_slice(&bytes);
        let dictionary = dictionary! {
            "Type" => "ObjStm", "N" => numbers.len() as i64, "First" => first as i64, "Filter" => "FlateDecode",
        };
        self.put_stream(id, dictionary, &compress(&head));
    }

    /// Writes where everything stands, and ends the file. A number that was given out and never used is free.
    pub(super) fn finish(mut self, root: ObjectId, info: Option<ObjectId>) -> Vec<u8> {
        self.put_gathered();
        let id = self.reserve();
        let start = self.bytes.len();
        self.entries[id.0 as usize] = Entry::At(start as u64);
        // Widths of the three fields: the kind, the offset or the object stream, the place in the object stream.
        let wide = (1..8).find(|&bytes| (start as u64) >> (8 * bytes) == 0).unwrap_or(8);
        let mut table = Vec::with_capacity(self.entries.len() * (wide + 2));
        for (number, entry) in self.entries.iter().enumerate() {
            let (kind, long, short): (u8, u64, u8) = match *entry {
                Entry::Free => (0, 0, if number == 0 { 255 } else { 0 }),
                Entry::At(offset) => (1, offset, 0),
                Entry::In(stream, index) => (2, u64::from(stream), index as u8),
            };
            table.push(kind);
            table.extend_from_slice(&long.to_be_bytes()[8 - wide..]);
            table.push(short);
        }
        let name = Object::String(fingerprint(&self.bytes).to_be_bytes().to_vec(), StringFormat::Hexadecimal);
        let mut dictionary = dictionary! {
            "Type" => "XRef", "Size" => self.entries.len() as i64, "W" => vec![1.into(), (wide as i64).into(), 1.into()],
            "Root" => root,
        };
        if let Some(info) = info {
            dictionary.set("Info", info);
        }
        dictionary.set("ID", vec![name.clone(), name]);
        dictionary.set("Filter", "FlateDecode");
        self.put_stream(id, dictionary, &compress(&table));
        push(&mut self.bytes, format_args!("startxref\n{start}\n%%EOF\n"));
        self.bytes
    }
}

/// A number that changes with any byte (FNV-1a, by eight bytes at a time): a name for the file, no proof of anything.
pub(super) fn fingerprint(bytes: &[u8]) -> u128 {
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for part in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..part.len()].copy_from_slice(part);
        hash = (hash ^ u128::from(u64::from_le_bytes(word))).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    hash ^ bytes.len() as u128
}

/// Compresses bytes for the filter `FlateDecode`.
pub(super) fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::default());
    // Writing into memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// Text as PDF takes it outside of page contents: ASCII, or else UTF-16 with a byte order mark.
pub(super) fn text(text: &str) -> Object {
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        Object::string_literal(text)
    } else {
        Object::String(utf16(text), StringFormat::Literal)
    }
}

/// UTF-16, most significant byte first, with a byte order mark.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

/// A number of at most three decimals.
pub(super) fn number(value: f32) -> Object {
    let rounded = (f64::from(value) * 1000.0).round();
    if rounded % 1000.0 == 0.0 {
        Object::Integer((rounded / 1000.0) as i64)
    } else {
        Object::Real((rounded / 1000.0) as f32)
    }
}

fn push(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing into memory does not fail.
    let _ = out.write_fmt(text);
}

fn write_object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => push(out, format_args!("{value}")),
        Object::Integer(value) => push(out, format_args!("{value}")),
        Object::Real(value) => push(out, format_args!("{value}")),
        Object::Name(name) => write_name(out, name),
        Object::String(bytes, StringFormat::Literal) => {
            out.push(b'(');
            for &byte in bytes {
                match byte {
                    b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
                    b'\r' => out.extend_from_slice(b"\\r"),
                    _ => out.push(byte),
                }
            }
            out.push(b')');
        }
        Object::String(bytes, StringFormat::Hexadecimal) => {
            out.push(b'<');
            for byte in bytes {
                push(out, format_args!("{byte:02X}"));
            }
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                write_object(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        // A stream stands for itself only, by `put_stream`.
        Object::Stream(stream) => write_dictionary(out, &stream.dict),
        Object::Reference(id) => push(out, format_args!("{} {} R", id.0, id.1)),
    }
}

fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        write_name(out, key);
        if matches!(
            value,
            Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Reference(_)
        ) {
            out.push(b' ');
        }
        write_object(out, value);
    }
    out.extend_from_slice(b">>");
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            push(out, format_args!("#{byte:02X}"));
        }
    }
}
