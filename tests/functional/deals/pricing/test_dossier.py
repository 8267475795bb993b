"""The page of a dossier, its form and its steps."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.deals.pricing.models import PricingDossier
from tests.factories.pricing import make_dossier
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_the_buyer_and_strangers_see_nothing_of_it(
    stage: Stage, enterprise: PageClient, university: PageClient, officer: PageClient
) -> None:
    deal = stage.introduced()
    row = make_dossier(stage.session, deal=deal)
    path = f"/pricing-dossiers/{row.id}"
    assert path in university.get(f"/deals/{deal.id}", max_statements=9).source
    assert path in officer.get(f"/deals/{deal.id}", max_statements=9).source
    assert path not in enterprise.get(f"/deals/{deal.id}", max_statements=9).source
    for page in ("", "/edit", "/files", "/notice", "/duties", "/objections", "/seal", "/sealed"):
        enterprise.get(f"{path}{page}", 404)
    enterprise.get(f"/pricing-dossiers/new?deal={deal.id}", 404)
    for number in ("x", "0", "-1", "9223372036854775808", "987654"):
        university.get(f"/pricing-dossiers/new?deal={number}", 404)
    assert "封存前的检查" in officer.get(path, max_statements=8).text
    officer.get(f"{path}/edit", 403)


def test_what_is_missing_leads_to_where_it_is_mended(stage: Stage, university: PageClient, officer: PageClient) -> None:
    row = make_dossier(stage.session, deal=stage.introduced(), basis="")
    path = f"/pricing-dossiers/{row.id}"
    page = university.get(path)
    assert {page.links[label] for label in ("定价依据", "决策材料", "公示")} == {
        f"{path}/edit",
        f"{path}/files",
        f"{path}/notice",
    }
    assert "资产评估" not in page.links, "what is there needs no mending"
    assert "定价依据" not in officer.get(path).links


def test_what_was_typed_stays_when_an_amount_is_none(stage: Stage, university: PageClient, session: Session) -> None:
    row = make_dossier(session, deal=stage.introduced())
    path = f"/pricing-dossiers/{row.id}/edit"
    page = university.post(path, {"price": "三十万", "basis": "新的依据"}, 422)
    assert "金额请填写数字" in page.error_summary
    assert "新的依据" in page.source
    university.post(path, {"price": "12.3456", "related": "yes", "related_note": "校友企业"})
    found = session.scalars(select(PricingDossier)).one()
    session.refresh(found)
    assert (found.price, found.related, found.appraised) == (12_345_600, True, False)


def test_taking_back_and_giving_up_want_a_reason(stage: Stage, university: PageClient) -> None:
    row = make_dossier(stage.session, deal=stage.introduced())
    path = f"/pricing-dossiers/{row.id}"
    page = university.post(f"{path}/steps", {"reason": ""}, 422, form=path, button="作废卷宗")
    assert "请说明理由" in page.error_summary
    university.post(f"{path}/steps", {"reason": "价格要重新研究"}, form=path, button="作废卷宗")
    assert "已作废" in university.follow().text
    university.forge(f"{path}/steps", {"step": "nothing", "reason": "x"}, 409)
