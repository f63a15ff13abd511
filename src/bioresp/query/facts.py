"""The facts of a plan, one for each assignment: what is counted, joined and compared elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bioresp.model import Action, Role
from bioresp.query.places import Entry, Index
from bioresp.query.sentences import collectives, meant


class Fact(NamedTuple):
    """An agency that has to do with a measure or an action."""

    action: Action | None
    """None for the measure itself."""
    agency: str
    """As the circular writes it; of a group word, as the list does that the word points at."""
    role: Role | None
    """None where the text gives none: 各相关单位, the standing note."""
    basis: str
    """named: it stands in a list, or the sentence says it leads; collective: a group word reaches it; standing: the
    standing note does."""


def facts(index: Index, entry: Entry) -> Iterator[Fact]:
    """The facts of a measure, in the order of the text; the standing note's last."""
    measure = entry.measure
    for action in (None, *measure.actions):
        for each in (action or measure).assignments:
            yield Fact(action, each.agency, each.role, "named")
        for name, role in _reached(index, entry, action):
            yield Fact(action, name, role, "collective")
    for name in index.plan.standing.agencies if index.plan.standing else ():
        yield Fact(None, name, None, "standing")


def _reached(index: Index, entry: Entry, action: Action | None) -> Iterator[tuple[str, Role | None]]:
    """Whom the group words of a text mean, each once in a role; not whom the text names, as in `duties`."""
    text = (action or entry.measure).text
    words = collectives(text)
    if not words:
        return
    seen = {(mention.agency, word.role) for mention in index.mentions(text) for word in words}
    for word in words:
        for each in meant(entry, action, word):
            key = (index.names[each.agency], word.role)
            if key not in seen:
                seen.add(key)
                yield each.agency, word.role
