"""Which lines of a source are rows of tables, and the words of each row in one line, its cells parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bioresp.circular.column_words import Kind, column, names_columns
from bioresp.circular.drawn_lines import Piece, drawn_tables
from bioresp.circular.spaced_lines import (
    BLANK,
    ONLY_DRAWS,
    Chunk,
    chunks_of,
    columns,
    is_spaced_header,
    rule_below,
    spaced_table,
    tabbed,
)
from bioresp.circular.stacked_lines import stacked_table
from bioresp.circular.units import is_unit
from bioresp.extract import Line

__all__ = ["BLANK", "TableLines", "columns", "is_header", "table_rows"]

_DIGITS = "一二三四五六七八九十百"
_HEADED = re.compile(
    f"[（(][{_DIGITS}\\d]{{1,4}}[）)]|[{_DIGITS}]{{1,4}}[、.．]|第[{_DIGITS}]{{1,4}}[章节部分]|\\d{{1,3}}[.．、]"
)
_PAGE_NUMBER = re.compile(
    "\\s*(?:[—\\-–·]+\\s*\\d{1,3}\\s*[—\\-–·]+|第\\s*\\d+\\s*页.{0,12}|\\d{1,3}\\s*/\\s*\\d{1,3})\\s*"
)
_CONTINUED = re.compile("（?(?:续|接)(?:上)?表.{0,4}）?|（续）")
_LEGEND = re.compile("(?:注|说明|备注|图例)?[：:]?.{0,4}(?:[●○△▲★☆◎◇◆√✓■□]|“?未列”?).{0,40}")
_MOST_BETWEEN = 4
"""Lines without tabs between two rows that may belong to the table."""
_HEADER_WITHIN = 6
_LONGEST_HEADING = 40
_LONGEST_LABEL = 14


@dataclass
class TableLines:
    """The rows of the tables of a source."""

    rows: dict[int, list[Piece]] = field(default_factory=dict)
    """Which line a row stands in, from 0 → its words; none where the line's words belong to a row above."""
    drawing: list[Line] = field(default_factory=list)
    """Lines that only draw."""

    def add(self, rows: dict[int, list[Piece]]) -> None:
        self.rows.update(rows)


def is_header(text: str) -> bool:
    """Does a line name the columns of a table of tasks and units?"""
    return names_columns(text)


def table_rows(cleaned: Sequence[tuple[Line, str]]) -> TableLines:
    """The rows of the tables of a source: drawn, with tabs, set with blanks, or one cell a line."""
    lines = [line for line, _ in cleaned]
    found = TableLines()
    for table in drawn_tables(lines):
        found.add({at: [] for at in table.lines})
        found.add(table.rows)
        found.drawing += table.drawing
    for block in _blocks(cleaned, found):
        _add_block(cleaned, block, found)
    full = [at for at, line in enumerate(lines) if line.text.strip()]
    below = -1
    for which, at in enumerate(full):
        if at <= below or at in found.rows:
            continue
        rows = _spaced(lines, at) or _stacked(lines, full, which, found)
        found.add(rows)
        below = max(rows, default=below)
    _add_unnamed(lines, found)
    _add_rules(lines, found)
    _add_legends(lines, found)
    return found


def _spaced(lines: Sequence[Line], at: int) -> dict[int, list[Piece]]:
    """The rows of a table set with blanks whose header stands in a line."""
    text = lines[at].text
    is_header = "\t" not in text.strip() and (rule_below(lines, at) or is_spaced_header(text))
    return spaced_table(lines, at) if is_header else {}


def _stacked(lines: Sequence[Line], full: Sequence[int], which: int, found: TableLines) -> dict[int, list[Piece]]:
    """The rows of a table of one cell a line whose first label is a line: one of those that are not empty."""
    first = lines[full[which]].text.strip(" |｜")
    if len(first) > _LONGEST_LABEL or column(first).kind in (Kind.UNKNOWN, Kind.EMPTY):
        return {}
    table = stacked_table(lines, full, which)
    if table is None:
        return {}
    found.drawing += table.drawing
    return table.rows


def _add_unnamed(lines: Sequence[Line], found: TableLines) -> None:
    """The rows of tables set with blanks whose header nobody knows: three columns, among them units."""
    rows: dict[int, list[Chunk]] = {}
    for at, line in enumerate([*lines, Line("", 0)]):
        chunks = chunks_of(line.text) if at not in found.rows else []
        if len(chunks) > 2 and (not rows or len(chunks) == len(next(iter(rows.values())))):
            rows[at] = chunks
            continue
        if sum(_has_some_units(row) for row in rows.values()) > 1:
            found.add({row: tabbed(lines[row], chunks) for row, chunks in rows.items()})
        rows = {at: chunks} if len(chunks) > 2 else {}


def _has_some_units(row: Sequence[Chunk]) -> bool:
    """Are some of the cells of a row units, and not all, as in a signature?"""
    are_units = [is_unit(chunk.words) for chunk in row]
    return any(are_units) and not all(are_units)


def _add_rules(lines: Sequence[Line], found: TableLines) -> None:
    """What only draws above, between and below rows: +----+, the rule below a header."""
    for at, line in enumerate(lines):
        beside = (at - 1 in found.rows) or (at + 1 in found.rows)
        if at not in found.rows and beside and ONLY_DRAWS.fullmatch(line.text):
            found.rows[at] = []
            found.drawing.append(line._replace(is_frame=True))


def _add_legends(lines: Sequence[Line], found: TableLines) -> None:
    """The line that explains a table's signs is a row of it: 注：● 牵头单位　○ 责任单位."""
    last = -_MOST_BETWEEN
    for at, line in enumerate(lines):
        if at in found.rows:
            last = at
        elif at - last < _MOST_BETWEEN and _LEGEND.fullmatch(line.text.strip()):
            found.rows[at] = [(line.text, line.number, 1)]


# --- tabs -----------------------------------------------------------------------------------------------------------


def _is_tabbed(text: str, *, in_table: bool) -> bool:
    if "\t" in text.strip() or text.endswith("\t\t"):
        return True
    return in_table and "\t" in text and bool(text.strip())


def _blocks(cleaned: Sequence[tuple[Line, str]], found: TableLines) -> list[list[int]]:
    """Lines with tabs that stand together, and short lines between them."""
    blocks: list[list[int]] = []
    between: list[int] = []
    for at, (line, text) in enumerate(cleaned):
        if at in found.rows or _PAGE_NUMBER.fullmatch(line.text) or (line.is_frame and not _names_columns(line.text)):
            continue
        in_table = bool(blocks) and len(between) < _MOST_BETWEEN and at - blocks[-1][-1] <= 2 * _MOST_BETWEEN
        if _is_tabbed(line.text, in_table=in_table):
            if in_table:
                blocks[-1] += [*between, at]
            else:
                blocks.append([at])
            between = []
        elif text and not ONLY_DRAWS.fullmatch(line.text):
            between.append(at)
            if len(between) == 1 and blocks and _is_cut(cleaned[blocks[-1][-1]][0].text, text):
                blocks[-1].append(between.pop())
    return blocks


def _is_cut(row: str, rest: str) -> bool:
    """Does a line below the last row of a table go on with its last cell: …市财政局、 / 市卫健委?"""
    cell = row.rpartition("\t")[2].strip()
    if "\t" not in row.strip() or not cell or _HEADED.match(rest) or len(rest) > _LONGEST_HEADING:
        return False
    if cell[-1] in "、，," or rest[0] in "、，；）" or cell.count("（") > cell.count("）"):
        return True
    if cell.startswith('"') and cell.count('"') % 2:
        return True
    last, first = re.split("[、，；]", cell)[-1], re.split("[、，；]", rest)[0]
    return not is_unit(last) and is_unit(last + first) and not re.search("[。；：]", rest + last)


def _add_block(cleaned: Sequence[tuple[Line, str]], block: list[int], found: TableLines) -> None:
    """The rows of a block, and the lines that go on with one."""
    texts = [cleaned[at][0].text for at in block]
    tabbed = [text for text in texts if "\t" in text]
    header = next((text for text in tabbed[:_HEADER_WITHIN] if _names_columns(text)), None)
    if header is None and all(text.strip().count("\t") <= 1 for text in tabbed):
        return  # a tab behind a number, where no table is
    size = header.count("\t") + 1 if header else 0
    kinds = [column(cell).kind for cell in header.split("\t")] if header else []
    above: int | None = None
    last_row = max(at for at in block if "\t" in cleaned[at][0].text)
    is_below = header is None
    for at in block:
        line, text = cleaned[at]
        is_below |= line.text == header
        if not is_below and len(text.split("\t")) == 1 and not re.search(r"\S\s*\t", line.text.strip()):
            continue  # the title, in the table's first row
        if header and above is not None and _goes_on(found.rows[above], line.text, size, kinds, is_last=at > last_row):
            found.rows[above] += [("\f", line.number, 1), (line.text, line.number, 1)]
            found.rows[at] = []
        elif "\t" in line.text:
            found.rows[at] = [(line.text, line.number, 1)]
            above = at
        elif header and above is not None and _is_heading_row(text):
            # a tab behind a heading shows that it is in the table
            found.rows[at] = [(line.text, line.number, 1), ("\t", line.number, len(line.text) + 1)]
            above = at


def _names_columns(text: str) -> bool:
    """Does a row with tabs name columns?"""
    cells = [cell.strip() for cell in text.split("\t")]
    kinds = [column(cell) for cell in cells if cell]
    known = [each for each in kinds if each.is_sure]
    plain = re.sub(BLANK, "", text)
    if re.fullmatch("(?:部门|单位|机构|责任单位|责任部门).*(?:职责|任务|分工).*", plain):
        return True
    has_units = any(each.kind is Kind.UNITS for each in known)
    return len(plain) <= 120 and has_units and len(known) * 2 >= len(kinds) > 1


def _is_heading_row(text: str) -> bool:
    """May a line without tabs between two rows be the heading of the rows below? A numbered one is one of the text."""
    return len(text) <= _LONGEST_HEADING and not re.search("[。；]$", text) and not _HEADED.match(text)


def _goes_on(row: Sequence[Piece], line: str, size: int, kinds: Sequence[Kind], *, is_last: bool) -> bool:
    """Does a line go on with the last cell of a row, inside which a line's end stands?"""
    words = "".join(piece[0] for piece in row)
    cells = words.count("\t") + 1
    last = words.rpartition("\t")[2].strip()
    more = line.count("\t") + 1
    if last.startswith('"') and last.count('"') % 2:
        return True
    if more > 1:
        # 1 | 招商引资5个， and 到位资金3亿元 | 市商务局: together they fill the row
        begins = line.split("\t", maxsplit=1)[0].strip()
        is_new = not begins or begins.isdigit() or bool(_HEADED.match(begins))
        return bool(last) and not is_new and cells < size and cells + more - 1 == size
    text = line.strip()
    if _CONTINUED.fullmatch(text) or not last:
        return False
    if _HEADED.match(text):
        return False
    if cells < size:
        return cells > 1
    if kinds[-1] is Kind.UNITS:
        pieces = re.split("[、，；和 ]", text)
        return is_unit(pieces[-1]) or _is_cut(words, text)
    return last[-1] in "、，" or text[-1] in "。；" or is_last
