"""Folders of plans: asked together, under today's names, and never wrong because of the index."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from bioresp import load, workspace
from bioresp.model import Plan
from bioresp.workspace import catalogue, reading
from bioresp.workspace.packing import pack, unpack
from tests.conftest import DATA, ROOT, SEED, Ran, Run, text_of
from tests.test_planfile import plans

TICK = 20_000_000
"""Nanoseconds after which a file's times differ on the systems that run the tests: they count in steps of four."""


def plan(number: int, lead: str = "市林业局", *, issued: str = "2030-05-01", work: str = "种树") -> str:
    """A small plan of two measures."""
    return f"""plan: {{title: 青禾市{work}方案, document_number: 青府办〔2030〕{number}号, issued: {issued}}}
agencies: [{lead}, 市水利局]
sections:
  - number: 1
    title: 摸清家底
    measures:
      - number: 1
        title: {work}
        lead: [{lead}]
        responsible: [市水利局]
        actions: [{{text: {lead}牵头{work}。, lead: [{lead}]}}]
      - {{number: 2, title: 建立台账, lead: [市水利局]}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three plans in a folder with a folder inside it; the index is used from the first byte on."""
    monkeypatch.setattr(workspace, "SMALL", 0)
    monkeypatch.setattr(reading, "SETTLED", TICK)
    made = tmp_path / "方案"
    (made / "旧").mkdir(parents=True)
    (made / "a.yaml").write_text(plan(1), "utf-8")
    (made / "b.yaml").write_text(plan(2, "市林草局", issued="2031-01-01", work="种草"), "utf-8")
    (made / "旧/c.yaml").write_text(plan(3, "市园林局", issued="2029-12-31", work="修路"), "utf-8")
    time.sleep(2 * TICK / 1e9)
    return made


def kept() -> Path:
    """The one index that is kept."""
    [path] = Path(os.environ["XDG_CACHE_HOME"], "bioresp").glob("*.sqlite")
    return path


# --- answers ------------------------------------------------------------------------------------------------------


def test_an_agency_is_answered_plan_by_plan_the_newest_first(run: Run, folder: Path) -> None:
    """Each row says its plan and a reference that finds it again."""
    answer = json.loads(text_of(run("agency", "市水利局", "--data", folder, "--format", "json")))
    rows = [(row["plan"], row["role"], row["ref"]) for row in answer["measures"]]
    assert rows == [
        (f"青府办〔2030〕{number}号", role, f"青府办〔2030〕{number}号/{ref}")
        for number in (2, 1, 3)
        for role, ref in (("responsible", "一"), ("lead", "二"))
    ]
    assert answer["plan"] == {"path": str(folder), "count": 3, "flawed": []}
    assert [row["path"] for row in answer["plans"]] == [
        str(folder / name) for name in ("b.yaml", "a.yaml", "旧/c.yaml")
    ]
    for _, _, ref in rows:
        assert ref in text_of(run("list", "--data", folder, "--format", "json"))
        assert run("who-leads", ref, "--data", folder).status == 0


@pytest.mark.parametrize("ref", ["青府办〔2030〕1号/一", "青府办[2030]1号/1", "青府办〔2030〕1号（一）", "a.yaml/一"])
def test_a_reference_picks_a_plan_and_a_measure(
    run: Run, folder: Path, ref: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By document number, as it is cited, or by path."""
    monkeypatch.chdir(folder)
    assert "青府办〔2030〕1号" in text_of(run("who-leads", ref, "--data", "."))
    assert "（一）种树" in text_of(run("measure", ref, "--data", "."))


def test_a_bare_number_that_several_plans_have_lists_them(run: Run, folder: Path) -> None:
    """And nothing is guessed; where only one plan has it, it is answered."""
    ran = run("who-leads", "二", "--data", folder)
    assert (ran.status, ran.stdout) == (1, "")
    assert (
        "青府办〔2030〕2号/二（建立台账）、青府办〔2030〕1号/二（建立台账）、青府办〔2030〕3号/二（建立台账）"
        in ran.stderr
    )
    assert "如 青府办〔2030〕2号/一" in run("who-leads", "九", "--data", folder).stderr
    (folder / "a.yaml").write_text(plan(1).replace("number: 2", "number: 9"), "utf-8")
    assert "建立台账" in text_of(run("who-leads", "九", "--data", folder))


def test_plans_with_the_same_number_go_by_their_path(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft beside what was issued."""
    monkeypatch.chdir(folder)
    (folder / "d.yaml").write_text(plan(1, "市财政局"), "utf-8")
    answer = json.loads(text_of(run("agency", "市财政局", "--data", ".", "--format", "json")))
    assert {row["ref"] for row in answer["measures"]} == {"d.yaml/一"}
    assert "a.yaml/一（种树）、d.yaml/一（种树）" in run("who-leads", "青府办〔2030〕1号/一", "--data", ".").stderr
    assert "市财政局" in text_of(run("who-leads", "d.yaml/一", "--data", "."))


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (["--plan", "青府办〔2030〕1号"], [1]), (["--plan", "(2030)1号"], [1]), (["--plan", "方案"], [2, 1, 3]), (["--plan", "旧/"], [3]),
        (["--since", "2030"], [2, 1]), (["--until", "2030"], [1, 3]), (["--since", "2030-05-01", "--until", "2030-12"], [1]), (["--plan", "外星"], []),
    ],
)  # fmt: skip
def test_plans_are_picked_by_number_title_path_and_date(
    run: Run, folder: Path, options: list[str], numbers: list[int]
) -> None:
    """And the filters are told to programs; a plan without a date is in no span of time."""
    (folder / "undated.yaml").write_text(plan(4).replace(", issued: 2030-05-01", ""), "utf-8")
    ran = run("plans", "--data", folder, *options, "--format", "json")
    answer = json.loads(ran.stdout)
    found = [int(row["document_number"][-2]) for row in answer["plans"]]
    assert found == numbers + [4] * (options == ["--plan", "方案"])
    assert ran.status == (0 if numbers else 1)
    assert answer["filters"] == {
        key.removeprefix("--"): value for key, value in zip(options[::2], options[1::2], strict=True)
    }


def test_filters_of_a_folder_are_for_folders(run: Run) -> None:
    """To one plan they would say nothing."""
    for option in (["--plan", "甲"], ["--since", "2030"], ["--no-index"], ["--verify"]):
        ran = run("list", *option)
        assert (ran.status, "只在 --data 给文件夹" in ran.stderr) == (2, True)
    assert "不是日期" in run("list", "--data", ".", "--since", "去年").stderr


def test_a_broken_plan_costs_nothing_else(run: Run, folder: Path) -> None:
    """It is named on stderr and to programs; the others are answered as before, and validate says where it breaks."""
    before = text_of(run("agency", "市林业局", "--data", folder))
    (folder / "x.yaml").write_text("plan: {title: 甲\nsections: [", "utf-8")
    ran = run("agency", "市林业局", "--data", folder)
    assert (ran.status, ran.stdout) == (0, before)
    assert "x.yaml" in ran.stderr
    answer = json.loads(text_of(run("agency", "市林业局", "--data", folder, "--format", "json")))
    assert answer["plan"]["flawed"] == [str(folder / "x.yaml")]
    checked = run("validate", folder, "--format", "concise")
    assert (checked.status, checked.stdout.count("R002")) == (1, 1)
    assert "x.yaml 没有读完" in checked.stderr


def test_files_that_are_no_plans_are_left_alone(run: Run, folder: Path) -> None:
    """Hidden ones, other endings; a link in a circle; an empty folder is said to be empty."""
    (folder / ".git").mkdir()
    for name in (".git/a.yaml", ".pre-commit-config.yaml", "notes.yml", "plan.txt"):
        (folder / name).write_text("[", "utf-8")
    (folder / "旧/again").symlink_to(folder)
    assert text_of(run("plans", "--data", folder)).count("号") == 3 + 1
    (folder.parent / "empty").mkdir()
    ran = run("list", "--data", folder.parent / "empty")
    assert (ran.status, "没有数据文件" in ran.stderr) == (1, True)


def test_several_data_are_one_question(run: Run, folder: Path) -> None:
    """Folders and files, each plan once; a file that is not there is said, and the others are answered."""
    options = ["--data", folder / "旧", "--data", folder / "旧/c.yaml", "--data", folder / "a.yaml"]
    assert text_of(run("list", "--data", folder / "旧", "--data", folder / "a.yaml")) == text_of(run("list", *options))
    ran = run("list", *options, "--data", folder / "none.yaml")
    assert (ran.status, "找不到文件" in ran.stderr, "种树" in ran.stdout) == (3, True, True)


def test_counts_are_over_all_plans(run: Run, folder: Path) -> None:
    """agencies and stats add up what single plans say."""
    single = [json.loads(text_of(run("stats", "--data", path, "--format", "json"))) for path in folder.rglob("*.yaml")]
    answer = json.loads(text_of(run("stats", "--data", folder, "--format", "json")))
    for key in ("measures", "actions", "lead", "responsible"):
        assert answer["totals"][0][key] == sum(each["totals"][0][key] for each in single)
    loads = {row["agency"]: row for row in answer["agencies"]}
    assert (loads["市水利局"]["lead"], loads["市水利局"]["responsible"]) == (3, 3)
    assert sorted(sorted((row["agency"], row["other"])) for row in answer["pairs"]) == [
        ["市园林局", "市水利局"], ["市林业局", "市水利局"], ["市林草局", "市水利局"],
    ]  # fmt: skip


def test_every_command_takes_a_folder_in_every_format(run: Run, folder: Path, tmp_path: Path) -> None:
    """With the plan in each row that programs get."""
    commands = [["list"], ["matrix"], ["matrix", "--layout", "grid"], ["search", "台账"], ["agencies"], ["stats"], ["plans"],
                ["circular"], ["agency", "--all"], ["measure", "青府办〔2030〕1号/一"]]  # fmt: skip
    for command in commands:
        for format_ in ("table", "md", "csv", "json", "html"):
            assert text_of(run(*command, "--data", folder, "--format", format_))
        for ending in ("docx", "xlsx"):
            assert run(*command, "--data", folder, "-o", tmp_path / f"x.{ending}", "--force").status == 0
    for command in (["list"], ["matrix"], ["search", "台账"], ["circular"]):
        header = text_of(run(*command, "--data", folder, "--format", "csv")).splitlines()[0]
        assert header.startswith("plan,")
    assert "共 3 份方案" in run("page", "--data", folder, "-o", tmp_path / "x.html").stderr


def test_nothing_found_in_a_folder_is_still_json(run: Run, folder: Path) -> None:
    """With the columns that it would have."""
    for command in (["list", "--role", "配合"], ["search", "量子"], ["agency", "市水利局", "--role", "配合"]):
        ran = run(*command, "--data", folder, "--format", "csv")
        assert (ran.status, ran.stdout.startswith("plan,")) == (1, True)


# --- agencies over time -------------------------------------------------------------------------------------------

REGISTER = """agencies:
  - {name: 市林业局, until: 2030-06, renamed_to: 市林草局}
  - {name: 市园林局, until: 2029-11, merged_into: 市林业局}
  - 市林草局
"""


@pytest.mark.parametrize("name", ["市林草局", "市林业局", "市园林局", "林草局", "园林"])
def test_answers_are_under_todays_name_whatever_name_is_asked(run: Run, folder: Path, name: str) -> None:
    """Renamed, and merged before; what the circular wrote is shown."""
    (folder / "agencies.yaml").write_text(REGISTER, "utf-8")
    answer = json.loads(text_of(run("agency", name, "--data", folder, "--format", "json")))
    found = [(row["plan"][-2], row["agency"], row["written"]) for row in answer["measures"]]
    assert found == [("2", "市林草局", "市林草局"), ("1", "市林草局", "市林业局"), ("3", "市林草局", "市园林局")]
    ran = run("agency", name, "--data", folder)
    shown = text_of(ran)
    assert shown.startswith("市林草局任务清单\n")
    assert (f"“{name}”即“市林草局”" in ran.stderr) is (name in ("市林业局", "市园林局"))
    assert "原文写作：市林业局" in shown
    assert "原文写作：市园林局" in shown


def test_the_register_counts_one_unit_and_lists_its_spellings(run: Run, folder: Path) -> None:
    """Under today's name; without the register they are three."""
    assert len(json.loads(text_of(run("agencies", "--data", folder, "--format", "json")))["agencies"]) == 4
    (folder / "agencies.yaml").write_text(REGISTER, "utf-8")
    rows = json.loads(text_of(run("agencies", "--data", folder, "--format", "json")))["agencies"]
    [one] = [row for row in rows if row["agency"] == "市林草局"]
    assert (len(rows), one["lead"], set(one["aliases"])) == (2, 3, {"市林业局", "市园林局"})
    grid = text_of(run("matrix", "--layout", "grid", "--plan", "1号", "--data", folder))
    assert "市林草局原文写作市林业局" in grid


def test_a_plan_alone_knows_no_register(run: Run, folder: Path) -> None:
    """As before; a unit that was gone is warned of where the folder is checked, and only there."""
    (folder / "agencies.yaml").write_text(REGISTER, "utf-8")
    assert "市林业局任务清单" in text_of(run("agency", "市林业局", "--data", folder / "a.yaml"))
    assert run("validate", folder / "旧/c.yaml").stdout == ""
    found = json.loads(text_of(run("validate", folder, "--format", "json")))["findings"]
    assert {(Path(each["path"]).name, each["code"]) for each in found} == {("c.yaml", "R206")}
    assert [each["line"] for each in found] == [9, 11]


def test_a_mistake_in_the_register_is_found_and_ends_nothing(run: Run, folder: Path) -> None:
    """A circle of names, a key that is not known."""
    (folder / "agencies.yaml").write_text("agencies:\n  - {name: 市林业局, renamed_to: 市林草局, was: 甲}\n"
                                          "  - {name: 市林草局, renamed_to: 市林业局}\n", "utf-8")  # fmt: skip
    ran = run("agency", "市林业局", "--data", folder)
    assert (ran.status, "agencies.yaml 有 3 处错误" in ran.stderr) == (0, True)
    found = json.loads(run("validate", folder, "--format", "json").stdout)["findings"]
    assert [each["code"] for each in found] == ["R207", "R006", "R207"]


def answering(run: Run, folder: Path, name: str) -> str:
    """The last figure of the numbers of the plans that answer for a unit, one for each of its measures there."""
    ran = run("agency", name, "--data", folder, "--format", "json")
    return "".join(row["plan"][-2] for row in json.loads(ran.stdout)["measures"]) if ran.stdout else ""


@pytest.mark.parametrize(
    ("register", "answers"),
    [
        ("- {name: 市林业局, renamed_to: 市绿化局}\n- {name: 市林草局, aliases: [市绿化局]}",
         {"市林业局": "21", "市绿化局": "21", "市林草局": "21"}),
        ("- {name: 市林业局, renamed_to: 市林草局}\n- {name: 市林草局, renamed_to: 市林业局}",
         {"市林业局": "1", "市林草局": "2"}),
        ("- {name: 市林业局, renamed_to: 市绿化局}", {"市林业局": "1", "市绿化局": "1", "绿化局": "1"}),
    ],
    ids=["to an alias", "in a circle", "to a name that is not listed"],
)  # fmt: skip
def test_names_are_followed_to_where_they_lead(run: Run, folder: Path, register: str, answers: dict[str, str]) -> None:
    """To the unit whose alias it is, to a name that is nowhere else; in a circle nowhere. No plan is lost."""
    (folder / "agencies.yaml").write_text("agencies:\n" + register, "utf-8")
    assert {name: answering(run, folder, name) for name in answers} == answers


def test_registers_that_differ_hold_each_for_its_own_plans(run: Run, folder: Path) -> None:
    """The nearest above a plan holds, and a plan is found under the old name whatever it is called today."""
    register = "agencies:\n  - {{name: 市水利局, renamed_to: {}}}"
    (folder / "agencies.yaml").write_text(register.format("市水务局"), "utf-8")
    (folder / "旧/agencies.yaml").write_text(register.format("市河湖局"), "utf-8")
    assert answering(run, folder, "市水利局") == "221133"
    assert answering(run, folder, "市水务局") == "2211"
    assert answering(run, folder, "市河湖局") == "33"
    files = [argument for name in ("agencies.yaml", "a.yaml") for argument in ("--data", folder / name)]
    assert "市水务局任务清单" in text_of(run("agency", "市水利局", *files))


def test_a_register_is_checked_as_one(run: Run, folder: Path) -> None:
    """By itself, and among the files of its folder, as a shell writes them out."""
    (folder / "agencies.yaml").write_text(REGISTER, "utf-8")
    assert run("validate", folder / "agencies.yaml").stdout == ""
    assert run("validate", *sorted(folder.glob("*.yaml"))).stdout == ""
    (folder / "agencies.yaml").write_text("agencies: [{name: 甲, renamed_to: 甲}]", "utf-8")
    assert "R207" in run("validate", folder / "agencies.yaml").stdout


def test_filters_that_let_no_plan_through_say_so(run: Run, folder: Path) -> None:
    """Whatever is asked: status 1, the sentence, and for programs an answer without rows."""
    for command in (["list"], ["agency", "--all"], ["stats"], ["agencies"], ["circular"], ["search", "甲"], ["plans"]):
        ran = run(*command, "--data", folder, "--since", "2040", "--format", "json")
        assert (ran.status, "没有符合条件的方案：--since 2040" in ran.stderr) == (1, True), command
        assert json.loads(ran.stdout)["filters"]["since"] == "2040"
    assert run("export", "--data", folder, "--plan", "外星").status == 1
    for day in ("2019-13", "2019-00", "2019-02-31", "19"):
        assert run("list", "--data", folder, "--since", day).status == 2


# --- the index ----------------------------------------------------------------------------------------------------

QUESTIONS = (["agency", "市林业局"], ["agency", "--all", "--format", "json"], ["list", "--format", "json"], ["plans"], ["search", "种"],
             ["stats", "--format", "json"], ["who-leads", "一"], ["agencies", "--sort", "name"])  # fmt: skip


def same(run: Run, folder: Path) -> None:
    """Every question is answered alike with the index and without it."""
    for question in QUESTIONS:
        assert run(*question, "--data", folder) == run(*question, "--data", folder, "--no-index"), question


def _in_place(path: Path, text: str) -> None:
    """Written over: the inode stays, and with it the time, as a copying program may leave it."""
    before = path.stat()
    with path.open("r+", encoding="utf-8") as file:
        file.write(text)
        file.truncate()
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _replaced(path: Path, text: str) -> None:
    """A new file under the old name, as editors do, with the old file's times."""
    before = path.stat()
    fresh = path.with_suffix(".tmp")
    fresh.write_text(text, "utf-8")
    os.utime(fresh, ns=(before.st_atime_ns, before.st_mtime_ns))
    fresh.replace(path)


LEADS = ("市林业局", "市园林局", "市农业局", "市林草局")  # of the same length


def _edited(chosen: random.Random, folder: Path) -> None:
    """One random change of the folder."""
    paths = sorted(folder.rglob("*.yaml"))
    path = chosen.choice([each for each in paths if each.name != "agencies.yaml"])
    text = plan(chosen.randrange(1, 5), chosen.choice(LEADS), issued=f"203{chosen.randrange(3)}-05-01")
    edits: list[Callable[[], object]] = [
        lambda: _in_place(path, text),
        lambda: _replaced(path, text),
        lambda: path.write_text("plan: [", "utf-8"),
        lambda: path.write_bytes(b"\xff\xfe"),
        lambda: path.rename(path.with_name(f"{chosen.randrange(6)}.yaml")),
        lambda: (folder / f"{chosen.randrange(6)}.yaml").write_text(text, "utf-8"),
        path.unlink if len(paths) > 2 else path.touch,
        lambda: path.name == "copy.yaml" or shutil.copy2(path, folder / "旧/copy.yaml"),
        lambda: (folder / "agencies.yaml").write_text(chosen.choice([REGISTER, "agencies: []\n"]), "utf-8"),
    ]
    chosen.choice(edits)()


@pytest.mark.parametrize("seed", range(4))
def test_answers_with_and_without_the_index_are_equal_through_random_edits(run: Run, folder: Path, seed: int) -> None:
    """Same size, same time, copied, replaced, broken, renamed, gone; the index may be used at once or later."""
    chosen = random.Random(seed)  # noqa: S311
    for _ in range(12):
        for _ in range(chosen.randrange(1, 4)):
            _edited(chosen, folder)
        if chosen.random() < 0.5:
            time.sleep(2 * TICK / 1e9)
        same(run, folder)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read, as they are."""
    paths: list[str] = []

    def counting(path: str) -> reading.Reading | str:
        paths.append(path)
        return reading.read(path)

    monkeypatch.setattr(catalogue, "read", counting)
    return paths


def test_only_what_has_changed_is_read(
    run: Run, folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And of the plans only those that hold the name."""
    unpacked: list[Plan] = []

    def counting(packed: bytes) -> Plan:
        unpacked.append(unpack(packed))
        return unpacked[-1]

    monkeypatch.setattr(workspace, "unpack", counting)
    run("agency", "市林业局", "--data", folder)
    assert (len(read), len(unpacked)) == (3, 1)
    run("agency", "市林业局", "--data", folder)
    assert (len(read), len(unpacked)) == (3, 2)
    (folder / "a.yaml").write_text(plan(1, "市农业局"), "utf-8")
    run("agency", "市农业局", "--data", folder)
    assert read[3:] == [str(folder / "a.yaml")]


def test_a_file_just_written_is_not_believed(
    run: Run, folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second change in the same instant would leave the same times; and a clock may have been set back."""
    monkeypatch.setattr(reading, "SETTLED", 60_000_000_000)
    for expected in (3, 6):
        run("list", "--data", folder)
        assert len(read) == expected
    monkeypatch.setattr(reading, "SETTLED", TICK)
    an_hour_ago = time.time_ns() - 3_600_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: an_hour_ago)
    for expected in (9, 12):
        run("list", "--data", folder)
        assert len(read) == expected


def test_verify_believes_only_contents(run: Run, folder: Path) -> None:
    """A file system that lies about a file is caught by its digest."""
    run("list", "--data", folder)
    path = folder / "a.yaml"
    path.write_text(plan(1, "市农业局"), "utf-8")
    said = path.stat()
    with sqlite3.connect(kept()) as made:
        made.execute(
            "UPDATE files SET size = ?, modified = ?, changed = ?, inode = ? WHERE path = ?",
            (said.st_size, said.st_mtime_ns, said.st_ctime_ns, said.st_ino, str(path)),
        )
    made.close()
    assert "市林业局" in text_of(run("list", "--data", folder))
    assert "市林业局" not in text_of(run("list", "--data", folder, "--verify"))
    assert "市林业局" not in text_of(run("list", "--data", folder))


def _garbage(path: Path) -> None:
    path.write_bytes(b"no database at all, and longer than a page" * 200)


def _torn(path: Path) -> None:
    """Every page but the first is lost."""
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


def _older(path: Path) -> None:
    """Made by another version, with other tables."""
    path.unlink()
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE files (name TEXT)")
        made.execute("PRAGMA user_version = 7")
    made.close()


def _unpackable(path: Path) -> None:
    with sqlite3.connect(path) as made:
        made.execute("UPDATE plans SET packed = x'00ff'")
    made.close()


@pytest.mark.parametrize("damage", [_garbage, _torn, _older, _unpackable, Path.unlink])
def test_a_damaged_index_costs_only_time(run: Run, folder: Path, damage: Callable[[Path], None]) -> None:
    """It is made anew."""
    same(run, folder)
    damage(kept())
    same(run, folder)
    same(run, folder)


def test_an_index_that_is_locked_is_done_without(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process that never ends its writing."""
    monkeypatch.setattr(catalogue, "_PATIENCE", 0.1)
    same(run, folder)
    (folder / "a.yaml").write_text(plan(1, "市农业局"), "utf-8")
    holding = sqlite3.connect(kept(), isolation_level=None)
    holding.execute("BEGIN EXCLUSIVE")
    same(run, folder)
    holding.close()


def started(folder: Path, *arguments: str, **settings: object) -> subprocess.Popen[bytes]:
    """A question to a folder in a process of its own, with an index from the first byte on."""
    script = "import bioresp.workspace as w; w.SMALL = 0; from bioresp.cli import main; main()"
    command = [sys.executable, "-c", script, *arguments, "--data", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, **settings)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def large(folder: Path) -> Path:
    """Four hundred plans: two processes read them."""
    for number in range(400):
        (folder / f"{number}.yaml").write_text(plan(number), "utf-8")
    return folder


def test_processes_at_the_same_time_answer_alike(run: Run, large: Path) -> None:
    """All of them make the index."""
    processes = [started(large, "list") for _ in range(4)]
    answers = {process.communicate()[0].decode() for process in processes}
    assert answers == {text_of(run("list", "--data", large, "--no-index"))}
    same(run, large)


def test_a_process_that_is_killed_leaves_no_wrong_index(run: Run, large: Path) -> None:
    """At any moment; and those that read for it end with it."""
    wanted = text_of(run("list", "--data", large, "--no-index"))
    for after in (0.2, 0.4, 0.6):
        process = started(large, "list", start_new_session=True)
        time.sleep(after)
        process.kill()
        process.communicate()
        for _ in range(100):
            if not _alive(process.pid):
                break
            time.sleep(0.1)
        assert not _alive(process.pid)
    assert text_of(run("list", "--data", large)) == wanted


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_ctrl_c_ends_in_a_sentence(large: Path) -> None:
    """While files are read: no traceback of this process or of those that read for it."""
    process = started(large, "list", start_new_session=True)
    for _ in range(1000):
        if list(Path(os.environ["XDG_CACHE_HOME"]).rglob("*.sqlite")):
            break
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate()
    assert b"Traceback" not in errors
    assert (process.returncode, "已中断" in errors.decode()) == (130, True)


def test_a_full_disk_costs_only_time(run: Run, large: Path) -> None:
    """Files of more than 64 kB cannot be written: the answer is the same."""

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))

    out, errors = started(large, "list", preexec_fn=no_room).communicate()
    assert out.decode() == text_of(run("list", "--data", large, "--no-index"))
    assert b"Traceback" not in errors


def test_a_home_that_cannot_be_written_is_done_without(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The cache folder would stand below a file."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    same(run, folder)


def test_a_small_folder_keeps_no_index(run: Run, tmp_path: Path) -> None:
    """It is read sooner than an index is asked."""
    (tmp_path / "a.yaml").write_text(plan(1), "utf-8")
    assert run("list", "--data", tmp_path).status == 0
    assert not Path(os.environ["XDG_CACHE_HOME"], "bioresp").exists()


@given(plans)
@settings(max_examples=60, deadline=None)
def test_a_packed_plan_is_the_plan(made: Plan) -> None:
    """Every field of it."""
    assert unpack(pack(made)) == made


def test_packed_plans_answer_as_read_ones(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seed and the other valid plans, asked in a folder, say what they say alone."""
    for path in (SEED, *(DATA / "valid").glob("*.yaml")):
        shutil.copy(path, tmp_path)
        assert unpack(pack(load(path).plan)) == load(path).plan
    monkeypatch.chdir(tmp_path)
    for path in Path().glob("*.yaml"):
        alone = json.loads(text_of(run("list", "--data", path, "--format", "json")))["measures"]
        answer = json.loads(text_of(run("list", "--data", ".", "--data", path, "--format", "json")))
        [key] = [row["plan"] for row in answer["plans"] if row["path"] == str(path)]
        inside = [row for row in answer["measures"] if row["plan"] == key]
        assert [{**row, "plan": key, "ref": f"{key}/{row['ref']}"} for row in alone] == inside


def test_completion_offers_the_units_and_plans_of_a_folder(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once they have been read; before that it would take too long."""
    complete = {"_BIORESP_COMPLETE": "complete_bash", "COMP_CWORD": "4"}

    def offered(words: str) -> Ran:
        for key, value in (*complete.items(), ("COMP_WORDS", words)):
            monkeypatch.setenv(key, value)
        return run()

    assert offered(f"bioresp agency --data {folder} 市林").stdout.split() == []
    monkeypatch.delenv("_BIORESP_COMPLETE")
    run("list", "--data", folder)
    assert set(offered(f"bioresp agency --data {folder} 市林").stdout.split()) == {"市林业局", "市林草局"}
    assert "青府办〔2030〕1号/" in offered(f"bioresp who-leads --data {folder} 青").stdout.split()
