from __future__ import annotations
import pytest
from tests.functional import test_permissions as tp, test_pages as tg, test_bad_input as tb
from tests.support import matrix
from tests.functional.test_permissions import world  # noqa
import os

MINE = (
    "race",
    "race_rule",
    "race_round",
    "race_results",
    "finish",
    "settlement",
    "pay_settlement",
    "give_up",
    "make_statement",
    "answer_statement",
    "acceptance",
    "field_test",
    "add_report",
    "field_report",
    "conclusion",
    "progress",
    "team_progress",
    "follow_up",
)
real = matrix.questions


def mine(app, world):
    for q in real(app, world):
        if (
            q.endpoint.split(".")[0] == "challenges"
            and q.endpoint.split(".")[1] in MINE
            or q.endpoint.startswith("contracts.contract")
            or q.endpoint == "home.workbench"
        ):
            yield q


def test_perm(app, world, engine, monkeypatch):
    monkeypatch.setattr(tp, "questions", mine)
    tp.test_every_answer_is_as_declared(app, world, engine)
    tp.test_every_ownership_is_met_by_an_object_of_ones_own_and_of_others(app, world)


def test_pages(app, world, monkeypatch):
    monkeypatch.setattr(tg, "questions", mine)
    tg.test_every_page_keeps_the_rules_and_asks_the_database_little(app, world)


def test_forms(app, world, monkeypatch):
    monkeypatch.setattr(tp, "questions", mine)
    tp.test_every_form_is_taken_from_whom_it_is_declared(app, world)
