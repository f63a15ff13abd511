"""check-paper: what of GB/T 9704-2012 holds in a Word file. Each clause is broken on purpose once."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

from bioresp.diagnostic import BioRespError
from bioresp.formats import Style
from bioresp.formats.word import docx as written
from bioresp.paper import CLAUSES, Status, check
from bioresp.report.blocks import Column, Heading, Paragraph, Report, Table
from tests.conftest import DATA, ROOT, Run, text_of

RESTARTING = str((DATA / "valid/restarting.yaml").relative_to(ROOT))

REPORT = Report(
    "sample",
    (
        Heading("责任分工方案"),
        Paragraph("各县（区）：", part="addressees"),
        Paragraph("为保护湿地，制定本方案。"),
        Heading("一、摸清家底", 2),
        Heading("（一）开展调查", 3),
        Heading("1.组织普查", 4),
        Paragraph("建立台账。"),
        Table("t", (Column("", "措施"), Column("", "单位")), [("普查", "市林业局"), ("台账", "市水利局")]),
        Paragraph("市林业局", part="signature"),
    ),
    (),
    is_annex=True,
)

Parts = dict[str, str]


def unpacked(content: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def packed(parts: Parts) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


Break = Callable[[Parts], None]


def replaced(part: str, old: str, new: str) -> Break:
    """A part with other words; all parts whose name begins so."""

    def apply(parts: Parts) -> None:
        names = [name for name in parts if name.startswith(part) and old in parts[name]]
        assert names, old
        for name in names:
            parts[name] = parts[name].replace(old, new)

    return apply


def restyled(style: str, old: str, new: str) -> Break:
    """One style with other words."""

    def apply(parts: Parts) -> None:
        found = re.search(rf'<w:style [^>]*w:styleId="{style}">.*?</w:style>', parts["word/styles.xml"], re.DOTALL)
        assert found
        assert old in found[0]
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(found[0], found[0].replace(old, new))

    return apply


def without_fonts(parts: Parts) -> None:
    """Table text that names no Chinese font, while all other text does."""
    named = 'w:eastAsia="仿宋_GB2312"'
    styles = parts["word/styles.xml"].replace(named, "", 2)
    body = re.sub(
        r'(w:styleId="BodyText">.*?)<w:rPr/>', rf"\1<w:rPr><w:rFonts {named}/></w:rPr>", styles, flags=re.DOTALL
    )
    addressees = re.sub(
        r'(w:styleId="Addressees">.*?)<w:rPr/>', rf"\1<w:rPr><w:rFonts {named}/></w:rPr>", body, flags=re.DOTALL
    )
    parts["word/styles.xml"] = addressees


DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"

BROKEN: dict[str, Break] = {
    "paper": replaced(DOCUMENT, 'w:w="11906"', 'w:w="11986"'),
    "margins": replaced(DOCUMENT, 'w:left="1587"', 'w:left="1517"'),
    "body-font": restyled("BodyText", "<w:rPr/>", '<w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr>'),
    "body-size": restyled("BodyText", "<w:rPr/>", '<w:rPr><w:spacing w:val="5"/><w:sz w:val="31"/></w:rPr>'),
    "lines": restyled("BodyText", "<w:ind ", '<w:spacing w:line="600" w:lineRule="exact"/><w:ind '),
    "characters": restyled("Normal", '<w:spacing w:val="-5"/>', ""),
    "color": restyled("TableText", "<w:rPr>", '<w:rPr><w:color w:val="C00000"/>'),
    "title-font": restyled("Title", "方正小标宋简体", "黑体"),
    "title-size": restyled("Title", 'w:sz w:val="44"', 'w:sz w:val="36"'),
    "title-place": restyled("Title", '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'),
    "headings": restyled("Heading1", "黑体", "楷体_GB2312"),
    "indent": restyled("BodyText", 'w:firstLineChars="200" w:firstLine="630"', ""),
    "bold": restyled("Heading2", "<w:rPr>", "<w:rPr><w:b/>"),
    "page-number": replaced("word/footer", "—", "-"),
    "page-number-font": restyled("Footer", 'w:sz w:val="28"', 'w:sz w:val="21"'),
    "page-number-place": replaced("word/settings.xml", "<w:evenAndOddHeaders/>", ""),
    "table-width": replaced(DOCUMENT, '<w:gridCol w:w="', '<w:gridCol w:w="1'),
    "table-header": replaced(DOCUMENT, "<w:tblHeader/>", ""),
    "table-rows": replaced(DOCUMENT, "<w:cantSplit/></w:trPr>", "</w:trPr>"),
    "theme-fonts": replaced(STYLES, "<w:rPrDefault><w:rPr><w:rFonts ", '<w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" '),
    "east-asian-fonts": without_fonts,
    "language": replaced(STYLES, 'w:eastAsia="zh-CN"', 'w:eastAsia="ja-JP"'),
}  # fmt: skip

EYES = {"head", "signature", "imprint", "turned"}
"""Clauses that only a person can judge."""


def statuses(content: bytes) -> dict[str, Status]:
    return {verdict.clause.key: verdict.status for verdict in check(content)}


def test_our_own_paper_holds() -> None:
    """Nothing fails; what a person has to look at is said to be that."""
    found = statuses(written(REPORT, Style()))
    assert {key for key, status in found.items() if status is Status.LOOK} == EYES - {"turned"}
    assert Status.FAILS not in found.values()


def test_every_clause_is_broken_once() -> None:
    """A new clause needs a file that breaks it."""
    assert BROKEN.keys() | EYES == {clause.key for clause in CLAUSES}


@pytest.mark.parametrize("key", BROKEN)
def test_a_broken_clause_fails_and_no_other(key: str) -> None:
    """One change of the file, one 不符合, with what is wrong."""
    parts = unpacked(written(REPORT, Style()))
    BROKEN[key](parts)
    failed = {verdict.clause.key: verdict.said for verdict in check(packed(parts)) if verdict.status is Status.FAILS}
    assert failed.keys() == {key}
    assert failed[key]


@pytest.mark.parametrize(
    "arguments",
    [
        ["matrix"],
        ["matrix", "--layout", "grid"],
        ["matrix", "--data", RESTARTING],
        ["agency", "市林业局", "县（区）政府"],
        ["agency", "--all", "--data", RESTARTING],
        ["circular"],
        ["circular", "--data", RESTARTING],
        ["circular", "--data", str(DATA / "valid/flat.yaml")],
        ["measure", "二十一"],
        ["who-leads", "十二"],
        ["list"],
        ["agencies"],
        ["search", "监测"],
        ["stats"],
        ["validate"],
        ["explain"],
    ],
    ids=" ".join,
)
def test_every_report_on_paper_passes(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    """With exit status 0."""
    target = tmp_path / "x.docx"
    assert run(*arguments, "-o", target).status == 0
    answer = json.loads(text_of(run("check-paper", target, "--format", "json")))
    assert [row for row in answer["clauses"] if row["status"] == "fails"] == []


def test_the_answer_is_for_programs_too(run: Run, tmp_path: Path) -> None:
    """The keys are promised; a file that fails gives 1."""
    parts = unpacked(written(REPORT, Style()))
    BROKEN["margins"](parts)
    path = tmp_path / "x.docx"
    path.write_bytes(packed(parts))
    ran = run("check-paper", path, "--format", "json")
    assert ran.status == 1
    assert "不符合 1 项" in ran.stderr
    rows = {row["clause"]: row for row in json.loads(ran.stdout)["clauses"]}
    assert list(rows["margins"]) == ["clause", "number", "title", "asks", "status", "said"]
    assert rows["margins"]["number"] == "5.2.1"
    assert rows["margins"]["said"] == "左边距 26.8 mm，应为 28 mm"
    assert "5.2.1  页边" in run("check-paper", path).stdout


def test_any_word_file_is_judged() -> None:
    """One made with Word's own defaults breaks most clauses; nothing is taken for granted."""
    document = docx.Document()
    document.add_heading("标题", 1)
    document.add_paragraph("正文").add_run("加粗").bold = True
    document.add_table(2, 2)
    out = BytesIO()
    document.save(out)
    failed = {key for key, status in statuses(out.getvalue()).items() if status is Status.FAILS}
    assert failed >= {
        "paper", "margins", "body-font", "body-size", "headings", "indent", "bold", "page-number", "page-number-place",
        "table-header", "table-rows", "theme-fonts",
    }  # fmt: skip


COMPLEX = (
    '<w:r><w:t>— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE \\* MERGEFORMAT '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r>'
    '<w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> —</w:t></w:r>'
)


@pytest.mark.parametrize("boxed", [False, True])
def test_page_numbers_are_found_however_word_writes_them(boxed: bool) -> None:
    """As a field of several runs, as Word itself writes it; in a text box, where templates put it."""
    parts = unpacked(written(REPORT, Style()))
    for name in [name for name in parts if name.startswith("word/footer")]:
        head, inside, tail = re.split(r"(?<=</w:pPr>)(.*)(?=</w:p>)", parts[name], maxsplit=1, flags=re.DOTALL)
        assert "PAGE" in inside
        parts[name] = head + COMPLEX + tail
        if boxed:
            paragraph = re.search(r"<w:p>.*</w:p>", parts[name], re.DOTALL)
            assert paragraph
            box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph[0]}</w:txbxContent></w:pict></w:r></w:p>"
            parts[name] = parts[name].replace(paragraph[0], box)
    assert Status.FAILS not in statuses(packed(parts)).values()


def test_headings_without_styles_are_known_by_their_labels() -> None:
    """Most files number by hand: 一、 is 黑体, （一） is 楷体."""
    parts = unpacked(written(REPORT, Style()))
    for level in (1, 2, 3):
        restyled(f"Heading{level}", f'w:val="heading {level}"', f'w:val="自定义{level}"')(parts)
    assert Status.FAILS not in statuses(packed(parts)).values()
    restyled("Heading2", "楷体_GB2312", "黑体")(parts)
    assert statuses(packed(parts))["headings"] is Status.FAILS


@pytest.mark.parametrize(
    "change",
    [
        replaced(DOCUMENT, "<w:document ", "<!DOCTYPE x [<!ENTITY a 'b'>]><w:document "),
        replaced(DOCUMENT, "</w:body>", ""),
        replaced(DOCUMENT, "w:sectPr", "w:other"),
        lambda parts: parts.pop(DOCUMENT),
    ],
    ids=["entities", "cut", "no section", "no document"],
)
def test_unreadable_files_are_one_sentence(run: Run, tmp_path: Path, change: Break) -> None:
    """Status 3, no traceback."""
    parts = unpacked(written(REPORT, Style()))
    change(parts)
    path = tmp_path / "x.docx"
    path.write_bytes(packed(parts))
    ran = run("check-paper", path)
    assert (ran.status, ran.stdout) == (3, "")
    assert ran.stderr.startswith(f"错误：{path}：docx ")
    with pytest.raises(BioRespError):
        check(b"PK\x03\x04 broken")


@pytest.mark.parametrize("key", ["w:w", "w:left", "w:linePitch"])
@pytest.mark.parametrize("odd", ["x", "", "1e999", "-1", "99999999999999999999"])
def test_odd_numbers_are_survived(key: str, odd: str) -> None:
    """A number of a file may be anything."""
    parts = unpacked(written(REPORT, Style()))
    parts[DOCUMENT] = re.sub(rf'{key}="[^"]*"', f'{key}="{odd}"', parts[DOCUMENT])
    parts[STYLES] = parts[STYLES].replace('w:val="32"', f'w:val="{odd}"').replace('w:line="579"', f'w:line="{odd}"')
    assert Status.FAILS in statuses(packed(parts)).values()
