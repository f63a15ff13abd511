"""For programs: JSON with every table, CSV with one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from bioresp.formats import Style
from bioresp.report.blocks import Cell, Report, Row, Table, Text, plain

SCHEMA_VERSION = 1


def json_text(report: Report, style: Style) -> str:
    """UTF-8 unescaped; names are arrays, numbers are numbers, a value that is not there is null."""
    found: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "report": report.name,
        "plan": {key: _value(value) for key, value in report.plan},
        "filters": {key: _value(value) for key, value in report.filters},
    }
    for table in report.tables:
        keys = [column.key for column in table.columns]
        rows = [{key: _value(cell) for key, cell in zip(keys, row, strict=True) if key} for row in table.rows]
        found[table.name] = rows
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _value(cell: Cell) -> Any:
    if isinstance(cell, Text):
        return cell.spoken
    return list(cell) if isinstance(cell, tuple) else cell


def csv_text(report: Report, style: Style) -> str:
    """The first table, with its keys as header; names are parted by 、."""
    table = report.tables[0]
    return csv_header(table) + csv_rows(table, table.rows)


def csv_header(table: Table) -> str:
    return _csv([[column.key for column in table.columns if column.key]])


def csv_rows(table: Table, rows: Sequence[Row]) -> str:
    """Rows of a table, without what is for people only."""
    shown = [at for at, column in enumerate(table.columns) if column.key]
    return _csv([_csv_cell(row[at]) for at in shown] for row in rows)


def _csv_cell(cell: Cell) -> str:
    # most cells are texts, and there may be millions
    return harmless(cell if isinstance(cell, str) else plain(cell).spoken)


def _csv(rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def harmless(text: str) -> str:
    """A cell that a spreadsheet will not take for a formula."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
