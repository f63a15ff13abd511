"""The rows of tables → measures, under the headings that the tables have."""

from __future__ import annotations

import re
from dataclasses import replace

from bioresp import numerals
from bioresp.circular import codes
from bioresp.circular.account import Use
from bioresp.circular.passages import Passage
from bioresp.circular.stretches import TITLE_LINE, Stretches
from bioresp.circular.tables import Cell, Row, header, read_rows, rows
from bioresp.circular.tree import Node
from bioresp.model import Action, Measure, Section

_CELL_USES = {
    "number": Use.TITLE,
    "heading": Use.TITLE,
    "group": Use.TITLE,
    "task": Use.TEXT,
    "other": Use.TEXT,
    "note": Use.TEXT,
}
"""What the cells of a column become; those of all other columns are roles."""


def tables_in(read: Stretches, node: Node) -> list[tuple[int, int]]:
    return [table for table in read.tables if node.start <= table[0] < node.end]


def tabled(read: Stretches, node: Node) -> list[Section]:
    """The measures of the tables in a heading's own text, under the headings that the tables have."""
    found: list[Section] = []
    for start, end in tables_in(read, node):
        made: list[tuple[tuple[str, ...], Measure]] = []
        heading = ""
        cells = rows(read.words, start, end)
        found_rows = read_rows(cells) or []
        _use_header(read, cells)
        for ditto in re.finditer("〃|同上", read.words[start:end]):
            read.account.use(start + ditto.start(), start + ditto.end(), Use.FRAME)
        for row in found_rows:
            if row.heading:
                heading = row.heading
            else:
                group = tuple(filter(None, (heading, *(_line(cell.text) for cell in row.group))))
                if measure := _row(read, row, len(made) + 1):
                    made.append((group, measure))
            for cell, kind in row.marked:
                read.account.use(cell.start, cell.end, _CELL_USES.get(kind, Use.ROLE))
        style = re.sub(
            "[0-9]+$", "1.", re.sub("[0-9]+", "1", next((row.number for row in found_rows if row.number), ""))
        )
        found += [replace(each, numbering=(style,)) for each in _grouped(made)]
    return found


def tabled_actions(read: Stretches, node: Node) -> list[Action]:
    """The rows of a table in a measure's own text: what each says is to be done, and by whom."""
    measures = [each for section in tabled(read, node) for each in section.measures]
    read.count -= len(measures)
    return [
        Action("\n".join(filter(None, (each.title, each.text))), each.assignments, None, each.deadline, each.note)
        for each in measures
    ]


def _use_header(read: Stretches, cells: list[list[Cell]]) -> None:
    """Enter what stands above a table's rows, and the header where it is repeated."""
    is_below = False
    for row in cells:
        is_header = header(row) is not None
        if is_header or not is_below:
            for cell in row:
                read.account.use(cell.start, cell.end, Use.TITLE)
        is_below |= is_header


def _row(read: Stretches, row: Row, count: int) -> Measure | None:
    number = numerals.number(row.number) if row.number else None
    if row.number and number is None:
        row.reading.notes.append(f"序号：{row.number}")
    passage = Passage(row.start, row.start + 1, row.reading, is_apart=True)
    read.count += 1
    assignments, deadline, note = read.roles([passage])
    title, text = "", ""
    if row.title:
        words = _paragraphs(row.title.text)
        if not row.texts and (len(words) > TITLE_LINE or "\n" in words or re.search("。.", words)):
            text = words
        else:
            title = words.rstrip("。") if "\n" not in words else ""
            text = "" if title else words
    texts = [_paragraphs(cell.text) for cell in row.texts]
    text = "\n".join(filter(None, (text, *texts)))
    if not title and not text and not assignments:
        return None
    if row.lacks_lead:
        read.doubts.append(codes.no_lead_in_row(read.source.place(row.start), title or text))
    if not title and not text:
        read.doubts.append(codes.role_without_measure(read.source.place(row.start), read.words[row.start : row.end]))
    return Measure(number or count, title, text, assignments, (), deadline, note)


def _line(text: str) -> str:
    return text.replace("\v", "").replace("\f", "")


def _paragraphs(text: str) -> str:
    return "\n".join(filter(None, (line.strip() for line in text.replace("\f", "").split("\v"))))


def _grouped(made: list[tuple[tuple[str, ...], Measure]]) -> list[Section]:
    """The measures of a table under the headings of its first columns."""
    found: list[Section] = []
    for group, measure in made:
        title = "　".join(group)
        if found and found[-1].title == title:
            found[-1] = Section(found[-1].number, title, "", (*found[-1].measures, measure))
        else:
            found.append(Section(None, title, "", (measure,)))
    return found
