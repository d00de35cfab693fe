"""second.py FTL TO: a second language made of the words of a text, for want of a translation.

Some messages are left as they are, some lose every third word and some have every second word twice, so that the rows of
an edition have sides of different lengths. Elements, references and all that is no word stay.
"""

import re
import sys
import zlib
from pathlib import Path

# What a translation keeps: elements, placeables, entities.
KEPT = re.compile(r"(<[^>]*>|\{[^}]*\}|&\w+;)")


def said_otherwise(text, way):
    parts, count = KEPT.split(text), 0
    for part in range(0, len(parts), 2):
        words = re.split(r"(\s+)", parts[part])
        for n, word in enumerate(words):
            if not word.isalpha():
                continue
            count += 1
            # The first word stays: an element is not left without one.
            if way == 1 and count % 3 == 0 and n > 1:
                words[n] = ""
            if way == 2 and count % 2 == 0:
                words[n] = f"{word} {word}"
        parts[part] = "".join(words)
    return "".join(parts)


def main(source, target):
    lines, way = [], 0
    for line in Path(source).read_text("utf-8").splitlines(keepends=True):
        if begun := re.match(r"[\w-]+ = ?", line):
            way = zlib.crc32(begun[0].encode()) % 3
            lines.append(begun[0] + said_otherwise(line[begun.end() :], way))
        else:
            lines.append(said_otherwise(line, way) if line.startswith(" ") else line)
    Path(target).write_text("".join(lines), "utf-8")


main(*sys.argv[1:])
