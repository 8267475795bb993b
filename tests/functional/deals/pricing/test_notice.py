"""The form of a notice."""

from __future__ import annotations

from tests.factories.pricing import make_dossier
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_its_days_begin_with_the_setting_and_are_not_fewer(stage: Stage, university: PageClient) -> None:
    row = make_dossier(stage.session, deal=stage.introduced())
    path = f"/pricing-dossiers/{row.id}/notice"
    assert university.get(path, max_statements=8).form(action=path).value("days") == "15"
    page = university.post(path, {"audience": "city", "days": "3", "contact": "科技处"}, 422)
    assert "公示天数在 15 到 365 之间" in page.error_summary
    assert "请选择公示范围" in university.post(path, {"contact": "科技处"}, 422).error_summary


def test_what_is_not_decided_is_not_noticed(stage: Stage, university: PageClient) -> None:
    row = make_dossier(stage.session, deal=stage.introduced(), price=None)
    assert "没有填写价格" in university.get(f"/pricing-dossiers/{row.id}/notice", 409).text
