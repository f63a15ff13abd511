"""Which lines of a PDF belong to its pages and not to the text: heads, feet, what a browser prints around a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from bioresp.extract.pdf.page import PdfLine

_EDGE = 2
"""Lines at the head and at the foot of a page that may belong to the page."""
_SAME = 3.0
"""Points between places on two pages that are the same."""
_APART = 1.15
"""Of the usual distance of lines: what is farther from the text stands apart."""
_RESIZED = 1.1
"""Of the usual print: what is so much larger or smaller is no line of the text."""
_MANY = 4
"""Pages on which the same words, at the same place, are no chance."""

_PAGE = r"(?:\d{1,4}\s*(?:/|of)\s*\d{1,4}|第?\s*\d{1,4}\s*页?\s*[，,/]?\s*共\s*\d{1,4}\s*页)"
_ADDRESS = r"(?:https?|file|about)://?\S+"
_TIME = (
    r"(?:\d{1,4}[/.\-年]\d{1,2}[/.\-月]\d{1,4}日?\s*[,，]?\s*(?:上午|下午)?\d{1,2}:\d{2}(?::\d{2})?\s*(?:[AP]M|上午|下午)?"
    r"|\d{1,2}:\d{2}\s*(?:[AP]M)?\s*\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4})"
)
_BROWSER = re.compile(
    rf"{_ADDRESS}(?:\s+{_PAGE})?|{_PAGE}\s+{_ADDRESS}|{_PAGE}\s+{_TIME}|{_TIME}(?:\t\S.*)?|[^\t]*\t{_ADDRESS}|[^\t]*\t{_TIME}"
)
"""What a browser prints around a page: 2030/5/1 09:30 and the title, the address and 1/3."""
_NUMBERED = re.compile(r"[\s—\-–－·•]*\d{1,4}[\s—\-–－·•]*")


def is_page_number(text: str) -> bool:
    """Is a line the number of its page alone: — 3 —?"""
    return bool(_NUMBERED.fullmatch(text))


def frame(pages: Sequence[Sequence[PdfLine]]) -> set[tuple[int, int]]:
    """Find the lines that belong to pages: each by its page and its place on it, from 0."""
    found: set[tuple[int, int]] = set()
    repeated: dict[str, list[tuple[int, int]]] = {}
    for page, lines in enumerate(pages):
        for at in _edges(lines):
            text = lines[at].text.strip()
            if _BROWSER.fullmatch(text):
                found.add((page, at))
            elif not lines[at].is_row and text.count("\t") < 2:  # three cells: the header of a table
                repeated.setdefault(re.sub(r"\d+", "0", text), []).append((page, at))
    for places in repeated.values():
        found |= set(_on_most_pages(pages, places))
    return found


def _edges(lines: Sequence[PdfLine]) -> Iterable[int]:
    return sorted({*range(min(_EDGE, len(lines))), *range(max(0, len(lines) - _EDGE), len(lines))})


def _on_most_pages(pages: Sequence[Sequence[PdfLine]], places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Of lines that say the same, those that stand at the same place of most pages, and apart from the text."""
    heights = Counter(round(pages[page][at].middle / _SAME) for page, at in places)
    for page, at in places:
        height = round(pages[page][at].middle / _SAME)
        size = sum(heights[near] for near in (height - 1, height, height + 1))
        if size > 1 and size * 2 > len(pages) and (size >= _MANY or _is_apart(pages[page], at)):
            yield page, at


def _is_apart(lines: Sequence[PdfLine], at: int) -> bool:
    """Does a line stand farther from its neighbour than lines of the text do, or is it of another print?"""
    usual = median(line.size for line in lines)
    if not usual / _RESIZED <= lines[at].size <= usual * _RESIZED:
        return True
    steps = [above.middle - below.middle for above, below in pairwise(lines)]
    if len(steps) < 3:
        return False  # too few lines to say how far they stand apart
    step = steps[at] if at < len(lines) / 2 else steps[at - 1]
    return step > _APART * median(steps)
