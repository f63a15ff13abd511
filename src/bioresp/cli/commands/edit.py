"""编辑: data files made and changed."""

from typing import Annotated

import typer

from bioresp.cli.asked import Answer, Asked
from bioresp.cli.frame import command
from bioresp.formats import FINDING_FORMATS, FORMATS, VERBATIM
from bioresp.report.blocks import Report


@command("init", {"yaml": VERBATIM}, is_question=False)
def init(asked: Asked) -> Report:
    """带注释的数据文件样例，供照着改。"""
    from bioresp.planfile.starter import STARTER
    from bioresp.report.blocks import Verbatim

    return Report("init", (Verbatim(STARTER),), ())


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
