"""Chinese numerals and labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioresp.numerals import bare, chinese, label, number


@given(st.integers(1, 9999))
def test_every_numeral_is_read_back(value: int) -> None:
    """Writing a number and reading it gives it again, alone and inside every kind of label."""
    numeral = chinese(value)
    for written in (
        numeral,
        f"（{numeral}）",
        f"({numeral})",
        f"{numeral}、",
        f"第{numeral}项",
        f"第{numeral}条",
        f"{value}.",
        f"（{value}）",
    ):
        assert number(written) == value


@pytest.mark.parametrize(
    ("value", "numeral"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (23, "二十三"), (100, "一百"), (101, "一百零一"),
     (110, "一百一十"), (1010, "一千零一十"), (1001, "一千零一"), (9999, "九千九百九十九")],
)  # fmt: skip
def test_numerals_are_written_as_people_write_them(value: int, numeral: str) -> None:
    """Zeros in the middle are said once, and 十二 is not 一十二."""
    assert chinese(value) == numeral


@pytest.mark.parametrize(
    "text", ["", "零", "0", "十十", "二三", "百二百", "甲", "第", "（）", "一.5", "12a", "-1", "１２３四"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    """Nothing is guessed from what only looks like a numeral."""
    assert number(text) is None


def test_unusual_spellings_are_read() -> None:
    """Full-width digits, circled digits, 一十二, 〇 and blanks around."""
    assert [number(text) for text in ("１２", "⑫", "一十二", "一百〇一", " （十二） ")] == [12, 12, 12, 101, 12]


@pytest.mark.parametrize("value", [0, 10000])
def test_numbers_without_a_numeral_are_refused(value: int) -> None:
    """Out of 1 to 9999 there is no numeral."""
    with pytest.raises(ValueError, match=str(value)):
        chinese(value)


@pytest.mark.parametrize(
    ("style", "value", "expected"),
    [("一、", 3, "三、"), ("（一）", 12, "（十二）"), ("(1)", 4, "(4)"), ("1．", 5, "5．"), ("第一条", 21, "第二十一条"),
     ("①", 3, "③"), ("①", 21, "21"), ("１.", 12, "１２."), ("●", 7, "●"), ("一、", 0, "0、")],
)  # fmt: skip
def test_labels_follow_their_style(style: str, value: int, expected: str) -> None:
    """A style shows the label of one; other numbers take the place of that one."""
    assert label(style, value) == expected


def test_the_bare_number_is_written_as_in_the_label() -> None:
    """（一） counts in Chinese, 1. in digits."""
    assert [bare("（一）", 12), bare("1.", 3), bare("●", 3)] == ["十二", "3", "3"]
