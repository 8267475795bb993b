"""Scratch: own routes only."""
import pytest
from tests.functional import test_permissions as t
from tests.functional.test_permissions import *
from tests.functional.test_permissions import world
from tests.functional.test_pages import readers, MORE, STATEMENTS, PARTS
import tests.functional.test_pages as tp, tests.functional.test_bad_input as tb
MINE=("pricing.","deals.files","deals.file","deals.remove_deal","deals.tasks","deals.mark","deals.follow","deals.deal","deals.sign")
orig=t.questions
def only(app, world):
    return (q for q in orig(app, world) if q.endpoint.startswith(MINE))
def test_mine(app, world, engine, monkeypatch, session):
    monkeypatch.setattr(t,"questions",only); monkeypatch.setattr(tp,"questions",only)
    try: t.test_every_answer_is_as_declared(app, world, engine)
    except AssertionError as e: print("PERM", e)
    try: tp.test_every_page_keeps_the_rules_and_asks_the_database_little(app, world)
    except AssertionError as e: print("PAGES", e)
    try: tb.test_no_form_breaks_on_nonsense(app, world, session)
    except AssertionError as e: print("BAD", e)
    assert False
