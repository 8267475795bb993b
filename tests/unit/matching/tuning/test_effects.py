"""What another way of reading needs would do."""

import pytest
from sqlalchemy.orm import Session

from matchmaker.engine.tuning import UNTUNED, Tuning
from matchmaker.matching.tuning.services import effects
from matchmaker.matching.tuning.services.effects import measure, on_frozen, on_site
from tests.factories.catalog import make_need
from tests.factories.tuning import make_far_pair
from tests.unit.matching.support import Matcher

SYNONYMS = Tuning.of(synonyms=[("刚玉", "蓝宝石")])


def test_the_sites_own_needs_are_asked_in_both_ways(matcher: Matcher, session: Session) -> None:
    need, achievement = make_far_pair(session)
    make_need(session)
    found = on_site(session, matcher.keeper, UNTUNED, SYNONYMS)
    assert (found["published"], found["asked"], found["changed"], found["entered"]) == (2, 2, 1, 1)
    assert found["examples"] == [{"need": need.id, "entered": [achievement.id], "left": []}]
    back = on_site(session, matcher.keeper, SYNONYMS, UNTUNED)
    assert back["examples"] == [{"need": need.id, "entered": [], "left": [achievement.id]}]


def test_of_very_many_needs_an_even_sample_is_asked(
    matcher: Matcher, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effects, "ASKED", 2)
    for _each in range(3):
        make_need(session)
    found = on_site(session, matcher.keeper, UNTUNED, SYNONYMS)
    assert (found["published"], found["asked"]) == (3, 2)


def test_an_empty_site_has_nothing_to_change(matcher: Matcher, session: Session) -> None:
    found = measure(session, matcher.keeper, UNTUNED, SYNONYMS)
    assert found["site"] == {"published": 0, "asked": 0, "changed": 0, "entered": 0, "examples": []}


def test_reading_little_but_titles_makes_the_judged_set_worse() -> None:
    found = on_frozen(UNTUNED, Tuning.of(0.95))
    figure = found["ndcg_at_10"]
    assert figure["after"] < figure["before"]
    assert figure["low"] <= figure["difference"] <= figure["high"] < 0
    assert figure["worse"] > figure["better"]
    first = found["changed"][0]
    assert first["before"] != first["after"]
    assert set(found["calibration"]) == {"before", "after", "difference"}


def test_nothing_changed_is_no_difference() -> None:
    figure = on_frozen(SYNONYMS, SYNONYMS)["ndcg_at_10"]
    assert (figure["difference"], figure["low"], figure["high"], figure["better"], figure["worse"]) == (0, 0, 0, 0, 0)
