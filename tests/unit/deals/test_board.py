"""A column for each live state, whatever is in it."""

from matchmaker.deals.board import LIVE, TONES, columns
from matchmaker.deals.models import Deal, DealState


def test_columns_hold_their_deals_and_say_how_many_more_there_are() -> None:
    rows = [Deal(id=number, state=DealState.INVITED) for number in (1, 2)]
    shown = columns(rows, {DealState.INVITED: 5, DealState.SIGNED: 0})
    assert [column.state for column in shown] == list(LIVE)
    assert [deal.id for deal in shown[0].deals] == [1, 2]
    assert (shown[0].total, shown[0].more) == (5, 3)
    assert [column.more for column in shown[1:]] == [0, 0, 0, 0]


def test_every_state_has_a_tone_and_the_closed_no_column() -> None:
    assert set(TONES) == set(DealState)
    assert DealState.CLOSED not in LIVE
