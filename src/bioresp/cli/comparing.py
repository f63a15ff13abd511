"""What the diff command compares: data files, files as git has them, and circulars that are read on the fly."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from bioresp.cli.asked import Answer, Asked, read_file, say
from bioresp.cli.frame import FINE, FOUND
from bioresp.comparison import compare
from bioresp.diagnostic import BioRespError, NothingFound, Severity
from bioresp.planfile import PlanFile, parse
from bioresp.query.names import resolve
from bioresp.report import changes as reports
from bioresp.report.changes.sides import Sides

_GIT = "git:"
_CIRCULARS = (".txt", ".docx", ".html", ".htm", ".pdf")
_DATA_KEY = re.compile(rb"^(plan|agencies|sections)\s*:", re.MULTILINE)


def compared(asked: Asked, old: str, new: str, agency: str, *, stat: bool) -> Answer:
    """What changed from one source to the other; with an agency only what concerns it.

    Raises:
        BioRespError: One cannot be read.
        NothingFound: Neither has the agency.
    """
    if old == new == "-":
        raise BioRespError("标准输入只有一份，不能同时作原方案和现方案")
    before, after = source(old), source(new)
    if after.is_circular:
        after = after.registered(before)
    elif before.is_circular:
        before = before.registered(after)
    asked.file = after.file
    found = Sides(compare(before.file.plan, after.file.plan), before.file.plan)
    meant = _meant(found, agency) if agency else ""
    if meant:
        found = found.chosen(meant)
    report = (reports.counts if stat else reports.changes)(found, (before.file.path, after.file.path), meant)
    is_read = not any(each.severity is Severity.ERROR for one in (before, after) for each in one.file.findings)
    status = FINE if is_read and not found.changes else FOUND
    return Answer({"": report._replace(filters=(("agency", meant),) if meant else ())}, status)


def _meant(found: Sides, name: str) -> str:
    """The agency meant, by its name in the new register, else in the old one."""
    candidates: list[str] = []
    for side in (found.new, found.old):
        resolved = resolve(side.index.names, name)
        if resolved.agency:
            return found.today(resolved.agency)
        candidates += resolved.candidates
    near = f"，是否指：{'、'.join(dict.fromkeys(candidates))}？" if candidates else ""
    raise NothingFound(f"两份方案里都没有单位“{name}”{near}")


class Source(NamedTuple):
    """A plan that is compared."""

    file: PlanFile
    is_circular: bool

    def registered(self, other: Source) -> Source:
        """The plan with the other's register, and units that are not in it: a circular has no register of its own."""
        register = other.file.plan.agencies
        known = {name for agency in register for name in (agency.name, *agency.aliases)}
        besides = tuple(agency for agency in self.file.plan.agencies if agency.name not in known)
        plan = replace(self.file.plan, agencies=(*register, *besides))
        return self._replace(file=self.file._replace(plan=plan))


def source(written: str) -> Source:
    """A plan: of a path, of git:REV:path, of - for stdin; a circular is imported. What is doubtful is said.

    Raises:
        BioRespError: It cannot be read, nothing of it could be, or it is a text that is no such circular.
    """
    if written.startswith(_GIT):
        revision, _, path = written.removeprefix(_GIT).partition(":")
        if not (revision and path):
            raise BioRespError(f"{written}：请写成 git:版本:路径，如 git:HEAD~1:data/measures.yaml")
        return _understood(_shown_by_git(revision, path), path, written)
    if written == "-" or PurePath(written).suffix.lower() in _CIRCULARS:
        return _understood(_content(written), written, written)
    return _heard(read_file(written))


def _content(path: str) -> bytes:
    from bioresp.cli.importing import content

    try:
        return content(path)
    except BioRespError as error:
        raise BioRespError(f"{path}：{error}") from error


def _understood(content: bytes, path: str, shown: str) -> Source:
    """A data file or a circular, as its name says; of stdin, as its content says."""
    is_circular = PurePath(path).suffix.lower() in _CIRCULARS or (path == "-" and not _DATA_KEY.search(content))
    return _imported(content, shown) if is_circular else _heard(parse(content, shown))


def _heard(file: PlanFile) -> Source:
    """The file; what is wrong with it is said.

    Raises:
        BioRespError: Nothing of it could be read.
    """
    wrong = [finding for finding in file.findings if finding.severity is Severity.ERROR]
    if wrong and not file.plan.sections:
        line, column, _ = wrong[0].position
        raise BioRespError(f"{file.path}:{line}:{column} {wrong[0].message}；没有读到任何措施")
    if wrong:
        rest = "后面没有读，" if not file.is_whole else ""
        say(f"警告：{file.path} 有 {len(wrong)} 处读取错误，{rest}对照可能不全；请运行 bioresp validate")
    return Source(file, is_circular=False)


def _imported(content: bytes, shown: str) -> Source:
    from bioresp import circular, extract

    try:
        document = extract.read(content)
    except BioRespError as error:
        raise BioRespError(f"{shown}：{error}") from error
    found = circular.import_lines(*document)
    if found.refusal:
        line, column, _ = found.refusal.position
        raise BioRespError(f"{shown}:{line}:{column} 没有导入：{found.refusal.reason}")
    if found.doubts:
        say(f"提示：{shown} 是读出来的公文，{len(found.doubts)} 处存疑；请运行 bioresp import 核对")
    text = "\n".join(line.text for line in document.lines)
    return Source(PlanFile(found.plan, [], shown, text, is_whole=True), is_circular=True)


def _shown_by_git(revision: str, path: str) -> bytes:
    """A file as it stands in a revision.

    Raises:
        BioRespError: There is no git, no repository, no such revision or no such file in it.
    """
    if revision.startswith("-"):
        raise BioRespError(f"git 里没有版本“{revision}”")
    status, content, said = _git("cat-file", "blob", f"{revision}:{path}")
    if status == 0:
        return content
    if "not a git repository" in said:
        raise BioRespError("这里不是 git 仓库")
    if _git("rev-parse", "--verify", "--quiet", revision + "^{object}")[0]:
        raise BioRespError(f"git 里没有版本“{revision}”")
    raise BioRespError(f"版本 {revision} 里没有文件 {path}；路径从仓库根写起，从这里写起的加 ./")


def _git(*arguments: str) -> tuple[int, bytes, str]:
    """The exit status, stdout and stderr of a git command."""
    import subprocess

    environment = os.environ | {"LC_ALL": "C"}  # its sentences are read
    try:
        ran = subprocess.run(["git", *arguments], capture_output=True, check=False, env=environment)  # noqa: S603, S607
    except OSError:
        raise BioRespError("没有找到 git；git:版本:路径 要用它") from None
    return ran.returncode, ran.stdout, ran.stderr.decode(errors="replace")
