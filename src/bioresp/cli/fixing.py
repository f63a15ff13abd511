"""What `validate --fix` mends: findings that have one safe answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from bioresp import check
from bioresp.cli.asked import read_file
from bioresp.cli.checking import Outcome
from bioresp.cli.draft import Draft, Refused, judge, place_said
from bioresp.diagnostic import BioRespError
from bioresp.planfile.edits import apply, removed, respelled
from bioresp.planfile.source import Item, Source, text_of
from bioresp.query.names import widened
from bioresp.query.places import Index

Mended = tuple[str, str]
"""The file's text with a finding mended, and what was done."""


def fix(draft: Draft, ignored: Collection[str]) -> list[str]:
    """Mend in the draft what can be mended.

    Returns:
        A sentence for each finding that is no more, in the order of the file, rule after rule.

    Raises:
        Refused: What is mended would bring an error.
    """
    said: list[str] = []
    for code, mend in _MENDERS.items():
        found = [each for each in check(draft.file) if each.code == code and code not in ignored]
        done = []
        for finding in reversed(found):  # from the last: so the places of the others stay
            source = draft.source
            item = source.item(finding.position)
            mended = mend(draft.index, source, item) if item else None
            if mended:
                text, what = mended
                done.append(f"{place_said(draft.file, finding)} {code} {what}")
                draft.become(text)
        said += reversed(done)
    judge(draft)
    return said


def _bracket(index: Index, source: Source, item: Item) -> Mended | None:
    """The registered name, where only the width of brackets parts it from the one that stands there."""
    wanted = widened(text_of(item.node))
    spellings = [name for agency in index.plan.agencies for name in (agency.name, *agency.aliases)]
    same = [name for name in spellings if widened(name) == wanted]
    return _respelled(source, item, same[0]) if len(same) == 1 else None


def _canonical(index: Index, source: Source, item: Item) -> Mended:
    """The name of the register, for an alias of it."""
    return _respelled(source, item, index.names[text_of(item.node)])


def _respelled(source: Source, item: Item, name: str) -> Mended:
    return apply(source.text, [respelled(source, item.node, name)]), f"“{text_of(item.node)}”改为“{name}”"


def _once(_: Index, source: Source, item: Item) -> Mended:
    """Without the unit's second place in a role."""
    out = removed(source, item.mapping, item.key, item.at)
    comment = f"；同一行的注释随之删去：{out.comment}" if out.comment else ""
    return apply(source.text, out.edits), f"删去重复的“{text_of(item.node)}”{comment}"


_MENDERS: Mapping[str, Callable[[Index, Source, Item], Mended | None]] = {
    "R201": _bracket,
    "R202": _canonical,
    "R303": _once,
}
"""By the rule that finds it; a duplicate comes last, for two spellings made one may be one."""


class Fixed(NamedTuple):
    """Files with what could be mended mended, checked; what was done, and as a diff."""

    outcome: Outcome
    """Those that could not be read or written are its unread ones."""
    notes: list[str]
    diff: str


def fixed(paths: Iterable[str | None], ignored: Collection[str], *, dry_run: bool) -> Fixed:
    """Mend files, each written whole or not at all; with `dry_run` none is."""
    done = Fixed(Outcome([], [], []), [], "")
    count = 0
    for path in paths:
        try:
            draft = Draft(path)
            said = fix(draft, ignored)
            if said and not dry_run:
                draft.write()
        except Refused as refused:  # its findings are listed as usual
            done.notes.append(str(refused))
            done.outcome.add(read_file(path))
        except BioRespError as error:
            done.outcome.unread.append(str(error))
        else:
            count += len(said)
            done.notes.extend(said)
            done.outcome.add(draft.file)
            done = done._replace(diff=done.diff + draft.diff)
    done.notes.append(f"{'可以修正' if dry_run else '已修正'} {count} 处" + "，没有写入" * dry_run)
    return done
