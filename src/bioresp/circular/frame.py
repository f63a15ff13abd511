"""What a web page or an archive writes around a circular: its head, its foot, and the title it gives."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

FRAME = re.compile(
    "相关(?:附件|链接|文章|解读|新闻|政策)[：:]?$|延伸阅读|^政策解读$|^图解|二维码|扫一扫|打印(?:本页|此页|文章|页面)?$|关闭(?:窗口|本页|页面)?$|"
    "【(?:打印|关闭|收藏|纠错|返回顶部|返回列表|字体|大|中|小)|浏览(?:次数|量)|点击(?:数|量|率)[：:]|阅读(?:次数|量)?[：:]|字[体号][：:大\\[【]|上一[篇条]|下一[篇条]|"
    "分享(?:到|至)|(?:主办|承办)(?:单位)?[：:]|技术支持|网站(?:标识码|地图|声明|备案|主办)|ICP备|公网安备|版权所有|联系我们|"
    "您(?:当前)?(?:现在)?(?:所在)?(?:的)?位置|当前位置|所在位置|^首页|索\\s*引\\s*号|主题分类|发文(?:机关|单位|日期)|发布(?:机构|日期|时间)|成文日期|生效日期|"
    "有\\s*效\\s*性[：:|]|时效性|主\\s*题\\s*词|标\\s*题[：:|]|信息来源|来\\s*源[：:]|作\\s*者[：:]|责任编辑|编辑[：:]|^无障碍|长者模式|^(?:繁體|简体|微信|微博|客户端|手机版)|"
    "https?://|www\\.|用来校验|当前页|抄\\s*送|公开(?:形式|属性)|文\\s*号[：:|]|访问量|^附件下载$"
)
"""What a web page writes around a text, on a line of its own."""

_ARCHIVE = re.compile("[=＝—*-]{3,}正文[=＝—*-]{3,}")
"""Where an archive's own head ends: ==== 正文 ====."""

_OPENS_HEAD = re.compile(
    "首页|(?:您?(?:当前|现在)?(?:所在)?的?位置|索引号|标题|发文机关|发布机构|信息来源|来源|发布时间|发布日期)[：:]"
)
_FIELD = (
    "索引号|主题分类|发文机关|发文字号|文号|成文日期|发布日期|发布时间|发布机构|生效日期|有效性|时效性|标题|来源|信息来源|"
    "作者|时间|浏览次数|浏览量|点击数|点击量|阅读次数|阅读量|字体|字号|责任编辑|编辑|审核|分享到?|相关链接|相关附件|公开形式|公开属性|主题词|语音播报"
)
_TOKEN = re.compile(
    f"(?P<field>{_FIELD})[：:]|(?P<path>首页 ?[>›»]|[>›»])|"
    "(?P<date>\\d{4}-\\d{1,2}-\\d{1,2}(?: ?\\d{1,2}:\\d{2})?)|-->|"
    "微信|微博|QQ空间|全真版|文字版|文件下载|附件下载|打印(?:本页|此页|文章|页面)?|关闭(?:窗口|本页|页面)?|"
    "收藏|纠错|【?(?:大|小)】?中【?(?:大|小)】?|扫一扫(?:在手机打开当前页)?|政策解读|图文解读|当前位置[：:]|您(?:当前)?(?:所在)?的?位置[：:]"
)
"""The words of a page's head, which stand one behind the other where it is one line."""
_VALUE = {
    "date": re.compile(
        "\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?(?:\\d{1,2}:\\d{2}(?::\\d{2})?|\\s+\\d{1,2}:\\d{2}(?::\\d{2})?)?"
    ),
    "count": re.compile("\\d+次?"),
    "number": re.compile("[\u4e00-\u9fff]{1,12}[〔\\[]\\d{4}[〕\\]]\\d{1,4}号|[A-Z0-9][A-Z0-9-]{6,40}"),
}
_LEAST_TOKENS = 3
_LONGEST_VALUE = 60
_LONGEST_HEAD = 3000
_TITLE_END = "(?:通知|意见|方案|措施|办法|规划|计划|要点|清单|分工|细则|纲要|决定|公告|函)"
_ISSUED = re.compile("关于(?:印发|转发|公布|下达)《([^《》]{4,100}(?:〈[^〈〉]*〉[^《》]*)?)》的通知$")


class PageHead(NamedTuple):
    """What a page writes before a circular."""

    end: int
    """Where the circular begins; 0 where the page writes nothing."""
    title: tuple[int, int] | None
    """Where the title stands that the page gives."""


def page_head(words: str, gaps: Container[int]) -> PageHead:
    """Find an archive's head and the frame of a page that stands on one line with the circular.

    Args:
        gaps: The offsets before which the source has a blank that the text has not.
    """
    archive = _ARCHIVE.search(words, 0, _LONGEST_HEAD)
    start = _behind_blanks(words, archive.end() if archive else 0)
    end = _behind_blanks(words, _line_head(words, start, gaps))
    return PageHead(end, _given_title(words, end, gaps) if end else None)


def _behind_blanks(words: str, at: int) -> int:
    return at + len(words[at:]) - len(words[at:].lstrip())


def _line_head(words: str, start: int, gaps: Container[int]) -> int:
    """Where the words of a page end that stand before a circular on its line; the start where there are none."""
    line_end = words.find("\n", start)
    stop = min(len(words) if line_end < 0 else line_end, start + _LONGEST_HEAD)
    full_stop = words.find("。", start, stop)
    stop = full_stop if full_stop >= 0 else stop
    if not _OPENS_HEAD.match(words, start):
        return start
    end, count = start, 0
    for token in _TOKEN.finditer(words, start, stop):
        end, count = token.end(), count + 1
        if token["field"] or token["path"]:
            end = _value_end(words, token["field"] or "", end, stop, gaps)
    return end if count >= _LEAST_TOKENS else start


def _value_end(words: str, field: str, at: int, stop: int, gaps: Container[int]) -> int:
    """Where the value of a field ends: what it looks like says it, else the next blank."""
    while at < stop and words[at] == " ":
        at += 1
    if field in ("标题", "相关链接", "相关附件", "分享", "分享到"):
        return at
    for value in _VALUE.values():
        if found := value.match(words, at, stop):
            return found.end()
    end = at + 1
    while end < min(stop, at + _LONGEST_VALUE) and end not in gaps and words[end] not in " \n":
        end += 1
    return end if end < at + _LONGEST_VALUE else at


def _given_title(words: str, end: int, gaps: Container[int]) -> tuple[int, int] | None:
    """The title in a page's head: behind 标题：, else the last piece of it that ends like one."""
    named = re.search("标题[：:] ?", words[:end])
    if named:
        stop = re.compile(f"\n|(?:{_FIELD})[：:]").search(words, named.end(), end)
        return named.end(), stop.start() if stop else end
    pieces, start, depth = [], 0, 0
    for at in range(end):
        depth += (words[at] == "《") - (words[at] == "》")
        if (at in gaps or words[at] in " \n") and depth <= 0:
            pieces.append((start, at))
            start = at
    titles = [(a, b) for a, b in pieces if b - a >= 8 and re.search(f"{_TITLE_END}$", words[a:b].strip())]
    return titles[-1] if titles else None


def issued_title(title: str) -> str:
    """What a notice issues: 关于印发《湿地保护方案》的通知 → 湿地保护方案; else the title itself."""
    found = _ISSUED.search(title)
    return found[1] if found else title


_FOOT = re.compile(
    "相关(?:附件|链接|文章|解读|新闻|文件)|延伸阅读|二维码|扫一扫|扫码|打印(?:本页|此页|文章|页面)|关闭(?:窗口|本页|页面)|【(?:打印|关闭|收藏|纠错|返回|图解)|浏览(?:次数|量)|"
    "上一[篇条][：:]|下一[篇条][：:]|分享到|网站(?:标识码|地图)|ICP备|公网安备|版权所有|信息来源[：:]|责任编辑|用来校验|技术支持[：:]|"
    "附件下载|(?<=[。）日 \n])来源[：:]|\\.(?:pdf|docx?|xlsx?|zip|rar|wps|ofd)(?![a-z])"
)
"""What begins the foot of a page."""
_STILL_TEXT = re.compile(
    "(?:牵头|责任|配合)(?:单位|部门)[：:]|(?:负责|配合|牵头)[）〕]|\n[（(]?[一二三四五六七八九十]{1,3}[）)、]"
)
_MOST_MARKS = 100
_FAR = 40
_LONGEST_FILE_NAME = 120


def page_foot(words: str) -> int:
    """Where what the web page added begins, behind the last words of the circular; the end where it added nothing."""
    foot = len(words)
    for found in reversed(list(_FOOT.finditer(words))[-_MOST_MARKS:]):
        line = words.rfind("\n", 0, found.start()) + 1
        sentence = max(words.rfind(mark, line, found.start()) + 1 for mark in "。）日")
        at = max(line, sentence)
        if _STILL_TEXT.search(words, at, foot):
            break
        if found.start() - at <= (_LONGEST_FILE_NAME if found[0].startswith(".") else _FAR):
            foot = at
    return foot
