//! Pictures as XObjects, those of samples as images (ISO 32000-1, section 8.9.5); each once however often it is shown.

use std::collections::HashMap;
use std::sync::Arc;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::image::{Image, Jpeg, Kind, Raster};
use crate::layout::{Item, Page};

use super::file::{File, compress};
use super::{drawing, predictor};

/// The pictures of a document.
#[derive(Default)]
pub(super) struct Pictures {
    /// In the order in which they are shown first.
    images: Vec<Arc<Image>>,
    /// The index of each by its path.
    indices: HashMap<String, usize>,
}

impl Pictures {
    /// Takes note of the pictures on a page.
    pub(super) fn note(&mut self, page: &Page) {
        for item in &page.items {
            let Item::Picture(picture) = item else { continue };
            if !self.indices.contains_key(&picture.image.path) {
                self.indices.insert(picture.image.path.clone(), self.images.len());
                self.images.push(Arc::clone(&picture.image));
            }
        }
    }

    /// The name by which the contents of pages call a picture that was noted.
    pub(super) fn name(&self, image: &Image) -> String {
        name(self.indices.get(&image.path).copied().unwrap_or_default())
    }

    /// Writes the pictures, and gives them by their names; none if there are none.
    pub(super) fn write(&self, file: &mut File) -> Option<Dictionary> {
        let mut names = Dictionary::new();
        for (index, image) in self.images.iter().enumerate() {
            if let Some(id) = write(image, file) {
                names.set(name(index), id);
            }
        }
        Some(names).filter(|names| !names.is_empty())
    }
}

fn name(index: usize) -> String {
    format!("P{index}")
}

fn write(image: &Image, file: &mut File) -> Option<ObjectId> {
    match &image.kind {
        Kind::Png => Some(raster(&image.raster()?, file)),
        Kind::Jpeg(jpeg) => Some(self::jpeg(jpeg, &image.bytes, file)),
        Kind::Svg(drawing) => Some(drawing::write(drawing, file)),
    }
}

fn raster(raster: &Raster, file: &mut File) -> ObjectId {
    let Raster { width, height, components, samples, alpha, profile } = raster;
    let space = color_space(*components, profile.as_deref(), file);
    let mut dictionary = samples_of((*width, *height), space, *components);
    if let Some(alpha) = alpha {
        let mask = file.reserve();
        let dictionary_of_mask = samples_of((*width, *height), "DeviceGray".into(), 1);
        file.put_stream(mask, dictionary_of_mask, &compress(&predictor::rows(alpha, *width as usize, 1)));
        dictionary.set("SMask", mask);
    }
    let id = file.reserve();
    file.put_stream(id, dictionary, &compress(&predictor::rows(samples, *width as usize, usize::from(*components))));
    id
}

/// The dictionary of samples that are written by [`predictor::rows`] and compressed.
fn samples_of((width, height): (u32, u32), space: Object, components: u8) -> Dictionary {
    let parameters = dictionary! {
        "Predictor" => 15, "Colors" => i64::from(components), "BitsPerComponent" => 8, "Columns" => i64::from(width),
    };
    dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(width), "Height" => i64::from(height),
        "ColorSpace" => space, "BitsPerComponent" => 8, "Filter" => "FlateDecode", "DecodeParms" => parameters,
    }
}

fn jpeg(jpeg: &Jpeg, bytes: &[u8], file: &mut File) -> ObjectId {
    let space = color_space(jpeg.components, jpeg.profile.as_deref(), file);
    let mut dictionary = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(jpeg.width), "Height" => i64::from(jpeg.height),
        "ColorSpace" => space, "BitsPerComponent" => 8, "Filter" => "DCTDecode",
    };
    if jpeg.is_plain_rgb {
        dictionary.set("DecodeParms", dictionary! { "ColorTransform" => 0 });
    }
    let id = file.reserve();
    file.put_stream(id, dictionary, bytes);
    id
}

/// What colours are: those of a profile, or else those of the document's output intent, which is sRGB.
fn color_space(components: u8, profile: Option<&[u8]>, file: &mut File) -> Object {
    let Some(profile) = profile else {
        return if components == 1 { "DeviceGray".into() } else { "DeviceRGB".into() };
    };
    let id = file.reserve();
    let dictionary = dictionary! { "N" => i64::from(components), "Filter" => "FlateDecode" };
    file.put_stream(id, dictionary, &compress(profile));
    Object::Array(vec!["ICCBased".into(), id.into()])
}
