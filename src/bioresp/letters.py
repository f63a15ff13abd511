"""Characters that look alike: what copies out of PDFs and scans leave for the character meant, and what cannot be seen.

⼯, a Kangxi radical, looks as 工 does, and to a program is another character. Words are recognised in the folded text;
what is stored is only mended. Both keep the length of a text, so that places in it hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

_RADICALS = (
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生"
    "用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻"
    "黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠"
)
"""The characters that the Kangxi radicals look like, from U+2F00 on; as fonts of the mainland draw them: 户, 青, 黄."""

_MORE_RADICALS = (
    "⺀厂乛乚乙亻冂几刀刂卜卩小小兀尣尢尢巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糸纟罓罒网网网羊羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅长长长门阜阝雨青韦页风飞食食食饣首马骨"
    "鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀龟"
)
"""The same for the CJK Radicals Supplement, from U+2E80 on."""

_TRADITIONAL = (
    "牽頭單責門協辦參與聯繫係領導時間實執監機構專廳處隊會區縣鎮鄉國務總體貫關發見貝車長員項類別號題標準節條則點線網絡組織統級紀經濟財稅審計訊訴訪證評議調談請論護變讓設試話該詳認誤說課諮謀講識譯記許詢語誠衛"
    "環農業資產貿質費購貧貨負貢賬賽賦賞輸運還這進過達遞選遲邊適違連遠檢驗檔樹橋極權樣樓東華廣廠應慶廢庫廟彈強錄鐵鋼鉤針鍵鏈錢銀銷鑒鑑鐘開閉闢閱陽陰際隨險隱階陳陸難雙雜離電雲靈靜預頒順須頻顧顯額顏願風飛飲飯"
    "館養馬駐驅騎驛魚鳥麥黨齊齡龍傳備債傷億儀價優償儲僅個們倉偽側兩內冊劃劑創劇動勞勢勵勝匯卻厲歷曆啟問喚嚴圍園圓圖團場塊報壓壞墾壯夠夾奪奮婦媽學孫寫寧寬寶對將尋屆層屬島嶺巖師帶幫幹幾張徑從復徹恆惡態憂憑懷"
    "戰戲戶擇擊擔據擬擴擾攝攜敗數斷無晉暫書槍樞橫櫃欄歲殘殺氣決沒況淨減測渦湊溝滅滯滿漁漢潔潛潤澤濕濱灣災為爭爾狀獎獨獲獻現瑪璽畫異當療癥盜盡盤眾碼礎礦禍禦種稱積穩窮競筆築簡簽籌糧約納紙純細終結給絕綜綠維綱"
    "緊緒編緩練縮縱績繼續纖罰罷義習聖聞聲職聽肅脫腦臨舉舊艙艦艱莊萬葉蓋蒼薦藍藝藥蘇蘭蟲術補裝製複規視覺覽觀觸訂託討訓詞誰諸謝謹譽讀豐貸賃賓贊贏趕趙跡蹟躍軌軍軟載輔輕輛輪轄轉轟辭遺鄭鄰醫釋鋪錯鍊鎖閒閘闊隸雖"
    "頁頂飾驟髮鬥鬆鮮鹽麗齒龐佈註彙併並佔採裡裏臺檯週衝叢溫濃營燈熱煙燒爐牆鑿懲懸掃換揮損搶撥撫攔撲擠櫥鎭説鋭銳閲"
)
_SIMPLIFIED = (
    "牵头单责门协办参与联系系领导时间实执监机构专厅处队会区县镇乡国务总体贯关发见贝车长员项类别号题标准节条则点线网络组织统级纪经济财税审计讯诉访证评议调谈请论护变让设试话该详认误说课咨谋讲识译记许询语诚卫"
    "环农业资产贸质费购贫货负贡账赛赋赏输运还这进过达递选迟边适违连远检验档树桥极权样楼东华广厂应庆废库庙弹强录铁钢钩针键链钱银销鉴鉴钟开闭辟阅阳阴际随险隐阶陈陆难双杂离电云灵静预颁顺须频顾显额颜愿风飞饮饭"
    "馆养马驻驱骑驿鱼鸟麦党齐龄龙传备债伤亿仪价优偿储仅个们仓伪侧两内册划剂创剧动劳势励胜汇却厉历历启问唤严围园圆图团场块报压坏垦壮够夹夺奋妇妈学孙写宁宽宝对将寻届层属岛岭岩师带帮干几张径从复彻恒恶态忧凭怀"
    "战戏户择击担据拟扩扰摄携败数断无晋暂书枪枢横柜栏岁残杀气决没况净减测涡凑沟灭滞满渔汉洁潜润泽湿滨湾灾为争尔状奖独获献现玛玺画异当疗症盗尽盘众码础矿祸御种称积稳穷竞笔筑简签筹粮约纳纸纯细终结给绝综绿维纲"
    "紧绪编缓练缩纵绩继续纤罚罢义习圣闻声职听肃脱脑临举旧舱舰艰庄万叶盖苍荐蓝艺药苏兰虫术补装制复规视觉览观触订托讨训词谁诸谢谨誉读丰贷赁宾赞赢赶赵迹迹跃轨军软载辅轻辆轮辖转轰辞遗郑邻医释铺错炼锁闲闸阔隶虽"
    "页顶饰骤发斗松鲜盐丽齿庞布注汇并并占采里里台台周冲丛温浓营灯热烟烧炉墙凿惩悬扫换挥损抢拨抚拦扑挤橱镇说锐锐阅"
)
"""Characters of the genre's words, units, labels, headings and deadlines (牽頭單位), in both forms."""

INVISIBLE = (
    "\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that take no room and say nothing: zero width, soft hyphen, direction marks."""
_EDGES = INVISIBLE + " \t\u3000\xa0"
_WIDE = "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_HALF = "".join(chr(ord(each) - 0xFEE0) for each in _WIDE)
_SMALL = "﹐﹑﹒﹔﹕﹖﹗﹙﹚"
_PLAIN_MARKS = "，、．；：？！（）"
_EXAMPLES = 5


class _Table(dict[int, int | str]):
    """A table for `str.translate` that learns what each character it meets stands for."""

    def __init__(self, known: dict[int, int]) -> None:
        super().__init__(known)
        self.known = known

    def __missing__(self, code: int) -> int | str:
        meant = _meant(code)
        self[code] = self.known.get(ord(meant), meant)
        return self[code]


def _meant(code: int) -> str:
    """The character that a radical or a compatibility ideograph stands for; itself where it is none."""
    if 0x2E80 <= code < 0x2E80 + len(_MORE_RADICALS):
        return _MORE_RADICALS[code - 0x2E80]
    if 0x2F00 <= code < 0x2F00 + len(_RADICALS):
        return _RADICALS[code - 0x2F00]
    if 0xF900 <= code < 0xFB00 or 0x2F800 <= code < 0x2FA20:
        from unicodedata import normalize  # few texts need it, and no query

        return normalize("NFC", chr(code))
    return chr(code)


_MENDED = _Table({})
_FOLDED = _Table(str.maketrans(_TRADITIONAL + _WIDE + _SMALL, _SIMPLIFIED + _HALF + _PLAIN_MARKS))
_SEEN: dict[int, str] = {
    **dict.fromkeys(map(ord, INVISIBLE), ""),
    **dict.fromkeys((*range(0x2000, 0x200B), 0x202F, 0x205F), " "),
}
"""What cannot be seen, and blanks of every width, which are blanks."""


def mended(text: str) -> str:
    """Put the character meant where a copy left a radical or a compatibility ideograph: 分⼯ → 分工."""
    return text if text.isascii() else text.translate(_MENDED)


def folded(text: str) -> str:
    """Fold a text for recognising words in it: mended, simplified, and letters and digits of half width.

    It is never what is stored: a name may hold a character that only looks traditional.
    """
    return text if text.isascii() else text.translate(_FOLDED)


def seen(text: str) -> str:
    """Leave out what cannot be seen, and make a blank of those of odd widths."""
    return text if text.isascii() else text.translate(_SEEN)


class Oddity(NamedTuple):
    """Characters of one kind in a text that are not what they look like."""

    is_invisible: bool
    """They cannot be seen; else they look like others, which are put in their place."""
    line: int
    column: int
    """Where the first stands, both from 1."""
    size: int
    """How many there are."""
    examples: tuple[str, ...]
    """The first few of them: ⼯→工, or the code points of those that cannot be seen: U+200B."""


def oddities(lines: Iterable[str]) -> Iterator[Oddity]:
    """Find the characters of a text that are mended, and those inside its lines that cannot be seen."""
    copies: list[tuple[int, int, str]] = []
    unseen: list[tuple[int, int, str]] = []
    for number, line in enumerate(lines, 1):
        right = mended(line)
        if right != line:
            pairs = enumerate(zip(line, right, strict=True), 1)
            copies += [(number, column, f"{one}→{other}") for column, (one, other) in pairs if one != other]
        inner = line.strip(_EDGES)  # what cannot be seen at a line's end parts nothing
        if seen(inner) != inner:
            first = line.index(inner) + 1
            unseen += [(number, at, f"U+{ord(each):04X}") for at, each in enumerate(inner, first) if each in INVISIBLE]
    for found, is_invisible in ((copies, False), (unseen, True)):
        if found:
            examples = tuple(dict.fromkeys(shown for *_, shown in found))[:_EXAMPLES]
            yield Oddity(is_invisible, *found[0][:2], len(found), examples)
