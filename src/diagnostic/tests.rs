#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use super::*;

fn file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile { name: "sources/a b,c.xml".into(), text: text.into() })
}

fn plain(diagnostics: &[Diagnostic]) -> String {
    anstream::adapter::strip_str(&render(diagnostics, Format::Human, "")).to_string()
}

fn sample() -> Vec<Diagnostic> {
    let file = file("<p>한국</p>\n<p\txml:id=\"a\">100% sure</p>\n");
    let at = file.text.find("xml:id").unwrap();
    vec![
        Diagnostic::error("duplicate-id", "the id `a` is taken")
            .at(&file, at..at + 10)
            .related(&file, 3..9, "taken here")
            .help("give it another id"),
        Diagnostic::warning("odd", "100%: odd, very"),
    ]
}

#[test]
fn people_see_the_line_and_a_caret() {
    let expected = "\
error[duplicate-id]: the id `a` is taken
 --> sources/a b,c.xml:2:4
  |
2 | <p    xml:id=\"a\">100% sure</p>
  |       ^^^^^^^^^^
 ::: sources/a b,c.xml:1:4
  |
1 | <p>한국</p>
  |    ---- taken here
  |
  = help: give it another id

warning[odd]: 100%: odd, very

";
    assert_eq!(plain(&sample()), expected);
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let text = format!("id = {}여기{}", "가나다 ".repeat(500), " abc".repeat(5000));
    let at = text.find("여기").unwrap();
    let shown = plain(&[Diagnostic::error("x", "y").at(&file(&text), at..at + 6)]);
    assert!(shown.contains(":1:2006"), "{shown}");
    assert!(shown.contains("| … 가나다") && shown.contains("가나다 여기 abc") && shown.contains("abc a…"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() < 120), "{shown}");
    let whole = plain(&[Diagnostic::error("x", "y").at(&file(&text), 0..text.len())]);
    assert!(whole.lines().all(|line| line.chars().count() < 120), "{whole}");
}

#[test]
fn no_span_is_too_odd_to_be_shown() {
    let text = "a\r\n\u{feff}한\n\n";
    for start in 0..=text.len() + 2 {
        for end in start..=text.len() + 2 {
            for format in [Format::Human, Format::Json, Format::Github, Format::Sarif] {
                render(&[Diagnostic::error("x", "y").at(&file(text), start..end)], format, "");
            }
        }
    }
    plain(&[Diagnostic::error("x", "y").at(&file(""), 0..0)]);
}

#[test]
fn json_is_one_object_a_line() {
    let expected = "\
{\"severity\":\"error\",\"code\":\"duplicate-id\",\"message\":\"the id `a` is taken\",\"file\":\"sources/a b,c.xml\",\"line\":2,\"column\":4,\"end\":{\"line\":2,\"column\":14},\"help\":\"give it another id\",\"related\":[{\"message\":\"taken here\",\"file\":\"sources/a b,c.xml\",\"line\":1,\"column\":4,\"end\":{\"line\":1,\"column\":6}}]}
{\"severity\":\"warning\",\"code\":\"odd\",\"message\":\"100%: odd, very\",\"help\":null,\"related\":[]}
";
    assert_eq!(render(&sample(), Format::Json, ""), expected);
}

#[test]
fn github_escapes_properties_and_messages() {
    let expected = "\
::error file=editions/sources/a b%2Cc.xml,line=2,endLine=2,col=4,endColumn=14,title=duplicate-id::the id `a` is taken%0Ahelp: give it another id
::warning title=odd::100%25: odd, very
";
    assert_eq!(render(&sample(), Format::Github, "editions/"), expected);
}

#[test]
fn sarif_has_results_rules_and_regions() {
    let log: serde_json::Value = serde_json::from_str(&render(&sample(), Format::Sarif, "editions/")).unwrap();
    let run = &log["runs"][0];
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = &run["tool"]["driver"]["rules"];
    assert_eq!((&rules[0]["id"], &rules[1]), (&"duplicate-id".into(), &serde_json::json!({"id": "odd"})));
    assert_eq!(rules[0]["defaultConfiguration"], serde_json::json!({"level": "error"}));
    assert_eq!(rules[0]["shortDescription"]["text"], "An `xml:id` that two elements have.");
    assert_eq!(rules[0]["help"]["text"], "Give one of them another id.");
    assert_eq!(run["results"][1]["ruleIndex"], 1);
    let physical = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "editions/sources/a%20b%2Cc.xml");
    assert_eq!(
        physical["region"],
        serde_json::json!({"startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 14})
    );
    assert_eq!(run["results"][0]["relatedLocations"][0]["message"]["text"], "taken here");
    let empty: serde_json::Value = serde_json::from_str(&render(&[], Format::Sarif, "")).unwrap();
    assert_eq!(empty["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn diagnostics_are_sorted_and_said_once() {
    let [late, general] = <[Diagnostic; 2]>::try_from(sample()).unwrap();
    let early = Diagnostic::error("x", "y").at(&late.place.as_ref().unwrap().file, 0..1);
    let mut all = vec![late.clone(), early.clone(), general.clone(), late.clone(), general.clone()];
    sort(&mut all);
    assert_eq!(all, [general, early, late]);
}

#[test]
fn what_is_found_a_thousand_times_is_counted() {
    let text = "x\n".repeat(3000);
    let file = file(&text);
    let found = |code, count: usize| (0..count).map(move |i| (code, i));
    let mut diagnostics: Vec<Diagnostic> = found("many", 3000)
        .chain(found("few", 1000))
        .map(|(code, i)| Diagnostic::error(code, "y").at(&file, 2 * i..2 * i + 1))
        .collect();
    limit(&mut diagnostics);
    let of = |code| diagnostics.iter().filter(|diagnostic| diagnostic.code == code).collect::<Vec<_>>();
    assert_eq!((of("many").len(), of("few").len()), (1000, 1000));
    assert_eq!(of("many")[999].message, "y (2000 more like it in this file are not told)");
    assert!(of("many")[..999].iter().chain(&of("few")).all(|diagnostic| diagnostic.message == "y"));
}

/// What SARIF 2.1.0 demands of a log, beyond what its readers of this program look at (sections 3.13 to 3.49).
fn hold_to_the_standard(log: &serde_json::Value) {
    let text = |value: &serde_json::Value| value.as_str().is_some_and(|text| !text.is_empty());
    let message = |value: &serde_json::Value| assert!(text(&value["text"]), "{value}");
    assert_eq!((&log["version"], text(&log["$schema"])), (&"2.1.0".into(), true));
    for run in log["runs"].as_array().unwrap() {
        let driver = &run["tool"]["driver"];
        assert!(text(&driver["name"]) && text(&driver["version"]), "{driver}");
        assert!(["utf16CodeUnits", "unicodeCodePoints"].contains(&run["columnKind"].as_str().unwrap()));
        let rules = driver["rules"].as_array().unwrap();
        let ids: std::collections::BTreeSet<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), rules.len(), "the rules of a run are unique");
        for rule in rules.iter().filter(|rule| rule.get("help").is_some()) {
            message(&rule["help"]);
            message(&rule["shortDescription"]);
            let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
            assert!(["none", "note", "warning", "error"].contains(&level));
        }
        for result in run["results"].as_array().expect("results are there, be there none") {
            message(&result["message"]);
            assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            let lists =
                ["locations", "relatedLocations"].map(|name| result[name].as_array().cloned().unwrap_or_default());
            for location in lists.iter().flatten() {
                let physical = &location["physicalLocation"];
                let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
                assert!(uri.is_ascii() && !uri.contains([' ', '\\', '"', '<', '>']) && !uri.starts_with('/'), "{uri}");
                let number = |name: &str| physical["region"][name].as_u64().unwrap();
                assert!(number("startLine") >= 1 && number("startColumn") >= 1);
                let (start, end) =
                    ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
                assert!(start <= end, "{physical}");
            }
        }
    }
}

#[test]
fn sarif_is_what_the_standard_says() {
    let all: Vec<Diagnostic> = rule::RULES
        .iter()
        .map(|rule| Diagnostic { severity: rule.level, ..Diagnostic::error(rule.code, "said \"so\"\n한국") })
        .map(|diagnostic| diagnostic.at(&file("<p>한국 😀</p>\n"), 3..13).related(&file("a"), 0..0, "there"))
        .chain(sample())
        .collect();
    for diagnostics in [&all[..], &[]] {
        hold_to_the_standard(&serde_json::from_str(&render(diagnostics, Format::Sarif, "a b/")).unwrap());
    }
}

#[test]
fn sarif_counts_columns_in_code_points_whatever_ends_the_lines() {
    let text = "### 머리\r\na = 한국 😀은 <q>틀림</q>\r\n    다음 줄\r\n";
    let (from, to) = (text.find('은').unwrap(), text.find("틀림").unwrap());
    let file = std::sync::Arc::new(SourceFile { name: "translations/ko/한 글:1.ftl".into(), text: text.into() });
    let found = [
        Diagnostic::warning("number", "x").at(&file, from..to),
        // A place of two lines, and one without length.
        Diagnostic::warning("number", "y").at(&file, to..text.find("다음").unwrap()),
        Diagnostic::warning("number", "z").at(&file, text.len()..text.len()),
    ];
    let log: serde_json::Value = serde_json::from_str(&render(&found, Format::Sarif, "/home/a b/")).unwrap();
    let physical = |at: usize| &log["runs"][0]["results"][at]["locations"][0]["physicalLocation"];
    assert_eq!(
        physical(0)["artifactLocation"]["uri"],
        "file:///home/a%20b/translations/ko/%ED%95%9C%20%EA%B8%80%3A1.ftl"
    );
    let region = |at: usize| {
        ["startLine", "startColumn", "endLine", "endColumn"].map(|name| physical(at)["region"][name].as_u64().unwrap())
    };
    assert_eq!(region(0), [2, 9, 2, 14]);
    assert_eq!(region(1), [2, 14, 3, 5]);
    assert_eq!(region(2), [4, 1, 4, 1]);
}

#[test]
fn rules_are_sorted_and_whole() {
    assert!(rule::RULES.is_sorted_by(|a, b| a.code < b.code));
    for rule in rule::RULES {
        assert!(
            !rule.finds.is_empty() && !rule.help.is_empty() && !rule.finds.ends_with('.') && !rule.help.ends_with('.')
        );
        assert!(rule.code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.code);
        assert!(rule.adjustable || rule.level == Severity::Error, "{}: what is fixed is an error", rule.code);
    }
}
