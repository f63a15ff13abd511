"""R1xx: structure and numbering."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count, pairwise
from typing import NamedTuple

from bioresp.diagnostic import Severity
from bioresp.model import Measure, Position, Section, place
from bioresp.query.places import Index, find, walk
from bioresp.rules.engine import Finding, rule


class Numbered(NamedTuple):
    """A section or a measure with its number."""

    node: Section | Measure
    number: int
    label: str
    path: tuple[int, ...]
    """Which section on each level it stands in, counted from 0: numbers restart only where this changes."""

    @property
    def position(self) -> Position:
        return place(self.node, "number")


def _rows(index: Index) -> list[list[Numbered]]:
    """What is numbered in one row: the sections of each level, the measures of each level."""
    rows: dict[tuple[str, int], list[Numbered]] = {}
    entries = iter(index.entries)
    at: list[int] = []
    for headings, section in walk(index.plan):
        level = len(headings)
        if section.is_heading:
            at = [*at[: level - 1], at[level - 1] + 1 if len(at) >= level else 0]
            if section.number:
                numbered = Numbered(section, section.number, headings[-1].label, tuple(at[: level - 1]))
                rows.setdefault(("section", level), []).append(numbered)
        for measure in section.measures:
            numbered = Numbered(measure, measure.number, next(entries).label, tuple(at[:level]))
            if measure.number:
                rows.setdefault(("measure", level), []).append(numbered)
    return list(rows.values())


def _runs(row: list[Numbered]) -> Iterator[list[Numbered]]:
    """The stretches over which numbers run on: a new one begins with a 1 in a new section."""
    run: list[Numbered] = []
    for each in row:
        if run and each.number == 1 and each.path != run[-1].path:
            yield run
            run = []
        run.append(each)
    yield run


def _all_runs(index: Index) -> Iterator[list[Numbered]]:
    return (run for row in _rows(index) for run in _runs(row))


@rule("R101", Severity.ERROR, "编号重复")
def duplicate_number(index: Index) -> Iterator[Finding]:
    """同一串编号里，一个编号只能用一次，否则“第三项”就不知道指哪一项。

    编号在各部分重新开始的，只在本部分内比较。

    反例：

        measures:
          - {number: 3, title: 甲, lead: []}
          - {number: 3, title: 乙, lead: []}
    """
    for run in _all_runs(index):
        first: dict[int, Numbered] = {}
        for each in run:
            if each.number in first:
                yield each.position, f"编号{each.label}重复，第一次在第 {first[each.number].position.line} 行"
            first.setdefault(each.number, each)


@rule("R102", Severity.WARNING, "编号跳号")
def gap(index: Index) -> Iterator[Finding]:
    """编号应当从 1 起逐个往下；跳号多半是漏录了一项。

    反例：

        measures:
          - {number: 1, title: 甲, lead: []}
          - {number: 3, title: 乙, lead: []}
    """
    for run in _all_runs(index):
        numbers = {each.number for each in run}
        highest = 0
        for each in run:
            if each.number <= highest:
                continue
            first = next(number for number in count(highest + 1) if number not in numbers or number == each.number)
            last = next(number for number in count(each.number - 1, -1) if number not in numbers or number < first)
            if first < each.number:
                lost = f"{first}" if first == last else f"{first} 到 {last}"
                yield each.position, f"编号跳到{each.label}，缺第 {lost} 项"
            highest = each.number


@rule("R103", Severity.WARNING, "编号次序颠倒")
def out_of_order(index: Index) -> Iterator[Finding]:
    """编号应当由小到大；次序颠倒多半是录入时放错了位置。

    反例：

        measures:
          - {number: 2, title: 甲, lead: []}
          - {number: 1, title: 乙, lead: []}
    """
    for run in _all_runs(index):
        highest, seen = run[0], set[int]()
        for each in run:
            if each.number > highest.number:
                highest = each
            elif each.number < highest.number and each.number not in seen:
                yield each.position, f"编号{each.label}排在{highest.label}之后，次序颠倒"
            seen.add(each.number)


@rule("R104", Severity.ERROR, "标题或正文为空")
def empty_text(index: Index) -> Iterator[Finding]:
    """标题和正文写了就不能是空的；措施至少要有其中之一，有编号的部分要有标题，举措要有正文。

    原文没有标题的措施，不写 `title` 即可。

    反例：

        title: ""
    """
    if "title" in index.plan.places and not index.plan.title.strip():
        yield place(index.plan, "title"), "方案的标题是空的"
    for _, section in walk(index.plan):
        if section.is_heading and not section.title.strip():
            yield place(section, "title"), "这一部分没有标题"
        for measure in section.measures:
            written = {key: getattr(measure, key).strip() for key in ("title", "text")}
            for key, name in (("title", "标题"), ("text", "正文")):
                if key in measure.places and not written[key]:
                    yield place(measure, key), f"措施的{name}是空的"
            if not any(written.values()) and not measure.places.keys() & written.keys():
                yield place(measure), "措施既没有标题，也没有正文"
            for action in measure.actions:
                if "text" in action.places and not action.text.strip():
                    yield place(action, "text"), "举措的正文是空的"


@rule("R105", Severity.WARNING, "空的部分")
def empty_section(index: Index) -> Iterator[Finding]:
    """一个部分应当有措施、下一级部分或文字；整个方案至少要有一项措施。

    反例：

        sections:
          - {number: 1, title: 完善政策法规}
    """
    for _, section in walk(index.plan):
        if not (section.measures or section.sections or section.text.strip()):
            yield place(section), f"“{section.title}”之下什么也没有"
    if not index.plan.sections and "sections" in index.plan.places:
        yield place(index.plan, "sections"), "方案没有任何措施"


@rule("R106", Severity.WARNING, "编号方式不一")
def mixed_numbering(index: Index) -> Iterator[Finding]:
    """编号要么在全文连续，要么在各部分重新开始；两种都可以，混用则分不清“第三项”在哪一部分。

    反例：第一部分是（一）（二），第二部分是（三）（四），第三部分却又从（一）开始。
    """
    for row in _rows(index):
        starts: dict[int, list[Numbered]] = {}
        for before, each in pairwise(row):
            if before.path != each.path:
                starts.setdefault(_changed(before.path, each.path), []).append(each)
        for same in starts.values():
            yield from _odd_ones(same)


def _changed(before: tuple[int, ...], after: tuple[int, ...]) -> int:
    """The outermost level at which two paths differ."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((level for level, (old, new) in pairs if old != new), min(len(before), len(after)))


def _odd_ones(starts: Iterable[Numbered]) -> Iterator[Finding]:
    """Of the numbers that sections begin with: those that do it the way that fewer do."""
    listed = list(starts)
    counts = Counter(each.number == 1 for each in listed)
    if len(counts) == 2:
        # where as many do it one way as the other, the first shows the way
        usual = counts[True] > counts[False] or (counts[True] == counts[False] and listed[0].number == 1)
        for each in listed:
            if (each.number == 1) is not usual:
                others, this = ("都重新开始", "接着上一部分") if usual else ("连续", "重新开始")
                yield each.position, f"其他部分的编号{others}，这里的{each.label}却{this}"


@rule("R107", Severity.ERROR, "通用说明所指的措施不存在")
def standing_elsewhere(index: Index) -> Iterator[Finding]:
    """`stated_in` 写的是通用说明所在的措施，必须正好指到一项；编号重新开始的写成 二/3。

    反例：

        standing: {text: 所有工作都需各县落实，下同, agencies: [各县], stated_in: 99}
    """
    standing = index.plan.standing
    if standing and standing.stated_in and index.entries:
        found = find(index, standing.stated_in)
        if len(found) != 1:
            many = f"有 {len(found)} 项（{'、'.join(entry.ref for entry in found)}）" if found else "不存在"
            yield place(standing, "stated_in"), f"通用说明所在的措施“{standing.stated_in}”{many}"
