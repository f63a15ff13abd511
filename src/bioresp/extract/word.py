"""Word files: paragraphs with the numbers that Word gives them, tables with merged cells, text boxes.

The parts are read as XML: numbers (numbering.xml) and merged cells are what python-docx leaves to its users.
Source: ECMA-376-1, 17.9 (numbering), 17.4 (tables).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET

from bioresp import numerals
from bioresp.diagnostic import BioRespError
from bioresp.extract import DITTO, Line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST = 64 << 20
"""Bytes of a part when it is unpacked; the text of a circular is a hundredth of that."""

_BROKEN = "docx 文件已损坏，或不是 Word 文档"

Element = ET.Element


def lines(content: bytes) -> list[Line]:
    """The paragraphs and table rows of a Word file, numbered from 1.

    Raises:
        BioRespError: It is broken, locked, or unpacks to more than any circular has.
    """
    found = parts(content, _TEXT)
    try:
        reader = _Reader(_numbering(found), _styles(found))
    except ValueError as error:
        raise BioRespError(_BROKEN) from error
    return [Line(text, number) for number, text in enumerate(reader.read(found[DOCUMENT]), 1)]


DOCUMENT, STYLES, _NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_TEXT = re.compile("|".join(map(re.escape, (DOCUMENT, STYLES, _NUMBERING))))


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
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise BioRespError(_BROKEN) from error
    except ET.ParseError as error:
        raise BioRespError("docx 文件的内容已损坏，读不出来") from error


def _part(package: zipfile.ZipFile, name: str) -> Element:
    with package.open(name) as file:
        content = file.read(_MOST + 1)
    if len(content) > _MOST:
        raise BioRespError("docx 展开后大得不像公文，没有读")
    if b"<!DOCTYPE" in content or b"\0" in content:
        raise BioRespError("docx 里有 Word 不会写的 XML 声明，没有读")
    return ET.fromstring(content)  # noqa: S314  # without a DOCTYPE there are no entities


# --- numbers --------------------------------------------------------------------------------------------------------


class _Level:
    """One level of a list: its format, its text (%1、), its first number."""

    def __init__(self, element: Element) -> None:
        def value(tag: str, default: str) -> str:
            found = element.find(_W + tag)
            return default if found is None else found.get(_W + "val", default)

        self.format = value("numFmt", "decimal")
        self.text = value("lvlText", "")
        start = value("start", "1")
        self.start = int(start) if start.isdigit() else 1
        self.is_legal = element.find(_W + "isLgl") is not None
        restart = value("lvlRestart", "")
        self.restart = int(restart) if restart.isdigit() else None
        """The level, from 1, at which it begins anew; 0 for never, None for any above it."""

    def begins_anew(self, above: int) -> bool:
        """Does it begin anew when a level above it, from 0, counts on?"""
        return self.restart is None or above < self.restart


_Numbering = dict[str, tuple[str, dict[int, _Level]]]
"""Number of a list → the definition whose counters it shares, and its levels."""


def _numbering(parts: dict[str, Element]) -> _Numbering:
    if (root := parts.get(_NUMBERING)) is None:
        return {}
    abstract = {}
    for each in root.iter(_W + "abstractNum"):
        levels = {int(level.get(_W + "ilvl", "0")): _Level(level) for level in each.findall(_W + "lvl")}
        abstract[each.get(_W + "abstractNumId", "")] = levels
    found: _Numbering = {}
    for each in root.findall(_W + "num"):
        number = each.get(_W + "numId", "")
        pointed = each.find(_W + "abstractNumId")
        key = "" if pointed is None else pointed.get(_W + "val", "")
        levels = dict(abstract.get(key, {}))
        overridden = False
        for override in each.findall(_W + "lvlOverride"):
            at = int(override.get(_W + "ilvl", "0"))
            if (level := override.find(_W + "lvl")) is not None:
                levels[at] = _Level(level)
            if override.find(_W + "startOverride") is not None:
                overridden = True
        found[number] = (f"{key}/{number}" if overridden else key, levels)
    return found


def _styles(parts: dict[str, Element]) -> dict[str, tuple[str, int]]:
    """Paragraph styles that number: the style's id → list and level."""
    if (root := parts.get(STYLES)) is None:
        return {}
    own: dict[str, tuple[str | None, int]] = {}
    based: dict[str, str] = {}
    for style in root.iter(_W + "style"):
        key = style.get(_W + "styleId", "")
        numbered = _numbered(style.find(f"{_W}pPr"))
        if numbered:
            own[key] = numbered
        above = style.find(_W + "basedOn")
        if above is not None:
            based[key] = above.get(_W + "val", "")
    found = {}
    for key in {*own, *based}:
        at, seen = key, set[str]()
        while at not in own and at in based and at not in seen:
            seen.add(at)
            at = based[at]
        number, level = own.get(at, (None, 0))
        if number:
            found[key] = (number, level)
    return found


def _numbered(properties: Element | None) -> tuple[str | None, int] | None:
    """The list and the level that paragraph properties name."""
    if properties is None or (found := properties.find(_W + "numPr")) is None:
        return None
    number, level = found.find(_W + "numId"), found.find(_W + "ilvl")
    at = "0" if level is None else level.get(_W + "val", "0")
    return (None if number is None else number.get(_W + "val")), int(at) if at.isdigit() else 0


def _written(number: int, format_: str) -> str:
    """A number as Word writes it in a format of ECMA-376-1, 17.18.59."""
    if format_ in _CHINESE:
        return numerals.chinese(number) if 1 <= number <= 9999 else str(number)
    if format_ == "chineseLegalSimplified":
        return numerals.chinese(number).translate(
            str.maketrans("一二三四五六七八九十百千零", "壹贰叁肆伍陆柒捌玖拾佰仟零")
        )
    if format_.startswith("decimalEnclosedCircle") or format_ == "ideographEnclosedCircle":
        return numerals.label("①", number)
    if format_ == "decimalFullWidth":
        return numerals.label("１", number)
    if format_ in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if format_ == "upperLetter" else letter.lower()
    if format_ in ("upperRoman", "lowerRoman"):
        return _roman(number) if format_ == "upperRoman" else _roman(number).lower()
    return str(number)


_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "koreanDigital2",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written, number = written + letters, number - value
    return written


# --- text -----------------------------------------------------------------------------------------------------------


class _Reader:
    def __init__(self, numbering: _Numbering, styles: dict[str, tuple[str, int]]) -> None:
        self.numbering, self.styles = numbering, styles
        self.counts: dict[str, dict[int, int]] = {}

    def read(self, root: Element) -> Iterator[str]:
        body = root.find(_W + "body")
        if body is not None:
            yield from self._blocks(body)

    def _blocks(self, element: Element) -> Iterator[str]:
        """The paragraphs and rows inside an element, those in content controls and text boxes too."""
        for child in element:
            if child.tag == _W + "p":
                yield from self._paragraph(child)
            elif child.tag == _W + "tbl":
                yield from self._table(child)
            elif child.tag not in (_W + "sectPr", _W + "del", _W + "moveFrom"):
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        words = _words(paragraph)
        yield from (self._label(paragraph) + words if words.strip() else words).split("\n")
        for box in _boxes(paragraph):
            yield from self._blocks(box)

    def _label(self, paragraph: Element) -> str:
        """The number that Word writes before a paragraph."""
        properties = paragraph.find(_W + "pPr")
        style = None if properties is None else properties.find(_W + "pStyle")
        inherited = self.styles.get("" if style is None else style.get(_W + "val", ""))
        own = _numbered(properties)
        number, at = own or inherited or (None, 0)
        if own and own[0] is None and inherited:
            number = inherited[0]
        if not number or number == "0" or number not in self.numbering:
            return ""
        key, levels = self.numbering[number]
        if at not in levels:
            return ""
        counts = self.counts.setdefault(key, {})
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for below in [level for level in counts if level > at and levels[level].begins_anew(at)]:
            del counts[below]
        label = levels[at].text
        if levels[at].format in ("bullet", "none"):
            return ""
        for level in range(at + 1):
            if f"%{level + 1}" in label and level in levels:
                count = counts.setdefault(level, levels[level].start)
                format_ = "decimal" if levels[at].is_legal else levels[level].format
                label = label.replace(f"%{level + 1}", _written(count, format_))
        return label

    def _table(self, table: Element) -> Iterator[str]:
        """The rows, cells parted by tabs; a cell that a merged one above reaches into is 〃."""
        for row in table.iter(_W + "tr"):
            if row not in _own_rows(table):
                continue
            cells: list[str] = []
            for cell in _cells(row):
                span, merged = _spans(cell)
                words = DITTO if merged else "\v".join(filter(None, (line.strip() for line in self._blocks(cell))))
                cells += [words.replace("\t", " "), *[""] * (span - 1)]
            if any(cells):
                yield from cells[0].split("\v") if len(cells) == 1 else ["\t".join(cells)]


def _own_rows(table: Element) -> list[Element]:
    return [
        child
        for each in table
        for child in ([each] if each.tag == _W + "tr" else each.iter(_W + "tr") if each.tag == _W + "sdt" else [])
    ]


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == _W + "tc":
            yield child
        elif child.tag == _W + "sdt":
            yield from child.iter(_W + "tc")


def _spans(cell: Element) -> tuple[int, bool]:
    """How many columns a cell takes, and whether one above reaches into it."""
    properties = cell.find(_W + "tcPr")
    if properties is None:
        return 1, False
    span, merge = properties.find(_W + "gridSpan"), properties.find(_W + "vMerge")
    wide = "1" if span is None else span.get(_W + "val", "1")
    return (min(int(wide), 64) if wide.isdigit() else 1), merge is not None and merge.get(_W + "val") != "restart"


_SKIPPED = {
    "del",
    "moveFrom",
    "txbxContent",
    "instrText",
    "pict",
    "drawing",
    "object",
    "Fallback",
    "pPr",
    "rPr",
    "delText",
}


def _words(element: Element) -> str:
    """The words of a paragraph without what was deleted, and without its text boxes."""
    words = []
    for child in element:
        tag = child.tag.rpartition("}")[2]
        if tag == "t":
            words.append(child.text or "")
        elif tag in ("tab", "ptab"):
            words.append(" ")
        elif tag in ("br", "cr"):
            words.append("\n" if child.get(_W + "type") in (None, "textWrapping") else "")
        elif tag == "noBreakHyphen":
            words.append("-")
        elif tag not in _SKIPPED:
            words.append(_words(child))
    return "".join(words)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes of a paragraph, once each: Word writes them twice, for old readers."""
    for child in paragraph:
        tag = child.tag.rpartition("}")[2]
        if tag == "txbxContent":
            yield child
        elif tag != "Fallback":
            yield from _boxes(child)
