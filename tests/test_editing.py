"""The room of editing: what edits change, that every other byte stays, and the door for Python."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bioresp import BioRespError, editing
from bioresp.diagnostic import NothingFound
from bioresp.editing.edited import edited, opened
from bioresp.editing.edits import Edit, apply, quoted
from bioresp.editing.layout import comments as comments_of
from bioresp.editing.layout import laid_out
from bioresp.editing.lists import NameList
from bioresp.editing.lists import added as put_in
from bioresp.editing.renaming import aliased, renamed, unit_of
from bioresp.editing.source import Source
from bioresp.formats import Style
from bioresp.formats.diff import diff
from bioresp.model import Action, Agency, Assignment, Measure, Plan, Role, Section
from bioresp.planfile import nodes, parse, read
from bioresp.planfile.nodes import Scalar, Sequence
from bioresp.planfile.starter import STARTER
from bioresp.planfile.writer import write
from bioresp.report.blocks import Report, Verbatim
from tests import styles
from tests.conftest import DATA, SEED
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
    "hanging": ("lead: [甲,\n       乙]", "lead: [甲,\n       乙,\n       丙]"),
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
    "gap": ("text: |-\n  一。\n\n# 下\nnote: 乙", "text: |-\n  一。\nsupporting: [丙]\n\n# 下\nnote: 乙"),
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


# --- layout ------------------------------------------------------------------------------------------------------

MORE_EXAMPLES = settings(max_examples=80, deadline=None)


@given(styles.files())
@MORE_EXAMPLES
def test_layout_changes_no_word_and_loses_no_comment(file: tuple[Plan, str, list[str]]) -> None:
    """However a hand wrote it; and what is laid out is not laid out otherwise again."""
    plan, text, _ = file
    after = laid_out(source_of(text))
    assert read(after).plan == plan, after
    assert Counter(comments_of(source_of(after))) == Counter(comments_of(source_of(text))), after
    assert not read(after).findings
    assert laid_out(source_of(after)) == after


@given(styles.files())
@MORE_EXAMPLES
def test_comments_are_told_from_texts(file: tuple[Plan, str, list[str]]) -> None:
    """A # in a name, in quotes or in a block of text begins none."""
    _, text, expected = file
    assert [each for each in comments_of(source_of(text)) if each not in ("# 头", "# 尾")] == sorted(
        expected, key=text.index
    )


@given(odd_plans)
@MORE_EXAMPLES
def test_what_is_written_is_laid_out(plan: Plan) -> None:
    """The writer and the layout agree on every plan."""
    assert laid_out(source_of(write(plan))) == write(plan)


@pytest.mark.parametrize("path", [SEED, *sorted((DATA / "valid").glob("*.yaml"))], ids=lambda path: path.stem)
def test_real_files_say_the_same_when_laid_out(path: Path) -> None:
    """Comments are counted; those of the seed, which is laid out already, stay byte for byte."""
    text = path.read_text("utf-8")
    after = laid_out(source_of(text))
    assert read(after).plan == read(text).plan
    assert Counter(comments_of(source_of(after))) == Counter(comments_of(source_of(text)))
    if path == SEED:
        assert after == text


def test_the_starting_file_is_laid_out() -> None:
    """What `init` writes, `fmt` leaves alone."""
    assert laid_out(source_of(STARTER)) == STARTER


HAND = """\
# 文件

plan: {title: '甲', document_number: "青府办〔2030〕7号"}
agencies: [市林业局, 市水利局] # 名录
sections:
-   number: 1 # 号
    title:   "摸清: 家底"


    # 措施
    measures:
      - {number: 1, responsible: [市水利局], lead: []}   # bioresp: ignore[R301]
      # 第二项
      -   title: '网络'  # 题
          number: 2
          text: 甲。乙。 # 文
          lead: []  # bioresp: ignore[R301]
          responsible: [
            市林业局, # a
            # 水利
            市水利局 # b
          ]
          # - 市气象局
      -   # 第三项
          number: 3
          lead: ['市林业局']
# 尾

"""

TIDY = """\
# 文件

plan: {title: 甲, document_number: 青府办〔2030〕7号}
agencies: [市林业局, 市水利局]  # 名录
sections:
  - number: 1  # 号
    title: '摸清: 家底'

    # 措施
    measures:
      - {number: 1, lead: [], responsible: [市水利局]}  # bioresp: ignore[R301]
      # 第二项
      - number: 2
        title: 网络  # 题
        text: |-  # 文
          甲。
          乙。
        lead: []  # bioresp: ignore[R301]
        responsible:
          - 市林业局  # a
          # 水利
          - 市水利局  # b
          # - 市气象局
      # 第三项
      - number: 3
        lead: [市林业局]
# 尾
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_each_comment_stays_at_its_item(newline: str) -> None:
    """Above it, beside it, or below the last of a list; keys may change places and take their comments along."""
    assert laid_out(source_of(HAND.replace("\n", newline))) == TIDY.replace("\n", newline)


MARKED = """\
%YAML 1.1
# 头
--- # 正文
plan: {title: 甲}
agencies: [市林业局]
sections: []
...
# 尾
"""


@pytest.mark.parametrize(
    "text",
    [
        MARKED,
        MARKED.replace("%YAML 1.1\n", ""),
        MARKED.replace("...\n", ""),
        MARKED.replace(" # 正文", ""),
        MARKED.replace("...", "... # 完"),
    ],
)
def test_marks_of_the_document_stay(text: str) -> None:
    """%YAML, --- and ... with the comments beside them, as they stand."""
    assert editing.fmt(text.encode()).content.decode() == text


def test_a_document_on_the_line_of_its_mark_keeps_both() -> None:
    """--- and the map get a line each."""
    text = "--- {plan: {title: 甲}, agencies: [],   sections: []}  # 注\n"
    assert editing.fmt(text.encode()).content.decode() == text.replace("--- ", "---\n").replace("   ", " ")


# --- from bytes to bytes -----------------------------------------------------------------------------------------

FILE = """\
# 青禾市
plan: {title: 湿地保护分工}
agencies:
  - 市林业局
  - 市水利局
  - {name: 市市场监督管理局, aliases: [市市场监管局]}
  - {name: 县（区）政府, aliases: [县（区）]}
sections:
  - number: 1
    title: 摸清家底
    measures:
      - number: 1
        title: 开展调查
        text: 市林业局会同市水利局普查。
        lead: [市林业局]
        responsible:
          - 市水利局
          - 市市场监管局  # 照录
        actions:
          - text: 市林业局牵头，建立台账。
            lead: [市林业局]
      - number: 2
        title: 规范交易
        lead: [市市场监督管理局]
""".encode()


def test_an_edit_is_made_from_bytes_to_bytes() -> None:
    """With what was done, the warnings that it brings, and the diff; nobody needs a file, or typer."""
    made = editing.assign(FILE, ref="一", role=Role.SUPPORTING, names=["县（区）政府", "水利局"])
    assert made.content == FILE.replace(
        b"        actions:", "        supporting: [县（区）政府, 市水利局]\n        actions:".encode()
    )
    assert made.notes == (
        "（一）配合单位：增加县（区）政府、市水利局",
        "市水利局也是（一）的责任单位；要改为只是配合，请加 --move",
    )
    assert [each.code for each in made.findings] == ["R304"]
    assert [line for line in made.diff.splitlines() if line[0] in "+-"] == [
        "--- a/measures.yaml",
        "+++ b/measures.yaml",
        "+        supporting: [县（区）政府, 市水利局]",
    ]
    assert made.is_changed


def test_the_room_needs_no_command_line() -> None:
    """A page in a browser has no typer."""
    script = "import sys; sys.modules['typer'] = None; from bioresp import editing; print(*editing.__all__)"
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_one_edit_moves_registers_and_adds() -> None:
    """A list that shrinks to nothing and a key that comes in behind it are edits of one text."""
    made = editing.assign(
        FILE, "一", Role.SUPPORTING, ["市水利局", "市市场监督管理局", "市气象局"], register=True, move=True
    )
    assert made.content.decode() == FILE.decode().replace(
        "  - {name: 县（区）政府, aliases: [县（区）]}\n",
        "  - {name: 县（区）政府, aliases: [县（区）]}\n  - 市气象局\n",
    ).replace(
        "responsible:\n          - 市水利局\n          - 市市场监管局  # 照录\n",
        "responsible: []\n        supporting: [市水利局, 市市场监督管理局, 市气象局]\n",
    )
    assert made.notes == (
        "名录：增加市气象局",
        "（一）责任单位：删去市水利局",
        "（一）责任单位：删去市市场监管局；同一行的注释随之删去：# 照录",
        "（一）配合单位：增加市水利局、市市场监督管理局、市气象局",
    )


def test_what_one_mending_makes_the_next_mends() -> None:
    """Brackets make an alias, the alias becomes the name, the name stands there twice and goes."""
    wrong = FILE.replace("[市林业局]\n        r".encode(), "[县(区), 市林业局, 县（区）政府]\n        r".encode())
    made = editing.fix(wrong, ignored=["R304"])
    assert made.content == FILE.replace(
        "[市林业局]\n        r".encode(), "[县（区）政府, 市林业局]\n        r".encode()
    ).replace("监管局  #".encode(), "监督管理局  #".encode())
    assert [note.partition(" ")[2] for note in made.notes] == [
        "R201 “县(区)”改为“县（区）”",
        "R202 “县（区）”改为“县（区）政府”",
        "R202 “市市场监管局”改为“市市场监督管理局”",
        "R303 删去重复的“县（区）政府”",
    ]
    assert [note.partition(" ")[0] for note in made.notes] == [
        f"measures.yaml:{place}" for place in ("15:16", "15:16", "18:13", "15:28")
    ]
    assert not editing.fix(wrong, ignored=["R201", "R202"]).is_changed


def test_a_standing_note_is_mended_too() -> None:
    """Its units are named as those of a measure are."""
    standing = "plan: {title: 湿地保护分工, standing: {text: 下同, agencies: [市林业局, 县(区)政府]}}".encode()
    wrong = FILE.replace("plan: {title: 湿地保护分工}".encode(), standing)
    made = editing.fix(wrong, ignored=["R202"])
    assert made.content == wrong.replace(b"(", "（".encode()).replace(b")", "）".encode())


def crlf(content: bytes) -> bytes:
    return b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")


WISHES: dict[str, tuple[Callable[[bytes], editing.EditedFile], int]] = {
    "assign": (lambda content: editing.assign(content, "一", Role.LEAD, ["市水利局", "新局"], register=True, move=True), 2),
    "assign nothing": (lambda content: editing.assign(content, "一", Role.LEAD, ["市林业局"]), 1),
    "unassign": (lambda content: editing.unassign(content, "一", Role.RESPONSIBLE, ["市水利局", "市市场监管局"]), 2),
    "rename": (lambda content: editing.rename(content, "市林业局", "市林草局", in_text=True), 2),
    "rename alias": (lambda content: editing.rename(content, "市林业局", "市林草局", alias=True), 2),
    "fix": (editing.fix, 2),
    "fmt": (editing.fmt, 3),  # the layout without its comments is a third text
}  # fmt: skip


@pytest.mark.parametrize("wish", WISHES)
def test_each_text_is_parsed_once(wish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file before the edit and after; reading, finding, editing and judging take the same tree."""
    parsed: list[str] = []

    def counting(text: str) -> object:
        parsed.append(text)
        return parser(text)

    parser = nodes.Parser
    monkeypatch.setattr(nodes, "Parser", counting)
    for name in ("compose", "load", "parse"):
        monkeypatch.delattr(yaml, name)
    make, times = WISHES[wish]
    make(FILE)
    assert len(parsed) == times
    assert len(set(parsed)) == times or wish == "fmt"


@pytest.mark.parametrize("wish", WISHES)
def test_line_ends_and_the_byte_order_mark_stay(wish: str) -> None:
    """The same edit of the same words, however the file is stored."""
    make, _ = WISHES[wish]
    assert make(crlf(FILE)).content == crlf(make(FILE).content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (FILE + b"leads: []\n", "没有读懂，请先改好，什么也没有改"),
        (b"# \xe7\xa9\xba\n", "里什么也没有"),
        (FILE.replace("title: 开展调查".encode(), b"title: a\n          b"), "R010"),
    ],
)
def test_a_file_that_is_not_read_whole_is_refused(content: bytes, said: str) -> None:
    """An exception, under the one that every caller knows; it is a sentence."""
    with pytest.raises(editing.EditRefused, match=said) as refused:
        editing.fmt(content)
    assert isinstance(refused.value, BioRespError)


def test_an_edit_that_brings_an_error_is_refused() -> None:
    """Nobody is left to do it: R302."""
    with pytest.raises(editing.EditRefused, match=r"这样改会出现 1 个错误\nx\.yaml:24:15 R302"):
        editing.unassign(FILE, "二", Role.LEAD, ["市市场监督管理局"], path="x.yaml")


def test_an_edit_that_gives_another_plan_than_it_should_is_a_mistake_of_the_program() -> None:
    """What is read from the result is compared with what was wished."""
    file = opened(FILE, "x.yaml")
    with pytest.raises(BioRespError, match="不一致"):
        edited(FILE, file, [Edit(0, "", "# 注\n")], replace(file.plan, title="乙"))
    assert edited(FILE, file, [Edit(0, "", "# 注\n")], file.plan).is_changed
    with pytest.raises(BioRespError, match="读不出来"):
        edited(FILE, file, [Edit(0, "", "[")])


@pytest.mark.parametrize("name", ["", " ", "两\n行"])
def test_what_is_no_line_becomes_no_name(name: str) -> None:
    """In the register, or in a unit's place."""
    with pytest.raises(editing.BadName):
        editing.rename(FILE, "市林业局", name)
    with pytest.raises(editing.BadName):
        editing.assign(FILE, "一", Role.LEAD, [name], register=True)


def test_names_move_along_with_the_text_before_them() -> None:
    """The first of a list goes, and then the first of what is left."""
    source = source_of("lead: [甲, 乙, 丙]")
    names = NameList(source, source.root, "lead")
    assert names.remove(0) == names.remove(0) == ""
    assert names.edit == Edit(6, "[甲, 乙, 丙]", "[丙]")


def test_a_unit_that_has_the_role_already_keeps_its_place() -> None:
    """With --move too: only the other roles are left."""
    made = editing.assign(FILE, "一", Role.LEAD, ["市林业局"], move=True)
    assert made.notes == ("（一）的牵头单位里已有市林业局",)
    assert not made.is_changed


def test_a_name_that_may_be_two_is_not_mended() -> None:
    """Both differ from it only in the width of brackets."""
    two = FILE.replace("aliases: [县（区）]".encode(), "aliases: [县（区）, 县（区)]".encode())
    wrong = two.replace("[市林业局]\n        r".encode(), "[县(区)]\n        r".encode())
    assert not editing.fix(wrong, ignored=["R202"]).is_changed


def test_an_action_is_meant_by_its_number() -> None:
    """A lone one, which has none, is the first; another number is no action."""
    made = editing.assign(FILE, "一", Role.SUPPORTING, ["市水利局"], action=1)
    assert "lead: [市林业局]\n            supporting: [市水利局]" in made.content.decode()
    with pytest.raises(NothingFound, match="（一）没有第 2 条举措；现有：1"):
        editing.assign(FILE, "一", Role.SUPPORTING, ["市水利局"], action=2)


def test_layout_gives_the_quotes_that_other_programs_need() -> None:
    """R009 is gone, and that is no other finding."""
    loose = FILE.replace("title: 规范交易".encode(), b"title: 12:30")
    assert b"title: '12:30'" in editing.fmt(loose).content


def test_a_spelling_of_the_same_unit_may_take_the_place_of_another() -> None:
    """In lists; with `alias` an alias cannot, for it is one already."""
    made = editing.rename(FILE, "市市场监管局", "市市场监督管理局")
    assert made.content == FILE.replace("- 市市场监管局  #".encode(), "- 市市场监督管理局  #".encode())
    with pytest.raises(editing.EditRefused, match="已是“市市场监督管理局”的别名"):
        editing.rename(FILE, "市市场监管局", "市市场监督管理局", alias=True)
