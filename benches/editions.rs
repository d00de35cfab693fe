//! How fast and how lean `enface build` sets editions of 12, 1,000 and 20,000 paragraph pairs.
//!
//! `cargo bench --bench editions` generates the projects into `target/bench/<pairs>/`, always the
//! same, builds the PDF of each with the release binary, and prints seconds, peak memory, pages and
//! bytes. Sizes may be given as arguments or in `ENFACE_BENCH_SIZES=12,1000`; `--generate` only
//! writes the projects. Then it prints what tags and attached sources cost, in time and in bytes, for the
//! speech of this repository and for 1,000 pairs. `benches/typst.py` sets the same projects with Typst.
#![allow(clippy::disallowed_methods, reason = "a bench makes its own files")]
#![allow(clippy::print_stdout, reason = "the table is the result")]

mod cost;
mod prose;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

use prose::{ENGLISH_LENGTH, KOREAN_LENGTH, Writer};

const SIZES: &[usize] = &[12, 1_000, 20_000];
const PARAGRAPHS_IN_SECTION: usize = 25;
const SEED: u64 = 20_040_923;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let only_generate = arguments.iter().any(|argument| argument == "--generate");
    let sizes = sizes(&arguments);
    println!("enface, {} cores", thread::available_parallelism()?);
    println!(
        "{:>7} {:>9} {:>9} {:>7} {:>11} {:>9} {:>8}",
        "pairs", "seconds", "peak MiB", "pages", "bytes", "source", "words"
    );
    for pairs in sizes {
        let (project, words) = generate(pairs)?;
        let source = fs::metadata(project.join("sources/bench.xml"))?.len();
        if only_generate {
            println!("{pairs:>7} {:>9} {:>9} {:>7} {:>11} {source:>9} {words:>8}", "", "", "", "");
            continue;
        }
        let out = project.join("out");
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        let runs = if pairs < 5_000 { 5 } else { 1 };
        let mut seconds = Vec::new();
        let mut peak = 0;
        let mut report = String::new();
        for _ in 0..runs {
            let start = Instant::now();
            report = run(build(&project, &out))?;
            seconds.push(start.elapsed());
            // Memory is measured in a run of its own, so that looking does not cost time.
            peak = peak.max(peak_memory(build(&project, &out))?);
        }
        seconds.sort();
        let pdf = fs::read(out.join("bench.en-ko.pdf"))?;
        println!(
            "{pairs:>7} {:>9.3} {:>9.1} {:>7} {:>11} {source:>9} {words:>8}",
            seconds[seconds.len() / 2].as_secs_f64(),
            peak as f64 / 1024.0,
            pages(&report, &pdf).map_or_else(|| "?".to_owned(), |pages| pages.to_string()),
            pdf.len(),
        );
    }
    if !only_generate {
        cost::print(Path::new(env!("CARGO_MANIFEST_DIR")), "korea-us-relationship")?;
        cost::print(&generate(1_000)?.0, "bench")?;
    }
    Ok(())
}

/// The sizes from the arguments (cargo adds some of its own), from the environment, or all.
fn sizes(arguments: &[String]) -> Vec<usize> {
    let given = arguments.join(",");
    let from_environment = env::var("ENFACE_BENCH_SIZES").unwrap_or_default();
    for list in [given, from_environment] {
        let sizes: Vec<usize> = list.split(',').filter_map(|size| size.trim().parse().ok()).collect();
        if !sizes.is_empty() {
            return sizes;
        }
    }
    SIZES.to_vec()
}

fn bench_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench")
}

/// Writes a project of so many paragraph pairs; returns its folder and its number of word forms.
fn generate(pairs: usize) -> io::Result<(PathBuf, usize)> {
    let mut writer = Writer::new(SEED);
    let (mut tei, mut ftl) = (String::new(), String::new());
    let mut forms = HashSet::new();
    let (mut english, mut korean) = (0, 0);
    tei.push_str(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\">\n",
        "<teiHeader><fileDesc>\n",
        "<titleStmt><title>Speeches on Diplomacy</title><author>A Generator</author></titleStmt>\n",
        "<publicationStmt><p>Generated for measuring.</p></publicationStmt>\n",
        "<sourceDesc><p>Born digital.</p></sourceDesc>\n",
        "</fileDesc></teiHeader>\n<text>\n<body>\n",
    ));
    let line = "a String takes every line";
    for n in 0..pairs {
        let section = n / PARAGRAPHS_IN_SECTION + 1;
        let place = n % PARAGRAPHS_IN_SECTION + 1;
        if place == 1 {
            if n > 0 {
                tei.push_str("</div>\n");
            }
            let head = writer.head();
            writeln!(tei, "<div xml:id=\"s{section}\">").expect(line);
            writeln!(tei, "<head xml:id=\"s{section}-head\">{}</head>", head.en).expect(line);
            writeln!(ftl, "\n## {}\n\ns{section}-head = {}", head.en, head.ko).expect(line);
        }
        let text = writer.paragraph();
        english += text.en.chars().count();
        korean += text.ko.chars().count();
        for word in text.en.split_whitespace().chain(text.ko.split_whitespace()) {
            if !forms.contains(word) {
                forms.insert(word.to_owned());
            }
        }
        writeln!(tei, "<p xml:id=\"s{section}-p{place}\">{}</p>", text.en).expect(line);
        writeln!(ftl, "s{section}-p{place} = {}", text.ko).expect(line);
    }
    tei.push_str("</div>\n</body>\n</text>\n</TEI>\n");

    for (language, sum, mark) in [("English", english, ENGLISH_LENGTH), ("Korean", korean, KOREAN_LENGTH)] {
        let average = sum as f64 / pairs as f64;
        let off = (average / mark as f64 - 1.0).abs();
        assert!(off < 0.05, "{language}: {average:.0} characters a paragraph, not about {mark}");
    }
    assert!(pairs < 20_000 || forms.len() > 5_000, "only {} word forms", forms.len());

    let project = bench_folder().join(pairs.to_string());
    for (path, content) in [("sources/bench.xml", tei), ("translations/ko/bench.ftl", ftl)] {
        let path = project.join(path);
        fs::create_dir_all(path.parent().expect("a file in a folder"))?;
        fs::write(path, content)?;
    }
    Ok((project, forms.len()))
}

fn build(project: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enface"));
    command.arg("-C").arg(project).args(["build", "--format", "pdf", "--out"]).arg(out);
    command.stdin(Stdio::null());
    command
}

/// Runs a command to its end; what it printed.
fn run(mut command: Command) -> io::Result<String> {
    let output = command.output()?;
    let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{printed}");
    Ok(printed.into_owned())
}

/// The most memory that a command held at once, in KiB: the kernel's own high-water mark.
fn peak_memory(command: Command) -> io::Result<u64> {
    let time = Path::new("/usr/bin/time");
    if time.exists() {
        let mut timed = Command::new(time);
        timed.args(["-f", "peak %M"]).arg(command.get_program()).args(command.get_args());
        let printed = run(timed)?;
        let peak = printed.lines().rev().find_map(|line| line.strip_prefix("peak ")?.parse().ok());
        return peak.ok_or_else(|| io::Error::other("time printed no peak"));
    }
    // Without GNU time: read the mark while the process lives, every millisecond.
    let mut command = command;
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait()?.is_none() {
        let mark = fs::read_to_string(&status).ok().and_then(|text| {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
            line.trim().trim_end_matches("kB").trim().parse().ok()
        });
        peak = peak.max(mark.unwrap_or(0));
        thread::sleep(Duration::from_millis(1));
    }
    Ok(peak)
}

/// The number of pages: from the page tree's root, or else from what the program reports.
fn pages(report: &str, pdf: &[u8]) -> Option<usize> {
    let number = |bytes: &[u8]| {
        let digits: Vec<u8> = bytes.iter().copied().skip_while(|b| *b == b' ').take_while(u8::is_ascii_digit).collect();
        String::from_utf8(digits).ok()?.parse::<usize>().ok()
    };
    let mut trees = Vec::new();
    for (start, window) in pdf.windows(6).enumerate() {
        if window == b"/Pages" {
            let object = &pdf[start.saturating_sub(40)..];
            let object = &object[..object.len().min(400_000)];
            let end = object.windows(6).position(|w| w == b"endobj").unwrap_or(0);
            if let Some(count) = object[..end].windows(6).position(|w| w == b"/Count") {
                trees.extend(number(&object[count + 6..]));
            }
        }
    }
    let reported = || {
        let words: Vec<&str> = report.split_whitespace().collect();
        words.windows(2).find_map(|pair| {
            let is_pages = pair[1].trim_matches(|c: char| !c.is_alphabetic()).starts_with("page");
            is_pages.then(|| pair[0].replace([',', '\u{a0}', '\u{202f}'], "").parse().ok())?
        })
    };
    trees.into_iter().max().or_else(reported)
}
