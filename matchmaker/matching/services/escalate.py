"""Silence escalates, never approves: officers are told what waits too long."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import clock
from matchmaker.core.calendar import add_working_days
from matchmaker.core.i18n import N_
from matchmaker.core.regions import city_of
from matchmaker.matching.models import Level, Suggestion, SuggestionState
from matchmaker.organizations.queries import officers_for, setting


def remind_late(session: Session) -> None:
    """Once a day, tell officers how many good suggestions are past the clock.

    The first day goes to the officers of the need's region; the city's are
    told with the same count, since they may take over.
    """
    query = select(Suggestion.region_code, Suggestion.created_at).where(
        Suggestion.state == SuggestionState.PROPOSED, Suggestion.level.in_((Level.STRONG, Level.FAIR))
    )
    rows = session.execute(query).all()
    days = {code: int(setting(session, "clock.decide_days", code)) for code in {row.region_code for row in rows}}
    now = clock.now()
    late = Counter(row.region_code for row in rows if add_working_days(row.created_at, days[row.region_code]) < now)
    for code, count in late.items():
        people = {*officers_for(session, code), *officers_for(session, city_of(code))}
        message = Message(
            "suggestion.late",
            N_("有 {} 条匹配推荐超过决定期限").format(count),
            N_("请尽快决定；超期只提醒，不会自动通过。"),
            "/suggestions?late=1",
        )
        notify(session, people, message, dedup_key=f"late:{code}:{clock.today().isoformat()}")
