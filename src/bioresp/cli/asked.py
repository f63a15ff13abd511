"""What a command is asked: the plan, read when it is first needed, and the measures and agencies that are meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import typer

from bioresp.diagnostic import Severity
from bioresp.planfile import PlanFile, load
from bioresp.query.names import resolve
from bioresp.query.places import Entry, Index, find
from bioresp.report.blocks import Report


class NothingFound(Exception):
    """The question has no answer; one sentence."""


class Answer(NamedTuple):
    """One report, named ""; or several, each for a file of its own. And what the exit status says of it."""

    reports: Mapping[str, Report]
    status: int = 0
    note: str = ""
    """A sentence for stderr."""


class Asked:
    """A question to a plan."""

    def __init__(self, data: str | None, output: str | None) -> None:
        self.data = data
        self.output = output

    @cached_property
    def file(self) -> PlanFile:
        file = load(self.data)
        if wrong := sum(finding.severity is Severity.ERROR for finding in file.findings):
            say(f"警告：{file.path} 有 {wrong} 处读取错误，答案可能不全；请运行 bioresp validate")
        return file

    @cached_property
    def index(self) -> Index:
        return Index(self.file.plan)

    @property
    def asked_file(self) -> PlanFile | None:
        """The file, where the question was one to a plan."""
        return self.__dict__.get("file")

    def measures(self, refs: Sequence[str]) -> list[Entry]:
        """The measures meant, in the order asked.

        Raises:
            NothingFound: A reference fits none, or more than one.
        """
        return [self._measure(ref) for ref in refs]

    def _measure(self, ref: str) -> Entry:
        found = find(self.index, ref)
        if len(found) == 1:
            return found[0]
        if found:
            raise NothingFound(f"“{ref}”不止一项，请写明是哪一项：{'、'.join(entry.ref for entry in found)}")
        entries = self.index.entries
        having = f"现有 {entries[0].ref} 至 {entries[-1].ref}，共 {len(entries)} 项" if entries else "方案里没有措施"
        raise NothingFound(f"没有措施“{ref}”；{having}")

    def agencies(self, names: Iterable[str]) -> list[str]:
        """The agencies meant, by their names in the register.

        Raises:
            NothingFound: A name means none, or may mean several.
        """
        return [self._agency(name) for name in names]

    def _agency(self, name: str) -> str:
        agency, candidates = resolve(self.index, name)
        if agency is None:
            raise NothingFound(f"没有单位“{name}”" + (f"，是否指：{'、'.join(candidates)}？" if candidates else ""))
        return agency


def say(sentence: str) -> None:
    """Tell the user something beside the answer."""
    typer.echo(sentence, err=True)
