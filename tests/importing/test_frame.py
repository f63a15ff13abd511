"""What stands around a plan: a page's words, the covering notice, signature, date, attachments."""

from __future__ import annotations

from datetime import date

import pytest

from bioresp.circular import Imported, Use
from tests.importing.test_one_line import import_text

PLAN = "一、主要任务\n（一）查清底数。建立台账。（市水利局牵头，市林业局配合）\n（二）加强巡查。每月一次。（市水利局负责）\n"
TITLE = "青禾市人民政府关于保护河湖的意见"
OPENING = f"{TITLE}\n各乡镇人民政府：\n提出如下意见。\n{PLAN}"
SIGNED = "青禾市人民政府\n2030年4月5日"
NOTICE = f"青禾市人民政府关于印发《河湖保护方案》的通知\n各乡镇人民政府：\n现印发给你们。\n{SIGNED}\n"
PAGE = (
    "当前位置： 首页政务公开工作动态 索 引 号： QH001-2030-00012 主题分类： 无 发文机关： 青禾市 成文日期： 2030-04-05 "
    f"标 题： {TITLE} 发文字号： 青政〔2030〕4号 有 效 性： 有效 来源：青禾市 时间：2030-04-06 11:00 微信 微博 QQ空间 "
    "全真版 文字版 文件下载 相关链接： --> "
)


def codes(found: Imported) -> list[str]:
    return [each.code for each in found.doubts]


def frame(found: Imported) -> str:
    """What became a page's words."""
    return "".join(each.text for each in found.account.pieces() if each.use is Use.FRAME)


@pytest.mark.parametrize("joint", ["\n", " "])
def test_a_pages_head_on_the_circulars_line_is_frame(joint: str) -> None:
    """当前位置 … 相关链接：--> and nothing of it in the plan."""
    found = import_text(PAGE + f"{OPENING}{SIGNED}".replace("\n", joint))
    assert found.plan.title == TITLE
    assert found.plan.preamble == "提出如下意见。"
    assert found.plan.addressees == ("各乡镇人民政府",)
    assert [each.deadline for section in found.plan.sections for each in section.measures] == ["", ""]
    assert "QH001-2030-00012" in frame(found)


def test_an_archives_head_is_frame() -> None:
    """标题: … ==== 正文 ==== and what stands above."""
    found = import_text(
        f"标题: {TITLE}\n发布时间: 2030-04-06 11:00\n发布机构: 青禾市\n======== 正文 ========\n{OPENING}{SIGNED}"
    )
    assert (found.plan.title, found.plan.issued) == (TITLE, date(2030, 4, 5))
    assert "发布时间" in frame(found)


def test_the_title_of_an_archives_head_is_taken_where_the_text_has_none() -> None:
    """标题: … is all that says the title."""
    found = import_text(f"标题: {TITLE}\n======== 正文 ========\n各乡镇人民政府：\n提出如下意见。\n{PLAN}{SIGNED}")
    assert found.plan.title == TITLE
    assert codes(found) == []


@pytest.mark.parametrize("joint", ["\n", " ", ""])
def test_a_web_pages_foot_behind_the_date_leaves_signature_and_date(joint: str) -> None:
    """扫一扫 right behind the date is the page's; the date is not."""
    found = import_text(f"{OPENING}{SIGNED}".replace("\n", joint) + "扫一扫在手机打开当前页 相关解读 附件下载")
    assert (found.plan.issuer, found.plan.issued) == ("青禾市人民政府", date(2030, 4, 5))
    assert "扫一扫" in frame(found)


@pytest.mark.parametrize("blanks", ["　　　　", "    ", "\n"])
def test_a_signature_in_two_columns_is_two_units(blanks: str) -> None:
    """Two units that sign together."""
    plan = import_text(f"{OPENING}青禾市水利局{blanks}青禾市林业局\n2030年4月5日").plan
    assert (plan.issuer, plan.signatory) == ("青禾市水利局", "青禾市林业局")


@pytest.mark.parametrize("seal", ["（代章）", "（青禾市委代章）", "（盖章）"])
@pytest.mark.parametrize("joint", ["", " ", "\n"])
def test_a_seal_belongs_to_the_signature(seal: str, joint: str) -> None:
    """（代章） behind the unit or below it."""
    plan = import_text(f"{OPENING}青禾市人民政府办公室{joint}{seal}\n2030年4月5日").plan
    assert plan.issuer == f"青禾市人民政府办公室{seal}"


@pytest.mark.parametrize("written", ["2030年4月5日", "二〇三〇年四月五日", "二○三○年四月五日", "2030 年 4 月 5 日"])
def test_a_date_of_signature_is_read_as_it_is_written(written: str) -> None:
    """Digits, Chinese numerals, blanks between."""
    assert import_text(f"{OPENING}青禾市人民政府\n{written}").plan.issued == date(2030, 4, 5)


def test_signature_date_and_the_next_title_on_one_line_are_three() -> None:
    """……请认真执行。 青禾市饮水领导小组 （青禾市委代章） 2030年4月5日饮水方案 为保障……"""
    plan = import_text(
        "各成员单位：现将《解决饮水问题方案》印发给你们，请认真执行。 青禾市饮水领导小组 （青禾市委代章） "
        f"2030年4月5日解决饮水问题方案 为保障饮水，制定本方案。{PLAN}"
    ).plan
    assert plan.title == "解决饮水问题方案"
    assert (plan.issuer, plan.issued) == ("青禾市饮水领导小组（青禾市委代章）", date(2030, 4, 5))
    assert plan.preamble == "为保障饮水，制定本方案。"
    assert plan.notice
    assert plan.notice.text == "现将《解决饮水问题方案》印发给你们，请认真执行。"


def test_a_date_inside_a_sentence_signs_nothing() -> None:
    """青禾市人民政府2030年3月1日印发的……"""
    text = OPENING.replace("提出如下意见。", "根据青禾市人民政府2030年3月1日印发的《河湖规划》，提出如下意见。")
    plan = import_text(f"{text}{SIGNED}").plan
    assert plan.issued == date(2030, 4, 5)
    assert plan.preamble == "根据青禾市人民政府2030年3月1日印发的《河湖规划》，提出如下意见。"


@pytest.mark.parametrize("before", ["", NOTICE])
def test_an_attachments_number_above_a_title_is_kept(before: str) -> None:
    """附件1 is given back."""
    plan = import_text(f"{before}附件1\n河湖保护方案\n为保护河湖，制定本方案。\n{PLAN}").plan
    assert plan.title == "河湖保护方案"
    assert plan.remarks == "附件1"


def test_lines_of_copies_and_printing_are_remarks() -> None:
    """抄送：…, …印发 behind the date."""
    plan = import_text(
        f"{OPENING}{SIGNED}\n抄送：市委办公室，市政协办公室。\n青禾市人民政府办公室 2030年4月6日印发"
    ).plan
    assert plan.issued == date(2030, 4, 5)
    assert plan.remarks.startswith("抄送：市委办公室")


COPIES = "抄送：市委办公室，市法院。"


@pytest.mark.parametrize("joint", ["\n", " ", ""])
@pytest.mark.parametrize("closing", [COPIES, "本意见自印发之日起施行，有效期三年。", "本意见由市水利局负责解释。"])
def test_what_closes_a_text_is_no_part_of_the_last_list(closing: str, joint: str) -> None:
    """责任单位：市水利局、市残联 抄送：…… on one line."""
    text = f"{OPENING}（三）宣传。发动群众。责任单位：市水利局、市残联\n{closing}\n".replace("\n", joint)
    plan = import_text(text).plan
    assert [each.agency for each in plan.sections[0].measures[-1].assignments] == ["市水利局", "市残联"]
    assert closing.strip() in (plan.closing, plan.remarks)


@pytest.mark.parametrize("joint", ["\n", " ", ""])
def test_a_signature_behind_the_last_list_is_no_part_of_it(joint: str) -> None:
    """责任单位：市水利局、市残联青禾市人民政府2030年4月5日."""
    plan = import_text(f"{OPENING}（三）宣传。发动群众。责任单位：市水利局、市残联\n{SIGNED}".replace("\n", joint)).plan
    assert plan.issuer == "青禾市人民政府"
    assert [each.agency for each in plan.sections[0].measures[-1].assignments] == ["市水利局", "市残联"]


def test_who_is_addressed_has_no_part_in_the_work() -> None:
    """各成员单位：经…… is no label with a list."""
    text = (
        f"各成员单位：经研究同意，现将《河湖保护方案》印发给你们。 {SIGNED}河湖保护方案 为保护河湖，制定本方案。{PLAN}"
    )
    plan = import_text(text.replace("\n", "")).plan
    assert plan.addressees == ("各成员单位",)
    assert [each.name for each in plan.agencies] == ["市水利局", "市林业局"]


@pytest.mark.parametrize("joint", ["\n", ""])
def test_a_date_below_the_title_is_the_date_of_issue(joint: str) -> None:
    """……的意见青政〔2030〕4号 2030年4月5日各乡镇人民政府：……"""
    plan = import_text(OPENING.replace("\n各", f"\n青政〔2030〕4号\n2030年4月5日{joint}各")).plan
    assert (plan.document_number, plan.issued, plan.addressees) == (
        "青政〔2030〕4号",
        date(2030, 4, 5),
        ("各乡镇人民政府",),
    )


@pytest.mark.parametrize("joint", ["\n", ""])
def test_a_letterhead_may_run_into_its_number(joint: str) -> None:
    """青禾市人民政府文件青政〔2030〕4号."""
    plan = import_text(f"青禾市人民政府文件{joint}青政〔2030〕4号\n{OPENING}").plan
    assert (plan.issuer, plan.document_number, plan.title) == ("青禾市人民政府", "青政〔2030〕4号", TITLE)


@pytest.mark.parametrize("joint", ["\n", ""])
def test_a_title_may_end_with_a_full_stop(joint: str) -> None:
    """青禾市湿地保护方案。"""
    plan = import_text(f"青禾市湿地保护方案。{joint}为保护湿地，制定本方案。\n{PLAN}").plan
    assert (plan.title, plan.preamble) == ("青禾市湿地保护方案", "为保护湿地，制定本方案。")


def test_a_sentence_that_names_a_plan_is_no_title() -> None:
    """The near miss: 现印发青禾市湿地保护方案。"""
    plan = import_text(f"青禾市湿地工作方案\n现印发青禾市湿地保护方案。\n{PLAN}").plan
    assert plan.title == "青禾市湿地工作方案"


# --- doubts ----------------------------------------------------------------------------------------------------------


def test_an_issued_text_without_a_date_is_a_doubt() -> None:
    """R425: who is addressed should find who signed, and when."""
    assert codes(import_text(OPENING)) == ["R425"]


def test_a_plan_without_addressees_needs_no_signature() -> None:
    """The near miss: an attachment is not signed."""
    assert codes(import_text(f"河湖保护方案\n为保护河湖，制定本方案。\n{PLAN}")) == []


def test_a_signature_in_a_pages_foot_is_a_doubt() -> None:
    """R426: behind 打印本页 stand a unit and a date."""
    assert "R426" in codes(import_text(f"{OPENING}打印本页 关闭窗口\n{SIGNED}"))


def test_a_signature_before_a_pages_foot_is_none() -> None:
    """The near miss: 打印本页 stands behind the date."""
    assert codes(import_text(f"{OPENING}{SIGNED}\n打印本页 关闭窗口")) == []


@pytest.mark.parametrize(("lost", "expected"), [("市水利局、市林业局", ["R427"]), ("市水利局加强宣传", [])])
def test_units_in_a_pages_words_are_a_doubt(lost: str, expected: list[str]) -> None:
    """R427: a list of units in the foot of a page may be text; a headline of news is none."""
    assert codes(import_text(f"{OPENING}{SIGNED}\n相关文章\n{lost}")) == expected


def test_a_pages_own_units_are_no_doubt() -> None:
    """The near miss: 主办单位：青禾市人民政府办公室."""
    assert codes(import_text(f"{OPENING}{SIGNED}\n扫一扫\n主办单位：青禾市人民政府办公室")) == []


def test_signing_units_that_nothing_parts_are_a_doubt() -> None:
    """R429: 青禾市水利局青禾市林业局 are parted where the second place begins."""
    found = import_text(f"{OPENING}青禾市水利局青禾市林业局\n2030年4月5日")
    assert (found.plan.issuer, found.plan.signatory) == ("青禾市水利局", "青禾市林业局")
    assert codes(found) == ["R429"]


@pytest.mark.parametrize("unit", ["国家税务总局青禾市税务局", "青禾市公安局青禾市城北分局", "青禾市人民政府办公室"])
def test_a_unit_that_names_another_is_one(unit: str) -> None:
    """The near miss: a branch has the name of its seat inside."""
    found = import_text(f"{OPENING}{unit}\n2030年4月5日")
    assert found.plan.issuer == unit
    assert codes(found) == []
