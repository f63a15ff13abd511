"""The index of a workspace: what its plans hold, so that only files that have changed are read again.

An SQLite database in the user's cache folder, or in memory. It holds nothing that the files do not: it may be deleted
at any time, and whatever goes wrong with it costs only the time to read the files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from bioresp.workspace.files import Found
from bioresp.workspace.pool import Progress, mapped
from bioresp.workspace.reading import Reading, Summary, digest_of, read

_BATCH = 500
"""Files that are stored at once: a run that is ended in the middle loses no more than these."""
_PATIENCE = 10.0
"""Seconds to wait while another process stores."""

_SCHEMA = (
    """CREATE TABLE files (
    id INTEGER PRIMARY KEY, path TEXT UNIQUE NOT NULL,
    size INTEGER, modified INTEGER, changed INTEGER, inode INTEGER, settled INTEGER, digest BLOB,
    document_number TEXT, title TEXT, issuer TEXT, issued TEXT,
    sections INTEGER, measures INTEGER, actions INTEGER, agencies INTEGER, errors INTEGER, is_whole INTEGER
    )""",
    "CREATE TABLE plans (file INTEGER PRIMARY KEY, packed BLOB NOT NULL)",
    "CREATE TABLE spellings (id INTEGER PRIMARY KEY, written TEXT, canonical TEXT, UNIQUE (written, canonical))",
    "CREATE TABLE holds (spelling INTEGER, file INTEGER, PRIMARY KEY (spelling, file)) WITHOUT ROWID",
    "CREATE INDEX holds_file ON holds (file)",
    "CREATE TABLE findings (file INTEGER PRIMARY KEY, register BLOB, errors INTEGER, warnings INTEGER)",
)
_OF_A_FILE = ("plans", "holds", "findings")
_TABLES = ("files", "spellings", *_OF_A_FILE)
_FOUND = ", ".join(Found._fields)
_SUMMARY = ", ".join(Summary._fields)
_ISSUED = Summary._fields.index("issued")


Counts = tuple[int, int]
"""Errors and warnings."""


class Catalogue:
    """What the files of a workspace hold, as it was when they were last read.

    Every method raises sqlite3.Error where the database is broken, locked, or cannot be written.
    """

    def __init__(self, path: str) -> None:
        """Open the database of a path; what another version of the program made is dropped."""
        self.unread: list[str] = []
        """A sentence for each file that could not be read."""
        self._made = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        version = _version()
        if self._made.execute("PRAGMA user_version").fetchone() != (version,):
            with self._writing():
                for table in _TABLES:
                    self._made.execute(f"DROP TABLE IF EXISTS {table}")
                for statement in _SCHEMA:
                    self._made.execute(statement)
                self._made.execute(f"PRAGMA user_version = {version}")

    def close(self) -> None:
        self._made.close()

    # --- keeping it true ----------------------------------------------------------------------------------------------

    def refresh(self, files: Sequence[Found], progress: Progress, *, verify: bool = False) -> None:
        """Read the files that are not known to be as they are, and forget those that are gone.

        With `verify` sizes and times are not believed, but digests of the contents.
        """
        known = set(self._made.execute(f"SELECT {_FOUND} FROM files WHERE settled"))  # noqa: S608  # no user's words
        stale = [found.path for found in files if found not in known]
        if verify:
            stale = self._altered([found.path for found in files], progress)
        if stale or len(known) != len(files):
            self._forget_all_but({found.path for found in files})
        readings = zip(stale, mapped(read, stale, progress), strict=True)
        while batch := dict(islice(readings, _BATCH)):
            self._store(batch)
            self.unread += [each for each in batch.values() if isinstance(each, str)]

    def _altered(self, paths: Sequence[str], progress: Progress) -> list[str]:
        """The files whose contents are not those that were read."""
        known: dict[str, bytes] = dict(self._made.execute("SELECT path, digest FROM files"))
        digests = zip(paths, mapped(digest_of, paths, progress), strict=True)
        return [path for path, found in digests if known.get(path) != found]

    def _forget_all_but(self, paths: Container[str]) -> None:
        gone = [path for (path,) in self._made.execute("SELECT path FROM files") if path not in paths]
        if gone:
            with self._writing():
                self._drop(gone)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All or nothing, and one process at a time."""
        self._made.execute("BEGIN IMMEDIATE")
        with self._made:  # commits, or rolls back
            yield

    def _store(self, batch: Mapping[str, Reading | str]) -> None:
        """Put readings in the place of what is known of their files; of a file that cannot be read nothing is known."""
        readings = [each for each in batch.values() if isinstance(each, Reading)]
        names = {name for reading in readings for name in reading.names}
        with self._writing():
            self._drop(batch)
            self._made.executemany("INSERT OR IGNORE INTO spellings (written, canonical) VALUES (?, ?)", names)
            ids = {(written, name): at for at, written, name in self._made.execute("SELECT * FROM spellings")}
            for reading in readings:
                self._insert(reading, [ids[name] for name in reading.names])

    def _drop(self, paths: Iterable[str]) -> None:
        which = [(path,) for path in paths]
        for table in _OF_A_FILE:
            drop = f"DELETE FROM {table} WHERE file = (SELECT id FROM files WHERE path = ?)"  # noqa: S608
            self._made.executemany(drop, which)
        self._made.executemany("DELETE FROM files WHERE path = ?", which)

    def _insert(self, reading: Reading, spellings: Sequence[int]) -> None:
        said = [each.isoformat() if isinstance(each, date) else each for each in reading.summary]
        values = (*reading.found, reading.is_settled, reading.digest, *said[1:])
        put = f"INSERT INTO files VALUES (NULL, {', '.join('?' * len(values))})"  # noqa: S608
        file = self._made.execute(put, values).lastrowid
        if reading.packed:
            self._made.execute("INSERT INTO plans VALUES (?, ?)", (file, reading.packed))
        self._made.executemany("INSERT INTO holds VALUES (?, ?)", [(each, file) for each in spellings])

    # --- asking it ----------------------------------------------------------------------------------------------------

    def summaries(self, names: Iterable[str] | None = None) -> list[Summary]:
        """The plans, in the order of their paths; where names are given, those in which one of them may be found."""
        if names is None:
            rows = self._made.execute(f"SELECT {_SUMMARY} FROM files ORDER BY path")  # noqa: S608
        else:
            which = list(names)
            marks = ", ".join("?" * len(which))
            spelt = f"SELECT id FROM spellings WHERE written IN ({marks}) OR canonical IN ({marks})"  # noqa: S608
            holding = f"SELECT file FROM holds WHERE spelling IN ({spelt})"  # noqa: S608
            asked = f"SELECT {_SUMMARY} FROM files WHERE id IN ({holding}) ORDER BY path"  # noqa: S608
            rows = self._made.execute(asked, [*which, *which])
        return [_summary(row) for row in rows.fetchall()]

    def names(self) -> list[tuple[str, str]]:
        """Every name that stands in some plan, and the name it stands for there; in their order."""
        asked = """SELECT written, canonical FROM spellings
            WHERE EXISTS (SELECT 1 FROM holds WHERE spelling = spellings.id) ORDER BY written, canonical"""
        return self._made.execute(asked).fetchall()

    def flawed(self) -> list[Summary]:
        """The plans whose files have errors of reading, in the order of their paths."""
        rows = self._made.execute(f"SELECT {_SUMMARY} FROM files WHERE errors ORDER BY path")  # noqa: S608
        return [_summary(row) for row in rows.fetchall()]

    def counts(self, register: bytes) -> dict[str, Counts]:
        """How many errors and warnings a file has, where that is known for a register (its digest), by path."""
        asked = """SELECT path, findings.errors, warnings FROM findings JOIN files ON files.id = file
            WHERE register = ?"""
        return {path: (errors, warnings) for path, errors, warnings in self._made.execute(asked, [register])}

    def keep_counts(self, register: bytes, counts: Mapping[str, Counts]) -> None:
        """Keep how many errors and warnings files have."""
        put = "INSERT OR REPLACE INTO findings SELECT id, ?, ?, ? FROM files WHERE path = ?"
        with self._writing():
            self._made.executemany(put, [(register, *found, path) for path, found in counts.items()])

    def shared_numbers(self) -> set[str]:
        """The document numbers that several plans have."""
        asked = "SELECT document_number FROM files GROUP BY document_number HAVING COUNT(*) > 1"
        return {number for (number,) in self._made.execute(asked)}

    def packed(self, path: str) -> bytes:
        """A plan, packed; empty where its file has to be read."""
        asked = "SELECT packed FROM plans WHERE file = (SELECT id FROM files WHERE path = ?)"
        return next((packed for (packed,) in self._made.execute(asked, [path])), b"")


def _summary(row: Sequence[Any]) -> Summary:
    found = Summary(*row)
    return found._replace(issued=row[_ISSUED] and date.fromisoformat(row[_ISSUED]), is_whole=bool(found.is_whole))


def _version() -> int:
    """A number that changes with the program: what another one has read may be read otherwise by this one."""
    package = Path(__file__).parent.parent
    sources = sorted(
        path for part in ("planfile", "query", "rules", "workspace") for path in (package / part).glob("*.py")
    )
    sources += [package / "model.py", package / "__init__.py"]
    said = repr([(path.name, found.st_size, found.st_mtime_ns) for path in sources for found in [path.stat()]])
    return int.from_bytes(blake2b(said.encode(), digest_size=4).digest(), signed=True) or 1
