//! The designs that are shipped: styles that a project takes by name, and changes where it wants.

use super::{
    Alignment, Arrangement, ColophonPlace, Folio, FurnitureStyle, HeadStyle, Ink, NoteStyle, Numbers, PageStyle,
    Paragraphs, RunningHeads, SectionStart, TitlePlace, TitleStyle,
};

/// A design.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Design {
    /// For speeches, reports and papers on office paper.
    #[default]
    Report,
    /// For books: a smaller page, paragraphs with an indent, centred headings, running heads that follow the section.
    Book,
    /// For classrooms: wide lines to write between, numbered paragraphs, a line between the columns.
    Study,
}

impl Design {
    /// All of them.
    pub const ALL: [Design; 3] = [Design::Report, Design::Book, Design::Study];

    /// The name by which a project takes it.
    pub fn name(self) -> &'static str {
        match self {
            Design::Report => "report",
            Design::Book => "book",
            Design::Study => "study",
        }
    }

    /// Its style.
    pub fn style(self) -> PageStyle {
        let report = PageStyle::a4(Arrangement::Columns);
        match self {
            Design::Report => report,
            Design::Book => PageStyle {
                // B5 of ISO 216.
                width: 498.898,
                height: 708.661,
                top: 64.0,
                bottom: 68.0,
                inner: 48.0,
                outer: 42.0,
                gutter: 19.0,
                measure: 330.0,
                leading: 12.6,
                size: 9.2,
                paragraphs: Paragraphs::Indent,
                title: TitleStyle {
                    place: TitlePlace::Page,
                    scale: 2.1,
                    alignment: Alignment::Centered,
                    ..report.title
                },
                heads: HeadStyle {
                    scales: [1.2, 1.08, 1.0],
                    bold: false,
                    alignment: Alignment::Centered,
                    start: SectionStart::Page,
                    ..report.heads
                },
                colophon: ColophonPlace::Verso,
                furniture: FurnitureStyle { heads: RunningHeads::Section, folio: Folio::Center, ..report.furniture },
                ..report
            }
            .arranged(Arrangement::Columns),
            Design::Study => PageStyle {
                top: 62.0,
                bottom: 66.0,
                inner: 62.0,
                outer: 48.0,
                gutter: 36.0,
                leading: 18.0,
                size: 10.5,
                justify: false,
                hyphenate: false,
                heads: HeadStyle { ink: STUDY, above: 1, ..report.heads },
                title: TitleStyle { ink: STUDY, ..report.title },
                notes: NoteStyle { leading: 0.75, ..report.notes },
                furniture: FurnitureStyle { heads: RunningHeads::Section, ..report.furniture },
                hairline: 0.4,
                numbers: Numbers::Paragraphs,
                ..report
            }
            .arranged(Arrangement::Columns),
        }
    }
}

/// A dark blue, which contrasts with white paper by 10 to 1.
const STUDY: Ink = Ink([0.075, 0.212, 0.38]);
