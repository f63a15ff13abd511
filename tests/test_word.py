"""Word files: opened again with python-docx, and printed by LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from bioresp.formats import Style
from bioresp.formats.word import docx as written
from bioresp.formats.word.columns import Column as Wide
from bioresp.formats.word.columns import widths
from bioresp.formats.word.sheet import TURNED, UPRIGHT
from bioresp.planfile import parse
from bioresp.query.places import Index
from bioresp.report import circular, matrix
from bioresp.report.blocks import Column, Fields, Heading, Paragraph, Report, Table, Text, Verbatim, plain
from tests.conftest import ROOT, Run, text_of
from tests.test_formats import EVIL

REPORTS = {
    "list": ["matrix"],
    "grid": ["matrix", "--layout", "grid"],
    "agency": ["agency", "市林业局"],
    "circular": ["circular"],
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The reports of the seed as Word files."""
    from typer.testing import CliRunner

    from bioresp.cli import app

    folder = tmp_path_factory.mktemp("word")
    found = {name: folder / f"{name}.docx" for name in REPORTS}
    for name, arguments in REPORTS.items():
        data = ["--data", str(ROOT / "data/measures.yaml")]
        assert CliRunner().invoke(app, [*arguments, *data, "-o", str(found[name])]).exit_code == 0
    return found


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def words(document: Document) -> str:
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def columns(table: WordTable) -> list[int]:
    return [int(each.get(qn("w:w"))) for each in table._tbl.tblGrid.findall(qn("w:gridCol"))]


def has(row: Any, tag: str) -> bool:
    return row._tr.trPr is not None and row._tr.trPr.find(qn(tag)) is not None


# --- opened again ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["list", "grid", "circular"])
def test_every_name_is_there_whole(made: dict[str, Path], index: Index, name: str) -> None:
    """Each unit that has a role stands in the text of the file, in one piece."""
    text = words(opened(made[name].read_bytes()))
    named = {each.agency for entry in index.entries for each in entry.measure.assignments}
    shown = index.canonical(named) if name == "grid" else named
    assert [each for each in shown if each not in text] == []


@pytest.mark.parametrize("name", REPORTS)
def test_tables_survive_word_and_wps(made: dict[str, Path], name: str) -> None:
    """Fixed widths that fill the sheet at most, the header repeated, no row split."""
    document = opened(made[name].read_bytes())
    room = (TURNED if name == "grid" else UPRIGHT).room
    for table in document.tables:
        assert sum(columns(table)) <= room
        assert has(table.rows[0], "w:tblHeader")
        assert all(has(row, "w:cantSplit") for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        for row in table.rows:
            cells = [int(each.tcPr.tcW.get(qn("w:w"))) for each in row._tr.tc_lst]
            assert sum(cells) == sum(columns(table))


def test_a_section_is_one_cell_across_the_table(made: dict[str, Path]) -> None:
    """Nine sections; the measures keep their three cells."""
    [table] = opened(made["list"].read_bytes()).tables
    spans = [[each.grid_span for each in row._tr.tc_lst] for row in table.rows]
    assert spans.count([3]) == 9
    assert spans.count([1, 1, 1]) == 1 + 23


def test_a_row_of_marks_without_marks_is_no_section() -> None:
    """A measure that none of the shown agencies has keeps its cells."""
    marks = Table("t", (Column("", "措施"), Column("", "甲局", mark=True)), [("（一）", ""), ("（二）", "●")])
    [table] = opened(written(Report("r", (marks,), ()), Style())).tables
    assert {len(row._tr.tc_lst) for row in table.rows} == {2}


@pytest.mark.parametrize("name", REPORTS)
def test_no_theme_decides_a_font(made: dict[str, Path], name: str) -> None:
    """Every font is named for all scripts; nothing of the template's maker is left."""
    with zipfile.ZipFile(made[name]) as package:
        texts = {each: package.read(each).decode() for each in package.namelist()}
    assert not [each for each in texts if re.search("theme|thumbnail|customXml", each)]
    text = "".join(texts.values())
    assert not re.search(r'w:\w+Theme="', text, re.IGNORECASE)
    assert "python-docx" not in text
    for fonts in re.findall(r"<w:rFonts [^>]*>", text):
        assert len(set(re.findall(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]*)"', fonts))) == 1
        assert fonts.count('="') == 4
    assert '<w:lang w:val="en-US" w:eastAsia="zh-CN"' in texts["word/styles.xml"]
    properties = opened(made[name].read_bytes()).core_properties
    assert properties.language == "zh-CN"
    assert properties.title
    assert (properties.author, properties.comments) == ("", "")


def test_the_parts_of_a_circular_have_their_place(made: dict[str, Path]) -> None:
    """Title, number, addressees, headings and who signs, each in a style of its own."""
    paragraphs = opened(made["circular"].read_bytes()).paragraphs
    styles = [each.style.name if each.style else "" for each in paragraphs]
    assert styles[:5] == ["发文机关标志", "发文字号", "Title", "主送机关", "Body Text"]
    assert [each.text for each, style in zip(paragraphs, styles, strict=True) if style == "Signature"] == [
        "攀枝花市生态环境保护委员会办公室",
        "攀枝花市生态环境局（代章）",
        "2023年3月3日",
    ]
    assert (styles.count("Title"), styles.count("Heading 1"), styles.count("Heading 2")) == (2, 9, 23)


def test_an_annex_says_so(made: dict[str, Path]) -> None:
    """附件 stands at the top left of a matrix and of nothing else; its title is on the third line."""
    first = {name: opened(path.read_bytes()).paragraphs[0] for name, path in made.items()}
    assert {name for name, paragraph in first.items() if paragraph.text == "附件"} == {"list", "grid"}
    assert "附件" not in first["circular"].text


def test_word_reads_its_own_circular_back(run: Run, made: dict[str, Path], tmp_path: Path) -> None:
    """The paper gives the same plan as the text."""
    text = tmp_path / "circular.txt"
    run("circular", "-o", text)
    assert text_of(run("import", made["circular"])) == text_of(run("import", text))


def test_line_pitch_and_table_size_are_settings(run: Run, tmp_path: Path) -> None:
    """Where a Word file is written, and nowhere else."""
    target = tmp_path / "x.docx"
    run("matrix", "-o", target, "--line-pitch", "28", "--table-size", "9")
    styles = opened(target.read_bytes()).styles
    sizes: list[Any] = [styles["Normal"].paragraph_format.line_spacing, styles["表格文字"].font.size]
    assert [each.pt for each in sizes] == [28, 9]
    for arguments, said in (
        (["matrix", "--line-pitch", "28"], "--line-pitch：只用于 docx"),
        (["matrix", "-o", target, "--table-size", "大"], "--table-size：“大”不是 4 到 72 之间的磅数"),
        (["schema", "--line-pitch", "28"], "没有选项 --line-pitch"),
        (["matrix", "--format", "docx"], "--format：docx 只能写入文件，请用 -o 指明"),
    ):
        ran = run(*arguments)
        assert (ran.status, ran.stderr.splitlines()[0]) == (2, f"用法错误：{said}")


def test_every_agency_gets_a_word_file(run: Run, tmp_path: Path) -> None:
    """Named after it, with its tasks."""
    run("agency", "--all", "-o", f"{tmp_path}/", "--format", "docx")
    assert len(list(tmp_path.glob("*.docx"))) == len(list(tmp_path.iterdir())) > 30
    assert opened((tmp_path / "市林业局.docx").read_bytes()).paragraphs[0].text == "市林业局任务清单"


# --- awkward text ---------------------------------------------------------------------------------------------------

NAMES = [
    "甲|乙局",
    "R&D 局",
    "<b>局</b>",
    "“引号”局'\"",
    "很长的名称" * 8,
    "🐼 局",
    "=1+1",
    "- 局",
    "# 局",
    "\t局",
    "两\n行",
    "]]>",
]


def test_awkward_text_passes_through() -> None:
    """Text that begins with anything is text; a line break is one; what XML forbids becomes �."""
    cells = [*EVIL, *NAMES, "\x00\x0b\ud800\ufffe"]
    table = Table("t", (Column("", "甲&乙"), Column("", "值")), [("", cell) for cell in cells])
    blocks = (
        Heading("<一>"),
        Paragraph("&amp; \x1b"),
        Fields((("*五*", "<六>"),)),
        Verbatim("```\n  七"),
        table,
        Table(
            "t", (Column("", "措施"), *(Column("", name, mark=True) for name in NAMES)), [("（一）", *"●" * len(NAMES))]
        ),
    )
    document = opened(written(Report("evil", blocks, ()), Style()))
    said = [row.cells[-1].text for row in document.tables[0].rows]
    assert said == ["值", *(re.sub(r"[\x00\x0b\x1b\ud800\ufffe]", "�", plain(cell).value) for cell in cells)]
    assert [cell.text for cell in document.tables[1].rows[0].cells] == ["措施", *NAMES]
    assert [each.text for each in document.paragraphs][:5] == ["<一>", "&amp; �", "*五*：<六>", "```", "  七"]


def test_words_found_have_a_dot_below() -> None:
    """Paper is black: 着重号 marks them, and the text stays the same."""
    document = opened(written(Report("r", (Paragraph(Text("监测预警", (), ((0, 2), (1, 3)))),), ()), Style()))
    [paragraph] = document.paragraphs
    assert [run.text for run in paragraph.runs if run._r.find(f".//{qn('w:em')}") is not None] == ["监测"]
    assert paragraph.text == "监测预警"


def test_an_empty_table_says_so() -> None:
    """Not just a header."""
    document = opened(written(Report("r", (Table("t", (Column("", "甲"),), []),), ()), Style()))
    assert ([each.text for each in document.paragraphs], document.tables) == (["（无）"], [])


# --- widths ---------------------------------------------------------------------------------------------------------


def test_columns_hold_their_names() -> None:
    """However little room there is beside a long text, the longest name stays on a line."""
    names = [Text("市文化广播电视和旅游局", ((0, 11),)), Text("市林业局", ((0, 4),))]
    texts = [Text("这一列很长" * 200), Text("短")]
    found = widths([Wide("单位", names), Wide("原文", texts)], UPRIGHT.room, 105)
    assert sum(found) == UPRIGHT.room
    assert found[0] >= 22 * 105 + 170


@pytest.mark.parametrize("count", [1, 2, 12])
def test_columns_never_pass_the_margin(count: int) -> None:
    """Not even where every name is longer than the sheet is wide."""
    name = Text("名" * 60, ((0, 60),))
    found = widths([Wide("列", [name])] * count, UPRIGHT.room, 105)
    assert sum(found) == UPRIGHT.room
    assert min(found) > 0


def test_a_wide_grid_turns_and_then_parts() -> None:
    """Upright while it fits, turned when it does not, several tables of about the same width when that is too narrow."""
    for count, turned, tables in ((5, False, 1), (30, True, 1), (100, True, 3)):
        names = [f"第{at}局" for at in range(count)]
        table = Table(
            "t", (Column("", "措施"), *(Column("", each, mark=True) for each in names)), [("（一）", *"●" * count)]
        )
        document = opened(written(Report("r", (table,), ()), Style()))
        section = document.sections[0]
        assert (section.page_width > section.page_height) is turned  # type: ignore[operator]
        assert len(document.tables) == tables
        assert [cell.text for each in document.tables for cell in each.rows[0].cells[1:]] == names
        assert {each.rows[0].cells[0].text for each in document.tables} == {"措施"}
        assert max(map(len, map(columns, document.tables))) - min(map(len, map(columns, document.tables))) <= 2
        header = document.tables[0].rows[0]._tr.tc_lst
        assert [each.find(f".//{qn('w:textDirection')}") is not None for each in header[:2]] == [False, True]


@pytest.fixture(scope="module")
def large() -> Index:
    """300 measures, 120 agencies; one has a name of 40 characters."""
    names = [f"市第{at}号{'某某' * (at % 6)}局" for at in range(1, 120)] + ["市" + "名称很长的单位" * 5 + "管理局办"]
    text = f"plan: {{title: 大方案}}\nagencies: [{', '.join(names)}]\nsections:\n"
    for section in range(12):
        text += f"  - number: {section + 1}\n    title: 第{section + 1}部分\n    measures:\n"
        for number in range(section * 25 + 1, section * 25 + 26):
            has = [names[(number * 7 + step * 13) % 120] for step in range(1 + number % 25)]
            text += f"      - {{number: {number}, title: 措施{number}, lead: [{has[0]}], responsible: [{', '.join(has[1:])}]}}\n"
    return Index(parse(text.encode(), "large.yaml").plan)


@pytest.mark.parametrize("layout", ["list", "grid"])
def test_a_large_plan_is_written(large: Index, layout: str) -> None:
    """In seconds, every cell there and nothing past the margin."""
    started = time.monotonic()
    content = written(matrix.matrix(large, large.entries, layout, None, ""), Style())
    assert time.monotonic() - started < 20
    document = opened(content)
    room = (TURNED if layout == "grid" else UPRIGHT).room
    assert all(sum(columns(table)) <= room for table in document.tables)
    rows = {len(table._tbl.tr_lst) for table in document.tables}
    assert rows == {1 + 300 + (12 if layout == "list" else 0)}
    if layout == "grid":
        assert sum(len(columns(table)) - 1 for table in document.tables) == 120
    else:
        assert "".join(document.element.itertext()).count(max(large.register, key=len)) > 5


# --- printed --------------------------------------------------------------------------------------------------------

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice (soffice) or poppler is missing"
)


@pytest.fixture(scope="module")
def printed(made: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The Word files as PDF."""
    folder = tmp_path_factory.mktemp("pdf")
    profile = f"-env:UserInstallation=file://{tmp_path_factory.mktemp('profile')}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, made.values())], check=True, capture_output=True, timeout=300)
    return {name: folder / f"{name}.pdf" for name in made}


def pages(path: Path) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    yield from document
    document.close()


@needs_office
@pytest.mark.parametrize(
    ("name", "least", "most"), [("list", 2, 5), ("grid", 3, 8), ("agency", 3, 8), ("circular", 14, 30)]
)
def test_pages_are_a4_and_as_many_as_expected(printed: dict[str, Path], name: str, least: int, most: int) -> None:
    """The grid lies, the others stand."""
    sizes = [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in pages(printed[name])]
    assert set(sizes) == {(297, 210) if name == "grid" else (210, 297)}
    assert least <= len(sizes) <= most


@needs_office
@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_printed_past_the_margins(printed: dict[str, Path], name: str) -> None:
    """Left and right all is white; a punctuation mark may hang over the right edge, as Chinese type has it."""
    sheet = TURNED if name == "grid" else UPRIGHT
    for page in pages(printed[name]):
        bitmap = page.render(scale=1, grayscale=True)
        rows = [bytes(bitmap.buffer)[at * bitmap.stride :][: bitmap.width] for at in range(bitmap.height)]
        left, right = (round(side / 25.4 * 72) for side in (sheet.left - 1, sheet.width - sheet.right + 7))
        assert {pixel for row in rows for pixel in (*row[:left], *row[right:])} == {255}


@needs_office
@pytest.mark.parametrize("name", ["list", "grid", "circular"])
def test_every_name_is_printed_whole(printed: dict[str, Path], index: Index, name: str) -> None:
    """In reading order, the labels of the grid top down."""
    order = ["-raw"] if name == "grid" else []
    command = ["pdftotext", *order, str(printed[name]), "-"]
    text = re.sub(r"\s|— \d+ —", "", subprocess.run(command, check=True, capture_output=True).stdout.decode())
    named = {each.agency for entry in index.entries for each in entry.measure.assignments}
    shown = index.canonical(named) if name == "grid" else named
    assert [each for each in shown if each not in text] == []


@needs_office
def test_page_numbers_stand_outside(printed: dict[str, Path]) -> None:
    """Right on odd pages, left on even ones, a dash on each side."""
    for number, page in enumerate(pages(printed["circular"]), 1):
        text = page.get_textpage()
        found = text.search(f"— {number} —").get_next()
        assert found, number
        left = text.get_charbox(found[0])[0] / page.get_width()
        assert (left > 0.5) is (number % 2 == 1)


def test_a_circular_without_sections_is_written_too() -> None:
    """The title alone is a page."""
    report = circular.circular(Index(parse("plan: {title: 空}\n".encode(), "x").plan))
    assert opened(written(report, Style())).paragraphs[0].text == "空"
