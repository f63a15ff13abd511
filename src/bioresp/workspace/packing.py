"""A plan ⇄ bytes, without its places in the file: a tenth of the time that reading the file takes.

JSON of lists in the order of the fields; what is read back is equal to what was packed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from bioresp.model import Action, Agency, Assignment, Measure, Notice, Plan, Role, Section, Standing


def pack(plan: Plan) -> bytes:
    """A plan as bytes."""
    given: dict[tuple[str, str], int] = {}

    def assigned(assignments: Sequence[Assignment]) -> list[int]:
        return [given.setdefault((each.agency, each.role.value), len(given)) for each in assignments]

    def action(of: Action) -> list[Any]:
        return [of.text, assigned(of.assignments), of.number, of.deadline, of.note]

    def measure(of: Measure) -> list[Any]:
        actions = [action(each) for each in of.actions]
        return [of.number, of.title, of.text, assigned(of.assignments), actions, of.deadline, of.note, of.numbering]

    def section(of: Section) -> list[Any]:
        measures, sections = [measure(each) for each in of.measures], [section(each) for each in of.sections]
        return [of.number, of.title, of.text, measures, sections, of.numbering]

    sections = [section(each) for each in plan.sections]
    fields = {
        "title": plan.title,
        "document_number": plan.document_number,
        "issuer": plan.issuer,
        "signatory": plan.signatory,
        "issued": plan.issued and plan.issued.isoformat(),
        "addressees": plan.addressees,
        "notice": plan.notice and [plan.notice.title, plan.notice.text],
        "preamble": plan.preamble,
        "standing": plan.standing and [plan.standing.text, plan.standing.agencies, plan.standing.stated_in],
        "numbering": plan.numbering,
        "agencies": [[each.name, each.aliases, each.level] for each in plan.agencies],
        "closing": plan.closing,
        "remarks": plan.remarks,
    }
    return zlib.compress(json.dumps([list(given), sections, fields], ensure_ascii=False).encode(), 1)


def unpack(packed: bytes) -> Plan:
    """The plan again.

    Raises:
        ValueError, zlib.error: The bytes are not what `pack` made.
    """
    given, sections, fields = json.loads(zlib.decompress(packed))
    assignments = [Assignment(agency, Role(role)) for agency, role in given]

    def assigned(places: list[int]) -> tuple[Assignment, ...]:
        return tuple([assignments[at] for at in places])

    def action(of: list[Any]) -> Action:
        text, given, *rest = of
        return Action(text, assigned(given), *rest)

    def measure(of: list[Any]) -> Measure:
        number, title, text, given, actions, deadline, note, numbering = of
        made = tuple([action(each) for each in actions])
        return Measure(number, title, text, assigned(given), made, deadline, note, tuple(numbering))

    def section(of: list[Any]) -> Section:
        number, title, text, measures, sections, numbering = of
        made = tuple([measure(each) for each in measures])
        return Section(number, title, text, made, tuple([section(each) for each in sections]), tuple(numbering))

    fields["issued"] = fields["issued"] and date.fromisoformat(fields["issued"])
    fields["notice"] = fields["notice"] and Notice(*fields["notice"])
    if fields["standing"]:
        text, agencies, stated_in = fields["standing"]
        fields["standing"] = Standing(text, tuple(agencies), stated_in)
    for key in ("addressees", "numbering"):
        fields[key] = tuple(fields[key])
    fields["agencies"] = tuple([Agency(name, tuple(aliases), level) for name, aliases, level in fields["agencies"]])
    return Plan(**fields, sections=tuple([section(each) for each in sections]))
