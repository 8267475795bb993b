"""What anybody may read: notices and the key."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.deals.pricing.models import DossierState
from tests.factories.accounts import make_user
from tests.factories.pricing import make_dossier
from tests.support.page_client import PageClient


def test_a_notice_shows_the_price_only_if_its_unit_says_so(app: Flask, session: Session) -> None:
    shown = make_dossier(session, DossierState.ON_NOTICE, title="公示价格的成果", show_price=True)
    hidden = make_dossier(session, DossierState.ON_NOTICE, title="不公示价格的成果", price=77_000_000)
    visitor = PageClient(app)
    listed = visitor.get("/public-notices", max_statements=4)
    assert "公示价格的成果" in listed.text
    assert "不公示价格的成果" in listed.text
    assert "38 万元" in visitor.get(f"/public-notices/{shown.id}", max_statements=4).text
    page = visitor.get(f"/public-notices/{hidden.id}")
    assert "万元" not in page.text, "no amount of any kind"
    assert "科技处，0552-3000000" in page.text


def test_a_unit_s_own_notice_is_for_its_members_and_a_draft_for_nobody(app: Flask, session: Session) -> None:
    own = make_dossier(session, DossierState.ON_NOTICE)
    own.audience = "unit"
    session.commit()
    draft = make_dossier(session)
    visitor = PageClient(app)
    visitor.get(f"/public-notices/{own.id}", 404)
    assert "现在没有公示" in visitor.get("/public-notices").text
    member = PageClient(app).sign_in(make_user(session, Role.RESEARCHER, organization=own.organization))
    assert "只对本单位公示" in member.get("/public-notices").text
    member.get(f"/public-notices/{own.id}")
    member.get(f"/public-notices/{draft.id}", 404)


def test_before_the_first_seal_there_is_no_key(app: Flask) -> None:
    assert "还没有封存过卷宗" in PageClient(app).get("/dossier-seals", max_statements=4).text
