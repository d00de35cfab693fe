"""moved.py FROM.pdf TO.pdf POINTS: the same file, one line in the midst of its first long paragraph moved to the right."""

import re
import subprocess
import sys

OPERANDS = re.compile(rb"(?m)^(\S+) (\S+) Td$")
LINES = 5  # of a paragraph that is long


def main(source, target, points):
    plain = ["qpdf", "--qdf", "--object-streams=disable", source, "-"]
    text = subprocess.run(plain, check=True, capture_output=True).stdout
    found = list(OPERANDS.finditer(text))
    for at in range(len(found) - LINES):
        lines = found[at : at + LINES]
        if len({(line[1], line[2]) for line in lines}) == 1 and lines[0][1] == b"0" and float(lines[0][2]) < 0:
            there, back = lines[LINES // 2], lines[LINES // 2 + 1]
            moved = b"%d %s Td" % (points, there[2])
            again = b"%d %s Td" % (-points, back[2])
            text = text[: there.start()] + moved + text[there.end() : back.start()] + again + text[back.end() :]
            mended = subprocess.run(["fix-qdf"], input=text, check=True, capture_output=True).stdout
            with open(target, "wb") as file:
                file.write(mended)
            return 0
    print("there is no long paragraph")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
