"""How validity is put into words."""

from __future__ import annotations

from datetime import date

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.deals.subsidies.models import VersionState
from matchmaker.deals.subsidies.views.blueprint import period, places_in, validity_badge
from tests.factories.subsidies import make_version

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def test_periods_in_words(app: Flask, session: Session) -> None:
    given = [
        make_version(session, valid_from=FIRST, valid_to=LAST),
        make_version(session, valid_from=None, valid_to=LAST),
        make_version(session, valid_from=FIRST),
        make_version(session, valid_from=None),
        make_version(session, valid_from=None, confirmed_on=FIRST, confirmed_basis="局务会纪要"),
    ]
    with app.test_request_context():
        assert [period(version) for version in given] == [
            "2026年1月1日至2026年12月31日",
            "到2026年12月31日为止",
            "2026年1月1日起",
            "原文没有写有效期",
            "原文没有写有效期；主管部门2026年1月1日确认有效，依据：局务会纪要",
        ]
        assert validity_badge(make_version(session, VersionState.RETIRED)) == ("已停用，仅供参考", "neutral")


def test_a_city_offers_what_lies_in_it() -> None:
    names = {"340300": "蚌埠市", "340304": "禹会区", "340300-Z1": "高新区", "340400": "淮南市"}
    assert [code for code, _name in places_in("340300", names)] == ["340300", "340304", "340300-Z1"]
