"""The lines of a circular → `Plan`, with doubts and the account of every character."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bioresp.circular import codes, document, roles
from bioresp.circular.account import Account, Use
from bioresp.circular.finish import alike, leads_from_sentences, levelled, reference
from bioresp.circular.items import Items
from bioresp.circular.outline import Heading, outline
from bioresp.circular.passages import passages
from bioresp.circular.stretches import Stretches, tidy
from bioresp.circular.table_lines import is_header
from bioresp.circular.tables import INVERSE, Refused, first_labels, task_tables
from bioresp.circular.text import ACTIONS, Source
from bioresp.circular.tree import Node, tree
from bioresp.diagnostic import Diagnostic
from bioresp.extract import Line
from bioresp.model import Agency, Notice, Plan, Position, Section, Standing


class Refusal(NamedTuple):
    """Why a text is not imported, and where that shows."""

    reason: str
    position: Position


class Imported(NamedTuple):
    """What a circular became."""

    plan: Plan
    doubts: list[Diagnostic]
    account: Account
    refusal: Refusal | None = None


def import_lines(lines: Sequence[Line]) -> Imported:
    """Read the lines of a circular. It never raises; a text that is no such circular comes back with a refusal."""
    source = Source(lines)
    account = Account(source)
    if {"plan:", "sections:"} <= {line.text.rstrip() for line in lines}:
        return Imported(Plan(""), [], account, Refusal("这已经是数据文件，不用导入", Position(1, 1)))
    try:
        return _Reader(source, account).imported()
    except Refused as refused:
        return Imported(Plan(""), [], account, Refusal(str(refused), source.place(refused.offset)))


_NO_CIRCULAR = "没有读到牵头单位、责任单位一类的分工，不像责任分工方案"


class _Reader:
    """One text being read."""

    def __init__(self, source: Source, account: Account) -> None:
        self.source, self.words, self.account = source, source.words, account
        self.doubts: list[Diagnostic] = []
        self.end = document.page_foot(self.words)
        account.use(self.end, len(self.words), Use.FRAME)
        self.tables, self.inverse = task_tables(self.words, self.source.tables)
        self.around: list[tuple[int, int]] = []
        """The sentences around the items: notice, preamble, closing words."""

    def imported(self) -> Imported:
        words = self.words
        headings = [each for each in outline(words) if each.start < self.end]
        start = document.plan_start(words, headings, self._first_role(headings))
        tables = sorted([*self.tables, *self.inverse])
        root = tree(words, headings, start, self.end, tables)
        tail = self._trim(root)
        mark = roles.lead_mark(words)
        read = Stretches(self.source, self.account, self.doubts, tables=tables, lead_mark=mark)
        items = Items(read)
        notice_head, notice, signed = self._notice(start, headings)
        head = self._head(root, start)
        preamble, closing = self._text(head.text), self._text(tail.text)
        read.first_leads = any(roles.says_first_leads(words[each[0] : each[1]]) for each in self.around)
        numbering, sections = levelled(*items.sections(root))
        if not read.agencies:
            self._refuse()
        first = notice_head or head
        self._use(tail)
        plan = Plan(
            title=head.title,
            document_number=first.document_number or head.document_number,
            issuer=signed.issuer or first.issuer or head.issuer or tail.issuer,
            signatory=signed.signatory or tail.signatory,
            issued=signed.issued or tail.issued,
            addressees=first.addressees or head.addressees,
            notice=notice,
            preamble=preamble,
            standing=self._standing(read, sections),
            numbering=numbering,
            agencies=tuple(map(Agency, self._register(read))),
            sections=sections,
            closing=closing,
            remarks=self._text([*signed.remarks, *tail.remarks]),
        )
        plan = leads_from_sentences(plan)
        self._say_what_is_left()
        return Imported(plan, sorted(self.doubts), self.account)

    # --- where things are -------------------------------------------------------------------------------------------

    def _first_role(self, headings: Sequence[Heading]) -> int:
        """Where the first unit is named in a role.

        Raises:
            Refused: None is, anywhere.
        """
        tabled = min((start for start, _ in self.tables), default=len(self.words))
        bounds = [0, *(each.start for each in headings), self.end]
        for start, end in itertools.pairwise(bounds):
            if start > tabled:
                break
            for each in passages(self.words, start, end):
                if each.reading.assigned:
                    return min(each.start, tabled)
        if tabled == len(self.words):
            self._refuse()
        return tabled

    def _refuse(self) -> None:
        """Say why nothing can be read."""
        if not self.words.strip():
            raise Refused("文件里没有文字", 0)
        if self.inverse:
            raise Refused(INVERSE, self.inverse[0][0])
        for line in document.paragraphs(self.words, 0, len(self.words)):
            if re.match("序号|编号", line.text) and is_header(re.split(r"\d", line.text[:60])[0]):
                raise Refused("表格各栏连成了一片，分不出哪些字是任务、哪些是单位；请换用 Word 原件", line.start)
        raise Refused(_NO_CIRCULAR, 0)

    def _trim(self, root: Node) -> document.Head:
        """Part what follows the plan from its last heading's text: closing words, signature, page."""
        nodes = list(root.walk())
        last = nodes[-1]
        ends = [each.end for each in last.passages] + [end for start, end in self.tables if last.start <= start]
        behind = max(ends, default=last.start)
        tail = document.tail(self.words, behind, last.end)
        foot = min((start for start, _ in (*tail.used, *tail.frame, *tail.remarks)), default=last.end)
        if ends and self._roles_close(nodes) and not ACTIONS.search(self.words, behind, foot):
            last.end = behind
        else:
            last.end = foot
            tail.text = []
        return tail

    def _roles_close(self, nodes: Iterable[Node]) -> bool:
        """Do items end with their roles, so that what follows the last one is no part of it?"""
        closing = [
            not self.words[node.passages[-1].end : node.end].strip(" \n。；，、")
            for node in nodes
            if node.assigning and not node.children
        ][:-1]
        return bool(self.tables) or sum(closing) * 2 > len(closing)

    # --- what stands around the items -------------------------------------------------------------------------------

    def _head(self, root: Node, start: int) -> document.Head:
        """The title of the plan and what stands before its first heading or table."""
        end = min([root.end, *(table for table, _ in self.tables if start <= table < root.end)])
        if root.assigning and end == root.end:
            end = min(each.start for each in root.assigning)
        head = document.head(self.words, start, end)
        if root.assigning and end < root.end and head.text:
            root.start = head.text.pop()[0]  # the paragraph before the first roles is a measure
        self._use(head)
        if not head.title:
            self.doubts.append(codes.no_title(self.source.place(start)))
        return head

    def _notice(
        self, start: int, headings: Sequence[Heading]
    ) -> tuple[document.Head | None, Notice | None, document.Head]:
        """The covering notice before the plan: its head, its words, its signature."""
        if not self.words[:start].strip():
            return None, None, document.Head()
        first = min(start, next((each.start for each in headings), start))
        head = document.head(self.words, 0, first)
        tail = document.tail(self.words, head.text[0][0] if head.text else first, start)
        self._use(head)
        self._use(tail)
        text = self._text(tail.text)
        return head, Notice(head.title, text) if head.title or text else None, tail

    def _use(self, head: document.Head) -> None:
        for start, end in head.titled:
            self.account.use(start, end, Use.TITLE)
        for start, end in head.used:
            self.account.use(start, end, Use.HEAD)
        for start, end in head.frame:
            self.account.use(start, end, Use.FRAME)

    def _text(self, spans: Iterable[tuple[int, int]]) -> str:
        lines = []
        for start, end in spans:
            self.account.use(start, end, Use.TEXT)
            self.around.append((start, end))
            lines.append(tidy(self.words[start:end]))
        return "\n".join(filter(None, lines))

    def _standing(self, read: Stretches, sections: tuple[Section, ...]) -> Standing | None:
        """The note that binds every measure: from a list of units, else from a sentence of the text around them."""
        if read.standing:
            noted = "" if read.standing_in is None else reference(sections, read.standing_in)
            return Standing(read.standing.text, read.standing.agencies, noted)
        for start, end in self.around:
            for sentence in re.finditer("[^。；\n]+", self.words[start:end]):
                if found := roles.standing_note(sentence[0]):
                    return Standing(found.text, found.agencies)
        return None

    def _register(self, read: Stretches) -> list[str]:
        names = list(read.agencies)
        names += [name for name in (read.standing.agencies if read.standing else ()) if name not in read.agencies]
        for name, other in alike(names):
            place = self.source.place(read.agencies.get(name, 0))
            self.doubts.append(codes.two_spellings(place, name, other))
        return names

    def _say_what_is_left(self) -> None:
        for start, end in self.inverse:
            self.doubts.append(codes.inverse_table(self.source.place(start), *first_labels(self.words, start, end)))
        for start, end in self.account.unread():
            if any(top <= start < bottom for top, bottom in self.inverse):
                continue  # the table is told as a whole
            words = self.words[start:end]
            at = start + len(words) - len(words.lstrip())
            self.doubts.append(codes.not_understood(self.source.place(at), words))
        for at, wrong in self.source.mended.items():
            self.doubts.append(codes.misread_character(self.source.place(at), wrong, self.words[at]))
