"""Git and CI: what is new since a baseline, the formats that forges read, the hook, the snippets."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest

from bioresp.formats import FINDING_FORMATS, Style
from bioresp.formats.findings import file_uri
from bioresp.report.blocks import Cell, Column, Report, Table
from tests.conftest import DATA, ROOT, Ran, Run
from tests.npm import SARIF, package

# --- baseline -----------------------------------------------------------------------------------------------------

DRAFT = """\
plan: {title: 湿地保护责任分工方案}
agencies: [市林业局, 市水利局]
sections:
  - number: 1
    title: 摸清家底
    measures:
      - {number: 1, title: 开展调查, lead: [市林业局], responsible: [市水力局]}
      - {number: 2, title: 建立网络, lead: [], responsible: [市林业局, 市水利局]}
      - {number: 3, title: 发布公报, lead: [市林业局], responsible: [市水利局]}
"""
WRONG = ", responsible: [市水力局]"


class Gate:
    """A draft, and the findings that it had when the baseline was made."""

    def __init__(self, run: Run, folder: Path) -> None:
        self._run = run
        self.path = folder / "measures.yaml"
        self.baseline = folder / "baseline.json"
        self.path.write_text(DRAFT, "utf-8")
        run("validate", self.path, "--format", "json", "-o", self.baseline)

    def validate(self, text: str, *options: str) -> Ran:
        self.path.write_text(text, "utf-8")
        return self._run("validate", self.path, "--format", "concise", "--baseline", self.baseline, *options)


@pytest.fixture
def gate(run: Run, tmp_path: Path) -> Gate:
    return Gate(run, tmp_path)


def test_what_the_baseline_has_does_not_gate(gate: Gate) -> None:
    """Not even where it moved to another line; stderr says how many were set aside."""
    for text in (DRAFT, "# 一行注释\n\n" + DRAFT):
        ran = gate.validate(text, "--fail-on", "warning")
        assert (ran.status, ran.stdout) == (0, "")
        assert ran.stderr == "没有发现新的问题；基线里已有的 2 处没有报\n"


def test_what_is_new_gates(gate: Gate) -> None:
    """A second finding that reads the same as one in the baseline is new too."""
    ran = gate.validate(DRAFT.replace("lead: [市林业局], responsible: [市水利局]", "lead: [市林业局]" + WRONG))
    assert ran.status == 1
    assert ran.stdout.startswith(f"{gate.path}:9:62: error R201 “市水力局”不在单位名录中")
    assert len(ran.stdout.splitlines()) == 1
    assert ran.stderr == "1 个错误，0 个警告；基线里已有的 2 处没有报\n"


def test_what_was_mended_is_counted(gate: Gate) -> None:
    """So that one sees when the baseline may be written anew; an ignored code is not mended."""
    mended = DRAFT.replace("市水力局", "市水利局")
    assert gate.validate(mended).stderr == "没有发现新的问题；基线里已有的 1 处没有报，另有 1 处已经没有了\n"
    assert "已经没有" not in gate.validate(DRAFT, "--ignore", "R201").stderr


def test_a_line_named_by_a_finding_may_move(gate: Gate, run: Run) -> None:
    """R101 says on which line the number stood first."""
    twice = DRAFT.replace("number: 3", "number: 2")
    gate.path.write_text(twice, "utf-8")
    run("validate", gate.path, "--format", "json", "-o", gate.baseline, "--force")
    assert gate.validate("\n" + twice).status == 0


def test_a_baseline_of_windows_is_known_elsewhere(gate: Gate) -> None:
    """Paths with backslashes, UTF-16 as PowerShell's > writes it; other files' findings are nobody's business."""
    content = json.loads(gate.baseline.read_text("utf-8"))
    for row in content["findings"]:
        row["path"] = row["path"].replace("/", "\\")
    content["findings"].append({**content["findings"][0], "path": "别的.yaml"})
    gate.baseline.write_text(json.dumps(content, ensure_ascii=False), "utf-16")
    assert gate.validate(DRAFT).stderr == "没有发现新的问题；基线里已有的 2 处没有报\n"


@pytest.mark.parametrize("content", [None, "", "{}", "[]", '{"findings": [{"path": 1}]}', '{"findings": 1}'])
def test_a_missing_or_wrong_baseline_is_one_sentence(gate: Gate, content: str | None) -> None:
    """Status 3, and nothing is let through."""
    gate.baseline.unlink()
    if content is not None:
        gate.baseline.write_text(content, "utf-8")
    ran = gate.validate(DRAFT)
    assert (ran.status, ran.stdout, ran.stderr.count("\n")) == (3, "", 1)
    assert ("找不到基线" if content is None else "不能作基线") in ran.stderr


# --- formats ------------------------------------------------------------------------------------------------------

HOSTILE = ["a,b:c%.yaml", "方 案.yaml", "a\nb.yaml", "::error::x.yaml", "100%25.yaml", "a#b?c.yaml"]
ESCAPES = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}
COMMAND = re.compile(r"::(?P<level>error|warning) (?P<properties>[a-z]+=[^:,]*(?:,[a-z]+=[^:,]*)*)::(?P<message>.*)")


def hostile(path: str, message: str = "第一行\r\n100%，::error::") -> Report:
    """A finding in a file of that name."""
    columns = tuple(Column(key, "") for key in ("path", "line", "column", "code", "severity", "message"))
    rules = tuple(Column(key, "") for key in ("code", "severity", "title", "manual"))
    found: list[tuple[Cell, ...]] = [(path, 7, 66, "R201", "error", message)]
    named: list[tuple[Cell, ...]] = [("R201", "error", "甲，乙: 丙, 丁", "手册")]
    return Report("validate", (), (Table("findings", columns, found), Table("rules", rules, named)))


def unescaped(text: str) -> str:
    """What a runner of workflows understands; it knows these escapes and no others."""
    assert all(escape in ESCAPES for escape in re.findall("%.{0,2}", text))
    return re.sub("%..", lambda found: ESCAPES[found[0]], text)


def command(line: str) -> dict[str, str]:
    """A workflow command, read strictly by its grammar."""
    found = COMMAND.fullmatch(line)
    assert found, line
    assert not {"%3A", "%2C"} & set(re.findall("%..", found["message"])), "a message has no such escapes"
    properties = dict(each.split("=", 1) for each in found["properties"].split(","))
    assert list(properties) == ["file", "line", "col", "title"]
    return {"level": found["level"], "message": unescaped(found["message"])} | {
        key: unescaped(value) for key, value in properties.items()
    }


@pytest.mark.parametrize("path", HOSTILE)
def test_workflow_commands_follow_their_grammar(path: str) -> None:
    """One line for a finding; a runner reads back just what was meant, whatever a name holds."""
    written = FINDING_FORMATS["github"](hostile(path), Style())
    assert isinstance(written, str)
    [line] = written.removesuffix("\n").split("\n")
    meant = {"file": path, "line": "7", "col": "66", "title": "R201 甲，乙: 丙, 丁"}
    assert command(line) == {"level": "error", "message": "第一行\r\n100%，::error::", **meant}


def test_every_finding_becomes_a_workflow_command(run: Run) -> None:
    """Of every invalid file of the tests."""
    paths = sorted((DATA / "invalid").glob("*.yaml"))
    shown = run("validate", *paths, "--format", "github").stdout
    findings = json.loads(run("validate", *paths, "--format", "json").stdout)["findings"]
    read = [command(line) for line in shown.removesuffix("\n").split("\n")]
    assert len(read) > len(paths)
    assert [(each["file"], int(each["line"]), int(each["col"]), each["level"], each["message"]) for each in read] == [
        (each["path"], each["line"], each["column"], each["severity"], each["message"]) for each in findings
    ]


@pytest.fixture(scope="module")
def sarif_schema() -> jsonschema.Draft4Validator:
    """The published schema of SARIF 2.1.0, out of a package that carries it."""
    [path] = package(SARIF).glob("lib/schemas/sarif-2.1.0*.json")
    schema = json.loads(path.read_text("utf-8"))
    assert schema["title"].startswith("Static Analysis Results Format (SARIF) Version 2.1.0")
    return jsonschema.Draft4Validator(schema)


def test_sarif_follows_its_schema(run: Run, sarif_schema: jsonschema.Draft4Validator) -> None:
    """Findings of every rule, no findings, doubts of an import, and hostile names."""
    paths = sorted((DATA / "invalid").glob("*.yaml"))
    logs = [run("validate", *paths, "--format", "sarif").stdout]
    logs.append(run("validate", DATA / "valid/flat.yaml", "--format", "sarif").stdout)
    logs.append(run("import", min((DATA / "circulars").glob("*.txt")), "--format", "sarif").stdout)
    logs += [str(FINDING_FORMATS["sarif"](hostile(path), Style())) for path in HOSTILE]
    for log in logs:
        assert [error.message for error in sarif_schema.iter_errors(json.loads(log))] == []
    assert list(sarif_schema.iter_errors({"version": "2.1.0", "runs": [{"tool": {}}]}))


@pytest.mark.parametrize(
    ("path", "windows", "uri"),
    [
        ("data\\方案.yaml", True, "data/%E6%96%B9%E6%A1%88.yaml"),
        ("C:\\方案\\a b.yaml", True, "file:///C:/%E6%96%B9%E6%A1%88/a%20b.yaml"),
        ("\\\\server\\share\\a.yaml", True, "file://server/share/a.yaml"),
        ("/srv/方案.yaml", False, "file:///srv/%E6%96%B9%E6%A1%88.yaml"),
        ("a\\b.yaml", False, "a%5Cb.yaml"),
        ("C:a.yaml", False, "C%3Aa.yaml"),
        ("a#b?c.yaml", False, "a%23b%3Fc.yaml"),
        ("a//b.yaml", False, "a//b.yaml"),
    ],
)
def test_sarif_names_files_as_their_system_does(path: str, windows: bool, uri: str) -> None:
    """A drive is no scheme, a server no folder; a backslash parts names on Windows alone."""
    assert file_uri(path, windows=windows) == uri
    assert unquote(urlsplit(uri).path).lstrip("/") in path.replace("\\", "/" if windows else "\\")
    assert urlsplit(uri).scheme == ("file" if uri.startswith("file:") else "")


# --- the hook -----------------------------------------------------------------------------------------------------

PACKAGED = ["pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "src", "data", "docs"]
CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: bioresp-validate
        args: [--fail-on, warning]
"""


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Git with its hooks, as whoever works in that folder; neither our sources nor our settings are near."""
    known = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHON"))}
    who = {f"GIT_{role}_{what}": "a@b.c" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    home = {"PRE_COMMIT_HOME": str(folder.parent / "hooks"), "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(
        command, env={**known, **who, **home}, capture_output=True, check=False, encoding="utf-8", timeout=600
    )


def committed(folder: Path, message: str) -> subprocess.CompletedProcess[str]:
    assert git(folder, "add", "-A").returncode == 0
    return git(folder, "commit", "-m", message)


def test_the_hook_guards_a_repository(tmp_path: Path) -> None:
    """Tried with pre-commit: a commit of a wrong plan is refused with the finding, one of a right plan is made.

    The hook's environment is built from this repository and PyPI, in some five seconds.
    """
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    ours, theirs = tmp_path / "bioresp", tmp_path / "office"
    for folder in (ours, theirs):
        folder.mkdir()
        git(folder, "init", "--quiet")
    for name in PACKAGED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, ours / name)
    assert committed(ours, "all").returncode == 0
    rev = git(ours, "rev-parse", "HEAD").stdout.strip()
    (theirs / ".pre-commit-config.yaml").write_text(CONFIG.format(repo=ours.as_uri(), rev=rev), "utf-8")
    git(theirs, "config", "alias.guard", f"!{shlex.quote(sys.executable)} -m pre_commit install --install-hooks")
    made = git(theirs, "guard")
    if made.returncode:
        pytest.skip(f"the hook could not be installed: {made.stdout[-300:]}{made.stderr[-300:]}")
    (theirs / "measures.yaml").write_text(DRAFT, "utf-8")
    (theirs / "other.yaml").write_text("- 不是方案", "utf-8")
    refused = committed(theirs, "draft")
    assert refused.returncode == 1
    assert "measures.yaml:7:62: error R201 “市水力局”不在单位名录中，是否为“市水利局”？" in refused.stderr
    assert "other.yaml" not in refused.stderr
    (theirs / "measures.yaml").write_text(
        DRAFT.replace(WRONG, "")
        .replace("lead: []", "lead: [市林业局]")
        .replace("responsible: [市林业局, 市水利局]", "responsible: [市水利局]"),
        "utf-8",
    )
    made = committed(theirs, "mended")
    assert made.returncode == 0, made.stderr
    assert git(theirs, "log", "--format=%s").stdout == "mended\n"


# --- docs/ci.md ---------------------------------------------------------------------------------------------------


def snippets() -> dict[str, str]:
    """The commands of docs/ci.md that call this program, by what they do."""
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    script, baseline = re.findall(r"^```bash\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    github, sarif = re.findall(r"- run: (bioresp .*)", page)
    return {"script": script, "baseline": baseline, "github": github, "sarif": sarif}


@pytest.fixture
def shell(tmp_path: Path) -> Callable[[str], int]:
    """Runs a snippet in a folder with a plan, and gives its status."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "data").mkdir()
    program = tmp_path / "bin/bioresp"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m bioresp "$@"\n', "utf-8")
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}

    def run_(snippet: str) -> int:
        step = ["bash", "-e", "-c", snippet]  # as GitHub runs it
        return subprocess.run(step, cwd=tmp_path, env=environment, check=False, capture_output=True).returncode

    return run_


def test_the_snippets_of_the_manual_gate(shell: Callable[[str], int], tmp_path: Path) -> None:
    """Copied as they stand: a right plan passes, a wrong one does not, until it is in the baseline."""
    plan = tmp_path / "data/measures.yaml"
    gates = [text for name, text in snippets().items() if name != "baseline"]
    plan.write_text(DRAFT.replace(WRONG, ""), "utf-8")
    assert [shell(gate) for gate in gates] == [0, 0, 0]
    (tmp_path / "bioresp.sarif").unlink()
    plan.write_text(DRAFT, "utf-8")
    assert [shell(gate) for gate in gates] == [1, 1, 1]
    assert json.loads((tmp_path / "bioresp.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert shell(snippets()["baseline"]) == 0
    assert shell(snippets()["script"]) == 0
    plan.write_text(DRAFT.replace("市水利局]}\n      - {number: 3", "市水务局]}\n      - {number: 3"), "utf-8")
    assert shell(snippets()["script"]) == 1
    plan.unlink()
    assert shell(snippets()["script"]) == 3
