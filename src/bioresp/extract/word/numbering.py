"""The numbers that Word writes before paragraphs: 一、 （一） 1., by its lists and by styles that number.

Source: ECMA-376-1, 17.9.
"""

from __future__ import annotations

from typing import NamedTuple

from bioresp import numerals
from bioresp.extract.word.package import NUMBERING, STYLES, Element, W, count, value

_LAST = 32767
"""The last number that Word writes."""
_DEEPEST = 9
"""Levels of a list."""


class _Level:
    """One level of a list: its format, its text (%1、), its first number."""

    def __init__(self, element: Element) -> None:
        self.format = value(element, "numFmt", "decimal")
        self.text = value(element, "lvlText")
        self.start = count(value(element, "start"), 1, _LAST)
        self.is_legal = element.find(W + "isLgl") is not None
        restart = value(element, "lvlRestart")
        self.restart = count(restart, 0, _DEEPEST) if restart else None
        """The level, from 1, at which it begins anew; 0 for never, None for any above it."""

    def begins_anew(self, above: int) -> bool:
        """Does it begin anew when a level above it, from 0, counts on?"""
        return self.restart is None or above < self.restart


class _List(NamedTuple):
    key: str
    """The definition whose counters the list shares."""
    levels: dict[int, _Level]
    starts: dict[int, int]
    """The first numbers that the list sets for itself."""


class Numbers:
    """Counts the paragraphs of a Word file that are in lists."""

    def __init__(self, parts: dict[str, Element]) -> None:
        self._lists = _lists(parts)
        self._styles = _numbering_styles(parts)
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, paragraph: Element) -> str:
        """The number that Word writes before a paragraph, which is the next one of its list."""
        properties = paragraph.find(W + "pPr")
        inherited = self._styles.get(value(properties, "pStyle"))
        own = _numbered(properties)
        number, at = own or inherited or (None, 0)
        if own and own[0] is None and inherited:
            number = inherited[0]
        found = self._lists.get(number or "0")
        if found is None or at not in found.levels:
            return ""
        levels = found.levels
        counts = self._counts.setdefault(found.key, {})
        counts[at] = counts.get(at, found.starts.get(at, levels[at].start) - 1) + 1
        for below in [level for level in counts if level > at and levels[level].begins_anew(at)]:
            del counts[below]
        return "" if levels[at].format in ("bullet", "none") else self._filled(found, at, counts)

    def _filled(self, found: _List, at: int, counts: dict[int, int]) -> str:
        """The text of a level, with the numbers of the levels that it names."""
        levels = found.levels
        label = levels[at].text
        for level in range(at + 1):
            if f"%{level + 1}" in label and level in levels:
                number = counts.setdefault(level, found.starts.get(level, levels[level].start))
                format_ = "decimal" if levels[at].is_legal else levels[level].format
                label = label.replace(f"%{level + 1}", _written(number, format_))
        return label


def _lists(parts: dict[str, Element]) -> dict[str, _List]:
    """The lists by their numbers; 0 is none."""
    if (root := parts.get(NUMBERING)) is None:
        return {}
    abstract = {
        each.get(W + "abstractNumId", ""): {_level(level): _Level(level) for level in each.findall(W + "lvl")}
        for each in root.iter(W + "abstractNum")
    }
    found = {}
    for each in root.findall(W + "num"):
        number, key = each.get(W + "numId", ""), value(each, "abstractNumId")
        levels, starts = dict(abstract.get(key, {})), {}
        for override in each.findall(W + "lvlOverride"):
            at = _level(override)
            if (level := override.find(W + "lvl")) is not None:
                levels[at] = _Level(level)
            if start := value(override, "startOverride"):
                starts[at] = count(start, 1, _LAST)
        found[number] = _List(f"{key}/{number}" if starts else key, levels, starts)
    found.pop("0", None)
    return found


def _level(element: Element) -> int:
    return count(element.get(W + "ilvl", "0"), 0, _DEEPEST)


def _numbering_styles(parts: dict[str, Element]) -> dict[str, tuple[str, int]]:
    """Paragraph styles that number: the style's id → list and level."""
    if (root := parts.get(STYLES)) is None:
        return {}
    own: dict[str, tuple[str | None, int]] = {}
    based: dict[str, str] = {}
    for style in root.iter(W + "style"):
        key = style.get(W + "styleId", "")
        if numbered := _numbered(style.find(W + "pPr")):
            own[key] = numbered
        if above := value(style, "basedOn"):
            based[key] = above
    found = {}
    for key in {*own, *based}:
        at, seen = key, set[str]()
        while at not in own and at in based and at not in seen:
            seen.add(at)
            at = based[at]
        number, level = own.get(at, (None, 0))
        if number:
            found[key] = (number, level)
    return found


def _numbered(properties: Element | None) -> tuple[str | None, int] | None:
    """The list and the level that paragraph properties name."""
    if properties is None or (found := properties.find(W + "numPr")) is None:
        return None
    return value(found, "numId") or None, count(value(found, "ilvl", "0"), 0, _DEEPEST)


def _written(number: int, format_: str) -> str:
    """A number as Word writes it in a format of ECMA-376-1, 17.18.59."""
    if format_ in _CHINESE:
        return numerals.chinese(number) if 1 <= number <= 9999 else str(number)
    if format_ == "chineseLegalSimplified" and 1 <= number <= 9999:
        return numerals.chinese(number).translate(
            str.maketrans("一二三四五六七八九十百千零", "壹贰叁肆伍陆柒捌玖拾佰仟零")
        )
    if format_.startswith("decimalEnclosedCircle") or format_ == "ideographEnclosedCircle":
        return numerals.label("①", number)
    if format_ == "decimalFullWidth":
        return numerals.label("１", number)
    if format_ in ("upperLetter", "lowerLetter") and number:
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if format_ == "upperLetter" else letter.lower()
    if format_ in ("upperRoman", "lowerRoman"):
        return _roman(number) if format_ == "upperRoman" else _roman(number).lower()
    return str(number)


_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "koreanDigital2",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)


def _roman(number: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        while number >= worth:
            written, number = written + letters, number - worth
    return written
