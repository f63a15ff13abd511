"""Who does what: units put into a role of a measure or an action, and taken out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bioresp.editing.edited import EditedFile, edited, judged, opened
from bioresp.editing.edits import Edit
from bioresp.editing.expected import reassigned
from bioresp.editing.lists import NameList, added
from bioresp.editing.references import check_name, meant_part, meant_spellings
from bioresp.editing.source import Source
from bioresp.model import Agency, Assignment, Plan, Role
from bioresp.planfile import PlanFile
from bioresp.query.names import spelled
from bioresp.query.places import Index

_ORDER = {role: at for at, role in enumerate(Role)}


def assign(
    content: bytes,
    ref: str,
    role: Role,
    names: Sequence[str],
    *,
    action: int | None = None,
    register: bool = False,
    move: bool = False,
    path: str = "measures.yaml",
) -> EditedFile:
    """Put units behind those of a role.

    Args:
        content: A data file.
        ref: The measure meant, or its action: 十二, （十二）2.
        role: What the units become.
        names: The units, by any spelling of the register.
        action: The number of the action meant.
        register: Units that the register does not have are put into it.
        move: The units leave their other roles there.
        path: How the file is called in sentences and in the diff.

    Raises:
        NothingFound: There is no such measure, action or unit.
        EditRefused: The file was not read whole, or the edit would bring an error.
    """
    file = opened(content, path)
    unregistered = _unregistered(file.plan, names) if register else []
    plan = replace(file.plan, agencies=(*file.plan.agencies, *map(Agency, unregistered)))
    registered = Index(Plan("", agencies=plan.agencies))
    spellings = list(dict.fromkeys(meant_spellings(registered, names, "；新单位请加 --register")))
    change = _RoleChange(file, plan, ref, action)
    if unregistered:
        edit = added(change.source, "file", change.source.root, "agencies", unregistered)
        change.make(edit, f"名录：增加{'、'.join(unregistered)}")
    for other in Role:
        if move and other is not role:
            change.take_out(other, spellings)
    fresh = change.put_in(role, spellings)
    if not move:
        change.say_other_roles(role, fresh)
    return change.made(content)


def unassign(
    content: bytes,
    ref: str,
    role: Role,
    names: Sequence[str],
    *,
    action: int | None = None,
    path: str = "measures.yaml",
) -> EditedFile:
    """Take units out of a role; for the arguments and what may be raised, see `assign`."""
    file = opened(content, path)
    spellings = meant_spellings(Index(file.plan), names)
    change = _RoleChange(file, file.plan, ref, action)
    change.say_missing(role, spellings)
    change.take_out(role, spellings)
    return change.made(content)


def _unregistered(plan: Plan, names: Sequence[str]) -> list[str]:
    """The names that the register does not have.

    Raises:
        BadName: One is no name.
    """
    known = Index(Plan("", agencies=plan.agencies)).names
    fresh = [name for name in dict.fromkeys(names) if spelled(known, name) is None]
    for name in fresh:
        check_name(name)
    return fresh


class _RoleChange:
    """The edits of one measure's or action's roles, and the assignments that they should give."""

    def __init__(self, file: PlanFile, plan: Plan, ref: str, action: int | None) -> None:
        """Find the measure or action.

        Args:
            file: The file that is edited.
            plan: Its plan, with the register that it will have.
            ref: The measure or action meant.
            action: The number of the action meant.
        """
        self._file, self._plan, self._index = file, plan, Index(plan)
        self._part = meant_part(self._index, ref, action)
        self._assignments = list(self._part.of.assignments)
        self.source = Source(file)
        self._mapping = self.source.mapping(self._part.of.places[""])
        self._edits: list[Edit] = []
        self._notes: list[str] = []

    def make(self, edit: Edit, note: str) -> None:
        """Make an edit; the note says what it does."""
        self._edits.append(edit)
        self._notes.append(note)

    def _held(self, role: Role) -> list[Assignment]:
        """Who has the role before the edit, in the order of the list."""
        return [each for each in self._part.of.assignments if each.role is role]

    def _units(self, role: Role) -> set[str]:
        return {self._index.names[each.agency] for each in self._held(role)}

    def take_out(self, role: Role, spellings: Sequence[str]) -> None:
        """Take units out of a role, by whatever spelling they are listed."""
        meant = self._index.canonical(spellings)
        taken = [at for at, each in enumerate(self._held(role)) if self._index.names[each.agency] in meant]
        if not taken:
            return
        names = NameList(self.source, self._mapping, role.value)
        for gone, at in enumerate(taken):
            comment = names.remove(at - gone)
            assignment = self._held(role)[at]
            self._assignments.remove(assignment)
            lost = f"；同一行的注释随之删去：{comment}" if comment else ""
            self._notes.append(f"{self._part.cite}{role.label}：删去{assignment.agency}{lost}")
        self._edits.append(names.edit)

    def put_in(self, role: Role, spellings: Sequence[str]) -> list[str]:
        """Put units behind those of a role; give those that were not there."""
        fresh = []
        for name in spellings:
            if self._index.names[name] in self._units(role):
                self._notes.append(f"{self._part.cite}的{role.label}里已有{name}")
            else:
                fresh.append(name)
        if fresh:
            edit = added(self.source, self._part.kind, self._mapping, role.value, fresh)
            self.make(edit, f"{self._part.cite}{role.label}：增加{'、'.join(fresh)}")
            self._assignments += [Assignment(name, role) for name in fresh]
        return fresh

    def say_other_roles(self, role: Role, names: Sequence[str]) -> None:
        """Say which of the units have another role here as well."""
        for name in names:
            for other in Role:
                if other is not role and self._index.names[name] in self._units(other):
                    said = f"{name}也是{self._part.cite}的{other.label}；要改为只是{role.word}，请加 --move"
                    self._notes.append(said)

    def say_missing(self, role: Role, names: Sequence[str]) -> None:
        """Say which of the units do not have the role."""
        for name in names:
            if self._index.names[name] not in self._units(role):
                self._notes.append(f"{self._part.cite}的{role.label}里没有{name}")

    def made(self, content: bytes) -> EditedFile:
        """The file with all edits made."""
        assignments = tuple(sorted(self._assignments, key=lambda each: _ORDER[each.role]))
        expected = reassigned(self._plan, lambda part: assignments if part is self._part.of else part.assignments)
        made = judged(edited(content, self._file, self._edits, expected))
        return made._replace(notes=tuple(self._notes))
