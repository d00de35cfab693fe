//! What a catalog translates, as plain data: a catalog knows nothing of where it comes from.

/// The units of a document in their order.
#[derive(Clone, Debug, Default)]
pub struct Units {
    /// The path of the document's file.
    pub path: String,
    /// The document's title, with its subtitle.
    pub title: String,
    /// The headings of the sections, in the order in which these begin; empty where there is none.
    pub sections: Vec<String>,
    /// The units, without those that have no id.
    pub list: Vec<Unit>,
}

/// A unit of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Its `xml:id`.
    pub id: String,
    /// Its text as a message has it once Fluent is read: with tags and references to characters. Empty if there is nothing
    /// to translate.
    pub text: String,
    /// The same as a stub shows it, with the attributes that tell its tags from each other, if there are any. They are no
    /// part of what a translation is made from.
    pub shown: Option<String>,
    /// The section that it stands in: its place in [`Units::sections`].
    pub section: usize,
}

impl Unit {
    /// Its text as a translator is shown it.
    pub fn shown(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.text)
    }
}

impl Units {
    /// The units that hold something to translate.
    pub fn to_translate(&self) -> impl Iterator<Item = &Unit> {
        self.list.iter().filter(|unit| !unit.text.is_empty())
    }

    /// The unit with an id.
    pub fn find(&self, id: &str) -> Option<&Unit> {
        self.list.iter().find(|unit| unit.id == id)
    }
}
