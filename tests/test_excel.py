"""Workbooks, opened again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bioresp import PlanFile
from bioresp.formats import FORMATS, Style
from bioresp.report.blocks import Column, Fields, Heading, Paragraph, Report, Table, Verbatim
from tests.conftest import Run

AWKWARD = [
    "=1+1",
    "+86",
    "-5",
    "@x",
    '甲|乙&丙<丁>"戊"',
    "第一行\n第二行",
    "长" * 40,
    "🌿局",
    "\x01控",
    "https://example.cn",
]


def book(run: Run, folder: Path, *arguments: str) -> Any:
    target = folder / "答复.xlsx"
    assert run(*arguments, "-o", str(target)).status == 0
    return openpyxl.load_workbook(target)


def test_the_matrix_is_a_workbook_to_work_with(run: Run, tmp_path: Path, seed: PlanFile) -> None:
    """The list as issued, the grid, a row for each assignment, and the ledger to fill in."""
    found = book(run, tmp_path, "matrix")
    assert found.sheetnames == ["责任分工表", "对照表", "分工明细", "台账"]
    measures = [measure for section in seed.plan.sections for measure in section.measures]
    assigned = sum(len(part.assignments) for measure in measures for part in measure.parts)
    assert found["分工明细"].max_row == 1 + assigned
    ledger = found["台账"]
    assert ledger.max_row == 1 + len(measures) + sum(len(measure.actions) for measure in measures)
    header = [cell.value for cell in ledger[1]]
    assert header[-3:] == ["完成时限", "责任人", "进展"]
    assert all(row[-1].value is None for row in ledger.iter_rows(min_row=2))
    for sheet in found.worksheets:
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows
    words = {cell.value for row in found["责任分工表"].iter_rows() for cell in row}
    assert {"、".join(measure.responsible) for measure in measures if measure.responsible} <= words


def test_signs_are_coloured_and_explained(run: Run, tmp_path: Path) -> None:
    """● and ○ have colours of their own, and the note says what they mean."""
    sheet = book(run, tmp_path, "matrix")["对照表"]
    colours: dict[str, set[str]] = {}
    for row in sheet.iter_rows(min_row=2, min_col=2):
        for cell in row:
            if cell.value:
                colours.setdefault(cell.value, set()).add(cell.fill.start_color.rgb)
    assert {sign: len(each) for sign, each in colours.items()} == {"●": 1, "○": 1}
    assert colours["●"] != colours["○"]
    assert sheet.cell(sheet.max_row, 1).value == "注：● 牵头单位　○ 责任单位"


def test_awkward_texts_stay_texts(tmp_path: Path) -> None:
    """No formula, no link, no number is made of a text; only what XML forbids is replaced."""
    columns = (Column("", "名称"), Column("", "数"))
    blocks = (Heading("标题"), Paragraph("说明"), Fields((("项", AWKWARD[0]),)), Verbatim("a\nb"))
    table = Table("awkward", columns, [(each, 7) for each in AWKWARD])
    content = FORMATS["xlsx"](Report("x", (*blocks, table), (table,)), Style())
    assert isinstance(content, bytes)
    target = tmp_path / "x.xlsx"
    target.write_bytes(content)
    sheet = openpyxl.load_workbook(target).active
    assert sheet
    cells = [row[0] for row in sheet.iter_rows(min_row=sheet.max_row - len(AWKWARD) + 1)]
    assert [cell.value for cell in cells] == [each.replace("\x01", "�") for each in AWKWARD]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


@pytest.mark.parametrize(
    "arguments",
    [["list"], ["agency", "市林业局"], ["agencies"], ["who-leads", "十二"], ["measure", "三"], ["circular"], ["stats"],
     ["matrix", "--layout", "grid"], ["validate"], ["search", "监测"]],
    ids=" ".join,
)  # fmt: skip
def test_every_report_is_a_workbook(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    """Whatever the answer is made of, its words are in the cells."""
    found = book(run, tmp_path, *arguments)
    assert any(cell.value for row in found.worksheets[0].iter_rows() for cell in row)


def test_a_workbook_goes_to_a_file(run: Run) -> None:
    """A terminal cannot show it."""
    done = run("list", "--format", "xlsx")
    assert done.status == 2
    assert "-o" in done.stderr


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice to open it with")
def test_libreoffice_opens_it(run: Run, tmp_path: Path) -> None:
    """And prints the list across A4."""
    assert run("matrix", "-o", str(tmp_path / "a.xlsx")).status == 0
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "a.xlsx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    pypdfium2 = pytest.importorskip("pypdfium2")
    printed = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    width, height = printed[0].get_size()
    assert width > height
    assert 4 <= len(printed) <= 40
    printed.close()
