"""Facts as rows: the same in every format, whole, and written whole or not at all."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bioresp import load
from bioresp.cli import output
from bioresp.formats import ROW_FORMATS, Style
from bioresp.query.places import Index
from bioresp.report.blocks import Report
from bioresp.report.facts import export
from tests.conftest import DATA, ROOT, SEED, Run, text_of

Rows = list[dict[str, Any]]
PLANS = {"seed": SEED, "restarting": DATA / "valid/restarting.yaml", "flat": DATA / "valid/flat.yaml"}
COLUMNS = [
    "plan", "issued", "year", "path", "section", "section_title", "measure", "label", "title", "action", "agency", "canonical",
    "role", "basis", "deadline", "ref",
]  # fmt: skip
NULL = {"": None}


def from_jsonl(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


def from_csv(path: Path) -> Rows:
    """Its numbers are texts, and what is not there is empty."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows: Rows = [{key: NULL.get(cell, cell) for key, cell in row.items()} for row in csv.DictReader(file)]
    for row in rows:
        row.update({key: row[key] and int(row[key]) for key in ("year", "section", "measure")})
    return rows


def from_sqlite(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM facts")]


def from_parquet(path: Path) -> Rows:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow")
    rows: Rows = parquet.ParquetFile(path).read().to_pylist()
    return [{**row, "issued": row["issued"] and row["issued"].isoformat()} for row in rows]


READERS = {"csv": from_csv, "sqlite": from_sqlite, "parquet": from_parquet}


def exported(run: Run, folder: Path, format_: str, data: Path = SEED) -> Path:
    """A file in a format."""
    if format_ == "parquet":
        pytest.importorskip("pyarrow", reason="needs pyarrow")
    path = folder / f"facts.{'db' if format_ == 'sqlite' else format_}"
    text_of(run("export", "-o", path, "--data", data))
    return path


# --- the facts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", READERS)
@pytest.mark.parametrize("plan", PLANS)
def test_the_formats_hold_the_same_facts(run: Run, tmp_path: Path, plan: str, format_: str) -> None:
    """Row by row, in the order of the text, under the promised keys; numbers are numbers."""
    expected = from_jsonl(exported(run, tmp_path, "jsonl", PLANS[plan]))
    assert [list(row) for row in expected] == [COLUMNS] * len(expected)
    assert expected
    assert READERS[format_](exported(run, tmp_path, format_, PLANS[plan])) == expected


def test_the_facts_of_the_seed_are_counted(run: Run, tmp_path: Path) -> None:
    """36 leads and 138 responsible in the lists; 64 leads of actions; 23 standing; no role is made up for these."""
    rows = from_jsonl(exported(run, tmp_path, "jsonl"))
    counts = Counter((row["basis"], row["role"], bool(row["action"])) for row in rows)
    assert counts == {
        ("named", "lead", False): 36,
        ("named", "responsible", False): 138,
        ("named", "lead", True): 64,
        ("collective", "lead", True): 2,
        ("collective", "responsible", True): 14,
        ("collective", None, True): 44,
        ("collective", None, False): 33,
        ("standing", None, False): 23,
    }
    assert {row["agency"] for row in rows if row["basis"] == "standing"} == {"县（区）政府"}
    assert {(row["plan"], row["issued"], row["path"]) for row in rows} == {
        ("攀环委办发〔2023〕3号", "2023-03-03", "data/measures.yaml")
    }


def test_an_action_has_its_own_deadline_or_that_of_its_measure(run: Run, tmp_path: Path) -> None:
    """And the group words mean whom the lists hold: 各责任单位, 配合单位."""
    rows = from_jsonl(exported(run, tmp_path, "jsonl", PLANS["restarting"]))
    first = [row for row in rows if row["ref"] == "二/一/1" and row["action"]]
    shown = [(row["action"], row["agency"], row["role"], row["basis"], row["deadline"]) for row in first]
    assert shown == [
        ("（1）", "市林业和园林局", "lead", "named", "2031年8月底前"),
        ("（2）", "各区人民政府", "responsible", "collective", "2031年12月底前"),
        ("（2）", "市文化和旅游局", "supporting", "collective", "2031年12月底前"),
        ("（2）", "市住房城乡建设局", "supporting", "collective", "2031年12月底前"),
    ]


def test_names_are_given_as_written_and_as_registered(run: Run, tmp_path: Path) -> None:
    """市市场监管局 in （十五） and （二十） is 市市场监督管理局; a lone action is told from its measure."""
    rows = from_jsonl(exported(run, tmp_path, "jsonl"))
    names = {
        (row["agency"], row["ref"]) for row in rows if row["canonical"] == "市市场监督管理局" and not row["action"]
    }
    assert names >= {("市市场监管局", "十五"), ("市市场监管局", "二十"), ("市市场监督管理局", "二十一")}
    assert {row["action"] for row in rows if row["ref"] == "五"} == {None, "主要举措"}


AWKWARD = ['甲，"乙"局', "甲,乙局", "=1+1局", "甲\n乙局", "丙局"]


@pytest.fixture
def awkward(tmp_path: Path) -> Path:
    """A plan without number and date, whose agencies have names that break careless formats."""
    path = tmp_path / "awkward.yaml"
    names = json.dumps(AWKWARD, ensure_ascii=False)
    path.write_text(
        f"plan: {{title: 甲}}\nagencies: {names}\nsections:\n"
        f'- measures:\n  - {{number: 1, title: 乙, text: "各责任单位\\n=办理", lead: [], responsible: {names}}}\n',
        "utf-8",
    )
    return path


@pytest.mark.parametrize("format_", ["jsonl", "sqlite", "parquet"])
def test_awkward_names_go_through_whole(run: Run, tmp_path: Path, awkward: Path, format_: str) -> None:
    """Commas, quotes, line ends, a leading =; a plan without a number goes by its path."""
    readers = {"jsonl": from_jsonl, **READERS}
    rows = readers[format_](exported(run, tmp_path, format_, awkward))
    assert [row["agency"] for row in rows if row["basis"] == "named"] == AWKWARD
    assert {(row["plan"], row["issued"], row["year"], row["section"]) for row in rows} == {
        (str(awkward), None, None, None)
    }


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes there")
@pytest.mark.parametrize("format_", ["jsonl", *READERS])
def test_a_path_that_is_no_text_is_shown_by_its_codes(run: Run, tmp_path: Path, format_: str) -> None:
    """UTF-8 has no place for it."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml"))
    path.write_bytes(PLANS["flat"].read_bytes())
    readers = {"jsonl": from_jsonl, **READERS}
    rows = readers[format_](exported(run, tmp_path, format_, path))
    assert {row["path"] for row in rows} == {f"{tmp_path}/\\udcff.yaml"}


def test_csv_gives_every_name_back(run: Run, tmp_path: Path, awkward: Path) -> None:
    """A cell that a spreadsheet would take for a formula has a ' before it; a file has a BOM, stdout has none."""
    rows = from_csv(exported(run, tmp_path, "csv", awkward))
    expected = ["'" + name if name.startswith("=") else name for name in AWKWARD]
    assert [row["agency"] for row in rows if row["basis"] == "named"] == expected
    shown = text_of(run("export", "--data", awkward))
    assert [
        row["agency"] for row in csv.DictReader(io.StringIO(shown, newline="")) if row["basis"] == "named"
    ] == expected
    assert shown.startswith("plan,issued,year,")
    assert (tmp_path / "facts.csv").read_bytes() == b"\xef\xbb\xbf" + shown.encode()


def test_one_table_may_be_taken(run: Run) -> None:
    """Also the narrow ones; a database holds them all."""
    rows = list(csv.DictReader(io.StringIO(text_of(run("export", "--table", "agencies")))))
    assert (len(rows), rows[0]) == (34, {"id": "1", "name": "市生态环境局", "level": "municipal"})
    ran = run("export", "--table", "agencies", "-o", "x.db")
    assert (ran.status, "--table：不用于 sqlite" in ran.stderr) == (2, True)
    assert run("export", "--table", "nothing").status == 2


# --- sqlite -------------------------------------------------------------------------------------------------------


def several(*paths: Path) -> Report:
    return export(Index(load(path).plan, path=str(path)) for path in paths)


def written(report: Report, format_: str, path: Path) -> Path:
    content = ROW_FORMATS[format_](report, Style())
    assert callable(content)
    content(path)
    return path


def test_a_database_is_sound(tmp_path: Path) -> None:
    """Several plans: its references hold, and it says which columns they are; each has an index."""
    path = written(several(*PLANS.values()), "sqlite", tmp_path / "x.db")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        keys = {
            (table, key[3], key[2], key[4])
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for key in database.execute(f"PRAGMA foreign_key_list({table})")
        }
        assert keys == {
            ("sections", "plan", "plans", "id"),
            ("sections", "parent", "sections", "id"),
            ("measures", "plan", "plans", "id"),
            ("measures", "section", "sections", "id"),
            ("actions", "measure", "measures", "id"),
            ("assignments", "measure", "measures", "id"),
            ("assignments", "action", "actions", "id"),
            ("assignments", "agency", "agencies", "id"),
        }
        indexes = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
        assert indexes == {f"{table}_{column}" for table, column, *_ in keys}


def test_a_database_holds_the_texts_whole(tmp_path: Path) -> None:
    """Of measures, actions, sections, notices; ids go on from plan to plan, and an agency is one through all."""
    path = written(several(*PLANS.values()), "sqlite", tmp_path / "x.db")
    plans = [load(each).plan for each in PLANS.values()]
    with closing(sqlite3.connect(path)) as database:

        def column(sql: str) -> list[Any]:
            return [row[0] for row in database.execute(sql)]

        entries = [entry for plan in plans for entry in Index(plan).entries]
        actions = [action for entry in entries for action in entry.measure.actions]
        assert column("SELECT text FROM measures ORDER BY id") == [entry.measure.text or None for entry in entries]
        assert column("SELECT text FROM actions ORDER BY id") == [action.text for action in actions]
        assert "坚持应保尽保、分级管理。" in column("SELECT text FROM sections")
        assert column("SELECT notice FROM plans WHERE id = 1") == [plans[0].notice and plans[0].notice.text]
        assert column("SELECT count(*) FROM agencies") == column("SELECT count(DISTINCT name || level) FROM agencies")
        assert column("SELECT title FROM sections WHERE parent IS NOT NULL") == ["摸清底数", "落实养护"]
        assert len(column("SELECT * FROM facts")) == len(column("SELECT * FROM assignments"))


# --- parquet ------------------------------------------------------------------------------------------------------


def test_a_folder_is_parted_by_year(run: Run, tmp_path: Path, awkward: Path) -> None:
    """As Hive names partitions; a plan without a date is in its default one; no row is lost."""
    pq = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow")
    folder = tmp_path / "facts"
    folder.mkdir()
    report = several(SEED, PLANS["restarting"], awkward)
    expected = sum(len(part[0]) for part in several(SEED, PLANS["restarting"], awkward).parts or ())
    written(report, "parquet", folder)
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*.parquet")}
    assert sorted(files) == [f"year={year}/part-0.parquet" for year in ("2023", "2031", "__HIVE_DEFAULT_PARTITION__")]
    assert sum(pq.ParquetFile(path).metadata.num_rows for path in files.values()) == expected
    schema = pq.ParquetFile(files["year=2023/part-0.parquet"]).schema_arrow
    assert [str(schema.field(name).type) for name in ("issued", "measure", "agency")] == [
        "date32[day]",
        "int64",
        "string",
    ]
    text_of(run("export", "-o", f"{tmp_path}/seed/"))
    assert [path.name for path in (tmp_path / "seed").iterdir()] == ["year=2023"]


def test_row_groups_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held is written when it is much, whatever the years."""
    pq = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow")
    from bioresp.formats import parquet

    monkeypatch.setattr(parquet, "_HELD", 300)
    path = written(several(*[SEED] * 4), "parquet", tmp_path / "x.parquet")
    assert pq.ParquetFile(path).metadata.num_row_groups == 4


def test_a_missing_library_is_one_sentence(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install, and what to do without it."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    ran = run("export", "-o", tmp_path / "x.parquet")
    assert (ran.status, list(tmp_path.iterdir())) == (3, [])
    assert ran.stderr == '错误：写 parquet 要另装一个库：pip install "bioresp[parquet]"；也可以改用 .csv 或 .db\n'


# --- whole or not at all ------------------------------------------------------------------------------------------


def _interrupted(index: Index) -> Iterator[Index]:
    yield index
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", ["x.csv", "x.jsonl", "x.db", "x.parquet", "x/"])
@pytest.mark.parametrize("failing", ["interrupt", "full disk"])
def test_a_file_that_was_there_survives(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: Index, name: str, failing: str
) -> None:
    """Ctrl-C or a full disk in the middle: the old is as it was, and nothing is beside it."""
    if "." not in name or "parquet" in name:
        pytest.importorskip("pyarrow", reason="needs pyarrow")
    path = f"{tmp_path}/{name}"
    text_of(run("export", "-o", path))
    before = {each: each.read_bytes() for each in tmp_path.rglob("*.*") if each.is_file()}
    ran = run("export", "-o", path)
    assert (ran.status, "--force" in ran.stderr) == (3, True)
    if failing == "interrupt":
        monkeypatch.setattr("bioresp.report.facts.export", lambda _: export(_interrupted(index)))
    else:
        monkeypatch.setattr(output, "_sync", lambda _: _full())
    ran = run("export", "-o", path, "--force")
    assert (ran.status, ran.stdout) == (130 if failing == "interrupt" else 3, "")
    assert {each: each.read_bytes() for each in tmp_path.rglob("*.*") if each.is_file()} == before
    assert [each.name for each in tmp_path.iterdir()] == [name.strip("/")]
    monkeypatch.undo()
    monkeypatch.chdir(ROOT)
    text_of(run("export", "-o", path, "--force", "--data", PLANS["flat"]))
    assert {each: each.read_bytes() for each in tmp_path.rglob("*.*") if each.is_file()} != before


def _full() -> None:
    raise OSError(28, "No space left on device")


def test_a_folder_with_other_files_is_never_replaced(run: Run, tmp_path: Path) -> None:
    """Not even by force: they are not ours."""
    pytest.importorskip("pyarrow", reason="needs pyarrow")
    (tmp_path / "论文.docx").write_bytes(b"")
    ran = run("export", "-o", f"{tmp_path}/", "--force")
    assert (ran.status, "里有别的文件（论文.docx）" in ran.stderr) == (3, True)
    assert [path.name for path in tmp_path.iterdir()] == ["论文.docx"]
    assert run("export", "--format", "sqlite", "-o", tmp_path).stderr == f"错误：{tmp_path} 是文件夹\n"


def test_what_must_be_a_file_is_not_sent_to_stdout(run: Run) -> None:
    """Nor to a device."""
    ran = run("export", "--format", "sqlite")
    assert (ran.status, "只能写入文件" in ran.stderr) == (2, True)
    assert run("export", "--format", "sqlite", "-o", os.devnull).status == 3
    assert run("export", "-o", "x.xlsx").status == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("target", [["-o", "/dev/full"], []])
def test_a_full_disk_is_one_sentence(target: list[str]) -> None:
    """Behind stdout, and as a device."""
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "bioresp", "export", "--format", "csv", *target]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (ran.returncode, ran.stderr.decode().count("\n")) == (3, 1)
    assert "No space left on device" in ran.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="needs a shell's pipe")
@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_a_reader_that_stops_early_is_no_error(format_: str) -> None:
    """bioresp export | head -1."""
    command = f"{sys.executable} -m bioresp export --format {format_} | head -1"
    ran = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert ran.stdout.count(b"\n") == 1
    assert b"Traceback" not in ran.stderr
    assert b"Broken" not in ran.stderr


def test_plans_are_read_as_their_rows_are_written(index: Index) -> None:
    """One at a time: of a thousand plans the first rows are there before the second is read."""
    read = []

    def plans() -> Iterable[Index]:
        for at in range(1000):
            read.append(at)
            yield index

    pieces = ROW_FORMATS["csv"](export(plans()), Style())
    assert isinstance(pieces, Iterator)
    assert (next(pieces)[:5], read) == ("plan,", [])
    assert (next(pieces).count("\r\n"), read) == (354, [0])


# --- docs/data.md -------------------------------------------------------------------------------------------------

QUESTION = re.compile(r"```sql\n(.*?)```\n\n(\|.*?)\n\n", re.DOTALL)
GENERATED = 110


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Index]:
    """The plans that docs/data.md asks: those of benchmarks/plans.py."""
    spec = importlib.util.spec_from_file_location("plans", ROOT / "benchmarks/plans.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("plans")
    module.folder(folder, GENERATED)
    return [Index(load(path).plan, path=str(path)) for path in sorted(folder.rglob("*/*.yaml"))]


def asked() -> list[tuple[str, list[tuple[str, ...]]]]:
    """Each question of the document with the rows of its answer."""
    found = QUESTION.findall((ROOT / "docs/data.md").read_text("utf-8"))
    return [
        (sql, [tuple(each.strip() for each in line.strip("|").split("|")) for line in table.split("\n")[2:]])
        for sql, table in found
    ]


def texts(rows: Iterable[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    return [tuple(str(cell) for cell in row) for row in rows]


def test_sqlite_answers_as_the_document_says(generated: Iterable[Index], tmp_path: Path) -> None:
    """Each question of docs/data.md, word for word."""
    assert len(asked()) == 3
    path = written(export(generated), "sqlite", tmp_path / "facts.db")
    with closing(sqlite3.connect(path)) as database:
        for sql, answer in asked():
            assert texts(database.execute(sql)) == answer


def test_duckdb_answers_as_the_document_says(generated: Iterable[Index], tmp_path: Path) -> None:
    """The same from Parquet by year, from one Parquet file, and from CSV."""
    pytest.importorskip("pyarrow", reason="needs pyarrow")
    duckdb = pytest.importorskip("duckdb", reason="needs duckdb")
    (tmp_path / "facts").mkdir()
    written(export(generated), "parquet", tmp_path / "facts")
    written(export(generated), "parquet", tmp_path / "facts.parquet")
    pieces = ROW_FORMATS["csv"](export(generated), Style())
    assert isinstance(pieces, Iterator)
    (tmp_path / "facts.csv").write_bytes("".join(pieces).encode("utf-8-sig"))
    for source in ("facts/**/*.parquet", "facts.parquet", "facts.csv"):
        with duckdb.connect() as database:
            database.execute(f"CREATE VIEW facts AS FROM '{tmp_path}/{source}'")
            for sql, answer in asked():
                assert texts(database.execute(sql).fetchall()) == answer, source
