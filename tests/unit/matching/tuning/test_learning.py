"""Learning from decisions, and the brake on it."""

from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role, system_actor
from matchmaker.core.errors import Conflict, Forbidden, Invalid
from matchmaker.core.jobs import Job
from matchmaker.core.unit_of_work import transact
from matchmaker.engine.learn import Learned
from matchmaker.matching.models import SuggestionState
from matchmaker.matching.tuning import queries
from matchmaker.matching.tuning.models import EngineTuning, Origin, TuningState
from matchmaker.matching.tuning.services.learning import Outcome, Taught, ask_to_learn, keep, learn_from_decisions
from matchmaker.organizations.services.change_setting import change_setting
from tests.factories.base import made
from tests.factories.catalog import make_achievement, make_need
from tests.factories.listed import list_achievement
from tests.factories.matching import make_suggestion
from tests.factories.organizations import make_enterprise, make_university
from tests.factories.tuning import LEARNED_FROM, comparison, make_tuning
from tests.unit.matching.support import Matcher

ADMIN = system_actor("test")
ENGINE_LEARN = "matchmaker.matching.tuning.services.learning.learn.learn"
TRADES = (
    "陶瓷膜浓缩",
    "轴承故障诊断",
    "赤霉病检测",
    "煤矸石烧结",
    "钙钛矿封装",
    "黑曲霉选育",
    "钼酸铵浸渍",
    "镍基焊丝",
)
PLAIN: dict[str, Any] = {"one_liner": "", "summary": "", "problem_solved": "", "advantage": "", "keywords": []}
EMPTY: dict[str, Any] = {"one_liner": "", "problem": "", "background": "", "indicators": []}


@pytest.fixture
def decided(session: Session) -> None:
    """Needs whose titles mislead: officers approve what answers the body. As many as can be learned from."""

    def build(inner: Session) -> None:
        firm, unit = make_enterprise(inner), make_university(inner)
        shared = {"organization": unit, **PLAIN, "indicators": [], "ip_rights": []}
        offered = {trade: make_achievement(inner, title=f"{trade}装置", **shared) for trade in TRADES}
        start = clock.now() - timedelta(days=100)
        trades = cycle(TRADES)
        for number in range(34):
            title, body = next(trades), TRADES[(number * 3 + 1) % len(TRADES)]
            if title == body:
                body = next(trades)
            need = make_need(inner, organization=firm, title=title, **{**EMPTY, "problem": f"要做{body}"})
            when = start + timedelta(days=number)
            for trade, state in ((body, SuggestionState.APPROVED), (title, SuggestionState.REJECTED)):
                row = make_suggestion(inner, state, need=need, achievement=offered[trade], reasons=["wrong_field"])
                row.decided_at = when

    made(session, build)


def _rows(session: Session) -> list[EngineTuning]:
    session.expire_all()
    return list(session.scalars(select(EngineTuning).order_by(EngineTuning.id)))


def _learn(matcher: Matcher) -> Outcome:
    return learn_from_decisions(matcher.read, matcher.write, matcher.keeper)[0]


def _set_mode(session: Session, mode: str) -> None:
    given: dict[str, Any] = {"valid_from": clock.today(), "source": "测试", "region_code": None, "actor": ADMIN}
    transact(session, lambda inner: change_setting(inner, "matching.learning", mode, **given))


@pytest.mark.usefixtures("decided")
def test_what_decisions_teach_waits_beside_the_lexicon(matcher: Matcher, session: Session) -> None:
    lexicon = make_tuning(session, words=[{"word": "装置", "counts": "less"}])
    assert _learn(matcher) is Outcome.PROPOSED
    row = _rows(session)[-1]
    assert (row.state, row.origin, row.base_id) == (TuningState.CANDIDATE, Origin.LEARNED, lexicon.id)
    assert row.title_share < 0.5
    assert row.words == lexicon.words
    assert (row.learned_from["decisions"], row.learned_from["accepted"]) == (68, 34)
    assert row.learned_from["held_out"]["difference"] > 0
    assert row.created_by is None
    assert _learn(matcher) is Outcome.NOTHING
    assert len(_rows(session)) == 2


@pytest.mark.usefixtures("decided")
def test_where_the_office_wants_it_so_it_goes_live_by_itself(matcher: Matcher, session: Session) -> None:
    _set_mode(session, "automatic")
    assert _learn(matcher) is Outcome.LIVE
    assert [row.state for row in _rows(session)] == [TuningState.LIVE]
    assert session.scalars(select(Job.kind).where(Job.kind == "matching.refresh_all")).one()
    assert _learn(matcher) is Outcome.NOTHING


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(
    ("learned", "outcome"),
    [
        (Learned(0.9, {}, 40, 20), Outcome.STOPPED),
        (Learned(0.5, {"装置": 1.2}, 40, 20), Outcome.PROPOSED),
        (None, Outcome.NOTHING),
    ],
)
def test_the_brake_holds_whatever_was_learned(
    matcher: Matcher, session: Session, monkeypatch: pytest.MonkeyPatch, learned: Learned | None, outcome: Outcome
) -> None:
    list_achievement(session, **PLAIN, title="一种装置", indicators=[])
    monkeypatch.setattr(ENGINE_LEARN, lambda *_given: learned)
    _set_mode(session, "propose")
    assert _learn(matcher) is outcome
    states = {Outcome.STOPPED: [TuningState.DISCARDED], Outcome.PROPOSED: [TuningState.CANDIDATE]}
    assert [row.state for row in _rows(session)] == states.get(outcome, [])
    assert queries.live(session) is None
    assert _learn(matcher) is Outcome.NOTHING


@pytest.mark.usefixtures("decided")
def test_words_of_the_lexicon_and_words_that_not_all_may_read_are_not_learned(
    matcher: Matcher, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_achievement(session, **PLAIN, title="一种装置的密封", indicators=[])
    make_tuning(session, words=[{"word": "密封", "counts": "more"}])
    factors = {"装置": 1.2, "密封": 0.8, "只在不公开的文字里": 1.5}
    monkeypatch.setattr(ENGINE_LEARN, lambda *_given: Learned(0.5, factors, 40, 20))
    _learn(matcher)
    assert _rows(session)[-1].factors == {"装置": 1.2}


def test_few_decisions_teach_nothing(matcher: Matcher, session: Session) -> None:
    make_suggestion(session, SuggestionState.APPROVED)
    assert _learn(matcher) is Outcome.TOO_FEW
    assert _rows(session) == []


def test_where_the_setting_says_so_nothing_is_learned(matcher: Matcher, session: Session) -> None:
    _set_mode(session, "off")
    assert _learn(matcher) is Outcome.OFF
    with pytest.raises(Invalid):
        transact(session, lambda inner: ask_to_learn(inner, actor=ADMIN))


def test_a_new_candidate_takes_the_place_of_the_earlier(session: Session) -> None:
    first = make_tuning(session, TuningState.CANDIDATE, origin=Origin.LEARNED, learned_from=LEARNED_FROM)
    columns = {"title_share": 0.4, "factors": {}, "learned_from": LEARNED_FROM}
    found = Taught(None, columns, comparison())
    assert transact(session, lambda inner: keep(inner, found, is_automatic=False))[0] is Outcome.PROPOSED
    assert [row.state for row in _rows(session)] == [TuningState.DISCARDED, TuningState.CANDIDATE]
    assert first.id < _rows(session)[-1].id


def test_what_was_compared_with_an_older_version_does_not_go_live_by_itself(session: Session) -> None:
    make_tuning(session)
    columns = {"title_share": 0.4, "factors": {}, "learned_from": LEARNED_FROM}
    with pytest.raises(Conflict):
        transact(session, lambda inner: keep(inner, Taught(None, columns, comparison()), is_automatic=True))
    assert len(_rows(session)) == 1


def test_only_administrators_ask(session: Session) -> None:
    officer = Actor(kind="user", roles=frozenset({Role.OFFICER}))
    with pytest.raises(Forbidden):
        transact(session, lambda inner: ask_to_learn(inner, actor=officer))
    transact(session, lambda inner: ask_to_learn(inner, actor=ADMIN))
    assert session.scalars(select(Job.kind)).all() == ["matching.learn"]
