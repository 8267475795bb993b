import pytest

from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.near import THRESHOLD, duplicates, title_likeness
from tests.unit.engine.samples import ACHIEVEMENTS

INDEX = Index.build(ACHIEVEMENTS)

REWORDED = [
    ("一种提升磷酸铁锂正极材料低温性能的方法", 11),
    ("鋰電池極片毛刺視覺在線檢測裝置", 12),
    ("玉米秸秆蒸汽爆破预处理制糖研究", 13),
    ("面向滚动轴承的早期故障智能诊断系统", 14),
    ("利用煤矸石制备烧结陶粒的方法", 16),
    ("ＭＥＭＳ压力传感器温度漂移补偿技术研究", 17),
    ("矿井水零排放膜法浓缩技术", 18),
]
SAME_FIELD = [
    "磷酸铁锂负极材料循环性能提升技术",
    "布匹瑕疵在线视觉检测系统",
    "玉米秸秆青贮饲料菌剂",
    "电机绕组早期故障诊断方法",
    "小麦条锈病抗性品种选育",
    "煤矸石路基填料配比",
    "MEMS 加速度传感器封装",
    "食品厂废水膜处理工艺",
]


@pytest.mark.parametrize(("title", "key"), REWORDED)
def test_a_reworded_title_is_recognised(title: str, key: int) -> None:
    assert [match.key for match in duplicates(Document(99, title, ""), INDEX)] == [key]


@pytest.mark.parametrize("title", SAME_FIELD)
def test_another_subject_of_the_same_field_is_no_duplicate(title: str) -> None:
    assert duplicates(Document(99, title, ""), INDEX) == []


def test_a_long_text_under_another_title_is_recognised() -> None:
    body = "线阵相机配合环形光源，识别极片边缘七微米以上的毛刺，节拍每分钟六十米。" * 2
    copy = Document(99, "电极边缘质量监控", body)
    assert [match.key for match in duplicates(copy, INDEX)] == [12]


def test_a_short_text_is_judged_by_its_title_alone() -> None:
    assert duplicates(Document(99, "电极边缘质量监控", "线阵相机识别毛刺"), INDEX) == []


def test_a_document_is_no_duplicate_of_itself() -> None:
    assert duplicates(ACHIEVEMENTS[0], INDEX) == []


def test_the_most_alike_come_first_and_a_lower_threshold_finds_more() -> None:
    draft = Document(99, "磷酸铁锂负极材料低温性能提升技术", "")
    found = duplicates(draft, INDEX, threshold=0.1)
    assert found[0].key == 11
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)


def test_one_subject_in_a_short_title_is_not_the_whole_of_a_longer_one() -> None:
    assert title_likeness("传感器技术", "氢气泄漏传感器", INDEX.vocabulary) < THRESHOLD


def test_titles_of_nothing_but_general_words_are_compared_as_they_stand() -> None:
    assert title_likeness("技术研究", "技术研究", INDEX.vocabulary) == pytest.approx(1)
    assert title_likeness("", "技术研究", INDEX.vocabulary) == 0


def test_only_the_same_words_all_through_are_the_same() -> None:
    text = ACHIEVEMENTS[0]
    (same,) = duplicates(Document(99, text.title, text.body), INDEX)
    (shuffled,) = duplicates(Document(99, text.title, "另一段话"), INDEX)
    assert (same.key, shuffled.key) == (text.key, text.key)
    assert same.score == pytest.approx(1)
    assert shuffled.score < 1
