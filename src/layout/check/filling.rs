//! What stands at the ends of lines, and how full they are.

use super::line::Line;
use super::{Report, Rule, TOLERANCE};

/// Checks the lines of each text, one after the other.
pub(super) fn check(lines: &[Line], report: &mut Report) {
    let mut sorted: Vec<&Line> = lines.iter().filter(|line| !line.label).collect();
    sorted.sort_by_key(|line| (line.row, line.lang, line.index));
    for text in sorted.chunk_by(|a, b| (a.row, a.lang) == (b.row, b.lang)) {
        marks(text, report);
        if text.iter().all(|line| line.left_to_right) {
            short(text, report);
        }
    }
}

/// Brackets that open.
fn opens(mark: char) -> bool {
    matches!(mark, '(' | '[' | '{' | '（' | '［' | '｛' | '「' | '『' | '《' | '〈' | '【' | '〔')
}

/// Brackets that close, and marks that stand behind what they belong to.
fn closes(mark: char) -> bool {
    matches!(mark, ')' | ']' | '}' | '）' | '］' | '｝' | '」' | '』' | '》' | '〉' | '】' | '〕')
        || matches!(mark, '!' | '?' | '、' | '。' | '，' | '．' | '！' | '？' | '：' | '；')
}

fn marks(text: &[&Line], report: &mut Report) {
    for pair in text.windows(2).filter(|pair| !pair[0].forced) {
        let (above, below) = (pair[0], pair[1]);
        // One word that fills a line leaves its marks no room, and what is nothing but marks ends where the column does.
        let has_words = above.word_end < above.right - TOLERANCE;
        if has_words && opens(above.last) {
            report.find(Rule::Mark, above.page, format!("{} ends with “{}”", named(above), above.last));
        }
        if has_words && closes(below.first) && above.last.is_alphanumeric() {
            report.find(Rule::Mark, below.page, format!("{} begins with “{}”", named(below), below.first));
        }
    }
}

/// A line, as it is counted.
fn named(line: &Line) -> String {
    format!("line {} of row {} in language {}", line.index + 1, line.row, line.lang + 1)
}

/// A text of so many filled lines is justified if half of them end at one place; the others end in what hangs.
const LINES: usize = 4;
/// What a line lacks at the least to be short, in ems: more than what may not begin the next one.
const LACK: f32 = 3.0;

/// The place at which most lines of a justified text end.
fn edge(lines: &[f32]) -> Option<f32> {
    let mut ends = lines.to_vec();
    ends.sort_by(f32::total_cmp);
    let most = ends.chunk_by(|a, b| b - a < 0.02).max_by_key(|ends| ends.len())?;
    (lines.len() >= LINES && 2 * most.len() >= lines.len()).then(|| most[0])
}

fn short(text: &[&Line], report: &mut Report) {
    let filled = || text.windows(2).filter(|pair| !pair[0].forced);
    let Some(edge) = edge(&filled().map(|pair| pair[0].right).collect::<Vec<f32>>()) else { return };
    // Pages that face each other have their columns elsewhere.
    if text.iter().any(|line| (line.column - text[0].column).abs() > TOLERANCE) {
        return;
    }
    for pair in filled() {
        let (line, next) = (pair[0], pair[1]);
        let lack = edge - line.right;
        // Elsewhere, to fill this one may leave the next line shorter yet.
        if next.by_letters && lack > LACK * line.size {
            let message = format!("{} is {lack:.0} pt shorter than others, though a letter has room", named(line));
            report.find(Rule::Short, line.page, message);
        }
    }
}
