//! The letters of Greek text (ISO 8879, ISOgrk1 and ISOgrk2), which are in no set that HTML took over.

/// The names of the letters without accents, but for the case of their first letter.
const LETTERS: &[(&str, &str, &str)] = &[
    ("agr", "α", "Α"),
    ("bgr", "β", "Β"),
    ("ggr", "γ", "Γ"),
    ("dgr", "δ", "Δ"),
    ("egr", "ε", "Ε"),
    ("zgr", "ζ", "Ζ"),
    ("eegr", "η", "Η"),
    ("thgr", "θ", "Θ"),
    ("igr", "ι", "Ι"),
    ("kgr", "κ", "Κ"),
    ("lgr", "λ", "Λ"),
    ("mgr", "μ", "Μ"),
    ("ngr", "ν", "Ν"),
    ("xgr", "ξ", "Ξ"),
    ("ogr", "ο", "Ο"),
    ("pgr", "π", "Π"),
    ("rgr", "ρ", "Ρ"),
    ("sgr", "σ", "Σ"),
    ("tgr", "τ", "Τ"),
    ("ugr", "υ", "Υ"),
    ("phgr", "φ", "Φ"),
    ("khgr", "χ", "Χ"),
    ("psgr", "ψ", "Ψ"),
    ("ohgr", "ω", "Ω"),
    ("aacgr", "ά", "Ά"),
    ("eacgr", "έ", "Έ"),
    ("eeacgr", "ή", "Ή"),
    ("iacgr", "ί", "Ί"),
    ("idigr", "ϊ", "Ϊ"),
    ("oacgr", "ό", "Ό"),
    ("uacgr", "ύ", "Ύ"),
    ("udigr", "ϋ", "Ϋ"),
    ("ohacgr", "ώ", "Ώ"),
];

/// The letters that have no capital.
const SMALL: &[(&str, &str)] = &[("sfgr", "ς"), ("idiagr", "ΐ"), ("udiagr", "ΰ")];

/// The letter of a name. In the name of a capital all letters before `gr`, `acgr` and the like are capitals: `THgr`.
pub(super) fn letter(name: &str) -> Option<&'static str> {
    if let Some((_, letter)) = SMALL.iter().find(|(known, _)| *known == name) {
        return Some(letter);
    }
    let (_, small, capital) = LETTERS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name))?;
    let capitals = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let stem = ["acgr", "digr", "gr"].iter().find_map(|end| name.strip_suffix(end))?;
    match capitals {
        0 => Some(small),
        _ if capitals == stem.len() => Some(capital),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_their_names() {
        for (name, expected) in [
            ("agr", "α"),
            ("Agr", "Α"),
            ("THgr", "Θ"),
            ("eeacgr", "ή"),
            ("EEacgr", "Ή"),
            ("OHgr", "Ω"),
            ("sfgr", "ς"),
            ("idigr", "ϊ"),
            ("Idigr", "Ϊ"),
            ("udiagr", "ΰ"),
        ] {
            assert_eq!(letter(name), Some(expected), "{name}");
        }
        for name in ["", "gr", "AGR", "Thgr", "aGr", "SFgr", "qgr"] {
            assert_eq!(letter(name), None, "{name}");
        }
    }
}
