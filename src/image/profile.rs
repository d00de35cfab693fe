//! Which ICC profiles say what colours are.

/// The profile, if it is one that a PDF/A may hold for so many samples a pixel (ISO 19005-3, section 6.2.4.2): of an input,
/// display, output or colour space device, no later than version 4. Of any other, browsers make nothing either.
pub(super) fn fit(bytes: &[u8], components: u8) -> Option<Vec<u8>> {
    let length = bytes.get(..4)?.iter().fold(0usize, |length, byte| length << 8 | usize::from(*byte));
    let space: &[u8] = if components == 1 { b"GRAY" } else { b"RGB " };
    let is_known = matches!(bytes.get(12..16)?, b"scnr" | b"mntr" | b"prtr" | b"spac");
    let is_fit = length == bytes.len() && bytes[8] <= 4 && is_known && bytes.get(16..20)? == space;
    (is_fit && bytes.get(36..40)? == b"acsp" && bytes.len() >= 128).then(|| bytes.to_vec())
}
