"""One page of a PDF: its lines, the rows of its tables, and what of it is no text."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double
from math import hypot
from typing import Any, NamedTuple

from bioresp.extract.grid import Box, Grid, grid
from bioresp.extract.pdf.drawn import drawn, is_whole_page, pictures

_GAP = 2.0
"""Characters' widths between two words of a line that are in two columns."""
_LEAST = 8.0
"""Points of the smallest print; a dash is no measure of a line's height."""
_NOT_A_CHARACTER = "\ufffe\x02\0\ufffd"


class PdfLine(NamedTuple):
    """A line on a page; places in points, from the page's lower left corner."""

    text: str
    left: float
    right: float
    middle: float
    height: float
    size: float = 0.0
    """Points of the print, which are the same for every letter of it."""
    is_row: bool = False
    """It is a row of a table whose lines are drawn."""


class PdfPage(NamedTuple):
    """What stands on a page."""

    lines: list[PdfLine]
    """From the top."""
    comments: list[tuple[str, str]]
    """What each is, and its words."""
    hidden: list[str]
    """Words that are printed so that nobody sees them."""
    pictures: int
    unknown: int
    """How many characters have no code that says which they are."""
    is_empty: bool
    """Does nothing stand on it, not even a drawing?"""


def read_page(page: Any) -> PdfPage:
    """Read a page. Where it is a scanned page's picture, words that nobody sees are those read from the picture."""
    found = pictures(page)
    is_scanned = any(is_whole_page(each, page) for each in found)
    text = page.get_textpage()
    unseen = set() if is_scanned else _unseen(page, text)
    hidden = "".join(chr(_code(text, at)) for at in sorted(unseen))
    table = grid(drawn(page))
    lines = _lines(text, table, unseen)
    codes = [] if len(unseen) == text.count_chars() else _codes(text)
    return PdfPage(
        lines,
        list(_comments(page)),
        [" ".join(hidden.split())] if hidden.strip() else [],
        0 if is_scanned and lines else len(found),
        sum(code in (0, 0xFFFD) for code in codes),
        not lines and not found and not any(True for _ in page.get_objects()),
    )


def _lines(text: Any, table: Grid, unseen: set[int]) -> list[PdfLine]:
    """The lines of a page, from the top; those in the cells of a table are its rows, with tabs."""
    found: list[PdfLine] = []
    cells: dict[tuple[int, int], list[PdfLine]] = {}
    for cell, segment in _segments(text, table if table.is_table else None, unseen):
        if cell is None:
            found.append(segment)
        else:
            cells.setdefault(cell, []).append(segment)
    words = {cell: "\f".join(each.text.replace("\t", " ") for each in segments) for cell, segments in cells.items()}
    for at, row in table.lines(words) if cells else []:
        found.append(PdfLine(row, 0, 0, -(table.rows[at] + table.rows[at + 1]) / 2, 1, is_row=True))
    return sorted(found, key=lambda line: -line.middle)


_Cell = tuple[int, int]


def _segments(text: Any, table: Grid | None, unseen: set[int]) -> Iterator[tuple[_Cell | None, PdfLine]]:
    """Stretches of characters that stand on one line and in one cell."""
    chars: list[tuple[Box, str]] = []
    within, baseline, size = None, 0.0, 0.0
    for at in range(text.count_chars()):
        char = chr(_code(text, at))
        if at in unseen:
            continue
        if not char.strip() or char in _NOT_A_CHARACTER:
            if chars and char not in "\r\n":
                end = chars[-1][0].right
                chars.append((chars[-1][0]._replace(left=end), " " if char == " " else "\u3000"))
            continue
        place = Box(*text.get_charbox(at))
        found = table.cell((place.left + place.right) / 2, (place.bottom + place.top) / 2) if table else None
        cell = table.origin(*found) if table and found else None
        line = _baseline(text, at)
        if chars and (cell != within or abs(line - baseline) > _LEAST / 2):
            yield within, _line(chars, size)
            chars = []
        if not chars:
            size = _size(text, at)
        within, baseline = cell, line
        chars.append((place, char))
    if chars:
        yield within, _line(chars, size)


def _line(chars: list[tuple[Box, str]], size: float) -> PdfLine:
    """A line of its characters from left to right; files have them in the order in which they were drawn."""
    chars.sort(key=lambda each: each[0].left)
    top, bottom = max(box.top for box, _ in chars), min(box.bottom for box, _ in chars)
    words, right = "", chars[0][0].left
    for box, char in chars:
        if box.left - right > _GAP * max(top - bottom, _LEAST):
            words = words.rstrip() + "\t"
        words += char
        right = max(right, box.right)
    height = top - bottom if top - bottom >= 1 else size or 1.0  # a font that is not in the file has no height
    return PdfLine(words.strip(), chars[0][0].left, right, (bottom + top) / 2, height, size)


# --- what the library says of a character ---------------------------------------------------------------------------


def _code(text: Any, at: int) -> int:
    from pypdfium2 import raw

    return int(raw.FPDFText_GetUnicode(text, at))


def _codes(text: Any) -> list[int]:
    return [_code(text, at) for at in range(text.count_chars())]


def _baseline(text: Any, at: int) -> float:
    """The height at which a character stands."""
    from pypdfium2 import raw

    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(text, at, byref(x), byref(y))
    return y.value


def _size(text: Any, at: int) -> float:
    """The size of the print of a character, in points: that of its font, as large as the page shows it."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, at, byref(matrix))
    return float(raw.FPDFText_GetFontSize(text, at)) * hypot(matrix.b, matrix.d)


def _unseen(page: Any, text: Any) -> set[int]:
    """The places of the characters that are printed without ink."""
    from pypdfium2 import raw

    def has_no_ink(shape: Any) -> bool:
        mode = raw.FPDFTextObj_GetTextRenderMode(shape)
        return bool(mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP))

    if not any(has_no_ink(each.raw) for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])):
        return set()
    places = range(text.count_chars())
    shapes = {at: raw.FPDFText_GetTextObject(text, at) for at in places}
    return {at for at in places if shapes[at] and has_no_ink(shapes[at])}


def _comments(page: Any) -> Iterator[tuple[str, str]]:
    """The words of the comments on a page, and of the fields of a form; links have none."""
    from pypdfium2 import raw

    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
                is_field = kind == raw.FPDF_ANNOT_WIDGET
                words = _said(annotation, b"V" if is_field else b"Contents")
                if words.strip():
                    yield "表单里填的字" if is_field else "批注", " ".join(words.split())
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _said(annotation: Any, key: bytes) -> str:
    """A text that an annotation has under a key."""
    from pypdfium2 import raw

    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    content = (raw.FPDF_WCHAR * (size // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(annotation, key, content, size)
    return bytes(content).decode("utf-16-le", "replace").split("\0")[0]
