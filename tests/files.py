"""Makes files of circulars: Word with its own numbering or with typed numbers, a page of a government's site, a PDF."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

LABELS = (r"[一二三四五六七八九十]+、", r"（[一二三四五六七八九十]+）", r"\d+\.")


def word(lines: list[str], *, automatic: bool) -> bytes:
    """A Word file with a paragraph for each line; with `automatic`, Word writes the numbers.

    Numbers of the second level run on through the first, as 攀环委办发〔2023〕3号 has them; those of the third restart.
    """
    document = docx.Document()
    number = _numbering(document) if automatic else ""
    actions = number
    for line in lines:
        level = next((at for at, label in enumerate(LABELS) if re.match(label, line)), None)
        if level is None or not automatic:
            document.add_paragraph(line)
            continue
        if line.startswith("1."):
            actions = _restarted(document, number)
        paragraph = document.add_paragraph(re.sub(LABELS[level], "", line, count=1))
        used = actions if level == 2 else number
        words = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{used}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(words))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _numbering(document: docx.document.Document) -> str:
    """A list of three levels: 一、 （一） 1."""
    part = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>{restart}<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (format_, restart, text) in enumerate(
            (
                ("chineseCountingThousand", "", "%1、"),
                ("chineseCountingThousand", '<w:lvlRestart w:val="0"/>', "（%2）"),
                ("decimal", "", "%3."),
            )
        )
    )
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    return "90"


def _restarted(document: docx.document.Document, lists: str) -> str:
    """The same list, its third level begun anew."""
    part = document.part.numbering_part.element
    number = str(100 + len(part))
    part.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{lists}"/>'
            '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    return number


def page(lines: list[str]) -> bytes:
    """A page of a government's site around the text."""
    words = "\n".join(f'<p style="text-indent: 2em"><span>{html.escape(line)}</span></p>' for line in lines)
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>通知_青禾市人民政府</title>
<script>var role = "牵头单位：市脚本局";</script><style>p {{ margin: 0 }}</style></head>
<body><div class="nav"><ul><li><a href="/">首页</a></li><li>政务公开</li><li>互动交流</li></ul></div>
<div class="crumb">您现在的位置：首页 &gt; 政务公开 &gt; 政府文件</div>
<table><tr><td>索 引 号：</td><td>QH-2030-001</td><td>主题分类：</td><td>生态环境</td></tr>
<tr><td>发文机关：</td><td>青禾市</td><td>成文日期：</td><td>2030年01月12日</td></tr></table>
<div>【字体：<a>大</a> <a>中</a> <a>小</a>】　浏览次数：<span>1283</span>　<a>打印本页</a></div>
<div id="content">{words}</div>
<div><a>【打印】</a> <a>【关闭】</a></div><div>扫一扫在手机打开当前页</div><div>上一篇：关于放假的通知</div>
<div class="foot">主办单位：青禾市人民政府办公室　承办单位：青禾市数据局　技术支持：某公司<br>青ICP备00000001号-1　网站标识码：0000000001</div>
</body></html>""".encode()


def chromium() -> str | None:
    """Where a Chromium is that prints pages."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def printed(lines: list[str], folder: Path) -> bytes:
    """A PDF of the text, as Chromium prints it: A4, page numbers — 3 — below."""
    words = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    source, target = folder / "printed.html", folder / "printed.pdf"
    source.write_text(
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><style>'
        "@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: '— ' counter(page) ' —' } }"
        "p { font: 16pt/1.75 'Noto Serif CJK SC', serif; margin: 0; text-indent: 2em; text-align: justify }"
        f"</style></head><body>{words}</body></html>",
        "utf-8",
    )
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    flags += ["--no-pdf-header-footer", f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}"]
    command = [
        chromium() or "",
        *flags,
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={target}",
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target.read_bytes()
