"""Who belongs to no unit has no achievements to import; who belongs to several says whose they are."""

from __future__ import annotations

import io
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from matchmaker.sheets.models import SheetImport
from tests.factories.accounts import add_role, make_member, make_user
from tests.factories.organizations import make_university
from tests.support import shapes
from tests.support.page_client import PageClient

PATH = "/my/achievements/import"


def test_without_a_unit_the_page_says_whom_to_ask(client: PageClient, session: Session) -> None:
    client.sign_in(make_user(session, Role.UNIVERSITY_OFFICE))
    assert "还没有关联单位" in client.get(PATH, 403).text


def test_of_several_units_one_is_chosen(client: PageClient, session: Session) -> None:
    first, second = make_university(session), make_university(session)
    user = make_member(session, first)
    transact(session, lambda inner: add_role(inner, user, Role.UNIVERSITY_OFFICE, organization=second))
    page = client.sign_in(user).get(PATH)
    given: Any = {"file": (io.BytesIO(shapes.plain_achievements()), "成果.xlsx"), "organization_id": str(second.id)}
    client.submit(page, given, button="上传并核对")
    assert session.scalars(select(SheetImport.organization_id)).all() == [second.id]
