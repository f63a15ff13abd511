"""The manual of all commands, made of what `-h` says: docs/commands.md, and the man page docs/bioresp.1."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import typer

from bioresp import __version__
from bioresp.cli import app
from bioresp.cli.frame import PANELS
from bioresp.report.blocks import Block, Column, Heading, Paragraph, Report, Table, plain

Entry = tuple[str, str]
"""An argument or an option as it is written, and what it means."""

VARIABLES = (
    ("BIORESP_DATA", "数据文件，在没有 --data 时"),
    ("NO_COLOR", "设了就不用颜色"),
    ("COLUMNS", "-h 的宽度"),
)


def manual() -> Report:
    """Every command by the panel it stands in; what most commands have stands once, at the end."""
    group: Any = typer.main.get_command(app)
    root = typer.Context(group, info_name="bioresp")
    commands = {name: group.get_command(root, name) for panel in PANELS for name in panel.commands}
    shared = _shared({name: _options(command) for name, command in commands.items()})
    blocks: list[Block] = [Heading("bioresp"), Paragraph(group.help)]
    for panel in PANELS:
        blocks.append(Heading(panel.title, 2))
        for name in panel.commands:
            blocks += _command(root, name, commands[name], shared)
    blocks += [
        *(
            Heading("各命令都有的选项", 2),
            Paragraph("写在命令之后；某条命令与此不同的，写在那条命令里。"),
            _table(shared),
        ),
        *(Heading("没有命令时的选项", 2), _table(_options(group))),
        *(Heading("环境变量", 2), _table(dict(VARIABLES))),
        *(Heading("退出状态", 2), _table(dict(each.strip().split(" ", 1) for each in _statuses(group.epilog)))),
    ]
    return Report("manual", tuple(blocks), ())


def _statuses(epilog: str) -> list[str]:
    return epilog.removeprefix("退出状态：").removesuffix("。").split("；")


def _command(root: typer.Context, name: str, command: Any, shared: dict[str, str]) -> list[Block]:
    usage = command.collect_usage_pieces(typer.Context(command, info_name=name, parent=root))
    own = {term: said for term, said in _options(command).items() if shared.get(term) != said}
    table = [_table(own)] if own else []
    return [Heading(" ".join(["bioresp", name, *usage]), 3), Paragraph(" ".join(command.help.split())), *table]


def _shared(commands: dict[str, dict[str, str]]) -> dict[str, str]:
    """What more than half of the commands have, as most of them have it."""
    uses = Counter(term for options in commands.values() for term in options)
    return {
        term: Counter(options[term] for options in commands.values() if term in options).most_common(1)[0][0]
        for term, count in uses.items()
        if count > len(commands) / 2
    }


def _options(command: Any) -> dict[str, str]:
    params = [
        param
        for param in command.get_params(typer.Context(command, help_option_names=["-h", "--help"]))
        if not getattr(param, "hidden", False)
    ]
    return dict(_entry(param) for param in params)


def _entry(param: Any) -> Entry:
    is_option = param.param_type_name == "option"
    names = ", ".join(sorted((*param.opts, *param.secondary_opts), key=len)) if is_option else ""
    choices = "、".join(getattr(param.type, "choices", ()))
    said = (param.help or "显示帮助") + (f"。可选：{choices}" if choices and not param.metavar else "")
    if param.default not in (None, False, "") and not param.required:
        said += f"（默认 {param.default}）"
    return " ".join(filter(None, (names, param.metavar))), said


def _table(entries: dict[str, str]) -> Table:
    return Table("", (Column("", "写法"), Column("", "意思")), list(entries.items()))


# --- troff --------------------------------------------------------------------------------------------------------

_OPENS, _CLOSES = "（“‘《〔", "、，。；：？！）”’》〕…"


def man(report: Report) -> str:
    """The manual as a man page."""
    title, about, *blocks = report.blocks
    assert isinstance(title, Heading)
    assert isinstance(about, Paragraph)
    name = plain(title.text).value
    head = [
        "'\\\" -*- coding: utf-8 -*-",
        '.\\" made of the help of the commands by tests/manual.py',
        f'.TH {name.upper()} 1 "" "{name} {__version__}" "责任分工方案"',
        ".nh",
        ".ad l",
        *(".SH 名称", rf"{name} \- {_words(plain(about.text).value)}"),
        *(".SH 概要", rf".B {name}", "[选项] 命令 [参数]…"),
    ]
    return "\n".join([*head, *(line for block in blocks for line in _lines(block))]) + "\n"


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(text, level):
            return [f".S{'H' if level == 2 else 'S'} {_words(plain(text).value)}"]
        case Paragraph(text):
            return [_words(plain(text).value)]
        case Table():
            cells = ((plain(term).value, plain(said).value) for term, said in block.rows)
            return [line for term, said in cells for line in (".TP", _term(term), _words(said))]
    raise AssertionError(block)


def _term(text: str) -> str:
    """Options bold, what stands for a value in italics."""
    return re.sub(r"\S+", lambda word: rf"\f{'B' if word[0].isascii() else 'I'}{_words(word[0])}\fR", text)


def _words(text: str) -> str:
    """Text of a line: signs that troff takes for its own escaped, and said where Chinese may be broken."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    text = re.sub(rf"([^\x00-\x7f{_OPENS}])(?=[^\s{_CLOSES}])", r"\1\\:", text)
    text = re.sub(rf"([\x00-\x7f])(?=[^\x00-\x7f{_CLOSES}])(?<! )", r"\1\\:", text)
    return rf"\&{text}" if text.startswith((".", "'")) else text
