"""Web pages: their visible text, paragraph by paragraph and row by row; and what of them is no text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from bioresp.extract import DITTO, LINE_END, Document, Line, Unread, UnreadKind
from bioresp.extract.plain import decoded

_SILENT = {"script", "style", "noscript", "template", "head", "svg", "title", "rp"}
"""Elements whose words are never those of the page."""
_GONE = {"del": "删除线文字", "s": "删除线文字", "strike": "删除线文字", "rt": "注音"}
"""Elements whose words are no longer, or not, those of the text."""
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|"
    "nav|ol|option|p|pre|section|table|ul|tr|td|th"
)
_IN_TABLES = {"tr", "td", "th"}
_TERM = re.compile("[\u4e00-\u9fff]{2,8}")
"""A term that a description follows, on the same line."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_PARTS = {"embed": "嵌入的对象", "object": "嵌入的对象"}
_HIDDEN = "网页上不显示的文字"
_DEEPEST = 400
_BLANK = r"[^\S\v\f\x85\u2028\u2029]"
"""White space that ends no line."""
_ICON = 40
"""Pixels: a smaller picture is an ornament."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]+)", re.IGNORECASE)


def read(content: bytes) -> Document:
    """Read the paragraphs and table rows of a page, numbered from 1. Tables that only lay it out are paragraphs."""
    page = _Page()
    page.feed(_text(content))
    page.close()
    page.end()
    lines: list[Line] = []
    unread: list[Unread] = []
    for found in page.found:
        for text in LINE_END.split(found.words) if "\t" not in found.words else [found.words]:
            lines.append(Line(text, len(lines) + 1))
        unread += [Unread(*each, len(lines)) for each in found.asides]
    unread += [Unread(*each, max(1, len(lines))) for each in page.asides]
    return Document(lines, _gathered(unread))


def _gathered(unread: list[Unread]) -> list[Unread]:
    """Pictures and what a page never shows are told once, where the first stands; other words each at its place."""
    found: list[Unread] = []
    first: dict[str, int] = {}
    for each in unread:
        if each.what in first:
            at = first[each.what]
            found[at] = found[at]._replace(words=f"{found[at].words}、{each.words}")
            continue
        if each.kind is UnreadKind.PART or each.what == _HIDDEN:
            first[each.what] = len(found)
        found.append(each)
    return found


def _text(content: bytes) -> str:
    charset = _CHARSET.search(content[:4096])
    if charset and charset[1].lower().startswith((b"gb", b"big5")):
        try:
            return content.decode("big5" if charset[1].lower() == b"big5" else "gb18030")
        except UnicodeDecodeError:
            pass
    return decoded(content)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    """Does a page keep an element from being seen?"""
    style = attributes.get("style") or ""
    return "hidden" in attributes or bool(re.search(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", style))


def _is_struck(attributes: dict[str, str | None]) -> bool:
    return bool(re.search(r"text-decoration[a-z-]*\s*:[^;]*line-through", attributes.get("style") or ""))


class _Aside(NamedTuple):
    """Something that is not text, its line not known yet."""

    kind: UnreadKind
    what: str
    words: str


class _Text(NamedTuple):
    """A paragraph or a row, with what stands beside it that is not text."""

    words: str
    asides: tuple[_Aside, ...] = ()


class _Cell:
    def __init__(self, columns: int, rows: int) -> None:
        self.lines: list[_Text] = []
        self.columns, self.rows = columns, rows


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[_Cell]] = []
        self.has_tables = False


class _Page(HTMLParser):
    """Collects text: into the cell that is open, else into the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Text] = []
        self.words: list[str] = []
        self.asides: list[_Aside] = []
        """What is not text and was met since the last paragraph."""
        self.skipped: list[str] = []
        """The elements that are open whose words are not read, the outermost first."""
        self.why = ""
        """Why the words of the outermost of them are not read; empty where no page shows such words."""
        self.unseen: list[str] = []
        self.tables: list[_Table] = []
        self.lists: list[int] = []
        """The next number of each list that is open; 0 where it has none."""
        self.paragraphs = 0
        """How many elements are open in which a picture belongs to the text."""

    def parse_html_declaration(self, i: int) -> int:
        """Go over a declaration; one that the parser does not know (`<![CD x]>`) is a comment."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "body" and self.skipped[:1] == ["head"]:
            self.skipped.clear()  # a head that nothing closes
        if self.skipped:
            if tag == self.skipped[-1]:
                self.skipped.append(tag)
            return
        if tag not in _VOID and self._is_skipped(tag, given):
            self.skipped.append(tag)
            return
        if tag == "dd" and _TERM.fullmatch("".join(self.words).strip()):
            self.words.append("：")  # <dt>牵头单位</dt><dd>市林业局</dd>
        elif _BLOCKS.fullmatch(tag):
            self._break()
        self._count_item(tag, given)
        self._keep_part(tag, given)
        self.paragraphs += tag in ("p", "td")
        if tag == "table" and len(self.tables) < _DEEPEST:
            if self.tables:
                self.tables[-1].has_tables = True
            self.tables.append(_Table())
        elif tag in _IN_TABLES and self.tables:
            self._open_cell(tag, given)

    def _is_skipped(self, tag: str, given: dict[str, str | None]) -> bool:
        """Are the words of an element not read? Then `why` says the reason."""
        if tag in _SILENT:
            self.why = ""
        elif tag in _GONE or _is_struck(given):
            self.why = _GONE.get(tag, "删除线文字")
        elif _is_hidden(given):
            self.why = _HIDDEN
        else:
            return False
        return True

    def _keep_part(self, tag: str, given: dict[str, str | None]) -> None:
        """Keep aside a picture of the text, or an embedded object: no words can be read in it."""
        words = (given.get("alt") or given.get("title") or "").strip()
        if tag in _PARTS:
            self.asides.append(_Aside(UnreadKind.PART, _PARTS[tag], words or "没有名称"))
        elif tag == "img" and (words or self.paragraphs > 0) and not _is_icon(given):
            self.asides.append(_Aside(UnreadKind.PART, "图片", words or "没有名称"))

    def _count_item(self, tag: str, given: dict[str, str | None]) -> None:
        """The numbers that a browser writes before the items of a list."""
        if tag in ("ol", "ul"):
            start = given.get("start") or "1"
            self.lists.append(_number(start, 1) if tag == "ol" else 0)
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
        if self.skipped:
            if tag == self.skipped[-1]:
                self.skipped.pop()
                self._keep_unseen()
            return
        if _BLOCKS.fullmatch(tag) and tag != "dt":
            self._break()
        self.paragraphs -= tag in ("p", "td") and self.paragraphs > 0
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        if tag == "table" and self.tables:
            self._close_table()

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.words.append(data)
        elif self.why:
            self.unseen.append(data)

    def _keep_unseen(self) -> None:
        """An element ends whose words are not read: keep them aside."""
        if self.skipped:
            return
        words = " ".join("".join(self.unseen).split())
        self.unseen.clear()
        if words and self.why:
            self.asides.append(_Aside(UnreadKind.HIDDEN, self.why, words))
        self.why = ""

    def end(self) -> None:
        """The page ends: so do all that are still open."""
        self.skipped.clear()
        self._keep_unseen()
        self._break()
        while self.tables:
            self._close_table()

    def _break(self) -> None:
        """A paragraph ends; line ends inside it are blanks."""
        text = re.sub(
            r"(?<![\x21-\x7e])[ \t]*[\r\n]+[ \t]*|[ \t]*[\r\n]+[ \t]*(?![\x21-\x7e])", "", "".join(self.words)
        )
        text = re.sub(rf"{_BLANK}*[\r\n\t]+{_BLANK}*", " ", text).strip(" ")
        self.words.clear()
        if not text.strip():
            return
        made = _Text(text, tuple(self.asides))
        self.asides.clear()
        cell = self._cell()
        (self.found if cell is None else cell.lines).append(made)

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


def _is_icon(given: dict[str, str | None]) -> bool:
    """Does a picture say that it is small?"""
    return any(0 < _number(given.get(side) or "", 0) < _ICON for side in ("width", "height"))


def _is_layout(table: _Table) -> bool:
    """Does a cell hold a whole text?"""
    sizes = [[len(line.words) for line in cell.lines] for row in table.rows for cell in row]
    return any(len(each) > 40 or sum(each) > 6000 for each in sizes)


def _span(value: str | None) -> int:
    return min(max(_number((value or "").strip(), 1), 1), 500)


def _number(text: str, default: int) -> int:
    """A number as a page states it; the default where it states none (`colspan="²"`)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default


def _rows(table: _Table) -> list[_Text]:
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
            words = "\v".join(LINE_END.sub("\v", line.words) for line in cell.lines)
            cells += [words.replace("\t", " "), *[""] * (cell.columns - 1)]
        reach()
        asides = tuple(aside for cell in row for line in cell.lines for aside in line.asides)
        if len(cells) > 1 and any(cells):
            found.append(_Text("\t".join(cells), asides))
        elif any(cells):
            *above, last = cells[0].split("\v")
            found += [*map(_Text, above), _Text(last, asides)]
    return found
