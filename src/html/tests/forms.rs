//! What the texts of archives are made of: letters, plays, tables, dictionaries, code, ruby, pages of the original.

use super::*;

fn verse(indent: u8, continues: bool) -> Role {
    Role::VerseLine(Verse { indent, continues })
}

fn table_cell(columns: u16, rows: u16, head: bool) -> Role {
    Role::Cell(TableCell { columns, rows, head })
}

/// One of every form in two languages.
fn forms() -> Edition {
    let r = |id, role, texts: [&str; 2]| row(EN_KO, id, role, &texts);
    let parts = vec![
        open(GroupKind::Section, "letter"),
        r("letter-head", Role::Head { level: 1 }, ["A Letter", "편지"]),
        open(GroupKind::Epigraph, ""),
        r("motto", PARAGRAPH, ["The post is the patience of kings.", "우편은 임금의 인내다."]),
        r("motto-by", Role::Citation, ["A postmaster", "어느 우체국장"]),
        Part::Close,
        r(
            "argument",
            Role::Argument,
            ["In which a letter is written and another is not.", "편지를 쓰기도 하고 안 쓰기도 한다."],
        ),
        r("dateline", Role::Dateline, ["Orrin, 2 March 1871", "오린, 1871년 3월 2일"]),
        r("salute", Role::Salute, ["Sir:", "귀하께"]),
        r(
            "letter-p1",
            PARAGRAPH,
            [
                "The <pb n=12/>lamp was <del>not</del> lit <add>at all</add>, so far as <unclear>anybody</unclear> could \
                 <supplied>see</supplied>,<note id=star/> says <code>lamp/@lit</code>.<cb n=b/>",
                "등불은 <pb n=12/>켜지지 <del>않</del> <add>전혀</add> 않았다.<note id=star/> <ruby><rb>漢字</rb><rt>한자</rt></ruby>로 썼다.",
            ],
        ),
        labelled(
            numbered(r("star", Role::Note { anchored: true }, ["A note with a sign.", "부호가 있는 주."]), 1),
            "*",
        ),
        r("signed", Role::Signed, ["Whitlock", "휘틀록"]),
        labelled(r("here", Role::Note { anchored: false }, ["A note that stands here.", "여기 있는 주."]), "a"),
        r("trailer", Role::Trailer, ["Finis", "끝"]),
        Part::Close,
        open(GroupKind::Section, "play"),
        r("play-head", Role::Head { level: 1 }, ["A Play", "희곡"]),
        open(GroupKind::Speech, ""),
        r("sp1", Role::Speaker, ["Ildry", "일드리"]),
        labelled(r("l5", verse(0, false), ["Is someone there?", "거기 누구요?"]), "5"),
        Part::Close,
        open(GroupKind::Speech, ""),
        r("sp2", Role::Speaker, ["Sael", "사엘"]),
        r("l5b", verse(0, true), ["A man <stage>(wet)</stage> who used to be", "한때는"]),
        Part::Close,
        open(GroupKind::Speech, ""),
        r("sp3", Role::Speaker, ["Ildry", "일드리"]),
        r("l5c", verse(0, true), ["a neighbour?", "이웃이던?"]),
        r(
            "l6",
            verse(2, false),
            ["I want the quiet;<caesura/> give me an hour of it, and after that the whole of the night", "고요를 다오"],
        ),
        Part::Close,
        Part::Close,
        open(GroupKind::Section, "papers"),
        r("papers-head", Role::Head { level: 1 }, ["Papers", "문서"]),
        open(GroupKind::Table, "ships"),
        r("ships-head", Role::Caption, ["Ships that passed", "지나간 배"]),
        open(GroupKind::TableRow, ""),
        r("c11", table_cell(1, 2, true), ["Night", "밤"]),
        r("c12", table_cell(2, 1, true), ["Ships", "배"]),
        Part::Close,
        open(GroupKind::TableRow, ""),
        r("c22", table_cell(1, 1, true), ["seen", "본 것"]),
        r("c23", table_cell(1, 1, true), ["heard", "들은 것"]),
        Part::Close,
        open(GroupKind::TableRow, ""),
        r("c31", table_cell(1, 1, true), ["The first", "첫째"]),
        r("c32", table_cell(1, 1, false), ["14", "14"]),
        r("c33", table_cell(1, 1, false), ["9½", "!9½"]),
        Part::Close,
        open(GroupKind::TableRow, ""),
        r("c41", table_cell(1, 1, true), ["The second", "둘째"]),
        r("c42", table_cell(9, 9, false), ["not counted", "세지 않음"]),
        Part::Close,
        Part::Close,
        open(GroupKind::Figure, "figure"),
        r("figure-caption", Role::Caption, ["The lamp", "등불"]),
        r("figure-text", Role::Description, ["A lamp on a rock, unlit.", "바위 위의 꺼진 등불."]),
        Part::Close,
        open(GroupKind::List(ListStyle::Gloss), ""),
        r("gloss-head", Role::Head { level: 2 }, ["Words", "낱말"]),
        r("g1", Role::Label, ["riser", "챌판"]),
        r("g1d", Role::Item, ["the part that one does not see", "보이지 않는 부분"]),
        open(GroupKind::List(ListStyle::Bulleted), ""),
        labelled(r("g1a", Role::Item, ["going down", "내려갈 때"]), "•"),
        Part::Close,
        r("g2", Role::Label, ["tread", "디딤판"]),
        r("g3", Role::Label, ["step", "단"]),
        r("g3d", Role::Item, ["the other part", "다른 부분"]),
        Part::Close,
        open(GroupKind::List(ListStyle::Gloss), ""),
        r("h1", Role::Item, ["explained before it is named", "이름보다 먼저"]),
        r("h2", Role::Label, ["named", "이름"]),
        Part::Close,
        r(
            "entry",
            Role::Entry,
            [
                "<orth>fog</orth> <pos>n.</pos> <sense label=1>a cloud that has sat down; <quote>the fog is in</quote>.</sense> \
                 <sense label=2>a doubt.</sense>",
                "<orth>안개</orth> <pos>명사</pos> <sense label=1>내려앉은 구름.</sense> <sense label=2>의심.</sense>",
            ],
        ),
        r(
            "code",
            Role::Listing,
            [
                "stair<lb/>\u{a0} step 1 of a stair that goes on for much longer than any column can be wide, being code<lb/>\u{a0}\u{a0}step 2",
                "계단<lb/>\u{a0}\u{a0}단 1",
            ],
        ),
        Part::Close,
    ];
    edition(EN_KO, &["Forms", "형식"], parts)
}

#[test]
fn every_form_has_its_element() {
    insta::assert_snapshot!(body(&forms()));
}

#[test]
fn no_character_of_a_form_is_lost() {
    let edition = forms();
    let page = visible(&body(&edition));
    for part in &edition.parts {
        let Part::Row(row) = part else { continue };
        for text in row.cells.iter().flat_map(|cell| texts(&cell.content)) {
            // Code is copied with the spaces that it has in its source.
            let text = if row.role == Role::Listing { text.replace('\u{a0}', " ") } else { text };
            assert!(page.contains(&text), "{text}");
        }
    }
    assert!(page.contains("stair\n  step 1 of"), "lines and indentation are kept");
    assert!(!page.contains("12"), "the number of a page is no text");
}

#[test]
fn a_note_shows_the_sign_that_its_source_gives_it() {
    let page = body(&forms());
    assert!(page.contains("role=\"doc-noteref\">*</a>"), "{page}");
    assert!(page.contains("<span class=\"label\">*</span>"));
    assert!(page.contains("aria-label=\"Back to the text *\""));
}

#[test]
fn a_line_goes_on_where_the_verse_before_it_ends() {
    let page = body(&forms());
    let spaces: Vec<&str> = page.split("data-text=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(
        spaces,
        [
            "Is someone there? ",
            "거기 누구요? ",
            "Is someone there? A man (wet) who used to be ",
            "거기 누구요? 한때는 ",
        ]
    );
    // However many lines go on, the space is no longer than a line.
    let line = |at: usize| row(&["en"], &format!("l{at}"), verse(0, true), &["and on and on and on"]);
    let page = body(&edition(&["en"], &["T"], (0..2000).map(line).collect()));
    assert!(page.len() < 2000 * 1000, "{}", page.len());
}

#[test]
fn a_ruby_is_one_only_where_html_has_it() {
    let page = |text: &str| {
        let page = body(&edition(&["ja"], &["T"], vec![row(&["ja"], "p", PARAGRAPH, &[text])]));
        let main = page.split_once("<main").expect("a text").1;
        let text = main.split_once("dir=\"ltr\">").and_then(|(_, rest)| rest.split_once("</p>")).expect("a cell").0;
        text.to_owned()
    };
    let reading = |text: &str| format!("<rp>(</rp><rt><span class=\"reading\">{text}</span></rt><rp>)</rp>");
    assert_eq!(
        page("<ruby><rb>東</rb><rt>とう</rt> <rb>京</rb><rt>きょう</rt></ruby>"),
        format!("<ruby><span>東</span>{} <span>京</span>{}</ruby>", reading("とう"), reading("きょう"))
    );
    // A base without reading, a reading without base, a ruby in a ruby.
    for text in [
        "<ruby><rb>東</rb></ruby>",
        "<ruby><rt>とう</rt></ruby>",
        "<ruby><rb>東</rb><rt>とう</rt>京</ruby>",
        "<rt>とう</rt>",
    ] {
        assert!(!page(text).contains("<ruby>") && !page(text).contains("<rt>"), "{}", page(text));
    }
    let nested = page("<ruby><rb><ruby><rb>東</rb><rt>a</rt></ruby></rb><rt>とう</rt></ruby>");
    assert_eq!(nested.matches("<ruby>").count(), 1, "{nested}");
}

#[test]
fn a_caption_that_is_neither_first_nor_last_is_a_line() {
    let caption = |id| row(&["en"], id, Role::Caption, &["Caption"]);
    let text = |id| row(&["en"], id, PARAGRAPH, &["Text"]);
    let page = |parts: Vec<Part>| {
        let parts = [vec![open(GroupKind::Figure, "")], parts, vec![Part::Close]].concat();
        body(&edition(&["en"], &["T"], parts)).matches("<figcaption>").count()
    };
    assert_eq!(page(vec![caption("c"), text("t")]), 1);
    assert_eq!(page(vec![text("t"), caption("c")]), 1);
    assert_eq!(page(vec![caption("c"), text("t"), caption("d")]), 1);
    assert_eq!(page(vec![text("t"), caption("c"), text("u")]), 0);
    assert_eq!(page(vec![]), 0);
}

#[test]
fn a_caption_before_a_table_is_its_caption() {
    let caption = |id| row(&["en"], id, Role::Caption, &["Caption"]);
    let text = |id| row(&["en"], id, PARAGRAPH, &["Text"]);
    let page = |before: Vec<Part>, inside: Vec<Part>| {
        let mut parts = before;
        parts.push(open(GroupKind::Table, ""));
        parts.extend(inside);
        let cell = row(&["en"], "cell", table_cell(1, 1, false), &["Cell"]);
        parts.extend([open(GroupKind::TableRow, ""), cell, Part::Close, Part::Close]);
        let page = body(&edition(&["en"], &["T"], parts));
        let table = page.split_once("<table>").expect("a table").1;
        table.matches("class=\"row cells caption\"").count()
    };
    assert_eq!(page(vec![caption("c")], vec![]), 1);
    assert_eq!(page(vec![], vec![caption("c")]), 1);
    assert_eq!(page(vec![caption("c"), text("t")], vec![]), 0);
}
