"""The pair page, its JSON and its sheet say the same, to the same people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Disclosure
from matchmaker.matching.models import Level, Suggestion
from tests.factories.accounts import make_member, make_officer
from tests.factories.catalog import make_achievement, make_need
from tests.factories.matching import make_suggestion
from tests.support.page_client import PageClient
from tests.support.pages import Page

PARTS = [
    {"term": "陶瓷膜", "weight": 0.2034, "half": "title"},
    {"term": "陶瓷膜", "weight": 0.0411, "half": "body"},
    {"term": "浓缩", "weight": 0.0777, "half": "body"},
    {"term": "清洗", "weight": 0.0204, "half": "title"},
]
FACTS = [
    {"kind": "maturity", "fits": True, "text": "成熟度 7 级，够得上需求（不低于 5 级）"},
    {"kind": "money", "fits": False, "text": "预算至多 50.00 万元，成果要价 80.00 万元起"},
    {"kind": "modes", "fits": None, "text": "合作方式没有交集，需商量"},
]
WORDS = {"match": "符合", "conflict": "冲突", "close": "接近"}


@pytest.fixture
def row(session: Session) -> Suggestion:
    """A pair with words in both halves, a rest, and facts of each kind."""
    values: dict[str, Any] = {"score": 0.3755, "level": Level.STRONG, "rest": 0.0329, "parts": PARTS, "facts": FACTS}
    return make_suggestion(session, **values)


@pytest.fixture
def officer(session: Session) -> User:
    return make_officer(session)


def _text(element: Any) -> str:
    return "".join("".join(element.itertext()).split())


def _with_class(page: Page, tag: str, name: str) -> Any:
    return next(each for each in page.root.iter(tag) if name in each.get("class", "").split())


def _facts(page: Page) -> list[str]:
    return [_text(item) for item in _with_class(page, "ul", "facts").iter("li")]


def _table(page: Page) -> Iterator[tuple[str, str]]:
    for line in _with_class(page, "table", "score").iter("tr"):
        numbers = [_text(cell) for cell in line.iter("td") if cell.get("class") == "num"]
        if numbers:
            yield _text(next(iter(line.iter("th")))), numbers[0]


def _tally(page: Page) -> Iterator[tuple[str, str]]:
    for item in _with_class(page, "ul", "tally").iter("li"):
        label, number = (_text(each) for each in item if each.tag == "span")
        yield label, number


def _document(client: PageClient, row: Suggestion) -> dict[str, Any]:
    answer = client.answer(f"/suggestions/{row.id}.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    said: dict[str, Any] = json.loads(answer.get_data(as_text=True))
    return said


def test_page_sheet_and_json_give_the_same_reasons(client: PageClient, row: Suggestion, officer: User) -> None:
    client.sign_in(officer)
    page = client.get(f"/suggestions/{row.id}", max_statements=9)
    sheet = client.get(f"/suggestions/{row.id}/sheet", max_statements=8)
    said = _document(client, row)
    rows = [(f"{each['label']}{each['detail']}", f"{each['points']:+.1f}") for each in said["contributions"]]
    assert [*rows, ("合计", f"{said['points']:.1f}")] == list(_table(page)) == list(_tally(sheet))
    facts = ["".join(f"{WORDS[each['kind']]}{each['text']}".split()) for each in said["facts"]]
    assert facts == _facts(page) == _facts(sheet)
    assert len(facts) == len(FACTS)
    for shown in (page, sheet):
        assert said["level"]["sentence"] in shown.text
        assert said["level"]["source"] in shown.text
        assert row.need.title in shown.text
        assert row.achievement.title in shown.text


def test_json_adds_up_and_carries_what_is_stored(client: PageClient, row: Suggestion, officer: User) -> None:
    said = _document(client.sign_in(officer), row)
    assert round(sum(each["points"] for each in said["contributions"]), 1) == said["points"]
    assert (said["parts"], said["rest"], said["score"]) == (PARTS, row.rest, row.score)
    assert sum(part["weight"] for part in said["parts"]) + said["rest"] == pytest.approx(said["score"])
    assert said["address"] == f"/suggestions/{row.id}"


@pytest.mark.parametrize("disclosure", [Disclosure.MASKED, Disclosure.OFFICERS_ONLY])
def test_json_shows_a_restricted_record_as_the_page_does(
    client: PageClient, session: Session, officer: User, disclosure: Disclosure
) -> None:
    achievement = make_achievement(session, disclosure=disclosure, masked_text="一种膜分离方法", title="不公开的膜装置")
    row = make_suggestion(session, need=make_need(session), achievement=achievement)
    page = client.sign_in(officer).get(f"/suggestions/{row.id}")
    said = _document(client, row)["achievement"]
    assert said["disclosure"] == disclosure
    assert said["title"] in page.text
    assert all(section["title"] in page.text for section in said["sections"])


@pytest.mark.parametrize("ending", ["", ".json", "/sheet"])
def test_who_may_not_see_the_page_sees_neither_file_nor_sheet(
    app: Flask, session: Session, row: Suggestion, ending: str
) -> None:
    owner = PageClient(app).sign_in(make_member(session, organization=row.need.organization))
    elsewhere = PageClient(app).sign_in(make_officer(session, region_code="341200"))
    nobody = PageClient(app)
    path = f"/suggestions/{row.id}{ending}"
    assert [each.answer(path).status_code for each in (owner, elsewhere, nobody)] == [403, 404, 302]
    officer = PageClient(app).sign_in(make_officer(session))
    assert officer.answer(f"/suggestions/{row.id + 999}{ending}").status_code == 404


def test_the_queue_says_what_each_level_is_worth(client: PageClient, row: Suggestion, officer: User) -> None:
    page = client.sign_in(officer).get("/suggestions", max_statements=8)
    assert "判为“强”的 100 对里，约 94 对人工认为相关，其中约 40 对认为较强相关以上。" in page.text
    assert "109 项真实需求" in page.text
    assert _document(client, row)["level"]["sentence"] in page.text
