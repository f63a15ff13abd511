"""Where the parts of a circular stand: a page's head, covering notice, plan, closing words, a page's foot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bioresp.circular import document
from bioresp.circular.breaks import lost_breaks
from bioresp.circular.frame import PageHead, issued_title, page_foot, page_head
from bioresp.circular.outline import Heading, Outline, outline
from bioresp.circular.passages import passages
from bioresp.circular.table_lines import is_header
from bioresp.circular.tables import INVERSE, Refused
from bioresp.circular.task_tables import task_tables
from bioresp.circular.text import ACTIONS, Source
from bioresp.circular.tree import Node, tree

_NO_CIRCULAR = "没有读到牵头单位、责任单位一类的分工，不像责任分工方案"

Spans = list[tuple[int, int]]


@dataclass
class Layout:
    """The regions of a circular; offsets in characters from 0."""

    outline: Outline
    begin: int
    """Where the circular begins, behind a page's head."""
    start: int
    """Where the plan begins, behind a covering notice."""
    end: int
    """Where the circular ends, before a page's foot."""
    tables: Spans
    """The tables that have columns of tasks and units."""
    inverse: Spans
    """The tables that list units and their duties; they are told, and not read."""
    root: Node
    """The plan's headings."""
    head: document.Head
    """What stands before the plan's first heading or table."""
    tail: document.Head
    """What follows its last item."""
    notice: document.Head | None = None
    """What stands before the words of the covering notice; None where there is none."""
    signed: document.Head = field(default_factory=document.Head)
    """The words of the covering notice, and its signature."""
    page_title: tuple[int, int] | None = None
    """Where a page gives the title that the circular itself does not repeat."""

    @property
    def is_issued(self) -> bool:
        """Is there a notice, or a line of addressees, so that a signature and a date have to follow?"""
        has_notice = self.notice is not None and bool(self.notice.title or self.signed.text)
        return has_notice or bool(self.head.addressees)


def broken_into_lines(source: Source) -> tuple[Outline, PageHead]:
    """Give a source back the line breaks that its outline shows it lost; the outline of what it is then."""
    found = outline(source.words, source.gaps)
    page = page_head(source.words, source.gaps)
    breaks = lost_breaks(source, found, page.end)
    if breaks:
        source.break_lines(breaks)
        found = outline(source.words)
    return found, page


def lay_out(source: Source, found: Outline, page: PageHead) -> Layout:
    """Find the regions of a circular.

    Raises:
        Refused: It names no unit in a role anywhere.
    """
    words = source.words
    end = page_foot(words)
    tables, inverse = task_tables(words, source.tables)
    headings = [each for each in found.headings if page.end <= each.start < end]
    start = document.plan_start(words, headings, page.end, _first_role(source, headings, tables, page.end, end))
    root = tree(words, headings, start, end, sorted([*tables, *inverse]))
    tail = _part_tail(words, root, tables)
    made = Layout(found, page.end, start, end, tables, inverse, root, document.Head(), tail)
    _add_notice(made, words, headings)
    made.head = _plan_head(words, root, start, tables)
    _add_page_title(made, words, page)
    return made


# --- where the first role is ----------------------------------------------------------------------------------------


def _first_role(source: Source, headings: Sequence[Heading], tables: Spans, begin: int, end: int) -> int:
    """Where the first unit is named in a role.

    Raises:
        Refused: None is, anywhere.
    """
    tabled = min((start for start, _ in tables), default=len(source.words))
    bounds = [begin, *(each.start for each in headings), end]
    for start, stop in pairwise(bounds):
        if start > tabled:
            break
        for each in passages(source.words, start, stop):
            if each.reading.assigned:
                return min(each.start, tabled)
    if tabled == len(source.words):
        refuse(source)
    return tabled


def refuse(source: Source) -> None:
    """Say why nothing can be read.

    Raises:
        Refused: Always.
    """
    words = source.words
    if not words.strip():
        raise Refused("文件里没有文字", 0)
    _, inverse = task_tables(words, source.tables)
    if inverse:
        raise Refused(INVERSE, inverse[0][0])
    for line in document.paragraphs(words, 0, len(words)):
        if re.match("序号|编号", line.text) and is_header(re.split(r"\d", line.text[:60])[0]):
            raise Refused("表格各栏连成了一片，分不出哪些字是任务、哪些是单位；请换用 Word 原件", line.start)
    raise Refused(_NO_CIRCULAR, 0)


# --- what stands around the plan ------------------------------------------------------------------------------------


def _part_tail(words: str, root: Node, tables: Spans) -> document.Head:
    """Part what follows the plan from its last heading's text: closing words, signature, page."""
    nodes = list(root.walk())
    last = nodes[-1]
    ends = [each.end for each in last.passages] + [end for start, end in tables if last.start <= start]
    behind = max(ends, default=last.start)
    tail = document.tail(words, behind, last.end)
    foot = min((start for start, _ in (*tail.used, *tail.frame, *tail.remarks)), default=last.end)
    is_closed = bool(tables) or _roles_close(words, nodes)
    if ends and is_closed and not ACTIONS.search(words, behind, foot):
        last.end = behind
    else:
        last.end = foot
        tail.text = []
    return tail


def _roles_close(words: str, nodes: Iterable[Node]) -> bool:
    """Do items end with their roles, so that what follows the last one is no part of it?"""
    items = [node for node in nodes if node.assigning and not node.children]
    closing = [not words[node.passages[-1].end : node.end].strip(" \n。；，、") for node in items][:-1]
    return sum(closing) * 2 > len(closing)


def _plan_head(words: str, root: Node, start: int, tables: Spans) -> document.Head:
    """The title of the plan and what stands before its first heading or table."""
    end = min([root.end, *(table for table, _ in tables if start <= table < root.end)])
    if root.assigning and end == root.end:
        end = min(each.start for each in root.assigning)
    head = document.head(words, start, end)
    if root.assigning and end < root.end and head.text:
        root.start = head.text.pop()[0]  # the paragraph before the first roles is a measure
    return head


def _add_notice(made: Layout, words: str, headings: Sequence[Heading]) -> None:
    """The covering notice before the plan: its head, its words, its signature."""
    if not words[made.begin : made.start].strip():
        return
    first = min(made.start, next((each.start for each in headings), made.start))
    made.notice = document.head(words, made.begin, first)
    body = made.notice.text[0][0] if made.notice.text else first
    made.signed = document.tail(words, body, made.start)


def _add_page_title(made: Layout, words: str, page: PageHead) -> None:
    """Take the title of the page for the circular's first part, where that has none."""
    first = made.head if made.notice is None else made.notice
    if page.title is None or first.title:
        return
    made.page_title = page.title
    title = words[slice(*page.title)].strip().replace(" ", "").replace("\n", "")
    first.title = issued_title(title) if made.notice is None else title
