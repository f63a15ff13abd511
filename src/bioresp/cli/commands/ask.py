"""查询: questions to a plan."""

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from bioresp.cli.asked import Answer, Asked
from bioresp.cli.commands.shared import AgencyName, Filters, Names, NoLead, Refs, RoleName, Section, listed, selected
from bioresp.cli.frame import FINE, FOUND, command
from bioresp.formats import FORMATS, PICTURES
from bioresp.report.blocks import Cell, Report


@command("who-leads")
def who_leads(asked: Asked, refs: Refs) -> Report:
    """谁牵头：措施和各条举措的牵头单位；未列的，谁负责。"""
    from bioresp.report import measures

    return measures.who_leads(asked.index, asked.measures(refs))


@command("measure")
def measure(asked: Asked, refs: Refs) -> Report:
    """措施全文：正文、单位、举措，与它有关的检查发现。"""
    from bioresp import check
    from bioresp.report import measures

    return measures.measure(asked.index, asked.measures(refs), check(asked.file))


@command("agency")
def agency(
    asked: Asked,
    names: Names = None,
    every: Annotated[bool, typer.Option("--all", help="全部单位；配 -o 文件夹/ 时一个单位一个文件")] = False,
    role: RoleName = None,
) -> Answer:
    """单位任务清单：承担的措施，点到它的原文，统称和通用说明。"""
    from bioresp.query.duties import duties
    from bioresp.report import agency as reports

    if every == bool(names):
        raise typer.BadParameter("请写单位名称，或用 --all（二者选一）", param_hint="单位")
    chosen = list(asked.index.register) if every else asked.agencies(names or ())
    filters: Filters = (("role", role.value),) if role else ()
    concerned = [name for name in chosen if duties(asked.index, name, role).is_any]
    note = asked.unregistered()
    if asked.output and (asked.output.endswith(("/", os.sep)) or Path(asked.output).is_dir()):
        made = {name: reports.agency(asked.index, [name], role)._replace(filters=filters) for name in concerned}
        if idle := [name for name in chosen if name not in concerned]:
            note = f"没有任务、没有写文件：{'、'.join(idle)}" + (f"\n{note}" if note else "")
        return Answer(made, FINE if made else FOUND, note)
    report = reports.agency(asked.index, concerned if every else chosen, role)._replace(filters=filters)
    return Answer({"": report}, FINE if concerned else FOUND, note)


@command("agencies")
def agencies(
    asked: Asked,
    sort: Annotated[
        Literal["register", "name", "total", "lead", "responsible", "supporting", "actions"],
        typer.Option("--sort", help="次序：名录、名称、总数、各角色、牵头举措"),
    ] = "register",
) -> Report:
    """单位名录：别名、层级，各角色的措施数。"""
    from bioresp.report import agency as reports

    return reports.agencies(asked.index, sort)


@command("list")
def list_(
    asked: Asked, section: Section = "", agency: AgencyName = "", role: RoleName = None, no_lead: NoLead = False
) -> Answer:
    """措施一览：每项的牵头、责任、配合单位。"""
    from bioresp.report import measures

    entries, filters, _ = selected(asked, section, agency, role, no_lead)
    return listed(entries, measures.listing(entries)._replace(filters=filters))


@command("search")
def search(
    asked: Asked,
    words: Annotated[list[str], typer.Argument(metavar="词…", help="几个词都有才算；不分全角半角、大小写和空格")],
) -> Answer:
    """找词：在标题、正文、举措里，标出所在。"""
    from bioresp.query.filters import search as find_words
    from bioresp.report import circular

    hits = find_words(asked.index, words)
    filters: tuple[tuple[str, Cell], ...] = (("words", tuple(words)),)
    note = "" if hits else f"没有找到“{'”“'.join(words)}”"
    return Answer({"": circular.found(asked.index, hits)._replace(filters=filters)}, FINE if hits else FOUND, note)


@command("stats", FORMATS | PICTURES)
def stats(asked: Asked) -> Report:
    """统计：各单位任务量，未列牵头的措施，常在一起的单位。"""
    from bioresp.report import agency as reports

    return reports.stats(asked.index)
