"""pdf_area.py FILE.pdf…: does any line stand over another, or outside of the margins?

Held against what mutool reads in the file, whichever way its languages are arranged:

- letters of two lines share no room;
- what is set as large as the text and its notes keeps to the margins, which on a screen are as wide on both sides. Marks may
  hang out of it, and numbers stand in the margins.
"""

import subprocess
import sys
from collections import Counter
from multiprocessing.pool import ThreadPool

from pdf_rows import lines_of, read_pages

ASCENT, DESCENT = 0.72, 0.22  # of letters, in their size
NOTES = 0.78  # the least size of a note, in that of the text
NUMBERS = 3  # of so many figures at the most stand in the margins
HANGING = 1.0  # how far a mark may stand out of the text, in its size
SHARED = (0.3, 0.1)  # how much room letters of two lines may share, across and down, in their size


def main(pdf):
    pages = read_pages(pdf)
    sizes = Counter()
    for page in pages:
        for glyph in page.glyphs:
            sizes[round(glyph.size, 1)] += glyph.size * glyph.size
    if not sizes:
        print("no text: nothing was checked")
        return 1
    body = max(sizes, key=lambda size: (sizes[size], size))
    problems = []
    left = edge(pages, body)
    for number, page in enumerate(pages):
        problems += [f"page {number + 1}: {problem}" for problem in overlaps(page)]
        if left is not None:
            problems += [f"page {number + 1}: {problem}" for problem in outside(page, left, body)]
    print(f"{len(pages)} pages, text of {body} pt", *problems, sep="\n")
    return 1 if problems else 0


def edge(pages, body):
    """The left edge of the text: the smallest x at which a tenth of all lines begin that begin farthest to the left."""
    starts = Counter()
    for page in pages:
        for _, line in lines_of([g for g in page.glyphs if g.size > NOTES * body]):
            starts[round(min(g.x for g in line))] += 1
    least = max(3, 0.1 * sum(starts.values()))
    near = lambda x: sum(count for other, count in starts.items() if abs(other - x) <= 1)
    return min((x for x in starts if near(x) >= least), default=None)


def outside(page, left, body):
    for baseline, line in lines_of([g for g in page.glyphs if g.size > NOTES * body]):
        size = max(g.size for g in line)
        if sum(g.x < left - HANGING * size for g in line) > NUMBERS:
            yield f"the line at {baseline:.1f} stands left of the text"
        if sum(g.right > page.width - left + HANGING * size for g in line) > NUMBERS:
            yield f"the line at {baseline:.1f} stands right of the text"


def overlaps(page):
    lines = [(baseline, stretches(line), max(g.size for g in line)) for baseline, line in lines_of(page.glyphs)]
    for at, (above, first, size) in enumerate(lines):
        for below, second, other in lines[at + 1 :]:
            if below - above > DESCENT * size + ASCENT * max(other, size):
                break
            for a, b, small in first:
                for c, d, tall in second:
                    room = above + DESCENT * small - (below - ASCENT * tall)
                    across = min(b, d) - max(a, c)
                    if across > SHARED[0] * min(small, tall) and room > SHARED[1] * min(small, tall):
                        yield f"the lines at {above:.1f} and {below:.1f} stand over each other"
                        break
                else:
                    continue
                break


def stretches(line):
    """What a line covers: from where to where, and the size of the letters there."""
    found = []
    for glyph in sorted(line, key=lambda g: g.x):
        if found and glyph.size == found[-1][2] and glyph.x <= found[-1][1] + 0.02 * glyph.size:
            found[-1][1] = max(found[-1][1], glyph.right)
        else:
            found.append([glyph.x, glyph.right, glyph.size])
    return found


if __name__ == "__main__":
    files = sys.argv[1:]
    if len(files) == 1:
        sys.exit(main(files[0]))
    with ThreadPool(2) as pool:
        runs = pool.imap(lambda pdf: subprocess.run([sys.executable, __file__, pdf], capture_output=True, text=True), files)
        bad = [f"{pdf}: {run.stdout}{run.stderr}" for pdf, run in zip(files, runs) if run.returncode != 0]
    print(f"{len(files)} files, {len(bad)} with faults", *bad, sep="\n")
    sys.exit(1 if bad or not files else 0)
