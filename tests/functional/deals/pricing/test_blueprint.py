"""What every page of a dossier shares."""

from __future__ import annotations

from tests.factories.pricing import make_dossier
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_a_form_sent_twice_has_one_effect(stage: Stage, university: PageClient) -> None:
    row = make_dossier(stage.session, deal=stage.introduced())
    page = university.get(f"/pricing-dossiers/{row.id}/edit")
    first = university.send(page.forms[-1], {"basis": "第一次"})
    again = university.send(page.forms[-1], {"basis": "第一次"})
    assert (first.status_code, first.headers["Location"]) == (again.status_code, again.headers["Location"])
    assert university.send(page.forms[-1], {"basis": "第二次"}).status_code == 422
