"""查询: questions to a plan, or to many."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bioresp.cli.asked import Answer, Asked
from bioresp.cli.commands.shared import (
    AgencyName,
    Names,
    NoLead,
    Refs,
    RoleName,
    Section,
    listed,
    selected,
)
from bioresp.cli.frame import FINE, FOUND, command
from bioresp.formats import FORMATS, PICTURES
from bioresp.model import Role
from bioresp.report.blocks import Cell, Report
from bioresp.report.joined import NO_PLAN, joined

if TYPE_CHECKING:
    from bioresp.report.agency import Tasks


@command("who-leads")
def who_leads(asked: Asked, refs: Refs) -> Report:
    """谁牵头：措施和各条举措的牵头单位；未列的，谁负责。"""
    from bioresp.report import measures

    return joined([(index, measures.who_leads(index, entries)) for index, entries in asked.measures(refs)])


@command("measure")
def measure(asked: Asked, refs: Refs) -> Report:
    """措施全文：正文、单位、举措，与它有关的检查发现。"""
    from bioresp import check
    from bioresp.report import measures

    parts = []
    for index, entries in asked.measures(refs):
        whole, file = asked.whole(index)
        meant = [whole.entries[index.entries.index(entry)] for entry in entries]
        parts.append((whole, measures.measure(whole, meant, check(file, whole.bodies))))
    return joined(parts)


@command("agency")
def agency(
    asked: Asked,
    names: Names = None,
    every: Annotated[bool, typer.Option("--all", help="全部单位；配 -o 文件夹/ 时一个单位一个文件")] = False,
    role: RoleName = None,
) -> Answer:
    """单位任务清单：承担的措施，点到它的原文，统称和通用说明。"""
    from bioresp.report import agency as reports

    if every == bool(names):
        raise typer.BadParameter("请写单位名称，或用 --all（二者选一）", param_hint="单位")
    found = _tasks(asked, asked.every_agency() if every else asked.agencies(names or ()), role)
    concerned = {name: plans for name, plans in found.items() if any(tasks.duties.is_any for tasks in plans)}
    shown = concerned if every or asked.is_folder else found
    filters: tuple[tuple[str, Cell], ...] = (("role", role.value),) if role else ()
    note = asked.unregistered()
    if asked.output and (asked.output.endswith(("/", os.sep)) or Path(asked.output).is_dir()):
        made = {name: reports.agency([(name, plans)], role)._replace(filters=filters) for name, plans in shown.items()}
        if idle := [name for name in found if name not in concerned]:
            note = f"没有任务、没有写文件：{'、'.join(idle)}" + (f"\n{note}" if note else "")
        return Answer(made, FINE if made else FOUND, note)
    if idle := [name for name in found if name not in concerned and not every and asked.is_folder]:
        note = f"没有涉及{'、'.join(idle)}的措施{'（' + role.label + '）' if role else ''}"
    report = reports.agency(list(shown.items()), role)._replace(filters=filters)
    return Answer({"": report}, FINE if concerned else FOUND, note)


def _tasks(asked: Asked, names: Sequence[str], role: Role | None) -> dict[str, list["Tasks"]]:
    """What each plan that has an agency asks of it, by the name it is asked for; a plan asked alone is always there."""
    from bioresp.query.concern import Concerns
    from bioresp.query.duties import duties
    from bioresp.report.agency import Tasks

    found: dict[str, list[Tasks]] = {name: [] for name in names}
    for index in asked.indexes(names):
        relation = Concerns(index)
        for name in names:
            own = index.names.get(name)
            has = duties(relation, own, role) if own else None
            if own and has and (has.is_any or not index.key):
                found[name].append(Tasks(index, own, has))
    return found


@command("agencies")
def agencies(
    asked: Asked,
    sort: Annotated[
        Literal["register", "name", "total", "lead", "responsible", "supporting", "actions"],
        typer.Option("--sort", help="次序：名录、名称、总数、各角色、牵头举措"),
    ] = "register",
) -> Report:
    """单位名录：别名、层级，各角色的措施数。"""
    from bioresp.query.tally import Tally
    from bioresp.report import agency as reports

    return reports.agencies(Tally(asked.indexes()), sort)


@command("list")
def list_(
    asked: Asked, section: Section = "", agency: AgencyName = "", role: RoleName = None, no_lead: NoLead = False
) -> Answer:
    """措施一览：每项的牵头、责任、配合单位。"""
    from bioresp.report import measures

    chosen, filters = selected(asked, section, agency, role, no_lead)
    return listed(chosen, filters, lambda _, entries, __: measures.listing(entries))


@command("search")
def search(
    asked: Asked,
    words: Annotated[list[str], typer.Argument(metavar="词…", help="几个词都有才算；不分全角半角、大小写和空格")],
) -> Answer:
    """找词：在标题、正文、举措里，标出所在。"""
    from bioresp.query.filters import search as find_words
    from bioresp.report import circular

    hits = ((index, find_words(index, words)) for index in asked.indexes())
    parts = [(index, circular.found(index, found)) for index, found in hits if found or not index.key]
    report = joined(parts, circular.found(NO_PLAN, []))._replace(filters=(("words", tuple(words)),))
    if report.tables[0].rows:
        return Answer({"": report})
    return Answer({"": report}, FOUND, f"没有找到“{'”“'.join(words)}”")


@command("stats", FORMATS | PICTURES)
def stats(asked: Asked) -> Report:
    """统计：各单位任务量，未列牵头的措施，常在一起的单位。"""
    from bioresp.query.tally import Tally
    from bioresp.report import agency as reports

    tally = Tally(asked.indexes())
    return reports.stats(tally, asked.title)


@command("plans")
def plans(asked: Asked) -> Answer:
    """方案一览：文件夹里的各份方案，文号、标题、成文日期、措施数和检查发现。"""
    from bioresp.cli.listing import every_plan
    from bioresp.report import plans as reports

    listed = every_plan(asked)
    return Answer({"": reports.plans(listed)}, FINE if listed else FOUND, "" if listed else "没有符合条件的方案")
