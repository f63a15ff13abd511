"""Reading and writing the data file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import get_args

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bioresp import BioRespError, PlanFile, check, load
from bioresp.model import (
    DEFAULT_NUMBERING,
    LEVELS,
    Action,
    Agency,
    Assignment,
    Measure,
    Notice,
    Plan,
    Position,
    Role,
    Section,
    Standing,
)
from bioresp.planfile import locate, located, parse, read
from bioresp.planfile.keys import KEYS, Kind
from bioresp.planfile.reader import _KINDS
from bioresp.planfile.schema import schema
from bioresp.planfile.starter import STARTER
from bioresp.planfile.writer import write
from tests.conftest import DATA, SEED

# --- round trips --------------------------------------------------------------------------------------------------

chars = st.characters(exclude_categories=["Cs"])
lines = st.one_of(
    st.text("市林业局、（一）“”：:#-[]{}|>'\"\\ no12&*!%@`，。；ａDNA", min_size=1, max_size=30),
    st.text(chars, min_size=1, max_size=20),
    st.text("一。；\t \n\x85\u2028\ufeff\r", min_size=1, max_size=12),
    st.sampled_from(["no", "12:30", "010", "~", "null", "2023-03-03", "=", "<<", "1e3", "- 甲", "? ", "甲: 乙", " 甲", "甲 #"]),
)  # fmt: skip
lines = lines.filter(str.strip)  # what is only white space is nothing
texts = st.lists(lines, min_size=1, max_size=3).map("。\n".join) | lines
optional = st.just("") | lines
names = st.lists(lines, max_size=4, unique=True).map(tuple)
assigned = st.fixed_dictionaries(dict.fromkeys(Role, names)).map(
    lambda roles: tuple(Assignment(name, role) for role in Role for name in roles[role])
)
actions = st.builds(Action, text=texts, assignments=assigned, deadline=optional, note=optional)


def numbered(listed: list[Action]) -> tuple[Action, ...]:
    from dataclasses import replace

    return tuple(replace(each, number=at if len(listed) > 1 else None) for at, each in enumerate(listed, 1))


measures = st.builds(
    Measure,
    number=st.integers(1, 99999),
    title=optional,
    text=st.just("") | texts,
    assignments=assigned,
    actions=st.lists(actions, max_size=3).map(numbered),
    deadline=optional,
    note=st.just("") | texts,
)
sections = st.recursive(
    st.builds(
        Section,
        number=st.none() | st.integers(1, 99),
        title=optional,
        text=st.just("") | texts,
        measures=st.lists(measures, max_size=2).map(tuple),
    ),
    lambda inner: st.builds(Section, title=lines, sections=st.lists(inner, min_size=1, max_size=2).map(tuple)),
    max_leaves=3,
)
plans = st.builds(
    Plan,
    title=lines,
    document_number=optional,
    issuer=optional,
    signatory=optional,
    issued=st.none() | st.dates(date(1949, 10, 1)),
    addressees=names,
    notice=st.none() | st.builds(Notice, lines, st.just("") | texts),
    preamble=st.just("") | texts,
    standing=st.none() | st.builds(Standing, text=texts, agencies=names, stated_in=st.sampled_from(["", "1", "二/3", "01"])),
    numbering=st.just(DEFAULT_NUMBERING) | st.just(("第一条", "1．", *DEFAULT_NUMBERING[2:])),
    agencies=st.lists(st.builds(Agency, name=lines, aliases=names, level=st.sampled_from(list(LEVELS))), max_size=3).map(tuple),
    sections=st.lists(sections, max_size=2).map(tuple),
)  # fmt: skip


@given(plans)
@settings(max_examples=200, deadline=None)
def test_reading_what_was_written_gives_the_same_plan(plan: Plan) -> None:
    """Whatever the names and texts are: quoted, coloned, numbers, dates, truth values."""
    reading = read(write(plan))
    assert reading.plan == plan
    assert {finding.code for finding in reading.findings} <= set(), write(plan)


@pytest.mark.parametrize("path", [SEED, *sorted((DATA / "valid").glob("*.yaml"))], ids=lambda path: path.stem)
def test_plans_survive_being_written(path: Path) -> None:
    """Of the real files; and other YAML programs read in them the same values."""
    file = load(path)
    written = write(file.plan)
    assert read(written).plan == file.plan
    assert write(read(written).plan) == written


def test_the_written_file_is_tidy(seed: PlanFile) -> None:
    """Short lists on a line, long ones a name a line; a sentence a line; no key that says nothing."""
    written = write(seed.plan)
    assert "        lead: [市生态环境局, 市林业局, 市农业农村局]\n" in written
    assert "        responsible:\n          - 市委办公室\n          - 市政府办公室\n" in written
    assert "          实施长江十年禁渔。\n" in written
    assert "  - 市生态环境局\n" in written
    assert "supporting" not in written
    assert "issued: 2023-03-03\n" in written


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_the_reader_never_crashes_on_bytes(content: bytes) -> None:
    """Any bytes give a plan and findings."""
    check(parse(content, "x.yaml"))


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_the_reader_never_crashes_on_damaged_files(data: st.DataObject) -> None:
    """A valid file with a stretch cut out, doubled or replaced gives a plan and findings with places in it."""
    text = (DATA / "valid/restarting.yaml").read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 200)))
    put = data.draw(
        st.sampled_from(
            ["", "\n", "null", "[", "{", "- ", ": ", "&a ", "*a", "\t", "!!x ", "|", text[start:end] * 2, "\x00"]
        )
    )
    file = parse((text[:start] + put + text[end:]).encode(), "x.yaml")
    assert all(finding.position.line >= 1 and finding.position.column >= 1 for finding in check(file))


# --- places -------------------------------------------------------------------------------------------------------


def test_places_are_exact() -> None:
    """Line and column of names, keys, and of a character inside a text of several lines."""
    text = "sections:\n  - measures:\n      - number: 1\n        lead: [甲局, 乙局]\n        text: |-\n          一二三。\n\n          四五。\n"
    measure = read(text).plan.sections[0].measures[0]
    assert [each.position for each in measure.assignments] == [Position(4, 16), Position(4, 20)]
    assert measure.places["number"] == Position(3, 17)
    assert measure.text == "一二三。\n四五。"
    assert measure.places["text"].at(0)[:2] == (6, 11)
    assert measure.places["text"].at(measure.text.index("五"))[:2] == (8, 12)


def test_a_moved_line_is_no_change(seed: PlanFile) -> None:
    """Places are never part of equality."""
    moved = parse(("# 注释\n\n" + seed.text).encode(), "x.yaml")
    assert moved.plan == seed.plan
    assert moved.plan.sections[0].places != seed.plan.sections[0].places


def test_windows_files_are_read_alike(seed: PlanFile) -> None:
    """With CRLF line ends and a BOM."""
    assert parse(seed.text.replace("\n", "\r\n").encode("utf-8-sig"), "x.yaml").plan == seed.plan
    assert parse(seed.text.replace("\n", "\r\n").encode("utf-8-sig"), "x.yaml").findings == []
    for mark in (b"", b"\xef\xbb\xbf"):
        assert parse(mark + b"plan: \xff", "x.yaml").findings[0].position == (1, 7, (0,))


def test_blocks_join_their_lines_and_keep_paragraphs() -> None:
    """A line end is not part of the text; an empty line parts paragraphs."""
    plan = read("plan:\n  title: 甲\n  preamble: |\n\n    一\n    二。  \n\n\n    三\n").plan
    assert plan.preamble == "一二。\n三"


# --- what is meant by every key -----------------------------------------------------------------------------------


def test_every_kind_has_words() -> None:
    """A finding can name what it wants, whatever the key."""
    assert set(_KINDS) == set(get_args(Kind))
    assert {key.kind for keys in KEYS.values() for key in keys} == set(get_args(Kind))


def test_the_schema_accepts_valid_files_and_is_one() -> None:
    """Draft-07; the seed, the invented plans and the starting file pass."""
    made = schema()
    jsonschema.Draft7Validator.check_schema(made)
    validator = jsonschema.Draft7Validator(made)
    for text in [path.read_text("utf-8") for path in (SEED, *(DATA / "valid").glob("*.yaml"))] + [STARTER]:
        data = json.loads(json.dumps(yaml.load(text, Loader=yaml.SafeLoader), default=str))
        assert [error.message for error in validator.iter_errors(data)] == []


def test_a_schema_with_units_refuses_other_units() -> None:
    """Names and aliases of the register are let through wherever a unit is named; addressees stay free."""
    text = SEED.read_text("utf-8")
    validator = jsonschema.Draft7Validator(schema(load(SEED).plan.agencies))

    def refused(old: str, new: str) -> list[tuple[object, ...]]:
        data = json.loads(json.dumps(yaml.load(text.replace(old, new, 1), Loader=yaml.SafeLoader), default=str))
        return [tuple(error.absolute_path) for error in validator.iter_errors(data)]

    assert refused("", "") == []
    assert refused("lead: [市生态环境局", "lead: [市生态环境居") == [("sections", 0, "measures", 0, "lead", 0)]
    assert refused("agencies: [县（区）政府]", "agencies: [县（区）正府]") == [("plan", "standing", "agencies", 0)]
    assert refused("市级相关部门", "各单位") == []


@pytest.mark.parametrize("code", ["R006", "R007", "R008"])
def test_the_schema_refuses_what_the_reader_refuses(code: str) -> None:
    """Unknown keys, missing keys, wrong kinds."""
    validator = jsonschema.Draft7Validator(schema())
    [path] = (DATA / "invalid").glob(f"{code}-*.yaml")
    data = json.loads(json.dumps(yaml.load(path.read_text("utf-8"), Loader=yaml.SafeLoader), default=str))
    assert list(validator.iter_errors(data))


def test_the_starting_file_is_valid() -> None:
    """`init` gives a file without a finding but for its measure without a lead."""
    assert {finding.code for finding in check(parse(STARTER.encode(), "x.yaml"))} == {"R301"}


# --- which file ---------------------------------------------------------------------------------------------------


def test_the_nearest_file_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path, BIORESP_DATA, here or above, else the shipped plan."""
    (tmp_path / "a/b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a/b")
    assert located() == "随程序附带的 measures.yaml"
    (tmp_path / "measures.yaml").write_text("")
    assert locate() == tmp_path / "measures.yaml"
    (tmp_path / "a/data").mkdir()
    (tmp_path / "a/data/measures.yaml").write_text("")
    assert locate() == tmp_path / "a/data/measures.yaml"
    monkeypatch.setenv("BIORESP_DATA", "env.yaml")
    assert locate() == Path("env.yaml")
    assert locate("given.yaml") == Path("given.yaml")


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file, a folder, no right to read, a broken disk."""
    for path, words in ((tmp_path / "no.yaml", "找不到"), (tmp_path, "文件夹")):
        with pytest.raises(BioRespError, match=words):
            load(path)
    for error, words in ((PermissionError(), "没有权限"), (OSError(5, "Input/output error"), "无法读取")):

        def broken(_: Path, error: OSError = error) -> bytes:
            raise error

        monkeypatch.setattr(Path, "read_bytes", broken)
        with pytest.raises(BioRespError, match=words):
            load(tmp_path / "x.yaml")


def test_what_runs_together_at_a_break_is_no_name() -> None:
    """An open bracket swallows the next key: the text that this makes is left out, what stands before it is read."""
    for broken in (
        "[市水利局, 市林业局\n        title：加强\n        text: 乙",
        "[市水利局, 市林业局\n        title: 加强",
    ):
        text = f"plan: {{title: 甲}}\nagencies: [市水利局]\nsections:\n  - measures:\n      - number: 1\n        lead: {broken}\n"
        file = parse(text.encode(), "甲.yaml")
        assert not file.is_whole
        assert file.plan.sections[0].measures[0].lead == ("市水利局",), broken
