"""Each listing is settled for itself; who confirms must be allowed every one."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import NeedState, RecordKind
from matchmaker.catalog.services.confirm_listed import HOLDS, Reply, confirm_listed
from matchmaker.core.errors import Conflict, NotFound
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise
from tests.unit.catalog.people import do, member_of


def test_one_that_is_no_longer_public_does_not_hold_up_the_rest(session: Session) -> None:
    firm = make_enterprise(session)
    owner = member_of(session, firm)
    out, gone = make_need(session, organization=firm), make_need(session, NeedState.WITHDRAWN, organization=firm)
    replies = [Reply(row.id, row.version, HOLDS) for row in (gone, out)]
    settled = do(session, lambda s: confirm_listed(s, RecordKind.NEED, replies, reason="", actor=owner))
    assert (settled.confirmed, settled.refused) == (1, [(gone.title, Conflict.default_message)])


def test_a_listing_of_others_spoils_the_whole(session: Session) -> None:
    owner, other = member_of(session, make_enterprise(session)), make_need(session)
    with pytest.raises(NotFound):
        do(
            session,
            lambda s: confirm_listed(
                s, RecordKind.NEED, [Reply(other.id, other.version, HOLDS)], reason="", actor=owner
            ),
        )
    with pytest.raises(NotFound):
        do(session, lambda s: confirm_listed(s, RecordKind.NEED, [Reply(0, 1, HOLDS)], reason="", actor=owner))
