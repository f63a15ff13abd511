"""Printed PDF: the lines of its pages, and which of them go on with the paragraph above, by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bioresp import numerals
from bioresp.diagnostic import BioRespError
from bioresp.extract import Document, Line, Unread, UnreadKind
from bioresp.extract.pdf.frame import frame, is_page_number
from bioresp.extract.pdf.page import PdfLine, PdfPage, read_page

_MOST_PAGES = 2000
_INDENT = 1.2
"""Characters' widths by which the first line of a paragraph stands in."""
_SHORT = 2.5
"""Characters' widths by which the last line of a paragraph falls short of the margin."""
_NEAR = 4.0
"""Points between ends of lines that are the same margin."""
_USUAL = 0.05
"""Share of the lines that end at a margin."""
_RESIZED = 1.15
"""Of the print of the line above: what is so much larger or smaller is a title, or a note."""


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
        pages = [read_page(document[at]) for at in range(len(document))]
    except pypdfium2.PdfiumError:
        raise BioRespError("pdf 文件已损坏，有一页打不开") from None
    finally:
        document.close()
    if not any(page.lines for page in pages):
        raise BioRespError("pdf 里没有文字，像是扫描件；请先识别成文字")
    return Document(list(_rejoined(_numbered(pages))), list(_unread(pages)))


class _Placed(NamedTuple):
    """A line of the text, with what its page shows of it."""

    line: Line
    page: int
    is_row: bool


def _numbered(pages: list[PdfPage]) -> Iterator[_Placed]:
    """The lines of all pages, those of the pages themselves marked, each with whether it goes on with the one above."""
    around = frame([page.lines for page in pages])
    texts = [line for page in pages for line in page.lines if "\t" not in line.text]
    left, right = _margins(texts)
    above: PdfLine | None = None
    number = 0
    for at, page in enumerate(pages):
        for place, line in enumerate(page.lines):
            number += 1
            if (at, place) in around:
                yield _Placed(Line(line.text, number, is_frame=True), at, line.is_row)
                continue
            is_rest = above is not None and _goes_on(above, line, left, right)
            yield _Placed(Line(line.text, number, is_rest=is_rest), at, line.is_row)
            if not is_page_number(line.text):
                above = line


def _margins(found: list[PdfLine]) -> tuple[float, float]:
    """The left and the right end of full lines: the outermost that is no exception, as a title or a signature is."""

    def outermost(ends: list[float]) -> float:
        counts = Counter(round(each / _NEAR) for each in ends)
        usual = [end for end, count in counts.items() if count >= _USUAL * len(ends)] or [0]
        return max(usual) * _NEAR

    return -outermost([-line.left for line in found]), outermost([line.right for line in found])


def _goes_on(above: PdfLine, line: PdfLine, left: float, right: float) -> bool:
    """Does a line go on with the paragraph of the one above: full margin to margin, in the same print?"""
    if line.is_row or above.is_row:
        return False
    if not above.size / _RESIZED <= line.size <= above.size * _RESIZED:
        return False
    return line.left <= left + _INDENT * line.height and above.right >= right - _SHORT * above.height


# --- rows over a page's end -----------------------------------------------------------------------------------------


def _rejoined(placed: Iterable[_Placed]) -> Iterator[Line]:
    """The lines; a row that a page's end cut is one."""
    found: list[Line] = []
    last: _Placed | None = None
    at = -1
    for each in placed:
        if (
            last
            and last.is_row
            and each.is_row
            and each.page == last.page + 1
            and _is_rest(last.line.text, each.line.text)
        ):
            found[at] = found[at]._replace(text=_joined(found[at].text, each.line.text))
            last = last._replace(line=found[at], page=each.page)
            continue
        if not (each.line.is_frame or is_page_number(each.line.text) or _is_header(each, found)):
            last, at = each, len(found)
        found.append(each.line)
    return iter(found)


def _is_header(row: _Placed, above: list[Line]) -> bool:
    """Is a row the header of the table, again, on the next page?"""
    return row.is_row and any(line.text == row.line.text for line in above)


def _is_rest(above: str, row: str) -> bool:
    """Is the first row of a page the rest of the last one of the page before?

    It has no number where that one has; where rows have none, one cell goes on alone.
    """
    head, cells = above.split("\t"), row.split("\t")
    if len(cells) != len(head) or len(cells) < 2 or cells[0] or not head[0]:
        return False
    return numerals.number(head[0]) is not None or sum(map(bool, cells)) == 1


def _joined(above: str, row: str) -> str:
    """A row with its rest: a sentence that ended is followed by a new paragraph, other words by their rest."""
    pairs = zip(above.split("\t"), row.split("\t"), strict=True)
    return "\t".join(
        (("\v" if one.endswith(("。", "；")) else "\f") if one and other else "").join((one, other))
        for one, other in pairs
    )


# --- what is no text ------------------------------------------------------------------------------------------------


def _unread(pages: list[PdfPage]) -> Iterator[Unread]:
    """What stands on the pages and is no line of the text; what has no words is told once, with the pages."""
    first = 1
    firsts = []
    for page in pages:
        firsts.append(first)
        first += len(page.lines)
    for line, page in zip(firsts, pages, strict=True):
        shown = min(line, first - 1)
        yield from (Unread(UnreadKind.HIDDEN, "不着墨的文字", words, shown) for words in page.hidden)
        yield from (Unread(UnreadKind.ASIDE, what, words, shown) for what, words in page.comments)
    for what, held in (
        ("没有文字的页", [not page.lines and not page.is_empty for page in pages]),
        ("图片", [page.lines and page.pictures for page in pages]),
        ("认不出编码的字", [page.unknown for page in pages]),
    ):
        at = [place for place, each in enumerate(held) if each]
        if at:
            numbers = "、".join(str(place + 1) for place in at)
            yield Unread(UnreadKind.PART, what, f"第 {numbers} 页", min(firsts[at[0]], first - 1))
