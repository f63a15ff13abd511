"""R206 to R209: the register of agencies that the plans of a folder share (agencies.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bioresp.diagnostic import Code, Diagnostic, Severity, coded
from bioresp.model import Agency, place
from bioresp.query.names import near
from bioresp.query.places import Index, today
from bioresp.rules.engine import Finding

SHARED: dict[str, Code] = {}
"""Filled at import and only read afterwards."""


@coded(SHARED, "R206", Severity.WARNING, "单位在印发前已经撤销或更名")
def abolished(index: Index, bodies: Sequence[Agency]) -> Iterator[Finding]:
    """方案里的单位，在方案印发时应当还在；共用名录（agencies.yaml）写明它此前已经更名、并入或撤销的，提请改用现名。

    `until: 2024-03` 指存续到 2024 年 3 月底；没有成文日期的方案不查。

    反例：agencies.yaml 写 `{name: 市国土资源局, until: 2019-03, renamed_to: 市自然资源和规划局}`，
    而 2020 年的方案仍把任务交给市国土资源局。
    """
    issued = index.plan.issued.isoformat() if index.plan.issued else ""
    gone = {
        written: body
        for body in bodies
        if body.until and issued[: len(body.until)] > body.until
        for written in (body.name, *body.aliases)
    }
    standing = index.plan.standing
    named = [
        (each.agency, each.position)
        for entry in index.entries
        for part in entry.measure.parts
        for each in part.assignments
    ]
    named += (
        [(name, place(standing, f"agencies.{at}")) for at, name in enumerate(standing.agencies)] if standing else []
    )
    for name, position in named:
        body = gone.get(index.names[name])
        if body and position:
            later = body.renamed_to or body.merged_into
            now = f"，{'更名为' if body.renamed_to else '并入'}“{later}”" if later else "，已撤销"
            yield position, f"“{name}”只到 {body.until}{now}；方案 {issued} 印发"


@coded(SHARED, "R208", Severity.WARNING, "方案与共用名录说法不一")
def contradicting(index: Index, bodies: Sequence[Agency]) -> Iterator[Finding]:
    """方案的名录把两个名称当作同一单位，共用名录（agencies.yaml）却把它们列为两个：查询以方案自己的名录为准。

    反例：方案写 `{name: 市林业局, aliases: [市园林局]}`，而 agencies.yaml 里市林业局、市园林局各是一个单位。
    """
    now = today(bodies)
    for agency in index.plan.agencies:
        for at, alias in enumerate(agency.aliases):
            if agency.name in now and now.get(alias, now[agency.name]) != now[agency.name]:
                yield place(agency, f"aliases.{at}"), f"“{alias}”在共用名录中不是“{agency.name}”，而是“{now[alias]}”"


def _claimed_twice(bodies: Sequence[Agency]) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for body in bodies:
        for at, spelling in enumerate((body.name, *body.aliases)):
            if spelling in owner:
                position = place(body, f"aliases.{at - 1}" if at else "name")
                yield position, f"“{spelling}”在共用名录中已属于“{owner[spelling]}”"
            owner.setdefault(spelling, body.name)


def _unending(bodies: Sequence[Agency]) -> Iterator[Finding]:
    later = {body.name: body.renamed_to or body.merged_into for body in bodies}
    for body in bodies:
        seen, name = {body.name}, later[body.name]
        while name and name not in seen:
            seen.add(name)
            name = later.get(name, "")
        if name == body.name:
            yield place(body), f"“{body.name}”更名、并入绕回了它自己"
        if body.renamed_to and body.merged_into:
            yield place(body, "merged_into"), f"“{body.name}”又写更名、又写并入，只看更名"


@coded(SHARED, "R209", Severity.WARNING, "更名、并入的去向没有登记")
def unlisted(bodies: Sequence[Agency]) -> Iterator[Finding]:
    """共用名录（agencies.yaml）里，更名、并入所到的单位，自己也要列出：写错一个字，就多出一个没有人的单位。

    反例：

        agencies:
          - {name: 市粮食局, until: 2019-06, merged_into: 市发展改革伟}
          - 市发展改革委
    """
    known = {spelling: body.name for body in bodies for spelling in (body.name, *body.aliases)}
    for body in bodies:
        for key in ("renamed_to", "merged_into"):
            later = getattr(body, key)
            if later and later not in known:
                candidates = near(known, later)
                advice = f"，是否为“{candidates[0]}”？" if candidates else "；请加上一项"
                yield place(body, key), f"“{later}”不在共用名录中{advice}"


@coded(SHARED, "R207", Severity.ERROR, "共用名录自相矛盾")
def contradictory(bodies: Sequence[Agency]) -> Iterator[Finding]:
    """共用名录（agencies.yaml）里，一个名称只能属于一个单位；更名、并入要有尽头，二者只写一个。

    反例：

        agencies:
          - {name: 市林业局, renamed_to: 市林草局}
          - {name: 市林草局, renamed_to: 市林业局}
    """
    yield from _claimed_twice(bodies)
    yield from _unending(bodies)


def check_register(bodies: Sequence[Agency]) -> list[Diagnostic]:
    """Every finding on a shared register itself, in reading order."""
    return sorted([*_found("R207", contradictory(bodies)), *_found("R209", unlisted(bodies))])


def check_against(index: Index, bodies: Sequence[Agency]) -> Iterator[Diagnostic]:
    """Every finding on what a plan says otherwise than the register that it shares with others."""
    yield from _found("R206", abolished(index, bodies))
    yield from _found("R208", contradicting(index, bodies))


def _found(code: str, findings: Iterator[Finding]) -> Iterator[Diagnostic]:
    return (Diagnostic(position, code, SHARED[code].severity, message) for position, message in findings)
