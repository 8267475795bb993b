"""One draft of a rule at a time."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.factories.accounts import make_officer
from tests.factories.subsidies import make_version
from tests.support.page_client import PageClient


def test_a_second_draft_is_refused_while_one_is_open(client: PageClient, session: Session) -> None:
    old = make_version(session)
    client.sign_in(make_officer(session, region_code="340300"))
    page = client.get(f"/policies/versions/{old.id}")
    client.submit(page, {}, button="建新版本")
    client.submit(page, {}, button="建新版本")  # the same form again is the same draft
    second = client.submit(client.get(page.path), {}, 409, button="建新版本")
    assert "已经有一份草稿" in second.text
    assert client.get("/policies/rules").text.count("草稿") == 1
