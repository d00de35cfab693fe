//! JPEG: what its markers tell. The picture itself is never decoded; a PDF takes the file as it is (`DCTDecode`).

use super::{DAMAGED, MOST_PIXELS, Refused, exif, profile, refuse, size};

/// What the markers of a JPEG tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Jpeg {
    /// How many pixels a row has, before it is turned.
    pub width: u32,
    /// How many rows there are, before it is turned.
    pub height: u32,
    /// The samples of a pixel: 1 for grey, 3 for colour.
    pub components: u8,
    /// How it is to be turned, from 1 to 8 as Exif has it: 1 is as it is.
    pub orientation: u8,
    /// Whether its samples are red, green and blue without a marker that says so, and not brightness and two colours.
    pub is_plain_rgb: bool,
    /// What its colours are, as an ICC profile; sRGB if there is none.
    pub profile: Option<Vec<u8>>,
}

/// What a frame's header tells (ISO/IEC 10918-1, section B.2.2).
struct Frame {
    marker: u8,
    precision: u8,
    height: u32,
    width: u32,
    components: Vec<u8>,
}

impl Jpeg {
    /// Whether its rows become columns when it is turned.
    pub fn is_turned(&self) -> bool {
        self.orientation >= 5
    }

    /// Reads the markers of a JPEG, and its size in points as it is to be shown.
    pub(super) fn read(bytes: &[u8]) -> Result<(Jpeg, (f32, f32)), Refused> {
        let damaged =
            |problem: &str| Refused { problem: format!("is no JPEG that can be read: {problem}"), help: DAMAGED };
        let mut frame = None;
        let mut resolution = None;
        let mut orientation = 1;
        let mut parts: Vec<(u8, &[u8])> = Vec::new();
        let mut has_adobe = false;
        let mut at = 2;
        loop {
            let Some(&[0xff, marker]) = bytes.get(at..at + 2) else { return Err(damaged("it breaks off")) };
            at += 2;
            if marker == 0xff {
                at -= 1;
                continue;
            }
            let length = bytes.get(at..at + 2).map(|it| usize::from(it[0]) << 8 | usize::from(it[1]));
            let body = length.filter(|length| *length >= 2).and_then(|length| bytes.get(at + 2..at + length));
            let Some(body) = body else { return Err(damaged("it breaks off")) };
            at += body.len() + 2;
            match marker {
                0xe0 if body.starts_with(b"JFIF\0") => resolution = density(body),
                0xe1 if body.starts_with(b"Exif\0\0") => orientation = exif::orientation(&body[6..]),
                0xe2 if body.starts_with(b"ICC_PROFILE\0") && body.len() > 14 => parts.push((body[12], &body[14..])),
                0xee if body.starts_with(b"Adobe") => has_adobe = true,
                0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) && frame.is_none() => {
                    frame = Some(Frame::read(marker, body).ok_or_else(|| damaged("it has no size"))?);
                }
                // The picture itself follows, to the end of the file.
                0xda => break,
                0xd9 => return Err(damaged("it holds no picture")),
                _ => {}
            }
        }
        // After the end some cameras have more, and some programs zeros.
        if !bytes[at..].windows(2).any(|two| two == [0xff, 0xd9]) {
            return Err(damaged("it breaks off"));
        }
        let frame = frame.ok_or_else(|| damaged("it has no size"))?;
        frame.check()?;
        let components = frame.components.len() as u8;
        parts.sort_by_key(|(number, _)| *number);
        let profile: Vec<u8> = parts.iter().flat_map(|(_, part)| part.iter().copied()).collect();
        let jpeg = Jpeg {
            width: frame.width,
            height: frame.height,
            components,
            orientation,
            is_plain_rgb: !has_adobe && frame.components == *b"RGB",
            profile: profile::fit(&profile, components),
        };
        let (width, height) = size((jpeg.width, jpeg.height), resolution);
        let shown = if jpeg.is_turned() { (height, width) } else { (width, height) };
        Ok((jpeg, shown))
    }
}

impl Frame {
    fn read(marker: u8, body: &[u8]) -> Option<Frame> {
        let number = |at: usize| Some(u32::from(*body.get(at)?) << 8 | u32::from(*body.get(at + 1)?));
        let count = usize::from(*body.get(5)?);
        let components = (0..count).map(|index| body.get(6 + 3 * index).copied()).collect::<Option<_>>()?;
        Some(Frame { marker, precision: *body.first()?, height: number(1)?, width: number(3)?, components })
    }

    fn check(&self) -> Result<(), Refused> {
        let plain = "save it as a plain JPEG (baseline or progressive, of eight bits)";
        match (self.marker, self.precision, self.components.len()) {
            // What DCTDecode takes (ISO 32000-1, section 7.4.8).
            (0xc0..=0xc2, 8, 1 | 3) => {}
            (0xc0..=0xc2, 8, 4) => return refuse("has colours for a printing press (CMYK)", "save it as RGB"),
            (0xc0..=0xc2, 8, count) => return refuse(format!("has {count} colour channels"), "save it as RGB"),
            (0xc0..=0xc2, bits, _) => return refuse(format!("has samples of {bits} bits"), plain),
            _ => return refuse("is of a rare kind of JPEG, lossless or arithmetic", plain),
        }
        if self.width == 0 || self.height == 0 {
            return refuse("has no size", DAMAGED);
        }
        if u64::from(self.width) * u64::from(self.height) > MOST_PIXELS {
            let problem = format!("has {} × {} pixels", self.width, self.height);
            return refuse(problem, "make it smaller: print needs 300 pixels an inch");
        }
        Ok(())
    }
}

/// The pixels an inch that a JFIF header tells.
fn density(body: &[u8]) -> Option<(f32, f32)> {
    let number = |at: usize| Some(f32::from(u16::from_be_bytes([*body.get(at)?, *body.get(at + 1)?])));
    let unit = match body.get(7)? {
        1 => 1.0,
        2 => 2.54,
        _ => return None,
    };
    Some((unit * number(8)?, unit * number(10)?))
}
