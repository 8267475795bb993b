from typing import Any

import pytest

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.money import FEN_PER_WAN
from matchmaker.matching.facts import budget_ceiling, facts, one_line


def _pair(need: dict[str, Any], achievement: dict[str, Any]) -> dict[str, bool | None]:
    wanted = Need(**{"region_code": "340302", "cooperation_modes": [], **need})
    offered = Achievement(**{"region_code": "340304", "transfer_modes": [], **achievement})
    return {fact["kind"]: fact["fits"] for fact in facts(wanted, offered)}


@pytest.mark.parametrize(
    ("need_type", "trl", "fits"),
    [
        ("introduce_achievement", 7, True),
        ("introduce_achievement", 6, False),
        ("breakthrough", 3, True),
        ("talent_team", 2, None),
    ],
)
def test_maturity_is_held_against_what_the_kind_of_need_asks_for(
    *, need_type: str, trl: int, fits: bool | None
) -> None:
    assert _pair({"need_type": need_type}, {"trl": trl})["maturity"] is fits


def test_a_price_above_the_budget_speaks_against() -> None:
    need = {"budget": 50 * FEN_PER_WAN}
    assert _pair(need, {"price_min": 51 * FEN_PER_WAN})["money"] is False
    assert _pair(need, {"price_min": 50 * FEN_PER_WAN})["money"] is True


def test_a_budget_to_be_agreed_says_nothing_about_the_price() -> None:
    assert "money" not in _pair({"budget_band": "negotiable"}, {"price_min": FEN_PER_WAN})


def test_a_budget_band_counts_by_its_upper_edge() -> None:
    assert budget_ceiling(Need(budget_band="10_50")) == 50 * FEN_PER_WAN
    assert budget_ceiling(Need(budget_band="over_500")) is None


def test_a_short_deadline_speaks_against_an_early_stage() -> None:
    assert _pair({"deadline_months": 6}, {"trl": 4})["deadline"] is False
    assert "deadline" not in _pair({"deadline_months": 18}, {"trl": 4})


def test_ways_of_working_together_that_meet_speak_for_the_pair() -> None:
    need = {"cooperation_modes": ["license"]}
    assert _pair(need, {"transfer_modes": ["license_ordinary"]})["modes"] is True
    assert _pair(need, {"transfer_modes": ["assignment"]})["modes"] is None
    assert "modes" not in _pair(need, {"transfer_modes": ["negotiable"]})


@pytest.mark.parametrize(("region", "fits"), [("340302", True), ("340304", True), ("340404", None)])
def test_a_near_place_speaks_for_the_pair(*, region: str, fits: bool | None) -> None:
    assert _pair({"region_code": "340302"}, {"region_code": region})["region"] is fits


def test_disputed_ownership_speaks_against() -> None:
    assert _pair({}, {"ownership": "disputed"})["ownership"] is False


def test_the_line_in_the_queue_names_the_first_objection() -> None:
    listed = [{"fits": True, "text": "同在一个市"}, {"fits": False, "text": "价格超出预算"}]
    assert one_line(listed) == "价格超出预算"
    assert one_line(listed[:1]) == "同在一个市"
    assert one_line([]) == ""
