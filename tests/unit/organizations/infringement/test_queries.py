"""A unit is found on the published list by name or credit code, as long as the entry counts."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.organizations.credit_code import check_character
from matchmaker.organizations.queries import infringers_among, infringers_named
from tests.factories.organizations import make_enterprise, make_infringement

FIRST = "91340300MA2N88001"
CODE = FIRST + check_character(FIRST)


def test_who_is_on_the_list_today(session: Session) -> None:
    named = make_enterprise(session, name="试验薄膜（名录）厂")
    coded = make_enterprise(session, name="试验改名厂", credit_code=CODE)
    gone, clean = make_enterprise(session), make_enterprise(session)
    today = clock.today()
    by_name = make_infringement(session, named.name)
    by_code = make_infringement(session, "试验旧名厂", credit_code=CODE)
    make_infringement(session, gone.name, removed_on=today, removal="期满")
    later = make_infringement(session, "试验将移出厂", removed_on=today + timedelta(days=1), removal="期满")
    units = (named.id, coded.id, gone.id, clean.id)
    assert [[row.id for _name, row in infringers_among(session, [key])] for key in units] == [
        [by_name.id],
        [by_code.id],
        [],
        [],
    ]
    assert [row.id for _name, row in infringers_named(session, ["试验薄膜(名录)厂"])] == [by_name.id]
    assert [row.id for _name, row in infringers_named(session, [later.name])] == [later.id]
    told = ["没有列入的单位", "试验薄膜(名录)厂", coded.name, gone.name, "试验薄膜(名录)厂"]
    assert [(name, row.id) for name, row in infringers_named(session, told)] == [
        ("试验薄膜(名录)厂", by_name.id),
        (coded.name, by_code.id),
    ]
    assert infringers_named(session, []) == []
    found = infringers_among(session, units)
    assert [(name, row.id) for name, row in found] == [(named.name, by_name.id), (coded.name, by_code.id)]
