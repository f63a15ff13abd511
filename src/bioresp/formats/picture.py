"""Pictures of a report: a heat map of signs, bars of counts; as SVG, or drawn into a PNG."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from io import BytesIO
from typing import Any, NamedTuple

from bioresp.cells import width
from bioresp.diagnostic import BioRespError
from bioresp.formats import Style
from bioresp.report.blocks import Bars, HeatMap, Report

_SIZE = 16
"""Height of the letters, in pixels; all other sizes follow."""
_CELL = 26
_MARGIN = 24
_BAR = 420
"""Pixels of the longest bar."""
_COLORS = ("#C55A11", "#5B9BD5", "#70AD47", "#A5A5A5")
_GREY, _INK, _PAPER = "#D9D9D9", "#222222", "#FFFFFF"
_FONTS = ", ".join(
    f"'{name}'"
    for name in (
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "Microsoft YaHei",
        "PingFang SC",
        "SimHei",
        "WenQuanYi Micro Hei",
    )
)
_SHARP = 2
"""Pixels of a PNG for each of the picture."""


class _Box(NamedTuple):
    x: float
    y: float
    wide: float
    high: float
    color: str


class _Words(NamedTuple):
    """A line of words; x, y is the middle of its left, its middle or its right end."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    upright: bool = False
    """One character below the other, from y on down."""
    size: int = _SIZE


_Shape = _Box | _Words


class _Drawing(NamedTuple):
    wide: float
    high: float
    shapes: list[_Shape]


def _drawn(report: Report) -> _Drawing:
    """What a report's picture is made of.

    Raises:
        BioRespError: It has none.
    """
    picture = report.picture
    if isinstance(picture, HeatMap):
        return _heat_map(picture)
    if isinstance(picture, Bars):
        return _bars(picture)
    raise BioRespError("这个答复没有图，请换一种格式")


def _room(text: str) -> float:
    return width(text) * _SIZE / 2


def _heat_map(picture: HeatMap) -> _Drawing:
    shapes: list[_Shape] = []
    colors = dict(zip((sign for sign, _ in picture.legend), _COLORS, strict=False))
    left = _MARGIN + max((_room(label) for label, _ in picture.rows), default=0) + 8
    head = max((len(name) for name in picture.columns), default=0) * (_SIZE + 2)
    top = _MARGIN + 3 * _SIZE + head + 8
    wide = max(left + _CELL * len(picture.columns), _MARGIN + _room(picture.title) * 1.25) + _MARGIN
    shapes.append(_Words(wide / 2, _MARGIN + _SIZE / 2, picture.title, "middle", size=_SIZE + 4))
    for column, name in enumerate(picture.columns):
        start = top - 8 - len(name) * (_SIZE + 2)
        shapes.append(_Words(left + _CELL * (column + 0.5), start, name, "middle", upright=True))
    for row, (label, signs) in enumerate(picture.rows):
        y = top + _CELL * row
        shapes.append(_Words(left - 8, y + _CELL / 2, label, "end"))
        for column, sign in enumerate(signs):
            color = colors.get(sign[:1], "#F5F5F5")
            shapes.append(_Box(left + _CELL * column, y, _CELL - 2, _CELL - 2, color))
    bottom = top + _CELL * len(picture.rows) + 12
    shapes += _legend([(name, colors[sign]) for sign, name in picture.legend if sign in colors], left, bottom)
    return _Drawing(wide, bottom + _CELL + _MARGIN, shapes)


def _bars(picture: Bars) -> _Drawing:
    shapes: list[_Shape] = []
    left = _MARGIN + max((_room(label) for label, _ in picture.rows), default=0) + 8
    top = _MARGIN + 3 * _SIZE
    most = max((sum(counts) for _, counts in picture.rows), default=0) or 1
    wide = max(left + _BAR + 80, _MARGIN + _room(picture.title) * 1.25) + _MARGIN
    shapes.append(_Words(wide / 2, _MARGIN + _SIZE / 2, picture.title, "middle", size=_SIZE + 4))
    for row, (label, counts) in enumerate(picture.rows):
        y, x = top + _CELL * row, left
        shapes.append(_Words(left - 8, y + _CELL / 2, label, "end"))
        for count, color in zip(counts, _COLORS, strict=False):
            shapes.append(_Box(x, y + 3, _BAR * count / most, _CELL - 6, color))
            x += _BAR * count / most
        shapes.append(_Words(x + 6, y + _CELL / 2, "+".join(map(str, counts))))
    bottom = top + _CELL * len(picture.rows) + 12
    shapes += _legend(list(zip(picture.series, _COLORS, strict=False)), left, bottom)
    return _Drawing(wide, bottom + _CELL + _MARGIN, shapes)


def _legend(entries: list[tuple[str, str]], x: float, y: float) -> Iterator[_Shape]:
    for name, color in entries:
        yield _Box(x, y + 4, _SIZE, _SIZE, color)
        yield _Words(x + _SIZE + 6, y + 4 + _SIZE / 2, name)
        x += _SIZE + 6 + _room(name) + 24


# --- SVG ----------------------------------------------------------------------------------------------------------


def svg(report: Report, style: Style) -> str:
    """The picture as SVG: text stays text, in whatever Chinese font is there."""
    drawing = _drawn(report)
    title = report.picture.title if report.picture else ""
    body = "\n".join(_svg(shape) for shape in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.wide:g}" height="{drawing.high:g}" '
        f'viewBox="0 0 {drawing.wide:g} {drawing.high:g}" font-family="{_FONTS}" fill="{_INK}" role="img">\n'
        f'<title>{_xml(title)}</title>\n<rect width="100%" height="100%" fill="{_PAPER}"/>\n{body}\n</svg>\n'
    )


def _xml(text: str) -> str:
    """A text without the characters that XML forbids."""
    return escape("".join(char if char.isprintable() or ord(char) > 0x9F else "�" for char in text))


def _svg(shape: _Shape) -> str:
    if isinstance(shape, _Box):
        place = f'x="{shape.x:g}" y="{shape.y:g}" width="{shape.wide:g}" height="{shape.high:g}"'
        return f'<rect {place} fill="{shape.color}"/>'
    settings = f'font-size="{shape.size}" text-anchor="{shape.anchor}" dominant-baseline="central"'
    if not shape.upright:
        return f'<text x="{shape.x:g}" y="{shape.y:g}" {settings}>{_xml(shape.text)}</text>'
    step = _SIZE + 2
    chars = "".join(
        f'<tspan x="{shape.x:g}" y="{shape.y + step * (at + 0.5):g}">{_xml(char)}</tspan>'
        for at, char in enumerate(shape.text)
    )
    return f"<text {settings}>{chars}</text>"


# --- PNG ----------------------------------------------------------------------------------------------------------

_FONT_FILES = (
    ("NotoSansCJK-Regular.ttc", 2),
    ("SourceHanSansSC-Regular.otf", 0),
    ("msyh.ttc", 0),
    ("PingFang.ttc", 0),
    ("simhei.ttf", 0),
    ("simsun.ttc", 0),
    ("wqy-microhei.ttc", 0),
)
"""Chinese fonts of Linux, Windows and macOS, the best first; which font of the file has the mainland's forms."""


def png(report: Report, style: Style) -> bytes:
    """The picture as PNG, drawn with the Chinese font that is there.

    Raises:
        BioRespError: Pillow is not installed, or no Chinese font is.
    """
    drawing = _drawn(report)
    try:
        from PIL import Image, ImageDraw
    except ImportError:
        raise BioRespError('画 png 要另装一个库：pip install "bioresp[picture]"；也可以改用 .svg') from None
    image = Image.new("RGB", (round(drawing.wide * _SHARP), round(drawing.high * _SHARP)), _PAPER)
    pen = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _paint(pen, shape)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _paint(pen: Any, shape: _Shape) -> None:
    if isinstance(shape, _Box):
        corner = ((shape.x + shape.wide) * _SHARP, (shape.y + shape.high) * _SHARP)
        pen.rectangle(((shape.x * _SHARP, shape.y * _SHARP), corner), fill=shape.color)
        return
    anchor = {"start": "lm", "middle": "mm", "end": "rm"}[shape.anchor]
    font = _font(shape.size * _SHARP)
    step = _SIZE + 2
    lines = [(shape.y + step * (at + 0.5), char) for at, char in enumerate(shape.text)]
    for y, text in lines if shape.upright else [(shape.y, shape.text)]:
        pen.text((shape.x * _SHARP, y * _SHARP), text, fill=_INK, font=font, anchor=anchor)


@cache
def _font(size: int) -> Any:
    from PIL import ImageFont

    for name, which in _FONT_FILES:
        try:
            return ImageFont.truetype(name, size, which)
        except OSError:
            continue
    raise BioRespError("没有找到中文字体，画不了 png；请装一种中文字体，或改用 .svg")
