"""The command diff: the shipped circular against a revised copy, in every format; sources of every kind."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings

from bioresp import PlanFile
from bioresp.comparison import Added, Edited, Removed, compare
from bioresp.formats import FORMATS, TEXTS, Style
from bioresp.formats.text import text as printed
from bioresp.model import LEVELS, Action, Plan
from bioresp.planfile.writer import write
from bioresp.query.places import Index
from bioresp.report import changes as reports
from bioresp.report import circular
from bioresp.report.blocks import Block, Fields, Heading, Paragraph, plain
from bioresp.report.changes.rows import EDITS, OF
from bioresp.report.changes.sides import Sides
from tests import test_planfile
from tests.conftest import GOLDEN, ROOT, SEED, Golden, Run
from tests.revised import revised
from tests.test_comparison import versions

OLD, NEW = "原方案.yaml", "现方案.yaml"


@pytest.fixture(autouse=True)
def _two_plans(seed: PlanFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the shipped circular and its revised copy."""
    shutil.copy(SEED, tmp_path / OLD)
    (tmp_path / NEW).write_text(write(revised(seed.plan)), "utf-8")
    monkeypatch.chdir(tmp_path)


def answered(run: Run, *arguments: str) -> dict[str, Any]:
    ran = run("diff", *arguments, "--format", "json")
    assert ran.status == 1, ran
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


# --- what it says -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", TEXTS)
def test_the_revised_circular_in_every_format(run: Run, golden: Golden, format_: str) -> None:
    """Eleven kinds of edit, told as a clerk writes to the bureaus."""
    ran = run("diff", OLD, NEW, "--format", format_)
    assert ran.status == 1
    golden(GOLDEN / f"diff.{format_}", ran.stdout.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    ("case", "options"),
    [("agency", ["--agency", "城管执法局"]), ("stat", ["--stat"]), ("color", ["--color", "always", "--width", "80"])],
)
def test_the_same_for_one_agency_counted_and_in_a_terminal(
    run: Run, golden: Golden, case: str, options: list[str]
) -> None:
    """Only what concerns it; only numbers; struck and underlined."""
    golden(GOLDEN / f"diff-{case}.txt", run("diff", OLD, NEW, *options).stdout)


def test_keys_are_as_promised(run: Run) -> None:
    """Those of the design come first; before and after are strings or null; both plans are named."""
    answer = answered(run, OLD, NEW)
    assert list(answer)[4:] == ["changes", "agencies", "plans"]
    for row in answer["changes"]:
        assert list(row) == [
            "kind",
            "section",
            "measure",
            "agency",
            "before",
            "after",
            "action",
            "field",
            "place",
            "ref",
        ]
        assert isinstance(row["before"], str | None)
        assert isinstance(row["after"], str | None)
        assert row["before"] != row["after"] or row["kind"] == "role_moved"
    assert {tuple(row) for row in answer["agencies"]} == {("agency", "gained", "changed", "lost")}
    assert [(row["side"], row["path"]) for row in answer["plans"]] == [("old", OLD), ("new", NEW)]
    assert answer["plan"]["path"] == NEW
    stat = answered(run, OLD, NEW, "--stat")
    assert list(stat)[4:] == ["counts", "agencies", "plans"]
    assert [list(row) for row in stat["counts"]] == [["of", "added", "removed", "changed"]] * 6


def test_each_kind_of_edit_is_a_row(run: Run) -> None:
    """Found again by kind, measure, agency."""
    rows = answered(run, OLD, NEW)["changes"]

    def found(kind: str) -> list[tuple[Any, ...]]:
        return [(row["place"], row["agency"], row["before"], row["after"]) for row in rows if row["kind"] == kind]

    assert found("role_changed") == [("（十四）", "市生态环境局", "responsible", "lead")]
    assert found("measure_split") == [("（九）", None, "（七）", "健全生物多样性监测网络")]
    assert found("measure_merged") == [("（十八）", None, "加强多元化生物多样性保护伙伴关系", "（十九）")]
    assert found("measure_moved")[0][0] == "（七）"
    assert found("measure_removed") == [("（二十三）", None, "强化科技与人才支撑", None)]
    assert found("name_respelled") == [("（十七）", "市市场监督管理局", "市市场监管局", "市市场监督管理局")]
    assert found("agency_added") == [(None, "市数据局", None, "市数据局")]
    assert ("（四）", "市数据局", None, "responsible") in found("role_added")
    assert ("（十八）", "市商务局", "responsible", None) in found("role_removed")
    assert ("（十八）", "市林业局", "responsible", "responsible") in found("role_moved")
    assert len(found("number_shifted")) == 17 + 6


def test_every_kind_is_documented(run: Run) -> None:
    """What the program calls a change stands in docs/diff.md: an object and what was done to it."""
    said = (ROOT / "docs/diff.md").read_text("utf-8")
    assert all(f"`{of}`" in said for of in OF.values())
    assert all(f"`{act}`" in said for act in EDITS.values())
    for row in answered(run, OLD, NEW)["changes"]:
        of, act = row["kind"].split("_")
        assert f"`{row['kind']}`" in said or (f"`{of}`" in said and f"`{act}`" in said)


def test_one_agency_gets_only_what_concerns_it(run: Run) -> None:
    """Its roles, the sentences that name it, actions that came or went where it leads; filters say who it is."""
    answer = answered(run, OLD, NEW, "--agency", "海关")
    assert answer["filters"] == {"agency": "攀枝花海关"}
    kinds = {row["kind"] for row in answer["changes"]}
    assert kinds == {"action_added", "action_reworded", "number_shifted"}
    assert answer["agencies"] == []


def test_a_role_kept_through_a_merger_or_a_split_is_neither_gained_nor_lost(seed: PlanFile) -> None:
    """（十七） and （十八） made one, and one made two: whoever had the role has it still, and is told so once."""
    section = seed.plan.sections[6]
    first, second = section.measures
    both = replace(
        first,
        title=first.title + "，" + second.title,
        text=first.text + second.text,
        assignments=tuple(dict.fromkeys((*first.assignments, *second.assignments))),
        actions=(*first.actions, *second.actions),
    )
    sections = seed.plan.sections
    merged = replace(seed.plan, sections=(*sections[:6], replace(section, measures=(both,)), *sections[7:]))
    for old, new in ((seed.plan, merged), (merged, seed.plan)):
        tables = {table.name: table for table in reports.changes(told(old, new), ("甲", "乙")).tables}
        kinds = Counter(row[0] for row in tables["changes"].rows)
        assert kinds["role_moved"] > 0
        assert not kinds.keys() & {"role_added", "role_removed"}
        assert all(not row[1] and not row[3] for row in tables["agencies"].rows)


def test_a_word_file_strikes_and_underlines(run: Run, tmp_path: Path) -> None:
    """Runs of the same paragraph, whole."""
    assert run("diff", OLD, NEW, "-o", "花脸稿.docx").status == 1
    document = docx.Document(str(tmp_path / "花脸稿.docx"))
    [paragraph] = [each for each in document.paragraphs if each.text.startswith("通用说明")]
    assert [(run.text, bool(run.font.strike), bool(run.font.underline)) for run in paragraph.runs] == [
        ("通用说明正文：所有工作都需县（区）政府落实", False, False),
        ("或配合", True, False),
        ("，不单独列出，下同", False, False),
    ]
    [title] = [each for each in document.paragraphs if "法治建设" in each.text]
    assert [run.text for run in title.runs if run.font.underline] == ["推进"]


def test_a_workbook_says_before_and_after(run: Run, tmp_path: Path) -> None:
    """A cell has no strikes: 原 → 现."""
    run("diff", OLD, NEW, "-o", "对照.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "对照.xlsx").read_bytes())).active
    assert sheet is not None
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "攀环委办发〔2023〕3号 → 攀环委办发〔2024〕5号" in said
    assert "（新增）（四）建设生物多样性观测样地" in said
    assert "（删除）原（二十三）强化科技与人才支撑" in said
    assert "（一）配合生物多样性保护法治建设 → （一）配合推进生物多样性保护法治建设" in said


def test_the_order_of_the_register_is_one_line(run: Run, seed: PlanFile, tmp_path: Path) -> None:
    """However many units moved; programs get each."""
    turned = replace(seed.plan, agencies=seed.plan.agencies[::-1])
    (tmp_path / "倒序.yaml").write_text(write(turned), "utf-8")
    said = run("diff", OLD, "倒序.yaml").stdout
    assert "共 1 处不同：新增 0，删除 0，调整 1。" in said
    assert said.count("次序有变：") == 1
    rows = answered(run, OLD, "倒序.yaml")["changes"]
    assert {row["kind"] for row in rows} == {"agency_moved"}
    assert rows[0]["after"] == "最前"


def test_equal_plans_are_equal(run: Run) -> None:
    """Exit status 0, and it says so."""
    ran = run("diff", OLD, OLD)
    assert ran.status == 0
    assert "没有不同。" in ran.stdout


# --- any two plans ------------------------------------------------------------------------------------------------


def told(old: Plan, new: Plan) -> Sides:
    return Sides(compare(old, new), old)


@given(versions(test_planfile.plans))
@settings(max_examples=100, deadline=None)
def test_any_changes_are_told_in_every_format(pair: tuple[Plan, Plan]) -> None:
    """Hostile names, empty titles, no sections: nothing crashes, and no change is silent."""
    found = told(*pair)
    report = reports.changes(found, ("甲", "乙"))
    for name in ("table", "md", "html", "json", "csv"):
        FORMATS[name](report, Style(80))
    assert bool(found.changes) is bool(report.tables[0].rows)
    blocks_of_none = reports.changes(told(pair[0], pair[0]), ("甲", "乙")).blocks
    assert bool(found.changes) is (len(list(report.blocks)) > len(list(blocks_of_none)))
    for name in list(found.new.index.register)[:2]:
        reports.counts(found.chosen(name), ("甲", "乙"), name)


def shown(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of a report."""
    for block in blocks:
        match block:
            case Heading(said) | Paragraph(said):
                yield plain(said).value
            case Fields(rows):
                yield from (label + plain(value).value for label, value in rows)


def texts(part: Any) -> Iterator[str]:
    """Every text of a part that came or went, line by line."""
    own = (getattr(part, name, "") for name in ("name", "title", "text", "deadline", "note"))
    yield from (line for text in own for line in text.split("\n") if line)
    yield from (each.agency for each in getattr(part, "assignments", ()) if not isinstance(part, Action))
    yield from (text for action in getattr(part, "actions", ()) for text in texts(action))


@given(versions(test_planfile.plans))
@settings(max_examples=100, deadline=None)
def test_what_came_or_went_is_shown_whole(pair: tuple[Plan, Plan]) -> None:
    """Each title, sentence, name, deadline and note of a part that is new or gone stands in the report."""
    found = told(*pair)
    said = "\n".join(shown(reports.changes(found, ("甲", "乙")).blocks))
    for change in found.changes:
        if isinstance(change, Added | Removed):
            assert [text for text in texts(change.value) if text not in said] == []
        elif isinstance(change, Edited):
            whole = [LEVELS.get(each, each) for each in (change.before, change.after) if isinstance(each, str)]
            assert all(set(each) <= set(said) for each in whole)


# --- sources ------------------------------------------------------------------------------------------------------


def test_a_circular_is_imported_on_the_fly(run: Run, index: Index, tmp_path: Path) -> None:
    """The shipped circular's own text is the same plan; its doubts are counted on stderr."""
    (tmp_path / "公文.txt").write_text(printed(circular.circular(index), Style()), "utf-8")
    ran = run("diff", "公文.txt", OLD)
    assert ran.status == 0, ran.stdout
    assert "公文.txt 是读出来的公文，1 处存疑" in ran.stderr
    assert run("diff", OLD, "公文.txt").status == 0
    # a circular has no register: that one is added in the data file is no change of the circular
    assert not [row for row in answered(run, "公文.txt", NEW)["changes"] if row["kind"].startswith("agency_")]


def test_stdin_may_be_a_plan_or_a_circular(run: Run, index: Index, tmp_path: Path) -> None:
    """By what it holds."""
    assert run("diff", "-", OLD, stdin=(tmp_path / OLD).read_text("utf-8")).status == 0
    assert run("diff", "-", OLD, stdin=printed(circular.circular(index), Style())).status == 0


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The plan in a git repository, edited since."""
    if not shutil.which("git"):
        pytest.skip("no git here")

    def git(*arguments: str) -> None:
        identity = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        settings = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *settings, *arguments], cwd=tmp_path, env=os.environ | identity, check=True)  # noqa: S607

    (tmp_path / "方案").mkdir()
    shutil.copy(tmp_path / OLD, tmp_path / "方案/plan.yaml")
    git("init", "--quiet")
    git("add", "方案")
    git("commit", "--quiet", "-m", "first")
    git("tag", "v1")
    shutil.copy(tmp_path / NEW, tmp_path / "方案/plan.yaml")
    return tmp_path


def test_a_file_as_git_has_it(run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By revision and path from the root of the repository, or from here with ./."""
    assert "（十四）市生态环境局：责任→牵头" in run("diff", "git:v1:方案/plan.yaml", "方案/plan.yaml").stdout
    assert run("diff", "git:HEAD:方案/plan.yaml", OLD).status == 0
    monkeypatch.chdir(repository / "方案")
    assert run("diff", "git:HEAD:./plan.yaml", "plan.yaml").status == 1


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("git:v1:没有.yaml", "版本 v1 里没有文件 没有.yaml"),
        ("git:v1:方案", "版本 v1 里没有文件 方案"),
        ("git:v9:方案/plan.yaml", "git 里没有版本“v9”"),
        ("git:--help:方案/plan.yaml", "git 里没有版本“--help”"),
        ("git:v1", "请写成 git:版本:路径"),
        ("没有.yaml", "找不到文件 没有.yaml"),
        ("没有.docx", "没有.docx：没有这个文件"),
        (".", "是文件夹"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_a_source_that_is_not_there_is_one_sentence(run: Run, source: str, said: str) -> None:
    """Exit status 3."""
    ran = run("diff", source, OLD)
    assert (ran.status, ran.stdout) == (3, "")
    assert said in ran.stderr


def test_git_that_is_missing_or_has_no_repository_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each in its own words."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    if shutil.which("git"):
        assert "这里不是 git 仓库" in run("diff", "git:HEAD:x.yaml", OLD).stderr
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "没有找到 git" in run("diff", "git:HEAD:x.yaml", OLD).stderr


def test_other_mistakes_are_said(run: Run, tmp_path: Path) -> None:
    """Findings of either file, an unknown agency, a text that is no circular, stdin twice."""
    broken = (
        (tmp_path / OLD)
        .read_text("utf-8")
        .replace("        title: 落实就地保护体系\n", "        titel: 落实就地保护体系\n")
    )
    (tmp_path / "错.yaml").write_text(broken, "utf-8")
    assert "警告：错.yaml 有 1 处读取错误" in run("diff", "错.yaml", OLD).stderr
    (tmp_path / "空.yaml").write_text("x", "utf-8")
    assert run("diff", "空.yaml", OLD).status == 3
    (tmp_path / "信.txt").write_text("你好。", "utf-8")
    assert (run("diff", "信.txt", OLD).status, run("diff", "-", "-").status) == (3, 3)
    ran = run("diff", OLD, NEW, "--agency", "环境")
    assert ran.status == 1
    assert "两份方案里都没有单位“环境”，是否指：市生态环境局" in ran.stderr
    assert run("diff", OLD).status == 2


def test_a_unit_only_the_new_plan_has_may_be_asked_for(run: Run) -> None:
    """The registers are both looked into, the new one first."""
    assert {row["agency"] for row in answered(run, OLD, NEW, "--agency", "数据局")["changes"]} >= {"市数据局"}
