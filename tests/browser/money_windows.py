"""Everybody's window on one deal, from the introduction to the money."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Side
from tests.browser.windows import Days, Keys, Windows
from tests.factories.accounts import CITY, make_member, make_officer, make_user
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_enterprise, make_university
from tests.factories.subsidies import make_version
from tests.support.album import Album
from tests.support.browser import PHONE, OpenBrowser
from tests.unit.deals.conftest import Stage

CONTACT = {"contact_email": "contact@example.org"}


@dataclass(kw_only=True)
class MoneyWindows(Windows):
    """The two sides, the officer and the leader of one deal."""

    stage: Stage
    watcher: User
    deal_id: int = 0
    dossier: str = ""
    """The address of the dossier's page."""

    @property
    def firm(self) -> Keys:
        return self.of(self.stage.members[Side.NEED])

    @property
    def firm_on_a_phone(self) -> Keys:
        return self.of(self.stage.members[Side.NEED], PHONE)

    @property
    def unit(self) -> Keys:
        return self.of(self.stage.members[Side.ACHIEVEMENT])

    @property
    def officer(self) -> Keys:
        return self.of(self.stage.officer)

    @property
    def leader(self) -> Keys:
        return self.of(self.watcher)


def make_stage(session: Session) -> Stage:
    """A firm of one county and a state-held university, with people fit to be shown in the guide."""

    def build(inner: Session) -> Stage:
        firm = make_enterprise(inner, name="江畔示例发酵有限公司", contact_phone="0552-0000101", **CONTACT)
        university = make_university(
            inner, name="江畔示例理工学院", state_held=True, contact_phone="0552-0000102", **CONTACT
        )
        members = {
            Side.NEED: make_member(inner, firm, name="王测试"),
            Side.ACHIEVEMENT: make_member(inner, university, name="陈测试"),
        }
        need = make_need(inner, organization=firm, title="发酵液浓缩能耗高")
        achievement = make_achievement(inner, organization=university, title="微孔陶瓷膜连续浓缩")
        make_version(inner)
        return Stage(inner, need, achievement, make_officer(inner, name="吴测试"), members)

    return transact(session, build)


@pytest.fixture
def windows(app: Flask, session: Session, browse: OpenBrowser, album: Album, tmp_path: Path) -> Iterator[MoneyWindows]:
    with ExitStack() as stack:
        days = Days()
        days.keep(app, stack)
        stage = make_stage(session)
        leader = make_user(session, Role.LEADER, region_code=CITY, name="孙测试")
        yield MoneyWindows(browse=browse, album=album, days=days, folder=tmp_path, stage=stage, watcher=leader)
