"""What a command is asked: one plan or several, read when first needed; the measures and agencies that are meant."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import typer

from bioresp.diagnostic import BioRespError, NothingFound, Severity
from bioresp.planfile import PlanFile, RegisterFile, load, parse
from bioresp.query.places import Entry, Heading, Index, find, find_sections, spaced, walk
from bioresp.report.blocks import Cell, Report

if TYPE_CHECKING:
    from bioresp.workspace import Workspace


class Answer(NamedTuple):
    """One report, named ""; or several, each for a file of its own. And what the exit status says of it."""

    reports: Mapping[str, Report]
    status: int = 0
    note: str = ""
    """A sentence for stderr."""
    files: Mapping[str, Report] = {}
    """More reports, by the file that each is written to."""


class Folder(NamedTuple):
    """How a folder of plans is asked: which of its plans are meant, and how the index is used."""

    plan: str | None = None
    since: str | None = None
    until: str | None = None
    no_index: bool = False
    verify: bool = False


_SHOWN = 10
"""Measures, or broken plans, that are listed where there are many."""


class Asked:
    """A question to a plan, or to the plans of some folders."""

    def __init__(self, data: Sequence[str] | None, output: str | None, folder: Folder) -> None:
        self._data = list(data or ())
        self._folder = folder
        self.output = output

    # --- what is asked ------------------------------------------------------------------------------------------------

    def at(self, paths: Sequence[str]) -> Asked:
        """The same question to other files or folders."""
        return Asked(paths, self.output, self._folder)

    @property
    def path(self) -> str | None:
        """The file or folder that is named; None where it is to be found."""
        return self._data[0] if self._data else os.environ.get("BIORESP_DATA")

    @property
    def _roots(self) -> list[str]:
        return self._data or [self.path or ""]

    @cached_property
    def is_folder(self) -> bool:
        """Are several plans asked?"""
        is_folder = len(self._data) > 1 or os.path.isdir(self.path or "")  # noqa: PTH112  # Path raises where a folder may not be opened
        used = [key for key, value in self._folder._asdict().items() if value]
        if used and not is_folder:
            raise typer.BadParameter("只在 --data 给文件夹或几个文件时有用", param_hint=_option(used[0]))
        return is_folder

    @property
    def one_path(self) -> str | None:
        """The one file that is named; None where it is to be found.

        Raises:
            BioRespError: It is a folder, or there are several.
        """
        if self.is_folder:
            raise BioRespError(f"{'、'.join(self._roots)} 不是一份方案；请用 --data 指明一个文件")
        return self.path

    @property
    def paths(self) -> Sequence[str | None]:
        """The files that are asked; None for one that is to be found."""
        return self.workspace.paths() if self.is_folder else [self.path]

    @cached_property
    def file(self) -> PlanFile:
        """The one plan that is asked, read.

        Raises:
            BioRespError: It cannot be read, or it is a folder.
        """
        return read_file(self.one_path)

    @cached_property
    def index(self) -> Index:
        """The one plan, ready for questions; what is wrong with its file is said first.

        Raises:
            BioRespError: Nothing of the file could be read.
        """
        wrong = [finding for finding in self.file.findings if finding.severity is Severity.ERROR]
        index = Index(self.file.plan, path=self.file.path)
        if wrong and not index.entries:
            first = wrong[0] if self.file.is_whole else wrong[-1]  # what stopped the reader comes last
            line, column, _ = first.position
            raise BioRespError(f"{self.file.path}:{line}:{column} {first.message}；没有读到任何措施")
        if wrong:
            rest = "后面没有读，" if not self.file.is_whole else ""
            say(f"警告：{self.file.path} 有 {len(wrong)} 处读取错误，{rest}答案可能不全；请运行 bioresp validate")
        return index

    @cached_property
    def workspace(self) -> Workspace:
        """The plans of the folders that are asked.

        Raises:
            NothingFound: There are none.
        """
        from bioresp.cli.progress import Progress
        from bioresp.workspace import Chosen, Workspace

        plan, since, until, no_index, verify = self._folder
        found = Workspace(
            self._roots,
            Chosen(plan or "", since or "", until or ""),
            progress=Progress("读取"),
            keeps_index=not no_index,
            verify=verify,
        )
        if not found.files and not found.closed:
            raise NothingFound(f"{'、'.join(self._roots)} 里没有数据文件（*.yaml）")
        return found

    @cached_property
    def plans(self) -> Workspace:
        """The same, read; what is wrong with their files is said first."""
        found = self.workspace
        for sentence in found.unread:
            say(f"错误：{sentence}")
        for register in found.registers.values():
            if wrong := _mistakes(register):
                say(f"警告：共用名录 {register.path} 有 {wrong} 处错误，单位的现名可能不全；请运行 bioresp validate")
        if self.filters and not found.plans():
            say(f"没有符合条件的方案：{'，'.join(f'{_option(key)} {value}' for key, value in self.filters)}")
        if flawed := found.flawed():
            paths = "、".join(found.shown(each) for each in flawed[:_SHOWN]) + ("……" if len(flawed) > _SHOWN else "")
            say(f"警告：{len(flawed)} 个文件有读取错误，答案可能不全：{paths}；请运行 bioresp validate")
        return found

    # --- what was asked -----------------------------------------------------------------------------------------------

    @property
    def _asked_file(self) -> PlanFile | None:
        """The file, where the question was one to one plan."""
        return self.__dict__.get("file")

    @property
    def _asked_workspace(self) -> Workspace | None:
        """The workspace, where the question was one to several plans."""
        return self.__dict__.get("workspace")

    def about(self) -> tuple[tuple[str, Cell], ...]:
        """What was asked, for programs: the plan, or the folders and how many plans they have."""
        if self._asked_workspace:
            about = (("path", "、".join(self._roots)), ("count", len(self._asked_workspace.files)))
            is_read = "plans" in self.__dict__  # validate reads them itself
            return (*about, ("flawed", tuple(map(self.plans.shown, self.plans.flawed())))) if is_read else about
        if not self._asked_file:
            return ()
        plan = self._asked_file.plan
        return (
            ("title", plan.title),
            ("document_number", plan.document_number),
            ("issuer", plan.issuer),
            ("issued", plan.issued.isoformat() if plan.issued else None),
            ("path", self._asked_file.path),
        )

    def source(self) -> str:
        """What was asked, for people; empty where no plan was."""
        if self._asked_workspace:
            return f"{'、'.join(self._roots)}（{len(self._asked_workspace.files)} 份方案）"
        if not self._asked_file:
            return ""
        number = self._asked_file.plan.document_number
        return self._asked_file.path + (f"（{number}）" if number else "")

    @property
    def status(self) -> int:
        """0; 1 where the one plan was read only in part, or no plan is meant; 3 where a file could not be read."""
        if "plans" in self.__dict__:
            return 3 if self.plans.unread else int(bool(self.filters) and not self.plans.plans())
        return int(bool(self._asked_file and not self._asked_file.is_whole))

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """Which plans of a folder are meant: the English key of each filter in force, and its value."""
        return tuple((key, value) for key, value in self._folder._asdict().items() if isinstance(value, str))

    @property
    def title(self) -> str:
        """What is asked, in a few words."""
        return f"{len(self.plans.plans())} 份方案" if self.is_folder else self.index.plan.title

    def indexes(self, names: Sequence[str] = ()) -> Iterator[Index]:
        """The plans that are asked, the newest first; if given, those of a folder that may have one of the names."""
        return self.plans.indexes(names) if self.is_folder else iter([self.index])

    def whole(self, index: Index) -> tuple[Index, PlanFile]:
        """A plan again, with the places of everything in its file."""
        if not self.is_folder:
            return index, self.file
        file = load(index.path)
        return Index(file.plan, index.bodies, index.key, index.path), file

    def unregistered(self) -> str:
        """A warning of the units that are named and not registered; empty where there are none."""
        if self.is_folder:
            return ""
        registered = {agency.name for agency in self.file.plan.agencies}
        names = [name for name in self.index.register if name not in registered]
        return f"警告：名录里没有 {'、'.join(names)}；请运行 bioresp validate" if names else ""

    # --- what is meant ------------------------------------------------------------------------------------------------

    def sections(self, ref: str, names: Sequence[str]) -> Iterator[tuple[Index, tuple[Heading, ...]]]:
        """The section meant, with the headings above it, in each plan that has it.

        Raises:
            NothingFound: The reference fits none in the one plan that is asked, or more than one.
        """
        for index in self.indexes(names):
            found = find_sections(index, ref)
            if len(found) == 1:
                yield index, found[0]
                continue
            known = found or [headings for headings, section in walk(index.plan) if section.is_heading]
            having = "；".join(spaced("".join(each.label for each in path), path[-1].section.title) for path in known)
            said = f"{'不止一个' if found else '没有'}部分“{ref}”：{having}"
            if not self.is_folder:
                raise NothingFound(said)
            if found:
                say(f"{index.key} 没有列出，{said}")

    def measures(self, refs: Sequence[str]) -> list[tuple[Index, list[Entry]]]:
        """The measures meant, in the order asked, with their plans.

        Raises:
            NothingFound: A reference fits none, or more than one.
        """
        found = [(ref, self._fitting(ref)) for ref in refs]
        wrong = [self._unclear(ref, fitting) for ref, fitting in found if len(fitting) != 1]
        if wrong:
            raise NothingFound("\n".join(wrong))
        meant: list[tuple[Index, list[Entry]]] = []
        for _, [(index, entry)] in found:
            if not (meant and meant[-1][0].path == index.path):
                meant.append((index, []))
            meant[-1][1].append(entry)
        return meant

    def _fitting(self, ref: str) -> list[tuple[Index, Entry]]:
        """The measures that a reference fits; of several plans one more than are shown."""
        fitting = ((index, entry) for index, inside in self._named(ref) for entry in find(index, inside))
        return list(islice(fitting, _SHOWN + 1))

    def _named(self, ref: str) -> Iterator[tuple[Index, str]]:
        """The plans that a reference may be about, and what it says inside each."""
        if not self.is_folder:
            yield self.index, ref
            return
        for summary, inside in self.plans.named(ref) or [(each, ref) for each in self.plans.plans()]:
            yield self.plans.index(summary), inside

    def _unclear(self, ref: str, found: Sequence[tuple[Index, Entry]]) -> str:
        from bioresp.editing import references

        if not self.is_folder:
            return references.unclear(self.index, ref, [entry for _, entry in found])
        if found:
            return references.several(ref, [(index.reference(entry), entry) for index, entry in found])
        keys = [self.plans.key(summary) for summary in self.plans.plans()[:1]]
        example = "".join(f"；写成 文号/编号，或路径/编号，如 {key}/一" for key in keys)
        return f"没有措施“{ref}”{example}{references.parted(ref)}"

    def agencies(self, names: Iterable[str]) -> list[str]:
        """The agencies meant, each by the name it goes by.

        Raises:
            NothingFound: A name means none, or may mean several.
        """
        from bioresp.query.names import resolve

        known = self.plans.names if self.is_folder else self.index.names
        found = [(name, resolve(known, name)) for name in names]
        wrong = [
            f"没有单位“{name}”" + (f"，是否指：{'、'.join(each.candidates)}？" if each.candidates else "")
            for name, each in found
            if each.agency is None
        ]
        if wrong:
            raise NothingFound("\n".join(wrong))
        for name, each in found:
            if self.is_folder and name in known and each.agency != name:
                say(f"“{name}”即“{each.agency}”，以下按“{each.agency}”列出")
        return [each.agency for _, each in found if each.agency]

    def every_agency(self) -> list[str]:
        """Every agency, by the name it goes by: in the order of the register, of several plans in that of the names."""
        return list(dict.fromkeys(self.plans.names.values()) if self.is_folder else self.index.register)


def _mistakes(register: RegisterFile) -> int:
    """How many errors a shared register has."""
    from bioresp.rules import check_register

    found = (*register.findings, *check_register(register.bodies))
    return sum(each.severity is Severity.ERROR for each in found)


def _option(key: str) -> str:
    return "--" + key.replace("_", "-")


def read_file(path: str | None) -> PlanFile:
    """The data file of a path, - for stdin; without a path the one that is found.

    Raises:
        BioRespError: It cannot be read.
    """
    return parse(sys.stdin.buffer.read(), "-") if path == "-" else load(path)


def say(sentence: str) -> None:
    """Tell the user something beside the answer."""
    shown = re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", "�", sentence)  # names come from files
    with suppress(OSError):  # stderr may be full or closed; the answer does not depend on it
        typer.echo(shown, err=True)
