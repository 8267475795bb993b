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


def test_whoever_comes_for_the_list_is_led_back(stage: Stage, university: PageClient) -> None:
    deal = stage.introduced()
    begin = f"/pricing-dossiers/new?deal={deal.id}"
    university.post(university.get(begin).links["制定本单位的清单"], {"items": "集体决策"})
    again = university.follow()
    assert (again.path, "制定本单位的清单" in again.links) == (begin, False)
    university.submit(again, {}, button="建立卷宗")
    path = university.follow().path.removesuffix("/edit")
    page = university.get(path, max_statements=8)
    assert "换用最新的清单" not in page.text
    university.post(page.links["查看和修改本单位的清单"], {"items": "集体决策\n核实关系"})
    assert "换用最新的清单" in university.follow().text
    university.get(f"/organizations/{deal.achievement_organization_id}/duty-checklist?deal=x&dossier=-1")


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
