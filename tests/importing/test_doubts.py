"""Each doubt about what was read: a text that causes it, and a near miss that does not."""

from __future__ import annotations

import pytest

from tests.importing.readings import SECOND, TITLE, circular, codes, import_text

FIRST = "（一）清理河岸。捡拾垃圾。"


def items(*paragraphs: str) -> str:
    return "\n".join([TITLE, "一、主要任务", *paragraphs])


def table(*rows: str) -> str:
    return "\n".join([TITLE, "序号\t工作任务\t牵头单位\t配合单位", *rows])


PAIRS = {
    "R401": (
        table("1\t清理河岸\t市水利局\t市财政局\t多余"),
        table("1\t清理河岸\t市水利局\t市财政局\t"),
    ),
    "R402": (
        table("1\t清理河岸\t市水利局\t市财政局", "2\t\t市林业局\t市财政局"),
        table("1\t清理河岸\t市水利局\t市财政局", "2\t绿化岸线\t市林业局\t市财政局"),
    ),
    "R403": (
        items(f"{FIRST}（市水利局负责）", "（三）绿化岸线。种树。（市林业局负责）"),
        items(f"{FIRST}（市水利局负责）", SECOND),
    ),
    "R404": (circular("（市水利局负责"), circular("（市水利局负责）")),
    "R405": (circular("（市水利局牵头，甲乙丙丁配合）"), circular("（市水利局牵头，甲乙丙丁局配合）")),
    "R406": (
        circular("（市水利局、市市场监管局、市市场监督管理局负责）"),
        circular("（市水利局、市市场监管局、市市政管理局负责）"),
    ),
    "R407": (
        circular("形成整治意見。（市水利局负责）", "（二）听取意见。采纳整治意见。（市林业局负责）"),
        circular("形成整治意見。（市水利局负责）", "（二）听取意见。采纳群众意见。（市林业局负责）"),
    ),
    "R408": (
        "\n".join(circular("（市水利局负责）").split("\n")[1:]),
        circular("（市水利局负责）"),
    ),
    "R409": (circular("垃圾日产日清。"), circular("垃圾日产日清。（市水利局负责）")),
    "R410": (circular("（市水利局、市财政局）"), circular("（市水利局、市财政局负责）")),
    "R411": (
        f"{TITLE}\n清理河岸，捡拾垃圾。（市水利局负责）\n绿化岸线，补种树木。（市林业局负责）",
        f"{TITLE}\n1.清理河岸，捡拾垃圾。（市水利局负责）\n2.绿化岸线，补种树木。（市林业局负责）",
    ),
    "R412": (
        items(
            "（一）治理河岸。综合治理。（市水利局牵头）",
            "1.清理河岸。（市水利局负责）",
            "（1）捡拾垃圾。（市财政局负责）",
            "（2）清运垃圾。（市审计局负责）",
            "2.巡查河岸。（市林业局负责）",
            SECOND,
        ),
        items(
            "（一）治理河岸。综合治理。（市水利局牵头）",
            "1.清理河岸。（市水利局负责）",
            "（1）捡拾垃圾。",
            "（2）清运垃圾。",
            "2.巡查河岸。（市林业局负责）",
            SECOND,
        ),
    ),
    "R413": (
        table("1\t清理河岸\t市水利局\t市财政局", "2\t绿化岸线\t\t市林业局"),
        table("1\t清理河岸\t市水利局\t市财政局", "2\t绿化岸线\t市林业局\t"),
    ),
    "R430": (circular("（市水利局兜底）"), circular("（市水利局统筹）")),
    "R431": (
        circular("（市水利局牵头，市财政局配合，“清四乱”！）"),
        circular("（市水利局牵头，市财政局配合）“清四乱”！"),
    ),
    "R432": (
        circular("\n牵头单位：市水利局，要会同市财政局建立台账"),
        circular("\n牵头单位：市水利局。要会同市财政局建立台账"),
    ),
    "R433": (
        circular("\n责任单位：市水利局（黑体字为牵头单位）"),
        circular("\n责任单位：市水利局（黑体字为新增单位）"),
    ),
    "R434": (
        f"{TITLE}\n一、强化治理（市水利局牵头）\n（一）清理河岸。捡拾垃圾。\n（二）绿化岸线。种树。",
        f"{TITLE}\n一、强化治理\n（一）清理河岸。捡拾垃圾。（市水利局牵头）\n（二）绿化岸线。种树。（市林业局牵头）",
    ),
}


@pytest.mark.parametrize("code", PAIRS)
def test_a_doubt_has_its_cause(code: str) -> None:
    """The text causes this doubt, once and alone, and its message is one sentence."""
    assert codes(import_text(PAIRS[code][0])) == [code]


@pytest.mark.parametrize("code", PAIRS)
def test_a_near_miss_is_no_doubt(code: str) -> None:
    """Nearly the same text, well formed, and nothing is said."""
    assert codes(import_text(PAIRS[code][1])) == []
