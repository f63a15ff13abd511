"""What is done in one pass gives what the plain way gives, which is kept here as the model."""

from __future__ import annotations

import gc
import re
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from bioresp import check
from bioresp.diagnostic import Diagnostic, Severity, heeded
from bioresp.model import Agency, Measure, Plan, Position, Section
from bioresp.planfile import parse
from bioresp.query.places import Index, Mention, _is_alone
from bioresp.report.facts import export
from bioresp.rules.structure import gap
from bioresp.workspace.packing import pack, unpack
from tests.conftest import SEED


def mentions_one_name_after_the_other(index: Index, text: str) -> list[Mention]:
    """Every name is looked for in the whole text, the longest first."""
    found: list[Mention] = []
    taken = bytearray(len(text))
    for name in sorted(filter(None, index.names), key=len, reverse=True):
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(taken[at:end]) and _is_alone(text, at, end):
                found.append(Mention(at, end, index.names[name]))
                taken[at:end] = b"\1" * len(name)
            at = text.find(name, end)
    return sorted(found)


NAMES = st.lists(st.text("市县林业委府部会", max_size=5), max_size=12)


@given(NAMES, st.lists(st.sampled_from([*"市县林业委府部会", "门", "办公室", "、", "省"]), max_size=40).map("".join))
def test_names_are_found_in_one_pass_as_one_after_the_other(names: list[str], text: str) -> None:
    """Longest first, none inside another or across it, none that is part of another unit's name."""
    index = Index(Plan("甲", agencies=tuple(map(Agency, names))))
    assert index.mentions(text) == mentions_one_name_after_the_other(index, text)


def set_aside_seen_from_the_finding(lines: list[str], finding: Diagnostic) -> bool:
    """By the comment on its line, or on that of the key whose | block it stands in: the next above it indented less."""

    def indent(text: str) -> int:
        return len(text) - len(text.lstrip())

    line = min(finding.position.line, len(lines))
    outer = (
        at for at in range(line - 1, 0, -1) if lines[at - 1].strip() and indent(lines[at - 1]) < indent(lines[line - 1])
    )
    key = next(outer, 0)
    if key and not re.search(r":\s+[|>]", lines[key - 1]):
        key = 0
    asides = [lines[at - 1].partition("bioresp: ignore[")[2].partition("]")[0] for at in (line, key) if at]
    return any(finding.code in re.split(r"[,\s]+", each) for each in asides)


def test_reading_many_files_leaves_nothing_behind() -> None:
    """The program never looks for objects that refer to each other in a circle: a plan must not be part of one."""
    text = SEED.read_bytes()
    gc.collect()
    gc.disable()
    try:
        file = parse(text, "甲.yaml")
        assert unpack(pack(file.plan)) == file.plan
        assert len(check(file)) > 10
        assert export([Index(file.plan)]).parts
        del file
        assert gc.collect() < 50
    finally:
        gc.enable()


LINES = st.lists(
    st.tuples(
        st.sampled_from(["", " ", "  ", "   ", "    ", "      "]),
        st.sampled_from(["", "- a: b", "text: |-", "text: >", "说明"]),
        st.sampled_from(["", "", "  # bioresp: ignore[R301]", "  # bioresp: ignore[R301, R305]"]),
    ).map("".join),
    min_size=1,
    max_size=14,
)


@given(LINES)
def test_comments_hold_for_the_lines_that_look_up_to_them(lines: list[str]) -> None:
    """On their own line, and on those of the | block that begins there; blank lines and deeper ones in it included."""
    found = [
        Diagnostic(Position(line, 1), code, Severity.WARNING, "")
        for line in range(1, len(lines) + 2)
        for code in ("R301", "R305")
    ]
    text = "\n".join(lines)
    written = text.splitlines()
    expected = [each for each in found if not (written and set_aside_seen_from_the_finding(written, each))]
    assert heeded(found, text) == expected


@given(st.lists(st.integers(1, 9), max_size=12))
def test_gaps_are_those_below_each_new_highest_number(numbers: list[int]) -> None:
    """As counting through all numbers from the highest before and down from the new one finds them."""
    expected, highest = [], 0
    for number in numbers:
        first = next(each for each in count(highest + 1) if each not in numbers or each == number)
        last = next(each for each in count(number - 1, -1) if each not in numbers or each < first)
        if first < number:
            expected.append(f"缺第 {first if first == last else f'{first} 到 {last}'} 项")
        highest = max(highest, number)
    measures = tuple(Measure(number, "甲") for number in numbers)
    found = list(gap(Index(Plan("甲", sections=(Section(1, "甲", measures=measures),)))))
    assert [message.partition("，")[2] for _, message in found] == expected
