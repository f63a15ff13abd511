"""Printed PDF: the lines of its pages, and which of them go on with the paragraph above, by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from bioresp.diagnostic import BioRespError
from bioresp.extract import Document, Line
from bioresp.extract.grid import Box, Grid, grid

_MOST_PAGES = 2000
_EDGE = 2
"""Lines at the head and at the foot of a page that may belong to the page."""
_GAP = 2.0
"""Characters' widths between two words of a line that are in two columns."""
_LEAST = 8.0
"""Points of the smallest print; a dash is no measure of a line's height."""
_INDENT = 1.2
"""Characters' widths by which the first line of a paragraph stands in."""
_SHORT = 2.5
"""Characters' widths by which the last line of a paragraph falls short of the margin."""


_NEAR = 4.0
"""Points between ends of lines that are the same margin."""
_USUAL = 0.05
"""Share of the lines that end at a margin."""


class _Printed(NamedTuple):
    """A line on a page; places in points, from the page's lower left corner."""

    text: str
    left: float
    right: float
    middle: float
    height: float


def read(content: bytes) -> Document:
    """Read the lines of a PDF, counted through all pages from 1.

    Raises:
        BioRespError: It is locked or broken, has no text, or the extra that reads PDF is not installed.
    """
    try:
        import pypdfium2
    except ImportError:
        raise BioRespError('读 pdf 要另装一个库：pip install "bioresp[pdf]"') from None
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise BioRespError("pdf 有密码，打不开" if locked else "pdf 文件已损坏，打不开") from None
    try:
        if len(document) > _MOST_PAGES:
            raise BioRespError(f"pdf 有 {len(document)} 页，不像一份公文，没有读")
        pages = [_page(document[at]) for at in range(len(document))]
    except pypdfium2.PdfiumError:
        raise BioRespError("pdf 文件已损坏，有一页打不开") from None
    finally:
        document.close()
    if not any(pages):
        raise BioRespError("pdf 里没有文字，像是扫描件；请先识别成文字")
    return Document(_rejoined(list(_numbered(pages))))


def _rejoined(lines: list[Line]) -> list[Line]:
    """A row that a page's end cut is one: its rest has no number on the next page."""
    found: list[Line] = []
    for line in lines:
        cells = line.text.split("\t")
        above = next((each for each in reversed(found) if not (each.is_frame or _is_page_number(each.text))), None)
        head = above.text.split("\t") if above else []
        if above and len(cells) == len(head) > 1 and not cells[0] and head[0].isdigit():
            words = ["\v".join(filter(None, pair)) for pair in zip(head, cells, strict=True)]
            found[found.index(above)] = above._replace(text="\t".join(words))
        else:
            found.append(line)
    return found


def _numbered(pages: list[list[_Printed]]) -> Iterator[Line]:
    repeated = _repeated(pages)
    left, right = _margins([line for page in pages for line in page if "\t" not in line.text])
    above: _Printed | None = None
    number = 0
    for page in pages:
        for at, line in enumerate(page):
            number += 1
            is_edge = at < _EDGE or at >= len(page) - _EDGE
            if is_edge and line.text.strip() in repeated:
                yield Line(line.text, number, is_frame=True)
                continue
            is_rest = above is not None and _goes_on(above, line, left, right)
            yield Line(line.text, number, is_rest=is_rest)
            if not _is_page_number(line.text):
                above = line


def _margins(found: list[_Printed]) -> tuple[float, float]:
    """The left and the right end of full lines: the outermost that is no exception, as a title or a signature is."""

    def outermost(ends: list[float]) -> float:
        counts = Counter(round(each / _NEAR) for each in ends)
        usual = [end for end, count in counts.items() if count >= _USUAL * len(ends)] or [0]
        return max(usual) * _NEAR

    return -outermost([-line.left for line in found]), outermost([line.right for line in found])


def _goes_on(above: _Printed, line: _Printed, left: float, right: float) -> bool:
    return line.left <= left + _INDENT * line.height and above.right >= right - _SHORT * above.height


def _is_page_number(text: str) -> bool:
    return text.strip(" —-–－·").isdigit()


def _page(page: Any) -> list[_Printed]:
    """The lines of a page, from the top; those in the cells of a table are its rows, with tabs."""
    table = grid(_drawn(page))
    loose: list[_Printed] = []
    cells: dict[tuple[int, int], list[_Printed]] = {}
    for cell, segment in _segments(page.get_textpage(), table if table.is_table else None):
        if cell is None:
            loose.append(segment)
        else:
            cells.setdefault(cell, []).append(segment)
    words = {cell: "\f".join(each.text.replace("\t", " ") for each in segments) for cell, segments in cells.items()}
    rows = table.lines(words) if cells else []
    tops = [-table.rows[0] - at / 1000 for at in range(len(rows))]
    found = loose + [_Printed(row, 0, 0, top, 1) for row, top in zip(rows, tops, strict=True)]
    return sorted(found, key=lambda line: -line.middle)


def _drawn(page: Any) -> Iterator[Box]:
    """The boxes of what is drawn on a page."""
    from ctypes import byref, c_float

    from pypdfium2 import raw

    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        sides = [c_float() for _ in range(4)]
        if raw.FPDFPageObj_GetBounds(each.raw, *map(byref, sides)):
            yield Box(*(side.value for side in sides))


_Cell = tuple[int, int]


def _segments(text: Any, table: Grid | None) -> Iterator[tuple[_Cell | None, _Printed]]:
    """Stretches of characters that stand on one line and in one cell."""
    from pypdfium2 import raw

    chars: list[tuple[Box, str]] = []
    within, baseline = None, 0.0
    for at in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, at))
        if not char.strip() or char in "\ufffe\x02\0":
            if chars and char not in "\r\n":
                end = chars[-1][0].right
                chars.append((chars[-1][0]._replace(left=end), " " if char == " " else "\u3000"))
            continue
        place = Box(*text.get_charbox(at))
        found = table.cell((place.left + place.right) / 2, (place.bottom + place.top) / 2) if table else None
        cell = table.origin(*found) if table and found else None
        line = _baseline(text, at)
        if chars and (cell != within or abs(line - baseline) > _LEAST / 2):
            yield within, _line(chars)
            chars = []
        within, baseline = cell, line
        chars.append((place, char))
    if chars:
        yield within, _line(chars)


def _baseline(text: Any, at: int) -> float:
    """The height at which a character stands."""
    from ctypes import byref, c_double

    from pypdfium2 import raw

    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(text, at, byref(x), byref(y))
    return y.value


def _line(chars: list[tuple[Box, str]]) -> _Printed:
    """A line of its characters from left to right; files have them in the order in which they were drawn."""
    chars.sort(key=lambda each: each[0].left)
    top, bottom = max(box.top for box, _ in chars), min(box.bottom for box, _ in chars)
    words, right = "", chars[0][0].left
    for box, char in chars:
        if box.left - right > _GAP * max(top - bottom, _LEAST):
            words = words.rstrip() + "\t"
        words += char
        right = max(right, box.right)
    return _Printed(words.strip(), chars[0][0].left, right, (bottom + top) / 2, max(top - bottom, 1.0))


def _repeated(pages: list[list[_Printed]]) -> set[str]:
    """What stands at the edge of most pages."""
    counts = Counter(text for page in pages for text in {line.text.strip() for line in (*page[:_EDGE], *page[-_EDGE:])})
    return {text for text, count in counts.items() if len(pages) > 2 and count * 2 > len(pages)}
