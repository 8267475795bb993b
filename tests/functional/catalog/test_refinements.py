"""The enterprise decides between its own text and the refined one."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from matchmaker.catalog.contents import snapshot
from matchmaker.catalog.models import Need, NeedState, Refinement
from tests.factories.accounts import make_member
from tests.factories.catalog import make_need, make_refinement
from tests.factories.organizations import make_enterprise
from tests.support.page_client import PageClient


def offered(session: Session, need: Need) -> Refinement:
    said = snapshot(need)
    original = {name: said[name] for name in ("title", "one_liner", "problem", "indicators")}
    return make_refinement(
        session, need, original=original, proposed={**original, "problem": "改成更清楚的写法"}, note="按电话补充"
    )


def test_agreeing_takes_the_refined_text(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.REFINING, organization=firm)
    refinement = offered(session, need)
    client.sign_in(make_member(session, firm))
    assert "凝练稿等企业确认" in client.get(f"/my/needs/{need.id}").text
    page = client.get(f"/refinements/{refinement.id}", max_statements=8)
    assert page.all("ins")
    assert "按电话补充" in page.text
    client.submit(page, {}, button="同意采用")
    session.expire_all()
    assert need.problem == "改成更清楚的写法"
    assert "不需要再答复" in client.get(f"/refinements/{refinement.id}").text


def test_declining_needs_a_reason_and_keeps_the_text(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.REFINING, organization=firm)
    before, refinement = need.problem, offered(session, need)
    client.sign_in(make_member(session, firm))
    page = client.post(f"/refinements/{refinement.id}", {}, 422, button="不同意")
    assert "请说明理由" in page.error_summary
    client.submit(page, {"note": "漏了节拍"}, button="不同意")
    session.expire_all()
    assert (need.problem, refinement.state) == (before, "declined")


def test_other_firms_find_nothing(session: Session, visit_as: Callable[..., PageClient]) -> None:
    refinement = make_refinement(session, make_need(session, NeedState.REFINING))
    visit_as(make_member(session, make_enterprise(session))).get(f"/refinements/{refinement.id}", 404)
