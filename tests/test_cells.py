"""Width of text and where lines break."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from bioresp import PlanFile
from bioresp.cells import longest_kept, width, wrap

names = st.lists(st.text("市林水利局和规划农业", min_size=1, max_size=8), min_size=1, max_size=12)


def test_width_agrees_with_rich(seed: PlanFile) -> None:
    """Every character of the seed is as wide for us as for the library that draws the boxes."""
    for char in set(seed.text) - {"\n"}:
        assert width(char) == cell_len(char), char
    assert width("e\u0301") == 1


@given(st.text("市林水，。、；（）“”ab 1\n", max_size=60), st.integers(1, 40))
def test_wrapping_loses_nothing(text: str, cells: int) -> None:
    """The lines hold every character in order, but for blanks and line ends between them."""
    lines = [text[start:end] for start, end in wrap(text, cells)]
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")


@given(names, st.integers(1, 40))
@example(["市" * 8], 1)
def test_a_list_breaks_only_between_names(listed: list[str], cells: int) -> None:
    """Every line is whole names; no line begins with 、; a line is too wide only when one name is."""
    text, spans, start = "、".join(listed), [], 0
    for name in listed:
        spans.append((start, start + len(name)))
        start += len(name) + 1
    lines = [text[a:b] for a, b in wrap(text, cells, spans)]
    assert [name for line in lines for name in line.removesuffix("、").split("、")] == listed
    assert all(width(line) <= max(cells, longest_kept(text, spans)) for line in lines)


@given(st.text("市林业局牵头，配合。", max_size=50), st.integers(4, 30))
def test_no_line_is_wider_than_asked(text: str, cells: int) -> None:
    """Text without names always fits, but for punctuation that must not begin a line."""
    lines = [text[start:end] for start, end in wrap(text, cells)]
    assert all(width(line.rstrip("，。")) <= cells for line in lines)


def test_lines_end_after_punctuation_where_they_can() -> None:
    """A clause is kept together if that fills at least half of the line."""
    text = "建立健全机制，严厉打击各类违法行为"
    assert [text[start:end] for start, end in wrap(text, 20)] == ["建立健全机制，", "严厉打击各类违法行为"]
    assert wrap("四、着力提升生物安全", 12) == [(0, 6), (6, 10)]


def test_without_a_width_only_line_ends_break() -> None:
    """In a pipe a row is a line."""
    assert wrap("甲、乙\n丙", None) == [(0, 3), (4, 5)]


def test_words_of_letters_are_not_cut() -> None:
    """DNA stays whole."""
    text = "鱼类 DNA 环境样品"
    assert [text[start:end] for start, end in wrap(text, 6)] == ["鱼类 ", "DNA 环", "境样品"]
