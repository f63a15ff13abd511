"""The command line: the only part that prints and ends with an exit status."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from bioresp.cli.frame import FINE, HELP_OPTIONS, Group

__all__ = ["app", "main"]

app = typer.Typer(
    name="bioresp",
    cls=Group,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
    context_settings=HELP_OPTIONS,
    epilog="退出状态：0 正常；1 有错误、没有找到、不相同，或只读出一部分；2 用法错误；3 文件读不出或写不出。",
)


def _version(wanted: bool) -> None:
    if wanted:
        from bioresp import __version__
        from bioresp.planfile import located

        typer.echo(f"bioresp {__version__}，数据：{located()}")
        raise typer.Exit


@app.callback()
def _bioresp(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本，以及会用的数据文件")
    ] = False,
) -> None:
    """责任分工方案：查询谁牵头、谁负责，检查数据，输出责任矩阵。"""


def main() -> None:
    """Run the command line."""
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # closed by 2>&-
    for stream in filter(None, (sys.stdout, sys.stderr)):
        # a console that lacks a character shows its code; it never ends in a traceback
        stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="bioresp")
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else FINE)


def _leave(status: int) -> None:
    """End at once: everything is written, and taking the interpreter apart takes a fifth of a query's time."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):  # what could not be written has been said
            stream.flush()
    os._exit(status)
