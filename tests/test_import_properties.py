"""What holds of every import: what was printed is read back, nothing is lost, nothing crashes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bioresp.circular import Imported, Use, import_lines
from bioresp.extract import Line
from bioresp.formats import Style
from bioresp.formats.text import text as printed
from bioresp.model import Action, Agency, Assignment, Measure, Notice, Plan, Role, Section
from bioresp.planfile import parse
from bioresp.planfile.writer import write
from bioresp.query.places import Index
from bioresp.report import circular
from tests.conftest import DATA

UNITS = (
    "市林业局",
    "市水利局",
    "市财政局",
    "市文化广播电视和旅游局",
    "市委编办",
    "各县（区）人民政府",
    "国网青禾供电公司",
    "青禾海关",
    "市教育和体育局",
)
TITLES = (
    "开展湿地资源调查",
    "统筹两个市场，打造加工制造中心",
    "建立“一网通办”机制",
    "完善部门协调联动、信息共享制度",
    "提升12345热线质效",
)
SENTENCES = (
    "组织开展全域普查，摸清底数，建立台账，每年更新一次，并向社会公布普查结果和主要问题。",
    "对2030年以来新增的37处点位逐一核查（含跨县区点位），做到底数清、情况明。",
    "建立由市政府分管领导召集的会商机制，研究解决“最后一公里”等问题；重大事项按程序报批。",
    "推进《青禾市湿地保护条例》修订，严格执行生态保护红线管控要求，做到应保尽保、应管尽管。",
)
SECTIONS = ("摸清家底", "严格保护，守住底线", "加强组织保障和监督考核")
DEADLINES = ("2030年底前", "持续推进", "2031年6月底前上线，持续完善")


def import_text(text: str) -> Imported:
    return import_lines([Line(line, number) for number, line in enumerate(text.split("\n"), 1)])


def printed_text(plan: Plan) -> str:
    return printed(circular.circular(Index(plan)), Style())


# --- plans as circulars have them ---------------------------------------------------------------------------------

texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True).map("\n".join)


@st.composite
def assigned(draw: st.DrawFn, *, least: int = 1) -> tuple[Assignment, ...]:
    names = draw(st.lists(st.sampled_from(UNITS), min_size=least, max_size=5, unique=True))
    roles = sorted(
        draw(st.lists(st.sampled_from(list(Role)), min_size=len(names), max_size=len(names))), key=list(Role).index
    )
    return tuple(map(Assignment, names, roles))


@st.composite
def actions(draw: st.DrawFn) -> tuple[Action, ...]:
    made = []
    for sentence in draw(st.lists(st.sampled_from(SENTENCES), max_size=3, unique=True)):
        leads = draw(st.lists(st.sampled_from(UNITS), max_size=2, unique=True))
        said = "、".join(leads) + "牵头" if leads else ""
        roles = tuple(Assignment(name, Role.LEAD) for name in leads) or draw(st.just(()) | assigned())
        made.append(Action(said + sentence, roles, deadline=draw(st.just("") | st.sampled_from(DEADLINES))))
    numbers = range(1, len(made) + 1) if len(made) > 1 else [None]
    return tuple(replace(each, number=number) for each, number in zip(made, numbers, strict=False))


@st.composite
def measures(draw: st.DrawFn, number: int) -> Measure:
    title = draw(st.just("") | st.sampled_from(TITLES))
    text = draw(texts if not title else st.just("") | texts)
    return Measure(
        number, title, text, draw(assigned()), draw(actions()), draw(st.just("") | st.sampled_from(DEADLINES))
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Sections with measures that run on or restart, or measures alone; a notice, a standing note, closing words."""
    restarts = draw(st.booleans())
    count = 0
    sections = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        count = 0 if restarts else count
        held = []
        for _ in range(draw(st.integers(1, 3))):
            count += 1
            held.append(draw(measures(count)))
        text = draw(st.just("") | texts)
        sections.append(Section(number, SECTIONS[number - 1], text, tuple(held)))
    if draw(st.booleans()):
        alone = tuple(replace(each, number=at) for at, each in enumerate((m for s in sections for m in s.measures), 1))
        sections = [Section(measures=alone)]
    named = dict.fromkeys(
        each.agency
        for section in sections
        for measure in section.measures
        for part in measure.parts
        for each in part.assignments
    )
    notice = draw(
        st.none()
        | st.just(
            Notice(
                "青禾市人民政府办公室关于印发《青禾市湿地保护责任分工方案》的通知",
                "现将《青禾市湿地保护责任分工方案》印发给你们，请认真组织实施。",
            )
        )
    )
    return Plan(
        title="青禾市湿地保护责任分工方案",
        document_number=draw(st.just("") | st.just("青府办〔2030〕7号")),
        issuer="青禾市人民政府办公室",
        issued=date(2030, 5, 1),
        addressees=("各县（区）人民政府", "市政府各部门") if notice else (),
        notice=notice,
        preamble=draw(texts),
        agencies=tuple(map(Agency, named)),
        sections=tuple(sections),
    )


@given(plans())
@settings(deadline=None, max_examples=200)
def test_a_printed_circular_is_read_back(plan: Plan) -> None:
    """`circular --format txt`, imported, is the same plan; so is its data file, without a finding of reading."""
    found = import_text(printed_text(plan))
    assert found.refusal is None
    assert replace(found.plan, agencies=()) == replace(plan, agencies=())
    assert {each.name for each in found.plan.agencies} == {each.name for each in plan.agencies}
    assert found.account.counts()[Use.UNREAD] == 0
    file = parse(write(found.plan).encode(), "plan.yaml")
    assert (file.plan, file.findings) == (found.plan, [])


# --- texts as scanners and mail leave them ------------------------------------------------------------------------

TEXTS = [path.read_text("utf-8") for path in sorted((DATA / "circulars").rglob("*.txt"))]
SIGNS = [*"（）《》“：、。一1\t牵头单位和等及", "牵头单位：", "（一）", "序号\t任务\t责任单位"]
SWAPPED = str.maketrans("（）：；，()", "():;,（）")


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A circular with cuts, page breaks, swapped bracket widths, lost and doubled characters."""
    text = draw(st.sampled_from(TEXTS))
    start = draw(st.integers(0, max(0, len(text) - 1500)))
    text = text[start : start + draw(st.integers(1, 1500))]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        size = draw(st.integers(1, 12))
        piece = text[at : at + size]
        damage = draw(st.sampled_from(["lost", "doubled", "swapped", "broken", "page", "joined", "sign"]))
        fresh = {
            "lost": "",
            "doubled": piece * 2,
            "swapped": piece.translate(SWAPPED),
            "broken": piece + "\n",
            "page": f"{piece}\n— {size} —\n\n",
            "joined": piece.replace("\n", ""),
            "sign": piece + draw(st.sampled_from(SIGNS)),
        }[damage]
        text = text[:at] + fresh + text[at + size :]
    return text


@given(damaged())
@settings(deadline=None, max_examples=400)
def test_damage_never_crashes_and_loses_no_character(text: str) -> None:
    """Whatever is read or refused, the account holds every character but blanks, and doubts stand in the text."""
    found = import_text(text)
    assert sum(found.account.counts().values()) == len("".join(text.split()))
    lines = text.split("\n")
    for doubt in found.doubts:
        line, column, _ = doubt.position
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
    shown = "".join(piece.text for piece in found.account.pieces())
    assert len("".join(shown.split())) == len("".join(text.split()))
    if not found.refusal:
        file = parse(write(found.plan).encode(), "plan.yaml")
        assert (file.plan, file.findings) == (found.plan, [])
