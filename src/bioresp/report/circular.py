"""The circular's text again, and words found in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice

from bioresp.model import Notice, Plan, Role
from bioresp.query.filters import Hit
from bioresp.query.places import Entry, Index, spaced, walk
from bioresp.report.blocks import Block, Cell, Column, Fields, Heading, Paragraph, Report, Table, plain
from bioresp.report.measures import named, said_of, said_of_action, sentence


def circular(index: Index) -> Report:
    """The full text, in the order of a circular: notice, title, preamble, sections, measures."""
    plan = index.plan
    blocks = [*(_notice(plan) if plan.notice else _head(plan)), *_paragraphs(index, plan.preamble)]
    if plan.standing and not index.noting and not _is_said(plan, plan.standing.text):
        blocks.append(Paragraph(named(index, sentence(plan.standing.text))))
    entries = iter(index.entries)
    for headings, section in walk(plan):
        text = section.text
        if section.title:
            blocks.append(Heading(spaced(headings[-1].label, section.title), len(headings) + 1))
        elif section.is_heading:
            text = spaced(headings[-1].label, text)
        blocks += _paragraphs(index, text)
        for entry in islice(entries, len(section.measures)):
            blocks += _measure(index, entry)
    blocks += _paragraphs(index, plan.closing)
    if not plan.notice:
        blocks += _signed(plan)
    return Report("circular", tuple(blocks), (_text_table(blocks),))


def _is_said(plan: Plan, text: str) -> bool:
    """Does a text of the plan say these words already?"""
    sections = (section.text + "".join(each.text for each in section.measures) for _, section in walk(plan))
    return any(text in each for each in (plan.preamble, plan.notice.text if plan.notice else "", *sections))


def _notice(plan: Plan) -> Iterable[Block]:
    """The covering notice, signed, and the title of the plan it brings."""
    if plan.issuer:
        yield Paragraph(plan.issuer, part="issuer")
    yield from _head(plan, plan.notice)
    yield from _signed(plan)
    yield Heading(plan.title)


def _head(plan: Plan, notice: Notice | None = None) -> Iterable[Block]:
    """Document number, title, addressees; and the words of the notice."""
    if plan.document_number:
        yield Paragraph(plan.document_number, part="number")
    yield Heading(notice.title if notice else plan.title)
    if plan.addressees:
        yield Paragraph("，".join(plan.addressees) + "：", part="addressees")
    yield from (Paragraph(each) for each in (notice.text if notice else "").split("\n") if each)


def _signed(plan: Plan) -> Iterable[Block]:
    """Who signs and when, and what stands below."""
    lines = (plan.issuer, plan.signatory, _written(plan.issued))
    yield from (Paragraph(line, part="signature") for line in lines if line)
    yield from (Paragraph(line) for line in plan.remarks.split("\n") if line)


def _written(issued: date | None) -> str:
    """2023-03-03 → 2023年3月3日, as GB/T 9704-2012, 7.3.5.4 has it."""
    return f"{issued.year}年{issued.month}月{issued.day}日" if issued else ""


def _paragraphs(index: Index, text: str) -> Iterable[Block]:
    return (Paragraph(named(index, each)) for each in text.split("\n") if each)


def _measure(index: Index, entry: Entry) -> Iterable[Block]:
    measure = entry.measure
    if measure.title:
        stop = "" if measure.title[-1] in "。！？；：…" else "。"
        yield Heading(f"{spaced(entry.label, measure.title)}{stop}", len(entry.headings) + 2)
        yield from _paragraphs(index, measure.text)
    else:
        yield from _paragraphs(index, spaced(entry.label, measure.text))
    yield Fields(said_of(index, entry))
    if measure.actions:
        yield Paragraph("主要举措：")
    for action in measure.actions:
        yield from _paragraphs(index, spaced(entry.action_label(action), action.text))
        yield Fields(said_of_action(index, action))


def _text_table(blocks: Iterable[Block]) -> Table:
    """The text line by line: what a line is (heading, paragraph or field), the heading's level, the words."""
    rows: list[tuple[Cell, ...]] = []
    for block in blocks:
        match block:
            case Heading(text, level):
                rows.append(("heading", level, plain(text).value))
            case Paragraph(text):
                rows.append(("paragraph", None, text))
            case Fields(fields):
                rows += [("field", None, f"{label}：{plain(value).value}") for label, value in fields]
    return Table("lines", (Column("kind", ""), Column("level", ""), Column("text", "")), rows)


_PLACES = {"notice": "印发通知", "title": "方案标题", "preamble": "方案开头", "standing": "通用说明"}
_PARTS = {"title": "标题", "note": "备注", "deadline": "时限"} | {role.value: role.label for role in Role}


def found(index: Index, hits: Sequence[Hit]) -> Report:
    """Where words stand, with the words marked."""
    rows: list[tuple[Cell, ...]] = []
    for hit in hits:
        entry = hit.entry
        section = hit.headings[-1].section.number if hit.headings else None
        measure, ref = (entry.measure.number, entry.ref) if entry else (None, None)
        action = hit.action.number if hit.action else None
        text = named(index, hit.text)._replace(marked=hit.marks)
        rows.append((section, measure, hit.field, action, _place(hit), text, ref))
    columns = (
        Column("section", ""),
        Column("measure", ""),
        Column("field", ""),
        Column("action", ""),
        Column("place", "出处"),
        Column("text", "原文"),
        Column("ref", ""),
    )
    table = Table("hits", columns, rows)
    return Report("search", (table,), (table,))


def _place(hit: Hit) -> str:
    if hit.entry:
        return hit.entry.cite(hit.action) + _PARTS.get(hit.field, "")
    if hit.field in _PLACES:
        return _PLACES[hit.field]
    above = "".join(each.label.rstrip("、") or each.section.title for each in hit.headings)
    return above + ("标题" if hit.field == "section" else "正文")
