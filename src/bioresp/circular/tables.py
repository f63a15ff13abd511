"""Tables of tasks and units: their cells, and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bioresp.circular.column_words import Column, Kind, column, is_label, is_unit_label
from bioresp.circular.drawn_lines import REACHES
from bioresp.circular.roles import read
from bioresp.circular.row_fitting import NOBODY, fitted, units_beside_people
from bioresp.circular.spaced_lines import columns
from bioresp.circular.stacked_lines import LOOSE
from bioresp.circular.units import is_unit, names
from bioresp.extract import DITTO
from bioresp.model import Role


class Refused(Exception):
    """The text must not be imported; why, and at which offset of the text."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.offset = offset


INVERSE = "这是“单位—职责”的倒置表，没有措施可以导入"
_HEADER_WITHIN = 6
"""Rows at the top of a table, among which its header stands."""
_TEXT = {Kind.TASK, Kind.GROUP, Kind.ISSUE}
_RULE = re.compile("[\\s|+:=-]*")
"""The line below the header of a table in Markdown."""
_SAME_AS_ABOVE = (DITTO, "同上", REACHES)


class Cell(NamedTuple):
    """A cell of a row; it stands from start to start + length of its text."""

    text: str
    start: int
    is_own: bool = True
    """False where a merged cell above reaches into the row."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Row(NamedTuple):
    """The cells of a row."""

    cells: list[Cell]
    is_guess: bool = False
    """Are its cells cut by what they look like, because nothing shows where they end?"""


@dataclass
class Header:
    """The columns of a table."""

    columns: list[Column]
    cells: list[Cell]
    """The cells that name them."""
    at: int
    """Which row of the table it is, from 0."""
    size: int = 1
    """How many rows it takes."""
    is_inverse: bool = False
    """Does the table list units and what each of them has to do?"""
    unsure: list[tuple[Cell, str, str]] = field(default_factory=list)
    """Labels that are not understood: the label, why, what the column was taken for."""

    def has(self, kind: Kind) -> bool:
        return any(each.kind is kind for each in self.columns)


# --- cells ----------------------------------------------------------------------------------------------------------


def rows(text: str, start: int, end: int) -> list[Row]:
    """The rows of a table between two offsets: cells parted by tabs, or by blanks."""
    lines = list(_lines(text, start, end))
    header = next((line for line in lines[:_HEADER_WITHIN] if "\t" in line[0] or len(columns(line[0])) > 1), ("", 0))
    is_raw = "\t" not in header[0]
    labels = _spaced_cells(*header) if is_raw else _tabbed_cells(*header)
    kinds = [column(cell.text) for cell in labels]
    found = []
    for line, at in lines:
        if _RULE.fullmatch(line):
            continue
        if LOOSE in line:
            found.append(_fitted_row(line, at, kinds))
        elif "\t" in line:
            found.append(Row(_tabbed_cells(line, at)))
        elif is_raw and (line, at) == header:
            found.append(Row(labels))
        elif len(kinds) > 1 and (is_raw or re.match(r"\d{1,3} ", line)) and len(line.split()) > 1:
            found.append(_fitted_row(line, at, kinds))
        else:
            found.append(Row([Cell(line.strip(), at + len(line) - len(line.lstrip()))]))
    return _filled(found)


def _lines(text: str, start: int, end: int) -> Iterable[tuple[str, int]]:
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = text[at:stop]
        words = line.rstrip("\t")  # a tab behind a row without others shows only that it is one
        if words.strip():
            yield line if "\t" in words else words, at
        at = stop + 1


def _tabbed_cells(line: str, start: int) -> list[Cell]:
    cells, at = [], start
    for piece in line.split("\t"):
        # a line's end in a cell of a sheet is quoted: "市财政局、 / 市卫健委"
        is_quoted = len(piece) > 1 and piece.strip()[:1] == piece.strip()[-1:] == '"'
        words = piece.strip(' \f\v\u3000\xa0"' if is_quoted else " \f\v\u3000\xa0")
        cells.append(Cell(words, at + (piece.index(words) if words else 0)))
        at += len(piece) + 1
    return cells


def _spaced_cells(line: str, start: int) -> list[Cell]:
    cells, at = [], 0
    for word in columns(line):
        found = line.find(word[0], at) if word else at
        cells.append(Cell(word, start + found))
        at = found + 1
    return cells


def _fitted_row(line: str, start: int, kinds: Sequence[Column]) -> Row:
    if LOOSE in line:
        words = [(each[0], start + each.start()) for each in re.finditer(f"[^{LOOSE}\t]+", line)]
        cells, is_guess = fitted(words, kinds, "\f")
        groups = [each.kind is Kind.GROUP for each in kinds]
        # 类别 over several rows stands in the first of them only
        own = [
            (REACHES if is_group and not text else text, at) for (text, at), is_group in zip(cells, groups, strict=True)
        ]
        return Row([Cell(*each) for each in own], is_guess)
    words = [(each[0], start + each.start()) for each in re.finditer(r"\S+", line)]
    wide = [(each[0].rstrip(), start + each.start()) for each in re.finditer(r"\S+(?: \S+)*", line)]
    if len(wide) == len(kinds):
        return Row([Cell(*each) for each in wide])
    cells, is_guess = fitted(words, kinds)
    return Row([Cell(*each) for each in cells], is_guess)


def _filled(found: list[Row]) -> list[Row]:
    """Every cell that a merged one above reaches into has its text."""
    above: list[Cell] = []
    filled = []
    for row in found:
        full = [
            above[at]._replace(is_own=False) if cell.text in _SAME_AS_ABOVE and at < len(above) else cell
            for at, cell in enumerate(row.cells)
        ]
        filled.append(row._replace(cells=full))
        above = full
    return filled


# --- columns --------------------------------------------------------------------------------------------------------


def header(found: Sequence[Row], above: Header | None = None) -> Header | None:
    """What the columns of a table hold; None where it is no table of tasks and units.

    Args:
        above: The header of the table before. One that goes on with it without a header of its own has its columns.
    """
    for at, row in enumerate(found[:_HEADER_WITHIN]):
        made = _header(row, found[at + 1 :], at)
        if made:
            return made
    if above and _continues(found, above):
        return replace(above, at=-1, size=1, cells=[], unsure=[])
    return _HEADLESS if _needs_no_header(found) else None


_STATES_ROLES = re.compile(
    "[（(][^（）()]*(?:牵头|主办|负责|责任|配合|落实|承办)[^（）()]*[）)]|(?:牵头|责任|主办).{0,4}：.*"
)
_HEADLESS = Header([Column("序号", Kind.NUMBER), Column("任务", Kind.TASK), Column("责任单位", Kind.UNITS)], [], at=-1)


def _needs_no_header(found: Sequence[Row]) -> bool:
    """Do rows say themselves what their cells are: 1, 开展普查, （市林业局牵头）?"""
    return len(found) > 1 and all(
        len(row.cells) == len(_HEADLESS.columns)
        and row.cells[0].text.rstrip(".、．").isdigit()
        and _STATES_ROLES.fullmatch(row.cells[2].text)
        for row in found
    )


def is_header_row(row: Row) -> bool:
    """Does a row name columns of tasks and units, by its words alone?"""
    given = [column(cell.text) for cell in row.cells] if _are_labels(row.cells) else []
    kinds = {each.kind for each in given}
    return len(given) > 2 and all(each.is_sure for each in given) and Kind.UNITS in kinds and bool(kinds & _TEXT)


def _are_labels(cells: Sequence[Cell]) -> bool:
    filled = [cell.text for cell in cells if cell.text]
    if len(filled) < 2 or filled[0].isdigit():
        return False
    return all(is_label(text) for text in filled) and not any(re.match("[各有相]", text) for text in filled)


def _header(row: Row, below: Sequence[Row], at: int) -> Header | None:
    if not _are_labels(row.cells):
        return None
    given = [column(cell.text) for cell in row.cells]
    size = 1
    cells = row.cells
    if below and (lower := _lower(given, below[0])):
        given, size = lower, 2
        cells = [*cells, *(cell for cell in below[0].cells if cell.is_own)]
        below = below[1:]
    values = [[row.cells[place].text for row in below if _has_own(row, place)] for place in range(len(given))]
    given = _one_lead(given)
    marked = [_is_marked(each, texts) for each, texts in zip(given, values, strict=True)]
    known = [each for each in given if each.is_sure and each.kind not in (Kind.UNKNOWN, Kind.EMPTY)]
    is_grid = any(marked) and any(each.kind in _TEXT for each in given)
    if not is_grid and not any(each.kind is Kind.UNITS for each in known):
        return None
    if not is_grid and len(known) * 2 < sum(each.kind is not Kind.EMPTY for each in given):
        return None
    made = Header(given, cells, at, size)
    if _is_inverse(given, values):
        made.is_inverse = True
        return made
    for place, is_mark in enumerate(marked):
        if is_grid and is_mark:
            given[place] = replace(given[place], kind=Kind.UNIT_MARKS)
        else:
            given[place] = _settled(made, place, values[place], row.cells)
    has_task = any(each.kind in (Kind.TASK, Kind.GROUP) for each in given)
    has_units = made.has(Kind.UNITS) or made.has(Kind.UNIT_MARKS)
    return made if has_task and has_units else None


def _one_lead(given: list[Column]) -> list[Column]:
    """The columns, where a lead is said twice: 主责单位 beside 牵头单位 is responsible."""
    leads = [each for each in given if each.kind is Kind.UNITS and each.role is Role.LEAD]
    named = [each for each in leads if re.search("牵头|主办", each.label)]
    if not named or len(named) == len(leads):
        return given
    return [replace(each, role=Role.RESPONSIBLE) if each in leads and each not in named else each for each in given]


def _has_own(row: Row, place: int) -> bool:
    return place < len(row.cells) and row.cells[place].is_own and bool(row.cells[place].text)


def _lower(upper: list[Column], below: Row) -> list[Column] | None:
    """The columns of a header of two rows: 责任分工 over 牵头单位 and 配合单位; None where the second names none."""
    cells = [cell for cell in below.cells if cell.text and cell.is_own]
    given = [column(cell.text) for cell in cells if is_label(cell.text)]
    if not cells or len(given) < len(cells) or cells[0].text.isdigit():
        return None
    named = [each for each in given if each.is_sure and each.kind in (Kind.UNITS, Kind.PEOPLE, Kind.DEADLINE)]
    if not named or any(re.match("[各有相]", cell.text) for cell in cells):
        return None
    if sum(each.kind is Kind.UNKNOWN for each in given) > len(named):
        return None
    made: list[Column] = []
    for place, cell in enumerate(below.cells):
        over = upper[place] if place < len(upper) else column("")
        if over.kind is Kind.EMPTY and made and cell.text:
            over = made[-1]  # the upper label reaches over several columns
        under = column(cell.text) if cell.text and cell.is_own else over
        made.append(over if under.kind is Kind.UNKNOWN else under)
    return [*made, *upper[len(made) :]]


_MARK = re.compile("[●○△▲★☆◎◇◆√✓✔■□▽▼⊙Ｏ]+|牵头|主办|主责|配合|协办|参与|责任|负责|协助")


def _is_marked(given: Column, values: Sequence[str]) -> bool:
    """Is it the column of one unit, in which signs say its role?"""
    if given.kind in (Kind.NUMBER, Kind.EMPTY) or not is_unit(given.label) or given.names_role:
        return False
    return all(_MARK.fullmatch(value) for value in values)


def _are_units(values: Sequence[str]) -> bool:
    """Do most cells list units?"""
    named = [value for value in values if not NOBODY.fullmatch(value)]
    listed = [value for value in named if _lists_units(value)]
    return bool(listed) and len(listed) * 2 > len(named)


def _lists_units(text: str) -> bool:
    found = [name.text for name in names(re.sub("[\f\v]", "、", text))]
    return bool(found) and all(is_unit(name) for name in found)


_TIME = re.compile(
    r"\d+月|\d年|20\d\d|[年月季]度?[底末初前内]|长期|持续|常态|每[年月季周]|全年|半年|立行立改|季度|月底"
)


def _settled(made: Header, place: int, values: Sequence[str], cells: Sequence[Cell]) -> Column:
    """A column whose label leaves open what it holds, by its cells and its place."""
    given = made.columns[place]
    before = made.columns[:place]
    label = cells[place] if place < len(cells) else Cell("", 0)
    is_misread = given.kind in (Kind.PROGRESS, Kind.NOTE, Kind.PEOPLE) and not given.is_sure and _are_units(values)
    match Kind.UNKNOWN if is_misread else given.kind:
        case Kind.SCHEDULE:
            is_time = sum(bool(_TIME.search(value)) for value in values) * 2 > len(values)
            return replace(given, kind=Kind.DEADLINE if is_time else Kind.PROGRESS)
        case Kind.ISSUE:
            is_behind = any(each.kind is Kind.UNITS for each in before)
            return replace(given, kind=Kind.PROGRESS if is_behind else Kind.TASK)
        case Kind.EMPTY if values and before and before[-1].kind is Kind.UNITS and _are_units(values):
            # the label to the left reaches over two columns, or one is lost
            made.unsure.append((label._replace(text=f"{before[-1].label}右边"), "没有表头", f"当作{before[-1].label}"))
            return before[-1]
        case Kind.UNITS if not given.names_role and values and not _are_units(values):
            return replace(given, kind=Kind.NOTE)  # 单位 of a number: 万亩
        case Kind.UNITS if given.has_people and all(map(units_beside_people, values)):
            return given
        case Kind.UNITS if given.is_mixed and not all(map(_tells_roles, values)):
            made.unsure.append((label, "里不止一种内容，没有分开", "没有写明的当作责任单位"))
        case Kind.UNKNOWN if re.match(r"20\d\d年", given.label):
            return replace(given, kind=Kind.NOTE)
        case Kind.UNKNOWN if _are_units(values):
            role = _role_of_label(given.label)
            made.unsure.append((label, "没有读懂", f"当作{role.label}"))
            return replace(given, kind=Kind.UNITS, role=role)
        case Kind.UNKNOWN:
            has_task = any(each.kind in _TEXT for each in made.columns)
            made.unsure.append((label, "没有读懂", "写进了备注" if has_task else "当作任务"))
            return replace(given, kind=Kind.NOTE if has_task else Kind.TASK)
    return given


def _tells_roles(value: str) -> bool:
    return bool(re.search("牵头|主办|主责|责任[：:]|配合|协办|参与", value))


def _role_of_label(label: str) -> Role:
    """The role of units under a label that is not among the words of columns, where it has one in a text."""
    reading = read(f"{label}：市林业局")
    return reading.assigned[0].role if reading and reading.assigned else Role.RESPONSIBLE


def _is_inverse(given: Sequence[Column], values: Sequence[Sequence[str]]) -> bool:
    """Does it list units first, and behind each what it has to do: 部门, 职责?"""
    plain = [place for place, each in enumerate(given) if each.kind not in (Kind.NUMBER, Kind.EMPTY)]
    if len(plain) < 2 or not is_unit_label(given[plain[0]].label):
        return False
    first, others = given[plain[0]], [given[place] for place in plain[1:]]
    if first.role is Role.LEAD or any(each.kind is Kind.UNITS and each.names_role for each in others):
        return False
    if first.names_role and any(each.kind in (Kind.DEADLINE, Kind.SCHEDULE) for each in others):
        return False  # 责任单位, 任务, 时限: a table of tasks whose units stand first
    return not values[plain[0]] or _are_units(values[plain[0]])


def _continues(found: Sequence[Row], above: Header) -> bool:
    """Has a table without a header the columns of the one before it: as many, and units where units should be?"""
    filled = [row for row in found if len(row.cells) > 1]
    if not filled or any(len(row.cells) > len(above.columns) for row in filled):
        return False
    has_units = False
    for place, each in enumerate(above.columns):
        values = [row.cells[place].text for row in filled if _has_own(row, place)]
        if each.kind is Kind.UNITS and values and not _are_units(values):
            return False
        has_units |= each.kind is Kind.UNITS and bool(values)
        if each.kind is Kind.NUMBER and not any(value.isdigit() for value in values):
            return False
    return has_units


# --- tables ---------------------------------------------------------------------------------------------------------


def task_tables(text: str, spans: Iterable[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Of the tables of a text, those of tasks and units, and those that list units and their duties."""
    tasks: list[tuple[int, int]] = []
    inverse: list[tuple[int, int]] = []
    above: Header | None = None
    for start, end in spans:
        found = header(rows(text, start, end), above)
        if found and found.is_inverse:
            inverse.append((start, end))
        elif found:
            tasks.append((start, end))
            above = found
    return tasks, inverse


def lists_units(text: str, start: int, end: int) -> bool:
    """Does a table whose header nobody knows name units in at least two rows, beside other words?"""
    given = [[cell.text for cell in row.cells if cell.text] for row in rows(text, start, end)]
    listing = [cells for cells in given if any(map(_lists_units, cells)) and not all(map(_lists_units, cells))]
    return len(listing) > 1


def first_labels(text: str, start: int, end: int) -> tuple[str, str]:
    """The first two labels of a table, to name it by."""
    labels = [cell.text for row in rows(text, start, end)[:1] for cell in row.cells if cell.text]
    return labels[0], labels[-1]
