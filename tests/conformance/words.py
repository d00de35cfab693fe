"""words.py PROJECT FILE: does the PDF or HTML hold every word of its source and catalogs?

A PDF is read by pdftotext. Of what it prints, only a soft hyphen (U+00AD) at a line's end is taken
off, with the line break, and a zero width space (U+200B) with the line break that it allows after a
hyphen of the text: a word that is still in two pieces then is a word lost. The mark of a note may
stand apart from the word before it. In a PDF of two
columns the words of the rows must also follow each other in the order of the document, each
language in its own column.
"""

import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser

import edition
import pdf_rows


def pdf_text(pdf, *options):
    run = ["pdftotext", "-enc", "UTF-8", *map(str, options), str(pdf), "-"]
    text = subprocess.run(run, check=True, capture_output=True).stdout.decode("utf-8")
    return text.replace("\u00ad\n", "").replace("\u200b\n", "")


def with_marks(words, wanted):
    """The words, the marks of notes that stand apart put back to the words before them."""
    marked = {word for word in wanted if word[-1:].isdigit()}
    joined = []
    for word in words:
        if joined and word.isdigit() and joined[-1] + word in marked:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


class Text(HTMLParser):
    """The text of an HTML page: inline elements joined, blocks apart."""

    INLINE = set(
        "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span strong "
        "sub sup time u var wbr".split()
    )
    HIDDEN = {"rp", "style", "script", "template"}

    def __init__(self):
        super().__init__()
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in self.HIDDEN
        if tag not in self.INLINE:
            self.parts.append(" ")

    def handle_endtag(self, tag):
        self.hidden -= tag in self.HIDDEN
        if tag not in self.INLINE:
            self.parts.append(" ")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def missing(wanted, found):
    """The words that are wanted more often than they are found."""
    return [f"{word} ({n}×)" for word, n in (Counter(wanted) - Counter(found)).items()]


def out_of_order(book, lang, column):
    """The first word of the rows, in order, that does not follow in the column; or None."""
    place = 0
    for unit in book.units:
        if not unit.is_row:
            continue
        for n, word in enumerate(unit.words[lang]):
            try:
                place = column.index(word, place) + 1
            except ValueError:
                before = " ".join(unit.words[lang][max(0, n - 4) : n])
                return f"{lang}, unit {unit.id}: “{word}” does not follow “… {before}”"
    return None


def main(project, path):
    book = edition.read(project, path)
    problems = []
    if path.endswith(".pdf"):
        found = edition.fold(pdf_text(path))
    else:
        parser = Text()
        with open(path, encoding="utf-8") as file:
            parser.feed(file.read())
        found = edition.fold("".join(parser.parts).replace("\u00ad", ""))

    # The languages may share words: ask for both together.
    wanted = list(book.source_words)
    in_text = Counter(wanted)
    for lang in book.langs:
        if lang != book.source_lang:
            wanted += [word for unit in book.units for word in unit.words[lang]]
    total = len(wanted)
    if not total:
        problems.append("no words wanted: nothing was checked")
    lost = missing(wanted, with_marks(found, wanted))
    if lost:
        problems.append(f"{len(lost)} words are missing: " + ", ".join(lost[:20]))

    if path.endswith(".pdf") and len(book.langs) == 2:
        pages = pdf_rows.read_pages(path)
        gutters = pdf_rows.gutters(pages)
        if gutters is None:
            problems.append("no gutter found: the pages show no two columns")
        else:
            columns = ["", ""]
            for n, (page, gutter) in enumerate(zip(pages, gutters), 1):
                x, width, height = round(gutter), round(page.width), round(page.height)
                only = ("-f", n, "-l", n, "-y", 0, "-H", height)
                columns[0] += pdf_text(path, *only, "-x", 0, "-W", x)
                columns[1] += pdf_text(path, *only, "-x", x, "-W", width - x)
            columns = [with_marks(edition.fold(column), wanted) for column in columns]
            first, second = book.langs
            tries = []
            for a, b in ((first, second), (second, first)):
                faults = [out_of_order(book, a, columns[0]), out_of_order(book, b, columns[1])]
                tries.append([fault for fault in faults if fault])
            problems += min(tries, key=len)

    print(f"{total} words wanted, {len(in_text)} different ones in the source")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
