"""Text → runs and paragraphs of WordprocessingML, as strings: a table of 300 × 120 cells is written in one go."""

from __future__ import annotations

import re
from html import escape

from bioresp.report.blocks import Text

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""XML has no way to write them, or Word none to show them."""
_BREAKS = re.compile(r"(\t|\n)")
_ELEMENTS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def clean(text: str) -> str:
    """Without characters that XML forbids; each line end is a single newline."""
    return _FORBIDDEN.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))


def paragraph(text: Text, style: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{_runs(text)}</w:p>'


_CHANGES = {"": "", "deleted": "<w:strike/>", "inserted": '<w:u w:val="single"/>'}


def _runs(text: Text) -> str:
    """What changed is struck or underlined; words found have a dot below (着重号), for paper is black."""
    written = ""
    for change, piece in text.stretches():
        at, properties = 0, _CHANGES[change]
        for start, end in sorted(piece.marked):
            if start >= at:
                written += _run(piece.value[at:start], properties)
                written += _run(piece.value[start:end], properties + '<w:em w:val="dot"/>')
                at = end
        written += _run(piece.value[at:], properties)
    return written


def _run(text: str, properties: str = "") -> str:
    if not text:
        return ""
    parts = (_ELEMENTS.get(part) or _text(part) for part in _BREAKS.split(clean(text)) if part)
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}{''.join(parts)}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'
