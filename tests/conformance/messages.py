"""messages.py READER FTL LOCK [FTL LOCK]…: whether another program reads what `sync` wrote.

READER is fluent.syntax, translate-toolkit or moz.l10n. Each must find the messages of the lock, in its
order and no others. A message must be what the lock has as the text of its source, perhaps with attributes
that tell its tags from each other, or else empty: FTL is the file in the language of the source, or one of a
translation that was just begun. A lock whose order is another, a text that is another and what cannot be read
are told.
"""

import re
import sys
import tomllib
from pathlib import Path

from fluent.syntax import FluentParser, ast


def flat(pattern):
    """The text of a pattern of fluent.syntax, with what quoted braces stand for."""
    text = ""
    for element in pattern.elements:
        match element:
            case ast.TextElement():
                text += element.value
            case ast.Placeable(expression=ast.StringLiteral() as literal):
                text += literal.parse()["value"]
            case _:
                sys.exit(f"a reference or a selector, which no source has: {element.expression}")
    return text


def value(source):
    """The text of a value that a reader gives in the syntax of Fluent."""
    indented = "".join(f"\n    {line}" for line in source.split("\n"))
    entry = FluentParser().parse_entry(f"key ={indented}\n")
    if not isinstance(entry, ast.Message):
        sys.exit(f"not the value of a message: {source!r}")
    return flat(entry.value)


def read_fluent_syntax(path):
    for entry in FluentParser().parse(path.read_text("utf-8")).body:
        if isinstance(entry, ast.Junk):
            sys.exit(f"junk: {entry.content!r}")
        if isinstance(entry, ast.Message):
            yield entry.id.name, flat(entry.value)


def read_translate_toolkit(path):
    from translate.storage import fluent

    for unit in fluent.FluentFile.parsefile(str(path)).units:
        # Comments of sections are units, too, without an id.
        if unit.getid():
            yield unit.getid(), value(unit.source)


def read_moz_l10n(path):
    from moz.l10n.formats import Format
    from moz.l10n.model import Entry
    from moz.l10n.resource import parse_resource

    for section in parse_resource(Format.fluent, path.read_bytes()).sections:
        for entry in section.entries:
            if isinstance(entry, Entry):
                yield entry.id[0], "".join(part if isinstance(part, str) else part.arg for part in entry.value.pattern)


def decoded(name):
    """The identifier of a unit, of which a message's is an escape."""
    return re.sub(r"_x([0-9A-F]+)_", lambda match: chr(int(match[1], 16)), name.removeprefix("x_x_"))


def bare(text):
    """A text without the attributes that tell its tags from each other, which are no part of what is translated."""
    return re.sub(r"<[^<>]*>", lambda tag: re.sub(r' (?!xml:id=)[\w:.-]+="[^"]*"', "", tag[0]), text)


def compare(read, ftl, lock):
    found = [(decoded(name), text) for name, text in read(Path(ftl))]
    wanted = [(unit["id"], unit["source"]) for unit in tomllib.loads(Path(lock).read_text("utf-8"))["unit"]]
    if [name for name, _ in found] != [name for name, _ in wanted]:
        sys.exit(f"other messages: {[name for name, _ in found]}, not {[name for name, _ in wanted]}")
    is_begun = all(text == "" for _, text in found)
    for (name, text), (_, source) in zip(found, wanted):
        if source not in (text, bare(text)) and not is_begun:
            sys.exit(f"{name}: another text: {text!r}, not {source!r}")
    print(f"{ftl}: {len(found)} messages, {'all of them empty' if is_begun else 'the texts of the source'}")


def main(reader, *files):
    read = {
        "fluent.syntax": read_fluent_syntax,
        "translate-toolkit": read_translate_toolkit,
        "moz.l10n": read_moz_l10n,
    }[reader]
    for ftl, lock in zip(files[::2], files[1::2], strict=True):
        print(ftl, file=sys.stderr)
        compare(read, ftl, lock)


main(*sys.argv[1:])
