//! The files that an edition was made from, embedded in it (ISO 32000-1, section 7.11.4; ISO 19005-3, section 6.8).

use lopdf::{Object, ObjectId, StringFormat, dictionary};
use md5::{Digest as _, Md5};

use super::file::{File, compress, text};
use super::{Attachment, Relation, metadata};

/// Embeds files. Gives the name tree that lists them, and the array that associates them with the whole document.
pub(super) fn write(attachments: &[Attachment], date: Option<&str>, file: &mut File) -> Option<(Object, Object)> {
    if attachments.is_empty() {
        return None;
    }
    let date = date.and_then(metadata::pdf_date);
    let mut specifications: Vec<(&str, ObjectId)> = attachments
        .iter()
        .map(|attachment| (attachment.path.as_str(), specification(attachment, date.as_deref(), file)))
        .collect();
    let all = Object::Array(specifications.iter().map(|&(_, id)| id.into()).collect());
    // A name tree is sorted.
    specifications.sort();
    let names = specifications.into_iter().flat_map(|(path, id)| [Object::string_literal(path), id.into()]);
    let tree = dictionary! { "Names" => names.collect::<Vec<_>>() };
    Some((tree.into(), all))
}

fn specification(attachment: &Attachment, date: Option<&str>, file: &mut File) -> ObjectId {
    let Attachment { path, mime, description, relation, bytes } = attachment;
    let relation = match relation {
        Relation::Source => "Source",
        Relation::Data => "Data",
    };
    let stream = file.reserve();
    let sum = Object::String(Md5::digest(bytes.as_slice()).to_vec(), StringFormat::Hexadecimal);
    let mut parameters = dictionary! { "Size" => bytes.len() as i64, "CheckSum" => sum };
    if let Some(date) = date {
        parameters.set("ModDate", text(date));
    }
    let dictionary = dictionary! {
        "Type" => "EmbeddedFile", "Subtype" => Object::Name(mime.as_bytes().to_vec()), "Params" => parameters,
        "Filter" => "FlateDecode",
    };
    file.put_stream(stream, dictionary, &compress(bytes));
    file.add(
        &dictionary! {
            "Type" => "Filespec", "F" => text(path), "UF" => text(path), "Desc" => text(description),
            "AFRelationship" => relation, "EF" => dictionary! { "F" => stream, "UF" => stream },
        }
        .into(),
    )
}
