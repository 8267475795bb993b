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
