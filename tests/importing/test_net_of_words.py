"""Words are data: a text that needs a word the table does not have is doubted, or still read rightly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import NamedTuple

import pytest

from bioresp.circular import labels, predicates, task_cells, units, words
from tests.importing.readings import Said, circular, import_text, measures, said

WORDINGS = (
    "（市水利局牵头，市财政局配合）",
    "（市水利局、市财政局按职责分工负责）",
    "（市水利局主责，市财政局协办）",
    "（市水利局会同市财政局推进）",
    "（市水利局牵头组织，各县区抓好落实）",
    "（市水利局牵头，各县（市、区）结合实际落实）",
    "（市水利局为牵头单位，市财政局为配合单位）",
    "（市水利局、市财政局依职责分别负责）",
    "（市水利局牵头，市财政局积极配合工作）",
    "（牵头单位：市水利局，责任单位：市财政局）",
    "（主办单位：市水利局；会办单位：市财政局）",
    "\n牵头单位：市水利局\n协同配合单位：市财政局",
    "\n主要责任单位：市水利局\n其他责任单位：市财政局",
    "\n责任单位：市水利局\n责任科室：规划科",
    "\n责任部门：市水利局\n完成时限：2030年底",
    "\n责任单位：市水利局\n时间安排：2030年底",
    "\n责任单位：市水利局；联系电话：12345",
    "\n责任单位：市水利局；分管领导：张三",
    "\n责任单位：市水利局；验收单位：市财政局",
    "\n责任分工：市水利局牵头，市财政局参与",
    "由市水利局牵头，市财政局配合。",
    "由市水利局会同市财政局负责落实。",
    "（市水利局、市财政局协调推进）",
    "\n责任单位：市水利局、市财政局；备注：试点先行",
    "\n分管领导：张三；责任单位：市水利局",
)
TABLE = tuple(words.KINDS)

MADE_OF_OTHERS = {"主要责任"}
"""Without its row 主要责任 is 主要 and 责任, both of the table: the role changes, and nobody can tell."""


class Case(NamedTuple):
    """A word, and a wording in which it stands."""

    word: str
    closing: str


def cases() -> list[Case]:
    return [Case(word, closing) for closing in WORDINGS for word in TABLE if word in closing]


def forget() -> None:
    """Forget what was found out of names, predicates and labels with the table as it was."""
    for remembered in (predicates.predicate, labels._meaning, units.names, task_cells._reading):
        remembered.cache_clear()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    forget()
    yield
    forget()


def without(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a word out of the table, and out of the patterns that were made of it."""
    forget()
    monkeypatch.delitem(words.KINDS, word)
    monkeypatch.setattr(words, "_WORD", re.compile(words.pattern(words.Kind)))
    monkeypatch.setattr(labels, "_LABEL", vars(executed(labels))["_LABEL"])


def executed(module: ModuleType) -> ModuleType:
    """A second copy of a module, its patterns made anew; nothing else uses it."""
    spec = spec_from_file_location(module.__name__, str(module.__file__))
    assert spec
    assert spec.loader
    copy = module_from_spec(spec)
    spec.loader.exec_module(copy)
    return copy


class Outcome(NamedTuple):
    """What a circular says of its first measure, and which lines are doubted."""

    said: Said
    text: str
    doubted: list[int]


def outcome(closing: str) -> Outcome:
    found = import_text(circular(closing))
    measure, _ = measures(found)
    return Outcome(said(measure), measure.text, [each.position.line for each in found.doubts])


@pytest.mark.parametrize("closing", WORDINGS)
def test_each_wording_is_read_with_the_whole_table(closing: str) -> None:
    """The texts need no word that the table lacks."""
    found = outcome(closing)
    assert found.said.roles
    assert found.doubted == []


def test_each_row_of_the_table_is_needed() -> None:
    """The wordings use words of every row."""
    used = {kind for case in cases() for kind in words.KINDS[case.word]}
    assert used == set(words.Kind)


@pytest.mark.parametrize("case", cases(), ids="-".join)
def test_a_lost_word_is_never_silent(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the word, roles and dates are the same, or a line of the measure is doubted."""
    expected = outcome(case.closing).said
    without(case.word, monkeypatch)
    found = outcome(case.closing)
    first_line, last_line = 3, 3 + case.closing.count("\n")
    if any(first_line <= line <= last_line for line in found.doubted):
        return
    if case.word in MADE_OF_OTHERS:
        assert {name for _, name in found.said.roles} == {name for _, name in expected.roles}
        return
    assert found.said.roles == expected.roles
    assert found.said.deadline == expected.deadline
    # 抓好落实 without 落实 is a role, and words about it that the note keeps.
    kept = found.said.note + found.text
    assert all(part in kept for part in expected.note.split("；"))
