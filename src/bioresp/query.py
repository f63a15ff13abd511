"""Questions about a plan, with typed answers: which measure is meant, which agency, who does what, where it says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import combinations, islice
from typing import NamedTuple

from bioresp import numerals
from bioresp.model import Action, Agency, Measure, Plan, Role, Section

# --- where things stand -------------------------------------------------------------------------------------------


class Heading(NamedTuple):
    """A section with its label and its level, 0 for the outermost."""

    section: Section
    label: str
    level: int


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
        return self.measure.title or re.split(r"(?<=[。；])", self.measure.text)[0]

    def action_label(self, action: Action) -> str:
        """1. and so on; empty for a lone action, which has no number."""
        return numerals.label(self.action_style, action.number) if action.number else ""

    def cite(self, action: Action | None = None) -> str:
        """The place as one cites it: （十二）2., or （五）主要举措 for a lone one; where numbers restart, 二（一）3."""
        above = "".join(each.label.rstrip("、") for each in self.headings) if "/" in self.ref else ""
        return above + self.label + (self.action_label(action) or "主要举措" if action else "")

    @property
    def heading(self) -> str:
        """The place and the title: （十二）持续提升外来入侵物种防控管理水平; 第一条　总则."""
        return spaced(self.cite(), self.title)

    @property
    def path(self) -> tuple[int, ...]:
        """The numbers of the sections above it, and its own."""
        return (*(each.section.number for each in self.headings if each.section.number), self.measure.number)


class Index:
    """A plan made ready for questions."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.entries = tuple(_entries(plan))

    @cached_property
    def names(self) -> dict[str, str]:
        """Every name a unit is written by → its name in the register; a name that is not registered is its own."""
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
        registered = {agency.name: agency for agency in self.plan.agencies}
        return registered | {name: Agency(name) for name in self.names.values() if name not in registered}

    @cached_property
    def _named(self) -> re.Pattern[str]:
        longest_first = sorted(filter(None, self.names), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def canonical(self, names: Iterable[str]) -> set[str]:
        return {self.names[name] for name in names}

    def mentions(self, text: str) -> list[Mention]:
        """The units a text names, longest name first, in the order of the text."""
        return [Mention(*found.span(), self.names[found[0]]) for found in self._named.finditer(text)]


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

    def below(section: Section, above: tuple[Heading, ...]) -> Iterator[tuple[tuple[Heading, ...], Section]]:
        if section.is_heading:
            label = numerals.label(_style(plan, len(above)), section.number) if section.number else ""
            above = (*above, Heading(section, label, len(above)))
        yield above, section
        for each in section.sections:
            yield from below(each, above)

    for section in plan.sections:
        yield from below(section, ())


def _style(plan: Plan, level: int) -> str:
    return plan.numbering[min(level, len(plan.numbering) - 1)]


def _entries(plan: Plan) -> Iterator[Entry]:
    places = [(headings, measure) for headings, section in walk(plan) for measure in section.measures]
    spellings = [tuple(_spellings(plan, headings, measure)) for headings, measure in places]
    taken = Counter(path for each in spellings for path, _ in each)
    for (headings, measure), each in zip(places, spellings, strict=True):
        level = len(headings)
        ref = next((written for path, written in each if taken[path] == 1), each[-1][1])
        label = numerals.label(_style(plan, level), measure.number)
        yield Entry(measure, headings, label, ref, _style(plan, level + 1))


def _spellings(plan: Plan, headings: tuple[Heading, ...], measure: Measure) -> Iterator[tuple[tuple[int, ...], str]]:
    """The ways to refer to a measure, short before long: its number, with one section before it, with all of them."""
    numbered = [each for each in headings if each.section.number]
    number = numerals.bare(_style(plan, len(headings)), measure.number)
    written = [numerals.bare(_style(plan, each.level), each.section.number or 0) for each in numbered]
    numbers = [each.section.number or 0 for each in numbered]
    ways = [way for size in range(len(numbered) + 1) for way in combinations(reversed(range(len(numbered))), size)]
    paths = {(*(numbers[at] for at in reversed(way)), measure.number): way for way in reversed(ways)}
    for path, way in reversed(paths.items()):
        yield path, "/".join((*(written[at] for at in reversed(way)), number))


def find(index: Index, ref: str) -> list[Entry]:
    """The measures a reference fits: 十二, 12, （十二）, 第十二项; 二/3 where numbers restart. No number fits none."""
    parts = _numbers(ref)
    fitting = [entry for entry in index.entries if _fits(entry.path, parts)]
    return [entry for entry in fitting if entry.path == tuple(parts)] or fitting


def _numbers(ref: str) -> list[int]:
    """The numbers of a reference; 0, which numbers nothing, where a part is no number."""
    return [numerals.number(part) or 0 for part in re.split(r"[/／]", ref)]


def _fits(path: Sequence[int], parts: Sequence[int]) -> bool:
    """Are the parts in the path, in this order, the last at its end?"""
    above = iter(path[:-1])
    return path[-1] == parts[-1] and all(part in above for part in parts[:-1])


# --- which agency is meant ----------------------------------------------------------------------------------------


class Resolved(NamedTuple):
    """The agency a name means, or None and the names that may be meant."""

    agency: str | None
    candidates: tuple[str, ...] = ()


_WIDE = str.maketrans("()", "（）")


def resolve(index: Index, name: str) -> Resolved:
    """The agency meant: by its name, an alias, without the leading 市, or by a part that only one name has."""
    wanted = "".join(name.split()).translate(_WIDE)
    for written in (wanted, *(level + wanted for level in "市省县区州")):
        if written in index.names:
            return Resolved(index.names[written])
    having = _distinct(index.names[each] for each in index.names if wanted and wanted in each)
    if len(having) == 1:
        return Resolved(having[0])
    return Resolved(None, having or near(index.names, wanted))


def near(names: dict[str, str], wanted: str) -> tuple[str, ...]:
    """Up to five agencies that a name may be meant for: 市卫健委 → 市卫生健康委."""
    from difflib import get_close_matches

    shortened = [each for each in names if len(wanted) > 1 and _is_subsequence(wanted, each)]
    return _distinct(names[each] for each in (*shortened, *get_close_matches(wanted, names, 5, 0.6)))[:5]


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


# --- what a sentence says -----------------------------------------------------------------------------------------

_LEADS = r"(?:分别|共同|联合|负责)?牵头(?!单位|部门|的)"

_COLLECTIVE = (
    r"(?<!国家)(?<!国务院)(?<!中央)(?<!上级)(?<!省级)(?<!省直)"
    r"(?:各(?:牵头|责任|配合|相关|有关)|(?:牵头|责任|配合)|(?:(?<![^，。；：])|(?<=等))(?:相关|有关))(?:单位|部门)"
)
"""The patterns are compiled by the query that needs them.

Without 各, 相关单位 means the measure's own only as the subject: 党委政府和相关部门 in （二十一）1. are others.
"""


class Collective(NamedTuple):
    """A group word (各责任单位、各相关单位、牵头单位) in a text, and the role whose units it means; None for all."""

    start: int
    word: str
    role: Role | None


def leaders(index: Index, text: str) -> tuple[str, ...]:
    """Who a sentence says leads, in its order: the units in one row right before 牵头.

    Source: 攀环委办发〔2023〕3号（四）1.：市自然资源和规划局、市林业局分别牵头会同市生态环境局……
    """
    ending = {mention.end: mention for mention in index.mentions(text)}
    found: list[str] = []
    for leads in re.finditer(_LEADS, text):
        row: list[str] = []
        at = leads.start()
        while mention := ending.get(at):
            row.insert(0, mention.agency)
            at = mention.start - (text[mention.start - 1 : mention.start] in ("、", "和", "及", "与"))
        found += row
    return _distinct(found)


def collectives(text: str) -> list[Collective]:
    """The group words of a text."""
    roles = {role.word: role for role in Role}
    return [
        Collective(found.start(), found[0], roles.get(found[0].removeprefix("各")[:2]))
        for found in re.finditer(_COLLECTIVE, text)
    ]


def collective_leader(text: str) -> str:
    """The group word a sentence says leads (各相关单位牵头), empty where none does."""
    ends = {each.start + len(each.word): each.word for each in collectives(text)}
    return next((ends[leads.start()] for leads in re.finditer(_LEADS, text) if leads.start() in ends), "")


def members(index: Index, entry: Entry, collective: Collective) -> set[str]:
    """The agencies a group word means, inside its measure."""
    return index.canonical(each.agency for each in entry.measure.assignments if collective.role in (None, each.role))


# --- what an agency has to do -------------------------------------------------------------------------------------


class Duty(NamedTuple):
    """A measure that concerns an agency."""

    entry: Entry
    role: Role | None
    """None for the standing note, which gives no role."""
    basis: str
    """named: it stands in the measure's list; collective: a group word reaches it; standing: the standing note does."""


class Sentence(NamedTuple):
    """A text that concerns an agency."""

    entry: Entry
    action: Action | None
    """None for the text of the measure itself."""
    role: Role | None
    """None where the text only names it."""
    word: str = ""
    """The group word that reaches it; empty where it is named."""

    @property
    def text(self) -> str:
        return self.action.text if self.action else self.entry.measure.text


class Duties(NamedTuple):
    measures: tuple[Duty, ...]
    sentences: tuple[Sentence, ...]
    collectives: tuple[Sentence, ...]


def duties(index: Index, agency: str, role: Role | None = None) -> Duties:
    """What a plan asks of an agency (a name of the register), in the order of the text; if given, in one role only."""
    measures: list[Duty] = []
    sentences: list[Sentence] = []
    reached: list[Sentence] = []
    standing = index.plan.standing
    bound = standing is not None and agency in index.canonical(standing.agencies)
    for entry in index.entries:
        roles = [each.role for each in entry.measure.assignments if index.names[each.agency] == agency]
        measures += [Duty(entry, each, "named") for each in dict.fromkeys(roles)]
        words = list(_reaching(index, entry, agency))
        reached += words
        measures += [Duty(entry, each, "collective") for each in dict.fromkeys(roles) if words]
        if bound:
            measures.append(Duty(entry, None, "standing"))
        sentences += _naming(index, entry, agency)
    if role is None:
        return Duties(tuple(measures), tuple(sentences), tuple(reached))
    held = {duty.entry.ref for duty in measures if duty.role is role}
    return Duties(
        tuple(duty for duty in measures if duty.role is role),
        tuple(each for each in sentences if each.role is role),
        tuple(each for each in reached if each.entry.ref in held),
    )


def _reaching(index: Index, entry: Entry, agency: str) -> Iterator[Sentence]:
    """The actions whose group words mean the agency, and that do not name it."""
    for action in entry.measure.actions:
        words = [each.word for each in collectives(action.text) if agency in members(index, entry, each)]
        if words and not any(mention.agency == agency for mention in index.mentions(action.text)):
            yield Sentence(entry, action, None, words[0])


def _naming(index: Index, entry: Entry, agency: str) -> Iterator[Sentence]:
    for part in (None, *entry.measure.actions):
        text = part.text if part else entry.measure.text
        roles = [each.role for each in part.assignments if index.names[each.agency] == agency] if part else []
        if roles:
            yield Sentence(entry, part, roles[0])
        elif any(mention.agency == agency for mention in index.mentions(text)):
            yield Sentence(entry, part, None)


class Load(NamedTuple):
    """How much an agency has to do: measures by role, and actions it leads."""

    agency: Agency
    lead: int
    responsible: int
    supporting: int
    actions: int

    @property
    def measures(self) -> int:
        return self.lead + self.responsible + self.supporting


def loads(index: Index) -> list[Load]:
    """The load of every agency, in the order of the register; names that are not registered follow."""
    counts: Counter[tuple[str, str]] = Counter()
    for entry in index.entries:
        counts.update({(index.names[each.agency], each.role.value) for each in entry.measure.assignments})
        for action in entry.measure.actions:
            counts.update((name, "actions") for name in index.canonical(action.lead))
    columns = (*(role.value for role in Role), "actions")
    return [Load(agency, *(counts[name, column] for column in columns)) for name, agency in index.register.items()]


class Pair(NamedTuple):
    """Two agencies and the number of measures that both stand in."""

    agency: str
    other: str
    measures: int


def pairs(index: Index) -> list[Pair]:
    """Who shares measures with whom, the busiest first."""
    rank = {name: at for at, name in enumerate(index.register)}
    shared: Counter[tuple[str, str]] = Counter()
    for entry in index.entries:
        present = index.canonical(each.agency for each in entry.measure.assignments)
        shared.update(combinations(sorted(present, key=rank.__getitem__), 2))
    return [Pair(*names, count) for names, count in sorted(shared.items(), key=lambda item: -item[1])]


# --- filters and words --------------------------------------------------------------------------------------------


class Filter(NamedTuple):
    """Which measures are meant; the agency is a name of the register."""

    section: str = ""
    agency: str = ""
    role: Role | None = None
    no_lead: bool = False


def select(index: Index, chosen: Filter) -> list[Entry]:
    """The measures that a filter lets through, in the order of the text."""
    parts = _numbers(chosen.section) if chosen.section else []

    def fits(entry: Entry) -> bool:
        above = iter(entry.path[:-1])
        held = [
            each
            for each in entry.measure.assignments
            if chosen.role in (None, each.role) and chosen.agency in ("", index.names[each.agency])
        ]
        return (
            all(part in above for part in parts)
            and (bool(held) or not (chosen.role or chosen.agency))
            and not (chosen.no_lead and entry.measure.lead)
        )

    return [entry for entry in index.entries if fits(entry)]


class Hit(NamedTuple):
    """A text in which every word stands."""

    field: str
    """title, text or action of a measure; section for a section's; title, notice, preamble or standing of the plan."""
    text: str
    marks: tuple[tuple[int, int], ...]
    """Where the words stand, from start to end in characters from 0."""
    headings: tuple[Heading, ...] = ()
    entry: Entry | None = None
    action: Action | None = None


_HALF = str.maketrans("（）：；，！？．０１２３４５６７８９", "():;,!?.0123456789")


def search(index: Index, words: Sequence[str]) -> list[Hit]:
    """The texts in which all the words stand; letter case, width and white space make no difference."""
    patterns = [
        re.compile(r"\s*".join(re.escape(char) for char in "".join(word.split()).translate(_HALF)), re.IGNORECASE)
        for word in words
        if word.strip()
    ]
    hits = []
    for hit in _texts(index):
        spans = [[found.span() for found in each.finditer(hit.text.translate(_HALF))] for each in patterns]
        if spans and all(spans):
            hits.append(hit._replace(marks=tuple(sorted(span for each in spans for span in each))))
    return hits


def _texts(index: Index) -> Iterator[Hit]:
    """Every text of the plan, in its order."""
    plan = index.plan
    if plan.notice:
        yield Hit("notice", plan.notice.title, ())
        yield Hit("notice", plan.notice.text, ())
    yield Hit("title", plan.title, ())
    yield Hit("preamble", plan.preamble, ())
    if plan.standing:
        yield Hit("standing", plan.standing.text, ())
    entries = iter(index.entries)
    for headings, section in walk(plan):
        for text in (section.title, section.text):
            yield Hit("section", text, (), headings)
        for entry in islice(entries, len(section.measures)):
            yield Hit("title", entry.measure.title, (), entry.headings, entry)
            yield Hit("text", entry.measure.text, (), entry.headings, entry)
            yield Hit("note", entry.measure.note, (), entry.headings, entry)
            for action in entry.measure.actions:
                yield Hit("action", action.text, (), entry.headings, entry, action)
                yield Hit("note", action.note, (), entry.headings, entry, action)
