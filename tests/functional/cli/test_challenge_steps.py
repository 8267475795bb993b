"""Each state of the data has a way that leads there, and no further."""

from __future__ import annotations

import pytest

from matchmaker.cli.seed import source
from matchmaker.cli.seed.challenge_steps import WAY, open_it, publicise, receive, steps_to
from matchmaker.cli.seed.challenge_works import finish, work


@pytest.mark.parametrize("state", sorted({row["state"] for row in source.rows("challenges")}))
def test_every_state_of_the_data_has_a_way(state: str) -> None:
    assert steps_to(state)[: len(WAY[0][1])] == WAY[0][1]


@pytest.mark.parametrize(
    ("state", "last"),
    [("receiving", receive), ("publicised", publicise), ("unfilled", open_it), ("working", work), ("settled", finish)],
)
def test_a_way_ends_where_it_should(state: str, last: object) -> None:
    assert steps_to(state)[-1] is last
