"""The unit's list and a dossier's answers to it."""

from __future__ import annotations

from matchmaker.deals.pricing.models import PricingDossier
from tests.factories.pricing import make_dossier
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_a_stale_list_is_refused_and_an_empty_one_told(stage: Stage, university: PageClient) -> None:
    path = f"/organizations/{stage.achievement.organization_id}/duty-checklist"
    stale = university.get(path, max_statements=8)
    assert "请至少写一项" in university.post(path, {"items": "\n \n"}, 422).error_summary
    university.post(path, {"items": "集体决策"})
    assert "第 1 版" in university.follow().text
    university.submit(stale, {"items": "另一份"}, 409)
    university.get(f"/organizations/{stage.need.organization_id}/duty-checklist", 404)


def test_a_dossier_takes_the_newest_list_and_keeps_its_answers(stage: Stage, university: PageClient) -> None:
    row = make_dossier(stage.session, deal=stage.introduced())
    path = f"/pricing-dossiers/{row.id}"
    assert "还没有制定清单" in university.get(f"{path}/duties", 409).text
    university.post(f"/organizations/{row.organization_id}/duty-checklist", {"items": "集体决策\n核实关系"})
    university.post(f"{path}/duties/newest", form=path, button="换用最新的清单")
    university.post(f"{path}/duties", {"duties-0-done": "y", "duties-1-note": "不适用"})
    assert "不适用" in university.follow().text
    found = stage.session.get_one(PricingDossier, row.id)
    stage.session.refresh(found)
    assert found.answers == [{"done": True, "note": ""}, {"done": False, "note": "不适用"}]
