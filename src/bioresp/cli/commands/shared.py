"""What several commands take, and what they do alike."""

# no postponed annotations in these modules: typer reads them, and evaluating strings takes time at every start
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bioresp.cli.asked import Answer, Asked
from bioresp.cli.frame import FINE, FOUND
from bioresp.diagnostic import BioRespError
from bioresp.model import Plan, Role
from bioresp.planfile import load
from bioresp.query.places import Entry, Index, spaced
from bioresp.report.blocks import Cell, Report

if TYPE_CHECKING:
    from bioresp.diagnostic import Code

# --- parameters ---------------------------------------------------------------------------------------------------


def _completed_measure(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    return [(entry.ref, entry.title) for entry in _completing(ctx).entries if entry.ref.startswith(incomplete)]


def _completed_agency(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names that begin so; where none does, names without their 市 that do."""
    names = list(_completing(ctx).names)
    begin = [name for name in names if name.startswith(incomplete)]
    return begin or [name[1:] for name in names if name.startswith("市" + incomplete)]


def completed_code(incomplete: str) -> list[tuple[str, str]]:
    return [(code.code, code.title) for code in manuals().values() if code.code.startswith(incomplete)]


def _completing(ctx: typer.Context) -> Index:
    """The plan that the words typed so far are about; an empty one where it cannot be read."""
    try:
        return Index(load(ctx.params.get("data")).plan)
    except BioRespError:
        return Index(Plan(""))


def _role(text: str) -> Role:
    for role in Role:
        if text in (role.value, role.word, role.label):
            return role
    raise typer.BadParameter(f"“{text}”不是角色，可选：{'、'.join(f'{role.value}（{role.word}）' for role in Role)}")


Refs = Annotated[
    list[str],
    typer.Argument(
        metavar="措施…", help="十二、12、（十二）、第十二项；编号重新开始的写 二/3", autocompletion=_completed_measure
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="单位…", help="名称、别名、省去“市”的名称或其中一段", autocompletion=_completed_agency),
]
Section = Annotated[str, typer.Option("--section", "-s", metavar="部分", help="只要这一部分，如 二 或 一/（二）")]
AgencyName = Annotated[
    str, typer.Option("--agency", "-a", metavar="单位", help="只要有这个单位的措施", autocompletion=_completed_agency)
]
RoleName = Annotated[
    Any,  # Role | None: typer would look an enum's value up again after the parser
    typer.Option("--role", "-r", metavar="角色", parser=_role, help="牵头、责任、配合，或 lead 等"),
]
NoLead = Annotated[bool, typer.Option("--no-lead", help="只要未列牵头单位的措施")]

# --- answers ------------------------------------------------------------------------------------------------------

Filters = tuple[tuple[str, Cell], ...]


def selected(
    asked: Asked, section: str, agency: str, role: Role | None, no_lead: bool
) -> tuple[list[Entry], Filters, str]:
    """The measures that the filters let through; the filters in force, for programs and in words."""
    from bioresp.query.filters import Filter, select

    meant = asked.agencies([agency])[0] if agency else ""
    inside = asked.section(section) if section else ()
    in_force: list[tuple[str, Cell, str]] = []
    if inside:
        in_force.append(("section", section, spaced(inside[-1].label, inside[-1].section.title)))
    if meant:
        in_force.append(("agency", meant, meant))
    if role:
        in_force.append(("role", role.value, role.label))
    if no_lead:
        in_force.append(("no_lead", True, "未列牵头单位"))
    entries = select(asked.index, Filter(inside, meant, role, no_lead))
    return entries, tuple((key, value) for key, value, _ in in_force), "；".join(words for *_, words in in_force)


def listed(entries: list[Entry], report: Report) -> Answer:
    """A list of measures; an empty one is nothing found."""
    return Answer({"": report}, FINE if entries else FOUND, "" if entries else "没有符合条件的措施")


def codes() -> "dict[str, Code]":
    """What `validate` may say."""
    from bioresp.planfile import READING
    from bioresp.rules import RULES

    return READING | RULES


def manuals() -> "dict[str, Code]":
    """Every code, those of the importer too."""
    from bioresp.circular import IMPORTING

    return codes() | IMPORTING
