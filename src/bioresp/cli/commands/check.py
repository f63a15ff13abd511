"""检查: what is wrong with a file, and what its rules are."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bioresp.cli.asked import Answer, Asked, NothingFound, read_files
from bioresp.cli.commands.shared import codes as known_codes
from bioresp.cli.commands.shared import completed_code, manuals
from bioresp.cli.frame import BROKEN, FINE, FOUND, command
from bioresp.diagnostic import BioRespError, Severity
from bioresp.formats import FINDING_FORMATS, FORMATS
from bioresp.report.blocks import Report

if TYPE_CHECKING:
    from bioresp.diagnostic import Code


_SOURCE = "数据文件、公文（txt、docx、html、pdf，当场导入）、git:版本:路径，或 -"


@command("validate", {"full": FORMATS["table"], **FORMATS, **FINDING_FORMATS})
def validate(
    asked: Asked,
    paths: Annotated[list[str] | None, typer.Argument(metavar="文件…", help="数据文件；默认同 --data")] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="代码", help="不报这些代码，可用逗号分开", autocompletion=completed_code),
    ] = None,
    fail_on: Annotated[Literal["error", "warning"], typer.Option("--fail-on", help="从哪一级起退出状态为 1")] = "error",
) -> Answer:
    """检查数据文件：写法、编号、单位、分工，逐处列出问题。"""
    from bioresp import check
    from bioresp.report import findings

    ignored = {each.strip().upper() for part in ignore or () for each in part.split(",") if each.strip()}
    if unknown := ignored - known_codes().keys():
        raise typer.BadParameter(f"没有规则“{'、'.join(sorted(unknown))}”", param_hint="--ignore")
    files, unread = read_files(paths) if paths else ([asked.file], [])
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
    return Answer({"": findings.findings(checked, known_codes())}, BROKEN if unread else status, note)


@command("diff")
def diff(
    asked: Asked,
    old: Annotated[str, typer.Argument(metavar="原方案", help=_SOURCE)],
    new: Annotated[str, typer.Argument(metavar="现方案", help="写法同上")],
    agency: Annotated[str, typer.Option("--agency", "-a", metavar="单位", help="只要与这个单位有关的")] = "",
    stat: Annotated[bool, typer.Option("--stat", help="只要各类改动的数目")] = False,
) -> Answer:
    """对照两份方案：措施、单位、文字的增删改，各单位的增减；相同时退出状态为 0，不同为 1。"""
    from bioresp.cli.comparing import compared

    return compared(asked, old, new, agency, stat=stat)


@command("explain")
def explain(
    asked: Asked,
    codes: Annotated[
        list[str] | None,
        typer.Argument(metavar="代码…", help="如 R304；不写则列出全部", autocompletion=completed_code),
    ] = None,
) -> Report:
    """规则手册：一个代码查什么、为什么、怎样改。"""
    from bioresp.report import findings

    return findings.explain(_known(codes)) if codes else findings.rules(list(manuals().values()))


@command("check-paper")
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


def _known(codes: list[str]) -> "list[Code]":
    """The rules of these codes."""
    known = manuals()
    return [_code(known, each.strip().upper()) for each in codes if each.strip()]


def _code(known: "dict[str, Code]", code: str) -> "Code":
    if code not in known:
        raise NothingFound(f"没有规则“{code}”；bioresp explain 列出全部规则")
    return known[code]
