"""Which agency a name means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Resolved(NamedTuple):
    """The agency a name means, or None and the names that may be meant."""

    agency: str | None
    candidates: tuple[str, ...] = ()


_BRACKETS = str.maketrans("()[]〔〕【】", "（）（）（）（）")


def folded(name: str) -> str:
    """A name or number as it is compared: without blanks, brackets of one kind."""
    return "".join(name.split()).translate(_BRACKETS)


def resolve(names: Mapping[str, str], name: str) -> Resolved:
    """The agency meant: by its name, an alias, without the leading 市, or by a part that only one name has.

    Blanks and the kind of brackets make no difference.

    Args:
        names: Every spelling, and the agency it stands for.
        name: What somebody typed.
    """
    if name in names:
        return Resolved(names[name])
    wanted = folded(name)
    spellings = {folded(written): agency for written, agency in names.items()}
    for written in (wanted, "市" + wanted):
        if written in spellings:
            return Resolved(spellings[written])
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
