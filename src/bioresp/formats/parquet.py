"""Parquet: the first table, as one file, or as a folder with a part for each year, as cluster engines expect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from bioresp.diagnostic import BioRespError
from bioresp.formats import Style, Writer
from bioresp.formats.rows import first
from bioresp.report.blocks import Report, Row, Table

_HELD = 1 << 16
"""Rows that are held until they are written, of all files together; so no row group is larger."""
_UNDATED = "__HIVE_DEFAULT_PARTITION__"
"""How Hive, and whoever learnt from it, names the partition of what has no value."""


def parquet(report: Report, style: Style) -> Writer:
    """A file; or, in a folder, year=2023/part-0.parquet and so on, where the table has a year.

    Raises:
        BioRespError: The library is not there.
    """
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        raise BioRespError('写 parquet 要另装一个库：pip install "bioresp[parquet]"；也可以改用 .csv 或 .db')

    def write(path: Path) -> None:
        with ExitStack() as opened:
            files = _Files(path, report.tables[0], opened)
            for rows in first(report):
                files.add(rows)
            files.flush()

    return write


class _Files:
    """The files of one table, each begun when its first rows come."""

    def __init__(self, path: Path, table: Table, opened: ExitStack) -> None:
        import pyarrow as pa

        types = {"text": pa.string(), "integer": pa.int64(), "date": pa.date32(), "year": pa.int64()}
        kinds = [column.kind for column in table.columns]
        self.path, self.opened = path, opened
        self.year = kinds.index("year") if path.is_dir() and "year" in kinds else None
        """The column that folders are named after. Engines take it from there: it is not in the files."""
        columns = [column for at, column in enumerate(table.columns) if at != self.year]
        self.schema = pa.schema([(column.key, types[column.kind]) for column in columns])
        self.files: dict[Path, Any] = {}
        self.held: defaultdict[Path, list[Any]] = defaultdict(list)
        self.count = 0
        if self.year is None:
            self.path = path / "part-0.parquet" if path.is_dir() else path
            self._file(self.path)

    def add(self, rows: Sequence[Row]) -> None:
        for file, some in self._parted(rows) if rows else ():
            self.held[file].append(self._batch(some))
        self.count += len(rows)
        if self.count >= _HELD:
            self.flush()

    def flush(self) -> None:
        """Write what is held: a row group to each file."""
        import pyarrow as pa

        for path, batches in self.held.items():
            self._file(path).write_table(pa.Table.from_batches(batches))
        self.held.clear()
        self.count = 0

    def _parted(self, rows: Sequence[Row]) -> Iterator[tuple[Path, Sequence[Row]]]:
        at = self.year
        if at is None:
            yield self.path, rows
            return
        for year, some in groupby(rows, itemgetter(at)):
            file = self.path / f"year={year or _UNDATED}" / "part-0.parquet"
            yield file, [(*row[:at], *row[at + 1 :]) for row in some]

    def _batch(self, rows: Sequence[Row]) -> Any:
        import pyarrow as pa

        columns = zip(zip(*rows, strict=True), self.schema, strict=True)
        return pa.record_batch([_array(cells, field.type) for cells, field in columns], schema=self.schema)

    def _file(self, path: Path) -> Any:
        if path not in self.files:
            from pyarrow.parquet import ParquetWriter

            path.parent.mkdir(exist_ok=True)
            self.files[path] = self.opened.enter_context(ParquetWriter(path, self.schema, compression="zstd"))
        return self.files[path]


def _array(cells: Sequence[Any], type_: Any) -> Any:
    import pyarrow as pa

    return pa.array(cells, pa.string()).cast(type_) if type_ == pa.date32() else pa.array(cells, type_)
