"""What the validate command does: check a plan, or all plans of folders and the registers they share, on all cores."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from bioresp import check
from bioresp.cli.asked import Asked
from bioresp.cli.progress import Progress
from bioresp.diagnostic import BioRespError, Severity
from bioresp.planfile import REGISTER, PlanFile, RegisterFile, load, load_register
from bioresp.report.findings import Checked

if TYPE_CHECKING:
    from bioresp.workspace import Counts, Work


class Outcome(NamedTuple):
    """Files that were checked, those of them that were not read to their end, and why others could not be read."""

    checked: list[Checked]
    broken: list[str]
    unread: list[str]

    def add(self, file: PlanFile) -> None:
        """Check a file."""
        self.checked.append(Checked(file.path, file.text, check(file)))
        self.broken.extend([file.path] * (not file.is_whole))


def outcome(asked: Asked) -> Outcome:
    """Check what is asked.

    Raises:
        BioRespError: The one file that is asked cannot be read.
    """
    made = Outcome([], [], [])
    if not asked.is_folder:
        if PurePath(asked.path or "").name == REGISTER:
            made.checked.append(_register(load_register(asked.path or "")))
        else:
            made.add(asked.file)
        return made
    from bioresp.workspace import mapped

    workspace = asked.workspace
    made.unread.extend(workspace.closed)
    made.checked.extend(map(_register, workspace.registers.values()))
    work = [(path, workspace.bodies(path)) for path in workspace.paths()]
    for checked in mapped(_check, work, Progress("检查")):
        if isinstance(checked, str):
            made.unread.append(checked)
        else:
            made.checked.append(checked[0])
            made.broken.extend([checked[0].path] * (not checked[1]))
    return made


def _register(file: RegisterFile) -> Checked:
    from bioresp import rules

    return Checked(file.path, file.text, sorted([*file.findings, *rules.check_register(file.bodies)]))


def counts(work: Work) -> Counts:
    """How many errors and warnings a file has."""
    found = _check(work)
    severities = [] if isinstance(found, str) else [each.severity for each in found[0].findings]
    return severities.count(Severity.ERROR), severities.count(Severity.WARNING)


def _check(work: Work) -> tuple[Checked, bool] | str:
    """A file checked, and whether it was read to its end; a sentence where it cannot be read."""
    path, bodies = work
    try:
        file = load(path)
    except BioRespError as error:
        return str(error)
    findings = check(file, bodies)
    return Checked(file.path, file.text if findings else "", findings), file.is_whole
