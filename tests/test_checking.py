"""Files checked together, without the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bioresp import BioRespError, check
from bioresp.checking import Outcome, check_workspace, counts
from bioresp.checking.baseline import Baseline
from bioresp.planfile import parse
from bioresp.workspace import Workspace

WRONG = "plan: {title: 甲}\nagencies: [市林业局]\nsections: [{measures: [{number: 1, title: 乙, lead: [市水利局]}]}]\n"


def quietly(done: int, total: int) -> None:
    """Nobody is told how far it has come."""


def test_a_workspace_is_checked_with_its_register(tmp_path: Path) -> None:
    """Every plan, the register they share, and the file that was not read to its end."""
    (tmp_path / "a.yaml").write_text(WRONG, "utf-8")
    (tmp_path / "b.yaml").write_text(WRONG + "[", "utf-8")
    (tmp_path / "agencies.yaml").write_text("agencies: [市林业局, 市林业局]\n", "utf-8")
    workspace = Workspace([str(tmp_path)], progress=quietly, keeps_index=False)
    found = check_workspace(workspace, quietly)
    codes = {Path(one.path).name: {each.code for each in one.findings} for one in found.checked}
    assert codes["a.yaml"] >= {"R201"}
    assert codes["b.yaml"] == {"R002"}
    assert codes["agencies.yaml"]
    assert [Path(path).name for path in found.broken] == ["b.yaml"]
    assert found.unread == []


def test_a_file_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    """The others are checked all the same; it counts for nothing."""
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(WRONG, "utf-8")
    workspace = Workspace([str(tmp_path)], progress=quietly, keeps_index=False)
    (tmp_path / "a.yaml").unlink()
    found = check_workspace(workspace, quietly)
    assert len(found.checked) == 1
    assert ["找不到文件" in each for each in found.unread] == [True]
    assert counts((str(tmp_path / "a.yaml"), ())) == (0, 0)
    errors = [each for each in found.checked[0].findings if each.severity.value == "error"]
    assert counts((str(tmp_path / "b.yaml"), ())) == (len(errors), len(found.checked[0].findings) - len(errors))


def test_one_file_is_checked_as_it_was_read() -> None:
    """Its text goes with the findings, for the lines that they stand on."""
    made = Outcome([], [], [])
    file = parse(WRONG.encode(), "x.yaml")
    made.add(file)
    assert made.checked == [("x.yaml", WRONG, check(file))]
    assert made.broken == []


def test_a_finding_of_the_baseline_is_set_aside_once() -> None:
    """Of two alike the second is new; one that moved is not."""
    file = parse(WRONG.encode(), "x.yaml")
    found = [each for each in check(file) if each.code == "R201"]
    rows = [{"path": "x.yaml", "code": each.code, "message": each.message} for each in found]
    known = Baseline(json.dumps({"findings": rows}).encode(), "old.json")
    assert known.new("x.yaml", [*found, *found]) == found
    assert known.set_aside == len(found) == 1
    with pytest.raises(BioRespError, match=r"old\.json 不是"):
        Baseline(b"[]", "old.json")
