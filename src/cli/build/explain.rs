//! `enface build --explain`: what was measured on the pages of an edition, and where they break a rule.

use crate::cli::report::plural;
use crate::layout::check::Report;
use crate::text::Lang;

/// The lines of the report for the pages of an edition.
pub(super) fn lines(report: &Report, langs: &[Lang]) -> Vec<String> {
    let counted: Vec<String> = langs.iter().zip(&report.lines).map(|(lang, count)| format!("{lang} {count}")).collect();
    let mut lines = vec![
        format!("  lines      {}, of {}", counted.join(", "), plural(report.rows, "row")),
        format!("  in step    {}, at most {:.3} pt apart", plural(report.starts, "start"), report.out_of_step),
        format!("  on grid    at most {:.3} pt off", report.off_grid),
        format!("  hanging    at most {:.2} pt outside the column", report.hanging),
        format!("  divided    {}", plural(report.divided, "row")),
        format!("  headings   {}", plural(report.heads, "heading")),
        format!("  notes      {}", plural(report.notes, "mark")),
        format!("  pictures   {}", report.pictures),
    ];
    if report.findings.is_empty() {
        lines.push("  no rule is broken".to_owned());
    } else {
        lines.push(format!("  broken     {}", plural(report.findings.len(), "time")));
        let found =
            report.findings.iter().map(|found| format!("    page {}: {}: {}", found.page, found.rule, found.message));
        lines.extend(found);
    }
    lines
}
