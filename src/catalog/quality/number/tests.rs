use super::*;

/// The first readings of the figures in a text that must or may not be replaced, hints left out.
fn said(lang: &str, text: &str) -> String {
    let show = |value: Value| {
        if value % ONE == 0 { (value / ONE).to_string() } else { format!("{:.3}", value as f64 / ONE as f64) }
    };
    let figures = figures(&Lang::new(lang), text);
    let firm = figures.iter().filter(|figure| figure.weight > Weight::Hint);
    let shown = firm.map(|figure| {
        let first: Vec<String> = figure.readings[0].iter().map(|value| show(*value)).collect();
        first.join("/") + if figure.percent { "%" } else { "" } + if figure.weight == Weight::Loose { "?" } else { "" }
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn figures_are_found() {
    for (lang, text, figures) in [
        ("en", "On Sept. 23, 2004, some 35,000 of 1.5 million", "9? 23 2004 35000 1500000"),
        ("en", "three rounds, twenty-five years, the fiftieth", "3? 25 50"),
        ("en", "two hundred and five; nineteen eighty-four; a hundred", "205 1984 100?"),
        ("en", "two-thirds, 7.5 per cent, tens of thousands, hundreds of millions", "2/3? 7.500%"),
        ("en", "COVID-19, F-16, the mid-1990s, 1997–98", "1990 1997 98"),
        ("ko", "3만 5천 명, 1조 2천억 원, 2억 9979만 2458미터", "35000 1200000000000 299792458"),
        ("ko", "제2조, 제4차, 9월 23일, 50년, 15퍼센트", "2 4 9 23 50 15%"),
        ("ko", "세 가지, 스물다섯 해, 삼백 년, 다섯을, 열흘", "3? 25? 300? 5? 10?"),
        ("ko", "수십만 명, 만일 비가 오면, 세계의 네 이웃, 이 사람의 일", "4?"),
        ("ko", "3분의 2, 2할, 6·25 전쟁", "2/3 20"),
        ("de", "1.234,5 und 23. September, einundzwanzig, der dritte", "1234.500 23 9? 21"),
        ("de", "neunzehnhundertneunundachtzig, 2,5 Millionen, Hunderte", "1989 2500000"),
        ("ja", "1兆2000億円、二〇〇四年、第三回、数十人、十分", "1200000000000 2004 3?"),
        ("ar", "خمسة وعشرون عضوا و١٬٥٠٠ صفحة و٢٫٥ في المئة", "25 1500 2.500%"),
        ("fr", "1\u{202f}234,5 et 1998", "1234.500 1998"),
    ] {
        assert_eq!(said(lang, text), figures, "{lang}: {text}");
    }
}

#[test]
fn no_text_is_too_odd() {
    for lang in ["en", "ko", "de", "ja", "ar", "fr", "xx"] {
        for text in [
            "",
            "9",
            "99999999999999999999999999",
            "1,2,,3..4",
            "０",
            "十",
            "만만만",
            "천천천만억조조",
            "한",
            "1조1조1조",
            "٣٫",
            "hundred hundred",
            "a half a half",
            "nineteen nineteen",
            "3 to",
            "분의",
            "0분의 0",
            "百百",
            "ألف ألف",
            "-",
            "’88",
            "999999999999999999조",
            "one million billion trillion trillion trillion",
            "999999999999999999 trillion",
        ] {
            figures(&Lang::new(lang), text);
            compare((&Lang::new(lang), text), (&Lang::new("ko"), "구십구만 1조"));
        }
    }
}
