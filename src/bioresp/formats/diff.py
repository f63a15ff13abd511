"""A unified diff: as it is for programs that apply it, coloured for people."""

from __future__ import annotations

from bioresp.formats import Style
from bioresp.formats.text import text
from bioresp.report.blocks import Report, Verbatim

_COLORS = {"+": "32", "-": "31", "@": "36"}


def diff(report: Report, style: Style) -> str:
    """The diff that a report is."""
    if not style.boxes:  # a line end of Windows is part of what is compared
        return "".join(block.text for block in report.blocks if isinstance(block, Verbatim))
    return "".join(f"{_painted(line, style)}\n" for line in text(report, style).splitlines())


def findings(report: Report, style: Style) -> str:
    """Findings with the lines that they stand on; or the diff that would mend them."""
    is_diff = all(isinstance(block, Verbatim) for block in report.blocks)
    return diff(report, style) if is_diff else text(report, style)


def _painted(line: str, style: Style) -> str:
    color = _COLORS.get(line[:1])
    return f"\x1b[{color}m{line}\x1b[0m" if style.color and color else line
