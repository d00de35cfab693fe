//! Reads `enface.toml`, the settings of a project. What stands there and is not known is an error with its place: a
//! setting that is misspelled would otherwise do nothing, and nobody would notice.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::rule::{self, Level, Levels, RULES};
use crate::diagnostic::{Diagnostic, SourceFile, suggest};
use crate::layout::font::FontChoice;
use crate::layout::style::{Design, LEAST_LEADING, PageStyle};
use crate::pdf::Standard;

mod fonts;
pub mod style;
mod value;

use style::SETTINGS;

/// The settings of a project.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How much findings weigh: the table `[check]`.
    pub levels: Levels,
    /// The version of PDF: what the table `[pdf]` says.
    pub standard: Standard,
    /// The fonts that are wanted, and where each is named: the table `[fonts]`.
    pub fonts: Vec<(FontChoice, Range<usize>)>,
    /// The sign that is drawn for characters that no font has, and where it is named.
    pub replacement: Option<(char, Range<usize>)>,
    /// How editions look: a design, changed by what the other tables say.
    pub style: PageStyle,
}

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
    let mut tables = vec!["design", "check", "pdf", "fonts"];
    tables.extend(SETTINGS.iter().map(|setting| setting.table));
    tables.dedup();
    for (name, value) in root.get_ref() {
        match (&**name.get_ref(), value.get_ref()) {
            ("design", said) => match Design::ALL.iter().find(|design| value::string(said) == Some(design.name())) {
                Some(design) => settings.style = design.style(),
                None => {
                    let error = wrong(file, value.span(), "there is no such design");
                    let names = Design::ALL.map(Design::name);
                    found.push(error.help(value::one_of(value::string(said).unwrap_or_default(), &names)));
                }
            },
            ("pdf", DeValue::Table(table)) => pdf(file, table, &mut settings.standard, &mut found),
            ("fonts", DeValue::Table(table)) => {
                (settings.fonts, settings.replacement) = fonts::read(file, table, &mut found);
            }
            ("check", DeValue::Table(table)) => check(file, table, &mut settings.levels, &mut found),
            (table, DeValue::Table(_)) if tables.contains(&table) => {}
            (table, _) if tables.contains(&table) => {
                let example = SETTINGS.iter().find(|setting| setting.table == table);
                let line = match example {
                    None if table == "pdf" => "version = \"2.0\"".to_owned(),
                    None if table == "fonts" => "ko = \"Noto Serif KR\"".to_owned(),
                    Some(setting) => format!("{} = {}", setting.name, setting.takes.written(&settings.style)),
                    None => "number = \"error\"".to_owned(),
                };
                let error = wrong(file, value.span(), format!("`{table}` is a table"));
                found.push(error.help(format!("write `[{table}]`, and below it lines such as `{line}`")));
            }
            (said, _) => found.push(unknown(file, name, "there is no setting", said, &tables)),
        }
    }
    look(file, root.get_ref(), &mut settings.style, &mut found);
    found.sort_by_key(|error| error.place.as_ref().map(|place| place.span.start));
    (settings, found)
}

/// The tables that say how an edition looks.
fn look(file: &Arc<SourceFile>, root: &DeTable<'_>, style: &mut PageStyle, found: &mut Vec<Diagnostic>) {
    let sound = found.len();
    for (table, value) in root {
        let DeValue::Table(settings) = value.get_ref() else { continue };
        let known = SETTINGS.iter().filter(|setting| setting.table == table.get_ref());
        let names: Vec<&str> = known.map(|setting| setting.name).collect();
        for (name, _) in settings.iter().filter(|(name, _)| !names.is_empty() && !names.contains(&&**name.get_ref())) {
            let what = format!("`[{}]` has no setting", table.get_ref());
            found.push(unknown(file, name, &what, name.get_ref(), &names));
        }
    }
    let mut last = None;
    let mut leading = None;
    let size = style.size;
    for setting in &SETTINGS {
        let table = root.iter().find(|(table, _)| table.get_ref() == setting.table);
        let Some(DeValue::Table(settings)) = table.map(|(_, value)| value.get_ref()) else { continue };
        let Some((name, value)) = settings.iter().find(|(name, _)| name.get_ref() == setting.name) else { continue };
        if let Err(why) = value::apply(setting, value, style) {
            found.push(wrong(file, value.span(), why.message).help(why.help));
        }
        if (setting.table, setting.name) == ("text", "leading") {
            leading = Some(value.span());
        }
        last = Some(name.span());
    }
    match leading {
        // What nobody has set follows the size, to a tenth of a point.
        None => style.leading = (style.leading * style.size / size * 10.0).round() / 10.0,
        Some(span) if style.leading < LEAST_LEADING * style.size && found.len() == sound => {
            let message = format!("lines of {} pt stand over each other {} pt apart", style.size, style.leading);
            let help = format!("write `leading = \"{}pt\"` or more", (LEAST_LEADING * style.size * 10.0).ceil() / 10.0);
            found.push(wrong(file, span, message).help(help));
        }
        Some(_) => {}
    }
    *style = style.clone().arranged(style.arrangement);
    if let Some(span) = last.filter(|_| found.len() == sound) {
        let (width, lines) = (style.type_width() - style.gutter, style.lines());
        if width < LEAST_WIDTH || lines < LEAST_LINES {
            let message = format!("the margins leave no room for the text: {width:.0} pt for {lines} lines");
            let help = format!(
                "leave {LEAST_WIDTH} pt for {LEAST_LINES} lines or more: choose narrower margins, smaller text or larger paper"
            );
            found.push(wrong(file, span, message).help(help));
        }
    }
}

/// The least room for text, in points and in lines, that can be set.
const LEAST_WIDTH: f32 = 120.0;
const LEAST_LINES: u16 = 8;

/// The versions of PDF that can be asked for.
const VERSIONS: [(&str, Standard); 2] = [("1.7", Standard::Pdf17), ("2.0", Standard::Pdf20)];

/// The table `[pdf]`.
fn pdf(file: &Arc<SourceFile>, table: &DeTable<'_>, standard: &mut Standard, found: &mut Vec<Diagnostic>) {
    for (name, value) in table {
        let said = value::string(value.get_ref()).unwrap_or_default();
        match (&**name.get_ref(), VERSIONS.iter().find(|(version, _)| *version == said)) {
            ("version", Some((_, version))) => *standard = *version,
            ("version", None) => {
                let error = wrong(file, value.span(), "`pdf.version` cannot be this");
                found.push(error.help("write `\"1.7\"` or `\"2.0\"`, with quotation marks"));
            }
            (said, _) => found.push(unknown(file, name, "`[pdf]` has no setting", said, &["version"])),
        }
    }
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
    use crate::layout::style::{Ink, Widths};

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
    fn a_style_is_a_design_and_what_is_said_besides() {
        let text = "[page]\ninner = \"20mm\"\nsize = \"A5\"\n[columns]\nwidths = 45\narrangement = \"stacked\"\n[heads]\ncolor = \"#ff0000\"\n";
        let (settings, found) = settings(&format!("design = \"study\"\n{text}"));
        assert_eq!(found, [""; 0]);
        let (style, design) = (settings.style, Design::Study.style());
        // Margins that are not said keep their proportion to the paper.
        let millimetres = |points: f32| (points / style::MILLIMETRE * 10.0).round() / 10.0;
        assert_eq!([style.width, style.height, style.inner].map(millimetres), [148.0, 210.0, 20.0]);
        assert!((style.top / style.height - design.top / design.height).abs() < 1e-4);
        assert_eq!((style.widths, style.grid), (Widths::First(0.45), design.leading / 2.0));
        assert_eq!((style.heads.ink, style.title.ink), (Ink([1.0, 0.0, 0.0]), design.title.ink));
    }

    #[test]
    fn every_setting_takes_what_it_gives() {
        for design in Design::ALL {
            for setting in &SETTINGS {
                let value = setting.takes.written(&design.style());
                let text = format!("design = \"{}\"\n[{}]\n{} = {value}\n", design.name(), setting.table, setting.name);
                let (settings, found) = settings(&text);
                assert_eq!(found, [""; 0], "{text}");
                assert_eq!(setting.takes.value(&settings.style), setting.takes.value(&design.style()), "{text}");
            }
        }
    }

    #[test]
    fn what_is_wrong_is_told_in_its_place() {
        for (text, said) in [
            ("[chek]\n", "(1, 2) there is no setting `chek` → there is `check`"),
            ("design = \"bok\"\n", "(1, 10) there is no such design → there is `\"book\"`"),
            ("[page]\nsiz = \"A5\"\n", "(2, 1) `[page]` has no setting `siz` → there is `size`"),
            (
                "[page]\nsize = \"A44\"\n",
                "(2, 8) `page.size` cannot be this → there is `\"A4\"`; or write `\"170mm x 240mm\"`",
            ),
            ("[page]\ntop = 12\n", "(2, 7) `page.top` has no unit → write it with one, as in `\"12pt\"` or `\"12mm\"`"),
            ("[page]\ntop = \"3 em\"\n", "(2, 7) there is no unit `em` → the units are `pt`, `mm`, `cm`, `in`"),
            (
                "[text]\nsize = \"90pt\"\n",
                "(2, 8) `text.size` is out of bounds: 90pt → write something from 5pt to 30pt",
            ),
            (
                "[heads]\ncolor = \"blue\"\n",
                "(2, 9) `heads.color` cannot be this → write red, green and blue, as in `\"#1f3a5f\"`",
            ),
            (
                "[text]\njustify = \"yes\"\n",
                "(2, 11) `text.justify` cannot be this → write `true` or `false`, without quotation marks",
            ),
            (
                "[page]\ninner = \"100mm\"\nouter = \"80mm\"\n",
                "(3, 1) the margins leave no room for the text: 62 pt for 50 lines → leave 120 pt for 8 lines or more: choose narrower margins, smaller text or larger paper",
            ),
            ("page = 1\n", "(1, 8) `page` is a table → write `[page]`, and below it lines such as `size = \"A4\"`"),
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
