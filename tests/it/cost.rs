//! What a run costs: memory that is bounded, and time of the processor that is compared with what a harmless file takes.
//!
//! A clock would measure whatever else the machine does, and how fast it is. The time that the processor gives a run is its
//! own; what is left of other programs' doing – they share its caches – is the same for the harmless file beside which it
//! is measured, by the same program, with or without optimization. What is over the bound is measured again with the
//! yardstick, so that nothing fails for one bad moment: what is quadratic is over it each time.

mod harmless;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use self::harmless::harmless;
use crate::support::{Run, enface, finish};

/// So many yardsticks of reading are a second of the program that is shipped, on a machine of these years.
const SECOND: f64 = 10.0;

/// How often it is measured whether a run is within its bound.
const TIMES: usize = 4;

/// Runs `enface` in 300 MB of memory and what is a second for the program that is shipped. Where there is no POSIX shell,
/// nothing limits it.
#[allow(clippy::print_stdout, reason = "shown where it fails")]
pub(crate) fn enface_within(name: &str, folder: &Path, arguments: &[&str]) -> Run {
    if !cfg!(unix) {
        return enface(folder, arguments);
    }
    for time in 0..TIMES {
        let (run, cost) = measured(folder, arguments);
        let bound = SECOND * yardstick(time > 0);
        println!("{name}: {} takes {cost:.2} s of the processor; {bound:.2} s are within the bound", arguments[0]);
        if cost <= bound {
            return run;
        }
    }
    panic!("{name}: {arguments:?} takes more than what is a second for the program that is shipped");
}

/// Runs `enface` within bounds that nothing comes near to but what never ends, and gives the seconds that the processor
/// worked for it.
fn measured(folder: &Path, arguments: &[&str]) -> (Run, f64) {
    let script =
        "ulimit -d 300000 && ulimit -t 300 || exit 99; \"$0\" \"$@\"; status=$?; times >\"$TIMES\"; exit $status";
    let times = tempfile::NamedTempFile::new().unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_enface")]).env("TIMES", times.path());
    let run = finish(command, folder, arguments, &[]);
    let said = fs::read_to_string(times.path()).unwrap();
    // The second line is that of what the shell ran: “0m1.50s 0m0.02s”.
    let seconds = |time: &str| {
        let (minutes, seconds) = time.trim_end_matches('s').split_once('m').unwrap();
        60.0 * minutes.parse::<f64>().unwrap() + seconds.parse::<f64>().unwrap()
    };
    let cost = said.lines().nth(1).unwrap_or_default().split_ascii_whitespace().map(seconds).sum();
    (run, cost)
}

/// The seconds that the processor works to check a harmless file of two megabytes: the most that was measured.
fn yardstick(again: bool) -> f64 {
    static MOST: Mutex<f64> = Mutex::new(0.0);
    let mut most = MOST.lock().unwrap();
    if *most == 0.0 || again {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sources")).unwrap();
        fs::write(folder.path().join("sources/a.xml"), harmless(2_000_000)).unwrap();
        let (run, cost) = measured(folder.path(), &["check"]);
        assert_eq!(run.status, 0, "{run:.2000?}");
        assert!(cost > 0.0, "the shell gives no times");
        *most = most.max(cost);
    }
    *most
}
