"""What several commands take, and what they do alike."""

# no postponed annotations in these modules: typer reads them, and evaluating strings takes time at every start
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bioresp.cli.asked import Answer, Asked, Folder
from bioresp.cli.completion import arriving
from bioresp.cli.frame import FINE, FOUND, positive
from bioresp.diagnostic import BioRespError, NothingFound
from bioresp.model import Role
from bioresp.planfile import load
from bioresp.query.places import Entry, Index, spaced
from bioresp.report.blocks import Cell, Report
from bioresp.report.joined import NO_PLAN, joined

if TYPE_CHECKING:
    from bioresp.diagnostic import Code

# --- parameters ---------------------------------------------------------------------------------------------------


def _completed_measure(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    found = [(ref, title) for ref, title in _completing(ctx)[1] if ref.startswith(incomplete)]
    return [(ref, title.replace("[", r"\[")) for ref, title in found]  # typer takes [x] for rich's markup


def _completed_agency(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names that begin so; where none does, names without their 市 that do."""
    names, _ = _completing(ctx)
    begin = [name for name in names if name.startswith(incomplete)]
    return arriving(begin or [name[1:] for name in names if name.startswith("市" + incomplete)])


def completed_code(incomplete: str) -> list[tuple[str, str]]:
    return [(code.code, code.title) for code in manuals().values() if code.code.startswith(incomplete)]


def _completing(ctx: typer.Context) -> tuple[list[str], list[tuple[str, str]]]:
    """The agencies and measures, of a folder the plans, that the words typed so far may go on with; nothing is said.

    None where the plan cannot be read, or where a large folder has not been read yet.
    """
    try:
        asked = Asked(ctx.params.get("data"), None, Folder())
        if not asked.is_folder:
            index = Index(load(asked.path).plan)
            return list(index.names), [(entry.ref, entry.title) for entry in index.entries]
        found = asked.workspace
        if not found.is_quick:
            return [], []
        return list(found.names), [(f"{found.key(each)}/", each.title) for each in found.plans()]
    except (BioRespError, NothingFound):
        return [], []


def role(text: str) -> Role:
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
Ref = Annotated[
    str,
    typer.Argument(
        metavar="措施", help="十二、（十二），或它的一条举措：（十二）2.", autocompletion=_completed_measure
    ),
]
RoleMeant = Annotated[Any, typer.Argument(metavar="角色", parser=role, help="牵头、责任、配合，或 lead 等")]
Units = Annotated[
    list[str],
    typer.Argument(metavar="单位…", help="名称、别名或省去“市”的名称", autocompletion=_completed_agency),
]
Spelling = Annotated[
    str, typer.Argument(metavar="原名", help="名称、别名或省去“市”的名称", autocompletion=_completed_agency)
]
ActionNumber = Annotated[
    int | None, typer.Option("--action", metavar="编号", parser=positive, help="改这项措施的第几条举措")
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
    typer.Option("--role", "-r", metavar="角色", parser=role, help="牵头、责任、配合，或 lead 等"),
]
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="只显示会怎样改（差异在标准输出），不写文件")]
NoLead = Annotated[bool, typer.Option("--no-lead", help="只要未列牵头单位的措施")]

# --- answers ------------------------------------------------------------------------------------------------------

Filters = tuple[tuple[str, Cell], ...]


Selection = tuple[Index, list[Entry], str]
"""The measures of a plan that filters let through, and the filters in words."""


def selected(
    asked: Asked, section: str, agency: str, role: Role | None, no_lead: bool
) -> tuple[list[Selection], Filters]:
    """The measures of each plan that the filters let through, and the filters in force."""
    from bioresp.query.filters import Filter, select
    from bioresp.report.measures import NO_LEAD

    names = asked.agencies([agency]) if agency else []
    inside = asked.sections(section, names) if section else ((index, ()) for index in asked.indexes(names))
    chosen = []
    for index, headings in inside:
        own = [index.names[name] for name in names if name in index.names]
        if names and not own:
            continue
        entries = select(index, Filter(headings, "".join(own), role, no_lead))
        words = [spaced(each.label, each.section.title) for each in headings[-1:]] + own
        words += ([role.label] if role else []) + [NO_LEAD] * no_lead
        if entries or not index.key:
            chosen.append((index, entries, "；".join(words)))
    filters = {"section": section, "agency": "".join(names), "role": role and role.value, "no_lead": no_lead}
    return chosen, tuple((key, value) for key, value in filters.items() if value)


def listed(chosen: list[Selection], filters: Filters, report: Callable[[Index, list[Entry], str], Report]) -> Answer:
    """A report on the measures of each plan; where there are none, nothing is found."""
    parts = [(each[0], report(*each)) for each in chosen]
    answer = joined(parts, report(NO_PLAN, [], ""))._replace(filters=filters)
    is_found = any(entries for _, entries, _ in chosen)
    return Answer({"": answer}, FINE if is_found else FOUND, "" if is_found else "没有符合条件的措施")


def codes() -> "dict[str, Code]":
    """What `validate` may say."""
    from bioresp.planfile import READING
    from bioresp.rules import RULES, SHARED

    return READING | RULES | SHARED


def manuals() -> "dict[str, Code]":
    """Every code, those of the importer too."""
    from bioresp.circular import IMPORTING

    return dict(sorted((codes() | IMPORTING).items()))
