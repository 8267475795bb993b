"""Inputs of their own kind: amounts in 万元, words in a line."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import Optional

from matchmaker.catalog.forms.fields import WanField, WordsField, industry_options, options


class Sample(Form):
    amount = WanField("金额", validators=[Optional()])
    words = WordsField("词", validators=[Optional()], most=2, longest=4)


def filled(**fields: str) -> Any:
    return Sample(MultiDict(fields))


@pytest.fixture(autouse=True)
def page(app: Flask) -> Any:
    """Messages are translated, so a request must be under way."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("typed", "fen"), [("12.5", 12_500_000), ("1,200", 1_200_000_000), ("0", 0), ("", None), (" 3 ", 3_000_000)]
)
def test_amounts_are_kept_to_the_fen(typed: str, fen: int | None) -> None:
    form = filled(amount=typed)
    assert form.validate()
    assert form.amount.data == fen


@pytest.mark.parametrize("typed", ["-1", "一百", "NaN", "1e400", "0.0000001"])
def test_a_wrong_amount_stays_as_typed_with_a_message(typed: str) -> None:
    form = filled(amount=typed)
    assert not form.validate()
    assert form.amount._value() == typed
    assert form.amount.errors


def test_a_stored_amount_is_shown_without_loss() -> None:
    assert Sample(amount=120_500_000).amount._value() == "120.5"


@pytest.mark.parametrize("typed", ["膜、浓缩", "膜,浓缩", "膜；浓缩；膜", "、膜，，浓缩、"])
def test_words_are_separated_by_any_usual_sign_and_kept_once(typed: str) -> None:
    form = filled(words=typed)
    assert form.validate()
    assert form.words.data == ["膜", "浓缩"]
    assert form.words._value() == typed


@pytest.mark.parametrize("typed", ["甲、乙、丙", "太长的词语", "甲\x00"])
def test_too_many_too_long_and_strange_words_are_refused(typed: str) -> None:
    assert not filled(words=typed).validate()


def test_choices_begin_with_the_blank_one_when_there_is_one() -> None:
    found = options({"a": "甲"}, "请选择")
    assert [(each.value, each.label) for each in found] == [("", "请选择"), ("a", "甲")]


def test_every_industry_can_be_chosen_under_its_section() -> None:
    groups = industry_options()
    values = [each.value for group in groups.values() for each in group]
    assert len(values) == 1 + 20 + 97
    assert {"C", "30"} <= {each.value for each in groups["C 制造业"]}
