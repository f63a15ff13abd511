"""Edits of a text as values: what stands at a place, and what shall stand there; and the edits of a map's keys.

Every character that no edit names stays as it is: comments, order, quotes, blanks, line ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import yaml

from bioresp.diagnostic import BioRespError
from bioresp.editing.source import Source, line_end
from bioresp.planfile.keys import KEYS
from bioresp.planfile.nodes import Mapping, Scalar


class Edit(NamedTuple):
    """At a place of a text, in characters from 0, a new text for the old one that stands there."""

    at: int
    old: str
    new: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with its edits made; they do not overlap, and those of one place stand in the order given."""
    parts: list[str] = []
    done = 0
    for at, old, new in sorted(edits, key=lambda edit: (edit.at, len(edit.old))):
        end = at + len(old)
        assert done <= at
        assert text[at:end] == old
        parts += [text[done:at], new]
        done = end
    return "".join((*parts, text[done:]))


def quoted(name: str, style: str | None = None) -> str:
    """A name as YAML writes it in a list: in the quotes asked for, and in quotes anyway where it needs them."""
    quote = style if style in ("'", '"') else None
    written: str = yaml.safe_dump([name], default_flow_style=True, default_style=quote, allow_unicode=True, width=2**20)
    return written.rstrip("\n")[1:-1]


def respelled(source: Source, node: Scalar, name: str) -> Edit:
    """The name that stands at a node, written otherwise.

    Raises:
        BioRespError: The name is a block of lines, which may hold more than a name can take the place of.
    """
    if node.is_block:
        line, column, _ = source.position(node.start)
        raise BioRespError(f"第 {line} 行第 {column} 列的名称写成了一段文字（{node.style}），请先写成一行")
    return Edit(node.start, source.text[node.start : node.end], quoted(name, node.style))


def inserted(source: Source, of: str, mapping: Mapping, key: str, names: Sequence[str]) -> Edit:
    """A list under a key that the map does not have, put where KEYS has it among the keys that are there.

    Args:
        source: The text.
        of: The type of the map, one of KEYS.
        mapping: The map that gets the key.
        key: The key of the list.
        names: What it lists.
    """
    written = f"{key}: [{', '.join(map(quoted, names))}]"
    line = source.newline + " " * mapping.column
    order = [each.name for each in KEYS[of]]
    before = [pair for pair in mapping.pairs if order.index(pair.key.value) < order.index(key)]
    if before:
        last = max(before, key=lambda pair: order.index(pair.key.value))
        end = source.end(last.value)
        if mapping.is_flow:
            return Edit(end, "", f", {written}")
        end, _ = line_end(source.text, end)
        return Edit(end, "", line + written)
    if not mapping.pairs:
        return Edit(mapping.start + 1, "", written)
    return Edit(mapping.pairs[0].key.start, "", written + (", " if mapping.is_flow else line))
