"""The command line as its users meet it: files written, bad input, help, completion, the installed program."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bioresp import check, load
from bioresp.cli import output
from bioresp.cli.frame import COMMANDS
from tests.conftest import DATA, ROOT, SEED, Run, text_of


def program(*arguments: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m bioresp` in a process of its own."""
    environment = {**os.environ, **settings}
    return subprocess.run(
        [sys.executable, "-m", "bioresp", *arguments], capture_output=True, check=False, env=environment, timeout=60
    )


# --- files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("x.md", b"# "),
        ("x.csv", b"\xef\xbb\xbfsection,"),
        ("x.json", b"{\n"),
        ("x.txt", "贯彻".encode()),
        ("X.MD", b"# "),
    ],
)
def test_the_format_is_taken_from_the_name(run: Run, tmp_path: Path, name: str, begins: bytes) -> None:
    """A CSV file has a BOM, so that Excel opens it."""
    ran = run("matrix", "-o", tmp_path / name)
    assert (ran.status, ran.stdout) == (0, "")
    assert f"已写入 {tmp_path / name}" in ran.stderr
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_format_that_is_asked_for_wins(run: Run, tmp_path: Path) -> None:
    """Whatever the name says."""
    text_of(run("list", "--format", "json", "-o", tmp_path / "x.dat"))
    assert json.loads((tmp_path / "x.dat").read_text("utf-8"))["report"] == "list"


def test_files_are_not_overwritten_unless_forced(run: Run, tmp_path: Path) -> None:
    """The old file stays; with --force its permissions stay, and nothing is left beside it."""
    path = tmp_path / "x.md"
    path.write_text("旧", "utf-8")
    path.chmod(0o640)
    ran = run("list", "-o", path)
    assert (ran.status, path.read_text("utf-8")) == (3, "旧")
    assert "--force" in ran.stderr
    text_of(run("list", "-o", path, "--force"))
    assert path.read_text("utf-8").startswith("|")
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full in the middle: one sentence, status 3, the old file as it was, no other file."""
    path = tmp_path / "x.md"
    path.write_text("旧", "utf-8")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = run("list", "-o", path, "--force")
    assert (ran.status, ran.stderr) == (3, f"错误：无法写入 {path}：No space left on device\n")
    assert path.read_text("utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder, a folder that is not there, no right to write."""
    (tmp_path / "x.md").mkdir()
    assert "是文件夹" in run("list", "-o", tmp_path / "x.md").stderr
    assert "不存在" in run("list", "-o", tmp_path / "no/x.md").stderr

    def denied(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(output, "_replace", denied)
    assert run("list", "-o", tmp_path / "y.md").stderr == f"错误：没有权限写入 {tmp_path / 'y.md'}\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_stdout_is_one_sentence() -> None:
    """bioresp list > /dev/full."""
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "bioresp", "list"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ran.returncode == 3
    assert "无法写到标准输出" in ran.stderr.decode()
    assert "Traceback" not in ran.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="needs a shell's pipe")
def test_a_reader_that_stops_early_is_no_error() -> None:
    """bioresp circular | head -1."""
    ran = subprocess.run(
        f"{sys.executable} -m bioresp circular --format json | head -1", shell=True, capture_output=True, check=False
    )
    assert ran.stdout == b"{\n"
    assert b"Traceback" not in ran.stderr
    assert b"Broken" not in ran.stderr


def test_every_agency_gets_a_file_of_its_own(run: Run, tmp_path: Path) -> None:
    """agency --all -o DIR/; names that no system allows are made safe, and none is lost."""
    text_of(run("agency", "--all", "-o", f"{tmp_path}/清单/"))
    files = {path.name for path in (tmp_path / "清单").iterdir()}
    assert len(files) == len(load(SEED).plan.agencies)
    assert (tmp_path / "清单/市林业局.md").read_text("utf-8").startswith("# 市林业局任务清单\n")
    hostile = tmp_path / "h.yaml"
    names = ["../../evil", "a/b", "a:b", "A:B", "..", "con*"]
    hostile.write_text(
        f"plan: {{title: 甲}}\nagencies: {json.dumps(names)}\nsections: "
        f"[{{measures: [{{number: 1, title: 乙, lead: {json.dumps(names)}}}]}}]\n",
        "utf-8",
    )
    text_of(run("agency", "--all", "-o", f"{tmp_path}/h/", "--data", hostile, "--format", "json"))
    assert len(list((tmp_path / "h").iterdir())) == len(names)
    assert not (tmp_path.parent / "evil.json").exists()


def test_a_device_may_be_written_to(run: Run) -> None:
    """-o /dev/null keeps no old content; - is stdout."""
    assert run("list", "-o", os.devnull, "--format", "md").status == 0
    assert text_of(run("list", "-o", "-", "--format", "md")).startswith("|")


# --- bad input ----------------------------------------------------------------------------------------------------

BAD: dict[str, bytes] = {
    "empty": b"",
    "only a comment": "# 空\n".encode(),
    "binary": bytes(range(256)) * 50,
    "zeros": b"\0" * 5000,
    "half a file": SEED.read_bytes()[:9001],
    "GB18030": SEED.read_text("utf-8").encode("gb18030"),
    "UTF-16": SEED.read_text("utf-8").encode("utf-16"),
    "a list": b"- a\n- b\n",
    "a word": b"hello",
    "null": b"null",
    "nulls": b"plan: null\nagencies: null\nsections: null\n",
    "nulls inside": b"plan: {title: null}\nagencies: [null]\nsections: [null, {measures: [null, {number: null, lead: null, actions: null}]}]\n",
    "10 MB of brackets": b"[" * 10_000_000,
    "10 MB of braces": b"{a: " * 2_500_000,
    "10 MB of a line": b"plan: " + b"a" * 10_000_000,
    "an alias bomb": b"a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nplan: *c\n",
    "an unknown tag": b"plan: !!python/object/apply:os.system ['echo']\n",
    "a complex key": b"? [a, b]\n: c\n",
    "duplicate keys": b"plan: {title: a, title: b}\nplan: {title: c}\n",
    "numbers as keys": b"1: 2\n3.5: {true: no}\n",
    "a huge number": b"plan: {title: a}\nagencies: []\nsections: [{number: 99999999999999999999, measures: [{number: -1, lead: []}]}]\n",
    "a list for a map": b"plan: []\nagencies: {}\nsections: {}\n",
    "an agency without a name": 'plan: {title: 甲}\nagencies: [{aliases: [乙]}, ""]\nsections: [{measures: [{number: 1, lead: [""], title: 丙}]}]\n'.encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_survived(run: Run, tmp_path: Path, name: str) -> None:
    """By every command: findings with places; a refusal, or an answer that says it may be incomplete; no traceback."""
    path = tmp_path / "bad.yaml"
    path.write_bytes(BAD[name])
    ran = run("validate", path)
    assert ran.status == 1, ran
    assert f"{path}:" in ran.stdout
    for arguments in (
        ["list"],
        ["stats"],
        ["export"],
        ["agencies"],
        ["matrix", "-l", "grid"],
        ["circular"],
        ["agency", "--all"],
        ["who-leads", "一"],
        ["measure", "一"],
        ["agency", "市林业局"],
    ):
        ran = run(*arguments, "--data", path)
        if ran.status == 3:
            assert (ran.stdout, "没有读到任何措施" in ran.stderr) == ("", True)
        else:
            assert ran.status in (0, 1)
            assert "答案可能不全" in ran.stderr


def test_half_a_file_still_answers(run: Run, tmp_path: Path) -> None:
    """What was read is answered; stderr and the status say that it may not be all, and no lead is said to be missing."""
    path = tmp_path / "half.yaml"
    text = SEED.read_text("utf-8")
    path.write_text(text[: text.rindex("市林业局]")], "utf-8")
    ran = run("who-leads", "一", "--data", path)
    assert (ran.status, "市生态环境局、市林业局、市农业农村局" in ran.stdout) == (1, True)
    assert "答案可能不全" in ran.stderr
    assert "没有读完" in run("validate", path).stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_file_without_read_permission(run: Run, tmp_path: Path) -> None:
    """One sentence, status 3; the superuser, who may read every file, becomes nobody for the while."""
    path = tmp_path / "secret.yaml"
    path.write_text("")
    path.chmod(0)
    run("list")  # whatever it imports, the superuser's home may hold
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        ran = run("list", "--data", path)
    finally:
        os.seteuid(user)
    assert (ran.status, ran.stderr) == (3, f"错误：没有权限读取 {path}\n")


def test_findings_may_be_set_aside_on_their_line() -> None:
    """# bioresp: ignore[R301, R202] takes just these, on just this line."""
    path = DATA / "invalid/R301-no-lead.yaml"
    assert [finding.position.line for finding in check(load(path))] == [9]


# --- the program --------------------------------------------------------------------------------------------------


def test_the_program_runs_as_a_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In any folder, on the shipped plan, into a pipe always in UTF-8."""
    monkeypatch.chdir(tmp_path)
    ran = program("who-leads", "十二", PYTHONIOENCODING="ascii")
    assert ran.returncode == 0
    assert "市农业农村局、市自然资源和规划局、市林业局、攀枝花海关" in ran.stdout.decode()
    assert b"Traceback" not in ran.stderr


def test_an_interrupt_is_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with status 130."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bioresp.cli.asked.load", interrupted)
    ran = run("list")
    assert (ran.status, ran.stdout) == (130, "")


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_chinese(run: Run, command: str, option: str) -> None:
    """Of every command, with its shared options; nothing is cropped."""
    shown = text_of(run(*([command] if command else []), option))
    assert "用法：bioresp" in shown
    for english in ("Usage", "Options", "Commands", "Show this", "Install", "required", "default:"):
        assert english not in shown
    assert "…" not in re.sub(r"措施…|单位…|词…|文件…|代码…|\[参数\]…", "", shown)
    assert all(name in shown for name in (("--data", "--output", "--force") if command else COMMANDS))


def test_every_command_takes_the_shared_options(run: Run) -> None:
    """The same way, after the command."""
    for command in COMMANDS:
        shown = text_of(run(command, "-h"))
        assert all(option in shown for option in ("--data", "--format", "--output", "--force", "--width", "--color"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("bioresp who-leads 十", {"十", "十一", "十二", "十九"}),
        ("bioresp agency 市林", {"市林业局"}),
        ("bioresp agency 林业", {"林业局"}),
        ("bioresp list --agency 攀", {"攀枝花海关"}),
        ("bioresp explain R10", {"R101", "R107"}),
        ("bioresp validate --ignore R3", {"R301", "R309"}),
        ("bioresp ma", {"matrix"}),
        ("bioresp list --format ", {"table", "json"}),
        ("bioresp who-leads --data no/such.yaml 十", set()),
    ],
)  # fmt: skip
def test_completion_offers_what_is_there(words: str, expected: set[str]) -> None:
    """Agencies, measures, codes, commands, formats; a file that is not there offers nothing and says nothing."""
    ran = program(
        _BIORESP_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(len(words.split(" ")) - 1), COMP_POINT="99"
    )
    offered = set(ran.stdout.decode().split())
    assert expected <= offered
    assert expected or not offered
    assert b"Traceback" not in ran.stderr


def test_schema_and_init_are_files_of_their_own(run: Run, tmp_path: Path) -> None:
    """As they stand, ready to use."""
    text_of(run("schema", "-o", tmp_path / "plan.schema.json"))
    assert json.loads((tmp_path / "plan.schema.json").read_text("utf-8"))["title"] == "责任分工方案"
    text_of(run("init", "-o", tmp_path / "measures.yaml"))
    assert run("validate", tmp_path / "measures.yaml").status == 0
    assert json.loads(text_of(run("schema")))


def test_color_is_for_terminals(run: Run) -> None:
    """Never in a pipe unless always; in a terminal unless NO_COLOR."""
    assert "\x1b" not in text_of(run("who-leads", "三"))
    assert "\x1b" in text_of(run("who-leads", "三", "--color", "always"))


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("settings", "colored"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_gets_boxes_of_its_width(settings: dict[str, str], colored: bool) -> None:
    """Tables fit a terminal of 70 cells; colours unless they are unwanted."""
    import fcntl
    import pty
    import struct
    import termios

    from bioresp.cells import width

    main, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 70, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "bioresp", "list", "--section", "二"],
        stdout=terminal, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env={**os.environ, **settings}, cwd=ROOT,
    )  # fmt: skip
    os.close(terminal)
    shown = b""
    while chunk := _read(main):
        shown += chunk
    os.close(main)
    assert process.wait() == 0
    text = shown.decode().replace("\r", "")
    assert ("\x1b[" in text) is colored
    boxes = [line for line in text.splitlines() if line.startswith(("┌", "├", "└"))]
    assert boxes
    assert {width(line) for line in boxes} == {width(boxes[0])}
    assert width(boxes[0]) <= 70


def _read(file: int) -> bytes:
    try:
        return os.read(file, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_writing_to_a_folder_that_cannot_be_made(run: Run, tmp_path: Path) -> None:
    """One sentence."""
    (tmp_path / "x").write_text("")
    ran = run("agency", "--all", "-o", f"{tmp_path}/x/")
    assert ran.status == 3
    assert "无法建立文件夹" in ran.stderr


SMALL = "plan: {{title: 甲}}\nagencies: [市林业局]\nsections:\n  - measures:\n      - {{number: {number}, title: 乙, lead: [市林业局]}}\n"


def test_a_huge_gap_costs_nothing(run: Run, tmp_path: Path) -> None:
    """It is not counted through."""
    path = tmp_path / "x.yaml"
    path.write_text(SMALL.format(number=999_999_999), "utf-8")
    assert "缺第 1 到 999999998 项" in run("validate", path).stdout


def test_agencies_of_actions_alone_are_counted(run: Run, tmp_path: Path) -> None:
    """A plan in which only actions name units has loads, and a measure without a lead."""
    path = tmp_path / "x.yaml"
    path.write_text(
        "plan: {title: 甲}\nagencies: [市林业局]\nsections:\n  - text: 本方案自印发之日起施行。\n    measures:\n"
        "      - {number: 1, title: 乙, lead: [], actions: [{text: 市林业局牵头。, lead: [市林业局]}]}\n",
        "utf-8",
    )
    assert "市林业局" in text_of(run("stats", "--data", path))
    assert "R301" in run("validate", path).stdout
    assert "正文" in text_of(run("search", "施行", "--data", path))


def test_escape_sequences_reach_no_terminal(run: Run, tmp_path: Path) -> None:
    """Neither by names in headings of a grid, nor by the footer, nor by findings."""
    path = tmp_path / "x.yaml"
    path.write_text(
        'plan: {title: 甲, document_number: "\\e]0;x\\a"}\nagencies: ["\\e[31m市林业局", "\\e[2J空"]\n'
        'sections: [{measures: [{number: 1, title: 乙, lead: ["\\e[31m市林业局"]}]}]\n',
        "utf-8",
    )
    for arguments in (
        ["matrix", "-l", "grid"],
        ["matrix", "-l", "grid", "--width", "30"],
        ["validate", "-f", "concise"],
        ["agency", "--all"],
    ):
        ran = run(*arguments, "--data", path)
        assert "\x1b" not in ran.stdout + ran.stderr
        assert "�" in ran.stdout + ran.stderr


def test_files_are_all_written_or_none(run: Run, tmp_path: Path) -> None:
    """One file of a folder that is there already stops them all."""
    (tmp_path / "市林业局.md").write_text("旧", "utf-8")
    ran = run("agency", "--all", "-o", f"{tmp_path}/")
    assert (ran.status, [path.name for path in tmp_path.iterdir()]) == (3, ["市林业局.md"])


def test_one_unreadable_file_hides_no_other(run: Run) -> None:
    """The findings of the others are reported, and the status says that one was not read."""
    ran = run(
        "validate", DATA / "invalid/R302-nobody.yaml", "no-such.yaml", DATA / "invalid/R101-duplicate-number.yaml"
    )
    assert ran.status == 3
    assert "R302" in ran.stdout
    assert "R101" in ran.stdout
    assert "找不到文件 no-such.yaml" in ran.stderr


def test_a_plan_may_come_from_stdin(run: Run) -> None:
    """As - in --data and in validate."""
    text = (DATA / "valid/flat.yaml").read_text("utf-8")
    assert "延长营业时间" in text_of(run("list", "--data", "-", stdin=text))
    assert run("validate", "-", stdin=text).status == 0


@pytest.mark.parametrize("streams", [">&-", "2>&-", "2>/dev/full"])
def test_closed_and_full_streams_are_no_traceback(streams: str) -> None:
    """Without stderr the answer comes all the same; without stdout it is status 3."""
    ran = subprocess.run(f"{sys.executable} -m bioresp list {streams}", shell=True, capture_output=True, check=False)
    assert ran.returncode == (3 if streams == ">&-" else 0)
    assert bool(ran.stdout) is (streams != ">&-")
    assert b"Traceback" not in ran.stderr


def test_sorting_and_columns_do_what_they_say(run: Run) -> None:
    """agencies --sort, matrix --columns; --columns without a grid is wrong usage."""
    rows = json.loads(text_of(run("agencies", "--sort", "lead", "--format", "json")))["agencies"]
    assert [row["lead"] for row in rows] == sorted((row["lead"] for row in rows), reverse=True)
    names = [row["agency"] for row in json.loads(text_of(run("agencies", "--sort", "name", "-f", "json")))["agencies"]]
    assert names == sorted(names)
    assert text_of(run("matrix", "-l", "grid", "--columns", "10", "-f", "md")).count("|:--") == 4 * 2 + 33 - 4
    assert run("matrix", "--columns", "10").status == 2


def test_only_the_named_codes_are_set_aside(run: Run, tmp_path: Path) -> None:
    """On their line, or on the line of the key whose block they stand in."""
    path = tmp_path / "x.yaml"
    text = (DATA / "invalid/R205-unregistered.yaml").read_text("utf-8")
    path.write_text(text, "utf-8")
    assert run("validate", path).stdout.count("R205") == 2
    path.write_text(text.replace("- text: |-", "- text: |-  # bioresp: ignore[R301, R205]"), "utf-8")
    assert run("validate", path).stdout.count("R205") == 1
    path.write_text(text.replace("- text: |-", "- text: |-  # bioresp: ignore[R301]"), "utf-8")
    assert run("validate", path).stdout.count("R205") == 2


def test_csv_files_hold_no_formulas(run: Run, tmp_path: Path) -> None:
    """A title that begins with = is harmless in the file too."""
    path = tmp_path / "x.yaml"
    path.write_text(SMALL.format(number=1).replace("乙", '"=1+1"'), "utf-8")
    assert ",'=1+1," in text_of(run("list", "--data", path, "--format", "csv"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list", "--fo"], "没有选项 --fo，是否为 --force, --format, --role？"),
        (["who-lead", "十二"], "没有命令“who-lead”，是否为 who-leads？"),
        (["list", "--data"], "选项 --data 后面要写值"),
        (["list", "extra"], "多余的参数：extra"),
        (["who-leads"], "缺少参数 措施…"),
        (["list", "--format", "xml"], "--format / -f 不能是“xml”，可选：table, txt, md, csv, json, html, docx, xlsx"),
        (["matrix", "--columns", "x"], "--columns：“x”不是从 1 起的整数"),
    ],
)
def test_wrong_usage_is_said_in_chinese(run: Run, arguments: list[str], said: str) -> None:
    """With what may have been meant."""
    assert run(*arguments).stderr.splitlines()[0] == f"用法错误：{said}"
