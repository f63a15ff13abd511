"""The page: one file that works from a disk, a mail or an intranet without network.

The list of measures is plain HTML, so that it is there without JavaScript; page.js makes the other views from the
tables, which stand in the page as JSON. Nothing is fetched, and only our own script and style are let run: the policy
names them by hash.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

from bioresp.formats import Style
from bioresp.report.blocks import Cell, Report, Table, Text, plain


def page(report: Report, style: Style) -> str:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    template, css, script = (
        files(__name__).joinpath(name).read_text("utf-8") for name in ("page.html", "page.css", "page.js")
    )
    tables = [block for block in report.blocks if isinstance(block, Table)]
    count = 1 + max((int(str(row[0])) for table in tables for row in table.rows), default=-1)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["pieces"] = _pieces
    return environment.from_string(template).render(
        policy=_policy(css, script),
        css=Markup(css),  # noqa: S704  # our own file
        script=Markup(script),  # noqa: S704  # our own file
        data=Markup(_data(tables, count)),  # noqa: S704  # escaped there
        plans=[_grouped({table.name: _rows(table, at) for table in tables}) for at in range(count)],
    )


def _policy(css: str, script: str) -> str:
    style_hash, script_hash = (
        b64encode(sha256(each.encode()).digest()).decode()
        for each in (css, script)  # as they stand between the tags
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _rows(table: Table, plan: int) -> list[dict[str, Any]]:
    """The rows of one plan, as the template reads them."""
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows if row[0] == plan]


def _grouped(tables: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The tables of one plan, with what belongs to each measure: `said`, `found`; and `inside` each section.

    The template would have to look through all rows for each measure.
    """
    count = len(tables["measures"])
    said: list[list[dict[str, Any]]] = [[] for _ in range(count)]
    found: list[list[dict[str, Any]]] = [[] for _ in range(count)]
    inside: dict[int | None, list[int]] = {at: [] for at in (None, *range(len(tables["sections"])))}
    for text in tables["texts"]:
        text["fields"] = []
        said[text["measure"]].append(text)
    for field in tables["fields"]:
        tables["texts"][field["text"]]["fields"].append(field)
    for finding in tables["findings"]:
        found[finding["measure"]].append(finding)
    for at, measure in enumerate(tables["measures"]):
        inside[measure["section"]].append(at)
    return {**tables, "said": said, "found": found, "inside": inside}


# What HTML would end a script at, and what JavaScript once took for a line's end.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def _data(tables: Sequence[Table], count: int) -> str:
    """The tables of each plan as JSON that no text can break out of."""
    import json

    plans = [
        {
            table.name: {
                "columns": [column.key for column in table.columns[1:]],
                "rows": [[_value(cell) for cell in row[1:]] for row in table.rows if row[0] == at],
            }
            for table in tables
        }
        for at in range(count)
    ]
    return json.dumps(plans, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _value(cell: Cell) -> Any:
    return cell.value if isinstance(cell, Text) else cell


_LONGEST_WHOLE = 18
"""Characters of a name that stays whole on a line: as many as a phone has room for."""


class Piece(NamedTuple):
    """A stretch of a text, and the class it is shown with; empty for none."""

    text: str
    kind: str


def _pieces(cell: Cell) -> Iterator[Piece]:
    """A cell in stretches: names that stay whole on a line, words that are marked, and the rest."""
    text = plain(cell)
    kept = [(start, end, "name") for start, end in text.kept if end - start <= _LONGEST_WHOLE]
    spans = sorted(kept + [(*span, "group") for span in text.marked])
    at = 0
    for start, end, kind in spans:
        if start >= at:
            yield Piece(text.value[at:start], "")
            yield Piece(text.value[start:end], kind)
            at = end
    yield Piece(text.value[at:], "")
