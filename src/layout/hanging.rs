//! Hanging punctuation: marks at the edge of a column are so light that it looks dented by them, so they stand a little
//! outside of it.

/// How far a mark at the beginning of a line stands out of the column, in parts of its advance.
pub(crate) fn at_start(mark: char, advance: f32) -> f32 {
    match mark {
        '“' | '‘' | '"' | '\'' | '«' | '‹' => 0.5,
        // The left half of a bracket that fills its square is white.
        '「' | '『' | '《' | '〈' | '（' | '【' | '〔' | '［' if advance > FULL => 0.5,
        '(' | '[' => 0.15,
        _ => 0.0,
    }
}

/// How far a mark at the end of a line stands out of the column, in parts of its advance.
pub(crate) fn at_end(mark: char, advance: f32) -> f32 {
    match mark {
        '.' | ',' => 0.6,
        '’' | '”' | '"' | '\'' | '»' | '›' | '-' | '\u{2010}' => 0.5,
        ';' | ':' => 0.4,
        '–' => 0.3,
        '!' | '?' | '—' | ')' | ']' => 0.15,
        '」' | '』' | '》' | '〉' | '）' | '】' | '〕' | '］' | '、' | '。' | '，' | '．' if advance > FULL => {
            0.5
        }
        _ => 0.0,
    }
}

/// How far the hyphen that divides a word stands out, in parts of its advance.
pub(crate) const HYPHEN: f32 = 0.5;

/// The advance from which a mark fills its square, in ems.
const FULL: f32 = 0.9;
