"""What a command is asked: the plan, read when it is first needed, and the measures and agencies that are meant."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple

import typer

from bioresp.diagnostic import BioRespError, Severity
from bioresp.planfile import PlanFile, load, parse
from bioresp.query.places import Entry, Heading, Index, find, find_sections, spaced, walk
from bioresp.report.blocks import Report


class NothingFound(Exception):
    """The question has no answer; one sentence."""


class Answer(NamedTuple):
    """One report, named ""; or several, each for a file of its own. And what the exit status says of it."""

    reports: Mapping[str, Report]
    status: int = 0
    note: str = ""
    """A sentence for stderr."""
    files: Mapping[str, Report] = {}
    """More reports, by the file that each is written to."""


class Asked:
    """A question to a plan."""

    def __init__(self, data: str | None, output: str | None) -> None:
        self.data = data
        self.output = output

    @cached_property
    def file(self) -> PlanFile:
        return read_file(self.data)

    @cached_property
    def index(self) -> Index:
        """The plan, ready for questions; what is wrong with its file is said first.

        Raises:
            BioRespError: Nothing of the file could be read.
        """
        wrong = [finding for finding in self.file.findings if finding.severity is Severity.ERROR]
        index = Index(self.file.plan)
        if wrong and not index.entries:
            first = wrong[0] if self.file.is_whole else wrong[-1]  # what stopped the reader comes last
            line, column, _ = first.position
            raise BioRespError(f"{self.file.path}:{line}:{column} {first.message}；没有读到任何措施")
        if wrong:
            rest = "后面没有读，" if not self.file.is_whole else ""
            say(f"警告：{self.file.path} 有 {len(wrong)} 处读取错误，{rest}答案可能不全；请运行 bioresp validate")
        return index

    def unregistered(self) -> str:
        """A warning of the units that are named and not registered; empty where there are none."""
        registered = {agency.name for agency in self.file.plan.agencies}
        names = [name for name in self.index.register if name not in registered]
        return f"警告：名录里没有 {'、'.join(names)}；请运行 bioresp validate" if names else ""

    def section(self, ref: str) -> tuple[Heading, ...]:
        """The section meant, with the headings above it.

        Raises:
            NothingFound: The reference fits none, or more than one.
        """
        found = find_sections(self.index, ref)
        if len(found) != 1:
            known = [headings for headings, section in walk(self.index.plan) if section.is_heading]
            having = "；".join(
                spaced("".join(each.label for each in path), path[-1].section.title) for path in found or known
            )
            raise NothingFound(f"{'不止一个' if found else '没有'}部分“{ref}”：{having}")
        return found[0]

    @property
    def asked_file(self) -> PlanFile | None:
        """The file, where the question was one to a plan."""
        return self.__dict__.get("file")

    def measures(self, refs: Sequence[str]) -> list[Entry]:
        """The measures meant, in the order asked.

        Raises:
            NothingFound: A reference fits none, or more than one.
        """
        found = [(ref, find(self.index, ref)) for ref in refs]
        wrong = [self._unclear(ref, entries) for ref, entries in found if len(entries) != 1]
        if wrong:
            raise NothingFound("\n".join(wrong))
        return [entries[0] for _, entries in found]

    def _unclear(self, ref: str, found: Sequence[Entry]) -> str:
        if found:
            return f"“{ref}”不止一项，请写明是哪一项：{'、'.join(f'{entry.ref}（{entry.title}）' for entry in found)}"
        entries = self.index.entries
        having = f"现有 {entries[0].ref} 至 {entries[-1].ref}，共 {len(entries)} 项" if entries else "方案里没有措施"
        several = "；几项之间用空格分开" if re.search("[、，,]", ref) else ""
        return f"没有措施“{ref}”；{having}{several}"

    def agencies(self, names: Iterable[str]) -> list[str]:
        """The agencies meant, by their names in the register.

        Raises:
            NothingFound: A name means none, or may mean several.
        """
        from bioresp.query.names import resolve

        found = [(name, resolve(self.index, name)) for name in names]
        wrong = [
            f"没有单位“{name}”" + (f"，是否指：{'、'.join(each.candidates)}？" if each.candidates else "")
            for name, each in found
            if each.agency is None
        ]
        if wrong:
            raise NothingFound("\n".join(wrong))
        return [each.agency for _, each in found if each.agency]


def read_file(path: str | None) -> PlanFile:
    """The data file of a path, - for stdin; without a path the one that is found.

    Raises:
        BioRespError: It cannot be read.
    """
    return parse(sys.stdin.buffer.read(), "-") if path == "-" else load(path)


def read_files(paths: list[str]) -> tuple[list[PlanFile], list[BioRespError]]:
    """The files, and why others could not be read."""
    files, unread = [], []
    for path in paths:
        try:
            files.append(read_file(path))
        except BioRespError as error:
            unread.append(error)
    return files, unread


def say(sentence: str) -> None:
    """Tell the user something beside the answer."""
    shown = re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", "�", sentence)  # names come from files
    with suppress(OSError):  # stderr may be full or closed; the answer does not depend on it
        typer.echo(shown, err=True)
