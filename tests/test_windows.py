"""Windows, as far as Linux goes: code pages, CRLF, BOM, names of files in Chinese. Paths in SARIF: test_forges.py."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bioresp import check, load
from bioresp.formats.findings import slashed
from tests.conftest import DATA, SEED, Run, text_of

RARE = """\
plan: {title: 〇𠮷镇湿地保护责任分工方案}
agencies: [市林业局, 𠮷水县政府, 市水利局]
sections:
  - number: 1
    title: 摸清家底
    measures:
      - {number: 1, title: 开展“调查”—…〇𠮷, lead: [市林业局], responsible: [𠮷水县政府, 市水力局], supporting: [市水利局]}
"""
"""𠮷 is in GB18030 and not in GBK; 〇 is in both."""

LEGACY = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""No rescue by Python: encodings are what the system says."""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A plan in a file with a Chinese name, in the folder that we work in."""
    monkeypatch.chdir(tmp_path)
    Path("方案.yaml").write_text(RARE, "utf-8")
    return "方案.yaml"


def in_console(encoding: str, *arguments: str) -> tuple[int, str]:
    """The status, and what a console with such a code page shows: standard output and error alike."""
    import pty

    main, terminal = pty.openpty()
    environment = {
        **os.environ,
        **LEGACY,
        "PYTHONIOENCODING": encoding,
        "COLUMNS": "80",
        "TERM": "xterm",
        "NO_COLOR": "1",
    }
    command = [sys.executable, "-m", "bioresp", *arguments]
    process = subprocess.Popen(command, stdout=terminal, stderr=terminal, stdin=subprocess.DEVNULL, env=environment)
    os.close(terminal)
    shown = b""
    while chunk := _read(main):
        shown += chunk
    os.close(main)
    return process.wait(), shown.decode(encoding).replace("\r\n", "\n")


def _read(file: int) -> bytes:
    try:
        return os.read(file, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("encoding", ["cp936", "gb18030"])
def test_a_chinese_console_shows_answers_and_findings(plan: str, encoding: str) -> None:
    """Boxes and signs too; of a character that GBK lacks the code, never a traceback."""
    rare = "𠮷" if encoding == "gb18030" else r"\U00020bb7"
    status, shown = in_console(encoding, "list", "--data", plan)
    assert (status, f"（一）开展“调查”—…〇{rare}" in shown, "┌" in shown, "数据：方案.yaml" in shown) == (
        0,
        True,
        True,
        True,
    )
    status, shown = in_console(encoding, "validate", plan)
    assert (status, shown.startswith("方案.yaml:7:")) == (1, True)
    assert "error R201 “市水力局”不在单位名录中，是否为“市水利局”？" in shown.replace("\n", "")
    status, shown = in_console(encoding, "stats", "--data", plan)
    bars = "█ 牵头 ▒ 责任 ░ 配合" if encoding == "gb18030" else "█ 牵头 ▓ 责任 ▁ 配合"
    assert (status, bars in shown) == (0, True)
    assert in_console(encoding, "list", "--data", "没有.yaml") == (3, "错误：找不到文件 没有.yaml\n")


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("command", ["", "validate", "matrix"])
def test_help_in_a_chinese_console(command: str) -> None:
    """With frames of ASCII, which every code page has."""
    status, shown = in_console("cp936", *([command] if command else []), "-h")
    assert (status, "用法：bioresp" in shown) == (0, True)
    assert "\\u" not in shown


@pytest.mark.parametrize("settings", [{"PYTHONIOENCODING": "cp936"}, {"LC_ALL": "C"}])
@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--data", "方案.yaml"],
        ["validate", "方案.yaml"],
        ["validate", "方案.yaml", "--format", "sarif"],
        ["validate", "方案.yaml", "--format", "github"],
        ["matrix", "--data", "方案.yaml", "-o", "附件.docx"],
        ["agency", "--all", "--data", "方案.yaml", "-o", "清单/"],
        ["agency", "市林业局", "--data", "方案.yaml"],
        ["explain", "代码"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("plan")
def test_no_encoding_is_a_traceback(arguments: list[str], settings: dict[str, str]) -> None:
    """Into a pipe always UTF-8; where a name cannot be written at all it is one sentence that says what helps."""
    command = [sys.executable, "-m", "bioresp", *arguments]
    ran = subprocess.run(command, env={**os.environ, **LEGACY, **settings}, capture_output=True, check=False)
    assert b"Traceback" not in ran.stderr
    ran.stdout.decode("utf-8")
    if "清单/" in arguments and "LC_ALL" in settings:
        assert (ran.returncode, b"PYTHONUTF8=1" in ran.stderr) == (3, True)
    elif arguments[0] in ("list", "matrix"):
        assert ran.returncode == 0


def test_a_file_of_windows_is_the_same_plan(tmp_path: Path, run: Run) -> None:
    """CRLF and a BOM change no word and no place, of the seed and of a file for every rule."""
    path = tmp_path / "crlf.yaml"
    for source in (SEED, *sorted((DATA / "valid").glob("*.yaml")), *sorted((DATA / "invalid").glob("*.yaml"))):
        content = source.read_bytes()
        if b"\r" in content:
            continue
        path.write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
        was, is_ = load(source), load(path)
        assert (is_.plan, check(is_)) == (was.plan, check(was)), source.name
    path.write_bytes(b"\xef\xbb\xbf" + RARE.encode().replace(b"\n", b"\r\n"))
    shown = run("validate", path).stdout
    assert shown.startswith(f"{path}:7:75: error R201")
    assert "\r" not in shown


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_circular_comes_through_a_pipe_in_any_encoding(encoding: str) -> None:
    """As `type 公文.txt | bioresp import -` sends it, with CRLF; rare characters too."""
    text = (
        "青禾市湿地保护责任分工方案\r\n一、摸清家底\r\n（一）开展𠮷水调查。组织普查。（市林业局牵头，市水利局负责）\r\n"
    )
    command = [sys.executable, "-m", "bioresp", "import", "-"]
    environment = {**os.environ, **LEGACY, "PYTHONIOENCODING": "cp936"}
    ran = subprocess.run(command, input=text.encode(encoding), env=environment, capture_output=True, check=True)
    assert "title: 开展𠮷水调查\n" in ran.stdout.decode("utf-8")
    assert "\r" not in ran.stdout.decode("utf-8")


def test_files_may_have_chinese_names(plan: str, run: Run) -> None:
    """In and out."""
    text_of(run("matrix", "--data", plan, "-o", "责任 分工（附件）.md"))
    assert "𠮷水县政府" in Path("责任 分工（附件）.md").read_text("utf-8")
    text_of(run("agency", "--all", "--data", plan, "-o", "清单/"))
    assert {path.name for path in Path("清单").iterdir()} == {
        "市林业局.md",
        "𠮷水县政府.md",
        "市水力局.md",
        "市水利局.md",
    }


def test_forges_get_slashes() -> None:
    """From Windows too; elsewhere a backslash is part of a name."""
    assert slashed(r"data\方案.yaml", windows=True) == "data/方案.yaml"
    assert slashed(r"data\方案.yaml", windows=False) == r"data\方案.yaml"
