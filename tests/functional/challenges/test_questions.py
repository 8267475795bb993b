"""Questions and answers on their pages."""

from __future__ import annotations

import pytest
from flask import Flask

from matchmaker.challenges.models import Challenge
from matchmaker.challenges.services import question
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way


def test_a_team_asks_the_issuer_answers_everybody_reads(app: Flask, visitor: PageClient, way: Way) -> None:
    way.receiving()
    place = f"/challenges/{way.challenge_id}"
    team, issuer = PageClient(app).sign_in(way.members[0]), PageClient(app).sign_in(way.member)
    assert visitor.get(f"{place}/ask", 302).location.startswith("/sign-in")
    refused = team.post(f"{place}/ask", {"body": " "}, 422)
    assert "请写下问题" in refused.error_summary
    team.post(f"{place}/ask", {"body": "接受联合体吗？"})
    page = team.follow()
    assert "接受联合体吗？" in page.text
    assert way.members[0].name not in visitor.get(place).text
    answer = issuer.get(place).links["答复"]
    assert "答复" not in team.get(place).links
    assert "请写下答复" in issuer.post(answer, {"answer": ""}, 422).error_summary
    stale = issuer.get(answer)
    issuer.post(answer, {"answer": "接受。"})
    assert "接受。" in visitor.get(place).text
    issuer.submit(stale, {"answer": "不接受。"}, 409)
    issuer.get(answer, 409)
    team.get(answer, 403)


@pytest.mark.one_database
def test_after_the_deadline_nobody_asks_and_what_was_asked_is_answered(app: Flask, way: Way) -> None:
    way.receiving()
    row = way.do(question.ask, Challenge, "接受联合体吗？", actor=way.actor(way.members[0]))
    way.close()
    place = f"/challenges/{way.challenge_id}"
    PageClient(app).sign_in(way.members[0]).get(f"{place}/ask", 409)
    county = PageClient(app).sign_in(way.county)
    county.post(f"{place}/questions/{row.id}", {"answer": "接受。"})
    county.get(f"/challenges/{way.challenge_id + 1}/questions/{row.id}", 404)
