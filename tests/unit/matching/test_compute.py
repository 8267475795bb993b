import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import NeedState
from matchmaker.core.unit_of_work import transact
from matchmaker.engine import ENGINE_VERSION
from matchmaker.matching.models import SuggestionState
from matchmaker.matching.services.compute import Proposals, proposals
from matchmaker.organizations.models import OrganizationKind
from tests.factories.catalog import make_achievement, make_need
from tests.factories.matching import make_suggestion
from tests.factories.organizations import make_organization, make_university
from tests.factories.tuning import make_far_pair, make_tuning
from tests.unit.matching.support import Matcher


def _listed(matcher: Matcher, session: Session, need_id: int) -> Proposals:
    found = proposals(session, matcher.keeper, need_id)
    assert found is not None
    return found


def test_parts_and_rest_add_up_to_the_score(matcher: Matcher, session: Session) -> None:
    make_achievement(session)
    need = make_need(session)
    values = _listed(matcher, session, need.id).listed[0].values
    assert sum(part["weight"] for part in values["parts"]) + values["rest"] == pytest.approx(values["score"], abs=1e-6)


def test_the_best_stand_first_and_no_more_than_the_setting_says(matcher: Matcher, session: Session) -> None:
    for _each in range(12):
        make_achievement(session)
    need = make_need(session)
    listed = _listed(matcher, session, need.id).listed
    scores = [proposal.values["score"] for proposal in listed]
    assert len(listed) == 10
    assert scores == sorted(scores, reverse=True)
    assert [proposal.values["rank"] for proposal in listed] == list(range(1, 11))


def test_nobody_is_suggested_their_own_achievement(matcher: Matcher, session: Session) -> None:
    unit = make_university(session)
    make_achievement(session, organization=unit)
    need = make_need(session, organization=unit)
    assert _listed(matcher, session, need.id).listed == ()


def test_records_kept_by_a_bureau_for_their_owners_meet(matcher: Matcher, session: Session) -> None:
    keeper = make_organization(session, OrganizationKind.BUREAU)
    achievement = make_achievement(session, organization=keeper)
    need = make_need(session, organization=keeper)
    assert [each.achievement_id for each in _listed(matcher, session, need.id).listed] == [achievement.id]


def test_a_decided_pair_is_not_proposed_again(matcher: Matcher, session: Session) -> None:
    need, achievement = make_need(session), make_achievement(session)
    make_suggestion(session, SuggestionState.REJECTED, need=need, achievement=achievement)
    assert _listed(matcher, session, need.id).listed == ()


def test_an_unpublished_need_gets_no_proposals(matcher: Matcher, session: Session) -> None:
    need = make_need(session, NeedState.SUBMITTED)
    assert proposals(session, matcher.keeper, need.id) is None
    assert transact(session, lambda inner: proposals(inner, matcher.keeper, 2**40)) is None


def test_a_word_that_the_need_only_means_is_kept_with_the_needs_own(matcher: Matcher, session: Session) -> None:
    need, achievement = make_far_pair(session)
    version = make_tuning(session).id
    proposal = _listed(matcher, session, need.id).listed[0]
    assert proposal.achievement_id == achievement.id
    meant = next(part for part in proposal.values["parts"] if part["term"] == "蓝宝石")
    assert meant["said"] == "刚玉"
    assert proposal.values["engine_version"] == f"{ENGINE_VERSION}+{version}"
