"""struct_text.py PROJECT FILE: does a PDF, heard language by language, say what its sources say?

The structure tree is read by `pdfinfo -struct-text`. In the part of each language the text of every
unit must be the whole text of one element, word for word and mark for mark, and the elements must
follow each other as the units do. Notes are heard where their element stands.
"""

import re
import subprocess
import sys

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
    return [[edition.fold("".join(texts)) for name, texts in part if texts and name != "Lbl"] for part in parts]


def main(project, path):
    book = edition.read(project, path)
    parts = heard(path)
    problems = []
    if len(parts) != len(book.langs):
        problems.append(f"{len(parts)} parts are heard, of {len(book.langs)} languages")
    compared = 0
    for lang, part in zip(book.langs, parts):
        place = 0
        for unit in book.units:
            words = unit.words[lang]
            if not words:
                continue
            compared += 1
            if words not in part:
                problems.append(f"{lang}, unit {unit.id} is not heard: {' '.join(words)}")
            elif unit.is_row and words not in part[place:]:
                problems.append(f"{lang}, unit {unit.id} is heard before what it follows")
            elif unit.is_row:
                place = part.index(words, place) + 1
    print(f"{compared} texts compared")
    if not compared:
        problems.append("nothing was compared")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
