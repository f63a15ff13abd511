"""A circular's file → its lines, each with its place, and what of it is no text: txt, docx, html, pdf."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from bioresp.diagnostic import BioRespError

LARGEST = 64 << 20
"""Bytes of a file that is read; a circular of ten thousand measures has 15 MB."""

DITTO = "〃"
"""The cell of a row that a merged cell above reaches into."""


LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
"""What ends a line: also what only some programs take for a line's or a page's end."""


class Line(NamedTuple):
    """A line of the source; in a Word file or a web page, a paragraph or a row of a table."""

    text: str
    """In a row, tabs part the cells; \\v stands where a cell begins a new paragraph, \\f where only its line ends."""
    number: int
    """From 1."""
    is_frame: bool = False
    """It belongs to the page and not to the text: a header that every page repeats."""
    is_rest: bool | None = None
    """Does it go on with the paragraph of the line above? None where the source does not show it."""


class UnreadKind(Enum):
    """Why a part of a file is no line of the text."""

    HIDDEN = "hidden"
    """Words that are not to be seen: hidden, struck, deleted; and phonetic guides."""
    ASIDE = "aside"
    """Words about the text: comments."""
    PART = "part"
    """What no words can be taken from, and what stands around the text: pictures, embedded files, page headers."""


class Unread(NamedTuple):
    """A part of a file that is no line of its text."""

    kind: UnreadKind
    what: str
    """What it is, in Chinese: 批注, 图片."""
    words: str
    """Its words; where it has none, how many there are or on which pages."""
    line: int
    """The number of the line beside which it stands."""


class Document(NamedTuple):
    """What a file holds."""

    lines: list[Line]
    unread: Sequence[Unread] = ()


def read(content: bytes) -> Document:
    """Read a circular, whatever kind of file it is: what the file begins with says which.

    Raises:
        BioRespError: It cannot be read; one sentence that says why.
    """
    document = _read(content)
    return document._replace(unread=[*document.unread, *_unknown(document.lines)])


def _unknown(lines: list[Line]) -> Iterator[Unread]:
    """The characters of a text that whoever wrote or read it could not tell: told once, at the first."""
    found = [(line.number, line.text.count("\ufffd")) for line in lines if "\ufffd" in line.text]
    if found:
        yield Unread(UnreadKind.PART, "认不出的字", f"{sum(size for _, size in found)} 处", found[0][0])


def _read(content: bytes) -> Document:
    if len(content) > LARGEST:
        raise BioRespError(f"文件超过 {LARGEST >> 20} MB，不像一份公文，没有读")
    start = content[:4096].lstrip()
    if start.startswith(b"PK\x03\x04"):
        from bioresp.extract import word

        return word.read(content)
    if start.startswith(b"%PDF"):
        from bioresp.extract import pdf

        return pdf.read(content)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise BioRespError("这是旧版 Word 或 WPS 文件（.doc、.wps），请用 Word 或 WPS 另存为 docx")
    if start.startswith(b"{\\rtf"):
        raise BioRespError("这是 RTF 文件，请用 Word 或 WPS 另存为 docx")
    from bioresp.extract import plain

    if re.search(
        rb"<(?:!doctype\s+html|html|head|body|div|p|table)\b", start[:2048].replace(b"\0", b""), re.IGNORECASE
    ):
        from bioresp.extract import web

        return web.read(content)
    return plain.read(content)
