"""Which lines of a source are rows of tables, and which line names the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from bioresp.extract import Line

BLANK = "[ \t\u3000\xa0\xad\u200b\u200c\u200d\u2002\u2003\u2009\ufeff\x0c]"
ROW, NEXT_CELL = 1, 2


def table_rows(cleaned: Sequence[tuple[Line, str]]) -> list[int]:
    """Which lines are rows of a table, and which are its cells one below the other.

    Rows have tabs, or stand below a header whose columns are parted by blanks.
    """
    rows = [int("\t" in line.text.strip() or line.text.endswith("\t\t")) for line, _ in cleaned]
    _unmark_indents(cleaned, rows)
    for at, (line, text) in enumerate(cleaned):
        if rows[at]:
            continue
        if is_header(text) and len(columns(line.text)) >= 2:
            for below in range(at, len(cleaned)):
                if below > at and not _is_row(cleaned[below][0].text):
                    break
                rows[below] = ROW
        elif text == "序号":
            _mark_upright(cleaned, at, rows)
    return rows


def _unmark_indents(cleaned: Sequence[tuple[Line, str]], rows: list[int]) -> None:
    """A tab behind a number, where no table is: lines of two cells of which none names columns are no rows."""
    at = 0
    while at < len(cleaned):
        block = list(takewhile(lambda place: rows[place] or not cleaned[place][1], range(at, len(cleaned))))
        texts = [cleaned[place][0].text for place in block if rows[place]]
        if texts and all(text.strip().count("\t") <= 1 for text in texts) and not any(map(_names_columns, texts[:6])):
            for place in block:
                rows[place] = 0
        at = (block[-1] if block else at) + 1


def _names_columns(text: str) -> bool:
    plain = re.sub(BLANK, "", text)
    return is_header(plain) or bool(re.fullmatch("(?:部门|单位|机构|责任单位|责任部门).*(?:职责|任务|分工).*", plain))


def _mark_upright(cleaned: Sequence[tuple[Line, str]], at: int, rows: list[int]) -> None:
    """Mark a table whose cells stand one below the other: a header from 序号 on, then as many lines for each number."""
    full = [place for place in range(at, len(cleaned)) if cleaned[place][1]]
    texts = [cleaned[place][1] for place in full]
    size = next((place for place in range(1, min(len(texts), 12)) if texts[place] == "1"), 0)
    if size < 3 or not is_header("".join(texts[:size])):
        return
    row = size
    while row + size <= len(texts) and texts[row] == str(row // size):
        row += size
    for place in range(row):
        rows[full[place]] = NEXT_CELL if place % size else ROW


_HEADER_TASK = re.compile(
    "(?:工作|重点|主要|目标|改革|具体|任务|年度)*(?:任务|事项|内容|措施|举措|目标|指标|项目|要求)"
)
_HEADER_ROLE = re.compile(
    "(?:牵头|责任|配合|主办|协办|负责|参与|承办|落实)[^，。：；]{0,6}?(?:单位|部门|科室|处室|领导|人|机构|主体)"
)


def is_header(text: str) -> bool:
    """Does a line name the columns of a table of tasks and units?"""
    text = re.sub(BLANK, "", text)
    return (
        len(text) <= 60
        and not re.search("[。，；：、“《]", text)
        and bool(_HEADER_TASK.search(text))
        and bool(_HEADER_ROLE.search(text))
    )


def columns(text: str) -> list[str]:
    """The cells of a row whose columns are parted by blanks; letters set apart are one word (工 作 任 务)."""
    cells: list[str] = []
    spaced = False
    for piece in re.split(f"{BLANK}+", text.strip()):
        if len(piece) == 1 and cells and spaced and not piece.isascii():
            cells[-1] += piece
        else:
            cells.append(piece)
            spaced = len(piece) == 1 and not piece.isascii()
    return cells


def _is_row(text: str) -> bool:
    return bool(re.match(rf"\s*\d{{1,3}}{BLANK}+\S", text)) or (
        len(columns(text)) >= 2 and not re.search("[。：]$", text.strip())
    )
