"""What is typed becomes a bid, a draft keeps it as it was typed, complaints find their rows."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.challenges.bid_content import Member, Stage
from matchmaker.challenges.bid_forms import BidForm, draft_of_form, form_of_draft
from matchmaker.core.errors import Invalid

SENT = MultiDict(
    [
        ("csrf_token", "secret"),
        ("passphrase", "secret"),
        ("leader", "赵测试"),
        ("plan", "方案" * 30),
        ("price", "2.5"),
        ("members-0-name", ""),
        ("members-0-duty", ""),
        ("members-1-name", "钱测试"),
        ("members-1-duty", "配方"),
        ("partners-0", ""),
        ("partners-1", "测试研究院"),
        ("milestones-0-title", "小试"),
        ("milestones-0-due_on", "2027-01-31"),
        ("milestones-0-share", "100"),
    ]
)


@pytest.fixture(autouse=True)
def _inside(app: Flask) -> object:
    with app.test_request_context():
        yield


def test_rows_nobody_filled_in_are_left_out() -> None:
    form = BidForm(SENT)
    assert form.validate()
    content = form.content()
    assert content.members == (Member("钱测试", "配方"),)
    assert content.partners == ("测试研究院",)
    assert content.milestones == (Stage("小试", date(2027, 1, 31), 100),)
    assert content.price == 2_500_000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("members-1-duty", ""),
        ("milestones-0-due_on", ""),
        ("milestones-0-due_on", "31.1."),
        ("milestones-0-share", "0"),
        ("price", "many"),
    ],
)
def test_a_row_that_was_begun_must_be_whole(name: str, value: str) -> None:
    form = BidForm(MultiDict({**SENT.to_dict(), name: value}))
    assert not form.validate()
    assert name in _complaints(form)


def test_a_row_nobody_touched_says_nothing() -> None:
    sent = {**SENT.to_dict(), **{f"milestones-1-{name}": "" for name in ("title", "due_on", "share")}}
    form = BidForm(MultiDict(sent))
    assert form.validate()
    assert len(form.content().milestones) == 1


def test_complaints_of_services_find_the_rows_they_mean() -> None:
    form = BidForm(SENT)
    form.take_errors(Invalid(fields={"members-0-name": ["一"], "partners-0": ["二"], "file": ["三"], "plan": ["四"]}))
    assert {"members-1-name", "partners-1", "files", "plan"} == _complaints(form)


def test_a_draft_keeps_what_was_typed_and_no_secret() -> None:
    document = draft_of_form(MultiDict({**SENT.to_dict(), "price": "还没定"}))
    assert "secret" not in str(document)
    form = form_of_draft(document)
    assert form.price._value() == "还没定"
    assert [entry.form.data["name"] for entry in form.members.entries] == ["", "钱测试"]


def _complaints(form: BidForm) -> set[str]:
    found = {field.name for field in form if any(isinstance(each, str) for each in field.errors)}
    for rows in (form.members, form.partners, form.milestones):
        for entry in rows.entries:
            fields = entry.form if hasattr(entry, "form") else [entry]
            found |= {field.name for field in fields if field.errors}
    return found
