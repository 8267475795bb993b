"""What officers did, and the rows behind each number."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.deals.models import DealState
from matchmaker.matching.models import SuggestionState
from matchmaker.statistics.queries import work
from matchmaker.statistics.queries.work import Act
from tests.factories.accounts import make_officer
from tests.factories.deals import make_deal
from tests.factories.matching import make_suggestion

ALL = ("340000",)


def test_every_number_has_its_rows(session: Session) -> None:
    year = clock.today().year
    officer, other = make_officer(session), make_officer(session)
    mine: dict[str, Any] = {"decided_by": officer.id, "decided_at": clock.now()}
    make_suggestion(session, SuggestionState.APPROVED, **mine)
    make_suggestion(session, SuggestionState.REJECTED, **mine)
    make_deal(session, DealState.SIGNED, signed_on=date(year, 1, 5), amount=900, opened_by=officer.id)
    make_deal(session, DealState.INVITED, opened_by=officer.id)
    make_deal(session, DealState.INTRODUCED, opened_by=other.id)
    people = {person.id: person for person in work.officers(session, ALL, year)}
    assert people[officer.id].counts == {
        Act.DECIDED: 2,
        Act.APPROVED: 1,
        Act.OPENED: 2,
        Act.INTRODUCED: 1,
        Act.SIGNED: 1,
    }
    assert people[officer.id].amount == 900
    for person in people.values():
        for act, number in person.counts.items():
            rows = session.execute(work.behind(act, ALL, year, person.id)).all()
            assert ({row.officer_id for row in rows}, len(rows)) == ({person.id} if number else set(), number)
    assert work.officers(session, ALL, year - 5) == []
    assert work.officers(session, ("340600",), year) == []
