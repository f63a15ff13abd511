"""输出: the plan as something to send out."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bioresp.cli.asked import Answer, Asked, NothingFound, read_files
from bioresp.cli.commands.shared import AgencyName, NoLead, RoleName, Section, listed, selected
from bioresp.cli.frame import BROKEN, FINE, command, positive
from bioresp.formats import FORMATS, PAGE_FORMATS, PICTURES, ROW_FORMATS, VERBATIM
from bioresp.query.places import Index
from bioresp.report.blocks import Report


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
    entries, filters, filtered = selected(asked, section, agency, role, no_lead)
    report = reports.matrix(asked.index, entries, layout, columns, filtered)
    return listed(entries, report._replace(filters=filters))


@command("circular")
def circular(asked: Asked) -> Report:
    """公文全文：通知、方案、各措施及其单位和举措。"""
    from bioresp.report import circular as reports

    return reports.circular(asked.index)


@command("page", PAGE_FORMATS)
def page(asked: Asked) -> Answer:
    """网页：一个文件，离线可用；可点、可筛选、搜索、打印。--data 给文件夹，则几份方案在一页里选。"""
    from bioresp import check
    from bioresp.report import page as reports

    if not (asked.data and Path(asked.data).is_dir()):
        return Answer({"": reports.page([reports.Sheet(asked.index, check(asked.file))])})
    paths = sorted(str(path) for path in Path(asked.data).rglob("*.yaml"))
    files, unread = read_files(paths)
    sheets = [reports.Sheet(index, check(file)) for file in files if (index := Index(file.plan)).entries]
    if not sheets:
        raise NothingFound(f"{asked.data} 里没有读得出措施的数据文件")
    skipped = [file.path for file in files if not Index(file.plan).entries]
    notes = [*(f"错误：{error}" for error in unread), *(f"没有措施，没有放进网页：{path}" for path in skipped)]
    return Answer(
        {"": reports.page(sheets)}, BROKEN if unread else FINE, "\n".join([*notes, f"共 {len(sheets)} 份方案"])
    )


@command("export", ROW_FORMATS)
def export(asked: Asked) -> Report:
    """导出：一条分工一行，供表格、数据库和分析引擎用；-o 文件夹/ 为按年份分开的 parquet。"""
    from bioresp.report import facts

    return facts.export([(asked.index, asked.file.path)])


@command("schema", {"json": VERBATIM})
def schema(asked: Asked) -> Report:
    """数据文件的 JSON Schema，供编辑器提示和检查。"""
    from bioresp.planfile.schema import schema_text
    from bioresp.report.blocks import Verbatim

    return Report("schema", (Verbatim(schema_text()),), ())
