"""How the words of the demo city's texts become columns."""

from datetime import date

import pytest

from matchmaker.catalog import vocabulary
from matchmaker.catalog.models import Achievement, Need
from matchmaker.cli.seed import source

NEED, ACHIEVEMENT = source.rows("needs")[0], source.rows("achievements")[0]


def test_amounts_are_kept_in_fen() -> None:
    assert source.need_values({**NEED, "budget_wan": 12.5})["budget"] == 12_500_000
    assert source.need_values({**NEED, "budget_wan": None})["budget"] is None


def test_missing_text_is_empty_and_missing_choices_are_none() -> None:
    values = source.need_values({**NEED, "background": None, "local_industry": None})
    assert (values["background"], values["local_industry"]) == ("", None)


def test_labels_become_codes_and_an_unknown_word_is_noticed() -> None:
    code, label = next(iter(vocabulary.OWNERSHIPS.items()))
    assert source.achievement_values({**ACHIEVEMENT, "ownership": label})["ownership"] == code
    assert source.achievement_values({**ACHIEVEMENT, "ownership": code})["ownership"] == code
    with pytest.raises(KeyError):
        source.achievement_values({**ACHIEVEMENT, "ownership": "谁也不属于"})


@pytest.mark.parametrize(
    ("rights", "status"),
    [
        ([("patent", "valid"), ("patent", "pending")], "granted"),
        ([("patent", "pending")], "pending"),
        ([("trade_secret", "none")], "secret"),
        ([], "unfiled"),
    ],
)
def test_the_state_of_the_whole_follows_from_its_rights(rights: list[tuple[str, str]], status: str) -> None:
    assert source._ip_status([{"kind": kind, "status": each} for kind, each in rights]) == status


def test_dates_are_read() -> None:
    assert source.achievement_values({**ACHIEVEMENT, "captured_on": "2024-05-06"})["captured_on"] == date(2024, 5, 6)


def test_every_value_has_a_column() -> None:
    children = {"indicators", "ip_rights"}
    for row in source.rows("needs"):
        assert all(hasattr(Need, name) for name in set(source.need_values(row)) - children)
    for row in source.rows("achievements"):
        assert all(hasattr(Achievement, name) for name in set(source.achievement_values(row)) - children)
