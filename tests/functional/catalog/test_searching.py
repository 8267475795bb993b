"""Searching as people expect: other words and other characters for the same thing."""

from typing import Any

import opencc
import pytest
from sqlalchemy.orm import Session

from tests.factories.listed import list_achievement, list_need
from tests.factories.tuning import make_tuning
from tests.functional.catalog.test_public_views import MOST_STATEMENTS, marks, titles
from tests.support.page_client import PageClient

TRADITIONAL = opencc.OpenCC("s2t")


def test_synonyms_find_each_other_and_the_page_says_so_and_can_leave_them_out(
    session: Session, client: PageClient
) -> None:
    make_tuning(session, synonyms=[["陶瓷膜", "无机膜", "Al2O3膜"]])
    bare: dict[str, Any] = {
        "summary": "",
        "problem_solved": "",
        "advantage": "",
        "one_liner": "",
        "keywords": [],
        "indicators": [],
    }
    list_achievement(session, title="无机膜清洗", **bare)
    list_achievement(session, title="陶瓷膜浓缩", **bare)
    list_achievement(session, title="玻璃切割", **bare)
    page = client.get("/achievements", q="陶瓷膜", max_statements=MOST_STATEMENTS)
    assert titles(page) == ["陶瓷膜浓缩", "无机膜清洗"]
    assert "也找了：无机膜、Al2O3膜" in page.text
    assert marks(page) == {"陶瓷膜", "无机膜"}
    exact = client.get(page.links["只找输入的词"])
    assert titles(exact) == ["陶瓷膜浓缩"]
    assert "也找了" not in exact.text
    assert set(titles(client.get(exact.links["也找同义词"]))) == {"陶瓷膜浓缩", "无机膜清洗"}


@pytest.mark.parametrize(
    "title", ["乾燥设备的干部", "发酵液浓缩后处理", "里程表与头发纤维", "台面钟表复合材料", "云计算平台后台"]
)
def test_either_kind_of_characters_finds_the_other(session: Session, client: PageClient, title: str) -> None:
    traditional = TRADITIONAL.convert(title)
    list_need(session, title=title)
    list_achievement(session, title=traditional)
    for typed in (title, traditional):
        assert set(titles(client.get("/search", q=typed))) == {title, traditional}
