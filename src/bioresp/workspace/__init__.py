"""The plans below some folders, asked together: which there are, which hold a name, each made ready for questions."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, TypeVar

from bioresp.model import Agency, Plan
from bioresp.planfile import load, load_register, shown
from bioresp.query.names import folded
from bioresp.query.places import Index, today
from bioresp.workspace.catalogue import Catalogue, Counts
from bioresp.workspace.files import listed
from bioresp.workspace.packing import unpack
from bioresp.workspace.pool import Progress, mapped
from bioresp.workspace.reading import Summary

__all__ = ["Chosen", "Counts", "Progress", "Summary", "Work", "Workspace", "mapped"]

SMALL = 1_000_000
"""Bytes of plans that are read sooner than an index of them is kept."""

Answer = TypeVar("Answer")
Work = tuple[str, Sequence[Agency]]
"""A file, and the register that its plan shares with others."""


class Chosen(NamedTuple):
    """Which plans are meant."""

    plan: str = ""
    """A document number, or a part of a document number, a title or a path; blanks and the kind of brackets aside."""
    since: str = ""
    """The first year, month or day of issue, ISO 8601."""
    until: str = ""
    """The last one."""

    def of(self, summaries: Iterable[Summary]) -> list[Summary]:
        """Those that are meant; where one has the document number whole, only that."""
        found = [each for each in summaries if self._is_dated(each)]
        wanted = folded(self.plan)
        whole = [each for each in found if folded(each.document_number) == wanted]
        return whole if wanted and whole else [each for each in found if any(wanted in part for part in _said(each))]

    def _is_dated(self, summary: Summary) -> bool:
        if not (self.since or self.until):
            return True
        issued = summary.issued.isoformat() if summary.issued else ""
        first, last = issued[: len(self.since)], issued[: len(self.until)]
        return bool(issued) and self.since <= first and (not self.until or last <= self.until)


def _said(summary: Summary) -> Iterator[str]:
    return map(folded, (summary.document_number, summary.title, summary.path))


EVERY = Chosen()


class Workspace:
    """Plans below some folders, as they are at this moment."""

    def __init__(
        self,
        roots: Sequence[str],
        chosen: Chosen = EVERY,
        *,
        progress: Progress,
        keeps_index: bool = True,
        verify: bool = False,
    ) -> None:
        """Find the plans; they are read at the first question, but for those that the index knows as they are.

        Args:
            roots: Folders; a file among them is a plan too.
            chosen: Which of their plans are meant.
            progress: Told how far reading has come.
            keeps_index: Large workspaces may keep an index in the user's cache folder.
            verify: Compare contents, and do not believe sizes and times.
        """
        self.roots = [os.path.abspath(root) for root in roots]
        self._chosen, self._progress, self._verify = chosen, progress, verify
        self.files, registers, self.closed = listed(self.roots)
        size = sum(found.size for found in self.files)
        self._path = _kept_at(self.roots) if keeps_index and size > SMALL else ""
        self.registers = {os.path.dirname(path): load_register(path) for path in registers}
        """The registers that plans share, by their folder; for a plan, that of the nearest folder above it holds."""

    @property
    def is_quick(self) -> bool:
        """Are the plans few, or has an index of them been begun?"""
        return not self._path or os.path.exists(self._path)

    def paths(self) -> list[str]:
        """The files of the plans that are meant, in their order; none is read where all are meant."""
        if self._chosen == EVERY:
            return [found.path for found in self.files]
        return sorted(summary.path for summary in self.plans())

    @property
    def unread(self) -> list[str]:
        """A sentence for each file or folder that could not be read."""
        return [*self.closed, *self._catalogue.unread]

    # --- which plans --------------------------------------------------------------------------------------------------

    def plans(self, names: Sequence[str] = ()) -> list[Summary]:
        """The plans that are meant, the newest first, those without a date last; if given, that may have a name."""
        spellings = {spelling for name in names for spelling in (name, *self._alike(name))} or None
        found = self._ask(lambda catalogue: catalogue.summaries(spellings))
        return sorted(self._chosen.of(found), key=_newest_first)

    def flawed(self) -> list[Summary]:
        """Those of the plans that are meant whose files have errors of reading."""
        return self._chosen.of(self._ask(Catalogue.flawed))

    def indexes(self, names: Sequence[str] = ()) -> Iterator[Index]:
        """The plans that are meant, each made ready for questions when it is its turn.

        Raises:
            BioRespError: The file of one is gone.
        """
        return (self.index(summary) for summary in self.plans(names))

    def index(self, summary: Summary) -> Index:
        """A plan made ready for questions."""
        path = summary.path
        return Index(self._plan(path), self.bodies(path), self.key(summary), shown(Path(path)))

    def key(self, summary: Summary) -> str:
        """What a plan is called in references: its document number, or its path where that says which it is."""
        number = summary.document_number
        return number if number and number not in self._shared_numbers else self.shown(summary)

    def shown(self, summary: Summary) -> str:
        """The path of a plan's file, short for people."""
        return shown(Path(summary.path))

    def named(self, ref: str) -> list[tuple[Summary, str]]:
        """The plans that a reference begins with, by document number or path, with its rest: 号/十二, 号（十二）."""
        written = folded(ref)
        found: dict[int, list[tuple[Summary, str]]] = {}
        for summary in self.plans():
            for key in map(folded, (summary.document_number, self.shown(summary))):
                if key and written.startswith(key) and (rest := written[len(key) :].lstrip("/")):
                    found.setdefault(len(key), []).append((summary, rest))
        return found[max(found)] if found else []

    def bodies(self, path: str) -> Sequence[Agency]:
        """The register that a plan shares with others."""
        above = [folder for folder in self.registers if path.startswith(folder + os.sep)]
        return self.registers[max(above, key=len)].bodies if above else ()

    @cached_property
    def names(self) -> dict[str, str]:
        """Every name that a unit may be asked for by, and the name it goes by; itself where plans differ on that."""
        names: dict[str, str] = {}
        present: set[str] = set()
        for written, own in self._ask(Catalogue.names):
            for name in {now.get(own, own) for now in self._today} or {own}:
                names[written] = written if names.get(written, name) != name else name
                present.add(name)
        others = {written: name for now in self._today for written, name in now.items() if name in present}
        return {name: name for name in present} | others | names

    @cached_property
    def _today(self) -> list[dict[str, str]]:
        """What each register calls units today."""
        return [today(register.bodies) for register in self.registers.values()]

    def _alike(self, name: str) -> Iterator[str]:
        """The other spellings of a name in the registers, older names too."""
        for now in self._today:
            of_today = now.get(name, name)
            yield from (written for written, other in now.items() if other == of_today)

    def counts(self, check: Callable[[Work], Counts], progress: Progress) -> dict[str, Counts]:
        """How many errors and warnings the files of the plans that are meant have, by path.

        Args:
            check: Counts them in a file; another process can import it.
            progress: Told how far it has come.
        """
        said = repr([(root, register.bodies) for root, register in self.registers.items()])
        register = blake2b(said.encode(), digest_size=16).digest()
        known = self._ask(lambda catalogue: catalogue.counts(register))
        paths = [summary.path for summary in self.plans()]
        missing = [path for path in paths if path not in known]
        work = [(path, self.bodies(path)) for path in missing]
        counted = dict(zip(missing, mapped(check, work, progress), strict=True))
        if counted:
            with suppress(sqlite3.Error):  # they are counted again next time
                self._catalogue.keep_counts(register, counted)
        return {path: (known | counted)[path] for path in paths}

    # --- reading them -------------------------------------------------------------------------------------------------

    @cached_property
    def _catalogue(self) -> Catalogue:
        """The index, true to the files; in memory where none is kept, or it cannot be."""
        for _ in range(2 if self._path else 0):
            try:
                return self._refreshed(self._path)
            except (sqlite3.OperationalError, OSError):  # locked, no room, no right to write
                break
            except sqlite3.Error:  # broken
                with suppress(OSError):
                    os.unlink(self._path)
        return self._refreshed(":memory:")

    def _refreshed(self, path: str) -> Catalogue:
        catalogue = Catalogue(path)
        catalogue.refresh(self.files, self._progress, verify=self._verify)
        return catalogue

    @cached_property
    def _shared_numbers(self) -> set[str]:
        return self._ask(Catalogue.shared_numbers)

    def _ask(self, question: Callable[[Catalogue], Answer]) -> Answer:
        try:
            return question(self._catalogue)
        except sqlite3.Error:
            self._catalogue = self._refreshed(":memory:")
            return question(self._catalogue)

    def _plan(self, path: str) -> Plan:
        packed = self._ask(lambda catalogue: catalogue.packed(path))
        with suppress(ValueError, TypeError, zlib.error):  # broken
            if packed:
                return unpack(packed)
        return load(path).plan


def _newest_first(summary: Summary) -> tuple[bool, int, str, str]:
    issued = summary.issued
    return issued is None, -issued.toordinal() if issued else 0, summary.document_number, summary.path


def _kept_at(roots: Sequence[str]) -> str:
    """Where the index of these folders is kept: a file in the user's cache folder; empty where that cannot be made."""
    from platformdirs import user_cache_dir

    folder = Path(user_cache_dir("bioresp", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return ""
    name = blake2b("\n".join(sorted(roots)).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return str(folder / f"{name}.sqlite")
