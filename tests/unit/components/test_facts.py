"""What speaks for and against a pair has a word and a shape."""

from tests.support.pages import words
from tests.unit.components.conftest import Render, drawings


def test_each_kind_has_its_word_and_shape(render: Render) -> None:
    items = [{"kind": kind, "text": "成熟度"} for kind in ("match", "close", "conflict", "unknown")]

    page = render("facts", "facts", "{{ facts(items) }}", items=items)

    lines = page.all("span", class_="word")
    assert [words(each) for each in lines] == ["符合", "接近", "冲突", "未填"]
    assert all(len(drawings(each)) == 1 for each in lines)
