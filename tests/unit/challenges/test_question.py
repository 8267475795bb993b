"""Questions and answers are public; who asked is not kept."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from matchmaker.challenges.models import Challenge
from matchmaker.challenges.services.question import answer, ask
from matchmaker.core.audit import AuditEntry
from matchmaker.core.errors import Conflict, Invalid
from tests.unit.challenges.stage import Way


def test_a_question_is_answered_once_and_betrays_nobody(way: Way) -> None:
    way.receiving()
    asker = way.actor(way.members[2])
    row = way.do(ask, Challenge, "  接受联合体吗？ ", actor=asker)
    for text in (" ", "长" * 1001):
        with pytest.raises(Invalid):
            way.do(ask, Challenge, text, actor=asker)
    way.do(answer, Challenge, row, "接受。", actor=way.actor(way.member))
    with pytest.raises(Conflict):
        way.do(answer, Challenge, row, "不接受。", actor=way.actor(way.member))
    assert (row.body, row.answer) == ("接受联合体吗？", "接受。")
    way.session.rollback()
    assert asker.user_id not in set(way.session.scalars(select(AuditEntry.actor_id)))
    way.close()
    with pytest.raises(Conflict):
        way.do(ask, Challenge, "迟了吗？", actor=asker)
