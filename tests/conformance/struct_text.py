"""struct_text.py PROJECT FILE: does a PDF, heard language by language, say what its sources say?

The structure tree is read by `pdfinfo -struct-text`. In the part of each language the text of every
unit must be the whole text of one element, word for word and mark for mark, and the elements must
follow each other as the units do. Notes are heard where their element stands.
"""

import re
import subprocess
import sys
from pathlib import Path

import edition

# An element: how deep it is, its type, and for those that hold text whether they stand in a line.
ELEMENT = re.compile(r"^( *)([A-Za-z]+[1-6]?)(?: <[^>]*>)?(?: \((block|inline)\))?:?$")
# What is a text of its own although it may stand in a line, and what is no text of a unit.
APART = {"Note", "FENote", "Lbl"}


def heard(pdf):
    """The texts of the elements in reading order, one list for each part."""
    run = ["pdfinfo", "-struct-text", pdf]
    lines = subprocess.run(run, check=True, capture_output=True).stdout.decode("utf-8").splitlines()
    parts, path = [], []
    for line in lines:
        element = ELEMENT.match(line)
        depth = len(line) - len(line.lstrip(" "))
        if element:
            path = [open for open in path if open[0] < depth]
            name, kind = element[2], element[3]
            if depth == 2 and name == "Part" or not parts and depth == 2:
                parts.append([])
            texts = path[-1][1] if kind == "inline" and name not in APART and path else []
            if parts and (not path or texts is not path[-1][1]):
                parts[-1].append((name, texts))
            path.append((depth, texts))
        elif line.lstrip().startswith('"'):
            path = [open for open in path if open[0] < depth]
            path[-1][1].append(line.strip(" ")[1:-1])
    return [[" ".join(edition.fold("".join(texts))) for name, texts in part if texts and name != "Lbl"] for part in parts]


def pattern(text, numbered):
    """What a text may be heard as: quotations in the edition's marks, and notes by their numbers, or by those of the project."""
    text = re.escape(text).replace(edition.QUOTED, "[“‘„‚«»‹›”’「」『』\u202f]*")
    mark = r"\1" if numbered else r"(?:\\d+|[a-z])"
    return re.compile(re.sub(f"{edition.MARK}(.*?){edition.MARK_END}", mark, text))


def place_of(wanted, text, part, start):
    """Past the element that says a text from a place on, or past the first of those that say it around others; or None."""
    for at in range(start, len(part)):
        if wanted.fullmatch(part[at]):
            return at + 1
    for first in range(start, len(part)):
        rest, begun = text, False
        for at in range(first, len(part)):
            if part[at] and rest.startswith(part[at]):
                rest, begun = rest[len(part[at]) :].lstrip(), True
            elif not begun:
                break
            if not rest:
                return first + 1
    return None


def main(project, path):
    book = edition.read(project, path)
    parts = heard(path)
    problems = []
    if len(parts) != len(book.langs):
        problems.append(f"{len(parts)} parts are heard, of {len(book.langs)} languages")
    settings = Path(project) / "enface.toml"
    numbered = not (settings.exists() and "[notes]" in settings.read_text("utf-8"))
    compared = 0
    for lang, part in zip(book.langs, parts):
        place = 0
        for unit in book.units:
            words = " ".join(unit.words[lang])
            # What stands for a picture is an attribute of it, which is not printed here.
            if not words or unit.name == "figDesc":
                continue
            compared += 1
            wanted = pattern(unit.heard[lang], numbered)
            if place_of(wanted, words, part, 0) is None:
                problems.append(f"{lang}, unit {unit.id} is not heard: {words}")
            elif unit.is_row:
                found = place_of(wanted, words, part, place)
                if found is None:
                    problems.append(f"{lang}, unit {unit.id} is heard before what it follows")
                else:
                    place = found
    print(f"{compared} texts compared")
    if not compared:
        problems.append("nothing was compared")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
