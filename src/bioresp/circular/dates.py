"""The date below a signature: 2023年3月3日, 二〇二三年三月三日."""

from __future__ import annotations

import re
from datetime import date

from bioresp import numerals


def day(text: str) -> date | None:
    """2023年3月3日, 二〇二三年三月三日 → the date; None where there is no such day."""
    parts = re.split("[年月日]", re.sub(r"\s", "", text))[:3]
    digits = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
    try:
        year = int(parts[0].translate(digits))
        month, number = ((int(part) if part.isdigit() else numerals.number(part) or 0) for part in parts[1:])
        return date(year, month, number)
    except ValueError:
        return None
