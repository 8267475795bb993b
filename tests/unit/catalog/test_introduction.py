"""An introduction is taken apart without losing or inventing a word."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from matchmaker.catalog.introduction import HEADINGS, Introduction, read_introduction
from matchmaker.web.forms import clean

PAGE = """智能检测课题组
课题组简介
智能检测课题组隶属于滨淮测试大学机电学院，成立于2012年，现有教授2人、副教授3人。
研究方向
1. 机器视觉与缺陷检测
2. 工业机器人柔顺控制
代表性成果
1. 锂电极片在线瑕疵检测系统：针对极片涂布过程中人工抽检漏检率高的问题，研制多光谱在线成像系统，\
检出率由92%提高到99.2%，检测速度达到80m/min，已在2家企业中试线运行。获授权发明专利ZL202110123456.7。
2. 打磨机器人力控技术。采用阻抗控制与在线标定，打磨力误差小于2N，完成样机，拟开展中试。
3. 针对玻璃基板搬运易碎的难题，开发了柔性真空吸附装置，破损率降低60%。
授权专利
[1] 一种极片瑕疵多光谱成像方法，ZL201910234567.8
[2] 一种茶叶采摘装置，ZL202020345678.9
仪器设备
线阵相机4套，六轴机器人3台。
联系方式
地址：大学路1号"""


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def held(told: Introduction) -> list[tuple[int, str]]:
    pieces = [piece for result in told.results for piece in result.pieces]
    return sorted({(piece.start, piece.text) for piece in [*pieces, *told.rest]})


def test_each_numbered_result_is_one_and_knows_its_patents() -> None:
    told = read_introduction(PAGE)
    assert [result.title for result in told.results] == [
        "锂电极片在线瑕疵检测系统",
        "打磨机器人力控技术",
        "柔性真空吸附装置",
    ]
    assert all(result.is_sure for result in told.results)
    assert [[right.number for right in result.rights] for result in told.results] == [
        ["ZL202110123456.7", "ZL201910234567.8"],
        [],
        [],
    ]


def test_people_equipment_directions_and_a_patent_of_nobodys_stay_in_the_rest() -> None:
    rest = "\n".join(piece.text for piece in read_introduction(PAGE).rest)
    for words in ("现有教授2人", "工业机器人柔顺控制", "线阵相机4套", "地址：大学路1号", "ZL202020345678.9"):
        assert words in rest
    assert "锂电极片" not in rest


def test_unit_and_group_are_read_and_a_known_name_wins() -> None:
    told = read_introduction(PAGE)
    assert (told.unit, told.group) == ("滨淮测试大学", "智能检测课题组")
    assert read_introduction(PAGE, ["滨淮测试大学机电学院", "别的大学"]).unit == "滨淮测试大学机电学院"


def test_a_group_keeps_its_whole_name() -> None:
    assert read_introduction("功能膜与检测课题组\n代表性成果\n1. 银浆").group == "功能膜与检测课题组"
    assert read_introduction("我们是薄膜技术研究中心。").group == "薄膜技术研究中心"


def test_a_text_without_headings_is_one_result_or_its_numbered_ones() -> None:
    (only,) = read_introduction("我们开发了一种低温烧结银浆，烧结温度降到150℃。").results
    assert (only.title, only.is_sure) == ("低温烧结银浆", True)
    two = read_introduction("（1）低温烧结银浆，可印刷；（2）石墨散热膜，导热好。").results
    assert [result.title for result in two] == ["低温烧结银浆", "石墨散热膜"]


def test_what_is_not_called_a_result_is_offered_as_unsure() -> None:
    told = read_introduction("团队简介\n团队有8人。\n团队研制了一种井下巡检机器人，续航6小时。\n研究方向\n1. 机器人")
    assert [(result.title, result.is_sure) for result in told.results] == [("井下巡检机器人", False)]
    directions = read_introduction("研究方向\n1. 固态电解质\n2. 柔性电极\n团队成员\n某某")
    assert [(result.title, result.is_sure) for result in directions.results] == [
        ("固态电解质", False),
        ("柔性电极", False),
    ]


def test_a_page_without_any_result_is_all_rest() -> None:
    told = read_introduction("团队成员\n共8人。\n仪器设备\n电镜1台")
    assert told.results == ()
    assert "共8人。" in [piece.text for piece in told.rest]


HEADS = [heading for headings in HEADINGS.values() for heading in headings]
PARTS = st.one_of(
    st.sampled_from(
        [
            *HEADS,
            "1. ",
            "（2）",
            "·",
            "：",
            "。",
            "，",
            "；",
            "\n",
            "\n\n",
            " ",
            "专利",
            "ZL202110123456.7",
            "由1%提高到2%",
        ]
    ),
    st.text(alphabet="针对问题研制提高达到中试膜机器0123abc%", min_size=1, max_size=12),
)


@given(st.lists(PARTS, max_size=40).map("".join))
def test_every_word_is_held_by_a_field_or_the_rest(text: str) -> None:
    """All but headings of results, and numbers before items, is in a stretch; each stretch is the text itself."""
    whole = clean(text)
    kept = [" "] * len(whole)
    for start, piece in held(read_introduction(text)):
        assert whole[start : start + len(piece)] == piece
        kept[start : start + len(piece)] = piece
    lost = "".join(each for each, there in zip(whole, kept, strict=True) if there == " " and letters(each))
    for heading in sorted((*HEADINGS["results"], *HEADINGS["directions"]), key=len, reverse=True):
        lost = lost.replace(heading, "")
    assert not re.sub(r"成果|[0-9一二三四五六七八九十]", "", lost), lost
