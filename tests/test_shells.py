"""Completion in real shells: installed as a user does it, keys pressed, and what the command then gets."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from tests.conftest import Run, text_of

PLAN = """\
plan: {title: 青禾市湿地保护责任分工方案}
agencies: [市林业局, 县（区）政府, "乡(镇)政府", "开发区 管委会", "甲$乙&丙局", "丁:局"]
sections:
  - number: 1
    title: 摸清家底
    measures:
      - {number: 1, title: "开展(调查)，'甲' \\"乙\\" $c `d` [e]: f", lead: [市林业局]}
      - {number: 2, title: 建立网络, lead: [县（区）政府, "乡(镇)政府", "开发区 管委会", "甲$乙&丙局", "丁:局"]}
      - {number: 11, title: 发布公报, lead: [市林业局]}
"""

SHELLS = {
    "bash": ["--rcfile", ".bashrc", "-i"],
    "zsh": ["-i"],
    "fish": ["-i"],
}
PROMPTS = {
    "bash": 'PS1="REA""DY> "',
    "zsh": 'unsetopt PROMPT_SP; PS1="REA""DY> "',
    "fish": 'function fish_prompt; echo -n "REA""DY> "; end',
}
"""In two parts, so that the line that sets it does not look like it."""

STUB = """\
#!/bin/sh
if [ -n "$_BIORESP_COMPLETE" ]; then
  {python} -m bioresp "$@"
  status=$?
  touch {completed}
  exit $status
fi
printf '%s\\n' "$@" > {noted}.part
mv {noted}.part {noted}
"""
"""Completes as the program does; a command only notes its words."""


class Shell:
    """A shell in a terminal."""

    def __init__(self, name: str, terminal: pexpect.spawn[str], noted: Path, completed: Path) -> None:
        self.name = name
        self._terminal = terminal
        self._noted = noted
        self._completed = completed

    def press(self, keys: str) -> None:
        """Type behind the program's name, and wait until all completing has ended."""
        for each in (self._noted, self._completed):
            each.unlink(missing_ok=True)
        self._terminal.send(f"bioresp {keys}")
        until(self._completed.exists)
        before = 0
        while before != (before := self._completed.stat().st_mtime_ns):
            self._terminal.expect(pexpect.TIMEOUT, timeout=0.3)

    def shows(self, words: list[str]) -> None:
        """Wait until all of these stand on the screen."""

        def seen() -> bool:
            self._terminal.expect(pexpect.TIMEOUT, timeout=0.1)
            return all(word in str(self._terminal.before) for word in words)

        until(seen)

    def enter(self) -> list[str]:
        """The words that the command gets."""
        self._terminal.send("\r")
        until(self._noted.exists)
        self._terminal.expect("READY> ")
        words: list[str] = self._noted.read_text("utf-8").split("\n")[:-1]
        return words

    def cancel(self) -> None:
        """Leave the menu, if there is one, and the line."""
        for _ in range(2):
            self._terminal.send("\x03")
            while self._terminal.expect(["READY> ", pexpect.TIMEOUT], timeout=0.3) == 0:
                pass


@pytest.fixture(scope="module", params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A shell with a home of its own, where completion was installed; `bioresp` completes, and else notes its words."""
    name = request.param
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"no {name} on this machine")
    home = tmp_path_factory.mktemp(name)
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    noted, completed = home / "noted", home / "completed"
    (home / "bin").mkdir()
    stub = home / "bin/bioresp"
    stub.write_text(STUB.format(python=shlex.quote(sys.executable), noted=noted, completed=completed), "utf-8")
    stub.chmod(0o755)
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "ZDOTDIR", "COV_"))
    } | {
        "HOME": str(home),
        "PATH": f"{stub.parent}:{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        "BIORESP_DATA": str(home / "plan.yaml"),
    }
    install = [sys.executable, "-m", "bioresp", "--install-completion", name]
    installed = subprocess.run(install, env=environment, check=True, capture_output=True, encoding="utf-8").stdout
    assert f"{name} 的补全已装入 {home}" in installed
    terminal = pexpect.spawn(
        program, SHELLS[name], env=environment, cwd=str(home), encoding="utf-8", dimensions=(50, 100), timeout=20
    )
    terminal.sendline(PROMPTS[name])
    terminal.expect("READY> ")
    yield Shell(name, terminal, noted, completed)
    terminal.close(force=True)


def until(holds: Callable[[], bool]) -> None:
    """Wait, ten seconds at most."""
    for _ in range(200):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("nothing came of the keys")


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("agency 市林\t", ["agency", "市林业局"]),
        ("agency 林\t", ["agency", "林业局"]),
        ("agency 县\t", ["agency", "县（区）政府"]),
        ("agency 县（\t", ["agency", "县（区）政府"]),
        ("agency 乡\t", ["agency", "乡(镇)政府"]),
        ("agency '乡(\t", ["agency", "乡(镇)政府"]),
        ("agency 开\t", ["agency", "开发区 管委会"]),
        ("agency 甲\t", ["agency", "甲$乙&丙局"]),
        ("agency 丁\t", ["agency", "丁:局"]),
        ("list --agency 县\t", ["list", "--agency", "县（区）政府"]),
        ("who-leads 二\t", ["who-leads", "二"]),
        ("explain R30\t4", ["explain", "R304"]),
        ("validate --ignore R309\t", ["validate", "--ignore", "R309"]),
        ("list --format js\t", ["list", "--format", "json"]),
        ("circ\t", ["circular"]),
        ("validate pl\t", ["validate", "plan.yaml"]),
        ("list --data pl\t", ["list", "--data", "plan.yaml"]),
    ],
)  # fmt: skip
def test_what_is_completed_arrives_whole(shell: Shell, keys: str, words: list[str]) -> None:
    """Agencies with brackets, blanks and signs; measures, codes, formats, commands, files; from the first Tab on."""
    shell.press(keys)
    assert shell.enter() == words


def test_measures_are_listed(shell: Shell) -> None:
    """All of them, with their titles but in bash, whatever a title holds."""
    shell.press("who-leads \t\t")
    shell.shows(["一", "二", "十一", *(["[e]"] if shell.name != "bash" else [])])
    shell.cancel()


# --- the script ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shell", "begins"),
    [("bash", "_bioresp_completion() {"), ("zsh", "#compdef bioresp"), ("fish", "complete --command bioresp"), ("powershell", "Import-Module")],
)  # fmt: skip
def test_the_script_of_the_named_shell_is_shown(run: Run, shell: str, begins: str) -> None:
    """Whatever shell it is asked from."""
    assert text_of(run("--show-completion", shell)).startswith(begins)


def test_a_shell_that_is_not_known_is_wrong_usage(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named or found; one sentence says which there are."""
    ran = run("--show-completion", "tcsh")
    assert (ran.status, ran.stdout) == (2, "")
    assert "--show-completion：不支持“tcsh”，请写明 bash、zsh、fish" in ran.stderr
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("zsh", "/bin/zsh"))
    assert text_of(run("--show-completion")).startswith("#compdef bioresp")

    def lost() -> None:
        raise __import__("shellingham").ShellDetectionFailure

    monkeypatch.setattr("shellingham.detect_shell", lost)
    assert "--install-completion：看不出是哪种 shell，请写明 bash" in run("--install-completion").stderr
