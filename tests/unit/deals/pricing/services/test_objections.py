"""Objections: recorded while the notice stands, answered once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.deals.pricing.models import DossierState, PricingDossier, PricingObjection
from matchmaker.deals.pricing.services.objections import Objection, handle_objection, record_objection
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member, make_officer
from tests.factories.base import MAKER
from tests.factories.pricing import make_dossier, make_objection
from tests.unit.deals.conftest import Stage
from tests.unit.deals.pricing.conftest import Do


def test_an_officer_records_and_the_unit_is_told(stage: Stage, do: Do) -> None:
    row = make_dossier(stage.session, DossierState.ON_NOTICE)
    member, officer = make_member(stage.session, row.organization), make_officer(stage.session)
    actor, said = actor_of_user(stage.session, officer), Objection("匿名", clock.today(), " 价低 ")
    made = do(lambda inner: record_objection(inner, inner.get_one(PricingDossier, row.id), said, actor=actor))
    assert made.body == "价低"
    assert member.id in stage.told_users("pricing.objection")
    assert officer.id not in stage.told_users("pricing.objection")
    other = make_dossier(stage.session)
    stranger = actor_of_user(stage.session, make_member(stage.session, other.organization))
    with pytest.raises(NotFound):
        do(
            lambda inner: handle_objection(
                inner, inner.get_one(PricingObjection, made.id), "upheld", "改", actor=stranger
            )
        )


@pytest.mark.parametrize(
    ("name", "day", "body", "field"),
    [
        (" ", clock.today(), "价低", "raised_by"),
        ("匿名", clock.today(), " ", "body"),
        ("匿名", None, "价低", "raised_on"),
        ("匿名", clock.today() - timedelta(days=1), "价低", "raised_on"),
        ("匿名", clock.today() + timedelta(days=1), "价低", "raised_on"),
    ],
)
def test_what_is_no_objection(stage: Stage, do: Do, name: str, day: date | None, body: str, field: str) -> None:
    row = make_dossier(stage.session, DossierState.ON_NOTICE)
    said = Objection(name, day, body)
    with pytest.raises(Invalid) as caught:
        do(lambda inner: record_objection(inner, inner.get_one(PricingDossier, row.id), said, actor=MAKER))
    assert field in caught.value.fields


def test_none_without_a_notice(stage: Stage, do: Do) -> None:
    row = make_dossier(stage.session)
    said = Objection("匿名", clock.today(), "价低")
    with pytest.raises(Conflict):
        do(lambda inner: record_objection(inner, inner.get_one(PricingDossier, row.id), said, actor=MAKER))


def test_an_answer_is_whole_and_final(stage: Stage, do: Do) -> None:
    row = make_objection(stage.session, make_dossier(stage.session, DossierState.ON_NOTICE))

    def handle(outcome: str, words: str) -> None:
        do(lambda inner: handle_objection(inner, inner.get_one(PricingObjection, row.id), outcome, words, actor=MAKER))

    with pytest.raises(Invalid) as caught:
        handle("perhaps", " ")
    assert set(caught.value.fields) == {"outcome", "handling"}
    handle("dismissed", "价格合理")
    stage.session.refresh(row)
    assert (row.outcome, row.handled_on) == ("dismissed", clock.today())
    with pytest.raises(Conflict):
        handle("upheld", "改主意")
