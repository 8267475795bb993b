"""What a search box is told while somebody types."""

import pytest
from sqlalchemy.orm import Session

from tests.factories.listed import list_achievement, list_need
from tests.support.page_client import PageClient


def test_what_is_typed_gets_suggestions_that_everybody_may_read(session: Session, client: PageClient) -> None:
    kept = list_achievement(session, title="柔性玻璃强化<b>", keywords=[])
    list_need(session, title="柔性玻璃切割")
    list_need(session, title="柔性玻璃秘密", disclosure="officers_only")
    answer = client.answer("/search/suggestions", q="rouxing")
    assert answer.status_code == 200
    assert f'data-href="/achievements/{kept.id}"' in answer.text
    assert "柔性玻璃强化&lt;b&gt;" in answer.text
    assert "柔性玻璃切割" in answer.text
    assert "秘密" not in answer.text
    assert "max-age=30" in answer.headers["Cache-Control"]
    only = client.answer("/search/suggestions", q="rxbl", kind="need").text
    assert "强化" not in only
    assert "切割" in only
    for strange in ({"q": "%"}, {}, {"q": "玻璃", "kind": "nonsense"}):
        assert client.answer("/search/suggestions", **strange).status_code == 200


@pytest.mark.parametrize("path", ["/", "/search", "/achievements", "/needs", "/about"])
def test_every_search_box_names_where_suggestions_come_from(client: PageClient, path: str) -> None:
    page = client.get(path)
    boxes = [each for each in page.all("input") if each.get("type") == "search"]
    assert boxes
    assert all(client.answer(each.get("data-suggest-url", "/nowhere")).status_code == 200 for each in boxes)
