"""Files as offices have them: what of a file is text, and what is told because it is not."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from bioresp import BioRespError, extract
from bioresp.circular import Imported, import_lines
from bioresp.extract import UnreadKind
from tests.importing import made
from tests.importing.made import paragraph, run, words

HEAD = "".join(map(paragraph, ("青禾市湿地保护责任分工方案", "一、摸清家底")))
MEASURE = "（一）开展湿地调查。组织普查。（市林业局牵头）"
PROPERTIES = {"vanish": "隐藏文字", "strike": "删除线文字", "dstrike": "删除线文字"}


def texts(content: bytes) -> list[str]:
    return [line.text for line in extract.read(content).lines if not line.is_frame]


def unread(content: bytes) -> list[tuple[str, str, int]]:
    return [(each.what, each.words, each.line) for each in extract.read(content).unread]


def imported(content: bytes) -> Imported:
    return import_lines(*extract.read(content))


def codes(content: bytes) -> list[str]:
    return [each.code for each in imported(content).doubts]


# --- Word: notes, comments, hidden words ------------------------------------------------------------------------------


def referring(kind: str = "footnoteReference", more: str = "") -> str:
    return f'<w:r><w:{kind} w:id="2"{more}/></w:r>'


def note(name: str, words_: str) -> str:
    separator = f'<w:{name} w:type="separator" w:id="0">{paragraph("界线")}</w:{name}>'
    return f'{separator}<w:{name} w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", f" {words_}")}</w:{name}>'


@pytest.mark.parametrize("name", ["footnote", "endnote"])
def test_a_note_is_a_line_behind_the_paragraph_that_refers_to_it(name: str) -> None:
    """Its words are the circular's; its number is no character of a name, and the line that parts it no words."""
    body = (
        HEAD + paragraph("（一）调查。（市林业局", referring(f"{name}Reference"), "牵头）") + paragraph("（二）治理。")
    )
    content = made.word(body, **{f"{name}s": note(name, "各区政府配合。")})
    assert texts(content)[2:] == ["（一）调查。（市林业局牵头）", "注：各区政府配合。", "（二）治理。"]
    assert unread(content) == []


def test_a_note_in_a_table_stands_behind_the_table() -> None:
    """A row stays one line."""
    cell = f"<w:tc>{paragraph('市林业局', referring())}</w:tc>"
    body = made.table(["任务", "牵头单位"], ["调查", cell], ["治理", "市水利局"]) + paragraph("完")
    content = made.word(body, footnotes=note("footnote", "各区政府配合。"))
    assert texts(content) == ["任务\t牵头单位", "调查\t市林业局", "治理\t市水利局", "注：各区政府配合。", "完"]


def test_the_mark_that_an_author_chose_for_a_note_is_no_character_of_the_text() -> None:
    """市林业局* with a note of its own mark is 市林业局."""
    mark = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    content = made.word(paragraph("市林业局", mark, "牵头"), footnotes=note("footnote", "注：下同。"))
    assert texts(content) == ["市林业局牵头", "注：下同。"]


def test_a_note_that_is_not_there_is_told() -> None:
    """A reference without its note."""
    assert unread(made.word(paragraph("甲", referring()))) == [("脚注", "编号 2", 1)]


def test_comments_are_told_with_their_words() -> None:
    """R420 at the paragraph that the comment stands beside; without a comment none."""
    comment = f'<w:comment w:id="2">{paragraph("应由市水利局牵头")}</w:comment>'
    content = made.word(HEAD + paragraph(MEASURE, referring("commentReference")), comments=comment)
    assert unread(content) == [("批注", "应由市水利局牵头", 3)]
    assert codes(content) == ["R420"]
    assert codes(made.word(HEAD + paragraph(MEASURE), comments=comment)) == []


@pytest.mark.parametrize("name", PROPERTIES)
def test_hidden_and_struck_words_are_told_and_not_read(name: str) -> None:
    """R419 once for runs side by side; words whose property is switched off are words of the text."""
    hidden = run("秘密", f"<w:{name}/>") + run("草稿", f"<w:{name}/>")
    content = made.word(HEAD + paragraph("（一）开展调查", hidden, "。组织普查。（市林业局牵头）"))
    assert texts(content)[2] == "（一）开展调查。组织普查。（市林业局牵头）"
    assert unread(content) == [(PROPERTIES[name], "秘密草稿", 3)]
    assert codes(content) == ["R419"]
    off = made.word(HEAD + paragraph("（一）开展", run("调查", f'<w:{name} w:val="0"/>'), "。（市林业局牵头）"))
    assert codes(off) == []
    assert texts(off)[2] == "（一）开展调查。（市林业局牵头）"


@pytest.mark.parametrize("kind", ["paragraph", "character"])
def test_a_style_hides_too(kind: str) -> None:
    """A style based on a hidden one; what a run says of itself wins."""
    styles = (
        f'<w:style w:styleId="a" w:type="{kind}"><w:rPr><w:vanish/></w:rPr></w:style>'
        f'<w:style w:styleId="b" w:type="{kind}"><w:basedOn w:val="a"/></w:style>'
    )
    of_run, of_paragraph = ('<w:rStyle w:val="b"/>', "") if kind == "character" else ("", '<w:pStyle w:val="b"/>')
    shown = run("看得见", of_run + '<w:vanish w:val="0"/>')
    content = made.word(paragraph(run("看不见", of_run), shown, properties=of_paragraph), styles=styles)
    assert texts(content) == ["看得见"]
    assert unread(content) == [("隐藏文字", "看不见", 1)]


def test_what_a_style_says_of_itself_wins_over_the_one_it_is_based_on() -> None:
    """A visible style that is based on a hidden one."""
    styles = (
        '<w:style w:styleId="a" w:type="paragraph"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="b" '
        'w:type="paragraph"><w:basedOn w:val="a"/><w:rPr><w:vanish w:val="false"/></w:rPr></w:style>'
    )
    content = made.word(paragraph("看得见", properties='<w:pStyle w:val="b"/>'), styles=styles)
    assert (texts(content), unread(content)) == (["看得见"], [])


def test_deleted_and_moved_words_and_phonetic_guides_are_told() -> None:
    """Inserted words, and those of the base below a guide, are read."""
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('移走')}</w:moveFrom>"
    inserted = f"<w:ins>{run('新')}</w:ins>"
    ruby = f"<w:r><w:ruby><w:rt>{run('shidi')}</w:rt><w:rubyBase>{run('湿地')}</w:rubyBase></w:ruby></w:r>"
    content = made.word(paragraph(deleted, inserted, moved, ruby))
    assert texts(content) == ["新湿地"]
    assert [what for what, *_ in unread(content)] == ["修订中已删除的文字", "修订中已移走的文字", "注音"]


def test_a_deleted_row_is_told_and_no_row() -> None:
    """The row that follows it has the line."""
    gone = "<w:tc><w:p><w:del><w:r><w:delText>旧任务</w:delText></w:r></w:del></w:p></w:tc>"
    content = made.word(made.table(["任务", "单位"], [gone, gone], ["调查", "市林业局"]))
    assert texts(content) == ["任务\t单位", "调查\t市林业局"]
    assert unread(content) == [("修订中已删除的文字", "旧任务旧任务", 2)]


# --- Word: pictures, boxes, page heads --------------------------------------------------------------------------------

PICTURE = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"


def box(inside: str) -> str:
    """A text box as Word writes it: for new readers, and again for old ones."""
    text = f"<w:txbxContent>{inside}</w:txbxContent>"
    choice = f"<mc:Choice><w:drawing><wps:txbx>{text}</wps:txbx></w:drawing></mc:Choice>"
    return f"<w:r><mc:AlternateContent>{choice}<mc:Fallback><w:pict>{text}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"


def test_pictures_are_told_once_with_their_number() -> None:
    """R421; a drawn line is no picture."""
    content = made.word(HEAD + paragraph(MEASURE, PICTURE) + paragraph("（二）治理。（市水利局牵头）", PICTURE))
    assert unread(content) == [("图片", "2 处", 3)]
    assert codes(content) == ["R421"]
    line = "<w:r><w:drawing><wps:line/></w:drawing></w:r><w:r><w:pict><v:line/></w:pict></w:r>"
    assert codes(made.word(HEAD + paragraph(MEASURE, line))) == []


def test_a_text_box_is_read_once() -> None:
    """Behind its paragraph; a picture in it is one picture."""
    content = made.word(paragraph("甲", box(paragraph("乙", PICTURE))))
    assert texts(content) == ["甲", "乙"]
    assert unread(content) == [("图片", "1 处", 2)]


def test_paragraphs_written_twice_are_read_once() -> None:
    """Alternate content around paragraphs; where no reader is new enough for it, the old form is read."""
    choice, old = f"<mc:Choice>{paragraph('新')}</mc:Choice>", f"<mc:Fallback>{paragraph('旧')}</mc:Fallback>"
    assert texts(made.word(f"<mc:AlternateContent>{choice}{old}</mc:AlternateContent>")) == ["新"]
    assert texts(made.word(f"<mc:AlternateContent>{old}</mc:AlternateContent>")) == ["旧"]


def test_page_heads_are_of_the_page_and_told_where_they_say_more_than_a_number() -> None:
    """Their characters are in the account."""
    content = made.word(HEAD + paragraph(MEASURE), header1=paragraph("青禾市文件"), footer1=paragraph("— 1 —"))
    assert unread(content) == [("页眉", "青禾市文件", 4)]
    frame = [line.text for line in extract.read(content).lines if line.is_frame]
    assert frame == ["青禾市文件", "— 1 —"]
    assert codes(made.word(HEAD + paragraph(MEASURE), footer1=paragraph("第 1 页 共 3 页"))) == []


def test_a_tab_inside_words_makes_no_row() -> None:
    """Word shows the white space of its XML as blanks; a line separator ends a line."""
    assert texts(made.word(paragraph("甲\t乙\u2028丙"))) == ["甲 乙", "丙"]


# --- Word: what a file states -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("wide", ["²", "-1", "x", "", "0", "99999999999999999999"])
def test_a_width_that_is_no_number_is_one_column(wide: str) -> None:
    """`gridSpan` as damaged files have it; a huge one has an end."""
    properties = f'<w:tcPr><w:gridSpan w:val="{wide}"/></w:tcPr>'
    content = made.word(made.table([f"<w:tc>{properties}{paragraph('甲')}</w:tc>", "乙"]))
    assert texts(content)[0].split("\t")[0] == "甲"


def test_a_list_that_counts_from_no_number() -> None:
    """`start` and levels as damaged files have them."""
    level = (
        '<w:lvl w:ilvl="²"><w:start w:val="三"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    )
    numbering = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    listed = '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>'
    assert texts(made.word(paragraph("摸清家底", properties=listed), numbering=numbering)) == ["一、摸清家底"]


@pytest.mark.parametrize("start", [3, 40000])
def test_a_list_begins_where_it_says(start: int) -> None:
    """`startOverride`; Word counts to 32767."""
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    numbering = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/>{override}</w:num>'
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    assert texts(made.word(paragraph("种树", properties=listed), numbering=numbering)) == [f"{min(start, 32767)}.种树"]


def test_a_part_in_an_unknown_encoding_is_one_sentence() -> None:
    """`encoding="x-none"` in the XML declaration."""
    out = BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("word/document.xml", '<?xml version="1.0" encoding="x-none"?><a/>')
    with pytest.raises(BioRespError, match="已损坏"):
        extract.read(out.getvalue())


@pytest.mark.parametrize("method", [1, 12, 14, 98])
def test_a_part_packed_in_an_unknown_way_is_one_sentence(method: int) -> None:
    """The method of compression is changed to one that does not fit."""
    content = made.word(paragraph("甲"))
    at, central = content.index(b"PK\x03\x04"), content.index(b"PK\x01\x02")
    broken = bytearray(content)
    broken[at + 8] = broken[central + 10] = method
    with pytest.raises(BioRespError, match="已损坏"):
        extract.read(bytes(broken))


def test_a_word_file_nested_without_end_is_one_sentence() -> None:
    """Tables in tables, deeper than any reader goes."""
    content = made.word("<w:sdt>" * 5000 + paragraph("甲") + "</w:sdt>" * 5000)
    with pytest.raises(BioRespError, match="嵌套"):
        extract.read(content)


# --- web pages --------------------------------------------------------------------------------------------------------


def page(body: str) -> bytes:
    return f"<html><head><meta charset=utf-8><title>无</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "struck", ["<del>旧</del>", "<s>旧</s>", "<strike>旧</strike>", '<i style="text-decoration: line-through">旧</i>']
)
def test_struck_words_of_a_page_are_told(struck: str) -> None:
    """At the line that they stand in."""
    content = page(f"<p>甲</p><p>开展{struck}调查</p>")
    assert texts(content) == ["甲", "开展调查"]
    assert unread(content) == [("删除线文字", "旧", 2)]


def test_a_phonetic_guide_of_a_page_is_told() -> None:
    """The brackets for old browsers are nothing."""
    content = page("<p><ruby>湿地<rp>（</rp><rt>shidi</rt><rp>）</rp></ruby>保护</p>")
    assert (texts(content), unread(content)) == (["湿地保护"], [("注音", "shidi", 1)])


def test_what_a_page_does_not_show_is_told_once() -> None:
    """Scripts, the title and comments are no words."""
    content = page(
        '<!-- 注 --><script>"x"</script><p>甲</p><div hidden>导航</div><p style="display:none">弹窗</p><p>乙</p>'
    )
    assert (texts(content), unread(content)) == (["甲", "乙"], [("网页上不显示的文字", "导航、弹窗", 2)])


def test_pictures_of_a_page_are_told_once() -> None:
    """Those with a name or in a paragraph; no icon, and none that only adorns the page."""
    content = page('<div><img src=bg.png></div><p>甲<img alt="流程图"><img src=a.png></p><img alt="图标" width="16">')
    assert unread(content) == [("图片", "流程图、没有名称", 1)]


def test_a_head_that_nothing_closes_ends_where_the_body_begins() -> None:
    """Old pages leave the end of their head out."""
    assert texts(b"<html><head><title>x</title><body><p>" + "甲乙".encode() + b"</p></body>") == ["甲乙"]


def test_struck_words_in_a_cell_stand_at_their_row() -> None:
    """A row is one line."""
    content = page("<table><tr><td>任务<td>单位</tr><tr><td>调查<del>旧</del><td>市林业局</tr></table>")
    assert (texts(content), unread(content)) == (["任务\t单位", "调查\t市林业局"], [("删除线文字", "旧", 2)])


@pytest.mark.parametrize("broken", ["<![CD x]>", "<![if x]>", "<!x", "<![", "<td colspan='²'>", "<ol start='²'><li>"])
def test_broken_markup_of_a_page_is_no_crash(broken: str) -> None:
    """Declarations that no parser knows; numbers that are none."""
    assert "甲" in "".join(texts(page(f"<table><tr>{broken}</table><p>甲</p>")))


# --- text files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f"])
def test_whatever_ends_a_line_ends_it(end: str) -> None:
    """Line and paragraph separators, and ends of pages, too."""
    assert texts(f"甲{end}乙".encode()) == ["甲", "乙"]


BROKEN = "青禾市湿地保护责任分工方案\n（一）开展调查。（市林业局牵头）\n（二）开展治理。组织实施湿地修复，强化执法。（市水利局牵头）"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_whose_end_is_cut_inside_a_character_is_read_and_told(encoding: str) -> None:
    """R421 at the line; a whole text has none."""
    content = (BROKEN + "见").encode(encoding)
    assert texts(content[:-1])[:2] == BROKEN.split("\n")[:2]
    assert unread(content[:-1]) == [("认不出的字", "1 处", 3)]
    assert unread(content) == []


# --- printed pages ----------------------------------------------------------------------------------------------------

pytest.importorskip("pypdfium2")

TASKS = ["青禾市湿地保护责任分工方案", "一、摸清家底", MEASURE]
COLUMNS = (60, 100, 300, 400)


def tabled(top: float, *rows: tuple[str, str, str]) -> str:
    """A table with lines, each row 30 points high."""
    lines = made.ruled(COLUMNS, [top - 30 * at for at in range(len(rows) + 1)])
    cells = (
        words(x + 3, top - 30 * at - 20, text, 10)
        for at, row in enumerate(rows)
        for x, text in zip(COLUMNS, row, strict=False)
        if text
    )
    return lines + "".join(cells)


@pytest.mark.parametrize("grey", [1.0, 0.97, 0.85])
def test_light_boxes_behind_words_are_no_table(grey: float) -> None:
    """White boxes, those of a shaded paragraph, and narrow ones behind a blank, between the lines of a letterhead."""
    wide = [(88, 60), (151, 80), (234, 90)]
    narrow = [(148.3, 2.4), (231.3, 2.4), (324.3, 2.4)] + [(330, 1.0), (350, 1.0), (370, 1.0)] * (grey > 0.95)
    boxes = "".join(made.filled(x, y, width, 20, grey) for y in (746, 718, 690) for x, width in wide + narrow)
    rules = "60 800 m 500 800 l S\n60 785 m 500 785 l S\n60 60 m 500 60 l S\n"
    assert texts(made.pdf(rules + boxes + made.printed(*TASKS))) == TASKS


def sided(grey: float, thickness: float) -> bytes:
    """A row of three narrow cells, whose sides are drawn as boxes."""
    sides = "".join(made.filled(60, y, 90, thickness, grey) for y in (700, 670))
    sides += "".join(made.filled(x, 670, thickness, 31, grey) for x in (60, 90, 120, 150))
    return made.pdf(sides + words(64, 680, "调查", 10) + words(94, 680, "治理", 10) + words(124, 680, "宣传", 10))


@pytest.mark.parametrize(("grey", "thickness"), [(0.0, 1), (0.5, 1), (0.8, 1), (0.0, 2.4)])
def test_fine_boxes_are_the_lines_of_a_table(grey: float, thickness: float) -> None:
    """Browsers draw the sides of cells as thin boxes, often grey."""
    assert texts(sided(grey, thickness)) == ["调查\t治理\t宣传"]


@pytest.mark.parametrize(("grey", "thickness"), [(1.0, 1), (0.97, 1), (0.8, 2.4)])
def test_white_lines_and_thick_light_ones_are_no_lines_of_a_table(grey: float, thickness: float) -> None:
    """Nobody sees the first, and the second are shaded blanks."""
    assert texts(sided(grey, thickness)) == ["调查 治理 宣传"]


def test_a_grid_drawn_as_one_path_is_a_table() -> None:
    """All its lines in one stroke."""
    path = "60 700 m 400 700 l 60 670 m 400 670 l 60 640 m 400 640 l "
    path += "".join(f"{x} 700 m {x} 640 l " for x in COLUMNS) + "S\n"
    assert texts(made.pdf(path + words(63, 680, "1", 10) + words(103, 680, "调查", 10))) == ["1\t调查\t"]


def test_words_between_a_line_at_the_head_of_a_page_and_a_table_are_no_row() -> None:
    """The red line below a letterhead."""
    line = "60 800 m 400 800 l S\n"
    content = made.pdf(
        line + words(90, 740, "任务分工表") + tabled(700, ("1", "调查", "市林业局"), ("2", "治理", "市水利局"))
    )
    assert texts(content) == ["任务分工表", "1\t调查\t市林业局", "2\t治理\t市水利局"]


BROWSERS = [
    ("2030/5/1 09:30\t分工方案", "https://qh.example/a.html\t{}/2"),
    ("5/1/30, 9:30 AM\t分工方案", "file:///tmp/a.html\t{}/2"),
    ("分工方案\thttps://qh.example/a.html", "{} of 2\t2030/5/1 09:30"),
]


@pytest.mark.parametrize(("head", "foot"), BROWSERS)
def test_what_a_browser_prints_around_a_page_is_no_text(head: str, foot: str) -> None:
    """Date, title, address and page number; on two pages, where little repeats, too."""

    def around(number: int) -> str:
        lines = ((815, head), (20, foot.format(number)))
        return "".join(
            words(x, y, part, 8) for y, line in lines for x, part in zip((30, 300), line.split("\t"), strict=False)
        )

    first = around(1) + made.printed(*TASKS)
    second = around(2) + made.printed("（二）开展治理。（市水利局牵头）", "（三）加强宣传。（市教育局牵头）")
    assert texts(made.pdf(first, second)) == [
        *TASKS,
        "（二）开展治理。（市水利局牵头）",
        "（三）加强宣传。（市教育局牵头）",
    ]
    assert texts(made.pdf(first)) == TASKS


def test_a_head_of_two_pages_that_stands_apart_is_of_the_page() -> None:
    """Its number counts on."""
    lines = [each * 20 for each in "甲乙丙丁戊"]
    pages = [words(90, 815, f"青禾市公报 第{each}期") + made.printed(*lines) for each in (1, 2)]
    assert texts(made.pdf(*pages)) == lines * 2


def test_a_line_of_the_text_that_each_page_begins_or_ends_with_is_text() -> None:
    """Roles that happen to stand at the foot of both pages, no farther from the text than its other lines."""
    lines = ["甲" * 20, "乙" * 20, "丙" * 20, "（市林业局负责）"]
    assert texts(made.pdf(made.printed(*lines), made.printed(*lines))) == lines * 2


def test_a_header_that_each_page_repeats_stays_a_row() -> None:
    """The importer knows what a header is; no row becomes page."""
    head = ("序号", "工作任务", "牵头单位")
    pages = [
        tabled(780, head, *((str(at), f"开展{'甲乙丙丁戊己'[at - 1]}项工作", "市林业局") for at in pair))
        for pair in ((1, 2), (3, 4), (5, 6))
    ]
    document = extract.read(made.pdf(*pages))
    assert not any(line.is_frame for line in document.lines)
    assert len(imported(made.pdf(*pages)).plan.sections[0].measures) == 6


def test_a_header_of_two_columns_stays_a_row_on_many_pages() -> None:
    """Two cells, at the same place of each page, and apart from the rows."""
    sides = made.ruled((60, 300, 500), (780, 740, 710, 680, 650))
    places = (
        (750, "任务", "牵头单位"),
        (720, "{}开展普查", "市林业局"),
        (690, "{}开展治理", "市水利局"),
        (660, "{}宣传", "市教育局"),
    )

    def page_of(sign: str) -> str:
        return sides + "".join(
            words(63, y, task.format(sign), 10) + words(303, y, unit, 10) for y, task, unit in places
        )

    document = extract.read(made.pdf(*map(page_of, "甲乙丙丁")))
    assert not any(line.is_frame for line in document.lines)


def test_a_row_over_the_end_of_a_page_is_one() -> None:
    """Its rest has no number; behind the header that is repeated, too."""
    head = ("序号", "任务", "牵头单位")
    first = tabled(780, head, ("1", "开展湿地资", "市林业局"))
    second = tabled(780, head, ("", "源调查", "市水利局"), ("2", "治理", "市水利局"))
    assert texts(made.pdf(first, second)) == [
        "序号\t任务\t牵头单位", "1\t开展湿地资\f源调查\t市林业局\f市水利局", "序号\t任务\t牵头单位", "2\t治理\t市水利局",
    ]  # fmt: skip


def test_a_row_without_a_number_inside_a_page_is_its_own() -> None:
    """Only the end of a page cuts rows; and where rows have no numbers, a new task with its units is no rest."""
    numbered = made.pdf(tabled(780, ("1", "调查", "市林业局"), ("", "治理", "市水利局")))
    assert texts(numbered) == ["1\t调查\t市林业局", "\t治理\t市水利局"]
    sorted_ = made.pdf(
        tabled(780, ("监测", "调查", "市林业局")), tabled(780, ("", "治理", "市水利局"), ("执法", "巡查", "市公安局"))
    )
    assert texts(sorted_) == ["监测\t调查\t市林业局", "\t治理\t市水利局", "执法\t巡查\t市公安局"]


def test_words_of_another_print_do_not_go_on_with_the_line_above() -> None:
    """A title as wide as the page is no part of the first paragraph."""
    title = words(90, 780, "青禾市湿地保护工作责任分工方", 28)
    lines = extract.read(made.pdf(title + made.printed("甲" * 24, "乙" * 24, "丙" * 24))).lines
    assert [line.is_rest for line in lines] == [False, False, True, True]


def test_pages_without_words_are_told() -> None:
    """R421 with their numbers; an empty page is none."""
    scanned = made.picture(0, 0, made.WIDTH, made.HEIGHT)
    content = made.pdf(made.printed(*TASKS), scanned, scanned, "")
    assert unread(content) == [("没有文字的页", "第 2、3 页", 3)]
    assert "R421" in codes(content)
    assert unread(made.pdf(made.printed(*TASKS), "")) == []


def test_pictures_of_a_page_with_words_are_told() -> None:
    """R421; an ornament is none."""
    assert unread(made.pdf(made.printed(*TASKS) + made.picture(90, 100, 300, 200))) == [("图片", "第 1 页", 1)]
    assert unread(made.pdf(made.printed(*TASKS) + made.picture(90, 100, 20, 20))) == []


def test_words_printed_without_ink_are_told() -> None:
    """R419; those behind the picture of a scanned page are what was read from it."""
    hidden = words(90, 300, "看不见的字", mode=3)
    assert unread(made.pdf(made.printed(*TASKS) + hidden)) == [("不着墨的文字", "看不见的字", 1)]
    scanned = made.picture(0, 0, made.WIDTH, made.HEIGHT) + hidden
    assert (texts(made.pdf(scanned)), unread(made.pdf(scanned))) == (["看不见的字"], [])


def test_comments_of_a_pdf_are_told() -> None:
    """R420 with their words."""
    document = extract.read(made.pdf(made.printed(*TASKS), comments=["请改为市水利局"]))
    assert [(each.kind, each.words) for each in document.unread] == [(UnreadKind.ASIDE, "请改为市水利局")]
