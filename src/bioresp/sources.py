"""A plan from the bytes of a file: a data file's, or a circular's, which is imported on the fly."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from bioresp.diagnostic import BioRespError, Severity
from bioresp.planfile import PlanFile, parse

CIRCULARS = (".txt", ".docx", ".html", ".htm", ".pdf")
"""The endings of circulars; every other file that has a name is a data file."""
_DATA_KEY = re.compile(rb"^(plan|agencies|sections)\s*:", re.MULTILINE)


class PlanSource(NamedTuple):
    """A plan, and what it was read from."""

    file: PlanFile
    is_circular: bool
    doubts: int = 0
    """How many the import of a circular left."""

    @property
    def is_sound(self) -> bool:
        """Was it read without an error of reading?"""
        return not self._mistakes

    @property
    def _mistakes(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.file.findings)

    @property
    def warning(self) -> str:
        """What is to be said of the reading; empty where all is well."""
        if self.doubts:
            return f"提示：{self.file.path} 是读出来的公文，{self.doubts} 处存疑；请运行 bioresp import 核对"
        if self._mistakes:
            rest = "" if self.file.is_whole else "后面没有读，"
            wrong = f"{self.file.path} 有 {self._mistakes} 处读取错误"
            return f"警告：{wrong}，{rest}对照可能不全；请运行 bioresp validate"
        return ""

    def registered(self, other: PlanSource) -> PlanSource:
        """The plan with the other's register, and units that are not in it."""
        register = other.file.plan.agencies
        known = {name for agency in register for name in (agency.name, *agency.aliases)}
        besides = [agency for agency in self.file.plan.agencies if agency.name not in known]
        plan = replace(self.file.plan, agencies=(*register, *besides))
        return self._replace(file=self.file._replace(plan=plan))


def with_registers(old: PlanSource, new: PlanSource) -> tuple[PlanSource, PlanSource]:
    """Two plans that can be compared: a circular has no register of its own, and takes that of the other."""
    if new.is_circular:
        return old, new.registered(old)
    if old.is_circular:
        return old.registered(new), new
    return old, new


def is_named_circular(name: str) -> bool:
    """Does a file's name say that it is a circular?"""
    return PurePath(name).suffix.lower() in CIRCULARS


def read_source(content: bytes, name: str = "", path: str = "") -> PlanSource:
    """Read a data file or a circular: as its name says; without a name, as its content says.

    Args:
        content: The file's bytes.
        name: The file's name; empty where it has none.
        path: How it is called in sentences; its name where this is empty.

    Raises:
        BioRespError: Nothing of it could be read, or it is no circular that can be imported.
    """
    path = path or name or "-"
    is_circular = is_named_circular(name) if name else not _DATA_KEY.search(content)
    return _circular(content, path) if is_circular else _data_file(parse(content, path))


def _data_file(file: PlanFile) -> PlanSource:
    wrong = [finding for finding in file.findings if finding.severity is Severity.ERROR]
    if wrong and not file.plan.sections:
        line, column, _ = wrong[0].position
        raise BioRespError(f"{file.path}:{line}:{column} {wrong[0].message}；没有读到任何措施")
    return PlanSource(file, is_circular=False)


def _circular(content: bytes, path: str) -> PlanSource:
    from bioresp import circular, extract

    try:
        document = extract.read(content)
    except BioRespError as error:
        raise BioRespError(f"{path}：{error}") from error
    found = circular.import_lines(*document)
    if found.refusal:
        line, column, _ = found.refusal.position
        raise BioRespError(f"{path}:{line}:{column} 没有导入：{found.refusal.reason}")
    text = "\n".join(line.text for line in document.lines)
    return PlanSource(PlanFile(found.plan, [], path, text, is_whole=True), is_circular=True, doubts=len(found.doubts))
