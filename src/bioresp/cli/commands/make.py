"""输出: the plan as something to send out."""

from typing import Annotated, Literal

import typer

from bioresp.cli.asked import Answer, Asked
from bioresp.cli.commands.shared import AgencyName, NoLead, RoleName, Section, listed, selected
from bioresp.cli.frame import command, positive
from bioresp.diagnostic import NothingFound
from bioresp.formats import FORMATS, PAGE_FORMATS, PICTURES, ROW_FORMATS, VERBATIM
from bioresp.report.blocks import Report
from bioresp.report.joined import joined


@command("matrix", FORMATS | PICTURES)
def matrix(
    asked: Asked,
    layout: Annotated[
        Literal["list", "grid"], typer.Option("--layout", "-l", help="list 如公文附表，grid 为措施 × 单位")
    ] = "list",
    columns: Annotated[
        int | None, typer.Option("--columns", metavar="列数", parser=positive, help="grid 每张表最多几个单位")
    ] = None,
    section: Section = "",
    agency: AgencyName = "",
    role: RoleName = None,
    no_lead: NoLead = False,
) -> Answer:
    """责任矩阵：可直接贴进公文的附表，或措施与单位的对照表。"""
    from bioresp.report import matrix as reports

    if columns and layout != "grid":
        raise typer.BadParameter("只用于 --layout grid", param_hint="--columns")
    chosen, filters = selected(asked, section, agency, role, no_lead)
    return listed(chosen, filters, lambda index, entries, words: reports.matrix(index, entries, layout, columns, words))


@command("circular")
def circular(asked: Asked) -> Report:
    """公文全文：通知、方案、各措施及其单位和举措。"""
    from bioresp.report import circular as reports

    return joined([(index, reports.circular(index)) for index in asked.indexes()])


@command("page", PAGE_FORMATS)
def page(asked: Asked) -> Answer:
    """网页：一个文件，离线可用；可点、可筛选、搜索、打印。--data 给文件夹，则几份方案在一页里选。"""
    from bioresp import check
    from bioresp.report import page as reports

    wholes = [asked.whole(index) for index in asked.indexes()]
    sheets = [reports.Sheet(index, check(file, index.bodies)) for index, file in wholes if index.entries]
    if not sheets:
        raise NothingFound("没有读得出措施的方案")
    notes = [f"没有措施，没有放进网页：{file.path}" for index, file in wholes if not index.entries]
    notes += [f"共 {len(sheets)} 份方案"] * asked.is_folder
    return Answer({"": reports.page(sheets)}, note="\n".join(notes))


@command("export", ROW_FORMATS)
def export(asked: Asked) -> Report:
    """导出：一条分工一行，供表格、数据库和分析引擎用；-o 文件夹/ 为按年份分开的 parquet。"""
    from bioresp.report import facts

    return facts.export(asked.indexes())


@command("schema", {"json": VERBATIM}, is_question=False)
def schema(
    asked: Asked,
    with_units: Annotated[
        bool, typer.Option("--with-units", help="连同数据文件里的单位：编辑器提示名称，名录里没有的画线标出")
    ] = False,
) -> Report:
    """数据文件的 JSON Schema，供编辑器提示和检查。"""
    from bioresp.planfile.schema import schema_text
    from bioresp.report.blocks import Verbatim

    register = asked.index.plan.agencies if with_units else ()
    if with_units and not register:
        raise NothingFound(f"{asked.file.path} 的单位名录（agencies）是空的")
    return Report("schema", (Verbatim(schema_text(register)),), ())
