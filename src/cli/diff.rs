//! Differences as `diff -u` prints them and `patch` reads them.

use similar::{ChangeTag, TextDiff};

/// How many lines are shown before and after those that differ.
const CONTEXT: usize = 3;

/// What a file would be with text put into it; each insertion is a place of the file and what is put there, sorted by place,
/// without a line feed. Each line stays where it is, so nothing need be searched for.
pub(super) fn insertions(name: &str, text: &str, insertions: &[(usize, String)]) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    // The lines that change, each by its index, and what they become.
    let mut changed: Vec<(usize, String)> = Vec::new();
    let (mut start, mut rest) = (0, insertions);
    for (index, line) in lines.iter().enumerate() {
        let end = start + line.len();
        // What is put behind the last line is put on it.
        let count = if end == text.len() { rest.len() } else { rest.partition_point(|(at, _)| *at < end) };
        if count > 0 {
            let mut new = String::with_capacity(line.len() + 24 * count);
            let mut from = start;
            for (at, what) in &rest[..count] {
                new.push_str(&text[from..*at]);
                new.push_str(what);
                from = *at;
            }
            new.push_str(&text[from..end]);
            changed.push((index, new));
            rest = &rest[count..];
        }
        start = end;
    }
    if changed.is_empty() {
        return String::new();
    }
    let mut out = format!("--- a/{name}\n+++ b/{name}\n");
    for hunk in changed.chunk_by(|(one, _), (next, _)| next - one <= 2 * CONTEXT + 1) {
        let begin = hunk[0].0.saturating_sub(CONTEXT);
        let end = (hunk[hunk.len() - 1].0 + 1 + CONTEXT).min(lines.len());
        let range = if end - begin == 1 { format!("{}", begin + 1) } else { format!("{},{}", begin + 1, end - begin) };
        out += &format!("@@ -{range} +{range} @@\n");
        let mut shown = begin;
        for run in hunk.chunk_by(|(one, _), (next, _)| next - one == 1) {
            let (first, behind) = (run[0].0, run[0].0 + run.len());
            lines[shown..first].iter().for_each(|line| push(&mut out, ' ', line));
            lines[first..behind].iter().for_each(|line| push(&mut out, '-', line));
            run.iter().for_each(|(_, line)| push(&mut out, '+', line));
            shown = behind;
        }
        lines[shown..end].iter().for_each(|line| push(&mut out, ' ', line));
    }
    out
}

/// Shows a line behind a mark that says what becomes of it.
fn push(out: &mut String, mark: char, line: &str) {
    out.push(mark);
    out.push_str(line);
    if !line.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
}

/// What a file would become; nothing if it stays as it is.
pub(super) fn unified(name: &str, old: &str, new: &str) -> String {
    // A long file is divided into lines and compared for nothing.
    if old == new {
        return String::new();
    }
    // To `patch`, a line ends at a line feed and nowhere else.
    let [old, new]: [Vec<&str>; 2] = [old, new].map(|text| text.split_inclusive('\n').collect());
    let difference = TextDiff::from_slices(&old, &new);
    let mut out = format!("--- a/{name}\n+++ b/{name}\n");
    for hunk in difference.unified_diff().context_radius(CONTEXT).iter_hunks() {
        out += &format!("{}\n", hunk.header());
        for change in hunk.iter_changes() {
            let mark = match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            push(&mut out, mark, change.value());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_shown_with_their_surroundings() {
        let text: String = (1..=20).map(|n| format!("<l{n}/>\n")).collect();
        let at = |line: usize| text.find(&format!("<l{line}/")).unwrap() + format!("<l{line}").len();
        let put = |line: usize| (at(line), " n".to_owned());
        let shown = insertions("x", &text, &[put(1), put(2), put(9), put(20)]);
        let expected =
            "--- a/x\n+++ b/x\n@@ -1,12 +1,12 @@\n-<l1/>\n-<l2/>\n+<l1 n/>\n+<l2 n/>\n <l3/>\n <l4/>\n <l5/>\n"
                .to_owned()
                + " <l6/>\n <l7/>\n <l8/>\n-<l9/>\n+<l9 n/>\n <l10/>\n <l11/>\n <l12/>\n"
                + "@@ -17,4 +17,4 @@\n <l17/>\n <l18/>\n <l19/>\n-<l20/>\n+<l20 n/>\n";
        assert_eq!(shown, expected);
    }

    /// What is found without a search is what a search finds.
    #[test]
    fn insertions_are_differences() {
        for (count, each) in [(1, 1), (7, 2), (40, 8), (40, 7), (40, 9), (3, 5)] {
            let text: String = (1..=count).map(|n| format!("<l{n}/>\n")).collect();
            let ends = text.match_indices("/>").map(|(at, _)| at);
            let put: Vec<(usize, String)> = ends.step_by(each).map(|at| (at, " n".to_owned())).collect();
            let mut new = text.clone();
            put.iter().rev().for_each(|(at, what)| new.insert_str(*at, what));
            assert_eq!(insertions("x", &text, &put), unified("x", &text, &new), "{count} {each}");
        }
    }

    #[test]
    fn line_ends_stay() {
        let shown = insertions("x", "<a>\r\n<b>", &[(2, " i".to_owned()), (7, " j".to_owned()), (7, " k".to_owned())]);
        let expected = "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-<a>\r\n-<b>\n\\ No newline at end of file\n+<a i>\r\n+<b j k>\n\\ No newline at end of file\n";
        assert_eq!(shown, expected);
        assert_eq!(insertions("x", "<a>", &[]), "");
        // A file whose lines end at carriage returns is one line to `patch`.
        let shown = insertions("x", "<a>\r<b>\r", &[(2, " i".to_owned())]);
        let end = "\n\\ No newline at end of file\n";
        assert_eq!(shown, format!("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-<a>\r<b>\r{end}+<a i>\r<b>\r{end}"));
    }
}
