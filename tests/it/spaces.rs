//! White space that a file has only to be read more easily, and that is none of the text.

use crate::support::{built, main_of, texts};
use crate::sync::{project, read, well};

/// Says that the words of a paragraph are so in HTML and in PDF, whatever they stand in.
fn is_written(body: &str, wanted: &str) {
    for text in texts(&built(&format!("<p>z {body} z</p>"))) {
        assert!(text.contains(&format!("z {wanted} z")), "{body}: {text}");
    }
}

#[test]
fn a_line_of_the_file_parts_no_words_of_chinese_and_japanese() {
    for (body, wanted) in [
        ("漢字\n      は主", "漢字は主"),
        ("漢字は、\r\n主「主」\n（主）", "漢字は、主「主」（主）"),
        ("漢<hi>字</hi>\n<emph>は</emph>\n主", "漢字は主"),
        ("漢字<!-- c -->\n<?p?>は<anchor/>\n主", "漢字は主"),
        ("漢\n<pb/>\n字", "漢字"),
        ("漢<hi>\n<name>字</name>\n</hi><hi>主</hi>", "漢字主"),
        ("<stage>主</stage>\n漢字", "主漢字"),
        // A space is one, and so is what parts the words of other languages.
        ("漢字 は", "漢字 は"),
        ("漢字\nabc\n한국\n글", "漢字 abc 한국 글"),
        ("漢字,\nは", "漢字, は"),
        // What is parted is parted.
        ("<form>主</form>\n<def>漢字</def>", "主 漢字"),
    ] {
        is_written(body, wanted);
    }
    // The mark of a note touches what it stands behind.
    let page = main_of(&built("<p>漢字\n<note>n</note>\nは主</p>"));
    assert!(page.contains("漢字<") && page.contains(">は主"), "{page}");
}

#[test]
fn so_it_is_in_messages_and_in_what_is_exported() {
    let source =
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"ja\"><teiHeader><fileDesc><titleStmt><title>主</title>
        </titleStmt><publicationStmt><p>a</p></publicationStmt><sourceDesc><p>a</p></sourceDesc></fileDesc></teiHeader>
        <text><body><p xml:id=\"p\">漢字\n  は<hi>主</hi>\n主</p></body></text></TEI>";
    let project = project(source);
    let folder = project.path();
    well(folder, "sync --langs zh,en");
    assert!(read(folder, "translations/zh/letter.ftl").contains("# 漢字は<hi>主</hi>主\n"));
    for (lang, message) in [("zh", "漢字主\n    <hi>主</hi>\n    主"), ("en", "A\n    <hi>b</hi>\n    漢")] {
        let name = folder.join(format!("translations/{lang}/letter.ftl"));
        std::fs::write(name, format!("p = {message}\n")).unwrap();
    }
    well(folder, "sync");
    well(folder, "export letter --format tei");
    let tei = read(folder, "out/letter.ja-en-zh.xml");
    for wanted in ["漢字は<hi>主</hi>主", "漢字主<hi>主</hi>主", "A <hi>b</hi> 漢"] {
        assert!(tei.contains(wanted), "{wanted}: {tei}");
    }
}

#[test]
fn the_parts_of_a_word_may_stand_on_lines_of_their_own() {
    for (body, wanted) in [
        ("<expan>\n<abbr>M</abbr>\n<ex>r</ex>\n</expan>", "Mr"),
        ("<expan>\n<abbr>M<am>~</am>\n</abbr><ex>r</ex></expan>.", "M~r."),
        ("<abbr>\n<hi rend=\"sup\">M</hi>\n<am>r</am>\n</abbr>", "Mr"),
        ("a<mod>\n<del>b</del>\n<add>c</add>\n</mod>d", "abcd"),
        // Words that stand in one line are words, and so are several.
        ("<expan><abbr>U</abbr><ex>nited</ex> <abbr>N</abbr><ex>ations</ex></expan>", "United Nations"),
        ("<abbr>\n<w>U</w>\n<w>N</w>\n</abbr>", "U N"),
    ] {
        is_written(body, wanted);
    }
}

#[test]
fn signs_are_written_on_to_words_on_other_lines() {
    let lines = |parts: &str| {
        let part = |part: &str| match part.split_once('=') {
            Some((attribute, sign)) => format!("<pc {attribute}=\"true\">{sign}</pc>\n"),
            None if part.chars().all(char::is_alphanumeric) => format!("<w>{part}</w>\n"),
            None => format!("<pc>{part}</pc>\n"),
        };
        format!("<s>\n{}</s>", parts.split(' ').map(part).collect::<String>())
    };
    for (parts, wanted) in [
        ("He said , ( at last ) : yes .", "He said, (at last): yes."),
        ("“ Yes ” , ¿ no ?", "“Yes”, ¿no?"),
        ("a \" b c \" . \" d \"", "a \"b c\". \"d\""),
        ("a — b - c", "a — b - c"),
        ("a pre=* b", "a *b"),
    ] {
        is_written(&lines(parts), wanted);
    }
    for (body, wanted) in [
        ("<w>a</w> <pc>:</pc> <w>b</w>", "a : b"),
        ("<w>a</w>\n<pc join=\"right\">,</pc>\n<w>b</w>", "a ,b"),
        ("<name>a</name>\n<pc pre=\"false\">“</pc>\n<pc>.</pc>", "a“."),
    ] {
        is_written(body, wanted);
    }
}

#[test]
fn formulas_may_stand_on_lines_of_their_own() {
    let math = |parts: &str| {
        format!("<formula><math xmlns=\"http://www.w3.org/1998/Math/MathML\">\n{parts}\n</math></formula>")
    };
    is_written(&math("<mi>x</mi>\n<mo>=</mo>\n<msup> <mn>2</mn> <mi>y</mi> </msup>\n<mtext>a b</mtext>"), "x=2ya b");
    is_written(&math("<mtable><mtr><mtd>1</mtd> <mtd>2</mtd></mtr> <mtr><mtd>3</mtd></mtr></mtable>"), "1 2 3");
}

#[test]
fn what_is_not_set_leaves_no_space_before_a_stop() {
    for (body, wanted) in [
        ("Sigillum <metamark>☩</metamark>.", "Sigillum."),
        ("<persName>John Doe <interp/></persName>, <index><term>a</term></index>b", "John Doe, b"),
        ("a <fw>b</fw>\n<index/>) c <index/> : d", "a) c : d"),
        ("a <index/>b <index/>(c)", "a b (c)"),
    ] {
        is_written(body, wanted);
    }
}
