"""A Word file laid out as GB/T 9704-2012 has it, for Word and WPS alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bioresp.formats import Style
from bioresp.formats.word.columns import measured
from bioresp.formats.word.sheet import TITLE, TURNED, UPRIGHT, Sheet
from bioresp.formats.word.tables import is_wide, written
from bioresp.formats.word.words import clean, paragraph
from bioresp.report.blocks import Block, Fields, Heading, Paragraph, Report, Table, Text, Verbatim, plain

_STYLES = {"": "BodyText", "issuer": "Issuer", "number": "Number", "addressees": "Addressees", "signature": "Signature"}
_FEW = 5
"""Characters that look lost on the last line of a title."""
_SLACK = 100
"""Twips: programs round differently."""


def docx(report: Report, style: Style) -> bytes:
    """The report on paper: A4 upright, or turned where a table of marks is too wide for that."""
    from bioresp.formats.word.package import packed

    turned = any(is_wide(block, style.table_size) for block in report.blocks if isinstance(block, Table))
    sheet = TURNED if turned else UPRIGHT
    title = next((plain(each.text).value for each in report.blocks if isinstance(each, Heading)), report.name)
    return packed("".join(_body(report, sheet, style)), clean(title), sheet, style)


def _body(report: Report, sheet: Sheet, style: Style) -> Iterator[str]:
    if report.is_annex:
        yield paragraph(Text("附件"), "Annex")
    blocks = tuple(report.blocks)
    for at, block in enumerate(blocks):
        before, after = (blocks[to] if 0 <= to < len(blocks) else None for to in (at - 1, at + 1))
        match block:
            case Heading(text, 1):
                spacing = _title_spacing(blocks[:at], before, after, report.is_annex, style)
                yield paragraph(plain(text), "Title", spacing + _balanced(plain(text).value, sheet))
            case Heading(text, level):
                yield paragraph(plain(text), f"Heading{min(level - 1, 3)}")
            case Paragraph(text, _, part):
                yield paragraph(plain(text), _STYLES[part], _paragraph_spacing(part, before, after, style))
            case Fields(rows):
                for label, value in rows:
                    yield paragraph(plain(value).behind(f"{label}："), "BodyText")
            case Verbatim():
                yield from (paragraph(Text(line), "Verbatim") for line in block.shown.split("\n"))
            case Table():
                yield from written(block, sheet, style.table_size)


def _title_spacing(above: Sequence[Block], before: Block | None, after: Block | None, annex: bool, style: Style) -> str:
    """A title stands a line below what is above it; one after the first begins a new page.

    Source: GB/T 9704-2012, 7.3.2: addressees a line below the title; 7.3.7: the title of an annex on the third line.
    """
    if any(isinstance(each, Heading) and each.level == 1 for each in above):
        return f"<w:pageBreakBefore/>{_spacing(style, after=not _is_number(after))}"
    return _spacing(style, before=annex or before is not None, after=not _is_number(after))


def _balanced(title: str, sheet: Sheet) -> str:
    """Margins that leave no character or two alone on a title's last line.

    Source: GB/T 9704-2012, 7.3.1: 排列对称，长短适宜.
    """
    character = round(TITLE * 20)
    most, count = sheet.room // character, -(-measured(title) // 2)
    if "\n" in title or count <= most or not 0 < count % most < _FEW:
        return ""
    side = (sheet.room - -(-count // -(-count // most)) * character) // 2 - _SLACK
    return f'<w:ind w:left="{side}" w:right="{side}"/>'


def _paragraph_spacing(part: str, before: Block | None, after: Block | None, style: Style) -> str:
    """A line after a number that stands below its title, and before who signs; what signs stays together."""
    if part == "number":
        return _spacing(style, after=isinstance(before, Heading))
    if part == "signature":
        kept = "<w:keepNext/>" if isinstance(after, Paragraph) and after.part == part else ""
        return kept + _spacing(style, before=not (isinstance(before, Paragraph) and before.part == part))
    return ""


def _is_number(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.part == "number"


def _spacing(style: Style, *, before: bool = False, after: bool = False) -> str:
    pitch = round(style.line_pitch * 20)
    sides = "".join(
        f' w:{side}Lines="100" w:{side}="{pitch}"' for side, is_set in (("before", before), ("after", after)) if is_set
    )
    return f'<w:spacing{sides} w:line="{pitch}" w:lineRule="exact"/>' if sides else ""
