"""The canonical layout: the same plan and the same comments, and nothing left to do the second time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings

from bioresp.editing.layout import comments, laid_out
from bioresp.editing.source import Source
from bioresp.model import Plan
from bioresp.planfile import parse, read
from bioresp.planfile.starter import STARTER
from bioresp.planfile.writer import write
from tests import styles
from tests.conftest import DATA, SEED
from tests.test_planfile import plans as odd_plans


def source_of(text: str) -> Source:
    return Source(parse(text.encode(), "plan.yaml"))


EXAMPLES = settings(max_examples=80, deadline=None)


@given(styles.files())
@EXAMPLES
def test_layout_changes_no_word_and_loses_no_comment(file: tuple[Plan, str, list[str]]) -> None:
    """However a hand wrote it; and what is laid out is not laid out otherwise again."""
    plan, text, _ = file
    after = laid_out(source_of(text))
    assert read(after).plan == plan, after
    assert Counter(comments(source_of(after))) == Counter(comments(source_of(text))), after
    assert not read(after).findings
    assert laid_out(source_of(after)) == after


@given(styles.files())
@EXAMPLES
def test_comments_are_told_from_texts(file: tuple[Plan, str, list[str]]) -> None:
    """A # in a name, in quotes or in a block of text begins none."""
    _, text, expected = file
    assert [each for each in comments(source_of(text)) if each not in ("# 头", "# 尾")] == sorted(
        expected, key=text.index
    )


@given(odd_plans)
@EXAMPLES
def test_what_is_written_is_laid_out(plan: Plan) -> None:
    """The writer and the layout agree on every plan."""
    assert laid_out(source_of(write(plan))) == write(plan)


@pytest.mark.parametrize("path", [SEED, *sorted((DATA / "valid").glob("*.yaml"))], ids=lambda path: path.stem)
def test_real_files_say_the_same_when_laid_out(path: Path) -> None:
    """Comments are counted; those of the seed, which is laid out already, stay byte for byte."""
    text = path.read_text("utf-8")
    after = laid_out(source_of(text))
    assert read(after).plan == read(text).plan
    assert Counter(comments(source_of(after))) == Counter(comments(source_of(text)))
    if path == SEED:
        assert after == text


def test_the_starting_file_is_laid_out() -> None:
    """What `init` writes, `fmt` leaves alone."""
    assert laid_out(source_of(STARTER)) == STARTER


HAND = """\
# 文件

plan: {title: '甲', document_number: "青府办〔2030〕7号"}
agencies: [市林业局, 市水利局] # 名录
sections:
-   number: 1 # 号
    title:   "摸清: 家底"


    # 措施
    measures:
      - {number: 1, responsible: [市水利局], lead: []}   # bioresp: ignore[R301]
      # 第二项
      -   title: '网络'  # 题
          number: 2
          text: 甲。乙。 # 文
          lead: []  # bioresp: ignore[R301]
          responsible: [
            市林业局, # a
            # 水利
            市水利局 # b
          ]
          # - 市气象局
      -   # 第三项
          number: 3
          lead: ['市林业局']
# 尾

"""

TIDY = """\
# 文件

plan: {title: 甲, document_number: 青府办〔2030〕7号}
agencies: [市林业局, 市水利局]  # 名录
sections:
  - number: 1  # 号
    title: '摸清: 家底'

    # 措施
    measures:
      - {number: 1, lead: [], responsible: [市水利局]}  # bioresp: ignore[R301]
      # 第二项
      - number: 2
        title: 网络  # 题
        text: |-  # 文
          甲。
          乙。
        lead: []  # bioresp: ignore[R301]
        responsible:
          - 市林业局  # a
          # 水利
          - 市水利局  # b
          # - 市气象局
      # 第三项
      - number: 3
        lead: [市林业局]
# 尾
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_each_comment_stays_at_its_item(newline: str) -> None:
    """Above it, beside it, or below the last of a list; keys may change places and take their comments along."""
    assert laid_out(source_of(HAND.replace("\n", newline))) == TIDY.replace("\n", newline)
