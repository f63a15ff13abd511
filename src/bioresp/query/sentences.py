"""What a sentence says: who leads (X牵头), and whom a group word (各责任单位) means."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bioresp.model import Action, Assignment, Role
from bioresp.query.places import Entry, Index

_LEADS = r"(?:分别|共同|联合|负责)?牵头(?!单位|部门|的)"

_COLLECTIVE = (
    r"(?<!国家)(?<!国务院)(?<!中央)(?<!上级)(?<!省级)(?<!省直)"
    r"(?:各|(?<![^，。；：])|(?<=等))(?:牵头|责任|配合|相关|有关)(?:单位|部门)"
)
"""The patterns are compiled by the query that needs them.

Without 各, 相关单位 means the measure's own only as the subject: 党委政府和相关部门 in （二十一）1. are others, and
明确责任单位 describes work.
"""


_ROLES = {role.word: role for role in Role}


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
            between = re.search(r"(?:以及|[、和及与])$", text[: mention.start])
            at = between.start() if between else mention.start
        found += row
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1 << 16)
def collectives(text: str) -> tuple[Collective, ...]:
    """The group words of a text; kept, for every agency is asked after in the same texts."""
    return tuple(
        Collective(found.start(), found[0], _ROLES.get(found[0].removeprefix("各")[:2]))
        for found in re.finditer(_COLLECTIVE, text)
    )


def collective_leader(text: str) -> str:
    """The group word a sentence says leads (各相关单位牵头), empty where none does."""
    if not any(f"{unit}{how}牵头" in text for unit in ("单位", "部门") for how in ("", "分别", "共同", "联合", "负责")):
        return ""
    ends = {each.start + len(each.word): each.word for each in collectives(text)}
    return next((ends[leads.start()] for leads in re.finditer(_LEADS, text) if leads.start() in ends), "")


def meant(entry: Entry, action: Action | None, collective: Collective) -> tuple[Assignment, ...]:
    """Whom a group word means: those of its action's own list if there is one, else of the measure's."""
    own, listed = action.assignments if action else (), entry.measure.assignments
    if collective.role is None:
        return (*own, *listed)
    carrying = [tuple(each for each in some if each.role is collective.role) for some in (own, listed)]
    return carrying[0] or carrying[1]


def members(index: Index, entry: Entry, action: Action | None, collective: Collective) -> set[str]:
    """The agencies a group word means, by their names in the register."""
    return index.canonical(each.agency for each in meant(entry, action, collective))
