"""A dossier is begun once, by the seller, and filled in while it is drafted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid, NotFound, StaleVersion
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.pricing.facts import Facts
from matchmaker.deals.pricing.models import DossierState, PricingDossier
from matchmaker.deals.pricing.services.keep_dossier import abandon, begin_dossier, save_dossier
from tests.factories.pricing import make_checklist, make_dossier
from tests.unit.deals.conftest import Stage
from tests.unit.deals.pricing.conftest import Do


def begin(do: Do, deal: Deal, actor: Any) -> PricingDossier:
    row: PricingDossier = do(lambda inner: begin_dossier(inner, inner.get_one(Deal, deal.id), actor=actor))
    return row


def test_one_that_stands_for_each_deal_with_the_newest_list(stage: Stage, do: Do) -> None:
    deal, actor = stage.introduced(), stage.voice(Side.ACHIEVEMENT)
    _old, listed = (
        make_checklist(stage.session, stage.achievement.organization, ["集体决策"], number) for number in (1, 2)
    )
    first = begin(do, deal, actor)
    assert (first.state, first.checklist_id) == (DossierState.DRAFT, listed.id)
    with pytest.raises(Conflict, match="已有"):
        begin(do, deal, actor)
    do(lambda inner: abandon(inner, inner.get_one(PricingDossier, first.id), reason="重做", actor=actor))
    assert begin(do, deal, actor).id != first.id
    assert sorted(stage.session.scalars(select(PricingDossier.state))) == ["abandoned", "draft"]


def test_the_buyer_and_the_officer_begin_none_and_nobody_before_the_introduction(stage: Stage, do: Do) -> None:
    with pytest.raises(Conflict):
        begin(do, stage.open(), stage.voice(Side.ACHIEVEMENT))
    deal = stage.session.scalars(select(Deal)).one()
    with pytest.raises(NotFound):
        begin(do, deal, stage.voice(Side.NEED))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"price": 0}, "price"),
        ({"appraised_value": -1}, "appraised_value"),
        ({"decided_on": clock.today() + timedelta(days=1)}, "decided_on"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(stage: Stage, do: Do, changes: dict[str, Any], field: str) -> None:
    row, actor = begin(do, stage.introduced(), stage.voice(Side.ACHIEVEMENT)), stage.voice(Side.ACHIEVEMENT)
    facts = Facts(**{"title": "甲", **changes})
    with pytest.raises(Invalid) as caught:
        do(lambda inner: save_dossier(inner, inner.get_one(PricingDossier, row.id), facts, actor=actor))
    assert field in caught.value.fields


def test_a_stale_form_and_a_standing_notice_change_nothing(stage: Stage, do: Do) -> None:
    deal, actor = stage.introduced(), stage.voice(Side.ACHIEVEMENT)
    row = begin(do, deal, actor)

    def save(version: int | None, key: int) -> None:
        found = Facts(title="乙")
        do(lambda inner: save_dossier(inner, inner.get_one(PricingDossier, key), found, actor=actor, version=version))

    save(row.version, row.id)
    with pytest.raises(StaleVersion):
        save(1, row.id)
    noticed = make_dossier(stage.session, DossierState.ON_NOTICE)
    with pytest.raises(NotFound):
        save(None, noticed.id)


def test_giving_up_wants_a_reason(stage: Stage, do: Do) -> None:
    row, actor = begin(do, stage.introduced(), stage.voice(Side.ACHIEVEMENT)), stage.voice(Side.ACHIEVEMENT)
    with pytest.raises(Invalid):
        do(lambda inner: abandon(inner, inner.get_one(PricingDossier, row.id), reason=" ", actor=actor))
