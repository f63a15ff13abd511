"""A unit under another name: everywhere it is named, or in the register alone; in sentences only where it is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from yaml.nodes import MappingNode, ScalarNode

from bioresp.planfile.edits import Edit, listed, quoted, respelled
from bioresp.planfile.source import Source, text_of, value_of

Named = Callable[[str], Iterable[tuple[int, int]]]
"""Where a sentence names units: start and end, in characters from 0."""


class Unit(NamedTuple):
    """A unit of the register."""

    item: MappingNode | ScalarNode
    name: ScalarNode
    aliases: list[ScalarNode]

    def spelled(self, spelling: str) -> ScalarNode | None:
        """Where this spelling stands: as the name, or as an alias."""
        return next((node for node in (self.name, *self.aliases) if text_of(node) == spelling), None)


def unit_of(source: Source, spelling: str) -> Unit | None:
    """The unit of the register that has a spelling as its name or as an alias; None where none has."""
    return next((unit for unit in _register(source) if unit.spelled(spelling)), None)


def _register(source: Source) -> Iterator[Unit]:
    for item in value_of(source.root, "agencies").value:
        if isinstance(item, MappingNode):
            aliases = value_of(item, "aliases")
            if name := value_of(item, "name"):
                yield Unit(item, name, aliases.value if aliases else [])
        else:
            yield Unit(item, item, [])


def renamed(source: Source, old: str, new: str) -> list[Edit]:
    """The new name wherever the old one stands as a name.

    Where both are spellings of one unit, the lists get the new one, and the register keeps both.
    """
    lists = [each.node for each in source.fields if each.is_name and each.of != "agency" and text_of(each.node) == old]
    edits = [respelled(source, node, new) for node in lists]
    unit = unit_of(source, old)
    if unit is None:
        return edits
    both = unit.spelled(new)
    if both and text_of(unit.name) == old:
        return [*edits, respelled(source, unit.name, new), respelled(source, both, old)]
    standing = unit.spelled(old)
    assert standing
    return edits if both else [*edits, respelled(source, standing, new)]


def aliased(source: Source, old: str, new: str) -> list[Edit]:
    """The new name in the register, with the old one as its alias; the lists keep what the circular wrote.

    One of the two is the name of a unit of the register, and the old one no alias.
    """
    unit = unit_of(source, old)
    if unit is None:
        known = unit_of(source, new)
        assert known
        return _with_alias(source, known, text_of(known.name), old)
    if both := unit.spelled(new):
        return [respelled(source, unit.name, new), respelled(source, both, old)]
    return _with_alias(source, unit, new, old)


def _with_alias(source: Source, unit: Unit, name: str, alias: str) -> list[Edit]:
    start, end = unit.name.start_mark.index, unit.name.end_mark.index
    named = [respelled(source, unit.name, name)] if text_of(unit.name) != name else []
    if isinstance(unit.item, MappingNode):
        return [*named, *listed(source, "agency", unit.item, "aliases", [alias])]
    return [Edit(start, end, f"{{name: {quoted(name, unit.name)}, aliases: [{quoted(alias, unit.name)}]}}")]


# --- in sentences ---------------------------------------------------------------------------------------------------


class Mention(NamedTuple):
    """A name in a sentence."""

    key: str
    """The key the sentence stands under."""
    at: int
    """Where the name begins in the file's text."""
    is_whole: bool
    """False where a line end or an escape parts the name in the file; `at` is the sentence's begin then."""


def mentions(source: Source, name: str, named: Named) -> list[Mention]:
    """Where sentences name a unit by a spelling; what only looks so, as in a longer name, is none."""
    return [
        each
        for field in source.fields
        if not field.is_name
        for each in _in(source, field.node, field.key.name, name, named)
    ]


def _in(source: Source, node: ScalarNode, key: str, name: str, named: Named) -> Iterator[Mention]:
    text = text_of(node)
    if name not in text:
        return
    begin, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">"):
        _, begin = source.line_end(begin)
    every = [found.start() for found in re.finditer(re.escape(name), text)]
    written = [begin + found.start() for found in re.finditer(re.escape(name), source.text[begin:end])]
    for start, stop in named(text):
        if text[start:stop] == name:
            is_whole = len(written) == len(every)
            yield Mention(key, written[every.index(start)] if is_whole else begin, is_whole)


def rewritten(found: Iterable[Mention], old: str, new: str) -> list[Edit]:
    """The new name in the sentences."""
    return [Edit(each.at, each.at + len(old), new) for each in found if each.is_whole]
