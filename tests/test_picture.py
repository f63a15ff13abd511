"""Pictures: what is drawn is what the report says."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bioresp import BioRespError, PlanFile
from bioresp.formats import PICTURES, Style
from bioresp.report.blocks import Bars, HeatMap, Report
from tests.conftest import Run

SVG = "{http://www.w3.org/2000/svg}"
COLORS = ("#C55A11", "#5B9BD5")


def drawn(run: Run, folder: Path, command: str) -> ET.Element:
    target = folder / "图.svg"
    assert run(command, "-o", str(target)).status == 0
    return ET.fromstring(target.read_text("utf-8"))  # noqa: S314


def test_the_heat_map_has_a_square_for_each_assignment(run: Run, tmp_path: Path, seed: PlanFile) -> None:
    """In the colour of its role, and a column for each unit with its whole name."""
    picture = drawn(run, tmp_path, "matrix")
    fills = [each.get("fill") for each in picture.iter(f"{SVG}rect") if each.get("width") == "24"]
    measures = [measure for section in seed.plan.sections for measure in section.measures]
    assert fills.count(COLORS[0]) == sum(len(measure.lead) for measure in measures)
    assert fills.count(COLORS[1]) == sum(len(measure.responsible) for measure in measures)
    words = {"".join(each.itertext()) for each in picture.iter(f"{SVG}text")}
    assert {name for measure in measures for name in measure.lead} <= words


def test_the_bars_are_as_long_as_the_counts(run: Run, tmp_path: Path) -> None:
    """市林业局 leads 9 and joins 14, more than any other."""
    picture = drawn(run, tmp_path, "stats")
    bars = [float(each.get("width", "0")) for each in picture.iter(f"{SVG}rect") if each.get("height") == "20"]
    assert bars[0] / bars[1] == pytest.approx(9 / 14, rel=0.01)
    assert "9+14" in {"".join(each.itertext()) for each in picture.iter(f"{SVG}text")}


def test_png_is_drawn_with_a_chinese_font(run: Run, tmp_path: Path) -> None:
    """Where Pillow and a font are; the picture is not empty."""
    images = pytest.importorskip("PIL.Image")
    target = tmp_path / "图.png"
    done = run("stats", "-o", str(target))
    if "没有找到中文字体" in done.stderr:
        pytest.skip("no Chinese font here")
    assert done.status == 0
    image = images.open(BytesIO(target.read_bytes()))
    assert image.width > 500
    assert len(image.convert("L").getcolors()) > 3


def test_pictures_without_their_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence says what to install."""
    monkeypatch.setitem(sys.modules, "PIL", None)
    report = Report("stats", (), (), picture=Bars("甲", ("牵头",), (("市林业局", (1,)),)))
    with pytest.raises(BioRespError, match=r"bioresp\[picture\]"):
        PICTURES["png"](report, Style())


def test_awkward_names_and_empty_pictures() -> None:
    """Markup is text; a picture of nothing is a picture."""
    rows = (("第一条　<script>&", ("●",)),)
    picture = PICTURES["svg"](
        Report("x", (), (), picture=HeatMap("\x01题", ('a|b"',), rows, (("●", "牵头"),))), Style()
    )
    assert isinstance(picture, str)
    words = {"".join(each.itertext()) for each in ET.fromstring(picture).iter(f"{SVG}text")}  # noqa: S314
    assert {"�题", 'a|b"', "第一条　<script>&", "牵头"} <= words
    assert PICTURES["svg"](Report("x", (), (), picture=Bars("空", (), ())), Style())
    with pytest.raises(BioRespError, match="没有图"):
        PICTURES["svg"](Report("x", (), ()), Style())
