"""Reports on findings and on the rules behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from bioresp.cells import width
from bioresp.diagnostic import Checked, Code, Severity
from bioresp.model import Position
from bioresp.report.blocks import Block, Cell, Column, Heading, Paragraph, Report, Table, Text, Verbatim


def findings(checked: Iterable[Checked], codes: dict[str, Code]) -> Report:
    """Every finding with its place, and the line it stands on; the codes that occur, with what they mean."""
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    for path, text, found in checked:
        lines = text.splitlines()
        for each in found:
            line, column = each.position[:2]
            severity: Literal["error", "warning"] = "error" if each.severity is Severity.ERROR else "warning"
            rows.append((path, line, column, each.code, severity, each.message))
            blocks.append(Paragraph(_kept(f"{path}:{line}:{column}: {severity} {each.code} {each.message}"), severity))
            if snippet := _snippet(lines, each.position):
                blocks.append(Verbatim(snippet))
    keys = ("path", "line", "column", "code", "severity", "message")
    labels = ("文件", "行", "列", "代码", "级别", "说明")
    table = Table("findings", tuple(map(Column, keys, labels)), rows)
    said = {row[3] for row in rows}
    occurring = [code for code in codes.values() if code.code in said]
    return Report("validate", tuple(blocks), (table, _codes(occurring)))


def _kept(sentence: str) -> Text:
    """A sentence whose quoted names are never broken over lines."""
    return Text(sentence, tuple(quoted.span() for quoted in re.finditer("“[^”]{1,24}”", sentence)))


def _snippet(lines: Sequence[str], position: Position) -> str:
    """The line, and a caret under the place: two cells for each Chinese character before it."""
    if position.line > len(lines):
        return ""
    line = lines[position.line - 1].replace("\t", " ")
    number = str(position.line)
    before = width(line[: position.column - 1])
    return f"{number} | {line}\n{' ' * len(number)} | {' ' * before}^"


def _codes(codes: Iterable[Code]) -> Table:
    rows = [(code.code, code.severity.value, code.title, code.manual) for code in codes]
    columns = (Column("code", "代码"), Column("severity", "级别"), Column("title", "名称"), Column("manual", ""))
    return Table("rules", columns, rows)


def explain(codes: Sequence[Code]) -> Report:
    """The manual of each rule."""
    blocks: list[Block] = []
    for code in codes:
        blocks += [Heading(f"{code.code} {code.title}（{code.severity.value}）", 2), *_manual(code.manual)]
    return Report("explain", tuple(blocks), (_codes(codes),))


def _manual(text: str) -> Iterable[Block]:
    """Paragraphs, and examples where a paragraph is indented by four."""
    for part in re.split(r"\n\n(?=\S)|\n\n(?=    )", text):
        if part.startswith("    "):
            yield Verbatim("\n".join(line[4:] for line in part.split("\n")))
        else:
            yield Paragraph("".join(part.split("\n")))


def rules(codes: Sequence[Code]) -> Report:
    """Every rule by name."""
    table = _codes(codes)
    return Report("explain", (table,), (table,))
