"""What an address may ask."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.factories.accounts import make_officer
from tests.support.page_client import PageClient

STATEMENTS = 15


def test_what_cannot_be_read_in_the_address_is_left_out(client: PageClient, session: Session) -> None:
    client.sign_in(make_officer(session, region_code="340300"))
    client.get("/statistics?year=99999999999&metric=none")
    client.get("/statistics/rows?year=x&month=13&when=never&place=不存在")
