//! Captions stand first or last in the element that holds them (ISO 14289-2, section 8.2.5.27).

use super::{Step, Tag};

/// Makes paragraphs of the captions that stand between others, in all but tables.
pub(super) fn outermost(steps: &mut [Step]) {
    // For each element that is open: whether it is a table, and its children, each with the step of its caption if it is one.
    let mut open: Vec<(bool, Vec<Option<usize>>)> = Vec::new();
    let mut inner = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        match step {
            Step::Open(tag) => {
                if let Some((_, children)) = open.last_mut() {
                    children.push(None);
                }
                open.push((*tag == Tag::Table, Vec::new()));
            }
            Step::Close => {
                if let Some((false, children)) = open.pop() {
                    let last = children.len().saturating_sub(1);
                    inner.extend(children.get(1..last).into_iter().flatten().flatten().copied());
                }
            }
            Step::Text(_, tag) => {
                if let Some((_, children)) = open.last_mut() {
                    children.push((*tag == Tag::Caption).then_some(at));
                }
            }
            Step::Label(_) => {}
        }
    }
    for at in inner {
        if let Step::Text(_, tag) = &mut steps[at] {
            *tag = Tag::Paragraph;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_in_the_middle_is_a_paragraph() {
        let figure = |inner: &[Tag]| {
            let texts = inner.iter().zip(0..).map(|(tag, row)| Step::Text(row, *tag));
            let mut steps: Vec<Step> =
                [Step::Open(Tag::Section)].into_iter().chain(texts).chain([Step::Close]).collect();
            outermost(&mut steps);
            let kept = steps.iter().filter(|step| matches!(step, Step::Text(_, Tag::Caption)));
            kept.count()
        };
        let (picture, caption, text) = (Tag::Figure, Tag::Caption, Tag::Paragraph);
        assert_eq!(figure(&[picture, caption]), 1);
        assert_eq!(figure(&[caption, picture]), 1);
        assert_eq!(figure(&[picture, caption, text]), 0);
        assert_eq!(figure(&[caption]), 1);
        assert_eq!(figure(&[caption, picture, caption]), 2);
    }
}
