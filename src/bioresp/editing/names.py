"""A unit gets another name: everywhere it is named, or in the register alone; in sentences only where it is asked."""

from __future__ import annotations

import re

from bioresp.diagnostic import NothingFound
from bioresp.editing import renaming
from bioresp.editing.edited import EditedFile, EditRefused, edited, judged, opened
from bioresp.editing.edits import quoted
from bioresp.editing.references import check_name, meant_spellings
from bioresp.editing.source import Source
from bioresp.query.places import Index


def rename(
    content: bytes,
    old: str,
    new: str,
    *,
    alias: bool = False,
    in_text: bool = False,
    path: str = "measures.yaml",
) -> EditedFile:
    """Write a unit's new name in the register and in every list.

    Args:
        content: A data file.
        old: The unit, by any of its spellings.
        new: The name as it shall be written.
        alias: Only the register gets the new name, with the old one as an alias; lists stay as the circular has them.
        in_text: Sentences get it too.
        path: How the file is called in sentences and in the diff.

    Raises:
        NothingFound: There is no such unit.
        EditRefused: The file was not read whole, or the edit would bring an error.
        BadName: The new name is none.
    """
    file = opened(content, path)
    check_name(new)
    index, source = Index(file.plan), Source(file)
    [old] = meant_spellings(index, [old])
    if old == new:
        raise NothingFound(f"“{new}”就是原来的写法，没有改动")
    unit, known = renaming.unit_of(source, old), renaming.unit_of(source, new)
    if alias and unit and index.names[old] != old:
        raise EditRefused(f"“{old}”已是“{index.names[old]}”的别名，没有改动")
    if not unit and not known:
        raise NothingFound(f"名录里没有“{old}”，也没有“{new}”，没有改动")
    if alias:
        note = f"名录：“{old}”成为“{new}”的别名；名单和正文照录原名"
        made = edited(content, file, renaming.aliased(source, old, new))
        return judged(made._replace(notes=(note,)), (old, new))

    def named(text: str) -> list[tuple[int, int]]:
        return [(each.start, each.end) for each in index.mentions(text)]

    edits = renaming.renamed(source, old, new)
    if in_text:
        if quoted(new) != new or re.search(r"['\"\\]", new):
            raise EditRefused(f"“{new}”里有 YAML 的符号，写进句子会走样，没有改动；句子请手改，不加 --in-text")
        edits += renaming.rewritten(renaming.mentions(source, old, named), old, new)
    made = edited(content, file, edits)
    notes = (f"“{old}”改为“{new}”：{len(edits)} 处", *_left(made, old, named))
    return judged(made._replace(notes=notes), (old, new))


def _left(made: EditedFile, old: str, named: renaming.Named) -> list[str]:
    """Where sentences still say the old name."""
    source = Source(made.after)
    left = renaming.mentions(source, old, named)
    if not left:
        return []
    said = []
    for each in left:
        line, column, _ = source.position(each.at)
        said.append(f"{made.after.path}:{line}:{column} {each.key} 里仍写“{old}”")
    advice = "加 --in-text 一并改；或改用 --alias，名录改名，原名作别名"
    return [*said, f"正文里仍有 {len(left)} 处“{old}”没有改：{advice}"]
