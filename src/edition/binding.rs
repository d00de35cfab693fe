//! Which tags of a source bind its translations, and how.

use rustc_hash::FxHashSet;

/// What one language marks and another may part: words between which `he said` stands, or that are stressed in two places.
pub(super) fn is_divisible(name: &str) -> bool {
    matches!(name, "q" | "said" | "quote" | "soCalled" | "emph" | "hi" | "foreign")
}

/// What says how the words of the source are written or built, and no more: a translation has other words. What names a
/// person, a place, a date, a number or a term, and what leads elsewhere, is none of these.
pub(super) fn is_free(name: &str) -> bool {
    matches!(
        name,
        "abbr"
            | "add"
            | "am"
            | "c"
            | "choice"
            | "cl"
            | "corr"
            | "del"
            | "desc"
            | "distinct"
            | "ex"
            | "expan"
            | "foreign"
            | "g"
            | "lb"
            | "m"
            | "orig"
            | "pc"
            | "phr"
            | "rb"
            | "reg"
            | "rt"
            | "ruby"
            | "s"
            | "secl"
            | "sic"
            | "subst"
            | "supplied"
            | "surplus"
            | "unclear"
            | "w"
    )
}

/// The tags that are too few and too many, without those that need not be as many as in the source.
pub(super) fn bound<'a, T>(source: &[(&'a str, T)], missing: &mut Vec<(&'a str, T)>, extra: &mut Vec<(&'a str, T)>) {
    let known: FxHashSet<&str> = source.iter().map(|(name, _)| *name).collect();
    missing.retain(|(name, _)| !is_free(name));
    extra.retain(|(name, _)| !(known.contains(name) && (is_free(name) || is_divisible(name))));
}
