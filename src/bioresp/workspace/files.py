"""Which files below some folders are plans, and what tells that one has changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bioresp.planfile import REGISTER, shown
from bioresp.planfile import unread as why


class Found(NamedTuple):
    """A file that should be a plan, and what the system says of it: not all of that stays when it is written anew.

    Size in bytes, times in nanoseconds.
    """

    path: str
    size: int
    modified: int
    changed: int
    inode: int


def found(path: str, said: os.stat_result) -> Found:
    return Found(path, said.st_size, said.st_mtime_ns, said.st_ctime_ns, said.st_ino)


class Listing(NamedTuple):
    """The plans below some folders and the registers, in the order of their paths, and what could not be read."""

    files: list[Found]
    registers: list[str]
    unread: list[str]


def listed(roots: Sequence[str]) -> Listing:
    """Every `*.yaml` below the folders (absolute paths), and the files that are named themselves; each once.

    Left out are hidden files and folders, as editors and git make them.
    """
    made = Listing([], [], [])
    for root in roots:
        if os.path.isdir(root):
            _below(root, made)
        else:
            _add(root, os.path.basename(root), made)
    return Listing(sorted(set(made.files)), sorted(set(made.registers)), made.unread)


def _add(entry: str | os.DirEntry[str], name: str, made: Listing) -> None:
    path = os.fspath(entry)
    if name == REGISTER:
        made.registers.append(path)
        return
    try:
        made.files.append(found(path, os.stat(path) if isinstance(entry, str) else entry.stat()))
    except OSError as error:
        made.unread.append(why(shown(Path(path)), error))


def _below(folder: str, made: Listing) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        made.unread.append(f"无法打开文件夹 {folder}：{error.strerror}")
        return
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            _below(entry.path, made)
        elif name.endswith(".yaml"):
            _add(entry, name, made)
