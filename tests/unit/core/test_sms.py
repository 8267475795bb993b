"""How long a text is for the network, and how it is made short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.core import sms

TEXT = st.text(st.sampled_from("请答复。！a 1😀"), max_size=120)


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("字" * 70, 1), ("字" * 71, 2), ("字" * 134, 2), ("字" * 135, 3), ("😀" * 35, 1), ("😀" * 36, 2)],
)
def test_seventy_characters_are_one_message_more_are_sixty_seven_each(text: str, count: int) -> None:
    assert sms.segments(text) == count


def test_as_many_sentences_as_fit_go_along() -> None:
    link = "https://a.example/deals/12"
    short = sms.shortened("请答复", "第一句话。第二句话。" + "很" * 100 + "。", link)
    assert short == f"请答复。第一句话。第二句话。\n{link}"
    assert sms.shortened("请答复：", "两行\n字。", "") == "请答复：两行 字。"


@given(TEXT, TEXT, st.sampled_from(["", "https://a.example/n/1"]))
def test_nothing_but_a_long_title_takes_a_third_message(title: str, body: str, link: str) -> None:
    short = sms.shortened(title, body, link)
    assert short.startswith(title)
    assert short.endswith(link)
    bare = title + (f"\n{link}" if link else "")
    assert sms.segments(short) <= max(2, sms.segments(bare))
