"""What rename, assign, unassign and fmt do to a data file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import typer

from bioresp import check
from bioresp.cli.asked import Answer, Asked, NothingFound, unclear
from bioresp.cli.draft import Draft, Refused, answer, finding_said
from bioresp.cli.frame import BROKEN, FINE, FOUND
from bioresp.diagnostic import BioRespError
from bioresp.model import Action, Measure, Plan, Role
from bioresp.planfile import PlanFile, layout, renaming
from bioresp.planfile.edits import listed, quoted, removed
from bioresp.query.names import resolve, spelled
from bioresp.query.places import LONE, Entry, Index, find_places
from bioresp.report.blocks import Report, Verbatim

# --- who does what ------------------------------------------------------------------------------------------------


class Part(NamedTuple):
    """A measure or one of its actions, and its place as one cites it."""

    of: Measure | Action
    cite: str
    kind: str
    """measure or action, as the data file's keys have it."""

    def units(self, index: Index, role: Role) -> list[str]:
        """The units of a role, by their names in the register, as often as they are listed."""
        return [index.names[each.agency] for each in self.of.assignments if each.role is role]


def assign(
    asked: Asked,
    place: tuple[str, int | None],
    role: Role,
    names: Sequence[str],
    *,
    register: bool,
    move: bool,
    dry_run: bool,
) -> Answer:
    """Units put behind those of a role; with `move` they leave their other roles there."""
    draft = Draft(asked.one_path)
    if register:
        _register(draft, names)
    spellings = _spelled(Index(Plan("", agencies=draft.file.plan.agencies)), names, "；新单位请加 --register")
    for other in Role:
        if move and other is not role:
            _take_out(draft, place, other, spellings)
    index, part = draft.index, _part(draft.index, *place)
    has = part.units(index, role)
    fresh = [name for name in dict.fromkeys(spellings) if index.names[name] not in has]
    draft.notes += [f"{part.cite}的{role.label}里已有{name}" for name in dict.fromkeys(spellings) if name not in fresh]
    if fresh:
        mapping = draft.source.mapping(part.of.places[""])
        edits = listed(draft.source, part.kind, mapping, role.value, fresh)
        draft.make(edits, f"{part.cite}{role.label}：增加{'、'.join(fresh)}")
    held = [] if move else _held_otherwise(index, part, role, fresh)
    draft.notes += [f"{name}也是{part.cite}的{other.label}；要改为只是{role.word}，请加 --move" for name, other in held]
    return answer(draft, dry_run=dry_run)


def unassign(asked: Asked, place: tuple[str, int | None], role: Role, names: Sequence[str], *, dry_run: bool) -> Answer:
    """Units taken out of a role."""
    draft = Draft(asked.one_path)
    spellings = _spelled(draft.index, names)
    part = _part(draft.index, *place)
    has = part.units(draft.index, role)
    missing = [name for name in spellings if draft.index.names[name] not in has]
    draft.notes += [f"{part.cite}的{role.label}里没有{name}" for name in missing]
    _take_out(draft, place, role, spellings)
    return answer(draft, dry_run=dry_run)


def _take_out(draft: Draft, place: tuple[str, int | None], role: Role, names: Sequence[str]) -> None:
    """One name after the other, each from the text that the one before left."""
    wanted = draft.index.canonical(names)
    while True:
        index = draft.index
        part = _part(index, *place)
        at = next((at for at, unit in enumerate(part.units(index, role)) if unit in wanted), None)
        if at is None:
            return
        source = draft.source
        taken = removed(source, source.mapping(part.of.places[""]), role.value, at)
        written = [each.agency for each in part.of.assignments if each.role is role][at]
        comment = f"；同一行的注释随之删去：{taken.comment}" if taken.comment else ""
        draft.make(taken.edits, f"{part.cite}{role.label}：删去{written}{comment}")


def _held_otherwise(index: Index, part: Part, role: Role, names: Sequence[str]) -> list[tuple[str, Role]]:
    return [
        (name, other)
        for name in names
        for other in Role
        if other is not role and index.names[name] in part.units(index, other)
    ]


def _part(index: Index, ref: str, number: int | None) -> Part:
    """The measure or action meant: 十二, （十二）2., or 十二 and the action's number.

    Raises:
        NothingFound: The reference fits none, or more than one.
    """
    found = find_places(index, ref)
    if len(found) != 1:
        raise NothingFound(unclear(index, ref, [entry for entry, _ in found]))
    entry, action = found[0]
    if number is not None:
        if action and action.number != number:
            raise NothingFound(f"“{ref}”是{entry.cite(action)}，与 --action {number} 不是一条")
        action = _action(entry, number)
    elif action is None and ref.strip().endswith(LONE):
        raise NothingFound(f"{entry.cite()}的举措不止一条或没有，请写明编号")
    return Part(action, entry.cite(action), "action") if action else Part(entry.measure, entry.cite(), "measure")


def _action(entry: Entry, number: int) -> Action:
    actions = entry.measure.actions
    found = next((each for each in actions if each.number == number), None)
    if found is None and number == 1 and len(actions) == 1 and actions[0].number is None:
        return actions[0]
    if found is None:
        numbers = "、".join(str(each.number or 1) for each in actions)
        raise NothingFound(f"{entry.cite()}没有第 {number} 条举措；现有：{numbers or '没有举措'}")
    return found


def _spelled(index: Index, names: Sequence[str], advice: str = "") -> list[str]:
    """The spellings meant. Unlike a question, an edit takes no part of a name for the whole.

    Raises:
        NothingFound: One stands nowhere in the plan.
    """
    found = [(name, spelled(index.names, name)) for name in names]
    wrong = [f"{_unknown(index, name)}{advice}".replace("？；", "？") for name, spelling in found if spelling is None]
    if wrong:
        raise NothingFound("\n".join(wrong))
    return [spelling for _, spelling in found if spelling is not None]


def _unknown(index: Index, name: str) -> str:
    meant = resolve(index.names, name)
    near = (meant.agency,) if meant.agency else meant.candidates
    return f"没有单位“{name}”" + (f"，是否指：{'、'.join(near)}？" if near else "")


def _register(draft: Draft, names: Sequence[str]) -> None:
    """The names that the register does not have, put behind its last."""
    known = Index(Plan("", agencies=draft.file.plan.agencies))
    fresh = [name for name in dict.fromkeys(names) if spelled(known.names, name) is None]
    for name in fresh:
        _check_name(name)
    if fresh:
        source = draft.source
        draft.make(listed(source, "file", source.root, "agencies", fresh), f"名录：增加{'、'.join(fresh)}")


def _check_name(name: str) -> None:
    if not name.strip() or not name.isprintable():
        raise typer.BadParameter("单位名称是一行文字", param_hint="单位")


# --- names --------------------------------------------------------------------------------------------------------


def rename(asked: Asked, old: str, new: str, *, alias: bool, in_text: bool, dry_run: bool) -> Answer:
    """A unit under another name; see `planfile.renaming`."""
    draft = Draft(asked.one_path)
    _check_name(new)
    [old] = _spelled(draft.index, [old])
    if old == new:
        raise NothingFound(f"“{new}”就是原来的写法，没有改动")
    if alias:
        _alias(draft, old, new)
        return answer(draft, dry_run=dry_run, renamed=(old, new))
    index, source = draft.index, draft.source
    if not (renaming.unit_of(source, old) or renaming.unit_of(source, new)):
        raise NothingFound(f"名录里没有“{old}”，也没有“{new}”，没有改动")

    def named(text: str) -> list[tuple[int, int]]:
        return [(each.start, each.end) for each in index.mentions(text)]

    edits = renaming.renamed(source, old, new)
    found = renaming.mentions(source, old, named)
    if in_text and (quoted(new) != new or re.search(r"['\"\\]", new)):
        raise Refused(f"“{new}”里有 YAML 的符号，写进句子会走样，没有改动；句子请手改，不加 --in-text")
    if in_text:
        edits += renaming.rewritten(found, old, new)
    draft.make(edits, f"“{old}”改为“{new}”：{len(edits)} 处")
    draft.notes += _left(draft, old, named)
    return answer(draft, dry_run=dry_run, renamed=(old, new))


def _alias(draft: Draft, old: str, new: str) -> None:
    source = draft.source
    unit, known = renaming.unit_of(source, old), renaming.unit_of(source, new)
    if unit and draft.index.names[old] != old:
        raise Refused(f"“{old}”已是“{draft.index.names[old]}”的别名，没有改动")
    if not unit and not known:
        raise NothingFound(f"名录里没有“{old}”，也没有“{new}”，没有改动")
    draft.make(renaming.aliased(source, old, new), f"名录：“{old}”成为“{new}”的别名；名单和正文照录原名")


def _left(draft: Draft, old: str, named: renaming.Named) -> list[str]:
    """Where sentences still say the old name."""
    source = draft.source
    left = [(source.position(each.at), each.key) for each in renaming.mentions(source, old, named)]
    said = [f"{draft.file.path}:{line}:{column} {key} 里仍写“{old}”" for (line, column, _), key in left]
    advice = "加 --in-text 一并改；或改用 --alias，名录改名，原名作别名"
    return [*said, f"正文里仍有 {len(left)} 处“{old}”没有改：{advice}"] if left else []


# --- layout -------------------------------------------------------------------------------------------------------


def lay_out(draft: Draft) -> None:
    """The draft in canonical layout; it says the same, has the same comments, and the same findings.

    Raises:
        Refused: A text is folded over lines: the blanks that YAML puts there would seem to be meant.
        BioRespError: What came out is not the same.
    """
    if folded := next((each for each in draft.file.findings if each.code == "R010"), None):
        raise Refused(f"{finding_said(draft.file, folded)}\n请先改好，没有改动")
    source = draft.source
    draft.become(layout.laid_out(source))
    same = (
        draft.file.plan == draft.before.plan
        and Counter(layout.comments(draft.source)) == Counter(layout.comments(source))
        and _findings(draft.file) == _findings(draft.before)
    )
    if not same:
        raise BioRespError(f"{draft.file.path} 排版后与原来不一致，没有改动")


def _findings(file: PlanFile) -> Counter[tuple[str, str]]:
    """Without the one of values that lack quotes: layout gives them."""
    return Counter((each.code, each.message) for each in check(file) if each.code != "R009")


def fmt(paths: Sequence[str | None], *, is_check: bool, dry_run: bool) -> Answer:
    """Files in canonical layout; with `is_check` those that are not are named, and none is written."""
    notes, wrong, diff = [], [], ""
    for path in paths:
        try:
            draft = Draft(path)
            lay_out(draft)
            if draft.diff and not (is_check or dry_run):
                draft.write()
        except (BioRespError, Refused) as error:
            wrong.append(error)
            notes.append(str(error) if isinstance(error, Refused) else f"错误：{error}")
            continue
        diff += draft.diff
        if is_check or dry_run or not draft.diff:
            notes.append(f"{draft.file.path} " + ("要重新排版" if draft.diff else "已是规范排版"))
    status = BROKEN if any(isinstance(each, BioRespError) for each in wrong) else FOUND if wrong else FINE
    reports = {"": Report("fmt", (Verbatim(diff),), ())} if dry_run else {}
    return Answer(reports, status or (FOUND if is_check and diff else FINE), "\n".join(notes))
