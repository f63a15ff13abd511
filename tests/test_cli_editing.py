"""rename, assign, unassign, fmt and validate --fix, as a clerk meets them."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path

import pytest

from bioresp import load
from tests.conftest import SEED, Ran, Run

PLAN = """\
# 青禾市
plan: {title: 湿地保护分工}
agencies:
  - 市林业局
  - 市水利局  # 含水文
  - {name: 市市场监督管理局, aliases: [市市场监管局]}
  - 县（区）政府
sections:
  - number: 1
    title: 摸清家底
    measures:
      - number: 1
        title: 开展调查
        text: 市林业局会同市水利局普查。
        lead: [市林业局]
        responsible: [市水利局, 市市场监管局]  # 照录
        actions:
          - text: 市林业局牵头，建立台账。
            lead: [市林业局]
          - text: 县（区）政府配合。
      - number: 2
        title: 规范交易
        lead: [市市场监督管理局]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "plan.yaml"
    found.write_bytes(PLAN.encode())
    return found


def edited(run: Run, path: Path, *arguments: str) -> str:
    """The lines that a command adds and takes away; it must succeed."""
    before = path.read_text("utf-8").splitlines()
    ran = run(*arguments, "--data", path)
    assert (ran.status, ran.stdout) == (0, ""), ran
    after = path.read_text("utf-8").splitlines()
    return "\n".join(
        line[:1] + line[1:].strip() for line in unified_diff(before, after, n=0) if line[:2] not in ("--", "++", "@@")
    )


# --- who does what ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (["assign", "二", "责任", "林业局"], "+responsible: [市林业局]"),
        (["assign", "2", "supporting", "县(区)政府", "市林业局"], "+supporting: [县（区）政府, 市林业局]"),
        (["assign", "（一）2.", "lead", "县（区）政府"], "+lead: [县（区）政府]"),
        (["assign", "一", "配合", "县（区）政府", "--action", "2"], "+supporting: [县（区）政府]"),
        (
            ["assign", "一", "牵头", "市水利局", "--move"],
            "-lead: [市林业局]\n-responsible: [市水利局, 市市场监管局]  # 照录\n+lead: [市林业局, 市水利局]\n+responsible: [市市场监管局]  # 照录",
        ),
        (["assign", "二", "责任", "市气象局", "--register"], "+- 市气象局\n+responsible: [市气象局]"),
        (
            ["unassign", "一", "责任", "市市场监督管理局"],
            "-responsible: [市水利局, 市市场监管局]  # 照录\n+responsible: [市水利局]  # 照录",
        ),
        (
            ["unassign", "一", "责任", "市水利局", "市市场监管局"],
            "-responsible: [市水利局, 市市场监管局]  # 照录\n+responsible: []  # 照录",
        ),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)
def test_a_role_changes_by_the_line(run: Run, path: Path, arguments: list[str], lines: str) -> None:
    """An alias is the unit; a measure or one of its actions; a name that is not registered only with --register."""
    assert edited(run, path, *arguments) == lines


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["assign", "一", "牵头", "林业局"], "（一）的牵头单位里已有市林业局\n没有改动\n"),
        (["unassign", "一", "牵头", "市水利局"], "（一）的牵头单位里没有市水利局\n没有改动\n"),
    ],
)
def test_nothing_to_do_is_said_and_fine(run: Run, path: Path, arguments: list[str], said: str) -> None:
    """Status 0, and the file is not written."""
    assert run(*arguments, "--data", path) == Ran("", said, 0)
    assert path.read_text("utf-8") == PLAN


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["assign", "二", "牵头", "市气象局"], "没有单位“市气象局”；新单位请加 --register"),
        (["assign", "二", "牵头", "市林"], "没有单位“市林”，是否指：市林业局？新单位请加 --register"),
        (["assign", "三", "牵头", "市林业局"], "没有措施“三”；现有 一 至 二，共 2 项"),
        (["assign", "一", "牵头", "市水利局", "--action", "9"], "（一）没有第 9 条举措；现有：1、2"),
        (["assign", "（一）主要举措", "牵头", "市水利局"], "（一）的举措不止一条或没有，请写明编号"),
        (["unassign", "二", "牵头", "市市场监督管理局"], "R302 （二）没有任何单位负责"),
        (["rename", "市水利局", "市林业局"], "R203 “市林业局”在名录中已属于“市林业局”"),
        (["rename", "市海洋局", "市渔业局"], "没有单位“市海洋局”"),
        (["rename", "市林业局", "市林业局"], "就是原来的写法"),
        (["rename", "市市场监管局", "市监局", "--alias"], "“市市场监管局”已是“市市场监督管理局”的别名"),
    ],
)
def test_what_would_be_wrong_is_refused(run: Run, path: Path, arguments: list[str], said: str) -> None:
    """Status 1, with the reason; the file stays."""
    ran = run(*arguments, "--data", path)
    assert (ran.status, ran.stdout) == (1, "")
    assert said in ran.stderr
    assert path.read_text("utf-8") == PLAN


def test_a_warning_that_an_edit_brings_is_said(run: Run, path: Path) -> None:
    """Lead and responsible at once: R304, and what mends it."""
    ran = run("assign", "一", "牵头", "市水利局", "--data", path)
    assert ran.status == 0
    assert "市水利局也是（一）的责任单位；要改为只是牵头，请加 --move\n" in ran.stderr
    assert "R304 “市水利局”已是本措施的牵头单位，又列为责任单位\n" in ran.stderr


def test_a_comment_that_goes_with_its_line_is_said(run: Run, tmp_path: Path) -> None:
    """Nothing of a file is lost in silence."""
    path = tmp_path / "x.yaml"
    path.write_text(
        PLAN.replace("lead: [市林业局]\n        r", "lead:\n        - 市林业局\n        - 市水利局 # 待核\n        r"),
        "utf-8",
    )
    ran = run("unassign", "一", "牵头", "市水利局", "--data", path)
    assert "（一）牵头单位：删去市水利局；同一行的注释随之删去：# 待核\n" in ran.stderr


# --- names --------------------------------------------------------------------------------------------------------


def test_a_renamed_unit_has_its_new_name_in_every_list(run: Run, path: Path) -> None:
    """Sentences stay as the circular has them; each that says the old name is told with its place."""
    ran = run("rename", "林业局", "市林业和草原局", "--data", path)
    assert (ran.status, ran.stdout) == (0, "")
    text = path.read_text("utf-8")
    assert text.count("市林业和草原局") == 3
    assert text == PLAN.replace("[市林业局]", "[市林业和草原局]").replace("- 市林业局", "- 市林业和草原局")
    assert f"{path}:14:15 text 里仍写“市林业局”" in ran.stderr
    assert f"{path}:18:19 text 里仍写“市林业局”" in ran.stderr
    assert "正文里仍有 2 处“市林业局”没有改" in ran.stderr


def test_sentences_change_only_when_asked(run: Run, path: Path) -> None:
    """With --in-text."""
    assert run("rename", "市林业局", "市林业和草原局", "--in-text", "--data", path).status == 0
    assert path.read_text("utf-8") == PLAN.replace("市林业局", "市林业和草原局")


def test_an_old_name_may_stay_as_an_alias(run: Run, path: Path) -> None:
    """The register alone changes; a question by either name has the same answer."""
    assert (
        edited(run, path, "rename", "市林业局", "市林业和草原局", "--alias")
        == "-- 市林业局\n+- {name: 市林业和草原局, aliases: [市林业局]}"
    )
    assert run("agency", "市林业局", "--data", path).stdout == run("agency", "市林业和草原局", "--data", path).stdout


def test_an_alias_is_written_out(run: Run, path: Path) -> None:
    """Both spellings stay in the register."""
    lines = "-responsible: [市水利局, 市市场监管局]  # 照录\n+responsible: [市水利局, 市市场监督管理局]  # 照录"
    assert edited(run, path, "rename", "市市场监管局", "市市场监督管理局") == lines


def test_two_spellings_change_places(run: Run, path: Path) -> None:
    """The unit goes by what was its alias, and the lists with it; with --alias the lists stay."""
    swapped = (
        "-- {name: 市市场监督管理局, aliases: [市市场监管局]}\n+- {name: 市市场监管局, aliases: [市市场监督管理局]}"
    )
    lists = "\n-lead: [市市场监督管理局]\n+lead: [市市场监管局]"
    assert edited(run, path, "rename", "市市场监督管理局", "市市场监管局") == swapped + lists
    path.write_text(PLAN, "utf-8")
    assert edited(run, path, "rename", "市市场监督管理局", "市市场监管局", "--alias") == swapped


def test_a_misspelt_name_becomes_the_registered_one(run: Run, path: Path) -> None:
    """Where the old name is not in the register and the new one is: R201 is mended; or it becomes an alias."""
    wrong = PLAN.replace("lead: [市市场监督管理局]", "lead: [市工商局]")
    path.write_text(wrong, "utf-8")
    assert edited(run, path, "rename", "市工商局", "市市场监督管理局") == "-lead: [市工商局]\n+lead: [市市场监督管理局]"
    path.write_text(wrong, "utf-8")
    assert "aliases: [市市场监管局, 市工商局]" in edited(run, path, "rename", "市工商局", "市市场监督管理局", "--alias")


def test_a_name_that_yaml_would_misread_changes_no_sentence(run: Run, path: Path) -> None:
    """It is quoted in lists; in a sentence quotes would be words."""
    ran = run("rename", "市林业局", "林业局: 甲", "--in-text", "--data", path)
    assert (ran.status, path.read_text("utf-8")) == (1, PLAN)
    assert "--in-text" in ran.stderr
    assert run("rename", "市林业局", "林业局: 甲", "--data", path).status == 0
    assert "lead: ['林业局: 甲']" in path.read_text("utf-8")


# --- layout and mending -------------------------------------------------------------------------------------------


def test_files_are_laid_out_and_checked(run: Run, path: Path) -> None:
    """--check says which are not, with status 1, and writes none; a second time there is nothing to do."""
    assert run("fmt", "--check", path) == Ran("", f"{path} 已是规范排版\n", 0)
    path.write_text(PLAN.replace("lead: [市林业局]", 'lead:   ["市林业局"]', 1), "utf-8")
    assert run("fmt", "--check", path) == Ran("", f"{path} 要重新排版\n", 1)
    assert run("fmt", path).status == 0
    assert path.read_text("utf-8") == PLAN


def test_a_file_that_is_not_understood_is_left_alone(run: Run, path: Path) -> None:
    """By every command; the finding is named. A folded text is refused by fmt: its blanks would seem meant."""
    path.write_text(PLAN + "leads: []\n", "utf-8")
    for arguments in (
        ["fmt", path],
        ["assign", "二", "责任", "市林业局", "-d", path],
        ["rename", "市林业局", "x", "-d", path],
    ):
        ran = run(*arguments)
        assert ran.status == 1
        assert "R006" in ran.stderr
        assert "没有读懂" in ran.stderr
    assert path.read_text("utf-8") == PLAN + "leads: []\n"
    assert "没有读懂" in run("validate", "--fix", path).stderr
    path.write_text(PLAN.replace("会同", "\n          会同"), "utf-8")
    assert "R010" in run("fmt", path).stderr


def test_findings_with_one_safe_answer_are_mended(run: Run, path: Path) -> None:
    """An alias where the name stands too, brackets of another width, a unit twice; the rest is listed as usual."""
    path.write_text(PLAN.replace("[市水利局, 市市场监管局]", "[市水利局, 市市场监管局, 县(区)政府, 市水利局]"), "utf-8")
    shown = run("validate", "--fix", "--dry-run", path)
    assert "+        responsible: [市水利局, 市市场监督管理局, 县（区）政府]  # 照录\n" in shown.stdout
    assert "可以修正 3 处，没有写入" in shown.stderr
    ran = run("validate", "--fix", path)
    assert path.read_text("utf-8") == PLAN.replace("市市场监管局]  #", "市市场监督管理局, 县（区）政府]  #")
    assert f"{path}:16:37 R201 “县(区)政府”改为“县（区）政府”\n" in ran.stderr
    assert f"{path}:16:29 R202 “市市场监管局”改为“市市场监督管理局”\n" in ran.stderr
    assert "R303 删去重复的“市水利局”\n已修正 3 处\n" in ran.stderr
    assert "R202" not in ran.stdout


def test_what_is_set_aside_is_not_mended(run: Run, path: Path) -> None:
    """By a comment on its line, or by --ignore."""
    assert "已修正 0 处" in run("validate", "--fix", "--ignore", "R202", path).stderr
    kept = PLAN.replace("# 照录", "# bioresp: ignore[R202]")
    path.write_text(kept, "utf-8")
    assert "已修正 0 处" in run("validate", "--fix", path).stderr
    assert path.read_text("utf-8") == kept


# --- files --------------------------------------------------------------------------------------------------------


def test_a_trial_writes_nothing_and_shows_a_diff_that_git_applies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of a file with a BOM, line ends of Windows and no line end at its end."""
    path = tmp_path / "plan.yaml"
    before = b"\xef\xbb\xbf" + PLAN.rstrip().replace("\n", "\r\n").encode()
    path.write_bytes(before)
    monkeypatch.chdir(tmp_path)
    command = [sys.executable, "-m", "bioresp", "assign", "二", "牵头", "市林业局", "--data", "plan.yaml"]
    tried = subprocess.run([*command, "-n"], capture_output=True, check=True)
    assert path.read_bytes() == before
    applied = subprocess.run(["git", "apply", "-"], input=tried.stdout, capture_output=True, check=False)  # noqa: S607
    assert applied.returncode == 0, applied.stderr
    assert path.read_bytes() == before.replace("[市市场监督管理局]".encode(), "[市市场监督管理局, 市林业局]".encode())
    by_git = path.read_bytes()
    path.write_bytes(before)
    subprocess.run(command, capture_output=True, check=True)
    assert path.read_bytes() == by_git


def test_a_diff_can_be_kept(run: Run, path: Path, tmp_path: Path) -> None:
    """-o belongs to --dry-run: without it the data file itself is what is written."""
    assert run("assign", "二", "牵头", "市林业局", "-n", "-d", path, "-o", tmp_path / "x.diff").status == 0
    assert (tmp_path / "x.diff").read_text("utf-8").startswith("--- a/")
    assert run("assign", "二", "牵头", "市林业局", "-d", path, "-o", tmp_path / "y.diff").status == 2
    assert path.read_text("utf-8") == PLAN


EDITS = [
    ["assign", "一", "配合", "县（区）政府"],
    ["unassign", "一", "责任", "市水利局"],
    ["rename", "市林业局", "市林草局"],
    ["validate", "--fix"],
]


@pytest.mark.parametrize("arguments", EDITS, ids=lambda arguments: arguments[0])
def test_a_file_that_cannot_be_written_stays(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """Marked read-only, no file, a full disk: one sentence, status 3."""
    path.chmod(0o444)
    ran = run(*arguments, "--data", path)
    assert (ran.status, path.read_text("utf-8")) == (3, PLAN)
    assert "是只读的" in ran.stderr
    path.chmod(0o644)
    assert run(*arguments, "--data", path.parent / "no.yaml").status == 3

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = run(*arguments, "--data", path)
    assert (ran.status, path.read_text("utf-8")) == (3, PLAN)
    assert "No space left on device" in ran.stderr
    assert list(path.parent.iterdir()) == [path]


def test_folders_are_mended_and_laid_out_but_not_edited(run: Run, path: Path) -> None:
    """validate --fix and fmt take every plan below; a measure is of one plan."""
    for arguments in EDITS[:3]:
        ran = run(*arguments, "--data", path.parent)
        assert (ran.status, "不是一份方案" in ran.stderr, path.read_text("utf-8")) == (3, True, PLAN)
    other = path.with_name("other.yaml")
    other.write_text(PLAN, "utf-8")
    for arguments in (["validate", "--fix"], ["fmt"]):
        assert run(*arguments, "--data", path.parent).status == 0
        assert path.read_text("utf-8") == other.read_text("utf-8") != PLAN
    assert run("fmt", "--check", path.parent).status == 0


@pytest.mark.parametrize("arguments", [*EDITS, ["fmt"]], ids=lambda arguments: arguments[0])
def test_what_is_no_file_of_ones_own_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """stdin, and the plan that comes with the program, from wherever it is asked."""
    assert "标准输入" in run(*arguments, "--data", "-", stdin=PLAN).stderr
    before = SEED.read_bytes()
    for folder in (tmp_path, Path("/")):
        monkeypatch.chdir(folder)
        ran = run(*arguments)
        assert (ran.status, ran.stdout) == (3, "")
        assert "随程序附带的方案不能改" in ran.stderr
    assert SEED.read_bytes() == before


def test_the_seed_is_edited_by_the_line(run: Run, tmp_path: Path) -> None:
    """As a clerk would: a unit more in the long list of （二十一）, which has a line for each name."""
    path = tmp_path / "measures.yaml"
    path.write_bytes(SEED.read_bytes())
    assert edited(run, path, "assign", "二十一", "责任", "攀枝花海关") == "+- 攀枝花海关"
    assert load(path).plan.sections[-1].measures[0].responsible[-1] == "攀枝花海关"


@pytest.mark.parametrize("arguments", [["fmt"], ["validate", "--fix"], EDITS[0]], ids=lambda arguments: arguments[0])
def test_a_printed_diff_keeps_line_ends(run: Run, path: Path, arguments: list[str]) -> None:
    """Those of Windows too, for a diff without them does not apply; in other formats nobody sees them."""
    text = PLAN.replace("[市林业局]", "[市林业局,  市林业局]", 1)
    path.write_bytes((PLAN if arguments[0] == "assign" else text).replace("\n", "\r\n").encode())
    shown = run(*arguments, "-n", "--data", path).stdout
    lines = [line for line in shown.split("\n")[2:] if line]
    assert lines
    assert all(line.endswith("\r") for line in lines if not line.startswith("@@"))
    assert "\r" not in run("validate", "--fix", "-n", "--format", "md", "--data", path).stdout
    assert "\r" not in run("validate", "--fix", "-n", "--color", "always", "--data", path).stdout
