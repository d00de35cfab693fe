//! Korean particles after a pair of braces: they agree with how the text ends that the braces stand for, and whoever writes
//! them does not see it. When a term is changed, all of them may be wrong at once.

use super::Finding;
use crate::catalog::Formatted;

/// Particles that have two forms: after a consonant, and after a vowel. Only forms that are wrong after the other kind of
/// letter: 이라 and the like may follow a vowel.
#[rustfmt::skip]
const FORMS: [(&str, &str); 7] = [
    ("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("과의", "와의"), ("과는", "와는"), ("과도", "와도"),
];

/// Copulas, of which the form after a vowel is wrong after a consonant.
const COPULAS: [(&str, &str); 4] = [("이란", "란"), ("이라는", "라는"), ("이라고", "라고"), ("이라며", "라며")];

/// What 으로 and 로 can be followed by in one word. After ㄹ the form is that after a vowel.
const AFTER_RO: [&str; 8] = ["", "서", "써", "는", "도", "만", "의", "부터"];

/// The Jongseong of a Hangul syllable: how it ends (The Unicode Standard, section 3.12).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Vowel,
    Rieul,
    Consonant,
}

/// Finds particles that do not agree with what stands before them in braces. What ends with anything but a Hangul syllable
/// is left alone, as nobody knows how it is read; and so is 은(는).
pub fn particles(formatted: &Formatted) -> Vec<Finding> {
    let text = &formatted.text;
    let pairs = formatted.segments.windows(2).filter(|pair| !pair[0].verbatim && pair[1].verbatim);
    let examine = |before: &str, start: usize| {
        let (word, ending) = last_word(before)?;
        let at = start + leading_marks(&text[start..]);
        let rest = &text[at..];
        let length = rest.find(|c| !is_syllable(c)).unwrap_or(rest.len());
        let particle = &rest[..length];
        if rest[length..].starts_with(|c: char| c == '(' || c == '/' || c.is_alphanumeric()) {
            return None;
        }
        let right = agreeing(particle, ending)?;
        let ends = match ending {
            Ending::Vowel => "a vowel",
            Ending::Rieul => "ㄹ",
            Ending::Consonant => "a consonant",
        };
        let message = format!("`{particle}` does not agree with `{word}`, which ends with {ends}");
        let help = format!("write `{right}`, or `# check: particle off` above the message");
        Some(Finding::new("particle", at..at + particle.len(), message, help))
    };
    pairs.filter_map(|pair| examine(&text[pair[0].start..pair[1].start], pair[1].start)).collect()
}

/// The form that agrees, if a particle does not.
fn agreeing(particle: &str, ending: Ending) -> Option<String> {
    if let Some(rest) = particle.strip_prefix("으로").filter(|rest| AFTER_RO.contains(rest)) {
        return (ending != Ending::Consonant).then(|| format!("로{rest}"));
    }
    if let Some(rest) = particle.strip_prefix('로').filter(|rest| AFTER_RO.contains(rest)) {
        return (ending == Ending::Consonant).then(|| format!("으로{rest}"));
    }
    let right = if ending == Ending::Vowel {
        FORMS.iter().find(|(closed, _)| *closed == particle).map(|(_, open)| open)
    } else {
        FORMS.iter().chain(&COPULAS).find(|(_, open)| *open == particle).map(|(closed, _)| closed)
    };
    right.map(|right| (*right).to_owned())
}

/// The last word of a text, and how it ends; none if that is no Hangul.
fn last_word(text: &str) -> Option<(&str, Ending)> {
    let mut text = text;
    loop {
        let shorter = text.trim_end_matches(is_closing);
        let shorter = match shorter.ends_with('>') {
            true => &shorter[..shorter.rfind('<')?],
            false => shorter,
        };
        if shorter.len() == text.len() {
            break;
        }
        text = shorter;
    }
    let last = text.chars().next_back().filter(|c| is_syllable(*c))?;
    let ending = match (u32::from(last) - 0xac00) % 28 {
        0 => Ending::Vowel,
        8 => Ending::Rieul,
        _ => Ending::Consonant,
    };
    let start = text.rfind(|c: char| c.is_whitespace() || c == '>').map_or(0, |at| at + 1);
    Some((text.get(start..).unwrap_or(text), ending))
}

/// How far tags and closing quotation marks go at the start of a text.
fn leading_marks(text: &str) -> usize {
    let mut rest = text;
    loop {
        let shorter = rest.trim_start_matches(is_closing);
        // A tag that opens an element begins another expression; notes and ends of elements belong to the one before.
        let tag = shorter.find('>').filter(|end| shorter.starts_with("</") || shorter[..*end].ends_with('/'));
        let shorter = tag.filter(|_| shorter.starts_with('<')).map_or(shorter, |end| &shorter[end + 1..]);
        if shorter.len() == rest.len() {
            return text.len() - rest.len();
        }
        rest = shorter;
    }
}

fn is_syllable(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

fn is_closing(c: char) -> bool {
    matches!(c, '’' | '”' | '\'' | '"' | '」' | '』' | '〉' | '》')
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::catalog;
    use crate::diagnostic::SourceFile;
    use crate::text::Lang;

    fn found(message: &str) -> Vec<String> {
        let file = |name: &str, text: String| Arc::new(SourceFile { name: name.to_owned(), text });
        let terms = "-talks = 6자회담\n-issue = 북핵 문제\n-seoul = 서울\n-who = WHO\n-quoted = ‘햇볕’\n";
        let messages = format!("p1 = {message}\n");
        let (messages, terms) = (file("letter.ftl", messages), file("terms.ftl", terms.to_owned()));
        let (catalog, wrong) = catalog::read(&Lang::new("ko"), Some(&messages), Some(&terms));
        assert_eq!(wrong, []);
        let formatted = catalog.format("p1").unwrap();
        let say = |finding: Finding| {
            let place = formatted.place(finding.span.unwrap());
            format!("{} {}", &messages.text[place], finding.help.split('`').nth(1).unwrap())
        };
        particles(&formatted).into_iter().map(say).collect()
    }

    #[test]
    fn what_agrees_is_right() {
        for right in [
            "{ -talks }은 { -talks }이 { -talks }을 { -talks }과 { -talks }으로 { -talks }의",
            "{ -issue }는 { -issue }가 { -issue }를 { -issue }와 { -issue }로 { -issue }이다.",
            "{ -seoul }은 { -seoul }로 { -seoul }로서 { -seoul }로부터 { -seoul }이라는",
            "<term>{ -talks }</term>은 ‘{ -issue }’는 { -quoted }은 <term>{ -issue }</term><note xml:id=\"n\"/>를",
            "{ -talks }은(는) { -issue }을/를 { -who }는 { -who }은 { -talks }가입 { -talks } 가 { -talks }, 는",
            "{ -issue }은행 { -talks }로터리 { -talks }<emph>는</emph> { -issue }이며 { -issue }이라고 { -issue }입니다",
        ] {
            assert_eq!(found(right), [""; 0], "{right}");
        }
    }

    #[test]
    fn what_does_not_agree_is_found_with_its_place() {
        assert_eq!(found("{ -talks }는 { -issue }은."), ["는 은", "은 는"]);
        assert_eq!(found("<term>{ -talks }</term>를 ‘{ -issue }’을"), ["를 을", "을 를"]);
        assert_eq!(found("{ -talks }가 { -talks }와의 { -talks }로써"), ["가 이", "와의 과의", "로써 으로써"]);
        assert_eq!(found("{ -issue }이 { -issue }과 { -issue }으로"), ["이 가", "과 와", "으로 로"]);
        assert_eq!(found("{ -seoul }으로 { -seoul }는 { -seoul }라는"), ["으로 로", "는 은", "라는 이라는"]);
        assert_eq!(found("{ -issue }<note xml:id=\"n\"/>을 본다"), ["을 를"]);
    }
}
