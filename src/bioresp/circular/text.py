"""The source as one text: blanks of layout gone, cut lines joined, and each character with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bioresp.circular.blanks import clean, runs
from bioresp.circular.labels import opens_list, starts_with_label
from bioresp.circular.marks import AMOUNT
from bioresp.circular.table_lines import table_rows
from bioresp.circular.units import is_unit, names
from bioresp.extract import Line
from bioresp.letters import folded, mended, seen
from bioresp.model import Position

_DIGITS = "一二三四五六七八九十百千零〇"
HEADED = re.compile(
    f"[（(](?:[{_DIGITS}]{{1,9}}|\\d{{1,2}})[）)]|[{_DIGITS}]{{1,9}}[、．.]|[壹贰叁肆伍陆柒捌玖拾]{{1,3}}、|[①-⑳㈠-㈩⑴-⒇]"
    f"|\\d{{1,2}}(?:[.．]\\d{{1,2}}){{1,3}}(?=[.．、]?[ \u3000\\t]*[\u4e00-\u9fff“《])(?!{AMOUNT})"
    "|\\d{1,3}(?:[．﹒]|\\.(?!\\d)|\\.(?=20\\d\\d年|\\d{1,2}月)|、|[）)])"
    f"|[⒈-⒛]|第[{_DIGITS}]{{1,9}}(?:条|章|节|部分|篇)"
    f"|(?:重点|主要|工作|专项)?(?:任务|行动|问题|项目|事项|工程)(?:[{_DIGITS}]{{1,3}}|\\d{{1,3}})[：:、.．]"
)
"""What begins like a numbered heading."""

ACTIONS = re.compile(
    "[【\\[]?(?:主要|具体|重点|工作|落实|推进|贯彻|政策|改革|任务|有关|相关|实施|贯彻落实|推进落实|整改)(?:举措|措施)[】\\]]?[：:]?"
)
"""The words that open a list of actions: 主要举措, 具体措施."""

ATTACHED = re.compile(r"附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十])?\s*(?:[：:]|$)")
DATED = re.compile(
    "(?:20\\d\\d|二[〇○零O0]..)\\s*年\\s*(?:\\d{1,2}|[一二三四五六七八九十]{1,2})\\s*月\\s*"
    "(?:\\d{1,2}|[一二三四五六七八九十]{1,3})\\s*日"
)
DISTRIBUTED = re.compile("(?:主|抄|分)\\s*[送报发][：:]")
"""How the line begins that says who gets a copy, below the signature: 抄送：市委办公室。"""
_PAGE = re.compile(
    r"\s*(?:[—\-–－―·•]{1,3}\s*\d{1,3}\s*[—\-–－―·•]{1,3}|第\s*\d+\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?|\d{1,3}\s*/\s*\d{1,3})\s*$"
)
_CONTENTS = re.compile(r"目\s*录\s*$|.*[….．·]{3,}\s*\d{1,3}\s*$")
"""A line of the table of contents."""
_WIDE = str.maketrans("():;", "（）：；")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’—…《》]")
_ENDED = set("。！？；：”）〕】》…!?;:.")
_FULLEST = 60
"""Characters of the longest line that may be one of a printed page."""
_LONGEST_TITLE = 120
_FEW = 3
_NEAR = 6
"""Lines between a signature and its date, empty ones with them."""
_REMEMBERED = 400
"""Characters of a paragraph so far that decide whether the next line belongs to it."""
_SHORTEST = 24
"""A shorter line that ends without punctuation is a heading or a title, no cut line of prose."""

_TRADITIONAL = {
    "見": "见",
    "貫": "贯",
    "關": "关",
    "辦": "办",
    "發": "发",
    "務": "务",
    "實": "实",
    "責": "责",
    "單": "单",
    "導": "导",
}
"""What scanned texts hold here and there; mended where the same words stand elsewhere as they should."""


class Source:
    """The words of a source.

    `words` is the text in which words are recognised, one paragraph or row a line; `written` is the same text with the
    characters that the source has (牽頭單位). `place` gives back where a character stood.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        shown = {line.number: seen(mended(line.text)) for line in lines}
        self.lines = [line._replace(text=folded(shown[line.number])) for line in lines]
        changed = {line.number for line in self.lines if line.text != shown[line.number]}
        self.unseen = _unseen(lines)
        """Line → the columns of its characters that cannot be seen, which are left out of the words."""
        self._starts: list[int] = []
        self._origins: list[tuple[int, int]] = []
        self.frame: list[Line] = []
        """The lines that belong to the page and not to the text: page numbers."""
        self.tables: list[tuple[int, int]] = []
        """Where rows of tables stand, from the first to the last of each."""
        self._row_lines: list[int] = []
        pieces: list[str] = []
        written: list[str] = []
        size = 0
        for text, line, column in self._pieces():
            self._starts.append(size)
            self._origins.append((line, column))
            pieces.append(text)
            original = shown[line][column - 1 : column - 1 + len(text)] if line in changed else text
            written.append(original if original is text or folded(original) == text else text)
            size += len(text)
        self.words = _level_widths("".join(pieces))
        self.written = self.words if written == pieces else _level_widths("".join(written))
        self.gaps = frozenset(self._gaps())
        """The offsets before which the source has a blank that the text has not."""
        self.restored: frozenset[int] = frozenset()
        """The offsets at which lines begin that the source does not show."""
        self._find_tables()
        self.mended: dict[int, str] = {}
        """Offset → the character that was read there and replaced."""
        self._mend()
        if self.written == self.words:
            self.written = self.words  # comparing a text with itself takes no time

    def place(self, offset: int) -> Position:
        """Where the character at an offset stands in the source."""
        if not self._starts:
            return Position(1, 1)
        run = max(0, bisect_right(self._starts, min(offset, len(self.words) - 1)) - 1)
        line, first = self._origins[run]
        column = first + offset - self._starts[run]
        for unseen in self.unseen.get(line, ()):
            column += unseen <= column
        return Position(line, column)

    @property
    def is_folded(self) -> bool:
        """Has the source other characters than the words that are read?"""
        return self.written != self.words

    def as_written(self, said: str) -> str:
        """Return words that were read in `words` with the characters that the source has."""
        return "\n".join("：".join(map(self._original, line.split("：", 1))) for line in said.split("\n"))

    def _original(self, said: str) -> str:
        at = self.words.find(said) if said else -1
        return self.written[at : at + len(said)] if at >= 0 else said

    def by_line(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A stretch of the text in parts that stand on one line of the source each."""
        run = max(0, bisect_right(self._starts, start) - 1)
        at = start
        while at < end:
            line = self._origins[run][0]
            while run + 1 < len(self._starts) and self._starts[run + 1] < end:
                if self._origins[run + 1][0] != line or self.words[self._starts[run + 1] - 1] == "\n":
                    break
                run += 1
            stop = min(end, self._starts[run + 1] if run + 1 < len(self._starts) else end)
            yield at, stop
            at, run = stop, run + 1

    def _pieces(self) -> Iterator[tuple[str, int, int]]:
        """Stretches of the text, each with its line and column; a line end where a paragraph ends."""
        above: Line | None = None
        cleaned = [(line, clean(line.text)) for line in self.lines]
        full = _full_width([text for _, text in cleaned])
        tables = table_rows(cleaned)
        self.frame += tables.drawing
        sentences = _sentence_labels([text for _, text in cleaned])
        has_contents = sum(bool(_CONTENTS.match(line.text.strip())) for line in self.lines) > _FEW
        previous, was_row = "", False
        for at, (line, text) in enumerate(cleaned):
            row = tables.rows.get(at)
            if row == [] or not text:
                continue  # its words stand in the row above
            is_contents = has_contents and _CONTENTS.match(line.text.strip())
            if row is None and (line.is_frame or _PAGE.match(line.text) or is_contents):
                self.frame.append(line)
                continue
            is_row = row is not None
            if above is not None and (
                is_row or was_row or _is_signed(cleaned, at) or not _goes_on(line, previous, text, full, sentences)
            ):
                yield "\n", above.number, len(above.text) + 1
                previous = ""
            elif above is not None and starts_with_label(text):
                yield " ", above.number, len(above.text) + 1
            if row:
                self._row_lines.append(len(self._starts))
                yield from row
            else:
                yield from ((text[a:b], line.number, column) for text, a, b, column in runs(line.text))
            above, previous, was_row = line, (previous + text)[-_REMEMBERED:], is_row

    def _gaps(self) -> Iterator[int]:
        for run in range(1, len(self._starts)):
            line, column = self._origins[run]
            above, start = self._origins[run - 1]
            if line == above and column > start + self._starts[run] - self._starts[run - 1]:
                yield self._starts[run]

    def break_lines(self, offsets: Sequence[int]) -> None:
        """Begin a line at each of some offsets: where the source lost its line breaks. Offsets behind them move.

        Args:
            offsets: In order. A blank before one becomes the line's end.
        """
        cuts = [at for at in offsets if 0 < at < len(self.words) and self.words[at - 1] != "\n"]
        blanks = {at - 1 for at in cuts if self.words[at - 1] == " "}
        added = [at for at in cuts if at - 1 not in blanks]

        def broken(text: str) -> str:
            characters = ["\n" if at in blanks else char for at, char in enumerate(text)]
            return "\n".join("".join(characters[start:end]) for start, end in pairwise((0, *added, len(text))))

        starts: list[int] = []
        origins: list[tuple[int, int]] = []
        run = 0
        for moved, at in enumerate(added):
            while run < len(self._starts) and self._starts[run] < at:
                starts.append(self._starts[run] + moved)
                origins.append(self._origins[run])
                run += 1
            place = self.place(at)
            starts += [at + moved, at + moved + 1]
            origins += [(place.line, place.column), (place.line, place.column)]
            if run < len(self._starts) and self._starts[run] == at:
                run += 1
        starts += [each + len(added) for each in self._starts[run:]]
        origins += self._origins[run:]

        def moved_to(at: int) -> int:
            return at + bisect_right(added, at)

        is_folded = self.is_folded
        self.words = broken(self.words)
        self.written = broken(self.written) if is_folded else self.words
        self._starts, self._origins = starts, origins
        self.gaps = frozenset(map(moved_to, self.gaps))
        self.restored = frozenset(map(moved_to, cuts))
        self.tables = [(moved_to(start), moved_to(end)) for start, end in self.tables]
        self.mended = {moved_to(at): wrong for at, wrong in self.mended.items()}

    def _find_tables(self) -> None:
        for run in self._row_lines:
            start = self._starts[run]
            end = self.words.find("\n", start)
            end = len(self.words) if end < 0 else end
            if self.tables and start <= self.tables[-1][1] + 1:
                self.tables[-1] = (self.tables[-1][0], end)
            else:
                self.tables.append((start, end))

    def _mend(self) -> None:
        for wrong, right in _TRADITIONAL.items():
            if wrong not in self.written:
                continue
            known: dict[str, bool] = {}
            characters = list(self.written)
            for found in re.finditer(f"(?<=..){wrong}", self.written):
                before = self.written[found.start() - 2 : found.start()]
                if before not in known:
                    known[before] = before + right in self.written
                if known[before]:
                    self.mended[found.start()] = wrong
                    characters[found.start()] = right
            self.written = "".join(characters)


def _unseen(lines: Sequence[Line]) -> dict[int, list[int]]:
    """Where characters stand that cannot be seen: the columns by the numbers of their lines."""
    found = {}
    for line in lines:
        if seen(line.text) != line.text:
            found[line.number] = [at for at, char in enumerate(line.text, 1) if not seen(char)]
    return found


def _full_width(texts: Sequence[str]) -> int:
    """How many characters a full line of a printed page has; 0 where lines are paragraphs."""
    sizes = [len(text) for text in texts if len(text) >= _SHORTEST - 4]
    if len(sizes) < 6 or max(sizes) > 2 * _FULLEST:
        return 0
    counts = Counter(sizes)
    commonest = max(counts.values())
    widest = max(size for size, count in counts.items() if count * 8 >= commonest)
    full = sum(widest - 4 <= size <= widest + 2 for size in sizes)
    return widest if widest <= _FULLEST and full * 2 >= len(sizes) else 0


def _is_signed(cleaned: Sequence[tuple[Line, str]], at: int) -> bool:
    """Is a line the name of a unit, with the date of its signature below?"""
    below = next((text for _, text in cleaned[at + 1 : at + _NEAR] if text), "")
    return bool(DATED.fullmatch(below)) and is_unit(cleaned[at][1])


def _goes_on(line: Line, above: str, below: str, full: int, sentences: set[str]) -> bool:
    """Does a line go on with the paragraph so far: as its source shows, else as its words do?"""
    if line.is_rest is None:
        return _joins(above, below, full, sentences)
    return line.is_rest and (_is_open(above, below) or not (starts_with_label(below) or ACTIONS.match(below)))


def _joins(above: str, below: str, full: int, sentences: set[str]) -> bool:
    """Is a line the rest of the one above it, which was cut?"""
    if not above or HEADED.match(below) or ATTACHED.match(below) or DISTRIBUTED.match(below):
        return False
    if _is_open(above, below):
        return True
    if ACTIONS.match(below) or starts_with_label(below):
        return False
    if above[-1] in _ENDED or above[-1] in "!?" or DATED.fullmatch(below) or DATED.fullmatch(above):
        return False
    if above[-1] in "，、," or below[0] in "，。、；）〕》”！？":
        return True
    if full:
        return len(above) % full == 0 or _tail(above, full) >= full - 3
    if len(above) < _SHORTEST or starts_with_label(above):
        return False
    return _label_kind(above) in sentences if HEADED.match(above) else _is_prose(above)


def _label_kind(text: str) -> str:
    """The style of the label that a line begins with: 一, （一, 1, （1, ①."""
    start = re.match("[（(]?.", text)
    return re.sub("[0-9]", "1", re.sub(f"[{_DIGITS}]", "一", start[0])) if start else ""


def _sentence_labels(texts: Sequence[str]) -> set[str]:
    """The styles whose lines are sentences that end with a full stop, and no bare titles."""
    ended: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text in texts:
        if HEADED.match(text):
            kind = _label_kind(text)
            total[kind] += 1
            ended[kind] += text[-1] in "。；）〕"
    return {kind for kind in total if ended[kind] * 3 >= total[kind] * 2}


def _tail(above: str, full: int) -> int:
    """The length of the last line of what was joined so far."""
    return len(above) if len(above) <= full + 2 else len(above) % full or full


def _is_prose(text: str) -> bool:
    return bool(re.search("[，。；]", text)) and not re.search("[。！？；]$", text)


def _is_open(above: str, below: str) -> bool:
    """Does a line end inside a book title, inside a bracket that the next one closes, or inside a unit's name?"""
    near = above[-_LONGEST_TITLE:]
    if near.count("《") > near.count("》") or near.count("〈") > near.count("〉"):
        return True
    if near.count("（") > near.count("）") and re.match("[^（]*）", below):
        return True
    cut, rest = re.split("[、，：；]", above)[-1], re.split("[、，；。]", below)[0]
    return opens_list(above) and bool(cut) and not is_unit(cut) and is_unit(cut + rest)


def _level_widths(text: str) -> str:
    """Brackets, colons and semicolons as Chinese writes them, where they stand beside Chinese."""

    def wide(found: re.Match[str]) -> str:
        start, end = found.span()
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        return found[0].translate(_WIDE) if _CHINESE.search(beside) else found[0]

    return re.sub("[():;]", wide, text)


def all_units(text: str) -> bool:
    """Is a paragraph a list of units and nothing else?"""
    listed = [name.text for name in names(text.rstrip("。"))]
    return bool(listed) and all(map(is_unit, listed))
