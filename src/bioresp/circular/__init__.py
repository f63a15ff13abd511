"""A circular's lines → its plan: what headings, role labels, role brackets and tables mean.

It never invents, and accounts for every character: used, of the page, or reported with its place.
"""

from __future__ import annotations

from bioresp.circular.account import Account, Use
from bioresp.circular.codes import IMPORTING
from bioresp.circular.plan import Imported, Refusal, import_lines

__all__ = ["IMPORTING", "Account", "Imported", "Refusal", "Use", "import_lines"]
