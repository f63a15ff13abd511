"""Edits of a data file's text at known places: a list grows or shrinks, a name is written otherwise.

Every byte that no edit names stays as it is: comments, order, quotes, blanks, line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bioresp.diagnostic import BioRespError
from bioresp.planfile.keys import KEYS
from bioresp.planfile.source import Source, value_of

_COMMA = re.compile(r"[ \t]*,")
_COMMENT = re.compile(r"[ \t]*(?:,[ \t]*|[ \t]+)(#[^\n\r\x85\u2028\u2029]*)")
_REST = re.compile(r"[ \t]*(,?)[ \t]*(#.*)?", re.DOTALL)
"""Behind the last name of a line."""
_BETWEEN = re.compile(r",[ \t]*")
"""Between two names on one line."""


class Edit(NamedTuple):
    """A stretch of a text, in characters from 0, and what shall stand there."""

    start: int
    end: int
    replacement: str = ""


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with its edits made; they do not overlap, and those of one place stand in the order given."""
    parts, at = [], 0
    for start, end, replacement in sorted(edits, key=lambda edit: edit[:2]):
        assert at <= start <= end
        parts += [text[at:start], replacement]
        at = end
    return "".join((*parts, text[at:]))


def quoted(name: str, like: Node | None = None) -> str:
    """A name as YAML writes it in a list: in the quotes of another name, and in quotes anyway where it needs them."""
    style = like.style if isinstance(like, ScalarNode) and like.style in ("'", '"') else None
    written: str = yaml.safe_dump([name], default_flow_style=True, default_style=style, allow_unicode=True, width=2**20)
    return written.rstrip("\n")[1:-1]


def respelled(source: Source, node: ScalarNode, name: str) -> Edit:
    """The name that stands at a node, written otherwise.

    Raises:
        BioRespError: The name is a block of lines, which may hold more than a name can take the place of.
    """
    if node.style in ("|", ">"):
        line, column, _ = source.position(node.start_mark.index)
        raise BioRespError(f"第 {line} 行第 {column} 列的名称写成了一段文字（{node.style}），请先写成一行")
    return Edit(node.start_mark.index, node.end_mark.index, quoted(name, node))


# --- a list grows ---------------------------------------------------------------------------------------------------


def listed(source: Source, of: str, mapping: MappingNode, key: str, names: Sequence[str]) -> list[Edit]:
    """Names put behind those of a list; the key comes in, in its order, where the map does not have it.

    Args:
        source: The text.
        of: The type of the map, one of KEYS.
        mapping: The map that holds the list.
        key: The key of the list.
        names: What is added.
    """
    value = value_of(mapping, key)
    if isinstance(value, SequenceNode):
        return _appended(source, value, names)
    return [_inserted(source, of, mapping, f"{key}: [{', '.join(map(quoted, names))}]", key)]


def _appended(source: Source, list_: SequenceNode, names: Sequence[str]) -> list[Edit]:
    """Names put behind those of a list, in its own layout."""
    like = list_.value[-1] if list_.value else None
    written = [quoted(name, like) for name in names]
    if not list_.flow_style:
        return [_more_lines(source, list_, written)]
    if like is None:
        return [_first(source, list_, written)]
    if _has_lines(source, list_):
        return _more_flow_lines(source, list_, written)
    end = like.end_mark.index
    between = source.text[list_.value[-2].end_mark.index : like.start_mark.index] if len(list_.value) > 1 else ""
    comma = between if _BETWEEN.fullmatch(between) else ", "
    return [Edit(end, end, "".join(comma + each for each in written))]


def _more_lines(source: Source, list_: SequenceNode, written: list[str]) -> Edit:
    """A line for each name below the last of a block list."""
    last = list_.value[-1]
    end, _ = source.line_end(source.end(last))
    dash = list_.start_mark.index
    begin = source.text[dash + 1 : list_.value[0].start_mark.index]
    blanks = begin if begin and not begin.strip(" ") else " "
    line = f"{source.newline}{' ' * list_.start_mark.column}-{blanks}"
    return Edit(end, end, "".join(line + each for each in written))


def _first(source: Source, list_: SequenceNode, written: list[str]) -> Edit:
    """The first names between [ and ]; blanks that stand there are kept on both sides."""
    start, end = list_.start_mark.index + 1, list_.end_mark.index - 1
    inside = source.text[start:end]
    if inside.strip(" "):  # a comment, or a line end
        return Edit(start, start, ", ".join(written) + ("" if inside[0].isspace() else " "))
    return Edit(end, end, ", ".join(written) + inside)


def _has_lines(source: Source, list_: SequenceNode) -> bool:
    """Has each name of a [ ] list a line of its own, but that the first may follow the bracket?"""
    begin = [_begins_line(source, item) for item in list_.value]
    return all(begin[1:]) and begin[-1]


def _begins_line(source: Source, node: Node) -> bool:
    start = node.start_mark.index
    return not source.text[source.line_start(start) : start].strip()


def _more_flow_lines(source: Source, list_: SequenceNode, written: list[str]) -> list[Edit]:
    """A line for each name below the last of a [ ] list; a comment stays on the line of its name."""
    last = list_.value[-1]
    start, end = last.start_mark.index, last.end_mark.index
    line = source.newline + source.text[source.line_start(start) : start]
    below, _ = source.line_end(end)
    rest = _REST.fullmatch(source.text, end, below)
    if rest is None:  # the bracket closes on this line
        return [Edit(end, end, "".join(f",{line}{each}" for each in written))]
    if rest[1]:
        return [Edit(below, below, "".join(f"{line}{each}," for each in written))]
    return [Edit(end, end, ","), Edit(below, below, ",".join(line + each for each in written))]


def _inserted(source: Source, of: str, mapping: MappingNode, written: str, name: str) -> Edit:
    """A key put where KEYS has it among the keys that are there."""
    order = [key.name for key in KEYS[of]]
    rank = order.index(name)
    before = [pair for pair in mapping.value if order.index(pair[0].value) < rank]
    if not before:
        first = mapping.value[0][0].start_mark.index if mapping.value else mapping.start_mark.index + 1
        behind = ", " if mapping.flow_style else source.newline + " " * mapping.start_mark.column
        return Edit(first, first, written + (behind if mapping.value else ""))
    _, value = max(before, key=lambda pair: order.index(pair[0].value))
    end = source.end(value)
    if mapping.flow_style:
        return Edit(end, end, ", " + written)
    end, _ = source.line_end(end)
    return Edit(end, end, source.newline + " " * mapping.start_mark.column + written)


# --- a list shrinks -------------------------------------------------------------------------------------------------


class Removed(NamedTuple):
    """The edits that take a name out of a list, and the comment that goes with its line."""

    edits: list[Edit]
    comment: str = ""


def removed(source: Source, mapping: MappingNode, key: str, at: int) -> Removed:
    """One name taken out of a list; the key stays, for an empty list says that there is nobody."""
    list_ = value_of(mapping, key)
    if list_.flow_style:
        return _out_of_flow(source, list_, at)
    item = list_.value[at]
    start, end = _line(source, item)
    if source.text[source.line_start(item.start_mark.index) : item.start_mark.index].strip() != "-":
        line, column, _ = source.position(item.start_mark.index)
        raise BioRespError(f"第 {line} 行第 {column} 列的“- ”与名称不在同一行，请先写到一行")
    comment = _COMMENT.match(source.text, item.end_mark.index)
    edits = [Edit(start, end)]
    if len(list_.value) == 1:
        name = next(each for each, value in mapping.value if value is list_)
        colon = source.text.index(":", name.end_mark.index) + 1
        edits.append(Edit(colon, colon, " []"))
    return Removed(edits, comment[1] if comment else "")


def _line(source: Source, item: Node) -> tuple[int, int]:
    """The lines of an item with one of their two line breaks."""
    start, (end, behind) = source.line_start(item.start_mark.index), source.line_end(item.end_mark.index)
    if behind > end:
        return start, behind
    above = source.text[:start].removesuffix("\n").removesuffix("\r") if start else ""
    return len(above), end


def _out_of_flow(source: Source, list_: SequenceNode, at: int) -> Removed:
    text, items = source.text, list_.value
    item = items[at]
    start, end = item.start_mark.index, item.end_mark.index
    line_end, _ = source.line_end(end)
    rest = _REST.fullmatch(text, end, line_end)
    if rest and _begins_line(source, item):
        edits = [Edit(*_line(source, item))]
        if at and at == len(items) - 1 and not rest[1]:
            edits += _without_comma(text, items[at - 1])
        return Removed(edits, rest[2] or "")
    before = text[items[at - 1].end_mark.index : start] if at else "#"
    after = text[end : items[at + 1].start_mark.index] if at + 1 < len(items) else "#"
    if "#" not in before:
        return Removed([Edit(items[at - 1].end_mark.index, end)])
    if "#" not in after:
        return Removed([Edit(start, items[at + 1].start_mark.index)])
    comma = _COMMA.match(text, end)
    end = comma.end() if comma else end
    if len(items) == 1 and (blanks := re.compile(r"[ \t]*(?=\])").match(text, end)):
        end = blanks.end()
    return Removed([Edit(start, end), *(_without_comma(text, items[at - 1]) if at and at + 1 == len(items) else ())])


def _without_comma(text: str, node: Node) -> list[Edit]:
    comma = _COMMA.match(text, node.end_mark.index)
    return [Edit(comma.end() - 1, comma.end())] if comma else []
