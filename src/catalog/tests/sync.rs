//! What becomes of files of messages: only what must, whatever stands in them.

use fluent_syntax::ast::Entry as Parsed;
use fluent_syntax::serializer;
use proptest::prelude::*;

use super::*;
use crate::catalog::accept::{Choice, accept, carry};
use crate::catalog::lock::{Lock, Record};
use crate::catalog::state::State;
use crate::catalog::sync::{Kind, Synced, likenesses, reference, sync};
use crate::catalog::units::{Unit, Units};

/// Units of sections, each `section/id` and a text.
fn units(list: &[(&str, &str)]) -> Units {
    let mut units = Units { path: "sources/doc.xml".into(), title: "Title".into(), ..Units::default() };
    for (place, text) in list {
        let (section, id) = place.split_once('/').expect("a section and an id");
        if units.sections.last().is_none_or(|last| last != section) {
            units.sections.push(section.to_owned());
        }
        units.list.push(Unit { id: id.into(), text: (*text).into(), section: units.sections.len() - 1 });
    }
    units
}

fn catalog(messages: &str, lock: Lock) -> Catalog {
    let messages = (!messages.is_empty()).then(|| file("doc.ftl", messages));
    read(&Lang::new("ko"), messages.as_ref(), None).0.with_lock(lock)
}

fn synced(units: &Units, messages: &str) -> Synced {
    sync(units, &catalog(messages, Lock::default()))
}

/// Syncs, and gives the catalog as it is then.
fn in_step(units: &Units, messages: &str) -> Catalog {
    let Synced { messages, after, .. } = synced(units, messages);
    catalog(&messages, after)
}

fn text(catalog: &Catalog) -> &str {
    catalog.file().map_or("", |file| &file.text)
}

fn states(units: &Units, catalog: &Catalog) -> String {
    let states = catalog.states(units).into_iter().map(|(id, state)| format!("{id} {}", state.name()));
    states.collect::<Vec<_>>().join(", ")
}

#[test]
fn a_new_file_has_all_units_below_their_sections() {
    let units = units(&[("/t", "Title"), ("One/a", "A {b}"), ("One/empty", ""), ("One/b.c", "B"), ("Two/d", "D")]);
    let synced = synced(&units, "");
    let expected = "# Title\nt = { \"\" }\n\n## One\n\n# A {\"{\"}b{\"}\"}\na = { \"\" }\n\n# B\nb_x2E_c = { \"\" }\n\n## Two\n\n# D\nd = { \"\" }\n";
    assert_eq!(synced.messages, expected);
    assert_eq!(synced.added, ["t", "a", "b.c", "d"]);
    let reference = reference(&units, &catalog("", Lock::default()), str::eq).expect("a reference");
    let expected = "### Title\n### Derived from sources/doc.xml, which is the authority for this text: change the TEI, not this file.\n\n\
                    t = Title\n\n## One\n\na = A {\"{\"}b{\"}\"}\nb_x2E_c = B\n\n## Two\n\nd = D\n";
    assert_eq!((reference.messages.as_str(), reference.changed), (expected, 4));
}

#[test]
fn stubs_stand_where_a_reader_looks_for_them() {
    let units = units(&[("One/a", "A"), ("One/b", "B"), ("New/n", "N"), ("Two/c", "C"), ("Two/d", "D")]);
    for (before, after) in [
        // Below the message before it; a new section between two others.
        (
            "## One\n\na = x\n\n## Two\n\nd = z\n",
            "## One\n\na = x\n\n# B\nb = { \"\" }\n\n## New\n\n# N\nn = { \"\" }\n\n## Two\n\n# C\nc = { \"\" }\n\nd = z\n",
        ),
        // Where nothing has a heading, nothing gets one; what belongs to a message stays with it.
        (
            "# note\nb = y\n  more\n# end",
            "# A\na = { \"\" }\n\n# note\nb = y\n  more\n\n# N\nn = { \"\" }\n\n# C\nc = { \"\" }\n\n# D\nd = { \"\" }\n\n# end",
        ),
        // What cannot be read may belong to what stands above it.
        ("a = x\njunk\n\nb = y\nn = y\nc = y\nd = { y\n", "a = x\njunk\n\nb = y\nn = y\nc = y\nd = { y\n"),
        (
            "a = x\njunk\n",
            "a = x\njunk\n\n# B\nb = { \"\" }\n\n# N\nn = { \"\" }\n\n# C\nc = { \"\" }\n\n# D\nd = { \"\" }\n",
        ),
    ] {
        for end in ["\n", "\r\n"] {
            let (before, after) = (before.replace('\n', end), after.replace('\n', end));
            assert_eq!(synced(&units, &before).messages, after);
        }
    }
}

#[test]
fn states_follow_the_source_and_the_translation() {
    let old = units(&[("/a", "A"), ("/b", "B"), ("/c", "C"), ("/d", "D")]);
    let catalog_then = in_step(&old, "a = 1\nb = 2\n");
    assert_eq!(states(&old, &catalog_then), "a fresh, b fresh, c missing, d missing");
    assert!(!catalog_then.is_unrecorded("a"));
    // Two sources change; one translation is revised, and a stub is filled that showed the old source.
    let new = units(&[("/a", "A!"), ("/b", "B!"), ("/c", "C!"), ("/d", "D")]);
    let messages = text(&catalog_then).replace("b = 2", "b = 3").replace("c = { \"\" }", "c = 4") + "gone = 5\n";
    let now = catalog(&messages, catalog_then.lock().clone());
    assert_eq!(states(&new, &now), "a outdated, b revised, c outdated, d missing, gone orphan");
    assert_eq!(now.source_difference("a", "A!").as_deref(), Some("A{+!+}"));
    // Sync confirms nothing.
    let again = sync(&new, &now);
    assert_eq!(again.messages, messages);
    assert_eq!(states(&new, &catalog(&again.messages, again.after)), states(&new, &now));
    // Nor does the translator's going back and forth.
    let accepted = accept(&new, &now, Choice::Revised).expect("a revised unit");
    assert_eq!(accepted.units, [("b".to_owned(), State::Revised)]);
    assert_eq!(accepted.messages, messages);
    let now = catalog(&messages, accepted.lock);
    assert_eq!(states(&new, &now), "a outdated, b fresh, c outdated, d missing, gone orphan");
    let accepted = accept(&new, &now, Choice::Ids(&["c".into()])).expect("an outdated unit");
    assert_eq!(accepted.messages, messages.replace("# C\nc = 4", "# C!\nc = 4"));
    let wrong = accept(&new, &now, Choice::Ids(&["d".into(), "e".into()])).expect_err("nothing to accept");
    assert_eq!(wrong.len(), 2);
}

#[test]
fn a_stub_shows_the_source_as_it_is() {
    let old = units(&[("/a", "A"), ("/b", "B")]);
    let catalog_then = in_step(&old, "");
    let messages = text(&catalog_then).replace("# B\n", "# B, my note\n");
    let new = units(&[("/a", "A!"), ("/b", "B!")]);
    let synced = sync(&new, &catalog(&messages, catalog_then.lock().clone()));
    assert_eq!(synced.messages, messages.replace("# A\n", "# A!\n"));
    assert_eq!(synced.renewed, ["a"]);
    // Until the comment is written, the lock keeps to what is shown; and where a person wrote it, it keeps to that.
    let source = |lock: &Lock, id: &str| lock.get(id).map(|record| record.source.clone());
    assert_eq!(
        (source(&synced.before, "a").as_deref(), source(&synced.after, "a").as_deref()),
        (Some("A"), Some("A!"))
    );
    assert_eq!(source(&synced.after, "b").as_deref(), Some("B"));
    // A run that was ended between the comment and the lock.
    let next = sync(&new, &catalog(&synced.messages, synced.before));
    assert_eq!((next.messages, next.after), (synced.messages, synced.after));
}

#[test]
fn translations_find_their_units_again() {
    let long = "The quick brown fox jumps over the lazy dog while the cat sleeps";
    let more = "Rain fell on the hills all night and the river rose by morning";
    let old =
        units(&[("/a", long), ("/b", &format!("{long}. {more}")), ("/c", "Short"), ("/d", more), ("/e", "Head of it")]);
    let then = in_step(&old, "a = 1\nb = 2\nc = 3\nd = 4\ne = 5\n");
    let found = |new: &Units| -> Vec<(String, String, Kind)> {
        likenesses(new, &then).into_iter().map(|it| (it.old, it.new, it.kind)).collect()
    };
    let is = |old: &str, new: &str, kind| (old.to_owned(), new.to_owned(), kind);
    // Renamed, with a word changed; another to the letter.
    let renamed = long.replace("quick", "fast");
    let new = units(&[
        ("/x", &renamed),
        ("/b", &format!("{long}. {more}")),
        ("/y", "Short"),
        ("/d", more),
        ("/e", "Head of it"),
    ]);
    assert_eq!(found(&new), [is("a", "x", Kind::Moved), is("c", "y", Kind::Moved)]);
    // Split; and merged.
    let new = units(&[("/a", long), ("/b", long), ("/b2", more), ("/c", "Short"), ("/d", more), ("/e", "Head of it")]);
    assert_eq!(found(&new), [is("b", "b2", Kind::Split)]);
    let new = units(&[
        ("/a", &format!("{long}; {more}")),
        ("/b", &format!("{long}. {more}")),
        ("/c", "Short"),
        ("/e", "Head of it"),
    ]);
    assert_eq!(found(&new), [is("d", "a", Kind::Merged)]);
    // What has nothing in common is nobody's.
    let new = units(&[("/a", long), ("/n", "Wholly new words stand in this one")]);
    assert_eq!(found(&new), []);
}

#[test]
fn a_translation_is_carried_over_with_what_is_known_of_it() {
    let old = units(&[("/a", "A text"), ("/b", "B text")]);
    let then = in_step(&old, "# mine\na = 하나\n    .x = y\nb = 둘\n");
    // Renamed: the message gets the id, its stub goes.
    let new = units(&[("/n", "A text"), ("/b", "B text")]);
    let synced = sync(&new, &then);
    assert_eq!(synced.messages, "# mine\na = 하나\n    .x = y\n\n# A text\nn = { \"\" }\n\nb = 둘\n");
    let carried = carry(&new, &catalog(&synced.messages, synced.after), "a", "n").expect("carried");
    assert_eq!(carried.messages, "# mine\nn = 하나\n    .x = y\n\nb = 둘\n");
    assert_eq!(states(&new, &catalog(&carried.messages, carried.lock)), "n fresh, b fresh");
    // Split: the words are copied, and both are outdated until somebody says that they are right.
    let new = units(&[("/a", "A"), ("/n", "text"), ("/b", "B text")]);
    let synced = sync(&new, &then);
    let carried = carry(&new, &catalog(&synced.messages, synced.after), "a", "n").expect("carried");
    assert_eq!(carried.messages, "# mine\na = 하나\n    .x = y\n\n# text\nn = 하나\n\nb = 둘\n");
    let now = catalog(&carried.messages, carried.lock);
    assert_eq!(states(&new, &now), "a outdated, n outdated, b fresh");
    for (from, to) in [("a", "b"), ("nope", "n"), ("a", "nope")] {
        assert_eq!(carry(&new, &now, from, to).expect_err("refused").code, "usage");
    }
}

#[test]
fn the_reference_is_mended_and_a_translation_is_not_taken_for_it() {
    let units = units(&[("One/a", "A"), ("One/b", "B"), ("One/c", "C")]);
    let mended = |messages: &str| reference(&units, &catalog(messages, Lock::default()), str::eq);
    let is = mended("### Mine\n\n# note\na = A\nb =\n    .x = y\n\n# old\ngone = Z\n").expect("a reference");
    assert_eq!(is.messages, "### Mine\n\n# note\na = A\nb = B\n    .x = y\nc = C\n\n");
    assert_eq!(is.changed, 3);
    assert_eq!(mended(&is.messages).expect("a reference").changed, 0);
    let refused = mended("a = 하나\nb = 둘\nc = 셋\n").expect_err("a translation");
    assert_eq!(refused.code, "not-derived");
    let record = Record { id: "a".into(), source: "A".into(), translation: None };
    let lock = Lock::new(vec![record]);
    assert!(reference(&units, &catalog("a = A\nb = 둘\n", lock), str::eq).is_err());
}

#[test]
fn a_lock_is_read_as_it_was_written_or_not_at_all() {
    let record = |id: &str, translation: Option<&str>| Record {
        id: id.into(),
        source: "“a” 'b' \"c\" \\ \n\t한".into(),
        translation: translation.map(str::to_owned),
    };
    let lock = Lock::new(vec![record("b.c", Some("00")), record("가", None), record("a", Some("11"))]);
    assert_eq!(Lock::read(&file("doc.lock", &lock.write())), Ok(lock.clone()));
    assert_eq!(Lock::read(&file("doc.lock", &Lock::default().write())), Ok(Lock::default()));
    for (text, line) in [
        (lock.write().replace("version = 1", "version = 2"), 1),
        (lock.write().replace("b.c", "a"), 12),
        (lock.write().replace("[[unit]]", "<<<<<<< HEAD"), 4),
        (lock.write().replace("translation =", "translatio ="), 4),
        (String::new(), 1),
    ] {
        let error = Lock::read(&file("doc.lock", &text)).expect_err(&text);
        assert_eq!(error.code, "lock-syntax");
        assert!(
            error.help.is_some() && error.place.is_some_and(|place| place.line_column().0 >= line.min(1)),
            "{text}"
        );
    }
}

/// What a file holds, entry by entry; blank lines around what cannot be read are not part of it.
fn entries(text: &str) -> Vec<String> {
    let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(resource, _)| resource);
    let entries = resource.body.into_iter().map(|entry| match entry {
        Parsed::Junk { content } => format!("junk {}", content.trim()),
        entry => serializer::serialize(&fluent_syntax::ast::Resource { body: vec![entry] }),
    });
    entries.filter(|entry| entry != "junk ").collect()
}

/// Whether the lines of a text stand in another in their order; the last one may have got a line end.
fn keeps_lines(old: &str, new: &str) -> bool {
    let mut lines = new.split_inclusive('\n');
    old.split_inclusive('\n')
        .all(|line| lines.any(|other| other == line || other.trim_end_matches(['\r', '\n']) == line))
}

/// A file of messages `a` to `h` and whatever else may stand in one.
fn messages() -> impl Strategy<Value = String> {
    let part = "(([a-h] = (하나|x\\{ \"\" \\}|\\{ \"\" \\}|\\{ -t \\} y|\\{ a \\}|<q>“z”</q>)\n( {4}(more|\\.attr = v|\\[x)\n){0,2})\
                |([a-h] =\n {4}block\n\n {6}block\n)|([a-h] = \\{ 1 ->\n {4}\\[one\\] i\n {3}\\*\\[other\\] j\n\\}\n)\
                |(# comment\n)|(# c\n#\n# d\n)|(## Part\n)|(### File\n)|(-t = 용어\n)|(\n)|(  \n)|(junk\n)|([a-h] = \\{ broken\n)|([a-h] =\n)|( {2}loose\n)|([a-h] = \\}\n))";
    (
        proptest::collection::vec(proptest::string::string_regex(part).expect("an expression"), 0..14),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(parts, crlf, cut)| {
            let text = parts.concat();
            let text = if cut { text.trim_end_matches('\n').to_owned() } else { text };
            if crlf { text.replace('\n', "\r\n") } else { text }
        })
}

/// A document of some of the units `a` to `h`, in any order.
fn documents() -> impl Strategy<Value = Units> {
    let ids: Vec<&str> = vec!["a", "b", "c", "d", "e", "f", "g", "h"];
    (
        proptest::sample::subsequence(ids, 0..=8).prop_shuffle(),
        proptest::collection::vec("(One|Two|A \\{b\\} c|<q>d</q>|\\.e)", 8),
        0..4usize,
    )
        .prop_map(|(ids, texts, size)| {
            let place = |(at, id): (usize, &str)| {
                format!("{}/{id}", ["", "One", "Two", "Three"][at.checked_div(size).unwrap_or(0) % 4])
            };
            let places: Vec<String> = ids.into_iter().enumerate().map(place).collect();
            units(&places.iter().zip(&texts).map(|(place, text)| (place.as_str(), text.as_str())).collect::<Vec<_>>())
        })
}

proptest! {
    #[test]
    fn sync_adds_and_leaves_all_else(messages in messages(), first in documents(), second in documents()) {
        let mut now = catalog(&messages, Lock::default());
        for units in [&first, &second] {
            let synced = sync(units, &now);
            if synced.renewed.is_empty() {
                prop_assert!(keeps_lines(text(&now), &synced.messages), "{}", synced.messages);
                let mut rest = entries(&synced.messages).into_iter();
                for entry in entries(text(&now)) {
                    prop_assert!(rest.any(|other| other == entry), "{entry:?} is lost in\n{}", synced.messages);
                }
            }
            let stubs = entries(&synced.messages).iter().filter(|entry| !entry.starts_with("junk")).count();
            prop_assert!(stubs <= entries(text(&now)).len() + synced.added.len() + units.sections.len());
            let next = catalog(&synced.messages, synced.after.clone());
            for unit in units.to_translate() {
                prop_assert!(next.has(&unit.id) || next.is_broken(&unit.id), "{}", unit.id);
            }
            // The rest of an interrupted run, and a second run.
            for lock in [&synced.before, &synced.after] {
                let again = sync(units, &catalog(&synced.messages, lock.clone()));
                prop_assert_eq!(&again.messages, &synced.messages);
                prop_assert_eq!(&again.after, &synced.after);
                prop_assert_eq!((again.added.len(), again.renewed.len()), (0, 0));
            }
            now = next;
        }
        // What is accepted is fresh, nothing else has changed, and to accept it again changes nothing.
        let before: Vec<String> = states(&second, &now).split(", ").map(str::to_owned).collect();
        let accepted = accept(&second, &now, Choice::All).expect("no ids");
        let then = catalog(&accepted.messages, accepted.lock);
        for (id, _) in &accepted.units {
            prop_assert_eq!(then.state(id, &second.find(id).expect("a unit").text), State::Fresh);
        }
        let kept = |state: &&String| !state.ends_with(" outdated") && !state.ends_with(" revised");
        let after = states(&second, &then);
        prop_assert!(before.iter().filter(kept).all(|state| after.contains(state.as_str())));
        let values = |catalog: &Catalog| catalog.ids().map(|(id, _)| catalog.format(&id).map(|it| it.text)).collect::<Vec<_>>();
        prop_assert_eq!(values(&now), values(&then));
        let again = accept(&second, &then, Choice::All).expect("no ids");
        prop_assert_eq!((again.messages.as_str(), again.units.len()), (text(&then), 0));
    }

    #[test]
    fn the_reference_says_what_the_source_says(messages in messages(), units in documents()) {
        let Ok(mended) = reference(&units, &catalog(&messages, Lock::default()), str::eq) else { return Ok(()) };
        let now = catalog(&mended.messages, Lock::default());
        for unit in units.to_translate().filter(|unit| !now.is_broken(&unit.id)) {
            prop_assert_eq!(now.format(&unit.id).map(|it| it.text), Some(unit.text.clone()), "{}", mended.messages);
        }
        let again = reference(&units, &now, str::eq).expect("a reference");
        prop_assert_eq!(again.messages, mended.messages);
    }
}
