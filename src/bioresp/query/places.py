"""Where things stand in a plan: headings, measures with their references, and the names of its units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple, TypeVar

from bioresp import letters, numerals
from bioresp.model import DEFAULT_NUMBERING, Action, Agency, Measure, Plan, Role, Section

LONE = "主要举措"
"""How a lone action, which has no number, is cited."""

Place = TypeVar("Place")


Styles = tuple[str, ...]
"""The label style of each level, the outermost first."""


class Heading(NamedTuple):
    """A section with its label and its level, 0 for the outermost."""

    section: Section
    label: str
    level: int
    number: int
    """The section's number; where it has none, which of its siblings it is."""


def _cited(heading: Heading) -> str:
    """A section inside the place of something in it: 二 of 二、; its title where it has no label."""
    return heading.label.rstrip("、") or heading.section.title


class Entry(NamedTuple):
    """A measure and where it stands."""

    measure: Measure
    headings: tuple[Heading, ...]
    """The sections above it that are headings, from the outermost."""
    label: str
    """As the circular writes it: （十二）."""
    ref: str
    """The shortest spelling that finds it again: 十二, or 二/3."""
    action_style: str

    @property
    def section(self) -> Section | None:
        """The section it stands in."""
        return self.headings[-1].section if self.headings else None

    @property
    def title(self) -> str:
        """The title; where the circular gives none, the first sentence of the text."""
        return self.measure.title or re.split(r"(?<=[。；])|\n", self.measure.text)[0]

    def action_label(self, action: Action) -> str:
        """1. and so on; empty for a lone action, which has no number."""
        return numerals.label(self.action_style, action.number) if action.number else ""

    def cite(self, action: Action | None = None) -> str:
        """The place as one cites it: （十二）2., or （五）主要举措 for a lone one; where numbers restart, 二（一）3."""
        above = "".join(map(_cited, self.headings)) if "/" in self.ref else ""
        return above + self.label + (self.action_label(action) or LONE if action else "")

    @property
    def heading(self) -> str:
        """The place and the title: （十二）持续提升外来入侵物种防控管理水平; 第一条　总则."""
        return spaced(self.cite(), self.title)

    @property
    def path(self) -> tuple[int, ...]:
        """The numbers of the sections above it, and its own."""
        return (*(each.number for each in self.headings), self.measure.number)


class Index:
    """A plan made ready for questions."""

    def __init__(self, plan: Plan, bodies: Sequence[Agency] = (), key: str = "", path: str = "") -> None:
        """Make a plan ready.

        Args:
            plan: The plan.
            bodies: The register that it shares with other plans.
            key: What it is called in references among other plans; empty where it is asked alone.
            path: Its file, as it is shown.
        """
        self.plan = plan
        self.bodies = bodies
        self.key = key
        self.path = path
        self.entries = tuple(_entries(plan))
        self._mentioned: dict[str, list[Mention]] = {}

    @cached_property
    def names(self) -> dict[str, str]:
        """Every name a unit is written by → its name in the register; a name that is not registered is its own.

        Where plans share a register, the name is today's: one that a unit was renamed or merged to.
        """
        if not self.bodies:
            return self.own_names
        names = {written: self._today.get(name, name) for written, name in self.own_names.items()}
        present = dict.fromkeys(names.values())
        names |= {written: name for written, name in self._today.items() if name in present}
        return names | {name: name for name in present}

    @cached_property
    def _today(self) -> dict[str, str]:
        return today(self.bodies)

    @cached_property
    def own_names(self) -> dict[str, str]:
        """The same by the plan's own register alone."""
        names: dict[str, str] = {}
        for agency in self.plan.agencies:
            for name in (agency.name, *agency.aliases):
                names.setdefault(name, agency.name)
        for entry in self.entries:
            for part in entry.measure.parts:
                for each in part.assignments:
                    names.setdefault(each.agency, each.agency)
        for name in self.plan.standing.agencies if self.plan.standing else ():
            names.setdefault(name, name)
        return names

    @cached_property
    def register(self) -> dict[str, Agency]:
        """Every agency by its name: the register, then names that stand somewhere and are not registered."""
        known = {agency.name: agency for agency in (*self.plan.agencies, *self.bodies)}
        registered = (self._today.get(agency.name, agency.name) for agency in self.plan.agencies)
        return {name: known.get(name) or Agency(name) for name in (*registered, *self.names.values())}

    @cached_property
    def noting(self) -> Entry | None:
        """The measure in whose unit list the standing note is stated."""
        standing = self.plan.standing
        return next(iter(find(self, standing.stated_in)), None) if standing and standing.stated_in else None

    @cached_property
    def _ranks(self) -> dict[str, int]:
        """The names in the order in which they are looked for: the longest first."""
        return {name: rank for rank, name in enumerate(sorted(filter(None, self.names), key=len, reverse=True))}

    @cached_property
    def _lengths(self) -> dict[str, set[int]]:
        """How long the names are that begin with a character."""
        lengths: dict[str, set[int]] = {}
        for name in self._ranks:
            lengths.setdefault(name[0], set()).add(len(name))
        return lengths

    def reference(self, entry: Entry) -> str:
        """The shortest spelling that finds a measure again, among other plans too: 二/3, 青府办〔2030〕7号/十二."""
        return f"{self.key}/{entry.ref}" if self.key else entry.ref

    def spellings(self, agency: str) -> list[str]:
        """How the plan's own register writes an agency that is known by another name today."""
        if not self.bodies:
            return []
        return [name for name in self.own_names if name != agency and self.names[name] == agency]

    def canonical(self, names: Iterable[str]) -> set[str]:
        return {self.names[name] for name in names}

    def held(self, measure: Measure) -> dict[str, Role]:
        """The agencies of a measure, each with its first role."""
        held: dict[str, Role] = {}
        for each in measure.assignments:
            held.setdefault(self.names[each.agency], each.role)
        return held

    def mentions(self, text: str) -> list[Mention]:
        """The units a text names, longest name first, in the order of the text."""
        found = self._mentioned.get(text)
        if found is None:
            found = self._mentioned[text] = self._named(text)
        return found

    def _named(self, text: str) -> list[Mention]:
        # one pass over the text, however many names there are: a pattern of all names would take longer to compile
        found: list[Mention] = []
        taken = bytearray(len(text))
        before, behind = -1, 0
        for rank, at, name in sorted(self._standing(text)):
            end = at + len(name)
            if rank == before and at < behind:  # a name that overlaps itself stands there once
                continue
            before, behind = rank, end
            if not any(taken[at:end]) and _is_alone(text, at, end):
                found.append(Mention(at, end, self.names[name]))
                taken[at:end] = b"\1" * len(name)
        return sorted(found)

    def _standing(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every name that stands in a text, with its rank and where it begins; one may stand inside another."""
        lengths, ranks = self._lengths, self._ranks
        for at, char in enumerate(text):
            if char in lengths:
                for length in lengths[char]:
                    name = text[at : at + length]
                    if name in ranks:
                        yield ranks[name], at, name


def today(bodies: Iterable[Agency]) -> dict[str, str]:
    """Every spelling of a shared register → the name of today, renamings and mergers followed to their end.

    A name that they lead to is one too, be it listed or not; where they lead back in a circle, nothing is renamed.
    """
    owner: dict[str, Agency] = {}
    for agency in bodies:
        for spelling in (agency.name, *agency.aliases):
            owner.setdefault(spelling, agency)
    now = {written: _last(agency, owner) for written, agency in owner.items()}
    return now | {name: name for name in now.values()}


def _last(agency: Agency, owner: Mapping[str, Agency]) -> str:
    """What a unit is called at last."""
    seen = [agency.name]
    while later := agency.renamed_to or agency.merged_into:
        agency = owner.get(later) or Agency(later)
        if agency.name in seen:
            return seen[0]
        seen.append(agency.name)
    return agency.name


def _is_alone(text: str, start: int, end: int) -> bool:
    """Is it no part of another unit's name?

    生态环境部门 is no 生态环境部, 市政府办公室 no 市政府, 米易县市场监管局 no 市场监管局; but 市林业局门户网站 and
    市林业局办公室 speak of 市林业局.
    """
    if text[start - 1 : start] in ("县", "区", "省", "州"):
        return False
    last = text[end - 1]
    is_department = last == "部" and text.startswith("门", end)
    is_office = (last in "府会" or (last == "委" and end - start <= len("市委"))) and text.startswith("办公室", end)
    return not (is_department or is_office)


class Mention(NamedTuple):
    """A unit's name in a text: from start to end, in characters from 0."""

    start: int
    end: int
    agency: str


def spaced(label: str, text: str) -> str:
    """A label and what it labels; a blank parts them where no punctuation does."""
    return f"{label}　{text}" if label[-1:].isalnum() and text else label + text


def walk(plan: Plan) -> Iterator[tuple[tuple[Heading, ...], Section]]:
    """Every section in the order of the text, with the headings that stand above its measures, its own the last."""
    return ((headings, section) for headings, section, _ in _styled(plan))


def _styled(plan: Plan) -> Iterator[tuple[tuple[Heading, ...], Section, Styles]]:
    """Every section with the headings above its measures and the label styles in force there."""

    def below(
        sections: tuple[Section, ...], above: tuple[Heading, ...], styles: Styles
    ) -> Iterator[tuple[tuple[Heading, ...], Section, Styles]]:
        level = len(above)
        for at, section in enumerate(sections, 1):
            inside = above
            if section.is_heading:
                label = numerals.label(_at(styles, level), section.number) if section.number else ""
                inside = (*above, Heading(section, label, level, section.number or at))
            within = _with(styles, section.numbering, len(inside))
            yield inside, section, within
            yield from below(section.sections, inside, within)

    yield from below(plan.sections, (), (*plan.numbering, *DEFAULT_NUMBERING[len(plan.numbering) :]))


def _with(styles: Styles, own: Styles, level: int) -> Styles:
    """The styles, from a level on with those of a section or measure of its own."""
    return (*styles[:level], *own, *styles[level + len(own) :]) if own else styles


def _at(styles: Styles, level: int) -> str:
    return styles[min(level, len(styles) - 1)]


def _entries(plan: Plan) -> Iterator[Entry]:
    places = [(headings, styles, each) for headings, section, styles in _styled(plan) for each in section.measures]
    spellings = [tuple(_spellings(styles, headings, measure)) for headings, styles, measure in places]
    taken = Counter(path for headings, _, measure in places for path in _fitted(headings, measure))
    for (headings, styles, measure), each in zip(places, spellings, strict=True):
        level = len(headings)
        ref = next((written for path, written in each if taken[path] == 1), each[-1][1])
        label = numerals.label(_at(styles, level), measure.number) if measure.number else ""
        action_style = _at(_with(styles, measure.numbering, level + 1), level + 1)
        yield Entry(measure, headings, label, ref, action_style)


def _fitted(headings: tuple[Heading, ...], measure: Measure) -> set[tuple[int, ...]]:
    """The paths that find a measure: its number, with some of the sections above it before it."""
    above = [each.number for each in headings]
    some = (each for size in range(len(above) + 1) for each in combinations(above, size))
    return {(*each, measure.number) for each in some}


def _spellings(
    styles: Styles, headings: tuple[Heading, ...], measure: Measure
) -> Iterator[tuple[tuple[int, ...], str]]:
    """The ways to refer to a measure, short before long: its number, then with the outermost sections before it."""
    number = numerals.bare(_at(styles, len(headings)), measure.number)
    written = [numerals.bare(_at(styles, each.level), each.number) for each in headings]
    for size in range(len(headings) + 1):
        path = (*(each.number for each in headings[:size]), measure.number)
        yield path, "/".join((*written[:size], number))


def find(index: Index, ref: str) -> list[Entry]:
    """The measures a reference fits: 十二, 12, （十二）, 第十二项; 二/3 where numbers restart; or as cited, 二（一）3.

    A label as it is written, and a path from the outermost section, win over what fits besides. A place that names an
    action, （十二）2., is its measure.
    """
    return [entry for entry, _ in find_places(index, ref)]


def find_places(index: Index, ref: str) -> list[tuple[Entry, Action | None]]:
    """The measures a reference fits, as `find` gives them, each with its action where the reference names one.

    An action just as it is cited wins: （一）2. is an action of （一）, and no measure 2 of the first section.
    """
    cited = letters.mended(letters.seen(ref).strip()).removeprefix(index.plan.document_number)
    parts = _numbers(cited.removesuffix(LONE))
    if len(parts) > 1 or cited.endswith(LONE):
        above = [entry for entry in index.entries if cited.startswith(entry.cite())]
        exact = [(entry, action) for entry in above for action in entry.measure.actions if entry.cite(action) == cited]
        if len(exact) == 1:
            return [*exact]
    known = [(entry.label, entry.path, entry) for entry in index.entries]
    found = _meant(known, cited.removesuffix(LONE), parts)
    if found or len(parts) < 2:
        return [(entry, None) for entry in found]
    *parts, number = parts
    numbered = [
        (entry, next((action for action in entry.measure.actions if action.number == number), None))
        for entry in _meant(known, "", parts)
    ]
    return [(entry, action) for entry, action in numbered if action]


def find_sections(index: Index, ref: str) -> list[tuple[Heading, ...]]:
    """The sections a reference fits, each with the headings above it: 二, or 二/（一） for one inside it."""
    headed = [headings for headings, section in walk(index.plan) if section.is_heading]
    known = [(each[-1].label, tuple(heading.number for heading in each), each) for each in headed]
    return _meant(known, letters.mended(letters.seen(ref).strip()), _numbers(ref))


def _meant(known: list[tuple[str, tuple[int, ...], Place]], label: str, parts: list[int]) -> list[Place]:
    """Of places with their labels and paths: those of this label, else those of this path, else those it fits."""
    fitting = [(written, path, place) for written, path, place in known if _fits(path, parts)]
    labelled = [place for written, _, place in fitting if written == label]
    return labelled or [place for _, path, place in fitting if [*path] == parts] or [place for *_, place in fitting]


def _numbers(ref: str) -> list[int]:
    """The numbers of a reference, the outermost first; 0, which numbers nothing, where a part is no number."""
    return [number for part in letters.seen(ref).replace("／", "/").split("/") for number in _labels(part)]


def _labels(part: str) -> list[int]:
    whole = numerals.number(part)
    return [whole] if whole else numerals.numbers(part) or [0]


def _fits(path: Sequence[int], parts: Sequence[int]) -> bool:
    """Are the parts in the path, in this order, the last at its end?"""
    above = iter(path[:-1])
    return path[-1:] == (parts[-1],) and all(part in above for part in parts[:-1])
