"""What the diff command compares: data files, files as git has them, and circulars that are read on the fly."""

from __future__ import annotations

import os
from pathlib import Path

from bioresp.cli.asked import Answer, Asked, say
from bioresp.cli.frame import FINE, FOUND
from bioresp.comparison import compare
from bioresp.diagnostic import BioRespError, NothingFound
from bioresp.planfile import content_of, shown
from bioresp.query.names import resolve
from bioresp.report import changes as reports
from bioresp.report.changes.sides import Sides
from bioresp.sources import PlanSource, is_named_circular, read_source, with_registers

_GIT = "git:"


def compared(asked: Asked, old: str, new: str, agency: str, *, stat: bool) -> Answer:
    """What changed from one source to the other; with an agency only what concerns it.

    Raises:
        BioRespError: One cannot be read.
        NothingFound: Neither has the agency.
    """
    if old == new == "-":
        raise BioRespError("标准输入只有一份，不能同时作原方案和现方案")
    before, after = source(old), source(new)
    before, after = with_registers(before, after)
    asked.file = after.file
    found = Sides(compare(before.file.plan, after.file.plan), before.file.plan)
    meant = _meant(found, agency) if agency else ""
    if meant:
        found = found.chosen(meant)
    report = (reports.counts if stat else reports.changes)(found, (before.file.path, after.file.path), meant)
    status = FINE if before.is_sound and after.is_sound and not found.changes else FOUND
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


def source(written: str) -> PlanSource:
    """A plan: of a path, of git:REV:path, of - for stdin; a circular is imported. What is doubtful is said.

    Raises:
        BioRespError: It cannot be read, nothing of it could be, or it is a text that is no such circular.
    """
    if written.startswith(_GIT):
        revision, _, path = written.removeprefix(_GIT).partition(":")
        if not (revision and path):
            raise BioRespError(f"{written}：请写成 git:版本:路径，如 git:HEAD~1:data/measures.yaml")
        found = read_source(_shown_by_git(revision, path), path, written)
    elif written == "-":
        found = read_source(_content(written))
    elif is_named_circular(written):
        found = read_source(_content(written), written)
    else:
        found = read_source(content_of(Path(written)), written, shown(Path(written)))
    if found.warning:
        say(found.warning)
    return found


def _content(path: str) -> bytes:
    from bioresp.cli.importing import content

    try:
        return content(path)
    except BioRespError as error:
        raise BioRespError(f"{path}：{error}") from error


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
