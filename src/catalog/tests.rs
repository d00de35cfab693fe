use super::*;

mod random;
mod sync;

fn file(name: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile { name: name.to_owned(), text: text.to_owned() })
}

fn load(messages: &str, terms: &str) -> (Catalog, Vec<Diagnostic>) {
    let terms = (!terms.is_empty()).then(|| file("terms.ftl", terms));
    read(&Lang::new("ko"), Some(&file("doc.ftl", messages)), terms.as_ref())
}

/// Each diagnostic as `code file:line:column “marked”: message → help`.
fn said(diagnostics: &[Diagnostic]) -> Vec<String> {
    let one = |found: &Diagnostic| {
        let place = found.place.as_ref().expect("a diagnostic about a file has a place");
        let (line, column) = place.line_column();
        let marked = &place.file.text[place.span.clone()];
        let help = found.help.as_deref().unwrap_or("-");
        format!("{} {}:{line}:{column} “{marked}”: {} → {help}", found.code, place.file.name, found.message)
    };
    diagnostics.iter().map(one).collect()
}

/// Reads messages that have one error, and gives it without code and file.
fn syntax(messages: &str) -> String {
    let (_, diagnostics) = load(messages, "");
    let said = said(&diagnostics);
    assert_eq!(said.len(), 1, "{messages:?} gives {said:#?}");
    said[0].strip_prefix("fluent-syntax doc.ftl:").expect("an error of syntax").to_owned()
}

#[test]
fn messages_terms_selectors_and_references() {
    let terms = "# source: Korea\n-korea = 한국\n-verb = { $form ->\n    [past] 했다\n   *[other] 한다\n}\n";
    let messages = "### About\n\n## Section\n\n# A comment\na = { -korea }의 <q>“균형자”</q>\nb = 첫째 줄\n    둘째 줄\n\n      들여쓴 줄\n\
        c = { a } { -verb(form: \"past\") }, { -verb }\nd = { NUMBER(2) ->\n    [one] 하나\n   *[other] 여럿 { -korea }\n}!\n\
        e = { \"{\" }{ \"\\u00B7\" }{ 7 }\n.f = attribute\nonly =\n    .title = attribute\nempty = { \"\" }\nspace = { \" \" }\n";
    let (catalog, diagnostics) = load(messages, terms);
    assert_eq!(said(&diagnostics), [""; 0]);
    let text = |id: &str| catalog.format(id).map(|formatted| formatted.text);
    assert_eq!(text("a").as_deref(), Some("한국의 <q>“균형자”</q>"));
    assert_eq!(text("b").as_deref(), Some("첫째 줄\n둘째 줄\n\n  들여쓴 줄"));
    assert_eq!(text("c").as_deref(), Some("한국의 <q>“균형자”</q> 했다, 한다"));
    assert_eq!(text("d").as_deref(), Some("여럿 한국!"));
    assert_eq!(text("e").as_deref(), Some("{·7"));
    assert_eq!(text("only"), None);
    assert_eq!(text("none"), None);
    let ids: Vec<_> = catalog.ids().map(|(id, span)| (id, messages[span].to_owned())).collect();
    let names = ["a", "b", "c", "d", "e", "only", "empty", "space"];
    assert_eq!(ids, names.map(|name| (name.to_owned(), name.to_owned())));
    let empty: Vec<_> = names.into_iter().filter(|id| catalog.is_empty(id)).collect();
    assert_eq!(empty, ["only", "empty", "space"]);
    let referenced: Vec<_> = names.into_iter().filter(|id| catalog.is_referenced(id)).collect();
    assert_eq!(referenced, ["a"]);
}

#[test]
fn everything_is_found_again_in_the_file() {
    for end in ["\n", "\r\n"] {
        for mark in ["", "\u{feff}"] {
            let messages = "a = 나는 { -korea }의 { -korea }{ -korea } } <q>끝\n    둘째</q>\n\n# comment\n\nb =\n    셋째\n    .c = d\n\n";
            let messages = mark.to_owned() + &messages.replace(" } <q>", " <q>").replace('\n', end);
            let (catalog, diagnostics) = load(&messages, "-korea = 한국");
            assert_eq!(said(&diagnostics), [""; 0]);
            let a = catalog.format("a").expect("a message");
            assert_eq!(a.text, "나는 한국의 한국한국 <q>끝\n둘째</q>");
            let value = format!("나는 {{ -korea }}의 {{ -korea }}{{ -korea }} <q>끝{end}    둘째</q>");
            assert_eq!(messages[a.value_span.clone()], value);
            assert_eq!(messages[a.span.clone()], format!("a = {value}"));
            assert_eq!(&messages[a.id_span.clone()], "a");
            let find = |part: &str| a.text.find(part).map(|at| &messages[a.place(at..at + part.len())]);
            assert_eq!(find("나는"), Some("나는"));
            assert_eq!(find("한국의"), Some("{ -korea }의"));
            assert_eq!(find("한국한국"), Some("{ -korea }{ -korea }"));
            assert_eq!(find("국 <q>"), Some("{ -korea } <q>"));
            assert_eq!(find("<q>"), Some("<q>"));
            assert_eq!(find("둘째"), Some("둘째"));
            assert_eq!(&messages[a.position(a.text.len())..a.span.end], "");
            let b = catalog.format("b").expect("a message");
            assert_eq!((b.text.as_str(), &messages[b.value_span]), ("셋째", "셋째"));
            assert_eq!(messages[b.span], format!("b ={end}    셋째{end}    .c = d"));
        }
    }
}

#[test]
fn errors_of_syntax_in_plain_words() {
    let cases = [
        (
            "a = 하나\n이어지는 줄\nb = 둘\n",
            "2:1 “이”: this line is neither a message nor a comment → put a space before the line if it continues `a`; \
             a message is written `id = text`, with an id of letters from a to z, digits, `-` and `_`",
        ),
        (
            "a = 하나\nmore text\n",
            "2:6 “t”: expected `=` after `more`, but found `t` → put a space before the line if it continues `a`; \
             a message is written `more = text`",
        ),
        (
            "a = 하나 { -korea\nb = 둘\n",
            "1:8 “{”: this `{` is not closed → put `}` at its end, or write `{ \"{\" }` for a brace in the text",
        ),
        ("a = {", "1:5 “{”: this `{` is not closed → put `}` at its end, or write `{ \"{\" }` for a brace in the text"),
        (
            "a = { -korea 한국 }\n",
            "1:14 “한”: expected `}`, but found `한` → one pair of braces holds one reference, such as `{ -term }`; \
             write text outside of it",
        ),
        (
            "a = { 한국 }\n",
            "1:7 “한”: expected a reference inside the braces, but found `한` → write a term as `{ -term }`, quoted text \
             as `{ \"text\" }`, a brace as `{ \"{\" }`",
        ),
        (
            "a = 하나 } 둘\n",
            "1:8 “}”: this `}` closes nothing → remove it, or write `{ \"}\" }` for a brace in the text",
        ),
        (
            "a =\nb = 둘\n",
            "1:1 “a”: the message `a` has no text → write its text after `=`, or `a = { \"\" }` to leave it for later",
        ),
        ("-t =\nb = 둘\n", "1:1 “-t”: the term `-t` has no text → write its text after `=`, or delete it"),
        (
            "a = { \"하나 }\nb = 둘\n",
            "1:7 “\"하나 }”: this quoted text is not closed → put `\"` at its end, on the same line",
        ),
        (
            "a = { 1 ->\n    [one] 하나\n}\n",
            "3:1 “}”: none of the variants is the default → put `*` before the variant that is taken when no other fits, \
             such as `*[other]`",
        ),
        (
            "a = { \"\\u00가\" }\n",
            "1:8 “\\u”: `\\u` is no escape that can be read here → in quoted text stand `\\\"`, `\\\\`, `\\u` with four \
             hexadecimal digits and `\\U` with six",
        ),
        ("a = 하나\n    [둘]\n", "2:5 “[”: a line of text cannot begin with `[` → write `{ \"[\" }` in its place"),
        (
            "a = { foo(1) }\n",
            "1:7 “foo”: `foo` is no function → functions are written in capitals, such as `NUMBER(…)`; a term is written \
             `-term(…)`",
        ),
        (
            "a = 하나\n\t둘\n",
            "2:1 “\t”: a line is indented with a tab, which is none of Fluent's spaces → indent the line with spaces",
        ),
    ];
    for (messages, expected) in cases {
        assert_eq!(syntax(messages), expected, "{messages:?}");
        assert_eq!(syntax(&("\u{feff}".to_owned() + messages)).rsplit(':').next(), expected.rsplit(':').next());
        syntax(&messages.replace('\n', "\r\n"));
    }
}

#[test]
fn ids_that_fluent_does_not_take() {
    let help = "an id has letters from a to z, digits, `-` and `_` only";
    let (catalog, diagnostics) = load("p.1 = 하나\n서문  = 둘\n_a = 셋\nb = 넷\n그리고 c = 다섯\n서 = 여섯\n", "");
    assert_eq!(
        said(&diagnostics)[..3],
        [
            format!(
                "fluent-syntax doc.ftl:1:1 “p.1”: `p.1` cannot be the id of a message → write it as `p_x2E_1`: {help}"
            ),
            format!(
                "fluent-syntax doc.ftl:2:1 “서문”: `서문` cannot be the id of a message → write it as `x_x__xC11C__xBB38_`: {help}"
            ),
            format!(
                "fluent-syntax doc.ftl:3:1 “_a”: `_a` cannot be the id of a message → write it as `x_x__a`: {help}"
            ),
        ]
    );
    // A line of text is none.
    assert!(said(&diagnostics)[3].contains("neither a message nor a comment"), "{:#?}", said(&diagnostics));
    let put = "put a space before the line if it continues `b`; ";
    assert!(said(&diagnostics)[3].contains(put), "{:#?}", said(&diagnostics));
    assert!(said(&diagnostics)[4].contains("`x_x__xC11C_`"), "{:#?}", said(&diagnostics));
    assert_eq!(diagnostics.len(), 5);
    // That they are missing is not told too.
    assert!(["p.1", "서문", "_a"].iter().all(|id| catalog.is_broken(id)));
}

#[test]
fn what_follows_an_error_still_works() {
    let (catalog, diagnostics) = load("a = { -x\nb = 둘\n셋\nc = 넷\n-y = { \nd = { -y }\n", "");
    assert_eq!(diagnostics.len(), 3, "{:#?}", said(&diagnostics));
    assert_eq!(catalog.ids().map(|(id, _)| id).collect::<Vec<_>>(), ["b", "c", "d"]);
    let (forgotten, _) = load("a 하나\nb = 둘\n", "");
    assert!(forgotten.is_broken("a") && !forgotten.is_broken("b"));
    assert!(catalog.is_broken("a") && !catalog.has("a") && !catalog.is_broken("b") && !catalog.is_broken("z"));
}

#[test]
fn unknown_references() {
    let terms = "-korea = 한국\n    .type = state\n-verb = { $form }\n-loop = { -pool }\n-pool = { -loop }\n";
    let messages = "a = { -koreaa } { -zzz } { zz } { korea } { $v } { DATE(1) } { NUMBER(\"x\") }\n\
        b = { -verb } { -verb(form: \"x\") }\nc = { -korea.type ->\n    [state] { -none }\n   *[other] x\n}\nd = { a.title }\n\
        e = { -loop }\nf = { e }\ng = { g }\nh =\n    .i = j\nk = { h } { h.i }\n";
    let (catalog, diagnostics) = load(messages, terms);
    assert_eq!(
        said(&diagnostics),
        [
            "unknown-reference doc.ftl:1:7 “-koreaa”: unknown term `-koreaa` → there is a term `-korea`",
            "unknown-reference doc.ftl:1:19 “-zzz”: unknown term `-zzz` → add a line `-zzz = …` to terms.ftl",
            "unknown-reference doc.ftl:1:28 “zz”: unknown message `zz` → refer to a message of this file, or write the text itself",
            "unknown-reference doc.ftl:1:35 “korea”: unknown message `korea` → write `-korea` to refer to the term",
            "unknown-reference doc.ftl:1:45 “$v”: unknown variable `$v` → its unit has no number and no date to show: write the text itself, or a term",
            "unknown-reference doc.ftl:1:52 “DATE”: unknown function `DATE` → the functions that can be used are `NUMBER` and `DATETIME`",
            "unknown-reference doc.ftl:1:64 “NUMBER”: `NUMBER` is not given a number → write a number, as in `NUMBER(7)`, or the variable of one",
            "unknown-reference doc.ftl:4:15 “-none”: unknown term `-none` → add a line `-none = …` to terms.ftl",
            "unknown-reference doc.ftl:7:7 “a.title”: `a` has no attribute `title` → add a line `    .title = …` below `a`",
            "unknown-reference doc.ftl:13:7 “h”: the message `h` has no text of its own, only attributes → write `h = …`, or refer to one of its attributes",
            "unknown-reference doc.ftl:2:7 “-verb”: `-verb` shows `$form`, which is not given here → give it: `{ -verb(form: \"…\") }`",
            "unknown-reference terms.ftl:5:11 “-loop”: the reference leads back to where it started: `-loop` → `-pool` → `-loop` → write the text itself in one of them",
            "unknown-reference doc.ftl:10:7 “g”: the reference leads back to where it started: `g` → `g` → write the text itself in one of them",
        ]
    );
    let broken: Vec<_> = catalog.ids().map(|(id, _)| id).filter(|id| catalog.is_broken(id)).collect();
    assert_eq!(broken, ["e", "f", "g"]);
    assert_eq!(catalog.format("k").map(|formatted| formatted.text).as_deref(), Some("{h} j"));
}

#[test]
fn duplicates_name_both_places() {
    let (catalog, diagnostics) = load("a = 하나\nb = 둘\na = 셋\n-t = 넷\n", "-t = 다섯\nb = 여섯\n");
    assert_eq!(
        said(&diagnostics),
        [
            "duplicate-message doc.ftl:3:1 “a”: there are two messages `a` → delete one of them, or give it another id",
            "duplicate-message terms.ftl:1:1 “-t”: there are two terms `-t` → delete one of them, or give it another id",
        ]
    );
    assert_eq!(diagnostics[0].related[0].0.span, 0..1);
    assert_eq!(catalog.format("a").map(|formatted| formatted.text).as_deref(), Some("하나"));
    assert_eq!(catalog.ids().count(), 2);
}

#[test]
fn a_message_may_have_the_name_of_a_term() {
    for (messages, terms) in
        [("korea = { -korea }!\n-korea = 한국\n", ""), ("korea = { -korea }!\n", "-korea = 한국\n")]
    {
        let (catalog, diagnostics) = load(messages, terms);
        assert_eq!(said(&diagnostics), [""; 0]);
        assert_eq!(catalog.format("korea").map(|formatted| formatted.text).as_deref(), Some("한국!"));
    }
    let (_, diagnostics) = load("korea = { -korea }\na = { korea }\n", "-korea = 한국\n");
    assert_eq!(
        said(&diagnostics),
        [
            "unknown-reference doc.ftl:2:7 “korea”: the message `korea` cannot be referred to, as there is a term of the same name → rename the term `-korea`"
        ]
    );
}

#[test]
fn foreign_ids() {
    let (catalog, diagnostics) = load("p_x2E_1 = 하나\na_x5F_x = 둘\na_x = 셋\n", "");
    assert_eq!(said(&diagnostics), [""; 0]);
    assert_eq!(catalog.format("p.1").map(|formatted| formatted.text).as_deref(), Some("하나"));
    assert_eq!(catalog.format("a_x").map(|formatted| formatted.text).as_deref(), Some("둘"));
    assert_eq!(catalog.ids().map(|(id, _)| id).collect::<Vec<_>>(), ["p.1", "a_x", "a_x"]);
}

#[test]
fn what_fluent_cannot_bear_is_refused() {
    let nested =
        |open: &str, close: &str| format!("a = {}{{ \"x\" }}{}\nb = 둘\n", open.repeat(9999), close.repeat(9999));
    for messages in [nested("{ ", " }"), nested("{ FOO(", ") }"), nested("{ \"a\" ->\n *[x] ", "\n}")] {
        let (catalog, diagnostics) = load(&messages, "");
        assert!(said(&diagnostics)[0].contains("more than 200 braces stand within one another"));
        assert_eq!(catalog.format("b").map(|formatted| formatted.text).as_deref(), Some("둘"));
    }
    let (catalog, diagnostics) = load(&format!("a = {}\n", "{ \"{\" }".repeat(300)), "");
    assert!(said(&diagnostics)[0].contains("more than 200 braces"));
    assert!(catalog.is_broken("a"));

    // A hundred placeables within one: fluent-bundle panics where they are in a variant.
    let many = "{ -t }".repeat(101);
    let (catalog, diagnostics) = load(
        &format!("a = {{ 1 ->\n   *[x] {many}\n}}\nb = {many}\nc = {{ -l }}\n"),
        &format!("-t = x\n-l = {many}\n"),
    );
    let expected = "a reference leads to more than 100 others → refer to fewer terms, or write the text itself";
    assert_eq!(
        said(&diagnostics),
        [
            format!("unknown-reference doc.ftl:1:1 “a”: {expected}"),
            format!("unknown-reference doc.ftl:5:1 “c”: {expected}")
        ]
    );
    assert_eq!(catalog.format("b").map(|formatted| formatted.text), Some("x".repeat(101)));

    // References that double: 2 to the power of 70.
    let laughs: String = (0..70).map(|i| format!("-t{} = {{ -t{i} }}{{ -t{i} }}\n", i + 1)).collect();
    let (_, diagnostics) = load("a = { -t70 }\n", &format!("-t0 = x\n{laughs}"));
    assert_eq!(said(&diagnostics), [format!("unknown-reference doc.ftl:1:1 “a”: {expected}")]);
    // A chain of many, which is not followed by calls within calls.
    let chain: String = (0..4_000).map(|i| format!("-t{i} = {{ -t{} }}\n", i + 1)).collect();
    let (_, diagnostics) = load("a = { -t0 }\n", &format!("{chain}-t4000 = x\n"));
    assert_eq!(said(&diagnostics), [format!("unknown-reference doc.ftl:1:1 “a”: {expected}")]);
    // An escape that is none, in text and in quoted text.
    let (catalog, diagnostics) = load("a = C:\\u가 { \"\\u00A0\" }\n", "");
    assert_eq!(said(&diagnostics), [""; 0]);
    assert_eq!(catalog.format("a").map(|formatted| formatted.text).as_deref(), Some("C:\\u가 \u{a0}"));
}

#[test]
fn a_catalog_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Catalog>();
    let (catalog, diagnostics) = read(&Lang::new("x-odd"), None, None);
    assert_eq!((catalog.ids().count(), catalog.file(), diagnostics.len()), (0, None, 0));
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever is read, nothing panics, and places lie on characters.
        #[test]
        fn any_text_can_be_read(text in "([a-c]|-t|=| |\n|\r\n|\\{|\\}|\"|\\\\u0|\\\\U|가|\\[x\\]|\\*\\[y\\]|->|\\$v|\\(|\\)|\\.|#|1|:|,|F|\t|é){0,60}") {
            let (catalog, diagnostics) = load(&text, "-t = x");
            said(&diagnostics);
            for (id, span) in catalog.ids() {
                prop_assert!(text.get(span).is_some());
                if let Some(formatted) = catalog.format(&id) {
                    prop_assert!(text.get(formatted.span.clone()).is_some());
                    prop_assert!(text.get(formatted.value_span.clone()).is_some());
                    for (at, c) in formatted.text.char_indices() {
                        prop_assert!(text.get(formatted.place(at..at + c.len_utf8())).is_some());
                    }
                }
            }
        }

        /// Messages of text alone come out as they stand, character by character.
        #[test]
        fn text_is_found_where_it_stands(lines in prop::collection::vec("[a-z가-힣<>/&; ]{0,12}[a-z가]", 1..5)) {
            let text = format!("# c\na = {}\n\n# d\nb = x\n", lines.join("\n    "));
            let (catalog, diagnostics) = load(&text, "");
            prop_assert!(diagnostics.is_empty());
            let formatted = catalog.format("a").expect("a message");
            for (at, c) in formatted.text.char_indices() {
                if c != '\n' {
                    prop_assert_eq!(&text[formatted.place(at..at + c.len_utf8())], c.to_string());
                }
            }
        }
    }
}

#[test]
fn numbers_are_rounded_as_readers_expect() {
    for (written, shown) in [
        ("3.14159, maximumFractionDigits: 1", "3.1"),
        ("3.15, maximumFractionDigits: 1", "3.2"),
        ("2.5, maximumFractionDigits: 0", "3"),
        ("-2.5, maximumFractionDigits: 0", "-3"),
        ("2.449, maximumFractionDigits: 1", "2.4"),
        ("9.96, maximumFractionDigits: 1", "10.0"),
        ("1234.5, maximumFractionDigits: 0", "1,235"),
        ("0.04, maximumFractionDigits: 1", "0.0"),
        ("7, minimumFractionDigits: 2", "7.00"),
        ("7.125, minimumFractionDigits: 1, maximumFractionDigits: 2", "7.13"),
    ] {
        let messages = file("doc.ftl", &format!("a = {{ NUMBER({written}) }}\n"));
        let (catalog, found) = read(&Lang::new("ko"), Some(&messages), None);
        assert_eq!(found, [], "{written}");
        assert_eq!(catalog.format("a").map(|it| it.text).as_deref(), Some(shown), "{written}");
    }
}
