"""Names of units in running text: what looks like one, and how a list of them is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

OPENING, CLOSING = "（〔【［(〈《“[", "）〕】］)〉》”]"
BULLETS = "●■◆▲◇○·•—–-"
BLANKS = " \u3000\xa0\u2002\u2003\u2009"

_KINDS = (
    "局 委 办 部 厅 署 院 府 室 中心 公司 集团 大学 学院 学校 医院 银行 分行 支行 海关 机关 单位 部门 "
    "大队 支队 总队 队 站 所 台 "
    "社 总社 会 联合会 协会 商会 总商会 小组 专班 指挥部 处 科 股 组 区 县 市 州 省 盟 旗 镇 乡 街道 地区 "
    "县区 园 园区 党委 党组 "
    "工委 党工委 管委会 办事处 居委会 村委会 馆 库 基地 平台 企业 高校 群团 共青团 政协 人大 机构 主体 "
    "银保监组 总工会 中宣部 "
    "党派 镇街 街镇 乡镇 片区 支部 科室 处室 团省委 团市委 团县委 团区委 共青团中央 村 社区 林场 农场 水厂 网格"
)
"""How the names of units end, and of groups of them."""
_LOOSE_KINDS = (
    "学 校 关 行 联 协 司 厂 场 网 各地 各级 各方 地方 法人 业主 银保监 电力 电信 移动 联通 铁塔 烟草 邮政 消防 海事 "
    "铁路 税务"
)
"""How they end too, where a list makes it likely: 市妇联, 青禾电信."""

DOMAINS = (
    "文化和旅游 教育和体育 工业和信息化 经济和信息化 自然资源和规划 住房和城乡建设 人力资源和社会保障 "
    "人力资源社会保障 社会保障 卫生和计生 邮政管理 "
    "公安 交警 司法 财政 教育 科技 民政 民宗 人社 人力社保 人力资源 社保 国土 自然资源 规划 环保 生态环境 "
    "住建 建设 城建 城管 城市管理 交通 "
    "交通运输 运输 水利 水务 农业 农村 农业农村 农业农机 农机 农牧 畜牧 渔业 渔政 海洋 林业 林草 园林 "
    "商务 工商 文化 文旅 旅游 体育 卫生 卫健 "
    "卫生健康 计生 医保 医疗保障 药监 食药 食品药品 质监 质检 安监 应急 应急管理 市场监管 市场监督管理 "
    "税务 国税 地税 审计 统计 物价 发改 发展改革 "
    "经信 工信 经济信息化 信息化 网信 宣传 组织 统战 政法 编办 机构编制 外事 外办 侨务 台办 信访 人防 "
    "气象 地震 消防 海关 海事 边检 检验检疫 金融 "
    "银监 证监 保监 银保监 人民银行 银行 通信 电信 电力 供电 供水 燃气 铁路 民航 邮政 烟草 盐业 国资 "
    "国资监管 粮食 供销 退役军人 残联 妇联 "
    "工会 共青团 团委 工商联 科协 文联 检察 法院 监察 纪检 广电 新闻出版 文物 档案 知识产权 数据 大数据 "
    "政务服务 行政审批 审批 综合执法 执法 "
    "乡村振兴 扶贫 移民 库区 水文 测绘 矿管 煤炭 能源 开发区"
)
"""Fields of work that stand for their departments where names are shortened: 公安、渔业部门."""


def _any(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_UNIT = re.compile(rf".*(?:{_any(_KINDS)}|{_any(_LOOSE_KINDS)})(?:（[^（）]*）)?$", re.DOTALL)
_CERTAIN = re.compile(rf".*(?:{_any(_KINDS)})(?:（[^（）]*）)?$", re.DOTALL)
_INSIDE_WORD = "(?!组[织建]|部署|处[置理]|会[商议]|科学)"
UNIT_END = re.compile(rf"{_INSIDE_WORD}(?:{_any(_KINDS)}|{_any(_LOOSE_KINDS)})(?:（[^（）]*）)?")
"""Where a unit's name may end: not inside a word, as in 市林业局组织培训."""
_SEAT = "(?:全?国家?|中央|省|自治区|自治州|地?市|州|盟|旗|县|区|乡|镇|街道|各级|各)"
BARE_NAME = re.compile(
    f"(?:各?[省市州县区乡镇](?:[、和]?[省市州县区])?级?|各级|各)?(?:{_any(DOMAINS)})+(?:[（(][^（）()]{{1,12}}[）)])?"
)
"""A shortened name: 公安, 市公安, 各级交通运输."""
_GROUP = re.compile(r"(?:各|有关|相关|其他|其它|所有|全体|属地|所在|沿线|本级)")
_NOBODY = re.compile("(?:企业|单位|部门|机构|主体|平台|高校|基地|园区?|社会|市场主体|个人|.{0,2}队)$")
"""What is no unit by itself: 由企业负责运营."""
_LONGEST = 32
"""Characters of a unit's name; what is longer is a sentence, or a list that was not parted."""

_LONGEST_PIECE = 200
"""Characters of a piece between two commas in which 和 may part names."""

_VERBS = "推进|加强|建立|完善|开展|促进|健全|制定|出台|做好|抓好"
_PROSE = re.compile(
    rf"[。！？：]|(?<!自)由|[要应须](?:加强|做好|建立|高度|切实|认真|积极)|(?:{_VERBS})(?!委|办|局|中心|组|小组|专班|会|部)"
)
_ACTING = re.compile(
    rf"(?:局|委|办|厅|部|府|院|公司|中心|单位|部门)(?:牵头|负责|配合|会同|协助|按职责|按照|[要应须将把]|对(?!外|口)|向|{_VERBS}|"
    "组织(?![部科处室])|组建|部署|每[年月]|科学(?!技术|院|研究)|处[置理](?!中心))"
)
"""A unit inside a name that does something: 市林业局牵头的工作专班."""
_TWO = re.compile("[局厅][省市县区]")
"""Two names without a mark between them: 市水利局市财政局."""
_VERB_END = re.compile("(?:[承协主联会督交]办|[执履施]行|[把攻]关)$")
"""Verbs that end as an office, a bank or the customs do: 市林业局承办, 市林业局执行, 市林业局把关."""
_LABEL_INSIDE = re.compile("(?:牵头|责任|配合|主办)(?:单位|部门)")
_NEVER = re.compile("市场|(?:超大|特大|大中|中小|大)?城市")
"""What ends as a unit does and is none: 由市场主导, 超大城市按规定执行."""
_ROLE_ASIDE = re.compile("（[^（）]{2,6}）$")
"""What may say the role of a unit behind its name: 市林业局（牵头单位）."""
_COLLECTIVE = re.compile(
    "(?:各|其他|其它|其余|有关|相关|所有|本|[市县区省州](?:直|级)?)*(?:牵头|责任|配合|主办)(?:单位|部门)"
)
_HEADED = re.compile("(?:小组|委员会|指挥部|专班|办公室|联席会议|中心)(?:（[^（）]*）)?$")
_SEATED = re.compile(f"(?:{_SEAT}|[\u4e00-\u9fff]{{2,3}}[省市州县区])(?!场)")


@lru_cache(maxsize=1 << 14)
def is_unit(name: str) -> bool:
    """Does it look like the name of a unit or of a group of units: 市林业局, 各县（市、区）人民政府, 国务院有关部门?"""
    return 2 <= len(name) <= _LONGEST and bool(_UNIT.match(name)) and not _is_prose(name)


@lru_cache(maxsize=1 << 14)
def is_certain(name: str) -> bool:
    """Is it a unit wherever it stands, outside a list too? 学校参与 and 由企业运营 name none."""
    return (
        3 <= len(name) <= _LONGEST
        and bool(_CERTAIN.match(name))
        and not _NOBODY.fullmatch(name)
        and not _is_prose(name)
    )


def _is_prose(name: str) -> bool:
    """Does a name hold what only sentences have? 市健康促进工作领导小组办公室 has a verb, and is a name."""
    inner = re.search("(?<=[^各和及与、省市县区直级府院委关])各(?!自|类|界|项)", name)
    if inner and is_unit(name[: inner.start()]):
        return True  # 市财政局各单位 are two
    if _VERB_END.search(name) or _NEVER.fullmatch(name):
        return True
    if _LABEL_INSIDE.search(_ROLE_ASIDE.sub("", name)) and not _COLLECTIVE.match(name):
        return True
    acting = _ACTING.search(name)
    if acting and not (_HEADED.search(name) and acting[0].endswith(tuple(_VERBS.split("|")))):
        return True
    return bool(_PROSE.search(name)) and not (_HEADED.search(name) and _SEATED.match(name))


@lru_cache(maxsize=1 << 14)
def is_bare(name: str) -> bool:
    """Is it a shortened name, as lists have them that share one 部门: 公安, 市公安, 各级交通运输?"""
    return bool(BARE_NAME.fullmatch(name))


_PLACE = re.compile("[\u4e00-\u9fff]{2,3}[省市州县区](?=[\u4e00-\u9fff])")
_BRANCH = re.compile("国家|中国|.*分[局行]$")
"""国家税务总局青禾市税务局 is one unit, and so is 青禾市公安局青禾市城北分局."""


def run_together(words: str, above: str = "") -> list[int]:
    """Where a second unit begins that nothing parts from the first: 青禾市水利局青禾市林业局.

    Args:
        above: The text before; the place with which the second unit begins has to stand there, or in the first.
    """
    if _BRANCH.match(words):
        return []
    cuts = [each.start() for each in re.finditer(f"(?<=[局委办部厅署院会府联]){_PLACE.pattern}", words)]
    return [at for at in cuts if _is_known(words, at, above) and is_unit(words[:at]) and is_unit(words[at:])]


def _is_known(words: str, at: int, above: str) -> bool:
    place = _PLACE.match(words, at)
    return place is not None and (place[0] in words[:at] or place[0] in above)


class Name(NamedTuple):
    """A name in a list."""

    text: str
    start: int
    """Its offset in the list, in characters from 0."""


_BRACKET = re.compile(f"[{re.escape(OPENING + CLOSING)}]")


def depths(text: str) -> list[int]:
    """For each character, in how many brackets it stands; a bracket itself stands in what it opens or closes."""
    depth, found = 0, []
    for char in text:
        depth += char in OPENING
        found.append(depth)
        depth -= char in CLOSING and depth > 0
    return found


def closings(text: str, start: int, end: int) -> dict[int, int]:
    """Where each bracket between two offsets opens → the offset behind the one that closes it."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, start, end):
        if bracket[0] in OPENING:
            opened.append(bracket.start())
        elif opened:
            found[opened.pop()] = bracket.end()
    return found


_PART = re.compile(f"[、，,；;\n\t\v]|[{BLANKS}]+|[/／]")
_AND = re.compile(r"以及|和|及|与|暨")
_OPEN_END = re.compile(
    r"(?<![高平同上下中初优劣])等(?=有关|相关|各|部门|单位|国务院|中央|省|市|县|区|州|\d|[一二三四五六七八九十]+[个家部]|$|和|及|以及|地方|企业|机关|科研)"
)
_COUNTED = re.compile(r"(?:[\d一二三四五六七八九十]+个?(?:部门|单位|成员单位|个部门)|多部门)$")
BARE = re.compile(r"(?:部门|单位|机构|企业|部门和单位|单位和部门|部门和企业|部门（单位）|单位（部门）|部门、单位)$")
"""What may stand after 等 and names nobody."""
_BARE_AND = re.compile("(?:部门和单位|单位和部门|部门|单位|机构|企业)(?:以及|和|及|与)(?=各|有关|相关|省|市|县|区|州)")
"""The same before a last name: 甲局等部门及各地区."""

_LEVELS_LEFT = re.compile(
    r"各?(?:省|市|县|区|州|盟|旗|自治区|自治州|镇|乡|地区|县市|市州|街道|开发区|园区)(?:（[^）]*）)?$"
)
_LEVELS_RIGHT = re.compile(
    r"(?:省|市|县|区|州|盟|旗|自治区|自治州|自治县|直辖市|镇|乡|街道)(?:（[^）]*）)?"
    r"(?:级)?(?:人民政府|政府|党委|党工委|管委会|办事处|（镇|$)"
)
_LEVEL = re.compile("(?:国家|省|市|州|县|区|乡|镇)(?:、(?:省|市|州|县|区|乡|镇))*")
_LEVEL_NEXT = re.compile("(?:省|市|州|县|区|乡|镇)(?:$|、|(?:两级|三级|级)?[^、]{0,12}(?:部门|政府|机关|单位|局))")
_PARTY_AND = re.compile(r"各.*(?:党委|党工委|党组)$")
_GOVERNMENT = re.compile(r"(?:人民)?政府$|管委会$|办事处$")
_TOGETHER = re.compile(r"(?:单位|部门|企业|机构|组织|政府|人民政府|个人|团体)$")
"""What 和 joins to a group into one entry: 各级党委和政府, 有关部门和单位."""

_FRESH = re.compile(r"(?:各|有关|相关|其他|其它|省|市|县|区|州|国家|国务院|中央|所在|属地|地方|驻|中国)")
"""How the last name of a list begins."""


@lru_cache(maxsize=1 << 14)
def names(text: str) -> tuple[Name, ...]:
    """The names of a list, in order: 、 ， ； and blanks part them outside brackets, 和 及 等 where names end there.

    等 leaves a list open; a bare 部门 or 单位 behind it names nobody and is not given.
    """
    return tuple(_names(text))


def _names(text: str) -> Iterator[Name]:
    inside = depths(text)
    start = 0
    cuts = [cut for cut in _PART.finditer(text) if not inside[cut.start()]]
    for at, cut in enumerate(cuts):
        following = text[cut.end() : cuts[at + 1].start() if at + 1 < len(cuts) else len(text)]
        if cut[0] == "、" and names_levels(text[start : cut.start()], following):
            continue
        if cut[0] in "/／" and not is_unit(text[start : cut.start()].strip()):
            continue
        yield from _ended(text, start, cut.start(), inside)
        start = cut.end()
    yield from _ended(text, start, len(text), inside)


def names_levels(left: str, right: str) -> bool:
    """Do two pieces name the levels of one group: 各市、县（区）人民政府; 各省、自治区、直辖市人民政府?"""
    if _LEVEL.fullmatch(left) and _LEVEL_NEXT.match(right):
        return True  # 省、市、县林业部门; 市、县两级政府
    if _PARTY_AND.match(left) and _GOVERNMENT.match(right):
        return True  # 各县（市、区）党委、政府
    levels = re.split("[及和]", left)[-1].split("、")
    return levels[0].startswith("各") and bool(_LEVELS_LEFT.match(levels[-1]) and _LEVELS_RIGHT.match(right))


def _ended(text: str, start: int, end: int, inside: list[int]) -> Iterator[Name]:
    """The names of a piece, with what follows 等."""
    for found in _OPEN_END.finditer(text, start, end):
        if not inside[found.start()] and (found.start() == start or _is_end(text[start : found.start()])):
            yield from _joined(text, start, found.start(), inside)
            nobody = _BARE_AND.match(text, found.end(), end)
            behind = nobody.end() if nobody else found.end()
            rest = text[behind:end].strip()
            if rest and not BARE.match(rest) and not _COUNTED.match(rest):
                yield from _joined(text, behind, end, inside)
            return
    yield from _joined(text, start, end, inside)


def _is_end(left: str) -> bool:
    return len(left) >= 2 and bool(_UNIT.match(left) or len(left) <= 8)


def _joined(text: str, start: int, end: int, inside: list[int]) -> Iterator[Name]:
    """The names that 和 or 及 part, where a name ends before it and another begins behind it."""
    for found in _AND.finditer(text, start, end if end - start <= _LONGEST_PIECE else start):
        left, right = text[start : found.start()].strip(), text[found.end() : end].strip()
        if not inside[found.start()] and _parts(left, right, found[0]):
            yield from _name(text, start, found.start())
            start = found.end()
    yield from _name(text, start, end)


def _name(text: str, start: int, end: int) -> Iterator[Name]:
    stripped = text[start:end].strip(" \n\t\v。.")
    if stripped:
        yield Name(stripped, start + text[start:end].index(stripped))


_AREAS = re.compile("各(?:县|市|区|州|镇|乡|地|旗|盟){1,3}(?:（[^）]*）)?")
_DEPARTMENTS = re.compile("[省市县区州]?(?:直|级)?(?:机关)?(?:各)?(?:有关|相关)?(?:部门|单位)")
"""各县（市、区）和市直有关部门 is one phrase: areas and departments."""


def _parts(left: str, right: str, word: str) -> bool:
    if not left:
        return bool(right)
    if is_bare(left) and right.endswith("部门") and is_bare(right.removesuffix("部门")):
        return not is_bare(f"{left}{word}{right}".removesuffix("部门"))  # 文化和旅游部门 is one
    if not is_unit(left) or not right:
        return False
    if _AREAS.fullmatch(left) and _DEPARTMENTS.fullmatch(right):
        return False
    if _TOGETHER.match(_AND.split(right)[0]):
        return False
    if _FRESH.match(right):
        return is_unit(right) or bool(_GROUP.match(right))
    return (
        is_unit(right) and (word != "与" or len(right) > 3) and not (len(left) <= 3 and left[-1] not in "局委部厅办院")
    )


def canonical_brackets(name: str) -> str:
    """A name without brackets around the whole of it."""
    return name[1:-1] if name[:1] in "（(" and name[-1:] in "）)" and depths(name)[1:-1].count(0) == 0 else name
