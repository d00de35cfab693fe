//! What becomes of files of messages: only what must, whatever stands in them.

use super::*;
use crate::catalog::accept::{Accepted, Choice, accept, carry};
use crate::catalog::lock::{Lock, Record};
use crate::catalog::state::State;
use crate::catalog::sync::{Kind, Synced, likenesses, reference, sync};
use crate::catalog::units::{Unit, Units};

/// Units of sections, each `section/id` and a text.
pub(super) fn units(list: &[(&str, &str)]) -> Units {
    let mut units = Units { path: "sources/doc.xml".into(), title: "Title".into(), ..Units::default() };
    for (place, text) in list {
        let (section, id) = place.split_once('/').expect("a section and an id");
        if units.sections.last().is_none_or(|last| last != section) {
            units.sections.push(section.to_owned());
        }
        units.list.push(Unit { id: id.into(), text: (*text).into(), shown: None, section: units.sections.len() - 1 });
    }
    units
}

pub(super) fn catalog(messages: &str, lock: Lock) -> Catalog {
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

pub(super) fn text(catalog: &Catalog) -> &str {
    catalog.file().map_or("", |file| &file.text)
}

pub(super) fn states(units: &Units, catalog: &Catalog) -> String {
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
            "# A\na = { \"\" }\n\n# note\nb = y\n  more\n\n# N\nn = { \"\" }\n\n# C\nc = { \"\" }\n\n# D\nd = { \"\" }\n# end",
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
    let now = catalog(&messages, accepted.after);
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

/// Carries over, and does so again from wherever a run can be ended: it must come to the same, and nothing may be fresh on
/// the way that is not in the end.
pub(super) fn carried_over(units: &Units, now: &Catalog, from: &[&str], to: &str) -> Accepted {
    let from: Vec<String> = from.iter().map(|id| (*id).to_owned()).collect();
    let done = carry(units, now, &from, to).expect("carried");
    let state = |catalog: &Catalog| {
        let id = &done.units[0].0;
        catalog.state(id, &units.find(id).expect("a unit").text)
    };
    let last = state(&catalog(&done.messages, done.after.clone()));
    assert_eq!(last, done.units[0].1);
    for messages in [text(now), &done.messages] {
        let cut = catalog(messages, done.before.clone());
        assert!(
            matches!(state(&cut), State::Missing | State::Outdated | State::Revised) || state(&cut) == last,
            "{messages}"
        );
        let again = carry(units, &cut, &from, to);
        let again = again.unwrap_or_else(|error| {
            panic!(
                "{}: {from:?} {to}\n{:?}\n{:?}",
                error.message,
                cut.translation_hash(to),
                cut.format(to)
                    .map(|it| &messages[it.value_span])
                    .zip(now.format(&from[0]).map(|it| &text(now)[it.value_span]))
            )
        });
        let at = again.messages.bytes().zip(done.messages.bytes()).take_while(|(a, b)| a == b).count();
        let rest = |text: &str| text.get(at..).map(|rest| rest.chars().take(200).collect::<String>());
        assert_eq!(rest(&again.messages), rest(&done.messages), "{from:?} {to}");
        assert_eq!((again.after.write(), &again.units), (done.after.write(), &done.units));
    }
    done
}

#[test]
fn what_is_carried_over_is_never_fresh_by_chance() {
    // The source was renamed and changed; whether the lock knows it or not.
    let old = units(&[("/a", "A text of five words")]);
    let then = in_step(&old, "a = 하나\n");
    let new = units(&[("/n", "A text of six words, no less")]);
    let synced = sync(&new, &then);
    for lock in [synced.after, Lock::default()] {
        for messages in [&synced.messages, "a = 하나\n", "# mine\na = 하나\n", "a = 하나\n    .x = y\n"] {
            let carried = carried_over(&new, &catalog(messages, lock.clone()), &["a"], "n");
            assert_eq!(states(&new, &catalog(&carried.messages, carried.after)), "n outdated");
        }
    }
}

#[test]
fn several_messages_become_one() {
    let one = "The quick brown fox jumps over the lazy dog while the cat sleeps";
    let two = "Rain fell on the hills all night and the river rose by morning";
    let old = units(&[("/a", one), ("/b", "So be it"), ("/c", two), ("/d", "Another text that has to stay as it is")]);
    let then =
        in_step(&old, "# mine\na =\n    하나\n    .x = y\nb = [둘\n\n# keep\nc = { 1 ->\n   *[other] 셋\n}\nd = 넷\n");
    let new = units(&[
        ("/n", &format!("{one}. So be it. {}", two.replace("hills", "slopes"))),
        ("/d", "Another text that has to stay as it is"),
    ]);
    let found: Vec<(String, Kind, usize)> =
        likenesses(&new, &then).into_iter().map(|it| (it.old + "→" + &it.new, it.kind, it.per_cent)).collect();
    let joined = |which: &str, per_cent| (which.to_owned(), Kind::Joined, per_cent);
    assert_eq!(found, [joined("a→n", 100), joined("b→n", 100), joined("c→n", 92)]);
    let synced = sync(&new, &then);
    let done = carried_over(&new, &catalog(&synced.messages, synced.after), &["a", "b", "c"], "n");
    // The one with a comment of its own stays.
    assert_eq!(
        done.messages,
        "# mine\nn =\n    하나\n    { \"\" }[둘\n    { 1 ->\n   *[other] 셋\n}\n    .x = y\n\n# keep\nc = { 1 ->\n   *[other] 셋\n}\nd = 넷\n"
    );
    assert_eq!(states(&new, &catalog(&done.messages, done.after)), "n outdated, d fresh, c orphan");
    let twice = carry(&new, &then, &["a".into(), "a".into()], "n").expect_err("named twice");
    assert_eq!(twice.code, "usage");
    // One that is a small part of a new unit is named, too.
    let new = units(&[(
        "/n",
        &format!("{one}. {two}. Much more was said that day, of other things, and forgotten as soon as it was said."),
    )]);
    let then = in_step(&units(&[("/a", one)]), "a = 하나\n");
    let found: Vec<Kind> = likenesses(&new, &then).into_iter().map(|it| it.kind).collect();
    assert_eq!(found, [Kind::Joined]);
}

#[test]
fn a_revision_is_seen_even_if_the_lock_knew_only_the_stub() {
    let old = units(&[("/a", "A")]);
    let stub = in_step(&old, "");
    let new = units(&[("/a", "A!")]);
    // Filled below the old source, which then changed, or the other way round: nobody knows.
    let filled = text(&stub).replace("a = { \"\" }", "a = 1");
    let now = catalog(&filled, stub.lock().clone());
    assert_eq!(states(&new, &now), "a outdated");
    let synced = sync(&new, &now);
    assert_eq!((synced.messages.as_str(), synced.recorded), (filled.as_str(), 1));
    let now = catalog(&filled, synced.after.clone());
    assert_eq!(states(&new, &now), "a outdated");
    assert_eq!(states(&new, &catalog(&filled.replace("= 1", "= 2"), synced.after.clone())), "a revised");
    assert_eq!(sync(&new, &now).recorded, 0);
    // The source goes back: what was made from it is fresh again.
    assert_eq!(states(&old, &now), "a fresh");
}

/// The catalog after a run of `sync`, which must not find anything more to do then.
fn then(units: &Units, messages: &str, lock: &Lock) -> Catalog {
    let synced = sync(units, &catalog(messages, lock.clone()));
    let next = catalog(&synced.messages, synced.after.clone());
    for lock in [synced.before, synced.after] {
        let again = sync(units, &catalog(&synced.messages, lock));
        assert_eq!((&again.messages, &again.after), (&synced.messages, next.lock()));
    }
    next
}

#[test]
fn a_translation_that_comes_back_is_known_again() {
    let (old, new) = (units(&[("/a", "A"), ("/b", "B")]), units(&[("/a", "A!"), ("/b", "B")]));
    let whole = "# A\na = 하나\n\n# B\nb = 둘\n";
    let start = then(&old, whole, &Lock::default());
    // The whole file is away, or one message, or it is emptied; for one run or for two, while the source changes.
    for away in ["", "# B\nb = 둘\n", "# A\na = { \"\" }\n\n# B\nb = 둘\n"] {
        for times in [vec![&new], vec![&old, &new], vec![&new, &new]] {
            let mut now = then(times[0], away, start.lock());
            for units in &times[1..] {
                now = then(units, text(&now), now.lock());
            }
            assert!(states(&new, &now).starts_with("a missing"), "{}", states(&new, &now));
            let shown = text(&now).to_owned();
            assert!(shown.contains("# A!\na = { \"\" }"), "{shown}");
            // It is put back as it was, or into the empty message.
            for back in [whole.to_owned(), shown.replace("a = { \"\" }", "a = 하나").replace("b = { \"\" }", "b = 둘")]
            {
                let back = then(&new, &back, now.lock());
                assert_eq!(states(&new, &back), "a outdated, b fresh", "{shown}");
                assert_eq!(back.source_difference("a", "A!").as_deref(), Some("A{+!+}"));
                assert_eq!(states(&old, &then(&old, text(&back), back.lock())), "a fresh, b fresh");
            }
            // Another one that is written below the source as it is agrees with it.
            let other = then(&new, &shown.replace("a = { \"\" }", "a = 다른 것"), now.lock());
            assert!(states(&new, &other).starts_with("a fresh"), "{}", text(&other));
            assert_eq!(other.lock().get("a").map(|it| it.seen.len()), Some(0));
        }
    }
    // Unit and message are away together, and come back with another source.
    for away in ["", "# b = 둘\nb = 둘\n", "# a = 하나\n"] {
        let now = then(&units(&[("/b", "B")]), away, start.lock());
        assert_eq!(now.lock().get("a"), start.lock().get("a"));
        assert_eq!(states(&new, &then(&new, whole, now.lock())), "a outdated, b fresh");
    }
}

#[test]
fn what_is_written_below_an_older_source_was_made_from_it() {
    const LONG: &str = "The forecast is a growth of exports in the year to come";
    let (old, new) = (units(&[("/a", LONG)]), units(&[("/a", &LONG.replace("growth", "decline"))]));
    let last = units(&[("/a", "Nothing is known")]);
    let stub = then(&old, "", &Lock::default());
    let filled = text(&stub).replace("{ \"\" }", "수출이 늘어난다");
    // An editor, or a branch, has the file as it was before the stub was renewed, once or twice.
    let renewed = then(&new, text(&stub), stub.lock());
    assert_eq!(states(&new, &then(&new, &filled, renewed.lock())), "a outdated");
    let twice = then(&last, text(&renewed), renewed.lock());
    for below in [&filled, &filled.replace("growth", "decline"), &filled.replace("# The", "# mine\n# The")] {
        let now = then(&last, below, twice.lock());
        assert_eq!(states(&last, &now), "a outdated", "{below}");
    }
    // A lock that knows nothing of it, as of another branch.
    let fresh = then(&new, "", &Lock::default());
    let now = then(&new, &filled, fresh.lock());
    assert_eq!(states(&new, &now), "a outdated");
    assert_eq!(
        now.source_difference("a", &new.list[0].text).as_deref(),
        Some("The forecast is a [-growth-]{+decline+} of exports in the …")
    );
    // And one that knows a translation of the new source, where the other branch has one of the old.
    let known = then(&new, &text(&fresh).replace("{ \"\" }", "수출이 줄어든다"), fresh.lock());
    assert_eq!(states(&new, &then(&new, &filled, known.lock())), "a revised");
    // Whatever a translator writes there himself says nothing.
    for above in [
        "",
        "# 확인 필요\n",
        "# The word decline is to be discussed.\n",
        "# mine\n# The forecast is a decline of exports in the year to come\n# mine\n",
        "# The forecast is a decline (감소?) of exports in the year to come\n",
    ] {
        let own = format!("{above}a = 수출이 줄어든다\n");
        assert_eq!(states(&new, &then(&new, &own, fresh.lock())), "a fresh", "{own}");
    }
}

#[test]
fn a_revision_stays_one_when_the_source_goes_back() {
    let (old, new) = (units(&[("/a", "A")]), units(&[("/a", "A!")]));
    let start = then(&old, "# A\na = 하나\n", &Lock::default());
    let revised = text(&start).replace("하나", "둘");
    let now = then(&new, text(&start), start.lock());
    // Seen as outdated, or as revised, or as both; whichever came first.
    for seen in [
        now.lock().clone(),
        then(&new, &revised, now.lock()).lock().clone(),
        then(&new, &revised, start.lock()).lock().clone(),
    ] {
        let back = then(&old, &revised, &seen);
        assert_eq!(states(&old, &back), "a revised");
        assert_eq!(back.source_difference("a", "A").as_deref(), Some("A[-!-]"));
        // The translation goes back, too; or somebody confirms it.
        assert_eq!(states(&old, &then(&old, text(&start), back.lock())), "a fresh");
        let accepted = accept(&old, &back, Choice::Revised).expect("a revised unit");
        assert_eq!(accepted.after, Lock::new(vec![Record::new("a", "A", back.translation_hash("a"))]));
    }
    // A change of the translation while the source stays is none.
    assert_eq!(states(&old, &then(&old, &revised, start.lock())), "a fresh");
}

#[test]
fn a_translation_is_carried_over_with_what_is_known_of_it() {
    let old = units(&[("/a", "A text"), ("/b", "B text")]);
    let then = in_step(&old, "# mine\na = 하나\n    .x = y\nb = 둘\n");
    // Renamed: the message gets the id, its stub goes.
    let new = units(&[("/n", "A text"), ("/b", "B text")]);
    let synced = sync(&new, &then);
    assert_eq!(synced.messages, "# mine\na = 하나\n    .x = y\n\n# A text\nn = { \"\" }\nb = 둘\n");
    let carried = carried_over(&new, &catalog(&synced.messages, synced.after), &["a"], "n");
    assert_eq!(carried.messages, "# mine\nn = 하나\n    .x = y\nb = 둘\n");
    assert_eq!(states(&new, &catalog(&carried.messages, carried.after)), "n fresh, b fresh");
    // Split: the words are copied, and both are outdated until somebody says that they are right.
    let new = units(&[("/a", "A"), ("/n", "text"), ("/b", "B text")]);
    let synced = sync(&new, &then);
    let carried = carried_over(&new, &catalog(&synced.messages, synced.after), &["a"], "n");
    assert_eq!(carried.messages, "# mine\na = 하나\n    .x = y\n\n# text\nn = 하나\nb = 둘\n");
    let now = catalog(&carried.messages, carried.after);
    assert_eq!(states(&new, &now), "a outdated, n outdated, b fresh");
    for (from, to) in [("a", "b"), ("nope", "n"), ("a", "nope")] {
        assert_eq!(carry(&new, &now, &[from.into()], to).expect_err("refused").code, "usage");
    }
}

#[test]
fn messages_are_exchanged_where_their_units_were() {
    let (one, two, three) = ("The river rose by morning", "Nobody slept in the town", "Twelve men sat at the table");
    let old = units(&[("/a", one), ("/b", two), ("/c", three)]);
    let start = in_step(&old, "# mine\na = 하나\n    .x = y\nb = 둘\n\nc = 셋\n");
    let moves = |units: &Units, catalog: &Catalog| -> Vec<String> {
        likenesses(units, catalog).into_iter().map(|it| format!("{}→{} {:?}", it.old, it.new, it.kind)).collect()
    };
    // Two ids are exchanged, whether `sync` has seen it or not.
    let new = units(&[("/b", one), ("/a", two), ("/c", three)]);
    assert_eq!(moves(&new, &start), ["a→b Moved", "b→a Moved"]);
    let seen = sync(&new, &start);
    let seen = carried_over(&new, &catalog(&seen.messages, seen.after), &["a"], "b");
    let done = carried_over(&new, &start, &["a"], "b");
    assert_eq!((&seen.messages, &seen.after), (&done.messages, &done.after));
    assert_eq!(done.messages, "# mine\nb = 하나\n    .x = y\na = 둘\n\nc = 셋\n");
    let now = catalog(&done.messages, done.after);
    assert_eq!(states(&new, &now), "b fresh, a fresh, c fresh");
    assert_eq!(carry(&new, &now, &["a".into()], "b").expect_err("it is done").code, "usage");
    // All are numbered anew behind a new one. Nothing is lost on the way.
    let new = units(&[("/a", "A new beginning"), ("/b", one), ("/c", two), ("/d", three)]);
    let mut now = start;
    for _ in 0..4 {
        let synced = sync(&new, &now);
        now = catalog(&synced.messages, synced.after);
        let found = likenesses(&new, &now);
        if let Some(next) = found.last() {
            let done = carried_over(&new, &now, &[&next.old], &next.new);
            now = catalog(&done.messages, done.after);
            for word in ["하나", "둘", "셋"] {
                assert!(text(&now).contains(word), "{}", text(&now));
            }
        }
    }
    assert_eq!(states(&new, &now), "a outdated, b fresh, c fresh, d fresh", "{}", text(&now));
}

#[test]
fn a_message_that_refers_to_an_empty_one_is_not_written_over() {
    let old = units(&[("/a", "A text"), ("/b", "Refrain"), ("/c", "C")]);
    let start = in_step(&old, "a = 하나\nb = { \"\" }\nc = { b }\n");
    let new = units(&[("/c", "A text"), ("/b", "Refrain")]);
    assert_eq!(carry(&new, &start, &["a".into()], "c").expect_err("refused").code, "usage");
}

#[test]
fn the_reference_is_mended_and_a_translation_is_not_taken_for_it() {
    let units = units(&[("One/a", "A"), ("One/b", "B"), ("One/c", "C")]);
    let mended = |messages: &str| reference(&units, &catalog(messages, Lock::default()), str::eq);
    let mark = "### Derived from sources/before.xml, once\n\n";
    let own = "### Mine\n\n# note\na = A\nb =\n    .x = y\n\n# old\ngone = Z\n";
    let is = mended(&format!("{mark}{own}")).expect("a reference");
    assert_eq!(is.messages, format!("{mark}### Mine\n\n# note\na = A\nb = B\n    .x = y\nc = C\n"));
    assert_eq!(is.changed, 3);
    assert_eq!(mended(&is.messages).expect("a reference").changed, 0);
    // What says the same needs no change, and no mark.
    assert_eq!(mended("a = A\nb = B\nc = C\n").expect("a reference").changed, 0);
    for whole in [own, "a = 하나\nb = 둘\nc = 셋\n", "a = A\nb = B\nc = 셋\n", "c = 셋\n", "# mine\n", "a = A\n"]
    {
        assert_eq!(mended(whole).expect_err(whole).code, "not-derived");
    }
    let lock = Lock::new(vec![Record::new("a", "A", None)]);
    assert!(reference(&units, &catalog(&format!("{mark}a = A\nb = 둘\n"), lock), str::eq).is_err());
}

#[test]
fn a_copy_of_the_reference_that_was_translated_is_not_taken_for_it() {
    let units = units(&[("/a", "The river rose by morning"), ("/b", "Nobody slept in the town"), ("/c", "2002")]);
    let reference = |messages: &str| reference(&units, &catalog(messages, Lock::default()), str::eq);
    let copy = reference("").expect("a reference").messages;
    let translated = copy.replace("The river rose by morning", "아침에 강물이 불었다");
    let translated = translated.replace("Nobody slept in the town", "마을에서는 아무도 자지 못했다");
    assert_eq!(reference(&translated).expect_err("a translation").code, "not-derived");
    // A source that was changed throughout is no translation.
    let old = copy.replace("rose by", "had risen in the").replace("Nobody slept", "No one was asleep");
    assert_eq!(reference(&old).expect("a reference").messages, copy);
}

#[test]
fn a_lock_is_read_as_it_was_written_or_not_at_all() {
    let record = |id: &str, translation: Option<&str>| Record {
        id: id.into(),
        source: "“a” 'b' \"c\" \\ \n\t한".into(),
        translation: translation.map(str::to_owned),
        seen: Vec::new(),
    };
    let seen = Record { seen: vec!["“a”".into(), "\n한".into()], ..record("a", Some("11")) };
    let lock = Lock::new(vec![record("b.c", Some("00")), record("가", None), seen]);
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
