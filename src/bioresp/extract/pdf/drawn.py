"""What is drawn on a printed page: the lines of tables, and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint
from itertools import pairwise
from typing import Any

from bioresp.extract.grid import THIN, Box

_MOST_SEGMENTS = 2000
"""Of a path; one of more is a drawing."""
_WHITE = 0.95
"""Lightness: what is lighter cannot be seen on paper."""
_LIGHT = 0.6
"""Lightness: a lighter area is shading behind words, and a lighter line is a line only where it is fine."""
_FINE = 1.5
"""Points of a light line; a shaded blank is wider."""
_LEAST_PICTURE = 40.0
"""Points: a smaller picture is an ornament."""
_WHOLE = 0.6
"""Share of a page that the picture of a scanned page takes."""

_Point = tuple[float, float]


def drawn(page: Any) -> Iterator[Box]:
    """The lines that can be seen on a page, and the sides of dark areas; shading behind words is none."""
    from pypdfium2 import raw

    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        fills, strokes = c_int(), c_int()
        raw.FPDFPath_GetDrawMode(each.raw, byref(fills), byref(strokes))
        if strokes.value and _lightness(raw.FPDFPageObj_GetStrokeColor, each.raw) < _WHITE:
            for points in _subpaths(each.raw):
                yield from (_around(pair) for pair in pairwise(points))
        elif fills.value:
            light = _lightness(raw.FPDFPageObj_GetFillColor, each.raw)
            yield from (box for box in map(_around, _subpaths(each.raw)) if _is_line(box, light))


def _is_line(box: Box, light: float) -> bool:
    """Is a filled area a line of a table, or so dark that its sides are?"""
    if light < _LIGHT:
        return True
    thickness = min(box.right - box.left, box.top - box.bottom)
    return light < _WHITE and thickness <= _FINE < THIN


def _lightness(ask: Any, shape: Any) -> float:
    """How light the colour of a shape is, from 0 for black to 1 for white or for none."""
    red, green, blue, alpha = (c_uint() for _ in range(4))
    if not ask(shape, byref(red), byref(green), byref(blue), byref(alpha)) or not alpha.value:
        return 1.0
    shade = 1 - (0.3 * red.value + 0.59 * green.value + 0.11 * blue.value) / 255
    return 1 - shade * alpha.value / 255


def _subpaths(path: Any) -> Iterator[list[_Point]]:
    """The corners of each part of a path, on the page."""
    from pypdfium2 import raw

    size = raw.FPDFPath_CountSegments(path)
    if size > _MOST_SEGMENTS:
        return
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, byref(matrix))
    points: list[_Point] = []
    for at in range(size):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        x, y = c_float(), c_float()
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(
            (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
        )
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _around(points: Any) -> Box:
    """The box around some points."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(up), max(across), max(up))


def pictures(page: Any) -> list[Box]:
    """Where pictures stand on a page, ornaments left out."""
    from pypdfium2 import raw

    found = []
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        sides = [c_float() for _ in range(4)]
        if raw.FPDFPageObj_GetBounds(each.raw, *map(byref, sides)):
            box = Box(*(side.value for side in sides))
            if min(box.right - box.left, box.top - box.bottom) >= _LEAST_PICTURE:
                found.append(box)
    return found


def is_whole_page(picture: Box, page: Any) -> bool:
    """Does a picture take most of a page, as that of a scanned page does?"""
    area: float = (picture.right - picture.left) * (picture.top - picture.bottom)
    return bool(area >= _WHOLE * page.get_width() * page.get_height())
