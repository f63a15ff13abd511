"""What the documents say is what the program does."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

import bioresp
from bioresp.cells import width
from bioresp.circular import IMPORTING
from bioresp.cli.frame import COMMANDS
from bioresp.formats import Style
from bioresp.formats.markdown import markdown
from bioresp.planfile import READING
from bioresp.planfile.keys import KEYS
from bioresp.report.blocks import Heading, Paragraph, Table
from bioresp.report.findings import explain
from bioresp.rules import RULES, SHARED
from tests.conftest import ROOT, Golden, Run
from tests.manual import man, manual

READMES = ["README.md", "README.zh-CN.md"]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(name: str, kind: str) -> list[str]:
    return [text for found, text in BLOCK.findall((ROOT / name).read_text("utf-8")) if found == kind]


@pytest.mark.parametrize("name", READMES)
def test_the_examples_give_what_they_show(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Each command of the README, in a folder that holds only its example files, prints just what stands there."""
    for example in (*blocks(name, "yaml"), *blocks(name, "text")):
        file, _, content = example.removeprefix("# ").partition("\n")
        (tmp_path / file).write_text(content, "utf-8")
    monkeypatch.chdir(tmp_path)
    commands = [each for block in blocks(name, "console") for each in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    assert len(commands) >= 4
    for each in commands:
        command, _, shown = each.partition("\n")
        program, *arguments = shlex.split(command)
        assert program == "bioresp"
        assert run(*arguments).stdout == shown, command


@pytest.mark.parametrize("name", READMES)
def test_the_python_examples_give_what_they_show(name: str) -> None:
    """As doctests."""
    failures, tried = doctest.testfile(str(ROOT / name), module_relative=False, encoding="utf-8")
    assert (failures, tried) == (0, 4)


def test_the_manual_for_python_gives_what_it_shows() -> None:
    """As doctests; and every public name is in it."""
    path = ROOT / "docs/python.md"
    failures, tried = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert failures == 0
    assert tried > 20
    text = path.read_text("utf-8")
    assert [name for name in bioresp.__all__ if not re.search(rf"\b{name}\b", text)] == []


@pytest.mark.parametrize("name", READMES)
def test_the_readme_shows_a_command_early_and_names_them_all(name: str) -> None:
    """A stranger sees a real command within forty lines, and every command somewhere."""
    text = (ROOT / name).read_text("utf-8")
    assert "$ bioresp who-leads 十二" in "\n".join(text.splitlines()[:40])
    assert [command for command in COMMANDS if f"bioresp {command}" not in text] == []


def test_ci_runs_the_commands_of_the_readme() -> None:
    """Word for word, and both READMEs have the same."""
    commands = blocks("README.md", "sh")
    assert len(commands) == 2
    assert blocks("README.zh-CN.md", "sh") == commands
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert all(f"\n{command}" in script for command in commands)


def test_the_rules_are_documented_by_their_docstrings(golden: Golden) -> None:
    """docs/rules.md is made from the same text as `explain`."""
    codes = sorted(
        [*READING.values(), *RULES.values(), *SHARED.values(), *IMPORTING.values()], key=lambda code: code.code
    )
    head = "# 规则\n\n由各规则的文档字符串生成；`bioresp explain 代码` 显示的是同样的文字。\n\n"
    golden(ROOT / "docs/rules.md", head + markdown(explain(codes), Style()))


def test_the_commands_are_documented_by_their_help(golden: Golden) -> None:
    """docs/commands.md and the man page are made from the same text as `-h`."""
    golden(ROOT / "docs/commands.md", markdown(manual(), Style()))
    golden(ROOT / "docs/bioresp.1", man(manual()))


def test_the_man_page_is_read_without_a_warning() -> None:
    """By groff, all warnings on: every command and option stands there whole, no line is longer than the terminal."""
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("no groff on this machine")
    command = [groff, "-man", "-Kutf8", "-Tutf8", "-P-cbou", "-ww", str(ROOT / "docs/bioresp.1")]
    ran = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert ran.stderr == ""
    shown = [line for line in ran.stdout.splitlines() if line]
    assert max(map(width, shown)) <= 80
    assert not [line for line in shown if line.strip().startswith(("、", "，", "。", "；", "）"))]
    flat = re.sub(r"\s", "", ran.stdout)
    for block in manual().blocks:
        assert isinstance(block, Heading | Paragraph | Table)
        said = [cell for row in block.rows for cell in row] if isinstance(block, Table) else [block.text]
        assert [words for words in said if re.sub(r"\s", "", str(words)) not in flat] == []


def test_every_key_is_documented(golden: Golden) -> None:
    """The tables of docs/format.md are made from the table of keys that the reader uses."""
    path = ROOT / "docs/format.md"
    before, _, rest = path.read_text("utf-8").partition("<!-- keys -->\n")
    _, _, after = rest.partition("<!-- /keys -->")
    golden(path, f"{before}<!-- keys -->\n{_tables()}<!-- /keys -->{after}")


TITLES = {
    "file": "文件",
    "plan": "plan",
    "notice": "plan.notice",
    "standing": "plan.standing",
    "agency": "agencies 的一项（只有名称时可直接写名称）",
    "section": "sections 的一项",
    "measure": "measures 的一项",
    "action": "actions 的一项",
    "register": "共用名录 agencies.yaml",
    "body": "共用名录的一项（只有名称时可直接写名称）",
}
KINDS = {
    "line": "一行文字",
    "text": "文字",
    "number": "整数",
    "date": "日期",
    "until": "年、月或日",
    "reference": "措施编号",
    "level": "national、provincial、municipal 或 county",
    "names": "列表",
    "agencies": "单位列表",
    "map": "映射",
    "items": "列表",
}


def _tables() -> str:
    text = ""
    for kind, keys in KEYS.items():
        text += f"### {TITLES[kind]}\n\n| 键 | 类型 | 必需 | 意思 |\n| --- | --- | --- | --- |\n"
        for key in keys:
            text += f"| `{key.name}` | {KINDS[key.kind]} | {'是' if key.required else ''} | {key.meaning} |\n"
        text += "\n"
    return text
