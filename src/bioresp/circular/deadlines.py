"""By when: parts of a list that are dates, with their verbs (2030年6月底前完成, 每季度末, 持续推进)."""

from __future__ import annotations

import re

from bioresp.circular.units import is_unit

_WORDS = (
    "今年 明年 本年 当年 次年 每年 前年 同年 逐年 分年度 年底 年末 年内 年中 年终 年度 年初 全年 季度末 "
    "各季度 月底 月末 上半年 下半年 "
    "每季度 每季 每月 每周 每旬 每日 每半年 每半月 每个月 每个季度 长期 持续 常态 近期 中期 远期 即时 "
    "即日 立即 适时 实时 随时 限期 尽快 "
    "即知即改 立行立改 边查边改 汛期 按期 按时 按季 按年 按月 按周 按进度 按程序 按要求 发文之日 印发之日 "
    "分阶段 阶段性 贯穿 滚动"
)
"""Words that say a time by themselves."""
_NUMBER = "[\\d一二两三四五六七八九十]"
_FORMS = (
    "20\\d\\d(?P<point>[.-])\\d{1,2}(?P=point)\\d{1,2}(?!\\d)",
    "(?:20\\d\\d|二[〇○零]..)\\s*(?:年|[-—–－至到]+\\s*20\\d\\d\\s*年?)",
    f"每?{_NUMBER}{{1,3}}个?(?:月|日|号|工作日|天|年内|季度)",
    f"第{_NUMBER}季度",
    "[一二三四]季度",
    "“?[一二三四五六七八九十]{2,3}五”?(?:期间|时期|末)",
    "按照?(?:国家|省|市|上级).{0,12}(?:时间|部署|进度|要求)",
    "自.{1,8}之日",
)
"""Times with a number or a name in them: 2030年, 6月, 第三季度, “十五五”期间."""
_TIME = "(?:" + "|".join([*_FORMS, *sorted(_WORDS.split(), key=len, reverse=True)]) + ")"
_LABEL = "(?:(?:完成|整改|办结)?(?:时限|期限|时[限间]|时间)(?:要求|节点)?[：:为]?)?"
_BEFORE = "(?:力争|确保|争取|计划|预计|原则上|于|到|至|在|截至|截止到?|自|从|并|需|应|须)*"
_DEADLINE = re.compile(f"{_LABEL}{_BEFORE}{_TIME}[^，,；;。（）]*(?:（[^（）]*）[^，,；;。（）]*)?$")
_ENDS = re.compile(
    ""
    "(?:底|末|前|内|初|中|旬|日|月|年|季度|期间|之前|以前|完成|推进|进行|开展|坚持|实施|落实|整改|见效|启动|到位|报送|更新|化)$"
)
_DATE = re.compile(f"(?:于|到|至|在|截至|自)?{_TIME}(?:[\\d年月日底末前内初中旬以之季度上下半至—-]|\\s)*(?:完成|启动)?")
_UNITS_FOLLOW = re.compile("[由请]|[\\u4e00-\\u9fff]{2,}[局委办厅部府]")
_LONGEST = 60


def is_deadline(text: str) -> bool:
    """Is a part of a list a date by which something is done, with its verb: 2030年6月底前完成, 持续推进?"""
    return len(text) <= _LONGEST and bool(_DEADLINE.match(text)) and not is_unit(text)


def is_plain_deadline(text: str) -> bool:
    """Is a bracket with nothing but this a deadline: 2030年6月底前完成, and not 2030年版?"""
    return is_deadline(text) and bool(_ENDS.search(text))


def date_before_units(text: str, start: int, end: int) -> int:
    """Return where the date ends that stands before units (2030年6月底前由市林业局完成); `start` where none does."""
    found = _DATE.match(text, start, end)
    return found.end() if found and _UNITS_FOLLOW.match(text, found.end(), end) else start
