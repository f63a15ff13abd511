"""检查: what is wrong with a file, and what its rules are."""

from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bioresp.cli.asked import Answer, Asked
from bioresp.cli.commands.shared import DryRun, completed_code, manuals
from bioresp.cli.commands.shared import codes as known_codes
from bioresp.cli.frame import BROKEN, FINE, FOUND, command
from bioresp.diagnostic import BioRespError, NothingFound, Severity
from bioresp.formats import FINDING_FORMATS, FORMATS, FULL
from bioresp.report.blocks import Report, Verbatim

if TYPE_CHECKING:
    from bioresp.cli.editing import Fixed
    from bioresp.diagnostic import Checked, Code


_SOURCE = "数据文件、公文（txt、docx、html、pdf，当场导入）、git:版本:路径，或 -"


@command("validate", {"full": FULL, **FORMATS, **FINDING_FORMATS})
def validate(
    asked: Asked,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="文件…", help="数据文件，或放着几份方案的文件夹；默认同 --data")
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="代码", help="不报这些代码，可用逗号分开", autocompletion=completed_code),
    ] = None,
    fail_on: Annotated[Literal["error", "warning"], typer.Option("--fail-on", help="从哪一级起退出状态为 1")] = "error",
    baseline: Annotated[
        str | None,
        typer.Option("--baseline", metavar="文件", help="以前 --format json 的输出：其中已有的不再报，只看新增的"),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="改好只有一种改法的：别名、括号全角半角、重复的单位；其余照常列出")
    ] = False,
    dry_run: DryRun = False,
) -> Answer:
    """检查数据文件：写法、编号、单位、分工，逐处列出问题。"""
    from bioresp.cli.checking import outcome
    from bioresp.report import findings

    ignored = {each.strip().upper() for part in ignore or () for each in part.split(",") if each.strip()}
    if unknown := ignored - known_codes().keys():
        raise typer.BadParameter(f"没有规则“{'、'.join(sorted(unknown))}”", param_hint="--ignore")
    if dry_run and not fix:
        raise typer.BadParameter("只与 --fix 同用", param_hint="--dry-run")
    meant = asked.at(paths) if paths else asked
    fixed = _fixed(meant, ignored, dry_run) if fix else None
    # the plans of a folder are checked by their register too, once they are mended
    found = fixed.outcome if fixed and (dry_run or not meant.is_folder) else outcome(meant)
    checked = [
        one._replace(findings=[each for each in one.findings if each.code not in ignored]) for one in found.checked
    ]
    if found.unread and not checked:
        raise BioRespError("；".join(found.unread))
    checked, said = _only_new(checked, baseline, ignored)
    severities = [each.severity for one in checked for each in one.findings]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    status = FOUND if errors or (warnings and fail_on == "warning") else FINE
    note = f"{errors} 个错误，{warnings} 个警告" if severities else f"没有发现{'新的' * bool(said)}问题"
    note += said + "".join(f"；{path} 没有读完，只查了写法" for path in found.broken)
    unread = list(dict.fromkeys((*(fixed.outcome.unread if fixed else ()), *found.unread)))
    note = "\n".join((*(f"错误：{error}" for error in unread), *(fixed.notes if fixed else ()), note))
    report = findings.findings(checked, known_codes())
    if fixed and dry_run:
        report = report._replace(blocks=(Verbatim(fixed.diff),))
    return Answer({"": report}, BROKEN if unread else status, note)


@command("diff", is_question=False)
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


@command("explain", is_question=False)
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


@command("check-paper", is_question=False)
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


def _only_new(checked: "list[Checked]", baseline: str | None, ignored: Container[str]) -> "tuple[list[Checked], str]":
    """What the baseline does not have; a clause that says how much it has, and how much of that is gone."""
    if baseline is None:
        return checked, ""
    from bioresp.checking.baseline import Baseline

    known = Baseline(_baseline(baseline), baseline)
    new = [one._replace(findings=known.new(one.path, one.findings)) for one in checked]
    gone = known.gone((one.path for one in checked), ignored)
    return new, f"；基线里已有的 {known.set_aside} 处没有报" + (f"，另有 {gone} 处已经没有了" if gone else "")


def _baseline(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise BioRespError(f"找不到基线 {path}；用 bioresp validate --format json -o {path} 写一份") from None
    except OSError as error:
        raise BioRespError(f"读不出基线 {path}：{error.strerror or error}") from None


def _fixed(asked: Asked, ignored: set[str], dry_run: bool) -> "Fixed":
    from bioresp.cli.editing import fixed

    return fixed(asked.paths, ignored, dry_run=dry_run)


def _known(codes: list[str]) -> "list[Code]":
    """The rules of these codes."""
    known = manuals()
    return [_code(known, each.strip().upper()) for each in codes if each.strip()]


def _code(known: "dict[str, Code]", code: str) -> "Code":
    if code not in known:
        raise NothingFound(f"没有规则“{code}”；bioresp explain 列出全部规则")
    return known[code]
