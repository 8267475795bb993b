"""A feed is a valid one whatever stands in the listings."""

from datetime import timedelta
from xml.etree.ElementTree import fromstring

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.catalog import feeds
from matchmaker.core import clock
from tests.factories.catalog import make_achievement, make_need

HEAD = feeds.Head("标题", "某平台", "https://x.example/search.atom?q=a&b", "https://x.example/search?q=a&b")
NS = {"a": feeds.ATOM}


@pytest.mark.parametrize(
    ("text", "read"), [("<b>&\"'", "<b>&\"'"), ("\x00\x0b\ufffe", ""), ("𠮷 ½", "𠮷 ½"), ("]]>", "]]>")]
)
def test_any_text_stays_text(session: Session, app: Flask, text: str, read: str) -> None:
    row = make_need(session, title="玻璃")
    with app.test_request_context(), session.no_autoflush:
        row.title = row.problem = text
        root = fromstring(feeds.atom(HEAD, [row], {}, "https://x.example"))  # noqa: S314 - our own document
    session.rollback()
    for name in ("id", "title", "updated", "author/a:name"):
        assert len(root.findall(f"a:{name}", NS)) == 1
        assert len(root.findall(f"a:entry/a:{name}", NS)) == 1
    assert root.findtext("a:entry/a:title", "", NS).strip() == read
    assert root.findtext("a:entry/a:id", "", NS) == f"https://x.example/needs/{row.id}"


def test_a_feed_is_as_new_as_its_newest_listing_and_dated_without_any(session: Session, app: Flask) -> None:
    old, new = make_need(session), make_achievement(session)
    confirmed = clock.now().replace(microsecond=0) + timedelta(days=3)
    old.confirmed_at = confirmed
    assert feeds.changed_at([old, new]) == confirmed
    assert feeds.changed_at([]) == feeds.LONG_AGO
    with app.test_request_context():
        assert b"<updated>2000-01-01T00:00:00Z</updated>" in feeds.atom(HEAD, [], {}, "https://x.example")
    session.rollback()
