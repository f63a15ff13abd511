"""What the import command does: read a file, have it understood, say what became of it."""

from __future__ import annotations

import sys
from pathlib import Path

from bioresp import circular, extract
from bioresp.cli.asked import Answer
from bioresp.diagnostic import BioRespError, Checked, NothingFound
from bioresp.planfile import writer
from bioresp.query.places import Index
from bioresp.report import imported as reports

_IN_CELLS = str.maketrans({"\t": " │ ", "\v": "\n", "\f": ""})
"""Tabs between cells, and line ends inside them, as a reader sees them."""
_SHOWN = 30
"""Doubts that stderr lists; the report and JSON have all."""


def imported(path: str, beside: str) -> Answer:
    """The plan file made of a circular; and beside it, where a path is given, the account line by line.

    Raises:
        BioRespError: The file cannot be read.
        NothingFound: It is no circular that can be imported.
    """
    try:
        document = extract.read(content(path))
    except BioRespError as error:
        raise BioRespError(f"{path}：{error}") from error
    found = circular.import_lines(*document)
    if found.refusal:
        line, column, _ = found.refusal.position
        raise NothingFound(f"{path}:{line}:{column} 没有导入：{found.refusal.reason}")
    index = Index(found.plan)
    counts = {use.word: count for use, count in found.account.counts().items()}
    doubts = Checked(path, "\n".join(line.text for line in document.lines), found.doubts)
    report = reports.imported(writer.write(found.plan), doubts, circular.IMPORTING, counts)
    note = [f"{path}:{each.position.line}:{each.position.column} {each.code} {each.message}" for each in found.doubts]
    if len(note) > _SHOWN:
        note[_SHOWN:] = [f"……另有 {len(note) - _SHOWN} 处存疑，见 --report 或 --format json"]
    note.append(reports.summary(index, counts, len(found.doubts)))
    files = {}
    if beside:
        became = (
            reports.Became(
                piece.line,
                piece.text.translate(_IN_CELLS),
                piece.use.word,
                piece.said,
                piece.use is not circular.Use.UNREAD,
            )
            for piece in found.account.pieces()
        )
        files[beside] = reports.account(path, index, doubts, became, counts)
    return Answer({"": report}, note="\n".join(note), files=files)


def content(path: str) -> bytes:
    """The bytes of a file, - for stdin; of a file too large one byte too many."""
    try:
        if path == "-":
            return sys.stdin.buffer.read(extract.LARGEST + 1)
        with Path(path).open("rb") as file:
            return file.read(extract.LARGEST + 1)
    except FileNotFoundError:
        raise BioRespError("没有这个文件") from None
    except IsADirectoryError:
        raise BioRespError("是文件夹，请给出一份公文") from None
    except PermissionError:
        raise BioRespError("没有权限读取") from None
    except OSError as error:
        raise BioRespError(f"读不出来：{error.strerror or error}") from None
