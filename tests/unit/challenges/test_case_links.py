"""The parts of a challenge that its working page leads to."""

from __future__ import annotations

from flask import Flask

from matchmaker.challenges.case_links import ACT_PAGES, CASE_LINKS


def test_every_link_leads_to_a_page_about_a_challenge(app: Flask) -> None:
    takes_one = {rule.endpoint for rule in app.url_map.iter_rules() if rule.arguments == {"challenge_id"}}
    assert {*ACT_PAGES.values(), *(link.endpoint for link in CASE_LINKS)} <= takes_one
