"""The demo city has a notice standing, and a list of duties behind it."""

from matchmaker.config import Settings
from matchmaker.core.authz import ANONYMOUS
from matchmaker.core.db import make_engine, make_sessions
from matchmaker.deals.pricing.queries import is_running, notices


def test_everybody_reads_the_demo_s_notice(demo_city: Settings) -> None:
    engine = make_engine(demo_city.database_url)
    with make_sessions(engine)() as session:
        [row] = session.scalars(notices(ANONYMOUS)).all()
        assert is_running(row)
        assert row.checklist is not None
        assert row.checklist.items
    engine.dispose()
