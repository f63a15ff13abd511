"""Does a Word file hold what GB/T 9704-2012 asks? Clause by clause; it knows docx files and no plan."""

from __future__ import annotations

from bioresp.paper.clauses import CLAUSES, Clause, Eye
from bioresp.paper.document import read
from bioresp.paper.verdicts import Status, Verdict, verdicts

__all__ = ["CLAUSES", "Clause", "Eye", "Status", "Verdict", "check"]


def check(content: bytes) -> list[Verdict]:
    """What of the standard holds in a file.

    Raises:
        BioRespError: It cannot be read as a Word file.
    """
    return verdicts(read(content))
