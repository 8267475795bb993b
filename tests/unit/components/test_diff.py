"""Two versions are told apart by marks that are also said aloud."""

from tests.support.pages import words
from tests.unit.components.conftest import Render

PARTS = [("equal", "边缘"), ("delete", "有裂纹"), ("insert", "微裂纹多"), ("equal", "。")]


def test_additions_and_removals_are_marked(render: Render) -> None:
    page = render("diff", "inline_diff", "{{ inline_diff(parts) }}", parts=PARTS)

    assert [words(each) for each in page.all("del")] == ["删去：有裂纹"]
    assert [words(each) for each in page.all("ins")] == ["新增：微裂纹多"]


def test_each_side_shows_its_own_version(render: Render) -> None:
    body = "{{ versions([('主要技术问题', parts)], '第 1 版', '第 2 版') }}"

    page = render("diff", "versions", body, parts=PARTS)

    old, new = page.all("td")
    assert words(old) == "边缘删去：有裂纹。"
    assert words(new) == "边缘新增：微裂纹多。"


def test_words_that_the_other_text_lacks_are_marked_and_said_aloud(render: Render) -> None:
    page = render("diff", "told_apart", "{{ told_apart(words) }}", words=[("化学强化", False), ("工艺", True)])

    assert [words(each) for each in page.all("mark")] == ["不同：工艺"]


def test_a_comparison_says_where_texts_are_the_same_or_too_far_apart(render: Render) -> None:
    lines = [
        {"label": "名称", "left": [("膜", False)], "right": [("膜", False)], "relation": "same"},
        {"label": "简介", "left": [("甲", False)], "right": [("乙", False)], "relation": "apart"},
        {"label": "好处", "left": [], "right": [("丙", False)], "relation": "one_sided"},
    ]

    page = render("diff", "comparison", "{{ comparison(lines, '先登记的', '后登记的') }}", lines=lines)

    assert [words(each) for each in page.all("th", scope="row")] == ["名称 相同", "简介 写法不同，不逐词标出", "好处"]
    assert [each.get("data-label") for each in page.all("td")] == ["先登记的", "后登记的"] * 3
    assert words(page.all("td")[4]) == "没有填写或不公开"
