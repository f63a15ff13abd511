"""Both versions of a text in one (花脸稿): what went and what came, no unit's name split."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bioresp.cells import Span
from bioresp.comparison.words import Piece, marked, words
from bioresp.query.places import Index
from bioresp.report.blocks import Text
from bioresp.report.changes.sides import Sides
from bioresp.report.measures import named


def reworded(sides: Sides, before: str, after: str) -> Text:
    """A text that changed."""
    old, new = (words(text, side.index.mentions(text)) for text, side in ((before, sides.old), (after, sides.new)))
    return _joined(sides, marked(old, new))


def replaced(sides: Sides, before: str, after: str) -> Text:
    """A value that is another as a whole."""
    pieces = (Piece("deleted", before), Piece("inserted", after))
    return _joined(sides, (piece for piece in pieces if piece.text))


def relisted(sides: Sides, before: Sequence[str], after: Sequence[str]) -> Text:
    """A list of names that changed; each name is a word."""
    return _joined(sides, marked(_listed(before), _listed(after)))


def _listed(names: Sequence[str]) -> list[str]:
    return [word for name in names for word in (name, "、")][:-1]


def _joined(sides: Sides, pieces: Iterable[Piece]) -> Text:
    value, kept = "", list[Span]()
    spans: dict[str, list[Span]] = {"deleted": [], "inserted": [], "": []}
    for change, text in pieces:
        at = len(value)
        index = sides.old.index if change == "deleted" else sides.new.index
        kept += [(at + mention.start, at + mention.end) for mention in index.mentions(text)]
        spans[change].append((at, at + len(text)))
        value += text
    return Text(value, tuple(kept), (), tuple(spans["deleted"]), tuple(spans["inserted"]))


def deleted(index: Index, text: str) -> Text:
    """A text that is gone as a whole."""
    return named(index, text)._replace(deleted=((0, len(text)),))


def inserted(index: Index, text: str) -> Text:
    """A text that is new as a whole."""
    return named(index, text)._replace(inserted=((0, len(text)),))
