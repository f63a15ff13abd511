"""The parts of a Word file, as XML."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from lzma import LZMAError
from xml.etree import ElementTree as ET

from bioresp.diagnostic import BioRespError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"

_MOST = 64 << 20
"""Bytes of a part when it is unpacked; the text of a circular is a hundredth of that."""
_BROKEN = "docx 文件已损坏，或不是 Word 文档"

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
)
"""What zipfile raises at a package that is broken, locked, or packed in a way that it does not know."""

Element = ET.Element


def parts(content: bytes, wanted: re.Pattern[str]) -> dict[str, Element]:
    """The XML of the parts of a Word file that have a wanted name; its text is one of them.

    Raises:
        BioRespError: It is broken, locked, or unpacks to more than any circular has.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = [name for name in package.namelist() if wanted.fullmatch(name)]
            if sum(package.getinfo(name).file_size for name in {*names, DOCUMENT}) > _MOST:
                raise BioRespError("docx 展开后大得不像公文，没有读")
            return {name: _part(package, name) for name in names}
    except _UNREADABLE as error:
        raise BioRespError(_BROKEN) from error


def _part(package: zipfile.ZipFile, name: str) -> Element:
    with package.open(name) as file:
        content = file.read(_MOST + 1)
    if len(content) > _MOST:
        raise BioRespError("docx 展开后大得不像公文，没有读")
    if b"<!DOCTYPE" in content or b"\0" in content:
        raise BioRespError("docx 里有 Word 不会写的 XML 声明，没有读")
    try:
        return ET.fromstring(content)  # noqa: S314  # without a DOCTYPE there are no entities
    except (ET.ParseError, LookupError, ValueError) as error:  # the last two: an encoding that nobody knows
        raise BioRespError("docx 文件的内容已损坏，读不出来") from error


def tag(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def value(parent: Element | None, name: str, default: str = "") -> str:
    """What the `val` of a property says; the default where the property is not there."""
    found = None if parent is None else parent.find(W + name)
    return default if found is None else found.get(W + "val", default)


def count(text: str, default: int, most: int) -> int:
    """A number as a file states it; the default where it states none (`gridSpan="²"`), never above `most`."""
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    return min(int(text), most) if is_number else default


def is_on(properties: Element | None, name: str) -> bool | None:
    """What properties say of something that is on or off, such as `strike`; None where they say nothing."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else found.get(W + "val", "true") not in ("0", "false", "off")
