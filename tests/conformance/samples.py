"""samples.py DIR: writes one good sample of everything the suite checks, and bad ones beside it.

A bad sample is the good one with a single thing wrong, so that a check that passes the good one
and fails on the bad one has found exactly that thing. The sample is a project of its own
(`DIR/sources`, `DIR/translations`), in English and French, small enough to be set by hand.
"""

import sys
from pathlib import Path

# Each row: its id, then the lines of both columns as they are set. A hyphen at a line's end
# divides a word, as in a book.
ROWS = [
    ("sea", ["The Sea and Its Ports"], ["La mer et ses ports"]),
    (
        "sea-p1",
        ["Harbours grow where rivers", "meet the sea, and a bal-", "ance of trade keeps them", "alive."],
        ["Les ports naissent là où les", "fleuves rejoignent la mer,", "et le commerce les fait", "vivre longtemps."],
    ),
    (
        "sea-p2",
        ["Every captain knows the", "lights along this coast,", "by night and in any fog,", "and so do the gulls."],
        ["Tout capitaine connaît les", "phares de cette côte.", "Ils brillent chaque nuit,", "même par temps de brume,", "pour les marins", "et pour les mouettes."],
    ),
]
LEADING = 14.0
LEFT, RIGHT, TOP = 60, 320, 700  # of the columns and of the first baseline, in PDF points
PAGE_LINES = 9  # so that the last row is split across two pages


def joined(lines):
    """The text of a unit: its lines without the division of words."""
    return " ".join(lines).replace("- ", "")


def tei():
    def element(row):
        name = "head" if row[0] == "sea" else "p"
        return f'<{name} xml:id="{row[0]}">{joined(row[1])}</{name}>'

    body = "\n      ".join(element(row) for row in ROWS)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>The Sea</title></titleStmt>
      <publicationStmt><p>A sample.</p></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc>
  </teiHeader>
  <text>
    <body>
      <div>
      {body}
      </div>
    </body>
  </text>
</TEI>
"""


def pdf(shift_id=None, shift=0.0, change=lambda text: text, without=None, swap=False, page_shift=0.0, by_rows=False, across=0.0, up=0.0):
    """A PDF of the rows, written by hand: two pages, with running heads and page numbers.

    `shift` moves the right column of the row `shift_id` down, `change` alters each line's text,
    `without` leaves out the destination of one row, `swap` sets two lines in the wrong order,
    `page_shift` moves the right column of the second page down, `by_rows` writes row after row and not
    column after column, `across` moves the second line of each row to the right, `up` moves it up.
    """
    pages, destinations, slot = [[], []], [], 0

    def show(page, font, x, y, text):
        text = text.replace("(", r"\(").replace(")", r"\)")
        pages[page].append(f"BT /{font} 10 Tf {x} {y:.2f} Td ({text}) Tj ET")

    for page in range(2):
        show(page, "R", LEFT, TOP + 3 * LEADING, "The Sea")
    shown = []
    for id, left, right in ROWS:
        if id != without:
            page, line = divmod(slot, PAGE_LINES)
            destinations.append((id, page, TOP - (line - 0.8) * LEADING))
        if swap and id == "sea-p1":
            left = [left[3], left[1], left[2], left[0]]
        font = "B" if id == "sea" else "R"
        for x, lines in ((LEFT, left), (RIGHT, right)):
            for n, text in enumerate(lines):
                page, line = divmod(slot + n, PAGE_LINES)
                y = TOP - line * LEADING + (up if n == 1 else 0)
                if x == RIGHT:
                    y -= (shift if id == shift_id else 0) + (page_shift if page == 1 else 0)
                shown.append((x, page, font, x + (across if n == 1 else 0), y, change(text)))
        slot += max(len(left), len(right)) + 1
    for _, *line in shown if by_rows else sorted(shown, key=lambda line: line[0]):
        show(*line)
    for page in range(2):
        show(page, "R", 290, 60, str(page + 1))

    names = " ".join(
        f"({id}) [{(4, 6)[page]} 0 R /XYZ {LEFT} {top:.2f} null]"
        for id, page, top in sorted(destinations)
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Names << /Dests 3 0 R >> >>",
        "<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 >>",
        f"<< /Names [{names}] >>",
    ]
    for number, ops in zip((5, 7), pages):
        content = "\n".join(ops)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number} 0 R "
            "/Resources << /Font << /R 8 0 R /B 9 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    for name in ("Helvetica", "Helvetica-Bold"):
        objects.append(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        )
    objects.append("<< /Title (The Sea) >>")

    out, offsets = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def html():
    def row(id, left, right):
        name = "h1" if id == "sea" else "p"
        cells = "".join(
            f'<div lang="{lang}"><{name}>{joined(lines)}</{name}></div>'
            for lang, lines in (("en", left), ("fr", right))
        )
        return f'<div class="row" id="{id}">{cells}</div>'

    rows = "\n".join(row(*each) for each in ROWS)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data: http:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The Sea</title>
<style>
body {{ margin: 0 auto; max-width: 60rem; padding: 1rem; color: #1a1a1a; background: #fff }}
.row {{ display: grid; gap: 0 2rem }}
@media (min-width: 700px) {{ .row {{ grid-template-columns: 1fr 1fr }} }}
@media (prefers-color-scheme: dark) {{ body {{ color: #eee; background: #111 }} }}
</style>
</head>
<body>
<header><a href="#text">Skip to the text</a></header>
<main id="text">
{rows}
</main>
</body>
</html>
"""


def main(folder):
    folder = Path(folder)

    def write(name, content):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    def wrong(text, old, new):
        """The text with one thing made wrong; it must have been there."""
        assert text.count(old) == 1, f"{old!r} is not in the sample once"
        return text.replace(old, new)

    # The good one: a project and its edition.
    write("sources/sea.xml", tei())
    write("translations/fr/sea.ftl", "".join(f"{id} = {joined(fr)}\n" for id, _, fr in ROWS))
    write("sea.en-fr.pdf", pdf())
    write("sea.en-fr.html", html())

    # PDFs with one thing wrong. (None of these has its fonts embedded: pdffonts sees that.)
    write("truncated/sea.en-fr.pdf", pdf()[:-400])
    write("no-title/sea.en-fr.pdf", pdf().replace(b"/Title (The Sea)", b"/Title ()       "))
    write("too-big/sea.en-fr.pdf", pdf() + b"%" * 200_000)
    write("off-grid/sea.en-fr.pdf", pdf("sea-p1", 0.25))
    write("late-start/sea.en-fr.pdf", pdf("sea-p2", LEADING))
    write("late-page/sea.en-fr.pdf", pdf(page_shift=LEADING))
    write("no-destination/sea.en-fr.pdf", pdf(without="sea-p2"))
    write("word-missing/sea.en-fr.pdf", pdf(change=lambda line: line.replace("captain ", "")))
    write("word-divided/sea.en-fr.pdf", pdf(change=lambda line: line.replace("bal-", "bal\u2013")))
    write("out-of-order/sea.en-fr.pdf", pdf(swap=True))
    write("row-by-row/sea.en-fr.pdf", pdf(by_rows=True))
    write("across/sea.en-fr.pdf", pdf(across=190.0))
    write("outside/sea.en-fr.pdf", pdf(across=-30.0))
    write("beyond/sea.en-fr.pdf", pdf(across=150.0))
    write("over/sea.en-fr.pdf", pdf(up=0.5 * LEADING))

    # HTML pages with one thing wrong.
    good = html()
    main_tag = '<main id="text">\n'
    for name, old, new in (
        ("unclosed", main_tag, main_tag + "<section>\n"),
        ("warning", main_tag, main_tag + "<section><p>Without a head.</p></section>\n"),
        ("word-lost", "captain ", ""),
        ("no-alt", main_tag, main_tag + '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">\n'),
        ("low-contrast", "color: #1a1a1a; background: #fff", "color: #aaa; background: #fff"),
        ("low-contrast-dark", "color: #eee; background: #111", "color: #333; background: #111"),
        ("remote", main_tag, main_tag + '<img alt="A" src="http://localhost:9/remote.png">\n'),
        ("too-wide", main_tag, main_tag + '<p style="width: 50rem">A wide one.</p>\n'),
        ("misaligned", "</style>", ".row > :last-child { margin-top: 4px }\n</style>"),
        ("not-stacked", "@media (min-width: 700px)", "@media (min-width: 1px)"),
        ("no-skip", 'href="#text"', 'href="#gone"'),
        ("unseen-focus", "</style>", "a:focus { outline: none }\n</style>"),
        ("out-of-order", "\n</main>", "\n<h4>Too deep</h4>\n</main>"),
        ("no-policy", "default-src 'none'; ", ""),
        ("moving", "</style>", "p { transition: color 1s }\n</style>"),
    ):
        write(f"{name}/sea.en-fr.html", wrong(good, old, new))

    # TEI that is well-formed and not valid; a folder that differs in one byte from another.
    write("invalid.xml", wrong(tei(), "</body>", "<chapter/></body>"))
    write("same-a/sea.html", good)
    write("same-b/sea.html", good)
    write("differs/sea.html", wrong(good, "The Sea</title>", "The See</title>"))


if __name__ == "__main__":
    main(sys.argv[1])
