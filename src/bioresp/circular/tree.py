"""The tree of headings, and which of them are sections, measures and actions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bioresp.circular.marks import NUMBER, Heading
from bioresp.circular.passages import Passage, passages


@dataclass
class Node:
    """A heading with its own text, from start to end, and what stands below it. The root has no heading."""

    heading: Heading | None
    start: int
    end: int
    passages: list[Passage]
    children: list[Node] = field(default_factory=list)
    is_lifted: bool = False
    """Were its roles those that closed the last item below it?"""

    @property
    def assigning(self) -> list[Passage]:
        """The stretches of its own text that name units."""
        return [each for each in self.passages if each.reading.assigned]

    @property
    def is_bearing(self) -> bool:
        """Does its own text name units in roles?"""
        return bool(self.assigning)

    @property
    def is_item(self) -> bool:
        """Is it numbered as the items of a measure are: 1., （1）, ①?"""
        return self.heading is not None and self.heading.rank >= NUMBER

    @property
    def bears_below(self) -> bool:
        return any(each.is_bearing or each.bears_below for each in self.children)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


def tree(text: str, headings: list[Heading], start: int, end: int, tables: list[tuple[int, int]]) -> Node:
    """The headings between two offsets as a tree; roles that close a list stand at the heading of the list.

    Args:
        tables: Where tables stand; what they say of roles is theirs.
    """

    def said(start: int, end: int) -> list[Passage]:
        return [
            each for each in passages(text, start, end) if not any(top <= each.start < bottom for top, bottom in tables)
        ]

    inner = [each for each in headings if start <= each.start < end]
    bounds = [each.start for each in inner] + [end]
    root = Node(None, start, bounds[0], said(start, bounds[0]))
    path = [root]
    for heading, stop in zip(inner, bounds[1:], strict=True):
        node = Node(heading, heading.body, stop, said(heading.body, stop))
        while path[-1].heading and path[-1].heading.rank >= heading.rank:
            path.pop()
        path[-1].children.append(node)
        path.append(node)
    _lift(text, root)
    return root


_MARKS = " \n\t\v。；，、;,."


def _lift(text: str, node: Node) -> None:
    """Roles behind the last of several items, of which no other has any, are for all of them.

    They stand on lines of their own, or they close the last item while the measures beside its list say roles
    themselves: （一）清理。1.捡拾。2.清淤。（市水利局负责）/（二）绿化。（市林业局负责）.
    """
    for child in node.children:
        _lift(text, child)
        _lift_to(child, _closing_roles(text, child, is_apart=True))
    for child in node.children:
        closing = _closing_roles(text, child, is_apart=False)
        if closing and any(each.is_bearing for each in node.children) and child.children[-1].is_item:
            _lift_to(child, closing)
            child.is_lifted = True


def _closing_roles(text: str, node: Node, *, is_apart: bool) -> list[Passage]:
    """The stretches behind the last item of a list that say who is to do it, where nothing else in the list does."""
    *others, last = node.children or [node]
    is_bearing = node.is_bearing or any(each.is_bearing or each.bears_below for each in others)
    if node.heading is None or not others or is_bearing or last.children or len(last.assigning) != 1:
        return []
    behind = [each for each in last.passages if each.is_apart or not is_apart]
    if last.assigning[0] not in behind or text[behind[-1].end : last.end].strip(_MARKS):
        return []
    return last.passages[last.passages.index(behind[0]) :]


def _lift_to(node: Node, closing: list[Passage]) -> None:
    """Take what closes the last item of a list to the list's own heading."""
    if closing:
        last = node.children[-1]
        node.passages += closing
        last.passages = last.passages[: -len(closing)]
        last.end = closing[0].start


NO_TASK = re.compile(
    "(?:总体|指导|基本|主要)?(?:要求|思想|原则|目标|思路)|(?:组织|实施)?保障(?:措施)?|组织(?:领导|实施|保障)|附则|工作要求|有关要求|背景|意义|总则|说明"
)
"""What a heading without roles is called when it sets no task."""
