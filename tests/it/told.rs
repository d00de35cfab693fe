//! What a source tells by its markup and an edition says in words, or sets apart; seen in both outputs, and beside a
//! translation.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::read::File;
use crate::support::{built, built_from, enface, main_of, texts};

/// The words of both outputs, parted by single spaces.
fn words(folder: &TempDir) -> [String; 2] {
    texts(folder).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A project of one document with a header, and its translation into Korean.
fn project(header: &str, body: &str, messages: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let text = format!("<text xml:lang='en'><body>{body}</body></text>");
    write("sources/a.xml", &format!("<TEI><teiHeader>{header}</teiHeader>{text}</TEI>"));
    write("translations/ko/a.ftl", messages);
    folder
}

fn html(folder: &Path, langs: &str) -> String {
    let run = enface(folder, &["build", "--format", "html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    fs::read_to_string(folder.join(format!("out/a.{langs}.html"))).unwrap()
}

const PEOPLE: &str = "<profileDesc><particDesc><listPerson>
    <person xml:id='A'><persName><surname>Lee</surname><forename>Ann</forename></persName><persName xml:lang='ko'>이안나</persName></person>
    <person xml:id='B'><age>30</age></person></listPerson></particDesc></profileDesc>";

#[test]
fn who_speaks_stands_before_what_is_said() {
    let body = "<div><u xml:id='u1' who='#A'>Where?</u><u xml:id='u2' who='#B'>Here.</u><incident xml:id='i'><desc>a door</desc></incident>
        <u xml:id='u3' who='#B'>There.</u><u xml:id='u4' who='#A #B'>Yes.</u><u xml:id='u5' who='#nobody'>No.</u>
        <note type='speaker' xml:id='s'>The Chair</note><u xml:id='u6' who='#A'>Order.</u>
        <annotationBlock who='#B'><u xml:id='u7'>Sorry.</u></annotationBlock></div>";
    let messages = "u1 = 어디?\nu2 = 여기.\ni = <desc>문</desc>\nu3 = 저기.\nu4 = 네.\nu5 = 아니요.\ns = 의장\nu6 = 조용.\nu7 = 미안.\n";
    let folder = project(PEOPLE, body, messages);
    assert_eq!(enface(folder.path(), &["check", "--deny-warnings"]).status, 0);
    let page = html(folder.path(), "en-ko");
    let names: Vec<&str> = page.split("cells speaker").skip(1).map(|rest| &rest[..rest.len().min(300)]).collect();
    assert_eq!(names.len(), 5, "{page}");
    for (name, (en, ko)) in names.iter().zip([
        ("Ann Lee", "이안나"),
        ("B", "B"),
        ("Ann Lee, B", "이안나, B"),
        ("The Chair", "의장"),
        ("B", "B"),
    ]) {
        assert!(name.contains(&format!(">{en}<")) && name.contains(&format!(">{ko}<")), "{en}: {name}");
    }
    let xml = format!("<TEI><teiHeader>{PEOPLE}</teiHeader><text xml:lang='en'><body>{body}</body></text></TEI>");
    for text in texts(&built_from(&xml)) {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '¶').collect();
        assert!(text.contains("AnnLeeWhere?BHere.adoorThere.AnnLee,BYes.No.TheChairOrder.BSorry."), "{text}");
    }
}

#[test]
fn what_is_said_between_blocks_is_a_block() {
    let folder = built(
        "<q xml:id='a'>one</q><said xml:id='b'>two</said><p>x</p><div><hi>He:</hi> <q>three</q> <q>four</q></div>",
    );
    let page = main_of(&folder);
    assert_eq!(page.matches("<q>").count() + page.matches("“").count(), 4, "{page}");
    assert!(page.contains("id=\"a\"") && page.contains("id=\"b\""), "{page}");
    assert_eq!(page.matches("cells paragraph").count(), 3, "{page}");
    assert!(words(&folder)[0].contains("“three” “four”"), "{page}");
}

#[test]
fn words_are_parted_and_what_tells_of_letters_is_left_out() {
    let body = "<p xml:id='p'><q xml:id='q1'>go <emph>now</emph></q>, said <persName>Kim</persName> <foreign xml:lang='fr'>vite</foreign> on the <choice><sic>teh</sic><corr>the</corr></choice> <abbr>N.</abbr> <ruby><rb>a</rb><rt>b</rt></ruby></p>";
    for (message, missing) in [
        ("<q>가라</q> 하고 <persName>김</persName>이 <q><emph>지금</emph></q>", ""),
        ("<q>가라 <emph>지</emph>금 <emph>빨리</emph></q> <persName>김</persName>", ""),
        ("<q>가라 <emph>지금</emph></q> 김", "`<persName>` missing"),
        ("<q>가라 <emph>지금</emph></q> <persName>김</persName> <persName>김</persName>", "`<persName>` too many"),
        ("<q>가라</q> <persName>김</persName>", "`<emph>` missing"),
        ("<q>가라 <emph>지금</emph></q> <persName>김</persName> <soCalled>그</soCalled>", "`<soCalled>` too many"),
        ("<q>가라 <emph>지금</emph></q> <persName>김</persName> <del>그</del>", "`<del>` too many"),
    ] {
        let folder = project("", body, &format!("p = {message}\n"));
        let said = enface(folder.path(), &["check"]).stdout;
        assert!(if missing.is_empty() { !said.contains("tag-") } else { said.contains(missing) }, "{message}: {said}");
        if missing.is_empty() {
            let page = html(folder.path(), "en-ko");
            assert_eq!(page.matches("id=\"q1\"").count(), 1, "{page}");
        }
    }
    let folder = project("", body, "p = <q>가라</q> 하고 <persName>김</persName>이 <q><emph>지금</emph></q>\n");
    assert!(
        html(folder.path(), "en-ko").matches('“').count() + html(folder.path(), "en-ko").matches("<q").count() >= 3
    );
}

#[test]
fn a_translator_s_note_says_something() {
    let folder = project("", "<p xml:id='p'>x</p>", "p = 엑스<note type=\"translator\"> </note>\n");
    let run = enface(folder.path(), &["check"]);
    assert!(
        run.stdout.contains("the translator’s note in `p` is empty") && run.stdout.contains("a.ftl:1:7"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_message_for_a_part_of_a_unit_is_told_where_it_belongs() {
    let table = "<table><row><cell xml:id='c'><p xml:id='x'>one</p><p>two</p></cell></row></table>";
    let folder = project("", table, "c = 하나<lb/>둘\nx = 하나\n");
    let said = enface(folder.path(), &["check"]).stdout;
    assert!(said.contains("the element “x” is a part of the unit `c`"), "{said}");
}

#[test]
fn what_stands_there_already_is_not_set_twice() {
    for (body, said) in [
        ("a [<gap/>] b", "a […] b"),
        ("a [<supplied>x</supplied>] b", "a [x] b"),
        ("a [ <supplied>x</supplied>] b", "a [ [x]] b"),
        ("a<ref target='#n'>9</ref><note xml:id='n' n='9'>w</note> b", "a9 b"),
        ("a <ref target='#n'>9</ref> c<note xml:id='n' n='9'>w</note> b", "a 9 c9 b"),
        ("a <bibl><ptr target='IRT'/><citedRange>4</citedRange></bibl> b", "a IRT 4 b"),
        ("a <ptr target='#z'/> b", "a zz b"),
    ] {
        for text in words(&built(&format!("<p>{body}</p><p xml:id='z'>zz</p>"))) {
            assert!(text.contains(said), "{body}: {text}");
        }
    }
    let entry = "<entry type='homonymicEntry' n='1'><form><orth>lar</orth><lbl type='homNum'>1</lbl></form> <def>house</def></entry>";
    for text in words(&built(entry)) {
        assert!(text.contains("lar 1 house") && !text.contains("1 lar"), "{text}");
    }
    assert!(!main_of(&built("<p><restore><del>back</del></restore></p>")).contains("<del>"));
    assert!(main_of(&built("<p><del>gone</del></p>")).contains("<del>"));
    let page = main_of(&built("<p>a <ptr target='#z'/></p><p xml:id='z'>one two three four five six seven</p>"));
    assert!(page.contains(">one two three four five …</a>"), "{page}");
}

#[test]
fn a_header_tells_of_letters_dates_and_people() {
    let header = "<fileDesc><titleStmt><title type='alt'>The Grey Letter</title><title>A Letter</title>
        <author><persName>Ann Lee</persName><idno type='ORCID'>0000-0002-1825-0097</idno></author></titleStmt>
        <publicationStmt><publisher>X</publisher><date>2019-12-09T17:31:33Z</date></publicationStmt>
        <sourceDesc><bibl>Printed source, <date notBefore='1880' notAfter='1890' cert='medium'/> p. 3.</bibl></sourceDesc></fileDesc>
        <profileDesc><creation><date when='1850-01-01'>1 Jan 1850</date></creation>
        <correspDesc><correspAction type='sent'><persName>Ann Lee</persName><placeName>Wonsan</placeName><date when='1850-01-01'/></correspAction>
        <correspAction type='received'><persName>Min Kim</persName></correspAction></correspDesc></profileDesc>";
    let folder = project(header, "<p xml:id='p'>x</p>", "p = 엑스\n");
    let page = html(folder.path(), "en-ko");
    let text = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "Other title</b> The Grey Letter",
        "Sender</b> Ann Lee, Wonsan, January 1, 1850",
        "보낸 이</b>",
        "1850년 1월 1일",
        "Recipient</b> Min Kim",
        "Printed source, 1880–1890? p. 3.",
        "X, December 9, 2019",
        "2019년 12월 9일",
        "\"@id\":\"https://orcid.org/0000-0002-1825-0097\"",
        "\"alternateName\":[\"The Grey Letter\"]",
        "X, 2019.",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(page.contains("<title>A Letter"), "{page}");
}

#[test]
fn a_file_of_one_wrong_character_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    for (bytes, said) in [
        (vec![0; 1000], "the control character U+0000 cannot stand in XML; it occurs 1000 times"),
        (b"\0\n \0".to_vec(), "the control character U+0000 cannot stand in XML; it occurs twice"),
        (b"<text><p>\x01</p></text>".to_vec(), "the control character U+0001 cannot stand in XML"),
    ] {
        fs::write(folder.path().join("sources/a.xml"), bytes).unwrap();
        for command in ["check", "build", "ids"] {
            let run = enface(folder.path(), &[command]);
            let told = run.stdout + &run.stderr;
            let errors: Vec<&str> = told.lines().filter(|line| line.starts_with("error[xml-syntax]")).collect();
            assert_eq!((run.status, errors), (1, vec![&*format!("error[xml-syntax]: {said}")]), "{command}: {told}");
        }
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_told_of_a_file_outside_that_a_source_links_to() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.xml"), "root:x:0:0").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let sources = folder.path().join("sources");
    fs::create_dir(&sources).unwrap();
    fs::write(folder.path().join("kept.xml"), "<text xml:lang=\"en\"><p xml:id=\"p\">kept</p></text>").unwrap();
    symlink(outside.path().join("secret.xml"), sources.join("out.xml")).unwrap();
    symlink("../kept.xml", sources.join("inside.xml")).unwrap();
    for command in [&["check"][..], &["build"], &["ids"], &["sync"], &["status"], &["export", "out", "--format", "tei"]]
    {
        let run = enface(folder.path(), command);
        let told = run.stdout + &run.stderr;
        assert!(!told.contains("root:x"), "{command:?}: {told}");
        assert!(
            told.contains("error[input]: the link `sources/out.xml` leads out of the project"),
            "{command:?}: {told}"
        );
        assert!(!told.contains("inside.xml` leads"), "{told}");
    }
    assert!(folder.path().join("out/inside.en.html").exists());
    // The folder of the sources may stand elsewhere as a whole.
    let other = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.xml"), "<text xml:lang=\"en\"><p xml:id=\"p\">shared</p></text>").unwrap();
    symlink(outside.path(), other.path().join("sources")).unwrap();
    assert_eq!(enface(other.path(), &["build"]).status, 0);
}

#[test]
fn a_title_that_is_the_same_in_each_language_stands_once_where_these_stand_below_each_other() {
    let header = "<fileDesc><titleStmt><title>The Bridge</title><author>A. Roe</author></titleStmt></fileDesc>";
    let folder = project(header, "<p xml:id='p'>One</p>", "p = 하나\n");
    for (layout, count) in [("columns", 2), ("stacked", 1), ("facing", 1)] {
        let run = enface(folder.path(), &["build", "--layout", layout, "--explain"]);
        assert!(run.stdout.contains("no rule is broken"), "{run:?}");
        let file = File::read(&fs::read(folder.path().join("out/a.en-ko.pdf")).unwrap());
        let texts = file.texts();
        let words =
            |wanted: &str| file.runs(0, &texts).iter().filter(|run| run.y > 600.0 && run.text.contains(wanted)).count();
        assert_eq!((words("Bridge"), words("Roe")), (count, count), "{layout}");
    }
    let page = html(folder.path(), "en-ko");
    assert_eq!(page.matches("class=\"cell c2 same\"").count(), 2, "{page}");
}

#[test]
fn the_languages_of_each_line_of_verse_are_as_near_each_other() {
    let said = [
        ("alpha", "하나"),
        ("beta", "둘째"),
        ("gamma", "셋째"),
        ("delta", "넷째"),
        ("kappa", "다섯"),
        ("lambda", "여섯"),
        ("sigma", "일곱"),
        ("omega", "여덟"),
    ];
    let unit = |index: usize, name: &str| format!("<{name} xml:id='u{index}'>{}</{name}>", said[index].0);
    let lines: String = (0..4).map(|index| unit(index, "l")).collect();
    let list = format!("<list>{}{}</list>", unit(4, "item"), unit(5, "item"));
    let body =
        format!("<lg>{lines}</lg>{list}<sp><speaker xml:id='s'>A</speaker>{}{}</sp>", unit(6, "p"), unit(7, "p"));
    let messages: String =
        said.iter().enumerate().map(|(index, (_, korean))| format!("u{index} = {korean}\n")).collect();
    let folder = project("", &body, &(messages + "s = 가\n"));
    let run = enface(folder.path(), &["build", "--format", "pdf", "--layout", "stacked", "--explain"]);
    assert!(run.stdout.contains("no rule is broken"), "{run:?}");
    let file = File::read(&fs::read(folder.path().join("out/a.en-ko.pdf")).unwrap());
    let texts = file.texts();
    let runs = file.runs(0, &texts);
    let height = |words: &str| runs.iter().find(|run| run.text.contains(words)).map(|run| run.y).unwrap();
    let gaps = said.iter().map(|(english, korean)| (height(english) - height(korean)).round());
    let gaps: Vec<f32> = gaps.collect();
    // Those of paragraphs stand farther apart, and the first as far as the second.
    let [tight, wide] = [gaps[0], gaps[7]];
    assert_eq!(gaps, [tight, tight, tight, tight, tight, tight, wide, wide]);
    assert!(wide > tight);
}
