"""Markdown, ready to paste: pipe tables drawn by tabulate, everything escaped in one place."""

from __future__ import annotations

import re

from tabulate import tabulate

from bioresp.formats import Style
from bioresp.report.blocks import Block, Fields, Heading, Paragraph, Report, Table, Text, Verbatim, plain

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&#])")
_OPENING = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))(?=\s|$|[-=])")
"""What would begin a list, or underline a heading, at the start of a paragraph."""


def markdown(report: Report, style: Style) -> str:
    return "\n\n".join(filter(None, map(_block, report.blocks))) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * min(level, 6)} {_marked(plain(text))}"
        case Paragraph(text):
            return _opened(_marked(plain(text)))
        case Fields(rows):
            return "\n".join(f"- {_escaped(label)}：{_marked(plain(value))}" for label, value in rows)
        case Verbatim():
            fence = "`" * max(3, *(len(each) + 1 for each in re.findall("`+", block.shown) or [""]))
            return f"{fence}text\n{block.shown}\n{fence}"
    return _table(block)


def _table(table: Table) -> str:
    shown = [at for at, column in enumerate(table.columns) if column.label]
    header = [_escaped(table.columns[at].label) for at in shown]
    rows = [[_marked(plain(row[at])) for at in shown] for row in table.rows]
    return tabulate(rows, header, tablefmt="pipe", disable_numparse=True)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\r", "").replace("\n", "<br>")


def _opened(text: str) -> str:
    """A paragraph that does not begin like a list."""
    text = text.lstrip(" \t")
    return _OPENING.sub(r"\1\3\\\2\4", text)


_CHANGES = {"": "{}", "deleted": "<del>{}</del>", "inserted": "<ins>{}</ins>"}
"""As ** is none, ~~ is no mark beside Chinese punctuation either."""


def _marked(text: Text) -> str:
    return "".join(_CHANGES[change].format(_words(piece)) for change, piece in text.stretches())


def _words(text: Text) -> str:
    written, at = "", 0
    for start, end in text.marked:
        if start >= at:
            # ** is not read as a mark beside Chinese punctuation
            written += f"{_escaped(text.value[at:start])}<b>{_escaped(text.value[start:end])}</b>"
            at = end
    return written + _escaped(text.value[at:])
