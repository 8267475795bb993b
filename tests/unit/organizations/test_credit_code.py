"""统一社会信用代码: what is taken and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.organizations import credit_code as codes

FIRST_17 = st.builds(
    lambda head, region, tail: head + region + tail,
    st.text(codes.ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(codes.ALPHABET, min_size=9, max_size=9),
)


@given(FIRST_17)
def test_a_code_with_its_own_check_character_is_taken(first: str) -> None:
    assert codes.problem(first + codes.check_character(first)) is None


@given(FIRST_17, st.integers(0, 17), st.sampled_from(codes.ALPHABET))
def test_any_single_changed_character_is_found(first: str, place: int, other: str) -> None:
    code = first + codes.check_character(first)
    changed = code[:place] + other + code[place + 1 :]
    assert (codes.problem(changed) is None) == (changed == code)


@given(FIRST_17, st.integers(0, 15))
def test_two_neighbours_changing_places_are_found(first: str, place: int) -> None:
    code = first + codes.check_character(first)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (codes.problem(swapped) is None) == (swapped == code)


@given(FIRST_17)
def test_the_weighted_sum_is_divisible_by_31(first: str) -> None:
    code = first + codes.check_character(first)
    total = sum(codes.ALPHABET.index(each) * 3**place for place, each in enumerate(code[:-1]))
    assert (total + codes.ALPHABET.index(code[-1])) % 31 == 0


def test_typing_habits_do_not_matter() -> None:
    first = "91340300MA2N0000X"
    code = first + codes.check_character(first)
    typed = f" {code[:8].lower()}－{code[8:]} ".translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert codes.normalize(typed) == code


@pytest.mark.parametrize(
    ("code", "said"),
    [("", "18 位"), ("91340300MA2N00001", "18 位"), ("91340300MA2N0000I5", "不含 I"), ("9134O300MA2N000015", "不含 I")],
)
def test_what_is_wrong_is_said(code: str, said: str) -> None:
    assert said in (codes.problem(code) or "")
