"""The quality panel gives a number and says how to raise it; it can be replaced while typing."""

import pytest

from tests.unit.components.conftest import Render


@pytest.mark.parametrize(("score", "verdict"), [(59, "还可以写得更清楚"), (60, "可以提交"), (80, "写得清楚")])
def test_the_score_is_put_into_words(render: Render, score: int, verdict: str) -> None:
    page = render("meter", "quality", f"{{{{ quality({score}, []) }}}}")

    assert f"{score} / 100 · {verdict}" in page.text


def test_what_is_missing_leads_to_its_field(render: Render) -> None:
    missing = [{"text": "写明测试条件", "points": 10, "href": "#main"}]

    page = render("meter", "quality", "{{ quality(50, missing) }}", missing=missing)

    assert page.links["写明测试条件"] == "#main"
    assert "+10 分" in page.text


def test_panel_and_warning_are_live_places(render: Render) -> None:
    page = render("meter", "quality, duplicates", "{{ quality(50, []) }}{{ duplicates([]) }}")

    live = [each for each in page.root.iter() if each.get("data-live") is not None]
    assert [each.get("id") for each in live] == ["quality", "duplicates"]
    assert {each.get("aria-live") for each in live} == {"polite"}


def test_similar_records_are_linked_with_their_share(render: Render) -> None:
    title = [("柔性盖板玻璃", False), ("工艺", True)]
    items = [{"words": title, "own": ["技术"], "href": "/needs/3", "organization": "某公司", "percent": 86}]

    page = render("meter", "duplicates", "{{ duplicates(items) }}", items=items)

    assert page.links["柔性盖板玻璃不同：工艺"] == "/needs/3"
    assert "相似度 86%" in page.text
    assert "本条写的是：技术" in page.text


def test_a_bar_says_its_value(render: Render) -> None:
    page = render("meter", "bar", "{{ bar('龙子湖区', 3, 10, '3 / 10') }}")

    assert page.text.endswith("3 / 10")
