"""pairs.py PROJECT FILE COUNT DIR: a project of so many pairs of paragraphs, those of an edition again and again.

Each paragraph begins with its number and stands beside others than before, so that no two pages are alike.
"""

import sys
from pathlib import Path
from xml.sax.saxutils import escape

import edition

HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{lang}"><teiHeader><fileDesc>
<titleStmt><title>{doc}</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc></teiHeader><text><body>
"""


def main(project, built, count, folder):
    book = edition.read(project, built)
    doc = book.doc
    units = [unit for unit in book.units if unit.name == "p" and all(unit.words.values())]
    source_lang, lang = book.langs
    tei, messages = [HEADER.format(lang=source_lang, doc=doc)], []
    for number in range(1, count + 1):
        # In each round the step is another one, so that other paragraphs stand together.
        turn, place = divmod(number - 1, len(units))
        unit = units[(place * (turn % (len(units) - 1) + 1) + turn) % len(units)]
        said = {lang: escape(" ".join([f"{number}.", *words])) for lang, words in unit.words.items()}
        tei.append(f'<p xml:id="p{number}">{said[source_lang]}</p>\n')
        messages.append(f"p{number} = {said[lang]}\n")
    tei.append("</body></text></TEI>\n")
    for path, text in [(f"sources/{doc}.xml", tei), (f"translations/{lang}/{doc}.ftl", messages)]:
        path = Path(folder) / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(text), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
