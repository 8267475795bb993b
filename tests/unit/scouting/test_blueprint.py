from flask import Flask

from matchmaker.scouting.views.blueprint import keep_link, kept_link


def test_a_new_link_is_shown_once_and_only_for_its_question(app: Flask) -> None:
    with app.test_request_context():
        keep_link(7, "/confirm/abc")
        assert kept_link(7) == "/confirm/abc"
        assert kept_link(7) == ""
        keep_link(7, "/confirm/abc")
        assert kept_link(8) == ""
