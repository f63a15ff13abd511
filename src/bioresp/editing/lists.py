"""The names of a list in the list's own layout: it grows, it shrinks, a name is written otherwise.

Commas, lines, quotes and comments stay as they are there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bioresp.diagnostic import BioRespError
from bioresp.editing import edits
from bioresp.editing.edits import Edit, quoted
from bioresp.editing.source import Source, line_end, line_start
from bioresp.planfile import nodes
from bioresp.planfile.nodes import Mapping, Scalar

_COMMA = re.compile(r"[ \t]*,")
_COMMENT = re.compile(r"[ \t]*(?:,[ \t]*|[ \t]+)(#[^\n\r\x85\u2028\u2029]*)")
_REST = re.compile(r"[ \t]*(,?)[ \t]*(#.*)?", re.DOTALL)
"""Behind the last name of a line."""
_BETWEEN = re.compile(r",[ \t]*")
"""Between two names on one line."""
_BLANKS = re.compile(r"[ \t]*(?=\])")
"""Between the last name and the bracket that closes the list."""


def added(source: Source, of: str, mapping: Mapping, key: str, names: Sequence[str]) -> Edit:
    """Names put behind those of a list; the key comes in, in its order, where the map does not have it."""
    if mapping.get(key) is None:
        return edits.inserted(source, of, mapping, key, names)
    grown = NameList(source, mapping, key)
    grown.add(names)
    return grown.edit


class NameList:
    """A list of names whose changes are made one after the other on a copy of its text, and become one edit.

    The copy reaches from bracket to bracket; without brackets, from the colon of the key to the end of the last line.
    """

    def __init__(self, source: Source, mapping: Mapping, key: str) -> None:
        name, list_ = next(pair for pair in mapping.pairs if pair.key.value == key)
        assert isinstance(list_, nodes.Sequence)
        items = [*list_.items]  # in the register, maps too
        if list_.is_flow:
            begin, end = list_.start, list_.end
        else:
            begin = source.text.index(":", name.end) + 1
            end, _ = line_end(source.text, source.end(list_))
        self._source, self._is_flow, self._items = source, list_.is_flow, items
        self._begin, self._old = begin, source.text[begin:end]
        self._text = self._old
        self._spans = [(item.start - begin, source.end(item) - begin) for item in items]
        self._dash, self._indent = list_.start - begin, list_.column

    @property
    def edit(self) -> Edit:
        """All that was changed."""
        return Edit(self._begin, self._old, self._text)

    def _change(self, start: int, end: int, new: str = "") -> None:
        """Put another text in a place of the copy; the names behind it move along."""
        self._text = self._text[:start] + new + self._text[end:]
        moved = len(new) - (end - start)
        self._spans = [(a + moved, b + moved) if a >= end else (a, b) for a, b in self._spans]

    # --- a name is written otherwise ----------------------------------------------------------------------------------

    def respell(self, at: int, name: str) -> None:
        """Another name in the place of one.

        Raises:
            BioRespError: The name is a block of lines.
        """
        item = self._items[at]
        assert isinstance(item, Scalar)
        new = edits.respelled(self._source, item, name).new
        start, end = self._spans[at]
        self._change(start, end, new)
        self._spans[at] = start, start + len(new)

    # --- the list grows -----------------------------------------------------------------------------------------------

    def add(self, names: Sequence[str]) -> None:
        """Put names behind those that are there, in the quotes of the last."""
        last = self._items[-1] if self._items else None
        style = last.style if isinstance(last, Scalar) else None
        written = [quoted(name, style) for name in names]
        if not self._is_flow:
            self._add_dashes(written)
        elif not self._items:
            self._add_first(written)
        elif self._has_lines():
            self._add_lines(written)
        else:
            end = self._spans[-1][1]
            self._change(end, end, "".join(self._comma() + each for each in written))

    def _add_dashes(self, written: list[str]) -> None:
        """A line for each name below the last."""
        begin = self._text[self._dash + 1 : self._spans[0][0]]
        blanks = " " if begin.strip(" ") else begin
        line = f"{self._source.newline}{' ' * self._indent}-{blanks}"
        end, _ = line_end(self._text, self._spans[-1][1])
        self._change(end, end, "".join(line + each for each in written))

    def _add_first(self, written: list[str]) -> None:
        """The first names between [ and ]; blanks that stand there are kept on both sides."""
        names = ", ".join(written)
        inside = self._text[1:-1]
        if not inside.strip(" "):
            self._change(len(self._text) - 1, len(self._text) - 1, names + inside)
        elif inside[0].isspace():  # a comment, or a line end
            self._change(1, 1, names)
        else:
            self._change(1, 1, names + " ")

    def _has_lines(self) -> bool:
        """Has each name of a [ ] list a line of its own, but that the first may follow the bracket?"""
        others = self._spans[1:] or self._spans
        return all(self._begins_line(start) for start, _ in others)

    def _begins_line(self, start: int) -> bool:
        return not self._text[line_start(self._text, start) : start].strip()

    def _add_lines(self, written: list[str]) -> None:
        """A line for each name below the last of a [ ] list; a comment stays on the line of its name."""
        start, end = self._spans[-1]
        line = self._source.newline + self._text[line_start(self._text, start) : start]
        below, _ = line_end(self._text, end)
        rest = _REST.fullmatch(self._text, end, below)
        if rest is None:  # the bracket closes on this line
            self._change(end, end, "".join(f",{line}{each}" for each in written))
        elif rest[1]:
            self._change(below, below, "".join(f"{line}{each}," for each in written))
        else:
            self._change(below, below, ",".join(line + each for each in written))
            self._change(end, end, ",")

    def _comma(self) -> str:
        """What stands between two names here."""
        if len(self._spans) == 1:
            return ", "
        between = self._text[self._spans[-2][1] : self._spans[-1][0]]
        return between if _BETWEEN.fullmatch(between) else ", "

    # --- the list shrinks ---------------------------------------------------------------------------------------------

    def remove(self, at: int) -> str:
        """Take a name out; the list stays, for an empty one says that there is nobody.

        Returns:
            The comment that goes with the name's line; empty where there is none.

        Raises:
            BioRespError: The dash stands on another line than the name.
        """
        comment = self._out_of_brackets(at) if self._is_flow else self._out_of_lines(at)
        del self._spans[at], self._items[at]
        if not self._items and not self._is_flow:
            self._change(0, 0, " []")
        return comment

    def _out_of_lines(self, at: int) -> str:
        start, end = self._spans[at]
        if self._text[line_start(self._text, start) : start].strip() != "-":
            line, column, _ = self._source.position(self._items[at].start)
            raise BioRespError(f"第 {line} 行第 {column} 列的“- ”与名称不在同一行，请先写到一行")
        comment = _COMMENT.match(self._text, end)
        self._change(*self._line(at))
        return comment[1] if comment else ""

    def _line(self, at: int) -> tuple[int, int]:
        """The lines of a name with one of their two line breaks."""
        start = line_start(self._text, self._spans[at][0])
        end, behind = line_end(self._text, self._spans[at][1])
        if behind > end:
            return start, behind
        return len(self._text[:start].removesuffix("\n").removesuffix("\r")), end

    def _out_of_brackets(self, at: int) -> str:
        text = self._text
        start, end = self._spans[at]
        is_first, is_last = at == 0, at + 1 == len(self._spans)
        rest = _REST.fullmatch(text, end, line_end(text, end)[0])
        if rest and self._begins_line(start):
            self._change(*self._line(at))
            if is_last and not is_first and not rest[1]:
                self._drop_comma(at - 1)
            return rest[2] or ""
        if not is_first and "#" not in text[self._spans[at - 1][1] : start]:
            self._change(self._spans[at - 1][1], end)
        elif not is_last and "#" not in text[end : self._spans[at + 1][0]]:
            self._change(start, self._spans[at + 1][0])
        else:
            self._out_of_comments(at)
        return ""

    def _out_of_comments(self, at: int) -> None:
        """Take out a name that has a comment, or nothing, on both sides."""
        start, end = self._spans[at]
        comma = _COMMA.match(self._text, end)
        end = comma.end() if comma else end
        if len(self._spans) == 1:
            blanks = _BLANKS.match(self._text, end)
            end = blanks.end() if blanks else end
        self._change(start, end)
        if at and at + 1 == len(self._spans):
            self._drop_comma(at - 1)

    def _drop_comma(self, at: int) -> None:
        comma = _COMMA.match(self._text, self._spans[at][1])
        if comma:
            self._change(comma.end() - 1, comma.end())
