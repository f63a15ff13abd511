"""A Word file as paper: its sections, and what each paragraph looks like once styles are resolved.

Source: ECMA-376-1, 17.7.2 (style inheritance), 17.6 (sections), 17.10 (footers).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bioresp.diagnostic import BioRespError
from bioresp.extract.word import DOCUMENT, STYLES, Element, parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONS, _SETTINGS = "word/_rels/document.xml.rels", "word/settings.xml"
_WANTED = re.compile(r"word/(?:(?:document|styles|settings|footer\d*)\.xml|_rels/document\.xml\.rels)")

PAGE = "#"
"""Stands for the page number in the text of a footer."""

Look = Mapping[str, str]
"""Properties by name, those of styles included: jc, spacing-line, ind-firstLineChars …; rFonts-eastAsia, sz, b …"""


class Run(NamedTuple):
    text: str
    look: Look


class Paragraph(NamedTuple):
    text: str
    style: str
    """The name of its style, in small letters."""
    look: Look
    runs: tuple[Run, ...]


class Table(NamedTuple):
    width: int
    """Twips, with its indent."""
    repeats: bool
    """Is its first row repeated on each page?"""
    whole: bool
    """Is no row split?"""
    rows: int
    head: str
    """The words it begins with."""
    paragraphs: tuple[Paragraph, ...]


class Section(NamedTuple):
    """Pages of one layout. Lengths in twips."""

    width: int
    height: int
    margins: tuple[int, int, int, int]
    """Top, right, bottom, left."""
    grid: Look
    footers: Mapping[str, tuple[Paragraph, ...]]
    """default, even, first → what stands there."""
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]

    @property
    def is_turned(self) -> bool:
        return self.width > self.height

    @property
    def room(self) -> int:
        return self.width - self.margins[1] - self.margins[3]


class Document(NamedTuple):
    sections: tuple[Section, ...]
    evens_differ: bool
    """Has an even page a footer of its own?"""
    themed: frozenset[str]
    """Attributes that leave a font to the theme."""

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Those outside tables."""
        return (paragraph for section in self.sections for paragraph in section.paragraphs)

    @property
    def everything(self) -> Iterator[Paragraph]:
        for section in self.sections:
            yield from section.paragraphs
            for table in section.tables:
                yield from table.paragraphs


def read(content: bytes) -> Document:
    """Read a Word file.

    Raises:
        BioRespError: It cannot be read as one.
    """
    found = parts(content, _WANTED)
    try:
        reader = _Reader(found)
        sections = tuple(reader.sections(found[DOCUMENT]))
    except (ValueError, RecursionError) as error:
        raise BioRespError("docx 文件已损坏，或不是 Word 文档") from error
    if not sections:
        raise BioRespError("docx 里没有正文")
    evens = next(found[_SETTINGS].iter(f"{_W}evenAndOddHeaders"), None) if _SETTINGS in found else None
    used = (each for name, root in found.items() if name != _RELATIONS for each in root.iter(f"{_W}rFonts"))
    themed = frozenset(key.removeprefix(_W) for each in used for key in each.attrib if key.lower().endswith("theme"))
    return Document(sections, evens is not None and _is_on(evens), themed)


def _is_on(element: Element) -> bool:
    return element.get(f"{_W}val", "1") not in ("0", "false", "off")


class _Style(NamedTuple):
    name: str
    based: str
    paragraph: dict[str, str]
    run: dict[str, str]


class _Reader:
    def __init__(self, found: Mapping[str, Element]) -> None:
        self.parts = found
        self.styles: dict[str, _Style] = {}
        self.defaults = _Style("", "", {}, {})
        self.normal = ""
        if STYLES in found:
            self._read_styles(found[STYLES])
        relations = found.get(_RELATIONS, ())
        self.targets = {each.get("Id", ""): each.get("Target", "").removeprefix("/word/") for each in relations}

    def _read_styles(self, root: Element) -> None:
        defaults = root.find(f"{_W}docDefaults")
        if defaults is not None:
            paragraph, run = (next(defaults.iter(_W + tag), None) for tag in ("pPr", "rPr"))
            self.defaults = _Style("", "", _flat(paragraph), _flat(run))
        for each in root.iter(f"{_W}style"):
            key = each.get(f"{_W}styleId", "")
            values = {tag: _value(each.find(_W + tag)) for tag in ("name", "basedOn")}
            looks = _flat(each.find(f"{_W}pPr")), _flat(each.find(f"{_W}rPr"))
            self.styles[key] = _Style(values["name"].lower(), values["basedOn"], *looks)
            if each.get(f"{_W}type") == "paragraph" and each.get(f"{_W}default") in ("1", "true"):
                self.normal = key

    def _inherited(self, key: str) -> list[_Style]:
        """A style and those it is based on, the most general first."""
        found: list[_Style] = []
        while key in self.styles and self.styles[key] not in found:
            found.append(self.styles[key])
            key = found[-1].based
        return found[::-1]

    def sections(self, root: Element) -> Iterator[Section]:
        body = root.find(f"{_W}body")
        paragraphs: list[Paragraph] = []
        tables: list[Table] = []
        footers: dict[str, tuple[Paragraph, ...]] = {}
        for child in _blocks(body if body is not None else ()):
            if child.tag == f"{_W}p":
                paragraphs.append(self._paragraph(child))
            elif child.tag == f"{_W}tbl":
                tables.append(self._table(child))
            ends = child if child.tag == f"{_W}sectPr" else child.find(f"{_W}pPr/{_W}sectPr")
            if ends is not None:
                footers = footers | self._footers(ends)  # a section without one has that of the section before
                yield _section(ends, footers, tuple(paragraphs), tuple(tables))
                paragraphs, tables = [], []

    def _footers(self, section: Element) -> dict[str, tuple[Paragraph, ...]]:
        found = {}
        for each in section.findall(f"{_W}footerReference"):
            part = self.parts.get("word/" + self.targets.get(each.get(_ID, ""), ""))
            if part is not None:
                inside = (self._paragraph(each) for each in _below(part, boxes=True) if each.tag == f"{_W}p")
                found[each.get(f"{_W}type", "default")] = tuple(each for each in inside if each.text)
        return found

    def _table(self, table: Element) -> Table:
        rows = table.findall(f"{_W}tr")
        columns = [round(number(each.get(f"{_W}w", ""))) for each in table.findall(f"{_W}tblGrid/{_W}gridCol")]
        indent = table.find(f"{_W}tblPr/{_W}tblInd")
        moved = max(0, round(number(indent.get(f"{_W}w", "")))) if indent is not None else 0

        def marked(row: Element, tag: str) -> bool:
            found = row.find(f"{_W}trPr/{_W}{tag}")
            return found is not None and _is_on(found)

        paragraphs = tuple(map(self._paragraph, table.iter(f"{_W}p")))
        return Table(
            sum(columns) + moved,
            bool(rows) and marked(rows[0], "tblHeader"),
            all(marked(row, "cantSplit") for row in rows),
            len(rows),
            next((each.text for each in paragraphs if each.text), ""),
            paragraphs,
        )

    def _paragraph(self, paragraph: Element) -> Paragraph:
        own = paragraph.find(f"{_W}pPr")
        named = own.find(f"{_W}pStyle") if own is not None else None
        chain = [self.defaults, *self._inherited(_value(named) or self.normal)]
        look = _merged(*(each.paragraph for each in chain), _flat(own))
        runs = []
        for run, text in _runs(paragraph):
            direct = run.find(f"{_W}rPr")
            character = direct.find(f"{_W}rStyle") if direct is not None else None
            steps = [*chain, *self._inherited(_value(character))]
            runs.append(Run(text, _merged(*(each.run for each in steps), _flat(direct))))
        return Paragraph("".join(run.text for run in runs).strip(), chain[-1].name, look, tuple(runs))


def _section(
    element: Element,
    footers: Mapping[str, tuple[Paragraph, ...]],
    paragraphs: tuple[Paragraph, ...],
    tables: tuple[Table, ...],
) -> Section:
    size, margins, grid = (element.find(_W + tag) for tag in ("pgSz", "pgMar", "docGrid"))

    def twips(of: Element | None, key: str) -> int:
        return round(number(of.get(_W + key, ""))) if of is not None else 0

    top, right, bottom, left = (twips(margins, side) for side in ("top", "right", "bottom", "left"))
    looks = {key.removeprefix(_W): value for key, value in grid.attrib.items()} if grid is not None else {}
    around = top, right, bottom, left
    return Section(twips(size, "w"), twips(size, "h"), around, looks, footers, paragraphs, tables)


def _blocks(body: Iterable[Element]) -> Iterator[Element]:
    """What stands in the text, inside content controls too."""
    for child in body:
        if child.tag == f"{_W}sdt":
            inside = child.find(f"{_W}sdtContent")
            yield from _blocks(inside if inside is not None else ())
        else:
            yield child


def _below(element: Element, *, boxes: bool) -> Iterator[Element]:
    """All that is in an element, text boxes if wanted; what older programs get instead of them is left out."""
    waiting = list(element)[::-1]
    while waiting:
        each = waiting.pop()
        if each.tag.endswith("}Fallback") or (each.tag == f"{_W}txbxContent" and not boxes):
            continue
        yield each
        waiting += list(each)[::-1]


def _runs(paragraph: Element) -> Iterator[tuple[Element, str]]:
    """The runs of a paragraph with their text; a page number, however the field is written, is PAGE."""
    simple = [each for each in paragraph.iter(f"{_W}fldSimple") if _is_page(each.get(f"{_W}instr", ""))]
    shown = {run for field in simple for run in field.iter(f"{_W}r")}
    instruction: str | None = None
    for run in _below(paragraph, boxes=False):
        if run.tag != f"{_W}r":
            continue
        for each in run:
            if each.tag == f"{_W}instrText":
                instruction = (instruction or "") + (each.text or "")
            elif each.tag == f"{_W}fldChar" and each.get(f"{_W}fldCharType") == "end":
                if instruction and _is_page(instruction):
                    yield run, PAGE
                instruction = None
        if run in shown:
            yield run, PAGE
        elif instruction is None and (text := "".join(each.text or "" for each in run.iter(f"{_W}t"))):
            yield run, text


def _is_page(instruction: str) -> bool:
    return instruction.split()[:1] == ["PAGE"]


def number(text: str) -> float:
    """A number of a file that may hold anything; 0 for what is none."""
    return float(text) if re.fullmatch(r"-?\d{1,9}(\.\d+)?", text, re.ASCII) else 0.0


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _flat(properties: Element | None) -> dict[str, str]:
    """Properties by name; those that have several values, by name and attribute: spacing-line, rFonts-eastAsia."""
    found: dict[str, str] = {}
    for each in properties if properties is not None else ():
        tag = each.tag.removeprefix(_W)
        if tag in ("rFonts", "spacing", "ind", "lang"):
            found |= {f"{tag}-{key.removeprefix(_W)}": value for key, value in each.attrib.items()}
        else:
            found[tag] = each.get(f"{_W}val", "1")
    return found


def _merged(*looks: Mapping[str, str]) -> Look:
    """Looks one over the other; a font that is named takes the place of one that the theme decides, and the reverse."""
    found: dict[str, str] = {}
    for look in looks:
        for key in look:
            if key.startswith("rFonts-"):
                found.pop(f"{key}Theme", None)
                found.pop(key.removesuffix("Theme"), None)
        found |= look
    return found
