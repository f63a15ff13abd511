"""The rows below a table's header → tasks, headings, and rows that are neither: sums, legends, remarks.

A task may take several rows: a merged cell reaches into them, a page ends inside one, or its units stand in a column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from bioresp import numerals
from bioresp.circular.column_words import Kind, column
from bioresp.circular.tables import Cell, Header, Row, header, is_header_row
from bioresp.circular.text import ACTIONS
from bioresp.circular.units import is_unit

_DIGITS = "一二三四五六七八九十百"
LABEL = re.compile(
    f"(?:第[{_DIGITS}]{{1,4}}(?:部分|章|节|篇)[、：: ]?|[（(](?:[{_DIGITS}]{{1,4}}|\\d{{1,3}})[）)][、．.]?"
    f"|[{_DIGITS}]{{1,4}}[、．.]|\\d{{1,3}}(?:[、．]|\\.(?!\\d))|[①-⑳])"
)
"""The number of a heading: 一、 （一） 1. ①."""
_CHINESE_NUMBER = re.compile(f"[{_DIGITS}]{{1,3}}、?")
_TOTAL = re.compile(r"(?:合|小|总|共)\s*计(?:[:：（(\s\d].{0,20})?")
_CONTINUED = re.compile("（?(?:续|接)(?:上)?表.{0,4}）?|（续）")
_REMARK = re.compile("(?:注|说明|备注|图例)[：:\\d].*", re.DOTALL)
_LONGEST_HEADING = 40
_TEXT = (Kind.TASK, Kind.GROUP)
_UNIT_KINDS = (Kind.UNITS, Kind.UNIT_MARKS)


class RowKind(Enum):
    """What a row is."""

    TASK = auto()
    REST = auto()
    """It goes on with the row above."""
    HEADING = auto()
    TOTAL = auto()
    REMARK = auto()
    FRAME = auto()
    """The header once more, 续表."""


@dataclass
class TaskRow:
    """A task with the rows that it takes, or a row that is something else."""

    kind: RowKind
    header: Header
    cells: list[list[Cell]]
    """For each column its cells, one for each row that has one."""
    is_guess: bool = False
    is_part: bool = False
    """Does a number and a task that are merged over several rows reach into it? Then it is a part of the task above."""
    is_cut: bool = False
    """Are cells of units missing at its end?"""
    is_unnumbered: bool = False
    """Has it no number, where others have one?"""

    @property
    def words(self) -> list[Cell]:
        return [cell for cells in self.cells for cell in cells if cell.text]

    @property
    def start(self) -> int:
        own = [cell.start for cell in self.words if cell.is_own]
        return min(own, default=min((cell.start for cell in self.words), default=0))

    @property
    def text(self) -> str:
        return "　".join(re.sub("[\f\v]", "", cell.text) for cell in self.words if cell.is_own)

    def of(self, *kinds: Kind) -> Iterator[tuple[int, Cell]]:
        """The filled cells of columns of some kinds, each with its column."""
        for place, given in enumerate(self.header.columns):
            for cell in self.cells[place] if given.kind in kinds else ():
                if cell.text:
                    yield place, cell


@dataclass
class TaskTable:
    """The rows of a table of tasks, with what was read on the way."""

    header: Header
    rows: list[TaskRow] = field(default_factory=list)
    label_style: str = ""
    """The style of the numbers that its tasks begin with, （一） or 1., where no column has them."""


def task_table(found: Sequence[Row], above: Header | None) -> TaskTable | None:
    """What the rows of a table are; None where it has no header and does not go on with the table above."""
    current = header(found, above)
    if current is None or current.is_inverse:
        return None
    made = TaskTable(current)
    found = _one_role_a_row(found, current) if current.has(Kind.ROLE) else found
    top = current.at + current.size
    at = top
    body = found[top:]
    made.label_style = _label_style(body, current)
    while at < len(found):
        row = found[at]
        again = header(found[at : at + 3]) if is_header_row(row) and not _is_same_header(row, current) else None
        if again and again.at == 0:
            current = again
            at += again.size
            made.rows.append(_single(RowKind.FRAME, current, Row(again.cells)))
            continue
        _add(made, current, row, found[at + 1] if at + 1 < len(found) else None)
        at += 1
    return made


def _one_role_a_row(found: Sequence[Row], current: Header) -> list[Row]:
    """The rows of a table that has a row for each unit, and its role in a column: the unit behind a label of its role.

    What a row says again of the task above it is not its own.
    """
    columns = current.columns
    roles = next(at for at, each in enumerate(columns) if each.kind is Kind.ROLE)
    made: list[Row] = []
    above: list[Cell] = []
    for row in found:
        said = column(row.cells[roles].text) if roles < len(row.cells) else column("")
        cells = list(row.cells)
        for at, (cell, each) in enumerate(zip(row.cells, columns, strict=False)):
            if each.kind is Kind.UNITS and said.names_role:
                label = f"{said.role.label}："
                cells[at] = Cell(label + cell.text, cell.start)
            elif each.kind in (Kind.NUMBER, *_TEXT) and at < len(above) and cell.text == above[at].text:
                cells[at] = cell._replace(is_own=False)
        made.append(row._replace(cells=cells))
        above = row.cells
    return made


def _add(made: TaskTable, current: Header, row: Row, following: Row | None) -> None:
    kind = _kind(row, current, made, following)
    if kind is None:
        return
    above = made.rows[-1] if made.rows else None
    if kind is RowKind.REST and above and above.kind is RowKind.TASK:
        for place, cell in enumerate(row.cells[: len(above.cells)]):
            if cell.text and cell.is_own:
                above.cells[place].append(cell)
        above.is_guess |= row.is_guess
        return
    task = _single(RowKind.TASK if kind is RowKind.REST else kind, current, row)
    if kind is RowKind.TASK:
        task.is_part = _is_part(row, current)
        task.is_guess |= _is_shifted(row, current)
        task.is_cut = not row.is_guess and _is_cut_off(row, current)
        task.is_unnumbered = current.has(Kind.NUMBER) and not any(task.of(Kind.NUMBER))
    made.rows.append(task)


def _single(kind: RowKind, current: Header, row: Row) -> TaskRow:
    size = max(len(current.columns), len(row.cells))
    cells = [[cell] for cell in row.cells] + [[] for _ in range(size - len(row.cells))]
    return TaskRow(kind, current, cells, row.is_guess)


# --- what a row is --------------------------------------------------------------------------------------------------


def _own(row: Row, current: Header, *kinds: Kind) -> list[Cell]:
    """A row's own filled cells in columns of some kinds."""
    pairs = zip(row.cells, current.columns, strict=False)
    return [cell for cell, given in pairs if cell.text and cell.is_own and given.kind in kinds]


def _kind(row: Row, current: Header, made: TaskTable, following: Row | None) -> RowKind | None:
    """What a row is; None where it is empty."""
    filled = [cell for cell in row.cells if cell.text]
    own = [cell for cell in filled if cell.is_own]
    if not own:
        return None
    if any(_TOTAL.fullmatch(cell.text) for cell in own[:2]):
        return RowKind.TOTAL
    if _is_same_header(row, current):
        return RowKind.FRAME
    if len(own) == len(filled) == 2 and _is_numbered_apart(row, current):
        return RowKind.HEADING
    if len({cell.text for cell in filled}) == 1:
        if _CONTINUED.fullmatch(own[0].text):
            return RowKind.FRAME
        if _REMARK.fullmatch(own[0].text):
            return RowKind.REMARK
        return _kind_of_lone(row, own, current, made, following)
    return RowKind.REST if _goes_on(row, current, made) else RowKind.TASK


def _is_same_header(row: Row, current: Header) -> bool:
    """Is it the header once more, on the next page?"""
    labels = {re.sub(r"\s", "", cell.text) for cell in current.cells} | {each.label for each in current.columns}
    words = [re.sub(r"\s", "", cell.text) for cell in row.cells if cell.text]
    return len(words) > 1 and all(word in labels for word in words)


def _kind_of_lone(row: Row, own: list[Cell], current: Header, made: TaskTable, following: Row | None) -> RowKind:
    """What a row is that has one filled cell, or the same words in all."""
    if len(own) > 1:
        return RowKind.HEADING  # one cell across the table
    place = row.cells.index(own[0])
    kind = current.columns[place].kind if place < len(current.columns) else Kind.EMPTY
    text = own[0].text
    has_number = current.has(Kind.NUMBER)
    if kind is Kind.NUMBER:
        return RowKind.TASK if numerals.number(text) and not _is_numbered_heading(text) else RowKind.HEADING
    above = made.rows[-1] if made.rows else None
    if kind not in (*_TEXT, Kind.EMPTY):
        return RowKind.REST
    label = LABEL.match(text)
    if label and ACTIONS.fullmatch(text[label.end() :]):
        return RowKind.HEADING  # （三）主要举措
    if label and made.label_style:
        return RowKind.TASK if style_of(label[0]) == made.label_style else RowKind.HEADING
    if label and _is_numbered_heading(text):
        return RowKind.HEADING
    if above is None or above.kind is not RowKind.TASK:
        return RowKind.HEADING if following else RowKind.TASK
    if _is_open(above) or re.search("[。；，、]$", text):
        return RowKind.REST if has_number else RowKind.TASK
    if len(text) > _LONGEST_HEADING or following is None:
        return RowKind.TASK
    return RowKind.HEADING


def _is_numbered_heading(text: str) -> bool:
    """Has it a number, and words behind it: 一、生态保护?"""
    label = LABEL.match(text)
    return bool(label) and bool(text[label.end() :].strip()) if label else False


def _is_numbered_apart(row: Row, current: Header) -> bool:
    """Is it a heading whose number stands in the column of numbers: 一, 湿地保护, where tasks have 1, 2, 3?"""
    numbers = _own(row, current, Kind.NUMBER)
    return len(_own(row, current, *_TEXT)) == 1 and any(_CHINESE_NUMBER.fullmatch(each.text) for each in numbers)


def _is_open(above: TaskRow) -> bool:
    """Does the task of a row end inside a sentence, so that the next row goes on with it?"""
    tasks = [cell.text for _, cell in above.of(*_TEXT)]
    return bool(tasks) and tasks[-1][-1] in "，、；：（《"


def _goes_on(row: Row, current: Header, made: TaskTable) -> bool:
    """Does a row go on with the one above: more units for its task, the rest of a cell?"""
    above = made.rows[-1] if made.rows else None
    if above is None or above.kind is not RowKind.TASK:
        return False
    tasks = _own(row, current, *_TEXT)
    if _own(row, current, Kind.NUMBER):
        return False
    if not tasks:
        return True
    if not current.has(Kind.NUMBER) or any(not cell.is_own for cell in row.cells if cell.text):
        return False
    # a page ended inside the row: its number stands on the page before
    return _is_open(above) or (not _own(row, current, *_UNIT_KINDS) and bool(re.search("[。；]$", tasks[0].text)))


_TIME = re.compile(r"(?:到|至|于)?(?:20\d\d年.{0,8}|\d{1,2}月.{0,3}|年底前?|长期.{0,2}|每[年月季周].{0,4})")


def _is_shifted(row: Row, current: Header) -> bool:
    """Is a cell lost, so that those behind it stand in columns of other kinds?"""
    for cell, each in zip(row.cells, current.columns, strict=False):
        if each.kind is Kind.UNITS and _TIME.fullmatch(cell.text):
            return True
        if each.kind is Kind.NUMBER and re.search("[\u4e00-\u9fff]{3}", cell.text) and not numerals.number(cell.text):
            return True
    return False


def _is_cut_off(row: Row, current: Header) -> bool:
    """Are cells of units missing at the end of a row? Empty ones are often cut off, or one before them is lost."""
    return len(row.cells) > 1 and any(each.kind is Kind.UNITS for each in current.columns[len(row.cells) :])


def _is_part(row: Row, current: Header) -> bool:
    """Do the number and the first task come from above, while another task is its own?"""
    numbers = [cell for cell, each in zip(row.cells, current.columns, strict=False) if each.kind is Kind.NUMBER]
    tasks = [cell for cell, each in zip(row.cells, current.columns, strict=False) if each.kind is Kind.TASK]
    if not numbers or not tasks or numbers[0].is_own or tasks[0].is_own:
        return False
    return any(cell.is_own and cell.text for cell in tasks)


# --- numbers in tasks -----------------------------------------------------------------------------------------------


def style_of(label: str) -> str:
    """The label that number one would have: （一） of （十二）."""
    return re.sub(f"[{_DIGITS}]+", "一", re.sub(r"\d+", "1", re.sub("[①-⑳]", "①", label.strip())))


def _label_style(found: Sequence[Row], current: Header) -> str:
    """The style of the numbers that the tasks of a table begin with; empty where they have none."""
    if current.has(Kind.NUMBER):
        return ""
    place = next((at for at, each in enumerate(current.columns) if each.kind is Kind.TASK), None)
    if place is None:
        return ""
    styles: Counter[str] = Counter()
    numbers: list[int] = []
    total = 0
    for row in found:
        if len(row.cells) <= place or not row.cells[place].is_own or not _own(row, current, *_UNIT_KINDS):
            continue
        total += 1
        if label := LABEL.match(row.cells[place].text):
            styles[style_of(label[0])] += 1
            numbers.append(numerals.number(label[0].strip()) or 0)
    if not styles or len(styles) > 1 or sum(styles.values()) < total:
        return ""
    is_counted = len(numbers) == 1 or len({*numbers}) > 1
    return next(iter(styles)) if is_counted else ""


def is_cut(above: str, below: str) -> bool:
    """Is a unit's name cut between two cells: 市自然资源和, 规划局?"""
    last, first = re.split("[、，；]", above)[-1], re.split("[、，；]", below)[0]
    return bool(last) and not is_unit(last) and is_unit(last + first)
