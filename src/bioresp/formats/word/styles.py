"""Styles, settings and fonts of a Word file, each font named for every script: no theme decides what it is."""

from __future__ import annotations

from bioresp.formats import Style
from bioresp.formats.word.columns import PADDING
from bioresp.formats.word.sheet import BODY, CHARACTER, NUMBER, SPACING, TITLE, label_height, line_height

FANGSONG, KAITI, HEITI, SONGTI, XIAOBIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"

_OTHER_NAMES = {
    FANGSONG: "仿宋,FangSong,方正仿宋_GBK",
    KAITI: "楷体,KaiTi,方正楷体_GBK",
    HEITI: "SimHei,方正黑体_GBK",
    SONGTI: "SimSun,方正书宋_GBK",
    XIAOBIAOSONG: "方正小标宋_GBK,华文中宋,宋体",
}
"""What may stand in where a font is not installed."""

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _spacing(twips: int) -> str:
    return f'<w:spacing w:val="{twips}"/>'


def _style(key: str, name: str, paragraph: str = "", run: str = "", based: str = "Normal", after: str = "") -> str:
    """A paragraph style; the next paragraph is of the style `after`."""
    following = f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>'
        f"{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def styles(style: Style) -> str:
    """The style sheet. Word's own names where it has one, so that its commands know them."""
    pitch, table = round(style.line_pitch * 20), style.table_size
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'
    heading = '<w:keepNext/>{}<w:outlineLvl w:val="{}"/>'.format
    close = f'<w:snapToGrid w:val="0"/><w:spacing w:line="{line_height(table)}" w:lineRule="exact"/>'
    centred = '<w:keepNext/><w:snapToGrid w:val="0"/><w:jc w:val="center"/>'
    large = fonts(XIAOBIAOSONG) + _spacing(0) + _size(TITLE)
    room = f'<w:ind w:rightChars="200" w:right="{2 * CHARACTER}"/><w:jc w:val="right"/>'
    return f"""<w:styles {NAMESPACE}>
<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANGSONG)}{_size(BODY)}
<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>
<w:spacing w:line="{pitch}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>
<w:rPr>{fonts(FANGSONG)}{_spacing(SPACING)}{_size(BODY)}</w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>
<w:tblPr><w:tblCellMar>{_margins()}</w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>
<w:tblPr><w:tblBorders>{_borders()}</w:tblBorders></w:tblPr></w:style>
{_style("BodyText", "Body Text", indent)}
{_style("Title", "Title", centred, large, after="BodyText")}
{_style("Issuer", "发文机关标志", centred, large, after="Number")}
{_style("Heading1", "heading 1", heading(indent, 0), fonts(HEITI), after="BodyText")}
{_style("Heading2", "heading 2", heading(indent, 1), fonts(KAITI), after="BodyText")}
{_style("Heading3", "heading 3", heading(indent, 2), fonts(FANGSONG), after="BodyText")}
{_style("Number", "发文字号", '<w:jc w:val="center"/>', after="BodyText")}
{_style("Addressees", "主送机关", after="BodyText")}
{_style("Signature", "Signature", room)}
{_style("Annex", "附件", '<w:keepNext/><w:jc w:val="left"/>', fonts(HEITI), after="Title")}
{_style("Verbatim", "照录", '<w:jc w:val="left"/>')}
{_style("TableText", "表格文字", close + '<w:jc w:val="left"/>', _spacing(0) + _size(table))}
{_style("TableMark", "表格标记", '<w:jc w:val="center"/>', based="TableText")}
{_style("TableHead", "表头", '<w:jc w:val="center"/>', fonts(HEITI), based="TableText")}
{_style("TableLabel", "竖排表头", f'<w:spacing w:line="{label_height(table)}" w:lineRule="exact"/>', based="TableHead")}
{_style("TableSection", "表格分段", "<w:keepNext/>", fonts(HEITI), based="TableText")}
{_style("Footer", "footer", '<w:snapToGrid w:val="0"/>', fonts(SONGTI) + _spacing(0) + _size(NUMBER))}
</w:styles>"""


def _margins() -> str:
    sides = {"top": 28, "left": PADDING, "bottom": 28, "right": PADDING}
    return "".join(f'<w:{side} w:w="{each}" w:type="dxa"/>' for side, each in sides.items())


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)


SETTINGS = f"""<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>
<w:characterSpacingControl w:val="compressPunctuation"/>
<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>
<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"""


def font_table() -> str:
    """The fonts, each with what may stand in for it: they are named and never shipped."""
    listed = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in _OTHER_NAMES.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {NAMESPACE}>{listed}</w:fonts>'
