"""What the validate command checks: a plan, a register, or all plans of folders."""

from __future__ import annotations

from pathlib import PurePath

from bioresp.checking import Outcome, check_workspace
from bioresp.cli.asked import Asked
from bioresp.cli.progress import Progress
from bioresp.planfile import REGISTER, load_register


def outcome(asked: Asked) -> Outcome:
    """Check what is asked.

    Raises:
        BioRespError: The one file that is asked cannot be read.
    """
    if asked.is_folder:
        return check_workspace(asked.workspace, Progress("检查"))
    made = Outcome([], [], [])
    if PurePath(asked.path or "").name == REGISTER:
        made.add_register(load_register(asked.path or ""))
    else:
        made.add(asked.file)
    return made
