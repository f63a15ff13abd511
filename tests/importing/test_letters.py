"""Characters that look alike, and those that cannot be seen: in circulars, and in names and numbers asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioresp import letters, numerals
from bioresp.circular import Imported, Use, import_lines
from bioresp.extract import Line
from tests.conftest import Run

RIGHT = "青禾市湿地分工方案\n一、摸清家底\n（一）开展调查。组织普查。（市水利局牵头，市气象局配合）"


def import_text(text: str) -> Imported:
    return import_lines([Line(line, number) for number, line in enumerate(text.split("\n"), 1)])


@pytest.mark.parametrize(
    ("copied", "meant"),
    [
        ("⼗⼆", "十二"),
        ("⽣态", "生态"),
        ("⻓江", "长江"),
        ("⻔头", "门头"),
        ("⽤⼾", "用户"),
        ("⻘年", "青年"),
        ("\uf98a量", "力量"),
    ],
)
def test_copies_are_the_characters_they_look_like(copied: str, meant: str) -> None:
    """Kangxi radicals, those of the supplement, compatibility ideographs."""
    assert letters.mended(copied) == meant


def test_traditional_and_wide_characters_are_folded_but_never_mended() -> None:
    """牽頭單位 is recognised, and stays as it stands."""
    assert letters.folded("牽頭單位：縣級機構１２Ａ") == "牵头单位：县级机构12A"
    assert letters.mended("牽頭單位１２") == "牽頭單位１２"


def test_characters_of_simplified_texts_stay() -> None:
    """后, 于, 征 and the like are characters of their own in names."""
    text = "后勤、于都、象征、云南、干部、里、面、准"
    assert letters.folded(text) == text


@given(st.text())
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    """Places in a text hold; what was folded is not folded again."""
    for fold in (letters.mended, letters.folded):
        assert len(fold(text)) == len(text)
        assert fold(fold(text)) == fold(text)


def test_a_copied_circular_is_read_as_if_typed() -> None:
    """R422 once, with the number of characters and the first of them; none in a text that was typed."""
    copied = RIGHT.translate(str.maketrans("禾一水气家", "⽲⼀⽔⽓家"))
    found = import_text(copied)
    assert found.plan == import_text(RIGHT).plan
    assert [(each.code, each.position[:2]) for each in found.doubts] == [("R422", (1, 2))]
    assert "5 个字" in found.doubts[0].message
    assert "⽲→禾" in found.doubts[0].message
    assert import_text(RIGHT).doubts == []


@pytest.mark.parametrize("unseen", ["\u200b", "\u200d", "\u2060", "\ufeff", "\xad", "\u202a", "\u2069"])
def test_characters_that_cannot_be_seen_part_nothing(unseen: str) -> None:
    """R423 once, at the first; every character is in the account, and places behind it are right."""
    text = RIGHT.replace("水利局", f"水利{unseen}局").replace("牵头", f"牵{unseen}头").replace("开展", f"开{unseen}展")
    found = import_text(text)
    assert found.plan == import_text(RIGHT).plan
    assert [(each.code, each.position[:2]) for each in found.doubts] == [("R423", (3, 5))]
    assert sum(found.account.counts().values()) == len("".join(text.split()))
    lines = text.split("\n")
    for piece in found.account.pieces():
        if piece.use is not Use.FRAME:
            assert lines[piece.line - 1][piece.column - 1] == piece.text[0]


def test_characters_that_cannot_be_seen_at_the_end_of_a_line_are_no_doubt() -> None:
    """Pages leave them there, and they part nothing."""
    assert import_text(RIGHT.replace("\n", "\u200b\n\ufeff")).doubts == []


@pytest.mark.parametrize("blank", ["\u2002", "\u2005", "\u200a", "\u202f", "\u205f"])
def test_blanks_of_every_width_are_blanks(blank: str) -> None:
    """Pages and printed files have them between characters, and they part nothing."""
    found = import_text(RIGHT.replace("摸清", f"摸{blank}清").replace("牵头，", f"牵头，{blank}"))
    assert (found.plan, found.doubts) == (import_text(RIGHT).plan, [])


def test_a_place_behind_an_unseen_character_is_right() -> None:
    """A doubt points at the character it speaks of."""
    text = "青禾市分工方案\n一、\u200b摸\u200b清家底\n（一）做甲。（市水利局牵头）\n（三）做乙。（市水利局牵头）"
    assert ("R403", (4, 1)) in [(each.code, each.position[:2]) for each in import_text(text).doubts]


@pytest.mark.parametrize("asked", ["⼗⼆", "１２", "（⼗⼆）", "第⼗⼆项", "十\u200b二"])
def test_a_number_is_found_however_it_is_written(run: Run, asked: str) -> None:
    """who-leads ⼗⼆, pasted out of a PDF."""
    assert run("who-leads", asked).stdout == run("who-leads", "十二").stdout


@pytest.mark.parametrize("asked", ["市⽣态环境局", "市生態環境局", "市生态\u200b环境局"])
def test_a_unit_is_found_however_it_is_written(run: Run, asked: str) -> None:
    """agency 市⽣态环境局, with radicals, traditional, or with what cannot be seen."""
    assert run("agency", asked).stdout == run("agency", "市生态环境局").stdout


def test_words_are_found_however_they_are_written(run: Run) -> None:
    """search ⽣物."""
    assert run("search", "⽣物多样性").stdout.count("\n") == run("search", "生物多样性").stdout.count("\n") > 3


@pytest.mark.parametrize(
    ("written", "number"), [("⼗⼆", 12), ("（⼆⼗）", 20), ("１２", 12), ("第⼀条", 1), ("⼯", None)]
)
def test_numerals_read_copies(written: str, number: int | None) -> None:
    """Radicals that are numerals; another radical is none."""
    assert numerals.number(written) == number
