"""The facts of plans as rows: one wide table, and the tables it is joined from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from bioresp.model import Action, Agency, Notice, Plan
from bioresp.query.concern import concerns
from bioresp.query.places import LONE, Entry, Index, walk
from bioresp.report.blocks import Cell, Column, Part, Report, Row, Table


def _integer(key: str) -> Column:
    return Column(key, "", kind="integer")


def _refers(key: str, table: str) -> Column:
    return Column(key, "", kind="integer", refers=table)


def _texts(*keys: str) -> tuple[Column, ...]:
    return tuple(Column(key, "") for key in keys)


_ISSUED = Column("issued", "", kind="date")
_YEAR = Column("year", "", kind="year")
"""Of issue; engines have no function in common that takes it from a date."""
_TABLES = {
    "plans": (
        _integer("id"),
        *_texts("name"),
        _ISSUED,
        _YEAR,
        *_texts("path", "document_number", "title", "issuer", "signatory", "addressees"),
        *_texts("notice_title", "notice", "preamble", "standing", "closing", "remarks"),
    ),
    "sections": (
        _integer("id"),
        _refers("plan", "plans"),
        _refers("parent", "sections"),
        _integer("number"),
        *_texts("title", "text"),
    ),
    "measures": (
        _integer("id"),
        _refers("plan", "plans"),
        _refers("section", "sections"),
        _integer("number"),
        *_texts("label", "title", "text", "deadline", "note", "ref"),
    ),
    "actions": (
        _integer("id"),
        _refers("measure", "measures"),
        _integer("number"),
        *_texts("name", "text", "deadline", "note"),
    ),
    "agencies": (_integer("id"), *_texts("name", "level")),
    "assignments": (
        _integer("id"),
        _refers("measure", "measures"),
        _refers("action", "actions"),
        _refers("agency", "agencies"),
        *_texts("written", "role", "basis", "deadline"),
    ),
}
_FACTS = (
    Column("plan", "", source="measure.plan.name"),
    _ISSUED._replace(source="measure.plan.issued"),
    _YEAR._replace(source="measure.plan.year"),
    Column("path", "", source="measure.plan.path"),
    _integer("section")._replace(source="measure.section.number"),
    Column("section_title", "", source="measure.section.title"),
    _integer("measure")._replace(source="measure.number"),
    Column("label", "", source="measure.label"),
    Column("title", "", source="measure.title"),
    Column("action", "", source="action.name"),
    Column("agency", "", source="written"),
    Column("canonical", "", source="agency.name"),
    *(Column(key, "", source=key) for key in ("role", "basis", "deadline")),
    Column("ref", "", source="measure.ref"),
)


def export(indexes: Iterable[Index]) -> Report:
    """The facts of plans: `facts`, then the tables it joins; a part for each plan.

    What a plan does not say is None. Whoever reads the parts holds one plan at a time; of those before, only the names
    of their agencies are kept.
    """
    tables = (Table("facts", _FACTS, ()), *(Table(name, columns, ()) for name, columns in _TABLES.items()))
    return Report("export", (), tables, parts=_parts(indexes))


def _parts(indexes: Iterable[Index]) -> Iterator[Part]:
    rows = _Rows()
    for index in indexes:
        yield rows.part(index)


class _Rows:
    """The rows of one plan after another; ids go on from plan to plan."""

    def __init__(self) -> None:
        self.ids = {name: count(1) for name in _TABLES}
        self.agencies: dict[tuple[str, str], int] = {}
        """An agency is a name at a level; in another plan it is the same one."""
        self.rows: dict[str, list[Row]] = {}

    def _add(self, table: str, *cells: Cell) -> int:
        number = next(self.ids[table])
        self.rows[table].append(_row(number, *cells))
        return number

    def part(self, index: Index) -> Part:
        """The rows of a plan, table by table."""
        self.rows = {name: [] for name in ("facts", *_TABLES)}
        plan = index.plan
        path = index.path.encode(errors="backslashreplace").decode()  # a name of a file need be no text
        issued = (plan.issued.isoformat(), plan.issued.year) if plan.issued else (None, None)
        origin = (index.key or plan.document_number or path, *issued, path)
        number = self._add("plans", *origin, *_told(plan))
        sections = self._sections(plan, number)
        for entry in index.entries:
            section = entry.section
            measure = self._measure(index, entry, number, sections[id(section)] if section else None)
            place = (section.number, section.title) if section else (None, None)
            self._facts(index, entry, measure, (*origin, *place, entry.measure.number, entry.label, entry.title))
        return tuple(self.rows.values())

    def _sections(self, plan: Plan, number: int) -> dict[int, int]:
        """The id of each section, by its identity: two may be equal."""
        ids: dict[int, int] = {}
        for headings, section in walk(plan):
            above = [ids[id(each.section)] for each in headings if each.section is not section]
            parent = above[-1] if above else None
            ids[id(section)] = self._add("sections", number, parent, section.number, section.title, section.text)
        return ids

    def _measure(self, index: Index, entry: Entry, plan: int, section: int | None) -> int:
        measure = entry.measure
        about = (entry.label, entry.title, measure.text, measure.deadline, measure.note, index.reference(entry))
        return self._add("measures", plan, section, measure.number, *about)

    def _facts(self, index: Index, entry: Entry, measure: int, above: Row) -> None:
        actions = {id(action): self._action(entry, measure, action) for action in entry.measure.actions}
        for each in concerns(index, entry):
            number, name = actions[id(each.action)] if each.action else (None, None)
            agency = self._agency(index.register[each.agency])
            # the action's own; where it has none, the measure's, which holds for all of it
            deadline = (each.action and each.action.deadline) or entry.measure.deadline
            said = (each.role.value if each.role else None, each.basis, deadline)
            self._add("assignments", measure, number, agency, each.written, *said)
            self.rows["facts"].append(_row(*above, name, each.written, each.agency, *said, index.reference(entry)))

    def _action(self, entry: Entry, measure: int, action: Action) -> tuple[int, str]:
        """Its id, and what it is called: 2., or 主要举措 for a lone one."""
        name = entry.action_label(action) or LONE
        number = self._add("actions", measure, action.number, name, action.text, action.deadline, action.note)
        return number, name

    def _agency(self, agency: Agency) -> int:
        key = (agency.name, agency.level)
        if key not in self.agencies:
            self.agencies[key] = self._add("agencies", *key)
        return self.agencies[key]


def _row(*cells: Cell) -> Row:
    return tuple(cell or None for cell in cells)


def _told(plan: Plan) -> Row:
    """What a plan says of itself, and its texts outside the measures."""
    notice = plan.notice or Notice("")
    standing = plan.standing.text if plan.standing else ""
    about = (plan.document_number, plan.title, plan.issuer, plan.signatory, "、".join(plan.addressees))
    return (*about, notice.title, notice.text, plan.preamble, standing, plan.closing, plan.remarks)
