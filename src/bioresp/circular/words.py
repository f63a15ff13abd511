"""The words by which circulars say who does what, by when: one table, word → kind.

Labels (共同 + 责任 + 单位：) and predicates (按 + 职责 + 分工 + 负责) are made of the same words, so a word is entered
once, and a new label or predicate is a word in its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import NamedTuple

from bioresp.model import Role


class Kind(Enum):
    """What a word says."""

    LEADS = "leads"
    SUPPORTS = "supports"
    DOES = "does"
    JOINS = "joins"
    """Alone it supports (市水利局协同); before another verb it only says how (协同推进)."""
    DUTY = "duty"
    """By which share of the work: 职责, 分工. Alone it says that somebody is responsible."""
    BY = "by"
    """Opens a phrase that says by what one acts, whatever its words are: 按分管领域, 结合实际."""
    MANNER = "manner"
    OBJECT = "object"
    """What the verbs are about, without adding anything: 工作, 到位."""
    GLUE = "glue"
    UNITS = "units"
    PEOPLE = "people"
    WHOSE = "whose"
    """Says which people: 分管领导."""
    TIME = "time"
    REMARK = "remark"
    CHECKS = "checks"
    """Before 单位: who looks at the result. They have no part in the work."""
    SHARE = "share"
    """The head of a label behind which a whole sentence says who does what: 责任分工：甲局牵头，乙局配合."""


_ROWS: dict[Kind, str] = {
    Kind.LEADS: (
        "牵头 总牵头 主办 主责 主抓 主管 主导 主牵 领衔 抓总 总负责 负总责 第一责任 首要责任 主要责任 主体责任 主要负责"
    ),
    Kind.SUPPORTS: "配合 协办 协助 参与 参加 支持 指导 监督 督导 督促 督办 会办 支撑 辅助 协作 联办 会同",
    Kind.DOES: (
        "负责 承办 落实 组织实施 组织落实 实施 推进 执行 完成 办理 承担 推动 开展 履职 齐抓共管 各负其责 抓好 "
        "做好 抓落实 "
        "责任 具体办理 统筹 组织 承接 整改 建设 成员 主体 管理 办结 把关 跟进 牵头及责任 牵头和责任 "
        "牵头、责任 牵头/责任"
    ),
    Kind.JOINS: "协同 联合 协调 联动",
    Kind.DUTY: "职责 职能 分工 职权 权限 事权",
    Kind.BY: "按照 按 依照 依据 根据 依 结合 围绕 立足 对照 在",
    Kind.MANNER: (
        "分别 共同 具体 全面 积极 主动 直接 密切 参照 合力 协力 加强 依法 分头 同步 切实 认真 统一 分级 分类 加快 "
        "各自 其他 其它 相关 有关 第一 主要 首要 落地 全力 扎实 进一步 均 都 总"
    ),
    Kind.OBJECT: "工作 任务 到位 事项 措施 要求 安排 情况 目标 计划 预计 要求",
    Kind.GLUE: "和 并 及 、 等 内 的 地",
    Kind.UNITS: (
        "单位 部门 机构 科室 股室 处室 处（室） 处/室 机关 县区 区县 地区 企业 乡镇 街道 镇街 主体 单位和部门 "
        "单位及部门 单位、部门 单位（部门） 部门和单位 部门及单位 部门、单位 部门（单位） 单位/部门 部门/单位"
    ),
    Kind.PEOPLE: (
        "领导 市领导 县领导 区领导 省领导 州领导 副市长 副县长 副区长 负责人 责任人 联系人 联络人 联络员 "
        "秘书长 班子成员 领导干部"
    ),
    Kind.WHOSE: "分管 包抓 包保 包联 联系 挂帅 党组 市级 县级 区级 州级 省级 市政府 县政府 区政府 市委 县委 区委",
    Kind.TIME: "时限 期限 时间 时效 进度 节点 时间节点",
    Kind.REMARK: (
        "备注 说明 注 电话 热线 联系方式 联系电话 咨询电话 监督电话 资金来源 资金渠道 适用范围 适用对象 "
        "成果形式 预期成果 任务来源"
    ),
    Kind.CHECKS: "验收 考核 审核 销号 评估",
    Kind.SHARE: "责任分工 任务分工 职责分工 工作分工 责任落实 责任归属 分工安排 部门分工 责任主体分工",
}

KINDS: dict[str, frozenset[Kind]] = {}
"""Each word, with what it may say: 主体 is who does it, and the head of a label."""
for _kind, _words in _ROWS.items():
    for _word in _words.split():
        KINDS[_word] = KINDS.get(_word, frozenset()) | {_kind}


def pattern(kinds: Iterable[Kind]) -> str:
    """Return a pattern for one word of some kinds, the longest first."""
    wanted = set(kinds)
    return "|".join(sorted((re.escape(word) for word, said in KINDS.items() if said & wanted), key=len, reverse=True))


_WORD = re.compile(pattern(Kind))


class Word(NamedTuple):
    """A word of the table, or what stands between two of them."""

    text: str
    start: int
    kinds: frozenset[Kind]
    """Empty for what is in no row."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def words(text: str, start: int, end: int) -> Iterator[Word]:
    """Cut a stretch into words, the longest first, and the rests between them; positions are offsets from 0."""
    at = start
    while at < end:
        found = _WORD.search(text, at, end)
        stop = found.start() if found else end
        if stop > at:
            yield Word(text[at:stop], at, frozenset())
        if found:
            yield Word(found[0], stop, KINDS[found[0]])
        at = found.end() if found else end


def label_role(said: AbstractSet[Kind]) -> Role | None:
    """Return the role that these words say in a label, where 协同 always supports: 协同责任单位."""
    return role_of({Kind.SUPPORTS if kind is Kind.JOINS else kind for kind in said})


def role_of(said: AbstractSet[Kind]) -> Role | None:
    """Return the role that words of these kinds say together, None where they say none.

    牵头责任单位 leads and 协同责任单位 supports: the special word wins over the general one. 协同 alone supports,
    协同推进 is done by whom it says.
    """
    if Kind.LEADS in said:
        return Role.LEAD
    if Kind.SUPPORTS in said:
        return Role.SUPPORTING
    if Kind.DOES in said:
        return Role.RESPONSIBLE
    return Role.SUPPORTING if Kind.JOINS in said else None
