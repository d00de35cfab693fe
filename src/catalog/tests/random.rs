//! Properties of what becomes of files of messages: files of all that Fluent's grammar knows and of what it does not, and
//! sources that are edited at random.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::sync::{carried_over, catalog, states, text, units};
use super::*;
use crate::catalog::accept::{Choice, accept};
use crate::catalog::lock::Lock;
use crate::catalog::state::State;
use crate::catalog::sync::{likenesses, reference, sync};
use crate::catalog::units::{Unit, Units};

/// The ids of messages. Units have the first eight; what they become when they are edited has `n` and a number.
const IDS: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "n0", "n1", "own", "p_x2E_1"];

const TEXTS: [&str; 8] = [
    "One",
    "So be it, said the elder of the two brothers",
    "A \\{b\\} c &amp; d of the old house by the sea",
    "<q>d</q> and a quotation that goes on for a while",
    ".e",
    "The river rose by morning and nobody slept in the town",
    " [x] * y",
    "Twelve men sat at the table,\nand the thirteenth came late",
];

/// What stands between braces.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        select(vec![
            "\"\"",
            "\"{\"",
            "\"a\\\\b \\\" \\u00B7\\U01F602\"",
            "1",
            "-3.50",
            "$num1",
            "a",
            "b.attr",
            "own",
            "-t",
            "-t()",
            "-t(case: \"x\", n: 1)",
            "NUMBER(3.14159, maximumFractionDigits: 1)",
            "NUMBER($num1)",
            "DATETIME($date1)",
            "FUN(a, -t, $x, k: 1)",
            // Not all of it means something.
            "-t.case",
            "nope",
            "-nope",
            "$",
            "\"open",
            "",
        ])
        .prop_map(|text| format!("{{ {text} }}")),
        (select(vec!["1", "\"x\"", "$num1", "-t.case", "NUMBER(1, type: \"ordinal\")"]), word(), word()).prop_map(
            |(on, one, other)| format!(
                "{{ {on} ->\n    [one] {one}\n\n    [ 1.5 ]\n        {other}\n      more\n   *[other] {one}{{ -t }}\n}}"
            )
        ),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| format!("{{{inner}}}")),
            (inner.clone(), word()).prop_map(|(inner, word)| format!("{{ 1 ->\n   *[other] {word} {inner}\n    }}")),
        ]
    })
}

fn word() -> impl Strategy<Value = String> {
    select(vec!["하나", "둘 ", "<q>“셋”</q>", "넷\u{301}", "&lt;5", "[6", "칠.*8", "𝟿", "a\tb", "\u{a0}", "{ \"\" }"])
        .prop_map(str::to_owned)
}

/// The value of a message: in one line or several, as a block, with blank lines and indents of any depth.
fn pattern() -> impl Strategy<Value = String> {
    let part = prop_oneof![3 => word(), 2 => expression()];
    let line = vec(part, 1..3).prop_map(|parts| parts.concat());
    (any::<bool>(), vec((line, 1..7usize, 0..3usize), 1..4)).prop_map(|(block, lines)| {
        let mut out = String::new();
        for (at, (line, indent, blank)) in lines.into_iter().enumerate() {
            if at > 0 || block {
                out.push_str(&"\n".repeat(blank + 1));
                out.push_str(&" ".repeat(indent));
            }
            out.push_str(&line);
        }
        out
    })
}

fn entry() -> impl Strategy<Value = String> {
    let id = || select(IDS.to_vec());
    let equals = || select(vec![" = ", "=", "  =  "]);
    let attributes = || {
        vec((select(vec!["attr", "case", "x-1"]), pattern()), 0..3)
            .prop_map(|all| all.into_iter().map(|(name, value)| format!("\n    .{name} = {value}")).collect::<String>())
    };
    let comment = select(vec![
        "",
        "# comment\n",
        "# c\n#\n# d: { a } = b\n",
        "## Part\n",
        "##\n",
        "### File\n###\n### more\n",
        "#\n\n",
        "# own\n\n",
        "#no comment\n",
    ]);
    prop_oneof![
        6 => (comment.clone(), id(), equals(), pattern(), attributes()).prop_map(|(comment, id, equals, value, attributes)| format!("{comment}{id}{equals}{value}{attributes}\n")),
        2 => (comment.clone(), id()).prop_map(|(comment, id)| format!("{comment}{id} = {{ \"\" }}\n")),
        1 => (id(), attributes()).prop_map(|(id, attributes)| format!("{id} ={attributes}\n")),
        1 => (comment.clone(), pattern(), attributes()).prop_map(|(comment, value, attributes)| format!("{comment}-t = {value}{attributes}\n")),
        1 => comment.prop_map(str::to_owned),
        2 => select(vec!["\n", "  \n", "\n\n"]).prop_map(str::to_owned),
        1 => (id(), select(vec![" = { broken\n", " =\n", " = }\n", " {\n", "\n", " = { 1 ->\n    [x] y\n}\n", "\u{7} = x\n", " = {\"\\u00\"}\n"])).prop_map(|(id, rest)| format!("{id}{rest}")),
        1 => select(vec!["junk\n", "  loose\n", "junk junk\n\n    more junk\n", "가 = x\n", "<<<<<<< HEAD\n", "}\n", "-\n", "\u{feff}a = mark\n", "a.b = x\n"]).prop_map(str::to_owned),
    ]
}

/// A file, with line ends of one kind or of two, maybe with a mark or two at its beginning and no line end at its end.
fn files() -> impl Strategy<Value = String> {
    (vec(entry(), 0..12), 0..4u8, any::<bool>(), select(vec!["", "", "", "\u{feff}", "\u{feff}\u{feff}"])).prop_map(
        |(entries, ends, cut, mark)| {
            let mut text = String::new();
            for (at, entry) in entries.iter().enumerate() {
                let crlf = ends == 0 || (ends == 1 && at % 2 == 1);
                text.push_str(&if crlf { entry.replace('\n', "\r\n") } else { entry.clone() });
            }
            if cut {
                text.truncate(text.trim_end_matches(['\n', '\r']).len());
            }
            format!("{mark}{text}")
        },
    )
}

/// A document of some of the units `a` to `h`, in any order.
fn documents() -> impl Strategy<Value = Units> {
    (subsequence(IDS[..8].to_vec(), 0..=8).prop_shuffle(), vec(select(TEXTS.to_vec()), 8), 0..4usize).prop_map(
        |(ids, texts, size)| {
            let section = |at: usize| ["", "One", "Two", "Three"][at.checked_div(size).unwrap_or(0) % 4];
            let list: Vec<(String, &str)> = ids
                .iter()
                .zip(texts)
                .enumerate()
                .map(|(at, (id, text))| (format!("{}/{id}", section(at)), text))
                .collect();
            units(&list.iter().map(|(place, text)| (place.as_str(), *text)).collect::<Vec<_>>())
        },
    )
}

/// What somebody does to a source.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Change(usize),
    Remove(usize),
    Rename(usize),
    Split(usize),
    Merge(usize),
    Move(usize, usize),
    Add(usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        3 => (0..8usize).prop_map(Edit::Change),
        1 => (0..8usize).prop_map(Edit::Remove),
        2 => (0..8usize).prop_map(Edit::Rename),
        1 => (0..8usize).prop_map(Edit::Split),
        2 => (0..8usize).prop_map(Edit::Merge),
        1 => (0..8usize, 0..8usize).prop_map(|(from, to)| Edit::Move(from, to)),
        1 => (0..8usize).prop_map(Edit::Add),
    ];
    vec(edit, 0..6)
}

fn edited(units: &Units, edits: &[Edit]) -> Units {
    let mut units = units.clone();
    let fresh = |units: &Units| {
        let ids = ["n0", "n1", "p.1", "n2", "n3", "n4", "n5"].into_iter();
        ids.filter(|id| units.find(id).is_none()).map(str::to_owned).next()
    };
    for edit in edits {
        let list = &units.list;
        let count = list.len();
        if count == 0 {
            break;
        }
        let Some(id) = fresh(&units) else { break };
        let list = &mut units.list;
        match *edit {
            Edit::Change(at) => list[at % count].text.push_str(" and more"),
            Edit::Remove(at) => drop(list.remove(at % count)),
            Edit::Rename(at) => list[at % count].id = id,
            Edit::Split(at) => {
                let unit = &mut list[at % count];
                if let Some(half) = unit.text.find(" and ").filter(|_| !unit.text.contains('<')) {
                    let rest = unit.text.split_off(half);
                    let section = unit.section;
                    list.insert(at % count + 1, Unit { id, text: rest.trim().to_owned(), shown: None, section });
                }
            }
            Edit::Merge(at) if count > 1 => {
                let at = at % (count - 1);
                let second = list.remove(at + 1);
                list[at].text = format!("{}. {}", list[at].text, second.text);
                list[at].id = id;
            }
            Edit::Merge(_) => {}
            Edit::Move(from, to) => {
                let mut unit = list.remove(from % count);
                let to = to % count;
                unit.section = list.get(to).or(list.last()).map_or(unit.section, |unit| unit.section);
                list.insert(to, unit);
            }
            Edit::Add(at) => {
                let section = list[at % count].section;
                list.insert(at % count, Unit { id, text: TEXTS[at % 8].to_owned(), shown: None, section });
            }
        }
    }
    units
}

/// The lines of a file that belong to none of some messages: not to their comments, and not to them.
fn outside<'a>(text: &'a str, ids: &[String]) -> Vec<&'a str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let begins = |line: &str| {
        ids.iter().any(|id| {
            let name = identifier::encode(id);
            line.strip_prefix(&*name).is_some_and(|rest| rest.trim_start().starts_with('='))
        })
    };
    let mut kept = vec![true; lines.len()];
    let mut inside = false;
    for at in 0..lines.len() {
        if begins(lines[at]) {
            inside = true;
            let comment =
                (0..at).rev().take_while(|above| lines[*above].starts_with("# ") || lines[*above].trim_end() == "#");
            comment.for_each(|above| kept[above] = false);
        } else if inside && !lines[at].starts_with([' ', '}', '\n', '\r']) {
            inside = false;
        }
        kept[at] &= !inside;
        // Blank lines are part of what they stand within, and not of what they stand behind.
        if inside
            && lines[at + 1..].iter().find(|line| !is_blank(line)).is_none_or(|line| !line.starts_with([' ', '}']))
        {
            kept[at] |= is_blank(lines[at]);
        }
    }
    lines.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(line, _)| line).collect()
}

/// Whether a line is blank.
fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// The same with the line ends of each line, but for the last one, which may get one.
fn line_ends(text: &str) -> (usize, usize) {
    (text.matches("\r\n").count(), text.matches('\n').count())
}

/// Whether lines are those of before, with their line ends, and headings of sections and blank lines come on top. The last
/// line may get an end. So many blank lines may go.
fn is_kept(before: &[&str], after: &[&str], fewer: usize) -> bool {
    let is_same = |a: &str, b: &str| a == b || (!a.ends_with('\n') && b.trim_end_matches(['\r', '\n']) == a);
    let mut before = before.iter().peekable();
    let mut gone = 0;
    for line in after {
        while before.peek().is_some_and(|other| is_blank(other) && !is_same(other, line)) && gone < fewer {
            before.next();
            gone += 1;
        }
        let is_new = before.next_if(|other| is_same(other, line)).is_none();
        if is_new && !line.starts_with("##") && !is_blank(line) {
            return false;
        }
    }
    before.all(|line| {
        is_blank(line) && {
            gone += 1;
            gone <= fewer
        }
    })
}

proptest! {
    #[test]
    fn what_is_concerned_changes_and_all_else_stays(
        messages in files(), first in documents(), edits in edits(), filled in any::<u8>(), chosen in vec(select(IDS.to_vec()), 0..4),
    ) {
        let second = edited(&first, &edits);
        let mut now = catalog(&messages, Lock::default());
        for units in [&first, &second] {
            let synced = sync(units, &now);
            let concerned: Vec<String> = synced.added.iter().chain(&synced.renewed).cloned().collect();
            let (before, after) = (outside(text(&now), &concerned), outside(&synced.messages, &concerned));
            prop_assert!(is_kept(&before, &after, 0), "{before:#?}\n{after:#?}");
            let (crlf, lines) = line_ends(text(&now));
            if crlf == lines && lines > 0 {
                let (crlf, lines) = line_ends(&synced.messages);
                prop_assert_eq!(crlf, lines, "{:?}", synced.messages);
            }
            let next = catalog(&synced.messages, synced.after.clone());
            for unit in units.to_translate() {
                prop_assert!(next.has(&unit.id) || next.is_broken(&unit.id), "{}", unit.id);
                if let Some(then) = written(&now, &unit.id) {
                    prop_assert_eq!(written(&next, &unit.id), Some(then));
                }
            }
            // The rest of a run that was ended, and a second run.
            for lock in [&synced.before, &synced.after] {
                let again = sync(units, &catalog(&synced.messages, lock.clone()));
                prop_assert_eq!(&again.messages, &synced.messages);
                prop_assert_eq!(&again.after, &synced.after);
                prop_assert_eq!((again.added.len(), again.renewed.len()), (0, 0));
            }
            // Some stubs are filled.
            let mut translated = synced.messages.clone();
            for (at, id) in IDS.iter().enumerate().filter(|(at, _)| filled >> (at % 8) & 1 == 1) {
                translated = translated.replace(&format!("\n{id} = {{ \"\" }}"), &format!("\n{id} = 번역 {at}"));
            }
            now = catalog(&translated, synced.after);
        }
        // What belongs to other units is carried over, one command for each of them.
        let found = likenesses(&second, &now);
        if let Some(to) = found.iter().map(|it| &it.new).find(|to| state_of(&second, &now, to) == Some(State::Missing)) {
            let mut from: Vec<&str> = found.iter().filter(|it| it.new == **to).map(|it| it.old.as_str()).collect();
            from.dedup();
            let patch = crate::catalog::patch::Patch::new(&now);
            if !now.is_broken(to) && patch.is_unwritten(&identifier::encode(to)) && from.iter().all(|id| now.is_translated(id) && !patch.is_twice(id)) && !now.is_referenced(to) {
                let done = carried_over(&second, &now, &from, to);
                let concerned: Vec<String> = from.iter().map(|id| (*id).to_owned()).chain([to.clone()]).collect();
                let (before, after) = (outside(text(&now), &concerned), outside(&done.messages, &concerned));
                prop_assert!(is_kept(&before, &after, concerned.len()), "{before:#?}\n{after:#?}");
                let next = catalog(&done.messages, done.after);
                let said = |catalog: &Catalog, id: &str| catalog.format(id).map(|it| it.text.split_whitespace().collect::<String>());
                let words: String = from.iter().filter_map(|id| said(&now, id)).collect();
                prop_assert_eq!(said(&next, to), Some(words), "{}", done.messages);
                now = next;
            }
        }
        // What is accepted is fresh, nothing else has changed, and to accept it again changes nothing.
        let ids: Vec<String> = chosen.iter().filter(|id| matches!(state_of(&second, &now, id), Some(state) if state != State::Missing)).map(|id| (*id).to_owned()).collect();
        for choice in [Choice::Ids(&ids), Choice::Revised, Choice::All] {
            let before: Vec<String> = states(&second, &now).split(", ").map(str::to_owned).collect();
            let accepted = accept(&second, &now, choice).expect("they have translations");
            let concerned: Vec<String> = accepted.units.iter().map(|(id, _)| id.clone()).collect();
            let (was, is) = (outside(text(&now), &concerned), outside(&accepted.messages, &concerned));
            prop_assert_eq!(was, is);
            let then = catalog(&accepted.messages, accepted.after.clone());
            for id in &concerned {
                prop_assert_eq!(state_of(&second, &then, id), Some(State::Fresh));
            }
            let after = states(&second, &then);
            let after: Vec<&str> = after.split(", ").collect();
            let is_other = |state: &&String| !concerned.iter().any(|id| state.starts_with(&format!("{id} ")));
            prop_assert!(before.iter().filter(is_other).all(|state| after.contains(&state.as_str())));
            let values = |catalog: &Catalog| catalog.ids().map(|(id, _)| catalog.format(&id).map(|it| it.text)).collect::<Vec<_>>();
            prop_assert_eq!(values(&now), values(&then));
            // A run that was ended between the files, and a second run.
            for lock in [&accepted.before, &accepted.after] {
                let again = accept(&second, &catalog(&accepted.messages, lock.clone()), choice).expect("they have translations");
                prop_assert_eq!((&again.messages, &again.after), (&accepted.messages, &accepted.after));
            }
            now = then;
        }
    }

    #[test]
    fn a_message_that_gets_another_id_is_all_that_changes(messages in files(), document in documents(), which in 0..8usize) {
        let synced = sync(&document, &catalog(&messages, Lock::default()));
        let translated = synced.messages.replace(" = { \"\" }", " = 번역");
        let before = catalog(&translated, synced.after);
        let mut renamed = document.clone();
        let Some(at) = (!document.list.is_empty()).then(|| which % document.list.len()) else { return Ok(()) };
        let old = std::mem::replace(&mut renamed.list[at].id, "n9".to_owned());
        let synced = sync(&renamed, &before);
        let headings = |text: &str| text.lines().filter(|line| line.starts_with("##")).count();
        let patch = crate::catalog::patch::Patch::new(&before);
        if !before.is_translated(&old) || patch.is_twice(&old) || before.is_referenced(&old) || headings(&synced.messages) > headings(&translated) {
            return Ok(());
        }
        let done = carried_over(&renamed, &catalog(&synced.messages, synced.after), &[&old], "n9");
        let next = catalog(&done.messages, done.after);
        if next.has(&old) {
            return Ok(());
        }
        let place = next.format("n9").expect("a translation").id_span;
        let back = format!("{}{old}{}", &done.messages[..place.start], &done.messages[place.end..]);
        let end = back.strip_prefix(translated.as_str());
        prop_assert!(matches!(end, Some("" | "\n" | "\r\n")), "{translated:?}\n{back:?}");
    }

    #[test]
    fn the_reference_says_what_the_source_says(messages in files(), first in documents(), edits in edits()) {
        let mut now = catalog(&format!("{messages}\n### Derived from sources/doc.xml\n"), Lock::default());
        for units in [&first, &edited(&first, &edits)] {
            let Ok(mended) = reference(units, &now, str::eq) else { return Ok(()) };
            now = catalog(&mended.messages, Lock::default());
            for unit in units.to_translate().filter(|unit| !now.is_broken(&unit.id)) {
                prop_assert_eq!(now.format(&unit.id).map(|it| it.text), Some(unit.text.clone()), "{}", mended.messages);
            }
            let again = reference(units, &now, str::eq).expect("a reference");
            prop_assert_eq!(again.messages, mended.messages);
        }
    }
}

/// The value of a message as its file has it.
fn written<'a>(catalog: &'a Catalog, id: &str) -> Option<&'a str> {
    Some(&text(catalog)[catalog.format(id)?.value_span])
}

fn state_of(units: &Units, catalog: &Catalog, id: &str) -> Option<State> {
    units.find(id).map(|unit| catalog.state(id, &unit.text))
}
