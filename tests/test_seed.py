"""The data file holds circular 攀环委办发〔2023〕3号 whole: nothing lost, nothing added."""

from __future__ import annotations

import json
import re

from bioresp import PlanFile
from bioresp.planfile import schema
from bioresp.query.names import resolve
from bioresp.query.places import Index
from tests.conftest import DATA, ROOT, Run, text_of

WIDTHS = str.maketrans("（）：見", "():见")
LIST_END = re.compile(r"(?<=市卫生健康委)。|(?<=市目标绩效办)。")
"""The full stops that end two of the unit lists."""


def folded(text: str) -> str:
    return LIST_END.sub("", re.sub(r"\s+", "", text)).translate(WIDTHS)


def test_the_circular_comes_back_character_for_character(run: Run) -> None:
    """But for white space, widths of brackets and colons, 見, and two full stops."""
    assert folded(text_of(run("circular", "--format", "txt"))) == folded(
        (DATA / "circulars/seed.txt").read_text("utf-8")
    )


def test_the_counts_are_those_of_the_circular(seed: PlanFile, index: Index) -> None:
    """9 sections, 23 measures, 56 actions of which three have no number, 36 lead and 138 responsible assignments."""
    measures = [entry.measure for entry in index.entries]
    assert (len(seed.plan.sections), len(measures)) == (9, 23)
    assert sum(len(measure.actions) for measure in measures) == 56
    assert [measure.number for measure in measures if any(action.number is None for action in measure.actions)] == [
        5,
        6,
        17,
    ]
    assert sum(len(measure.lead) for measure in measures) == 36
    assert sum(len(measure.responsible) for measure in measures) == 138
    assert [measure.number for measure in measures if not measure.lead] == [3, 5, 7, 8, 10, 13, 17, 18, 19, 20]


def test_the_register_has_every_agency_once(seed: PlanFile, index: Index) -> None:
    """33 agencies carry work, 市市场监管局 and 市市场监督管理局 being one; others are bodies that actions name."""
    working = index.canonical(each.agency for entry in index.entries for each in entry.measure.assignments)
    assert len(working) == 33
    assert {agency.name for agency in seed.plan.agencies} - working == {
        "县（区）政府", "市生态环境保护委员会", "省农业农村厅", "省林草局", "生态环境厅", "生态环境部",
    }  # fmt: skip
    assert (
        resolve(index.names, "市市场监管局")
        == resolve(index.names, "市市场监督管理局")
        == resolve(index.names, "市场监管局")
    )


def test_the_text_has_no_scars_of_the_page(seed: PlanFile) -> None:
    """No line wrap, no stray blank, no 見; the one blank pair is around DNA."""
    text = "".join(
        part.text + getattr(part, "title", "") for entry in Index(seed.plan).entries for part in entry.measure.parts
    )
    assert re.findall(r".{2}\s.{5}", text) == ["鱼类 DNA 环"]
    assert "見" not in text
    assert "\n" not in text


def test_the_schema_beside_the_data_is_the_one_made_from_the_model() -> None:
    """The first line of the data file points editors at it."""
    beside = ROOT / "data/plan.schema.json"
    assert json.loads(beside.read_text("utf-8")) == schema.schema()
    assert (
        (ROOT / "data/measures.yaml")
        .read_text("utf-8")
        .startswith("# yaml-language-server: $schema=plan.schema.json\n")
    )
