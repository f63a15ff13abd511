"""The sheet: A4 as GB/T 9704-2012 lays it out, upright or turned. Lengths in twips, a twentieth of a point.

The standard gives millimetres, 22 lines of 28 characters (5.2.3) and no pitch in points: that is a setting.
"""

from __future__ import annotations

from typing import NamedTuple

BODY, TITLE, NUMBER = 16.0, 22.0, 14.0
"""3号, 2号 and 4号, in points."""
CHARACTERS = 28
"""In a line of an upright sheet."""


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


class Sheet(NamedTuple):
    """Size, margins, and how far the page number stands from the lower edge: millimetres."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int

    @property
    def is_turned(self) -> bool:
        return self.width > self.height

    @property
    def room(self) -> int:
        """Twips between the left and the right margin (版心)."""
        return twips(self.width - self.left - self.right)


UPRIGHT = Sheet(210, 297, 37, 26, 35, 28, 25)
"""Source: GB/T 9704-2012, 5.2.1: 天头 37, 订口 28, 版心 156×225; 7.5: the dashes stand 7 mm below the text."""
TURNED = Sheet(297, 210, 28, 37, 26, 35, 16)
"""The upright sheet turned: the head of the table lies where the sheets are bound."""

CHARACTER = UPRIGHT.room // CHARACTERS
"""Twips of a character of the body with what SPACING adds."""
SPACING = CHARACTER - round(BODY * 20)
"""Twips added to each character: 28 of 16 points are wider than 156 mm.

The document's grid could say it too, but LibreOffice gives a character that is wider than its place two of them.
"""


def line_height(size: float) -> int:
    """Twips of a line in a table, of text of that many points."""
    return round(size * 1.45) * 20


def label_height(size: float) -> int:
    """Twips of a label that is written top down, where each agency counts."""
    return round(size * 1.1 * 20)
