"""A need goes on the list and becomes a challenge once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from matchmaker.catalog.models import Need
from matchmaker.challenges.models import BottleneckItem, Profile
from matchmaker.challenges.services.promote_need import list_bottleneck, promote_need, remove_bottleneck
from matchmaker.core.errors import Conflict, Forbidden, Invalid
from matchmaker.core.jobs import Job
from tests.factories.catalog import make_need
from tests.unit.challenges.stage import Way


def test_a_need_is_promoted_with_what_it_says(way: Way) -> None:
    actor = way.actor(way.officer)
    item = way.do(list_bottleneck, way.need, reason="制约产业发展。", actor=actor)
    with pytest.raises(Invalid):
        way.do(remove_bottleneck, item, reason=" ", actor=actor)
    way.do(lambda inner: remove_bottleneck(inner, inner.get_one(BottleneckItem, item.id), reason="误列。", actor=actor))
    item = way.do(list_bottleneck, way.need, reason="制约产业发展。", actor=actor)
    assert item.need_id == way.need.id
    row = way.do(promote_need, way.need, profile=Profile.GOVERNMENT, actor=actor)
    way.session.refresh(way.need)
    assert way.need.state == "promoted"
    assert "record.unpublished" in set(way.session.scalars(select(Job.kind)))
    assert (row.title, row.problem, row.organization_id) == (way.need.title, way.need.problem, way.issuer.id)
    assert [line.name for line in row.indicators] == [line.name for line in way.need.indicators if line.target]
    with pytest.raises(Conflict):
        way.do(promote_need, way.need, profile=Profile.GOVERNMENT, actor=actor)
    with pytest.raises(Conflict):
        way.do(list_bottleneck, way.need, reason="再列一次。", actor=actor)


def test_without_reason_right_or_the_firms_word_nothing_happens(way: Way) -> None:
    actor = way.actor(way.officer)
    silent = make_need(way.session)
    with pytest.raises(Conflict, match="同意揭榜"):
        way.do(promote_need, silent, profile=Profile.GOVERNMENT, actor=actor)
    with pytest.raises(Invalid):
        way.do(list_bottleneck, silent, reason=" ", actor=actor)
    with pytest.raises(Forbidden):
        way.do(promote_need, way.need, profile=Profile.GOVERNMENT, actor=way.actor(way.member))
    way.session.rollback()
    assert way.session.get_one(Need, silent.id, populate_existing=True).state == "published"
