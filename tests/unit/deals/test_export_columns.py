"""A deal's line in a file says what its reader's page says."""

from __future__ import annotations

from typing import Any

from flask import Flask

from matchmaker.core.authz import Actor
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.export_columns import COLUMNS, line
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.services import close
from tests.unit.deals.conftest import Stage


def told(app: Flask, deal: Deal, actor: Actor) -> dict[str, Any]:
    with app.test_request_context():
        return {column.heading: column.cell(line(deal, actor)) for column in COLUMNS}


def test_answers_are_words_and_days(app: Flask, stage: Stage) -> None:
    deal = stage.open()
    stage.reply(deal, Side.NEED)
    stage.session.refresh(deal)
    found = told(app, deal, stage.officer_actor)
    assert (found["需求方答复"], found["成果方答复"]) == ("同意", "未答复")
    assert found["需求方答复日期"] == found["邀请日期"]
    assert (found["成果方答复日期"], found["成交金额（万元）"], found["结束原因"]) == (None, None, None)


def test_a_reason_that_is_not_shared_stays_with_whom_it_is(app: Flask, stage: Stage) -> None:
    deal = stage.introduced()
    values: dict[str, Any] = {"actor": stage.voice(Side.NEED), "reason": "credit_risk", "note": "失信", "share": False}
    transact(stage.session, lambda inner: close(inner, inner.get_one(Deal, deal.id), **values))
    stage.session.refresh(deal)
    assert "信用" in told(app, deal, stage.officer_actor)["结束原因"]
    assert told(app, deal, stage.voice(Side.ACHIEVEMENT))["结束原因"] is None
