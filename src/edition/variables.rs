//! The numbers and dates of a document's units, which their messages can show as each language writes them.

use super::overlay;
use crate::catalog::{Value, Variables};
use crate::tei::Document;
use crate::text::{Element, Node};

/// The variables of all messages of a document: see [`Variables`].
pub fn variables(document: &Document) -> Variables {
    let mut variables = Variables::default();
    for node in &document.nodes {
        let Node::Unit(unit) = node else { continue };
        let Some(id) = &unit.id else { continue };
        let (mut elements, mut marks) = (Vec::new(), Vec::new());
        overlay::gather(&unit.content, &mut elements, &mut marks);
        let mut own: Vec<(String, Value)> = Vec::new();
        let mut counts = [0; 3];
        for element in elements {
            let Some((kind, value)) = value(element) else { continue };
            counts[kind] += 1;
            let name = format!("{}{}", ["num", "measure", "date"][kind], counts[kind]);
            let is_name = |id: &&String| {
                id.starts_with(|c: char| c.is_ascii_alphabetic())
                    && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            };
            let id = element.attributes.id.clone().filter(|id| is_name(&id));
            own.extend(id.map(|id| (id, value.clone())));
            own.push((name, value));
        }
        if !own.is_empty() {
            variables.units.insert(id.clone(), own);
        }
    }
    variables
}

/// What an element gives: the kind of its name, and its value.
fn value(element: &Element) -> Option<(usize, Value)> {
    let attributes = &element.attributes;
    match &*element.name {
        "num" => Some((0, Value::number(attributes.value.as_deref()?)?)),
        "measure" => Some((1, Value::number(attributes.value.as_deref()?)?)),
        "date" | "time" => Some((2, Value::date(attributes.when.as_deref()?)?)),
        _ => None,
    }
}
