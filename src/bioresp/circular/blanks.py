"""Blanks that only lay a line out, and those that say something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioresp.circular.labels import starts_with_label
from bioresp.circular.table_lines import BLANK

_BLANKS = re.compile(f"{BLANK}+")
_UNIT_END = set("局委部厅署院会府办社团")
_LONGEST_LABEL = 16
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’—…《》]")


def runs(text: str) -> Iterator[tuple[str, int, int, int]]:
    """The stretches of a line between blanks that are dropped: text, from, to, column."""
    start = len(text) - len(text.lstrip(_STRIPPED))
    end = len(text.rstrip(_STRIPPED))
    at = start
    for blank in _BLANKS.finditer(text, start, end):
        if not _is_kept(text, blank.start(), blank.end()):
            yield text, at, blank.start(), at + 1
            at = blank.end()
    yield text, at, end, at + 1


_STRIPPED = " \t\u3000\xa0\xad\u200b\u200c\u200d\u2002\u2003\u2009\ufeff\x0c\r\n\v"


def _is_kept(text: str, start: int, end: int) -> bool:
    """Does a blank say something: between Latin words and around them, between two units, before a label?"""
    before, after = text[start - 1], text[end]
    if starts_with_label(text[end : end + _LONGEST_LABEL]) or text[start - 2 : start] in ("单位", "部门"):
        return True
    if before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
        return True
    if (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha()):
        return end - start == 1
    is_spaced = start >= 2 and text[start - 2] in _STRIPPED
    return (
        before in _UNIT_END and not is_spaced and bool(_CHINESE.match(after)) and after not in "关印的、，。：；（）》"
    )


def clean(text: str) -> str:
    return "".join(text[a:b] for text, a, b, _ in runs(text))
