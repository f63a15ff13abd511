"""Every report in every format, and what each format makes of hostile or awkward text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bioresp.cells import width
from bioresp.cli.frame import COMMANDS
from bioresp.formats import FORMATS, TEXTS, Style
from bioresp.formats.data import harmless, json_text
from bioresp.formats.markdown import markdown
from bioresp.formats.text import text
from bioresp.query.places import Index
from bioresp.report.blocks import Cell, Column, Fields, Heading, Paragraph, Report, Table, Text, Verbatim, plain
from tests.conftest import DATA, GOLDEN, ROOT, Golden, Run, text_of

RESTARTING = str((DATA / "valid/restarting.yaml").relative_to(ROOT))

CASES = {
    "who-leads": ["who-leads", "三", "十二"],
    "measure": ["measure", "十三"],
    "agency": ["agency", "市市场监管局", "县（区）政府"],
    "agencies": ["agencies", "--sort", "total"],
    "list": ["list", "--section", "六"],
    "matrix": ["matrix", "--section", "四"],
    "grid": ["matrix", "--layout", "grid", "--agency", "攀枝花海关"],
    "search": ["search", "监测", "遥感"],
    "stats": ["stats"],
    "circular": ["circular", "--data", RESTARTING],
    "plans": ["plans"],
    "explain": ["explain", "R304"],
    "rules": ["explain"],
    "validate": ["validate"],
    "restarting-who-leads": ["who-leads", "二/一/1", "三/1", "--data", RESTARTING],
    "restarting-measure": ["measure", "二/一/1", "二/二/1", "三/1", "--data", RESTARTING],
    "restarting-agency": ["agency", "--all", "--data", RESTARTING],
    "restarting-role": ["agency", "园林局", "--role", "牵头", "--data", RESTARTING],
    "restarting-list": ["list", "--data", RESTARTING],
    "restarting-matrix": ["matrix", "--section", "二", "--data", RESTARTING],
    "restarting-grid": ["matrix", "--layout", "grid", "--columns", "4", "--data", RESTARTING],
    "restarting-stats": ["stats", "--data", RESTARTING],
    "restarting-search": ["search", "养护", "--data", RESTARTING],
}


@pytest.mark.parametrize("format_", TEXTS)
@pytest.mark.parametrize("case", CASES)
def test_every_report_in_every_format(run: Run, golden: Golden, case: str, format_: str) -> None:
    """The output is exactly the one that was looked at."""
    golden(GOLDEN / f"{case}.{format_}", text_of(run(*CASES[case], "--format", format_)).replace("\r\n", "\n"))


@pytest.mark.parametrize("format_", ["concise", "github", "sarif", "full"])
def test_findings_in_every_format(run: Run, golden: Golden, format_: str) -> None:
    """Editors and forges read these."""
    golden(GOLDEN / f"validate.{format_}", text_of(run("validate", "--format", format_)))


def test_every_command_is_rendered() -> None:
    """A new report is tried in every format; schema, init, import and the edits are texts, check-paper and diff take files, page is tried in a browser, export has formats of its own."""
    assert {arguments[0] for arguments in CASES.values()} == COMMANDS.keys() - {
        "schema",
        "init",
        "import",
        "check-paper",
        "diff",
        "page",
        "export",
        "rename",
        "assign",
        "unassign",
        "fmt",
    }


# --- tables in a terminal -----------------------------------------------------------------------------------------

WIDE = {
    "list": ["list"],
    "matrix": ["matrix"],
    "grid": ["matrix", "--layout", "grid"],
    "agency": ["agency", "市林业局", "市生态环境局"],
    "who-leads": ["who-leads", "十二", "二十一"],
    "measure": ["measure", "二十一"],
    "agencies": ["agencies"],
    "circular": ["circular"],
    "search": ["search", "生态环境局"],
    "stats": ["stats"],
    "restarting": ["matrix", "--data", RESTARTING],
    "restarting-agency": ["agency", "--all", "--data", RESTARTING],
}


@pytest.mark.parametrize("boxed", [False, True], ids=["plain", "boxed"])
@pytest.mark.parametrize("cells", [40, 60, 80, 120])
@pytest.mark.parametrize("case", WIDE)
def test_no_name_is_cropped_split_or_led_by_a_comma(run: Run, index: Index, case: str, cells: int, boxed: bool) -> None:
    """At every width each name stands whole on a line, lines fit, and columns line up."""
    shown = text_of(run(*WIDE[case], "--width", str(cells), "--color", "always" if boxed else "never"))
    shown = re.sub(r"\x1b\[[0-9;]*m|[【】]", "", shown)
    lines = shown.splitlines()
    assert max(map(width, lines)) <= cells
    assert "…" not in shown
    assert not [line for line in lines if line.lstrip(" │").startswith(("、", "，", "。", "；"))]
    assert not [line for line in lines for cell in line.split("│") if cell.strip().startswith(("、", "，", "。"))]
    whole = re.sub("[【】]", "", text_of(run(*WIDE[case])))
    for name in index.names:
        # the grid says its names once more below each table; a name may stand inside another
        assert len(re.findall(name, shown)) >= min(1, len(re.findall(name, whole))), name
        if case != "grid":
            assert len(re.findall(name, shown)) >= len(re.findall(name, whole)), name
    boxes = [line for line in lines if line[:1] in "┌├└│"]
    assert len({width(line) for line in boxes}) <= (len(boxes) and 2 + shown.count("┌")), "ragged"


def test_pipes_get_one_line_for_a_row(run: Run) -> None:
    """So that grep finds a measure with its units; nothing is coloured."""
    shown = text_of(run("list"))
    assert len(shown.splitlines()) == 2 + 23
    assert "\x1b" not in shown


def test_columns_line_up() -> None:
    """Chinese counts double; the rule under the header is as wide as its column."""
    table = Table("t", (Column("", "单位"), Column("", "n")), [("市林业局", 1), ("a", 22)])
    assert text(Report("r", (table,), ()), Style()) == "单位      n\n--------  --\n市林业局  1\na         22\n"


def test_an_empty_table_says_so() -> None:
    """Not just a header."""
    assert text(Report("r", (Table("t", (Column("", "甲"),), []),), ()), Style()) == "（无）\n"


def test_words_found_are_marked(run: Run) -> None:
    """【】 without colour, red with it, <b> in Markdown; overlapping words are marked once."""
    marked = Report("r", (Paragraph(Text("监测预警", (), ((0, 2), (1, 3)))),), ())
    assert text(marked, Style()) == "【监测】预警\n"
    assert "\x1b[1;31m监测\x1b[0m" in text(
        Report("r", (Paragraph(Text("监测预警", (), ((0, 2),))),), ()), Style(color=True)
    )
    assert markdown(marked, Style()) == "<b>监测</b>预警\n"
    boxed = text_of(run("search", "遥感", "--color", "always", "--width", "80"))
    assert "\x1b[1;31m遥感\x1b[0m" in boxed
    assert "\x1b" not in text_of(run("search", "遥感", "--color", "never", "--width", "80"))


CHANGED = Text("市林业局市水利局牵头", ((0, 4), (4, 8)), (), ((0, 4),), ((4, 8),))


def test_what_changed_is_struck_and_underlined() -> None:
    """Tags, signs, escapes; before → after where there is only text; names stay whole."""
    report = Report("r", (Paragraph(CHANGED),), (Table("t", (Column("k", "键"),), [(CHANGED,)]),))
    assert text(report, Style()) == "〔删：市林业局〕〔增：市水利局〕牵头\n"
    assert text(report, Style(color=True)) == "\x1b[9;31m市林业局\x1b[0m\x1b[4;32m市水利局\x1b[0m牵头\n"
    assert text(report, Style(12)) == "〔删：市林业局〕\n〔增：市水利局〕\n牵头\n"
    assert markdown(report, Style()) == "<del>市林业局</del><ins>市水利局</ins>牵头\n"
    kept = "<span class=kept>{}</span>".format
    assert f"<p><del>{kept('市林业局')}</del><ins>{kept('市水利局')}</ins>牵头</p>" in str(
        FORMATS["html"](report, Style())
    )
    assert "市林业局牵头 → 市水利局牵头" in str(FORMATS["csv"](report, Style()))
    assert json.loads(json_text(report, Style()))["t"] == [{"k": "市林业局牵头 → 市水利局牵头"}]


# --- hostile text -------------------------------------------------------------------------------------------------

EVIL: list[Cell] = [
    "<script>alert(1)</script>",
    "甲|乙",
    "=1+1",
    "a\nb",
    "\x1b[31m红",
    "**粗**",
    "# 标题",
    ("甲|", "`乙`"),
    None,
    True,
]


@pytest.fixture
def evil() -> Report:
    table = Table("t", (Column("k", "键"), Column("v", "值")), [(str(at), cell) for at, cell in enumerate(EVIL)])
    blocks = (
        Heading("# 一|二"),
        Paragraph("- 三"),
        Paragraph("4. 四"),
        Fields((("*五*", "<六>"),)),
        Verbatim("```\n七"),
        table,
    )
    return Report("evil", blocks, (table,))


def test_markdown_is_escaped(evil: Report) -> None:
    """No cell breaks the table, begins a list, or becomes markup."""
    written = markdown(evil, Style())
    assert "<script>" not in written
    rows = [line for line in written.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + len(EVIL)
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3}
    assert "# \\# 一\\|二" in written
    assert "\n\\- 三\n" in written
    assert "\n4\\. 四\n" in written
    assert "\n````text\n```\n七\n````\n" in written
    assert "a<br>b" in written


def test_terminals_get_no_control_characters(evil: Report) -> None:
    """A name in a file cannot colour or move the cursor."""
    for style in (Style(), Style(60, color=False, boxes=True)):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text(evil, style))


def test_spreadsheets_get_no_formulas() -> None:
    """Cells that would be one are made harmless; others stay."""
    assert [harmless(cell) for cell in ("=1+1", "+1", "-1", "@A1", "\tx", "甲=乙")] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@A1",
        "'\tx",
        "甲=乙",
    ]


def test_json_keeps_everything(evil: Report) -> None:
    """Names are arrays, numbers are numbers, no value is null."""
    found: dict[str, Any] = json.loads(json_text(evil, Style()))
    assert [row["v"] for row in found["t"]] == [list(cell) if isinstance(cell, tuple) else cell for cell in EVIL]


def test_cells_are_read_by_people() -> None:
    """是 and 否, an empty string for nothing, names with their spans."""
    assert [plain(cell).value for cell in (True, False, None, 3, ("甲", "乙"))] == ["是", "否", "", "3", "甲、乙"]
    assert plain(("甲局", "乙")).kept == ((0, 2), (3, 4))


def test_sarif_points_at_files_by_uri(run: Run, tmp_path: Path) -> None:
    """A path with blanks or Chinese is escaped; columns are code points."""
    path = tmp_path / "方 案.yaml"
    path.write_text((DATA / "invalid/R302-nobody.yaml").read_text("utf-8"), "utf-8")
    log = json.loads(run("validate", path, "--format", "sarif").stdout)["runs"][0]
    [result] = log["results"]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"].endswith("%E6%96%B9%20%E6%A1%88.yaml")
    assert location["region"] == {"startLine": 10, "startColumn": 15}
    assert (log["columnKind"], result["ruleId"]) == ("unicodeCodePoints", "R302")
