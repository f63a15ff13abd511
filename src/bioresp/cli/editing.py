"""What the commands do that change data files: find the file, have it edited, show the edit or write it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from bioresp import editing
from bioresp.checking import Outcome
from bioresp.cli.asked import Answer, read_file, say
from bioresp.cli.frame import BROKEN, FINE, FOUND
from bioresp.cli.output import write_file
from bioresp.diagnostic import BioRespError
from bioresp.editing import EditedFile, EditRefused
from bioresp.editing.edited import located
from bioresp.planfile import content_of, is_shipped, locate, shown
from bioresp.report.blocks import Report, Verbatim

_SHOWN = 5
"""Warnings that an edit brings and that are said; `validate` says all."""

Wish = Callable[..., EditedFile]
"""A function of `bioresp.editing` with all it needs but the content, and the `path` that the file is shown by."""


def edit(data: str | None, wish: Wish, *, dry_run: bool) -> Answer:
    """The file that is meant, edited and written; or the edit, shown as a diff.

    Raises:
        BioRespError: The file cannot be read or written, or the edit is refused.
    """
    path = _own(data)
    try:
        made = wish(content_of(path), path=shown(path))
    except editing.BadName as error:
        raise typer.BadParameter(str(error), param_hint="单位") from error
    notes = [*made.notes, *(f"新的警告：{located(made.after, each)}" for each in made.findings[:_SHOWN])]
    if len(made.findings) > _SHOWN:
        notes.append(f"……另有 {len(made.findings) - _SHOWN} 个新的警告，见 bioresp validate")
    if not made.is_changed:
        return Answer({}, note="\n".join([*notes, "没有改动"]))
    if dry_run:
        return Answer({"": Report("edit", (Verbatim(made.diff),), ())}, note="\n".join([*notes, "只是试改，没有写入"]))
    say("\n".join(notes))
    _write(path, made)
    return Answer({})


def _own(data: str | None) -> Path:
    """The file that is meant.

    Raises:
        BioRespError: It is the plan that comes with the program.
    """
    if data == "-":
        raise typer.BadParameter("标准输入改不了，请给出文件", param_hint="--data")
    path = locate(data)
    if is_shipped(path.absolute()):
        raise BioRespError("随程序附带的方案不能改；请用 --data 指明自己的数据文件")
    return path


def _write(path: Path, made: EditedFile) -> None:
    """Write the file whole or not at all.

    Raises:
        BioRespError: It cannot be written, or is marked as not to be written.
    """
    if not os.access(path, os.W_OK) or not path.stat().st_mode & 0o222:
        raise BioRespError(f"{made.before.path} 是只读的，没有改动")
    write_file(str(path), [made.content], force=True)


def fmt(paths: Sequence[str | None], *, is_check: bool, dry_run: bool) -> Answer:
    """Files in canonical layout; with `is_check` those that are not are named, and none is written."""
    notes: list[str] = []
    diffs: list[str] = []
    statuses = [FINE]
    for data in paths:
        try:
            path = _own(data)
            made = editing.fmt(content_of(path), path=shown(path))
            if made.is_changed and not (is_check or dry_run):
                _write(path, made)
        except EditRefused as refused:
            notes.append(str(refused))
            statuses.append(FOUND)
        except BioRespError as error:
            notes.append(f"错误：{error}")
            statuses.append(BROKEN)
        else:
            diffs.append(made.diff)
            if is_check and made.is_changed:
                statuses.append(FOUND)
            if is_check or dry_run or not made.is_changed:
                notes.append(f"{made.after.path} " + ("要重新排版" if made.is_changed else "已是规范排版"))
    reports = {"": Report("fmt", (Verbatim("".join(diffs)),), ())} if dry_run else {}
    return Answer(reports, max(statuses), "\n".join(notes))


class Fixed(NamedTuple):
    """Files with what could be mended mended, checked; what was done, and as a diff."""

    outcome: Outcome
    """Those that could not be read or written are its unread ones."""
    notes: list[str]
    diff: str


def fixed(paths: Iterable[str | None], ignored: Collection[str], *, dry_run: bool) -> Fixed:
    """Mend files, each written whole or not at all; with `dry_run` none is."""
    outcome = Outcome([], [], [])
    notes: list[str] = []
    diffs: list[str] = []
    count = 0
    for data in paths:
        try:
            path = _own(data)
            made = editing.fix(content_of(path), ignored=ignored, path=shown(path))
            if made.is_changed and not dry_run:
                _write(path, made)
        except EditRefused as refused:  # its findings are listed as usual
            notes.append(str(refused))
            outcome.add(read_file(data))
        except BioRespError as error:
            outcome.unread.append(str(error))
        else:
            count += len(made.notes)
            notes += made.notes
            diffs.append(made.diff)
            outcome.add(made.after)
    notes.append(f"可以修正 {count} 处，没有写入" if dry_run else f"已修正 {count} 处")
    return Fixed(outcome, notes, "".join(diffs))
