//! Pictures: what kind of file each is, how large it is by nature, and what a writer of pages needs of it.
//!
//! | kind | what a PDF gets | module |
//! | --- | --- | --- |
//! | PNG | its samples, decoded when they are written | `raster` |
//! | JPEG | the file as it is | `jpeg` |
//! | SVG | its paths and paints | `svg`, `drawing` |
//!
//! Everything that could go wrong does so in [`read`], which decodes a picture once to see that it can be decoded.
//! A picture is kept as the bytes of its file, so that an edition with many of them needs little memory.

use std::sync::Arc;

mod drawing;
mod exif;
mod jpeg;
mod profile;
mod raster;
mod svg;

pub use drawing::{Drawing, Gradient, Line, Paint, Path, Segment, Step};
pub use jpeg::Jpeg;
pub use raster::Raster;

/// A picture that can be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The path of its file in its project, with `/` between the parts.
    pub path: String,
    /// The bytes of the file.
    pub bytes: Arc<Vec<u8>>,
    /// What kind of file it is.
    pub kind: Kind,
    /// How wide it is by nature, in points: by its resolution, or else 96 pixels an inch.
    pub width: f32,
    /// How high it is by nature, in points.
    pub height: f32,
}

/// The kind of a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// PNG (ISO/IEC 15948).
    Png,
    /// JPEG (ISO/IEC 10918-1), with what its markers tell.
    Jpeg(Jpeg),
    /// SVG 1.1, with what it draws.
    Svg(Drawing),
}

impl Kind {
    /// The media type.
    pub fn mime(&self) -> &'static str {
        match self {
            Kind::Png => "image/png",
            Kind::Jpeg(_) => "image/jpeg",
            Kind::Svg(_) => "image/svg+xml",
        }
    }
}

/// Why a picture cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What the matter is, to follow the name of the file.
    pub problem: String,
    /// What to do.
    pub help: &'static str,
}

fn refuse<T>(problem: impl Into<String>, help: &'static str) -> Result<T, Refused> {
    Err(Refused { problem: problem.into(), help })
}

/// How many pixels a picture may have: what an A2 sheet has at 600 an inch.
const MOST_PIXELS: u64 = 150_000_000;
/// What to do about a file that is damaged.
const DAMAGED: &str = "save it again from the program that made it";
/// The most and the least pixels an inch that are believed.
const RESOLUTIONS: std::ops::RangeInclusive<f32> = 20.0..=10_000.0;
/// Pixels an inch where a file does not tell.
const PIXELS_PER_INCH: f32 = 96.0;

/// Reads a picture by its first bytes, whatever its name is. `path` is its path in its project.
pub fn read(path: &str, bytes: Vec<u8>) -> Result<Image, Refused> {
    let (kind, (width, height)) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        (Kind::Png, raster::inspect(&bytes)?)
    } else if bytes.starts_with(b"\xff\xd8") {
        let (jpeg, size) = Jpeg::read(&bytes)?;
        (Kind::Jpeg(jpeg), size)
    } else if svg::is_svg(&bytes) {
        let (drawing, size) = svg::read(&bytes)?;
        (Kind::Svg(drawing), size)
    } else {
        return refuse("is no PNG, JPEG or SVG", "save it as one of these");
    };
    Ok(Image { path: path.to_owned(), bytes: Arc::new(bytes), kind, width, height })
}

/// The size in points of so many pixels at a resolution in pixels an inch, if that is one.
fn size(pixels: (u32, u32), resolution: Option<(f32, f32)>) -> (f32, f32) {
    let believed = resolution.filter(|(x, y)| RESOLUTIONS.contains(x) && RESOLUTIONS.contains(y));
    let (x, y) = believed.unwrap_or((PIXELS_PER_INCH, PIXELS_PER_INCH));
    (pixels.0 as f32 / x * 72.0, pixels.1 as f32 / y * 72.0)
}

#[cfg(test)]
mod tests;
