//! The output intent: the colours of a file are those of sRGB (IEC 61966-2-1), said by a profile of ICC.1:2004-10.
//!
//! The profile is made here, from the numbers of the standard: three primaries, a white point and one curve.

use lopdf::{Object, dictionary};

use super::file::{File, compress};

/// Writes the profile, and gives the array of output intents (ISO 19005-3, section 6.2.3).
pub(super) fn output_intents(file: &mut File) -> Object {
    let profile = file.reserve();
    let bytes = srgb();
    file.put_stream(profile, dictionary! { "N" => 3, "Filter" => "FlateDecode" }, &compress(&bytes));
    let intent = dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFA1", "DestOutputProfile" => profile,
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "RegistryName" => Object::string_literal("http://www.color.org"),
    };
    Object::Array(vec![intent.into()])
}

/// The profile: a header, the table of tags, and the tags.
fn srgb() -> Vec<u8> {
    // White and primaries as XYZ, adapted to D50 by Bradford's transform; ICC.1, annex E.
    let white = xyz([0.9642, 1.0, 0.8249]);
    let red = xyz([0.436_065_7, 0.222_488_4, 0.013_916]);
    let green = xyz([0.385_147_1, 0.716_873_2, 0.097_076_4]);
    let blue = xyz([0.143_066_4, 0.060_607_9, 0.714_096_1]);
    // Y = (aX + b)^g above d, cX below.
    let curve = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];
    let mut parametric = b"para\0\0\0\0\0\x03\0\0".to_vec();
    curve.iter().for_each(|&value| parametric.extend_from_slice(&fixed(value)));
    let name = localized("sRGB IEC61966-2.1");
    let rights = localized("No copyright");
    let tags: [(&[u8; 4], &[u8]); 9] = [
        (b"desc", &name),
        (b"cprt", &rights),
        (b"wtpt", &white),
        (b"rXYZ", &red),
        (b"gXYZ", &green),
        (b"bXYZ", &blue),
        (b"rTRC", &parametric),
        (b"gTRC", &parametric),
        (b"bTRC", &parametric),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let start = HEADER + 4 + 12 * tags.len();
    let mut data: Vec<u8> = Vec::new();
    let mut written: Vec<(&[u8], usize)> = Vec::new();
    for (signature, bytes) in tags {
        // What is the same, as the three curves are, is written once.
        let offset = written.iter().find(|(same, _)| *same == bytes).map(|&(_, offset)| offset).unwrap_or_else(|| {
            let offset = start + data.len();
            data.extend_from_slice(bytes);
            data.resize(data.len().next_multiple_of(4), 0);
            written.push((bytes, offset));
            offset
        });
        table.extend_from_slice(signature);
        table.extend_from_slice(&(offset as u32).to_be_bytes());
        table.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
    }
    let mut profile = header(start + data.len());
    profile.extend_from_slice(&table);
    profile.extend_from_slice(&data);
    profile
}

/// The length of a header.
const HEADER: usize = 128;

/// The header of a display profile of version 4.2; ICC.1, section 7.2.
fn header(size: usize) -> Vec<u8> {
    let mut header = (size as u32).to_be_bytes().to_vec();
    header.resize(8, 0);
    header.extend_from_slice(&[4, 0x20, 0, 0]);
    header.extend_from_slice(b"mntrRGB XYZ ");
    // The day on which the standard was published, as a profile must have a date.
    for part in [1999_u16, 10, 18, 0, 0, 0] {
        header.extend_from_slice(&part.to_be_bytes());
    }
    header.extend_from_slice(b"acsp");
    header.resize(68, 0);
    [0.9642, 1.0, 0.8249].iter().for_each(|&value| header.extend_from_slice(&fixed(value)));
    header.resize(HEADER, 0);
    header
}

/// A number of 16 bits before the point and 16 after it.
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65_536.0).round() as i32).to_be_bytes()
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    let mut out = b"XYZ \0\0\0\0".to_vec();
    values.iter().for_each(|&value| out.extend_from_slice(&fixed(value)));
    out
}

/// A text in one language.
fn localized(text: &str) -> Vec<u8> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut out = b"mluc\0\0\0\0".to_vec();
    for number in [1_u32, 12] {
        out.extend_from_slice(&number.to_be_bytes());
    }
    out.extend_from_slice(b"enUS");
    for number in [utf16.len() as u32, 28] {
        out.extend_from_slice(&number.to_be_bytes());
    }
    out.extend_from_slice(&utf16);
    out
}
