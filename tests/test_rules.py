"""The checks: each rule has an invalid file beside its exact output, and finds nothing in the valid ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bioresp import PlanFile, check, rules, validate
from bioresp.model import Action, Agency, Assignment, Measure, Plan, Role, Section, Standing
from bioresp.planfile import READING, parse
from bioresp.rules import RULES, SHARED
from tests.conftest import DATA, Golden, Run

INVALID = sorted(path for path in (DATA / "invalid").iterdir() if path.suffix != ".out")
"""Files, and folders of a plan with a register beside it."""
VALID = sorted((DATA / "valid").glob("*.yaml"))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_the_findings_are_exactly_these(path: Path, run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every place, code, sentence and caret of `validate`."""
    monkeypatch.chdir(path.parent)
    ran = run("validate", path.name)
    golden(path.with_suffix(".out"), ran.stdout)
    assert f" {path.stem[:4]} " in ran.stdout


def test_every_code_has_an_invalid_file() -> None:
    """And each file is named after a code that exists."""
    assert {path.stem[:4] for path in INVALID} == READING.keys() | RULES.keys() | SHARED.keys()


def test_no_output_is_left_over() -> None:
    """Each .out stands beside its .yaml."""
    assert {path.stem for path in (DATA / "invalid").glob("*.out")} == {path.stem for path in INVALID}


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_plans_have_no_errors(path: Path) -> None:
    """Plans of other shapes pass; a measure without a lead is only a warning."""
    assert {finding.code for finding in validate(path)} <= {"R301"}


def test_the_oddities_of_the_seed_are_found(seed: PlanFile) -> None:
    """Ten measures without lead, actions led by others, two spellings, idle leads; and no error."""
    findings = check(seed)
    assert {finding.severity.value for finding in findings} == {"warning"}
    assert Counter(finding.code for finding in findings) == {"R301": 10, "R305": 6, "R202": 2, "R307": 3}
    said = "".join(finding.message for finding in findings)
    for words in (
        "（二）的牵头单位“市林业局”",
        "（六）的牵头单位“市城管执法局”",
        "（二十三）的牵头单位“市教育和体育局”",
        "（二十二）2.",
    ):
        assert words in said


def test_every_manual_says_something() -> None:
    """A title, a first paragraph, and a severity for each code."""
    for code in (READING | RULES | SHARED).values():
        assert code.title
        assert len(code.manual) > 20, code
        assert code.manual.splitlines()[0].endswith("。"), code


def test_codes_stand_in_their_hundreds() -> None:
    """R0xx read, R1xx to R3xx check."""
    assert all(code.startswith("R0") for code in READING)
    assert {code[:2] for code in RULES} == {"R1", "R2", "R3"}


def codes_of(*measures: Measure, standing: Standing | None = None) -> list[str]:
    """The codes found in a plan of these measures, whose units are all registered."""
    names = ("甲局", "乙局", "丙局")
    plan = Plan("丁", agencies=tuple(map(Agency, names)), sections=(Section(measures=measures),), standing=standing)
    return [finding.code for finding in rules.check(plan) if finding.code != "R204"]


LEAD = Role.LEAD


def test_a_measure_whose_actions_have_units_is_not_nobodys() -> None:
    """R302 looks at actions too; that no lead is stated is another matter."""
    led = Action("甲局牵头办理。", (Assignment("甲局", LEAD),))
    assert codes_of(Measure(1, "一", actions=(led,))) == ["R301"]
    assert codes_of(Measure(1, "一")) == ["R302"]


def test_units_of_the_standing_note_need_no_listing() -> None:
    """R306 is silent on them."""
    first = Measure(1, "一", "", (Assignment("甲局", LEAD),), (Action("甲局会同乙局办理。"),))
    second = Measure(2, "二", "", (Assignment("乙局", LEAD),))
    assert codes_of(first, second) == ["R306"]
    assert codes_of(first, second, standing=Standing("均需乙局配合", ("乙局",))) == []


def test_a_broken_measure_is_not_judged() -> None:
    """Where the list of leads could not be read, nothing is said about it."""
    text = (
        "plan: {title: 甲}\nagencies: [市林业局]\nsections:\n  - measures:\n"
        "      - {number: 1, title: 乙, lead: 市林业局, actions: [{text: 市林业局牵头。, lead: [市林业局]}]}\n"
    )
    assert [finding.code for finding in check(parse(text.encode(), "x.yaml"))] == ["R008"]


def test_numbers_may_run_on_or_restart_but_not_both() -> None:
    """Where as many do the one as the other, the first shows the way."""

    def plan(*numbers: tuple[int, ...]) -> list[str]:
        sections = tuple(
            Section(at, "甲", "", tuple(Measure(number, "乙", "", (Assignment("甲局", LEAD),)) for number in each))
            for at, each in enumerate(numbers, 1)
        )
        made = Plan("丙", agencies=(Agency("甲局"),), sections=sections)
        return [f"{finding.code} {finding.message[-8:]}" for finding in rules.check(made)]

    assert plan((1, 2), (3, 4), (5,)) == plan((1, 2), (1, 2), (1,)) == []
    assert plan((1, 2), (3, 4), (1,)) == ["R106 （一）却重新开始"]
    assert plan((1, 2), (1, 2), (3,)) == ["R106 ）却接着上一部分"]
