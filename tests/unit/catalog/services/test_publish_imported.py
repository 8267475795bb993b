"""Every imported need is judged for itself; one that cannot go does not hold up the rest."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need, NeedState
from matchmaker.catalog.services.publish_imported import Chosen, Done, missing, publish_imported
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.organizations.models import OrganizationState
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise
from tests.unit.catalog.people import NEED_VALUES, actor_for, do, queued, told

CLASSES = {"field_code": "new_materials", "need_type": "breakthrough"}


@pytest.fixture
def officer(session: Session) -> Actor:
    return actor_for(session, make_officer(session))


def row(session: Session, state: NeedState = NeedState.DRAFT, **values: Any) -> Need:
    given = {"source": "sheet", "problem": NEED_VALUES["problem"], "quality": 80, **values}
    return make_need(session, state, **given)


def run(session: Session, officer: Actor, *needs: Need, publishes: bool = True, **more: Any) -> Done:
    chosen = [Chosen(need.id, need.version, **CLASSES) for need in needs]
    given = {"note": "", "alike": frozenset(), **more}
    done = do(session, lambda s: publish_imported(s, chosen, publishes=publishes, actor=officer, **given))
    session.expire_all()
    return done


def test_the_complete_go_out_with_a_job_each_and_the_rest_stays(session: Session, officer: Actor) -> None:
    good, short = row(session), row(session, problem="起皱")
    unverified = row(session, organization=make_enterprise(session, state=OrganizationState.UNVERIFIED))
    done = run(session, officer, good, short, unverified)
    assert done.published == 1
    assert [title for title, _why in done.refused] == [short.title, unverified.title]
    assert (good.state, good.published_by, short.state, unverified.state) == (
        "published",
        officer.user_id,
        "draft",
        "draft",
    )
    assert queued(session, "record.published") == [{"kind": "need", "id": good.id}]


def test_what_resembles_a_public_one_is_only_handed_in(session: Session, officer: Actor) -> None:
    need = row(session)
    done = run(session, officer, need, alike=frozenset({need.id}))
    assert (done.published, len(done.kept_back), need.state) == (0, 1, "submitted")


def test_the_other_officers_are_told_once_for_all(session: Session, officer: Actor) -> None:
    other = make_officer(session)
    done = run(session, officer, row(session), row(session), publishes=False)
    assert (done.submitted, told(session, "need.imported"), told(session, "need.submitted")) == (2, [other.id], [])


def test_one_that_is_out_already_is_refused(session: Session, officer: Actor) -> None:
    out = row(session, NeedState.PUBLISHED)
    assert run(session, officer, out).refused == [(out.title, Conflict.default_message)]


def test_needs_of_others_or_of_another_origin_spoil_the_whole(session: Session, officer: Actor) -> None:
    elsewhere = row(session, organization=make_enterprise(session, region_code="340400"), region_code="340400")
    for need in (elsewhere, make_need(session, NeedState.DRAFT)):
        with pytest.raises(NotFound):
            run(session, officer, need)


def test_what_waits_for_review_lacks_only_its_units_verification(session: Session) -> None:
    assert missing(row(session, NeedState.SUBMITTED, problem="短")) == {}
    assert "problem" in missing(row(session, problem="短"))
