"""The commands. Each is: find what is meant, ask, make a report."""

# no postponed annotations here: typer reads them, and evaluating strings takes time at every start
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bioresp.cli.asked import Answer, Asked, NothingFound, read_file
from bioresp.cli.frame import BROKEN, FINE, FOUND, command, positive
from bioresp.diagnostic import BioRespError, Severity
from bioresp.formats import FINDING_FORMATS, FORMATS, PAGE_FORMATS, PICTURES, VERBATIM
from bioresp.model import Plan, Role
from bioresp.planfile import PlanFile, load
from bioresp.query.filters import Filter, select
from bioresp.query.places import Entry, Index, spaced
from bioresp.report.blocks import Cell, Report

if TYPE_CHECKING:
    from bioresp.diagnostic import Code

ASK, CHECK, MAKE, TAKE = "查询", "检查", "输出", "导入"

# --- what commands take -------------------------------------------------------------------------------------------


def _completed_measure(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    return [(entry.ref, entry.title) for entry in _completing(ctx).entries if entry.ref.startswith(incomplete)]


def _completed_agency(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names that begin so; where none does, names without their 市 that do."""
    names = list(_completing(ctx).names)
    begin = [name for name in names if name.startswith(incomplete)]
    return begin or [name[1:] for name in names if name.startswith("市" + incomplete)]


def _completed_code(incomplete: str) -> list[tuple[str, str]]:
    return [(code.code, code.title) for code in _manuals().values() if code.code.startswith(incomplete)]


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

# --- 查询 ---------------------------------------------------------------------------------------------------------


@command("who-leads", ASK)
def who_leads(asked: Asked, refs: Refs) -> Report:
    """谁牵头：措施和各条举措的牵头单位；未列的，谁负责。"""
    from bioresp.report import measures

    return measures.who_leads(asked.index, asked.measures(refs))


@command("measure", ASK)
def measure(asked: Asked, refs: Refs) -> Report:
    """措施全文：正文、单位、举措，与它有关的检查发现。"""
    from bioresp import check
    from bioresp.report import measures

    return measures.measure(asked.index, asked.measures(refs), check(asked.file))


@command("agency", ASK)
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


@command("agencies", ASK)
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


@command("list", ASK)
def list_(
    asked: Asked, section: Section = "", agency: AgencyName = "", role: RoleName = None, no_lead: NoLead = False
) -> Answer:
    """措施一览：每项的牵头、责任、配合单位。"""
    from bioresp.report import measures

    entries, filters, _ = _selected(asked, section, agency, role, no_lead)
    return _listed(entries, measures.listing(entries)._replace(filters=filters))


@command("search", ASK)
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


@command("stats", ASK, FORMATS | PICTURES)
def stats(asked: Asked) -> Report:
    """统计：各单位任务量，未列牵头的措施，常在一起的单位。"""
    from bioresp.report import agency as reports

    return reports.stats(asked.index)


# --- 检查 ---------------------------------------------------------------------------------------------------------


@command("validate", CHECK, {"full": FORMATS["table"], **FORMATS, **FINDING_FORMATS})
def validate(
    asked: Asked,
    paths: Annotated[list[str] | None, typer.Argument(metavar="文件…", help="数据文件；默认同 --data")] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="代码", help="不报这些代码，可用逗号分开", autocompletion=_completed_code),
    ] = None,
    fail_on: Annotated[Literal["error", "warning"], typer.Option("--fail-on", help="从哪一级起退出状态为 1")] = "error",
) -> Answer:
    """检查数据文件：写法、编号、单位、分工，逐处列出问题。"""
    from bioresp import check
    from bioresp.report import findings

    ignored = {each.strip().upper() for part in ignore or () for each in part.split(",") if each.strip()}
    if unknown := ignored - _codes().keys():
        raise typer.BadParameter(f"没有规则“{'、'.join(sorted(unknown))}”", param_hint="--ignore")
    files, unread = _loaded(paths) if paths else ([asked.file], [])
    if unread and not files:
        raise BioRespError("；".join(map(str, unread)))
    checked = [
        findings.Checked(file.path, file.text, [each for each in check(file) if each.code not in ignored])
        for file in files
    ]
    severities = [each.severity for one in checked for each in one.findings]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    status = FOUND if errors or (warnings and fail_on == "warning") else FINE
    note = f"{errors} 个错误，{warnings} 个警告" if severities else "没有发现问题"
    for file in files:
        note += "" if file.is_whole else f"；{file.path} 没有读完，只查了写法"
    note = "\n".join((*(f"错误：{error}" for error in unread), note))
    return Answer({"": findings.findings(checked, _codes())}, BROKEN if unread else status, note)


def _loaded(paths: list[str]) -> tuple[list[PlanFile], list[BioRespError]]:
    """The files, and why others could not be read."""
    files, unread = [], []
    for path in paths:
        try:
            files.append(read_file(path))
        except BioRespError as error:
            unread.append(error)
    return files, unread


@command("explain", CHECK)
def explain(
    asked: Asked,
    codes: Annotated[
        list[str] | None,
        typer.Argument(metavar="代码…", help="如 R304；不写则列出全部", autocompletion=_completed_code),
    ] = None,
) -> Report:
    """规则手册：一个代码查什么、为什么、怎样改。"""
    from bioresp.report import findings

    return findings.explain(_known(codes)) if codes else findings.rules(list(_manuals().values()))


@command("check-paper", CHECK)
def check_paper(
    asked: Asked, file: Annotated[str, typer.Argument(metavar="文件", help="要核对的 docx；- 为标准输入")]
) -> Answer:
    """核对 Word 文件：逐条对照 GB/T 9704-2012 公文格式。"""
    from bioresp import paper
    from bioresp.cli.importing import content
    from bioresp.report import paper as reports

    try:
        verdicts = paper.check(content(file))
    except BioRespError as error:
        raise BioRespError(f"{file}：{error}") from error
    wrong = any(verdict.status is paper.Status.FAILS for verdict in verdicts)
    return Answer({"": reports.paper(file, verdicts)}, FOUND if wrong else FINE, reports.counted(verdicts))


# --- 输出 ---------------------------------------------------------------------------------------------------------


@command("matrix", MAKE, FORMATS | PICTURES)
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
    entries, filters, filtered = _selected(asked, section, agency, role, no_lead)
    report = reports.matrix(asked.index, entries, layout, columns, filtered)
    return _listed(entries, report._replace(filters=filters))


@command("circular", MAKE)
def circular(asked: Asked) -> Report:
    """公文全文：通知、方案、各措施及其单位和举措。"""
    from bioresp.report import circular as reports

    return reports.circular(asked.index)


@command("page", MAKE, PAGE_FORMATS)
def page(asked: Asked) -> Answer:
    """网页：一个文件，离线可用；可点、可筛选、搜索、打印。--data 给文件夹，则几份方案在一页里选。"""
    from bioresp import check
    from bioresp.report import page as reports

    if not (asked.data and Path(asked.data).is_dir()):
        return Answer({"": reports.page([reports.Sheet(asked.index, check(asked.file))])})
    paths = sorted(str(path) for path in Path(asked.data).rglob("*.yaml"))
    files, unread = _loaded(paths)
    sheets = [reports.Sheet(index, check(file)) for file in files if (index := Index(file.plan)).entries]
    if not sheets:
        raise NothingFound(f"{asked.data} 里没有读得出措施的数据文件")
    skipped = [file.path for file in files if not Index(file.plan).entries]
    notes = [*(f"错误：{error}" for error in unread), *(f"没有措施，没有放进网页：{path}" for path in skipped)]
    return Answer(
        {"": reports.page(sheets)}, BROKEN if unread else FINE, "\n".join([*notes, f"共 {len(sheets)} 份方案"])
    )


@command("schema", MAKE, {"json": VERBATIM})
def schema(asked: Asked) -> Report:
    """数据文件的 JSON Schema，供编辑器提示和检查。"""
    from bioresp.planfile.schema import schema_text
    from bioresp.report.blocks import Verbatim

    return Report("schema", (Verbatim(schema_text()),), ())


@command("init", MAKE, {"yaml": VERBATIM})
def init(asked: Asked) -> Report:
    """带注释的数据文件样例，供照着改。"""
    from bioresp.planfile.starter import STARTER
    from bioresp.report.blocks import Verbatim

    return Report("init", (Verbatim(STARTER),), ())


# --- 导入 ---------------------------------------------------------------------------------------------------------


@command("import", TAKE, {"yaml": VERBATIM, "json": FORMATS["json"], **FINDING_FORMATS})
def import_(
    asked: Asked,
    source: Annotated[str, typer.Argument(metavar="公文", help="txt、docx、html 或 pdf 文件；- 为标准输入")],
    report: Annotated[str, typer.Option("--report", metavar="文件", help="逐行写出原文成了什么，.html 或 .md")] = "",
) -> Answer:
    """读一份公文，写成数据文件；存疑之处指到原文的行和列。"""
    from bioresp.cli.importing import imported

    if report and not report.lower().endswith((".html", ".md")):
        raise typer.BadParameter("文件名请以 .html 或 .md 结尾", param_hint="--report")
    return imported(source, report)


# --- what several commands do -------------------------------------------------------------------------------------

Filters = tuple[tuple[str, Cell], ...]


def _selected(
    asked: Asked, section: str, agency: str, role: Role | None, no_lead: bool
) -> tuple[list[Entry], Filters, str]:
    """The measures that the filters let through; the filters in force, for programs and in words."""
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


def _listed(entries: list[Entry], report: Report) -> Answer:
    """A list of measures; an empty one is nothing found."""
    return Answer({"": report}, FINE if entries else FOUND, "" if entries else "没有符合条件的措施")


def _codes() -> "dict[str, Code]":
    """What `validate` may say."""
    from bioresp.planfile import READING
    from bioresp.rules import RULES

    return READING | RULES


def _manuals() -> "dict[str, Code]":
    """Every code, those of the importer too."""
    from bioresp.circular import IMPORTING

    return _codes() | IMPORTING


def _known(codes: list[str]) -> "list[Code]":
    """The rules of these codes."""
    known = _manuals()
    return [_code(known, each.strip().upper()) for each in codes if each.strip()]


def _code(known: "dict[str, Code]", code: str) -> "Code":
    if code not in known:
        raise NothingFound(f"没有规则“{code}”；bioresp explain 列出全部规则")
    return known[code]
