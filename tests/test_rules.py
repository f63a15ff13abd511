"""The checks: each rule has an invalid file beside its exact output, and finds nothing in the valid ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bioresp import PlanFile, check, validate
from bioresp.planfile import READING
from bioresp.rules import RULES
from tests.conftest import DATA, Golden, Run

INVALID = sorted((DATA / "invalid").glob("*.yaml"))
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
    assert {path.stem[:4] for path in INVALID} == READING.keys() | RULES.keys()


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
    for code in (READING | RULES).values():
        assert code.title
        assert len(code.manual) > 20, code
        assert code.manual.splitlines()[0].endswith("。"), code


def test_codes_stand_in_their_hundreds() -> None:
    """R0xx read, R1xx to R3xx check."""
    assert all(code.startswith("R0") for code in READING)
    assert {code[:2] for code in RULES} == {"R1", "R2", "R3"}
