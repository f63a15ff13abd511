"""Where an answer goes: to the terminal, into a pipe, or into a file that is written whole or not at all."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import typer

from bioresp.cli.asked import say
from bioresp.diagnostic import BioRespError
from bioresp.formats import Format, Style
from bioresp.report.blocks import Report

SUFFIXES = {
    ".md": "md",
    ".html": "html",
    ".xlsx": "xlsx",
    ".svg": "svg",
    ".png": "png",
    ".docx": "docx",
    ".csv": "csv",
    ".json": "json",
    ".txt": "txt",
    ".sarif": "sarif",
    ".yaml": "yaml",
    ".yml": "yaml",
}


class Wanted(NamedTuple):
    """How the answer is wanted, and where."""

    formats: Mapping[str, Format]
    """Those that the command has; the first is taken where none is asked for."""
    format: str | None
    output: str | None
    force: bool
    table: str | None
    width: int | None
    color: str
    line_pitch: float | None = None
    """Points, on paper; None for the default."""
    table_size: float | None = None


def deliver(reports: Mapping[str, Report], wanted: Wanted) -> None:
    """Write reports where they are wanted: the one named "" to stdout or to a file, others into a folder.

    Raises:
        BioRespError: One could not be written.
    """
    report = reports.get("")
    if report is None:
        _write_folder(reports, wanted)
    elif wanted.output is None or wanted.output == "-":
        format_ = wanted.format or next(iter(wanted.formats))
        rendered = _rendered(report, format_, wanted, _terminal(wanted))
        if isinstance(rendered, bytes):
            raise typer.BadParameter(f"{format_} 只能写入文件，请用 -o 指明", param_hint="--format")
        write_stdout(rendered)
    else:
        format_ = wanted.format or _inferred(wanted.output, wanted.formats)
        write_file(wanted.output, _encoded(report, format_, wanted), force=wanted.force)


def _inferred(output: str, formats: Mapping[str, Format]) -> str:
    """The format that a file's name says."""
    format_ = SUFFIXES.get(Path(output).suffix.lower(), "")
    if format_ not in formats:
        known = "、".join(suffix for suffix, name in SUFFIXES.items() if name in formats)
        raise typer.BadParameter(
            f"看不出“{output}”的格式；文件名请以 {known} 结尾，或用 --format 指明", param_hint="-o"
        )
    return format_


def _terminal(wanted: Wanted) -> Style:
    """How people see it: as wide as the terminal there; in a pipe no line is broken, and nothing is coloured."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    color = wanted.color == "always" or (
        wanted.color == "auto" and is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
    width = wanted.width
    if width is None and is_terminal:
        from shutil import get_terminal_size

        width = get_terminal_size().columns
    return Style(width, color, boxes=is_terminal or wanted.color == "always")


def _rendered(report: Report, format_: str, wanted: Wanted, style: Style) -> str | bytes:
    sizes = {key: getattr(wanted, key) for key in ("line_pitch", "table_size")}
    asked = {key: points for key, points in sizes.items() if points is not None}
    if asked and format_ != "docx":
        raise typer.BadParameter("只用于 docx", param_hint="--" + next(iter(asked)).replace("_", "-"))
    style = style._replace(**asked)
    if wanted.table is not None:
        report = _only(report, wanted.table)
    elif format_ == "csv" and len(report.tables) > 1:
        rest = "、".join(f"{table.name}（{len(table.rows)} 行）" for table in report.tables[1:])
        say(f"CSV 只有一张表 {report.tables[0].name}；其余用 --table 取：{rest}")
    return wanted.formats[format_](report, style)


def _only(report: Report, name: str) -> Report:
    """The report with one of its tables."""
    tables = tuple(table for table in report.tables if table.name == name)
    if not tables:
        known = "、".join(table.name for table in report.tables)
        raise typer.BadParameter(f"没有表“{name}”；可选：{known}", param_hint="--table")
    return report._replace(tables=tables)


def _encoded(report: Report, format_: str, wanted: Wanted) -> bytes:
    """The bytes of a file; Excel knows UTF-8 in a CSV file by its BOM."""
    text = _rendered(report, format_, wanted, Style(wanted.width))
    if isinstance(text, bytes):
        return text
    return text.encode("utf-8-sig" if format_ == "csv" else "utf-8", "backslashreplace")


def write_stdout(text: str) -> None:
    """Write to stdout: to a terminal in its encoding, into a pipe always in UTF-8."""
    if sys.stdout is None:  # it may be closed: >&-
        raise BioRespError("标准输出已关闭")
    try:
        if sys.stdout.isatty():
            typer.echo(text, nl=False, color=True)
        else:
            sys.stdout.buffer.write(text.encode(errors="backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        # whoever reads has had enough; keep the interpreter from flushing again as it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise BioRespError(f"无法写到标准输出：{error.strerror}") from None


def check_target(path: str, *, force: bool) -> None:
    """See that a file may be written, before anything is.

    Raises:
        BioRespError: It exists and force is not given, or its folder does not.
    """
    target = Path(os.path.realpath(path))
    if target.is_file() and not force:
        raise BioRespError(f"{path} 已存在；要覆盖请加 --force")
    if not target.parent.is_dir():
        raise BioRespError(f"无法写入 {path}：文件夹 {target.parent} 不存在")


def write_file(path: str, content: bytes, *, force: bool) -> None:
    """Write a file whole or not at all: into a new file beside it, which then takes its name.

    Raises:
        BioRespError: It exists and force is not given, or it cannot be written.
    """
    target = Path(os.path.realpath(path))
    if target.is_file() and not force:
        raise BioRespError(f"{path} 已存在；要覆盖请加 --force")
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(content)  # a device: it has no old content to keep
        else:
            _replace(target, content)
    except IsADirectoryError:
        raise BioRespError(f"{path} 是文件夹") from None
    except FileNotFoundError:
        why = "无法在那里新建文件" if target.parent.is_dir() else f"文件夹 {target.parent} 不存在"
        raise BioRespError(f"无法写入 {path}：{why}") from None
    except PermissionError:
        raise BioRespError(f"没有权限写入 {path}") from None
    except OSError as error:
        raise BioRespError(f"无法写入 {path}：{error.strerror or error}") from None
    say(f"已写入 {path}")


def _replace(target: Path, content: bytes) -> None:
    fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with fresh.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.is_file():
            fresh.chmod(target.stat().st_mode & 0o7777)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


_NOT_IN_NAMES = r'[\x00-\x1f\x7f/\\:*?"<>|]|^\.+|[. ]+$'
"""What some system does not allow in a file's name."""


def _write_folder(reports: Mapping[str, Report], wanted: Wanted) -> None:
    """One file for each report, named after it."""
    folder = Path(wanted.output or ".")
    format_ = wanted.format or "md"
    suffix = next((suffix for suffix, name in SUFFIXES.items() if name == format_), ".txt")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BioRespError(f"无法建立文件夹 {folder}：{error.strerror}") from None
    taken: set[str] = set()
    targets: dict[str, Report] = {}
    for name, report in reports.items():
        safe = re.sub(_NOT_IN_NAMES, "_", name)
        while safe.casefold() in taken:
            safe += "_"
        taken.add(safe.casefold())
        targets[str(folder / (safe + suffix))] = report
    if not wanted.force and (there := [path for path in targets if Path(path).exists()]):
        raise BioRespError(f"{there[0]} 等 {len(there)} 个文件已存在，什么也没有写；要覆盖请加 --force")
    for path, report in _counted(targets):
        write_file(path, _encoded(report, format_, wanted), force=wanted.force)


def _counted(targets: Mapping[str, Report]) -> Iterable[tuple[str, Report]]:
    """The files one by one; whoever sits at a terminal sees how many are done."""
    if sys.stderr is None or not sys.stderr.isatty():
        return targets.items()
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(
        targets.items(), "写入", len(targets), console=console, transient=True, disable=console.is_dumb_terminal
    )
