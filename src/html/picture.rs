//! Pictures: each stands in the page itself, as its file is, so that nothing need be fetched.

use super::base64::base64;
use super::inline::with_lang;
use super::row::column;
use super::tree::{Element, block, inline};
use crate::edition::{Alternative, Row};
use crate::image::Image;

/// The room for a picture, in points: as wide as a page is at the most. Its style lets it be narrower, never wider.
const ROOM: (f32, f32) = (1184.0 * POINTS, 2000.0 * POINTS);
/// Points in a pixel of CSS.
const POINTS: f32 = 0.75;

/// A picture across all columns. Who does not see it hears what stands for it, in each language that is shown.
pub(super) fn element(row: &Row, image: &Image, alternatives: &[Alternative], id: Option<String>) -> Element {
    let mut element = block("div").attr("class", "row picture").attr_opt("id", id);
    let (Some(wanted), [first, others @ ..]) = (&row.picture, alternatives) else { return element };
    let (width, height) = wanted.size((image.width, image.height), ROOM);
    let pixels = |points: f32| (points / POINTS).round().max(1.0).to_string();
    let source = format!("data:{};base64,{}", image.kind.mime(), base64(&image.bytes));
    let picture = with_lang(inline("img"), &first.lang).attr("alt", first.text.clone());
    element.push(picture.attr("width", pixels(width)).attr("height", pixels(height)).attr("src", source));
    element.extend(
        others
            .iter()
            .enumerate()
            .map(|(at, other)| with_lang(column("p", at + 1), &other.lang).class("heard").text(other.text.clone())),
    )
}
