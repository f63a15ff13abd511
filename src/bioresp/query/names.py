"""Which agency a name means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bioresp import letters


class Resolved(NamedTuple):
    """The agency a name means, or None and the names that may be meant."""

    agency: str | None
    candidates: tuple[str, ...] = ()


_WIDE = str.maketrans("()", "（）")
_BRACKETS = str.maketrans("()[]［］〔〕【】", "（）（）（）（）（）")


def folded(name: str) -> str:
    """A name or number as it is compared: without blanks, brackets of one kind, look-alike letters as one."""
    return "".join(letters.folded(letters.seen(name)).split()).translate(_BRACKETS)


def widened(name: str) -> str:
    """With full-width brackets."""
    return name.translate(_WIDE)


def spelled(names: Iterable[str], name: str) -> str | None:
    """How a name is written: so, with a leading 市, or with other blanks or brackets; None where it is not."""
    if name in names:
        return name
    wanted = folded(name)
    known = {folded(written): written for written in names}
    return known.get(wanted) or known.get("市" + wanted)


def resolve(names: Mapping[str, str], name: str) -> Resolved:
    """The agency meant: by its name, an alias, without the leading 市, or by a part that only one name has.

    Blanks and the kind of brackets make no difference.

    Args:
        names: Every spelling, and the agency it stands for.
        name: What somebody typed.
    """
    if (written := spelled(names, name)) is not None:
        return Resolved(names[written])
    wanted = folded(name)
    spellings = {folded(written): agency for written, agency in names.items()}
    having = _distinct(agency for written, agency in spellings.items() if wanted and wanted in written)
    if len(having) == 1:
        return Resolved(having[0])
    return Resolved(None, having or near(spellings, wanted))


def near(names: Mapping[str, str], wanted: str) -> tuple[str, ...]:
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
