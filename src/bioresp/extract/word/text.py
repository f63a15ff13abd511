"""The text of a Word file: its paragraphs, the rows of its tables, its notes; and what of it is no text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bioresp.extract import DITTO, Unread, UnreadKind
from bioresp.extract.word.numbering import Numbers
from bioresp.extract.word.package import Element, W, count, tag, value
from bioresp.extract.word.seen import Hiding

_WIDEST = 64
"""Columns that a cell may take."""
_GONE = {"del": "修订中已删除的文字", "moveFrom": "修订中已移走的文字", "rt": "注音"}
"""Elements whose words are no words of the text."""
_SILENT = {"instrText", "delInstrText", "Fallback", "pPr", "rPr", "rubyPr", "txbxContent", "sdtPr", "sdtEndPr"}
"""Elements that hold no words, or whose words are read elsewhere."""
_NOTES = {"footnoteReference": "脚注", "endnoteReference": "尾注"}


class _Aside(NamedTuple):
    """Something that is not text, its line not known yet."""

    kind: UnreadKind
    what: str
    words: str


class Reader:
    """Reads the text of a Word file line by line, and keeps aside what is not text."""

    def __init__(self, parts: dict[str, Element]) -> None:
        self.numbers = Numbers(parts)
        self.hiding = Hiding(parts)
        self.notes = {what: _by_id(parts.get(f"word/{name}.xml")) for what, name in _NOTE_PARTS.items()}
        self.asides: list[_Aside] = []
        """What was met since the last line."""
        self.referred: list[Element] = []
        """The notes that the paragraph or table being read refers to."""
        self.depth = 0
        """How many tables the reader is in."""

    def read(self, root: Element) -> Iterator[str]:
        """The paragraphs and rows of a document, each note behind the paragraph or table that refers to it."""
        body = root.find(W + "body")
        if body is not None:
            yield from self._blocks(body)

    def taken(self, line: int) -> list[Unread]:
        """What was kept aside since it was last asked for; it stands beside a line."""
        found = [Unread(*each, line) for each in self.asides]
        self.asides.clear()
        return found

    # --- blocks -----------------------------------------------------------------------------------------------------

    def _blocks(self, element: Element) -> Iterator[str]:
        """The paragraphs and rows inside an element, those in content controls too."""
        for child in _chosen(element):
            name = tag(child)
            if name == "p":
                yield from self._paragraph(child)
                yield from self._referred()
            elif name == "tbl":
                yield from self._table(child)
                yield from self._referred()
            elif name in _GONE:
                self._keep_aside(UnreadKind.HIDDEN, _GONE[name], plain_words(child))
            elif name == "altChunk":
                self.asides.append(_Aside(UnreadKind.PART, "嵌入的另一份文件", ""))
            elif name != "sectPr":
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        inherited = self.hiding.of_paragraph(paragraph.find(W + "pPr"))
        words = self._words(paragraph, inherited)
        yield from (self.numbers.label(paragraph) + words if words.strip() else words).split("\n")
        for box in _boxes(paragraph):
            yield from self._blocks(box)

    def _referred(self) -> Iterator[str]:
        """The notes referred to since the last time, a line each, marked as such: 注：…."""
        if self.depth:
            return
        notes, self.referred = self.referred, []
        for note in notes:
            words = "".join(filter(None, (line.strip() for line in self._blocks(note))))
            if words:
                yield words if words.startswith(("注", "说明")) else f"注：{words}"

    # --- tables -----------------------------------------------------------------------------------------------------

    def _table(self, table: Element) -> Iterator[str]:
        """The rows, cells parted by tabs; a cell that a merged one above reaches into is 〃."""
        for row in _inside(table, "tr"):
            self.depth += 1
            cells = self._cells(row)
            self.depth -= 1
            if not any(cells):
                continue
            yield from cells[0].split("\v") if len(cells) == 1 else ["\t".join(cells)]

    def _cells(self, row: Element) -> list[str]:
        properties = row.find(W + "trPr")
        cells = [""] * count(value(properties, "gridBefore"), 0, _WIDEST)
        for cell in _inside(row, "tc"):
            span, merged = _spans(cell)
            words = "\v".join(filter(None, (line.strip() for line in self._blocks(cell))))
            cells += [DITTO if merged else words.replace("\t", " "), *[""] * (span - 1)]
        return cells

    # --- words ------------------------------------------------------------------------------------------------------

    def _words(self, element: Element, inherited: dict[str, bool]) -> str:
        """The words of a paragraph, without what is hidden, struck or deleted, and without its text boxes."""
        words = []
        for child in _chosen(element):
            name = tag(child)
            if name in _GONE:
                self._keep_aside(UnreadKind.HIDDEN, _GONE[name], plain_words(child))
            elif name == "r" and (why := self.hiding.why(child.find(W + "rPr"), inherited)):
                self._keep_aside(UnreadKind.HIDDEN, why, plain_words(child))
            elif name in _WRITTEN:
                words.append(_written(name, child))
            elif name in _NOTES:
                self._refer(name, child)
                if child.get(W + "customMarkFollows") in ("1", "true", "on"):
                    break  # the rest of the run is the mark: *
            elif name == "commentReference":
                self._comment(child)
            elif name in ("drawing", "pict", "object"):
                self._draw(child)
            elif name not in _SILENT:
                words.append(self._words(child, inherited))
        return "".join(words)

    def _refer(self, name: str, reference: Element) -> None:
        key = reference.get(W + "id", "")
        note = self.notes[name].get(key)
        if note is not None:
            self.referred.append(note)
        else:
            self.asides.append(_Aside(UnreadKind.PART, _NOTES[name], f"编号 {key}"))

    def _comment(self, reference: Element) -> None:
        comment = self.notes["commentReference"].get(reference.get(W + "id", ""))
        words = "" if comment is None else plain_words(comment)
        self.asides.append(_Aside(UnreadKind.ASIDE, "批注", words))

    def _draw(self, drawing: Element) -> None:
        """Keep aside the pictures of a drawing; lines, frames and text boxes are none."""
        names = set(_drawn(drawing))
        what = next((what for name, what in _PICTURES.items() if name in names), "")
        if what:
            self.asides.append(_Aside(UnreadKind.PART, what, ""))

    def _keep_aside(self, kind: UnreadKind, what: str, words: str) -> None:
        """Keep words aside; runs of one kind that stand side by side are one."""
        if not words:
            return
        last = self.asides[-1] if self.asides else None
        if last and (last.kind, last.what) == (kind, what):
            self.asides[-1] = last._replace(words=last.words + words)
        else:
            self.asides.append(_Aside(kind, what, words))


_NOTE_PARTS = {"footnoteReference": "footnotes", "endnoteReference": "endnotes", "commentReference": "comments"}
_PICTURES = {
    "OLEObject": "嵌入的对象",
    "objectEmbed": "嵌入的对象",
    "chart": "图表",
    "relIds": "SmartArt 图形",
    "pic": "图片",
    "imagedata": "图片",
}
"""What a drawing is, by an element that it holds."""
_WRITTEN = {"t", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym"}


_BLANKS = str.maketrans("\t\r\n\x85\u2028\u2029", "   \n\n\n")
"""Tabs and line ends of the XML are blanks to Word; a line end that Word keeps in a text is one."""


def _written(name: str, element: Element) -> str:
    """What an element of a run writes."""
    if name == "t":
        return (element.text or "").translate(_BLANKS)
    if name in ("tab", "ptab"):
        return " "
    if name in ("br", "cr"):
        return "\n" if element.get(W + "type") in (None, "textWrapping") else ""
    return "-" if name == "noBreakHyphen" else _symbol(element)


def _symbol(element: Element) -> str:
    """A character of a symbol font; those of the private area are bullets and ornaments that no text can show."""
    code = element.get(W + "char", "")
    number = int(code, 16) if len(code) < 6 and all(each in "0123456789ABCDEFabcdef" for each in code or "x") else 0
    return chr(number) if 0x20 < number < 0xD800 else ""


def plain_words(element: Element) -> str:
    """All the words inside an element, paragraphs parted by a blank."""
    words = []
    for each in element.iter():
        if tag(each) in ("t", "delText"):
            words.append(each.text or "")
        elif tag(each) == "p":
            words.append(" ")
    return " ".join("".join(words).split())


def _chosen(element: Element) -> Iterator[Element]:
    """The children; of what Word writes twice, for new and for old readers, the one for new ones."""
    for child in element:
        if tag(child) != "AlternateContent":
            yield child
            continue
        versions = {tag(each): each for each in reversed(child)}
        yield from versions.get("Choice", versions.get("Fallback", child))


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, those in content controls too."""
    for child in element:
        name = tag(child)
        if name == wanted:
            yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inside(child, wanted)


def _spans(cell: Element) -> tuple[int, bool]:
    """How many columns a cell takes, and whether one above reaches into it."""
    properties = cell.find(W + "tcPr")
    wide = max(1, count(value(properties, "gridSpan"), 1, _WIDEST))
    merge = None if properties is None else properties.find(W + "vMerge")
    return wide, merge is not None and merge.get(W + "val") != "restart"


def _by_id(root: Element | None) -> dict[str, Element]:
    """Notes or comments by their ids, without the lines that part them from the text."""
    if root is None:
        return {}
    return {each.get(W + "id", ""): each for each in root if each.get(W + "type", "normal") == "normal"}


def _drawn(drawing: Element) -> Iterator[str]:
    """The names of the elements of a drawing, without those of the text in it."""
    for child in drawing:
        yield tag(child)
        if tag(child) != "txbxContent":
            yield from _drawn(child)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes of a paragraph, once each."""
    for child in _chosen(paragraph):
        if tag(child) == "txbxContent":
            yield child
        else:
            yield from _boxes(child)
