"""The file around the text: python-docx's own template, with what decides the looks written anew."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from bioresp.formats import Style
from bioresp.formats.word.sheet import NUMBER, Sheet
from bioresp.formats.word.styles import NAMESPACE, SETTINGS, font_table, styles

_UNWANTED = ("/theme", "/stylesWithEffects", "/customXml", "/numbering", "/webSettings", "/thumbnail")
"""Parts of the template that say nothing here, or name fonts of their own."""

_NUMBER = (
    f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Footer"/>'
    f'<w:ind w:{{side}}Chars="100" w:{{side}}="{round(NUMBER * 20)}"/>'
    '<w:jc w:val="{side}"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
)
"""— 1 —, a character from the outer edge. Source: GB/T 9704-2012, 7.5."""


def packed(body: str, title: str, sheet: Sheet, style: Style) -> bytes:
    """A file with these paragraphs and tables.

    Raises:
        BioRespError: python-docx is missing.
    """
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    _drop_unwanted(document)
    _replace(document.styles.element, parse_xml(styles(style)))
    _replace(document.settings.element, parse_xml(SETTINGS))
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = font_table().encode()  # noqa: SLF001  # a part that python-docx only carries
    _set_sheet(document.sections[0], sheet, style)
    section = document.sections[0]._sectPr.xml  # noqa: SLF001  # it has no other name
    # parsed in one go: to move the cells of a large table from one tree to another takes seconds
    document.part._element = parse_xml(  # noqa: SLF001
        f"<w:document {NAMESPACE}><w:body>{body}{section}</w:body></w:document>"
    )
    _describe(document.core_properties, title)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _drop_unwanted(document: Any) -> None:
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in rels.items() if relation.reltype.endswith(_UNWANTED)]:
            rels.pop(key)


def _replace(element: Any, fresh: Any) -> None:
    for child in list(element):
        element.remove(child)
    for child in list(fresh):
        element.append(child)


def _set_sheet(section: Any, sheet: Sheet, style: Style) -> None:
    """Size, margins, the grid of lines and characters, page numbers outside."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.shared import Mm

    section.orientation = WD_ORIENT.LANDSCAPE if sheet.is_turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    section.header_distance, section.footer_distance = Mm(15), Mm(sheet.footer)
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        _replace(footer._element, [parse_xml(_NUMBER.format(side=side))])  # noqa: SLF001  # it has no other name
    properties = section._sectPr  # noqa: SLF001
    for each in properties.xpath("w:docGrid"):
        properties.remove(each)
    pitch = round(style.line_pitch * 20)
    properties.append(parse_xml(f'<w:docGrid {NAMESPACE} w:type="lines" w:linePitch="{pitch}"/>'))


def _describe(properties: Any, title: str) -> None:
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    properties.title, properties.language = title[:255], "zh-CN"
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = now
