"""A printable page: one file, no script, nothing fetched."""

from __future__ import annotations

import html as escaping
import re

from bioresp.formats import Style
from bioresp.report.blocks import Block, Fields, Heading, Paragraph, Report, Table, Text, Verbatim, plain

_STYLE = """
body { font: 16px/1.7 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif }
body { margin: 2em auto; max-width: 72em; padding: 0 1em }
h1 { font-size: 1.5em; text-align: center } h2 { font-size: 1.2em } h3, h4, h5, h6 { font-size: 1em }
table { border-collapse: collapse; width: 100%; margin: 1em 0 } thead { display: table-header-group }
th, td { border: 1px solid #888; padding: .3em .5em; text-align: left; vertical-align: top } th { background: #eee }
tr { break-inside: avoid } .kept { white-space: nowrap } mark { background: #ffe08a }
.quiet { color: #555 } .error { color: #a00 } .warning { color: #850 } pre { white-space: pre-wrap }
@page { size: A4; margin: 20mm } @media print { body { margin: 0; max-width: none; font-size: 10.5pt } }
"""

_CHANGED = "del { color: #b00 } ins { color: #05a }\n"
"""Only where a report shows what changed."""


def html(report: Report, style: Style) -> str:
    title = next((plain(each.text).value for each in report.blocks if isinstance(each, Heading)), report.name)
    body = "\n".join(map(_block, report.blocks))
    style_sheet = _STYLE + (_CHANGED if re.search("<(del|ins)>", body) else "")
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n"""
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaping.escape(title)}</title>\n<style>{style_sheet}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            tag = f"h{min(level, 6)}"
            return f"<{tag}>{_text(plain(text))}</{tag}>"
        case Paragraph(text, tone):
            kind = f' class="{tone}"' if tone else ""
            return f"<p{kind}>{_text(plain(text))}</p>"
        case Fields(rows):
            lines = (f"<dt>{escaping.escape(label)}</dt><dd>{_text(plain(value))}</dd>" for label, value in rows)
            return f"<dl>{''.join(lines)}</dl>"
        case Verbatim():
            return f"<pre>{escaping.escape(block.shown)}</pre>"
    return _table(block)


def _table(table: Table) -> str:
    shown = [at for at, column in enumerate(table.columns) if column.label]
    header = "".join(f"<th>{escaping.escape(table.columns[at].label)}</th>" for at in shown)
    rows = ("".join(f"<td>{_text(plain(row[at]))}</td>" for at in shown) for row in table.rows)
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{header}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _text(text: Text) -> str:
    """Names stay whole on a line, words found are marked, what changed is struck or underlined."""
    return "".join(_within(_CHANGES[change], _words(piece)) for change, piece in text.stretches())


_CHANGES = {"": "", "deleted": "del", "inserted": "ins"}


def _within(tag: str, written: str) -> str:
    return f"<{tag}>{written}</{tag}>" if tag else written


def _words(text: Text) -> str:
    """A line break is one."""
    spans = sorted(
        [(*span, "span class=kept", "span") for span in text.kept] + [(*span, "mark", "mark") for span in text.marked]
    )
    written, at = "", 0
    for start, end, opening, closing in spans:
        if start >= at:
            written += f"{_line(text.value[at:start])}<{opening}>{_line(text.value[start:end])}</{closing}>"
            at = end
    return written + _line(text.value[at:])


def _line(text: str) -> str:
    return escaping.escape(text).replace("\n", "<br>")
