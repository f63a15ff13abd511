"""The rows of tables → measures, under the headings that the tables have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from bioresp import numerals
from bioresp.circular import codes, roles
from bioresp.circular.account import Use
from bioresp.circular.column_words import Kind
from bioresp.circular.conventions import stated
from bioresp.circular.passages import Passage
from bioresp.circular.stretches import TITLE_LINE, Stretches
from bioresp.circular.tables import Cell, Header, rows
from bioresp.circular.task_cells import TaskCells, legend, one_line, paragraphs, task_cells
from bioresp.circular.task_rows import LABEL, RowKind, TaskRow, TaskTable, style_of, task_table
from bioresp.circular.tree import Node
from bioresp.model import Action, Measure, Role, Section

_CELL_USES = {Kind.NUMBER: Use.TITLE, Kind.GROUP: Use.TITLE, Kind.TASK: Use.TEXT, Kind.NOTE: Use.TEXT}
"""What the cells of a column become; those of all other columns are roles."""
_SECTION_STYLES = ("一、", "（一）")
"""How a plan numbers its sections, the outermost first."""
_LEGEND_BEFORE = 200
"""Characters above a table in which its signs may be explained."""


class Headed(NamedTuple):
    """A heading in a table."""

    number: int | None
    title: str
    style: str


class TabledMeasure(NamedTuple):
    """A measure with the headings above it, the outermost first."""

    headings: tuple[Headed, ...]
    measure: Measure


def tables_in(read: Stretches, node: Node) -> list[tuple[int, int]]:
    return [table for table in read.tables if node.start <= table[0] < node.end]


def tabled(read: Stretches, node: Node) -> list[Section]:
    """The measures of the tables in a heading's own text, under the headings that the tables have."""
    found: list[Section] = []
    for start, end in tables_in(read, node):
        given = rows(read.words, start, end)
        table = task_table(given, read.columns)
        if table is None:
            continue
        read.columns = table.header
        _use_frame(read, table, [row.cells for row in given], start, end)
        made = _TableReader(read, table, start).measures()
        style = _style(table)
        found += [replace(each, numbering=(style,)) if each.measures else each for each in _grouped(made)]
    return found


def tabled_actions(read: Stretches, node: Node) -> list[Action]:
    """The rows of a table in a measure's own text: what each says is to be done, and by whom."""
    measures = [each for section in tabled(read, node) for each in _all_measures(section)]
    read.count -= len(measures)
    return [
        Action("\n".join(filter(None, (each.title, each.text))), each.assignments, None, each.deadline, each.note)
        for each in measures
    ]


def _all_measures(section: Section) -> Iterator[Measure]:
    yield from section.measures
    for each in section.sections:
        yield from _all_measures(each)


def _use_frame(read: Stretches, table: TaskTable, cells: Sequence[Sequence[Cell]], start: int, end: int) -> None:
    """Enter what stands above a table's rows, its header, and the signs for what is the same as above."""
    header = table.header
    is_said_again = header.has(Kind.ROLE)  # a row for each unit says again what the task is
    for row in cells if is_said_again else cells[: max(header.at + header.size, 0)]:
        for cell in row:
            read.account.use(cell.start, cell.end, Use.TITLE)
    for ditto in re.finditer("〃|同上", read.words[start:end]):
        read.account.use(start + ditto.start(), start + ditto.end(), Use.FRAME)


def _style(table: TaskTable) -> str:
    """The style of the measures' numbers."""
    if table.label_style:
        return table.label_style
    for row in table.rows:
        for _, cell in row.of(Kind.NUMBER) if row.kind is RowKind.TASK else ():
            return re.sub("[0-9]+$", "1.", re.sub("[0-9]+", "1", cell.text))
    return ""


@dataclass
class _TableReader:
    """One table being read."""

    read: Stretches
    table: TaskTable
    start: int
    headings: list[Headed] = field(default_factory=list)
    made: list[TabledMeasure] = field(default_factory=list)
    told_signs: set[str] = field(default_factory=set)
    unused_heading: TaskRow | None = None
    """A heading with nothing below it so far."""

    def measures(self) -> list[TabledMeasure]:
        self.marks = self._marks()
        self.is_sorted_by_task = _is_sorted_by_task(self.table)
        self._tell_columns(self.table.header)
        task_rows = [row for row in self.table.rows if row.kind is RowKind.TASK]
        self.is_numbered = any(not row.is_unnumbered for row in task_rows)
        for row in self.table.rows:
            if row.kind is RowKind.REMARK:
                self._remark(row)  # a rule at a table's foot holds for all its rows
        for row, parts in _with_parts(self.table.rows):
            self._enter(row, parts)
        self._tell_unused_heading()
        self._tell_cut_rows()
        return self.made

    def _marks(self) -> dict[str, Role]:
        """What the signs of the table stand for, as it says itself, or the text above it."""
        own = "\n".join(row.text for row in self.table.rows if row.kind is RowKind.REMARK)
        above = self.read.words[max(0, self.start - _LEGEND_BEFORE) : self.start]
        return legend(own) or legend(above)

    def _tell_columns(self, header: Header) -> None:
        for label, why, taken_as in header.unsure:
            self.read.doubts.append(codes.column_unsure(self.read.source.place(label.start), label.text, why, taken_as))

    def _enter(self, row: TaskRow, parts: Sequence[TaskRow]) -> None:
        match row.kind:
            case RowKind.TASK:
                self._task(row, parts)
            case RowKind.HEADING:
                self._heading(row)
            case RowKind.TOTAL:
                self._use(row, Use.FRAME)
                self.read.doubts.append(codes.total_row(self.read.source.place(row.start), row.text))
            case RowKind.FRAME:
                self._use(row, Use.FRAME)
                if row.header is not self.table.header and row.header.unsure:
                    self._tell_columns(row.header)

    def _use(self, row: TaskRow, use: Use) -> None:
        for cell in row.words:
            if cell.is_own:
                self.read.account.use(cell.start, cell.end, use)

    def _unread(self, row: TaskRow) -> None:
        """Tell that a row is in no measure; its words are not left unread without that."""
        self._use(row, Use.FRAME)
        self.read.doubts.append(codes.row_unread(self.read.source.place(row.start), row.text))

    def _remark(self, row: TaskRow) -> None:
        reading = roles.read(row.text)
        if reading and reading.conventions:
            self.read.heed(reading.conventions)
            self.read.rules(Passage(row.start, row.start + len(row.text), reading, is_apart=True))
        elif "未列" in row.text or legend(row.text):
            self._use(row, Use.ROLE)
        elif found := list(stated(row.text)):
            self.read.heed(found)
            self._use(row, Use.ROLE)
        else:
            self._unread(row)

    # --- headings -----------------------------------------------------------------------------------------------

    def _heading(self, row: TaskRow) -> None:
        """A row that is one cell across the table: a section's heading, on the level that its number shows."""
        self._use(row, Use.TITLE)
        text = one_line("、".join(dict.fromkeys(cell.text for cell in row.words)))
        label = LABEL.match(text)
        style = style_of(label[0]) if label else ""
        styles = [each.style for each in self.headings]
        if style in styles:
            self._tell_unused_heading()
            del self.headings[styles.index(style) :]
        elif self.unused_heading is None:
            self.headings.clear()
        self.headings.append(_headed(text, style, len(self.headings)))
        self.unused_heading = row

    def _tell_cut_rows(self) -> None:
        """Tell once that rows end early, as a clipboard cuts empty cells off."""
        cut = [row for row in self.table.rows if row.is_cut]
        if cut:
            place = self.read.source.place(cut[0].start)
            self.read.doubts.append(codes.row_guessed(place, cut[0].text, len(cut)))

    def _tell_unused_heading(self) -> None:
        if self.unused_heading:
            self._unread(self.unused_heading)

    # --- tasks --------------------------------------------------------------------------------------------------

    def _task(self, row: TaskRow, parts: Sequence[TaskRow]) -> None:
        cells = task_cells(row, self.marks)
        if self.is_sorted_by_task and len(cells.tasks) > 1:
            cells.groups.append(cells.tasks.pop(0))
        if not cells.tasks and not cells.reading.assigned:
            self._unread(row)
            return
        groups = [Headed(None, one_line(cell.text), "") for cell in cells.groups]
        measure = self._measure(row, cells, len(self.made) + 1)
        if parts:
            measure = self._with_actions(measure, cells, parts)
        self._use_task(row)
        self.made.append(TabledMeasure((*self.headings, *groups), measure))
        self.unused_heading = None

    def _use_task(self, row: TaskRow) -> None:
        for place, column in enumerate(row.header.columns):
            if column.kind is Kind.EMPTY:
                continue  # what stands under no label is told as unread
            for cell in row.cells[place]:
                if cell.is_own:
                    self.read.account.use(cell.start, cell.end, _CELL_USES.get(column.kind, Use.ROLE))

    def _measure(self, row: TaskRow, cells: TaskCells, count: int) -> Measure:
        number = numerals.number(cells.number) if cells.number else None
        if cells.number and number is None:
            cells.reading.notes.append(f"序号：{cells.number}")
        label = LABEL.match(cells.tasks[0].text) if self.table.label_style and cells.tasks else None
        if label:
            number = numerals.number(label[0].strip())
            first = cells.tasks[0]
            cells.tasks[0] = Cell(first.text[label.end() :].lstrip(), first.start + label.end())
        if number is not None:
            self._check_number(row, number)
        self.read.count += 1
        assignments, deadline, note = self.read.roles([Passage(row.start, row.start + 1, cells.reading, is_apart=True)])
        title, text = _title_and_text(cells.tasks)
        self._tell(row, cells, title or text)
        return Measure(number or count, title, text, assignments, (), deadline, note)

    def _with_actions(self, measure: Measure, cells: TaskCells, parts: Sequence[TaskRow]) -> Measure:
        """A measure whose task is merged over several rows, which say each what is to be done, and by whom."""
        first = Action(paragraphs(cells.tasks[1].text) if len(cells.tasks) > 1 else "", measure.assignments)
        actions = [replace(first, deadline=measure.deadline, note=measure.note)] if first.text else []
        for row in parts:
            given = task_cells(row, self.marks)
            own = [cell for cell in given.tasks if cell.is_own]
            passage = Passage(row.start, row.start + 1, given.reading, is_apart=True)
            assignments, deadline, note = self.read.roles([passage])
            self._use_task(row)
            actions.append(Action(_joined(own), assignments, None, deadline, note))
        title = one_line(cells.tasks[0].text).rstrip("。") if cells.tasks else measure.title
        if all(each.assignments == measure.assignments for each in actions):
            actions = [replace(each, assignments=(), deadline="", note="") for each in actions]
            measure = replace(measure, title=title, text="")
        else:
            measure = replace(measure, title=title, text="", assignments=(), deadline="", note="")
        numbered = [replace(each, number=at) for at, each in enumerate(actions, 1)]
        return replace(measure, actions=tuple(numbered) if len(numbered) > 1 else tuple(actions))

    def _check_number(self, row: TaskRow, number: int) -> None:
        """Tell a number that does not follow the one before: a row may be missing."""
        before = self.made[-1].measure.number if self.made else None
        if before is not None and number not in (1, before, before + 1):
            labels = (numerals.label(_style(self.table) or "1.", each) for each in (number, before))
            self.read.doubts.append(codes.number_jumps(self.read.source.place(row.start), *labels))

    def _tell(self, row: TaskRow, cells: TaskCells, task: str) -> None:
        """Tell what a row leaves open."""
        place = self.read.source.place(row.start)
        if cells.lacks_lead:
            self.read.doubts.append(codes.no_lead_in_row(place, task))
        elif cells.lacks_units:
            self.read.doubts.append(codes.no_roles(place, f"“{task[:20]}”"))
        if not task:
            self.read.doubts.append(codes.role_without_measure(place, row.text))
        if row.is_guess or (row.is_unnumbered and self.is_numbered):
            self.read.doubts.append(codes.row_guessed(place, row.text))
        for sign in cells.unexplained:
            if sign not in self.told_signs:
                self.read.doubts.append(codes.column_unsure(place, sign, "没有说明是什么角色", "当作责任单位"))
            self.told_signs.add(sign)


def _joined(cells: Sequence[Cell]) -> str:
    return "\n".join(filter(None, (paragraphs(cell.text) for cell in cells)))


def _title_and_text(tasks: Sequence[Cell]) -> tuple[str, str]:
    """The title of a task, where its first cell is one, and its text."""
    if not tasks:
        return "", ""
    words = paragraphs(tasks[0].text)
    rest = _joined(tasks[1:])
    is_text = not rest and (len(words) > TITLE_LINE or bool(re.search("。.", words)))
    if is_text or "\n" in words:
        return "", "\n".join(filter(None, (words, rest)))
    return words.rstrip("。"), rest


def _with_parts(found: Sequence[TaskRow]) -> Iterator[tuple[TaskRow, list[TaskRow]]]:
    """Each row with those that are parts of its task."""
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and found[end].kind is RowKind.TASK and found[end].is_part:
            end += 1
        yield found[at], list(found[at + 1 : end])
        at = end


def _is_sorted_by_task(table: TaskTable) -> bool:
    """Is the first column of tasks merged over rows that have each a number and a task of their own?"""
    for row in table.rows:
        if row.kind is not RowKind.TASK or row.is_part:
            continue
        tasks = [cell for _, cell in row.of(Kind.TASK)]
        if len(tasks) > 1 and not tasks[0].is_own and any(cell.is_own for cell in tasks[1:]):
            return True
    return False


def _headed(text: str, style: str, level: int) -> Headed:
    """A heading; its number is parted from its words where a plan numbers its sections so."""
    label = LABEL.match(text)
    if label and level < len(_SECTION_STYLES) and style == _SECTION_STYLES[level] and text[label.end() :].strip():
        return Headed(numerals.number(label[0].strip()), text[label.end() :].strip(), style)
    return Headed(None, text, style)


def _grouped(made: Sequence[TabledMeasure], level: int = 0) -> list[Section]:
    """The measures of a table under its headings."""
    found: list[Section] = []
    for heading, group in groupby(made, key=lambda each: each.headings[level] if each.headings[level:] else None):
        below = list(group)
        own = tuple(each.measure for each in below) if heading is None else ()
        if heading is None:
            found.append(Section(None, "", "", own))
            continue
        inner = _grouped(below, level + 1)
        if len(inner) == 1 and not inner[0].title:
            found.append(Section(heading.number, heading.title, "", inner[0].measures))
        else:
            found.append(Section(heading.number, heading.title, "", (), tuple(inner)))
    return found
