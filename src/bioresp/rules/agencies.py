"""R2xx: the register of agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioresp.diagnostic import Severity
from bioresp.model import Action, Assignment, Measure, Position, place
from bioresp.query.names import near
from bioresp.query.places import Index, walk
from bioresp.rules.engine import Finding, rule


def _assignments(index: Index) -> Iterator[Assignment]:
    return (each for part in _texts(index) for each in part.assignments)


def _texts(index: Index) -> Iterator[Measure | Action]:
    return (part for entry in index.entries for part in entry.measure.parts)


def _spellings(index: Index) -> dict[str, str]:
    """Every name and alias of the register → the name."""
    return {
        spelling: agency.name for agency in reversed(index.plan.agencies) for spelling in (agency.name, *agency.aliases)
    }


@rule("R201", Severity.ERROR, "单位不在名录中")
def unknown_agency(index: Index) -> Iterator[Finding]:
    """凡列入牵头、责任、配合单位和通用说明的单位，都要在 `agencies` 名录里，或是其中某单位的别名。

    错一个字就是另一个单位，它的任务会从本单位的清单里消失。确是新单位的，在名录里加一行。

    反例：

        agencies: [市林业局]
        …
        lead: [市林业居]
    """
    known = _spellings(index)
    standing = index.plan.standing
    named = [(each.agency, each.position) for each in _assignments(index)]
    if standing:
        named += [(name, place(standing, f"agencies.{at}")) for at, name in enumerate(standing.agencies)]
    unknown = {name for name, _ in named} - known.keys()
    advice = {name: _advice(known if len(unknown) <= _SLIPS else {}, name) for name in unknown}
    for name, position in named:
        if name in advice and position:
            yield position, f"“{name}”不在单位名录中{advice[name]}"


_SLIPS = 1000
"""Of more names that are not registered than a circular has, none is a slip of the pen: no near one is looked for."""

_NOBODY = {"无", "暂无", "未列", "—", "-", "/", "空"}


def _advice(known: dict[str, str], name: str) -> str:
    if name in _NOBODY:
        return "；没有单位时写 []"
    if re.search("[、，；,;]", name):
        return "；一项只写一个单位，几个单位用半角逗号分成几项"
    candidates = near(known, name)
    return f"，是否为“{candidates[0]}”？" if candidates else "；确是新单位，请在 agencies 中加上"


@rule("R202", Severity.WARNING, "同一单位写法不一")
def two_spellings(index: Index) -> Iterator[Finding]:
    """同一单位在全文宜用同一写法；用了别名，而名录中的写法也在用，读的人会以为是两个单位。

    原文如此的，可以照录，并在该行注明 `# bioresp: ignore[R202]`。

    依据：攀环委办发〔2023〕3号（十五）（二十）写“市市场监管局”，（二十一）写“市市场监督管理局”。
    """
    known = _spellings(index)
    used: dict[str, set[str]] = {}
    for each in _assignments(index):
        used.setdefault(known.get(each.agency, each.agency), set()).add(each.agency)
    for each in _assignments(index):
        name = known.get(each.agency, each.agency)
        others = sorted(used[name] - {each.agency}, key=lambda spelling: spelling != name)
        if others and each.agency != name and each.position:
            yield each.position, f"“{each.agency}”与别处所写的“{others[0]}”是同一单位，宜统一写法"


@rule("R203", Severity.ERROR, "名录中重名")
def claimed_twice(index: Index) -> Iterator[Finding]:
    """一个名称或别名在名录里只能属于一个单位，否则查询不知道指谁。

    反例：

        agencies:
          - {name: 市林业局, aliases: [林业局]}
          - {name: 县林业局, aliases: [林业局]}
    """
    owner: dict[str, str] = {}
    for agency in index.plan.agencies:
        for at, spelling in enumerate((agency.name, *agency.aliases)):
            if spelling in owner:
                position = place(agency, f"aliases.{at - 1}" if at else "name")
                yield position, f"“{spelling}”在名录中已属于“{owner[spelling]}”"
            owner.setdefault(spelling, agency.name)


def _every_text(index: Index) -> Iterator[str]:
    plan = index.plan
    yield from (plan.preamble, plan.issuer, plan.signatory, *plan.addressees)
    yield from (plan.notice.title, plan.notice.text) if plan.notice else ()
    yield from (section.text for _, section in walk(plan))
    for part in _texts(index):
        yield from (part.text, part.note)


@rule("R204", Severity.WARNING, "名录中的单位没有用到")
def never_used(index: Index) -> Iterator[Finding]:
    """名录里的单位应当承担分工、受通用说明约束，或在正文、举措里被提到；都没有，不是多余就是漏录了它的任务。"""
    standing = index.plan.standing
    used = {index.names[each.agency] for each in _assignments(index)}
    used |= index.canonical(standing.agencies if standing else ())
    if "sections" not in index.plan.places:  # they were not read
        return
    for text in _every_text(index):
        used |= {mention.agency for mention in index.mentions(text)}
    for agency in index.plan.agencies:
        if agency.name and agency.name not in used:
            yield place(agency, "name"), f"“{agency.name}”列在名录中，全文没有用到"


_LOOKS_LIKE_UNIT = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<name>[市省县区州][\u4e00-\u9fff]{1,12}?(?:局|厅|委|办|中心|委员会|办公室|支队|总队))"
    r"(?=、|牵头|负责|配合|会同|分别|共同)"
)
"""At the start of a clause or of an item, and followed by what units do: rather miss than cry wolf."""


@rule("R205", Severity.WARNING, "文中有未登记的单位")
def unregistered(index: Index) -> Iterator[Finding]:
    """正文、举措里像是单位名称、而名录里没有的，提请核对：不登记，查询就找不到它。

    只看句首或顿号之后、紧接“牵头”“负责”“配合”等字的名称，宁可漏报。

    反例：

        agencies: [市林业局]
        …
        text: 市林业局牵头，市园林局配合开展普查。
    """
    for part in _texts(index):
        taken = [(mention.start, mention.end) for mention in index.mentions(part.text)]
        for found in _LOOKS_LIKE_UNIT.finditer(part.text):
            start, end = found.span("name")
            if not any(first < end and start < last for first, last in taken):
                position: Position = place(part, "text").at(start)
                yield position, f"文中的“{found['name']}”像是单位名称，名录里没有"
