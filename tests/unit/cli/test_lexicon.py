"""The demo city's lexicon."""

from pathlib import Path

from sqlalchemy.orm import Session

from matchmaker.cli.seed import lexicon
from matchmaker.cli.seed.people import City
from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from matchmaker.matching.keeper import Keeper
from matchmaker.matching.tuning import queries, typed
from matchmaker.matching.tuning.judging import Verdict, verdict_of
from matchmaker.matching.tuning.lexicon import lexicon_of
from tests.factories.accounts import make_user


def test_it_is_one_that_could_be_typed() -> None:
    told = lexicon.of_the_city()
    read = typed.read(typed.written(told))
    assert read.complaints == {}
    assert read.lexicon == told


def test_the_citys_administrator_puts_it_into_use(session: Session, tmp_path: Path) -> None:
    admin = make_user(session, Role.SYSTEM_ADMIN, login=lexicon.ADMINISTRATOR)
    city = City()
    city.users[lexicon.ADMINISTRATOR] = admin.id
    effects = lexicon.compared(session, Keeper(tmp_path))
    transact(session, lambda inner: lexicon.put_into_use(inner, city, effects))
    row = queries.live(session)
    assert row is not None
    assert lexicon_of(row) == lexicon.of_the_city()
    assert (row.created_by, row.live_by) == (admin.id, admin.id)
    assert verdict_of(row) is not Verdict.WORSE
