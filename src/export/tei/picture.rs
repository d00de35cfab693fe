//! Pictures (TEI P5, section 14.1).

use super::text::TextWriter;
use crate::edition::Row;
use crate::text::Extent;

impl<'e> TextWriter<'e, '_> {
    /// Names the file of a picture, as the source does: its address is that from the folder of the sources.
    pub(super) fn picture(&mut self, row: &'e Row) {
        let Some(picture) = &row.picture else { return };
        let mut attributes = self.attributes(row);
        attributes.retain(|(name, _)| *name != "xml:lang");
        attributes.push(("url", picture.url.clone()));
        attributes.extend(picture.width.map(|width| ("width", extent(width))));
        attributes.extend(picture.height.map(|height| ("height", extent(height))));
        attributes.extend(picture.scale.map(|scale| ("scale", scale.to_string())));
        self.xml.empty("graphic", &attributes);
        self.xml.line();
    }

    /// The same where blocks stand: there, a picture is a figure.
    pub(super) fn picture_alone(&mut self, row: &'e Row) {
        self.xml.open("figure", &Vec::new());
        self.xml.line();
        self.picture(row);
        self.xml.close_line();
    }
}

/// A length as an attribute has it. It is read as the same number.
fn extent(extent: Extent) -> String {
    match extent {
        Extent::Points(points) => format!("{points}pt"),
        // As a source would say it: what a hundredth makes of 0.6 is not 60.
        Extent::Part(part) => {
            let percent = |digits: usize| format!("{:.digits$}", f64::from(part) * 100.0);
            let is_same = |text: &String| text.parse().is_ok_and(|number: f32| number / 100.0 == part);
            let shortest = (0..9).map(percent).find(is_same);
            format!("{}%", shortest.unwrap_or_else(|| percent(9)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Extent, extent};

    #[test]
    fn a_part_is_read_as_the_same() {
        let part = |text: &str| text.trim_end_matches('%').parse::<f32>().unwrap_or_default() / 100.0;
        for text in ["60%", "50%", "33.3%", "7.25%", "0.1%", "100%", "99.99%"] {
            assert_eq!(extent(Extent::Part(part(text))), text);
        }
        for odd in (1..1000_u16).map(|number| 100.0 / f32::from(number) / 100.0) {
            assert_eq!(part(&extent(Extent::Part(odd))), odd);
        }
        assert_eq!(extent(Extent::Points(72.5)), "72.5pt");
    }
}
