//! Guesses which name was meant.

/// How many characters must be put in, taken out or changed to make one word of another (Levenshtein).
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// The name that is spelled most like another, if they differ in no more than a third of their letters.
pub(crate) fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = name.chars().count() / 3;
    let near = names.into_iter().map(|other| (distance(name, other), other));
    near.filter(|(distance, _)| *distance <= most.max(1)).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}
