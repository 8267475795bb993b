"""Counts say what choosing an option would give."""

from typing import Any

from hypothesis import given, strategies

from matchmaker.catalog.facets import GROUPS, KIND, count, groups_for
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.public_queries import Candidate
from matchmaker.core.money import FEN_PER_WAN

ACHIEVEMENTS = GROUPS[RecordKind.ACHIEVEMENT]
BLANK = Candidate(
    kind="achievement",
    id=1,
    is_open=True,
    field=None,
    industry=None,
    region="340300",
    trl=None,
    price=None,
    band=None,
    modes=None,
    title_key=None,
    score=0,
)


def candidate(**values: Any) -> Candidate:
    return BLANK._replace(**values)


def counted(*found: Candidate, **chosen: tuple[str, ...]) -> tuple[list[int], dict[str, dict[str, int]]]:
    passing, counts = count(found, ACHIEVEMENTS, chosen)
    return [each.id for each in passing], {key: dict(options) for key, options in counts.items()}


def test_every_value_falls_into_its_option() -> None:
    one = candidate(
        field="new_materials", industry="30", region="340321-Z1", trl=6, price=60 * FEN_PER_WAN, modes='["equity"]'
    )
    _ids, counts = counted(one)
    assert counts == {
        "field": {"new_materials": 1},
        "industry": {"C": 1},
        "region": {"340321-Z1": 1, "340321": 1, "340300": 1},
        "stage": {"middle": 1},
        "mode": {"equity": 1},
        "price": {"50_100": 1},
    }


def test_limits_of_a_band_belong_to_the_higher_one() -> None:
    amounts = {49.99: "10_50", 50: "50_100", 500: "over_500", 0: "under_10"}
    for amount, expected in amounts.items():
        assert counted(candidate(price=int(amount * FEN_PER_WAN)))[1]["price"] == {expected: 1}


def test_a_stated_band_counts_before_a_sum_and_no_price_is_negotiable() -> None:
    assert counted(candidate(price=5, band="over_500"))[1]["price"] == {"over_500": 1}
    assert counted(candidate())[1]["price"] == {"negotiable": 1}
    assert counted(candidate(is_open=False))[1]["price"] == {}


def test_a_group_ignores_its_own_filter_and_keeps_the_others() -> None:
    found = [
        candidate(id=1, field="electronics", trl=3),
        candidate(id=2, field="new_materials", trl=3),
        candidate(id=3, field="new_materials", trl=8),
    ]
    ids, counts = counted(*found, field=("new_materials",), stage=("early",))
    assert ids == [2]
    assert counts["field"] == {"electronics": 1, "new_materials": 1}
    assert counts["stage"] == {"early": 1, "mature": 1}
    assert counts["price"] == {"negotiable": 1}


def test_several_options_of_a_group_widen_it() -> None:
    found = [candidate(id=1, region="340302"), candidate(id=2, region="340321"), candidate(id=3, region="340600")]
    assert counted(*found, region=("340302", "340600"))[0] == [1, 3]
    assert counted(*found, region=("340300",))[0] == [1, 2]


def test_a_search_over_both_kinds_has_the_facets_that_both_have() -> None:
    keys = [group.key for group in groups_for(tuple(RecordKind), with_kind=True)]
    assert keys == [KIND.key, "field", "industry", "region"]
    assert "stage" in [group.key for group in groups_for((RecordKind.ACHIEVEMENT,))]


fields = strategies.sampled_from([None, "electronics", "new_materials"])
levels = strategies.sampled_from([None, 2, 6, 9])
regions = strategies.sampled_from(["340300", "340321", "320000"])
many = strategies.lists(strategies.builds(candidate, field=fields, trl=levels, region=regions), max_size=12)
options = strategies.fixed_dictionaries(
    {
        "field": strategies.sets(strategies.sampled_from(["electronics", "new_materials"])),
        "stage": strategies.sets(strategies.sampled_from(["early", "middle", "mature"])),
    }
)


@given(many, options)
def test_an_option_gives_as_many_as_its_count_says(found: list[Candidate], chosen: dict[str, set[str]]) -> None:
    _passing, counts = count(found, ACHIEVEMENTS, chosen)
    for group in ACHIEVEMENTS:
        for option, number in counts[group.key].items():
            alone = {**chosen, group.key: {option}}
            assert len(count(found, ACHIEVEMENTS, alone)[0]) == number
