"""A unit's list has versions; a dossier answers its own."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from matchmaker.core.errors import Conflict, Invalid, NotFound, StaleVersion
from matchmaker.deals.models import Side
from matchmaker.deals.pricing.models import DossierState, DutyChecklist, PricingDossier
from matchmaker.deals.pricing.services.keep_checklist import answer_duties, save_checklist, take_newest
from matchmaker.organizations.models import Organization
from tests.factories.base import MAKER
from tests.factories.pricing import make_checklist, make_dossier
from tests.unit.deals.conftest import Stage
from tests.unit.deals.pricing.conftest import Do


def save(
    stage: Stage, do: Do, items: list[str], number: int | None = None, side: Side = Side.ACHIEVEMENT
) -> DutyChecklist:
    unit, actor = stage.achievement.organization_id, stage.voice(side)
    row: DutyChecklist = do(
        lambda inner: save_checklist(inner, inner.get_one(Organization, unit), items, actor=actor, number=number)
    )
    return row


def test_each_change_is_a_version_and_no_change_is_none(stage: Stage, do: Do) -> None:
    numbers = [save(stage, do, items).number for items in (["甲"], [" 甲 ", ""], ["甲", "乙"], ["甲"])]
    assert numbers == [1, 1, 2, 3]
    with pytest.raises(StaleVersion):
        save(stage, do, ["丙"], number=2)


@pytest.mark.parametrize("items", [[], [" "], ["项"] * 51, ["长" * 301]])
def test_a_list_that_cannot_be(stage: Stage, do: Do, items: list[str]) -> None:
    with pytest.raises(Invalid) as caught:
        save(stage, do, items)
    assert "items" in caught.value.fields


def test_nobody_writes_another_unit_s_list(stage: Stage, do: Do) -> None:
    with pytest.raises(NotFound):
        save(stage, do, ["甲"], side=Side.NEED)


def test_a_dossier_keeps_its_version_until_it_takes_the_newest(stage: Stage, do: Do) -> None:
    row = make_dossier(stage.session)
    unit = row.organization
    old = make_checklist(stage.session, unit, ["甲", "乙"])

    def take() -> None:
        do(lambda inner: take_newest(inner, inner.get_one(PricingDossier, row.id), actor=MAKER))
        stage.session.refresh(row)

    take()
    answers = [{"done": True, "note": ""}, {"done": False, "note": " 不适用 "}]
    do(lambda inner: answer_duties(inner, inner.get_one(PricingDossier, row.id), answers, actor=MAKER))
    make_checklist(stage.session, unit, ["丙"], 2)
    stage.session.refresh(row)
    assert (row.checklist_id, row.answers[1]["note"]) == (old.id, "不适用")
    with pytest.raises(Invalid):
        do(lambda inner: answer_duties(inner, inner.get_one(PricingDossier, row.id), answers[:1], actor=MAKER))
    take()
    assert (row.checklist_id, row.answers) != (old.id, answers)
    assert row.answers == []


def test_a_standing_notice_keeps_its_list(stage: Stage, do: Do) -> None:
    row = make_dossier(stage.session, DossierState.ON_NOTICE)
    with pytest.raises(Conflict):
        do(lambda inner: take_newest(inner, inner.get_one(PricingDossier, row.id), actor=MAKER))
    assert stage.session.scalars(select(PricingDossier.checklist_id)).one() is None
