"""What changed from one plan to another, by meaning; the changes are the script that makes the new of the old.

The package is not called compare, as the design calls it: `bioresp.compare` is the function, and importing a package
of that name would put the package in its place.
"""

from __future__ import annotations

from bioresp.comparison.changes import (
    Added,
    Change,
    Changes,
    Edited,
    Moved,
    Number,
    Reassigned,
    Removed,
    Renumbered,
    Reordered,
    Respelled,
    Seat,
)
from bioresp.comparison.script import applied, apply, compare
from bioresp.comparison.tree import Node, Spot, Tree

__all__ = [
    "Added",
    "Change",
    "Changes",
    "Edited",
    "Moved",
    "Node",
    "Number",
    "Reassigned",
    "Removed",
    "Renumbered",
    "Reordered",
    "Respelled",
    "Seat",
    "Spot",
    "Tree",
    "applied",
    "apply",
    "compare",
]
