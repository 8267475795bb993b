"""A person keeps a search, finds it again, is told of news, and gives it up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import SavedSearch
from matchmaker.core import clock
from tests.factories.accounts import make_user
from tests.factories.listed import list_achievement
from tests.factories.searches import make_saved_search
from tests.functional.catalog.test_public_views import titles
from tests.support.mail import Mail
from tests.support.page_client import PageClient

Visit = Callable[[Any], PageClient]
ADDRESS = "/achievements?q=玻璃&field=electronics&region=340300"


def kept(session: Session) -> SavedSearch:
    session.rollback()
    return session.query(SavedSearch).one()


def test_from_the_results_to_the_mail_and_back(
    session: Session, visit_as: Visit, mails: Callable[[], list[Mail]]
) -> None:
    list_achievement(session, title="旧玻璃", field_code="electronics")
    visitor = visit_as(make_user(session, email="wen@unit.example"))
    page = visitor.get(visitor.get(ADDRESS).links["保存这次搜索"])
    assert "科技成果，“玻璃”，电子信息，蚌埠市" in page.text
    visitor.submit(page, {"name": "蚌埠的玻璃", "rhythm": "daily"}, button="保存")
    listed = visitor.follow()
    assert "搜索已保存" in listed.text
    assert "每天一次" in listed.text
    assert titles(visitor.get(listed.links["蚌埠的玻璃"])) == ["旧玻璃"]
    assert "sort=newest" in visitor.answer(f"/my/searches/{kept(session).id}").headers["Location"]

    new = list_achievement(session, title="柔性玻璃", field_code="electronics")
    with clock.frozen(clock.now() + timedelta(days=1)):
        (mail,) = [each for each in mails() if "蚌埠的玻璃" in each.subject]
    assert mail.to == "wen@unit.example"
    assert mail.path == f"/achievements/{new.id}"
    assert "旧玻璃" not in mail.body


def test_what_nobody_has_published_yet_can_be_waited_for(session: Session, visit_as: Visit) -> None:
    visitor = visit_as(make_user(session))
    page = visitor.get("/needs", q="反重力")
    visitor.post(page.links["保存这次搜索"], button="保存")
    assert kept(session).asked == {"q": ["反重力"]}


def test_it_is_renamed_and_given_up(session: Session, visit_as: Visit) -> None:
    user = make_user(session)
    row = make_saved_search(session, user)
    make_saved_search(session, user, "另一个")
    visitor = visit_as(user)
    path = f"/my/searches/{row.id}/edit"
    refused = visitor.post(path, {"name": "另一个"}, 422, button="保存")
    assert "已有同名的搜索" in refused.text
    visitor.post(path, {"name": "新的名称", "rhythm": "never"}, button="保存")
    assert "新的名称" in visitor.follow().text
    visitor.post(f"/my/searches/{row.id}/remove", form="/my/searches")
    assert "新的名称" not in visitor.follow().text


def test_a_mistake_keeps_what_was_typed(session: Session, visit_as: Visit) -> None:
    visitor = visit_as(make_user(session))
    refused = visitor.post("/my/searches/new?page=needs&q=玻璃", {"name": ""}, 422, button="保存")
    assert "请填写名称" in refused.text
    visitor.submit(refused, {"name": "需求里的玻璃"}, button="保存")
    assert (kept(session).page, kept(session).asked) == ("needs", {"q": ["玻璃"]})


def test_somebody_elses_looks_missing(session: Session, visit_as: Visit) -> None:
    row = make_saved_search(session, make_user(session))
    visitor = visit_as(make_user(session))
    assert "还没有保存的搜索" in visitor.get("/my/searches").text
    visitor.get(f"/my/searches/{row.id}", 404)
    visitor.get(f"/my/searches/{row.id}/edit", 404)
    visitor.forge(f"/my/searches/{row.id}/remove", status=404)
    assert kept(session).id == row.id


def test_who_is_not_signed_in_is_offered_the_feed_alone(session: Session, client: PageClient) -> None:
    list_achievement(session, title="玻璃")
    page = client.get("/achievements", q="玻璃")
    assert "保存这次搜索" not in page.links
    assert page.links["订阅源（Atom）"].startswith("/achievements.atom?q=")


@pytest.mark.parametrize("path", ["/my/searches/new", "/my/searches/new?page=nonsense&q=%25&region=x&kind=x"])
def test_strange_addresses_keep_what_can_be_understood(session: Session, visit_as: Visit, path: str) -> None:
    visitor = visit_as(make_user(session))
    visitor.post(path, {"name": "全部"}, button="保存")
    assert kept(session).page == "search"
