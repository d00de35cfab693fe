#!/usr/bin/env python3
"""typst.py [PAIRS…]: sets the bench's editions with Typst too.

Takes the projects that `cargo bench --bench editions -- --generate` wrote into target/bench, writes the
same text as a Typst document (same fonts, sizes and page), and sets both in turn, each in a process of
its own, to a PDF: Typst's tagged, as it is by default. Prints seconds and peak memory of both, and
how many times less Enface takes. Typst is installed from PyPI into target/bench/venv.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

TYPST = "0.15.2"
ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "target" / "bench"
SPECIAL = str.maketrans({c: "\\" + c for c in "\\#*_`$@<>~[]\"'=+-/"})

PREAMBLE = """\
#set document(title: "Speeches on Diplomacy")
#set page(paper: "a4", margin: (x: 20mm, y: 24mm), numbering: "1")
#set text(font: ("Source Serif 4", "Noto Serif KR"), size: 10pt, lang: "en", hyphenate: true)
#set par(justify: true, leading: 0.5em)
#set heading(outlined: true)
#show heading: set text(size: 12pt)
#let ko = text.with(lang: "ko", font: ("Noto Serif KR", "Source Serif 4"))
#let row(en, translation) = grid(columns: (1fr, 1fr), column-gutter: 8mm, en, ko(translation))
"""


def document(project, options):
    """The text of a generated project as a Typst document."""
    preamble = PREAMBLE
    if options.first_fit:
        preamble = preamble.replace("justify: true", 'justify: true, linebreaks: "simple"')
    korean = {}
    for line in (project / "translations/ko/bench.ftl").read_text("utf-8").splitlines():
        id, mark, text = line.partition(" = ")
        if mark and not line.startswith("#"):
            korean[id] = text.translate(SPECIAL)
    rows = []
    for element in ET.parse(project / "sources/bench.xml").getroot().iter():
        id = element.get("{http://www.w3.org/XML/1998/namespace}id")
        if id in korean:
            mark = "== " if element.tag.endswith("head") else ""
            rows.append((mark + element.text.translate(SPECIAL), mark + korean[id]))
    if options.grid_each:
        return preamble + "".join(f"#row[{en}][{ko}]\n" for en, ko in rows)
    cells = "".join(f"[{en}], ko[{ko}],\n" for en, ko in rows)
    grid = "columns: (1fr, 1fr), column-gutter: 8mm, row-gutter: 0.65em"
    return preamble + f"#grid({grid},\n{cells})\n"


def measured(command):
    """Seconds and peak MiB of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command} failed")
    return seconds, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", nargs="*", type=int, default=[12, 1000, 20000])
    parser.add_argument("--font-path", type=Path, default=ROOT / "fonts")
    parser.add_argument("--enface", type=Path, default=ROOT / "target/release/enface")
    parser.add_argument("--runs", type=int, default=5, help="runs of the small sizes; the median counts")
    # One grid of all rows takes Typst as long as a grid for each pair, and less memory.
    parser.add_argument("--grid-each", action="store_true", help="a grid for each pair, not one for all")
    # Justified text is broken by total fit by default, in Typst as in Enface.
    parser.add_argument("--first-fit", action="store_true", help="Typst's simple line breaking, not total fit")
    options = parser.parse_args()

    python = BENCH / "venv/bin/python"
    have = subprocess.run(
        [python, "-c", "from importlib.metadata import version; print(version('typst'))"],
        capture_output=True, text=True,
    ) if python.exists() else None
    if have is None or have.stdout.strip() != TYPST:
        subprocess.run([sys.executable, "-m", "venv", "--clear", BENCH / "venv"], check=True)
        install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*install, f"typst=={TYPST}"], check=True)

    print(f"Typst {TYPST} and {options.enface.name}, {os.cpu_count()} cores")
    print(f"{'pairs':>7} {'typst s':>9} {'MiB':>8} {'enface s':>9} {'MiB':>8} {'time':>7} {'memory':>7}")
    for pairs in options.pairs:
        project = BENCH / str(pairs)
        if not (project / "sources/bench.xml").exists():
            sys.exit(f"{project} is not there: cargo bench --bench editions -- --generate")
        source, pdf = project / "bench.typ", project / "bench.typst.pdf"
        source.write_text(document(project, options), "utf-8")
        compile = (
            "import sys, typst; "
            "typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], "
            "ignore_system_fonts=True)"
        )
        typst = [python, "-c", compile, source, pdf, options.font_path]
        enface = [options.enface, "-C", project, "build", "--format", "pdf", "--out", project / "out"]
        results = {"typst": [], "enface": []}
        for _ in range(options.runs if pairs < 5000 else 1):
            results["typst"].append(measured(typst))
            if options.enface.exists():
                results["enface"].append(measured(enface))
        line = f"{pairs:>7}"
        medians = []
        for runs in results.values():
            if runs:
                seconds = statistics.median(run[0] for run in runs)
                peak = max(run[1] for run in runs)
                medians.append((seconds, peak))
                line += f" {seconds:>9.3f} {peak:>8.1f}"
        if len(medians) == 2:
            (a, b), (c, d) = medians
            line += f" {a / c:>6.1f}× {b / d:>6.1f}×"
        else:
            line += "  (enface is not built)"
        print(line, flush=True)


if __name__ == "__main__":
    main()
