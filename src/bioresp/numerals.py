"""Chinese numerals, and the labels made of them: 一…二十三 ⇄ 1…23, （十二）, 第三条, 4."""

from __future__ import annotations

import re
from functools import lru_cache

from bioresp.letters import folded

_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_CIRCLED_ONE = ord("①")
_LAST_CIRCLED = 20
_LAST = 9999

_ONES = "一1１①"
"""What a label style writes for the number one."""

_WIDTHS = str.maketrans("（）．〇", "().零")

_LABEL = r"\(?第?([零一二三四五六七八九十百千]+|[0-9]{1,9}|[①-⑳])(?:项|条|章|节|款|部分)?\)?[、.]?"


@lru_cache(maxsize=1024)
def chinese(number: int) -> str:
    """The Chinese numeral of a number from 1 to 9999: 12 → 十二, 105 → 一百零五.

    Raises:
        ValueError: The number is out of that range.
    """
    if not 1 <= number <= _LAST:
        raise ValueError(f"no Chinese numeral for {number}: only 1 to {_LAST}")
    written, gap = "", False
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // value % 10
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + unit
        gap = bool(written) and not digit
    return written.removeprefix("一") if written.startswith("一十") else written


def number(text: str) -> int | None:
    """The number that a numeral or a label says, None where it says none.

    Reads 十二, ⼗⼆, 12, １２, （十二）, (12), 十二、, 12., ⑫, 第十二项, 第十二条, 第三部分.
    """
    match = re.fullmatch(_LABEL, folded(text.strip()).translate(_WIDTHS))
    return _number(match[1]) if match else None


def numbers(text: str) -> list[int]:
    """The numbers of labels that stand one behind the other: 二（一）3. → 2, 1, 3; none where something else stands."""
    written = folded("".join(text.split())).translate(_WIDTHS)
    labels = list(re.finditer(_LABEL, written))
    found = [_number(label[1]) or 0 for label in labels]
    return found if "".join(label[0] for label in labels) == written and all(found) else []


def _number(digits: str) -> int | None:
    if digits.isascii():
        return int(digits) or None
    if digits >= "①" and digits <= "⑳":
        return ord(digits) - _CIRCLED_ONE + 1
    return _value(digits)


def _value(numeral: str) -> int | None:
    total = digit = 0
    for char in numeral:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS.index(char)
    value = total + digit
    # 十十 or 二三 add up to something, but nobody writes them: a numeral is what we would write
    canonical = {numeral, numeral.removeprefix("一") if numeral.startswith("一十") else numeral}
    return value if 1 <= value <= _LAST and chinese(value) in canonical else None


def label(style: str, number: int) -> str:
    """The label of a number in a style, which shows the label of one: （一） and 12 → （十二）, 1. and 3 → 3.

    A style without a one in it is a mark that stands before every number alike, and is given back as it is.
    """
    at = _one(style)
    return style if at < 0 else style[:at] + _numeral(style[at], number) + style[at + 1 :]


def bare(style: str, number: int) -> str:
    """The number as a label in that style writes it, without brackets and points: （一） and 12 → 十二."""
    at = _one(style)
    return _numeral("1" if at < 0 else style[at], number)


def _one(style: str) -> int:
    """Where a style writes the number one, which is the last one of 1.1; -1 where it does not."""
    return max(map(style.rfind, _ONES))


def _numeral(one: str, number: int) -> str:
    if one == "一" and 1 <= number <= _LAST:
        return chinese(number)
    if one == "①" and 1 <= number <= _LAST_CIRCLED:
        return chr(_CIRCLED_ONE + number - 1)
    if one == "１":
        return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return str(number)
