"""For programs that take up where one machine ends: rows as text, as they come."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from bioresp.formats import Style
from bioresp.formats.data import csv_header, csv_rows
from bioresp.report.blocks import Report, Row


def csv_lines(report: Report, style: Style) -> Iterator[str]:
    """The first table as CSV, a piece for each part."""
    yield csv_header(report.tables[0])
    for rows in first(report):
        yield csv_rows(report.tables[0], rows)


def json_lines(report: Report, style: Style) -> Iterator[str]:
    """The first table, one JSON object a line; a value that is not there is null."""
    keys = [column.key for column in report.tables[0].columns]
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for rows in first(report):
        yield "".join(encode(dict(zip(keys, row, strict=True))) + "\n" for row in rows)


def first(report: Report) -> Iterator[Sequence[Row]]:
    """The rows of the first table, part by part."""
    return (part[0] for part in report.parts or ())
