"""SQLite: the narrow tables with keys and indexes, and the wide one as a view that joins them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bioresp.formats import Style, Writer
from bioresp.report.blocks import Column, Report, Table

_TYPES = {"text": "TEXT", "integer": "INTEGER", "date": "TEXT", "year": "INTEGER"}


def sqlite(report: Report, style: Style) -> Writer:
    """A database; the first column of each narrow table is its key. The file is new, so nothing of it is kept safe."""
    wide, *narrow = report.tables
    keys = {table.name: table.columns[0].key for table in narrow}

    def write(path: Path) -> None:
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as database:
                database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
                for table in narrow:
                    database.execute(_created(table, keys))
                _fill(database, report, narrow)
                for statement in (*_indexes(narrow), _view(wide, narrow), "COMMIT"):
                    database.execute(statement)
        except sqlite3.Error as error:
            raise OSError(str(error)) from error

    return write


def _fill(database: sqlite3.Connection, report: Report, narrow: list[Table]) -> None:
    inserts = [f"INSERT INTO {_quoted(each.name)} VALUES ({', '.join('?' * len(each.columns))})" for each in narrow]  # noqa: S608
    for _, *part in report.parts or ():
        for insert, rows in zip(inserts, part, strict=True):
            database.executemany(insert, rows)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _created(table: Table, keys: dict[str, str]) -> str:
    key, *columns = table.columns
    lines = [f"{_quoted(key.key)} INTEGER PRIMARY KEY", *(_declared(column, keys) for column in columns)]
    inside = ",\n  ".join(lines)
    return f"CREATE TABLE {_quoted(table.name)} (\n  {inside}\n)"


def _declared(column: Column, keys: dict[str, str]) -> str:
    declared = f"{_quoted(column.key)} {_TYPES[column.kind]}"
    if not column.refers:
        return declared
    # Datasette fails on a reference that leaves out the column
    return f"{declared} REFERENCES {_quoted(column.refers)} ({_quoted(keys[column.refers])})"


def _indexes(tables: list[Table]) -> Iterator[str]:
    """One for each column that names a row of another table."""
    for table in tables:
        for column in table.columns:
            if column.refers:
                name = _quoted(f"{table.name}_{column.key}")
                yield f"CREATE INDEX {name} ON {_quoted(table.name)} ({_quoted(column.key)})"


def _view(wide: Table, narrow: list[Table]) -> str:
    """The wide table: each way to a source is joined once, under its own name: "assignments.measure.plan"."""
    tables = {table.name: table for table in narrow}
    base = narrow[-1]
    joined = {base.name: base}
    joins = [f"FROM {_quoted(base.name)}"]
    selected = []
    for column in wide.columns:
        *steps, last = column.source.split(".")
        at = base.name
        for step in steps:
            there = f"{at}.{step}"
            if there not in joined:
                refers = next(each.refers for each in joined[at].columns if each.key == step)
                joined[there] = tables[refers]
                name, key = _quoted(there), _quoted(tables[refers].columns[0].key)
                joins.append(f"LEFT JOIN {_quoted(refers)} AS {name} ON {name}.{key} = {_quoted(at)}.{_quoted(step)}")
            at = there
        selected.append(f"{_quoted(at)}.{_quoted(last)} AS {_quoted(column.key)}")
    lines = (",\n  ".join(selected), *joins)
    return f"CREATE VIEW {_quoted(wide.name)} AS SELECT\n  " + "\n".join(lines)
