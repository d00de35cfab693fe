//! What the kinds of text in archives are made of: verse, letters, tables, dictionaries, notes from elsewhere, listings.

use super::structure::check;
use super::{dump, file, inlines, list, read_ok, with_body};
use crate::tei::{escape, fragment, read};
use crate::text::{Lang, Node};

#[test]
fn pages_of_the_original() {
    check(
        "<pb n='1'/><div><pb/><p>a<pb n='2'/>b <cb n='c'/> c</p><note>d<pb n='3'/> e</note><milestone unit='x' n='4'/>
         <p><hi>f</hi><note><pb n='5'/>g</note></p><pb n='6'/><p><gb n=' '/></p></div><pb n='7'/>",
        "
        Section
          Paragraph “|1|a|2|b |c|c”
          Note { anchored: false } “d|3| e”
          Paragraph “|4|<hi=Emphasis>f</>^^”
          Note { anchored: true } “|5|g|6||7|”
        ",
    );
}

#[test]
fn verse() {
    check(
        "<lg><l n='4' rend='indent'>a</l><l n='5' rend='#ti-3' part='I'>b</l><l n='5a' part='F'>c<caesura/>d</l>
         <l n='10' style='text-indent: 2em'>e<stage>he goes</stage></l></lg><sp><l part='M'>f <stage>(aside)</stage>, g</l></sp>",
        "
        Stanza
          VerseLine +1 “a”
          VerseLine +3 [5] “b”
          VerseLine … “c<caesura></>d”
          VerseLine +2 [10] “e <stage>he goes</>”
        Speech
          VerseLine … “f <stage>(aside)</>, g”
        ",
    );
}

#[test]
fn letters() {
    check(
        "<div><opener xml:id='o'>No. 4 <dateline xml:id='d'>Here, <date>today</date></dateline><salute>Dear <hi>you</hi>,</salute>
         and all</opener><argument><p>what</p></argument><argument>ever</argument><epigraph><q>h</q></epigraph>
         <closer><salute>Bye</salute> I am <signed>X</signed></closer><postscript><label>P.S.</label><p>more</p></postscript>
         <byline>by Y</byline><trailer>Finis</trailer><address><addrLine>a</addrLine><addrLine>b</addrLine></address></div>",
        "
        Section
          Salute #o “No. 4”
          Dateline #d “Here, <date>today</>”
          Salute “Dear <hi=Emphasis>you</>,”
          Salute #o.2 “and all”
          Argument “what”
          Argument “ever”
          Epigraph
            Paragraph “<q>h</>”
          Salute “Bye”
          Salute “I am”
          Signed “X”
          Block “P.S.”
          Paragraph “more”
          Byline “by Y”
          Trailer “Finis”
          Block “a⏎b”
        ",
    );
}

#[test]
fn lists_that_run_on() {
    check(
        "<p>a: <list type='inline'><label>(i)</label><item>b,</item><item n='(c)'>d</item></list>, e</p>
         <list rend='inline' xml:id='l'><head>H</head><item>f</item></list>",
        "
        Paragraph “a: <label=Label>(i)</> <item>b,</> <item [(c)]>d</>, e”
        Paragraph #l “<head>H</> <item>f</>”
        ",
    );
}

#[test]
fn cells_span() {
    check(
        "<table><row><cell cols='2' rows='0'>a</cell><cell role='label' rows='99999'>b</cell><cell cols='x'>c</cell></row></table>",
        "
        Table
          TableRow
            Cell 2×1 “a”
            Cell head 1×1000 “b”
            Cell “c”
        ",
    );
}

#[test]
fn figures() {
    check(
        "<figure xml:id='f'><graphic url='x'/><head>F</head><p>a</p><figDesc>b</figDesc></figure>
         <p>c<figure><figDesc>d</figDesc></figure>e <formula><m:math xmlns:m='m'><m:mi>x</m:mi><m:annotation>no</m:annotation>
         </m:math></formula></p>",
        "
        Figure #f
          Picture x
          Caption “F”
          Paragraph “a”
          Description “b”
        Paragraph “c <figDesc>d</> e <formula>x</>”
        ",
    );
}

#[test]
fn pictures() {
    check(
        "<p xml:id='p'>a <graphic url='x' xml:id='g'><desc>b</desc></graphic> c</p><table><row><cell>d<graphic url='y'/></cell></row></table>
         <p>e<formula><graphic url='z'/>f</formula></p><p>g<note>h<figure><graphic url='w'/></figure></note></p>",
        "
        Paragraph #p “a”
        Picture #g x
        Paragraph #p.2 “<desc>b</> c”
        Table
          TableRow
            Cell “d”
        Paragraph “e<formula>f</>”
        Paragraph “g^^”
        Note { anchored: true } “h”
        ",
    );
}

#[test]
fn what_happens_in_a_debate() {
    check(
        "<u>a <pause/> b<vocal><desc>coughs</desc></vocal>c</u><incident xml:id='i'><desc>A bell.</desc></incident><pause/>
         <prologue><head>P</head><set><p>A mill.</p></set></prologue><view>Night.</view>",
        "
        Paragraph “a b <vocal><desc>coughs</></> c”
        Stage #i “<desc>A bell.</>”
        Section
          Head { level: 1 } “P”
          Section
            Paragraph “A mill.”
        Stage “Night.”
        ",
    );
}

#[test]
fn entries_of_a_dictionary() {
    check(
        "<entry xml:id='e'><form><orth>fog</orth><form type='inflected'>, pl. <orth>fogs</orth></form></form><gramGrp><pos>n.</pos>
         <gen>m.</gen></gramGrp><sense n='1'><def>a cloud</def><cit><quote>the <oRef/></quote><bibl>x</bibl></cit></sense><note>y</note></entry>
         <superEntry><entry><form><syll>a</syll><syll>b</syll></form></entry></superEntry>
         <entry>c<sense n='2'>d<p xml:id='p'>e</p>f</sense></entry>",
        "
        Entry #e “<form><orth>fog</><form>, pl. <orth>fogs</></></> <gramGrp=Plain><pos>n.</> <gen>m.</></> \
            <sense [1]><def>a cloud</> <cit=Plain><quote=Example>the ~</> <bibl>x</></></>^^”
        Note { anchored: true } “y”
        Entry “<form><syll>a</><syll>b</></>”
        Entry “c <sense [2]>d</>”
        Paragraph #p “<sense>e</>”
        Entry “<sense>f</>”
        ",
    );
}

#[test]
fn records() {
    check(
        "<listBibl><head>H</head><bibl>a</bibl><biblStruct xml:id='b'><monogr><author>c</author><title>d</title><imprint>
         <date>e</date></imprint></monogr></biblStruct></listBibl><p>(<bibl>f</bibl>) <bibl>i</bibl>g</p>
         <listPerson><person xml:id='p'><persName>h</persName><birth>i</birth></person></listPerson>
         <msDesc xml:id='m'><msContents><msItem><incipit>In<hi rend='bold'>ci</hi>pit n<am>o</am>s</incipit><title>t</title></msItem></msContents></msDesc>",
        "
        Head { level: 1 } “H”
        Citation “a”
        Citation #b “<author>c</>; <title>d</>; <date>e</>”
        Paragraph “(<bibl>f</>) <bibl>i</> g”
        Block #p “<persName>h</>; <birth>i</>”
        Citation #m “In<hi bold>ci</>pit n<am>o</>s; <title>t</>”
        ",
    );
}

#[test]
fn listings() {
    check(
        "<p>see <egXML xmlns='http://www.tei-c.org/ns/Examples'><p xml:id='x'>a &amp; b</p></egXML>.</p>
<egXML xmlns='http://www.tei-c.org/ns/Examples' xml:id='e'>
    <list n='>'>
      <egXML/>  <!-- </egXML> -->

    </list>
</egXML><p xml:id='x'>c</p><eg>one
  two\t&lt;</eg><eg>three</eg>",
        "
        Paragraph “see <egXML><p xml:id='x'>a &amp; b</p></>.”
        Listing #e “<list n='>'>⏎\u{A0}\u{A0}<egXML/>\u{A0} <!-- </egXML> -->⏎⏎</list>”
        Paragraph #x “c”
        Listing “one⏎\u{A0}\u{A0}two\u{A0}\u{A0}\u{A0} <”
        Listing “three”
        ",
    );
}

#[test]
fn notes_from_elsewhere() {
    check(
        "<p>a<ptr target='#n1'/> b<ref target='#n2'>2</ref> <ref target='#n2'>note 2, below</ref> c<ref target='#n1'/>
         <anchor xml:id='a'/> d<note n='*' place='foot'>e</note> f <note place='inline'>g</note></p>
         <div type='notes'><note xml:id='n1'><p>h</p><p>i</p></note><note xml:id='n2' n='2'>j</note><note xml:id='n3'
         target='#a'>k</note><note>l</note></div><p>m<app><lem>n</lem><rdg>o</rdg><note>p</note></app></p>",
        "
        Paragraph “a^n1^ b<ref #n2 sup>2</> <ref #n2>note 2, below</> c^n1^^n3^ d^^ f g”
        Note { anchored: true } [*] “e”
        Section
          Note { anchored: false } #n1 [a] “h⏎i”
          Note { anchored: false } #n2 [2] “j”
          Note { anchored: false } #n3 [b] “k”
          Note { anchored: false } “l”
        Paragraph “mn^^^^”
        Note { anchored: true } “p”
        Note { anchored: true } “n] o”
        ",
    );
}

#[test]
fn readings() {
    check(
        "<p>a <app xml:id='x'><lem wit='#A'>b</lem><rdgGrp><rdg wit='#B #C'>c</rdg><rdg wit='#D'/></rdgGrp></app> <app><rdgGrp><rdg>d</rdg><rdg>e</rdg></rdgGrp></app>
         <app><lem>1 2 3 4 5 6 7</lem><rdg source='#E'>8<app><lem>f</lem><rdg>g</rdg></app></rdg></app> <app><lem>h</lem></app></p>
         <app><lem><p>i</p></lem><rdg><p>j</p><p>k</p></rdg></app>
         <listApp><app loc='5'><lem wit='#A'>l</lem><rdg wit='#B'>m</rdg><note>n</note></app></listApp>",
        "
        Paragraph “a b^x^ d^^ 1 2 3 4 5 6 7^^ h”
        Note { anchored: true } #x “b A] c B C; om. D”
        Note { anchored: true } “d] e”
        Note { anchored: true } “1 … 7] 8f^^ E”
        Note { anchored: true } “f] g”
        Paragraph “i”
        Note { anchored: false } “i]⏎j⏎k”
        Block “5 l A] m B. n”
        ",
    );
}

#[test]
fn pointers_name_what_they_point_to() {
    check(
        "<div xml:id='s'><head>The <hi>bridge</hi><note>x</note></head><p n='4' xml:id='p'>see <ptr target='#s'/>, <ptr target='#p'/>,
         <ptr target='#q'/>, <ptr target='#no'/>, <ptr/></p><p xml:id='q'>y</p></div>",
        "
        Section #s
          Head { level: 1 } “The <hi=Emphasis>bridge</>^^”
          Note { anchored: true } “x”
          Paragraph #p “see <ptr #s>The bridge</>, <ptr #p>4</>, <ptr #q>y</>, <ptr #no>#no</>,<ptr></>”
          Paragraph #q “y”
        ",
    );
}

#[test]
fn languages_are_kept() {
    check(
        "<p><w xml:lang='ko'>강</w><w>b</w><seg rend='italic'>c</seg></p><div xml:lang='fr'><p>d</p><note xml:lang='de'>e</note></div>",
        "
        Paragraph “<w (ko)>강</>b<seg italic>c</>”
        Section
          Paragraph (fr) “d”
          Note { anchored: false } (de) “e”
        ",
    );
    let corpus = "<teiCorpus xml:lang='de'><TEI xml:lang='ko'><text><p>a</p></text></TEI><TEI><text><p>b</p></text></TEI></teiCorpus>";
    let (document, diagnostics) = read_ok(corpus);
    assert_eq!((document.lang.clone(), list(&diagnostics).as_str()), (Lang::new("ko"), ""));
    assert!(dump(&document).ends_with("Paragraph “a”\nParagraph (de) “b”\n"), "{}", dump(&document));
}

#[test]
fn other_files_are_never_included() {
    let text = with_body(
        "<p>a</p><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='b.xml'><xi:fallback><p>c</p></xi:fallback></xi:include>",
    );
    let (document, diagnostics) = read_ok(&text);
    assert!(dump(&document).ends_with("Paragraph “a”\nParagraph “c”\n"), "{}", dump(&document));
    let said = list(&diagnostics);
    assert!(said.contains("not-fetched “b.xml” is not included, because Enface fetches nothing"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_listing_is_a_message_as_it_stands() {
    let (document, _) = read_ok(&with_body("<eg>a {\n\n  b  &lt;c&gt; &amp;\n}</eg>"));
    let Some(Node::Unit(unit)) = document.nodes.last() else { panic!("no unit") };
    let lines = inlines(&unit.content);
    let message = lines.split('⏎').map(escape).collect::<Vec<_>>().join("<lb/>");
    assert_eq!(inlines(&fragment(&message).unwrap()), lines);
}

#[test]
fn pages_in_messages_need_no_number() {
    let found = fragment("<pb/>a<milestone/> b").unwrap();
    assert_eq!(inlines(&found), "||a|| b");
    assert!(fragment("<pb>1</pb>").unwrap_err().help.unwrap().contains("<pb/>"));
}

#[test]
fn an_odd_language_is_a_warning() {
    let (document, diagnostics) = read(&file(&with_body("<p xml:lang='??'>a</p><p xml:lang='??'>b</p>")));
    assert!(document.is_some());
    assert_eq!(list(&diagnostics).lines().count(), 1, "{}", list(&diagnostics));
}

#[test]
fn a_listing_that_begins_at_its_tag_keeps_its_indentation() {
    check(
        "<eg>def f():
    if x:
        return 1
    return 2</eg><div>
      <eg>a
        b
      c</eg></div>",
        "
        Listing “def f():⏎\u{A0}\u{A0}\u{A0}\u{A0}if x:⏎\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}return 1⏎\u{A0}\u{A0}\u{A0}\u{A0}return 2”
        Section
          Listing “a⏎\u{A0}\u{A0}b⏎c”
        ",
    );
}

#[test]
fn what_happens_in_a_speech_is_no_note_that_a_mark_leads_to() {
    check(
        "<u xml:id='u'>I beg <note type='comment'>[Laughter]</note> to move.</u>",
        "
        Paragraph #u “I beg <incident>[Laughter]</> to move.”
        ",
    );
}

#[test]
fn a_label_without_end_is_none() {
    let long = "z".repeat(256);
    check(
        &format!("<list><item n='{long}'>a</item><item n='b'>c</item></list>"),
        "
        List(Bulleted)
          Item [•] “a”
          Item [b] “c”
        ",
    );
}
