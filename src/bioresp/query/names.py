"""Which agency a name means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bioresp.query.places import Index


class Resolved(NamedTuple):
    """The agency a name means, or None and the names that may be meant."""

    agency: str | None
    candidates: tuple[str, ...] = ()


_WIDE = str.maketrans("()", "（）")


def widened(name: str) -> str:
    """With full-width brackets."""
    return name.translate(_WIDE)


def _folded(name: str) -> str:
    return widened("".join(name.split()))


def spelled(index: Index, name: str) -> str | None:
    """How the plan writes a name: so, with a leading 市, or with other blanks or brackets; None where it does not."""
    if name in index.names:
        return name
    wanted = _folded(name)
    folded = {_folded(written): written for written in index.names}
    return folded.get(wanted) or folded.get("市" + wanted)


def resolve(index: Index, name: str) -> Resolved:
    """The agency meant: by its name, an alias, without the leading 市, or by a part that only one name has.

    Blanks and the width of brackets make no difference.
    """
    if (written := spelled(index, name)) is not None:
        return Resolved(index.names[written])
    wanted = _folded(name)
    names = {_folded(written): agency for written, agency in index.names.items()}
    having = _distinct(agency for written, agency in names.items() if wanted and wanted in written)
    if len(having) == 1:
        return Resolved(having[0])
    return Resolved(None, having or near(names, wanted))


def near(names: dict[str, str], wanted: str) -> tuple[str, ...]:
    """Up to five agencies that a name may be meant for: 市卫健委 → 市卫生健康委."""
    from difflib import get_close_matches

    shortened = [each for each in names if len(wanted) > 1 and _is_subsequence(wanted, each)]
    close = [each for written in (wanted, "市" + wanted) for each in get_close_matches(written, names, 5, 0.6)]
    return _distinct(names[each] for each in (*shortened, *close))[:5]


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
