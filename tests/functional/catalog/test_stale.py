"""A save from an old copy says what was typed, what stands now, and whose hand it was."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from matchmaker.catalog.models import NeedState
from tests.factories.accounts import make_member
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise
from tests.support.page_client import PageClient


def test_rows_and_figures_are_compared_too(session: Session, visit_as: Callable[..., PageClient]) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.DRAFT, organization=firm, budget=50_000_000)
    mine, other = visit_as(make_member(session, firm)), visit_as(make_member(session, firm, name="同事乙"))
    page, path = mine.get(f"/needs/{need.id}/edit"), f"/needs/{need.id}/edit"
    other.post(path, {"budget": "80", "indicators-0-target": "≥98"}, button="保存草稿")
    refused = mine.submit(page, {"budget": "60"}, 409, button="完成并提交")
    for words in ("60 万元", "80 万元", "≥98", "同事乙"):
        assert words in refused.text
    assert refused.links["打开最新内容"] == path
    session.expire_all()
    assert (need.state, need.budget) == ("draft", 80_000_000)
