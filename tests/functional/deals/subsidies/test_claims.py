"""The list of claims: a unit's own, the office's queue, and the file of it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from matchmaker.deals.subsidies.models import ClaimState
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_enterprise
from tests.factories.subsidies import make_claim, make_version
from tests.support.page_client import PageClient


def test_everybody_sees_what_is_theirs(session: Session, visit_as: Callable[..., PageClient]) -> None:
    version, firm = make_version(session), make_enterprise(session)
    make_claim(session, version=version, unit=firm, item="还没交的")
    make_claim(session, ClaimState.SUBMITTED, version=version, unit=firm, item="=已经交的")
    make_claim(session, ClaimState.PAID, version=version, item="别家拨付的")
    member = visit_as(make_member(session, firm))
    mine = member.get("/claims", max_statements=8)
    assert "还没交的" in mine.text
    assert "已经交的" in mine.text
    assert "别家拨付的" not in mine.text
    officer = visit_as(make_officer(session, region_code="340300"))
    queue = officer.get("/claims", max_statements=8)
    assert "还没交的" not in queue.text
    assert "别家拨付的" in queue.text
    assert "别家拨付的" not in officer.get("/claims?state=submitted").text
    assert "没有符合条件的申领" in officer.get("/claims?q=火星").text
    csv = officer.answer("/claims/export?format=csv").data.decode("utf-8-sig")
    assert "'=已经交的" in csv
    assert "第13项" in csv
    elsewhere = visit_as(make_officer(session, region_code="340400"))
    assert "还没有申领" in elsewhere.get("/claims").text
