//! Differences as `diff -u` prints them and `patch` reads them.

use std::fmt::Write as _;

/// How many lines are shown before and after those that differ.
const CONTEXT: usize = 3;

/// What a file would be with some text in it that has no line ends; each insertion is a place of the file and what is put
/// there, sorted by place.
pub(super) fn insertions(name: &str, text: &str, insertions: &[(usize, String)]) -> String {
    let mut lines: Vec<(&str, Option<String>)> = Vec::new();
    let (mut start, mut rest) = (0, insertions);
    for line in text.split_inclusive('\n') {
        let here = rest.partition_point(|(at, _)| *at < start + line.len());
        let (inside, later) = rest.split_at(here);
        let changed = (!inside.is_empty()).then(|| {
            let mut new = String::new();
            let mut from = 0;
            for (at, what) in inside {
                new.push_str(&line[from..at - start]);
                new.push_str(what);
                from = at - start;
            }
            new + &line[from..]
        });
        lines.push((line, changed));
        (start, rest) = (start + line.len(), later);
    }
    let changed: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].1.is_some()).collect();
    if changed.is_empty() {
        return String::new();
    }
    let mut out = format!("--- a/{name}\n+++ b/{name}\n");
    // Changes whose surroundings meet are shown together.
    for hunk in changed.chunk_by(|a, b| b - a <= 2 * CONTEXT) {
        let first = hunk[0].saturating_sub(CONTEXT);
        let end = (hunk[hunk.len() - 1] + CONTEXT + 1).min(lines.len());
        let length = if end - first == 1 { String::new() } else { format!(",{}", end - first) };
        let _ = writeln!(out, "@@ -{}{length} +{}{length} @@", first + 1, first + 1);
        for group in lines[first..end].chunk_by(|(_, a), (_, b)| a.is_some() == b.is_some()) {
            for (line, new) in group {
                push(&mut out, if new.is_some() { '-' } else { ' ' }, line);
            }
            for new in group.iter().filter_map(|(_, new)| new.as_ref()) {
                push(&mut out, '+', new);
            }
        }
    }
    out
}

fn push(out: &mut String, sign: char, line: &str) {
    out.push(sign);
    out.push_str(line);
    if !line.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
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
        let expected = "--- a/x\n+++ b/x\n@@ -1,5 +1,5 @@\n-<l1/>\n-<l2/>\n+<l1 n/>\n+<l2 n/>\n <l3/>\n <l4/>\n <l5/>\n"
            .to_owned()
            + "@@ -6,7 +6,7 @@\n <l6/>\n <l7/>\n <l8/>\n-<l9/>\n+<l9 n/>\n <l10/>\n <l11/>\n <l12/>\n"
            + "@@ -17,4 +17,4 @@\n <l17/>\n <l18/>\n <l19/>\n-<l20/>\n+<l20 n/>\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn line_ends_stay() {
        let shown = insertions("x", "<a>\r\n<b>", &[(2, " i".to_owned()), (7, " j".to_owned()), (7, " k".to_owned())]);
        let expected = "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-<a>\r\n-<b>\n\\ No newline at end of file\n+<a i>\r\n+<b j k>\n\\ No newline at end of file\n";
        assert_eq!(shown, expected);
        assert_eq!(insertions("x", "<a>", &[]), "");
    }
}
