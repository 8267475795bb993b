from sqlalchemy.orm import Session

from matchmaker.core.invariants import run
from matchmaker.matching.invariants import INVARIANTS
from matchmaker.matching.models import SuggestionState
from tests.factories.catalog import make_need
from tests.factories.deals import make_deal
from tests.factories.matching import make_duplicate, make_suggestion


def _breached(session: Session) -> set[str]:
    return {breach.name for breach in run(session, INVARIANTS)}


def test_an_approval_without_a_deal_is_named(session: Session) -> None:
    make_suggestion(session, SuggestionState.APPROVED)
    assert _breached(session) == {"suggestion_approved_has_deal"}


def test_a_deal_without_an_approval_is_named(session: Session) -> None:
    make_deal(session, suggestion=make_suggestion(session))
    assert _breached(session) == {"deal_suggestion_approved"}


def test_a_suggestion_that_stayed_in_another_region_is_named(session: Session) -> None:
    make_suggestion(session, region_code="340404")
    assert _breached(session) == {"suggestion_region"}


def test_a_near_duplicate_of_a_record_that_is_not_there_is_named(session: Session) -> None:
    make_duplicate(session, record_kind="need")
    assert _breached(session) == {"duplicate_has_records"}


def test_a_sound_database_has_no_breach(session: Session) -> None:
    make_deal(session)
    make_suggestion(session)
    make_duplicate(session)
    make_duplicate(session, lower=make_need(session), higher=make_need(session))
    assert _breached(session) == set()
