//! How editions look: the settings of a project, the designs, the manual of both, and pages for a printer.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use enface::layout::style::{Design, PageStyle};
use enface::settings::style::{SETTINGS, Setting, Takes};
use lopdf::Document;
use rayon::prelude::*;

use crate::support::{case_names, cases, copy, enface, is_broken};

/// The tables of the manual: what each setting takes, and what it is in each design.
fn tables() -> String {
    let mut out = String::new();
    let designs = Design::ALL.map(|design| (design.name(), design.style()));
    for (index, setting) in SETTINGS.iter().enumerate() {
        if index == 0 || SETTINGS[index - 1].table != setting.table {
            out.push_str(&format!("\n## `[{}]`\n\n", setting.table));
            let names: Vec<String> = designs.iter().map(|(name, _)| format!("`{name}`")).collect();
            out.push_str(&format!("| setting | what it is | takes | {} |\n", names.join(" | ")));
            out.push_str("| --- | --- | --- | --- | --- | --- |\n");
        }
        let values: Vec<String> = designs.iter().map(|(_, style)| setting.takes.value(style)).collect();
        let (name, about, takes) = (setting.name, setting.about, setting.takes.words());
        out.push_str(&format!("| `{name}` | {about} | {takes} | {} |\n", values.join(" | ")));
    }
    out
}

#[test]
fn the_manual_has_every_setting_with_its_default() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/style.md");
    let manual = fs::read_to_string(&path).unwrap();
    let start = manual.find("\n## `[").unwrap_or(manual.len());
    let expected = format!("{}{}", &manual[..start], tables());
    if std::env::var_os("ENFACE_BLESS").is_some() {
        fs::write(&path, &expected).unwrap();
        return;
    }
    assert!(manual == expected, "docs/style.md is not what the program takes; ENFACE_BLESS=1 writes it anew");
}

#[test]
fn sections_are_numbered_alike_in_all_languages() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir_all(path.join("sources")).unwrap();
    fs::create_dir_all(path.join("translations/ko")).unwrap();
    let source = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text xml:lang=\"en\">\
        <front><div><head xml:id=\"f\">Preface</head><p xml:id=\"p0\">Few words.</p></div></front><body>\
        <div><head xml:id=\"a\">Land</head><div><head xml:id=\"b\">Hills</head><p xml:id=\"p1\">Green.</p></div>\
        <div><p xml:id=\"p2\">No head.</p></div><div><head xml:id=\"c\">Plains</head><p xml:id=\"p3\">Flat.</p></div></div>\
        <div><head xml:id=\"d\">Sea</head><p xml:id=\"p4\">Deep.</p></div></body></text></TEI>";
    fs::write(path.join("sources/a.xml"), source).unwrap();
    let messages = "f = 머리말\np0 = 몇 마디.\na = 땅\nb = 언덕\nc = 들\nd = 바다\np1 = 푸르다.\np2 = 제목 없음.\np3 = 평평하다.\np4 = 깊다.\n";
    fs::write(path.join("translations/ko/a.ftl"), messages).unwrap();
    fs::write(path.join("enface.toml"), "[heads]\nnumbers = true\n").unwrap();
    let run = enface(path, &["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let html = fs::read_to_string(path.join("out/a.en-ko.html")).unwrap();
    let file = crate::read::File::read(&fs::read(path.join("out/a.en-ko.pdf")).unwrap());
    let texts = file.texts();
    let pdf: String = file.runs(0, &texts).into_iter().map(|run| run.text).collect();
    for (number, english, korean) in
        [("1", "Land", "땅"), ("1.1", "Hills", "언덕"), ("1.2", "Plains", "들"), ("2", "Sea", "바다")]
    {
        for words in [english, korean] {
            let words = format!("{number}\u{2002}{words}");
            assert!(html.contains(&words) && pdf.contains(&words), "{words}: {pdf}");
        }
    }
    assert!(pdf.contains("Preface") && !html.contains("\u{2002}Preface") && !html.contains("\u{2002}머리말"));
}

/// The boxes of a page in points, rounded.
fn boxes(pdf: &Path, page: u32, name: &[u8]) -> Option<Vec<i64>> {
    let document = Document::load(pdf).unwrap();
    let id = document.get_pages()[&page];
    let found = document.get_dictionary(id).unwrap().get(name).ok()?.as_array().unwrap();
    Some(found.iter().map(|number| number.as_float().unwrap().round() as i64).collect())
}

/// Builds the PDF of a case with more options, and gives its path.
fn pdf(folder: &Path, options: &[&str]) -> std::path::PathBuf {
    let mut arguments = vec!["build", "--format", "pdf"];
    arguments.extend(options);
    let run = enface(folder, &arguments);
    assert_eq!(run.status, 0, "{run:#?}");
    let mut found: Vec<_> = fs::read_dir(folder.join("out")).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    found.remove(0)
}

#[test]
fn a_page_has_the_size_that_is_set() {
    let folder = copy("styled");
    assert_eq!(boxes(&pdf(folder.path(), &[]), 1, b"MediaBox"), Some(vec![0, 0, 420, 595]));
    assert_eq!(boxes(&pdf(folder.path(), &[]), 1, b"TrimBox"), None);
}

#[test]
fn a_printer_gets_a_sheet_to_trim() {
    let folder = copy("styled");
    let made = pdf(folder.path(), &["--print"]);
    // 3 mm beyond A5 on all sides.
    assert_eq!(boxes(&made, 1, b"TrimBox"), Some(vec![0, 0, 420, 595]));
    assert_eq!(boxes(&made, 2, b"MediaBox"), Some(vec![-9, -9, 428, 604]));
    assert_eq!(boxes(&made, 2, b"BleedBox"), boxes(&made, 2, b"MediaBox"));
}

#[test]
fn the_command_line_goes_before_the_settings() {
    let folder = copy("styled");
    let stacked = fs::read(pdf(folder.path(), &["--layout", "stacked"])).unwrap();
    let columns = fs::read(pdf(folder.path(), &[])).unwrap();
    assert_ne!(stacked, columns);
}

#[test]
fn the_default_design_is_what_a_project_without_settings_gets() {
    let folder = copy("styled");
    fs::remove_file(folder.path().join("enface.toml")).unwrap();
    let plain = boxes(&pdf(folder.path(), &[]), 1, b"MediaBox");
    fs::write(folder.path().join("enface.toml"), "design = \"report\"\n").unwrap();
    assert_eq!(boxes(&pdf(folder.path(), &[]), 1, b"MediaBox"), plain);
    assert_eq!(Design::default(), Design::Report);
}

#[test]
fn what_a_header_declares_is_how_its_text_looks() {
    let folder = copy("names");
    let run = enface(folder.path(), &["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let html = fs::read_to_string(folder.path().join("out/lexicon.en.html")).unwrap();
    for looks in ["<i>the heron</i>", "<b>bold</b>"] {
        assert!(html.contains(looks), "{looks} in {html}");
    }
    let post = html.split_once("tail ").unwrap().1.split_once(';').unwrap().0;
    assert!(["<b>", "<i>", "small-caps", "the post"].iter().all(|look| post.contains(look)), "{post}");
}

/// The settings of a project that are read from a file.
fn said(path: &Path) -> Vec<(String, String)> {
    let Ok(text) = fs::read_to_string(path) else { return Vec::new() };
    let mut table = String::new();
    let mut said = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            name.clone_into(&mut table);
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            said.push((table.clone(), name.to_owned()));
        }
    }
    said
}

#[test]
fn every_setting_is_seen_on_pages_that_keep_the_rules() {
    let mut seen = Vec::new();
    for case in case_names().into_iter().filter(|case| !is_broken(case)) {
        seen.extend(said(&cases().join(case).join("enface.toml")));
    }
    // The same book in other styles.
    let folder = copy("front");
    for style in fs::read_dir(cases().join("front/styles")).unwrap() {
        let path = style.unwrap().path();
        seen.extend(said(&path));
        fs::copy(&path, folder.path().join("enface.toml")).unwrap();
        let run = enface(folder.path(), &["build", "--explain"]);
        assert!(
            run.status == 0 && run.stdout.contains("no rule is broken") && run.stderr.is_empty(),
            "{}: {run:#?}",
            path.display()
        );
    }
    let unseen = SETTINGS.iter().filter(|it| !seen.iter().any(|(table, name)| table == it.table && name == it.name));
    let unseen: Vec<String> = unseen.map(|setting| format!("{}.{}", setting.table, setting.name)).collect();
    assert!(unseen.is_empty(), "no case shows {unseen:?}");
}

/// A project of one text in two languages: a heading, a list and paragraphs of some pages.
fn long_text() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir_all(path.join("sources")).unwrap();
    fs::create_dir_all(path.join("translations/ko")).unwrap();
    let mut source = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text xml:lang=\"en\"><body>\
        <head xml:id=\"h\">Land</head><list><item xml:id=\"i1\">One</item><item xml:id=\"i2\">Two</item></list>"
        .to_owned();
    let mut messages = "h = 땅\ni1 = 하나\ni2 = 둘\n".to_owned();
    for number in 1..=30 {
        let (words, korean) = ("The hills were green and wide. ", "언덕은 푸르고 넓었다. ");
        source.push_str(&format!("<p xml:id=\"p{number}\">{}</p>", words.repeat(3 + number % 7)));
        messages.push_str(&format!("p{number} = {}\n", korean.repeat(3 + number % 7).trim_end()));
    }
    source.push_str("</body></text></TEI>");
    fs::write(path.join("sources/a.xml"), source).unwrap();
    fs::write(path.join("translations/ko/a.ftl"), messages).unwrap();
    folder
}

/// A number beside the text: its baseline, its edges and what it says.
type Beside = (f32, f32, f32, u32);

/// The numbers beside the text of a page, and the baselines of the text.
fn beside(file: &crate::read::File, page: usize) -> (Vec<Beside>, Vec<f32>) {
    let texts = file.texts();
    let runs = file.runs(page, &texts);
    let (text, aside): (Vec<_>, Vec<_>) = runs.iter().partition(|run| run.part.is_some());
    let numbers = aside.iter().filter(|run| (run.size - 7.2).abs() < 0.01);
    let numbers =
        numbers.map(|run| (run.y, run.x, run.end, run.shown.parse().unwrap_or_else(|_| panic!("{run:?}")))).collect();
    let mut lines: Vec<f32> = text.iter().map(|run| run.y).collect();
    lines.sort_by(|a, b| b.total_cmp(a));
    lines.dedup_by(|a, b| (*a - *b).abs() < 0.1);
    (numbers, lines)
}

#[test]
fn what_is_cited_by_number_has_one_beside_it() {
    let folder = long_text();
    // The settings, and whether numbers stand between the columns.
    for (settings, in_gutter) in [
        ("", true),
        ("gutter = \"8pt\"", false),
        ("arrangement = \"facing\"", false),
        ("arrangement = \"stacked\"", false),
    ] {
        for numbers in ["paragraphs", "units", "lines"] {
            let toml = format!("[columns]\nnumbers = \"{numbers}\"\nwidths = \"equal\"\n{settings}\n");
            fs::write(folder.path().join("enface.toml"), &toml).unwrap();
            let run = enface(folder.path(), &["build", "--explain", "--format", "pdf"]);
            assert!(run.status == 0 && run.stdout.contains("no rule is broken"), "{toml}{run:#?}");
            let file = crate::read::File::read(&fs::read(folder.path().join("out/a.en-ko.pdf")).unwrap());
            let mut all = Vec::new();
            for page in 0..file.page_count() {
                let (found, lines) = beside(&file, page);
                for &(y, x, end, number) in &found {
                    let place = lines.iter().position(|line| (line - y).abs() < 0.1);
                    let texts = file.texts();
                    let covered = file.runs(page, &texts).into_iter().find(|run| {
                        run.part.is_some() && (run.y - y).abs() < 6.0 && run.x < end + 1.0 && run.end > x - 1.0
                    });
                    assert!(covered.is_none(), "{toml}page {page}: {number} at {x} touches {covered:?}");
                    let left = file.runs(page, &texts).iter().filter(|run| run.part.is_some()).all(|run| run.x > end);
                    assert!(left != in_gutter, "{toml}page {page}: {number} at {x}");
                    // On the first page stands the title, too, and on the last the colophon; languages that face each other
                    // have each a line that the other may not have.
                    if numbers == "lines" && page > 1 && !settings.contains("facing") {
                        assert_eq!(place, Some(number as usize - 1), "{toml}page {page}");
                    }
                }
                all.extend(found.iter().map(|(.., number)| *number));
                if numbers == "lines" {
                    let each_fifth = found.iter().zip(1..).all(|((.., number), fifth)| *number == 5 * fifth);
                    assert!(each_fifth, "{toml}page {page}: {found:?}");
                }
            }
            match numbers {
                "paragraphs" => assert!(all.iter().copied().eq(1..=30), "{toml}{all:?}"),
                "units" => assert!(all.iter().copied().eq(1..=33), "{toml}{all:?}"),
                _ => assert!(all.len() > 10, "{toml}{all:?}"),
            }
        }
    }
}

/// Where the runs of text on the second page of an edition begin, in points from the left.
fn edges(folder: &Path) -> Vec<i64> {
    let file = crate::read::File::read(&fs::read(folder.join("out/a.en-ko.pdf")).unwrap());
    let texts = file.texts();
    let runs = file.runs(1, &texts);
    let mut edges: Vec<i64> = runs.iter().filter(|run| run.part.is_some()).map(|run| run.x.round() as i64).collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

#[test]
fn a_share_of_the_width_is_kept_whatever_it_costs() {
    let folder = long_text();
    for share in [30, 45, 62, 75] {
        let toml =
            format!("[columns]\nwidths = {share}\ngutter = \"20pt\"\n[text]\nhanging = false\njustify = false\n");
        fs::write(folder.path().join("enface.toml"), &toml).unwrap();
        let run = enface(folder.path(), &["build", "--format", "pdf"]);
        assert!(run.status == 0 && !run.stdout.contains("saved"), "{run:#?}");
        let edges = edges(folder.path());
        let full = 595.276 - 110.0 - 20.0;
        let wanted = (55.0 + full * share as f32 / 100.0 + 20.0).round() as i64;
        assert!(edges.contains(&55) && edges.contains(&wanted), "{share}: {wanted} {edges:?}");
    }
}

/// How many pages an edition has, and how many its widths are said to save.
fn pages(folder: &Path, widths: &str) -> (i64, i64) {
    fs::write(folder.join("enface.toml"), format!("[columns]\nwidths = \"{widths}\"\n[page]\nsize = \"B5\"\n"))
        .unwrap();
    let run = enface(folder, &["build", "--format", "pdf"]);
    assert_eq!(run.status, 0, "{run:#?}");
    let number = |before: &str| {
        let end = run.stdout.find(before)?;
        run.stdout[..end].trim_end().rsplit(' ').next()?.parse().ok()
    };
    (number("page").unwrap(), number("page saved").or_else(|| number("pages saved")).unwrap_or(0))
}

#[test]
fn widths_that_the_program_chooses_cost_no_page() {
    // Stanzas of long lines, whose lengths say little about how many lines they take; and prose.
    for (verse, count) in [(true, 150), (false, 500)] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::create_dir_all(path.join("sources")).unwrap();
        fs::create_dir_all(path.join("translations/ko")).unwrap();
        let (english, korean) = ("all the boats came home that night ", "그날 밤 모든 배가 집으로 돌아왔고 ");
        let (mut body, mut messages) = (String::new(), String::new());
        let mut unit = |body: &mut String, element: &str, id: &str, times: usize| {
            body.push_str(&format!("<{element} xml:id=\"{id}\">{}</{element}>", english.repeat(times)));
            messages.push_str(&format!("{id} = {}\n", korean.repeat(times).trim_end()));
        };
        for number in 0..count {
            if verse {
                body.push_str("<lg>");
                (0..4).for_each(|line| unit(&mut body, "l", &format!("v{number}-{line}"), 2 + number % 3));
                body.push_str("</lg>");
            } else {
                unit(&mut body, "p", &format!("p{number}"), 1 + number * 7 % 11);
            }
        }
        let source = format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text xml:lang=\"en\"><body>{body}</body></text></TEI>"
        );
        fs::write(path.join("sources/a.xml"), source).unwrap();
        fs::write(path.join("translations/ko/a.ftl"), messages).unwrap();
        let ((auto, said), (equal, _)) = (pages(path, "auto"), pages(path, "equal"));
        assert!(auto <= equal, "verse {verse}: {auto} pages, {equal} with columns of one width");
        let off = (equal - auto - said).abs();
        assert!(off <= 1 + equal / 40, "verse {verse}: {auto} pages and {equal}, said to save {said}");
    }
}

#[test]
fn lines_have_room_for_their_letters_whatever_the_sizes() {
    let folder = copy("forms");
    for toml in [
        "[text]\nsize = \"13pt\"\n",
        "[text]\nsize = \"18pt\"\n",
        "[text]\nleading = \"11pt\"\n",
        "[notes]\nscale = 1.2\n",
        "[heads]\nscale = 2\n",
        "design = \"book\"\n[text]\nsize = \"12pt\"\n",
        "design = \"study\"\n[text]\nsize = \"7pt\"\n",
    ] {
        fs::write(folder.path().join("enface.toml"), toml).unwrap();
        let run = enface(folder.path(), &["build", "--explain", "--format", "pdf"]);
        assert!(run.status == 0 && run.stdout.contains("no rule is broken"), "{toml}{run:#?}");
    }
    fs::write(folder.path().join("enface.toml"), "[text]\nsize = \"12pt\"\nleading = \"12pt\"\n").unwrap();
    let run = enface(folder.path(), &["build"]);
    assert!(run.status == 1 && run.stderr.contains("enface.toml:3:11"), "{run:#?}");
}

/// Values of a setting that are not what the design `report` has, as they are written: every other word that it takes.
fn others(takes: &Takes, style: &PageStyle) -> Vec<String> {
    let one = match *takes {
        Takes::Length(least, most, get, _) => {
            let more = get(style) * 1.25 + 2.0;
            format!("\"{:.1}pt\"", if more <= most { more } else { least })
        }
        Takes::Number(least, most, get, _) => {
            let more = get(style) * 1.25;
            format!("{:.2}", if more <= most { more } else { least })
        }
        Takes::Count(least, most, get, _) => {
            let now = get(style);
            if now > least { now - 1 } else { most.min(now + 7) }.to_string()
        }
        Takes::Flag(get, _) => (!get(style)).to_string(),
        Takes::Word(words, get, _) => {
            let now = get(style);
            let others = words.iter().enumerate().filter(|(index, _)| *index != now);
            return others.map(|(_, word)| format!("\"{word}\"")).collect();
        }
        Takes::Color(..) => "\"#5f1f3a\"".to_owned(),
        Takes::Paper => "\"A5\"".to_owned(),
        Takes::Widths => "60".to_owned(),
    };
    vec![one]
}

/// What the pages of a PDF show: their boxes, and what is drawn on them.
fn shown(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder.join("out")).unwrap().map(|entry| entry.unwrap().path());
    let pdf = files.into_iter().find(|path| path.extension().is_some_and(|it| it == "pdf")).unwrap();
    let document = Document::load(pdf).unwrap();
    let box_of = |page: lopdf::ObjectId, name: &[u8]| {
        document.get_dictionary(page).unwrap().get(name).map(|it| format!("{it:?}")).unwrap_or_default()
    };
    let page = |(_, id): (u32, lopdf::ObjectId)| {
        let boxes: Vec<String> = [&b"MediaBox"[..], b"TrimBox", b"BleedBox"].map(|name| box_of(id, name)).into();
        format!("{}{}", boxes.join(" "), String::from_utf8_lossy(&document.get_page_content(id)))
    };
    document.get_pages().into_iter().map(page).collect()
}

/// A project in which a setting is seen, and what must be set for that before the setting and beside it in its table.
fn where_seen(setting: &Setting) -> (tempfile::TempDir, &'static str, &'static str) {
    match (setting.table, setting.name) {
        ("text", "measure") => (copy("front"), "[columns]\narrangement = \"facing\"\n", ""),
        ("columns", "pictures") => (copy("pictures"), "", ""),
        // A text that has contents by itself.
        ("contents", "show") => (copy("front"), "[page]\nsize = \"A6\"\n", ""),
        ("contents", "depth") => (copy("front"), "", "show = \"always\"\n"),
        ("colophon", "place") => (copy("front"), "[title]\nplace = \"page\"\n", ""),
        // The languages have their notes in another order.
        ("notes", "numbering") => {
            let folder = tempfile::tempdir().unwrap();
            let source = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text xml:lang=\"en\"><body>\
                <p xml:id=\"p\">Ice<note xml:id=\"a\">Cold.</note> and fire<note xml:id=\"b\">Hot.</note>.</p></body></text></TEI>";
            let messages = "p = 불<note xml:id=\"b\"/>과 얼음<note xml:id=\"a\"/>.\na = 차다.\nb = 뜨겁다.\n";
            for (file, text) in [("sources/a.xml", source), ("translations/ko/a.ftl", messages)] {
                let path = folder.path().join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            (folder, "", "")
        }
        _ => (copy("front"), "", ""),
    }
}

#[test]
fn every_setting_changes_the_pages() {
    let style = PageStyle::default();
    let alike: Vec<String> = SETTINGS
        .par_iter()
        .flat_map_iter(|setting| {
            let (folder, before, beside) = where_seen(setting);
            let table = format!("{before}[{}]\n{beside}", setting.table);
            let values = others(&setting.takes, &style).into_iter();
            // The figures of the program's fonts are tabular by themselves, and contents that stand in an edition by
            // themselves do so always; that of `depth` has them by this word alone.
            let known = [("figures", "\"tabular\""), ("show", "\"always\"")];
            let values = values.filter(|value| !known.contains(&(setting.name, value.as_str())));
            let tried = std::iter::once(table.clone())
                .chain(values.map(|value| format!("{table}{} = {value}\n", setting.name)))
                .map(|toml| {
                    fs::write(folder.path().join("enface.toml"), &toml).unwrap();
                    let run = enface(folder.path(), &["build", "--format", "pdf", "--print"]);
                    assert_eq!(run.status, 0, "{toml}\n{}", run.stderr);
                    (shown(folder.path()), toml)
                });
            // Pages to what was set for them; what is made twice is told.
            let mut made = HashMap::new();
            tried
                .filter_map(move |(pages, toml)| {
                    made.insert(pages, toml.clone()).map(|other| format!("{toml}is\n{other}"))
                })
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(alike.is_empty(), "the same pages:\n{}", alike.join("\n"));
}
