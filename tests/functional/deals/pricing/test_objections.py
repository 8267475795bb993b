"""Pages for objections."""

from __future__ import annotations

from matchmaker.deals.pricing.models import DossierState
from tests.factories.pricing import make_dossier, make_objection
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_an_objection_is_recorded_and_answered_once(stage: Stage, university: PageClient, officer: PageClient) -> None:
    row = make_dossier(stage.session, DossierState.ON_NOTICE, deal=stage.introduced())
    path = f"/pricing-dossiers/{row.id}"
    assert "请写下异议的内容" in officer.post(f"{path}/objections", {"raised_by": "匿名"}, 422).error_summary
    said = make_objection(stage.session, row)
    page = f"{path}/objections/{said.id}"
    officer.get(page, 403)
    assert "请选择处理结果" in university.post(page, {"handling": "已核查"}, 422).error_summary
    university.post(page, {"outcome": "upheld", "handling": "价格偏低属实。"})
    assert "采纳" in university.follow().text
    university.get(page, 409)
    other = make_dossier(stage.session, DossierState.ON_NOTICE)
    university.get(f"{path}/objections/{make_objection(stage.session, other).id}", 404)
