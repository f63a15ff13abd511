"""Text for people: plain, or for a terminal with colours and boxes. No name of a unit is cropped or split."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bioresp.cells import longest_kept, width, wrap
from bioresp.formats import Style
from bioresp.report.blocks import Block, Fields, Heading, Paragraph, Report, Table, Text, Verbatim, plain

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""Never sent to a terminal: a name in a file may carry an escape sequence."""

_TONES = {
    "bold": "1",
    "quiet": "2",
    "error": "31",
    "warning": "33",
    "marked": "1;31",
    "deleted": "9;31",
    "inserted": "4;32",
}
_RICH = {"marked": "bold red", "deleted": "strike red", "inserted": "underline green"}
_SIGNS = {"marked": "【】", "deleted": "〔删：〕", "inserted": "〔增：〕"}
"""What stands around such words where there is no colour."""

Tinted = tuple[int, int, str]
"""A span and how it is marked: one of _SIGNS."""
Line = tuple[str, tuple[Tinted, ...]]
"""A finished line and its marked spans."""


def text(report: Report, style: Style) -> str:
    lines: list[str] = []
    before: Block | None = None
    for block in report.blocks:
        if before and (isinstance(block, Heading | Table) or isinstance(before, Table)):
            lines.append("")
        lines += _block(block, style)
        before = block
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _block(block: Block, style: Style) -> Iterator[str]:
    match block:
        case Heading(said):
            yield from (_painted(line, "bold", style) for line in _lines(_shown(plain(said), style), style.width))
        case Paragraph(said, tone):
            yield from (_painted(line, tone, style) for line in _lines(_shown(plain(said), style), style.width))
        case Fields(rows):
            for label, value in rows:
                yield from _field(f"{_CONTROL.sub('�', label)}：", _shown(plain(value), style), style)
        case Verbatim():
            yield from _CONTROL.sub("�", block.shown).split("\n")
        case Table():
            yield from _table(block, style)


def _field(label: str, value: Text, style: Style, indent: str = "") -> Iterator[str]:
    """A labelled value; its further lines begin below its first, or all below the label where that is too long."""
    label = indent + label
    room = None
    if style.width is not None:
        least = longest_kept(value.value, value.kept)
        if width(label) + least > style.width:
            yield label
            label = indent + "  "
        room = max(style.width - width(label), least)
    for at, line in enumerate(_lines(value, room)):
        yield (" " * width(label) if at else label) + _painted(line, "", style)


def _shown(said: Text, style: Style) -> Text:
    """Without control characters; marked words stand between signs where there is no colour to mark them."""
    said = said._replace(value=_CONTROL.sub("�", said.value.replace("\t", " ")))
    marks = _marks(said)
    if style.color or not marks:
        return said
    written = said.value
    for start, end, mark in reversed(marks):
        opening, closing = _SIGNS[mark][:-1], _SIGNS[mark][-1]
        written = f"{written[:start]}{opening}{written[start:end]}{closing}{written[end:]}"

    def moved(at: int, ended: int) -> int:
        """Where a place is now; signs that close behind `ended` do not stand before it."""
        return at + sum((len(_SIGNS[mark]) - 1) * (start < at) + (end <= ended) for start, end, mark in marks)

    return Text(written, tuple((moved(start, start), moved(end, end - 1)) for start, end in said.kept))


def _marks(said: Text) -> list[Tinted]:
    """The marked spans in order, none over another."""
    marks: list[Tinted] = []
    for start, end, mark in sorted(
        (*span, mark)
        for spans, mark in ((said.marked, "marked"), (said.deleted, "deleted"), (said.inserted, "inserted"))
        for span in spans
    ):
        if not marks or start >= marks[-1][1]:
            marks.append((start, end, mark))
    return marks


def _lines(said: Text, cells: int | None) -> list[Line]:
    marks = _marks(said)
    return [(said.value[start:end], _within(marks, start, end)) for start, end in wrap(said.value, cells, said.kept)]


def _within(marks: Sequence[Tinted], start: int, end: int) -> tuple[Tinted, ...]:
    return tuple((max(a, start) - start, min(b, end) - start, mark) for a, b, mark in marks if a < end and b > start)


def _painted(line: Line, tone: str, style: Style) -> str:
    said, marked = line
    if not style.color:
        return said
    again = f"\x1b[{_TONES[tone]}m" if tone else ""  # what ends a mark ends the tone
    for start, end, mark in reversed(marked):
        said = f"{said[:start]}{_paint(said[start:end], mark)}{again}{said[end:]}"
    return _paint(said, tone) if tone else said


def _paint(said: str, tone: str) -> str:
    return f"\x1b[{_TONES[tone]}m{said}\x1b[0m"


# --- tables -------------------------------------------------------------------------------------------------------


class Grid(NamedTuple):
    """A table as people see it."""

    header: list[Text]
    rows: list[list[Text]]
    marks: list[bool]
    """Which columns hold a sign or two, so that their label may be written top down."""

    def part(self, columns: Sequence[int]) -> Grid:
        return Grid(
            [self.header[at] for at in columns],
            [[row[at] for at in columns] for row in self.rows],
            [self.marks[at] for at in columns],
        )


_LEAST = 16
"""Cells that a column of text must have; below that a row is shown as a card."""


def _table(table: Table, style: Style) -> Iterator[str]:
    shown = [at for at, column in enumerate(table.columns) if column.label]
    grid = Grid(
        [_shown(Text(table.columns[at].label), style) for at in shown],
        [[_shown(plain(row[at]), style) for at in shown] for row in table.rows],
        [table.columns[at].mark for at in shown],
    )
    if not grid.rows:
        yield "（无）"
    elif layout := _layout(grid, style):
        yield from _drawn(grid, layout, style)
    elif any(grid.marks):
        yield from _upright(grid, style)
    else:
        yield from _cards(grid, style)


class Layout(NamedTuple):
    """The cells of each column, and the blanks on each side of a cell in a box."""

    widths: list[int]
    padding: int = 1


def _frame(columns: int, style: Style, padding: int = 1) -> int:
    """The cells that go between and around the columns."""
    return (2 * padding + 1) * columns + 1 if style.boxes else 2 * (columns - 1)


def _layout(grid: Grid, style: Style) -> Layout | None:
    """How the table fits, closer boxes where it must; None where it does not."""
    columns = [[header, *column] for header, *column in zip(grid.header, *grid.rows, strict=True)]
    natural = [max(width(line) for cell in column for line in cell.value.split("\n")) for column in columns]
    if style.width is None or sum(natural) <= style.width - _frame(len(columns), style):
        return Layout(natural)
    if any(grid.marks):
        return None
    least = [min(most, _least(column)) for most, column in zip(natural, columns, strict=True)]
    wanted = [most - few for most, few in zip(natural, least, strict=True)]
    for padding in (1, 0):
        spare = style.width - _frame(len(columns), style, padding) - sum(least)
        if spare >= 0:
            spare = min(spare, sum(wanted))
            shares = (spare * want // max(1, sum(wanted)) for want in wanted)
            return Layout([few + share for few, share in zip(least, shares, strict=True)], padding)
    return None


def _least(column: Sequence[Text]) -> int:
    """A label is never broken, nor is a name; a longer text may be."""
    header, *cells = column
    kept = max((longest_kept(cell.value, cell.kept) for cell in cells), default=0)
    broken = max((min(_LEAST, width(cell.value)) for cell in cells), default=0)
    return max(width(header.value), kept, broken)


def _drawn(grid: Grid, layout: Layout, style: Style) -> Iterator[str]:
    widths, padding = layout
    header = [_lines(cell, cells) for cell, cells in zip(grid.header, widths, strict=True)]
    rows = [[_lines(cell, cells) for cell, cells in zip(row, widths, strict=True)] for row in grid.rows]
    yield from _boxed(header, rows, widths, style, padding) if style.boxes else _ruled(header, rows, widths)


Cells = list[list[Line]]
"""The finished lines of each cell of a row."""


def _ruled(header: Cells, rows: Sequence[Cells], widths: Sequence[int]) -> Iterator[str]:
    """Columns parted by two blanks, a rule under the header; an empty line between rows of several lines."""
    yield from _row(header, widths)
    yield "  ".join("-" * cells for cells in widths)
    apart = any(len(cell) > 1 for row in rows for cell in row)
    for at, row in enumerate(rows):
        if apart and at:
            yield ""
        yield from _row(row, widths)


def _row(row: Cells, widths: Sequence[int]) -> Iterator[str]:
    for at in range(max(map(len, row))):
        parts = [cell[at][0] if at < len(cell) else "" for cell in row]
        yield "  ".join(part + " " * (cells - width(part)) for part, cells in zip(parts, widths, strict=True))


def _boxed(header: Cells, rows: Sequence[Cells], widths: Sequence[int], style: Style, padding: int) -> Iterator[str]:
    """Drawn by rich, which gets finished lines: its own wrapping crops and splits Chinese names."""
    from io import StringIO

    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text as RichText

    def finished(cell: list[Line]) -> RichText:
        joined = RichText(no_wrap=True, overflow="ignore")
        for at, (said, marked) in enumerate(cell):
            start = len(joined) + bool(at)
            joined.append(("\n" if at else "") + said)
            for first, last, mark in marked:
                joined.stylize(_RICH[mark], start + first, start + last)
        return joined

    apart = any(len(cell) > 1 for row in rows for cell in row)
    table = RichTable(box=box.SQUARE, show_lines=apart, header_style="bold", padding=(0, padding))
    for cell, cells in zip(header, widths, strict=True):
        table.add_column(finished(cell), no_wrap=True, overflow="ignore", width=cells)
    for row in rows:
        table.add_row(*map(finished, row))
    out = StringIO()
    wide = sum(widths) + _frame(len(widths), style, padding)
    console = Console(
        file=out,
        width=wide,
        height=25,  # without it rich takes a dumb terminal for 80 cells wide
        force_terminal=True,
        color_system="standard" if style.color else None,
        highlight=False,
        legacy_windows=False,
        no_color=not style.color,
    )
    console.print(table, crop=False)
    yield from out.getvalue().rstrip("\n").split("\n")


def _upright(grid: Grid, style: Style) -> Iterator[str]:
    """A table of marks that is too wide: labels top down, as many tables as it takes, each with its labels whole."""
    assert style.width is not None
    fixed = [at for at, mark in enumerate(grid.marks) if not mark]
    marks = [at for at, mark in enumerate(grid.marks) if mark]
    lead = [min(max(width(row[at].value) for row in grid.rows), max(_LEAST, style.width // 3)) for at in fixed]
    cells = max(2, *(width(row[at].value) for row in grid.rows for at in marks))
    frame = [_frame(len(fixed) + count, style, padding=0) for count in (0, 1)]
    step = max(1, (style.width - sum(lead) - frame[0]) // (cells + frame[1] - frame[0]))
    tall = max(len(grid.header[at].value) for at in marks)
    for first in range(0, len(marks), step):
        part = grid.part([*fixed, *marks[first : first + step]])
        names = [header.value for header in part.header[len(fixed) :]]
        top_down = [Text("\n".join([""] * (tall - len(name)) + list(name))) for name in names]
        part = part._replace(header=[*part.header[: len(fixed)], *top_down])
        if first:
            yield ""
        yield from _drawn(part, Layout([*lead, *[cells] * len(names)], padding=0), style)
        yield from _field("自左至右：", plain(tuple(names)), style)


def _cards(grid: Grid, style: Style) -> Iterator[str]:
    """A table that is too wide, row by row: each value below its label."""
    for at, row in enumerate(grid.rows):
        if at:
            yield ""
        head, *rest = zip(grid.header, row, strict=True)
        yield from (_painted(line, "bold", style) for line in _lines(head[1], style.width))
        for header, cell in rest:
            if cell.value:
                yield from _field(f"{header.value}：", cell, style, "  ")
