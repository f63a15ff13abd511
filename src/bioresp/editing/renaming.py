"""A unit under another name: everywhere it is named, or in the register alone; in sentences only where it is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from bioresp.editing.edits import Edit, quoted, respelled
from bioresp.editing.lists import added
from bioresp.editing.source import Source, line_end
from bioresp.planfile.nodes import Mapping, Scalar, Sequence

Named = Callable[[str], Iterable[tuple[int, int]]]
"""Where a sentence names units: start and end, in characters from 0."""


class Unit(NamedTuple):
    """A unit of the register."""

    item: Mapping | Scalar
    name: Scalar
    aliases: list[Scalar]

    def spelled(self, spelling: str) -> Scalar | None:
        """Where this spelling stands: as the name, or as an alias."""
        return next((node for node in (self.name, *self.aliases) if node.value == spelling), None)


def unit_of(source: Source, spelling: str) -> Unit | None:
    """The unit of the register that has a spelling as its name or as an alias; None where none has."""
    return next((unit for unit in _register(source) if unit.spelled(spelling)), None)


def _register(source: Source) -> Iterator[Unit]:
    register = source.root.get("agencies")
    for item in register.items if isinstance(register, Sequence) else ():
        if isinstance(item, Scalar):
            yield Unit(item, item, [])
        elif isinstance(item, Mapping) and isinstance(name := item.get("name"), Scalar):
            yield Unit(item, name, _aliases(item))


def _aliases(item: Mapping) -> list[Scalar]:
    aliases = item.get("aliases")
    if not isinstance(aliases, Sequence):
        return []
    return [alias for alias in aliases.items if isinstance(alias, Scalar)]


def renamed(source: Source, old: str, new: str) -> list[Edit]:
    """The new name wherever the old one stands as a name.

    Where both are spellings of one unit, the lists get the new one, and the register keeps both.
    """
    lists = [each.node for each in source.fields if each.is_name and each.of != "agency" and each.node.value == old]
    edits = [respelled(source, node, new) for node in lists]
    unit = unit_of(source, old)
    if unit is None:
        return edits
    both = unit.spelled(new)
    if both and unit.name.value == old:
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
        return _with_alias(source, known, known.name.value, old)
    if both := unit.spelled(new):
        return [respelled(source, unit.name, new), respelled(source, both, old)]
    return _with_alias(source, unit, new, old)


def _with_alias(source: Source, unit: Unit, name: str, alias: str) -> list[Edit]:
    if isinstance(unit.item, Scalar):
        written = f"{{name: {quoted(name, unit.name.style)}, aliases: [{quoted(alias, unit.name.style)}]}}"
        return [Edit(unit.name.start, source.text[unit.name.start : unit.name.end], written)]
    named = [respelled(source, unit.name, name)] if unit.name.value != name else []
    return [*named, added(source, "agency", unit.item, "aliases", [alias])]


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


def _in(source: Source, node: Scalar, key: str, name: str, named: Named) -> Iterator[Mention]:
    if name not in node.value:
        return
    begin = line_end(source.text, node.start)[1] if node.is_block else node.start
    every = [found.start() for found in re.finditer(re.escape(name), node.value)]
    written = [begin + found.start() for found in re.finditer(re.escape(name), source.text[begin : node.end])]
    is_whole = len(written) == len(every)
    for start, stop in named(node.value):
        if node.value[start:stop] == name:
            yield Mention(key, written[every.index(start)] if is_whole else begin, is_whole)


def rewritten(found: Iterable[Mention], old: str, new: str) -> list[Edit]:
    """The new name in the sentences."""
    return [Edit(each.at, old, new) for each in found if each.is_whole]
