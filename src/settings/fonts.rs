//! The table `[fonts]`: the families that are wanted for the text of a language, and in tables below it for titles,
//! headings, notes, running heads and code.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{unknown, value, wrong};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::layout::font::{FontChoice, FontRole};
use crate::text::Lang;

/// The fonts that are wanted, and the sign that is drawn for what none of them has; each with where it is named.
pub(super) type Found = (Vec<(FontChoice, Range<usize>)>, Option<(char, Range<usize>)>);

/// The setting that stands among the languages and the tables.
const REPLACEMENT: &str = "replacement";

/// Reads the table. What is wrong is left out.
pub(super) fn read(file: &Arc<SourceFile>, table: &DeTable<'_>, found: &mut Vec<Diagnostic>) -> Found {
    let mut choices = Vec::new();
    let mut replacement = None;
    for (name, value) in table {
        if name.get_ref() == REPLACEMENT {
            let mut said = value::string(value.get_ref()).unwrap_or_default().chars();
            match (said.next(), said.next()) {
                (Some(sign), None) if !sign.is_whitespace() => replacement = Some((sign, value.span())),
                _ => {
                    let error = wrong(file, value.span(), format!("`fonts.{REPLACEMENT}` cannot be this"));
                    found.push(error.help("write one sign, as in `\"□\"`"));
                }
            }
            continue;
        }
        let DeValue::Table(of_role) = value.get_ref() else {
            language(file, FontRole::Text, name, value, &mut choices, found);
            continue;
        };
        let Some((_, role)) = FontRole::NAMED.iter().find(|(known, _)| known == name.get_ref()) else {
            let names = FontRole::NAMED.map(|(name, _)| name);
            found.push(unknown(file, name, "`[fonts]` has no table", name.get_ref(), &names));
            continue;
        };
        for (name, value) in of_role {
            language(file, *role, name, value, &mut choices, found);
        }
    }
    (choices, replacement)
}

/// The line of a language: a family, or several that are tried one after another.
fn language<T: AsRef<str>>(
    file: &Arc<SourceFile>,
    role: FontRole,
    name: &Spanned<T>,
    said: &Spanned<DeValue<'_>>,
    choices: &mut Vec<(FontChoice, Range<usize>)>,
    found: &mut Vec<Diagnostic>,
) {
    let tag = name.get_ref().as_ref();
    let Some(lang) = Lang::parse(tag).filter(|lang| lang.is_known() || lang.primary() == "und") else {
        let error = wrong(file, name.span(), format!("there is no language `{tag}`"));
        found.push(error.help("write the tag of a language, as in `ko = \"Noto Serif KR\"`"));
        return;
    };
    let families: Vec<(Option<&str>, Range<usize>)> = match said.get_ref() {
        DeValue::Array(families) => families.iter().map(|one| (value::string(one.get_ref()), one.span())).collect(),
        one => vec![(value::string(one), said.span())],
    };
    for (family, span) in families {
        match family {
            Some(family) => choices.push((FontChoice { role, lang: lang.clone(), family: family.to_owned() }, span)),
            None => {
                let error = wrong(file, span, format!("the fonts of `{tag}` cannot be this"));
                found.push(error.help("write the name of a family, as in `\"Noto Serif KR\"`, or several in `[ ]`"));
            }
        }
    }
}
