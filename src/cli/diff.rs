//! Differences as `diff -u` prints them and `patch` reads them.

use similar::TextDiff;

/// How many lines are shown before and after those that differ.
const CONTEXT: usize = 3;

/// What a file would be with text put into it; each insertion is a place of the file and what is put there, sorted by place.
pub(super) fn insertions(name: &str, text: &str, insertions: &[(usize, String)]) -> String {
    let mut new = String::with_capacity(text.len() + insertions.len() * 24);
    let mut from = 0;
    for (at, what) in insertions {
        new.push_str(&text[from..*at]);
        new.push_str(what);
        from = *at;
    }
    new.push_str(&text[from..]);
    unified(name, text, &new)
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
            let end = if change.value().ends_with('\n') { "" } else { "\n\\ No newline at end of file\n" };
            out += &format!("{}{}{end}", change.tag(), change.value());
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
