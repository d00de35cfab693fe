//! Numbers, bullets, marks and looks that a text has itself, or that stand with it.

use crate::support::{built, main_of, texts};

/// The characters of both outputs without white space: lines of the PDF end without any.
fn words(body: &str) -> [String; 2] {
    texts(&built(body)).map(|text| text.split_whitespace().collect())
}

fn list(attributes: &str, items: &[&str]) -> String {
    let items: String = items.iter().map(|item| format!("<item>{item}</item>")).collect();
    format!("<p>start</p><list{attributes}>{items}</list><p>end</p>")
}

#[test]
fn items_that_have_their_numbers_are_given_no_others() {
    for (attributes, items) in [
        ("", &["1. One."][..]),
        (" rend='ordered'", &["1. a", "2. b", "3. c"]),
        ("", &["<p>(a) x</p>", "<note>n</note><p>(b) y</p>"]),
        ("", &["i. x", "<hi>ii.</hi> y", "iii. z"]),
        ("", &["• x", "• y"]),
        ("", &["— x", "— y"]),
    ] {
        let page = main_of(&built(&list(attributes, items)));
        assert!(!page.contains("class=\"label"), "{page}");
    }
    for text in words(&list(" rend='numbered'", &["<hi>1.</hi> a", "<hi>2.</hi> b"])) {
        assert!(text.contains("start1.a2.bend"), "{text}");
    }
    // Years, names, and numbers that do not follow each other are words of the items.
    for items in [&["1880. a"][..], &["J. Lee"], &["J. Lee", "K. Roe"], &["1. a", "3. b"], &["1. a", "b"], &["1 a"]] {
        let said = &words(&list("", items))[0];
        assert_eq!(said.matches('•').count(), items.len(), "{said}");
    }
}

#[test]
fn the_number_of_an_item_stands_before_its_heading() {
    let body = "<div><head>Day</head><list><item n='II'><head>Finance</head><p>Mr. A said:</p></item></list></div>";
    for text in words(body) {
        assert!(text.contains("IIFinanceMr.A"), "{text}");
    }
    // It is no section of the text.
    assert_eq!(main_of(&built(body)).matches("<h2").count() + main_of(&built(body)).matches("<h3").count(), 1);
}

#[test]
fn the_number_of_a_reading_stands_before_it() {
    let body = "<p>a</p><listApp><app n='3'><lem>b</lem><rdg wit='#C'>c</rdg></app>\
        <app n='4' loc='l. 7'><rdg>d</rdg></app></listApp>";
    for text in words(body) {
        assert!(text.contains("3b]cC") && text.contains("l.7d"), "{text}");
    }
}

#[test]
fn looks_have_many_names() {
    for (rend, tag) in [
        ("bd", "<b>"),
        ("boldface", "<b>"),
        ("small_caps", "class=\"small-caps\""),
        ("struck", "<s>"),
        ("uline", "<u>"),
        ("supraline", "overline"),
        ("monospace", "<code>"),
        ("tt", "<code>"),
        ("font-family: Courier", "<code>"),
    ] {
        let page = main_of(&built(&format!("<p>a <hi rend='{rend}'>word</hi> b</p>")));
        let line = page.split("word").next().unwrap_or_default();
        let line = &line[line.rfind("a <").unwrap_or_default()..];
        assert!(line.contains(tag), "{rend}: {line}");
    }
}

#[test]
fn what_is_said_over_several_elements_is_quoted_once() {
    for (body, wanted) in [
        (
            "<lg><l><q xml:id='a' next='#b'>one</q></l><l><q xml:id='b' prev='#a' next='#c'>two</q></l><l><q xml:id='c' prev='#b'>three</q></l></lg>",
            "“onetwothree”",
        ),
        ("<lg><l><q part='I'>one</q></l><l><q part='F'>two</q></l></lg>", "“onetwo”"),
        ("<p><said next='#b'>one</said>, he said, <said xml:id='b' prev='#x'>two</said></p>", "“one,hesaid,two”"),
        ("<p><q>one</q> <q>two</q></p>", "“one”“two”"),
    ] {
        for text in words(body) {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
    }
}
