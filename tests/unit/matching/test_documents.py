from matchmaker.catalog.models import Achievement, AchievementIndicator, Need, NeedIndicator
from matchmaker.matching.documents import achievement_document, need_document, shown_achievement, shown_need, typed_need

SECRET = "钼酸铵"


def _achievement(disclosure: str) -> Achievement:
    row = AchievementIndicator(name="转化率", value="98", unit="%", condition="连续七天", baseline="92")
    return Achievement(
        id=7,
        title="催化剂再生工艺",
        one_liner="再生后活性恢复到九成六",
        summary=f"用{SECRET}浸渍",
        problem_solved="",
        advantage="",
        keywords=["再生"],
        tags=[],
        indicators=[row],
        disclosure=disclosure,
        masked_text="一种再生工艺",
    )


def _need(disclosure: str) -> Need:
    row = NeedIndicator(name="活性", present="70", target="≥95", unit="%", method="固定床评价")
    return Need(
        id=9,
        title="失活催化剂再生",
        one_liner="",
        problem=f"{SECRET}流失后活性下降",
        background="",
        tried_before="",
        research_content="",
        existing_conditions="厂房三栋",
        indicators=[row],
        disclosure=disclosure,
        masked_text="一种再生需求",
    )


def test_an_achievement_is_found_by_its_indicators_and_keywords() -> None:
    document = achievement_document(_achievement("public"))
    assert document.key == 7
    assert all(word in document.body for word in ("转化率", "连续七天", "再生", SECRET))


def test_a_need_is_judged_by_its_problem_and_not_by_the_firm_s_conditions() -> None:
    document = need_document(_need("public"))
    assert "固定床评价" in document.body
    assert "厂房" not in document.body


def test_the_other_side_sees_only_the_masked_text() -> None:
    assert shown_achievement(_achievement("masked")).text.strip() == "一种再生工艺"
    assert shown_need(_need("masked")).text.strip() == "一种再生需求"


def test_the_other_side_sees_nothing_of_what_is_for_officers_only() -> None:
    assert not shown_achievement(_achievement("officers_only")).text.strip()
    assert not shown_need(_need("officers_only")).text.strip()


def test_the_other_side_sees_all_of_what_is_public() -> None:
    assert SECRET in shown_achievement(_achievement("public")).text
    assert SECRET in shown_need(_need("public")).text


def test_a_need_as_typed_reads_like_the_need_that_is_saved() -> None:
    row = {"name": "收率", "target": "≥96", "unit": "%", "method": "三批", "present": "91"}
    texts = {"title": "浓缩", "problem": "收率低", "background": " 板框 ", "one_liner": "", "research_content": "膜"}
    need = Need(id=3, tried_before="", indicators=[NeedIndicator(position=0, **row)], **texts)
    saved, typed = need_document(need), typed_need({**texts, "indicators": [row], "budget": 5})
    assert (typed.title, typed.body) == (saved.title, saved.body)


def test_a_need_of_which_nothing_is_typed_is_empty() -> None:
    assert typed_need({}).text.strip() == ""
    assert typed_need({"title": None, "indicators": [{"name": None}]}).text.strip() == ""
