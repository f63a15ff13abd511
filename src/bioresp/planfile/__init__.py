"""The data file: YAML text ⇄ `Plan`, and which file is meant."""

from __future__ import annotations

import codecs
import os
from pathlib import Path
from typing import NamedTuple

from bioresp.diagnostic import BioRespError, Diagnostic
from bioresp.model import Agency, Plan
from bioresp.planfile.codes import READING, not_utf8
from bioresp.planfile.nodes import Node, place_of
from bioresp.planfile.reader import read, read_register

__all__ = [
    "READING",
    "REGISTER",
    "PlanFile",
    "RegisterFile",
    "load",
    "load_register",
    "locate",
    "located",
    "parse",
    "read",
    "shown",
    "unread",
]

_NAMES = ("data/measures.yaml", "measures.yaml")
REGISTER = "agencies.yaml"
"""The register that the plans of a folder, and of those below it, share."""
_PACKAGE = Path(__file__).parent.parent
_SHIPPED = (_PACKAGE / "data/measures.yaml", _PACKAGE.parent.parent / "data/measures.yaml")
"""In an installed package; in a checkout of the sources."""


class PlanFile(NamedTuple):
    """A data file, read: the plan as far as it could be read, and what is wrong with the file."""

    plan: Plan
    findings: list[Diagnostic]
    path: str
    text: str
    is_whole: bool
    """False where reading stopped before the end of the file."""
    root: Node | None = None
    """The tree that the plan was read from, with the places of everything: what edits stand on."""


def load(path: str | os.PathLike[str] | None = None) -> PlanFile:
    """Read a data file; without a path the one that `locate` finds.

    Raises:
        BioRespError: The file cannot be read. Bad content raises nothing; it is in `findings`.
    """
    found = locate(path)
    return parse(content_of(found), shown(found))


def content_of(path: Path) -> bytes:
    """The bytes of a data file.

    Raises:
        BioRespError: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise BioRespError(unread(str(path), error)) from None


def unread(path: str, error: OSError) -> str:
    """Why a file cannot be read, in a sentence."""
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return f"找不到文件 {path}"
        case IsADirectoryError():
            return f"{path} 是文件夹，请指明其中的数据文件"
        case PermissionError():
            return f"没有权限读取 {path}"
    return f"无法读取 {path}：{error.strerror or error}"


class RegisterFile(NamedTuple):
    """A register of agencies that plans share (agencies.yaml), and what is wrong with the file."""

    bodies: tuple[Agency, ...]
    findings: list[Diagnostic]
    path: str
    text: str


def load_register(path: str | os.PathLike[str]) -> RegisterFile:
    """Read a register that plans share.

    Raises:
        BioRespError: The file cannot be read.
    """
    text, wrong = _decoded(content_of(Path(path)))
    bodies, findings = read_register(text)
    return RegisterFile(bodies, wrong or findings, shown(Path(path)), text)


def parse(content: bytes, path: str) -> PlanFile:
    """Read the bytes of a data file; the path is only kept to be shown."""
    text, findings = _decoded(content)
    reading = read(text)
    if findings:
        return PlanFile(reading.plan, findings, path, text, is_whole=False, root=reading.root)
    return PlanFile(reading.plan, reading.findings, path, text, reading.is_whole, reading.root)


def locate(path: str | os.PathLike[str] | None = None) -> Path:
    """The file that is meant: the path; `BIORESP_DATA`; the nearest measures.yaml here or above; the shipped plan."""
    chosen = os.environ.get("BIORESP_DATA") if path is None else path
    if chosen is not None:
        return Path(chosen)
    here = _here()
    near = (folder / name for folder in (here, *here.parents) for name in _NAMES) if here else ()
    return next((each for each in (*near, *_SHIPPED) if os.path.isfile(each)), _SHIPPED[0])  # noqa: PTH113


def _here() -> Path | None:
    """This folder; None where it is gone."""
    try:
        return Path.cwd()
    except OSError:
        return None


def located() -> str:
    """The file that `locate` finds, as it is shown."""
    return shown(locate())


def shown(path: Path) -> str:
    """Short for people: relative to this folder where it stands below it."""
    here = _here()
    if is_shipped(path):
        return f"随程序附带的 {path.name}"
    return str(path.relative_to(here) if here and path.is_relative_to(here) else path)


def is_shipped(path: Path) -> bool:
    """Is it the plan that comes with the program, and no file of whoever works in the sources?"""
    here = _here()
    return path == _SHIPPED[0] or (path in _SHIPPED and not (here and here.is_relative_to(path.parent.parent)))


def _decoded(content: bytes) -> tuple[str, list[Diagnostic]]:
    """The text, and a finding where it is not UTF-8: nothing is guessed, so the text ends there."""
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode(), []
    except UnicodeDecodeError as error:
        text = content[: error.start].decode()
        return text, [not_utf8(place_of(text, len(text)), _guess(content))]


def _guess(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GB18030（ANSI）"
