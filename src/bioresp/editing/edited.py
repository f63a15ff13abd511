"""A data file before and after an edit: opened, read again, judged by what the edit brings."""

from __future__ import annotations

import codecs
import os
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from bioresp import check
from bioresp.diagnostic import BioRespError, Diagnostic, NothingFound, Severity
from bioresp.editing.edits import Edit, apply
from bioresp.model import Plan
from bioresp.planfile import PlanFile, parse


class EditRefused(NothingFound):
    """The edit is not made, for the file would suffer from it; one sentence says why."""


class BadName(EditRefused):
    """What is to be written as a unit's name is no line of text."""


class EditedFile(NamedTuple):
    """A data file that was edited; nothing is written to it."""

    original: bytes
    before: PlanFile
    after: PlanFile
    notes: tuple[str, ...] = ()
    """What was done, and what was left as it is: a sentence each."""
    findings: tuple[Diagnostic, ...] = ()
    """The warnings that the edit brings; an edit that brings an error is refused."""

    def __repr__(self) -> str:
        """Without the two files, which fill pages of a notebook."""
        return f"EditedFile({self.after.path!r}, notes={self.notes!r}, findings={self.findings!r})"

    @property
    def content(self) -> bytes:
        """The file's new content, with the byte order mark that the old one has."""
        mark = codecs.BOM_UTF8 if self.original.startswith(codecs.BOM_UTF8) else b""
        return mark + self.after.text.encode()

    @property
    def is_changed(self) -> bool:
        return self.after.text != self.before.text

    @property
    def diff(self) -> str:
        """The edit as a unified diff, line ends as they are; empty where nothing changed."""
        from difflib import unified_diff

        name = self.before.path.replace(os.sep, "/")
        before, after = (re.findall(r"[^\n]*\n|[^\n]+", file.text) for file in (self.before, self.after))
        lines = unified_diff(before, after, f"a/{name}", f"b/{name}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def opened(content: bytes, path: str) -> PlanFile:
    """Read the file that is to be edited; the path is only kept to be shown.

    Raises:
        EditRefused: Something in it was not read: an edit would pass over it.
    """
    file = parse(content, path)
    # a key that is missing hides nothing
    unread = [each for each in file.findings if each.severity is Severity.ERROR and each.code != "R007"]
    if unread:
        raise EditRefused(f"{located(file, unread[0])}\n有 {len(unread)} 处没有读懂，请先改好，什么也没有改")
    if file.root is None:
        raise EditRefused(f"{path} 里什么也没有")
    return file


def reread(file: PlanFile, text: str) -> PlanFile:
    """Read the text that took the place of a file's.

    Raises:
        BioRespError: It cannot be read to its end: a mistake of the program, which no file shall suffer from.
    """
    after = parse(text.encode(), file.path)
    if not after.is_whole:
        raise BioRespError(f"{file.path} 改后读不出来，没有改动")
    return after


def edited(content: bytes, file: PlanFile, edits: Iterable[Edit], expected: Plan | None = None) -> EditedFile:
    """Make edits in a file's text, and read it again.

    Args:
        content: The file's bytes.
        file: The file as it was opened.
        edits: What is to be changed.
        expected: The plan that the edits should give; None where that is not known beforehand.

    Raises:
        BioRespError: They give something else.
    """
    text = apply(file.text, edits)
    after = file if text == file.text else reread(file, text)
    if expected is not None and after.plan != expected:
        raise BioRespError(f"{file.path} 改后读出来的与要改的不一致，没有改动")
    return EditedFile(content, file, after)


def judged(made: EditedFile, renamed: tuple[str, str] = ("", "")) -> EditedFile:
    """The edit with the warnings that it brings.

    Args:
        made: The edit.
        renamed: A unit's old and new name: a finding that says the other one now is no new one.

    Raises:
        EditRefused: It brings an error.
    """
    brought = _brought(made, renamed) if made.is_changed else []
    errors = [each for each in brought if each.severity is Severity.ERROR]
    if errors:
        said = "\n".join(located(made.after, each) for each in errors)
        raise EditRefused(f"没有改动：这样改会出现 {len(errors)} 个错误\n{said}")
    return made._replace(findings=tuple(brought))


def _brought(made: EditedFile, renamed: tuple[str, str]) -> list[Diagnostic]:
    """The findings that were not there before, wherever they stand now."""
    old, new = renamed

    def said(finding: Diagnostic) -> tuple[str, str]:
        return finding.code, finding.message.replace(old, new) if old else finding.message

    known = Counter(map(said, check(made.before)))
    brought = []
    for each in check(made.after):
        known[said(each)] -= 1
        if known[said(each)] < 0:
            brought.append(each)
    return brought


def located(file: PlanFile, finding: Diagnostic) -> str:
    """A finding with its place."""
    return f"{place_said(file, finding)} {finding.code} {finding.message}"


def place_said(file: PlanFile, finding: Diagnostic) -> str:
    """The place of a finding: path, line and column."""
    line, column, _ = finding.position
    return f"{file.path}:{line}:{column}"
