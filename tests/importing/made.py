"""Makes small files by hand: a Word file from its XML, a PDF from what is drawn on its pages."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SPACES = (
    f'{_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:wps="urn:shape" xmlns:v="urn:v"'
)


def word(body: str, **parts: str) -> bytes:
    """A Word file: the XML inside `w:body`, and inside the roots of other parts (`footnotes`, `styles`, `header1`)."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {_SPACES}>{content}</w:{name}>")
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of words, with properties such as `<w:vanish/>`."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; words without markup are a run."""
    made = (each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(made)}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table of rows of words; a cell that begins with < is XML."""

    def cell(words: str) -> str:
        return words if words.startswith("<") else f"<w:tc>{paragraph(words)}</w:tc>"

    made = (f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(made)}</w:tbl>"


# --- PDF ------------------------------------------------------------------------------------------------------------

WIDTH, HEIGHT = 595, 842


def words(x: float, y: float, text: str, size: float = 16, mode: int = 0) -> str:
    """Words at a place of a page, in points from its lower left corner; mode 3 prints without ink."""
    return f"BT /F {size} Tf {mode} Tr 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"


def filled(x: float, y: float, width: float, height: float, grey: float) -> str:
    """A filled box; grey is 0 for black and 1 for white."""
    return f"{grey} g {x} {y} {width} {height} re f 0 g\n"


def ruled(columns: Sequence[float], rows: Sequence[float]) -> str:
    """The lines of a table: the places of columns from the left, of rows from the top."""
    across = (f"{columns[0]} {y} m {columns[-1]} {y} l S\n" for y in rows)
    down = (f"{x} {rows[0]} m {x} {rows[-1]} l S\n" for x in columns)
    return "".join((*across, *down))


def picture(x: float, y: float, width: float, height: float) -> str:
    """A picture of one grey dot."""
    return f"q {width} 0 0 {height} {x} {y} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


def pdf(*pages: str, comments: Sequence[str] = ()) -> bytes:
    """A PDF of pages; the comments stand on the first. The font is not in the file, as its words alone are read."""
    notes = " ".join(
        f"<< /Type /Annot /Subtype /Text /Rect [9 9 29 29] /Contents <feff{each.encode('utf-16-be').hex()}> >>"
        for each in comments
    )
    info = "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong /CIDSystemInfo {info} /DW 1000 >>",
    ]
    for at, drawn in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {6 + 2 * at} 0 R "
            f"/Annots [{notes if at == 0 else ''}] /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    made = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n"
    cross = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    made += f"xref\n0 {size}\n0000000000 65535 f \n{cross}trailer << /Size {size} /Root 1 0 R >>\n"
    return f"{made}startxref\n{made.index('xref')}\n%%EOF".encode("latin-1")


def printed(*lines: str, top: float = 750, left: float = 90, step: float = 28) -> str:
    """Lines of words, one below the other."""
    return "".join(words(left, top - at * step, line) for at, line in enumerate(lines) if line)
