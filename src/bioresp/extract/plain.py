"""Text files, in the encodings that Chinese offices use."""

from __future__ import annotations

import codecs
import re

from bioresp.diagnostic import BioRespError
from bioresp.extract import LINE_END, Document, Line

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with a mark or without, GB18030.

    Raises:
        BioRespError: It is in none of them.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for encoding in ("utf-8", _unmarked_utf_16(content), "", "gb18030"):
        try:
            text = content.decode(encoding) if encoding else _nearly(content, "utf-8")
        except UnicodeDecodeError:
            continue
        if text is not None and "\0" not in text:
            return text
    if (text := _nearly(content, "gb18030")) is not None:
        return text
    raise BioRespError("不是 UTF-8、UTF-16 或 GB18030 文本，也不是 docx、html、pdf")


def _nearly(content: bytes, encoding: str) -> str | None:
    """The text of a file that a few broken bytes are in, or whose last character was cut; None where it is none.

    What is broken is U+FFFD in it.
    """
    text = content.decode(encoding, "replace")
    broken = text.count("\ufffd")
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return text if "\0" not in text and broken * _FEW < chinese else None


_FEW = 20
"""Chinese characters to each broken one, at least, in a text that only few bytes are broken of."""


def _unmarked_utf_16(content: bytes) -> str:
    """UTF-16 without a mark: every other byte of what is ASCII in it, line ends at least, is 0."""
    if len(content) % 2 or b"\0" not in content:
        return ""
    return "utf-16-le" if content[1::2].count(0) >= content[::2].count(0) else "utf-16-be"


def read(content: bytes) -> Document:
    """Read a text file."""
    found = LINE_END.split(decoded(content))
    if sum(bool(_MARKDOWN.match(line)) for line in found) > 1:
        found = [_MARKUP.sub(lambda mark: " " * len(mark[0]), line) for line in found]
        found = [
            "\t".join(line.strip().strip("|").split("|")) if _ROW.fullmatch(line.strip()) else line for line in found
        ]
    return Document([Line(line, number) for number, line in enumerate(found, 1)])


_MARKDOWN = re.compile(r"\s*(?:#{1,6} |\*\*[^*]+\*\*|\|.*\|\s*$)")
_MARKUP = re.compile(r"^\s*#{1,6} |\*\*")
"""What Markdown writes around headings and bold words."""
_ROW = re.compile(r"\|.*\|")
