"""The measure, action or units that an edit means, by what was written; and why they cannot be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bioresp.diagnostic import NothingFound
from bioresp.editing.edited import BadName
from bioresp.model import Action, Measure
from bioresp.query.names import resolve, spelled
from bioresp.query.places import LONE, Entry, Index, find_places

SHOWN = 10
"""Measures that are listed where a reference fits many."""


class MeantPart(NamedTuple):
    """A measure or one of its actions, and its place as one cites it."""

    of: Measure | Action
    cite: str
    kind: str
    """measure or action, as the data file's keys have it."""


def meant_part(index: Index, ref: str, number: int | None) -> MeantPart:
    """The measure or action meant: 十二, （十二）2., or 十二 and the action's number.

    Raises:
        NothingFound: The reference fits none, or more than one.
    """
    found = find_places(index, ref)
    if len(found) != 1:
        raise NothingFound(unclear(index, ref, [entry for entry, _ in found]))
    entry, action = found[0]
    if number is not None:
        if action and action.number != number:
            raise NothingFound(f"“{ref}”是{entry.cite(action)}，与 --action {number} 不是一条")
        action = _action(entry, number)
    elif action is None and ref.strip().endswith(LONE):
        raise NothingFound(f"{entry.cite()}的举措不止一条或没有，请写明编号")
    if action is None:
        return MeantPart(entry.measure, entry.cite(), "measure")
    return MeantPart(action, entry.cite(action), "action")


def _action(entry: Entry, number: int) -> Action:
    actions = entry.measure.actions
    for action in actions:
        if action.number == number:
            return action
    if number == 1 and len(actions) == 1 and actions[0].number is None:
        return actions[0]
    numbers = "、".join(str(each.number or 1) for each in actions)
    raise NothingFound(f"{entry.cite()}没有第 {number} 条举措；现有：{numbers or '没有举措'}")


def unclear(index: Index, ref: str, found: Sequence[Entry]) -> str:
    """Why a reference means no measure: it fits none, or these."""
    if found:
        return several(ref, [(entry.ref, entry) for entry in found])
    entries = index.entries
    having = f"现有 {entries[0].ref} 至 {entries[-1].ref}，共 {len(entries)} 项" if entries else "方案里没有措施"
    return f"没有措施“{ref}”；{having}{parted(ref)}"


def several(ref: str, found: Sequence[tuple[str, Entry]]) -> str:
    """Which measures a reference fits."""
    having = "、".join(f"{written}（{entry.title}）" for written, entry in found[:SHOWN])
    return f"“{ref}”不止一项，请写明是哪一项：{having}{'……' if len(found) > SHOWN else ''}"


def parted(ref: str) -> str:
    """What to do where a reference looks like several."""
    return "；几项之间用空格分开" if re.search("[、，,]", ref) else ""


def meant_spellings(index: Index, names: Sequence[str], advice: str = "") -> list[str]:
    """The spellings meant. Unlike a question, an edit takes no part of a name for the whole.

    Raises:
        NothingFound: One stands nowhere in the plan.
    """
    found = [(name, spelled(index.names, name)) for name in names]
    wrong = [f"{_unknown(index, name)}{advice}".replace("？；", "？") for name, spelling in found if spelling is None]
    if wrong:
        raise NothingFound("\n".join(wrong))
    return [spelling for _, spelling in found if spelling is not None]


def _unknown(index: Index, name: str) -> str:
    meant = resolve(index.names, name)
    near = (meant.agency,) if meant.agency else meant.candidates
    return f"没有单位“{name}”" + (f"，是否指：{'、'.join(near)}？" if near else "")


def check_name(name: str) -> None:
    """See that a text can be written as a unit's name.

    Raises:
        BadName: It is empty, or no line of text.
    """
    if not name.strip() or not name.isprintable():
        raise BadName("单位名称是一行文字")
