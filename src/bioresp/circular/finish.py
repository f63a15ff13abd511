"""What is settled when every item is read: label styles, who leads an action, references, names that look alike."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import combinations
from typing import Any, TypeVar

from bioresp.circular.units import is_unit, names
from bioresp.model import DEFAULT_NUMBERING, Action, Agency, Assignment, Measure, Notice, Plan, Role, Section, Standing
from bioresp.query.places import Index
from bioresp.query.sentences import leaders


def levelled(style: str, sections: tuple[Section, ...]) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    """The label style of each level, and the sections, of which only those that differ have one of their own.

    Args:
        style: The style of the outermost labels.
    """
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    counts[0].update([style] if style else [])
    for level, numbering in _styles(sections, 0):
        counts[level].update(each for each in numbering if each)
    common = [counts[level].most_common(1)[0][0] if counts[level] else "" for level in range(max(counts) + 1)]
    styles = tuple(each or default for each, default in zip(common, DEFAULT_NUMBERING, strict=False))
    styles += DEFAULT_NUMBERING[len(styles) :]
    return styles, tuple(_plain(each, 0, styles) for each in sections)


def _styles(sections: tuple[Section, ...], level: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for section in sections:
        below = level + section.is_heading
        yield below, section.numbering
        for measure in section.measures:
            yield below + 1, measure.numbering
        yield from _styles(section.sections, below)


def _plain(section: Section, level: int, styles: tuple[str, ...]) -> Section:
    below = level + section.is_heading
    numbering = section.numbering if section.numbering[:1] not in ((), (_at(styles, below),)) else ()
    if numbering:
        styles = (*styles[:below], *numbering, *styles[below + 1 :])
    measures = tuple(
        replace(each, numbering=()) if each.numbering[:1] == (_at(styles, below + 1),) else each
        for each in section.measures
    )
    inner = tuple(_plain(each, below, styles) for each in section.sections)
    return replace(section, numbering=numbering, measures=measures, sections=inner)


def _at(styles: Sequence[str], level: int) -> str:
    return styles[min(level, len(styles) - 1)]


Part = TypeVar("Part", Plan, Notice, Standing, Agency, Section, Measure, Action, Assignment)


def as_written(part: Part, written: Callable[[str], str]) -> Part:
    """Return a part of a plan with each of its texts as the source writes it."""

    def restored(value: object) -> object:
        if isinstance(value, str):
            return written(value)
        if isinstance(value, tuple):
            return tuple(map(restored, value))
        if isinstance(value, Plan | Notice | Standing | Agency | Section | Measure | Action | Assignment):
            return as_written(value, written)  # type: ignore[type-var]
        return value

    kept = {"numbering", "level", "stated_in", "position", "places"}
    changed: dict[str, Any] = {
        each.name: restored(getattr(part, each.name)) for each in fields(part) if each.name not in kept
    }
    return replace(part, **changed)


def leads_from_sentences(plan: Plan) -> Plan:
    """The plan with the leads that the sentences of its actions say, X牵头, where nothing else says who acts."""
    registered = {agency.name for agency in plan.agencies}
    leading = dict.fromkeys(name for entry in Index(plan).entries for name in _leading(entry.measure))
    plan = replace(plan, agencies=(*plan.agencies, *(Agency(name) for name in leading if name not in registered)))
    index = Index(plan)

    def acted(action: Action) -> Action:
        if action.assignments:
            return action
        return replace(action, assignments=tuple(Assignment(name, Role.LEAD) for name in leaders(index, action.text)))

    def led(measure: Measure) -> Measure:
        return replace(measure, actions=tuple(map(acted, measure.actions))) if measure.actions else measure

    def inside(section: Section) -> Section:
        measures = tuple(map(led, section.measures))
        return replace(section, measures=measures, sections=tuple(map(inside, section.sections)))

    return replace(plan, sections=tuple(map(inside, plan.sections)))


_LEADING = re.compile("(?:^|[，。；：\n]|由)([^，。；：由]{2,60}?)(?:分别|共同|联合|负责)?牵头(?!单位|部门|的)")
_COLLECTIVE = re.compile("[市县区省]?[级直]?各?(?:有关|相关|牵头|责任|配合|部门|单位)")


def _leading(measure: Measure) -> Iterator[str]:
    """The units that the sentences of a measure's actions say lead, whether or not a list names them."""
    for action in measure.actions:
        for found in _LEADING.finditer("" if action.assignments else action.text):
            listed = [name.text for name in names(found[1])]
            if all(is_unit(name) and not _COLLECTIVE.match(name) for name in listed):
                yield from listed


def reference(sections: tuple[Section, ...], wanted: int) -> str:
    """How a data file refers to a measure: its number, and its sections' where others have it too.

    Args:
        wanted: Which of all measures it is, from 0.
    """
    paths = list(_paths(sections, ()))
    path = paths[wanted]
    numbers = [each[-1] for each in paths]
    return str(path[-1]) if numbers.count(path[-1]) == 1 else "/".join(map(str, path))


def _paths(sections: tuple[Section, ...], above: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for at, section in enumerate(sections, 1):
        path = (*above, section.number or at) if section.is_heading else above
        yield from ((*path, measure.number) for measure in section.measures)
        yield from _paths(section.sections, path)


def alike(listed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names that may be one unit under two spellings: 市市场监管局 and 市市场监督管理局."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name in listed:
        if len(name) >= _SHORTEST and not name.startswith(("各", "有关", "相关")):
            groups[name[0], name.removesuffix("员会")[-1]].append(name)
    for group in groups.values():
        for first, second in combinations(group[:_MOST], 2):
            short, long = sorted((first, second), key=len)
            if len(short) < len(long) <= 3 * len(short) and _is_short_for(short, long):
                yield second, first


_SHORTEST = 4
_MOST = 200
"""Names of one kind that are compared with each other; a circular has a few dozen."""


def _is_short_for(short: str, long: str) -> bool:
    """Are the characters of one name all in the other, in their order, and does the other add no 和?"""
    rest = iter(long)
    return all(char in rest for char in short) and not long.endswith(short[1:])
