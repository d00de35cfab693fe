//! The attributes that mean something to the program.

/// An attribute that the program looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::tei) enum Key {
    Id,
    Lang,
    Rend,
    Rendition,
    Target,
    When,
    Value,
    Type,
    N,
    Break,
    Ident,
    Style,
    Place,
    Part,
    Role,
    Cols,
    Rows,
    Url,
    Width,
    Height,
    Scale,
    Corresp,
    Reason,
    Join,
    Witnesses,
    Source,
    Loc,
    Level,
    Unit,
    Direct,
    Ref,
    SpanTo,
}

impl Key {
    /// The attribute of a name; none if it means nothing. `is_p4`: whether the file is TEI P4.
    pub(super) fn of(prefix: &str, local: &str, is_p4: bool) -> Option<Key> {
        Some(match (prefix, local) {
            ("xml", "id") => Key::Id,
            ("xml", "lang") => Key::Lang,
            // P4 knew no xml: attributes.
            ("", "id") if is_p4 => Key::Id,
            ("", "lang") if is_p4 => Key::Lang,
            ("", "rend") => Key::Rend,
            ("", "rendition") => Key::Rendition,
            ("", "style") => Key::Style,
            // P4 says `targets` where it may be several.
            ("", "target" | "targets") => Key::Target,
            ("", "corresp") => Key::Corresp,
            ("", "reason") => Key::Reason,
            ("", "join") => Key::Join,
            ("", "wit") => Key::Witnesses,
            ("", "source") => Key::Source,
            ("", "loc") => Key::Loc,
            ("", "level") => Key::Level,
            ("", "unit") => Key::Unit,
            ("", "direct") => Key::Direct,
            ("", "ref") => Key::Ref,
            ("", "spanTo") => Key::SpanTo,
            ("", "when") => Key::When,
            ("", "value" | "quantity") => Key::Value,
            ("", "type") => Key::Type,
            ("", "n") => Key::N,
            ("", "break") => Key::Break,
            ("", "ident") => Key::Ident,
            ("", "place") => Key::Place,
            ("", "part") => Key::Part,
            ("", "role") => Key::Role,
            ("", "cols") => Key::Cols,
            ("", "rows") => Key::Rows,
            ("", "url") => Key::Url,
            ("", "width") => Key::Width,
            ("", "height") => Key::Height,
            ("", "scale") => Key::Scale,
            _ => return None,
        })
    }
}
