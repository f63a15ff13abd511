"""Lists of units: who came, who went, who changed the role, whose name is written differently."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from bioresp.comparison.changes import Change, Reassigned, Reordered, Respelled, Seat
from bioresp.model import Assignment

Unit = Callable[[str], str]
"""The unit that a name, old or new, means."""


class Relisted(NamedTuple):
    """What became of a list."""

    changes: list[Change]
    respelled: list[tuple[Seat, Seat]]


def compared(key: int, old: Sequence[Assignment], new: Sequence[Assignment], unit: Unit) -> Relisted:
    """How one list became another; a unit that is there as before, in the same role, is left out."""
    pairs = _paired(old, new, unit)
    kept = sorted((there, here) for there, here in pairs if old[there] == new[here])
    order = [there for there, _ in sorted(kept, key=lambda pair: pair[1])]
    changes: list[Change] = []
    respelled: list[tuple[Seat, Seat]] = []
    if order != sorted(order):
        changes.append(Reordered(key, tuple(old[at] for at in sorted(order)), tuple(old[at] for at in order)))
    for there, here in sorted(set(pairs) - set(kept), key=lambda pair: pair[1]):
        before, after = _seat(old, there), _seat(new, here)
        if before.role is after.role:
            respelled.append((before, after))
        else:
            changes.append(Reassigned(key, unit(after.agency), before, after))
    came = set(range(len(new))) - {here for _, here in pairs}
    went = set(range(len(old))) - {there for there, _ in pairs}
    changes += [Reassigned(key, unit(new[at].agency), None, _seat(new, at)) for at in sorted(came)]
    changes += [Reassigned(key, unit(old[at].agency), _seat(old, at), None) for at in sorted(went)]
    return Relisted(changes, respelled)


def _seat(listed: Sequence[Assignment], at: int) -> Seat:
    return Seat(listed[at].agency, listed[at].role, at)


def _paired(old: Sequence[Assignment], new: Sequence[Assignment], unit: Unit) -> list[tuple[int, int]]:
    """Which of the old names is which of the new: the same in the same role, the same unit there, or in another."""
    by: tuple[Callable[[Assignment], Hashable], ...] = (
        lambda each: each,
        lambda each: (unit(each.agency), each.role),
        lambda each: unit(each.agency),
    )
    olds, news = dict(enumerate(old)), dict(enumerate(new))
    pairs: list[tuple[int, int]] = []
    for meaning in by:
        having: dict[Hashable, list[int]] = {}
        for at, each in olds.items():
            having.setdefault(meaning(each), []).append(at)
        for here, each in list(news.items()):
            if found := having.get(meaning(each)):
                there = found.pop(0)
                pairs.append((there, here))
                del olds[there], news[here]
    return pairs


def gathered(found: Iterable[tuple[int, Seat, Seat]], unit: Unit) -> Iterator[Respelled]:
    """One change for each pair of spellings, wherever they stand."""
    spellings: dict[tuple[str, str], list[tuple[int, Seat, Seat]]] = {}
    for each in found:
        spellings.setdefault((each[1].agency, each[2].agency), []).append(each)
    for (before, after), seats in spellings.items():
        yield Respelled(unit(after), before, after, tuple(seats))


class Seats:
    """All that changes in one list."""

    def __init__(self) -> None:
        self.gone: set[int] = set()
        self.come: list[Seat] = []
        self.order: Reordered | None = None

    def add(self, before: Seat | None, after: Seat | None) -> None:
        if before:
            self.gone.add(before.at)
        if after:
            self.come.append(after)

    def relisted(self, old: Sequence[Assignment]) -> tuple[Assignment, ...]:
        """The new list: the old one without the seats that go, what stays perhaps in another order, and what comes.

        Raises:
            ValueError: What stays is not what is put in another order.
        """
        made = [each for at, each in enumerate(old) if at not in self.gone]
        if self.order:
            if tuple(made) != self.order.before:
                raise ValueError(made)
            made = list(self.order.after)
        for seat in sorted(self.come, key=lambda seat: seat.at):
            made.insert(seat.at, Assignment(seat.agency, seat.role))
        return tuple(made)
