"""Where an answer goes: to the terminal, into a pipe, or into a file that is written whole or not at all."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import typer

from bioresp.cli.asked import say
from bioresp.diagnostic import BioRespError
from bioresp.formats import FOLDER_FORMATS, Content, Format, Style, Writer
from bioresp.report.blocks import Report

SUFFIXES = {
    ".md": "md",
    ".html": "html",
    ".xlsx": "xlsx",
    ".svg": "svg",
    ".png": "png",
    ".docx": "docx",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".parquet": "parquet",
    ".json": "json",
    ".txt": "txt",
    ".sarif": "sarif",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".diff": "diff",
    ".patch": "diff",
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
    if not reports:
        return
    if report is None:
        _write_folder(reports, wanted)
    elif wanted.output is None or wanted.output == "-":
        format_ = wanted.format or next(iter(wanted.formats))
        rendered = _rendered(report, format_, wanted, _terminal(wanted))
        if isinstance(rendered, bytes) or callable(rendered):
            raise typer.BadParameter(f"{format_} 只能写入文件，请用 -o 指明", param_hint="--format")
        write_stdout([rendered] if isinstance(rendered, str) else rendered)
    else:
        format_ = wanted.format or _inferred(wanted.output, wanted.formats)
        content = _encoded(report, format_, wanted)
        if callable(content) and format_ in FOLDER_FORMATS and _is_folder(wanted.output):
            suffixes = [suffix for suffix, name in SUFFIXES.items() if name == format_]
            write_folder(wanted.output, content, suffixes, force=wanted.force)
        else:
            write_file(wanted.output, content, force=wanted.force)


def _inferred(output: str, formats: Mapping[str, Format]) -> str:
    """The format that a file's name says; of a folder, the one that may be one."""
    folder = next((name for name in FOLDER_FORMATS if name in formats and _is_folder(output)), "")
    format_ = folder or SUFFIXES.get(Path(output).suffix.lower(), "")
    if format_ not in formats:
        known = "、".join(suffix for suffix, name in SUFFIXES.items() if name in formats)
        raise typer.BadParameter(
            f"看不出“{output}”的格式；文件名请以 {known} 结尾，或用 --format 指明", param_hint="-o"
        )
    return format_


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or Path(output).is_dir()


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


def _rendered(report: Report, format_: str, wanted: Wanted, style: Style) -> Content:
    sizes = {key: getattr(wanted, key) for key in ("line_pitch", "table_size")}
    asked = {key: points for key, points in sizes.items() if points is not None}
    if asked and format_ != "docx":
        raise typer.BadParameter("只用于 docx", param_hint="--" + next(iter(asked)).replace("_", "-"))
    style = style._replace(**asked)
    if wanted.table is not None:
        if format_ == "sqlite":
            raise typer.BadParameter("不用于 sqlite，那里有全部的表", param_hint="--table")
        report = _only(report, wanted.table)
    elif format_ == "csv" and len(report.tables) > 1 and report.parts is None:
        rest = "、".join(f"{table.name}（{len(table.rows)} 行）" for table in report.tables[1:])
        say(f"CSV 只有一张表 {report.tables[0].name}；其余用 --table 取：{rest}")
    return wanted.formats[format_](report, style)


def _only(report: Report, name: str) -> Report:
    """The report with one of its tables."""
    names = [table.name for table in report.tables]
    if name not in names:
        raise typer.BadParameter(f"没有表“{name}”；可选：{'、'.join(names)}", param_hint="--table")
    at = names.index(name)
    parts = None if report.parts is None else ((part[at],) for part in report.parts)
    return report._replace(tables=(report.tables[at],), parts=parts)


def _encoded(report: Report, format_: str, wanted: Wanted) -> Iterable[bytes] | Writer:
    """The bytes of a file, piece by piece, or what writes it; Excel knows UTF-8 in a CSV file by its BOM."""
    content = _rendered(report, format_, wanted, Style(wanted.width))
    if callable(content):
        return content
    if isinstance(content, bytes):
        return [content]
    texts = chain(["\ufeff"] if format_ == "csv" else [], [content] if isinstance(content, str) else content)
    return (text.encode(errors="backslashreplace") for text in texts)


def write_stdout(texts: Iterable[str]) -> None:
    """Write to stdout, until whoever reads has had enough: to a terminal in its encoding, into a pipe always in UTF-8.

    Raises:
        BioRespError: It cannot be written.
    """
    if sys.stdout is None:  # it may be closed: >&-
        raise BioRespError("标准输出已关闭")
    try:
        for text in texts:
            _put(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_stdout()
    except OSError as error:
        _close_stdout()
        raise BioRespError(f"无法写到标准输出：{error.strerror}") from None


def _put(text: str) -> None:
    if sys.stdout.isatty():
        typer.echo(_known_to(sys.stdout.encoding, text), nl=False, color=True)
    else:
        sys.stdout.buffer.write(text.encode(errors="backslashreplace"))


_PLAINER = str.maketrans("▒░�", "▓▁?")
"""Signs that GBK lacks, and as wide ones that it has."""


def _known_to(encoding: str, text: str) -> str:
    """The text without signs that are ours and that a console lacks; of a name it shows the codes (see `main`)."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAINER)
    return text


def _close_stdout() -> None:
    """Keep the interpreter from flushing again as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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


def write_file(path: str, content: Iterable[bytes] | Writer, *, force: bool) -> None:
    """Write a file whole or not at all: into a new file beside it, which then takes its name.

    Raises:
        BioRespError: It exists and force is not given, or it cannot be written.
    """
    target = Path(os.path.realpath(path))
    if target.is_file() and not force:
        raise BioRespError(f"{path} 已存在；要覆盖请加 --force")
    with _explained(path, target):
        if target.is_dir():
            raise IsADirectoryError
        if not target.exists() or target.is_file():
            _replace(target, content)
        elif callable(content):
            raise BioRespError(f"{path} 是设备，这种格式只能写成文件")
        else:
            with target.open("wb") as device:  # it has no old content to keep
                device.writelines(content)
    say(f"已写入 {path}")


def write_folder(path: str, content: Writer, suffixes: Collection[str], *, force: bool) -> None:
    """Write a folder of files whole or not at all, as `write_file` does; what others put there stays.

    Raises:
        BioRespError: It holds files and force is not given, or files with other suffixes, or it cannot be written.
    """
    target = Path(os.path.realpath(path))
    files = (each for each in target.rglob("*") if each.is_symlink() or not each.is_dir())
    for file in files if target.is_dir() else ():
        if file.suffix not in suffixes:
            raise BioRespError(f"{path} 里有别的文件（{file.name}），什么也没有写；请写一个新的文件夹")
        if not force:
            raise BioRespError(f"{path} 里已有文件；要覆盖请加 --force")
    with _explained(path, target):
        _replace_folder(target, content)
    say(f"已写入 {path}")


@contextmanager
def _explained(path: str, target: Path) -> Iterator[None]:
    """Why a file cannot be written, in one sentence."""
    try:
        yield
    except IsADirectoryError:
        raise BioRespError(f"{path} 是文件夹") from None
    except FileNotFoundError:
        why = "无法在那里新建文件" if target.parent.is_dir() else f"文件夹 {target.parent} 不存在"
        raise BioRespError(f"无法写入 {path}：{why}") from None
    except PermissionError:
        raise BioRespError(f"没有权限写入 {path}") from None
    except OSError as error:
        raise BioRespError(f"无法写入 {path}：{error.strerror or error}") from None


def _replace(target: Path, content: Iterable[bytes] | Writer) -> None:
    fresh = _beside(target, "tmp")
    try:
        if callable(content):
            content(fresh)
        else:
            with fresh.open("xb") as file:
                file.writelines(content)
        _sync(fresh)
        if target.is_file():
            fresh.chmod(target.stat().st_mode & 0o7777)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _replace_folder(target: Path, content: Writer) -> None:
    from shutil import rmtree

    fresh, old = _beside(target, "tmp"), _beside(target, "old")
    try:
        fresh.mkdir()
        content(fresh)
        for path in fresh.rglob("*.*"):
            _sync(path)
        try:
            if target.is_dir():
                target.rename(old)
            fresh.rename(target)
        except BaseException:
            if old.is_dir() and not target.exists():
                old.rename(target)
            raise
        rmtree(old, ignore_errors=True)
    finally:
        rmtree(fresh, ignore_errors=True)


def _beside(target: Path, kind: str) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.{kind}")


def _sync(path: Path) -> None:
    """See that a file is on the disk, before it takes the name of another."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


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
