"""Reports → text or a file's bytes. A format is one function; what it needs is imported when it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from bioresp.report.blocks import Report


class Style(NamedTuple):
    """How a text for people is laid out."""

    width: int | None = None
    """Terminal cells of a line; None breaks no line."""
    color: bool = False
    boxes: bool = False
    """Tables are drawn with lines, as in a terminal."""
    line_pitch: float = 28.95
    """Points from line to line on paper: 22 lines fill the 225 mm of GB/T 9704-2012, which gives no points."""
    table_size: float = 10.5
    """Points of text in a table on paper (5号), of which the standard says nothing."""


Writer = Callable[[Path], None]
"""Writes a new file of that path; or, where it is a folder, files into it."""

Content = str | bytes | Iterator[str] | Writer
"""A text, whole or piece by piece; or a file that only another program shows: its bytes, or what writes it."""

Format = Callable[[Report, Style], Content]


def _format(module: str, function: str) -> Format:
    def render(report: Report, style: Style) -> Content:
        found: Format = getattr(import_module(f"bioresp.formats.{module}"), function)
        return found(report, style)

    return render


TEXTS: dict[str, Format] = {
    "table": _format("text", "text"),
    "txt": _format("text", "text"),
    "md": _format("markdown", "markdown"),
    "csv": _format("data", "csv_text"),
    "json": _format("data", "json_text"),
    "html": _format("html", "html"),
}
"""The formats of every report that are texts."""

FORMATS: dict[str, Format] = {**TEXTS, "docx": _format("word", "docx"), "xlsx": _format("excel", "excel")}
"""The formats of every report; what is no text goes to a file."""

PICTURES: dict[str, Format] = {"svg": _format("picture", "svg"), "png": _format("picture", "png")}
"""The formats of a report that can be drawn."""

FILE_FORMATS: dict[str, Format] = {name: FORMATS[name] for name in ("html", "md")}
"""The formats of a report that is written beside the answer."""

FINDING_FORMATS: dict[str, Format] = {
    "concise": _format("findings", "concise"),
    "github": _format("findings", "github"),
    "sarif": _format("findings", "sarif"),
}
"""More formats of a report on findings."""

PAGE_FORMATS: dict[str, Format] = {"html": _format("page", "page")}
"""The formats of the page, which has views that no table has."""

ROW_FORMATS: dict[str, Format] = {
    "csv": _format("rows", "csv_lines"),
    "jsonl": _format("rows", "json_lines"),
    "sqlite": _format("sqlite", "sqlite"),
    "parquet": _format("parquet", "parquet"),
}
"""The formats of a report whose rows come in parts; none of them holds more than some."""

FOLDER_FORMATS = ("parquet",)
"""Those that may be a folder of files."""

FULL = _format("diff", "findings")
"""Findings for people, or the diff that mends them."""

DIFF_FORMATS: dict[str, Format] = {"diff": _format("diff", "diff")}
"""The format of a report that is a unified diff."""

VERBATIM = _format("text", "text")
"""For a report that is a text of its own, such as a JSON Schema: it stands as it is."""
