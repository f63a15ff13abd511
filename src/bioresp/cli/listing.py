"""What the plans command does: list the plans that are asked, with what is found in each."""

from __future__ import annotations

from bioresp import check
from bioresp.checking import counts
from bioresp.cli.asked import Asked
from bioresp.cli.progress import Progress
from bioresp.diagnostic import Severity
from bioresp.report.plans import Listed


def every_plan(asked: Asked) -> list[Listed]:
    """The plans that are asked, the newest first."""
    if not asked.is_folder:
        return [_single(asked)]
    workspace = asked.plans
    found = workspace.counts(counts, Progress("检查"))
    return [
        Listed(
            workspace.key(each),
            each.document_number,
            each.title,
            each.issuer,
            each.issued,
            each.measures,
            each.actions,
            each.agencies,
            *found[each.path],
            workspace.shown(each),
        )
        for each in workspace.plans()
    ]


def _single(asked: Asked) -> Listed:
    index, file = asked.index, asked.file
    plan = index.plan
    severities = [each.severity for each in check(file)]
    return Listed(
        plan.document_number or file.path,
        plan.document_number,
        plan.title,
        plan.issuer,
        plan.issued,
        len(index.entries),
        sum(len(entry.measure.actions) for entry in index.entries),
        len(plan.agencies),
        severities.count(Severity.ERROR),
        severities.count(Severity.WARNING),
        file.path,
    )
