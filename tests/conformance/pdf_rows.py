"""pdf_rows.py [--facing] PROJECT FILE.pdf [PROJECT FILE.pdf]…: do the rows of two-column PDFs stay in step?

With `--facing`, the columns are pages that face each other, and the two are read as one wide page.

Held against what mutool and qpdf read in the file, not against what the program says:

- each unit's id is a named destination, above the unit's first baseline;
- the first baselines of both sides of a row are equal, also after a page break;
- the lines of a row register across the gutter, one by one;
- every body line of both columns, on every page, stands on one baseline grid;
- no glyph of a row stands across the gutter, left of its column, or right of where its justified lines end;
- the file holds the left column of a page before the right one, each from top to bottom.
"""

import json
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import ceil, floor, inf
from multiprocessing.pool import ThreadPool
from statistics import median

import edition

TOLERANCE = 0.1  # points
HANGING = 0.7  # how far a mark may stand out of its column, in its size


@dataclass
class Glyph:
    x: float
    right: float
    y: float  # of the baseline, from the top of the page
    size: float
    order: int  # its place among the glyphs of the page, as the file holds them


@dataclass
class Page:
    width: float
    height: float
    glyphs: list[Glyph]


def right_edge(read, odd, side):
    """Where the lines of one side end on odd or even pages, if a third of them end alike: they are justified then."""
    ends = {}
    for page in (page for page in read if page % 2 == odd):
        for glyph in (glyph for at, glyph in read[page] if at == side):
            line = (page, round(glyph.y))
            ends[line] = max(ends.get(line, 0), glyph.right)
    alike = Counter(round(2 * end) / 2 for end in ends.values())
    edge, count = alike.most_common(1)[0] if alike else (inf, 0)
    return edge + 0.5 if count >= 5 and 3 * count >= len(ends) else inf


def read_pages(pdf):
    """Every visible glyph of every page, as mutool places it."""
    run = ["mutool", "draw", "-q", "-F", "stext", "-o", "-", str(pdf)]
    root = ET.fromstring(subprocess.run(run, check=True, capture_output=True).stdout)
    pages = []
    for page in root.iter("page"):
        glyphs = []
        for font in page.iter("font"):
            size = float(font.get("size"))
            for char in font.iter("char"):
                # A mark above or below its letter stands on no baseline.
                if char.get("c", "").strip() and not unicodedata.combining(char.get("c")[0]):
                    quad = [float(n) for n in char.get("quad").split()]
                    x, y = float(char.get("x")), float(char.get("y"))
                    glyphs.append(Glyph(x, max(quad[0::2]), y, size, len(glyphs)))
        pages.append(Page(float(page.get("width")), float(page.get("height")), glyphs))
    return pages


def read_destinations(pdf):
    """The names tree /Dests: name → (page number from 0, y from the top of the page)."""
    run = ["qpdf", "--json=2", "--json-key=qpdf", str(pdf)]
    read = subprocess.run(run, capture_output=True)
    if read.returncode not in (0, 3):  # 3: warnings, which are qpdf --check's to judge
        raise SystemExit(read.stderr.decode())
    objects = json.loads(read.stdout)["qpdf"][1]

    def resolve(value):
        while isinstance(value, str) and value.endswith(" R"):
            value = objects["obj:" + value]
            value = value["value"] if "value" in value else value["stream"]["dict"]
        return value

    def leaves(node, key):
        node = resolve(node)
        for kid in resolve(node.get("/Kids", [])):
            yield from leaves(kid, key)
        pairs = resolve(node.get(key, []))
        yield from zip(pairs[0::2], pairs[1::2])

    boxes = {}

    def walk_pages(reference, box):
        node = resolve(reference)
        box = resolve(node.get("/MediaBox", box))
        if "/Kids" in node:
            for kid in resolve(node["/Kids"]):
                walk_pages(kid, box)
        else:
            boxes[reference] = (len(boxes), box)

    catalog = resolve(objects["trailer"]["value"]["/Root"])
    walk_pages(catalog["/Pages"], None)
    names = resolve(catalog.get("/Names", {}))
    found = {}
    for name, target in leaves(names.get("/Dests", {}), "/Names"):
        target = resolve(target)
        if isinstance(target, dict):
            target = resolve(target["/D"])
        page, box = boxes[target[0]]
        kind = target[1]
        top = {"/XYZ": 3, "/FitH": 2, "/FitBH": 2, "/FitR": 5}.get(kind)
        y = resolve(target[top]) if top and len(target) > top else None
        text = name[2:] if name.startswith("u:") else bytes.fromhex(name[2:]).decode("utf-8")
        found[text] = (page, None if y is None else box[3] - y)
    return found


def spread_of(page):
    """The number of the spread on which a page stands: the first page stands alone, to the right."""
    return (page + 1) // 2


def as_spreads(pages):
    """Pages that face each other as one wide page each."""
    spreads = [Page(2 * pages[0].width, pages[0].height, []) for _ in range(spread_of(len(pages) - 1) + 1)]
    for number, page in enumerate(pages):
        glyphs = spreads[spread_of(number)].glyphs
        shift = page.width if number % 2 == 0 else 0
        glyphs += [Glyph(g.x + shift, g.right + shift, g.y, g.size, len(glyphs) + g.order) for g in page.glyphs]
    return spreads


def lines_of(glyphs):
    """Glyphs grouped to lines by their baseline: [(baseline, glyphs)], from the top."""
    lines = []
    for glyph in sorted(glyphs, key=lambda g: g.y):
        if lines and glyph.y - lines[-1][-1].y <= 1.0:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [(median(g.y for g in line), line) for line in lines]


def find_gutter(pages):
    """The x that most lines with text on both sides leave free, in the middle of the widest."""
    lines = [line for page in pages for _, line in lines_of(page.glyphs)]
    width = max(page.width for page in pages)
    scores = dict.fromkeys(range(int(width * 0.25) * 2, int(width * 0.75) * 2), 0)
    for line in lines:
        covered = {step for g in line for step in range(ceil(g.x * 2), floor(g.right * 2) + 1)}
        first, last = min(g.right for g in line) * 2, max(g.x for g in line) * 2
        for step in scores:
            if step in covered:
                scores[step] -= 1
            elif first < step < last:
                scores[step] += 1
    best = max(scores.values())
    if best < 2:
        return None
    runs = []
    for step in sorted(s for s, score in scores.items() if score == best):
        if runs and step == runs[-1][-1] + 1:
            runs[-1].append(step)
        else:
            runs.append([step])
    widest = max(runs, key=len)
    return (widest[0] + widest[-1]) / 4


def gutters(pages):
    """One gutter a page (facing pages may differ); a sparse page takes the document's."""
    whole = find_gutter(pages)
    if whole is None:
        return None
    return [find_gutter([page]) or whole for page in pages]


def first_baseline(glyphs, body_size):
    """The baseline that most glyphs of the first line stand on (a raised note mark and a gloss above do not)."""
    if not glyphs:
        return None
    top = min(g.y for g in glyphs)
    line = [g for g in glyphs if g.y - top < 0.9 * body_size]
    biggest = max(g.size for g in line)
    line = [round(g.y, 3) for g in line if g.size > 0.8 * biggest]
    return Counter(line).most_common(1)[0][0]


def common_step(steps):
    """The length of which all the steps are multiples."""
    common = 0.0
    for step in steps:
        while step > 2 * TOLERANCE:
            common, step = step, common % step if common else 0.0
    return common


def main(project, pdf, facing):
    book = edition.read(project, pdf)
    problems = []
    pages = read_pages(pdf)
    destinations = read_destinations(pdf)
    if facing:
        pages = as_spreads(pages)
        destinations = {id: (spread_of(page), y) for id, (page, y) in destinations.items()}
    middle = [page.width / 2 for page in pages] if facing else gutters(pages)
    if middle is None:
        print("no gutter found: the pages show no two columns")
        return 1

    for unit in book.units:
        # Of a unit that others part, the first part may be theirs.
        parts = (f"{unit.id}.{number}" for number in range(2, 10))
        part = next((part for part in parts if unit.id not in destinations and part in destinations), None)
        if part:
            destinations[unit.id] = destinations[part]
    for unit in book.units:
        if unit.name == "figDesc":
            continue  # It is heard and not set.
        if unit.id not in destinations:
            problems.append(f"unit {unit.id}: no named destination in the names tree")
        elif destinations[unit.id][1] is None:
            problems.append(f"unit {unit.id}: its destination has no vertical position")
    rows = [u for u in book.units if u.is_row and destinations.get(u.id, (0, None))[1] is not None]
    # A row that holds others may begin with them, or between them.
    ordered = [u for u in rows if not u.is_nested]
    order = [destinations[u.id] for u in ordered]
    for unit, before, here in zip(ordered[1:], order, order[1:]):
        if here < before:
            problems.append(f"row {unit.id}: its destination stands before that of the row before it")

    sides = ("left", "right")
    columns = []  # for each page: side → glyphs
    for page, gutter in zip(pages, middle):
        split = {
            "left": [g for g in page.glyphs if g.right <= gutter],
            "right": [g for g in page.glyphs if g.x >= gutter],
        }
        columns.append(split)

    # Bands: what stands between a row's destination and the next one's, page by page.
    starts = defaultdict(list)
    for unit in rows:
        page, top = destinations[unit.id]
        starts[page].append((top, unit))
    # A destination of any other unit (a note, the title) ends a band too; that of a note's mark does not.
    stops = defaultdict(list)
    for page, top in (destinations[unit.id] for unit in book.units if unit.id in destinations):
        if top is not None:
            stops[page].append(top)

    # The size of the body in each column is the one that most of it is set in (glosses may have more letters).
    body_size = {}
    for side in sides:
        # Cells may be many and small: they count where there is little else.
        sizes, of_cells = Counter(), Counter()
        for page, here in starts.items():
            for top, unit in here:
                bottom = min((t for t in stops[page] if t > top + 0.01), default=pages[page].height)
                area = Counter()
                for g in columns[page][side]:
                    if top < g.y < bottom:
                        area[round(g.size, 1)] += g.size * g.size
                if area and unit.name != "head":
                    (of_cells if unit.name == "cell" else sizes)[area.most_common(1)[0][0]] += 1
        if sum(sizes.values()) < 3:
            sizes += of_cells
        if not sizes:
            print("\n".join(problems + [f"no row has text in the {side} column"]))
            return 1
        body_size[side] = max(sizes, key=lambda size: (sizes[size], size))

    def body_lines(page, side, top, bottom):
        size = body_size[side]
        glyphs = [
            g for g in columns[page][side] if top < g.y < bottom and abs(g.size - size) < 0.03 * size
        ]
        for baseline, line in lines_of(glyphs):
            spread = max(g.y for g in line) - min(g.y for g in line)
            if spread > TOLERANCE:
                problems.append(f"page {page + 1}, {side}: a line at {baseline:.2f} is not level")
        return [baseline for baseline, _ in lines_of(glyphs)]

    body = []  # (page, side, baseline)
    all_lines = []  # the same of the bands in which rows begin
    chains = []  # the lines of one side of one row, one after another
    bands = []  # (name, page, top, bottom, is the band a continuation)
    last_unit = None
    for page in range(len(pages)):
        here = sorted(starts[page], key=lambda s: s[0])
        first = here[0][0] if here else pages[page].height
        if last_unit is not None:
            bands.append((last_unit, page, 0, first, True))
        for top, unit in here:
            below = [t for t in stops[page] if t > top + 0.01]
            bands.append((unit, page, top, min(below, default=pages[page].height), False))
        if here:
            last_unit = here[-1][1]

    # A table that has no room in a column stands across both, in one language after the other: bands of cells that follow
    # each other do so if one of them does.
    across, run = set(), []
    for place, (unit, page, top, bottom, _) in enumerate(bands):
        if run and (unit.name != "cell" or page != bands[run[-1]][1]):
            run = []
        if unit.name == "cell":
            run.append(place)
            over = [g for g in pages[page].glyphs if top < g.y < bottom and g.x < middle[page] < g.right]
            if over or (run[0] in across):
                across.update(run)
    across = {(bands[place][0].id, bands[place][1]) for place in across}

    # The leading, from the longest run of lines in the rows that begin on a page.
    for unit, page, top, bottom, continued in bands:
        if continued or unit.name == "head" or (unit.id, page) in across:
            continue
        for side in sides:
            lines = body_lines(page, side, top, bottom)
            chain = lines[:1]
            for before, line in zip(lines, lines[1:]):
                step = line - before
                if len(chain) > 1 and abs(step - (chain[1] - chain[0])) > 0.5:
                    break
                chain.append(line)
            chains.append(chain)
            all_lines += [(page, side, y) for y in lines]
    chain = max(chains, key=len, default=[])
    lines = sorted({(page, round(y, 2)) for page, side, y in all_lines})
    steps = [b - a for (p, a), (q, b) in zip(lines, lines[1:]) if p == q and b - a > TOLERANCE]
    if len(chain) < 3:
        # No row has three lines: all steps from line to line are multiples of the leading.
        if not steps:
            print("\n".join(problems + ["there are not two lines of body text: nothing to measure"]))
            return 1
        chain = [lines[0][1], lines[0][1] + common_step(steps)]
    leading = (chain[-1] - chain[0]) / (len(chain) - 1)
    # Where the blocks of a row are lines with an empty one between them, each step is two lines.
    if steps and abs(leading - 2 * common_step(steps)) < TOLERANCE:
        leading /= 2

    lefts = {}  # where the row begins that begins farthest to the left, in each column of even and odd pages
    read = defaultdict(list)  # for each page: (side, glyph) of the rows that are set line by line
    for unit, page, top, bottom, continued in bands:
        if continued or (unit.id, page) in across:
            continue
        if bottom == pages[page].height:
            # Below the last row stand the notes and the page number.
            rest = [y for side in sides for y in body_lines(page, side, top, bottom)]
            bottom = top + 2 * leading
            for y in sorted(rest):
                bottom = y + 0.5 if y - bottom <= 1.5 * leading else bottom
        for glyph in pages[page].glyphs:
            if top < glyph.y < bottom and glyph.x - 2 < middle[page] < glyph.right + 2:
                problems.append(f"row {unit.id}, page {page + 1}: a glyph stands across the gutter")
                break
        for side in sides:
            size = body_size[side]
            found = [
                g for g in columns[page][side] if top < g.y < bottom and abs(g.size - size) < 0.03 * size
            ]
            begun = [g for g in columns[page][side] if top < g.y < bottom]
            first = [g.x for g in begun if g.y < min(h.y for h in begun) + 1]
            if first:
                lefts[page % 2, side] = min(lefts.get((page % 2, side), inf), min(first))
            # The cells of a table stand beside each other.
            if unit.name != "cell":
                read[page] += [(side, glyph) for glyph in found]
    rights = {(odd, side): right_edge(read, odd, side) for odd in (0, 1) for side in sides}
    for page in sorted(read):
        for side in sides:
            glyphs = sorted((g for s, g in read[page] if s == side), key=lambda g: g.order)
            edge = lefts.get((page % 2, side), 0)
            if any(g.right > rights[page % 2, side] + HANGING * g.size for g in glyphs):
                problems.append(f"page {page + 1}, {side}: a glyph stands right of its column")
            if any(g.x < edge - g.size for g in glyphs):
                problems.append(f"page {page + 1}, {side}: a glyph stands left of its column")
            if any(after.y < before.y - 1 for before, after in zip(glyphs, glyphs[1:])):
                problems.append(f"page {page + 1}, {side}: lines in another order than they stand in")
        ends = {side: [g.order for s, g in read[page] if s == side] for side in sides}
        if all(ends.values()) and max(ends["left"]) > min(ends["right"]):
            problems.append(f"page {page + 1}: the columns are not read one after the other")

    checked = 0
    for unit, page, top, bottom, continued in bands:
        where = f"row {unit.id}, page {page + 1}"
        if (unit.id, page) in across:
            checked += not continued
            continue
        glyphs = {s: [g for g in columns[page][s] if top < g.y < bottom] for s in sides}
        lines = {side: body_lines(page, side, top, bottom) for side in sides}
        if continued:
            # Above the first destination stands the rest of a row, and above that a running head:
            # keep what follows the last gap. The same at a page's foot, below.
            union = sorted(lines["left"] + lines["right"])
            keep = len(union)
            while keep > 0 and (
                keep == len(union) or union[keep] - union[keep - 1] <= 1.5 * leading
            ):
                keep -= 1
            if bottom < pages[page].height:
                top = union[keep] - 0.5 if keep < len(union) else bottom
            else:
                top = max(runs_of(union, leading), key=len)[0] - 0.5 if union else bottom
        # A band that runs to the page's end would take in the page number and the notes.
        if bottom == pages[page].height:
            union = sorted(y for side in sides for y in lines[side] if y > top)
            end = union[0] if union else top
            for y in union:
                if y - end > 1.5 * leading:
                    break
                end = y
            bottom = end + 0.5
        lines = {side: [y for y in lines[side] if top < y < bottom] for side in sides}

        if continued:
            firsts = [lines[side][0] if lines[side] else None for side in sides]
        else:
            firsts = [
                first_baseline([g for g in glyphs[side] if g.y < max(bottom, top + 2 * leading)], body_size[side])
                for side in sides
            ]
            for side, first in zip(sides, firsts):
                if first is None:
                    problems.append(f"{where}: nothing in the {side} column")
        if None not in firsts:
            checked += 1
            if abs(firsts[0] - firsts[1]) > TOLERANCE:
                problems.append(
                    f"{where}: first baselines differ: {firsts[0]:.2f} left, {firsts[1]:.2f} right"
                )
            else:
                # A unit may go on behind others, as a row of its own, which starts in step again.
                runs = {side: runs_of(lines[side], leading) for side in sides}
                # A text in another language may have letters of another size.
                if all(runs.values()) and len(runs["left"]) != len(runs["right"]):
                    problems.append(f"{where}: {len(runs['left'])} runs of lines left, {len(runs['right'])} right")
                for left, right in zip(runs["left"], runs["right"]):
                    for a, b in zip(left, right):
                        if abs(a - b) > TOLERANCE:
                            problems.append(f"{where}: lines out of register: {a:.2f} left, {b:.2f} right")
        if unit.name != "head":
            body += [(page, side, y) for side in sides for y in lines[side]]

    # One grid for all: y = origin + n * leading, fitted on the lines that agree.
    origin = chain[0]
    for _ in range(5):
        points = [(round((y - origin) / leading), y) for _, _, y in body]
        points = [(n, y) for n, y in points if abs(y - origin - n * leading) <= 2 * TOLERANCE]
        mean_n = sum(n for n, _ in points) / len(points)
        mean_y = sum(y for _, y in points) / len(points)
        spread = sum((n - mean_n) ** 2 for n, _ in points)
        leading = sum((n - mean_n) * (y - mean_y) for n, y in points) / spread
        origin = mean_y - leading * mean_n
    worst = 0.0
    for page, side, y in body:
        off = abs((y - origin) - round((y - origin) / leading) * leading)
        worst = max(worst, off)
        if off > TOLERANCE:
            problems.append(f"page {page + 1}, {side}: baseline {y:.2f} is {off:.2f} pt off the grid")

    if checked < len(rows):
        problems.append(f"only {checked} of {len(rows)} rows could be compared")
    if not rows:
        problems.append("no rows: nothing was checked")
    count = Counter(side for _, side, _ in body)
    print(
        f"{len(rows)} rows, {count['left']} + {count['right']} body lines on {len(pages)} pages, "
        f"leading {leading:.3f} pt, farthest from the grid {worst:.3f} pt"
    )
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def runs_of(baselines, leading):
    """Runs of lines without a gap."""
    runs = []
    for y in baselines:
        if runs and y - runs[-1][-1] <= 1.5 * leading:
            runs[-1].append(y)
        else:
            runs.append([y])
    return runs


def all_of(pairs, options):
    """Every pair of a project and a file, two at a time; what is said of one of many begins with its name."""
    command = [sys.executable, __file__, *options]
    with ThreadPool(2) as pool:
        runs = pool.imap(lambda pair: subprocess.run([*command, *pair], capture_output=True, text=True), pairs)
        bad = [f"{pdf}: {run.stdout}{run.stderr}" for (_, pdf), run in zip(pairs, runs) if run.returncode != 0]
    print(f"{len(pairs)} files, {len(bad)} with faults", *bad, sep="\n")
    return 1 if bad or not pairs else 0


if __name__ == "__main__":
    options = [argument for argument in sys.argv[1:] if argument == "--facing"]
    files = sys.argv[1 + len(options) :]
    if len(files) == 2:
        sys.exit(main(*files, facing=bool(options)))
    sys.exit(all_of(list(zip(files[::2], files[1::2], strict=True)), options))
