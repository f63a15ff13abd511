"""Tables of tasks and units: which column says what, and what each row says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bioresp.circular.conventions import convention
from bioresp.circular.roles import Reading, read
from bioresp.circular.table_lines import columns, is_header
from bioresp.circular.units import is_unit
from bioresp.extract import DITTO
from bioresp.model import Role


class Refused(Exception):
    """The text must not be imported; why, and at which offset of the text."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.offset = offset


class Cell(NamedTuple):
    """A cell of a row; it stands from start to start + length of its text."""

    text: str
    start: int
    is_own: bool = True
    """False where a merged cell above reaches into the row."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass
class Row:
    """What a row says."""

    start: int
    end: int
    number: str = ""
    group: list[Cell] = field(default_factory=list)
    """The cells of the columns that sort the tasks, the outermost first."""
    title: Cell | None = None
    texts: list[Cell] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)
    heading: str = ""
    """A row that is one cell across the table."""
    marked: list[tuple[Cell, str]] = field(default_factory=list)
    """Its own cells that say something, each with the kind of its column."""
    lacks_lead: bool = False
    """Has the table a column of leads, and is it empty here?"""


_NUMBER = re.compile("序号?|编号|号")
_DUTY = re.compile(
    "(?:工作|主要|具体)?(?:职责|职能|任务)(?:与|和|及|、)?(?:任务|职责|分工)?|(?:责任|职责|任务)(?:分工|内容)|工作任务|主要工作|负责事项"
)
_GROUP = re.compile(
    "类别|分类|领域|方面|板块|维度|专项|(?:一级|二级)(?:指标|任务)?|项目类别|任务类别|大类|行动|工程|所属.*|重点领域|章节"
)
_TASK = re.compile(
    "(?:工作|重点|主要|目标|改革|具体|年度|任务|整改|创建|建设|量化|民生|事项|政策|分解)*"
    "(?:任务|事项|内容|措施|举措|目标|指标|项目|要求|名称|标准|问题|清单|条款|工作|做法|成果|要点|实事|工程)(?:名称|内容|分解|及要求|要求)?"
)
_DEADLINE = re.compile(
    "(?:完成|办结|整改|时间|推进|实施|进度|计划|目标|落实)?(?:完成)?(?:时限|时间|期限|节点|进度|日期)(?:要求|安排|节点)?|完成情况时限"
)
_PEOPLE = re.compile("(?:.*)(?:领导|责任人|联系人|负责人|联系电话)")
_LEAD = re.compile("总?牵头.*|主办.*|主要责任.*|第一责任.*|主责.*|主管.*")
_SUPPORT = re.compile("(?:配合|协办|协同|协助|参与|参加|支持|会办|指导|督导|监督).*")
_DOES = re.compile(
    "(?:责任|负责|落实|实施|承办|承担|执行|推进|成员|分工|完成)?(?:单位|部门|科室|处室|主体|机构|落实单位|责任单位)(?:和部门|及部门|（部门）)?|责任分工|任务分工|部门分工|分工"
)


_TOTAL = re.compile("合\\s*计|小\\s*计|总\\s*计")
_RULE = re.compile("[-:—]{2,}")
"""The line below the header of a table in Markdown."""


def rows(text: str, start: int, end: int) -> list[list[Cell]]:
    """The rows of a table between two offsets: cells parted by tabs, or by blanks."""
    found: list[list[Cell]] = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            found.append(_cells(text[at:stop], at))
        at = stop + 1
    if any(len(row) > 1 for row in found[:1]) and "\t" not in text[start:end]:
        found = _fitted(found)
    return _filled(_rejoined(found))


def _rejoined(found: list[list[Cell]]) -> list[list[Cell]]:
    """Rows that a line's end inside a cell cut in two: 1 | 招商引资5个， and 到位资金3亿元 | 市商务局."""
    wanted = len(found[0]) if found else 0
    joined: list[list[Cell]] = []
    for row in found:
        above = joined[-1] if joined else []
        is_cut = above and above[0].text.isdigit() and not row[0].text.isdigit() and len(above) < wanted
        if is_cut and len(above) + len(row) - 1 == wanted:
            last = above[-1]
            joined[-1] = [*above[:-1], last._replace(text=f"{last.text}\f{row[0].text}"), *row[1:]]
        else:
            joined.append(row)
    return joined


def _cells(line: str, start: int) -> list[Cell]:
    if "\t" in line:
        cells, at = [], start
        for piece in line.split("\t"):
            stripped = piece.strip()
            cells.append(Cell(stripped, at + (piece.index(stripped) if stripped else 0)))
            at += len(piece) + 1
        return cells
    cells, at = [], 0
    for word in columns(line) if is_header(line) else line.split():
        found = line.find(word[0], at)
        cells.append(Cell(word, start + found))
        at = found + 1 if is_header(line) else found + len(word)
    return cells


def _fitted(found: list[list[Cell]]) -> list[list[Cell]]:
    """Rows whose columns are parted by blanks: a task that holds blanks is put together again."""
    wanted = len(found[0])
    fitted = [found[0]]
    for row in found[1:]:
        spare = len(row) - wanted
        if spare > 0:
            at = 1 if row[0].text.isdigit() else 0
            merged = " ".join(cell.text for cell in row[at : at + spare + 1])
            fitted.append([*row[:at], Cell(merged, row[at].start), *row[at + spare + 1 :]])
        else:
            fitted.append(row)
    return fitted


def _filled(found: list[list[Cell]]) -> list[list[Cell]]:
    """Every cell that a merged one above reaches into has its text."""
    above: list[Cell] = []
    filled = []
    for row in found:
        full = [
            above[at]._replace(is_own=False) if cell.text in (DITTO, "同上") and at < len(above) else cell
            for at, cell in enumerate(row)
        ]
        filled.append(full)
        above = full
    return filled


def _kind(label: str) -> str:
    """What a column is, from its label."""
    label = re.sub(r"\s|（.*?）", "", label)
    for kind, pattern in (
        ("number", _NUMBER), ("deadline", _DEADLINE), ("people", _PEOPLE), ("lead", _LEAD), ("supporting", _SUPPORT),
        ("responsible", _DOES), ("group", _GROUP), ("task", _TASK), ("note", re.compile("备注|说明")),
    ):  # fmt: skip
        if pattern.fullmatch(label):
            return kind
    if re.search("单位|部门", label) and re.search("责任|负责|落实|实施|承办", label):
        return "responsible"
    return "other" if label else ""


def header(cells: Sequence[Cell]) -> list[str] | None:
    """The kinds of the columns, where a row names them; None where it is no header of a table of tasks.

    Raises:
        Refused: The table lists units and their duties.
    """
    labels = [re.sub(r"\s", "", cell.text) for cell in cells]
    if len(labels) < 2 or any(len(label) > 24 for label in labels) or any("。" in label for label in labels):
        return None
    kinds = [_kind(label) for label in labels]
    plain = [label for label, kind in zip(labels, kinds, strict=True) if kind != "number" and label]
    if (
        len(plain) == 2
        and re.fullmatch("(?:部门|单位|机构|成员单位|部门单位|单位部门)(?:名称)?|责任(?:部门|单位)", plain[0])
        and _DUTY.fullmatch(plain[1])
    ):
        raise Refused("这是“单位—职责”的倒置表，没有措施可以导入", cells[0].start)
    if not {"lead", "responsible", "supporting"} & {*kinds} or not {"task", "other", "group"} & {*kinds}:
        return None
    return kinds


def read_rows(found: list[list[Cell]]) -> list[Row] | None:
    """What the rows below a header say; None where there is no header.

    Raises:
        Refused: The table lists units and their duties, or its cells ran together.
    """
    for at, cells in enumerate(found[:6]):
        kinds = header(cells)
        if kinds:
            below = found[at + 1] if at + 1 < len(found) else []
            lower = header(below) if below else None
            if lower:
                kinds = [
                    under if cell.text and under else over
                    for over, under, cell in zip(kinds, lower, below, strict=False)
                ]
            labels = [cell.text for cell in cells]
            made = [_row(each, kinds, labels) for each in found[at + 1 + bool(lower) :]]
            return [row for row in made if row]
    return None


def _row(cells: list[Cell], kinds: list[str], labels: list[str]) -> Row | None:
    full = [cell for cell in cells if cell.text]
    if any(_TOTAL.fullmatch(cell.text) for cell in full[:2]) or all(_RULE.fullmatch(cell.text) for cell in full):
        return None
    if not full or [re.sub(r"\s", "", cell.text) for cell in cells] == [re.sub(r"\s", "", label) for label in labels]:
        return None  # the header again, on the next page
    own = [cell for cell in full if cell.is_own] or full
    row = Row(own[0].start, own[-1].end)
    if len({cell.text for cell in full}) == 1 and len(kinds) > 1 and not full[0].text.isdigit():
        row.heading = full[0].text
        row.marked.append((full[0], "heading"))
        return row
    for cell, kind, label in zip(cells, kinds, labels, strict=False):
        row.lacks_lead |= kind == "lead" and not cell.text
        if cell.text and kind:
            _enter(row, cell, kind, label)
            row.marked += [(cell, kind)] if cell.is_own else []
    if row.title is None and row.group:
        row.title = row.group.pop()
    return row


def _enter(row: Row, cell: Cell, kind: str, label: str) -> None:
    """What a cell says, by the kind of its column."""
    match kind:
        case "number":
            row.number = cell.text
        case "group":
            row.group.append(cell)
        case "task" | "other" if row.title is None:
            row.title = cell
        case "task" | "other":
            row.texts.append(cell)
        case "deadline":
            row.reading.deadline.append(_one_line(cell.text))
        case "note":
            row.reading.notes.append(_one_line(cell.text))
        case "people":
            row.reading.notes.append(f"{label}：{_one_line(cell.text)}")
        case "lead" | "responsible" | "supporting":
            _assign(row, cell, Role(kind), label)


def _one_line(text: str) -> str:
    return re.sub(r"\s*[\v\f]\s*", "", text)


def _assign(row: Row, cell: Cell, role: Role, label: str) -> None:
    """Enter the units of a cell; a cell may say more than its column: 甲局牵头，乙局配合."""
    text = _names_of(cell.text)
    reading = None if re.fullmatch("[无/—－-]+", text) else read(f"{role.label}：{text}")
    if reading is None:
        return
    shift = cell.start - len(role.label) - 1
    row.reading.assigned += [each._replace(start=each.start + shift) for each in reading.assigned]
    row.reading.doubtful += [each._replace(start=each.start + shift) for each in reading.doubtful]
    row.reading.is_explicit |= reading.is_explicit or role is Role.LEAD
    row.reading.conventions += reading.conventions
    if rule := convention(re.sub("^.*?[（(]|[）)]$", "", label)):
        row.reading.conventions.append(rule)
    row.reading.deadline += reading.deadline


_COMPLETE = re.compile("(?:局|委|办|部|厅|署|院|会|府|室|中心|公司|集团|队|站|所|关|行|组|级|位|门|）)$")
_BEGUN = re.compile("(?:省|市|县|区|州|各|国|中|驻|团|有关|相关)")


def _names_of(text: str) -> str:
    """A cell's names: a line that does not end where a unit does goes on in the next."""
    joined = ""
    for line in filter(None, (line.strip() for line in re.split("[\v\f\n]", text))):
        last, first = re.split("[、，；]", joined)[-1], re.split("[、，；]", line)[0]
        is_begun = bool(_BEGUN.match(first)) or (is_unit(first) and len(first) > 2)
        if last and is_unit(last) and is_begun and (_COMPLETE.search(last) or _BEGUN.match(first)):
            joined += "、"
        joined += line
    return joined
