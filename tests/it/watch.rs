//! `enface watch`: a real process beside somebody who edits.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crate::support::names;

/// How long something that must come is waited for, on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// How long nothing must come.
const SILENCE: Duration = Duration::from_millis(400);

const LETTER: &str = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\">
  <teiHeader><fileDesc><titleStmt><title>Letter</title></titleStmt>
    <publicationStmt><p>None</p></publicationStmt><sourceDesc><p>None</p></sourceDesc></fileDesc></teiHeader>
  <text><body>
    <p xml:id=\"p1\">We thank you for your letter of nine pages.</p>
  </body></text>
</TEI>
";

struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(folder: &Path) -> Watch {
        let mut child = Command::new(env!("CARGO_BIN_EXE_enface"))
            .args(["watch", "--color", "never"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (say, lines) = mpsc::channel();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let other = say.clone();
        std::thread::spawn(move || BufReader::new(out).lines().all(|line| say.send(line.unwrap()).is_ok()));
        std::thread::spawn(move || BufReader::new(err).lines().all(|line| other.send(line.unwrap()).is_ok()));
        Watch { child, lines }
    }

    /// Waits for a line that has some words, and gives all that is said until nothing more comes: the two streams have no
    /// common order.
    fn until(&mut self, words: &str) -> Vec<String> {
        let (start, mut seen) = (Instant::now(), Vec::<String>::new());
        while start.elapsed() < PATIENCE {
            match self.lines.recv_timeout(SILENCE) {
                Ok(line) => seen.push(line),
                Err(_) if seen.iter().any(|line| line.contains(words)) => return seen,
                Err(_) => {}
            }
            assert_eq!(self.child.try_wait().unwrap(), None, "it has ended: {seen:#?}");
        }
        panic!("`{words}` was never said: {seen:#?}");
    }

    /// Whether nothing more is said.
    fn is_silent(&self) -> bool {
        self.lines.recv_timeout(SILENCE).is_err()
    }

    /// Lets everything be said that is still to come.
    fn settle(&self) {
        while !self.is_silent() {}
    }

    fn end(mut self) {
        let kill = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return assert_eq!(status.code(), Some(0));
            }
            assert!(start.elapsed() < PATIENCE, "Ctrl-C does not end it");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn html(folder: &Path) -> String {
    fs::read_to_string(folder.join("out/letter.en-ko.html")).unwrap()
}

#[test]
fn an_edition_follows_its_files() {
    let project = tempfile::tempdir().unwrap();
    let folder = project.path();
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    const KO: &str = "translations/ko/letter.ftl";
    write("sources/letter.xml", LETTER);
    write(KO, "p1 = 아홉 쪽의 편지에 감사드립니다.\n");
    let mut watch = Watch::start(folder);
    watch.until("watching for changes");
    assert!(html(folder).contains("아홉 쪽의 편지에"));
    assert!(watch.is_silent(), "what it writes itself is no change");

    // A message is saved in place, then by an editor that writes another file and renames it.
    write(KO, "p1 = 아홉 쪽의 긴 편지에 감사드립니다.\n");
    watch.until("out/letter.en-ko.html");
    assert!(html(folder).contains("긴 편지에"));
    write("translations/ko/.letter.ftl.swp", "p1 = 아홉 쪽의 새 편지에 감사드립니다.\n");
    assert!(watch.is_silent(), "the file of an editor is none of the project's");
    fs::rename(folder.join("translations/ko/.letter.ftl.swp"), folder.join(KO)).unwrap();
    watch.until("out/letter.en-ko.html");
    assert!(html(folder).contains("새 편지에"));
    let before = html(folder);

    // A message is broken: what is wrong is told once, and the edition stays.
    write(KO, "p1 = 아홉 쪽의 { -friend }\n");
    let said = watch.until("letter   not built: 1 error");
    assert!(said.iter().any(|line| line.starts_with("error[unknown-reference]")), "{said:#?}");
    write(KO, "# 고칠 것\np1 = 아홉 쪽의 { -friend }\n");
    let said = watch.until("letter   not built: 1 error");
    assert!(!said.iter().any(|line| line.starts_with("error[")), "{said:#?}");
    assert_eq!(html(folder), before);
    // So is the source, and the file is no UTF-8; it goes on.
    write("sources/letter.xml", &LETTER.replace("</body>", ""));
    watch.until("error[xml-syntax]");
    fs::write(folder.join(KO), b"p1 = \xff\n").unwrap();
    watch.until("error[encoding]");
    write("sources/letter.xml", LETTER);
    watch.settle();
    // The words are looked at, too.
    write(KO, "p1 = 여덟 쪽의 편지에 감사드립니다.\n");
    let said = watch.until("letter   1 warning");
    assert!(said.iter().any(|line| line.starts_with("warning[number]")), "{said:#?}");
    // The term that was missing comes, and the message has it.
    write("translations/ko/terms.ftl", "-friend = 벗\n");
    watch.until("out/letter.en-ko.html");
    write(KO, "p1 = { -friend }의 아홉 쪽 편지에 감사드립니다.\n");
    watch.until("out/letter.en-ko.html");
    assert!(html(folder).contains("벗의 아홉 쪽"));
    write("translations/ko/terms.ftl", "-friend = 친구\n");
    watch.until("out/letter.en-ko.html");
    assert!(html(folder).contains("친구의 아홉 쪽"));

    // A document comes, a language comes, and the first document goes; nothing else is made for it.
    write("sources/note.xml", &LETTER.replace("Letter", "Note"));
    let said = watch.until("out/note.en.html");
    assert!(!said.iter().any(|line| line.contains("out/letter")), "{said:#?}");
    write("translations/de/note.ftl", "p1 = Wir danken für Ihren Brief von neun Seiten.\n");
    watch.until("out/note.en-de.html");
    let list = fs::read_to_string(folder.join("out/index.html")).unwrap();
    assert!(list.contains("note.en-de.html") && list.contains("letter.en-ko.html"), "{list}");
    fs::remove_file(folder.join("sources/letter.xml")).unwrap();
    watch.settle();
    write("translations/de/note.ftl", "p1 = Wir danken Ihnen für Ihren Brief von neun Seiten.\n");
    let said = watch.until("out/note.en-de.html");
    assert!(!said.iter().any(|line| line.contains("out/letter")), "{said:#?}");
    // The folder of the translations is put aside and comes back.
    fs::rename(folder.join("translations"), folder.join("aside")).unwrap();
    watch.until("out/note.en.html");
    fs::rename(folder.join("aside"), folder.join("translations")).unwrap();
    watch.until("out/note.en-de.html");
    write("translations/de/note.ftl", "p1 = Wir danken sehr für Ihren Brief von neun Seiten.\n");
    watch.until("out/note.en-de.html");
    assert!(fs::read_to_string(folder.join("out/note.en-de.html")).unwrap().contains("sehr"));

    watch.end();
    assert!(names(folder).iter().all(|name| !name.ends_with(".tmp")), "{:?}", names(folder));
}

#[test]
fn what_is_no_project_is_not_watched() {
    let folder = tempfile::tempdir().unwrap();
    let run = crate::support::enface(folder.path(), &["watch"]);
    assert!(run.status == 2 && run.stderr.contains("error[input]"), "{run:#?}");
}
