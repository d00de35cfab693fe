//! The composition of letters with the marks that follow them.

use unicode_normalization::UnicodeNormalization;

/// A text in NFC, but for the characters that NFC never has: what a source spells with a compatibility ideograph (the
/// second readings of KS X 1001) or with the sign of a unit stays as it is.
pub fn composed(text: &str) -> String {
    let stays = |character: &char| !std::iter::once(*character).nfc().eq([*character]);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, character)) = rest.char_indices().find(|(_, character)| stays(character)) {
        out.extend(rest[..at].nfc());
        out.push(character);
        rest = &rest[at + character.len_utf8()..];
    }
    out.extend(rest.nfc());
    out
}
