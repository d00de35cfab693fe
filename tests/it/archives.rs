//! What the files of large archives have, each in its own way: it is seen in both outputs.

use crate::support::{built, built_from, main_of, texts};

/// The words of both outputs, parted by single spaces. In the PDF a line ends without a space.
fn words(body: &str) -> [String; 2] {
    texts(&built(body)).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn a_break_within_a_word_does_not_part_it() {
    for (body, whole) in [
        ("Lu\n<lb n='2' break='no'/>cius", "Lucius"),
        ("con<lb break='no'/>\nsul", "consul"),
        ("fi\n<pb n='2' break='no'/>\n<lb break='no'/>\nnis", "finis"),
        ("<w>par\n<cb n='b' break='no'/>tes</w>", "partes"),
        ("<hi rend='bold'>us </hi><milestone unit='x' n='y' break='no'/> que", "usque"),
        ("o<note>n</note> <gb break='no'/> mnis", "o1mnis"),
    ] {
        for text in words(&format!("<p>a {body} z</p>")) {
            assert!(text.contains(&format!("a {whole} z")), "{body}: {text}");
        }
    }
    assert!(words("<p>a <lb break='maybe'/> b <pb n='2'/> c</p>")[0].contains("b c"));
}

#[test]
fn what_is_set_off_without_a_reason_is_italic() {
    let folder = built(
        "<p>one <hi>two</hi> <hi rend='bold'>three <hi>four</hi></hi> <emph>five <hi>six</hi></emph> <hi rend='larger'>seven</hi></p>",
    );
    let page = main_of(&folder);
    assert!(page.contains("<em>two</em>") && page.contains("<em>five <em>six</em></em>"), "{page}");
    assert!(page.contains("<b>three <em>four</em></b>") && page.contains("<span>seven</span>"), "{page}");
    let declared = "<TEI><teiHeader><encodingDesc><tagsDecl><rendition selector='hi'>font-weight: bold</rendition></tagsDecl></encodingDesc></teiHeader><text xml:lang='en'><body><p>a <hi>b</hi></p></body></text></TEI>";
    assert!(main_of(&built_from(declared)).contains("a <b>b</b>"));
}

#[test]
fn a_gloss_has_marks_beside_what_it_explains_only() {
    for (body, said) in [
        ("<mentioned>falu</mentioned> <gloss>pale</gloss>", "falu “pale”"),
        ("<foreign xml:lang='la'>us<hi rend='b'>que</hi></foreign><gloss>up to</gloss>", "usque“up to”"),
        ("<gloss target='#ROK'>ROK</gloss> and <gloss type='to'>Dept</gloss>", "ROK and Dept"),
        ("<term xml:id='v'>view</term> as <gloss target='#v'>the relation</gloss>", "view as the relation"),
        ("<term>view</term> <gloss target='#v'>relation</gloss>", "view relation"),
    ] {
        for text in words(&format!("<p>see {body}.</p>")) {
            assert!(text.contains(&format!("see {said}.")), "{body}: {text}");
        }
    }
}

#[test]
fn no_note_is_given_the_number_of_another() {
    let notes = "<p>a<note n='1'>one</note> b<note n='(2)'>two</note> c<note>three</note> d<note n='4'>four</note> e<note>five</note></p>";
    let folder = built(notes);
    let marks: Vec<String> = main_of(&folder)
        .split("role=\"doc-noteref\">")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect();
    assert_eq!(marks, ["1", "(2)", "3", "4", "5"]);
    for settings in ["", "[notes]\nrestart = \"page\"\n", "[notes]\nrestart = \"section\"\n"] {
        std::fs::write(folder.path().join("enface.toml"), settings).unwrap();
        assert_eq!(crate::support::enface(folder.path(), &["build"]).status, 0);
        let [_, pdf] = texts(&folder);
        for called in ["a1", "b(2)", "c3", "d4", "e5"] {
            assert!(pdf.contains(called), "{settings} {called}: {pdf}");
        }
    }
    let apart = "<p>a<ptr target='#x'/> <note n='1'>one</note></p><note xml:id='x'>two</note>";
    for text in words(apart) {
        assert!(text.starts_with("a2, 1"), "{text}");
    }
}

#[test]
fn a_note_stands_in_line_where_its_look_says_so() {
    for text in words("<p>a <note rend='inline'>[Received at noon.]</note> b<note>c</note></p>") {
        assert!(text.starts_with("a [Received at noon.] b1"), "{text}");
    }
}
