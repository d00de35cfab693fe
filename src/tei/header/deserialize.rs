//! A header as serde reads it: elements are fields, elements of one name in a row are sequences.
//!
//! A record names what it wants of an element:
//!
//! | field | what it gets |
//! | --- | --- |
//! | `name` | the elements of that name in it; where they are not a sequence they are taken together |
//! | `@name` | an attribute, without its prefix |
//! | `$text` | its words, without notes |
//! | `$sentence` | the same, or what its parts say one after the other; see [`sentence`] |
//! | `$names` | the names in it, or else its words; see [`names`] |
//! | `$address` | the addresses beside these names; see [`address`] |
//! | `$date` | the date that its attributes give |
//! | `$parts` | all elements in it, in order |
//! | `$notes` | the notes anywhere in it |
//! | `$lang` | the language of its words, where the header says one |
//! | `$at` | where it stands in the file |
//!
//! What a record does not name is passed over, so that no header is an error.

use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::sentence::{address, names, sentence, words};
use crate::tei::tree::Tree;
use crate::text::Lang;

/// Reads the element `i` as a record. A record whose fields have defaults can be read of any element.
pub(super) fn record<T: for<'de> Deserialize<'de> + Default>(tree: &Tree<'_>, i: usize) -> T {
    T::deserialize(Value::Elements(Elements { tree, nodes: vec![(i, None)] })).unwrap_or_default()
}

/// Elements of one name, each with the language that it has from those around it.
struct Elements<'t, 'a> {
    tree: &'t Tree<'a>,
    nodes: Vec<(usize, Option<Lang>)>,
}

/// What a field gets.
enum Value<'t, 'a> {
    Elements(Elements<'t, 'a>),
    Text(String),
    At(usize),
}

impl<'t, 'a> Elements<'t, 'a> {
    fn fields(&self, names: &'static [&'static str]) -> Vec<(&'static str, Value<'t, 'a>)> {
        names.iter().filter_map(|name| Some((*name, self.field(name)?))).collect()
    }

    fn field(&self, name: &str) -> Option<Value<'t, 'a>> {
        let Elements { tree, ref nodes } = *self;
        let &(first, ref inherited) = nodes.first()?;
        let lang = |i: usize, inherited: &Option<Lang>| tree.lang(i).or_else(|| inherited.clone());
        if let Some(attribute) = name.strip_prefix('@') {
            // A date may be given as ISO 8601 has it and no W3C schema (att.datable.iso).
            let iso = || tree.header_attribute(first, &format!("{attribute}-iso"));
            let value = tree.header_attribute(first, attribute).or_else(iso);
            return value.map(|value| Value::Text(value.trim().to_owned()));
        }
        let inside = |wanted: &dyn Fn(&str) -> bool, deep: bool| {
            let mut found = Vec::new();
            for (parent, inherited) in nodes {
                let lang = lang(*parent, inherited);
                let mut i = parent + 1;
                while i < tree.nodes[*parent].end {
                    let is_wanted = tree.element(i).is_some_and(|(name, _)| wanted(name));
                    if is_wanted {
                        found.push((i, lang.clone()));
                    }
                    i = if deep && !is_wanted { i + 1 } else { tree.nodes[i].end };
                }
            }
            Some(Value::Elements(Elements { tree, nodes: found })).filter(|value| !value.is_empty())
        };
        match name {
            "$date" => Some(Value::Text(tree.date(first))),
            "$text" => Some(Value::Text(words(tree, first))),
            "$names" => Some(Value::Text(names(tree, first))),
            "$address" => Some(Value::Text(address(tree, first))),
            "$sentence" => Some(Value::Text(sentence(tree, first))),
            "$lang" => lang(first, inherited).map(|lang| Value::Text(lang.to_string())),
            "$at" => Some(Value::At(tree.nodes[first].at)),
            "$parts" => inside(&|name| name != "note", false),
            "$notes" => inside(&|name| name == "note", true),
            _ => inside(&|found| found == name, false),
        }
    }
}

impl Value<'_, '_> {
    fn is_empty(&self) -> bool {
        matches!(self, Value::Elements(elements) if elements.nodes.is_empty())
    }
}

impl<'de> IntoDeserializer<'de> for Value<'_, '_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Value<'_, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Elements(elements) => {
                visitor.visit_string(elements.nodes.first().map(|(i, _)| words(elements.tree, *i)).unwrap_or_default())
            }
            Value::Text(text) => visitor.visit_string(text),
            Value::At(at) => visitor.visit_u64(at as u64),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Value::Elements(Elements { tree, nodes }) = self else { return self.deserialize_any(visitor) };
        let each = nodes.into_iter().map(|node| Value::Elements(Elements { tree, nodes: vec![node] }));
        visitor.visit_seq(SeqDeserializer::new(each))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let Value::Elements(elements) = self else { return self.deserialize_any(visitor) };
        visitor.visit_map(MapDeserializer::new(elements.fields(fields).into_iter()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct map enum identifier ignored_any
    }
}
