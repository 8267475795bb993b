"""Files of a claim: as long as it may be changed, and not without end."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.services.attach_file import MOST_BYTES
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.subsidies.models import Claim, ClaimState
from matchmaker.deals.subsidies.queries import files_of
from matchmaker.deals.subsidies.services.papers import detach
from tests.factories.base import MAKER
from tests.factories.subsidies import make_claim
from tests.unit.deals.subsidies.services.papers import give_paper


def test_files_come_and_go_until_the_claim_is_handed_in(session: Session) -> None:
    row = make_claim(session)
    paper = give_paper(session, row)
    assert [each.id for each in files_of(session, row.id)] == [paper.id]
    transact(session, lambda s: detach(s, s.get_one(Claim, row.id), s.get_one(type(paper), paper.id), actor=MAKER))
    assert not files_of(session, row.id)
    with pytest.raises(Conflict):
        give_paper(session, make_claim(session, ClaimState.SUBMITTED))


def test_files_are_limited_in_size(session: Session) -> None:
    row = make_claim(session)
    give_paper(session, row, size=MOST_BYTES)
    with pytest.raises(Invalid) as caught:
        give_paper(session, row, size=1)
    assert "合计" in caught.value.fields["file"][0]
