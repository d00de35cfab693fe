//! Message ids for `xml:id`s.
//!
//! A message's id is the `xml:id` of its unit. But an `xml:id` may hold characters that Fluent's identifiers, which match
//! `[A-Za-z][A-Za-z0-9_-]*`, may not: full stops, Hangul, a leading underscore. Such an id is escaped:
//!
//! - an id that is a Fluent identifier and does not hold `_x` stands for itself (`challenges-p2`);
//! - a character that an identifier cannot hold becomes `_x`, its code point in upper-case hexadecimal, `_`
//!   (`p.1` becomes `p_x2E_1`, `가` becomes `x_x__xAC00_`);
//! - an underscore before an `x` becomes `_x5F_` (`a_x` becomes `a_x5F_x`);
//! - what would then not begin with a letter from A to Z is put behind `x_x_` (`_a` becomes `x_x__a`).
//!
//! An escaped id holds `_x` only where an escape or that prefix stands, and the prefix cannot be taken for an escape, as
//! it has no digits; so no two ids share an escaped form, and [`decode`] finds the id again.

use std::borrow::Cow;
use std::fmt::Write;

/// Stands before what would not begin with a letter.
const PREFIX: &str = "x_x_";

/// The ids that a file of messages defines, also those of messages that cannot be read.
pub fn defined(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let id = line.split_once('=')?.0.trim_end_matches(' ');
        (id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.chars().all(is_plain)).then_some(id)
    })
}

/// The message id of a unit.
pub fn encode(id: &str) -> Cow<'_, str> {
    let begins_well = id.starts_with(|c: char| c.is_ascii_alphabetic());
    if begins_well && id.chars().all(is_plain) && !id.contains("_x") {
        return Cow::Borrowed(id);
    }
    let mut out = String::with_capacity(id.len() + 16);
    let mut rest = id.chars().peekable();
    while let Some(c) = rest.next() {
        if !is_plain(c) || (c == '_' && rest.peek() == Some(&'x')) {
            // Writing to a string cannot fail.
            let _ = write!(out, "_x{:X}_", u32::from(c));
        } else {
            out.push(c);
        }
    }
    if !out.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.insert_str(0, PREFIX);
    }
    Cow::Owned(out)
}

/// The `xml:id` that has `id` for its message id; none if no `xml:id` has.
pub fn decode(id: &str) -> Option<Cow<'_, str>> {
    if !id.contains("_x") {
        return (encode(id) == id).then_some(Cow::Borrowed(id));
    }
    let mut out = String::with_capacity(id.len());
    let mut rest = id.strip_prefix(PREFIX).unwrap_or(id);
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let (digits, after) = rest[at + 2..].split_once('_')?;
        out.push(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)?);
        rest = after;
    }
    out.push_str(rest);
    // Whatever has a second spelling (leading zeros, a needless escape) is not the id of any unit.
    (encode(&out) == id).then_some(Cow::Owned(out))
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn examples() {
        for (id, message) in [
            ("challenges-p2", "challenges-p2"),
            ("a_b", "a_b"),
            ("p.1", "p_x2E_1"),
            ("가", "x_x__xAC00_"),
            ("a_x", "a_x5F_x"),
            ("__x", "x_x___x5F_x"),
            ("_a", "x_x__a"),
            ("x_x_a", "x_x5F_x_a"),
            ("", "x_x_"),
            ("1", "x_x_1"),
            ("😀", "x_x__x1F600_"),
        ] {
            assert_eq!(encode(id), message);
            assert_eq!(decode(message).as_deref(), Some(id));
        }
        for no in ["a_x", "a_x_", "a_x2e_", "a_x002E_", "a_x41_", "a_xD800_", "x_x_a", "_a", "", "a_x-2E_", "a_x+2E_"] {
            assert_eq!(decode(no), None, "{no}");
        }
    }

    proptest! {
        #[test]
        fn round_trip(id in "[a-c_x.0-9A-F\\-가é]{0,12}") {
            let message = encode(&id);
            prop_assert!(message.starts_with(|c: char| c.is_ascii_alphabetic()));
            prop_assert!(message.chars().all(is_plain));
            prop_assert_eq!(decode(&message).map(String::from), Some(id));
        }

        #[test]
        fn any_id_round_trips(id in "\\PC{0,12}") {
            prop_assert_eq!(decode(&encode(&id)).map(String::from), Some(id));
        }

        #[test]
        fn no_two_ids_share_a_message(a in "[x_.5F]{0,8}", b in "[x_.5F]{0,8}") {
            prop_assert_eq!(a == b, encode(&a) == encode(&b));
        }

        #[test]
        fn decode_is_the_inverse(message in "[xa_5FE2]{0,10}") {
            if let Some(id) = decode(&message) {
                prop_assert_eq!(encode(&id).into_owned(), message);
            }
        }
    }
}
