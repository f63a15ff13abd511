"""What a column of a table holds, from the words of its label: 牵头单位, 完成时限, 进展情况.

The words are a table; a label is read by finding its words, not by matching the whole of it. So a label that nobody has
seen is understood where its words are known, and a new word is one row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from bioresp.circular.words import KINDS, label_role
from bioresp.circular.words import Kind as Verb
from bioresp.model import Role


class Kind(Enum):
    """What a column holds."""

    NUMBER = auto()
    GROUP = auto()
    """A heading over several tasks: 类别, 重点领域."""
    TASK = auto()
    UNITS = auto()
    PEOPLE = auto()
    DEADLINE = auto()
    SCHEDULE = auto()
    """进度: when it is to be done, or how far it is; the cells show which."""
    PROGRESS = auto()
    ISSUE = auto()
    """问题: the task of a list of problems, and how things stand in a ledger; its place in the table shows which."""
    NOTE = auto()
    UNKNOWN = auto()
    EMPTY = auto()
    ROLE = auto()
    """The role of the unit in the same row: 角色."""
    UNIT_MARKS = auto()
    """A column for one unit, whose cells are signs for its role: ● ○ △."""


_LISTED = {
    Kind.PEOPLE: """领导 责任人 负责人 联系人 联络员 经办人 承办人 人员 姓名 电话 手机 联系方式 秘书长 市长 县长 区长
        局长 组长 专员 同志""",
    Kind.DEADLINE: "时限 期限 时间 时间节点 节点 日期 时间表 时效 起止",
    Kind.PROGRESS: """进展 情况 状态 状况 是否 成效 完成率 完成度 销号 亮灯 下一步 结果 得分 评分 现状 效果 意见
        下步 打算""",
    Kind.NOTE: """备注 说明 来源 依据 出处 文号 文件
        资金 经费 投资 金额 频次 地点 分值 权重 佐证 材料 验收 考核 审核
        评估 计量 注""",
    Kind.ROLE: "角色",
    Kind.UNITS: """单位 部门 科室 处室 股室 主体 机构 机关 分工 县区 区县 镇街 乡镇 街道 属地 企业""",
    Kind.GROUP: """类别 分类 类型 领域 方面 板块 维度 专项 大类 行动 章节 所属 部分 一级 任务类""",
    Kind.SCHEDULE: "进度 时序",
    Kind.ISSUE: "问题",
    Kind.TASK: """任务 事项 内容 措施 举措 目标 指标 项目 要求 标准 清单 条款 工作 做法 成果 要点 实事 工程 职责
        职能 政策 二级 三级 需求 安排 计划""",
}
"""The nouns that say what a column holds; where a label has several, the kind that stands first here counts.

责任领导 is people and 单位负责人 too, 责任落实情况 is progress, 任务来源 a note.
"""

_NOUNS = {word: kind for kind, words in _LISTED.items() for word in words.split()}
_KINDS = list(_LISTED)

_SAID = {word: kinds & {Verb.LEADS, Verb.SUPPORTS, Verb.DOES, Verb.JOINS} for word, kinds in KINDS.items()}
_ROLE_WORDS = {word: label_role(kinds) or Role.RESPONSIBLE for word, kinds in _SAID.items() if kinds}

_PLAIN_WORDS = """重点 主要 具体 年度 改革 整改 创建 量化 民生 分解 总 总体 细化 核心 关键 本年 全年 当前 目前 近期
    年底 办结 预计 存在 贯彻 省级 市级 县级 区级 省直 市直 县直 州级 中央 国家 共同 其他 其它 相关 有关
    直接 行业 分管 包抓 包联 包保 挂钩 联系 市 县 区 省 市政府 县政府 区政府 第一 本项 名称 各 的 和 及 与 或
    以及 、 / ／ 第 级 条"""
_PLAIN = frozenset(_PLAIN_WORDS.split())
"""Words that change nothing of what a label says."""

_ALL = sorted({*_NOUNS, *_ROLE_WORDS, *_PLAIN}, key=len, reverse=True)
_WORD = re.compile("|".join(map(re.escape, _ALL)))
_NUMBERS = re.compile("序号?|编号|号|项次|序列|[Nn][Oo]\\.?|(?:任务|措施|举措|项目|事项|条目)(?:序号|编号|号)")
_ASIDE = re.compile("（[^（）]*）|\\([^()]*\\)")
_JOINTS = frozenset({"以及", *"及和与或、/／"})
_FIRST_LEADS = re.compile("(?:第一|首位|排首|列首|排名最前|逗号前).{0,8}(?:牵头|主办|主责)")
_LONGEST = 24
"""Characters of a label."""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    label: str
    kind: Kind
    role: Role = Role.RESPONSIBLE
    """The role of the units in it, where it holds units."""
    names_role: bool = False
    """Does the label itself say a role? 单位 says none."""
    is_mixed: bool = False
    """Does it hold units of two roles, 配合/责任单位? The cells may say which has which."""
    has_people: bool = False
    """Does it hold people beside the units: 责任单位及责任人?"""
    first_leads: bool = False
    """Does the label say that the first unit leads?"""
    is_sure: bool = True
    """Are all words of the label known?"""


@lru_cache(maxsize=4096)
def column(label: str) -> Column:
    """What the column under a label holds."""
    plain = re.sub(r"\s", "", label)
    first_leads = bool(_FIRST_LEADS.search(plain))
    words = _ASIDE.sub("", plain)
    if not words:
        return Column(plain, Kind.EMPTY)
    if _NUMBERS.fullmatch(words):
        return Column(plain, Kind.NUMBER)
    is_sure = not _known(words)[1]
    parts = _parts(words)
    kinds = [kind for part in parts if (kind := _kind_of_part(part)) is not Kind.UNKNOWN]
    kind = kinds[0] if kinds else Kind.UNKNOWN  # 责任单位及责任人 are units first
    if kind is Kind.UNITS and not is_sure and not any(word in _NOUNS for word in _WORD.findall(words)):
        kind = Kind.UNKNOWN  # 落实河长制 is no 落实单位
    if kind is not Kind.UNITS:
        return Column(plain, kind, is_sure=is_sure)
    spoken = [[_ROLE_WORDS[word] for word in part if word in _ROLE_WORDS] for part in parts]
    merged = list(dict.fromkeys(_strongest(found) for found in spoken if found))
    is_mixed = len(merged) > 1 or len({*kinds}) > 1
    role = merged[0] if len(merged) == 1 else Role.RESPONSIBLE
    return Column(plain, kind, role, bool(merged), is_mixed, Kind.PEOPLE in kinds, first_leads, is_sure)


def _known(words: str) -> tuple[list[str], str]:
    """The known words of a label, and the characters between them."""
    return _WORD.findall(words), _WORD.sub("", words)


def _parts(words: str) -> list[list[str]]:
    """The known words of each part of a label: those of 牵头及配合单位 before 及 and behind it."""
    parts: list[list[str]] = [[]]
    for word in _WORD.findall(words):
        if word in _JOINTS:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _kind_of_part(part: list[str]) -> Kind:
    nouns = [_NOUNS[word] for word in part if word in _NOUNS]
    if {*nouns} == {Kind.UNITS, Kind.TASK}:
        return nouns[-1]  # 部门职责 are tasks, 任务分工 are units
    if nouns:
        return min(nouns, key=_KINDS.index)
    if any(word in _ROLE_WORDS for word in part):
        return Kind.UNITS  # 牵头, 配合: the word 单位 is left out
    return Kind.TASK if "名称" in part else Kind.UNKNOWN


def _strongest(roles: list[Role]) -> Role:
    """The role that several words side by side say: 牵头责任单位 leads, 协同责任单位 supports."""
    if Role.LEAD in roles:
        return Role.LEAD
    return Role.SUPPORTING if Role.SUPPORTING in roles else Role.RESPONSIBLE


def names_columns(text: str) -> bool:
    """Do words without any blank name the columns of a table of tasks and units: 序号工作任务牵头单位?"""
    plain = re.sub(r"\s", "", text)
    if not 4 <= len(plain) <= 80 or re.search("[。，；：“《]", plain):
        return False
    known, unknown = _known(re.sub("序号|编号", "", _ASIDE.sub("", plain)))
    kinds = {_NOUNS[word] for word in known if word in _NOUNS}
    has_units = Kind.UNITS in kinds or any(word in _ROLE_WORDS for word in known)
    return has_units and bool(kinds & {Kind.TASK, Kind.GROUP, Kind.ISSUE}) and len(unknown) * 4 <= len(plain)


def is_label(text: str) -> bool:
    """Is a cell short enough for a label, and no sentence?"""
    plain = re.sub(r"\s", "", text)
    return len(plain) <= _LONGEST and not re.search("[。；，：]", _ASIDE.sub("", plain))


_UNIT_LABEL = re.compile("(?:成员|责任|实施|负责|牵头|主要|相关|有关)*(?:部门|单位|机构|主体)(?:名称|单位|部门)?")


def is_unit_label(label: str) -> bool:
    """Is it the label of the first column of a table that lists units and their duties: 部门, 单位名称?"""
    return bool(_UNIT_LABEL.fullmatch(_ASIDE.sub("", re.sub(r"\s|[、和及与/]", "", label))))
