"""A data file that is being edited: tried on a copy, shown as a diff, written whole, or refused."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

import typer

from bioresp import check
from bioresp.cli.asked import Answer, NothingFound, say
from bioresp.cli.output import write_file
from bioresp.diagnostic import BioRespError, Diagnostic, Severity
from bioresp.planfile import PlanFile, content_of, is_shipped, locate, parse, shown
from bioresp.planfile.edits import Edit, apply
from bioresp.planfile.source import Source
from bioresp.query.places import Index
from bioresp.report.blocks import Report, Verbatim

_BOM = b"\xef\xbb\xbf"
_SHOWN = 5
"""Warnings that an edit brings and that are said; `validate` says all."""


class Refused(NothingFound):
    """The edit is not made; one sentence says why."""


class Draft:
    """A data file that is being edited: each edit is made on what the one before left."""

    def __init__(self, data: str | None) -> None:
        """Read the file that is meant.

        Raises:
            BioRespError: It cannot be read, or is the plan that comes with the program.
            Refused: Something in it was not read: an edit would pass over it.
        """
        if data == "-":
            raise typer.BadParameter("标准输入改不了，请给出文件", param_hint="--data")
        self.path = locate(data)
        if is_shipped(self.path.absolute()):
            raise BioRespError("随程序附带的方案不能改；请用 --data 指明自己的数据文件")
        self._content = content_of(self.path)
        self.before = self.file = parse(self._content, shown(self.path))
        self.notes: list[str] = []
        """What was done, a sentence each."""
        # a key that is missing hides nothing
        unread = [each for each in self.file.findings if each.severity is Severity.ERROR and each.code != "R007"]
        if unread:
            raise Refused(f"{finding_said(self.file, unread[0])}\n有 {len(unread)} 处没有读懂，请先改好，什么也没有改")
        if self.source.root is None:
            raise Refused(f"{self.file.path} 里什么也没有")

    @property
    def index(self) -> Index:
        return Index(self.file.plan)

    @property
    def source(self) -> Source:
        return Source(self.file.text)

    def make(self, edits: Iterable[Edit], note: str = "") -> None:
        """Make edits in the text, and read it again."""
        self.become(apply(self.file.text, edits))
        if note:
            self.notes.append(note)

    def become(self, text: str) -> None:
        """Take a text in place of the one there is.

        Raises:
            BioRespError: It is no YAML: a mistake of the program, which no file shall suffer from.
        """
        self.file = parse(text.encode(), self.file.path)
        if not self.file.is_whole:
            raise BioRespError(f"{self.file.path} 改后读不出来，没有改动")

    @cached_property
    def diff(self) -> str:
        """The edits as a unified diff."""
        from difflib import unified_diff

        name = self.file.path.replace(os.sep, "/")
        before, after = (re.findall(r"[^\n]*\n|[^\n]+", file.text) for file in (self.before, self.file))
        lines = unified_diff(before, after, f"a/{name}", f"b/{name}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)

    def write(self) -> None:
        """Write the file whole or not at all.

        Raises:
            BioRespError: It cannot be written, or is marked as not to be written.
        """
        if not os.access(self.path, os.W_OK) or not self.path.stat().st_mode & 0o222:
            raise BioRespError(f"{self.file.path} 是只读的，没有改动")
        mark = _BOM if self._content.startswith(_BOM) else b""
        write_file(str(self.path), [mark + self.file.text.encode()], force=True)


def answer(draft: Draft, *, dry_run: bool, renamed: tuple[str, str] = ("“", "“")) -> Answer:
    """The edits written, or shown; and the findings that they bring.

    Args:
        draft: The file with its edits made.
        dry_run: Only show them.
        renamed: A unit's old and new name: a finding that says the other one now is no new one.

    Raises:
        Refused: They bring an error.
    """
    brought = judge(draft, renamed)
    notes = [*draft.notes, *(f"新的警告：{finding_said(draft.file, each)}" for each in brought[:_SHOWN])]
    if len(brought) > _SHOWN:
        notes.append(f"……另有 {len(brought) - _SHOWN} 个新的警告，见 bioresp validate")
    if draft.file.text == draft.before.text:
        return Answer({}, note="\n".join([*notes, "没有改动"]))
    if dry_run:
        return Answer({"": Report("edit", (Verbatim(draft.diff),), ())}, note="\n".join([*notes, "只是试改，没有写入"]))
    say("\n".join(notes))
    draft.write()
    return Answer({})


def judge(draft: Draft, renamed: tuple[str, str] = ("“", "“")) -> list[Diagnostic]:
    """The warnings that the edits bring.

    Raises:
        Refused: They bring an error.
    """
    brought = _brought(check(draft.before), check(draft.file), renamed)
    if errors := [each for each in brought if each.severity is Severity.ERROR]:
        said = "\n".join(finding_said(draft.file, each) for each in errors)
        raise Refused(f"没有改动：这样改会出现 {len(errors)} 个错误\n{said}")
    return brought


def _brought(before: Iterable[Diagnostic], after: Iterable[Diagnostic], renamed: tuple[str, str]) -> list[Diagnostic]:
    """The findings that were not there before, wherever they stand now."""
    known = Counter((each.code, each.message.replace(*renamed)) for each in before)
    brought = []
    for each in after:
        said = each.code, each.message.replace(*renamed)
        known[said] -= 1
        if known[said] < 0:
            brought.append(each)
    return brought


def finding_said(file: PlanFile, finding: Diagnostic) -> str:
    """A finding with its place."""
    return f"{place_said(file, finding)} {finding.code} {finding.message}"


def place_said(file: PlanFile, finding: Diagnostic) -> str:
    line, column, _ = finding.position
    return f"{file.path}:{line}:{column}"
