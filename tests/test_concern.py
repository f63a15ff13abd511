"""Who is concerned with what: one relation, and every answer reads it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bioresp import load
from bioresp.comparison import compare
from bioresp.model import Action, Agency, Assignment, Measure, Plan, Role, Section, Standing
from bioresp.query.concern import Concerns, concerns
from bioresp.query.filters import Filter, select
from bioresp.query.places import Index
from bioresp.report.blocks import Table, plain
from bioresp.report.changes import Sides, changes
from bioresp.report.page import Sheet, page
from bioresp.workspace import Workspace
from tests.conftest import DATA, SEED, Run, text_of

FOLDER = {
    "agencies.yaml": """agencies:
  - {name: 市林业局, aliases: [市林局], renamed_to: 市林草局}
  - {name: 市林草局}
  - {name: 市国土局, merged_into: 市自然资源局}
  - {name: 各区政府, level: county}
""",
    "a.yaml": """plan:
  title: 青禾市湿地保护分工
  document_number: 青湿〔2030〕1号
  issued: 2030-05-01
  standing: {text: 各区政府落实以上各项，下同, agencies: [各区政府, 市林局]}
agencies: [{name: 市林业局, aliases: [市林局]}, 市国土局, 市水利局, 市气象局, {name: 各区政府, level: county}]
sections:
  - measures:
      - number: 1
        title: 普查
        text: 各责任单位按季报送，牵头单位汇总。
        lead: [市林业局]
        responsible: [市国土局, 市水利局]
        supporting: [市气象局]
        actions:
          - {text: 市水利局等相关单位共享数据。}
          - {number: 2, text: 市水利局牵头测深，各配合单位参加。, lead: [市水利局]}
      - number: 2
        title: 只在举措里有单位
        lead: []
        actions:
          - {text: 各责任单位落实，市气象局提供资料。, lead: [市林局], responsible: [市国土局]}
      - {number: 3, title: 一个单位两种写法、两种角色, lead: [市林业局], responsible: [市林局, 市林业局]}
""",
    "旧/b.yaml": """plan: {title: 青禾市湿地保护旧分工, document_number: 青湿〔2029〕1号, issued: 2029-05-01}
agencies: [市自然资源局, 市林草局]
sections:
  - measures:
      - {number: 1, title: 普查, text: 各相关单位配合。, lead: [市林草局], responsible: [市自然资源局]}
""",
}
"""A register that renames and merges, roles in actions alone, group words in a measure and in its actions, a note."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FOLDER.items():
        path = tmp_path / "方案" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "方案"


PLANS = [SEED, *sorted((DATA / "valid").glob("*.yaml"))]


class Known(NamedTuple):
    """What an answer says of an agency."""

    agency: str
    ref: str
    part: str
    """The action as it is cited; empty for the measure itself."""
    role: str | None
    basis: str


def exported(run: Run, data: Path) -> set[Known]:
    """The relation as `export` gives it, which all others are compared with."""
    rows = map(json.loads, text_of(run("export", "--format", "jsonl", "--data", data)).splitlines())
    return {Known(row["canonical"], row["ref"], row["action"] or "", row["role"], row["basis"]) for row in rows}


def answered(run: Run, *arguments: str | Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text_of(run(*arguments, "--format", "json")))
    return found


# --- every answer -------------------------------------------------------------------------------------------------


@pytest.fixture(params=[*PLANS, "folder"], ids=lambda each: getattr(each, "stem", each))
def data(request: pytest.FixtureRequest, folder: Path) -> Path:
    """Each plan of the tests, and a folder of plans."""
    return folder if request.param == "folder" else Path(request.param)


def test_agency_says_of_measures_what_export_says(run: Run, data: Path) -> None:
    """Rows of `measures` are the rows without an action: the same units, measures, roles and grounds.

    Where only the list of an action holds a unit, it has one row more, without a role.
    """
    rows = answered(run, "agency", "--all", "--data", data)["measures"]
    said = [Known(row["agency"], row["ref"], "", row["role"], row["basis"]) for row in rows]
    known = exported(run, data)
    of_measures = {each for each in known if not each.part}
    listed = {(each.agency, each.ref) for each in of_measures if each.basis == "named"}
    in_actions = {each for each in known if each.part and each.basis == "named"}
    alone = {each._replace(part="", role=None) for each in in_actions if (each.agency, each.ref) not in listed}
    assert set(said) == of_measures | alone
    assert len(said) == len(set(said))
    assert {(each.agency, each.ref) for each in said} == {(each.agency, each.ref) for each in known}


def test_agency_says_of_actions_what_export_says(run: Run, data: Path) -> None:
    """Roles that an action gives are rows of `actions`; texts with a group word are rows of `collectives`, each once."""
    answer = answered(run, "agency", "--all", "--data", data)
    known = exported(run, data)
    roles = {(row["agency"], row["ref"], row["role"]) for row in answer["actions"] if row["role"] != "named"}
    given = {(each.agency, each.ref, each.role) for each in known if each.part and each.basis == "named"}
    assert roles <= given
    assert {row[:2] for row in roles} == {row[:2] for row in given}
    reached = Counter((row["agency"], row["ref"]) for row in answer["collectives"])
    texts = {(each.agency, each.ref, each.part) for each in known if each.basis == "collective"}
    assert reached == Counter(text[:2] for text in texts)


def test_one_agency_is_told_what_all_are_told(run: Run, data: Path) -> None:
    """`agency X` and `agency --all`."""
    every = answered(run, "agency", "--all", "--data", data)
    names = list(
        dict.fromkeys(row["agency"] for table in ("measures", "actions", "collectives") for row in every[table])
    )
    asked = answered(run, "agency", *names, "--data", data)
    for table in ("measures", "actions", "collectives"):
        rows = [tuple(row.values()) for row in asked[table]]
        assert sorted(rows, key=repr) == sorted((tuple(row.values()) for row in every[table]), key=repr)


def test_list_finds_the_measures_that_export_has(run: Run, data: Path) -> None:
    """By agency; and by role those where somebody has the role, an action's lead aside."""
    known = exported(run, data)
    for name in {each.agency for each in known}:
        assert selected(data, name) == {each.ref for each in known if each.agency == name}
    for role in Role:
        having = (each for each in known if each.role == role.value and not (each.part and role is Role.LEAD))
        assert selected(data, "", role) == {each.ref for each in having}


@pytest.mark.parametrize("role", Role)
def test_agency_and_list_find_the_same_measures_for_a_role(run: Run, data: Path, role: Role) -> None:
    """`agency --all --role R` and, for each unit, `list --agency X --role R`."""
    ran = run("agency", "--all", "--role", role.value, "--data", data, "--format", "json")
    rows = json.loads(ran.stdout)["measures"]
    for name in {each.agency for each in exported(run, data)}:
        assert {row["ref"] for row in rows if row["agency"] == name} == selected(data, name, role)


def selected(data: Path, agency: str, role: Role | None = None) -> set[str]:
    """What `list` finds."""
    chosen = Filter(agency=agency, role=role)
    return {index.reference(entry) for index in indexes(data) for entry in select(index, chosen)}


def indexes(data: Path) -> Iterator[Index]:
    """The plans as commands ask them."""
    if data.is_dir():
        return Workspace([str(data)], progress=lambda *_: None, keeps_index=False).indexes()
    return iter([Index(load(data).plan)])


def test_stats_counts_the_rows_of_export(run: Run, data: Path) -> None:
    """Measures by role, and actions led."""
    counts: dict[str, Counter[str]] = {}
    for each in exported(run, data):
        if each.basis == "named" and (not each.part or each.role == "lead"):
            counts.setdefault(each.agency, Counter())["actions" if each.part else str(each.role)] += 1
    rows = answered(run, "stats", "--data", data)["agencies"]
    assert {
        row["agency"]: {key: row[key] for key in ("lead", "responsible", "supporting", "actions")} for row in rows
    } == {
        name: {key: found[key] for key in ("lead", "responsible", "supporting", "actions")}
        for name, found in counts.items()
    }


def test_the_page_holds_the_rows_of_export(run: Run, data: Path) -> None:
    """Units, roles and grounds of every measure and whether an action says so; group words beside the texts they are in."""
    known = exported(run, data)
    plans = list(indexes(data))
    sheets = page([Sheet(index, ()) for index in plans]).blocks
    rows: dict[str, list[tuple[Any, ...]]] = {
        block.name: [(int(str(plan)), *row) for plan, *row in block.rows]
        for block in sheets
        if isinstance(block, Table)
    }
    refs = {
        (plan, number): index.reference(entry)
        for plan, index in enumerate(plans)
        for number, entry in enumerate(index.entries)
    }
    shown = {(refs[plan, measure], *said) for plan, measure, *said in rows["duties"]}
    listed = {each for each in known if each.basis != "collective"}
    assert shown == {(each.ref, each.agency, each.role, each.basis, bool(each.part)) for each in listed}
    measures = [[row[1] for row in rows["texts"] if row[0] == plan] for plan in range(len(plans))]
    meant = [(plan, measures[plan][text], agency) for plan, text, agency, _, word in rows["sentences"] if word]
    reached = {(each.agency, each.ref, each.part) for each in known if each.basis == "collective"}
    found = Counter((agency, refs[plan, measure]) for plan, measure, agency in meant)
    assert found == Counter((agency, ref) for agency, ref, _ in reached)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_new_plan_is_gained_as_export_has_it(run: Run, path: Path) -> None:
    """From nothing to the plan each unit gains all that names it or binds it; back again it loses the same."""
    index = Index(load(path).plan)
    words = {role.value: role.word for role in Role} | {None: "依通用说明"}
    cited = {entry.ref: entry.cite() for entry in index.entries}
    expected: dict[str, set[str]] = {}
    for each in exported(run, path):
        if each.basis != "collective":  # the unit is in the list that the word points at
            expected.setdefault(each.agency, set()).add(cited[each.ref] + each.part + words[each.role])
    empty = Plan(index.plan.title)
    assert gains(empty, index.plan, "gained") == expected
    assert gains(index.plan, empty, "lost") == {
        name: {f"原{each}" for each in found} for name, found in expected.items()
    }


def gains(old: Plan, new: Plan, key: str) -> dict[str, set[str]]:
    """The column of 各单位增减 by agency."""
    found = changes(Sides(compare(old, new), old), ("甲", "乙"))
    [table] = [table for table in found.tables if table.name == "agencies"]
    at = [column.key for column in table.columns].index(key)
    found_of = {plain(row[0]).value: row[at] for row in table.rows}
    return {name: set(map(str, words)) for name, words in found_of.items() if isinstance(words, tuple) and words}


# --- the relation -------------------------------------------------------------------------------------------------


def made(*measures: Measure, standing: Standing | None = None) -> Index:
    agencies = (Agency("甲局", ("老甲局",)), *map(Agency, ("乙局", "丙局", "丁县")))
    return Index(Plan("分工", agencies=agencies, standing=standing, sections=(Section(measures=measures),)))


def told(index: Index) -> Iterator[tuple[str, int | None, str | None, str, str]]:
    for entry in index.entries:
        for each in concerns(index, entry):
            number = each.action.number if each.action else None
            yield each.agency, number, each.role and each.role.value, each.basis, each.word


LISTED = (Assignment("甲局", Role.LEAD), Assignment("乙局", Role.RESPONSIBLE), Assignment("丙局", Role.RESPONSIBLE))


def test_a_group_word_gives_the_role_that_it_names() -> None:
    """各责任单位 are responsible; 各相关单位 are all of the measure, and the text gives them no role."""
    actions = (Action("各责任单位落实。", number=1), Action("各相关单位配合。", number=2))
    assert [each for each in told(made(Measure(1, "一", "", LISTED, actions))) if each[1]] == [
        ("乙局", 1, "responsible", "collective", "各责任单位"),
        ("丙局", 1, "responsible", "collective", "各责任单位"),
        ("甲局", 2, None, "collective", "各相关单位"),
        ("乙局", 2, None, "collective", "各相关单位"),
        ("丙局", 2, None, "collective", "各相关单位"),
    ]


def test_a_group_word_does_not_mean_whom_its_text_names() -> None:
    """乙局等相关单位: 乙局 is named there."""
    found = told(made(Measure(1, "一", "乙局等相关单位配合，各责任单位落实。", LISTED)))
    assert [each for each in found if each[3] == "collective"] == [
        ("甲局", None, None, "collective", "相关单位"),
        ("丙局", None, None, "collective", "相关单位"),
        ("丙局", None, "responsible", "collective", "各责任单位"),
    ]


def test_a_unit_is_meant_once_in_a_role_however_many_words_mean_it() -> None:
    """By the first of them; 各责任单位 give another role than 各相关单位."""
    found = told(made(Measure(1, "一", "各相关单位细化方案，各有关部门配合，各责任单位落实。", LISTED[:2])))
    assert [each for each in found if each[3] == "collective"] == [
        ("甲局", None, None, "collective", "各相关单位"),
        ("乙局", None, None, "collective", "各相关单位"),
        ("乙局", None, "responsible", "collective", "各责任单位"),
    ]


def test_a_group_word_means_the_list_of_its_action_first() -> None:
    """Where the action lists none of that role, the measure's."""
    own = (Assignment("丁县", Role.RESPONSIBLE),)
    actions = (Action("各责任单位落实，各牵头单位汇总。", own, 1),)
    assert [each for each in told(made(Measure(1, "一", "", LISTED, actions))) if each[1]] == [
        ("丁县", 1, "responsible", "named", ""),
        ("丁县", 1, "responsible", "collective", "各责任单位"),
        ("甲局", 1, "lead", "collective", "各牵头单位"),
    ]


def test_the_standing_note_binds_every_measure() -> None:
    """In no role, under its name in the register; a unit that is listed too stands in both ways."""
    note = Standing("老甲局、丁县落实，下同", ("老甲局", "丁县"))
    index = made(Measure(1, "一", "", LISTED[:1]), Measure(2, "二"), standing=note)
    assert list(told(index)) == [
        ("甲局", None, "lead", "named", ""),
        *[("甲局", None, None, "standing", ""), ("丁县", None, None, "standing", "")] * 2,
    ]
    assert [each.written for each in Concerns(index).of_agency("甲局")] == ["甲局", "老甲局", "老甲局"]


def test_whom_the_note_binds_anew_gains_the_measures_that_stayed() -> None:
    """And whom it binds no longer loses them."""
    measures = (Measure(1, "开展普查", "查清底数。", LISTED), Measure(2, "建立档案", "每年更新。", LISTED))
    old = made(*measures, standing=Standing("丁县落实，下同", ("丁县",))).plan
    new = made(*measures, standing=Standing("丙局落实，下同", ("丙局",))).plan
    assert gains(old, new, "gained") == {"丙局": {"一、依通用说明", "二、依通用说明"}}
    assert gains(old, new, "lost") == {"丁县": {"一、依通用说明", "二、依通用说明"}}


def test_the_relation_of_an_agency_is_its_part_of_the_whole(index: Index, restarting: Index) -> None:
    """Looked up by agency, nothing is left out, and nothing stands twice."""
    for one in (index, restarting):
        whole = [each for entry in one.entries for each in concerns(one, entry)]
        relation = Concerns(one)
        for name in one.register:
            assert list(relation.of_agency(name)) == [each for each in whole if each.agency == name]


def test_an_action_leader_is_found_by_name_and_not_as_a_lead() -> None:
    """`list --role lead` asks who answers for the whole measure."""
    index = made(Measure(1, "一", "", LISTED[:1], (Action("乙局牵头。", (Assignment("乙局", Role.LEAD),)),)))
    assert len(select(index, Filter(agency="乙局"))) == 1
    assert select(index, Filter(agency="乙局", role=Role.LEAD)) == []
    assert len(select(index, Filter(agency="甲局", role=Role.LEAD))) == 1
