"""A new version keeps the part that it does not change."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor, Role, system_actor
from matchmaker.core.errors import Conflict, Forbidden, Invalid, StaleVersion
from matchmaker.core.unit_of_work import transact
from matchmaker.matching.tuning.lexicon import Counts, Lexicon, lexicon_of
from matchmaker.matching.tuning.models import EngineTuning, Origin, TuningState
from matchmaker.matching.tuning.services import compare_again, keep_learned, keep_lexicon
from tests.factories.tuning import LEARNED_FROM, comparison, make_tuning

ADMIN = system_actor("test")
LEARNED: dict[str, Any] = {"title_share": 0.56, "factors": {"浓缩": 1.4}, "learned_from": LEARNED_FROM}
WORDS = Lexicon({"陶瓷膜": Counts.MORE}, (("刚玉", "蓝宝石"),))


def _keep(session: Session, lexicon: Lexicon, base_id: int | None = None, actor: Actor = ADMIN) -> EngineTuning:
    given: dict[str, Any] = {"base_id": base_id, "comparison": comparison(), "note": "说明", "actor": actor}
    return transact(session, lambda it: keep_lexicon(it, lexicon, **given))


def test_a_lexicon_stands_beside_what_was_learned(session: Session) -> None:
    base = make_tuning(session, **LEARNED)
    row = _keep(session, WORDS, base.id)
    assert (row.state, row.origin, row.base_id) == (TuningState.CANDIDATE, Origin.LEXICON, base.id)
    assert lexicon_of(row) == WORDS
    assert (row.title_share, row.factors, row.learned_from) == tuple(LEARNED.values())


def test_what_was_learned_stands_beside_the_lexicon(session: Session) -> None:
    base = make_tuning(session)
    given: dict[str, Any] = {"base_id": base.id, "comparison": comparison(), "actor": ADMIN}
    row = transact(session, lambda it: keep_learned(it, LEARNED, **given))
    assert (row.origin, row.created_by, row.title_share) == (Origin.LEARNED, None, 0.56)
    assert lexicon_of(row) == lexicon_of(base)


def test_the_first_version_stands_on_nothing(session: Session) -> None:
    row = _keep(session, WORDS)
    assert (row.base_id, row.title_share, row.factors) == (None, 0.5, {})


def test_no_change_is_no_version(session: Session) -> None:
    base = make_tuning(session)
    with pytest.raises(Invalid):
        _keep(session, lexicon_of(base), base.id)


def test_an_officer_keeps_none(session: Session) -> None:
    with pytest.raises(Forbidden):
        _keep(session, WORDS, actor=Actor(kind="user", roles=frozenset({Role.OFFICER})))


def test_comparing_again_takes_over_what_was_learned_meanwhile(session: Session) -> None:
    row = _keep(session, WORDS)
    base = make_tuning(session, **LEARNED)
    number, seen = row.id, row.version

    def again(it: Session) -> None:
        found = it.get_one(EngineTuning, number)
        compare_again(it, found, base_id=base.id, comparison=comparison(0.1), actor=ADMIN, version=seen)

    transact(session, again)
    session.refresh(row)
    assert (row.base_id, row.title_share, lexicon_of(row)) == (base.id, 0.56, WORDS)
    assert row.comparison["frozen"]["ndcg_at_10"]["difference"] == 0.1
    with pytest.raises(StaleVersion):
        transact(session, again)


@pytest.mark.parametrize("values", [{"state": TuningState.LIVE}, {"origin": Origin.LEARNED, **LEARNED}])
def test_only_a_waiting_lexicon_is_compared_again(session: Session, values: dict[str, Any]) -> None:
    row = make_tuning(session, **{"state": TuningState.CANDIDATE, **values})

    def again(it: Session) -> None:
        found = it.get_one(EngineTuning, row.id)
        compare_again(it, found, base_id=None, comparison=comparison(), actor=ADMIN, version=None)

    with pytest.raises(Conflict):
        transact(session, again)
