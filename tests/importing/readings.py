"""Says in short what was read: of a passage, and of a small circular with one passage of interest."""

from __future__ import annotations

from typing import NamedTuple

from bioresp.circular import Imported, import_lines
from bioresp.circular.roles import Reading, read
from bioresp.extract import Line
from bioresp.model import Measure, Role, Section

L, R, S = Role

TITLE = "青禾市河湖保护工作方案"
SECOND = "（二）绿化岸线。补种树木。（市林业局负责）"


class Said(NamedTuple):
    """What a text says of who does it, by when."""

    roles: list[tuple[Role, str]]
    deadline: str
    note: str


def import_text(text: str) -> Imported:
    return import_lines([Line(line, number) for number, line in enumerate(text.split("\n"), 1)])


def codes(found: Imported) -> list[str]:
    return [each.code for each in found.doubts]


def reading(text: str) -> Reading:
    """What a bracket says; it has to say something."""
    found = read(text, needs_verb=True)
    assert found, text
    return found


def roles(text: str) -> list[tuple[Role, str]]:
    """Who does it, as a bracket says; all of its words are understood."""
    found = reading(text)
    assert found.doubtful + found.guessed + found.left == [], text
    return [(each.role, each.name) for each in found.assigned]


def circular(closing: str, second: str = SECOND, head: str = "", foot: str = "") -> str:
    """A circular of two measures, the first closed by words that may say who does it."""
    first = f"（一）清理河岸。捡拾垃圾。{closing}"
    return "\n".join(filter(None, [TITLE, head, "一、主要任务", first, second, foot]))


def measures(found: Imported) -> list[Measure]:
    made: list[Measure] = []

    def walk(section: Section) -> None:
        made.extend(section.measures)
        for below in section.sections:
            walk(below)

    for section in found.plan.sections:
        walk(section)
    return made


def said(measure: Measure) -> Said:
    return Said([(each.role, each.agency) for each in measure.assignments], measure.deadline, measure.note)


def first(closing: str) -> Said:
    """What the closing words of the first measure say; nothing is doubted."""
    found = import_text(circular(closing))
    assert codes(found) == [], closing
    return said(measures(found)[0])
