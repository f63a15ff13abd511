"""The lines of a circular → `Plan`, with doubts and the account of every character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bioresp.circular import codes, document
from bioresp.circular.account import Account, Use
from bioresp.circular.conventions import Convention, Rule, noted, stated
from bioresp.circular.finish import alike, as_written, leads_from_sentences, levelled, reference
from bioresp.circular.items import Items
from bioresp.circular.layout import Layout, broken_into_lines, lay_out, refuse
from bioresp.circular.net import caught
from bioresp.circular.stretches import Stretches, tidy
from bioresp.circular.surroundings import doubts_around
from bioresp.circular.tables import Refused, first_labels, lists_units
from bioresp.circular.text import Source
from bioresp.diagnostic import Diagnostic
from bioresp.extract import Line, Unread
from bioresp.letters import oddities
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


def import_lines(lines: Sequence[Line], unread: Sequence[Unread] = ()) -> Imported:
    """Read the lines of a circular. It never raises; a text that is no such circular comes back with a refusal.

    Args:
        unread: What the file holds besides; a doubt names each.
    """
    source = Source(lines)
    found, page = broken_into_lines(source)
    account = Account(source)
    if {"plan:", "sections:"} <= {line.text.rstrip() for line in lines}:
        return Imported(Plan(""), [], account, Refusal("这已经是数据文件，不用导入", Position(1, 1)))
    try:
        imported = _imported(source, account, lay_out(source, found, page))
    except Refused as refused:
        return Imported(Plan(""), [], account, Refusal(str(refused), source.place(refused.offset)))
    odd = [codes.odd_letters(each, lines[each.line - 1].number) for each in oddities(line.text for line in lines)]
    return imported._replace(doubts=sorted([*imported.doubts, *map(codes.unread, unread), *odd]))


def _imported(source: Source, account: Account, layout: Layout) -> Imported:
    """Read the regions of a circular: what stands around the items first, then the items.

    Raises:
        Refused: No unit is named in a role.
    """
    words, tail = source.words, layout.tail
    _enter_surroundings(account, layout)
    notice = _notice(account, layout)
    preamble, closing = _text(account, layout.head.text), _text(account, tail.text)
    read = Stretches(source, account, [], tables=sorted([*layout.tables, *layout.inverse]))
    said = list(_said_around(words, layout))
    read.heed(said)
    read.doubts += [_not_followed(source, each) for each in said if each.rule is Rule.UNKNOWN]
    numbering, sections = levelled(*Items(read).sections(layout.root))
    if not read.agencies:
        refuse(source)
    _enter(account, tail)
    signed, head = layout.signed, layout.head
    first = layout.notice or head
    plan = Plan(
        title=head.title,
        document_number=first.document_number or head.document_number,
        issuer=signed.issuer or first.issuer or head.issuer or tail.issuer,
        signatory=signed.signatory or tail.signatory,
        issued=signed.issued or tail.issued or first.issued,
        addressees=first.addressees or head.addressees,
        notice=notice,
        preamble=preamble,
        standing=_standing(read, sections, said),
        numbering=numbering,
        agencies=tuple(map(Agency, _register(read))),
        sections=sections,
        closing=closing,
        remarks=_text(account, [*first.remarks, *signed.remarks, *tail.remarks]),
    )
    doubts = [*read.doubts, *doubts_around(source, layout, plan), *_not_understood(source, account, layout)]
    doubts += caught(account, plan, _marks(layout), read.begun, (layout.start, _body_end(layout)))
    plan = leads_from_sentences(plan)
    if source.is_folded:
        plan = as_written(plan, source.as_written)
    return Imported(plan, sorted(doubts), account)


def _marks(layout: Layout) -> dict[int, int]:
    """Where the marks that became headings begin, in the plan and around it → where they end."""
    return {each.start: each.body for each in layout.outline.headings}


def _body_end(layout: Layout) -> int:
    return max((each.end for each in layout.root.walk()), default=layout.end)


# --- what stands around the items -----------------------------------------------------------------------------------


def _enter_surroundings(account: Account, layout: Layout) -> None:
    """Enter what the page wrote, and the heads of notice and plan."""
    account.use(0, layout.begin, Use.FRAME)
    account.use(layout.end, len(account.source.words), Use.FRAME)
    if layout.page_title:
        account.use(*layout.page_title, Use.FRAME)
    for head in (layout.notice, layout.signed, layout.head):
        if head:
            _enter(account, head)


def _enter(account: Account, head: document.Head) -> None:
    for spans, use in ((head.titled, Use.TITLE), (head.used, Use.HEAD), (head.frame, Use.FRAME)):
        for start, end in spans:
            account.use(start, end, use)


def _notice(account: Account, layout: Layout) -> Notice | None:
    if layout.notice is None:
        return None
    text = _text(account, layout.signed.text)
    return Notice(layout.notice.title, text) if layout.notice.title or text else None


def _text(account: Account, spans: Iterable[tuple[int, int]]) -> str:
    lines = []
    for start, end in spans:
        account.use(start, end, Use.TEXT)
        lines.append(tidy(account.source.words[start:end]))
    return "\n".join(filter(None, lines))


# --- what is said once, and what is left ----------------------------------------------------------------------------


def _said_around(words: str, layout: Layout) -> Iterator[Convention]:
    """What the text around the items, and notes among them, say of all lists."""
    for start, end in (*layout.signed.text, *layout.head.text, *layout.tail.text):
        yield from stated(words[start:end])
    yield from noted(words[layout.begin : layout.end])


def _not_followed(source: Source, said: Convention) -> Diagnostic:
    return codes.unknown_convention(source.place(max(0, source.words.find(said.text))), said.text)


def _standing(read: Stretches, sections: tuple[Section, ...], said: Sequence[Convention]) -> Standing | None:
    """The note that binds every measure: from a list of units, else from the text around them."""
    if read.standing:
        stated_in = "" if read.standing_in is None else reference(sections, read.standing_in)
        return Standing(read.standing.text, read.standing.agencies, stated_in)
    found = next((each for each in said if each.rule is Rule.STANDING), None)
    return Standing(found.text, found.agencies) if found else None


def _register(read: Stretches) -> list[str]:
    names = list(read.agencies)
    names += [name for name in (read.standing.agencies if read.standing else ()) if name not in read.agencies]
    for name, other in alike(names):
        place = read.source.place(read.agencies.get(name, 0))
        read.doubts.append(codes.two_spellings(place, name, other))
    return names


def _not_understood(source: Source, account: Account, layout: Layout) -> Iterator[Diagnostic]:
    for start, end in layout.inverse:
        yield codes.inverse_table(source.place(start), *first_labels(source.words, start, end))
    for start, end in {*source.tables} - {*layout.tables, *layout.inverse}:
        if lists_units(source.words, start, end):
            yield codes.table_unread(source.place(start), *first_labels(source.words, start, end))
    for start, end in account.unread():
        words = source.words[start:end]
        at = start + len(words) - len(words.lstrip())
        if any(top <= at < bottom for top, bottom in layout.inverse):
            continue  # the table is told as a whole
        yield codes.not_understood(source.place(at), words)
    for at, wrong in source.mended.items():
        yield codes.misread_character(source.place(at), wrong, source.written[at])
