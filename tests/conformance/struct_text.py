"""struct_text.py PROJECT FILE: does a PDF, heard language by language, say what its sources say, and nothing else?

The structure tree is read by `pdfinfo -struct-text`. In the part of each language the text of every
unit, of the source and of the catalogs, must be the whole text of one element or of several, word for
word and mark for mark, each element that of one unit, and the elements must follow each other as the
units do. Notes are heard where their element stands. Beside them the edition may say its title, a list
of contents and a colophon.
"""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import edition

# An element: how deep it is, its type, and for those that hold text whether they stand in a line.
ELEMENT = re.compile(r"^( *)([A-Za-z]+[1-6]?)(?: <[^>]*>)?(?: \((block|inline)\))?:?$")
# What is a text of its own although it may stand in a line, and what is no text of a unit.
APART = {"Note", "FENote", "Lbl"}


# What an edition says of itself, in every language that the program speaks: a project may override it.
LABEL = re.compile(r"^(contents|colophon|translated-by|translator-note) = (.+)$", re.MULTILINE)
INTERFACE = Path(__file__).resolve().parents[2] / "src/interface"


@dataclass
class Element:
    """An element that holds text, read on its own."""

    text: str
    section: int  # the number of the section of the part that it is in
    is_claimed: bool = False


def heard(pdf):
    """The elements in reading order, one list for each part."""
    run = ["pdfinfo", "-struct-text", pdf]
    lines = subprocess.run(run, check=True, capture_output=True).stdout.decode("utf-8").split("\n")
    parts, path, section = [], [], 0
    for line in lines:
        element = ELEMENT.match(line)
        depth = len(line) - len(line.lstrip(" "))
        if element:
            path = [open for open in path if open[0] < depth]
            name, kind = element[2], element[3]
            if depth == 2 and name == "Part" or not parts and depth == 2:
                parts.append([])
            if name == "Sect" and all(open[2] != "Sect" for open in path):
                section += 1
            texts = path[-1][1] if kind == "inline" and name not in APART and path else []
            if parts and (not path or texts is not path[-1][1]):
                parts[-1].append((name, texts, section))
            path.append((depth, texts, name))
        elif line.lstrip(" ").startswith('"'):
            path = [open for open in path if open[0] < depth]
            path[-1][1].append(line.strip(" ")[1:-1])
    parts = [[(" ".join(edition.fold("".join(texts))), name, section) for name, texts, section in part] for part in parts]
    return [[Element(text, section) for text, name, section in part if text and name != "Lbl"] for part in parts]


def pattern(text, numbered):
    """What a text may be heard as: quotations in the edition's marks, and notes by their numbers, or by those of the project."""
    text = re.escape(text).replace(edition.QUOTED, "[“‘„‚«»‹›”’「」『』\u202f]*")
    any_mark = r"(?:\d+|[a-z])"
    mark = lambda number: number[1] if numbered and number[1] else any_mark
    return re.compile(re.sub(f"{edition.MARK}(.*?){edition.MARK_END}", mark, text))


def claim(wanted, text, part, start):
    """Claims the element that says a text from a place on, or the first of those that say it around others; the place
    after it, or None."""
    free = [at for at in range(start, len(part)) if not part[at].is_claimed]
    for at in free:
        if wanted.fullmatch(part[at].text):
            part[at].is_claimed = True
            return at + 1
    for first in free:
        rest, taken = text, []
        for at in range(first, len(part)):
            if not part[at].is_claimed and rest.startswith(part[at].text):
                rest = rest[len(part[at].text) :].lstrip()
                taken.append(part[at])
            elif not taken:
                break
            if not rest:
                for element in taken:
                    element.is_claimed = True
                return first + 1
    return None


def labels_of(project):
    """What each label may be, in whatever language."""
    labels = {}
    for catalog in [*INTERFACE.glob("*.ftl"), *Path(project).glob("translations/*/interface.ftl")]:
        for name, text in LABEL.findall(catalog.read_text("utf-8")):
            labels.setdefault(name, set()).add(text)
    return labels


def is_of_header(text, header, labels):
    """Whether a text is one of the header, names its translators or a time that it gives."""
    for label in labels["translated-by"]:
        names = re.fullmatch(re.escape(label).replace(re.escape("{ $n }"), "(.+)"), text)
        if names and all(name in header for name in re.split(", | and ", names[1])):
            return True
    numbers = re.findall(r"\d+", text)
    is_time = numbers and len(re.sub(r"\d", "", text)) < 10 and all(number in header for number in numbers)
    # A day in the words of a language.
    days = [set(map(int, day.split("-"))) for day in header if re.fullmatch(r"\d{4}(-\d\d){1,2}", day)]
    is_day = len(re.sub(r"\d", "", text)) < 20 and any(set(map(int, numbers)) == day for day in days)
    is_time = is_time or is_day
    return text in header or is_time


def superfluous(part, header, labels):
    """The elements that say what no unit says: neither the title, nor in a section that the edition adds."""
    headings = labels["contents"] | labels["colophon"]
    own = {element.section for element in part if not element.is_claimed and element.text in headings}
    free = [e.text for e in part if not e.is_claimed and e.section not in own]
    return [text for text in free if not is_of_header(text, header, labels)]


def main(project, path):
    book = edition.read(project, path)
    parts = heard(path)
    problems = []
    if len(parts) != len(book.langs):
        problems.append(f"{len(parts)} parts are heard, of {len(book.langs)} languages")
    settings = Path(project) / "enface.toml"
    numbered = not (settings.exists() and "[notes]" in settings.read_text("utf-8"))
    labels = labels_of(project)
    compared = []
    for lang, part in zip(book.langs, parts):
        place = 0
        # What stands for a picture is an attribute of it, which is not printed here.
        units = [unit for unit in book.units if unit.words[lang] and unit.name != "figDesc"]
        # A note may say what a row says: the rows, whose order is known, take theirs first.
        for unit in sorted(units, key=lambda unit: not unit.is_row):
            words = " ".join(unit.words[lang])
            wanted = pattern(unit.heard[lang], numbered)
            found = claim(wanted, words, part, place if unit.is_row else 0)
            if found is None and unit.is_row and claim(wanted, words, part, 0):
                problems.append(f"{lang}, unit {unit.id} is heard before what it follows")
            elif found is None:
                problems.append(f"{lang}, unit {unit.id} is not heard: {words}")
            elif unit.is_row:
                place = found
        notes = book.added.get(lang, [])
        for note in notes:
            label = "|".join(re.escape(label) for label in labels["translator-note"])
            if claim(re.compile(f"(?:{label}) {re.escape(note)}"), note, part, 0) is None:
                problems.append(f"{lang}, a translator's note is not heard: {note}")
        problems += [f"{lang}, heard, but no text: {text}" for text in superfluous(part, book.header, labels)]
        compared.append(len(units) + len(notes))
    print(f"{sum(compared)} texts compared: " + ", ".join(f"{n} {lang}" for n, lang in zip(compared, book.langs)))
    if not compared or not all(compared):
        problems.append("a language has nothing that was compared")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
