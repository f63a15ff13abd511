"""Excel workbooks: the report on the first sheet, tables to go on working with on further ones."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from bioresp.cells import width
from bioresp.formats import Style
from bioresp.report.blocks import Block, Cell, Fields, Heading, Paragraph, Report, Table, Verbatim, plain

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDEST, _NARROWEST = 44, 6
"""Characters of a column; half as many Chinese ones."""
_SIGN_WIDTH = 4
_LINE, _TALLEST = 15.0, 409.0
"""Points of a line, and of the tallest row that Excel has."""
_LONGEST_CELL = 32_767
"""Characters that Excel holds in a cell."""
_LONGEST_NAME = 31
"""Characters of a sheet's name."""
_A4 = 9
_FONT = "宋体"
_SIGNS = ("#F4B183", "#BDD7EE", "#E2EFDA", "#FFF2CC", "#D9D9D9")
"""The colours of signs, in the order in which they first occur."""


def excel(report: Report, style: Style) -> bytes:
    """The bytes of an xlsx file. What begins with = + - @ is text, as everything is but numbers."""
    import xlsxwriter

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        book = _Book(workbook)
        book.report(report)
        for table in report.annexes:
            book.alone(table)
    return out.getvalue()


class _Book:
    """A workbook being written."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        base = {"font_name": _FONT, "font_size": 11, "valign": "vcenter", "text_wrap": True}
        boxed = {**base, "border": 1}
        self.title = self._format(font_name="黑体", font_size=16, align="center", valign="vcenter", text_wrap=True)
        self.heading = self._format(font_name="黑体", font_size=12, valign="vcenter", text_wrap=True)
        self.words = self._format(**base)
        self.number = self._format(**{**base, "align": "center"})
        self.header = self._format(**{**boxed, "font_name": "黑体", "align": "center", "bg_color": "#D9E2F3"})
        self.upright = self._format(
            **{**boxed, "font_name": "黑体", "align": "center", "bg_color": "#D9E2F3", "rotation": 270}
        )
        self.cell = self._format(**boxed)
        self.across = self._format(**{**boxed, "font_name": "黑体", "bg_color": "#F2F2F2"})
        self.boxed = boxed
        self.signs: dict[str, Format] = {}
        self.names: set[str] = set()

    def _format(self, **settings: Any) -> Format:
        made: Format = self.workbook.add_format(settings)
        return made

    def _sheet(self, name: str) -> Worksheet:
        """A sheet of its own name, ready for the printer: A4 across, as wide as the page."""
        name = "".join("_" if char in "[]:*?/\\'" else char for char in name)[: _LONGEST_NAME - 3] or "表"
        while name.casefold() in self.names:
            name += "+"
        self.names.add(name.casefold())
        sheet: Worksheet = self.workbook.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return sheet

    # --- the report -------------------------------------------------------------------------------------------------

    def report(self, report: Report) -> None:
        """The blocks one below the other; where there is one table, its header stays in sight and filters."""
        tables = [block for block in report.blocks if isinstance(block, Table)]
        sheet = self._sheet(tables[0].title if len(tables) == 1 and tables[0].title else "答复")
        columns = max((len(_shown(table)) for table in tables), default=2)
        sheet.set_column(0, 0, _WIDEST if not tables else 20)
        row = 0
        for block in report.blocks:
            row = self._block(sheet, row, block, columns, is_only=len(tables) == 1)
        if not tables:
            sheet.set_column(1, 1, 2 * _WIDEST)

    def _block(self, sheet: Worksheet, row: int, block: Block, columns: int, *, is_only: bool) -> int:
        """Write a block from a row on; the row behind it."""
        match block:
            case Table():
                return self._table(sheet, row, block, is_only=is_only)
            case Fields(rows):
                for label, value in rows:
                    sheet.write_string(row, 0, _cut(label), self.words)
                    self._across(sheet, row, plain(value).spoken, columns, self.words, first=1)
                    row += 1
                return row
            case Heading(text, level):
                self._across(sheet, row, plain(text).spoken, columns, self.title if level == 1 else self.heading)
            case Paragraph(text):
                is_number = block.part == "number"
                self._across(sheet, row, plain(text).spoken, columns, self.number if is_number else self.words)
            case Verbatim():
                self._across(sheet, row, block.shown, columns, self.words)
        return row + 1

    def _across(self, sheet: Worksheet, row: int, text: str, columns: int, format_: Format, first: int = 0) -> None:
        """Words across the columns, in a row high enough for them."""
        last = max(columns - 1, first)
        if last > first:
            sheet.merge_range(row, first, row, last, "", format_)
        sheet.write_string(row, first, _cut(text), format_)
        room = 12 * (last - first + 1) if columns > 2 else 2 * _WIDEST
        sheet.set_row(row, _height(_lines(text, room) * (1.6 if format_ is self.title else 1)))

    # --- tables -----------------------------------------------------------------------------------------------------

    def alone(self, table: Table) -> None:
        """A table on a sheet of its own, from the first cell on, ready to filter and to pivot."""
        sheet = self._sheet(table.title or table.name)
        below = self._table(sheet, 0, table, is_only=True)
        if table.note:
            sheet.write_string(below, 0, _cut(table.note), self.words)

    def _table(self, sheet: Worksheet, top: int, table: Table, *, is_only: bool) -> int:
        shown = _shown(table)
        for sign in table.note:  # the first that is explained has the strongest colour
            if any(plain(row[at]).value == sign for row in table.rows for at in shown if table.columns[at].mark):
                self._sign(sign)
        widths = []
        for column, at in enumerate(shown):
            is_sign = table.columns[at].mark
            sheet.write_string(top, column, table.columns[at].label, self.upright if is_sign else self.header)
            cells = [plain(row[at]).spoken for row in table.rows if not _is_across(row, shown)]
            widths.append(_SIGN_WIDTH if is_sign else _column_width(table.columns[at].label, cells))
            sheet.set_column(column, column, widths[-1])
        if any(table.columns[at].mark for at in shown):
            sheet.set_row(top, 8 * max(width(column.label) for column in table.columns if column.mark))
        for offset, row in enumerate(table.rows, top + 1):
            if _is_across(row, shown) and len(shown) > 1:
                sheet.merge_range(offset, 0, offset, len(shown) - 1, "", self.across)
                sheet.write_string(offset, 0, _cut(plain(row[shown[0]]).spoken), self.across)
                continue
            texts = [plain(row[at]).spoken for at in shown]
            sheet.set_row(offset, _height(max(map(_lines, texts, widths))))
            for column, at in enumerate(shown):
                self._cell(sheet, offset, column, row[at], is_sign=table.columns[at].mark)
        bottom = top + len(table.rows)
        if is_only and shown:
            sheet.freeze_panes(top + 1, 1)
            sheet.repeat_rows(top)
            sheet.autofilter(top, 0, bottom, len(shown) - 1)
        return bottom + 1

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Cell, *, is_sign: bool) -> None:
        if isinstance(value, int) and not isinstance(value, bool):
            sheet.write_number(row, column, value, self.cell)
            return
        text = _cut(plain(value).spoken)
        format_ = self._sign(text) if is_sign and text else self.cell
        if text:
            sheet.write_string(row, column, text, format_)
        else:
            sheet.write_blank(row, column, None, format_)

    def _sign(self, sign: str) -> Format:
        """The colour of a sign: each has its own."""
        if sign not in self.signs:
            color = _SIGNS[min(len(self.signs), len(_SIGNS) - 1)]
            self.signs[sign] = self._format(**{**self.boxed, "align": "center", "bg_color": color})
        return self.signs[sign]


def _lines(text: str, room: int) -> int:
    """The lines that a text takes in a column; a unit's name may leave room at a line's end."""
    return sum(max(1, -(-width(line) * 11 // (10 * room))) for line in text.split("\n"))


def _height(lines: float) -> float:
    """The height of a row in points; programs other than Excel do not find it by themselves."""
    return min(_LINE * lines + 4, _TALLEST)


def _shown(table: Table) -> list[int]:
    return [at for at, column in enumerate(table.columns) if column.label]


def _is_across(row: tuple[Cell, ...], shown: list[int]) -> bool:
    """Has a row nothing but its first cell? Then it is a heading across the table."""
    first, *rest = shown or [0]
    return bool(rest) and bool(plain(row[first]).value) and all(row[at] == "" for at in rest)


def _column_width(label: str, cells: list[str]) -> int:
    longest = max((width(line) for text in (label, *cells) for line in text.split("\n")), default=0)
    return max(_NARROWEST, min(longest + 2, _WIDEST))


def _cut(text: str) -> str:
    """What a cell holds: no character that XML forbids, and no more than Excel takes."""
    clean = "".join(char if char in "\n\t" or char.isprintable() or ord(char) > 0x9F else "�" for char in text)
    return clean if len(clean) <= _LONGEST_CELL else clean[: _LONGEST_CELL - 1] + "…"
