//! Runs that are killed, that meet each other or a person at work, and that find the disk full: nothing is lost, whatever
//! happens between reading and writing.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::support::{enface, files};
use crate::sync::{LETTER, changed, edit, project, read, states, well};

/// A project with a long document and a translation that has much to be synced: after the source changed, stubs are to be
/// renewed, units to be added, and translations to be recorded.
fn large() -> tempfile::TempDir {
    let paragraphs = |count: usize, word: &str| -> String {
        (1..=count)
            .map(|n| format!("<p xml:id=\"p{n}\">{word} paragraph number {n} says what it says.</p>\n"))
            .collect()
    };
    let source = |count, word| {
        let start = LETTER.find("    <head>").unwrap();
        LETTER[..start].to_owned() + &paragraphs(count, word) + "</body></text></TEI>\n"
    };
    let project = project(&source(300, "Each"));
    well(project.path(), "sync --langs ko");
    let path = project.path().join("translations/ko/letter.ftl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("1 = { \"\" }", "1 = 하나").replace("2 = { \"\" }", "2 = 둘")).unwrap();
    fs::write(project.path().join("sources/letter.xml"), source(400, "Every")).unwrap();
    project
}

fn copied(from: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    restore(folder.path(), &files(from));
    folder
}

fn restore(folder: &Path, wanted: &[(String, Vec<u8>)]) {
    for (name, bytes) in wanted {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enface"));
    command.current_dir(folder).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// The files of a project without the temporary ones that a run leaves behind that is killed.
fn lasting(folder: &Path) -> Vec<(String, Vec<u8>)> {
    files(folder).into_iter().filter(|(name, _)| !name.ends_with(".tmp")).collect()
}

#[test]
fn a_run_that_is_killed_leaves_whole_files_and_the_next_goes_on() {
    let project = large();
    let old = files(project.path());
    let done = copied(project.path());
    well(done.path(), "sync");
    let new = files(done.path());
    let changes = changed(&old, &new);
    assert_eq!(changes, ["translations/en/letter.ftl", "translations/ko/letter.ftl", "translations/ko/letter.lock"]);
    let find = |list: &[(String, Vec<u8>)], name: &str| list.iter().find(|(other, _)| other == name).unwrap().1.clone();
    let mut seen = std::collections::BTreeSet::new();
    // Killed after some time, and as soon as so many changes of the folders have been seen.
    for round in 0..60u32 {
        let folder = copied(project.path());
        let mut child = start(folder.path(), &["sync"]);
        if round % 2 == 0 {
            std::thread::sleep(Duration::from_micros(u64::from(round) * 1500));
            kill_after(&mut child, &[], 0);
        } else {
            let folders = ["translations/en", "translations/ko"].map(|name| folder.path().join(name));
            kill_after(&mut child, &folders, round / 2 % 10);
        }
        let now = lasting(folder.path());
        assert_eq!(now.len(), old.len());
        let mut state = String::new();
        for (name, bytes) in &now {
            let (before, after) = (find(&old, name), find(&new, name));
            // The lock is written twice: before the messages it knows what they will hold.
            let is_between = name.ends_with(".lock") && *bytes != before && *bytes != after;
            if is_between {
                let text = std::str::from_utf8(bytes).unwrap();
                assert!(text.ends_with('\n') && text.matches("[[unit]]").count() == 400, "{text}");
            } else {
                assert!(*bytes == before || *bytes == after, "{name} is neither the old one nor the new one");
            }
            state.push(if is_between {
                'b'
            } else if before == after {
                '.'
            } else if *bytes == after {
                'n'
            } else {
                'o'
            });
        }
        seen.insert(state);
        well(folder.path(), "sync");
        assert_eq!(lasting(folder.path()), new, "the next run goes on");
    }
    assert!(seen.len() > 1, "no run was killed between two files, or none before: {seen:?}");
}

#[test]
#[cfg(unix)]
fn a_full_disk_leaves_the_old_files() {
    let project = large();
    let before = files(project.path());
    // No file can be longer than a block or two, and writing more is an error, as on a full disk.
    for line in ["sync", "accept letter --lang ko p1 p2"] {
        let run = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_enface")])
            .args(line.split(' '))
            .current_dir(project.path())
            .output()
            .unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{said}");
        assert!(said.contains("cannot be written") && said.contains("that there is room"), "{said}");
        assert_eq!(files(project.path()), before, "{line}");
    }
    well(project.path(), "sync");
}

#[test]
fn runs_at_once_lose_nothing_of_each_other() {
    let project = large();
    let folder = project.path();
    well(folder, "sync");
    let path = folder.join("translations/ko/letter.ftl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("4 = { \"\" }", "4 = 넷")).unwrap();
    well(folder, "sync");
    let source = folder.join("sources/letter.xml");
    let changed = fs::read_to_string(&source).unwrap().replace("Every", "Any");
    fs::write(&source, changed).unwrap();
    let count = |name: &str| states(folder).iter().filter(|state| state.ends_with(name)).count();
    assert!(count(" outdated") >= 40);
    let ids: Vec<String> = (0..12).map(|n| format!("p{}4", n + 1)).collect();
    let mut runs: Vec<Child> = ids.iter().map(|id| start(folder, &["accept", "letter", "--lang", "ko", id])).collect();
    runs.extend((0..3).map(|_| start(folder, &["sync"])));
    for mut run in runs {
        assert_eq!(run.wait().unwrap().code(), Some(0));
    }
    let states = states(folder);
    for id in ids {
        assert!(states.contains(&format!("{id} fresh")), "{id}");
    }
}

/// A project in which a paragraph got another id and another text, so that its translation is to be carried over.
fn renamed() -> tempfile::TempDir {
    let project = project(LETTER);
    let folder = project.path();
    well(folder, "ids");
    well(folder, "sync --langs ko");
    edit(folder, KO, "a-letter-p1 = { \"\" }", "a-letter-p1 = 독자께, <emph>여기서</emph> 만납니다.");
    well(folder, "sync");
    edit(folder, "sources/letter.xml", "xml:id=\"a-letter-p1\">Dear reader", "xml:id=\"opening\">Dear readers");
    well(folder, "sync");
    project
}

const KO: &str = "translations/ko/letter.ftl";
const LOCK: &str = "translations/ko/letter.lock";
const CARRY: &str = "accept letter --lang ko --from a-letter-p1 opening";

/// The state of the unit that a translation was carried over to.
fn state(folder: &Path) -> String {
    states(folder).into_iter().find(|state| state.starts_with("opening ")).unwrap()
}

#[test]
fn a_translation_that_is_carried_over_is_never_fresh_by_chance() {
    let project = renamed();
    let done = copied(project.path());
    well(done.path(), CARRY);
    assert_eq!(state(done.path()), "opening outdated");
    let new = files(done.path());

    // The messages cannot be written, so that the run ends after the first file.
    let cut = copied(project.path());
    let messages = cut.path().join(KO);
    let writable = fs::metadata(&messages).unwrap().permissions();
    let mut only_read = writable.clone();
    only_read.set_readonly(true);
    fs::set_permissions(&messages, only_read).unwrap();
    let run = enface(cut.path(), &CARRY.split(' ').collect::<Vec<_>>());
    assert_eq!(run.status, 2, "{run:#?}");
    fs::set_permissions(&messages, writable).unwrap();
    assert_eq!(changed(&files(project.path()), &files(cut.path())), [LOCK], "the lock is written first");
    assert_eq!(state(cut.path()), "opening missing");
    let first = copied(cut.path());
    well(first.path(), CARRY);
    assert_eq!(files(first.path()), new, "the same command goes on");

    // The run ends before the lock forgets the old message.
    fs::write(&messages, read(done.path(), KO)).unwrap();
    assert_eq!(state(cut.path()), "opening outdated");
    well(cut.path(), CARRY);
    assert_eq!(files(cut.path()), new, "the same command goes on");
}

#[test]
fn a_carrying_over_that_is_killed_goes_on() {
    let project = renamed();
    let old = files(project.path());
    let done = copied(project.path());
    well(done.path(), CARRY);
    let new = files(done.path());
    let mut seen = std::collections::BTreeSet::new();
    for round in 0..40u32 {
        let folder = copied(project.path());
        let mut child = start(folder.path(), &CARRY.split(' ').collect::<Vec<_>>());
        kill_after(&mut child, &[folder.path().join("translations/ko")], round % 8);
        let now = lasting(folder.path());
        seen.insert(changed(&old, &now));
        assert_ne!(state(folder.path()), "opening fresh", "{:?}", changed(&old, &now));
        // The same command goes on, unless there is nothing left to do.
        if now != new {
            well(folder.path(), CARRY);
        }
        assert_eq!(lasting(folder.path()), new, "the next run goes on");
    }
    assert!(seen.len() > 1, "no run was killed between two files, or none before: {seen:?}");
}

/// Kills a run as soon as so many changes of folders have been seen.
fn kill_after(child: &mut Child, folders: &[std::path::PathBuf], changes: u32) {
    let names = || -> Vec<_> {
        let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
        entries.map(|entry| entry.unwrap().file_name()).collect()
    };
    let (mut last, mut left) = (names(), changes);
    while left > 0 && child.try_wait().unwrap().is_none() {
        let now = names();
        left -= u32::from(now != last);
        last = now;
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn runs_of_ids_at_once_give_each_unit_one_id() {
    let project = project(LETTER);
    let folder = project.path();
    let alone = copied(folder);
    well(alone.path(), "ids");
    let runs: Vec<Child> = (0..6).map(|_| start(folder, &["ids"])).collect();
    for mut run in runs {
        assert_eq!(run.wait().unwrap().code(), Some(0));
    }
    assert_eq!(files(folder), files(alone.path()));
}

/// Somebody saves a file after it was read and while the new one is being written: it stays as it was saved, the run says
/// so, and the next one goes on. A temporary file shows that a run has read everything; while it does not have the rights of
/// the file that it is to replace, the run has not looked yet whether that was saved meanwhile.
#[test]
#[cfg(unix)]
fn a_file_that_is_saved_between_reading_and_writing_stays() {
    use std::io::Write as _;
    use std::os::unix::fs::PermissionsExt as _;

    let translated = large();
    let outdated = copied(translated.path());
    well(outdated.path(), "sync");
    let untouched = {
        let paragraphs: String =
            (0..4000).map(|n| format!("<p>Paragraph number {n} says what it says.</p>\n")).collect();
        let start = LETTER.find("    <head>").unwrap();
        project(&(LETTER[..start].to_owned() + &paragraphs + "</body></text></TEI>\n"))
    };
    for (project, line, name, comment) in [
        (&translated, "sync", KO, "\n# saved by somebody\n"),
        (&outdated, "accept letter --lang ko p1 p2", LOCK, "\n# saved by somebody\n"),
        (&untouched, "ids", "sources/letter.xml", "<!-- saved by somebody -->\n"),
    ] {
        let mut shown = 0;
        for _ in 0..60 {
            let folder = copied(project.path());
            let path = folder.path().join(name);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
            let parent = path.parent().unwrap().to_owned();
            let mut child = start(folder.path(), &line.split(' ').collect::<Vec<_>>());
            let is_early = || {
                fs::read_dir(&parent).unwrap().flatten().any(|entry| {
                    let is_temporary = entry.file_name().to_string_lossy().ends_with(".tmp");
                    is_temporary && entry.metadata().is_ok_and(|it| it.permissions().mode() & 0o777 != 0o640)
                })
            };
            while child.try_wait().unwrap().is_none() && !is_early() {}
            let old = fs::read(&path).unwrap();
            let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
            file.write_all(comment.as_bytes()).unwrap();
            drop(file);
            let in_time = child.try_wait().unwrap().is_none();
            if child.wait().unwrap().code() == Some(2) && in_time {
                assert_eq!(
                    fs::read(&path).unwrap(),
                    [&old, comment.as_bytes()].concat(),
                    "{line}: what was saved stays"
                );
                let _ = enface(folder.path(), &line.split(' ').collect::<Vec<_>>());
                assert!(fs::read_to_string(&path).unwrap().contains(comment.trim()) || name == LOCK, "{line}");
                shown += 1;
            }
            if shown == 3 {
                break;
            }
        }
        assert_eq!(shown, 3, "{line}: no run met somebody who saved {name}");
    }
}
