"""Files checked, one or all of a workspace, with what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bioresp import check
from bioresp.diagnostic import BioRespError, Checked, Severity
from bioresp.planfile import PlanFile, RegisterFile, load

if TYPE_CHECKING:
    from bioresp.workspace import Counts, Progress, Work, Workspace


class Outcome(NamedTuple):
    """Files that were checked, those of them that were not read to their end, and why others could not be read."""

    checked: list[Checked]
    broken: list[str]
    unread: list[str]

    def add(self, file: PlanFile) -> None:
        """Check a plan."""
        self.checked.append(Checked(file.path, file.text, check(file)))
        if not file.is_whole:
            self.broken.append(file.path)

    def add_register(self, file: RegisterFile) -> None:
        """Check a register that plans share."""
        from bioresp import rules

        findings = sorted([*file.findings, *rules.check_register(file.bodies)])
        self.checked.append(Checked(file.path, file.text, findings))


def check_workspace(workspace: Workspace, progress: Progress) -> Outcome:
    """Check every plan of a workspace and the registers that they share, on all cores.

    Args:
        workspace: The plans.
        progress: Told how far it has come.
    """
    from bioresp.workspace import mapped

    made = Outcome([], [], list(workspace.closed))
    for register in workspace.registers.values():
        made.add_register(register)
    work = [(path, workspace.bodies(path)) for path in workspace.paths()]
    for checked in mapped(_check, work, progress):
        if isinstance(checked, str):
            made.unread.append(checked)
            continue
        file, is_whole = checked
        made.checked.append(file)
        if not is_whole:
            made.broken.append(file.path)
    return made


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
