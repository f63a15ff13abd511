"""Questions and their answers."""

from __future__ import annotations

import pytest

from bioresp.model import Action, Agency, Assignment, Measure, Plan, Role, Section
from bioresp.query.concern import Concerns
from bioresp.query.duties import duties
from bioresp.query.filters import Filter, search, select
from bioresp.query.names import resolve
from bioresp.query.places import Index, find, find_places, find_sections
from bioresp.query.sentences import collective_leader, collectives, leaders
from bioresp.query.tally import Tally
from bioresp.report.matrix import matrix


@pytest.mark.parametrize("ref", ["十二", "12", "（十二）", "(十二)", "第十二项", "第12项", "四/十二", "四/12", "１２"])
def test_a_measure_is_found_by_every_spelling(index: Index, ref: str) -> None:
    """As people write it."""
    assert [entry.label for entry in find(index, ref)] == ["（十二）"]


@pytest.mark.parametrize("ref", ["二十四", "0", "", "/", "三/十二", "甲", "十二/", "-1"])
def test_what_is_no_measure_is_not_found(index: Index, ref: str) -> None:
    """And nothing near it is taken instead."""
    assert find(index, ref) == []


def test_every_ref_finds_its_measure_and_no_other(index: Index, restarting: Index) -> None:
    """Also where numbers restart."""
    for one in (index, restarting):
        for entry in one.entries:
            assert find(one, entry.ref) == [entry]
    assert [entry.ref for entry in restarting.entries] == ["二/一/1", "二/一/2", "二/二/1", "二/二/2", "三/一"]
    assert [entry.ref for entry in find(restarting, "1")] == ["二/一/1", "二/二/1", "三/一"]


def test_a_short_ref_is_taken_only_where_it_finds_one_measure() -> None:
    """With three levels, 二/1 fits 一（二）1. too: it is no reference of 二（一）1."""
    inner = tuple(Section(number, "乙", measures=(Measure(1, "丙"),)) for number in (1, 2))
    made = Index(Plan("甲", sections=tuple(Section(number, "丁", sections=inner) for number in (1, 2))))
    assert all(find(made, entry.ref) == [entry] for entry in made.entries)


def test_a_place_is_found_as_it_is_cited(index: Index, restarting: Index) -> None:
    """With its sections, its document number, its action; and a label means just that label."""
    for written in ("攀环委办发〔2023〕3号（十二）2.", "（十二）2.", "四（十二）"):
        assert [entry.ref for entry in find(index, written)] == ["十二"]
    assert [entry.ref for entry in find(index, "（五）主要举措")] == ["五"]
    assert find(index, "（十二）9.") == []
    for entry in restarting.entries:
        assert find(restarting, entry.cite()) == [entry]
        assert all(find(restarting, entry.cite(action)) == [entry] for action in entry.measure.actions)
    assert [entry.ref for entry in find(restarting, "（一）")] == ["三/一"]


def test_places_say_their_section_where_numbers_restart(restarting: Index) -> None:
    """1． alone would stand for two measures."""
    assert [entry.cite() for entry in restarting.entries][:2] == ["二（一）1．", "二（一）2．"]
    assert restarting.entries[1].heading == "二（一）2．建立电子档案，每年更新；"


@pytest.mark.parametrize(
    ("name", "agency"),
    [("市林业局", "市林业局"), ("林业局", "市林业局"), ("海关", "攀枝花海关"), ("市场监管局", "市市场监督管理局"),
     ("县(区)政府", "县（区）政府"), ("县（区）", "县（区）政府"), (" 市 林业局 ", "市林业局"), ("监测中心", "驻市生态环境监测中心站")],
)  # fmt: skip
def test_an_agency_is_found_by_name_alias_or_part(index: Index, name: str, agency: str) -> None:
    """Exact, alias, without the leading 市, a part that only one has."""
    assert resolve(index.names, name).agency == agency


@pytest.mark.parametrize(
    ("name", "candidates"),
    [("市卫健委", ("市卫生健康委",)), ("农业农村", ("市农业农村局", "省农业农村厅")), ("市林业居", ("市林业局",)), ("外星人", ()), ("", ())],
)  # fmt: skip
def test_a_name_that_is_not_clear_is_not_guessed(index: Index, name: str, candidates: tuple[str, ...]) -> None:
    """It is answered with the names that may be meant."""
    resolved = resolve(index.names, name)
    assert resolved.agency is None
    assert resolved.candidates[: len(candidates)] == candidates


def test_who_leads_is_what_the_sentences_say(index: Index) -> None:
    """On every action of the seed the sentence names just the units that the data holds."""
    for entry in index.entries:
        for action in entry.measure.actions:
            assert leaders(index, action.text) == action.lead, entry.cite(action)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市林业局、市水利局分别牵头会同市财政局办理", ("市林业局", "市水利局")),
        ("由市林业局牵头，市水利局牵头抓总", ("市林业局", "市水利局")),
        ("市财政局会同市林业局和市水利局共同牵头", ("市林业局", "市水利局")),
        ("建立市林业局牵头的机制", ()),
        ("牵头单位负责，市林业局配合", ()),
        ("牵头制定方案", ()),
    ],
)
def test_leads_are_the_units_right_before_the_word(index: Index, text: str, expected: tuple[str, ...]) -> None:
    """Others in the sentence are not."""
    assert leaders(index, text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("各责任单位按照要求", [("各责任单位", Role.RESPONSIBLE)]),
        ("牵头单位推动，配合单位参与", [("牵头单位", Role.LEAD), ("配合单位", Role.SUPPORTING)]),
        ("市公安局等相关单位", [("相关单位", None)]),
        ("地方各级党委政府和相关部门", []),
        ("国务院有关部门、省级相关部门", []),
        ("相关单位按职能，各有关部门", [("相关单位", None), ("各有关部门", None)]),
    ],
)
def test_group_words_are_those_of_the_measure(text: str, words: list[tuple[str, Role | None]]) -> None:
    """Groups of other levels, and groups that are only mentioned, are not."""
    assert [(each.word, each.role) for each in collectives(text)] == words


def test_a_group_may_lead(index: Index) -> None:
    """各相关单位牵头 in （十三）1."""
    assert [collective_leader(action.text) for action in find(index, "13")[0].measure.actions] == ["各相关单位", "", ""]


def test_duties_are_by_name_by_group_and_by_the_standing_note(index: Index) -> None:
    """市科技局 in （十三） and （二十一） by all ways but the note; the counties by the note in all 23."""
    found = duties(Concerns(index), "市科技局")
    on = {
        ref: [(each.role, each.basis) for each in found.measures if each.entry.ref == ref] for ref in ("十三", "二十一")
    }
    assert on["十三"] == [(Role.RESPONSIBLE, "named")]  # 各相关单位 stands in an action
    assert on["二十一"] == [
        (Role.RESPONSIBLE, "named"),
        (None, "collective"),
    ]  # 各有关部门 stands in the measure's text
    assert ("（十三）3.", Role.LEAD) in [(each.entry.cite(each.action), each.role) for each in found.sentences]
    assert ("（十三）1.", "各相关单位") in [(each.entry.cite(each.action), each.word) for each in found.collectives]
    counties = duties(Concerns(index), "县（区）政府")
    assert [duty.basis for duty in counties.measures] == ["standing"] * 23
    assert [each.entry.cite(each.action) for each in counties.sentences] == ["（二）3.", "（九）1."]


def test_duties_of_one_role_leave_out_the_others(index: Index) -> None:
    """--role lead."""
    found = duties(Concerns(index), "市林业局", Role.LEAD)
    assert {duty.role for duty in found.measures} == {Role.LEAD} == {each.role for each in found.sentences}
    assert len([duty for duty in found.measures if duty.basis == "named"]) == 9


def test_an_action_with_its_own_list_is_said_so(restarting: Index) -> None:
    """各区人民政府 is responsible in the action of 三（一）, which does not name it."""
    sentences = duties(Concerns(restarting), "各区人民政府").sentences
    assert [(each.entry.ref, each.role) for each in sentences if each.action] == [
        ("二/二/1", None),
        ("三/一", Role.RESPONSIBLE),
    ]


def test_loads_add_up(index: Index) -> None:
    """Every assignment is counted once."""
    load = Tally([index]).loads
    assert (sum(each.lead for each in load), sum(each.responsible for each in load)) == (36, 138)
    assert {each.agency.name: each.actions for each in load}["攀枝花海关"] == 3


def test_pairs_count_shared_measures(index: Index) -> None:
    """市生态环境局 and 市林业局 stand together in 22."""
    assert ("市生态环境局", "市林业局", 22) in Tally([index]).pairs


@pytest.mark.parametrize(
    ("chosen", "refs"),
    [
        (Filter(agency="攀枝花海关"), ["十", "十一", "十二", "十五"]),
        (Filter(agency="攀枝花海关", role=Role.LEAD), ["十二"]),
        (Filter(role=Role.SUPPORTING), []),
    ],
)
def test_filters_narrow(index: Index, chosen: Filter, refs: list[str]) -> None:
    """All of them hold at once."""
    assert [entry.ref for entry in select(index, chosen)] == refs


def test_filters_of_a_section_narrow(index: Index) -> None:
    """And the standing note's agency stands in every measure, in no role."""
    [four] = find_sections(index, "四")
    assert [entry.ref for entry in select(index, Filter(section=four))] == ["十", "十一", "十二"]
    assert [entry.ref for entry in select(index, Filter(section=four, no_lead=True))] == ["十"]
    assert len(select(index, Filter(agency="县（区）政府"))) == 23
    assert select(index, Filter(agency="县（区）政府", role=Role.LEAD)) == []


def test_a_section_is_found_on_any_level(restarting: Index) -> None:
    """二 holds two sub-sections; 二/（一） is the first of them."""

    def chosen(ref: str) -> list[str]:
        [section] = find_sections(restarting, ref)
        return [entry.ref for entry in select(restarting, Filter(section=section))]

    assert len(chosen("二")) == 4
    assert chosen("二/（一）") == chosen("（一）") == chosen("二（一）") == ["二/一/1", "二/一/2"]
    assert chosen("一") == []
    assert find_sections(restarting, "九") == []


def test_words_are_found_whatever_their_width_case_or_wrapping(index: Index) -> None:
    """And several words narrow."""
    hits = search(index, ["鱼类dna\n环境"])
    assert [(hit.entry and hit.entry.cite(hit.action), hit.text[slice(*hit.marks[0])]) for hit in hits] == [
        ("（七）2.", "鱼类 DNA 环境")
    ]
    assert len(search(index, ["县(区)"])) == len(search(index, ["县（区）"])) == 4
    assert len(search(index, ["监测"])) > len(search(index, ["监测", "遥感"])) == 3
    assert search(index, ["", " "]) == []


def test_words_are_found_in_every_part(index: Index, restarting: Index) -> None:
    """Notice, preamble, standing note, sections, titles, texts, lists, actions, deadlines, notes."""
    fields = {hit.field for hit in search(index, ["政府"]) + search(index, ["生物多样性"]) + search(index, ["下同"])}
    assert fields == {"notice", "title", "preamble", "standing", "section", "text", "action", "responsible"}
    assert [hit.field for hit in search(restarting, ["行政处罚"])] == ["note"]
    assert [hit.field for hit in search(restarting, ["12月"])] == ["deadline"]
    assert [(hit.field, hit.entry and hit.entry.ref) for hit in search(index, ["市目标绩效办"])] == [("lead", "二十一")]
    assert [hit.field for hit in search(index, ["代章"])] == ["notice"]


def test_a_name_is_no_part_of_a_longer_one(index: Index) -> None:
    """生态环境部门 in （十九）3. is no 生态环境部; 米易县市场监管局 is another county's."""
    assert [each.entry.cite(each.action) for each in duties(Concerns(index), "生态环境部").sentences] == ["（四）2."]
    assert index.mentions("县市市场监管局、市生态环境保护委员会办公室") == []
    for text in ("市林业局门户网站", "市林业局办公室", "市林业局党组"):
        assert [each.agency for each in index.mentions(text)] == ["市林业局"]
    assert [each.agency for each in index.mentions("由市公安局、市林业局牵头")] == ["市公安局", "市林业局"]


def test_names_are_found_as_they_are_registered() -> None:
    """With half-width brackets or blanks in them; a unit of another level is not guessed where several fit."""
    made = Index(Plan("甲", agencies=tuple(map(Agency, ("市教育局(市语委办)", "市 体育局", "省林业局", "县林业局")))))
    assert (
        resolve(made.names, "市教育局(市语委办)").agency
        == resolve(made.names, "市教育局（市语委办）").agency
        == "市教育局(市语委办)"
    )
    assert resolve(made.names, "市体育局").agency == "市 体育局"
    assert resolve(made.names, "林业局") == (None, ("省林业局", "县林业局"))


def test_unnumbered_sections_are_told_apart() -> None:
    """Their place among their siblings stands for the number they lack."""
    sections = tuple(Section(title=title, measures=(Measure(1, "丙"), Measure(2, "丁"))) for title in ("甲", "乙"))
    made = Index(Plan("戊", sections=sections))
    assert [entry.ref for entry in made.entries] == ["一/一", "一/二", "二/一", "二/二"]
    assert all(find(made, entry.ref) == [entry] for entry in made.entries)
    assert [entry.cite() for entry in made.entries] == ["甲（一）", "甲（二）", "乙（一）", "乙（二）"]


def test_group_words_mean_the_list_of_their_action() -> None:
    """Where the action has its own; described groups mean nobody."""
    own = Action("各责任单位落实。", (Assignment("乙局", Role.RESPONSIBLE),))
    told = Action("甲局牵头细化方案，明确责任单位和完成时限。")
    measure = Measure(1, "丙", assignments=(Assignment("甲局", Role.RESPONSIBLE),), actions=(own, told))
    made = Index(Plan("丁", sections=(Section(measures=(measure,)),)))
    assert len(duties(Concerns(made), "乙局").collectives) == 1
    assert duties(Concerns(made), "甲局").collectives == ()
    assert [entry.ref for entry in select(made, Filter(agency="乙局"))] == ["一"]


def test_an_untitled_measure_is_called_by_its_first_sentence() -> None:
    """On one line."""
    made = Index(Plan("甲", sections=(Section(measures=(Measure(1, "", "第一段\n第二段。"),)),)))
    assert made.entries[0].title == "第一段"


def test_group_words_of_other_roles_are_left_out() -> None:
    """--role responsible does not show what reaches a unit where it leads."""
    led = Measure(1, "一", "", (Assignment("甲局", Role.LEAD),), (Action("各牵头单位按季报送。"),))
    joined = Measure(2, "二", "", (Assignment("甲局", Role.RESPONSIBLE),), (Action("各责任单位落实。"),))
    made = Index(Plan("丙", sections=(Section(measures=(led, joined)),)))
    assert [each.word for each in duties(Concerns(made), "甲局", Role.RESPONSIBLE).collectives] == ["各责任单位"]


def test_a_unit_of_two_roles_shows_both() -> None:
    """In the grid, ●○."""
    both = (Assignment("甲局", Role.LEAD), Assignment("甲局", Role.RESPONSIBLE))
    made = Index(Plan("丙", sections=(Section(measures=(Measure(1, "一", "", both),)),)))
    grid = matrix(made, made.entries, "grid", None, "").tables[0]
    assert grid.rows[0][-1] == "●○"


def test_an_action_is_found_as_it_is_cited(index: Index, restarting: Index) -> None:
    """Every place that a report cites names its measure and its action; a reference of a measure names no action."""
    for plan in (index, restarting):
        for entry in plan.entries:
            assert find_places(plan, entry.ref) == [(entry, None)]
            for action in entry.measure.actions:
                assert find_places(plan, entry.cite(action)) == [(entry, action)]
