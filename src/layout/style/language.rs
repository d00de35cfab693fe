//! What the language of a text asks for.

use crate::text::{Direction, Lang};

/// How large the text of a language is set beside Latin text of size 1: characters that fill their square look larger
/// than lower case letters of the same size.
pub fn optical_size(lang: &Lang) -> f32 {
    match lang.primary() {
        "ko" => 0.95,
        "ja" | "zh" => 0.94,
        _ => 1.0,
    }
}

/// How much the spaces of a line may be stretched and squeezed, and the letters of scripts that take it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Elasticity {
    /// How far a space may grow, in parts of its width, before a line counts as loose.
    pub space_stretch: f32,
    /// How far a space may shrink, in parts of its width, at the most.
    pub space_shrink: f32,
    /// How far two letters may be moved apart, in ems.
    pub letter_stretch: f32,
    /// How far two letters may be moved together, in ems.
    pub letter_shrink: f32,
}

/// The elasticity of the lines of a language.
pub fn elasticity(lang: &Lang) -> Elasticity {
    match lang.primary() {
        // Korean words are long and are not divided, so the letters take a share that the eye does not see.
        "ko" => Elasticity { space_stretch: 0.5, space_shrink: 0.33, letter_stretch: 0.06, letter_shrink: 0.03 },
        "ja" | "zh" => Elasticity { space_stretch: 0.5, space_shrink: 0.3, letter_stretch: 0.06, letter_shrink: 0.01 },
        // Letters that are joined cannot be moved, and those of other scripts beside them are left as they are, too.
        _ if lang.direction() == Direction::RightToLeft => {
            Elasticity { space_stretch: 0.5, space_shrink: 0.27, letter_stretch: 0.0, letter_shrink: 0.0 }
        }
        // Latin letters give so little that nobody sees it, and yet it evens out the spaces.
        _ => Elasticity { space_stretch: 0.5, space_shrink: 0.27, letter_stretch: 0.012, letter_shrink: 0.008 },
    }
}
