"""Printed PDF: the text of its pages, without headers, footers and page numbers."""

from __future__ import annotations

from collections import Counter

from bioresp.diagnostic import BioRespError
from bioresp.extract import Line

_MOST_PAGES = 2000


def lines(content: bytes) -> list[Line]:
    """The lines of a PDF, counted through all pages from 1.

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
    finally:
        document.close()
    if not any(line.strip() for page in pages for line in page):
        raise BioRespError("pdf 里没有文字，像是扫描件；请先识别成文字")
    repeated = _repeated(pages)
    found, number = [], 0
    for page in pages:
        for at, text in enumerate(page):
            number += 1
            is_edge = at < _EDGE or at >= len(page) - _EDGE
            found.append(Line(text, number, is_frame=is_edge and text.strip() in repeated))
    return found


_EDGE = 2
"""Lines at the head and at the foot of a page that may belong to the page."""


def _page(page: object) -> list[str]:
    text = page.get_textpage().get_text_bounded()  # type: ignore[attr-defined]
    return [line.replace("\ufffe", "").replace("\u0002", "") for line in text.replace("\r\n", "\n").split("\n")]


def _repeated(pages: list[list[str]]) -> set[str]:
    """What stands at the edge of most pages."""
    counts = Counter(
        line for page in pages for line in {each.strip() for each in (*page[:_EDGE], *page[-_EDGE:])} if line
    )
    return {line for line, count in counts.items() if len(pages) > 2 and count * 2 > len(pages)}
