"""A plan from bytes: which are a circular, which a data file, and whose register holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from bioresp import BioRespError
from bioresp.sources import PlanSource, read_source, with_registers
from tests.conftest import SEED

CIRCULAR = """\
青禾市湿地保护责任分工方案
一、摸清家底
（一）开展湿地调查。查清面积和分布。
牵头单位：市林业局
责任单位：市水务局
""".encode()
DATA = """\
plan: {title: 青禾市湿地保护责任分工方案}
agencies: [市林业局, {name: 市水利局, aliases: [市水务局]}]
sections: [{measures: [{number: 1, title: 开展湿地调查, lead: [市林业局]}]}]
""".encode()


@pytest.mark.parametrize(
    ("content", "name", "is_circular"),
    [
        (CIRCULAR, "a.txt", True),
        (CIRCULAR, "A.TXT", True),
        (CIRCULAR, "", True),
        (DATA, "", False),
        (DATA, "a.yaml", False),
        (DATA, "a", False),
        ("# 注\n".encode() + DATA, "", False),
    ],
)
def test_a_name_says_what_a_file_is_and_without_one_the_content(content: bytes, name: str, is_circular: bool) -> None:
    """From bytes; nothing is looked for on the disk."""
    found = read_source(content, name)
    assert found.is_circular is is_circular
    assert found.file.path == (name or "-")
    assert found.file.plan.sections


def test_a_circular_takes_the_register_of_the_other_side() -> None:
    """Its own names stay, behind the others; a spelling that is registered is no unit of its own."""
    circular, data = read_source(CIRCULAR, "a.txt"), read_source(DATA, "a.yaml")
    for old, new in ((circular, data), (data, circular)):
        sides = with_registers(old, new)
        assert [side.is_circular for side in sides] == [old.is_circular, new.is_circular]
        assert {side.file.plan.agencies for side in sides} == {data.file.plan.agencies}
    assert with_registers(data, data) == (data, data)


def test_what_is_doubtful_is_a_sentence() -> None:
    """Of a file read in part; of one that is sound nothing is said."""
    assert read_source(DATA).warning == ""
    assert read_source(DATA).is_sound
    wrong = read_source(DATA + b"leads: []\n", "a.yaml")
    assert not wrong.is_sound
    assert wrong.warning == "警告：a.yaml 有 1 处读取错误，对照可能不全；请运行 bioresp validate"
    cut = read_source(DATA + b"[", "a.yaml")
    assert "后面没有读，对照可能不全" in cut.warning
    doubtful = PlanSource(read_source(DATA, "a.txt").file, is_circular=True, doubts=2)
    assert doubtful.warning == "提示：a.txt 是读出来的公文，2 处存疑；请运行 bioresp import 核对"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"plan: [", "a.yaml", "a.yaml:1:7 .*没有读到任何措施"),
        ("今天天气好。".encode(), "a.txt", "a.txt:1:1 没有导入"),
        (b"%PDF-1.4 ", "a.pdf", "^a.pdf："),
    ],
)
def test_what_holds_no_plan_is_said_with_its_name(content: bytes, name: str, said: str) -> None:
    """And where in it, as far as that is known."""
    with pytest.raises(BioRespError, match=said):
        read_source(content, name)


def test_the_seed_is_the_same_as_a_path_or_as_bytes() -> None:
    """The path is only shown."""
    content = Path(SEED).read_bytes()
    assert read_source(content).file.plan == read_source(content, "x.yaml", "git:HEAD:x.yaml").file.plan
    assert read_source(content, "x.yaml", "git:HEAD:x.yaml").file.path == "git:HEAD:x.yaml"
