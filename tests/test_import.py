"""Importing whole circulars: forms, files, and what is refused."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from bioresp import BioRespError, PlanFile, extract
from bioresp.circular import IMPORTING, Imported, Use, import_lines
from bioresp.model import Agency, Plan
from bioresp.planfile import parse
from bioresp.planfile.writer import write
from tests import files
from tests.conftest import DATA, Golden, Run, text_of

CIRCULARS = DATA / "circulars"
INVENTED = sorted((CIRCULARS / "invented").glob("*.txt"))
SEED_TEXT = CIRCULARS / "seed.txt"


def imported(content: bytes) -> Imported:
    return import_lines(*extract.read(content))


# --- forms --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.stem)
def test_invented_circulars(path: Path, golden: Golden) -> None:
    """Each form's plan and doubts are exactly these; every character has its place, and the file reads back."""
    found = imported(path.read_bytes())
    assert found.refusal is None
    written = write(found.plan)
    doubts = "".join(
        f"# {each.position.line}:{each.position.column} {each.code} {each.message}\n" for each in found.doubts
    )
    golden(path.with_suffix(".yaml"), written + doubts)
    assert (parse(written.encode(), "plan.yaml").plan, parse(written.encode(), "plan.yaml").findings) == (
        found.plan,
        [],
    )
    assert bool(found.account.counts()[Use.UNREAD]) == ("R401" in doubts)


def same(found: Plan, wanted: Plan) -> bool:
    """Compared as plans: levels and aliases of the register are added by hand, and units that only sentences name."""
    names_in = {name for agency in wanted.agencies for name in (agency.name, *agency.aliases)}
    assert {agency.name for agency in found.agencies} <= names_in
    return replace(found, agencies=()) == replace(wanted, agencies=())


def test_the_seed_is_its_data_file(seed: PlanFile) -> None:
    """攀环委办发〔2023〕3号 as scanned gives data/measures.yaml, every character accounted for."""
    content = SEED_TEXT.read_bytes()
    found = imported(content)
    assert same(found.plan, seed.plan)
    assert sum(found.account.counts().values()) == len("".join(content.decode().split()))
    assert found.account.counts()[Use.UNREAD] == 0
    assert [each.code for each in found.doubts] == ["R407", "R407", "R407", "R406"]


def test_what_a_plan_has_no_place_for_stays_as_a_note() -> None:
    """A second standing note, a row's number that is none, a third unit that signs: nothing of them is dropped."""
    found = imported(
        "分工\n一、甲\n（一）做甲。（市林业局负责。以下各项均需各区政府落实，不再列出）\n"
        "（二）做乙。（市水利局负责。以下各项均需各镇政府落实，不再列出）\n"
        "市林业局\n市水利局\n市财政局\n2030年5月1日".encode()
    ).plan
    assert found.standing
    assert found.standing.agencies == ("各区政府",)
    assert found.sections[0].measures[1].note == "以下各项均需各镇政府落实，不再列出"
    assert (found.issuer, found.signatory) == ("市林业局", "市水利局、市财政局")
    table = imported("分工表\n序号\t任务\t责任单位\n1-1\t种树\t市林业局\n1-2\t种草\t市水利局".encode()).plan
    assert [each.note for each in table.sections[0].measures] == ["序号：1-1", "序号：1-2"]


# --- refusals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("职责清单\n\n部门\t职责与任务\n市教育局\t开展健康教育。\n市公安局\t维护秩序。", (3, 1), "倒置表"),
        ("分工表\n序号工作任务牵头单位完成时限1建设幼儿园市教育局8月底前2改造校舍市教育局", (2, 1), "连成了一片"),
        ("关于放假的通知\n\n各单位要加强值班，市政府办公室牵头的值班机制照常运行。", (1, 1), "不像责任分工方案"),
        ("", (1, 1), "没有文字"),
    ],
    ids=["inverse", "run-together", "no circular", "empty"],
)
def test_what_is_no_such_circular_is_refused(text: str, place: tuple[int, int], reason: str) -> None:
    """With the reason and its place."""
    refusal = imported(text.encode()).refusal
    assert refusal
    assert reason in refusal.reason
    assert refusal.position[:2] == place


# --- files --------------------------------------------------------------------------------------------------------


@pytest.fixture
def lines(run: Run) -> list[str]:
    """The seed's text, a line for each paragraph."""
    return [line for line in text_of(run("circular", "--format", "txt")).split("\n") if line]


@pytest.mark.parametrize("automatic", [True, False], ids=["Word's numbers", "typed numbers"])
def test_word_gives_the_same_plan(lines: list[str], seed: PlanFile, *, automatic: bool) -> None:
    """Word's own numbers 一、（一）1. are those of numbering.xml."""
    assert same(imported(files.word(lines, automatic=automatic)).plan, seed.plan)


def test_a_page_gives_the_same_plan(lines: list[str], seed: PlanFile) -> None:
    """The site around the text, its scripts and its 主办单位 are no part of it."""
    found = imported(files.page(lines))
    assert same(found.plan, seed.plan)
    assert found.account.counts()[Use.FRAME] > 100


@pytest.mark.skipif(not files.chromium(), reason="no Chromium to print with")
def test_a_printed_pdf_gives_the_same_plan(lines: list[str], seed: PlanFile, tmp_path: Path) -> None:
    """Lines cut inside words, page numbers between dashes."""
    pytest.importorskip("pypdfium2")
    assert same(imported(files.printed(lines, tmp_path)).plan, seed.plan)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_every_encoding(encoding: str, seed: PlanFile) -> None:
    """What Windows and WPS save, with and without a byte order mark, and with its line ends."""
    text = SEED_TEXT.read_text("utf-8").replace("\n", "\r\n")
    assert same(imported(text.encode(encoding)).plan, seed.plan)


def packed(**parts: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 broken", "已损坏"),
        (packed(other="<x/>"), "已损坏"),
        (packed(document="<w:document"), "已损坏"),
        (packed(document="<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "XML 声明"),
        (packed(document=" " * (65 << 20)), "大得不像公文"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 docx"),
        (b"{\\rtf1 x}", "另存为 docx"),
        (b"\x00\x01\x02" * 9, "不是 UTF-8"),
        (b" " * (extract.LARGEST + 1), "超过 64 MB"),
    ],
    ids=["zip", "no document", "xml", "entities", "bomb", "doc", "rtf", "binary", "large"],
)
def test_broken_and_hostile_files_are_one_sentence(content: bytes, sentence: str) -> None:
    """Nothing is unpacked without end, and nothing is guessed."""
    with pytest.raises(BioRespError, match=sentence):
        extract.read(content)


def test_broken_pdfs_are_one_sentence() -> None:
    """A file that only begins like a PDF."""
    pytest.importorskip("pypdfium2")
    with pytest.raises(BioRespError, match="已损坏"):
        extract.read(b"%PDF-1.7 broken")


def test_pdf_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    with pytest.raises(BioRespError, match=r'pip install "bioresp\[pdf\]"'):
        extract.read(b"%PDF-1.7")


# --- the command --------------------------------------------------------------------------------------------------


def test_import_writes_a_plan_that_validates(run: Run, tmp_path: Path) -> None:
    """The file is written once, and only over an old one when that is wanted."""
    target = tmp_path / "plan.yaml"
    done = run("import", str(SEED_TEXT), "-o", str(target))
    assert done.status == 0
    assert "读到 9 个部分、23 项措施、56 条举措" in done.stderr
    assert "没有读懂 0" in done.stderr
    assert "R0" not in run("validate", str(target)).stdout
    target.write_text("不动", "utf-8")
    assert run("import", str(SEED_TEXT), "-o", str(target)).status == 3
    assert target.read_text("utf-8") == "不动"
    assert run("import", str(SEED_TEXT), "-o", str(target), "--force").status == 0


def test_a_refusal_names_the_place_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    """Exit status 1."""
    source, target = tmp_path / "清单.txt", tmp_path / "plan.yaml"
    source.write_text("部门\t职责\n市教育局\t开展教育\n", "utf-8")
    done = run("import", str(source), "-o", str(target))
    assert (done.status, target.exists()) == (1, False)
    assert f"{source}:1:1 没有导入：" in done.stderr


def test_doubts_as_json(run: Run) -> None:
    """Scripts get every doubt with its place, and the account."""
    done = run("import", str(CIRCULARS / "invented/actions.txt"), "--format", "json")
    found = json.loads(done.stdout)
    assert found["report"] == "import"
    assert {"R403", "R404", "R406"} <= {each["code"] for each in found["findings"]}
    assert {"path", "line", "column", "code", "severity", "message"} == set(found["findings"][0])
    assert {each["use"] for each in found["account"]} >= {"标题", "正文", "单位", "举措", "没有读懂"}


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_the_report_shows_every_line(run: Run, tmp_path: Path, suffix: str) -> None:
    """Each line of the source beside what it became."""
    report = tmp_path / f"核对{suffix}"
    assert run("import", str(SEED_TEXT), "-o", str(tmp_path / "p.yaml"), "--report", str(report)).status == 0
    text = report.read_text("utf-8")
    assert "牵头：市生态环境局、市林业局、市农业农村局" in text
    assert "像是识别错字" in text
    assert "主要举措" in text


def test_missing_files_and_wrong_names(run: Run, tmp_path: Path) -> None:
    """A sentence and the right status."""
    assert run("import", "没有.txt").status == 3
    assert "没有这个文件" in run("import", "没有.txt").stderr
    assert run("import", str(tmp_path)).status == 3
    assert run("import", str(SEED_TEXT), "--report", "x.doc").status == 2


def test_every_doubt_has_a_manual(run: Run) -> None:
    """`bioresp explain R404` and the like."""
    for code in IMPORTING:
        assert run("explain", code).status == 0


def test_register_is_every_unit_named() -> None:
    """And nobody else; nothing is merged unasked."""
    found = imported(SEED_TEXT.read_bytes()).plan
    assert Agency("市市场监管局") in found.agencies
    assert Agency("市市场监督管理局") in found.agencies
