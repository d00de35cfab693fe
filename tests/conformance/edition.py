"""What a project says that an edition of it must hold, read independently of the program.

The sources are read with Python's own XML parser, the catalogs with Mozilla's
`fluent.runtime`, so that nothing here shares a bug with what it judges.
"""

import re
import unicodedata
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"

# Elements that may hold the text of a unit; the others are inline or only hold units.
UNIT_NAMES = set(
    "p head l item cell note speaker stage byline titlePart docAuthor docDate ab label "
    "salute signed dateline argument epigraph trailer".split()
)
# Units that stand in the title block, which runs across both columns.
TITLE_NAMES = set("titlePart docTitle docAuthor docDate docImprint byline".split())
# Inside `choice`, what is not read in line where its partner stands beside it.
NOT_READ = {"sic": "corr", "orig": "reg", "expan": "abbr", "am": "ex"}


# What stands around the text of a quotation, which an edition may set in marks, and around the mark of a note.
QUOTED, MARK, MARK_END = "\ue000", "\ue001", "\ue002"
# What stands where a break does not part the word around it, and where what runs in begins or ends.
JOINED, RUN_IN = "\ue003", "\ue004"
RUN_IN_NAMES = {"stage", "label", "salute", "signed", "dateline", "byline", "docAuthor", "docDate"}
SQUARE = "\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff01-\uff9f"
# Where that is no space: after a long dash, before what leans on the words before it, and in Chinese and Japanese.
WRITTEN_ON = re.compile(
    f"(?<=[—―]){RUN_IN}+|{RUN_IN}+(?=[-‐‑–—―/%‰°′″,.;:!?)\\]}}”’»›…]|\"(?!\\w))|(?<=[{SQUARE}]){RUN_IN}+(?=[{SQUARE}])"
)
# A line of a file that ends within Chinese or Japanese parts no words.
LINE_END = re.compile(f"(?<=[{SQUARE}])[ \\t]*[\\r\\n]\\s*(?=[{SQUARE}])")
QUOTATIONS = {"q", "said", "soCalled", "quote"}
# What an edition sets around words that the original has lost.
BRACKETS = {"supplied": "[]", "gap": "[]"}


@dataclass
class Unit:
    """One unit: its words in each language of the edition, and where it may stand."""

    id: str
    name: str
    is_row: bool  # set as a row in columns (not in the title block, not a note)
    is_note: bool
    in_text: bool  # not in the header
    is_nested: bool  # it stands in another unit, or another one in it, notes aside
    words: dict[str, list[str]] = field(default_factory=dict)
    heard: dict[str, str] = field(default_factory=dict)  # the same with QUOTED and MARK


@dataclass
class Edition:
    """A document in a list of languages."""

    doc: str
    source_lang: str
    langs: list[str]
    units: list[Unit]
    added: dict[str, list[str]]  # the notes that a language's translator adds
    header: set[str]  # the texts of the elements of the header, which an edition may set as its title
    source_words: list[str]  # every word of the source's `text` element and of units in its header


def local(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def composed(text):
    """A text whose letters are composed with their marks; a character that NFC never has stays as it is. Words are whole
    where a break stands within them."""
    text = re.sub(f"\\s*{JOINED}\\s*", "", text)
    text = LINE_END.sub("", text)
    text = WRITTEN_ON.sub("", text).replace(RUN_IN, " ")
    apart = re.split("(.)", text, flags=re.S) if not unicodedata.is_normalized("NFC", text) else [text]
    parts, run = [], ""
    for part in apart:
        if len(part) == 1 and not unicodedata.is_normalized("NFC", part):
            parts += [unicodedata.normalize("NFC", run), part]
            run = ""
        else:
            run += part
    return "".join(parts) + unicodedata.normalize("NFC", run)


def fold(text):
    """The words of a text: white space folded, composed characters."""
    return re.sub(f"[{QUOTED}{MARK}{MARK_END}]", "", composed(text)).split()


def is_inline(note):
    """Whether a note stands in its line, as it says itself."""
    said = f"{note.get('place', '')} {note.get('rend', '')}".split()
    return local(note) == "note" and bool({"inline", "interlinear"}.intersection(said))


def note_numbers(text):
    """The number that each note's mark shows: notes inside units, in document order."""
    numbers = {}
    for parent in text.iter():
        among = local(parent) in ("div", "body", "back", "front", "text")
        for child in parent:
            if local(child) == "note" and not among and not is_inline(child):
                numbers[child] = None
    return {note: f"{MARK}{n}{MARK_END}" for n, note in enumerate((e for e in text.iter() if e in numbers), 1)}


def own_text(element, stop, marks):
    """The text of an element without that of the elements in `stop`, with the marks of its notes."""
    partners = {local(child) for child in element}
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        skipped = local(element) == "choice" and NOT_READ.get(name) in partners
        if name and not skipped:
            parts.append(marks.get(child, ""))
            if child in stop:
                pass
            elif child.get("break") == "no":
                parts.append(JOINED)
            elif name in RUN_IN_NAMES:
                parts += [RUN_IN, own_text(child, stop, marks), RUN_IN]
            elif name in UNIT_NAMES and not is_inline(child) or name in ("div", "lg", "list", "lb", "pb", "row", "table"):
                parts += [" ", own_text(child, stop, marks), " "]
            else:
                before, behind = BRACKETS.get(name) or (QUOTED if name in QUOTATIONS else "",) * 2
                inner = own_text(child, stop, marks)
                parts += [before, inner.strip() or "…" if name == "gap" else inner, behind]
        parts.append(child.tail or "")
    return "".join(parts)


def messages(project, doc, lang, marks, ids):
    """Every message of a catalog, resolved, its inline tags taken off, with the marks of its notes; and the notes that
    it adds. `ids` are those of the source."""
    from fluent.runtime import FluentBundle, FluentResource
    from fluent.syntax import FluentParser, ast

    folder = Path(project) / "translations" / lang
    path = folder / f"{doc}.ftl"
    if not path.exists():
        return {}, []
    bundle = FluentBundle([lang], use_isolating=False)
    for shared in (folder / "terms.ftl", folder / "interface.ftl"):
        if shared.exists():
            bundle.add_resource(FluentResource(shared.read_text("utf-8")))
    text = path.read_text("utf-8")
    bundle.add_resource(FluentResource(text))
    found, added = {}, []
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Junk):
            raise SystemExit(f"{path}: not Fluent: {entry.content.strip()[:80]!r}")
        if isinstance(entry, ast.Message) and entry.value is not None:
            value, errors = bundle.format_pattern(bundle.get_message(entry.id.name).value, {})
            # What the program writes for a date or a number of the source is not known here.
            if any("Unknown external" in str(error) for error in errors):
                continue
            if errors:
                raise SystemExit(f"{path}: {entry.id.name}: {errors[0]}")
            root = ET.fromstring(f"<m>{value}</m>")
            for note in root.iter("note"):
                if note.get("type") == "translator":
                    # It is a note of this language alone, and has a letter.
                    added.append(" ".join(fold("".join(note.itertext()))))
                    del note[:]
                    note.text = f"{MARK}{chr(ord('a') + len(added) - 1)}{MARK_END}"
                    continue
                # One without an id is that of whichever note the unit has.
                note.text = marks.get(note.get(f"{XML}id"), MARK + MARK_END)
            for line_break in root.iter("lb"):
                line_break.text = " "
            for quotation in (element for element in root.iter() if element.tag in QUOTATIONS):
                quotation.text = QUOTED + (quotation.text or "")
                quotation.tail = QUOTED + (quotation.tail or "")
            for supplied in (element for element in root.iter() if element.tag in BRACKETS):
                before, behind = BRACKETS[supplied.tag]
                supplied.text = before + (supplied.text or "")
                supplied.tail = behind + (supplied.tail or "")
            # What no Fluent identifier may hold is written as its code point.
            id = re.sub("_x([0-9A-F]+)_", lambda escape: chr(int(escape[1], 16)), entry.id.name)
            # A unit that others part has a message for each part: `p`, `p.2`.
            whole, _, number = id.rpartition(".")
            if number.isdigit() and (whole in found or whole in ids and id not in ids):
                found[whole] = f"{found.get(whole, '')} {''.join(root.itertext())}".strip()
            else:
                found[id] = "".join(root.itertext())
    return found, added


def split_langs(name, known):
    """`en-zh-Hant` → [en, zh-Hant], with the tags that the project has."""
    if not name:
        return []
    for tag in sorted(known, key=len, reverse=True):
        if name == tag:
            return [tag]
        if name.startswith(tag + "-"):
            rest = split_langs(name[len(tag) + 1 :], known)
            if rest:
                return [tag, *rest]
    return []


def parsed(source):
    """The root of a TEI file, also in an encoding of several bytes, of which expat knows none but Unicode's."""
    data = source.read_bytes()
    try:
        return ET.fromstring(data)
    except ValueError:
        declaration = re.match(rb"<\?xml[^>]*encoding=[\"']([\w-]+)[^>]*>", data)
        return ET.fromstring(data[declaration.end() :].decode(declaration[1].decode("ascii")))


def read(project, path):
    """The edition that the file `path` (`doc.en-ko.pdf`) claims to be."""
    project, path = Path(project), Path(path)
    sources = {source.stem: source for source in (project / "sources").glob("*.xml")}
    doc = max((d for d in sources if path.name.startswith(d + ".")), key=len, default=None)
    if doc is None:
        raise SystemExit(f"{path.name}: no document of {project} has this name")
    root = parsed(sources[doc])
    # The elements of P4 stand in no namespace, and name their ids and languages themselves.
    text = next(element for element in root.iter() if local(element) == "text")

    def attribute(element, name):
        return element.get(f"{XML}{name}") or element.get(name)

    source_lang = attribute(text, "lang") or attribute(root, "lang") or "und"
    known = {source_lang} | {p.name for p in (project / "translations").glob("*") if p.is_dir()}
    langs = split_langs(path.name[len(doc) + 1 :].rpartition(".")[0], known)
    if not langs:
        raise SystemExit(f"{path.name}: its languages are not among {sorted(known)}")

    # A sign without a text is the character that the header gives it.
    signs = {attribute(sign, "id"): sign for sign in root.iter() if local(sign) in ("char", "glyph")}
    for g in (element for element in root.iter() if local(element) == "g" and not (element.text or "").strip()):
        sign = signs.get((g.get("ref") or "").removeprefix("#"))
        mappings = [m.text or "" for m in sign.iter() if local(m) == "mapping"] if sign is not None else []
        g.text = next((m for m in mappings if m and not any("\ue000" <= c <= "\uf8ff" for c in m)), "")
    marks = note_numbers(text)
    by_id = {attribute(note, "id"): mark for note, mark in marks.items()}
    ids = {attribute(element, "id") for element in root.iter()}
    read = {lang: messages(project, doc, lang, by_id, ids) for lang in langs if lang != source_lang}
    catalogs = {lang: found for lang, (found, _) in read.items()}
    added = {lang: notes for lang, (_, notes) in read.items()}
    named = set().union(*catalogs.values()) if catalogs else None
    parents = {child: parent for parent in root.iter() for child in parent}

    def ancestors(element):
        while element in parents:
            element = parents[element]
            yield element

    def is_unit(element):
        id = attribute(element, "id")
        if id is None:
            return False
        return id in named if named is not None else local(element) in UNIT_NAMES

    elements = [element for element in root.iter() if is_unit(element)]
    stop = set(elements)
    holders = {a for element in elements if local(element) not in ("note", "app") for a in ancestors(element)}
    units = []
    for element in elements:
        above = [local(a) for a in ancestors(element)]
        in_text = text in ancestors(element)
        if not in_text and named is None:
            continue
        name = local(element)
        # A note that stands among the paragraphs is a row like them; any other is a footnote.
        # So it is with readings, which stand in a note.
        among = above[0] in ("div", "body", "back", "text", "listApp")
        is_note = (name in ("note", "app") and not among) or "note" in above or "app" in above
        is_row = (
            in_text
            and not is_note
            and "front" not in above
            and name not in TITLE_NAMES
            and name not in ("figDesc", "div")
            and not TITLE_NAMES.intersection(above)
            and not (name == "head" and above[0] == "body")
        )
        unit = Unit(attribute(element, "id"), name, is_row, is_note, in_text, element in holders or bool(stop.intersection(ancestors(element))))
        if source_lang in langs:
            unit.heard[source_lang] = own_text(element, stop - {element}, marks)
            # Of words that are written alike, each has its number.
            is_homograph = above[0] == "superEntry" or (element.get("type") or "").startswith("hom")
            if name == "entry" and is_homograph:
                unit.heard[source_lang] = f"{element.get('n', '')} {unit.heard[source_lang]}"
        for lang, catalog in catalogs.items():
            unit.heard[lang] = catalog.get(unit.id, "")
        for lang, said in list(unit.heard.items()):
            unit.words[lang] = fold(said)
            unit.heard[lang] = " ".join(composed(said).split())
        units.append(unit)
    source_words = []
    if source_lang in langs:
        source_words = fold(own_text(text, set(), marks))
        source_words += [w for unit in units if not unit.in_text for w in unit.words[source_lang]]
    of_header = [element for part in root.iter() if local(part) == "teiHeader" for element in part.iter()]
    header = {" ".join(fold("".join(element.itertext()))) for element in of_header}
    header |= {value for element in of_header for value in element.attrib.values()}
    return Edition(doc, source_lang, langs, units, added, header, source_words)


if __name__ == "__main__":  # edition.py PROJECT FILE: the ids of the rows, for page.mjs
    import json
    import sys

    edition = read(sys.argv[1], sys.argv[2])
    # The languages of a table's cell stand one below the other, in the cell.
    rows = [unit.id for unit in edition.units if unit.is_row and unit.name != "cell"]
    print(json.dumps({"langs": edition.langs, "rows": rows}))
