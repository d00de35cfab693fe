//! Reads `enface.toml`, the settings of a project. What stands there and is not known is an error with its place: a
//! setting that is misspelled would otherwise do nothing, and nobody would notice.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::rule::{self, Level, Levels, RULES};
use crate::diagnostic::{Diagnostic, SourceFile, suggest};

/// The settings of a project.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How much findings weigh: the table `[check]`.
    pub levels: Levels,
}

/// The tables that there are.
const TABLES: [&str; 1] = ["check"];

/// Reads the settings of a file. What is wrong is left out.
pub fn read(file: &Arc<SourceFile>) -> (Settings, Vec<Diagnostic>) {
    let mut settings = Settings::default();
    let root = match DeTable::parse(&file.text) {
        Ok(root) => root,
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            let message = format!("this is no TOML: {}", error.message().trim_end_matches('.'));
            let error =
                wrong(file, span, message).help("write settings as `name = \"value\"`, below a line like `[check]`");
            return (settings, vec![error]);
        }
    };
    let mut found = Vec::new();
    for (name, value) in root.get_ref() {
        match (&**name.get_ref(), value.get_ref()) {
            ("check", DeValue::Table(table)) => check(file, table, &mut settings.levels, &mut found),
            ("check", _) => {
                let error = wrong(file, value.span(), "`check` is a table");
                found.push(error.help("write `[check]`, and below it lines such as `number = \"error\"`"));
            }
            (name_text, _) => found.push(unknown(file, name, "there is no setting", name_text, &TABLES)),
        }
    }
    (settings, found)
}

/// The table `[check]`: codes and their levels.
fn check(file: &Arc<SourceFile>, table: &DeTable<'_>, levels: &mut Levels, found: &mut Vec<Diagnostic>) {
    for (name, value) in table {
        let code = &**name.get_ref();
        let codes: Vec<&str> = RULES.iter().filter(|rule| rule.adjustable).map(|rule| rule.code).collect();
        let Some(rule) = rule::find(code) else {
            found.push(unknown(file, name, "there is no check", code, &codes));
            continue;
        };
        if !rule.adjustable {
            let error =
                wrong(file, name.span(), format!("`{code}` is always an error: no edition can be made with it"));
            found.push(error.help("take the line away"));
            continue;
        }
        let said = if let DeValue::String(said) = value.get_ref() { Some(&**said) } else { None };
        match said.and_then(Level::parse) {
            Some(level) => drop(levels.general.insert(rule.code, level)),
            None => {
                let error = wrong(file, value.span(), format!("this is no level for `{code}`"));
                found.push(error.help(r#"write "off", "note", "warning" or "error""#));
            }
        }
    }
}

fn wrong(file: &Arc<SourceFile>, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("settings", message).at(file, span)
}

fn unknown<T>(file: &Arc<SourceFile>, name: &Spanned<T>, what: &str, said: &str, known: &[&str]) -> Diagnostic {
    let help = match suggest::nearest(said, known.iter().copied()) {
        Some(near) => format!("there is `{near}`"),
        None => format!("there is {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    wrong(file, name.span(), format!("{what} `{said}`")).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    fn settings(text: &str) -> (Settings, Vec<String>) {
        let file = Arc::new(SourceFile { name: "enface.toml".to_owned(), text: text.to_owned() });
        let (settings, found) = read(&file);
        let say = |found: Diagnostic| {
            let place = found.place.expect("a setting has a place");
            format!("{:?} {} → {}", place.line_column(), found.message, found.help.unwrap_or_default())
        };
        (settings, found.into_iter().map(say).collect())
    }

    #[test]
    fn levels_are_read() {
        let (settings, found) = settings("# ours\n[check]\nnumber = \"error\"\nterm = 'off'\n");
        assert_eq!(found, [""; 0]);
        assert_eq!(settings.levels.general.get("number"), Some(&Level::At(Severity::Error)));
        assert_eq!(settings.levels.general.get("term"), Some(&Level::Off));
        assert!(settings.levels.is_error("number") && !settings.levels.is_error("term"));
    }

    #[test]
    fn what_is_wrong_is_told_in_its_place() {
        for (text, said) in [
            ("[chek]\n", "(1, 2) there is no setting `chek` → there is `check`"),
            ("[check]\nnumbr = \"off\"\n", "(2, 1) there is no check `numbr` → there is `number`"),
            (
                "[check]\nnumber = \"of\"\n",
                "(2, 10) this is no level for `number` → write \"off\", \"note\", \"warning\" or \"error\"",
            ),
            (
                "[check]\nnumber = 1\n",
                "(2, 10) this is no level for `number` → write \"off\", \"note\", \"warning\" or \"error\"",
            ),
            (
                "[check]\nxml-syntax = \"off\"\n",
                "(2, 1) `xml-syntax` is always an error: no edition can be made with it → take the line away",
            ),
            (
                "check = 1\n",
                "(1, 9) `check` is a table → write `[check]`, and below it lines such as `number = \"error\"`",
            ),
        ] {
            assert_eq!(settings(text).1, [said]);
        }
        assert!(settings("[check\n").1[0].contains("this is no TOML"), "{:?}", settings("[check\n").1);
    }
}
