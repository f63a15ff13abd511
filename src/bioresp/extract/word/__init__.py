"""Word files: paragraphs with the numbers that Word gives them, tables with merged cells, notes, text boxes.

The parts are read as XML: numbers (numbering.xml) and merged cells are what python-docx leaves to its users.
"""

from __future__ import annotations

import re

from bioresp.diagnostic import BioRespError
from bioresp.extract import Document, Line, Unread, UnreadKind
from bioresp.extract.word.package import DOCUMENT, NUMBERING, STYLES, Element, parts
from bioresp.extract.word.text import Reader, plain_words

__all__ = ["DOCUMENT", "STYLES", "Element", "parts", "read"]

_WANTED = re.compile(
    "|".join(map(re.escape, (DOCUMENT, STYLES, NUMBERING)))
    + r"|word/(?:footnotes|endnotes|comments)\.xml|word/(?:header|footer)\d*\.xml"
)
_PAGE_NUMBER = re.compile(r"[\s\d—\-–－―·•/第页共,，]*")


def read(content: bytes) -> Document:
    """Read a Word file: its paragraphs and table rows, numbered from 1, then what its page headers and footers say.

    Raises:
        BioRespError: It is broken, locked, or unpacks to more than any circular has.
    """
    found = parts(content, _WANTED)
    reader = Reader(found)
    lines: list[Line] = []
    unread: list[Unread] = []
    try:
        for number, text in enumerate(reader.read(found[DOCUMENT]), 1):
            lines.append(Line(text, number))
            unread += reader.taken(number)
        unread += reader.taken(max(1, len(lines)))
        for what, text in _around(found):
            lines.append(Line(text, len(lines) + 1, is_frame=True))
            if not _PAGE_NUMBER.fullmatch(text):
                unread.append(Unread(UnreadKind.PART, what, text, len(lines)))
    except RecursionError:
        raise BioRespError("docx 的内容嵌套得太深，不像公文，没有读") from None
    return Document(lines, _counted(unread))


def _around(parts: dict[str, Element]) -> dict[tuple[str, str], None]:
    """The words of page headers and footers, each text once."""
    found = [
        (what, plain_words(parts[name]))
        for what, start in (("页眉", "word/header"), ("页脚", "word/footer"))
        for name in sorted(parts)
        if name.startswith(start)
    ]
    return dict.fromkeys((what, text) for what, text in found if text)


def _counted(unread: list[Unread]) -> list[Unread]:
    """Parts without words of their own are told once, where the first stands, with how many there are."""
    counts: dict[str, int] = {}
    for each in unread:
        if not each.words:
            counts[each.what] = counts.get(each.what, 0) + 1
    told = set[str]()
    found = []
    for each in unread:
        if each.words:
            found.append(each)
        elif each.what not in told:
            told.add(each.what)
            found.append(each._replace(words=f"{counts[each.what]} 处"))
    return found
