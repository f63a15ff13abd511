"""Web pages: their visible text, paragraph by paragraph and row by row."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bioresp.extract import DITTO, Line
from bioresp.extract.plain import decoded

_HIDDEN = {"script", "style", "noscript", "template", "head", "svg", "title", "del", "s", "strike"}
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|"
    "nav|ol|option|p|pre|section|table|ul|tr|td|th"
)
_IN_TABLES = {"tr", "td", "th"}
_TERM = re.compile("[\u4e00-\u9fff]{2,8}")
"""A term that a description follows, on the same line."""
_DEEPEST = 400
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]+)", re.IGNORECASE)


def lines(content: bytes) -> list[Line]:
    """The paragraphs and table rows of a page, numbered from 1. Tables that only lay the page out are paragraphs."""
    page = _Page()
    page.feed(_text(content))
    page.close()
    page.end()
    return [Line(text, number) for number, text in enumerate(page.found, 1)]


def _text(content: bytes) -> str:
    charset = _CHARSET.search(content[:4096])
    if charset and charset[1].lower().startswith((b"gb", b"big5")):
        try:
            return content.decode("big5" if charset[1].lower() == b"big5" else "gb18030")
        except UnicodeDecodeError:
            pass
    return decoded(content)


_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    """Does a page keep an element from being seen?"""
    return "hidden" in attributes or bool(re.search(r"display\s*:\s*none", attributes.get("style") or ""))


class _Cell:
    def __init__(self, columns: int, rows: int) -> None:
        self.lines: list[str] = []
        self.columns, self.rows = columns, rows


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[_Cell]] = []
        self.has_tables = False


class _Page(HTMLParser):
    """Collects text: into the cell that is open, else into the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.words: list[str] = []
        self.hidden: list[str] = []
        self.tables: list[_Table] = []
        self.lists: list[int] = []
        """The next number of each list that is open; 0 where it has none."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.hidden:
            if tag == self.hidden[-1]:
                self.hidden.append(tag)
            return
        if tag in _HIDDEN or (tag not in _VOID and _is_hidden(dict(attrs))):
            self.hidden.append(tag)
            return
        if tag == "body" and self.hidden == ["head"]:
            self.hidden.clear()
        if tag == "dd" and _TERM.fullmatch("".join(self.words).strip()):
            self.words.append("：")  # <dt>牵头单位</dt><dd>市林业局</dd>
        elif _BLOCKS.fullmatch(tag):
            self._break()
        self._count_item(tag, dict(attrs))
        if tag == "table" and len(self.tables) < _DEEPEST:
            if self.tables:
                self.tables[-1].has_tables = True
            self.tables.append(_Table())
        elif tag in _IN_TABLES and self.tables:
            self._open_cell(tag, dict(attrs))

    def _count_item(self, tag: str, given: dict[str, str | None]) -> None:
        """The numbers that a browser writes before the items of a list."""
        if tag in ("ol", "ul"):
            start = given.get("start") or "1"
            self.lists.append(int(start) if tag == "ol" and start.isdigit() and len(start) < 6 else 0)
        elif tag == "li" and self.lists and self.lists[-1]:
            self.words.append(f"{self.lists[-1]}.")
            self.lists[-1] += 1

    def _open_cell(self, tag: str, given: dict[str, str | None]) -> None:
        rows = self.tables[-1].rows
        if tag == "tr" or not rows:
            rows.append([])
        if tag != "tr":
            rows[-1].append(_Cell(_span(given.get("colspan")), _span(given.get("rowspan"))))

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if tag == self.hidden[-1]:
                self.hidden.pop()
            return
        if _BLOCKS.fullmatch(tag) and tag != "dt":
            self._break()
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        if tag == "table" and self.tables:
            self._close_table()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)

    def end(self) -> None:
        """The page ends: so do all that are still open."""
        self._break()
        while self.tables:
            self._close_table()

    def _break(self) -> None:
        """A paragraph ends; line ends inside it are blanks."""
        text = re.sub(
            r"(?<![\x21-\x7e])[ \t]*[\r\n]+[ \t]*|[ \t]*[\r\n]+[ \t]*(?![\x21-\x7e])", "", "".join(self.words)
        )
        text = re.sub(r"\s*[\r\n\t]+\s*", " ", text).strip(" ")
        self.words.clear()
        if not text.strip():
            return
        cell = self._cell()
        if cell is None:
            self.found.append(text)
        else:
            cell.lines.append(text)

    def _cell(self) -> _Cell | None:
        for table in reversed(self.tables):
            if table.rows and table.rows[-1]:
                return table.rows[-1][-1]
        return None

    def _close_table(self) -> None:
        """A table of data becomes rows; one that holds tables, or a single column, lays the page out."""
        table = self.tables.pop()
        cell = self._cell()
        into = self.found if cell is None else cell.lines
        widest = max((len(row) for row in table.rows), default=0)
        if table.has_tables or widest < 2 or _is_layout(table):
            into += [line for row in table.rows for each in row for line in each.lines]
        else:
            into += _rows(table)


def _is_layout(table: _Table) -> bool:
    """Does a cell hold a whole text?"""
    return any(len(cell.lines) > 40 or sum(map(len, cell.lines)) > 6000 for row in table.rows for cell in row)


def _span(value: str | None) -> int:
    return min(max(int(value), 1), 500) if value and value.strip().isdigit() and len(value) < 5 else 1


def _rows(table: _Table) -> list[str]:
    """Rows with tabs between cells; 〃 where a cell above reaches down."""
    reaching: dict[int, int] = {}
    found = []
    for row in table.rows:
        cells: list[str] = []

        def reach(cells: list[str] = cells) -> None:
            while reaching.get(len(cells), 0) > 0:
                reaching[len(cells)] -= 1
                cells.append(DITTO)

        for cell in row:
            reach()
            if cell.rows > 1:
                for column in range(cell.columns):
                    reaching[len(cells) + column] = cell.rows - 1
            cells += ["\v".join(cell.lines).replace("\t", " "), *[""] * (cell.columns - 1)]
        reach()
        if any(cells):
            found += ["\t".join(cells)] if len(cells) > 1 else cells[0].split("\v")
    return found
