"""Findings in the forms that editors and forges read."""

from __future__ import annotations

import json
import os
from typing import Any

from bioresp.formats import Style
from bioresp.report.blocks import Report

CONTROL = dict.fromkeys([*range(10), *range(11, 32), *range(127, 160)], "�")
"""Never sent to a terminal: a name in a file may carry an escape sequence."""


def _rows(report: Report, name: str) -> list[dict[str, Any]]:
    table = next(each for each in report.tables if each.name == name)
    return [{column.key: cell for column, cell in zip(table.columns, row, strict=True)} for row in table.rows]


def concise(report: Report, style: Style) -> str:
    """One line for each finding: path:line:column: severity code message."""
    line = "{path}:{line}:{column}: {severity} {code} {message}\n"
    return "".join(line.format(**row) for row in _rows(report, "findings")).translate(CONTROL)


def github(report: Report, style: Style) -> str:
    """Workflow commands of GitHub Actions, which mark the line in a pull request."""
    titles = {row["code"]: row["title"] for row in _rows(report, "rules")}
    return "".join(
        f"::{row['severity']} file={_property(slashed(row['path']))},line={row['line']},col={row['column']},"
        f"title={_property(row['code'] + ' ' + titles[row['code']])}::{_escaped(row['message'])}\n"
        for row in _rows(report, "findings")
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def sarif(report: Report, style: Style) -> str:
    """SARIF 2.1.0; columns count UTF-16 units by default there, so it is said that ours count code points."""
    rules = [
        {
            "id": row["code"],
            "shortDescription": {"text": row["title"]},
            "help": {"text": row["manual"]},
            "defaultConfiguration": {"level": row["severity"]},
        }
        for row in _rows(report, "rules")
    ]
    results = [
        {
            "ruleId": row["code"],
            "level": row["severity"],
            "message": {"text": row["message"]},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": file_uri(row["path"])},
                        "region": {"startLine": row["line"], "startColumn": row["column"]},
                    }
                }
            ],
        }
        for row in _rows(report, "findings")
    ]
    run = {
        "tool": {"driver": {"name": "bioresp", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def slashed(path: str, *, windows: bool = os.name == "nt") -> str:
    """A path as forges write it: parted by /, on Windows too."""
    return path.replace("\\", "/") if windows else path


def file_uri(path: str, *, windows: bool = os.name == "nt") -> str:
    """A path as a URI: relative where it is relative, else with its scheme; a drive and a server stay what they are."""
    from urllib.parse import quote

    path = slashed(path, windows=windows)
    drive = path[:2] if windows and path[1:2] == ":" else ""
    quoted = drive + quote(path[len(drive) :], errors="surrogateescape")
    if drive:
        return f"file:///{quoted}"
    if windows and path.startswith("//"):
        return f"file:{quoted}"
    return f"file://{quoted}" if path.startswith("/") else quoted
