//! Notes, lists, tables, verse, drama and quotations; and what stands where it should not.

use super::structure::check;

#[test]
fn notes() {
    check(
        "<p xml:id='p'>a<note xml:id='n1'><p>b</p><p>c<note xml:id='n2'>d</note></p></note> e<note xml:id='n3'/></p>
         <note xml:id='n4' rend='italic'>f</note><p><note>g</note></p><head>h<note><p xml:id='n6'>i</p></note></head>",
        "
        Paragraph #p “a^n1^ e”
        Note { anchored: true } #n1 “b⏎c^n2^”
        Note { anchored: true } #n2 “d”
        Note { anchored: false } #n4 italic “f”
        Note { anchored: false } “g”
        Head { level: 1 } “h^n6^”
        Note { anchored: true } #n6 “i”
        ",
    );
}

#[test]
fn lists() {
    check(
        "<list rend='numbered' xml:id='l'><head>H</head><item xml:id='i1'>a</item><item n='5'>b</item><item><p xml:id='x'>c</p>
         <p>d</p><list><item>e</item></list>f</item></list>
         <list type='gloss'><label>t</label><item>u</item></list><list><head/></list>
         <list type='bulleted'><item xml:id='i9'><p>g</p>h</item></list>",
        "
        Caption “H”
        List(Numbered(Arabic)) #l
          Item #i1 [1.] “a”
          Item [5.] “b”
          Item #x [6.] “c”
          Item “d”
          List(Bulleted)
            Item [•] “e”
          Item “f”
        List(Gloss)
          Label “t”
          Item “u”
        List(Bulleted)
          Item #i9 [•] “g”
          Item #i9.2 “h”
        ",
    );
}

#[test]
fn tables() {
    check(
        "<table><head>H</head><row role='label'><cell xml:id='c1'>a</cell><cell/></row>
         <row><cell><p xml:id='c2'>b</p><p>c</p></cell><cell>d<list><item>e</item></list></cell></row></table>",
        "
        Caption “H”
        Table
          TableRow
            Cell head #c1 “a”
            Cell head “”
          TableRow
            Cell #c2 “b⏎c”
            Cell “d⏎• e”
        ",
    );
}

#[test]
fn verse_and_drama() {
    check(
        "<div><lg><head>Song</head><lg><l xml:id='l1' n='1'>a</l><l>b</l></lg></lg>
         <sp><speaker>S</speaker><stage>aside</stage>one <stage>pause</stage> two<p>three</p><l>four</l></sp>
         <stage>Exeunt</stage></div>",
        "
        Section
          Stanza
            Head { level: 2 } “Song”
            Stanza
              VerseLine #l1 “a”
              VerseLine “b”
          Speech
            Speaker “S”
            Stage “aside”
            Paragraph “one <stage>pause</> two”
            Paragraph “three”
            VerseLine “four”
          Stage “Exeunt”
        ",
    );
}

#[test]
fn quotations() {
    check(
        "<p>a <quote>b</quote> c</p><quote xml:id='q1'>d</quote><quote xml:id='q2'><p xml:id='e'>e</p></quote>
         <cit><quote xml:id='q3'>f</quote><bibl>g</bibl></cit><epigraph><p>h</p></epigraph>
         <p xml:id='p'>i <quote><p>j</p></quote> k</p><q><p>l</p></q>",
        "
        Paragraph “a <quote>b</> c”
        Quotation
          Paragraph #q1 “d”
        Quotation #q2
          Paragraph #e “e”
        Quotation
          Paragraph #q3 “f”
          Citation “g”
        Epigraph
          Paragraph “h”
        Paragraph #p “i”
        Quotation
          Paragraph “j”
        Paragraph #p.2 “k”
        Quotation
          Paragraph “l”
        ",
    );
}

#[test]
fn ragged_structure() {
    check(
        "stray <hi>text</hi><p xml:id='p' xml:lang='ko'>a<note xml:id='n'>b</note> <hi rend='bold' xml:id='h'>c <list><item>d</item>
         </list> e</hi> f</p><closer>Yours, <signed>X</signed></closer><closer><salute>Bye</salute><signed>Y</signed></closer>
         <figure><graphic url='x'/><head>F</head><figDesc>G</figDesc></figure><p>g<figure><graphic/></figure>h</p>",
        "
        Block “stray <hi=Emphasis>text</>”
        Paragraph #p (ko) “a^n^ <hi #h bold>c</>”
        Note { anchored: true } #n (ko) “b”
        List(Bulleted)
          Item (ko) [•] “<hi bold>d</>”
        Paragraph #p.2 (ko) “<hi bold>e</> f”
        Salute “Yours,”
        Signed “X”
        Salute “Bye”
        Signed “Y”
        Figure
          Picture x
          Caption “F”
          Description “G”
        Paragraph “gh”
        ",
    );
}
