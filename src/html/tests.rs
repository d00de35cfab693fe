//! Small editions, built by hand, and what they become.
#![allow(clippy::disallowed_methods, reason = "samples are written for people to look at")]

mod forms;
mod grid;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{IndexEntry, Options, index, write};
use crate::diagnostic::SourceFile;
use crate::edition::{Cell, Edition, Header, Label, Labels, Metadata, Part, Pictures, Row, Status};
use crate::text::{
    Align, Attributes, Break, Element, Group, GroupKind, Inline, Kind, Lang, ListStyle, Milestone, MilestoneUnit,
    NoteMark, Numerals, Rend, Role, Shift, TableCell, Text, Verse,
};

/// Reads a simple markup like that of messages; enough for tests.
fn inlines(text: &str) -> Vec<Inline> {
    let mut stack: Vec<(Option<Element>, Vec<Inline>)> = vec![(None, Vec::new())];
    let mut rest = text;
    while !rest.is_empty() {
        let (before, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        let top = stack.last_mut().expect("open");
        if !before.is_empty() {
            let text = before.replace("&lt;", "<").replace("&amp;", "&");
            top.1.push(Inline::Text(Text { text, at: 0 }));
        }
        let Some(tag) = after.strip_prefix('<') else { break };
        let (tag, after) = tag.split_once('>').expect("a tag ends");
        rest = after;
        if tag.starts_with('/') {
            let (element, content) = stack.pop().expect("open");
            let element = Element { content, ..element.expect("open") };
            stack.last_mut().expect("open").1.push(Inline::Element(Box::new(element)));
            continue;
        }
        let mut words = tag.trim_end_matches('/').split(' ');
        let name = words.next().expect("a name").to_owned();
        let values: HashMap<&str, &str> = words.filter_map(|word| word.split_once('=')).collect();
        let value = |name: &str| values.get(name).map(|value| (*value).to_owned());
        match name.as_str() {
            "lb" => top.1.push(Inline::Break(Break::Line)),
            "note" => top.1.push(Inline::NoteMark(NoteMark { id: value("id"), at: 0 })),
            "pb" | "cb" => {
                let unit = if name == "pb" { MilestoneUnit::Page } else { MilestoneUnit::Column };
                let n = value("n").expect("a number");
                top.1.push(Inline::Milestone(Box::new(Milestone { unit, n, id: None, at: 0 })));
            }
            _ => {
                let rend = value("rend").unwrap_or_default();
                let mut attributes = Attributes {
                    id: value("id"),
                    lang: values.get("lang").map(|lang| Lang::new(lang)),
                    rend: Rend {
                        italic: rend.contains("italic"),
                        bold: rend.contains("bold"),
                        small_caps: rend.contains("caps"),
                        underline: rend.contains("under"),
                        strike: rend.contains("strike"),
                        shift: if rend.contains("sup") { Shift::Superscript } else { Shift::None },
                        align: Align::Default,
                        ..Rend::default()
                    },
                    target: value("target"),
                    when: value("when"),
                    value: None,
                    label: value("label"),
                };
                let kind = match name.as_str() {
                    "emph" => Kind::Emphasis,
                    "hi" => Kind::Highlight,
                    "q" => Kind::Quotation,
                    "foreign" => Kind::Foreign,
                    "title" => Kind::Title,
                    "term" => Kind::Term,
                    "abbr" => Kind::Abbreviation,
                    "persName" | "placeName" | "orgName" => Kind::Name,
                    "date" => Kind::Date,
                    "ref" => Kind::Reference,
                    "code" => Kind::Code,
                    "stage" => Kind::Stage,
                    "label" => Kind::Label,
                    "orth" => Kind::Headword,
                    "pos" => Kind::Grammar,
                    "sense" => Kind::Sense,
                    "quote" => Kind::Example,
                    "supplied" => Kind::Supplied,
                    "unclear" => Kind::Unclear,
                    "add" => Kind::Addition,
                    "ruby" => Kind::Ruby,
                    "rb" => Kind::RubyBase,
                    "rt" => Kind::RubyText,
                    "caesura" => Kind::Caesura,
                    _ => Kind::Plain,
                };
                // As a reader of sources has it.
                attributes.rend.strike |= name == "del";
                let attributes = attributes.shared();
                let element = Element { name: name.into(), kind, attributes, content: Vec::new(), at: 0 };
                if tag.ends_with('/') {
                    top.1.push(Inline::Element(Box::new(element)));
                } else {
                    stack.push((Some(element), Vec::new()));
                }
            }
        }
    }
    stack.pop().expect("open").1
}

fn file() -> Arc<SourceFile> {
    Arc::new(SourceFile { name: "test.xml".to_owned(), text: String::new() })
}

fn labels(lang: &str) -> Labels {
    let words = match lang {
        "ko" => ["한국어", "주", "미번역", "이 단락의 고유 링크", "언어", "차례", "본문으로 돌아가기"],
        "ar" => ["العربية", "الحواشي", "غير مترجم", "رابط إلى هذا المقطع", "اللغات", "المحتويات", "عودة إلى النص"],
        _ => {
            ["English", "Notes", "Not translated", "Link to this passage", "Languages", "Contents", "Back to the text"]
        }
    };
    let said = |text: &str| Label { text: text.to_owned(), lang: Lang::new(lang) };
    let [language, notes, untranslated, permalink, languages, contents, back] = words.map(said);
    let language = language.text;
    Labels {
        language,
        notes,
        untranslated,
        outdated: said("Outdated"),
        pending: said("Pending"),
        picture: said("Picture"),
        draft: said(""),
        permalink,
        languages,
        contents,
        back,
        editions: said(if lang == "ko" { "판 목록" } else { "Editions" }),
        table: said("Table"),
        digest: said("SHA-256 of the sources"),
        translator_note: said("Translator’s note:"),
        listing: said("Listing"),
        page: said(if lang == "ko" { "원본 \u{fffc}쪽" } else { "Page \u{fffc}" }),
        skip: said(if lang == "ko" { "본문 바로가기" } else { "Skip to the text" }),
    }
}

fn edition(langs: &[&str], titles: &[&str], parts: Vec<Part>) -> Edition {
    Edition {
        name: "sample".to_owned(),
        langs: langs.iter().map(|lang| Lang::new(lang)).collect(),
        source: Lang::new(langs[0]),
        titles: titles.iter().map(|title| (*title).to_owned()).collect(),
        metadata: Metadata {
            authors: vec!["A & B".to_owned()],
            keywords: vec!["Samples".to_owned()],
            publisher: Some("Enface project".to_owned()),
            date: Some("2026-11-23".to_owned()),
            ..Metadata::default()
        },
        header: Header::default(),
        parts,
        pending: Vec::new(),
        pictures: Pictures::new(),
        colophon: Vec::new(),
        labels: langs.iter().map(|lang| labels(lang)).collect(),
    }
}

/// A row whose texts stand in the languages given; an empty text is a blank cell, `!` in front one without translation.
fn row(langs: &[&str], id: &str, role: Role, texts: &[&str]) -> Part {
    let cell = |(i, text): (usize, &&str)| {
        let untranslated = text.strip_prefix('!');
        let status = match (i, untranslated) {
            (0, _) => Status::Source,
            (_, Some(_)) => Status::Untranslated,
            _ => Status::Translated,
        };
        let lang = Lang::new(if untranslated.is_some() { langs[0] } else { langs[i] });
        Cell { status, lang, content: inlines(untranslated.unwrap_or(text)).into(), file: file() }
    };
    let cells = texts.iter().enumerate().map(cell).collect();
    let id = (!id.is_empty()).then(|| id.to_owned());
    Part::Row(Row { id, role, rend: Rend::default(), label: None, number: None, picture: None, made: false, cells })
}

fn labelled(part: Part, label: &str) -> Part {
    match part {
        Part::Row(row) => Part::Row(Row { label: Some(label.to_owned()), ..row }),
        other => other,
    }
}

fn numbered(part: Part, number: u32) -> Part {
    match part {
        Part::Row(row) => Part::Row(Row { number: Some(number), ..row }),
        other => other,
    }
}

fn open(kind: GroupKind, id: &str) -> Part {
    Part::Open(Group { kind, id: (!id.is_empty()).then(|| id.to_owned()), front: false })
}

/// The text of the page, without its head.
fn body(edition: &Edition) -> String {
    let page = write(edition, &Options::default());
    let start = page.find("<body").expect("a body");
    page[start..].trim_end().trim_end_matches("</html>").trim_end().to_owned()
}

const EN_KO: &[&str] = &["en", "ko"];
const PARAGRAPH: Role = Role::Paragraph;

/// One of everything.
fn everything() -> Edition {
    let r = |id, role, texts: [&str; 2]| row(EN_KO, id, role, &texts);
    let head = |level| Role::Head { level };
    let note = Role::Note { anchored: true };
    let mut parts = vec![
        open(GroupKind::TitleBlock, ""),
        r("title", Role::Title, ["A Sampler of Everything", "모든 것의 견본"]),
        r("subtitle", Role::Subtitle, ["With Notes, Verse and a Table", "주와 시와 표를 갖춘"]),
        r("author", Role::Author, ["<persName>Hong Gildong</persName>", "<persName>홍길동</persName>"]),
        r("byline", Role::Byline, ["Keeper of samples", "견본 관리인"]),
        Part::Close,
        open(GroupKind::Section, "prose"),
        r("prose-head", head(1), ["Running Text", "줄글"]),
        r(
            "prose-p1",
            PARAGRAPH,
            [
                "Stress on <emph>one</emph> word,<note id=n1/> <hi rend=bold>bold</hi>, <hi rend=italic>italic</hi>, <hi \
                 rend=bold-italic>both</hi>, <hi rend=caps>Small Capitals</hi>, <hi rend=under>under</hi>, <hi \
                 rend=strike>struck</hi>, 1<hi rend=sup>st</hi>, <q>“quoted”</q>, <foreign lang=ko>한글</foreign>, \
                 <title id=book>A Book</title>, <abbr>FTA</abbr>, <date when=2004-09-23>23 September</date>, <date \
                 when=long-ago>long ago</date>, 3 &lt; 4 &amp; 5.",
                "한 <emph>낱말</emph>을 강조하고<note id=n1/> <hi rend=bold>굵게</hi>, <hi rend=italic>기울여</hi>, \
                 <title id=book>어떤 책</title>, <abbr>FTA</abbr>, <date when=2004-09-23>9월 23일</date>.",
            ],
        ),
        r(
            "prose-p2",
            PARAGRAPH,
            [
                "Links lead <ref target=https://example.org/a?b=c>out</ref>, <ref target=#prose-p1>in</ref>, <ref \
                 target=#nowhere>nowhere</ref> or <ref target=javascript:alert(1)>are refused</ref>.<lb/>A new \
                 line.<note id=n2/>",
                "!Links lead <ref target=https://example.org/a?b=c>out</ref>.<note id=n2/>",
            ],
        ),
        numbered(r("n1", note, ["The first note. <title>Its source</title>, p. 3.", "첫째 주."]), 1),
        numbered(r("n2", note, ["The second note.", "둘째 주."]), 2),
        open(GroupKind::Quotation, ""),
        r("quote-p1", PARAGRAPH, ["A quotation that is set off from the text around it.", "본문과 따로 놓은 인용문."]),
        Part::Close,
        open(GroupKind::Section, "lists"),
        r("lists-head", head(2), ["Lists", "목록"]),
        open(GroupKind::List(ListStyle::Numbered(Numerals::Arabic)), ""),
        r("", head(3), ["Things to do", "할 일"]),
        r("i1", Role::Item, ["Read the text.", "글을 읽는다."]),
        r(
            "i2",
            Role::Item,
            ["Translate it, which takes longer than one thinks, so that this item runs on.", "옮긴다."],
        ),
        open(GroupKind::List(ListStyle::Bulleted), ""),
        r("i2a", Role::Item, ["once", "한 번"]),
        r("i2b", Role::Item, ["twice", "두 번"]),
        Part::Close,
        r("i3", Role::Item, ["Rest.", "쉰다."]),
        Part::Close,
        open(GroupKind::List(ListStyle::Bulleted), ""),
        r("l1", Role::Label, ["row", "행"]),
        r("l1d", Role::Item, ["one unit in all languages", "한 단위를 모든 언어로"]),
        Part::Close,
        Part::Close,
        Part::Close,
        open(GroupKind::Section, "verse"),
        r("verse-head", head(1), ["Verse and Speech", "시와 대사"]),
        open(GroupKind::Stanza, ""),
        r(
            "v1",
            Role::VerseLine(Verse::default()),
            ["Until that day when Baekdu wears away", "동해물과 백두산이 마르고 닳도록"],
        ),
        r(
            "v2",
            Role::VerseLine(Verse::default()),
            ["and the East Sea’s waters run dry", "하느님이 보우하사 우리나라 만세"],
        ),
        Part::Close,
        open(GroupKind::Speech, ""),
        r("sp1", Role::Speaker, ["Chair", "의장"]),
        r("sp1p", PARAGRAPH, ["The meeting is open.", "개회합니다."]),
        r("sp1s", Role::Stage, ["He sits down.", "자리에 앉는다."]),
        Part::Close,
        Part::Close,
        open(GroupKind::Section, "numbers"),
        r("numbers-head", head(1), ["A Table", "표"]),
        open(GroupKind::Table, "table"),
        r("table-head", head(2), ["Trade in 2004", "2004년 교역"]),
        open(GroupKind::TableRow, ""),
        r("t11", Role::Cell(TableCell::default()), ["Country", "나라"]),
        r("t12", Role::Cell(TableCell::default()), ["Exports", "수출"]),
        r("t13", Role::Cell(TableCell::default()), ["Imports", "수입"]),
        Part::Close,
        open(GroupKind::TableRow, ""),
        r("t21", Role::Cell(TableCell::default()), ["United States", "미국"]),
        r("t22", Role::Cell(TableCell::default()), ["42.8", "42.8"]),
        Part::Close,
        Part::Close,
        Part::Close,
        r("closing", Role::Note { anchored: false }, ["(The end of the sampler)", "(견본의 끝)"]),
    ];
    if let Some(Part::Row(row)) =
        parts.iter_mut().find(|part| matches!(part, Part::Row(row) if row.id.as_deref() == Some("closing")))
    {
        row.rend.italic = true;
    }
    let mut edition = edition(EN_KO, &["A Sampler of Everything", "모든 것의 견본"], parts);
    edition.labels[0].draft.text = "Draft: 1 of 30 units is not translated.".to_owned();
    edition.labels[1].draft.text = "초고: 30개 단위 가운데 1개가 미번역입니다.".to_owned();
    edition
}

/// The speech, its rows read from the project's own catalogs.
fn speech(langs: &[&str]) -> Edition {
    let catalogs = [
        ("en", include_str!("../../translations/en/korea-us-relationship.ftl")),
        ("ko", include_str!("../../translations/ko/korea-us-relationship.ftl")),
    ];
    let terms: Vec<(String, &str)> = include_str!("../../translations/ko/terms.ftl")
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .filter(|(name, _)| name.starts_with('-'))
        .map(|(name, value)| (format!("{{ {name} }}"), value))
        .collect();
    let messages = |lang: &str| -> HashMap<String, String> {
        let text = catalogs.iter().find(|(tag, _)| *tag == lang).expect("a catalog").1;
        let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
        let resolve = |text: &str| terms.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value));
        lines.map(|(id, text)| (id.to_owned(), resolve(text))).collect()
    };
    let columns: Vec<HashMap<String, String>> = langs.iter().map(|lang| messages(lang)).collect();
    let unit = |id: &str, role| {
        let texts: Vec<&str> = columns.iter().map(|column| column[id].as_str()).collect();
        row(langs, id, role, &texts)
    };
    let mut parts = vec![
        open(GroupKind::TitleBlock, ""),
        unit("title", Role::Title),
        unit("subtitle", Role::Subtitle),
        unit("speaker", Role::Author),
        unit("role", Role::Byline),
        unit("occasion", Role::Occasion),
        Part::Close,
    ];
    for (section, paragraphs) in [("significance", 2), ("challenges", 3), ("future", 4)] {
        parts.push(open(GroupKind::Section, section));
        parts.push(unit(&format!("{section}-head"), Role::Head { level: 1 }));
        parts.extend((1..=paragraphs).map(|i| unit(&format!("{section}-p{i}"), PARAGRAPH)));
        parts.push(Part::Close);
    }
    let mut closing = unit("closing-note", Role::Note { anchored: false });
    if let Part::Row(row) = &mut closing {
        row.rend.italic = true;
    }
    parts.push(closing);
    let titles: Vec<&str> = columns.iter().map(|column| column["title"].as_str()).collect();
    let mut edition = edition(langs, &titles, parts);
    edition.name = "korea-us-relationship".to_owned();
    edition.metadata.authors = vec!["Ban Ki-moon".to_owned()];
    edition
}

fn ids(page: &str) -> Vec<&str> {
    page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The text of a page as a reader would see it, tags taken out.
fn visible(page: &str) -> String {
    let mut out = String::new();
    for piece in page.split('<') {
        out.push_str(piece.split_once('>').map_or("", |(_, text)| text));
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

#[test]
fn a_row_is_a_row_of_cells() {
    let parts = vec![
        open(GroupKind::TitleBlock, ""),
        row(EN_KO, "title", Role::Title, &["Peace", "평화"]),
        Part::Close,
        open(GroupKind::Section, "s"),
        row(EN_KO, "s-head", Role::Head { level: 1 }, &["Why", "까닭"]),
        row(EN_KO, "p1", PARAGRAPH, &["<emph>All</emph> <q>“want”</q> it.", "<emph>모두</emph> 바랍니다."]),
        row(EN_KO, "p2", PARAGRAPH, &["More.", "!More."]),
        Part::Close,
    ];
    insta::assert_snapshot!(body(&edition(EN_KO, &["Peace", "평화"], parts)));
}

#[test]
fn one_of_everything() {
    insta::assert_snapshot!(body(&everything()));
}

#[test]
fn the_list_of_editions() {
    let files = |edition: &Edition, html: &str, pdf: Option<&str>| IndexEntry {
        html: Some(html.to_owned()),
        pdf: pdf.map(str::to_owned),
        ..IndexEntry::of(edition)
    };
    let entries = [
        files(&speech(EN_KO), "speech.en-ko.html", Some("speech.en-ko.pdf")),
        files(&everything(), "sample.html", Some("sample.pdf")),
        files(&speech(&["ko"]), "speech.ko.html", None),
    ];
    let page = index(&entries);
    insta::assert_snapshot!(&page[page.find("<body").expect("a body")..]);
    assert_eq!(page.matches("<section>").count(), 2, "one section a document");
    assert!(page.contains("<title>Enface project — Editions</title>"));
    let other = IndexEntry { publisher: None, ..entries[2].clone() };
    assert!(index(&[other]).contains("<h1>판 목록</h1>"), "no publisher, no name but that of the list");
}

#[test]
fn ids_stand_once_and_links_find_them() {
    for edition in [everything(), speech(EN_KO), speech(&["ko"])] {
        let page = write(&edition, &Options::default());
        let ids = ids(&page);
        let unique: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{ids:?}");
        for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(unique.contains(target), "{target}");
        }
        for part in &edition.parts {
            if let Part::Row(row) = part {
                assert!(row.id.as_deref().is_none_or(|id| unique.contains(id)), "{:?}", row.id);
            }
        }
    }
}

#[test]
fn ids_of_the_page_give_way_to_those_of_the_text() {
    let note = Role::Note { anchored: true };
    let parts = vec![
        row(EN_KO, "text", PARAGRAPH, &["a<note id=notes/>", "가<note id=notes/>"]),
        row(EN_KO, "show-en", PARAGRAPH, &["b", "나"]),
        row(EN_KO, "show-en", PARAGRAPH, &["the same again", "다"]),
        numbered(row(EN_KO, "notes", note, &["c", "라"]), 1),
    ];
    let page = write(&edition(EN_KO, &["T", "제"], parts), &Options::default());
    let all = ids(&page);
    assert_eq!(all.len(), all.iter().collect::<HashSet<_>>().len(), "{all:?}");
    for id in ["text-2", "show-en-2", "notes-2", "notes-mark-1", "notes-mark-2"] {
        assert!(all.contains(&id), "{id} in {all:?}");
    }
}

#[test]
fn no_character_is_lost() {
    for edition in [everything(), speech(EN_KO), speech(&["en"])] {
        let page = visible(&body(&edition));
        for part in &edition.parts {
            let Part::Row(row) = part else { continue };
            for cell in &row.cells {
                for text in texts(&cell.content) {
                    assert!(page.contains(&text), "{text}");
                }
            }
        }
    }
}

fn texts(content: &[Inline]) -> Vec<String> {
    let text = |inline: &Inline| match inline {
        Inline::Text(text) => vec![text.text.clone()],
        Inline::Element(element) => texts(&element.content),
        Inline::Break(_) | Inline::NoteMark(_) | Inline::Milestone(_) => Vec::new(),
    };
    content.iter().flat_map(text).collect()
}

#[test]
fn text_cannot_become_markup() {
    let evil = "</title></style></script>&lt;/script>&lt;img src=x onerror=alert(1)>";
    let plain = evil.replace("&lt;", "<").replacen("</title></style></script>", "", 1);
    let parts = vec![row(&["en"], "p", PARAGRAPH, &[&evil["</title></style></script>".len()..]])];
    let mut edition = edition(&["en"], &[&format!("</title>{plain}")], parts);
    edition.metadata.authors = vec![plain.clone()];
    edition.metadata.publisher = Some(plain);
    let page = write(&edition, &Options { pdf: Some("a\"><b>.pdf".to_owned()), ..Options::default() });
    assert_eq!(page.matches("<img").count(), 0);
    assert_eq!(page.matches("</script").count(), 1);
    assert_eq!(page.matches("</style").count(), 1);
    assert!(!super::STYLE.contains("</"), "the style must not close its element");
    assert!(page.contains("href=\"a&quot;&gt;&lt;b&gt;.pdf\""));
}

#[test]
fn headings_leave_no_level_out() {
    let head = |id, level| row(&["en"], id, Role::Head { level }, &["Head"]);
    let section = || open(GroupKind::Section, "");
    let parts =
        vec![section(), section(), head("a", 2), section(), head("b", 3), Part::Close, Part::Close, Part::Close];
    let page = body(&edition(&["en"], &["T"], parts));
    let levels: Vec<&str> = page.split("<h").skip(1).filter_map(|rest| rest.get(..1)).filter(|n| *n != "e").collect();
    assert_eq!(levels, ["1", "2", "3"]);
}

#[test]
fn groups_may_lie_as_deep_as_they_like() {
    let mut parts = vec![open(GroupKind::List(ListStyle::Bulleted), ""); 100_000];
    parts.push(row(&["en"], "p", PARAGRAPH, &["The bottom"]));
    parts.extend(vec![Part::Close; 100_000]);
    parts.push(row(&["en"], "q", PARAGRAPH, &["The surface"]));
    parts.extend(vec![Part::Close; 3]);
    let page = body(&edition(&["en"], &["T"], parts));
    assert!(page.contains("The bottom") && page.contains("The surface"));
}

#[test]
fn korean_words_hold_together_at_marks() {
    let text = "<q>“균형자”</q>로서 투자협정(<abbr>BIT</abbr>) 협상";
    let page = body(&edition(EN_KO, &["T", "제"], vec![row(EN_KO, "p", PARAGRAPH, &["an “a”b (c)d", text])]));
    let joint = "<span class=\"joint\"></span>";
    assert!(
        page.contains(&format!(">“균형자”</span>{joint}로서 투자협정{joint}(<abbr>BIT</abbr>) 협상</p>")),
        "{page}"
    );
    assert!(page.contains("an “a”b (c)d"));
}

#[test]
fn a_right_to_left_language_runs_its_own_way() {
    let langs = &["ar", "en"];
    let page = write(
        &edition(langs, &["سلام", "Peace"], vec![row(langs, "p", PARAGRAPH, &["سلام", "Peace"])]),
        &Options::default(),
    );
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(page.contains("<p class=\"cell c1\" lang=\"ar\" dir=\"rtl\">سلام</p>"));
    assert!(page.contains("<p class=\"cell c2\" lang=\"en\" dir=\"ltr\">Peace</p>"));
}
