//! Pictures, and the sizes that a source asks for.

use std::sync::Arc;

use super::Walker;
use crate::tei::tree::Key;
use crate::text::{Extent, Node, Picture, Rend, Role, Unit};

impl Walker<'_, '_> {
    /// Sets the picture that the element `i` names.
    pub(super) fn picture(&mut self, i: usize) {
        let tree = self.tree;
        let at = tree.nodes[i].at;
        let url = tree.attribute(i, Key::Url).unwrap_or_default().trim_ascii().to_owned();
        let width = self.size(i, Key::Width, "width", extent);
        let height = self.size(i, Key::Height, "height", extent);
        let scale = self.size(i, Key::Scale, "scale", scale);
        self.write_groups(self.groups.len());
        self.nodes.push(Node::Unit(Unit {
            id: tree.id(i).map(str::to_owned),
            role: Role::Picture,
            lang: self.lang_of(i),
            rend: Rend::default(),
            label: None,
            content: Arc::default(),
            picture: Some(Picture { url, width, height, scale, at }),
            at,
        }));
    }

    /// What an attribute says of the size of a picture, if it says anything that is understood.
    fn size<T>(&mut self, i: usize, key: Key, name: &'static str, read: fn(&str) -> Option<T>) -> Option<T> {
        let value = self.tree.attribute(i, key)?;
        let size = read(value.trim_ascii());
        if size.is_none() {
            self.wrong_sizes.push((self.tree.nodes[i].at, name, value.to_owned()));
        }
        size
    }
}

/// Points in each unit of length that TEI has for output (`teidata.outputMeasurement`) and paper knows; those of a screen
/// are what CSS takes them for.
const UNITS: [(&str, f32); 6] =
    [("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("in", 72.0), ("pt", 1.0), ("pc", 12.0), ("px", 0.75)];

/// A length with its unit, or a part of the room in percent.
fn extent(value: &str) -> Option<Extent> {
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let number: f32 = value[..end].parse().ok().filter(|number| (0.001..100_000.0).contains(number))?;
    match value[end..].trim_ascii() {
        "%" => Some(Extent::Part(number / 100.0)),
        unit => {
            let (_, points) = UNITS.iter().find(|(name, _)| *name == unit)?;
            Some(Extent::Points(number * points))
        }
    }
}

/// A factor, also in percent.
fn scale(value: &str) -> Option<f32> {
    let (number, hundred) = value.strip_suffix('%').map_or((value, 1.0), |number| (number, 100.0));
    let number: f32 = number.trim_ascii().parse().ok()?;
    Some(number / hundred).filter(|scale| *scale > 0.0 && scale.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_a_unit() {
        for (value, read) in [
            ("60%", Some(Extent::Part(0.6))),
            ("72pt", Some(Extent::Points(72.0))),
            ("1.5in", Some(Extent::Points(108.0))),
            ("96px", Some(Extent::Points(72.0))),
            ("12", None),
            ("-3cm", None),
            ("0pt", None),
            ("wide", None),
            ("1.2.3cm", None),
            ("3 furlongs", None),
        ] {
            assert_eq!(extent(value), read, "{value}");
        }
        assert_eq!(scale("0.5"), Some(0.5));
        assert_eq!(scale("50%"), Some(0.5));
        for none in ["0", "-1", "inf", "NaN", "half"] {
            assert_eq!(scale(none), None, "{none}");
        }
    }
}
