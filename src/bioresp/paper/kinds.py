"""What the paragraphs of a document are, and what is wrong with their type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioresp.paper.document import Document, Paragraph, Run, number

FANGSONG = {"仿宋", "仿宋_GB2312", "FangSong", "FangSong_GB2312", "方正仿宋_GBK", "方正仿宋简体", "华文仿宋"}
HEITI = {"黑体", "SimHei", "方正黑体_GBK", "方正黑体简体"}
KAITI = {"楷体", "楷体_GB2312", "KaiTi", "KaiTi_GB2312", "方正楷体_GBK", "方正楷体简体"}
SONGTI = {"宋体", "SimSun", "NSimSun", "新宋体", "方正书宋_GBK"}
XIAOBIAOSONG = {"方正小标宋简体", "方正小标宋_GBK", "小标宋体", "方正小标宋"}

_LABELS = (r"[一二三四五六七八九十]+、", r"（[一二三四五六七八九十]+）", r"\d+[.．]", r"（\d+）")
SHOWN = 12
"""Characters of a paragraph that a message shows."""


def shown(paragraph: Paragraph) -> str:
    text = paragraph.text
    return f"“{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}”"


def titles_of(document: Document) -> list[Paragraph]:
    """The titles: by their style; without one, the first large line of the text."""
    paragraphs = list(document.paragraphs)
    styled = [each for each in paragraphs if each.style in ("title", "标题") and each.text]
    large = (each for each in paragraphs[:20] if each.text and max(map(size_of, each.runs)) >= 20)
    return styled or [each for _, each in zip(range(1), large, strict=False)]


def _level(paragraph: Paragraph, *, styled: bool) -> int:
    """The level of a heading, from 1; 0 for what is none. Labels tell where no style does."""
    if found := re.fullmatch(r"(?:heading|标题) ?(\d)", paragraph.style):
        return int(found[1])
    if styled or len(paragraph.text) > 40 or paragraph.text.endswith("。"):
        return 0
    return next((at for at, label in enumerate(_LABELS, 1) if re.match(label, paragraph.text)), 0)


def headings_of(document: Document) -> Iterator[tuple[int, Paragraph]]:
    styled = any(re.match(r"(heading|标题) ?\d", each.style) for each in document.paragraphs)
    titles = titles_of(document)
    for each in document.paragraphs:
        if each.text and each not in titles and (level := _level(each, styled=styled)):
            yield level, each


def body_of(document: Document) -> Iterator[Paragraph]:
    """Paragraphs of running text."""
    apart = {id(each) for each in titles_of(document)} | {id(each) for _, each in headings_of(document)}
    for each in document.paragraphs:
        is_label = re.fullmatch(r"附件\d*", each.text.replace(" ", ""))
        placed = each.look.get("jc") in ("center", "right", "end") or twips_of(each, "ind-left") > 4 * 320
        if each.text and id(each) not in apart and not is_label and not placed:
            yield each


def twips_of(paragraph: Paragraph, key: str) -> float:
    return number(paragraph.look.get(key, ""))


def size_of(run: Run) -> float:
    """In points; a run that says nothing has Word's own 10."""
    return number(run.look.get("sz", "20")) / 2


def font_of(run: Run) -> str:
    """The font of its Chinese characters."""
    return run.look.get("rFonts-eastAsia") or ("主题字体" if "rFonts-eastAsiaTheme" in run.look else "未写明的字体")


def wrong_font(paragraph: Paragraph, name: str, fonts: set[str]) -> Iterator[str]:
    for run in paragraph.runs:
        if font_of(run) not in fonts:
            yield f"{shown(paragraph)}是{font_of(run)}，应为{name}"


def wrong_size(paragraph: Paragraph, points: float) -> Iterator[str]:
    for run in paragraph.runs:
        if size_of(run) != points:
            yield f"{shown(paragraph)}是 {size_of(run):g} 磅，应为 {points:g} 磅"
