//! A file that does no harm.

use std::fmt::Write as _;

/// A text of so many bytes as archives have it: paragraphs with notes and names.
pub(crate) fn harmless(bytes: usize) -> String {
    let mut text = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text xml:lang=\"en\"><body>\n".to_owned();
    let mut number = 0;
    while text.len() < bytes {
        number += 1;
        writeln!(
            text,
            "<p xml:id=\"p{number}\">The <persName ref=\"#p1\">Ambassador</persName> said that the government would \
             consider the matter with <hi rend=\"italic\">great</hi> care and answer soon.\
             <note xml:id=\"n{number}\" n=\"{number}\">See <title>Foreign Relations</title>, vol. {number}.</note> He left \
             in <date when=\"1950-06-25\">June</date>.</p>"
        )
        .expect("a String takes every line");
    }
    text + "</body></text></TEI>\n"
}
