"""Tables on paper: widths made from what the cells hold, headers repeated, rows whole, nothing past the margin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bioresp.formats.word.columns import PADDING, Column, measured, widths
from bioresp.formats.word.sheet import UPRIGHT, Sheet, label_height
from bioresp.formats.word.words import clean, paragraph
from bioresp.report.blocks import Table, Text, plain

_MARK_PADDING, _SLACK = 20, 30
"""Twips left and right of a mark, and what a column has beyond that: programs round differently."""
_TALLEST = 3200
"""Twips of a label that is written top down; a longer one takes a second line."""
_APART = '<w:p><w:pPr><w:pStyle w:val="TableText"/>{}<w:spacing w:line="{}" w:lineRule="exact"/></w:pPr></w:p>'
"""Between two tables, which Word would join."""


class Grid(NamedTuple):
    """The columns of a table that people see."""

    labels: list[str]
    rows: list[list[Text]]
    marks: list[bool]
    numeric: list[bool]
    """Columns of numbers, which are centred as marks are."""

    def part(self, columns: Sequence[int]) -> Grid:
        return Grid(
            [self.labels[at] for at in columns],
            [[row[at] for at in columns] for row in self.rows],
            [self.marks[at] for at in columns],
            [self.numeric[at] for at in columns],
        )


def grid_of(table: Table) -> Grid:
    shown = [at for at, column in enumerate(table.columns) if column.label]
    return Grid(
        [clean(table.columns[at].label) for at in shown],
        [[plain(row[at]) for at in shown] for row in table.rows],
        [table.columns[at].mark for at in shown],
        [bool(table.rows) and all(isinstance(row[at], int) for row in table.rows) for at in shown],
    )


def is_wide(table: Table, size: float) -> bool:
    """Has it more columns of marks than an upright sheet holds?"""
    grid = grid_of(table)
    return any(grid.marks) and len(_parts(grid, UPRIGHT, size)) > 1


def written(table: Table, sheet: Sheet, size: float) -> Iterator[str]:
    """The XML of a table, or of the several that it takes side by side.

    Args:
        size: Points of its text.
    """
    grid = grid_of(table)
    if not grid.rows:
        yield paragraph(Text("（无）"), "BodyText")
        return
    for at, part in enumerate(_parts(grid, sheet, size) if any(grid.marks) else [grid]):
        if at:
            yield _APART.format("<w:pageBreakBefore/>", 20)
        yield _drawn(
            part, _mark_widths(part, sheet, size) if any(part.marks) else _text_widths(part, sheet, size), size
        )
    yield _APART.format("", 160)


def _text_widths(grid: Grid, sheet: Sheet, size: float) -> list[int]:
    columns = zip(grid.labels, zip(*grid.rows, strict=True), strict=True)
    return widths([Column(label, texts) for label, texts in columns], sheet.room, _cell(size))


# --- a table of marks -----------------------------------------------------------------------------------------------


def _cell(size: float) -> float:
    """Twips of half a Chinese character."""
    return size * 10


def _needs(grid: Grid, size: float) -> list[float]:
    """Twips that each column of marks must have: its widest mark, its label top down in as many lines as it takes."""
    cell, needs = _cell(size), []
    for at in _marks(grid):
        widest = max(2, *(measured(row[at].value) for row in grid.rows)) * cell
        lines = -(-measured(grid.labels[at]) * cell // _TALLEST)
        needs.append(max(widest, lines * label_height(size)) + 2 * _MARK_PADDING + _SLACK)
    return needs


def _marks(grid: Grid) -> list[int]:
    return [at for at, mark in enumerate(grid.marks) if mark]


def _parts(grid: Grid, sheet: Sheet, size: float) -> list[Grid]:
    """A table of marks in as few tables as hold it, of about the same width; each repeats the columns before them."""
    fixed, marks, needs = [at for at, mark in enumerate(grid.marks) if not mark], _marks(grid), _needs(grid, size)
    room = sheet.room - sum(_fixed_widths(grid, sheet.room / 5, size))
    fewest = len(_packed(needs, room))
    even = (each for part in range(1, 101) if len(each := _packed(needs, room * part / 100)) == fewest)
    return [grid.part([*fixed, *(marks[at] for at in part)]) for part in next(even, _packed(needs, room))]


def _packed(needs: Sequence[float], room: float) -> list[list[int]]:
    """Which columns stand in one table; a table has one at least."""
    parts: list[list[int]] = []
    taken = room
    for at, need in enumerate(needs):
        if not parts or taken + need > room:
            parts.append([])
            taken = 0.0
        parts[-1].append(at)
        taken += need
    return parts


def _fixed_widths(grid: Grid, room: float, size: float) -> list[float]:
    """The columns before the marks, in a room that they share."""
    cell = _cell(size)
    fixed = [at for at, mark in enumerate(grid.marks) if not mark]
    natural = [max(measured(grid.labels[at]), *(measured(row[at].value) for row in grid.rows)) * cell for at in fixed]
    return [min(each + 2 * PADDING + _SLACK, room / len(fixed)) for each in natural]


def _mark_widths(grid: Grid, sheet: Sheet, size: float) -> list[int]:
    """Marks get up to twice what they must have; the columns before them a third of the sheet, if that is left."""
    needs = _needs(grid, size)
    fixed = _fixed_widths(grid, min(sheet.room / 3, sheet.room - sum(needs)), size)
    more = min((sheet.room - sum(fixed)) / sum(needs), 2)
    return [*map(int, fixed), *(int(need * more) for need in needs)]


# --- XML ------------------------------------------------------------------------------------------------------------


def _drawn(grid: Grid, wide: Sequence[int], size: float) -> str:
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in wide)
    rows = "".join(_row(grid, row, wide) for row in grid.rows)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{_header(grid, wide, size)}{rows}</w:tbl>"
    )


def _header(grid: Grid, widths: Sequence[int], size: float) -> str:
    height = ""
    if any(grid.marks):
        tall = max(measured(label) for label, mark in zip(grid.labels, grid.marks, strict=True) if mark) * _cell(size)
        height = f'<w:trHeight w:val="{int(min(tall * 1.02, _TALLEST)) + 160}" w:hRule="exact"/>'
    cells = "".join(
        _td(
            paragraph(Text(label), "TableLabel" if mark else "TableHead"),
            wide,
            _top_down() if mark else '<w:vAlign w:val="center"/>',
        )
        for label, mark, wide in zip(grid.labels, grid.marks, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{cells}</w:tr>"


def _top_down() -> str:
    return f'{_narrow(80)}<w:textDirection w:val="tbRlV"/><w:vAlign w:val="center"/>'


def _narrow(ends: int = 0) -> str:
    """The margins of a cell of marks; `ends` above and below."""
    sides = {"top": ends, "left": _MARK_PADDING, "bottom": ends, "right": _MARK_PADDING}
    margins = "".join(f'<w:{side} w:w="{each}" w:type="dxa"/>' for side, each in sides.items())
    return f"<w:tcMar>{margins}</w:tcMar>"


def _row(grid: Grid, row: Sequence[Text], widths: Sequence[int]) -> str:
    if len(row) > 1 and row[0].value and not any(grid.marks) and not any(cell.value for cell in row[1:]):
        span = f'<w:gridSpan w:val="{len(row)}"/><w:vAlign w:val="center"/>'
        cells = _td(paragraph(row[0], "TableSection"), sum(widths), span)
    else:
        cells = "".join(
            _td(
                paragraph(cell, "TableMark" if mark or number else "TableText"),
                wide,
                (_narrow() if mark else "") + '<w:vAlign w:val="center"/>',
            )
            for cell, mark, number, wide in zip(row, grid.marks, grid.numeric, widths, strict=True)
        )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _td(content: str, wide: int, properties: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'
