//! A `teiHeader` (TEI P5, chapter 2) as far as it is read, element by element as the Guidelines have it, with what P4 had in
//! other places. The names of the fields are explained in [`deserialize`](super::deserialize).

use serde::Deserialize;

use super::{Date, Phrase, language};
use crate::text::Lang;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct TeiHeader {
    pub(super) file_desc: FileDesc,
    pub(super) profile_desc: ProfileDesc,
    pub(super) revision_desc: RevisionDesc,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct FileDesc {
    pub(super) title_stmt: TitleStmt,
    pub(super) edition_stmt: EditionStmt,
    pub(super) publication_stmt: PublicationStmt,
    pub(super) series_stmt: Vec<Phrase>,
    pub(super) notes_stmt: NotesStmt,
    pub(super) source_desc: Vec<Parts>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct NotesStmt {
    pub(super) note: Vec<Phrase>,
    pub(super) related_item: Vec<Phrase>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct TitleStmt {
    pub(super) title: Vec<Title>,
    pub(super) author: Vec<Person>,
    pub(super) editor: Vec<Person>,
    pub(super) resp_stmt: Vec<RespStmt>,
    pub(super) sponsor: Vec<Phrase>,
    pub(super) funder: Vec<Phrase>,
    pub(super) principal: Vec<Phrase>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Title {
    #[serde(rename = "@type")]
    pub(super) kind: String,
    #[serde(rename = "$at")]
    pub(super) at: usize,
    #[serde(rename = "$text")]
    pub(super) text: String,
    #[serde(rename = "$lang", deserialize_with = "language")]
    pub(super) lang: Option<Lang>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Person {
    #[serde(rename = "@role")]
    pub(super) role: String,
    #[serde(rename = "$names")]
    pub(super) text: String,
    #[serde(rename = "$lang", deserialize_with = "language")]
    pub(super) lang: Option<Lang>,
    #[serde(rename = "$at")]
    pub(super) at: usize,
    pub(super) pers_name: Vec<Phrase>,
    pub(super) name: Vec<Phrase>,
    pub(super) idno: Vec<Idno>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct RespStmt {
    #[serde(rename = "$text")]
    pub(super) text: String,
    #[serde(rename = "$lang", deserialize_with = "language")]
    pub(super) lang: Option<Lang>,
    #[serde(rename = "$at")]
    pub(super) at: usize,
    pub(super) resp: Vec<Resp>,
    pub(super) name: Vec<Phrase>,
    pub(super) pers_name: Vec<Phrase>,
    pub(super) org_name: Vec<Phrase>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Resp {
    #[serde(rename = "$names")]
    pub(super) text: String,
    #[serde(rename = "$lang", deserialize_with = "language")]
    pub(super) lang: Option<Lang>,
    #[serde(rename = "@ref")]
    pub(super) reference: String,
    #[serde(rename = "@key")]
    pub(super) key: String,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct EditionStmt {
    pub(super) edition: Vec<Phrase>,
    pub(super) resp_stmt: Vec<RespStmt>,
    pub(super) p: Vec<Phrase>,
    pub(super) ab: Vec<Phrase>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct PublicationStmt {
    pub(super) publisher: Vec<Publisher>,
    pub(super) authority: Vec<Publisher>,
    pub(super) distributor: Vec<Publisher>,
    pub(super) pub_place: Vec<Phrase>,
    pub(super) address: Vec<Phrase>,
    pub(super) date: Vec<Date>,
    pub(super) idno: Vec<Idno>,
    pub(super) availability: Vec<Availability>,
    pub(super) p: Vec<Phrase>,
    pub(super) ab: Vec<Phrase>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Publisher {
    #[serde(rename = "$names")]
    pub(super) text: String,
    #[serde(rename = "$lang", deserialize_with = "language")]
    pub(super) lang: Option<Lang>,
    #[serde(rename = "$at")]
    pub(super) at: usize,
    /// Where it is to be found, if that stands beside its names.
    #[serde(rename = "$address")]
    pub(super) address: String,
    /// Old files have the date in it.
    pub(super) date: Vec<Date>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Idno {
    #[serde(rename = "@type")]
    pub(super) kind: String,
    #[serde(rename = "$text")]
    pub(super) text: String,
    #[serde(rename = "$at")]
    pub(super) at: usize,
    /// The identifiers in it, if it holds several.
    pub(super) idno: Vec<Idno>,
}

impl Idno {
    /// The identifiers in it, or else itself.
    pub(super) fn each(self) -> Vec<Idno> {
        if self.idno.is_empty() { vec![self] } else { self.idno.into_iter().flat_map(Idno::each).collect() }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Availability {
    #[serde(rename = "$parts")]
    pub(super) parts: Vec<Right>,
    #[serde(rename = "$text")]
    pub(super) text: String,
    #[serde(rename = "$lang", deserialize_with = "language")]
    pub(super) lang: Option<Lang>,
    #[serde(rename = "$at")]
    pub(super) at: usize,
}

/// A `licence`, or a paragraph.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Right {
    #[serde(rename = "$text")]
    pub(super) text: String,
    #[serde(rename = "@target")]
    pub(super) target: String,
    #[serde(rename = "$lang", deserialize_with = "language")]
    pub(super) lang: Option<Lang>,
    #[serde(rename = "$at")]
    pub(super) at: usize,
}

/// Whatever there is, each with its notes.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Parts {
    #[serde(rename = "$parts")]
    pub(super) parts: Vec<Part>,
    #[serde(rename = "$text")]
    pub(super) text: String,
    #[serde(rename = "$lang", deserialize_with = "language")]
    pub(super) lang: Option<Lang>,
    #[serde(rename = "$at")]
    pub(super) at: usize,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    #[serde(rename = "$sentence")]
    pub(super) text: String,
    #[serde(rename = "$lang", deserialize_with = "language")]
    pub(super) lang: Option<Lang>,
    #[serde(rename = "$at")]
    pub(super) at: usize,
    #[serde(rename = "$notes")]
    pub(super) notes: Vec<Phrase>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct ProfileDesc {
    pub(super) corresp_desc: Vec<CorrespDesc>,
    pub(super) creation: Creation,
    #[serde(rename = "abstract")]
    pub(super) summary: Vec<Phrase>,
    pub(super) text_class: TextClass,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct CorrespDesc {
    pub(super) corresp_action: Vec<CorrespAction>,
}

/// What was done with a letter.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct CorrespAction {
    #[serde(rename = "@type")]
    pub(super) kind: String,
    pub(super) pers_name: Vec<Phrase>,
    pub(super) org_name: Vec<Phrase>,
    pub(super) name: Vec<Phrase>,
    pub(super) rs: Vec<Phrase>,
    pub(super) place_name: Vec<Phrase>,
    pub(super) settlement: Vec<Phrase>,
    pub(super) date: Vec<Date>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Creation {
    pub(super) date: Vec<Date>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct TextClass {
    pub(super) keywords: Keywords,
}

/// `term`s, or `item`s of a `list`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Keywords {
    pub(super) term: Vec<String>,
    pub(super) list: Items,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Items {
    pub(super) item: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct RevisionDesc {
    pub(super) change: Vec<Change>,
    pub(super) list_change: ListChange,
    pub(super) list: ChangeItems,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ListChange {
    pub(super) change: Vec<Change>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ChangeItems {
    pub(super) item: Vec<Change>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Change {
    #[serde(rename = "$date")]
    pub(super) when: String,
    #[serde(rename = "@who")]
    pub(super) who: String,
    #[serde(rename = "$text")]
    pub(super) text: String,
    #[serde(rename = "$lang", deserialize_with = "language")]
    pub(super) lang: Option<Lang>,
    #[serde(rename = "$at")]
    pub(super) at: usize,
    /// P4 has a statement of who and when, and what was done in items.
    pub(super) resp_stmt: Vec<RespStmt>,
    pub(super) date: Vec<Date>,
    pub(super) item: Vec<Phrase>,
}
