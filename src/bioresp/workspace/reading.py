"""A plan file, read: what is said of it in a list of plans, the names that stand in it, the plan itself packed."""

from __future__ import annotations

import os
import time
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from bioresp.diagnostic import Severity
from bioresp.planfile import parse, shown, unread
from bioresp.query.places import Index
from bioresp.workspace.files import Found, found
from bioresp.workspace.packing import pack

SETTLED = 2_000_000_000
"""Nanoseconds that must lie between a file's last change and its reading: some systems count time in steps of two
seconds, and within a step a second change goes unseen."""


class Summary(NamedTuple):
    """A plan as it is listed."""

    path: str
    document_number: str
    title: str
    issuer: str
    issued: date | None
    sections: int
    measures: int
    actions: int
    agencies: int
    errors: int
    """Errors of reading; the rules are not asked."""
    is_whole: bool


class Reading(NamedTuple):
    """What a file held when the system said this of it."""

    found: Found
    is_settled: bool
    """That tells every later change. Where it does not, the file was written just before it was read."""
    digest: bytes
    summary: Summary
    names: tuple[tuple[str, str], ...]
    """Every name that may be found in the plan, and the name it stands for by the plan's own register."""
    packed: bytes
    """The plan; empty where its file has errors, for then more than the plan is to be said."""


def read(path: str) -> Reading | str:
    """Read a plan file; a sentence where it cannot be read."""
    try:
        with open(path, "rb") as opened:
            seen = found(path, os.fstat(opened.fileno()))
            content = opened.read()
    except OSError as error:
        return unread(shown(Path(path)), error)
    is_settled = max(seen.modified, seen.changed) + SETTLED < time.time_ns()
    file = parse(content, path)
    plan, index = file.plan, Index(file.plan)
    errors = sum(each.severity is Severity.ERROR for each in file.findings)
    summary = Summary(
        path,
        plan.document_number,
        plan.title,
        plan.issuer,
        plan.issued,
        len(plan.sections),
        len(index.entries),
        sum(len(entry.measure.actions) for entry in index.entries),
        len(plan.agencies),
        errors,
        file.is_whole,
    )
    packed = b"" if errors else pack(plan)
    return Reading(seen, is_settled, digest(content), summary, tuple(index.own_names.items()), packed)


def digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()


def digest_of(path: str) -> bytes:
    """The digest of a file's content; empty where it cannot be read."""
    try:
        with open(path, "rb") as opened:
            return digest(opened.read())
    except OSError:
        return b""
