"""A data file and a wish → the file, changed only there: from bytes to bytes, and nothing is written.

What cannot be done is an exception, never a half-made edit: `EditRefused` and its parent `NothingFound`, where the wish
is at fault, and `BioRespError`, their parent, where the program would have spoilt the file. Each is one sentence.
"""

from __future__ import annotations

from bioresp.editing.edited import BadName, EditedFile, EditRefused
from bioresp.editing.layout import fmt
from bioresp.editing.mending import fix
from bioresp.editing.names import rename
from bioresp.editing.roles import assign, unassign

__all__ = ["BadName", "EditRefused", "EditedFile", "assign", "fix", "fmt", "rename", "unassign"]
