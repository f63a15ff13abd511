"""The words that changed in a text: clause by clause, then inside a clause; a unit's name is never split."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from bioresp.query.places import Mention

_WORD = re.compile(r"[A-Za-z0-9０-９.%％]+|.", re.DOTALL)
"""A number or a word of letters is one; of Chinese each character, for nobody writes where its words end."""
_ENDS = frozenset("，。；：！？\n")
_LIKE = 0.4
"""A clause less alike than this is shown as another one, not as a changed one."""
_ISLAND = 1
"""Characters that stayed between two changes and are shown with them, for a single one cannot be read."""
_MOST = 1_000_000
"""Clauses so long that this many pairs of words would be compared are shown as others."""


class Piece(NamedTuple):
    """Words that stayed (""), went or came."""

    change: Literal["", "deleted", "inserted"]
    text: str


def words(text: str, mentions: Sequence[Mention]) -> list[str]:
    """A text in pieces that are not split: the names of units, numbers, characters."""
    found: list[str] = []
    at = 0
    for mention in mentions:
        found += _WORD.findall(text[at : mention.start])
        found.append(text[mention.start : mention.end])
        at = mention.end
    return found + _WORD.findall(text[at:])


def marked(before: Sequence[str], after: Sequence[str]) -> list[Piece]:
    """How the words of one version became those of the other; together they give both."""
    pieces = (piece for piece in _by_clause(_clauses(before), _clauses(after)) if piece.text)
    return list(_ordered(pieces))


Clause = tuple[str, ...]


def _clauses(said: Sequence[str]) -> list[Clause]:
    clauses: list[Clause] = []
    open_: list[str] = []
    for word in said:
        open_.append(word)
        if word in _ENDS:
            clauses.append(tuple(open_))
            open_ = []
    return [*clauses, tuple(open_)] if open_ else clauses


def _by_clause(old: list[Clause], new: list[Clause]) -> Iterator[Piece]:
    from difflib import SequenceMatcher

    for change, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = [word for each in old[a:b] for word in each], [word for each in new[c:d] for word in each]
        if change == "equal":
            yield Piece("", "".join(gone))
        else:
            yield from _by_word(gone, come)


def _by_word(old: list[str], new: list[str]) -> Iterator[Piece]:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(old) * len(new) > _MOST or matcher.ratio() < _LIKE:
        yield from (Piece("deleted", "".join(old)), Piece("inserted", "".join(new)))
        return
    codes = matcher.get_opcodes()
    for at, (change, a, b, c, d) in enumerate(codes):
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        is_island = 0 < at < len(codes) - 1 and len(gone) <= _ISLAND and not _ENDS.intersection(gone)
        if change == "equal" and not is_island:
            yield Piece("", gone)
        else:
            yield from (Piece("deleted", gone), Piece("inserted", come))


def _ordered(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Between words that stayed all that went, then all that came."""
    for stayed, run in groupby(pieces, lambda piece: not piece.change):
        found = list(run)
        for change in ("",) if stayed else ("deleted", "inserted"):
            if text := "".join(piece.text for piece in found if piece.change == change):
                yield Piece(change, text)  # type: ignore[arg-type]  # one of three words
