"""Who is to do it: labels (牵头单位：…), sentences (甲局牵头，乙局配合), deadlines, rules said once (下同)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bioresp.circular.units import BLANKS, BULLETS, Name, canonical_brackets, depths, is_unit, names
from bioresp.model import Role

# --- what is read ---------------------------------------------------------------------------------------------------


class Assigned(NamedTuple):
    """A name in a role, and where it stands in the text that was read."""

    role: Role
    name: str
    start: int


class Standing(NamedTuple):
    """A note that binds every measure, and the units it names."""

    text: str
    agencies: tuple[str, ...]


@dataclass
class Reading:
    """What one stretch of text says of roles. Places are offsets, in characters from 0."""

    assigned: list[Assigned] = field(default_factory=list)
    deadline: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    standing: Standing | None = None
    first_leads: bool = False
    """Does it say that the first unit named leads, from here on?"""
    is_explicit: bool = False
    """Does it name the leads itself?"""
    doubtful: list[Name] = field(default_factory=list)
    """Names that do not look like units."""

    @property
    def binds(self) -> bool:
        """Does it say more than a remark?"""
        return bool(self.assigned or self.deadline or self.standing or self.first_leads)


# --- labels ---------------------------------------------------------------------------------------------------------

_UNIT_WORD = (
    "(?:责任|主体|落实|实施|协同|协助|配合|承办)?"
    "(?:单位(?:和部门|及部门|、部门|（部门）)?|部门(?:和单位|及单位|、单位|（单位）)?|机构|[科处股]室|处[（/]?室|"
    "主体|机关|县区|地区|企业|区县|乡镇|街道|镇街)"
)
_WORDS = {
    Role.LEAD: "总?牵头(?:抓总|负责|主办)?|主办|主要责任|主要负责|主责|第一责任|首要责任|主体责任|主管",
    Role.SUPPORTING: "(?:协同|协助|主要|共同)?配合(?:责任|落实|实施)?|协办|会办|协同|协作|协助|参与|参加|支持|指导|"
    "督导|督办|监督|会同|联合|联办|支撑",
    Role.RESPONSIBLE: "牵头[及和、/]责任|(?:共同|其他|其它|具体|直接|相关|有关|主要)?"
    "(?:责任|负责|落实|实施|承办|承担|执行|成员|完成|组织实施|推进|主抓|分工|建设)(?:落实|实施)?",
}
_ROLE_LABELS = {role: f"(?:{words})(?:（[^（）]{{1,6}}）)?{_UNIT_WORD}" for role, words in _WORDS.items()}
_SHORT = {Role.LEAD: "牵头|主办", Role.SUPPORTING: "配合|协办|参与|协助|协同", Role.RESPONSIBLE: "责任|负责|落实"}
_DEADLINE = (
    "(?:完成|办结|整改|实施|推进|工作|落实|办理|任务|达成|计划|目标|预计)?(?:完成)?"
    "(?:时限|期限|时间节点|时间|节点|时效|进度)(?:要求|安排|节点)?"
)
_PEOPLE = (
    "(?:分管|责任|牵头|包抓|包保|主管|联系|挂帅|督导|协调|负责|市级|县级|区级|州级|市政府|县政府|区政府|党组|包联|推进|"
    "责任分管|总|具体){0,4}"
    "(?:领导|市领导|县领导|区领导|省领导|副市长|负责人|责任人|联系人|联络员|秘书长|班子成员|领导干部)"
)
_REMARK = "备注|说明|注|(?:验收|考核|审核|销号|评估)(?:单位|部门)|(?:咨询|联系|监督|服务)?(?:电话|热线)|联系方式"
_SENTENCE = "责任分工|任务分工|职责分工|工作分工|分工|责任落实|责任归属|分工安排|部门分工|责任主体分工"

_LABEL = re.compile(
    "(?P<open>[【\\[])?(?:"
    + "|".join(f"(?P<{role.value}>{_ROLE_LABELS[role]}|(?:{_SHORT[role]})(?=[：:]))" for role in Role)
    + f"|(?P<people>{_PEOPLE})|(?P<deadline>{_DEADLINE})|(?P<sentence>{_SENTENCE})|(?P<remark>{_REMARK})"
    + ")(?P<aside>（[^（）]{0,40}）)?"
    "(?(open)[】\\]][：:]?|(?P<colon>[：:]|(?:(?<=单位)|(?<=部门))为(?!牵头|责任|主[办责])))"
)
_BEFORE_LABEL = {*"。；！？：，、）〕】”;,.\n\t\v（〔【([★", *BULLETS, *BLANKS, ""}


def labels(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """The labels in a stretch: words that name a role, a deadline, people or a remark, and a colon."""
    for found in _LABEL.finditer(text, start, len(text) if end is None else end):
        if found["open"] or text[found.start() - 1 : found.start()] in _BEFORE_LABEL or found.start() == start:
            yield found


def starts_with_label(text: str) -> bool:
    text = text.lstrip(BULLETS + BLANKS)
    return bool(_LABEL.match(text)) and not text.startswith("注")


def opens_remark(label: re.Match[str]) -> bool:
    """Is all that follows a label, whatever it says, a remark?"""
    return label["remark"] == "备注"


def opens_list(text: str) -> bool:
    """Does it begin with a label that a list of units follows?"""
    label = _LABEL.match(text)
    return bool(label and _role(label))


def _role(label: re.Match[str]) -> Role | None:
    return next((role for role in Role if label[role.value]), None)


# --- sentences ------------------------------------------------------------------------------------------------------

_BY_DUTY = (
    "(?:(?:按照|按|依照|依据|根据|依|结合|围绕|立足|在)?(?:各自|本部门|本单位|自身|部门|单位|相应|相关|有关|具体|工作|法定|既定)*的?"
    "(?:职责|职能|分工|职权|权限|事权|任务)(?:职责|职能|分工|职权|权限|要求|任务|[和及、与])*(?:范围|定位|规定|所在)?(?:内|落实)?)"
)
_HOW = (
    "(?:分别|共同|联合|具体|统筹|协同|全面|积极|主动|分工|均|直接|密切|参照|合力|协力|负责|抓好|做好|加强|依法|齐抓共管|分头|各负其责|"
    "协调|同步|等)*"
)
_LEADS = (
    "(?:总?牵头|主办|主责|抓总|总负责|负总责|为(?:第一|主要)?(?:牵头|主办|主责)(?:单位|部门)?|任组长单位|主抓|主导)"
)
_SUPPORTS = (
    "(?:配合|协办|协助|协同|参与|参加|支持|指导|监督|督导|督促|会办|协调|支撑|为(?:配合|协办|参与)(?:单位|部门)?)"
)
_DOES = (
    "(?:负责|承办|落实|组织实施|组织落实|实施|推进|执行|完成|办理|承担|推动|开展|为(?:共同)?(?:责任|落实|实施|承办)(?:单位|部门|主体)?|"
    "责任落实|履职|齐抓共管|各负其责)"
)
_AFTER = (
    "(?:抓总|负责|落实|组织实施|组织|实施|推进|推动|协调|办理|开展|统筹|做好|抓好|承办|配合|指导|到位|具体|工作|相关|有关|完成|协同|参与|支持|"
    "督促|督导|监督|执行|牵头|落地|抓落实|建设|有关工作)*"
)
_VERB = re.compile(
    f"[，,]?(?:由|请)?(?P<duty>{_BY_DUTY})?[，,、]?{_HOW}(?:(?P<lead>{_LEADS}|负责牵头|负责抓总)|(?P<supporting>{_SUPPORTS})|"
    f"(?P<responsible>{_DOES})|(?<=分工)(?P<bare>)){_AFTER}(?=[，,；;。、：\\s]|$|会同|商|并|由|（)"
)
_ONLY_DUTY = re.compile(f"[，,]?{_BY_DUTY}(?:分工)?(?=[，,；;。\\s]|$)")
_WITH = re.compile("会同|联合(?!会|社|国|大学|体|办|党)|会商|商(?=[^务业会贸标检圈])")

_FIRST_LEADS = re.compile(
    "[^，,；;。、（）]*(?:(?:排|列|位于|处于|名列|在)[^，,；;。、]{0,8}(?:第一|首位|首|最前|前列|前面)|第一|首|排名最前)[^，,；;。、]{0,12}"
    "(?:牵头|主办|主要责任|总负责)[^，,；;。、]*(?:单位|部门|处室|机构|牵头|者)[^，,；;。、]*(?:[，,、]下同)?"
)
_STANDING = re.compile(
    "(?:[^。；;]*(?:不再|不另|不)(?:单独|一一|逐一|逐项|重复|另行|具体|分别)*(?:列出|列明|列示|列入|列|重复|罗列|标注|注明|写明|分工|做分工|作分工)[^。；;]*"
    "|(?:以上|以下|上述|下列|所有|各项|本方案|全部|每项)[^。；;]*(?:均|都|需)[^。；;]*(?:包括|包含|含|落实|配合|负责|参与|为责任单位)[^。；;]*)"
)
_BOUND = re.compile(
    "(?:均包括|都包括|还包括|包括|均包含|包含|均含|还含|均涉及|涉及|均需要|均需|都需要|都需|需要|需|均由|都由|由|要求)(?P<after>.+?)"
    "(?=(?:按|依|结合|共同|积极|抓好|做好|分别|认真|全面|具体)*(?:落实|配合|负责|参与|组织|实施|贯彻|承担|推进|执行)|[，,；;。]|$)"
)
_BOUND_BEFORE = re.compile(
    "^(?P<before>.+?)(?:同时)?(?:均|都|同为|作为|为|是|不再|不另|不单独|需按|按职责|按照|负责|配合|参与|落实)"
)

_TIME = (
    "(?:(?:20\\d\\d|二〇..|今|明|本|当|次|每)年|\\d{1,2}月|\\d{1,2}日|每[季月周半]|[一二三四]季度|[上下]半年|年底|年内|年中|年终|全年|长期|持续|"
    "常态|近期|中期|远期|即时|立即|适时|“十|按(?:期|时|季|年|月|照?(?:国家|省|市|上级).{0,12}(?:时间|部署|进度|要求))|第[一二三四]季度|月底|限期)"
)
_IS_DEADLINE = re.compile(f"(?:时限|期限|完成时[限间])?[：:]?(?:到|至|于|在|截至|自)?{_TIME}[^，,；;（）]*$")
_ITEM = re.compile("^(?:\\d{1,2}[.．、](?!\\d)|[●■◆▲·—-]+)")
_EXPLAINED = re.compile("是?指(?!挥|导)|即[指为]|应当|要[求按加认切]|须按|负责[对组统]")
"""How an explanation of a label goes on, where a list would begin."""
_NOBODY = re.compile("无|[/／—－-]+")
_ASIDE_ROLE = re.compile("[（(](?P<word>[^（）()]{1,10})[）)]$")
_SAME_BELOW = re.compile(
    "[，,；;]?\\s*(?:以?下(?:各项|各条)?(?:均|皆|都)?(?:同|类同|相同|如此)|以下略|余同)(?=[，,；;。）)]|$)"
)


def read(text: str, *, needs_verb: bool = False) -> Reading | None:
    """What a text says of roles: labels with their lists, or a sentence; None where it says nothing of the kind.

    A list that stands without any verb or label counts only where each of its pieces looks like a unit.
    """
    found = list(labels(text))
    reading = Reading()
    before = text[: found[0].start()] if found else ""
    if before.strip(" （(，,、\n"):  # 甲局、乙局，责任人：某某
        _read_sentence(before.rstrip("，,；;"), 0, reading, needs_verb=needs_verb and "牵头" not in before)
    if found and (reading.assigned or not before.strip(" （(，,、\n")):
        _read_labels(text, found, reading)
        return reading if reading.binds or reading.notes else None
    _read_sentence(text, 0, reading, needs_verb=needs_verb)
    return reading if reading.assigned or reading.standing or reading.first_leads else None


def _read_labels(text: str, found: list[re.Match[str]], reading: Reading) -> None:
    for at, label in enumerate(found):
        start = label.end()
        role = _role(label)
        if label["aside"] and not _is_rule(label["aside"][1:-1], reading) and role is None:
            start = label.start("aside")
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        content = text[start:end].strip(f"{BLANKS}，,；;。、\n\t\v（([【")
        start = text.index(content, start)
        if label["deadline"]:
            reading.deadline.append(content)
        elif opens_remark(label):
            reading.notes.append(text[start:].strip(f"{BLANKS}\n"))
            return
        elif label["people"] or label["remark"]:
            reading.notes.append(f"{label[0].rstrip('：:')}：{content}")
        elif not _EXPLAINED.match(content):
            _read_sentence(content, start, reading, role=role or Role.RESPONSIBLE)
        reading.is_explicit |= role is Role.LEAD


def _is_rule(text: str, reading: Reading) -> bool:
    """Enter a rule that is said once; False where the text says none."""
    if _FIRST_LEADS.fullmatch(text.strip("，,。；; ")):
        reading.first_leads = True
        reading.notes.append(text.strip("，,。；; "))
        return True
    if standing := standing_note(text):
        reading.standing = standing
        return True
    return bool(_SAME_BELOW.fullmatch(text) or _MARKED_LEADS.match(text))


def standing_note(text: str) -> Standing | None:
    """The note that a sentence is, where it says which units every measure binds."""
    text = text.strip(" ，,；;。（）()\n")
    if not _STANDING.fullmatch(text) or _FIRST_LEADS.search(text):
        return None
    bound: list[str] = []
    for pattern, group in ((_BOUND, "after"), (_BOUND_BEFORE, "before")):
        if match := pattern.search(text):
            listed = re.sub(
                "^(?:各项|所有|以上|上述|有关|相关)?(?:任务|工作|措施|政策)(?:的?责任单位)?", "", match[group]
            )
            bound = [name.text for name in names(listed)]
            if bound and all(map(is_unit, bound)):
                return Standing(text, tuple(bound))
    return None


# --- a sentence -----------------------------------------------------------------------------------------------------


def _read_sentence(
    text: str, base: int, reading: Reading, *, role: Role | None = None, needs_verb: bool = False
) -> None:
    """Enter who leads, who does it, who helps; nothing where the text is no such sentence.

    Args:
        base: The offset at which the text stands in what is read.
        role: The role that a label before the text says; then its names need no verb.
    """
    listed = _without_rules(text, reading)
    made = Reading()
    at, is_said = 0, role is not None
    for verb in _verbs(listed):
        is_said = True
        _clause(listed, at, verb.start(), _meaning(verb), base, made)
        at = verb.end()
    rest = [name.text for name in names(listed[at:])]
    if rest and not is_said and (needs_verb or not all(map(is_unit, rest))):
        return
    _clause(listed, at, len(listed), role or Role.RESPONSIBLE, base, made)
    if role is None and len(made.doubtful) * 2 > len(made.assigned):
        return
    reading.assigned += made.assigned
    reading.doubtful += made.doubtful
    reading.is_explicit |= any(each.role is Role.LEAD for each in made.assigned)


def _without_rules(text: str, reading: Reading) -> str:
    """The text with 、 for each character of a rule or a deadline; these are entered."""
    for aside in re.finditer("（([^（）]*(?:（[^（）]*）[^（）]*)*)）", text):
        if _is_rule(aside[1], reading):
            text = _blanked(text, *aside.span())
    inside, said = depths(text), text
    last = -2
    for start, end in _clauses(text, inside, "。；;，,"):
        piece = text[start:end].strip(" ，,；;。、")
        if _IS_DEADLINE.match(piece) and not is_unit(piece):
            if start == last + 1:  # 3月底前出台政策，年内持续推进 is one
                piece = f"{reading.deadline.pop()}{said[last]}{piece}"
            reading.deadline.append(piece)
            text = _blanked(text, start, end)
            last = end
    for start, end in _clauses(text, inside, "。；;"):
        for pattern in (_STANDING, _FIRST_LEADS, _SAME_BELOW, _MARKED_LEADS):
            for rule in pattern.finditer(text, start, end):
                if rule[0].strip() and _is_rule(rule[0].strip(" ，,；;。"), reading):
                    text = _blanked(text, *rule.span())
    return text


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + "、" * (end - start) + text[end:]


def _clauses(text: str, inside: list[int], marks: str) -> Iterator[tuple[int, int]]:
    at = 0
    for place in (*(place for place, char in enumerate(text) if char in marks and not inside[place]), len(text)):
        if place > at:
            yield at, place
        at = place + 1


def _verbs(text: str) -> list[re.Match[str]]:
    inside = depths(text)
    for pattern in (_VERB, _ONLY_DUTY):
        if found := [each for each in pattern.finditer(text) if each[0] and not inside[each.start()]]:
            return found
    return []


def _meaning(verb: re.Match[str]) -> Role:
    if verb.re is _ONLY_DUTY:
        return Role.RESPONSIBLE
    if verb["lead"]:
        return Role.LEAD
    return Role.SUPPORTING if verb["supporting"] else Role.RESPONSIBLE


def _clause(text: str, start: int, end: int, role: Role, base: int, made: Reading) -> None:
    """Enter the names before a verb, and those behind 会同 as supporting."""
    inside = depths(text[start:end])
    for each in _WITH.finditer(text, start, end):
        before = text[start : each.start()].strip("，,、；; 由并")
        if not inside[each.start() - start] and (not before or is_unit(re.split("[、，]", before)[-1])):
            _named(text, start, each.start(), role, base, made)
            _named(text, each.end(), end, Role.SUPPORTING, base, made)
            return
    _named(text, start, end, role, base, made)


def _named(text: str, start: int, end: int, role: Role, base: int, made: Reading) -> None:
    skipped = re.compile("[，,、；;。\\s]*(?:由|请|并|其他由|具体由)?").match(text, start, end)
    start = skipped.end() if skipped else start
    for name in names(text[start:end]):
        _entry(name.text, base + start + name.start, role, made)


def _entry(name: str, start: int, role: Role, made: Reading) -> None:
    """Enter one name; a bracket behind it may say its role: 市财政局（牵头）."""
    aside = _ASIDE_ROLE.search(name)
    if aside and (marked := _marked(aside["word"])):
        name, role = name[: aside.start()], marked
    name = canonical_brackets(_ITEM.sub("", name))
    if not name or _NOBODY.fullmatch(name):
        return
    if not is_unit(name):
        made.doubtful.append(Name(name, start))
    made.assigned.append(Assigned(role, name, start))


def _marked(word: str) -> Role | None:
    if re.fullmatch("总?牵头(?:单位|部门|负责)?|主办(?:单位)?|主责", word):
        return Role.LEAD
    if re.fullmatch("配合(?:单位|部门)?|协办(?:单位)?|参与(?:单位)?", word):
        return Role.SUPPORTING
    return None


_SAID_OF_FIRST = re.compile(
    "(?:排|列|居|位|名)[^，,；;。、]{0,8}(?:第一|首位|首|前面)[^，,；;。、]{0,14}(?:为|是|即|系|作为)[^，,；;。、]{0,8}(?:牵头|主办|总负责)"
    "|(?:第一|首)个?[^，,；;。、]{0,4}(?:责任单位|责任部门|单位|部门)[^，,；;。、]{0,4}(?:为|是|即|系)[^，,；;。、]{0,8}(?:牵头|主办)"
)


def says_first_leads(text: str) -> bool:
    """Does a sentence of the text say that the unit named first leads?"""
    return bool(_SAID_OF_FIRST.search(text))


MARKS = "☆★▲△※◎●*"
_MARKED_LEADS = re.compile(f"(?:标|带|加|注)[^，。；、]{{0,3}}([{MARKS}])[^，。；、]{{0,8}}为[^，。；、]{{0,4}}牵头")


def lead_mark(text: str) -> str:
    """The sign that a text says it marks leads with (标☆的为牵头单位); empty where it says none."""
    found = _MARKED_LEADS.search(text)
    return found[1] if found else ""
