"""Edits in place: what they change, and that every other byte stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bioresp import BioRespError
from bioresp.editing.edits import Edit, apply, quoted
from bioresp.editing.lists import NameList
from bioresp.editing.lists import added as put_in
from bioresp.editing.renaming import aliased, renamed, unit_of
from bioresp.editing.source import Source
from bioresp.formats import Style
from bioresp.formats.diff import diff
from bioresp.model import Action, Agency, Assignment, Measure, Plan, Role, Section
from bioresp.planfile import parse, read
from bioresp.planfile.nodes import Scalar, Sequence
from bioresp.planfile.writer import write
from bioresp.report.blocks import Report, Verbatim
from tests import styles
from tests.test_planfile import lines
from tests.test_planfile import plans as odd_plans

Part = Measure | Action

EXAMPLES = settings(max_examples=60, deadline=None)


def parts(plan: Plan) -> list[Part]:
    """The measures and actions in the order of the file."""

    def below(section: Section) -> list[Part]:
        own = [part for measure in section.measures for part in measure.parts]
        return own + [part for inner in section.sections for part in below(inner)]

    return [part for section in plan.sections for part in below(section)]


def changed(plan: Plan, which: int, change: Callable[[Part], Part]) -> Plan:
    """The plan with one of its `parts` changed."""
    count = iter(range(10**6))

    def one(part: Part) -> Part:
        return change(part) if next(count) == which else part

    def in_measure(measure: Measure) -> Measure:
        own = one(measure)
        assert isinstance(own, Measure)
        return replace(own, actions=tuple(one(action) for action in own.actions))  # type: ignore[misc]

    def in_section(section: Section) -> Section:
        measures = tuple(map(in_measure, section.measures))
        return replace(section, measures=measures, sections=tuple(map(in_section, section.sections)))

    return replace(plan, sections=tuple(map(in_section, plan.sections)))


def of_roles(part: Part) -> dict[Role, list[str]]:
    return {role: [each.agency for each in part.assignments if each.role is role] for role in Role}


def with_roles(part: Part, roles: dict[Role, list[str]]) -> Part:
    return replace(part, assignments=tuple(Assignment(name, role) for role, held in roles.items() for name in held))


def pick(data: st.DataObject, plan: Plan) -> tuple[int, Part, Role]:
    which = data.draw(st.integers(0, len(parts(plan)) - 1))
    return which, parts(plan)[which], data.draw(st.sampled_from(list(Role)))


def source_of(text: str) -> Source:
    return Source(parse(text.encode(), "plan.yaml"))


def added(text: str, which: int, role: Role, new: list[str]) -> str:
    source = source_of(text)
    part = parts(read(text).plan)[which]
    kind = "measure" if isinstance(part, Measure) else "action"
    return apply(text, [put_in(source, kind, source.mapping(part.places[""]), role.value, new)])


def taken(text: str, which: int, role: Role, *places: int) -> tuple[str, list[str]]:
    """The text without the names at some places of a role, the last first; and the comments that went with them."""
    source = source_of(text)
    names = NameList(source, source.mapping(parts(read(text).plan)[which].places[""]), role.value)
    comments = [names.remove(at) for at in places]
    return apply(text, [names.edit]), comments


def is_within(text: str, longer: str) -> bool:
    """Has the longer text all characters of the other, in their order?"""
    rest = iter(longer)
    return all(each in rest for each in text)


written: st.SearchStrategy[tuple[Plan, str, list[str]]] = odd_plans.filter(parts).map(
    lambda plan: (plan, write(plan), [])
)
files = st.one_of(styles.files(), styles.files(), written)
fresh = st.lists(lines.filter(lambda name: name.isprintable()), min_size=1, max_size=2, unique=True)


@given(styles.files())
@EXAMPLES
def test_hands_write_what_the_reader_reads(file: tuple[Plan, str, list[str]]) -> None:
    """The other tests stand on this."""
    plan, text, comments = file
    assert read(text).plan == plan, text
    assert not [each for each in read(text).findings if each.code != "R009"]
    assert all(text.count(each) == 1 for each in comments)


@given(st.data(), files, fresh)
@EXAMPLES
def test_assigning_changes_one_list_and_adds_only(
    data: st.DataObject, file: tuple[Plan, str, list[str]], new: list[str]
) -> None:
    """Whatever stands in the file stands there after; the plan has the names behind the others of the role."""
    plan, text, _ = file
    which, part, role = pick(data, plan)
    after = added(text, which, role, new)
    assert is_within(text, after)
    roles = of_roles(part)
    roles[role] += new
    assert read(after).plan == changed(plan, which, lambda part: with_roles(part, roles))


@given(st.data(), files, fresh)
@EXAMPLES
def test_unassigning_takes_back_assigning(
    data: st.DataObject, file: tuple[Plan, str, list[str]], new: list[str]
) -> None:
    """Byte for byte, where there was a list; a key that came in stays, with an empty list."""
    plan, text, _ = file
    which, part, role = pick(data, plan)
    held = len(of_roles(part)[role])
    after, comments = taken(added(text, which, role, new), which, role, *reversed(range(held, held + len(new))))
    assert not any(comments)
    had = source_of(text).mapping(parts(read(text).plan)[which].places[""]).get(role.value)
    if had is None:
        assert read(after).plan == plan
        assert len(after) > len(text)
    else:
        assert after == text


@given(st.data(), files)
@EXAMPLES
def test_unassigning_changes_one_list_and_keeps_comments(
    data: st.DataObject, file: tuple[Plan, str, list[str]]
) -> None:
    """But the comment on the name's own line, which is handed back."""
    plan, text, comments = file
    which, part, role = pick(data, plan)
    roles = of_roles(part)
    while roles[role]:
        at = data.draw(st.integers(0, len(roles[role]) - 1))
        del roles[role][at]
        text, [comment] = taken(text, which, role, at)
        comments = [each for each in comments if each != comment.rstrip()]
        assert read(text).plan == changed(plan, which, lambda part: with_roles(part, roles)), text
        assert all(each in text for each in comments)


@given(st.data(), files)
@EXAMPLES
def test_names_taken_out_at_once_or_one_by_one_leave_the_same(
    data: st.DataObject, file: tuple[Plan, str, list[str]]
) -> None:
    """A list that changes several times becomes one edit."""
    plan, text, _ = file
    which, part, role = pick(data, plan)
    held = len(of_roles(part)[role])
    if not held:
        return
    places = [data.draw(st.integers(0, held - 1 - gone)) for gone in range(data.draw(st.integers(1, held)))]
    at_once, comments = taken(text, which, role, *places)
    for at, comment in zip(places, comments, strict=True):
        text, [said] = taken(text, which, role, at)
        assert said == comment
    assert at_once == text


def with_names(plan: Plan, change: Callable[[str], str]) -> Plan:
    """The plan with every name in its lists changed."""
    for which in range(len(parts(plan))):
        plan = changed(
            plan,
            which,
            lambda part: with_roles(part, {role: [*map(change, held)] for role, held in of_roles(part).items()}),
        )
    standing = plan.standing
    return replace(plan, standing=standing and replace(standing, agencies=tuple(map(change, standing.agencies))))


@given(st.data(), styles.files(), fresh)
@EXAMPLES
def test_renaming_changes_names_and_no_sentence(
    data: st.DataObject, file: tuple[Plan, str, list[str]], new: list[str]
) -> None:
    """In the register and in every list, wherever the old name stands as a name; each edit replaces just that."""
    plan, text, comments = file
    old = data.draw(st.sampled_from([name for agency in plan.agencies for name in (agency.name, *agency.aliases)]))
    source = source_of(text)
    if unit_of(source, new[0]):
        return
    edits = renamed(source, old, new[0])

    def change(name: str) -> str:
        return new[0] if name == old else name

    register = tuple(Agency(change(each.name), tuple(map(change, each.aliases))) for each in plan.agencies)
    assert read(apply(text, edits)).plan == replace(with_names(plan, change), agencies=register)
    spans = {(each.node.start, each.node.end) for each in source.fields if each.node.value == old}
    assert {(edit.at, edit.at + len(edit.old)) for edit in edits} <= spans
    assert all(each in apply(text, edits) for each in comments)


@given(st.data(), styles.files(), fresh)
@EXAMPLES
def test_an_alias_changes_the_register_alone(
    data: st.DataObject, file: tuple[Plan, str, list[str]], new: list[str]
) -> None:
    """The new name is the unit's, the old one an alias; the lists keep what the circular wrote."""
    plan, text, comments = file
    at = data.draw(st.integers(0, len(plan.agencies) - 1))
    unit = plan.agencies[at]
    if unit_of(source_of(text), new[0]):
        return
    register = [*plan.agencies]
    register[at] = Agency(new[0], (*unit.aliases, unit.name))
    after = apply(text, aliased(source_of(text), unit.name, new[0]))
    assert read(after).plan == replace(plan, agencies=tuple(register))
    assert all(each in after for each in comments)


@pytest.mark.parametrize(
    ("name", "style", "expected"),
    [
        ("县（区）政府", "", "县（区）政府"),
        ("甲: 乙", None, "'甲: 乙'"),
        ("甲 #乙", "", "'甲 #乙'"),
        ("-", "|", "'-'"),
        ("甲, 乙", "", "'甲, 乙'"),
        ("no", "", "'no'"),
        ("甲", '"', '"甲"'),
        ("甲", "'", "'甲'"),
        ("O'甲", "'", "'O''甲'"),
    ],
)
def test_a_name_is_quoted_as_its_neighbour_or_where_it_must(name: str, style: str | None, expected: str) -> None:
    """Full-width signs need no quotes."""
    assert quoted(name, style) == expected


LAYOUTS = {
    "flow": ("lead: [甲, 乙]  # 注", "lead: [甲, 乙, 丙]  # 注"),
    "tight": ("lead: [甲,乙]", "lead: [甲,乙,丙]"),
    "empty": ("lead: []", "lead: [丙]"),
    "blank": ("lead: [ ]", "lead: [ 丙 ]"),
    "quoted": ('lead: ["甲"]', 'lead: ["甲", "丙"]'),
    "wrapped": ("lead: [甲, 乙,\n         丁]", "lead: [甲, 乙,\n         丁, 丙]"),
    "lines": ("lead: [\n    甲,\n    乙\n  ]", "lead: [\n    甲,\n    乙,\n    丙\n  ]"),
    "commented": ("lead: [\n    甲,  # a\n    乙  # b\n  ]", "lead: [\n    甲,  # a\n    乙,  # b\n    丙\n  ]"),
    "comma": ("lead: [\n    甲,  # a\n  ]", "lead: [\n    甲,  # a\n    丙,\n  ]"),
    "block": ("lead:\n  - 甲  # a\n  # 尾", "lead:\n  - 甲  # a\n  - 丙\n  # 尾"),
    "indentless": ("lead:\n- '甲'", "lead:\n- '甲'\n- '丙'"),
}  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_list_grows_in_its_own_layout(layout: str, newline: str) -> None:
    """Commas, lines, quotes and comments as they are there."""
    before, after = (text.replace("\n", newline) for text in LAYOUTS[layout])
    source = source_of(before)
    assert apply(before, [put_in(source, "measure", source.root, "lead", ["丙"])]) == after


KEYS = {
    "below": ("number: 1\nlead: [甲]  # 注\ndeadline: 年底", "number: 1\nlead: [甲]  # 注\nsupporting: [丙]\ndeadline: 年底"),
    "block": ("text: |-  # 注\n  一。\n\n\nlead:\n- 甲\n\n# 下\nnote: 乙", "text: |-  # 注\n  一。\n\n\nlead:\n- 甲\nsupporting: [丙]\n\n# 下\nnote: 乙"),
    "flow": ("{number: 1, lead: [], note: 乙}", "{number: 1, lead: [], supporting: [丙], note: 乙}"),
    "first": ("note: 乙", "supporting: [丙]\nnote: 乙"),
    "empty": ("{}", "{supporting: [丙]}"),
}  # fmt: skip


@pytest.mark.parametrize("layout", KEYS)
def test_a_key_comes_in_where_it_belongs(layout: str) -> None:
    """Behind the keys that go before it, at their indent, below what they say and above what is said of the next."""
    before, after = KEYS[layout]
    source = source_of(before)
    assert apply(before, [put_in(source, "measure", source.root, "supporting", ["丙"])]) == after


@pytest.mark.parametrize(
    ("before", "at", "after"),
    [
        ("lead: [甲, 乙, 丙]", 1, "lead: [甲, 丙]"),
        ("lead: [甲, 乙]", 0, "lead: [乙]"),
        ("lead: [ 甲 ]", 0, "lead: [ ]"),
        ("lead: [甲,]", 0, "lead: []"),
        ("lead: [甲, # a\n  乙]", 0, "lead: [ # a\n  乙]"),
        ("lead: [甲, # a\n  乙]", 1, "lead: [甲 # a\n  ]"),
        ("lead: [甲, # a\n  乙, 丙]", 1, "lead: [甲, # a\n  丙]"),
        ("lead: [\n  甲,\n  乙, # b\n  丙\n]", 1, "lead: [\n  甲,\n  丙\n]"),
        ("lead: # k\n  - 甲\n  # 尾", 0, "lead: [] # k\n  # 尾"),
        ("lead:\n- 甲\n- 乙", 1, "lead:\n- 甲"),
    ],
)
def test_a_list_shrinks_in_its_own_layout(before: str, at: int, after: str) -> None:
    """Other names, commas and comments stay where they are."""
    source = source_of(before)
    names = NameList(source, source.root, "lead")
    names.remove(at)
    assert apply(before, [names.edit]) == after


def test_what_no_edit_can_change_safely_is_said_with_its_place() -> None:
    """A name that is a block of lines, a dash on a line of its own."""
    source = source_of("lead:\n  - |-\n    甲\n  -\n    乙\n")
    names = NameList(source, source.root, "lead")
    with pytest.raises(BioRespError, match="第 2 行第 5 列"):
        names.respell(0, "丙")
    with pytest.raises(BioRespError, match="第 5 行第 5 列"):
        names.remove(1)


def test_a_list_with_only_a_comment_grows() -> None:
    """The comment stays a comment."""
    text = "lead: [ # 无\n  ]"
    source = source_of(text)
    after = apply(text, [put_in(source, "measure", source.root, "lead", ["丙"])])
    lead = source_of(after).root.get("lead")
    assert isinstance(lead, Sequence)
    assert [node.value for node in lead.items if isinstance(node, Scalar)] == ["丙"]
    assert "# 无" in after


def test_people_see_a_diff_in_colours_and_programs_as_it_is() -> None:
    """Line ends of Windows are part of it for programs, and no strange sign for people."""
    report = Report("edit", (Verbatim("@@ -1 +1 @@\n-甲\r\n+乙\r\n"),), ())
    assert diff(report, Style()) == "@@ -1 +1 @@\n-甲\r\n+乙\r\n"
    shown = diff(report, Style(80, color=True, boxes=True))
    assert shown == "\x1b[36m@@ -1 +1 @@\x1b[0m\n\x1b[31m-甲\x1b[0m\n\x1b[32m+乙\x1b[0m\n"


def test_edits_never_overlap() -> None:
    """Two edits of one place, or an old text that is not there, are mistakes of the program: no file is written."""
    with pytest.raises(AssertionError):
        apply("一二三", [Edit(0, "一二", "x"), Edit(1, "二三", "y")])
    with pytest.raises(AssertionError):
        apply("一二三", [Edit(0, "二", "x")])
    assert apply("一二三", [Edit(2, "", "y"), Edit(1, "二", "x"), Edit(2, "三", "")]) == "一xy"


def test_the_place_of_a_character_is_counted_as_findings_do() -> None:
    """Line and column from 1, whatever ends the lines."""
    source = source_of("甲: 一\r\n乙丙: 二\n丁: 三")
    assert [source.position(at)[:2] for at in (0, 6, 7, 12)] == [(1, 1), (2, 1), (2, 2), (3, 1)]
