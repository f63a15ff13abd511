"""What an editor shows of a data file, tried in a real yaml-language-server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bioresp.planfile.starter import STARTER
from tests.conftest import SEED, Run, text_of
from tests.language_server import Editor, opened

DRAFT = """\
# yaml-language-server: $schema=plan.schema.json
plan: {title: 青禾市湿地保护责任分工方案}
agencies:
  - 市林业局
  - {name: 市市场监督管理局, aliases: [市市场监管局]}
  - 县（区）政府
sections:
  - number: 1
    title: 摸清家底
    measures:
      - number: 1
        title: 开展湿地资源调查
        lead: [市林业局, 市]
        responsible:
          - 市水力局
          -\x20
        supporting: [县（区）政府]
        actoins: []
"""
NAMES = {"市林业局", "市市场监督管理局", "市市场监管局", "县（区）政府"}


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """The draft, open; the schema beside it made by the program, as docs/editors.md says."""
    from typer.testing import CliRunner

    from bioresp.cli import app

    folder = tmp_path_factory.mktemp("editor")
    path = folder / "measures.yaml"
    path.write_text(DRAFT, "utf-8")
    made = ["schema", "--with-units", "--data", str(path), "-o", str(folder / "plan.schema.json")]
    assert CliRunner().invoke(app, made).exit_code == 0
    with opened(path, DRAFT) as editor:
        yield editor


@pytest.mark.parametrize("after", ["lead: [市林业局, 市", "市水力局\n          - "])
def test_units_are_offered_in_a_list(editor: Editor, after: str) -> None:
    """Names and aliases, （） intact, in both ways of writing a list."""
    assert editor.completions(after).keys() == NAMES


def test_a_wrong_unit_and_a_wrong_key_are_underlined(editor: Editor) -> None:
    """Just the word, with a Chinese sentence; what is right is left alone."""
    shown = editor.diagnostics()
    unregistered = "不在单位名录（agencies）中；若名录新近改过，请重新生成 Schema"
    assert [words for words, said in shown if said == unregistered] == ["市", "市水力局", ""]
    assert [words for words, said in shown if said != unregistered] == ["actoins"]


def test_keys_and_units_are_explained_in_chinese(editor: Editor) -> None:
    """As one points at them."""
    assert r"牵头单位；原文未列时写 \[\]" in editor.hover("        lead")
    assert "`市市场监管局`: 市市场监督管理局的别名" in editor.hover("[市林业")


def test_an_empty_register_is_nothing_to_offer(run: Run, tmp_path: Path) -> None:
    """Status 1: a schema without units is not what was asked for."""
    (tmp_path / "x.yaml").write_text("plan: {title: 甲}\nagencies: []\nsections: []\n", "utf-8")
    ran = run("schema", "--with-units", "--data", tmp_path / "x.yaml")
    assert (ran.status, ran.stdout) == (1, "")
    assert "单位名录（agencies）是空的" in ran.stderr


def test_what_the_program_gives_is_not_underlined(run: Run, tmp_path: Path) -> None:
    """The seed with its own units, and the starting file."""
    for name, text in (("measures.yaml", SEED.read_text("utf-8")), ("init.yaml", STARTER)):
        (tmp_path / name).write_text(text, "utf-8")
        made = ["schema", "--with-units", "--data", tmp_path / name, "-o", tmp_path / "plan.schema.json", "--force"]
        text_of(run(*made))
        with opened(tmp_path / name, text) as editor:
            assert editor.diagnostics() == []
