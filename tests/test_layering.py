"""The table of imports is the law: data moves one way, formats know no domain, only the command line prints."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = ROOT / "src/bioresp"

MAY_IMPORT: dict[str, set[str]] = {
    "letters": set(),
    "numerals": {"letters"},
    "cells": set(),
    "model": set(),
    "diagnostic": {"model"},
    "planfile": {"model", "diagnostic"},
    "extract": {"diagnostic", "letters", "numerals"},
    "circular": {"extract", "model", "letters", "numerals", "diagnostic", "query"},
    "query": {"model", "letters", "numerals"},
    "rules": {"model", "diagnostic", "query"},
    "workspace": {"model", "diagnostic", "planfile", "query"},
    "comparison": {"model", "numerals", "query"},
    "paper": {"extract", "diagnostic"},
    "report": {"model", "diagnostic", "query", "comparison", "cells", "paper"},
    "formats": {"report", "cells", "diagnostic"},
    "sources": {"model", "diagnostic", "planfile", "extract", "circular"},
    "checking": {"model", "diagnostic", "planfile", "rules", "workspace", "__init__"},
    "editing": {"model", "diagnostic", "planfile", "query", "rules", "__init__"},
    "cli": {
        "sources",
        "checking",
        "editing",
        "model",
        "diagnostic",
        "planfile",
        "query",
        "rules",
        "comparison",
        "report",
        "formats",
        "extract",
        "circular",
        "paper",
        "workspace",
        "__init__",
    },
    "__init__": {"model", "diagnostic", "planfile", "rules", "comparison"},
    "__main__": {"cli"},
}
"""numerals knows no model: labels are made where a plan is walked, in query."""


def imported(path: Path) -> set[str]:
    """The parts of this package that a file imports; "__init__" for the package itself."""
    parts: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "bioresp":
            inner = node.module.split(".")[1:2]
            names = [alias.name for alias in node.names]
            known = {each for each in names if each in MAY_IMPORT}
            parts |= set(inner) or known or {"__init__"}
        elif isinstance(node, ast.Import):
            parts |= {name.name.split(".")[1] for name in node.names if name.name.startswith("bioresp.")}
    return parts


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCES)))
def test_imports_follow_the_table(path: Path) -> None:
    """Every file belongs to a part of the table and imports only what the table allows."""
    part = path.relative_to(SOURCES).parts[0].removesuffix(".py")
    assert imported(path) <= MAY_IMPORT[part] | {part}


def test_reports_know_no_format_and_formats_no_domain() -> None:
    """Formats take from report only its blocks."""
    for path in (SOURCES / "formats").rglob("*.py"):
        modules = {
            node.module
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module
        }
        assert {name for name in modules if name.startswith("bioresp.report")} <= {"bioresp.report.blocks"}


def test_only_the_command_line_prints() -> None:
    """No print, no sys.stdout, no exit elsewhere."""
    for path in SOURCES.rglob("*.py"):
        source = path.read_text("utf-8")
        assert "print(" not in source.replace("console.print(", "")
        if "cli" not in path.parts:
            assert "sys.stdout" not in source
            assert "sys.exit" not in source


def test_modules_and_functions_stay_small() -> None:
    """No function over 60 lines; past 400 lines a module becomes a package."""
    for path in SOURCES.rglob("*.py"):
        source = path.read_text("utf-8")
        assert source.count("\n") <= 400, path
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, f"{path}:{node.lineno}"


HEAVY = {
    "rich", "tabulate", "wcwidth", "json", "csv", "jsonschema", "pydantic", "importlib.metadata", "unicodedata",
    "tempfile", "jinja2", "bioresp.rules", "bioresp.planfile.writer", "bioresp.planfile.schema", "bioresp.formats.markdown",
    "bioresp.formats.data", "bioresp.report.matrix", "bioresp.report.agency", "bioresp.report.circular",
    "docx", "lxml", "sqlite3", "concurrent.futures", "platformdirs", "bioresp.workspace", "pyarrow", "bioresp.query.concern",
    "bioresp.query.filters", "bioresp.query.names", "bioresp.comparison", "bioresp.report.changes", "bioresp.formats.word",
    "bioresp.formats.word.package",
}  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (["who-leads", "十二"], set()),
        (["list"], {"unicodedata", "bioresp.query.filters", "bioresp.query.concern"}),
        (
            ["agency", "市林业局", "--format", "json"],
            {
                "json",
                "bioresp.report.agency",
                "bioresp.formats.data",
                "csv",
                "bioresp.query.names",
                "bioresp.query.concern",
            },
        ),
        (
            ["matrix", "--format", "csv"],
            {
                "json",
                "csv",
                "bioresp.report.matrix",
                "bioresp.formats.data",
                "bioresp.query.filters",
                "bioresp.query.concern",
            },
        ),
    ],
)
def test_a_query_loads_nothing_heavy(arguments: list[str], needed: set[str]) -> None:
    """What may be in sys.modules when a query has been answered."""
    script = (
        "import sys; from bioresp.cli import app\n"
        "try: app(sys.argv[1:], prog_name='bioresp')\n"
        "except SystemExit: pass\n"
        "print('\\n'.join(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, check=True, cwd=ROOT)
    loaded = set(ran.stdout.decode().split())
    assert HEAVY & loaded <= needed


def test_the_program_compiles_no_pattern_that_it_does_not_use() -> None:
    """PyYAML's patterns wait until they are used; they work then, and nobody else's are touched."""
    script = (
        "import bioresp.__main__, re, yaml\n"
        "assert re.compile is bioresp.__main__._compile\n"
        "assert type(yaml.reader.Reader.NON_PRINTABLE).__name__ == '_Unmade'\n"
        "assert yaml.load('a: [2030-01-01, 12:30, 甲]', yaml.SafeLoader)['a'][1:] == [750, '甲']\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
