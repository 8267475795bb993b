"""What ships is what our own texts say."""

import json

from matchmaker.cli.background import document, own_texts
from matchmaker.engine.background import FILE

DRIFT = 0.05
"""Texts may be edited a little before a recount is worth a new version of the engine."""


def test_every_text_of_the_frozen_set_and_of_the_demo_city_is_read() -> None:
    achievements, needs = own_texts()
    assert len(achievements) > 300
    assert len(needs) > 100
    assert all(text.strip() for text in [*achievements, *needs])


def test_the_file_that_ships_says_what_a_recount_says() -> None:
    kept, fresh = json.loads(FILE.read_bytes()), json.loads(document())
    for side, name in enumerate(("achievements", "needs")):
        for term in kept["terms"].keys() | fresh["terms"].keys():
            shares = [told["terms"].get(term, (0, 0))[side] / told[name] for told in (kept, fresh)]
            assert abs(shares[0] - shares[1]) < DRIFT, term


def test_one_term_stands_on_a_line() -> None:
    assert FILE.read_text(encoding="utf-8").count("\n") == len(json.loads(FILE.read_bytes())["terms"]) + 2
