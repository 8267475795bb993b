"""Whoever reads feeds gets every search as one, with what everybody may read."""

from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.feeds import ATOM
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.search import index_record
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.config import Settings
from matchmaker.core import clock
from tests.factories.base import MAKER
from tests.factories.listed import list_achievement, list_need
from tests.support.page_client import PageClient
from tests.unit.catalog.people import do

NS = {"a": ATOM}


def feed(client: PageClient, path: str, **query: str) -> Element:
    answer = client.answer(path, **query)
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    return fromstring(answer.data)  # noqa: S314 - our own document


def titles(root: Element) -> list[str]:
    return [each.text or "" for each in root.findall("a:entry/a:title", NS)]


def test_a_search_is_a_feed_of_its_newest_with_complete_addresses(
    session: Session, client: PageClient, settings: Settings
) -> None:
    for number, title in enumerate(("柔性玻璃", "玻璃切割", "轴承")):
        with clock.frozen(clock.now() + timedelta(days=number)):
            list_achievement(session, title=title, field_code="electronics")
    list_need(session, title="玻璃运输")
    page = client.get("/achievements", q="玻璃", field="electronics", sort="price")
    (link,) = (each for each in page.all("link") if each.get("rel") == "alternate")
    assert link.get("type") == "application/atom+xml"
    root = feed(client, link.get("href", ""))
    assert titles(root) == ["玻璃切割", "柔性玻璃"]
    hrefs = {each.get("rel"): each.get("href", "") for each in root.findall("a:link", NS)}
    assert hrefs["self"] == root.findtext("a:id", "", NS) == settings.base_url + link.get("href", "")
    assert hrefs["alternate"].startswith(f"{settings.base_url}/achievements?")
    for href in [each.get("href", "") for each in root.findall("a:entry/a:link", NS)] + [hrefs["alternate"]]:
        assert client.answer(href.removeprefix(settings.base_url)).status_code == 200


@pytest.mark.parametrize("path", ["/search.atom", "/achievements.atom", "/needs.atom"])
def test_there_is_a_feed_with_nothing_in_it(client: PageClient, path: str) -> None:
    assert titles(feed(client, path, q="%_'", field="nonsense", page="99")) == []


def test_what_is_hidden_is_in_no_feed(session: Session, client: PageClient) -> None:
    masked: dict[str, Any] = {"disclosure": "masked", "masked_text": "寻求玻璃。", "masked_approved_at": clock.now()}
    row = list_need(session, title="秘密玻璃", **masked)
    list_achievement(session, title="内部玻璃", disclosure="officers_only")
    gone = list_achievement(session, title="撤回玻璃")
    body = client.answer("/search.atom", q="玻璃").text
    assert "寻求玻璃" in body
    assert "撤回玻璃" in body
    for secret in ("秘密", "内部", row.organization.name):
        assert secret not in body

    def withdraw(inner: Session) -> None:
        found = inner.get_one(type(gone), gone.id)
        WORKFLOWS[RecordKind.ACHIEVEMENT].apply(inner, found, "withdraw", actor=MAKER, reason="不再公开")
        index_record(inner, found)

    do(session, withdraw)
    assert "撤回玻璃" not in client.answer("/search.atom").text


def test_a_reader_that_knows_the_feed_is_sent_nothing_until_it_changes(session: Session, client: PageClient) -> None:
    list_achievement(session, title="柔性玻璃")
    first = client.answer("/achievements.atom")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    known = {"If-None-Match": first.headers["ETag"], "If-Modified-Since": first.headers["Last-Modified"]}
    for header, value in known.items():
        again = client.raw.get("/achievements.atom", headers={header: value})
        assert (again.status_code, again.data) == (304, b"")
    with clock.frozen(clock.now() + timedelta(days=1)):
        list_achievement(session, title="玻璃切割")
    assert client.raw.get("/achievements.atom", headers=known).status_code == 200
