"""How far a long work has come, for whoever sits at a terminal."""

from __future__ import annotations

import sys
from typing import Any

_FEW = 200
"""Files that are done before anybody wonders."""


class Progress:
    """A bar on stderr; nothing where stderr is no terminal, or there is little to do."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        """Show that so many are done, from 1; the bar goes when all are."""
        if self._bar is None and done == 1:
            self._bar = _bar(self._what, total) or False
        if self._bar:
            self._bar.update(self._bar.task_ids[0], completed=done)
            if done == total:
                self._bar.stop()
                self._bar = None


def _bar(what: str, total: int) -> Any:
    if total < _FEW or sys.stderr is None or not sys.stderr.isatty():
        return None
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    bar = Bar(console=console, transient=True, disable=console.is_dumb_terminal)
    bar.add_task(what, total=total)
    bar.start()
    return bar
