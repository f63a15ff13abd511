"""Commands as typer sees them: the options that all share, Chinese help and errors, exit status.

A command is a function from what was asked to its answer. Typer builds it when it is called, so that an invocation pays
for the options of one command and not of all.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from bioresp.cli import completion
from bioresp.cli.asked import Answer, Asked, Folder, say
from bioresp.cli.output import Wanted, check_target, deliver
from bioresp.diagnostic import BioRespError, NothingFound
from bioresp.formats import FILE_FORMATS, FORMATS, Format
from bioresp.report.blocks import Report

FINE = 0
FOUND = 1
"""Findings at or above --fail-on, nothing found, or an answer from a file that was read only in part."""
WRONG_USAGE = 2
BROKEN = 3
"""A file could not be read or written."""
INTERRUPTED = 130

if TYPE_CHECKING:
    _Base = TyperCommand
else:
    _Base = object
    """A mixin for commands and for their group."""

ClickException: Any = typer.BadParameter.__mro__[2]
"""Typer carries click inside itself and gives this base class no public name."""

# --- options that every command accepts the same way --------------------------------------------------------------


def positive(text: str) -> int:
    """An option's value as a number from 1.

    Raises:
        typer.BadParameter: It is none.
    """
    if not (text.isascii() and text.isdigit() and int(text)):
        raise typer.BadParameter(f"“{text}”不是从 1 起的整数")
    return int(text)


def points(text: str) -> float:
    """An option's value as a size in points that Word knows: halves, from 4 to 72.

    Raises:
        typer.BadParameter: It is none.
    """
    found = float(text) if re.fullmatch(r"\d{1,2}(\.\d{1,2})?", text, re.ASCII) else 0.0
    if not 4 <= found <= 72:
        raise typer.BadParameter(f"“{text}”不是 4 到 72 之间的磅数")
    return found


_PANEL = "输出"
_PAPER = {
    "line_pitch": ("--line-pitch", "docx 正文的行距，默认 28.95 磅，每面 22 行；国标定行数，不定磅数"),
    "table_size": ("--table-size", "docx 表格文字的字号，默认 10.5 磅（5号）；国标没有规定"),
}
"""Only where a Word file may be written."""


def _shared(formats: tuple[str, ...]) -> dict[str, Any]:
    """The shared options, by the name of their parameter."""
    option = typer.Option
    data_help = (
        "数据文件，或放着几份方案的文件夹，可写几次；"
        "默认为 BIORESP_DATA，或这里及上级文件夹的 measures.yaml，或随程序附带的方案"
    )
    return {
        "data": Annotated[list[str] | None, option("--data", "-d", metavar="路径", help=data_help)],
        "format": Annotated[
            Literal[formats] | None,
            option(
                "--format",
                "-f",
                metavar="格式",
                help=f"{' '.join(formats)}；默认按 -o 的文件名，否则是第一种",
                rich_help_panel=_PANEL,
            ),
        ],
        "output": Annotated[
            str | None, option("--output", "-o", metavar="文件", help="写入文件", rich_help_panel=_PANEL)
        ],
        "force": Annotated[bool, option("--force", help="覆盖已有的文件", rich_help_panel=_PANEL)],
        "table": Annotated[
            str | None, option("--table", metavar="表名", help="json、csv 中只要这张表", rich_help_panel=_PANEL)
        ],
        "width": Annotated[
            int | None,
            option("--width", metavar="格", parser=positive, help="每行格数，一个汉字两格", rich_help_panel=_PANEL),
        ],
        "color": Annotated[Literal["auto", "always", "never"], option("--color", help="颜色", rich_help_panel=_PANEL)],
        **{
            key: Annotated[float | None, option(name, metavar="磅", parser=points, help=said, rich_help_panel=_PANEL)]
            for key, (name, said) in _PAPER.items()
            if "docx" in formats
        },
    }


def _day(text: str) -> str:
    from bioresp.planfile.reader import is_time

    if not is_time(text):
        raise typer.BadParameter(f"“{text}”不是日期，请写成 2024、2024-03 或 2024-03-31")
    return text


def _folder() -> dict[str, Any]:
    """The options of every question that may be put to a folder of plans."""
    option, panel = typer.Option, "文件夹"
    return {
        "plan": Annotated[
            str | None,
            option(
                "--plan", metavar="方案", help="只要这份方案：文号，或文号、标题、路径的一段", rich_help_panel=panel
            ),
        ],
        "since": Annotated[
            str | None,
            option("--since", metavar="日期", parser=_day, help="只要这一天（月、年）起印发的", rich_help_panel=panel),
        ],
        "until": Annotated[
            str | None,
            option("--until", metavar="日期", parser=_day, help="只要到这一天（月、年）印发的", rich_help_panel=panel),
        ],
        "no_index": Annotated[bool, option("--no-index", help="不用索引，全部重读", rich_help_panel=panel)],
        "verify": Annotated[bool, option("--verify", help="索引逐个比对文件内容", rich_help_panel=panel)],
    }


_DEFAULTS = {"force": False, "color": "auto", "no_index": False, "verify": False}

# --- commands -----------------------------------------------------------------------------------------------------

Command = Callable[..., Answer | Report]


class Registered(NamedTuple):
    run: Command
    formats: Mapping[str, Format]
    """The first is the one that is taken where none is asked for."""
    is_question: bool
    """It is put to a plan, and may be put to a folder of them."""


class Panel(NamedTuple):
    """Commands that a user thinks of together, and help lists together."""

    title: str
    module: str
    commands: tuple[str, ...]


PANELS = (
    Panel("查询", "ask", ("who-leads", "measure", "agency", "agencies", "list", "search", "stats", "plans")),
    Panel("检查", "check", ("validate", "diff", "explain", "check-paper")),
    Panel("输出", "make", ("matrix", "circular", "page", "export", "schema")),
    Panel("编辑", "edit", ("import", "init", "rename", "assign", "unassign", "fmt")),
)
COMMANDS = {name: panel for panel in PANELS for name in panel.commands}
"""Every command; its module is imported when it is asked for, so that a query loads no other."""

_REGISTERED: dict[str, Registered] = {}


def command(
    name: str, formats: Mapping[str, Format] = FORMATS, *, is_question: bool = True
) -> Callable[[Command], Command]:
    """Register a command: a function from `Asked` and its own parameters to its answer."""

    def register(run: Command) -> Command:
        _REGISTERED[name] = Registered(run, formats, is_question)
        return run

    return register


def registered(name: str) -> Registered:
    """A command of COMMANDS, its module loaded."""
    import_module(f"bioresp.cli.commands.{COMMANDS[name].module}")
    return _REGISTERED[name]


def _built(name: str) -> TyperCommand:
    found = registered(name)
    own = list(inspect.signature(found.run).parameters.values())[1:]
    shared = [
        inspect.Parameter(each, inspect.Parameter.KEYWORD_ONLY, default=_DEFAULTS.get(each), annotation=annotation)
        for each, annotation in (_shared(tuple(found.formats)) | (_folder() if found.is_question else {})).items()
    ]

    def run(**values: Any) -> None:
        data = values.pop("data")
        wanted = Wanted(found.formats, **{key: values.pop(key, None) for key in Wanted._fields[1:]})
        folder = Folder(**{key: values.pop(key) for key in Folder._fields if key in values})
        _answer(found.run, Asked(data, wanted.output, folder), values, wanted)

    run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in (*own, *shared)}
    app = typer.Typer(add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False)
    app.command(
        name,
        cls=_Command,
        help=found.run.__doc__,
        rich_help_panel=COMMANDS[name].title,
        options_metavar="[选项]",
        context_settings=HELP_OPTIONS,
    )(run)
    built = typer.main.get_command(app)
    assert isinstance(built, TyperCommand)
    return built


def _answer(run: Command, asked: Asked, values: dict[str, Any], wanted: Wanted) -> NoReturn:
    given = run(asked, **values)
    answer = given if isinstance(given, Answer) else Answer({"": given})
    for path in answer.files:
        check_target(path, force=wanted.force)

    def about(report: Report) -> Report:
        return report._replace(plan=asked.about(), filters=(*report.filters, *asked.filters))

    deliver({name: about(report) for name, report in answer.reports.items()}, wanted)
    for path, report in answer.files.items():
        deliver({"": report}, wanted._replace(formats=FILE_FORMATS, format=None, output=path, table=None))
    if answer.note:
        say(answer.note)
    if source := asked.source():
        say(f"数据：{source}")
    raise typer.Exit(answer.status or asked.status)


# --- Chinese help and errors --------------------------------------------------------------------------------------

HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}

_TITLES = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "REQUIRED_LONG_STRING": "[必需]",
    "DEFAULT_STRING": "[默认：{}]",
    "ENVVAR_STRING": "[环境变量：{}]",
}


_COMPLETION = {
    "install_completion": "安装补全；后面可写 bash、zsh、fish 等，不写则为当前的 shell",
    "show_completion": "显示补全脚本；后面可写的同上",
}
"""Typer's own options, which are flags: what is written behind them is read in `parse_args`."""


@cache
def _folding() -> Any:
    """Rich's table for help, where a Chinese sentence, which has no blanks, is folded and not cropped.

    Nothing is said of what may be any text.
    """
    from rich.table import Table

    class Folding(Table):
        def add_row(self, *cells: Any, **settings: Any) -> None:
            super().add_row(*("" if str(cell) in ("<str>", "TEXT") else cell for cell in cells), **settings)
            for column in self.columns:
                column.overflow = "fold"

    return Folding


class _Chinese(_Base):
    """Help in Chinese; rich lays it out, for it knows how wide Chinese is."""

    def format_usage(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def get_help_option(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示帮助"
        return option

    def format_help(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        from rich import columns
        from typer import rich_utils

        for name, title in _TITLES.items():
            setattr(rich_utils, name, title)
        for module in (rich_utils, columns):
            setattr(module, "Table", _folding())  # noqa: B010
        super().format_help(ctx, formatter)


class _Command(_Chinese, TyperCommand):
    """One command."""


class Group(_Chinese, TyperGroup):  # type: ignore[misc]  # the two bases are both commands
    """The commands, each built when it is asked for; errors become one sentence and an exit status."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]  # typer suggests a near one of these

    def get_params(self, ctx: typer.Context) -> list[Any]:  # type: ignore[override]
        for param in self.params:
            param.help = _COMPLETION.get(param.name or "", param.help)  # type: ignore[attr-defined]
        return super().get_params(ctx)

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        if args[:1] in ([completion.INSTALL], [completion.SHOW]) and not ctx.resilient_parsing:
            completion.set_up(args[0], args[1:])
            raise typer.Exit
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # type: ignore[override]
        return _built(cmd_name) if cmd_name in COMMANDS else None

    def main(self, *args: Any, **extra: Any) -> Any:
        status = self._status(*args, **{**extra, "standalone_mode": False})
        if status == INTERRUPTED:  # typer makes a status of Ctrl-C
            say("已中断")
        sys.exit(status)

    def _status(self, *args: Any, **extra: Any) -> int:
        try:
            return super().main(*args, **extra) or FINE
        except NothingFound as error:
            say(str(error))
            return FOUND
        except BioRespError as error:
            say(f"错误：{error}")
            return BROKEN
        except UnicodeError:
            say("错误：系统的字符编码写不出这里的文件名；请设环境变量 PYTHONUTF8=1 再试")
            return BROKEN
        except OSError as error:
            say(f"错误：无法写出：{error.strerror or error}")
            return BROKEN
        except ClickException as error:
            say(_usage_error(error))
            return WRONG_USAGE
        except (KeyboardInterrupt, typer.Abort):
            return INTERRUPTED


_SENTENCES = (
    (r"No such command '(.*?)'\.(?: Did you mean (.*?)\?)?.*", "没有命令“{0}”{1}"),
    (r"No such option:? '?([^ ']+)'?\.?(?: \([^:]*: (.*?)\??\))?", "没有选项 {0}{1}"),
    (r"Option '(.*)' requires an argument\.", "选项 {0} 后面要写值"),
    (r"Option '(.*)' does not take a value\.", "选项 {0} 后面不写值"),
    (r"Missing argument '(.*)'\.", "缺少参数 {0}"),
    (r"Missing option '(.*)'\.", "缺少选项 {0}"),
    (r"Got unexpected extra argument\(?s?\)? \((.*)\)\.?", "多余的参数：{0}"),
    (r"Invalid value for (.*?): '(.*)' is not one of (.*)\.", "{0} 不能是“{1}”，可选：{2}"),
    (r"Invalid value for (.*?): (.*)", "{0}：{1}"),
)
"""The sentences of typer, older ones too, and ours."""


def _usage_error(error: Any) -> str:
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error.format_message())
    said = str(error.format_message())
    for english, chinese in _SENTENCES:
        if found := re.fullmatch(english, said, re.DOTALL):
            first, near, *rest = (*(re.sub("'| / -.", "", part or "") for part in found.groups()), "")
            near = f"，是否为 {near}？" if near and "No such" in english else near
            said = chinese.format(first, near, *rest)
            break
    where = error.ctx.command_path if getattr(error, "ctx", None) else "bioresp"
    return f"用法错误：{said}\n用法见 {where} -h"
