"""Stretches of text and the roles that follow them → titles, texts, assignments; what is said once is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bioresp.circular import codes
from bioresp.circular.account import Account, Use
from bioresp.circular.conventions import SIGNS, Convention, Conventions, Rule
from bioresp.circular.passages import Passage
from bioresp.circular.roles import Reading, Standing, applied
from bioresp.circular.tables import Header
from bioresp.circular.text import ACTIONS, Source
from bioresp.circular.tree import Node
from bioresp.circular.units import BULLETS
from bioresp.diagnostic import Diagnostic
from bioresp.model import Assignment, Position, Role

_TITLE = 30
"""Characters of a title that ends with a full stop; a longer sentence is text."""
TITLE_LINE = 60
"""Characters of a title that ends with its line."""
_EDGES = " \n\t\v　"
_PARAGRAPH = re.compile("[^\n]+")
_GLUE = _EDGES + BULLETS + "。；，、;,."


class Stretch(NamedTuple):
    """A piece of text and the roles that follow it."""

    spans: list[tuple[int, int]]
    passages: list[Passage]


@dataclass
class Stretches:
    """The text that is read, and what it has said so far."""

    source: Source
    account: Account
    doubts: list[Diagnostic]
    conventions: Conventions = field(default_factory=Conventions)
    """What holds for the lists to come."""
    standing: Standing | None = None
    standing_in: int | None = None
    """Which measure has the standing note in its list, from 0."""
    agencies: dict[str, int] = field(default_factory=dict)
    """Every name in a role, with the offset at which it first stands."""
    tables: list[tuple[int, int]] = field(default_factory=list)
    """Where tables of tasks and units stand; their rows are read by themselves."""
    columns: Header | None = None
    """The columns of the last table, for one that goes on without a header of its own."""
    count: int = 0
    """Measures so far."""
    begun: list[int] = field(default_factory=list)
    """Where measures begin."""
    doubted: set[str] = field(default_factory=set)
    """Names that were doubted already."""

    @property
    def words(self) -> str:
        return self.source.words

    def opens_actions(self, node: Node) -> tuple[int, int] | None:
        """Where a measure's text names the list of its actions: 主要举措：……"""
        for found in ACTIONS.finditer(self.words, node.start, node.end):
            before = self.words[node.start : found.start()].rstrip(" \t")
            behind = self.words[found.end() : node.end]
            if before[-1:] not in ("", "\n", "。", "）", "〕", "；"):
                continue
            is_line = before[-1:] in ("\n", "") and (not behind.strip() or behind[0] == "\n")
            if before.strip() and (is_line or found[0][-1] in "：:】"):
                return found.span()
        return None

    def stretches(self, start: int, end: int, passages: Sequence[Passage]) -> list[Stretch]:
        """The text between two offsets, cut behind each passage that names units."""
        found: list[Stretch] = []
        at, held, spans = start, list[Passage](), list[tuple[int, int]]()
        for each in passages:
            spans += self.text_spans(at, min(each.start, end), [])
            if not spans and found and not (held or not each.reading.assigned):
                found[-1].passages.append(each)
            else:
                held.append(each)
            at = min(each.end, end)
            if held and held[-1].reading.assigned:
                found.append(Stretch(spans, held))
                held, spans = [], []
        spans += self.text_spans(at, end, [])
        if spans or held:
            if found and not spans:
                found[-1].passages.extend(held)
            else:
                found.append(Stretch(spans, held))
        return found

    def text_spans(self, start: int, end: int, without: Iterable[Passage | tuple[int, int]]) -> list[tuple[int, int]]:
        """The paragraphs between two offsets, without the stretches that are something else."""
        gaps = [(each.start, each.end) if isinstance(each, Passage) else each for each in without]
        gaps = sorted([*gaps, *(table for table in self.tables if start <= table[0] < end)])
        found: list[tuple[int, int]] = []
        at = start
        for gap_start, gap_end in [*gaps, (end, end)]:
            parts = _PARAGRAPH.finditer(self.words, at, max(at, gap_start))
            found += [part.span() for part in parts if part[0].strip(_GLUE)]
            at = max(at, gap_end)
        return found

    def titled(self, spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
        """The title that a text begins with, and the rest of the text."""
        if not spans:
            return "", []
        start, end = spans[0]
        words = self.words[start:end]
        sentence = re.match("[^。！？；]*(?:“[^”]*”[^。！？；]*)*", words)
        size = sentence.end() if sentence else len(words)
        first = words[:size].strip(_EDGES)
        stop = words[size : size + 1]
        rest = words[size + 1 :].strip(_GLUE)
        is_line = not rest
        longest = _TITLE if stop else TITLE_LINE
        if not first or len(first) > longest or stop not in ("", "。") or first[-1] in "：:":
            return "", spans
        used = end if is_line else start + size + 1
        self.account.use(start, used, Use.TITLE)
        return tidy(first), ([(used, end)] if rest else []) + spans[1:]

    def text(self, spans: Iterable[tuple[int, int]], use: Use) -> str:
        """The words of paragraphs; the pieces of one that roles stood in are put together again."""
        lines: list[str] = []
        last = -1
        for start, end in spans:
            words = tidy(self.words[start:end])
            if not words:
                continue
            if last >= 0 and "\n" not in self.words[last:start] and lines:
                lines[-1] += words.lstrip("；，、") if lines[-1][-1] in "。；，、！？" else words
            else:
                lines.append(words)
            self.account.use(start, end, use)
            last = end
        return "\n".join(lines)

    def roles(self, passages: Iterable[Passage]) -> tuple[tuple[Assignment, ...], str, str]:
        """Return the assignments, the deadline and the note of an item."""
        assigned: list[Assignment] = []
        deadline: list[str] = []
        notes: list[str] = []
        for each in passages:
            reading = each.reading
            self.heed(reading.conventions)
            self._heed_sign(reading)
            self.rules(each)
            for name in applied(reading, self.conventions):
                self.agencies.setdefault(name.name, name.start)
                assigned.append(Assignment(name.name, name.role))
            deadline += [each for each in reading.deadline if each]
            notes += [*reading.notes, *reading.wording]
        return in_order(assigned), "；".join(dict.fromkeys(deadline)), "；".join(dict.fromkeys(notes))

    def heed(self, stated: Iterable[Convention]) -> None:
        """Take in what is said about the lists to come."""
        for each in stated:
            self.conventions = self.conventions.joined(each)

    def _heed_sign(self, reading: Reading) -> None:
        """A sign before a name may say that it leads: 标☆的为牵头单位."""
        sign = self.conventions.sign
        for at, each in enumerate(reading.assigned):
            name = each.name.strip(SIGNS)
            if sign and sign in each.name:
                reading.assigned[at] = each._replace(role=Role.LEAD, name=name)
                reading.is_explicit = True
            elif name and name != each.name:
                reading.assigned[at] = each._replace(name=name)
                if not set(each.name) & set(BULLETS):
                    self.doubts.append(codes.no_unit(self.source.place(each.start), each.name))

    def rules(self, passage: Passage) -> None:
        """Enter that a stretch was read, and what it says once for all that follow."""
        reading = passage.reading
        self.account.use(passage.start, passage.end, Use.ROLE, _said(reading))
        place = self.source.place(passage.start)
        words = self.words[passage.start : passage.end]
        for convention in reading.conventions:
            self._note(convention, reading, place)
        if not passage.is_closed:
            self.doubts.append(codes.bracket_not_closed(place, words))
        if passage.is_bare:
            self.doubts.append(codes.bare_list(place, words))
        for name in reading.doubtful:
            if name.text not in self.doubted:  # once is enough
                self.doubts.append(codes.no_unit(self.source.place(name.start), name.text))
            self.doubted.add(name.text)
        for name in reading.guessed:
            self.doubts.append(codes.unknown_words(self.source.place(name.start), name.text))
        for name in reading.left:
            self.doubts.append(codes.left_in_roles(self.source.place(name.start), name.text))
        if passage.runs_on:
            rest = self.words[passage.end : passage.end + 40].partition("\n")[0]
            self.doubts.append(codes.list_runs_on(self.source.place(passage.end), rest))

    def _note(self, convention: Convention, reading: Reading, place: Position) -> None:
        """Keep what a convention says: a standing note for the plan, any other in the note of its item."""
        standing = Standing(convention.text, convention.agencies)
        match convention.rule:
            case Rule.STANDING if not self.standing:
                self.standing = standing
                self.standing_in = self.count - 1 if self.count else None
            case Rule.STANDING if standing == self.standing:
                pass
            case Rule.SAME_BELOW:
                pass
            case Rule.UNKNOWN:
                reading.notes.append(convention.text)
                self.doubts.append(codes.unknown_convention(place, convention.text))
            case _:  # a plan has one standing note; a second one stays where it is said, as other conventions do
                reading.notes.append(convention.text)


def tidy(words: str) -> str:
    """The words of a paragraph without the blanks and marks that its place in the text left at its ends."""
    if not words.strip(_GLUE):
        return ""
    return words.strip(_EDGES).lstrip("。；，、").replace("\t", "　").replace("\v", "").replace("\f", "")


def _said(reading: Reading) -> str:
    """What a stretch says of roles, in words: 牵头：市林业局；时限：2030年底."""
    listed = {role: [each.name for each in reading.assigned if each.role is role] for role in Role}
    said = [f"{role.word}：{'、'.join(names)}" for role, names in listed.items() if names]
    said += [f"时限：{each}" for each in reading.deadline] + [f"备注：{each}" for each in reading.notes]
    said += [f"通用说明：{reading.standing.text}"] if reading.standing else []
    return "；".join(said)


def in_order(assigned: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Assignments by role, as a data file lists them; the names of a role in the order of the text.

    A name that the text gives twice stays twice: it is for the checks to say so.
    """
    given = list(assigned)
    return tuple(each for role in Role for each in given if each.role is role)
