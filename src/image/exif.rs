//! What the metadata of a camera tell of a picture (Exif 2.32, which is written as a TIFF).

/// How a picture is to be turned: 1 as it is, to 8, as TIFF 6.0 counts them; 1 where that is not told.
pub(super) fn orientation(exif: &[u8]) -> u8 {
    orientation_of(exif).filter(|it| (1..=8).contains(it)).unwrap_or(1)
}

fn orientation_of(exif: &[u8]) -> Option<u8> {
    let little = match exif.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let number = |at: usize, bytes: usize| -> Option<usize> {
        let slice = exif.get(at..at.checked_add(bytes)?)?;
        let digits: Box<dyn Iterator<Item = &u8>> =
            if little { Box::new(slice.iter().rev()) } else { Box::new(slice.iter()) };
        Some(digits.fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
    };
    let directory = number(4, 4)?;
    let entry = |index: usize| directory + 2 + 12 * index;
    let found = (0..number(directory, 2)?).map(entry).find(|&at| number(at, 2) == Some(0x0112))?;
    u8::try_from(number(found + 8, 2)?).ok()
}
