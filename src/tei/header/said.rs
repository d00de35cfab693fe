//! What a header says, as far as an edition takes it.

use serde::Deserialize;

use super::language;
use crate::text::Lang;

/// What an edition takes from a `teiHeader`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// The language of its words, where they say nothing else.
    pub lang: Option<Lang>,
    /// The titles of the document.
    pub titles: Vec<HeaderTitle>,
    /// The authors' names (`persName` or `name` of each `author`, or else its text).
    pub authors: Vec<String>,
    /// The addresses by which the authors are known, such as that of an ORCID: for each of them, or nothing.
    pub author_ids: Vec<Option<String>>,
    /// Other titles of the document (`type="alt"`).
    pub other_titles: Vec<Phrase>,
    /// Who wrote a letter, and to whom (`correspDesc`).
    pub letter: Vec<LetterAction>,
    /// Who did what besides: editors, translators, sponsors, and all others that a `respStmt` names.
    pub responsibilities: Vec<Responsibility>,
    /// Which edition of the document it is (`editionStmt`).
    pub edition: Vec<Phrase>,
    /// The series that it belongs to (`seriesStmt`).
    pub series: Vec<Phrase>,
    /// Publisher, authority or distributor, in this order.
    pub publishers: Vec<Phrase>,
    /// Where it is published, and what else is said of that.
    pub publication: Vec<Phrase>,
    /// When it is published; several if it is said in several languages.
    pub dates: Vec<Date>,
    /// When the text was spoken or written (`creation`).
    pub created: Vec<Date>,
    /// Numbers and addresses by which it is known (`idno`).
    pub identifiers: Vec<Identifier>,
    /// How it may be used (`availability`).
    pub rights: Vec<Right>,
    /// What it was made from (`sourceDesc`), and notes on that.
    pub source: Vec<Phrase>,
    /// What else is noted of it (`notesStmt`).
    pub notes: Vec<Phrase>,
    /// What was changed in it, in the order of the file.
    pub revisions: Vec<Revision>,
    /// What it is about, in a few sentences (`abstract`).
    pub summary: Vec<Phrase>,
    /// The keywords of `textClass`.
    pub keywords: Vec<String>,
    /// Whether the text has all its quotation marks (`quotation` with `marks="all"`), so that none are to be added.
    pub has_quotation_marks: bool,
}

/// A `title` of `titleStmt`.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderTitle {
    /// Whether it is a subtitle (`type="sub"`).
    pub sub: bool,
    /// Its `xml:lang`, if it has one of its own.
    pub lang: Option<Lang>,
    /// Its words.
    pub text: String,
}

/// What was done with a letter.
#[derive(Clone, Debug, PartialEq)]
pub struct LetterAction {
    /// Whether it was sent; or else it was received.
    pub is_sent: bool,
    /// By whom.
    pub names: Vec<Phrase>,
    /// Where.
    pub places: Vec<Phrase>,
    /// When.
    pub dates: Vec<Date>,
}

/// Words of a header.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Phrase {
    /// The words.
    #[serde(rename = "$sentence")]
    pub text: String,
    /// Their language, if it is not that of the header.
    #[serde(rename = "$lang", deserialize_with = "language")]
    pub lang: Option<Lang>,
    /// Where their element begins, in bytes from the start of its file.
    #[serde(rename = "$at")]
    pub at: usize,
}

/// A date, as words and as attributes of `att.datable` say it: these in the form of ISO 8601, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Date {
    /// The words, as the source has them; there may be none.
    #[serde(rename = "$text")]
    pub text: String,
    /// Their language, if it is not that of the header.
    #[serde(rename = "$lang", deserialize_with = "language")]
    pub lang: Option<Lang>,
    /// Where its element begins, in bytes from the start of its file.
    #[serde(rename = "$at")]
    pub at: usize,
    /// The date itself.
    #[serde(rename = "@when")]
    pub(super) when: String,
    /// The same in TEI P4.
    #[serde(rename = "@value")]
    pub(super) value: String,
    /// The first day that it can be.
    #[serde(rename = "@notBefore")]
    pub not_before: String,
    /// The last day that it can be.
    #[serde(rename = "@notAfter")]
    pub not_after: String,
    /// The first day of a span of time.
    #[serde(rename = "@from")]
    pub from: String,
    /// The last day of a span of time.
    #[serde(rename = "@to")]
    pub to: String,
    #[serde(rename = "@cert")]
    certainty: String,
    #[serde(rename = "@precision")]
    precision: String,
}

impl Date {
    /// The date itself.
    pub fn when(&self) -> &str {
        if self.when.is_empty() { &self.value } else { &self.when }
    }

    /// Whether its attributes say that it is not sure or not exact (`cert`, `precision`).
    pub fn is_vague(&self) -> bool {
        [&self.certainty, &self.precision].iter().any(|value| matches!(value.as_str(), "low" | "medium"))
    }
}

/// Who is responsible for what.
#[derive(Clone, Debug, PartialEq)]
pub struct Responsibility {
    /// For what.
    pub task: Task,
    /// The same in the words of the source; nothing if it has none.
    pub words: String,
    /// The names, in the order of the file.
    pub names: Vec<String>,
    /// The language of the statement, if it is not that of the header; for a translator, the language translated into.
    pub lang: Option<Lang>,
    /// Where the statement begins, in bytes from the start of its file.
    pub at: usize,
}

/// What somebody is responsible for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// As editor.
    Editor,
    /// As translator.
    Translator,
    /// As sponsor.
    Sponsor,
    /// As giver of the money.
    Funder,
    /// As leader of the work.
    Principal,
    /// For something else.
    Other,
}

/// A number or an address by which a document is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Identifier {
    /// What it is, as the source calls it: `DOI`, `ISBN`, `URI`; nothing if it does not say.
    pub kind: String,
    /// The number or address.
    pub value: String,
    /// Where its element begins, in bytes from the start of its file.
    pub at: usize,
}

/// A paragraph on how a document may be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Right {
    /// Its words.
    pub phrase: Phrase,
    /// Where the licence itself is to be read (`target`).
    pub target: Option<String>,
}

/// Something that was changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// What was changed.
    pub phrase: Phrase,
    /// When, in the form of ISO 8601 or in words; nothing if the words tell it or nobody does.
    pub when: String,
    /// By whom; nobody if the words tell it or nothing does.
    pub who: Vec<String>,
}
