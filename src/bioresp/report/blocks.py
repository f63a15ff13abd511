"""What a report is made of. Reports know no format, formats know no domain: this is all they share."""

# no postponed annotations here: NamedTuple would compile each string, at every start
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from bioresp.cells import Span

Change = Literal["", "deleted", "inserted"]


class Text(NamedTuple):
    """A text with spans that are kept whole on a line (names of units), and spans that are marked (words found).

    Where it shows a change (花脸稿) it holds the words of both versions, and says which are deleted and which inserted.
    """

    value: str
    kept: tuple[Span, ...] = ()
    marked: tuple[Span, ...] = ()
    deleted: tuple[Span, ...] = ()
    inserted: tuple[Span, ...] = ()

    def behind(self, head: str) -> "Text":
        """The text with words before it."""
        by = len(head)
        return Text(head + self.value, *(tuple((start + by, end + by) for start, end in spans) for spans in self[1:]))

    def stretches(self) -> Iterator[tuple[Change, "Text"]]:
        """The text in pieces, each with its spans: what is deleted, what is inserted, what stays (the empty word)."""
        changed: list[tuple[Span, Change]] = [(span, "deleted") for span in self.deleted]
        changed += [(span, "inserted") for span in self.inserted]
        if not changed:
            yield "", self
            return
        at = 0
        for (start, end), change in sorted(changed):
            if start > at:
                yield "", self._part(at, start)
            yield change, self._part(start, end)
            at = end
        if at < len(self.value):
            yield "", self._part(at, len(self.value))

    def _part(self, start: int, end: int) -> "Text":
        kept, marked = (
            tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)
            for spans in (self.kept, self.marked)
        )
        return Text(self.value[start:end], kept, marked)

    @property
    def spoken(self) -> str:
        """The text where nothing can be struck or underlined: what was → what is, where it shows a change."""
        if not (self.deleted or self.inserted):
            return self.value
        pieces = [(change, piece.value) for change, piece in self.stretches()]
        before, after = (
            "".join(words for change, words in pieces if change != other) for other in ("inserted", "deleted")
        )
        return f"{before} → {after}" if before and after else f"（新增）{after}" if after else f"（删除）{before}"


def whole(name: str) -> Text:
    """A name that is never broken over lines."""
    return Text(name, ((0, len(name)),))


Cell = str | int | bool | None | tuple[str, ...] | Text
"""A value: several names are a tuple, and people read them parted by 、."""


class Heading(NamedTuple):
    text: str | Text
    level: int = 1
    """1 is the report's title."""


class Paragraph(NamedTuple):
    text: str | Text
    tone: Literal["", "quiet", "error", "warning"] = ""
    """How loudly it is said; quiet is a remark beside the matter."""
    part: Literal["", "issuer", "number", "addressees", "signature"] = ""
    """What it is of an official document: who issues it, its number, whom it addresses, who signs and when; paper sets
    these apart."""


class Fields(NamedTuple):
    """Labelled values, one below the other: 牵头单位：市林业局、市水利局."""

    rows: tuple[tuple[str, Cell], ...]


class Column(NamedTuple):
    key: str
    """English, promised: what csv and json call it; empty in a column for people only."""
    label: str
    """Chinese: what people read; empty in a column for programs only."""
    mark: bool = False
    """Its cells are at most a sign or two, so that its label may be written top down."""
    kind: Literal["text", "integer", "date", "year"] = "text"
    """What a typed file holds it as; a date is in ISO 8601, and by a year a folder of files is parted."""
    refers: str = ""
    """The table whose row it names, by that row's first cell."""
    source: str = ""
    """Where a table that joins others has it from: measure.plan.title, by way of the last table's columns."""


Row = tuple[Cell, ...]


class Table(NamedTuple):
    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    title: str = ""
    """What people call it, where it stands alone: the name of a sheet."""
    note: str = ""
    """What its signs mean, where it stands alone."""


class Verbatim(NamedTuple):
    """Lines that stand as they are: a piece of source with its caret, an example, a diff."""

    text: str

    @property
    def shown(self) -> str:
        """For people, who see no line end of Windows, and for whom the last line needs none."""
        return self.text.replace("\r\n", "\n").removesuffix("\n")


class HeatMap(NamedTuple):
    """A picture of signs in rows and columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """The row's label, and its sign in each column; empty where there is none."""
    legend: tuple[tuple[str, str], ...]
    """A sign and what it means; the first is the strongest."""


class Bars(NamedTuple):
    """A picture of counts that add up: a bar for each row, a part of it for each series."""

    title: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


Block = Heading | Paragraph | Fields | Table | Verbatim


class Later:
    """Blocks that are made when they are read, and again each time: answers for programs have no use for them."""

    def __init__(self, make: Callable[[], Iterable[Block]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Block]:
        return iter(self._make())


Part = tuple[Sequence[Row], ...]
"""Some rows of every table of a report."""


class Report(NamedTuple):
    """An answer: blocks that people read, tables that programs read."""

    name: str
    blocks: Iterable[Block]
    """They may be read more than once."""
    tables: tuple[Table, ...]
    plan: tuple[tuple[str, Cell], ...] = ()
    """Which plan was asked: English key, value."""
    filters: tuple[tuple[str, Cell], ...] = ()
    """The filters in force: English key, value."""
    picture: HeatMap | Bars | None = None
    """The answer at a glance, where it can be drawn."""
    annexes: tuple[Table, ...] = ()
    """Tables to go on working with, where there is room for them: further sheets of a workbook."""
    names_plan: bool = False
    """Its blocks say which plan it is about."""
    is_annex: bool = False
    """It goes out as an annex (附件) of a circular, and paper says so at its head."""
    parts: Iterable[Part] | None = None
    """The rows of its tables where they are too many to hold: they come part by part, once."""


def plain(cell: Cell) -> Text:
    """A cell as people read it."""
    match cell:
        case Text():
            return cell
        case None:
            return Text("")
        case bool():
            return Text("是" if cell else "否")
        case str() | int():
            return Text(str(cell))
    return _listed(cell)


def _listed(names: tuple[str, ...]) -> Text:
    spans, start = [], 0
    for name in names:
        spans.append((start, start + len(name)))
        start += len(name) + 1
    return Text("、".join(names), tuple(spans))
