//! A quotation has its marks once.

use super::*;
use crate::tei;

/// A text in a language with the marks that it needs.
fn shown(text: &str, lang: &str) -> String {
    let mut content = Arc::new(tei::fragment(text).expect("good markup"));
    let kinds = |element: &mut Element| {
        if matches!(&*element.name, "q" | "said" | "soCalled" | "quote") {
            element.kind = Kind::Quotation;
        }
    };
    mark(Arc::<Vec<Inline>>::make_mut(&mut content), &kinds);
    add(&mut content, &Lang::new(lang), &[]);
    crate::text::plain(&content)
}

fn mark(content: &mut [Inline], kinds: &impl Fn(&mut Element)) {
    for inline in content {
        if let Inline::Element(element) = inline {
            kinds(element);
            mark(&mut element.content, kinds);
        }
    }
}

#[test]
fn marks_are_those_of_the_language_around() {
    for (lang, text, expected) in [
        ("en", "He said <q>yes</q>.", "He said “yes”."),
        ("en", "<said>He said <q>no, <soCalled>no</soCalled></q></said>", "“He said ‘no, “no”’”"),
        ("ko", "그는 <q>예</q>라고 했다.", "그는 “예”라고 했다."),
        ("de", "Er sagte <q>ja, <q>ja</q></q>.", "Er sagte „ja, ‚ja‘“."),
        ("de-CH", "Er sagte <q>ja</q>.", "Er sagte «ja»."),
        ("fr", "Il a dit <q>oui</q>.", "Il a dit «\u{202F}oui\u{202F}»."),
        ("ja", "彼は<q>はい</q>と言った。", "彼は「はい」と言った。"),
        ("zh-Hant", "他說<q>是</q>。", "他說「是」。"),
        ("en", "He said <q xml:lang=\"de\">ja, <q>ja</q></q>.", "He said “ja, ‚ja‘”."),
        ("en", "said <q> yes </q> he", "said “yes” he"),
        ("en", "said <q><emph> yes <hi></hi></emph></q> he", "said “yes” he"),
        ("en", "said<q><emph><lb/></emph><lb/><hi>yes</hi> <pb/> </q> he", "said  “yes” he"),
    ] {
        assert_eq!(shown(text, lang), expected, "{text}");
    }
}

#[test]
fn marks_of_the_text_are_not_doubled() {
    for (lang, text) in [
        ("en", "He said “<q>yes</q>.”"),
        ("en", "He said <q>“yes.”</q>"),
        ("en", "He said <q>‘yes’</q>"),
        ("en", "He said \"<q>yes</q>\"."),
        ("en", "He said <q>\"yes\"</q>."),
        ("en", "<q>“It runs on</q>"),
        ("en", "<q>and ends here.”</q>"),
        ("fr", "<q>— Oui, dit-il.</q>"),
        ("de", "Er sagte „<q>ja</q>“."),
        ("ko", "그는 <q>“예”</q>라고 했다."),
        ("en", "said “<q> yes </q>” he"),
        ("en", "said “ <q>yes</q>. ” he"),
        ("de", "Er sagte „<q> ja </q>“."),
        ("en", "said \"<q> yes </q>\" he"),
        ("en", "nothing <q></q> there"),
        ("en", "<said>“Yes,” said he, “and no.”</said>"),
        ("fr", "<said>« Est-ce ici, » demanda-t-il, « la ville ? »</said>"),
    ] {
        assert_eq!(shown(text, lang), crate::text::plain(&tei::fragment(text).expect("good markup")), "{text}");
    }
}

#[test]
fn marks_inside_are_others() {
    for (text, expected) in [
        ("<q>He said “no”</q>", "‘He said “no”’"),
        ("<q>“No” was all</q>", "‘“No” was all’"),
        ("<q>the boys’</q>", "“the boys’”"),
        ("“He said <q>no</q> and went.”", "“He said ‘no’ and went.”"),
        ("the boys’ <q>yes</q>", "the boys’ “yes”"),
        ("“a” <q>b</q> “c”", "“a” “b” “c”"),
        ("\"a\" <q>b</q> \"c\"", "\"a\" “b” \"c\""),
    ] {
        assert_eq!(shown(text, "en"), expected, "{text}");
    }
}
