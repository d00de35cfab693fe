//! What stands in front of the text and behind it, and where the parts of an edition begin.

/// Where the title block stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TitlePlace {
    /// Above the text, or above the list of contents where there is one.
    #[default]
    Text,
    /// On a page of its own.
    Page,
}

/// Where the outermost sections start.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SectionStart {
    /// Below the section before.
    #[default]
    RunOn,
    /// On a new page.
    Page,
    /// On a right-hand page; the page before it may be blank. Where languages face each other, on two new pages.
    RightHand,
}

/// How the list of contents is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ContentsStyle {
    /// When there is one.
    pub show: ShowContents,
    /// How many levels of headings it shows, from the outermost.
    pub depth: u8,
}

/// When there is a list of contents.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ShowContents {
    /// Where the text has several headings and is so long that one looks for them.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Where the colophon stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ColophonPlace {
    /// At the end.
    #[default]
    End,
    /// Behind the page of the title; at the end where the title has no page of its own.
    Verso,
    /// Nowhere.
    None,
}
