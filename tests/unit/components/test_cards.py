"""A card shows what is known and leaves out what is not."""

from datetime import date

from markupsafe import Markup

from tests.unit.components.conftest import Render

ACHIEVEMENT = {"href": "/achievements/1", "title": "柔性玻璃减薄", "summary": "边缘强度提高", "organization": "某学院"}
NEED = {"href": "/needs/1", "title": "毛刺在线检测", "summary": "漏检率偏高", "organization": "某企业（脱敏）"}


def test_an_achievement_needs_only_its_main_words(render: Render) -> None:
    page = render("cards", "card_list", "{{ card_list([item], 'achievement') }}", item=ACHIEVEMENT)

    assert page.links == {"柔性玻璃减薄": "/achievements/1"}
    assert "期望价格" not in page.text


def test_an_achievement_shows_what_buyers_ask_for(render: Render) -> None:
    known = {"maturity": 6, "price": "80.00 万元", "modes": ["许可"], "confirmed_at": date(2026, 3, 5)}

    page = render("cards", "card_list", "{{ card_list([item], 'achievement') }}", item={**ACHIEVEMENT, **known})

    for text in ("成熟度 6 级（自评）", "期望价格 80.00 万元", "许可", "确认于 2026年3月5日"):
        assert text in page.text


def test_a_need_shows_indicators_budget_and_deadline(render: Render) -> None:
    known = {
        "indicators": ["毛刺 8 → 5 μm"],
        "budget": "50.00 万元",
        "deadline": date(2026, 12, 31),
        "disclosure": "masked",
    }

    page = render("cards", "card_list", "{{ card_list([item], 'need') }}", item={**NEED, **known})

    for text in ("指标：毛刺 8 → 5 μm", "拟投入 50.00 万元", "期望完成 2026年12月31日", "脱敏公开"):
        assert text in page.text


def test_found_words_are_marked_and_other_markup_is_not_trusted(render: Render) -> None:
    item = {**NEED, "title": Markup("<mark>毛刺</mark>检测"), "summary": "<b>粗</b>"}

    page = render("cards", "card_list", "{{ card_list([item], 'need') }}", item=item)

    assert len(page.all("mark")) == 1
    assert page.all("b") == []
