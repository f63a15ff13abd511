"""The clauses of GB/T 9704-2012 that a program can check, and those that a person has to.

The standard is said here again and not taken from what writes our own files, so that a slip in one shows in the other.
A clause without a number is no clause of the standard: it is what a table needs to survive Word and WPS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bioresp.paper.document import PAGE, Document, Paragraph, Section, Table, number
from bioresp.paper.kinds import (
    FANGSONG,
    HEITI,
    KAITI,
    SHOWN,
    SONGTI,
    XIAOBIAOSONG,
    body_of,
    font_of,
    headings_of,
    shown,
    size_of,
    titles_of,
    twips_of,
    wrong_font,
    wrong_size,
)

MM = 1440 / 25.4
"""Twips."""


class Eye(str):
    """What a person has to look at."""

    __slots__ = ()


Check = Callable[[Document], Iterator[str]]


class Clause(NamedTuple):
    key: str
    """English, promised."""
    number: str
    """In GB/T 9704-2012; empty where it is none of the standard's."""
    title: str
    asks: str
    check: Check


CLAUSES: list[Clause] = []
"""Filled at import and only read afterwards; in the order of the standard."""


def clause(key: str, number: str, title: str, asks: str) -> Callable[[Check], Check]:
    def enter(check: Check) -> Check:
        CLAUSES.append(Clause(key, number, title, asks, check))
        return check

    return enter


_OF_LEVEL = (("黑体", HEITI), ("楷体", KAITI), ("仿宋", FANGSONG), ("仿宋", FANGSONG))
_UNINDENTED = {"主送机关", "附件", "照录"}
"""Styles of ours whose paragraphs begin at the margin."""


def _upright(document: Document) -> Iterator[Section]:
    return (section for section in document.sections if not section.is_turned)


# --- 5 paper, margins, lines ----------------------------------------------------------------------------------------


@clause("paper", "5.1", "用纸", "A4（210 mm × 297 mm）")
def paper(document: Document) -> Iterator[str]:
    for section in document.sections:
        sides = sorted((section.width / MM, section.height / MM))
        if abs(sides[0] - 210) > 1 or abs(sides[1] - 297) > 1:
            yield f"纸张是 {section.width / MM:.0f} mm × {section.height / MM:.0f} mm"


@clause("margins", "5.2.1", "页边", "天头 37 mm，订口 28 mm，版心 156 mm × 225 mm")
def margins(document: Document) -> Iterator[str]:
    for section in document.sections:
        asked = (28, 37, 26, 35) if section.is_turned else (37, 26, 35, 28)
        for side, found, wanted in zip("上右下左", section.margins, asked, strict=True):
            if abs(found / MM - wanted) > 1.05:
                yield f"{side}边距 {found / MM:.1f} mm，应为 {wanted} mm"


@clause("body-font", "5.2.2", "正文字体", "仿宋")
def body_font(document: Document) -> Iterator[str]:
    for paragraph in body_of(document):
        yield from wrong_font(paragraph, "仿宋", FANGSONG)


@clause("body-size", "5.2.2", "正文字号", "3号（16 磅）")
def body_size(document: Document) -> Iterator[str]:
    for paragraph in body_of(document):
        yield from wrong_size(paragraph, 16)


@clause("lines", "5.2.3", "每面行数", "22 行")
def lines(document: Document) -> Iterator[str]:
    """The standard gives lines and no points; what counts is how many fit between the margins."""
    for section in _upright(document):
        room = section.height - section.margins[0] - section.margins[2]
        for paragraph in body_of(document._replace(sections=(section,))):
            pitch = _pitch(paragraph, section)
            if not pitch:
                yield Eye(f"{shown(paragraph)}没有固定行距，也没有文档网格，数一数每面是否 22 行")
            elif int(room / pitch + 0.02) != 22:
                yield f"{shown(paragraph)}的行距是 {pitch / 20:g} 磅，每面 {int(room / pitch + 0.02)} 行"


def _pitch(paragraph: Paragraph, section: Section) -> float:
    """Twips from line to line; 0 where the font decides."""
    rule, line = paragraph.look.get("spacing-lineRule", "auto"), twips_of(paragraph, "spacing-line") or 240.0
    if rule == "exact":
        return line
    if rule == "auto" and section.grid.get("type", "") in ("lines", "linesAndChars", "snapToChars"):
        return number(section.grid.get("linePitch", "")) * line / 240
    return 0.0


@clause("characters", "5.2.3", "每行字数", "28 字")
def characters(document: Document) -> Iterator[str]:
    for section in _upright(document):
        adds = number(section.grid.get("charSpace", "")) if section.grid.get("type") == "linesAndChars" else 0
        for paragraph in body_of(document._replace(sections=(section,))):
            for run in paragraph.runs:
                wide = size_of(run) * 20 + number(run.look.get("spacing-val", "")) + adds / 4096 * 20
                count = int(section.room / wide + 0.01) if wide > 1 else 0
                if count != 28:
                    yield f"{shown(paragraph)}每行 {count} 字"


@clause("color", "5.2.4", "文字颜色", "黑色")
def color(document: Document) -> Iterator[str]:
    for paragraph in document.everything:
        for run in paragraph.runs:
            found = run.look.get("color", "auto").upper()
            if found == "FF0000" and paragraph.look.get("jc") == "center":
                yield Eye(f"{shown(paragraph)}是红色：只有发文机关标志可以")
            elif found not in ("AUTO", "000000"):
                yield f"{shown(paragraph)}的颜色是 {found}"


# --- 7 parts of the document ----------------------------------------------------------------------------------------


@clause("head", "7.2", "版头", "份号、密级、发文机关标志、发文字号、签发人、分隔线")
def head(_: Document) -> Iterator[str]:
    yield Eye("版头各项要人核对")


@clause("title-font", "7.3.1", "标题字体", "小标宋")
def title_font(document: Document) -> Iterator[str]:
    for paragraph in titles_of(document):
        yield from wrong_font(paragraph, "小标宋", XIAOBIAOSONG)


@clause("title-size", "7.3.1", "标题字号", "2号（22 磅）")
def title_size(document: Document) -> Iterator[str]:
    for paragraph in titles_of(document):
        yield from wrong_size(paragraph, 22)


@clause("title-place", "7.3.1", "标题位置", "居中；回行词意完整、排列对称")
def title_place(document: Document) -> Iterator[str]:
    titles = titles_of(document)
    if not titles:
        yield Eye("没有认出标题")
    for paragraph in titles:
        if paragraph.look.get("jc") != "center":
            yield f"{shown(paragraph)}没有居中"
        elif len(paragraph.text) > 20:
            yield Eye(f"{shown(paragraph)}要回行，看断开处词意是否完整")


@clause("headings", "7.3.3", "层次字体", "一、黑体，（一）楷体，1. 和（1）仿宋")
def headings(document: Document) -> Iterator[str]:
    for level, paragraph in headings_of(document):
        yield from wrong_font(paragraph, *_OF_LEVEL[min(level, 4) - 1])


@clause("indent", "7.3.3", "段首", "左空二字")
def indent(document: Document) -> Iterator[str]:
    for paragraph in (*body_of(document), *(each for _, each in headings_of(document))):
        if paragraph.style in _UNINDENTED or (paragraph.text.endswith(("：", ":")) and not _indented(paragraph)):
            continue
        if not _indented(paragraph):
            yield f"{shown(paragraph)}没有空二字"


def _indented(paragraph: Paragraph) -> bool:
    """By characters; by twips where there are none; or by two typed blanks."""
    characters = paragraph.look.get("ind-firstLineChars", "0")
    if characters not in ("0", ""):
        return characters == "200"
    typed = "".join(run.text for run in paragraph.runs).startswith("　　")
    return typed or abs(twips_of(paragraph, "ind-firstLine") - 640) <= 20


@clause("bold", "", "不加粗", "层次以字体分，不以粗细分")
def bold(document: Document) -> Iterator[str]:
    for paragraph in document.everything:
        if any(run.look.get("b", "0") not in ("0", "false", "off") for run in paragraph.runs):
            yield f"{shown(paragraph)}加粗了"


@clause("signature", "7.3.5", "署名、日期、印章", "成文日期用阿拉伯数字，印章端正居中下压")
def signature(_: Document) -> Iterator[str]:
    yield Eye("署名的位置和印章要人核对")


@clause("imprint", "7.4", "版记", "抄送机关、印发机关和印发日期")
def back_matter(_: Document) -> Iterator[str]:
    yield Eye("版记要人核对")


# --- 7.5 page number ------------------------------------------------------------------------------------------------


def _numbers(document: Document, kind: str) -> Iterator[Paragraph | None]:
    """The paragraph with the page number of each section, None where there is none."""
    for section in document.sections:
        inside = section.footers.get(kind, ())
        yield next((each for each in inside if PAGE in "".join(run.text for run in each.runs)), None)


@clause("page-number", "7.5", "页码形式", "数字左右各一条一字线：— 1 —")
def page_number(document: Document) -> Iterator[str]:
    for paragraph in _numbers(document, "default"):
        if paragraph is None:
            yield "没有页码"
        elif not re.fullmatch(rf"[—─]{PAGE}[—─]", re.sub(r"\s", "", paragraph.text)):
            yield f"页码写作“{paragraph.text.replace(PAGE, '1')}”"


@clause("page-number-font", "7.5", "页码字体", "4号（14 磅）宋体")
def page_number_font(document: Document) -> Iterator[str]:
    for paragraph in (*_numbers(document, "default"), *_numbers(document, "even")):
        for run in paragraph.runs if paragraph else ():
            if size_of(run) != 14 or not {run.look.get("rFonts-ascii"), font_of(run)} <= SONGTI:
                yield f"页码是 {size_of(run):g} 磅 {run.look.get('rFonts-ascii') or font_of(run)}"


@clause("page-number-place", "7.5", "页码位置", "单页居右空一字，双页居左空一字")
def page_number_place(document: Document) -> Iterator[str]:
    if not document.evens_differ:
        yield "单双页的页码没有分开"
        return
    for kind, word, side in (("default", "单页", "right"), ("even", "双页", "left")):
        for paragraph in _numbers(document, kind):
            if paragraph is None:
                yield f"{word}没有页码"
                continue
            room = paragraph.look.get(f"ind-{side}Chars", "0")
            roomy = room == "100" if room != "0" else abs(twips_of(paragraph, f"ind-{side}") - 280) <= 40
            jc = {"end": "right", "start": "left"}.get(
                paragraph.look.get("jc", "left"), paragraph.look.get("jc", "left")
            )
            if jc != side or not roomy:
                yield f"{word}的页码没有居{'右' if side == 'right' else '左'}空一字"


# --- 8 tables -------------------------------------------------------------------------------------------------------


@clause("turned", "8", "横排表格", "单页表头在订口一边，双页表头在切口一边；页码位置与其他页一致")
def turned(document: Document) -> Iterator[str]:
    if any(section.is_turned for section in document.sections):
        yield Eye("有横排的页，装订时看表头朝哪一边")


def _tables(document: Document) -> Iterator[tuple[Section, Table]]:
    return ((section, table) for section in document.sections for table in section.tables)


@clause("table-width", "", "表格宽度", "不出版心")
def table_width(document: Document) -> Iterator[str]:
    for section, table in _tables(document):
        over = table.width - section.room
        if over > 240:  # Word lets the cells' own margins stand outside
            yield f"“{table.head[:SHOWN]}”的表格超出 {over / MM:.0f} mm"


@clause("table-header", "", "表头", "换页时重复")
def table_header(document: Document) -> Iterator[str]:
    for _, table in _tables(document):
        if table.rows > 1 and not table.repeats:
            yield f"“{table.head[:SHOWN]}”的表头不重复"


@clause("table-rows", "", "表格的行", "不跨页断开")
def table_rows(document: Document) -> Iterator[str]:
    for _, table in _tables(document):
        if not table.whole:
            yield f"“{table.head[:SHOWN]}”的行会跨页断开"


# --- what makes the looks hold in any program -----------------------------------------------------------------------


@clause("theme-fonts", "", "主题字体", "不用：换一台电脑就变")
def theme_fonts(document: Document) -> Iterator[str]:
    if document.themed:
        yield f"用了主题字体（{'、'.join(sorted(document.themed))}）"


@clause("east-asian-fonts", "", "中文字体", "每处写明")
def east_asian_fonts(document: Document) -> Iterator[str]:
    for paragraph in document.everything:
        if any("rFonts-eastAsia" not in run.look for run in paragraph.runs):
            yield f"{shown(paragraph)}没有写明中文字体"


@clause("language", "", "语言", "中文（zh-CN）")
def language(document: Document) -> Iterator[str]:
    for paragraph in document.everything:
        for run in paragraph.runs:
            if (found := run.look.get("lang-eastAsia", "未写明")) != "zh-CN":
                yield f"{shown(paragraph)}的语言是 {found}"
