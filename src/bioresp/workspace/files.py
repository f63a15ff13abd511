"""Which files below some folders are plans, and what tells that one has changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bioresp.planfile import shown
from bioresp.planfile import unread as why

REGISTER = "agencies.yaml"
"""The register that the plans of a folder share; it stands at the top of the folder."""


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
    """The plans below some folders, in the order of their paths, and what could not be looked into."""

    files: list[Found]
    unread: list[str]


def listed(roots: Sequence[str]) -> Listing:
    """Every `*.yaml` below the folders (absolute paths), and the files that are named themselves; each once.

    Left out are hidden files and folders, as editors and git make them, and the register at the top of a folder.
    """
    files: list[Found] = []
    unread: list[str] = []
    for root in roots:
        if os.path.isdir(root):
            _below(root, files, unread, is_top=True)
        else:
            _add(root, files, unread)
    return Listing(sorted(set(files) if len(roots) > 1 else files), unread)


def _add(entry: str | os.DirEntry[str], files: list[Found], unread: list[str]) -> None:
    path = os.fspath(entry)
    try:
        files.append(found(path, os.stat(path) if isinstance(entry, str) else entry.stat()))
    except OSError as error:
        unread.append(why(shown(Path(path)), error))


def _below(folder: str, files: list[Found], unread: list[str], *, is_top: bool) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        unread.append(f"无法打开文件夹 {folder}：{error.strerror}")
        return
    for entry in entries:
        name = entry.name
        if name.startswith(".") or (is_top and name == REGISTER):
            continue
        if entry.is_dir(follow_symlinks=False):
            _below(entry.path, files, unread, is_top=False)
        elif name.endswith(".yaml"):
            _add(entry, files, unread)
