"""The shipped circular as its office might issue it again next year: edits of every kind, numbers running on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

from bioresp.model import Action, Agency, Assignment, Measure, Plan, Role, Section

Measures = list[Measure]


def named(role: Role, *names: str) -> tuple[Assignment, ...]:
    return tuple(Assignment(name, role) for name in names)


def numbered(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """Counted from 1; a lone one has no number."""
    return tuple(replace(each, number=at if len(actions) > 1 else None) for at, each in enumerate(actions, 1))


def counted(sections: tuple[tuple[Section, Measures], ...]) -> tuple[Section, ...]:
    """The sections with their measures, numbered through the plan."""
    numbers = count(1)
    return tuple(
        replace(section, measures=tuple(replace(each, number=next(numbers)) for each in measures))
        for section, measures in sections
    )


NEW = Measure(
    0,
    "建设生物多样性观测样地",
    "在金沙江干热河谷布设观测样地，长期记录物种变化。",
    named(Role.LEAD, "市生态环境局") + named(Role.RESPONSIBLE, "市林业局", "市数据局"),
    (Action("市生态环境局牵头选址建设观测样地。", named(Role.LEAD, "市生态环境局")),),
    deadline="2025年底前",
)


def twelve(measure: Measure) -> Measure:
    """One unit leads that was responsible, one is gone, one has come; an action reworded, one added."""
    first, second, third = measure.actions
    return replace(
        measure,
        assignments=named(Role.LEAD, "市农业农村局", "市自然资源和规划局", "市林业局", "攀枝花海关", "市生态环境局")
        + named(Role.RESPONSIBLE, "市气象局"),
        actions=numbered((
            first,
            replace(second, text=second.text.replace("摸清我市", "2025年6月底前摸清我市").replace("市林业局、市城管执法局", "市林业局"),
                    assignments=tuple(each for each in second.assignments if each.agency != "市城管执法局")),
            Action("市气象局配合做好外来入侵物种监测预警。"),
            third,
        )),
    )  # fmt: skip


def split(measure: Measure) -> Measures:
    """What it says in two measures: its first sentences and actions in one, the rest in another."""
    sentences = measure.text.split("\n")[0].split("。")[:-1]
    half, cut = (len(sentences) + 1) // 2, (len(measure.actions) + 1) // 2
    one, other = ("。".join(part) + "。" for part in (sentences[:half], sentences[half:]))
    return [
        replace(measure, text=one, actions=numbered(measure.actions[:cut])),
        replace(measure, title="健全生物多样性监测网络", text=other, actions=numbered(measure.actions[cut:])),
    ]


def merged(measure: Measure, other: Measure) -> Measure:
    """Both in the first."""
    return replace(measure, text=measure.text + "\n" + other.text, actions=numbered((*measure.actions, *other.actions)))


def revised(plan: Plan) -> Plan:
    """Edits of every kind."""
    held = [(section, list(section.measures)) for section in plan.sections]
    [one, two, three], four = held[0][1], held[1][1]
    held[0][1][:] = [replace(one, title="配合推进生物多样性保护法治建设"), replace(two, deadline="2024年底前")]
    four[1:1] = [NEW]
    four.append(three)
    held[2][1][:1] = split(held[2][1][0])
    held[3][1][2] = twelve(held[3][1][2])
    held[5][1][0] = respelled(held[5][1][0])
    held[6][1][:] = [merged(*held[6][1])]
    del held[8][1][2]
    assert plan.standing
    return replace(
        plan,
        document_number="攀环委办发〔2024〕5号",
        issued=date(2024, 4, 8),
        standing=replace(plan.standing, text=plan.standing.text.replace("落实或配合", "落实")),
        agencies=(*plan.agencies[:33], Agency("市数据局"), *plan.agencies[33:]),
        sections=counted(tuple(held)),
    )


def respelled(measure: Measure) -> Measure:
    """市市场监管局 by its full name."""
    names = {"市市场监管局": "市市场监督管理局"}
    full = (replace(each, agency=names.get(each.agency, each.agency)) for each in measure.assignments)
    return replace(measure, assignments=tuple(full))
