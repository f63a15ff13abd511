"""What stands before a mark in the middle of a line: the end of a sentence, of a list of units, a blank, a colon."""

from __future__ import annotations

import re
from collections.abc import Container
from enum import Enum, auto

_STOPS = "。！？"
_CLOSING = "）〕】)]”’"
_REACH = 600
"""Characters of the longest list of units before a mark that are looked at."""
_LONGEST_NAME = 40
_LONGEST_DEADLINE = 60
_COLONS = 3
"""试点单位：第一批：甲局；第二批：乙局 has colons inside the list."""

_LIST_LABEL = re.compile("(?:单位|部门|主体|科室|处室|机关|机构)(?:（[^（）]{1,40}）)?$")
_DEADLINE_LABEL = re.compile("(?:时限|时间|期限|节点|进度|时效)(?:要求|安排|节点)?$")
_CLOSED = re.compile("(?:负责|牵头|配合|参与|落实|完成|推进|协助|下同|不再列出|不单独列出|不再单独列出|不再一一列出)$")
"""How a sentence that says who is to do it ends, where its full stop was lost."""


class Before(Enum):
    """What stands before a mark."""

    LINE = auto()
    """The line begins with it."""
    STOP = auto()
    """A sentence or a bracket ends."""
    ROLES = auto()
    """A list of units, a deadline, or a sentence about roles ends, without a full stop."""
    BLANK = auto()
    """A blank that is no part of a name."""
    COLON = auto()
    """A colon, but not one of a label that units follow."""
    LABEL = auto()
    """责任单位： the mark numbers the units of a list."""
    SEMICOLON = auto()
    WORD = auto()
    """A word, or a comma."""


BREAKS = frozenset({Before.LINE, Before.STOP, Before.ROLES, Before.BLANK})
"""After which a new line may have begun."""


def before(text: str, line_start: int, at: int, gaps: Container[int]) -> Before:
    """Classify what stands before an offset of a line.

    Args:
        gaps: The offsets before which the source has a blank that the text has not.
    """
    end = at
    while end > line_start and text[end - 1] == " ":
        end -= 1
    if end == line_start:
        return Before.LINE
    char = text[end - 1]
    if char in _STOPS or char in _CLOSING:
        return Before.STOP
    if char in "：:":
        return Before.LABEL if _LIST_LABEL.search(text, max(line_start, end - 50), end - 1) else Before.COLON
    if char in "；;":
        is_closed = end - 1 > line_start and text[end - 2] in _CLOSING
        return Before.ROLES if is_closed or _ends_list(text, line_start, end - 1) else Before.SEMICOLON
    if _ends_list(text, line_start, end) or _CLOSED.search(text, max(line_start, end - 8), end):
        return Before.ROLES
    return Before.BLANK if end < at or at in gaps else Before.WORD


def _ends_list(text: str, line_start: int, at: int) -> bool:
    """Does a list behind its label, or a deadline behind its, end here: 责任单位：甲局、乙局?"""
    start = max(line_start, at - _REACH)
    start = max(start, *(text.rfind(stop, start, at) + 1 for stop in _STOPS))
    colon = at
    for _ in range(_COLONS):
        colon = text.rfind("：", start, colon)
        if colon < 0:
            return False
        if _LIST_LABEL.search(text, max(start, colon - 50), colon):
            name = re.split("[、，,；; ：]", text[colon + 1 : at])[-1]
            return 2 <= len(name) <= _LONGEST_NAME
        if _DEADLINE_LABEL.search(text, max(start, colon - 8), colon):
            return 2 <= at - colon - 1 <= _LONGEST_DEADLINE
    return False
