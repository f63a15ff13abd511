"""R3xx: who does what."""

from __future__ import annotations

from collections.abc import Iterator

from bioresp.diagnostic import Severity
from bioresp.model import Action, Assignment, Role, place
from bioresp.query.places import Entry, Index
from bioresp.query.sentences import collectives, leaders, members
from bioresp.rules.engine import Finding, rule


def _actions(index: Index) -> Iterator[tuple[Entry, Action]]:
    """The actions of measures whose leads could be read: of others nothing is known."""
    return ((entry, action) for entry in index.entries if entry.measure.is_read for action in entry.measure.actions)


@rule("R301", Severity.WARNING, "未列牵头单位")
def no_lead(index: Index) -> Iterator[Finding]:
    """措施没有列牵头单位，出了问题不知道找谁。

    原文如此的照录 `lead: []`；自己起草的，应当明确一个。

    依据：攀环委办发〔2023〕3号（三）（五）（七）等十项只列责任单位。
    """
    for entry in index.entries:
        measure = entry.measure
        somebody = any(part.assignments for part in measure.parts)
        if measure.is_read and not measure.lead and somebody:
            yield place(measure, "lead"), f"{entry.cite()}未列牵头单位"


@rule("R302", Severity.ERROR, "没有任何单位")
def nobody(index: Index) -> Iterator[Finding]:
    """措施没有任何单位负责，举措里也没有：这项工作没有人做。

    反例：

        - {number: 1, title: 开展普查, lead: []}
    """
    for entry in index.entries:
        measure = entry.measure
        if measure.is_read and not measure.assignments and not any(action.assignments for action in measure.actions):
            yield place(measure, "lead"), f"{entry.cite()}没有任何单位负责"


@rule("R303", Severity.ERROR, "同一角色中单位重复")
def twice_in_role(index: Index) -> Iterator[Finding]:
    """同一个单位（含别名）在一个角色里只能列一次。

    反例：

        responsible: [市水利局, 市林业局, 市水利局]
    """
    for entry in index.entries:
        for part in entry.measure.parts:
            seen: dict[tuple[str, Role], str] = {}
            for each in part.assignments:
                held = (index.names[each.agency], each.role)
                if held in seen and each.position:
                    yield each.position, f"“{each.agency}”在{each.role.label}中已经列过{_as(seen[held], each)}"
                seen.setdefault(held, each.agency)


def _as(first: str, again: Assignment) -> str:
    return "" if first == again.agency else f"（写作“{first}”）"


@rule("R304", Severity.WARNING, "同时担任两种角色")
def two_roles(index: Index) -> Iterator[Finding]:
    """一个单位在同一项措施里宜只有一种角色；既牵头又列为责任单位的，按牵头列一次即可。

    反例：

        lead: [市林业局]
        responsible: [市水利局, 市林业局]
    """
    for entry in index.entries:
        listed = index.held(entry.measure)
        for each in entry.measure.assignments:
            first = listed[index.names[each.agency]]
            if each.role is not first and each.position:
                yield each.position, f"“{each.agency}”已是本措施的{first.label}，又列为{each.role.label}"


@rule("R305", Severity.WARNING, "举措的牵头单位不是措施的牵头单位")
def action_led_by_other(index: Index) -> Iterator[Finding]:
    """措施列了牵头单位，举措却由其他单位牵头：两处对不上，督查时各执一词。

    措施没有列牵头单位的不算。

    依据：攀环委办发〔2023〕3号（十二）1.、2.，（十六）1.，（二十二）2.：举措由责任单位牵头。
    """
    for entry, action in _actions(index):
        listed = index.held(entry.measure)
        for each in action.assignments:
            role = listed.get(index.names[each.agency])
            if entry.measure.lead and each.role is Role.LEAD and role is not Role.LEAD and each.position:
                what = f"它只是{entry.cite()}的{role.label}" if role else f"{entry.cite()}没有列它"
                yield each.position, f"{entry.cite(action)}由“{each.agency}”牵头，而{what}"


@rule("R306", Severity.WARNING, "举措提到的单位措施没有列")
def action_names_unlisted(index: Index) -> Iterator[Finding]:
    """举措点到的单位，措施的名单里应当有；没有，就可能漏列了责任单位。

    只看在方案里承担分工的单位：上级机关、议事协调机构不算，通用说明约束的单位也不算。

    反例：

        responsible: [市水利局]
        actions:
          - text: 市水利局会同市林业局开展普查。
    """
    standing = index.plan.standing
    bound = index.canonical(standing.agencies) if standing else set()
    working = {name for entry in index.entries for name in index.held(entry.measure)} - bound
    for entry, action in _actions(index):
        listed = index.held(entry.measure)
        # R305 has spoken of those that lead
        leads = index.canonical(action.lead) if entry.measure.lead else set()
        seen: set[str] = set()
        for mention in index.mentions(action.text):
            name = mention.agency
            if name in working and name not in listed and name not in leads | seen:
                seen.add(name)
                position = place(action, "text").at(mention.start)
                yield position, f"{entry.cite(action)}提到“{name}”，而{entry.cite()}的名单没有列它"


@rule("R307", Severity.WARNING, "牵头单位在举措中没有出现")
def idle_lead(index: Index) -> Iterator[Finding]:
    """措施的牵头单位，至少应当在一条举措里出现，或由“牵头单位”“各相关单位”等统称带到；否则不知道它牵头做什么。

    没有列举措的措施不算。

    依据：攀环委办发〔2023〕3号（二）市林业局、（六）市城管执法局、（二十三）市教育和体育局。
    """
    for entry in index.entries:
        reached: set[str] = set()
        for action in entry.measure.actions:
            reached |= {mention.agency for mention in index.mentions(action.text)} | index.canonical(
                each.agency for each in action.assignments
            )
            for collective in collectives(action.text):
                reached |= members(index, entry, action, collective)
        for each in entry.measure.assignments:
            idle = each.role is Role.LEAD and index.names[each.agency] not in reached
            if idle and entry.measure.actions and each.position:
                yield each.position, f"{entry.cite()}的牵头单位“{each.agency}”在举措中没有出现"


@rule("R308", Severity.WARNING, "举措的牵头单位与原文不符")
def lead_unlike_text(index: Index) -> Iterator[Finding]:
    """举措的 `lead` 是句中写明“牵头”的单位，不多不少；句中没有写的不算。

    反例：

        - text: 市林业局、市水利局牵头开展普查。
          lead: [市林业局]
    """
    for entry, action in _actions(index):
        said = leaders(index, action.text)
        if said and set(said) != index.canonical(action.lead):
            stated = "、".join(action.lead) or "空的"
            key = "lead" if "lead" in action.places else "text"
            yield place(action, key), f"{entry.cite(action)}原文写明{'、'.join(said)}牵头，lead 是{stated}"


@rule("R309", Severity.WARNING, "统称没有所指")
def empty_collective(index: Index) -> Iterator[Finding]:
    """举措里的“各牵头单位”“各责任单位”“各相关单位”，在本措施里要有所指。

    反例：

        lead: []
        responsible: [市水利局]
        actions:
          - text: 各牵头单位按季度报送进展。
    """
    for entry, action in _actions(index):
        for collective in collectives(action.text):
            if not members(index, entry, action, collective):
                position = place(action, "text").at(collective.start)
                yield position, f"{entry.cite(action)}写“{collective.word}”，而{entry.cite()}没有列这样的单位"
