"""The promises to scripts: tables and keys of the JSON of every command, exit status, CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from tests.conftest import DATA, Run, text_of

MEASURE = ["section", "measure", "label", "title"]
LISTED = ["section", "section_title", "measure", "label", "title", "lead", "responsible", "supporting", "ref"]

CONTRACT: dict[str, tuple[list[str], dict[str, list[str]]]] = {
    "who-leads": (
        ["who-leads", "REF"],
        {
            "measures": [*MEASURE, "lead", "lead_stated", "responsible", "supporting", "ref"],
            "actions": ["measure", "action", "lead", "text", "ref"],
        },
    ),
    "measure": (
        ["measure", "REF"],
        {
            "measures": [
                *MEASURE, "text", "lead", "lead_stated", "responsible", "supporting", "deadline", "note", "ref",
            ],
            "actions": ["measure", "action", "lead", "text", "responsible", "supporting", "deadline", "note", "ref"],
        },
    ),
    "agency": (
        ["agency", "AGENCY"],
        {
            "measures": ["agency", *MEASURE, "role", "basis", "written", "ref"],
            "actions": ["agency", "measure", "action", "cite", "role", "text", "ref"],
            "collectives": ["agency", "measure", "action", "cite", "word", "text", "ref"],
        },
    ),
    "agencies": (
        ["agencies"],
        {"agencies": ["agency", "aliases", "level", "lead", "responsible", "supporting", "actions"]},
    ),
    "list": (["list"], {"measures": LISTED}),
    "matrix": (["matrix"], {"measures": LISTED}),
    "search": (
        ["search", "WORD"],
        {"hits": ["section", "measure", "field", "action", "place", "text", "ref"]},
    ),
    "stats": (
        ["stats"],
        {
            "agencies": ["agency", "lead", "responsible", "supporting", "actions"],
            "unled": ["measure", "label", "title", "ref"],
            "pairs": ["agency", "other", "measures"],
            "totals": ["measures", "actions", "agencies", "lead", "responsible", "supporting"],
        },
    ),
    "validate": (
        ["validate"],
        {
            "findings": ["path", "line", "column", "code", "severity", "message"],
            "rules": ["code", "severity", "title", "manual"],
        },
    ),
    "plans": (
        ["plans"],
        {
            "plans": ["plan", "document_number", "title", "issuer", "issued", "measures", "actions", "agencies",
                      "errors", "warnings", "path"],
        },
    ),
    "explain": (["explain", "R304"], {"rules": ["code", "severity", "title", "manual"]}),
    "circular": (["circular"], {"lines": ["kind", "level", "text"]}),
}  # fmt: skip

PLANS = {
    "seed": ("data/measures.yaml", {"REF": "十二", "AGENCY": "市林业局", "WORD": "监测"}),
    "restarting": (str(DATA / "valid/restarting.yaml"), {"REF": "一/1", "AGENCY": "园林局", "WORD": "养护"}),
    "flat": (str(DATA / "valid/flat.yaml"), {"REF": "2", "AGENCY": "市商务局", "WORD": "营业"}),
}


def answered(run: Run, *arguments: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(text_of(run(*arguments, "--format", "json")))
    return answer


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("report", CONTRACT)
def test_tables_and_keys_are_as_promised(run: Run, report: str, plan: str) -> None:
    """Key by key, in every command, for plans of several shapes; values of one kind under one key."""
    arguments, tables = CONTRACT[report]
    path, names = PLANS[plan]
    answer = answered(run, *(names.get(each, each) for each in arguments), "--data", path)
    assert list(answer)[:4] == ["schema_version", "report", "plan", "filters"]
    assert (answer["schema_version"], answer["report"]) == (1, report)
    assert list(answer)[4:] == list(tables)
    if plan == "seed":
        assert all(answer[name] for name in tables), "a table without rows promises nothing"
    for name, keys in tables.items():
        for row in answer[name]:
            assert list(row) == keys
            for key in ("lead", "responsible", "supporting", "aliases"):
                if name in ("measures", "actions") and key in row:
                    assert isinstance(row[key], list)
            for key in ("section", "measure", "action", "line", "column"):
                assert isinstance(row.get(key), int | None)


def test_the_plan_asked_is_named(run: Run) -> None:
    """With its document number, date in ISO 8601 and path."""
    assert answered(run, "list")["plan"] == {
        "title": "贯彻落实《关于进一步加强生物多样性保护的意见》责任分工方案",
        "document_number": "攀环委办发〔2023〕3号",
        "issuer": "攀枝花市生态环境保护委员会办公室",
        "issued": "2023-03-03",
        "path": "data/measures.yaml",
    }


def test_who_leads_twelve(run: Run) -> None:
    """The four leads; actions 1 and 2 are also led by units that are only responsible."""
    answer = answered(run, "who-leads", "十二")
    [measure] = answer["measures"]
    assert measure["lead"] == ["市农业农村局", "市自然资源和规划局", "市林业局", "攀枝花海关"]
    assert measure["lead_stated"] is True
    assert (measure["section"], measure["measure"], measure["label"], measure["ref"]) == (4, 12, "（十二）", "十二")
    others = [set(action["lead"]) - set(measure["lead"]) for action in answer["actions"]]
    assert others == [{"市生态环境局"}, {"市生态环境局", "市城管执法局"}, set()]


def test_who_leads_three(run: Run) -> None:
    """No lead is stated; the actions have theirs."""
    answer = answered(run, "who-leads", "三")
    assert (answer["measures"][0]["lead"], answer["measures"][0]["lead_stated"]) == ([], False)
    assert [action["lead"] for action in answer["actions"]] == [["市财政局"], ["市林业局"], ["市农业农村局"]]
    assert [action["action"] for action in answer["actions"]] == [1, 2, 3]


@pytest.mark.parametrize("name", ["市市场监管局", "市场监管局", "市市场监督管理局"])
def test_one_agency_under_all_its_names(run: Run, name: str) -> None:
    """15, 20, 21."""
    answer = answered(run, "agency", name)
    assert [row["measure"] for row in answer["measures"] if row["basis"] == "named"] == [15, 20, 21]
    assert {row["agency"] for row in answer["measures"]} == {"市市场监督管理局"}


def test_counties_get_everything(run: Run) -> None:
    """By the standing note, which gives no role."""
    rows = answered(run, "agency", "县（区）政府")["measures"]
    assert [row["measure"] for row in rows] == list(range(1, 24))
    assert {(row["role"], row["basis"]) for row in rows} == {(None, "standing")}


def test_a_lone_action_has_no_number(run: Run) -> None:
    """null, not 1."""
    assert [action["action"] for action in answered(run, "measure", "五")["actions"]] == [None]


def test_filters_in_force_are_said(run: Run) -> None:
    """Under their English keys; the agency by its name in the register."""
    answer = answered(run, "list", "--section", "六", "--agency", "市场监管局", "--role", "责任")
    assert answer["filters"] == {"section": "六", "agency": "市市场监督管理局", "role": "responsible"}
    assert [row["ref"] for row in answer["measures"]] == ["十五"]
    assert answered(run, "list", "--no-lead")["filters"] == {"no_lead": True}


def test_the_grid_is_data_too(run: Run) -> None:
    """23 rows, a column for each of the 33 agencies."""
    answer = answered(run, "matrix", "--layout", "grid")
    assert len(answer["grid"]) == 23
    assert len(answer["grid"][0]) == 4 + 33
    assert answer["grid"][11]["攀枝花海关"] == "●"
    assert [list(row) for row in answer["measures"]] == [LISTED] * 23


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["who-leads", "十二"], 0),
        (["who-leads", "九十九"], 1),
        (["who-leads", "1", "--data", str(DATA / "valid/restarting.yaml")], 1),
        (["agency", "外星人"], 1),
        (["list", "--agency", "攀枝花海关", "--section", "一"], 1),
        (["matrix", "--role", "supporting"], 1),
        (["search", "量子计算"], 1),
        (["explain", "R999"], 1),
        (["validate"], 0),
        (["validate", "--fail-on", "warning"], 1),
        (["validate", str(DATA / "invalid/R302-nobody.yaml")], 1),
        (["validate", str(DATA / "invalid/R302-nobody.yaml"), "--ignore", "r302"], 0),
        (["validate", "--ignore", "R301,R305,R307", "--ignore", "R202", "--fail-on", "warning"], 0),
        (["agency"], 2),
        (["agency", "市林业局", "--all"], 2),
        (["who-leads"], 2),
        (["no-such-command"], 2),
        (["list", "--role", "老板"], 2),
        (["list", "--format", "pdf"], 2),
        (["list", "--width", "0"], 2),
        (["list", "--table", "nothing", "--format", "json"], 2),
        (["list", "-o", "x.unknown"], 2),
        (["list", "--data", "no/such.yaml"], 3),
        (["list", "-o", "/no/such/folder/x.md"], 3),
    ],
)
def test_exit_status(run: Run, arguments: list[str], status: int) -> None:
    """0 fine, 1 findings or nothing found, 2 wrong usage, 3 a file could not be read or written; one sentence."""
    ran = run(*arguments)
    assert ran.status == status, ran
    if status > 1:
        assert ran.stdout == ""
        assert ran.stderr.startswith(("用法错误：", "错误："))
        assert "Traceback" not in ran.stderr


def test_nothing_found_is_still_json(run: Run) -> None:
    """An empty table and status 1, for whoever pipes."""
    ran = run("list", "--agency", "攀枝花海关", "--section", "一", "--format", "json")
    assert (ran.status, json.loads(ran.stdout)["measures"]) == (1, [])
    assert "没有符合条件的措施" in ran.stderr


def test_csv_is_the_main_table(run: Run) -> None:
    """Plain UTF-8 on stdout; names parted by 、; the other tables are named on stderr, and --table takes them."""
    ran = run("who-leads", "十二", "--format", "csv")
    [row] = csv.DictReader(io.StringIO(ran.stdout))
    assert row["lead"] == "市农业农村局、市自然资源和规划局、市林业局、攀枝花海关"
    assert "actions（3 行）" in ran.stderr
    rows = list(csv.DictReader(io.StringIO(text_of(run("who-leads", "十二", "--format", "csv", "--table", "actions")))))
    assert [each["action"] for each in rows] == ["1", "2", "3"]


def test_the_footer_says_which_data_was_used(run: Run) -> None:
    """On stderr, so that the answer can be piped."""
    assert run("who-leads", "十二").stderr == "数据：data/measures.yaml（攀环委办发〔2023〕3号）\n"
    assert "data/measures.yaml" in text_of(run("--version"))
