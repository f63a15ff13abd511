"""编辑: data files made and changed."""

from functools import partial
from typing import Annotated

import typer

from bioresp.cli.asked import Answer, Asked
from bioresp.cli.commands.shared import ActionNumber, DryRun, Ref, RoleMeant, Spelling, Units
from bioresp.cli.frame import command
from bioresp.formats import DIFF_FORMATS, FINDING_FORMATS, FORMATS, VERBATIM
from bioresp.report.blocks import Report


@command("init", {"yaml": VERBATIM}, is_question=False)
def init(asked: Asked) -> Report:
    """带注释的数据文件样例，供照着改。"""
    from bioresp.planfile.starter import STARTER
    from bioresp.report.blocks import Verbatim

    return Report("init", (Verbatim(STARTER.removesuffix("\n")),), ())


@command("import", {"yaml": VERBATIM, "json": FORMATS["json"], **FINDING_FORMATS}, is_question=False)
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


@command("rename", DIFF_FORMATS, is_question=False)
def rename(
    asked: Asked,
    old: Spelling,
    new: Annotated[str, typer.Argument(metavar="新名", help="照此写入")],
    alias: Annotated[bool, typer.Option("--alias", help="只在名录改名，原名作别名；名单照录公文的写法")] = False,
    in_text: Annotated[bool, typer.Option("--in-text", help="标题、正文、举措等句子里的也改")] = False,
    dry_run: DryRun = False,
) -> Answer:
    """单位改名：名录和各处名单一并改；句子不动，仍写原名的逐处列出。"""
    from bioresp import editing
    from bioresp.cli.editing import edit

    _only_a_diff(asked, dry_run)
    if alias and in_text:
        raise typer.BadParameter("--alias 照录原文，不能与 --in-text 同用", param_hint="--alias")
    wish = partial(editing.rename, old=old, new=new, alias=alias, in_text=in_text)
    return edit(asked.one_path, wish, dry_run=dry_run)


@command("assign", DIFF_FORMATS, is_question=False)
def assign(
    asked: Asked,
    ref: Ref,
    role: RoleMeant,
    agencies: Units,
    action: ActionNumber = None,
    register: Annotated[bool, typer.Option("--register", help="名录里没有的，登记为新单位")] = False,
    move: Annotated[bool, typer.Option("--move", help="从它在这里的其他角色中删去")] = False,
    dry_run: DryRun = False,
) -> Answer:
    """给措施或举措增加牵头、责任、配合单位。"""
    from bioresp import editing
    from bioresp.cli.editing import edit

    _only_a_diff(asked, dry_run)
    wish = partial(editing.assign, ref=ref, role=role, names=agencies, action=action, register=register, move=move)
    return edit(asked.one_path, wish, dry_run=dry_run)


@command("unassign", DIFF_FORMATS, is_question=False)
def unassign(
    asked: Asked, ref: Ref, role: RoleMeant, agencies: Units, action: ActionNumber = None, dry_run: DryRun = False
) -> Answer:
    """从措施或举措中删去牵头、责任、配合单位。"""
    from bioresp import editing
    from bioresp.cli.editing import edit

    _only_a_diff(asked, dry_run)
    wish = partial(editing.unassign, ref=ref, role=role, names=agencies, action=action)
    return edit(asked.one_path, wish, dry_run=dry_run)


@command("fmt", DIFF_FORMATS, is_question=False)
def fmt(
    asked: Asked,
    paths: Annotated[list[str] | None, typer.Argument(metavar="文件…", help="数据文件；默认同 --data")] = None,
    check: Annotated[bool, typer.Option("--check", help="只查是否已是规范排版，不是的退出状态为 1")] = False,
    dry_run: DryRun = False,
) -> Answer:
    """规范排版：缩进、键的次序、引号、名单和长文字；注释留在原处，内容不变。"""
    from bioresp.cli import editing

    _only_a_diff(asked, dry_run)
    return editing.fmt((asked.at(paths) if paths else asked).paths, is_check=check, dry_run=dry_run)


def _only_a_diff(asked: Asked, dry_run: bool) -> None:
    """-o is where a diff goes: what is edited is written in its place."""
    if asked.output and not dry_run:
        raise typer.BadParameter("改动写回原文件；-o 只用于存放 --dry-run 的差异", param_hint="-o")
