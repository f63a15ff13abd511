"""What the cells of a task in a table say: its number, its words, who is to do it, by when, and remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bioresp.circular.column_words import Column, Kind, column
from bioresp.circular.conventions import Convention, Rule
from bioresp.circular.labels import starts_with_label
from bioresp.circular.roles import Assigned, Reading, read
from bioresp.circular.row_fitting import NOBODY, names_person, units_beside_people
from bioresp.circular.tables import Cell
from bioresp.circular.task_rows import TaskRow, is_cut
from bioresp.circular.units import Name, closings, is_unit
from bioresp.model import Role

_PLAIN_NOTES = re.compile("备注|说明|注")
_MARKS = "●○△▲★☆◎◇◆√✓✔■□▽▼⊙"
_ROLE_WORD = "[\u4e00-\u9fff]{2,8}"
_LEGEND = (
    re.compile(f"(?P<mark>[{_MARKS}])[“”\\s]*(?:的|者)?(?:为|表示|代表|是|指|[：:—=－-])*\\s*(?P<word>{_ROLE_WORD})"),
    re.compile(f"(?P<word>{_ROLE_WORD}?(?:单位|部门))(?:用|以|标|为|[：:—=－-])+[“”\\s]*(?P<mark>[{_MARKS}])"),
)


@dataclass
class TaskCells:
    """What a task's cells say."""

    number: str = ""
    groups: list[Cell] = field(default_factory=list)
    """The cells of the columns that sort the tasks, the outermost first."""
    tasks: list[Cell] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)
    lacks_lead: bool = False
    """Has the table a column of leads, and is it empty here?"""
    lacks_units: bool = False
    """Are all columns of units empty?"""
    unexplained: list[str] = field(default_factory=list)
    """Signs whose role nothing explains."""


def legend(text: str) -> dict[str, Role]:
    """The roles that signs stand for: ● 牵头单位　○ 责任单位."""
    found: dict[str, Role] = {}
    for pattern in _LEGEND:
        for each in pattern.finditer(text):
            given = column(each["word"])
            if given.kind is Kind.UNITS and given.names_role:
                found.setdefault(each["mark"], given.role)
    return found


def task_cells(row: TaskRow, marks: Mapping[str, Role]) -> TaskCells:
    """Read the cells of a task.

    Args:
        marks: The roles that the signs of a table with a column for each unit stand for.
    """
    made = TaskCells()
    notes: list[tuple[str, str]] = []
    for place, given in enumerate(row.header.columns):
        filled = [cell for cell in row.cells[place] if cell.text]
        match given.kind:
            case Kind.NUMBER:
                made.number = filled[0].text if filled else ""
            case Kind.GROUP:
                made.groups += filled[:1]
            case Kind.TASK:
                made.tasks += filled
            case Kind.UNITS:
                _read_units(made, given, filled)
            case Kind.UNIT_MARKS:
                _read_mark(made, given, filled, marks)
            case Kind.DEADLINE:
                made.reading.deadline += [one_line(cell.text) for cell in filled if not NOBODY.fullmatch(cell.text)]
            case Kind.PEOPLE | Kind.PROGRESS | Kind.NOTE:
                notes += [(given.label, one_line(cell.text)) for cell in filled]
    made.reading.notes += list(_notes(notes))
    if not made.tasks and made.groups:
        made.tasks.append(made.groups.pop())
    _look_for_gaps(made, row)
    return made


def _notes(notes: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Remarks under the heading of their column; what stands in 备注 alone needs none."""
    is_lone = len({label for label, _ in notes}) == 1
    for label, text in notes:
        yield text if is_lone and _PLAIN_NOTES.fullmatch(label) else f"{label}：{text}"


def _look_for_gaps(made: TaskCells, row: TaskRow) -> None:
    columns = row.header.columns
    units = [cell.text for _, cell in row.of(Kind.UNITS, Kind.UNIT_MARKS)]
    leads = [place for place, each in enumerate(columns) if each.kind is Kind.UNITS and each.role is Role.LEAD]
    has_lead_cell = any(cell.text for place in leads for cell in row.cells[place])
    has_lead = any(each.role is Role.LEAD for each in made.reading.assigned)
    made.lacks_lead = bool(leads) and not has_lead_cell and not has_lead
    made.lacks_units = not units and not made.lacks_lead


def one_line(text: str) -> str:
    return re.sub(r"\s*[\v\f]\s*", "", text)


def paragraphs(text: str) -> str:
    return "\n".join(filter(None, (line.strip() for line in text.replace("\f", "").split("\v"))))


# --- units ----------------------------------------------------------------------------------------------------------


def _read_units(made: TaskCells, given: Column, filled: Sequence[Cell]) -> None:
    """Enter the units of a column's cells; a cell may say more than its column: 甲局牵头，乙局配合."""
    if given.first_leads:
        made.reading.conventions.append(Convention(Rule.FIRST_LEADS, given.label))
    for cell in _whole(filled):
        text = _unbracketed(names_of(cell.text))
        if given.has_people and (units := units_beside_people(cell.text)):
            made.reading.notes.append(f"{given.label}：{one_line(cell.text)}")
            text = "、".join(units)
        if NOBODY.fullmatch(text):
            continue
        before = "" if starts_with_label(text) else f"{given.role.label}："
        reading = _reading(f"{before}{text}")
        if reading is None:
            made.reading.notes.append(f"{given.label}：{one_line(cell.text)}")
            continue
        _add(made.reading, reading, cell.start - len(before))
        made.reading.doubtful += [Name(each.name, cell.start) for each in reading.assigned if names_person(each.name)]
        made.reading.is_explicit |= given.role is Role.LEAD


def _unbracketed(text: str) -> str:
    """What a cell says without the brackets around the whole of it: （市林业局牵头）."""
    return text[1:-1] if text[0] in "（(" and closings(text, 0, len(text)).get(0) == len(text) else text


@lru_cache(maxsize=4096)
def _reading(text: str) -> Reading | None:
    """What a cell says; the cells of a column are often the same. Not to be changed by who asks."""
    return read(text)


def _add(to: Reading, reading: Reading, shift: int) -> None:
    """Take in a copy of what a cell says, for the same cell may be read again."""
    moved = [each._replace(start=max(0, each.start + shift)) for each in reading.assigned]
    doubtful = [each._replace(start=max(0, each.start + shift)) for each in reading.doubtful]
    guessed = [each._replace(start=max(0, each.start + shift)) for each in reading.guessed]
    left = [each._replace(start=max(0, each.start + shift)) for each in reading.left]
    to.add(replace(reading, assigned=moved, doubtful=doubtful, guessed=guessed, left=left))


def _whole(filled: Sequence[Cell]) -> list[Cell]:
    """The cells of a column; a name that is cut between two rows is put together: 市自然资源和, 规划局."""
    found: list[Cell] = []
    for cell in filled:
        if found and (is_cut(found[-1].text, cell.text) or found[-1].text[-1] in "、，："):
            found[-1] = found[-1]._replace(text=f"{found[-1].text}\f{cell.text}")
        else:
            found.append(cell)
    return found


def _read_mark(made: TaskCells, given: Column, filled: Sequence[Cell], marks: Mapping[str, Role]) -> None:
    """Enter the unit that a column stands for, in the role that the sign in it says."""
    for cell in filled:
        word = column(cell.text)
        role = marks.get(cell.text[0])
        if role is None and word.kind is Kind.UNITS and word.names_role:
            role = word.role
        if role is None:
            role = Role.RESPONSIBLE
            made.unexplained.append(cell.text)
        made.reading.assigned.append(Assigned(role, given.label, cell.start))
        made.reading.is_explicit |= role is Role.LEAD


_COMPLETE = re.compile("(?:局|委|办|部|厅|署|院|会|府|室|中心|公司|集团|队|站|所|关|行|组|级|位|门|）)$")
_BEGUN = re.compile("(?:省|市|县|区|州|各|国|中|驻|团|有关|相关)")
_COMMITTEE = re.compile("[省市县区州旗]委")
"""What the names of its departments begin with: 市委 / 宣传部 is one of them, cut."""


def names_of(text: str) -> str:
    """A cell's names: a line that does not end where a unit does goes on in the next."""
    joined = ""
    for line in filter(None, (line.strip() for line in re.split("[\v\f\n]", text))):
        last, first = re.split("[、，；]", joined)[-1], re.split("[、，；]", line)[0]
        is_begun = bool(_BEGUN.match(first)) or (is_unit(first) and len(first) > 2)
        is_committee = bool(_COMMITTEE.fullmatch(last)) and not _BEGUN.match(first)
        if joined and starts_with_label(line):
            joined = joined.rstrip("、，；") + "；"
        elif (
            last and not is_committee and is_unit(last) and is_begun and (_COMPLETE.search(last) or _BEGUN.match(first))
        ):
            joined += "、"
        joined += line
    return joined
