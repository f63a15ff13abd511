"""Findings that have one safe answer: an alias, brackets of another width, a unit twice in a role."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from bioresp import check
from bioresp.diagnostic import Diagnostic
from bioresp.editing.edited import EditedFile, edited, judged, opened, place_said
from bioresp.editing.edits import Edit
from bioresp.editing.expected import Part, reassigned
from bioresp.editing.lists import NameList
from bioresp.editing.source import Source
from bioresp.model import Assignment, Standing
from bioresp.model import place as place_of
from bioresp.planfile import PlanFile
from bioresp.query.names import widened
from bioresp.query.places import Index


def fix(content: bytes, *, ignored: Collection[str] = (), path: str = "measures.yaml") -> EditedFile:
    """Mend what can be mended; the notes have a sentence for each finding that is no more.

    Args:
        content: A data file.
        ignored: Codes of findings that are not mended.
        path: How the file is called in sentences and in the diff.

    Raises:
        EditRefused: The file was not read whole, or what is mended would bring an error.
    """
    file = opened(content, path)
    mending = _Mending(file)
    notes: list[str] = []
    for code, mend in _MENDERS.items():
        found = [each for each in check(file._replace(plan=mending.plan)) if each.code == code and code not in ignored]
        done = []
        for finding in reversed(found):  # from the last: so the others of its list stay where they are
            name = mending.name(finding)
            what = mend(mending, finding, name) if name else ""
            if what:
                done.append(f"{place_said(file, finding)} {code} {what}")
        notes += reversed(done)
        mending.let_plan_follow()
    made = edited(content, file, mending.edits, mending.plan)
    return judged(made)._replace(notes=tuple(notes))


Place = tuple[int, int]
"""Line and column of a name, both from 1: by these it is known in the plan and in the file."""


class _Mending:
    """The lists of a file that are mended, and the plan as they say it by now."""

    def __init__(self, file: PlanFile) -> None:
        self.plan = file.plan
        self.index = Index(file.plan)
        self._source = Source(file)
        self._lists: dict[Place, NameList] = {}
        """Those that have changed, by the place of each."""
        self._names: dict[Place, str | None] = {}
        """The names that have changed; None for one that is gone."""

    @property
    def edits(self) -> list[Edit]:
        return [names.edit for names in self._lists.values()]

    def name(self, finding: Diagnostic) -> str | None:
        """The name in a list that a finding is at; None where it is at something else."""
        listed = self._source.listed_name(finding.position)
        return self._names.get(finding.position[:2], listed.node.value) if listed else None

    def respell(self, finding: Diagnostic, name: str) -> None:
        """Write the name of a finding otherwise."""
        names, at = self._list(finding)
        names.respell(at, name)
        self._names[finding.position[:2]] = name

    def remove(self, finding: Diagnostic) -> str:
        """Take the name of a finding out of its list; give the comment that goes with it."""
        names, at = self._list(finding)
        self._names[finding.position[:2]] = None
        return names.remove(at)

    def _list(self, finding: Diagnostic) -> tuple[NameList, int]:
        listed = self._source.listed_name(finding.position)
        assert listed
        place = listed.list.position[:2]
        if place not in self._lists:
            self._lists[place] = NameList(self._source, listed.mapping, listed.key)
        return self._lists[place], listed.at

    def let_plan_follow(self) -> None:
        """Let the plan say what has been mended."""
        plan = reassigned(self.plan, self._assignments)
        standing = plan.standing and self._standing(plan.standing)
        self.plan = replace(plan, standing=standing)
        self.index = Index(self.plan)

    def _assignments(self, part: Part) -> tuple[Assignment, ...]:
        new = []
        for each in part.assignments:
            place = each.position[:2] if each.position else (0, 0)
            name = self._names.get(place, each.agency)
            if name is not None:
                new.append(replace(each, agency=name))
        return tuple(new)

    def _standing(self, standing: Standing) -> Standing:
        names = []
        for at, name in enumerate(standing.agencies):
            position = place_of(standing, f"agencies.{at}")
            names.append(self._names.get(position[:2]) or name)
        return replace(standing, agencies=tuple(names))


def _bracket(mending: _Mending, finding: Diagnostic, name: str) -> str:
    """Write the registered name, where only the width of brackets parts it from the one that stands there."""
    spellings = [spelling for agency in mending.plan.agencies for spelling in (agency.name, *agency.aliases)]
    same = [spelling for spelling in spellings if widened(spelling) == widened(name)]
    if len(same) != 1:
        return ""
    mending.respell(finding, same[0])
    return f"“{name}”改为“{same[0]}”"


def _canonical(mending: _Mending, finding: Diagnostic, name: str) -> str:
    """Write the name of the register for an alias of it."""
    canonical = mending.index.names[name]
    mending.respell(finding, canonical)
    return f"“{name}”改为“{canonical}”"


def _once(mending: _Mending, finding: Diagnostic, name: str) -> str:
    """Take out the unit's second place in a role."""
    comment = mending.remove(finding)
    return f"删去重复的“{name}”" + (f"；同一行的注释随之删去：{comment}" if comment else "")


_MENDERS: Mapping[str, Callable[[_Mending, Diagnostic, str], str]] = {
    "R201": _bracket,
    "R202": _canonical,
    "R303": _once,
}
"""By the rule that finds it; each gives the sentence that says what was done, empty where nothing was.

A duplicate comes last, for two spellings made one may be one.
"""
