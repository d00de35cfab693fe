//! PNG: decoded to samples of eight bits.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, DecodingError, Limits, Transformations, Unit};

use super::{DAMAGED, Image, Kind, MOST_PIXELS, Refused, profile, refuse, size};

/// A picture as rows of samples of eight bits, from the top.
#[derive(Clone, Debug, PartialEq)]
pub struct Raster {
    /// How many pixels a row has.
    pub width: u32,
    /// How many rows there are.
    pub height: u32,
    /// The samples of a pixel: 1 for grey, 3 for red, green and blue.
    pub components: u8,
    /// The samples, pixel by pixel.
    pub samples: Vec<u8>,
    /// How opaque each pixel is, if any is not wholly so.
    pub alpha: Option<Vec<u8>>,
    /// What its colours are, as an ICC profile; sRGB if there is none.
    pub profile: Option<Vec<u8>>,
}

impl Image {
    /// The samples of a PNG; none for a picture of another kind.
    pub fn raster(&self) -> Option<Raster> {
        if self.kind == Kind::Png { decode(&self.bytes).ok().map(|(raster, _)| raster) } else { None }
    }
}

/// Decodes a PNG to see that it can be, and gives its size in points.
pub(super) fn inspect(bytes: &[u8]) -> Result<(f32, f32), Refused> {
    let (raster, resolution) = decode(bytes)?;
    Ok(size((raster.width, raster.height), resolution))
}

/// The samples of a PNG, and its pixels an inch.
fn decode(bytes: &[u8]) -> Result<(Raster, Option<(f32, f32)>), Refused> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: 1 << 30 });
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(damaged)?;
    let (width, height) = reader.info().size();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return refuse(format!("has {width} × {height} pixels"), "make it smaller: print needs 300 pixels an inch");
    }
    let Some(length) = reader.output_buffer_size() else { return refuse("is too large", "make it smaller") };
    let mut all = vec![0; length];
    let frame = reader.next_frame(&mut all).map_err(damaged)?;
    all.truncate(frame.buffer_size());
    let pixels: usize = width as usize * height as usize;
    let (components, has_alpha) = match frame.color_type {
        ColorType::Grayscale => (1, false),
        ColorType::GrayscaleAlpha => (1, true),
        ColorType::Rgb => (3, false),
        ColorType::Rgba => (3, true),
        ColorType::Indexed => return refuse("has colours of no kind that can be shown", DAMAGED),
    };
    let whole = usize::from(components) + usize::from(has_alpha);
    if frame.bit_depth != BitDepth::Eight || all.len() != pixels * whole {
        return refuse("is not what it says it is", DAMAGED);
    }
    let (mut samples, mut alpha) = (all, None);
    if has_alpha {
        let opacity: Vec<u8> = samples.chunks_exact(whole).map(|pixel| pixel[whole - 1]).collect();
        samples = samples.chunks_exact(whole).flat_map(|pixel| pixel[..whole - 1].iter().copied()).collect();
        alpha = Some(opacity).filter(|opacity| opacity.iter().any(|&opaque| opaque < u8::MAX));
    }
    let info = reader.info();
    let profile = info.icc_profile.as_deref().and_then(|bytes| profile::fit(bytes, components));
    let metres = info.pixel_dims.filter(|dimensions| dimensions.unit == Unit::Meter);
    let resolution = metres.map(|it| (it.xppu as f32 * 0.0254, it.yppu as f32 * 0.0254));
    Ok((Raster { width, height, components, samples, alpha, profile }, resolution))
}

fn damaged(error: DecodingError) -> Refused {
    match error {
        DecodingError::LimitsExceeded => Refused { problem: "is too large".into(), help: "make it smaller" },
        error => Refused { problem: format!("is no PNG that can be read: {error}"), help: DAMAGED },
    }
}
