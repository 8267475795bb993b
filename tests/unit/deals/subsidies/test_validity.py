"""What may be claimed on which day."""

from __future__ import annotations

from datetime import date

from matchmaker.deals.subsidies.validity import REFUSALS, Validity, validity

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def judged(day: date, starts: date | None = FIRST, ends: date | None = LAST, *, is_confirmed: bool = False) -> Validity:
    return validity(day, starts=starts, ends=ends, is_confirmed=is_confirmed)


def test_both_days_belong_to_the_period() -> None:
    days = (date(2025, 12, 31), FIRST, LAST, date(2027, 1, 1))
    expected = [Validity.UPCOMING, Validity.CURRENT, Validity.CURRENT, Validity.EXPIRED]
    assert [judged(day) for day in days] == expected


def test_a_text_without_days_counts_once_it_is_confirmed() -> None:
    assert judged(FIRST, None, None) is Validity.UNCONFIRMED
    assert judged(FIRST, None, None, is_confirmed=True) is Validity.CURRENT
    assert judged(FIRST, None, LAST) is Validity.CURRENT
    assert judged(FIRST, FIRST, None) is Validity.CURRENT


def test_whatever_cannot_be_claimed_says_why() -> None:
    assert set(REFUSALS) == set(Validity) - {Validity.CURRENT}
